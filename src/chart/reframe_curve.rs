//! The reframe curve: win probability of every alternative against the weight of the criterion that is taught.

use super::color::Color;
use super::end_labels::{EndLabel, EndLabels};
use super::font::Weight;
use super::page::{Page, Words};
use super::scale::{Scale, axis, whole};
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::{Role, Theme};
use crate::model::Lang;
use crate::stats::number::{bracketed, colon, percent, percent_interval, percent_of, percent_range};
use crate::stats::{Estimate, Spread};

/// What [`reframe_curve`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct ReframeCurveChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the horizontal axis, such as "Weight of supply-chain security".
    pub x_axis: String,
    /// Name of the vertical axis, such as "Win probability".
    pub y_axis: String,
    /// Ascending weights in [0, 1].
    pub weights: Vec<f64>,
    /// One per alternative; the order decides the colours of rivals.
    pub lines: Vec<CurveLine>,
    /// Where we overtake, or why there is no such weight.
    pub break_even: BreakEvenMark,
    /// Where this buyer is likely to be without our moves.
    pub before: LikelySpan,
    /// Where this buyer is likely to end up.
    pub after: LikelySpan,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveLine {
    /// What it is called.
    pub name: String,
    /// Decides colour and thickness.
    pub role: Role,
    /// Win probability at each weight.
    pub win: Vec<Estimate>,
}

/// The marker of the weight at which the lead changes.
#[derive(Clone, Debug, PartialEq)]
pub enum BreakEvenMark {
    /// The lead changes at this weight.
    At {
        /// What the marker is called, such as "Break-even"; its number follows.
        label: String,
        /// The weight.
        weight: Estimate,
    },
    /// It changes nowhere: a sentence that says so.
    Nowhere(String),
}

/// Where the weight is likely to be.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelySpan {
    /// What it is called, such as "Before our moves"; its median and range follow.
    pub label: String,
    /// Its 5th, 50th and 95th percentile.
    pub spread: Spread,
}

const TICKS: f64 = 24.0;
const X_LABEL: f64 = 24.0;
const LANE: f64 = 34.0;
const Y_LABEL: f64 = 22.0;
const MARK: f64 = 24.0;
const Y_TICKS: f64 = 44.0;
/// How far names may stand above and below the plot.
const OVERHANG: f64 = 18.0;

/// Lines with their 95 % bands, named at their right ends; the break-even weight; and, below the axis, where the buyer
/// is likely to be before and after.
pub fn reframe_curve(data: &ReframeCurveChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let (mut scene, body) = page.draw(theme.height, describe(data));
    let (top, bottom) = (body.top + Y_LABEL + MARK, body.bottom - TICKS - X_LABEL - 2.0 * LANE);
    let colors = colors(data, theme);
    let label = |(line, (color, _)): (&CurveLine, &(Color, bool))| EndLabel {
        name: line.name.clone(),
        note: String::new(),
        weight: if line.role == Role::Us { Weight::Bold } else { Weight::Regular },
        color: *color,
    };
    let labels = data.lines.iter().zip(&colors).map(label).collect();
    let labels = EndLabels::new(labels, theme, 220.0, bottom - top + 2.0 * OVERHANG);
    let plot = Bounds { left: body.left + Y_TICKS, top, right: body.right - labels.width - 26.0, bottom };
    let highest = data.lines.iter().flat_map(|line| &line.win).map(Estimate::high).fold(0.05, f64::max);
    let (top, ticks) = axis(highest.min(1.0));
    let last = data.weights.last().copied().filter(|weight| *weight > 0.0).unwrap_or(1.0);
    let plot = Plot {
        data,
        theme,
        x: Scale { top: last, from: plot.left, to: plot.right },
        y: Scale { top, from: plot.bottom, to: plot.top },
        bounds: plot,
    };
    plot.span(&mut scene, "before", &data.before, 0);
    plot.span(&mut scene, "after", &data.after, 1);
    plot.axes(&mut scene, &ticks);
    for (i, (color, _)) in colors.iter().enumerate() {
        plot.band(&mut scene, i, *color);
    }
    plot.break_even(&mut scene);
    // Ours is drawn last, on top.
    let mut order: Vec<usize> = (0..data.lines.len()).collect();
    order.sort_by_key(|i| data.lines[*i].role == Role::Us);
    for i in order {
        plot.curve(&mut scene, i, colors[i]);
    }
    plot.crossing(&mut scene);
    let end = |line: &CurveLine| line.win.last().map_or(plot.bounds.bottom, |win| plot.y(win.value()));
    let wanted: Vec<f64> = data.lines.iter().map(end).collect();
    let Bounds { top, right, bottom, .. } = plot.bounds;
    labels.draw(&mut scene, &wanted, right, (top - OVERHANG, bottom + OVERHANG));
    scene
}

