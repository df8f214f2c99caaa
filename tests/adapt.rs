//! Deciding later: worth what closed forms say, nothing where nothing is revealed, and judged on draws on which no rule was
//! learned.

#[path = "support/build.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod build;
#[path = "support/check.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod check;

use std::path::Path;

use build::{Build, exact, raise, uniform};
use check::{agrees, close, share_error};
use reframe::engine::{Measure, Runner, Silent, simulate};
use reframe::model::*;
use reframe::plan::compile_lines;
use reframe::study::adapt::*;
use reframe::study::optimize::{Budget, fresh_seed};
use reframe::study::{Refusal, StudyError};

const DRAWS: u64 = 65_536;

fn load(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    reframe::scenario::load(&path).expect("a scenario of this repository").scenario
}

fn request(scenario: &Scenario, moves: Option<usize>) -> AdaptRequest {
    let budget = Budget { moves, ..Budget::default() };
    AdaptRequest { budget, draws: DRAWS, seed: 8, ..AdaptRequest::new(scenario) }
}

fn found(scenario: &Scenario, request: &AdaptRequest) -> Adapted {
    adapt(scenario, request, &Runner::threads(0), &Silent).expect("an answer")
}

fn from(donor: usize, shift: Shift) -> Shift {
    Shift { donors: Donors::Named(vec![CriterionId::new(donor)]), ..shift }
}

/// One person who knows only `a`. The opening is taken up with this probability and then fills half of his mind with `b`, on
/// which the rival is as good as we are on `c`. Later there is time for one move: `after-yes` turns b into c, which is nothing
/// where b is not; `after-no` turns a into c, too little where b is. So each wins in one case and loses in the other.
fn two_answers(acceptance: f64) -> Build {
    Build::new(&["a", "b", "c"], &["us", "rival"])
        .latent("b")
        .latent("c")
        .scores("us", &[0.0, 0.0, 1.0])
        .scores("rival", &[0.4, 1.0, 0.0])
        .stages(&["first", "last"])
        .person("ann", exact(&[1.0, 0.0, 0.0]))
        .teach("opening", raise(1, 0.5))
        .accepted(acceptance)
        .teach("after-yes", from(1, raise(2, 0.5)))
        .during(1)
        .but(|m| m.cost = Cost { days: 2.0, money: 0.0 })
        .teach("after-no", from(0, raise(2, 0.45)))
        .during(1)
        .but(|m| m.cost = Cost { days: 6.0, money: 0.0 })
        .strategy("yes", &["opening", "after-yes"])
        .strategy("no", &["opening", "after-no"])
}

#[test]
fn deciding_later_is_worth_what_it_must_be() {
    for acceptance in [0.35, 0.6] {
        let scenario = two_answers(acceptance).scenario();
        let adapted = found(&scenario, &request(&scenario, Some(2)));
        let best = acceptance.max(1.0 - acceptance);
        agrees("fixed", adapted.fixed.win.value(), best, share_error(best, DRAWS), DRAWS, 8);
        close("with the rules we always win", adapted.win.value(), 1.0, 1e-9);
        let value = 1.0 - best;
        agrees("value", adapted.value.value(), value, share_error(value, DRAWS), DRAWS, 8);
        assert!(adapted.value.low() > 0.0);
        let Tree::Ask { signal, yes, no } = &adapted.rules else { panic!("it depends: {:?}", adapted.rules) };
        assert_eq!(*signal, Signal::TakenUp { played: MoveId::new(0), who: StakeholderId::new(0) });
        assert_eq!((&**yes, &**no), (&Tree::GoOn(0), &Tree::GoOn(1)));
        let played: Vec<usize> = adapted.ways.iter().map(|way| way.line.ours[1].played.index()).collect();
        assert_eq!(played, [1, 2]);
        agrees("share", adapted.ways[0].share.value(), acceptance, share_error(acceptance, DRAWS), DRAWS, 8);
        // 2 days after a yes, 6 after a no.
        let days = 2.0 * acceptance + 6.0 * (1.0 - acceptance);
        agrees("days", adapted.days.value(), days, 4.0 * share_error(acceptance, DRAWS), DRAWS, 8);
    }
}

/// Nothing that can be seen has to do with what is decided: the opening is about criteria on which both are the same, and
/// which of two later moves is taken up is luck of its own.
#[test]
fn nothing_revealed_is_worth_nothing() {
    let scenario = Build::new(&["a", "b", "c"], &["us", "rival"])
        .latent("c")
        .scores("us", &[0.4, 0.4, 1.0])
        .scores("rival", &[0.6, 0.6, 0.0])
        .stages(&["first", "last"])
        .person("ann", exact(&[0.5, 0.5, 0.0]))
        .person("bob", uniform(2))
        .reframe("opening", raise(0, 0.7))
        .accepted(0.5)
        .teach("one", raise(2, 0.5))
        .accepted(0.5)
        .during(1)
        .teach("other", raise(2, 0.5))
        .accepted(0.5)
        .during(1)
        .strategy("one", &["opening", "one"])
        .strategy("other", &["opening", "other"])
        .scenario();
    for seed in [8, 9, 10, 11] {
        let adapted = found(&scenario, &AdaptRequest { seed, ..request(&scenario, Some(2)) });
        let z = if adapted.value.value() == 0.0 { 0.0 } else { adapted.value.value() / adapted.value.std_error() };
        assert!(z.abs() <= 4.5, "{:?}", adapted.value);
        assert!(adapted.value.low() <= 0.0, "no rule is worth anything here: {:?}", adapted.value);
    }
    // An opening that is taken up for certain reveals nothing at all.
    let certain = two_answers(1.0).scenario();
    let adapted = found(&certain, &request(&certain, Some(2)));
    assert_eq!(adapted.rules, Tree::GoOn(0));
    assert_eq!((adapted.value.value(), adapted.value.high()), (0.0, 0.0));
    assert_eq!(adapted.win, adapted.fixed.win);
}

