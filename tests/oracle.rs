//! The engine against the reference implementation, draw by draw, on the same random numbers: hand-made scenarios, and
//! random ones that use every mechanism together. `PROPTEST_CASES` asks for more of these.

mod support;

use proptest::prelude::*;
use reframe::model::{GroupRule, Scenario, StakeholderId, StrategyId};
use support::build::{Build, bounds, dirichlet, exact, p, ranking, uniform};
use support::cases::{self, Case};
use support::check::close;
use support::compare::{Compared, ROUNDING, compare};
use support::generate;
use support::group_cases;
use support::reference::Reference;
use support::stories;

/// Cases with a known answer, which the engine is to agree with on single draws, too.
fn all_of(cases: Vec<Case>) {
    for case in cases {
        compare(&case.scenario, 11, (0..20).chain(250..260)).nearly_all();
    }
}

#[test]
fn weights_and_scores_draw_by_draw() {
    all_of(cases::alone());
}

#[test]
fn votes_draw_by_draw() {
    all_of(group_cases::votes());
}

#[test]
fn moods_draw_by_draw() {
    all_of(group_cases::softmax());
}

#[test]
fn gates_draw_by_draw() {
    all_of(group_cases::gates());
}

#[test]
fn trust_and_backfire_draw_by_draw() {
    all_of(group_cases::trust());
}

#[test]
fn tailored_offers_draw_by_draw() {
    all_of(group_cases::offers());
}

#[test]
fn fear_and_conflict_draw_by_draw() {
    all_of(group_cases::fear());
}

#[test]
fn talk_and_champions_draw_by_draw() {
    all_of(group_cases::talk());
}

#[test]
fn stages_tilts_and_memory_draw_by_draw() {
    all_of(group_cases::time());
}

#[test]
fn floors_draw_by_draw() {
    all_of(group_cases::floors());
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
    compare(&scenario, 3, (0..300).chain([1_000_000, 123_456_789])).nearly_all();
}

/// Everything in one story: latent criteria, both directions, donors that run dry, repeated and supported moves,
/// rivals, discounts by share and amount, uncertain credibility, own experience, a status quo, and noise.
#[test]
fn a_whole_purchase_draw_by_draw() {
    for noise in [0.0, 0.03] {
        compare(&stories::purchase().noise(noise).scenario(), 17, 0..300).nearly_all();
    }
}

/// Everything that a group adds, in one story over three stages: every kind of move, repeated and supported, champions,
/// silence, settled talk, tilts, floors, forgetting, fear, conflict, gates of each kind, a channel, and adoption.
#[test]
fn a_whole_committee_draw_by_draw() {
    let rules = [
        GroupRule::WeightedUtility,
        GroupRule::WeightedProbability,
        GroupRule::Autocracy { decider: StakeholderId::new(0) },
        GroupRule::Plurality,
        GroupRule::Quota { share: p(0.6) },
        GroupRule::Borda,
    ];
    for (rule, noise) in rules.into_iter().flat_map(|rule| [(rule, 0.0), (rule, 0.05)]) {
        compare(&stories::committee().rule(rule).noise(noise).scenario(), 23, 0..60).nearly_all();
    }
}

/// E[u(x)] in closed form against integration, for every belief of a scenario.
fn compare_expectations(scenario: &Scenario) {
    use reframe::model::{CriterionId, StakeholderId};
    for (c, criterion) in scenario.criteria.iter().enumerate() {
        for who in (0..scenario.stakeholders.len()).map(StakeholderId::new) {
            for alternative in scenario.alternatives() {
                let belief = scenario.performance.get(who, alternative, CriterionId::new(c));
                let Some(belief) = belief else { continue };
                let expected = support::expect::expected_value(&criterion.value, belief);
                let name = format!("E[u] of {belief} on {:?}", criterion.value);
                close(&name, belief.expected_value(&criterion.value), expected, 1e-7);
            }
        }
    }
}

#[test]
fn expected_values_agree_with_integration() {
    compare_expectations(&stories::purchase().scenario());
}

#[test]
fn random_scenarios_draw_by_draw() {
    let compared = std::cell::Cell::new(Compared::default());
    let mut runner = proptest::test_runner::TestRunner::new(generate::config(150));
    let found = runner.run(&(generate::scenarios(), any::<u64>()), |(scenario, seed)| {
        let mut sum = compared.get();
        sum.add(compare(&scenario, seed, (0..12).chain(254..258)));
        compared.set(sum);
        Ok(())
    });
    if let Err(difference) = found {
        panic!("{difference}");
    }
    compared.get().nearly_all();
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
        for word in generate::words::mechanisms(&scenario) {
            *seen.entry(word).or_default() += 1;
        }
    }
    for word in generate::words::EVERY {
        let count = seen.get(word).copied().unwrap_or(0);
        assert!(count >= 15, "{word} in only {count} of 300 random scenarios: {seen:#?}");
    }
    let at_once = seen.values().sum::<usize>() as f64 / 300.0;
    assert!(at_once >= 20.0, "{at_once} mechanisms in a random scenario");
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
