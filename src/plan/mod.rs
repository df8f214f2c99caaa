//! Scenario to plan: names become indices, beliefs become samplers, moves become flat steps.
//!
//! After [`compile`] nothing can go wrong and nothing needs a name: the engine only follows the plan.

mod beliefs;
mod compile;
mod persuasion;
mod probe;
mod sampler;
mod unsupported;

pub use beliefs::{Beliefs, Judged, Variable, WeightPlan};
pub use compile::{Plan, StrategyPlan, Watch, compile, main_criterion};
pub use persuasion::{Chance, Persuasion, Recut, ShiftPlan, Slot, Step};
pub use probe::{Probe, compile_probe};
pub use sampler::{Sampler, SamplerFactory};
pub use unsupported::unsupported;
