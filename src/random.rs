//! Randomness is addressed, not consumed: every number belongs to (seed, purpose, draw).
//!
//! A purpose names the thing that is uncertain by the ids of the scenario, so adding a stakeholder, a move or a
//! strategy shifts nobody else's numbers, and two scenarios that share a thing share its numbers. Draws are grouped
//! in blocks of [`BLOCK`]; each (seed, purpose, block) has its own xoshiro256++ generators, 16 side by side, so it
//! does not matter which thread computes a block, or when.
//!
//! Layout (changing it changes every published number and is a breaking change): the 64 state words of a block are
//! `mix(base + (j + 1) * GOLDEN)`, j = word * 16 + generator; draw d of the block is number d / 16 of generator d % 16.

mod treatment;

pub use treatment::{Treatment, Treatments};

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use crate::math::{Kernel, LANES, Simd, Tail, simd};

/// Draws per block: fixed, never derived from the number of threads.
pub const BLOCK: usize = 256;

const GENERATORS: usize = 16;
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a random number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose<'a> {
    /// A stakeholder's weight on a criterion (a gamma, an exponential).
    Weight {
        /// Stakeholder.
        who: &'a str,
        /// Criterion.
        criterion: &'a str,
    },
    /// The n-th number of a point in a stakeholder's polytope of weights.
    WeightPoint {
        /// Stakeholder.
        who: &'a str,
        /// n
        nth: usize,
    },
    /// An alternative's performance on a criterion.
    Performance {
        /// Vendor, or `status_quo`.
        alternative: &'a str,
        /// Criterion.
        criterion: &'a str,
    },
    /// The same as only one stakeholder experiences it.
    OwnPerformance {
        /// Stakeholder.
        who: &'a str,
        /// Vendor, or `status_quo`.
        alternative: &'a str,
        /// Criterion.
        criterion: &'a str,
    },
    /// How far a vendor's claims are believed.
    Credibility {
        /// Vendor.
        vendor: &'a str,
    },
    /// Whether a stakeholder takes up a move.
    TakenUp {
        /// Move.
        played: &'a str,
        /// 0 for the first time it is listed, 1 for the second, ...
        time: usize,
        /// Stakeholder.
        who: &'a str,
    },
    /// Whether a refused move makes him angry.
    Backfire {
        /// Move.
        played: &'a str,
        /// 0 for the first time it is listed, 1 for the second, ...
        time: usize,
        /// Stakeholder.
        who: &'a str,
    },
    /// What a tailored offer becomes for him.
    Tailored {
        /// Move.
        played: &'a str,
        /// 0 for the first time it is listed, 1 for the second, ...
        time: usize,
        /// Stakeholder.
        who: &'a str,
    },
    /// A stakeholder's fear of getting it wrong.
    Indecision {
        /// Stakeholder.
        who: &'a str,
    },
    /// Whether a stakeholder speaks in the discussion of a stage.
    Speaks {
        /// Stage.
        stage: &'a str,
        /// Stakeholder.
        who: &'a str,
    },
    /// Whether a vendor passes a gate.
    Gate {
        /// Gate.
        gate: &'a str,
        /// Vendor.
        vendor: &'a str,
    },
    /// A stakeholder's passing mood about an alternative when he votes.
    Mood {
        /// Stakeholder.
        who: &'a str,
        /// Vendor, or `status_quo`.
        alternative: &'a str,
    },
    /// With what strength it then works.
    Strength {
        /// Move.
        played: &'a str,
        /// 0 for the first time it is listed, 1 for the second, ...
        time: usize,
        /// Stakeholder.
        who: &'a str,
    },
}

/// A purpose as a number: two purposes share one with probability 2^-64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u64);

impl Purpose<'_> {
    /// The number of this purpose.
    pub fn key(&self) -> Key {
        let spelt = match self {
            Purpose::Weight { who, criterion } => format!("weight/{who}/{criterion}"),
            Purpose::WeightPoint { who, nth } => format!("weight-point/{who}/{nth}"),
            Purpose::Performance { alternative, criterion } => format!("performance/{alternative}/{criterion}"),
            Purpose::OwnPerformance { who, alternative, criterion } => {
                format!("own-performance/{who}/{alternative}/{criterion}")
            }
            Purpose::Credibility { vendor } => format!("credibility/{vendor}"),
            Purpose::TakenUp { played, time, who } => format!("taken-up/{played}/{time}/{who}"),
            Purpose::Backfire { played, time, who } => format!("backfire/{played}/{time}/{who}"),
            Purpose::Tailored { played, time, who } => format!("tailored/{played}/{time}/{who}"),
            Purpose::Indecision { who } => format!("indecision/{who}"),
            Purpose::Speaks { stage, who } => format!("speaks/{stage}/{who}"),
            Purpose::Gate { gate, vendor } => format!("gate/{gate}/{vendor}"),
            Purpose::Mood { who, alternative } => format!("mood/{who}/{alternative}"),
            Purpose::Strength { played, time, who } => format!("strength/{played}/{time}/{who}"),
        };
        Key(spelt.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| mix(hash ^ u64::from(byte))))
    }
}

