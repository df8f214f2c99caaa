//! Pictures as what is seen: the same pixels may be packed differently, depending on which compression is built in.

/// Width, height and pixels of a PNG file; nothing if it is none.
pub fn pixels(file: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    Some((frame.width, frame.height, pixels))
}
