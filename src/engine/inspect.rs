//! One draw under a magnifying glass: for people who check the engine, and for tests.

use super::block::{Detail, Round};
use super::world::World;
use crate::math::{LANES, Lanes, vectorised};
use crate::plan::Plan;
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
    /// `[alternative]` the group's score.
    pub score: Vec<f64>,
    /// `[alternative]` probability of being chosen, given everything above.
    pub win: Vec<f64>,
    /// `[alternative][rank]`
    pub rank: Vec<Vec<f64>>,
    /// `[alternative][alternative]`
    pub pairwise: Vec<Vec<f64>>,
    /// `[stakeholder][alternative]` first choices.
    pub support: Vec<Vec<f64>>,
}

/// Plays one draw of a run and shows it.
pub fn inspect(plan: &Plan, seed: u64, draw: u64) -> DrawView {
    let mut world = World::new(plan);
    world.draw(plan, Streams::new(seed), draw / BLOCK as u64);
    let within = (draw % BLOCK as u64) as usize;
    let (tile, lane) = (within / LANES, within % LANES);
    let table = |lanes: &[Lanes], width: usize| -> Vec<Vec<f64>> {
        lanes.chunks_exact(width).map(|row| row.iter().map(|x| x.0[lane]).collect()).collect()
    };
    let before = &world.weights[tile * plan.stakeholders * plan.criteria..][..plan.stakeholders * plan.criteria];
    let strategies = plan.strategies.iter().map(|strategy| {
        let (mut round, mut detail) = (Round::new(plan), Detail::new(plan));
        vectorised(
            #[inline(always)]
            || {
                round.play(plan, strategy, &world, tile);
                detail.look(plan, &round);
            },
        );
        StrategyView {
            weights: table(&round.weights, plan.criteria),
            utility: table(&round.utility, plan.alternatives),
            score: table(&round.score, plan.alternatives).remove(0),
            win: table(&round.win, plan.alternatives).remove(0),
            rank: table(&detail.rank, plan.alternatives),
            pairwise: table(&detail.pair, plan.alternatives),
            support: table(&detail.support, plan.alternatives),
        }
    });
    DrawView { before: table(before, plan.criteria), strategies: strategies.collect() }
}
