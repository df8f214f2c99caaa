//! Draws that are looked at one by one: studies add up what no tally knows. A study is handed block after block, and what
//! it makes of each comes back in the order of the blocks, so sums do not depend on the number of threads.

use std::ops::Range;

use super::persuade::Tile;
use super::round::{Known, Round, tile};
use super::runner::{Cancelled, Runner, Watch};
use super::world::{Needed, TILES, World};
use crate::math::{Kernel, LANES, Lanes, Simd, simd};
use crate::plan::{Plan, Turn};
use crate::random::{BLOCK, Streams};

/// What is kept of each draw besides who wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whom each person would choose.
    pub votes: bool,
    /// Weights at the decision.
    pub weights: bool,
    /// Whether persuading moves were taken up.
    pub marks: bool,
    /// Performances in natural units.
    pub performances: bool,
}

/// One number for each draw of a block.
pub type Column = [f64; BLOCK];

/// One block of draws, with every strategy of the plan played in it.
#[derive(Debug)]
pub struct BlockView<'a> {
    /// Its number.
    pub block: u64,
    plan: &'a Plan,
    world: &'a World,
    seen: &'a Seen,
}

impl BlockView<'_> {
    /// Probability that an alternative wins under a strategy, given the draw.
    pub fn win(&self, strategy: usize, alternative: usize) -> &Column {
        &self.seen.win[strategy * self.plan.alternatives + alternative]
    }

    /// Probability that it wins, and that the deal lasts; 0 where nothing is said about adoption.
    pub fn lasting(&self, strategy: usize, alternative: usize) -> &Column {
        &self.seen.lasting[strategy * self.plan.alternatives + alternative]
    }

    /// Share of a person's first choice that an alternative gets under a strategy; only with [`Look::votes`].
    pub fn vote(&self, strategy: usize, who: usize, alternative: usize) -> &Column {
        let Plan { stakeholders, alternatives, .. } = self.plan;
        &self.seen.votes[(strategy * stakeholders + who) * alternatives + alternative]
    }

    /// A person's weight at the decision, untilted; only with [`Look::weights`].
    pub fn weight_after(&self, strategy: usize, who: usize, criterion: usize) -> &Column {
        let Plan { stakeholders, criteria, .. } = self.plan;
        &self.seen.weights[(strategy * stakeholders + who) * criteria + criterion]
    }

    /// 1 where a persuading move was taken up; `mark` as in the steps of the strategy; only with [`Look::marks`].
    pub fn mark(&self, strategy: usize, mark: usize) -> &Column {
        &self.seen.marks[self.seen.first_mark[strategy] + mark]
    }

    /// A person's weight before any move.
    pub fn weight_before(&self, who: usize, criterion: usize) -> Column {
        let Plan { stakeholders, criteria, .. } = self.plan;
        column(&self.world.weights, who * criteria + criterion, stakeholders * criteria)
    }

    /// A performance in natural units, before any move; `variable` as in
    /// [`Beliefs::variables`](crate::plan::Beliefs::variables); only with [`Look::performances`].
    pub fn performance(&self, variable: usize) -> Column {
        column(&self.world.natural, variable, self.plan.beliefs.variables.len())
    }

    /// How far the claims of an alternative are believed, before any move.
    pub fn credibility(&self, alternative: usize) -> Column {
        column(&self.world.credibility, alternative, self.plan.alternatives)
    }

    /// A person's fear of getting it wrong, before any move.
    pub fn fear(&self, who: usize) -> Column {
        column(&self.world.fear, who, self.plan.stakeholders)
    }
}

fn column(lanes: &[Lanes], offset: usize, stride: usize) -> Column {
    let mut out = [0.0; BLOCK];
    let rows = lanes[offset..].iter().step_by(stride);
    for (out, lanes) in out.chunks_exact_mut(LANES).zip(rows) {
        out.copy_from_slice(&lanes.0);
    }
    out
}

/// Plays whole blocks, and hands each to `visit`; what it returns comes back in the order of the blocks.
///
/// # Errors
/// If the watcher cancels.
pub fn each_block<T: Send>(
    plan: &Plan,
    streams: Streams,
    blocks: Range<u64>,
    look: Look,
    runner: &Runner,
    watch: &dyn Watch,
    visit: impl Fn(BlockView) -> T + Sync,
) -> Result<Vec<T>, Cancelled> {
    let (first, total) = (blocks.start, blocks.end - blocks.start);
    let draws = |blocks: u64| blocks * BLOCK as u64;
    let workers = runner.run(
        blocks,
        || Worker::new(plan, look),
        |worker, number| {
            let Worker { world, turns, round, seen, made } = worker;
            world.draw(plan, streams, number);
            simd::run(Play { plan, world, turns, look, round, seen });
            made.push((number, visit(BlockView { block: number, plan, world, seen })));
        },
        watch,
        |done| (draws(done), draws(total)),
    )?;
    let mut made: Vec<Option<T>> = (0..total).map(|_| None).collect();
    for (number, item) in workers.into_iter().flat_map(|worker| worker.made) {
        made[(number - first) as usize] = Some(item);
    }
    Ok(made.into_iter().flatten().collect())
}

