//! Whether every text of a drawing can be read on what is behind it (WCAG 2 AA), whatever the chart and the brand.

use super::color::{Color, contrast};
use super::font::Weight;
use super::scene::{Bounds, Scene, Shape};

/// Least contrast of letters, and of large ones.
const TEXT: f64 = 4.5;
const LARGE_TEXT: f64 = 3.0;
/// From these sizes on letters are large: 18 and, in bold, 14 points at 96 pixels to the inch.
const LARGE: f64 = 24.0;
const LARGE_BOLD: f64 = 18.66;

impl Scene {
    /// Texts with too little contrast against the top-most area behind them, worded for a test's message. Lines are too
    /// thin to count.
    pub fn illegible(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (i, item) in self.items.iter().enumerate() {
            let Shape::Text { text, size, weight, color, bounds, .. } = &item.shape else { continue };
            let large = *size >= LARGE || (*weight == Weight::Bold && *size >= LARGE_BOLD);
            let least = if large { LARGE_TEXT } else { TEXT };
            let behind = samples(bounds).map(|point| self.behind(i, point));
            let worst = behind.into_iter().min_by(|a, b| contrast(*color, *a).total_cmp(&contrast(*color, *b)));
            let worst = worst.expect("there are several samples");
            let ratio = contrast(*color, worst);
            if ratio < least {
                found.push(format!("{} `{text}` {color} on {worst}: {ratio:.2}, not {least}", item.name));
            }
        }
        found
    }

    /// What is seen at a point below this item.
    fn behind(&self, item: usize, point: (f64, f64)) -> Color {
        let fills = self.items[..item].iter().filter_map(|item| fill_at(&item.shape, point));
        fills.fold(Color::hex(0xFFFFFF), over)
    }
}

/// Places in a text: letters stand in the middle of its height.
fn samples(bounds: &Bounds) -> [(f64, f64); 5] {
    let y = bounds.top + 0.6 * (bounds.bottom - bounds.top);
    [0.02, 0.25, 0.5, 0.75, 0.98].map(|share| (bounds.left + share * (bounds.right - bounds.left), y))
}

/// The colour of an area, if the point is in it.
fn fill_at(shape: &Shape, (x, y): (f64, f64)) -> Option<Color> {
    match shape {
        Shape::Rect { bounds, fill } => {
            (bounds.left <= x && x <= bounds.right && bounds.top <= y && y <= bounds.bottom).then_some(*fill)
        }
        Shape::Circle { center, radius, fill } => ((x - center.0).hypot(y - center.1) <= *radius).then_some(*fill),
        Shape::Polygon { points, fill } => inside(points, (x, y)).then_some(*fill),
        Shape::Line { .. } | Shape::Text { .. } => None,
    }
}

/// Whether a ray to the right leaves the polygon an odd number of times.
fn inside(points: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let next = points.iter().cycle().skip(1);
    let crossed = points
        .iter()
        .zip(next)
        .filter(|((ax, ay), (bx, by))| (*ay > y) != (*by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax));
    crossed.count() % 2 == 1
}

/// A colour seen on another.
fn over(below: Color, above: Color) -> Color {
    let mix = |i: usize| {
        let (a, b) = (f64::from(above.rgb[i]), f64::from(below.rgb[i]));
        (above.alpha * a + (1.0 - above.alpha) * b).round() as u8
    };
    Color { rgb: [mix(0), mix(1), mix(2)], alpha: 1.0 }
}

#[cfg(test)]
mod tests {
    use super::super::scene::Anchor;
    use super::super::theme::Theme;
    use super::*;

    #[test]
    fn what_is_behind_a_text_counts_and_what_is_above_or_beside_does_not() {
        let theme = Theme::default();
        let grey = Color::hex(0x777777);
        let draw = |fill: Option<Color>, set| {
            let mut scene = Scene::new(200.0, 100.0, &theme);
            if let Some(fill) = fill {
                scene.rect("behind", Bounds { left: 60.0, top: 20.0, right: 200.0, bottom: 80.0 }, fill);
            }
            scene.text("word", "legible", (80.0, 55.0), Anchor::Start, set);
            let far = Bounds { left: 0.0, top: 0.0, right: 50.0, bottom: 10.0 };
            scene.rect("beside", far, grey);
            scene.illegible()
        };
        assert_eq!(draw(None, theme.regular(14.0, theme.ink)), Vec::<String>::new());
        // 4.48 on white: just too little, but enough for large letters.
        assert_eq!(draw(None, theme.regular(14.0, grey)).len(), 1);
        assert_eq!(draw(None, theme.bold(19.0, grey)), Vec::<String>::new());
        assert_eq!(draw(Some(theme.ink), theme.regular(14.0, theme.ink)).len(), 1);
        assert_eq!(draw(Some(theme.ink.with_alpha(0.1)), theme.regular(14.0, theme.ink)), Vec::<String>::new());
    }

    #[test]
    fn points_are_inside_a_polygon_or_not() {
        let corner = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 5.0), (0.0, 10.0)];
        assert!(inside(&corner, (2.0, 2.0)) && inside(&corner, (9.0, 8.0)));
        assert!(!inside(&corner, (5.0, 8.0)) && !inside(&corner, (11.0, 5.0)));
    }
}
