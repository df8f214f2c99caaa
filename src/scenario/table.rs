//! Performance tables in CSV: `vendor`, optionally `stakeholder`, then one column per criterion.
//! Written here and not taken from the csv crate because that forgets where in the line a cell begins.

use std::ops::Range;
use std::sync::Arc;

use super::Code;
use super::diagnostics::{Diagnostic, Place, SourceFile};
use super::tree::{Entry, Node, Table, Value, place};

/// A performance table as the two sections of a scenario that it stands for.
pub(super) struct PerformanceFile {
    /// `[performance]`: vendor, criterion.
    pub shared: Node,
    /// `[performance_for]`: stakeholder, vendor, criterion.
    pub personal: Node,
}

struct Cell {
    text: String,
    span: Range<usize>,
}

/// Reads the table; `asked` is where it was named.
pub(super) fn read(source: &Arc<SourceFile>, asked: &Place, problems: &mut Vec<Diagnostic>) -> PerformanceFile {
    let empty = || Node { place: asked.clone(), value: Value::Table(Table::default()) };
    let mut file = PerformanceFile { shared: empty(), personal: empty() };
    let mut rows = match rows(&source.text) {
        Ok(rows) => rows.into_iter(),
        Err(open) => {
            problems.push(broken(source, open, "this quotation mark is never closed", "starts here"));
            return file;
        }
    };
    let Some(header) = rows.next() else {
        problems.push(broken(source, 0..0, "the table is empty", "expected a header: vendor,detection,price"));
        return file;
    };
    let Some(columns) = Columns::new(source, &header, problems) else { return file };
    for row in rows {
        if row.len() != header.len() {
            let span = row[0].span.start..row[row.len() - 1].span.end;
            let message = format!("this row has {} cells, the header has {}", row.len(), header.len());
            problems.push(broken(source, span, message, "one cell per column, please"));
            continue;
        }
        columns.add(source, &header, row, &mut file, problems);
    }
    file
}

struct Columns {
    vendor: usize,
    stakeholder: Option<usize>,
}

impl Columns {
    fn new(source: &Arc<SourceFile>, header: &[Cell], problems: &mut Vec<Diagnostic>) -> Option<Self> {
        for (i, cell) in header.iter().enumerate() {
            if header[..i].iter().any(|before| before.text == cell.text) {
                let message = format!("there are two columns `{}`", cell.text);
                problems.push(broken(source, cell.span.clone(), message, "the second one"));
                return None;
            }
        }
        let column = |name: &str| header.iter().position(|cell| cell.text == name);
        let Some(vendor) = column("vendor") else {
            let span = header[0].span.start..header[header.len() - 1].span.end;
            problems.push(broken(
                source,
                span,
                "the table has no column `vendor`",
                "columns: vendor, stakeholder (optional), then criteria",
            ));
            return None;
        };
        Some(Self { vendor, stakeholder: column("stakeholder") })
    }

    fn add(
        &self,
        source: &Arc<SourceFile>,
        header: &[Cell],
        row: Vec<Cell>,
        file: &mut PerformanceFile,
        problems: &mut Vec<Diagnostic>,
    ) {
        let entry = |cell: &Cell, node: Node| Entry {
            key: cell.text.clone(),
            key_place: place(source, cell.span.clone()),
            node,
        };
        let row_place = place(source, row[0].span.start..row[row.len() - 1].span.end);
        let table = |entries: Vec<Entry>| Node { place: row_place.clone(), value: Value::Table(Table(entries)) };
        let mut entries = Vec::new();
        for (i, (title, cell)) in header.iter().zip(&row).enumerate() {
            if i != self.vendor && Some(i) != self.stakeholder && !cell.text.is_empty() {
                entries.push(entry(title, Node::text(place(source, cell.span.clone()), &cell.text)));
            }
        }
        let vendor = &row[self.vendor];
        let who = self.stakeholder.map(|i| &row[i]).filter(|cell| !cell.text.is_empty());
        let (section, path) = match who {
            None => (&mut file.shared, vendor.text.clone()),
            Some(who) => (&mut file.personal, format!("{}.{}", who.text, vendor.text)),
        };
        if vendor.text.is_empty() {
            problems.push(broken(source, vendor.span.clone(), "this row names no vendor", "expected a vendor's id"));
        } else if section.get(&path).is_some() {
            let message = format!("there is a second row for `{}`", vendor.text);
            problems.push(broken(source, vendor.span.clone(), message, "the first one is above"));
        } else if let Some(rows) = section.table_mut() {
            let inner = entry(vendor, table(entries));
            rows.merge(match who {
                None => inner,
                Some(who) => entry(who, table(vec![inner])),
            });
        }
    }
}

