//! Panels as cards on a slide: how many stand side by side, how large their letters are, and which go on the next slide.

use super::text::{self, Frame};
use crate::chart::font::Weight;
use crate::model::Lang;
use crate::playbook::Panel;
use crate::report::study::say;

/// A card with its place.
#[derive(Clone, Debug)]
pub struct Card {
    /// Where
    pub frame: Frame,
    /// What it says
    pub panel: Panel,
    /// Size of its letters.
    pub size: f64,
}

/// Free space within a card, and between cards.
pub const PADDING: f64 = 11.0;
const BETWEEN: f64 = 12.0;
/// Between paragraphs, in ems.
pub const GAP: f64 = 0.45;
const LARGEST: f64 = 16.0;
/// Smaller letters cannot be read from the other end of a table.
const SMALLEST: f64 = 10.5;

/// The size of a heading over letters of this size.
pub fn heading_size(size: f64) -> f64 {
    (size - 1.0).max(10.0)
}

fn height(panel: &Panel, size: f64, width: f64) -> f64 {
    let inner = width - 2.0 * PADDING - 4.0;
    let heading = text::height(&[panel.heading.as_str()], heading_size(size), Weight::Bold, inner, 0.0);
    heading + text::height(&panel.lines, size, Weight::Regular, inner, GAP) + 2.0 * PADDING + 0.4 * size
}

/// All panels in this place, in letters of at least `smallest`; `None` if they do not fit.
fn together(panels: &[Panel], place: Frame, smallest: f64) -> Option<Vec<Card>> {
    let columns: &[usize] = match panels.len() {
        _ if place.w < 400.0 => &[1],
        0 | 1 => &[1],
        2 | 4 => &[2, 4],
        3 => &[3, 1],
        5 | 6 => &[3, 2],
        _ => &[4, 3, 2],
    };
    let steps = ((LARGEST - smallest) / 0.5).round() as usize;
    let sizes = (0..=steps).map(|step| LARGEST - 0.5 * step as f64);
    sizes.into_iter().find_map(|size| columns.iter().find_map(|columns| arranged(panels, place, size, *columns)))
}

fn arranged(panels: &[Panel], place: Frame, size: f64, columns: usize) -> Option<Vec<Card>> {
    let columns = columns.min(panels.len()).max(1);
    let wanted: Vec<Vec<&Panel>> = panels.chunks(columns).map(|row| row.iter().collect()).collect();
    let width = |row: &[&Panel]| (place.w - BETWEEN * (row.len() - 1) as f64) / row.len() as f64;
    let heights: Vec<f64> =
        wanted.iter().map(|row| row.iter().map(|panel| height(panel, size, width(row))).fold(0.0, f64::max)).collect();
    let spare = place.h - heights.iter().sum::<f64>() - BETWEEN * (heights.len() - 1) as f64;
    if spare < 0.0 {
        return None;
    }
    // Cards fill the place, unless they would be mostly empty.
    let more = (spare / heights.len() as f64).min(60.0);
    let mut y = place.y;
    let mut cards = Vec::new();
    for (row, height) in wanted.iter().zip(heights) {
        let (width, height) = (width(row), height + more);
        for (i, panel) in row.iter().enumerate() {
            let frame = Frame::new(place.x + i as f64 * (width + BETWEEN), y, width, height);
            cards.push(Card { frame, panel: (*panel).clone(), size });
        }
        y += height + BETWEEN;
    }
    Some(cards)
}

/// Panels as cards, on as many slides as they need; the first has `first` of room, the others `later`.
pub fn slides(panels: &[Panel], first: Frame, later: Frame, lang: Lang) -> Vec<Vec<Card>> {
    let mut left = panels.to_vec();
    let mut slides = Vec::new();
    while !left.is_empty() {
        let place = if slides.is_empty() { first } else { later };
        let fitting = (1..=left.len()).rev().find_map(|n| Some((n, together(&left[..n], place, SMALLEST)?)));
        if let Some((n, cards)) = fitting {
            slides.push(cards);
            left.drain(..n);
            continue;
        }
        // Not even one: as much of it as fits, then the rest.
        let panel = left.remove(0);
        let inner = place.w - 2.0 * PADDING - 4.0;
        let heading = text::cut(&panel.heading, heading_size(SMALLEST), Weight::Bold, inner, 2);
        let room = place.h - 2.0 * PADDING - 3.6 * SMALLEST - 10.0;
        let (lines, rest) = text::split(&panel.lines, SMALLEST, inner, room, GAP);
        if !rest.is_empty() {
            let name = heading.strip_suffix(continued(lang).as_str()).unwrap_or(&heading);
            let again = format!("{name}{}", continued(lang));
            left.insert(0, Panel { heading: again, lines: rest, tone: panel.tone });
        }
        slides.push(vec![Card { frame: place, panel: Panel { heading, lines, tone: panel.tone }, size: SMALLEST }]);
    }
    slides
}

/// What stands after the name of something that began on an earlier slide.
pub fn continued(lang: Lang) -> String {
    say(lang, " (continued)", "（续）")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Tone;

    fn panel(words: usize) -> Panel {
        Panel { heading: "The line to say".to_owned(), lines: vec!["word ".repeat(words)], tone: Tone::Ours }
    }

    #[test]
    fn cards_neither_leave_their_place_nor_lose_words() {
        let place = Frame::new(40.0, 118.0, 880.0, 370.0);
        for panels in [vec![panel(20)], vec![panel(60); 5], vec![panel(400); 3], vec![panel(3000), panel(5)]] {
            let slides = slides(&panels, place, place, Lang::En);
            let mut words = 0;
            for card in slides.iter().flatten() {
                assert!(card.frame.x >= place.x && card.frame.x + card.frame.w <= place.x + place.w + 0.01);
                assert!(card.frame.y >= place.y && card.frame.y + card.frame.h <= place.y + place.h + 0.01);
                assert!(height(&card.panel, card.size, card.frame.w) <= card.frame.h + 0.01);
                words += card.panel.lines.concat().split_whitespace().count();
            }
            let expected: usize = panels.iter().map(|panel| panel.lines.concat().split_whitespace().count()).sum();
            assert_eq!(words, expected);
        }
    }
}
