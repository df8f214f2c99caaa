//! One draw under a magnifying glass: for people who check the engine, and for tests.

use super::detail::Detail;
use super::round::{Place, Polls, Round, tile};
use super::world::{Needed, World};
use crate::math::{Kernel, LANES, Lanes, Simd, simd};
use crate::plan::{Plan, StrategyPlan};
use crate::random::{BLOCK, Streams};

/// Everything that happened in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawView {
    /// `[stakeholder][criterion]` weights before any move.
    pub before: Vec<Vec<f64>>,
    /// In the order of the plan.
    pub strategies: Vec<StrategyView>,
}

/// What one strategy did in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct StrategyView {
    /// `[stakeholder][criterion]` weights when the decision falls.
    pub weights: Vec<Vec<f64>>,
    /// `[stakeholder][alternative]`
    pub utility: Vec<Vec<f64>>,
    /// `[alternative]` 1 where the gates leave it in the race.
    pub open: Vec<f64>,
    /// `[alternative]` the group's score.
    pub score: Vec<f64>,
    /// `[alternative]` probability of being chosen, given everything above.
    pub win: Vec<f64>,
    /// `[stage][alternative]` the same if the decision fell at the end of each stage.
    pub polls: Vec<Vec<f64>>,
    /// `[rule][alternative]` the same under each rule, in the order of [`Plan::all_rules`].
    pub rules: Vec<Vec<f64>>,
    /// `[alternative]` 1 where the deal would last; empty if nothing is said about adoption.
    pub lasts: Vec<f64>,
    /// `[alternative][rank]`
    pub rank: Vec<Vec<f64>>,
    /// `[alternative][alternative]`
    pub pairwise: Vec<Vec<f64>>,
    /// `[stakeholder][alternative]` first choices.
    pub support: Vec<Vec<f64>>,
    /// `[stakeholder][criterion]` our perceived value less that of the best rival.
    pub edge: Vec<Vec<f64>>,
}

/// Plays one draw of a run and shows it.
pub fn inspect(plan: &Plan, seed: u64, draw: u64) -> DrawView {
    let mut world = World::new(plan, Needed::to_decide_by_any_rule());
    world.draw(plan, Streams::new(seed), draw / BLOCK as u64);
    let within = (draw % BLOCK as u64) as usize;
    let (tile, lane) = (within / LANES, within % LANES);
    let table = |lanes: &[Lanes], width: usize| -> Vec<Vec<f64>> {
        lanes.chunks_exact(width).map(|row| row.iter().map(|x| x.0[lane]).collect()).collect()
    };
    let before = &world.weights[tile * plan.stakeholders * plan.criteria..][..plan.stakeholders * plan.criteria];
    let strategies = plan.strategies.iter().map(|strategy| {
        let (mut round, mut detail) = (Round::new(plan), Detail::new(plan));
        let mut lasting = vec![Lanes::ZERO; if plan.adoption.is_some() { plan.alternatives } else { 0 }];
        let at = (plan, &world, tile);
        simd::run(Show { strategy, at, round: &mut round, detail: &mut detail, lasting: &mut lasting });
        let row = |lanes: &[Lanes]| lanes.iter().map(|x| x.0[lane]).collect();
        StrategyView {
            weights: table(round.weights(), plan.criteria),
            utility: table(&round.utility, plan.alternatives),
            open: row(&round.open),
            score: row(&round.choice.score),
            win: row(&round.choice.win),
            polls: table(&round.polls, plan.alternatives),
            rules: table(&detail.rules, plan.alternatives),
            lasts: row(&lasting),
            rank: table(&detail.rank, plan.alternatives),
            pairwise: table(&detail.pair, plan.alternatives),
            support: table(&detail.support, plan.alternatives),
            edge: table(&detail.edge, plan.criteria),
        }
    });
    DrawView { before: table(before, plan.criteria), strategies: strategies.collect() }
}

struct Show<'a> {
    strategy: &'a StrategyPlan,
    at: Place<'a>,
    round: &'a mut Round,
    detail: &'a mut Detail,
    lasting: &'a mut [Lanes],
}

impl Kernel for Show<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { strategy, at, round, detail, lasting } = self;
        let at = tile(simd, at);
        round.play(strategy, at, Polls::Every);
        detail.rank(at, round);
        detail.look(strategy, at, round, false);
        round.lasts(strategy, at, 0..lasting.len(), lasting);
    }
}
