//! What people think of the alternatives now: utilities (docs/model.md, "Performance, and what the buyer perceives").

use super::persuade::Tile;
use super::round::State;
use super::world::{perceive, utilities, value_of};
use crate::math::{Eight, Lanes, Simd};
use crate::plan::{StagePlan, StrategyPlan, View};

/// U_iv of everybody, with the weights as they are used to judge in this stage, changed perceptions, and what stands on
/// the side of doing nothing.
#[inline(always)]
pub fn judge<S: Simd>(
    strategy: &StrategyPlan,
    at: Tile<S>,
    stage: &StagePlan,
    state: &State,
    judged: &mut [Lanes],
    seen: &mut [Lanes],
    utility: &mut [Lanes],
) {
    let plan = at.plan;
    for (seen, view) in seen.iter_mut().zip(&strategy.views) {
        *seen = see(strategy, view, at, state).lanes();
    }
    let as_they_are = stage.tilt.is_none() && plan.floors.is_empty();
    let weights = if as_they_are { &state.weights[..] } else { use_to_judge(at, stage, &state.weights, judged) };
    let everybody = !as_they_are || state.given;
    judge_with(strategy, at, weights, seen, everybody, utility);
    add_inertia(at, state, utility);
}

#[inline(always)]
fn judge_with<S: Simd>(
    strategy: &StrategyPlan,
    at: Tile<S>,
    weights: &[Lanes],
    seen: &[Lanes],
    everybody: bool,
    utility: &mut [Lanes],
) {
    let (plan, simd) = (at.plan, at.simd);
    let (a, c) = (plan.alternatives, plan.criteria);
    let before = &at.world.utility[at.tile * plan.stakeholders * a..][..plan.stakeholders * a];
    for (who, own) in utility.chunks_exact_mut(a).enumerate() {
        if everybody || strategy.moved[who] {
            utilities(simd, &weights[who * c..][..c], at.seen_by(who), own);
        } else {
            own.copy_from_slice(&before[who * a..][..a]);
        }
    }
    for (after, view) in seen.iter().zip(&strategy.views) {
        let before = &at.seen_by(view.who)[view.judged.alternative * c + view.criterion];
        let u = &mut utility[view.who * a + view.judged.alternative];
        let weight = weights[view.who * c + view.criterion].on(simd);
        *u = (u.on(simd) + weight * (after.on(simd) - before.on(simd))).lanes();
    }
}

/// The perceived value of a cell that a strategy may have changed.
#[inline(always)]
fn see<S: Simd>(strategy: &StrategyPlan, view: &View, at: Tile<S>, state: &State) -> Eight<S> {
    let Tile { simd, plan, world, tile } = at;
    let alternative = view.judged.alternative;
    let mut k = state.trust_of(view.who, at)[alternative].on(simd);
    if strategy.changes.proof {
        let proof = &state.proof[(view.who * plan.alternatives + alternative) * plan.criteria + view.criterion];
        k = k.max(proof.on(simd));
    }
    let u = match view.own {
        Some(own) => value_of(&view.value, simd, state.own[own].on(simd)),
        None => world.value[tile * plan.beliefs.variables.len() + view.judged.variable].on(simd),
    };
    perceive(simd, u, k, view.judged.reputation)
}

/// q of a cell as this stakeholder sees it now; 0 for a cell nobody judges.
#[inline(always)]
pub fn perceived<S: Simd>(
    strategy: &StrategyPlan,
    at: Tile<S>,
    seen: &[Lanes],
    who: usize,
    alternative: usize,
    criterion: usize,
) -> Eight<S> {
    match strategy.view_of[at.plan.cell(who, alternative, criterion)] {
        Some(view) => seen[view].on(at.simd),
        None => at.seen_by(who)[alternative * at.plan.criteria + criterion].on(at.simd),
    }
}

/// Weights as they are used to judge: tilted by the stage and renormalised, then lifted to legal floors while the others
/// shrink in proportion.
#[inline(always)]
fn use_to_judge<'a, S: Simd>(
    at: Tile<S>,
    stage: &StagePlan,
    weights: &[Lanes],
    judged: &'a mut [Lanes],
) -> &'a [Lanes] {
    let (plan, simd) = (at.plan, at.simd);
    judged.copy_from_slice(weights);
    for row in judged.chunks_exact_mut(plan.criteria) {
        if let Some(tilt) = &stage.tilt {
            let mut sum = at.splat(0.0);
            for (w, factor) in row.iter_mut().zip(tilt) {
                let tilted = w.on(simd) * *factor;
                sum = sum + tilted;
                *w = tilted.lanes();
            }
            let share = at.splat(1.0).over(sum);
            for w in row.iter_mut() {
                *w = (w.on(simd) * share).lanes();
            }
        }
        lift(simd, row, &plan.floors);
    }
    judged
}

/// Lifts weights to their floors. Shrinking the others never lifts them, and a floored weight shrunk by another floor
/// is set to its floor: all that lie below are lifted together, the rest shares what is left.
#[inline(always)]
fn lift<S: Simd>(simd: S, row: &mut [Lanes], floors: &[(usize, f64)]) {
    let zero = Eight::splat(simd, 0.0);
    // One pass may push another floored weight below its floor; as many passes as floors settle it.
    for _ in floors {
        let (mut lifted, mut kept, mut sum) = (zero, zero, zero);
        for &(c, floor) in floors {
            let (w, floor) = (row[c].on(simd), Eight::splat(simd, floor));
            let below = w.at_most(floor);
            lifted = lifted + below.select(floor, zero);
            kept = kept + below.select(w, zero);
        }
        for w in row.iter() {
            sum = sum + w.on(simd);
        }
        let factor = (sum - lifted).over(sum - kept);
        for (c, w) in row.iter_mut().enumerate() {
            let before = w.on(simd);
            let mut after = before * factor;
            for &(floored, floor) in floors {
                if floored == c {
                    let floor = Eight::splat(simd, floor);
                    after = before.at_most(floor).select(floor, after);
                }
            }
            *w = after.lanes();
        }
    }
}

/// d_i + conflict * D on the side of the status quo.
#[inline(always)]
fn add_inertia<S: Simd>(at: Tile<S>, state: &State, utility: &mut [Lanes]) {
    let (plan, simd) = (at.plan, at.simd);
    let Some(inertia) = &plan.inertia else { return };
    if inertia.is_idle() {
        return;
    }
    let disagreement =
        if inertia.conflict > 0.0 { disagreement(at, &state.weights) * inertia.conflict } else { at.splat(0.0) };
    for who in 0..plan.stakeholders {
        let u = &mut utility[who * plan.alternatives + inertia.alternative];
        *u = (u.on(simd) + state.fear[who].on(simd) + disagreement).lanes();
    }
}

/// D: the influence-weighted mean total-variation distance of everybody's weights from their influence-weighted mean.
#[inline(always)]
fn disagreement<S: Simd>(at: Tile<S>, weights: &[Lanes]) -> Eight<S> {
    let c = at.plan.criteria;
    let mut total = at.splat(0.0);
    for criterion in 0..c {
        let mut mean = at.splat(0.0);
        for (who, p) in at.plan.influence.iter().enumerate() {
            mean = mean + weights[who * c + criterion].on(at.simd) * *p;
        }
        for (who, p) in at.plan.influence.iter().enumerate() {
            let w = weights[who * c + criterion].on(at.simd);
            total = total + (w - mean).max(mean - w) * *p;
        }
    }
    total * 0.5
}
