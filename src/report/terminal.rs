//! What `run` prints: one headline with its error, the table, then cautions with what to do about them.

use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

use super::verdict::{Verdict, alike, earns_more};
use super::words::{CautionText, Label};
use super::wrap::wrap;
use super::{View, words};

mod group;

use crate::model::Lang;
use crate::stats::number::{percent, points_with_margin};

/// Whether to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Letters only: for pipes, files and `NO_COLOR`.
    Plain,
    /// ANSI colours.
    Colour,
}

/// The narrowest screen that is taken seriously.
pub(super) const NARROWEST: usize = 30;

/// Heads are not broken into lines shorter than this.
const NARROWEST_HEAD: usize = 8;

/// Heads are not broken into more lines than this.
const HEAD_LINES: usize = 3;

/// Names of strategies are not broken into lines shorter than this,
const NARROWEST_NAME: usize = 14;

/// and where they are broken at all, into lines no longer than this.
const WIDEST_BROKEN_NAME: usize = 28;

/// Spaces between columns.
const GAP: usize = 2;

/// A run for a terminal of `width` columns. No line of ours is wider unless a single word is.
pub fn render(view: &View, width: usize, style: Style) -> String {
    let width = width.max(NARROWEST);
    let mut out = String::new();
    push_headline(&mut out, view, width, style);
    out.push('\n');
    push_results(&mut out, view, width, style);
    group::push(&mut out, view, width, style);
    let cautions: Vec<CautionText> =
        view.findings.cautions.iter().map(|caution| view.words().caution(view, caution)).collect();
    push_cautions(&mut out, view.lang, &cautions, width, style);
    out
}

fn push_headline(out: &mut String, view: &View, width: usize, style: Style) {
    let verdict = Verdict::of(view.findings, view.us());
    let words = view.words();
    push_line(out, &paint(&wrap(&words::headline(view), width, "", ""), "1", style));
    let mut more = words.committees(view, verdict.strategy());
    if let Some(sentence) = words.gain_source(view, verdict) {
        more.push_str(&view.next_sentence(&sentence));
    }
    if let Some(other) = earns_more(view.findings, verdict.strategy()) {
        more.push_str(&view.next_sentence(&words.earns_more(view, other, verdict.strategy())));
    }
    let others = alike(view.findings, verdict.strategy());
    if !others.is_empty() {
        more.push_str(&view.next_sentence(&words.alike(view, &others)));
    }
    push_line(out, &wrap(&more, width, "", ""));
}

/// How much of the results fits on a row, widest first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Margins everywhere.
    Full,
    /// Margins only where we stand; a note bounds the others.
    FewMargins,
    /// A margin only at the change; a note bounds the others.
    OneMargin,
}

/// Whether the expected margin has a column, if there is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Money {
    Shown,
    Hidden,
}

/// A table in the making.
#[derive(Clone)]
pub(super) struct Grid {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Grid {
    fn of(view: &View, detail: Detail, money: Money) -> Self {
        let (words, numbers) = (view.words(), view.numbers());
        let others = || (0..view.alternatives()).filter(|&a| a != view.us());
        let played = view.findings.strategies.len() > 1;
        let costly = view.findings.strategies.iter().any(|s| s.cost.days > 0.0 || s.cost.money > 0.0);
        let earning = money == Money::Shown && view.findings.strategies.iter().any(|s| s.margin.is_some());
        let mut head = vec![words.label(Label::Strategy).to_owned(), words.label(Label::WeWin).to_owned()];
        head.extend(played.then(|| words.label(Label::Change).to_owned()));
        head.extend(others().map(|a| view.alternative(a)));
        head.extend(earning.then(|| words.label(Label::Margin).to_owned()));
        head.extend(costly.then(|| words.label(Label::Cost).to_owned()));
        let row = |position: usize| {
            let strategy = &view.findings.strategies[position];
            let ours = &strategy.win[view.us()];
            let change = strategy.uplift.as_ref().map(|uplift| &uplift[view.us()]);
            let (ours, change) = match detail {
                Detail::OneMargin => (percent(ours), change.map(points_with_margin)),
                _ => (numbers.percent(ours), change.map(|change| numbers.points_interval(change))),
            };
            let mut row = vec![view.strategy(position).to_owned(), ours];
            row.extend(played.then(|| change.unwrap_or_else(|| "–".to_owned())));
            row.extend(others().map(|a| match detail {
                Detail::Full => numbers.percent(&strategy.win[a]),
                Detail::FewMargins | Detail::OneMargin => percent(&strategy.win[a]),
            }));
            let margin = strategy.margin.as_ref().map(|margin| numbers.money(margin, view.currency()));
            row.extend(earning.then(|| margin.unwrap_or_else(|| "–".to_owned())));
            row.extend(costly.then(|| numbers.cost(&strategy.cost, view.currency())));
            row
        };
        Self { head, rows: (0..view.findings.strategies.len()).map(row).collect() }
    }

    /// Heads broken into lines as narrow as their columns allow.
    pub(super) fn with_short_heads(mut self) -> Self {
        for (c, head) in self.head.iter_mut().enumerate() {
            let body = self.rows.iter().map(|row| row[c].width()).max().unwrap_or(0);
            let broken = (body.max(NARROWEST_HEAD)..).map(|room| wrap(head, room, "", ""));
            *head = { broken }.find(|lines| lines.lines().count() <= HEAD_LINES).unwrap_or_default();
        }
        self
    }

