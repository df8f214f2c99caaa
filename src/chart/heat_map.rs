//! Who sees us ahead at what: for every person and criterion our edge over the best rival, and how much it weighs.

use super::color::Color;
use super::legend::{Legend, Sign};
use super::page::{Page, Words};
use super::scale::{Scale, axis, whole};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::Theme;
use crate::model::{Need, Side};
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, percent_range, points_whole};

/// What [`heat_map`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatMapChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the colours and signed numbers, such as "Our edge over the best rival, in points of 100".
    pub edge: String,
    /// Name of the bars, such as "Weight".
    pub weight: String,
    /// Says what a dash means, such as "not weighed".
    pub unweighed: String,
    /// Name of the needs of the enterprise.
    pub enterprise: String,
    /// Name of the needs of the person.
    pub personal: String,
    /// Names of the needs.
    pub needs: Vec<(Need, String)>,
    /// The columns: one per person.
    pub people: Vec<String>,
    /// The rows: one per criterion, drawn in this order within each need; needs in the order of [`Need::ALL`].
    pub criteria: Vec<HeatRow>,
}

/// One criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// What it is called.
    pub name: String,
    /// The need it serves.
    pub need: Need,
    /// `[person]`; `None` where this person does not weigh the criterion.
    pub cells: Vec<Option<HeatCell>>,
}

/// What one person thinks of one criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatCell {
    /// Our score less that of the best rival as this person perceives them, in [-1, 1]: mean over the draws.
    pub edge: Estimate,
    /// The weight this person gives the criterion: mean over the draws.
    pub weight: Estimate,
}

const SIDE: f64 = 30.0;
/// Between the criteria of one need and the next.
const BETWEEN: f64 = 6.0;
const ROW_MIN: f64 = 38.0;
const ROW_MAX: f64 = 64.0;
const COLUMN_MAX: f64 = 230.0;
/// Columns narrower than this have the weight below the edge, not beside it.
const BESIDE: f64 = 84.0;
const GAP: f64 = 16.0;

/// A grid of cells, criteria down and people across. The page grows with the criteria.
pub fn heat_map(data: &HeatMapChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let grid = Grid::new(data, theme);
    let needed = page.above() + grid.height() + page.below();
    let roomy = if page.is_bare() { theme.height.min(needed + 0.3 * grid.rows()) } else { theme.height };
    let height = roomy.max(needed).ceil();
    let (mut scene, body) = page.draw(height, describe(data));
    // What is left of the slide is given to the rows.
    let free = (body.bottom - body.top - grid.height()).max(0.0);
    let stretch = (1.0 + free / grid.rows().max(1.0)).min((ROW_MAX / grid.row).max(1.0));
    grid.draw(&mut scene, &body, stretch);
    scene
}

/// The strongest colour stands for at least this edge, or noise would look like a lead.
const FAINTEST: f64 = 0.15;
/// The most of a colour that text in ink can be read on.
const STRONGEST: f64 = 0.62;

/// Blue where we are ahead, orange where a rival is, the stronger the further; `share` is in [-1, 1].
fn shade(theme: &Theme, share: f64) -> Color {
    let color = if share < 0.0 { theme.rivals[0] } else { theme.us };
    if share == 0.0 { theme.panel } else { color.tint(0.05 + (STRONGEST - 0.05) * share.abs().min(1.0)) }
}

/// A criterion with its words in lines.
struct Line<'a> {
    row: &'a HeatRow,
    name: (Vec<String>, Type<'a>),
}

/// Criteria of one need.
struct Group<'a> {
    need: Need,
    label: (Vec<String>, Type<'a>),
    lines: Vec<Line<'a>>,
}

struct Grid<'a> {
    data: &'a HeatMapChart,
    theme: &'a Theme,
    legend: Legend<'a>,
    groups: Vec<Group<'a>>,
    heads: Vec<(Vec<String>, Type<'a>)>,
    /// Widths of the names of needs, of the names of criteria, of a column.
    widths: [f64; 3],
    head: f64,
    /// Height of a row before it is stretched.
    row: f64,
    /// The edge that has the strongest colour, and the weight that fills a cell.
    ends: (f64, f64),
}

