//! What can be uncertain in a purchase, by name.

use super::{Alternative, CriterionId, GateId, MoveId, StakeholderId, VendorId};

/// An uncertain thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InputKind {
    /// All decision weights of a stakeholder, before any move.
    Weights(StakeholderId),
    /// How well an alternative does on a criterion.
    Performance {
        /// Which alternative.
        alternative: Alternative,
        /// On what.
        criterion: CriterionId,
        /// The only one who experiences it so; `None`: everybody does.
        who: Option<StakeholderId>,
    },
    /// How well the alternatives do on a criterion on which they are measured relative to one another.
    Together(CriterionId),
    /// How far a vendor's claims are believed.
    Credibility(VendorId),
    /// A stakeholder's fear of getting it wrong.
    Indecision(StakeholderId),
    /// On whom a move works, and how strongly.
    Reception(MoveId),
    /// Whether a stakeholder speaks in the discussions.
    Speaks(StakeholderId),
    /// Whether a vendor passes a gate by luck.
    Gate(GateId, VendorId),
    /// A stakeholder's passing moods when he votes.
    Mood(StakeholderId),
}
