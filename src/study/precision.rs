//! Runs that go on until the answer is as precise as was wanted.
//!
//! A run that watches its own error and stops when it looks small stops too early whenever luck makes it look small, and
//! where changes are rare it stops when too few were seen, so that its answer is biased and its interval holds the truth
//! too seldom (Chow & Robbins 1965; Law & Kelton 2000, 9.4.1; Glynn & Whitt 1992 for what remains of it as the wanted
//! error goes to 0). Therefore a pilot tells how many draws are needed, as in Stein's (1945) two-stage procedure, but on
//! random numbers of its own: how long the run is does not depend on what its draws say, and its answers and intervals
//! are those of any run of so many draws. The run is looked at only when it ends; if its own error is still too large
//! then, as in at most about one of six, it goes on. A rule that looks at its own draws pulls a rare one-sided change
//! towards 0 by one standard error over the square root of the number of draws that changed; of that, a sixth is left.

use super::run::RunError;
use crate::engine::{Cancelled, Measure, Runner, StrategyTally, Tally, Watch, simulate_more};
use crate::plan::Plan;
use crate::random::BLOCK;
use crate::stats::{Estimate, Z975, paired_difference, proportion};

/// Fewest draws of a run, however little precision is wanted: there is more in an answer than the uplift.
const LEAST: u64 = 64 * BLOCK as u64;

/// Most draws of a run.
const MOST: f64 = 1e9;

/// A pilot goes on until it has at least one draw for so many draws of the run.
const PER_PILOT_DRAW: f64 = 8.0;

/// Batches of a pilot, which tell how well it knows a variance.
const BATCHES: usize = 16;

/// How strongly changes vary is known when this many draws differed (as in `paired_difference`).
const SEEN_OFTEN: f64 = 30.0;

/// A run that goes on aims a little beyond what is needed, so as not to be short again.
const BEYOND: f64 = 1.02;

/// Makes the numbers of a pilot those of another seed.
const PILOT_SEED: u64 = 0x70a1_5e5d_0b5e_55ed;

