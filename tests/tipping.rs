//! What must they believe: break-even weights, nearest winning weights and maps against what can be worked out.

mod support;

use reframe::engine::{Runner, Silent};
use reframe::model::{
    Alternative, CriterionId, Distribution, GroupRule, MoveKind, Scenario, StrategyId, TailorChange, VendorId,
};
use reframe::stats::Estimate;
use reframe::study::StudyError;
use reframe::study::tipping::{Distance, Nearest, Side, Tipping, TippingPoint, TippingRequest, TippingRow, tipping};
use statrs::distribution::{Beta, ContinuousCDF, Normal};
use support::build::{Build, dirichlet, exact, raise};
use support::check::{agrees, share_error};
use support::run::findings;

const DRAWS: u64 = 8_192;
const SEED: u64 = 67;

fn asked(scenario: &Scenario, change: impl FnOnce(&mut TippingRequest)) -> Result<Tipping, StudyError> {
    let mut request = TippingRequest { draws: DRAWS, seed: SEED, ..TippingRequest::usual(scenario) };
    change(&mut request);
    tipping(scenario, &request, &Runner::serial(), &Silent)
}

fn found(scenario: &Scenario) -> Tipping {
    asked(scenario, |_| {}).expect("an answer")
}

/// The answer about a criterion, for one person or (`None`) everybody together.
fn row(found: &Tipping, criterion: usize, who: Option<usize>) -> &TippingRow {
    let wanted = |row: &&TippingRow| row.criterion.index() == criterion && row.who.map(|w| w.index()) == who;
    found.rows.iter().find(wanted).expect("this has been asked")
}

fn break_even(row: &TippingRow) -> (Estimate, Side) {
    let TippingPoint::At { weight, side, .. } = row.point else { panic!("no break-even weight: {row:?}") };
    (weight, side)
}

fn normal(mean: f64, sd: f64) -> Distribution {
    Distribution::normal(mean, sd).expect("a normal")
}

/// Price and ease now, safety later; on safety we are ahead by 0.6, on the others behind by 0.39.
fn pitch() -> Build {
    Build::new(&["price", "ease", "safety"], &["us", "rival"])
        .latent("safety")
        .person("ann", exact(&[0.8, 0.2, 0.0]))
        .scores("us", &[0.2, 0.2, 0.8])
        .scores("rival", &[0.59, 0.59, 0.2])
        .teach("t", raise(2, 0.6))
        .strategy("s", &["t"])
}

/// a* = D / (D + G).
#[test]
fn the_closed_form_is_exact() {
    let found = found(&pitch().scenario());
    assert!(found.closed_form && found.exact);
    let (weight, side) = break_even(row(&found, 2, Some(0)));
    assert_eq!((weight.std_error(), side), (0.0, Side::Above));
    assert!((weight.value() - 0.39 / 0.99).abs() < 1e-12, "{weight:?}");
    assert_eq!(row(&found, 2, Some(0)).today.value(), 0.0);
    for criterion in [0, 1] {
        assert!(matches!(row(&found, criterion, Some(0)).point, TippingPoint::Never { .. }));
    }
}

/// Two people of influence 1 and 3. Everybody together: D is the deficit on their mixes, G the gain of all. One alone: the
/// other's opinion stays part of both ends.
#[test]
fn the_closed_form_holds_for_a_committee() {
    // Edges: -0.3 on price, +0.1 on ease, +0.5 on safety.
    let scenario = Build::new(&["price", "ease", "safety"], &["us", "rival"])
        .person("ann", exact(&[0.8, 0.1, 0.1]))
        .person("bob", exact(&[0.5, 0.3, 0.2]))
        .influence(3.0)
        .scores("us", &[0.2, 0.6, 0.8])
        .scores("rival", &[0.5, 0.5, 0.3])
        .scenario();
    let found = found(&scenario);
    let ann = (0.8 * -0.3 + 0.1 * 0.1) / 0.9;
    let bob = (0.5 * -0.3 + 0.3 * 0.1) / 0.8;
    let together = -(0.25 * ann + 0.75 * bob);
    let (weight, _) = break_even(row(&found, 2, None));
    assert!((weight.value() - together / (together + 0.5)).abs() < 1e-12, "{weight:?}");
    // Ann's opinion as it is, -0.24 + 0.01 + 0.05 = -0.18.
    let without = 0.25 * -0.18 + 0.75 * bob;
    let with = 0.25 * -0.18 + 0.75 * 0.5;
    let (weight, _) = break_even(row(&found, 2, Some(1)));
    assert!((weight.value() + without / (with - without)).abs() < 1e-12, "{weight:?}");
    let (weight, side) = break_even(row(&found, 0, None));
    assert_eq!(side, Side::Below);
    let mixes = 0.25 * (0.1 * 0.1 + 0.1 * 0.5) / 0.2 + 0.75 * (0.3 * 0.1 + 0.2 * 0.5) / 0.5;
    assert!((weight.value() - mixes / (mixes + 0.3)).abs() < 1e-12, "{weight:?}");
}

