//! Eight draws in registers: arithmetic, comparisons, and e^x, for any instruction set.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::lanes::{EXP, LANES, LN2_HIGH, LN2_LOW, LOG2_E, Lanes, ROUND};
use super::simd::Simd;

/// One number for each of eight draws.
#[derive(Clone, Copy)]
pub struct Eight<S: Simd> {
    simd: S,
    pack: S::Pack,
}

/// One answer for each of eight draws.
#[derive(Clone, Copy)]
pub struct Mask<S: Simd> {
    simd: S,
    bits: S::Bits,
}

impl Lanes {
    /// Into registers.
    #[inline(always)]
    pub fn on<S: Simd>(&self, simd: S) -> Eight<S> {
        Eight { simd, pack: simd.pack(self.0) }
    }
}

impl<S: Simd> Mask<S> {
    /// Whether it holds in all draws.
    #[inline(always)]
    pub fn all(self) -> bool {
        self.bits() == u8::MAX
    }

    /// A bit for every draw in which it holds, that of the first draw lowest.
    #[inline(always)]
    pub fn bits(self) -> u8 {
        self.simd.mask(self.bits)
    }

    /// The first where it holds, else the second.
    #[inline(always)]
    pub fn select(self, yes: Eight<S>, no: Eight<S>) -> Eight<S> {
        Eight { simd: self.simd, pack: self.simd.select(self.bits, yes.pack, no.pack) }
    }

    /// 1 where it holds, else 0.
    #[inline(always)]
    pub fn one(self) -> Eight<S> {
        self.select(Eight::splat(self.simd, 1.0), Eight::splat(self.simd, 0.0))
    }
}

impl<S: Simd> Eight<S> {
    /// The same number in every draw.
    #[inline(always)]
    pub fn splat(simd: S, x: f64) -> Self {
        Self { simd, pack: simd.fill(x) }
    }

    /// From eight numbers that lie side by side.
    ///
    /// # Panics
    /// If there are not eight.
    #[inline(always)]
    pub fn load(simd: S, numbers: &[f64]) -> Self {
        let numbers: [f64; LANES] = numbers.try_into().expect("eight numbers");
        Self { simd, pack: simd.pack(numbers) }
    }

    /// Eight rows of four numbers by their columns.
    #[inline(always)]
    pub fn columns(simd: S, rows: [&[f64; 4]; LANES]) -> [Self; 4] {
        simd.columns(rows).map(
            #[inline(always)]
            |pack| Self { simd, pack },
        )
    }

    /// The instruction set it is in.
    #[inline(always)]
    pub fn simd(self) -> S {
        self.simd
    }

    /// Into memory.
    #[inline(always)]
    pub fn lanes(self) -> Lanes {
        Lanes(self.simd.unpack(self.pack))
    }

    /// The larger, draw by draw.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self { simd: self.simd, pack: self.simd.max(self.pack, other.pack) }
    }

    /// The smaller, draw by draw.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self { simd: self.simd, pack: self.simd.min(self.pack, other.pack) }
    }

    /// Where `self < other`.
    #[inline(always)]
    pub fn below(self, other: Self) -> Mask<S> {
        Mask { simd: self.simd, bits: self.simd.below(self.pack, other.pack) }
    }

    /// Where `self <= other`.
    #[inline(always)]
    pub fn at_most(self, other: Self) -> Mask<S> {
        Mask { simd: self.simd, bits: self.simd.at_most(self.pack, other.pack) }
    }

    /// Where it is more than 0.
    #[inline(always)]
    pub fn positive(self) -> Mask<S> {
        Eight::splat(self.simd, 0.0).below(self)
    }

    /// `self / other`, and 0 where `other` is not positive.
    #[inline(always)]
    pub fn over(self, other: Self) -> Self {
        other.positive().select(self / other, Eight::splat(self.simd, 0.0))
    }

    /// Whole numbers, rounded down, of numbers from 0 to 2^51.
    #[inline(always)]
    pub fn floors(self) -> [u64; LANES] {
        const DIGITS: f64 = 4_503_599_627_370_496.0; // 2^52: whole numbers are the last digits of what is larger
        let nearest = (self + DIGITS) - DIGITS;
        let down = nearest - self.below(nearest).one();
        let mut whole = self.simd.digits((down + DIGITS).pack);
        for x in &mut whole {
            *x ^= DIGITS.to_bits();
        }
        whole
    }

    /// e^x, as [`Lanes::exp`]: `lanes::exp` step by step.
    #[inline(always)]
    pub fn exp(self) -> Self {
        let simd = self.simd;
        let x = self.max(Self::splat(simd, -700.0));
        let shifted = x * LOG2_E + ROUND;
        let k = shifted - ROUND;
        let r = (x - k * LN2_HIGH) - k * LN2_LOW;
        let r2 = r * r;
        let r4 = r2 * r2;
        let mut pairs = [r; 5];
        for (pair, q) in pairs.iter_mut().zip(EXP.chunks_exact(2)) {
            *pair = r * q[1] + q[0];
        }
        let low = (pairs[0] + pairs[1] * r2) + (pairs[2] + pairs[3] * r2) * r4;
        let sum = low + pairs[4] * (r4 * r4);
        let power = Self { simd, pack: simd.power_of_two(shifted.pack) };
        ((r + r2 * sum) + 1.0) * power
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl<S: Simd> $trait for Eight<S> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self { simd: self.simd, pack: self.simd.$method(self.pack, other.pack) }
            }
        }
        impl<S: Simd> $trait<f64> for Eight<S> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                self.$method(Self::splat(self.simd, other))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl<S: Simd> Neg for Eight<S> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self * -1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::simd::run;
    use crate::math::{InstructionSet, Kernel, limit_instruction_set};

    struct Everything;

    impl Kernel for Everything {
        type Output = Lanes;
        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> Lanes {
            let mut x = Lanes([-3.1, -0.2, -7.7, -100.3, -0.001, -1.0, -2.5, 33.3]).on(simd);
            let zero = Eight::splat(simd, 0.0);
            for step in 0..50 {
                let y = (x.exp() * 0.37 + x * 0.61 - 0.2).min(zero) / (x.max(-x) + 1.0);
                x = y.below(x * 0.5).select(y, -x) + x.over(y) * y.at_most(zero).one() + 0.01 * f64::from(step);
                let positive = x.positive();
                if positive.all() {
                    x = x - f64::from(step);
                }
                x = x + f64::from(positive.bits());
                for (x, floor) in x.max(zero).lanes().0.iter().zip(x.max(zero).floors()) {
                    assert_eq!(floor, *x as u64, "{x}");
                }
            }
            x.lanes()
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let plain = pulp::Scalar.call(Everything);
        assert!(plain.0.iter().all(|x| x.is_finite() && *x != 0.0), "{plain:?}");
        for set in InstructionSet::available() {
            limit_instruction_set(Some(set));
            assert_eq!(run(Everything), plain, "{set:?}");
        }
        limit_instruction_set(None);
    }
}
