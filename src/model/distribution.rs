//! What is believed about one number.

use std::fmt;

use thiserror::Error;

use crate::math::{Tail, special};

/// Parameters that no distribution has.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{reason}")]
pub struct ImpossibleDistribution {
    /// What is wrong and what is allowed, in words.
    pub reason: String,
}

/// The families of docs/model.md, "Performance, and what the buyer perceives".
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One number, known.
    Exact(f64),
    /// Normal; `low to high` is a normal with these as its 5th and 95th percentile.
    Normal {
        /// Natural units.
        mean: f64,
        /// Natural units, > 0.
        sd: f64,
    },
    /// exp(normal): median, and sigma of the logarithm.
    LogNormal {
        /// Natural units, > 0.
        median: f64,
        /// > 0
        sigma: f64,
    },
    /// 1 / (1 + exp(-normal)): a share whose log-odds are normal (logit-normal).
    Logistic {
        /// Of the log-odds.
        mean: f64,
        /// Of the log-odds, > 0.
        sd: f64,
    },
    /// Equally likely from low to high.
    Uniform {
        /// Natural units.
        low: f64,
        /// Natural units, > low.
        high: f64,
    },
    /// Triangle with its peak at mode.
    Triangular {
        /// Natural units.
        low: f64,
        /// In [low, high].
        mode: f64,
        /// > low
        high: f64,
    },
    /// PERT: beta on [low, high] with mean (low + 4 mode + high) / 6.
    Pert {
        /// Natural units.
        low: f64,
        /// In [low, high].
        mode: f64,
        /// > low
        high: f64,
    },
    /// Beta(a, b) stretched to [low, high].
    Beta {
        /// > 0
        a: f64,
        /// > 0
        b: f64,
        /// Natural units.
        low: f64,
        /// > low
        high: f64,
    },
    /// (value, probability), probabilities sum to 1, values ascending.
    Discrete(Vec<(f64, f64)>),
}

/// A belief about one number, with parameters that exist.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution(Shape);

/// Standard normal quantile of 0.95: `a to b` spans two of it on either side of the middle.
pub const Z95: f64 = 1.644_853_626_951_472_2;

fn refuse<T>(reason: String) -> Result<T, ImpossibleDistribution> {
    Err(ImpossibleDistribution { reason })
}

fn finite(name: &str, x: f64) -> Result<(), ImpossibleDistribution> {
    if x.is_finite() { Ok(()) } else { refuse(format!("{name} must be a finite number, found {x}")) }
}

fn positive(name: &str, x: f64) -> Result<(), ImpossibleDistribution> {
    finite(name, x)?;
    if x > 0.0 { Ok(()) } else { refuse(format!("{name} must be above 0, found {x}")) }
}

fn ordered(low: f64, high: f64) -> Result<(), ImpossibleDistribution> {
    finite("low", low)?;
    finite("high", high)?;
    if low < high { Ok(()) } else { refuse(format!("low must be below high, found {low} and {high}")) }
}

fn between(low: f64, mode: f64, high: f64) -> Result<(), ImpossibleDistribution> {
    ordered(low, high)?;
    if (low..=high).contains(&mode) {
        Ok(())
    } else {
        refuse(format!("the most likely value must lie between {low} and {high}, found {mode}"))
    }
}

impl Distribution {
    /// One number, known. # Errors: not finite.
    pub fn exact(x: f64) -> Result<Self, ImpossibleDistribution> {
        finite("a number", x)?;
        Ok(Self(Shape::Exact(x)))
    }

    /// Normal with mean and standard deviation (> 0).
    ///
    /// # Errors
    /// If a parameter is not finite or `sd <= 0`.
    pub fn normal(mean: f64, sd: f64) -> Result<Self, ImpossibleDistribution> {
        finite("the mean", mean)?;
        positive("the standard deviation", sd)?;
        Ok(Self(Shape::Normal { mean, sd }))
    }

    /// The normal with `low` and `high` as its 5th and 95th percentile.
    ///
    /// # Errors
    /// If not `low < high`, both finite.
    pub fn range(low: f64, high: f64) -> Result<Self, ImpossibleDistribution> {
        ordered(low, high)?;
        Self::normal(0.5 * (low + high), (high - low) / (2.0 * Z95))
    }

