//! `reframe meddic`: what a scenario says and leaves unsaid, before anything is simulated.

use super::args::MeddicArguments;
use super::failure::Failure;
use super::{input, parse, screen};
use crate::report::files;
use crate::report::meddic::{Card, csv, terminal};
use crate::report::words::{Label, words};
use crate::study;

/// Prints the scorecard, and writes it where it is wanted.
pub(super) fn meddic(arguments: &MeddicArguments) -> Result<(), Failure> {
    let input = input::load(&arguments.scenario)?;
    let scorecard = study::meddic(&input.scenario);
    let lang = parse::lang_or_system(arguments.lang);
    let card = Card { scenario: &input.scenario, scorecard: &scorecard, lang };
    let mut text = terminal::render(&card, screen::width(), screen::style());
    if let Some(folder) = &arguments.out {
        let tables = csv::files(&card).into_iter().map(|(name, bytes)| (name.to_owned(), bytes));
        files::add(folder, &tables.collect::<Vec<_>>())?;
        text.push_str(&format!("\n{} {}\n", words(lang).label(Label::Written), folder.display()));
    }
    screen::print(&text)
}
