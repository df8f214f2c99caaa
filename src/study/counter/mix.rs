//! The mix of strategies that no answer can exploit, with the error that the sampled matrix leaves.

use super::Payoffs;
use super::game::{GameSolution, solve_game};
use crate::stats::Estimate;
use crate::study::lines::share;

/// How often each side plays what when neither can gain by changing it.
#[derive(Clone, Debug, PartialEq)]
pub struct Equilibrium {
    /// Our win probability when both sides mix so.
    pub value: Estimate,
    /// `[strategy]` our shares, sum 1.
    pub ours: Vec<Estimate>,
    /// `[answer]` the rivals' shares, sum 1.
    pub theirs: Vec<Estimate>,
    /// What our mix guarantees more than the best pure strategy; 0 where there is a saddle point.
    pub gain: Estimate,
    /// How far the two linear programmes are apart: 0 but for rounding.
    pub gap: f64,
}

/// Two programmes that differ by more than this were not solved.
const MOST_GAP: f64 = 1e-7;

/// Solves the game of the estimated matrix. Errors are those of the delete-one-group jackknife (Efron & Stein 1981): the
/// game is solved again without each of 40 groups of draws. The value is that of the whole matrix, so that it is what the
/// shown shares give.
pub(super) fn equilibrium(game: &Payoffs) -> Equilibrium {
    let groups = game.played.groups();
    let n = groups.len() as f64;
    let sums: Vec<f64> = (0..game.rows * game.columns).map(|line| groups.iter().map(|g| g[line]).sum()).collect();
    let whole = numbers(game, &sums.iter().map(|sum| sum / n).collect::<Vec<_>>());
    let without = |group: &Vec<f64>| {
        let means: Vec<f64> = sums.iter().zip(group).map(|(sum, x)| (sum - x) / (n - 1.0)).collect();
        numbers(game, &means).all
    };
    let left: Vec<Vec<f64>> = if groups.len() > 1 { groups.iter().map(without).collect() } else { Vec::new() };
    let error = |position: usize| {
        let mean = left.iter().map(|one| one[position]).sum::<f64>() / n;
        let squares: f64 = left.iter().map(|one| (one[position] - mean).powi(2)).sum();
        // Solutions differ by roundings where they are the same.
        let error = (squares * (n - 1.0) / n).sqrt();
        if error < 1e-9 { 0.0 } else { error }
    };
    let estimate = |position: usize| share(whole.all[position], error(position));
    let (ours, theirs) = (2..2 + game.rows, 2 + game.rows..2 + game.rows + game.columns);
    Equilibrium {
        value: estimate(0),
        gain: Estimate::normal(whole.all[1], error(1)),
        ours: ours.map(estimate).collect(),
        theirs: theirs.map(estimate).collect(),
        gap: whole.gap,
    }
}

/// Value, gain over pure strategies, our shares, the rivals' shares, in one list.
struct Numbers {
    all: Vec<f64>,
    gap: f64,
}

fn numbers(game: &Payoffs, wins: &[f64]) -> Numbers {
    let payoff: Vec<Vec<f64>> = wins.chunks_exact(game.columns).map(<[f64]>::to_vec).collect();
    let solution = solve_game(&payoff);
    assert!(solution.gap().abs() < MOST_GAP, "both sides' programmes have the same value");
    let worst = payoff.iter().map(|row| row.iter().copied().fold(f64::INFINITY, f64::min));
    let pure = worst.fold(f64::NEG_INFINITY, f64::max);
    let GameSolution { value, rows, columns, .. } = &solution;
    // A saddle leaves a rounding.
    let gain = if (value - pure).abs() < 1e-9 { 0.0 } else { value - pure };
    let value = value.clamp(0.0, 1.0);
    Numbers { gap: solution.gap(), all: [&[value, gain], &rows[..], &columns[..]].concat() }
}
