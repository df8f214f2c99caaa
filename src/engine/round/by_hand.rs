//! Decisions after which weights were set by hand: reframe curves, maps of weights, confidence factors.

use super::{Place, Round, tile};
use crate::engine::choose::choose;
use crate::engine::decide::Question;
use crate::engine::gates;
use crate::engine::group_score::GroupScore;
use crate::engine::judge::look_again;
use crate::engine::minds::State;
use crate::engine::persuade::{Tile, persuade};
use crate::math::{Kernel, Lanes, Simd};
use crate::plan::{Persuasion, Plan, StrategyPlan};

impl Round {
    /// After [`Round::approach`]: the weights from which [`Round::decide_with`] sets out.
    #[inline(always)]
    pub fn remember_weights(&mut self) {
        self.undecided.copy_from_slice(&self.minds[self.minds.len() - 1].weights);
    }

    /// After [`Round::remember_weights`], as often as wanted: weights are set by hand, and the decision falls.
    #[inline(always)]
    pub fn decide_with<S: Simd>(&mut self, set: &[Persuasion], strategy: &StrategyPlan, at: Tile<S>) {
        let last = strategy.stages.len() - 1;
        at.simd.call(Set { round: self, at: (at.plan, at.world, at.tile), set });
        self.decide(strategy, at, last, true);
    }

    /// Instead of [`Round::approach`], before weights are given by hand: where the strategy changes nothing but weights,
    /// nothing that is said matters.
    #[inline(always)]
    pub fn skip_talk<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>) {
        self.aside.begin(strategy, at);
    }

    /// After [`Round::approach`], as often as wanted: everybody has these weights (`[stakeholder][criterion]`) when the
    /// decision falls, whatever was said before.
    #[inline(always)]
    pub fn decide_given<S: Simd>(&mut self, weights: &[f64], strategy: &StrategyPlan, at: Tile<S>) {
        let last = strategy.stages.len() - 1;
        self.given = true;
        self.minds[last].give(weights);
        self.decide(strategy, at, last, true);
    }

    /// The same with weights that lie ready as lanes; they are handed back.
    #[inline(always)]
    pub fn decide_ready<S: Simd>(&mut self, weights: &mut Vec<Lanes>, strategy: &StrategyPlan, at: Tile<S>) {
        let last = strategy.stages.len() - 1;
        self.given = true;
        std::mem::swap(weights, &mut self.minds[last].weights);
        self.decide(strategy, at, last, true);
        std::mem::swap(weights, &mut self.minds[last].weights);
    }

    /// After [`Round::approach`], once: what [`Round::decide_by`] has to know besides weights.
    #[inline(always)]
    pub fn look_again<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>) {
        at.simd.call(LookAgain { round: self, strategy, at: (at.plan, at.world, at.tile) });
    }

    /// After [`Round::look_again`], as often as wanted: the group has this score when the decision falls.
    #[inline(always)]
    pub fn decide_by<S: Simd>(&mut self, group: &GroupScore, strategy: &StrategyPlan, at: Tile<S>) {
        at.simd.call(AddUp { round: self, strategy, at: (at.plan, at.world, at.tile), group });
    }

    /// After [`Round::approach`]: utilities, or the scores that follow from them, lie between these two, `share` of the way.
    #[inline(always)]
    pub fn decide_between<S: Simd>(&mut self, ends: [&End; 2], share: f64, strategy: &StrategyPlan, at: Tile<S>) {
        at.simd.call(Between { round: self, strategy, at: (at.plan, at.world, at.tile), ends, share });
    }
}

struct Set<'a> {
    round: &'a mut Round,
    at: Place<'a>,
    set: &'a [Persuasion],
}

impl Kernel for Set<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Round { minds, undecided, .. } = self.round;
        let Some(minds) = minds.last_mut() else { return };
        minds.weights.copy_from_slice(undecided);
        for persuasion in self.set {
            persuade(persuasion, tile(simd, self.at), minds);
        }
    }
}

struct LookAgain<'a> {
    round: &'a mut Round,
    strategy: &'a StrategyPlan,
    at: Place<'a>,
}

impl Kernel for LookAgain<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Round { minds, aside, seen, .. } = self.round;
        let state = State::after(self.strategy, self.strategy.stages.len() - 1, minds, aside);
        look_again(tile(simd, self.at), state, seen);
    }
}

struct AddUp<'a> {
    round: &'a mut Round,
    strategy: &'a StrategyPlan,
    at: Place<'a>,
    group: &'a GroupScore,
}

impl Kernel for AddUp<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Round { aside, seen, choice, .. } = self.round;
        let at = tile(simd, self.at);
        self.group.add_up(self.strategy, at, seen, &aside.fear, &mut choice.score);
        choose(simd, &choice.score, at.plan.noise, &mut choice.win);
    }
}

/// Where a straight line of decisions begins or ends.
#[derive(Debug)]
pub struct End {
    /// `[stakeholder][alternative]`
    utility: Vec<Lanes>,
    /// `[alternative]`
    pub score: Vec<Lanes>,
}

impl End {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        let room = |size: usize| vec![Lanes::ZERO; size];
        Self { utility: room(plan.stakeholders * plan.alternatives), score: room(plan.alternatives) }
    }

    /// The decision that has just been made.
    #[inline(always)]
    pub fn note(&mut self, round: &Round) {
        self.utility.copy_from_slice(&round.utility);
        self.score.copy_from_slice(&round.choice.score);
    }
}

struct Between<'a> {
    round: &'a mut Round,
    strategy: &'a StrategyPlan,
    at: Place<'a>,
    ends: [&'a End; 2],
    share: f64,
}

impl Kernel for Between<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Round { minds, aside, utility, open, choice, seen, deciding, .. } = self.round;
        let (at, share, [from, to]) = (tile(simd, self.at), self.share, self.ends);
        let (strategy, last) = (self.strategy, self.strategy.stages.len() - 1);
        let state = State::after(strategy, last, minds, aside);
        if at.plan.has_linear_scores() {
            mix(simd, &from.score, &to.score, share, &mut choice.score);
            return choose(simd, &choice.score, at.plan.noise, &mut choice.win);
        }
        mix(simd, &from.utility, &to.utility, share, utility);
        gates::pass(at, state, utility, seen, open);
        deciding.decide(Question { at, utility, open }, choice);
    }
}

#[inline(always)]
fn mix<S: Simd>(simd: S, from: &[Lanes], to: &[Lanes], share: f64, out: &mut [Lanes]) {
    for ((x, from), to) in out.iter_mut().zip(from).zip(to) {
        *x = (from.on(simd) * (1.0 - share) + to.on(simd) * share).lanes();
    }
}
