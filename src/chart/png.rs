//! A scene as pixels.

use super::scene::Scene;
use super::typeset::{Mark, Typeset};
use png::{BitDepth, ColorType, Decoder, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Color, FillRule, Paint, Pixmap, PixmapMut, PremultipliedColorU8, Transform};
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
        let mut pixels = Pixmap::new(width as u32, height as u32).ok_or(refused)?;
        let larger = Transform::from_scale(scale as f32, scale as f32);
        match self.marks() {
            Some(marks) => paint(&marks, larger, 1.0, &mut pixels.as_mut()),
            None => resvg::render(&self.tree, larger, &mut pixels.as_mut()),
        }
        encode(&pixels).map_err(|error| RenderError::Png(error.to_string()))
    }
}

/// What the renderer would do, but a shape that shines through goes straight onto the picture, not onto a layer of its own
/// first: layers took a third of the time.
fn paint(marks: &[Mark], transform: Transform, opacity: f32, pixels: &mut PixmapMut) {
    for mark in marks {
        match mark {
            Mark::Group { transform: inner, opacity: own, marks } => {
                paint(marks, transform.pre_concat(*inner), opacity * own, pixels);
            }
            Mark::Shape { path, color, stroke } => {
                let mut color = Color::from_rgba8(color.red, color.green, color.blue, u8::MAX);
                color.apply_opacity(opacity);
                let mut paint = Paint { force_hq_pipeline: opacity < 1.0, ..Paint::default() };
                paint.set_color(color);
                let flat = path.bounds().width() == 0.0 || path.bounds().height() == 0.0;
                match stroke {
                    Some(stroke) => pixels.stroke_path(path, &paint, &stroke.to_tiny_skia(), transform, None),
                    None if flat => {}
                    None => pixels.fill_path(path, &paint, FillRule::Winding, transform, None),
                }
            }
        }
    }
}

/// Pixels as PNG, without an alpha channel if nothing shines through. The fastest level of real compression: thorough
/// ones take most of the time of a run and save a third of the size.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    // All of them, without stopping early: that is what the machine can do many at a time.
    let raw = pixels.data().as_chunks::<4>().0;
    let all = raw.iter().fold(u32::MAX, |all, pixel| all & u32::from_le_bytes(*pixel));
    let opaque = all >> 24 == 0xFF;
    let (kind, channels) = if opaque { (ColorType::Rgb, 3) } else { (ColorType::Rgba, 4) };
    let mut output = Vec::new();
    let mut encoder = Encoder::new(&mut output, pixels.width(), pixels.height());
    encoder.set_color(kind);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_filter(Filter::Up);
    encoder.set_deflate_compression(DeflateCompression::Level(1));
    let mut header = encoder.write_header()?;
    let mut rows = header.stream_writer()?;
    let width = pixels.width() as usize;
    let mut bytes = vec![0; width * channels];
    for (row, raw) in pixels.pixels().chunks_exact(width).zip(raw.chunks_exact(width)) {
        if opaque {
            without_opacity(raw, &mut bytes);
        } else {
            unmultiply(row, &mut bytes);
        }
        rows.write_all(&bytes)?;
    }
    rows.finish()?;
    drop(header);
    Ok(output)
}

/// Red, green and blue of each pixel, four pixels at a time.
fn without_opacity(row: &[[u8; 4]], bytes: &mut [u8]) {
    let (fours, rest) = row.as_chunks::<4>();
    let (twelves, last) = bytes.split_at_mut(12 * fours.len());
    for (bytes, pixels) in twelves.as_chunks_mut::<12>().0.iter_mut().zip(fours) {
        let [a, b, c, d] = pixels.map(|pixel| u32::from_le_bytes(pixel) & 0x00FF_FFFF);
        let words = [a | b << 24, b >> 8 | c << 16, c >> 16 | d << 8];
        for (bytes, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *bytes = word.to_le_bytes();
        }
    }
    for (bytes, pixel) in last.chunks_exact_mut(3).zip(rest) {
        bytes.copy_from_slice(&pixel[..3]);
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
    use super::super::typeset::tests::samples;
    use super::*;

    /// Both ways of drawing a scene: ours and the renderer's.
    fn both(scene: &Scene) -> [Pixmap; 2] {
        let typeset = Typeset::new(scene).unwrap();
        let blank = || Pixmap::new(2 * scene.width as u32, 2 * scene.height as u32).unwrap();
        let (mut ours, mut theirs) = (blank(), blank());
        paint(&typeset.marks().expect("plain marks"), Transform::from_scale(2.0, 2.0), 1.0, &mut ours.as_mut());
        resvg::render(&typeset.tree, Transform::from_scale(2.0, 2.0), &mut theirs.as_mut());
        [ours, theirs]
    }

    #[test]
    fn what_is_painted_without_layers_looks_the_same() {
        for scene in samples() {
            let [ours, theirs] = both(&scene);
            let worst = ours.data().iter().zip(theirs.data()).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(worst <= Some(2), "{worst:?} of 255 levels apart");
        }
    }

    #[test]
    fn a_file_holds_the_pixels_with_and_without_a_background() {
        for scene in samples() {
            let [opaque, _] = both(&scene);
            let mut clear = opaque.clone();
            clear.data_mut()[..40].fill(0);
            for pixels in [opaque, clear] {
                let ours = Pixmap::decode_png(&encode(&pixels).unwrap()).unwrap();
                let theirs = Pixmap::decode_png(&pixels.encode_png().unwrap()).unwrap();
                assert!(ours == theirs);
            }
        }
    }
}
