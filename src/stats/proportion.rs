//! Estimates of probabilities from sums over draws.

use super::{Estimate, estimate::Z975};

/// A mean of numbers in [0, 1], with a Wilson (1927) interval.
///
/// The numbers need not be 0 or 1: when the probability is known draw by draw their spread is smaller, which counts as
/// that many more draws. The interval (not the standard error) is at least that of half a draw that differs, so that
/// "no difference seen among the draws" is not "no difference"; if all draws gave 0, or all gave 1, it is that of so many
/// failures or successes.
pub fn proportion(mean: f64, mean_square: f64, draws: u64, deterministic: bool) -> Estimate {
    let mean = mean.clamp(0.0, 1.0);
    if deterministic {
        return Estimate::exact(mean);
    }
    let n = draws as f64;
    let std_error = standard_error(mean, mean_square, draws);
    let at_an_end = mean <= 0.0 || mean >= 1.0;
    let effective = if at_an_end {
        n
    } else {
        // Numbers in [0, 1] never spread more than events do: they count as no fewer draws than there are.
        (mean * (1.0 - mean) / (std_error * std_error).max(0.5 / (n * n))).max((n - 1.0).max(1.0))
    };
    let z2 = Z975 * Z975;
    let centre = (mean + z2 / (2.0 * effective)) / (1.0 + z2 / effective);
    let half =
        Z975 / (1.0 + z2 / effective) * (mean * (1.0 - mean) / effective + z2 / (4.0 * effective * effective)).sqrt();
    Estimate::new(mean, std_error, (centre - half).clamp(0.0, mean), (centre + half).clamp(mean, 1.0))
}

/// Standard error of a mean; spreads below rounding count as none.
pub fn standard_error(mean: f64, mean_square: f64, draws: u64) -> f64 {
    let variance = mean_square - mean * mean;
    if draws < 2 || variance < 1e-10 { 0.0 } else { (variance / (draws - 1) as f64).sqrt() }
}

/// A mean of numbers in [0, 1] that are not probabilities of events: weights.
pub fn bounded_mean(mean: f64, mean_square: f64, draws: u64) -> Estimate {
    let std_error = standard_error(mean, mean_square, draws);
    let half = Z975 * std_error;
    Estimate::new(mean, std_error, (mean - half).max(0.0).min(mean), (mean + half).min(1.0).max(mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_matches_the_published_example() {
        // Newcombe 1998: 81 of 263, 95 %: 0.2553 to 0.3662.
        let p = 81.0 / 263.0;
        let estimate = proportion(p, p, 263, false);
        assert!((estimate.low() - 0.2553).abs() < 2e-4, "{estimate:?}");
        assert!((estimate.high() - 0.3662).abs() < 2e-4, "{estimate:?}");
    }

    /// Far below one in n, and all but known: the interval is no wider than that of a rare event.
    #[test]
    fn almost_never_is_not_anything() {
        let estimate = proportion(1e-9, 1.1e-18, 2000, false);
        assert!(estimate.low() <= 1e-9 && estimate.high() < 0.002, "{estimate:?}");
        assert!(estimate.high() > 1e-3, "half a draw might differ: {estimate:?}");
        let one = proportion(0.3, 0.09, 1, false);
        assert!(one.low() >= 0.0 && one.high() <= 1.0, "{one:?}");
    }

    #[test]
    fn never_is_not_impossible() {
        let estimate = proportion(0.0, 0.0, 1000, false);
        assert_eq!((estimate.value(), estimate.low()), (0.0, 0.0));
        assert!((estimate.high() - 0.003_827).abs() < 1e-5);
        assert_eq!(proportion(0.0, 0.0, 1000, true).high(), 0.0);
    }
}
