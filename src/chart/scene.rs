//! A drawing as data: shapes with positions in logical pixels, from the top left corner. Knows no output format.

use super::color::Color;
use super::faces::Font;
use super::font::{self, Weight};
use super::theme::{Marker, Theme};
use std::fmt::{self, Write as _};

/// A drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width in logical pixels.
    pub width: f64,
    /// Height in logical pixels.
    pub height: f64,
    /// Name of the drawing for those who cannot see it: the finding.
    pub title: String,
    /// What it shows, in words and numbers.
    pub description: String,
    /// What its texts are set in.
    pub font: Font,
    /// In drawing order.
    pub items: Vec<Item>,
}

/// One shape and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it stands for, such as `bar after 0`; not drawn.
    pub name: String,
    /// What is drawn.
    pub shape: Shape,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Bounds {
    /// Whether the two share more than an edge.
    pub fn overlaps(&self, other: &Bounds) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the other lies inside.
    pub fn holds(&self, other: &Bounds) -> bool {
        self.left <= other.left && self.top <= other.top && other.right <= self.right && other.bottom <= self.bottom
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour
    pub color: Color,
    /// Width in logical pixels; multiples of a half are drawn exactly.
    pub width: f64,
    /// Length of dashes and of the gaps between them.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A line without dashes.
    pub fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: None }
    }

    /// A dashed line.
    pub fn dashed(color: Color, width: f64, dash: f64, gap: f64) -> Self {
        Self { color, width, dash: Some((dash, gap)) }
    }
}

/// Which end of a text its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// What can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rect {
        /// Where
        bounds: Bounds,
        /// Fill
        fill: Color,
    },
    /// An open line through points.
    Line {
        /// Where
        points: Vec<(f64, f64)>,
        /// How
        stroke: Stroke,
    },
    /// A filled area.
    Polygon {
        /// Corners
        points: Vec<(f64, f64)>,
        /// Fill
        fill: Color,
    },
    /// A filled circle.
    Circle {
        /// Centre
        center: (f64, f64),
        /// Radius
        radius: f64,
        /// Fill
        fill: Color,
    },
    /// One line of text.
    Text {
        /// The words
        text: String,
        /// Where the anchor is, on the baseline.
        at: (f64, f64),
        /// Which end of the text that is.
        anchor: Anchor,
        /// Font size in logical pixels.
        size: f64,
        /// Thickness
        weight: Weight,
        /// Colour
        color: Color,
        /// The space it takes.
        bounds: Bounds,
    },
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type<'a> {
    pub font: &'a Font,
    pub size: f64,
    pub weight: Weight,
    pub color: Color,
}

impl Theme {
    /// Letters of ordinary thickness.
    pub(super) fn regular(&self, size: f64, color: Color) -> Type<'_> {
        Type { font: &self.font, size, weight: Weight::Regular, color }
    }

    /// Letters that stand out.
    pub(super) fn bold(&self, size: f64, color: Color) -> Type<'_> {
        Type { font: &self.font, size, weight: Weight::Bold, color }
    }
}

impl Type<'_> {
    pub fn width(&self, text: &str) -> f64 {
        self.font.width(text, self.size, self.weight)
    }

    pub fn wrap(&self, text: &str, max_width: f64, max_lines: usize) -> Vec<String> {
        self.font.wrap(text, self.size, self.weight, max_width, max_lines)
    }

    /// The text, cut with an ellipsis if it is too wide.
    pub fn one_line(&self, text: &str, max_width: f64) -> String {
        self.wrap(text, max_width, 1).concat()
    }

    /// The lines of a text in a column, in the largest size, from this one down to `smallest`, that needs no ellipsis.
    pub fn fit(self, text: &str, width: f64, height: f64, smallest: f64) -> (Vec<String>, Self) {
        let mut set = self;
        loop {
            let max_lines = ((height / set.leading()) as usize).max(1);
            let lines = set.wrap(text, width, max_lines);
            let whole = lines.last().is_none_or(|line| !line.ends_with('…') || text.trim_end().ends_with('…'));
            if whole || set.size - 1.0 < smallest {
                return (lines, set);
            }
            set.size -= 1.0;
        }
    }

    /// The same, and no word cut in two if smaller letters can spare it.
    pub fn fit_words(self, text: &str, width: f64, height: f64, smallest: f64) -> (Vec<String>, Self) {
        let mut set = self;
        while set.font.widest_word(text, set.size, set.weight) > width && set.size - 0.5 >= smallest {
            set.size -= 0.5;
        }
        set.fit(text, width, height, smallest)
    }

    pub fn leading(&self) -> f64 {
        (self.size * font::LEADING).round()
    }

    /// The baseline that puts figures and capitals half above and half below `y`.
    pub fn centred(&self, y: f64) -> f64 {
        y + 0.36 * self.size
    }
}

