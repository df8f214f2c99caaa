//! Moves at work (docs/model.md, "Moves"): what a committee thinks and feels, move by move.

use super::minds::{Aside, Minds};
use super::world::World;
use crate::math::{Eight, Lanes, Simd};
use crate::model::{Cut, Direction, Relaxation};
use crate::plan::{Effect, Moves, Persuasion, Plan, PublicStep, ShiftPlan, StageMoves, Step, Strength};

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

impl<'a, S: Simd> Tile<'a, S> {
    /// `[stakeholder][criterion]` weights before any move.
    #[inline(always)]
    pub fn first_weights(&self) -> &'a [Lanes] {
        let width = self.plan.stakeholders * self.plan.criteria;
        &self.world.weights[self.tile * width..][..width]
    }

    /// `[alternative]` credibility before any move.
    #[inline(always)]
    pub fn credibility(&self) -> &'a [Lanes] {
        &self.world.credibility[self.tile * self.plan.alternatives..][..self.plan.alternatives]
    }

    /// The same number in every draw.
    #[inline(always)]
    pub fn splat(&self, x: f64) -> Eight<S> {
        Eight::splat(self.simd, x)
    }

    /// `[eye][alternative][criterion]` q before any move; 0 where nobody judges.
    #[inline(always)]
    pub fn seen(&self) -> &'a [Lanes] {
        let width = self.plan.beliefs.eyes.len() * self.plan.alternatives * self.plan.criteria;
        &self.world.perceived[self.tile * width..][..width]
    }

    /// `[alternative][criterion]` q as this stakeholder sees it before any move; 0 where he never judges.
    #[inline(always)]
    pub fn seen_by(&self, who: usize) -> &'a [Lanes] {
        let width = self.plan.alternatives * self.plan.criteria;
        &self.seen()[self.plan.beliefs.eye_of[who] * width..][..width]
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

/// Who takes what up in a tile as long as trust is what it was: worked out once, for all strategies that ask.
#[derive(Debug)]
pub struct Luck {
    /// How many tiles have been met.
    tile: u64,
    /// `[slot]` the last tile in which somebody asked.
    asked: Vec<u64>,
    /// `[slot]` 1 where it is taken up.
    taken: Vec<Lanes>,
}

impl Luck {
    /// Room for all slots.
    pub fn new(plan: &Plan) -> Self {
        Self { tile: 0, asked: vec![0; plan.slots.len()], taken: vec![Lanes::ZERO; plan.slots.len()] }
    }

    /// A new tile.
    pub fn turn(&mut self) {
        self.tile += 1;
    }

    #[inline(always)]
    fn of<S: Simd>(&mut self, slot: usize, at: Tile<S>) -> Eight<S> {
        if self.asked[slot] != self.tile {
            self.asked[slot] = self.tile;
            self.taken[slot] = at.taken_up(slot, at.credibility()).lanes();
        }
        self.taken[slot].on(at.simd)
    }
}

/// Plays what a stage does to minds; `past` are those of the stages before.
#[inline(always)]
pub fn move_minds<S: Simd>(moves: &StageMoves, at: Tile<S>, luck: &mut Luck, past: &[Minds], minds: &mut Minds) {
    let a = at.plan.alternatives;
    for persuasion in &moves.minds.persuasions {
        for step in &persuasion.steps {
            let slot = step.slot();
            let taken = match moves.trust {
                Some(stage) => {
                    let trust = past.get(stage).map_or(&minds.trust, |past| &past.trust);
                    at.taken_up(slot, &trust[persuasion.who * a..][..a])
                }
                None => luck.of(slot, at),
            };
            do_step(step, persuasion.who, taken, at, minds);
        }
    }
    for step in &moves.minds.public {
        if let PublicStep::Champion { slot, champion, audience, gain } = step {
            speak_up(luck.of(*slot, at), *champion, audience, *gain, at, minds);
        }
    }
}

/// Plays steps that everybody takes up.
#[inline(always)]
pub fn persuade<S: Simd>(persuasion: &Persuasion, at: Tile<S>, minds: &mut Minds) {
    for step in &persuasion.steps {
        do_step(step, persuasion.who, at.splat(1.0), at, minds);
    }
}