/// The search must find what the closed form says, when a hair of noise forbids the closed form.
#[test]
fn the_search_agrees_with_the_closed_form() {
    let uncertain = pitch().performance("us", "safety", normal(0.8, 1e-9)).scenario();
    let found = found(&uncertain);
    assert!(!found.closed_form);
    let (weight, _) = break_even(row(&found, 2, Some(0)));
    assert!(weight.covers(0.39 / 0.99) && weight.high() - weight.low() < 1e-4, "{weight:?}");
}

/// With weight a on safety the rest is split B to 1 - B, B ~ Beta(2, 6); edges are +0.5, -0.5 and +0.3. We lead where
/// (1 - a)(B - 1/2) + 0.3 a > 0 more often than not: at the median m of B, a* = D / (D + G), D = 1/2 - m, G = 0.3.
#[test]
fn uncertain_weights_cross_at_their_median() {
    let scenario = Build::new(&["price", "ease", "safety"], &["us", "rival"])
        .latent("safety")
        .person("ann", dirichlet(&[2.0, 6.0, 0.0], 8.0))
        .scores("us", &[0.9, 0.2, 0.8])
        .scores("rival", &[0.4, 0.7, 0.5])
        .scenario();
    let deficit = 0.5 - Beta::new(2.0, 6.0).unwrap().inverse_cdf(0.5);
    let known = deficit / (deficit + 0.3);
    let (weight, side) = break_even(row(&found(&scenario), 2, Some(0)));
    assert_eq!(side, Side::Above);
    agrees("break-even", weight.value(), known, weight.std_error(), DRAWS, SEED);
    assert!(weight.std_error() > 0.0 && weight.std_error() < 0.01, "{weight:?}");
}

/// Where the difference of means is 0: 0.4 w = 0.3 (1 - w).
#[test]
fn uncertain_performances_cross_where_means_are_equal() {
    let scenario = pitch()
        .scores("rival", &[0.5, 0.5, 0.2])
        .performance("us", "safety", normal(0.6, 0.1))
        .performance("us", "price", normal(0.2, 0.1))
        .scenario();
    let (weight, _) = break_even(row(&found(&scenario), 2, Some(0)));
    agrees("break-even", weight.value(), 3.0 / 7.0, weight.std_error(), DRAWS, SEED);
}

#[test]
fn a_lead_may_be_kept_or_out_of_reach() {
    let ahead = pitch().scores("rival", &[0.1, 0.1, 0.2]).scenario();
    let behind = pitch().scores("rival", &[0.9, 0.9, 0.85]).scenario();
    for certain in [true, false] {
        let prior = if certain { exact(&[0.8, 0.2, 0.0]) } else { dirichlet(&[3.0, 1.0, 0.0], 8.0) };
        let with = |scenario: &Build| scenario.clone().with(|parts| parts.stakeholders[0].prior = prior.clone());
        let kept = found(&with(&pitch().scores("rival", &[0.1, 0.1, 0.2])).scenario());
        assert!(kept.rows.iter().all(|row| matches!(row.point, TippingPoint::Always { .. })), "{:?}", kept.rows);
        assert!(matches!(kept.nearest, Nearest::LeadAlready { .. }), "{:?}", kept.nearest);
        let lost = found(&with(&pitch().scores("rival", &[0.9, 0.9, 0.85])).scenario());
        assert!(lost.rows.iter().all(|row| matches!(row.point, TippingPoint::Never { .. })), "{:?}", lost.rows);
        assert_eq!(lost.nearest, Nearest::Nowhere);
    }
    assert_eq!(found(&ahead).closed_form, found(&behind).closed_form);
}

