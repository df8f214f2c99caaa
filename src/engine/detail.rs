//! What only a full measurement looks at, once the decision has fallen.

use super::judge::perceived;
use super::persuade::Tile;
use super::round::{Place, Round, tile};
use crate::math::{Eight, Kernel, Lanes, Simd};
use crate::plan::{Plan, StrategyPlan};

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
    /// `[alternative]` probability of being chosen if everybody always took what is best.
    pub noiseless: Vec<Lanes>,
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
            noiseless: room(a),
            edge: room(s * plan.criteria),
        }
    }

    /// Ranks and pairs of a round that has been played.
    #[inline(always)]
    pub fn rank<S: Simd>(&mut self, at: Tile<S>, round: &mut Round) {
        at.simd.call(Rank { detail: self, at: (at.plan, at.world, at.tile), round });
    }

    /// Looks at everything else; not at where we lead if that is known already.
    #[inline(always)]
    pub fn look<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, round: &mut Round, same_views: bool) {
        at.simd.call(Look { detail: self, strategy, at: (at.plan, at.world, at.tile), round, same_views });
    }
}

struct Rank<'a> {
    detail: &'a mut Detail,
    at: Place<'a>,
    round: &'a mut Round,
}

impl Kernel for Rank<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Detail { rank, pair, .. } = self.detail;
        self.round.rank(tile(simd, self.at), rank, pair);
    }
}

struct Look<'a> {
    detail: &'a mut Detail,
    strategy: &'a StrategyPlan,
    at: Place<'a>,
    round: &'a mut Round,
    same_views: bool,
}

impl Kernel for Look<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { detail, strategy, at, round, same_views } = self;
        let at = tile(simd, at);
        round.first_choices(at, &mut detail.support);
        round.by_every_rule(at, &mut detail.rules);
        round.without_noise(at, &mut detail.noiseless);
        if same_views {
            return;
        }
        for (place, edge) in detail.edge.iter_mut().enumerate() {
            let (who, criterion) = (place / at.plan.criteria, place % at.plan.criteria);
            *edge = our_edge(strategy, at, &round.seen, who, criterion).lanes();
        }
    }
}

/// Over the best rival; over the status quo if we have no rival.
#[inline(always)]
fn our_edge<S: Simd>(strategy: &StrategyPlan, at: Tile<S>, seen: &[Lanes], who: usize, criterion: usize) -> Eight<S> {
    let plan = at.plan;
    let others = if plan.vendors > 1 { plan.vendors } else { plan.alternatives };
    let mut best = None;
    for a in 0..others {
        if a != plan.us && plan.beliefs.cells[plan.cell(who, a, criterion)].is_some() {
            let value = perceived(strategy, at, seen, who, a, criterion);
            best = Some(match best {
                Some(best) => value.max(best),
                None => value,
            });
        }
    }
    match best {
        Some(best) if plan.beliefs.cells[plan.cell(who, plan.us, criterion)].is_some() => {
            perceived(strategy, at, seen, who, plan.us, criterion) - best
        }
        _ => at.splat(0.0),
    }
}
