//! Scenarios as workbooks, for people who will not write TOML: a sheet each for criteria, vendors, performance, people,
//! moves and strategies, and one for whatever else a scenario can say, so that nothing is lost on the way there and
//! back. No files are touched here: bytes in, bytes out.
//!
//! ```text
//! Scenario files -> Literal -> fill (cells) -> draw -> .xlsx
//! .xlsx -> open (cells) -> heads -> read -> Literal, and the cell of every value -> scenario text -> checker
//! ```

mod check;
mod columns;
mod columns_moves;
mod columns_people;
mod draw;
mod fill;
mod forms;
mod guide;
mod heads;
mod kind;
mod normal;
mod open;
mod problem;
mod read;
mod read_settings;
mod settings;
mod sheets;
mod words;

pub use check::{Checked, Workbook};
pub use kind::same;
pub use problem::{Address, Problem};

use crate::model::Lang;
use crate::scenario::Literal;

/// The workbook of a scenario, as the bytes of an .xlsx file; heads, words and explanations in this language.
/// The same scenario gives the same bytes.
///
/// # Errors
/// A sentence, if the scenario is larger than a workbook can be.
pub fn write(document: &Literal, lang: Lang) -> Result<Vec<u8>, String> {
    draw::draw(&fill::pages(document, lang), lang).map_err(|error| error.to_string())
}

/// Reads the bytes of a workbook.
///
/// # Errors
/// Why it is no workbook that can be read. What is wrong with its content is said by [`Workbook::check`].
pub fn read(bytes: &[u8]) -> Result<Workbook, Problem> {
    open::open(bytes).map(|sheets| Workbook::new(read::read(&sheets)))
}
