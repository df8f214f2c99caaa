//! What people think of the alternatives now: utilities (docs/model.md, "Performance, and what the buyer perceives").

use super::persuade::Tile;
use super::round::State;
use super::world::{perceive, utilities, value_of};
use crate::math::Lanes;
use crate::plan::{Plan, StagePlan, StrategyPlan, View};

/// U_iv of everybody, with the weights as they are used to judge in this stage, changed perceptions, and what stands on
/// the side of doing nothing.
#[inline(always)]
pub fn judge(
    strategy: &StrategyPlan,
    at: Tile,
    stage: &StagePlan,
    state: &State,
    judged: &mut [Lanes],
    seen: &mut [Lanes],
    utility: &mut [Lanes],
) {
    let plan = at.plan;
    for (seen, view) in seen.iter_mut().zip(&strategy.views) {
        *seen = see(strategy, view, at, state);
    }
    let as_they_are = stage.tilt.is_none() && plan.floors.is_empty();
    let weights = if as_they_are { &state.weights[..] } else { use_to_judge(plan, stage, &state.weights, judged) };
    let moved = |who: usize| !as_they_are || state.given || strategy.moved[who];
    judge_with(strategy, at, weights, seen, moved, utility);
    add_inertia(plan, state, utility);
}

#[inline(always)]
fn judge_with(
    strategy: &StrategyPlan,
    at: Tile,
    weights: &[Lanes],
    seen: &[Lanes],
    moved: impl Fn(usize) -> bool,
    utility: &mut [Lanes],
) {
    let plan = at.plan;
    let (a, c) = (plan.alternatives, plan.criteria);
    let width = plan.beliefs.judged.len() + 1;
    let q = &at.world.perceived[at.tile * width..][..width];
    let before = &at.world.utility[at.tile * plan.stakeholders * a..][..plan.stakeholders * a];
    for (who, own) in utility.chunks_exact_mut(a).enumerate() {
        if moved(who) {
            utilities(&weights[who * c..][..c], &plan.beliefs.cells[who * a * c..][..a * c], q, own);
        } else {
            own.copy_from_slice(&before[who * a..][..a]);
        }
    }
    for (after, view) in seen.iter().zip(&strategy.views) {
        let before = q[plan.beliefs.cells[plan.cell(view.who, view.judged.alternative, view.criterion)]];
        let u = &mut utility[view.who * a + view.judged.alternative];
        *u = *u + weights[view.who * c + view.criterion] * (*after - before);
    }
}

/// The perceived value of a cell that a strategy may have changed.
#[inline(always)]
fn see(strategy: &StrategyPlan, view: &View, at: Tile, state: &State) -> Lanes {
    let Tile { plan, world, tile } = at;
    let alternative = view.judged.alternative;
    let mut k = state.trust_of(view.who, at)[alternative];
    if strategy.changes.proof {
        k = k.max(state.proof[(view.who * plan.alternatives + alternative) * plan.criteria + view.criterion]);
    }
    let u = match view.own {
        Some(own) => value_of(&view.value, state.own[own]),
        None => world.value[tile * plan.beliefs.variables.len() + view.judged.variable],
    };
    perceive(u, k, view.judged.reputation)
}

/// q of a cell as this stakeholder sees it now; 0 for a cell nobody judges.
#[inline(always)]
pub fn perceived(
    strategy: &StrategyPlan,
    at: Tile,
    seen: &[Lanes],
    who: usize,
    alternative: usize,
    criterion: usize,
) -> Lanes {
    let cell = at.plan.cell(who, alternative, criterion);
    if let Some(q) = seen.get(strategy.view_of[cell]) {
        return *q;
    }
    let width = at.plan.beliefs.judged.len() + 1;
    at.world.perceived[at.tile * width + at.plan.beliefs.cells[cell].min(width - 1)]
}

/// Weights as they are used to judge: tilted by the stage and renormalised, then lifted to legal floors while the others
/// shrink in proportion.
#[inline(always)]
fn use_to_judge<'a>(plan: &Plan, stage: &StagePlan, weights: &[Lanes], judged: &'a mut [Lanes]) -> &'a [Lanes] {
    judged.copy_from_slice(weights);
    for row in judged.chunks_exact_mut(plan.criteria) {
        if let Some(tilt) = &stage.tilt {
            row.iter_mut().zip(tilt).for_each(|(w, factor)| *w = *w * *factor);
            let sum = row.iter().fold(Lanes::ZERO, |sum, w| sum + *w);
            row.iter_mut().for_each(|w| *w = w.over(sum));
        }
        lift(row, &plan.floors);
    }
    judged
}

/// Lifts weights to their floors. Shrinking the others never lifts them, and a floored weight shrunk by another floor
/// is set to its floor: all that lie below are lifted together, the rest shares what is left.
#[inline(always)]
fn lift(row: &mut [Lanes], floors: &[(usize, f64)]) {
    // One pass may push another floored weight below its floor; as many passes as floors settle it.
    for _ in floors {
        let (mut lifted, mut kept) = (Lanes::ZERO, Lanes::ZERO);
        for &(c, floor) in floors {
            let below = row[c].at_most(Lanes::splat(floor));
            lifted = lifted + below * floor;
            kept = kept + below * row[c];
        }
        let sum = row.iter().fold(Lanes::ZERO, |sum, w| sum + *w);
        let factor = (sum - lifted).over(sum - kept);
        let at_floor = |c: usize, w: Lanes| {
            floors
                .iter()
                .find(|(floored, _)| *floored == c)
                .map_or((Lanes::ZERO, 0.0), |(_, floor)| (w.at_most(Lanes::splat(*floor)), *floor))
        };
        for c in 0..row.len() {
            let (below, floor) = at_floor(c, row[c]);
            row[c] = below * floor + (Lanes::ONE - below) * row[c] * factor;
        }
    }
}

/// d_i + conflict * D on the side of the status quo.
#[inline(always)]
fn add_inertia(plan: &Plan, state: &State, utility: &mut [Lanes]) {
    let Some(inertia) = &plan.inertia else { return };
    if inertia.is_idle() {
        return;
    }
    let disagreement =
        if inertia.conflict > 0.0 { disagreement(plan, &state.weights) * inertia.conflict } else { Lanes::ZERO };
    for who in 0..plan.stakeholders {
        let u = &mut utility[who * plan.alternatives + inertia.alternative];
        *u = *u + state.fear[who] + disagreement;
    }
}

/// D: the influence-weighted mean total-variation distance of everybody's weights from their influence-weighted mean.
#[inline(always)]
fn disagreement(plan: &Plan, weights: &[Lanes]) -> Lanes {
    let c = plan.criteria;
    let mut total = Lanes::ZERO;
    for criterion in 0..c {
        let column = || weights[criterion..].iter().step_by(c).zip(&plan.influence);
        let mean = column().fold(Lanes::ZERO, |sum, (w, p)| sum + *w * *p);
        total = column().fold(total, |sum, (w, p)| sum + (*w - mean).max(mean - *w) * *p);
    }
    total * 0.5
}
