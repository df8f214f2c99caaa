//! The reframe curve against what can be worked out: win probability when a weight is given.

mod support;

use reframe::engine::{Runner, Silent, simulate_probe};
use reframe::model::{CriterionId, Distribution, Line, Scenario, StakeholderId};
use reframe::plan::{Probe, compile};
use reframe::stats::{BreakEven, Curve};
use reframe::study::{Effort, RunRequest, run};
use statrs::distribution::{ContinuousCDF, Normal};
use support::build::{Build, dirichlet, exact, raise};
use support::check::{agrees, share_error};

const DRAWS: u64 = 20_000;
const SEED: u64 = 61;

fn curve(scenario: &Scenario) -> Curve {
    let request = RunRequest { effort: Effort::Draws(DRAWS), seed: SEED, ..RunRequest::all(scenario) };
    let mut curves = run(scenario, &request, &Runner::serial(), &Silent).expect("a run").curves;
    assert_eq!(curves.len(), 1, "one strategy that moves a weight");
    curves.remove(0)
}

/// Price and ease now, safety later; on safety we are ahead.
fn pitch(theirs: f64) -> Build {
    Build::new(&["price", "ease", "safety"], &["us", "rival"])
        .latent("safety")
        .person("ann", dirichlet(&[3.0, 1.0, 0.0], 8.0))
        .scores("us", &[0.2, 0.2, 0.8])
        .scores("rival", &[theirs, theirs, 0.2])
        .teach("t", raise(2, 0.6))
        .strategy("s", &["t"])
}

/// Our performance on price and ease is the same, so only the weight w of safety counts:
/// P = Phi((0.6 w - 0.4 (1 - w)) / (0.1 w)).
#[test]
fn the_curve_is_the_known_function() {
    let belief = Distribution::normal(0.6, 0.1).expect("a normal");
    let scenario = pitch(0.5).performance("us", "safety", belief).scenario();
    let curve = curve(&scenario);
    let normal = Normal::standard();
    for (point, w) in curve.weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
        // U_us - U_rival = w (x - 0.2) - 0.3 (1 - w), x ~ N(0.6, 0.1).
        let expected = normal.cdf((0.4 * w - 0.3 * (1.0 - w)) / (0.1 * w));
        let name = format!("win probability at a weight of {w}");
        agrees(&name, curve.win[0][point].value(), expected, share_error(expected, DRAWS).max(1e-9), DRAWS, SEED);
        let lead = 2.0 * expected - 1.0;
        let error = 2.0 * share_error(expected, DRAWS).max(1e-9);
        agrees(&format!("lead at {w}"), curve.lead[point].value(), lead, error, DRAWS, SEED);
    }
    let BreakEven::At(weight) = curve.break_even else { panic!("{:?}", curve.break_even) };
    // P = 1/2 where 0.4 w = 0.3 (1 - w). A straight line between points is wrong by less than a thousandth here.
    assert!((weight.value() - 3.0 / 7.0).abs() < 4.5 * weight.std_error() + 1e-3, "{weight:?}");
    assert_eq!((curve.before.p50.value(), curve.after.p50.value()), (0.0, 0.6));
}

#[test]
fn a_lead_that_never_changes_has_no_break_even() {
    assert_eq!(curve(&pitch(0.1).scenario()).break_even, BreakEven::AlwaysAhead);
    let behind = pitch(0.5).scores("rival", &[0.9, 0.9, 0.85]).scenario();
    assert_eq!(curve(&behind).break_even, BreakEven::NeverAhead);
}

/// Known scores: we lead from w = 0.39 / 0.99 on, which lies between two points of the grid. The interval must say so.
#[test]
fn a_step_between_two_points_is_inside_the_interval() {
    for prior in [exact(&[0.8, 0.2, 0.0]), dirichlet(&[3.0, 1.0, 0.0], 8.0)] {
        let scenario = pitch(0.59).with(|parts| parts.stakeholders[0].prior = prior).scenario();
        let BreakEven::At(weight) = curve(&scenario).break_even else { panic!("a break-even") };
        assert!(weight.covers(0.39 / 0.99), "{weight:?} does not hold {}", 0.39 / 0.99);
    }
}

/// Where everybody else gives, utilities run on a straight line and the points are reached step by step along it; with all
/// others named as donors every point is worked out by itself.
#[test]
fn steps_along_a_line_lead_where_every_point_by_itself_does() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for name in ["edr-mttr", "supply-chain"] {
        let scenario = reframe::scenario::load(&folder.join(name)).unwrap_or_else(|e| panic!("{e:?}")).scenario;
        let plan = compile(&scenario, &[]).expect("a scenario of this release");
        let criteria: Vec<CriterionId> = (0..scenario.criteria.len()).map(CriterionId::new).collect();
        // Even steps, uneven ones, and back.
        let weights = [0.0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.7, 0.71, 1.0, 0.9, 0.8, 0.25];
        let probes = |donors: fn(&[CriterionId], CriterionId) -> Vec<CriterionId>| -> Vec<Probe> {
            let probe = |criterion: &CriterionId| Probe {
                criterion: *criterion,
                audience: (0..scenario.stakeholders.len()).map(StakeholderId::new).collect(),
                donors: donors(&criteria, *criterion),
                weights: weights.to_vec(),
            };
            criteria.iter().map(probe).collect()
        };
        let means = |probes: &[Probe]| {
            let probed = plan.probe(&scenario, &Line::baseline(&scenario), probes);
            simulate_probe(&probed, SEED, 1_000, &Runner::serial(), &Silent).expect("nobody cancels")
        };
        let along = means(&probes(|_, _| Vec::new()));
        let each = means(&probes(|all, criterion| all.iter().copied().filter(|c| *c != criterion).collect()));
        for (line, (along, each)) in along.iter().zip(&each).enumerate() {
            for (point, (a, b)) in along.iter().zip(each).enumerate() {
                for (a, b) in [(&a.win, &b.win), (&a.squares, &b.squares), (&a.with_us, &b.with_us)] {
                    for (a, b) in a.iter().zip(b) {
                        assert!((a - b).abs() < 1e-9, "{name}: line {line}, point {point}: {a} and {b}");
                    }
                }
            }
        }
    }
}
