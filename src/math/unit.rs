//! From random bits to a point of the unit interval.

/// A point of the unit interval given from its nearer end, so that the far tail keeps its digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// Distance to the nearer end, in (0, 1/2).
    pub p: f64,
    /// Whether the nearer end is 1 (then the point is 1 - p).
    pub upper: bool,
}

/// Nothing closer to an end than this is drawn: once in 4 * 10^9 numbers a tail is cut here.
pub const SMALLEST_TAIL: f64 = 1.0 / 8_589_934_592.0; // 2^-33

const STEP: f64 = 1.0 / 9_007_199_254_740_992.0; // 2^-53

impl Tail {
    /// The upper 52 bits give the distance to the end, bit 0 says which end.
    #[inline(always)]
    pub fn from_bits(bits: u64) -> Self {
        Self { p: tail_distance(bits), upper: bits & 1 == 1 }
    }

    /// The point itself, in (0, 1).
    #[inline(always)]
    pub fn unit(self) -> f64 {
        if self.upper { 1.0 - self.p } else { self.p }
    }
}

/// The distance to the nearer end, in [2^-33, 1/2).
#[inline(always)]
pub fn tail_distance(bits: u64) -> f64 {
    // 52 bits fit a positive i64, whose conversion has a vector form on every instruction set.
    let p = ((bits >> 12) as i64 as f64 + 0.5) * STEP;
    if p < SMALLEST_TAIL { SMALLEST_TAIL } else { p }
}

/// The point of the unit interval that these bits stand for, in (0, 1).
#[inline(always)]
pub fn unit(bits: u64) -> f64 {
    Tail::from_bits(bits).unit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_cover_the_interval_from_both_ends() {
        assert_eq!(unit(0), SMALLEST_TAIL);
        assert_eq!(unit(1), 1.0 - SMALLEST_TAIL);
        assert!(unit(u64::MAX - 1) < 0.5 && unit(u64::MAX - 1) > 0.4999);
        assert!(unit(u64::MAX) >= 0.5 && unit(u64::MAX) < 0.5001);
    }
}
