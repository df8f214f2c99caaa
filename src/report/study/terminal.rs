//! What a study prints: the answer, its tables, cautions, and how it was made.

use super::{ColumnKind, StudyCell, StudyReport, StudyTable, say};
use crate::report::terminal::{Grid, NARROWEST, Style, paint, push_cards, push_cautions, push_line, push_table};
use crate::report::wrap::wrap;
use crate::stats::number::{Numbers, points_with_margin};

/// A study for a terminal of `width` columns.
pub fn render(report: &StudyReport, width: usize, style: Style) -> String {
    let width = width.max(NARROWEST);
    let mut out = String::new();
    push_line(&mut out, &paint(&wrap(&report.headline, width, "", ""), "1", style));
    if !report.more.is_empty() {
        push_line(&mut out, &wrap(&report.more, width, "", ""));
    }
    for table in report.tables.iter().filter(|table| table.shown > 0 && !table.rows.is_empty()) {
        push(&mut out, report, table, width, style);
    }
    push_cautions(&mut out, report.lang, &report.cautions, width, style);
    out.push('\n');
    push_line(&mut out, &paint(&wrap(&report.method, width, "", ""), "2", style));
    out
}

fn push(out: &mut String, report: &StudyReport, table: &StudyTable, width: usize, style: Style) {
    out.push('\n');
    if !table.title.is_empty() {
        push_line(out, &paint(&wrap(&table.title, width, "", ""), "1", style));
    }
    let numbers = Numbers::new(report.lang);
    let text = |row: &Vec<StudyCell>| -> Vec<String> {
        table.columns.iter().zip(row).map(|(c, cell)| shown(cell, c.kind, numbers, &report.currency)).collect()
    };
    let grid = Grid {
        head: table.columns.iter().map(|column| column.title.clone()).collect(),
        rows: table.rows.iter().take(table.shown).map(text).collect(),
    };
    let tries =
        [grid.clone(), grid.clone().with_short_heads(), grid.clone().with_short_heads().with_short_names(width)];
    match tries.into_iter().find(|grid| grid.width() <= width) {
        Some(grid) => push_table(out, &grid, None, style),
        None => push_cards(out, &grid, width, None, style),
    }
    let hidden = table.rows.len().saturating_sub(table.shown);
    let mut reading = table.reading.clone();
    if hidden > 0 {
        let more = say(
            report.lang,
            format!("{hidden} more rows in tables/{}.csv.", table.name),
            format!("其余 {hidden} 行见 tables/{}.csv。", table.name),
        );
        reading = if reading.is_empty() {
            more
        } else {
            say(report.lang, format!("{reading} {more}"), format!("{reading}{more}"))
        };
    }
    if !reading.is_empty() {
        push_line(out, &paint(&wrap(&reading, width, "", ""), "2", style));
    }
}

/// A cell as people read it, everywhere: the number formats of studies. `currency` may be empty.
pub fn shown(cell: &StudyCell, kind: ColumnKind, numbers: Numbers, currency: &str) -> String {
    match (cell, kind) {
        (StudyCell::Named { label, .. }, _) => label.clone(),
        (StudyCell::Word(word), _) => word.clone(),
        (StudyCell::Count(count), _) => numbers.count(*count),
        (StudyCell::Number(x), ColumnKind::Money) => numbers.money_exact(*x, currency),
        (StudyCell::Number(x), _) => numbers.plain(*x),
        (StudyCell::Cost(cost), _) => numbers.cost(cost, currency),
        (StudyCell::Estimate(estimate), ColumnKind::Points) => points_with_margin(estimate),
        (StudyCell::Estimate(estimate), ColumnKind::Money) => numbers.money(estimate, currency),
        (StudyCell::Estimate(estimate), ColumnKind::Percent) => numbers.percent(estimate),
        (StudyCell::Estimate(estimate), _) => numbers.with_margin(estimate),
        (StudyCell::Empty, _) => "–".to_owned(),
    }
}
