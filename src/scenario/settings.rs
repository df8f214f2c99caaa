//! A file of settings that is no scenario, such as a brand: read with the same care, and complained about in the same words.
//!
//! Whoever reads it asks for one value after the other; what is wrong is noted, and said all at once at the end.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use toml::de::DeTable;

use super::diagnostics::{Diagnostic, Diagnostics, Place, SourceFile};
use super::files::{syntax, unreadable};
use super::shape_words::found;
use super::tree::{Node, Value};
use super::{Code, nearest};
use crate::model::Severity;

/// A value with the place where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// An open file of settings.
#[derive(Debug)]
pub struct Settings {
    root: Node,
    problems: Vec<Diagnostic>,
}

impl Settings {
    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be read, is no UTF-8 text or no TOML.
    pub fn read(path: &Path) -> Result<Self, Diagnostics> {
        let bytes = fs::read(path).map_err(|error| Diagnostics::new(vec![unreadable(path, &error)]))?;
        let name = path.display().to_string();
        let text = String::from_utf8(bytes).map_err(|_| {
            let problem =
                Diagnostic::error(Code::NotText, format!("{name} is not UTF-8 text")).help("save it as UTF-8");
            Diagnostics::new(vec![problem])
        })?;
        Self::read_text(&name, text)
    }

    /// Reads a text; `name` stands for the file in messages.
    ///
    /// # Errors
    /// It is no TOML.
    pub fn read_text(name: &str, text: String) -> Result<Self, Diagnostics> {
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let source = Arc::new(SourceFile { name: name.to_owned(), text });
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        if !errors.is_empty() {
            return Err(Diagnostics::new(errors.iter().map(|error| syntax(&source, error)).collect()));
        }
        Ok(Self { root: Node::document(&source, &table), problems: Vec::new() })
    }

    /// Complains about every key of a table that is not one of these; `table` is a dotted path, empty for the file.
    pub fn only(&mut self, table: &str, keys: &[&str]) {
        let Some(written) = self.root.get(table).and_then(Node::table) else { return };
        let unknown: Vec<_> = written.0.iter().filter(|entry| !keys.contains(&entry.key.as_str())).collect();
        let place = if table.is_empty() { "this file".to_owned() } else { format!("`{table}`") };
        for entry in unknown {
            let hint = nearest(&entry.key, keys.iter().copied());
            let label = hint.map_or("not known here".to_owned(), |near| format!("did you mean `{near}`?"));
            let problem = Diagnostic::error(Code::UnknownKey, format!("unknown key `{}` in {place}", entry.key));
            self.problems.push(problem.at(&entry.key_place, label).help(format!("keys here: {}", keys.join(", "))));
        }
    }

    /// A text; `None` if it is not written, or is something else, which is noted.
    pub fn text(&mut self, path: &str) -> Option<Placed<String>> {
        let node = self.root.get(path)?;
        let place = node.place.clone();
        match &node.value {
            Value::Text(words) => Some(Placed { value: words.clone(), place }),
            _ => {
                let kind = found(node);
                self.other(path, kind, "a text in quotation marks", &place)
            }
        }
    }

    /// A list of texts, as [`Settings::text`].
    pub fn texts(&mut self, path: &str) -> Option<Placed<Vec<Placed<String>>>> {
        const WANTED: &str = "a list of texts in quotation marks";
        let node = self.root.get(path)?;
        let place = node.place.clone();
        let Value::List(items) = &node.value else {
            let kind = found(node);
            return self.other(path, kind, WANTED, &place);
        };
        let mut texts = Vec::new();
        let mut others = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(words) => texts.push(Placed { value: words.clone(), place: item.place.clone() }),
                _ => others.push((found(item), item.place.clone())),
            }
        }
        for (kind, place) in others {
            self.other::<()>(path, kind, WANTED, &place);
        }
        Some(Placed { value: texts, place })
    }

    /// A table may stand here, and nothing else.
    pub fn table(&mut self, path: &str) {
        let other = self.root.get(path).filter(|node| node.table().is_none());
        if let Some((kind, place)) = other.map(|node| (found(node), node.place.clone())) {
            self.other::<()>(path, kind, "a table", &place);
        }
    }

    fn other<T>(&mut self, path: &str, found: &str, wanted: &str, place: &Place) -> Option<T> {
        let problem = Diagnostic::error(Code::WrongType, format!("`{path}` is {found}"));
        self.problems.push(problem.at(place, format!("expected {wanted}")));
        None
    }

    /// Where a dotted path is written, or the nearest table around it.
    pub fn place(&self, path: &str) -> Place {
        self.root.find(path)
    }

    /// Notes an error.
    pub fn refuse(&mut self, code: Code, place: &Place, message: String, label: &str, help: &str) {
        self.note(Severity::Error, code, place, message, (label, help));
    }

    /// Notes what somebody should look at.
    pub fn warn(&mut self, code: Code, place: &Place, message: String, label: &str, help: &str) {
        self.note(Severity::Warning, code, place, message, (label, help));
    }

    fn note(&mut self, severity: Severity, code: Code, place: &Place, message: String, (label, help): (&str, &str)) {
        let problem = Diagnostic { severity, ..Diagnostic::error(code, message).at(place, label) };
        self.problems.push(if help.is_empty() { problem } else { problem.help(help) });
    }

    /// What was read, with its warnings, if there was no error.
    ///
    /// # Errors
    /// Everything that was noted, if any of it is an error.
    pub fn finish<T>(self, read: T) -> Result<(T, Diagnostics), Diagnostics> {
        let problems = Diagnostics::new(self.problems);
        if problems.has_errors() { Err(problems) } else { Ok((read, problems)) }
    }
}
