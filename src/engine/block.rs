//! One block of draws, start to finish, and runs of many blocks.

use super::decide::{OUT, choose, noisy_ranks, pairwise, ranks};
use super::persuade::{persuade, recut};
use super::runner::{Cancelled, Runner, Watch};
use super::tally::{Layout, MOST_DRAWS, Measure, StrategyTally, Tally};
use super::world::{TILES, World, utilities};
use crate::math::{LANES, Lanes, vectorised};
use crate::plan::{Persuasion, Plan, StrategyPlan};
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
    sums: Vec<Lanes>,
    /// `[tile][alternative]` win probabilities of the first strategy.
    reference: Vec<Lanes>,
    tally: Tally,
}

/// One strategy in one tile: what the committee thinks and does.
#[derive(Debug)]
pub struct Round {
    /// `[stakeholder][criterion]` weights when the decision falls.
    pub weights: Vec<Lanes>,
    /// `[stakeholder][alternative]`
    pub utility: Vec<Lanes>,
    /// `[alternative]` G_v
    pub score: Vec<Lanes>,
    /// `[alternative]` probability of being chosen.
    pub win: Vec<Lanes>,
    /// `[alternative]` the same if the best score always won.
    pub noiseless: Vec<Lanes>,
    took: Vec<Lanes>,
}

/// The parts of a round that only a full measurement needs.
#[derive(Debug)]
pub struct Detail {
    /// `[alternative][rank]`
    pub rank: Vec<Lanes>,
    /// `[alternative][alternative]`
    pub pair: Vec<Lanes>,
    /// `[stakeholder][alternative]`
    pub support: Vec<Lanes>,
    own: Vec<Lanes>,
}

impl Round {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        Self {
            weights: vec![Lanes::ZERO; plan.stakeholders * plan.criteria],
            utility: vec![Lanes::ZERO; plan.stakeholders * plan.alternatives],
            score: vec![Lanes::ZERO; plan.alternatives],
            win: vec![Lanes::ZERO; plan.alternatives],
            noiseless: vec![Lanes::ZERO; plan.alternatives],
            took: Vec::new(),
        }
    }

    /// Plays a strategy in a tile of a drawn world.
    #[inline(always)]
    pub fn play(&mut self, plan: &Plan, strategy: &StrategyPlan, world: &World, tile: usize) {
        let (w, u) = (self.weights.len(), self.utility.len());
        self.weights.copy_from_slice(&world.weights[tile * w..][..w]);
        self.utility.copy_from_slice(&world.utility[tile * u..][..u]);
        let slots = plan.slots.len();
        let (taken, strength) = (&world.taken[tile * slots..][..slots], &world.strength[tile * slots..][..slots]);
        for persuasion in &strategy.persuasions {
            let weights = &mut self.weights[persuasion.who * plan.criteria..][..plan.criteria];
            persuade(persuasion, taken, strength, weights, &mut self.took);
            judge_again(plan, persuasion, world, tile, weights, &mut self.utility);
        }
        group_scores(plan, &self.utility, &mut self.score);
        choose(&self.score, plan.noise, &mut self.win);
        choose(&self.score, 0.0, &mut self.noiseless);
    }
}

/// Utilities of a stakeholder whose weights, or what he sees, have changed.
#[inline(always)]
pub fn judge_again(
    plan: &Plan,
    persuasion: &Persuasion,
    world: &World,
    tile: usize,
    weights: &[Lanes],
    utility: &mut [Lanes],
) {
    let (a, c, who) = (plan.alternatives, plan.criteria, persuasion.who);
    let width = plan.beliefs.judged.len() + 1;
    let q = &world.perceived[tile * width..][..width];
    let own = &mut utility[who * a..][..a];
    utilities(weights, &plan.beliefs.cells[who * a * c..][..a * c], q, own);
    for change in &persuasion.recuts {
        let before = q[plan.beliefs.cells[plan.cell(who, change.alternative, change.criterion)]];
        let after = recut(change, plan, world, tile);
        own[change.alternative] = own[change.alternative] + weights[change.criterion] * (after - before);
    }
}

