//! The same strategies in several scenarios: a dot with its interval for each, row by row.

use super::legend::{Legend, Sign};
use super::marks::whisker;
use super::page::{Page, Words};
use super::scale::{Scale, axis};
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::Theme;
use crate::model::Need;
use crate::stats::Estimate;
use crate::stats::number::{colon, percent, percent_of};

/// What [`dot_plot`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct DotPlotChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Our win probability".
    pub axis: String,
    /// Names of the series; each has a colour and a marker of its own, at most [`MOST_SERIES`].
    pub series: Vec<String>,
    /// Name of the error bars; empty if there are none.
    pub interval: String,
    /// One per strategy, drawn in this order.
    pub rows: Vec<DotRow>,
}

/// One strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// What it is called.
    pub name: String,
    /// `[series]`; `None` where it does not exist.
    pub dots: Vec<Option<Estimate>>,
}

/// So many colours and markers can be told apart.
pub const MOST_SERIES: usize = Need::ALL.len();

const LANE: f64 = 21.0;
const LANE_MAX: f64 = 34.0;
const BETWEEN: f64 = 14.0;
const AXIS: f64 = 26.0;
const GAP: f64 = 24.0;
/// The number behind a dot.
const NUMBER: f64 = 64.0;

/// Dots on a common scale; each series has a lane of its own in every row, so that no interval hides another. The page
/// grows with rows and series.
pub fn dot_plot(data: &DotPlotChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let inner = theme.width - 2.0 * theme.margin;
    let legend = legend(data, theme, inner);
    let lanes = (data.rows.len() * data.series.len()).max(1) as f64;
    let fixed = legend.height() + 10.0 + BETWEEN * data.rows.len() as f64 + AXIS;
    // Names of up to three lines stand beside few lanes.
    let least = LANE.max(56.0 / data.series.len().max(1) as f64);
    let needed = page.above() + fixed + lanes * least + page.below();
    let roomy = if page.is_bare() { needed } else { theme.height };
    let (mut scene, body) = page.draw(roomy.max(needed).ceil(), describe(data));
    let lane = ((body.bottom - body.top - fixed) / lanes).clamp(least, LANE_MAX.max(least));
    legend.draw(&mut scene, (body.left, body.top), theme);
    let plot = Plot::new(data, theme, &body, lane);
    let top = body.top + legend.height() + 10.0;
    plot.draw(&mut scene, top);
    scene
}

fn legend<'t>(data: &DotPlotChart, theme: &'t Theme, width: f64) -> Legend<'t> {
    let mut entries = vec![(Sign::Heading, data.axis.clone())];
    for (position, name) in data.series.iter().enumerate() {
        let (color, marker) = theme.needs[position % MOST_SERIES];
        entries.push((Sign::Marker(color, marker), name.clone()));
    }
    entries.push((Sign::Interval, data.interval.clone()));
    Legend::new(entries, width, theme)
}

struct Plot<'a> {
    data: &'a DotPlotChart,
    theme: &'a Theme,
    left: f64,
    name: f64,
    right: f64,
    scale: Scale,
    ticks: Vec<f64>,
    lane: f64,
}

impl<'a> Plot<'a> {
    fn new(data: &'a DotPlotChart, theme: &'a Theme, body: &Bounds, lane: f64) -> Self {
        let set = theme.regular(15.0, theme.ink);
        let widest = data.rows.iter().map(|row| set.width(&row.name)).fold(60.0, f64::max) + 2.0;
        let name = widest.min(0.3 * (body.right - body.left));
        let ends = data.rows.iter().flat_map(|row| row.dots.iter().flatten()).map(Estimate::high);
        let (top, ticks) = axis(ends.fold(0.05, f64::max).min(1.0));
        let scale = Scale { top, from: body.left + name + GAP, to: body.right - NUMBER };
        Self { data, theme, left: body.left, name, right: body.right, scale, ticks, lane }
    }

    fn row(&self) -> f64 {
        self.lane * self.data.series.len().max(1) as f64 + BETWEEN
    }

    fn draw(&self, scene: &mut Scene, top: f64) {
        let theme = self.theme;
        let bottom = top + self.row() * self.data.rows.len() as f64;
        for (i, _) in self.data.rows.iter().enumerate().filter(|(i, _)| i % 2 == 0) {
            let top = top + i as f64 * self.row();
            let band = Bounds { left: self.left, top, right: self.right, bottom: top + self.row() };
            scene.rect(format!("band {i}"), band, theme.panel);
        }
        let set = theme.regular(12.0, theme.muted);
        for tick in &self.ticks {
            let (x, words) = (self.scale.at(*tick), percent_of(*tick));
            scene.line(format!("grid {words}"), vec![(x, top), (x, bottom)], Stroke::solid(theme.grid, 1.0));
            scene.text("tick", &words, (x, bottom + 18.0), Anchor::Middle, set);
        }
        for (i, row) in self.data.rows.iter().enumerate() {
            self.draw_row(scene, i, row, top + i as f64 * self.row());
        }
    }

    fn draw_row(&self, scene: &mut Scene, i: usize, row: &DotRow, top: f64) {
        let theme = self.theme;
        let set = theme.regular(15.0, theme.ink);
        let (lines, set) = set.fit(&row.name, self.name - 6.0, self.row() - 4.0, 10.0);
        scene.block(&format!("name {i}"), &lines, (self.left + 6.0, top + self.row() / 2.0), Anchor::Start, set);
        for (j, dot) in row.dots.iter().enumerate() {
            let y = top + BETWEEN / 2.0 + (j as f64 + 0.5) * self.lane;
            let quiet = theme.regular(12.0, theme.muted);
            let Some(dot) = dot else {
                let at = (self.scale.at(0.0) + 8.0, quiet.centred(y));
                scene.text(format!("value {i}.{j}"), "–", at, Anchor::Start, quiet);
                continue;
            };
            let (color, marker) = theme.needs[j % MOST_SERIES];
            let at = |x: f64| self.scale.at(x.clamp(0.0, self.scale.top));
            let (low, x, high) = (at(dot.low()), at(dot.value()), at(dot.high()));
            let zero = self.scale.at(0.0);
            scene.line(format!("stem {i}.{j}"), vec![(zero, y), (x, y)], Stroke::solid(color.tint(0.35), 1.5));
            if high - low > 2.0 {
                whisker(scene, &format!("interval {i}.{j}"), (low, high), y, theme);
            }
            scene.marker(format!("dot {i}.{j}"), marker, (x, y), 5.5, color);
            let set = theme.bold(13.0, theme.ink);
            let beyond = high.max(x + 6.0) + 7.0;
            scene.text(format!("value {i}.{j}"), &percent(dot), (beyond, set.centred(y)), Anchor::Start, set);
        }
    }
}

fn describe(data: &DotPlotChart) -> String {
    let colon = colon(data.words.lang);
    let row = |row: &DotRow| {
        let dot = |(name, dot): (&String, &Option<Estimate>)| {
            format!("{name} {}", dot.as_ref().map_or_else(|| "–".to_owned(), percent))
        };
        let dots: Vec<_> = data.series.iter().zip(&row.dots).map(dot).collect();
        format!("{}{colon}{}", row.name, dots.join(", "))
    };
    let rows: Vec<_> = data.rows.iter().map(row).collect();
    format!("{}. {}.", data.axis, rows.join("; "))
}
