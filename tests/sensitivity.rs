//! What matters: swings and Sobol's indices against known functions, and independence of order and threads.

#[path = "support/bars.rs"]
mod bars;
#[path = "support/build.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod build;

use build::{Build, bounds, dirichlet, exact, known, p, raise, ranking, uniform};
use reframe::engine::{Runner, Silent};
use reframe::model::*;
use reframe::stats::Estimate;
use reframe::study::{
    Bar, Level, Refusal, Scalar, Sensitivity, SensitivityRequest, StudyError, input_id, scalar_id, sensitivity,
};

const SEED: u64 = 31;
const DRAWS: u64 = 65_536;
/// The limit of every z test.
const LIMIT: f64 = 4.5;

fn asked(scenario: &Scenario, draws: u64, runner: &Runner) -> Sensitivity {
    let request = SensitivityRequest { strategy: None, draws, seed: SEED };
    sensitivity(scenario, &request, runner, &Silent).expect("a scenario with something uncertain")
}

fn found(scenario: &Scenario) -> Sensitivity {
    asked(scenario, DRAWS, &Runner::threads(0))
}

#[track_caller]
fn agrees(what: &str, estimate: Estimate, expected: f64) {
    let z = (estimate.value() - expected) / estimate.std_error().max(1e-12);
    assert!(z.abs() < LIMIT, "{what}: {estimate:?}, expected {expected}, z = {z:.2}");
}

fn bar(found: &Sensitivity, scalar: Scalar) -> &Bar {
    found.bars.iter().find(|bar| bar.scalar == scalar).unwrap_or_else(|| panic!("no bar {scalar:?}"))
}

fn phi(x: f64) -> f64 {
    use statrs::distribution::{ContinuousCDF, Normal};
    Normal::new(0.0, 1.0).expect("the standard normal").cdf(x)
}

const TENTH: f64 = 1.281_551_565_544_600_4;

fn us() -> Alternative {
    Alternative::Vendor(VendorId::new(0))
}

fn performance(criterion: usize) -> Scalar {
    Scalar::Performance { alternative: us(), criterion: CriterionId::new(criterion), who: None }
}

/// Everybody for himself with weights of his own: the win probability is a sum over people.
fn additive(order: [usize; 3]) -> Scenario {
    let people = [("ann", 3.0), ("bob", 2.0), ("cyd", 1.0)];
    let mut build = Build::new(&["a", "b"], &["us", "rival"]).rule(GroupRule::WeightedProbability);
    for person in order {
        build = build.person(people[person].0, uniform(2)).influence(people[person].1);
    }
    let build = build.scores("us", &[0.9, 0.1]).scores("rival", &[0.1, 0.9]);
    build.reframe("nudge", raise(0, 0.01)).strategy("nudge", &["nudge"]).scenario()
}

/// We win if both of two coins fall well.
fn both_coins() -> Scenario {
    let coin = || Distribution::discrete(vec![(0.0, 0.5), (1.0, 0.5)]).expect("a coin");
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.5, 0.5]));
    let build = build.performance("us", "a", coin()).performance("us", "b", coin()).scores("rival", &[0.75, 0.75]);
    build.reframe("nudge", raise(0, 0.5)).strategy("nudge", &["nudge"]).scenario()
}

#[test]
fn one_by_one_inputs_share_the_variance() {
    let scenario = additive([0, 1, 2]);
    let found = found(&scenario);
    agrees("sum", found.one_by_one.expect("it varies"), 1.0);
    for group in &found.indices {
        let InputKind::Weights(who) = group.kind else { panic!("{:?}", group.kind) };
        let share = [9.0, 4.0, 1.0][who.index()] / 14.0;
        let indices = group.win.expect("it varies");
        agrees("first order", indices.first, share);
        agrees("total", indices.total, share);
        assert!(indices.first.std_error() < 0.02 && indices.total.std_error() < 0.02);
        assert!(group.uplift.is_none(), "the nudge turns nobody");
    }
}

