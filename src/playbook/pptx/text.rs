//! How much room words take on a slide, and which of them fit. Measured before anything is written, because programs that
//! show slides do not agree on shrinking a text that runs out of its box.

use crate::chart::font::{self, Weight};

/// A place on a slide, in points from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Width
    pub w: f64,
    /// Height
    pub h: f64,
}

impl Frame {
    /// A place.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// The same place without its first `height` points.
    pub fn below(&self, height: f64) -> Self {
        Self::new(self.x, self.y + height, self.w, self.h - height)
    }
}

/// Other programs set letters a little wider, and may have to take another font.
const SPARE: f64 = 0.96;

/// From baseline to baseline, in ems: as much as the fonts of either language take.
pub fn leading(text: &str) -> f64 {
    if text.chars().any(|c| c > '\u{2E80}') { 1.46 } else { 1.25 }
}

/// How many lines a paragraph takes.
pub fn lines(text: &str, size: f64, weight: Weight, width: f64) -> usize {
    wrapped(text, size, weight, width).len()
}

fn wrapped(text: &str, size: f64, weight: Weight, width: f64) -> Vec<String> {
    font::wrap(text, size, weight, SPARE * width, usize::MAX)
}

/// The height of paragraphs with `gap` ems between them.
pub fn height<S: AsRef<str>>(paragraphs: &[S], size: f64, weight: Weight, width: f64, gap: f64) -> f64 {
    let of = |text: &S| lines(text.as_ref(), size, weight, width) as f64 * size * leading(text.as_ref());
    paragraphs.iter().map(of).sum::<f64>() + gap * size * paragraphs.len().saturating_sub(1) as f64
}

/// The largest size, by half points, in which paragraphs fit.
pub fn fit<S: AsRef<str>>(
    paragraphs: &[S],
    (largest, smallest): (f64, f64),
    weight: Weight,
    (width, room): (f64, f64),
    gap: f64,
) -> Option<f64> {
    let steps = ((largest - smallest) / 0.5).round() as usize;
    let sizes = (0..=steps).map(|step| largest - 0.5 * step as f64);
    sizes.into_iter().find(|size| height(paragraphs, *size, weight, width, gap) <= room)
}

/// The paragraphs that fit into this height, and the rest; a paragraph is cut between lines if not even it fits.
pub fn split<S: AsRef<str>>(
    paragraphs: &[S],
    size: f64,
    width: f64,
    room: f64,
    gap: f64,
) -> (Vec<String>, Vec<String>) {
    let all: Vec<String> = paragraphs.iter().map(|text| text.as_ref().to_owned()).collect();
    let fitting = (0..=all.len()).rev().find(|n| height(&all[..*n], size, Weight::Regular, width, gap) <= room);
    match fitting.unwrap_or(0) {
        0 if !all.is_empty() => {
            let lines = wrapped(&all[0], size, Weight::Regular, width);
            let n = ((room / (size * leading(&all[0]))) as usize).clamp(1, lines.len());
            let mut rest: Vec<String> = Some(joined(&lines[n..])).filter(|text| !text.is_empty()).into_iter().collect();
            rest.extend_from_slice(&all[1..]);
            (vec![joined(&lines[..n])], rest)
        }
        n => (all[..n].to_vec(), all[n..].to_vec()),
    }
}

/// Lines as the paragraph they were.
fn joined(lines: &[String]) -> String {
    let wide = |c: Option<char>| c.is_none_or(|c| c > '\u{2E80}');
    lines.iter().fold(String::new(), |mut text, line| {
        if !wide(text.chars().last()) && !wide(line.chars().next()) {
            text.push(' ');
        }
        text.push_str(line);
        text
    })
}

/// A text in at most so many lines, cut with an ellipsis if it must be.
pub fn cut(text: &str, size: f64, weight: Weight, width: f64, most: usize) -> String {
    joined(&font::wrap(text, size, weight, SPARE * width, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_split_is_not_lost() {
        for text in
            ["one two three four five six seven eight nine ten", "把评价标准转向供应链安全，我们的胜率上升，差距缩小。"]
        {
            let paragraphs = vec![text.to_owned(), "end".to_owned()];
            let (mut rest, mut seen) = (paragraphs.clone(), Vec::new());
            while !rest.is_empty() {
                let (first, later) = split(&rest, 12.0, 90.0, 40.0, 0.4);
                assert!(height(&first, 12.0, Weight::Regular, 90.0, 0.4) <= 40.0);
                seen.extend(first);
                rest = later;
            }
            let squeeze = |texts: &[String]| texts.concat().replace(' ', "");
            assert_eq!(squeeze(&seen), squeeze(&paragraphs));
        }
    }

    #[test]
    fn letters_get_smaller_until_they_fit() {
        let text = ["A reframe toward supply-chain security moves the decision"];
        assert_eq!(fit(&text, (24.0, 12.0), Weight::Bold, (900.0, 31.0), 0.0), Some(24.0));
        let size = fit(&text, (24.0, 12.0), Weight::Bold, (300.0, 40.0), 0.0).unwrap();
        assert!(size < 24.0 && height(&text, size, Weight::Bold, 300.0, 0.0) <= 40.0);
        assert_eq!(fit(&text, (24.0, 20.0), Weight::Bold, (60.0, 40.0), 0.0), None);
    }
}
