//! Break-even weights where nothing is uncertain and the group's score is a linear function of weights.
//!
//! With weight a on criterion k for some people, their others in proportion, the difference of our score and a rival's is
//! -D (1 - a) + G a: D is our deficit on the present mix of all other criteria, G our gain on k. It is 0 at
//! a* = D / (D + G).

use super::Study;
use super::ask::{Side, TippingPoint, always, never};
use crate::engine::{Perceptions, inspect, simulate_perceptions};
use crate::model::{CriterionId, StakeholderId};
use crate::plan::Plan;
use crate::stats::Estimate;
use crate::study::lead::Points;

/// What rounding can do to a difference of scores.
const ROUNDING: f64 = 1e-12;

/// The score of what cannot be chosen: below any that extrapolated values reach.
const CLOSED: f64 = -1e6;

/// The weights at which we lead: between these two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Region {
    from: f64,
    to: f64,
}

/// Everything that a score is made of, when nothing is uncertain.
pub(super) struct ExactScores<'a> {
    plan: &'a Plan,
    seen: Perceptions,
    /// `[stakeholder]`
    influence: Vec<f64>,
    /// `[stakeholder][criterion]` at the decision.
    weights: Vec<Vec<f64>>,
    /// `[alternative]` whether it can be chosen at all.
    open: Vec<bool>,
    /// Whom we have to beat.
    rivals: Vec<usize>,
}

impl Study<'_> {
    /// `None` if scores are not linear, or the watcher cancels.
    pub(super) fn exact_scores(&self) -> Option<ExactScores<'_>> {
        let plan = &self.plan;
        let influence = plan.linear_influence()?;
        let seen = simulate_perceptions(plan, self.request.seed, 1, self.runner, self.watch).ok()?;
        let today = inspect(plan, self.request.seed, 0).strategies.swap_remove(0);
        let open: Vec<bool> = (0..plan.alternatives).map(|v| plan.competes[v] && today.open[v] > 0.0).collect();
        // When the best score always wins, whoever is best must be beaten before anybody else matters.
        let rivals = match self.rival.filter(|_| plan.noise > 0.0) {
            Some(rival) => vec![rival],
            None => (0..plan.alternatives).filter(|v| *v != plan.us).collect(),
        };
        let rivals = rivals.into_iter().filter(|v| open[*v]).collect();
        Some(ExactScores { plan, seen, influence, weights: today.weights, open, rivals })
    }
}

impl ExactScores<'_> {
    /// Where we lead if these people give a criterion some weight.
    pub(super) fn region(&self, criterion: CriterionId, audience: &[StakeholderId]) -> Region {
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        if !self.open[self.plan.us] {
            return Region { from: 1.0, to: 0.0 };
        }
        for &rival in &self.rivals {
            let [without, with] = self.differences(criterion.index(), audience, rival);
            match (without > 0.0, with > 0.0) {
                (true, true) => {}
                (false, false) => return Region { from: 1.0, to: 0.0 },
                // D / (D + G), D = -without, G = with.
                (false, true) => from = from.max(-without / (with - without)),
                (true, false) => to = to.min(without / (without - with)),
            }
        }
        Region { from, to }
    }

    /// `[alternative]` the group's scores when people have these weights, `[stakeholder][criterion]`; far below all others
    /// where an alternative cannot be chosen.
    pub(super) fn scores(&self, weights: &[Vec<f64>]) -> Vec<f64> {
        let of = |v: usize| -> f64 {
            let own = |who: usize| {
                let value: f64 = weights[who].iter().enumerate().map(|(c, w)| w * self.seen.value(who, v, c)).sum();
                value + if Some(v) == self.plan.no_decision { self.seen.fear(who) } else { 0.0 }
            };
            (0..weights.len()).map(|who| self.influence[who] * own(who)).sum()
        };
        (0..self.plan.alternatives).map(|v| if self.open[v] { of(v) } else { CLOSED }).collect()
    }

    /// `[criterion]` what somebody weighs today.
    pub(super) fn weights_of(&self, who: usize) -> &[f64] {
        &self.weights[who]
    }

    /// Our score less a rival's when the criterion has weight 0, and when it has weight 1.
    fn differences(&self, criterion: usize, audience: &[StakeholderId], rival: usize) -> [f64; 2] {
        let mut sums = [0.0; 2];
        for (who, (weights, influence)) in self.weights.iter().zip(&self.influence).enumerate() {
            let edge = |c: usize| self.seen.value(who, self.plan.us, c) - self.seen.value(who, rival, c);
            let of = |left_out: Option<usize>| -> f64 {
                let kept = weights.iter().enumerate().filter(|(c, _)| Some(*c) != left_out);
                kept.map(|(c, weight)| weight * edge(c)).sum()
            };
            let fear = if Some(rival) == self.plan.no_decision { self.seen.fear(who) } else { 0.0 };
            let asked = audience.contains(&StakeholderId::new(who));
            let (without, with) = if asked {
                (of(Some(criterion)) / (1.0 - weights[criterion]), edge(criterion))
            } else {
                (of(None), of(None))
            };
            sums[0] += influence * (without - fear);
            sums[1] += influence * (with - fear);
        }
        sums.map(|sum| if sum.abs() < ROUNDING { 0.0 } else { sum })
    }
}

impl Region {
    /// What that means, seen from today's weight; `points` were measured over all weights.
    pub(super) fn answer(self, points: &Points, today: f64) -> TippingPoint {
        let Region { from, to } = self;
        if from >= to {
            return never(points);
        }
        let (rises, falls) = (from > ROUNDING, to < 1.0 - ROUNDING);
        let changes = usize::from(rises) + usize::from(falls);
        let at = |weight: f64, side| TippingPoint::At { weight: Estimate::exact(weight), side, changes };
        match (rises, falls) {
            (false, false) => always(points),
            (true, false) => at(from, Side::Above),
            (false, true) => at(to, Side::Below),
            (true, true) if (from - today).abs() <= (to - today).abs() => at(from, Side::Above),
            (true, true) => at(to, Side::Below),
        }
    }
}