/// Colour of each line, and whether it is dashed.
fn colors(data: &ReframeCurveChart, theme: &Theme) -> Vec<(Color, bool)> {
    let mut rivals = 0;
    let next = |line: &CurveLine| match line.role {
        Role::Us => (theme.us, false),
        Role::NoDecision => (theme.no_decision, true),
        Role::Rival => {
            rivals += 1;
            let turn = rivals - 1;
            (theme.rivals[turn % theme.rivals.len()], (turn / theme.rivals.len()) % 2 == 1)
        }
    };
    data.lines.iter().map(next).collect()
}

/// The area that lines are drawn in.
struct Plot<'a> {
    data: &'a ReframeCurveChart,
    theme: &'a Theme,
    x: Scale,
    y: Scale,
    bounds: Bounds,
}

impl Plot<'_> {
    fn x(&self, weight: f64) -> f64 {
        self.x.at(weight.clamp(0.0, self.x.top))
    }

    fn y(&self, win: f64) -> f64 {
        self.y.at(win.clamp(0.0, 1.0))
    }

    fn axes(&self, scene: &mut Scene, ticks: &[f64]) {
        let (Bounds { left, top, right, bottom }, theme) = (self.bounds, self.theme);
        let set = theme.regular(12.0, theme.muted);
        for tick in ticks {
            let y = self.y(*tick);
            let stroke = if *tick == 0.0 { Stroke::solid(theme.axis, 1.5) } else { Stroke::solid(theme.grid, 1.0) };
            scene.line(format!("grid y {}", percent_of(*tick)), vec![(left, y), (right, y)], stroke);
            scene.text("tick y", &percent_of(*tick), (left - 8.0, set.centred(y)), Anchor::End, set);
        }
        let step = [0.05, 0.1, 0.2].into_iter().find(|step| self.x.top / step < 6.5).unwrap_or(0.2);
        let ticks = (0..).map(|i| f64::from(i) * step).take_while(|tick| *tick < self.x.top + 1e-9);
        for tick in ticks {
            let x = self.x(tick);
            let line = vec![(x, bottom), (x, bottom + 5.0)];
            scene.line(format!("tick x {}", percent_of(tick)), line, Stroke::solid(theme.axis, 1.0));
            scene.text("tick x", &percent_of(tick), (x, bottom + 18.0), Anchor::Middle, set);
        }
        let name = theme.bold(13.0, theme.ink);
        let (x, y) = (left - Y_TICKS, top - Y_LABEL - MARK + 12.0);
        scene.text("axis y", &name.one_line(&self.data.y_axis, right - x), (x, y), Anchor::Start, name);
        let (x, y) = ((left + right) / 2.0, bottom + TICKS + 15.0);
        scene.text("axis x", &name.one_line(&self.data.x_axis, right - left), (x, y), Anchor::Middle, name);
    }

    fn points(&self, line: &CurveLine, value: fn(&Estimate) -> f64) -> Vec<(f64, f64)> {
        let places = self.data.weights.iter().zip(&line.win);
        places.map(|(weight, win)| (self.x(*weight), self.y(value(win)))).collect()
    }

    fn band(&self, scene: &mut Scene, i: usize, color: Color) {
        let line = &self.data.lines[i];
        let mut outline = self.points(line, Estimate::low);
        outline.extend(self.points(line, Estimate::high).into_iter().rev());
        scene.polygon(format!("band {i}"), outline, color.with_alpha(0.16));
    }

    fn curve(&self, scene: &mut Scene, i: usize, (color, dashed): (Color, bool)) {
        let line = &self.data.lines[i];
        let width = if line.role == Role::Us { 3.5 } else { 2.0 };
        let stroke = if dashed { Stroke::dashed(color, width, 7.0, 4.0) } else { Stroke::solid(color, width) };
        scene.line(format!("line {i}"), self.points(line, Estimate::value), stroke);
    }

    /// A likely range: shaded in the plot, and below the axis a bar with its median and its words.
    fn span(&self, scene: &mut Scene, name: &str, span: &LikelySpan, lane: usize) {
        let theme = self.theme;
        let (color, strength) = if lane == 0 { (theme.no_decision, 0.12) } else { (theme.us, 0.13) };
        let Spread { p05, p50, p95, .. } = &span.spread;
        let [low, median, high] = [p05, p50, p95].map(|percentile| self.x(percentile.value()));
        let (left, right) = if high - low < 2.0 { (median - 1.0, median + 1.0) } else { (low, high) };
        scene.rect(format!("span {name}"), Bounds { left, right, ..self.bounds }, color.with_alpha(strength));
        let top = self.bounds.bottom + TICKS + X_LABEL + lane as f64 * LANE;
        let bar = Bounds { left, top: top + 2.0, right, bottom: top + 9.0 };
        scene.rect(format!("range {name}"), bar, color.tint(0.5));
        let tick = Bounds { left: median - 1.5, top: bar.top - 2.0, right: median + 1.5, bottom: bar.bottom + 2.0 };
        scene.rect(format!("median {name}"), tick, color);

        let set = theme.regular(13.0, color);
        let (from, to) = (theme.margin, theme.width - theme.margin);
        let numbers = likely(span, self.data.words.lang);
        let words = format!("{}{numbers}", set.one_line(&span.label, to - from - set.width(&numbers)));
        let center = clamp_center((left + right) / 2.0, set.width(&words), from, to);
        scene.text(format!("likely {name}"), &words, (center, bar.bottom + 15.0), Anchor::Middle, set);
    }

    /// The marker of the break-even weight with its interval, and its words above the plot.
    fn break_even(&self, scene: &mut Scene) {
        let (Bounds { left, top, right, bottom }, theme) = (self.bounds, self.theme);
        let (words, numbers, wanted) = match &self.data.break_even {
            BreakEvenMark::Nowhere(words) => (words, String::new(), (left + right) / 2.0),
            BreakEvenMark::At { label, weight } => {
                let [low, middle, high] = [weight.low(), weight.value(), weight.high()].map(|weight| self.x(weight));
                if high - low > 2.0 {
                    let bounds = Bounds { left: low, right: high, ..self.bounds };
                    scene.rect("break-even interval", bounds, theme.ink.with_alpha(0.14));
                }
                let line = vec![(middle, top - 4.0), (middle, bottom)];
                scene.line("break-even", line, Stroke::dashed(theme.ink, 1.5, 4.0, 3.0));
                let certain = weight.low() == weight.high();
                let lang = self.data.words.lang;
                let interval = if certain { String::new() } else { bracketed(&percent_interval(weight), lang) };
                (label, format!(" {}{interval}", percent(weight)), middle)
            }
        };
        let set = theme.bold(14.0, theme.ink);
        let words = format!("{}{numbers}", set.one_line(words, right - left - set.width(&numbers)));
        let center = clamp_center(wanted, set.width(&words), left, right);
        scene.text("break-even", &words, (center, top - 9.0), Anchor::Middle, set);
    }

    /// A dot on our line at the break-even weight.
    fn crossing(&self, scene: &mut Scene) {
        let BreakEvenMark::At { weight, .. } = &self.data.break_even else { return };
        let Some(win) = our_win_at(self.data, weight.value()) else { return };
        let at = (self.x(weight.value()), self.y(win));
        scene.circle("crossing halo", at, 7.0, self.theme.background);
        scene.circle("crossing", at, 5.0, self.theme.ink);
    }
}

