//! Findings to text: the terminal, a page, files. This module renders and computes nothing; it knows no random
//! numbers, no engine and no drawing, and gets charts as finished SVG.
//!
//! ```text
//! View (scenario + findings + curves + language)
//!   -> terminal::render   what `run` prints
//!   -> html::page         one self-contained page
//!   -> csv::files         one fact a row
//!   -> record::Record     results.json, the result that a program reads back
//! Card (scenario + scorecard + language) -> meddic::terminal, meddic::csv, a section of the page
//! files::write puts any of them into a folder, all or nothing.
//! ```

pub mod adapt;
pub mod ask;
pub mod assumptions;
pub mod compare;
pub mod counter;
pub mod csv;
pub mod explain;
pub mod figures;
pub mod files;
pub mod group;
pub mod html;
mod inputs;
pub mod meddic;
pub mod optimize;
pub mod pitch;
pub mod record;
pub mod sensitivity;
pub mod study;
pub mod terminal;
pub mod tipping;
pub mod verdict;
pub mod view;
pub mod words;
pub mod wrap;

pub use view::View;
