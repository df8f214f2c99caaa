//! Tables on a slide: column widths by measured text, as many rows as there is room for, and a word about the rest.

use super::text::{self, Frame};
use crate::chart::font::{Weight, widest_word, width};
use crate::model::Lang;
use crate::report::study::{ColumnKind, StudyTable, say, shown};
use crate::stats::number::Numbers;

/// A table laid out.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// Of the columns, in points.
    pub widths: Vec<f64>,
    /// Heads first; may be empty.
    pub heads: Vec<String>,
    /// Height of the row of heads.
    pub head_height: f64,
    /// What is shown.
    pub rows: Vec<Vec<Cell>>,
    /// Of the rows, in points.
    pub heights: Vec<f64>,
    /// Size of letters.
    pub size: f64,
    /// Which columns are numbers.
    pub right: Vec<bool>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Its words.
    pub text: String,
    /// In bold letters of the seller's colour.
    pub strong: bool,
    /// The page it leads to.
    pub link: Option<String>,
}

impl Cell {
    /// Ordinary words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: false, link: None }
    }
}

impl Laid {
    /// With higher rows where there is room, up to so much each.
    pub fn spread(mut self, room: f64, most: f64) -> Self {
        let spare = room - self.head_height - self.heights.iter().sum::<f64>();
        let each = (spare / self.heights.len().max(1) as f64).clamp(0.0, most);
        self.heights.iter_mut().for_each(|height| *height += each);
        self
    }
}

/// Left and right of the words in a cell, together.
pub const SIDES: f64 = 12.0;
/// Above and below them, together.
pub const ENDS: f64 = 6.0;
const SIZES: [f64; 5] = [13.0, 12.0, 11.0, 10.0, 9.0];
/// A column of words is not squeezed further than this.
const NARROWEST: f64 = 90.0;

/// Words, numbers and heads of a table before anything is laid out.
#[derive(Clone, Debug)]
pub struct Content {
    /// May be empty.
    pub heads: Vec<String>,
    /// As many cells as columns.
    pub rows: Vec<Vec<Cell>>,
    /// Which columns are numbers.
    pub right: Vec<bool>,
}

impl Content {
    /// The words of a table of a study, in the language of the slides.
    pub fn of(table: &StudyTable, lang: Lang) -> Self {
        let numbers = Numbers::new(lang);
        let words = |kind| matches!(kind, ColumnKind::Named | ColumnKind::Word);
        let cells = |row: &Vec<_>| {
            table.columns.iter().zip(row).map(|(c, cell)| Cell::plain(shown(cell, c.kind, numbers, ""))).collect()
        };
        Self {
            heads: table.columns.iter().map(|column| column.title.clone()).collect(),
            rows: table.rows.iter().map(cells).collect(),
            right: table.columns.iter().map(|column| !words(column.kind)).collect(),
        }
    }

    /// Laid out in this place: the largest letters in which all rows fit, or the smallest and the first rows.
    pub fn lay(&self, place: Frame) -> Laid {
        let whole = SIZES.iter().find_map(|size| {
            let laid = self.in_size(*size, place);
            (laid.rows.len() == self.rows.len() && laid.widths.len() == self.right.len()).then_some(laid)
        });
        whole.unwrap_or_else(|| self.in_size(10.0, place))
    }

    fn in_size(&self, size: f64, place: Frame) -> Laid {
        let widths = self.widths(size, place.w);
        let columns = widths.len();
        let lines = |text: &str, weight, column: usize| text::lines(text, size, weight, widths[column] - SIDES).max(1);
        let tallest = |texts: &mut dyn Iterator<Item = (&str, Weight)>| {
            let heights = texts
                .enumerate()
                .take(columns)
                .map(|(i, (text, weight))| lines(text, weight, i) as f64 * size * text::leading(text));
            heights.fold(size * 1.25, f64::max) + ENDS
        };
        let head_height = if self.heads.is_empty() {
            0.0
        } else {
            tallest(&mut self.heads.iter().map(|head| (head.as_str(), Weight::Bold)))
        };
        let mut laid = Laid { head_height, size, right: self.right[..columns].to_vec(), ..Laid::default() };
        laid.heads = self.heads.iter().take(columns).cloned().collect();
        let mut used = head_height;
        for row in &self.rows {
            let weight = |cell: &Cell| if cell.strong { Weight::Bold } else { Weight::Regular };
            let height = tallest(&mut row.iter().map(|cell| (cell.text.as_str(), weight(cell))));
            if used + height > place.h {
                break;
            }
            used += height;
            laid.heights.push(height);
            laid.rows.push(row[..columns].to_vec());
        }
        laid.widths = widths;
        laid
    }

    /// Widths of as many columns as fit side by side.
    fn widths(&self, size: f64, room: f64) -> Vec<f64> {
        let cells = |column: usize| self.rows.iter().map(move |row| &row[column]);
        let weight = |cell: &Cell| if cell.strong { Weight::Bold } else { Weight::Regular };
        let mut columns: Vec<(f64, f64)> = (0..self.right.len())
            .map(|column| {
                let head = self.heads.get(column).map_or(0.0, |head| widest_word(head, size, Weight::Bold));
                let whole_head = self.heads.get(column).map_or(0.0, |head| width(head, size, Weight::Bold));
                let natural = cells(column).map(|cell| width(&cell.text, size, weight(cell))).fold(head, f64::max);
                let words = cells(column).map(|cell| widest_word(&cell.text, size, weight(cell))).fold(head, f64::max);
                let least = if self.right[column] { natural } else { natural.min(words.max(NARROWEST)) };
                let padded = |w: f64| w / 0.95 + SIDES;
                (padded(least), padded(natural.max(whole_head.min(110.0))))
            })
            .collect();
        while columns.len() > 1 && columns.iter().map(|(least, _)| least).sum::<f64>() > room {
            columns.pop();
        }
        let (least, natural): (f64, f64) =
            columns.iter().fold((0.0, 0.0), |(a, b), (least, natural)| (a + least, b + natural));
        if least > room {
            return columns.iter().map(|(least, _)| least * room / least.max(1.0)).map(|w| w.min(room)).collect();
        }
        if natural <= room {
            // Words get what is left over, numbers a little of it.
            let shares: Vec<f64> =
                columns.iter().zip(&self.right).map(|((_, w), r)| if *r { 0.3 * w } else { *w }).collect();
            let all = shares.iter().sum::<f64>().max(1.0);
            return columns.iter().zip(&shares).map(|((_, w), share)| w + (room - natural) * share / all).collect();
        }
        let part = (room - least) / (natural - least);
        columns.iter().map(|(least, natural)| least + part * (natural - least)).collect()
    }
}

/// What is said under a table of which not all is shown; may be empty.
pub fn rest(table: &StudyTable, laid: &Laid, lang: Lang) -> String {
    let (rows, all) = (laid.rows.len(), table.rows.len());
    let mut said = Vec::new();
    if rows < all {
        said.push(say(
            lang,
            format!("The first {rows} of {all} rows; the workbook has all."),
            format!("此处为前 {rows} 行，共 {all} 行，全部见工作簿。"),
        ));
    }
    let (columns, all) = (laid.widths.len(), table.columns.len());
    if columns < all {
        said.push(say(
            lang,
            format!("{columns} of {all} columns; the workbook has all."),
            format!("此处为 {columns} 列，共 {all} 列，全部见工作簿。"),
        ));
    }
    said.join(if lang == Lang::En { " " } else { "" })
}
