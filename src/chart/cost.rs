//! What an answer costs: small panels, each with the time per draw against one size of the problem.

use super::color::Color;
use super::end_labels::{EndLabel, EndLabels};
use super::font::Weight;
use super::legend::{Legend, Sign};
use super::page::{Page, Words};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::{Role, Theme};
use crate::stats::number::{Numbers, colon};

/// What [`cost`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct CostChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the vertical axes, such as "Time per draw".
    pub axis: String,
    /// One per size that was varied.
    pub panels: Vec<CostPanel>,
}

/// One size of the problem.
#[derive(Clone, Debug, PartialEq)]
pub struct CostPanel {
    /// What was varied, such as "Strategies".
    pub name: String,
    /// How the sizes are spread.
    pub axis: CostAxis,
    /// Who was measured.
    pub lines: Vec<CostLine>,
}

/// How sizes are spread on a horizontal axis. Times are always spread by their logarithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostAxis {
    /// Equal steps are equally long.
    Linear,
    /// Equal factors are equally long.
    Log,
}

/// One program.
#[derive(Clone, Debug, PartialEq)]
pub struct CostLine {
    /// What it is called.
    pub name: String,
    /// Decides its colour: the program that the chart is about, or another.
    pub role: Role,
    /// Size and nanoseconds, by ascending size. What is not above 0 cannot be drawn and is left out.
    pub points: Vec<(f64, f64)>,
}

const COLUMNS: usize = 3;
const GUTTER: f64 = 30.0;
/// Between rows of panels.
const ROW: f64 = 18.0;
const HEADING: f64 = 34.0;
const X_TICKS: f64 = 26.0;
const Y_TICKS: f64 = 52.0;
/// Space between the outermost points and the edges of a panel.
const INSET: f64 = 8.0;
/// A panel is at least this high, so the page grows with many rows.
const LOWEST: f64 = 130.0;
/// Widest name beside a line.
const WIDEST: f64 = 96.0;

/// Panels in rows of three; every line is named at its end, with its last time.
pub fn cost(data: &CostChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let legend = Legend::new(vec![(Sign::Heading, data.axis.clone())], theme.width - 2.0 * theme.margin, theme);
    let rows = data.panels.len().div_ceil(COLUMNS).max(1) as f64;
    let around = HEADING + X_TICKS + ROW;
    let chrome = page.above() + legend.height() + page.below() - ROW;
    let height = theme.height.max(chrome + rows * (LOWEST + around)).ceil();
    let (mut scene, body) = page.draw(height, describe(data));
    legend.draw(&mut scene, (body.left, body.top), theme);

    let columns = data.panels.len().clamp(1, COLUMNS) as f64;
    let width = (body.right - body.left - GUTTER * (columns - 1.0)) / columns;
    let inner = (height - chrome) / rows - around;
    for (i, panel) in data.panels.iter().enumerate() {
        let left = body.left + (i % COLUMNS) as f64 * (width + GUTTER);
        let top = body.top + legend.height() + (i / COLUMNS) as f64 * (inner + around) + HEADING;
        let space = Bounds { left, top, right: left + width, bottom: top + inner };
        Panel::new(i, panel, space, data.words.lang, theme).draw(&mut scene);
    }
    scene
}

/// A panel with its scales.
struct Panel<'a> {
    number: usize,
    data: &'a CostPanel,
    /// `[line]` colour.
    colors: Vec<Color>,
    labels: EndLabels<'a>,
    numbers: Numbers,
    theme: &'a Theme,
    /// The whole panel, and the part that lines are drawn in.
    space: Bounds,
    plot: Bounds,
    x: Spread,
    y: Spread,
}

impl<'a> Panel<'a> {
    fn new(number: usize, data: &'a CostPanel, space: Bounds, lang: crate::model::Lang, theme: &'a Theme) -> Self {
        let colors = colors(data, theme);
        let label = |(line, color): (&CostLine, &Color)| EndLabel {
            name: line.name.clone(),
            note: points(line).last().map_or_else(String::new, |(_, time)| duration(time)),
            weight: if line.role == Role::Us { Weight::Bold } else { Weight::Regular },
            color: *color,
        };
        let labels = data.lines.iter().zip(&colors).map(label).collect();
        let labels = EndLabels::new(labels, theme, WIDEST, space.bottom - space.top);
        let plot = Bounds { left: space.left + Y_TICKS, right: space.right - labels.width - 26.0, ..space };
        let all = || data.lines.iter().flat_map(points);
        let (inside, ends) = ((plot.left + INSET, plot.right - INSET), (plot.bottom - INSET, plot.top + INSET));
        let x = Spread::new(all().map(|(size, _)| size), data.axis, inside);
        let y = Spread::new(all().map(|(_, time)| time), CostAxis::Log, ends).with_round_ends();
        Self { number, data, colors, labels, numbers: Numbers::new(lang), theme, space, plot, x, y }
    }

