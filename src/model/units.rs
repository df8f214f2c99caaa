//! Small quantities with a range: probabilities and concentrations.

use thiserror::Error;

/// A number outside the range its meaning allows.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{found} is not {allowed}")]
pub struct OutOfRange {
    /// What was given.
    pub found: f64,
    /// What is allowed, in words: `a number from 0 to 1`.
    pub allowed: &'static str,
}

/// A number in [0, 1]: a probability, a share, a strength, an openness.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Probability(f64);

impl Probability {
    /// Certain, full, 100 %.
    pub const ONE: Probability = Probability(1.0);
    /// Impossible, none.
    pub const ZERO: Probability = Probability(0.0);
    /// As likely as not; a simple majority.
    pub const HALF: Probability = Probability(0.5);

    /// # Errors
    /// If `value` is not a number in [0, 1].
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(OutOfRange { found: value, allowed: "a number from 0 to 1" })
        }
    }

    /// The number, in [0, 1].
    pub fn get(self) -> f64 {
        self.0
    }
}

/// How sure a diagnosis is: the K of Dirichlet(K * share), or the a + b of a beta distribution.
/// The standard deviation of a share s is sqrt(s (1 - s) / (K + 1)).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Concentration(f64);

impl Concentration {
    /// "low": the standard deviation of a share of 0.3 is 0.15.
    pub const LOW: Concentration = Concentration(8.0);
    /// "medium": the standard deviation of a share of 0.3 is 0.08.
    pub const MEDIUM: Concentration = Concentration(30.0);
    /// "high": the standard deviation of a share of 0.3 is 0.04.
    pub const HIGH: Concentration = Concentration(120.0);

    /// # Errors
    /// If `value` is not in [0.1, 10^6]: below, a Dirichlet is a lottery between corners; above, say "exact".
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        if (0.1..=1e6).contains(&value) {
            Ok(Self(value))
        } else {
            Err(OutOfRange { found: value, allowed: "a number from 0.1 to 1000000, or low, medium, high, exact" })
        }
    }

    /// The number K.
    pub fn get(self) -> f64 {
        self.0
    }
}
