//! The two sheets whose rows are settings: those of the deal, and those that have no cell of their own.

use super::heads::{Holds, Known, heads_like};
use super::kind::{Kind, Typed};
use super::normal::plain;
use super::problem::{Address, Problem};
use super::read::{Read, keys};
use super::sheets::Column;
use crate::scenario::{Keys, Literal, inline, nearest};

impl Read {
    pub(super) fn settings(&mut self, sheet: &Known<'_>) {
        let column =
            |wanted: fn(&Holds) -> bool| sheet.columns.iter().find(|(_, held)| wanted(held)).map(|(at, _)| *at);
        let key = column(|held| matches!(held, Holds::Key));
        let name = column(|held| matches!(held, Holds::Name));
        let Some(value) = column(|held| matches!(held, Holds::Value)) else {
            let message = format!("the sheet {} has no column Value (取值)", sheet.raw.name);
            self.problems.push(Problem::error(None, message));
            self.incomplete = true;
            return;
        };
        let mut given = Vec::new();
        for row in sheet.rows() {
            let text = |column: Option<u32>| match column.and_then(|column| sheet.cell(row, column)) {
                Some(Typed::Text(text)) => text.trim().to_owned(),
                _ => String::new(),
            };
            let (key, name) = (text(key), text(name));
            let named = |column: &&Column| {
                column.key == key || [column.head.en, column.head.zh, column.key].contains(&name.as_str())
            };
            let setting = sheet
                .sheet
                .columns
                .iter()
                .find(|column| column.key == key)
                .or_else(|| sheet.sheet.columns.iter().find(named));
            let at = sheet.at(row, value);
            match (setting, sheet.cell(row, value)) {
                (Some(setting), typed) => {
                    self.cells.entry(keys(&[], setting.path)).or_insert_with(|| at.clone());
                    given.extend(typed.map(|typed| (setting, typed.clone(), at)));
                }
                (None, None) => {}
                (None, Some(_)) => self.unknown_setting(sheet, at, if name.is_empty() { &key } else { &name }),
            }
        }
        given.sort_by_key(|(column, _, _)| sheet.sheet.columns.iter().position(|known| known.key == column.key));
        self.fields(&[], given);
    }

    fn unknown_setting(&mut self, sheet: &Known<'_>, at: Address, name: &str) {
        let names = heads_like(sheet.sheet, &[name, &sheet.raw.name]);
        let all = sheet.sheet.columns.iter().flat_map(|column| [column.head.en, column.head.zh]);
        let near = nearest(name, all).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        let message = format!("there is no setting `{name}`");
        self.problems.push(Problem::error(Some(at), message).help(format!("{near}allowed: {}", names.join(", "))));
    }

    pub(super) fn others(&mut self, sheet: &Known<'_>) {
        let (Some(place), Some(value)) = (sheet.field("place"), sheet.field("value")) else {
            let message = format!("the sheet {} needs the columns Place (位置) and Value (取值)", sheet.raw.name);
            self.problems.push(Problem::error(None, message));
            return;
        };
        for row in sheet.rows() {
            let (place_at, value_at) = (sheet.at(row, place), sheet.at(row, value));
            match (sheet.cell(row, place), sheet.cell(row, value)) {
                (None, None) => {}
                (None, Some(_)) => {
                    let help = "for instance contact.online.reach; to drop the row, clear all of it";
                    self.problems.push(Problem::error(Some(place_at), "this value has no place").help(help));
                }
                (Some(_), None) => {
                    let help = "to leave the setting out, clear the whole row";
                    self.problems.push(Problem::error(Some(value_at), "this place has no value").help(help));
                }
                (Some(place), Some(value)) => {
                    if let Some(keys) = self.place(place, place_at.clone()) {
                        self.heads.insert(keys.clone(), place_at);
                        self.value(keys, other(value), value_at);
                    }
                }
            }
        }
    }

    fn place(&mut self, typed: &Typed, at: Address) -> Option<Keys> {
        let Typed::Text(text) = typed else {
            self.problems.push(Problem::error(Some(at), "a place is a text such as contact.online.reach"));
            return None;
        };
        match Literal::parse_keys(plain(text).trim()) {
            Ok(keys) => Some(keys),
            Err(_) => {
                let message = format!("`{text}` is no place of a scenario");
                let help = "write keys with points between them, for instance contact.online.reach";
                self.problems.push(Problem::error(Some(at), message).help(help));
                None
            }
        }
    }
}

/// A value of the last sheet: as the language writes it.
fn other(typed: &Typed) -> Result<Literal, String> {
    match typed {
        Typed::Text(text) => {
            let read = Literal::parse(text.trim()).or_else(|_| Literal::parse(plain(text).trim()));
            read.map_err(|_| {
                format!(
                    "`{text}` is no value of the scenario language: text stands in quotation marks, as in {}",
                    inline(&Literal::Text(text.clone()))
                )
            })
        }
        Typed::Truth(truth) => Ok(Literal::Truth(*truth)),
        number => Kind::Number.read(number),
    }
}
