//! One block of draws, start to finish, and runs of many blocks.

use super::count::{Kept, add_detail, add_outcomes, add_ranks};
use super::detail::Detail;
use super::direct::Direct;
use super::lasting::Lasting;
use super::nudge::{Directions, PlayNudges};
use super::round::{Known, Polls, Round, tile};
use super::runner::{Cancelled, Runner, Watch};
use super::tally::{Layout, MOST_DRAWS, Measure, StrategyTally, Tally};
use super::world::{Needed, TILES, World};
use crate::math::{Eight, Kernel, LANES, Lanes, Simd, simd};
use crate::plan::{Plan, StrategyPlan, Turn};
use crate::random::{BLOCK, Streams};

/// Strategies that are played one after the other in each tile: few enough that their sums stay close by.
const GROUP: usize = 32;

/// Tiles that are played before what came of them is counted.
const PASS: usize = 8;

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
    let shared = Shared::of(plan);
    let workers = runner.run(
        from / block..to.div_ceil(block),
        || Worker::new(plan, measure),
        |worker, number| {
            let draws = (to - number * block).min(block) as usize;
            worker.run(plan, &shared, streams, number, draws);
        },
        watch,
        |blocks| ((from + blocks * block).min(to), to),
    )?;
    let mut tally = workers.iter().fold(Tally::new(plan, measure), |sum, worker| sum.merge(&worker.tally));
    shared.copy(&mut tally);
    Ok(tally)
}

/// What a strategy cannot change against the first one is counted there only.
struct Shared {
    /// `[strategy][stakeholder]` whether his weights are the same for certain.
    weights: Vec<Vec<bool>>,
    /// `[strategy]` whether everybody sees everything as under the first strategy.
    views: Vec<bool>,
}

impl Shared {
    fn of(plan: &Plan) -> Self {
        let first = &plan.strategies[0];
        let later = |number: usize| number > 0;
        let still = |number: usize, strategy: &StrategyPlan| -> Vec<bool> {
            let pairs = first.moved.iter().zip(&strategy.moved);
            pairs.map(|(before, now)| later(number) && !before && !now).collect()
        };
        let same_views = |number, s: &StrategyPlan| later(number) && first.views.is_empty() && s.views.is_empty();
        let strategies = || plan.strategies.iter().enumerate();
        Self {
            weights: strategies().map(|(number, strategy)| still(number, strategy)).collect(),
            views: strategies().map(|(number, strategy)| same_views(number, strategy)).collect(),
        }
    }

    fn copy(&self, tally: &mut Tally) {
        let layout = tally.layout;
        if layout.measure == Measure::Outcomes {
            return;
        }
        let c = layout.criteria;
        let (first, later) = tally.strategies.split_at_mut(1);
        for (number, strategy) in later.iter_mut().enumerate() {
            for who in (0..layout.stakeholders).filter(|who| self.weights[number + 1][*who]) {
                let rows = who * c..(who + 1) * c;
                for section in [layout.weight(), layout.weight_squares()] {
                    strategy.share_sums(&first[0], section.start + rows.start..section.start + rows.end);
                }
                if layout.measure == Measure::Everything {
                    strategy.share_histograms(&first[0], rows);
                }
            }
            if self.views[number + 1] && layout.measure == Measure::Everything {
                strategy.share_sums(&first[0], layout.edge().start..layout.edge_squares().end);
            }
        }
    }
}

/// A worker's own memory: made once, used for every block.
struct Worker {
    world: World,
    /// The strategies without a short form.
    turns: Vec<Turn>,
    round: Round,
    detail: Detail,
    lasting: Lasting,
    /// `[turn of a group][sum]`
    sums: Vec<Lanes>,
    /// `[turn of a group][tile of a pass][alternative]` probabilities of winning, then those of winning and lasting.
    outcomes: Vec<Lanes>,
    kept: Kept,
    short: Option<Short>,
    direct: Option<Direct>,
    /// `[tile][alternative]` win probabilities of the first strategy, then those of winning and lasting.
    reference: Vec<Lanes>,
    tally: Tally,
}

/// What the short form of strategies takes.
struct Short {
    directions: Directions,
    /// `[strategy][sum]` 0 before a block.
    sums: Vec<Lanes>,
    /// `[strategy]` whether there is something in its sums.
    used: Vec<bool>,
}

