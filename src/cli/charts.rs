//! The charts of a run: figures for the page, and files.

use super::args::Format;
use crate::report::View;
use crate::report::html::Figures;

/// Charts, drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// For the page.
    pub(super) figures: Figures,
    /// (name in the results folder, content)
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Draws what these formats need.
pub(super) fn draw(_view: &View, _formats: &[Format]) -> Result<Drawn, super::failure::Failure> {
    Ok(Drawn::default())
}
