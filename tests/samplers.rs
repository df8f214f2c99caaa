//! The inverse distribution functions, and what the engine really draws from: tables as the factory of samplers makes them.

mod support;

use std::f64::consts::{FRAC_1_SQRT_2, PI, TAU};

use reframe::math::{FillTable, QuantileTable, Tail, simd, special};
use reframe::model::Distribution;
use reframe::plan::{Sampler, SamplerFactory};
use reframe::random::BLOCK;
use statrs::function::{beta, erf, gamma};
use support::check::close;
use support::expect::integral;

/// How far a table may be from its distribution function.
const DISTANCE: f64 = 2e-7;

const GAMMAS: [f64; 22] = [
    0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.49, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 24.0, 120.0, 1e3, 1e4, 1e5,
    1e6,
];

/// Pairs that the continued fraction of the library for comparison can follow.
const BETAS: [(f64, f64); 24] = [
    (0.02, 0.02),
    (0.02, 2.0),
    (0.02, 50.0),
    (0.05, 0.05),
    (0.1, 10.0),
    (0.3, 2.0),
    (0.3, 4.0),
    (0.5, 0.5),
    (0.5, 1e4),
    (1.0, 1.0),
    (1.0, 5.0),
    (1.0, 1e5),
    (1.1, 4.9),
    (2.0, 2e5),
    (3.0, 7.0),
    (5.0, 5.0),
    (12.0, 3.0),
    (20.0, 116.0),
    (27.0, 3.0),
    (60.0, 60.0),
    (400.0, 3.0),
    (1e3, 20.0),
    (1e3, 1e3),
    (2e5, 2.0),
];

/// Random bits for the point at a distance from an end.
fn bits(p: f64, upper: bool) -> u64 {
    ((p * 2_f64.powi(53)) as u64) << 12 | u64::from(upper)
}

/// Points of the unit interval from both ends, dense in every octave, as random bits.
fn grid() -> Vec<u64> {
    let octave = |octave: i32| {
        (0..61).flat_map(move |step| {
            let p = 0.5_f64.powi(octave + 1) * (1.0 + (f64::from(step) + 0.37) / 61.0);
            [bits(p, false), bits(p, true)]
        })
    };
    let points: Vec<u64> = (1..32).flat_map(octave).collect();
    points[..points.len() / BLOCK * BLOCK].to_vec()
}

/// Largest distance between a sampler's numbers and their places in the distribution, over [`grid`]. What lies between
/// a number and its neighbours in floating point counts as hit.
fn distance(sampler: &Sampler, distribution: impl Fn(f64) -> f64) -> f64 {
    let points = grid();
    let mut drawn = vec![0.0; points.len()];
    sampler.fill(&points, &mut drawn);
    let gap = |(bits, x): (&u64, &f64)| {
        let (unit, slack) = (Tail::from_bits(*bits).unit(), 8.0 * f64::EPSILON * x.abs());
        (distribution(x - slack) - unit).max(unit - distribution(x + slack)).max(0.0)
    };
    points.iter().zip(&drawn).map(gap).fold(0.0, f64::max)
}

/// The table of a gamma as a sampler of x or of ln x, chosen as the plan of a Dirichlet chooses.
fn gamma_sampler(shape: f64) -> (Sampler, bool) {
    let logarithmic = shape < 0.5;
    (Sampler::Table { table: SamplerFactory::default().gamma(shape, logarithmic), scale: 1.0, shift: 0.0 }, logarithmic)
}

fn sampler(belief: &Distribution) -> Sampler {
    SamplerFactory::default().sampler(belief)
}

fn beta_sampler(a: f64, b: f64) -> Sampler {
    sampler(&Distribution::beta(a, b, 0.0, 1.0).expect("parameters in range"))
}

/// P(ln X < y) for Gamma(shape); far below the numbers that count, the leading term is all there is.
fn ln_gamma_below(shape: f64, y: f64) -> f64 {
    if y < -200.0 { (shape * y - gamma::ln_gamma(shape)).exp() / shape } else { gamma::gamma_lr(shape, y.exp()) }
}

fn normal_below(z: f64) -> f64 {
    0.5 * erf::erfc(-z * FRAC_1_SQRT_2)
}

