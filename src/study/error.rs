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
    /// Nothing can be weighed against anything.
    #[error(
        "{only:?} is the only criterion, so it has all the weight; add another one under [criteria.<id>], or a latent one \
         that a move can bring in"
    )]
    OneCriterion {
        /// Its id.
        only: String,
    },
    /// We are compared with ourselves.
    #[error("our own vendor cannot be the rival; name another alternative, or leave --rival out to take the strongest")]
    OwnRival,
    /// A map along the same criterion twice.
    #[error("a map needs different criteria")]
    SameCriterion,
    /// Nobody can judge by all criteria of a map.
    #[error(
        "nobody can judge by {}: performances are missing; add them under [performance.<id>] or [performance_for...]",
        criteria.join(" and ")
    )]
    NobodyJudges {
        /// Their ids.
        criteria: Vec<String>,
    },
    /// Somebody cannot judge by a criterion of a map that sets everybody's weights.
    #[error(
        "{who:?} cannot judge by {criterion:?}: performances are missing; choose other criteria, or add them under \
         [performance.<id>]"
    )]
    CannotJudge {
        /// Whose weights cannot be set.
        who: String,
        /// Of which criterion.
        criterion: String,
    },
    /// A map of two weights, and nothing that could have the rest.
    #[error(
        "{who:?} gives weight to nothing but {}, so the rest has nowhere to go; choose at least one criterion that leaves \
         something with weight",
        criteria.join(" and ")
    )]
    NothingBeside {
        /// Who.
        who: String,
        /// Their ids.
        criteria: Vec<String>,
    },
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
