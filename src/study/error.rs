//! Why a study gave no answer.

use thiserror::Error;

use super::run::RunError;
use crate::engine::Cancelled;
use crate::model::{Problem, Scenario};

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
    /// We can do nothing.
    #[error("the scenario has no move of ours, so there is nothing to choose; add one under [moves.<id>]")]
    NoMoves,
    /// Everything we can do is too dear.
    #[error("no move of ours is within the budget ({cheapest}); allow for more with --days, --money or --moves")]
    NothingAffordable {
        /// What the cheapest of our moves takes.
        cheapest: String,
    },
    /// Nobody has said what a won deal is worth.
    #[error("an expected margin needs to know what a won deal is worth; set deal_value at the top of the scenario")]
    NoDealValue,
    /// There is no later.
    #[error(
        "the scenario has one stage, so nothing is seen before all is decided; add stages under [stages.<id>], and say \
         in which stage each move is made"
    )]
    OneStage,
    /// Nobody is talked to before the last stage.
    #[error(
        "strategy {strategy:?} persuades nobody before the last stage, so nothing is seen in time; move a teach, reframe \
         or tailor to an earlier stage, or choose another strategy with --strategy"
    )]
    NothingSeen {
        /// Its id.
        strategy: String,
    },
    /// After what is seen there is only one way to go on.
    #[error(
        "after the first stages of strategy {strategy:?} there is only one way to go on (or none within the budget); add \
         moves of ours in a later stage, or allow for more with --days, --money or --moves"
    )]
    NothingToDecide {
        /// Its id.
        strategy: String,
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
    EmptyStrategy {
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

impl Refusal {
    /// Refuses a scenario with one alternative: there is nothing to win.
    ///
    /// # Errors
    /// [`Refusal::OneAlternative`]
    pub(super) fn without_choice(scenario: &Scenario) -> Result<(), Self> {
        match scenario.alternatives()[..] {
            [only] => Err(Refusal::OneAlternative { only: scenario.alternative_id(only).to_owned() }),
            _ => Ok(()),
        }
    }

    /// Refuses a scenario without strategies; `wanted` is what the study does with one.
    ///
    /// # Errors
    /// [`Refusal::NoStrategies`]
    pub(super) fn without_strategies(scenario: &Scenario, wanted: &'static str) -> Result<(), Self> {
        if scenario.strategies.is_empty() { Err(Refusal::NoStrategies { wanted }) } else { Ok(()) }
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
