//! What people think of the alternatives now: utilities (docs/model.md, "Performance, and what the buyer perceives").

use super::minds::{Minds, State};
use super::persuade::Tile;
use super::utility::{perceive, utilities, value_of};
use crate::math::{Eight, Lanes, Simd};
use crate::plan::{Plan, StagePlan, StrategyPlan, View};

/// What people think as long as nothing but their weights has changed: the same for all strategies that share them.
#[derive(Debug)]
pub struct Opinions {
    /// `[stakeholder][criterion]` weights as they are used to judge; only kept if they are not those that people have.
    judged: Vec<Lanes>,
    /// `[stakeholder][alternative]`
    utility: Vec<Lanes>,
    /// D, times what it counts.
    disagreement: Lanes,
}

impl Opinions {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        let room = |size: usize| vec![Lanes::ZERO; size];
        Self {
            judged: room(plan.stakeholders * plan.criteria),
            utility: room(plan.stakeholders * plan.alternatives),
            disagreement: Lanes::ZERO,
        }
    }

    /// What everybody thinks with the weights as they are used to judge in this stage.
    #[inline(always)]
    pub fn form<S: Simd>(
        &mut self,
        strategy: &StrategyPlan,
        at: Tile<S>,
        stage: &StagePlan,
        minds: &Minds,
        given: bool,
    ) {
        let (plan, simd) = (at.plan, at.simd);
        let (a, c) = (plan.alternatives, plan.criteria);
        let as_they_are = as_they_are(plan, stage);
        if !as_they_are {
            use_to_judge(at, stage, &minds.weights, &mut self.judged);
        }
        let weights = if as_they_are { &minds.weights } else { &self.judged };
        let before = &at.world.utility[at.tile * plan.stakeholders * a..][..plan.stakeholders * a];
        let (seen, people) = (at.seen(), plan.beliefs.eye_of.iter().zip(&strategy.moved));
        let rows = weights.chunks_exact(c).zip(self.utility.chunks_exact_mut(a)).zip(before.chunks_exact(a));
        for (((weights, own), before), (eye, moved)) in rows.zip(people) {
            if !as_they_are || given || *moved {
                utilities(simd, weights, &seen[eye * a * c..][..a * c], own);
            } else {
                own.copy_from_slice(before);
            }
        }
        if let Some(inertia) = plan.inertia.as_ref().filter(|inertia| inertia.conflict > 0.0) {
            self.disagreement = (disagreement(at, &minds.weights) * inertia.conflict).lanes();
        }
    }
}

/// Whether weights are used to judge as they are.
#[inline(always)]
fn as_they_are(plan: &Plan, stage: &StagePlan) -> bool {
    stage.tilt.is_none() && plan.floors.is_empty()
}

/// U_iv of everybody: opinions, changed perceptions, and what stands on the side of doing nothing.
#[inline(always)]
pub fn judge<S: Simd>(
    at: Tile<S>,
    stage: &StagePlan,
    state: State,
    opinions: &Opinions,
    seen: &mut [Lanes],
    utility: &mut [Lanes],
) {
    let (plan, simd, strategy) = (at.plan, at.simd, state.strategy);
    utility.copy_from_slice(&opinions.utility);
    let weights = if as_they_are(plan, stage) { &state.minds.weights } else { &opinions.judged };
    let (before, looks) = (at.seen(), Looks::of(at, state));
    for (seen, view) in seen.iter_mut().zip(&strategy.views) {
        let after = looks.see(simd, view);
        *seen = after.lanes();
        let weight = weights[view.places.weight].on(simd);
        let u = &mut utility[view.places.judgement];
        *u = (u.on(simd) + weight * (after - before[view.places.seen].on(simd))).lanes();
    }
    let Some(inertia) = plan.inertia.as_ref().filter(|inertia| !inertia.is_idle()) else { return };
    for (who, fear) in state.aside.fear.iter().enumerate() {
        let u = &mut utility[who * plan.alternatives + inertia.alternative];
        *u = (u.on(simd) + fear.on(simd) + opinions.disagreement.on(simd)).lanes();
    }
}

/// `[view]` how the cells that a strategy may have changed are seen now.
#[inline(always)]
pub fn look_again<S: Simd>(at: Tile<S>, state: State, seen: &mut [Lanes]) {
    let looks = Looks::of(at, state);
    for (seen, view) in seen.iter_mut().zip(&state.strategy.views) {
        *seen = looks.see(at.simd, view).lanes();
    }
}

