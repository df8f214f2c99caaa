//! Measuring on a machine that others use too: CPU time of this thread, sides in turn, medians over the rounds.
#![allow(dead_code, reason = "every benchmark is its own crate and uses its own part")]

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use reframe::engine::{Measure, Runner, Silent, Tally, simulate};
use reframe::math::{InstructionSet, limit_instruction_set};
use reframe::plan::Plan;
use reframe::random::BLOCK;

use crate::plain::Sums;
use crate::plain::smaa::Ranked;

/// Seconds of CPU time that this thread takes.
pub fn cpu(work: impl FnOnce()) -> f64 {
    let start = ThreadTime::now();
    work();
    start.elapsed().as_secs_f64()
}

/// Seconds on the clock.
pub fn wall(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// How much work a benchmark takes upon itself.
pub struct Effort {
    /// Times that everything is measured.
    pub rounds: usize,
    aim: Duration,
    checked: u64,
}

impl Effort {
    /// Good numbers in about two minutes.
    pub const FULL: Effort = Effort { rounds: 25, aim: Duration::from_millis(40), checked: 200_000 };
    /// Enough for a picture, in about two minutes.
    pub const PICTURE: Effort = Effort { rounds: 11, aim: Duration::from_millis(40), checked: 100_000 };
    /// Only the answers, in seconds.
    pub const QUICK: Effort = Effort { rounds: 1, aim: Duration::ZERO, checked: 20_000 };

    /// Draws in which the two sides are compared.
    pub fn checked(&self, strategies: usize) -> u64 {
        (self.checked * 10 / (strategies as u64 + 9)).max(1024)
    }

    /// Whole blocks of draws that take about this long; one block if nobody looks at the time.
    pub fn blocks(&self, aim: Duration, nanoseconds: f64) -> u64 {
        let aim = aim.min(self.aim).as_secs_f64() * 1e9;
        ((aim / nanoseconds / BLOCK as f64).round() as u64).max(1) * BLOCK as u64
    }
}

/// Work of a length that can be chosen, in draws.
pub type Work<'a> = Box<dyn Fn(u64) + 'a>;

/// A piece of work that is measured again and again.
pub struct Entry<'a> {
    work: Work<'a>,
    limit: Option<InstructionSet>,
    draws: u64,
    /// Nanoseconds of CPU time per draw, one per round.
    pub rounds: Vec<f64>,
}

impl<'a> Entry<'a> {
    /// Work with no instruction set above the limit, in pieces of about equal CPU time.
    pub fn new(limit: Option<InstructionSet>, effort: &Effort, work: Work<'a>) -> Self {
        let mut this = Self { work, limit, draws: BLOCK as u64, rounds: Vec::new() };
        // The first run warms up; the second says how long a draw takes.
        this.round();
        this.round();
        this.draws = effort.blocks(effort.aim, this.rounds[1]);
        this.rounds.clear();
        this
    }

    /// Measures once more.
    pub fn round(&mut self) {
        limit_instruction_set(self.limit);
        let seconds = cpu(|| (self.work)(self.draws));
        limit_instruction_set(None);
        self.rounds.push(seconds * 1e9 / self.draws as f64);
    }
}

/// The engine at work on one thread.
pub fn engine(plan: &Plan, measure: Measure) -> Work<'_> {
    Box::new(move |draws| {
        std::hint::black_box(tally(plan, draws, measure));
    })
}

/// What the engine counts, on one thread.
pub fn tally(plan: &Plan, draws: u64, measure: Measure) -> Tally {
    simulate(plan, 1, draws, measure, &Runner::serial(), &Silent).expect("nobody cancels")
}

/// The value below which this share of the numbers lies (the nearest one that was seen).
pub fn quantile(numbers: &[f64], share: f64) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(share * (sorted.len() - 1) as f64).round() as usize]
}

/// The middle one.
pub fn median(numbers: &[f64]) -> f64 {
    quantile(numbers, 0.5)
}

/// Every round of one thing in terms of the same round of another.
pub fn by_round(left: &[f64], right: &[f64], of: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    left.iter().zip(right).map(|(left, right)| of(*left, *right)).collect()
}

