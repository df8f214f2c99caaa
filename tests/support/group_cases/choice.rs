//! How one choice comes of many wills, and what is kept from being chosen: rules, moods, gates, floors.

use reframe::model::*;

use super::super::build::{Build, exact, p, uniform};
use super::super::cases::{Case, case, duel};
use super::between;

/// Everybody wants a or b for all that is known; we lead by 0.5 on a, the rival by 0.3 on b: a vote for us is w_a > 3/8.
fn electorate(people: usize) -> Build {
    let names = ["ann", "bob", "cho", "dee", "eva", "fay", "gil"];
    let build = duel(&["a", "b"], &[0.9, 0.2], &[0.4, 0.5]);
    names[..people].iter().fold(build, |build, name| build.person(name, uniform(2)))
}

/// P(at least k of n), each with probability q.
fn at_least(k: u32, n: u32, q: f64) -> f64 {
    let ways = |k: u32| (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product::<f64>();
    (k..=n).map(|k| ways(k) * q.powi(k as i32) * (1.0 - q).powi((n - k) as i32)).sum()
}

/// n equal people with independent uniform beliefs: binomial tails.
pub fn votes() -> Vec<Case> {
    let quota = |share: f64| GroupRule::Quota { share: p(share) };
    let tail = |name: &str, people: u32, rule: GroupRule, needed: u32| {
        case(name, electorate(people as usize).rule(rule), at_least(needed, people, 0.625))
    };
    vec![
        tail("half of five", 5, quota(0.5), 3),
        tail("half of seven", 7, quota(0.5), 4),
        tail("exactly the quota is enough", 5, quota(0.6), 3),
        tail("two thirds of five", 5, quota(2.0 / 3.0), 4),
        tail("all of three", 3, quota(1.0), 3),
        tail("most votes of three", 3, GroupRule::Plurality, 2),
        tail("most points of three", 3, GroupRule::Borda, 2),
        // One vote each is a tie.
        case(
            "a tied vote is shared",
            electorate(2).rule(GroupRule::Plurality),
            at_least(2, 2, 0.625) + 0.5 * 2.0 * 0.625 * 0.375,
        ),
        case("the mean of the people", electorate(3).rule(GroupRule::WeightedProbability), 0.625),
        case("one decides", electorate(3).rule(GroupRule::Autocracy { decider: StakeholderId::new(1) }), 0.625),
        // cho counts for three: whatever the others say.
        case("influence weighs votes", electorate(3).influence(3.0).rule(GroupRule::Plurality), 0.625),
        // ann: rival 2, us 1, third 0; bob: third 2, us 1, rival 0: everybody has 2.
        case(
            "a second place is worth half a first",
            Build::new(&["a", "b"], &["us", "rival", "third"])
                .person("ann", exact(&[1.0, 0.0]))
                .person("bob", exact(&[0.0, 1.0]))
                .scores("us", &[0.6, 0.6])
                .scores("rival", &[0.9, 0.1])
                .scores("third", &[0.1, 0.7])
                .rule(GroupRule::Borda),
            1.0 / 3.0,
        ),
    ]
}

/// One person who votes in a mood chooses as the softmax says.
pub fn softmax() -> Vec<Case> {
    let (mu, scores) = (0.2, [0.6, 0.5, 0.3]);
    let total: f64 = scores.iter().map(|s: &f64| (s / mu).exp()).sum();
    let ours = (scores[0] / mu).exp() / total;
    let rules = [
        GroupRule::WeightedProbability,
        GroupRule::Autocracy { decider: StakeholderId::new(0) },
        GroupRule::Plurality,
        GroupRule::Quota { share: p(0.9) },
        GroupRule::Borda,
    ];
    let by = |rule: GroupRule| {
        let build = Build::new(&["a"], &["us", "rival", "third"]).person("ann", exact(&[1.0])).noise(mu).rule(rule);
        let build = build.scores("us", &scores[..1]).scores("rival", &scores[1..2]).scores("third", &scores[2..]);
        case(format!("softmax by {}", rule.tag()), build, ours)
    };
    rules.into_iter().map(by).collect()
}

/// We are best for certain: what counts is the gates.
pub fn gates() -> Vec<Case> {
    let favourite = || duel(&["a", "b"], &[0.9, 0.9], &[0.4, 0.4]).person("ann", exact(&[0.5, 0.5]));
    let pass = |probability: f64, vendors: &[usize]| GateKind::Pass {
        probability: p(probability),
        vendors: vendors.iter().map(|v| VendorId::new(*v)).collect(),
        owner: None,
    };
    let owned = |probability: f64| GateKind::Pass {
        probability: p(probability),
        vendors: vec![VendorId::new(0), VendorId::new(1)],
        owner: Some(StakeholderId::new(0)),
    };
    let clear =
        |gate: usize, gain: f64| MoveKind::Navigate { gate: GateId::new(gate), relaxation: Relaxation::Gain(p(gain)) };
    let requirement =
        GateKind::Requirement { owner: StakeholderId::new(0), criterion: CriterionId::new(0), at_least: 0.7 };
    let relax = MoveKind::Navigate { gate: GateId::new(0), relaxation: Relaxation::By(0.2) };
    let two = || favourite().gate("legal", pass(0.8, &[0, 1])).gate("audit", pass(0.5, &[0]));
    vec![
        case("two gates", two(), 0.8 * 0.5),
        case("gates of others", favourite().gate("legal", pass(0.3, &[1])), 1.0),
        // The favourite is out: whoever is left wins.
        case(
            "the favourite falls",
            favourite().gate("legal", pass(0.3, &[1])).with(|parts| {
                parts.us = VendorId::new(1);
                parts.vendors.swap(0, 1);
                parts.gates[0].kind =
                    GateKind::Pass { probability: p(0.3), vendors: vec![VendorId::new(0)], owner: None };
            }),
            0.3,
        ),
        case(
            "a gate is cleared",
            two().act("n", clear(1, 0.6)).accepted(0.7).strategy("s", &["n"]),
            0.8 * (0.7 * (1.0 - 0.5 * 0.4) + 0.3 * 0.5),
        ),
        case(
            "a gate is cleared twice",
            two().act("n", clear(1, 0.6)).strategy("s", &["n", "n"]),
            0.8 * (1.0 - 0.5 * 0.4 * 0.4),
        ),
        case(
            "a gate's owner must be reached",
            favourite().reach(0.4).gate("legal", owned(0.5)).act("n", clear(0, 1.0)).strategy("s", &["n"]),
            0.4 + 0.6 * 0.5,
        ),
        case(
            "a requirement",
            favourite().performance("us", "a", between(0.5, 1.0)).gate("spec", requirement.clone()),
            0.6,
        ),
        case(
            "a requirement is relaxed",
            favourite()
                .performance("us", "a", between(0.4, 0.9))
                .gate("spec", requirement)
                .act("n", relax)
                .accepted(0.5)
                .strategy("s", &["n"]),
            0.5 * 0.4 + 0.5 * 0.8,
        ),
        // bob would buy nothing unless x > 0.3 + 0.1 for him.
        case(
            "a veto",
            duel(&["a", "b"], &[0.0, 0.9], &[0.0, 0.1])
                .person("ann", exact(&[0.0, 1.0]))
                .person("bob", exact(&[1.0, 0.0]))
                .performance("us", "a", between(0.0, 1.0))
                .scores("status_quo", &[0.3, 0.0])
                .gate("no", GateKind::Veto { owner: StakeholderId::new(1), margin: 0.1 }),
            0.6,
        ),
    ]
}

/// Legal floors. Uniform weights on a, b, c; all that we have is b, against a quarter of everything: w_b > 1/4.
pub fn floors() -> Vec<Case> {
    let floored = |floors: [f64; 3]| {
        duel(&["a", "b", "c"], &[0.0, 1.0, 0.0], &[0.25; 3]).person("ann", uniform(3)).with(|parts| {
            parts.criteria.iter_mut().zip(floors).for_each(|(c, floor)| c.floor = p(floor));
        })
    };
    vec![
        case("no floor", floored([0.0; 3]), 9.0 / 16.0),
        // a below 1/2 (3/4 of all): the rest is halved, b is the greater half; above: b > 1/4 as it is, 1/16.
        case("a floor", floored([0.5, 0.0, 0.0]), 0.75 * 0.5 + 1.0 / 16.0),
        case("a floor for us", floored([0.0, 0.26, 0.0]), 1.0),
        // a takes half, which pushes c below its floor, or c takes a quarter: never more than a quarter is left.
        case("a floor pushes onto a floor", floored([0.5, 0.0, 0.26]), 0.0),
    ]
}
