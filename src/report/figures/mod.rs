//! Findings to charts: which numbers go where, with their words.

mod compare;
mod counter;
pub(in crate::report) mod frontier;
mod group;
mod people;

pub(in crate::report) use compare::dot_plot_chart;
pub(in crate::report) use counter::payoff_chart;

use std::cmp::Ordering;

use crate::chart::{
    BreakEvenMark, CriterionShift, CurveLine, LikelySpan, OutcomeRow, OutcomesChart, ReframeCurveChart, Role, Scene,
    StakeholderPanel, Theme, WeightsChart, Words, outcomes, reframe_curve, weights,
};
use crate::model::{Alternative, Lang, Need};
use crate::report::View;
use crate::report::verdict::Verdict;
use crate::report::view::Audience;
use crate::report::words::Label;
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
    /// The picture, with title and caption.
    pub scene: Scene,
    /// The same without them, narrower, for a page that says them itself.
    pub inset: Scene,
}

impl Chart {
    /// Drawn twice from the same data: with these words, and bare.
    pub(in crate::report) fn new(
        name: String,
        around: Words,
        theme: &Theme,
        draw: impl Fn(Words, &Theme) -> Scene,
    ) -> Self {
        let (title, caption) = (around.title.clone(), around.caption.clone());
        let mut inset = draw(words(around.lang, "", String::new(), ""), &theme.inset());
        inset.title.clone_from(&title);
        Self { name, scene: draw(around, theme), inset, title, caption }
    }
}

/// The charts of a run.
#[derive(Clone, Debug)]
pub struct Charts {
    /// Who wins: the headline's strategy against the baseline; `None` without strategies.
    pub outcomes: Option<Chart>,
    /// One per reframe curve that differs from the others; strategies with the same audience share one.
    pub curves: Vec<Chart>,
    /// Weights under the headline's strategy; `None` without strategies.
    pub weights: Option<Chart>,
    /// The race, stage by stage; `None` with one stage or without strategies.
    pub trajectory: Option<Chart>,
    /// Who is for us under the headline's strategy, and who listens to whom; `None` for one person.
    pub stakeholder_map: Option<Chart>,
    /// In whose eyes we lead on what, under the headline's strategy; `None` without a rival.
    pub heat_map: Option<Chart>,
    /// What becomes of the purchase under every strategy; `None` if the scenario does not ask.
    pub adoption: Option<Chart>,
    /// A hundred committees, and whom they choose; `None` if nothing is uncertain.
    pub committees: Option<Chart>,
    /// Twenty equally likely buyers on both sides of a break-even; `None` without one, or if nothing is uncertain.
    pub buyers: Option<Chart>,
    /// What every strategy changes; `None` without strategies.
    pub uplifts: Option<Chart>,
    /// How often every alternative is first, second, ...; `None` with fewer than three alternatives, where the ranks say
    /// nothing more.
    pub ranks: Option<Chart>,
}

impl Charts {
    /// All charts.
    pub fn all(&self) -> impl Iterator<Item = &Chart> {
        let of_the_group = [&self.trajectory, &self.stakeholder_map, &self.heat_map, &self.adoption];
        let of_the_group = of_the_group.into_iter().flatten();
        let for_people = [&self.committees, &self.buyers, &self.uplifts, &self.ranks].into_iter().flatten();
        self.outcomes.iter().chain(&self.curves).chain(&self.weights).chain(of_the_group).chain(for_people)
    }
}

/// Draws the charts of a run.
pub fn charts(view: &View, theme: &Theme) -> Charts {
    let best = Verdict::of(view.findings, view.us()).strategy();
    let compared = best > 0;
    Charts {
        outcomes: compared.then(|| outcomes_chart(view, best, theme)),
        curves: curve_charts(view, best, theme),
        weights: compared.then(|| weights_chart(view, best, theme)),
        trajectory: group::trajectory_chart(view, best, theme),
        stakeholder_map: group::map_chart(view, best, theme),
        heat_map: group::heat_chart(view, best, theme),
        adoption: group::adoption_chart(view, best, theme),
        committees: people::committees_chart(view, best, theme),
        buyers: people::buyers_chart(view, best, theme),
        uplifts: people::uplifts_chart(view, theme),
        ranks: people::ranks_chart(view, best, theme),
    }
}

pub(in crate::report) fn words(lang: Lang, title: &str, subtitle: String, caption: &str) -> Words {
    Words { lang, title: title.to_owned(), subtitle, caption: caption.to_owned() }
}

/// Scenario and strategy: what every chart's subtitle says.
fn subtitle(view: &View, strategy: usize) -> String {
    format!("{} · {}", view.scenario.title.get(view.lang), view.strategy(strategy))
}

/// Who the alternative at this position is to the seller.
pub fn role(view: &View, position: usize) -> Role {
    match view.scenario.alternatives().get(position) {
        Some(Alternative::Vendor(vendor)) if vendor.index() == view.us() => Role::Us,
        Some(Alternative::Vendor(_)) => Role::Rival,
        _ => Role::NoDecision,
    }
}

