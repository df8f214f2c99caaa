//! The points of a reframe curve: the baseline is played up to the decision once, and then decided at every point.

use super::block::active_lanes;
use super::persuade::Tile;
use super::round::{Polls, Round};
use super::runner::{Cancelled, Runner, Watch};
use super::tally::{Measure, from_units, in_units};
use super::world::World;
use crate::math::{LANES, Lanes, vectorised};
use crate::plan::ProbePlan;
use crate::random::{BLOCK, Streams};

/// What came out at one point, averaged over the draws.
#[derive(Clone, Debug, PartialEq)]
pub struct PointMeans {
    /// `[alternative]` mean of P(win).
    pub win: Vec<f64>,
    /// `[alternative][alternative]`, flat: mean of the product of two of them.
    pub products: Vec<f64>,
}

/// Decides draws `0..draws` at every point of a probe.
///
/// # Errors
/// If the watcher cancels.
pub fn simulate_probe(
    probe: &ProbePlan,
    seed: u64,
    draws: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<PointMeans>, Cancelled> {
    let (streams, block) = (Streams::new(seed), BLOCK as u64);
    let workers = runner.run(
        0..draws.div_ceil(block),
        || Worker::new(probe),
        |worker, number| {
            worker.world.draw(&probe.plan, streams, number);
            worker.play(probe, (draws - number * block).min(block) as usize);
        },
        watch,
        |blocks| ((blocks * block).min(draws), draws),
    )?;
    let a = probe.plan.alternatives;
    let mean = |at: usize| from_units(workers.iter().map(|worker| worker.total[at]).sum()) / draws as f64;
    let point = |number: usize| {
        let start = number * (a + a * a);
        PointMeans {
            win: (start..start + a).map(mean).collect(),
            products: (start + a..start + a + a * a).map(mean).collect(),
        }
    };
    Ok((0..probe.points.len()).map(point).collect())
}

/// A worker's own memory.
struct Worker {
    world: World,
    round: Round,
    /// `[point]`, each `[alternative]` and then `[alternative][alternative]`, for one block.
    sums: Vec<Lanes>,
    /// The same over all blocks, in units of 2^-32.
    total: Vec<i64>,
}

impl Worker {
    fn new(probe: &ProbePlan) -> Self {
        let a = probe.plan.alternatives;
        let size = probe.points.len() * (a + a * a);
        Self {
            world: World::new(&probe.plan, Measure::Outcomes),
            round: Round::new(&probe.plan),
            sums: vec![Lanes::ZERO; size],
            total: vec![0; size],
        }
    }

    fn play(&mut self, probe: &ProbePlan, draws: usize) {
        let Self { world, round, sums, total } = self;
        let (plan, baseline) = (&probe.plan, &probe.plan.strategies[0]);
        let a = plan.alternatives;
        sums.fill(Lanes::ZERO);
        for tile in 0..draws.div_ceil(LANES) {
            let (at, active) = (Tile { plan, world, tile }, active_lanes(draws, tile));
            round.approach(baseline, at, Polls::Last);
            for (set, sums) in probe.points.iter().zip(sums.chunks_exact_mut(a + a * a)) {
                round.decide_with(set, baseline, at);
                add(&round.choice.win, active, sums);
            }
        }
        total.iter_mut().zip(sums).for_each(|(total, sum)| *total += in_units(*sum));
    }
}

/// Adds win probabilities, and their products.
fn add(win: &[Lanes], active: Lanes, sums: &mut [Lanes]) {
    let (once, products) = sums.split_at_mut(win.len());
    vectorised(
        #[inline(always)]
        || {
            for ((p, sum), row) in win.iter().zip(once).zip(products.chunks_exact_mut(win.len())) {
                let p = *p * active;
                *sum = *sum + p;
                row.iter_mut().zip(win).for_each(|(sum, other)| *sum = *sum + p * *other);
            }
        },
    );
}
