//! `reframe explain`: which move of a strategy brought how much.

use super::args::ExplainArguments;
use super::failure::Failure;
use super::input::strategies;
use super::study::answer;
use crate::report::explain::themed;
use crate::study::{ExplainRequest, explain as explained};

/// Explains strategies.
pub(super) fn explain(arguments: &ExplainArguments) -> Result<(), Failure> {
    answer(&arguments.study, |asked| {
        let request = ExplainRequest {
            strategies: strategies(&arguments.strategies, asked.scenario)?,
            draws: asked.draws,
            seed: asked.seed,
            ..ExplainRequest::best(asked.scenario)
        };
        let found = explained(asked.scenario, &request, asked.runner, asked.watch)?;
        Ok(themed(asked.scenario, &request, &found, asked.lang, asked.theme))
    })
}
