//! How wide the columns of a table are, and which columns stand together where they do not all fit beside each other.

use super::text::Type;

/// At the sides of a cell.
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

/// Words that take no more of the paper stay on one line while there is room.
const SHORT: f64 = 0.13;

/// What a column asks for.
#[derive(Clone, Copy)]
struct Wish {
    /// No word is broken, numbers only before their margins.
    least: f64,
    /// No number is broken, nor a few words.
    whole: f64,
    /// The widest that is of any use.
    most: f64,
}

impl Column {
    fn wish(&self, set: Set, air: f64, paper: f64) -> Wish {
        let (head, body) = set;
        let widest = |width: &dyn Fn(&str) -> f64| self.cells.iter().map(|cell| width(cell)).fold(0.0, f64::max);
        let full = widest(&|cell| body.width(cell));
        let broken = match self.is_text {
            true => widest(&|cell| body.widest_word(cell)),
            false => widest(&|cell| parts(cell).into_iter().map(|part| body.width(part)).fold(0.0, f64::max)),
        };
        let least = broken.max(head.widest_word(&self.title)).min(0.3 * paper);
        let unbroken = !self.is_text || full <= SHORT * paper;
        let whole = if unbroken { least.max(full.min(0.3 * paper)) } else { least };
        let most = full.max(head.width(&self.title).min(90.0)).min(0.75 * paper).max(whole);
        Wish { least: least + air, whole: whole + air, most: most + air }
    }
}

/// How heads and cells are set.
pub(super) type Set<'a> = (Type<'a>, Type<'a>);

/// Left of a column: words after numbers need more, or they seem to go on.
pub(super) fn left(columns: &[Column], at: usize) -> f64 {
    let after_number = at.checked_sub(1).and_then(|before| columns.get(before)).is_some_and(|column| !column.is_text);
    if after_number && columns[at].is_text { PADDING + 10.0 } else { PADDING }
}

/// The columns in groups no wider than the paper, each beginning with the first column, which names the rows.
pub(super) fn groups(columns: &[Column], set: Set, paper: f64) -> Vec<Group> {
    let wish = |(at, column): (usize, &Column)| column.wish(set, PADDING + left(columns, at), paper);
    let wishes: Vec<Wish> = columns.iter().enumerate().map(wish).collect();
    let named = columns.first().is_some_and(|column| column.is_text);
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    let mut taken = 0.0;
    for (at, Wish { least, .. }) in wishes.iter().enumerate() {
        let group = groups.last().expect("starts with one group");
        let bare = usize::from(named && groups_are_named(group));
        if taken + least > paper + 0.01 && group.len() > bare {
            let first = named.then_some(0);
            taken = first.map_or(0.0, |first| wishes[first].least);
            groups.push(first.into_iter().collect());
        }
        taken += least;
        groups.last_mut().expect("just pushed").push(at);
    }
    groups.into_iter().filter(|group| !group.is_empty()).map(|group| fitted(&group, &wishes, paper)).collect()
}

fn groups_are_named(group: &[usize]) -> bool {
    group.first() == Some(&0)
}

/// Every column gets what it needs, and of the rest as much as it can use.
fn fitted(group: &[usize], wishes: &[Wish], paper: f64) -> Group {
    let sum = |width: &dyn Fn(&Wish) -> f64| group.iter().map(|at| width(&wishes[*at])).sum::<f64>();
    let (least, whole, most) = (sum(&|wish| wish.least), sum(&|wish| wish.whole), sum(&|wish| wish.most));
    let between = |low: f64, high: f64, from: f64, to: f64| {
        if high > low { from + (paper - low) * (to - from) / (high - low) } else { from }
    };
    let width = |wish: &Wish| {
        if most <= paper {
            wish.most * paper / most
        } else if whole <= paper {
            between(whole, most, wish.whole, wish.most)
        } else if least <= paper {
            between(least, whole, wish.least, wish.whole)
        } else {
            wish.least * paper / least
        }
    };
    group.iter().map(|at| (*at, width(&wishes[*at]))).collect()
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
