//! Inverse distribution functions, accurate into the far tails.
//!
//! The tails come from `mills`, the normalising constants from statrs. Roots are found by Newton steps on the logarithm of the tail probability, where every tail is nearly a straight line,
//! kept inside a bracket that shrinks at every step.

use statrs::function::{beta, erf, gamma};

use super::{Tail, mills};

/// Quantile of the standard normal, from the nearer end (relative error below 1e-14).
pub fn normal_quantile(at: Tail) -> f64 {
    // erfc_inv keeps its digits for small arguments: Phi(-z) = erfc(z / sqrt 2) / 2.
    // statrs 0.19: erfc_inv agrees with published digits to 1e-15; its erfc only to 1e-11, so no Newton step.
    let z = std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * at.p);
    if at.upper { z } else { -z }
}

/// Quantile of Gamma(shape, scale 1), as its natural logarithm (small shapes underflow otherwise).
pub fn ln_gamma_quantile(shape: f64, at: Tail, guess: Option<f64>) -> f64 {
    let ln_norm = gamma::ln_gamma(shape);
    let guess = guess.unwrap_or_else(|| gamma_guess(shape, at, ln_norm));
    solve_in_log_tail(guess, at, |y| gamma_tail(shape, ln_norm, y, at.upper))
}

/// What lies beyond a point y on one side of it.
pub(super) struct BeyondPoint {
    /// Logarithm of the probability.
    pub ln_tail: f64,
    /// The probability divided by the density at y.
    pub by_density: f64,
}

impl BeyondPoint {
    /// From the Mills ratio of the tail on the same side, or of the one on the other side.
    fn new(ln_density: f64, mills: f64, same_side: bool) -> Self {
        let ln_tail = ln_density + mills.ln();
        if same_side {
            return Self { ln_tail, by_density: mills };
        }
        let rest = 1.0 - ln_tail.exp();
        Self { ln_tail: rest.ln(), by_density: rest / ln_density.exp() }
    }
}

/// The lower or upper tail of y = ln x, for x from Gamma(shape).
pub(super) fn gamma_tail(shape: f64, ln_norm: f64, y: f64, upper: bool) -> BeyondPoint {
    let x = y.exp();
    let near_zero = x < shape.max(1.0);
    let mills = if near_zero { mills::gamma_lower(shape, x) } else { mills::gamma_upper(shape, x) };
    BeyondPoint::new(shape * y - x - ln_norm, mills, near_zero != upper)
}

pub(super) fn gamma_guess(shape: f64, at: Tail, ln_norm: f64) -> f64 {
    // Left tail: F(x) ~ x^a / (a Gamma(a)).
    let left = (at.p.ln() + shape.ln() + ln_norm) / shape;
    if !at.upper && left < -1.0 {
        return left;
    }
    // Wilson & Hilferty 1931.
    let z = normal_quantile(at);
    let cube = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    let x = shape * cube * cube * cube;
    if cube > 0.0 && x > 1e-3 {
        x.ln()
    } else if at.upper {
        (1.0 + at.p.ln().abs()).ln()
    } else {
        left.min(0.0)
    }
}

/// Quantile of Beta(a, b) on [0, 1].
pub fn beta_quantile(a: f64, b: f64, at: Tail) -> f64 {
    logit_to_unit(logit_beta_quantile(a, b, at, None))
}

/// e^y / (1 + e^y) without overflow.
pub fn logit_to_unit(y: f64) -> f64 {
    if y < 0.0 { y.exp() / (1.0 + y.exp()) } else { 1.0 / (1.0 + (-y).exp()) }
}

/// Quantile of Beta(a, b) as its logit, which keeps the digits near both ends.
pub fn logit_beta_quantile(a: f64, b: f64, at: Tail, guess: Option<f64>) -> f64 {
    let ln_norm = beta::ln_beta(a, b);
    let guess = guess.unwrap_or_else(|| beta_guess(a, b, at, ln_norm));
    solve_in_log_tail(guess, at, |y| beta_tail((a, b), ln_norm, y, at.upper))
}

/// The lower or upper tail of y = logit x, for x from Beta(a, b).
pub(super) fn beta_tail((a, b): (f64, f64), ln_norm: f64, y: f64, upper: bool) -> BeyondPoint {
    let near_zero = y < (a / b).ln();
    let ratio = |a, b, y| mills::beta_lower(a, b, logit_to_unit(y));
    let mills = if near_zero { ratio(a, b, y) } else { ratio(b, a, -y) };
    BeyondPoint::new(a * ln_unit(y) + b * ln_unit(-y) - ln_norm, mills, near_zero != upper)
}

