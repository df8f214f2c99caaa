//! Mistakes that simulators of this kind are known to make, planted on purpose: every check must see them.

use reframe::model::*;

use super::decide;
use super::reference::{Closest, Minds, Outcome, Reference};

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bug {
    /// No mistake: the reference itself.
    None,
    /// Weights are uniform numbers divided by their sum.
    NormalisedUniforms,
    /// The first of those with the best score wins.
    TiesByIndex,
    /// Everybody with the best score wins.
    TiesCountTwice,
    /// Every strategy has random numbers of its own.
    FreshNumbersPerStrategy,
    /// Moves are taken up whether their maker is believed or not.
    AcceptanceIgnoresCredibility,
    /// Claims are discounted to nothing instead of to the category's reputation.
    NoReputation,
    /// Credibility is drawn anew for every stakeholder.
    CredibilityPerPerson,
    /// Evidence works on those who were convinced already.
    EvidenceRepeats,
    /// Influence counts in heads.
    InfluenceIgnored,
    /// Ranks are ignored: uniform weights.
    OrderIgnored,
    /// Rivals move before us.
    RivalsFirst,
    /// A part of the model is left out.
    Without(Part),
}

/// What can be left out of the model without leaving an invalid scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// Refusals cost nothing.
    Backfire,
    /// Everybody speaks.
    Silence,
    /// Nobody listens.
    Talk,
    /// Nothing is forgotten.
    Memory,
    /// No stage is different when judging.
    Tilt,
    /// Minds are always open.
    Openness,
    /// No legal limits.
    Floors,
    /// No gates.
    Gates,
    /// Moves do not change gates.
    Navigation,
    /// Nobody is afraid.
    Fear,
    /// Quarrels help nobody.
    Conflict,
    /// Most votes are enough.
    Quota,
    /// Every channel is as good as a meeting.
    Channel,
    /// Nobody is in a mood.
    Moods,
}

/// The scenario without a part of the model.
fn leave_out(parts: &mut ScenarioParts, part: Part) {
    match part {
        Part::Backfire => parts.moves.iter_mut().for_each(|m| m.backfire = None),
        Part::Silence => parts.stakeholders.iter_mut().for_each(|who| who.speaks = Probability::ONE),
        Part::Talk => parts.stages.iter_mut().for_each(|stage| stage.discussion = Discussion::Rounds(0)),
        Part::Memory => parts.memory = None,
        Part::Tilt => parts.stages.iter_mut().for_each(|stage| stage.tilt.clear()),
        Part::Openness => parts.stages.iter_mut().for_each(|stage| stage.openness = Probability::ONE),
        Part::Floors => parts.criteria.iter_mut().for_each(|c| c.floor = Probability::ZERO),
        Part::Gates => {
            parts.strategies.iter_mut().for_each(|strategy| strategy.moves.clear());
            parts.moves.clear();
            parts.gates.clear();
        }
        Part::Navigation => parts.strategies.iter_mut().for_each(|strategy| strategy.moves.clear()),
        Part::Fear => parts.stakeholders.iter_mut().for_each(|who| who.indecision = None),
        Part::Conflict => parts.status_quo.iter_mut().for_each(|status_quo| status_quo.conflict = 0.0),
        Part::Quota => parts.decision.rule = GroupRule::Plurality,
        Part::Channel => parts.contact = None,
        Part::Moods => parts.decision.noise = 0.0,
    }
}

/// Win probabilities `[alternative]` by plain averaging, with a mistake.
pub fn win(scenario: &Scenario, bug: Bug, strategy: Option<StrategyId>, draws: u64, seed: u64) -> Vec<f64> {
    let planted = Planted::new(scenario, bug, seed);
    let views = planted.views();
    // Without gates there may be one alternative less.
    let mut sum = vec![0.0; planted.mistaken.alternatives().len()];
    for draw in 0..draws {
        let win = planted.outcome(&views, strategy, draw).win;
        sum.iter_mut().zip(win).for_each(|(sum, win)| *sum += win);
    }
    sum.iter().map(|sum| sum / draws as f64).collect()
}

/// A scenario under a mistake: the honest scenario, and the one that the mistaken program believes it has.
pub struct Planted {
    bug: Bug,
    seed: u64,
    honest: Scenario,
    mistaken: Scenario,
}

/// The right view of a scenario and the mistaken one.
pub struct Views<'a> {
    honest: Reference<'a>,
    mistaken: Reference<'a>,
}

impl Planted {
    /// The scenario under this mistake.
    pub fn new(scenario: &Scenario, bug: Bug, seed: u64) -> Self {
        let mut parts: ScenarioParts = (**scenario).clone();
        match bug {
            Bug::AcceptanceIgnoresCredibility => {
                parts.vendors.iter_mut().for_each(|v| v.credibility = Credibility::Exact(Probability::ONE));
            }
            Bug::NoReputation => parts.criteria.iter_mut().for_each(|c| c.reputation = Some(Probability::ZERO)),
            Bug::InfluenceIgnored => parts.stakeholders.iter_mut().for_each(|who| who.influence = 1.0),
            Bug::OrderIgnored => parts.stakeholders.iter_mut().for_each(|who| {
                if let WeightPrior::Ranking(groups) = &who.prior {
                    who.prior = WeightPrior::Uniform(groups.iter().flatten().copied().collect());
                }
            }),
            Bug::Without(part) => leave_out(&mut parts, part),
            _ => {}
        }
        let mistaken = Scenario::new(parts).expect("a mistake leaves a valid scenario").0;
        Self { bug, seed, honest: scenario.clone(), mistaken }
    }

