//! What to do: known best pitches are found, searches find what looking at everything finds, and answers are given on
//! draws on which nothing was chosen.

#[path = "support/build.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod build;
#[path = "support/check.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod check;
#[path = "../benches/problems.rs"]
mod problems;

use std::collections::HashSet;
use std::path::Path;

use build::{Build, exact, known, raise, uniform};
use check::{agrees, close, share_error};
use reframe::engine::{Measure, Runner, Silent, simulate};
use reframe::model::*;
use reframe::plan::compile_lines;
use reframe::study::optimize::*;
use reframe::study::{Refusal, StudyError};

const DRAWS: u64 = 65_536;

fn load(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    reframe::scenario::load(&path).expect("a scenario of this repository").scenario
}

fn request(scenario: &Scenario) -> OptimizeRequest {
    OptimizeRequest { draws: DRAWS, seed: 5, ..OptimizeRequest::new(scenario) }
}

fn with_moves(scenario: &Scenario, most: usize) -> OptimizeRequest {
    OptimizeRequest { budget: Budget { moves: Some(most), ..Budget::default() }, ..request(scenario) }
}

fn found(scenario: &Scenario, request: &OptimizeRequest) -> Optimum {
    optimize(scenario, request, &Runner::threads(0), &Silent).expect("an answer")
}

fn ids(scenario: &Scenario, line: &Line) -> Vec<String> {
    line.ours.iter().map(|made| scenario.moves[made.played.index()].id.clone()).collect()
}

/// Our win probability under each line, its change against the first, and the change's paired error.
fn played(scenario: &Scenario, lines: &[Line], seed: u64, draws: u64) -> Vec<(f64, f64, f64)> {
    let plan = compile_lines(scenario, lines).expect("the engine plays it");
    let tally = simulate(&plan, seed, draws, Measure::Outcomes, &Runner::threads(0), &Silent).expect("nobody cancels");
    let n = draws as f64;
    let of = |s: usize| {
        let win = tally.strategies[s].sums(tally.layout.win())[plan.us] / n;
        let change = tally.changes(s, tally.layout.win())[plan.us] / n;
        let square = tally.strategies[s].sums(tally.layout.change_squares())[plan.us] / n;
        (win, change, ((square - change * change).max(0.0) / n).sqrt())
    };
    (0..lines.len()).map(of).collect()
}

/// One person who judges by `old`, where the rival is better; we are better on `new`, of which he has not heard. Each
/// teach alone is enough if it is taken up.
fn two_teaches() -> Build {
    Build::new(&["old", "new"], &["us", "rival"])
        .latent("new")
        .scores("us", &[0.4, 1.0])
        .scores("rival", &[0.6, 0.0])
        .person("ann", exact(&[1.0, 0.0]))
        .teach("weak", raise(1, 0.5))
        .accepted(0.3)
        .but(|m| m.cost = Cost { days: 1.0, money: 10.0 })
        .teach("strong", raise(1, 0.5))
        .accepted(0.8)
        .but(|m| m.cost = Cost { days: 5.0, money: 40.0 })
        .strategy("only-weak", &["weak"])
}

#[test]
fn the_best_pitch_is_the_known_one_with_the_known_probability() {
    let scenario = two_teaches().scenario();
    let both = found(&scenario, &request(&scenario));
    assert_eq!(both.reach, Reach::Everything);
    assert_eq!(both.best.line.ours.len(), 2);
    agrees("both", both.best.win.value(), 0.86, share_error(0.86, DRAWS), DRAWS, 5);
    agrees("uplift", both.best.uplift.value(), 0.86, share_error(0.86, DRAWS), DRAWS, 5);
    let one = found(&scenario, &with_moves(&scenario, 1));
    assert_eq!(ids(&scenario, &one.best.line), ["strong"]);
    agrees("one", one.best.win.value(), 0.8, share_error(0.8, DRAWS), DRAWS, 5);
    // The strategy of the scenario is behind by half a win probability, paired: they share the weak teach's luck.
    agrees(
        "lead",
        one.strategies[0].behind.expect("not the best").value(),
        0.5,
        (0.62 / DRAWS as f64).sqrt(),
        DRAWS,
        5,
    );
    let cheap = OptimizeRequest { budget: Budget { days: Some(4.0), ..Budget::default() }, ..request(&scenario) };
    assert_eq!(ids(&scenario, &found(&scenario, &cheap).best.line), ["weak"]);
}

