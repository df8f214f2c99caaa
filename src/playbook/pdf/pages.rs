//! The parts of the document in their order: cover with the first page, contents and how it was made, findings.

use super::flow::Flow;
use super::panels::panels;
use super::sheet::{MARGIN, Mark};
use super::structure::{ElementId, Kind};
use super::table::table;
use super::text::{Type, drawable, prose};
use crate::chart::Bounds;
use crate::playbook::frame::{Frame, label, provenance};
use crate::playbook::{Logo, Page, Picture, Playbook};

/// With so many pages contents are of use.
const CONTENTS_FROM: usize = 3;

/// What is tried to have a finding on one sheet; the smallest text is then 6.5 points high.
const DENSITIES: [f64; 4] = [1.0, 0.95, 0.9, 0.86];

/// Sets everything.
pub(super) fn all(flow: &mut Flow) {
    let playbook = flow.playbook;
    cover(flow);
    for (at, page) in playbook.pages.iter().enumerate() {
        // The first page stands under the cover's title, so that it can be handed out alone.
        if at > 0 {
            flow.turn();
        }
        flow.starts.push(flow.sheets.len() - 1);
        on_a_sheet(flow, page);
        if at == 0 && playbook.pages.len() >= CONTENTS_FROM {
            flow.turn();
            contents(flow, playbook);
            made(flow, playbook);
        }
    }
    if playbook.pages.len() < CONTENTS_FROM {
        made(flow, playbook);
    }
}

fn cover(flow: &mut Flow) {
    let playbook = flow.playbook;
    let (ink, muted, us) = (flow.palette.ink, flow.palette.muted, flow.palette.us.mark);
    let section = flow.structure.add(None, Kind::Section);
    flow.rule(3.0, us);
    flow.skip(11.0);
    let beside = playbook.brand.logo.as_ref().map_or(0.0, |logo| logo_at_the_right(flow, section, logo));
    title(flow, section, &playbook.title, Type::bold(&playbook.brand.theme.font, 19.0, ink), flow.width() - beside);
    flow.skip(2.0);
    let bottom_of_logo = MARGIN + 14.0 + if beside > 0.0 { LOGO.1 } else { 0.0 };
    flow.y = flow.y.max(bottom_of_logo);
    flow.paragraph(section, &playbook.subtitle, Type::regular(&playbook.brand.theme.font, 11.0, ink), 4.0);
    flow.paragraph(section, &playbook.disclaimer, Type::regular(&playbook.brand.theme.font, 8.0, muted), 7.0);
    let line = flow.palette.line;
    flow.rule(0.7, line);
    flow.skip(10.0);
}

/// The largest logo.
const LOGO: (f64, f64) = (120.0, 30.0);

/// The space it takes from the left.
fn logo_at_the_right(flow: &mut Flow, section: ElementId, logo: &Logo) -> f64 {
    let (width, height) = fitting(logo, LOGO);
    let right = flow.left() + flow.width();
    let bounds = Bounds { left: right - width, top: flow.y, right, bottom: flow.y + height };
    let element = flow.structure.add(Some(section), Kind::Figure(drawable(&flow.playbook.brand.theme.font, &logo.alt)));
    flow.push(Mark::Logo { bounds, element: Some(element) });
    width + 14.0
}

/// The size of the logo within these bounds.
fn fitting(logo: &Logo, (width, height): (f64, f64)) -> (f64, f64) {
    let (w, h) = (f64::from(logo.width.max(1)), f64::from(logo.height.max(1)));
    let scale = (width / w).min(height / h);
    (scale * w, scale * h)
}

fn title<'a>(flow: &mut Flow<'a>, section: ElementId, text: &str, set: Type<'a>, width: f64) {
    let text = drawable(set.font, text);
    let element = flow.structure.add(Some(section), Kind::Heading(1));
    flow.structure.name(element, &text);
    for line in set.balanced(&text, width) {
        flow.line(&line, flow.left(), flow.y, set, Some(element));
        flow.skip(set.leading());
    }
}

/// A page on one sheet, with smaller letters if it takes no more than that; else on several.
fn on_a_sheet(flow: &mut Flow, page: &Page) {
    let place = flow.place();
    for density in DENSITIES {
        flow.density = density;
        section(flow, page);
        let fits = flow.sheets.len() == place.sheets;
        flow.density = 1.0;
        if fits {
            return;
        }
        flow.back(&place);
    }
    section(flow, page);
}

fn section(flow: &mut Flow, page: &Page) {
    let (ink, muted, us) = (flow.palette.ink, flow.palette.muted, flow.palette.us.text);
    let section = flow.structure.add(None, Kind::Section);
    flow.paragraph(section, &page.label, flow.bold(8.5, us), 2.0);
    flow.heading(section, 2, &page.finding, flow.bold(15.0, ink), 6.0);
    for paragraph in &page.lead {
        flow.paragraph(section, paragraph, flow.regular(10.5, ink), 4.0);
    }
    flow.skip(6.0);
    panels(flow, section, &page.panels);
    if let Some(picture) = find(flow, page) {
        chart(flow, section, page, picture);
    }
    for numbers in &page.tables {
        table(flow, section, numbers);
    }
    notes(flow, section, page);
    if !page.source.is_empty() {
        let line = flow.palette.line;
        flow.need(22.0);
        flow.rule(0.5, line);
        flow.skip(3.0);
        flow.paragraph(section, &page.source, flow.regular(7.5, muted), 0.0);
    }
}

