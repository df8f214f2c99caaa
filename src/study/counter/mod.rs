//! What if they answer: our strategies against the rivals', as a game in our win probability.
//!
//! ```text
//! answers (columns) x strategies (rows) -> Played (block means of every entry, on the same draws)
//!   -> analysis   dominated strategies, best responses, guarantees, a saddle point
//!   -> mix        the equilibrium in mixed strategies, by a linear programme
//!   -> inoculation   what each move of ours takes off the damage of each of theirs
//! ```

mod analysis;
mod answers;
mod game;
mod inoculation;
mod mix;

use super::error::{Refusal, StudyError};
use super::lines::Played;
use crate::engine::{Runner, Watch};
use crate::model::{Cost, Line, MoveId, Scenario, StrategyId};
use crate::stats::Estimate;
use analysis::{Seat, dominated, guarantee, responses, saddle};
use answers::{Answers, against, answers};
use inoculation::inoculations;
use mix::equilibrium;

pub use analysis::{Dominance, Dominated, Guarantee, Response};
pub use answers::{AnswerKind, RivalAnswer};
pub use game::{GameSolution, solve_game};
pub use inoculation::Inoculation;
pub use mix::Equilibrium;

/// What to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct CounterRequest {
    /// Our strategies besides the baseline, in this order.
    pub strategies: Vec<StrategyId>,
    /// Draws, rounded up to whole blocks in 40 groups; `None`: as many as a few seconds allow, at most the scenario's.
    pub draws: Option<u64>,
    /// Seed.
    pub seed: u64,
}

impl CounterRequest {
    /// All strategies of a scenario, with its own seed.
    pub fn all(scenario: &Scenario) -> Self {
        Self {
            strategies: (0..scenario.strategies.len()).map(StrategyId::new).collect(),
            draws: None,
            seed: scenario.defaults.seed,
        }
    }
}

/// What came out. Probabilities are ours to win; `[strategy]` begins with the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Counter {
    /// The rows: `None` is the baseline, always first.
    pub strategies: Vec<Option<StrategyId>>,
    /// The columns: what the scenario says (if the rivals move in it), nothing, and what else they could do.
    pub answers: Vec<RivalAnswer>,
    /// So many moves of rivals the scenario describes.
    pub rival_moves: usize,
    /// Whether every combination of them is among the answers.
    pub complete: bool,
    /// `[strategy][answer]` our win probability.
    pub win: Vec<Vec<Estimate>>,
    /// `[strategy][answer]` change against the baseline under the same answer, paired.
    pub uplift: Vec<Vec<Estimate>>,
    /// `[strategy][answer]` what the answer takes from us against an answer of nothing, paired; positive is a loss.
    pub damage: Vec<Vec<Estimate>>,
    /// `[strategy][answer]` expected revenue less the money our moves cost; `None` without a deal value.
    pub margin: Option<Vec<Vec<Estimate>>>,
    /// `[strategy]` what our moves cost.
    pub costs: Vec<Cost>,
    /// Strategies that are never worth playing.
    pub dominated: Vec<Dominated>,
    /// Answers that are never worth making.
    pub dominated_answers: Vec<Dominated>,
    /// `[answer]` our best response.
    pub replies: Vec<Response>,
    /// `[strategy]` the answer that hurts most.
    pub threats: Vec<Response>,
    /// Our pure strategy with the best worst case.
    pub maximin: Guarantee,
    /// The answer whose best reply leaves us least.
    pub minimax: Guarantee,
    /// Strategy and answer that nobody gains by leaving.
    pub saddle: Option<(usize, usize)>,
    /// The best mixes.
    pub equilibrium: Equilibrium,
    /// What our moves take off the damage of theirs.
    pub inoculations: Vec<Inoculation>,
    /// Draws behind every number.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// Nothing is uncertain: the numbers are exact.
    pub certain: bool,
}

/// The lines of the matrix, played: row by row, answer by answer.
pub(super) struct Payoffs {
    pub rows: usize,
    pub columns: usize,
    pub played: Played,
}

impl Payoffs {
    /// The line of an entry.
    pub fn line(&self, row: usize, column: usize) -> usize {
        row * self.columns + column
    }

    /// A number for every entry.
    fn each<T>(&self, of: impl Fn(usize, usize) -> T) -> Vec<Vec<T>> {
        (0..self.rows).map(|row| (0..self.columns).map(|column| of(row, column)).collect()).collect()
    }
}

/// Lines times draws that a few seconds allow.
const EFFORT: u64 = 4_000_000;