/// What a changed perception looks at.
#[derive(Clone, Copy)]
struct Looks<'a> {
    /// `[variable]` values before any move.
    value: &'a [Lanes],
    /// `[own]` performances that somebody sees differently.
    own: &'a [Lanes],
    /// `[alternative]` credibility before any move.
    credibility: &'a [Lanes],
    /// `[stakeholder][alternative]` credibility, if it may have changed.
    trust: Option<&'a [Lanes]>,
    /// `[stakeholder][alternative][criterion]` what credibility is at least, if that may have changed.
    proof: Option<&'a [Lanes]>,
}

impl<'a> Looks<'a> {
    #[inline(always)]
    fn of<S: Simd>(at: Tile<'a, S>, state: State<'a>) -> Self {
        let variables = at.plan.beliefs.variables.len();
        Self {
            value: at.world.value.get(at.tile * variables..(at.tile + 1) * variables).unwrap_or_default(),
            own: state.own(),
            credibility: at.credibility(),
            trust: state.trust,
            proof: state.strategy.changes.proof.then_some(&state.aside.proof),
        }
    }

    /// The perceived value of a cell that a strategy may have changed.
    #[inline(always)]
    fn see<S: Simd>(&self, simd: S, view: &View) -> Eight<S> {
        let mut k = match self.trust {
            Some(trust) => trust[view.places.judgement].on(simd),
            None => self.credibility[view.judged.alternative].on(simd),
        };
        if let Some(proof) = self.proof {
            k = k.max(proof[view.places.cell].on(simd));
        }
        let u = match view.own {
            Some(own) => value_of(&view.value, simd, self.own[own].on(simd)),
            None => self.value[view.judged.variable].on(simd),
        };
        perceive(simd, u, k, view.judged.reputation)
    }
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
fn use_to_judge<S: Simd>(at: Tile<S>, stage: &StagePlan, weights: &[Lanes], judged: &mut [Lanes]) {
    let (plan, simd) = (at.plan, at.simd);
    for (row, weights) in judged.chunks_exact_mut(plan.criteria).zip(weights.chunks_exact(plan.criteria)) {
        match &stage.tilt {
            None => row.copy_from_slice(weights),
            Some(tilt) => {
                let mut sum = at.splat(0.0);
                for ((judged, w), factor) in row.iter_mut().zip(weights).zip(tilt) {
                    let tilted = w.on(simd) * *factor;
                    sum = sum + tilted;
                    *judged = tilted.lanes();
                }
                let share = at.splat(1.0).over(sum);
                for judged in row.iter_mut() {
                    *judged = (judged.on(simd) * share).lanes();
                }
            }
        }
        lift(simd, row, &plan.floors);
    }
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

/// D: the influence-weighted mean total-variation distance of everybody's weights from their influence-weighted mean.
#[inline(always)]
fn disagreement<S: Simd>(at: Tile<S>, weights: &[Lanes]) -> Eight<S> {
    let c = at.plan.criteria;
    let mut total = at.splat(0.0);
    for first in (0..c).step_by(4) {
        // Four criteria at a time: one sum after the other would wait for each addition.
        total = total
            + match c - first {
                1 => distance::<S, 1>(at, weights, first),
                2 => distance::<S, 2>(at, weights, first),
                3 => distance::<S, 3>(at, weights, first),
                _ => distance::<S, 4>(at, weights, first),
            };
    }
    total * 0.5
}

/// The influence-weighted distance from the mean on N criteria.
#[inline(always)]
fn distance<S: Simd, const N: usize>(at: Tile<S>, weights: &[Lanes], first: usize) -> Eight<S> {
    let (c, simd, zero) = (at.plan.criteria, at.simd, at.splat(0.0));
    let (mut mean, mut total) = ([zero; N], [zero; N]);
    for (who, p) in at.plan.influence.iter().enumerate() {
        let row = &weights[who * c + first..][..N];
        for k in 0..N {
            mean[k] = mean[k] + row[k].on(simd) * *p;
        }
    }
    for (who, p) in at.plan.influence.iter().enumerate() {
        let row = &weights[who * c + first..][..N];
        for k in 0..N {
            let apart = row[k].on(simd) - mean[k];
            total[k] = total[k] + apart.max(-apart) * *p;
        }
    }
    let mut sum = total[0];
    for total in &total[1..] {
        sum = sum + *total;
    }
    sum
}
