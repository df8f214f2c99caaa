//! Names beside the right ends of lines and areas.

use super::color::Color;
use super::font::{LEADING, Weight};
use super::scale::spread;
use super::scene::{Anchor, Scene, Stroke, Type};
use super::theme::Theme;

/// What stands at one end.
pub(super) struct EndLabel {
    pub name: String,
    /// A line of its own below the name; may be empty.
    pub note: String,
    pub weight: Weight,
    pub color: Color,
}

/// The names in lines, all in one size.
pub(super) struct EndLabels<'a> {
    theme: &'a Theme,
    pub width: f64,
    size: f64,
    lines: Vec<Vec<String>>,
    labels: Vec<EndLabel>,
}

impl<'a> EndLabels<'a> {
    /// In the largest type in which every name is whole and all of them fit.
    pub fn new(labels: Vec<EndLabel>, theme: &'a Theme, widest: f64, height: f64) -> Self {
        let set_in = |size: f64, max_lines: usize| -> (f64, Vec<Vec<String>>) {
            let set = theme.bold(size, Color::hex(0));
            let wrap = |label: &EndLabel| {
                let mut lines = set.wrap(&label.name, widest, max_lines);
                lines.extend((!label.note.is_empty()).then(|| set.one_line(&label.note, widest)));
                lines
            };
            (size, labels.iter().map(wrap).collect())
        };
        let tries = [(15.0, 2), (13.0, 2), (13.0, 3), (12.0, 3), (11.0, 4), (13.0, 2), (11.0, 2)];
        let fits = |(size, lines): &(f64, Vec<Vec<String>>)| heights(*size, lines).iter().sum::<f64>() <= height;
        let whole = |(_, lines): &(f64, Vec<Vec<String>>)| !lines.iter().flatten().any(|line| line.ends_with('…'));
        let tried = || tries.into_iter().map(|(size, max_lines)| set_in(size, max_lines));
        let (size, lines) = tried()
            .find(|labels| fits(labels) && whole(labels))
            .or_else(|| tried().skip(5).find(fits))
            .unwrap_or_else(|| set_in(10.0, 1));
        let set = theme.bold(size, Color::hex(0));
        let width = lines.iter().flatten().map(|line| set.width(line)).fold(40.0, f64::max);
        Self { theme, width, size, lines, labels }
    }

    /// Each as near as can be to the height where it is wanted, right of `right`, between two heights.
    pub fn draw(&self, scene: &mut Scene, wanted: &[f64], right: f64, (low, high): (f64, f64)) {
        let centres = spread(wanted, &heights(self.size, &self.lines), low, high);
        for (i, (label, lines)) in self.labels.iter().zip(&self.lines).enumerate() {
            let set = Type { weight: label.weight, ..self.theme.regular(self.size, label.color) };
            if (wanted[i] - centres[i]).abs() >= 4.0 {
                let leader = vec![(right + 3.0, wanted[i]), (right + 10.0, wanted[i]), (right + 20.0, centres[i])];
                scene.line(format!("leader {i}"), leader, Stroke::solid(label.color, 1.0));
            }
            scene.block(&format!("label {i}"), lines, (right + 24.0, centres[i]), Anchor::Start, set);
        }
    }
}

fn heights(size: f64, lines: &[Vec<String>]) -> Vec<f64> {
    let leading = (size * LEADING).round();
    lines.iter().map(|lines| lines.len() as f64 * leading + 3.0).collect()
}
