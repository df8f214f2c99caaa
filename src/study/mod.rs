//! What the commands do, as library functions: request in, result out.

mod compare;
mod contrast;
mod counter;
mod curve;
mod error;
mod lines;
mod meddic;
mod precision;
mod run;

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
pub use meddic::meddic;
pub use precision::simulate_until;
pub use run::{Effort, RunError, RunOutcome, RunRequest, run};
