//! Section 7: the gates, which remove vendors before the choice.

use reframe::model::*;
use reframe::random::Purpose;

use super::super::decide::TIE;
use super::moves::towards_best;
use super::{Closest, Minds, Reference};

/// What tables may do to a perceived value on a scale that is steep against the belief.
const TABLES: f64 = 2e-4;

impl Reference<'_> {
    /// `[alternative]` whether it is still in the race after the gates; and whether it was close.
    pub fn open(&self, minds: &Minds, utility: &[Vec<f64>], draw: u64) -> (Vec<bool>, Closest) {
        let mut closest = Closest::FAR;
        let mut open = Vec::new();
        for (position, of) in self.scenario.alternatives().into_iter().enumerate() {
            open.push(match of {
                Alternative::StatusQuo => self.can_be_chosen(of),
                Alternative::Vendor(vendor) => {
                    let passes = |gate: usize| self.passes(gate, vendor, position, minds, utility, draw, &mut closest);
                    (0..self.scenario.gates.len()).all(passes)
                }
            });
        }
        (open, closest)
    }

    #[allow(clippy::too_many_arguments, reason = "a gate may ask about anything")]
    fn passes(
        &self,
        gate: usize,
        vendor: VendorId,
        position: usize,
        minds: &Minds,
        utility: &[Vec<f64>],
        draw: u64,
        closest: &mut Closest,
    ) -> bool {
        let place = (GateId::new(gate), vendor);
        let gate = &self.scenario.gates[gate];
        match &gate.kind {
            GateKind::Requirement { owner, criterion, at_least } => {
                let value = &self.scenario.criteria[criterion.index()].value;
                let relaxed = minds.relaxed.get(&place).copied().unwrap_or(0.0);
                let required = value.value(at_least - towards_best(value) * relaxed);
                let q = self.perceived(minds, *owner, Alternative::Vendor(vendor), *criterion, draw);
                let q = q.expect("performance is known where it is required");
                // Values that are equal to the last bit are equal everywhere: at the end of a clamped scale.
                if q != required {
                    closest.note(q - required, TABLES);
                }
                q >= required - TIE
            }
            GateKind::Veto { owner, margin } => {
                let status_quo = Alternative::StatusQuo;
                if self.scenario.status_quo.is_none() || !self.can_be_chosen(status_quo) {
                    return true;
                }
                let own = &utility[owner.index()];
                let least = own.last().expect("the status quo comes last") + margin;
                closest.note(own[position] - least, TABLES);
                own[position] >= least - TIE
            }
            GateKind::Pass { probability, vendors, .. } => {
                let hindrance = minds.hindrance.get(&place).copied().unwrap_or(1.0);
                let passing = 1.0 - (1.0 - probability.get()) * hindrance;
                let address = Purpose::Gate { gate: &gate.id, vendor: &self.scenario.vendors[vendor.index()].id };
                !vendors.contains(&vendor) || self.tail(address, draw).unit() < passing
            }
        }
    }
}
