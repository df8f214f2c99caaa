//! `reframe ask`: which conversation is worth having next.

use clap::Args;

use super::failure::Failure;
use super::study::{Asked, StudyArguments, answer};
use crate::report::ask::ask as report;
use crate::study::{AskRequest, ask as study};

/// `reframe ask`
#[derive(Debug, Args)]
pub struct AskArguments {
    /// What every study is asked.
    #[command(flatten)]
    pub study: StudyArguments,
    /// By how much one interview raises our confidence: 2 makes it tell as much as was known before
    #[arg(long, value_name = "FACTOR", default_value_t = AskRequest::INTERVIEW_FACTOR, value_parser = factor)]
    pub interview_factor: f64,
}

fn factor(typed: &str) -> Result<f64, String> {
    let factor: f64 = typed.parse().map_err(|_| "a number above 1, such as 2".to_owned())?;
    // Beyond a thousand times as sure an interview is the answer itself.
    if factor > 1.0 && factor <= 1000.0 { Ok(factor) } else { Err("a number above 1, at most 1000".to_owned()) }
}

/// Ranks questions.
pub(super) fn ask(arguments: &AskArguments) -> Result<(), Failure> {
    answer(&arguments.study, |asked: &Asked| {
        let draws = asked.draws.unwrap_or(AskRequest::DRAWS);
        let request = AskRequest { draws, seed: asked.seed, interview_factor: arguments.interview_factor };
        let found = study(asked.scenario, &request, asked.runner, asked.watch)?;
        Ok(report(asked.scenario, &found, asked.lang, asked.theme))
    })
}
