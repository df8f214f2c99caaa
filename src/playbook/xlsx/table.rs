//! A table of a study on a sheet: numbers as numbers, an estimate with its error and its interval beside it.

use super::style::Style;
use crate::playbook::cells::plain;
use crate::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable, say};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// A column of the sheet.
struct Column {
    head: String,
    /// Whether it is an error or an end of an interval.
    quiet: bool,
    /// Whether it holds words.
    words: bool,
    format: Format,
    width: f64,
}

/// One cell as it is written.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Text(String),
    Number(f64),
    Blank,
}

/// Words wider than this are wrapped.
const WIDEST: f64 = 380.0;
/// Numbers get at least so many pixels.
const NARROWEST: f64 = 84.0;

/// A table laid out for a sheet.
pub struct Sheet<'t> {
    columns: Vec<Column>,
    /// How many of them each column of the table takes.
    parts: Vec<usize>,
    table: &'t StudyTable,
}

impl<'t> Sheet<'t> {
    /// The columns of a table with their formats and widths.
    pub fn new(table: &'t StudyTable, style: &Style) -> Self {
        let made = table.columns.iter().enumerate().map(|(i, column)| {
            let cells: Vec<&StudyCell> = table.rows.iter().filter_map(|row| row.get(i)).collect();
            columns_of(column, &cells, style)
        });
        let made: Vec<Vec<Column>> = made.collect();
        let parts = made.iter().map(Vec::len).collect();
        Self { columns: made.into_iter().flatten().collect(), parts, table }
    }

