//! One difference between two situations, on common random numbers: the same strategy in two scenarios, or two
//! strategies in one.
//!
//! Whatever the two share by name (people, vendors, moves) has the same random numbers in both, because numbers are
//! addressed by ids. So the difference is paired draw by draw, also between scenarios. Its error comes from the means of
//! batches of draws (Law & Kelton 2000, section 9.5.3), which needs no per-draw record of either side.

use super::run::RunError;
use crate::engine::{Measure, Runner, Silent, simulate_more};
use crate::model::{Alternative, Scenario, StrategyId};
use crate::plan::{Plan, compile};
use crate::random::BLOCK;
use crate::stats::{Estimate, standard_error};

/// One side of a contrast.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// In which scenario.
    pub scenario: &'a Scenario,
    /// With which strategy; `None`: the baseline.
    pub strategy: Option<StrategyId>,
    /// The probability of what.
    pub event: Event,
}

/// Something that may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// This alternative is chosen.
    Wins(Alternative),
    /// This alternative is chosen, and what people then live with lasts; never, in a scenario without `[adoption]`.
    WinsAndLasts(Alternative),
}

/// The difference between two sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// Probability on the left side.
    pub left: f64,
    /// Probability on the right side.
    pub right: f64,
    /// Left less right, with the paired error.
    pub difference: Estimate,
}

impl Contrast {
    /// The difference in standard errors; infinite if it is certain.
    pub fn z(&self) -> f64 {
        let (difference, error) = (self.difference.value(), self.difference.std_error());
        if difference == 0.0 { 0.0 } else { difference / error }
    }
}

/// Batches of a contrast: enough for a normal interval.
const BATCHES: u64 = 200;

/// Compares two sides on the same random numbers, in at least this many draws (rounded up to whole blocks in 200 batches).
///
/// # Errors
/// If a scenario cannot be simulated.
pub fn contrast(left: Side, right: Side, draws: u64, seed: u64, runner: &Runner) -> Result<Contrast, RunError> {
    let batch = draws.div_ceil(BATCHES * BLOCK as u64) * BLOCK as u64;
    let (left, right) = (Batches::new(left, seed)?, Batches::new(right, seed)?);
    let (mut sums, mut square) = ([0.0; 2], 0.0);
    for number in 0..BATCHES {
        let draws = number * batch..(number + 1) * batch;
        let (l, r) = (left.mean(draws.clone(), runner)?, right.mean(draws, runner)?);
        sums = [sums[0] + l, sums[1] + r];
        square += (l - r) * (l - r);
    }
    let n = BATCHES as f64;
    let (left, right) = (sums[0] / n, sums[1] / n);
    let difference = left - right;
    let difference = Estimate::normal(difference, standard_error(difference, square / n, BATCHES));
    Ok(Contrast { left, right, difference })
}

/// One side, ready to be simulated piece by piece.
struct Batches {
    plan: Plan,
    seed: u64,
    strategy: usize,
    alternative: usize,
    lasting: bool,
}

impl Batches {
    fn new(side: Side, seed: u64) -> Result<Self, RunError> {
        let strategies: Vec<StrategyId> = side.strategy.into_iter().collect();
        let plan = compile(side.scenario, &strategies).map_err(RunError::Unsupported)?;
        let (alternative, lasting) = match side.event {
            Event::Wins(alternative) => (alternative, false),
            Event::WinsAndLasts(alternative) => (alternative, true),
        };
        let alternative = side.scenario.alternatives().iter().position(|a| *a == alternative);
        let alternative = alternative.expect("an alternative of the scenario");
        Ok(Self { plan, seed, strategy: strategies.len(), alternative, lasting })
    }

    fn mean(&self, draws: std::ops::Range<u64>, runner: &Runner) -> Result<f64, RunError> {
        let tally = simulate_more(&self.plan, self.seed, draws.start, draws.end, Measure::Outcomes, runner, &Silent)?;
        let section = if self.lasting { tally.layout.lasting_win() } else { tally.layout.win() };
        let sum = tally.strategies[self.strategy].sums(section).get(self.alternative).copied();
        Ok(sum.unwrap_or(0.0) / tally.draws as f64)
    }
}