#[test]
fn the_frontier_of_the_known_case_has_three_points() {
    let scenario = two_teaches().scenario();
    let optimum = found(&scenario, &request(&scenario));
    assert_eq!(optimum.frontiers.iter().map(|f| f.spending).collect::<Vec<_>>(), [Spending::Days, Spending::Money]);
    let days = &optimum.frontiers[0];
    let spent: Vec<f64> = days.points.iter().map(|point| point.spent).collect();
    assert_eq!(spent, [1.0, 5.0, 6.0]);
    for (point, win) in days.points.iter().zip([0.3, 0.8, 0.86]) {
        agrees("a point", point.pitch.win.value(), win, share_error(win, DRAWS), DRAWS, 5);
    }
    let last = days.points[2].step;
    agrees("its last step", last.value(), 0.06, share_error(0.06, DRAWS), DRAWS, 5);
}

/// Each of five teaches alone is enough, if it is taken up: what a set of them wins is known.
fn five_teaches() -> (Build, Vec<(f64, f64)>) {
    let moves = [(2.0, 0.1), (3.0, 0.12), (5.0, 0.33), (7.0, 0.36), (11.0, 0.6)].to_vec();
    let mut build = Build::new(&["old", "new"], &["us", "rival"])
        .latent("new")
        .scores("us", &[0.4, 1.0])
        .scores("rival", &[0.6, 0.0])
        .person("ann", exact(&[1.0, 0.0]));
    for (number, (days, accepted)) in moves.iter().enumerate() {
        build = build.teach(&format!("m{number}"), raise(1, 0.5)).accepted(*accepted);
        build = build.but(|m| m.cost = Cost { days: *days, money: 0.0 });
    }
    (build.strategy("first", &["m0"]), moves)
}

/// Whether everything is looked at or a search has to find it: no pitch for as many days or fewer is better than the point of
/// the frontier, and between two points lie only the smallest steps (a frontier shows the ten largest).
#[test]
fn the_frontier_is_that_of_all_sets() {
    let (build, moves) = five_teaches();
    let scenario = build.scenario();
    let sets: Vec<(f64, f64)> = (0_u32..1 << moves.len())
        .filter(|set| set.count_ones() <= 3)
        .map(|set| {
            let chosen = || moves.iter().enumerate().filter(move |(i, _)| set >> i & 1 == 1).map(|(_, m)| m);
            let missed: f64 = chosen().map(|(_, accepted)| 1.0 - accepted).product();
            (chosen().map(|(days, _)| days).sum(), 1.0 - missed)
        })
        .collect();
    let best = |days: f64| sets.iter().filter(|set| set.0 <= days + 1e-9).map(|set| set.1).fold(0.0, f64::max);
    for all_up_to in [4096, 0] {
        let request = OptimizeRequest { all_up_to, draws: 16_384, ..with_moves(&scenario, 3) };
        let optimum = found(&scenario, &request);
        let points = &optimum.frontiers[0].points;
        assert!(points.len() >= 8, "{all_up_to}: {points:?}");
        for point in points {
            let missed: f64 = point.pitch.line.ours.iter().map(|made| 1.0 - moves[made.played.index()].1).product();
            agrees("a point", point.pitch.win.value(), 1.0 - missed, share_error(missed, 16_384), 16_384, 5);
            let short = best(point.spent) - (1.0 - missed);
            assert!(short < 0.004, "{all_up_to}: {short} short at {} days: {point:?}", point.spent);
        }
        for days in 1..=25 {
            let shown = points.iter().rfind(|point| point.spent <= f64::from(days));
            let short = best(f64::from(days)) - shown.map_or(0.0, |point| point.pitch.win.value());
            assert!(short < 0.04, "{all_up_to}: {short} short of what {days} days can bring");
        }
    }
}

