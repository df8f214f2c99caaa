//! What the commands do, as library functions: request in, result out.

mod contrast;
mod curve;
mod error;
mod lead;
mod meddic;
mod precision;
mod run;
pub mod tipping;

pub use contrast::{Contrast, Event, Side, contrast};
pub use error::{Refusal, StudyError};
pub use meddic::meddic;
pub use precision::simulate_until;
pub use run::{Effort, RunError, RunOutcome, RunRequest, run};
