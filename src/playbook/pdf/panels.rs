//! Boxes of words, two beside each other; a box that is higher than a sheet goes on over several.

use super::flow::Flow;
use super::structure::{ElementId, Kind};
use super::text::{Type, drawable, prose};
use crate::chart::Bounds;
use crate::chart::color::Color;
use crate::playbook::{Panel, Tone};

const GAP: f64 = 9.0;
const BAR: f64 = 3.0;
const INSIDE: f64 = 10.0;
/// Between the paragraphs of a box.
const APART: f64 = 3.5;

/// The lines of a box, each with the space above it; the first may be a heading.
struct Lines<'a> {
    heading: Vec<String>,
    paragraphs: Vec<Vec<String>>,
    head: Type<'a>,
    body: Type<'a>,
    bar: Color,
    ground: Color,
}

impl<'a> Lines<'a> {
    fn new(flow: &Flow<'a>, panel: &Panel, width: f64) -> Self {
        let palette = &flow.palette;
        let (bar, ground, text) = match panel.tone {
            Tone::Plain => (palette.muted, palette.panel, palette.muted),
            Tone::Ours => (palette.us.mark, palette.us.soft, palette.us.text),
            Tone::Theirs => (palette.theirs.mark, palette.theirs.soft, palette.theirs.text),
            Tone::Caution => (palette.caution.mark, palette.caution.soft, palette.caution.text),
        };
        let (head, body) = (flow.bold(9.0, text), flow.regular(10.5, palette.ink));
        let inner = width - BAR - 2.0 * INSIDE;
        let paragraphs =
            panel.lines.iter().map(|line| body.lines(&prose(&flow.playbook.brand.theme.font, line), inner));
        Self {
            heading: head.balanced(&drawable(&flow.playbook.brand.theme.font, &panel.heading), inner),
            paragraphs: paragraphs.filter(|lines| !lines.is_empty()).collect(),
            head,
            body,
            bar,
            ground,
        }
    }

    fn height(&self) -> f64 {
        let lines: usize = self.paragraphs.iter().map(Vec::len).sum();
        let apart = APART * self.paragraphs.len().saturating_sub(1) as f64;
        let heading = self.heading.len() as f64 * self.head.leading() + if self.heading.is_empty() { 0.0 } else { 2.0 };
        2.0 * INSIDE - 3.0 + heading + lines as f64 * self.body.leading() + apart
    }
}

pub(super) fn panels(flow: &mut Flow, section: ElementId, panels: &[Panel]) {
    let filled: Vec<&Panel> = panels.iter().filter(|p| !p.heading.is_empty() || !p.lines.is_empty()).collect();
    let mut rest = &filled[..];
    while let [first, others @ ..] = rest {
        let half = 0.5 * (flow.width() - GAP);
        let pair = others.first().map(|second| [first, second].map(|panel| Lines::new(flow, panel, half)));
        let beside = pair.filter(|pair| pair.iter().all(|lines| lines.height() <= 0.6 * flow.whole()));
        match beside {
            Some(pair) => {
                row(flow, section, [first, others[0]], &pair, half);
                rest = &others[1..];
            }
            None => {
                alone(flow, section, first);
                rest = others;
            }
        }
        flow.skip(GAP);
    }
    if !filled.is_empty() {
        flow.skip(5.0);
    }
}

/// Two boxes of the same height.
fn row<'a>(flow: &mut Flow<'a>, section: ElementId, panels: [&Panel; 2], both: &[Lines<'a>; 2], width: f64) {
    let height = both.iter().map(Lines::height).fold(0.0, f64::max);
    flow.need(height);
    let (left, top) = (flow.left(), flow.y);
    for (at, (panel, lines)) in panels.iter().zip(both).enumerate() {
        let left = left + at as f64 * (width + GAP);
        boxed(flow, section, panel, lines, Bounds { left, top, right: left + width, bottom: top + height });
    }
    flow.y = top + height;
}

/// A box across the text.
fn alone(flow: &mut Flow, section: ElementId, panel: &Panel) {
    let lines = Lines::new(flow, panel, flow.width());
    let height = lines.height();
    if height > flow.whole() {
        return over_sheets(flow, section, panel, &lines);
    }
    flow.need(height);
    let (left, top) = (flow.left(), flow.y);
    boxed(flow, section, panel, &lines, Bounds { left, top, right: left + flow.width(), bottom: top + height });
    flow.y = top + height;
}

fn ground(flow: &mut Flow, lines: &Lines, bounds: Bounds) {
    flow.fill(bounds, lines.ground);
    flow.fill(Bounds { right: bounds.left + BAR, ..bounds }, lines.bar);
}

fn boxed<'a>(flow: &mut Flow<'a>, section: ElementId, panel: &Panel, lines: &Lines<'a>, bounds: Bounds) {
    ground(flow, lines, bounds);
    let element = flow.structure.add(Some(section), Kind::Box);
    let left = bounds.left + BAR + INSIDE;
    let mut y = bounds.top + INSIDE - 2.0;
    if !lines.heading.is_empty() {
        let heading = heading(flow, element, panel);
        for line in &lines.heading {
            flow.line(line, left, y, lines.head, Some(heading));
            y += lines.head.leading();
        }
        y += 2.0;
    }
    for paragraph in &lines.paragraphs {
        let element = flow.structure.add(Some(element), Kind::Paragraph);
        for line in paragraph {
            flow.line(line, left, y, lines.body, Some(element));
            y += lines.body.leading();
        }
        y += APART;
    }
}

fn heading(flow: &mut Flow, parent: ElementId, panel: &Panel) -> ElementId {
    let heading = flow.structure.add(Some(parent), Kind::Heading(3));
    flow.structure.name(heading, &drawable(&flow.playbook.brand.theme.font, &panel.heading));
    heading
}

/// A box in strips, line by line.
fn over_sheets<'a>(flow: &mut Flow<'a>, section: ElementId, panel: &Panel, lines: &Lines<'a>) {
    flow.need(60.0);
    let element = flow.structure.add(Some(section), Kind::Box);
    strip(flow, lines, 0.5 * INSIDE);
    if !lines.heading.is_empty() {
        let heading = heading(flow, element, panel);
        for line in &lines.heading {
            strip_line(flow, lines, line, lines.head, heading);
        }
    }
    for paragraph in &lines.paragraphs {
        let element = flow.structure.add(Some(element), Kind::Paragraph);
        for line in paragraph {
            strip_line(flow, lines, line, lines.body, element);
        }
        if flow.room() > APART {
            strip(flow, lines, APART);
        }
    }
}

fn strip_line<'a>(flow: &mut Flow<'a>, lines: &Lines, text: &str, set: Type<'a>, element: ElementId) {
    flow.need(set.leading());
    let top = flow.y;
    strip(flow, lines, set.leading());
    flow.line(text, flow.left() + BAR + INSIDE, top, set, Some(element));
}

fn strip(flow: &mut Flow, lines: &Lines, height: f64) {
    let (left, top) = (flow.left(), flow.y);
    // A little into the next strip, or hairlines of paper shine through between them.
    let overlap = if flow.room() > height + 0.3 { 0.3 } else { 0.0 };
    let bounds = Bounds { left, top, right: left + flow.width(), bottom: top + height + overlap };
    ground(flow, lines, bounds);
    flow.y += height;
}
