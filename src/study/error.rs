//! Why a study gave no answer.

use thiserror::Error;

use super::run::RunError;
use crate::engine::Cancelled;
use crate::model::Problem;

/// Why a study gave no answer.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum StudyError {
    /// The scenario asks for what this version cannot simulate.
    #[error("the scenario asks for what cannot be simulated")]
    Unsupported(Vec<Problem>),
    /// Somebody stopped it.
    #[error("the study was cancelled")]
    Cancelled,
    /// The question has no answer in this scenario.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// A question that has no answer in this scenario, and what would give it one.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Refusal {
    /// There is nothing to compare with doing nothing.
    #[error("the scenario has no strategy, so there is nothing to {wanted}; add one under [strategies.<id>]")]
    NoStrategies {
        /// What the study does with a strategy.
        wanted: &'static str,
    },
    /// There is nothing to choose from.
    #[error(
        "{only:?} is the only alternative, so it always wins; add a rival under [vendors.<id>], or [status_quo] for the \
         choice to buy nothing"
    )]
    OneAlternative {
        /// Its id.
        only: String,
    },
    /// One thing cannot be compared.
    #[error(
        "only one scenario is given; name at least two, or a scenario and the folder of an earlier run, to compare them"
    )]
    NothingToCompare,
    /// Nobody can answer us.
    #[error("{}", no_rival_moves(.rival.as_deref()))]
    NoRivalMoves {
        /// The id of a rival, if there is one.
        rival: Option<String>,
    },
}

fn no_rival_moves(rival: Option<&str>) -> String {
    let rule = "and name it under [rivals] if it is made whatever we do";
    match rival {
        Some(rival) => format!(
            "no rival has a move in this scenario, so there is nothing to answer us with; add one under [moves.<id>] with \
             by = {rival:?}, {rule}"
        ),
        None => format!(
            "the scenario has no rival, so there is nobody to answer us; add one under [vendors.<id>] and a move of it under \
             [moves.<id>] with by = \"<id>\", {rule}"
        ),
    }
}

impl From<Cancelled> for StudyError {
    fn from(_: Cancelled) -> Self {
        StudyError::Cancelled
    }
}

impl From<Vec<Problem>> for StudyError {
    fn from(problems: Vec<Problem>) -> Self {
        StudyError::Unsupported(problems)
    }
}

impl From<RunError> for StudyError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Unsupported(problems) => StudyError::Unsupported(problems),
            RunError::Cancelled => StudyError::Cancelled,
            RunError::TooPrecise { .. } => unreachable!("studies do not ask for a precision"),
        }
    }
}
