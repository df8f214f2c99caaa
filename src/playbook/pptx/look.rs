//! Colours and fonts as slides name them: by their part in the brand, so that a deck put into another template follows it.

use super::xml::Xml;
use crate::chart::Theme;
use crate::chart::color::{Color, contrast};
use crate::chart::font::{self, Weight};
use crate::model::Lang;
use crate::playbook::{Brand, Tone};

/// What everything on the slides looks like.
#[derive(Clone, Copy, Debug)]
pub struct Look<'p> {
    /// Colours and marks.
    pub brand: &'p Brand,
    /// The language of the words.
    pub lang: Lang,
}

/// The Latin font of headings and text; viewers without it take a sans-serif of like proportions.
const LATIN: &str = "Inter";
/// Proportions of Inter, for viewers that look for a stand-in.
const PANOSE: &str = "020B0502030000000004";
/// The Chinese font: on every Windows and in every Office.
pub const EAST_ASIAN: &str = "Microsoft YaHei";

impl<'p> Look<'p> {
    /// Colours of charts.
    pub fn theme(&self) -> &'p Theme {
        &self.brand.theme
    }

    /// The name of a language, for spelling checkers and fonts.
    pub fn language(&self) -> &'static str {
        match self.lang {
            Lang::En => "en-GB",
            Lang::Zh => "zh-CN",
        }
    }

    /// The Latin font of headings and text with its proportions, for viewers that look for a stand-in: the company's, else Inter.
    pub fn latin(&self) -> (&'p str, Option<&'static str>) {
        let font = &self.theme().font;
        if font.is_bundled() { (LATIN, Some(PANOSE)) } else { (font.family(), None) }
    }

    /// What letters are shrunk to. Slides are laid out in Inter; a company's font that is wider takes the same room this way.
    pub fn shrink(&self) -> f64 {
        const SAMPLE: &str = "The five boxing wizards jump quickly: 0123456789 ± 45.6% of THE QUICK BROWN FOX";
        let font = &self.theme().font;
        if font.is_bundled() {
            return 1.0;
        }
        let wider = |weight| font.width(SAMPLE, 10.0, weight) / font::width(SAMPLE, 10.0, weight);
        1.0 / wider(Weight::Regular).max(wider(Weight::Bold)).max(1.0)
    }

    /// The colours of the theme by their names in it.
    pub fn scheme(&self) -> [(&'static str, Color); 12] {
        let theme = self.theme();
        let rival = |i: usize| theme.rivals.get(i).or(theme.rivals.first()).copied().unwrap_or(theme.muted);
        [
            ("dk1", theme.ink),
            ("lt1", theme.background),
            ("dk2", theme.muted),
            ("lt2", theme.panel),
            ("accent1", theme.us),
            ("accent2", rival(0)),
            ("accent3", theme.no_decision),
            ("accent4", rival(1)),
            ("accent5", theme.needs[1].0),
            ("accent6", theme.needs[5].0),
            ("hlink", theme.us),
            ("folHlink", theme.muted),
        ]
    }

    /// A colour, by its name in the theme if it has one.
    pub fn color(&self, xml: &mut Xml, color: Color) {
        let alpha = |xml: &mut Xml| {
            if color.alpha < 1.0 {
                xml.val("a:alpha", (color.alpha * 100_000.0).round() as u32);
            }
        };
        let named = self.scheme().into_iter().take(10).find(|(_, known)| known.rgb == color.rgb);
        match named {
            Some((name, _)) => {
                let name = match name {
                    "dk1" => "tx1",
                    "lt1" => "bg1",
                    "dk2" => "tx2",
                    "lt2" => "bg2",
                    accent => accent,
                };
                xml.within("a:schemeClr", &[("val", &name)], alpha);
            }
            None => {
                let [r, g, b] = color.rgb;
                xml.within("a:srgbClr", &[("val", &format_args!("{r:02X}{g:02X}{b:02X}"))], alpha);
            }
        }
    }

    /// A colour all over.
    pub fn fill(&self, xml: &mut Xml, color: Color) {
        xml.within("a:solidFill", &[], |xml| self.color(xml, color));
    }

    /// A line of this width in points.
    pub fn line(&self, xml: &mut Xml, color: Color, width: f64) {
        xml.within("a:ln", &[("w", &emu(width))], |xml| self.fill(xml, color));
    }

    /// The colour of letters on this one.
    pub fn letters_on(&self, back: Color) -> Color {
        let theme = self.theme();
        let (ink, paper) = (contrast(theme.ink, back), contrast(theme.background, back));
        if paper >= 4.5 || paper > ink { theme.background } else { theme.ink }
    }

    /// What marks a panel of this tone, and the colour of its heading.
    pub fn tone(&self, tone: Tone) -> (Color, Color) {
        let theme = self.theme();
        let rival = theme.rivals.first().copied().unwrap_or(theme.muted);
        match tone {
            Tone::Plain => (theme.axis, theme.ink),
            Tone::Ours => (theme.us, theme.us),
            Tone::Theirs => (rival, rival),
            Tone::Caution => (theme.needs[5].0, theme.ink),
        }
    }
}

/// The unit of office documents: 12700 to the point.
pub fn emu(points: f64) -> i64 {
    (points * 12_700.0).round() as i64
}
