//! The inverse distribution functions, the tables made of them, and the random numbers that go in.

mod support;

use reframe::math::{QuantileTable, Tail, special};
use reframe::model::Distribution;
use reframe::random::{BLOCK, Purpose, Streams};
use statrs::function::{beta, gamma};
use support::check::{agrees, close};
use support::expect::integral;

/// Points of the unit interval from both ends, dense in every octave, as random bits.
fn grid() -> Vec<u64> {
    let mut points = Vec::new();
    for octave in 1..32 {
        for step in 0..61_u64 {
            let p = 0.5_f64.powi(octave + 1) * (1.0 + (step as f64 + 0.37) / 61.0);
            let bits = ((p * 2_f64.powi(53)) as u64) << 12;
            points.extend([bits, bits | 1]);
        }
    }
    points
}

/// Largest distance between table and distribution function, over [`grid`].
fn distance(table: &QuantileTable, distribution: impl Fn(f64) -> f64) -> f64 {
    let gap = |bits: &u64| (distribution(table.look_up(*bits)) - Tail::from_bits(*bits).unit()).abs();
    grid().iter().map(gap).fold(0.0, f64::max)
}

#[test]
fn gamma_tables_are_within_two_millionths_of_the_distribution() {
    for shape in [0.05, 0.2, 0.7, 1.0, 1.5, 3.0, 8.0, 24.0, 120.0, 1000.0] {
        let ln_norm = gamma::ln_gamma(shape);
        let table = QuantileTable::build(|at| {
            let y = special::ln_gamma_quantile(shape, at, None);
            let slope = (ln_norm + y.exp() - shape * y).exp();
            (y, if at.upper { -slope } else { slope })
        });
        let worst = distance(&table, |y| {
            // Far below the smallest number that counts, the leading term is all there is.
            if y < -200.0 { (shape * y - ln_norm).exp() / shape } else { gamma::gamma_lr(shape, y.exp()) }
        });
        assert!(worst <= 2e-6, "gamma({shape}): {worst:e}");
    }
}

#[test]
fn beta_tables_are_within_two_millionths_of_the_distribution() {
    for (a, b) in [(0.5, 0.5), (0.3, 2.0), (1.0, 1.0), (3.0, 7.0), (1.0, 5.0), (27.0, 3.0), (60.0, 60.0)] {
        let ln_norm = beta::ln_beta(a, b);
        let table = QuantileTable::build(|at| {
            let y = special::logit_beta_quantile(a, b, at, None);
            let (x, rest) = (special::logit_to_unit(y), special::logit_to_unit(-y));
            let slope = (ln_norm - a * x.ln() - b * rest.ln()).exp();
            (y, if at.upper { -slope } else { slope })
        });
        let worst = distance(&table, |y| beta::beta_reg(a, b, special::logit_to_unit(y)));
        assert!(worst <= 2e-6, "beta({a}, {b}): {worst:e}");
    }
}

