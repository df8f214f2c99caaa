//! A scene as pixels or as outlines, with the bundled fonts; fonts of the system only help out with rare characters.

use super::font;
use super::scene::Scene;
use super::svg::{root, to_svg};
use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, ID, Query, Source};
use resvg::usvg::{FontResolver, Group, Node, Options, Tree, WriteOptions};
use std::io::Write;
use std::sync::{Arc, LazyLock};

/// What came out, and what is blank in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing<T> {
    /// The picture.
    pub output: T,
    /// Characters that no font at hand can draw; the picture has a box (□) instead. Tell the user.
    pub missing: Vec<char>,
}

/// Why a scene cannot be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The picture would be empty, or larger than [`MAX_PIXELS`].
    #[error("a picture of {width} x {height} pixels cannot be made")]
    Size {
        /// Width in pixels.
        width: u64,
        /// Height in pixels.
        height: u64,
    },
    /// The SVG is refused by the renderer.
    #[error("the chart is not valid SVG: {0}")]
    Svg(String),
    /// The PNG cannot be encoded.
    #[error("the PNG cannot be written: {0}")]
    Png(String),
}

/// The largest picture made: 100 million pixels.
pub const MAX_PIXELS: u64 = 100_000_000;

/// Families in the order in which they stand in for one another.
const PREFERRED: [&str; 6] =
    ["Inter", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "DejaVu Sans"];

static BUNDLED: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for file in font::FILES {
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

/// The scene as PNG, `scale` pixels to the logical pixel. The same scene gives the same bytes; only characters
/// outside the bundled fonts depend on the machine.
///
/// # Errors
/// [`RenderError`]
pub fn to_png(scene: &Scene, scale: f64) -> Result<Drawing<Vec<u8>>, RenderError> {
    let typeset = Typeset::new(scene)?;
    Ok(Drawing { output: typeset.png(scale)?, missing: typeset.missing })
}

/// The scene as SVG with its text as outlines: looks the same without fonts, as slides and print want it.
///
/// # Errors
/// [`RenderError`]
pub fn to_outlines(scene: &Scene) -> Result<Drawing<String>, RenderError> {
    let typeset = Typeset::new(scene)?;
    Ok(Drawing { output: typeset.outlines(), missing: typeset.missing })
}

/// A scene whose letters have found their glyphs and places: what pixels and outlines have in common.
#[derive(Debug)]
pub struct Typeset<'a> {
    scene: &'a Scene,
    tree: Tree,
    missing: Vec<char>,
}

impl<'a> Typeset<'a> {
    /// Sets the texts of a scene.
    ///
    /// # Errors
    /// [`RenderError::Svg`]
    pub fn new(scene: &'a Scene) -> Result<Self, RenderError> {
        let rare = scene.missing_characters();
        let fonts = Arc::clone(if rare.is_empty() { &BUNDLED } else { &WITH_SYSTEM });
        let mut missing: Vec<char> =
            rare.into_iter().filter(|c| !fonts.faces().any(|face| has(&fonts, face.id, *c))).collect();
        // The renderer gives up on a whole text at the first character that it finds no font for.
        let svg = missing.iter().fold(to_svg(scene), |svg, c| svg.replace(*c, PLACEHOLDER));
        let resolver = FontResolver { select_font: Box::new(select), select_fallback: Box::new(fall_back) };
        let options = Options { fontdb: fonts, font_resolver: resolver, ..Options::default() };
        let tree = Tree::from_str(&svg, &options).map_err(|error| RenderError::Svg(error.to_string()))?;
        blanks(tree.root(), &mut missing);
        Ok(Self { scene, tree, missing })
    }

    /// Characters that no font at hand can draw.
    pub fn missing(&self) -> &[char] {
        &self.missing
    }

    /// As [`to_png`].
    ///
    /// # Errors
    /// [`RenderError`]
    pub fn png(&self, scale: f64) -> Result<Vec<u8>, RenderError> {
        let pixels = |length: f64| (length * scale).round() as u64;
        let (width, height) = (pixels(self.scene.width), pixels(self.scene.height));
        let refused = RenderError::Size { width, height };
        if width == 0 || height == 0 || width.saturating_mul(height) > MAX_PIXELS {
            return Err(refused);
        }
        let mut pixels = Pixmap::new(width as u32, height as u32).ok_or(refused)?;
        resvg::render(&self.tree, Transform::from_scale(scale as f32, scale as f32), &mut pixels.as_mut());
        encode(&pixels).map_err(|error| RenderError::Png(error.to_string()))
    }

    /// As [`to_outlines`].
    pub fn outlines(&self) -> String {
        let options = WriteOptions { preserve_text: false, coordinates_precision: 2, ..WriteOptions::default() };
        let svg = self.tree.to_string(&options);
        let content = svg.split_once('>').map_or("", |(_, content)| content).trim_start();
        let head = root(self.scene, format_args!("0 0 {} {}", self.scene.width, self.scene.height));
        format!("{head}{content}")
    }
}

/// Pixels as PNG, without an alpha channel if nothing shines through. The fastest level of real compression: thorough
/// ones take most of the time of a run and save a third of the size.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let opaque = pixels.pixels().iter().all(|pixel| pixel.is_opaque());
    let mut output = Vec::new();
    let mut encoder = Encoder::new(&mut output, pixels.width(), pixels.height());
    encoder.set_color(if opaque { ColorType::Rgb } else { ColorType::Rgba });
    encoder.set_depth(BitDepth::Eight);
    encoder.set_filter(Filter::Up);
    encoder.set_deflate_compression(DeflateCompression::Level(1));
    let mut header = encoder.write_header()?;
    let mut rows = header.stream_writer()?;
    let mut bytes = Vec::new();
    for row in pixels.pixels().chunks(pixels.width() as usize) {
        bytes.clear();
        for pixel in row {
            let color = pixel.demultiply();
            bytes.extend([color.red(), color.green(), color.blue()]);
            if !opaque {
                bytes.push(color.alpha());
            }
        }
        rows.write_all(&bytes)?;
    }
    rows.finish()?;
    drop(header);
    Ok(output)
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

/// Always Inter: its own list of families is for other people's machines.
fn select(font: &resvg::usvg::Font, fonts: &mut Arc<Database>) -> Option<ID> {
    let weight = resvg::usvg::fontdb::Weight(font.weight());
    fonts.query(&Query { families: &[Family::Name("Inter")], weight, ..Query::default() })
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
mod tests {
    use super::super::color::Color;
    use super::super::scene::{Anchor, Type};
    use super::*;

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
        let mut scene = Scene::new(900.0, 400.0, Color::hex(0xFFFFFF));
        for (i, text) in texts.iter().enumerate() {
            let at = (10.0, 40.0 + 60.0 * i as f64);
            scene.text("regular", text, at, Anchor::Start, Type::regular(20.0, Color::hex(0)));
            scene.text("bold", text, (400.0, at.1), Anchor::Start, Type::bold(20.0, Color::hex(0)));
        }
        let mut drawn = Vec::new();
        text_widths(Typeset::new(&scene).unwrap().tree.root(), &mut drawn);
        assert_eq!(drawn.len(), 2 * texts.len());
        for ((_, text, bounds), drawn) in scene.texts().zip(drawn) {
            let (measured, drawn) = (bounds.right - bounds.left, drawn / 2.0);
            assert!(drawn <= measured + 0.5, "`{text}` is drawn {drawn} wide but measured {measured}");
            assert!(measured <= 1.12 * drawn, "`{text}` is drawn {drawn} wide but measured {measured}");
        }
    }
}
