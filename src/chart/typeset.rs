//! A scene with its texts set in the bundled fonts; fonts of the system only help out with rare characters.

use super::faces::{FILES, Font};
use super::font;
use super::png::RenderError;
use super::scene::Scene;
use super::svg::to_svg;
use resvg::tiny_skia::{Path, Transform};
use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Weight};
use resvg::usvg::{
    self, BlendMode, Color, FillRule, FontResolver, Group, LineCap, LineJoin, Node, Opacity, Options, Paint, Stroke,
    StrokeMiterlimit, Tree,
};
use std::sync::{Arc, LazyLock};

/// Families in the order in which they stand in for one another.
const PREFERRED: [&str; 6] =
    ["Inter", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "DejaVu Sans"];

static BUNDLED: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for file in FILES {
        fonts.load_font_source(Source::Binary(Arc::new(file)));
    }
    fonts.set_sans_serif_family("Inter");
    fonts.set_serif_family("Inter");
    Arc::new(fonts)
});

static WITH_SYSTEM: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::clone(&BUNDLED);
    fonts.load_system_fonts();
    Arc::new(fonts)
});

/// A scene whose letters have found their glyphs and places: what pixels and outlines have in common.
#[derive(Debug)]
pub struct Typeset<'a> {
    pub(super) scene: &'a Scene,
    pub(super) tree: Tree,
    pub(super) missing: Vec<char>,
}

impl<'a> Typeset<'a> {
    /// Sets the texts of a scene.
    ///
    /// # Errors
    /// [`RenderError::Svg`]
    pub fn new(scene: &'a Scene) -> Result<Self, RenderError> {
        let rare = scene.missing_characters();
        let (fonts, faces) = database(&scene.font, !rare.is_empty());
        let mut missing: Vec<char> =
            rare.into_iter().filter(|c| !fonts.faces().any(|face| has(&fonts, face.id, *c))).collect();
        // The renderer gives up on a whole text at the first character that it finds no font for.
        let svg = missing.iter().fold(to_svg(scene), |svg, c| svg.replace(*c, PLACEHOLDER));
        let resolver = FontResolver {
            select_font: Box::new(move |font, _| Some(faces[usize::from(font.weight() >= BOLD)])),
            select_fallback: Box::new(fall_back),
        };
        let options = Options { fontdb: fonts, font_resolver: resolver, ..Options::default() };
        let tree = Tree::from_str(&svg, &options).map_err(|error| RenderError::Svg(error.to_string()))?;
        blanks(tree.root(), &mut missing);
        Ok(Self { scene, tree, missing })
    }

    /// Characters that no font at hand can draw.
    pub fn missing(&self) -> &[char] {
        &self.missing
    }

    /// The drawing as plain marks; `None` if it has anything else, which the renderer then has to deal with. Only glyphs
    /// of the system's fonts can be anything else.
    pub(super) fn marks(&self) -> Option<Vec<Mark<'_>>> {
        marks(self.tree.root())
    }
}

/// What our charts are made of.
#[derive(Debug)]
pub(super) enum Mark<'a> {
    /// An area, or a line if it has a stroke; opaque.
    Shape { path: &'a Path, color: Color, stroke: Option<&'a Stroke> },
    /// Marks moved and made larger together; if anything shines through, it is a single shape.
    Group { transform: Transform, opacity: f32, marks: Vec<Mark<'a>> },
}

fn marks(group: &Group) -> Option<Vec<Mark<'_>>> {
    group.children().iter().map(mark).collect()
}

fn mark(node: &Node) -> Option<Mark<'_>> {
    match node {
        Node::Path(path) => shape(path),
        Node::Group(group) => together(group),
        Node::Text(text) => together(text.flattened()),
        Node::Image(_) => None,
    }
}

