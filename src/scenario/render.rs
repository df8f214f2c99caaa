//! Diagnostics as text for people: the lines of the file with carets under them.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use super::diagnostics::{Diagnostic, Diagnostics};
use crate::model::Severity;

/// How diagnostics look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Unicode lines in colour.
    Colour,
    /// Unicode lines, no colour.
    Unicode,
    /// Plain ASCII lines, no colour (labels and quoted text stay as they are).
    Ascii,
}

impl Diagnostics {
    /// The problems with the lines they are in, wrapped at `width` columns.
    pub fn render(&self, look: Look, width: usize) -> String {
        let theme = match look {
            Look::Colour => GraphicalTheme::unicode(),
            Look::Unicode => GraphicalTheme::unicode_nocolor(),
            Look::Ascii => GraphicalTheme::none(),
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(width.max(40))
            .with_links(false)
            .with_context_lines(1)
            .without_syntax_highlighting();
        let mut text = String::new();
        for problem in self.all() {
            let shown = Shown::new(problem);
            if handler.render_report(&mut text, &shown).is_err() {
                text.push_str(&problem.message);
            }
            text.push('\n');
        }
        text
    }
}

/// A diagnostic as miette wants it: with labels in one file only.
#[derive(Debug)]
struct Shown<'a> {
    problem: &'a Diagnostic,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
    help: Option<String>,
}

impl<'a> Shown<'a> {
    fn new(problem: &'a Diagnostic) -> Self {
        let Some(first) = problem.labels.first() else {
            return Self { problem, source: None, labels: Vec::new(), help: problem.help.clone() };
        };
        let here = &first.place.source;
        let mut labels = Vec::new();
        let mut help: Vec<String> = problem.help.iter().cloned().collect();
        for label in &problem.labels {
            let place = &label.place;
            if place.source == *here {
                let text = (!label.text.is_empty()).then(|| label.text.clone());
                labels.push(LabeledSpan::new(text, place.span.start, place.span.len()));
            } else {
                let (line, column) = place.source.position(place.span.start);
                help.push(format!("see {}:{line}:{column}: {}", place.source.name, label.text));
            }
        }
        Self {
            problem,
            source: Some(NamedSource::new(&here.name, here.text.clone())),
            labels,
            help: (!help.is_empty()).then(|| help.join("\n")),
        }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(self.problem.code.as_str()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.problem.severity {
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<_>)
    }
}
