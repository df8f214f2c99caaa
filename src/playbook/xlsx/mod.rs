//! The playbook as a workbook: contents, a sheet for every page with its chart and numbers, a sheet for every table.
//! Numbers stand there as numbers with a format, never as formulas, so that no program can show a zero in their place.

mod chart;
mod names;
mod sheets;
mod style;
mod table;

use super::grid::Unfit;
use super::{Page, Playbook, cells};
use crate::chart::{RenderError, Typeset};
use crate::report::figures::Chart;
use crate::report::study::say;
use names::Names;
use rust_xlsxwriter::Workbook;
use sheets::{Named, shown};
use style::Style;
use thiserror::Error;

/// Why there is no workbook.
#[derive(Debug, Error)]
pub enum XlsxError {
    /// A chart whose numbers do not fit together.
    #[error("the chart of page {page:?}: {source}")]
    Chart {
        /// Its page.
        page: String,
        /// What is wrong with it.
        source: Unfit,
    },
    /// A drawing cannot be rendered.
    #[error("chart {chart:?}: {source}")]
    Drawing {
        /// Its name.
        chart: String,
        /// Why
        source: RenderError,
    },
    /// The workbook cannot be written.
    #[error("the workbook cannot be written: {0}")]
    Write(#[from] rust_xlsxwriter::XlsxError),
}

/// The playbook as an .xlsx file. The same playbook gives the same bytes.
///
/// # Errors
/// [`XlsxError`]
pub fn document(playbook: &Playbook) -> Result<Vec<u8>, XlsxError> {
    let style = Style { brand: &playbook.brand, lang: playbook.lang };
    let mut names = Names::default();
    let contents = names.take(&say(playbook.lang, "Contents", "目录"));
    let named: Vec<Named> = playbook.pages.iter().map(|page| named(page, &mut names)).collect();
    let mut workbook = Workbook::new();
    workbook.set_properties(&cells::properties(&playbook.title)?);
    workbook.push_worksheet(sheets::contents(playbook, &contents, &named, style)?);
    for (page, names) in playbook.pages.iter().zip(&named) {
        workbook.push_worksheet(sheets::page(playbook, page, names, &contents, style)?);
        for (table, name) in shown(page).zip(&names.tables) {
            workbook.push_worksheet(sheets::table_sheet(playbook, page, table, (name, &names.page), style)?);
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn named(page: &Page, names: &mut Names) -> Named {
    let label = if page.label.is_empty() { &page.id } else { &page.label };
    let own = names.take(label);
    let tables = (1..=shown(page).count()).map(|i| names.of(&own, i)).collect();
    Named { page: own, tables }
}

/// The drawing of a chart: its width in pixels, the picture, and its shape.
fn drawing(chart: &Chart) -> Result<((u32, Vec<u8>), f64), XlsxError> {
    const SCALE: f64 = 2.0;
    let failed = |source| XlsxError::Drawing { chart: chart.name.clone(), source };
    let png = Typeset::new(&chart.inset).and_then(|typeset| typeset.png(SCALE)).map_err(failed)?;
    let width = (SCALE * chart.inset.width).round() as u32;
    Ok(((width, png), chart.inset.width / chart.inset.height))
}
