//! Workbooks whose cells can be changed, as people and office programs change them.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use reframe::model::Lang;
use reframe::scenario::{self, Literal};
use reframe::workbook;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

pub fn shown(problems: &[workbook::Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// Cells by row and column from 0.
pub type Filled = BTreeMap<(u32, u32), Data>;

/// A workbook whose cells can be changed: sheet, row and column from 0.
pub struct Cells {
    pub sheets: Vec<(String, Filled)>,
    pub merged: Vec<(String, [u32; 4])>,
    pub percent: Vec<(String, u32, u32)>,
}

impl Cells {
    /// The workbook of the starter scenario.
    pub fn starter(lang: Lang) -> Self {
        Self::of(&starter(lang))
    }

    pub fn of(bytes: &[u8]) -> Self {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = workbook.sheet_names();
        let sheets = names.into_iter().map(|name| {
            let range = workbook.worksheet_range(&name).unwrap();
            let (top, left) = range.start().unwrap_or_default();
            let cells = range.used_cells().map(|(row, column, value)| {
                ((top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap()), value.clone())
            });
            (name, cells.collect())
        });
        Self { sheets: sheets.collect(), merged: Vec::new(), percent: Vec::new() }
    }

    pub fn sheet(&mut self, name: &str) -> &mut Filled {
        if !self.sheets.iter().any(|(known, _)| known == name) {
            self.sheets.push((name.to_owned(), Filled::new()));
        }
        &mut self.sheets.iter_mut().find(|(known, _)| known == name).expect("just added").1
    }

    /// `C7` as row and column.
    pub fn place(cell: &str) -> (u32, u32) {
        let letters = cell.chars().take_while(char::is_ascii_alphabetic);
        let column = letters.clone().fold(0, |column, letter| column * 26 + u32::from(letter) - u32::from('A') + 1);
        (cell[letters.count()..].parse::<u32>().unwrap() - 1, column - 1)
    }

    pub fn set(mut self, sheet: &str, cell: &str, value: impl Into<Data>) -> Self {
        self.sheet(sheet).insert(Self::place(cell), value.into());
        self
    }

    pub fn clear(mut self, sheet: &str, cell: &str) -> Self {
        self.sheet(sheet).remove(&Self::place(cell));
        self
    }

    /// Every row at or below this one (from 1) moves down.
    pub fn insert_row(mut self, sheet: &str, above: u32) -> Self {
        let moved = std::mem::take(self.sheet(sheet)).into_iter();
        *self.sheet(sheet) =
            moved.map(|((row, column), value)| ((row + u32::from(row + 1 >= above), column), value)).collect();
        self
    }

    pub fn without(mut self, sheet: &str) -> Self {
        self.sheets.retain(|(name, _)| name != sheet);
        self
    }

    pub fn rename(mut self, sheet: &str, name: &str) -> Self {
        self.sheets.iter_mut().filter(|(known, _)| known == sheet).for_each(|(known, _)| name.clone_into(known));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, cells) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for (merged, [top, left, bottom, right]) in &self.merged {
                if merged == name {
                    let (left, right) = (u16::try_from(*left).unwrap(), u16::try_from(*right).unwrap());
                    sheet.merge_range(*top, left, *bottom, right, "", &Format::new()).unwrap();
                }
            }
            for ((row, column), value) in cells {
                let percent = self.percent.contains(&(name.clone(), *row, *column));
                put(sheet, *row, u16::try_from(*column).unwrap(), value, percent);
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    pub fn check(&self) -> Result<workbook::Checked, Vec<workbook::Problem>> {
        workbook::read(&self.bytes()).map_err(|problem| vec![problem])?.check("deal/scenario.toml")
    }

    /// What is wrong with it, line by line.
    pub fn complaints(&self) -> String {
        match self.check() {
            Ok(checked) => format!("accepted\n{}", shown(&checked.warnings)),
            Err(problems) => shown(&problems),
        }
    }
}

pub fn put(sheet: &mut Worksheet, row: u32, column: u16, value: &Data, percent: bool) {
    match value {
        Data::String(text) => sheet.write_string(row, column, text).unwrap(),
        Data::Float(number) if percent => {
            sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format("0%")).unwrap()
        }
        Data::Float(number) => sheet.write_number(row, column, *number).unwrap(),
        Data::Bool(truth) => sheet.write_boolean(row, column, *truth).unwrap(),
        Data::Error(fault) => {
            let formula = Formula::new("=1/0").set_result(fault.to_string());
            sheet.write_formula(row, column, formula).unwrap()
        }
        Data::DateTimeIso(_) => {
            let day = ExcelDateTime::from_ymd(2026, 2, 1).unwrap();
            sheet.write_datetime_with_format(row, column, day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap()
        }
        other => panic!("{other:?}"),
    };
}

pub fn starter(lang: Lang) -> Vec<u8> {
    workbook::write(&scenario::load_text("scenario.toml", scenario::STARTER).unwrap().document(), lang).unwrap()
}
pub fn starter_document() -> Literal {
    scenario::load_text("scenario.toml", scenario::STARTER).unwrap().document()
}

/// The workbook with each of its parts changed, packed again.
pub fn repacked(whole: &[u8], change: impl Fn(usize, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..from.len() {
        let mut part = from.by_index(i).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).unwrap();
        to.start_file(part.name().unwrap().into_owned(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut to, &change(i, content)).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// The order of these counts; nothing else in a scenario depends on the order of keys.
const REGISTERS: [&str; 7] = ["criteria", "vendors", "stakeholders", "stages", "moves", "strategies", "gates"];

/// The same fields with the same values, and what is registered in the same order.
pub fn assert_same(one: &Literal, other: &Literal, what: &str) {
    for (key, value) in one.entries() {
        let found = other.get(key).unwrap_or_else(|| panic!("{what}: `{key}` is lost"));
        for (inner, value) in value.entries() {
            let found = found.get(inner).unwrap_or_else(|| panic!("{what}: `{key}.{inner}` is lost"));
            assert!(workbook::same(value, found), "{what}: {key}.{inner}\n{value:?}\n{found:?}");
        }
        assert!(workbook::same(value, found), "{what}: {key}\n{value:?}\n{found:?}");
    }
    assert!(workbook::same(one, other), "{what}: something was added");
    for section in REGISTERS {
        let ids = |document: &Literal| -> Vec<String> {
            document.get(section).map_or(&[][..], Literal::entries).iter().map(|(id, _)| id.clone()).collect()
        };
        assert_eq!(ids(one), ids(other), "{what}: the order of {section}");
    }
}
