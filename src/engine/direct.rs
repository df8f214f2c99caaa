//! The short form of the question that SMAA asks: one person, no moves, no noise; ranks and central weights
//! (docs/performance.md, "Short forms"). What is seen of each alternative is not kept but added to utilities as it is
//! drawn, and a block of draws without a tie is counted in registers. A block with a tie is left to the general form.

use super::block::active_lanes;
use super::choose::TIE;
use super::tally::{Layout, Measure, StrategyTally, in_units};
use super::utility::{perceive, values};
use super::world::{TILES, World};
use crate::math::{Eight, Kernel, LANES, Lanes, Simd, simd};
use crate::model::GroupRule;
use crate::plan::Plan;
use crate::random::Streams;

/// Room for counting a block in short form.
#[derive(Debug)]
pub struct Direct {
    /// `[tile][alternative]` 1 where it is the best, else 0; 0 in draws that do not count.
    won: Vec<Lanes>,
}

impl Direct {
    /// If the plan asks no more than this form can answer.
    pub fn new(plan: &Plan, measure: Measure) -> Option<Self> {
        // A strategy of nudges that nudges nobody makes no move, in a plan without gates, talk and what else there is.
        let [strategy] = &plan.strategies[..] else { return None };
        let still = strategy.nudges.as_ref().is_some_and(|nudges| nudges.iter().all(Option::is_none));
        let alone = plan.influence == [1.0] && plan.inertia.is_none() && plan.beliefs.eyes.len() == 1;
        let sure = plan.rule == GroupRule::WeightedUtility && plan.noise == 0.0;
        let wanted = measure == Measure::Acceptabilities && still && alone && sure;
        wanted.then(|| Self { won: vec![Lanes::ZERO; TILES * plan.alternatives] })
    }

    /// Counts the first draws of a block whose weights and utilities are drawn; nothing and `false` if there is a tie.
    pub fn count(
        &mut self,
        world: &World,
        layout: &Layout,
        draws: usize,
        sums: &mut [Lanes],
        counted: &mut StrategyTally,
    ) -> bool {
        let won = &mut self.won[..];
        match layout.alternatives {
            2 => simd::run(Count::<2> { world, layout, draws, won, sums, counted }),
            3 => simd::run(Count::<3> { world, layout, draws, won, sums, counted }),
            4 => simd::run(Count::<4> { world, layout, draws, won, sums, counted }),
            5 => simd::run(Count::<5> { world, layout, draws, won, sums, counted }),
            6 => simd::run(Count::<6> { world, layout, draws, won, sums, counted }),
            _ => false,
        }
    }
}

impl World {
    /// Draws weights and utilities, and nothing else.
    pub(super) fn draw_directly(&mut self, plan: &Plan, streams: Streams, block: u64) {
        self.draw_credibility(plan, streams, block);
        self.draw_weights(plan, streams, block);
        simd::run(Judge { world: self, plan, streams, block });
    }
}

/// Utilities of the only person there is, in the order in which [`super::utility::utilities`] adds them up.
struct Judge<'a> {
    world: &'a mut World,
    plan: &'a Plan,
    streams: Streams<'a>,
    block: u64,
}

impl Kernel for Judge<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { world, plan, streams, block } = self;
        let (a, c, beliefs) = (plan.alternatives, plan.criteria, &plan.beliefs);
        world.utility.fill(Lanes::ZERO);
        for variable in &beliefs.variables {
            world.perform(simd, variable, streams, block);
            let World { weights, credibility, utility, column, .. } = &mut *world;
            values(simd, &variable.value, column);
            for &(_, cell) in &variable.seen {
                let Some(judged) = &beliefs.cells[cell] else { continue };
                let weight = weights[cell % c..].iter().step_by(c);
                let sum = utility[cell / c..].iter_mut().step_by(a);
                let tiles = sum.zip(weight).zip(column.chunks_exact(LANES));
                if beliefs.credibility[judged.alternative].1.constant() == Some(1.0) {
                    for ((u, w), q) in tiles {
                        *u = (u.on(simd) + w.on(simd) * Eight::load(simd, q)).lanes();
                    }
                    continue;
                }
                let trust = credibility[judged.alternative..].iter().step_by(a);
                for (((u, w), x), k) in tiles.zip(trust) {
                    let q = perceive(simd, Eight::load(simd, x), k.on(simd), judged.reputation);
                    *u = (u.on(simd) + w.on(simd) * q).lanes();
                }
            }
        }
    }
}

/// Counts a block of draws between A alternatives.
struct Count<'a, const A: usize> {
    world: &'a World,
    layout: &'a Layout,
    draws: usize,
    won: &'a mut [Lanes],
    /// Room for what a pass comes to.
    sums: &'a mut [Lanes],
    counted: &'a mut StrategyTally,
}

impl<const A: usize> Kernel for Count<'_, A> {
    type Output = bool;

    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) -> bool {
        let without_ties = self.rank(simd);
        if without_ties {
            self.count_ranks();
            for criterion in 0..self.layout.criteria {
                self.weigh(simd, criterion);
                self.count_weights(criterion);
            }
        }
        without_ties
    }
}

