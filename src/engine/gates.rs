//! Gates: what removes vendors before the choice (docs/model.md, "The decision").

use super::decide::TIE;
use super::judge::perceived;
use super::persuade::Tile;
use super::round::State;
use super::world::value_of;
use crate::math::Lanes;
use crate::plan::{GatePlan, StrategyPlan};

/// `[alternative]` 1 where it is left in the race. The status quo passes every gate.
#[inline(always)]
pub fn pass(strategy: &StrategyPlan, at: Tile, state: &State, utility: &[Lanes], seen: &[Lanes], open: &mut [Lanes]) {
    let plan = at.plan;
    open.fill(Lanes::ONE);
    for (g, gate) in plan.gates.iter().enumerate() {
        let place = |a: usize| g * plan.alternatives + a;
        match gate {
            GatePlan::Requirement { owner, criterion, at_least } => {
                let value = &plan.values[*criterion];
                let towards_best = if value.less_is_better() { -1.0 } else { 1.0 };
                for a in 0..plan.vendors {
                    let relaxed = Lanes::splat(*at_least) - state.relaxed[place(a)] * towards_best;
                    let reached = perceived(strategy, at, seen, *owner, a, *criterion);
                    open[a] = open[a] * value_of(value, relaxed).at_most(reached + TIE);
                }
            }
            GatePlan::Veto { owner, margin } => {
                let own = &utility[owner * plan.alternatives..][..plan.alternatives];
                // Without anything known of the status quo there is nothing to fall below.
                let Some(inertia) = &plan.inertia else { continue };
                let least = own[inertia.alternative] + *margin;
                for a in 0..plan.vendors {
                    open[a] = open[a] * least.at_most(own[a] + TIE);
                }
            }
            GatePlan::Pass { probability, vendors } => {
                for (a, _) in vendors {
                    let luck = at.world.passing[at.tile * plan.gates.len() * plan.alternatives + place(*a)];
                    let p = Lanes::ONE - state.closed[place(*a)] * (1.0 - probability);
                    open[*a] = open[*a] * luck.below(p);
                }
            }
        }
    }
}
