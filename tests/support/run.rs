//! Runs without the study around them.

use reframe::engine::{Measure, Runner, Silent, Tally, inspect, simulate, simulate_fixed};
use reframe::model::{Scenario, StrategyId};
use reframe::plan::{Plan, compile};
use reframe::stats::{Findings, central_cases, summarise};

/// The plan of a scenario with all its strategies.
pub fn plan(scenario: &Scenario) -> Plan {
    let strategies: Vec<StrategyId> = (0..scenario.strategies.len()).map(StrategyId::new).collect();
    compile(scenario, &strategies).expect("the engine plays what the tests build")
}

/// What so many draws found, for baseline and all strategies, on the calling thread.
pub fn findings(scenario: &Scenario, draws: u64, seed: u64) -> Findings {
    let plan = plan(scenario);
    let tally = simulate(&plan, seed, draws, Measure::Everything, &Runner::serial(), &Silent);
    summarised(&plan, &tally.expect("nobody cancels"), seed)
}

/// Both phases of a run from the tally of the first.
pub fn summarised(plan: &Plan, tally: &Tally, seed: u64) -> Findings {
    let cases = central_cases(plan, tally);
    let confidence = simulate_fixed(plan, seed, tally.draws, &cases, &Runner::serial(), &Silent);
    summarise(plan, tally, seed, &confidence.expect("nobody cancels"))
}

/// The first draw of seed 1, strategy by strategy, the baseline first.
pub fn first_draw(scenario: &Scenario) -> Vec<reframe::engine::StrategyView> {
    inspect(&plan(scenario), 1, 0).strategies
}