/// Of Beta(a, b) with whole a and b: as many successes as a, or more, in a + b - 1 trials.
fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    let (trials, odds) = (a + b - 1.0, x / (1.0 - x));
    let ln_choose = gamma::ln_gamma(trials + 1.0) - gamma::ln_gamma(a + 1.0) - gamma::ln_gamma(b);
    let first = (ln_choose + a * x.ln() + (b - 1.0) * (1.0 - x).ln()).exp();
    let mut at_least = 0.0;
    let (mut term, mut successes) = (first, a);
    while successes <= trials && term > 1e-20 * at_least {
        at_least += term;
        term *= (trials - successes) / (successes + 1.0) * odds;
        successes += 1.0;
    }
    at_least
}

#[test]
fn gammas_are_near_their_distribution() {
    for shape in GAMMAS {
        let (sampler, logarithmic) = gamma_sampler(shape);
        let worst = distance(&sampler, |x| {
            if logarithmic { ln_gamma_below(shape, x) } else { gamma::gamma_lr(shape, x.max(f64::MIN_POSITIVE)) }
        });
        assert!(worst <= DISTANCE, "gamma({shape}): {worst:e}");
    }
}

#[test]
fn betas_are_near_their_distribution() {
    for (a, b) in BETAS {
        let worst = distance(&beta_sampler(a, b), |x| beta::beta_reg(a, b, x.clamp(0.0, 1.0)));
        // Half of all of a beta(0.02, 0.02) lies within 10^-15 of its ends: cubics follow that less well.
        let limit = if a < 0.1 { 1e-6 } else { DISTANCE };
        assert!(worst <= limit, "beta({a}, {b}): {worst:e}");
    }
    for (a, b) in [(3.0, 7.0), (1e5, 1e5), (58_000.0, 142_000.0), (2e5, 300.0), (1e7, 1e6)] {
        let worst = distance(&beta_sampler(a, b), |x| beta_below(a, b, x));
        assert!(worst <= DISTANCE, "beta({a}, {b}): {worst:e}");
    }
}

#[test]
fn normals_lognormals_and_gumbels_are_near_their_distribution() {
    let normal = sampler(&Distribution::normal(3.0, 2.0).expect("parameters in range"));
    let worst = distance(&normal, |x| normal_below((x - 3.0) / 2.0));
    assert!(worst <= DISTANCE, "normal: {worst:e}");
    for sigma in [0.05, 0.2, 0.4, 1.0, 1.5, 2.0] {
        let lognormal = sampler(&Distribution::lognormal(7.0, sigma).expect("parameters in range"));
        let worst = distance(&lognormal, |x| normal_below((x / 7.0).ln() / sigma));
        assert!(worst <= DISTANCE, "lognormal({sigma}): {worst:e}");
    }
    for (mean, sd) in [(0.0, 0.1), (-2.2, 0.5), (1.0, 3.0)] {
        let share = sampler(&Distribution::logistic(mean, sd).expect("parameters in range"));
        let worst = distance(&share, |x| normal_below(((x / (1.0 - x)).ln() - mean) / sd));
        assert!(worst <= DISTANCE, "logistic({mean} ± {sd}): {worst:e}");
    }
    let gumbel = Sampler::Table { table: SamplerFactory::default().gumbel(), scale: 1.0, shift: 0.0 };
    let worst = distance(&gumbel, |x| (-(-x).exp()).exp());
    assert!(worst <= DISTANCE, "gumbel: {worst:e}");
}

/// A beta and its mirror image.
#[test]
fn betas_turned_round_are_mirror_images() {
    for (a, b) in [(0.02, 2.0), (0.3, 0.1), (1.1, 4.9), (27.0, 3.0), (1e5, 40.0)] {
        let points = grid();
        let turned: Vec<u64> = points.iter().map(|bits| bits ^ 1).collect();
        let (mut x, mut y) = (vec![0.0; points.len()], vec![0.0; points.len()]);
        beta_sampler(a, b).fill(&points, &mut x);
        beta_sampler(b, a).fill(&turned, &mut y);
        for (x, y) in x.iter().zip(y) {
            assert!((x - (1.0 - y)).abs() <= 1e-12, "beta({a}, {b}): {x} and {y}");
        }
    }
}

