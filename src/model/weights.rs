//! What is believed about one stakeholder's weights (docs/model.md, "What is believed about weights").

use thiserror::Error;

use super::{Concentration, CriterionId};
use crate::math::polytope::{Constraint, Polytope};

/// Why a belief about weights is impossible.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ImpossibleWeights {
    /// A share that is negative or not a number.
    #[error("a weight must be a number of at least 0, found {found}")]
    Negative {
        /// Which criterion.
        criterion: CriterionId,
        /// What was given.
        found: f64,
    },
    /// Shares that sum to something else.
    #[error("the weights must sum to 1 (or 100), found {found}")]
    Sum {
        /// What they sum to.
        found: f64,
    },
    /// Nothing has any weight.
    #[error("no criterion has any weight")]
    Empty,
    /// No weights satisfy the bounds.
    #[error("no weights satisfy these bounds together")]
    Conflict(Conflict),
}

/// A smallest set of bounds and ratios that cannot hold together (with weights that sum to 1).
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Bounds in conflict: criterion, and whether it is the lower end (`false`: the upper).
    pub bounds: Vec<(CriterionId, bool)>,
    /// Positions in the list of ratios.
    pub ratios: Vec<usize>,
}

/// How two weights compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `left >= factor * right`
    AtLeast,
    /// `left <= factor * right`
    AtMost,
    /// `left = factor * right`
    Exactly,
}

/// `left >= factor * right`, or `<=`, or `=`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// Criterion on the left.
    pub left: CriterionId,
    /// Which way.
    pub comparison: Comparison,
    /// > 0
    pub factor: f64,
    /// Criterion on the right.
    pub right: CriterionId,
}

/// Bounds and ratios that some weights satisfy.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightBounds {
    /// Criteria that can have weight, ascending.
    free: Vec<CriterionId>,
    bounds: Vec<(CriterionId, f64, f64)>,
    ratios: Vec<Ratio>,
}

impl WeightBounds {
    /// `free` are the criteria that can have weight at all; bounds (low, high within [0, 1]) and ratios speak of them.
    ///
    /// # Errors
    /// [`ImpossibleWeights::Conflict`] with a smallest conflicting set if nothing satisfies them;
    /// [`ImpossibleWeights::Empty`] if `free` is empty.
    ///
    /// # Panics
    /// If a bound or ratio speaks of a criterion that is not free.
    pub fn new(
        mut free: Vec<CriterionId>,
        bounds: Vec<(CriterionId, f64, f64)>,
        ratios: Vec<Ratio>,
    ) -> Result<Self, ImpossibleWeights> {
        free.sort_unstable();
        free.dedup();
        if free.is_empty() {
            return Err(ImpossibleWeights::Empty);
        }
        let this = Self { free, bounds, ratios };
        let (constraints, origins) = this.constraints();
        match Polytope::conflict(this.free.len(), &constraints) {
            None => Ok(this),
            Some(positions) => {
                let mut conflict = Conflict { bounds: Vec::new(), ratios: Vec::new() };
                for position in positions {
                    match origins[position] {
                        Origin::Bound(criterion, lower) => conflict.bounds.push((criterion, lower)),
                        Origin::Ratio(index) => conflict.ratios.push(index),
                    }
                }
                // Both sides of an equality may be in it.
                conflict.ratios.dedup();
                Err(ImpossibleWeights::Conflict(conflict))
            }
        }
    }

    /// The criteria that can have weight.
    pub fn free(&self) -> &[CriterionId] {
        &self.free
    }

    /// Whether a bound or a ratio speaks of this criterion.
    pub fn speak_of(&self, criterion: CriterionId) -> bool {
        self.bounds.iter().any(|(c, ..)| *c == criterion)
            || self.ratios.iter().any(|ratio| ratio.left == criterion || ratio.right == criterion)
    }

    /// The polytope of weights over [`WeightBounds::free`], inside the simplex.
    pub fn polytope(&self) -> Polytope {
        Polytope::new(self.free.len(), self.constraints().0)
    }

    fn constraints(&self) -> (Vec<Constraint>, Vec<Origin>) {
        let position = |criterion: CriterionId| {
            self.free.binary_search(&criterion).expect("bounds and ratios speak of free criteria")
        };
        let mut constraints = Vec::new();
        let mut origins = Vec::new();
        for &(criterion, low, high) in &self.bounds {
            if low > 0.0 {
                constraints.push(Constraint::at_least(self.free.len(), position(criterion), low));
                origins.push(Origin::Bound(criterion, true));
            }
            if high < 1.0 {
                constraints.push(Constraint::at_most(self.free.len(), position(criterion), high));
                origins.push(Origin::Bound(criterion, false));
            }
        }
        for (index, ratio) in self.ratios.iter().enumerate() {
            let (left, right) = (position(ratio.left), position(ratio.right));
            let signs: &[f64] = match ratio.comparison {
                Comparison::AtLeast => &[1.0],
                Comparison::AtMost => &[-1.0],
                Comparison::Exactly => &[1.0, -1.0],
            };
            for sign in signs {
                let mut row = vec![0.0; self.free.len()];
                row[left] += sign;
                row[right] -= sign * ratio.factor;
                constraints.push(Constraint { row, least: 0.0 });
                origins.push(Origin::Ratio(index));
            }
        }
        (constraints, origins)
    }
}