impl Scene {
    /// An empty one of this size, in the fonts and on the background of the theme.
    pub(super) fn new(width: f64, height: f64, theme: &Theme) -> Self {
        let mut scene = Self {
            width,
            height,
            title: String::new(),
            description: String::new(),
            font: theme.font.clone(),
            items: Vec::new(),
        };
        scene.rect("background", Bounds { left: 0.0, top: 0.0, right: width, bottom: height }, theme.background);
        scene
    }

    fn push(&mut self, name: impl Into<String>, shape: Shape) {
        self.items.push(Item { name: name.into(), shape });
    }

    pub(super) fn rect(&mut self, name: impl Into<String>, bounds: Bounds, fill: Color) {
        self.push(name, Shape::Rect { bounds, fill });
    }

    pub(super) fn line(&mut self, name: impl Into<String>, points: Vec<(f64, f64)>, stroke: Stroke) {
        self.push(name, Shape::Line { points, stroke });
    }

    pub(super) fn polygon(&mut self, name: impl Into<String>, points: Vec<(f64, f64)>, fill: Color) {
        self.push(name, Shape::Polygon { points, fill });
    }

    pub(super) fn circle(&mut self, name: impl Into<String>, center: (f64, f64), radius: f64, fill: Color) {
        self.push(name, Shape::Circle { center, radius, fill });
    }

    /// One line of text; nothing if it is empty. Returns the space it takes.
    pub(super) fn text(
        &mut self,
        name: impl Into<String>,
        text: &str,
        at: (f64, f64),
        anchor: Anchor,
        set: Type<'_>,
    ) -> Bounds {
        let text = text.replace(char::is_control, " ");
        let width = set.width(&text);
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - width / 2.0,
            Anchor::End => at.0 - width,
        };
        let (top, bottom) = (at.1 - font::ASCENT * set.size, at.1 + font::DESCENT * set.size);
        let bounds = Bounds { left, top, right: left + width, bottom };
        if !text.is_empty() {
            let Type { size, weight, color, .. } = set;
            self.push(name, Shape::Text { text, at, anchor, size, weight, color, bounds });
        }
        bounds
    }

    /// Lines of text below one another, the first on the baseline `at`. Returns the baseline after the last.
    pub(super) fn lines(&mut self, name: &str, lines: &[String], at: (f64, f64), anchor: Anchor, set: Type<'_>) -> f64 {
        let mut y = at.1;
        for line in lines {
            self.text(name, line, (at.0, y), anchor, set);
            y += set.leading();
        }
        y
    }

    /// Lines of text centred on `y`.
    pub(super) fn block(&mut self, name: &str, lines: &[String], at: (f64, f64), anchor: Anchor, set: Type<'_>) {
        let above = set.leading() * lines.len().saturating_sub(1) as f64 / 2.0;
        self.lines(name, lines, (at.0, set.centred(at.1) - above), anchor, set);
    }

    /// A marker of this radius; its area is about that of the circle.
    pub(super) fn marker(&mut self, name: impl Into<String>, marker: Marker, at: (f64, f64), r: f64, fill: Color) {
        match outline(marker, at, r) {
            None => self.circle(name, at, r, fill),
            Some(points) => self.polygon(name, points, fill),
        }
    }

    /// All texts with their space.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str, &Bounds)> {
        self.items.iter().filter_map(|item| match &item.shape {
            Shape::Text { text, bounds, .. } => Some((item.name.as_str(), text.as_str(), bounds)),
            _ => None,
        })
    }

    /// Texts that overlap another, and texts that leave the drawing, worded for a test's message.
    pub fn collisions(&self) -> Vec<String> {
        let texts: Vec<_> = self.texts().collect();
        let canvas = Bounds { left: 0.0, top: 0.0, right: self.width, bottom: self.height };
        let mut found = Vec::new();
        for (i, (name, text, bounds)) in texts.iter().enumerate() {
            if !canvas.holds(bounds) {
                found.push(format!("{name} `{text}` leaves the drawing: {bounds}"));
            }
            for (other_name, other, other_bounds) in &texts[..i] {
                if bounds.overlaps(other_bounds) {
                    found.push(format!("{name} `{text}` {bounds} on {other_name} `{other}` {other_bounds}"));
                }
            }
        }
        found
    }

    /// Characters in the drawing that neither its font nor the bundled ones have; a viewer needs fonts of its own for them.
    pub fn missing_characters(&self) -> Vec<char> {
        self.font.missing_characters(&self.texts().map(|(_, text, _)| text).collect::<String>())
    }
}

