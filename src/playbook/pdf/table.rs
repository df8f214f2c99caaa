//! Tables: heads again on every sheet, rows whole unless one alone is higher than a sheet.

use super::columns::{Column, Group, PADDING, groups, left, number};
use super::flow::Flow;
use super::structure::{ElementId, Kind};
use super::text::{Type, drawable};
use crate::chart::Bounds;
use crate::playbook::frame::{LONGEST_NAME, more_rows};
use crate::report::study::{ColumnKind, StudyTable, shown};
use crate::stats::number::Numbers;

const HEAD: f64 = 8.0;
const BODY: f64 = 8.5;
/// Above and below a cell.
const AIR: f64 = 2.6;

/// Columns beside each other, being set.
struct Setting<'c, 'a> {
    columns: &'c [Column],
    group: &'c Group,
    head: Type<'a>,
    body: Type<'a>,
}

pub(super) fn table(flow: &mut Flow, section: ElementId, table: &StudyTable) {
    let rows = table.shown.min(table.rows.len());
    if rows == 0 {
        return;
    }
    let (head, body) = (flow.bold(HEAD, flow.palette.muted), flow.regular(BODY, flow.palette.ink));
    let columns = columns(flow, table, rows);
    let title = flow.bold(9.5, flow.palette.ink);
    for (at, group) in groups(&columns, (head, body), flow.width()).iter().enumerate() {
        let setting = Setting { columns: &columns, group, head, body };
        let named = at == 0 && !table.title.is_empty();
        let above = title.balanced(&table.title, flow.width()).len() as f64 * title.leading() + 3.0;
        setting.begin(flow, if named { above } else { 0.0 });
        if named {
            flow.heading(section, 3, &table.title, title, 3.0);
        }
        setting.set(flow, section, rows);
        flow.skip(5.0);
    }
    let small = flow.regular(7.5, flow.palette.muted);
    flow.paragraph(section, &table.reading, small, 0.0);
    let hidden = table.rows.len() - rows;
    if hidden > 0 {
        flow.paragraph(section, &more_rows(flow.playbook.lang, hidden), small, 0.0);
    }
    flow.skip(11.0);
}

/// The cells as people read them.
fn columns(flow: &Flow, table: &StudyTable, rows: usize) -> Vec<Column> {
    let numbers = Numbers::new(flow.playbook.lang);
    let column = |(at, column): (usize, &crate::report::study::StudyColumn)| {
        let cells = table.rows[..rows].iter().filter_map(|row| row.get(at));
        let text = cells.map(|cell| {
            drawable(&flow.playbook.brand.theme.font, &shown(cell, column.kind, numbers, &flow.playbook.currency))
        });
        Column {
            title: drawable(&flow.playbook.brand.theme.font, &column.title),
            // What names the rows begins at the edge, be it a number.
            is_text: at == 0 || matches!(column.kind, ColumnKind::Named | ColumnKind::Word),
            cells: text.collect(),
        }
    };
    table.columns.iter().enumerate().map(column).collect()
}

