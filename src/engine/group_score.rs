//! Weights that are known, under a rule that adds up: the group's score is a weighted sum of the performances that people
//! see, so that nobody's utility has to be worked out.

use super::persuade::Tile;
use crate::math::{Lanes, Simd};
use crate::plan::{Judged, Plan, StrategyPlan};

/// sum_i p_i sum_c w_ic q_ivc, put in order: one weight for each distinct q.
#[derive(Debug)]
pub struct GroupScore {
    /// `[alternative]` the weight of each performance as it is seen before any move, and where it lies in
    /// `[eye][alternative][criterion]`.
    performances: Vec<Vec<(usize, f64)>>,
    /// `[view]` the alternative that it is about, and its weight.
    views: Vec<(usize, f64)>,
}

impl GroupScore {
    /// The score of a group with these weights (`[stakeholder][criterion]`), whatever this strategy has said to it. `None`
    /// where people do not judge by these weights, or the group does not choose by adding up.
    pub fn new(plan: &Plan, strategy: &StrategyPlan, weights: &[f64]) -> Option<Self> {
        let adds_up = plan.has_linear_scores() && plan.leaves_nobody_out();
        if !(adds_up && plan.decides_on_weights_as_they_are()) {
            return None;
        }
        let share = |who: usize, criterion: usize| plan.influence[who] * weights[who * plan.criteria + criterion];
        let performances = (0..plan.alternatives).map(|alternative| {
            let mut terms: Vec<(Judged, usize, f64)> = Vec::new();
            for who in 0..plan.stakeholders {
                for criterion in 0..plan.criteria {
                    let Some(judged) = plan.beliefs.cells[plan.cell(who, alternative, criterion)] else { continue };
                    match terms.iter_mut().find(|(known, ..)| *known == judged) {
                        Some((.., weight)) => *weight += share(who, criterion),
                        None => {
                            let row = plan.beliefs.eye_of[who] * plan.alternatives + alternative;
                            terms.push((judged, row * plan.criteria + criterion, share(who, criterion)));
                        }
                    }
                }
            }
            terms.into_iter().map(|(_, place, weight)| (place, weight)).filter(|(_, weight)| *weight != 0.0).collect()
        });
        let views = strategy.views.iter().map(|view| (view.judged.alternative, share(view.who, view.criterion)));
        Some(Self { performances: performances.collect(), views: views.collect() })
    }

    /// `[alternative]` the score in a tile. `seen` is how the views of the strategy look now, `fear` what each stakeholder
    /// fears.
    #[inline(always)]
    pub fn add_up<S: Simd>(
        &self,
        strategy: &StrategyPlan,
        at: Tile<S>,
        seen: &[Lanes],
        fear: &[Lanes],
        score: &mut [Lanes],
    ) {
        let (plan, simd, before) = (at.plan, at.simd, at.seen());
        for (score, terms) in score.iter_mut().zip(&self.performances) {
            let mut sum = at.splat(0.0);
            for (place, weight) in terms {
                sum = sum + before[*place].on(simd) * *weight;
            }
            *score = sum.lanes();
        }
        for ((view, seen), (alternative, weight)) in strategy.views.iter().zip(seen).zip(&self.views) {
            let change = seen.on(simd) - before[view.places.seen].on(simd);
            score[*alternative] = (score[*alternative].on(simd) + change * *weight).lanes();
        }
        let Some(inertia) = plan.inertia.as_ref().filter(|inertia| !inertia.is_idle()) else { return };
        let mut sum = score[inertia.alternative].on(simd);
        for (fear, influence) in fear.iter().zip(&plan.influence) {
            sum = sum + fear.on(simd) * *influence;
        }
        score[inertia.alternative] = sum.lanes();
    }
}
