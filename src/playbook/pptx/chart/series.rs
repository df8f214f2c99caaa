//! One series of a chart: its marks, their colours, whiskers and cells, in the order that the format demands.

use super::Drawn;
use crate::chart::color::Color;
use crate::playbook::OfficeSeries;
use crate::playbook::grid::{Native, SeriesColumns};
use crate::playbook::pptx::xml::Xml;

impl Drawn<'_> {
    pub(super) fn series(&self, xml: &mut Xml, index: usize) {
        let (series, columns) = (&self.chart.series[index], self.grid.series[index]);
        let solid = matches!(self.native, Native::Bars { .. } | Native::Bubbles);
        xml.within("c:ser", &[], |xml| {
            xml.val("c:idx", index);
            xml.val("c:order", index);
            xml.within("c:tx", &[], |xml| self.head(xml, columns.values));
            self.marks(xml, series);
            if solid {
                xml.val("c:invertIfNegative", 0);
            }
            if matches!(self.native, Native::Scatter { .. } | Native::NamedLines { .. }) {
                self.marker(xml, "c:marker", series.color, self.marker_size(series));
            }
            self.single_points(xml, series, solid);
            self.labels(xml, series, &self.grid.columns[columns.values].format);
            if let Some(error) = columns.error.filter(|_| !series.hidden) {
                self.whiskers(xml, error);
            }
            self.cells(xml, columns);
        });
    }

    fn marks(&self, xml: &mut Xml, series: &OfficeSeries) {
        let joined = matches!(self.native, Native::Scatter { joined: true } | Native::NamedLines { joined: true });
        xml.within("c:spPr", &[], |xml| match self.native {
            _ if series.hidden => nothing(xml),
            Native::Scatter { .. } | Native::NamedLines { .. } if joined => {
                xml.within("a:ln", &[("w", &28_575), ("cap", &"rnd")], |xml| {
                    self.look.fill(xml, series.color);
                    xml.leaf("a:round", &[]);
                });
            }
            Native::Scatter { .. } | Native::NamedLines { .. } => {
                xml.within("a:ln", &[("w", &19_050)], |xml| xml.leaf("a:noFill", &[]));
            }
            Native::Bubbles => {
                self.look.fill(xml, series.color.with_alpha(0.8 * series.color.alpha));
                self.look.line(xml, self.look.theme().background, 0.75);
            }
            Native::Areas => {
                self.look.fill(xml, series.color);
                self.look.line(xml, self.look.theme().background, 0.75);
            }
            Native::Bars { .. } => self.look.fill(xml, series.color),
        });
    }

    /// Markers on a line only where they do not run together; 0 is none.
    fn marker_size(&self, series: &OfficeSeries) -> u32 {
        let joined = matches!(self.native, Native::Scatter { joined: true } | Native::NamedLines { joined: true });
        match joined {
            _ if series.hidden => 0,
            true if self.grid.rows > 12 => 0,
            true => 7,
            false => 10,
        }
    }

    fn marker(&self, xml: &mut Xml, name: &str, color: Color, size: u32) {
        xml.within(name, &[], |xml| {
            if size == 0 {
                xml.val("c:symbol", "none");
                return;
            }
            xml.val("c:symbol", "circle");
            xml.val("c:size", size);
            xml.within("c:spPr", &[], |xml| {
                self.look.fill(xml, color);
                self.look.line(xml, self.look.theme().background, 0.75);
            });
        });
    }

    /// Marks that have a colour of their own.
    fn single_points(&self, xml: &mut Xml, series: &OfficeSeries, solid: bool) {
        let mut colors = series.colors.clone();
        colors.sort_by_key(|(place, _)| *place);
        colors.dedup_by_key(|(place, _)| *place);
        let several = matches!(self.native, Native::Areas) || series.hidden;
        for (place, color) in colors.into_iter().filter(|_| !several) {
            xml.within("c:dPt", &[], |xml| {
                xml.val("c:idx", place);
                if solid {
                    xml.val("c:invertIfNegative", 0);
                    xml.val("c:bubble3D", 0);
                    xml.within("c:spPr", &[], |xml| self.look.fill(xml, color));
                } else {
                    self.marker(xml, "c:marker", color, self.marker_size(series));
                    xml.val("c:bubble3D", 0);
                }
            });
        }
    }

    fn whiskers(&self, xml: &mut Xml, (below, above): (usize, usize)) {
        xml.within("c:errBars", &[], |xml| {
            if !matches!(self.native, Native::Bars { .. }) {
                xml.val("c:errDir", "y");
            }
            xml.val("c:errBarType", "both");
            xml.val("c:errValType", "cust");
            xml.val("c:noEndCap", 0);
            xml.within("c:plus", &[], |xml| self.column(xml, above));
            xml.within("c:minus", &[], |xml| self.column(xml, below));
            xml.within("c:spPr", &[], |xml| self.look.line(xml, self.look.theme().ink, 1.0));
        });
    }

    fn cells(&self, xml: &mut Xml, columns: SeriesColumns) {
        let over_numbers = matches!(self.native, Native::Scatter { .. } | Native::Bubbles);
        let (places, values) = if over_numbers { ("c:xVal", "c:yVal") } else { ("c:cat", "c:val") };
        xml.within(places, &[], |xml| self.column(xml, 0));
        xml.within(values, &[], |xml| self.column(xml, columns.values));
        match (self.native, columns.sizes) {
            (Native::Bubbles, sizes) => {
                if let Some(sizes) = sizes {
                    xml.within("c:bubbleSize", &[], |xml| self.column(xml, sizes));
                }
                xml.val("c:bubble3D", 0);
            }
            (Native::Scatter { .. } | Native::NamedLines { .. }, _) => xml.val("c:smooth", 0),
            _ => {}
        }
    }
}

fn nothing(xml: &mut Xml) {
    xml.leaf("a:noFill", &[]);
    xml.within("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
}
