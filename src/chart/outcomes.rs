//! Before and after: win probability of every alternative without and with our moves, and the change.

use super::color::Color;
use super::marks::whisker;
use super::page::{Page, Words};
use super::scale::{Scale, axis};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::{Role, Theme};
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, percent, percent_of, points_with_margin};

/// What [`outcomes`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomesChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Win probability".
    pub axis: String,
    /// Name of the baseline, such as "Before".
    pub before: String,
    /// Name of the strategy, such as "After the pitch".
    pub after: String,
    /// Heading of the differences with their unit, such as "Change in points".
    pub change: String,
    /// Name of the error bars, such as "95% interval"; empty if there are none.
    pub interval: String,
    /// One per alternative, drawn in this order: us, the rivals, no decision.
    pub rows: Vec<OutcomeRow>,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeRow {
    /// What it is called.
    pub name: String,
    /// Decides its colour.
    pub role: Role,
    /// Win probability of the baseline.
    pub before: Estimate,
    /// Win probability with the strategy.
    pub after: Estimate,
    /// Their difference, paired draw by draw, as a fraction.
    pub change: Estimate,
}

/// Rows no lower than this: beyond about ten alternatives the page grows.
const ROW_MIN: f64 = 44.0;
const ROW_MAX: f64 = 150.0;
/// Without words around it a chart is no higher than this for each row.
const ROW_ROOMY: f64 = 76.0;
const LEGEND: f64 = 34.0;
const AXIS: f64 = 26.0;
const GAP: f64 = 28.0;

/// Paired bars, one pair per alternative, with their intervals and the change in points.
pub fn outcomes(data: &OutcomesChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let rows = data.rows.len().max(1) as f64;
    let of_rows = |row: f64| page.above() + LEGEND + rows * row + AXIS + page.below();
    let roomy = if page.is_bare() { theme.height.min(of_rows(ROW_ROOMY)) } else { theme.height };
    let height = roomy.max(of_rows(ROW_MIN)).ceil();
    let (mut scene, body) = page.draw(height, describe(data));
    let row = ((body.bottom - body.top - LEGEND - AXIS) / rows).min(ROW_MAX);
    let columns = Columns::new(data, theme, &body, row);
    let top = body.top + LEGEND;
    legend(&mut scene, data, theme, &columns, body.top);
    for (i, _) in data.rows.iter().enumerate().filter(|(_, outcome)| outcome.role == Role::Us) {
        let top = top + i as f64 * row;
        scene.rect("our row", Bounds { top: top + 2.0, bottom: top + row - 2.0, ..body }, theme.panel);
    }
    grid(&mut scene, theme, &columns, top, top + rows * row);
    for (i, outcome) in data.rows.iter().enumerate() {
        let bounds = Bounds { top: top + i as f64 * row, bottom: top + (i as f64 + 1.0) * row, ..body };
        draw_row(&mut scene, outcome, i, &columns, theme, bounds);
    }
    let zero = columns.scale.at(0.0);
    scene.line("zero", vec![(zero, top), (zero, top + rows * row)], Stroke::solid(theme.axis, 1.5));
    scene
}

/// Horizontal layout.
struct Columns {
    names: (f64, f64),
    /// The largest size in which all names are whole.
    name_size: f64,
    scale: Scale,
    ticks: Vec<f64>,
    /// Right edge of the changes.
    change: f64,
}

impl Columns {
    fn new(data: &OutcomesChart, theme: &Theme, body: &Bounds, row: f64) -> Self {
        let widest = data.rows.iter().map(|row| name_type(row, 16.0, theme).width(&row.name)).fold(60.0, f64::max);
        let width = widest.min(250.0);
        let names = (body.left + 12.0, body.left + 12.0 + width);
        let fitting = |one: &OutcomeRow| name_type(one, 16.0, theme).fit(&one.name, width, row - 4.0, 11.0).1.size;
        let name_size = data.rows.iter().map(fitting).fold(16.0, f64::min);
        let number = theme.bold(16.0, theme.ink);
        let (heading, set) = change_heading(data, theme);
        let changes = data.rows.iter().map(|row| number.width(&points_with_margin(&row.change)));
        let change = changes.fold(set.width(&heading), f64::max);
        let highest = data.rows.iter().map(|row| row.before.high().max(row.after.high())).fold(0.05, f64::max);
        let (top, ticks) = axis(highest.min(1.0));
        let right = body.right - 12.0;
        // The longest value label stands beyond the end of the longest bar.
        let scale = Scale { top, from: names.1 + GAP, to: right - change - GAP - 64.0 };
        Self { names, name_size, scale, ticks, change: right }
    }
}

fn name_type<'t>(row: &OutcomeRow, size: f64, theme: &'t Theme) -> Type<'t> {
    if row.role == Role::Us { theme.bold(size, theme.ink) } else { theme.regular(size, theme.ink) }
}

fn change_heading<'t>(data: &OutcomesChart, theme: &'t Theme) -> (String, Type<'t>) {
    let set = theme.regular(13.0, theme.muted);
    (set.one_line(&data.change, 200.0), set)
}

