//! Who loses to whom: what everybody wins before and after, and what moves from one to another (after Sankey 1898).

use super::page::{Page, Words};
use super::scale::spread;
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::{Role, Theme};
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, percent, points_with_margin};

/// What [`flow`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Heading of the left side, such as "Without our moves".
    pub before: String,
    /// Heading of the right side, such as "With them".
    pub after: String,
    /// Heading of what we gain from each, such as "Our gain comes from, points".
    pub gains: String,
    /// One per alternative: us, the rivals, no decision.
    pub rows: Vec<FlowRow>,
    /// `[from][to]` how much moves, as a fraction; nothing from an alternative to itself.
    pub flow: Vec<Vec<Estimate>>,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowRow {
    /// What it is called.
    pub name: String,
    /// Decides its colour.
    pub role: Role,
    /// Its probability before.
    pub before: Estimate,
    /// Its probability after.
    pub after: Estimate,
    /// Their difference.
    pub change: Estimate,
    /// What we gain from it less what we lose to it.
    pub gain: Estimate,
}

const HEAD: f64 = 34.0;
const BAR: f64 = 20.0;
/// Between the bars of two alternatives.
const GAP: f64 = 7.0;
/// From a bar to its label.
const LEADER: f64 = 18.0;
const LABEL: f64 = 42.0;
const SIDE: f64 = 0.18;
const PANEL: f64 = 0.2;
/// Points of a ribbon's edge.
const STEPS: u32 = 24;

/// Two stacks and the ribbons between them, with a list of what we gain from whom.
pub fn flow(data: &FlowChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let least = page.above() + HEAD + data.rows.len() as f64 * LABEL + page.below() + 8.0;
    let (mut scene, body) = page.draw(theme.height.max(least).ceil(), describe(data));
    let chart = Chart::new(data, theme, body);
    chart.ribbons(&mut scene);
    chart.side(&mut scene, Side::Before);
    chart.side(&mut scene, Side::After);
    chart.gains(&mut scene);
    scene
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

struct Chart<'a> {
    data: &'a FlowChart,
    theme: &'a Theme,
    body: Bounds,
    /// Left edges of the two stacks.
    stacks: (f64, f64),
    panel: f64,
    /// Height of certainty.
    unit: f64,
}

impl<'a> Chart<'a> {
    fn new(data: &'a FlowChart, theme: &'a Theme, body: Bounds) -> Self {
        let width = body.right - body.left;
        let panel = body.right - PANEL * width;
        let stacks = (body.left + SIDE * width + LEADER, panel - SIDE * width - 2.0 * LEADER - BAR);
        let gaps = GAP * data.rows.len().saturating_sub(1) as f64;
        Self { data, theme, body, stacks, panel, unit: body.bottom - body.top - HEAD - gaps - 4.0 }
    }

    /// Top of each alternative's bar, and its height.
    fn bars(&self, side: Side) -> Vec<(f64, f64)> {
        let mut top = self.body.top + HEAD;
        let bar = |row: &FlowRow| {
            let share = if side == Side::Before { row.before } else { row.after };
            let bar = (top, share.value().clamp(0.0, 1.0) * self.unit);
            top += bar.1 + GAP;
            bar
        };
        self.data.rows.iter().map(bar).collect()
    }

    /// What stays is pale; what moves has the colour of the one who gains it.
    fn ribbons(&self, scene: &mut Scene) {
        let count = self.data.rows.len();
        let moved = |u: usize, v: usize| if u == v { 0.0 } else { self.data.flow[u][v].value().max(0.0) };
        let stays =
            |u: usize| (self.data.rows[u].before.value() - (0..count).map(|v| moved(u, v)).sum::<f64>()).max(0.0);
        let amount = |u: usize, v: usize| if u == v { stays(u) } else { moved(u, v) } * self.unit;
        let (from, to) = (self.bars(Side::Before), self.bars(Side::After));
        let start = |u: usize, v: usize| from[u].0 + (0..v).map(|earlier| amount(u, earlier)).sum::<f64>();
        let end = |u: usize, v: usize| to[v].0 + (0..u).map(|earlier| amount(earlier, v)).sum::<f64>();
        let all = || (0..count).flat_map(|u| (0..count).map(move |v| (u, v)));
        for (u, v) in all().filter(|(u, v)| u == v).chain(all().filter(|(u, v)| u != v)) {
            if amount(u, v) < 0.25 {
                continue;
            }
            let color = self.theme.role(self.data.rows[v].role);
            let fill = if u == v { color.tint(0.14) } else { color.tint(0.6) };
            let points = self.ribbon(start(u, v), end(u, v), amount(u, v));
            scene.polygon(format!("flow {u} {v}"), points, fill);
        }
    }

    fn ribbon(&self, from: f64, to: f64, thickness: f64) -> Vec<(f64, f64)> {
        let (left, right) = (self.stacks.0 + BAR, self.stacks.1);
        let at = |step: u32| {
            let t = f64::from(step) / f64::from(STEPS);
            (left + (right - left) * t, from + (to - from) * t * t * (3.0 - 2.0 * t))
        };
        let upper = (0..=STEPS).map(at);
        let lower = (0..=STEPS).rev().map(|step| (at(step).0, at(step).1 + thickness));
        upper.chain(lower).collect()
    }

