//! How the committee decides, with names turned into positions.

use super::sampler::{Sampler, SamplerFactory};
use crate::model::{Alternative, CriterionId, GateKind, Need, Probability, Scenario, Stage, Tilt};
use crate::random::{Key, Purpose};

/// A gate, ready to be applied.
#[derive(Clone, Debug)]
pub enum GatePlan {
    /// The owner's perceived value of a criterion must reach a level.
    Requirement {
        /// Whose view counts.
        owner: usize,
        /// On what.
        criterion: usize,
        /// Natural units.
        at_least: f64,
    },
    /// The owner's utility must not fall below the status quo's plus a margin.
    Veto {
        /// Whose.
        owner: usize,
        /// Utility.
        margin: f64,
    },
    /// Luck: for each vendor that must pass it, the address of its random number.
    Pass {
        /// p
        probability: f64,
        /// Position of the alternative, and its address.
        vendors: Vec<(usize, Key)>,
    },
}

/// The gates in order.
pub fn gates(scenario: &Scenario) -> Vec<GatePlan> {
    let one = |gate: &crate::model::Gate| match &gate.kind {
        GateKind::Requirement { owner, criterion, at_least } => {
            GatePlan::Requirement { owner: owner.index(), criterion: criterion.index(), at_least: *at_least }
        }
        GateKind::Veto { owner, margin } => GatePlan::Veto { owner: owner.index(), margin: *margin },
        GateKind::Pass { probability, vendors, .. } => GatePlan::Pass {
            probability: probability.get(),
            vendors: vendors
                .iter()
                .map(|v| {
                    let vendor = &scenario.vendors[v.index()].id;
                    (v.index(), Purpose::Gate { gate: &gate.id, vendor }.key())
                })
                .collect(),
        },
    };
    scenario.gates.iter().map(one).collect()
}

/// Multipliers on the weights of a stage's poll, one per criterion; `None` if there are none.
pub fn tilt(scenario: &Scenario, stage: &Stage) -> Option<Vec<f64>> {
    let mut factors = vec![1.0; scenario.criteria.len()];
    for tilt in &stage.tilt {
        match tilt {
            Tilt::Criterion(criterion, factor) => factors[criterion.index()] *= factor,
            Tilt::Need(need, factor) => of_need(scenario, *need).for_each(|c| factors[c.index()] *= factor),
        }
    }
    factors.iter().any(|factor| *factor != 1.0).then_some(factors)
}

fn of_need(scenario: &Scenario, need: Need) -> impl Iterator<Item = CriterionId> {
    let serving = scenario.criteria.iter().enumerate().filter(move |(_, criterion)| criterion.need == need);
    serving.map(|(c, _)| CriterionId::new(c))
}

/// Floors under judged weights: criterion and floor.
pub fn floors(scenario: &Scenario) -> Vec<(usize, f64)> {
    let set = scenario.criteria.iter().enumerate().filter(|(_, criterion)| criterion.floor > Probability::ZERO);
    set.map(|(c, criterion)| (c, criterion.floor.get())).collect()
}

/// What people think of the alternatives in passing, when they vote with noise: Gumbel numbers in units of the noise, so
/// that each vote is a draw from the softmax of the utilities (McFadden 1974), the same in every strategy and poll.
#[derive(Clone, Debug)]
pub struct Moods {
    /// `[stakeholder][alternative]`, flat: their addresses and how they are drawn.
    pub each: Vec<(Key, Sampler)>,
}

impl Moods {
    /// Those of a scenario.
    pub fn new(scenario: &Scenario, factory: &mut SamplerFactory) -> Self {
        let alternatives = scenario.alternatives();
        let keys = scenario.stakeholders.iter().flat_map(|who| {
            alternatives.iter().map(|alternative| {
                Purpose::Mood { who: &who.id, alternative: scenario.alternative_id(*alternative) }.key()
            })
        });
        let standard = Sampler::Table { table: factory.gumbel(), scale: 1.0, shift: 0.0 };
        Self { each: keys.map(|key| (key, standard.clone())).collect() }
    }
}

/// What stands on the side of doing nothing besides its performance.
#[derive(Clone, Debug)]
pub struct Inertia {
    /// Position of the status quo.
    pub alternative: usize,
    /// How much disagreement helps it.
    pub conflict: f64,
    /// `[stakeholder]` fear of getting it wrong, and its address.
    pub fear: Vec<(Key, Sampler)>,
}

impl Inertia {
    /// Whether there is anything to add.
    pub fn is_idle(&self) -> bool {
        self.conflict == 0.0 && self.fear.iter().all(|(_, fear)| fear.constant() == Some(0.0))
    }

    /// That of a scenario; `None` without a status quo that can be chosen.
    pub fn new(scenario: &Scenario, factory: &mut SamplerFactory) -> Option<Self> {
        let status_quo = scenario.status_quo.as_ref()?;
        if !scenario.performance.mentions(Alternative::StatusQuo) {
            return None;
        }
        let fear = scenario.stakeholders.iter().map(|who| {
            let key = Purpose::Indecision { who: &who.id }.key();
            (key, who.indecision.as_ref().map_or(Sampler::Constant(0.0), |belief| factory.sampler(belief)))
        });
        Some(Self { alternative: scenario.vendors.len(), conflict: status_quo.conflict, fear: fear.collect() })
    }
}
