//! A native chart on a sheet, made of the sheet's own cells.

use super::style::{Style, rgb};
use crate::chart::color::Color;
use crate::playbook::cells::plain;
use crate::playbook::grid::{Grid, Native, axis_format, ends, long_whiskers, scale, span};
use crate::playbook::{OfficeChart, OfficeSeries, Places};
use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisCrossing, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition,
    ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker,
    ChartMarkerType, ChartPoint, ChartRange, ChartSolidFill, ChartType,
};

/// A chart with the place of its cells.
pub struct Placed<'p> {
    /// What is drawn.
    pub chart: &'p OfficeChart,
    /// As what.
    pub native: Native,
    /// Its cells.
    pub grid: &'p Grid,
    /// The sheet on which they are.
    pub sheet: &'p str,
    /// The row and column of the first head.
    pub at: (u32, u16),
    /// Fonts and colours.
    pub style: Style<'p>,
}

impl Placed<'_> {
    /// The chart, of this width and height in pixels.
    pub fn draw(&self, (width, height): (u32, u32), alt: &str) -> Chart {
        let mut chart = Chart::new(self.kind());
        chart.set_width(width).set_height(height).set_alt_text(alt);
        chart.title().set_hidden();
        for i in 0..self.chart.series.len() {
            self.series(chart.add_series(), i);
        }
        self.axes(&mut chart);
        let seen = self.chart.series.iter().filter(|series| !series.hidden).count();
        if seen < 2 || self.named_marks() {
            chart.legend().set_hidden();
        } else {
            let font = self.font(self.style.brand.theme.ink);
            chart.legend().set_position(ChartLegendPosition::Top).set_font(&font);
        }
        chart
    }

    fn kind(&self) -> ChartType {
        match self.native {
            Native::Bars { upright: false, stacked: false } => ChartType::Bar,
            Native::Bars { upright: false, stacked: true } => ChartType::BarStacked,
            Native::Bars { upright: true, stacked: false } => ChartType::Column,
            Native::Bars { upright: true, stacked: true } => ChartType::ColumnStacked,
            Native::Areas => ChartType::AreaStacked,
            Native::NamedLines { .. } => ChartType::Line,
            Native::Scatter { joined: true } => ChartType::ScatterStraight,
            // The writer knows no bubbles; their sizes stand beside them in the sheet.
            Native::Scatter { joined: false } | Native::Bubbles => ChartType::Scatter,
        }
    }

    fn cells(&self, column: usize) -> (&str, u32, u16, u32, u16) {
        let (row, first) = self.at;
        let column = first + column as u16;
        (self.sheet, row + 1, column, row + self.grid.rows as u32, column)
    }

    fn range(&self, column: usize) -> ChartRange {
        let (sheet, top, left, bottom, right) = self.cells(column);
        ChartRange::new_from_range(sheet, top, left, bottom, right)
    }

    fn series(&self, made: &mut rust_xlsxwriter::ChartSeries, index: usize) {
        let (series, columns) = (&self.chart.series[index], self.grid.series[index]);
        let (row, first) = self.at;
        made.set_name((self.sheet, row, first + columns.values as u16));
        made.set_categories(self.cells(0)).set_values(self.cells(columns.values));
        made.set_format(&mut self.marks(series));
        if series.hidden {
            made.delete_from_legend(true);
        }
        match self.native {
            Native::Bars { stacked, .. } => {
                made.set_gap(if stacked { 45 } else { 55 }).set_overlap(if stacked { 100 } else { -5 });
            }
            Native::Scatter { joined: false } | Native::Bubbles | Native::NamedLines { .. } => {
                made.set_marker(&marker(series.color));
            }
            Native::Areas | Native::Scatter { joined: true } => {}
        }
        if !series.colors.is_empty() && !series.hidden && self.native != Native::Areas {
            made.set_points(&self.points(series));
        }
        if !series.hidden && (series.labelled || self.named_marks()) {
            made.set_data_label(&self.label(series));
        }
        if let Some((below, above)) = columns.error.filter(|_| !series.hidden) {
            let kind = ChartErrorBarsType::Custom(self.range(above), self.range(below));
            let mut whiskers = ChartErrorBars::new();
            whiskers.set_type(kind).set_format(&mut line(self.style.brand.theme.ink, 1.0));
            // The writer calls the axis x along which bars run.
            match self.native {
                Native::Bars { upright: false, .. } => made.set_x_error_bars(&whiskers),
                _ => made.set_y_error_bars(&whiskers),
            };
        }
    }

    fn marks(&self, series: &OfficeSeries) -> ChartFormat {
        let mut format = ChartFormat::new();
        match self.native {
            _ if series.hidden => format.set_no_fill().set_no_line(),
            Native::Bars { .. } | Native::Areas => format.set_solid_fill(&fill(series.color)),
            Native::NamedLines { joined: true } | Native::Scatter { joined: true } => {
                format.set_line(ChartLine::new().set_color(rgb(series.color)).set_width(2.25))
            }
            Native::NamedLines { joined: false } | Native::Scatter { joined: false } | Native::Bubbles => {
                format.set_no_line()
            }
        };
        format
    }

    /// A format for every place up to the last that has a colour of its own.
    fn points(&self, series: &OfficeSeries) -> Vec<ChartPoint> {
        let last = series.colors.iter().map(|(place, _)| *place).max().unwrap_or(0);
        let color = |place: usize| series.colors.iter().find(|(at, _)| *at == place).map_or(series.color, |(_, c)| *c);
        let point = |place| ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(&fill(color(place))));
        (0..=last).map(point).collect()
    }

    /// Whether every series is one point among others, with its name beside it.
    fn named_marks(&self) -> bool {
        let over_numbers = matches!(self.native, Native::Scatter { joined: false } | Native::Bubbles);
        let mut seen = self.chart.series.iter().filter(|series| !series.hidden);
        over_numbers && self.chart.series.len() > 1 && seen.all(|series| series.values.iter().flatten().count() == 1)
    }

    fn label(&self, series: &OfficeSeries) -> ChartDataLabel {
        let mut label = ChartDataLabel::new();
        if self.named_marks() {
            label.show_series_name();
        } else {
            label.show_value();
        }
        let theme = &self.style.brand.theme;
        let stacked = matches!(self.native, Native::Bars { stacked: true, .. });
        let within = matches!(self.native, Native::Bars { stacked: false, .. }) && long_whiskers(self.chart);
        let dark = crate::chart::color::contrast(theme.background, series.color) >= 4.5;
        let color = if (stacked || within) && dark { theme.background } else { theme.ink };
        label.set_font(&self.font(color));
        match self.native {
            Native::Bars { stacked: true, .. } => {
                label.set_position(ChartDataLabelPosition::Center);
            }
            Native::Bars { stacked: false, .. } if within => {
                label.set_position(ChartDataLabelPosition::InsideBase);
            }
            Native::Bars { stacked: false, .. } => {
                label.set_position(ChartDataLabelPosition::OutsideEnd);
            }
            Native::Areas => {}
            _ => {
                label.set_position(ChartDataLabelPosition::Right);
            }
        }
        label
    }

    fn axes(&self, chart: &mut Chart) {
        let theme = &self.style.brand.theme;
        let font = self.font(theme.ink);
        let lying = matches!(self.native, Native::Bars { upright: false, .. });
        let places = if lying { chart.y_axis() } else { chart.x_axis() };
        places.set_font(&font).set_major_gridlines(false).set_label_position(ChartAxisLabelPosition::Low);
        if !self.chart.places_title.is_empty() {
            places.set_name(&plain(&self.chart.places_title)).set_name_font(&font);
        }
        if let Places::Numbers(numbers, style) = &self.chart.places {
            let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
            let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            places.set_num_format(axis_format(*style, high - low));
            if self.native == (Native::Scatter { joined: true }) && high > low {
                places.set_min(low * scale(*style)).set_max(high * scale(*style));
            }
        }
        if lying {
            // The first place at the top, the numbers at the bottom.
            places.set_reverse().set_crossing(ChartAxisCrossing::Max);
        }
        self.axis_of_values(if lying { chart.x_axis() } else { chart.y_axis() }, &font);
    }

    fn axis_of_values(&self, axis: &mut ChartAxis, font: &ChartFont) {
        let (low, high) = span(self.chart);
        let style = self.chart.style;
        let grid = self.style.brand.theme.grid;
        axis.set_font(font).set_num_format(axis_format(style, high - low));
        axis.set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(rgb(grid)).set_width(0.75));
        if !self.chart.values_title.is_empty() {
            axis.set_name(&plain(&self.chart.values_title)).set_name_font(font);
        }
        if let Some((low, high)) = ends(self.chart) {
            axis.set_min(low * scale(style)).set_max(high * scale(style));
        }
    }

    fn font(&self, color: Color) -> ChartFont {
        let mut font = ChartFont::new();
        font.set_name(self.style.font()).set_size(10).set_color(rgb(color));
        font
    }
}

fn fill(color: Color) -> ChartSolidFill {
    let mut fill = ChartSolidFill::new();
    fill.set_color(rgb(color));
    if color.alpha < 1.0 {
        fill.set_transparency((100.0 * (1.0 - color.alpha)).round() as u8);
    }
    fill
}

fn line(color: Color, width: f64) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_line(ChartLine::new().set_color(rgb(color)).set_width(width));
    format
}

fn marker(color: Color) -> ChartMarker {
    let mut marker = ChartMarker::new();
    let mut format = ChartFormat::new();
    format.set_solid_fill(&fill(color)).set_no_border();
    marker.set_type(ChartMarkerType::Circle).set_size(8).set_format(&mut format);
    marker
}
