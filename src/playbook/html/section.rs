//! A page of the playbook as a section of the document: the finding, what it means, chart, boxes, numbers, notes.

use maud::{Markup, PreEscaped, html};

use super::table::table;
use crate::chart::to_svg;
use crate::playbook::frame::{Frame, label};
use crate::playbook::{Page, Panel, Picture, Playbook, Tone};
use crate::report::html::{scoped, unbroken};

pub(super) fn section(playbook: &Playbook, page: &Page) -> Markup {
    let heading = format!("{}-finding", page.id);
    html! {
        section.page id=(page.id) aria-labelledby=(heading) {
            p.label { (page.label) }
            h2 id=(heading) { (unbroken(&page.finding)) }
            @for paragraph in &page.lead { p.lead { (unbroken(paragraph)) } }
            @if !page.panels.is_empty() { div.panels { @for panel in &page.panels { (boxed(panel)) } } }
            @if let Some(picture) = &page.picture { (figure(page, picture)) }
            @for (at, numbers) in page.tables.iter().enumerate() { (table(playbook, page, at, numbers)) }
            @if page.new_notes().next().is_some() { (notes(playbook, page)) }
            @if !page.source.is_empty() { p.source { (unbroken(&page.source)) } }
        }
    }
}

fn boxed(panel: &Panel) -> Markup {
    let tone = match panel.tone {
        Tone::Plain => "plain",
        Tone::Ours => "ours",
        Tone::Theirs => "theirs",
        Tone::Caution => "caution",
    };
    html! {
        div.panel.(tone) {
            @if !panel.heading.is_empty() { h3 { (panel.heading) } }
            @for line in &panel.lines { p { (unbroken(line)) } }
        }
    }
}

/// The chart under its finding, with how to read it.
fn figure(page: &Page, picture: &Picture) -> Markup {
    let chart = &picture.chart;
    let id = format!("{}-chart", page.id);
    html! {
        figure {
            div.chart tabindex="0" role="group" aria-label=(page.label) { (PreEscaped(drawing(picture, &id))) }
            @if !chart.caption.is_empty() && chart.caption != page.source { figcaption { (unbroken(&chart.caption)) } }
        }
    }
}

/// The drawing, with its description where screen readers look for it.
fn drawing(picture: &Picture, id: &str) -> String {
    let svg = scoped(&to_svg(&picture.chart.inset), id);
    svg.replacen("role=\"img\"", &format!("role=\"img\" aria-describedby=\"{id}-desc\""), 1).replacen(
        "<desc>",
        &format!("<desc id=\"{id}-desc\">"),
        1,
    )
}

fn notes(playbook: &Playbook, page: &Page) -> Markup {
    html! {
        details {
            summary { (label(playbook.lang, Frame::Notes)) }
            @for note in page.new_notes() { p { (unbroken(note)) } }
        }
    }
}