/// Plays our strategies against everything that the rivals could do.
///
/// # Errors
/// If there is no strategy, no rival's move or only one alternative, if the scenario cannot be simulated, or if the watcher
/// cancels.
pub fn counter(
    scenario: &Scenario,
    request: &CounterRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Counter, StudyError> {
    let Answers { all: answers, defined, complete } = answerable(scenario, request)?;
    let strategies: Vec<Option<StrategyId>> =
        std::iter::once(None).chain(request.strategies.iter().copied().map(Some)).collect();
    let ours: Vec<Line> = strategies.iter().map(|strategy| our_line(scenario, *strategy)).collect();
    let lines: Vec<Line> = ours
        .iter()
        .flat_map(|line| answers.iter().map(|answer| against(scenario, line.clone(), &answer.moves)))
        .collect();
    let draws = request.draws.unwrap_or_else(|| scenario.defaults.draws.min(EFFORT / lines.len() as u64));
    let played = Played::new(scenario, &lines, draws, request.seed, runner, watch)?;
    let game = Payoffs { rows: strategies.len(), columns: answers.len(), played };
    let contexts = contexts(scenario, &strategies, &game);
    let inoculations = inoculations(scenario, &contexts, (draws, request.seed), runner, watch)?;
    let silent = answers.iter().position(|answer| answer.moves.is_empty()).expect("doing nothing is an answer");
    Ok(Counter {
        rival_moves: defined,
        complete,
        win: game.each(|row, column| game.played.win(game.line(row, column))),
        uplift: game.each(|row, column| game.played.difference(game.line(row, column), game.line(0, column))),
        damage: game.each(|row, column| game.played.difference(game.line(row, silent), game.line(row, column))),
        margin: margins(scenario, &ours, &game),
        costs: ours.iter().map(|line| line.cost(scenario)).collect(),
        dominated: dominated(&game, Seat::Ours),
        dominated_answers: dominated(&game, Seat::Theirs),
        replies: responses(&game, Seat::Ours),
        threats: responses(&game, Seat::Theirs),
        maximin: guarantee(&game, Seat::Ours),
        minimax: guarantee(&game, Seat::Theirs),
        saddle: saddle(&game),
        equilibrium: equilibrium(&game),
        inoculations,
        draws: game.played.draws,
        seed: request.seed,
        certain: game.played.is_certain(),
        strategies,
        answers,
    })
}

/// The answers, if the question has one.
fn answerable(scenario: &Scenario, request: &CounterRequest) -> Result<Answers, StudyError> {
    Refusal::without_choice(scenario)?;
    if request.strategies.is_empty() {
        return Err(Refusal::NoStrategies { wanted: "hold against what the rivals do" }.into());
    }
    let answers = answers(scenario);
    if answers.defined == 0 {
        let other = scenario.vendors.iter().enumerate().find(|(v, _)| *v != scenario.us.index());
        return Err(Refusal::NoRivalMoves { rival: other.map(|(_, vendor)| vendor.id.clone()) }.into());
    }
    Ok(answers)
}

fn our_line(scenario: &Scenario, strategy: Option<StrategyId>) -> Line {
    strategy.map_or_else(|| Line::baseline(scenario), |id| Line::of(scenario, id))
}

fn margins(scenario: &Scenario, ours: &[Line], game: &Payoffs) -> Option<Vec<Vec<Estimate>>> {
    let values: Option<Vec<f64>> = ours.iter().map(|line| line.deal_value(scenario)).collect();
    let values = values?;
    let money: Vec<f64> = ours.iter().map(|line| line.cost(scenario).money).collect();
    Some(game.each(|row, column| game.played.win(game.line(row, column)).scaled(values[row], -money[row])))
}

/// Every move that some strategy makes, with the strategy to look at it in: of those that hold it, the one that wins most
/// against the first answer, which is what the scenario says.
fn contexts(scenario: &Scenario, strategies: &[Option<StrategyId>], game: &Payoffs) -> Vec<(MoveId, StrategyId)> {
    let mut found: Vec<(MoveId, StrategyId, f64)> = Vec::new();
    for (row, strategy) in strategies.iter().enumerate() {
        let Some(strategy) = strategy else { continue };
        let win = game.played.mean(game.line(row, 0));
        for id in &scenario.strategies[strategy.index()].moves {
            match found.iter_mut().find(|(known, ..)| known == id) {
                Some(known) if win > known.2 => *known = (*id, *strategy, win),
                Some(_) => {}
                None => found.push((*id, *strategy, win)),
            }
        }
    }
    found.into_iter().map(|(id, strategy, _)| (id, strategy)).collect()
}
