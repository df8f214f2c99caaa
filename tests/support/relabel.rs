//! The same purchase written down in another order: people, vendors and criteria trade places.

use reframe::model::*;

/// Where everything goes: the new position of each old one.
#[derive(Clone, Debug)]
pub struct Relabel {
    /// `[stakeholder]`
    pub people: Vec<usize>,
    /// `[vendor]`
    pub vendors: Vec<usize>,
    /// `[criterion]`
    pub criteria: Vec<usize>,
}

impl Relabel {
    /// Everything turned round, where asked for.
    pub fn reversed(scenario: &Scenario, people: bool, vendors: bool, criteria: bool) -> Self {
        let order = |n: usize, turn: bool| (0..n).map(|k| if turn { n - 1 - k } else { k }).collect();
        Self {
            people: order(scenario.stakeholders.len(), people),
            vendors: order(scenario.vendors.len(), vendors),
            criteria: order(scenario.criteria.len(), criteria),
        }
    }

    fn person(&self, who: StakeholderId) -> StakeholderId {
        StakeholderId::new(self.people[who.index()])
    }

    fn vendor(&self, vendor: VendorId) -> VendorId {
        VendorId::new(self.vendors[vendor.index()])
    }

    fn criterion(&self, criterion: CriterionId) -> CriterionId {
        CriterionId::new(self.criteria[criterion.index()])
    }

    fn alternative(&self, of: Alternative) -> Alternative {
        match of {
            Alternative::Vendor(vendor) => Alternative::Vendor(self.vendor(vendor)),
            Alternative::StatusQuo => of,
        }
    }

    /// The new position of each alternative, the status quo staying last.
    pub fn alternatives(&self, scenario: &Scenario) -> Vec<usize> {
        let position = |(at, of): (usize, Alternative)| match of {
            Alternative::Vendor(vendor) => self.vendors[vendor.index()],
            Alternative::StatusQuo => at,
        };
        scenario.alternatives().into_iter().enumerate().map(position).collect()
    }

    /// The scenario in the new order.
    pub fn scenario(&self, scenario: &Scenario) -> Scenario {
        let mut parts: ScenarioParts = (**scenario).clone();
        parts.us = self.vendor(parts.us);
        parts.criteria = placed(&parts.criteria, &self.criteria);
        parts.vendors = placed(&parts.vendors, &self.vendors);
        parts.performance = self.performance(scenario);
        parts.stakeholders.iter_mut().for_each(|who| self.stakeholder(who));
        parts.stakeholders = placed(&parts.stakeholders, &self.people);
        for tilt in parts.stages.iter_mut().flat_map(|stage| &mut stage.tilt) {
            if let Tilt::Criterion(on, _) = tilt {
                *on = self.criterion(*on);
            }
        }
        parts.moves.iter_mut().for_each(|made| self.made(made));
        parts.gates.iter_mut().for_each(|gate| self.gate(gate));
        if let GroupRule::Autocracy { decider } = &mut parts.decision.rule {
            *decider = self.person(*decider);
        }
        Scenario::new(parts).expect("another order is as valid").0
    }

    fn stakeholder(&self, who: &mut Stakeholder) {
        who.listens_to.iter_mut().for_each(|(speaker, _)| *speaker = self.person(*speaker));
        who.lived = who.lived.as_ref().map(|lived| placed(lived, &self.criteria));
        match &mut who.prior {
            WeightPrior::Exact(shares) | WeightPrior::Dirichlet { shares, .. } => {
                *shares = placed(shares, &self.criteria);
            }
            WeightPrior::Ranking(groups) => groups.iter_mut().flatten().for_each(|c| *c = self.criterion(*c)),
            WeightPrior::Uniform(criteria) => criteria.iter_mut().for_each(|c| *c = self.criterion(*c)),
            WeightPrior::Bounds(_) => {
                assert!(self.criteria.is_sorted(), "a point of a polytope depends on the order of its coordinates");
            }
        }
    }

    fn performance(&self, scenario: &Scenario) -> PerformanceTable {
        let mut table = PerformanceTable::default();
        for of in scenario.alternatives() {
            for on in (0..scenario.criteria.len()).map(CriterionId::new) {
                let (to, at) = (self.alternative(of), self.criterion(on));
                if let Some(belief) = scenario.performance.shared(of, on) {
                    table.set(to, at, belief.clone());
                }
                for who in (0..scenario.stakeholders.len()).map(StakeholderId::new) {
                    if let Some(belief) = scenario.performance.own(who, of, on) {
                        table.set_for(self.person(who), to, at, belief.clone());
                    }
                }
            }
        }
        table
    }

    fn made(&self, made: &mut Move) {
        made.by = self.vendor(made.by);
        made.audience.iter_mut().for_each(|who| *who = self.person(*who));
        made.audience.sort_unstable();
        match &mut made.kind {
            MoveKind::Teach(shift) | MoveKind::Reframe(shift) => self.shift(shift),
            MoveKind::Prove { criteria, .. } => criteria.iter_mut().for_each(|c| *c = self.criterion(*c)),
            MoveKind::Tailor { criterion, wake, .. } => {
                *criterion = self.criterion(*criterion);
                wake.iter_mut().for_each(|shift| self.shift(shift));
            }
            MoveKind::EnableChampion { champion, .. } => *champion = self.person(*champion),
            MoveKind::Discount { criterion, .. } => *criterion = self.criterion(*criterion),
            MoveKind::Justify { .. }
            | MoveKind::BuildTrust { .. }
            | MoveKind::Navigate { .. }
            | MoveKind::DeRisk { .. } => {}
        }
    }

    fn shift(&self, shift: &mut Shift) {
        shift.criterion = self.criterion(shift.criterion);
        if let Donors::Named(named) = &mut shift.donors {
            named.iter_mut().for_each(|c| *c = self.criterion(*c));
        }
    }

    fn gate(&self, gate: &mut Gate) {
        match &mut gate.kind {
            GateKind::Requirement { owner, criterion, .. } => {
                (*owner, *criterion) = (self.person(*owner), self.criterion(*criterion));
            }
            GateKind::Veto { owner, .. } => *owner = self.person(*owner),
            GateKind::Pass { vendors, owner, .. } => {
                vendors.iter_mut().for_each(|vendor| *vendor = self.vendor(*vendor));
                *owner = owner.map(|who| self.person(who));
            }
        }
    }
}

/// Each item at its new position.
pub fn placed<T: Clone>(items: &[T], to: &[usize]) -> Vec<T> {
    let from = |position: usize| to.iter().position(|new| *new == position).expect("every position is taken");
    (0..items.len()).map(|position| items[from(position)].clone()).collect()
}
