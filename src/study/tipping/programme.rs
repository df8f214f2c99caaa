//! The nearest weights that satisfy linear conditions: a linear programme where distance is total variation, a projection
//! where it is Euclidean.
//!
//! People's weights are the rows of a table, each on its own simplex. Distances are means over people, with their influence
//! p: sum_i p_i TV(w_i, w0_i), and sqrt(sum_i p_i |w_i - w0_i|^2).

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// People's weights and what they may become.
#[derive(Clone, Debug)]
pub(super) struct Programme {
    /// `[person][criterion]` today; each row sums to 1.
    pub start: Vec<Vec<f64>>,
    /// `[person]` p_i > 0.
    pub influence: Vec<f64>,
    /// `[person][criterion]` whether the weight may rise above what it is.
    pub free: Vec<Vec<bool>>,
    /// Conditions that have to hold together.
    pub conditions: Vec<Condition>,
}

/// sum_i p_i sum_c w_ic row_ic >= least
#[derive(Clone, Debug)]
pub(super) struct Condition {
    /// `[person][criterion]`
    pub row: Vec<Vec<f64>>,
    pub least: f64,
}

impl Programme {
    /// What a condition's left side is at these weights.
    pub fn value(&self, condition: &Condition, weights: &[Vec<f64>]) -> f64 {
        let people = weights.iter().zip(&condition.row).zip(&self.influence);
        people.map(|((weights, row), p)| p * dot(weights, row)).sum()
    }

    /// Mean total-variation distance from the start.
    pub fn variation(&self, weights: &[Vec<f64>]) -> f64 {
        let own = |(a, b): (&Vec<f64>, &Vec<f64>)| a.iter().zip(b).map(|(a, b)| 0.5 * (a - b).abs()).sum::<f64>();
        weights.iter().zip(&self.start).map(own).zip(&self.influence).map(|(distance, p)| p * distance).sum()
    }

    /// Root of the mean squared Euclidean distance from the start.
    pub fn euclidean(&self, weights: &[Vec<f64>]) -> f64 {
        let own = |(a, b): (&Vec<f64>, &Vec<f64>)| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        let people = weights.iter().zip(&self.start).map(own).zip(&self.influence);
        people.map(|(square, p)| p * square).sum::<f64>().sqrt()
    }

    /// The nearest weights by total variation that satisfy the conditions with this much to spare; `None` if none do.
    ///
    /// w = w0 + up - down, with up and down of at least 0, is the usual linear form of an absolute value: at the smallest
    /// cost one of the two is 0.
    pub fn nearest_by_variation(&self, spare: f64) -> Option<Vec<Vec<f64>>> {
        let mut programme = Problem::new(OptimizationDirection::Minimize);
        let mut add = |p: f64, most: f64| programme.add_var(0.5 * p, (0.0, most));
        let changes: Vec<Vec<(Variable, Variable)>> = self
            .start
            .iter()
            .zip(&self.free)
            .zip(&self.influence)
            .map(|((start, free), p)| {
                let pair = |(w, free): (&f64, &bool)| (add(*p, if *free { 1.0 } else { 0.0 }), add(*p, w.max(0.0)));
                start.iter().zip(free).map(pair).collect()
            })
            .collect();
        for own in &changes {
            let sum: Vec<(Variable, f64)> = own.iter().flat_map(|(up, down)| [(*up, 1.0), (*down, -1.0)]).collect();
            programme.add_constraint(sum, ComparisonOp::Eq, 0.0);
        }
        for condition in &self.conditions {
            let mut sum: Vec<(Variable, f64)> = Vec::new();
            for ((own, row), p) in changes.iter().zip(&condition.row).zip(&self.influence) {
                sum.extend(own.iter().zip(row).flat_map(|((up, down), a)| [(*up, p * a), (*down, -p * a)]));
            }
            let missing = condition.least + spare - self.value(condition, &self.start);
            programme.add_constraint(sum, ComparisonOp::Ge, missing);
        }
        let outcome = programme.solve().ok()?;
        let solution = outcome.solution()?;
        let moved = |(own, start): (&Vec<(Variable, Variable)>, &Vec<f64>)| {
            let pairs = own.iter().zip(start);
            pairs.map(|((up, down), w)| (w + solution[*up] - solution[*down]).clamp(0.0, 1.0)).collect()
        };
        Some(changes.iter().zip(&self.start).map(moved).collect())
    }

    /// The nearest weights by Euclidean distance that satisfy the conditions with this much to spare; `None` if none do.
    ///
    /// Projects onto one set after the other with Dykstra's corrections, which converges to the projection onto all of them
    /// (Boyle & Dykstra 1986). The sets: everybody's simplex, and the half-space of each condition, in the inner product that
    /// weighs people by p.
    pub fn nearest_by_projection(&self, spare: f64) -> Option<Vec<Vec<f64>>> {
        // Whether there are such weights at all, a projection cannot say.
        self.nearest_by_variation(spare)?;
        let mut weights = self.start.clone();
        let sets = self.conditions.len() + 1;
        let nothing: Vec<Vec<f64>> = self.start.iter().map(|row| vec![0.0; row.len()]).collect();
        let mut corrections = vec![nothing; sets];
        for _ in 0..MOST_ROUNDS {
            let before = weights.clone();
            for (set, correction) in corrections.iter_mut().enumerate() {
                let wanted = sum(&weights, correction, 1.0);
                weights = match set {
                    0 => self.onto_simplices(&wanted),
                    _ => self.onto_half_space(&self.conditions[set - 1], spare, wanted.clone()),
                };
                *correction = sum(&wanted, &weights, -1.0);
            }
            let moved = before.iter().flatten().zip(weights.iter().flatten()).map(|(a, b)| (a - b).abs());
            if moved.fold(0.0, f64::max) < CONVERGED {
                break;
            }
        }
        Some(self.onto_simplices(&weights))
    }

