//! What only a full measurement looks at, once the decision has fallen.

use super::judge::perceived;
use super::persuade::Tile;
use super::round::Round;
use crate::math::{Lanes, vectorised};
use crate::plan::{NOT_JUDGED, Plan, StrategyPlan};

/// Ranks, first choices, other rules, and where we lead.
#[derive(Debug)]
pub struct Detail {
    /// `[alternative][rank]`
    pub rank: Vec<Lanes>,
    /// `[alternative][alternative]`
    pub pair: Vec<Lanes>,
    /// `[stakeholder][alternative]`
    pub support: Vec<Lanes>,
    /// `[rule][alternative]` what each rule would decide.
    pub rules: Vec<Lanes>,
    /// `[stakeholder][criterion]` our perceived value less that of the best rival; 0 where somebody never judges us.
    pub edge: Vec<Lanes>,
}

impl Detail {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        let (s, a) = (plan.stakeholders, plan.alternatives);
        let room = |size: usize| vec![Lanes::ZERO; size];
        Self {
            rank: room(a * a),
            pair: room(a * a),
            support: room(s * a),
            rules: room(plan.all_rules.len() * a),
            edge: room(s * plan.criteria),
        }
    }

    /// Looks at a round that has been played.
    #[inline(never)]
    pub fn look(&mut self, strategy: &StrategyPlan, at: Tile, round: &mut Round) {
        vectorised(
            #[inline(always)]
            || {
                round.rank(at, &mut self.rank, &mut self.pair);
                round.first_choices(at.plan, &mut self.support);
                for (place, edge) in self.edge.iter_mut().enumerate() {
                    let (who, criterion) = (place / at.plan.criteria, place % at.plan.criteria);
                    *edge = our_edge(strategy, at, &round.seen, who, criterion);
                }
            },
        );
        round.by_every_rule(at, &mut self.rules);
    }
}

/// Over the best rival; over the status quo if we have no rival.
#[inline(always)]
fn our_edge(strategy: &StrategyPlan, at: Tile, seen: &[Lanes], who: usize, criterion: usize) -> Lanes {
    let plan = at.plan;
    let judged = |a: usize| plan.beliefs.cells[plan.cell(who, a, criterion)] != NOT_JUDGED;
    let value = |a: usize| perceived(strategy, at, seen, who, a, criterion);
    let others = if plan.vendors > 1 { 0..plan.vendors } else { 0..plan.alternatives };
    let best = others.filter(|a| *a != plan.us && judged(*a)).map(value).reduce(Lanes::max);
    match best {
        Some(best) if judged(plan.us) => value(plan.us) - best,
        _ => Lanes::ZERO,
    }
}
