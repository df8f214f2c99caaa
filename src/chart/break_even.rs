//! What must they believe: for each criterion, the weight today and the weight from which we lead.

use super::legend::{Legend, Sign};
use super::marks::whisker;
use super::page::{Page, Words};
use super::scale::{Scale, axis};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::{Marker, Theme};
use crate::stats::Estimate;
use crate::stats::number::{colon, percent, percent_of};

/// What [`break_even`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEvenChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the axis, such as "Weight at the decision".
    pub axis: String,
    /// Name of the hollow circles, such as "Today".
    pub today: String,
    /// Name of the full circles: the strategy; empty if there is none.
    pub after: String,
    /// Name of the diamonds, such as "Break-even weight".
    pub break_even: String,
    /// Name of the coloured stretches, such as "We lead".
    pub lead: String,
    /// Name of the error bars; empty if there are none.
    pub interval: String,
    /// Drawn in this order.
    pub rows: Vec<BreakEvenRow>,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEvenRow {
    /// The criterion.
    pub criterion: String,
    /// Whose weight.
    pub who: String,
    /// Mean weight today.
    pub today: f64,
    /// Mean weight under the strategy.
    pub after: Option<f64>,
    /// Where we overtake, and whether we lead above it; `None`: nowhere.
    pub at: Option<(Estimate, bool)>,
    /// Whether we lead everywhere, where there is no break-even weight.
    pub ahead: bool,
    /// What stands at the end of the row, such as "+12 points" or "at no weight".
    pub note: String,
}

const ROW_MIN: f64 = 30.0;
const ROW_MAX: f64 = 58.0;
/// On a slide.
const ROW_TALL: f64 = 84.0;
const AXIS: f64 = 46.0;
const GAP: f64 = 18.0;

/// One row for each question. The page grows with the rows.
pub fn break_even(data: &BreakEvenChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let width = theme.width - 2.0 * theme.margin;
    let legend = legend(data, theme, width);
    let rows = data.rows.len().max(1) as f64;
    let of_rows = |row: f64| page.above() + legend.height() + 8.0 + rows * row + AXIS + page.below();
    let roomy = theme.height.min(of_rows(if page.is_bare() { ROW_MAX } else { ROW_TALL }));
    let (mut scene, body) = page.draw(roomy.max(of_rows(ROW_MIN)).ceil(), describe(data));
    legend.draw(&mut scene, (body.left, body.top), theme);
    let top = body.top + legend.height() + 8.0;
    let row = ((body.bottom - top - AXIS) / rows).min(ROW_TALL);
    let columns = Columns::new(data, theme, &body);
    let bottom = top + rows * row;
    for (i, one) in data.rows.iter().enumerate() {
        let first = i == 0 || data.rows[i - 1].criterion != one.criterion;
        let bounds = Bounds { top: top + i as f64 * row, bottom: top + (i as f64 + 1.0) * row, ..body };
        if first && i > 0 {
            let rule = vec![(body.left, bounds.top), (body.right, bounds.top)];
            scene.line("rule", rule, Stroke::solid(theme.grid, 1.0));
        }
        columns.ground(&mut scene, one, i, theme, &bounds);
        columns.words(&mut scene, one, i, first, theme, &bounds);
    }
    columns.grid(&mut scene, data, theme, (top, bottom));
    for (i, one) in data.rows.iter().enumerate() {
        columns.marks(&mut scene, one, i, theme, top + (i as f64 + 0.5) * row);
    }
    scene
}

fn legend<'t>(data: &BreakEvenChart, theme: &'t Theme, width: f64) -> Legend<'t> {
    let entries = vec![
        (Sign::Ring(theme.ink, theme.background), data.today.clone()),
        (Sign::After(theme.ink), data.after.clone()),
        (Sign::Marker(theme.us, Marker::Diamond), data.break_even.clone()),
        (Sign::Interval, data.interval.clone()),
        (Sign::Fill(theme.us.tint(0.2)), data.lead.clone()),
    ];
    Legend::new(entries, width, theme)
}

/// Horizontal layout.
struct Columns {
    criterion: (f64, f64),
    who: (f64, f64),
    scale: Scale,
    ticks: Vec<f64>,
    note: f64,
    note_width: f64,
}

impl Columns {
    fn new(data: &BreakEvenChart, theme: &Theme, body: &Bounds) -> Self {
        let width = body.right - body.left;
        let bold = theme.bold(14.0, theme.ink);
        let plain = theme.regular(13.0, theme.muted);
        let widest = |set: Type, most: f64, words: &mut dyn Iterator<Item = &String>| {
            words.map(|words| set.width(words)).fold(40.0, f64::max).min(most) + 2.0
        };
        let names = widest(bold, 0.24 * width, &mut data.rows.iter().map(|row| &row.criterion));
        let people = widest(plain, 0.16 * width, &mut data.rows.iter().map(|row| &row.who));
        let note_width = widest(bold, 0.22 * width, &mut data.rows.iter().map(|row| &row.note));
        let criterion = (body.left + 4.0, body.left + 4.0 + names);
        let who = (criterion.1 + 12.0, criterion.1 + 12.0 + people);
        let note = body.right - 4.0;
        let ends = |row: &BreakEvenRow| {
            let at = row.at.map_or(0.0, |(weight, _)| weight.high().min(1.2 * weight.value() + 0.1));
            row.today.max(row.after.unwrap_or(0.0)).max(at)
        };
        let highest = data.rows.iter().map(ends).fold(0.2, f64::max);
        let (top, ticks) = axis(highest.min(1.0));
        let scale = Scale { top, from: who.1 + GAP, to: note - note_width - GAP };
        Self { criterion, who, scale, ticks, note, note_width }
    }