#[test]
fn inputs_that_need_each_other_have_large_totals() {
    let found = found(&both_coins());
    assert_eq!(found.indices.len(), 2);
    for group in &found.indices {
        let indices = group.win.expect("it varies");
        agrees("first order", indices.first, 1.0 / 3.0);
        agrees("total", indices.total, 2.0 / 3.0);
    }
    agrees("sum", found.one_by_one.expect("it varies"), 2.0 / 3.0);
    for criterion in 0..2 {
        let bar = bar(&found, performance(criterion));
        assert_eq!(bar.levels, [Level::Natural(0.0), Level::Natural(1.0)], "a coin has two ends, not percentiles");
        assert_eq!(bar.win[0].value(), 0.0);
        agrees("the other coin", bar.win[1], 0.5);
        agrees("swing", bar.swing, 0.5);
    }
}

#[test]
fn no_total_is_less_than_its_first_order_index() {
    let found = found(&mixed(false));
    for group in &found.indices {
        for indices in [group.win, group.uplift].into_iter().flatten() {
            let (first, total) = (indices.first, indices.total);
            let error = first.std_error().hypot(total.std_error());
            assert!(total.value() > first.value() - LIMIT * error, "{:?}: {first:?} {total:?}", group.kind);
            assert!(total.value() >= 0.0 && first.value() > -LIMIT * first.std_error().max(1e-12));
        }
    }
}

/// Normal performances: the swing between two percentiles of ours is a difference of two normal probabilities.
#[test]
fn the_swing_of_a_performance_is_the_known_one() {
    let normal = |mean, sd| Distribution::normal(mean, sd).expect("a normal");
    let build = Build::new(&["a"], &["us", "rival"]).person("ann", exact(&[1.0]));
    let build = build.performance("us", "a", normal(0.5, 0.1)).performance("rival", "a", normal(0.45, 0.12));
    let found = found(&build.reframe("nudge", raise(0, 0.5)).strategy("nudge", &["nudge"]).scenario());
    let bar = bar(&found, performance(0));
    let known = |x: f64| phi((x - 0.45) / 0.12);
    let ends = [0.5 - TENTH * 0.1, 0.5 + TENTH * 0.1];
    for side in 0..2 {
        assert!((bar.levels[side].number() - ends[side]).abs() < 1e-6, "{:?}", bar.levels);
        agrees("end", bar.win[side], known(ends[side]));
    }
    agrees("swing", bar.swing, known(ends[1]) - known(ends[0]));
    assert_eq!(bar.uplift.value(), 0.0, "the nudge does nothing");
    let independent = bar.win[0].std_error().hypot(bar.win[1].std_error());
    assert!(bar.swing.std_error() < independent, "both ends meet the same rivals");
}

/// A uniform weight, and a normal performance of ours that decides given the weight.
#[test]
fn the_swing_of_a_weight_is_the_known_one() {
    for prior in [uniform(2), bounds(&[(0.0, 1.0), (0.0, 1.0)]), dirichlet(&[0.5, 0.5], 2.0)] {
        let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", prior);
        let build = build.performance("us", "b", Distribution::normal(0.4, 0.1).expect("a normal"));
        let build = build.performance("us", "a", known(0.7)).scores("rival", &[0.5, 0.6]);
        let found = found(&build.reframe("nudge", raise(0, 0.001)).strategy("nudge", &["nudge"]).scenario());
        let bar = bar(&found, Scalar::Weight(StakeholderId::new(0), CriterionId::new(0)));
        let known = |w: f64| phi((0.2 * w - 0.2 * (1.0 - w)) / (0.1 * (1.0 - w)));
        let ends = bar.levels.map(Level::number);
        assert!((ends[0] - 0.1).abs() < 0.01 && (ends[1] - 0.9).abs() < 0.01, "{ends:?}");
        agrees("low weight", bar.win[0], known(ends[0]));
        agrees("swing", bar.swing, known(ends[1]) - known(ends[0]));
        assert!(bar.swing.std_error() < 0.004);
    }
}

