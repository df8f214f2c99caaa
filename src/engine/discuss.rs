//! Weights that spread by talk (Friedkin & Johnsen 1990). Pure functions of eight draws at a time.
//!
//! `listening[i * people + j]` is how much i listens to j: at least 0, 0 on the diagonal, each row summing to at most 1.
//! `pattern[i * people + j]` is false where i certainly never listens to j; such pairs are passed over.
//! `own[i * width + c]` are i's weights when the discussion begins; each function replaces them by those at its end.

use crate::math::{Eight, Kernel, Lanes, Simd, simd};
use crate::model::Discussion;

/// Scratch space of a discussion.
#[derive(Debug, Default)]
pub struct Floor {
    first: Vec<Lanes>,
    before: Vec<Lanes>,
    matrix: Vec<Lanes>,
    filled: Vec<bool>,
    /// Whom one person listens to, and how much.
    ears: Vec<(Lanes, usize)>,
}

/// Who listens to whom, and how much.
#[derive(Clone, Copy)]
pub struct Listening<'a> {
    /// `[stakeholder][stakeholder]` how much.
    pub shares: &'a [Lanes],
    /// `[stakeholder][stakeholder]` whether at all.
    pub pattern: &'a [bool],
    /// How many people.
    pub people: usize,
}

/// A discussion of some rounds: w_i becomes sum_j a_ij w_j + (1 - sum_j a_ij) own_i, everybody at once, again and again.
#[inline(always)]
pub fn talk<S: Simd>(simd: S, own: &mut [Lanes], listening: Listening, rounds: u32, floor: &mut Floor) {
    let Listening { shares, pattern, people } = listening;
    let width = own.len() / people;
    let Floor { first, before, ears, .. } = floor;
    first.clear();
    first.extend_from_slice(own);
    before.resize(own.len(), Lanes::ZERO);
    for round in 0..rounds {
        if round > 0 {
            before.copy_from_slice(own);
        }
        let before = if round > 0 { &before[..] } else { &first[..] };
        for i in 0..people {
            ears.clear();
            let mut stubborn = Eight::splat(simd, 1.0);
            for j in 0..people {
                if pattern[i * people + j] {
                    let a = &shares[i * people + j];
                    stubborn = stubborn - a.on(simd);
                    ears.push((*a, j));
                }
            }
            // Who listens to nobody stays where he is.
            if ears.is_empty() {
                continue;
            }
            let (own, first) = (&mut own[i * width..][..width], &first[i * width..][..width]);
            for c in (0..width).step_by(4) {
                // Four criteria at a time: one sum after the other would wait for each addition.
                match width - c {
                    1 => hear::<S, 1>(simd, ears, before, c, stubborn, first, own),
                    2 => hear::<S, 2>(simd, ears, before, c, stubborn, first, own),
                    3 => hear::<S, 3>(simd, ears, before, c, stubborn, first, own),
                    _ => hear::<S, 4>(simd, ears, before, c, stubborn, first, own),
                }
            }
        }
    }
}

/// What one person makes of what he hears, for N criteria from `c` on.
#[inline(always)]
fn hear<S: Simd, const N: usize>(
    simd: S,
    ears: &[(Lanes, usize)],
    before: &[Lanes],
    c: usize,
    stubborn: Eight<S>,
    first: &[Lanes],
    own: &mut [Lanes],
) {
    let mut heard = [stubborn; N];
    for (heard, first) in heard.iter_mut().zip(&first[c..]) {
        *heard = *heard * first.on(simd);
    }
    for (a, j) in ears {
        let (a, said) = (a.on(simd), &before[j * own.len() + c..][..N]);
        for k in 0..N {
            heard[k] = heard[k] + a * said[k].on(simd);
        }
    }
    for (own, heard) in own[c..].iter_mut().zip(heard) {
        *own = heard.lanes();
    }
}

/// How stubborn everybody is at least, so that a circle of people who only listen to each other has a limit, too.
const LEAST_STUBBORN: f64 = 1e-9;

/// A discussion until nothing changes any more: the solution of (I - A) w = (1 - row sums) own, by elimination. I - A
/// is diagonally dominant, so no pivots are needed.
#[inline(always)]
pub fn settle<S: Simd>(simd: S, own: &mut [Lanes], listening: Listening, floor: &mut Floor) {
    let Listening { shares, pattern, people } = listening;
    let width = own.len() / people;
    let Floor { matrix, filled, .. } = floor;
    matrix.resize(people * people, Lanes::ZERO);
    filled.clear();
    filled.extend_from_slice(pattern);
    for i in 0..people {
        let mut heard = Eight::splat(simd, 0.0);
        for j in 0..people {
            let a = if pattern[i * people + j] { shares[i * people + j].on(simd) } else { Eight::splat(simd, 0.0) };
            heard = heard + a;
            matrix[i * people + j] = (-a).lanes();
        }
        let stubborn = (Eight::splat(simd, 1.0) - heard).max(Eight::splat(simd, LEAST_STUBBORN));
        for w in &mut own[i * width..][..width] {
            *w = (w.on(simd) * stubborn).lanes();
        }
        matrix[i * people + i] = (heard + stubborn).lanes();
    }
    eliminate(simd, matrix, filled, own, people);
    substitute(simd, matrix, filled, own, people);
    // In a closed circle the elimination divides by 10^-9: what rounding has added or taken is shared out again.
    for row in own.chunks_exact_mut(width) {
        let mut sum = Eight::splat(simd, 0.0);
        for w in row.iter() {
            sum = sum + w.on(simd);
        }
        let share = Eight::splat(simd, 1.0) / sum;
        for w in row {
            *w = (w.on(simd) * share).lanes();
        }
    }
}

