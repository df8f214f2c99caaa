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

/// The exponent of the numbers from 1/2 to 1.
const HALF: u64 = 0x3FE << 52;

/// 1/2 - 2^-54
const BELOW_HALF: f64 = 0.5 - 1.0 / 18_014_398_509_481_984.0;

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
    // (k + 1/2) 2^-53 for the upper 52 bits k. As digits of a number from 1/2 to 1 they need no conversion, and what is
    // taken from it is exact.
    let p = f64::from_bits(bits >> 12 | HALF) - BELOW_HALF;
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

    #[test]
    fn distances_are_odd_multiples_of_a_power_of_two() {
        for bits in [1 << 40, 1 << 63, 0x0123_4567_89AB_CDEF, u64::MAX, u64::MAX << 12] {
            let exact = ((bits >> 12) as f64 + 0.5) / 9_007_199_254_740_992.0; // 2^53
            assert_eq!(tail_distance(bits), exact);
        }
    }
}
