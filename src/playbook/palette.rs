//! The colours of documents, made from a brand's so that every text can be read, by day and by night.

use crate::chart::Theme;
use crate::chart::color::{Color, contrast};

/// What text needs against its ground: WCAG 2, level AA.
pub const LEGIBLE: f64 = 4.5;

/// Amber: what to be careful about has the same colour in every house.
const CAUTION: Color = Color::hex(0xB26A00);
/// How much of its colour a tinted ground has.
const SOFT: f64 = 0.08;

/// The colours of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color,
    /// Behind boxes and heads of tables.
    pub panel: Color,
    /// Titles and text.
    pub ink: Color,
    /// What comes second: captions, sources.
    pub muted: Color,
    /// Rules.
    pub line: Color,
    /// Us: the accent of the document.
    pub us: Accent,
    /// Rivals.
    pub theirs: Accent,
    /// What to be careful about.
    pub caution: Accent,
}

/// A colour in its three uses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accent {
    /// Rules and marks: the colour itself.
    pub mark: Color,
    /// Words: as near to it as can be read.
    pub text: Color,
    /// A ground tinted with it.
    pub soft: Color,
}

impl Palette {
    /// Of this brand.
    pub fn new(theme: &Theme) -> Self {
        let (background, panel) = (theme.background, theme.panel);
        let accent = |mark: Color| {
            let soft = mixed(mark, background, SOFT);
            Accent { mark, text: legible(mark, &[background, panel, soft]), soft }
        };
        let rival = theme.rivals.first().copied().unwrap_or(theme.muted);
        let (us, theirs, caution) = (accent(theme.us), accent(rival), accent(CAUTION));
        let grounds = [background, panel, us.soft, theirs.soft, caution.soft];
        Self {
            ink: legible(theme.ink, &grounds),
            muted: legible(theme.muted, &grounds),
            line: theme.grid,
            background,
            panel,
            us,
            theirs,
            caution,
        }
    }
}

/// Whether the brand has a light ground, so that there is a night for it.
pub fn is_light(theme: &Theme) -> bool {
    theme.background.luminance() > 0.18
}

/// A theme for dark screens: every colour at its place on the other side of grey.
pub fn at_night(theme: &Theme) -> Theme {
    turned(theme, dark)
}

/// The theme of a dark house on white paper: the way back.
pub fn on_paper(theme: &Theme) -> Theme {
    turned(theme, bright)
}

fn turned(theme: &Theme, turn: fn(Color) -> Color) -> Theme {
    Theme {
        background: turn(theme.background),
        ink: turn(theme.ink),
        muted: turn(theme.muted),
        grid: turn(theme.grid),
        axis: turn(theme.axis),
        panel: turn(theme.panel),
        us: turn(theme.us),
        rivals: theme.rivals.iter().copied().map(turn).collect(),
        no_decision: turn(theme.no_decision),
        needs: theme.needs.map(|(color, marker)| (turn(color), marker)),
        ..theme.clone()
    }
}

/// The white of paper shines; on a screen at night a little less than white is enough.
const NIGHT: f64 = 0.9;

/// The colour for a dark ground: the same hue, lightness the other way round. White becomes a dark grey, and who could be
/// read on white can be read on that.
pub fn dark(color: Color) -> Color {
    let [l, a, b] = color.lab();
    Color::from_lab([100.0 - NIGHT * l, a, b]).with_alpha(color.alpha)
}

/// The colour that [`dark`] makes this one of, as near as there is one.
pub fn bright(color: Color) -> Color {
    let [l, a, b] = color.lab();
    Color::from_lab([((100.0 - l) / NIGHT).min(100.0), a, b]).with_alpha(color.alpha)
}

/// An opaque mixture; 1 is the first colour.
pub fn mixed(a: Color, b: Color, share: f64) -> Color {
    let mut rgb = [0; 3];
    for (c, out) in rgb.iter_mut().enumerate() {
        *out = (share * f64::from(a.rgb[c]) + (1.0 - share) * f64::from(b.rgb[c])).round() as u8;
    }
    Color { rgb, alpha: 1.0 }
}

/// The colour, moved towards black or white no further than needed for text on all these grounds.
pub fn legible(color: Color, grounds: &[Color]) -> Color {
    let worst = |color: Color| grounds.iter().map(|ground| contrast(color, *ground)).fold(f64::INFINITY, f64::min);
    if worst(color) >= LEGIBLE {
        return color;
    }
    let [l, a, b] = color.lab();
    let (black, white) = (Color::hex(0x000000), Color::hex(0xFFFFFF));
    let towards = if worst(black) >= worst(white) { -1.0 } else { 1.0 };
    let steps = (1..=100).map(|step| l + towards * f64::from(step)).filter(|l| (0.0..=100.0).contains(l));
    let found = steps.map(|l| Color::from_lab([l, a, b])).find(|color| worst(*color) >= LEGIBLE);
    found.unwrap_or(if towards < 0.0 { black } else { white })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ours, and houses whose colours are hard to read.
    fn themes() -> Vec<Theme> {
        let house = |us, rival, ink| Theme {
            us: Color::hex(us),
            rivals: vec![Color::hex(rival)],
            ink: Color::hex(ink),
            ..Theme::default()
        };
        vec![
            Theme::default(),
            house(0xFFD500, 0xFF8800, 0x333333),
            house(0x00E5A0, 0xAAAAAA, 0x555555),
            house(0xE60012, 0x8BC34A, 0x000000),
            house(0x0A0A2A, 0x2A0A0A, 0x8899AA),
        ]
    }

    #[test]
    fn every_text_can_be_read_on_every_ground_it_stands_on() {
        for theme in themes().into_iter().flat_map(|theme| [at_night(&theme), theme]) {
            let p = Palette::new(&theme);
            let accents = [p.us, p.theirs, p.caution];
            for accent in accents {
                for ground in [p.background, p.panel, accent.soft] {
                    let ratio = contrast(accent.text, ground);
                    assert!(ratio >= LEGIBLE, "{} on {ground}: {ratio:.2}", accent.text);
                }
            }
            for text in [p.ink, p.muted] {
                for ground in [p.background, p.panel, p.us.soft, p.theirs.soft, p.caution.soft] {
                    assert!(contrast(text, ground) >= LEGIBLE, "{text} on {ground}: {:.2}", contrast(text, ground));
                }
            }
        }
    }

    #[test]
    fn colours_that_can_be_read_stay_what_they_are() {
        let (theme, palette) = (Theme::default(), Palette::new(&Theme::default()));
        assert_eq!((palette.us.text, palette.ink, palette.muted), (theme.us, theme.ink, theme.muted));
    }

    #[test]
    fn a_dark_house_prints_on_white() {
        let theme = on_paper(&at_night(&Theme::default()));
        assert_eq!(theme.background, Color::hex(0xFFFFFF));
        assert!(!is_light(&at_night(&Theme::default())) && is_light(&theme));
    }

    #[test]
    fn charts_can_be_read_at_night() {
        let theme = Theme::default();
        let night = dark(theme.background);
        let texts = [theme.ink, theme.muted, theme.us, theme.no_decision];
        for color in texts.into_iter().chain(theme.rivals.iter().copied()) {
            assert!(contrast(dark(color), night) >= LEGIBLE, "{color}: {:.2}", contrast(dark(color), night));
        }
        for (color, _) in theme.needs {
            assert!(contrast(dark(color), night) >= 3.0, "{color}: {:.2}", contrast(dark(color), night));
        }
    }
}
