//! Everything that is wrong with a scenario, together, each problem with its place in the text.

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::Code;
use crate::model::Severity;

/// A file as it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// How the reader knows it: the path as given, or relative to it.
    pub name: String,
    /// Its text, without a byte order mark.
    pub text: String,
}

impl SourceFile {
    /// Line and column (both from 1; the column counts characters) of a byte offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// A piece of a file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<SourceFile>,
    /// Bytes of its text.
    pub span: Range<usize>,
}

/// A place with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What the caret points at.
    pub place: Place,
    /// What is said under the caret.
    pub text: String,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// What was found and why it is wrong.
    pub message: String,
    /// What is allowed, or what to do.
    pub help: Option<String>,
    /// Where; the first is the place of the problem. Empty if it is in no text (a file that does not exist).
    pub labels: Vec<Label>,
}

/// A problem for programs: one flat line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlainDiagnostic {
    /// `E201`
    pub code: &'static str,
    /// `error` or `warning`
    pub severity: &'static str,
    /// Empty if the problem is in no file.
    pub file: String,
    /// From 1; 0 if the problem is in no file.
    pub line: usize,
    /// From 1, in characters; 0 if the problem is in no file.
    pub column: usize,
    /// What was found and why it is wrong.
    pub message: String,
    /// What is allowed, or what to do.
    pub help: Option<String>,
}

/// All problems of a scenario, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Sorts problems by place (the files in the order of first mention), and drops repetitions.
    pub fn new(mut problems: Vec<Diagnostic>) -> Self {
        let mut files: Vec<String> = Vec::new();
        for problem in &problems {
            let name = problem.file().to_owned();
            if !files.contains(&name) {
                files.push(name);
            }
        }
        let rank = |problem: &Diagnostic| files.iter().position(|name| name == problem.file());
        problems.sort_by_key(|problem| (rank(problem), problem.labels.first().map_or(0, |l| l.place.span.start)));
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(problems.len());
        for problem in problems {
            if !kept.contains(&problem) {
                kept.push(problem);
            }
        }
        Self(kept)
    }

    /// The problems, in the order of the text.
    pub fn all(&self) -> &[Diagnostic] {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of problems of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Both lists as one.
    #[must_use]
    pub fn and(self, other: Diagnostics) -> Diagnostics {
        Diagnostics::new(self.0.into_iter().chain(other.0).collect())
    }

    /// For programs.
    pub fn plain(&self) -> Vec<PlainDiagnostic> {
        self.0.iter().map(Diagnostic::plain).collect()
    }
}

impl Diagnostic {
    pub(super) fn error(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), help: None, labels: Vec::new() }
    }

    pub(super) fn at(mut self, place: &Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place: place.clone(), text: text.into() });
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The file it is in, empty if none.
    pub fn file(&self) -> &str {
        self.labels.first().map_or("", |label| &label.place.source.name)
    }

    fn plain(&self) -> PlainDiagnostic {
        let (line, column) =
            self.labels.first().map_or((0, 0), |label| label.place.source.position(label.place.span.start));
        PlainDiagnostic {
            code: self.code.as_str(),
            severity: match self.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            file: self.file().to_owned(),
            line,
            column,
            message: self.message.clone(),
            help: self.help.clone(),
        }
    }
}

impl fmt::Display for Diagnostics {
    /// One line per problem: `file:line:column: error[E201]: message`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.plain().into_iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            if !problem.file.is_empty() {
                write!(f, "{}:{}:{}: ", problem.file, problem.line, problem.column)?;
            }
            write!(f, "{}[{}]: {}", problem.severity, problem.code, problem.message)?;
        }
        Ok(())
    }
}

impl Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let file = SourceFile { name: "x".to_owned(), text: "a\n病毒 = 1".to_owned() };
        assert_eq!(file.position(0), (1, 1));
        assert_eq!(file.position(2 + "病毒 ".len()), (2, 4));
        assert_eq!(file.position(9999), (2, 7));
    }
}