    fn draw(&self, scene: &mut Scene) {
        self.axes(scene);
        // Ours is drawn last, on top.
        let mut order: Vec<usize> = (0..self.data.lines.len()).collect();
        order.sort_by_key(|line| self.data.lines[*line].role == Role::Us);
        for line in order {
            self.line(scene, line);
        }
        let last = |line: &CostLine| points(line).last().map_or(self.plot.bottom, |(_, time)| self.y.at(time));
        let wanted: Vec<f64> = self.data.lines.iter().map(last).collect();
        self.labels.draw(scene, &wanted, self.plot.right, (self.plot.top - 6.0, self.plot.bottom + 6.0));
    }

    fn axes(&self, scene: &mut Scene) {
        let (Bounds { left, top, right, bottom }, theme, number) = (self.plot, self.theme, self.number);
        let name = theme.bold(15.0, theme.ink);
        let words = name.one_line(&self.data.name, self.space.right - self.space.left);
        scene.text(format!("panel {number}"), &words, (self.space.left, top - 14.0), Anchor::Start, name);
        let set = theme.regular(12.0, theme.muted);
        for tick in self.y.ticks() {
            let y = self.y.at(tick);
            let words = duration(tick);
            let stroke = Stroke::solid(theme.grid, 1.0);
            scene.line(format!("grid {number} {words}"), vec![(left, y), (right, y)], stroke);
            scene.text("tick y", &words, (left - 8.0, set.centred(y)), Anchor::End, set);
        }
        scene.line(format!("axis {number}"), vec![(left, bottom), (right, bottom)], Stroke::solid(theme.axis, 1.5));
        for (x, words) in self.sizes(set) {
            let mark = vec![(x, bottom), (x, bottom + 5.0)];
            scene.line(format!("tick {number} {words}"), mark, Stroke::solid(theme.axis, 1.0));
            scene.text("tick x", &words, (x, bottom + 18.0), Anchor::Middle, set);
        }
    }

    /// Ticks of the horizontal axis with their words: every one, or every second, ... so that all have room.
    fn sizes(&self, set: Type) -> Vec<(f64, String)> {
        let word = |tick: &f64| (self.x.at(*tick), self.numbers.count(*tick as u64));
        let all: Vec<(f64, String)> = self.x.ticks().iter().map(word).collect();
        let every = |step: usize| all.iter().step_by(step).cloned().collect::<Vec<_>>();
        let fit = |ticks: &[(f64, String)]| {
            let half = |words: &str| set.width(words) / 2.0 + 4.0;
            ticks.windows(2).all(|pair| pair[0].0 + half(&pair[0].1) <= pair[1].0 - half(&pair[1].1))
        };
        (1..=all.len()).map(every).find(|ticks| fit(ticks)).unwrap_or_default()
    }

    fn line(&self, scene: &mut Scene, line: usize) {
        let (data, color) = (&self.data.lines[line], self.colors[line]);
        let ours = data.role == Role::Us;
        let places: Vec<(f64, f64)> = points(data).map(|(size, time)| (self.x.at(size), self.y.at(time))).collect();
        let name = format!("line {} {line}", self.number);
        let stroke = Stroke::solid(color, if ours { 3.0 } else { 2.0 });
        if places.len() > 1 {
            scene.line(name.clone(), places.clone(), stroke);
        }
        for place in places {
            scene.circle(format!("point of {name}"), place, if ours { 4.0 } else { 3.5 }, color);
        }
    }
}

fn colors(data: &CostPanel, theme: &Theme) -> Vec<Color> {
    let mut rivals = theme.rivals.iter().cycle();
    let next = |line: &CostLine| match line.role {
        Role::Us => theme.us,
        Role::NoDecision => theme.no_decision,
        Role::Rival => *rivals.next().unwrap_or(&theme.ink),
    };
    data.lines.iter().map(next).collect()
}

/// What can be drawn.
fn points(line: &CostLine) -> impl Iterator<Item = (f64, f64)> + '_ {
    line.points.iter().copied().filter(|(size, time)| *size > 0.0 && *time > 0.0)
}

/// Numbers above 0 to positions.
struct Spread {
    low: f64,
    high: f64,
    axis: CostAxis,
    from: f64,
    to: f64,
}