    /// Lognormal by median (> 0) and sigma (> 0) of the logarithm.
    ///
    /// # Errors
    /// If a parameter is not finite and positive.
    pub fn lognormal(median: f64, sigma: f64) -> Result<Self, ImpossibleDistribution> {
        positive("the median", median)?;
        positive("sigma", sigma)?;
        Ok(Self(Shape::LogNormal { median, sigma }))
    }

    /// A share whose log-odds are normal with this mean and standard deviation (> 0).
    ///
    /// # Errors
    /// If a parameter is not finite or `sd <= 0`.
    pub fn logistic(mean: f64, sd: f64) -> Result<Self, ImpossibleDistribution> {
        finite("the mean", mean)?;
        positive("the standard deviation", sd)?;
        Ok(Self(Shape::Logistic { mean, sd }))
    }

    /// Uniform on [low, high].
    ///
    /// # Errors
    /// If not `low < high`, both finite.
    pub fn uniform(low: f64, high: f64) -> Result<Self, ImpossibleDistribution> {
        ordered(low, high)?;
        Ok(Self(Shape::Uniform { low, high }))
    }

    /// Triangular on [low, high] with its peak at mode.
    ///
    /// # Errors
    /// If not `low <= mode <= high` and `low < high`, all finite.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, ImpossibleDistribution> {
        between(low, mode, high)?;
        Ok(Self(Shape::Triangular { low, mode, high }))
    }

    /// PERT on [low, high] with its peak at mode.
    ///
    /// # Errors
    /// As [`Distribution::triangular`].
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, ImpossibleDistribution> {
        between(low, mode, high)?;
        Ok(Self(Shape::Pert { low, mode, high }))
    }

    /// Beta(a, b) stretched to [low, high].
    ///
    /// # Errors
    /// If a or b is not in [0.01, 10^7] or not `low < high`.
    pub fn beta(a: f64, b: f64, low: f64, high: f64) -> Result<Self, ImpossibleDistribution> {
        for (name, x) in [("a", a), ("b", b)] {
            if !(0.01..=1e7).contains(&x) {
                return refuse(format!("{name} of a beta must be from 0.01 to 10000000, found {x}"));
            }
        }
        ordered(low, high)?;
        Ok(Self(Shape::Beta { a, b, low, high }))
    }

    /// Values with probabilities that sum to 1 (within 1e-6; then scaled to sum exactly).
    ///
    /// # Errors
    /// If there is no value, a value repeats, a probability is not positive, or the sum is not 1.
    pub fn discrete(mut outcomes: Vec<(f64, f64)>) -> Result<Self, ImpossibleDistribution> {
        if outcomes.is_empty() {
            return refuse("a discrete distribution needs at least one value".to_owned());
        }
        for &(x, p) in &outcomes {
            finite("a value", x)?;
            positive(&format!("the probability of {x}"), p)?;
        }
        outcomes.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let Some(pair) = outcomes.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return refuse(format!("the value {} is given twice", pair[0].0));
        }
        let total: f64 = outcomes.iter().map(|(_, p)| p).sum();
        if (total - 1.0).abs() > 1e-6 {
            return refuse(format!("the probabilities must sum to 1, found {total}"));
        }
        // Probabilities that already sum to 1 are kept to the last bit, so that what is written reads back the same.
        if (total - 1.0).abs() > 4.0 * f64::EPSILON {
            for (_, p) in &mut outcomes {
                *p /= total;
            }
        }
        Ok(Self(Shape::Discrete(outcomes)))
    }

    /// How far one talk goes when nothing else is said: beta(3, 7), mean 0.3 (docs/model.md, "Moves").
    pub fn usual_strength() -> Self {
        Self(Shape::Beta { a: 3.0, b: 7.0, low: 0.0, high: 1.0 })
    }

    /// 0, in the place of a belief that could not be read; its scenario never gets out.
    pub(crate) fn stand_in() -> Self {
        Self(Shape::Exact(0.0))
    }

    /// The family and its parameters.
    pub fn shape(&self) -> &Shape {
        &self.0
    }

    /// The number, if it is known exactly.
    pub fn known(&self) -> Option<f64> {
        match &self.0 {
            Shape::Exact(x) => Some(*x),
            Shape::Discrete(outcomes) if outcomes.len() == 1 => Some(outcomes[0].0),
            _ => None,
        }
    }

    /// Smallest and largest possible value; infinite for a normal.
    pub fn support(&self) -> (f64, f64) {
        match &self.0 {
            Shape::Exact(x) => (*x, *x),
            Shape::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Shape::LogNormal { .. } => (0.0, f64::INFINITY),
            Shape::Logistic { .. } => (0.0, 1.0),
            Shape::Uniform { low, high }
            | Shape::Triangular { low, high, .. }
            | Shape::Pert { low, high, .. }
            | Shape::Beta { low, high, .. } => (*low, *high),
            Shape::Discrete(outcomes) => (outcomes[0].0, outcomes[outcomes.len() - 1].0),
        }
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        match &self.0 {
            Shape::Exact(x) => *x,
            Shape::Normal { mean, .. } => *mean,
            Shape::LogNormal { median, sigma } => median * (0.5 * sigma * sigma).exp(),
            Shape::Logistic { .. } => self.below(1.0).1,
            Shape::Uniform { low, high } => 0.5 * (low + high),
            Shape::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Shape::Pert { low, mode, high } => (low + 4.0 * mode + high) / 6.0,
            Shape::Beta { a, b, low, high } => low + (high - low) * a / (a + b),
            Shape::Discrete(outcomes) => outcomes.iter().map(|(x, p)| x * p).sum(),
        }
    }

    /// The exact inverse distribution function. Slow (iterative for beta and PERT); the engine's tables are
    /// built from it and the reference implementation uses it directly.
    pub fn quantile(&self, at: Tail) -> f64 {
        let unit = if at.upper { 1.0 - at.p } else { at.p };
        match &self.0 {
            Shape::Exact(x) => *x,
            Shape::Normal { mean, sd } => mean + sd * special::normal_quantile(at),
            Shape::LogNormal { median, sigma } => median * (sigma * special::normal_quantile(at)).exp(),
            Shape::Logistic { mean, sd } => special::logit_to_unit(mean + sd * special::normal_quantile(at)),
            Shape::Uniform { low, high } => low + (high - low) * unit,
            Shape::Triangular { low, mode, high } => {
                let (width, left) = (high - low, mode - low);
                if unit * width < left {
                    low + (unit * width * left).sqrt()
                } else {
                    let rest = if at.upper { at.p } else { 1.0 - at.p };
                    high - (rest * width * (high - mode)).sqrt()
                }
            }
            Shape::Pert { low, mode, high } => {
                let (a, b) = pert_parameters(*low, *mode, *high);
                low + (high - low) * special::beta_quantile(a, b, at)
            }
            Shape::Beta { a, b, low, high } => low + (high - low) * special::beta_quantile(*a, *b, at),
            Shape::Discrete(outcomes) => {
                let mut left = unit;
                for &(x, p) in outcomes {
                    if left < p {
                        return x;
                    }
                    left -= p;
                }
                outcomes[outcomes.len() - 1].0
            }
        }
    }
}