/// ln(e^y / (1 + e^y))
pub(super) fn ln_unit(y: f64) -> f64 {
    if y < 0.0 { y - y.exp().ln_1p() } else { -(-y).exp().ln_1p() }
}

pub(super) fn beta_guess(a: f64, b: f64, at: Tail, ln_norm: f64) -> f64 {
    let (near, sign) = if at.upper { (b, -1.0) } else { (a, 1.0) };
    let edge = (at.p.ln() + near.ln() + ln_norm) / near;
    if edge < -3.0 {
        return sign * edge;
    }
    let z = normal_quantile(at);
    (a / b).ln() + z * (1.0 / a + 1.0 / b).sqrt()
}

/// The root y where the tail has probability at.p.
fn solve_in_log_tail(guess: f64, at: Tail, exact: impl Fn(f64) -> BeyondPoint) -> f64 {
    let target = at.p.ln();
    let sign = if at.upper { -1.0 } else { 1.0 };
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut y = guess;
    for _ in 0..100 {
        let beyond = exact(y);
        let error = sign * (beyond.ln_tail - target);
        if error == 0.0 {
            return y;
        }
        if error > 0.0 {
            high = y
        } else {
            low = y
        }
        let next = bracketed(y - error * beyond.by_density, y, low, high);
        if (next - y).abs() <= 2.0 * f64::EPSILON * y.abs().max(1.0) {
            return next;
        }
        y = next;
    }
    y
}

/// The Newton step if it stays inside the bracket and is not wild, else a bisection or a doubling.
fn bracketed(newton: f64, y: f64, low: f64, high: f64) -> f64 {
    let limit = 2.0 + y.abs();
    if newton.is_finite() && newton > low && newton < high && (newton - y).abs() <= limit {
        newton
    } else if low.is_finite() && high.is_finite() {
        0.5 * (low + high)
    } else if low.is_finite() {
        low + limit
    } else {
        high - limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lower(p: f64) -> Tail {
        Tail { p, upper: false }
    }

    fn upper(p: f64) -> Tail {
        Tail { p, upper: true }
    }

    #[test]
    fn normal_quantiles_match_published_digits() {
        // scipy.stats.norm.isf
        for (p, z) in
            [(0.5, 0.0), (0.025, 1.959_963_984_540_054), (1e-8, 5.612_001_244_174_789), (1e-10, 6.361_340_902_404_056)]
        {
            assert!((normal_quantile(upper(p)) - z).abs() < 1e-12, "{p}");
            assert!((normal_quantile(lower(p)) + z).abs() < 1e-12, "{p}");
        }
    }

    #[test]
    fn gamma_quantiles_invert_the_distribution_function() {
        for shape in [0.05, 0.3, 1.0, 2.5, 8.0, 120.0] {
            for p in [0.5, 0.1, 1e-3, 1e-8] {
                let x = ln_gamma_quantile(shape, upper(p), None).exp();
                assert!((gamma::gamma_ur(shape, x) / p - 1.0).abs() < 1e-9, "upper {shape} {p}");
                let y = ln_gamma_quantile(shape, lower(p), None);
                if y > -20.0 {
                    assert!((gamma::gamma_lr(shape, y.exp()) / p - 1.0).abs() < 1e-9, "lower {shape} {p}");
                }
            }
        }
        // Gamma(1) is the exponential.
        assert!((ln_gamma_quantile(1.0, upper(0.25), None).exp() - 4.0_f64.ln()).abs() < 1e-13);
    }

    #[test]
    fn beta_quantiles_invert_the_distribution_function() {
        for (a, b) in [(0.5, 3.0), (1.5, 10.5), (5.0, 5.0), (20.0, 116.0), (580.5, 1_420.5)] {
            for p in [0.5, 0.05, 1e-6] {
                let x = beta_quantile(a, b, lower(p));
                assert!((beta::beta_reg(a, b, x) / p - 1.0).abs() < 1e-8, "{a} {b} {p}");
                let mirrored = beta_quantile(b, a, upper(p));
                assert!((mirrored - (1.0 - x)).abs() < 1e-12, "{a} {b} {p}");
            }
        }
        // Beta(1, 1) is uniform; Beta(2, 1) has F = x^2.
        assert!((beta_quantile(1.0, 1.0, lower(0.3)) - 0.3).abs() < 1e-14);
        assert!((beta_quantile(2.0, 1.0, lower(0.09)) - 0.3).abs() < 1e-14);
    }
}