    /// Where we lead.
    fn ground(&self, scene: &mut Scene, row: &BreakEvenRow, i: usize, theme: &Theme, bounds: &Bounds) {
        let (left, right) = (self.scale.from, self.scale.to);
        let at = |weight: &Estimate| self.scale.at(weight.value().min(self.scale.top));
        let span = match &row.at {
            Some((weight, true)) => (at(weight), right),
            Some((weight, false)) => (left, at(weight)),
            None if row.ahead => (left, right),
            None => return,
        };
        let space = Bounds { left: span.0, right: span.1, top: bounds.top + 3.0, bottom: bounds.bottom - 3.0 };
        scene.rect(format!("lead {i}"), space, theme.us.tint(0.12));
    }

    fn words(&self, scene: &mut Scene, row: &BreakEvenRow, i: usize, first: bool, theme: &Theme, bounds: &Bounds) {
        let (middle, room) = ((bounds.top + bounds.bottom) / 2.0, bounds.bottom - bounds.top - 2.0);
        let (bold, plain) = (theme.bold(14.0, theme.ink), theme.regular(13.0, theme.muted));
        if first {
            let (lines, set) = bold.fit(&row.criterion, self.criterion.1 - self.criterion.0, room, 10.0);
            scene.block(&format!("criterion {i}"), &lines, (self.criterion.0, middle), Anchor::Start, set);
        }
        let (lines, set) = plain.fit(&row.who, self.who.1 - self.who.0, room, 10.0);
        scene.block(&format!("who {i}"), &lines, (self.who.0, middle), Anchor::Start, set);
        let note = if row.at.is_some() { bold } else { plain };
        let (lines, set) = note.fit(&row.note, self.note_width, room, 10.0);
        scene.block(&format!("note {i}"), &lines, (self.note, middle), Anchor::End, set);
    }

    fn grid(&self, scene: &mut Scene, data: &BreakEvenChart, theme: &Theme, (top, bottom): (f64, f64)) {
        let set = theme.regular(12.0, theme.muted);
        for tick in &self.ticks {
            let x = self.scale.at(*tick);
            let line = vec![(x, top), (x, bottom)];
            scene.line(format!("grid {}", percent_of(*tick)), line, Stroke::solid(theme.axis.with_alpha(0.35), 1.0));
            scene.text("tick", &percent_of(*tick), (x, bottom + 16.0), Anchor::Middle, set);
        }
        let name = theme.bold(13.0, theme.ink);
        let words = name.one_line(&data.axis, self.scale.to - self.scale.from);
        scene.text("axis", &words, (self.scale.from, bottom + 36.0), Anchor::Start, name);
    }

    fn marks(&self, scene: &mut Scene, row: &BreakEvenRow, i: usize, theme: &Theme, y: f64) {
        let at = |weight: f64| self.scale.at(weight.clamp(0.0, self.scale.top));
        let today = at(row.today);
        if let Some((weight, _)) = &row.at {
            let x = at(weight.value());
            scene.line(format!("way {i}"), vec![(today, y), (x, y)], Stroke::dashed(theme.us, 1.5, 4.0, 3.0));
            let ends = (at(weight.low()), at(weight.high()));
            if ends.1 - ends.0 > 2.0 {
                whisker(scene, &format!("interval {i}"), ends, y, theme);
            }
        }
        scene.circle(format!("today {i}"), (today, y), 7.0, theme.ink);
        scene.circle(format!("today {i} core"), (today, y), 5.0, theme.background);
        if let Some(after) = row.after {
            scene.circle(format!("after {i}"), (at(after), y), 3.5, theme.ink);
        }
        if let Some((weight, _)) = &row.at {
            scene.marker(format!("break-even {i}"), Marker::Diamond, (at(weight.value()), y), 6.5, theme.us);
        }
    }
}

fn describe(data: &BreakEvenChart) -> String {
    let colon = colon(data.words.lang);
    let one = |row: &BreakEvenRow| {
        let at = row.at.map_or(String::new(), |(weight, _)| format!("{} {}, ", data.break_even, percent(&weight)));
        format!("{}, {}{colon}{} {}, {at}{}", row.criterion, row.who, data.today, percent_of(row.today), row.note)
    };
    let rows: Vec<_> = data.rows.iter().map(one).collect();
    format!("{}. {}.", data.axis, rows.join("; "))
}
