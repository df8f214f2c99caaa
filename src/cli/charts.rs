//! The charts of a run: figures for the page, and files.

use super::args::Format;
use super::failure::Failure;
use super::outputs::Made;
use super::screen;
use crate::chart::{Typeset, to_svg};
use crate::report::figures::{Chart, Charts};
use crate::report::html::{Figure, Figures};

/// Pixels per unit of the charts: sharp on a slide and in print.
const SCALE: f64 = 2.0;

/// Draws a chart in the formats for files.
pub(super) fn files(chart: &Chart, formats: &[Format]) -> Result<Made, Failure> {
    let typeset = Typeset::new(&chart.scene)?;
    let mut made = Made { files: Vec::new(), missing: typeset.missing().to_vec() };
    if formats.contains(&Format::Svg) {
        made.files.push((format!("charts/{}.svg", chart.name), to_svg(&chart.scene).into_bytes()));
        made.files.push((format!("charts/{}-outlines.svg", chart.name), typeset.outlines().into_bytes()));
    }
    if formats.contains(&Format::Png) {
        made.files.push((format!("charts/{}.png", chart.name), typeset.png(SCALE)?));
    }
    Ok(made)
}

/// The charts as the page wants them.
pub(super) fn figures(charts: &Charts) -> Figures {
    Figures {
        outcomes: charts.outcomes.as_ref().map(figure),
        curves: charts.curves.iter().map(figure).collect(),
        weights: charts.weights.as_ref().map(figure),
        trajectory: charts.trajectory.as_ref().map(figure),
        stakeholder_map: charts.stakeholder_map.as_ref().map(figure),
        heat_map: charts.heat_map.as_ref().map(figure),
        adoption: charts.adoption.as_ref().map(figure),
        committees: charts.committees.as_ref().map(figure),
        buyers: charts.buyers.as_ref().map(figure),
        uplifts: charts.uplifts.as_ref().map(figure),
        ranks: charts.ranks.as_ref().map(figure),
    }
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
pub(super) fn report_missing(mut missing: Vec<char>) {
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        let shown: Vec<String> = missing.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
        screen::remark(&format!("warning: no font has {}; the charts show a box instead", shown.join(", ")));
    }
}
