//! The axes of a chart: which there are, how they are named, and where they stand.

use super::{Drawn, over_numbers};
use crate::playbook::Places;
use crate::playbook::grid::{Native, axis_format, ends, scale, span};
use crate::playbook::pptx::xml::Xml;

/// Names of the axis of places and of the axis of values.
pub const IDS: [u32; 2] = [111_111_111, 222_222_222];

/// One axis.
struct Axis<'a> {
    element: &'static str,
    ids: [u32; 2],
    position: &'static str,
    title: &'a str,
    upright: bool,
    format: &'static str,
    range: Option<(f64, f64)>,
    reversed: bool,
    /// Where on the other axis it stands.
    crosses: &'static str,
    lines: bool,
}

impl Drawn<'_> {
    pub(super) fn axes(&self, xml: &mut Xml) {
        let lying = matches!(self.native, Native::Bars { upright: false, .. });
        let numbers = matches!(self.native, Native::Scatter { .. } | Native::Bubbles);
        let (places, values) = (self.places_axis(lying, numbers), self.values_axis(lying, numbers));
        self.axis(xml, &places);
        self.axis(xml, &values);
    }

    fn places_axis(&self, lying: bool, numbers: bool) -> Axis<'_> {
        let (format, range) = match &self.chart.places {
            Places::Names(_) => ("General", None),
            Places::Numbers(numbers_shown, style) => {
                let low = numbers_shown.iter().copied().fold(f64::INFINITY, f64::min);
                let high = numbers_shown.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                // A line has no business beyond its ends; points need air around them.
                let joined = matches!(self.native, Native::Scatter { joined: true }) && high > low;
                (axis_format(*style, high - low), joined.then_some((low * scale(*style), high * scale(*style))))
            }
        };
        Axis {
            element: if numbers { "c:valAx" } else { "c:catAx" },
            ids: IDS,
            position: if lying { "l" } else { "b" },
            title: &self.chart.places_title,
            upright: lying,
            format,
            range,
            reversed: lying,
            crosses: if numbers { "min" } else { "autoZero" },
            lines: false,
        }
    }

    fn values_axis(&self, lying: bool, numbers: bool) -> Axis<'_> {
        let (low, high) = span(self.chart);
        let style = self.chart.style;
        let all_labelled = self.chart.series.iter().all(|series| series.labelled || series.hidden);
        Axis {
            element: "c:valAx",
            ids: [IDS[1], IDS[0]],
            position: if lying { "b" } else { "l" },
            title: &self.chart.values_title,
            upright: !lying,
            format: axis_format(style, high - low),
            range: ends(self.chart).map(|(low, high)| (low * scale(style), high * scale(style))),
            reversed: false,
            // The first bar is at the top, so the end of their axis is at the bottom.
            crosses: if lying {
                "max"
            } else if numbers {
                "min"
            } else {
                "autoZero"
            },
            lines: !all_labelled || over_numbers(self.chart),
        }
    }

    fn axis(&self, xml: &mut Xml, axis: &Axis) {
        let theme = self.look.theme();
        let of_values = axis.ids[0] == IDS[1];
        xml.within(axis.element, &[], |xml| {
            xml.val("c:axId", axis.ids[0]);
            xml.within("c:scaling", &[], |xml| {
                xml.val("c:orientation", if axis.reversed { "maxMin" } else { "minMax" });
                if let Some((low, high)) = axis.range {
                    xml.val("c:max", high);
                    xml.val("c:min", low);
                }
            });
            xml.val("c:delete", 0);
            xml.val("c:axPos", axis.position);
            if axis.lines {
                xml.within("c:majorGridlines", &[], |xml| {
                    xml.within("c:spPr", &[], |xml| self.look.line(xml, theme.grid, 0.75));
                });
            }
            if !axis.title.is_empty() {
                self.axis_title(xml, axis.title, axis.upright);
            }
            xml.leaf("c:numFmt", &[("formatCode", &axis.format), ("sourceLinked", &0)]);
            xml.val("c:majorTickMark", "none");
            xml.val("c:minorTickMark", "none");
            // Names stay at the edge where bars go both ways; "low" of the other axis would be its first place, at the top.
            xml.val("c:tickLblPos", if of_values { "nextTo" } else { "low" });
            xml.within("c:spPr", &[], |xml| {
                if of_values && axis.lines {
                    xml.within("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
                } else {
                    self.look.line(xml, theme.axis, 0.75);
                }
            });
            let size = if of_values { 11.0 } else { self.size_of_places() };
            let color = if of_values || over_numbers(self.chart) { theme.muted } else { theme.ink };
            // Told no angle, programs leave out labels rather than break them.
            let few = matches!(self.native, Native::Bars { upright: true, .. } | Native::NamedLines { .. });
            let flat = (few && !of_values && self.chart.places.len() <= 8).then_some(0);
            let free = match of_values {
                true => Some(0),
                false if over_numbers(self.chart) => Some(-1000),
                false => flat,
            };
            self.letters(xml, "c:txPr", size, color, free);
            xml.val("c:crossAx", axis.ids[1]);
            xml.val("c:crosses", axis.crosses);
            if axis.element == "c:catAx" {
                xml.val("c:auto", 0);
                xml.val("c:lblAlgn", "ctr");
                xml.val("c:lblOffset", 100);
                if let Some(every) = self.every_nth_label() {
                    xml.val("c:tickLblSkip", every);
                }
                xml.val("c:noMultiLvlLbl", 1);
            } else {
                let between = matches!(self.native, Native::Bars { .. } | Native::NamedLines { .. });
                xml.val("c:crossBetween", if between && of_values { "between" } else { "midCat" });
            }
        });
    }

    /// Areas have a number under every place, of which not every program leaves out any.
    fn size_of_places(&self) -> f64 {
        let many = self.native == Native::Areas && over_numbers(self.chart) && self.chart.places.len() > 12;
        if many { 8.0 } else { self.letter_size() }
    }

    /// Numbers under areas and columns are many; names are all shown.
    fn every_nth_label(&self) -> Option<usize> {
        let many = over_numbers(self.chart) && self.chart.places.len() > 12;
        Some(if many { self.chart.places.len().div_ceil(10) } else { 1 })
    }

    fn axis_title(&self, xml: &mut Xml, title: &str, upright: bool) {
        xml.within("c:title", &[], |xml| {
            xml.within("c:tx", &[], |xml| {
                xml.within("c:rich", &[], |xml| {
                    super::body_properties(xml, upright.then_some(-90));
                    xml.leaf("a:lstStyle", &[]);
                    xml.within("a:p", &[], |xml| {
                        let muted = self.look.theme().muted;
                        xml.within("a:pPr", &[], |xml| self.letter_properties(xml, "a:defRPr", 11.0, muted, false));
                        xml.within("a:r", &[], |xml| {
                            self.letter_properties(xml, "a:rPr", 11.0, muted, false);
                            xml.words("a:t", &[], title);
                        });
                    });
                });
            });
            xml.val("c:overlay", 0);
        });
    }
}
