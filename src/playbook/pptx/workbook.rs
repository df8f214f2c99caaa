//! The workbook inside a chart on a slide: what "Edit data" opens.

use super::chart::SHEET;
use crate::chart::font::{Weight, width};
use crate::playbook::cells;
use crate::playbook::grid::{Cell, Grid};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The workbook of these cells.
pub fn embedded(grid: &Grid) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&cells::properties("")?);
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    cells::write(sheet, grid, (0, 0), &Format::new().set_bold(), &Format::new())?;
    for (i, column) in grid.columns.iter().enumerate() {
        let texts = column.cells.iter().filter_map(|cell| match cell {
            Cell::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let widest =
            texts.chain([column.head.as_str()]).map(|text| width(text, 14.7, Weight::Regular)).fold(50.0, f64::max);
        sheet.set_column_width_pixels(i as u16, (widest + 14.0).min(360.0) as u32)?;
    }
    workbook.save_to_buffer()
}