fn together(group: &Group) -> Option<Mark<'_>> {
    let effects = group.clip_path().is_some() || group.mask().is_some() || !group.filters().is_empty();
    let blends = group.isolate() || group.blend_mode() != BlendMode::Normal;
    if effects || blends || !group.id().is_empty() || !group.has_children() {
        return None;
    }
    let (opacity, marks) = (group.opacity().get(), marks(group)?);
    let alone = marks.iter().map(shapes).sum::<usize>() == 1;
    (opacity == 1.0 || alone).then_some(Mark::Group { transform: group.transform(), opacity, marks })
}

fn shapes(mark: &Mark) -> usize {
    match mark {
        Mark::Shape { .. } => 1,
        Mark::Group { marks, .. } => marks.iter().map(shapes).sum(),
    }
}

fn shape(path: &usvg::Path) -> Option<Mark<'_>> {
    let color = |paint: &Paint, opacity| match paint {
        Paint::Color(color) if opacity == Opacity::ONE => Some(*color),
        _ => None,
    };
    let usual = path.is_visible() && path.rendering_mode() == usvg::ShapeRendering::default() && path.id().is_empty();
    let (color, stroke) = match (path.fill(), path.stroke()) {
        (Some(fill), None) if fill.rule() == FillRule::NonZero => (color(fill.paint(), fill.opacity())?, None),
        (None, Some(stroke)) if is_plain(stroke) => (color(stroke.paint(), stroke.opacity())?, Some(stroke)),
        _ => return None,
    };
    usual.then_some(Mark::Shape { path: path.data(), color, stroke })
}

/// Whether a line has no dashes, and the ends and corners of ours.
fn is_plain(stroke: &Stroke) -> bool {
    let ends = stroke.linecap() == LineCap::Butt && stroke.linejoin() == LineJoin::Round;
    ends && stroke.dasharray().is_none()
        && stroke.dashoffset() == 0.0
        && stroke.miterlimit() == StrokeMiterlimit::default()
}

/// What stands for a character without a font.
const PLACEHOLDER: &str = "□";

/// Adds the characters that were set without a glyph after all, as may happen in scripts that join their letters.
fn blanks(group: &Group, missing: &mut Vec<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => blanks(group, missing),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                for c in glyphs.filter(|glyph| glyph.id.0 == 0).flat_map(|glyph| glyph.text.chars()) {
                    if !font::invisible(c) && !missing.contains(&c) {
                        missing.push(c);
                    }
                }
            }
            _ => {}
        }
    }
}

/// From this thickness on the bold face is taken.
const BOLD: u16 = 600;

/// The fonts at hand, with those of the system for rare characters, and the regular and the bold face that texts are set
/// in. The list of families in the drawing is for other people's machines.
fn database(font: &Font, rare: bool) -> (Arc<Database>, [ID; 2]) {
    let bundled = if rare { &WITH_SYSTEM } else { &BUNDLED };
    let Some(files) = font.own_files() else {
        let inter = |weight| {
            let query = Query { families: &[Family::Name("Inter")], weight, ..Query::default() };
            bundled.query(&query).expect("Inter is bundled")
        };
        return (Arc::clone(bundled), [inter(Weight::NORMAL), inter(Weight::BOLD)]);
    };
    let mut fonts = Database::clone(bundled);
    let faces = files.map(|file| {
        let loaded = fonts.load_font_source(Source::Binary(file));
        *loaded.first().expect("the file was read as a font when the theme was made")
    });
    (Arc::new(fonts), faces)
}

/// The face for a character that the faces tried so far lack: preferred family, then nearest weight, upright first.
fn fall_back(c: char, tried: &[ID], fonts: &mut Arc<Database>) -> Option<ID> {
    let wanted = fonts.face(*tried.first()?)?.weight.0;
    let rank = |face: &resvg::usvg::fontdb::FaceInfo| {
        let named = |name: &&str| face.families.iter().any(|(family, _)| family == *name);
        let family = PREFERRED.iter().position(named).unwrap_or(PREFERRED.len());
        (family, face.weight.0.abs_diff(wanted), face.style as u8)
    };
    let candidates = fonts.faces().filter(|face| !tried.contains(&face.id) && has(fonts, face.id, c));
    candidates.min_by_key(|face| rank(face)).map(|face| face.id)
}

