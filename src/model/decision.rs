//! How the committee decides, and what comes after (docs/model.md, "The decision").

use super::{CriterionId, Probability, StakeholderId, Text, VendorId};

/// How many wills become one choice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GroupRule {
    /// Highest influence-weighted utility.
    WeightedUtility,
    /// Influence-weighted mixture of individual choices.
    WeightedProbability,
    /// One person decides.
    Autocracy {
        /// Who.
        decider: StakeholderId,
    },
    /// Most influence-weighted votes.
    Plurality,
    /// As plurality, but the winner needs this share.
    Quota {
        /// In (0, 1].
        share: Probability,
    },
    /// Highest influence-weighted sum of ranks.
    Borda,
}

impl GroupRule {
    /// Whether people vote one by one, so that noise is in each vote instead of the group's choice.
    pub fn votes(&self) -> bool {
        matches!(self, GroupRule::Plurality | GroupRule::Quota { .. } | GroupRule::Borda)
    }

    /// The word in scenario files.
    pub fn tag(&self) -> &'static str {
        match self {
            GroupRule::WeightedUtility => "weighted-utility",
            GroupRule::WeightedProbability => "weighted-probability",
            GroupRule::Autocracy { .. } => "autocracy",
            GroupRule::Plurality => "plurality",
            GroupRule::Quota { .. } => "quota",
            GroupRule::Borda => "borda",
        }
    }
}

/// Rule and noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// The rule.
    pub rule: GroupRule,
    /// mu >= 0: P(v) proportional to exp(score / mu); 0: the best score wins.
    pub noise: f64,
}

/// A gate removes vendors before the choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// The key in the file.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// What it asks.
    pub kind: GateKind,
}

impl Gate {
    /// Whose gate it is, if anybody's.
    pub fn owner(&self) -> Option<StakeholderId> {
        match &self.kind {
            GateKind::Requirement { owner, .. } | GateKind::Veto { owner, .. } => Some(*owner),
            GateKind::Pass { owner, .. } => *owner,
        }
    }
}

/// What a gate asks of a vendor.
#[derive(Clone, Debug, PartialEq)]
pub enum GateKind {
    /// The owner's perceived value must reach that of `at_least` (natural units; at least as good as).
    Requirement {
        /// Whose view counts.
        owner: StakeholderId,
        /// On what.
        criterion: CriterionId,
        /// Natural units.
        at_least: f64,
    },
    /// The owner's utility must not fall below the status quo's plus a margin.
    Veto {
        /// Whose.
        owner: StakeholderId,
        /// Utility.
        margin: f64,
    },
    /// Passed by luck.
    Pass {
        /// p
        probability: Probability,
        /// Which vendors must pass it.
        vendors: Vec<VendorId>,
        /// Whose gate it is, if anybody's.
        owner: Option<StakeholderId>,
    },
}

/// When a deal lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adoption {
    /// R_v >= threshold, utility.
    pub threshold: f64,
}

/// What one channel does to what we know and whom we reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelFactors {
    /// Multiplies K of the weight priors, > 0.
    pub confidence: f64,
    /// Multiplies reach.
    pub reach: Probability,
    /// Multiplies the gain of build-trust.
    pub trust: Probability,
}

/// How the customer is met.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// online, hybrid or in-person.
    pub channel: String,
    /// The factors that this scenario uses for it.
    pub factors: ChannelFactors,
}

/// How fast talk is forgotten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// h > 0, weeks.
    pub half_life_weeks: f64,
    /// a: the share that stays.
    pub anchored: Probability,
}
