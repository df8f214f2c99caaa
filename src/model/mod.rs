//! The checked domain: what a scenario *is*, with nothing about files, threads or random numbers.
//!
//! Every quantity here is made by a constructor that refuses impossible values, so the code behind it
//! never checks again. [`Scenario::new`] is the only door for a whole scenario; the rules it applies are
//! in [`rules`] and speak of dotted paths (`moves.mttr-insight.raise_to`), which the file layer turns
//! into file, line and caret.

mod alternative;
mod criterion;
mod decision;
mod distribution;
mod expectation;
mod ids;
mod input;
mod line;
mod moves;
mod performance;
mod relative;
pub mod rules;
mod scenario;
mod stage;
mod stakeholder;
mod text;
mod units;
mod value;
mod weights;

pub use crate::math::Tail;
pub use alternative::{Alternative, Credibility, StatusQuo, Vendor};
pub use criterion::{Criterion, Need, Side};
pub use decision::{Adoption, ChannelFactors, Contact, Decision, Gate, GateKind, GroupRule, Memory};
pub use distribution::{Distribution, ImpossibleDistribution, Shape, Z95, pert_parameters};
pub use ids::{CriterionId, GateId, MoveId, StageId, StakeholderId, StrategyId, VendorId};
pub use input::InputKind;
pub use line::{Line, MadeMove};
pub use moves::{Backfire, Cost, Cut, Direction, Donors, Move, MoveKind, Relaxation, Shift, Strategy, TailorChange};
pub use performance::PerformanceTable;
pub use relative::{ImpossibleRelative, Relative, RelativeScale};
pub use rules::{Problem, Severity};
pub use scenario::{Defaults, Scenario, ScenarioParts};
pub use stage::{Discussion, Stage, Tilt};
pub use stakeholder::{MeddicRole, Stakeholder};
pub use text::{Lang, Text};
pub use units::{Concentration, OutOfRange, Probability};
pub use value::{ImpossibleValue, Outside, ValueFunction};
pub use weights::{Comparison, Conflict, ImpossibleWeights, Ratio, WeightBounds, WeightPrior};