impl<'a> Grid<'a> {
    fn new(data: &'a HeatMapChart, theme: &'a Theme) -> Self {
        let inner = theme.width - 2.0 * theme.margin;
        let few = data.people.len() <= 6;
        let set = theme.regular(if few { 14.0 } else { 13.0 }, theme.ink);
        let quiet = theme.regular(12.0, theme.muted);
        let need_name = |need: Need| data.needs.iter().find(|(n, _)| *n == need).map_or("", |(_, name)| name);
        let widest = |set: Type, most: f64, words: &mut dyn Iterator<Item = &str>| {
            (words.map(|words| set.width(words)).fold(30.0, f64::max) + 2.0).min(most)
        };
        let used = |need: &Need| data.criteria.iter().any(|row| row.need == *need);
        let needs = 18.0 + widest(quiet, 0.09 * inner, &mut Need::ALL.into_iter().filter(used).map(need_name));
        let most = if few { 0.26 } else { 0.19 };
        let names = widest(set, most * inner, &mut data.criteria.iter().map(|row| row.name.as_str()));
        let count = data.people.len().max(1) as f64;
        let column = ((inner - needs - names - 2.0 * GAP) / count).floor().min(COLUMN_MAX);
        let head_type = if column < BESIDE { theme.regular(13.0, theme.ink) } else { theme.bold(13.0, theme.ink) };
        let head_in =
            |size, name: &String| Type { size, ..head_type }.fit_words(name, column - 5.0, 70.0, size.min(9.0));
        let smallest = |size: f64, name: &String| size.min(head_type.fit_words(name, column - 5.0, 70.0, 9.0).1.size);
        let size = data.people.iter().fold(13.0, smallest);
        let heads: Vec<_> = data.people.iter().map(|name| head_in(size, name)).collect();
        let head = heads.iter().map(|(lines, set)| lines.len() as f64 * set.leading()).fold(0.0, f64::max) + 10.0;
        let least = ROW_MIN + if column < BESIDE { 14.0 } else { 0.0 };
        let groups: Vec<Group> = Need::ALL
            .into_iter()
            .filter(used)
            .map(|need| Group {
                need,
                label: quiet.fit_words(need_name(need), needs - 18.0, least, 9.0),
                lines: data
                    .criteria
                    .iter()
                    .filter(|row| row.need == need)
                    .map(|row| Line { row, name: set.fit(&row.name, names, 3.0 * set.leading(), 11.0) })
                    .collect(),
            })
            .collect();
        let lines = groups.iter().flat_map(|group| &group.lines);
        let tallest = lines.map(|line| line.name.0.len() as f64 * line.name.1.leading() + 4.0).fold(0.0, f64::max);
        let cells = || data.criteria.iter().flat_map(|row| row.cells.iter().flatten());
        let widest = cells().map(|cell| cell.edge.value().abs()).fold(FAINTEST, f64::max);
        let heaviest = cells().map(|cell| cell.weight.value()).fold(0.05, f64::max);
        let ends = (axis(widest.min(1.0)).0, axis(heaviest.min(1.0)).0);
        let row = least.max(tallest);
        let legend = legend(data, theme, ends, inner);
        Self { data, theme, legend, groups, heads, widths: [needs, names, column], head, row, ends }
    }

    /// Height of all rows before they are stretched.
    fn rows(&self) -> f64 {
        self.row * self.data.criteria.len() as f64
    }

