//! Which strategy wins most: what a study looks at when nobody has said which.

use super::error::StudyError;
use crate::engine::{Measure, Runner, Watch, simulate};
use crate::model::{Scenario, StrategyId};
use crate::plan::compile;

/// These strategies, those that win most in so many draws first; equals in their order in the scenario.
pub(super) fn by_wins(
    scenario: &Scenario,
    mut strategies: Vec<StrategyId>,
    (draws, seed): (u64, u64),
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<StrategyId>, StudyError> {
    let plan = compile(scenario, &strategies)?;
    let tally = simulate(&plan, seed, draws, Measure::Outcomes, runner, watch)?;
    let mut wins = vec![0.0; scenario.strategies.len()];
    for (strategy, tally_of) in strategies.iter().zip(&tally.strategies[1..]) {
        wins[strategy.index()] = tally_of.sums(tally.layout.win())[plan.us];
    }
    strategies.sort_by(|a, b| wins[b.index()].total_cmp(&wins[a.index()]).then(a.cmp(b)));
    Ok(strategies)
}

/// All strategies of a scenario.
pub(super) fn all(scenario: &Scenario) -> Vec<StrategyId> {
    (0..scenario.strategies.len()).map(StrategyId::new).collect()
}
