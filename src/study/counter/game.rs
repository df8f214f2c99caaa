//! Two sides, one number: a game in which what one side wins the other loses, solved by linear programmes. Studies ask it
//! for the mix of strategies that no answer can exploit.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// What a matrix game leads to when both sides mix as well as they can (von Neumann 1928).
#[derive(Clone, Debug, PartialEq)]
pub struct GameSolution {
    /// What the row side gets on average, between `lower` and `upper`.
    pub value: f64,
    /// `[row]` how often each row is played, sum 1. Other mixes may be as good.
    pub rows: Vec<f64>,
    /// `[column]` how often each column is played, sum 1. Other mixes may be as good.
    pub columns: Vec<f64>,
    /// What `rows` gets whatever the other side does.
    pub lower: f64,
    /// What `columns` concedes whatever the other side does; never less than `lower` but for rounding.
    pub upper: f64,
}

impl GameSolution {
    /// `upper` less `lower`: 0 but for rounding, or the solution is wrong.
    pub fn gap(&self) -> f64 {
        self.upper - self.lower
    }
}

/// Solves the game in which the row side gets `payoff[row][column]` and wants much of it. Each side's mix is a linear
/// programme of its own (Dantzig 1951), so that the gap between them is a check and not an identity.
///
/// # Panics
/// If there is no row or no column, if rows differ in length, or if a payoff is not finite.
pub fn solve_game(payoff: &[Vec<f64>]) -> GameSolution {
    let width = payoff.first().map_or(0, Vec::len);
    assert!(width > 0, "a game has rows and columns");
    assert!(payoff.iter().all(|row| row.len() == width), "every row has an entry in every column");
    assert!(payoff.iter().flatten().all(|x| x.is_finite()), "payoffs are finite");
    let rows = best_mix(payoff);
    let other_side: Vec<Vec<f64>> = (0..width).map(|j| payoff.iter().map(|row| -row[j]).collect()).collect();
    let columns = best_mix(&other_side);
    let against = |j: usize| payoff.iter().zip(&rows).map(|(row, share)| share * row[j]).sum::<f64>();
    let conceded = |row: &Vec<f64>| row.iter().zip(&columns).map(|(x, share)| share * x).sum::<f64>();
    let lower = (0..width).map(against).fold(f64::INFINITY, f64::min);
    let upper = payoff.iter().map(conceded).fold(f64::NEG_INFINITY, f64::max);
    GameSolution { value: 0.5 * (lower + upper), rows, columns, lower, upper }
}

/// The shares of the rows that make the worst column as good as it can be.
fn best_mix(payoff: &[Vec<f64>]) -> Vec<f64> {
    let all = || payoff.iter().flatten().copied();
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let mut programme = Problem::new(OptimizationDirection::Maximize);
    let value = programme.add_var(1.0, (low, high));
    let shares: Vec<Variable> = payoff.iter().map(|_| programme.add_var(0.0, (0.0, 1.0))).collect();
    let sum: Vec<(Variable, f64)> = shares.iter().map(|share| (*share, 1.0)).collect();
    programme.add_constraint(sum, ComparisonOp::Eq, 1.0);
    for column in 0..payoff[0].len() {
        let mut gets: Vec<(Variable, f64)> =
            shares.iter().zip(payoff).map(|(share, row)| (*share, row[column])).collect();
        gets.push((value, -1.0));
        programme.add_constraint(gets, ComparisonOp::Ge, 0.0);
    }
    let outcome = programme.solve().expect("a matrix game has a solution (von Neumann 1928)");
    let solution = outcome.solution().expect("a matrix game has a solution (von Neumann 1928)");
    // The simplex method leaves shares a rounding below 0, and their sum a rounding off 1.
    let shares: Vec<f64> = shares.iter().map(|share| solution[*share].clamp(0.0, 1.0)).collect();
    let total: f64 = shares.iter().sum();
    shares.iter().map(|share| share / total).collect()
}
