//! The main job: every strategy against the baseline, on the same possible committees.

use thiserror::Error;

use super::curve::curves;
use super::precision::simulate_until;
use crate::engine::{Cancelled, Measure, Runner, Watch, simulate, simulate_fixed};
use crate::model::{Problem, Scenario, StrategyId};
use crate::plan::{Plan, compile};
use crate::random::BLOCK;
use crate::stats::{Caution, Curve, Findings, central_cases, far_apart, paired_difference, summarise};

/// How long to simulate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effort {
    /// This many draws, 1 to 10^9.
    Draws(u64),
    /// Until the standard error of every uplift (of our win probability, without strategies) is at most this.
    Precision(f64),
}

/// What to run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRequest {
    /// Strategies to play besides the baseline, in this order.
    pub strategies: Vec<StrategyId>,
    /// How long.
    pub effort: Effort,
    /// Seed.
    pub seed: u64,
}

impl RunRequest {
    /// All strategies of a scenario, with its own draws and seed.
    pub fn all(scenario: &Scenario) -> Self {
        Self {
            strategies: (0..scenario.strategies.len()).map(StrategyId::new).collect(),
            effort: Effort::Draws(scenario.defaults.draws),
            seed: scenario.defaults.seed,
        }
    }
}

/// What a run gives.
#[derive(Clone, Debug, PartialEq)]
pub struct RunOutcome {
    /// Baseline and strategies.
    pub findings: Findings,
    /// One reframe curve for every strategy that moves a weight.
    pub curves: Vec<Curve>,
}

/// Why a run gave nothing.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum RunError {
    /// The scenario asks for what this version cannot simulate.
    #[error("the scenario asks for what cannot be simulated")]
    Unsupported(Vec<Problem>),
    /// Somebody stopped it.
    #[error("the run was cancelled")]
    Cancelled,
    /// No number of draws that is allowed reaches the wanted precision.
    #[error("a standard error of {wanted} would take more than 10^9 draws; {draws} draws reach {reached}")]
    TooPrecise {
        /// What was asked for.
        wanted: f64,
        /// What the pilot reached.
        reached: f64,
        /// With this many draws.
        draws: u64,
    },
}

impl From<Cancelled> for RunError {
    fn from(_: Cancelled) -> Self {
        RunError::Cancelled
    }
}

/// Runs a scenario.
///
/// # Errors
/// See [`RunError`].
pub fn run(
    scenario: &Scenario,
    request: &RunRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<RunOutcome, RunError> {
    let plan = compile(scenario, &request.strategies).map_err(RunError::Unsupported)?;
    let tally = match request.effort {
        _ if plan.is_deterministic() => {
            simulate(&plan, request.seed, BLOCK as u64, Measure::Everything, runner, watch)?
        }
        Effort::Draws(draws) => simulate(&plan, request.seed, draws, Measure::Everything, runner, watch)?,
        Effort::Precision(wanted) => simulate_until(&plan, request.seed, wanted, Measure::Everything, runner, watch)?,
    };
    let cases = central_cases(&plan, &tally);
    let confidence = simulate_fixed(&plan, request.seed, tally.draws, &cases, runner, watch)?;
    let mut findings = summarise(&plan, &tally, request.seed, &confidence);
    findings.cautions.extend(strategies_alike(&plan, &findings, runner, watch)?);
    let curves = curves(scenario, &plan, &tally, request.seed, runner, watch)?;
    Ok(RunOutcome { findings, curves })
}

/// Strategies that may be as good as the best one: the difference to it, on the same draws, may be 0. Only those that come
/// near it are played again.
fn strategies_alike(
    plan: &Plan,
    findings: &Findings,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Caution>, RunError> {
    let ours = |position: usize| &findings.strategies[position].win[plan.us];
    let better = |a, b| if ours(b).value() > ours(a).value() { b } else { a };
    let Some(best) = (1..plan.strategies.len()).reduce(better) else {
        return Ok(Vec::new());
    };
    let draws = findings.run.draws;
    let near = |position: &usize| *position != best && !far_apart(ours(best), ours(*position), draws);
    let others: Vec<usize> = (1..plan.strategies.len()).filter(near).collect();
    if others.is_empty() || findings.run.deterministic {
        return Ok(Vec::new());
    }
    let order: Vec<usize> = std::iter::once(best).chain(others.iter().copied()).collect();
    let against_best = plan.with_only(&order);
    let tally = simulate(&against_best, findings.run.seed, draws, Measure::Outcomes, runner, watch)?;
    let mut cautions = Vec::new();
    for (number, &other) in others.iter().enumerate() {
        let (number, mean) = (number + 1, |sums: Vec<f64>| sums[plan.us] / draws as f64);
        let change = mean(tally.changes(number, tally.layout.win()));
        let square = mean(tally.strategies[number].sums(tally.layout.change_squares()));
        if paired_difference(change, square, draws, plan.is_hard(), false).covers(0.0) {
            cautions.push(Caution::StrategiesAlike { best, other });
        }
    }
    Ok(cautions)
}
