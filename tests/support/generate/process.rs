//! The process of a purchase at random: stages, gates, the rule, memory, the channel, and what comes after.

use reframe::model::*;

use super::{Genes, STAGES};
use crate::support::build::p;

impl Genes {
    pub(super) fn process(&mut self, parts: &mut ScenarioParts) {
        parts.stages = (0..1 + self.choice(4)).map(|s| self.stage(STAGES[s], parts.criteria.len())).collect();
        parts.gates = (0..self.choice(4)).map(|g| self.gate(&format!("gate-{g}"), parts)).collect();
        let noise = [0.0, 0.0, 0.02, 0.2, 1.5][self.choice(5)];
        parts.decision = Decision { rule: self.rule(parts.stakeholders.len()), noise };
        if self.once_in(2) {
            parts.memory = Some(Memory { half_life_weeks: self.number(1.0, 12.0), anchored: self.share(0.0, 0.8) });
        }
        let timed = parts.memory.is_some();
        for stage in &mut parts.stages {
            // Only forgetting needs to know how long a stage lasts; the last one may leave it open.
            stage.weeks = (timed || self.once_in(4)).then(|| self.number(0.5, 10.0));
        }
        if self.once_in(3) {
            parts.contact = Some(self.contact());
        }
        let lived = |who: &Stakeholder| who.lived.is_some() && who.influence > 0.0;
        if parts.stakeholders.iter().any(lived) && self.choice(4) != 0 {
            parts.adoption = Some(Adoption { threshold: self.number(0.3, 0.7) });
        }
    }

    fn stage(&mut self, id: &str, criteria: usize) -> Stage {
        let discussion = match self.choice(5) {
            0 => Discussion::Rounds(0),
            1 => Discussion::Rounds(1),
            2 => Discussion::Rounds(self.one(&[2, 3, 20])),
            _ => Discussion::Settled,
        };
        let mut tilt = Vec::new();
        for _ in 0..self.choice(3) {
            tilt.push(Tilt::Criterion(CriterionId::new(self.choice(criteria)), self.number(0.3, 3.0)));
        }
        if self.once_in(4) {
            tilt.push(Tilt::Need(self.one(&Need::ALL), self.number(0.3, 3.0)));
        }
        let (id, label, openness) = (id.to_owned(), Text::same(id), self.chance(0.3));
        Stage { id, label, openness, tilt, discussion, weeks: None }
    }

    fn gate(&mut self, id: &str, parts: &ScenarioParts) -> Gate {
        let owner = StakeholderId::new(self.choice(parts.stakeholders.len()));
        let vendors: Vec<VendorId> = (0..parts.vendors.len()).map(VendorId::new).collect();
        let kind = match self.choice(3) {
            0 => GateKind::Pass {
                probability: self.share(0.3, 1.0),
                vendors: self.some(&vendors),
                owner: self.once_in(2).then_some(owner),
            },
            1 => {
                let c = self.choice(parts.criteria.len());
                let value = &parts.criteria[c].value;
                // Not far from the worst, so that somebody passes.
                let at_least = value.worst() + self.number(0.0, 0.5) * (value.best() - value.worst());
                GateKind::Requirement { owner, criterion: CriterionId::new(c), at_least }
            }
            _ => GateKind::Veto { owner, margin: self.number(-0.5, 0.1) },
        };
        Gate { id: id.to_owned(), label: Text::same(id), kind }
    }

    fn rule(&mut self, people: usize) -> GroupRule {
        match self.choice(7) {
            0 | 1 => GroupRule::WeightedUtility,
            2 => GroupRule::WeightedProbability,
            3 => GroupRule::Autocracy { decider: StakeholderId::new(self.choice(people)) },
            4 => GroupRule::Plurality,
            5 => GroupRule::Quota { share: if self.once_in(6) { Probability::ONE } else { p(self.number(0.3, 1.0)) } },
            _ => GroupRule::Borda,
        }
    }

    fn contact(&mut self) -> Contact {
        let factors = ChannelFactors {
            confidence: self.number(0.3, 1.2),
            reach: p(self.number(0.5, 1.0)),
            trust: self.share(0.2, 1.0),
        };
        Contact { channel: "online".to_owned(), factors }
    }
}
