//! What must hold whatever the scenario.

mod support;

use proptest::prelude::*;
use reframe::engine::{StrategyView, inspect};
use reframe::model::{Scenario, ScenarioParts, ValueFunction};
use support::build::{Build, dirichlet, uniform};
use support::generate;
use support::run::{findings, plan};

const ROUNDING: f64 = 1e-9;
fn sums_to_one(what: &str, numbers: impl IntoIterator<Item = f64>) {
    let numbers: Vec<f64> = numbers.into_iter().collect();
    let sum: f64 = numbers.iter().sum();
    assert!((sum - 1.0).abs() < ROUNDING, "{what} sums to {sum}: {numbers:?}");
    assert!(numbers.iter().all(|x| (-1e-12..=1.0 + 1e-12).contains(x)), "{what}: {numbers:?}");
}

fn is_consistent(view: &StrategyView) {
    for own in &view.weights {
        sums_to_one("weights", own.iter().copied());
    }
    sums_to_one("win", view.win.iter().copied());
    let alternatives = view.win.len();
    for a in 0..alternatives {
        sums_to_one("ranks of one", view.rank[a].iter().copied());
        sums_to_one("holders of one rank", view.rank.iter().map(|row| row[a]));
        // Being first is winning.
        assert!((view.rank[a][0] - view.win[a]).abs() < ROUNDING, "{:?} {:?}", view.rank, view.win);
        for b in 0..alternatives {
            sums_to_one("a pair", [view.pairwise[a][b], view.pairwise[b][a]]);
        }
    }
    for poll in &view.polls {
        sums_to_one("a poll", poll.iter().copied());
    }
    for own in &view.support {
        sums_to_one("support", own.iter().copied());
    }
}

proptest! {
    #![proptest_config(generate::config(120))]

    #[test]
    fn every_draw_is_consistent(scenario in generate::scenarios(), seed in any::<u64>()) {
        let plan = plan(&scenario);
        for draw in 0..20 {
            inspect(&plan, seed, draw).strategies.iter().for_each(is_consistent);
        }
    }

    #[test]
    fn every_run_is_consistent(scenario in generate::scenarios(), seed in any::<u64>()) {
        let found = findings(&scenario, 700, seed);
        for strategy in &found.strategies {
            sums_to_one("win", strategy.win.iter().map(|w| w.value()));
            for (a, ranks) in strategy.rank_acceptability.iter().enumerate() {
                sums_to_one("ranks of one", ranks.iter().map(|b| b.value()));
                sums_to_one("holders of one rank", strategy.rank_acceptability.iter().map(|row| row[a].value()));
            }
            for own in strategy.weights.iter().chain([&strategy.group_weights]) {
                sums_to_one("mean weights", own.iter().map(|w| w.mean.value()));
            }
            for (central, win) in strategy.central.iter().zip(&strategy.win) {
                assert_eq!(central.is_some(), win.value() * 700.0 > 0.01, "{win:?}");
                for own in central.iter().flat_map(|c| c.per_stakeholder.iter().chain([&c.group])) {
                    let sum: f64 = own.iter().map(|w| w.value()).sum();
                    assert!((sum - 1.0).abs() < 1e-6, "central weights sum to {sum}");
                }
            }
            if let Some(uplift) = &strategy.uplift {
                for ((after, before), uplift) in strategy.win.iter().zip(&found.baseline().win).zip(uplift) {
                    assert!((after.value() - before.value() - uplift.value()).abs() < ROUNDING);
                    // A paired error is at most the sum of the two; spreads below 1e-5 are reported as none.
                    let apart = after.std_error() + before.std_error() + 2e-5 / 700.0_f64.sqrt();
                    assert!(uplift.std_error() <= apart, "{uplift:?} from {before:?} to {after:?}");
                }
            }
        }
    }

    /// Natural units are a convention: doubled scales and doubled performances are the same purchase.
    #[test]
    fn units_do_not_matter(
        scores in proptest::collection::vec(0.0..1.0_f64, 9),
        weights in proptest::collection::vec(0.1..5.0_f64, 3),
        noise in prop_oneof![Just(0.0), Just(0.05)],
    ) {
        let build = |factor: f64| {
            let scaled = |v: usize| scores[3 * v..3 * v + 3].iter().map(|s| s * factor).collect::<Vec<f64>>();
            let doubled = |parts: &mut ScenarioParts| {
                for c in &mut parts.criteria {
                    c.value = ValueFunction::linear(0.0, factor, c.value.outside()).expect("a scale");
                }
            };
            let build = committee(&weights).with(doubled).noise(noise);
            build.scores("us", &scaled(0)).scores("rival", &scaled(1)).scores("other", &scaled(2)).scenario()
        };
        prop_assert_eq!(wins(&build(1.0), 40), wins(&build(2.0), 40));
    }

    /// Worse on everything is worse, without noise.
    #[test]
    fn the_dominated_never_win(
        scores in proptest::collection::vec(0.05..1.0_f64, 6),
        loss in proptest::collection::vec(0.001..0.05_f64, 3),
        weights in proptest::collection::vec(0.1..5.0_f64, 3),
    ) {
        let worse: Vec<f64> = scores[..3].iter().zip(&loss).map(|(s, l)| s - l).collect();
        let build = committee(&weights).scores("us", &worse).scores("rival", &scores[..3]);
        for win in wins(&build.scores("other", &scores[3..]).scenario(), 60) {
            prop_assert_eq!(win[0], 0.0);
        }
    }

    /// A better score never costs a win on the same draw; without noise it never changes who wins among the others
    /// except in our favour.
    #[test]
    fn a_better_score_never_hurts(
        scores in proptest::collection::vec(0.0..1.0_f64, 9),
        weights in proptest::collection::vec(0.1..5.0_f64, 3),
        (which, gain) in (0..3_usize, 0.0..0.5_f64),
        noise in prop_oneof![Just(0.0), Just(0.05)],
    ) {
        let build = |ours: &[f64]| {
            let build = committee(&weights).noise(noise).scores("us", ours);
            build.scores("rival", &scores[3..6]).scores("other", &scores[6..]).scenario()
        };
        let mut better = scores[..3].to_vec();
        better[which] += gain;
        let (before, after) = (wins(&build(&scores[..3]), 60), wins(&build(&better), 60));
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(after[0] >= before[0] - 1e-12, "{:?} {:?}", before, after);
            prop_assert!(after[1] <= before[1] + 1e-12 && after[2] <= before[2] + 1e-12);
        }
    }

    /// What everybody has in equal measure decides nothing: shifting all scores on one criterion changes no winner.
    #[test]
    fn what_all_share_decides_nothing(
        scores in proptest::collection::vec(0.0..0.5_f64, 9),
        weights in proptest::collection::vec(0.1..5.0_f64, 3),
        (which, gain) in (0..3_usize, 0.0..0.5_f64),
    ) {
        let build = |gain: f64| {
            let shifted = |v: usize| {
                let mut own = scores[3 * v..3 * v + 3].to_vec();
                own[which] += gain;
                own
            };
            committee(&weights).scores("us", &shifted(0)).scores("rival", &shifted(1)).scores("other", &shifted(2))
        };
        for (one, other) in wins(&build(0.0).scenario(), 60).iter().zip(&wins(&build(gain).scenario(), 60)) {
            for (x, y) in one.iter().zip(other) {
                prop_assert!((x - y).abs() < 1e-9, "{:?} {:?}", one, other);
            }
        }
    }
}

