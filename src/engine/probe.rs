//! Weights set by hand (reframe curves, break-even weights, maps of weights): the baseline is played up to the decision once, and then decided at every point.

use super::block::active_lanes;
use super::count::add;
use super::round::{End, Polls, Round, tile};
use super::runner::{Cancelled, Runner, Watch};
use super::tally::{from_units, in_units};
use super::world::{Needed, World};
use crate::math::{Eight, Kernel, LANES, Lanes, Simd, simd};
use crate::plan::{ProbeLine, ProbePlan, Way};
use crate::random::{BLOCK, Streams};

/// What came out at one point, averaged over the draws.
#[derive(Clone, Debug, PartialEq)]
pub struct PointMeans {
    /// `[alternative]` mean of P(win).
    pub win: Vec<f64>,
    /// `[alternative]` mean of its square.
    pub squares: Vec<f64>,
    /// `[alternative]` mean of its product with our own.
    pub with_us: Vec<f64>,
}

/// Decides draws `0..draws` at every point of every line of a plan: `[line][point]`.
///
/// # Errors
/// If the watcher cancels.
pub fn simulate_probe(
    probe: &ProbePlan,
    seed: u64,
    draws: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Vec<PointMeans>>, Cancelled> {
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
    let mut next = (0..).step_by(3 * a);
    let mut point = || {
        let start = next.next().expect("there is no end to numbers");
        let section = |number: usize| (start + number * a..start + (number + 1) * a).map(mean).collect();
        PointMeans { win: section(0), squares: section(1), with_us: section(2) }
    };
    Ok(probe.lines.iter().map(|line| line.weights.iter().map(|_| point()).collect()).collect())
}

/// A worker's own memory.
struct Worker {
    world: World,
    round: Round,
    /// The ends of a straight line.
    ends: [End; 2],
    /// `[line][point]`, each `[alternative]` sums, sums of squares, sums of products with us; for one block.
    sums: Vec<Lanes>,
    /// The same over all blocks, in units of 2^-32.
    total: Vec<i64>,
}

impl Worker {
    fn new(probe: &ProbePlan) -> Self {
        let plan = &probe.plan;
        let points: usize = probe.lines.iter().map(|line| line.weights.len()).sum();
        Self {
            world: World::new(plan, Needed::to_decide(plan)),
            round: Round::new(plan),
            ends: [End::new(plan), End::new(plan)],
            sums: vec![Lanes::ZERO; points * 3 * plan.alternatives],
            total: vec![0; points * 3 * plan.alternatives],
        }
    }

    fn play(&mut self, probe: &ProbePlan, draws: usize) {
        self.sums.fill(Lanes::ZERO);
        let Self { world, round, ends, sums, total } = self;
        simd::run(Play { probe, world, draws, round, ends, sums });
        total.iter_mut().zip(sums).for_each(|(total, sum)| *total += in_units(*sum));
    }
}

/// All points in all tiles of a block.
struct Play<'a> {
    probe: &'a ProbePlan,
    world: &'a World,
    draws: usize,
    round: &'a mut Round,
    ends: &'a mut [End; 2],
    sums: &'a mut [Lanes],
}

impl Kernel for Play<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { probe, world, draws, round, ends, sums } = self;
        let (plan, baseline) = (&probe.plan, &probe.plan.strategies[0]);
        let (a, us) = (plan.alternatives, plan.us);
        for number in 0..draws.div_ceil(LANES) {
            let (at, active) = (tile(simd, (plan, world, number)), active_lanes(simd, draws, number));
            round.approach(baseline, at, Polls::Last);
            round.remember_weights();
            let mut sums = sums.chunks_exact_mut(3 * a);
            for ProbeLine { weights, way } in &probe.lines {
                if let Way::Straight { from, to } = way {
                    for (end, set) in ends.iter_mut().zip([from, to]) {
                        round.decide_with(set, baseline, at);
                        end.note(round);
                    }
                }
                for (point, weight) in weights.iter().enumerate() {
                    match way {
                        Way::Straight { .. } => {
                            round.decide_between([&ends[0], &ends[1]], *weight, baseline, at);
                        }
                        Way::Stepwise(sets) => round.decide_with(&sets[point], baseline, at),
                        Way::Given(weights) => round.decide_given(&weights[point], baseline, at),
                    }
                    let sums = sums.next().expect("one for each point");
                    count(&round.choice.win, us, active, sums);
                }
            }
        }
    }
}

#[inline(always)]
fn count<S: Simd>(win: &[Lanes], us: usize, active: Eight<S>, sums: &mut [Lanes]) {
    let (a, simd) = (win.len(), active.simd());
    let ours = win[us].on(simd);
    for v in 0..a {
        let p = win[v].on(simd) * active;
        add(simd, &mut sums[v], p);
        add(simd, &mut sums[a + v], p * p);
        add(simd, &mut sums[2 * a + v], p * ours);
    }
}
