//! A table of a study as a file: one row a row, an estimate in four columns.

use super::{ColumnKind, StudyCell, StudyTable};
use crate::report::csv::{Sheet, number, text};

/// The columns that this kind takes in a file.
fn parts(key: &str, kind: ColumnKind) -> Vec<String> {
    match kind {
        ColumnKind::Named => vec![format!("{key}_id"), key.to_owned()],
        ColumnKind::Cost => vec![format!("{key}_days"), format!("{key}_money")],
        ColumnKind::Word | ColumnKind::Count | ColumnKind::Number => vec![key.to_owned()],
        ColumnKind::Percent | ColumnKind::Points | ColumnKind::Money | ColumnKind::Estimate => {
            ["", "_std_error", "_low", "_high"].iter().map(|part| format!("{key}{part}")).collect()
        }
    }
}

/// A table.
pub fn table(table: &StudyTable) -> Vec<u8> {
    let heads: Vec<String> = table.columns.iter().flat_map(|column| parts(column.key, column.kind)).collect();
    let mut sheet = Sheet::new(&heads.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    for row in &table.rows {
        let cells = table.columns.iter().zip(row).flat_map(|(column, cell)| {
            let mut cells = cell_parts(cell);
            cells.resize(parts(column.key, column.kind).len(), String::new());
            cells
        });
        sheet.row(cells.collect());
    }
    sheet.bytes()
}

fn cell_parts(cell: &StudyCell) -> Vec<String> {
    match cell {
        StudyCell::Named { id, label } => vec![text(id), text(label)],
        StudyCell::Word(word) => vec![text(word)],
        StudyCell::Count(count) => vec![count.to_string()],
        StudyCell::Number(x) => vec![number(*x)],
        StudyCell::Cost(cost) => vec![number(cost.days), number(cost.money)],
        StudyCell::Estimate(estimate) => {
            [estimate.value(), estimate.std_error(), estimate.low(), estimate.high()].map(number).to_vec()
        }
        StudyCell::Empty => Vec::new(),
    }
}
