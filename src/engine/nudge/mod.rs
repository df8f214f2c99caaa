//! The short form of strategies that are no more than nudges: for each person one weight moves, and utilities with it, on
//! a straight line. Only for outcomes; everything else takes the general form (`round.rs`), whose results these are.
//!
//! A block is played in passes of a few tiles, so that what all strategies look at stays in the nearest cache.

mod vote;
mod weigh;

use std::ops::Range;

use super::choose::choose;
use super::persuade::Tile;
use super::round::tile;
use super::tally::{Layout, StrategyTally};
use super::world::World;
use crate::math::{Eight, Kernel, LANES, Lanes, Simd};
use crate::model::GroupRule;
use crate::plan::{Heading, Nudge, Plan};

use vote::{Chosen, Vote};
use weigh::Weigh;

/// Tiles of a pass: 64 draws, of which a word holds a bit each.
const PASS: usize = 64 / LANES;

/// What is the same for all strategies of a pass, and scratch space.
#[derive(Debug)]
pub struct Directions {
    /// `[heading][tile of the pass]` the weight.
    weights: Vec<Lanes>,
    /// `[heading][tile of the pass]` the mass that can be given.
    mass: Vec<Lanes>,
    /// `[heading][tile of the pass][alternative]` how utility changes with the weight.
    slopes: Vec<Lanes>,
    /// `[tile of the pass][stakeholder][alternative]` first choices before any move.
    votes: Vec<Lanes>,
    /// `[tile of the pass][alternative]` the group's utility before any move.
    group: Vec<Lanes>,
    /// What is chosen under the first strategy, where people vote.
    chosen: Chosen,
    own: Vec<Lanes>,
    first: Vec<Lanes>,
    score: Vec<Lanes>,
    win: Vec<Lanes>,
}

impl Directions {
    /// Room for one pass; none if the first strategy of the plan, with which others are compared, has no short form.
    pub fn new(plan: &Plan) -> Option<Self> {
        let room = |size: usize| vec![Lanes::ZERO; size];
        let (s, a) = (plan.stakeholders, plan.alternatives);
        plan.strategies[0].nudges.is_some().then(|| Self {
            weights: room(plan.headings.len() * PASS),
            mass: room(plan.headings.len() * PASS),
            slopes: room(plan.headings.len() * PASS * a),
            votes: room(PASS * s * a),
            group: room(PASS * a),
            chosen: Chosen::new(a),
            own: room(a),
            first: room(a),
            score: room(a),
            win: room(a),
        })
    }
}

/// All strategies of a plan that have a short form, in all tiles of a block.
pub struct PlayNudges<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The world.
    pub world: &'a World,
    /// Where sums lie.
    pub layout: &'a Layout,
    /// Draws of the block that count.
    pub draws: usize,
    /// Scratch space.
    pub directions: &'a mut Directions,
    /// `[tile][alternative]` win probabilities of the first strategy.
    pub reference: &'a mut [Lanes],
    /// `[strategy][sum]` what is not certain in each draw.
    pub sums: &'a mut [Lanes],
    /// `[strategy]` whether there is something in its sums.
    pub used: &'a mut [bool],
    /// What is certain is counted here at once.
    pub strategies: &'a mut [StrategyTally],
}

impl Kernel for PlayNudges<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { plan, world, layout, draws, directions, reference, sums, used, strategies } = self;
        let tiles = draws.div_ceil(LANES);
        for first in (0..tiles).step_by(PASS) {
            let pass = first..tiles.min(first + PASS);
            simd.call(Prepare { plan, world, pass: pass.clone(), directions });
            let pass = Pass {
                plan,
                world,
                layout,
                draws,
                pass,
                directions: &mut *directions,
                reference: &mut *reference,
                sums: &mut *sums,
                used: &mut *used,
                strategies: &mut *strategies,
            };
            match (plan.rule, plan.alternatives) {
                (GroupRule::Plurality, 2) => simd.call(Vote::<2>(pass)),
                (GroupRule::Plurality, 3) => simd.call(Vote::<3>(pass)),
                (GroupRule::Plurality, 4) => simd.call(Vote::<4>(pass)),
                (GroupRule::Plurality, 5) => simd.call(Vote::<5>(pass)),
                (GroupRule::Plurality, 6) => simd.call(Vote::<6>(pass)),
                (GroupRule::WeightedUtility, _) => simd.call(Weigh(pass)),
                (rule, more) => unreachable!("no strategy has a short form under {rule:?} with {more} alternatives"),
            }
        }
    }
}

/// All strategies in the tiles of a pass; else as [`PlayNudges`].
struct Pass<'a> {
    plan: &'a Plan,
    world: &'a World,
    layout: &'a Layout,
    draws: usize,
    pass: Range<usize>,
    directions: &'a mut Directions,
    reference: &'a mut [Lanes],
    sums: &'a mut [Lanes],
    used: &'a mut [bool],
    strategies: &'a mut [StrategyTally],
}

