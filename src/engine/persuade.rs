//! Moves at work (docs/model.md, "Moves"): what a committee thinks and feels, move by move.

use super::round::State;
use super::world::World;
use crate::math::{Eight, Lanes, Simd};
use crate::model::{Cut, Direction, Relaxation};
use crate::plan::{Effect, Persuasion, Plan, PublicStep, ShiftPlan, Step, Strength};

/// One tile of a drawn world, as far as moves look at it.
#[derive(Clone, Copy)]
pub struct Tile<'a, S> {
    /// The instruction set.
    pub simd: S,
    /// The plan.
    pub plan: &'a Plan,
    /// The world.
    pub world: &'a World,
    /// Which tile of it.
    pub tile: usize,
}

impl<S: Simd> Tile<'_, S> {
    /// The same number in every draw.
    #[inline(always)]
    pub fn splat(&self, x: f64) -> Eight<S> {
        Eight::splat(self.simd, x)
    }

    /// `[alternative][criterion]` q as this stakeholder sees it before any move; 0 where he never judges.
    #[inline(always)]
    pub fn seen_by(&self, who: usize) -> &[Lanes] {
        let (beliefs, width) = (&self.plan.beliefs, self.plan.alternatives * self.plan.criteria);
        &self.world.perceived[(self.tile * beliefs.eyes.len() + beliefs.eye_of[who]) * width..][..width]
    }

    #[inline(always)]
    fn of(&self, array: &[Lanes], slot: usize) -> Eight<S> {
        array[self.tile * self.plan.slots.len() + slot].on(self.simd)
    }

    /// The number that is compared with the probability of taking a move up.
    #[inline(always)]
    fn luck(&self, column: usize) -> Eight<S> {
        self.world.luck[self.tile * self.plan.columns.luck + column].on(self.simd)
    }

    /// 1 where a stakeholder with this trust takes the move up, else 0.
    #[inline(always)]
    pub fn taken_up(&self, slot: usize, trust: &[Lanes]) -> Eight<S> {
        let described = &self.plan.slots[slot];
        let Some(column) = described.luck_column else {
            return self.splat(if described.probability > 0.0 { 1.0 } else { 0.0 });
        };
        let probability = self.splat(described.probability);
        let probability = match described.believed {
            Some(alternative) => trust[alternative].on(self.simd) * probability,
            None => probability,
        };
        self.luck(column).below(probability).one()
    }

    /// With what strength a move works.
    #[inline(always)]
    pub fn strength(&self, slot: usize) -> Eight<S> {
        match &self.plan.slots[slot].strength {
            Strength::Known(f) => self.splat(*f),
            Strength::Drawn { column, .. } => {
                self.world.strength[self.tile * self.plan.columns.strength + column].on(self.simd)
            }
        }
    }
}

/// Plays the steps of a stage on one stakeholder.
#[inline(always)]
pub fn persuade<S: Simd>(persuasion: &Persuasion, at: Tile<S>, state: &mut State) {
    let (who, a, c, simd) = (persuasion.who, at.plan.alternatives, at.plan.criteria, at.simd);
    let one = at.splat(1.0);
    for step in &persuasion.steps {
        match step {
            Step::Persuade { slot, mark, effect } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                work(effect, *slot, taken, who, at, state);
                state.marks[*mark] = taken.lanes();
                backfire(*slot, taken, who, at, state);
            }
            Step::Second { slot, supported } => {
                let convinced = at.taken_up(*slot, state.trust_of(who, at));
                for (mark, first, effect) in supported {
                    let first_time = state.marks[*mark].on(simd);
                    let second = convinced * (one - first_time);
                    work(effect, *first, second, who, at, state);
                    state.marks[*mark] = (first_time + second).lanes();
                }
                backfire(*slot, convinced, who, at, state);
            }
            Step::Discount { slot, own, cut } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                let x = &mut state.own[*own];
                let before = x.on(simd);
                let after = match cut {
                    Cut::Share(share) => before * (one - taken * *share),
                    Cut::Amount(amount) => before - taken * *amount,
                };
                *x = after.lanes();
            }
            Step::Prove { slot, alternative, criteria, level } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                for criterion in criteria {
                    let proof = &mut state.proof[(who * a + alternative) * c + criterion];
                    *proof = proof.on(simd).max(taken * *level).lanes();
                }
            }
            Step::BuildTrust { slot, alternative, gain } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                let k = &mut state.trust[who * a + alternative];
                let before = k.on(simd);
                *k = (before + taken * *gain * (one - before)).lanes();
            }
            Step::DeRisk { slot, reduction } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                state.fear[who] = (state.fear[who].on(simd) * (one - taken * *reduction)).lanes();
            }
        }
    }
}

