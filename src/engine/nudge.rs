//! The short form of strategies that are no more than nudges: for each person one weight moves, and utilities with it, on
//! a straight line. Only for outcomes; everything else takes the general form (`round.rs`), whose results these are.
//!
//! The number of alternatives `A` is known when this is compiled, so that all of a tile stays in registers; and a block is
//! played in passes of a few tiles, so that what all strategies look at stays in the nearest cache.

use std::ops::Range;

use super::block::active_lanes;
use super::choose::{TIE, choose};
use super::count::{add, add_outcomes};
use super::persuade::Tile;
use super::round::tile;
use super::tally::Layout;
use super::world::World;
use crate::math::{Eight, Kernel, LANES, Lanes, Simd};
use crate::model::GroupRule;
use crate::plan::{Heading, Nudge, Plan};

/// Tiles of a pass.
const PASS: usize = 8;

/// What is the same for all strategies of a pass, and scratch space.
#[derive(Debug)]
pub struct Directions {
    /// `[heading][tile of the pass][alternative]` how utility changes with the weight.
    slope: Vec<Lanes>,
    /// `[heading][tile of the pass]` mass that can be given.
    mass: Vec<Lanes>,
    /// `[tile of the pass][stakeholder][alternative]` first choices before any move.
    votes: Vec<Lanes>,
    /// `[tile of the pass][alternative]` the group's utility before any move.
    group: Vec<Lanes>,
    own: Vec<Lanes>,
    first: Vec<Lanes>,
    score: Vec<Lanes>,
    win: Vec<Lanes>,
}

impl Directions {
    /// Room for one pass; none if no strategy of the plan has a short form.
    pub fn new(plan: &Plan) -> Option<Self> {
        let room = |size: usize| vec![Lanes::ZERO; size];
        let (s, a) = (plan.stakeholders, plan.alternatives);
        plan.strategies.iter().any(|strategy| strategy.nudges.is_some()).then(|| Self {
            slope: room(plan.headings.len() * PASS * a),
            mass: room(plan.headings.len() * PASS),
            votes: room(PASS * s * a),
            group: room(PASS * a),
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
    /// `[strategy][sum]`
    pub sums: &'a mut [Lanes],
}

impl Kernel for PlayNudges<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        match self.plan.alternatives {
            2 => simd.call(Block::<2>(self)),
            3 => simd.call(Block::<3>(self)),
            4 => simd.call(Block::<4>(self)),
            5 => simd.call(Block::<5>(self)),
            6 => simd.call(Block::<6>(self)),
            more => unreachable!("no strategy has a short form with {more} alternatives"),
        }
    }
}

/// The same for so many alternatives.
struct Block<'a, const A: usize>(PlayNudges<'a>);

impl<const A: usize> Kernel for Block<'_, A> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let PlayNudges { plan, world, layout, draws, directions, reference, sums } = self.0;
        let tiles = draws.div_ceil(LANES);
        for first in (0..tiles).step_by(PASS) {
            let pass = first..tiles.min(first + PASS);
            for tile_number in pass.clone() {
                prepare::<S, A>(tile(simd, (plan, world, tile_number)), tile_number - first, directions);
            }
            for (number, strategy) in plan.strategies.iter().enumerate() {
                let Some(nudges) = &strategy.nudges else { continue };
                let sums = &mut sums[number * layout.sums()..][..layout.sums()];
                let mut play = Play { layout, draws, nudges, is_first: number == 0, directions, reference, sums };
                match plan.rule {
                    GroupRule::Plurality => play.vote::<S, A>(simd, plan, world, pass.clone()),
                    _ => play.weigh::<S, A>(simd, plan, world, pass.clone()),
                }
            }
        }
    }
}