/// An order of preference: with two criteria the first one's weight is uniform from a half to one.
#[test]
fn an_order_has_percentiles_too() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", ranking(&[&[0], &[1]]));
    let build = build.scores("us", &[0.9, 0.1]).scores("rival", &[0.5, 0.8]);
    let found = found(&build.reframe("nudge", raise(0, 0.5)).strategy("nudge", &["nudge"]).scenario());
    let bar = bar(&found, Scalar::Weight(StakeholderId::new(0), CriterionId::new(0)));
    assert!((bar.levels[0].number() - 0.55).abs() < 0.01 && (bar.levels[1].number() - 0.95).abs() < 0.01);
    assert!(bar.win[0].value() < 0.01 && bar.win[1].value() > 0.99, "{bar:?}");
}

/// Whether he takes it up, whether a gate opens, whether he speaks: all of the win probability hangs on it.
#[test]
fn events_swing_from_never_to_always() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[1.0, 0.0]));
    let build = build.scores("us", &[0.1, 0.9]).scores("rival", &[0.5, 0.5]);
    let build = build.teach("insight", raise(1, 1.0)).accepted(0.6).strategy("insight", &["insight"]);
    let build =
        build.gate("legal", GateKind::Pass { probability: p(0.5), vendors: vec![VendorId::new(0)], owner: None });
    let found = found(&build.scenario());
    agrees("win", found.win, 0.3);
    let taken = bar(&found, Scalar::TakenUp(MoveId::new(0), Some(StakeholderId::new(0))));
    assert_eq!(taken.levels, [Level::No, Level::Yes]);
    agrees("refused", taken.win[0], 0.0);
    agrees("taken up", taken.win[1], 0.5);
    agrees("uplift swings alike", taken.uplift, 0.5);
    let gate = bar(&found, Scalar::Gate(GateId::new(0), VendorId::new(0)));
    agrees("gate", gate.swing, 0.6);
    assert_eq!(gate.win[0].value(), 0.0);
}

#[test]
fn who_keeps_silent_convinces_nobody() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.3, 0.7]));
    let build = build.person("bob", exact(&[1.0, 0.0])).influence(0.0).listens("ann", "bob", 0.5);
    let build = build.with(|parts| parts.stakeholders[1].speaks = p(0.3)).talk(Discussion::Rounds(1));
    let build = build.scores("us", &[0.9, 0.1]).scores("rival", &[0.1, 0.9]);
    let found = found(&build.reframe("nudge", raise(0, 0.1)).strategy("nudge", &["nudge"]).scenario());
    let speaks = bar(&found, Scalar::Speaks(StakeholderId::new(1)));
    assert_eq!([speaks.win[0].value(), speaks.win[1].value()], [0.0, 1.0]);
}

fn mood(who: usize, vendor: usize) -> Scalar {
    Scalar::Mood(StakeholderId::new(who), Alternative::Vendor(VendorId::new(vendor)))
}

/// Standard Gumbel: a tenth of all numbers are lower than the first, a tenth higher than the second.
fn gumbel_ends() -> [f64; 2] {
    [0.1_f64, 0.9].map(|p| -(-p.ln()).ln())
}

/// One voter, three offers: with our mood known we win if nobody's Gumbel number is above a level; with a rival's known, if
/// the higher of the two others is above one and is ours.
#[test]
fn the_swing_of_a_mood_is_the_known_one() {
    let (noise, utilities) = (0.1, [0.5_f64, 0.55, 0.4]);
    let odds = utilities.map(|u| (u / noise).exp());
    let mut build = Build::new(&["a"], &["us", "rival", "third"]).person("ann", exact(&[1.0]));
    for (vendor, utility) in ["us", "rival", "third"].into_iter().zip(utilities) {
        build = build.scores(vendor, &[utility]);
    }
    let build = build.rule(GroupRule::Plurality).noise(noise).reframe("nudge", raise(0, 0.5));
    let found = asked(&build.strategy("nudge", &["nudge"]).scenario(), 16_384, &Runner::threads(0));
    agrees("win", found.win, odds[0] / odds.iter().sum::<f64>());
    assert_eq!(found.bars.len(), 3, "one mood for each offer");
    let level = |vendor: usize, g: f64| odds[vendor] * g.exp();
    let ours = |g: f64| (-(odds[1] + odds[2]) / level(0, g)).exp();
    let rivals = |g: f64| odds[0] / (odds[0] + odds[2]) * (1.0 - (-(odds[0] + odds[2]) / level(1, g)).exp());
    for (vendor, known) in [(0, &ours as &dyn Fn(f64) -> f64), (1, &rivals)] {
        let (bar, ends) = (bar(&found, mood(0, vendor)), gumbel_ends());
        for side in 0..2 {
            let beyond_usual = noise * (ends[side] - 0.577_215_664_9);
            assert!((bar.levels[side].number() - beyond_usual).abs() < 1e-8, "{:?}", bar.levels);
            agrees("end", bar.win[side], known(ends[side]));
        }
        agrees("swing", bar.swing, known(ends[1]) - known(ends[0]));
        assert!(bar.swing.std_error() < 0.01 && bar.uplift.value() == 0.0, "{bar:?}");
    }
}

