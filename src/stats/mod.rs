//! Tallies to findings: every number with its error.

mod estimate;
mod findings;

pub use estimate::Estimate;
pub use findings::{Caution, CentralWeights, Findings, RunInfo, Spread, StrategyFindings, WeightSummary};
