//! Colours, and the numbers that say whether people can tell them apart and read them.

use std::fmt;
use std::str::FromStr;

/// An opaque sRGB colour with an opacity to draw it at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red, green, blue.
    pub rgb: [u8; 3],
    /// 1 is opaque.
    pub alpha: f64,
}

impl Color {
    /// An opaque colour from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        Self { rgb: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8], alpha: 1.0 }
    }

    /// The same colour, translucent.
    pub const fn with_alpha(self, alpha: f64) -> Self {
        Self { rgb: self.rgb, alpha }
    }

    /// An opaque mixture with white; 1 is the colour itself, 0 is white.
    pub fn tint(self, strength: f64) -> Self {
        Self { rgb: self.rgb.map(|c| (255.0 - strength * (255.0 - f64::from(c))).round() as u8), alpha: 1.0 }
    }

    /// The colour of these CIE L*a*b* coordinates under D65, as colourful as sRGB allows at this lightness (0 to 100).
    pub fn from_lab([l, a, b]: [f64; 3]) -> Self {
        let faded = |chroma: f64| linear_of_lab([l, chroma * a, chroma * b]);
        let fits = |rgb: &[f64; 3]| rgb.iter().all(|c| (-1e-6..=1.0 + 1e-6).contains(c));
        let steps = (0..=50).rev().map(|step| faded(f64::from(step) / 50.0));
        let rgb = steps.into_iter().find(fits).unwrap_or_else(|| faded(0.0));
        Self { rgb: rgb.map(encoded), alpha: 1.0 }
    }

    fn linear(self) -> [f64; 3] {
        self.rgb.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Relative luminance as WCAG 2 defines it.
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// CIE L*a*b* under D65.
    pub fn lab(self) -> [f64; 3] {
        lab(self.linear())
    }
}

impl FromStr for Color {
    type Err = NoColor;

    /// From `#RRGGBB` or `#RGB`.
    fn from_str(text: &str) -> Result<Self, NoColor> {
        let digits = text.strip_prefix('#').ok_or(NoColor)?;
        let values: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(16)).collect();
        match values.as_deref() {
            Some([r, g, b]) => Ok(Self::hex(0x11_0000 * r + 0x1100 * g + 0x11 * b)),
            Some(six @ [_, _, _, _, _, _]) => Ok(Self::hex(six.iter().fold(0, |all, digit| 16 * all + digit))),
            _ => Err(NoColor),
        }
    }
}

/// A text that is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a colour: expected #RRGGBB")]
pub struct NoColor;

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.rgb;
        write!(f, "#{r:02X}{g:02X}{b:02X}")?;
        if self.alpha < 1.0 { write!(f, "/{}", self.alpha) } else { Ok(()) }
    }
}

/// Contrast ratio of WCAG 2, from 1 to 21. Text needs 4.5 (AA), marks need 3.
pub fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// How somebody sees colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vision {
    /// Three kinds of cones.
    Normal,
    /// No long-wavelength cones.
    Protanopia,
    /// No middle-wavelength cones.
    Deuteranopia,
    /// No short-wavelength cones.
    Tritanopia,
}

impl Vision {
    /// All of them.
    pub const ALL: [Vision; 4] = [Vision::Normal, Vision::Protanopia, Vision::Deuteranopia, Vision::Tritanopia];

    /// Severity 1.0 matrices of Machado, Oliveira & Fernandes (2009), applied to linear RGB.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Vision::Normal => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Vision::Protanopia => {
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            }
            Vision::Deuteranopia => {
                [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            }
            Vision::Tritanopia => {
                [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
            }
        }
    }
}

/// Distance of two colours in CIE L*a*b* (1976) as this person sees them; about 2 is just noticeable side by side.
pub fn distance(a: Color, b: Color, vision: Vision) -> f64 {
    let seen = |c: Color| {
        let rgb = c.linear();
        lab(vision.matrix().map(|row| row.iter().zip(rgb).map(|(m, x)| m * x).sum::<f64>().clamp(0.0, 1.0)))
    };
    seen(a).iter().zip(seen(b)).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt()
}

fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let xyz = [
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    ];
    let [x, y, z] = xyz.map(|t| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// What [`lab`] makes lab coordinates of.
fn linear_of_lab([l, a, b]: [f64; 3]) -> [f64; 3] {
    let y = (l + 16.0) / 116.0;
    let cubed = |t: f64| if t > 6.0 / 29.0 { t.powi(3) } else { (t - 16.0 / 116.0) * 108.0 / 841.0 };
    let (x, y, z) = (0.95047 * cubed(y + a / 500.0), cubed(y), 1.08883 * cubed(y - b / 200.0));
    [
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    ]
}

/// A linear share of light as sRGB writes it.
fn encoded(linear: f64) -> u8 {
    let c = linear.clamp(0.0, 1.0);
    let c = if c <= 0.0031308 { 12.92 * c } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 };
    (255.0 * c).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert!((contrast(Color::hex(0x000000), Color::hex(0xFFFFFF)) - 21.0).abs() < 1e-9);
        assert!((contrast(Color::hex(0x777777), Color::hex(0xFFFFFF)) - 4.48).abs() < 0.01);
        let [l, a, b] = Color::hex(0xFF0000).lab();
        assert!((l - 53.24).abs() < 0.01 && (a - 80.09).abs() < 0.02 && (b - 67.20).abs() < 0.02, "{l} {a} {b}");
    }

    #[test]
    fn lab_goes_back_and_forth() {
        for rgb in [0x000000, 0xFFFFFF, 0x0B5CAD, 0xC24A00, 0x9C2F8F, 0x12F3A0, 0x777777] {
            let back = Color::from_lab(Color::hex(rgb).lab());
            let far = back.rgb.iter().zip(Color::hex(rgb).rgb).map(|(a, b)| a.abs_diff(b)).max();
            assert!(far.is_some_and(|far| far <= 2), "{rgb:06X} came back as {back}");
        }
        // No such colour: as near as can be at the same lightness.
        let [l, ..] = Color::from_lab([80.0, 90.0, -90.0]).lab();
        assert!((l - 80.0).abs() < 0.5, "{l}");
    }

    #[test]
    fn red_and_green_are_near_for_deuteranopes() {
        let (red, green) = (Color::hex(0xA04000), Color::hex(0x607000));
        assert!(distance(red, green, Vision::Deuteranopia) < distance(red, green, Vision::Normal) / 2.0);
    }
}
