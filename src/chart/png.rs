//! A scene as pixels.

use super::raster::painted;
use super::scene::{Scene, Shape};
use super::typeset::Typeset;
use png::{BitDepth, ColorType, Decoder, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Color, Pixmap, PixmapMut, PremultipliedColorU8, Transform};
use std::io::{Cursor, Write};

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

/// Width and height of a PNG picture that somebody else made, after decoding all of it.
///
/// # Errors
/// Why it cannot be decoded, or that it is larger than [`MAX_PIXELS`].
pub fn png_size(content: &[u8]) -> Result<(u32, u32), String> {
    let mut reader = Decoder::new(Cursor::new(content)).read_info().map_err(|error| error.to_string())?;
    let (width, height) = reader.info().size();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(format!("{width} x {height} pixels are too many"));
    }
    let mut pixels = vec![0; reader.output_buffer_size().ok_or("it is too large")?];
    reader.next_frame(&mut pixels).map_err(|error| error.to_string())?;
    Ok((width, height))
}

/// The scene as PNG, `scale` pixels to the logical pixel. The same scene gives the same bytes; only characters
/// outside the bundled fonts depend on the machine.
///
/// # Errors
/// [`RenderError`]
pub fn to_png(scene: &Scene, scale: f64) -> Result<Drawing<Vec<u8>>, RenderError> {
    let typeset = Typeset::new(scene)?;
    Ok(Drawing { output: typeset.png(scale)?, missing: typeset.missing })
}

impl Typeset<'_> {
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
        let (larger, size) = (Transform::from_scale(scale as f32, scale as f32), (width as u32, height as u32));
        let opaque = self.is_opaque(scale, size);
        let encoded = match self.marks() {
            Some(marks) => {
                let marks = painted(&marks, larger);
                encode(size, opaque, BAND, |first, band| marks.iter().for_each(|mark| mark.onto(first, band)))
            }
            None => encode(size, opaque, size.1, |_, whole| resvg::render(&self.tree, larger, whole)),
        };
        encoded.map_err(|error| RenderError::Png(error.to_string()))
    }

    /// Whether a rectangle covers every pixel of the picture, so that nothing behind it can shine through.
    fn is_opaque(&self, scale: f64, (width, height): (u32, u32)) -> bool {
        self.scene.items.iter().any(|item| match item.shape {
            Shape::Rect { bounds, fill } => {
                let covers = bounds.left <= 0.0 && bounds.right * scale >= f64::from(width);
                fill.alpha == 1.0 && covers && bounds.top <= 0.0 && bounds.bottom * scale >= f64::from(height)
            }
            _ => false,
        })
    }
}

/// Rows that are painted and packed together: half a megabyte in a chart for slides.
const BAND: u32 = 48;

/// A picture as PNG, without an alpha channel if it is `opaque`; `paint` is given bands of so many rows from top to bottom,
/// and the first row of each. The fastest level of real compression: thorough ones take most of the time of a run and save
/// a third of the size.
fn encode(
    (width, height): (u32, u32),
    opaque: bool,
    rows: u32,
    mut paint: impl FnMut(u32, &mut PixmapMut),
) -> Result<Vec<u8>, EncodingError> {
    let (kind, channels) = if opaque { (ColorType::Rgb, 3) } else { (ColorType::Rgba, 4) };
    let mut output = Vec::new();
    let mut encoder = Encoder::new(&mut output, width, height);
    encoder.set_color(kind);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_filter(Filter::Up);
    encoder.set_deflate_compression(DeflateCompression::Level(1));
    let mut header = encoder.write_header()?;
    let mut writer = header.stream_writer()?;
    let mut pixels = Pixmap::new(width, rows.min(height)).ok_or(EncodingError::LimitsExceeded)?;
    let width = width as usize;
    let mut bytes = vec![0; width * channels];
    for first in (0..height).step_by(rows as usize) {
        pixels.fill(Color::TRANSPARENT);
        paint(first, &mut pixels.as_mut());
        for row in pixels.pixels().chunks_exact(width).take((height - first) as usize) {
            if opaque {
                without_opacity(row, &mut bytes);
            } else {
                unmultiply(row, &mut bytes);
            }
            writer.write_all(&bytes)?;
        }
    }
    writer.finish()?;
    drop(header);
    Ok(output)
}

