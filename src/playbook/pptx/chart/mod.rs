//! A chart as office programs draw it themselves: its part of the document, with the numbers as last seen.

mod axes;
mod cells;
mod labels;
mod series;

use super::look::Look;
use super::xml::Xml;
use crate::playbook::grid::{Grid, Native};
use crate::playbook::{OfficeChart, Places};

/// The sheet of the embedded workbook.
pub const SHEET: &str = "Data";

/// A chart with what it takes to write it.
pub struct Drawn<'p> {
    /// What is drawn.
    pub chart: &'p OfficeChart,
    /// As what.
    pub native: Native,
    /// The cells of its workbook.
    pub grid: &'p Grid,
    /// Colours.
    pub look: Look<'p>,
    /// Its width and height in points.
    pub size: (f64, f64),
}

impl Drawn<'_> {
    /// The part; `workbook` is the relationship to the cells.
    pub fn part(&self, workbook: &str) -> Xml {
        let mut xml = Xml::document();
        let spaces: [(&str, &dyn std::fmt::Display); 3] = [
            ("xmlns:c", &"http://schemas.openxmlformats.org/drawingml/2006/chart"),
            ("xmlns:a", &"http://schemas.openxmlformats.org/drawingml/2006/main"),
            ("xmlns:r", &"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ];
        xml.within("c:chartSpace", &spaces, |xml| {
            xml.val("c:date1904", 0);
            xml.val("c:roundedCorners", 0);
            xml.within("c:chart", &[], |xml| {
                xml.val("c:autoTitleDeleted", 1);
                xml.within("c:plotArea", &[], |xml| {
                    xml.leaf("c:layout", &[]);
                    self.plot(xml);
                    self.axes(xml);
                });
                self.legend(xml);
                xml.val("c:plotVisOnly", 1);
                xml.val("c:dispBlanksAs", "gap");
            });
            xml.within("c:spPr", &[], |xml| {
                xml.leaf("a:noFill", &[]);
                xml.within("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
            });
            self.letters(xml, "c:txPr", self.letter_size(), self.look.theme().ink, None);
            xml.within("c:externalData", &[("r:id", &workbook)], |xml| xml.val("c:autoUpdate", 0));
        });
        xml
    }

    fn plot(&self, xml: &mut Xml) {
        let name = match self.native {
            Native::Bars { .. } => "c:barChart",
            Native::Areas => "c:areaChart",
            Native::NamedLines { .. } => "c:lineChart",
            Native::Scatter { .. } => "c:scatterChart",
            Native::Bubbles => "c:bubbleChart",
        };
        xml.within(name, &[], |xml| {
            match self.native {
                Native::Bars { upright, stacked } => {
                    xml.val("c:barDir", if upright { "col" } else { "bar" });
                    xml.val("c:grouping", if stacked { "stacked" } else { "clustered" });
                }
                Native::Areas => xml.val("c:grouping", "stacked"),
                Native::NamedLines { .. } => xml.val("c:grouping", "standard"),
                Native::Scatter { .. } => xml.val("c:scatterStyle", "lineMarker"),
                Native::Bubbles => {}
            }
            xml.val("c:varyColors", 0);
            for (i, _) in self.chart.series.iter().enumerate() {
                self.series(xml, i);
            }
            match self.native {
                Native::Bars { stacked, .. } => {
                    xml.val("c:gapWidth", if stacked { 45 } else { 55 });
                    xml.val("c:overlap", if stacked { 100 } else { -5 });
                }
                Native::NamedLines { .. } => xml.val("c:marker", 1),
                Native::Bubbles => {
                    xml.val("c:bubbleScale", 60);
                    xml.val("c:showNegBubbles", 0);
                    xml.val("c:sizeRepresents", "area");
                }
                Native::Areas | Native::Scatter { .. } => {}
            }
            for axis in axes::IDS {
                xml.val("c:axId", axis);
            }
        });
    }

    /// Above the plot, where there is anything to tell apart that has no name beside it.
    fn legend(&self, xml: &mut Xml) {
        let seen = self.chart.series.iter().filter(|series| !series.hidden).count();
        if seen < 2 || self.names_beside_marks() {
            return;
        }
        xml.within("c:legend", &[], |xml| {
            xml.val("c:legendPos", "t");
            for (i, _) in self.chart.series.iter().enumerate().filter(|(_, series)| series.hidden) {
                xml.within("c:legendEntry", &[], |xml| {
                    xml.val("c:idx", i);
                    xml.val("c:delete", 1);
                });
            }
            xml.val("c:overlay", 0);
            self.letters(xml, "c:txPr", 12.0, self.look.theme().ink, None);
        });
    }

    /// Whether every series is one point among others, and has its name beside it rather than in a legend.
    fn names_beside_marks(&self) -> bool {
        let over_numbers = matches!(self.native, Native::Scatter { joined: false } | Native::Bubbles);
        let mut seen = self.chart.series.iter().filter(|series| !series.hidden);
        let several = self.chart.series.len() > 1;
        over_numbers && several && seen.all(|series| series.values.iter().flatten().count() == 1)
    }

    /// Smaller letters where there is much to name.
    fn letter_size(&self) -> f64 {
        let Native::Bars { upright: false, stacked } = self.native else { return 12.0 };
        let beside = if stacked { 1 } else { self.chart.series.len().max(1) };
        let row = 0.45 * self.size.1 / (self.chart.places.len() * beside.min(2)).max(1) as f64;
        row.clamp(8.0, 12.0).floor()
    }

    /// Letters of this size and colour; `rotation` in degrees.
    fn letters(&self, xml: &mut Xml, name: &str, size: f64, color: crate::chart::color::Color, rotation: Option<i32>) {
        xml.within(name, &[], |xml| {
            body_properties(xml, rotation);
            xml.leaf("a:lstStyle", &[]);
            xml.within("a:p", &[], |xml| {
                xml.within("a:pPr", &[], |xml| self.letter_properties(xml, "a:defRPr", size, color, false));
                xml.leaf("a:endParaRPr", &[("lang", &self.look.language())]);
            });
        });
    }

    fn letter_properties(&self, xml: &mut Xml, name: &str, size: f64, color: crate::chart::color::Color, bold: bool) {
        xml.within(name, &[("sz", &((size * 100.0) as u32)), ("b", &u8::from(bold))], |xml| {
            self.look.fill(xml, color);
            xml.leaf("a:latin", &[("typeface", &"+mn-lt")]);
            xml.leaf("a:ea", &[("typeface", &"+mn-ea")]);
        });
    }
}

fn body_properties(xml: &mut Xml, rotation: Option<i32>) {
    match rotation {
        Some(degrees) => xml.leaf("a:bodyPr", &[("rot", &(degrees * 60_000)), ("vert", &"horz")]),
        None => xml.leaf("a:bodyPr", &[]),
    }
}

fn over_numbers(chart: &OfficeChart) -> bool {
    matches!(chart.places, Places::Numbers(..))
}
