//! Weights that spread by talk (Friedkin & Johnsen 1990). Pure functions of eight draws at a time.
//!
//! `listening[i * people + j]` is how much i listens to j: at least 0, 0 on the diagonal, each row summing to at most 1.
//! `own[i * width + c]` are i's weights when the discussion begins; each function replaces them by those at its end.

use crate::math::Lanes;

/// A discussion of some rounds: w_i becomes sum_j a_ij w_j + (1 - sum_j a_ij) own_i, everybody at once, again and again.
#[inline(always)]
pub fn talk(own: &mut [Lanes], listening: &[Lanes], people: usize, rounds: u32) {
    let width = own.len() / people;
    let first = own.to_vec();
    let mut before = first.clone();
    for _ in 0..rounds {
        before.copy_from_slice(own);
        for i in 0..people {
            let row = &listening[i * people..][..people];
            let stubborn = Lanes::ONE - row.iter().fold(Lanes::ZERO, |sum, a| sum + *a);
            for c in 0..width {
                let heard = (0..people).fold(Lanes::ZERO, |sum, j| sum + row[j] * before[j * width + c]);
                own[i * width + c] = heard + stubborn * first[i * width + c];
            }
        }
    }
}

/// How stubborn everybody is at least, so that a circle of people who only listen to each other has a limit, too.
const LEAST_STUBBORN: f64 = 1e-9;

/// A discussion until nothing changes any more: the solution of (I - A) w = (1 - row sums) own, by elimination. I - A
/// is diagonally dominant, so no pivots are needed.
#[inline(always)]
pub fn settle(own: &mut [Lanes], listening: &[Lanes], people: usize) {
    let width = own.len() / people;
    let mut matrix: Vec<Lanes> = listening.iter().map(|a| -*a).collect();
    for i in 0..people {
        let heard = listening[i * people..][..people].iter().fold(Lanes::ZERO, |sum, a| sum + *a);
        let stubborn = (Lanes::ONE - heard).max(Lanes::splat(LEAST_STUBBORN));
        own[i * width..][..width].iter_mut().for_each(|w| *w = *w * stubborn);
        matrix[i * people + i] = matrix[i * people + i] + heard + stubborn;
    }
    for k in 0..people {
        for i in k + 1..people {
            let factor = matrix[i * people + k] / matrix[k * people + k];
            for j in k..people {
                matrix[i * people + j] = matrix[i * people + j] - factor * matrix[k * people + j];
            }
            for c in 0..width {
                own[i * width + c] = own[i * width + c] - factor * own[k * width + c];
            }
        }
    }
    for i in (0..people).rev() {
        for c in 0..width {
            let known =
                (i + 1..people).fold(own[i * width + c], |rest, j| rest - matrix[i * people + j] * own[j * width + c]);
            own[i * width + c] = known / matrix[i * people + i];
        }
    }
    // In a closed circle the elimination divides by 10^-9: what rounding has added or taken is shared out again.
    for row in own.chunks_exact_mut(width) {
        let sum = row.iter().fold(Lanes::ZERO, |sum, w| sum + *w);
        row.iter_mut().for_each(|w| *w = *w / sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes(numbers: &[f64]) -> Vec<Lanes> {
        numbers.iter().map(|x| Lanes::splat(*x)).collect()
    }

    #[test]
    fn two_people_settle_where_the_closed_form_says() {
        // w_1 = [(1 - a12) own_1 + a12 (1 - a21) own_2] / (1 - a12 a21)
        let (a12, a21) = (0.3, 0.6);
        let (own1, own2) = ([0.8, 0.2], [0.1, 0.9]);
        let mut own = lanes(&[own1[0], own1[1], own2[0], own2[1]]);
        settle(&mut own, &lanes(&[0.0, a12, a21, 0.0]), 2);
        for c in 0..2 {
            let first = ((1.0 - a12) * own1[c] + a12 * (1.0 - a21) * own2[c]) / (1.0 - a12 * a21);
            let second = ((1.0 - a21) * own2[c] + a21 * (1.0 - a12) * own1[c]) / (1.0 - a12 * a21);
            assert!((own[c].0[3] - first).abs() < 1e-15, "{} {first}", own[c].0[3]);
            assert!((own[2 + c].0[3] - second).abs() < 1e-15, "{} {second}", own[2 + c].0[3]);
        }
    }

    #[test]
    fn many_rounds_come_to_rest_where_settling_does() {
        let listening = lanes(&[0.0, 0.3, 0.2, 0.5, 0.0, 0.1, 0.25, 0.25, 0.0]);
        let own = lanes(&[0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4]);
        let (mut long, mut settled) = (own.clone(), own);
        talk(&mut long, &listening, 3, 200);
        settle(&mut settled, &listening, 3);
        for (a, b) in long.iter().zip(&settled) {
            assert!((a.0[0] - b.0[0]).abs() < 1e-14);
        }
        for row in settled.chunks_exact(3) {
            let sum = row.iter().fold(Lanes::ZERO, |sum, w| sum + *w);
            assert!((sum.0[0] - 1.0).abs() < 1e-14);
        }
    }

    #[test]
    fn a_circle_without_anybody_stubborn_meets_in_the_middle() {
        let mut own = lanes(&[0.7, 0.3, 0.2, 0.8]);
        settle(&mut own, &lanes(&[0.0, 1.0, 1.0, 0.0]), 2);
        for (got, expected) in own.iter().zip([0.45, 0.55, 0.45, 0.55]) {
            assert!((got.0[0] - expected).abs() < 1e-6, "{} {expected}", got.0[0]);
        }
    }

    #[test]
    fn who_listens_to_nobody_keeps_his_weights() {
        let mut own = lanes(&[0.7, 0.3, 0.2, 0.8]);
        talk(&mut own, &lanes(&[0.0, 0.0, 1.0, 0.0]), 2, 1);
        assert_eq!(own, lanes(&[0.7, 0.3, 0.7, 0.3]));
    }
}
