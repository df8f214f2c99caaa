//! What a vendor can do to change how people judge (docs/model.md, "Moves").

use super::{CriterionId, Distribution, GateId, MoveId, Probability, StageId, StakeholderId, Text, VendorId};

/// Which way a weight is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Up to the target; nothing happens if it is there already.
    Raise,
    /// Down to the target; nothing happens if it is there already.
    Lower,
}

/// Where the mass of a shifted weight comes from, or goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Donors {
    /// Every other criterion that has weight, in proportion.
    All,
    /// These criteria only, in proportion to their weights.
    Named(Vec<CriterionId>),
}

/// SHIFT of docs/model.md, "Moves".
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// k: the criterion whose weight is to change.
    pub criterion: CriterionId,
    /// Up or down.
    pub direction: Direction,
    /// tau: the weight argued for.
    pub target: Probability,
    /// D.
    pub donors: Donors,
    /// f: how much of the gap is closed when the move is taken up; support within [0, 1].
    pub strength: Distribution,
}

/// What a `tailor` does to the performance that the audience experiences.
#[derive(Clone, Debug, PartialEq)]
pub enum TailorChange {
    /// It becomes this.
    Becomes(Distribution),
    /// It improves by this many natural units towards best, > 0.
    ImprovesBy(f64),
}

/// What a `navigate` does to its gate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relaxation {
    /// p becomes 1 - (1 - p)(1 - gain).
    Gain(Probability),
    /// The requirement is relaxed by this many natural units, > 0.
    By(f64),
}

/// What a `discount` takes off a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    /// This share of it, in (0, 1].
    Share(f64),
    /// This many natural units, > 0.
    Amount(f64),
}

/// A refused move can cost credibility.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backfire {
    /// Probability that a refusal turns into anger.
    pub probability: Probability,
    /// Then k becomes k (1 - loss).
    pub loss: Probability,
}

/// What a move costs the vendor who makes it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Working days, >= 0.
    pub days: f64,
    /// The scenario's currency, >= 0.
    pub money: f64,
}

/// The kinds of move.
#[derive(Clone, Debug, PartialEq)]
pub enum MoveKind {
    /// Brings a latent criterion into somebody's model.
    Teach(Shift),
    /// Changes a weight he already has.
    Reframe(Shift),
    /// Evidence: a second chance for earlier moves.
    Justify {
        /// Moves made earlier.
        supports: Vec<MoveId>,
        /// e: takes the place of acceptance.
        evidence: Probability,
    },
    /// POC, audit, reference: credibility on these criteria becomes at least this.
    Prove {
        /// On which.
        criteria: Vec<CriterionId>,
        /// k becomes max(k, this).
        credibility: Probability,
    },
    /// Changes what the audience experiences on a personal criterion.
    Tailor {
        /// Which.
        criterion: CriterionId,
        /// How.
        change: TailorChange,
        /// May bring the (latent) criterion into the model too.
        wake: Option<Shift>,
    },
    /// k becomes k + gain (1 - k).
    BuildTrust {
        /// Share of the distance to full trust.
        gain: Probability,
    },
    /// The champion speaks for certain, and the audience listens to him more.
    EnableChampion {
        /// Who.
        champion: StakeholderId,
        /// a_jC grows by gain (1 - sum_m a_jm).
        gain: Probability,
    },
    /// Clears a gate.
    Navigate {
        /// Which.
        gate: GateId,
        /// How.
        relaxation: Relaxation,
    },
    /// d_i becomes d_i (1 - reduction).
    DeRisk {
        /// Share of the fear that goes.
        reduction: Probability,
    },
    /// A lower price, and a smaller deal.
    Discount {
        /// The price criterion.
        criterion: CriterionId,
        /// How much.
        cut: Cut,
    },
}

impl MoveKind {
    /// The word in scenario files.
    pub fn tag(&self) -> &'static str {
        match self {
            MoveKind::Teach(_) => "teach",
            MoveKind::Reframe(_) => "reframe",
            MoveKind::Justify { .. } => "justify",
            MoveKind::Prove { .. } => "prove",
            MoveKind::Tailor { .. } => "tailor",
            MoveKind::BuildTrust { .. } => "build-trust",
            MoveKind::EnableChampion { .. } => "enable-champion",
            MoveKind::Navigate { .. } => "navigate",
            MoveKind::DeRisk { .. } => "de-risk",
            MoveKind::Discount { .. } => "discount",
        }
    }

    /// The shift of weight that this move makes when it is taken up, if it makes one.
    pub fn shift(&self) -> Option<&Shift> {
        match self {
            MoveKind::Teach(shift) | MoveKind::Reframe(shift) => Some(shift),
            MoveKind::Tailor { wake, .. } => wake.as_ref(),
            _ => None,
        }
    }
}

/// One move.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The key in the file.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// Who makes it.
    pub by: VendorId,
    /// Whom it addresses; in the order of the scenario's stakeholders, never empty.
    pub audience: Vec<StakeholderId>,
    /// When.
    pub stage: StageId,
    /// Probability that a fully reached, fully trusting person takes it up.
    pub acceptance: Probability,
    /// What it costs.
    pub cost: Cost,
    /// Moves that must come before it.
    pub requires: Vec<MoveId>,
    /// What a refusal can do.
    pub backfire: Option<Backfire>,
    /// What it does.
    pub kind: MoveKind,
}

/// An ordered list of our moves. A move listed twice acts twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Strategy {
    /// The key in the file.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The moves, in the order they are played within a stage.
    pub moves: Vec<MoveId>,
}
