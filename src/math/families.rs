//! The quantile tables of the families that the model draws from.
//!
//! Gammas and betas come from `mechanics`, some fifty times faster than root searches; where that refuses, and for
//! what is made once for all, every knot is computed by itself.

use std::sync::{Arc, LazyLock};

use super::mechanics::{self, Scale};
use super::{QuantileTable, Tail, special};

static NORMAL: LazyLock<Arc<QuantileTable>> = LazyLock::new(|| {
    Arc::new(QuantileTable::build(|at| {
        let z = special::normal_quantile(at);
        (z, inwards(at, 1.0 / normal_density(z)))
    }))
});

static GUMBEL: LazyLock<Arc<QuantileTable>> = LazyLock::new(|| {
    Arc::new(QuantileTable::build(|at| {
        let (ln_u, u) = if at.upper { ((-at.p).ln_1p(), 1.0 - at.p) } else { (at.p.ln(), at.p) };
        (-(-ln_u).ln(), inwards(at, -1.0 / (u * ln_u)))
    }))
});

/// The standard normal: made once.
pub fn normal() -> Arc<QuantileTable> {
    Arc::clone(&NORMAL)
}

/// The standard Gumbel, -ln(-ln u): made once.
pub fn gumbel() -> Arc<QuantileTable> {
    Arc::clone(&GUMBEL)
}

/// e^(sigma z) for a standard normal z.
pub fn lognormal(sigma: f64) -> QuantileTable {
    NORMAL.mapped(|z| {
        let x = (sigma * z).exp();
        (x, sigma * x)
    })
}

/// Gamma(shape), scale 1.
pub fn gamma(shape: f64, scale: Scale) -> QuantileTable {
    mechanics::gamma(shape, scale).unwrap_or_else(|| gamma_by_roots(shape, scale))
}

/// Beta(a, b) on [0, 1].
pub fn beta(a: f64, b: f64, scale: Scale) -> QuantileTable {
    mechanics::beta(a, b, scale).unwrap_or_else(|| beta_by_roots(a, b, scale))
}

fn gamma_by_roots(shape: f64, scale: Scale) -> QuantileTable {
    let ln_norm = statrs::function::gamma::ln_gamma(shape);
    let mut last = None;
    QuantileTable::build(|at| {
        let y = special::ln_gamma_quantile(shape, at, last);
        last = Some(y);
        // The density of y = ln x is x f(x).
        let density = (shape * y - y.exp() - ln_norm).exp();
        let dy = inwards(at, 1.0 / density);
        match scale {
            Scale::Logarithmic => (y, dy),
            Scale::Plain => (y.exp(), dy * y.exp()),
        }
    })
}

fn beta_by_roots(a: f64, b: f64, scale: Scale) -> QuantileTable {
    let ln_norm = statrs::function::beta::ln_beta(a, b);
    let mut last = None;
    QuantileTable::build(|at| {
        let y = special::logit_beta_quantile(a, b, at, last);
        last = Some(y);
        let (x, rest) = (special::logit_to_unit(y), special::logit_to_unit(-y));
        // The density of the logit is x^a (1 - x)^b / B(a, b).
        let density = (a * x.ln() + b * rest.ln() - ln_norm).exp();
        let dy = inwards(at, 1.0 / density);
        match scale {
            Scale::Logarithmic => (y, dy),
            Scale::Plain => (x, dy * x * rest),
        }
    })
}

/// A slope by the point of the unit interval, as a slope by the distance to the nearer end.
fn inwards(at: Tail, slope: f64) -> f64 {
    if at.upper { -slope } else { slope }
}

fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest difference between two tables, relative to the distance between their quartiles.
    fn difference(x: &QuantileTable, y: &QuantileTable) -> f64 {
        let quarter = |upper: u64| x.look_up((1 << 63) | upper);
        let scale = (quarter(1) - quarter(0)).abs();
        let gap = |bits: u64| (x.look_up(bits) - y.look_up(bits)).abs() / scale.max(x.look_up(bits).abs());
        (0..20_000_u64).map(|k| gap(k.wrapping_mul(0x9e37_79b9_7f4a_7c15))).fold(0.0, f64::max)
    }

    #[test]
    fn root_searches_and_the_differential_equation_agree() {
        for (shape, scale) in [(0.003, Scale::Logarithmic), (0.2, Scale::Logarithmic), (3.0, Scale::Plain)] {
            let worst = difference(&gamma_by_roots(shape, scale), &gamma(shape, scale));
            assert!(worst < 1e-8, "gamma({shape}): {worst:e}");
        }
        for (a, b, scale) in [(0.02, 2.0, Scale::Logarithmic), (3.0, 7.0, Scale::Plain), (400.0, 3.0, Scale::Plain)] {
            let worst = difference(&beta_by_roots(a, b, scale), &beta(a, b, scale));
            assert!(worst < 1e-8, "beta({a}, {b}): {worst:e}");
        }
    }

    #[test]
    fn what_the_differential_equation_refuses_is_made_by_roots() {
        let tiny = gamma(1e-7, Scale::Logarithmic);
        assert_eq!(tiny, gamma_by_roots(1e-7, Scale::Logarithmic));
        // F(x) = x^a there, so the median is 2^(-1/a).
        assert!((tiny.look_up(u64::MAX - 1) * 1e-7 + 2.0_f64.ln()).abs() < 1e-6);
    }
}
