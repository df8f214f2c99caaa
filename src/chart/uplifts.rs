//! What every strategy changes, paired draw by draw: a dot with its interval for each, around a line at no change.

use super::color::Color;
use super::marks::whisker;
use super::page::{Page, Words};
use super::rows::{Labels, Rows, keys, nice};
use super::scene::{Scene, Stroke};
use super::theme::{Marker, Theme};
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, points_whole, points_with_margin};

/// What [`uplifts`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct UpliftsChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Change of our win probability, in points".
    pub axis: String,
    /// Above the numbers.
    pub heading: String,
    /// Names of the marks: it raises our win probability, it cannot be told, it lowers it.
    pub signs: [String; 3],
    /// In drawing order.
    pub rows: Vec<UpliftRow>,
}

/// One strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct UpliftRow {
    /// What it is called.
    pub name: String,
    /// The change, a share.
    pub change: Estimate,
}

/// A dot for every strategy; shape and colour say on which side of no change its interval lies.
pub fn uplifts(data: &UpliftsChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let low = data.rows.iter().map(|row| row.change.low()).fold(0.0, f64::min);
    let high = data.rows.iter().map(|row| row.change.high()).fold(0.0, f64::max);
    let labels = Labels {
        names: data.rows.iter().map(|row| row.name.as_str()).collect(),
        numbers: data.rows.iter().map(|row| (points_with_margin(&row.change), side(&row.change) != 1)).collect(),
        heading: &data.heading,
        axis: &data.axis,
        beyond: 14.0,
    };
    let (mut scene, rows) = Rows::new(&page, theme, describe(data), &labels, nice(low, high), points_whole_or_half);
    let looks = looks(theme);
    let used = |sign: usize| data.rows.iter().any(|row| side(&row.change) == sign);
    let signs: Vec<usize> = (0..looks.len()).filter(|sign| used(*sign)).collect();
    let names: Vec<&str> = signs.iter().map(|sign| data.signs[*sign].as_str()).collect();
    keys(&mut scene, theme, &rows.legend, &names, |scene, i, (x, y)| {
        let (color, marker) = looks[signs[i]];
        scene.marker(format!("key mark {i}"), marker, (x + 22.0, y), 6.0, color);
    });
    rows.upright(&mut scene, "zero", 0.0, data.rows.len(), Stroke::solid(theme.axis, 1.5));
    for (i, row) in data.rows.iter().enumerate() {
        let (y, at) = (rows.middle(i), |value: f64| rows.span.at(value));
        let (color, marker) = looks[side(&row.change)];
        let (zero, x) = (at(0.0), at(row.change.value()));
        scene.line(format!("stem {i}"), vec![(zero, y), (x, y)], Stroke::solid(color.tint(0.4), 3.0));
        let ends = (at(row.change.low()), at(row.change.high()));
        if ends.1 - ends.0 > 2.0 {
            whisker(&mut scene, &format!("interval {i}"), ends, y, theme);
        }
        scene.marker(format!("dot {i}"), marker, (x, y), 7.0, color);
    }
    scene
}

/// Above, about, below no change.
fn looks(theme: &Theme) -> [(Color, Marker); 3] {
    [(theme.us, Marker::Circle), (theme.muted, Marker::Diamond), (theme.rivals[0], Marker::Square)]
}

/// On which side of 0 the interval lies: 0 above, 1 neither, 2 below.
fn side(change: &Estimate) -> usize {
    if change.low() > 0.0 {
        0
    } else if change.high() < 0.0 {
        2
    } else {
        1
    }
}

/// Points on a tick, signed; half points where ticks are that near.
fn points_whole_or_half(change: f64) -> String {
    let points = 100.0 * change;
    if (points - points.round()).abs() < 1e-6 {
        return points_whole(change);
    }
    let sign = if points > 0.0 { "+" } else { "−" };
    let digits = format!("{:.2}", points.abs());
    format!("{sign}{}", digits.trim_end_matches('0'))
}

fn describe(data: &UpliftsChart) -> String {
    let colon = colon(data.words.lang);
    let numbers = Numbers::new(data.words.lang);
    let one = |row: &UpliftRow| format!("{}{colon}{}", row.name, numbers.points_with_margin(&row.change));
    let rows: Vec<String> = data.rows.iter().map(one).collect();
    format!("{}. {}.", data.axis, rows.join("; "))
}
