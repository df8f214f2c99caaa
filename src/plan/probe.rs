//! Plans that set a weight by hand: the points of the reframe curve.

use super::compile::Plan;
use super::persuasion::{Effect, Persuasion, ShiftPlan, Slots, Step};
use super::process::GatePlan;
use super::sampler::SamplerFactory;
use super::strategy::strategy_plan;
use crate::model::{CriterionId, Direction, GroupRule, Line, Scenario, StakeholderId};

/// Which weight is set, and to what.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// The criterion.
    pub criterion: CriterionId,
    /// Whose weight is set.
    pub audience: Vec<StakeholderId>,
    /// Where the mass comes from first; when it is used up, or if empty, from all others in proportion.
    pub donors: Vec<CriterionId>,
    /// The weights to set, in [0, 1].
    pub weights: Vec<f64>,
}

/// A plan of the baseline only, and what is done to the weights just before the decision.
#[derive(Clone, Debug)]
pub struct ProbePlan {
    /// The baseline.
    pub plan: Plan,
    /// One for each probe.
    pub lines: Vec<ProbeLine>,
}

/// The points of one probe.
#[derive(Clone, Debug)]
pub struct ProbeLine {
    /// The weights to set.
    pub weights: Vec<f64>,
    /// How they are set.
    pub way: Way,
}

/// How a weight is set.
#[derive(Clone, Debug)]
pub enum Way {
    /// Utilities run on straight lines from weight 0 to weight 1, because everybody else gives in proportion: it is enough
    /// to set the weight to 0, and to 1.
    Straight {
        /// What sets it to 0.
        from: Vec<Persuasion>,
        /// What sets it to 1.
        to: Vec<Persuasion>,
    },
    /// What sets it to each of the weights.
    Stepwise(Vec<Vec<Persuasion>>),
}

impl Plan {
    /// Adds probes to the baseline of this plan.
    pub fn probe(&self, scenario: &Scenario, probes: &[Probe]) -> ProbePlan {
        let mut plan = Plan { strategies: Vec::new(), watches: Vec::new(), ..self.clone() };
        let (mut slots, mut factory) = (Slots::new(scenario), SamplerFactory::default());
        let slot = slots.certain();
        let mut baseline = strategy_plan(scenario, &Line::baseline(scenario), &plan.beliefs, &mut slots, &mut factory);
        let mark = baseline.marks;
        baseline.marks += 1;
        plan.strategies.push(baseline);
        plan.finish(slots);
        for who in probes.iter().flat_map(|probe| &probe.audience) {
            plan.strategies[0].moved[who.index()] = true;
        }
        let set = |probe: &Probe, weight: f64| {
            let step = |shift| Step::Persuade { slot, mark, effect: Effect::Shift(shift) };
            let given = |who: &StakeholderId| Persuasion {
                who: who.index(),
                steps: set_weight(scenario, probe, weight).map(step).collect(),
            };
            probe.audience.iter().map(given).collect()
        };
        let line = |probe: &Probe| {
            let way = if probe.donors.is_empty() && plan.decides_on_weights_as_they_are() {
                Way::Straight { from: set(probe, 0.0), to: set(probe, 1.0) }
            } else {
                Way::Stepwise(probe.weights.iter().map(|weight| set(probe, *weight)).collect())
            };
            ProbeLine { weights: probe.weights.clone(), way }
        };
        let lines = probes.iter().map(line).collect();
        ProbePlan { plan, lines }
    }

    /// Whether the group's scores are linear functions of everybody's utilities.
    pub fn has_linear_scores(&self) -> bool {
        let veto = self.gates.iter().any(|gate| matches!(gate, GatePlan::Veto { .. }));
        self.rule == GroupRule::WeightedUtility && !veto
    }

    /// Whether the last poll is a linear function of everybody's weights.
    fn decides_on_weights_as_they_are(&self) -> bool {
        let last = self.stages.last().expect("a scenario has a stage");
        let conflict = self.inertia.as_ref().map_or(0.0, |inertia| inertia.conflict);
        last.tilt.is_none() && self.floors.is_empty() && conflict == 0.0
    }
}

/// Raise from the donors, then from everybody, then lower: whatever the weight was, it is now this.
fn set_weight(scenario: &Scenario, probe: &Probe, weight: f64) -> impl Iterator<Item = ShiftPlan> {
    let criterion = probe.criterion.index();
    let everything: Vec<usize> = (0..scenario.criteria.len()).filter(|c| *c != criterion).collect();
    let named: Vec<usize> = probe.donors.iter().map(|c| c.index()).filter(|c| *c != criterion).collect();
    let shift = move |direction, donors, named| ShiftPlan { criterion, direction, target: weight, donors, named };
    let first = (!named.is_empty()).then(|| shift(Direction::Raise, named.clone(), true));
    let down = if named.is_empty() {
        shift(Direction::Lower, everything.clone(), false)
    } else {
        shift(Direction::Lower, named, true)
    };
    first.into_iter().chain([shift(Direction::Raise, everything, false), down])
}
