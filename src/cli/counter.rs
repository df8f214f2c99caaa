//! `reframe counter`: what if the rivals answer?

use super::args::CounterArguments;
use super::failure::Failure;
use super::input::strategies;
use super::study::answer;
use crate::report::counter::themed;
use crate::study::{self, CounterRequest};

/// Plays the strategies against everything that the rivals could do.
pub(super) fn counter(arguments: &CounterArguments) -> Result<(), Failure> {
    answer(&arguments.study, |asked| {
        let mut request =
            CounterRequest { seed: asked.seed, draws: asked.draws, ..CounterRequest::all(asked.scenario) };
        if !arguments.strategies.is_empty() {
            request.strategies = strategies(&arguments.strategies, asked.scenario)?;
        }
        let found = study::counter(asked.scenario, &request, asked.runner, asked.watch)?;
        Ok(themed(asked.scenario, &found, asked.lang, asked.theme))
    })
}
