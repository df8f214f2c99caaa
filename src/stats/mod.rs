//! Tallies to findings: every number with its error.

mod batches;
mod cautions;
mod curve;
mod estimate;
mod findings;
mod group;
mod histogram;
mod indices;
mod information;
pub mod number;
mod paired;
mod proportion;
mod scorecard;
mod several;
mod summarise;

pub use batches::{FEWEST_BATCHES, batch_mean, jackknife};
pub use curve::{BreakEven, Curve};
pub use estimate::{Estimate, Z975};
pub use findings::{
    AdoptionFindings, Caution, CentralWeights, Findings, Lead, RuleFindings, RunInfo, Spread, StrategyFindings,
    WeightSummary,
};
pub use indices::{PickFreeze, SobolIndices, sobol, sum_of_first};
pub use information::{AfterAnswer, Information, Switch, partial_information, perfect_information, switch};
pub use paired::{far_apart, paired_difference};
pub use proportion::{proportion, standard_error};
pub use scorecard::{
    Answer, Answered, Basis, Check, Coverage, Element, Evidence, Gap, Lack, Layer, NeedCover, Practice, Scorecard,
    Status, Topic,
};
pub use several::told_from_zero;
pub use summarise::{central_cases, summarise, watched};
