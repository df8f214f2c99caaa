//! A scenario as plain data to the text of a scenario file, with the place of every key and value in that text.

use std::fmt::Write;
use std::ops::Range;

use super::document::{Keys, Literal};

/// Longer lists are written with one entry to a line.
const LINE: usize = 110;

/// The text of a scenario file.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The text.
    pub text: String,
    spots: Vec<Spot>,
}

/// A key, or a value, in the text.
#[derive(Clone, Debug)]
struct Spot {
    span: Range<usize>,
    keys: Keys,
    is_key: bool,
}

/// What stands at a position of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// Where it belongs; a position in a list is a key too.
    pub keys: &'a [String],
    /// Whether it is the key itself and not its value.
    pub is_key: bool,
}

impl Written {
    /// The innermost key or value at this byte of the text.
    pub fn find(&self, offset: usize) -> Option<Found<'_>> {
        let around = self
            .spots
            .iter()
            .filter(|spot| spot.span.start <= offset && offset < spot.span.end.max(spot.span.start + 1));
        let spot = around.min_by_key(|spot| spot.span.len())?;
        Some(Found { keys: &spot.keys, is_key: spot.is_key })
    }

    fn key(&mut self, keys: &[String]) {
        let start = self.text.len();
        self.text.push_str(&key(keys.last().map_or("", String::as_str)));
        self.spots.push(Spot { span: start..self.text.len(), keys: keys.to_vec(), is_key: true });
    }

    /// `[stakeholders.ciso]`
    fn header(&mut self, keys: &[String]) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self.text.push('[');
        for depth in 1..keys.len() {
            self.text.push_str(&key(&keys[depth - 1]));
            self.text.push('.');
        }
        self.key(keys);
        self.text.push_str("]\n");
    }

    fn entry(&mut self, keys: &[String], value: &Literal) {
        self.key(keys);
        self.text.push_str(" = ");
        let broken = inline(value).chars().count() + keys.last().map_or(0, String::len) > LINE;
        self.value(keys, value, broken);
        self.text.push('\n');
    }

    fn value(&mut self, keys: &[String], value: &Literal, broken: bool) {
        let start = self.text.len();
        match value {
            Literal::List(items) => self.list(keys, items, broken),
            Literal::Table(entries) if entries.is_empty() => self.text.push_str("{}"),
            Literal::Table(entries) => {
                self.text.push_str("{ ");
                for (i, (name, inner)) in entries.iter().enumerate() {
                    self.text.push_str(if i > 0 { ", " } else { "" });
                    let inner_keys = below(keys, name);
                    self.key(&inner_keys);
                    self.text.push_str(" = ");
                    self.value(&inner_keys, inner, false);
                }
                self.text.push_str(" }");
            }
            plain => self.text.push_str(&inline(plain)),
        }
        self.spots.push(Spot { span: start..self.text.len(), keys: keys.to_vec(), is_key: false });
    }

    fn list(&mut self, keys: &[String], items: &[Literal], broken: bool) {
        self.text.push('[');
        for (i, item) in items.iter().enumerate() {
            self.text.push_str(match (broken, i) {
                (true, _) => "\n  ",
                (false, 0) => "",
                (false, _) => ", ",
            });
            self.value(&below(keys, &i.to_string()), item, false);
            self.text.push_str(if broken { "," } else { "" });
        }
        self.text.push_str(if broken && !items.is_empty() { "\n]" } else { "]" });
    }

    /// A section: what is said directly, then its own sections, each with a header.
    fn section(&mut self, keys: &[String], table: &[(String, Literal)]) {
        let (sections, direct): (Vec<_>, Vec<_>) =
            table.iter().partition(|(name, value)| is_section(&below(keys, name), value));
        if !keys.is_empty() && (!direct.is_empty() || sections.is_empty()) {
            self.header(keys);
        }
        direct.iter().for_each(|(name, value)| self.entry(&below(keys, name), value));
        sections.iter().for_each(|(name, value)| self.section(&below(keys, name), value.entries()));
    }
}

/// The text of a scenario file that says this and nothing else. Keys are quoted where they must be.
pub fn write(document: &Literal) -> Written {
    let mut entries = document.entries().to_vec();
    entries.sort_by_key(|(name, _)| rank(name));
    let mut written = Written::default();
    written.section(&[], &entries);
    written
}

