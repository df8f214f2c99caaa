//! Plans that set a weight by hand: the points of the reframe curve.

use super::compile::Plan;
use super::persuasion::{Effect, Persuasion, ShiftPlan, Slots, Step};
use super::sampler::SamplerFactory;
use super::strategy::{StrategyPlan, strategy_plan};
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

/// A plan with one strategy per weight of the probe: the baseline, and just before the decision everybody in the
/// audience is given exactly this weight.
///
/// # Errors
/// As [`super::compile`].
pub fn compile_probe(scenario: &Scenario, probe: &Probe) -> Result<Plan, Vec<Problem>> {
    let mut factory = SamplerFactory::default();
    let mut plan = Plan::without_strategies(scenario, &mut factory)?;
    let mut slots = Slots::new(scenario);
    let certain = slots.certain();
    let baseline = strategy_plan(scenario, None, &plan.beliefs, &mut slots, &mut factory);
    for &weight in &probe.weights {
        let given = |who: &StakeholderId| {
            let step = |shift| Step::Persuade { slot: certain, mark: baseline.marks, effect: Effect::Shift(shift) };
            Persuasion { who: who.index(), steps: set_weight(scenario, probe, weight).map(step).collect() }
        };
        let at_last = probe.audience.iter().map(given).collect();
        plan.strategies.push(StrategyPlan { at_last, marks: baseline.marks + 1, ..baseline.clone() });
    }
    plan.finish(slots);
    Ok(plan)
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
