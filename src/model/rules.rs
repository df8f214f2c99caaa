//! The rules that the parts of a scenario must satisfy together.

use super::ScenarioParts;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The scenario runs, but somebody should look.
    Warning,
    /// The scenario cannot be run.
    Error,
}

/// Something wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: a dotted path as in the file, `moves.mttr-insight.raise_to`.
    pub path: String,
    /// How bad.
    pub severity: Severity,
    /// What was found and why it is wrong.
    pub message: String,
    /// What is allowed, or what to do.
    pub help: Option<String>,
}

/// All problems of these parts, in the order of the file's sections.
pub fn check(_parts: &ScenarioParts) -> Vec<Problem> {
    Vec::new()
}
