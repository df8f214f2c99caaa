//! How the race went: win probability of every alternative at the end of each stage, without and with our moves.

use super::color::Color;
use super::end_labels::{EndLabel, EndLabels};
use super::font::Weight;
use super::legend::{Legend, Sign};
use super::marks::upright_whisker;
use super::page::{Page, Words};
use super::scale::Scale;
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::{Role, Theme};
use crate::stats::Estimate;
use crate::stats::number::{colon, percent, percent_of};

/// What [`trajectory`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct TrajectoryChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Win probability at the end of each stage".
    pub axis: String,
    /// Name of the baseline: the left panel.
    pub before: String,
    /// Name of the strategy: the right panel.
    pub after: String,
    /// Name of the error bars, such as "95% interval of our share"; empty if there are none.
    pub interval: String,
    /// The stages in the order of time.
    pub stages: Vec<String>,
    /// One per alternative, drawn in this order from the bottom, but for ours, which is the lowest.
    pub rows: Vec<TrajectoryRow>,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct TrajectoryRow {
    /// What it is called.
    pub name: String,
    /// Decides its colour.
    pub role: Role,
    /// `[stage]` win probability of the baseline if the decision fell at its end; over all rows they sum to 1.
    pub before: Vec<Estimate>,
    /// `[stage]` the same with the strategy.
    pub after: Vec<Estimate>,
}

const Y_TICKS: f64 = 44.0;
const GUTTER: f64 = 44.0;
const HEADING: f64 = 30.0;
/// Our share below each stage.
const OURS: f64 = 28.0;
/// Where one stage is all there is, its bar is this wide.
const BAR: f64 = 150.0;
/// A label at the right end needs about this height, so the page grows with many alternatives.
const LABEL: f64 = 46.0;

/// Two panels of stacked areas, or of one stacked bar if there is one stage; ours at the bottom with its intervals.
pub fn trajectory(data: &TrajectoryChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let entries = vec![(Sign::Heading, data.axis.clone()), (Sign::Interval, data.interval.clone())];
    let legend = Legend::new(entries, theme.width - 2.0 * theme.margin, theme);
    let bands = bands(data, theme);
    let widest = 0.17 * (theme.width - 2.0 * theme.margin);
    let chrome = page.above() + legend.height() + HEADING + page.below();
    let stages_at_most = 70.0 + OURS;
    let height = theme.height.max(chrome + stages_at_most + LABEL * data.rows.len() as f64).ceil();

    let room = height - chrome - stages_at_most;
    let labels = EndLabels::new(bands.iter().map(Band::label).collect(), theme, widest, room);
    let numbers = EndLabels::new(bands.iter().map(Band::number).collect(), theme, widest, room);
    // The names begin inside of the space that the right panel has for its last stage.
    let width = theme.width - 2.0 * theme.margin - GUTTER - labels.width + Y_TICKS - 28.0;
    let places = Places::new(data.stages.len(), (width / 2.0).floor());
    let names = StageNames::new(data, theme, places.room);

    let (mut scene, body) = page.draw(height, describe(data, &bands));
    legend.draw(&mut scene, (body.left, body.top), theme);
    let top = body.top + legend.height() + HEADING;
    let bottom = body.bottom - OURS - names.height;
    let y = Scale { top: 1.0, from: bottom, to: top };
    ticks(&mut scene, theme, body.left + places.first() - 8.0, y);
    let states: [(&str, &String, Shares); 2] =
        [("before", &data.before, |row| &row.before), ("after", &data.after, |row| &row.after)];
    for (i, (name, heading, shares)) in states.into_iter().enumerate() {
        let left = body.left + i as f64 * (places.width + GUTTER);
        let bounds = Bounds { left, top, right: left + places.width, bottom };
        let panel = Panel { name, shares, bands: &bands, places: &places, bounds, y, theme };
        panel.draw(&mut scene, heading, &names);
        let words = if name == "after" { &labels } else { &numbers };
        words.draw(&mut scene, &panel.ends(), left + places.last(), (top - 6.0, bottom + 4.0));
    }
    scene
}

type Shares = fn(&TrajectoryRow) -> &Vec<Estimate>;

/// An alternative with its colours.
struct Band<'a> {
    row: &'a TrajectoryRow,
    fill: Color,
    text: Color,
}

impl Band<'_> {
    /// What stands beside the right panel.
    fn label(&self) -> EndLabel {
        EndLabel { name: self.row.name.clone(), ..self.end(&self.row.after) }
    }

    /// What stands beside the left panel.
    fn number(&self) -> EndLabel {
        self.end(&self.row.before)
    }

    /// The share at the last stage.
    fn end(&self, shares: &[Estimate]) -> EndLabel {
        EndLabel {
            name: String::new(),
            note: shares.last().map_or_else(String::new, percent),
            weight: if self.row.role == Role::Us { Weight::Bold } else { Weight::Regular },
            color: self.text,
        }
    }
}

