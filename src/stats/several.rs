//! Which of several differences are there, when several are looked at: looking at twenty, one is "significant" by chance.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Estimate, Z975};

/// Which of these differences are not 0, all judged together so that with probability `1 - level` none of those named is 0
/// (Holm 1979). Each has its error from `batches` batches, so its distance from 0 is judged by Student's t.
///
/// # Panics
/// If there are fewer than two batches.
pub fn told_from_zero(differences: &[Estimate], batches: u64, level: f64) -> Vec<bool> {
    assert!(batches > 1, "an error comes from at least two batches");
    let student = StudentsT::new(0.0, 1.0, (batches - 1) as f64).expect("a positive number of degrees of freedom");
    let chances: Vec<f64> = differences.iter().map(|difference| chance_of_zero(difference, &student)).collect();
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|a, b| chances[*a].total_cmp(&chances[*b]));
    let mut told = vec![false; chances.len()];
    for (smaller, position) in order.into_iter().enumerate() {
        if chances[position] * (chances.len() - smaller) as f64 > level {
            break;
        }
        told[position] = true;
    }
    told
}

/// Probability that a difference which is 0 looks at least this large, by its interval (which may be wider than its standard
/// error says, where few draws differ).
fn chance_of_zero(difference: &Estimate, student: &StudentsT) -> f64 {
    let error = ((difference.high() - difference.low()) / (2.0 * Z975)).max(difference.std_error());
    match (difference.value(), error) {
        (0.0, _) => 1.0,
        (_, 0.0) => 0.0,
        (value, error) => 2.0 * student.cdf(-(value / error).abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(z: &[f64]) -> Vec<bool> {
        let differences: Vec<Estimate> = z.iter().map(|z| Estimate::normal(0.01 * z, 0.01)).collect();
        told_from_zero(&differences, 100_000, 0.05)
    }

    #[test]
    fn what_is_clear_alone_need_not_be_among_several() {
        assert_eq!(told(&[2.0]), [true]);
        assert_eq!(told(&[2.0, 0.1]), [false, false]);
        // 2.4 standard errors (p = 0.016) pass 0.05 / 3, and then 2.1 (p = 0.036) do not pass 0.05 / 2.
        assert_eq!(told(&[2.4, -2.1, 0.3]), [true, false, false]);
        // 2.3 standard errors (p = 0.021) pass 0.05 / 2 once the first is taken out, which Bonferroni would not see.
        assert_eq!(told(&[0.3, 9.0, -2.3]), [false, true, true]);
    }

    #[test]
    fn few_batches_ask_for_more() {
        let difference = Estimate::normal(0.021, 0.01);
        assert_eq!(told_from_zero(&[difference], 1000, 0.05), [true]);
        assert_eq!(told_from_zero(&[difference], 8, 0.05), [false]);
    }

    #[test]
    fn what_is_exact_is_known() {
        assert_eq!(told_from_zero(&[Estimate::exact(0.0), Estimate::exact(1e-6)], 40, 0.05), [false, true]);
    }
}
