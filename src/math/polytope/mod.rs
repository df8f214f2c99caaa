//! Polytopes of weights: the part of the simplex that satisfies linear constraints.

mod sample;
mod vertices;

pub use sample::PointSampler;

use microlp::{ComparisonOp, OptimizationDirection, Problem};

/// `row . w >= least`
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// One coefficient per weight.
    pub row: Vec<f64>,
    /// Right-hand side.
    pub least: f64,
}

impl Constraint {
    /// w_k >= low
    pub fn at_least(size: usize, k: usize, low: f64) -> Self {
        let mut row = vec![0.0; size];
        row[k] = 1.0;
        Self { row, least: low }
    }

    /// w_k <= high
    pub fn at_most(size: usize, k: usize, high: f64) -> Self {
        let mut row = vec![0.0; size];
        row[k] = -1.0;
        Self { row, least: -high }
    }
}

/// { w : w >= 0, sum w = 1, every constraint holds }
#[derive(Clone, Debug, PartialEq)]
pub struct Polytope {
    size: usize,
    constraints: Vec<Constraint>,
}

impl Polytope {
    /// The polytope in `size` weights.
    pub fn new(size: usize, constraints: Vec<Constraint>) -> Self {
        Self { size, constraints }
    }

    /// A smallest set of constraints (positions) that no weights satisfy together; `None` if some do.
    /// Found by leaving out one constraint after the other (deletion filter, Chinneck & Dravnieks 1991).
    pub fn conflict(size: usize, constraints: &[Constraint]) -> Option<Vec<usize>> {
        let mut kept: Vec<usize> = (0..constraints.len()).collect();
        if feasible(size, constraints, &kept) {
            return None;
        }
        let mut position = 0;
        while position < kept.len() {
            let mut without = kept.clone();
            without.remove(position);
            if feasible(size, constraints, &without) {
                position += 1;
            } else {
                kept = without;
            }
        }
        Some(kept)
    }
}

impl Polytope {
    /// A point well inside: the mean of the points that make each weight smallest and largest.
    fn middle(&self) -> Vec<f64> {
        let all: Vec<usize> = (0..self.constraints.len()).collect();
        let mut sum = vec![0.0; self.size];
        for k in 0..self.size {
            for direction in [OptimizationDirection::Minimize, OptimizationDirection::Maximize] {
                let extreme = extreme(self.size, &self.constraints, &all, direction, Some(k))
                    .expect("bounds are checked when they are read: the polytope is not empty");
                sum.iter_mut().zip(extreme).for_each(|(s, w)| *s += w);
            }
        }
        sum.iter().map(|s| s / (2 * self.size) as f64).collect()
    }
}

/// Whether some weights satisfy these constraints.
fn feasible(size: usize, constraints: &[Constraint], kept: &[usize]) -> bool {
    extreme(size, constraints, kept, OptimizationDirection::Minimize, None).is_some()
}

/// Weights that satisfy these constraints and make weight k (if any) extreme, by a linear programme.
fn extreme(
    size: usize,
    constraints: &[Constraint],
    kept: &[usize],
    direction: OptimizationDirection,
    k: Option<usize>,
) -> Option<Vec<f64>> {
    let mut programme = Problem::new(direction);
    let cost = |j: usize| if Some(j) == k { 1.0 } else { 0.0 };
    let weights: Vec<_> = (0..size).map(|j| programme.add_var(cost(j), (0.0, 1.0))).collect();
    programme.add_constraint(weights.iter().map(|w| (*w, 1.0)).collect::<Vec<_>>(), ComparisonOp::Eq, 1.0);
    for &position in kept {
        let constraint = &constraints[position];
        let row: Vec<_> = weights.iter().zip(&constraint.row).map(|(w, a)| (*w, *a)).collect();
        programme.add_constraint(row, ComparisonOp::Ge, constraint.least);
    }
    let outcome = programme.solve().ok()?;
    let solution = outcome.solution()?;
    Some(weights.iter().map(|w| solution[*w]).collect())
}
