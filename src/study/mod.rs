//! What the commands do, as library functions: request in, result out.

pub mod adapt;
mod contrast;
mod curve;
mod error;
mod meddic;
pub mod optimize;
mod precision;
mod run;

pub use contrast::{Contrast, Event, Side, contrast};
pub use error::{Refusal, StudyError};
pub use meddic::meddic;
pub use precision::simulate_until;
pub use run::{Effort, RunError, RunOutcome, RunRequest, run};