/// Plays one step on one stakeholder's mind.
#[inline(always)]
fn do_step<S: Simd>(step: &Step, who: usize, taken: Eight<S>, at: Tile<S>, minds: &mut Minds) {
    let (simd, one) = (at.simd, at.splat(1.0));
    match step {
        Step::Persuade { slot, mark, effect } => {
            work(effect, *slot, taken, who, at, minds);
            minds.marks[*mark] = taken.lanes();
            backfire(*slot, taken, who, at, minds);
        }
        Step::Second { slot, supported } => {
            for (mark, first, effect) in supported {
                let first_time = minds.marks[*mark].on(simd);
                let second = taken * (one - first_time);
                work(effect, *first, second, who, at, minds);
                minds.marks[*mark] = (first_time + second).lanes();
            }
            backfire(*slot, taken, who, at, minds);
        }
        Step::BuildTrust { alternative, gain, .. } => {
            let k = &mut minds.trust[who * at.plan.alternatives + alternative];
            let before = k.on(simd);
            *k = (before + taken * *gain * (one - before)).lanes();
        }
        Step::Discount { own, cut, .. } => discount(taken, cut, &mut minds.own[*own]),
        Step::Prove { .. } | Step::DeRisk { .. } => {}
    }
}

/// Plays what lies aside of minds. None of it must be believed.
#[inline(always)]
pub fn move_the_rest<S: Simd>(moves: &Moves, at: Tile<S>, luck: &mut Luck, aside: &mut Aside) {
    let (a, c, simd, one) = (at.plan.alternatives, at.plan.criteria, at.simd, at.splat(1.0));
    for Persuasion { who, steps } in &moves.persuasions {
        for step in steps {
            let taken = luck.of(step.slot(), at);
            match step {
                Step::Discount { own, cut, .. } => discount(taken, cut, &mut aside.own[*own]),
                Step::Prove { alternative, criteria, level, .. } => {
                    for criterion in criteria {
                        let proof = &mut aside.proof[(who * a + alternative) * c + criterion];
                        *proof = proof.on(simd).max(taken * *level).lanes();
                    }
                }
                Step::DeRisk { reduction, .. } => {
                    aside.fear[*who] = (aside.fear[*who].on(simd) * (one - taken * *reduction)).lanes();
                }
                Step::Persuade { .. } | Step::Second { .. } | Step::BuildTrust { .. } => {}
            }
        }
    }
    for step in &moves.public {
        if let PublicStep::Navigate { slot, gate, alternative, relaxation } = step {
            let taken = luck.of(*slot, at);
            let place = gate * a + alternative;
            match relaxation {
                Relaxation::Gain(gain) => {
                    let closed = &mut aside.closed[place];
                    *closed = (closed.on(simd) * (one - taken * gain.get())).lanes();
                }
                Relaxation::By(by) => {
                    let relaxed = &mut aside.relaxed[place];
                    *relaxed = (relaxed.on(simd) + taken * *by).lanes();
                }
            }
        }
    }
}

#[inline(always)]
fn discount<S: Simd>(taken: Eight<S>, cut: &Cut, x: &mut Lanes) {
    let (before, one) = (x.on(taken.simd()), Eight::splat(taken.simd(), 1.0));
    let after = match cut {
        Cut::Share(share) => before * (one - taken * *share),
        Cut::Amount(amount) => before - taken * *amount,
    };
    *x = after.lanes();
}

#[inline(always)]
fn work<S: Simd>(effect: &Effect, slot: usize, taken: Eight<S>, who: usize, at: Tile<S>, minds: &mut Minds) {
    let (c, simd) = (at.plan.criteria, at.simd);
    let f = taken * at.strength(slot);
    let shift = match effect {
        Effect::Shift(shift) => Some(shift),
        Effect::Tailor { own, better_by, wake } => {
            if let Some(own) = own {
                let x = minds.own[*own].on(simd);
                let better = match better_by {
                    Some(by) => x + *by,
                    None => at.of(&at.world.offer, slot),
                };
                minds.own[*own] = (x + taken * (better - x)).lanes();
            }
            wake.as_ref()
        }
    };
    if let Some(shift) = shift {
        apply(simd, shift, f, &mut minds.weights[who * c..][..c]);
    }
}