    fn side(&self, side: Side) -> impl Iterator<Item = &Group<'a>> {
        self.groups.iter().filter(move |group| group.need.side() == side)
    }

    fn height(&self) -> f64 {
        let sides = [Side::Enterprise, Side::Personal].into_iter().filter(|side| self.side(*side).count() > 0);
        let between = BETWEEN * self.groups.len() as f64;
        self.legend.height() + 8.0 + self.head + sides.count() as f64 * SIDE + between + self.rows()
    }

    fn column(&self, body: &Bounds, i: usize) -> f64 {
        let [needs, names, column] = self.widths;
        body.left + needs + names + 2.0 * GAP + i as f64 * column
    }

    fn draw(&self, scene: &mut Scene, body: &Bounds, stretch: f64) {
        let (theme, [needs, _, column]) = (self.theme, self.widths);
        self.legend.draw(scene, (body.left, body.top), theme);
        let mut y = body.top + self.legend.height() + 8.0 + self.head;
        for (i, (lines, set)) in self.heads.iter().enumerate() {
            let first = y - 8.0 - lines.len().saturating_sub(1) as f64 * set.leading();
            let at = (self.column(body, i) + column / 2.0, first);
            scene.lines(&format!("person {i}"), lines, at, Anchor::Middle, *set);
        }
        let right = self.column(body, self.data.people.len());
        let row = stretch * self.row;
        for (side, heading) in [(Side::Enterprise, &self.data.enterprise), (Side::Personal, &self.data.personal)] {
            if self.side(side).count() == 0 {
                continue;
            }
            let set = theme.bold(13.0, theme.ink);
            let heading = set.one_line(heading, self.column(body, 0) - GAP - body.left);
            let end = scene.text("side", &heading, (body.left, y + 20.0), Anchor::Start, set).right + 10.0;
            scene.line("side rule", vec![(end, y + 15.0), (right, y + 15.0)], Stroke::solid(theme.axis, 1.0));
            y += SIDE;
            for group in self.side(side) {
                let (color, marker) = theme.need(group.need);
                scene.marker(
                    format!("need {}", group.need.tag()),
                    marker,
                    (body.left + 6.0, y + row / 2.0),
                    5.5,
                    color,
                );
                let (lines, set) = &group.label;
                scene.block("need", lines, (body.left + 18.0, y + row / 2.0), Anchor::Start, *set);
                for line in &group.lines {
                    let (lines, set) = &line.name;
                    let at = (body.left + needs + GAP, y + row / 2.0);
                    let j = self.data.criteria.iter().position(|row| std::ptr::eq(row, line.row)).unwrap_or(0);
                    scene.block(&format!("criterion {j}"), lines, at, Anchor::Start, *set);
                    for i in 0..self.data.people.len() {
                        let left = self.column(body, i);
                        let bounds = Bounds {
                            left: left + 1.5,
                            top: y + 1.5,
                            right: left + column - 1.5,
                            bottom: y + row - 1.5,
                        };
                        let cell = line.row.cells.get(i).copied().flatten();
                        self.cell(scene, &format!("{i}.{j}"), cell.as_ref(), bounds);
                    }
                    y += row;
                }
                y += BETWEEN;
            }
        }
    }

    /// The edge as a share of the strongest; what reads as 0 looks like 0.
    fn share(&self, edge: &Estimate) -> f64 {
        if points_whole(edge.value()) == points_whole(0.0) { 0.0 } else { edge.value() / self.ends.0 }
    }

    fn cell(&self, scene: &mut Scene, name: &str, cell: Option<&HeatCell>, bounds: Bounds) {
        let theme = self.theme;
        let Bounds { left, top, right, bottom } = bounds;
        let (middle, width, height) = ((left + right) / 2.0, right - left, bottom - top);
        let Some(HeatCell { edge, weight }) = cell else {
            scene.rect(format!("cell {name}"), bounds, theme.panel);
            let set = theme.regular(14.0, theme.muted);
            scene.text(format!("edge {name}"), "–", (middle, set.centred((top + bottom) / 2.0)), Anchor::Middle, set);
            return;
        };
        scene.rect(format!("cell {name}"), bounds, shade(theme, self.share(edge)));
        let narrow = width + 3.0 < BESIDE;
        let pad = if narrow { 5.0 } else { 10.0 };
        let track = Bounds { left: left + pad, right: right - pad, top: bottom - 9.0, bottom: bottom - 4.0 };
        let scale = Scale { top: self.ends.1, from: track.left, to: track.right };
        scene.rect(format!("track {name}"), track, theme.background.with_alpha(0.65));
        let end = scale.at(weight.value().clamp(0.0, scale.top));
        scene.rect(format!("weight {name}"), Bounds { right: end, ..track }, theme.ink);
        let (loud, quiet) = (theme.bold(15.0, theme.ink), theme.regular(12.0, theme.ink));
        let (edge, weight) = (points_whole(edge.value()), whole(weight.value()));
        let free = height - 9.0;
        if narrow {
            let (above, below) = (top + 0.32 * free, top + 0.76 * free);
            scene.text(format!("edge {name}"), &edge, (middle, loud.centred(above)), Anchor::Middle, loud);
            scene.text(format!("percent {name}"), &weight, (middle, quiet.centred(below)), Anchor::Middle, quiet);
        } else {
            let y = loud.centred(top + free / 2.0);
            scene.text(format!("edge {name}"), &edge, (track.left, y), Anchor::Start, loud);
            scene.text(format!("percent {name}"), &weight, (track.right, y), Anchor::End, quiet);
        }
    }
}

fn legend<'t>(data: &HeatMapChart, theme: &'t Theme, (edge, weight): (f64, f64), width: f64) -> Legend<'t> {
    let ramp = [-1.0, -0.5, 0.0, 0.5, 1.0].map(|share| shade(theme, share)).to_vec();
    let lang = data.words.lang;
    let numbers = Numbers::new(lang).between(&points_whole(-edge), &points_whole(edge));
    let colon = colon(lang);
    let dash = if data.unweighed.is_empty() { String::new() } else { format!("– {}", data.unweighed) };
    let entries = vec![
        (Sign::Ramp(ramp), format!("{}{colon}{numbers}", theme.regular(13.0, theme.ink).one_line(&data.edge, 300.0))),
        (Sign::Bar(theme.ink, theme.grid), format!("{}{colon}{}", data.weight, percent_range(0.0, weight, 0))),
        (Sign::Note, dash),
    ];
    Legend::new(entries, width, theme)
}

fn describe(data: &HeatMapChart) -> String {
    let colon = colon(data.words.lang);
    let person = |(i, name): (usize, &String)| {
        let cell = |row: &HeatRow| {
            let cell = row.cells.get(i).copied().flatten()?;
            Some(format!("{} {}, {}", row.name, points_whole(cell.edge.value()), whole(cell.weight.value())))
        };
        let cells: Vec<_> = data.criteria.iter().filter_map(cell).collect();
        format!("{name}{colon}{}", cells.join("; "))
    };
    let people: Vec<_> = data.people.iter().enumerate().map(person).collect();
    format!("{}, {}. {}.", data.edge, data.weight, people.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::color::{Vision, contrast, distance};

    #[test]
    fn numbers_are_legible_on_every_shade_and_signs_differ_for_everybody() {
        let theme = Theme::default();
        for i in -20..=20 {
            let back = shade(&theme, f64::from(i) / 20.0);
            assert!(contrast(theme.ink, back) >= 4.5, "{i}: {back} {:.2}", contrast(theme.ink, back));
        }
        for share in [0.5, 1.0] {
            for vision in Vision::ALL {
                let apart = distance(shade(&theme, share), shade(&theme, -share), vision);
                assert!(apart > 20.0, "{vision:?} {share}: {apart:.1}");
            }
        }
    }
}
