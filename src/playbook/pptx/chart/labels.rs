//! Values written beside marks: where they are legible, and in which colour.

use super::Drawn;
use crate::chart::color::Color;
use crate::playbook::OfficeSeries;
use crate::playbook::grid::{Native, long_whiskers, span};
use crate::playbook::pptx::xml::Xml;

/// Where a label stands and how it looks.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    position: &'static str,
    color: Color,
    /// On a patch of the background, where the mark is smaller than the letters.
    patched: bool,
}

impl Drawn<'_> {
    /// The labels of a series; a chart would invent some of its own if it were not told that there are none.
    pub(super) fn labels(&self, xml: &mut Xml, series: &OfficeSeries, format: &str) {
        xml.within("c:dLbls", &[], |xml| {
            if series.hidden || !(series.labelled || self.names_beside_marks()) {
                shown(xml, None);
                return;
            }
            let usual = self.place(series, None);
            for (i, _) in series.values.iter().enumerate().filter(|(_, value)| value.is_some()) {
                let own = self.place(series, Some(i));
                if own != usual {
                    xml.within("c:dLbl", &[], |xml| {
                        xml.val("c:idx", i);
                        self.label(xml, format, own);
                    });
                }
            }
            self.label(xml, format, usual);
        });
    }

    fn label(&self, xml: &mut Xml, format: &str, place: Place) {
        xml.leaf("c:numFmt", &[("formatCode", &format), ("sourceLinked", &0)]);
        xml.within("c:spPr", &[], |xml| {
            if place.patched {
                self.look.fill(xml, self.look.theme().background.with_alpha(0.8));
            } else {
                xml.leaf("a:noFill", &[]);
            }
            xml.within("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
        });
        self.letters(xml, "c:txPr", self.letter_size().min(12.0), place.color, None);
        // Areas have no choice of places.
        if self.native != Native::Areas {
            xml.val("c:dLblPos", place.position);
        }
        shown(xml, Some(self.names_beside_marks()));
    }

    /// Where the label of a mark stands; without an index, where those of the series usually do.
    fn place(&self, series: &OfficeSeries, index: Option<usize>) -> Place {
        let ink = self.look.theme().ink;
        let fill = index.map_or(series.color, |i| self.fill_of(series, i));
        let Native::Bars { stacked, upright } = self.native else {
            return Place { position: "r", color: ink, patched: false };
        };
        let inside = |position| Place { position, color: self.look.letters_on(fill), patched: false };
        let length = index.map_or(1.0, |i| self.length(series.values[i].unwrap_or(0.0)));
        match stacked {
            true if length < if upright { 14.0 / self.size.1 } else { 40.0 / self.size.0 } => {
                Place { position: "ctr", color: ink, patched: true }
            }
            true => inside("ctr"),
            // Beyond the end of a bar its whisker would strike the number through.
            false if long_whiskers(self.chart) && length * self.size.0 > 36.0 => inside("inBase"),
            false => Place { position: "outEnd", color: ink, patched: false },
        }
    }

    /// The colour of one mark.
    pub(super) fn fill_of(&self, series: &OfficeSeries, index: usize) -> Color {
        series.colors.iter().find(|(place, _)| *place == index).map_or(series.color, |(_, color)| *color)
    }

    /// A mark's part of the whole chart.
    fn length(&self, value: f64) -> f64 {
        let (low, high) = span(self.chart);
        let plot = 0.75;
        if high > low { plot * value.abs() / (high - low) } else { 0.0 }
    }
}

/// What a label says: nothing, the value, or the name of the series.
fn shown(xml: &mut Xml, name: Option<bool>) {
    xml.val("c:showLegendKey", 0);
    xml.val("c:showVal", u8::from(name == Some(false)));
    xml.val("c:showCatName", 0);
    xml.val("c:showSerName", u8::from(name == Some(true)));
    xml.val("c:showPercent", 0);
    xml.val("c:showBubbleSize", 0);
}
