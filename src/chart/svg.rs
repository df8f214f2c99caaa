//! A scene as SVG, drawn by plotters.
//!
//! plotters places everything on whole pixels, so the drawing is twice as large and its view box halves it again.

use super::color::Color;
use super::font::Weight;
use super::scene::{Anchor, Bounds, Scene, Shape, Stroke};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::borrow::Cow;

/// Pixels of the drawing per logical pixel.
const FINE: f64 = 2.0;
/// plotters writes a font size divided by this.
const PLOTTERS_FONT_FACTOR: f64 = 1.24;
/// plotters wants a family for every text; the root element has the real one.
const PLACEHOLDER_FAMILY: &str = "root";

/// The scene as an SVG document with text as text: small, searchable, editable; needs a viewer with fonts.
pub fn to_svg(scene: &Scene) -> String {
    let mut body = String::new();
    let size = (fine(scene.width) as u32, fine(scene.height) as u32);
    {
        let mut backend = SVGBackend::with_string(&mut body, size);
        for item in &scene.items {
            draw(&mut backend, &item.shape);
        }
        backend.present().expect("drawing into a string cannot fail");
    }
    let root = root(scene, format_args!("0 0 {} {}", size.0, size.1));
    let content = body.split_once(">\n").expect("plotters begins with the root element").1;
    format!("{root}{}", tidy(content))
}

/// The root element with its alternative text.
pub(super) fn root(scene: &Scene, view_box: std::fmt::Arguments) -> String {
    let (title, description) = (escape(&scene.title), escape(&scene.description));
    let families = scene.font.css_families();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"{view_box}\" role=\"img\" \
         aria-label=\"{title}\" font-family=\"{families}\" stroke-linejoin=\"round\">\n<title>{title}</title>\n<desc>{description}</desc>\n",
        scene.width, scene.height
    )
}

/// What plotters writes, without the defaults it spells out: positions of texts are their baselines, and the font
/// family is the root's.
fn tidy(content: &str) -> String {
    let content = content
        .replace(&format!(" font-family=\"{PLACEHOLDER_FAMILY}\""), "")
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" text-anchor=\"start\"", "")
        .replace(" dy=\"0.76em\"", "")
        .replace("\n</text>", "</text>")
        .replace(" \"/>", "\"/>");
    let mut out = String::new();
    for line in content.lines() {
        out.push_str(&exact_size(line));
        // plotters starts a new line inside the element, which would be a blank.
        if !line.starts_with("<text") || line.ends_with("</text>") {
            out.push('\n');
        }
    }
    out
}

/// The line with its font size to the hundredth of a pixel: the way through plotters costs the last digits.
fn exact_size(line: &str) -> Cow<'_, str> {
    let sized = || {
        let (before, rest) = line.strip_prefix("<text").and(line.split_once(" font-size=\""))?;
        let (size, after) = rest.split_once('"')?;
        let size = (size.parse::<f64>().ok()? * 100.0).round() / 100.0;
        Some(format!("{before} font-size=\"{size}\"{after}"))
    };
    sized().map_or(Cow::Borrowed(line), Cow::Owned)
}

/// Text in XML; control characters, which XML does not allow, become blanks.
fn escape(text: &str) -> String {
    text.replace(char::is_control, " ")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn fine(x: f64) -> i32 {
    (x * FINE).round() as i32
}

fn at((x, y): (f64, f64)) -> (i32, i32) {
    (fine(x), fine(y))
}

fn style(color: Color, width: f64) -> ShapeStyle {
    let [r, g, b] = color.rgb;
    ShapeStyle { color: RGBAColor(r, g, b, color.alpha), filled: true, stroke_width: fine(width).max(1) as u32 }
}

fn draw(backend: &mut SVGBackend, shape: &Shape) {
    let drawn = match shape {
        Shape::Rect { bounds: Bounds { left, top, right, bottom }, fill } => {
            backend.draw_rect(at((*left, *top)), at((*right, *bottom)), &style(*fill, 0.0), true)
        }
        Shape::Line { points, stroke } => dashes(points, stroke)
            .into_iter()
            .try_for_each(|run| backend.draw_path(run.into_iter().map(at), &style(stroke.color, stroke.width))),
        Shape::Polygon { points, fill } => backend.fill_polygon(points.iter().copied().map(at), &style(*fill, 0.0)),
        Shape::Circle { center, radius, fill } => {
            backend.draw_circle(at(*center), fine(*radius).max(1) as u32, &style(*fill, 0.0), true)
        }
        Shape::Text { text, at: place, anchor, size, weight, color, .. } => {
            let slope = if *weight == Weight::Bold { FontStyle::Bold } else { FontStyle::Normal };
            let [r, g, b] = color.rgb;
            let color = RGBAColor(r, g, b, color.alpha);
            let horizontal = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let font = FontDesc::new(FontFamily::Name(PLACEHOLDER_FAMILY), size * FINE * PLOTTERS_FONT_FACTOR, slope);
            let style = TextStyle::from(font).color(&color).pos(Pos::new(horizontal, VPos::Top));
            backend.draw_text(text, &style, at(*place))
        }
    };
    drawn.expect("drawing into a string cannot fail");
}

/// The drawn parts of a line: itself, or its dashes.
fn dashes(points: &[(f64, f64)], stroke: &Stroke) -> Vec<Vec<(f64, f64)>> {
    let Some((dash, gap)) = stroke.dash else { return vec![points.to_vec()] };
    let mut runs = Vec::new();
    let (mut drawing, mut left) = (true, dash);
    let mut run: Vec<_> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if length < left {
                left -= length;
                if drawing {
                    run.push(to);
                }
                break;
            }
            let t = left / length;
            from = (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1));
            if drawing {
                run.push(from);
                runs.push(std::mem::take(&mut run));
            } else {
                run = vec![from];
            }
            drawing = !drawing;
            left = if drawing { dash } else { gap };
        }
    }
    if drawing && run.len() > 1 {
        runs.push(run);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_the_line_in_turn() {
        let stroke = Stroke::dashed(Color::hex(0), 1.0, 4.0, 2.0);
        let runs = dashes(&[(0.0, 0.0), (10.0, 0.0), (10.0, 3.0)], &stroke);
        assert_eq!(
            runs,
            vec![vec![(0.0, 0.0), (4.0, 0.0)], vec![(6.0, 0.0), (10.0, 0.0)], vec![(10.0, 2.0), (10.0, 3.0)]]
        );
    }
}
