//! Answers that can be worked out by hand, to the last bit or the last but one.

mod support;

use reframe::model::*;
use reframe::plan::compile;
use support::build::{Build, dirichlet, exact, known, lower, p, raise, uniform};
use support::check::{all_close, table_close};
use support::run::{findings, first_draw, plan};

const LAST_BITS: f64 = 1e-15;

fn duel(prior: WeightPrior) -> Build {
    let build = Build::new(&["functionality", "price", "security"], &["us", "rival"]).person("ann", prior);
    build.scores("us", &[0.6, 0.1, 0.9]).scores("rival", &[0.7, 0.8, 0.2])
}

/// The weights after one strategy with this shift, in the engine.
fn shifted(shares: &[f64], shift: Shift) -> Vec<f64> {
    let scenario = duel(exact(shares)).reframe("r", shift).strategy("s", &["r"]).scenario();
    first_draw(&scenario)[1].weights[0].clone()
}

fn from(named: &[usize], shift: Shift) -> Shift {
    Shift { donors: Donors::Named(named.iter().map(|c| CriterionId::new(*c)).collect()), ..shift }
}

#[test]
fn shift_makes_the_two_checks_of_the_model() {
    all_close("from one", &shifted(&[0.8, 0.2, 0.0], from(&[0], raise(2, 0.3))), &[0.5, 0.2, 0.3], LAST_BITS);
    all_close("from all", &shifted(&[0.6, 0.4, 0.0], raise(2, 0.5)), &[0.3, 0.2, 0.5], LAST_BITS);
}

#[test]
fn shift_at_its_edges() {
    let half = |shift: Shift| Shift { strength: known(0.5), ..shift };
    // Donors run dry: no more is moved than they have.
    all_close("dry", &shifted(&[0.1, 0.9, 0.0], from(&[0], raise(2, 0.8))), &[0.0, 0.9, 0.1], LAST_BITS);
    // Nothing to take: nothing happens. There already: nothing happens.
    assert_eq!(shifted(&[0.0, 1.0, 0.0], from(&[0], raise(2, 0.8))), [0.0, 1.0, 0.0]);
    assert_eq!(shifted(&[0.25, 0.25, 0.5], raise(2, 0.5)), [0.25, 0.25, 0.5]);
    assert_eq!(shifted(&[0.25, 0.25, 0.5], raise(2, 0.25)), [0.25, 0.25, 0.5]);
    assert_eq!(shifted(&[0.25, 0.25, 0.5], lower(2, 0.75)), [0.25, 0.25, 0.5]);
    // Half of the way.
    all_close("half up", &shifted(&[0.5, 0.5, 0.0], half(raise(2, 0.5))), &[0.375, 0.375, 0.25], LAST_BITS);
    // Down in proportion; to named ones; to named ones that have nothing; to nobody.
    all_close("down", &shifted(&[0.25, 0.5, 0.25], lower(1, 0.2)), &[0.4, 0.2, 0.4], LAST_BITS);
    all_close("to one", &shifted(&[0.25, 0.5, 0.25], from(&[2], lower(1, 0.2))), &[0.25, 0.2, 0.55], LAST_BITS);
    all_close("equal parts", &shifted(&[0.0, 1.0, 0.0], from(&[0, 2], lower(1, 0.5))), &[0.25, 0.5, 0.25], LAST_BITS);
    assert_eq!(shifted(&[0.0, 1.0, 0.0], lower(1, 0.5)), [0.0, 1.0, 0.0]);
    // Up to everything.
    all_close("all of it", &shifted(&[0.3, 0.7, 0.0], raise(2, 1.0)), &[0.0, 0.0, 1.0], LAST_BITS);
}