/// All random numbers of a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams<'a> {
    /// The seed, stirred.
    root: u64,
    treatments: Option<&'a Treatments>,
}

impl<'a> Streams<'a> {
    /// The numbers that belong to this seed.
    pub fn new(seed: u64) -> Self {
        Self { root: stirred(seed), treatments: None }
    }

    /// The same, but for what is done to some purposes.
    pub fn treated(self, treatments: &'a Treatments) -> Self {
        Self { treatments: Some(treatments), ..self }
    }

    /// The random bits of a purpose for the [`BLOCK`] draws of a block.
    pub fn fill(&self, key: Key, block: u64, out: &mut [u64; BLOCK]) {
        simd::run(Fill { streams: *self, key, block, out });
    }

    /// The same inside a kernel.
    #[inline(always)]
    pub fn fill_here<S: Simd>(&self, simd: S, key: Key, block: u64, out: &mut [u64; BLOCK]) {
        simd.call(Fill { streams: *self, key, block, out });
    }

    /// The random bits of one draw, by the plain generator of the rand project: the readable twin of
    /// [`Streams::fill`], used by the reference implementation.
    pub fn bits(&self, key: Key, draw: u64) -> u64 {
        let Source { root, block, held } = self.source(key, draw / BLOCK as u64);
        let draw = block * BLOCK as u64 + if held { 0 } else { draw % BLOCK as u64 };
        let within = (draw % BLOCK as u64) as usize;
        let state = state(root, key, block);
        let mut seed = [0_u8; 32];
        for (bytes, word) in seed.chunks_exact_mut(8).zip(&state) {
            bytes.copy_from_slice(&word[within % GENERATORS].to_le_bytes());
        }
        let mut generator = Xoshiro256PlusPlus::from_seed(seed);
        for _ in 0..within / GENERATORS {
            generator.next_u64();
        }
        generator.next_u64()
    }

    /// The point of the unit interval of one draw.
    pub fn tail(&self, key: Key, draw: u64) -> Tail {
        Tail::from_bits(self.bits(key, draw))
    }

    /// Where the numbers of a purpose in a block really come from.
    #[inline(always)]
    fn source(&self, key: Key, block: u64) -> Source {
        match self.treatments.and_then(|treatments| treatments.get(key)) {
            None => Source { root: self.root, block, held: false },
            Some(Treatment::Seed(seed)) => Source { root: stirred(seed), block, held: false },
            Some(Treatment::Held { blocks }) => Source { root: self.root, block: block - block % blocks, held: true },
        }
    }
}

/// The numbers of a block, or only the first of them, again and again.
struct Source {
    root: u64,
    block: u64,
    held: bool,
}

/// The four words of each generator's state at the start of a block.
#[inline(always)]
fn state(root: u64, Key(key): Key, block: u64) -> [[u64; GENERATORS]; 4] {
    let base = mix(mix(root ^ key) ^ mix(block.wrapping_mul(GOLDEN)));
    let mut state = [[0; GENERATORS]; 4];
    let mut counter = base;
    for word in &mut state {
        for (generator, value) in word.iter_mut().enumerate() {
            *value = mix(counter.wrapping_add((generator as u64 + 1).wrapping_mul(GOLDEN)));
        }
        counter = counter.wrapping_add((GENERATORS as u64).wrapping_mul(GOLDEN));
    }
    state
}

/// What a seed becomes before anything else.
#[inline(always)]
fn stirred(seed: u64) -> u64 {
    mix(seed ^ GOLDEN)
}

/// The finaliser of splitmix64 (Steele, Lea & Flood 2014).
#[inline(always)]
fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

struct Fill<'a> {
    streams: Streams<'a>,
    key: Key,
    block: u64,
    out: &'a mut [u64; BLOCK],
}

