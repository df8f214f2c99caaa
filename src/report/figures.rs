//! Findings to charts: which numbers go where, with their words.

use super::View;
use super::verdict::Verdict;
use super::words::Label;
use crate::chart::{
    BreakEvenMark, CriterionShift, CurveLine, LikelySpan, OutcomeRow, OutcomesChart, ReframeCurveChart, Role, Scene,
    StakeholderPanel, Theme, WeightsChart, Words, outcomes, reframe_curve, weights,
};
use crate::model::{Alternative, Need};
use crate::stats::{BreakEven, Curve, Estimate};

/// A chart with its name and words.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Name of its files, without ending: letters, digits and `-`.
    pub name: String,
    /// The finding.
    pub title: String,
    /// How to read it, and how it was made.
    pub caption: String,
    /// The picture.
    pub scene: Scene,
}

/// The charts of a run.
#[derive(Clone, Debug)]
pub struct Charts {
    /// Who wins: the headline's strategy against the baseline; `None` without strategies.
    pub outcomes: Option<Chart>,
    /// One per reframe curve.
    pub curves: Vec<Chart>,
    /// Weights under the headline's strategy; `None` without strategies.
    pub weights: Option<Chart>,
}

impl Charts {
    /// All charts.
    pub fn all(&self) -> impl Iterator<Item = &Chart> {
        self.outcomes.iter().chain(&self.curves).chain(&self.weights)
    }
}

/// Draws the charts of a run.
pub fn charts(view: &View, theme: &Theme) -> Charts {
    let best = Verdict::of(view.findings, view.us()).strategy();
    let compared = best > 0;
    Charts {
        outcomes: compared.then(|| outcomes_chart(view, best, theme)),
        curves: view.curves.iter().map(|curve| curve_chart(view, curve, theme)).collect(),
        weights: compared.then(|| weights_chart(view, best, theme)),
    }
}

fn words(view: &View, title: &str, subtitle: String, caption: &str) -> Words {
    Words { lang: view.lang, title: title.to_owned(), subtitle, caption: caption.to_owned() }
}

/// Scenario and strategy: what every chart's subtitle says.
fn subtitle(view: &View, strategy: usize) -> String {
    format!("{} · {}", view.scenario.title.get(view.lang), view.strategy(strategy))
}

fn role(view: &View, position: usize) -> Role {
    match view.scenario.alternatives().get(position) {
        Some(Alternative::Vendor(vendor)) if vendor.index() == view.us() => Role::Us,
        Some(Alternative::Vendor(_)) => Role::Rival,
        _ => Role::NoDecision,
    }
}

/// We first, then the rivals, then no decision.
fn in_order(view: &View) -> Vec<usize> {
    let rank = |position: &usize| match role(view, *position) {
        Role::Us => 0,
        Role::Rival => 1,
        Role::NoDecision => 2,
    };
    let mut order: Vec<usize> = (0..view.alternatives()).collect();
    order.sort_by_key(rank);
    order
}

fn outcomes_chart(view: &View, strategy: usize, theme: &Theme) -> Chart {
    let label = |label| view.words().label(label).to_owned();
    let (title, caption) = (view.words().outcomes_title(view), view.words().outcomes_caption(view));
    let (from, to) = (view.findings.baseline(), &view.findings.strategies[strategy]);
    let change = |position: usize| to.uplift.as_ref().map_or(Estimate::exact(0.0), |uplift| uplift[position]);
    let row = |position: usize| OutcomeRow {
        name: view.alternative(position),
        role: role(view, position),
        before: from.win[position],
        after: to.win[position],
        change: change(position),
    };
    let data = OutcomesChart {
        words: words(view, &title, subtitle(view, strategy), &caption),
        axis: label(Label::WinProbability),
        before: label(Label::Before),
        after: label(Label::After),
        change: label(Label::Change),
        interval: label(Label::IntervalShort),
        rows: in_order(view).into_iter().map(row).collect(),
    };
    Chart { name: "outcomes".to_owned(), scene: outcomes(&data, theme), title, caption }
}

