//! Which inputs a result owes its variance to: Sobol's indices from pick-freeze sums.

use super::{Estimate, jackknife};

/// Means over a batch of draws in three worlds: A, B, and A with one group of inputs taken from B.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PickFreeze {
    /// Draws added up.
    draws: f64,
    /// Sums of y_A, y_B, their squares, (y_AB - y_A), y_B (y_AB - y_A), (y_AB - y_A)^2.
    sums: [f64; 7],
}

impl PickFreeze {
    /// Adds one draw.
    pub fn add(&mut self, a: f64, b: f64, mixed: f64) {
        let change = mixed - a;
        let terms = [a, b, a * a, b * b, change, b * change, change * change];
        self.draws += 1.0;
        for (sum, term) in self.sums.iter_mut().zip(terms) {
            *sum += term;
        }
    }

    /// Adds another batch to this one.
    pub fn join(&mut self, other: &PickFreeze) {
        self.draws += other.draws;
        for (sum, more) in self.sums.iter_mut().zip(other.sums) {
            *sum += more;
        }
    }

    fn means(&self) -> Vec<f64> {
        self.sums.iter().map(|sum| sum / self.draws).collect()
    }
}

/// How much of the variance of a result is due to a group of inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SobolIndices {
    /// S = Var(E(Y | group)) / Var(Y): what would be gone on average if the group were known and nothing else.
    pub first: Estimate,
    /// T = E(Var(Y | all others)) / Var(Y): what would be left if everything else were known.
    pub total: Estimate,
}

/// A variance below this is rounding.
const NOTHING: f64 = 1e-14;

/// First-order index by Saltelli et al. (2010), centred at the mean, and total index by Jansen (1999), each with the error
/// of the delete-one-batch jackknife. `None` if the result does not vary. Chance can make a small index negative.
///
/// # Panics
/// If there are fewer than two batches, or they differ in size.
pub fn sobol(batches: &[PickFreeze]) -> Option<SobolIndices> {
    assert!(batches.windows(2).all(|pair| pair[0].draws == pair[1].draws), "batches are equally long");
    let means: Vec<Vec<f64>> = batches.iter().map(PickFreeze::means).collect();
    let overall: Vec<f64> =
        (0..7).map(|k| means.iter().map(|batch| batch[k]).sum::<f64>() / means.len() as f64).collect();
    if variance(&overall) < NOTHING {
        return None;
    }
    let first = jackknife(&means, |m| (m[5] - 0.5 * (m[0] + m[1]) * m[4]) / variance(m).max(NOTHING));
    let total = jackknife(&means, |m| 0.5 * m[6] / variance(m).max(NOTHING));
    // No change seen among n draws is not "no change": fewer than 3 in n could have been missed.
    let draws: f64 = batches.iter().map(|batch| batch.draws).sum();
    let unseen = if overall[6] == 0.0 { 1.5 / draws / variance(&overall) } else { 0.0 };
    let total = Estimate::new(total.value(), total.std_error(), total.low(), total.high() + unseen);
    Some(SobolIndices { first, total })
}

/// The variance of the result, from both worlds.
fn variance(m: &[f64]) -> f64 {
    0.5 * (m[2] + m[3] - m[0] * m[0] - m[1] * m[1])
}

/// The sum of all first-order indices of the same draws, `[group][batch]`: 1 if the inputs act one by one, less if they
/// act through each other.
pub fn sum_of_first(groups: &[Vec<PickFreeze>]) -> Option<Estimate> {
    let batches = groups.first()?.len();
    let joined = |batch: usize| {
        let mut means = groups[0][batch].means();
        let of_group = |group: &Vec<PickFreeze>| group[batch].means();
        means[4] = groups.iter().map(|group| of_group(group)[4]).sum();
        means[5] = groups.iter().map(|group| of_group(group)[5]).sum();
        means
    };
    let means: Vec<Vec<f64>> = (0..batches).map(joined).collect();
    let varies = means.iter().any(|m| variance(m) >= NOTHING);
    let of = |m: &[f64]| (m[5] - 0.5 * (m[0] + m[1]) * m[4]) / variance(m).max(NOTHING);
    varies.then(|| jackknife(&means, of))
}
