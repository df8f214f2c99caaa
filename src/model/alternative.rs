//! What can be chosen: vendors, and buying nothing.

use super::{Concentration, Probability, Text, VendorId};

/// One thing the committee can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alternative {
    /// Buy from this vendor.
    Vendor(VendorId),
    /// Buy nothing: no decision.
    StatusQuo,
}

/// k_v of docs/model.md, "Performance, and what the buyer perceives": how far a vendor's
/// claims are believed, 1 = every claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Credibility {
    /// Known.
    Exact(Probability),
    /// Beta with this mean and confidence, one draw shared by all stakeholders.
    Beta {
        /// Strictly between 0 and 1.
        mean: Probability,
        /// a + b of the beta distribution.
        confidence: Concentration,
    },
}

/// A vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct Vendor {
    /// The key in the file.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// How far its claims are believed.
    pub credibility: Credibility,
    /// An incumbent: known first hand, its credibility is 1.
    pub known: bool,
}

/// Buying nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusQuo {
    /// What people call it.
    pub label: Text,
    /// How much disagreement in the committee helps it, >= 0 (docs/model.md, "Performance, and what the buyer perceives").
    pub conflict: f64,
}
