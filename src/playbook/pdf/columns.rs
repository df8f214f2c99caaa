//! How wide the columns of a table are, and which columns stand together where they do not all fit beside each other.

use super::text::Type;

/// Left and right of a cell.
pub(super) const PADDING: f64 = 4.0;

/// A column with its words.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub title: String,
    /// Words begin at the left edge, numbers end at the right one.
    pub is_text: bool,
    /// Top down.
    pub cells: Vec<String>,
}

/// Columns that fit beside each other: positions and widths.
pub(super) type Group = Vec<(usize, f64)>;

impl Column {
    /// The narrowest that breaks no word and no number, and the widest that is of any use.
    fn widths(&self, head: Type, body: Type, whole: f64) -> (f64, f64) {
        let widest = |width: &dyn Fn(&str) -> f64| self.cells.iter().map(|cell| width(cell)).fold(0.0, f64::max);
        let cells = match self.is_text {
            true => (widest(&|cell| body.widest_word(cell)), widest(&|cell| body.width(cell))),
            false => (
                widest(&|cell| parts(cell).into_iter().map(|part| body.width(part)).fold(0.0, f64::max)),
                widest(&|cell| body.width(cell)),
            ),
        };
        let least = cells.0.max(head.widest_word(&self.title)).min(0.3 * whole);
        let most = cells.1.max(head.width(&self.title).min(90.0)).min(0.75 * whole).max(least);
        (least + 2.0 * PADDING, most + 2.0 * PADDING)
    }
}

/// The columns in groups no wider than the paper, each beginning with the first column, which names the rows.
pub(super) fn groups(columns: &[Column], head: Type, body: Type, whole: f64) -> Vec<Group> {
    let widths: Vec<(f64, f64)> = columns.iter().map(|column| column.widths(head, body, whole)).collect();
    let named = columns.first().is_some_and(|column| column.is_text);
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    let mut taken = 0.0;
    for (at, (least, _)) in widths.iter().enumerate() {
        let group = groups.last_mut().expect("starts with one group");
        let bare = usize::from(named && groups_are_named(group));
        if taken + least > whole + 0.01 && group.len() > bare {
            let first = named.then_some(0);
            taken = first.map_or(0.0, |first| widths[first].0);
            groups.push(first.into_iter().collect());
        }
        taken += least;
        groups.last_mut().expect("just pushed").push(at);
    }
    groups.into_iter().filter(|group| !group.is_empty()).map(|group| fitted(&group, &widths, whole)).collect()
}

fn groups_are_named(group: &[usize]) -> bool {
    group.first() == Some(&0)
}

/// Every column gets what it needs, and of the rest as much as it can use.
fn fitted(group: &[usize], widths: &[(f64, f64)], whole: f64) -> Group {
    let sum = |width: &dyn Fn(usize) -> f64| group.iter().map(|at| width(*at)).sum::<f64>();
    let (least, most) = (sum(&|at| widths[at].0), sum(&|at| widths[at].1));
    let width = |at: usize| {
        let (own_least, own_most) = widths[at];
        if most <= whole {
            own_most + (whole - most) * own_most / most
        } else if least <= whole {
            own_least + (whole - least) * (own_most - own_least) / (most - least)
        } else {
            own_least * whole / least
        }
    };
    group.iter().map(|at| (*at, width(*at))).collect()
}

/// Where a number may be broken: before its margin or its interval, between days and money.
pub(super) fn parts(number: &str) -> Vec<&str> {
    for mark in [" ± ", " (", "（", ", ", "，"] {
        if let Some(at) = number.find(mark) {
            let kept = if [", ", "，"].contains(&mark) { mark.trim_end().len() } else { 0 };
            let (first, second) = number.split_at(at + kept);
            return vec![first, second.trim_start()];
        }
    }
    vec![number]
}

/// A number in a column: on one line if it fits, else broken where numbers may be.
pub(super) fn number(text: &str, set: Type, width: f64) -> Vec<String> {
    if set.width(text) <= width + 0.01 {
        return vec![text.to_owned()];
    }
    parts(text).into_iter().flat_map(|part| set.lines(part, width)).collect()
}
