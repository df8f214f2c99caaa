//! One block of draws, start to finish, and runs of many blocks.

use super::detail::Detail;
use super::persuade::Tile;
use super::round::{Polls, Round, lasts};
use super::runner::{Cancelled, Runner, Watch};
use super::tally::{Layout, MOST_DRAWS, Measure, StrategyTally, Tally};
use super::world::{TILES, World};
use crate::math::{LANES, Lanes, vectorised};
use crate::plan::{Plan, StrategyPlan};
use crate::random::{BLOCK, Streams};

/// Plays every strategy of the plan in draws `0..draws`.
///
/// # Errors
/// If the watcher cancels.
///
/// # Panics
/// If more than 10^9 draws are asked for.
pub fn simulate(
    plan: &Plan,
    seed: u64,
    draws: u64,
    measure: Measure,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Tally, Cancelled> {
    simulate_more(plan, seed, 0, draws, measure, runner, watch)
}

/// Plays the draws `from..to` only; `from` is a whole number of blocks. Merged with the tally of the draws before, this
/// is the run of `to` draws, bit for bit.
///
/// # Errors
/// If the watcher cancels.
///
/// # Panics
/// If `from` is not a multiple of [`BLOCK`] or `to` is more than 10^9.
pub fn simulate_more(
    plan: &Plan,
    seed: u64,
    from: u64,
    to: u64,
    measure: Measure,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Tally, Cancelled> {
    assert!(to <= MOST_DRAWS, "at most 10^9 draws");
    assert_eq!(from % BLOCK as u64, 0, "runs are extended by whole blocks");
    let streams = Streams::new(seed);
    let block = BLOCK as u64;
    let workers = runner.run(
        from / block..to.div_ceil(block),
        || Worker::new(plan, measure),
        |worker, number| {
            let draws = (to - number * block).min(block) as usize;
            worker.run(plan, streams, number, draws);
        },
        watch,
        |blocks| ((from + blocks * block).min(to), to),
    )?;
    Ok(workers.iter().fold(Tally::new(plan, measure), |sum, worker| sum.merge(&worker.tally)))
}

/// A worker's own memory: made once, used for every block.
struct Worker {
    world: World,
    round: Round,
    detail: Detail,
    /// `[alternative]` P(wins, and lasts); empty if nothing is said about adoption.
    lasting: Vec<Lanes>,
    sums: Vec<Lanes>,
    /// `[tile][alternative]` win probabilities of the first strategy, then those of winning and lasting.
    reference: Vec<Lanes>,
    tally: Tally,
}

impl Worker {
    fn new(plan: &Plan, measure: Measure) -> Self {
        let tally = Tally::new(plan, measure);
        Self {
            world: World::new(plan, measure),
            round: Round::new(plan),
            detail: Detail::new(plan),
            lasting: vec![Lanes::ZERO; tally.layout.lasting],
            sums: vec![Lanes::ZERO; tally.layout.sums()],
            reference: vec![Lanes::ZERO; TILES * (plan.alternatives + tally.layout.lasting)],
            tally,
        }
    }

    fn run(&mut self, plan: &Plan, streams: Streams, block: u64, draws: usize) {
        self.world.draw(plan, streams, block);
        self.tally.draws += draws as u64;
        for (number, strategy) in plan.strategies.iter().enumerate() {
            self.play(plan, number, strategy, draws);
        }
    }

    fn play(&mut self, plan: &Plan, number: usize, strategy: &StrategyPlan, draws: usize) {
        let Self { world, round, detail, lasting, sums, reference, tally } = self;
        let layout = tally.layout;
        let counted = &mut tally.strategies[number];
        let width = plan.alternatives + layout.lasting;
        let everything = layout.measure == Measure::Everything;
        let polls = if everything { Polls::Every } else { Polls::Last };
        sums.fill(Lanes::ZERO);
        vectorised(
            #[inline(always)]
            || {
                for tile in 0..draws.div_ceil(LANES) {
                    let at = Tile { plan, world, tile };
                    round.play(strategy, at, polls, None);
                    lasts(strategy, at, &round.state, lasting);
                    lasting.iter_mut().zip(&round.choice.win).for_each(|(lasts, win)| *lasts = *lasts * *win);
                    let first = &mut reference[tile * width..][..width];
                    if number == 0 {
                        first[..plan.alternatives].copy_from_slice(&round.choice.win);
                        first[plan.alternatives..].copy_from_slice(lasting);
                    }
                    let active = active_lanes(draws, tile);
                    add_outcomes(&layout, round, lasting, first, active, sums);
                    if everything {
                        detail.look(strategy, at, round);
                        add_detail(plan, &layout, round, detail, active, sums);
                        let lanes = (draws - tile * LANES).min(LANES);
                        count_weights(plan, &layout, &round.state.weights, lanes, counted);
                    }
                }
            },
        );
        counted.add_sums(sums);
    }
}

/// 1 in the lanes of a tile that hold one of the first `draws` draws of the block, else 0.
#[inline(always)]
pub(super) fn active_lanes(draws: usize, tile: usize) -> Lanes {
    let lanes = (draws - tile * LANES).min(LANES);
    Lanes(std::array::from_fn(|lane| if lane < lanes { 1.0 } else { 0.0 }))
}

#[inline(always)]
fn add_outcomes(layout: &Layout, round: &Round, lasting: &[Lanes], first: &[Lanes], active: Lanes, sums: &mut [Lanes]) {
    let a = layout.alternatives;
    let add = |sums: &mut [Lanes], at: usize, x: Lanes| sums[at] = sums[at] + x * active;
    let win = &round.choice.win;
    for v in 0..a {
        let change = win[v] - first[v];
        add(sums, layout.win().start + v, win[v]);
        for other in 0..a {
            add(sums, layout.win_products().start + v * a + other, win[v] * win[other]);
        }
        add(sums, layout.change().start + v, change);
        add(sums, layout.change_squares().start + v, change * change);
        add(sums, layout.noiseless().start + v, round.choice.noiseless[v]);
    }
    for (v, lasting) in lasting.iter().enumerate() {
        let change = *lasting - first[a + v];
        add(sums, layout.lasting_win().start + v, *lasting);
        add(sums, layout.lasting_win_squares().start + v, *lasting * *lasting);
        add(sums, layout.lasting_change().start + v, change);
        add(sums, layout.lasting_change_squares().start + v, change * change);
    }
}

#[inline(always)]
fn add_detail(plan: &Plan, layout: &Layout, round: &Round, detail: &Detail, active: Lanes, sums: &mut [Lanes]) {
    let squares = |sums: &mut [Lanes], at: usize, squares_at: usize, values: &[Lanes]| {
        for (k, x) in values.iter().enumerate() {
            sums[at + k] = sums[at + k] + *x * active;
            sums[squares_at + k] = sums[squares_at + k] + *x * *x * active;
        }
    };
    squares(sums, layout.poll().start, layout.poll_squares().start, &round.polls);
    squares(sums, layout.rule().start, layout.rule_squares().start, &detail.rules);
    for (row, lead_squares) in
        detail.rules.chunks_exact(plan.alternatives).zip(layout.rule_lead_squares().step_by(plan.alternatives))
    {
        for (v, p) in row.iter().enumerate() {
            let lead = row[plan.us] - *p;
            sums[lead_squares + v] = sums[lead_squares + v] + lead * lead * active;
        }
    }
    squares(sums, layout.edge().start, layout.edge_squares().start, &detail.edge);
    squares(sums, layout.rank().start, layout.rank_squares().start, &detail.rank);
    squares(sums, layout.pair().start, layout.pair_squares().start, &detail.pair);
    squares(sums, layout.support().start, layout.support_squares().start, &detail.support);
    let own = plan.stakeholders * plan.criteria;
    squares(sums, layout.weight().start, layout.weight_squares().start, &round.state.weights);
    let rows = layout.weight_rows();
    let (p, pw, p2w, p2ww) = (
        &round.choice.win,
        layout.winning_weight().start,
        layout.winning_weight_p2().start,
        layout.winning_weight_p2_squares().start,
    );
    for row in 0..rows {
        let w = if row < own { round.state.weights[row] } else { group_weight(plan, &round.state.weights, row - own) };
        if row >= own {
            squares(sums, layout.weight().start + row, layout.weight_squares().start + row, &[w]);
        }
        for (v, p) in p.iter().enumerate() {
            let (once, at) = (*p * w * active, v * rows + row);
            let twice = once * *p;
            sums[pw + at] = sums[pw + at] + once;
            sums[p2w + at] = sums[p2w + at] + twice;
            sums[p2ww + at] = sums[p2ww + at] + twice * w;
        }
    }
}

/// sum_i p_i w_ic
#[inline(always)]
fn group_weight(plan: &Plan, weights: &[Lanes], criterion: usize) -> Lanes {
    let each = weights[criterion..].iter().step_by(plan.criteria).zip(&plan.influence);
    each.fold(Lanes::ZERO, |sum, (w, p)| sum + *w * *p)
}

#[inline(always)]
fn count_weights(plan: &Plan, layout: &Layout, weights: &[Lanes], lanes: usize, counted: &mut StrategyTally) {
    for (row, w) in weights.iter().enumerate() {
        counted.count(row, *w, lanes);
    }
    for c in 0..plan.criteria {
        counted.count(weights.len() + c, group_weight(plan, weights, c), lanes);
    }
    for (number, watch) in plan.watches.iter().enumerate() {
        let influence: f64 = watch.audience.iter().map(|who| plan.influence[who.index()]).sum();
        let each = watch.audience.iter().map(|who| {
            // People without any influence count alike.
            let share = if influence > 0.0 {
                plan.influence[who.index()] / influence
            } else {
                1.0 / watch.audience.len() as f64
            };
            weights[who.index() * plan.criteria + watch.criterion.index()] * share
        });
        counted.count(layout.weight_rows() + number, each.fold(Lanes::ZERO, |sum, w| sum + w), lanes);
    }
}