/// The same where nothing is uncertain but the choice, and orders matter: every point is exactly the best of all orders of all
/// sets.
#[test]
fn the_frontier_of_a_certain_purchase_is_exact() {
    let costs = [2.0, 3.0, 5.0, 7.0];
    let mut build = Build::new(&["a", "b", "c"], &["us", "rival"])
        .scores("us", &[0.2, 0.9, 0.5])
        .scores("rival", &[0.9, 0.2, 0.55])
        .person("ann", exact(&[0.5, 0.2, 0.3]))
        .noise(0.1);
    let from_a = Shift { donors: Donors::Named(vec![CriterionId::new(0)]), ..raise(1, 0.45) };
    let half = Shift { strength: known(0.5), ..raise(1, 0.6) };
    for (number, shift) in [from_a, raise(2, 0.5), half, raise(1, 0.4)].into_iter().enumerate() {
        build = build.reframe(&format!("m{number}"), shift);
        build = build.but(|m| m.cost = Cost { days: costs[number], money: 0.0 });
    }
    let scenario = build.scenario();
    let mut all: Vec<Vec<usize>> = vec![vec![]];
    let mut from = 0;
    while from < all.len() {
        let longer = (0..4).filter(|m| !all[from].contains(m)).map(|m| [&all[from][..], &[m]].concat());
        let longer: Vec<Vec<usize>> = longer.collect();
        all.extend(longer);
        from += 1;
    }
    assert_eq!(all.len(), 1 + 4 + 12 + 24 + 24);
    let line = |list: &Vec<usize>| Line::of_moves(&scenario, &list.iter().map(|m| MoveId::new(*m)).collect::<Vec<_>>());
    let lines: Vec<Line> = all.iter().map(line).collect();
    let wins: Vec<f64> = played(&scenario, &lines, 1, 256).into_iter().map(|(win, ..)| win).collect();
    let days = |list: &Vec<usize>| list.iter().map(|m| costs[*m]).sum::<f64>();
    let mut expected: Vec<(f64, f64)> = Vec::new();
    for budget in 0..=17 {
        let budget = f64::from(budget);
        let paid = all.iter().zip(&wins).filter(|(list, _)| days(list) <= budget);
        let best = paid.map(|(_, win)| *win).fold(0.0, f64::max);
        if expected.last().is_none_or(|(_, win)| best > *win + 1e-9) {
            expected.push((budget, best));
        }
    }
    for all_up_to in [4096, 0] {
        let optimum = found(&scenario, &OptimizeRequest { all_up_to, ..request(&scenario) });
        let points = optimum.frontiers[0].points.iter().map(|point| (point.spent, point.pitch.win.value()));
        let points: Vec<(f64, f64)> = points.collect();
        assert_eq!(points.len(), expected.len() - 1, "{all_up_to}: {points:?} {expected:?}");
        for (point, known) in points.iter().zip(&expected[1..]) {
            close("an amount", point.0, known.0, 1e-9);
            close("a win", point.1, known.1, 1e-9);
        }
    }
}

/// With a margin, a move has to bring more than it costs.
#[test]
fn a_margin_weighs_cost_against_probability() {
    let valued = |value: f64| two_teaches().with(|parts| parts.deal_value = Some(value)).scenario();
    let best = |value: f64| {
        let scenario = valued(value);
        let optimum = found(&scenario, &OptimizeRequest { goal: Goal::Margin, ..request(&scenario) });
        (ids(&scenario, &optimum.best.line), optimum)
    };
    // weak: 0.3 V - 10, strong: 0.8 V - 40, both: 0.86 V - 50, nothing: 0.
    assert!(best(20.0).0.is_empty());
    assert_eq!(best(45.0).0, ["weak"]);
    let (strong, optimum) = best(100.0);
    assert_eq!(strong, ["strong"]);
    let error = 100.0 * share_error(0.8, DRAWS);
    agrees("margin", optimum.best.margin.expect("a deal value").value(), 40.0, error, DRAWS, 5);
    // 100 (strong) - 30 less 100 (weak) + 10: worth of a win in one and not in the other.
    let weak = optimum.strategies[0].behind.expect("not the best");
    agrees("lead", weak.value(), 20.0, 100.0 * (0.62 / DRAWS as f64).sqrt(), DRAWS, 5);
    assert_eq!(best(1000.0).0.len(), 2);
}