/// Probability of both tails at quantiles out to 10^-8, relative to what was asked for.
#[test]
fn tails_are_right_to_one_in_a_hundred_million() {
    const RELATIVE: f64 = 1e-6;
    let check = |name: &str, sampler: &Sampler, upper: bool, tail: &dyn Fn(f64) -> f64| {
        let ps: Vec<f64> = (0..64).map(|k| 0.499 * 10_f64.powf(-7.7 * f64::from(k) / 63.0)).collect();
        let points: Vec<u64> = ps.iter().map(|p| bits(*p, upper)).collect();
        let mut drawn = vec![0.0; points.len()];
        sampler.fill(&points, &mut drawn);
        for (bits, x) in points.iter().zip(drawn) {
            let p = Tail::from_bits(*bits).p;
            let error = tail(x) / p - 1.0;
            assert!(error.abs() <= RELATIVE, "{name}, upper {upper}: {error:e} at {p:e}");
        }
    };
    for shape in GAMMAS {
        let (sampler, logarithmic) = gamma_sampler(shape);
        let ln = |x: f64| if logarithmic { x } else { x.ln() };
        check(&format!("gamma({shape})"), &sampler, false, &|x| ln_gamma_below(shape, ln(x)));
        check(&format!("gamma({shape})"), &sampler, true, &|x| match ln(x) {
            y if y < 0.0 => 1.0 - ln_gamma_below(shape, y),
            y => gamma::gamma_ur(shape, y.exp()),
        });
    }
    // Near 1 a number cannot say how far it is from 1, and none is below 10^-308: tails are seen where there is room.
    for (a, b) in BETAS.into_iter().filter(|(a, _)| (0.05..1e3).contains(a)) {
        check(&format!("beta({a}, {b})"), &beta_sampler(a, b), false, &|x| beta::beta_reg(a, b, x));
        if b >= 2.0 {
            check(&format!("beta({a}, {b})"), &beta_sampler(a, b), true, &|x| beta::beta_reg(b, a, 1.0 - x));
        }
    }
    let normal = sampler(&Distribution::normal(0.0, 1.0).expect("parameters in range"));
    check("normal", &normal, false, &normal_below);
    check("normal", &normal, true, &|z| normal_below(-z));
    let lognormal = sampler(&Distribution::lognormal(1.0, 0.7).expect("parameters in range"));
    check("lognormal", &lognormal, false, &|x| normal_below(x.ln() / 0.7));
    check("lognormal", &lognormal, true, &|x| normal_below(-x.ln() / 0.7));
    let gumbel = Sampler::Table { table: SamplerFactory::default().gumbel(), scale: 1.0, shift: 0.0 };
    check("gumbel", &gumbel, false, &|x| (-(-x).exp()).exp());
    check("gumbel", &gumbel, true, &|x| -(-(-x).exp()).exp_m1());
}

/// Mean, variance and third central moment of what a sampler gives, as exact integrals of its pieces (Gauss-Legendre
/// with five nodes in every sixteenth of an octave), around a given middle.
fn moments(sampler: &Sampler, middle: f64) -> [f64; 3] {
    const NODES: [(f64, f64); 5] = [
        (-0.906_179_845_938_664, 0.236_926_885_056_189),
        (-0.538_469_310_105_683, 0.478_628_670_499_366),
        (0.0, 0.568_888_888_888_889),
        (0.538_469_310_105_683, 0.478_628_670_499_366),
        (0.906_179_845_938_664, 0.236_926_885_056_189),
    ];
    let (mut points, mut weights) = (Vec::new(), Vec::new());
    for octave in 1..33 {
        for piece in 0..16 {
            let width = 0.5_f64.powi(octave + 5);
            for (node, weight) in NODES {
                let p = width * (16.0 + f64::from(piece) + 0.5 + 0.5 * node);
                points.extend([bits(p, false), bits(p, true)]);
                weights.extend([0.5 * weight * width; 2]);
            }
        }
    }
    let mut drawn = vec![0.0; points.len()];
    sampler.fill(&points, &mut drawn);
    let about = |centre: f64, power: i32| -> f64 {
        drawn.iter().zip(&weights).map(|(x, weight)| weight * (x - centre).powi(power)).sum()
    };
    [middle + about(middle, 1), about(middle, 2), about(middle, 3)]
}