/// Red, green and blue of each pixel, four pixels at a time.
fn without_opacity(row: &[PremultipliedColorU8], bytes: &mut [u8]) {
    let (fours, rest) = row.as_chunks::<4>();
    let (twelves, last) = bytes.split_at_mut(12 * fours.len());
    for (bytes, pixels) in twelves.as_chunks_mut::<12>().0.iter_mut().zip(fours) {
        let [a, b, c, d] = pixels.map(|pixel| u32::from_le_bytes([pixel.red(), pixel.green(), pixel.blue(), 0]));
        let words = [a | b << 24, b >> 8 | c << 16, c >> 16 | d << 8];
        for (bytes, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *bytes = word.to_le_bytes();
        }
    }
    for (bytes, pixel) in last.chunks_exact_mut(3).zip(rest) {
        bytes.copy_from_slice(&[pixel.red(), pixel.green(), pixel.blue()]);
    }
}

/// Red, green, blue and opacity of each pixel.
fn unmultiply(row: &[PremultipliedColorU8], bytes: &mut [u8]) {
    for (bytes, pixel) in bytes.chunks_exact_mut(4).zip(row) {
        let color = pixel.demultiply();
        bytes.copy_from_slice(&[color.red(), color.green(), color.blue(), color.alpha()]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::color::Color as Ink;
    use super::super::typeset::tests::samples;
    use super::*;

    const SCALE: f64 = 2.0;

    /// The scene as the renderer alone would draw it.
    fn rendered(scene: &Scene) -> Pixmap {
        let mut pixels = Pixmap::new((SCALE * scene.width) as u32, (SCALE * scene.height).round() as u32).unwrap();
        let larger = Transform::from_scale(SCALE as f32, SCALE as f32);
        resvg::render(&Typeset::new(scene).unwrap().tree, larger, &mut pixels.as_mut());
        pixels
    }

    /// Scenes on a ground that is opaque, that shines through, and that leaves a gap.
    fn grounds() -> impl Iterator<Item = (Scene, bool)> {
        samples().into_iter().flat_map(|scene| {
            let whole = (SCALE * scene.height).fract() == 0.0;
            let mut clear = scene.clone();
            let Shape::Rect { fill, .. } = &mut clear.items[0].shape else { panic!("the background") };
            *fill = Ink { alpha: 0.5, ..*fill };
            let mut open = scene.clone();
            open.items.remove(0);
            [(scene, whole), (clear, false), (open, false)]
        })
    }

    /// Letters cut in two by the edge of a band may miss one of the four rows that the renderer takes for one.
    #[test]
    fn bands_without_layers_look_like_the_renderers_picture() {
        for (scene, opaque) in grounds() {
            let png = to_png(&scene, SCALE).unwrap().output;
            assert_eq!(
                Decoder::new(Cursor::new(&png)).read_info().unwrap().info().color_type == ColorType::Rgb,
                opaque
            );
            let (ours, theirs) = (Pixmap::decode_png(&png).unwrap(), rendered(&scene));
            assert_eq!((ours.width(), ours.height()), (theirs.width(), theirs.height()));
            let apart: Vec<u8> = ours.data().iter().zip(theirs.data()).map(|(a, b)| a.abs_diff(*b)).collect();
            let (worst, visible) = (apart.iter().max(), apart.iter().filter(|levels| **levels > 4).count());
            assert!(
                worst <= Some(&64) && visible * 10_000 <= apart.len(),
                "{visible} apart, by up to {worst:?} of 255"
            );
        }
    }

    #[test]
    fn a_file_holds_the_pixels_that_were_painted() {
        for (scene, opaque) in grounds() {
            let picture = rendered(&scene);
            let (width, size) = (picture.width() as usize, (picture.width(), picture.height()));
            let png = encode(size, opaque, 7, |first, band| {
                let rows = picture.data().chunks_exact(4 * width).skip(first as usize);
                band.data_mut().chunks_exact_mut(4 * width).zip(rows).for_each(|(to, from)| to.copy_from_slice(from));
            });
            let theirs = Pixmap::decode_png(&picture.encode_png().unwrap()).unwrap();
            assert!(Pixmap::decode_png(&png.unwrap()).unwrap() == theirs);
        }
    }
}
