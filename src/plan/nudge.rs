//! Strategies that do no more than move one weight of each person whom they reach.
//!
//! Such a move changes utilities along a straight line: U becomes U + delta (q_k - mean of the donors' q), delta being the
//! weight that moves (docs/performance.md, "Short forms"). The direction is the same for every strategy that moves the
//! same weight, and the engine works it out once for all of them.

use super::compile::Plan;
use super::persuasion::{Effect, Persuasion, ShiftPlan, Slot, Step};
use super::strategy::{Moves, StrategyPlan};
use crate::model::{Direction, Discussion, GroupRule};

/// Largest number of alternatives for which the short form is compiled.
const MOST_ALTERNATIVES: usize = 6;

/// Influence below which a vote may be lost in the rounding of the count.
const LEAST_INFLUENCE: f64 = 1e-6;

/// Whose weight on what is moved, and who gives or takes the mass.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Whose.
    pub who: usize,
    /// k
    pub criterion: usize,
    /// D, without k.
    pub donors: Vec<usize>,
}

/// One weight of one person, moved.
#[derive(Clone, Debug)]
pub struct Nudge {
    /// Position in [`Plan::headings`].
    pub heading: usize,
    /// Its random numbers.
    pub slot: usize,
    /// Whether the weight rises.
    pub up: bool,
    /// tau
    pub target: f64,
    /// Whether it is always taken up, with full strength.
    pub always: bool,
    /// Whether only some of the other criteria give, so that they may not have enough.
    pub named: bool,
    /// Whether it goes up, always works, and everybody gives: then there is nothing to look up.
    pub simple: bool,
}

impl Plan {
    /// Finds the strategies that are no more than nudges, where decisions allow it.
    pub(super) fn find_nudges(&mut self) {
        self.headings.clear();
        if self.allows_nudges() {
            for strategy in &mut self.strategies {
                strategy.nudges = nudges(strategy, self.stakeholders, &self.slots, &mut self.headings);
            }
        }
        self.order_nudges();
    }

    /// This plan with some of its strategies only, the first of which the others are compared with.
    pub fn with_only(&self, strategies: &[usize]) -> Plan {
        let chosen = strategies.iter().map(|position| self.strategies[*position].clone()).collect();
        let mut plan = Plan { strategies: chosen, ..self.clone() };
        plan.order_nudges();
        plan
    }

    /// The first strategy first, then those who move the same weights one after the other.
    fn order_nudges(&mut self) {
        let nudges = |number: &usize| self.strategies[*number].nudges.as_ref();
        let first =
            |number: &usize| nudges(number).into_iter().flatten().flatten().map(|nudge| nudge.heading + 1).next();
        let mut order: Vec<usize> = (0..self.strategies.len()).filter(|number| nudges(number).is_some()).collect();
        order.sort_by_key(|number| (*number > 0, first(number)));
        self.short_order = order;
    }

    /// Whether a poll is nothing but a vote, or a weighted utility, on the weights as they are.
    fn allows_nudges(&self) -> bool {
        let [stage] = &self.stages[..] else { return false };
        let rule = match self.rule {
            GroupRule::Plurality => {
                let heard = |p: &f64| *p == 0.0 || *p > LEAST_INFLUENCE;
                self.noise == 0.0 && self.influence.iter().all(heard)
            }
            GroupRule::WeightedUtility => true,
            _ => false,
        };
        let silent = stage.discussion == Discussion::Rounds(0) || !self.people_talk();
        let plain = stage.tilt.is_none() && self.floors.is_empty() && self.gates.is_empty() && self.adoption.is_none();
        let idle = self.inertia.as_ref().is_none_or(|inertia| inertia.is_idle());
        rule && silent && plain && idle && self.all_compete && (2..=MOST_ALTERNATIVES).contains(&self.alternatives)
    }
}

/// `[stakeholder]` the nudge of each, if there is no more to a strategy.
fn nudges(
    strategy: &StrategyPlan,
    people: usize,
    slots: &[Slot],
    headings: &mut Vec<Heading>,
) -> Option<Vec<Option<Nudge>>> {
    let [stage] = &strategy.stages[..] else { return None };
    if !strategy.moves_only_weights() || strategy.changes.listening || stage.aside != Moves::default() {
        return None;
    }
    let mut nudges = vec![None; people];
    for Persuasion { who, steps } in &stage.minds.persuasions {
        let [Step::Persuade { slot, effect: Effect::Shift(shift), .. }] = &steps[..] else { return None };
        // Mass that is released to named donors without any weight does not move in proportion.
        let ShiftPlan { criterion, direction, target, donors, named } = shift.clone();
        let up = direction == Direction::Raise;
        if named && !up {
            return None;
        }
        let moved = Heading { who: *who, criterion, donors };
        let known = headings.iter().position(|known| *known == moved);
        let always = slots[*slot].always_works();
        let (heading, simple) = (known.unwrap_or(headings.len()), up && always && !named);
        nudges[*who] = Some(Nudge { heading, slot: *slot, up, target, always, named, simple });
        if known.is_none() {
            headings.push(moved);
        }
    }
    Some(nudges)
}