/// Simulates until neither the standard error of any uplift (of our win probability, without strategies) nor its 95 %
/// interval's half-width over 1.96 is more than `wanted`. The tally is that of a plain run of as many draws, bit for bit;
/// they are whole blocks, and at least 16,384.
///
/// # Errors
/// If the watcher cancels, or more than 10^9 draws would be needed.
pub fn simulate_until(
    plan: &Plan,
    seed: u64,
    wanted: f64,
    measure: Measure,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Tally, RunError> {
    let mut tally = Tally::new(plan, measure);
    let mut to = whole_blocks(draws_needed(plan, seed, wanted, runner, watch)?);
    loop {
        let more = simulate_more(plan, seed, tally.draws, to, measure, runner, watch)?;
        tally = tally.merge(&more);
        let reached = largest_error(plan, &tally);
        if reached <= wanted {
            return Ok(tally);
        }
        let needed = tally.draws as f64 * (reached / wanted).powi(2) * BEYOND;
        if needed > MOST {
            return Err(RunError::TooPrecise { wanted, reached, draws: tally.draws });
        }
        to = whole_blocks(needed);
    }
}

/// Draws, rounded up to whole blocks.
fn whole_blocks(draws: f64) -> u64 {
    (draws as u64).div_ceil(BLOCK as u64) * BLOCK as u64
}

/// What the pilot says: it doubles until it is large enough for the run that it asks for.
fn draws_needed(plan: &Plan, seed: u64, wanted: f64, runner: &Runner, watch: &dyn Watch) -> Result<f64, RunError> {
    let mut pilot = Pilot::default();
    let mut size = BATCHES as u64 * BLOCK as u64;
    // "No change seen" in the longest run is not surer than one draw in all of them.
    let conceivable = wanted * MOST >= 1.0;
    loop {
        pilot.extend(plan, seed ^ PILOT_SEED, size, runner, watch)?;
        let guesses = pilot.guesses(plan);
        let draws_for = |variance: f64| variance / (wanted * wanted);
        let hopeless = |guess: &&Guess| !conceivable || guess.is_known() && draws_for(guess.variance) > MOST;
        if let Some(guess) = guesses.iter().find(hopeless) {
            let reached = (guess.variance / size as f64).sqrt();
            return Err(RunError::TooPrecise { wanted, reached, draws: size });
        }
        let cautious = guesses.iter().map(|guess| guess.cautious(size)).reduce(f64::max);
        let needed = cautious.map_or(0.0, draws_for).clamp(LEAST as f64, MOST);
        if needed <= size as f64 * PER_PILOT_DRAW {
            return Ok(needed);
        }
        size *= 2;
    }
}

/// Draws that tell how strongly the answers vary, and are no part of them: outcomes only, in batches.
#[derive(Default)]
struct Pilot {
    batches: Vec<Tally>,
}

impl Pilot {
    /// Goes on to twice the draws (from none, to one block a batch).
    fn extend(&mut self, plan: &Plan, seed: u64, to: u64, runner: &Runner, watch: &dyn Watch) -> Result<(), Cancelled> {
        let from: u64 = self.batches.iter().map(|batch| batch.draws).sum();
        let size = (to - from) / BATCHES as u64;
        for start in (from..to).step_by(size as usize) {
            let unseen = Unseen(watch);
            let batch = simulate_more(plan, seed, start, start + size, Measure::Outcomes, runner, &unseen)?;
            self.batches.push(batch);
        }
        if self.batches.len() > BATCHES {
            self.batches = self.batches.chunks_exact(2).map(|pair| pair[0].clone().merge(&pair[1])).collect();
        }
        Ok(())
    }

    /// What it says about every answer.
    fn guesses(&self, plan: &Plan) -> Vec<Guess> {
        let variances: Vec<Vec<f64>> = self.batches.iter().map(|batch| variances(plan, batch)).collect();
        let answers = variances.first().map_or(0, Vec::len);
        (0..answers).map(|answer| Guess::new(variances.iter().map(|batch| batch[answer]))).collect()
    }
}

/// The variance of one draw of an answer, as far as a pilot knows it.
struct Guess {
    variance: f64,
    /// Its standard error.
    std_error: f64,
}

impl Guess {
    /// From the variances within batches of equal size.
    fn new(batches: impl ExactSizeIterator<Item = f64> + Clone) -> Self {
        let count = batches.len() as f64;
        let variance = batches.clone().sum::<f64>() / count;
        let squares: f64 = batches.map(|within| (within - variance).powi(2)).sum();
        Self { variance, std_error: (squares / (count - 1.0) / count).sqrt() }
    }

    /// Whether enough draws differed: were they all alike, their number would be (variance / error)^2.
    fn is_known(&self) -> bool {
        self.variance > 0.0 && self.variance >= SEEN_OFTEN.sqrt() * self.std_error
    }

    /// One standard error more; where few draws or none differed, also what one more of the largest kind would add, so
    /// that "no change seen" asks for a longer look and not for none.
    fn cautious(&self, draws: u64) -> f64 {
        let unseen = if self.is_known() { 0.0 } else { 1.0 / draws as f64 };
        self.variance + self.std_error + unseen
    }
}

/// A pilot is no progress of the run, but can be cancelled.
struct Unseen<'a>(&'a dyn Watch);

impl Watch for Unseen<'_> {
    fn progress(&self, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

/// Mean and mean square of what has to be precise: our uplift under every strategy, or our win probability if there is
/// none. What is certain needs no draws.
fn answers(plan: &Plan, tally: &Tally) -> Vec<(f64, f64)> {
    let (layout, us) = (&tally.layout, plan.us);
    let mean = |counted: &StrategyTally, at: usize| counted.sums(at..at + 1)[0] / tally.draws as f64;
    if let [only] = tally.strategies.as_slice() {
        let square = layout.win_products().start + layout.product(us, us);
        return vec![(mean(only, layout.win().start + us), mean(only, square))];
    }
    let uncertain = |number: &usize| !(plan.is_certain(0) && plan.is_certain(*number));
    let uplift = |number: usize| {
        let change = tally.changes(number, layout.win())[us] / tally.draws as f64;
        (change, mean(&tally.strategies[number], layout.change_squares().start + us))
    };
    (1..tally.strategies.len()).filter(uncertain).map(uplift).collect()
}

/// Sample variances of one draw of the answers.
fn variances(plan: &Plan, tally: &Tally) -> Vec<f64> {
    let n = tally.draws as f64;
    let variance = |(mean, square): (f64, f64)| (square - mean * mean).max(0.0) * n / (n - 1.0);
    answers(plan, tally).into_iter().map(variance).collect()
}

/// The largest standard error of an answer, or half-width of its interval over 1.96 if that is more.
fn largest_error(plan: &Plan, tally: &Tally) -> f64 {
    let alone = tally.strategies.len() == 1;
    let estimate = |(mean, square): (f64, f64)| match alone {
        true => proportion(mean, square, tally.draws, false),
        false => paired_difference(mean, square, tally.draws, plan.is_hard(), false),
    };
    let error = |found: Estimate| found.std_error().max((found.high() - found.low()) / 2.0 / Z975);
    answers(plan, tally).into_iter().map(|answer| error(estimate(answer))).fold(0.0, f64::max)
}
