//! From before to after, move by move: how much of a change is due to each.

use super::marks::whisker;
use super::page::{Page, Words};
use super::scale::{Scale, axis};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::Theme;
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, is_exact, percent, percent_of, points_with_margin};

/// What [`waterfall`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Win probability".
    pub axis: String,
    /// Name of the first bar, such as "Without our moves".
    pub before: String,
    /// Name of the last bar, such as "With all of them".
    pub after: String,
    /// Heading of the numbers, such as "Points due to it".
    pub change: String,
    /// Name of the error bars, such as "95% interval"; empty if there are none.
    pub interval: String,
    /// The probability without moves.
    pub from: Estimate,
    /// The probability with all of them.
    pub to: Estimate,
    /// The moves in the order played.
    pub steps: Vec<WaterfallStep>,
}

/// One move.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallStep {
    /// What it is called.
    pub name: String,
    /// What is due to it, as a fraction; all of them add up to the change.
    pub worth: Estimate,
}

/// Rows no lower than this: beyond about fifteen moves the page grows.
const ROW_MIN: f64 = 32.0;
const ROW_MAX: f64 = 64.0;
const LEGEND: f64 = 34.0;
const AXIS: f64 = 26.0;
const GAP: f64 = 24.0;
/// Names take this part of the width at most.
const NAMES: f64 = 0.34;

/// Bars that begin where the one above ends, with the intervals of their lengths.
pub fn waterfall(data: &WaterfallChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let rows = (data.steps.len() + 2) as f64;
    let of_rows = |row: f64| page.above() + LEGEND + rows * row + AXIS + page.below();
    let roomy = if page.is_bare() { theme.height.min(of_rows(ROW_MAX)) } else { theme.height };
    let height = roomy.max(of_rows(ROW_MIN)).ceil();
    let (mut scene, body) = page.draw(height, describe(data));
    let row = ((body.bottom - body.top - LEGEND - AXIS) / rows).min(ROW_MAX);
    let chart = Chart::new(data, theme, body, row);
    chart.legend(&mut scene, data);
    chart.grid(&mut scene);
    chart.bars(&mut scene, data);
    scene
}

/// What is drawn in a row.
struct Row<'a> {
    name: &'a str,
    /// Where its bar begins and ends.
    bar: (f64, f64),
    /// The interval of its end.
    interval: (f64, f64),
    number: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Total,
    Raises,
    Lowers,
    Unclear,
}

fn rows(data: &WaterfallChart) -> Vec<Row<'_>> {
    let numbers = Numbers::new(data.words.lang);
    let total = |name, value: &Estimate| Row {
        name,
        bar: (0.0, value.value()),
        interval: (value.low(), value.high()),
        number: numbers.percent(value),
        kind: Kind::Total,
    };
    let mut rows = vec![total(&data.before, &data.from)];
    let mut at = data.from.value();
    for WaterfallStep { name, worth } in &data.steps {
        let clear = !worth.covers(0.0) || is_exact(worth) && worth.value() != 0.0;
        rows.push(Row {
            name,
            bar: (at, at + worth.value()),
            interval: (at + worth.low(), at + worth.high()),
            number: points_with_margin(worth),
            kind: match (clear, worth.value() > 0.0) {
                (false, _) => Kind::Unclear,
                (true, true) => Kind::Raises,
                (true, false) => Kind::Lowers,
            },
        });
        at += worth.value();
    }
    rows.push(total(&data.after, &data.to));
    rows
}

struct Chart<'a> {
    theme: &'a Theme,
    body: Bounds,
    row: f64,
    rows: Vec<Row<'a>>,
    names: (f64, f64),
    scale: Scale,
    ticks: Vec<f64>,
    heading: (Vec<String>, Type<'a>),
}

impl<'a> Chart<'a> {
    fn new(data: &'a WaterfallChart, theme: &'a Theme, body: Bounds, row: f64) -> Self {
        let rows = rows(data);
        let widest = rows.iter().map(|row| name_type(row, 15.0, theme).width(row.name)).fold(60.0, f64::max);
        let names = (body.left, body.left + widest.min(NAMES * (body.right - body.left)));
        let number = theme.bold(15.0, theme.ink);
        let set = theme.regular(13.0, theme.muted);
        let heading = set.wrap(&data.change, 130.0, 2);
        let numbers = rows.iter().map(|row| number.width(&row.number));
        let numbers = numbers.chain(heading.iter().map(|line| set.width(line))).fold(60.0, f64::max);
        let ends = || rows.iter().flat_map(|row| [row.bar.0, row.bar.1, row.interval.0, row.interval.1]);
        let (top, ticks) = axis(ends().fold(0.05, f64::max).min(1.0));
        // Parts that only the sum of several moves brings can lie outside of what is possible for a probability.
        let (lowest, highest) = (ends().fold(0.0, f64::min), ends().fold(top, f64::max));
        let (left, right) = (names.1 + GAP, body.right - numbers - GAP);
        let zero = left + (right - left) * -lowest / (highest - lowest);
        let scale = Scale { top: highest, from: zero, to: right };
        Self { theme, body, row, rows, names, scale, ticks, heading: (heading, set) }
    }