/// Equal alternatives: nobody leads anywhere, and no break-even weight is made up.
#[test]
fn a_tie_is_unclear() {
    let alike = Build::new(&["a", "b"], &["us", "rival"])
        .person("ann", dirichlet(&[1.0, 1.0], 8.0))
        .performance("us", "a", normal(0.5, 0.1))
        .performance("rival", "a", normal(0.5, 0.1))
        .performance("us", "b", normal(0.5, 0.1))
        .performance("rival", "b", normal(0.5, 0.1))
        .scenario();
    let found = found(&alike);
    let clear = found.rows.iter().filter(|row| row.point != TippingPoint::Unclear);
    assert_eq!(clear.count(), 0, "{:?}", found.rows);
}

/// Who weighs one thing only has nothing to take its weight from, or to give it to.
#[test]
fn a_person_of_one_criterion_is_not_asked_about_it() {
    let scenario = Build::new(&["a", "b"], &["us", "rival"])
        .person("ann", exact(&[1.0, 0.0]))
        .scores("us", &[0.2, 0.9])
        .scores("rival", &[0.5, 0.5])
        .scenario();
    let found = found(&scenario);
    assert_eq!(row(&found, 0, Some(0)).point, TippingPoint::NothingElse);
    let (weight, _) = break_even(row(&found, 1, Some(0)));
    assert!((weight.value() - 0.3 / 0.7).abs() < 1e-12);
}

/// We are ahead on the first criterion by 1 and behind on the second by 1: we lead from 1/2 on. Today's weights are
/// (0.3, 0.7): 0.2 has to change place, sqrt(2) 0.2 in Euclidean distance.
#[test]
fn the_nearest_winning_weights_of_two_criteria_are_known() {
    let duel = |prior| {
        let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", prior);
        build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0])
    };
    for (prior, error) in [(exact(&[0.3, 0.7]), 1e-9), (dirichlet(&[3.0, 7.0], 20.0), 0.005)] {
        let found = found(&duel(prior).scenario());
        let Nearest::Changes { changes, lead, .. } = &found.nearest else { panic!("{:?}", found.nearest) };
        assert!(lead.high() < 0.0);
        for (change, expected) in changes.iter().zip([0.2, 0.2 * 2.0_f64.sqrt()]) {
            assert!((change.level - expected).abs() < 2.0 * error, "{change:?}");
            assert!((change.level_weights[0] - 0.5).abs() < error, "{change:?}");
            let ahead = change.ahead.as_ref().expect("verified");
            assert!(ahead.lead.low() > 0.0 && ahead.distance >= change.level && ahead.distance < 1.05 * expected);
        }
        assert_eq!(
            changes.iter().map(|change| change.by).collect::<Vec<_>>(),
            [Distance::Variation, Distance::Euclidean]
        );
    }
}

/// Drawing level on average is not leading: with a rare, large advantage we are ahead in expectation and win seldom. The
/// simulation must not call that a lead.
#[test]
fn a_lead_in_expectation_is_checked() {
    let rare = Distribution::discrete(vec![(1.0, 0.3), (0.0, 0.7)]).expect("outcomes");
    let scenario = Build::new(&["a", "b"], &["us", "rival"])
        .person("ann", exact(&[0.5, 0.5]))
        .performance("us", "a", rare)
        .performance("rival", "a", support::build::known(0.25))
        .performance("us", "b", support::build::known(0.4))
        .performance("rival", "b", support::build::known(0.5))
        .scenario();
    let Nearest::Changes { changes, lead, .. } = found(&scenario).nearest else { panic!("not ahead") };
    assert!(lead.high() < 0.0);
    assert!(changes.iter().all(|change| change.level > 0.0 && change.ahead.is_none()), "{changes:?}");
}

