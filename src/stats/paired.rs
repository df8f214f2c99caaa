//! Differences on common random numbers.

use super::{Estimate, estimate::Z975};

/// How many draws differed, and how strongly, is known when this many did.
const SEEN_OFTEN: f64 = 30.0;

/// A mean of paired differences in [-1, 1], with the plain paired standard error.
///
/// "No difference seen" is not "no difference". With sure winners (`hard`) the differences are -1, 0, 1 (or fractions at
/// ties) and often all 0; the interval then counts two more draws, half of one up and half of one down (Agresti & Min
/// 2005). With noise it is normal, but at least that of half a draw that differs if few draws seem to.
pub fn paired_difference(mean: f64, mean_square: f64, draws: u64, hard: bool, deterministic: bool) -> Estimate {
    if deterministic {
        return Estimate::exact(mean);
    }
    let n = draws as f64;
    let variance = (mean_square - mean * mean).max(0.0);
    let std_error = if draws < 2 { 0.0 } else { (variance / (n - 1.0)).sqrt() };
    let (centre, half) = if hard {
        let (m, centre) = (n + 2.0, mean * n / (n + 2.0));
        (centre, Z975 * (((mean_square * n + 1.0) / m - centre * centre).max(0.0) / m).sqrt())
    } else {
        // The number of draws that differ, if they all differ alike.
        let seen = if mean_square > 0.0 { n * mean * mean / mean_square } else { 0.0 };
        let least = if seen < SEEN_OFTEN { 0.5_f64.sqrt() / n } else { 0.0 };
        (mean, Z975 * std_error.max(least))
    };
    Estimate::new(mean, std_error, (centre - half).max(-1.0).min(mean), (centre + half).min(1.0).max(mean))
}

/// Whether two probabilities estimated from the same draws differ for certain, however they vary together: the standard
/// error of the difference is at most the sum of both, so [`paired_difference`] could not cover 0.
pub fn far_apart(one: &Estimate, other: &Estimate, draws: u64) -> bool {
    // Three instead of 1.96, and a few draws: what the interval adds where few draws differ.
    (one.value() - other.value()).abs() > 3.0 * (one.std_error() + other.std_error()) + 6.0 / draws as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// From draws in which both win, to draws in which one or the other does: then they vary against one another.
        #[test]
        fn what_is_far_apart_differs_in_pairs(
            n in 12_u64..5000,
            other in 0.0..0.5_f64,
            lead in 0.0..5.0_f64,
            both in 0.0..1.0_f64,
            hard: bool,
        ) {
            let draws = n as f64;
            let only_other = (other * draws).floor();
            let only_one = (only_other + lead * draws.sqrt()).floor().min(draws - only_other);
            let both = (both * (draws - only_one - only_other)).floor();
            let estimate = |wins: f64| {
                let p = wins / draws;
                Estimate::normal(p, (p * (1.0 - p) / (draws - 1.0)).sqrt())
            };
            let (mean, mean_square) = ((only_one - only_other) / draws, (only_one + only_other) / draws);
            let paired = paired_difference(mean, mean_square, n, hard, false);
            if far_apart(&estimate(both + only_one), &estimate(both + only_other), n) {
                prop_assert!(!paired.covers(0.0), "{paired:?}");
            }
        }
    }

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
