//! Statistical checks that say what they saw.

/// The limit of every z test here: 7 in a million by chance alone.
pub const LIMIT: f64 = 4.5;

/// How many standard errors lie between observed and expected.
pub fn z(observed: f64, expected: f64, std_error: f64) -> f64 {
    if observed == expected { 0.0 } else { (observed - expected) / std_error }
}

/// The standard error of a share whose probability is known: never estimate it from the data under test.
pub fn share_error(probability: f64, draws: u64) -> f64 {
    (probability * (1.0 - probability) / draws as f64).sqrt()
}

/// Asserts that an observation is within [`LIMIT`] standard errors of what theory says.
#[track_caller]
pub fn agrees(what: &str, observed: f64, expected: f64, std_error: f64, draws: u64, seed: u64) {
    let z = z(observed, expected, std_error);
    assert!(
        z.abs() <= LIMIT,
        "{what}: observed {observed}, expected {expected}, z = {z:.2}, draws {draws}, seed {seed}"
    );
}

/// Asserts that two numbers agree to an absolute tolerance (relative for large numbers).
#[track_caller]
pub fn close(what: &str, observed: f64, expected: f64, tolerance: f64) {
    let difference = (observed - expected).abs();
    assert!(
        difference <= tolerance * expected.abs().max(1.0),
        "{what}: observed {observed}, expected {expected}, difference {difference:e}, tolerance {tolerance:e}"
    );
}

/// [`close`] for every element.
#[track_caller]
pub fn all_close(what: &str, observed: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(observed.len(), expected.len(), "{what}: as many numbers");
    for (k, (o, e)) in observed.iter().zip(expected).enumerate() {
        close(&format!("{what}[{k}] of {observed:?} against {expected:?}"), *o, *e, tolerance);
    }
}

/// [`all_close`] for every row.
#[track_caller]
pub fn table_close(what: &str, observed: &[Vec<f64>], expected: &[Vec<f64>], tolerance: f64) {
    assert_eq!(observed.len(), expected.len(), "{what}: as many rows");
    for (k, (o, e)) in observed.iter().zip(expected).enumerate() {
        all_close(&format!("{what}[{k}]"), o, e, tolerance);
    }
}
