//! From the bytes of a file to the cells of its sheets, or a sentence on why it is no workbook that can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use calamine::{DataRef, Dimensions, Reader, Style, Xlsx};

use super::kind::Typed;
use super::problem::Problem;

/// Largest file, and largest content of a file, in bytes: far more than any deal needs.
const LARGEST_FILE: usize = 32 << 20;
const LARGEST_CONTENT: u64 = 256 << 20;

/// More filled cells than any deal needs.
const MOST_CELLS: usize = 500_000;

/// How old workbooks, and workbooks with a password, begin.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// A sheet as it was read.
pub(super) struct RawSheet {
    pub name: String,
    /// The filled cells, by row and column from 0.
    pub cells: BTreeMap<(u32, u32), Typed>,
    /// Cells that were merged: the corners, both included.
    pub merged: Vec<((u32, u32), (u32, u32))>,
}

/// Every sheet of the workbook, in its order.
pub(super) fn open(bytes: &[u8]) -> Result<Vec<RawSheet>, Problem> {
    let whole = |message: &str| Problem::error(None, message);
    if bytes.starts_with(&COMPOUND) {
        return Err(if is_locked(bytes) {
            whole("the workbook is protected by a password")
                .help("open it, save it without a password, and import that")
        } else {
            whole("this is a workbook of the old kind (.xls)").help("save it as .xlsx")
        });
    }
    if bytes.len() > LARGEST_FILE || content(bytes)? > LARGEST_CONTENT {
        return Err(whole("the workbook is larger than any deal needs")
            .help("start from the file of `reframe template --xlsx`"));
    }
    read(bytes).map_err(|reason| match reason {
        Unreadable::Broken(reason) => whole(&format!("the workbook cannot be read: {reason}"))
            .help("open it in a spreadsheet program, save it as .xlsx, and import that"),
        Unreadable::TooLarge => whole("the workbook has more filled cells than any deal needs"),
    })
}

/// Whether an old compound file wraps a new, encrypted workbook.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Size of everything in the file, unpacked, as far as it is needed to know that it is too much.
fn content(bytes: &[u8]) -> Result<u64, Problem> {
    let no_workbook = || {
        Problem::error(None, "this is not a workbook")
            .help("expected an .xlsx file, as `reframe template --xlsx` writes it")
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_workbook())?;
    let mut all = 0;
    for i in 0..archive.len() {
        let file = archive.by_index(i).map_err(|_| no_workbook())?;
        // What the file says about its size may be a lie.
        let unpacked = std::io::copy(&mut file.take(LARGEST_CONTENT + 1 - all), &mut std::io::sink());
        all += unpacked.map_err(|_| no_workbook())?;
        if all > LARGEST_CONTENT {
            break;
        }
    }
    Ok(all)
}

enum Unreadable {
    Broken(calamine::XlsxError),
    TooLarge,
}

impl From<calamine::XlsxError> for Unreadable {
    fn from(error: calamine::XlsxError) -> Self {
        Unreadable::Broken(error)
    }
}

fn read(bytes: &[u8]) -> Result<Vec<RawSheet>, Unreadable> {
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let mut left = MOST_CELLS;
    workbook.sheet_names().into_iter().map(|name| sheet(&mut workbook, name, &mut left)).collect()
}

/// One sheet, cell by cell: a sheet with one cell in its last corner is no problem then.
fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: String, left: &mut usize) -> Result<RawSheet, Unreadable> {
    let merged = workbook.merge_cells_by_sheet_name(&name)?;
    let merged = merged.into_iter().map(|Dimensions { start, end }| (start, end)).collect();
    let mut cells = BTreeMap::new();
    // Formulas whose result is an empty text.
    let mut blank = BTreeSet::new();
    let mut reader = workbook.worksheet_cells_reader(&name)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let percent = reader.styles().get(style).is_some_and(is_percent);
        if let Some(typed) = typed(cell.get_value(), percent) {
            *left = left.checked_sub(1).ok_or(Unreadable::TooLarge)?;
            cells.insert(cell.get_position(), typed);
        } else if *cell.get_value() != DataRef::Empty {
            blank.insert(cell.get_position());
        }
    }
    drop(reader);
    // A program that computes nothing leaves formulas without results; to the reader such cells are empty.
    let mut formulas = workbook.worksheet_cells_reader(&name)?;
    while let Some(formula) = formulas.next_formula()? {
        if !formula.get_value().is_empty() && !blank.contains(&formula.get_position()) {
            *left = left.checked_sub(1).ok_or(Unreadable::TooLarge)?;
            cells.entry(formula.get_position()).or_insert(Typed::Unknown);
        }
    }
    Ok(RawSheet { name, cells, merged })
}

fn is_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%'))
}

fn typed(value: &DataRef<'_>, percent: bool) -> Option<Typed> {
    let text = |words: &str| (!words.trim().is_empty()).then(|| Typed::Text(words.to_owned()));
    match value {
        DataRef::Empty => None,
        DataRef::String(words) => text(words),
        DataRef::SharedString(words) => text(words),
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets compute with f64 too")]
        DataRef::Int(whole) => Some(Typed::Number(*whole as f64, percent)),
        DataRef::Float(value) => Some(Typed::Number(*value, percent)),
        DataRef::Bool(truth) => Some(Typed::Truth(*truth)),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Some(Typed::Date),
        DataRef::Error(fault) => Some(Typed::Fault(fault.to_string())),
    }
}