impl Pass<'_> {
    /// One of the strategies, if it has a short form.
    #[inline(always)]
    fn play(&mut self, number: usize) -> Option<Play<'_>> {
        let nudges = self.plan.strategies[number].nudges.as_deref()?;
        Some(Play {
            plan: self.plan,
            world: self.world,
            layout: self.layout,
            draws: self.draws,
            pass: self.pass.clone(),
            nudges,
            is_first: number == 0,
            directions: self.directions,
            reference: self.reference,
            sums: &mut self.sums[number * self.layout.sums()..][..self.layout.sums()],
            used: &mut self.used[number],
            counted: &mut self.strategies[number],
        })
    }
}

/// Works out the directions of all tiles of a pass, and what is chosen before any move.
struct Prepare<'a> {
    plan: &'a Plan,
    world: &'a World,
    pass: Range<usize>,
    directions: &'a mut Directions,
}

impl Kernel for Prepare<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        for (within, number) in self.pass.enumerate() {
            let at = tile(simd, (self.plan, self.world, number));
            find_slopes(at, within, self.directions);
            choose_as_before(at, within, self.directions);
        }
    }
}

#[inline(always)]
fn find_slopes<S: Simd>(at: Tile<S>, within: usize, directions: &mut Directions) {
    let Tile { simd, plan, world, tile } = at;
    let (people, c, a) = (plan.stakeholders, plan.criteria, plan.alternatives);
    for (number, Heading { who, criterion, donors }) in plan.headings.iter().enumerate() {
        let w = &world.weights[(tile * people + who) * c..][..c];
        let (q, u) = (at.seen_by(*who), &world.utility[(tile * people + who) * a..][..a]);
        let mut mass = at.splat(0.0);
        for donor in donors {
            mass = mass + w[*donor].on(simd);
        }
        let inverse = at.splat(1.0).over(mass);
        let line = number * PASS + within;
        directions.weights[line] = w[*criterion];
        directions.mass[line] = mass.lanes();
        let slopes = &mut directions.slopes[line * a..][..a];
        for v in 0..a {
            let own = q[v * c + criterion].on(simd);
            let given = if donors.len() + 1 == c {
                u[v].on(simd) - w[*criterion].on(simd) * own
            } else {
                let mut given = at.splat(0.0);
                for donor in donors {
                    given = given + w[*donor].on(simd) * q[v * c + donor].on(simd);
                }
                given
            };
            slopes[v] = (own - given * inverse).lanes();
        }
    }
}

#[inline(always)]
fn choose_as_before<S: Simd>(at: Tile<S>, within: usize, directions: &mut Directions) {
    let (people, a) = (at.plan.stakeholders, at.plan.alternatives);
    let utility = &at.world.utility[at.tile * people * a..][..people * a];
    if at.plan.rule == GroupRule::Plurality {
        let votes = &mut directions.votes[within * people * a..][..people * a];
        for (votes, u) in votes.chunks_exact_mut(a).zip(utility.chunks_exact(a)) {
            choose(at.simd, u, 0.0, votes);
        }
        return;
    }
    for v in 0..a {
        let mut sum = at.splat(0.0);
        for (who, p) in at.plan.influence.iter().enumerate() {
            sum = sum + utility[who * a + v].on(at.simd) * *p;
        }
        directions.group[within * a + v] = sum.lanes();
    }
}

/// One strategy in a pass.
struct Play<'a> {
    plan: &'a Plan,
    world: &'a World,
    layout: &'a Layout,
    draws: usize,
    pass: Range<usize>,
    nudges: &'a [Option<Nudge>],
    is_first: bool,
    directions: &'a mut Directions,
    reference: &'a mut [Lanes],
    sums: &'a mut [Lanes],
    used: &'a mut bool,
    counted: &'a mut StrategyTally,
}

/// The weight that moves; `line` is that of its heading in this tile.
#[inline(always)]
fn delta<S: Simd>(at: Tile<S>, nudge: &Nudge, directions: &Directions, line: usize) -> Eight<S> {
    let (plan, zero, target) = (at.plan, at.splat(0.0), at.splat(nudge.target));
    let w = directions.weights[line].on(at.simd);
    if nudge.simple {
        return (target - w).max(zero);
    }
    let mut delta = if nudge.up { target - w } else { w - target }.max(zero);
    if !nudge.always {
        let trust = &at.world.credibility[at.tile * plan.alternatives..][..plan.alternatives];
        delta = delta * (at.taken_up(nudge.slot, trust) * at.strength(nudge.slot));
    }
    if nudge.named {
        delta = delta.min(directions.mass[line].on(at.simd));
    }
    if nudge.up { delta } else { directions.mass[line].on(at.simd).positive().select(-delta, zero) }
}
