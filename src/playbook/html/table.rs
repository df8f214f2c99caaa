//! The numbers behind a finding, with their errors, in the number formats of studies.

use maud::{Markup, html};

use crate::playbook::frame::{LONGEST_NAME, more_rows};
use crate::playbook::{Page, Playbook};
use crate::report::html::{cell, unbroken};
use crate::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable, shown};
use crate::stats::number::Numbers;

/// Tables with more columns are printed in smaller letters.
const WIDE: usize = 8;

/// The `at`-th table of a page; nothing if it has nothing to show.
pub(super) fn table(playbook: &Playbook, page: &Page, at: usize, table: &StudyTable) -> Markup {
    let id = format!("{}-table-{}", page.id, at + 1);
    let rows = &table.rows[..table.shown.min(table.rows.len())];
    let hidden = table.rows.len() - rows.len();
    let long = |cell: &StudyCell| matches!(cell, StudyCell::Word(word) if word.chars().count() > LONGEST_NAME);
    let names = !rows.iter().any(|row| row.first().is_some_and(long));
    html! { @if !rows.is_empty() {
        div.numbers {
            @if !table.title.is_empty() { h3 id=(id) { (unbroken(&table.title)) } }
            // Wide tables scroll inside their box; the keyboard has to reach it.
            div.scroll tabindex="0" role="group" aria-labelledby=(if table.title.is_empty() { format!("{}-finding", page.id) } else { id }) {
                table.wide[table.columns.len() > WIDE] {
                    thead { tr { @for column in &table.columns { th.text[is_text(column)] scope="col" { (column.title) } } } }
                    tbody { @for cells in rows { tr {
                        @for (at, (column, value)) in table.columns.iter().zip(cells).enumerate() {
                            (entry(playbook, (at == 0).then_some(names), column, value))
                        }
                    } } }
                }
            }
            @if !table.reading.is_empty() { p.reading { (unbroken(&table.reading)) } }
            @if hidden > 0 { p.reading { (more_rows(playbook.lang, hidden)) } }
        }
    } }
}

/// A cell. The first of a row names it, in thick letters where all are `names` and no sentences.
fn entry(playbook: &Playbook, names: Option<bool>, column: &StudyColumn, value: &StudyCell) -> Markup {
    let text = shown(value, column.kind, Numbers::new(playbook.lang), &playbook.currency);
    html! {
        @if let Some(names) = names {
            th.text[is_text(column)].sentence[!names] scope="row" { (text) }
        } @else if is_text(column) {
            td.text { (unbroken(&text)) }
        } @else {
            td { (cell(&text)) }
        }
    }
}

/// Whether a column holds words: they begin at its left edge, numbers end at its right one.
fn is_text(column: &StudyColumn) -> bool {
    matches!(column.kind, ColumnKind::Named | ColumnKind::Word)
}
