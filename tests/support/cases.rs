//! Scenarios whose win probability is known in closed form.

use reframe::model::*;
use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::beta::beta_reg;

use super::build::{Build, believed, bounds, dirichlet, exact, known, lower, p, raise, ranking, uniform};

/// A question with a known answer.
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The scenario; our win probability is asked for.
    pub scenario: Scenario,
    /// `None` for the baseline.
    pub strategy: Option<StrategyId>,
    /// The exact answer.
    pub win: f64,
}

/// A question about the first strategy, or the baseline if there is none.
pub fn case(name: impl Into<String>, build: Build, win: f64) -> Case {
    let scenario = build.scenario();
    let strategy = (!scenario.strategies.is_empty()).then(|| StrategyId::new(0));
    Case { name: name.into(), scenario, strategy, win }
}

/// Two vendors: ours has these scores, the rival those.
pub fn duel(criteria: &[&str], ours: &[f64], theirs: &[f64]) -> Build {
    Build::new(criteria, &["us", "rival"]).scores("us", ours).scores("rival", theirs)
}

const FIVE: [&str; 5] = ["a", "b", "c", "d", "e"];

/// All of them.
pub fn all() -> Vec<Case> {
    alone().into_iter().chain(super::group_cases::all()).collect()
}

/// Those of people who judge by themselves, all at once.
pub fn alone() -> Vec<Case> {
    let groups =
        [beta_tails(), equal_chances(), half_spaces(), orders_and_bounds(), performances(), beliefs(), moves()];
    groups.into_iter().flatten().collect()
}

/// One person, two criteria, Dirichlet weights (a, b): P = 1 - I_{1/2}(a, b).
pub fn beta_tails() -> Vec<Case> {
    let tail = |(a, b): (f64, f64)| {
        let build = duel(&["a", "b"], &[1.0, 0.0], &[0.0, 1.0]).person("ann", dirichlet(&[a, b], a + b));
        case(format!("beta tail ({a}, {b})"), build, 1.0 - beta_reg(a, b, 0.5))
    };
    [(2.0, 1.0), (0.7, 1.9), (12.0, 9.0), (0.2, 0.3), (60.0, 61.0)].into_iter().map(tail).collect()
}

/// Uniform weights, every vendor best on one criterion: 1/C.
pub fn equal_chances() -> Vec<Case> {
    let equal = |n: usize| {
        let vendors = ["us", "v2", "v3", "v4", "v5"];
        let mut build = Build::new(&FIVE[..n], &vendors[..n]).person("ann", uniform(n));
        for (v, vendor) in vendors[..n].iter().enumerate() {
            let scores: Vec<f64> = (0..n).map(|c| if c == v { 0.9 } else { 0.4 }).collect();
            build = build.scores(vendor, &scores);
        }
        case(format!("one of {n}"), build, 1.0 / n as f64)
    };
    (2..=5).map(equal).collect()
}

/// Uniform weights: P(w.d > 0) = sum over d_i > 0 of d_i^(n-1) / prod_{j != i} (d_i - d_j).
pub fn half_spaces() -> Vec<Case> {
    let space = |(d, win): (&[f64], f64)| {
        let ours: Vec<f64> = d.iter().map(|d| 0.5 + d / 20.0).collect();
        let theirs: Vec<f64> = d.iter().map(|d| 0.5 - d / 20.0).collect();
        let build = duel(&FIVE[..d.len()], &ours, &theirs).person("ann", uniform(d.len()));
        case(format!("half-space {d:?}"), build, win)
    };
    let spaces: [(&[f64], f64); 4] = [
        (&[3.0, -1.0], 3.0 / 4.0),
        (&[3.0, -1.0, -2.0], 9.0 / 20.0),
        (&[5.0, -1.0, -2.0, 1.0], 59.0 / 84.0),
        (&[4.0, -3.0, 2.0, -5.0, 1.0], 3497.0 / 7560.0),
    ];
    spaces.into_iter().map(space).collect()
}

