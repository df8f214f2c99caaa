//! Whose weights move: for every stakeholder the weight of every criterion before and after.

use super::page::{Page, Words};
use super::scale::{Scale, axis, whole};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::Theme;
use crate::model::{Need, Side};
use crate::stats::Estimate;
use crate::stats::number::{bracketed, colon, percent_of};

/// What [`weights`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightsChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the hollow markers, such as "Before".
    pub before: String,
    /// Name of the full markers, such as "After".
    pub after: String,
    /// Name of a stakeholder's share of the decision, such as "Influence".
    pub influence: String,
    /// Name of the needs of the enterprise.
    pub enterprise: String,
    /// Name of the needs of the person.
    pub personal: String,
    /// Names of the needs, for the key; needs that no criterion has may be left out.
    pub needs: Vec<(Need, String)>,
    /// One per stakeholder.
    pub panels: Vec<StakeholderPanel>,
}

/// One stakeholder.
#[derive(Clone, Debug, PartialEq)]
pub struct StakeholderPanel {
    /// Name or function.
    pub name: String,
    /// Share of the influence in the committee, in [0, 1].
    pub influence: f64,
    /// The weights, in the order of drawing.
    pub criteria: Vec<CriterionShift>,
}

/// The weight of one criterion for one stakeholder.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionShift {
    /// What the criterion is called.
    pub name: String,
    /// The need it serves: colour and marker.
    pub need: Need,
    /// Mean weight without our moves.
    pub before: Estimate,
    /// Mean weight with the strategy.
    pub after: Estimate,
}

const GUTTER: f64 = 40.0;
const KEY_ROW: f64 = 24.0;
/// Height of a row over its lines.
const ROW_PAD: f64 = 9.0;
const AXIS: f64 = 24.0;
/// Between a panel and the next below.
const BELOW: f64 = 14.0;
/// Beside the zero and the end of the scale, for the numbers.
const PAD: f64 = 38.0;

/// A panel per stakeholder with a dumbbell per criterion, all on one scale. The page grows with what there is to show.
pub fn weights(data: &WeightsChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let grid = Grid::new(data, theme);
    let key = Key::new(data, theme);
    let needed = page.above() + key.height() + grid.height() + page.below();
    let roomy = if page.is_bare() { theme.height.min(needed + 0.3 * grid.elastic()) } else { theme.height };
    let (mut scene, body) = page.draw(roomy.max(needed).ceil(), describe(data, theme));
    key.draw(&mut scene, theme, &body);
    // What is left of the slide is given to the rows.
    let free = (body.bottom - body.top - key.height() - grid.height()).max(0.0);
    let stretch = 1.0 + (free / grid.elastic()).min(2.2);
    let mut top = body.top + key.height();
    for ((head, criteria), row) in grid.rows().zip(grid.panels.chunks(grid.columns)) {
        let bottom = top + head + stretch * criteria + AXIS + BELOW;
        for (column, panel) in row.iter().enumerate() {
            let left = body.left + column as f64 * (grid.width + GUTTER);
            let bounds = Bounds { left, top, right: left + grid.width, bottom };
            let space = Space { theme, grid: &grid, bounds, head, stretch };
            panel.draw(&mut scene, &influence(data, panel.data, theme), &space);
        }
        top = bottom;
    }
    scene
}

/// Panels side by side.
struct Grid<'a> {
    columns: usize,
    width: f64,
    size: f64,
    names: f64,
    top: f64,
    ticks: Vec<f64>,
    panels: Vec<Panel<'a>>,
}

