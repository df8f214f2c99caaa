//! The people who judge.

use super::{Concentration, Distribution, Probability, StakeholderId, Text, WeightPrior};

/// A person's part in the purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeddicRole {
    /// Signs.
    EconomicBuyer,
    /// Fights for us.
    Champion,
    /// Tells us how things stand.
    Coach,
    /// Fights against us.
    Blocker,
    /// Will live with it.
    User,
}

impl MeddicRole {
    /// All roles.
    pub const ALL: [MeddicRole; 5] =
        [MeddicRole::EconomicBuyer, MeddicRole::Champion, MeddicRole::Coach, MeddicRole::Blocker, MeddicRole::User];

    /// The word in scenario files.
    pub fn tag(self) -> &'static str {
        match self {
            MeddicRole::EconomicBuyer => "economic-buyer",
            MeddicRole::Champion => "champion",
            MeddicRole::Coach => "coach",
            MeddicRole::Blocker => "blocker",
            MeddicRole::User => "user",
        }
    }
}

/// One stakeholder.
#[derive(Clone, Debug, PartialEq)]
pub struct Stakeholder {
    /// The key in the file.
    pub id: String,
    /// What people call this person.
    pub label: Text,
    /// Influence on the decision, >= 0; the scenario's influences are normalised to sum 1.
    pub influence: f64,
    /// What is known about this person's weights.
    pub prior: WeightPrior,
    /// Whom he listens to and how much; the shares sum to at most 1.
    pub listens_to: Vec<(StakeholderId, Probability)>,
    /// Probability that he speaks in a stage.
    pub speaks: Probability,
    /// d_i: the fear of getting it wrong, added to the status quo's utility; negative draws count as 0.
    pub indecision: Option<Distribution>,
    /// Probability that a move reaches this person.
    pub reach: Probability,
    /// What he will judge by in daily use: shares per criterion, in the order of the scenario's criteria.
    pub lived: Option<Vec<f64>>,
    /// His parts in the purchase.
    pub meddic: Vec<MeddicRole>,
}

impl Stakeholder {
    /// K of the prior when it has one: how sure the diagnosis is.
    pub fn confidence(&self) -> Option<Concentration> {
        match &self.prior {
            WeightPrior::Dirichlet { concentration, .. } => Some(*concentration),
            _ => None,
        }
    }
}
