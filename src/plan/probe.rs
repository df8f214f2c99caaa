//! Plans that set a weight by hand: the points of the reframe curve.

use super::compile::{Plan, StrategyPlan};
use super::persuasion::{Persuader, Persuasion, ShiftPlan, Step, plays};
use super::sampler::SamplerFactory;
use crate::model::{Cost, CriterionId, Direction, Problem, Scenario, StakeholderId};

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

/// A plan with one strategy per weight of the probe. The rivals have made their moves; then everybody in the audience is
/// given exactly this weight.
///
/// # Errors
/// As [`super::compile`].
pub fn compile_probe(scenario: &Scenario, probe: &Probe) -> Result<Plan, Vec<Problem>> {
    let mut factory = SamplerFactory::default();
    let mut plan = Plan::without_strategies(scenario, &mut factory)?;
    let mut persuader = Persuader::new(scenario);
    let certain = persuader.certain_slot();
    let rivals = persuader.persuade(&plays(scenario, None), &plan.beliefs, &mut factory);
    for &weight in &probe.weights {
        let mut persuasions = rivals.clone();
        for who in &probe.audience {
            let steps = &mut persuasion_of(&mut persuasions, who.index()).steps;
            steps.extend(set_weight(scenario, probe, weight).map(|shift| Step::Shift { slot: certain, shift }));
        }
        plan.strategies.push(StrategyPlan { strategy: None, persuasions, cost: Cost::default(), deal_value: None });
    }
    plan.slots = persuader.into_slots();
    Ok(plan)
}

fn persuasion_of(persuasions: &mut Vec<Persuasion>, who: usize) -> &mut Persuasion {
    let position = persuasions.partition_point(|p| p.who < who);
    if persuasions.get(position).is_none_or(|p| p.who != who) {
        persuasions.insert(position, Persuasion { who, steps: Vec::new(), recuts: Vec::new() });
    }
    &mut persuasions[position]
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