fn uncertain_three() -> Build {
    Build::new(&["a", "b", "c"], &["us", "one", "two"])
        .person("ann", dirichlet(&[2.0, 1.0, 1.0], 12.0))
        .person("bob", dirichlet(&[1.0, 1.0, 2.0], 12.0))
        .performance("us", "a", normal(0.55, 0.1))
        .performance("us", "b", normal(0.4, 0.1))
        .performance("us", "c", normal(0.5, 0.1))
        .scores("one", &[0.5, 0.5, 0.4])
        .scores("two", &[0.3, 0.3, 0.55])
}

/// The corners of the ternary map are the win probabilities when everybody has all weight on one criterion.
#[test]
fn the_corners_are_all_weight_on_one_criterion() {
    let map = found(&uncertain_three().scenario()).ternary.expect("three criteria");
    for (corner, share) in [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.2, 0.48, 0.32]].iter().enumerate() {
        let near = |weights: &[f64]| weights.iter().zip(share).all(|(a, b)| (a - b).abs() < 1e-9);
        let point = map.points.iter().find(|point| near(&point.weights)).expect("on the map");
        let all = uncertain_three().with(|parts| {
            parts.stakeholders.iter_mut().for_each(|who| who.prior = exact(share));
        });
        let expected = &findings(&all.scenario(), DRAWS, SEED).strategies[0].win;
        for (found, expected) in point.win.iter().zip(expected) {
            assert!((found.value() - expected.value()).abs() < 1e-9, "corner {corner}: {found:?} {expected:?}");
        }
    }
    let top = map.points.iter().find(|point| point.weights[0] == 1.0).expect("a corner");
    let known = Normal::standard().cdf(0.5);
    agrees("all on a", top.win[0].value(), known, share_error(known, DRAWS), DRAWS, SEED);
    assert_eq!(map.covered, 1.0);
}

/// Every point of the two-way map is what a committee with these weights decides.
#[test]
fn the_two_way_map_is_what_such_a_committee_decides() {
    let scenario = uncertain_three()
        .with(|parts| parts.stakeholders.iter_mut().for_each(|who| who.prior = exact(&[0.2, 0.5, 0.3])))
        .scenario();
    let pair = [CriterionId::new(2), CriterionId::new(0)];
    let map = asked(&scenario, |request| request.map = Some(pair)).expect("an answer").map.expect("a map");
    assert_eq!(map.points.len(), (map.steps + 1) * (map.steps + 2) / 2);
    for (c, a) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.25, 0.6), (0.5, 0.5)] {
        let near = |weights: &[f64]| (weights[0] - c).abs() < 1e-9 && (weights[1] - a).abs() < 1e-9;
        let point = map.points.iter().find(|point| near(&point.weights)).expect("on the map");
        let weights = [a, 1.0 - a - c, c];
        let all = uncertain_three().with(|parts| {
            parts.stakeholders.iter_mut().for_each(|who| who.prior = exact(&weights));
        });
        let expected = &findings(&all.scenario(), DRAWS, SEED).strategies[0].win;
        for (found, expected) in point.win.iter().zip(expected) {
            assert!((found.value() - expected.value()).abs() < 1e-3, "{weights:?}: {found:?} {expected:?}");
        }
    }
    assert!((map.today[0] - 0.3).abs() < 1e-9 && (map.today[1] - 0.2).abs() < 1e-9);
}

/// A strategy moves the mean weights; the questions stay those of the baseline.
#[test]
fn a_strategy_is_shown_beside_today() {
    let scenario = pitch().scenario();
    let with = asked(&scenario, |request| request.strategy = Some(StrategyId::new(0))).expect("an answer");
    let without = found(&scenario);
    let after = row(&with, 2, Some(0)).after.expect("a strategy");
    assert!((after.value() - 0.6).abs() < 1e-9 && after.std_error() == 0.0, "{after:?}");
    assert_eq!(row(&with, 2, Some(0)).point, row(&without, 2, Some(0)).point);
    let map = with.ternary.expect("three criteria");
    let (today, after) = (map.today.expect("weights"), map.after.expect("weights"));
    for (found, expected) in today.iter().chain(&after).zip([0.8, 0.2, 0.0, 0.32, 0.08, 0.6]) {
        assert!((found - expected).abs() < 1e-9, "{today:?} {after:?}");
    }
}

