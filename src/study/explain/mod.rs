//! Why a strategy changes our win probability: what each of its moves brings, which moves help each other, from whom we win,
//! and whose votes change.
//!
//! Every number is a combination of what parts of the strategy bring on the same draws, so its error is that of a mean of
//! batches of the same combination.

mod change;
mod coalition;
mod means;
mod shares;

use super::error::{Refusal, StudyError};
use super::ranking::by_wins;
use crate::engine::{Runner, Watch};
use crate::model::{Line, MadeMove, Scenario, StrategyId};
use crate::plan::{Plan, compile_lines};
use crate::stats::{Estimate, told_from_zero};

use change::changes;
use coalition::{Combination, Lines, MOST_MOVES, Moves};
use means::{Length, Means, of_lines};
use shares::Shares;

/// What to explain.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainRequest {
    /// Which strategies, in this order; none: the one with the highest win probability.
    pub strategies: Vec<StrategyId>,
    /// Draws behind each number, rounded up to whole batches (at least 10,240); `None`: what the number of parts allows.
    pub draws: Option<u64>,
    /// Seed.
    pub seed: u64,
    /// All parts of a strategy of up to so many moves are played; of a longer one, a sample.
    pub most_exact: usize,
    /// How many pairs of an order of the moves and its reverse are sampled; at least 30, or their spread would be known too
    /// badly for a normal interval.
    pub order_pairs: usize,
}

impl ExplainRequest {
    /// The strategy with the highest win probability, with the scenario's seed.
    pub fn best(scenario: &Scenario) -> Self {
        Self { strategies: Vec::new(), draws: None, seed: scenario.defaults.seed, most_exact: 12, order_pairs: 50 }
    }
}

/// Why one strategy changes our win probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Which strategy.
    pub strategy: StrategyId,
    /// Draws behind each number.
    pub draws: u64,
    /// Batches that the errors come from.
    pub batches: u64,
    /// How many different parts of the strategy were played, nothing and the whole included.
    pub parts: usize,
    /// Pairs of an order and its reverse that were sampled; `None`: all parts were played.
    pub order_pairs: Option<usize>,
    /// Whether nothing is uncertain, so that all numbers of the chosen parts are exact.
    pub certain: bool,
    /// The moves in the order played.
    pub moves: Vec<MadeMove>,
    /// Our win probability, and what brings it.
    pub win: Worth,
    /// The same for winning a deal that lasts; `None` if the scenario says nothing about adoption.
    pub lasting: Option<Worth>,
    /// The same for the expected margin, in the scenario's currency; `None` without a deal value.
    pub margin: Option<Worth>,
    /// What the group chooses before and after.
    pub group: ChoiceShift,
    /// `[stakeholder]` whom everybody would choose before and after.
    pub people: Vec<ChoiceShift>,
}

/// Something that a strategy raises or lowers, and how much of that is due to each move.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// What the whole strategy brings.
    pub uplift: Estimate,
    /// `[move]`; the Shapley values add up to the uplift.
    pub moves: Vec<MoveWorth>,
    /// Every two moves, those that are told from 0 first, then by size; empty if not all parts were played.
    pub pairs: Vec<PairWorth>,
    /// The move with the largest Shapley value, and how far it is ahead of the next one, if there is one.
    pub largest: (usize, Option<Estimate>),
}

/// What a move brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MoveWorth {
    /// Its Shapley value (Shapley 1953): what it adds, on average over all orders in which the moves could be added.
    pub shapley: Estimate,
    /// What it brings if it is the only move.
    pub alone: Estimate,
    /// What is lost if only this move is left out.
    pub without: Estimate,
}

/// What two moves bring together beyond what each brings without the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairWorth {
    /// The one played first.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// The Shapley interaction index (Grabisch & Roubens 1999): above 0 they help each other, below 0 one replaces a part of
    /// the other.
    pub interaction: Estimate,
    /// Whether it is not 0, judged together with all other pairs at 5 % (Holm 1979).
    pub told: bool,
}

/// A choice before and after, on the same draws. All vectors are `[alternative]`.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceShift {
    /// Probability, or share, before.
    pub before: Vec<Estimate>,
    /// After.
    pub after: Vec<Estimate>,
    /// After less before.
    pub change: Vec<Estimate>,
    /// `[from][to]` how much moved: what an alternative loses in a draw goes to those that gain, in proportion to their gains.
    /// What came in less what went out is the change.
    pub flow: Vec<Vec<Estimate>>,
    /// What we gain from each less what we lose to it; adds up to our change.
    pub from: Vec<Estimate>,
}

/// Fewer pairs of orders do not make a normal interval.
const FEWEST_ORDERS: usize = 30;
/// Parts times draws that are played if nobody says how many draws: some seconds.
const EFFORT: u64 = 6_000_000;
/// No more draws than this are made unasked.
const ENOUGH: u64 = 100_000;