/// To an upper triangle; the diagonal is left inverted. `filled` says where the matrix is not 0, and is kept up to date.
#[inline(always)]
fn eliminate<S: Simd>(simd: S, matrix: &mut [Lanes], filled: &mut [bool], own: &mut [Lanes], people: usize) {
    let width = own.len() / people;
    for k in 0..people {
        let inverse = Eight::splat(simd, 1.0) / matrix[k * people + k].on(simd);
        matrix[k * people + k] = inverse.lanes();
        for i in k + 1..people {
            if !filled[i * people + k] {
                continue;
            }
            let factor = matrix[i * people + k].on(simd) * inverse;
            for j in k + 1..people {
                if !filled[k * people + j] {
                    continue;
                }
                filled[i * people + j] = true;
                let changed = matrix[i * people + j].on(simd) - factor * matrix[k * people + j].on(simd);
                matrix[i * people + j] = changed.lanes();
            }
            for c in 0..width {
                let changed = own[i * width + c].on(simd) - factor * own[k * width + c].on(simd);
                own[i * width + c] = changed.lanes();
            }
        }
    }
}

#[inline(always)]
fn substitute<S: Simd>(simd: S, matrix: &[Lanes], filled: &[bool], own: &mut [Lanes], people: usize) {
    let width = own.len() / people;
    for i in (0..people).rev() {
        for j in i + 1..people {
            if filled[i * people + j] {
                let factor = matrix[i * people + j].on(simd);
                for c in 0..width {
                    let rest = own[i * width + c].on(simd) - factor * own[j * width + c].on(simd);
                    own[i * width + c] = rest.lanes();
                }
            }
        }
        let inverse = matrix[i * people + i].on(simd);
        for w in &mut own[i * width..][..width] {
            *w = (w.on(simd) * inverse).lanes();
        }
    }
}

struct Discuss<'a> {
    own: &'a mut [Lanes],
    listening: &'a [Lanes],
    people: usize,
    discussion: Discussion,
}

impl Kernel for Discuss<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let mut floor = Floor::default();
        let pattern = vec![true; self.people * self.people];
        let listening = Listening { shares: self.listening, pattern: &pattern, people: self.people };
        match self.discussion {
            Discussion::Rounds(rounds) => talk(simd, self.own, listening, rounds, &mut floor),
            Discussion::Settled => settle(simd, self.own, listening, &mut floor),
        }
    }
}

/// Holds a discussion of eight draws at a time.
pub fn discuss(own: &mut [Lanes], listening: &[Lanes], people: usize, discussion: Discussion) {
    simd::run(Discuss { own, listening, people, discussion });
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
        discuss(&mut own, &lanes(&[0.0, a12, a21, 0.0]), 2, Discussion::Settled);
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
        discuss(&mut long, &listening, 3, Discussion::Rounds(200));
        discuss(&mut settled, &listening, 3, Discussion::Settled);
        for (a, b) in long.iter().zip(&settled) {
            assert!((a.0[0] - b.0[0]).abs() < 1e-14);
        }
        for row in settled.chunks_exact(3) {
            let sum: f64 = row.iter().map(|w| w.0[0]).sum();
            assert!((sum - 1.0).abs() < 1e-14);
        }
    }

    #[test]
    fn a_circle_without_anybody_stubborn_meets_in_the_middle() {
        let mut own = lanes(&[0.7, 0.3, 0.2, 0.8]);
        discuss(&mut own, &lanes(&[0.0, 1.0, 1.0, 0.0]), 2, Discussion::Settled);
        for (got, expected) in own.iter().zip([0.45, 0.55, 0.45, 0.55]) {
            assert!((got.0[0] - expected).abs() < 1e-6, "{} {expected}", got.0[0]);
        }
    }

    #[test]
    fn who_listens_to_nobody_keeps_his_weights() {
        let mut own = lanes(&[0.7, 0.3, 0.2, 0.8]);
        discuss(&mut own, &lanes(&[0.0, 0.0, 1.0, 0.0]), 2, Discussion::Rounds(1));
        assert_eq!(own, lanes(&[0.7, 0.3, 0.7, 0.3]));
    }
}