/// What has come out of a block.
#[derive(Debug)]
struct Seen {
    /// `[strategy][alternative]`
    win: Vec<Column>,
    /// `[strategy][alternative]`
    lasting: Vec<Column>,
    /// `[strategy][stakeholder][alternative]`
    votes: Vec<Column>,
    /// `[strategy][stakeholder][criterion]`
    weights: Vec<Column>,
    /// The marks of one strategy after those of the one before.
    marks: Vec<Column>,
    /// `[strategy]` where its marks begin.
    first_mark: Vec<usize>,
}

struct Worker<T> {
    world: World,
    /// All strategies, in an order in which neighbours have much in common.
    turns: Vec<Turn>,
    round: Round,
    seen: Seen,
    made: Vec<(u64, T)>,
}

impl<T> Worker<T> {
    fn new(plan: &Plan, look: Look) -> Self {
        let (s, a) = (plan.stakeholders, plan.alternatives);
        let room =
            |wanted: bool, each: usize| vec![[0.0; BLOCK]; if wanted { plan.strategies.len() * each } else { 0 }];
        let (mut first_mark, mut marks) = (Vec::new(), 0);
        for strategy in &plan.strategies {
            first_mark.push(marks);
            marks += strategy.marks;
        }
        let mut world = World::new(plan, Needed::to_decide(plan));
        if look.performances {
            world.keep_performances(plan);
        }
        Self {
            world,
            turns: plan.turns(|_| true),
            round: Round::new(plan),
            seen: Seen {
                win: room(true, a),
                lasting: room(true, a),
                votes: room(look.votes, s * a),
                weights: room(look.weights, s * plan.criteria),
                marks: vec![[0.0; BLOCK]; if look.marks { marks } else { 0 }],
                first_mark,
            },
            made: Vec::new(),
        }
    }
}

/// All strategies in all tiles of a block.
struct Play<'a> {
    plan: &'a Plan,
    world: &'a World,
    turns: &'a [Turn],
    look: Look,
    round: &'a mut Round,
    seen: &'a mut Seen,
}

impl Kernel for Play<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { plan, world, turns, look, round, seen } = self;
        let (s, a) = (plan.stakeholders, plan.alternatives);
        let mut lasting = vec![Lanes::ZERO; if plan.adoption.is_some() { a } else { 0 }];
        let mut votes = vec![Lanes::ZERO; s * a];
        for number in 0..TILES {
            let at: Tile<S> = tile(simd, (plan, world, number));
            for (place, turn) in turns.iter().enumerate() {
                let (position, strategy) = (turn.strategy, &plan.strategies[turn.strategy]);
                round.play_on(strategy, at, Known::at_turn(place, turn));
                note(&mut seen.win, position, number, &round.choice.win);
                if plan.adoption.is_some() {
                    round.lasts(strategy, at, 0..lasting.len(), &mut lasting);
                    for (lasts, win) in lasting.iter_mut().zip(&round.choice.win) {
                        *lasts = (lasts.on(simd) * win.on(simd)).lanes();
                    }
                    note(&mut seen.lasting, position, number, &lasting);
                }
                if look.votes {
                    round.first_choices(at, &mut votes);
                    note(&mut seen.votes, position, number, &votes);
                }
                if look.weights {
                    note(&mut seen.weights, position, number, round.weights());
                }
                if look.marks {
                    let first = seen.first_mark[position];
                    for (column, mark) in seen.marks[first..].iter_mut().zip(&round.marks()[..strategy.marks]) {
                        column[number * LANES..][..LANES].copy_from_slice(&mark.0);
                    }
                }
            }
        }
    }
}

/// Files what came out of a tile under a strategy.
fn note(columns: &mut [Column], strategy: usize, tile: usize, values: &[Lanes]) {
    for (column, lanes) in columns[strategy * values.len()..].iter_mut().zip(values) {
        column[tile * LANES..][..LANES].copy_from_slice(&lanes.0);
    }
}