/// Our win probability at a weight, between the points of the grid by a straight line.
fn our_win_at(data: &ReframeCurveChart, weight: f64) -> Option<f64> {
    let line = data.lines.iter().find(|line| line.role == Role::Us)?;
    let i = data.weights.windows(2).position(|pair| pair[0] <= weight && weight <= pair[1])?;
    let share = (weight - data.weights[i]) / (data.weights[i + 1] - data.weights[i]);
    Some(line.win.get(i)?.value() * (1.0 - share) + line.win.get(i + 1)?.value() * share)
}

fn clamp_center(wanted: f64, width: f64, left: f64, right: f64) -> f64 {
    wanted.min(right - width / 2.0).max(left + width / 2.0)
}

/// A likely range in numbers: median, 5th and 95th percentile.
fn likely(span: &LikelySpan, lang: Lang) -> String {
    let Spread { p05, p50, p95, .. } = &span.spread;
    let range = percent_range(p05.value(), p95.value(), 0);
    let median = whole(p50.value());
    let range = if range == median { String::new() } else { bracketed(&range, lang) };
    format!("{}{median}{range}", colon(lang))
}

fn describe(data: &ReframeCurveChart) -> String {
    let lang = data.words.lang;
    let one = |line: &CurveLine| {
        let ends = line.win.first().zip(line.win.last());
        ends.map(|(first, last)| format!("{}{}{} → {}", line.name, colon(lang), percent(first), percent(last)))
    };
    let lines: Vec<_> = data.lines.iter().filter_map(one).collect();
    let mark = match &data.break_even {
        BreakEvenMark::At { label, weight } => format!("{label} {}", percent(weight)),
        BreakEvenMark::Nowhere(words) => words.trim_end_matches(['.', '。']).to_owned(),
    };
    let [before, after] = [&data.before, &data.after].map(|span| format!("{}{}", span.label, likely(span, lang)));
    let weights = data.weights.first().zip(data.weights.last());
    let shown = weights.map_or_else(String::new, |(first, last)| format!(" {}", percent_range(*first, *last, 0)));
    format!("{} / {}{shown}. {}. {mark}. {before}; {after}.", data.y_axis, data.x_axis, lines.join("; "))
}
