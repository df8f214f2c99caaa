//! Sections 4, 5 and 8: how people judge at a poll, and how they will judge in daily use.

use reframe::model::*;

use super::{Closest, Minds, Reference};

impl Reference<'_> {
    /// The weights that a person judges with at the poll of a stage: tilted, and none below its legal floor.
    pub(super) fn judging(&self, weights: &[f64], stage: StageId) -> Vec<f64> {
        let criteria = &self.scenario.criteria;
        let mut tilted = weights.to_vec();
        for tilt in &self.scenario.stages[stage.index()].tilt {
            for (c, w) in tilted.iter_mut().enumerate() {
                match tilt {
                    Tilt::Criterion(on, factor) if on.index() == c => *w *= factor,
                    Tilt::Need(need, factor) if criteria[c].need == *need => *w *= factor,
                    _ => {}
                }
            }
        }
        let total: f64 = tilted.iter().sum();
        let tilted: Vec<f64> = tilted.iter().map(|w| w / total).collect();
        lifted(&tilted, &criteria.iter().map(|c| c.floor.get()).collect::<Vec<f64>>())
    }

    /// x as this person experiences it now; `None` where nothing is known of it.
    pub(super) fn experience(
        &self,
        minds: &Minds,
        who: StakeholderId,
        of: Alternative,
        on: CriterionId,
        draw: u64,
    ) -> Option<f64> {
        let changed = match of {
            Alternative::Vendor(vendor) => minds.offers.get(&(who, vendor, on)).copied(),
            Alternative::StatusQuo => None,
        };
        changed.or_else(|| self.performance(who, of, on, draw))
    }

    /// Section 4: q, what this person perceives.
    pub(super) fn perceived(
        &self,
        minds: &Minds,
        who: StakeholderId,
        of: Alternative,
        on: CriterionId,
        draw: u64,
    ) -> Option<f64> {
        let x = self.experience(minds, who, of, on, draw)?;
        let value = self.scenario.criteria[on.index()].value.value(x);
        let k = match of {
            Alternative::StatusQuo => 1.0,
            Alternative::Vendor(vendor) => {
                let proven = minds.proven.get(&(who, vendor, on)).copied().unwrap_or(0.0);
                minds.trust[who.index()][vendor.index()].max(proven)
            }
        };
        let doubt = if k < 1.0 { (1.0 - k) * self.reputation[who.index()][on.index()] } else { 0.0 };
        Some(k * value + doubt)
    }

    /// Whether something can be chosen for what it is; a status quo of which nothing is known is only the outcome
    /// "no decision", and its utility here is 0 and means nothing.
    pub fn can_be_chosen(&self, of: Alternative) -> bool {
        of != Alternative::StatusQuo || self.scenario.performance.mentions(of)
    }

    /// Section 4: `[stakeholder][alternative]` U at the poll of a stage.
    pub fn utility(&self, minds: &Minds, stage: StageId, draw: u64) -> Vec<Vec<f64>> {
        let quarrel = self.scenario.status_quo.as_ref().map_or(0.0, |status_quo| status_quo.conflict)
            * disagreement(&minds.weights, &self.scenario.influence());
        let of_alternative = |who: StakeholderId, judging: &[f64], of: Alternative| {
            if !self.can_be_chosen(of) {
                return 0.0;
            }
            let weighed = judging.iter().enumerate().filter(|(_, w)| **w > 0.0);
            let merits: f64 = weighed
                .map(|(c, w)| {
                    let q = self.perceived(minds, who, of, CriterionId::new(c), draw);
                    w * q.expect("performance is known where it counts")
                })
                .sum();
            match of {
                Alternative::Vendor(_) => merits,
                Alternative::StatusQuo => merits + minds.fear[who.index()] + quarrel,
            }
        };
        let own = |who: StakeholderId| {
            let judging = self.judging(&minds.weights[who.index()], stage);
            self.scenario.alternatives().into_iter().map(|of| of_alternative(who, &judging, of)).collect()
        };
        self.people().map(own).collect()
    }

    /// Section 8: `[vendor]` whether the deal would last, by true performance and lived weights; nothing without
    /// adoption.
    pub fn lasts(&self, minds: &Minds, draw: u64, tolerance: f64) -> (Vec<bool>, Closest) {
        let mut closest = Closest::FAR;
        let Some(adoption) = self.scenario.adoption else { return (Vec::new(), closest) };
        let influence = self.scenario.influence();
        let lived = |who: &StakeholderId| self.scenario.stakeholders[who.index()].lived.as_ref();
        let judges: Vec<StakeholderId> = self.people().filter(|who| lived(who).is_some()).collect();
        let total: f64 = judges.iter().map(|who| influence[who.index()]).sum();
        let of_person = |who: StakeholderId, vendor: VendorId| -> f64 {
            let shares = lived(&who).expect("a judge has lived weights").iter().enumerate();
            let weighed = shares.filter(|(_, share)| **share > 0.0);
            let value = |(c, share): (usize, &f64)| {
                let on = CriterionId::new(c);
                let x = self.experience(minds, who, Alternative::Vendor(vendor), on, draw);
                share * self.scenario.criteria[c].value.value(x.expect("performance is known where it is lived with"))
            };
            weighed.map(value).sum()
        };
        let mut lasts = Vec::new();
        for vendor in (0..self.scenario.vendors.len()).map(VendorId::new) {
            let r: f64 = judges.iter().map(|who| influence[who.index()] / total * of_person(*who, vendor)).sum();
            closest.note(r - adoption.threshold, tolerance);
            lasts.push(r >= adoption.threshold - super::decide::TIE);
        }
        (lasts, closest)
    }
}

/// A weight below its floor is lifted to it and the others shrink in proportion, until none is below.
fn lifted(weights: &[f64], floors: &[f64]) -> Vec<f64> {
    let mut on_floor = vec![false; weights.len()];
    loop {
        let floor: f64 = (0..weights.len()).filter(|c| on_floor[*c]).map(|c| floors[c]).sum();
        let free: f64 = (0..weights.len()).filter(|c| !on_floor[*c]).map(|c| weights[c]).sum();
        let shrunk = |c: usize| if on_floor[c] { floors[c] } else { weights[c] * (1.0 - floor) / free };
        let lifted: Vec<f64> = (0..weights.len()).map(shrunk).collect();
        let below: Vec<usize> = (0..weights.len()).filter(|c| !on_floor[*c] && lifted[*c] < floors[*c]).collect();
        if below.is_empty() {
            return lifted;
        }
        below.into_iter().for_each(|c| on_floor[c] = true);
    }
}

/// Section 4: D, the mean total-variation distance of the members' weights from their mean.
fn disagreement(weights: &[Vec<f64>], influence: &[f64]) -> f64 {
    let mean = |c: usize| weights.iter().zip(influence).map(|(own, p)| p * own[c]).sum::<f64>();
    let means: Vec<f64> = (0..weights[0].len()).map(mean).collect();
    let distance = |own: &Vec<f64>| 0.5 * own.iter().zip(&means).map(|(w, m)| (w - m).abs()).sum::<f64>();
    weights.iter().zip(influence).map(|(own, p)| p * distance(own)).sum()
}