    fn top(&self) -> f64 {
        self.body.top + LEGEND
    }

    fn bottom(&self) -> f64 {
        self.top() + self.rows.len() as f64 * self.row
    }

    fn legend(&self, scene: &mut Scene, data: &WaterfallChart) {
        let (theme, y) = (self.theme, self.body.top + 10.0);
        let (lines, set) = &self.heading;
        scene.block("change heading", lines, (self.body.right, y), Anchor::End, *set);
        let heading = lines.iter().map(|line| set.width(line)).fold(0.0, f64::max);
        let end = self.body.right - heading - GAP;
        let (name, set) = (theme.bold(13.0, theme.ink), theme.regular(13.0, theme.muted));
        let start = self.names.1 + GAP;
        let axis = name.one_line(&data.axis, 0.6 * (end - start));
        let x = scene.text("axis label", &axis, (start, name.centred(y)), Anchor::Start, name).right + GAP;
        if !data.interval.is_empty() && x + 32.0 + set.width(&data.interval) < end {
            whisker(scene, "key interval", (x, x + 24.0), y, theme);
            scene.text("legend interval", &data.interval, (x + 32.0, set.centred(y)), Anchor::Start, set);
        }
    }

    fn grid(&self, scene: &mut Scene) {
        let set = self.theme.regular(12.0, self.theme.muted);
        let (top, bottom) = (self.top(), self.bottom());
        for tick in &self.ticks {
            let x = self.scale.at(*tick);
            let color = if *tick == 0.0 { self.theme.axis } else { self.theme.grid };
            scene.line(format!("grid {}", percent_of(*tick)), vec![(x, top), (x, bottom)], Stroke::solid(color, 1.0));
            scene.text("tick", &percent_of(*tick), (x, bottom + 18.0), Anchor::Middle, set);
        }
    }

    fn bars(&self, scene: &mut Scene, data: &WaterfallChart) {
        let thickness = (0.58 * self.row).min(34.0);
        let middle = |i: usize| self.top() + (i as f64 + 0.5) * self.row;
        for (i, row) in self.rows.iter().enumerate() {
            let y = middle(i);
            let (a, b) = (self.scale.at(row.bar.0), self.scale.at(row.bar.1));
            let bounds =
                Bounds { left: a.min(b), top: y - thickness / 2.0, right: a.max(b), bottom: y + thickness / 2.0 };
            scene.rect(format!("bar {i}"), bounds, self.fill(row.kind));
            if i + 1 < self.rows.len() {
                let line = vec![(b, bounds.bottom), (b, middle(i + 1) - thickness / 2.0)];
                scene.line(format!("step {i}"), line, Stroke::solid(self.theme.axis, 1.0));
            }
        }
        for (i, row) in self.rows.iter().enumerate() {
            let y = middle(i);
            let (low, high) = (self.scale.at(row.interval.0), self.scale.at(row.interval.1));
            if high - low > 2.0 && !data.interval.is_empty() {
                whisker(scene, &format!("interval {i}"), (low, high), y, self.theme);
            }
            self.words(scene, i, row, y);
        }
    }

    fn words(&self, scene: &mut Scene, i: usize, row: &Row, y: f64) {
        let width = self.names.1 - self.names.0;
        let (lines, set) = name_type(row, 15.0, self.theme).fit(row.name, width, self.row - 2.0, 11.0);
        scene.block(&format!("name {i}"), &lines, (self.names.0, y), Anchor::Start, set);
        let color = if row.kind == Kind::Total { self.theme.ink } else { self.ink(row.kind) };
        let set = self.theme.bold(15.0, color);
        scene.text(format!("number {i}"), &row.number, (self.body.right, set.centred(y)), Anchor::End, set);
    }

    fn fill(&self, kind: Kind) -> super::color::Color {
        match kind {
            Kind::Total => self.theme.us,
            Kind::Raises => self.theme.us.tint(0.55),
            Kind::Lowers => self.theme.rivals[0],
            Kind::Unclear => self.theme.axis,
        }
    }

    fn ink(&self, kind: Kind) -> super::color::Color {
        match kind {
            Kind::Total | Kind::Raises => self.theme.us,
            Kind::Lowers => self.theme.rivals[0],
            Kind::Unclear => self.theme.muted,
        }
    }
}

fn name_type<'t>(row: &Row, size: f64, theme: &'t Theme) -> Type<'t> {
    if row.kind == Kind::Total { theme.bold(size, theme.ink) } else { theme.regular(size, theme.ink) }
}

fn describe(data: &WaterfallChart) -> String {
    let (colon, numbers) = (colon(data.words.lang), Numbers::new(data.words.lang));
    let step = |step: &WaterfallStep| format!("{}{colon}{}", step.name, numbers.points_with_margin(&step.worth));
    let ends =
        [(&data.before, &data.from), (&data.after, &data.to)].map(|(name, p)| format!("{name}{colon}{}", percent(p)));
    let steps: Vec<String> = data.steps.iter().map(step).collect();
    let parts: Vec<&str> =
        std::iter::once(ends[0].as_str()).chain(steps.iter().map(String::as_str)).chain([ends[1].as_str()]).collect();
    format!("{}. {}.", data.axis, parts.join("; "))
}
