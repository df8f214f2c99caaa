//! What is added up of a tile. Sums of a block lie in memory as eight partial sums each; docs/model.md, "What is reported".

use super::detail::Detail;
use super::persuade::Tile;
use super::round::Round;
use super::tally::{Layout, StrategyTally};
use super::world::TILES;
use crate::math::{Eight, LANES, Lanes, Simd};
use crate::plan::Watch;

/// Adds to one sum.
#[inline(always)]
pub fn add<S: Simd>(simd: S, sum: &mut Lanes, x: Eight<S>) {
    *sum = (sum.on(simd) + x).lanes();
}

/// Who wins, and what that changes against the first strategy (`reference`).
#[inline(always)]
pub fn add_outcomes<S: Simd>(
    layout: &Layout,
    win: &[Lanes],
    lasting: &[Lanes],
    reference: &[Lanes],
    active: Eight<S>,
    sums: &mut [Lanes],
) {
    let (a, simd) = (layout.alternatives, active.simd());
    let mut product = layout.win_products().start;
    for v in 0..a {
        let p = win[v].on(simd) * active;
        let change = p - reference[v].on(simd) * active;
        add(simd, &mut sums[layout.win().start + v], p);
        add(simd, &mut sums[layout.change_squares().start + v], change * change);
        for other in &win[v..] {
            add(simd, &mut sums[product], p * other.on(simd));
            product += 1;
        }
    }
    for (v, lasting) in lasting.iter().enumerate() {
        let p = lasting.on(simd) * active;
        let change = p - reference[a + v].on(simd) * active;
        add(simd, &mut sums[layout.lasting_win().start + v], p);
        add(simd, &mut sums[layout.lasting_win_squares().start + v], p * p);
        add(simd, &mut sums[layout.lasting_change_squares().start + v], change * change);
    }
}

/// Ranks and pairs.
#[inline(always)]
pub fn add_ranks<S: Simd>(layout: &Layout, detail: &Detail, active: Eight<S>, sums: &mut [Lanes]) {
    with_squares(layout.rank().start, layout.rank_squares().start, &detail.rank, active, sums);
    with_squares(layout.pair().start, layout.pair_squares().start, &detail.pair, active, sums);
}

/// Everything else but weights; what is seen the same way as under the first strategy has been counted there.
#[inline(always)]
pub fn add_detail<S: Simd>(
    at: Tile<S>,
    layout: &Layout,
    round: &Round,
    detail: &Detail,
    same_views: bool,
    active: Eight<S>,
    sums: &mut [Lanes],
) {
    let simd = at.simd;
    for (v, p) in detail.noiseless.iter().enumerate() {
        add(simd, &mut sums[layout.noiseless().start + v], p.on(simd) * active);
    }
    with_squares(layout.poll().start, layout.poll_squares().start, &round.polls, active, sums);
    with_squares(layout.rule().start, layout.rule_squares().start, &detail.rules, active, sums);
    with_squares(layout.support().start, layout.support_squares().start, &detail.support, active, sums);
    if !same_views {
        with_squares(layout.edge().start, layout.edge_squares().start, &detail.edge, active, sums);
    }
    let mut at_lead = layout.rule_lead_squares().start;
    for row in detail.rules.chunks_exact(at.plan.alternatives) {
        let ours = row[at.plan.us].on(simd);
        for p in row {
            let lead = (ours - p.on(simd)) * active;
            add(simd, &mut sums[at_lead], lead * lead);
            at_lead += 1;
        }
    }
}

/// Sums and sums of squares.
#[inline(always)]
fn with_squares<S: Simd>(once: usize, twice: usize, values: &[Lanes], active: Eight<S>, sums: &mut [Lanes]) {
    let simd = active.simd();
    for (k, x) in values.iter().enumerate() {
        let x = x.on(simd);
        let counted = x * active;
        add(simd, &mut sums[once + k], counted);
        add(simd, &mut sums[twice + k], counted * x);
    }
}

/// Weights and win probabilities of a block, kept until all its tiles are played: then each sum stays in registers.
#[derive(Debug)]
pub struct Kept {
    /// `[tile][row]` weights, then the watched ones; 0 in draws that do not count.
    weights: Vec<Lanes>,
    /// Rows of a tile.
    rows: usize,
    /// `[tile][alternative]`; 0 in draws that do not count.
    win: Vec<Lanes>,
    /// `[row]` whether a weight is 0 in all of them, as that of a criterion which nobody has named yet.
    blank: Vec<bool>,
}

impl Kept {
    /// Room for a block.
    pub fn new(layout: &Layout) -> Self {
        let rows = layout.weight_rows() + layout.watches;
        let (weights, win) = (vec![Lanes::ZERO; TILES * rows], vec![Lanes::ZERO; TILES * layout.alternatives]);
        Self { weights, rows, win, blank: vec![false; rows] }
    }

    /// Keeps what a round came to.
    #[inline(always)]
    pub fn keep<S: Simd>(&mut self, at: Tile<S>, layout: &Layout, round: &Round, active: Eight<S>) {
        let (simd, own) = (at.simd, layout.stakeholders * layout.criteria);
        let kept = &mut self.weights[at.tile * self.rows..][..self.rows];
        for (kept, w) in kept.iter_mut().zip(round.weights()) {
            *kept = (w.on(simd) * active).lanes();
        }
        let (group, watched) = kept[own..].split_at_mut(layout.criteria);
        for (criterion, kept) in group.iter_mut().enumerate() {
            *kept = (group_weight(at, round, criterion) * active).lanes();
        }
        for (watch, kept) in at.plan.watches.iter().zip(watched) {
            *kept = (watched_weight(at, round, watch) * active).lanes();
        }
        let kept = &mut self.win[at.tile * layout.alternatives..][..layout.alternatives];
        for (kept, p) in kept.iter_mut().zip(&round.choice.win) {
            *kept = (p.on(simd) * active).lanes();
        }
    }