impl Worker {
    fn new(plan: &Plan, measure: Measure) -> Self {
        let tally = Tally::new(plan, measure);
        let needed = match measure {
            Measure::Outcomes | Measure::Acceptabilities => Needed::to_decide(plan),
            Measure::Everything => Needed::to_decide_by_any_rule(),
        };
        let short = Directions::new(plan).filter(|_| measure == Measure::Outcomes).map(|directions| Short {
            directions,
            sums: vec![Lanes::ZERO; plan.strategies.len() * tally.layout.sums()],
            used: vec![false; plan.strategies.len()],
        });
        let turns = plan.turns(|strategy| short.is_none() || strategy.nudges.is_none());
        let width = plan.alternatives + tally.layout.lasting;
        Self {
            world: World::new(plan, needed),
            round: Round::new(plan),
            detail: Detail::new(plan),
            lasting: Lasting::new(tally.layout.lasting),
            kept: Kept::new(&tally.layout),
            sums: vec![Lanes::ZERO; turns.len().min(GROUP) * tally.layout.sums()],
            outcomes: vec![Lanes::ZERO; turns.len().min(GROUP) * PASS * width],
            turns,
            short,
            direct: Direct::new(plan, measure),
            reference: vec![Lanes::ZERO; TILES * width],
            tally,
        }
    }

    fn run(&mut self, plan: &Plan, shared: &Shared, streams: Streams, block: u64, draws: usize) {
        self.tally.draws += draws as u64;
        let Self { world, turns, round, detail, lasting, sums, outcomes, kept, short, direct, reference, tally } = self;
        let layout = tally.layout;
        match direct {
            Some(direct) => {
                world.draw_directly(plan, streams, block);
                if direct.count(world, &layout, draws, sums, &mut tally.strategies[0]) {
                    return;
                }
            }
            None => world.draw(plan, streams, block),
        }
        if let Some(Short { directions, sums, used }) = short {
            let (layout, strategies) = (&layout, &mut tally.strategies[..]);
            simd::run(PlayNudges { plan, world, layout, draws, directions, reference, sums, used, strategies });
            simd::run(Flush { sums, width: layout.sums(), strategies: &mut tally.strategies, used });
        }
        if layout.measure == Measure::Outcomes {
            for turns in turns.chunks(GROUP) {
                let (layout, sums) = (&layout, &mut sums[..turns.len() * layout.sums()]);
                sums.fill(Lanes::ZERO);
                simd::run(PlayGroup { plan, world, layout, turns, draws, round, lasting, outcomes, reference, sums });
                for (turn, sums) in turns.iter().zip(sums.chunks_exact_mut(layout.sums())) {
                    let (width, strategies) = (layout.sums(), &mut tally.strategies[turn.strategy..]);
                    simd::run(Flush { sums, width, strategies, used: &mut [true] });
                }
            }
            return;
        }
        for (number, strategy) in plan.strategies.iter().enumerate() {
            let counted = &mut tally.strategies[number];
            let still = &shared.weights[number];
            let same_views = shared.views[number];
            let sums = &mut sums[..layout.sums()];
            sums.fill(Lanes::ZERO);
            simd::run(Play {
                plan,
                world,
                layout: &layout,
                strategy,
                first: number == 0,
                draws,
                still,
                same_views,
                round,
                detail,
                lasting,
                reference,
                kept,
                sums,
                counted,
            });
        }
    }
}

/// Sums of a block as they leave it, strategy after strategy. Where none have been used, nothing is to be done.
struct Flush<'a> {
    sums: &'a mut [Lanes],
    width: usize,
    strategies: &'a mut [StrategyTally],
    used: &'a mut [bool],
}

impl Kernel for Flush<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, _: S) {
        let strategies = self.strategies.iter_mut().zip(self.sums.chunks_exact_mut(self.width));
        for ((counted, sums), used) in strategies.zip(self.used) {
            if std::mem::take(used) {
                counted.add_sums(sums);
                sums.fill(Lanes::ZERO);
            }
        }
    }
}

