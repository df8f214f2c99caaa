//! `reframe adapt`: what it is worth to decide the later moves by what the first talks showed.

use super::args::AdaptArguments;
use super::failure::Failure;
use super::input::strategies;
use super::study::answer;
use crate::report::adapt::themed;
use crate::study::adapt::{AdaptRequest, DRAWS, adapt};
use crate::study::optimize::Budget;

/// Learns, measures, writes and prints.
pub(super) fn run(arguments: &AdaptArguments) -> Result<(), Failure> {
    answer(&arguments.study, |asked| {
        let asked_for = strategies(arguments.strategy.as_slice(), asked.scenario)?;
        let request = AdaptRequest {
            strategy: asked_for.first().copied(),
            budget: Budget { days: arguments.days, money: arguments.money, moves: arguments.moves },
            draws: asked.draws.unwrap_or(DRAWS),
            seed: asked.seed,
        };
        let adapted = adapt(asked.scenario, &request, asked.runner, asked.watch)?;
        Ok(themed(asked.scenario, &adapted, asked.lang, asked.theme))
    })
}