#[test]
fn normal_tables_are_within_two_millionths_of_the_distribution() {
    let density = |z: f64| (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
    let table = QuantileTable::build(|at| {
        let z = special::normal_quantile(at);
        (z, if at.upper { -1.0 / density(z) } else { 1.0 / density(z) })
    });
    let worst = distance(&table, |z| 0.5 * statrs::function::erf::erfc(-z / std::f64::consts::SQRT_2));
    assert!(worst <= 2e-6, "normal: {worst:e}");
}

#[test]
fn the_gumbel_table_is_within_two_millionths_of_the_distribution() {
    let table = reframe::plan::SamplerFactory::default().gumbel();
    let worst = distance(&table, |x| (-(-x).exp()).exp());
    assert!(worst <= 2e-6, "gumbel: {worst:e}");
}

/// What the engine really draws from: every number within 2e-6 of its place in the distribution, for every family.
#[test]
fn samplers_are_within_two_millionths_of_the_distribution() {
    let families = [
        Distribution::normal(3.0, 2.0),
        Distribution::range(200.0, 280.0),
        Distribution::lognormal(2.0, 0.4),
        Distribution::lognormal(1e6, 1.5),
        Distribution::uniform(-1.0, 4.0),
        Distribution::triangular(0.0, 1.0, 5.0),
        Distribution::triangular(0.0, 0.0, 5.0),
        Distribution::triangular(0.0, 5.0, 5.0),
        Distribution::pert(1.0, 1.0, 9.0),
        Distribution::pert(1.0, 2.0, 9.0),
        Distribution::pert(1.0, 9.0, 9.0),
        Distribution::beta(0.05, 0.05, 0.0, 1.0),
        Distribution::beta(0.3, 4.0, 0.0, 1.0),
        Distribution::beta(3.0, 7.0, 0.0, 1.0),
        Distribution::beta(400.0, 3.0, -5.0, 5.0),
        Distribution::beta(1e5, 1e5, 0.0, 1.0),
    ];
    let mut bits = grid();
    bits.truncate(bits.len() / BLOCK * BLOCK);
    for family in families {
        let family = family.expect("parameters in range");
        let sampler = reframe::plan::SamplerFactory::default().sampler(&family);
        let mut drawn = vec![0.0; bits.len()];
        sampler.fill(&bits, &mut drawn);
        let scale = family.quantile(near(0.75)) - family.quantile(near(0.25));
        for (bits, x) in bits.iter().zip(drawn) {
            let unit = Tail::from_bits(*bits).unit();
            let low = if unit > 2e-6 { family.quantile(near(unit - 2e-6)) } else { family.support().0 };
            let high = if unit < 1.0 - 2e-6 { family.quantile(near(unit + 2e-6)) } else { family.support().1 };
            let slack = 1e-9 * scale;
            assert!(low - slack <= x && x <= high + slack, "{family} at {unit}: {x} is not in [{low}, {high}]");
        }
    }
}

fn near(unit: f64) -> Tail {
    if unit < 0.5 { Tail { p: unit, upper: false } } else { Tail { p: 1.0 - unit, upper: true } }
}

/// Independent of the library that supplies the distribution functions: areas under the written-down density.
#[test]
fn quantiles_cut_off_the_right_area_under_the_density() {
    for unit in [0.001, 0.05, 0.3, 0.5, 0.8, 0.99] {
        let at = if unit < 0.5 { Tail { p: unit, upper: false } } else { Tail { p: 1.0 - unit, upper: true } };
        // Gamma(3): x^2 e^-x / 2. Beta(3, 7): 252 x^2 (1-x)^6, since B(3, 7) = 2! 6! / 9! = 1/252.
        let x = special::ln_gamma_quantile(3.0, at, None).exp();
        close("gamma(3)", integral(&|x| 0.5 * x * x * (-x).exp(), 0.0, x, 1e-12), unit, 1e-9);
        let x = special::beta_quantile(3.0, 7.0, at);
        close("beta(3, 7)", integral(&|x| 252.0 * x * x * (1.0 - x).powi(6), 0.0, x, 1e-12), unit, 1e-9);
        let z = special::normal_quantile(at);
        let density = |z: f64| (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
        close("normal", integral(&density, -12.0, z, 1e-12), unit, 1e-9);
    }
}

#[test]
fn every_family_has_the_mean_that_it_says() {
    let families = [
        Distribution::normal(3.0, 2.0),
        Distribution::range(2.0, 8.0),
        Distribution::lognormal(2.0, 0.4),
        Distribution::uniform(-1.0, 4.0),
        Distribution::triangular(0.0, 1.0, 5.0),
        Distribution::triangular(0.0, 0.0, 5.0),
        Distribution::triangular(0.0, 5.0, 5.0),
        Distribution::pert(1.0, 2.0, 9.0),
        Distribution::beta(0.7, 2.0, 10.0, 20.0),
    ];
    for family in families {
        let family = family.expect("parameters in range");
        let half = |upper| support::expect::integral_to_end(&|p| family.quantile(Tail { p, upper }));
        close(&format!("mean of {family}"), half(false) + half(true), family.mean(), 1e-7);
    }
    let low_and_high = Distribution::range(2.0, 8.0).expect("a range");
    close("5th percentile", low_and_high.quantile(Tail { p: 0.05, upper: false }), 2.0, 1e-12);
    close("95th percentile", low_and_high.quantile(Tail { p: 0.05, upper: true }), 8.0, 1e-12);
}

#[test]
fn discrete_values_come_in_their_proportions() {
    let coins = Distribution::discrete(vec![(3.0, 0.5), (1.0, 0.2), (2.0, 0.3)]).expect("outcomes");
    let at = |unit: f64| {
        let upper = unit >= 0.5;
        coins.quantile(Tail { p: if upper { 1.0 - unit } else { unit }, upper })
    };
    assert_eq!([at(0.1), at(0.199), at(0.201), at(0.499), at(0.501), at(0.999)], [1.0, 1.0, 2.0, 2.0, 3.0, 3.0]);
}

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

/// Marsaglia's birthday spacings: 4096 birthdays in a year of 2^32 days leave Poisson(4) repeated spacings.
#[test]
fn birthday_spacings_repeat_as_often_as_chance_has_it() {
    const BIRTHDAYS: usize = 4096;
    const TRIALS: usize = 200;
    let streams = Streams::new(SEED);
    let mut repeats = 0;
    for trial in 0..TRIALS {
        // Birthdays across blocks and purposes: the way in which the engine uses the numbers.
        let mut days: Vec<u32> = (0..BIRTHDAYS)
            .map(|k| {
                let criterion = format!("c{}", k % 8);
                let key = Purpose::Weight { who: "ann", criterion: &criterion }.key();
                (streams.bits(key, (trial * BIRTHDAYS + k / 8) as u64) >> 32) as u32
            })
            .collect();
        days.sort_unstable();
        let mut spacings: Vec<u32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
        spacings.sort_unstable();
        repeats += spacings.windows(2).filter(|pair| pair[0] == pair[1]).count();
    }
    let expected = 4.0 * TRIALS as f64;
    agrees("repeated spacings", repeats as f64, expected, expected.sqrt(), (TRIALS * BIRTHDAYS) as u64, SEED);
}