impl<'a> Setting<'_, 'a> {
    /// Turns the sheet unless title, heads and the first row fit on it, or what can be had of a row higher than a sheet.
    fn begin(&self, flow: &mut Flow<'a>, title: f64) {
        let above = title + self.height(&self.head_lines(), self.head) + 2.0;
        let first = self.height(&self.row_lines(0), self.body);
        let some = 4.0 * self.body.leading() + 2.0 * AIR;
        flow.need(above + if above + first <= flow.whole() { first } else { some });
    }

    fn set(&self, flow: &mut Flow<'a>, section: ElementId, rows: usize) {
        let table = flow.structure.add(Some(section), Kind::Table);
        let head = self.head_lines();
        let thead = flow.structure.add(Some(table), Kind::Head);
        self.put_head(flow, &head, Some(thead));
        let body = flow.structure.add(Some(table), Kind::Body);
        for row in 0..rows {
            self.put_row(flow, body, &head, &self.row_lines(row));
        }
    }

    fn head_lines(&self) -> Vec<Vec<String>> {
        let lines = |(at, width): &(usize, f64)| self.head.lines(&self.columns[*at].title, self.inner(*at, *width));
        self.group.iter().map(lines).collect()
    }

    fn row_lines(&self, row: usize) -> Vec<Vec<String>> {
        let lines = |(at, width): &(usize, f64)| {
            let (column, inner) = (&self.columns[*at], self.inner(*at, *width));
            let text = column.cells.get(row).map_or("", String::as_str);
            match column.is_text {
                true => self.set_of(*at).lines(text, inner),
                false => number(text, self.body, inner),
            }
        };
        self.group.iter().map(lines).collect()
    }

    /// What a column has for its words.
    fn inner(&self, column: usize, width: f64) -> f64 {
        width - PADDING - left(self.columns, column)
    }

    /// The first column names the rows; sentences are no names.
    fn set_of(&self, column: usize) -> Type<'a> {
        let name = |cell: &String| cell.chars().count() <= LONGEST_NAME;
        let names = column == 0 && self.columns[0].cells.iter().all(name);
        if names { Type::bold(self.body.font, self.body.size, self.body.color) } else { self.body }
    }

    fn height(&self, cells: &[Vec<String>], set: Type) -> f64 {
        cells.iter().map(Vec::len).max().unwrap_or(0) as f64 * set.leading() + 2.0 * AIR
    }

    /// The heads; without an element they only repeat what was said.
    fn put_head(&self, flow: &mut Flow<'a>, head: &[Vec<String>], parent: Option<ElementId>) {
        let row = parent.map(|parent| flow.structure.add(Some(parent), Kind::Row));
        let height = self.height(head, self.head);
        let tallest = head.iter().map(Vec::len).max().unwrap_or(0);
        for (place, lines) in head.iter().enumerate() {
            let element = row.map(|row| flow.structure.add(Some(row), Kind::ColumnHead));
            // Heads stand on the rule below them.
            let top = flow.y + AIR + (tallest - lines.len()) as f64 * self.head.leading();
            self.cell(flow, place, lines, top, self.head, element);
        }
        flow.y += height;
        let line = flow.palette.muted;
        flow.rule(0.9, line);
    }

    /// A row, on the next sheet if it fits there, else over as many as it takes.
    fn put_row(&self, flow: &mut Flow<'a>, body: ElementId, head: &[Vec<String>], cells: &[Vec<String>]) {
        let again = self.height(head, self.head) + 0.9;
        let whole = self.height(cells, self.body);
        if whole > flow.room() && whole <= flow.whole() - again {
            self.turn(flow, head);
        }
        let row = flow.structure.add(Some(body), Kind::Row);
        let kind = |at: usize| if at == 0 { Kind::RowHead } else { Kind::Cell };
        let elements: Vec<ElementId> =
            self.group.iter().map(|(at, _)| flow.structure.add(Some(row), kind(*at))).collect();
        let total = cells.iter().map(Vec::len).max().unwrap_or(0);
        let mut from = 0;
        loop {
            let fitting = ((flow.room() - 2.0 * AIR) / self.body.leading()).floor().max(0.0) as usize;
            let until = total.min(from + fitting);
            // A sheet too low for a line under its head does not exist: this ends.
            if until == from && total > from {
                self.turn(flow, head);
                continue;
            }
            for (place, lines) in cells.iter().enumerate() {
                let part = &lines[from.min(lines.len())..until.min(lines.len())];
                self.cell(flow, place, part, flow.y + AIR, self.set_of(self.group[place].0), Some(elements[place]));
            }
            flow.y += (until - from) as f64 * self.body.leading() + 2.0 * AIR;
            from = until;
            if from == total {
                break;
            }
            self.turn(flow, head);
        }
        let (left, top, color) = (flow.left(), flow.y, flow.palette.line);
        flow.fill(Bounds { left, top: top - 0.5, right: left + flow.width(), bottom: top }, color);
    }

    fn turn(&self, flow: &mut Flow<'a>, head: &[Vec<String>]) {
        flow.turn();
        self.put_head(flow, head, None);
    }

    fn cell(
        &self,
        flow: &mut Flow<'a>,
        place: usize,
        lines: &[String],
        top: f64,
        set: Type<'a>,
        element: Option<ElementId>,
    ) {
        let edge = flow.left() + self.group[..place].iter().map(|(_, width)| width).sum::<f64>();
        let (column, width) = self.group[place];
        let mut y = top;
        for line in lines {
            let x = match self.columns[column].is_text {
                true => edge + left(self.columns, column),
                false => edge + width - PADDING - set.width(line.trim_end()),
            };
            flow.line(line, x, y, set, element);
            y += set.leading();
        }
    }
}