fn outline(marker: Marker, (x, y): (f64, f64), r: f64) -> Option<Vec<(f64, f64)>> {
    let ring = |n: usize, start: f64, radius: &dyn Fn(usize) -> f64| {
        let point = |i: usize| {
            let angle = (start + 360.0 * i as f64 / n as f64).to_radians();
            (x + radius(i) * angle.cos(), y + radius(i) * angle.sin())
        };
        Some((0..n).map(point).collect::<Vec<_>>())
    };
    match marker {
        Marker::Circle => None,
        Marker::Square => ring(4, 45.0, &|_| 1.27 * r),
        Marker::Diamond => ring(4, 0.0, &|_| 1.3 * r),
        Marker::Triangle => ring(3, -90.0, &|_| 1.4 * r),
        Marker::TriangleDown => ring(3, 90.0, &|_| 1.4 * r),
        Marker::Star => ring(10, -90.0, &|i| if i % 2 == 0 { 1.5 * r } else { 0.68 * r }),
        Marker::Plus => {
            let (a, b) = (1.3 * r, 0.48 * r);
            let arm = [
                (-b, -a),
                (b, -a),
                (b, -b),
                (a, -b),
                (a, b),
                (b, b),
                (b, a),
                (-b, a),
                (-b, b),
                (-a, b),
                (-a, -b),
                (-b, -b),
            ];
            Some(arm.iter().map(|(dx, dy)| (x + dx, y + dy)).collect())
        }
    }
}

/// A number of pixels: at most one decimal.
fn px(x: f64) -> String {
    let text = format!("{x:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn path(points: &[(f64, f64)]) -> String {
    points.iter().fold(String::new(), |mut out, (x, y)| {
        write!(out, " {},{}", px(*x), px(*y)).expect("writing to a string cannot fail");
        out
    })
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{} to {},{}", px(self.left), px(self.top), px(self.right), px(self.bottom))
    }
}

/// One line per shape: what golden tests compare.
impl fmt::Display for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "scene {} x {}", px(self.width), px(self.height))?;
        writeln!(f, "title: {}\ndescription: {}", self.title, self.description)?;
        for Item { name, shape } in &self.items {
            match shape {
                Shape::Rect { bounds, fill } => writeln!(f, "[{name}] rect {bounds} {fill}")?,
                Shape::Line { points, stroke } => {
                    let dash = if stroke.dash.is_some() { " dashed" } else { "" };
                    writeln!(f, "[{name}] line {} {}{dash}:{}", stroke.color, px(stroke.width), path(points))?;
                }
                Shape::Polygon { points, fill } => writeln!(f, "[{name}] polygon {fill}:{}", path(points))?,
                Shape::Circle { center, radius, fill } => {
                    writeln!(f, "[{name}] circle {},{} r {} {fill}", px(center.0), px(center.1), px(*radius))?;
                }
                Shape::Text { text, at, anchor, size, weight, color, .. } => {
                    let (x, y) = (px(at.0), px(at.1));
                    writeln!(f, "[{name}] text {x},{y} {anchor:?} {size} {weight:?} {color}: {text}")?;
                }
            }
        }
        Ok(())
    }
}
