//! From the cells of a workbook to a scenario as plain data, and for every value the cell that it came from.

use std::collections::BTreeMap;

use super::columns_people::FORM;
use super::forms;
use super::heads::{Holds, Known, known, unknown_head};
use super::kind::{Kind, Register, Typed};
use super::normal::plain;
use super::open::RawSheet;
use super::problem::{Address, Problem};
use super::sheets::{Column, SHORT_FORMS, Shape};
use super::words::{FORMS, token};
use crate::scenario::{Keys, Literal, dotted, inline, nearest};

/// What a workbook says.
pub(super) struct Read {
    pub document: Literal,
    /// The cell of every value, and of every empty cell that could hold one.
    pub cells: BTreeMap<Keys, Address>,
    /// The cells that name a key: heads with criteria.
    pub heads: BTreeMap<Keys, Address>,
    pub problems: Vec<Problem>,
    /// Whether a part is missing, so that what is said about the whole would mislead.
    pub incomplete: bool,
}

/// Reads everything that can be read.
pub(super) fn read(raw: &[RawSheet]) -> Read {
    let mut read = Read {
        document: Literal::empty(),
        cells: BTreeMap::new(),
        heads: BTreeMap::new(),
        problems: Vec::new(),
        incomplete: false,
    };
    let sheets = known(raw, &mut read.problems);
    read.incomplete = read.problems.iter().any(|problem| problem.severity == crate::model::Severity::Error);
    let criteria = criteria(&sheets);
    for sheet in &sheets {
        match sheet.sheet.shape {
            Shape::Settings => read.settings(sheet),
            Shape::Others => {}
            _ => read.entries(sheet, &criteria),
        }
    }
    // Last, so that a place that has a column too is reported in the sheet for experts.
    sheets.iter().filter(|sheet| sheet.sheet.shape == Shape::Others).for_each(|sheet| read.others(sheet));
    read
}

