//! Short forms give what the general form gives.

use std::fmt::Write as _;

use reframe::engine::{FixedCase, Layout, Measure, Runner, Silent, Tally, simulate, simulate_fixed};
use reframe::math::{InstructionSet, limit_instruction_set};
use reframe::model::{GroupRule, StrategyId};
use reframe::plan::{GatePlan, Plan, compile};
use reframe::random::BLOCK;

/// A purchase by four people on four criteria, the last of them latent, with every kind of nudge among its strategies.
fn purchase(vendors: usize, weights: &str, spread: f64, decision: &str) -> Plan {
    let mut text = String::from("format = 1\ntitle = { en = \"Nudges\" }\nus = \"v0\"\n");
    for c in 0..4 {
        let latent = if c == 3 { "latent = true\n" } else { "" };
        let _ = writeln!(text, "[criteria.c{c}]\nneed = \"product\"\nworst = 0\nbest = 10\n{latent}");
    }
    for v in 0..vendors {
        let credibility = if v == 0 { "credibility = 0.7" } else { "known = true" };
        let _ = writeln!(text, "[vendors.v{v}]\n{credibility}\n[performance.v{v}]");
        for c in 0..4 {
            let mean = 4 + (v * 5 + c * 3) % 5;
            let belief = if spread > 0.0 { format!("\"normal({mean}, {spread})\"") } else { mean.to_string() };
            let _ = writeln!(text, "c{c} = {belief}");
        }
    }
    for (who, influence) in [2.0, 2.0, 1.0, 1.0].iter().enumerate() {
        let _ = writeln!(text, "[stakeholders.s{who}]\ninfluence = {influence}\n{weights}");
    }
    for (id, kind) in [
        ("up", "kind = \"reframe\"\ncriterion = \"c0\"\nraise_to = 0.6"),
        (
            "luck",
            "kind = \"reframe\"\ncriterion = \"c1\"\nraise_to = 0.5\nacceptance = 0.6\nstrength = \"pert(0.3, 0.6, 0.9)\"",
        ),
        ("named", "kind = \"reframe\"\ncriterion = \"c2\"\nraise_to = 0.9\ntake_from = [\"c0\"]"),
        ("down", "kind = \"reframe\"\ncriterion = \"c0\"\nlower_to = 0.05\nacceptance = 0.8"),
        ("wake", "kind = \"teach\"\ncriterion = \"c3\"\nraise_to = 0.3\naudience = [\"s1\", \"s3\"]"),
    ] {
        let _ = writeln!(text, "[moves.{id}]\n{kind}\n[strategies.{id}]\nmoves = [\"{id}\"]");
    }
    let _ = writeln!(text, "[strategies.both]\nmoves = [\"up\", \"wake\"]\n[decision]\n{decision}");
    let scenario = reframe::scenario::load_text("nudges", &text).unwrap_or_else(|e| panic!("{e:?}")).scenario;
    let strategies: Vec<StrategyId> = (0..scenario.strategies.len()).map(StrategyId::new).collect();
    compile(&scenario, &strategies).expect("a scenario of this release")
}

fn outcomes(plan: &Plan, draws: u64) -> Tally {
    tally(plan, draws, Measure::Outcomes)
}

fn tally(plan: &Plan, draws: u64, measure: Measure) -> Tally {
    simulate(plan, 7, draws, measure, &Runner::serial(), &Silent).expect("nobody cancels")
}

/// Which strategies have a short form, and how far its sums are from those of the general form.
fn compare(plan: &Plan) -> (Vec<bool>, f64) {
    // Whole blocks, and one that is not full.
    let draws = 4 * BLOCK as u64 + 100;
    let mut general = plan.clone();
    general.strategies.iter_mut().for_each(|strategy| strategy.nudges = None);
    let (short, long) = (outcomes(plan, draws), outcomes(&general, draws));
    for set in InstructionSet::available() {
        // Other tests of this file may be running: to them it is only slower.
        limit_instruction_set(Some(set));
        assert_eq!(outcomes(plan, draws), short, "{set:?}");
    }
    limit_instruction_set(None);
    let all = |tally: &Tally, strategy: usize| {
        let layout: &Layout = &tally.layout;
        let strategy = &tally.strategies[strategy];
        [layout.win(), layout.win_products(), layout.change_squares()].map(|section| strategy.sums(section)).concat()
    };
    let mut worst = 0.0_f64;
    for strategy in 0..plan.strategies.len() {
        assert_eq!(all(&short, strategy).len(), all(&long, strategy).len());
        for (a, b) in all(&short, strategy).iter().zip(all(&long, strategy)) {
            worst = worst.max((a - b).abs());
        }
    }
    (plan.strategies.iter().map(|strategy| strategy.nudges.is_some()).collect(), worst)
}

/// The baseline, and what moves one weight of each person; not what moves two.
const SHORT: [bool; 7] = [true, true, true, true, true, true, false];