/// With time for both later moves the fixed plan wins always, and there is nothing to wait for.
#[test]
fn with_room_for_everything_there_is_nothing_to_decide_later() {
    let scenario = two_answers(0.5).scenario();
    let adapted = found(&scenario, &request(&scenario, None));
    close("both always win", adapted.fixed.win.value(), 1.0, 1e-9);
    assert_eq!(adapted.ways.len(), 1);
}

/// The seed that rules are learned on is not the one of the numbers.
#[test]
fn the_numbers_are_those_of_fresh_draws() {
    let scenario = two_answers(0.35).scenario();
    let adapted = found(&scenario, &request(&scenario, Some(2)));
    let lines = [Line::baseline(&scenario), adapted.fixed.line.clone(), Line::of(&scenario, adapted.strategy)];
    let plan = compile_lines(&scenario, &lines).expect("it can be played");
    let wins = |seed: u64| {
        let tally =
            simulate(&plan, seed, DRAWS, Measure::Outcomes, &Runner::threads(0), &Silent).expect("not cancelled");
        [1, 2].map(|line| tally.strategies[line].sums(tally.layout.win())[0] / DRAWS as f64)
    };
    let told = [adapted.fixed.win.value(), adapted.given.win.value()];
    let (fresh, learned) = (wins(fresh_seed(8)), wins(8));
    for (told, fresh) in told.iter().zip(fresh) {
        close("on fresh draws", *told, fresh, 1e-9);
    }
    assert!((told[0] - learned[0]).abs() > 1e-6, "other draws than those of the rules");
}

#[test]
fn the_parts_make_the_whole() {
    let scenario = load("listed-bank/committee.toml");
    let budget = Budget { days: Some(30.0), ..Budget::default() };
    let asked = AdaptRequest { budget, draws: 32_768, ..AdaptRequest::new(&scenario) };
    let adapted = found(&scenario, &asked);
    let shares: f64 = adapted.ways.iter().map(|way| way.share.value()).sum();
    close("shares", shares, 1.0, 1e-9);
    let of = |of: fn(&Way) -> Option<f64>| -> f64 {
        adapted.ways.iter().map(|way| way.share.value() * of(way).unwrap_or(0.0)).sum()
    };
    close("win", of(|way| way.win.map(|x| x.value())), adapted.win.value(), 1e-9);
    close("gain", of(|way| way.gain.map(|x| x.value())), adapted.value.value(), 1e-9);
    close("difference", adapted.win.value() - adapted.fixed.win.value(), adapted.value.value(), 1e-9);
    for way in &adapted.ways {
        assert!(way.line.is_in_order(&scenario) && way.cost.days <= 30.0, "{way:?}");
        let begins: Vec<&MadeMove> = way.line.ours.iter().filter(|made| made.stage <= adapted.seen).collect();
        assert_eq!(begins, adapted.first.iter().collect::<Vec<_>>(), "the beginning is the same");
    }
    let with = |runner: Runner| adapt(&scenario, &asked, &runner, &Silent).expect("an answer");
    assert_eq!(adapted, with(Runner::serial()));
    assert_eq!(adapted, with(Runner::threads(3)));
}

#[test]
fn what_has_no_answer_is_refused() {
    let refused = |scenario: &Scenario, moves: Option<usize>| {
        adapt(scenario, &request(scenario, moves), &Runner::serial(), &Silent).expect_err("no answer")
    };
    let one_stage = Build::new(&["a", "b"], &["us", "rival"])
        .scores("us", &[0.0, 1.0])
        .scores("rival", &[1.0, 0.0])
        .person("ann", uniform(2))
        .reframe("talk", raise(1, 0.5))
        .strategy("talk", &["talk"]);
    assert_eq!(refused(&one_stage.clone().scenario(), None), StudyError::Refused(Refusal::OneStage));
    let two = one_stage.stages(&["first", "last"]);
    let nothing = Refusal::NothingToDecide { strategy: "talk".to_owned() };
    assert_eq!(refused(&two.clone().scenario(), None), StudyError::Refused(nothing));
    let late = two.clone().during(1).scenario();
    assert_eq!(refused(&late, None), StudyError::Refused(Refusal::NothingSeen { strategy: "talk".to_owned() }));
    let idle = two.with(|parts| parts.strategies.clear()).scenario();
    assert_eq!(refused(&idle, None), StudyError::Refused(Refusal::NoStrategies { wanted: "adapt" }));
    let poor = two_answers(0.5).scenario();
    assert!(matches!(refused(&poor, Some(1)), StudyError::Refused(Refusal::NothingToDecide { .. })));
}
