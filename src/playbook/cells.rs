//! Writing the cells of a chart into a sheet, for the workbook inside a chart on a slide and for the workbook itself.

use super::grid::{Cell, Grid};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Worksheet, XlsxError};

/// Writes a grid with its head at (`row`, `column`).
pub(super) fn write(
    sheet: &mut Worksheet,
    grid: &Grid,
    (row, column): (u32, u16),
    head: &Format,
    body: &Format,
) -> Result<(), XlsxError> {
    for (i, cells) in grid.columns.iter().enumerate() {
        let column = column + i as u16;
        let words = cells.cells.iter().any(|cell| matches!(cell, Cell::Text(_)));
        let head = if words { head.clone() } else { head.clone().set_align(FormatAlign::Right) };
        sheet.write_string_with_format(row, column, plain(&cells.head), &head)?;
        let format = body.clone().set_num_format(&cells.format);
        for (j, cell) in cells.cells.iter().enumerate() {
            let row = row + 1 + j as u32;
            match cell {
                Cell::Text(text) => sheet.write_string_with_format(row, column, plain(text), body)?,
                Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &format)?,
                Cell::Blank => sheet.write_blank(row, column, &format)?,
            };
        }
    }
    Ok(())
}

/// A text without the characters that XML cannot hold, which the writer would let through in some places, and no longer than
/// a cell may be.
pub(super) fn plain(text: &str) -> String {
    let forbidden = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    const LONGEST: usize = 16_000;
    let text = text.replace(forbidden, " ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Properties that do not change with the day on which a file is made, so that the same playbook gives the same bytes.
pub(super) fn properties(title: &str) -> Result<DocProperties, XlsxError> {
    let always = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_title(plain(title)).set_author("reframe").set_creation_datetime(&always))
}