#[test]
fn ties_are_shared_equally() {
    let build = Build::new(&["a", "b"], &["us", "v2", "v3", "v4"]).person("ann", exact(&[0.5, 0.5]));
    let build = build.scores("us", &[0.25, 0.75]).scores("v2", &[0.75, 0.25]).scores("v3", &[0.5, 0.5]);
    let found = findings(&build.scores("v4", &[0.9, 0.0]).scenario(), 1000, 1);
    let baseline = found.baseline();
    let win: Vec<f64> = baseline.win.iter().map(|w| w.value()).collect();
    all_close("win", &win, &[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 0.0], 1e-9);
    let ranks: Vec<Vec<f64>> =
        baseline.rank_acceptability.iter().map(|row| row.iter().map(|b| b.value()).collect()).collect();
    let shared = vec![1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 0.0];
    table_close("ranks", &ranks, &[shared.clone(), shared.clone(), shared, vec![0.0, 0.0, 0.0, 1.0]], 1e-9);
    assert_eq!(baseline.pairwise[0][1].value(), 0.5);
    assert_eq!((baseline.pairwise[0][3].value(), baseline.pairwise[3][0].value()), (1.0, 0.0));
    assert!(baseline.win.iter().all(|w| w.std_error() == 0.0));
}

/// 0.1 + 0.2 is not 0.3 in binary: a tie must survive that.
#[test]
fn a_tie_survives_rounding() {
    let build = Build::new(&["a", "b", "c"], &["us", "rival"]).person("ann", exact(&[0.1, 0.2, 0.7]));
    let scenario = build.scores("us", &[1.0, 1.0, 0.0]).scores("rival", &[0.0, 0.0, 3.0 / 7.0]).scenario();
    assert_eq!(first_draw(&scenario)[0].win, [0.5, 0.5]);
}

#[test]
fn one_alternative_always_wins() {
    let scenario = Build::new(&["a"], &["us"]).person("ann", uniform(1)).scores("us", &[0.0]).scenario();
    for noise in [0.0, 0.1] {
        let found = findings(&Build((*scenario).clone()).noise(noise).scenario(), 500, 1);
        assert_eq!(found.baseline().win[0].value(), 1.0);
        assert_eq!(found.baseline().rank_acceptability[0][0].value(), 1.0);
        assert_eq!(found.baseline().central[0].as_ref().map(|c| c.confidence_factor.value()), Some(1.0));
    }
}

#[test]
fn one_criterion_has_all_the_weight() {
    for prior in [uniform(1), dirichlet(&[1.0], 3.0), exact(&[1.0]), support::build::ranking(&[&[0]])] {
        let build = Build::new(&["a"], &["us", "rival"]).person("ann", prior);
        let view = &first_draw(&build.scores("us", &[0.3]).scores("rival", &[0.2]).scenario())[0];
        assert_eq!(view.weights, [[1.0]]);
        assert_eq!(view.win, [1.0, 0.0]);
        assert_eq!(view.utility, [[0.3, 0.2]]);
    }
}

/// A talk that nobody hears, or nobody accepts, leaves everything as it was, bit for bit.
#[test]
fn talk_that_does_not_arrive_changes_nothing() {
    let talk = |reach: f64, acceptance: f64, openness: f64| {
        let build = duel(uniform(2)).reach(reach).with(|parts| parts.stages[0].openness = p(openness));
        let build = build.teach("t", raise(2, 0.9)).accepted(acceptance).justify("j", &["t"], acceptance);
        findings(&build.strategy("s", &["t", "t", "j"]).scenario(), 2000, 9)
    };
    for found in [talk(0.0, 1.0, 1.0), talk(1.0, 0.0, 1.0), talk(1.0, 1.0, 0.0)] {
        let [baseline, strategy] = &found.strategies[..] else { panic!("two strategies") };
        assert_eq!(baseline.win, strategy.win);
        assert_eq!(baseline.weights, strategy.weights);
        assert_eq!(baseline.central, strategy.central);
        let uplift = strategy.uplift.as_ref().expect("a strategy has an uplift");
        assert!(uplift.iter().all(|u| u.value() == 0.0 && u.covers(0.0)));
    }
    let heard = talk(1.0, 1.0, 1.0);
    assert_ne!(heard.strategies[0].win, heard.strategies[1].win);
}

#[test]
fn a_strength_of_zero_changes_nothing() {
    let shift = Shift { strength: known(0.0), ..raise(2, 0.9) };
    let scenario = duel(uniform(2)).teach("t", shift).strategy("s", &["t"]).scenario();
    let found = findings(&scenario, 2000, 9);
    assert_eq!(found.strategies[0].win, found.strategies[1].win);
}