/// Works out the directions of a tile, and what is chosen before any move.
#[inline(always)]
fn prepare<S: Simd, const A: usize>(at: Tile<S>, within: usize, directions: &mut Directions) {
    let Tile { simd, plan, world, tile } = at;
    let (people, c) = (plan.stakeholders, plan.criteria);
    let utility = &world.utility[tile * people * A..][..people * A];
    for (number, Heading { who, criterion, donors }) in plan.headings.iter().enumerate() {
        let w = &world.weights[(tile * people + who) * c..][..c];
        let (q, u) = (at.seen_by(*who), &utility[who * A..][..A]);
        let mut mass = at.splat(0.0);
        for donor in donors {
            mass = mass + w[*donor].on(simd);
        }
        let inverse = at.splat(1.0).over(mass);
        let slope = &mut directions.slope[(number * PASS + within) * A..][..A];
        for v in 0..A {
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
            slope[v] = (own - given * inverse).lanes();
        }
        directions.mass[number * PASS + within] = mass.lanes();
    }
    if plan.rule == GroupRule::Plurality {
        let votes = &mut directions.votes[within * people * A..][..people * A];
        for (votes, u) in votes.chunks_exact_mut(A).zip(utility.chunks_exact(A)) {
            choose(simd, u, 0.0, votes);
        }
    } else {
        for v in 0..A {
            let mut sum = at.splat(0.0);
            for (who, p) in plan.influence.iter().enumerate() {
                sum = sum + utility[who * A + v].on(simd) * *p;
            }
            directions.group[within * A + v] = sum.lanes();
        }
    }
}

/// One strategy in a pass.
struct Play<'a> {
    layout: &'a Layout,
    draws: usize,
    nudges: &'a [Option<Nudge>],
    is_first: bool,
    directions: &'a mut Directions,
    reference: &'a mut [Lanes],
    sums: &'a mut [Lanes],
}