impl Spread {
    /// From the smallest number (from 0 if equal steps are equally long) to the largest one.
    fn new(numbers: impl Iterator<Item = f64>, axis: CostAxis, (from, to): (f64, f64)) -> Self {
        let (low, high) = numbers.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), x| (low.min(x), high.max(x)));
        let (low, high) = if high > 0.0 { (low, high) } else { (1.0, 10.0) };
        let low = if axis == CostAxis::Linear { 0.0 } else { low };
        Self { low, high, axis, from, to }
    }

    /// The same with both ends at round numbers.
    fn with_round_ends(self) -> Self {
        let low = round_numbers(self.low / 10.0, self.low).last().copied().unwrap_or(self.low);
        let high = round_numbers(self.high, 10.0 * self.high).first().copied().unwrap_or(self.high);
        Self { low, high, ..self }
    }

    fn at(&self, x: f64) -> f64 {
        let share = match self.axis {
            _ if self.high <= self.low => 0.5,
            CostAxis::Linear => (x - self.low) / (self.high - self.low),
            CostAxis::Log => (x / self.low).ln() / (self.high / self.low).ln(),
        };
        self.from + (self.to - self.from) * share
    }

    /// Round numbers of the axis: at most seven.
    fn ticks(&self) -> Vec<f64> {
        const MOST: usize = 7;
        if self.axis == CostAxis::Linear {
            let step = round_numbers(self.high / 60.0, self.high).into_iter().find(|step| self.high / step < 6.5);
            let step = step.unwrap_or(self.high).max(1.0);
            return (0..).map(|i| f64::from(i) * step).take_while(|tick| *tick <= self.high * (1.0 + 1e-9)).collect();
        }
        let all = round_numbers(self.low, self.high);
        if all.len() <= MOST {
            return all;
        }
        let powers: Vec<f64> = all.into_iter().filter(|x| (x.log10() - x.log10().round()).abs() < 1e-9).collect();
        let every = powers.len().div_ceil(MOST).max(1);
        powers.into_iter().step_by(every).collect()
    }
}

/// 1, 2 and 5 times powers of ten, from `low` to `high`, both included.
fn round_numbers(low: f64, high: f64) -> Vec<f64> {
    let hair = 1e-9;
    let first = low.log10().floor() as i32;
    let last = high.log10().ceil() as i32;
    let each = (first..=last).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10.0_f64.powi(power)));
    each.filter(|x| (low * (1.0 - hair)..=high * (1.0 + hair)).contains(x)).collect()
}

/// Two digits and a unit: `85 ns`, `1.2 µs`, `59 µs`.
fn duration(nanoseconds: f64) -> String {
    const UNITS: [(&str, f64); 4] = [("ns", 1.0), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)];
    // 999.6 ns reads 1.0 µs.
    let fits = |(_, scale): &&(&str, f64)| nanoseconds / scale < 999.5;
    let (unit, scale) = UNITS.iter().find(fits).unwrap_or(&UNITS[3]);
    let number = nanoseconds / scale;
    let digits = if number.round() == number || number >= 9.95 { 0 } else { 1 };
    format!("{number:.digits$} {unit}")
}

fn describe(data: &CostChart) -> String {
    let lang = data.words.lang;
    let line = |line: &CostLine| {
        let ends = points(line).next().zip(points(line).last());
        ends.map(|((_, first), (_, last))| format!("{} {} → {}", line.name, duration(first), duration(last)))
    };
    let panel = |panel: &CostPanel| {
        let sizes = panel.lines.iter().flat_map(points).map(|(size, _)| size);
        let (low, high) = sizes.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), x| (low.min(x), high.max(x)));
        let numbers = Numbers::new(lang);
        let range = if high > 0.0 {
            format!(" {}", numbers.between(&numbers.count(low as u64), &numbers.count(high as u64)))
        } else {
            String::new()
        };
        let lines: Vec<String> = panel.lines.iter().filter_map(line).collect();
        format!("{}{range}{}{}", panel.name, colon(lang), lines.join("; "))
    };
    let panels: Vec<String> = data.panels.iter().map(panel).collect();
    format!("{}. {}.", data.axis, panels.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_two_digits_and_a_unit() {
        let read = [0.94, 2.07, 9.96, 85.2, 999.7, 1176.0, 59_252.0, 134_487.0, 2.0e6, 3.2e9].map(duration);
        let wanted = ["0.9 ns", "2.1 ns", "10 ns", "85 ns", "1.0 µs", "1.2 µs", "59 µs", "134 µs", "2 ms", "3.2 s"];
        assert_eq!(read, wanted);
    }

    #[test]
    fn ticks_are_round_few_and_inside() {
        for (low, high) in [(1.0, 1000.0), (1.0, 24.0), (256.0, 1e7), (83.0, 91.0), (1e-3, 1e9), (5.0, 5.0)] {
            for axis in [CostAxis::Linear, CostAxis::Log] {
                let spread = Spread::new([low, high].into_iter(), axis, (0.0, 100.0)).with_round_ends_if(axis);
                let ticks = spread.ticks();
                assert!((1..=7).contains(&ticks.len()), "{low} {high} {axis:?} {ticks:?}");
                assert!(ticks.iter().all(|tick| (-1e-6..=100.000_001).contains(&spread.at(*tick))), "{ticks:?}");
            }
        }
    }

    impl Spread {
        fn with_round_ends_if(self, axis: CostAxis) -> Self {
            if axis == CostAxis::Log { self.with_round_ends() } else { self }
        }
    }
}
