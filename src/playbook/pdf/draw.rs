//! Sheets to PDF: marks are drawn, and everything that is read gets its place in the structure.

use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, FillRule, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{Font, TextDirection};

use super::sheet::{Mark, Sheet};
use super::structure::Structure;
use super::text::{Type, drawable};
use crate::chart::color::Color;
use crate::chart::font::{self, Family, Weight};
use crate::chart::{Anchor, Bounds, Scene, Shape};

/// What is shared by all sheets.
pub(super) struct Pen {
    faces: Vec<(Family, Weight, Font)>,
    pub logo: Option<Image>,
    /// Where each page of the playbook begins.
    pub starts: Vec<usize>,
    /// Where that is on its sheet.
    pub top: f64,
    /// Colours of charts as they are drawn.
    pub tone: fn(Color) -> Color,
    /// Behind everything, unless it is white as paper is.
    pub ground: Option<Color>,
}

impl Pen {
    /// `None` if the font of a company cannot be put into a document.
    pub fn new(
        fonts: &font::Font,
        logo: Option<Image>,
        starts: Vec<usize>,
        top: f64,
        tone: fn(Color) -> Color,
        ground: Color,
    ) -> Option<Self> {
        let all = Family::ALL.into_iter().flat_map(|family| [(family, Weight::Regular), (family, Weight::Bold)]);
        let files = all.filter_map(|(family, weight)| Some((family, weight, fonts.file(family, weight)?.to_vec())));
        let face =
            |(family, weight, file): (Family, Weight, Vec<u8>)| Some((family, weight, Font::new(file.into(), 0)?));
        let faces = files.map(face).collect::<Option<_>>()?;
        let ground = (ground.rgb != [255; 3]).then_some(ground);
        Some(Self { faces, logo, starts, top, tone, ground })
    }

    fn font(&self, family: Family, weight: Weight) -> Font {
        let found = self.faces.iter().find(|face| (face.0, face.1) == (family, weight));
        found.expect("texts are set in families that are there, in both weights").2.clone()
    }

    /// Draws a sheet on the `at`-th page of the document.
    pub fn draw(&self, page: &mut Page, size: (f64, f64), at: usize, sheet: &Sheet, structure: &mut Structure) {
        let mut surface = page.surface();
        if let Some(ground) = self.ground {
            let bounds = Bounds { left: 0.0, top: 0.0, right: size.0, bottom: size.1 };
            decoration(&mut surface, |surface| fill(surface, path_of(bounds), ground));
        }
        for mark in &sheet.marks {
            self.mark(&mut surface, at, mark, structure);
        }
        surface.finish();
        for mark in &sheet.marks {
            if let Mark::Link { page: target, bounds, words, element } = mark
                && let Some(rect) = rect(*bounds)
            {
                let target = Target::Destination(self.destination(*target).into());
                let link = Annotation::new_link(LinkAnnotation::new(rect, target), Some(words.clone()));
                structure.fill(*element, page.add_tagged_annotation(link));
            }
        }
    }

    /// Where a page of the playbook begins.
    pub fn destination(&self, page: usize) -> XyzDestination {
        let sheet = self.starts.get(page).copied().unwrap_or(0);
        let top = if sheet == 0 { 0.0 } else { self.top };
        XyzDestination::new(sheet, Point::from_xy(0.0, top as f32))
    }

    fn mark(&self, surface: &mut Surface, at: usize, mark: &Mark, structure: &mut Structure) {
        match mark {
            Mark::Text { text, at, set, element: Some(element) } => {
                let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.text(surface, text, *at, *set);
                surface.end_tagged();
                structure.fill(*element, id);
            }
            Mark::Text { text, at, set, element: None } => {
                decoration(surface, |surface| self.text(surface, text, *at, *set));
            }
            Mark::Number { page, at, set, element } => {
                let number = (self.starts.get(*page).copied().unwrap_or(0) + 1).to_string();
                let place = (at.0 - set.width(&number), at.1);
                let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.text(surface, &number, place, *set);
                surface.end_tagged();
                structure.fill(*element, id);
            }
            Mark::Fill { bounds, color } => decoration(surface, |surface| fill(surface, path_of(*bounds), *color)),
            Mark::Chart { scene, bounds, scale, element } => {
                let id = surface.start_tagged(ContentTag::Other);
                self.scene(surface, scene, *bounds, *scale);
                surface.end_tagged();
                structure.fill(*element, id);
                if let Some(rect) = rect(*bounds) {
                    structure.place(*element, at, rect);
                }
            }
            Mark::Logo { bounds, element: Some(element) } => {
                let id = surface.start_tagged(ContentTag::Other);
                self.logo(surface, *bounds);
                surface.end_tagged();
                structure.fill(*element, id);
                if let Some(rect) = rect(*bounds) {
                    structure.place(*element, at, rect);
                }
            }
            Mark::Logo { bounds, element: None } => decoration(surface, |surface| self.logo(surface, *bounds)),
            Mark::Link { .. } => {}
        }
    }

    fn logo(&self, surface: &mut Surface, bounds: Bounds) {
        let size = Size::from_wh((bounds.right - bounds.left) as f32, (bounds.bottom - bounds.top) as f32);
        if let (Some(image), Some(size)) = (&self.logo, size) {
            surface.push_transform(&Transform::from_translate(bounds.left as f32, bounds.top as f32));
            surface.draw_image(image.clone(), size);
            surface.pop();
        }
    }

