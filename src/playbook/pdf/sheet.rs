//! Sheets of paper as data: what stands where, in points from the top left corner, before any PDF.

use super::structure::ElementId;
use super::text::Type;
use crate::chart::color::Color;
use crate::chart::{Bounds, Scene};
use crate::playbook::Paper;

/// Around the text, in points: 15 mm.
pub(super) const MARGIN: f64 = 42.5;
/// Between the head of a sheet and what stands on it.
pub(super) const HEAD: f64 = 26.0;

/// Width and height in points.
pub(super) fn size(paper: Paper) -> (f64, f64) {
    match paper {
        Paper::A4 => (595.276, 841.89),
        Paper::Letter => (612.0, 792.0),
    }
}

/// Something drawn.
#[derive(Clone, Debug)]
pub(super) enum Mark<'a> {
    /// A line of text, its left end on the baseline; `None`: not part of what is read.
    Text { text: String, at: (f64, f64), set: Type<'a>, element: Option<ElementId> },
    /// A filled rectangle: decoration.
    Fill { bounds: Bounds, color: Color },
    /// A chart, made larger by a factor.
    Chart { scene: &'a Scene, bounds: Bounds, scale: f64, element: ElementId },
    /// The logo; `None`: repeated decoration.
    Logo { bounds: Bounds, element: Option<ElementId> },
    /// The number of the sheet on which a page of the playbook begins; its right end on the baseline.
    Number { page: usize, at: (f64, f64), set: Type<'a>, element: ElementId },
    /// A place to click, leading to a page of the playbook.
    Link { page: usize, bounds: Bounds, words: String, element: ElementId },
}

/// One side of paper.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet<'a> {
    pub marks: Vec<Mark<'a>>,
}
