//! `reframe template`: a workbook to fill in, with an example or with a scenario in it.

use std::path::Path;

use super::args::TemplateArguments;
use super::failure::Failure;
use super::{input, one_file, parse, screen};
use crate::scenario::{self, Literal, STARTER};
use crate::workbook;

/// Writes the workbook.
pub(super) fn template(arguments: &TemplateArguments) -> Result<(), Failure> {
    let path = &arguments.out;
    one_file::refuse_existing(path, arguments.force)?;
    let document = document(arguments.from.as_deref())?;
    let lang = parse::lang_or_system(arguments.lang);
    let bytes = workbook::write(&document, lang)
        .map_err(|reason| Failure::Refused(format!("this scenario does not fit into a workbook: {reason}")))?;
    one_file::write(path, &bytes)?;
    let shown = path.display();
    screen::print(&format!(
        "Wrote {shown}\nNext: open it in a spreadsheet program, fill it in, save it, then\n  reframe import {shown}\n"
    ))
}

/// What the workbook says: this scenario, or the starter scenario as an example.
fn document(from: Option<&Path>) -> Result<Literal, Failure> {
    match from {
        Some(path) => Ok(input::load(path)?.document()),
        None => Ok(scenario::load_text("scenario.toml", STARTER).map_err(input::refused)?.document()),
    }
}
