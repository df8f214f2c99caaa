//! What changes while a purchase goes on.

use std::collections::{BTreeMap, BTreeSet};

use reframe::model::*;

use super::Reference;

/// What moves, talk and time have made of the people so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Minds {
    /// `[stakeholder][criterion]` w_ic.
    pub weights: Vec<Vec<f64>>,
    /// `[stakeholder][vendor]` k_iv.
    pub trust: Vec<Vec<f64>>,
    /// Credibility that was proved to a person on a criterion.
    pub proven: BTreeMap<(StakeholderId, VendorId, CriterionId), f64>,
    /// Performance as a person experiences it, where a move changed it.
    pub offers: BTreeMap<(StakeholderId, VendorId, CriterionId), f64>,
    /// `[stakeholder]` d_i.
    pub fear: Vec<f64>,
    /// `[listener][speaker]` a_ij.
    pub attention: Vec<Vec<f64>>,
    /// Champions: they speak for certain.
    pub outspoken: BTreeSet<StakeholderId>,
    /// The share of (1 - p) that is left of a gate for a vendor.
    pub hindrance: BTreeMap<(GateId, VendorId), f64>,
    /// Natural units by which a requirement was relaxed for a vendor.
    pub relaxed: BTreeMap<(GateId, VendorId), f64>,
}

/// A strategy in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// `[stage]` people at the poll of each stage.
    pub polls: Vec<Minds>,
    /// How nearly a yes was a no.
    pub closest: Closest,
}

impl Played {
    /// When the decision falls.
    pub fn last(&self) -> &Minds {
        self.polls.last().expect("at least one stage")
    }

    /// When the decision falls.
    pub fn last_mut(&mut self) -> &mut Minds {
        self.polls.last_mut().expect("at least one stage")
    }
}

/// The smallest distance of a number from its threshold, as a multiple of what tables and rounding may do to it: below
/// 1 another honest implementation may come to the opposite answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closest(f64);

impl Closest {
    /// Nothing was close.
    pub const FAR: Closest = Closest(f64::INFINITY);

    /// Takes note of a comparison.
    pub fn note(&mut self, distance: f64, tolerance: f64) {
        self.0 = self.0.min(distance.abs() / tolerance);
    }

    /// Takes note of all the comparisons that another took note of.
    pub fn and(&mut self, other: Closest) {
        self.0 = self.0.min(other.0);
    }

    /// Whether an honest implementation may have decided otherwise.
    pub fn call(self) -> bool {
        self.0 < 1.0
    }
}

impl Reference<'_> {
    /// Everybody before the first move, with these weights.
    pub fn minds(&self, weights: &[Vec<f64>], draw: u64) -> Minds {
        let vendors: Vec<f64> =
            (0..self.scenario.vendors.len()).map(|v| self.credibility(VendorId::new(v), draw)).collect();
        Minds {
            weights: weights.to_vec(),
            trust: vec![vendors; weights.len()],
            proven: BTreeMap::new(),
            offers: BTreeMap::new(),
            fear: self.people().map(|who| self.fear(who, draw)).collect(),
            attention: self.people().map(|who| self.attention(who)).collect(),
            outspoken: BTreeSet::new(),
            hindrance: BTreeMap::new(),
            relaxed: BTreeMap::new(),
        }
    }

    fn attention(&self, who: StakeholderId) -> Vec<f64> {
        let mut shares = vec![0.0; self.scenario.stakeholders.len()];
        for (speaker, share) in &self.scenario.stakeholders[who.index()].listens_to {
            shares[speaker.index()] += share.get();
        }
        shares
    }
}
