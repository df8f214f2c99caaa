//! Eight draws side by side in the registers of the machine.
//!
//! Kernels are written once, for any [`Simd`], and compiled for each instruction set; [`run`] picks the best one that
//! this machine has. Products and sums are never fused, so every instruction set gives the same bits. In memory eight
//! numbers are [`Lanes`]; in registers they are an [`Eight`].
//!
//! Whatever a kernel calls must be inlined into it (`#[inline(always)]`, and loops instead of closures): a function that
//! is not would be compiled for the baseline. What is too large to be inlined everywhere becomes a [`Kernel`] of its own.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::lanes::{EXP, LANES, LN2_HIGH, LN2_LOW, LOG2_E, Lanes, ROUND};

/// Work that is compiled for each instruction set.
pub trait Kernel {
    /// What comes out.
    type Output;
    /// Does it. Must be `#[inline(always)]`.
    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

/// An instruction set, as a proof that this machine has it.
pub trait Simd: Copy {
    /// Whether there is room for a dozen numbers or more, eight of each, in registers.
    const ROOMY: bool;
    /// Eight numbers.
    type Pack: Copy;
    /// Eight answers.
    type Bits: Copy;
    /// From memory.
    fn pack(self, x: [f64; LANES]) -> Self::Pack;
    /// To memory.
    fn unpack(self, x: Self::Pack) -> [f64; LANES];
    /// The same number eight times.
    fn fill(self, x: f64) -> Self::Pack;
    /// Lane by lane.
    fn add(self, a: Self::Pack, b: Self::Pack) -> Self::Pack;
    /// Lane by lane.
    fn sub(self, a: Self::Pack, b: Self::Pack) -> Self::Pack;
    /// Lane by lane.
    fn mul(self, a: Self::Pack, b: Self::Pack) -> Self::Pack;
    /// Lane by lane.
    fn div(self, a: Self::Pack, b: Self::Pack) -> Self::Pack;
    /// The larger; the second of two equal ones.
    fn max(self, a: Self::Pack, b: Self::Pack) -> Self::Pack;
    /// The smaller; the second of two equal ones.
    fn min(self, a: Self::Pack, b: Self::Pack) -> Self::Pack;
    /// a < b
    fn below(self, a: Self::Pack, b: Self::Pack) -> Self::Bits;
    /// a <= b
    fn at_most(self, a: Self::Pack, b: Self::Pack) -> Self::Bits;
    /// The first where the answer is yes, else the second.
    fn select(self, bits: Self::Bits, yes: Self::Pack, no: Self::Pack) -> Self::Pack;
    /// A bit for every answer, that of the first one lowest.
    fn mask(self, bits: Self::Bits) -> u8;
    /// Eight words of 64 bits.
    type Words: Copy;
    /// From memory.
    fn words(self, x: [u64; LANES]) -> Self::Words;
    /// To memory.
    fn unpack_words(self, x: Self::Words) -> [u64; LANES];
    /// Lane by lane, without carry.
    fn add_words(self, a: Self::Words, b: Self::Words) -> Self::Words;
    /// Bit by bit.
    fn xor_words(self, a: Self::Words, b: Self::Words) -> Self::Words;
    /// Each word shifted left by 17.
    fn shift_17(self, x: Self::Words) -> Self::Words;
    /// Each word shifted left by 52.
    fn shift_52(self, x: Self::Words) -> Self::Words;
    /// Each word rotated left by 23.
    fn rotate_23(self, x: Self::Words) -> Self::Words;
    /// Each word rotated left by 45.
    fn rotate_45(self, x: Self::Words) -> Self::Words;
    /// The bits of each number.
    fn digits(self, x: Self::Pack) -> [u64; LANES];
    /// 2^k, where k lies in the low bits of a number (it is an integer and 1.5 * 2^52 was added).
    fn power_of_two(self, k: Self::Pack) -> Self::Pack;
    /// Eight rows of four numbers by their columns.
    fn columns(self, rows: [&[f64; 4]; LANES]) -> [Self::Pack; 4];
    /// Runs a kernel as a function of its own, compiled for this instruction set.
    fn call<K: Kernel>(self, kernel: K) -> K::Output;
}

macro_rules! simd {
    (
        $token:ty, $registers:literal, roomy: $roomy:literal, max: $max:expr, min: $min:expr, mask: $mask:expr, call: $call:expr,
        words: $shift_52:expr, $shift_17:expr, $rotate_23:expr, $rotate_45:expr, columns: $columns:expr
    ) => {
        impl Simd for $token {
            const ROOMY: bool = $roomy;
            type Pack = [<$token as pulp::Simd>::f64s; $registers];
            type Bits = [<$token as pulp::Simd>::m64s; $registers];

            #[inline(always)]
            fn pack(self, x: [f64; LANES]) -> Self::Pack {
                pulp::bytemuck::cast(x)
            }

            #[inline(always)]
            fn unpack(self, x: Self::Pack) -> [f64; LANES] {
                pulp::bytemuck::cast(x)
            }

            #[inline(always)]
            fn fill(self, x: f64) -> Self::Pack {
                [pulp::Simd::splat_f64s(self, x); $registers]
            }

            simd!(@pairs $registers, Pack, Self::Pack:
                add pulp::Simd::add_f64s, sub pulp::Simd::sub_f64s, mul pulp::Simd::mul_f64s, div pulp::Simd::div_f64s,
                max $max, min $min);
            simd!(@pairs $registers, Pack, Self::Bits:
                below pulp::Simd::less_than_f64s, at_most pulp::Simd::less_than_or_equal_f64s);

            #[inline(always)]
            fn select(self, bits: Self::Bits, yes: Self::Pack, no: Self::Pack) -> Self::Pack {
                let mut out = no;
                for k in 0..$registers {
                    out[k] = pulp::Simd::select_f64s(self, bits[k], yes[k], no[k]);
                }
                out
            }

            #[inline(always)]
            fn mask(self, bits: Self::Bits) -> u8 {
                let mut mask = 0;
                for (k, bits) in bits.into_iter().enumerate() {
                    mask |= $mask(self, bits) << (k * LANES / $registers);
                }
                mask
            }

            type Words = [<$token as pulp::Simd>::u64s; $registers];

            #[inline(always)]
            fn words(self, x: [u64; LANES]) -> Self::Words {
                pulp::bytemuck::cast(x)
            }

            #[inline(always)]
            fn unpack_words(self, x: Self::Words) -> [u64; LANES] {
                pulp::bytemuck::cast(x)
            }

            simd!(@pairs $registers, Words, Self::Words:
                add_words pulp::Simd::add_u64s, xor_words pulp::Simd::xor_u64s);
            #[inline(always)]
            fn digits(self, x: Self::Pack) -> [u64; LANES] {
                pulp::bytemuck::cast(x)
            }

            #[inline(always)]
            fn power_of_two(self, k: Self::Pack) -> Self::Pack {
                let words: Self::Words = pulp::bytemuck::cast(k);
                let bias = [pulp::Simd::splat_u64s(self, 1023); $registers];
                pulp::bytemuck::cast(self.shift_52(self.add_words(words, bias)))
            }

            simd!(@each $registers: shift_52 $shift_52, shift_17 $shift_17, rotate_23 $rotate_23, rotate_45 $rotate_45);

            #[inline(always)]
            fn columns(self, rows: [&[f64; 4]; LANES]) -> [Self::Pack; 4] {
                $columns(self, rows)
            }

            #[inline(always)]
            fn call<K: Kernel>(self, kernel: K) -> K::Output {
                $call(self, kernel)
            }
        }
    };
    (@each $registers:literal: $($name:ident $of_one:expr),*) => {$(
        #[inline(always)]
        fn $name(self, x: Self::Words) -> Self::Words {
            let mut out = x;
            for word in &mut out {
                *word = $of_one(self, *word);
            }
            out
        }
    )*};
    (@pairs $registers:literal, $in:ident, $out:ty: $($name:ident $of_one:expr),*) => {$(
        #[inline(always)]
        fn $name(self, a: Self::$in, b: Self::$in) -> $out {
            let mut out = [$of_one(self, a[0], b[0]); $registers];
            for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
                *out = $of_one(self, a, b);
            }
            out
        }
    )*};
}

