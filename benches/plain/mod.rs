//! What a careful programmer writes who knows the problem and not the engine: one draw after the other, fixed-size
//! arrays, generators of the rand project prepared once, nothing allocated while drawing, and utilities recomputed for
//! every strategy. No tables, no blocks, no lanes. The engine's speed is always stated against these, in the same run,
//! and every benchmark first checks that both give the same answer.
#![allow(dead_code, reason = "every benchmark is its own crate and uses its own part")]

pub mod committee;
pub mod smaa;
pub mod timeline;
mod variate;

use reframe::model::{Distribution, Shape};

/// Scores closer than this are tied (docs/model.md, "The decision").
const TIE: f64 = 1e-12;

/// Something that plays all strategies in some draws, whatever its sizes.
pub trait Play: Sync {
    /// Baseline first.
    fn play(&self, draws: u64, seed: u64) -> Vec<Sums>;
}

/// A sum over the draws and the sum of its squares, one number per alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// Of the thing itself.
    pub of: Vec<f64>,
    /// Of its square.
    pub squares: Vec<f64>,
}

impl Sum {
    /// The sum of the square, with a bound of the sum of its square: what is at most 1 has a smaller fourth power.
    pub fn squared(&self) -> Self {
        Self { of: self.squares.clone(), squares: self.squares.clone() }
    }
}

/// What one strategy did.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// P(wins)
    pub win: Sum,
    /// Its change against the baseline.
    pub change: Sum,
    /// P(wins, and lasts); 0 where nobody asks what lasts.
    pub lasting: Sum,
    /// Its change against the baseline.
    pub lasting_change: Sum,
}

/// A sum while drawing.
#[derive(Clone, Copy, Debug)]
struct Running<const A: usize> {
    of: [f64; A],
    squares: [f64; A],
}

impl<const A: usize> Running<A> {
    const ZERO: Self = Self { of: [0.0; A], squares: [0.0; A] };

    #[inline(always)]
    fn add(&mut self, numbers: &[f64; A]) {
        for v in 0..A {
            self.of[v] += numbers[v];
            self.squares[v] += numbers[v] * numbers[v];
        }
    }

    fn sum(&self) -> Sum {
        Sum { of: self.of.to_vec(), squares: self.squares.to_vec() }
    }
}

/// What one strategy did while drawing.
#[derive(Clone, Copy, Debug)]
struct Counting<const A: usize> {
    win: Running<A>,
    change: Running<A>,
    lasting: Running<A>,
    lasting_change: Running<A>,
}

impl<const A: usize> Counting<A> {
    const ZERO: Self =
        Self { win: Running::ZERO, change: Running::ZERO, lasting: Running::ZERO, lasting_change: Running::ZERO };

    #[inline(always)]
    fn add(&mut self, win: &[f64; A], baseline: &[f64; A]) {
        self.win.add(win);
        self.change.add(&std::array::from_fn(|v| win[v] - baseline[v]));
    }

    #[inline(always)]
    fn add_lasting(&mut self, lasting: &[f64; A], baseline: &[f64; A]) {
        self.lasting.add(lasting);
        self.lasting_change.add(&std::array::from_fn(|v| lasting[v] - baseline[v]));
    }

    fn sums(&self) -> Sums {
        Sums {
            win: self.win.sum(),
            change: self.change.sum(),
            lasting: self.lasting.sum(),
            lasting_change: self.lasting_change.sum(),
        }
    }
}

/// From scores to the best, ties shared equally.
#[inline(always)]
fn best(scores: &mut [f64]) {
    let mut highest = scores[0];
    for s in &scores[1..] {
        highest = if *s > highest { *s } else { highest };
    }
    let mut tied = 0.0;
    for s in scores.iter_mut() {
        *s = if highest - *s <= TIE { 1.0 } else { 0.0 };
        tied += *s;
    }
    if tied > 1.0 {
        scores.iter_mut().for_each(|share| *share /= tied);
    }
}

/// From scores to the choice probabilities of a logit with this noise.
#[inline(always)]
fn softmax(scores: &mut [f64], noise: f64) {
    let highest = scores.iter().fold(f64::NEG_INFINITY, |highest, s| if *s > highest { *s } else { highest });
    let mut total = 0.0;
    for s in scores.iter_mut() {
        *s = ((*s - highest) / noise).exp();
        total += *s;
    }
    scores.iter_mut().for_each(|share| *share /= total);
}

/// The number that a distribution always gives.
fn exactly(belief: &Distribution) -> f64 {
    match belief.shape() {
        Shape::Exact(x) => *x,
        other => panic!("the plain implementation wants a known number here, not {other:?}"),
    }
}
