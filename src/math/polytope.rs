//! Polytopes of weights: the part of the simplex that satisfies linear constraints.

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

/// Whether some weights satisfy these constraints, by a linear programme without objective.
fn feasible(size: usize, constraints: &[Constraint], kept: &[usize]) -> bool {
    let mut programme = Problem::new(OptimizationDirection::Minimize);
    let weights: Vec<_> = (0..size).map(|_| programme.add_var(0.0, (0.0, 1.0))).collect();
    programme.add_constraint(weights.iter().map(|w| (*w, 1.0)).collect::<Vec<_>>(), ComparisonOp::Eq, 1.0);
    for &position in kept {
        let constraint = &constraints[position];
        let row: Vec<_> = weights.iter().zip(&constraint.row).map(|(w, a)| (*w, *a)).collect();
        programme.add_constraint(row, ComparisonOp::Ge, constraint.least);
    }
    programme.solve().is_ok()
}
