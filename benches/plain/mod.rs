//! What a careful programmer writes who knows the problem and not the engine: one draw after the other, fixed-size
//! arrays, generators of the rand project prepared once, nothing allocated while drawing, and utilities recomputed for
//! every strategy. No tables, no blocks, no lanes. The engine's speed is always stated against these, in the same run,
//! and every benchmark first checks that both give the same answer.
#![allow(dead_code, reason = "every benchmark is its own crate and uses its own part")]

pub mod committee;
pub mod smaa;

use reframe::model::{Distribution, Shape};

/// Scores closer than this are tied (docs/model.md, "The decision").
const TIE: f64 = 1e-12;

/// Something that plays all strategies in some draws, whatever its sizes.
pub trait Play: Sync {
    /// Baseline first.
    fn play(&self, draws: u64, seed: u64) -> Vec<Sums>;
}

/// What one strategy did: sums over the draws, one per alternative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    /// Of P(wins).
    pub win: Vec<f64>,
    /// Of its square.
    pub win_squares: Vec<f64>,
    /// Of its change against the baseline.
    pub change: Vec<f64>,
    /// Of the square of that.
    pub change_squares: Vec<f64>,
}

/// The same while drawing.
#[derive(Clone, Copy, Debug)]
struct Counting<const A: usize> {
    win: [f64; A],
    win_squares: [f64; A],
    change: [f64; A],
    change_squares: [f64; A],
}

impl<const A: usize> Counting<A> {
    const ZERO: Self = Self { win: [0.0; A], win_squares: [0.0; A], change: [0.0; A], change_squares: [0.0; A] };

    #[inline(always)]
    fn add(&mut self, win: &[f64; A], baseline: &[f64; A]) {
        for v in 0..A {
            let change = win[v] - baseline[v];
            self.win[v] += win[v];
            self.win_squares[v] += win[v] * win[v];
            self.change[v] += change;
            self.change_squares[v] += change * change;
        }
    }

    fn sums(&self) -> Sums {
        Sums {
            win: self.win.to_vec(),
            win_squares: self.win_squares.to_vec(),
            change: self.change.to_vec(),
            change_squares: self.change_squares.to_vec(),
        }
    }
}

/// The best, ties shared equally.
#[inline(always)]
fn best<const A: usize>(scores: &[f64; A]) -> [f64; A] {
    let mut highest = scores[0];
    for s in &scores[1..] {
        highest = if *s > highest { *s } else { highest };
    }
    let mut shares = [0.0; A];
    let mut tied = 0.0;
    for v in 0..A {
        shares[v] = if highest - scores[v] <= TIE { 1.0 } else { 0.0 };
        tied += shares[v];
    }
    if tied > 1.0 {
        shares.iter_mut().for_each(|share| *share /= tied);
    }
    shares
}

/// Choice probabilities of a logit with this noise.
#[inline(always)]
fn softmax<const A: usize>(scores: &[f64; A], noise: f64) -> [f64; A] {
    let highest = scores.iter().fold(f64::NEG_INFINITY, |highest, s| if *s > highest { *s } else { highest });
    let mut shares = [0.0; A];
    let mut total = 0.0;
    for v in 0..A {
        shares[v] = ((scores[v] - highest) / noise).exp();
        total += shares[v];
    }
    shares.map(|share| share / total)
}

/// The number that a distribution always gives.
fn exactly(belief: &Distribution) -> f64 {
    match belief.shape() {
        Shape::Exact(x) => *x,
        other => panic!("the plain implementation wants a known number here, not {other:?}"),
    }
}
