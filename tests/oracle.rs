//! The engine against the reference implementation, draw by draw, on the same random numbers.
//!
//! Each layer is compared given the layer before it as the engine has it, so that an error shows where it is made and
//! tolerances stay small: quantile tables may be off by 2e-6 in probability; arithmetic may be off by rounding only.

mod support;

use proptest::prelude::*;
use reframe::engine::{StrategyView, inspect};
use reframe::model::{Scenario, StrategyId};
use reframe::plan::compile;
use support::build::{Build, believed, bounds, dirichlet, exact, known, lower, raise, ranking, uniform};
use support::cases;
use support::check::{all_close, close, table_close};
use support::decide::TIE;
use support::generate;
use support::reference::{Outcome, Reference};

/// What tables may do to a weight, a credibility or a value.
const TABLE: f64 = 2e-5;
/// What tables may do after several moves or on a scale much steeper than the belief is wide.
const TABLES: f64 = 2e-4;
/// What the order of summation may do.
const ROUNDING: f64 = 1e-9;

/// Plays these draws in engine and reference and compares everything.
fn compare(scenario: &Scenario, seed: u64, draws: impl Iterator<Item = u64>) {
    let strategies: Vec<StrategyId> = (0..scenario.strategies.len()).map(StrategyId::new).collect();
    let plan = compile(scenario, &strategies).expect("the engine plays what the tests build");
    let reference = Reference::new(scenario, seed);
    for draw in draws {
        let seen = inspect(&plan, seed, draw);
        let before = reference.before(draw);
        table_close(&format!("weights before any move, draw {draw}"), &seen.before, &before, TABLE);
        assert_eq!(seen.strategies.len(), strategies.len() + 1, "the baseline and every strategy");
        let played = std::iter::once(None).chain(strategies.iter().copied().map(Some));
        for (strategy, view) in played.zip(&seen.strategies) {
            let place = format!("strategy {strategy:?}, draw {draw}, seed {seed}");
            step_by_step(&reference, &seen.before, view, strategy, draw, &place);
            end_to_end(view, &reference.outcome(strategy, draw), scenario.decision.noise, &place);
        }
    }
}

fn step_by_step(
    reference: &Reference<'_>,
    before: &[Vec<f64>],
    view: &StrategyView,
    strategy: Option<StrategyId>,
    draw: u64,
    place: &str,
) {
    let mut played = reference.play(before, strategy, draw);
    table_close(&format!("weights, {place}"), &view.weights, &played.last().weights, TABLE);
    played.last_mut().weights.clone_from(&view.weights);
    let utility = reference.utility(played.last(), reference.last_stage(), draw);
    table_close(&format!("utility, {place}"), &view.utility, &utility, TABLES);
    let (open, _) = reference.open(played.last(), &utility, draw);
    let decided = reference.decide(view.weights.clone(), view.utility.clone(), open, draw);
    all_close(&format!("score, {place}"), &view.score, &decided.score, ROUNDING);
    if clear_of_ties(&view.score) {
        all_close(&format!("win, {place}"), &view.win, &decided.win, ROUNDING);
        table_close(&format!("rank, {place}"), &view.rank, &decided.rank, ROUNDING);
        table_close(&format!("pairwise, {place}"), &view.pairwise, &decided.pairwise, ROUNDING);
    }
    for (own, (support, expected)) in view.utility.iter().zip(view.support.iter().zip(&decided.support)) {
        if clear_of_ties(own) {
            all_close(&format!("support, {place}"), support, expected, ROUNDING);
        }
    }
}

/// Whether no two scores are so close, without being equal, that rounding decides whether they are tied.
fn clear_of_ties(score: &[f64]) -> bool {
    let gaps = score.iter().enumerate().flat_map(|(a, x)| score[..a].iter().map(move |y| (x - y).abs()));
    gaps.into_iter().all(|gap| gap <= 0.1 * TIE || gap >= 10.0 * TIE)
}

/// The reference alone from beginning to end: the same winner unless it is a close call.
fn end_to_end(view: &StrategyView, outcome: &Outcome, noise: f64, place: &str) {
    let mut sorted = outcome.score.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let margin = if sorted.len() > 1 { sorted[0] - sorted[1] } else { f64::INFINITY };
    if noise > 0.0 {
        all_close(&format!("noisy win end to end, {place}"), &view.win, &outcome.win, TABLES / noise);
    } else if margin > 4.0 * TABLES {
        all_close(&format!("winner end to end, {place}"), &view.win, &outcome.win, ROUNDING);
    }
}

#[test]
fn known_answers_draw_by_draw() {
    for case in cases::all() {
        compare(&case.scenario, 11, (0..20).chain(250..260));
    }
}