/// Weights known by order or by bounds.
pub fn orders_and_bounds() -> Vec<Case> {
    let at_least = |level: f64| duel(&["a", "b"], &[1.0, 0.0], &[level, level]);
    vec![
        // a before b: w_a is uniform on [1/2, 1].
        case("order of two", at_least(0.7).person("ann", ranking(&[&[0], &[1]])), 0.6),
        // No order among two is no knowledge.
        case("tie of two", at_least(0.7).person("ann", ranking(&[&[0, 1]])), 0.3),
        // a before {b, c}: a third of the simplex, on which half of the cases b is before c.
        case(
            "tie of the last two",
            duel(&FIVE[..3], &[0.0, 1.0, 0.0], &[0.0, 0.0, 1.0]).person("ann", ranking(&[&[0], &[1, 2]])),
            0.5,
        ),
        // {a, b} before c: c is smallest, and P(a > b) = 1/2.
        case(
            "tie of the first two",
            duel(&FIVE[..3], &[1.0, 0.0, 0.0], &[0.0, 1.0, 0.0]).person("ann", ranking(&[&[0, 1], &[2]])),
            0.5,
        ),
        // Largest of three spacings above 1/2: 3 (1/2)^2 = 3/4.
        case(
            "first of an order of three",
            duel(&FIVE[..3], &[1.0, 0.0, 0.0], &[0.5; 3]).person("ann", ranking(&[&[0], &[1], &[2]])),
            0.75,
        ),
        // w_a uniform on [0.2, 0.6].
        case("interval", at_least(0.5).person("ann", bounds(&[(0.2, 0.6), (0.0, 1.0)])), 0.25),
        // Two people of equal influence: the sum of two uniforms is above 3/2 with probability 1/8.
        case("two people", at_least(0.75).person("ann", uniform(2)).person("bob", uniform(2)), 0.125),
        // 3 : 1: P(3/4 x + 1/4 y > 3/4) = 1/6.
        case(
            "unequal influence",
            at_least(0.75).person("ann", uniform(2)).influence(3.0).person("bob", uniform(2)),
            1.0 / 6.0,
        ),
    ]
}

