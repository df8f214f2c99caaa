//! What is uncertain as twenty equally likely cases, a dot each: people count dots better than they read densities.

use super::color::Color;
use super::page::{Page, Words};
use super::scale::{Scale, axis};
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::Theme;
use crate::stats::Estimate;
use crate::stats::number::{colon, percent, percent_of};

/// What [`quantile_dots`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantileDotsChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity: a share, such as a weight.
    pub axis: String,
    /// Beyond it we lead (or below it, if `below`), with its name; its interval is shaded.
    pub threshold: Estimate,
    /// Name of the threshold.
    pub threshold_name: String,
    /// Whether the good side is below the threshold.
    pub below: bool,
    /// One below the other.
    pub rows: Vec<DotsRow>,
}

/// Equally likely values of one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct DotsRow {
    /// What it is called.
    pub name: String,
    /// Ascending.
    pub values: Vec<f64>,
    /// How many of them are on the good side, in words, such as "15 of 20".
    pub count: String,
}

const AXIS: f64 = 48.0;
const HEAD: f64 = 26.0;
const NAME: f64 = 0.17;
const COUNT: f64 = 0.13;
const DOT_MAX: f64 = 26.0;
const ROW_MAX: f64 = 230.0;

/// Stacks of dots on a common scale, with the threshold across all rows.
pub fn quantile_dots(data: &QuantileDotsChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let count = data.rows.len().max(1) as f64;
    let fixed = page.above() + HEAD + AXIS + page.below();
    let height = if page.is_bare() { theme.height.max(fixed + 100.0 * count) } else { theme.height };
    let (mut scene, body) = page.draw(height.max(fixed + 90.0 * count).ceil(), describe(data));
    let row = ((body.bottom - body.top - HEAD - AXIS) / count).min(ROW_MAX);
    Plot::new(data, theme, &body, row).draw(&mut scene);
    scene
}

struct Plot<'a> {
    data: &'a QuantileDotsChart,
    theme: &'a Theme,
    body: Bounds,
    scale: Scale,
    ticks: Vec<f64>,
    row: f64,
    top: f64,
    /// Diameter of a dot and width of a stack.
    dot: f64,
}

impl<'a> Plot<'a> {
    fn new(data: &'a QuantileDotsChart, theme: &'a Theme, body: &Bounds, row: f64) -> Self {
        let width = body.right - body.left;
        let all = data.rows.iter().flat_map(|row| row.values.iter().copied());
        let (top, ticks) = axis(all.fold(data.threshold.high().max(0.05), f64::max).min(1.0));
        let scale = Scale { top, from: body.left + NAME * width + 20.0, to: body.right - COUNT * width - 20.0 };
        let mut plot = Self { data, theme, body: *body, scale, ticks, row, top: body.top + HEAD, dot: DOT_MAX };
        // The largest dots whose tallest stack stands in a row.
        while plot.dot > 4.0 && plot.tallest() as f64 * plot.dot > row - 14.0 {
            plot.dot -= 0.5;
        }
        plot
    }

    /// Stacks of a row: where each stands, and the values in it. A stack stands on one side of the threshold.
    fn stacks(&self, values: &[f64]) -> Vec<(f64, Vec<f64>)> {
        let line = self.scale.at(self.data.threshold.value());
        let mut stacks: Vec<(f64, Vec<f64>)> = Vec::new();
        for &value in values {
            let x = self.scale.at(value);
            match stacks.last_mut() {
                Some((left, stack)) if x - *left < self.dot && (*left <= line) == (x <= line) => stack.push(value),
                _ => {
                    let free = stacks.last().map_or(f64::NEG_INFINITY, |(left, _)| left + self.dot);
                    // A neighbour that is nearer than a dot's width, but on the other side, moves up to it.
                    stacks.push((x.max(free), vec![value]));
                }
            }
        }
        stacks
    }

    /// Whether all values of a row are one value: its dots stand in a block, or they would make all others tiny.
    fn alone(row: &DotsRow) -> bool {
        row.values.first().zip(row.values.last()).is_some_and(|(first, last)| last - first < 1e-9)
    }

    fn tallest(&self) -> usize {
        let rows = self.data.rows.iter().filter(|row| !Self::alone(row)).flat_map(|row| self.stacks(&row.values));
        rows.map(|(_, stack)| stack.len()).max().unwrap_or(1)
    }

    /// Centres of the dots of a row, from the floor up.
    fn places(&self, row: &DotsRow, floor: f64) -> Vec<((f64, f64), f64)> {
        let up = |n: usize| floor - (n as f64 + 0.5) * self.dot;
        if !Self::alone(row) {
            let stacks = self.stacks(&row.values).into_iter();
            return stacks
                .flat_map(|(x, stack)| stack.into_iter().enumerate().map(move |(n, value)| ((x, n), value)))
                .map(|((x, n), value)| ((x, up(n)), value))
                .collect();
        }
        let high = (((self.row - 14.0) / self.dot) as usize).clamp(1, 5);
        let wide = row.values.len().div_ceil(high) as f64 * self.dot;
        let (x, line) = (self.scale.at(row.values[0]), self.scale.at(self.data.threshold.value()));
        // On its side of the threshold, and not over the names.
        let least = if x > line { line } else { self.scale.from - 16.0 };
        let most = if x > line { self.scale.to + 16.0 - wide } else { line - wide };
        let left = (x - wide / 2.0).max(least).min(most.max(self.scale.from - 16.0));
        let place = |(n, value): (usize, &f64)| ((left + ((n / high) as f64 + 0.5) * self.dot, up(n % high)), *value);
        row.values.iter().enumerate().map(place).collect()
    }

