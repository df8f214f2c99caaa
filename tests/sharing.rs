//! What strategies have in common is played once for all of them, and gives what playing each by itself gives: the same
//! to the last bit.

mod support;

use proptest::strategy::{Strategy as _, ValueTree};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use reframe::engine::{Measure, Runner, Silent, Tally, simulate};
use reframe::model::{GroupRule, Scenario, Strategy, StrategyId};
use reframe::plan::{Plan, compile};
use reframe::random::BLOCK;
use support::{generate, stories};

/// The strategies of a scenario, each once more without each of its moves as far as that makes sense: coalitions that
/// have much in common.
fn coalitions(mut scenario: Scenario) -> Plan {
    for strategy in scenario.strategies.clone() {
        for left_out in (0..strategy.moves.len()).rev().take(5) {
            let mut moves = strategy.moves.clone();
            moves.remove(left_out);
            let mut parts = (*scenario).clone();
            parts.strategies.push(Strategy { id: format!("{}-{left_out}", strategy.id), moves, ..strategy.clone() });
            if let Ok((more, _)) = Scenario::new(parts) {
                scenario = more;
            }
        }
    }
    let all: Vec<StrategyId> = (0..scenario.strategies.len()).map(StrategyId::new).collect();
    compile(&scenario, &all).expect("a scenario of this release")
}

/// The same plan, every strategy by itself.
fn apart(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for (number, strategy) in plan.strategies.iter_mut().enumerate() {
        strategy.course.fill(number);
    }
    plan
}

fn outcomes(plan: &Plan) -> Tally {
    // A whole block, and one that is not full.
    simulate(plan, 7, BLOCK as u64 + 100, Measure::Outcomes, &Runner::serial(), &Silent).expect("nobody cancels")
}

/// Stages that need not be played again, after seeing that nothing depends on it.
fn compare(scenario: Scenario) -> usize {
    let plan = coalitions(scenario);
    let shared = |plan: &Plan| plan.turns(|_| true).iter().map(|turn| turn.shared).sum::<usize>();
    assert_eq!(shared(&apart(&plan)), 0);
    assert!(outcomes(&plan) == outcomes(&apart(&plan)), "shared stages are others");
    shared(&plan)
}

#[test]
fn a_committee_and_its_coalitions() {
    let path = std::path::Path::new("scenarios/listed-bank/committee.toml");
    assert!(compare(reframe::scenario::load(path).expect("a scenario").scenario) > 20);
    for rule in [GroupRule::WeightedUtility, GroupRule::WeightedProbability, GroupRule::Borda] {
        assert!(compare(stories::committee().rule(rule).noise(0.05).scenario()) > 10);
    }
}

#[test]
fn random_scenarios_and_their_coalitions() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(generate::config(1), rng);
    let random = (0..60).map(|_| generate::scenarios().new_tree(&mut runner).expect("a scenario").current());
    assert!(random.map(compare).filter(|shared| *shared > 0).count() > 20);
}

/// Strategies are told apart by what they do, not by how they are listed.
#[test]
fn what_only_opens_a_gate_changes_no_minds() {
    let path = std::path::Path::new("scenarios/listed-bank/committee.toml");
    let scenario = reframe::scenario::load(path).expect("a scenario").scenario;
    let named = |id: &str| {
        let position = scenario.strategies.iter().position(|strategy| strategy.id == id);
        StrategyId::new(position.expect("a strategy"))
    };
    let ids = ["contract-only", "discount", "campaign", "campaign-without-contract", "whole-table"].map(named);
    let plan = compile(&scenario, &ids).expect("a scenario of this release");
    let course = |number: usize| &plan.strategies[number].course;
    assert_eq!(course(1), course(0));
    assert_eq!(course(2), course(0));
    assert_eq!(course(4), course(3));
    assert_ne!(course(3)[0], course(0)[0]);
    assert_ne!(course(5)[0], course(0)[0]);
}