    /// The two to draw from; slow to make, so made once.
    pub fn views(&self) -> Views<'_> {
        Views { honest: Reference::new(&self.honest, self.seed), mistaken: Reference::new(&self.mistaken, self.seed) }
    }

    /// One strategy of one draw.
    pub fn outcome(&self, Views { honest, mistaken }: &Views<'_>, strategy: Option<StrategyId>, draw: u64) -> Outcome {
        match self.bug {
            Bug::None => honest.outcome(strategy, draw),
            Bug::NoReputation | Bug::InfluenceIgnored | Bug::OrderIgnored | Bug::Without(_) => {
                mistaken.outcome(strategy, draw)
            }
            Bug::NormalisedUniforms => {
                let before = uniforms_normalised(&self.honest, honest, draw);
                finish(honest, honest.play(&before, strategy, draw).last(), draw)
            }
            Bug::TiesByIndex | Bug::TiesCountTwice => {
                let mut outcome = honest.outcome(strategy, draw);
                outcome.win = mistaken_ties(&outcome.score, self.bug);
                outcome
            }
            Bug::FreshNumbersPerStrategy => {
                let own = 1000 + strategy.map_or(0, |s| s.index() as u64 + 1);
                Reference::new(&self.honest, self.seed + own).outcome(strategy, draw)
            }
            Bug::AcceptanceIgnoresCredibility => {
                let mut minds = mistaken.play(&honest.before(draw), strategy, draw).last().clone();
                minds.trust = honest.minds(&minds.weights, draw).trust;
                finish(honest, &minds, draw)
            }
            Bug::CredibilityPerPerson => {
                let mut minds = honest.play(&honest.before(draw), strategy, draw).last().clone();
                for (i, trust) in minds.trust.iter_mut().enumerate() {
                    // Person i believes as everybody does in another draw.
                    *trust = honest.minds(&minds.weights, draw + (i as u64) * 1_000_000).trust.swap_remove(i);
                }
                finish(honest, &minds, draw)
            }
            Bug::EvidenceRepeats => {
                let minds = evidence_repeats(&self.honest, honest, strategy, draw);
                finish(honest, &minds, draw)
            }
            Bug::RivalsFirst => {
                let after_rivals = honest.play(&honest.before(draw), None, draw);
                let mut parts: ScenarioParts = (*self.honest).clone();
                parts.rivals.clear();
                let alone = Scenario::new(parts).expect("a scenario without rivals' moves").0;
                let played = Reference::new(&alone, self.seed).play(&after_rivals.last().weights, strategy, draw);
                finish(honest, played.last(), draw)
            }
        }
    }
}

fn finish(reference: &Reference<'_>, minds: &Minds, draw: u64) -> Outcome {
    reference.poll(minds, reference.last_stage(), draw).0
}

/// The exponentials of uniform weights turned back into the uniforms that they were made from.
fn uniforms_normalised(scenario: &Scenario, reference: &Reference<'_>, draw: u64) -> Vec<Vec<f64>> {
    let streams = reframe::random::Streams::new(77);
    let mut weights = reference.before(draw);
    for (own, who) in weights.iter_mut().zip(&scenario.stakeholders) {
        for (w, criterion) in own.iter_mut().zip(&scenario.criteria) {
            let address = reframe::random::Purpose::Weight { who: &who.id, criterion: &criterion.id };
            *w = if *w > 0.0 { streams.tail(address.key(), draw).unit() } else { 0.0 };
        }
        let total: f64 = own.iter().sum();
        own.iter_mut().for_each(|w| *w /= total);
    }
    weights
}

fn mistaken_ties(score: &[f64], bug: Bug) -> Vec<f64> {
    let mut win: Vec<f64> = decide::win(score, 0.0).iter().map(|w| f64::from(*w > 0.0)).collect();
    if bug == Bug::TiesByIndex {
        let first = win.iter().position(|w| *w > 0.0).expect("somebody is best");
        win.iter_mut().enumerate().for_each(|(a, w)| *w = f64::from(a == first));
    }
    win
}

fn evidence_repeats(scenario: &Scenario, reference: &Reference<'_>, strategy: Option<StrategyId>, draw: u64) -> Minds {
    // A move that evidence supports is heard again, at its full strength, by everybody who takes up the evidence.
    let mut minds = reference.play(&reference.before(draw), strategy, draw).last().clone();
    for now in reference.timeline(strategy) {
        let MoveKind::Justify { supports, .. } = &now.made.kind else { continue };
        let convinced =
            |who: &StakeholderId| reference.takes_up(now, Some(*who), &minds, draw, &mut Closest::FAR.clone());
        let convinced: Vec<StakeholderId> = now.made.audience.iter().copied().filter(convinced).collect();
        for who in convinced {
            for argued in supports.iter().filter_map(|m| scenario.moves[m.index()].kind.shift()) {
                let known = argued.strength.known().unwrap_or(1.0);
                super::reference::shift(&mut minds.weights[who.index()], argued, known);
            }
        }
    }
    minds
}
