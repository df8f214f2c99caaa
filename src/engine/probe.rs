//! Weights set by hand (reframe curves, break-even weights, maps of weights): the baseline is played up to the decision once, and then decided at every point.

use super::block::active_lanes;
use super::choose::{choose_softly, normalise};
use super::count::add;
use super::round::{End, Polls, Round, tile};
use super::runner::{Cancelled, Runner, Watch};
use super::tally::{from_units, in_units};
use super::world::{Needed, World};
use crate::math::{Eight, Kernel, LANES, Lanes, Simd, simd};
use crate::plan::{Plan, ProbeLine, ProbePlan, Way};
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
            let mut rest = &mut sums[..];
            for ProbeLine { weights, way } in &probe.lines {
                let (line, others) = rest.split_at_mut(weights.len() * 3 * a);
                rest = others;
                if let Way::Straight { from, to } = way {
                    for (end, set) in ends.iter_mut().zip([from, to]) {
                        round.decide_with(set, baseline, at);
                        end.note(round);
                    }
                    if choose_along(simd, plan, ends, weights, active, line) {
                        continue;
                    }
                }
                for (point, (weight, sums)) in weights.iter().zip(line.chunks_exact_mut(3 * a)).enumerate() {
                    match way {
                        Way::Straight { .. } => {
                            round.decide_between([&ends[0], &ends[1]], *weight, baseline, at);
                        }
                        Way::Stepwise(sets) => round.decide_with(&sets[point], baseline, at),
                        Way::Given(weights) => round.decide_given(&weights[point], baseline, at),
                    }
                    count(&round.choice.win, us, active, sums);
                }
            }
        }
    }
}

/// Decides and counts all points of a straight line where the group's score is straight too and there is noise, and the
/// alternatives are few enough to stay in registers; else it says no.
#[inline(always)]
fn choose_along<S: Simd>(
    simd: S,
    plan: &Plan,
    [from, to]: &[End; 2],
    weights: &[f64],
    active: Eight<S>,
    sums: &mut [Lanes],
) -> bool {
    if !plan.has_linear_scores() || plan.noise == 0.0 {
        return false;
    }
    let ends = [&from.score[..], &to.score[..]];
    let line = Along { plan, ends, weights, active: active.lanes(), sums };
    match plan.alternatives {
        2 => simd.call(Few::<2>(line)),
        3 => simd.call(Few::<3>(line)),
        4 => simd.call(Few::<4>(line)),
        5 => simd.call(Few::<5>(line)),
        6 => simd.call(Few::<6>(line)),
        _ => return false,
    }
    true
}

/// The points of a straight line.
struct Along<'a> {
    plan: &'a Plan,
    ends: [&'a [Lanes]; 2],
    weights: &'a [f64],
    active: Lanes,
    sums: &'a mut [Lanes],
}

/// The same with so many alternatives.
struct Few<'a, const A: usize>(Along<'a>);

impl<const A: usize> Kernel for Few<'_, A> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Along { plan, ends: [from, to], weights, active, sums } = self.0;
        let (active, zero) = (active.on(simd), Eight::splat(simd, 0.0));
        let steep = 1.0 / plan.noise;
        let (mut score, mut slope) = ([zero; A], [zero; A]);
        for v in 0..A {
            slope[v] = (to[v].on(simd) - from[v].on(simd)) * steep;
        }
        let mut chosen = Steps { win: [zero; A], ratio: [zero; A], step: f64::NAN };
        for (point, sums) in sums.chunks_exact_mut(3 * A).enumerate() {
            let weight = weights[point];
            let step = if point > 0 { weight - weights[point - 1] } else { f64::NAN };
            if !chosen.go_on(step, &slope) {
                for v in 0..A {
                    score[v] = from[v].on(simd) * (1.0 - weight) + to[v].on(simd) * weight;
                }
                chosen.win = choose_softly(score, plan.noise);
            }
            let ours = chosen.win[plan.us];
            for v in 0..A {
                count_one(v, A, chosen.win[v] * active, ours, sums);
            }
        }
    }
}

/// Steps of one length along a straight line: with each, the odds of an alternative change by the same factor.
struct Steps<S: Simd, const A: usize> {
    win: [Eight<S>; A],
    ratio: [Eight<S>; A],
    step: f64,
}

impl<S: Simd, const A: usize> Steps<S, A> {
    /// Goes one step on, if that loses no digits; `slope` is how the logarithms of odds change.
    #[inline(always)]
    fn go_on(&mut self, step: f64, slope: &[Eight<S>; A]) -> bool {
        let simd = slope[0].simd();
        let mut least = self.win[0];
        for v in 1..A {
            least = least.min(self.win[v]);
        }
        // What is as unlikely as this has not been followed closely enough.
        if step.is_nan() || !Eight::splat(simd, 1e-100).below(least).all() {
            return false;
        }
        if (step - self.step).abs() > 1e-12 || self.step.is_nan() {
            self.step = f64::NAN;
            let most = Eight::splat(simd, 200.0);
            let mut gentle = true;
            for v in 0..A {
                let change = slope[v] * step;
                gentle &= change.max(-change).at_most(most).all();
                self.ratio[v] = change.exp();
            }
            if !gentle {
                return false;
            }
            self.step = step;
        }
        for v in 0..A {
            self.win[v] = self.win[v] * self.ratio[v];
        }
        self.win = normalise(self.win);
        true
    }
}

#[inline(always)]
fn count<S: Simd>(win: &[Lanes], us: usize, active: Eight<S>, sums: &mut [Lanes]) {
    let (a, simd) = (win.len(), active.simd());
    let ours = win[us].on(simd);
    for v in 0..a {
        count_one(v, a, win[v].on(simd) * active, ours, sums);
    }
}

/// One of `a` alternatives: its probability in the draws that count, and our own.
#[inline(always)]
fn count_one<S: Simd>(v: usize, a: usize, p: Eight<S>, ours: Eight<S>, sums: &mut [Lanes]) {
    let simd = p.simd();
    add(simd, &mut sums[v], p);
    add(simd, &mut sums[a + v], p * p);
    add(simd, &mut sums[2 * a + v], p * ours);
}
