//! How a run is made, and what is listed beside what, must not change an answer: equality to the last bit.

mod support;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use reframe::engine::{Cancelled, Measure, Runner, Silent, Watch, inspect, simulate, simulate_more};
use reframe::math::{InstructionSet, limit_instruction_set};
use reframe::model::*;
use reframe::plan::compile;
use reframe::random::BLOCK;
use reframe::scenario::load;
use reframe::stats::{Findings, StrategyFindings};
use reframe::study::{Effort, RunError, RunOutcome, RunRequest, run};
use support::build::{Build, believed, dirichlet, exact, known, lower, raise, ranking, uniform};
use support::check::table_close;
use support::run::{findings, plan, summarised};
use support::stories;

const SEED: u64 = 41;

fn purchase() -> Build {
    let soft = |shift: Shift| Shift { strength: Distribution::beta(3.0, 7.0, 0.0, 1.0).expect("a beta"), ..shift };
    let normal = |mean| Distribution::normal(mean, 0.1).expect("a normal");
    Build::new(&["price", "speed", "safety"], &["us", "rival", "other"])
        .latent("safety")
        .credibility("us", believed(0.7, 10.0))
        .person("ann", dirichlet(&[5.0, 2.0, 0.0], 12.0))
        .influence(2.0)
        .person("bob", ranking(&[&[1], &[0]]))
        .reach(0.8)
        .person("cho", uniform(2))
        .scores("us", &[0.4, 0.6, 0.9])
        .scores("rival", &[0.7, 0.5, 0.2])
        .scores("other", &[0.5, 0.55, 0.4])
        .scores("status_quo", &[0.6, 0.1, 0.3])
        .performance("us", "speed", normal(0.6))
        .performance("rival", "price", normal(0.65))
        .performance_for("bob", "other", "speed", Distribution::uniform(0.2, 0.9).expect("an interval"))
        .teach("teach", soft(raise(2, 0.6)))
        .accepted(0.7)
        .reframe("lower", soft(lower(0, 0.2)))
        .justify("proof", &["teach"], 0.8)
        .reframe("attack", Shift { strength: known(0.5), ..raise(0, 0.8) })
        .but(|m| m.by = VendorId::new(1))
        .strategy("one", &["teach"])
        .strategy("two", &["teach", "teach", "proof", "lower"])
        .strategy("three", &["lower"])
        .rivals(&["attack"])
}

fn outcome(scenario: &Scenario, strategies: &[usize], draws: u64, runner: &Runner) -> RunOutcome {
    let strategies = strategies.iter().map(|s| StrategyId::new(*s)).collect();
    let request = RunRequest { strategies, effort: Effort::Draws(draws), seed: SEED };
    run(scenario, &request, runner, &Silent).expect("a run")
}

/// Debug prints every bit of a number, and tells NaN from nothing.
fn bits(found: &impl std::fmt::Debug) -> String {
    format!("{found:?}")
}

#[test]
fn threads_do_not_change_a_bit() {
    for noise in [0.0, 0.05] {
        let scenario = purchase().noise(noise).scenario();
        // Not a whole number of blocks: the last one is short.
        let serial = outcome(&scenario, &[0, 1, 2], 10_001, &Runner::serial());
        for threads in [1, 2, 3, 8] {
            let parallel = outcome(&scenario, &[0, 1, 2], 10_001, &Runner::threads(threads));
            assert_eq!(bits(&parallel), bits(&serial), "{threads} threads, noise {noise}");
        }
    }
}

/// Everything that a scenario can say in one: stages, talk, gates, fear, rivals, tailored offers, life after the signature.
#[test]
fn neither_threads_nor_instructions_change_a_bit_of_a_whole_committee() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/listed-bank/committee.toml");
    let scenario = load(Path::new(path)).expect("a scenario that ships").scenario;
    let all: Vec<usize> = (0..scenario.strategies.len()).collect();
    let serial = outcome(&scenario, &all, 1_000, &Runner::serial());
    for threads in [1, 2, 3] {
        let parallel = outcome(&scenario, &all, 1_000, &Runner::threads(threads));
        assert_eq!(bits(&parallel), bits(&serial), "{threads} threads");
    }
    for set in InstructionSet::available() {
        // Other tests of this file may be running: to them it is only slower.
        limit_instruction_set(Some(set));
        assert_eq!(bits(&outcome(&scenario, &all, 1_000, &Runner::serial())), bits(&serial), "{set:?}");
    }
    limit_instruction_set(None);
}

