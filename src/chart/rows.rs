//! Charts of one row for each input or question: names at the left, marks on a common scale, numbers at the right.

use super::page::Page;
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::Theme;

/// A linear scale that need not begin at 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Span {
    /// Position of a value; what lies outside stays at the end.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        self.from + (self.to - self.from) * share
    }

    /// The space at its left and right.
    pub fn ends(&self) -> (f64, f64) {
        (self.from, self.to)
    }
}

/// Ends and ticks of an axis of shares that holds both values.
pub(super) fn nice(low: f64, high: f64) -> (f64, f64, Vec<f64>) {
    const STEPS: [f64; 12] = [0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0];
    let (low, high) = (100.0 * low.min(high), 100.0 * high.max(low));
    let fits = |step: &f64| (high / step).ceil() - (low / step).floor() <= 6.0;
    let step = STEPS.into_iter().find(|step| fits(step)).unwrap_or(1000.0);
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    let last = if last > first { last } else { first + 1.0 };
    let ticks = (0..=(last - first) as usize).map(|i| (first + i as f64) * step / 100.0).collect();
    (first * step / 100.0, last * step / 100.0, ticks)
}

/// What is written around the marks.
pub(super) struct Labels<'a> {
    pub names: Vec<&'a str>,
    /// At the right of each row, and whether it is strong.
    pub numbers: Vec<(String, bool)>,
    /// Above the numbers.
    pub heading: &'a str,
    /// Below the ticks.
    pub axis: &'a str,
    /// Space that labels at the ends of marks may need beyond the scale.
    pub beyond: f64,
}

/// Where everything is.
pub(super) struct Rows<'a> {
    theme: &'a Theme,
    pub span: Span,
    pub top: f64,
    pub row: f64,
    /// Space for a legend, above the rows.
    pub legend: Bounds,
}

const ROW_MIN: f64 = 38.0;
const ROW_MAX: f64 = 64.0;
const LEGEND: f64 = 34.0;
const AXIS: f64 = 46.0;
const GAP: f64 = 20.0;
const NAMES: f64 = 0.33;

impl<'a> Rows<'a> {
    /// The page with names, numbers, grid and axis; marks are still to be drawn.
    pub fn new(
        page: &Page,
        theme: &'a Theme,
        description: String,
        labels: &Labels,
        axis: (f64, f64, Vec<f64>),
        tick: impl Fn(f64) -> String,
    ) -> (Scene, Self) {
        let count = labels.names.len().max(1) as f64;
        let of_rows = |row: f64| page.above() + LEGEND + count * row + AXIS + page.below();
        // Few rows need no whole slide.
        let roomy = theme.height.min(of_rows(ROW_MAX));
        let height = roomy.max(of_rows(ROW_MIN)).ceil();
        let (mut scene, body) = page.draw(height, description);
        let row = ((body.bottom - body.top - LEGEND - AXIS) / count).min(ROW_MAX);
        let top = body.top + LEGEND;
        let width = NAMES * (body.right - body.left);
        let number = |strong: bool| {
            if strong { theme.bold(14.0, theme.ink) } else { theme.regular(14.0, theme.muted) }
        };
        let heading = theme.regular(12.0, theme.muted);
        let head = heading.one_line(labels.heading, 170.0);
        let widest = labels.numbers.iter().map(|(text, strong)| number(*strong).width(text));
        let numbers = widest.fold(heading.width(&head), f64::max);
        let (low, high, ticks) = axis;
        let from = body.left + width + GAP + labels.beyond;
        let span = Span { low, high, from, to: body.right - numbers - GAP - labels.beyond };
        let this =
            Self { theme, span, top, row, legend: Bounds { right: body.right - numbers - GAP, bottom: top, ..body } };
        this.grid(&mut scene, &ticks, count, labels.axis, tick);
        scene.text("heading", &head, (body.right, heading.centred(body.top + 12.0)), Anchor::End, heading);
        for (i, (name, (text, strong))) in labels.names.iter().zip(&labels.numbers).enumerate() {
            let (lines, set) = theme.regular(15.0, theme.ink).fit(name, width, row - 4.0, 10.0);
            scene.block(&format!("name {i}"), &lines, (body.left, this.middle(i)), Anchor::Start, set);
            let set = number(*strong);
            scene.text(format!("number {i}"), text, (body.right, set.centred(this.middle(i))), Anchor::End, set);
        }
        (scene, this)
    }

    fn grid(&self, scene: &mut Scene, ticks: &[f64], count: f64, axis: &str, tick: impl Fn(f64) -> String) {
        let (set, bottom) = (self.theme.regular(12.0, self.theme.muted), self.top + count * self.row);
        for value in ticks {
            let (x, text) = (self.span.at(*value), tick(*value));
            scene.line(format!("grid {text}"), vec![(x, self.top), (x, bottom)], Stroke::solid(self.theme.grid, 1.0));
            scene.text("tick", &text, (x, bottom + 16.0), Anchor::Middle, set);
        }
        let (from, to) = self.span.ends();
        let name = set.one_line(axis, to - from);
        scene.text("axis", &name, ((from + to) / 2.0, bottom + 36.0), Anchor::Middle, set);
    }

    /// The middle of a row.
    pub fn middle(&self, row: usize) -> f64 {
        self.top + (row as f64 + 0.5) * self.row
    }

    /// An upright line through all rows.
    pub fn upright(&self, scene: &mut Scene, name: &str, value: f64, count: usize, stroke: Stroke) {
        let x = self.span.at(value);
        scene.line(name, vec![(x, self.top), (x, self.top + count as f64 * self.row)], stroke);
    }
}

/// Keys side by side, each a mark that `draw` makes at its place (32 pixels wide), and its name.
pub(super) fn keys(
    scene: &mut Scene,
    theme: &Theme,
    legend: &Bounds,
    names: &[&str],
    draw: impl Fn(&mut Scene, usize, (f64, f64)),
) {
    let set = theme.regular(13.0, theme.muted);
    let (mut x, y) = (legend.left, legend.top + 12.0);
    let room = (legend.right - legend.left) / names.len().max(1) as f64 - 56.0;
    for (i, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        draw(scene, i, (x, y));
        let name = set.one_line(name, room);
        x = scene.text(format!("key {i}"), &name, (x + 38.0, set.centred(y)), Anchor::Start, set).right + 20.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_hold_their_values_with_few_ticks() {
        for (low, high) in [(0.0, 0.0), (0.31, 0.78), (-0.002, 0.0004), (0.0, 1.0), (0.4999, 0.5001), (-0.3, 0.9)] {
            let (from, to, ticks) = nice(low, high);
            assert!(from <= low + 1e-12 && high <= to + 1e-12, "{low} {high}: {from} {to}");
            assert!((2..=7).contains(&ticks.len()), "{low} {high}: {ticks:?}");
            assert!((ticks[0] - from).abs() < 1e-12 && (ticks[ticks.len() - 1] - to).abs() < 1e-12);
        }
    }
}