    /// Also costs on two lines, and names of strategies broken where the other columns leave room for that.
    pub(super) fn squeezed(mut self, width: usize) -> Self {
        self = self.with_short_heads();
        for cost in self.rows.iter_mut().filter_map(|row| row.last_mut()) {
            *cost = cost.replacen(", ", ",\n", 1).replacen('，', "，\n", 1);
        }
        self.with_short_names(width)
    }

    /// Names broken where the other columns leave room for that.
    pub(super) fn with_short_names(mut self, width: usize) -> Self {
        let names = self.rows.iter().map(|row| row[0].width()).max().unwrap_or(0);
        let room = (width + names).saturating_sub(self.width());
        if room < names {
            for row in &mut self.rows {
                row[0] = wrap(&row[0], room.clamp(NARROWEST_NAME, WIDEST_BROKEN_NAME), "", "  ");
            }
        }
        self
    }

    /// Columns it needs side by side.
    pub(super) fn width(&self) -> usize {
        let widest = |text: &String| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
        let column = |c: usize| self.rows.iter().chain([&self.head]).map(|row| widest(&row[c])).max().unwrap_or(0);
        (0..self.head.len()).map(|c| column(c) + GAP).sum::<usize>().saturating_sub(GAP)
    }
}

fn push_results(out: &mut String, view: &View, width: usize, style: Style) {
    let words = view.words();
    let best = Verdict::of(view.findings, view.us()).strategy();
    let mut note = words.run_line(view);
    let full = Grid::of(view, Detail::Full, Money::Shown);
    let poor = Grid::of(view, Detail::Full, Money::Hidden);
    let tries = [
        (Detail::Full, full.clone()),
        (Detail::Full, full.clone().with_short_heads()),
        (Detail::FewMargins, Grid::of(view, Detail::FewMargins, Money::Shown).squeezed(width)),
        (Detail::Full, poor.clone()),
        (Detail::Full, poor.with_short_heads()),
        (Detail::FewMargins, Grid::of(view, Detail::FewMargins, Money::Hidden).squeezed(width)),
        (Detail::OneMargin, Grid::of(view, Detail::OneMargin, Money::Hidden).squeezed(width)),
    ];
    match tries.into_iter().find(|(_, grid)| grid.width() <= width) {
        Some((detail, grid)) => {
            push_table(out, &grid, Some(best), style);
            let shown = view.findings.strategies.iter().flat_map(|s| &s.win);
            if let (true, Some(margin)) = (detail != Detail::Full, view.numbers().widest_margin(shown)) {
                note.push_str(&view.next_sentence(&words.margin_note(&margin)));
            }
        }
        None => push_cards(out, &full, width, Some(best), style),
    }
    push_line(out, &paint(&wrap(&note, width, "", ""), "2", style));
}

/// A table, with the row of the best strategy in green.
pub(super) fn push_table(out: &mut String, grid: &Grid, best: Option<usize>, style: Style) {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    match style {
        Style::Plain => table.force_no_tty(),
        Style::Colour => table.enforce_styling(),
    };
    let align = |c: usize| if c == 0 { CellAlignment::Left } else { CellAlignment::Right };
    table.set_header(grid.head.iter().enumerate().map(|(c, text)| {
        let cell = Cell::new(text).set_alignment(align(c));
        if style == Style::Colour { cell.add_attribute(Attribute::Underlined) } else { cell }
    }));
    for (r, row) in grid.rows.iter().enumerate() {
        table.add_row(row.iter().enumerate().map(|(c, text)| {
            let cell = Cell::new(text).set_alignment(align(c));
            if style == Style::Colour && Some(r) == best && c < 3 { cell.fg(Color::Green) } else { cell }
        }));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, GAP as u16));
    }
    for line in table.lines() {
        push_line(out, line.trim_end());
    }
}

/// One block per strategy, for narrow screens: nothing is left out.
pub(super) fn push_cards(out: &mut String, grid: &Grid, width: usize, best: Option<usize>, style: Style) {
    let label = grid.head.iter().skip(1).map(|text| text.width()).max().unwrap_or(0).min(width / 2);
    for (r, row) in grid.rows.iter().enumerate() {
        let name = wrap(&row[0], width, "", "");
        push_line(out, &paint(&name, if Some(r) == best { "1;32" } else { "1" }, style));
        for (head, text) in grid.head.iter().zip(row).skip(1).filter(|(_, text)| *text != "–") {
            let space = " ".repeat(label.saturating_sub(head.width()));
            push_line(out, &wrap(&format!("{head}{space}  {text}"), width, "  ", "    "));
        }
        out.push('\n');
    }
}

/// What to look at before quoting a number, and what to do about it.
pub(super) fn push_cautions(out: &mut String, lang: Lang, cautions: &[CautionText], width: usize, style: Style) {
    if cautions.is_empty() {
        return;
    }
    out.push('\n');
    push_line(out, &paint(words::words(lang).label(Label::BeforeQuoting), "1;33", style));
    for text in cautions {
        push_line(out, &wrap(&text.what, width, "  ! ", "    "));
        push_line(out, &wrap(&text.advice, width, "    → ", "      "));
    }
}

pub(super) fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

pub(super) fn paint(text: &str, code: &str, style: Style) -> String {
    match style {
        Style::Plain => text.to_owned(),
        Style::Colour => {
            text.split('\n').map(|line| format!("\x1b[{code}m{line}\x1b[0m")).collect::<Vec<_>>().join("\n")
        }
    }
}
