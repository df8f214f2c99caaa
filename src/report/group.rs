//! What the findings about the buying group allow to be said. Picks among findings; wording is [`super::words`]' work.

use super::View;
use crate::stats::{Estimate, Findings, Lead, RuleFindings, StrategyFindings};

/// Whether how the group decides is a question at all.
pub fn several_people(view: &View) -> bool {
    view.scenario.stakeholders.len() > 1
}

/// Whether there is a race to look at, and not only its end.
pub fn several_stages(view: &View) -> bool {
    view.scenario.stages.len() > 1
}

/// Whether a rule is the scenario's own.
pub fn is_own(view: &View, rule: &RuleFindings) -> bool {
    rule.rule == view.scenario.decision.rule
}

/// The rules under which we stand like this.
pub fn rules_with(strategy: &StrategyFindings, lead: Lead) -> Vec<&RuleFindings> {
    strategy.rules.iter().filter(|rule| rule.lead == lead).collect()
}

/// Whether a rule can leave the purchase undecided although the scenario has no name for that.
pub fn may_stay_undecided(strategy: &StrategyFindings) -> bool {
    strategy.rules.iter().any(|rule| rule.undecided.is_some_and(|rest| rest.value() > 0.0))
}

/// Where we stand at the end of one stage: beyond the errors of both sides.
fn standing(poll: &[Estimate], us: usize) -> Lead {
    let others = || (0..poll.len()).filter(|a| *a != us).map(|a| &poll[a]);
    if others().all(|other| poll[us].low() > other.high()) {
        Lead::Ahead
    } else if others().any(|other| poll[us].high() < other.low()) {
        Lead::Behind
    } else {
        Lead::Unclear
    }
}

/// How the race runs. Stages are positions in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// We lead at the end of every stage.
    AlwaysAhead,
    /// We lead from this stage to the end.
    AheadFrom(usize),
    /// We led, and from this stage on we do not; we end behind.
    LostAt(usize),
    /// We are behind at the end of every stage.
    AlwaysBehind,
    /// We end behind, and have never clearly led.
    EndsBehind,
    /// Nobody can be told to lead at the end.
    Open,
}

/// The course of the race under a strategy.
pub fn course(view: &View, strategy: usize) -> Course {
    let polls = &view.findings.strategies[strategy].polls;
    let stand: Vec<Lead> = polls.iter().map(|poll| standing(poll, view.us())).collect();
    let not = |lead: Lead| stand.iter().rposition(|s| *s != lead);
    match stand.last() {
        Some(Lead::Ahead) => not(Lead::Ahead).map_or(Course::AlwaysAhead, |last| Course::AheadFrom(last + 1)),
        Some(Lead::Behind) => match (stand.iter().rposition(|s| *s == Lead::Ahead), not(Lead::Behind)) {
            (Some(last), _) => Course::LostAt(last + 1),
            (None, None) => Course::AlwaysBehind,
            (None, Some(_)) => Course::EndsBehind,
        },
        _ => Course::Open,
    }
}

/// A strategy that wins more often, and another of whose wins more last: both beyond the errors of both sides. The
/// headline's comes first, if it can be one of them.
pub fn lasts_more(findings: &Findings, us: usize, headline: usize) -> Option<(usize, usize)> {
    let all = &findings.strategies;
    let lasting = |s: usize| all[s].adoption.as_ref().map(|adoption| &adoption.lasting[us]);
    let apart = |wins: usize, lasts: usize| {
        let (less, more) = (lasting(wins)?, lasting(lasts)?);
        let turned = all[wins].win[us].low() > all[lasts].win[us].high() && less.high() < more.low();
        turned.then(|| more.value() - less.value())
    };
    let pairs = (0..all.len()).flat_map(|wins| (0..all.len()).map(move |lasts| (wins, lasts)));
    let found = pairs.filter_map(|(wins, lasts)| Some((wins, lasts, apart(wins, lasts)?)));
    let rank = |(wins, _, gap): &(usize, usize, f64)| (*wins == headline, *gap);
    let best = found.reduce(|a, b| if rank(&b) > rank(&a) { b } else { a });
    best.map(|(wins, lasts, _)| (wins, lasts))
}

/// How many people put us first more often than not, and what share of the influence they hold; and how many might.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backing {
    /// People who do.
    pub people: usize,
    /// Their share of the influence.
    pub influence: f64,
    /// People of whom it cannot be told.
    pub unclear: usize,
}

/// Who is for us under a strategy.
pub fn backing(view: &View, strategy: usize) -> Backing {
    let support = view.findings.strategies[strategy].support.iter().map(|row| row[view.us()]);
    let mut found = Backing { people: 0, influence: 0.0, unclear: 0 };
    for (share, influence) in support.zip(view.scenario.influence()) {
        if share.low() > 0.5 {
            found.people += 1;
            found.influence += influence;
        } else if share.high() >= 0.5 {
            found.unclear += 1;
        }
    }
    found
}

/// Whether this person weighs this criterion when the decision falls.
pub fn weighs(strategy: &StrategyFindings, who: usize, criterion: usize) -> bool {
    strategy.weights[who][criterion].mean.value() > 0.0
}

/// The criterion that speaks most for us in the group, and the one that speaks most against us, where either is beyond
/// doubt: by influence, weight and edge.
pub fn strongest(view: &View, strategy: usize) -> (Option<usize>, Option<usize>) {
    let found = &view.findings.strategies[strategy];
    let influence = view.scenario.influence();
    let sum = |criterion: usize, part: &dyn Fn(&Estimate) -> f64| {
        let people = influence.iter().enumerate();
        people.map(|(i, p)| p * found.weights[i][criterion].mean.value() * part(&found.edge[i][criterion])).sum::<f64>()
    };
    let criteria = || 0..view.scenario.criteria.len();
    let by = |a: f64, b: f64| a.total_cmp(&b);
    let least = |c: usize| sum(c, &|edge| edge.low());
    let most = |c: usize| sum(c, &|edge| edge.high());
    // Less than a thousandth of the scale is nothing to speak of.
    let best = criteria().max_by(|a, b| by(least(*a), least(*b))).filter(|c| least(*c) > 1e-3);
    let worst = criteria().min_by(|a, b| by(most(*a), most(*b))).filter(|c| most(*c) < -1e-3);
    (best, worst)
}

/// Whether a term of the glossary plays a part in this scenario. Terms that are not about the group always do.
pub fn plays_a_part(view: &View, term: &str) -> bool {
    let scenario = view.scenario;
    match term {
        "decision-rule" => several_people(view),
        "stage" | "poll" => several_stages(view),
        "openness" => scenario.stages.iter().any(|stage| stage.openness.get() < 1.0),
        "tilt" => scenario.stages.iter().any(|stage| !stage.tilt.is_empty()),
        "discussion" => scenario.stakeholders.iter().any(|who| !who.listens_to.is_empty()),
        "gate" => !scenario.gates.is_empty(),
        "indecision" => scenario.stakeholders.iter().any(|who| who.indecision.is_some()),
        "conflict" => scenario.status_quo.as_ref().is_some_and(|status_quo| status_quo.conflict > 0.0),
        "adoption" | "lived-weights" | "shelfware" => scenario.adoption.is_some(),
        _ => true,
    }
}