    /// After the last of so many tiles: which rows need not be looked at again.
    #[inline(always)]
    pub fn find_blanks<S: Simd>(&mut self, simd: S, tiles: usize) {
        // Loops: what iterator adapters are given would be compiled without the instruction set.
        for (row, blank) in self.blank.iter_mut().enumerate() {
            *blank = true;
            for tile in 0..tiles {
                if self.weights[tile * self.rows + row].on(simd).positive().bits() != 0 {
                    *blank = false;
                    break;
                }
            }
        }
    }

    /// After [`Kept::find_blanks`]: adds up weights, and weights in the draws that an alternative wins, over the first tiles; rows of those who are
    /// `still` have been counted under the first strategy.
    #[inline(always)]
    pub fn add_weights<S: Simd>(&self, simd: S, layout: &Layout, tiles: usize, still: &[bool], sums: &mut [Lanes]) {
        let (a, rows) = (layout.alternatives, self.rows);
        for row in 0..layout.weight_rows() {
            if self.blank[row] {
                continue;
            }
            if still.get(row / layout.criteria) != Some(&true) {
                let (mut once, mut twice) = (Eight::splat(simd, 0.0), Eight::splat(simd, 0.0));
                for tile in 0..tiles {
                    let w = self.weights[tile * rows + row].on(simd);
                    once = once + w;
                    twice = twice + w * w;
                }
                add(simd, &mut sums[layout.weight().start + row], once);
                add(simd, &mut sums[layout.weight_squares().start + row], twice);
            }
            for first in (0..a).step_by(4) {
                match a - first {
                    1 => self.add_winning::<S, 1>(simd, layout, tiles, row, first, sums),
                    2 => self.add_winning::<S, 2>(simd, layout, tiles, row, first, sums),
                    3 => self.add_winning::<S, 3>(simd, layout, tiles, row, first, sums),
                    _ => self.add_winning::<S, 4>(simd, layout, tiles, row, first, sums),
                }
            }
        }
    }

    /// After [`Kept::find_blanks`]: histograms of weights, one after the other so that each stays close by, over the first draws; rows of those who
    /// are `still` have been counted under the first strategy.
    #[inline(always)]
    pub fn count_weights<S: Simd>(
        &self,
        simd: S,
        layout: &Layout,
        draws: usize,
        still: &[bool],
        counted: &mut StrategyTally,
    ) {
        let tiles = draws.div_ceil(LANES);
        for row in 0..self.rows {
            if still.get(row / layout.criteria) == Some(&true) {
                continue;
            }
            if self.blank[row] {
                counted.count_blank(row, draws);
            } else {
                let weights = self.weights[row..].iter().step_by(self.rows);
                counted.count(simd, row, weights.take(tiles), draws);
            }
        }
    }

    /// The part of N alternatives.
    #[inline(always)]
    fn add_winning<S: Simd, const N: usize>(
        &self,
        simd: S,
        layout: &Layout,
        tiles: usize,
        row: usize,
        first: usize,
        sums: &mut [Lanes],
    ) {
        let (a, rows) = (layout.alternatives, self.rows);
        let zero = Eight::splat(simd, 0.0);
        let (mut once, mut twice, mut squares) = ([zero; N], [zero; N], [zero; N]);
        for tile in 0..tiles {
            let w = self.weights[tile * rows + row].on(simd);
            let win = &self.win[tile * a + first..][..N];
            for v in 0..N {
                let p = win[v].on(simd);
                let weighted = p * w;
                let again = weighted * p;
                once[v] = once[v] + weighted;
                twice[v] = twice[v] + again;
                squares[v] = squares[v] + again * w;
            }
        }
        for v in 0..N {
            let place = (first + v) * layout.weight_rows() + row;
            add(simd, &mut sums[layout.winning_weight().start + place], once[v]);
            add(simd, &mut sums[layout.winning_weight_p2().start + place], twice[v]);
            add(simd, &mut sums[layout.winning_weight_p2_squares().start + place], squares[v]);
        }
    }
}

/// sum_i p_i w_ic
#[inline(always)]
fn group_weight<S: Simd>(at: Tile<S>, round: &Round, criterion: usize) -> Eight<S> {
    let mut sum = at.splat(0.0);
    for (who, p) in at.plan.influence.iter().enumerate() {
        sum = sum + round.weights()[who * at.plan.criteria + criterion].on(at.simd) * *p;
    }
    sum
}

/// The mean weight that those who are watched give to a criterion.
#[inline(always)]
fn watched_weight<S: Simd>(at: Tile<S>, round: &Round, watch: &Watch) -> Eight<S> {
    let influence: f64 = watch.audience.iter().map(|who| at.plan.influence[who.index()]).sum();
    let mut mean = at.splat(0.0);
    for who in &watch.audience {
        // People without any influence count alike.
        let share = if influence > 0.0 {
            at.plan.influence[who.index()] / influence
        } else {
            1.0 / watch.audience.len() as f64
        };
        mean = mean + round.weights()[who.index() * at.plan.criteria + watch.criterion.index()].on(at.simd) * share;
    }
    mean
}
