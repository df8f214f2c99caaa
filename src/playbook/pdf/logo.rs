//! The logo as a PDF wants it: plain samples, colour and opacity apart.

use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use png::{ColorType, Decoder, Transformations};
use std::io::Cursor;
use std::sync::Arc;

/// Samples of eight bits.
#[derive(Clone, Hash)]
struct Samples {
    size: (u32, u32),
    rgb: Arc<Vec<u8>>,
    alpha: Option<Arc<Vec<u8>>>,
}

impl CustomImage for Samples {
    fn color_channel(&self) -> &[u8] {
        &self.rgb
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        self.alpha.as_ref().map(|alpha| alpha.as_slice())
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}

/// A PNG file as an image.
///
/// # Errors
/// What is wrong with the file.
pub(super) fn image(png: &[u8]) -> Result<Image, String> {
    let mut decoder = Decoder::new(Cursor::new(png));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let size = reader.output_buffer_size().ok_or("it is too large")?;
    let mut samples = vec![0; size];
    let frame = reader.next_frame(&mut samples).map_err(|error| error.to_string())?;
    samples.truncate(frame.buffer_size());
    let (channels, gray, opaque) = match frame.color_type {
        ColorType::Grayscale => (1, true, true),
        ColorType::GrayscaleAlpha => (2, true, false),
        ColorType::Rgb => (3, false, true),
        ColorType::Rgba => (4, false, false),
        ColorType::Indexed => return Err("its palette could not be expanded".to_owned()),
    };
    let pixels = || samples.chunks_exact(channels);
    let rgb = pixels().flat_map(|pixel| if gray { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] }).collect();
    let alpha = (!opaque).then(|| Arc::new(pixels().map(|pixel| pixel[channels - 1]).collect()));
    Image::from_custom(Samples { size: (frame.width, frame.height), rgb: Arc::new(rgb), alpha }, true)
}
