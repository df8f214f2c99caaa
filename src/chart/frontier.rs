//! What more effort would bring: the best that can be had for each amount spent, as a staircase, with the scenario's own
//! strategies beside it.

use super::legend::{Legend, Sign};
use super::marks::upright_whisker;
use super::page::{Page, Words};
use super::place::{Obstacles, Placed, Wanted, leaders, place};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::{Marker, Theme};
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, points_with_margin};

/// What [`frontier`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontierChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the horizontal axis with its unit, such as "Working days".
    pub x_axis: String,
    /// Name of the vertical axis with its unit, such as "Gain of win probability, points".
    pub y_axis: String,
    /// Name of the staircase, such as "Best for this budget".
    pub best: String,
    /// Name of the other points, such as "Strategies of the scenario".
    pub others: String,
    /// Name of the error bars; empty if there are none.
    pub interval: String,
    /// The corners of the staircase, by ascending amount.
    pub points: Vec<FrontierDot>,
    /// Points beside it.
    pub strategies: Vec<FrontierDot>,
}

/// A pitch.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontierDot {
    /// What it is called, or what it adds.
    pub name: String,
    /// What is spent, >= 0.
    pub spent: f64,
    /// What that brings, as a fraction.
    pub gain: Estimate,
}

const DOT: f64 = 6.5;
const MARK: f64 = 6.0;
const Y_TICKS: f64 = 46.0;
const X_TICKS: f64 = 24.0;
const AXIS_NAME: f64 = 24.0;
const PAD: f64 = 26.0;
/// Lowest space for points and axes.
const LOWEST: f64 = 300.0;
/// Widest name.
const WIDEST: f64 = 190.0;

/// A staircase through the best pitches, a diamond for each strategy, and names that cover nothing.
pub fn frontier(data: &FrontierChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let others = if data.strategies.is_empty() { String::new() } else { data.others.clone() };
    let entries = vec![
        (Sign::After(theme.us), data.best.clone()),
        (Sign::Fill(theme.rivals[0]), others),
        (Sign::Interval, data.interval.clone()),
    ];
    let legend = Legend::new(entries, theme.width - 2.0 * theme.margin, theme);
    let above = legend.height() + AXIS_NAME;
    // As low as possible, in letters as large as possible; numbers instead of names if nothing else fits.
    let tries = [(1.0, 13.0, false), (1.0, 12.0, false), (1.3, 12.0, false), (1.7, 12.0, false), (1.7, 12.0, true)];
    let mut last = None;
    for (grow, size, numbered) in tries {
        let height = (grow * theme.height).max(page.above() + above + LOWEST + page.below()).ceil();
        let bounds = Bounds {
            left: theme.margin + Y_TICKS,
            top: page.above() + above,
            right: theme.width - theme.margin,
            bottom: height - page.below() - X_TICKS - AXIS_NAME,
        };
        let plot = Plot::new(data, theme, bounds, size, numbered);
        let done = plot.labels.is_some();
        last = Some((height, plot));
        if done {
            break;
        }
    }
    let (height, plot) = last.expect("at least one try");
    let (mut scene, body) = page.draw(height, describe(data));
    legend.draw(&mut scene, (body.left, body.top), theme);
    plot.draw(&mut scene, &body);
    scene
}

/// A straight scale between round ends.
struct Axis {
    low: f64,
    high: f64,
    ticks: Vec<f64>,
    from: f64,
    to: f64,
}

impl Axis {
    fn new(low: f64, high: f64, (from, to): (f64, f64)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        let ticks = ticks(low, high);
        Self { low, high, ticks, from, to }
    }

    fn at(&self, x: f64) -> f64 {
        self.from + (self.to - self.from) * (x - self.low) / (self.high - self.low)
    }
}

/// Multiples of 1, 2 or 5 times a power of ten, at most six.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let least = (high - low) / 6.0;
    let power = 10.0_f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|digit| digit * power).find(|step| *step >= least * 0.999_999);
    let step = step.unwrap_or(10.0 * power);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// A point on the paper with its name.
