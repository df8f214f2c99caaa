//! What the checker of scenarios says about a workbook, in the cells that it is about.

use super::kind::Kind;
use super::problem::{Address, Problem};
use super::read::Read;
use super::sheets::{SHEETS, Shape, Sheet};
use super::words::Word;
use crate::model::{self, Severity};
use crate::scenario::{self, Code, Diagnostic, Diagnostics, Label, Literal, Loaded, Written, nearest};

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
        let mut document = read.document.clone();
        let _ = document.put(&["format"], Literal::Whole(1)); // unless the workbook says which
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
        let words = first.filter(|_| diagnostic.code == Code::UnknownWord).and_then(|label| self.words(label));
        let help: Vec<String> = match words {
            Some(help) => vec![help],
            None => remark.map(str::to_owned).into_iter().chain(others).chain(diagnostic.help.clone()).collect(),
        };
        Problem {
            cell,
            severity: diagnostic.severity,
            code: Some(diagnostic.code),
            message: diagnostic.message.clone(),
            help: (!help.is_empty()).then(|| help.join("\n")),
        }
    }

    /// The words that are allowed there, in both languages, and the nearest one.
    fn words(&self, label: &Label) -> Option<String> {
        let (keys, _) = self.keys(label);
        let words = words_of(keys)?;
        let found = self.read.document.at(keys).and_then(Literal::as_text).unwrap_or_default();
        let near = nearest(found, words.iter().flat_map(|word| [word.token, word.zh]));
        let near = near.map(|near| format!("did you mean `{near}`?\n")).unwrap_or_default();
        let all: Vec<String> = words.iter().map(|word| format!("{} ({})", word.token, word.zh)).collect();
        Some(format!("{near}allowed: {}", all.join(", ")))
    }

    /// What a label points at, and whether it points at the key; the whole scenario has no keys.
    fn keys(&self, label: &Label) -> (&[String], bool) {
        let whole = label.place.span == (0..0);
        let found = self.written.find(label.place.span.start).filter(|_| !whole);
        found.map_or((&[][..], false), |found| (found.keys, found.is_key))
    }

    /// The cell of what a label points at, or the nearest one around it.
    fn cell(&self, label: &Label) -> Option<Address> {
        let (keys, is_key) = self.keys(label);
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

/// The words of the column that these keys belong to.
fn words_of(keys: &[String]) -> Option<&'static [Word]> {
    let fits = |sheet: &&Sheet| match sheet.shape {
        Shape::Settings => true,
        Shape::Entries(section) => keys.first().is_some_and(|first| first == section),
        Shape::People => keys.first().is_some_and(|first| first == "stakeholders"),
        _ => false,
    };
    let columns = SHEETS.iter().filter(fits).flat_map(|sheet| {
        let rest = if sheet.shape == Shape::Settings { keys } else { keys.get(2..).unwrap_or_default() };
        sheet.columns.iter().filter(move |column| {
            rest.starts_with(&column.path.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>())
        })
    });
    columns.into_iter().find_map(|column| match column.kind {
        Kind::Word(words) | Kind::Words(words) | Kind::WordOrNumber(words) => Some(words),
        _ => None,
    })
}

/// The field that is missing, if the label says that one is.
fn missing(label: &str) -> Option<&str> {
    label.strip_prefix('`')?.strip_suffix("` is missing here")
}