/// Relative to powers of the standard deviation, or to a third moment that is larger.
#[track_caller]
fn has_moments(name: &str, sampler: &Sampler, [mean, variance, third]: [f64; 3]) {
    let found = moments(sampler, mean);
    let sd = variance.sqrt();
    for (what, found, exact, unit, tolerance) in [
        ("mean", found[0], mean, sd, 2e-7),
        ("variance", found[1], variance, variance, 5e-6),
        ("third moment", found[2], third, sd.powi(3).max(third.abs()), 2e-5),
    ] {
        let error = (found - exact) / unit;
        assert!(error.abs() <= tolerance, "{what} of {name}: {found}, not {exact}: {error:e}");
    }
}

#[test]
fn moments_are_those_of_the_closed_forms() {
    for shape in GAMMAS.into_iter().filter(|shape| *shape >= 0.5) {
        has_moments(&format!("gamma({shape})"), &gamma_sampler(shape).0, [shape, shape, 2.0 * shape]);
    }
    for (a, b) in BETAS.into_iter().chain([(1e5, 1e5), (3.0, 1e6)]) {
        let (n, mean) = (a + b, a / (a + b));
        let variance = mean * (1.0 - mean) / (n + 1.0);
        let third = 2.0 * (b - a) / (n + 2.0) / n * variance;
        has_moments(&format!("beta({a}, {b})"), &beta_sampler(a, b), [mean, variance, third]);
    }
    let normal = sampler(&Distribution::normal(3.0, 2.0).expect("parameters in range"));
    has_moments("normal(3, 2)", &normal, [3.0, 4.0, 0.0]);
    for sigma in [0.05, 0.2, 0.4] {
        let lognormal = sampler(&Distribution::lognormal(1.0, sigma).expect("parameters in range"));
        let w = (sigma * sigma).exp();
        let variance = w * (w - 1.0);
        has_moments(
            &format!("lognormal({sigma})"),
            &lognormal,
            [w.sqrt(), variance, variance.powf(1.5) * (w + 2.0) * (w - 1.0).sqrt()],
        );
    }
    let gumbel = Sampler::Table { table: SamplerFactory::default().gumbel(), scale: 1.0, shift: 0.0 };
    const EULER: f64 = 0.577_215_664_901_532_9;
    const ZETA_3: f64 = 1.202_056_903_159_594_2;
    has_moments("gumbel", &gumbel, [EULER, PI * PI / 6.0, 2.0 * ZETA_3]);
}

#[test]
fn one_look_up_gives_what_a_block_gives() {
    let mut factory = SamplerFactory::default();
    let mut points = grid();
    // Both ends, the middle, and the borders of octaves.
    points.splice(..6, [0, 1, u64::MAX, u64::MAX - 1, bits(0.25, false), bits(0.125, true)]);
    let tables: [std::sync::Arc<QuantileTable>; 3] =
        [factory.gamma(0.3, true), factory.gamma(3.0, false), factory.gumbel()];
    for table in tables {
        let mut block = vec![0.0; points.len()];
        simd::run(FillTable { table: &table, bits: &points, out: &mut block });
        let single: Vec<f64> = points.iter().map(|bits| table.look_up(*bits)).collect();
        assert_eq!(single, block);
    }
}

/// What the engine really draws from: every number within 2e-6 of its place in the distribution, for every family.
#[test]
fn samplers_are_within_two_millionths_of_the_distribution() {
    let families = [
        Distribution::normal(3.0, 2.0),
        Distribution::range(200.0, 280.0),
        Distribution::lognormal(2.0, 0.4),
        Distribution::lognormal(1e6, 1.5),
        Distribution::logistic(-2.2, 0.5),
        Distribution::logistic(1.0, 3.0),
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
    let bits = grid();
    for family in families {
        let family = family.expect("parameters in range");
        let sampler = sampler(&family);
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
        let density = |z: f64| (-0.5 * z * z).exp() / TAU.sqrt();
        close("normal", integral(&density, -12.0, z, 1e-12), unit, 1e-9);
    }
}

#[test]
fn every_family_has_the_mean_that_it_says() {
    let families = [
        Distribution::normal(3.0, 2.0),
        Distribution::range(2.0, 8.0),
        Distribution::lognormal(2.0, 0.4),
        Distribution::logistic(-2.2, 0.5),
        Distribution::logistic(1.0, 3.0),
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
