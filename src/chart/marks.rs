//! Marks that several charts share: intervals, hatching, arrows.

use super::color::Color;
use super::scene::{Bounds, Scene, Stroke};
use super::theme::Theme;

/// An interval: a dark line with caps on a light one, so that it shows on every bar.
pub(super) fn whisker(scene: &mut Scene, name: &str, (low, high): (f64, f64), y: f64, theme: &Theme) {
    interval(scene, name, (low, high), theme, |along, across| (along, y + across));
}

/// The same upright.
pub(super) fn upright_whisker(scene: &mut Scene, name: &str, x: f64, (low, high): (f64, f64), theme: &Theme) {
    interval(scene, name, (low, high), theme, |along, across| (x + across, along));
}

fn interval(
    scene: &mut Scene,
    name: &str,
    (low, high): (f64, f64),
    theme: &Theme,
    at: impl Fn(f64, f64) -> (f64, f64),
) {
    let line = || vec![at(low, 0.0), at(high, 0.0)];
    scene.line(format!("{name} halo"), line(), Stroke::solid(theme.background, 3.0));
    scene.line(name, line(), Stroke::solid(theme.ink, 1.5));
    for end in [low, high] {
        let cap = vec![at(end, -4.0), at(end, 4.0)];
        scene.line(format!("{name} cap"), cap, Stroke::solid(theme.ink, 1.5));
    }
}

/// A rectangle in a light tint with slanted lines: a part that counts less.
pub(super) fn hatched(scene: &mut Scene, name: &str, bounds: Bounds, color: Color) {
    const STEP: f64 = 8.0;
    let Bounds { left, top, right, bottom } = bounds;
    scene.rect(name, bounds, color.tint(0.2));
    let height = bottom - top;
    let mut foot = (left / STEP).ceil() * STEP - (height / STEP).ceil() * STEP;
    while foot < right {
        // Lines rise to the right, from (foot, bottom) to (foot + height, top), as far as they are inside.
        let (from, to) = (foot.max(left), (foot + height).min(right));
        if to - from > 0.5 {
            let line = vec![(from, bottom - (from - foot)), (to, bottom - (to - foot))];
            scene.line(format!("{name} hatching"), line, Stroke::solid(color.tint(0.75), 1.0));
        }
        foot += STEP;
    }
}

/// Where a bent arrow runs: its line, and the corners of its head.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arrow {
    pub line: Vec<(f64, f64)>,
    pub head: [(f64, f64); 3],
    pub width: f64,
}

impl Arrow {
    /// From one point to another, bent to its right so that the arrow back is another one; ends stay `clear` of the
    /// points. `None` if no room is left between them.
    pub fn new(from: (f64, f64), to: (f64, f64), clear: f64, width: f64) -> Option<Self> {
        const BEND: f64 = 0.13;
        const STEPS: usize = 24;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let head = 6.0 + 1.6 * width;
        if length < 2.0 * clear + head + 4.0 {
            return None;
        }
        let bend = ((from.0 + to.0) / 2.0 - BEND * dy, (from.1 + to.1) / 2.0 + BEND * dx);
        let at = |t: f64| {
            let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
            (a * from.0 + b * bend.0 + c * to.0, a * from.1 + b * bend.1 + c * to.1)
        };
        let away = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).hypot(a.1 - b.1);
        let curve: Vec<_> = (0..=8 * STEPS).map(|i| at(i as f64 / (8 * STEPS) as f64)).collect();
        let start = curve.iter().position(|point| away(*point, from) >= clear)?;
        let tip = curve.iter().rposition(|point| away(*point, to) >= clear)?;
        let neck = curve[..tip].iter().rposition(|point| away(*point, curve[tip]) >= head)?;
        if start >= neck {
            return None;
        }
        let (tip, base) = (curve[tip], curve[neck]);
        let (ux, uy) = ((tip.0 - base.0) / away(tip, base), (tip.1 - base.1) / away(tip, base));
        let half = 0.45 * head;
        let head = [tip, (base.0 - uy * half, base.1 + ux * half), (base.0 + uy * half, base.1 - ux * half)];
        let mut line: Vec<_> = curve[start..neck].iter().copied().step_by(8).collect();
        line.push((base.0 + ux, base.1 + uy));
        Some(Self { line, head, width })
    }

    pub fn draw(&self, scene: &mut Scene, name: &str, color: Color) {
        scene.line(name, self.line.clone(), Stroke::solid(color, self.width));
        scene.polygon(format!("{name} head"), self.head.to_vec(), color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside() {
        let mut scene = Scene::new(100.0, 100.0, &Theme::default());
        let bounds = Bounds { left: 13.0, top: 20.0, right: 57.0, bottom: 41.0 };
        hatched(&mut scene, "part", bounds, Color::hex(0));
        let lines: Vec<_> = scene.items.iter().filter(|item| item.name == "part hatching").collect();
        assert!(lines.len() > 5);
        for line in lines {
            let super::super::scene::Shape::Line { points, .. } = &line.shape else { panic!("not a line") };
            let inside = |(x, y): &(f64, f64)| bounds.holds(&Bounds { left: *x, top: *y, right: *x, bottom: *y });
            assert!(points.iter().all(inside), "{points:?}");
        }
    }

    #[test]
    fn arrows_keep_clear_and_there_is_none_without_room() {
        let (from, to) = ((10.0, 10.0), (110.0, 60.0));
        let arrow = Arrow::new(from, to, 12.0, 2.0).unwrap();
        let away = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).hypot(a.1 - b.1);
        for point in arrow.line.iter().chain(&arrow.head) {
            assert!(away(*point, from) >= 12.0 && away(*point, to) >= 11.9, "{point:?}");
        }
        assert!(away(arrow.head[0], to) < 14.0);
        assert_eq!(Arrow::new(from, from, 12.0, 2.0), None);
        assert_eq!(Arrow::new(from, (30.0, 12.0), 12.0, 2.0), None);
    }
}