/// Ours first. Rivals take the colours in turn; after one round they are lighter.
fn bands<'a>(data: &'a TrajectoryChart, theme: &Theme) -> Vec<Band<'a>> {
    let mut rows: Vec<&TrajectoryRow> = data.rows.iter().collect();
    rows.sort_by_key(|row| row.role != Role::Us);
    let mut turn = 0;
    let colored = |row: &'a TrajectoryRow| {
        let (fill, text) = match row.role {
            Role::Us => (theme.us, theme.us),
            Role::NoDecision => (theme.no_decision.tint(0.34), theme.no_decision),
            Role::Rival => {
                let (color, round) = (theme.rivals[turn % theme.rivals.len()], turn / theme.rivals.len());
                turn += 1;
                (color.tint([0.7, 0.45, 0.25][round.min(2)]), color)
            }
        };
        Band { row, fill, text }
    };
    rows.into_iter().map(colored).collect()
}

/// Where the stages are, from the left edge of a panel.
struct Places {
    width: f64,
    at: Vec<f64>,
    /// Half the width of the bar that a single stage is.
    half: f64,
    /// Width for a stage's name.
    room: f64,
}

impl Places {
    fn new(stages: usize, width: f64) -> Self {
        if stages < 2 {
            let width = width.min(3.0 * BAR);
            let half = (BAR / 2.0).min(width / 4.0);
            return Self { width, at: vec![Y_TICKS + half; stages], half, room: 2.0 * half + Y_TICKS };
        }
        // Half a name stands beyond either end, and the ticks before the first.
        let edge = (width / (2 * stages) as f64).clamp(Y_TICKS, 56.0);
        let step = (width - 2.0 * edge) / (stages - 1) as f64;
        let at = (0..stages).map(|i| edge + i as f64 * step).collect();
        Self { width, at, half: 0.0, room: step.min(2.0 * edge) - 6.0 }
    }

    /// Where the areas begin.
    fn first(&self) -> f64 {
        self.at.first().map_or(0.0, |x| x - self.half)
    }

    /// Where they end.
    fn last(&self) -> f64 {
        self.at.last().map_or(self.width, |x| x + self.half)
    }
}

/// The names below both panels, in one size.
struct StageNames<'a> {
    lines: Vec<Vec<String>>,
    set: Type<'a>,
    height: f64,
}

impl<'a> StageNames<'a> {
    fn new(data: &TrajectoryChart, theme: &'a Theme, room: f64) -> Self {
        let set = theme.regular(13.0, theme.ink);
        let size = data.stages.iter().map(|name| set.fit_words(name, room, 68.0, 9.0).1.size).fold(13.0, f64::min);
        let set = Type { size, ..set };
        let lines: Vec<_> = data.stages.iter().map(|name| set.fit_words(name, room, 68.0, size).0).collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0);
        Self { lines, set, height: most as f64 * set.leading() + 4.0 }
    }
}

fn ticks(scene: &mut Scene, theme: &Theme, right: f64, y: Scale) {
    let set = theme.regular(12.0, theme.muted);
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        scene.text("tick y", &percent_of(tick), (right, set.centred(y.at(tick))), Anchor::End, set);
    }
}

/// One strategy.
struct Panel<'a> {
    name: &'a str,
    shares: Shares,
    bands: &'a [Band<'a>],
    places: &'a Places,
    bounds: Bounds,
    y: Scale,
    theme: &'a Theme,
}

