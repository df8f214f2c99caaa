//! Letters, colours and widths of the workbook.

use crate::chart::color::Color;
use crate::chart::font::{self, Weight};
use crate::model::Lang;
use crate::playbook::Brand;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// How everything looks.
#[derive(Clone, Copy, Debug)]
pub struct Style<'p> {
    /// Colours and paper.
    pub brand: &'p Brand,
    /// Decides the font.
    pub lang: Lang,
}

/// Pixels to the point.
const PIXELS: f64 = 96.0 / 72.0;

impl<'p> Style<'p> {
    /// The size of ordinary letters in points.
    pub fn size(&self) -> f64 {
        match self.lang {
            Lang::En => 11.0,
            Lang::Zh => 10.5,
        }
    }

    /// The company's font; else one that every spreadsheet program on a desk has, or has a likeness of.
    pub fn font(&self) -> &'p str {
        let own = &self.brand.theme.font;
        match self.lang {
            _ if !own.is_bundled() => own.family(),
            Lang::En => "Calibri",
            Lang::Zh => "Microsoft YaHei",
        }
    }

    /// Ordinary letters.
    pub fn body(&self) -> Format {
        self.letters(self.size(), self.brand.theme.ink)
    }

    fn letters(&self, size: f64, color: Color) -> Format {
        Format::new()
            .set_font_name(self.font())
            .set_font_size(size)
            .set_font_color(rgb(color))
            .set_align(FormatAlign::Top)
    }

    /// Ordinary letters on as many lines as they need.
    pub fn wrapped(&self) -> Format {
        self.body().set_text_wrap()
    }

    /// Findings over a sheet.
    pub fn title(&self) -> Format {
        self.letters(16.0, self.brand.theme.ink).set_bold().set_text_wrap()
    }

    /// Headings within a sheet.
    pub fn heading(&self) -> Format {
        self.letters(self.size(), self.brand.theme.us).set_bold()
    }

    /// What is said besides.
    pub fn muted(&self) -> Format {
        self.letters(self.size() - 1.0, self.brand.theme.muted).set_text_wrap()
    }

    /// Links.
    pub fn link(&self) -> Format {
        self.letters(self.size(), self.brand.theme.us).set_underline(rust_xlsxwriter::FormatUnderline::Single)
    }

    /// Heads of columns.
    pub fn head(&self) -> Format {
        self.letters(self.size(), self.brand.theme.ink)
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_background_color(rgb(self.brand.theme.panel))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(rgb(self.brand.theme.axis))
    }

    /// Heads of errors and ends of intervals.
    pub fn quiet_head(&self) -> Format {
        self.head().set_font_color(rgb(self.brand.theme.muted)).unset_bold()
    }

    /// The width of a text in pixels, bold as the widest that it may be set.
    pub fn width(&self, text: &str) -> f64 {
        font::width(text, self.size() * PIXELS, Weight::Bold)
    }

    /// The width of the widest word of a text in pixels.
    pub fn widest_word(&self, text: &str) -> f64 {
        font::widest_word(text, self.size() * PIXELS, Weight::Bold)
    }

    /// The height of a row, in points, whose text of this size is wrapped at so many pixels.
    pub fn height(&self, text: &str, size: f64, width: f64) -> f64 {
        let lines: usize = text
            .lines()
            .map(|line| font::wrap(line, size * PIXELS, Weight::Regular, 0.95 * width - 8.0, usize::MAX).len().max(1))
            .sum();
        // Spreadsheets have no higher rows.
        (lines.max(1) as f64 * 1.36 * size + 3.0).min(409.0)
    }
}

/// A colour as the writer wants it.
pub fn rgb(color: Color) -> rust_xlsxwriter::Color {
    let [r, g, b] = color.rgb.map(u32::from);
    rust_xlsxwriter::Color::RGB((r << 16) | (g << 8) | b)
}