/// Ids and names of the criteria: a head may be either.
fn criteria(sheets: &[Known<'_>]) -> Criteria {
    let Some(sheet) = sheets.iter().find(|known| known.sheet.key == "criteria") else { return Criteria::default() };
    let text = |row: u32, key: &str, kind: Kind| {
        let value = kind.read(sheet.cell(row, sheet.field(key)?)?).ok()?;
        value.as_text().map(str::to_owned).filter(|text| !text.is_empty())
    };
    let named = |row: u32| {
        let id = text(row, "id", Kind::Id(Register::Criteria))?;
        let name = |key: &&str| text(row, key, Kind::Text).map(|name| name.trim().to_owned());
        Some((id, ["label.en", "label.zh"].iter().filter_map(name).collect()))
    };
    let rows: Vec<_> = sheet.rows().into_iter().filter(|row| sheet.is_filled(*row)).map(named).collect();
    let all_named = rows.iter().all(Option::is_some);
    Criteria { named: rows.into_iter().flatten().collect(), all_named }
}

/// The criteria of a workbook: ids, and the names in both languages.
#[derive(Default)]
struct Criteria {
    named: Vec<(String, Vec<String>)>,
    /// Whether every row has an id; otherwise a head that is unknown says nothing new.
    all_named: bool,
}

impl Read {
    fn entries(&mut self, sheet: &Known<'_>, criteria: &Criteria) {
        let columns = self.criterion_columns(sheet, criteria);
        let mut rows: BTreeMap<Keys, u32> = BTreeMap::new();
        for row in sheet.rows() {
            let Some(entry) = sheet.is_filled(row).then(|| self.entry(sheet, row)).flatten() else { continue };
            let earlier = rows.get(&entry).copied();
            rows.entry(entry.clone()).or_insert(row);
            if sheet.sheet.shape == Shape::Performance {
                self.performance(sheet, row, &entry, &columns);
                continue;
            }
            let adds = sheet.sheet.shape == Shape::People
                && columns.iter().any(|(column, _)| sheet.cell(row, *column).is_some());
            if let Some(earlier) = earlier.filter(|_| !adds) {
                let id = entry.last().map_or("", String::as_str);
                let message = format!("there is a second row for `{id}`; the first is row {}", earlier + 1);
                self.problems.push(
                    Problem::error(Some(sheet.at(row, id_column(sheet))), message)
                        .help("give it another id, or delete one of the rows"),
                );
                continue;
            }
            let _ = self.document.put(&entry, Literal::empty()); // a second row only adds
            self.row(sheet, row, &entry, earlier.is_some());
            match sheet.sheet.shape {
                Shape::People => self.weights(sheet, row, &entry, &columns),
                Shape::Strategies => self.moves(sheet, row, &entry),
                _ => {}
            }
        }
    }

    /// The columns whose heads name a criterion, with its id.
    fn criterion_columns(&mut self, sheet: &Known<'_>, criteria: &Criteria) -> Vec<(u32, String)> {
        let mut columns: Vec<(u32, String)> = Vec::new();
        for (position, held) in &sheet.columns {
            let Holds::Criterion(head) = held else { continue };
            let id = plain(head).trim().to_owned();
            let by_id = criteria.named.iter().find(|(known, _)| *known == id);
            let mut by_name = criteria.named.iter().filter(|(_, names)| names.contains(head));
            // A name that two criteria share says nothing.
            let found = by_id.or_else(|| by_name.next().filter(|_| by_name.next().is_none()));
            let at = sheet.at(sheet.first - 1, *position);
            match found {
                Some((id, _)) if columns.iter().any(|(_, known)| known == id) => {
                    self.problems.push(Problem::error(Some(at), format!("there is a second column for `{id}`")));
                }
                Some((id, _)) => columns.push((*position, id.clone())),
                None => {
                    let ids: Vec<&str> = criteria.named.iter().map(|(id, _)| id.as_str()).collect();
                    if criteria.all_named {
                        self.problems.push(unknown_head(sheet.sheet, at, head, &ids));
                    }
                    self.incomplete = true;
                }
            }
        }
        columns
    }

    /// Where a row belongs in the scenario.
    fn entry(&mut self, sheet: &Known<'_>, row: u32) -> Option<Keys> {
        let name = |key: &str| {
            let column = sheet.field(key)?;
            let Literal::Text(text) = Kind::Id(Register::Criteria).read(sheet.cell(row, column)?).ok()? else {
                return None;
            };
            (!text.is_empty()).then_some(text)
        };
        let first = sheet.sheet.columns.first().map_or("id", |column| column.key);
        let Some(id) = name(first) else {
            let at = sheet.at(row, id_column(sheet));
            let message = format!("this row has no {}", if first == "id" { "id" } else { "vendor" });
            let help = "an id is a short name of letters, digits, - and _, such as response-time; to drop the row, clear all of it";
            self.problems.push(Problem::error(Some(at), message).help(help));
            self.incomplete = true;
            return None;
        };
        let section = match sheet.sheet.shape {
            Shape::Entries("vendors") if id == "status_quo" => return Some(vec![id]),
            Shape::Entries(section) => section,
            Shape::People => "stakeholders",
            Shape::Strategies => "strategies",
            _ => match name("for") {
                Some(person) => return Some(vec!["performance_for".to_owned(), person, id]),
                None => "performance",
            },
        };
        Some(vec![section.to_owned(), id])
    }

    /// The plain columns of a row.
    fn row(&mut self, sheet: &Known<'_>, row: u32, entry: &Keys, again: bool) {
        let mut given = Vec::new();
        for (position, held) in &sheet.columns {
            let Holds::Field(column) = held else { continue };
            let at = sheet.at(row, *position);
            if column.key == "id" {
                self.cells.entry(entry.clone()).or_insert(at);
                continue;
            }
            let typed = sheet.cell(row, *position);
            if !again || typed.is_some() {
                self.cells.entry(keys(entry, column.path)).or_insert_with(|| at.clone());
            }
            if column.key != FORM {
                given.extend(typed.map(|typed| (*column, typed.clone(), at)));
            }
        }
        // Columns may stand in any order; the scenario is written in that of the program.
        given.sort_by_key(|(column, _, _)| sheet.sheet.columns.iter().position(|known| known.key == column.key));
        self.fields(entry, given);
    }

    /// Puts values where they belong; fields with a short form take it where only their main part is given.
    pub(super) fn fields(&mut self, entry: &[String], given: Vec<(&'static Column, Typed, Address)>) {
        let has = |field: &str, part: &str| given.iter().any(|(column, _, _)| column.path == [field, part]);
        let is_short = |column: &Column| match column.path {
            [field, part] => SHORT_FORMS.iter().any(|(short, main)| {
                let alone = || {
                    !given
                        .iter()
                        .any(|(other, _, _)| other.path.first() == Some(field) && other.path.get(1) != Some(part))
                };
                short == field && main == part && has(field, part) && alone()
            }),
            _ => false,
        };
        let short: Vec<bool> = given.iter().map(|(column, _, _)| is_short(column)).collect();
        for ((column, typed, at), short) in given.into_iter().zip(short) {
            let path = if short { &column.path[..1] } else { column.path };
            self.caution(column, &typed, &at);
            self.value(keys(entry, path), column.kind.read(&typed), at);
        }
    }

    /// A share where natural units or per cent are expected may be meant, or may be a hundredth of what is meant.
    fn caution(&mut self, column: &Column, typed: &Typed, at: &Address) {
        match (column.kind, typed) {
            (Kind::Natural | Kind::Quantity, Typed::Number(value, true)) => self.problems.push(as_share(*value, at)),
            (Kind::Percent, Typed::Number(value, false)) if *value > 0.0 && *value < 1.0 => {
                let message = format!("{value} is read as {value} per cent");
                self.problems.push(Problem::warning(Some(at.clone()), message).help("for ten per cent, type 10"));
            }
            _ => {}
        }
    }

    pub(super) fn value(&mut self, path: Keys, value: Result<Literal, String>, at: Address) {
        let value = value.unwrap_or_else(|reason| {
            self.problems.push(Problem::error(Some(at.clone()), reason));
            // Something has to stand there, so that it is not called missing.
            Literal::Text(String::new())
        });
        let earlier = self.document.at(&path).and(self.cells.get(&path)).cloned();
        if self.document.put(&path, value) {
            for depth in 2..path.len() {
                self.cells.entry(path[..depth].to_vec()).or_insert_with(|| at.clone());
            }
            self.cells.insert(path, at);
            return;
        }
        let message = format!("`{}` is given twice", dotted(&path));
        let other = earlier.or_else(|| (1..path.len()).rev().find_map(|depth| self.cells.get(&path[..depth]).cloned()));
        let help = other.map_or_else(
            || "clear one of the two".to_owned(),
            |other| format!("the other one is in {other}; clear one of the two"),
        );
        self.problems.push(Problem::error(Some(at), message).help(help));
    }

    fn performance(&mut self, sheet: &Known<'_>, row: u32, entry: &Keys, columns: &[(u32, String)]) {
        self.cells.entry(entry.clone()).or_insert_with(|| sheet.at(row, id_column(sheet)));
        self.heads.entry(entry.clone()).or_insert_with(|| sheet.at(row, id_column(sheet)));
        if let ([_, person, _], Some(column)) = (entry.as_slice(), sheet.field("for")) {
            self.heads.insert(vec!["performance_for".to_owned(), person.clone()], sheet.at(row, column));
        }
        for (column, id) in columns {
            let Some(typed) = sheet.cell(row, *column) else { continue };
            let at = sheet.at(row, *column);
            if let Typed::Number(value, true) = typed {
                self.problems.push(as_share(*value, &at));
            }
            let path: Keys = entry.iter().cloned().chain([id.clone()]).collect();
            self.heads.entry(path.clone()).or_insert_with(|| sheet.at(sheet.first - 1, *column));
            self.value(path, Kind::Quantity.read(typed), at);
        }
    }

    /// What a person weighs, under the criteria.
    fn weights(&mut self, sheet: &Known<'_>, row: u32, entry: &Keys, columns: &[(u32, String)]) {
        let filled: Vec<(&(u32, String), &Typed)> =
            columns.iter().filter_map(|column| Some((column, sheet.cell(row, column.0)?))).collect();
        let form_column = sheet.field(FORM);
        let typed = form_column.and_then(|column| sheet.cell(row, column));
        let form_at = sheet.at(row, form_column.unwrap_or_default());
        let form = match typed {
            None => "weights",
            Some(Typed::Text(text)) if token(FORMS, text).is_some() => token(FORMS, text).unwrap_or("weights"),
            Some(other) => return self.unknown_form(other, form_at),
        };
        if filled.is_empty() {
            if typed.is_some() {
                let message = "this row says in which form criteria are given, but gives none";
                self.problems.push(
                    Problem::error(Some(form_at), message).help("fill cells under the criteria, or clear this one"),
                );
            }
            return;
        }
        let cells: Vec<(&str, Typed)> = filled.iter().map(|((_, id), typed)| (id.as_str(), (*typed).clone())).collect();
        let at = |i: usize| sheet.at(row, filled[i].0.0);
        let path: Keys = entry.iter().cloned().chain([form.to_owned()]).collect();
        match forms::read(form, &cells) {
            Err((i, reason)) => self.value(path, Err(reason), at(i)),
            Ok(given) => {
                let first = if typed.is_some() { form_at } else { at(0) };
                self.value(path.clone(), Ok(given.value), first);
                for (i, inner) in given.paths.into_iter().enumerate() {
                    let path: Keys = path.iter().cloned().chain(inner).collect();
                    self.heads.entry(path.clone()).or_insert_with(|| at(i));
                    self.cells.insert(path, at(i));
                }
            }
        }
    }

    fn unknown_form(&mut self, typed: &Typed, at: Address) {
        let found = match Kind::Word(FORMS).read(typed) {
            Ok(word) => word.as_text().unwrap_or_default().to_owned(),
            Err(reason) => return self.problems.push(Problem::error(Some(at), reason)),
        };
        let names: Vec<&str> = FORMS.iter().map(|word| word.token).collect();
        let near =
            nearest(&found, names.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        let message = format!("`{found}` is no form in which criteria can be given");
        self.problems.push(Problem::error(Some(at), message).help(format!("{near}allowed: {}", names.join(", "))));
    }

    /// The moves of a strategy, one or several in a cell.
    fn moves(&mut self, sheet: &Known<'_>, row: u32, entry: &Keys) {
        let columns = sheet.columns.iter().filter(|(_, held)| matches!(held, Holds::Move)).map(|(column, _)| *column);
        let path: Keys = entry.iter().cloned().chain(["moves".to_owned()]).collect();
        let (mut moves, mut places) = (Vec::new(), Vec::new());
        for column in columns {
            let at = sheet.at(row, column);
            self.cells.entry(path.clone()).or_insert_with(|| at.clone());
            let Some(typed) = sheet.cell(row, column) else { continue };
            match Kind::Ids(Register::Moves).read(typed) {
                Ok(Literal::List(ids)) => {
                    places.extend(ids.iter().map(|_| at.clone()));
                    moves.extend(ids);
                }
                Ok(_) => {}
                Err(reason) => self.problems.push(Problem::error(Some(at), reason)),
            }
        }
        if let Some(first) = places.first() {
            self.value(path.clone(), Ok(Literal::List(moves)), first.clone());
            for (i, at) in places.into_iter().enumerate() {
                self.cells.insert(path.iter().cloned().chain([i.to_string()]).collect(), at);
            }
        }
    }
}

fn as_share(value: f64, at: &Address) -> Problem {
    let shown = format!("{}%", inline(&Literal::number(format!("{:.10e}", value * 100.0).parse().unwrap_or(value))));
    Problem::warning(Some(at.clone()), format!("{shown} is read as the share {}", inline(&Literal::number(value))))
        .help(
            "if the unit of the criterion is %, format the cell as a plain number and type the number without the sign",
        )
}

fn id_column(sheet: &Known<'_>) -> u32 {
    let first = sheet.sheet.columns.first().map_or("id", |column| column.key);
    sheet.field(first).unwrap_or_default()
}

pub(super) fn keys(entry: &[String], path: &[&str]) -> Keys {
    entry.iter().cloned().chain(path.iter().map(|key| (*key).to_owned())).collect()
}
