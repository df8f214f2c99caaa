//! Scenario to plan: names become indices, beliefs become samplers, moves become flat steps.
//!
//! After [`compile`] nothing can go wrong and nothing needs a name: the engine only follows the plan.

mod beliefs;
mod circle;
mod compile;
mod course;
mod inputs;
mod line;
mod nudge;
mod persuasion;
mod probe;
mod process;
mod sampler;
mod strategy;
mod unsupported;

pub use beliefs::{Beliefs, Judged, Variable, WeightPlan};
pub use circle::{Circle, Elimination, Triangles};
pub use compile::{AdoptionPlan, Plan, StagePlan, Watch, compile, compile_lines, main_criterion};
pub use course::Turn;
pub use inputs::Input;
pub use nudge::{Heading, Nudge};
pub use persuasion::{BackfirePlan, Columns, Effect, Persuasion, PublicStep, ShiftPlan, Slot, Step, Strength};
pub use probe::{PairProbe, Probe, ProbeLine, ProbePlan, Way};
pub use process::{GatePlan, Inertia, Moods};
pub use sampler::{Mixture, Sampler, SamplerFactory};
pub use strategy::{Changes, Moves, Places, StageMoves, StrategyPlan, View};
pub use unsupported::unsupported;
