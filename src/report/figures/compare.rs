//! The chart of strategies in several scenarios.

use super::{Chart, words};
use crate::chart::{DotPlotChart, DotRow, MOST_SERIES, Theme, dot_plot};
use crate::report::compare::Told;
use crate::report::words::{Label, words as terms};

/// A dot for every strategy in every scenario; the baseline first.
pub(in crate::report) fn dot_plot_chart(told: &Told, theme: &Theme) -> Chart {
    let found = told.found;
    let shown = told.names.len().min(MOST_SERIES);
    let rows: Vec<DotRow> = found
        .strategies
        .iter()
        .map(|strategy| DotRow {
            name: told.strategy(strategy).to_owned(),
            dots: strategy.results[..shown].iter().map(|result| result.map(|result| result.win)).collect(),
        })
        .collect();
    let data = |words| DotPlotChart {
        words,
        axis: terms(told.lang).label(Label::WinProbability).to_owned(),
        series: told.names[..shown].to_vec(),
        interval: terms(told.lang).label(Label::IntervalShort).to_owned(),
        rows: rows.clone(),
    };
    let around = words(told.lang, &told.title(), told.subtitle(), &told.caption(shown));
    Chart::new("comparison".to_owned(), around, theme, |words, theme| dot_plot(&data(words), theme))
}
