//! A scene as SVG with its text as outlines: looks the same without fonts, as slides and print want it.

use super::png::{Drawing, RenderError};
use super::scene::Scene;
use super::svg::root;
use super::typeset::{Mark, Typeset};
use resvg::tiny_skia::{Path, PathSegment, Point, Transform};
use resvg::usvg::{Color, WriteOptions};
use std::fmt::Write as _;

/// The scene as SVG with its text as outlines: looks the same without fonts, as slides and print want it.
///
/// # Errors
/// [`RenderError`]
pub fn to_outlines(scene: &Scene) -> Result<Drawing<String>, RenderError> {
    let typeset = Typeset::new(scene)?;
    Ok(Drawing { output: typeset.outlines(), missing: typeset.missing })
}

impl Typeset<'_> {
    /// As [`to_outlines`].
    pub fn outlines(&self) -> String {
        let head = root(self.scene, format_args!("0 0 {} {}", self.scene.width, self.scene.height));
        let content = self.marks().map_or_else(|| self.by_the_renderer(), |marks| by_hand(&marks));
        format!("{head}{}", content.trim_start())
    }

    /// What follows the root element.
    fn by_the_renderer(&self) -> String {
        let options = WriteOptions { preserve_text: false, coordinates_precision: 2, ..WriteOptions::default() };
        let svg = self.tree.to_string(&options);
        svg.split_once('>').map_or_else(String::new, |(_, content)| content.to_owned())
    }
}

/// The same, byte for byte, in a fraction of the time.
fn by_hand(marks: &[Mark]) -> String {
    let mut out = String::new();
    write(&mut out, marks, 1);
    out.push_str("</svg>\n");
    out
}

fn write(out: &mut String, marks: &[Mark], depth: usize) {
    for mark in marks {
        out.extend(std::iter::repeat_n("    ", depth));
        match mark {
            Mark::Group { transform, opacity, marks } => {
                out.push_str("<g");
                if *opacity != 1.0 {
                    attribute(out, "opacity", opacity);
                }
                if !transform.is_identity() {
                    attribute(out, "transform", matrix(transform));
                }
                out.push_str(">\n");
                write(out, marks, depth + 1);
                out.extend(std::iter::repeat_n("    ", depth));
                out.push_str("</g>\n");
            }
            Mark::Shape { path, color, stroke } => {
                out.push_str("<path");
                attribute(out, "fill", if stroke.is_none() { hex(*color) } else { "none".to_owned() });
                attribute(out, "stroke", if stroke.is_some() { hex(*color) } else { "none".to_owned() });
                if let Some(stroke) = stroke {
                    if stroke.width().get() != 1.0 {
                        attribute(out, "stroke-width", stroke.width().get());
                    }
                    attribute(out, "stroke-linejoin", "round");
                }
                out.push_str(" d=\"");
                segments(out, path);
                out.push_str("\"/>\n");
            }
        }
    }
}

fn attribute(out: &mut String, name: &str, value: impl std::fmt::Display) {
    write!(out, " {name}=\"{value}\"").expect("writing to a string cannot fail");
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

fn matrix(t: &Transform) -> String {
    // Eight decimals, as many as a scale of whole pixels may need.
    let entry = |x: f32| (x * 1e8).round() / 1e8;
    let [a, b, c, d, e, f] = [t.sx, t.ky, t.kx, t.sy, t.tx, t.ty].map(entry);
    format!("matrix({a} {b} {c} {d} {e} {f})")
}

fn segments(out: &mut String, path: &Path) {
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(p) => points(out, "M ", &[p]),
            PathSegment::LineTo(p) => points(out, "L ", &[p]),
            PathSegment::QuadTo(a, p) => points(out, "Q ", &[a, p]),
            PathSegment::CubicTo(a, b, p) => points(out, "C ", &[a, b, p]),
            PathSegment::Close => out.push_str("Z "),
        }
    }
    out.pop();
}

fn points(out: &mut String, command: &str, points: &[Point]) {
    out.push_str(command);
    for point in points {
        hundredths(out, point.x);
        out.push(' ');
        hundredths(out, point.y);
        out.push(' ');
    }
}

/// A coordinate to the hundredth, without zeros at the end. Most of an outline is coordinates, and the standard library
/// takes several times longer to find the shortest digits of any number.
fn hundredths(out: &mut String, x: f32) {
    let scaled = (x * 100.0).round();
    // Six digits tell any two numbers apart, so up to there the shortest digits are these.
    if scaled == 0.0 || scaled.abs() >= 1e6 {
        let written = if x.fract() == 0.0 { write!(out, "{}", x as i32) } else { write!(out, "{}", scaled / 100.0) };
        return written.expect("writing to a string cannot fail");
    }
    if scaled < 0.0 {
        out.push('-');
    }
    let scaled = scaled.abs() as u32;
    let (whole, rest) = (scaled / 100, scaled % 100);
    let digit = |value: u32| char::from(b'0' + (value % 10) as u8);
    for unit in [1000, 100, 10].into_iter().filter(|unit| whole >= *unit) {
        out.push(digit(whole / unit));
    }
    out.push(digit(whole));
    if rest > 0 {
        out.extend(['.', digit(rest / 10)]);
    }
    if rest % 10 > 0 {
        out.push(digit(rest));
    }
}

#[cfg(test)]
mod tests {
    use super::super::typeset::tests::samples;
    use super::*;

    #[test]
    fn what_is_written_by_hand_is_what_the_renderer_writes() {
        for scene in samples() {
            let typeset = Typeset::new(&scene).unwrap();
            let ours = by_hand(&typeset.marks().expect("plain marks"));
            assert_eq!(ours, typeset.by_the_renderer().trim_start_matches('\n'));
        }
    }

    #[test]
    fn hundredths_are_the_shortest_digits_of_the_rounded_number() {
        let thousandths = (-2_000..2_000).map(|i| i as f32 / 1000.0);
        let large = (0..2_000).map(|i| 1.37_f32.powi(i % 40) * (i as f32 - 1000.0));
        for x in thousandths.chain(large).chain([-0.0, 9_999.994, 9_999.996, 123_456.78]) {
            let mut written = String::new();
            hundredths(&mut written, x);
            let whole = x == x.trunc();
            let expected = if whole { format!("{}", x as i32) } else { format!("{}", (x * 100.0).round() / 100.0) };
            assert_eq!(written, expected, "{x}");
        }
    }
}
