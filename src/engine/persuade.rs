//! Moves at work (docs/model.md, "Moves"): what a committee thinks and feels, move by move.

use super::round::State;
use super::world::World;
use crate::math::Lanes;
use crate::model::{Cut, Direction, Relaxation};
use crate::plan::{Effect, Persuasion, Plan, PublicStep, ShiftPlan, Step};

/// One tile of a drawn world, as far as moves look at it.
#[derive(Clone, Copy)]
pub struct Tile<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The world.
    pub world: &'a World,
    /// Which tile of it.
    pub tile: usize,
}

impl Tile<'_> {
    #[inline(always)]
    fn of(&self, array: &[Lanes], slot: usize) -> Lanes {
        array[self.tile * self.plan.slots.len() + slot]
    }

    /// 1 where a stakeholder with this trust takes the move up, else 0.
    #[inline(always)]
    fn taken_up(&self, slot: usize, trust: &[Lanes]) -> Lanes {
        let described = &self.plan.slots[slot];
        let believed = described.believed.map_or(Lanes::ONE, |alternative| trust[alternative]);
        self.of(&self.world.luck, slot).below(believed * described.probability)
    }
}

/// Plays the steps of a stage on one stakeholder.
#[inline(always)]
pub fn persuade(persuasion: &Persuasion, at: Tile, state: &mut State) {
    let (who, a, c) = (persuasion.who, at.plan.alternatives, at.plan.criteria);
    for step in &persuasion.steps {
        match step {
            Step::Persuade { slot, mark, effect } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                work(effect, *slot, taken, who, at, state);
                state.marks[*mark] = taken;
                backfire(*slot, taken, who, at, state);
            }
            Step::Second { slot, supported } => {
                let convinced = at.taken_up(*slot, state.trust_of(who, at));
                for (mark, first, effect) in supported {
                    let second = convinced * (Lanes::ONE - state.marks[*mark]);
                    work(effect, *first, second, who, at, state);
                    state.marks[*mark] = state.marks[*mark] + second;
                }
                backfire(*slot, convinced, who, at, state);
            }
            Step::Discount { slot, own, cut } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                let x = &mut state.own[*own];
                *x = match cut {
                    Cut::Share(share) => *x * (Lanes::ONE - taken * *share),
                    Cut::Amount(amount) => *x - taken * *amount,
                };
            }
            Step::Prove { slot, alternative, criteria, level } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                for criterion in criteria {
                    let proof = &mut state.proof[(who * a + alternative) * c + criterion];
                    *proof = proof.max(taken * *level);
                }
            }
            Step::BuildTrust { slot, alternative, gain } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                let k = &mut state.trust[who * a + alternative];
                *k = *k + taken * *gain * (Lanes::ONE - *k);
            }
            Step::DeRisk { slot, reduction } => {
                let taken = at.taken_up(*slot, state.trust_of(who, at));
                state.fear[who] = state.fear[who] * (Lanes::ONE - taken * *reduction);
            }
        }
    }
}

#[inline(always)]
fn work(effect: &Effect, slot: usize, taken: Lanes, who: usize, at: Tile, state: &mut State) {
    let c = at.plan.criteria;
    let f = taken * at.of(&at.world.strength, slot);
    match effect {
        Effect::Shift(shift) => apply(shift, f, &mut state.weights[who * c..][..c]),
        Effect::Tailor { own, better_by, wake } => {
            if let Some(own) = own {
                let x = state.own[*own];
                let better = match better_by {
                    Some(by) => x + *by,
                    None => at.of(&at.world.offer, slot),
                };
                state.own[*own] = x + taken * (better - x);
            }
            if let Some(shift) = wake {
                apply(shift, f, &mut state.weights[who * c..][..c]);
            }
        }
    }
}

/// What was heard and refused may anger; what was not heard cannot.
#[inline(always)]
fn backfire(slot: usize, taken: Lanes, who: usize, at: Tile, state: &mut State) {
    if let Some(backfire) = &at.plan.slots[slot].backfire {
        let heard = at.of(&at.world.luck, slot).below(Lanes::splat(backfire.reach));
        let angry = heard * (Lanes::ONE - taken) * at.of(&at.world.anger, slot);
        let k = &mut state.trust[who * at.plan.alternatives + backfire.alternative];
        *k = *k * (Lanes::ONE - angry * backfire.loss);
    }
}

/// What happens in public.
#[inline(always)]
pub fn go_public(step: &PublicStep, at: Tile, state: &mut State) {
    let people = at.plan.stakeholders;
    match step {
        PublicStep::Champion { slot, champion, audience, gain } => {
            let taken = at.taken_up(*slot, &[]);
            state.speaks_up[*champion] = state.speaks_up[*champion].max(taken);
            for listener in audience {
                let row = &mut state.listening[listener * people..][..people];
                let free = row.iter().fold(Lanes::ONE, |free, a| free - *a).max(Lanes::ZERO);
                row[*champion] = row[*champion] + taken * *gain * free;
            }
        }
        PublicStep::Navigate { slot, gate, alternative, relaxation } => {
            let taken = at.taken_up(*slot, &[]);
            let place = gate * at.plan.alternatives + alternative;
            match relaxation {
                Relaxation::Gain(gain) => {
                    let closed = &mut state.closed[place];
                    *closed = *closed * (Lanes::ONE - taken * gain.get());
                }
                Relaxation::By(by) => state.relaxed[place] = state.relaxed[place] + taken * *by,
            }
        }
    }
}

/// SHIFT with strength f; f = 0 leaves the weights as they are, to the last bit.
#[inline(always)]
pub fn apply(shift: &ShiftPlan, f: Lanes, w: &mut [Lanes]) {
    let mass = shift.donors.iter().fold(Lanes::ZERO, |sum, j| sum + w[*j]);
    match shift.direction {
        Direction::Raise => {
            let gap = (Lanes::splat(shift.target) - w[shift.criterion]).max(Lanes::ZERO);
            let delta = (f * gap).min(mass);
            for &j in &shift.donors {
                // Rounding may leave a hair below 0 when everything is taken.
                w[j] = (w[j] - (delta * w[j]).over(mass)).max(Lanes::ZERO);
            }
            w[shift.criterion] = w[shift.criterion] + delta;
        }
        Direction::Lower => {
            let gap = (w[shift.criterion] - shift.target).max(Lanes::ZERO);
            let equal = if shift.named { 1.0 / shift.donors.len() as f64 } else { 0.0 };
            let movable = if shift.named { Lanes::ONE } else { Lanes::ZERO.below(mass) };
            let delta = f * gap * movable;
            for &j in &shift.donors {
                let share = w[j].over(mass) + (Lanes::ONE - Lanes::ZERO.below(mass)) * equal;
                w[j] = w[j] + delta * share;
            }
            w[shift.criterion] = w[shift.criterion] - delta;
        }
    }
}
