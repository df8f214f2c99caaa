//! Plans that set a weight by hand: the points of the reframe curve.

use super::compile::Plan;
use super::persuasion::{Effect, Persuasion, ShiftPlan, Slots, Step};
use super::sampler::SamplerFactory;
use super::strategy::strategy_plan;
use crate::model::{CriterionId, Direction, Problem, Scenario, StakeholderId};

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

/// A plan of the baseline only, and what is done to the weights just before the decision, point by point.
#[derive(Clone, Debug)]
pub struct ProbePlan {
    /// The baseline.
    pub plan: Plan,
    /// `[point]` everybody in the audience is given exactly the point's weight.
    pub points: Vec<Vec<Persuasion>>,
}

/// Compiles a probe.
///
/// # Errors
/// As [`super::compile`].
pub fn compile_probe(scenario: &Scenario, probe: &Probe) -> Result<ProbePlan, Vec<Problem>> {
    let mut factory = SamplerFactory::default();
    let mut plan = Plan::without_strategies(scenario, &mut factory)?;
    let mut slots = Slots::new(scenario);
    let slot = slots.certain();
    let mut baseline = strategy_plan(scenario, None, &plan.beliefs, &mut slots, &mut factory);
    let mark = baseline.marks;
    baseline.marks += 1;
    plan.strategies.push(baseline);
    plan.finish(slots);
    for who in &probe.audience {
        plan.strategies[0].moved[who.index()] = true;
    }
    let point = |weight: &f64| {
        let given = |who: &StakeholderId| {
            let step = |shift| Step::Persuade { slot, mark, effect: Effect::Shift(shift) };
            Persuasion { who: who.index(), steps: set_weight(scenario, probe, *weight).map(step).collect() }
        };
        probe.audience.iter().map(given).collect()
    };
    Ok(ProbePlan { plan, points: probe.weights.iter().map(point).collect() })
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