/// Three criteria, nothing uncertain, close scores: who wins hangs on the order. All orders of all sets by hand.
#[test]
fn the_best_order_is_found() {
    let scenario = Build::new(&["a", "b", "c"], &["us", "rival"])
        .scores("us", &[0.2, 0.9, 0.5])
        .scores("rival", &[0.9, 0.2, 0.55])
        .person("ann", exact(&[0.5, 0.2, 0.3]))
        .reframe("a-to-b", Shift { donors: Donors::Named(vec![CriterionId::new(0)]), ..raise(1, 0.45) })
        .reframe("c-up", raise(2, 0.5))
        .reframe("b-up", Shift { strength: known(0.5), ..raise(1, 0.6) })
        .noise(0.1)
        .scenario();
    let mut all: Vec<Vec<usize>> = vec![vec![]];
    for length in 1..=3 {
        let longer: Vec<Vec<usize>> = all
            .iter()
            .filter(|list| list.len() == length - 1)
            .flat_map(|list| (0..3).filter(|m| !list.contains(m)).map(|m| [&list[..], &[m]].concat()))
            .collect();
        all.extend(longer);
    }
    assert_eq!(all.len(), 16);
    let line = |list: &Vec<usize>| Line::of_moves(&scenario, &list.iter().map(|m| MoveId::new(*m)).collect::<Vec<_>>());
    let lines: Vec<Line> = all.iter().map(line).collect();
    let wins: Vec<f64> = played(&scenario, &lines, 1, 256).into_iter().map(|(win, ..)| win).collect();
    let best = (0..wins.len()).max_by(|a, b| wins[*a].total_cmp(&wins[*b])).expect("some");
    let runner_up = (0..wins.len()).filter(|i| *i != best).map(|i| wins[i]).fold(0.0, f64::max);
    assert!(wins[best] > runner_up + 1e-6, "one order is best: {wins:?}");
    for all_up_to in [4096, 8, 0] {
        let optimum = found(&scenario, &OptimizeRequest { all_up_to, ..request(&scenario) });
        let reach = [(4096, Reach::Everything), (8, Reach::EverySet), (0, Reach::Searched)];
        assert!(reach.contains(&(all_up_to, optimum.reach)));
        assert!(optimum.deterministic);
        assert_eq!(optimum.best.line.ours, lines[best].ours, "{all_up_to}");
        close("its win", optimum.best.win.value(), wins[best], 1e-9);
    }
}

/// What a search finds cannot be told from what looking at everything finds.
#[test]
fn a_search_finds_what_looking_at_everything_finds() {
    let days = |days: f64| Budget { days: Some(days), ..Budget::default() };
    let moves = |moves: usize| Budget { moves: Some(moves), ..Budget::default() };
    let cases = [
        ("listed-bank/committee.toml", moves(3)),
        ("listed-bank/scenario.toml", days(14.0)),
        ("edr-mttr", days(20.0)),
        ("explicit-implicit", Budget::default()),
        ("edr-mttr/answered.toml", moves(3)),
    ];
    for (name, budget) in cases {
        let scenario = load(name);
        let asked = OptimizeRequest { budget, ..request(&scenario) };
        let all = found(&scenario, &asked);
        let searched = found(&scenario, &OptimizeRequest { all_up_to: 0, ..asked });
        assert!(all.reach != Reach::Searched && searched.reach == Reach::Searched, "{name}: {:?}", all.reach);
        let both = [all.best.line.clone(), searched.best.line.clone()];
        let (_, change, error) = played(&scenario, &both, 77, 262_144)[1];
        assert!(change > -(2.0 * error + 0.0015), "{name}: {change} ± {error}: {:?}", both.map(|b| ids(&scenario, &b)));
        assert!(both.iter().all(|line| line.is_in_order(&scenario)), "{name}");
    }
}

