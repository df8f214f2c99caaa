//! Eight draws side by side: the unit in which the engine computes.
//!
//! Plain arrays and plain loops, which the compiler turns into vector instructions inside [`vectorised`](super::vectorised). Products and
//! sums are never fused, so every instruction set gives the same bits.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// Draws in a tile.
pub const LANES: usize = 8;

/// One number for each of eight draws: one cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub struct Lanes(pub [f64; LANES]);

impl Lanes {
    /// Nothing.
    pub const ZERO: Lanes = Lanes([0.0; LANES]);
    /// One in every lane.
    pub const ONE: Lanes = Lanes([1.0; LANES]);

    /// The same number in every lane.
    #[inline(always)]
    pub fn splat(x: f64) -> Self {
        Self([x; LANES])
    }

    /// Lane by lane.
    #[inline(always)]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        let mut out = [0.0; LANES];
        for (o, x) in out.iter_mut().zip(self.0) {
            *o = f(x);
        }
        Self(out)
    }

    /// Lane by lane with another.
    #[inline(always)]
    pub fn zip(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let mut out = [0.0; LANES];
        for ((o, x), y) in out.iter_mut().zip(self.0).zip(other.0) {
            *o = f(x, y);
        }
        Self(out)
    }

    /// The larger, lane by lane.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        self.zip(other, |x, y| if x > y { x } else { y })
    }

    /// The smaller, lane by lane.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        self.zip(other, |x, y| if x < y { x } else { y })
    }

    /// 1 where `self < other`, else 0.
    #[inline(always)]
    pub fn below(self, other: Self) -> Self {
        self.zip(other, |x, y| if x < y { 1.0 } else { 0.0 })
    }

    /// 1 where `self <= other`, else 0.
    #[inline(always)]
    pub fn at_most(self, other: Self) -> Self {
        self.zip(other, |x, y| if x <= y { 1.0 } else { 0.0 })
    }

    /// `self / other`, and 0 where `other` is not positive.
    #[inline(always)]
    pub fn over(self, other: Self) -> Self {
        self.zip(other, |x, y| if y > 0.0 { x / y } else { 0.0 })
    }

    /// The sum over the lanes, always in the same order.
    #[inline(always)]
    pub fn total(self) -> f64 {
        let [a, b, c, d, e, f, g, h] = self.0;
        ((a + b) + (c + d)) + ((e + f) + (g + h))
    }

    /// e^x for x in [-700, 700]; smaller arguments count as -700. Error at most 1 unit in the last place or so.
    #[inline(always)]
    pub fn exp(self) -> Self {
        self.map(exp)
    }
}

/// What `exp` takes e^x apart into: x = k ln 2 + r with |r| <= ln 2 / 2, in two pieces of ln 2 (Cody & Waite 1980).
pub(super) const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// 1.5 * 2^52: adding it rounds to an integer in the low bits.
pub(super) const ROUND: f64 = 6_755_399_441_055_744.0;
/// The upper bits of ln 2: its products with k are exact.
pub(super) const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
/// The rest of ln 2.
pub(super) const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// q of e^r = 1 + r + r^2 q(r), with the least relative error, 8e-18, that a polynomial of degree 9 has on
/// |r| <= ln 2 / 2 (Remez's algorithm with 60 digits).
pub(super) const EXP: [f64; 10] = [
    0.500_000_000_000_001,
    0.166_666_666_666_666_74,
    0.041_666_666_666_522_106,
    0.008_333_333_333_322_215,
    0.001_388_888_894_778_552_3,
    0.000_198_412_698_865_638_02,
    2.480_148_736_602_567_5e-5,
    2.755_724_236_744_966e-6,
    2.763_264_067_543_023_5e-7,
    2.511_003_829_672_724_2e-8,
];

/// e^x as in [`Lanes::exp`]; no table, no fused operation. The polynomial is added up in pairs (Estrin), so that the machine
/// need not wait for one step before it begins the next. `Eight::exp` does the same, step by step.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let x = if x > -700.0 { x } else { -700.0 };
    let shifted = x * LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    let (r2, q) = (r * r, EXP);
    let r4 = r2 * r2;
    let low = ((q[0] + q[1] * r) + (q[2] + q[3] * r) * r2) + ((q[4] + q[5] * r) + (q[6] + q[7] * r) * r2) * r4;
    let sum = low + (q[8] + q[9] * r) * (r4 * r4);
    let power = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    ((r + r2 * sum) + 1.0) * power
}

macro_rules! operator {
    ($trait:ident, $method:ident, $op:tt) => {
        impl $trait for Lanes {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, |x, y| x $op y)
            }
        }
        impl $trait<f64> for Lanes {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                self.map(|x| x $op other)
            }
        }
    };
}
operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl Neg for Lanes {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|x| -x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{InstructionSet, limit_instruction_set, vectorised};

    #[test]
    fn exp_agrees_with_the_standard_library() {
        let mut x = -690.0;
        while x < 690.0 {
            let (ours, std) = (exp(x), f64::exp(x));
            assert!((ours / std - 1.0).abs() < 1e-15, "{x}: {ours} {std}");
            x += 0.137;
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e9) < 1e-300);
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let work = || {
            let mut x = Lanes([-3.1, -0.2, -7.7, -100.3, -0.001, -1.0, -2.5, -33.3]);
            for _ in 0..50 {
                x = (x.exp() * 0.37 + x * 0.61 - 0.2).min(Lanes::ZERO);
            }
            x
        };
        for set in InstructionSet::available() {
            limit_instruction_set(Some(set));
            assert_eq!(vectorised(work), work(), "{set:?}");
        }
        limit_instruction_set(None);
    }
}