    fn onto_simplices(&self, wanted: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let own = |(row, (free, start)): (&Vec<f64>, (&Vec<bool>, &Vec<f64>))| {
            let usable: Vec<bool> = free.iter().zip(start).map(|(free, w)| *free || *w > 0.0).collect();
            onto_simplex(row, &usable)
        };
        wanted.iter().zip(self.free.iter().zip(&self.start)).map(own).collect()
    }

    fn onto_half_space(&self, condition: &Condition, spare: f64, mut wanted: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
        let missing = condition.least + spare - self.value(condition, &wanted);
        let length: f64 = condition.row.iter().zip(&self.influence).map(|(row, p)| p * dot(row, row)).sum();
        if missing > 0.0 && length > 0.0 {
            let step = missing / length;
            for (own, row) in wanted.iter_mut().zip(&condition.row) {
                own.iter_mut().zip(row).for_each(|(w, a)| *w += step * a);
            }
        }
        wanted
    }
}

/// More than any programme of this size needs.
const MOST_ROUNDS: usize = 50_000;
const CONVERGED: f64 = 1e-13;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// a + factor * b
fn sum(a: &[Vec<f64>], b: &[Vec<f64>], factor: f64) -> Vec<Vec<f64>> {
    let row = |(a, b): (&Vec<f64>, &Vec<f64>)| a.iter().zip(b).map(|(a, b)| a + factor * b).collect();
    a.iter().zip(b).map(row).collect()
}

/// The nearest point of the simplex over the usable coordinates: all of them less the same number, cut off at 0 (Held,
/// Wolfe & Crowder 1974).
fn onto_simplex(wanted: &[f64], usable: &[bool]) -> Vec<f64> {
    let mut sorted: Vec<f64> = wanted.iter().zip(usable).filter(|(_, usable)| **usable).map(|(w, _)| *w).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (mut total, mut less) = (0.0, 0.0);
    for (i, w) in sorted.iter().enumerate() {
        total += w;
        let candidate = (total - 1.0) / (i + 1) as f64;
        if *w > candidate {
            less = candidate;
        }
    }
    wanted.iter().zip(usable).map(|(w, usable)| if *usable { (w - less).max(0.0) } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One person who weighs two criteria; we are ahead on the first by 1 and behind on the second by 1: we lead from 1/2 on.
    fn two() -> Programme {
        Programme {
            start: vec![vec![0.3, 0.7]],
            influence: vec![1.0],
            free: vec![vec![true; 2]],
            conditions: vec![Condition { row: vec![vec![1.0, -1.0]], least: 0.0 }],
        }
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} {b}");
    }

    #[test]
    fn two_criteria_by_hand() {
        let programme = two();
        for weights in [programme.nearest_by_variation(0.0), programme.nearest_by_projection(0.0)] {
            let weights = weights.expect("there are some");
            close(weights[0][0], 0.5);
            close(weights[0][1], 0.5);
            close(programme.variation(&weights), 0.2);
            close(programme.euclidean(&weights), 0.2 * 2.0_f64.sqrt());
        }
        assert!(programme.nearest_by_variation(1.1).is_none() && programme.nearest_by_projection(1.1).is_none());
    }

    /// Edges (1, 0, -1) and weights (0.2, 0.3, 0.5): variation moves 0.15 from the last to the first. The projection within
    /// the plane of the simplex goes along (1, 0, -1) too.
    #[test]
    fn the_best_and_the_worst_criterion_give_and_take() {
        let programme = Programme {
            start: vec![vec![0.2, 0.3, 0.5]],
            free: vec![vec![true; 3]],
            conditions: vec![Condition { row: vec![vec![1.0, 0.0, -1.0]], least: 0.0 }],
            ..two()
        };
        let by_variation = programme.nearest_by_variation(0.0).expect("there are some");
        close(programme.variation(&by_variation), 0.15);
        let projected = programme.nearest_by_projection(0.0).expect("there are some");
        for (w, expected) in projected[0].iter().zip([0.35, 0.3, 0.35]) {
            close(*w, expected);
        }
    }

    #[test]
    fn what_may_not_rise_stays_where_it_is() {
        let programme = Programme { free: vec![vec![false, true]], ..two() };
        assert!(programme.nearest_by_variation(0.0).is_none());
    }

    #[test]
    fn points_go_to_the_simplex() {
        let all = |wanted: &[f64]| onto_simplex(wanted, &vec![true; wanted.len()]);
        assert_eq!(all(&[0.5, 0.5]), [0.5, 0.5]);
        assert_eq!(all(&[2.0, 0.0]), [1.0, 0.0]);
        assert_eq!(onto_simplex(&[0.0, 0.0, 9.0], &[true, true, false]), [0.5, 0.5, 0.0]);
    }
}
