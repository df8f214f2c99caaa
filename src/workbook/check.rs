//! What the checker of scenarios says about a workbook, in the cells that it is about.

use super::problem::{Address, Problem};
use super::read::Read;
use crate::model::{self, Severity};
use crate::scenario::{self, Code, Diagnostic, Diagnostics, Label, Literal, Loaded, Written};

/// A workbook that was read: a scenario, and the cell of each of its values.
pub struct Workbook {
    read: Read,
    written: Written,
}

/// A scenario that can be used.
pub struct Checked {
    /// The scenario.
    pub loaded: Loaded,
    /// What somebody should look at.
    pub warnings: Vec<Problem>,
}

/// Kinds of problems that stay true whatever else the workbook should have said.
const IN_ONE_VALUE: [Code; 6] =
    [Code::UnknownKey, Code::WrongType, Code::UnknownWord, Code::OutOfRange, Code::BadId, Code::Distribution];

impl Workbook {
    pub(super) fn new(read: Read) -> Self {
        let mut document = Literal::Table(vec![("format".to_owned(), Literal::Whole(1))]);
        if let (Literal::Table(all), Literal::Table(entries)) = (&mut document, &read.document) {
            all.extend(entries.iter().filter(|(key, _)| key != "format").cloned());
        }
        Self { written: scenario::write(&document), read }
    }

    /// What the workbook says, as plain data.
    pub fn document(&self) -> &Literal {
        &self.read.document
    }

    /// The text of a scenario file that says the same.
    pub fn text(&self) -> &str {
        &self.written.text
    }

    /// Checks the scenario; `name` stands for its file, and its folder for the scenario.
    ///
    /// # Errors
    /// Everything that is wrong with the workbook and with the scenario in it, in the order of the cells.
    pub fn check(&self, name: &str) -> Result<Checked, Vec<Problem>> {
        let loaded = scenario::load_text(name, &self.written.text);
        let checker =
            loaded.as_ref().map_or_else(|errors| self.problems(errors), |loaded| self.problems(&loaded.warnings));
        let mut problems = self.read.problems.clone();
        let own: Vec<Address> = problems.iter().filter_map(|problem| problem.cell.clone()).collect();
        let news = |problem: &Problem| {
            let repeated = problem.cell.as_ref().is_some_and(|cell| own.contains(cell));
            let in_one_value = problem.code.is_some_and(|code| IN_ONE_VALUE.contains(&code));
            !repeated && (!self.read.incomplete || in_one_value)
        };
        problems.extend(checker.into_iter().filter(news));
        problems.sort_by_key(|problem| problem.cell.clone());
        problems.dedup();
        match loaded {
            Ok(loaded) if problems.iter().all(|problem| problem.severity == Severity::Warning) => {
                Ok(Checked { loaded, warnings: problems })
            }
            _ => Err(problems),
        }
    }

    /// Problems that a later step found in the scenario, in the cells that they are about.
    pub fn locate(&self, loaded: &Loaded, problems: Vec<model::Problem>) -> Vec<Problem> {
        self.problems(&loaded.locate(problems))
    }

    fn problems(&self, diagnostics: &Diagnostics) -> Vec<Problem> {
        diagnostics.all().iter().map(|diagnostic| self.problem(diagnostic)).collect()
    }

    fn problem(&self, diagnostic: &Diagnostic) -> Problem {
        let mut labels = diagnostic.labels.iter();
        let first = labels.next();
        let cell = first.and_then(|label| self.cell(label));
        let remark = first
            .map(|label| label.text.as_str())
            .filter(|text| !["", "here"].contains(text) && !text.ends_with("is missing here"));
        let others = labels.map(|label| match self.cell(label) {
            Some(cell) => format!("see {cell}: {}", label.text),
            None => label.text.clone(),
        });
        let help: Vec<String> =
            remark.map(str::to_owned).into_iter().chain(others).chain(diagnostic.help.clone()).collect();
        Problem {
            cell,
            severity: diagnostic.severity,
            code: Some(diagnostic.code),
            message: diagnostic.message.clone(),
            help: (!help.is_empty()).then(|| help.join("\n")),
        }
    }

    /// The cell of what a label points at, or the nearest one around it.
    fn cell(&self, label: &Label) -> Option<Address> {
        let found = self.written.find(label.place.span.start);
        let (keys, is_key) = found.map_or((&[][..], false), |found| (found.keys, found.is_key));
        if let Some(missing) = missing(&label.text) {
            let keys: Vec<String> = keys.iter().cloned().chain([missing.to_owned()]).collect();
            if let Some(cell) = self.read.cells.get(&keys) {
                return Some(cell.clone());
            }
        }
        if is_key && let Some(cell) = self.read.heads.get(keys) {
            return Some(cell.clone());
        }
        (1..=keys.len()).rev().find_map(|depth| self.read.cells.get(&keys[..depth]).cloned())
    }
}

/// The field that is missing, if the label says that one is.
fn missing(label: &str) -> Option<&str> {
    label.strip_prefix('`')?.strip_suffix("` is missing here")
}
