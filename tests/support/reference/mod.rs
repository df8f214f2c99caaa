//! The oracle: docs/model.md as plainly as it can be written down, one draw at a time. Slow on purpose. It shares with
//! the engine the addresses of the random numbers and the exact inverse distribution functions, and nothing else: no
//! tables, no lanes, no compiled plan.

mod beliefs;
mod gates;
mod judge;
mod minds;
mod moves;
mod talk;

use reframe::math::Tail;
use reframe::math::polytope::PointSampler;
use reframe::model::*;
use reframe::random::{Purpose, Streams};

use super::decide::{self, Verdict};

pub use minds::{Closest, Minds, Played};
pub use moves::shift;

/// One scenario under one seed.
pub struct Reference<'a> {
    scenario: &'a Scenario,
    streams: Streams<'static>,
    /// `[stakeholder][criterion]` b_c of docs/model.md, "Performance, and what the buyer perceives", for each person.
    reputation: Vec<Vec<f64>>,
    /// `[stakeholder]` points of the polytope of weights, for beliefs given as bounds.
    points: Vec<Option<PointSampler>>,
}

/// What happened in a strategy of one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// `[stakeholder][criterion]` when the decision falls.
    pub weights: Vec<Vec<f64>>,
    /// `[stakeholder][alternative]` at the last poll.
    pub utility: Vec<Vec<f64>>,
    /// `[alternative]` whether it is in the race at the last poll.
    pub open: Vec<bool>,
    /// `[alternative]`
    pub score: Vec<f64>,
    /// `[alternative]`
    pub win: Vec<f64>,
    /// Whether nothing is left to choose, or nothing has the votes.
    pub undecided: bool,
    /// `[alternative][rank]`
    pub rank: Vec<Vec<f64>>,
    /// `[alternative][alternative]`
    pub pairwise: Vec<Vec<f64>>,
    /// `[stakeholder][alternative]`
    pub support: Vec<Vec<f64>>,
    /// `[rule][alternative]` win probability by each rule, in the order of [`Reference::rules`].
    pub rules: Vec<Vec<f64>>,
}

impl<'a> Reference<'a> {
    /// The scenario's draws under this seed.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Self {
        let people = 0..scenario.stakeholders.len();
        let reputation = people.map(|i| beliefs::reputation(scenario, StakeholderId::new(i))).collect();
        let points = scenario.stakeholders.iter().map(|who| match &who.prior {
            WeightPrior::Bounds(bounds) => Some(bounds.polytope().sampler()),
            _ => None,
        });
        Self { scenario, streams: Streams::new(seed), reputation, points: points.collect() }
    }

    fn tail(&self, purpose: Purpose<'_>, draw: u64) -> Tail {
        self.streams.tail(purpose.key(), draw)
    }

    fn people(&self) -> impl Iterator<Item = StakeholderId> + use<> {
        (0..self.scenario.stakeholders.len()).map(StakeholderId::new)
    }

    /// One strategy of one draw, from the beginning to the end.
    pub fn outcome(&self, strategy: Option<StrategyId>, draw: u64) -> Outcome {
        let played = self.play(&self.before(draw), strategy, draw);
        self.poll(played.last(), self.last_stage(), draw).0
    }

    /// Section 5: the decision as it would fall at the end of a stage.
    pub fn poll(&self, minds: &Minds, stage: StageId, draw: u64) -> (Outcome, Closest) {
        let utility = self.utility(minds, stage, draw);
        let (open, closest) = self.open(minds, &utility, draw);
        (self.decide(minds.weights.clone(), utility, open, draw), closest)
    }

    /// The stage in which the decision falls.
    pub fn last_stage(&self) -> StageId {
        StageId::new(self.scenario.stages.len() - 1)
    }

    /// Section 7: what follows from utilities, for those that the gates left in the race.
    pub fn decide(&self, weights: Vec<Vec<f64>>, utility: Vec<Vec<f64>>, open: Vec<bool>, draw: u64) -> Outcome {
        let choice = self.choice(self.scenario.decision.rule, &utility, &open, draw);
        let rules = self.rules().into_iter().map(|rule| self.choice(rule, &utility, &open, draw).win);
        // What a person likes best has nothing to do with gates, and is not noisy.
        let known: Vec<bool> = self.scenario.alternatives().into_iter().map(|of| self.can_be_chosen(of)).collect();
        Outcome {
            rules: rules.collect(),
            support: utility.iter().map(|own| decide::win_among(&known, own, 0.0)).collect(),
            score: choice.score,
            win: choice.win,
            undecided: choice.no_decision > 0.5,
            rank: choice.rank,
            pairwise: choice.pairwise,
            weights,
            utility,
            open,
        }
    }

    /// The choice by one rule; without a decision the status quo stays.
    fn choice(&self, rule: GroupRule, utility: &[Vec<f64>], open: &[bool], draw: u64) -> Verdict {
        let noise = self.scenario.decision.noise;
        let opinion = self.opinions(utility, draw);
        let stays = self.scenario.alternatives().iter().position(|of| *of == Alternative::StatusQuo);
        decide::choice(rule, &self.scenario.influence(), utility, &opinion, noise, open, stays)
    }

    /// Section 7: utilities in the mood of the day, `[stakeholder][alternative]`. The best of U + mu g with g from
    /// Gumbel's distribution is a draw from the softmax.
    pub fn opinions(&self, utility: &[Vec<f64>], draw: u64) -> Vec<Vec<f64>> {
        let noise = self.scenario.decision.noise;
        let mood = |who: usize, of: Alternative| {
            let (who, alternative) = (&self.scenario.stakeholders[who].id, self.scenario.alternative_id(of));
            let at = self.tail(Purpose::Mood { who, alternative }, draw);
            // -ln(-ln u), from the end that u is near to.
            -beliefs::exponential(Tail { upper: !at.upper, ..at }).ln()
        };
        let alternatives = self.scenario.alternatives();
        let own = |(who, own): (usize, &Vec<f64>)| {
            let mooded =
                own.iter().zip(&alternatives).map(|(u, of)| if noise > 0.0 { u + noise * mood(who, *of) } else { *u });
            mooded.collect()
        };
        utility.iter().enumerate().map(own).collect()
    }

    /// The six rules in the order in which they are reported, each as the scenario says where it says anything.
    pub fn rules(&self) -> [GroupRule; 6] {
        let decider = match self.scenario.decision.rule {
            GroupRule::Autocracy { decider } => decider,
            _ => self.usual_decider(),
        };
        let share = match self.scenario.decision.rule {
            GroupRule::Quota { share } => share,
            _ => Probability::new(0.5).expect("one half"),
        };
        [
            GroupRule::WeightedUtility,
            GroupRule::WeightedProbability,
            GroupRule::Autocracy { decider },
            GroupRule::Plurality,
            GroupRule::Quota { share },
            GroupRule::Borda,
        ]
    }

    /// The economic buyer; else the most influential, the first of equals.
    fn usual_decider(&self) -> StakeholderId {
        let people = &self.scenario.stakeholders;
        let buyer = people.iter().position(|who| who.meddic.contains(&MeddicRole::EconomicBuyer));
        let most = people.iter().map(|who| who.influence).fold(0.0, f64::max);
        let first = people.iter().position(|who| who.influence == most);
        StakeholderId::new(buyer.or(first).expect("somebody"))
    }
}
