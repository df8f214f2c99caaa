//! What stands at the head and at the foot of every sheet.

use super::flow::Flow;
use super::sheet::{MARGIN, Mark, Sheet, size};
use super::text::{Type, drawable};
use crate::chart::Bounds;
use crate::playbook::Playbook;
use crate::playbook::palette::Palette;

/// Space for the number of the sheet.
const NUMBER: f64 = 60.0;
const SIZE: f64 = 7.0;

/// The lines of the house at the foot.
fn house(playbook: &Playbook, set: Type) -> Vec<String> {
    let width = size(playbook.brand.paper).0 - 2.0 * MARGIN - NUMBER;
    set.lines(&drawable(set.font, &playbook.brand.footer), width)
}

/// Height of the foot.
pub(super) fn foot(playbook: &Playbook, palette: &Palette) -> f64 {
    let set = Type::regular(&playbook.brand.theme.font, SIZE, palette.muted);
    house(playbook, set).len().max(1) as f64 * set.leading() + 4.0
}

/// Adds head and foot to all sheets.
pub(super) fn add(flow: &mut Flow) {
    let (width, height) = size(flow.playbook.brand.paper);
    let set = Type::regular(&flow.playbook.brand.theme.font, SIZE, flow.palette.muted);
    let house = house(flow.playbook, set);
    let title = set.one_line(&drawable(set.font, &flow.playbook.title), width - 2.0 * MARGIN - NUMBER);
    let total = flow.sheets.len();
    let logo = flow.playbook.brand.logo.as_ref();
    for (at, sheet) in flow.sheets.iter_mut().enumerate() {
        let number = format!("{} / {total}", at + 1);
        let bottom = height - MARGIN + 0.5 * set.leading();
        for (line, text) in house.iter().rev().enumerate() {
            artifact(sheet, text, (MARGIN, bottom - line as f64 * set.leading()), set);
        }
        artifact(sheet, &number, (width - MARGIN - set.width(&number), bottom), set);
        if at == 0 {
            continue;
        }
        artifact(sheet, &title, (MARGIN, MARGIN + set.baseline()), set);
        if let Some(logo) = logo {
            let high = 14.0;
            let wide = (high * f64::from(logo.width) / f64::from(logo.height.max(1))).min(NUMBER);
            let high = wide * f64::from(logo.height) / f64::from(logo.width.max(1));
            let top = MARGIN - 2.0;
            let bounds = Bounds { left: width - MARGIN - wide, top, right: width - MARGIN, bottom: top + high };
            sheet.marks.push(Mark::Logo { bounds, element: None });
        }
    }
}

fn artifact<'a>(sheet: &mut Sheet<'a>, text: &str, at: (f64, f64), set: Type<'a>) {
    if !text.trim().is_empty() {
        sheet.marks.push(Mark::Text { text: text.to_owned(), at, set, element: None });
    }
}
