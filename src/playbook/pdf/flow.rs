//! Sets one thing below the other and turns the sheet where it is full.

use super::sheet::{HEAD, MARGIN, Mark, Sheet, size};
use super::structure::{ElementId, Kind, Structure};
use super::text::{Type, prose};
use crate::chart::Bounds;
use crate::chart::color::Color;
use crate::playbook::Playbook;
use crate::playbook::palette::Palette;

/// The place where the next thing goes.
pub(super) struct Flow<'a> {
    pub playbook: &'a Playbook,
    pub palette: Palette,
    pub structure: Structure,
    pub sheets: Vec<Sheet<'a>>,
    /// Where each page of the playbook begins: its sheet.
    pub starts: Vec<usize>,
    /// Top of what comes next.
    pub y: f64,
    /// Size of letters and air: 1, or less where a page would not fit on a sheet otherwise.
    pub density: f64,
    bottom: f64,
    width: f64,
}

/// How far things were set.
pub(super) struct Place {
    elements: usize,
    /// Sheets begun.
    pub sheets: usize,
    marks: usize,
    y: f64,
}

impl<'a> Flow<'a> {
    /// On the first sheet. The foot of every sheet takes `foot` points above the lower margin.
    pub fn new(playbook: &'a Playbook, palette: Palette, foot: f64) -> Self {
        let (width, height) = size(playbook.brand.paper);
        Self {
            playbook,
            palette,
            structure: Structure::default(),
            sheets: vec![Sheet::default()],
            starts: Vec::new(),
            y: MARGIN,
            density: 1.0,
            bottom: height - MARGIN - foot,
            width: width - 2.0 * MARGIN,
        }
    }

    /// Letters of this size.
    pub fn regular(&self, size: f64, color: Color) -> Type<'a> {
        Type::regular(&self.playbook.brand.theme.font, self.density * size, color)
    }

    /// Thick letters of this size.
    pub fn bold(&self, size: f64, color: Color) -> Type<'a> {
        Type::bold(&self.playbook.brand.theme.font, self.density * size, color)
    }

    /// To come back to.
    pub fn place(&self) -> Place {
        let marks = self.sheets.last().map_or(0, |sheet| sheet.marks.len());
        Place { elements: self.structure.len(), sheets: self.sheets.len(), marks, y: self.y }
    }

    /// As if nothing had been set since.
    pub fn back(&mut self, place: &Place) {
        self.structure.truncate(place.elements);
        self.sheets.truncate(place.sheets);
        self.sheets.last_mut().expect("starts with one sheet").marks.truncate(place.marks);
        self.y = place.y;
    }

    /// Left edge of the text.
    pub fn left(&self) -> f64 {
        MARGIN
    }

    /// Width of the text.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Height left on this sheet.
    pub fn room(&self) -> f64 {
        self.bottom - self.y
    }

    /// Height of an empty sheet.
    pub fn whole(&self) -> f64 {
        self.bottom - MARGIN - HEAD
    }

    /// Goes on at the top of a new sheet.
    pub fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = MARGIN + HEAD;
    }

    /// Turns the sheet unless so much fits on it, or nothing stands on it anyway.
    pub fn need(&mut self, height: f64) {
        if self.room() < height && self.room() < self.whole() {
            self.turn();
        }
    }

    /// Leaves so much air.
    pub fn skip(&mut self, height: f64) {
        self.y += self.density * height;
    }

    pub fn push(&mut self, mark: Mark<'a>) {
        self.sheets.last_mut().expect("starts with one sheet").marks.push(mark);
    }

    pub fn fill(&mut self, bounds: Bounds, color: Color) {
        self.push(Mark::Fill { bounds, color });
    }

    /// A rule across the text.
    pub fn rule(&mut self, thickness: f64, color: Color) {
        let (left, top) = (self.left(), self.y);
        self.fill(Bounds { left, top, right: left + self.width, bottom: top + thickness }, color);
        self.y += thickness;
    }

    /// A line of text whose top left corner is given.
    pub fn line(&mut self, text: &str, left: f64, top: f64, set: Type<'a>, element: Option<ElementId>) {
        if !text.trim().is_empty() {
            // What must not be broken is broken no more: whoever copies the text wants plain blanks.
            let text = text.replace('\u{a0}', " ");
            self.push(Mark::Text { text, at: (left, top + set.baseline()), set, element });
        }
    }

    /// A paragraph across the text, on as many sheets as it takes; nothing if it is empty.
    pub fn paragraph(&mut self, parent: ElementId, text: &str, set: Type<'a>, after: f64) {
        let lines = set.lines(&prose(set.font, text), self.width);
        self.lines(parent, Kind::Paragraph, &lines, set, after);
    }

    /// A heading, not far from what follows.
    pub fn heading(&mut self, parent: ElementId, level: u16, text: &str, set: Type<'a>, after: f64) {
        let text = prose(set.font, text);
        let lines = set.balanced(&text, self.width);
        let height = lines.len() as f64 * set.leading();
        self.need((height + after + 40.0).min(self.whole()));
        if let Some(element) = self.lines(parent, Kind::Heading(level), &lines, set, after) {
            self.structure.name(element, &text.replace('\u{a0}', " "));
        }
    }

    fn lines(
        &mut self,
        parent: ElementId,
        kind: Kind,
        lines: &[String],
        set: Type<'a>,
        after: f64,
    ) -> Option<ElementId> {
        if lines.is_empty() {
            return None;
        }
        let element = self.structure.add(Some(parent), kind);
        // No single line at the foot of a sheet, and none at the head of the next.
        let together = if lines.len() <= 3 { lines.len() } else { 2 };
        self.need(together as f64 * set.leading());
        for (at, line) in lines.iter().enumerate() {
            let last_two = at + 2 == lines.len() && lines.len() > 3;
            self.need(set.leading() * if last_two { 2.0 } else { 1.0 });
            self.line(line, self.left(), self.y, set, Some(element));
            self.y += set.leading();
        }
        self.y += after;
        Some(element)
    }
}