    fn good(&self, value: f64) -> bool {
        if self.data.below { value < self.data.threshold.value() } else { value > self.data.threshold.value() }
    }

    fn draw(&self, scene: &mut Scene) {
        let (theme, data) = (self.theme, self.data);
        let bottom = self.top + self.row * data.rows.len() as f64;
        let tick_set = theme.regular(12.0, theme.muted);
        for tick in &self.ticks {
            let (x, words) = (self.scale.at(*tick), percent_of(*tick));
            scene.line(format!("grid {words}"), vec![(x, self.top), (x, bottom)], Stroke::solid(theme.grid, 1.0));
            scene.text("tick", &words, (x, bottom + 18.0), Anchor::Middle, tick_set);
        }
        let name = theme.regular(13.0, theme.muted).one_line(&data.axis, self.scale.to - self.scale.from + 120.0);
        let middle = (self.scale.from + self.scale.to) / 2.0;
        scene.text("axis", &name, (middle, bottom + 40.0), Anchor::Middle, theme.regular(13.0, theme.muted));
        self.draw_threshold(scene, bottom);
        for (i, row) in data.rows.iter().enumerate() {
            self.draw_row(scene, i, row);
        }
    }

    fn draw_threshold(&self, scene: &mut Scene, bottom: f64) {
        let (theme, data) = (self.theme, self.data);
        let at = |value: f64| self.scale.at(value.clamp(0.0, self.scale.top));
        let (low, x, high) = (at(data.threshold.low()), at(data.threshold.value()), at(data.threshold.high()));
        if high - low > 1.0 {
            let band = Bounds { left: low, top: self.top, right: high, bottom };
            scene.rect("threshold interval", band, theme.us.tint(0.16));
        }
        scene.line("threshold", vec![(x, self.top - 4.0), (x, bottom)], Stroke::dashed(theme.ink, 1.5, 5.0, 4.0));
        let set = theme.bold(13.0, theme.ink);
        let words = format!("{} {}", data.threshold_name, percent(&data.threshold));
        let half = set.width(&words) / 2.0;
        let x = x.clamp(self.body.left + half, self.body.right - half);
        scene.text("threshold name", &words, (x, self.top - 10.0), Anchor::Middle, set);
    }

    fn draw_row(&self, scene: &mut Scene, i: usize, row: &DotsRow) {
        let (theme, width) = (self.theme, self.body.right - self.body.left);
        let floor = self.top + (i as f64 + 1.0) * self.row - 4.0;
        let middle = floor - self.row / 2.0;
        let (lines, set) = theme.bold(15.0, theme.ink).fit_words(&row.name, NAME * width, self.row - 6.0, 10.0);
        scene.block(&format!("name {i}"), &lines, (self.body.left, middle), Anchor::Start, set);
        let base = vec![(self.scale.from, floor), (self.scale.to, floor)];
        scene.line(format!("floor {i}"), base, Stroke::solid(theme.axis, 1.0));
        for (center, value) in self.places(row, floor) {
            let radius = 0.46 * self.dot;
            scene.circle(format!("dot {i} {}", percent_of(value)), center, radius, self.color(value));
            if !self.good(value) {
                scene.circle(format!("hole {i}"), center, radius - 2.0, theme.background);
            }
        }
        if Self::alone(row) {
            // A block of dots takes more width than the one value that they all have.
            let places = self.places(row, floor);
            let left = places.iter().map(|((x, _), _)| x - self.dot / 2.0).fold(f64::INFINITY, f64::min);
            let right = places.iter().map(|((x, _), _)| x + self.dot / 2.0).fold(0.0, f64::max);
            let set = theme.regular(12.0, theme.muted);
            let words = format!("{} × {}", row.values.len(), percent_of(row.values[0]));
            let fits = right + 8.0 + set.width(&words) <= self.scale.to + 16.0;
            let (x, anchor) = if fits { (right + 8.0, Anchor::Start) } else { (left - 8.0, Anchor::End) };
            scene.text(format!("all {i}"), &words, (x, set.centred(floor - self.dot)), anchor, set);
        }
        let color = if row.values.iter().any(|value| self.good(*value)) { theme.us } else { theme.muted };
        let (lines, set) = theme.bold(20.0, color).fit_words(&row.count, COUNT * width, self.row - 6.0, 11.0);
        scene.block(&format!("count {i}"), &lines, (self.body.right, middle), Anchor::End, set);
    }

    fn color(&self, value: f64) -> Color {
        if self.good(value) { self.theme.us } else { self.theme.muted }
    }
}

fn describe(data: &QuantileDotsChart) -> String {
    let colon = colon(data.words.lang);
    let one = |row: &DotsRow| {
        let values: Vec<String> = row.values.iter().map(|value| percent_of(*value)).collect();
        format!("{}{colon}{} ({})", row.name, row.count, values.join(", "))
    };
    let rows: Vec<String> = data.rows.iter().map(one).collect();
    format!("{}. {} {}. {}.", data.axis, data.threshold_name, percent(&data.threshold), rows.join("; "))
}