struct Dot<'a> {
    at: (f64, f64),
    ends: (f64, f64),
    lines: Vec<String>,
    set: Type<'a>,
    ours: bool,
}

struct Plot<'a> {
    data: &'a FrontierChart,
    theme: &'a Theme,
    bounds: Bounds,
    x: Axis,
    y: Axis,
    dots: Vec<Dot<'a>>,
    stairs: Vec<(f64, f64)>,
    labels: Option<Vec<Placed>>,
}

impl<'a> Plot<'a> {
    fn new(data: &'a FrontierChart, theme: &'a Theme, bounds: Bounds, size: f64, numbered: bool) -> Self {
        let all = || data.points.iter().chain(&data.strategies);
        let most = all().map(|dot| dot.spent).fold(0.0, f64::max);
        let low = all().map(|dot| dot.gain.low()).fold(0.0, f64::min);
        let high = all().map(|dot| dot.gain.high()).fold(0.0, f64::max);
        let high = if high > low { high } else { low + 0.01 };
        let x = Axis::new(0.0, if most > 0.0 { most } else { 1.0 }, (bounds.left + PAD, bounds.right - PAD));
        let y = Axis::new(low, high, (bounds.bottom - PAD, bounds.top + PAD));
        let place = |dot: &FrontierDot| (x.at(dot.spent), y.at(dot.gain.value()));
        let dot = |(number, dot): (usize, &FrontierDot)| {
            let ours = number < data.points.len();
            let set = if ours { theme.bold(size, theme.ink) } else { theme.regular(size, theme.rivals[0]) };
            let lines = if numbered { vec![(number + 1).to_string()] } else { set.wrap(&dot.name, WIDEST, 2) };
            Dot { at: place(dot), ends: (y.at(dot.gain.low()), y.at(dot.gain.high())), lines, set, ours }
        };
        let dots: Vec<Dot> = all().enumerate().map(dot).collect();
        let mut stairs = vec![(x.at(0.0), y.at(0.0))];
        for point in &data.points {
            let (at, level) = (place(point), stairs[stairs.len() - 1].1);
            stairs.extend([(at.0, level), at]);
        }
        stairs.push((bounds.right, stairs[stairs.len() - 1].1));
        let mut plot = Self { data, theme, bounds, x, y, dots, stairs, labels: None };
        plot.labels = plot.place(numbered);
        plot
    }

    fn place(&self, desperate: bool) -> Option<Vec<Placed>> {
        let mut obstacles = Obstacles { boxes: Vec::new(), lines: vec![self.stairs.clone()] };
        for dot in &self.dots {
            let ((x, y), (low, high)) = (dot.at, dot.ends);
            let around = Bounds { left: x - DOT, top: y - DOT, right: x + DOT, bottom: y + DOT };
            obstacles.boxes.push(around);
            obstacles.boxes.push(Bounds { left: x - 4.0, top: high.min(y), right: x + 4.0, bottom: low.max(y) });
        }
        let wanted = |dot: &Dot| Wanted {
            at: dot.at,
            radius: DOT,
            width: dot.lines.iter().map(|line| dot.set.width(line)).fold(0.0, f64::max),
            height: dot.set.leading() * dot.lines.len() as f64,
        };
        let wanted: Vec<Wanted> = self.dots.iter().map(wanted).collect();
        let Bounds { left, top, right, bottom } = self.bounds;
        let area = Bounds { left: left + 4.0, top: top + 2.0, right, bottom: bottom - 2.0 };
        place(&wanted, &obstacles, &area, desperate)
    }

