//! Gates: what removes vendors before the choice (docs/model.md, "The decision").

use super::choose::TIE;
use super::judge::perceived;
use super::minds::State;
use super::persuade::Tile;
use super::utility::value_of;
use crate::math::{Lanes, Simd};
use crate::plan::GatePlan;

/// `[alternative]` 1 where it is left in the race. The status quo passes every gate.
#[inline(always)]
pub fn pass<S: Simd>(at: Tile<S>, state: State, utility: &[Lanes], seen: &[Lanes], open: &mut [Lanes]) {
    let (plan, simd) = (at.plan, at.simd);
    open.fill(Lanes::ONE);
    for (g, gate) in plan.gates.iter().enumerate() {
        let place = |a: usize| g * plan.alternatives + a;
        match gate {
            GatePlan::Requirement { owner, criterion, at_least } => {
                let value = &plan.values[*criterion];
                let towards_best = if value.less_is_better() { -1.0 } else { 1.0 };
                for a in 0..plan.vendors {
                    let relaxed = at.splat(*at_least) - state.aside.relaxed[place(a)].on(simd) * towards_best;
                    let reached = perceived(state.strategy, at, seen, *owner, a, *criterion);
                    let passes = value_of(value, simd, relaxed).at_most(reached + TIE);
                    open[a] = (open[a].on(simd) * passes.one()).lanes();
                }
            }
            GatePlan::Veto { owner, margin } => {
                let own = &utility[owner * plan.alternatives..][..plan.alternatives];
                // Without anything known of the status quo there is nothing to fall below.
                let Some(inertia) = &plan.inertia else { continue };
                let least = own[inertia.alternative].on(simd) + *margin;
                for a in 0..plan.vendors {
                    open[a] = (open[a].on(simd) * least.at_most(own[a].on(simd) + TIE).one()).lanes();
                }
            }
            GatePlan::Pass { probability, vendors } => {
                for (a, _) in vendors {
                    let luck = at.world.passing[at.tile * plan.gates.len() * plan.alternatives + place(*a)];
                    let p = at.splat(1.0) - state.aside.closed[place(*a)].on(simd) * (1.0 - probability);
                    open[*a] = (open[*a].on(simd) * luck.on(simd).below(p).one()).lanes();
                }
            }
        }
    }
}
