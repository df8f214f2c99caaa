//! The charts of a run: figures for the page, and files.

use super::args::Format;
use super::failure::Failure;
use super::screen;
use crate::chart::{Theme, to_outlines, to_png, to_svg};
use crate::report::View;
use crate::report::figures::{Chart, charts};
use crate::report::html::{Figure, Figures};

/// Pixels per unit of the charts: sharp on a slide and in print.
const SCALE: f64 = 2.0;

/// Charts, drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// For the page.
    pub(super) figures: Figures,
    /// (name in the results folder, content)
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Draws what these formats need.
pub(super) fn draw(view: &View, formats: &[Format]) -> Result<Drawn, Failure> {
    let wants = |format| formats.contains(&format);
    let mut drawn = Drawn::default();
    if !wants(Format::Svg) && !wants(Format::Png) && !wants(Format::Html) {
        return Ok(drawn);
    }
    let charts = charts(view, &Theme::default());
    let mut missing = Vec::new();
    for chart in charts.all() {
        if wants(Format::Svg) {
            let outlines = to_outlines(&chart.scene)?;
            missing.extend(outlines.missing);
            drawn.files.push((format!("charts/{}.svg", chart.name), to_svg(&chart.scene).into_bytes()));
            drawn.files.push((format!("charts/{}-outlines.svg", chart.name), outlines.output.into_bytes()));
        }
        if wants(Format::Png) {
            let picture = to_png(&chart.scene, SCALE)?;
            missing.extend(picture.missing);
            drawn.files.push((format!("charts/{}.png", chart.name), picture.output));
        }
    }
    report_missing(missing);
    drawn.figures = Figures {
        outcomes: charts.outcomes.as_ref().map(figure),
        curves: charts.curves.iter().map(figure).collect(),
        weights: charts.weights.as_ref().map(figure),
        trajectory: charts.trajectory.as_ref().map(figure),
        stakeholder_map: charts.stakeholder_map.as_ref().map(figure),
        heat_map: charts.heat_map.as_ref().map(figure),
        adoption: charts.adoption.as_ref().map(figure),
    };
    Ok(drawn)
}

fn figure(chart: &Chart) -> Figure {
    Figure {
        id: chart.name.clone(),
        title: chart.title.clone(),
        svg: to_svg(&chart.inset),
        alt: chart.inset.description.clone(),
        caption: chart.caption.clone(),
    }
}

/// A character that no font has is drawn as a box; say so, whatever the chart.
fn report_missing(mut missing: Vec<char>) {
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        let shown: Vec<String> = missing.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
        screen::remark(&format!("warning: no font has {}; the charts show a box instead", shown.join(", ")));
    }
}