    /// A line of text, each run in its face.
    fn text(&self, surface: &mut Surface, text: &str, (mut x, y): (f64, f64), set: Type) {
        surface.set_fill(Some(paint(set.color)));
        surface.set_stroke(None);
        for run in set.font.runs(text, set.size, set.weight) {
            let start = Point::from_xy(x as f32, y as f32);
            let font = self.font(run.family, set.weight);
            surface.draw_text(start, font, set.size as f32, run.text, false, TextDirection::Auto);
            x += run.width;
        }
    }

    /// A chart as vectors and text.
    fn scene(&self, surface: &mut Surface, scene: &Scene, bounds: Bounds, scale: f64) {
        let k = scale as f32;
        surface.push_transform(&Transform::from_row(k, 0.0, 0.0, k, bounds.left as f32, bounds.top as f32));
        for item in &scene.items {
            self.shape(surface, &item.shape, &scene.font);
        }
        surface.pop();
    }

    fn shape(&self, surface: &mut Surface, shape: &Shape, font: &font::Font) {
        match shape {
            Shape::Rect { bounds, fill: color } => fill(surface, path_of(*bounds), (self.tone)(*color)),
            Shape::Polygon { points, fill: color } => fill(surface, path(points, true), (self.tone)(*color)),
            Shape::Circle { center, radius, fill: color } => {
                fill(surface, circle(*center, *radius), (self.tone)(*color));
            }
            Shape::Line { points, stroke } => {
                let color = (self.tone)(stroke.color);
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke {
                    paint: rgb(color).into(),
                    width: stroke.width as f32,
                    line_join: LineJoin::Round,
                    opacity: opacity(color),
                    dash: stroke.dash.map(|(on, off)| StrokeDash { array: vec![on as f32, off as f32], offset: 0.0 }),
                    ..Stroke::default()
                }));
                if let Some(path) = path(points, false) {
                    surface.draw_path(&path);
                }
                surface.set_stroke(None);
            }
            Shape::Text { text, at, anchor, size, weight, color, .. } => {
                let (text, color) = (drawable(font, text), (self.tone)(*color));
                let width: f64 = font.runs(&text, *size, *weight).iter().map(|run| run.width).sum();
                let x = match anchor {
                    Anchor::Start => at.0,
                    Anchor::Middle => at.0 - 0.5 * width,
                    Anchor::End => at.0 - width,
                };
                self.text(surface, &text, (x, at.1), Type { font, size: *size, weight: *weight, color });
            }
        }
    }
}

/// Draws what is only to be seen.
fn decoration(surface: &mut Surface, draw: impl FnOnce(&mut Surface)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    draw(surface);
    surface.end_tagged();
}

fn fill(surface: &mut Surface, path: Option<Path>, color: Color) {
    surface.set_stroke(None);
    surface.set_fill(Some(paint(color)));
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn rgb(color: Color) -> rgb::Color {
    let [r, g, b] = color.rgb;
    rgb::Color::new(r, g, b)
}

fn opacity(color: Color) -> NormalizedF32 {
    NormalizedF32::new(color.alpha as f32).unwrap_or(NormalizedF32::ONE)
}

fn paint(color: Color) -> Fill {
    Fill { paint: rgb(color).into(), opacity: opacity(color), rule: FillRule::NonZero }
}

fn rect(bounds: Bounds) -> Option<Rect> {
    let Bounds { left, top, right, bottom } = bounds;
    Rect::from_ltrb(left as f32, top as f32, right as f32, bottom as f32)
}

fn path_of(Bounds { left, top, right, bottom }: Bounds) -> Option<Path> {
    path(&[(left, top), (right, top), (right, bottom), (left, bottom)], true)
}

fn path(points: &[(f64, f64)], closed: bool) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for (at, (x, y)) in points.iter().enumerate() {
        match at {
            0 => builder.move_to(*x as f32, *y as f32),
            _ => builder.line_to(*x as f32, *y as f32),
        }
    }
    if closed {
        builder.close();
    }
    builder.finish()
}

/// Four curves that differ from a circle by less than a thousandth of its radius.
fn circle((x, y): (f64, f64), r: f64) -> Option<Path> {
    let k = 0.552_284_75 * r;
    let mut builder = PathBuilder::new();
    builder.move_to((x + r) as f32, y as f32);
    let arcs = [
        [(x + r, y + k), (x + k, y + r), (x, y + r)],
        [(x - k, y + r), (x - r, y + k), (x - r, y)],
        [(x - r, y - k), (x - k, y - r), (x, y - r)],
        [(x + k, y - r), (x + r, y - k), (x + r, y)],
    ];
    for [a, b, end] in arcs.map(|arc| arc.map(|(x, y)| (x as f32, y as f32))) {
        builder.cubic_to(a.0, a.1, b.0, b.1, end.0, end.1);
    }
    builder.close();
    builder.finish()
}

/// The settings of a page of this size.
pub(super) fn settings((width, height): (f64, f64)) -> PageSettings {
    PageSettings::from_wh(width as f32, height as f32).expect("paper has a size")
}