/// G_v = sum_i p_i U_iv; an alternative that cannot be chosen is out.
#[inline(always)]
pub fn group_scores(plan: &Plan, utility: &[Lanes], score: &mut [Lanes]) {
    for (a, g) in score.iter_mut().enumerate() {
        *g = if plan.competes[a] {
            let each = utility[a..].iter().step_by(plan.alternatives).zip(&plan.influence);
            each.fold(Lanes::ZERO, |sum, (u, p)| sum + *u * *p)
        } else {
            Lanes::splat(OUT)
        };
    }
}

impl Detail {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        let a = plan.alternatives;
        Self {
            rank: vec![Lanes::ZERO; a * a],
            pair: vec![Lanes::ZERO; a * a],
            support: vec![Lanes::ZERO; plan.stakeholders * a],
            own: vec![Lanes::ZERO; a],
        }
    }

    /// Ranks, pairs and first choices of a round.
    #[inline(always)]
    pub fn look(&mut self, plan: &Plan, round: &Round) {
        if plan.noise > 0.0 {
            noisy_ranks(&round.score, &round.win, plan.noise, &mut self.rank);
        } else {
            ranks(&round.score, &mut self.rank);
        }
        pairwise(&round.score, plan.noise, &mut self.pair);
        let a = plan.alternatives;
        for (first, utility) in self.support.chunks_exact_mut(a).zip(round.utility.chunks_exact(a)) {
            for ((own, u), competes) in self.own.iter_mut().zip(utility).zip(&plan.competes) {
                *own = if *competes { *u } else { Lanes::splat(OUT) };
            }
            choose(&self.own, 0.0, first);
        }
    }
}

impl Worker {
    fn new(plan: &Plan, measure: Measure) -> Self {
        let tally = Tally::new(plan, measure);
        Self {
            world: World::new(plan),
            round: Round::new(plan),
            sums: vec![Lanes::ZERO; tally.layout.sums()],
            reference: vec![Lanes::ZERO; TILES * plan.alternatives],
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
        let Self { world, round, sums, reference, tally } = self;
        let layout = tally.layout;
        let counted = &mut tally.strategies[number];
        let a = plan.alternatives;
        sums.fill(Lanes::ZERO);
        vectorised(
            #[inline(always)]
            || {
                let mut detail = Detail::new(plan);
                for tile in 0..draws.div_ceil(LANES) {
                    let lanes = (draws - tile * LANES).min(LANES);
                    round.play(plan, strategy, world, tile);
                    let first = &mut reference[tile * a..][..a];
                    if number == 0 {
                        first.copy_from_slice(&round.win);
                    }
                    let active = Lanes(std::array::from_fn(|lane| if lane < lanes { 1.0 } else { 0.0 }));
                    add_outcomes(plan, &layout, round, first, active, sums);
                    if layout.measure == Measure::Everything {
                        detail.look(plan, round);
                        add_detail(plan, &layout, round, &detail, active, sums);
                        count_weights(plan, &layout, &round.weights, lanes, counted);
                    }
                }
            },
        );
        counted.add_sums(sums);
    }
}

#[inline(always)]
fn add_outcomes(plan: &Plan, layout: &Layout, round: &Round, first: &[Lanes], active: Lanes, sums: &mut [Lanes]) {
    let a = plan.alternatives;
    let add = |sums: &mut [Lanes], at: usize, x: Lanes| sums[at] = sums[at] + x * active;
    for v in 0..a {
        let win = round.win[v];
        let change = win - first[v];
        add(sums, layout.win().start + v, win);
        for other in 0..a {
            add(sums, layout.win_products().start + v * a + other, win * round.win[other]);
        }
        add(sums, layout.change().start + v, change);
        add(sums, layout.change_squares().start + v, change * change);
        add(sums, layout.noiseless().start + v, round.noiseless[v]);
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
    squares(sums, layout.rank().start, layout.rank_squares().start, &detail.rank);
    squares(sums, layout.pair().start, layout.pair_squares().start, &detail.pair);
    squares(sums, layout.support().start, layout.support_squares().start, &detail.support);
    let own = plan.stakeholders * plan.criteria;
    squares(sums, layout.weight().start, layout.weight_squares().start, &round.weights);
    let rows = layout.weight_rows();
    let (p, pw, p2w, p2ww) = (
        &round.win,
        layout.winning_weight().start,
        layout.winning_weight_p2().start,
        layout.winning_weight_p2_squares().start,
    );
    for row in 0..rows {
        let w = if row < own { round.weights[row] } else { group_weight(plan, &round.weights, row - own) };
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
