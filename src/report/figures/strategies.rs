//! The chart of the strategies of one run: by how much each changes our win probability, with its paired interval.

use super::{Chart, words};
use crate::chart::{DotPlotChart, DotRow, Theme, dot_plot};
use crate::report::View;
use crate::report::words::Label;

/// Our strategies by their change of our win probability, the largest first, as positions in the findings.
pub fn strategies_in_order(view: &View) -> Vec<usize> {
    let change =
        |s: &usize| view.findings.strategies[*s].uplift.as_ref().map_or(0.0, |uplift| uplift[view.us()].value());
    let mut order: Vec<usize> = view.played().map(|(s, _)| s).collect();
    order.sort_by(|a, b| change(b).total_cmp(&change(a)));
    order
}

/// A dot for every strategy under the given title; `None` without strategies.
pub fn strategies_chart(view: &View, title: &str, theme: &Theme) -> Option<Chart> {
    let order = strategies_in_order(view);
    if order.is_empty() {
        return None;
    }
    let row = |&s: &usize| DotRow {
        name: view.strategy(s).to_owned(),
        dots: vec![Some(view.findings.strategies[s].win[view.us()])],
    };
    let label = |label| view.words().label(label).to_owned();
    let data = |words| DotPlotChart {
        words,
        axis: label(Label::WinProbability),
        series: vec![label(Label::WeWin)],
        interval: if view.findings.run.deterministic { String::new() } else { label(Label::IntervalShort) },
        rows: order.iter().copied().chain([0]).map(|s| row(&s)).collect(),
    };
    let caption = view.words().outcomes_caption(view);
    let around = words(view.lang, title, view.scenario.title.get(view.lang).to_owned(), &caption);
    Some(Chart::new("strategies".to_owned(), around, theme, |words, theme| dot_plot(&data(words), theme)))
}