/// A panel with its words in lines.
struct Panel<'a> {
    index: usize,
    data: &'a StakeholderPanel,
    name: (Vec<String>, Type<'a>),
    labels: Vec<(Vec<String>, Type<'a>)>,
}

impl<'a> Grid<'a> {
    fn new(data: &'a WeightsChart, theme: &'a Theme) -> Self {
        let columns = match data.panels.len() {
            0 | 1 => 1,
            2 | 4 => 2,
            _ if theme.width < 1100.0 => 2,
            _ => 3,
        };
        let size = [16.0, 14.0, 12.5][columns - 1];
        let inner = theme.width - 2.0 * theme.margin - (columns - 1) as f64 * GUTTER;
        let width = (inner / columns as f64).floor();
        let set = theme.regular(size, theme.ink);
        let shifts = || data.panels.iter().flat_map(|panel| &panel.criteria);
        let widest = shifts().map(|shift| set.width(&shift.name)).fold(0.0, f64::max);
        let names = (widest + 2.0).min(0.38 * width);
        let highest = shifts().map(|shift| shift.before.value().max(shift.after.value())).fold(0.1, f64::max);
        let (top, ticks) = axis(highest.min(1.0));
        let panel = |(index, panel): (usize, &'a StakeholderPanel)| {
            let influence = influence_type(theme).width(&influence(data, panel, theme));
            Panel {
                index,
                data: panel,
                name: theme.bold(size + 2.0, theme.ink).fit(&panel.name, width - influence - 20.0, 40.0, 12.0),
                labels: panel
                    .criteria
                    .iter()
                    .map(|shift| set.fit(&shift.name, names, 3.0 * set.leading(), 11.0))
                    .collect(),
            }
        };
        Self { columns, width, size, names, top, ticks, panels: data.panels.iter().enumerate().map(panel).collect() }
    }

    /// Height of the heads and of the criteria of each row of panels.
    fn rows(&self) -> impl Iterator<Item = (f64, f64)> {
        self.panels.chunks(self.columns).map(|row| {
            let head = row.iter().map(|panel| panel.head()).fold(0.0, f64::max);
            let criteria = row.iter().map(|panel| panel.criteria()).fold(0.0, f64::max);
            (head, criteria)
        })
    }

    fn height(&self) -> f64 {
        self.rows().map(|(head, criteria)| head + criteria + AXIS + BELOW).sum()
    }

    /// The part of the height that can stretch.
    fn elastic(&self) -> f64 {
        self.rows().map(|(_, criteria)| criteria).sum::<f64>().max(1.0)
    }
}

fn influence_type(theme: &Theme) -> Type<'_> {
    theme.regular(12.5, theme.muted)
}

fn influence(data: &WeightsChart, panel: &StakeholderPanel, theme: &Theme) -> String {
    format!("{} {}", influence_type(theme).one_line(&data.influence, 120.0), whole(panel.influence))
}

/// Where and how a panel is drawn.
struct Space<'a> {
    theme: &'a Theme,
    grid: &'a Grid<'a>,
    bounds: Bounds,
    /// Height of the head, the same for all panels in a row.
    head: f64,
    /// Factor on the height of the criteria.
    stretch: f64,
}

