//! The tornado: how far the win probability swings between a low and a high value of each input.

use super::color::Color;
use super::marks::whisker;
use super::page::{Page, Words};
use super::rows::{Labels, Rows, keys, nice};
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::Theme;
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, percent, percent_of, points_with_margin};

/// What [`tornado`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Win probability".
    pub axis: String,
    /// Heading of the swings with their unit, such as "Swing in points".
    pub swing: String,
    /// Names of both ends, such as "Low value", "High value".
    pub ends: [String; 2],
    /// Name of the line in the middle, such as "Everything uncertain".
    pub middle: String,
    /// The probability when everything is uncertain.
    pub win: Estimate,
    /// The widest first.
    pub rows: Vec<TornadoRow>,
}

/// One input.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoRow {
    /// What it is called.
    pub name: String,
    /// Its low and its high value, in words.
    pub levels: [String; 2],
    /// The probability at each.
    pub win: [Estimate; 2],
    /// Their difference, paired.
    pub swing: Estimate,
}

const LEVEL: f64 = 104.0;

/// Bars from the probability at the low value of an input to that at its high value.
pub fn tornado(data: &TornadoChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let all = || data.rows.iter().flat_map(|row| &row.win).chain([&data.win]);
    let low = all().map(Estimate::low).fold(1.0, f64::min);
    let high = all().map(Estimate::high).fold(0.0, f64::max);
    let labels = Labels {
        names: data.rows.iter().map(|row| row.name.as_str()).collect(),
        numbers: data.rows.iter().map(|row| (points_with_margin(&row.swing), !row.swing.covers(0.0))).collect(),
        heading: &data.swing,
        axis: &data.axis,
        beyond: LEVEL,
    };
    let (mut scene, rows) = Rows::new(&page, theme, describe(data), &labels, nice(low, high), percent_of);
    let colors = [theme.rivals[0].tint(0.75), theme.us];
    let middle = Stroke::dashed(theme.ink, 1.5, 5.0, 4.0);
    keys(
        &mut scene,
        theme,
        &rows.legend,
        &[&data.ends[0], &data.ends[1], &data.middle],
        |scene, i, (x, y)| match colors.get(i) {
            Some(color) => {
                let bounds = Bounds { left: x, top: y - 7.0, right: x + 30.0, bottom: y + 7.0 };
                scene.rect(format!("key bar {i}"), bounds, *color);
            }
            None => scene.line("key middle", vec![(x, y), (x + 30.0, y)], middle),
        },
    );
    for (i, row) in data.rows.iter().enumerate() {
        bar(&mut scene, data, row, i, &rows, colors, theme);
    }
    rows.upright(&mut scene, "middle", data.win.value(), data.rows.len(), middle);
    scene
}

fn bar(
    scene: &mut Scene,
    data: &TornadoChart,
    row: &TornadoRow,
    i: usize,
    rows: &Rows,
    colors: [Color; 2],
    theme: &Theme,
) {
    let (y, half) = (rows.middle(i), (0.3 * rows.row).min(13.0));
    let zero = rows.span.at(data.win.value());
    // The longer part first, so that the shorter one shows where both lie on one side.
    let reach = |side: usize| (rows.span.at(row.win[side].value()) - zero).abs();
    let order = if reach(0) >= reach(1) { [0, 1] } else { [1, 0] };
    for side in order {
        let end = rows.span.at(row.win[side].value());
        let bounds = Bounds { left: end.min(zero), top: y - half, right: end.max(zero), bottom: y + half };
        scene.rect(format!("bar {i} {side}"), bounds, colors[side]);
    }
    let left = if row.win[0].value() <= row.win[1].value() { 0 } else { 1 };
    for side in order {
        let ends = (rows.span.at(row.win[side].low()), rows.span.at(row.win[side].high()));
        if ends.1 - ends.0 > 2.0 {
            whisker(scene, &format!("interval {i} {side}"), ends, y, theme);
        }
    }
    let set = theme.regular(11.0, theme.muted);
    let from = row.win.iter().map(|win| rows.span.at(win.low())).fold(zero, f64::min);
    let to = row.win.iter().map(|win| rows.span.at(win.high())).fold(zero, f64::max);
    let (low, high) = (&row.levels[left], &row.levels[1 - left]);
    let room = LEVEL - 10.0;
    scene.text(format!("level {i} left"), &set.one_line(low, room), (from - 6.0, set.centred(y)), Anchor::End, set);
    scene.text(format!("level {i} right"), &set.one_line(high, room), (to + 6.0, set.centred(y)), Anchor::Start, set);
}

fn describe(data: &TornadoChart) -> String {
    let colon = colon(data.words.lang);
    let one = |row: &TornadoRow| {
        let swing = Numbers::new(data.words.lang).points_with_margin(&row.swing);
        let end = |side: usize| format!("{} {}", row.levels[side], percent(&row.win[side]));
        format!("{}{colon}{}, {}, {} {swing}", row.name, end(0), end(1), data.swing)
    };
    let rows: Vec<String> = data.rows.iter().map(one).collect();
    format!("{} ({} {}). {}.", data.axis, data.middle, percent(&data.win), rows.join("; "))
}
