//! The brand's colours as variables of the style sheet, for day and night; charts are drawn in day colours, and rules
//! turn each of them at night.

use crate::chart::color::Color;
use crate::chart::{Scene, Shape, Theme};
use crate::playbook::Playbook;
use crate::playbook::palette::{Palette, at_night, bright, dark, is_light, on_paper};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What becomes of a colour on the other side.
type Turn = fn(Color) -> Color;

/// The colour schemes the document has.
pub(super) fn schemes(theme: &Theme) -> &'static str {
    if is_light(theme) { "light dark" } else { "dark" }
}

/// The variables, and where lightness is the other way round those with the colours of charts.
pub(super) fn variables(playbook: &Playbook) -> String {
    let theme = &playbook.brand.theme;
    let ground = hex(theme.background);
    let own = format!(":root{{{}--day:{ground};color-scheme:{}}}", list(&Palette::new(theme)), schemes(theme));
    // A house with dark documents has them light on paper.
    let (media, other, turn): (_, _, Turn) = match is_light(theme) {
        true => ("screen and (prefers-color-scheme:dark)", at_night(theme), dark),
        false => ("print", on_paper(theme), bright),
    };
    format!("{own}\n@media {media}{{:root{{{}}}\n{}}}\n", list(&Palette::new(&other)), charts(playbook, turn))
}

fn list(palette: &Palette) -> String {
    let Palette { background, panel, ink, muted, line, us, theirs, caution } = palette;
    let plain = [("background", background), ("panel", panel), ("ink", ink), ("muted", muted), ("line", line)];
    let accents = [("us", us), ("theirs", theirs), ("caution", caution)];
    let plain = plain.map(|(name, color)| format!("--{name}:{};", hex(*color)));
    let accents = accents.map(|(name, accent)| {
        let (mark, text, soft) = (hex(accent.mark), hex(accent.text), hex(accent.soft));
        format!("--{name}:{mark};--{name}-text:{text};--{name}-soft:{soft};")
    });
    plain.concat() + &accents.concat()
}

/// A rule for every colour of a chart.
fn charts(playbook: &Playbook, turn: Turn) -> String {
    let scenes = playbook.pages.iter().filter_map(|page| page.picture.as_ref()).map(|picture| &picture.chart.inset);
    let colors: BTreeSet<[u8; 3]> = scenes.flat_map(drawn).map(|color| color.rgb).collect();
    colors.into_iter().fold(String::new(), |mut out, rgb| {
        let day = hex(Color { rgb, alpha: 1.0 });
        let night = hex(turn(Color { rgb, alpha: 1.0 }));
        writeln!(out, ".chart [fill=\"{day}\"]{{fill:{night}}}.chart [stroke=\"{day}\"]{{stroke:{night}}}")
            .expect("writing to a string cannot fail");
        out
    })
}

fn drawn(scene: &Scene) -> impl Iterator<Item = Color> {
    scene.items.iter().map(|item| match &item.shape {
        Shape::Rect { fill, .. } | Shape::Polygon { fill, .. } | Shape::Circle { fill, .. } => *fill,
        Shape::Line { stroke, .. } => stroke.color,
        Shape::Text { color, .. } => *color,
    })
}

pub(super) fn hex(color: Color) -> String {
    let [r, g, b] = color.rgb;
    format!("#{r:02X}{g:02X}{b:02X}")
}
