//! Who wins most often over the weights of two criteria, all others in proportion: where the buyer is today, and which way
//! out is the shortest.

use super::page::{Page, Words};
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::simplex::{MapAlternative, MapMark, Regions, WeightField};
use super::ternary::{legend, shares};
use super::theme::Theme;
use crate::stats::number::{colon, percent_of};

/// What [`weight_map`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightMapChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Names of the axes: to the right, upwards.
    pub axes: [String; 2],
    /// Win probabilities: the first weight is that to the right, the second that upwards, the third what is left for others.
    pub field: WeightField,
    /// In the order of the field.
    pub alternatives: Vec<MapAlternative>,
    /// Says what the lines are, such as "Lines: our win probability".
    pub lines: String,
    /// Says why the upper right is empty, such as "together more than 100%".
    pub impossible: String,
    /// The buyer today.
    pub today: Option<MapMark>,
    /// The buyer under the strategy.
    pub after: Option<MapMark>,
}

const TICKS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
const BELOW: f64 = 48.0;
const HEAD: f64 = 30.0;

/// The map with its axes.
pub fn weight_map(data: &WeightMapChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let width = theme.width - 2.0 * theme.margin;
    let colored =
        Regions { field: &data.field, alternatives: &data.alternatives, marks: [None, None], corners: [(0.0, 0.0); 3] };
    let legend = legend(data.alternatives.iter(), &data.lines, |i| colored.color(i, theme), width, theme);
    let least = page.above() + legend.height() + HEAD + BELOW + 240.0 + page.below();
    let (mut scene, body) = page.draw(theme.height.max(least).ceil(), describe(data));
    legend.draw(&mut scene, (body.left, body.top), theme);
    let top = body.top + legend.height() + HEAD;
    let bottom = body.bottom - BELOW;
    let left = body.left + 56.0;
    let right = body.right - 40.0;
    // Wider than high, up to what still looks like one scale.
    let right = right.min(left + 1.9 * (bottom - top));
    let corners = [(right, bottom), (left, top), (left, bottom)];
    let marks = [data.today.as_ref(), data.after.as_ref()];
    let regions = Regions { field: &data.field, alternatives: &data.alternatives, marks, corners };
    axes(&mut scene, data, theme, &regions, &body);
    regions.draw(&mut scene, theme, &Bounds { left, top, right: body.right, bottom });
    scene
}

fn axes(scene: &mut Scene, data: &WeightMapChart, theme: &Theme, regions: &Regions, body: &Bounds) {
    let (set, name) = (theme.regular(12.0, theme.muted), theme.bold(14.0, theme.ink));
    let [right, up, origin] = regions.corners;
    for tick in TICKS {
        let text = percent_of(tick);
        let (x, _) = regions.at([tick, 0.0, 1.0 - tick]);
        scene.line("tick mark", vec![(x, origin.1), (x, origin.1 + 5.0)], Stroke::solid(theme.axis, 1.0));
        scene.text("tick right", &text, (x, origin.1 + 19.0), Anchor::Middle, set);
        let (_, y) = regions.at([0.0, tick, 1.0 - tick]);
        scene.line("tick mark", vec![(origin.0 - 5.0, y), (origin.0, y)], Stroke::solid(theme.axis, 1.0));
        scene.text("tick up", &text, (origin.0 - 9.0, set.centred(y)), Anchor::End, set);
    }
    let words = name.one_line(&data.axes[0], body.right - body.left);
    let x = ((origin.0 + right.0) / 2.0).max(body.left + name.width(&words) / 2.0);
    scene.text("axis right", &words, (x, origin.1 + 40.0), Anchor::Middle, name);
    let words = name.one_line(&data.axes[1], body.right - body.left);
    scene.text("axis up", &words, (body.left, up.1 - 14.0), Anchor::Start, name);
    // The middle of the empty half.
    let (x, y) = (origin.0 + 0.7 * (right.0 - origin.0), up.1 + 0.28 * (origin.1 - up.1));
    let (lines, quiet) = set.fit(&data.impossible, 0.4 * (right.0 - origin.0), 60.0, 10.0);
    scene.block("impossible", &lines, (x, y), Anchor::Middle, quiet);
}

fn describe(data: &WeightMapChart) -> String {
    let colon = colon(data.words.lang);
    let mark = |mark: &MapMark| {
        let weights = data.axes.iter().zip(mark.weights).map(|(name, w)| format!("{name} {}", percent_of(w)));
        format!("{}{colon}{}", mark.name, weights.collect::<Vec<_>>().join(", "))
    };
    let marks = data.today.iter().chain(&data.after).map(mark);
    marks.chain(shares(&data.field, &data.alternatives)).collect::<Vec<_>>().join("; ")
}
