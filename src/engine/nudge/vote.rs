//! Everybody votes for what is best in his eyes, among so many alternatives: their number is known when this is compiled,
//! so that all of a tile stays in registers.
//!
//! A pass is 64 draws. In most of them nobody is torn and one alternative wins alone; then all that is to be counted are
//! bits, one for each draw.

use super::{Directions, PASS, Pass, Play, delta};
use crate::engine::choose::{TIE, choose};
use crate::engine::count::add;
use crate::engine::round::tile;
use crate::math::{Eight, Kernel, LANES, Lanes, Simd};

/// What is chosen in a pass.
#[derive(Debug)]
pub struct Chosen {
    /// `[alternative]` a bit for every draw in which it wins, alone or with others.
    winners: Vec<u64>,
    /// A bit for every draw in which nobody is torn and one wins alone.
    alone: u64,
}

impl Chosen {
    /// Nothing yet.
    pub fn new(alternatives: usize) -> Self {
        Self { winners: vec![0; alternatives], alone: 0 }
    }
}

/// All strategies in a pass.
pub struct Vote<'a, const A: usize>(pub Pass<'a>);

impl<const A: usize> Kernel for Vote<'_, A> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let mut pass = self.0;
        for number in &pass.plan.short_order {
            let Some(mut play) = pass.play(*number) else { continue };
            let mut votes = Votes { winners: [[0; PASS]; A], torn: [0; PASS] };
            if play.nudges.iter().all(|nudge| nudge.as_ref().is_some_and(|nudge| nudge.simple)) {
                play.vote::<S, A, true>(simd, &mut votes);
            } else {
                play.vote::<S, A, false>(simd, &mut votes);
            }
            play.count(simd, &votes);
        }
    }
}

/// Votes of a pass, a bit for each draw and a byte for each tile.
struct Votes<const A: usize> {
    /// Whether this alternative has as many votes as any other.
    winners: [[u8; PASS]; A],
    /// Whether somebody is torn, so that his vote has been counted in full for each of those who tie.
    torn: [u8; PASS],
}