impl Play<'_> {
    /// Everybody votes for what is best in his eyes.
    #[inline(always)]
    fn vote<S: Simd, const A: usize>(&mut self, simd: S, plan: &Plan, world: &World, pass: Range<usize>) {
        let (zero, one) = (Eight::splat(simd, 0.0), Eight::splat(simd, 1.0));
        let (mut wins, mut squares) = ([zero; A], [zero; A]);
        for (within, number) in pass.enumerate() {
            let at = tile(simd, (plan, world, number));
            let mut score = [zero; A];
            for (who, nudge) in self.nudges.iter().enumerate() {
                let influence = plan.influence[who];
                if let Some(nudge) = nudge {
                    let u = self.utility::<S, A>(at, who, nudge, within);
                    let least = largest(&u) - TIE;
                    for v in 0..A {
                        score[v] = least.at_most(u[v]).select(score[v] + influence, score[v]);
                    }
                } else {
                    let vote = &self.directions.votes[(within * plan.stakeholders + who) * A..][..A];
                    for v in 0..A {
                        score[v] = score[v] + vote[v].on(simd) * influence;
                    }
                }
            }
            let least = largest(&score) - TIE;
            let (mut total, mut winners) = (zero, zero);
            let mut chosen = [zero; A];
            for v in 0..A {
                chosen[v] = least.at_most(score[v]).one();
                total = total + score[v];
                winners = winners + chosen[v];
            }
            // A tied vote has been counted in full for each of those who tie: such tiles are counted again, with care.
            let clear = total.at_most(Eight::splat(simd, 1.0 + 1e-9)).all() && winners.at_most(one).all();
            if !clear || (number + 1) * LANES > self.draws {
                self.vote_with_ties::<S, A>(at, within);
                continue;
            }
            let reference = &mut self.reference[number * A..][..A];
            for v in 0..A {
                if self.is_first {
                    reference[v] = chosen[v].lanes();
                }
                let change = chosen[v] - reference[v].on(simd);
                wins[v] = wins[v] + chosen[v];
                squares[v] = squares[v] + change * change;
            }
        }
        for v in 0..A {
            add(simd, &mut self.sums[self.layout.win().start + v], wins[v]);
            // Where one wins for sure, the square of its probability is 1, and all products are 0.
            add(simd, &mut self.sums[self.layout.win_products().start + self.layout.product(v, v)], wins[v]);
            add(simd, &mut self.sums[self.layout.change_squares().start + v], squares[v]);
        }
    }

    /// The same for a tile in which somebody is torn, or that is not full.
    #[inline(always)]
    fn vote_with_ties<S: Simd, const A: usize>(&mut self, at: Tile<S>, within: usize) {
        let simd = at.simd;
        self.directions.score.fill(Lanes::ZERO);
        for (who, nudge) in self.nudges.iter().enumerate() {
            if let Some(nudge) = nudge {
                let u = self.utility::<S, A>(at, who, nudge, within);
                for v in 0..A {
                    self.directions.own[v] = u[v].lanes();
                }
                choose(simd, &self.directions.own, 0.0, &mut self.directions.first);
            } else {
                let vote = &self.directions.votes[(within * at.plan.stakeholders + who) * A..][..A];
                self.directions.first.copy_from_slice(vote);
            }
            for (score, vote) in self.directions.score.iter_mut().zip(&self.directions.first) {
                add(simd, score, vote.on(simd) * at.plan.influence[who]);
            }
        }
        self.choose(at, 0.0);
    }

    /// The group takes what it finds best on the whole.
    #[inline(always)]
    fn weigh<S: Simd, const A: usize>(&mut self, simd: S, plan: &Plan, world: &World, pass: Range<usize>) {
        for (within, number) in pass.enumerate() {
            let at = tile(simd, (plan, world, number));
            let mut score = [Eight::splat(simd, 0.0); A];
            for v in 0..A {
                score[v] = self.directions.group[within * A + v].on(simd);
            }
            for (who, nudge) in self.nudges.iter().enumerate() {
                let Some(nudge) = nudge else { continue };
                let delta = self.delta(at, who, nudge, within) * plan.influence[who];
                let slope = &self.directions.slope[(nudge.heading * PASS + within) * A..][..A];
                for v in 0..A {
                    score[v] = score[v] + delta * slope[v].on(simd);
                }
            }
            for v in 0..A {
                self.directions.score[v] = score[v].lanes();
            }
            self.choose(at, plan.noise);
        }
    }

    /// From the scores of a tile to what is counted.
    #[inline(always)]
    fn choose<S: Simd>(&mut self, at: Tile<S>, noise: f64) {
        let Directions { score, win, .. } = &mut *self.directions;
        choose(at.simd, score, noise, win);
        let reference = &mut self.reference[at.tile * win.len()..][..win.len()];
        if self.is_first {
            reference.copy_from_slice(win);
        }
        let active = active_lanes(at.simd, self.draws, at.tile);
        add_outcomes(self.layout, win, &[], reference, active, self.sums);
    }

    /// What somebody finds of each alternative now.
    #[inline(always)]
    fn utility<S: Simd, const A: usize>(&self, at: Tile<S>, who: usize, nudge: &Nudge, within: usize) -> [Eight<S>; A] {
        let delta = self.delta(at, who, nudge, within);
        let before = &at.world.utility[(at.tile * at.plan.stakeholders + who) * A..][..A];
        let slope = &self.directions.slope[(nudge.heading * PASS + within) * A..][..A];
        let mut u = [delta; A];
        for v in 0..A {
            u[v] = before[v].on(at.simd) + delta * slope[v].on(at.simd);
        }
        u
    }

    /// The weight that moves.
    #[inline(always)]
    fn delta<S: Simd>(&self, at: Tile<S>, who: usize, nudge: &Nudge, within: usize) -> Eight<S> {
        let (plan, zero) = (at.plan, at.splat(0.0));
        let heading = &plan.headings[nudge.heading];
        let w = at.world.weights[(at.tile * plan.stakeholders + who) * plan.criteria + heading.criterion].on(at.simd);
        let gap = if nudge.up { at.splat(nudge.target) - w } else { w - at.splat(nudge.target) };
        let mut delta = gap.max(zero);
        if !nudge.always {
            let trust = &at.world.credibility[at.tile * plan.alternatives..][..plan.alternatives];
            delta = delta * (at.taken_up(nudge.slot, trust) * at.strength(nudge.slot));
        }
        if nudge.named {
            delta = delta.min(self.directions.mass[nudge.heading * PASS + within].on(at.simd));
        }
        if nudge.up {
            return delta;
        }
        self.directions.mass[nudge.heading * PASS + within].on(at.simd).positive().select(-delta, zero)
    }
}

#[inline(always)]
fn largest<S: Simd, const A: usize>(x: &[Eight<S>; A]) -> Eight<S> {
    let mut largest = x[0];
    for v in 1..A {
        largest = largest.max(x[v]);
    }
    largest
}
