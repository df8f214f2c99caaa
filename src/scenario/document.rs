//! A scenario as plain data: what its files say, merged, without places. For whoever shows or edits a scenario
//! without knowing TOML (the workbook), and wants back exactly what was written.

use toml::de::DeTable;

use super::diagnostics::SourceFile;
use super::tree::{Node, Table, Value};

/// A value of the scenario language.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A number written without a point.
    Whole(i128),
    /// Any other number.
    Number(f64),
    /// `true` or `false`.
    Truth(bool),
    /// A list.
    List(Vec<Literal>),
    /// Named entries, in the order of the file.
    Table(Vec<(String, Literal)>),
}

/// Where a value stands: the keys from the outermost table down.
pub type Keys = Vec<String>;

impl Literal {
    /// No entries yet.
    pub fn empty() -> Self {
        Literal::Table(Vec::new())
    }

    /// A number; whole numbers that are exact are kept as such.
    pub fn number(value: f64) -> Self {
        /// Up to here every whole number has its own `f64`.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let whole = value.fract() == 0.0 && value.abs() < EXACT && !(value == 0.0 && value.is_sign_negative());
        #[expect(clippy::cast_possible_truncation, reason = "whole, and far from the limits")]
        if whole { Literal::Whole(value as i128) } else { Literal::Number(value) }
    }

    /// The value of a number.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "a number too long for f64 is meant approximately")]
            Literal::Whole(whole) => Some(*whole as f64),
            Literal::Number(value) => Some(*value),
            _ => None,
        }
    }

    /// The words of a text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Literal::Text(words) => Some(words),
            _ => None,
        }
    }

    /// The entries of a table, the parts of nothing else.
    pub fn entries(&self) -> &[(String, Literal)] {
        match self {
            Literal::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The entry of this key.
    pub fn get(&self, key: &str) -> Option<&Literal> {
        self.entries().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The value at these keys.
    pub fn at<S: AsRef<str>>(&self, keys: &[S]) -> Option<&Literal> {
        keys.iter().try_fold(self, |node, key| node.get(key.as_ref()))
    }

    /// Takes the value at these keys out; tables that become empty by it go too.
    pub fn take<S: AsRef<str>>(&mut self, keys: &[S]) -> Option<Literal> {
        let (Literal::Table(entries), [key, rest @ ..]) = (self, keys) else { return None };
        let position = entries.iter().position(|(known, _)| known == key.as_ref())?;
        if rest.is_empty() {
            return Some(entries.remove(position).1);
        }
        let taken = entries[position].1.take(rest)?;
        if entries[position].1 == Literal::empty() {
            entries.remove(position);
        }
        Some(taken)
    }

    /// Puts a value at these keys, making the tables above it. `false`, and nothing is changed, if there is a value
    /// already or one of the keys above leads to something that is no table.
    #[must_use]
    pub fn put<S: AsRef<str>>(&mut self, keys: &[S], value: Literal) -> bool {
        let (Literal::Table(entries), [key, rest @ ..]) = (self, keys) else { return false };
        let known = entries.iter_mut().find(|(known, _)| known == key.as_ref());
        match (known, rest) {
            (None, []) => entries.push((key.as_ref().to_owned(), value)),
            (None, _) => {
                let mut inner = Literal::empty();
                if !inner.put(rest, value) {
                    return false;
                }
                entries.push((key.as_ref().to_owned(), inner));
            }
            (Some((_, known)), []) => return *known == Literal::empty() && value == Literal::empty(),
            (Some((_, known)), _) => return known.put(rest, value),
        }
        true
    }

    /// Reads one value as it stands behind `key =` in a scenario.
    ///
    /// # Errors
    /// What is wrong with the text, in a sentence.
    pub fn parse(text: &str) -> Result<Literal, String> {
        let document = parsed(&format!("value = {text}"))?;
        match document {
            Literal::Table(mut entries) if entries.len() == 1 => Ok(entries.remove(0).1),
            _ => Err("more than one value".to_owned()),
        }
    }

    /// Reads a place such as `stages.early.tilt`, written as keys are.
    ///
    /// # Errors
    /// What is wrong with the text, in a sentence.
    pub fn parse_keys(text: &str) -> Result<Keys, String> {
        if text.contains('\n') || text.contains('=') {
            return Err("a place is one line of keys with points between them".to_owned());
        }
        let document = parsed(&format!("{text} = 0"))?;
        let (mut keys, mut node) = (Keys::new(), &document);
        while let [(key, inner)] = node.entries() {
            keys.push(key.clone());
            node = inner;
        }
        Ok(keys)
    }

    /// The data of a checked tree; it holds no dates, which no field takes.
    pub(super) fn of(node: &Node) -> Literal {
        match &node.value {
            Value::Text(words) => Literal::Text(words.clone()),
            Value::Number { integer: Some(whole), .. } => Literal::Whole(*whole),
            Value::Number { float, .. } => Literal::Number(*float),
            Value::Truth(truth) => Literal::Truth(*truth),
            Value::Date => Literal::Text("date".to_owned()),
            Value::List(items) => Literal::List(items.iter().map(Literal::of).collect()),
            Value::Table(Table(entries)) => {
                Literal::Table(entries.iter().map(|entry| (entry.key.clone(), Literal::of(&entry.node))).collect())
            }
        }
    }
}

fn parsed(text: &str) -> Result<Literal, String> {
    let table = DeTable::parse(text).map_err(|error| error.message().lines().collect::<Vec<_>>().join("; "))?;
    let source = std::sync::Arc::new(SourceFile { name: String::new(), text: String::new() });
    let node = Node::document(&source, &table);
    if dated(&node) { Err("no field takes a date".to_owned()) } else { Ok(Literal::of(&node)) }
}

fn dated(node: &Node) -> bool {
    match &node.value {
        Value::Date => true,
        Value::List(items) => items.iter().any(dated),
        Value::Table(Table(entries)) => entries.iter().any(|entry| dated(&entry.node)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_read_and_nothing_that_hides_behind_it() {
        assert_eq!(Literal::parse("0.3"), Ok(Literal::Number(0.3)));
        assert_eq!(Literal::parse("[1, \"a\"]"), Ok(Literal::List(vec![Literal::Whole(1), Literal::Text("a".into())])));
        for text in ["", "weighted", "1\nus = \"x\"", "2020-01-01", "[1", "{ a = 1979-05-27 }"] {
            assert!(Literal::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn places_are_keys() {
        assert_eq!(
            Literal::parse_keys("stages.early.\"a b\""),
            Ok(vec!["stages".into(), "early".into(), "a b".into()])
        );
        for text in ["", "a..b", "a = 1", "gates[0]", "a\nb"] {
            assert!(Literal::parse_keys(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_taken_can_be_put_back() {
        let mut document = Literal::parse("{ a = { b = 1, c = 2 }, d = 3 }").unwrap();
        let before = document.clone();
        assert_eq!(document.take(&["a", "c"]), Some(Literal::Whole(2)));
        assert!(document.put(&["a", "c"], Literal::Whole(2)));
        assert_eq!(document, before);
        assert!(!document.put(&["a", "c"], Literal::Whole(9)), "given twice");
        assert!(!document.put(&["d", "e"], Literal::Whole(9)), "below a number");
        document.take(&["a", "b"]);
        document.take(&["a", "c"]);
        assert_eq!(document.get("a"), None, "an empty table goes too");
    }
}