fn legend(scene: &mut Scene, data: &OutcomesChart, theme: &Theme, columns: &Columns, top: f64) {
    let (heading, set) = change_heading(data, theme);
    let y = top + 10.0;
    let end = scene.text("change heading", &heading, (columns.change, set.centred(y)), Anchor::End, set).left - 24.0;
    let (name, mut x) = (theme.bold(13.0, theme.ink), columns.scale.from);
    let axis = name.one_line(&data.axis, 0.3 * (end - x));
    x = scene.text("axis label", &axis, (x, set.centred(y)), Anchor::Start, name).right + 24.0;
    let states = [("before", &data.before, before_tint(theme.ink)), ("after", &data.after, theme.ink)];
    for (left, (name, label, color)) in (1..=2).rev().zip(states) {
        scene.rect(format!("key {name}"), Bounds { left: x, top: y - 6.0, right: x + 18.0, bottom: y + 6.0 }, color);
        let room = (end - x) / f64::from(left) - 50.0;
        let label = set.one_line(label, room);
        x = scene.text(format!("legend {name}"), &label, (x + 26.0, set.centred(y)), Anchor::Start, set).right + 24.0;
    }
    if !data.interval.is_empty() && x + 32.0 + set.width(&data.interval) < end {
        whisker(scene, "key interval", (x, x + 24.0), y, theme);
        scene.text("legend interval", &data.interval, (x + 32.0, set.centred(y)), Anchor::Start, set);
    }
}

fn grid(scene: &mut Scene, theme: &Theme, columns: &Columns, top: f64, bottom: f64) {
    let set = theme.regular(12.0, theme.muted);
    for tick in &columns.ticks {
        let x = columns.scale.at(*tick);
        scene.line(format!("grid {}", percent_of(*tick)), vec![(x, top), (x, bottom)], Stroke::solid(theme.grid, 1.0));
        scene.text("tick", &percent_of(*tick), (x, bottom + 18.0), Anchor::Middle, set);
    }
}

fn draw_row(scene: &mut Scene, row: &OutcomeRow, i: usize, columns: &Columns, theme: &Theme, bounds: Bounds) {
    let (height, middle) = (bounds.bottom - bounds.top, (bounds.top + bounds.bottom) / 2.0);
    let color = theme.role(row.role);
    let set = name_type(row, columns.name_size, theme);
    let width = columns.names.1 - columns.names.0;
    let (lines, _) = set.fit(&row.name, width, height - 4.0, set.size);
    scene.block(&format!("name {i}"), &lines, (columns.names.0, middle), Anchor::Start, set);

    let bar = (0.31 * height).min(40.0);
    let size = (0.62 * bar + 2.0).clamp(11.0, 16.0);
    let (before, after) = (theme.regular(size, theme.muted), theme.bold(size, theme.ink));
    let bars = [
        Bar {
            name: format!("before {i}"),
            value: &row.before,
            top: middle - bar - 1.0,
            fill: before_tint(color),
            set: before,
        },
        Bar { name: format!("after {i}"), value: &row.after, top: middle + 1.0, fill: color, set: after },
    ];
    for one in bars {
        one.draw(scene, columns.scale, bar, theme);
    }

    let clear = !row.change.covers(0.0) || row.change.value() == row.change.low();
    let color = if clear && row.change.value() != 0.0 { color } else { theme.muted };
    let set = theme.bold(16.0, color);
    scene.text(
        format!("change {i}"),
        &points_with_margin(&row.change),
        (columns.change, set.centred(middle)),
        Anchor::End,
        set,
    );
}

/// A bar from zero with its interval and its number.
struct Bar<'a> {
    name: String,
    value: &'a Estimate,
    top: f64,
    fill: Color,
    set: Type<'a>,
}

impl Bar<'_> {
    fn draw(&self, scene: &mut Scene, scale: Scale, height: f64, theme: &Theme) {
        let Self { name, value, top, fill, set } = self;
        let at = |x: f64| scale.at(x.clamp(0.0, 1.0));
        let bounds = Bounds { left: at(0.0), top: *top, right: at(value.value()), bottom: top + height };
        scene.rect(format!("bar {name}"), bounds, *fill);
        let (low, high) = (at(value.low()), at(value.high()));
        let middle = top + height / 2.0;
        if high - low > 2.0 {
            whisker(scene, &format!("interval {name}"), (low, high), middle, theme);
        }
        let x = high.max(bounds.right) + 8.0;
        scene.text(format!("value {name}"), &percent(value), (x, set.centred(middle)), Anchor::Start, *set);
    }
}

fn before_tint(color: Color) -> Color {
    color.tint(0.36)
}

fn describe(data: &OutcomesChart) -> String {
    let colon = colon(data.words.lang);
    let one = |row: &OutcomeRow| {
        let change = Numbers::new(data.words.lang).points_with_margin(&row.change);
        let (before, after) = (percent(&row.before), percent(&row.after));
        format!("{}{colon}{} {before}, {} {after}, {} {change}", row.name, data.before, data.after, data.change)
    };
    let rows: Vec<_> = data.rows.iter().map(one).collect();
    format!("{}. {}.", data.axis, rows.join("; "))
}
