//! A chart as spreadsheets and slides know it: a kind, categories, series. Written natively, so that a team can edit it.

use crate::chart::color::Color;

/// A chart for office programs.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficeChart {
    /// How it is drawn.
    pub kind: OfficeKind,
    /// Name of the horizontal axis of columns and lines (of the vertical one for bars); may be empty.
    pub places_title: String,
    /// Name of the axis of values; may be empty.
    pub values_title: String,
    /// How values are written.
    pub style: NumberStyle,
    /// What the values belong to.
    pub places: Places,
    /// In drawing order; every one has as many values as there are places.
    pub series: Vec<OfficeSeries>,
    /// Ends of the axis of values; `None`: left to the program.
    pub range: Option<(f64, f64)>,
}

/// What office programs can draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfficeKind {
    /// Bars from left to right, beside one another within a place; the first place at the top.
    Bars,
    /// Bars from left to right, one after the other within a place.
    StackedBars,
    /// Columns, one on the other within a place (a waterfall is one with a hidden first series).
    StackedColumns,
    /// Areas, one on the other.
    StackedAreas,
    /// Lines over numbers: a scatter chart whose points are joined.
    Lines,
    /// Points over numbers; with sizes they are bubbles.
    Points,
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberStyle {
    /// 0.123 as 12.3%.
    Percent,
    /// 0.123 as +12.3: percentage points.
    Points,
    /// As it is.
    Plain,
}

/// What values belong to.
#[derive(Clone, Debug, PartialEq)]
pub enum Places {
    /// Names, one a place.
    Names(Vec<String>),
    /// Numbers on an axis, shared by all series, with how they are written.
    Numbers(Vec<f64>, NumberStyle),
}

impl Places {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Places::Names(names) => names.len(),
            Places::Numbers(numbers, _) => numbers.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One series.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficeSeries {
    /// Its name.
    pub name: String,
    /// One a place; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// Half-widths of the 95 % intervals, below and above, one a place; `None`: no whiskers.
    pub error: Option<Vec<(f64, f64)>>,
    /// Areas of bubbles, one a place.
    pub sizes: Option<Vec<f64>>,
    /// Colour; ignored if hidden.
    pub color: Color,
    /// Colours of single places where they differ from the series'.
    pub colors: Vec<(usize, Color)>,
    /// Takes space and is not seen: what a waterfall's bars stand on.
    pub hidden: bool,
    /// Whether each value is written beside its mark.
    pub labelled: bool,
}