#[test]
fn beliefs_about_weights_draw_by_draw() {
    let priors = [
        ("low-confidence", dirichlet(&[5.0, 3.0, 1.0, 1.0], 0.5)),
        ("a-zero-share", dirichlet(&[5.0, 0.0, 1.0, 1.0], 8.0)),
        ("high-confidence", dirichlet(&[5.0, 3.0, 1.0, 1.0], 5000.0)),
        ("known", exact(&[0.4, 0.3, 0.2, 0.1])),
        ("all", uniform(4)),
        ("some", uniform(2)),
        ("one", uniform(1)),
        ("order", ranking(&[&[3], &[0], &[2], &[1]])),
        ("partial-order", ranking(&[&[1, 3], &[0, 2]])),
        ("order-of-some", ranking(&[&[2], &[0, 1]])),
        ("no-order", ranking(&[&[2, 0, 1, 3]])),
        ("bounds", bounds(&[(0.1, 0.4), (0.0, 0.5), (0.2, 0.9), (0.0, 1.0)])),
        ("no-bounds", bounds(&[(0.0, 1.0), (0.0, 1.0), (0.0, 1.0), (0.0, 1.0)])),
        ("a-point", bounds(&[(0.1, 0.1), (0.4, 0.4), (0.2, 0.2), (0.0, 1.0)])),
    ];
    let mut build = Build::new(&["a", "b", "c", "d"], &["us", "rival"]);
    for (id, prior) in priors {
        build = build.person(id, prior);
    }
    let scenario = build.scores("us", &[0.9, 0.1, 0.4, 0.3]).scores("rival", &[0.1, 0.9, 0.3, 0.4]).scenario();
    compare(&scenario, 3, (0..300).chain([1_000_000, 123_456_789]));
}

/// Everything in one story: latent criteria, both directions, donors that run dry, repeated and supported moves,
/// rivals, discounts by share and amount, uncertain credibility, own experience, a status quo, and noise.
#[test]
fn a_whole_purchase_draw_by_draw() {
    for noise in [0.0, 0.03] {
        compare(&purchase().noise(noise).scenario(), 17, 0..300);
    }
}

fn purchase() -> Build {
    use reframe::model::*;
    let beta = Distribution::beta(3.0, 7.0, 0.0, 1.0).expect("a beta");
    let soft = |shift: Shift| Shift { strength: beta.clone(), ..shift };
    let from = |named: &[usize], shift: Shift| Shift {
        donors: Donors::Named(named.iter().map(|c| CriterionId::new(*c)).collect()),
        ..shift
    };
    let price = ValueFunction::linear(300.0, 100.0, Outside::Clamp).expect("a scale");
    let steps = ValueFunction::piecewise(vec![(0.0, 0.0), (0.7, 0.2), (1.0, 1.0)], Outside::Extrapolate);
    let belief = |belief: Result<Distribution, ImpossibleDistribution>| belief.expect("parameters in range");
    let rival = |m: &mut Move| m.by = VendorId::new(1);
    let discount = |cut| MoveKind::Discount { criterion: CriterionId::new(0), cut };
    Build::new(&["price", "detection", "safety", "career"], &["us", "rival", "incumbent"])
        .latent("safety")
        .latent("career")
        .with(|parts| {
            parts.criteria[0].value = price;
            parts.criteria[1].value = steps.expect("points in order");
            parts.criteria[2].reputation = Some(support::build::p(0.35));
            parts.vendors[2].known = true;
            parts.stages[0].openness = support::build::p(0.9);
        })
        .credibility("us", believed(0.6, 12.0))
        .credibility("rival", Credibility::Exact(support::build::p(0.8)))
        .credibility("incumbent", believed(0.3, 5.0))
        .person("cfo", dirichlet(&[8.0, 2.0, 0.0, 0.0], 30.0))
        .influence(2.0)
        .reach(0.7)
        .person("ciso", ranking(&[&[1], &[0]]))
        .person("user", exact(&[0.5, 0.5, 0.0, 0.0]))
        .influence(0.5)
        .scores("us", &[0.0, 0.8, 0.7, 0.6])
        .scores("rival", &[0.0, 0.85, 0.3, 0.4])
        .scores("incumbent", &[0.0, 0.6, 0.5, 0.5])
        .scores("status_quo", &[300.0, 0.4, 0.1, 0.5])
        .performance("us", "price", belief(Distribution::range(200.0, 280.0)))
        .performance("rival", "price", belief(Distribution::pert(120.0, 150.0, 260.0)))
        .performance("incumbent", "price", belief(Distribution::lognormal(210.0, 0.1)))
        .performance("us", "detection", belief(Distribution::beta(8.0, 2.0, 0.0, 1.0)))
        .performance("rival", "detection", belief(Distribution::normal(0.9, 0.15)))
        .performance_for("user", "us", "career", belief(Distribution::uniform(0.2, 1.0)))
        .performance_for("ciso", "rival", "detection", belief(Distribution::triangular(0.2, 0.3, 0.9)))
        .teach("teach", soft(from(&[1], raise(2, 0.6))))
        .accepted(0.7)
        .teach("dry", from(&[1, 3], raise(2, 0.95)))
        .accepted(0.4)
        .reframe("lower", soft(lower(0, 0.2)))
        .reframe("give", from(&[3, 2], lower(0, 0.5)))
        .accepted(0.5)
        .but(|m| m.audience = vec![StakeholderId::new(0), StakeholderId::new(2)])
        .justify("proof", &["teach", "give"], 0.8)
        .but(|m| m.audience = vec![StakeholderId::new(0), StakeholderId::new(1)])
        .act("ten", discount(Cut::Share(0.1)))
        .accepted(0.9)
        .act("fifty", discount(Cut::Amount(50.0)))
        .reframe("price-talk", Shift { strength: known(0.4), ..raise(0, 0.9) })
        .but(rival)
        .act("undercut", discount(Cut::Share(0.05)))
        .but(rival)
        .justify("price-proof", &["price-talk"], 0.5)
        .but(rival)
        .strategy("teach-only", &["teach"])
        .strategy("twice", &["teach", "teach", "proof", "lower"])
        .strategy("dry", &["dry", "give", "proof", "proof"])
        .strategy("all", &["ten", "give", "teach", "fifty", "lower", "proof", "ten", "dry", "proof"])
        .rivals(&["price-talk", "undercut", "price-proof"])
}

