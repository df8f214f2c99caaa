//! The random numbers that go into the samplers, in every order in which the engine meets them.

mod support;

use reframe::math::Tail;
use reframe::random::{BLOCK, Purpose, Streams};
use support::check::{LIMIT, agrees};

const SEED: u64 = 20;
const DRAWS: u64 = 200_000;

fn units(criterion: &str, shift: u64) -> Vec<f64> {
    let (streams, key) = (Streams::new(SEED), Purpose::Weight { who: "ann", criterion }.key());
    let mut bits = [0; BLOCK];
    let mut units = Vec::new();
    for block in 0..(DRAWS + shift).div_ceil(BLOCK as u64) {
        streams.fill(key, block, &mut bits);
        units.extend(bits.iter().map(|bits| Tail::from_bits(*bits).unit()));
    }
    units[shift as usize..(DRAWS + shift) as usize].to_vec()
}

/// Correlation times sqrt(draws): a standard normal if the two are independent.
fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let sum: f64 = x.iter().zip(y).map(|(x, y)| (x - 0.5) * (y - 0.5)).sum();
    12.0 * sum / (x.len() as f64).sqrt()
}

#[test]
fn numbers_are_uniform() {
    let x = units("price", 0);
    let n = DRAWS as f64;
    agrees("mean", x.iter().sum::<f64>() / n, 0.5, (1.0 / 12.0 / n).sqrt(), DRAWS, SEED);
    let square = x.iter().map(|x| x * x).sum::<f64>() / n;
    agrees("mean square", square, 1.0 / 3.0, (4.0 / 45.0 / n).sqrt(), DRAWS, SEED);
    const CELLS: usize = 1000;
    let mut counts = [0.0_f64; CELLS];
    for x in &x {
        counts[(x * CELLS as f64) as usize] += 1.0;
    }
    let expected = n / CELLS as f64;
    let chi_square: f64 = counts.iter().map(|count| (count - expected).powi(2) / expected).sum();
    let freedom = CELLS as f64 - 1.0;
    agrees("chi square of 1000 cells", chi_square, freedom, (2.0 * freedom).sqrt(), DRAWS, SEED);
}

#[test]
fn purposes_draws_and_blocks_are_not_correlated() {
    let x = units("price", 0);
    let lags = [1, 2, 15, 16, 17, 255, 256, 257, 4096];
    for lag in lags {
        let z = correlation(&x, &units("price", lag));
        agrees(&format!("correlation at lag {lag} times sqrt(draws)"), z, 0.0, 1.0, DRAWS, SEED);
    }
    for other in ["speed", "pricf", "price ", "ecirp", "Price"] {
        for lag in [0, 1, 16, 256] {
            let z = correlation(&x, &units(other, lag));
            agrees(&format!("correlation with {other} at lag {lag} times sqrt(draws)"), z, 0.0, 1.0, DRAWS, SEED);
        }
    }
}

#[test]
fn neighbouring_seeds_are_not_correlated() {
    let key = Purpose::Credibility { vendor: "us" }.key();
    let of = |seed: u64| -> Vec<f64> {
        let streams = Streams::new(seed);
        (0..40_000).map(|draw| streams.tail(key, draw).unit()).collect()
    };
    let first = of(0);
    for seed in [1, 2, 3, 1 << 32, u64::MAX] {
        agrees(&format!("seed 0 and {seed}"), correlation(&first, &of(seed)), 0.0, 1.0, 40_000, seed);
    }
}

/// How many numbers of each order are tested.
const NUMBERS: usize = 1 << 17;

/// The orders in which the engine, or somebody who compares runs, meets the numbers.
fn orders() -> [(&'static str, Vec<u64>); 4] {
    let key = |criterion: usize| Purpose::Weight { who: "ann", criterion: &format!("c{criterion}") }.key();
    let (streams, first) = (Streams::new(SEED), key(0));
    let mut through_blocks = vec![0; NUMBERS];
    for (block, numbers) in through_blocks.chunks_exact_mut(BLOCK).enumerate() {
        streams.fill(first, block as u64, numbers.try_into().expect("a whole block"));
    }
    let count = 0..NUMBERS as u64;
    [
        ("one purpose, block after block", through_blocks),
        ("purpose after purpose, one draw", count.clone().map(|n| streams.bits(key(n as usize), 77)).collect()),
        ("one place, block after block", count.clone().map(|n| streams.bits(first, n * BLOCK as u64 + 5)).collect()),
        ("seed after seed, one draw", count.map(|seed| Streams::new(seed).bits(first, 300)).collect()),
    ]
}

/// All tests of a sequence: what was tested, and by how many standard errors it is off.
fn battery(numbers: &[u64]) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    for (half, shift) in [("high", 32), ("low", 0)] {
        let halves: Vec<u32> = numbers.iter().map(|number| (number >> shift) as u32).collect();
        found.push((format!("birthday spacings, {half} half"), birthday_spacings(&halves)));
        found.push((format!("ranks of matrices, {half} half"), matrix_ranks(&halves)));
        found.push((format!("collisions, {half} half"), collisions(&halves)));
        let units: Vec<f64> = halves.iter().map(|half| (f64::from(*half) + 0.5) / 2_f64.powi(32)).collect();
        for lag in [1, 2, 16, 17, 256] {
            found.push((format!("correlation at {lag}, {half} half"), correlation(&units[lag..], &units)));
        }
    }
    found.extend((0..64).map(|bit| (format!("bit {bit}"), ones(numbers, bit))));
    found.extend([1, 16, 256].map(|lag| (format!("bits that differ at {lag}"), differing_bits(numbers, lag))));
    found
}