const UNCERTAIN: &str = "ratings = { c0 = 5, c1 = 3, c2 = 2 }\nconfidence = \"low\"";
const EXACT: &str = "weights = { c0 = 0.5, c1 = 0.25, c2 = 0.25 }";

#[test]
fn votes_on_nudged_weights_are_the_votes_of_the_general_form() {
    for vendors in 2..=6 {
        let plan = purchase(vendors, UNCERTAIN, 1.5, "rule = \"plurality\"\nnoise = 0");
        let (short, worst) = compare(&plan);
        assert_eq!(short, SHORT, "{vendors} vendors");
        // Influences of 1/3 and 1/6 tie among groups of voters; nothing but sums of ties can round.
        assert!(worst < 1e-6, "{vendors} vendors: {worst}");
    }
}

#[test]
fn utilities_of_nudged_weights_are_those_of_the_general_form() {
    for (vendors, noise) in [(2, 0.05), (3, 0.0), (4, 0.1), (5, 0.3), (6, 0.02)] {
        let plan = purchase(vendors, UNCERTAIN, 1.5, &format!("rule = \"weighted-utility\"\nnoise = {noise}"));
        let (short, worst) = compare(&plan);
        assert_eq!(short, SHORT, "{vendors} vendors");
        assert!(worst < 1e-6, "{vendors} vendors: {worst}");
    }
}

#[test]
fn people_who_cannot_decide_share_their_vote_in_both_forms() {
    // Nothing is uncertain, and some vendors look the same.
    for vendors in [2, 5, 6] {
        for weights in [EXACT, UNCERTAIN] {
            let plan = purchase(vendors, weights, 0.0, "rule = \"plurality\"\nnoise = 0");
            let (short, worst) = compare(&plan);
            assert!(short[0] && worst < 1e-6, "{vendors} vendors: {worst}");
        }
    }
}

#[test]
fn what_is_more_than_a_nudge_takes_the_general_form() {
    for decision in ["rule = \"borda\"\nnoise = 0", "rule = \"plurality\"\nnoise = 0.1"] {
        let plan = purchase(3, UNCERTAIN, 1.5, decision);
        assert!(plan.strategies.iter().all(|strategy| strategy.nudges.is_none()), "{decision}");
    }
    let eight = purchase(8, UNCERTAIN, 1.5, "rule = \"plurality\"\nnoise = 0");
    assert!(eight.strategies.iter().all(|strategy| strategy.nudges.is_none()));
}

#[test]
fn nothing_is_compared_with_a_first_strategy_that_has_not_been_played_yet() {
    // The short form is played before the general one.
    for decision in ["rule = \"plurality\"\nnoise = 0", "rule = \"weighted-utility\"\nnoise = 0.05"] {
        let plan = purchase(4, UNCERTAIN, 1.5, decision).with_only(&[6, 1, 4]);
        let (short, worst) = compare(&plan);
        assert_eq!(short, [false, true, true]);
        assert!(worst < 1e-6, "{decision}: {worst}");
    }
}

#[test]
fn some_strategies_of_a_plan_do_what_they_do_in_the_whole() {
    let plan = purchase(4, UNCERTAIN, 1.5, "rule = \"plurality\"\nnoise = 0");
    let chosen = [4, 2, 5];
    let (whole, part) = (outcomes(&plan, 1_000), outcomes(&plan.with_only(&chosen), 1_000));
    for (number, position) in chosen.iter().enumerate() {
        let wins = |tally: &Tally, strategy: usize| tally.strategies[strategy].sums(tally.layout.win());
        assert_eq!(wins(&part, number), wins(&whole, *position));
    }
    let change = |strategy| part.changes(strategy, part.layout.win());
    assert!(change(0).iter().all(|x| *x == 0.0) && change(1).iter().any(|x| *x != 0.0));
}

/// What one person thinks of some vendors, by five criteria: the first is worth less the more there is, the second has a kink.
fn opinion(vendors: usize, person: &str, credibility: &str, belief: impl Fn(usize, usize) -> String) -> Plan {
    let mut text = String::from("format = 1\ntitle = { en = \"Ranks\" }\nus = \"v0\"\n");
    for c in 0..5 {
        let value = ["worst = 10\nbest = 0", "value = [[0, 0], [4, 0.7], [10, 1]]", "worst = 0\nbest = 10"][c.min(2)];
        let _ = writeln!(text, "[criteria.c{c}]\nneed = \"product\"\n{value}");
    }
    for v in 0..vendors {
        let _ = writeln!(text, "[vendors.v{v}]\n{credibility}\n[performance.v{v}]");
        for c in 0..5 {
            let _ = writeln!(text, "c{c} = {}", belief(v, c));
        }
    }
    let _ =
        writeln!(text, "[stakeholders.s]\ninfluence = 1\n{person}\n[decision]\nrule = \"weighted-utility\"\nnoise = 0");
    let scenario = reframe::scenario::load_text("ranks", &text).unwrap_or_else(|e| panic!("{e:?}")).scenario;
    compile(&scenario, &[]).expect("a scenario of this release")
}