#[derive(Clone, Copy)]
enum Origin {
    Bound(CriterionId, bool),
    Ratio(usize),
}

/// The prior of one stakeholder's weights. Shares are in the order of the scenario's criteria and sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub enum WeightPrior {
    /// The shares are known.
    Exact(Vec<f64>),
    /// Dirichlet(K * share); a share of 0 stays 0.
    Dirichlet {
        /// Mean weights.
        shares: Vec<f64>,
        /// K.
        concentration: Concentration,
    },
    /// Uniform on the weights that agree with this order, most important first; criteria in one group are not
    /// ordered among themselves. Criteria that are not named have no weight.
    Ranking(Vec<Vec<CriterionId>>),
    /// Uniform on the weights within bounds and ratios.
    Bounds(WeightBounds),
    /// Uniform on all weights over these criteria.
    Uniform(Vec<CriterionId>),
}

impl WeightPrior {
    /// Shares from weights (sum 1 or 100) or ratings (any sum, `as_ratings`), one number per criterion of the scenario.
    ///
    /// # Errors
    /// If a number is negative, all are 0, or weights do not sum to 1 or 100 (within 0.1 %).
    pub fn shares(numbers: &[f64], as_ratings: bool) -> Result<Vec<f64>, ImpossibleWeights> {
        for (i, &x) in numbers.iter().enumerate() {
            if !(x >= 0.0 && x.is_finite()) {
                return Err(ImpossibleWeights::Negative { criterion: CriterionId::new(i), found: x });
            }
        }
        let sum: f64 = numbers.iter().sum();
        if sum == 0.0 {
            return Err(ImpossibleWeights::Empty);
        }
        let percent = (sum - 100.0).abs() <= 0.1;
        if !as_ratings && !percent && (sum - 1.0).abs() > 0.001 {
            return Err(ImpossibleWeights::Sum { found: sum });
        }
        // Shares that already sum to 1 are kept to the last bit: 0.8 stays 0.8.
        let already = sum == 1.0 || (!as_ratings && (sum - 1.0).abs() <= 4.0 * f64::EPSILON);
        Ok(if already { numbers.to_vec() } else { numbers.iter().map(|x| x / sum).collect() })
    }

    /// The mean weight of each of the scenario's `criteria` criteria, before any move.
    pub fn mean(&self, criteria: usize) -> Vec<f64> {
        let mut mean = vec![0.0; criteria];
        match self {
            WeightPrior::Exact(shares) | WeightPrior::Dirichlet { shares, .. } => mean.copy_from_slice(shares),
            WeightPrior::Ranking(groups) => {
                for (criterion, weight) in groups.iter().flatten().zip(ranked_means(groups)) {
                    mean[criterion.index()] = weight;
                }
            }
            WeightPrior::Bounds(bounds) => {
                for (criterion, weight) in bounds.free().iter().zip(bounds.polytope().sampler().mean()) {
                    mean[criterion.index()] = weight;
                }
            }
            WeightPrior::Uniform(among) => {
                among.iter().for_each(|criterion| mean[criterion.index()] = 1.0 / among.len() as f64);
            }
        }
        mean
    }

    /// Whether this criterion can have weight before any move.
    pub fn can_weigh(&self, criterion: CriterionId) -> bool {
        match self {
            WeightPrior::Exact(shares) | WeightPrior::Dirichlet { shares, .. } => shares[criterion.index()] > 0.0,
            WeightPrior::Ranking(groups) => groups.iter().flatten().any(|c| *c == criterion),
            WeightPrior::Bounds(bounds) => bounds.free().contains(&criterion),
            WeightPrior::Uniform(criteria) => criteria.contains(&criterion),
        }
    }
}

/// Mean weights of uniform weights in this order, one per criterion of the flattened groups: the r-th largest of n is
/// (1/r + ... + 1/n) / n on average (rank order centroid, Barron & Barrett 1996), and a group shares those of its ranks.
fn ranked_means(groups: &[Vec<CriterionId>]) -> Vec<f64> {
    let n = groups.iter().map(Vec::len).sum::<usize>();
    let of_rank = |rank: usize| (rank..=n).map(|r| 1.0 / r as f64).sum::<f64>() / n as f64;
    let mut means = Vec::with_capacity(n);
    for group in groups {
        let first = means.len() + 1;
        let mean = (first..first + group.len()).map(of_rank).sum::<f64>() / group.len() as f64;
        means.extend(group.iter().map(|_| mean));
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criteria<const N: usize>(positions: [usize; N]) -> Vec<CriterionId> {
        positions.into_iter().map(CriterionId::new).collect()
    }

    fn assert_close(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} {wanted:?}");
    }

    #[test]
    fn an_order_has_the_rank_order_centroid_as_its_mean() {
        let order = WeightPrior::Ranking(vec![criteria([2]), criteria([0, 3])]);
        let (first, tied) = (11.0 / 18.0, (5.0 / 18.0 + 2.0 / 18.0) / 2.0);
        assert_close(&order.mean(4), &[tied, 0.0, first, tied]);
    }

    #[test]
    fn limits_have_the_middle_of_their_polytope_as_its_mean() {
        let limits = WeightBounds::new(criteria([0, 2]), vec![(CriterionId::new(0), 0.4, 0.8)], Vec::new());
        assert_close(&WeightPrior::Bounds(limits.unwrap()).mean(3), &[0.6, 0.0, 0.4]);
    }
}
