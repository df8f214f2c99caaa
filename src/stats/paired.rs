//! Differences on common random numbers.

use super::{Estimate, estimate::Z975};

/// A mean of paired differences in [-1, 1].
///
/// With sure winners (`hard`) the differences are -1, 0, 1 (or fractions at ties) and often all 0; the interval then
/// counts two more draws, one up and one down by half (Agresti & Min 2005), so that "no difference seen" is not "no
/// difference". The standard error is the plain paired one either way.
pub fn paired_difference(mean: f64, mean_square: f64, draws: u64, hard: bool, deterministic: bool) -> Estimate {
    if deterministic {
        return Estimate::exact(mean);
    }
    let n = draws as f64;
    let variance = (mean_square - mean * mean).max(0.0);
    let std_error = if draws < 2 { 0.0 } else { (variance / (n - 1.0)).sqrt() };
    if !hard {
        return Estimate::normal(mean, std_error);
    }
    let (m, centre) = (n + 2.0, mean * n / (n + 2.0));
    let half = Z975 * (((mean_square * n + 1.0) / m - centre * centre).max(0.0) / m).sqrt();
    Estimate::new(mean, std_error, (centre - half).max(-1.0).min(mean), (centre + half).min(1.0).max(mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paired_error_is_that_of_the_discordant_draws() {
        // 50 gained, 20 lost among 1,000: (b - c) / n and sqrt(b + c - (b - c)^2 / n) / n.
        let estimate = paired_difference(0.03, 0.07, 1000, true, false);
        let expected = (70.0_f64 - 0.9).sqrt() / 1000.0;
        assert!((estimate.std_error() - expected).abs() < 1e-5, "{estimate:?}");
        assert!(estimate.low() > 0.0 && estimate.high() < 0.05);
    }

    #[test]
    fn no_difference_seen_still_has_an_interval() {
        let estimate = paired_difference(0.0, 0.0, 1000, true, false);
        assert!(estimate.covers(0.0) && estimate.high() > 0.001 && estimate.high() < 0.003);
    }
}