/// Sets win probabilities of the engine beside those of the plain implementation: every alternative of every strategy,
/// and its change against the baseline, must agree within five joint standard errors.
///
/// # Panics
/// If they do not.
pub fn assert_same_answer(name: &str, tally: &Tally, plain: &[Sums], draws: u64) {
    assert_eq!(tally.strategies.len(), plain.len(), "{name}: strategies");
    let layout = &tally.layout;
    for (k, (ours, theirs)) in tally.strategies.iter().zip(plain).enumerate() {
        let certain = |v: usize| ours.sums(layout.win_products())[layout.product(v, v)];
        let change_squares = ours.sums(layout.change_squares());
        let mut sections = vec![
            ("wins", ours.sums(layout.win()), (0..layout.alternatives).map(certain).collect(), &theirs.win),
            ("change", tally.changes(k, layout.win()), change_squares.clone(), &theirs.change),
        ];
        // No change is more than 1, so the square of its square is no more than its square.
        let squared = theirs.change.squared();
        sections.push(("square of the change", change_squares.clone(), change_squares, &squared));
        if layout.lasting > 0 {
            let squares = |section| ours.sums(section);
            let (lasting, change) = (layout.lasting_win(), tally.changes(k, layout.lasting_win()));
            sections.push(("lasting", ours.sums(lasting), squares(layout.lasting_win_squares()), &theirs.lasting));
            let changed = squares(layout.lasting_change_squares());
            sections.push(("change of lasting", change, changed, &theirs.lasting_change));
        }
        for (what, sums, squares, plain) in sections {
            for (v, sum) in sums.into_iter().enumerate() {
                let what = format!("{name}: {what} of {v} in strategy {k}");
                let engine = Side { sum, squares: squares[v], draws: tally.draws };
                assert_close(&what, engine, Side { sum: plain.of[v], squares: plain.squares[v], draws });
            }
        }
    }
}

/// The same for rank acceptabilities and central weights.
///
/// # Panics
/// If they do not agree.
pub fn assert_ranks_agree(name: &str, tally: &Tally, plain: &Ranked, draws: u64) {
    let (engine, layout) = (&tally.strategies[0], &tally.layout);
    let side = |sum, squares| Side { sum, squares, draws: tally.draws };
    let squares = engine.sums(layout.rank_squares());
    for (at, rank) in engine.sums(layout.rank()).into_iter().enumerate() {
        let times = plain.rank[at];
        assert_close(
            &format!("{name}: rank {at}"),
            side(rank, squares[at]),
            Side { sum: times, squares: times, draws },
        );
    }
    // Each vendor's rows are the one person's weights, then the group's.
    let own = |section| {
        let rows: Vec<f64> = engine.sums(section);
        rows.chunks_exact(layout.weight_rows()).flat_map(|rows| rows[..layout.criteria].to_vec()).collect::<Vec<f64>>()
    };
    let squares = own(layout.winning_weight_p2_squares());
    for (at, weight) in own(layout.winning_weight()).into_iter().enumerate() {
        let (sum, squares_of_plain) = (plain.winning_weight[at], plain.winning_weight_squares[at]);
        let plain = Side { sum, squares: squares_of_plain, draws };
        assert_close(&format!("{name}: winning weight {at}"), side(weight, squares[at]), plain);
    }
}

/// Every instruction set of this machine counts the same, to the last bit.
///
/// # Panics
/// If one does not.
pub fn assert_same_bits(name: &str, plan: &Plan, measure: Measure) {
    let best = tally(plan, 300, measure);
    for set in InstructionSet::available() {
        limit_instruction_set(Some(set));
        let this = tally(plan, 300, measure);
        limit_instruction_set(None);
        assert!(this == best, "{name}: {set:?} gives other bits");
    }
}

/// A sum over draws, and that of the squares.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    sum: f64,
    squares: f64,
    draws: u64,
}

/// Do the means of two sides agree within five joint standard errors? The variance comes from both sides together: of
/// something rare one side alone may have seen nothing, and would be far too sure.
fn assert_close(what: &str, engine: Side, plain: Side) {
    let (n, m) = (engine.draws as f64, plain.draws as f64);
    let mean = (engine.sum + plain.sum) / (n + m);
    // What was never seen may still be as frequent as one in the number of draws.
    let variance = ((engine.squares + plain.squares) / (n + m) - mean * mean).max(1.0 / (n + m));
    let error = (variance * (1.0 / n + 1.0 / m)).sqrt();
    let (engine, plain) = (engine.sum / n, plain.sum / m);
    assert!((engine - plain).abs() <= 5.0 * error, "{what}: {engine} but {plain}, a joint error of {error}");
}
