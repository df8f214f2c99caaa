//! Marks as pixels, a band of rows at a time: a whole picture does not fit into the processor's cache, a band does.

use super::typeset::Mark;
use resvg::tiny_skia::{Color, FillRule, Paint, Path, PixmapMut, Stroke, Transform};

/// A mark with all that is needed to paint it, and the rows that it touches.
#[derive(Debug)]
pub(super) struct Painted<'a> {
    path: &'a Path,
    stroke: Option<Stroke>,
    paint: Paint<'static>,
    transform: Transform,
    top: f32,
    bottom: f32,
}

/// Marks in the order in which they are painted; `transform` leads from their lengths to pixels.
///
/// What the renderer would do, but a shape that shines through goes straight onto the picture, not onto a layer of its
/// own first: layers took a third of the time.
pub(super) fn painted<'a>(marks: &[Mark<'a>], transform: Transform) -> Vec<Painted<'a>> {
    let mut all = Vec::new();
    add(marks, transform, 1.0, &mut all);
    all
}

fn add<'a>(marks: &[Mark<'a>], transform: Transform, opacity: f32, all: &mut Vec<Painted<'a>>) {
    for mark in marks {
        match mark {
            Mark::Group { transform: inner, opacity: own, marks } => {
                add(marks, transform.pre_concat(*inner), opacity * own, all);
            }
            Mark::Shape { path, color, stroke } => {
                let mut color = Color::from_rgba8(color.red, color.green, color.blue, u8::MAX);
                color.apply_opacity(opacity);
                let mut paint = Paint { force_hq_pipeline: opacity < 1.0, ..Paint::default() };
                paint.set_color(color);
                all.extend(Painted::new(path, stroke.map(|stroke| stroke.to_tiny_skia()), paint, transform));
            }
        }
    }
}

impl<'a> Painted<'a> {
    /// `None` if there is nothing to see: an area without a width or a height.
    fn new(path: &'a Path, stroke: Option<Stroke>, paint: Paint<'static>, transform: Transform) -> Option<Self> {
        let flat = path.bounds().width() == 0.0 || path.bounds().height() == 0.0;
        if stroke.is_none() && flat {
            return None;
        }
        let around = stroke.as_ref().map_or(0.0, |stroke| 0.5 * stroke.width);
        let bounds = path.bounds().outset(around, around).and_then(|bounds| bounds.transform(transform));
        // Half covered pixels, and lines thinner than one, reach a little further.
        let (top, bottom) = bounds.map_or((f32::MIN, f32::MAX), |bounds| (bounds.top() - 2.0, bounds.bottom() + 2.0));
        Some(Self { path, stroke, paint, transform, top, bottom })
    }

    /// Paints what lies in a band whose first row is this row of the picture.
    pub(super) fn onto(&self, first: u32, band: &mut PixmapMut) {
        let first = first as f32;
        if self.bottom < first || self.top > first + band.height() as f32 {
            return;
        }
        let transform = self.transform.post_translate(0.0, -first);
        match &self.stroke {
            Some(stroke) => band.stroke_path(self.path, &self.paint, stroke, transform, None),
            None => band.fill_path(self.path, &self.paint, FillRule::Winding, transform, None),
        }
    }
}