/// Against the weaker rival alone we lead earlier.
/// Asked where a strategy has led: its weights are today's, and an offer that it improved counts as improved.
#[test]
fn the_question_can_be_asked_after_a_strategy() {
    let better =
        || MoveKind::Tailor { criterion: CriterionId::new(0), change: TailorChange::ImprovesBy(0.2), wake: None };
    let certain = pitch().act("fit", better()).strategy("both", &["t", "fit"]).scenario();
    let after = |scenario: &Scenario, strategy: usize| {
        asked(scenario, |request| request.after = Some(StrategyId::new(strategy))).expect("an answer")
    };
    let found_after = after(&certain, 1);
    assert!(found_after.exact && found_after.closed_form);
    let safety = row(&found_after, 2, Some(0));
    assert!((safety.today.value() - 0.6).abs() < 1e-9, "the teach has been taken up: {:?}", safety.today);
    // A deficit of 0.8 x 0.19 + 0.2 x 0.39, a gain of 0.6.
    let (weight, side) = break_even(safety);
    assert!((weight.value() - 0.23 / 0.83).abs() < 1e-9 && side == Side::Above, "{weight:?}");
    assert_eq!((found_after.win[0].value(), found_after.lead.value()), (1.0, 1.0));
    assert!(found_after.after.is_none());
    // With everything uncertain: what the strategy makes of the offer is as if it had been so from the beginning.
    let uncertain = |price: f64| {
        Build::new(&["price", "ease", "safety"], &["us", "rival"])
            .person("ann", dirichlet(&[0.5, 0.3, 0.2], 12.0))
            .person("bob", dirichlet(&[0.3, 0.3, 0.4], 12.0))
            .performance("us", "price", normal(price, 0.02))
            .performance("us", "ease", normal(0.3, 0.05))
            .performance("us", "safety", normal(0.7, 0.05))
            .scores("rival", &[0.5, 0.5, 0.4])
            .act("fit", better())
            .strategy("fit", &["fit"])
            .noise(0.05)
            .scenario()
    };
    let few = |scenario: &Scenario, after: Option<StrategyId>| {
        let change = |request: &mut TippingRequest| (request.after, request.draws) = (after, 1024);
        asked(scenario, change).expect("an answer")
    };
    let (improved, from_the_beginning) = (few(&uncertain(0.2), Some(StrategyId::new(0))), few(&uncertain(0.4), None));
    assert!((improved.lead.value() - from_the_beginning.lead.value()).abs() < 1e-6);
    let mut compared = 0;
    for (one, other) in improved.rows.iter().zip(&from_the_beginning.rows) {
        assert!((one.today.value() - other.today.value()).abs() < 1e-9);
        match (&one.point, &other.point) {
            (TippingPoint::At { weight, side, .. }, TippingPoint::At { weight: known, side: known_side, .. }) => {
                assert!((weight.value() - known.value()).abs() < 1e-4 && side == known_side, "{one:?} {other:?}");
                compared += 1;
            }
            (one, other) => assert_eq!(std::mem::discriminant(one), std::mem::discriminant(other)),
        }
    }
    assert!(compared >= 3, "{compared} break-even weights");
    let (Nearest::Changes { lead, .. } | Nearest::LeadAlready { lead }) = &improved.nearest else { panic!("a lead") };
    let (Nearest::Changes { lead: known, .. } | Nearest::LeadAlready { lead: known }) = &from_the_beginning.nearest
    else {
        panic!("a lead")
    };
    assert!((lead.value() - known.value()).abs() < 1e-6, "{lead:?} {known:?}");
    let points = |found: &Tipping| found.ternary.as_ref().expect("three criteria").points.clone();
    for (one, other) in points(&improved).iter().zip(points(&from_the_beginning)) {
        assert!((one.win[0].value() - other.win[0].value()).abs() < 1e-6, "{one:?} {other:?}");
    }
}

