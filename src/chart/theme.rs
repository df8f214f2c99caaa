//! Colours, markers and sizes of all charts.

use super::color::Color;
use super::faces::Font;
use crate::model::Need;

/// Who an alternative is to the seller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The seller.
    Us,
    /// Another vendor.
    Rival,
    /// The buyer stays with what he has.
    NoDecision,
}

/// The shape of a point: a second cue beside its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marker {
    /// Circle
    Circle,
    /// Square
    Square,
    /// Square on its tip
    Diamond,
    /// Triangle on its base
    Triangle,
    /// Triangle on its tip
    TriangleDown,
    /// Upright cross
    Plus,
    /// Five-pointed star
    Star,
}

/// What charts look like. Change fields for a house style.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Width of the slide in logical pixels.
    pub width: f64,
    /// Height of the slide; the weights chart grows beyond it when it has much to show.
    pub height: f64,
    /// Free space at the left and right.
    pub margin: f64,
    /// Behind everything.
    pub background: Color,
    /// Titles and labels.
    pub ink: Color,
    /// Subtitles, axis labels, captions.
    pub muted: Color,
    /// Grid lines.
    pub grid: Color,
    /// Axis lines and the frame of bands.
    pub axis: Color,
    /// Behind a row or panel that deserves attention.
    pub panel: Color,
    /// The seller.
    pub us: Color,
    /// Other vendors. Where each has a line of its own they are used in turn, then again with dashes.
    pub rivals: Vec<Color>,
    /// No decision.
    pub no_decision: Color,
    /// Colour and marker of each need, in the order of [`Need::ALL`]: cool hues for the enterprise, warm for the person.
    pub needs: [(Color, Marker); 7],
    /// What texts are set in.
    pub font: Font,
}

impl Theme {
    /// For a chart inside a page that has title and caption of its own: narrower, so that letters stay as large as the
    /// page's, and without margins.
    pub fn inset(&self) -> Self {
        Self { width: 0.75 * self.width, height: 0.56 * self.height, margin: 8.0, ..self.clone() }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            width: 1280.0,
            height: 720.0,
            margin: 56.0,
            background: Color::hex(0xFFFFFF),
            ink: Color::hex(0x14213D),
            muted: Color::hex(0x5A6577),
            grid: Color::hex(0xE4E8EE),
            axis: Color::hex(0x9AA5B4),
            panel: Color::hex(0xF4F6F9),
            us: Color::hex(0x0B5CAD),
            rivals: vec![Color::hex(0xC24A00), Color::hex(0x9C2F8F), Color::hex(0x5C2E14)],
            no_decision: Color::hex(0x646C75),
            needs: [
                (Color::hex(0x0B5CAD), Marker::Circle),
                (Color::hex(0x0C8599), Marker::Square),
                (Color::hex(0x2B2F77), Marker::Diamond),
                (Color::hex(0x4C96E8), Marker::Triangle),
                (Color::hex(0xC2500A), Marker::TriangleDown),
                (Color::hex(0xB08D00), Marker::Plus),
                (Color::hex(0x8A1C1C), Marker::Star),
            ],
            font: Font::default(),
        }
    }
}

impl Theme {
    /// The colour of a role where all rivals look alike.
    pub fn role(&self, role: Role) -> Color {
        match role {
            Role::Us => self.us,
            Role::Rival => self.rivals[0],
            Role::NoDecision => self.no_decision,
        }
    }

    /// Colour and marker of a need.
    pub fn need(&self, need: Need) -> (Color, Marker) {
        self.needs[need as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::color::{Vision, contrast, distance};

    #[test]
    fn every_text_colour_is_legible() {
        let theme = Theme::default();
        let texts = [theme.ink, theme.muted, theme.us, theme.no_decision];
        for color in texts.into_iter().chain(theme.rivals.iter().copied()) {
            for back in [theme.background, theme.panel] {
                assert!(contrast(color, back) >= 4.5, "{color} on {back}: {:.2}", contrast(color, back));
            }
        }
    }

    #[test]
    fn every_mark_stands_out() {
        let theme = Theme::default();
        for (color, marker) in theme.needs {
            let ratio = contrast(color, theme.background);
            assert!(ratio >= 3.0, "{marker:?} {color}: {ratio:.2}");
        }
    }

    /// 20 is ten times what is just noticeable.
    #[test]
    fn roles_differ_for_everybody() {
        let theme = Theme::default();
        let roles = [Role::Us, Role::Rival, Role::NoDecision].map(|role| theme.role(role));
        for vision in Vision::ALL {
            for (i, a) in roles.iter().enumerate() {
                for b in &roles[..i] {
                    assert!(distance(*a, *b, vision) > 20.0, "{vision:?} {a} {b}: {:.1}", distance(*a, *b, vision));
                }
            }
        }
    }

    /// 10 is five times what is just noticeable; names at the lines' ends and dashes are further cues.
    #[test]
    fn lines_differ_for_everybody() {
        let theme = Theme::default();
        let all = [&theme.rivals[..], &[theme.us, theme.no_decision]].concat();
        for vision in Vision::ALL {
            for (i, a) in all.iter().enumerate() {
                for b in &all[..i] {
                    assert!(distance(*a, *b, vision) > 10.0, "{vision:?} {a} {b}: {:.1}", distance(*a, *b, vision));
                }
            }
        }
    }

    #[test]
    fn needs_differ_in_colour_for_everybody_and_in_shape_always() {
        let theme = Theme::default();
        for vision in Vision::ALL {
            for (i, (a, shape)) in theme.needs.iter().enumerate() {
                for (b, other) in &theme.needs[..i] {
                    assert_ne!(shape, other);
                    assert!(distance(*a, *b, vision) > 10.0, "{vision:?} {a} {b}: {:.1}", distance(*a, *b, vision));
                }
            }
            for (a, _) in &theme.needs[..4] {
                for (b, _) in &theme.needs[4..] {
                    assert!(distance(*a, *b, vision) > 25.0, "{vision:?} {a} {b}: {:.1}", distance(*a, *b, vision));
                }
            }
        }
    }
}
