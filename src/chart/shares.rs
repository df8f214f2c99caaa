//! Two nested shares for each row, with intervals: what an input explains alone, and together with others.

use super::marks::whisker;
use super::page::{Page, Words};
use super::rows::{Labels, Rows, keys, nice};
use super::scene::{Bounds, Scene, Stroke};
use super::theme::Theme;
use crate::stats::Estimate;
use crate::stats::number::{colon, percent_of};

/// What [`shares`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct SharesChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Share of the variance".
    pub axis: String,
    /// Name of the inner share, such as "Alone".
    pub alone: String,
    /// Name of the outer share, such as "With all others".
    pub together: String,
    /// The largest first.
    pub rows: Vec<SharesRow>,
}

/// One input.
#[derive(Clone, Debug, PartialEq)]
pub struct SharesRow {
    /// What it is called.
    pub name: String,
    /// The inner share; below 0 by chance it is drawn as 0.
    pub alone: Estimate,
    /// The outer share.
    pub together: Estimate,
    /// Both in words.
    pub number: String,
}

/// A pale bar for the outer share, a strong one in it for the inner.
pub fn shares(data: &SharesChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let highest = data.rows.iter().map(|row| row.together.high().max(row.alone.high())).fold(0.05, f64::max);
    let heading = format!("{} / {}", data.alone, data.together);
    let labels = Labels {
        names: data.rows.iter().map(|row| row.name.as_str()).collect(),
        numbers: data.rows.iter().map(|row| (row.number.clone(), row.together.low() > 0.005)).collect(),
        heading: &heading,
        axis: &data.axis,
        beyond: 8.0,
    };
    let axis = nice(0.0, highest.min(1.0));
    let (mut scene, rows) = Rows::new(&page, theme, describe(data), &labels, axis, percent_of);
    let colors = [theme.us, theme.us.tint(0.3)];
    keys(&mut scene, theme, &rows.legend, &[&data.alone, &data.together], |scene, i, (x, y)| {
        let bounds = Bounds { left: x, top: y - 7.0, right: x + 30.0, bottom: y + 7.0 };
        scene.rect(format!("key bar {i}"), bounds, colors[i]);
    });
    for (i, row) in data.rows.iter().enumerate() {
        let (y, half) = (rows.middle(i), (0.34 * rows.row).min(15.0));
        let parts = [("together", &row.together, half, colors[1]), ("alone", &row.alone, 0.5 * half, colors[0])];
        for (name, share, half, color) in parts {
            let (left, right) = (rows.span.at(0.0), rows.span.at(share.value()));
            let bounds = Bounds { left, top: y - half, right: right.max(left), bottom: y + half };
            scene.rect(format!("{name} {i}"), bounds, color);
        }
        for (name, share, y) in [("together", &row.together, y - 0.75 * half), ("alone", &row.alone, y)] {
            let ends = (rows.span.at(share.low()), rows.span.at(share.high()));
            if ends.1 - ends.0 > 2.0 {
                whisker(&mut scene, &format!("interval {name} {i}"), ends, y, theme);
            }
        }
    }
    rows.upright(&mut scene, "zero", 0.0, data.rows.len(), Stroke::solid(theme.axis, 1.5));
    scene
}

fn describe(data: &SharesChart) -> String {
    let one = |row: &SharesRow| format!("{}{}{}", row.name, colon(data.words.lang), row.number);
    let rows: Vec<String> = data.rows.iter().map(one).collect();
    format!("{}, {} / {}. {}.", data.axis, data.alone, data.together, rows.join("; "))
}