/// Three voters of equal weight: a majority, of which one mood is known.
#[test]
fn a_mood_moves_one_vote_of_several() {
    let noise = 0.05;
    let mut build = Build::new(&["a"], &["us", "rival"]);
    for id in ["ann", "bob", "cyd"] {
        build = build.person(id, exact(&[1.0]));
    }
    let build = build.scores("us", &[0.52]).scores("rival", &[0.5]).rule(GroupRule::Plurality).noise(noise);
    let build = build.reframe("nudge", raise(0, 0.5)).strategy("nudge", &["nudge"]);
    let found = asked(&build.scenario(), 16_384, &Runner::threads(0));
    let lead: f64 = 0.02 / noise;
    let vote = 1.0 / (1.0 + (-lead).exp());
    let both_or_one = |p: f64| p * (1.0 - (1.0 - vote).powi(2)) + (1.0 - p) * vote * vote;
    let [low, high] = gumbel_ends().map(|g| both_or_one((-(-(lead + g)).exp()).exp()));
    for who in 0..3 {
        let bar = bar(&found, mood(who, 0));
        agrees("low", bar.win[0], low);
        agrees("swing", bar.swing, high - low);
    }
}

/// What an offer becomes decides, if it is taken up; anger costs all trust, and with it the purchase, if it is refused.
#[test]
fn offers_and_anger_swing_as_they_are_taken_up_or_refused() {
    let becomes = Distribution::range(0.3, 0.7).expect("a range");
    let tailor =
        MoveKind::Tailor { criterion: CriterionId::new(0), change: TailorChange::Becomes(becomes), wake: None };
    let build = Build::new(&["a"], &["us", "rival"]).person("ann", exact(&[1.0]));
    let build = build.scores("us", &[0.2]).scores("rival", &[0.5]).act("fit", tailor).accepted(0.6);
    let found = asked(&build.strategy("fit", &["fit"]).scenario(), 16_384, &Runner::threads(0));
    let offer = bar(&found, Scalar::Offer(MoveId::new(0), Some(StakeholderId::new(0))));
    assert_eq!(offer.win[0].value(), 0.0, "{offer:?}");
    agrees("swing of the offer", offer.swing, 0.6);
    agrees("uplift of the offer", offer.uplift, 0.6);
    assert_eq!(bars::without_bar(&found), []);

    let build = Build::new(&["a"], &["us", "rival"]).person("ann", exact(&[1.0])).reputation(&[0.0]);
    let build = build.scores("us", &[0.9]).scores("rival", &[0.5]).credibility("us", Credibility::Exact(p(0.99)));
    let build = build.reframe("preach", raise(0, 0.5)).accepted(0.5).backfire(0.3, 1.0);
    let found = asked(&build.strategy("preach", &["preach"]).scenario(), 16_384, &Runner::threads(0));
    let anger = bar(&found, Scalar::Backfire(MoveId::new(0), Some(StakeholderId::new(0))));
    assert_eq!((anger.levels, anger.win[0].value()), ([Level::No, Level::Yes], 1.0));
    agrees("swing of anger", anger.swing, -(1.0 - 0.5 * 0.99));
    assert_eq!(bars::without_bar(&found), []);
}

