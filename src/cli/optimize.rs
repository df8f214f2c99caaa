//! `reframe optimize`: the best set, order, audience and stage of our moves under a budget.

use super::args::{OptimizeArguments, Varied, Wanted};
use super::failure::Failure;
use super::study::answer;
use crate::report::optimize::report;
use crate::study::optimize::{Budget, DRAWS, Goal, OptimizeRequest, Vary, optimize};

/// Searches, writes and prints.
pub(super) fn run(arguments: &OptimizeArguments) -> Result<(), Failure> {
    answer(&arguments.study, |asked| {
        let goal = match arguments.goal {
            Wanted::Win => Goal::Win,
            Wanted::Margin => Goal::Margin,
            Wanted::Quantile => Goal::Quantile(arguments.quantile),
        };
        let vary = Vary {
            audience: arguments.vary.contains(&Varied::Audience),
            stage: arguments.vary.contains(&Varied::Stage),
        };
        let request = OptimizeRequest {
            goal,
            budget: Budget { days: arguments.days, money: arguments.money, moves: arguments.moves },
            vary,
            draws: asked.draws.unwrap_or(DRAWS),
            seed: asked.seed,
            ..OptimizeRequest::new(asked.scenario)
        };
        let optimum = optimize(asked.scenario, &request, asked.runner, asked.watch)?;
        Ok(report(asked.scenario, &optimum, asked.lang, asked.theme))
    })
}