struct Work<F>(F);

impl<R, F: FnOnce() -> R> pulp::NullaryFnOnce for Work<F> {
    type Output = R;
    #[inline(always)]
    fn call(self) -> R {
        (self.0)()
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Kernel, LANES, Simd, Work};
    use pulp::bytemuck::cast;
    use pulp::x86::{V3, V4};
    use pulp::{b8, f64x4, f64x8, m64x4};

    #[inline(always)]
    fn call_v4<K: Kernel>(simd: V4, kernel: K) -> K::Output {
        simd.vectorize(Work(
            #[inline(always)]
            || kernel.run(simd),
        ))
    }

    #[inline(always)]
    fn call_v3<K: Kernel>(simd: V3, kernel: K) -> K::Output {
        simd.vectorize(Work(
            #[inline(always)]
            || kernel.run(simd),
        ))
    }

    #[inline(always)]
    fn mask_v4(_: V4, bits: b8) -> u8 {
        bits.0
    }

    #[inline(always)]
    fn mask_v3(simd: V3, bits: m64x4) -> u8 {
        simd.avx._mm256_movemask_pd(cast(bits)) as u8
    }

    macro_rules! words {
        ($token:ty, $words:ty, $left:ident, $right:ident, $or:ident:
         $($shift:ident $by:literal),*; $($rotate:ident $up:literal $down:literal),*) => {
            $(
                #[inline(always)]
                fn $shift(simd: $token, x: $words) -> $words {
                    simd.$left::<$by>(x)
                }
            )*
            $(
                #[inline(always)]
                fn $rotate(simd: $token, x: $words) -> $words {
                    simd.$or(simd.$left::<$up>(x), simd.$right::<$down>(x))
                }
            )*
        };
    }
    words!(V4, pulp::u64x8, shl_const_u64x8, shr_const_u64x8, or_u64x8:
        shift_52_v4 52, shift_17_v4 17; rotate_23_v4 23 41, rotate_45_v4 45 19);
    words!(V3, pulp::u64x4, shl_const_u64x4, shr_const_u64x4, or_u64x4:
        shift_52_v3 52, shift_17_v3 17; rotate_23_v3 23 41, rotate_45_v3 45 19);

