//! What the commands do, as library functions: request in, result out.

mod curve;
mod run;

pub use run::{Effort, RunError, RunOutcome, RunRequest, run};
