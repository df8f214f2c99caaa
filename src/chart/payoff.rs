//! Strategies against answers: our win probability in every combination, and how often each is played in the best mixes.

use super::color::Color;
use super::legend::{Legend, Sign};
use super::page::{Page, Words};
use super::scale::axis;
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::Theme;
use crate::stats::Estimate;
use crate::stats::number::{colon, percent, percent_of};

/// What [`payoff`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct PayoffChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the colours and numbers, such as "Our win probability".
    pub win: String,
    /// Heading of the rows, such as "Our strategies".
    pub ours: String,
    /// Heading of the columns, such as "What the rivals do".
    pub theirs: String,
    /// Name of the shares, such as "Share in the best mix".
    pub share: String,
    /// Says what a bold number is, such as "our best reply".
    pub reply: String,
    /// Says what a frame is, such as "what hurts most".
    pub threat: String,
    /// Our strategies.
    pub rows: Vec<PayoffSide>,
    /// What the rivals can do.
    pub columns: Vec<PayoffSide>,
    /// `[row][column]`
    pub cells: Vec<Vec<PayoffCell>>,
}

/// One strategy of a side.
#[derive(Clone, Debug, PartialEq)]
pub struct PayoffSide {
    /// What it is called.
    pub name: String,
    /// How often it is played in the best mix.
    pub share: Estimate,
}

/// One combination.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PayoffCell {
    /// Our win probability.
    pub win: Estimate,
    /// Whether nothing of ours does better in this column.
    pub reply: bool,
    /// Whether nothing of theirs does us more harm in this row.
    pub threat: bool,
}

const ROW_MIN: f64 = 34.0;
const ROW_MAX: f64 = 104.0;
const COLUMN_MAX: f64 = 300.0;
/// The column of our shares, and the row of theirs.
const SHARES: (f64, f64) = (120.0, 46.0);
const HEADING: f64 = 26.0;
const GAP: f64 = 16.0;
/// The most of a colour that text in ink can be read on.
const STRONGEST: f64 = 0.62;
/// The tallest head of a column.
const HEAD_MAX: f64 = 84.0;

/// A grid of numbers, strategies down and answers across, with the shares of both sides at its edges. The page grows with
/// the strategies.
pub fn payoff(data: &PayoffChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let grid = Grid::new(data, theme);
    let needed = page.above() + grid.height(grid.row) + page.below();
    let roomy = if page.is_bare() { needed } else { theme.height };
    let (mut scene, body) = page.draw(roomy.max(needed).ceil(), describe(data));
    let free = body.bottom - body.top - grid.height(0.0);
    let row = (free / data.rows.len().max(1) as f64).clamp(grid.row, ROW_MAX.max(grid.row));
    grid.draw(&mut scene, &body, row);
    scene
}

/// Deeper blue where we win more.
fn shade(theme: &Theme, share: f64) -> Color {
    theme.us.tint(0.04 + (STRONGEST - 0.04) * share.clamp(0.0, 1.0))
}