    /// Rows in pairs, two pairs to a register, so that one exchange within halves of it and one of halves are enough.
    #[inline(always)]
    fn columns_v4(simd: V4, rows: [&[f64; 4]; LANES]) -> [[f64x8; 1]; 4] {
        let avx512 = simd.avx512f;
        let two = |a: usize, b: usize| {
            let first = avx512._mm512_castpd256_pd512(cast(*rows[a]));
            avx512._mm512_insertf64x4::<1>(first, cast(*rows[b]))
        };
        let (a, b, c, d) = (two(0, 2), two(1, 3), two(4, 6), two(5, 7));
        let (even_ab, odd_ab) = (avx512._mm512_unpacklo_pd(a, b), avx512._mm512_unpackhi_pd(a, b));
        let (even_cd, odd_cd) = (avx512._mm512_unpacklo_pd(c, d), avx512._mm512_unpackhi_pd(c, d));
        [
            [cast(avx512._mm512_shuffle_f64x2::<0x88>(even_ab, even_cd))],
            [cast(avx512._mm512_shuffle_f64x2::<0x88>(odd_ab, odd_cd))],
            [cast(avx512._mm512_shuffle_f64x2::<0xdd>(even_ab, even_cd))],
            [cast(avx512._mm512_shuffle_f64x2::<0xdd>(odd_ab, odd_cd))],
        ]
    }