    /// How many columns the sheet has.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// The width of all of them in pixels.
    pub fn width(&self) -> f64 {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// Sets the widths of the columns.
    pub fn set_widths(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (i, column) in self.columns.iter().enumerate() {
            sheet.set_column_width_pixels(i as u16, column.width.round() as u32)?;
        }
        Ok(())
    }

    /// Writes heads and rows from this row on.
    pub fn write(&self, sheet: &mut Worksheet, row: u32, style: &Style) -> Result<(), XlsxError> {
        let mut head_height: f64 = 0.0;
        for (i, column) in self.columns.iter().enumerate() {
            let format = if column.quiet { style.quiet_head() } else { style.head() };
            let format = if column.words { format } else { format.set_align(FormatAlign::Right) };
            sheet.write_string_with_format(row, i as u16, plain(&column.head), &format)?;
            head_height = head_height.max(style.height(&column.head, style.size(), column.width));
        }
        sheet.set_row_height(row, head_height)?;
        for (j, cells) in self.table.rows.iter().enumerate() {
            let row = row + 1 + j as u32;
            let columns = self.table.columns.iter().zip(&self.parts).zip(cells);
            let values = columns.flat_map(|((column, parts), cell)| values_of(column.kind, *parts, cell));
            let mut height: f64 = 0.0;
            for (i, (column, value)) in self.columns.iter().zip(values).enumerate() {
                let at = i as u16;
                match value {
                    Value::Text(text) => {
                        height = height.max(style.height(&text, style.size(), column.width));
                        sheet.write_string_with_format(row, at, text, &column.format)?
                    }
                    Value::Number(number) => sheet.write_number_with_format(row, at, number, &column.format)?,
                    Value::Blank => sheet.write_blank(row, at, &column.format)?,
                };
            }
            sheet.set_row_height(row, height.max(style.height("", style.size(), NARROWEST)))?;
        }
        if !self.table.rows.is_empty() {
            sheet.autofilter(row, 0, row + self.table.rows.len() as u32, self.columns.len() as u16 - 1)?;
        }
        Ok(())
    }
}

fn columns_of(column: &StudyColumn, cells: &[&StudyCell], style: &Style) -> Vec<Column> {
    let number_of_parts = parts_of(column.kind, cells);
    let parts: Vec<Vec<Value>> = cells.iter().map(|cell| values_of(column.kind, number_of_parts, cell)).collect();
    let heads = heads_of(column, style);
    let formats = formats_of(column.kind, cells, style);
    let of = |(i, (head, format)): (usize, (String, Format))| {
        let texts = parts.iter().filter_map(|values| match values.get(i) {
            Some(Value::Text(text)) => Some(1.06 * style.width(text) + 16.0),
            _ => None,
        });
        let widest = texts.fold(0.0, f64::max).min(WIDEST);
        let words = matches!(column.kind, ColumnKind::Named | ColumnKind::Word);
        let quiet = i > 0 && column.kind != ColumnKind::Cost;
        // Room for the button of the filter.
        let (button, least) = if quiet { (22.0, NARROWEST - 10.0) } else { (30.0, NARROWEST) };
        let width = widest.max(style.widest_word(&head) + button).max(least);
        Column { width, head, quiet, format, words }
    };
    heads.into_iter().zip(formats).take(number_of_parts).enumerate().map(of).collect()
}

/// How many columns a column takes: an estimate has its error and its interval beside it, unless all are exact.
fn parts_of(kind: ColumnKind, cells: &[&StudyCell]) -> usize {
    let uncertain = |cell: &&StudyCell| matches!(cell, StudyCell::Estimate(e) if e.high() > e.low());
    match kind {
        ColumnKind::Named | ColumnKind::Word | ColumnKind::Count | ColumnKind::Number => 1,
        ColumnKind::Cost => 2,
        ColumnKind::Percent | ColumnKind::Points | ColumnKind::Money | ColumnKind::Estimate => {
            if cells.iter().any(uncertain) { 4 } else { 1 }
        }
    }
}

fn heads_of(column: &StudyColumn, style: &Style) -> Vec<String> {
    let title = &column.title;
    let said = |en: &str, zh: &str| say(style.lang, format!("{title}: {en}"), format!("{title}：{zh}"));
    match column.kind {
        ColumnKind::Named | ColumnKind::Word | ColumnKind::Count | ColumnKind::Number => vec![title.clone()],
        ColumnKind::Cost => vec![said("days", "人天"), said("money", "资金")],
        ColumnKind::Percent | ColumnKind::Points | ColumnKind::Money | ColumnKind::Estimate => {
            vec![title.clone(), said("± (95%)", "±（95%）"), said("95% from", "95% 下限"), said("95% to", "95% 上限")]
        }
    }
}

fn formats_of(kind: ColumnKind, cells: &[&StudyCell], style: &Style) -> Vec<Format> {
    let written = |formats: &[&str]| formats.iter().map(|format| style.body().set_num_format(*format)).collect();
    match kind {
        ColumnKind::Named | ColumnKind::Word => vec![style.wrapped()],
        ColumnKind::Count => written(&["#,##0"]),
        ColumnKind::Number => written(&[&with_decimals(decimals(cells))]),
        ColumnKind::Cost => written(&["#,##0.##", "#,##0"]),
        ColumnKind::Percent => written(&["0.0%", "0.00%", "0.0%", "0.0%"]),
        ColumnKind::Points => written(&["+0.0;-0.0;0.0", "0.00", "+0.0;-0.0;0.0", "+0.0;-0.0;0.0"]),
        ColumnKind::Money => written(&["#,##0"; 4]),
        ColumnKind::Estimate => {
            let format = with_decimals(decimals(cells));
            written(&[&format, &format, &format, &format])
        }
    }
}

/// As many digits as the smallest error of a column deserves; without errors as many as the numbers have.
fn decimals(cells: &[&StudyCell]) -> usize {
    let margins = cells.iter().filter_map(|cell| match cell {
        StudyCell::Estimate(e) if e.high() > e.low() => Some(0.5 * (e.high() - e.low())),
        _ => None,
    });
    let smallest = margins.fold(f64::INFINITY, f64::min);
    if smallest.is_finite() {
        return (-(smallest / 2.0).log10()).ceil().clamp(0.0, 6.0) as usize;
    }
    let numbers = || {
        cells.iter().filter_map(|cell| match cell {
            StudyCell::Number(x) => Some(*x),
            StudyCell::Estimate(e) => Some(e.value()),
            _ => None,
        })
    };
    let exact = |places: &usize| {
        let unit = 10f64.powi(*places as i32);
        numbers().all(|x| ((x * unit).round() / unit - x).abs() < 1e-9)
    };
    (0..6).find(exact).unwrap_or(6)
}

fn with_decimals(places: usize) -> String {
    if places == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(places)) }
}

/// As many values as the kind has columns. An undefined number is a blank, never 0; a number without error has no interval.
fn values_of(kind: ColumnKind, parts: usize, cell: &StudyCell) -> Vec<Value> {
    let scale = if kind == ColumnKind::Points { 100.0 } else { 1.0 };
    let number = |x: f64| if x.is_finite() { Value::Number(scale * x) } else { Value::Blank };
    let mut values = match cell {
        StudyCell::Named { label, .. } => vec![Value::Text(plain(label))],
        StudyCell::Word(word) => vec![Value::Text(plain(word))],
        StudyCell::Count(count) => vec![Value::Number(*count as f64)],
        StudyCell::Number(x) => vec![number(*x)],
        StudyCell::Cost(cost) => vec![number(cost.days), number(cost.money)],
        StudyCell::Estimate(e) if e.low() == e.high() => vec![number(e.value())],
        StudyCell::Estimate(e) => {
            vec![e.value(), 0.5 * (e.high() - e.low()), e.low(), e.high()].into_iter().map(number).collect()
        }
        StudyCell::Empty => Vec::new(),
    };
    values.resize(parts, Value::Blank);
    values
}