/// We first, then the rivals, then no decision.
pub fn in_order(view: &View) -> Vec<usize> {
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
    let data = |words| OutcomesChart {
        words,
        axis: label(Label::WinProbability),
        before: label(Label::Before),
        after: label(Label::After),
        change: label(Label::Change),
        interval: if view.findings.run.deterministic { String::new() } else { label(Label::IntervalShort) },
        rows: in_order(view).into_iter().map(row).collect(),
    };
    let around = words(view.lang, &title, subtitle(view, strategy), &caption);
    Chart::new("outcomes".to_owned(), around, theme, |words, theme| outcomes(&data(words), theme))
}

/// The curves that differ, the most important first: that of the headline's strategy, then by what the strategy brings. A
/// curve that several strategies share is told with the one that lifts most among those that lower no price, because the
/// curve is of weights alone. The charts of the curves are in this order.
pub fn distinct_curves<'a>(view: &View<'a>, headline: usize) -> Vec<&'a Curve> {
    let same = |a: &Curve, b: &Curve| a.criterion == b.criterion && a.audience == b.audience && a.win == b.win;
    let uplift = |curve: &Curve| {
        let uplift = view.findings.strategies[curve.strategy].uplift.as_ref();
        uplift.map_or(0.0, |uplift| uplift[view.us()].value())
    };
    let fits = |curve: &Curve| (!view.discounts(curve.strategy), uplift(curve));
    let mut distinct: Vec<&Curve> = Vec::new();
    for curve in view.curves {
        match distinct.iter_mut().find(|known| same(known, curve)) {
            Some(known) if fits(curve) > fits(known) => *known = curve,
            Some(_) => {}
            None => distinct.push(curve),
        }
    }
    let of_headline = |curve: &Curve| view.curves.iter().any(|c| c.strategy == headline && same(c, curve));
    let rank = |curve: &Curve| (of_headline(curve), uplift(curve));
    distinct.sort_by(|a, b| rank(b).partial_cmp(&rank(a)).unwrap_or(Ordering::Equal));
    distinct
}

/// One chart per distinct curve.
fn curve_charts(view: &View, headline: usize, theme: &Theme) -> Vec<Chart> {
    let distinct = distinct_curves(view, headline);
    let name = |curve: &Curve| {
        let rivals = || distinct.iter().filter(|other| other.criterion == curve.criterion);
        let criterion = &view.scenario.criteria[curve.criterion.index()].id;
        let audience = audience_id(view, curve);
        match (rivals().count(), rivals().filter(|other| other.audience == curve.audience).count()) {
            (1, _) => format!("reframe-curve-{criterion}"),
            (_, 1) => format!("reframe-curve-{criterion}-{audience}"),
            _ => format!("reframe-curve-{criterion}-{audience}-{}", view.strategy_id(curve.strategy)),
        }
    };
    distinct.iter().map(|curve| curve_chart(view, curve, name(curve), theme)).collect()
}

/// Who hears it, for the name of a file: `everybody`, or the ids.
fn audience_id(view: &View, curve: &Curve) -> String {
    if view.audience(curve) == Audience::Everybody {
        return "everybody".to_owned();
    }
    let ids: Vec<&str> = curve.audience.iter().map(|who| view.scenario.stakeholders[who.index()].id.as_str()).collect();
    ids.join("-")
}

fn curve_chart(view: &View, curve: &Curve, name: String, theme: &Theme) -> Chart {
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
    let everybody = view.audience(curve) == Audience::Everybody;
    let audience: Vec<&str> = curve.audience.iter().map(|who| view.stakeholder(*who)).collect();
    let data = |words| ReframeCurveChart {
        words,
        x_axis: view.words().weight_axis(view.criterion(curve.criterion), (!everybody).then_some(&audience)),
        y_axis: label(Label::WinProbability),
        weights: curve.weights[..shown].to_vec(),
        lines: in_order(view).into_iter().map(line).collect(),
        break_even: break_even.clone(),
        before: LikelySpan { label: label(Label::Before), spread: curve.before },
        after: LikelySpan { label: label(Label::After), spread: curve.after },
    };
    let around = words(view.lang, &title, subtitle(view, curve.strategy), &caption);
    Chart::new(name, around, theme, |words, theme| reframe_curve(&data(words), theme))
}

/// How many points of a curve are drawn: up to twice the break-even weight and well past the place where this buyer may
/// end up, but at least to 40 %; there the lines would only run on.
pub fn shown_points(curve: &Curve) -> usize {
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
    let data = |words| WeightsChart {
        words,
        before: label(Label::Before),
        after: label(Label::After),
        influence: label(Label::Influence),
        enterprise: label(Label::EnterpriseNeeds),
        personal: label(Label::PersonalNeeds),
        needs: Need::ALL.into_iter().filter(served).map(|need| (need, view.words().need(need).to_owned())).collect(),
        panels: (0..view.scenario.stakeholders.len()).map(panel).collect(),
    };
    let around = words(view.lang, &title, subtitle(view, strategy), &caption);
    Chart::new("weights".to_owned(), around, theme, |words, theme| weights(&data(words), theme))
}
