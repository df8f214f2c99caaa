//! Eight draws side by side in the registers of the machine.
//!
//! Kernels are written once, for any [`Simd`], and compiled for each instruction set; [`run`] picks the best one that
//! this machine has. Products and sums are never fused, so every instruction set gives the same bits. In memory eight
//! numbers are [`Lanes`](super::Lanes); in registers they are an [`Eight`](super::Eight).
//!
//! Whatever a kernel calls must be inlined into it (`#[inline(always)]`, and loops instead of closures): a function that
//! is not would be compiled for the baseline. What is too large to be inlined everywhere becomes a [`Kernel`] of its own.

use super::lanes::LANES;

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