/// A group of strategies in all tiles of a block, one after the other in each tile; only outcomes are counted.
struct PlayGroup<'a> {
    plan: &'a Plan,
    world: &'a World,
    layout: &'a Layout,
    turns: &'a [Turn],
    draws: usize,
    round: &'a mut Round,
    lasting: &'a mut Lasting,
    outcomes: &'a mut [Lanes],
    reference: &'a mut [Lanes],
    sums: &'a mut [Lanes],
}

impl Kernel for PlayGroup<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { plan, world, layout, turns, draws, round, lasting, outcomes, reference, sums } = self;
        let (a, width, tiles) = (plan.alternatives, plan.alternatives + layout.lasting, draws.div_ceil(LANES));
        for first in (0..tiles).step_by(PASS) {
            let pass = first..tiles.min(first + PASS);
            for number in pass.clone() {
                let at = tile(simd, (plan, world, number));
                for (place, turn) in turns.iter().enumerate() {
                    let strategy = &plan.strategies[turn.strategy];
                    round.play_on(strategy, at, Known::at_turn(place, turn));
                    lasting.look(strategy, at, round, place == 0);
                    let outcome = &mut outcomes[(place * PASS + number - first) * width..][..width];
                    lasting.refer(round, outcome);
                    if turn.strategy == 0 {
                        reference[number * width..][..width].copy_from_slice(outcome);
                    }
                }
            }
            // The sums of one strategy stay close by, those of all would not.
            for (outcomes, sums) in outcomes.chunks_exact(PASS * width).zip(sums.chunks_exact_mut(layout.sums())) {
                for (number, outcome) in pass.clone().zip(outcomes.chunks_exact(width)) {
                    let (win, lasting) = outcome.split_at(a);
                    let reference = &reference[number * width..][..width];
                    add_outcomes(layout, win, lasting, reference, active_lanes(simd, draws, number), sums);
                }
            }
        }
    }
}

/// One strategy in all tiles of a block.
struct Play<'a> {
    plan: &'a Plan,
    world: &'a World,
    layout: &'a Layout,
    strategy: &'a StrategyPlan,
    first: bool,
    draws: usize,
    still: &'a [bool],
    same_views: bool,
    round: &'a mut Round,
    detail: &'a mut Detail,
    lasting: &'a mut Lasting,
    reference: &'a mut [Lanes],
    kept: &'a mut Kept,
    sums: &'a mut [Lanes],
    counted: &'a mut StrategyTally,
}

impl Kernel for Play<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { plan, world, layout, strategy, draws, round, detail, lasting, sums, .. } = self;
        let everything = layout.measure == Measure::Everything;
        let polls = if everything { Polls::Every } else { Polls::Last };
        let width = plan.alternatives + layout.lasting;
        for number in 0..draws.div_ceil(LANES) {
            let at = tile(simd, (plan, world, number));
            round.play(strategy, at, polls);
            lasting.look(strategy, at, round, true);
            let reference = &mut self.reference[number * width..][..width];
            if self.first {
                lasting.refer(round, reference);
            }
            let active = active_lanes(simd, draws, number);
            add_outcomes(layout, &round.choice.win, &lasting.wins, reference, active, sums);
            detail.rank(at, round);
            add_ranks(layout, detail, active, sums);
            self.kept.keep(at, layout, round, active);
            if everything {
                detail.look(strategy, at, round, self.same_views);
                add_detail(at, layout, round, detail, self.same_views, active, sums);
            }
        }
        let tiles = draws.div_ceil(LANES);
        self.kept.find_blanks(simd, tiles);
        self.kept.add_weights(simd, layout, tiles, self.still, sums);
        if everything {
            self.kept.count_weights(simd, layout, draws, self.still, self.counted);
        }
        self.counted.add_sums(sums);
    }
}

/// 1 in the lanes of a tile that hold one of the first `draws` draws of the block, else 0.
#[inline(always)]
pub(super) fn active_lanes<S: Simd>(simd: S, draws: usize, tile: usize) -> Eight<S> {
    let lanes = draws - tile * LANES;
    if lanes >= LANES {
        return Eight::splat(simd, 1.0);
    }
    let mut active = Lanes::ZERO;
    active.0[..lanes].fill(1.0);
    active.on(simd)
}
