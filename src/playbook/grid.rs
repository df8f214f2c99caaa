//! The cells behind a chart: what a spreadsheet holds, and where a chart finds its numbers in it. Slides and workbooks
//! share it, so that a chart's numbers and the cells that "Edit data" shows are the same.

use super::{NumberStyle, OfficeChart, OfficeKind, Places};
use crate::model::Lang;
use crate::report::study::say;
use thiserror::Error;

/// Columns of cells, the places first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// Places; then the values of every series; then errors and sizes.
    pub columns: Vec<Column>,
    /// Where each series has its columns.
    pub series: Vec<SeriesColumns>,
    /// Cells in every column.
    pub rows: usize,
}

/// A column under its head.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    /// Its name.
    pub head: String,
    /// How its numbers are written, in the notation of spreadsheets.
    pub format: String,
    /// Top down.
    pub cells: Vec<Cell>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Words
    Text(String),
    /// A number
    Number(f64),
    /// Nothing: a gap in the chart.
    Blank,
}

/// Numbers of the columns of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SeriesColumns {
    /// Its values
    pub values: usize,
    /// How far whiskers reach down and up.
    pub error: Option<(usize, usize)>,
    /// Areas of bubbles.
    pub sizes: Option<usize>,
}

/// How an office program draws a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Native {
    /// Bars from left to right, or columns.
    Bars {
        /// Upright
        upright: bool,
        /// One on the other
        stacked: bool,
    },
    /// Areas, one on the other.
    Areas,
    /// Marks over names, joined or not.
    NamedLines {
        /// Joined
        joined: bool,
    },
    /// Marks over numbers, joined or not.
    Scatter {
        /// Joined
        joined: bool,
    },
    /// Bubbles over numbers.
    Bubbles,
}

/// Why a chart is no chart.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unfit {
    /// A column of another length.
    #[error("series {series:?} has {found} {what} for {places} places")]
    Ragged {
        /// Its name.
        series: String,
        /// Values, errors or sizes.
        what: &'static str,
        /// How many.
        found: usize,
        /// How many there must be.
        places: usize,
    },
    /// Infinite, or not a number.
    #[error("series {series:?} has a number that no spreadsheet can hold")]
    NotFinite {
        /// Its name.
        series: String,
    },
}

/// How office programs draw this; `None` where what they draw would mislead, so that our drawing is shown instead.
pub(super) fn native(chart: &OfficeChart) -> Option<Native> {
    let named = matches!(chart.places, Places::Names(_));
    let sized = chart.series.iter().any(|series| series.sizes.is_some());
    match chart.kind {
        _ if chart.places.is_empty() || chart.series.is_empty() => None,
        OfficeKind::Bars => Some(Native::Bars { upright: false, stacked: false }),
        OfficeKind::StackedBars => Some(Native::Bars { upright: false, stacked: true }),
        OfficeKind::StackedColumns => Some(Native::Bars { upright: true, stacked: true }),
        // Areas stand at equal distances whatever their numbers are.
        OfficeKind::StackedAreas => evenly_spaced(&chart.places).then_some(Native::Areas),
        OfficeKind::Lines if named => Some(Native::NamedLines { joined: true }),
        OfficeKind::Lines => Some(Native::Scatter { joined: true }),
        // There are no bubbles over names.
        OfficeKind::Points if named => (!sized).then_some(Native::NamedLines { joined: false }),
        OfficeKind::Points if sized => Some(Native::Bubbles),
        OfficeKind::Points => Some(Native::Scatter { joined: false }),
    }
}

fn evenly_spaced(places: &Places) -> bool {
    let Places::Numbers(numbers, _) = places else { return true };
    let steps: Vec<f64> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.iter().all(|step| (step - steps[0]).abs() < 1e-6 * steps[0].abs())
}

