//! Moves and gates in the shape of the file: fields that all of them take, and fields of one kind.

use schemars::JsonSchema;
use serde::Deserialize;

use super::raw_values::{NonNegative, Percent, Positive, Quantity, RawText, Share};

/// A move.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("unevaluatedProperties" = false))]
pub(super) struct RawMove {
    /// What people call it. Default: its id.
    pub label: Option<RawText>,
    /// The vendor who makes it. Default: us.
    pub by: Option<String>,
    /// The stakeholders it addresses. Default: everyone.
    #[schemars(length(min = 1))]
    pub audience: Option<Vec<String>>,
    /// The stage it is made in. Default: the first.
    pub stage: Option<String>,
    /// Probability that a fully reached, fully trusting person takes it up. Default: 1.
    pub acceptance: Option<Share>,
    /// What it costs the vendor who makes it. Default: nothing.
    pub cost: Option<RawCost>,
    /// Moves that must come before it. Default: none.
    pub requires: Option<Vec<String>>,
    /// What it does.
    #[serde(flatten)]
    pub kind: RawMoveKind,
}

/// What a move costs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCost {
    /// Working days. Default: 0.
    pub days: Option<NonNegative>,
    /// In the scenario's currency. Default: 0.
    pub money: Option<NonNegative>,
}

/// A refused move can cost credibility.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBackfire {
    /// Probability that a refusal turns into anger.
    pub probability: Share,
    /// The share of credibility that is then lost.
    pub loss: Share,
}

/// Where the weight comes from (or goes to).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RawDonors {
    /// "all": every other criterion, in proportion.
    All(RawAll),
    /// These criteria, in proportion.
    Named(#[schemars(length(min = 1))] Vec<String>),
}

/// Every other criterion.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawAll {
    /// Every other criterion, in proportion.
    All,
}

/// What a move does.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum RawMoveKind {
    /// Brings a criterion into somebody's mind.
    Teach {
        /// Which criterion.
        criterion: String,
        /// The weight argued for.
        raise_to: Share,
        /// Where the weight comes from: "all" or a list of criteria. Default: "all".
        take_from: Option<RawDonors>,
        /// How much of the gap is closed when the move is taken up, from 0 to 1. Default: beta(3, 7), mean 0.3.
        strength: Option<Quantity>,
        /// What a refusal can do. Default: nothing.
        backfire: Option<RawBackfire>,
    },
    /// Changes a weight that somebody already has.
    Reframe {
        /// Which criterion.
        criterion: String,
        /// The weight argued for, if it is to rise. Either this or `lower_to`.
        raise_to: Option<Share>,
        /// The weight argued for, if it is to fall. Either this or `raise_to`.
        lower_to: Option<Share>,
        /// Where the weight comes from or goes to: "all" or a list of criteria. Default: "all".
        take_from: Option<RawDonors>,
        /// How much of the gap is closed when the move is taken up, from 0 to 1. Default: beta(3, 7), mean 0.3.
        strength: Option<Quantity>,
        /// What a refusal can do. Default: nothing.
        backfire: Option<RawBackfire>,
    },
    /// Evidence: whoever has not taken up an earlier move gets a second chance.
    Justify {
        /// Earlier moves: teach, reframe or tailor.
        #[schemars(length(min = 1))]
        supports: Vec<String>,
        /// Probability that the evidence convinces; it takes the place of `acceptance`.
        evidence: Share,
        /// What a refusal can do. Default: nothing.
        backfire: Option<RawBackfire>,
    },
    /// A test, an audit, a reference visit: on these criteria the vendor is believed.
    Prove {
        /// Which criteria.
        #[schemars(length(min = 1))]
        criteria: Vec<String>,
        /// Credibility on them becomes at least this.
        credibility: Share,
    },
    /// Makes the vendor better for the audience on a personal need.
    Tailor {
        /// Which criterion.
        criterion: String,
        /// Performance becomes this, in natural units. Either this or `improve_by`.
        performance: Option<Quantity>,
        /// Performance improves by this many natural units. Either this or `performance`.
        improve_by: Option<Positive>,
        /// The weight argued for, if the criterion is to gain weight too. Default: weights stay as they are.
        raise_to: Option<Share>,
        /// Where that weight comes from: "all" or a list of criteria. Default: "all".
        take_from: Option<RawDonors>,
        /// How much of the gap in weight is closed, from 0 to 1. Default: beta(3, 7), mean 0.3.
        strength: Option<Quantity>,
        /// What a refusal can do. Default: nothing.
        backfire: Option<RawBackfire>,
    },
    /// Raises credibility in everything.
    BuildTrust {
        /// Share of the distance to full trust.
        gain: Share,
    },
    /// The champion speaks up, and is listened to.
    EnableChampion {
        /// Which stakeholder.
        champion: String,
        /// Share of the audience's free attention that goes to the champion.
        gain: Share,
    },
    /// Clears the way through a gate.
    Navigate {
        /// Which gate.
        gate: String,
        /// For a `pass` gate: the share of failures that is avoided. Either this or `relax_by`, as the gate is.
        gain: Option<Share>,
        /// For a `requirement` gate: how far it is relaxed, in natural units. Either this or `gain`, as the gate is.
        relax_by: Option<Positive>,
    },
    /// Takes fear of getting it wrong.
    DeRisk {
        /// The share of the fear that goes.
        reduction: Share,
    },
    /// A lower price, and a smaller deal.
    Discount {
        /// The criterion that is the price.
        criterion: String,
        /// Per cent of it, above 0. Either this or `amount`.
        percent: Option<Percent>,
        /// Natural units. Either this or `percent`.
        amount: Option<Positive>,
    },
}

/// A gate.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("unevaluatedProperties" = false))]
pub(super) struct RawGate {
    /// What people call it. Default: its id.
    pub label: Option<RawText>,
    /// What it asks.
    #[serde(flatten)]
    pub kind: RawGateKind,
}

/// What a gate asks of a vendor.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum RawGateKind {
    /// What its owner perceives on a criterion must be good enough.
    Requirement {
        /// The stakeholder whose view counts.
        owner: String,
        /// On what.
        criterion: String,
        /// At least as good as this, in natural units (at most, where less is better).
        at_least: f64,
    },
    /// Its owner must not prefer buying nothing.
    Veto {
        /// The stakeholder who can refuse.
        owner: String,
        /// By how much the vendor must be better than buying nothing, in units of value. Default: 0.
        margin: Option<f64>,
    },
    /// Passed with some luck.
    Pass {
        /// Probability of passing.
        probability: Share,
        /// The vendors who must pass. Default: all.
        #[schemars(length(min = 1))]
        vendors: Option<Vec<String>>,
        /// The stakeholder whose gate it is, if anybody's. Default: nobody's.
        owner: Option<String>,
    },
}
