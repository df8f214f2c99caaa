//! What the marks of a chart mean: a row of signs with words, in as many rows as it takes.

use super::color::Color;
use super::marks::{Arrow, hatched, whisker};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::{Marker, Theme};

/// The sign before the words.
pub(super) enum Sign {
    /// None: the words are the name of what is drawn.
    Heading,
    /// None: the words say it all.
    Note,
    Fill(Color),
    Hatched(Color),
    Interval,
    /// A faint circle.
    Before(Color),
    /// A full circle.
    After(Color),
    /// A circle with a hole of the second colour.
    Ring(Color, Color),
    Arrow(Color),
    /// Boxes side by side.
    Ramp(Vec<Color>),
    /// A bar on a track of these colours.
    Bar(Color, Color),
    /// A point of this shape.
    Marker(Color, Marker),
    /// A frame in this colour.
    Frame(Color),
    /// A number in bold letters.
    Bold,
}

impl Sign {
    fn width(&self) -> f64 {
        match self {
            Sign::Heading | Sign::Note => 0.0,
            Sign::Fill(_) | Sign::Hatched(_) | Sign::Frame(_) | Sign::Bold => 20.0,
            Sign::Interval => 24.0,
            Sign::Before(_) | Sign::After(_) | Sign::Ring(..) | Sign::Marker(..) => 12.0,
            Sign::Arrow(_) => 36.0,
            Sign::Ramp(colors) => 18.0 * colors.len() as f64,
            Sign::Bar(..) => 44.0,
        }
    }

    /// From the sign's left edge to the words.
    fn indent(&self) -> f64 {
        if self.width() > 0.0 { self.width() + GAPS.0 } else { 0.0 }
    }

    fn draw(&self, scene: &mut Scene, (left, y): (f64, f64), theme: &Theme) {
        let right = left + self.width();
        let space = Bounds { left, top: y - 6.0, right, bottom: y + 6.0 };
        match self {
            Sign::Heading | Sign::Note => {}
            Sign::Fill(color) => scene.rect("key", space, *color),
            Sign::Hatched(color) => hatched(scene, "key", space, *color),
            Sign::Interval => whisker(scene, "key interval", (left, right), y, theme),
            Sign::Before(color) | Sign::After(color) => scene.circle("key", (left + 6.0, y), 6.0, *color),
            Sign::Ring(color, hole) => {
                scene.circle("key", (left + 6.0, y), 6.0, *color);
                scene.circle("key hole", (left + 6.0, y), 4.0, *hole);
            }
            Sign::Marker(color, marker) => scene.marker("key", *marker, (left + 6.0, y), 5.5, *color),
            Sign::Frame(color) => {
                let Bounds { top, bottom, .. } = space;
                let corners = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top - 1.0)];
                scene.line("key", corners, Stroke::solid(*color, 2.0));
            }
            Sign::Bold => {
                let set = theme.bold(14.0, theme.ink);
                scene.text("key", "12", ((left + right) / 2.0, set.centred(y)), Anchor::Middle, set);
            }
            Sign::Arrow(color) => {
                let arrow = Arrow::new((left, y), (right, y), 0.0, 2.0).expect("there is room");
                arrow.draw(scene, "key arrow", *color);
            }
            Sign::Ramp(colors) => {
                for (i, color) in colors.iter().enumerate() {
                    let left = left + 18.0 * i as f64;
                    scene.rect("key", Bounds { left, right: left + 18.0, ..space }, *color);
                }
            }
            Sign::Bar(bar, track) => {
                let space = Bounds { top: y - 3.0, bottom: y + 3.0, ..space };
                scene.rect("key track", space, *track);
                scene.rect("key", Bounds { right: left + 0.6 * (right - left), ..space }, *bar);
            }
        }
    }
}

struct Entry<'a> {
    sign: Sign,
    words: String,
    set: Type<'a>,
    left: f64,
}

/// Signs with their words.
pub(super) struct Legend<'a> {
    rows: Vec<Vec<Entry<'a>>>,
}

const ROW: f64 = 24.0;
/// Between a sign and its words, and behind the words.
const GAPS: (f64, f64) = (8.0, 24.0);

impl<'a> Legend<'a> {
    /// Entries without words are left out.
    pub fn new(entries: Vec<(Sign, String)>, width: f64, theme: &'a Theme) -> Self {
        let mut rows: Vec<Vec<Entry>> = vec![vec![]];
        let mut x = 0.0;
        for (sign, words) in entries.into_iter().filter(|(_, words)| !words.is_empty()) {
            let heading = matches!(sign, Sign::Heading);
            let set = if heading { theme.bold(13.0, theme.ink) } else { theme.regular(13.0, theme.muted) };
            let words = set.one_line(&words, (width - 120.0).min(400.0));
            let space = sign.indent() + set.width(&words);
            if x + space > width && x > 0.0 {
                rows.push(vec![]);
                x = 0.0;
            }
            rows.last_mut().expect("starts with one row").push(Entry { sign, words, set, left: x });
            x += space + GAPS.1;
        }
        Self { rows }
    }

    pub fn height(&self) -> f64 {
        self.rows.len() as f64 * ROW
    }

    pub fn draw(&self, scene: &mut Scene, (left, top): (f64, f64), theme: &Theme) {
        for (i, row) in self.rows.iter().enumerate() {
            let y = top + 10.0 + i as f64 * ROW;
            for Entry { sign, words, set, left: x } in row {
                sign.draw(scene, (left + x, y), theme);
                scene.text("legend", words, (left + x + sign.indent(), set.centred(y)), Anchor::Start, *set);
            }
        }
    }
}
