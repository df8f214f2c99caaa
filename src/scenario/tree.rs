//! The scenario as written: values that remember the file and the bytes they came from, in the order of the file.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostics::{Place, SourceFile};

/// A value and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub place: Place,
    pub value: Value,
}

/// What is written.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number {
        float: f64,
        /// The number, if it was written without a point.
        integer: Option<i128>,
    },
    Truth(bool),
    Date,
    List(Vec<Node>),
    Table(Table),
}

/// Entries in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Table(pub Vec<Entry>);

/// One entry of a table.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub key_place: Place,
    pub node: Node,
}

impl Node {
    /// The whole of a parsed file.
    pub fn document(source: &Arc<SourceFile>, table: &Spanned<DeTable<'_>>) -> Node {
        Node { place: place(source, 0..0), value: Value::Table(Table::read(source, table.get_ref())) }
    }

    pub fn text(place: Place, words: impl Into<String>) -> Node {
        Node { place, value: Value::Text(words.into()) }
    }

    fn read(source: &Arc<SourceFile>, value: &Spanned<DeValue<'_>>) -> Node {
        let read = match value.get_ref() {
            DeValue::String(words) => Value::Text(words.to_string()),
            DeValue::Integer(digits) => {
                let integer = i128::from_str_radix(digits.as_str(), digits.radix()).ok();
                #[expect(clippy::cast_precision_loss, reason = "a number too long for f64 is meant approximately")]
                let float = integer.map_or(f64::INFINITY, |exact| exact as f64);
                Value::Number { float, integer }
            }
            DeValue::Float(digits) => {
                Value::Number { float: digits.as_str().parse().unwrap_or(f64::NAN), integer: None }
            }
            DeValue::Boolean(truth) => Value::Truth(*truth),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(items) => Value::List(items.iter().map(|item| Node::read(source, item)).collect()),
            DeValue::Table(table) => Value::Table(Table::read(source, table)),
        };
        Node { place: place(source, value.span()), value: read }
    }

    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    pub fn table_mut(&mut self) -> Option<&mut Table> {
        match &mut self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Puts `over` on top of this: tables merge, everything else is replaced.
    pub fn merge(&mut self, over: Node) {
        match (&mut self.value, over) {
            (Value::Table(base), Node { value: Value::Table(table), place }) => {
                self.place = place;
                table.0.into_iter().for_each(|entry| base.merge(entry));
            }
            (_, over) => *self = over,
        }
    }

    /// The place of a dotted path (`moves.insight.supports.0`), or of its nearest parent that is written.
    /// Tables are shown by their key, everything else by its value.
    pub fn find(&self, path: &str) -> Place {
        let mut place = self.place.clone();
        let mut node = self;
        for segment in path.split('.') {
            let Some((key_place, child)) = node.child(segment) else { break };
            place = if child.table().is_some() { key_place.clone() } else { child.place.clone() };
            node = child;
        }
        place
    }

    /// As [`Node::find`], but always the key where there is one.
    pub fn find_key(&self, path: &str) -> Place {
        let (parent, last) = path.rsplit_once('.').map_or((Some(self), path), |(up, last)| (self.get(up), last));
        let child = parent.and_then(|parent| parent.child(last));
        child.map_or_else(|| self.find(path), |(key_place, _)| key_place.clone())
    }

    /// The node of a dotted path, if it is written.
    pub fn get(&self, path: &str) -> Option<&Node> {
        path.split('.').try_fold(self, |node, segment| node.child(segment).map(|(_, child)| child))
    }

    fn child(&self, segment: &str) -> Option<(&Place, &Node)> {
        match &self.value {
            Value::Table(table) => table.get(segment).map(|entry| (&entry.key_place, &entry.node)),
            Value::List(items) => {
                let item = items.get(segment.parse::<usize>().ok()?)?;
                Some((&item.place, item))
            }
            _ => None,
        }
    }
}

impl Table {
    fn read(source: &Arc<SourceFile>, table: &DeTable<'_>) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_place: place(source, key.span()),
                node: Node::read(source, value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_place.span.start);
        Table(entries)
    }

    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key)
    }

    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let position = self.0.iter().position(|entry| entry.key == key)?;
        Some(self.0.remove(position))
    }

    /// Adds an entry, or puts it on top of the one with this key (which keeps its position).
    pub fn merge(&mut self, entry: Entry) {
        match self.0.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => {
                known.key_place = entry.key_place;
                known.node.merge(entry.node);
            }
            None => self.0.push(entry),
        }
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|entry| entry.key.as_str())
    }
}

/// A piece of this file.
pub(super) fn place(source: &Arc<SourceFile>, span: Range<usize>) -> Place {
    Place { source: Arc::clone(source), span }
}