impl Panel<'_> {
    fn share(&self, band: usize, stage: usize) -> Option<&Estimate> {
        (self.shares)(self.bands[band].row).get(stage)
    }

    /// Height in the stack up to the top of a band; 0 is the foot of the stack.
    fn below(&self, bands: usize, stage: usize) -> f64 {
        let shares = (0..bands).filter_map(|band| self.share(band, stage));
        self.y.at(shares.map(Estimate::value).sum::<f64>().clamp(0.0, 1.0))
    }

    /// The upper edge of so many bands, from left to right.
    fn edge(&self, bands: usize) -> Vec<(f64, f64)> {
        let half = self.places.half;
        let place = |(stage, x): (usize, &f64)| {
            let (x, y) = (self.bounds.left + x, self.below(bands, stage));
            if half > 0.0 { vec![(x - half, y), (x + half, y)] } else { vec![(x, y)] }
        };
        self.places.at.iter().enumerate().flat_map(place).collect()
    }

    /// The middle of each band at the last stage.
    fn ends(&self) -> Vec<f64> {
        let last = self.places.at.len().saturating_sub(1);
        (0..self.bands.len()).map(|band| (self.below(band, last) + self.below(band + 1, last)) / 2.0).collect()
    }

    fn draw(&self, scene: &mut Scene, heading: &str, names: &StageNames) {
        let (Bounds { left, top, bottom, .. }, theme, name) = (self.bounds, self.theme, self.name);
        let set = theme.bold(15.0, theme.ink);
        let at = left + self.places.first();
        let heading = set.one_line(heading, self.places.width - self.places.first());
        scene.text(format!("heading {name}"), &heading, (at, top - 11.0), Anchor::Start, set);
        for (i, band) in self.bands.iter().enumerate() {
            let outline = [self.edge(i), self.edge(i + 1).into_iter().rev().collect()].concat();
            if !outline.is_empty() {
                scene.polygon(format!("band {name} {i}"), outline, band.fill);
            }
        }
        let (first, last) = (left + self.places.first(), left + self.places.last());
        for tick in [0.25, 0.5, 0.75] {
            let line = vec![(first, self.y.at(tick)), (last, self.y.at(tick))];
            let stroke = Stroke::solid(theme.background.with_alpha(0.45), 1.0);
            scene.line(format!("grid {name} {}", percent_of(tick)), line, stroke);
        }
        for i in 1..self.bands.len() {
            scene.line(format!("border {name} {i}"), self.edge(i), Stroke::solid(theme.background, 1.5));
        }
        scene.line(format!("zero {name}"), vec![(first, bottom), (last, bottom)], Stroke::solid(theme.axis, 1.5));
        for (stage, (x, lines)) in self.places.at.iter().zip(&names.lines).enumerate() {
            let x = left + x;
            self.ours(scene, stage, x);
            let y = bottom + OURS + names.set.size;
            scene.lines(&format!("stage {name} {stage}"), lines, (x, y), Anchor::Middle, names.set);
        }
    }

    /// Our share at a stage: its interval, and below the axis its number.
    fn ours(&self, scene: &mut Scene, stage: usize, x: f64) {
        let (theme, name) = (self.theme, self.name);
        let ours = self.bands.first().filter(|band| band.row.role == Role::Us);
        let Some(share) = ours.and_then(|_| self.share(0, stage)) else { return };
        let ends = [share.low(), share.high()].map(|end| self.y.at(end.clamp(0.0, 1.0)));
        if ends[0] - ends[1] > 2.0 {
            upright_whisker(scene, &format!("interval {name} {stage}"), x, (ends[0], ends[1]), theme);
        }
        let set = theme.bold(if self.places.at.len() > 4 { 13.0 } else { 15.0 }, theme.us);
        let at = (x, self.bounds.bottom + 22.0);
        scene.text(format!("ours {name} {stage}"), &percent(share), at, Anchor::Middle, set);
    }
}

fn describe(data: &TrajectoryChart, bands: &[Band]) -> String {
    let colon = colon(data.words.lang);
    let course = |shares: &[Estimate]| shares.iter().map(percent).collect::<Vec<_>>().join(" → ");
    let state = |name: &str, shares: Shares| {
        let rows: Vec<_> = bands.iter().map(|band| format!("{} {}", band.row.name, course(shares(band.row)))).collect();
        format!("{name}{colon}{}", rows.join("; "))
    };
    let (before, after) = (state(&data.before, |row| &row.before), state(&data.after, |row| &row.after));
    format!("{}{colon}{}. {before}. {after}.", data.axis, data.stages.join(" → "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::color::{Vision, distance};
    use crate::model::Lang;

    /// White lines between areas and the names beside them are further cues.
    #[test]
    fn neighbours_differ_for_everybody() {
        let row = |role| TrajectoryRow { name: String::new(), role, before: vec![], after: vec![] };
        let roles = [[Role::Us].as_slice(), &[Role::Rival; 7], &[Role::NoDecision]].concat();
        let empty = String::new;
        let data = TrajectoryChart {
            words: Words { lang: Lang::En, title: empty(), subtitle: empty(), caption: empty() },
            axis: empty(),
            before: empty(),
            after: empty(),
            interval: empty(),
            stages: vec![],
            rows: roles.into_iter().map(row).collect(),
        };
        let bands = bands(&data, &Theme::default());
        for vision in Vision::ALL {
            for pair in bands.windows(2) {
                let apart = distance(pair[0].fill, pair[1].fill, vision);
                assert!(apart > 9.0, "{vision:?} {} {}: {apart:.1}", pair[0].fill, pair[1].fill);
            }
        }
    }
}
