//! What a study found, described once: a headline, tables whose numbers have errors, cautions, charts. Terminal, CSV and
//! JSON are made from the same description, so they cannot tell different things.

mod csv;
mod json;
mod terminal;

pub use terminal::{render, shown};

use crate::model::{Cost, Lang};
use crate::report::figures::Chart;
use crate::report::words::CautionText;
use crate::stats::Estimate;

/// What a study found, in one language.
#[derive(Clone, Debug)]
pub struct StudyReport {
    /// The command: names the folder and the JSON file.
    pub name: &'static str,
    /// The language of the words in it.
    pub lang: Lang,
    /// The currency of its amounts; may be empty.
    pub currency: String,
    /// The answer in a sentence, with its error.
    pub headline: String,
    /// What else should be said at once; may be empty.
    pub more: String,
    /// The numbers.
    pub tables: Vec<StudyTable>,
    /// What to look at before quoting a number.
    pub cautions: Vec<CautionText>,
    /// How the numbers were made: draws, seed, estimators, what ± is.
    pub method: String,
    /// The pictures.
    pub charts: Vec<Chart>,
    /// How it was made, for a program.
    pub made: Made,
}

/// What it takes to make the same numbers again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Simulated purchases behind each number, if that is one number.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
}

/// One table.
#[derive(Clone, Debug)]
pub struct StudyTable {
    /// Name of its CSV file and of its part of the JSON file: small letters and `_`.
    pub name: &'static str,
    /// What it shows; may be empty.
    pub title: String,
    /// How to read it; may be empty.
    pub reading: String,
    /// Heads, in order.
    pub columns: Vec<StudyColumn>,
    /// As many cells as columns.
    pub rows: Vec<Vec<StudyCell>>,
    /// So many rows are printed on a terminal; files hold all.
    pub shown: usize,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct StudyColumn {
    /// Its name in files: small letters and `_`.
    pub key: &'static str,
    /// Its name for people.
    pub title: String,
    /// What is in it.
    pub kind: ColumnKind,
}

impl StudyColumn {
    /// A column.
    pub fn new(key: &'static str, title: impl Into<String>, kind: ColumnKind) -> Self {
        Self { key, title: title.into(), kind }
    }
}

/// What a column holds: how it is printed, and how many columns it takes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Things of the scenario: id and label.
    Named,
    /// Words.
    Word,
    /// Whole numbers.
    Count,
    /// Plain numbers without an error, such as a budget or a natural unit that was asked for.
    Number,
    /// What moves cost.
    Cost,
    /// Shares and probabilities: `12.3% ± 0.2`.
    Percent,
    /// Differences of probabilities: `+12.3 ± 0.4` points.
    Points,
    /// Amounts of money.
    Money,
    /// Other estimated numbers, with as many digits as their error allows.
    Estimate,
}

/// One cell. An undefined number is [`StudyCell::Empty`], never 0.
#[derive(Clone, Debug, PartialEq)]
pub enum StudyCell {
    /// A thing of the scenario.
    Named {
        /// Its key in the file.
        id: String,
        /// What people call it.
        label: String,
    },
    /// Words.
    Word(String),
    /// A whole number.
    Count(u64),
    /// A number that was not estimated.
    Number(f64),
    /// What moves cost.
    Cost(Cost),
    /// An estimated number.
    Estimate(Estimate),
    /// Nothing, or undefined.
    Empty,
}

impl StudyCell {
    /// A thing of the scenario.
    pub fn named(id: &str, label: &str) -> Self {
        StudyCell::Named { id: id.to_owned(), label: label.to_owned() }
    }

    /// An estimate that may be undefined.
    pub fn maybe(estimate: Option<Estimate>) -> Self {
        estimate.map_or(StudyCell::Empty, StudyCell::Estimate)
    }
}

impl StudyReport {
    /// The tables as files: name and content.
    pub fn tables_as_csv(&self) -> Vec<(String, Vec<u8>)> {
        self.tables.iter().map(|table| (format!("tables/{}.csv", table.name), csv::table(table))).collect()
    }

    /// Everything but the pictures, for a program. `scenario` and `fingerprint` name the input.
    pub fn to_json(&self, scenario: &str, fingerprint: &str) -> Vec<u8> {
        json::document(self, scenario, fingerprint)
    }
}

/// One of two wordings, each written for its language.
pub fn say(lang: Lang, en: impl Into<String>, zh: impl Into<String>) -> String {
    match lang {
        Lang::En => en.into(),
        Lang::Zh => zh.into(),
    }
}