impl Panel<'_> {
    fn head(&self) -> f64 {
        let (lines, set) = &self.name;
        lines.len().max(1) as f64 * set.leading() + 18.0
    }

    fn row((lines, set): &(Vec<String>, Type)) -> f64 {
        lines.len().max(1) as f64 * set.leading() + ROW_PAD
    }

    fn criteria(&self) -> f64 {
        self.labels.iter().map(Self::row).sum()
    }

    fn draw(&self, scene: &mut Scene, influence: &str, space: &Space) {
        let (Space { theme, grid, bounds, .. }, i) = (space, self.index);
        let rule = bounds.top + space.head - 13.0;
        let (lines, set) = &self.name;
        let baseline = rule - 10.0 - (lines.len().max(1) - 1) as f64 * set.leading();
        scene.lines(&format!("stakeholder {i}"), lines, (bounds.left, baseline), Anchor::Start, *set);
        let set = influence_type(theme);
        scene.text(format!("influence {i}"), influence, (bounds.right, rule - 10.0), Anchor::End, set);
        let track = Bounds { top: rule, bottom: rule + 3.0, ..*bounds };
        scene.rect(format!("influence track {i}"), track, theme.grid);
        let share = bounds.left + (bounds.right - bounds.left) * self.data.influence.clamp(0.0, 1.0);
        scene.rect(format!("influence bar {i}"), Bounds { right: share, ..track }, theme.ink);

        // A number behind the last mark may reach into the margin, and no further.
        let beyond = 0.44 * grid.size + 5.0 + theme.bold(grid.size, theme.ink).width("88%") - theme.margin;
        let scale = Scale { top: grid.top, from: bounds.left + grid.names + PAD, to: bounds.right - beyond.max(PAD) };
        let top = bounds.top + space.head;
        let bottom = top + space.stretch * self.criteria();
        let set = theme.regular(11.0, theme.muted);
        for tick in &grid.ticks {
            let x = scale.at(*tick);
            let line = vec![(x, top), (x, bottom)];
            scene.line(format!("grid {i} {}", percent_of(*tick)), line, Stroke::solid(theme.grid, 1.0));
            scene.text(format!("tick {i}"), &percent_of(*tick), (x, bottom + 15.0), Anchor::Middle, set);
        }
        let mut y = top;
        for (j, (shift, label)) in self.data.criteria.iter().zip(&self.labels).enumerate() {
            let height = space.stretch * Self::row(label);
            let middle = y + height / 2.0;
            let (lines, set) = label;
            scene.block(&format!("criterion {i}.{j}"), lines, (bounds.left, middle), Anchor::Start, *set);
            Dumbbell { scale, y: middle, size: grid.size, theme }.draw(scene, &format!("{i}.{j}"), shift);
            y += height;
        }
    }
}

/// Where and how a pair of markers is drawn.
struct Dumbbell<'a> {
    scale: Scale,
    y: f64,
    /// Font size of the numbers; markers are in proportion.
    size: f64,
    theme: &'a Theme,
}

impl Dumbbell<'_> {
    fn draw(&self, scene: &mut Scene, name: &str, shift: &CriterionShift) {
        let (theme, y) = (self.theme, self.y);
        let (color, marker) = theme.need(shift.need);
        let [before, after] = [&shift.before, &shift.after].map(|weight| self.scale.at(weight.value().clamp(0.0, 1.0)));
        let r = 0.44 * self.size;
        let gap = r + 5.0;
        let (quiet, loud) = (theme.regular(self.size, theme.muted), theme.bold(self.size, theme.ink));
        let away = if before <= after { 1.0 } else { -1.0 };
        let (back, front) = if before <= after { (Anchor::End, Anchor::Start) } else { (Anchor::Start, Anchor::End) };
        let words = [&shift.before, &shift.after].map(|weight| whole(weight.value()));
        let moved = words[0] != words[1];
        if moved {
            scene.line(format!("shift {name}"), vec![(before, y), (after, y)], Stroke::solid(color.tint(0.55), 3.0));
            // A sliver behind the other marker would look like a flaw; the numbers say enough then.
            if (after - before).abs() > 2.0 * r {
                scene.marker(format!("before {name}"), marker, (before, y), r, color);
                scene.marker(format!("before {name} hollow"), marker, (before, y), 0.62 * r, theme.background);
            }
            let at = (before - away * gap, quiet.centred(y));
            scene.text(format!("value before {name}"), &words[0], at, back, quiet);
            scene.marker(format!("after {name} halo"), marker, (after, y), r + 1.5, theme.background);
        }
        scene.marker(format!("after {name}"), marker, (after, y), r, color);
        let (x, anchor) = if moved { (after + away * gap, front) } else { (after + gap, Anchor::Start) };
        scene.text(format!("value after {name}"), &words[1], (x, loud.centred(y)), anchor, loud);
    }
}

/// What the markers mean, in as many rows as it takes.
struct Key<'a> {
    rows: Vec<Vec<Entry<'a>>>,
}

