//! Gates: what removes vendors before the choice (MODEL section 7).

use super::persuade::Tile;
use super::round::State;
use super::world::value_of;
use crate::math::Lanes;
use crate::plan::{GatePlan, StrategyPlan};

/// `[alternative]` 1 where it is left in the race. The status quo passes every gate.
#[inline(always)]
pub fn pass(
    strategy: &StrategyPlan,
    at: Tile,
    state: &State,
    utility: &[Lanes],
    seen: &[Lanes],
    open: &mut [Lanes],
) {
    open.fill(Lanes::ONE);
    for (g, gate) in at.plan.gates.iter().enumerate() {
        match gate {
            GatePlan::Requirement { owner, criterion, at_least } => {
                for a in 0..at.plan.vendors {
                    let relaxed = Lanes::splat(*at_least) - state.relaxed[g * at.plan.alternatives + a] * towards_best(at, *criterion);
                    let needed = value_of(&at.plan.values[*criterion], relaxed);
                    let perceived = perceived(strategy, at, seen, *owner, a, *criterion);
                    open[a] = open[a] * needed.at_most(perceived + super::decide::TIE);
                }
            }
            GatePlan::Veto { owner, margin } => {
                let own = &utility[owner * at.plan.alternatives..][..at.plan.alternatives];
                let Some(inertia) = &at.plan.inertia else { continue };
                let least = own[inertia.alternative] + *margin;
                for a in 0..at.plan.vendors {
                    open[a] = open[a] * least.at_most(own[a] + super::decide::TIE);
                }
            }
            GatePlan::Pass { probability, vendors } => {
                for (a, _) in vendors {
                    let place = g * at.plan.alternatives + a;
                    let luck = at.world.passing[at.tile * at.plan.gates.len() * at.plan.alternatives + place];
                    let p = Lanes::ONE - state.closed[place] * (1.0 - probability);
                    open[*a] = open[*a] * luck.below(p);
                }
            }
        }
    }
}

fn towards_best(at: Tile, criterion: usize) -> f64 {
    if at.plan.values[criterion].less_is_better() { -1.0 } else { 1.0 }
}

/// q of a cell as this stakeholder sees it now.
#[inline(always)]
fn perceived(
    strategy: &StrategyPlan,
    at: Tile,
    seen: &[Lanes],
    who: usize,
    alternative: usize,
    criterion: usize,
) -> Lanes {
    let same = |view: &crate::plan::View| {
        (view.who, view.judged.alternative, view.criterion) == (who, alternative, criterion)
    };
    if let Some(view) = strategy.views.iter().position(same) {
        return seen[view];
    }
    let width = at.plan.beliefs.judged.len() + 1;
    let cell = at.plan.beliefs.cells[at.plan.cell(who, alternative, criterion)];
    at.world.perceived[at.tile * width + cell.min(width - 1)]
}