/// The beta parameters of PERT(low, mode, high): a = 1 + 4 (mode - low) / (high - low), a + b = 6.
pub fn pert_parameters(low: f64, mode: f64, high: f64) -> (f64, f64) {
    let a = 1.0 + 4.0 * (mode - low) / (high - low);
    (a, 6.0 - a)
}

impl fmt::Display for Distribution {
    /// In the notation of scenario files, which reads back to the same distribution.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Shape::Exact(x) => write!(f, "{x}"),
            Shape::Normal { mean, sd } => write!(f, "normal({mean}, {sd})"),
            Shape::LogNormal { median, sigma } => write!(f, "lognormal({median}, {sigma})"),
            Shape::Logistic { mean, sd } => write!(f, "logistic({mean} ± {sd})"),
            Shape::Uniform { low, high } => write!(f, "uniform({low}, {high})"),
            Shape::Triangular { low, mode, high } => write!(f, "triangular({low}, {mode}, {high})"),
            Shape::Pert { low, mode, high } => write!(f, "pert({low}, {mode}, {high})"),
            Shape::Beta { a, b, low, high } if (*low, *high) == (0.0, 1.0) => write!(f, "beta({a}, {b})"),
            Shape::Beta { a, b, low, high } => write!(f, "beta({a}, {b}, {low}, {high})"),
            Shape::Discrete(outcomes) => {
                let items: Vec<String> = outcomes.iter().map(|(x, p)| format!("{x}: {p}")).collect();
                write!(f, "discrete({})", items.join(", "))
            }
        }
    }
}
