//! x_vc: how well each alternative does on each criterion, as believed.

use std::collections::BTreeMap;

use super::{Alternative, CriterionId, Distribution, Relative, StakeholderId};

/// True performance in natural units, shared or as experienced by one stakeholder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PerformanceTable {
    shared: BTreeMap<(Alternative, CriterionId), Distribution>,
    personal: BTreeMap<(StakeholderId, Alternative, CriterionId), Distribution>,
    relative: BTreeMap<CriterionId, Relative>,
}

impl PerformanceTable {
    /// Sets what everybody experiences with several alternatives that are measured relative to one another. Each of them
    /// by itself is then in the table, too.
    pub fn set_relative(&mut self, criterion: CriterionId, relative: Relative) {
        for alternative in relative.alternatives() {
            let belief = relative.marginal(alternative).expect("it is measured, and its belief was made once before");
            self.shared.insert((alternative, criterion), belief);
        }
        self.relative.insert(criterion, relative);
    }

    /// What is measured together on this criterion.
    pub fn relative(&self, criterion: CriterionId) -> Option<&Relative> {
        self.relative.get(&criterion)
    }

    /// Sets what everybody experiences.
    ///
    /// # Panics
    /// If the alternative is one of several that are measured relative to one another on this criterion.
    pub fn set(&mut self, alternative: Alternative, criterion: CriterionId, belief: Distribution) {
        let together = self.relative(criterion).is_some_and(|all| all.alternatives().any(|one| one == alternative));
        assert!(!together, "a performance is measured together with others or by itself, not both");
        self.shared.insert((alternative, criterion), belief);
    }

    /// Sets what only `who` experiences.
    pub fn set_for(
        &mut self,
        who: StakeholderId,
        alternative: Alternative,
        criterion: CriterionId,
        belief: Distribution,
    ) {
        self.personal.insert((who, alternative, criterion), belief);
    }

    /// The belief for this stakeholder: his own if there is one, else the shared one.
    pub fn get(&self, who: StakeholderId, alternative: Alternative, criterion: CriterionId) -> Option<&Distribution> {
        self.own(who, alternative, criterion).or_else(|| self.shared(alternative, criterion))
    }

    /// The shared belief.
    pub fn shared(&self, alternative: Alternative, criterion: CriterionId) -> Option<&Distribution> {
        self.shared.get(&(alternative, criterion))
    }

    /// The belief that is only this stakeholder's.
    pub fn own(&self, who: StakeholderId, alternative: Alternative, criterion: CriterionId) -> Option<&Distribution> {
        self.personal.get(&(who, alternative, criterion))
    }

    /// Whether anything at all is known of this alternative.
    pub fn mentions(&self, alternative: Alternative) -> bool {
        self.shared.keys().any(|(a, _)| *a == alternative) || self.personal.keys().any(|(_, a, _)| *a == alternative)
    }
}
