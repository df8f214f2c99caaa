//! What people think of every alternative on every criterion when the decision falls, on average over the draws: from this
//! follows which weights would let an alternative lead in expectation.

use super::block::active_lanes;
use super::count::add;
use super::judge::perceived;
use super::round::{Place, Polls, Round, tile};
use super::runner::{Cancelled, Runner, Watch};
use super::world::{Needed, World};
use crate::math::{Kernel, LANES, Lanes, Simd, simd};
use crate::plan::Plan;
use crate::random::{BLOCK, Streams};

/// Mean perceptions under the first strategy of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Perceptions {
    alternatives: usize,
    criteria: usize,
    /// `[stakeholder][alternative][criterion]`, flat.
    values: Vec<f64>,
    /// `[stakeholder]`
    fears: Vec<f64>,
}

impl Perceptions {
    /// E\[q_ivc\], in \[0, 1\] where scales are clamped; 0 where this person never judges the alternative.
    pub fn value(&self, who: usize, alternative: usize, criterion: usize) -> f64 {
        self.values[(who * self.alternatives + alternative) * self.criteria + criterion]
    }

    /// E\[d_i\]: what fear of getting it wrong adds to doing nothing; 0 without a status quo.
    pub fn fear(&self, who: usize) -> f64 {
        self.fears[who]
    }
}

/// Plays the first strategy of a plan in draws `0..draws`, and averages what people then think.
///
/// # Errors
/// If the watcher cancels.
pub fn simulate_perceptions(
    plan: &Plan,
    seed: u64,
    draws: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Perceptions, Cancelled> {
    let (streams, block) = (Streams::new(seed), BLOCK as u64);
    let workers = runner.run(
        0..draws.div_ceil(block),
        || Worker::new(plan),
        |worker, number| {
            let Worker { world, round, sums, made } = worker;
            world.draw(plan, streams, number);
            sums.fill(Lanes::ZERO);
            simd::run(Play { plan, world, draws: (draws - number * block).min(block) as usize, round, sums });
            made.push((number, sums.iter().map(|sum| sum.total()).collect()));
        },
        watch,
        |blocks| ((blocks * block).min(draws), draws),
    )?;
    // In the order of the blocks, whoever played them: sums of floating-point numbers depend on it.
    let mut blocks: Vec<(u64, Vec<f64>)> = workers.into_iter().flat_map(|worker| worker.made).collect();
    blocks.sort_unstable_by_key(|(number, _)| *number);
    let mut means = vec![0.0; cells(plan) + plan.stakeholders];
    for (_, sums) in &blocks {
        means.iter_mut().zip(sums).for_each(|(mean, sum)| *mean += sum / draws as f64);
    }
    let fears = means.split_off(cells(plan));
    Ok(Perceptions { alternatives: plan.alternatives, criteria: plan.criteria, values: means, fears })
}

fn cells(plan: &Plan) -> usize {
    plan.stakeholders * plan.alternatives * plan.criteria
}

struct Worker {
    world: World,
    round: Round,
    /// Perceived values, then fears; for one block.
    sums: Vec<Lanes>,
    made: Vec<(u64, Vec<f64>)>,
}

impl Worker {
    fn new(plan: &Plan) -> Self {
        Self {
            world: World::new(plan, Needed::to_decide(plan)),
            round: Round::new(plan),
            sums: vec![Lanes::ZERO; cells(plan) + plan.stakeholders],
            made: Vec::new(),
        }
    }
}

/// All tiles of a block.
struct Play<'a> {
    plan: &'a Plan,
    world: &'a World,
    draws: usize,
    round: &'a mut Round,
    sums: &'a mut [Lanes],
}

impl Kernel for Play<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { plan, world, draws, round, sums } = self;
        let strategy = &plan.strategies[0];
        let (values, fears) = sums.split_at_mut(cells(plan));
        for number in 0..draws.div_ceil(LANES) {
            let place: Place = (plan, world, number);
            let (at, active) = (tile(simd, place), active_lanes(simd, draws, number));
            round.play(strategy, at, Polls::Last);
            for (cell, sum) in values.iter_mut().enumerate() {
                let (row, criterion) = (cell / plan.criteria, cell % plan.criteria);
                let (who, alternative) = (row / plan.alternatives, row % plan.alternatives);
                add(simd, sum, perceived(strategy, at, &round.seen, who, alternative, criterion) * active);
            }
            if plan.inertia.is_some() {
                for (sum, fear) in fears.iter_mut().zip(round.fears()) {
                    add(simd, sum, fear.on(simd) * active);
                }
            }
        }
    }
}
