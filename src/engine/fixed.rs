//! The second phase: win probability when everybody's weights are fixed, scores still uncertain (confidence factors).

use super::block::active_lanes;
use super::persuade::Tile;
use super::round::{Polls, Round};
use super::runner::{Cancelled, Runner, Watch};
use super::tally::{Measure, from_units, in_units};
use super::world::World;
use crate::math::{LANES, Lanes};
use crate::plan::Plan;
use crate::random::{BLOCK, Streams};

/// One question: does this alternative win when the weights are these?
#[derive(Clone, Debug, PartialEq)]
pub struct FixedCase {
    /// Position of the strategy in the plan: it is played, but everybody's weights are these when the decision falls.
    pub strategy: usize,
    /// Position of the alternative.
    pub alternative: usize,
    /// `[stakeholder][criterion]`, flat.
    pub weights: Vec<f64>,
}

struct Worker {
    world: World,
    round: Round,
    /// Per case: sums of P and P^2 in units of 2^-32.
    sums: Vec<[i64; 2]>,
}

/// For each case the mean of P(win) and of its square over draws `0..draws`, on the same performances as the run.
///
/// # Errors
/// If the watcher cancels.
pub fn simulate_fixed(
    plan: &Plan,
    seed: u64,
    draws: u64,
    cases: &[FixedCase],
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<(f64, f64)>, Cancelled> {
    let streams = Streams::new(seed);
    let block = BLOCK as u64;
    let workers = runner.run(
        0..draws.div_ceil(block),
        || Worker::new(plan, cases.len()),
        |worker, number| {
            worker.world.draw(plan, streams, number);
            let active = (draws - number * block).min(block) as usize;
            for (position, case) in cases.iter().enumerate() {
                worker.play(plan, case, position, active);
            }
        },
        watch,
        |blocks| ((blocks * block).min(draws), draws),
    )?;
    let total = |position: usize, k: usize| from_units(workers.iter().map(|w| w.sums[position][k]).sum());
    Ok((0..cases.len()).map(|i| (total(i, 0) / draws as f64, total(i, 1) / draws as f64)).collect())
}

impl Worker {
    fn new(plan: &Plan, cases: usize) -> Self {
        Self { world: World::new(plan, Measure::Outcomes), round: Round::new(plan), sums: vec![[0; 2]; cases] }
    }

    fn play(&mut self, plan: &Plan, case: &FixedCase, position: usize, draws: usize) {
        let Self { world, round, sums } = self;
        let strategy = &plan.strategies[case.strategy];
        let (mut once, mut twice) = (Lanes::ZERO, Lanes::ZERO);
        for tile in 0..draws.div_ceil(LANES) {
            round.play(strategy, Tile { plan, world, tile }, Polls::Last, Some(&case.weights));
            let p = round.choice.win[case.alternative] * active_lanes(draws, tile);
            once = once + p;
            twice = twice + p * p;
        }
        for (sum, lanes) in sums[position].iter_mut().zip([once, twice]) {
            *sum += in_units(lanes);
        }
    }
}
