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
    /// `[heading][tile of the pass]` the weight, the mass that can be given, and (`[alternative]`) how utility changes with
    /// the weight.
    lines: Vec<Lanes>,
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
            lines: room(plan.headings.len() * PASS * (2 + a)),
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
        let Self { plan, world, layout, draws, directions, reference, sums } = self;
        let tiles = draws.div_ceil(LANES);
        for first in (0..tiles).step_by(PASS) {
            let pass = first..tiles.min(first + PASS);
            simd.call(Prepare { plan, world, pass: pass.clone(), directions });
            for &number in &plan.short_order {
                let Some(nudges) = &plan.strategies[number].nudges else { continue };
                let sums = &mut sums[number * layout.sums()..][..layout.sums()];
                let (pass, is_first) = (pass.clone(), number == 0);
                let play = Play { plan, world, layout, draws, pass, nudges, is_first, directions, reference, sums };
                match (plan.rule, plan.alternatives) {
                    (GroupRule::Plurality, 2) => simd.call(Vote::<2>(play)),
                    (GroupRule::Plurality, 3) => simd.call(Vote::<3>(play)),
                    (GroupRule::Plurality, 4) => simd.call(Vote::<4>(play)),
                    (GroupRule::Plurality, 5) => simd.call(Vote::<5>(play)),
                    (GroupRule::Plurality, 6) => simd.call(Vote::<6>(play)),
                    (GroupRule::WeightedUtility, _) => simd.call(Weigh(play)),
                    (rule, more) => {
                        unreachable!("no strategy has a short form under {rule:?} with {more} alternatives")
                    }
                }
            }
        }
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
        let line = &mut directions.lines[(number * PASS + within) * (2 + a)..][..2 + a];
        line[0] = w[*criterion];
        line[1] = mass.lanes();
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
            line[2 + v] = (own - given * inverse).lanes();
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
}

/// Everybody votes for what is best in his eyes, among so many alternatives.
struct Vote<'a, const A: usize>(Play<'a>);

impl<const A: usize> Kernel for Vote<'_, A> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let mut play = self.0;
        let (plan, world) = (play.plan, play.world);
        let zero = Eight::splat(simd, 0.0);
        let (mut wins, mut squares) = ([zero; A], [zero; A]);
        for (within, number) in play.pass.clone().enumerate() {
            let at = tile(simd, (plan, world, number));
            let mut score = [zero; A];
            for (who, nudge) in play.nudges.iter().enumerate() {
                let influence = plan.influence[who];
                if let Some(nudge) = nudge {
                    let line = &play.directions.lines[(nudge.heading * PASS + within) * (2 + A)..][..2 + A];
                    let before = &world.utility[(number * plan.stakeholders + who) * A..][..A];
                    let delta = delta(at, nudge, line);
                    let mut u = [delta; A];
                    for v in 0..A {
                        u[v] = before[v].on(simd) + delta * line[2 + v].on(simd);
                    }
                    let least = largest(&u) - TIE;
                    for v in 0..A {
                        score[v] = least.at_most(u[v]).select(score[v] + influence, score[v]);
                    }
                } else {
                    let vote = &play.directions.votes[(within * plan.stakeholders + who) * A..][..A];
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
            // A tied vote has been counted in full for each of those who tie: such tiles are counted again, with care. All
            // votes are at least 1, and there is at least one winner.
            let clear = (total + winners).at_most(Eight::splat(simd, 2.0 + 1e-9)).all();
            if !clear || (number + 1) * LANES > play.draws {
                simd.call(VoteWithTies { play: &mut play, number, within });
                continue;
            }
            let reference = &mut play.reference[number * A..][..A];
            for v in 0..A {
                if play.is_first {
                    reference[v] = chosen[v].lanes();
                }
                let change = chosen[v] - reference[v].on(simd);
                wins[v] = wins[v] + chosen[v];
                squares[v] = squares[v] + change * change;
            }
        }
        for v in 0..A {
            add(simd, &mut play.sums[play.layout.win().start + v], wins[v]);
            // Where one wins for sure, the square of its probability is 1, and all products are 0.
            add(simd, &mut play.sums[play.layout.win_products().start + play.layout.product(v, v)], wins[v]);
            add(simd, &mut play.sums[play.layout.change_squares().start + v], squares[v]);
        }
    }
}