    fn side(&self, scene: &mut Scene, side: Side) {
        let (before, theme) = (side == Side::Before, self.theme);
        let (name, left) = if before { ("before", self.stacks.0) } else { ("after", self.stacks.1) };
        let (anchor, edge) = if before { (Anchor::End, left) } else { (Anchor::Start, left + BAR) };
        let out = |distance: f64| if before { edge - distance } else { edge + distance };
        let room = if before { out(LEADER) - self.body.left } else { self.panel - LEADER - out(LEADER) };
        let heading = theme.bold(13.0, theme.ink);
        let words = if before { &self.data.before } else { &self.data.after };
        let at = (if before { left + BAR } else { left }, heading.centred(self.body.top + 10.0));
        let space = if before { left + BAR - self.body.left } else { self.panel - LEADER - left };
        scene.text(format!("heading {name}"), &heading.one_line(words, space), at, anchor, heading);
        let bars = self.bars(side);
        let wanted: Vec<f64> = bars.iter().map(|(top, height)| top + height / 2.0).collect();
        let top = self.body.top + HEAD - 4.0;
        let centres = spread(&wanted, &vec![LABEL; bars.len()], top, self.body.bottom);
        for (i, row) in self.data.rows.iter().enumerate() {
            let (top, height) = bars[i];
            let color = theme.role(row.role);
            let bounds = Bounds { left, top, right: left + BAR, bottom: top + height.max(1.0) };
            scene.rect(format!("bar {name} {i}"), bounds, color);
            let leader = vec![(out(2.0), wanted[i]), (out(LEADER - 4.0), centres[i])];
            scene.line(format!("leader {name} {i}"), leader, Stroke::solid(theme.axis, 1.0));
            let set = if row.role == Role::Us { theme.bold(14.0, color) } else { theme.regular(14.0, theme.ink) };
            let share = if before { &row.before } else { &row.after };
            let lines = [(set.one_line(&row.name, room), set), (percent(share), theme.bold(14.0, color))];
            for ((line, set), offset) in lines.into_iter().zip([-9.0, 9.0]) {
                let at = (out(LEADER), set.centred(centres[i] + offset));
                scene.text(format!("label {name} {i}"), &line, at, anchor, set);
            }
        }
    }

    fn gains(&self, scene: &mut Scene) {
        let (theme, left) = (self.theme, self.panel + 14.0);
        let width = self.body.right - left - 10.0;
        let (lines, set) = theme.bold(13.0, theme.ink).fit(&self.data.gains, width, 40.0, 11.0);
        let others = self.data.rows.iter().enumerate().filter(|(_, row)| row.role != Role::Us);
        let head = 14.0 + lines.len() as f64 * set.leading();
        let count = others.clone().count().max(1) as f64;
        let each = ((self.body.bottom - self.body.top - head - 8.0) / count).min(56.0);
        let bottom = self.body.top + head + count * each + 8.0;
        scene.rect("gains", Bounds { left: self.panel, bottom, ..self.body }, theme.panel);
        scene.lines("heading gains", &lines, (left, self.body.top + 10.0 + set.size), Anchor::Start, set);
        let mut y = self.body.top + head;
        for (i, row) in others {
            let clear = !row.gain.covers(0.0);
            let color = match (clear, row.gain.value() > 0.0) {
                (true, true) => theme.us,
                (true, false) => theme.rivals[0],
                (false, _) => theme.muted,
            };
            let name = theme.regular(13.0, theme.ink);
            let number = theme.bold(16.0, color);
            let middle = y + each / 2.0;
            let name_at = (left, name.centred(middle - 0.2 * each.min(48.0)));
            scene.text(format!("gain name {i}"), &name.one_line(&row.name, width), name_at, Anchor::Start, name);
            let number_at = (left, number.centred(middle + 0.2 * each.min(48.0)));
            scene.text(format!("gain {i}"), &points_with_margin(&row.gain), number_at, Anchor::Start, number);
            y += each;
        }
    }
}

fn describe(data: &FlowChart) -> String {
    let (colon, numbers) = (colon(data.words.lang), Numbers::new(data.words.lang));
    let one = |row: &FlowRow| {
        let change = numbers.points_with_margin(&row.change);
        let (before, after) = (percent(&row.before), percent(&row.after));
        format!("{}{colon}{} {before}, {} {after}, {change}", row.name, data.before, data.after)
    };
    let gain = |row: &FlowRow| format!("{} {}", row.name, numbers.points_with_margin(&row.gain));
    let rows: Vec<String> = data.rows.iter().map(one).collect();
    let gains: Vec<String> = data.rows.iter().filter(|row| row.role != Role::Us).map(gain).collect();
    format!("{}. {}{colon}{}.", rows.join("; "), data.gains, gains.join("; "))
}
