//! Which sheet is which, and what its columns hold: by the hidden row of keys, or, where somebody deleted it, by the
//! names in either language.

use super::columns_moves::STRATEGY_MOVE;
use super::kind::Typed;
use super::normal::plain;
use super::open::RawSheet;
use super::problem::{Address, Problem};
use super::sheets::{ANY, Column, MOVE, SHEETS, START, Shape, Sheet};
use crate::model::Lang;
use crate::scenario::nearest;

/// How far down the head row is looked for.
const LAST_HEAD_ROW: u32 = 10;

/// A sheet that is understood.
pub(super) struct Known<'a> {
    pub sheet: &'static Sheet,
    pub raw: &'a RawSheet,
    /// Position in the workbook.
    pub order: usize,
    /// The first row below the heads.
    pub first: u32,
    /// What each column holds, by its position.
    pub columns: Vec<(u32, Holds)>,
}

/// What a column holds.
#[derive(Clone, Debug)]
pub(super) enum Holds {
    Field(&'static Column),
    /// Something about a criterion: what its head says.
    Criterion(String),
    /// A move of a strategy.
    Move,
    /// Parts of the deal sheet.
    Key,
    Name,
    Value,
    /// For people only.
    Nothing,
}

impl Known<'_> {
    pub fn at(&self, row: u32, column: u32) -> Address {
        Address { order: self.order, row, column, sheet: self.raw.name.clone() }
    }

    /// The filled rows below the heads.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.raw.cells.keys().map(|(row, _)| *row).filter(|row| *row >= self.first).collect();
        rows.dedup();
        rows
    }

    /// Whether a column that is understood holds something in this row.
    pub fn is_filled(&self, row: u32) -> bool {
        self.columns.iter().any(|(column, _)| self.cell(row, *column).is_some())
    }

    pub fn cell(&self, row: u32, column: u32) -> Option<&Typed> {
        self.raw.cells.get(&(row, column))
    }

    /// The column with the field of this key.
    pub fn field(&self, key: &str) -> Option<u32> {
        let holds = |holds: &Holds| matches!(holds, Holds::Field(column) if column.key == key);
        self.columns.iter().find(|(_, held)| holds(held)).map(|(position, _)| *position)
    }
}

/// The sheets of the workbook that are understood; what is wrong with the others is added to the problems.
pub(super) fn known<'a>(raw: &'a [RawSheet], problems: &mut Vec<Problem>) -> Vec<Known<'a>> {
    let mut found: Vec<Known<'a>> = Vec::new();
    for (order, sheet) in raw.iter().enumerate() {
        let Some(which) = identify(sheet) else {
            unknown_sheet(sheet, problems);
            continue;
        };
        if let Some(earlier) = found.iter().find(|known| known.sheet.key == which.key) {
            let message =
                format!("there are two sheets for {}: {} and {}", which.name.en, earlier.raw.name, sheet.name);
            problems.push(Problem::error(None, message).help("delete one of them"));
            continue;
        }
        found.extend(layout(which, sheet, order, problems));
    }
    missing_sheets(raw, &found, problems);
    found
}

fn identify(raw: &RawSheet) -> Option<&'static Sheet> {
    let heads = || raw.cells.iter().filter(|((row, _), _)| *row < LAST_HEAD_ROW);
    let by_key = || heads().find_map(|(_, cell)| key_of(cell).and_then(|(sheet, _)| Sheet::of(sheet)));
    let named =
        |sheet: &&Sheet| [sheet.name.en, sheet.name.zh].iter().any(|name| name.eq_ignore_ascii_case(raw.name.trim()));
    SHEETS.iter().find(named).or_else(by_key)
}

/// `people.influence` as sheet and column, if it is a key of the hidden row.
fn key_of(cell: &Typed) -> Option<(&str, &str)> {
    let Typed::Text(text) = cell else { return None };
    let (sheet, column) = text.split_once('.')?;
    let sheet = Sheet::of(sheet)?;
    let fixed = match sheet.shape {
        Shape::Settings => ["key", "name", "value", "meaning"].contains(&column),
        _ => sheet.columns.iter().any(|known| known.key == column),
    };
    (fixed || column == ANY || column == MOVE).then_some((sheet.key, column))
}

/// A sheet of the user's own is no trouble; one that was probably meant to be ours is.
fn unknown_sheet(raw: &RawSheet, problems: &mut Vec<Problem>) {
    let is_start = [START.en, START.zh].iter().any(|name| raw.name.trim() == *name);
    if is_start || raw.cells.is_empty() {
        return;
    }
    problems.push(Problem::warning(None, format!("the sheet {} is not read", raw.name)).help(allowed_sheets()));
}