#[test]
fn an_extended_run_is_the_long_run() {
    let block = BLOCK as u64;
    for (what, scenario) in [("vendors", purchase().scenario()), ("a committee", stories::committee().scenario())] {
        let plan = plan(&scenario);
        for measure in [Measure::Outcomes, Measure::Everything] {
            let long = simulate(&plan, SEED, 10_000, measure, &Runner::serial(), &Silent).expect("a tally");
            for split in [block, 20 * block, 39 * block] {
                let short = simulate(&plan, SEED, split, measure, &Runner::threads(2), &Silent).expect("a tally");
                let more = simulate_more(&plan, SEED, split, 10_000, measure, &Runner::serial(), &Silent);
                let merged = short.merge(&more.expect("a tally"));
                assert!(merged == long, "{what}, {measure:?}: {split} draws, then up to 10,000");
                if measure == Measure::Everything {
                    assert_eq!(
                        bits(&summarised(&plan, &merged, SEED)),
                        bits(&summarised(&plan, &long, SEED)),
                        "{what}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_answer_and_another_does_not() {
    let scenario = purchase().scenario();
    let win = |seed| findings(&scenario, 5000, seed).baseline().win.clone();
    assert_eq!(bits(&win(1)), bits(&win(1)));
    assert_ne!(bits(&win(1)), bits(&win(2)));
}

fn by_strategy(found: &Findings, id: Option<usize>) -> &StrategyFindings {
    let id = id.map(StrategyId::new);
    found.strategies.iter().find(|s| s.strategy == id).expect("this strategy was played")
}

#[test]
fn strategies_do_not_touch_each_other() {
    let scenario = purchase().scenario();
    let all = outcome(&scenario, &[0, 1, 2], 6000, &Runner::serial()).findings;
    for order in [vec![2, 1, 0], vec![1], vec![0, 2], vec![]] {
        let some = outcome(&scenario, &order, 6000, &Runner::serial()).findings;
        assert_eq!(bits(by_strategy(&some, None)), bits(by_strategy(&all, None)), "baseline beside {order:?}");
        for id in order.iter().copied() {
            assert_eq!(bits(by_strategy(&some, Some(id))), bits(by_strategy(&all, Some(id))), "{id} in {order:?}");
        }
    }
}

/// Who has no influence changes nothing about the outcome, and nobody else's numbers.
#[test]
fn somebody_without_influence_changes_no_outcome() {
    let silent = |parts: &mut ScenarioParts| {
        let mut ghost = parts.stakeholders[0].clone();
        (ghost.id, ghost.influence) = ("ghost".to_owned(), 0.0);
        parts.stakeholders.push(ghost);
        parts.moves.iter_mut().for_each(|m| m.audience.push(StakeholderId::new(3)));
    };
    let alone = findings(&purchase().scenario(), 5000, SEED);
    let watched = findings(&purchase().with(silent).scenario(), 5000, SEED);
    for (with, without) in watched.strategies.iter().zip(&alone.strategies) {
        assert_eq!(bits(&with.win), bits(&without.win));
        assert_eq!(bits(&with.uplift), bits(&without.uplift));
        assert_eq!(bits(&with.rank_acceptability), bits(&without.rank_acceptability));
        assert_eq!(bits(&with.weights[..3].to_vec()), bits(&without.weights));
        assert_eq!(bits(&with.group_weights), bits(&without.group_weights));
    }
}

/// The order in which people, vendors and criteria are written down is only an order.
#[test]
fn relabelling_permutes_the_answer() {
    for noise in [0.0, 0.05] {
        let scenario = purchase().noise(noise).scenario();
        for (what, changed) in [
            ("people", swap_people(&scenario)),
            ("vendors", swap_vendors(&scenario)),
            ("criteria", swap_criteria(&scenario)),
        ] {
            let (one, other) = (plan(&scenario), plan(&changed));
            for draw in 0..300 {
                let (one, other) = (inspect(&one, SEED, draw), inspect(&other, SEED, draw));
                for (a, b) in one.strategies.iter().zip(&other.strategies) {
                    let place = format!("{what} swapped, noise {noise}, draw {draw}");
                    let (mut win, mut weights) = (b.win.clone(), b.weights.clone());
                    match what {
                        "people" => weights.swap(0, 2),
                        "vendors" => win.swap(0, 2),
                        _ => weights.iter_mut().for_each(|own| own.swap(0, 2)),
                    }
                    table_close(&format!("win, {place}"), &[win], std::slice::from_ref(&a.win), 1e-9);
                    table_close(&format!("weights, {place}"), &weights, &a.weights, 1e-12);
                }
            }
        }
    }
}

/// 0 and 2 trade places.
fn swapped(position: usize) -> usize {
    [2, 1, 0][position]
}

/// The performance table with every index sent through these.
fn moved_performance(
    scenario: &Scenario,
    person: fn(usize) -> usize,
    vendor: fn(usize) -> usize,
    criterion: fn(usize) -> usize,
) -> PerformanceTable {
    let mut table = PerformanceTable::default();
    for of in scenario.alternatives() {
        let to = match of {
            Alternative::Vendor(v) => Alternative::Vendor(VendorId::new(vendor(v.index()))),
            Alternative::StatusQuo => of,
        };
        for c in 0..scenario.criteria.len() {
            let (on, to_criterion) = (CriterionId::new(c), CriterionId::new(criterion(c)));
            if let Some(belief) = scenario.performance.shared(of, on) {
                table.set(to, to_criterion, belief.clone());
            }
            for who in 0..scenario.stakeholders.len() {
                if let Some(belief) = scenario.performance.own(StakeholderId::new(who), of, on) {
                    table.set_for(StakeholderId::new(person(who)), to, to_criterion, belief.clone());
                }
            }
        }
    }
    table
}

fn checked(parts: ScenarioParts) -> Scenario {
    Scenario::new(parts).expect("a valid scenario").0
}

fn swap_people(scenario: &Scenario) -> Scenario {
    let mut parts: ScenarioParts = (**scenario).clone();
    parts.stakeholders.swap(0, 2);
    parts.performance = moved_performance(scenario, swapped, |v| v, |c| c);
    checked(parts)
}

fn swap_vendors(scenario: &Scenario) -> Scenario {
    let mut parts: ScenarioParts = (**scenario).clone();
    parts.vendors.swap(0, 2);
    parts.us = VendorId::new(2);
    for m in &mut parts.moves {
        m.by = VendorId::new(swapped(m.by.index()));
    }
    parts.performance = moved_performance(scenario, |i| i, swapped, |c| c);
    checked(parts)
}

fn swap_criteria(scenario: &Scenario) -> Scenario {
    let mut parts: ScenarioParts = (**scenario).clone();
    parts.criteria.swap(0, 2);
    for who in &mut parts.stakeholders {
        let id = |c: &mut CriterionId| *c = CriterionId::new(swapped(c.index()));
        match &mut who.prior {
            WeightPrior::Exact(shares) | WeightPrior::Dirichlet { shares, .. } => shares.swap(0, 2),
            WeightPrior::Ranking(groups) => groups.iter_mut().flatten().for_each(id),
            WeightPrior::Uniform(criteria) => criteria.iter_mut().for_each(id),
            WeightPrior::Bounds(_) => unreachable!("no bounds in this scenario"),
        }
    }
    for m in &mut parts.moves {
        if let MoveKind::Teach(shift) | MoveKind::Reframe(shift) = &mut m.kind {
            shift.criterion = CriterionId::new(swapped(shift.criterion.index()));
        }
    }
    parts.performance = moved_performance(scenario, |i| i, |v| v, swapped);
    checked(parts)
}

/// Stops after some questions.
struct Impatient {
    left: AtomicU64,
}

impl Watch for Impatient {
    fn progress(&self, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_err()
    }
}

#[test]
fn a_cancelled_run_says_so_and_leaves_no_answer() {
    let scenario = purchase().scenario();
    let compiled = compile(&scenario, &[]).expect("a plan");
    for runner in [Runner::serial(), Runner::threads(2)] {
        let watch = Impatient { left: AtomicU64::new(5) };
        assert_eq!(simulate(&compiled, SEED, 100_000, Measure::Everything, &runner, &watch), Err(Cancelled));
        let watch = Impatient { left: AtomicU64::new(5) };
        let request = RunRequest { strategies: Vec::new(), effort: Effort::Draws(100_000), seed: SEED };
        assert_eq!(run(&scenario, &request, &runner, &watch), Err(RunError::Cancelled));
    }
}

#[test]
fn a_wanted_precision_is_reached_and_is_the_run_of_so_many_draws() {
    let scenario = purchase().scenario();
    let strategies = vec![StrategyId::new(1), StrategyId::new(2)];
    let request = RunRequest { strategies, effort: Effort::Precision(0.002), seed: SEED };
    let precise = run(&scenario, &request, &Runner::serial(), &Silent).expect("a run");
    for strategy in &precise.findings.strategies[1..] {
        let uplift = strategy.uplift.as_ref().expect("an uplift")[0];
        assert!(uplift.std_error() <= 0.002 && uplift.high() - uplift.low() <= 2.0 * 1.96 * 0.002, "{uplift:?}");
    }
    let plain = outcome(&scenario, &[1, 2], precise.findings.run.draws, &Runner::threads(2));
    assert_eq!(bits(&plain), bits(&precise));
}

#[test]
fn known_weights_do_not_move_without_moves() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.8, 0.2]));
    let found = findings(&build.scores("us", &[0.1, 0.9]).scores("rival", &[0.9, 0.1]).scenario(), 300, SEED);
    assert_eq!(found.baseline().weights[0][0].mean.value(), 0.8);
}