/// What a scenario says, in the order in which it is best read; anything else comes last.
const ORDER: [&str; 22] = [
    "format",
    "title",
    "us",
    "currency",
    "deal_value",
    "criteria",
    "vendors",
    "status_quo",
    "performance",
    "relative",
    "performance_for",
    "stakeholders",
    "stages",
    "moves",
    "strategies",
    "rivals",
    "gates",
    "decision",
    "adoption",
    "contact",
    "memory",
    "simulation",
];

/// Sections whose entries have a header each.
const REGISTERS: [&str; 10] = [
    "criteria",
    "vendors",
    "performance",
    "relative",
    "performance_for",
    "stakeholders",
    "stages",
    "moves",
    "strategies",
    "gates",
];

fn rank(name: &str) -> usize {
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}

/// Which tables get a header of their own: sections, what is registered in them, and who experiences what.
fn is_section(keys: &[String], value: &Literal) -> bool {
    let Literal::Table(entries) = value else { return false };
    let tables = !entries.is_empty() && entries.iter().all(|(_, inner)| matches!(inner, Literal::Table(_)));
    match keys {
        [first] => first != "title",
        [first, _] if first == "performance_for" => tables || entries.is_empty(),
        [first, _] => REGISTERS.contains(&first.as_str()),
        [first, _, _] => first == "performance_for",
        _ => false,
    }
}

fn below(keys: &[String], name: &str) -> Keys {
    keys.iter().cloned().chain([name.to_owned()]).collect()
}

/// A key as it is written.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { text(name) }
}

/// Keys as they are written, with points between them.
pub fn dotted(keys: &[String]) -> String {
    keys.iter().map(|name| key(name)).collect::<Vec<_>>().join(".")
}

/// A value on one line, as it stands behind `key =`.
pub fn inline(value: &Literal) -> String {
    match value {
        Literal::Text(words) => text(words),
        Literal::Whole(whole) => whole.to_string(),
        Literal::Number(number) if number.is_finite() => format!("{number:?}"),
        Literal::Number(number) if number.is_nan() => "nan".to_owned(),
        Literal::Number(number) => if *number > 0.0 { "inf" } else { "-inf" }.to_owned(),
        Literal::Truth(truth) => truth.to_string(),
        Literal::List(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Literal::Table(entries) if entries.is_empty() => "{}".to_owned(),
        Literal::Table(entries) => {
            let entries = entries.iter().map(|(name, inner)| format!("{} = {}", key(name), inline(inner)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

fn text(words: &str) -> String {
    let mut quoted = String::from("\"");
    for c in words.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c)); // writing to a String cannot fail
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_and_number_comes_back() {
        let words = "say \"hi\"\\ \n\t\r\u{7f}\u{1} 病毒 = # [";
        for value in [
            Literal::Text(words.to_owned()),
            Literal::Number(1e300),
            Literal::Number(-1.5e-7),
            Literal::Number(0.1 + 0.2),
            Literal::Whole(i128::from(u64::MAX) / 2),
            Literal::Truth(true),
            Literal::List(vec![]),
            Literal::Table(vec![("a b".to_owned(), Literal::Text(String::new())), ("c".to_owned(), Literal::empty())]),
        ] {
            assert_eq!(Literal::parse(&inline(&value)), Ok(value));
        }
    }

    #[test]
    fn every_value_is_found_by_its_position() {
        let document = Literal::parse(
            "{ us = \"a\", stakeholders = { coo = { influence = 3, weights = { price = 0.4 } } }, rivals = { moves = [\"x\", \"y\"] } }",
        )
        .unwrap();
        let written = write(&document);
        let at = |text: &str| written.find(written.text.find(text).unwrap()).unwrap();
        assert_eq!(dotted(at("0.4").keys), "stakeholders.coo.weights.price");
        assert!(!at("0.4").is_key && at("price").is_key);
        assert_eq!(dotted(at("coo]").keys), "stakeholders.coo");
        assert_eq!(dotted(at("\"y\"").keys), "rivals.moves.1");
    }
}