fn allowed_sheets() -> String {
    let names: Vec<String> = SHEETS.iter().map(|sheet| format!("{} ({})", sheet.name.en, sheet.name.zh)).collect();
    format!("sheets that are read: {}", names.join(", "))
}

fn missing_sheets(raw: &[RawSheet], found: &[Known<'_>], problems: &mut Vec<Problem>) {
    let names: Vec<&str> = raw.iter().map(|sheet| sheet.name.as_str()).collect();
    for sheet in SHEETS.iter().filter(|sheet| sheet.needed) {
        let there = raw.iter().filter_map(identify).any(|known| known.key == sheet.key);
        if there || found.iter().any(|known| known.sheet.key == sheet.key) {
            continue;
        }
        let message = format!("the workbook has no sheet {} ({})", sheet.name.en, sheet.name.zh);
        let near = [sheet.name.en, sheet.name.zh].iter().find_map(|name| nearest(name, names.iter().copied()));
        problems.push(Problem::error(None, message).help(match near {
            Some(near) => format!("should the sheet {near} be it? its sheets: {}", names.join(", ")),
            None => format!("its sheets: {}", names.join(", ")),
        }));
    }
}

fn layout<'a>(
    sheet: &'static Sheet,
    raw: &'a RawSheet,
    order: usize,
    problems: &mut Vec<Problem>,
) -> Option<Known<'a>> {
    let mut known = Known { sheet, raw, order, first: 0, columns: Vec::new() };
    let Some((keys, head)) = head_rows(sheet, raw) else {
        let heads: Vec<&str> = sheet.columns.iter().map(|column| column.head.en).collect();
        let message = format!("the sheet {} has no row of heads", raw.name);
        problems.push(Problem::error(None, message).help(format!("expected a row with: {}", heads.join(", "))));
        return None;
    };
    known.first = head + 1;
    let mut positions: Vec<u32> =
        raw.cells.keys().filter(|(row, _)| *row >= keys.unwrap_or(head)).map(|(_, column)| *column).collect();
    positions.sort_unstable();
    positions.dedup();
    for position in positions {
        let key = keys.and_then(|row| raw.cells.get(&(row, position))).and_then(key_of).map(|(_, column)| column);
        let held = holds(&known, key, head, position, problems);
        known.columns.extend(held.map(|held| (position, held)));
    }
    merged(&known, problems);
    no_column_twice(&mut known, problems);
    Some(known)
}

/// The hidden row of keys, if it is still there, and the row of heads.
fn head_rows(sheet: &Sheet, raw: &RawSheet) -> Option<(Option<u32>, u32)> {
    let row = |fits: &dyn Fn(&Typed) -> bool| {
        raw.cells.iter().find(|((row, _), cell)| *row < LAST_HEAD_ROW && fits(cell)).map(|((row, _), _)| *row)
    };
    if let Some(keys) = row(&|cell| key_of(cell).is_some_and(|(key, _)| key == sheet.key)) {
        return Some((Some(keys), keys + 1));
    }
    let first = |cell: &Typed| match (sheet.shape, cell) {
        (Shape::Settings, Typed::Text(text)) => fixed_setting(text).is_some(),
        (_, Typed::Text(text)) => sheet.columns.first().is_some_and(|column| is_head(column, text)),
        _ => false,
    };
    row(&first).map(|head| (None, head))
}

fn is_head(column: &Column, text: &str) -> bool {
    let typed = plain(text).trim().trim_end_matches('*').trim().to_lowercase();
    [column.key, column.head.en, column.head.zh].iter().any(|name| plain(name).to_lowercase() == typed)
}

fn fixed_setting(text: &str) -> Option<Holds> {
    Some(match plain(text).trim().to_lowercase().as_str() {
        "key" | "键" => Holds::Key,
        "setting" | "设置" | "name" => Holds::Name,
        "value" | "取值" => Holds::Value,
        "what it means" | "说明" | "meaning" => Holds::Nothing,
        _ => return None,
    })
}