impl Play<'_> {
    /// All votes of the pass; `SIMPLE` if everybody is simply nudged.
    #[inline(always)]
    fn vote<S: Simd, const A: usize, const SIMPLE: bool>(&mut self, simd: S, votes: &mut Votes<A>) {
        // Two tiles at a time where there is room for both: what does not depend on the tile is looked up once.
        let (mut within, tiles) = (0, self.pass.len());
        while S::ROOMY && within + 2 <= tiles {
            self.vote_in::<S, A, 2, SIMPLE>(simd, within, votes);
            within += 2;
        }
        while within < tiles {
            self.vote_in::<S, A, 1, SIMPLE>(simd, within, votes);
            within += 1;
        }
    }

    /// The votes in T tiles from `first` of the pass on.
    #[inline(always)]
    fn vote_in<S: Simd, const A: usize, const T: usize, const SIMPLE: bool>(
        &mut self,
        simd: S,
        first: usize,
        votes: &mut Votes<A>,
    ) {
        let Self { plan, world, nudges, directions, .. } = self;
        let (people, zero) = (plan.stakeholders, Eight::splat(simd, 0.0));
        let (slopes, utility) = (directions.slopes.as_chunks::<A>().0, world.utility.as_chunks::<A>().0);
        let start = self.pass.start + first;
        let mut score = [[zero; A]; T];
        for (who, (nudge, influence)) in nudges.iter().zip(&plan.influence).enumerate() {
            let influence = Eight::splat(simd, *influence);
            if let Some(nudge) = nudge {
                let (line, target) = (nudge.heading * PASS + first, Eight::splat(simd, nudge.target));
                for t in 0..T {
                    let delta = if SIMPLE {
                        (target - directions.weights[line + t].on(simd)).max(zero)
                    } else {
                        delta(tile(simd, (plan, world, start + t)), nudge, directions, line + t)
                    };
                    let before = &utility[(start + t) * people + who];
                    cast(before, delta, &slopes[line + t], influence, &mut score[t]);
                }
            } else {
                for t in 0..T {
                    let vote = &directions.votes.as_chunks::<A>().0[(first + t) * people + who];
                    for v in 0..A {
                        score[t][v] = score[t][v] + vote[v].on(simd) * influence;
                    }
                }
            }
        }
        for t in 0..T {
            self.look(simd, first + t, &score[t], votes);
        }
    }

    /// From the votes of a tile to bits.
    #[inline(always)]
    fn look<S: Simd, const A: usize>(&mut self, simd: S, within: usize, score: &[Eight<S>; A], votes: &mut Votes<A>) {
        let (least, mut total) = (largest(score) - TIE, score[0]);
        for score in &score[1..] {
            total = total + *score;
        }
        votes.torn[within] = !total.at_most(Eight::splat(simd, 1.0 + 1e-9)).bits();
        for v in 0..A {
            votes.winners[v][within] = least.at_most(score[v]).bits();
        }
        if self.is_first {
            let mut winners = Eight::splat(simd, 0.0);
            for score in score {
                winners = winners + least.at_most(*score).one();
            }
            let reference = &mut self.reference[(self.pass.start + within) * A..][..A];
            for v in 0..A {
                reference[v] = (least.at_most(score[v]).one() / winners).lanes();
            }
        }
    }

    /// From bits to what is counted.
    #[inline(always)]
    fn count<S: Simd, const A: usize>(&mut self, simd: S, votes: &Votes<A>) {
        let draws = self.draws - self.pass.start * LANES;
        let active = if draws < 64 { (1 << draws) - 1 } else { u64::MAX };
        let (winners, torn) = (votes.winners.map(u64::from_le_bytes), u64::from_le_bytes(votes.torn));
        // Tiles in which somebody is torn are counted again, with care.
        let mut again = 0;
        let torn = torn & active;
        for (within, number) in self.pass.clone().enumerate().filter(|_| torn != 0) {
            let here = 0xFF << (within * LANES);
            if torn & here != 0 {
                again |= here;
                simd.call(VoteWithCare { play: self, number, within });
            }
        }
        let alone = only_one(&winners) & !again;
        let Chosen { winners: first, alone: first_alone } = &mut self.directions.chosen;
        if self.is_first {
            first.copy_from_slice(&winners);
            *first_alone = alone;
        }
        let clear = alone & *first_alone & active;
        let layout = self.layout;
        for v in 0..A {
            let wins = (winners[v] & clear).count_ones();
            let changes = ((winners[v] ^ first[v]) & clear).count_ones();
            self.counted.add_draws(layout.win().start + v, wins);
            // Where one wins for sure, the square of its probability is 1, and all products are 0.
            self.counted.add_draws(layout.win_products().start + layout.product(v, v), wins);
            self.counted.add_draws(layout.change_squares().start + v, changes);
        }
        let mut shared = active & !clear & !again;
        while shared != 0 {
            self.share(shared.trailing_zeros() as usize, &winners);
            shared &= shared - 1;
        }
    }

    /// A draw in which several alternatives may tie, under this strategy or the first.
    fn share<const A: usize>(&mut self, draw: usize, winners: &[u64; A]) {
        let (number, lane) = (self.pass.start + draw / LANES, draw % LANES);
        let wins = winners.map(|winners| (winners >> draw & 1) as f64);
        let p = wins.map(|win| win / wins.iter().sum::<f64>());
        let (layout, counted) = (self.layout, &mut *self.counted);
        for v in 0..A {
            let change = p[v] - self.reference[number * A + v].0[lane];
            counted.add_share(layout.win().start + v, p[v]);
            counted.add_share(layout.change_squares().start + v, change * change);
            for other in v..A {
                counted.add_share(layout.win_products().start + layout.product(v, other), p[v] * p[other]);
            }
        }
    }
}

/// A bit for every draw in which one of them has a bit and no other.
fn only_one(winners: &[u64]) -> u64 {
    let (mut some, mut several) = (0, 0);
    for winners in winners {
        several |= some & winners;
        some |= winners;
    }
    some & !several
}

/// Somebody's vote for what is best in his eyes, once his weight has moved.
#[inline(always)]
fn cast<S: Simd, const A: usize>(
    before: &[Lanes; A],
    delta: Eight<S>,
    slopes: &[Lanes; A],
    influence: Eight<S>,
    score: &mut [Eight<S>; A],
) {
    let simd = delta.simd();
    let mut u = [delta; A];
    for v in 0..A {
        u[v] = before[v].on(simd) + delta * slopes[v].on(simd);
    }
    let least = largest(&u) - TIE;
    for v in 0..A {
        score[v] = least.at_most(u[v]).select(score[v] + influence, score[v]);
    }
}

/// Compared in pairs, so that no comparison waits for all those before it.
#[inline(always)]
fn largest<S: Simd, const A: usize>(x: &[Eight<S>; A]) -> Eight<S> {
    let (mut left, mut right) = (x[0], x[A / 2]);
    for v in 1..A / 2 {
        left = left.max(x[v]);
    }
    for v in A / 2 + 1..A {
        right = right.max(x[v]);
    }
    left.max(right)
}

/// The same for a tile in which somebody is torn.
struct VoteWithCare<'p, 'a> {
    play: &'p mut Play<'a>,
    number: usize,
    within: usize,
}

impl Kernel for VoteWithCare<'_, '_> {
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
                let line = nudge.heading * PASS + within;
                let delta = delta(at, nudge, play.directions, line);
                let Directions { slopes, own, first, .. } = &mut *play.directions;
                for v in 0..a {
                    own[v] = (before[v].on(simd) + delta * slopes[line * a + v].on(simd)).lanes();
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