fn curve_chart(view: &View, curve: &Curve, theme: &Theme) -> Chart {
    let label = |label| view.words().label(label).to_owned();
    let (title, caption) = (view.words().curve_title(view, curve), view.words().curve_caption(view, curve));
    let shown = shown_points(curve);
    let line = |position: usize| CurveLine {
        name: view.alternative(position),
        role: role(view, position),
        win: curve.win[position][..shown].to_vec(),
    };
    let break_even = match &curve.break_even {
        BreakEven::At(weight) => BreakEvenMark::At { label: label(Label::BreakEven), weight: *weight },
        BreakEven::LostAt(weight) => BreakEvenMark::At { label: label(Label::LeadLost), weight: *weight },
        BreakEven::AlwaysAhead => BreakEvenMark::Nowhere(label(Label::AlwaysAhead)),
        BreakEven::NeverAhead => BreakEvenMark::Nowhere(label(Label::NeverAhead)),
    };
    let everybody = curve.audience.len() == view.scenario.stakeholders.len();
    let audience: Vec<&str> = curve.audience.iter().map(|who| view.stakeholder(*who)).collect();
    let data = ReframeCurveChart {
        words: words(view, &title, subtitle(view, curve.strategy), &caption),
        x_axis: view.words().weight_axis(view.criterion(curve.criterion), (!everybody).then_some(&audience)),
        y_axis: label(Label::WinProbability),
        weights: curve.weights[..shown].to_vec(),
        lines: in_order(view).into_iter().map(line).collect(),
        break_even,
        before: LikelySpan { label: label(Label::Before), spread: curve.before },
        after: LikelySpan { label: label(Label::After), spread: curve.after },
    };
    let name = format!("reframe-curve-{}", view.strategy_id(curve.strategy));
    Chart { name, scene: reframe_curve(&data, theme), title, caption }
}

/// How many points of a curve are drawn: up to twice the break-even weight and well past the place where this buyer may
/// end up, but at least to 40 %; there the lines would only run on.
fn shown_points(curve: &Curve) -> usize {
    let break_even = match &curve.break_even {
        BreakEven::At(weight) | BreakEven::LostAt(weight) => 2.0 * weight.value(),
        BreakEven::AlwaysAhead | BreakEven::NeverAhead => 0.0,
    };
    let end = curve.after.p95.high().max(curve.before.p95.high());
    let wanted = break_even.max(1.5 * end).max(0.4);
    curve.weights.iter().position(|weight| *weight >= wanted).map_or(curve.weights.len(), |point| point + 1)
}

fn weights_chart(view: &View, strategy: usize, theme: &Theme) -> Chart {
    let label = |label| view.words().label(label).to_owned();
    let (title, caption) = (view.words().weights_title(view), view.words().weights_caption(view));
    let (from, to) = (view.findings.baseline(), &view.findings.strategies[strategy]);
    let influence = view.scenario.influence();
    let panel = |who: usize| {
        let criteria = view.scenario.criteria.iter().enumerate().map(|(c, criterion)| CriterionShift {
            name: criterion.label.get(view.lang).to_owned(),
            need: criterion.need,
            before: from.weights[who][c].mean,
            after: to.weights[who][c].mean,
        });
        StakeholderPanel {
            name: view.scenario.stakeholders[who].label.get(view.lang).to_owned(),
            influence: influence[who],
            // What he neither weighs nor comes to weigh would only be a row of zeros.
            criteria: criteria.filter(|shift| shift.before.value() > 0.0 || shift.after.value() > 0.0).collect(),
        }
    };
    let served = |need: &Need| view.scenario.criteria.iter().any(|criterion| criterion.need == *need);
    let data = WeightsChart {
        words: words(view, &title, subtitle(view, strategy), &caption),
        before: label(Label::Before),
        after: label(Label::After),
        influence: label(Label::Influence),
        enterprise: label(Label::EnterpriseNeeds),
        personal: label(Label::PersonalNeeds),
        needs: Need::ALL.into_iter().filter(served).map(|need| (need, view.words().need(need).to_owned())).collect(),
        panels: (0..view.scenario.stakeholders.len()).map(panel).collect(),
    };
    Chart { name: "weights".to_owned(), scene: weights(&data, theme), title, caption }
}