fn phi(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// Performances of every family against a known level.
pub fn performances() -> Vec<Case> {
    let normal = |mean, sd| Distribution::normal(mean, sd).expect("a normal");
    let two = Build::new(&["a", "b"], &["us", "rival"])
        .person("ann", exact(&[0.3, 0.7]))
        .performance("us", "a", normal(0.6, 0.05))
        .performance("us", "b", normal(0.5, 0.03))
        .performance("rival", "a", normal(0.5, 0.04))
        .performance("rival", "b", normal(0.52, 0.05));
    let mean = 0.3 * 0.1 - 0.7 * 0.02;
    let variance = 0.09 * (0.05_f64.powi(2) + 0.04_f64.powi(2)) + 0.49 * (0.03_f64.powi(2) + 0.05_f64.powi(2));
    let mut cases = vec![case("normal against normal", two, phi(mean / variance.sqrt()))];
    let beyond = [
        (Distribution::uniform(0.2, 0.7), 0.4, 0.6),
        (Distribution::range(0.4, 0.6), 0.6, 0.05),
        (Distribution::lognormal(0.4, 0.2), 0.5, phi(0.8_f64.ln() / 0.2)),
        (Distribution::triangular(0.0, 0.25, 1.0), 0.5, 1.0 / 3.0),
        (Distribution::triangular(0.0, 0.25, 1.0), 0.125, 0.9375),
        (Distribution::pert(0.0, 0.25, 1.0), 0.5, 1.0 - beta_reg(2.0, 4.0, 0.5)),
        (Distribution::beta(0.5, 1.5, 0.2, 0.8), 0.5, 1.0 - beta_reg(0.5, 1.5, 0.5)),
        (Distribution::discrete(vec![(0.1, 0.35), (0.5, 0.25), (0.9, 0.4)]), 0.7, 0.4),
    ];
    for (belief, level, win) in beyond {
        let belief = belief.expect("parameters in range");
        let name = format!("{belief} above {level}");
        let build = duel(&["a"], &[0.0], &[level]).person("ann", exact(&[1.0])).performance("us", "a", belief);
        cases.push(case(name, build, win));
    }
    cases
}

/// Credibility and reputation.
pub fn beliefs() -> Vec<Case> {
    let claim = |ours: f64| {
        duel(&["a"], &[ours], &[0.6])
            .credibility("us", believed(0.7, 10.0))
            .with(|parts| parts.criteria[0].reputation = Some(p(0.2)))
    };
    // q = k + (1 - k) / 5 > 3/5 if and only if k > 1/2.
    let above_half = 1.0 - beta_reg(7.0, 3.0, 0.5);
    vec![
        case("credibility", claim(1.0).person("ann", exact(&[1.0])), above_half),
        case(
            "credibility is one draw for all",
            claim(1.0).person("ann", exact(&[1.0])).person("bob", exact(&[1.0])),
            above_half,
        ),
        // b = (1 + 0.6) / 2 = 0.8 by default: q > 0.9 if and only if k > 1/2 (the rival is known first hand).
        case(
            "default reputation",
            duel(&["a"], &[1.0], &[0.6])
                .scores("status_quo", &[0.9])
                .credibility("us", believed(0.7, 10.0))
                .person("ann", exact(&[1.0])),
            above_half,
        ),
        // The rival's own belief is his alone: ann's 0.9 outweighs bob's uniform from 0 to 1 unless he is below 0.2.
        case(
            "performance for one",
            duel(&["a"], &[0.55], &[0.9]).person("ann", exact(&[1.0])).person("bob", exact(&[1.0])).performance_for(
                "bob",
                "rival",
                "a",
                Distribution::uniform(0.0, 1.0).expect("an interval"),
            ),
            0.2,
        ),
    ]
}

/// A move that is taken up or not, and what else moves do on known weights.
pub fn moves() -> Vec<Case> {
    // Price now, safety later: we lose 0.8 : 0.2, and win when safety has more than 0.4.
    let pitch = |k: f64| {
        duel(&["price", "ease", "safety"], &[0.2, 0.2, 0.8], &[0.6, 0.6, 0.2])
            .latent("safety")
            .person("ann", exact(&[0.8, 0.2, 0.0]))
            .with(|parts| parts.criteria.iter_mut().for_each(|c| c.reputation = Some(p(0.2))))
            .credibility("us", Credibility::Exact(p(k)))
    };
    let uniform_strength = Distribution::uniform(0.0, 1.0).expect("an interval");
    let half = |shift: Shift| Shift { strength: known(0.5), ..shift };
    vec![
        case("teach", pitch(1.0).teach("t", raise(2, 0.6)).accepted(0.35).strategy("s", &["t"]), 0.35),
        case(
            "teach, half believed",
            pitch(0.9).teach("t", raise(2, 0.6)).accepted(0.5).strategy("s", &["t"]),
            0.5 * 0.9,
        ),
        case(
            "teach, rarely reached, late",
            pitch(1.0)
                .with(|parts| {
                    parts.stakeholders[0].reach = p(0.8);
                    parts.stages[0].openness = p(0.5);
                })
                .teach("t", raise(2, 0.6))
                .accepted(0.9)
                .strategy("s", &["t"]),
            0.8 * 0.5 * 0.9,
        ),
        case(
            "teach by uncertain credibility",
            // E[a k 1[we win at k]]; we win at every k above 0.45, say, so keep k there: Beta(900, 100).
            pitch(1.0).credibility("us", believed(0.9, 1000.0)).teach("t", raise(2, 0.6)).strategy("s", &["t"]),
            0.9,
        ),
        case(
            "evidence is a second chance",
            pitch(1.0).teach("t", raise(2, 0.6)).accepted(0.4).justify("j", &["t"], 0.7).strategy("s", &["t", "j"]),
            1.0 - 0.6 * 0.3,
        ),
        // Taken up once, safety gets 0.3 and loses; evidence must not apply the same talk again.
        case(
            "evidence does not repeat a talk",
            pitch(1.0)
                .teach("t", half(raise(2, 0.6)))
                .accepted(0.4)
                .justify("j", &["t"], 0.7)
                .strategy("s", &["t", "j"]),
            0.0,
        ),
        // Listed twice: 0.3, then 0.45.
        case(
            "twice is twice",
            pitch(1.0).teach("t", half(raise(2, 0.6))).accepted(0.7).strategy("s", &["t", "t"]),
            0.49,
        ),
        case(
            "strength",
            pitch(1.0).teach("t", Shift { strength: uniform_strength.clone(), ..raise(2, 0.8) }).strategy("s", &["t"]),
            0.5,
        ),
        // A rival talks of price after us: safety is back at 0.3.
        case(
            "a rival answers",
            pitch(1.0)
                .teach("t", raise(2, 0.6))
                .accepted(0.9)
                .reframe("r", raise(0, 0.66))
                .but(|m| (m.by, m.acceptance) = (VendorId::new(1), p(0.25)))
                .strategy("s", &["t"])
                .rivals(&["r"]),
            0.9 * 0.75,
        ),
        case(
            "lowering",
            duel(&["a", "b"], &[0.2, 0.8], &[0.8, 0.2])
                .person("ann", exact(&[0.7, 0.3]))
                .reframe("l", Shift { strength: uniform_strength, ..lower(0, 0.2) })
                .strategy("s", &["l"]),
            0.6,
        ),
        case(
            // A price needs no open mind and no credibility: only to be heard of, and to be taken.
            "discount, late",
            duel(&["price", "b"], &[100.0, 0.5], &[90.0, 0.5])
                .with(|parts| {
                    parts.stages[0].openness = p(0.5);
                    parts.criteria[0].value = ValueFunction::linear(200.0, 0.0, Outside::Clamp).expect("a scale");
                    parts.stakeholders.clear();
                })
                .person("ann", exact(&[0.5, 0.5]))
                .reach(0.6)
                .act("d", MoveKind::Discount { criterion: CriterionId::new(0), cut: Cut::Share(0.2) })
                .accepted(0.5)
                .strategy("s", &["d"]),
            0.3,
        ),
    ]
}