/// Shares that were measured against one another: log-odds B of the rival, B + E of ours, both normal. We win if ours is
/// ahead by more than `AHEAD`. Given either share, what is left is one normal number.
#[test]
fn the_swing_of_a_relative_performance_is_the_known_one() {
    const AHEAD: f64 = 0.05;
    let text = r#"
us = "us"
[criteria.reliability]
need = "product"
worst = 0
best = 1
[criteria.price]
need = "price"
worst = 0
best = 1
[vendors.us]
[vendors.rival]
[performance.us]
price = 0.50
[performance.rival]
price = 0.55
[relative.reliability]
to = "rival"
scale = "log-odds"
baseline = "0.4 ± 0.8"
effects = { us = "0.3 ± 0.5" }
[stakeholders.ann]
influence = 1
confidence = "exact"
weights = { reliability = 0.5, price = 0.5 }
[moves.nudge]
kind = "reframe"
criterion = "price"
raise_to = 0.5
strength = 1
[strategies.nudge]
moves = ["nudge"]
"#;
    let (b, b_error, e, e_error) = (0.4, 0.8, 0.3, 0.5);
    let scenario = reframe::scenario::load_text("shares.toml", text).unwrap_or_else(|problems| panic!("{problems}"));
    let scenario = scenario.scenario;
    let found = asked(&scenario, 16_384, &Runner::threads(0));
    assert_eq!(found.bars.len(), 2, "{:?}", found.bars);
    assert_eq!(bars::without_bar(&found), []);
    let odds = |x: f64| (x / (1.0 - x)).ln();
    let share = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    // Given the rival's share, ours has to lie above a level.
    let of_rival = |x: f64| phi((odds(x) + e - odds(x + AHEAD)) / e_error);
    // Given ours, the rival's has to lie below one; the two are correlated.
    let variance = b_error * b_error + e_error * e_error;
    let of_ours = |x: f64| {
        let mean = b + b_error * b_error / variance * (odds(x) - b - e);
        phi((odds(x - AHEAD) - mean) / (b_error * e_error / variance.sqrt()))
    };
    let known = |vendor: usize, x: f64| if vendor == 0 { of_ours(x) } else { of_rival(x) };
    for (vendor, mean, sd) in [(0, b + e, variance.sqrt()), (1, b, b_error)] {
        let alternative = Alternative::Vendor(VendorId::new(vendor));
        let bar = bar(&found, Scalar::Performance { alternative, criterion: CriterionId::new(0), who: None });
        let ends = bar.levels.map(Level::number);
        for (side, z) in [(0, -TENTH), (1, TENTH)] {
            assert!((ends[side] - share(mean + z * sd)).abs() < 0.01, "{ends:?}");
            agrees("end", bar.win[side], known(vendor, ends[side]));
        }
        agrees("swing", bar.swing, known(vendor, ends[1]) - known(vendor, ends[0]));
        assert!(bar.swing.value().abs() > 0.1, "{bar:?}");
        assert!(bar.swing.std_error() < 0.01 && bar.uplift.value() == 0.0, "{bar:?}");
    }
}

/// A bit of everything; `turned`: the same in another order.
fn mixed(turned: bool) -> Scenario {
    let criteria = if turned { ["b", "a"] } else { ["a", "b"] };
    let prior = |shares: [f64; 2], k| {
        let [first, second] = shares;
        dirichlet(&if turned { [second, first] } else { [first, second] }, k)
    };
    let place = |c: usize| if turned { 1 - c } else { c };
    let mut build = Build::new(&criteria, &["us", "rival"]);
    let people = [("ann", [0.7, 0.3], 12.0), ("bob", [0.4, 0.6], 30.0)];
    for i in if turned { [1, 0] } else { [0, 1] } {
        let (id, shares, k) = people[i];
        build = build.person(id, prior(shares, k)).influence(2.0 - i as f64);
    }
    let range = |low, high| Distribution::range(low, high).expect("a range");
    let build = build.performance("us", "a", range(0.2, 0.5)).performance("us", "b", range(0.5, 0.9));
    let build = build.performance("rival", "a", range(0.4, 0.7)).performance("rival", "b", range(0.2, 0.6));
    let build = build.credibility("us", build::believed(0.7, 10.0));
    let build = build.reputation(&[0.4, 0.4]).noise(0.05);
    let build = build.teach("insight", raise(place(1), 0.8)).accepted(0.6);
    build.strategy("insight", &["insight"]).scenario()
}

