//! A number with its Monte Carlo error.

/// Standard normal quantile of 0.975: the half-width of a 95 % interval in standard errors.
pub const Z975: f64 = 1.959_963_984_540_054;

/// An estimated number: it cannot be made without its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    value: f64,
    std_error: f64,
    low: f64,
    high: f64,
}

impl Estimate {
    /// From value, standard error and the ends of the 95 % interval.
    ///
    /// # Panics
    /// If the error is negative or not a number, or the interval does not hold the value.
    pub fn new(value: f64, std_error: f64, low: f64, high: f64) -> Self {
        assert!(std_error >= 0.0, "a standard error is not negative: {std_error}");
        assert!(low <= value && value <= high, "an interval holds its value: {low} {value} {high}");
        Self { value, std_error, low, high }
    }

    /// A number known without Monte Carlo error.
    pub fn exact(value: f64) -> Self {
        Self { value, std_error: 0.0, low: value, high: value }
    }

    /// Value with a normal 95 % interval.
    pub fn normal(value: f64, std_error: f64) -> Self {
        Self::new(value, std_error, value - Z975 * std_error, value + Z975 * std_error)
    }

    /// The best guess.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Monte Carlo standard error; 0 if exact.
    pub fn std_error(&self) -> f64 {
        self.std_error
    }

    /// Lower end of the 95 % interval.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// Upper end of the 95 % interval.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Whether the 95 % interval holds this number.
    pub fn covers(&self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }

    /// The same in other units (a probability times a deal's value): everything times `factor`, plus `shift`.
    pub fn scaled(&self, factor: f64, shift: f64) -> Self {
        let (a, b) = (self.low * factor + shift, self.high * factor + shift);
        let value = self.value * factor + shift;
        Self { value, std_error: self.std_error * factor.abs(), low: a.min(b).min(value), high: a.max(b).max(value) }
    }
}
