//! Moves at work: weights before to weights after (docs/model.md, "Moves").

use super::world::{World, perceive};
use crate::math::Lanes;
use crate::model::{Cut, Direction};
use crate::plan::{Persuasion, Plan, Recut, ShiftPlan, Step};

/// Plays the steps on one stakeholder's weights. `took` is scratch: whether each step has been taken up so far.
#[inline(always)]
pub fn persuade(persuasion: &Persuasion, taken: &[Lanes], strength: &[Lanes], w: &mut [Lanes], took: &mut Vec<Lanes>) {
    took.clear();
    for step in &persuasion.steps {
        match step {
            Step::Shift { slot, shift } => {
                apply(shift, taken[*slot] * strength[*slot], w);
                took.push(taken[*slot]);
            }
            Step::Second { slot, supported } => {
                for &earlier in supported {
                    let Step::Shift { slot: first, shift } = &persuasion.steps[earlier] else { continue };
                    let second = taken[*slot] * (Lanes::ONE - took[earlier]);
                    apply(shift, second * strength[*first], w);
                    took[earlier] = took[earlier] + second;
                }
                took.push(taken[*slot]);
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

/// The perceived value of a price after its discounts, in one tile.
#[inline(always)]
pub fn recut(recut: &Recut, plan: &Plan, world: &World, tile: usize) -> Lanes {
    let mut x = world.natural[tile * plan.beliefs.variables.len() + recut.judged.variable];
    for (slot, cut) in &recut.cuts {
        let taken = world.taken[tile * plan.slots.len() + slot];
        x = match cut {
            Cut::Share(share) => x * (Lanes::ONE - taken * *share),
            Cut::Amount(amount) => x - taken * *amount,
        };
    }
    let credibility = &world.credibility[tile * plan.alternatives..][..plan.alternatives];
    perceive(&recut.judged, &recut.value, x, credibility)
}