    #[inline(always)]
    fn columns_v3(simd: V3, rows: [&[f64; 4]; LANES]) -> [[f64x4; 2]; 4] {
        let avx = simd.avx;
        let four = |first: usize| -> [f64x4; 4] {
            let [a, b, c, d] = [0, 1, 2, 3].map(|k| cast(*rows[first + k]));
            let (even_ab, odd_ab) = (avx._mm256_unpacklo_pd(a, b), avx._mm256_unpackhi_pd(a, b));
            let (even_cd, odd_cd) = (avx._mm256_unpacklo_pd(c, d), avx._mm256_unpackhi_pd(c, d));
            [
                cast(avx._mm256_permute2f128_pd::<0x20>(even_ab, even_cd)),
                cast(avx._mm256_permute2f128_pd::<0x20>(odd_ab, odd_cd)),
                cast(avx._mm256_permute2f128_pd::<0x31>(even_ab, even_cd)),
                cast(avx._mm256_permute2f128_pd::<0x31>(odd_ab, odd_cd)),
            ]
        };
        let ([a, b, c, d], [e, f, g, h]) = (four(0), four(4));
        [[a, e], [b, f], [c, g], [d, h]]
    }

    // Of two equal numbers (0 and -0) these instructions return the second.
    simd!(V4, 1, roomy: true, max: pulp::Simd::max_f64s, min: pulp::Simd::min_f64s, mask: mask_v4, call: call_v4,
        words: shift_52_v4, shift_17_v4, rotate_23_v4, rotate_45_v4, columns: columns_v4);
    simd!(V3, 2, roomy: false, max: pulp::Simd::max_f64s, min: pulp::Simd::min_f64s, mask: mask_v3, call: call_v3,
        words: shift_52_v3, shift_17_v3, rotate_23_v3, rotate_45_v3, columns: columns_v3);
}

#[inline(always)]
fn larger(_: pulp::Scalar, a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

#[inline(always)]
fn smaller(_: pulp::Scalar, a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

#[inline(always)]
fn answer(_: pulp::Scalar, yes: bool) -> u8 {
    u8::from(yes)
}

#[inline(never)]
fn call_baseline<K: Kernel>(simd: pulp::Scalar, kernel: K) -> K::Output {
    kernel.run(simd)
}

#[inline(always)]
fn shift_52(_: pulp::Scalar, x: u64) -> u64 {
    x << 52
}

#[inline(always)]
fn shift_17(_: pulp::Scalar, x: u64) -> u64 {
    x << 17
}

#[inline(always)]
fn rotate_23(_: pulp::Scalar, x: u64) -> u64 {
    x.rotate_left(23)
}

#[inline(always)]
fn rotate_45(_: pulp::Scalar, x: u64) -> u64 {
    x.rotate_left(45)
}

#[inline(always)]
fn columns(_: pulp::Scalar, rows: [&[f64; 4]; LANES]) -> [[f64; LANES]; 4] {
    std::array::from_fn(|column| std::array::from_fn(|row| rows[row][column]))
}

simd!(pulp::Scalar, 8, roomy: false, max: larger, min: smaller, mask: answer, call: call_baseline,
    words: shift_52, shift_17, rotate_23, rotate_45, columns: columns);

/// Runs a kernel with the best instruction set of this machine, or the best that
/// [`limit_instruction_set`](super::limit_instruction_set) leaves.
pub fn run<K: Kernel>(kernel: K) -> K::Output {
    match super::instructions::arch() {
        #[cfg(target_arch = "x86_64")]
        pulp::Arch::V4(simd) => simd.call(kernel),
        #[cfg(target_arch = "x86_64")]
        pulp::Arch::V3(simd) => simd.call(kernel),
        _ => pulp::Scalar.call(kernel),
    }
}

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
    use crate::math::{InstructionSet, limit_instruction_set};

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