/// What one column holds; `None` if it cannot be said.
fn holds(known: &Known<'_>, key: Option<&str>, head: u32, position: u32, problems: &mut Vec<Problem>) -> Option<Holds> {
    let text = match known.cell(head, position) {
        Some(Typed::Text(text)) => text.lines().next().unwrap_or_default().trim().to_owned(),
        Some(Typed::Number(value, _)) => value.to_string(),
        _ => String::new(),
    };
    if let Some(fixed) = key.and_then(|key| fixed(known.sheet, key)) {
        return Some(fixed);
    }
    if text.starts_with(['#', '＃']) {
        return None;
    }
    if text.is_empty() {
        return headless(known, position, problems);
    }
    if known.sheet.shape == Shape::Settings {
        return fixed_setting(&text).or(Some(Holds::Nothing));
    }
    if let Some(column) = known.sheet.columns.iter().find(|column| is_head(column, &text)) {
        return Some(Holds::Field(column));
    }
    let lower = text.to_lowercase();
    let is_move =
        [STRATEGY_MOVE.0.en, STRATEGY_MOVE.0.zh, MOVE].iter().any(|name| lower.starts_with(&name.to_lowercase()));
    if known.sheet.shape == Shape::Strategies && is_move {
        return Some(Holds::Move);
    }
    if known.sheet.has_criteria() {
        return Some(Holds::Criterion(text));
    }
    let cell = known.at(head, position);
    problems.push(unknown_head(known.sheet, cell, &text, &[]));
    None
}

/// A head that is none of the sheet's.
pub(super) fn unknown_head(sheet: &Sheet, cell: Address, text: &str, criteria: &[&str]) -> Problem {
    let names = sheet.columns.iter().flat_map(|column| [column.head.en, column.head.zh, column.key]);
    let near = nearest(text, names.chain(criteria.iter().copied()));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let heads: Vec<&str> =
        heads_like(sheet, &[text, &cell.sheet]).into_iter().chain(criteria.iter().copied()).collect();
    let message = if sheet.has_criteria() {
        format!("`{text}` is neither a column of this sheet nor a criterion")
    } else {
        format!("this sheet has no column `{text}`")
    };
    let help = format!("{near}allowed: {}; a head that begins with # is a remark of your own", heads.join(", "));
    Problem::error(Some(cell), message).help(help)
}

/// The heads of a sheet (the names of its settings) in the language of these texts.
pub(super) fn heads_like(sheet: &Sheet, texts: &[&str]) -> Vec<&'static str> {
    let lang = if texts.iter().all(|text| text.is_ascii()) { Lang::En } else { Lang::Zh };
    sheet.columns.iter().map(|column| column.head.get(lang)).collect()
}

fn fixed(sheet: &'static Sheet, key: &str) -> Option<Holds> {
    match (sheet.shape, key) {
        (Shape::Settings, "key") => Some(Holds::Key),
        (Shape::Settings, "name") => Some(Holds::Name),
        (Shape::Settings, "value") => Some(Holds::Value),
        (Shape::Settings, _) => Some(Holds::Nothing),
        (Shape::Strategies, MOVE) => Some(Holds::Move),
        _ => sheet.columns.iter().find(|column| column.key == key).map(Holds::Field),
    }
}

/// A column without a head that holds something would be lost in silence.
fn headless(known: &Known<'_>, position: u32, problems: &mut Vec<Problem>) -> Option<Holds> {
    if known.sheet.shape == Shape::Settings {
        return Some(Holds::Nothing);
    }
    let filled = known.raw.cells.keys().find(|(row, column)| *row >= known.first && *column == position);
    if let Some((row, column)) = filled {
        let message = "there is something in this column, but the column has no head";
        problems.push(
            Problem::error(Some(known.at(*row, *column)), message)
                .help("choose a head, clear the cells, or write a head that begins with # for remarks of your own"),
        );
    }
    None
}

/// Of merged cells only the first has a value: nobody can say for what the others were meant.
fn merged(known: &Known<'_>, problems: &mut Vec<Problem>) {
    for (start, end) in &known.raw.merged {
        let touches =
            end.0 + 1 >= known.first && known.columns.iter().any(|(column, _)| (start.1..=end.1).contains(column));
        if touches {
            let name = super::problem::cell_name(end.0, end.1);
            let message = format!("cells are merged from here to {name}");
            problems.push(
                Problem::error(Some(known.at(start.0, start.1)), message)
                    .help("undo the merge and fill each cell by itself"),
            );
        }
    }
}

fn no_column_twice(known: &mut Known<'_>, problems: &mut Vec<Problem>) {
    let mut seen: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for (position, held) in std::mem::take(&mut known.columns) {
        let name = match &held {
            Holds::Field(column) => column.key.to_owned(),
            Holds::Criterion(head) => head.clone(),
            _ => String::new(),
        };
        if !name.is_empty() && seen.contains(&name) {
            let cell = known.at(known.first - 1, position);
            problems.push(
                Problem::error(Some(cell), format!("there is a second column `{name}`")).help("delete one of them"),
            );
            continue;
        }
        seen.push(name);
        kept.push((position, held));
    }
    known.columns = kept;
}