impl Kernel for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Source { root, block, held } = self.streams.source(self.key, self.block);
        let state = state(root, self.key, block);
        let half = |first: usize| state.map(|word| simd.words(std::array::from_fn(|g| word[first + g])));
        if S::ROOMY {
            // Side by side, because each waits for its own last step.
            let (mut low, mut high) = (half(0), half(LANES));
            for row in self.out.chunks_exact_mut(GENERATORS) {
                row[..LANES].copy_from_slice(&simd.unpack_words(advance(simd, &mut low)));
                row[LANES..].copy_from_slice(&simd.unpack_words(advance(simd, &mut high)));
            }
        } else {
            for first in [0, LANES] {
                let mut words = half(first);
                for row in self.out.chunks_exact_mut(GENERATORS) {
                    row[first..first + LANES].copy_from_slice(&simd.unpack_words(advance(simd, &mut words)));
                }
            }
        }
        if held {
            let first = self.out[0];
            self.out.fill(first);
        }
    }
}

/// One step of xoshiro256++ (Blackman & Vigna 2021) in eight generators.
#[inline(always)]
fn advance<S: Simd>(simd: S, state: &mut [S::Words; 4]) -> S::Words {
    let [s0, s1, s2, s3] = *state;
    let out = simd.add_words(simd.rotate_23(simd.add_words(s0, s3)), s0);
    let t = simd.shift_17(s1);
    let (s2, s3) = (simd.xor_words(s2, s0), simd.xor_words(s3, s1));
    let (s1, s0) = (simd.xor_words(s1, s2), simd.xor_words(s0, s3));
    *state = [s0, s1, simd.xor_words(s2, t), simd.rotate_45(s3)];
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Purpose<'_> = Purpose::Weight { who: "ciso", criterion: "price" };

    #[test]
    fn a_block_holds_the_numbers_of_the_plain_generator() {
        let streams = Streams::new(7);
        let mut block = [0; BLOCK];
        for number in [0, 1, 1_000_000] {
            streams.fill(KEY.key(), number, &mut block);
            for (within, &bits) in block.iter().enumerate() {
                assert_eq!(bits, streams.bits(KEY.key(), number * BLOCK as u64 + within as u64));
            }
        }
    }

    #[test]
    fn the_numbers_of_a_seed_never_change() {
        let streams = Streams::new(7);
        let first: Vec<u64> = (0..3).map(|draw| streams.bits(KEY.key(), draw)).collect();
        assert_eq!(first, VALUES, "a change of the stream layout is a breaking change");
    }

    const VALUES: [u64; 3] = [6_134_819_060_123_749_861, 5_699_388_072_389_008_722, 10_976_399_342_845_192_231];

    #[test]
    fn treated_purposes_come_from_elsewhere_and_others_do_not() {
        let (key, other) = (KEY.key(), Purpose::Weight { who: "ciso", criterion: "detection" }.key());
        let (swapped, held) =
            (Treatments::of([key], Treatment::Seed(8)), Treatments::of([key], Treatment::Held { blocks: 3 }));
        let (mut block, mut plain) = ([0; BLOCK], [0; BLOCK]);
        for number in 0..7 {
            Streams::new(7).treated(&swapped).fill(key, number, &mut block);
            Streams::new(8).fill(key, number, &mut plain);
            assert_eq!(block, plain);
            Streams::new(7).treated(&held).fill(key, number, &mut block);
            Streams::new(7).fill(key, number / 3 * 3, &mut plain);
            assert_eq!(block, [plain[0]; BLOCK]);
            assert_eq!(block[9], Streams::new(7).treated(&held).bits(key, number * BLOCK as u64 + 9));
            Streams::new(7).treated(&held).fill(other, number, &mut block);
            Streams::new(7).fill(other, number, &mut plain);
            assert_eq!(block, plain);
        }
    }

    #[test]
    fn seeds_purposes_and_blocks_differ() {
        let other = Purpose::Weight { who: "ciso", criterion: "detection" };
        let numbers = [
            Streams::new(7).bits(KEY.key(), 0),
            Streams::new(8).bits(KEY.key(), 0),
            Streams::new(7).bits(other.key(), 0),
            Streams::new(7).bits(KEY.key(), BLOCK as u64),
        ];
        for (i, a) in numbers.iter().enumerate() {
            assert!(numbers[i + 1..].iter().all(|b| (a ^ b).count_ones() > 8));
        }
    }
}
