//! What the commands do, as library functions: request in, result out.

pub mod adapt;
mod ask;
mod compare;
mod contrast;
mod counter;
mod curve;
mod error;
mod explain;
mod lead;
mod lines;
mod meddic;
mod names;
pub mod optimize;
mod precision;
mod ranking;
mod run;
mod sensitivity;
pub mod tipping;
mod whole;

pub use ask::{AskRequest, Choice, Interview, InterviewWorth, Question, Questions, Subject, ask, subject_id};
pub use compare::{
    ComparedEntrant, ComparedResult, ComparedStrategy, Comparison, Entrant, Pairing, SavedRun, SavedStrategy, Source,
    Versus, compare,
};
pub use contrast::{Contrast, Event, Side, contrast};
pub use counter::{
    AnswerKind, Counter, CounterRequest, Dominance, Dominated, Equilibrium, GameSolution, Guarantee, Inoculation,
    Response, RivalAnswer, counter, solve_game,
};
pub use error::{Refusal, StudyError};
pub use explain::{ChoiceShift, ExplainRequest, Explanation, MoveWorth, PairWorth, Worth, explain};
pub use meddic::meddic;
pub use names::input_id;
pub use precision::simulate_until;
pub use run::{Effort, RunError, RunOutcome, RunRequest, run};
pub use sensitivity::{Bar, GroupIndices, Level, Scalar, Sensitivity, SensitivityRequest, scalar_id, sensitivity};
