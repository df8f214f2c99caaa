//! What a purchase is judged on.

use super::{Probability, Text, ValueFunction};

/// The need behind a criterion (docs/model.md, "Needs"): four of the enterprise, three of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Enterprise: launch, stability, efficiency of the business.
    Business,
    /// Enterprise: performance, functions, compatibility of the product.
    Product,
    /// Enterprise: price and total cost of ownership.
    Price,
    /// Enterprise: laws, standards, supply-chain demands.
    Externality,
    /// Personal: advantage, workload, standing.
    Gain,
    /// Personal: skills and career.
    Growth,
    /// Personal: trust, peace of mind.
    Emotion,
}

/// The two sides of the classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// What the organisation asks for.
    Enterprise,
    /// What the person wants.
    Personal,
}

impl Need {
    /// All needs, enterprise first.
    pub const ALL: [Need; 7] =
        [Need::Business, Need::Product, Need::Price, Need::Externality, Need::Gain, Need::Growth, Need::Emotion];

    /// The word in scenario files.
    pub fn tag(self) -> &'static str {
        match self {
            Need::Business => "business",
            Need::Product => "product",
            Need::Price => "price",
            Need::Externality => "externality",
            Need::Gain => "gain",
            Need::Growth => "growth",
            Need::Emotion => "emotion",
        }
    }

    /// Whether it is a need of the enterprise or of the person.
    pub fn side(self) -> Side {
        match self {
            Need::Business | Need::Product | Need::Price | Need::Externality => Side::Enterprise,
            Need::Gain | Need::Growth | Need::Emotion => Side::Personal,
        }
    }
}

/// One criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The key in the file.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The need it serves.
    pub need: Need,
    /// Not in the buyer's model until somebody teaches it.
    pub latent: bool,
    /// Natural units to [0, 1].
    pub value: ValueFunction,
    /// The natural unit, for people.
    pub unit: Option<Text>,
    /// b_c of docs/model.md, "Performance, and what the buyer perceives": what is expected of this
    /// category of product before any claim.
    /// `None`: the mean over vendors of the expected value.
    pub reputation: Option<Probability>,
    /// A legal floor under its weight wherever weights are used to judge.
    pub floor: Probability,
}