#[test]
fn the_answer_is_on_fresh_draws() {
    let scenario = load("edr-mttr");
    let optimum = found(&scenario, &with_moves(&scenario, 2));
    let lines = [Line::baseline(&scenario), optimum.best.line.clone()];
    let fresh = played(&scenario, &lines, fresh_seed(5), DRAWS)[1];
    close("the win on fresh draws", optimum.best.win.value(), fresh.0, 1e-8);
    close("the uplift on fresh draws", optimum.best.uplift.value(), fresh.1, 1e-8);
    let chosen_on = played(&scenario, &lines, 5, DRAWS)[1];
    assert!((optimum.best.win.value() - chosen_on.0).abs() > 1e-6, "other draws than those of the search");
    let other = played(&scenario, &lines, 4321, 4 * DRAWS)[1];
    let error = optimum.best.uplift.std_error().hypot(other.2);
    agrees("and no better than on any others", optimum.best.uplift.value(), other.1, error, DRAWS, 5);
}

#[test]
fn threads_change_no_bit() {
    let scenario = load("listed-bank/committee.toml");
    let vary = Vary { audience: true, stage: false };
    let asked = OptimizeRequest { vary, draws: 4096, ..with_moves(&scenario, 2) };
    let with = |runner: Runner| optimize(&scenario, &asked, &runner, &Silent).expect("an answer");
    let one = with(Runner::serial());
    assert_eq!(one, with(Runner::threads(2)));
    assert_eq!(one, with(Runner::threads(3)));
}

#[test]
fn spaces_hold_what_they_should() {
    let free = |count: usize| {
        let mut build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", uniform(2)).person("bob", uniform(2));
        for i in 0..count {
            build = build.act(&format!("m{i}"), MoveKind::BuildTrust { gain: build::p(0.1) });
        }
        build.scores("us", &[0.5, 0.5]).scores("rival", &[0.5, 0.5])
    };
    let scenario = free(6).scenario();
    let count = |budget: Budget, vary: Vary| Space::new(&scenario, budget, vary).all(10_000).map(|all| all.len());
    assert_eq!(count(Budget::default(), Vary::default()), Some(64));
    assert_eq!(count(Budget { moves: Some(2), ..Budget::default() }, Vary::default()), Some(1 + 6 + 15));
    // As usual, to ann alone, to bob alone, or not.
    assert_eq!(count(Budget::default(), Vary { audience: true, stage: true }), Some(4usize.pow(6)));
    assert_eq!(Space::new(&scenario, Budget::default(), Vary::default()).all(63), None);
    // A chain of six, each of which requires the one before: as many sets as lengths.
    let chain =
        free(6).with(|parts| (1..6).for_each(|i| parts.moves[i].requires = vec![MoveId::new(i - 1)])).scenario();
    let space = Space::new(&chain, Budget::default(), Vary::default());
    let all = space.all(100).expect("seven");
    assert_eq!(all.len(), 7);
    assert!(all.iter().all(|line| line.is_in_order(&chain)));
    let last = space.all_ways().last().expect("six").clone();
    let with_all = space.with(&space.line(vec![]), &last);
    assert_eq!(with_all.iter().map(|line| line.ours.len()).collect::<Vec<_>>(), [6], "and all that it takes");
    assert_eq!(space.without(&with_all[0], 2).ours.len(), 2, "what builds on it goes with it");
}

