//! The playbook on paper: a PDF with charts as vectors, fonts inside, text that can be selected, tags and an outline.
//!
//! ```text
//! Playbook -> Flow (what stands where, and what it is) -> Sheets -> krilla
//!             lines, boxes, rows                          marks     bytes
//! ```
//!
//! It meets PDF/UA-1 as far as a program can check that, and is the same bytes every time.

mod columns;
mod draw;
mod edges;
mod flow;
mod logo;
mod pages;
mod panels;
mod sheet;
mod structure;
mod table;
mod text;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::{Document, SerializeSettings};
use thiserror::Error;

use self::draw::{Pen, settings};
use self::flow::Flow;
use self::sheet::{HEAD, MARGIN, size};
use super::Playbook;
use super::frame::tag;
use super::palette::{Palette, bright, is_light, on_paper};
use crate::chart::color::Color;

/// Why there is no PDF.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The logo cannot be read.
    #[error("the logo of the brand cannot be read as PNG: {0}")]
    Logo(String),
    /// The font cannot be used.
    #[error("the font {0} of the brand cannot be put into a PDF")]
    Font(String),
    /// The document cannot be written.
    #[error("the PDF cannot be written: {0}")]
    Document(String),
}

/// The playbook as a PDF file.
///
/// # Errors
/// [`PdfError`]
pub fn document(playbook: &Playbook) -> Result<Vec<u8>, PdfError> {
    let logo = playbook.brand.logo.as_ref().map(|logo| logo::image(&logo.png)).transpose().map_err(PdfError::Logo)?;
    // Ink on paper is dark: a house with dark documents has them turned.
    let light = is_light(&playbook.brand.theme);
    let theme = if light { playbook.brand.theme.clone() } else { on_paper(&playbook.brand.theme) };
    let tone: fn(Color) -> Color = if light { |color| color } else { bright };
    let palette = Palette::new(&theme);
    let ground = palette.background;
    let foot = edges::foot(playbook, &palette);
    let mut flow = Flow::new(playbook, palette, foot);
    pages::all(&mut flow);
    edges::add(&mut flow);
    let font = &playbook.brand.theme.font;
    let pen = Pen::new(font, logo, flow.starts.clone(), MARGIN + HEAD - 6.0, tone, ground);
    let pen = pen.ok_or_else(|| PdfError::Font(font.family().to_owned()))?;
    write(flow, &pen)
}

/// Characters that the fonts lack, each once: the PDF shows a box instead.
pub fn missing_characters(playbook: &Playbook) -> Vec<char> {
    let mut text = [&playbook.title, &playbook.subtitle, &playbook.disclaimer, &playbook.brand.footer]
        .map(String::as_str)
        .join(" ");
    for page in &playbook.pages {
        let panels = page.panels.iter().flat_map(|panel| std::iter::once(&panel.heading).chain(&panel.lines));
        let tables = page.tables.iter().flat_map(|table| [&table.title, &table.reading]);
        let heads = page.tables.iter().flat_map(|table| table.columns.iter().map(|column| &column.title));
        let own = [&page.label, &page.finding, &page.source].into_iter().chain(&page.lead).chain(&page.notes);
        own.chain(panels).chain(tables).chain(heads).for_each(|said| text.push_str(said));
        for cell in page.tables.iter().flat_map(|table| table.rows.iter().flatten()) {
            match cell {
                crate::report::study::StudyCell::Named { label: word, .. }
                | crate::report::study::StudyCell::Word(word) => text.push_str(word),
                _ => {}
            }
        }
        let scene = page.picture.iter().map(|picture| &picture.chart.inset);
        scene.for_each(|scene| text.extend(scene.missing_characters()));
    }
    playbook.brand.theme.font.missing_characters(&text)
}

fn write(flow: Flow, pen: &Pen) -> Result<Vec<u8>, PdfError> {
    let Flow { playbook, mut structure, sheets, .. } = flow;
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| PdfError::Document(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let paper = size(playbook.brand.paper);
    for (at, sheet) in sheets.iter().enumerate() {
        let mut page = document.start_page_with(settings(paper));
        pen.draw(&mut page, paper, at, sheet, &mut structure);
        page.finish();
    }
    document.set_tag_tree(structure.tree(tag(playbook.lang)));
    document.set_outline(outline(playbook, pen));
    document.set_metadata(metadata(playbook));
    document.finish().map_err(refused)
}

/// A bookmark for every page of the playbook.
fn outline(playbook: &Playbook, pen: &Pen) -> Outline {
    let mut outline = Outline::new();
    for (at, page) in playbook.pages.iter().enumerate() {
        outline
            .push_child(OutlineNode::new(text::drawable(&playbook.brand.theme.font, &page.label), pen.destination(at)));
    }
    outline
}

/// Nothing that changes from one writing to the next, and nobody's name.
fn metadata(playbook: &Playbook) -> Metadata {
    Metadata::new()
        .title(text::drawable(&playbook.brand.theme.font, &playbook.title))
        .description(text::drawable(&playbook.brand.theme.font, &playbook.subtitle))
        .language(tag(playbook.lang).to_owned())
        .creator(format!("reframe {}", playbook.made.version))
}

fn refused(error: KrillaError) -> PdfError {
    match error {
        KrillaError::Validation(problems) => {
            let problems: Vec<String> = problems.iter().map(|(problem, _)| format!("{problem:?}")).collect();
            PdfError::Document(format!("it would not meet PDF/UA-1: {}", problems.join("; ")))
        }
        other => PdfError::Document(other.to_string()),
    }
}
