//! `reframe sensitivity`: what our win probability hangs on.

use clap::Args;

use super::failure::Failure;
use super::input::strategies;
use super::study::{Asked, StudyArguments, answer};
use crate::report::sensitivity::sensitivity as report;
use crate::study::{SensitivityRequest, sensitivity as study};

/// `reframe sensitivity`
#[derive(Debug, Args)]
pub struct SensitivityArguments {
    /// What every study is asked.
    #[command(flatten)]
    pub study: StudyArguments,
    /// The strategy to explain (its id in the file) [default: the one with the highest win probability]
    #[arg(long, value_name = "ID")]
    pub strategy: Option<String>,
}

/// Explains one strategy.
pub(super) fn sensitivity(arguments: &SensitivityArguments) -> Result<(), Failure> {
    answer(&arguments.study, |asked: &Asked| {
        let strategy = match &arguments.strategy {
            Some(id) => strategies(std::slice::from_ref(id), asked.scenario)?.into_iter().next(),
            None => None,
        };
        let draws = asked.draws.unwrap_or(SensitivityRequest::DRAWS);
        let request = SensitivityRequest { strategy, draws, seed: asked.seed };
        let found = study(asked.scenario, &request, asked.runner, asked.watch)?;
        Ok(report(asked.scenario, &found, asked.lang, asked.theme))
    })
}