struct Grid<'a> {
    data: &'a PayoffChart,
    theme: &'a Theme,
    legend: Legend<'a>,
    names: Vec<(Vec<String>, Type<'a>)>,
    heads: Vec<(Vec<String>, Type<'a>)>,
    /// Widths of the names, and of a column.
    widths: (f64, f64),
    /// Height of the heads.
    head: f64,
    /// Least height of a row.
    row: f64,
    /// The win probability of the strongest colour.
    top: f64,
}

impl<'a> Grid<'a> {
    fn new(data: &'a PayoffChart, theme: &'a Theme) -> Self {
        let inner = theme.width - 2.0 * theme.margin;
        let set = theme.regular(14.0, theme.ink);
        let widest = data.rows.iter().map(|row| set.width(&row.name)).fold(60.0, f64::max) + 2.0;
        let name = widest.min(0.27 * inner);
        let count = data.columns.len().max(1) as f64;
        let column = ((inner - name - 2.0 * GAP - SHARES.0) / count).floor().min(COLUMN_MAX);
        let names: Vec<_> = data.rows.iter().map(|row| set.fit(&row.name, name, 3.0 * set.leading(), 10.0)).collect();
        let bold = theme.bold(13.0, theme.ink);
        let fitted = |size: f64, side: &PayoffSide| {
            Type { size, ..bold }.fit_words(&side.name, column - 8.0, HEAD_MAX, size.min(9.0))
        };
        let size = data.columns.iter().map(|side| fitted(13.0, side).1.size).fold(13.0, f64::min);
        let heads: Vec<_> = data.columns.iter().map(|side| fitted(size, side)).collect();
        let tall = |(lines, set): &(Vec<String>, Type)| lines.len() as f64 * set.leading();
        let head = heads.iter().map(tall).fold(0.0, f64::max) + 10.0;
        let row = names.iter().map(|name| tall(name) + 6.0).fold(ROW_MIN, f64::max);
        let highest = data.cells.iter().flatten().map(|cell| cell.win.value()).fold(0.05, f64::max);
        let top = axis(highest.min(1.0)).0;
        let legend = legend(data, theme, top, inner);
        Self { data, theme, legend, names, heads, widths: (name, column), head, row, top }
    }

    fn height(&self, row: f64) -> f64 {
        self.legend.height() + 10.0 + HEADING + self.head + row * self.data.rows.len() as f64 + SHARES.1
    }

    fn column(&self, body: &Bounds, position: usize) -> f64 {
        body.left + self.widths.0 + GAP + position as f64 * self.widths.1
    }

    fn draw(&self, scene: &mut Scene, body: &Bounds, row: f64) {
        self.legend.draw(scene, (body.left, body.top), self.theme);
        let top = body.top + self.legend.height() + 10.0;
        self.headings(scene, body, top);
        let first = top + HEADING + self.head;
        for (i, cells) in self.data.cells.iter().enumerate() {
            let (upper, lower) = (first + i as f64 * row, first + (i as f64 + 1.0) * row);
            let (lines, set) = &self.names[i];
            scene.block(&format!("row {i}"), lines, (body.left, (upper + lower) / 2.0), Anchor::Start, *set);
            for (j, cell) in cells.iter().enumerate() {
                let left = self.column(body, j);
                let right = left + self.widths.1 - 1.5;
                let bounds = Bounds { left: left + 1.5, top: upper + 1.5, right, bottom: lower - 1.5 };
                self.cell(scene, &format!("{i}.{j}"), cell, bounds);
            }
            self.our_share(scene, body, i, (upper + lower) / 2.0);
        }
        self.their_shares(scene, body, first + row * self.data.rows.len() as f64);
    }

    fn headings(&self, scene: &mut Scene, body: &Bounds, top: f64) {
        let (data, set) = (self.data, self.theme.bold(13.0, self.theme.muted));
        let y = set.centred(top + HEADING / 2.0);
        let ours = set.one_line(&data.ours, self.widths.0);
        scene.text("ours", &ours, (body.left, y), Anchor::Start, set);
        let end = self.column(body, data.columns.len());
        let theirs = set.one_line(&data.theirs, end - self.column(body, 0) - GAP);
        scene.text("theirs", &theirs, (self.column(body, 0) + 1.5, y), Anchor::Start, set);
        let (lines, small) = self.theme.bold(12.0, self.theme.muted).fit_words(&data.share, SHARES.0, 48.0, 9.0);
        scene.lines("share", &lines, (end + GAP, y), Anchor::Start, small);
        let foot = top + HEADING + self.head;
        for (j, (lines, set)) in self.heads.iter().enumerate() {
            let y = foot - 8.0 - lines.len().saturating_sub(1) as f64 * set.leading();
            let middle = self.column(body, j) + self.widths.1 / 2.0;
            scene.lines(&format!("column {j}"), lines, (middle, y), Anchor::Middle, *set);
        }
    }

    fn cell(&self, scene: &mut Scene, name: &str, cell: &PayoffCell, bounds: Bounds) {
        let theme = self.theme;
        scene.rect(format!("cell {name}"), bounds, shade(theme, cell.win.value() / self.top));
        if cell.threat {
            frame(scene, &format!("threat {name}"), bounds, theme.rivals[0]);
        }
        let words = percent(&cell.win);
        let wanted = if cell.reply { theme.bold(16.0, theme.ink) } else { theme.regular(15.0, theme.ink) };
        let room = bounds.right - bounds.left - 8.0;
        let size = (wanted.size * room / wanted.width(&words)).min(wanted.size);
        let set = Type { size, ..wanted };
        let middle = ((bounds.left + bounds.right) / 2.0, set.centred((bounds.top + bounds.bottom) / 2.0));
        scene.text(format!("win {name}"), &words, middle, Anchor::Middle, set);
    }

    fn our_share(&self, scene: &mut Scene, body: &Bounds, row: usize, y: f64) {
        let (theme, left) = (self.theme, self.column(body, self.data.columns.len()) + GAP);
        let share = &self.data.rows[row].share;
        let (set, words) = share_words(share, theme);
        let track = Bounds { left, top: y - 5.0, right: left + SHARES.0 - 58.0, bottom: y + 5.0 };
        scene.rect(format!("our track {row}"), track, theme.grid);
        let right = left + (track.right - left) * share.value();
        scene.rect(format!("our share {row}"), Bounds { right, ..track }, theme.us);
        scene.text(format!("our percent {row}"), &words, (track.right + 8.0, set.centred(y)), Anchor::Start, set);
    }

    fn their_shares(&self, scene: &mut Scene, body: &Bounds, top: f64) {
        let theme = self.theme;
        let set = theme.bold(12.0, theme.muted);
        let (lines, set) = set.fit_words(&self.data.share, self.widths.0, SHARES.1 - 8.0, 9.0);
        scene.block("their heading", &lines, (body.left, top + SHARES.1 / 2.0), Anchor::Start, set);
        for (j, column) in self.data.columns.iter().enumerate() {
            let (left, width) = (self.column(body, j) + 10.0, self.widths.1 - 20.0);
            let track = Bounds { left, top: top + 10.0, right: left + width, bottom: top + 18.0 };
            scene.rect(format!("their track {j}"), track, theme.grid);
            let right = left + width * column.share.value();
            scene.rect(format!("their share {j}"), Bounds { right, ..track }, theme.rivals[0]);
            let (set, words) = share_words(&column.share, theme);
            let size = (set.size * (width + 12.0) / set.width(&words)).min(set.size);
            let set = Type { size, ..set };
            let at = (left + width / 2.0, set.centred(top + 31.0));
            scene.text(format!("their percent {j}"), &words, at, Anchor::Middle, set);
        }
    }
}

/// What is never played is said in a quieter voice.
fn share_words<'t>(share: &Estimate, theme: &'t Theme) -> (Type<'t>, String) {
    let played = share.value() > 0.0005;
    let set = if played { theme.bold(13.0, theme.ink) } else { theme.regular(13.0, theme.muted) };
    (set, percent(share))
}

