//! Expected values of partial value functions, by numerical integration over the quantile function.

use reframe::math::Tail;
use reframe::model::{Distribution, Shape, ValueFunction};

/// E[u(x)]: known and discrete beliefs by summing, all others by adaptive integration over the probability, octave
/// by octave towards both ends.
pub fn expected_value(value: &ValueFunction, belief: &Distribution) -> f64 {
    match belief.shape() {
        Shape::Exact(x) => value.value(*x),
        Shape::Discrete(outcomes) => outcomes.iter().map(|(x, p)| p * value.value(*x)).sum(),
        _ => [false, true]
            .into_iter()
            .map(|upper| integral_to_end(&|p| value.value(belief.quantile(Tail { p, upper }))))
            .sum(),
    }
}

/// Integral over (0, 1/2) of a function that may have kinks, and grows at most like a power of ln p towards 0.
pub fn integral_to_end(f: &dyn Fn(f64) -> f64) -> f64 {
    const OCTAVES: i32 = 45;
    (1..OCTAVES).map(|k| integral(f, 0.5_f64.powi(k + 1), 0.5_f64.powi(k), 1e-11)).sum()
}

/// Adaptive Simpson.
pub fn integral(f: &dyn Fn(f64) -> f64, a: f64, b: f64, tolerance: f64) -> f64 {
    let mid = 0.5 * (a + b);
    refine(f, (a, f(a)), (mid, f(mid)), (b, f(b)), tolerance, 40)
}

type Point = (f64, f64);

fn refine(f: &dyn Fn(f64) -> f64, a: Point, m: Point, b: Point, tolerance: f64, depth: u32) -> f64 {
    let at = |x: f64| (x, f(x));
    let (left, right) = (at(0.5 * (a.0 + m.0)), at(0.5 * (m.0 + b.0)));
    let simpson = |a: Point, m: Point, b: Point| (b.0 - a.0) / 6.0 * (a.1 + 4.0 * m.1 + b.1);
    let (coarse, fine) = (simpson(a, m, b), simpson(a, left, m) + simpson(m, right, b));
    if depth == 0 || (fine - coarse).abs() <= 15.0 * tolerance {
        return fine + (fine - coarse) / 15.0;
    }
    refine(f, a, left, m, 0.5 * tolerance, depth - 1) + refine(f, m, right, b, 0.5 * tolerance, depth - 1)
}
