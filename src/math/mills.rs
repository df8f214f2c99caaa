//! Mills ratios: the probability of a tail divided by the density at its edge.
//!
//! Densities are those of y = ln x for a gamma and y = logit x for a beta, so the ratio is also the slope of the quantile
//! y by the logarithm of the tail probability. The normalising constants cancel: no gamma function is needed.

/// No sum or fraction that is asked for takes more: about 10 sqrt(shape) terms do.
const MOST_TERMS: usize = 1_000_000;
/// A change too small to go on for.
const ENOUGH: f64 = 4.0 * f64::EPSILON;

/// Lower tail of Gamma(shape, scale 1) at x: the power series, all of whose terms are positive.
pub fn gamma_lower(shape: f64, x: f64) -> f64 {
    series(|n| x / (shape + n)) / shape
}

/// Upper tail of Gamma(shape, scale 1) at x, for x above shape: Legendre's continued fraction.
pub fn gamma_upper(shape: f64, x: f64) -> f64 {
    fraction(x + 1.0 - shape, |n| (n * (shape - n), x + 1.0 - shape + 2.0 * n))
}

/// Lower tail of Beta(a, b) at x, for x below the mean: the continued fraction of DLMF 8.17.22.
pub fn beta_lower(a: f64, b: f64, x: f64) -> f64 {
    let even = |m: f64| m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    let odd = |m: f64| -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    fraction(1.0, |n| (if n % 2.0 == 0.0 { even(0.5 * n) } else { odd(0.5 * (n - 1.0)) }, 1.0)) / a
}

/// 1 / (b0 + a1 / (b1 + a2 / (b2 + ...))) by Lentz's method, from the pairs (a, b).
fn fraction(start: f64, pair: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut c, mut d) = (f64::INFINITY, 1.0 / start);
    let mut value = d;
    for n in 1..MOST_TERMS {
        let (a, b) = pair(n as f64);
        d = 1.0 / (a * d + b);
        c = b + a / c;
        value *= c * d;
        let goes_on = (c * d - 1.0).abs() > ENOUGH;
        if !goes_on {
            break;
        }
    }
    value
}

/// 1 + r(1) + r(1) r(2) + ...
fn series(ratio: impl Fn(f64) -> f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..MOST_TERMS {
        term *= ratio(n as f64);
        sum += term;
        let goes_on = term > ENOUGH * sum;
        if !goes_on {
            break;
        }
    }
    sum
}
