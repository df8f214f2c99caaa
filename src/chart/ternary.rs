//! All weights of three criteria in one triangle: who wins most often where, where the buyer is today, and where the
//! strategy leads.

use super::legend::{Legend, Sign};
use super::page::{Page, Words};
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::simplex::{FILL, MapAlternative, MapMark, Regions, WeightField};
use super::theme::Theme;
use crate::stats::number::{colon, percent_of};

/// What [`ternary`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct TernaryChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// The criteria: at the top, at the left, at the right.
    pub criteria: [String; 3],
    /// What is written at each corner below the criterion, such as "all the weight".
    pub corner: String,
    /// Win probabilities.
    pub field: WeightField,
    /// In the order of the field.
    pub alternatives: Vec<MapAlternative>,
    /// Says what the lines are, such as "Lines: our win probability".
    pub lines: String,
    /// The buyer today.
    pub today: Option<MapMark>,
    /// The buyer under the strategy.
    pub after: Option<MapMark>,
}

const TICKS: [f64; 3] = [0.25, 0.5, 0.75];
/// Height of an equilateral triangle of side 1.
const STEEP: f64 = 0.866_025_403_784_438_6;
const CORNER: f64 = 46.0;
const TICK: f64 = 20.0;

/// The triangle with its regions.
pub fn ternary(data: &TernaryChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let width = theme.width - 2.0 * theme.margin;
    let colored =
        Regions { field: &data.field, alternatives: &data.alternatives, marks: [None, None], corners: [(0.0, 0.0); 3] };
    let legend = legend(data.alternatives.iter(), &data.lines, |i| colored.color(i, theme), width, theme);
    let least = page.above() + legend.height() + 2.0 * CORNER + TICK + 220.0 + page.below();
    let (mut scene, body) = page.draw(theme.height.max(least).ceil(), describe(data));
    legend.draw(&mut scene, (body.left, body.top), theme);
    let top = body.top + legend.height() + CORNER;
    let bottom = body.bottom - CORNER - TICK;
    let side = ((bottom - top) / STEEP).min(width - 220.0);
    let (middle, high) = ((body.left + body.right) / 2.0, side * STEEP);
    let corners = [(middle, top), (middle - side / 2.0, top + high), (middle + side / 2.0, top + high)];
    let marks = [data.today.as_ref(), data.after.as_ref()];
    let regions = Regions { field: &data.field, alternatives: &data.alternatives, marks, corners };
    name_corners(&mut scene, data, theme, &regions, &body);
    ticks(&mut scene, theme, &regions);
    regions.draw(&mut scene, theme, &Bounds { top: top - 4.0, ..body });
    scene
}

/// A colour for every alternative, and what the lines are.
pub(super) fn legend<'a, 't>(
    alternatives: impl Iterator<Item = &'a MapAlternative>,
    lines: &str,
    color: impl Fn(usize) -> super::color::Color,
    width: f64,
    theme: &'t Theme,
) -> Legend<'t> {
    let named = alternatives.enumerate().map(|(i, one)| (Sign::Fill(color(i).tint(FILL)), one.name.clone()));
    let entries = named.chain([(Sign::Note, lines.to_owned())]).collect();
    Legend::new(entries, width, theme)
}

fn name_corners(scene: &mut Scene, data: &TernaryChart, theme: &Theme, regions: &Regions, body: &Bounds) {
    let (name, note) = (theme.bold(15.0, theme.ink), theme.regular(12.0, theme.muted));
    let [top, left, right] = regions.corners;
    let write = |scene: &mut Scene, i: usize, x: f64, y: f64, room: f64| {
        let words = name.one_line(&data.criteria[i], room);
        scene.text(format!("criterion {i}"), &words, (x, y), Anchor::Middle, name);
        let words = note.one_line(&data.corner, room);
        scene.text(format!("corner {i}"), &words, (x, y + 17.0), Anchor::Middle, note);
    };
    write(scene, 0, top.0, top.1 - 26.0, body.right - body.left);
    // As wide as can be without leaving the page or meeting the other corner.
    let half = (left.0 - body.left).min(right.0 - left.0).max(60.0);
    let room = 2.0 * half.min((right.0 - left.0) / 2.0 - 8.0);
    write(scene, 1, left.0, left.1 + TICK + 18.0, room);
    write(scene, 2, right.0, right.1 + TICK + 18.0, room);
}

/// Shares of each criterion along the side where it rises: the first at the left, the second below, the third at the right.
fn ticks(scene: &mut Scene, theme: &Theme, regions: &Regions) {
    let set = theme.regular(11.0, theme.muted);
    for tick in TICKS {
        let left = 1.0 - tick;
        let sides = [
            ([tick, left, 0.0], (-6.0, 4.0), Anchor::End),
            ([0.0, tick, left], (0.0, 16.0), Anchor::Middle),
            ([left, 0.0, tick], (6.0, 4.0), Anchor::Start),
        ];
        for (i, (weights, (dx, dy), anchor)) in sides.into_iter().enumerate() {
            let (x, y) = regions.at(weights);
            let (tx, ty) = (x + 0.6 * dx, y + if dy > 10.0 { 4.0 } else { 0.0 });
            scene.line("tick mark", vec![(x, y), (tx, ty)], Stroke::solid(theme.axis, 1.0));
            scene.text(format!("tick {i}"), &percent_of(tick), (x + dx, y + dy), anchor, set);
        }
    }
}

fn describe(data: &TernaryChart) -> String {
    let colon = colon(data.words.lang);
    let mark = |mark: &MapMark| {
        let weights = data.criteria.iter().zip(mark.weights).map(|(name, w)| format!("{name} {}", percent_of(w)));
        format!("{}{colon}{}", mark.name, weights.collect::<Vec<_>>().join(", "))
    };
    let marks = data.today.iter().chain(&data.after).map(mark);
    marks.chain(shares(&data.field, &data.alternatives)).collect::<Vec<_>>().join("; ")
}

/// How much of the map is each alternative's, by points.
pub(super) fn shares(field: &WeightField, alternatives: &[MapAlternative]) -> Vec<String> {
    let leader = |win: &Vec<f64>| (0..win.len()).reduce(|x, y| if win[y] > win[x] { y } else { x });
    let all = field.compared().len().max(1) as f64;
    let of = |(i, one): (usize, &MapAlternative)| {
        let led = field.compared().iter().filter(|win| leader(win) == Some(i)).count();
        format!("{} {}", one.name, percent_of(led as f64 / all))
    };
    alternatives.iter().enumerate().map(of).collect()
}