/// The cells of a chart.
///
/// # Errors
/// [`Unfit`]
pub(super) fn grid(chart: &OfficeChart, lang: Lang) -> Result<Grid, Unfit> {
    check(chart)?;
    let mut columns = vec![places(chart)];
    for series in &chart.series {
        let cells = series.values.iter().map(|value| value.map_or(Cell::Blank, |v| number(chart.style, v))).collect();
        columns.push(Column { head: series.name.clone(), format: values_format(chart, &series.values), cells });
    }
    let mut found = Vec::new();
    for (i, series) in chart.series.iter().enumerate() {
        let format = columns[1 + i].format.split(';').next().unwrap_or_default().trim_start_matches('+').to_owned();
        let mut add = |head: String, format: String, numbers: Vec<f64>| {
            columns.push(Column { head, format, cells: numbers.into_iter().map(Cell::Number).collect() });
            columns.len() - 1
        };
        let scaled = |numbers: Vec<f64>| numbers.into_iter().map(|x| x * scale(chart.style)).collect();
        let error = series.error.as_ref().map(|whiskers| {
            let (below, above): (Vec<f64>, Vec<f64>) = whiskers.iter().copied().unzip();
            let name = &series.name;
            let (down, up) = (
                say(lang, format!("{name}: 95% interval, below"), format!("{name}：95% 区间向下")),
                say(lang, format!("{name}: 95% interval, above"), format!("{name}：95% 区间向上")),
            );
            (add(down, format.clone(), scaled(below)), add(up, format.clone(), scaled(above)))
        });
        let sizes = series.sizes.clone().map(|sizes| {
            let head = say(lang, format!("{}: size", series.name), format!("{}：大小", series.name));
            add(head, "General".to_owned(), sizes)
        });
        found.push(SeriesColumns { values: 1 + i, error, sizes });
    }
    Ok(Grid { columns, series: found, rows: chart.places.len() })
}

fn check(chart: &OfficeChart) -> Result<(), Unfit> {
    let places = chart.places.len();
    for series in &chart.series {
        let lengths = [
            ("values", Some(series.values.len())),
            ("errors", series.error.as_ref().map(Vec::len)),
            ("sizes", series.sizes.as_ref().map(Vec::len)),
        ];
        for (what, found) in lengths {
            if let Some(found) = found.filter(|found| *found != places) {
                return Err(Unfit::Ragged { series: series.name.clone(), what, found, places });
            }
        }
        let errors = series.error.iter().flatten().flat_map(|(below, above)| [*below, *above]);
        let numbers =
            series.values.iter().copied().flatten().chain(errors).chain(series.sizes.iter().flatten().copied());
        if numbers.into_iter().any(|x| !x.is_finite()) {
            return Err(Unfit::NotFinite { series: series.name.clone() });
        }
    }
    match &chart.places {
        Places::Numbers(numbers, _) if numbers.iter().any(|x| !x.is_finite()) => {
            Err(Unfit::NotFinite { series: chart.places_title.clone() })
        }
        _ => Ok(()),
    }
}

fn places(chart: &OfficeChart) -> Column {
    let head = chart.places_title.clone();
    match &chart.places {
        Places::Names(names) => {
            Column { head, format: "General".to_owned(), cells: names.iter().cloned().map(Cell::Text).collect() }
        }
        Places::Numbers(numbers, style) => {
            let cells = numbers.iter().map(|x| number(*style, *x)).collect();
            let shown: Vec<f64> = numbers.iter().map(|x| x * scale(*style)).collect();
            Column { head, format: written(*style, decimals_of(*style, &shown)), cells }
        }
    }
}

/// Percentage points have no format of their own in spreadsheets: 0.123 stands there as 12.3.
pub(super) fn scale(style: NumberStyle) -> f64 {
    match style {
        NumberStyle::Points => 100.0,
        NumberStyle::Percent | NumberStyle::Plain => 1.0,
    }
}

fn number(style: NumberStyle, x: f64) -> Cell {
    Cell::Number(x * scale(style))
}

/// Digits follow the errors of the whole chart; without errors they are as few as the numbers need.
fn values_format(chart: &OfficeChart, values: &[Option<f64>]) -> String {
    let errors = chart.series.iter().filter(|series| !series.hidden).filter_map(|series| series.error.as_ref());
    let widest = errors.flatten().map(|(below, above)| below.max(*above)).fold(0.0, f64::max);
    let shown: Vec<f64> = values.iter().flatten().map(|x| x * scale(chart.style)).collect();
    let decimals = match chart.style {
        _ if widest <= 0.0 => decimals_of(chart.style, &shown),
        NumberStyle::Percent | NumberStyle::Points => usize::from(widest < 0.02),
        NumberStyle::Plain => (-(widest / 2.0).log10()).ceil().clamp(0.0, 6.0) as usize,
    };
    written(chart.style, decimals)
}