/// The same for a tile in which somebody is torn, or that is not full.
struct VoteWithTies<'p, 'a> {
    play: &'p mut Play<'a>,
    number: usize,
    within: usize,
}

impl Kernel for VoteWithTies<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { play, number, within } = self;
        let at = tile(simd, (play.plan, play.world, number));
        let a = at.plan.alternatives;
        play.directions.score.fill(Lanes::ZERO);
        for (who, nudge) in play.nudges.iter().enumerate() {
            let votes = (within * at.plan.stakeholders + who) * a..;
            if let Some(nudge) = nudge {
                let before = &at.world.utility[(number * at.plan.stakeholders + who) * a..][..a];
                let Directions { lines, own, first, .. } = &mut *play.directions;
                let line = &lines[(nudge.heading * PASS + within) * (2 + a)..][..2 + a];
                let delta = delta(at, nudge, line);
                for v in 0..a {
                    own[v] = (before[v].on(simd) + delta * line[2 + v].on(simd)).lanes();
                }
                choose(simd, own, 0.0, first);
            } else {
                let Directions { votes: before, first, .. } = &mut *play.directions;
                first.copy_from_slice(&before[votes][..a]);
            }
            let Directions { score, first, .. } = &mut *play.directions;
            for (score, vote) in score.iter_mut().zip(first) {
                add(simd, score, vote.on(simd) * at.plan.influence[who]);
            }
        }
        play.choose(at, 0.0);
    }
}

/// The group takes what it finds best on the whole.
struct Weigh<'a>(Play<'a>);

impl Kernel for Weigh<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let mut play = self.0;
        let (plan, a) = (play.plan, play.plan.alternatives);
        for (within, number) in play.pass.clone().enumerate() {
            let at = tile(simd, (plan, play.world, number));
            for first in (0..a).step_by(4) {
                match a - first {
                    1 => play.weigh::<S, 1>(at, within, first),
                    2 => play.weigh::<S, 2>(at, within, first),
                    3 => play.weigh::<S, 3>(at, within, first),
                    _ => play.weigh::<S, 4>(at, within, first),
                }
            }
            play.choose(at, plan.noise);
        }
    }
}

impl Play<'_> {
    /// The group's scores of N alternatives.
    #[inline(always)]
    fn weigh<S: Simd, const N: usize>(&mut self, at: Tile<S>, within: usize, first: usize) {
        let (plan, simd) = (at.plan, at.simd);
        let a = plan.alternatives;
        let Directions { score, group, lines, .. } = &mut *self.directions;
        let group = &group[within * a + first..][..N];
        let mut sums = [at.splat(0.0); N];
        for v in 0..N {
            sums[v] = group[v].on(simd);
        }
        for (nudge, influence) in self.nudges.iter().zip(&plan.influence) {
            let Some(nudge) = nudge else { continue };
            let line = &lines[(nudge.heading * PASS + within) * (2 + a)..][..2 + a];
            let slopes = &line[2 + first..][..N];
            let delta = delta(at, nudge, line) * *influence;
            for v in 0..N {
                sums[v] = sums[v] + delta * slopes[v].on(simd);
            }
        }
        for (score, sum) in score[first..].iter_mut().zip(sums) {
            *score = sum.lanes();
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
}

/// The weight that moves; `line` is that of its heading.
#[inline(always)]
fn delta<S: Simd>(at: Tile<S>, nudge: &Nudge, line: &[Lanes]) -> Eight<S> {
    let (plan, zero, target) = (at.plan, at.splat(0.0), at.splat(nudge.target));
    let w = line[0].on(at.simd);
    if nudge.simple {
        return (target - w).max(zero);
    }
    let mut delta = if nudge.up { target - w } else { w - target }.max(zero);
    if !nudge.always {
        let trust = &at.world.credibility[at.tile * plan.alternatives..][..plan.alternatives];
        delta = delta * (at.taken_up(nudge.slot, trust) * at.strength(nudge.slot));
    }
    if nudge.named {
        delta = delta.min(line[1].on(at.simd));
    }
    if nudge.up { delta } else { line[1].on(at.simd).positive().select(-delta, zero) }
}

#[inline(always)]
fn largest<S: Simd, const A: usize>(x: &[Eight<S>; A]) -> Eight<S> {
    let mut largest = x[0];
    for v in 1..A {
        largest = largest.max(x[v]);
    }
    largest
}