#[inline(always)]
fn work<S: Simd>(effect: &Effect, slot: usize, taken: Eight<S>, who: usize, at: Tile<S>, state: &mut State) {
    let (c, simd) = (at.plan.criteria, at.simd);
    let f = taken * at.strength(slot);
    match effect {
        Effect::Shift(shift) => apply(simd, shift, f, &mut state.weights[who * c..][..c]),
        Effect::Tailor { own, better_by, wake } => {
            if let Some(own) = own {
                let x = state.own[*own].on(simd);
                let better = match better_by {
                    Some(by) => x + *by,
                    None => at.of(&at.world.offer, slot),
                };
                state.own[*own] = (x + taken * (better - x)).lanes();
            }
            if let Some(shift) = wake {
                apply(simd, shift, f, &mut state.weights[who * c..][..c]);
            }
        }
    }
}

/// What was heard and refused may anger; what was not heard cannot.
#[inline(always)]
fn backfire<S: Simd>(slot: usize, taken: Eight<S>, who: usize, at: Tile<S>, state: &mut State) {
    let described = &at.plan.slots[slot];
    if let (Some(backfire), Some(column)) = (&described.backfire, described.luck_column) {
        let one = at.splat(1.0);
        let heard = at.luck(column).below(at.splat(backfire.reach)).one();
        let angry = heard * (one - taken) * at.of(&at.world.anger, slot);
        let k = &mut state.trust[who * at.plan.alternatives + backfire.alternative];
        *k = (k.on(at.simd) * (one - angry * backfire.loss)).lanes();
    }
}

/// What happens in public.
#[inline(always)]
pub fn go_public<S: Simd>(step: &PublicStep, at: Tile<S>, state: &mut State) {
    let (people, simd, one) = (at.plan.stakeholders, at.simd, at.splat(1.0));
    match step {
        PublicStep::Champion { slot, champion, audience, gain } => {
            let taken = at.taken_up(*slot, &[]);
            let speaks_up = &mut state.speaks_up[*champion];
            *speaks_up = speaks_up.on(simd).max(taken).lanes();
            for listener in audience {
                let row = &mut state.listening[listener * people..][..people];
                let mut free = one;
                for a in row.iter() {
                    free = free - a.on(simd);
                }
                let more = taken * *gain * free.max(at.splat(0.0));
                row[*champion] = (row[*champion].on(simd) + more).lanes();
            }
        }
        PublicStep::Navigate { slot, gate, alternative, relaxation } => {
            let taken = at.taken_up(*slot, &[]);
            let place = gate * at.plan.alternatives + alternative;
            match relaxation {
                Relaxation::Gain(gain) => {
                    let closed = &mut state.closed[place];
                    *closed = (closed.on(simd) * (one - taken * gain.get())).lanes();
                }
                Relaxation::By(by) => {
                    let relaxed = &mut state.relaxed[place];
                    *relaxed = (relaxed.on(simd) + taken * *by).lanes();
                }
            }
        }
    }
}

/// SHIFT with strength f; f = 0 leaves the weights as they are, to the last bit.
#[inline(always)]
pub fn apply<S: Simd>(simd: S, shift: &ShiftPlan, f: Eight<S>, w: &mut [Lanes]) {
    let (zero, target) = (Eight::splat(simd, 0.0), Eight::splat(simd, shift.target));
    let mut mass = zero;
    for &j in &shift.donors {
        mass = mass + w[j].on(simd);
    }
    let before = w[shift.criterion].on(simd);
    match shift.direction {
        Direction::Raise => {
            let gap = (target - before).max(zero);
            let delta = (f * gap).min(mass);
            let lost = delta.over(mass);
            for &j in &shift.donors {
                let own = w[j].on(simd);
                // Rounding may leave a hair below 0 when everything is taken.
                w[j] = (own - lost * own).max(zero).lanes();
            }
            w[shift.criterion] = (before + delta).lanes();
        }
        Direction::Lower => {
            let gap = (before - target).max(zero);
            let (one, has_mass) = (Eight::splat(simd, 1.0), mass.positive());
            let delta = if shift.named { f * gap } else { has_mass.select(f * gap, zero) };
            let in_proportion = delta.over(mass);
            let equal = if shift.named { 1.0 / shift.donors.len() as f64 } else { 0.0 };
            let equally = has_mass.select(zero, one) * equal * delta;
            for &j in &shift.donors {
                let own = w[j].on(simd);
                w[j] = (own + in_proportion * own + equally).lanes();
            }
            w[shift.criterion] = (before - delta).lanes();
        }
    }
}