#[test]
fn threads_change_no_bit() {
    let scenario = mixed(false);
    let one = asked(&scenario, 16_384, &Runner::serial());
    for threads in [2, 3] {
        assert_eq!(one, asked(&scenario, 16_384, &Runner::threads(threads)));
    }
}

#[test]
fn the_order_of_a_file_changes_nothing() {
    let (usual, turned) = (mixed(false), mixed(true));
    let (one, two) = (found(&usual), found(&turned));
    let same = |what: &str, a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{what}: {a} {b}");
    assert_eq!(one.indices.len(), two.indices.len());
    for group in &one.indices {
        let id = input_id(&usual, group.kind);
        let other = two.indices.iter().find(|other| input_id(&turned, other.kind) == id).expect("the same inputs");
        let ([a, b], [c, d]) = ([group.win, group.uplift], [other.win, other.uplift]);
        for (one, two) in [(a, c), (b, d)].into_iter().filter_map(|(one, two)| Some((one?, two?))) {
            same(&id, one.first.value(), two.first.value());
            same(&id, one.total.value(), two.total.value());
        }
    }
    for bar in &one.bars {
        let id = scalar_id(&usual, bar.scalar);
        let other = two.bars.iter().find(|other| scalar_id(&turned, other.scalar) == id).expect("the same inputs");
        same(&id, bar.swing.value(), other.swing.value());
        same(&id, bar.uplift.value(), other.uplift.value());
    }
}

#[test]
fn the_best_strategy_is_explained_unless_another_is_asked_for() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", dirichlet(&[0.8, 0.2], 10.0));
    let build = build.scores("us", &[0.1, 0.9]).scores("rival", &[0.5, 0.5]);
    let build = build.reframe("weak", raise(1, 0.3)).reframe("strong", raise(1, 0.8));
    let scenario = build.strategy("weak", &["weak"]).strategy("strong", &["strong"]).scenario();
    let request = SensitivityRequest { strategy: Some(StrategyId::new(0)), draws: 16_384, seed: SEED };
    assert!(matches!(
        sensitivity(&scenario, &SensitivityRequest { strategy: None, ..request.clone() }, &Runner::serial(), &Silent),
        Err(StudyError::Refused(Refusal::NothingUncertain)) | Ok(Sensitivity { .. })
    ));
    let asked = sensitivity(&scenario, &request, &Runner::serial(), &Silent).expect("weights are uncertain");
    assert_eq!(asked.strategy, StrategyId::new(0));
    let best = sensitivity(&scenario, &SensitivityRequest { strategy: None, ..request }, &Runner::serial(), &Silent);
    assert_eq!(best.expect("weights are uncertain").strategy, StrategyId::new(1));
}

#[test]
fn questions_without_an_answer_are_refused() {
    let refused = |scenario: &Scenario| {
        let request = SensitivityRequest { strategy: None, draws: 1000, seed: SEED };
        match sensitivity(scenario, &request, &Runner::serial(), &Silent) {
            Err(StudyError::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    };
    let build = Build::new(&["a"], &["us", "rival"]).person("ann", exact(&[1.0])).scores("us", &[0.5]);
    let build = build.scores("rival", &[0.4]);
    assert_eq!(refused(&build.clone().scenario()), Refusal::NoStrategies { wanted: "explain" });
    let certain = build.reframe("nudge", raise(0, 0.5)).strategy("nudge", &["nudge"]).scenario();
    assert_eq!(refused(&certain), Refusal::NothingUncertain);
    let alone = Build::new(&["a", "b"], &["us"]).person("ann", uniform(2)).scores("us", &[0.5, 0.5]);
    let alone = alone.reframe("nudge", raise(0, 0.5)).strategy("nudge", &["nudge"]).scenario();
    assert_eq!(refused(&alone), Refusal::OneAlternative { only: "us".to_owned() });
}