/// Two people, three criteria, three vendors, everything believed.
fn committee(weights: &[f64]) -> Build {
    Build::new(&["a", "b", "c"], &["us", "rival", "other"])
        .person("ann", dirichlet(weights, 5.0))
        .person("bob", uniform(3))
        .influence(0.5)
}

/// Win probabilities draw by draw.
fn wins(scenario: &Scenario, draws: u64) -> Vec<Vec<f64>> {
    let plan = plan(scenario);
    (0..draws).map(|draw| inspect(&plan, 7, draw).strategies[0].win.clone()).collect()
}

/// Two criteria with equal scores are one: merging them leaves win probabilities where they were (the Dirichlet
/// distribution aggregates), within Monte Carlo error of two independent runs.
#[test]
fn merging_equal_criteria_leaves_win_probabilities() {
    const DRAWS: u64 = 200_000;
    let three = Build::new(&["a", "b", "c"], &["us", "rival"]).person("ann", dirichlet(&[3.0, 1.0, 2.0], 6.0));
    let three = findings(&three.scores("us", &[0.8, 0.3, 0.3]).scores("rival", &[0.5, 0.6, 0.6]).scenario(), DRAWS, 1);
    let two = Build::new(&["a", "bc"], &["us", "rival"]).person("bob", dirichlet(&[3.0, 3.0], 6.0));
    let two = findings(&two.scores("us", &[0.8, 0.3]).scores("rival", &[0.5, 0.6]).scenario(), DRAWS, 1);
    let (p, q) = (three.baseline().win[0].value(), two.baseline().win[0].value());
    // By symmetry of Dirichlet(3, 3) about 1/2 both are 1/2.
    let error = support::check::share_error(0.5, DRAWS);
    support::check::agrees("three criteria", p, 0.5, error, DRAWS, 1);
    support::check::agrees("two criteria", q, 0.5, error, DRAWS, 1);
}
