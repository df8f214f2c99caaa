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
    /// There is nothing to take apart.
    #[error("the strategy {strategy:?} has no moves, so there is nothing to explain; list some under its `moves`")]
    NoMoves {
        /// Its id.
        strategy: String,
    },
    /// It has more parts than can be told apart.
    #[error("the strategy {strategy:?} has {moves} moves; at most 64 can be explained: ask for a shorter strategy")]
    TooManyMoves {
        /// Its id.
        strategy: String,
        /// How many it has.
        moves: usize,
    },
    /// Nothing is left to explain or to ask.
    #[error(
        "nothing in this scenario is uncertain under the strategy, so nothing can matter more or less; say how sure the \
         weights are (confidence = \"medium\"), or give performances as ranges (\"225 to 255\")"
    )]
    NothingUncertain,
    /// What is uncertain is not what a person could tell.
    #[error(
        "nothing is uncertain that a conversation could reveal: weights, rivals' performances, credibility and fears are \
         all exact; say how sure they are (confidence = \"medium\"), or give performances as ranges (\"225 to 255\")"
    )]
    NothingToAsk,
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
