//! What a company's documents look like.

use crate::chart::{Theme, png_size};

/// Colours, fonts and marks, the same in every format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brand {
    /// Colours and sizes of charts; documents use `us` as their accent, `ink`, `muted`, `panel` and `background`.
    pub theme: Theme,
    /// At the head of documents.
    pub logo: Option<Logo>,
    /// At the foot of every page; may be empty.
    pub footer: String,
    /// What is printed on.
    pub paper: Paper,
}

/// A picture of the company's mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// A PNG file.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The company's name, for those who cannot see it.
    pub alt: String,
}

impl Logo {
    /// From the content of a PNG file, and the words for those who cannot see it.
    ///
    /// # Errors
    /// Why it is no PNG picture, in words.
    pub fn read(png: Vec<u8>, alt: &str) -> Result<Self, String> {
        let (width, height) = png_size(&png)?;
        Ok(Self { png, width, height, alt: alt.to_owned() })
    }
}

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 210 × 297 mm
    #[default]
    A4,
    /// 8.5 × 11 in
    Letter,
}