#[test]
fn what_never_wins_has_no_central_weights() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", uniform(2));
    let found = findings(&build.scores("us", &[0.2, 0.3]).scores("rival", &[0.4, 0.6]).scenario(), 5000, 2);
    assert!(found.baseline().central[0].is_none(), "undefined, not zero");
    assert!(found.baseline().central[1].is_some());
    assert_eq!(found.baseline().win[0].value(), 0.0);
    assert!(found.baseline().win[0].high() > 0.0, "never seen is not impossible");
}

#[test]
fn discounts_come_one_after_the_other() {
    let discount = |cut| MoveKind::Discount { criterion: CriterionId::new(0), cut };
    let build = Build::new(&["price"], &["us", "rival"])
        .with(|parts| parts.criteria[0].value = ValueFunction::linear(200.0, 0.0, Outside::Clamp).expect("a scale"))
        .person("ann", exact(&[1.0]))
        .scores("us", &[100.0])
        .scores("rival", &[100.0])
        .act("half", discount(Cut::Share(0.5)))
        .act("ten", discount(Cut::Amount(10.0)))
        .strategy("half-then-ten", &["half", "ten"])
        .strategy("ten-then-half", &["ten", "half"])
        .strategy("ten-then-ten", &["ten", "ten"]);
    let us: Vec<f64> = first_draw(&build.scenario()).iter().map(|view| view.utility[0][0]).collect();
    all_close("our value", &us, &[0.5, 0.8, 0.775, 0.6], LAST_BITS);
}

/// A status quo of which nothing is known is listed, and not chosen.
#[test]
fn an_unknown_status_quo_is_not_chosen() {
    let status_quo = Some(StatusQuo { label: Text::same("none"), conflict: 0.0 });
    for noise in [0.0, 0.1] {
        let scenario = duel(uniform(2)).with(|parts| parts.status_quo.clone_from(&status_quo)).noise(noise).scenario();
        let view = &first_draw(&scenario)[0];
        assert_eq!((view.win.len(), view.win[2]), (3, 0.0));
        assert!((view.win[0] + view.win[1] - 1.0).abs() < 1e-12);
        assert_eq!(view.rank[2][2], 1.0, "it comes last");
    }
}

#[test]
fn what_is_known_is_found_by_one_draw() {
    let found = findings(&duel(exact(&[0.5, 0.4, 0.1])).scenario(), 1, 1);
    assert!(found.run.deterministic);
    assert_eq!(found.baseline().weights[0][0].sd, 0.0);
    let uncertain = findings(&duel(uniform(3)).scenario(), 1, 1);
    assert!(!uncertain.run.deterministic);
}

/// With very little noise the leader takes everything, and the others are still ranked by their scores.
#[test]
fn little_noise_ranks_the_rest_by_score() {
    let build = Build::new(&["a"], &["us", "v2", "v3"]).person("ann", exact(&[1.0])).noise(0.001);
    let view = &first_draw(&build.scores("us", &[1.0]).scores("v2", &[0.2]).scores("v3", &[0.1]).scenario())[0];
    table_close("ranks", &view.rank, &[vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]], 1e-9);
}

/// What this version cannot play is refused with its place, never ignored.
#[test]
fn what_cannot_be_simulated_is_refused() {
    let names: Vec<String> = (1..=9).map(|v| format!("v{v}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let many = |rule, noise| {
        let build = names.iter().fold(Build::new(&["a"], &names), |build, v| build.scores(v, &[0.5]));
        build.person("ann", exact(&[1.0])).with(move |parts| parts.decision = Decision { rule, noise }).scenario()
    };
    let problems = compile(&many(GroupRule::WeightedUtility, 0.1), &[]).expect_err("too many to rank under noise");
    assert_eq!(problems[0].path, "decision.noise");
    assert_eq!(plan(&many(GroupRule::WeightedUtility, 0.0)).strategies.len(), 1);
    assert_eq!(plan(&many(GroupRule::Plurality, 0.1)).strategies.len(), 1, "votes are ranked one by one");
}
