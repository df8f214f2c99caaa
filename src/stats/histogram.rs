//! Percentiles of weights from counts.

use super::{Estimate, Spread, estimate::Z975};

/// Percentiles 5, 50, 95 of a histogram whose bin b holds the weights that round to b / (bins - 1).
///
/// Intervals are those of the order statistics (no assumption about the distribution), widened by half a bin.
pub fn spread(counts: &[u32], known: Option<f64>) -> Spread {
    let at = |share: f64| known.map_or_else(|| percentile(counts, share), Estimate::exact);
    Spread {
        p05: at(0.05),
        p50: at(0.5),
        p95: at(0.95),
        twenty: known.map_or_else(|| twenty(counts), |only| [only; 20]),
    }
}

/// The middles of twenty equally likely parts, in one pass.
fn twenty(counts: &[u32]) -> [f64; 20] {
    let n = counts.iter().map(|count| f64::from(*count)).sum::<f64>();
    let step = 1.0 / (counts.len() - 1) as f64;
    let (mut bin, mut below) = (0, f64::from(counts[0]));
    std::array::from_fn(|part| {
        let rank = n * (part as f64 + 0.5) / 20.0;
        while below < rank && bin + 1 < counts.len() {
            bin += 1;
            below += f64::from(counts[bin]);
        }
        bin as f64 * step
    })
}

fn percentile(counts: &[u32], share: f64) -> Estimate {
    let n = counts.iter().map(|count| f64::from(*count)).sum::<f64>();
    let step = 1.0 / (counts.len() - 1) as f64;
    let reach = Z975 * (n * share * (1.0 - share)).sqrt();
    let value = bin_at(counts, n * share) as f64 * step;
    let low = (bin_at(counts, n * share - reach) as f64 - 0.5) * step;
    let high = (bin_at(counts, n * share + reach) as f64 + 0.5) * step;
    let (low, high) = (low.clamp(0.0, value), high.clamp(value, 1.0));
    Estimate::new(value, (high - low) / (2.0 * Z975), low, high)
}

/// The bin of the draw with this (fractional) rank.
fn bin_at(counts: &[u32], rank: f64) -> usize {
    let mut below = 0.0;
    for (bin, &count) in counts.iter().enumerate() {
        below += f64::from(count);
        if count > 0 && below >= rank {
            return bin;
        }
    }
    counts.iter().rposition(|count| *count > 0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_an_even_histogram() {
        let spread = spread(&vec![100; 1001], None);
        assert!((spread.p05.value() - 0.05).abs() < 0.0011);
        assert!((spread.p50.value() - 0.5).abs() < 0.0011);
        assert!(spread.p95.covers(0.95) && spread.p95.std_error() < 0.002);
        for (part, value) in spread.twenty.iter().enumerate() {
            let middle = (part as f64 + 0.5) / 20.0;
            assert!((value - middle).abs() < 0.0011, "{part}: {value}");
        }
    }

    #[test]
    fn one_known_weight_is_exact() {
        let mut counts = vec![0; 1001];
        counts[800] = 256;
        assert_eq!(spread(&counts, Some(0.8)).p50, Estimate::exact(0.8));
        assert_eq!(spread(&counts, None).p95.value(), 0.8);
        assert_eq!(spread(&counts, None).twenty, [0.8; 20]);
    }
}