enum Entry<'a> {
    Heading(&'a str),
    Before(&'a str),
    After(&'a str),
    Need(Need, &'a str),
}

impl Entry<'_> {
    fn words(&self) -> &str {
        match self {
            Entry::Heading(words) | Entry::Before(words) | Entry::After(words) | Entry::Need(_, words) => words,
        }
    }

    fn set<'t>(&self, theme: &'t Theme) -> Type<'t> {
        match self {
            Entry::Heading(_) => theme.bold(12.5, theme.ink),
            _ => theme.regular(12.5, theme.muted),
        }
    }

    fn cut(&self, theme: &Theme) -> String {
        self.set(theme).one_line(self.words(), 360.0)
    }

    /// Width of the marker and of the gap behind the entry.
    fn extra(&self) -> (f64, f64) {
        match self {
            Entry::Heading(_) => (0.0, 14.0),
            _ => (16.0, 18.0),
        }
    }
}

impl<'a> Key<'a> {
    fn new(data: &'a WeightsChart, theme: &Theme) -> Self {
        let used = |need: Need| data.panels.iter().any(|p| p.criteria.iter().any(|shift| shift.need == need));
        let side = |side: Side, heading: &'a str| {
            let needs = data.needs.iter().filter(move |(need, _)| need.side() == side && used(*need));
            let entries: Vec<_> = needs.map(|(need, words)| Entry::Need(*need, words.as_str())).collect();
            let heading = (!entries.is_empty()).then_some(Entry::Heading(heading));
            heading.into_iter().chain(entries)
        };
        let mut rows = vec![vec![]];
        let mut x = 0.0;
        let states = [Entry::Before(&data.before), Entry::After(&data.after)];
        let groups = side(Side::Enterprise, &data.enterprise).chain(side(Side::Personal, &data.personal));
        for entry in states.into_iter().chain(groups) {
            let (marker, gap) = entry.extra();
            let width = marker + entry.set(theme).width(&entry.cut(theme));
            if x + width > theme.width - 2.0 * theme.margin && x > 0.0 {
                rows.push(vec![]);
                x = 0.0;
            }
            x += width + gap;
            rows.last_mut().expect("starts with one row").push(entry);
        }
        Self { rows }
    }

    fn height(&self) -> f64 {
        self.rows.len() as f64 * KEY_ROW + 10.0
    }

    fn draw(&self, scene: &mut Scene, theme: &Theme, body: &Bounds) {
        for (i, row) in self.rows.iter().enumerate() {
            let (mut x, y) = (body.left, body.top + 10.0 + i as f64 * KEY_ROW);
            for entry in row {
                let (space, gap) = entry.extra();
                let at = (x + 5.0, y);
                match entry {
                    Entry::Heading(_) => {}
                    Entry::Before(_) => {
                        scene.circle("key before", at, 5.5, theme.muted);
                        scene.circle("key before hollow", at, 3.5, theme.background);
                    }
                    Entry::After(_) => scene.circle("key after", at, 5.5, theme.muted),
                    Entry::Need(need, _) => {
                        let (color, marker) = theme.need(*need);
                        scene.marker(format!("key {}", need.tag()), marker, at, 5.5, color);
                    }
                }
                let set = entry.set(theme);
                x = scene.text("key", &entry.cut(theme), (x + space, set.centred(y)), Anchor::Start, set).right + gap;
            }
        }
    }
}

fn describe(data: &WeightsChart, theme: &Theme) -> String {
    let shift = |shift: &CriterionShift| {
        format!("{} {} → {}", shift.name, whole(shift.before.value()), whole(shift.after.value()))
    };
    let lang = data.words.lang;
    let panel = |panel: &StakeholderPanel| {
        let shifts: Vec<_> = panel.criteria.iter().map(shift).collect();
        format!("{}{}{}{}", panel.name, bracketed(&influence(data, panel, theme), lang), colon(lang), shifts.join(", "))
    };
    let panels: Vec<_> = data.panels.iter().map(panel).collect();
    format!("{} → {}. {}.", data.before, data.after, panels.join("; "))
}