/// What was heard and refused may anger; what was not heard cannot.
#[inline(always)]
fn backfire<S: Simd>(slot: usize, taken: Eight<S>, who: usize, at: Tile<S>, minds: &mut Minds) {
    let described = &at.plan.slots[slot];
    if let (Some(backfire), Some(column)) = (&described.backfire, described.luck_column) {
        let one = at.splat(1.0);
        let heard = at.luck(column).below(at.splat(backfire.reach)).one();
        let angry = heard * (one - taken) * at.of(&at.world.anger, slot);
        let k = &mut minds.trust[who * at.plan.alternatives + backfire.alternative];
        *k = (k.on(at.simd) * (one - angry * backfire.loss)).lanes();
    }
}

/// A champion speaks for certain, and is listened to.
#[inline(always)]
fn speak_up<S: Simd>(taken: Eight<S>, champion: usize, audience: &[usize], gain: f64, at: Tile<S>, minds: &mut Minds) {
    let (people, simd) = (at.plan.stakeholders, at.simd);
    let speaks_up = &mut minds.speaks_up[champion];
    *speaks_up = speaks_up.on(simd).max(taken).lanes();
    for listener in audience {
        let row = &mut minds.listening[listener * people..][..people];
        let mut free = at.splat(1.0);
        for a in row.iter() {
            free = free - a.on(simd);
        }
        let more = taken * gain * free.max(at.splat(0.0));
        row[champion] = (row[champion].on(simd) + more).lanes();
    }
}

/// SHIFT with strength f; f = 0 leaves the weights as they are, to the last bit.
#[inline(always)]
pub fn apply<S: Simd>(simd: S, shift: &ShiftPlan, f: Eight<S>, w: &mut [Lanes]) {
    if shift.direction == Direction::Raise && !shift.named && shift.donors.len() + 1 == w.len() {
        return raise(simd, shift, f, w);
    }
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

/// The same where everybody else gives: nothing has to be looked up.
#[inline(always)]
fn raise<S: Simd>(simd: S, shift: &ShiftPlan, f: Eight<S>, w: &mut [Lanes]) {
    let zero = Eight::splat(simd, 0.0);
    let before = w[shift.criterion].on(simd);
    // What neither gives nor takes disturbs nobody.
    w[shift.criterion] = Lanes::ZERO;
    let mut mass = zero;
    for w in w.iter() {
        mass = mass + w.on(simd);
    }
    let gap = (Eight::splat(simd, shift.target) - before).max(zero);
    let delta = (f * gap).min(mass);
    let lost = delta.over(mass);
    for w in w.iter_mut() {
        let own = w.on(simd);
        *w = (own - lost * own).max(zero).lanes();
    }
    w[shift.criterion] = (before + delta).lanes();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Named donors take the general form.
    #[test]
    fn raising_at_the_cost_of_everybody_is_raising_at_the_cost_of_those_named() {
        let simd = pulp::Scalar;
        for (criterion, target) in [(0, 0.5), (1, 0.9), (2, 0.01), (3, 1.0)] {
            let donors: Vec<usize> = (0..4).filter(|c| *c != criterion).collect();
            let all = ShiftPlan { criterion, direction: Direction::Raise, target, donors, named: false };
            let named = ShiftPlan { named: true, ..all.clone() };
            for f in [0.0, 0.3, 1.0] {
                let mut short = [0.1, 0.2, 0.3, 0.4].map(|w| Lanes([w, 1.0, 0.0, w / 3.0, w, w, 1e-9, 0.25]));
                let mut general = short;
                apply(simd, &all, Eight::splat(simd, f), &mut short);
                apply(simd, &named, Eight::splat(simd, f), &mut general);
                assert_eq!(short, general);
            }
        }
    }
}