#[test]
fn orders_are_those_that_can_matter() {
    let with = |audiences: [&[usize]; 3]| {
        let mut build = Build::new(&["a", "b", "c"], &["us", "rival"]);
        for who in ["ann", "bob", "cyd"] {
            build = build.person(who, uniform(3));
        }
        for (i, audience) in audiences.into_iter().enumerate() {
            build = build.reframe(&format!("m{i}"), raise(i, 0.5)).to(audience);
        }
        build.scores("us", &[0.5; 3]).scores("rival", &[0.5; 3]).scenario()
    };
    let count = |scenario: &Scenario| {
        let space = Space::new(scenario, Budget::default(), Vary::default());
        let all = space.usual_order(&space.all_ways().cloned().collect::<Vec<_>>()).expect("free");
        space.orders(&all, 100).expect("few").len()
    };
    assert_eq!(count(&with([&[0, 1, 2], &[0, 1, 2], &[0, 1, 2]])), 6);
    assert_eq!(count(&with([&[0], &[1], &[2]])), 1);
    // The middle one meets both others, who do not meet each other: before or behind each of them.
    assert_eq!(count(&with([&[0], &[0, 1], &[1]])), 4);
}

/// Orders that count as one come to the same, on the largest scenario, and the normal form keeps the rules.
#[test]
fn orders_that_count_as_one_come_to_the_same() {
    let scenario = load("listed-bank/committee.toml");
    let space = Space::new(&scenario, Budget::default(), Vary::default());
    let all: Vec<MadeMove> = space.all_ways().cloned().collect();
    let usual = space.usual_order(&all).expect("everything at once is allowed");
    let mut state = 9_u64;
    let mut lines = vec![Line::baseline(&scenario)];
    while lines.len() < 41 {
        // Neighbours change places, many times.
        let mut ours = usual.ours.clone();
        for _ in 0..200 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let i = (state >> 33) as usize % (ours.len() - 1);
            ours.swap(i, i + 1);
        }
        ours.sort_by_key(|made| made.stage);
        let shuffled = space.line(ours);
        if shuffled.is_in_order(&scenario) {
            let normal = space.normal(&shuffled);
            assert!(normal.is_in_order(&scenario));
            assert_eq!(space.normal(&normal), normal);
            lines.extend([shuffled, normal]);
        }
    }
    let found = played(&scenario, &lines, 3, 4096);
    for pair in found[1..].chunks_exact(2) {
        close("a shuffled order and its normal form", pair[0].0, pair[1].0, 1e-6);
    }
    let distinct: HashSet<&Line> = lines[1..].iter().skip(1).step_by(2).collect();
    assert!(distinct.len() > 1, "some orders differ");
}

/// A gate that half of all purchases pass by luck, and beliefs that are good for us in 70 % of all worlds: the win
/// probability of a world is 0 or a half.
#[test]
fn a_quantile_is_over_worlds_and_not_over_luck() {
    // Uniform weights: w >= 3/7 (1 - w), in 70 % of all worlds.
    let build = Build::new(&["a", "b"], &["us", "rival"])
        .scores("us", &[1.0, 0.0])
        .scores("rival", &[0.0, 3.0 / 7.0])
        .person("ann", uniform(2))
        .gate("luck", GateKind::Pass { owner: None, probability: build::p(0.25), vendors: vec![VendorId::new(0)] })
        .act("open", MoveKind::Navigate { gate: GateId::new(0), relaxation: Relaxation::Gain(build::p(1.0 / 3.0)) });
    let scenario = build.scenario();
    let at = |share: f64| {
        let optimum = found(&scenario, &OptimizeRequest { goal: Goal::Quantile(share), ..request(&scenario) });
        assert_eq!(optimum.best.line.ours.len(), usize::from(share > 0.3), "{share}");
        optimum.best
    };
    // We win where w >= 0.3 and the gate opens: 70 % of the worlds at a half.
    let low = at(0.2).quantile.expect("asked for");
    assert!(low.value() < 1e-9, "{low:?}");
    let middle = at(0.65);
    // The middle of the good worlds; each is seen through 256 draws of luck.
    agrees("the middle of the good worlds", middle.quantile.expect("asked for").value(), 0.5, 0.004, DRAWS, 5);
    agrees("all worlds", middle.win.value(), 0.35, share_error(0.35, DRAWS), DRAWS, 5);
    agrees("its gain", middle.uplift.value(), 0.25, 0.006, DRAWS, 5);
}