fn frame(scene: &mut Scene, name: &str, bounds: Bounds, color: Color) {
    let Bounds { left, top, right, bottom } = bounds;
    let (l, t, r, b) = (left + 1.0, top + 1.0, right - 1.0, bottom - 1.0);
    scene.line(name, vec![(l, t), (r, t), (r, b), (l, b), (l, t - 1.0)], Stroke::solid(color, 2.0));
}

fn legend<'t>(data: &PayoffChart, theme: &'t Theme, top: f64, width: f64) -> Legend<'t> {
    let ramp = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| shade(theme, share)).to_vec();
    let win = theme.regular(13.0, theme.ink).one_line(&data.win, 260.0);
    let colon = colon(data.words.lang);
    let entries = vec![
        (Sign::Ramp(ramp), format!("{win}{colon}{}–{}", percent_of(0.0), percent_of(top))),
        (Sign::Bold, data.reply.clone()),
        (Sign::Frame(theme.rivals[0]), data.threat.clone()),
    ];
    Legend::new(entries, width, theme)
}

fn describe(data: &PayoffChart) -> String {
    let colon = colon(data.words.lang);
    let row = |(side, cells): (&PayoffSide, &Vec<PayoffCell>)| {
        let cell = |(column, cell): (&PayoffSide, &PayoffCell)| format!("{} {}", column.name, percent(&cell.win));
        let cells: Vec<_> = data.columns.iter().zip(cells).map(cell).collect();
        format!("{}{colon}{}; {} {}", side.name, cells.join(", "), data.share, percent(&side.share))
    };
    let rows: Vec<_> = data.rows.iter().zip(&data.cells).map(row).collect();
    format!("{}. {}.", data.win, rows.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::color::contrast;

    #[test]
    fn numbers_are_legible_on_every_shade() {
        let theme = Theme::default();
        for i in 0..=20 {
            let back = shade(&theme, f64::from(i) / 20.0);
            assert!(contrast(theme.ink, back) >= 4.5, "{i}: {back} {:.2}", contrast(theme.ink, back));
        }
        assert!(contrast(theme.rivals[0], shade(&theme, 0.0)) >= 3.0);
    }
}