#[test]
fn a_named_rival_is_the_only_one_to_beat() {
    let scenario = pitch().noise(0.05).scenario();
    let three = Build::new(&["price", "safety"], &["us", "strong", "weak"])
        .person("ann", exact(&[0.9, 0.1]))
        .scores("us", &[0.2, 0.8])
        .scores("strong", &[0.8, 0.4])
        .scores("weak", &[0.5, 0.3])
        .noise(0.05)
        .scenario();
    let against = |rival: usize| {
        let rival = Some(Alternative::Vendor(VendorId::new(rival)));
        let found = asked(&three, |request| request.rival = rival).expect("an answer");
        break_even(row(&found, 1, Some(0))).0.value()
    };
    assert!((against(1) - 0.6).abs() < 1e-12 && (against(2) - 0.3 / 0.8).abs() < 1e-12);
    assert!((break_even(row(&found(&three), 1, Some(0))).0.value() - 0.6).abs() < 1e-12);
    let ourselves = asked(&scenario, |request| request.rival = Some(Alternative::Vendor(VendorId::new(0))));
    assert!(refusal(ourselves).contains("own vendor"));
}

/// Votes are no linear function of weights: break-even weights are searched for, nearest weights are not made up.
#[test]
fn votes_have_no_nearest_weights() {
    let scenario = uncertain_three().rule(GroupRule::Plurality).scenario();
    assert_eq!(found(&scenario).nearest, Nearest::NotLinear);
}

#[test]
fn threads_change_nothing() {
    let scenario = uncertain_three().scenario();
    let request = TippingRequest { draws: 3_000, seed: SEED, ..TippingRequest::usual(&scenario) };
    let on = |runner: &Runner| tipping(&scenario, &request, runner, &Silent).expect("an answer");
    let alone = on(&Runner::serial());
    for threads in [2, 3] {
        assert_eq!(alone, on(&Runner::threads(threads)), "{threads} threads");
    }
}

fn refusal(answer: Result<Tipping, StudyError>) -> String {
    match answer {
        Err(StudyError::Refused(refusal)) => refusal.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn questions_without_an_answer_are_refused() {
    let alone = Build::new(&["a", "b"], &["us"]).person("ann", exact(&[0.5, 0.5])).scores("us", &[0.5, 0.5]);
    assert!(refusal(asked(&alone.scenario(), |_| {})).contains("only alternative"));
    let one = Build::new(&["a"], &["us", "rival"]).person("ann", exact(&[1.0])).scores("us", &[0.5]);
    assert!(refusal(asked(&one.scores("rival", &[0.4]).scenario(), |_| {})).contains("only criterion"));
    let scenario = pitch().scenario();
    let id = CriterionId::new;
    let map = |pair: [usize; 2]| refusal(asked(&scenario, |request| request.map = Some(pair.map(id))));
    assert!(map([1, 1]).contains("different criteria"));
    assert!(map([0, 1]).contains("nowhere to go"));
    let twice = asked(&scenario, |request| request.ternary = Some([0, 1, 1].map(id)));
    assert!(refusal(twice).contains("different criteria"));
}

/// A personal criterion is asked of those who can judge by it, and no map of everybody's weights is drawn with it.
#[test]
fn personal_criteria_belong_to_their_person() {
    let scenario = Build::new(&["a", "b", "own"], &["us", "rival"])
        .person("ann", exact(&[0.5, 0.3, 0.2]))
        .person("bob", exact(&[0.5, 0.5, 0.0]))
        .performance("us", "a", support::build::known(0.4))
        .performance("us", "b", support::build::known(0.5))
        .performance("rival", "a", support::build::known(0.5))
        .performance("rival", "b", support::build::known(0.5))
        .performance_for("ann", "us", "own", support::build::known(0.9))
        .performance_for("ann", "rival", "own", support::build::known(0.4))
        .scenario();
    let found = found(&scenario);
    assert!(found.ternary.is_none());
    let own: Vec<_> = found.rows.iter().filter(|row| row.criterion.index() == 2).map(|row| row.who).collect();
    assert_eq!(own.len(), 1, "only ann is asked");
    assert_eq!(own[0].map(|who| who.index()), Some(0));
    let ternary = asked(&scenario, |request| request.ternary = Some([0, 1, 2].map(CriterionId::new)));
    assert!(refusal(ternary).contains("\"bob\" cannot judge by \"own\""));
}