/// E[u(x)] in closed form against integration, for every belief of a scenario.
fn compare_expectations(scenario: &Scenario) {
    use reframe::model::{CriterionId, StakeholderId};
    for (c, criterion) in scenario.criteria.iter().enumerate() {
        for who in (0..scenario.stakeholders.len()).map(StakeholderId::new) {
            for alternative in scenario.alternatives() {
                let belief = scenario.performance.get(who, alternative, CriterionId::new(c));
                let belief = belief.expect("performance is complete");
                let expected = support::expect::expected_value(&criterion.value, belief);
                let name = format!("E[u] of {belief} on {:?}", criterion.value);
                close(&name, belief.expected_value(&criterion.value), expected, 1e-7);
            }
        }
    }
}

#[test]
fn expected_values_agree_with_integration() {
    compare_expectations(&purchase().scenario());
}

proptest! {
    #![proptest_config(generate::config(150))]

    #[test]
    fn random_scenarios_draw_by_draw(scenario in generate::scenarios(), seed in any::<u64>()) {
        compare(&scenario, seed, (0..12).chain(254..258));
    }
}

proptest! {
    #![proptest_config(generate::config(25))]

    #[test]
    fn expected_values_agree_with_integration_at_random(scenario in generate::scenarios()) {
        compare_expectations(&scenario);
    }
}

/// So many random scenarios, always the same.
fn random(count: usize) -> Vec<Scenario> {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(generate::config(1), rng);
    let one = |_| generate::scenarios().new_tree(&mut runner).expect("a scenario").current();
    (0..count).map(one).collect()
}

/// Random scenarios are worth something only if every mechanism turns up, and turns up often, and many at once.
#[test]
fn random_scenarios_use_every_mechanism() {
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for scenario in random(300) {
        for word in generate::mechanisms(&scenario) {
            *seen.entry(word).or_default() += 1;
        }
    }
    for word in generate::EVERY {
        let count = seen.get(word).copied().unwrap_or(0);
        assert!(count >= 15, "{word} in only {count} of 300 random scenarios: {seen:#?}");
    }
    let at_once = seen.values().sum::<usize>() as f64 / 300.0;
    assert!(at_once >= 25.0, "{at_once} mechanisms in a random scenario");
}

/// The reference by itself never stumbles, and a yes is rarely so near to a no that nothing can be learned from it.
#[test]
fn the_reference_plays_every_random_scenario() {
    let (mut close, mut all) = (0, 0);
    for scenario in random(60) {
        let reference = Reference::new(&scenario, 3);
        for strategy in std::iter::once(None).chain((0..scenario.strategies.len()).map(|s| Some(StrategyId::new(s)))) {
            for draw in 0..10 {
                let played = reference.play(&reference.before(draw), strategy, draw);
                let outcome = reference.outcome(strategy, draw);
                let chosen: f64 = outcome.win.iter().sum();
                assert!(scenario.status_quo.is_none() || (chosen - 1.0).abs() < ROUNDING, "{outcome:?}");
                for own in played.polls.iter().flat_map(|minds| &minds.weights) {
                    assert!((own.iter().sum::<f64>() - 1.0).abs() < 1e-6, "{own:?}");
                    assert!(own.iter().all(|w| (-1e-9..=1.0 + 1e-9).contains(w)), "{own:?}");
                }
                all += 1;
                close += usize::from(played.closest.call());
            }
        }
    }
    assert!(close * 100 < all, "{close} close calls in {all} plays");
}
