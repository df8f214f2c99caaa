//! Charts that people read without knowing statistics: committees to count, buyers to count, strategies and ranks at a
//! glance.

use super::{Chart, in_order, role, subtitle, words};
use crate::chart::{
    DotsRow, IconArrayChart, IconGroup, IconPanel, QuantileDotsChart, RankBarsChart, RankRow, Theme, UpliftRow,
    UpliftsChart, icon_array, quantile_dots, rank_bars, uplifts,
};
use crate::report::View;
use crate::report::view::Audience;
use crate::report::words::Label;
use crate::report::words::people as say;
use crate::stats::{BreakEven, Curve, Estimate, StrategyFindings};

/// A hundred committees, before and with the strategy.
pub(super) fn committees_chart(view: &View, strategy: usize, theme: &Theme) -> Option<Chart> {
    if view.findings.run.deterministic {
        return None;
    }
    let panel = |s: usize| IconPanel {
        name: state(view, s),
        groups: in_order(view)
            .into_iter()
            .map(|a| IconGroup {
                name: view.alternative(a),
                role: role(view, a),
                share: view.findings.strategies[s].win[a],
            })
            .collect(),
    };
    let data = |words| IconArrayChart { words, panels: states(strategy).into_iter().map(panel).collect() };
    let title = say::committees_title(view, strategy);
    let around = words(view.lang, &title, subtitle(view, strategy), &say::committees_caption(view));
    Some(Chart::new("committees".to_owned(), around, theme, |words, theme| icon_array(&data(words), theme)))
}

/// The baseline, and the strategy if there is one.
fn states(strategy: usize) -> Vec<usize> {
    if strategy == 0 { vec![0] } else { vec![0, strategy] }
}

fn state(view: &View, strategy: usize) -> String {
    view.words().label(if strategy == 0 { Label::Before } else { Label::After }).to_owned()
}

/// Twenty buyers on the weight of the headline's reframe, before and with it, and the weight at which the lead changes.
pub(super) fn buyers_chart(view: &View, strategy: usize, theme: &Theme) -> Option<Chart> {
    let of_headline = |curve: &&Curve| curve.strategy == strategy && crosses(curve).is_some();
    let curve = view.curves.iter().find(of_headline)?;
    let (threshold, below) = crosses(curve)?;
    if view.findings.run.deterministic {
        return None;
    }
    let row = |(name, spread): (Label, &crate::stats::Spread)| DotsRow {
        name: view.words().label(name).to_owned(),
        values: spread.twenty.to_vec(),
        count: say::of_twenty(view.lang, ahead(&spread.twenty, threshold, below)),
    };
    let people: Vec<&str> = curve.audience.iter().map(|who| view.stakeholder(*who)).collect();
    let everybody = view.audience(curve) == Audience::Everybody;
    let name = if below { Label::LeadLost } else { Label::BreakEven };
    let data = |words| QuantileDotsChart {
        words,
        axis: view.words().weight_axis(view.criterion(curve.criterion), (!everybody).then_some(&people)),
        threshold: *threshold,
        threshold_name: view.words().label(name).to_owned(),
        below,
        rows: [(Label::Before, &curve.before), (Label::After, &curve.after)].into_iter().map(row).collect(),
    };
    let counts = [&curve.before, &curve.after].map(|spread| ahead(&spread.twenty, threshold, below));
    let near = [&curve.before, &curve.after].iter().any(|spread| spread.twenty.iter().any(|w| threshold.covers(*w)));
    let title = say::buyers_title(view, curve, counts, near);
    let around = words(view.lang, &title, subtitle(view, curve.strategy), &say::buyers_caption(view, curve));
    Some(Chart::new("buyers".to_owned(), around, theme, |words, theme| quantile_dots(&data(words), theme)))
}

/// The weight at which the lead changes, and whether we lead below it.
fn crosses(curve: &Curve) -> Option<(&Estimate, bool)> {
    match &curve.break_even {
        BreakEven::At(weight) => Some((weight, false)),
        BreakEven::LostAt(weight) => Some((weight, true)),
        BreakEven::AlwaysAhead | BreakEven::NeverAhead => None,
    }
}

fn ahead(weights: &[f64], threshold: &Estimate, below: bool) -> usize {
    let good = |weight: &&f64| if below { **weight < threshold.value() } else { **weight > threshold.value() };
    weights.iter().filter(good).count()
}

/// What every strategy changes, the best first.
pub(super) fn uplifts_chart(view: &View, theme: &Theme) -> Option<Chart> {
    let change = |found: &StrategyFindings| found.uplift.as_ref().map(|uplift| uplift[view.us()]);
    let mut rows: Vec<UpliftRow> = view
        .played()
        .filter_map(|(s, found)| Some(UpliftRow { name: view.strategy(s).to_owned(), change: change(found)? }))
        .collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|a, b| b.change.value().total_cmp(&a.change.value()));
    let title = say::uplifts_title(view, &rows.iter().map(|row| (row.name.as_str(), row.change)).collect::<Vec<_>>());
    let data = |words| UpliftsChart {
        words,
        axis: say::uplifts_axis(view.lang),
        heading: view.words().label(Label::Change).to_owned(),
        signs: say::uplifts_signs(view.lang),
        rows: rows.clone(),
    };
    let about = view.scenario.title.get(view.lang).to_owned();
    let around = words(view.lang, &title, about, &say::uplifts_caption(view));
    Some(Chart::new("uplifts".to_owned(), around, theme, |words, theme| uplifts(&data(words), theme)))
}

/// Ranks of all alternatives, before and with the strategy.
pub(super) fn ranks_chart(view: &View, strategy: usize, theme: &Theme) -> Option<Chart> {
    let count = view.findings.baseline().rank_acceptability.len();
    if count < 3 || view.findings.run.deterministic {
        return None;
    }
    let states = states(strategy);
    let shares = |a: usize| states.iter().map(|s| view.findings.strategies[*s].rank_acceptability[a].clone()).collect();
    // Only what has a place in every order.
    let ranked = || in_order(view).into_iter().filter(|a| *a < count);
    let row = |a: usize| RankRow { name: view.alternative(a), role: role(view, a), shares: shares(a) };
    let data = |words| RankBarsChart {
        words,
        axis: say::ranks_axis(view.lang),
        ranks: (1..=count).map(|rank| say::rank(view.lang, rank)).collect(),
        states: states.iter().map(|s| state(view, *s)).collect(),
        rows: ranked().map(row).collect(),
    };
    let title = say::ranks_title(view, strategy);
    let around = words(view.lang, &title, subtitle(view, strategy), &say::ranks_caption(view));
    Some(Chart::new("ranks".to_owned(), around, theme, |words, theme| rank_bars(&data(words), theme)))
}
