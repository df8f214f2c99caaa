//! What a chart says about the cells it is made of: where they are, and what they last held.

use super::{Drawn, SHEET};
use crate::playbook::grid::{Cell, Column, letters};
use crate::playbook::pptx::xml::Xml;

impl Drawn<'_> {
    /// The name of a series, from the head of its column.
    pub(super) fn head(&self, xml: &mut Xml, column: usize) {
        let at = format!("{SHEET}!${}$1", letters(column));
        let head = &self.grid.columns[column].head;
        xml.within("c:strRef", &[], |xml| {
            xml.words("c:f", &[], at);
            xml.within("c:strCache", &[], |xml| {
                xml.val("c:ptCount", 1);
                point(xml, 0, head);
            });
        });
    }

    /// The cells of a column.
    pub(super) fn column(&self, xml: &mut Xml, column: usize) {
        let of = &self.grid.columns[column];
        let name = letters(column);
        let at = format!("{SHEET}!${name}$2:${name}${}", 1 + self.grid.rows);
        let words = of.cells.iter().any(|cell| matches!(cell, Cell::Text(_)));
        let (reference, cache) = if words { ("c:strRef", "c:strCache") } else { ("c:numRef", "c:numCache") };
        xml.within(reference, &[], |xml| {
            xml.words("c:f", &[], at);
            xml.within(cache, &[], |xml| {
                if !words {
                    xml.words("c:formatCode", &[], &of.format);
                }
                cached(xml, of);
            });
        });
    }
}

fn cached(xml: &mut Xml, column: &Column) {
    xml.val("c:ptCount", column.cells.len());
    for (i, cell) in column.cells.iter().enumerate() {
        match cell {
            Cell::Text(text) => point(xml, i, text),
            Cell::Number(number) => point(xml, i, number),
            Cell::Blank => {}
        }
    }
}

fn point(xml: &mut Xml, index: usize, value: impl std::fmt::Display) {
    xml.within("c:pt", &[("idx", &index)], |xml| xml.words("c:v", &[], value));
}