    fn draw(&self, scene: &mut Scene, body: &Bounds) {
        self.axes(scene, body);
        let theme = self.theme;
        scene.line("frontier", self.stairs.clone(), Stroke::solid(theme.us.tint(0.5), 2.5));
        let labels = self.labels.as_deref().unwrap_or(&[]);
        leaders(scene, labels, theme);
        for (i, dot) in self.dots.iter().enumerate() {
            let (low, high) = dot.ends;
            if low - high > 2.0 {
                upright_whisker(scene, &format!("interval {i}"), dot.at.0, (low, high), theme);
            }
        }
        // The staircase is drawn last, on top.
        for (i, dot) in self.dots.iter().enumerate().rev() {
            let (marker, radius, color) =
                if dot.ours { (Marker::Circle, DOT, theme.us) } else { (Marker::Diamond, MARK, theme.rivals[0]) };
            scene.marker(format!("dot {i} halo"), marker, dot.at, radius + 1.5, theme.background);
            scene.marker(format!("dot {i}"), marker, dot.at, radius, color);
        }
        for (i, (dot, placed)) in self.dots.iter().zip(labels).enumerate() {
            self.name(scene, i, dot, placed);
        }
    }

    /// Names stand towards their point.
    fn name(&self, scene: &mut Scene, i: usize, dot: &Dot, placed: &Placed) {
        let (x, anchor) = placed.towards(dot.at);
        scene.rect("name halo", placed.bounds, self.theme.background.with_alpha(0.75));
        scene.lines(&format!("name {i}"), &dot.lines, (x, placed.bounds.top + dot.set.size), anchor, dot.set);
    }

    fn axes(&self, scene: &mut Scene, body: &Bounds) {
        let (Bounds { left, top, right, bottom }, theme) = (self.bounds, self.theme);
        let set = theme.regular(12.0, theme.muted);
        let numbers = Numbers::new(self.data.words.lang);
        for tick in &self.y.ticks {
            let y = self.y.at(*tick);
            let words = numbers.plain((100.0 * tick * 1e6).round() / 1e6);
            let width = if tick.abs() < 1e-12 { 1.5 } else { 1.0 };
            let color = if tick.abs() < 1e-12 { theme.axis } else { theme.grid };
            scene.line(format!("grid y {words}"), vec![(left, y), (right, y)], Stroke::solid(color, width));
            scene.text("tick y", &words, (left - 8.0, set.centred(y)), Anchor::End, set);
        }
        for tick in &self.x.ticks {
            let x = self.x.at(*tick);
            let words = numbers.plain(*tick);
            scene.line(format!("grid x {words}"), vec![(x, top), (x, bottom)], Stroke::solid(theme.grid, 1.0));
            scene.text("tick x", &words, (x, bottom + 18.0), Anchor::Middle, set);
        }
        scene.line("frame", vec![(left, top), (left, bottom), (right, bottom)], Stroke::solid(theme.axis, 1.5));
        let name = theme.bold(13.0, theme.ink);
        let words = name.one_line(&self.data.y_axis, right - body.left);
        scene.text("axis y", &words, (body.left, top - 9.0), Anchor::Start, name);
        let words = name.one_line(&self.data.x_axis, right - left);
        scene.text("axis x", &words, ((left + right) / 2.0, bottom + X_TICKS + 15.0), Anchor::Middle, name);
    }
}

fn describe(data: &FrontierChart) -> String {
    let lang = data.words.lang;
    let numbers = Numbers::new(lang);
    let dot = |dot: &FrontierDot| {
        format!("{}{}{}, {}", dot.name, colon(lang), numbers.plain(dot.spent), points_with_margin(&dot.gain))
    };
    let list = |dots: &[FrontierDot]| dots.iter().map(dot).collect::<Vec<_>>().join("; ");
    let mut text = format!("{}, {}. {}{}{}.", data.x_axis, data.y_axis, data.best, colon(lang), list(&data.points));
    if !data.strategies.is_empty() {
        text.push_str(&format!(" {}{}{}.", data.others, colon(lang), list(&data.strategies)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_few_and_inside() {
        for (low, high) in [(0.0, 53.0), (-0.031, 0.42), (0.0, 300_000.0), (0.0, 1.0), (-0.2, 0.0), (0.0, 0.004)] {
            let ticks = ticks(low, high);
            assert!((2..=7).contains(&ticks.len()), "{low} {high} {ticks:?}");
            assert!(ticks.iter().all(|tick| *tick >= low - 1e-9 && *tick <= high + 1e-9), "{ticks:?}");
        }
    }
}