/// Marsaglia's birthday spacings: 4096 birthdays in a year of 2^32 days leave Poisson(4) repeated spacings.
fn birthday_spacings(numbers: &[u32]) -> f64 {
    const BIRTHDAYS: usize = 4096;
    let mut repeats = 0;
    for days in numbers.chunks_exact(BIRTHDAYS) {
        let mut days = days.to_vec();
        days.sort_unstable();
        let mut spacings: Vec<u32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
        spacings.sort_unstable();
        repeats += spacings.windows(2).filter(|pair| pair[0] == pair[1]).count();
    }
    let expected = 4.0 * (numbers.len() / BIRTHDAYS) as f64;
    (repeats as f64 - expected) / expected.sqrt()
}

/// Random matrices of 32 x 32 bits are regular with probability (1 - 1/2)(1 - 1/4)(1 - 1/8)...
fn matrix_ranks(numbers: &[u32]) -> f64 {
    let regular: f64 = (1..=32).map(|k| 1.0 - 0.5_f64.powi(k)).product();
    let matrices = numbers.chunks_exact(32);
    let count = matrices.len() as f64;
    let found = matrices.filter(|rows| is_regular(rows)).count() as f64;
    (found - count * regular) / (count * regular * (1.0 - regular)).sqrt()
}

/// Gaussian elimination over the field of two elements.
fn is_regular(rows: &[u32]) -> bool {
    let mut rows = rows.to_vec();
    for column in 0..32 {
        let Some(pivot) = (column..32).find(|row| rows[*row] >> column & 1 == 1) else { return false };
        rows.swap(column, pivot);
        for row in column + 1..32 {
            if rows[row] >> column & 1 == 1 {
                rows[row] ^= rows[column];
            }
        }
    }
    true
}

/// 2^14 balls in 2^20 urns, by the first 20 bits and by the last: how many fall into an urn that is taken (Knuth 3.3.2 I).
fn collisions(numbers: &[u32]) -> f64 {
    const BALLS: usize = 1 << 14;
    const URNS: usize = 1 << 20;
    let mut hits = 0;
    for balls in numbers.chunks_exact(BALLS) {
        for shift in [12, 0] {
            let mut taken = vec![false; URNS];
            for ball in balls {
                let urn = (*ball >> shift) as usize % URNS;
                hits += usize::from(std::mem::replace(&mut taken[urn], true));
            }
        }
    }
    let (balls, urns) = (BALLS as f64, URNS as f64);
    let empty = urns * (balls * (-1.0 / urns).ln_1p()).exp();
    let expected = (balls - urns + empty) * 2.0 * (numbers.len() / BALLS) as f64;
    (hits as f64 - expected) / expected.sqrt()
}

/// How often a bit is set.
fn ones(numbers: &[u64], bit: u32) -> f64 {
    let set: u64 = numbers.iter().map(|number| number >> bit & 1).sum();
    let n = numbers.len() as f64;
    (set as f64 - 0.5 * n) / (0.25 * n).sqrt()
}

/// In how many bits numbers differ from later ones: 32 of 64, on average.
fn differing_bits(numbers: &[u64], lag: usize) -> f64 {
    let n = (numbers.len() - lag) as f64;
    let differing: u32 = numbers.iter().zip(&numbers[lag..]).map(|(x, y)| (x ^ y).count_ones()).sum();
    (f64::from(differing) - 32.0 * n) / (16.0 * n).sqrt()
}

#[test]
fn numbers_pass_in_every_order() {
    for (order, numbers) in orders() {
        for (test, z) in battery(&numbers) {
            assert!(z.abs() <= LIMIT, "{order}: {test}: z = {z:.2}, seed {SEED}");
        }
    }
}

/// What each test is for: a generator with just that fault is caught by it.
#[test]
fn faulty_generators_are_caught() {
    let [(_, good), ..] = orders();
    // Xorshift of 32 bits (Marsaglia 2003): linear, so that 32 numbers in a row are always independent.
    let xorshift = |x: &u32| {
        let x = x ^ (x << 13);
        let x = x ^ (x >> 17);
        Some(x ^ (x << 5))
    };
    let linear: Vec<u64> = std::iter::successors(Some(1_u32), xorshift).map(u64::from).take(NUMBERS).collect();
    let even_spacing: Vec<u64> = (0..NUMBERS as u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
    let one_column_twice: Vec<u64> = good.iter().map(|x| x & !(1 << 40) | (x >> 50 & 1) << 40).collect();
    let sluggish: Vec<u64> = good.windows(2).map(|pair| (pair[0] >> 1) + (pair[1] >> 2)).collect();
    let heavy_bit: Vec<u64> = good.iter().enumerate().map(|(n, x)| x | u64::from(n % 40 == 0) << 7).collect();
    let often_the_same: Vec<u64> =
        good.iter().enumerate().map(|(n, x)| if n % 64 == 1 { good[n - 1] } else { *x }).collect();
    for (fault, numbers, test) in [
        ("linearity", &linear, "ranks of matrices, low half"),
        ("even spacing", &even_spacing, "birthday spacings, high half"),
        ("even spacing", &even_spacing, "collisions, high half"),
        ("one column twice", &one_column_twice, "ranks of matrices, high half"),
        ("sluggishness", &sluggish, "correlation at 1, high half"),
        ("a heavy bit", &heavy_bit, "bit 7"),
        ("repetition", &often_the_same, "collisions, low half"),
        ("repetition", &often_the_same, "bits that differ at 1"),
    ] {
        let found = battery(numbers).into_iter().find(|(name, _)| name == test).expect("a test of this name");
        assert!(found.1.abs() > LIMIT, "{fault} is not seen by {test}: z = {:.2}", found.1);
    }
}