fn decimals_of(style: NumberStyle, shown: &[f64]) -> usize {
    let (factor, most) = match style {
        NumberStyle::Percent => (100.0, 1),
        NumberStyle::Points => (1.0, 1),
        NumberStyle::Plain => (1.0, 3),
    };
    let exact = |places: usize| {
        let unit = factor * 10f64.powi(places as i32);
        shown.iter().all(|x| ((x * unit).round() - x * unit).abs() < 1e-6)
    };
    (0..most).find(|places| exact(*places)).unwrap_or(most)
}

fn written(style: NumberStyle, decimals: usize) -> String {
    let zeros = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
    match style {
        NumberStyle::Percent => format!("0{zeros}%"),
        NumberStyle::Points => format!("+0{zeros};-0{zeros};0{zeros}"),
        NumberStyle::Plain => format!("#,##0{zeros}"),
    }
}

/// How numbers stand beside an axis that spans so much.
pub(super) fn axis_format(style: NumberStyle, span: f64) -> &'static str {
    match style {
        NumberStyle::Percent if span < 0.05 => "0.0%",
        NumberStyle::Percent => "0%",
        NumberStyle::Points if span < 0.05 => "+0.0;-0.0;0",
        NumberStyle::Points => "+0;-0;0",
        NumberStyle::Plain => "General",
    }
}

/// The span of numbers that a chart shows on its axis of values, zero among them for bars and areas.
pub(super) fn span(chart: &OfficeChart) -> (f64, f64) {
    if let Some(range) = chart.range {
        return range;
    }
    let stacked = matches!(chart.kind, OfficeKind::StackedBars | OfficeKind::StackedColumns | OfficeKind::StackedAreas);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for place in 0..chart.places.len() {
        let (mut below, mut above) = (0.0, 0.0);
        for series in &chart.series {
            let Some(value) = series.values[place] else { continue };
            let (down, up) = series.error.as_ref().map_or((0.0, 0.0), |error| error[place]);
            if stacked {
                if value < 0.0 { below += value } else { above += value }
            } else {
                (low, high) = (low.min(value - down), high.max(value + up));
            }
        }
        if stacked {
            (low, high) = (low.min(below), high.max(above));
        }
    }
    let from_zero = !matches!(chart.kind, OfficeKind::Lines | OfficeKind::Points);
    if from_zero { (low.min(0.0), high.max(0.0)) } else { (low.min(high), high.max(low)) }
}

/// The ends of the axis of values: those that are asked for; shares that add up to all of something end there.
pub(super) fn ends(chart: &OfficeChart) -> Option<(f64, f64)> {
    let stacked = matches!(chart.kind, OfficeKind::StackedBars | OfficeKind::StackedColumns | OfficeKind::StackedAreas);
    let (low, high) = span(chart);
    let whole = stacked && chart.style == NumberStyle::Percent && low >= 0.0 && (high - 1.0).abs() < 1e-6;
    chart.range.or(whole.then_some((0.0, 1.0)))
}

/// Whether whiskers are so long that a number beyond the end of its bar would be struck through.
pub(super) fn long_whiskers(chart: &OfficeChart) -> bool {
    let (low, high) = span(chart);
    let errors = chart.series.iter().filter_map(|series| series.error.as_ref()).flatten();
    errors.map(|(below, above)| below.max(*above)).fold(0.0, f64::max) > 0.012 * (high - low)
}

/// The letters of a column: 0 is A, 26 is AA.
pub(super) fn letters(column: usize) -> String {
    let rest = column / 26;
    let last = char::from(b'A' + (column % 26) as u8);
    if rest == 0 { last.to_string() } else { format!("{}{last}", letters(rest - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 27, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn numbers_are_written_as_short_as_they_are() {
        assert_eq!(written(NumberStyle::Percent, decimals_of(NumberStyle::Percent, &[0.1, 0.25])), "0%");
        assert_eq!(written(NumberStyle::Percent, decimals_of(NumberStyle::Percent, &[0.1, 0.255])), "0.0%");
        assert_eq!(written(NumberStyle::Plain, decimals_of(NumberStyle::Plain, &[1200.0, 0.25])), "#,##0.00");
        assert_eq!(written(NumberStyle::Points, 1), "+0.0;-0.0;0.0");
    }
}