/// The picture of a page, for as long as the playbook lives.
fn find<'a>(flow: &Flow<'a>, page: &Page) -> Option<&'a Picture> {
    flow.playbook.pages.iter().find(|other| other.id == page.id).and_then(|page| page.picture.as_ref())
}

/// The chart across the text, smaller if it would take more than most of a sheet, with how to read it. A tall one takes
/// what is left of its sheet: its letters need it more than the tables that follow.
fn chart<'a>(flow: &mut Flow<'a>, section: ElementId, page: &Page, picture: &'a Picture) {
    let chart = &picture.chart;
    let muted = flow.palette.muted;
    let scene = &chart.inset;
    let tallest = (0.62 * flow.whole()).max(flow.room() - 44.0);
    let scale = (flow.width() / scene.width).min(tallest / scene.height);
    let (width, height) = (scale * scene.width, scale * scene.height);
    flow.need(height + 24.0);
    let alt = if scene.description.is_empty() { &scene.title } else { &scene.description };
    let element = flow.structure.add(Some(section), Kind::Figure(alt.clone()));
    let left = flow.left() + 0.5 * (flow.width() - width);
    let bounds = Bounds { left, top: flow.y, right: left + width, bottom: flow.y + height };
    flow.push(Mark::Chart { scene, bounds, scale, element });
    flow.y += height;
    flow.skip(4.0);
    if chart.caption != page.source {
        flow.paragraph(section, &chart.caption, flow.regular(7.5, muted), 0.0);
    }
    flow.skip(12.0);
}

fn notes(flow: &mut Flow, section: ElementId, page: &Page) {
    if page.new_notes().next().is_none() {
        return;
    }
    let ink = flow.palette.ink;
    flow.heading(section, 3, label(flow.playbook.lang, Frame::Notes), flow.bold(9.0, ink), 2.0);
    for note in page.new_notes() {
        flow.paragraph(section, note, flow.regular(9.0, ink), 3.0);
    }
    flow.skip(7.0);
}

/// Findings with the numbers of their sheets, to be clicked.
fn contents<'a>(flow: &mut Flow<'a>, playbook: &'a Playbook) {
    let (ink, us) = (flow.palette.ink, flow.palette.us.text);
    let section = flow.structure.add(None, Kind::Section);
    flow.heading(
        section,
        2,
        label(playbook.lang, Frame::Contents),
        Type::bold(&playbook.brand.theme.font, 15.0, ink),
        8.0,
    );
    let list = flow.structure.add(Some(section), Kind::Contents);
    let (small, set) =
        (Type::bold(&playbook.brand.theme.font, 8.0, us), Type::regular(&playbook.brand.theme.font, 9.5, ink));
    let column = 32.0;
    for (at, page) in playbook.pages.iter().enumerate() {
        let width = flow.width() - column;
        let words = drawable(set.font, &page.label);
        let (labels, findings) = (small.lines(&words, width), set.lines(&prose(set.font, &page.finding), width));
        let height = labels.len() as f64 * small.leading() + findings.len() as f64 * set.leading();
        flow.need(height.min(flow.whole()));
        let entry = flow.structure.add(Some(list), Kind::Entry);
        let link = flow.structure.add(Some(entry), Kind::Link);
        let (left, top) = (flow.left(), flow.y);
        let lines = labels.iter().map(|line| (line, small)).chain(findings.iter().map(|line| (line, set)));
        for (line, set) in lines {
            flow.need(set.leading());
            flow.line(line, left, flow.y, set, Some(link));
            flow.skip(set.leading());
        }
        let last = flow.y - set.leading() + set.baseline();
        flow.push(Mark::Number { page: at, at: (left + flow.width(), last), set, element: link });
        let top = if top < flow.y { top } else { flow.y - set.leading() };
        let bounds = Bounds { left, top, right: left + flow.width(), bottom: flow.y };
        flow.push(Mark::Link { page: at, bounds, words, element: link });
        let line = flow.palette.line;
        flow.skip(5.0);
        flow.rule(0.5, line);
        flow.skip(5.0);
    }
}

fn made<'a>(flow: &mut Flow<'a>, playbook: &'a Playbook) {
    let ink = flow.palette.ink;
    let facts = provenance(playbook);
    let section = flow.structure.add(None, Kind::Section);
    let set = Type::regular(&playbook.brand.theme.font, 8.0, ink);
    flow.skip(26.0);
    flow.need(facts.len() as f64 * set.leading() + 40.0);
    flow.heading(section, 2, label(playbook.lang, Frame::Made), Type::bold(&playbook.brand.theme.font, 9.5, ink), 3.0);
    for (name, value) in facts {
        let colon = crate::stats::number::colon(playbook.lang);
        flow.paragraph(section, &format!("{name}{colon}{value}"), set, 1.0);
    }
}