#[test]
fn what_has_no_answer_is_refused() {
    let refused = |build: Build, change: &dyn Fn(OptimizeRequest) -> OptimizeRequest| {
        let scenario = build.scenario();
        optimize(&scenario, &change(request(&scenario)), &Runner::serial(), &Silent).expect_err("no answer")
    };
    let same = |asked: OptimizeRequest| asked;
    let empty = || {
        Build::new(&["a"], &["us", "rival"]).person("ann", exact(&[1.0])).scores("us", &[1.0]).scores("rival", &[0.5])
    };
    assert_eq!(refused(empty(), &same), StudyError::Refused(Refusal::NoMoves));
    let alone = Build::new(&["a"], &["us"]).person("ann", exact(&[1.0])).scores("us", &[1.0]);
    assert_eq!(refused(alone, &same), StudyError::Refused(Refusal::OneAlternative { only: "us".to_owned() }));
    let margin = |asked| OptimizeRequest { goal: Goal::Margin, ..asked };
    assert_eq!(refused(two_teaches(), &margin), StudyError::Refused(Refusal::NoDealValue));
    let poor = |asked| OptimizeRequest { budget: Budget { days: Some(0.5), ..Budget::default() }, ..asked };
    let error = refused(two_teaches(), &poor);
    assert!(matches!(error, StudyError::Refused(Refusal::NothingAffordable { .. })), "{error:?}");
    assert!(error.to_string().contains("weak") && error.to_string().contains("--days"), "{error}");
}

/// What the benchmark of docs/optimize.md plays is what it is called.
#[test]
fn fifteen_moves_are_fifteen_over_three_stages() {
    let scenario = problems::read(&problems::fifteen_moves());
    let ours: Vec<&Move> = scenario.moves.iter().filter(|made| made.by == scenario.us).collect();
    assert_eq!((ours.len(), scenario.stages.len()), (15, 3));
    for stage in 0..3 {
        assert_eq!(ours.iter().filter(|made| made.stage.index() == stage).count(), 5);
    }
    // Too many to look at one by one: a search has to find the best.
    assert_eq!(Space::new(&scenario, Budget::default(), Vary::default()).all(4096), None);
    let lines = [Line::baseline(&scenario), Line::of(&scenario, StrategyId::new(0))];
    let (win, change, error) = played(&scenario, &lines, 3, 16_384)[1];
    assert!(win > 0.02 && win < 0.98 && change > 4.5 * error, "{win} {change} ± {error}");
}

/// `cargo test --release --test optimize -- --ignored --nocapture` says how long they take.
#[test]
#[ignore = "a time is only one in a release build, on a machine that does nothing else"]
fn moves_over_three_stages_take_seconds() {
    let fifteen = problems::read(&problems::fifteen_moves());
    for (scenario, moves) in [(fifteen, 15), (load("listed-bank/committee.toml"), 17)] {
        let ours = scenario.moves.iter().filter(|made| made.by == scenario.us).count();
        assert_eq!((ours, scenario.stages.len()), (moves, 3));
        let start = std::time::Instant::now();
        let asked = OptimizeRequest::new(&scenario);
        let optimum = optimize(&scenario, &asked, &Runner::threads(2), &Silent).expect("an answer");
        let took = start.elapsed();
        let margin = 0.5 * (optimum.best.uplift.high() - optimum.best.uplift.low());
        println!("{moves} moves: {took:?}, {} pitches, uplift {:?}", optimum.tried, optimum.best.uplift);
        assert!(margin <= 0.002, "known to 0.2 points: {margin}");
        assert!(took.as_secs_f64() < 10.0, "{took:?}");
    }
}