impl<const A: usize> Count<'_, A> {
    /// Who won each draw; and into the sums, `[a][r]` how often no more than r others were better, then `[a][b]` how
    /// often a was better than a later b. Whether no two were as good as each other.
    #[inline(always)]
    fn rank<S: Simd>(&mut self, simd: S) -> bool {
        let (zero, one) = (Eight::splat(simd, 0.0), Eight::splat(simd, 1.0));
        let (mut within, mut pairs) = ([[zero; A]; A], [[zero; A]; A]);
        let mut closest = one;
        for tile in 0..self.draws.div_ceil(LANES) {
            let active = if (tile + 1) * LANES <= self.draws { one } else { active_lanes(simd, self.draws, tile) };
            let scores = &self.world.utility[tile * A..][..A];
            let mut better = [zero; A];
            for a in 0..A {
                for b in a + 1..A {
                    let lead = scores[a].on(simd) - scores[b].on(simd);
                    closest = closest.min(lead.max(-lead));
                    let ahead = zero.below(lead).one();
                    better[b] = better[b] + ahead;
                    better[a] = better[a] + (one - ahead);
                    pairs[a][b] = pairs[a][b] + ahead * active;
                }
            }
            for a in 0..A {
                let best = better[a].at_most(zero).select(active, zero);
                self.won[tile * A + a] = best.lanes();
                within[a][0] = within[a][0] + best;
                for r in 1..A - 1 {
                    within[a][r] = within[a][r] + better[a].at_most(Eight::splat(simd, r as f64)).select(active, zero);
                }
            }
        }
        for a in 0..A {
            for b in 0..A {
                self.sums[a * A + b] = within[a][b].lanes();
                self.sums[(A + a) * A + b] = pairs[a][b].lanes();
            }
        }
        Eight::splat(simd, TIE).below(closest).all()
    }

    /// All that follows from the sums of [`Count::rank`]: chances are 0 or 1, so that they are their own squares.
    #[inline(always)]
    fn count_ranks(&mut self) {
        let Self { layout, draws, sums, counted, .. } = self;
        let draws = in_units(Lanes([*draws as f64, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]));
        for a in 0..A {
            let mut before = 0;
            for r in 0..A {
                let within = if r + 1 < A { in_units(sums[a * A + r]) } else { draws };
                for section in [layout.rank(), layout.rank_squares()] {
                    counted.add_units(section.start + a * A + r, within - before);
                }
                if r == 0 {
                    counted.add_units(layout.win().start + a, within);
                    counted.add_units(layout.win_products().start + layout.product(a, a), within);
                }
                before = within;
            }
            counted.add_units(layout.pair().start + a * A + a, draws / 2);
            counted.add_units(layout.pair_squares().start + a * A + a, draws / 4);
            for b in a + 1..A {
                let ahead = in_units(sums[(A + a) * A + b]);
                for section in [layout.pair(), layout.pair_squares()] {
                    counted.add_units(section.start + a * A + b, ahead);
                    counted.add_units(section.start + b * A + a, draws - ahead);
                }
            }
        }
    }

    /// Into the sums: the weight of a criterion and its square, in all draws and in those that each alternative won.
    #[inline(always)]
    fn weigh<S: Simd>(&mut self, simd: S, criterion: usize) {
        let zero = Eight::splat(simd, 0.0);
        let (mut once, mut squares) = (zero, zero);
        let (mut winning, mut winning_squares) = ([zero; A], [zero; A]);
        for tile in 0..self.draws.div_ceil(LANES) {
            let mut w = self.world.weights[tile * self.layout.criteria + criterion].on(simd);
            if (tile + 1) * LANES > self.draws {
                w = w * active_lanes(simd, self.draws, tile);
            }
            once = once + w;
            squares = squares + w * w;
            let won = &self.won[tile * A..][..A];
            for a in 0..A {
                let weighted = won[a].on(simd) * w;
                winning[a] = winning[a] + weighted;
                winning_squares[a] = winning_squares[a] + weighted * w;
            }
        }
        (self.sums[0], self.sums[1]) = (once.lanes(), squares.lanes());
        for a in 0..A {
            self.sums[2 + a] = winning[a].lanes();
            self.sums[2 + A + a] = winning_squares[a].lanes();
        }
    }

    /// All that follows from the sums of [`Count::weigh`]: the weights of one person are those of the group.
    #[inline(always)]
    fn count_weights(&mut self, criterion: usize) {
        let Self { layout, sums, counted, .. } = self;
        let rows = [criterion, layout.criteria + criterion];
        let (once, squares) = (in_units(sums[0]), in_units(sums[1]));
        for row in rows {
            counted.add_units(layout.weight().start + row, once);
            counted.add_units(layout.weight_squares().start + row, squares);
        }
        for a in 0..A {
            let (once, squares) = (in_units(sums[2 + a]), in_units(sums[2 + A + a]));
            for row in rows.map(|row| a * layout.weight_rows() + row) {
                counted.add_units(layout.winning_weight().start + row, once);
                counted.add_units(layout.winning_weight_p2().start + row, once);
                counted.add_units(layout.winning_weight_p2_squares().start + row, squares);
            }
        }
    }
}