/// Whether the face can draw the character; bitmaps and colour layers (most emoji) do not count.
fn has(fonts: &Database, id: ID, c: char) -> bool {
    fonts
        .with_face_data(id, |data, index| {
            let face = ttf_parser::Face::parse(data, index).ok()?;
            face.glyph_bounding_box(face.glyph_index(c)?)
        })
        .flatten()
        .is_some()
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::color::Color;
    use super::super::scene::{Anchor, Bounds, Stroke};
    use super::super::theme::Theme;
    use super::*;

    /// Every kind of mark: areas, lines, dashes, both fonts, and things that shine through.
    pub(in crate::chart) fn samples() -> Vec<Scene> {
        let (ink, glass) = (Color::hex(0x1A2B3C), Color { alpha: 0.25, ..Color::hex(0xD05A1A) });
        [(900.0, 400.0), (640.5, 333.25)]
            .map(|(width, height)| {
                let theme = Theme::default();
                let mut scene = Scene::new(width, height, &theme);
                scene.rect("area", Bounds { left: 3.5, top: 7.25, right: 80.0, bottom: 40.0 }, glass);
                scene.line("line", vec![(0.0, 0.0), (30.3, 77.7), (90.0, 12.0)], Stroke::solid(ink, 0.5));
                scene.line("dashes", vec![(10.0, 90.0), (500.0, 91.0)], Stroke::dashed(glass, 2.0, 7.0, 3.0));
                scene.polygon("corners", vec![(100.0, 100.0), (150.5, 120.0), (120.0, 180.0)], ink);
                scene.circle("disc", (33.0, 200.0), 11.0, glass);
                scene.text("words", "Win 40% ± 2 → “供应链”", (20.0, 250.0), Anchor::Start, theme.bold(21.0, ink));
                scene.text("faint", "Break-even", (600.0, 300.0), Anchor::End, theme.regular(13.0, glass));
                scene
            })
            .into()
    }

    fn text_widths(group: &Group, widths: &mut Vec<f64>) {
        for node in group.children() {
            match node {
                Node::Text(text) => widths.push(f64::from(text.bounding_box().width())),
                Node::Group(group) => text_widths(group, widths),
                _ => {}
            }
        }
    }

    /// Kerning and mixed scripts make measures a little too wide, never too narrow: labels may not touch.
    #[test]
    fn measures_are_what_is_drawn() {
        let texts = [
            "Break-even 33.8% (32.6–35.0%)",
            "AVATAR Type: To, Ty",
            "供应链安全",
            "竞争对手 A：+12.3 个百分点",
            "→ ± ≥ −4.1",
        ];
        // A company's font that is wider than ours, and has no bold face.
        let company = Font::read(FILES[2].to_vec(), None).unwrap();
        for theme in [Theme::default(), Theme { font: company, ..Theme::default() }] {
            let mut scene = Scene::new(900.0, 400.0, &theme);
            for (i, text) in texts.iter().enumerate() {
                let at = (10.0, 40.0 + 60.0 * i as f64);
                scene.text("regular", text, at, Anchor::Start, theme.regular(20.0, Color::hex(0)));
                scene.text("bold", text, (400.0, at.1), Anchor::Start, theme.bold(20.0, Color::hex(0)));
            }
            let mut drawn = Vec::new();
            text_widths(Typeset::new(&scene).unwrap().tree.root(), &mut drawn);
            assert_eq!(drawn.len(), 2 * texts.len());
            for ((_, text, bounds), drawn) in scene.texts().zip(drawn) {
                let (measured, drawn) = (bounds.right - bounds.left, drawn / 2.0);
                assert!(drawn <= measured + 0.5, "`{text}` is drawn {drawn} wide but measured {measured}");
                // A company's font has two others to stand in for it, and the widest counts.
                let slack = if theme.font.is_bundled() { 1.12 } else { 1.2 };
                assert!(measured <= slack * drawn, "`{text}` is drawn {drawn} wide but measured {measured}");
            }
        }
    }
}