/// Everything that is counted, to the last bit, in whole blocks and in one that is not full.
fn same_ranks(plan: &Plan) {
    let mut general = plan.clone();
    general.strategies.iter_mut().for_each(|strategy| strategy.nudges = None);
    for draws in [4 * BLOCK as u64 + 100, 3] {
        let long = tally(&general, draws, Measure::Acceptabilities);
        for set in InstructionSet::available() {
            limit_instruction_set(Some(set));
            assert_eq!(tally(plan, draws, Measure::Acceptabilities), long, "{set:?}, {draws} draws");
        }
        limit_instruction_set(None);
    }
}

#[test]
fn ranks_counted_in_registers_are_those_of_the_general_form() {
    let people = ["", "ratings = { c0 = 5, c1 = 3, c2 = 2 }", "weights = { c0 = 0.5, c3 = 0.3, c4 = 0.2 }"];
    for vendors in 2..=7 {
        for (person, credibility) in people.into_iter().zip(["known = true", "credibility = 0.7", "known = true"]) {
            let normal = |v: usize, c: usize| format!("\"normal({}, 1.5)\"", 4 + (v * 5 + c * 3) % 5);
            let plan = opinion(vendors, person, credibility, normal);
            assert_eq!(plan.strategies[0].nudges.is_some(), vendors < 7, "the short form is for few vendors");
            same_ranks(&plan);
        }
    }
}

#[test]
fn ranks_are_shared_by_those_who_tie_in_both_forms() {
    // Always; in most blocks of draws; in few of them, where two are as good as can be or as bad.
    let always = |_: usize, c: usize| (3 + c).to_string();
    let often = |v: usize, c: usize| format!("\"discrete(3: 0.9, {}: 0.1)\"", 4 + (v + c) % 3);
    let seldom = |_: usize, _: usize| String::from("\"normal(5, 2.2)\"");
    for vendors in [2, 4, 6] {
        same_ranks(&opinion(vendors, "", "known = true", always));
        same_ranks(&opinion(vendors, "", "known = true", often));
        same_ranks(&opinion(vendors, "weights = { c2 = 1 }", "known = true", seldom));
    }
}

/// Every strategy, every alternative: people who care about different things, and each of them not at all about some.
fn fixed_cases(plan: &Plan) -> Vec<FixedCase> {
    let weights: Vec<f64> = (0..plan.stakeholders)
        .flat_map(|who| {
            let row: Vec<f64> = (0..plan.criteria).map(|c| ((3 * who + 5 * c) % 7) as f64).collect();
            let sum: f64 = row.iter().sum();
            row.into_iter().map(move |w| w / sum)
        })
        .collect();
    let strategies = 0..plan.strategies.len();
    let case = |strategy, alternative| FixedCase { strategy, alternative, weights: weights.clone() };
    strategies
        .flat_map(|strategy| (0..plan.alternatives).map(move |a| (strategy, a)))
        .map(|(s, a)| case(s, a))
        .collect()
}

#[test]
fn known_weights_are_added_up_to_what_the_general_form_gives() {
    let (mut added_up, mut with_views, mut with_fear) = (0, 0, 0);
    for folder in std::fs::read_dir("scenarios").expect("the examples") {
        let path = folder.expect("a folder").path();
        let scenario = reframe::scenario::load(&path).unwrap_or_else(|e| panic!("{e:?}")).scenario;
        let strategies: Vec<StrategyId> = (0..scenario.strategies.len()).map(StrategyId::new).collect();
        let Ok(plan) = compile(&scenario, &strategies) else { continue };
        if plan.rule != GroupRule::WeightedUtility || !plan.gates.is_empty() {
            continue;
        }
        added_up += 1;
        with_views += plan.strategies.iter().filter(|strategy| !strategy.views.is_empty()).count();
        with_fear += usize::from(plan.inertia.as_ref().is_some_and(|inertia| !inertia.is_idle()));
        // Scores do not add up behind a gate, even if it stops nobody.
        let mut general = plan.clone();
        general.gates.push(GatePlan::Pass { probability: 1.0, vendors: Vec::new() });
        let cases = fixed_cases(&plan);
        let means = |plan| simulate_fixed(plan, 7, 1500, &cases, &Runner::serial(), &Silent).expect("nobody cancels");
        for ((case, ours), theirs) in cases.iter().zip(means(&plan)).zip(means(&general)) {
            let apart = (ours.0 - theirs.0).abs().max((ours.1 - theirs.1).abs());
            assert!(apart < 1e-9, "{}, {case:?}: {ours:?} instead of {theirs:?}", path.display());
        }
    }
    assert!(added_up > 3 && with_views > 3 && with_fear > 0, "{added_up}, {with_views}, {with_fear}");
}
