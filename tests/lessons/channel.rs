//! online-only: what the channel does.

use reframe::engine::{Runner, Silent};
use reframe::model::Scenario;
use reframe::stats::WeightSummary;
use reframe::study::{Effort, RunOutcome, RunRequest, run};

use super::ask::{changed, scenario};
use super::compare::*;

fn outcome(scenario: &Scenario) -> RunOutcome {
    let request = RunRequest { effort: Effort::Draws(20_480), seed: 7, ..RunRequest::all(scenario) };
    run(scenario, &request, &Runner::threads(0), &Silent).expect("a scenario of this release")
}

/// Weights of a criterion by stakeholder under a strategy (0: the baseline).
fn weights<'a>(
    scenario: &Scenario,
    outcome: &'a RunOutcome,
    strategy: usize,
    criterion: &str,
) -> Vec<&'a WeightSummary> {
    let c = scenario.criteria.iter().position(|known| known.id == criterion).expect("a criterion");
    outcome.findings.strategies[strategy].weights.iter().map(|of_one| &of_one[c]).collect()
}

#[test]
fn on_a_screen_we_know_less_about_what_they_weigh() {
    let (hybrid, online) = (scenario("online-only/scenario.toml"), scenario("online-only/online.toml"));
    let (a, b) = (outcome(&hybrid), outcome(&online));
    // K = 30 becomes 12: the standard deviation grows by the square root of 31 / 13.
    let expected = (31.0_f64 / 13.0).sqrt();
    for (near, far) in weights(&hybrid, &a, 0, "price").into_iter().zip(weights(&online, &b, 0, "price")) {
        let ratio = far.sd / near.sd;
        assert!((ratio / expected - 1.0).abs() < 0.05, "{ratio}, expected {expected}");
    }
}

#[test]
fn on_a_screen_the_pitch_arrives_at_fewer_people() {
    let (hybrid, online) = (scenario("online-only/scenario.toml"), scenario("online-only/online.toml"));
    let (a, b) = (outcome(&hybrid), outcome(&online));
    for (near, far) in weights(&hybrid, &a, 1, "night").into_iter().zip(weights(&online, &b, 1, "night")) {
        let error = near.mean.std_error() + far.mean.std_error();
        assert!(near.mean.value() - far.mean.value() > CLEAR * error, "{near:?} {far:?}");
    }
}

#[test]
fn the_same_pitch_wins_less_online() {
    let (hybrid, online) = (scenario("online-only/scenario.toml"), scenario("online-only/online.toml"));
    for pitch in ["pitch", "trust-and-pitch"] {
        clearly_more(pitch, compare((&hybrid, pitch, "lanternworks"), (&online, pitch, "lanternworks")));
        larger("uplift", our_gain(&hybrid, pitch, "baseline"), our_gain(&online, pitch, "baseline"));
    }
    // Trust is what suffers most: it is worth less online than near.
    larger("trust", our_gain(&hybrid, "trust-and-pitch", "pitch"), our_gain(&online, "trust-and-pitch", "pitch"));
}

#[test]
fn with_equal_factors_the_channel_makes_no_difference() {
    let same = "online = { confidence = 1, reach = 0.95, trust = 1 }";
    let edit = ("scenario.toml", "online = { confidence = 0.4, reach = 0.6, trust = 0.5 }", same);
    let (hybrid, online) = (scenario("online-only/scenario.toml"), changed("online-only/online.toml", &[edit]));
    let of = |scenario| (scenario, "trust-and-pitch", "lanternworks");
    the_same("equal factors", compare(of(&hybrid), of(&online)));
}

/// Money that the moves of a strategy cost.
fn money(scenario: &Scenario, strategy: &str) -> f64 {
    let found = scenario.strategies.iter().find(|known| known.id == strategy).expect("a strategy");
    found.moves.iter().map(|id| scenario.moves[id.index()].cost.money).sum()
}

/// By how much the full pitch earns more in one scenario than in another, in standard errors of the paired difference:
/// there is no discount, so margin is win probability times the deal less what the moves cost.
fn earns_more(one: &Scenario, other: &Scenario) -> f64 {
    let (pitch, us) = ("trust-and-pitch", "lanternworks");
    let found = compare((one, pitch, us), (other, pitch, us)).difference;
    let value = one.deal_value.expect("the deal has a value");
    let gain = found.value() * value - (money(one, pitch) - money(other, pitch));
    gain / (found.std_error() * value)
}

#[test]
fn hybrid_pays_best_in_a_large_deal_and_online_in_a_small_one() {
    let files = ["online-only/scenario.toml", "online-only/online.toml", "online-only/in-person.toml"];
    let [hybrid, online, in_person] = files.map(scenario);
    assert!(earns_more(&hybrid, &online) > CLEAR && earns_more(&hybrid, &in_person) > CLEAR);
    let small = [("scenario.toml", "deal_value = 3_200_000", "deal_value = 500_000")];
    let [hybrid, online] = [files[0], files[1]].map(|file| changed(file, &small));
    assert!(earns_more(&online, &hybrid) > CLEAR);
}