/// Explains strategies.
///
/// # Errors
/// If the scenario cannot be simulated, has no strategy with a move, or nothing to choose from; if a strategy that was asked for
/// has no moves or more than 64; if somebody stops it.
pub fn explain(
    scenario: &Scenario,
    request: &ExplainRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Explanation>, StudyError> {
    answerable(scenario, &request.strategies)?;
    let strategies = match request.strategies.as_slice() {
        [] => vec![best(scenario, request.seed, runner, watch)?],
        asked => asked.to_vec(),
    };
    strategies.into_iter().map(|strategy| explain_one(scenario, strategy, request, runner, watch)).collect()
}

fn answerable(scenario: &Scenario, asked: &[StrategyId]) -> Result<(), Refusal> {
    Refusal::without_choice(scenario)?;
    Refusal::without_strategies(scenario, "explain")?;
    let check = |strategy: &StrategyId| {
        let described = &scenario.strategies[strategy.index()];
        match described.moves.len() {
            0 => Err(Refusal::EmptyStrategy { strategy: described.id.clone() }),
            moves if moves > MOST_MOVES => Err(Refusal::TooManyMoves { strategy: described.id.clone(), moves }),
            _ => Ok(()),
        }
    };
    match asked {
        [] if with_moves(scenario).is_empty() => check(&StrategyId::new(0)),
        [] => with_moves(scenario).iter().try_for_each(check),
        asked => asked.iter().try_for_each(check),
    }
}

fn with_moves(scenario: &Scenario) -> Vec<StrategyId> {
    let all = (0..scenario.strategies.len()).map(StrategyId::new);
    all.filter(|strategy| !scenario.strategies[strategy.index()].moves.is_empty()).collect()
}

/// The strategy with the highest win probability in as many draws as `run` makes, but no more than enough.
fn best(scenario: &Scenario, seed: u64, runner: &Runner, watch: &dyn Watch) -> Result<StrategyId, StudyError> {
    let draws = scenario.defaults.draws.min(ENOUGH);
    Ok(by_wins(scenario, with_moves(scenario), (draws, seed), runner, watch)?[0])
}

fn explain_one(
    scenario: &Scenario,
    strategy: StrategyId,
    request: &ExplainRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Explanation, StudyError> {
    let moves = Moves::of(scenario, strategy);
    let mut lines = Lines::new(&moves);
    let sampled = moves.count() > request.most_exact;
    let order_pairs = request.order_pairs.max(FEWEST_ORDERS);
    let shares = if sampled {
        Shares::sampled(moves.count(), order_pairs, request.seed, &mut lines)
    } else {
        Shares::exact(moves.count(), &mut lines)
    };
    let whole = lines.line(moves.all());
    let lines = lines.finish();
    let plan = compile_lines(scenario, &lines)?;
    let wanted = request.draws.unwrap_or((EFFORT / lines.len() as u64).min(ENOUGH));
    // One draw says all where nothing is uncertain.
    let length = if plan.is_deterministic() { Length::ONE_BLOCK } else { Length::of(wanted) };
    let (win, lasting) = of_lines(&plan, request.seed, length, runner, watch)?;
    let judge = |means: &Means| worth(means, &shares, length.batches);
    let ends = compile_lines(scenario, &[Line::baseline(scenario), lines[whole].clone()])?;
    let (group, people) = changes(&ends, request.seed, length, runner, watch)?;
    Ok(Explanation {
        strategy,
        draws: length.draws(),
        batches: length.batches,
        parts: lines.len(),
        order_pairs: sampled.then_some(order_pairs),
        certain: plan.is_deterministic(),
        win: judge(&win),
        lasting: lasting.as_ref().map(judge),
        margin: margins(&plan, &win).as_ref().map(judge),
        group,
        people,
        moves: moves.played().to_vec(),
    })
}

/// Expected margins of the lines; `None` without a deal value.
fn margins(plan: &Plan, win: &Means) -> Option<Means> {
    let deal_values: Option<Vec<f64>> = plan.strategies.iter().map(|line| line.deal_value).collect();
    let spent: Vec<f64> = plan.strategies.iter().map(|line| line.cost.money).collect();
    deal_values.map(|deal_values| win.margins(&deal_values, &spent))
}

fn worth(means: &Means, shares: &Shares, batches: u64) -> Worth {
    let sampled_of = |of_pair: &dyn Fn(&Vec<Combination>) -> Combination| -> Vec<Combination> {
        shares.sampled.iter().map(of_pair).collect()
    };
    let estimate = |wanted: &Combination, sampled: Vec<Combination>| {
        if sampled.is_empty() { means.estimate(wanted) } else { means.estimate_sampled(wanted, &sampled) }
    };
    let of_move = |position: usize| MoveWorth {
        shapley: estimate(&shares.shapley[position], sampled_of(&|pair| pair[position].clone())),
        alone: means.estimate(&shares.alone[position]),
        without: means.estimate(&shares.without[position]),
    };
    let moves: Vec<MoveWorth> = (0..shares.shapley.len()).map(of_move).collect();
    let mut order: Vec<usize> = (0..moves.len()).collect();
    order.sort_by(|a, b| moves[*b].shapley.value().total_cmp(&moves[*a].shapley.value()));
    let first = order[0];
    let ahead = order.get(1).map(|&next| {
        let lead = shares.shapley[first].less(&shares.shapley[next]);
        estimate(&lead, sampled_of(&|pair| pair[first].less(&pair[next])))
    });
    Worth {
        uplift: means.estimate(&shares.uplift),
        moves,
        pairs: pairs(means, shares, batches),
        largest: (first, ahead),
    }
}

/// How sure it is that a named pair is none by chance.
const LEVEL: f64 = 0.05;

fn pairs(means: &Means, shares: &Shares, batches: u64) -> Vec<PairWorth> {
    let interactions: Vec<Estimate> = shares.pairs.iter().map(|(.., wanted)| means.estimate(wanted)).collect();
    let told = told_from_zero(&interactions, batches.max(2), LEVEL);
    let one = |(((first, second, _), interaction), told): ((&(usize, usize, Combination), Estimate), bool)| PairWorth {
        first: *first,
        second: *second,
        interaction,
        told,
    };
    let mut pairs: Vec<PairWorth> = shares.pairs.iter().zip(interactions).zip(told).map(one).collect();
    let size = |pair: &PairWorth| pair.interaction.value().abs();
    pairs.sort_by(|a, b| b.told.cmp(&a.told).then(size(b).total_cmp(&size(a))));
    pairs
}
