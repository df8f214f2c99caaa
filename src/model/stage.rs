//! The timeline of a purchase.

use super::{CriterionId, Need, Probability, Text};

/// How long people talk at the end of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discussion {
    /// This many rounds (0: they do not talk).
    Rounds(u32),
    /// Until nothing changes any more.
    Settled,
}

/// A multiplier on weights while a stage lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tilt {
    /// On one criterion.
    Criterion(CriterionId, f64),
    /// On every criterion of a need.
    Need(Need, f64),
}

/// One stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The key in the file.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// o_s: how far criteria are still negotiable.
    pub openness: Probability,
    /// Multipliers on weights in this stage's poll, > 0.
    pub tilt: Vec<Tilt>,
    /// Rounds of talk.
    pub discussion: Discussion,
    /// Length in weeks, for forgetting; > 0.
    pub weeks: Option<f64>,
}
