//! How a text is set: in which size, thickness and colour, in lines as its font measures them.

use crate::chart::color::Color;
use crate::chart::font::{self, Font, Weight};
use crate::report::html::unbroken;

/// A style of text, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type<'a> {
    pub font: &'a Font,
    pub size: f64,
    pub weight: Weight,
    pub color: Color,
}

impl<'a> Type<'a> {
    pub fn regular(font: &'a Font, size: f64, color: Color) -> Self {
        Self { font, size, weight: Weight::Regular, color }
    }

    pub fn bold(font: &'a Font, size: f64, color: Color) -> Self {
        Self { font, size, weight: Weight::Bold, color }
    }

    pub fn leading(self) -> f64 {
        1.38 * self.size
    }

    /// From the top of a line to its baseline.
    pub fn baseline(self) -> f64 {
        0.5 * (self.leading() - (font::ASCENT + font::DESCENT) * self.size) + font::ASCENT * self.size
    }

    pub fn width(self, text: &str) -> f64 {
        self.font.width(text, self.size, self.weight)
    }

    /// Lines of a paragraph.
    pub fn lines(self, text: &str, width: f64) -> Vec<String> {
        self.font.filled(text, self.size, self.weight, width)
    }

    /// Lines of a heading: of about the same length.
    pub fn balanced(self, text: &str, width: f64) -> Vec<String> {
        self.font.wrap(text, self.size, self.weight, width, usize::MAX)
    }

    /// One line, cut with an ellipsis if it is too wide.
    pub fn one_line(self, text: &str, width: f64) -> String {
        self.font.wrap(text, self.size, self.weight, width, 1).concat()
    }

    /// The widest part that is not broken unless it must be.
    pub fn widest_word(self, text: &str) -> f64 {
        self.font.widest_word(text, self.size, self.weight)
    }
}

/// What stands for a character without a glyph.
const PLACEHOLDER: char = '□';

/// Prose: what is drawable, numbers on one line with their margins and units.
pub(super) fn prose(font: &Font, text: &str) -> String {
    drawable(font, &unbroken(text))
}

/// The text in characters that there are glyphs for: blanks for every kind of blank and for what cannot be seen.
pub(super) fn drawable(font: &Font, text: &str) -> String {
    text.chars().filter_map(|c| drawn(font, c)).collect()
}

fn drawn(font: &Font, c: char) -> Option<char> {
    match c {
        c if font.has(c) => Some(c),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => None,
        c if c.is_whitespace() || c.is_control() => Some(' '),
        _ => Some(PLACEHOLDER),
    }
}
