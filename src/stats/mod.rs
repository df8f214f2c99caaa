//! Tallies to findings: every number with its error.

mod curve;
mod estimate;
mod findings;
pub mod number;

pub use curve::{BreakEven, Curve};
pub use estimate::Estimate;
pub use findings::{Caution, CentralWeights, Findings, RunInfo, Spread, StrategyFindings, WeightSummary};
