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
mod frame;
pub mod html;
pub mod office;
pub mod page;
pub mod palette;
#[cfg(feature = "pdf")]
pub mod pdf;

pub use brand::{Brand, Logo, Paper};
pub use office::{NumberStyle, OfficeChart, OfficeKind, OfficeSeries, Places};
pub use page::{Page, Panel, Picture, Playbook, Provenance, Tone};
