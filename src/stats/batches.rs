//! Errors from batches: a run is cut into equally long pieces that are independent of one another; how far the pieces
//! differ says how sure their mean is, whatever was computed in each (Law & Kelton 2000, section 9.5.3).

use super::{Estimate, estimate::Z975};

/// Fewer batches do not make a normal interval.
pub const FEWEST_BATCHES: u64 = 40;

/// The mean of a number over equally long batches, at least [`FEWEST_BATCHES`] if the interval is to be believed.
///
/// # Panics
/// If there is no batch.
pub fn batch_mean(batches: &[f64]) -> Estimate {
    assert!(!batches.is_empty(), "a mean is of something");
    let n = batches.len() as f64;
    let mean = batches.iter().sum::<f64>() / n;
    let squares: f64 = batches.iter().map(|x| (x - mean) * (x - mean)).sum();
    Estimate::normal(mean, if n > 1.0 { (squares / (n - 1.0) / n).sqrt() } else { 0.0 })
}

/// A smooth function of several means, `[batch][number]`: its value at the means less the first-order bias, with the error
/// of the delete-one-group jackknife (Efron & Stein 1981). The interval is normal.
///
/// # Panics
/// If there are fewer than two batches.
pub fn jackknife(batches: &[Vec<f64>], of: impl Fn(&[f64]) -> f64) -> Estimate {
    assert!(batches.len() > 1, "a jackknife leaves out one of several");
    let n = batches.len() as f64;
    let width = batches[0].len();
    let sums: Vec<f64> = (0..width).map(|k| batches.iter().map(|batch| batch[k]).sum()).collect();
    let whole = of(&sums.iter().map(|sum| sum / n).collect::<Vec<_>>());
    let without = |batch: &Vec<f64>| {
        let means: Vec<f64> = sums.iter().zip(batch).map(|(sum, x)| (sum - x) / (n - 1.0)).collect();
        of(&means)
    };
    let left: Vec<f64> = batches.iter().map(without).collect();
    let mean = left.iter().sum::<f64>() / n;
    let squares: f64 = left.iter().map(|x| (x - mean) * (x - mean)).sum();
    let error = (squares * (n - 1.0) / n).sqrt();
    let value = n * whole - (n - 1.0) * mean;
    Estimate::new(value, error, value - Z975 * error, value + Z975 * error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_mean_is_that_of_the_textbook() {
        let estimate = batch_mean(&[1.0, 2.0, 3.0, 4.0]);
        assert_eq!(estimate.value(), 2.5);
        assert!((estimate.std_error() - (5.0_f64 / 3.0 / 4.0).sqrt()).abs() < 1e-15);
        assert_eq!(batch_mean(&[0.3]).std_error(), 0.0);
    }

    #[test]
    fn the_jackknife_of_a_mean_is_the_mean_with_its_error() {
        let batches: Vec<Vec<f64>> = [1.0, 2.0, 3.0, 4.0].iter().map(|x| vec![*x]).collect();
        let (of_mean, mean) = (jackknife(&batches, |means| means[0]), batch_mean(&[1.0, 2.0, 3.0, 4.0]));
        assert!((of_mean.value() - mean.value()).abs() < 1e-12);
        assert!((of_mean.std_error() - mean.std_error()).abs() < 1e-12);
    }

    #[test]
    fn the_jackknife_takes_the_bias_of_a_square_away() {
        // The square of a mean of n numbers is too large by their variance over n, and that is all of its bias.
        let numbers = [0.1, 0.9, 0.4, 0.2, 0.7];
        let batches: Vec<Vec<f64>> = numbers.iter().map(|x| vec![*x]).collect();
        let mean = batch_mean(&numbers);
        let expected = mean.value() * mean.value() - mean.std_error() * mean.std_error();
        assert!((jackknife(&batches, |means| means[0] * means[0]).value() - expected).abs() < 1e-12);
    }
}
