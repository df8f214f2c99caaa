//! The second phase: win probability when everybody's weights are fixed, scores still uncertain (confidence factors).

use super::block::active_lanes;
use super::count::add;
use super::group_score::GroupScore;
use super::persuade::Tile;
use super::round::{Polls, Round, tile};
use super::runner::{Cancelled, Runner, Watch};
use super::tally::{from_units, in_units};
use super::world::{Needed, World};
use crate::math::{Kernel, LANES, Lanes, Simd, simd};
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

/// What is known of a case before any draw.
enum Ready {
    /// The group's score but for performances.
    Score(GroupScore),
    /// Everybody's weights.
    Weights(Vec<Lanes>),
}

impl Ready {
    fn new(plan: &Plan, case: &FixedCase) -> Self {
        match GroupScore::new(plan, &plan.strategies[case.strategy], &case.weights) {
            Some(group) => Self::Score(group),
            None => Self::Weights(case.weights.iter().map(|w| Lanes::splat(*w)).collect()),
        }
    }
}

struct Worker {
    world: World,
    round: Round,
    /// Per case.
    ready: Vec<Ready>,
    /// Per case: sums of P and P^2 over a block.
    block: Vec<[Lanes; 2]>,
    /// The same over all blocks, in units of 2^-32.
    total: Vec<[i64; 2]>,
}

/// For each case the mean of P(win) and of its square over draws `0..draws`, on the same performances as the run. Cases of
/// one strategy stand side by side.
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
        || Worker::new(plan, cases),
        |worker, number| {
            let Worker { world, round, ready, block: sums, total } = worker;
            world.draw(plan, streams, number);
            sums.fill([Lanes::ZERO; 2]);
            let draws = (draws - number * block).min(block) as usize;
            simd::run(Play { plan, world, cases, draws, round, ready, sums });
            for (total, sums) in total.iter_mut().zip(sums) {
                *total = [total[0] + in_units(sums[0]), total[1] + in_units(sums[1])];
            }
        },
        watch,
        |blocks| ((blocks * block).min(draws), draws),
    )?;
    let total = |position: usize, k: usize| from_units(workers.iter().map(|w| w.total[position][k]).sum());
    Ok((0..cases.len()).map(|i| (total(i, 0) / draws as f64, total(i, 1) / draws as f64)).collect())
}

impl Worker {
    fn new(plan: &Plan, cases: &[FixedCase]) -> Self {
        let only_weights_move = |case: &FixedCase| plan.strategies[case.strategy].moves_only_weights();
        let needed = Needed { weights: false, moves: !cases.iter().all(only_weights_move), moods: plan.rule.votes() };
        Self {
            world: World::new(plan, needed),
            round: Round::new(plan),
            ready: cases.iter().map(|case| Ready::new(plan, case)).collect(),
            block: vec![[Lanes::ZERO; 2]; cases.len()],
            total: vec![[0; 2]; cases.len()],
        }
    }
}

/// All cases in all tiles of a block.
struct Play<'a> {
    plan: &'a Plan,
    world: &'a World,
    cases: &'a [FixedCase],
    draws: usize,
    round: &'a mut Round,
    ready: &'a mut [Ready],
    sums: &'a mut [[Lanes; 2]],
}

impl Kernel for Play<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { plan, world, cases, draws, round, mut ready, mut sums } = self;
        for cases in cases.chunk_by(|a, b| a.strategy == b.strategy) {
            let strategy = &plan.strategies[cases[0].strategy];
            let ((these, rest), (known, others)) = (sums.split_at_mut(cases.len()), ready.split_at_mut(cases.len()));
            (sums, ready) = (rest, others);
            for number in 0..draws.div_ceil(LANES) {
                let at = tile(simd, (plan, world, number));
                if strategy.moves_only_weights() {
                    round.skip_talk(strategy, at);
                } else {
                    round.approach(strategy, at, Polls::Last);
                    if let [Ready::Score(_), ..] = known {
                        round.look_again(strategy, at);
                    }
                }
                for ((case, known), sums) in cases.iter().zip(&mut *known).zip(&mut *these) {
                    match known {
                        Ready::Score(group) => round.decide_by(group, strategy, at),
                        Ready::Weights(weights) => round.decide_ready(weights, strategy, at),
                    }
                    count(case, at, draws, round, sums);
                }
            }
        }
    }
}

#[inline(always)]
fn count<S: Simd>(case: &FixedCase, at: Tile<S>, draws: usize, round: &Round, sums: &mut [Lanes; 2]) {
    let p = round.choice.win[case.alternative].on(at.simd) * active_lanes(at.simd, draws, at.tile);
    add(at.simd, &mut sums[0], p);
    add(at.simd, &mut sums[1], p * p);
}