fn broken(source: &Arc<SourceFile>, span: Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
    Diagnostic::error(Code::Csv, message).at(&place(source, span), label)
}

/// The rows that are not blank, cells without quotes and outer spaces (RFC 4180). Error: the span of a quotation
/// mark that is never closed.
fn rows(text: &str) -> Result<Vec<Vec<Cell>>, Range<usize>> {
    let bytes = text.as_bytes();
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (cell, end) = cell(text, at)?;
        row.push(cell);
        at = end + 1;
        let last_of_row = bytes.get(end).is_none_or(|byte| *byte == b'\n');
        if !last_of_row && at == bytes.len() {
            row.push(Cell { text: String::new(), span: end..end });
        }
        if last_of_row || at >= bytes.len() {
            rows.push(std::mem::take(&mut row));
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
    Ok(rows)
}

/// The cell that begins at `start`, and the position of the comma or line end after it.
fn cell(text: &str, start: usize) -> Result<(Cell, usize), Range<usize>> {
    let rest = &text[start..];
    let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let quote = start + indent;
    let mut after = start;
    if text[quote..].starts_with('"') {
        after = quote + 1;
        loop {
            let Some(closing) = text[after..].find('"') else { return Err(quote..quote + 1) };
            after += closing + 1;
            if !text[after..].starts_with('"') {
                break;
            }
            after += 1;
        }
    }
    let end = text[after..].find([',', '\n']).map_or(text.len(), |found| after + found);
    let raw = text[start..end].trim();
    let begin =
        if raw.is_empty() { start } else { start + text[start..end].len() - text[start..end].trim_start().len() };
    let inside = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
    let words = inside.map_or_else(|| raw.to_owned(), |inside| inside.replace("\"\"", "\"").trim().to_owned());
    Ok((Cell { text: words, span: begin..begin + raw.len() }, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(csv: &str) -> Vec<Vec<String>> {
        let rows = rows(csv).unwrap();
        rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn cells_may_be_quoted_and_lines_may_end_as_on_windows() {
        assert_eq!(
            texts("vendor, price\r\n\"a\",\"pert(1, 2, 6)\"\r\n\r\nb,\n"),
            [vec!["vendor", "price"], vec!["a", "pert(1, 2, 6)"], vec!["b", ""]]
        );
        assert_eq!(texts("a,\"say \"\"hi\"\"\""), [["a", "say \"hi\""]]);
        assert_eq!(texts("a,b,"), [["a", "b", ""]]);
    }

    #[test]
    fn spans_show_the_cell_in_the_text() {
        let csv = "病毒, \"x\" ,3";
        let rows = rows(csv).unwrap();
        let cells: Vec<&str> = rows[0].iter().map(|cell| &csv[cell.span.clone()]).collect();
        assert_eq!(cells, ["病毒", "\"x\"", "3"]);
    }

    #[test]
    fn an_open_quote_is_an_error_not_a_panic() {
        assert!(rows("a,\"b").is_err());
        assert!(rows("\"").is_err());
        assert_eq!(texts(""), Vec::<Vec<String>>::new());
        assert_eq!(texts("\"\""), Vec::<Vec<String>>::new());
    }
}
