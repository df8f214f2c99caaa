//! The playbook: what a run and its studies found, told page by page, for people who work in slides, spreadsheets and
//! print.
//!
//! ```text
//! scenario + findings + studies -> Playbook (pages, each a finding in a sentence) -> HTML, PDF, PPTX, XLSX
//!                                     said once                                      drawn by each format
//! ```
//!
//! A format adds no number and no finding: whatever is to be said stands in [`Playbook`].

pub mod brand;
mod brand_check;
mod brand_file;
mod cells;
pub mod content;
mod grid;
pub mod office;
pub mod page;
pub mod pptx;
pub mod xlsx;

pub use brand::{Brand, Logo, Paper};
pub use brand_file::{LoadedBrand, load_brand, load_brand_text};
pub use grid::Unfit;
pub use office::{NumberStyle, OfficeChart, OfficeKind, OfficeSeries, Places};
pub use page::{Page, Panel, Picture, Playbook, Provenance, Tone};
