//! broker-app, ot-plant, anti-fraud, supplier-audit: needs of the enterprise.

use super::ask::{changed, scenario};
use super::compare::*;

#[test]
fn a_deadline_kills_no_decision() {
    let (date, no_date) = (scenario("broker-app/scenario.toml"), scenario("broker-app/no-date.toml"));
    let waits = |scenario| (scenario, "baseline", "status_quo");
    clearly_less("no decision", compare(waits(&date), waits(&no_date)));
    let late = [("scenario.toml", "delay = 16", "delay = 3")];
    let soon = changed("broker-app/scenario.toml", &late);
    let (all, left) = (compare(waits(&no_date), waits(&date)), compare(waits(&no_date), waits(&soon)));
    let share = left.difference.value() / all.difference.value();
    assert!(share < 0.3, "three weeks late keep {share} of the effect of sixteen");
}

#[test]
fn urgency_without_a_date_backfires() {
    clearly_more("a date", our_gain(&scenario("broker-app/scenario.toml"), "plan", "baseline"));
    clearly_less("no date", our_gain(&scenario("broker-app/no-date.toml"), "plan", "baseline"));
}

#[test]
fn what_must_not_stop_the_line_decides_over_what_sees_most() {
    let plant = scenario("ot-plant/scenario.toml");
    let against = |scenario| compare((scenario, "baseline", "stillwater"), (scenario, "baseline", "probewell"));
    clearly_more("with the condition", against(&plant));
    let open = changed("ot-plant/scenario.toml", &[("scenario.toml", "at_least = 5\n", "at_least = 24\n")]);
    clearly_less("without the condition", against(&open));
}

#[test]
fn a_trial_opens_the_gate_that_talk_does_not() {
    let plant = scenario("ot-plant/scenario.toml");
    clearly_more("trial against brochure", our_gain(&plant, "trial", "brochure"));
    let believed = [("scenario.toml", "credibility = { mean = 0.6, confidence = 20 }          # listens", "# listens")];
    let believed = changed("ot-plant/scenario.toml", &believed);
    the_same("a trial of somebody who is believed", our_gain(&believed, "trial", "baseline"));
}

#[test]
fn the_same_facts_as_losses_leave_fewer_with_the_old_way() {
    let (loss, gain) = (scenario("ot-plant/scenario.toml"), scenario("ot-plant/gain-frame.toml"));
    let waits = |scenario| (scenario, "baseline", "status_quo");
    clearly_less("no decision", compare(waits(&loss), waits(&gain)));
    // An hour lost weighs as much as an hour gained: the frame is only a frame.
    let even = [
        ("scenario.toml", "[[240, 0], [20, 0.9565217391304348], [0, 1]]", "[[240, 0], [0, 1]]"),
        ("gain-frame.toml", "[[240, 0], [150, 0.5454545454545454], [0, 1]]", "[[240, 0], [0, 1]]"),
    ];
    let (loss, gain) = (changed("ot-plant/scenario.toml", &even), changed("ot-plant/gain-frame.toml", &even));
    the_same("without loss aversion", compare(waits(&loss), waits(&gain)));
}

#[test]
fn counting_hands_wins_what_the_catch_rate_does_not() {
    let shop = scenario("anti-fraud/scenario.toml");
    clearly_more("hands against the catch rate", our_gain(&shop, "hands", "catch-duel"));
    clearly_more("with the replay", our_gain(&shop, "hands-and-replay", "hands"));
    let rival = |strategy| (&shop, strategy, "ironrule");
    clearly_more("the duel feeds the rival", compare(rival("catch-duel"), rival("baseline")));
}

#[test]
fn hands_that_we_do_not_save_win_little() {
    let old = "hands = \"pert(600, 1500, 3000)\"";
    let edit = [("scenario.toml", old, "hands = \"pert(3000, 4800, 6500)\"")];
    let (shop, equal) = (scenario("anti-fraud/scenario.toml"), changed("anti-fraud/scenario.toml", &edit));
    let gain = |scenario| our_gain(scenario, "hands-and-replay", "baseline");
    larger("saved hands", gain(&shop), gain(&equal));
    let rival = |strategy| (&equal, strategy, "ironrule");
    clearly_more("the rival gains with us", compare(rival("hands-and-replay"), rival("baseline")));
}

#[test]
fn a_failed_must_have_removes_a_vendor_whatever_else_he_does() {
    let [audit, star] = ["scenario", "star"].map(|file| scenario(&format!("supplier-audit/{file}.toml")));
    let [voluntary, star_voluntary] =
        ["voluntary", "star-voluntary"].map(|file| scenario(&format!("supplier-audit/{file}.toml")));
    let bright = |scenario| (scenario, "baseline", "brightshield");
    clearly_less("with the audit", compare(bright(&audit), bright(&voluntary)));
    clearly_more(
        "better and cheaper helps where it is a trade-off",
        compare(bright(&star_voluntary), bright(&voluntary)),
    );
    let found = compare(bright(&star), bright(&audit));
    assert!(found.left < 0.001, "better and cheaper does not help against a must-have: {found:?}");
    let easy = changed("supplier-audit/scenario.toml", &[("scenario.toml", "at_least = 90", "at_least = 70")]);
    clearly_more("an easier audit lets him in", compare(bright(&easy), (&easy, "baseline", "clearmark")));
}

#[test]
fn an_order_at_risk_kills_no_decision_and_proof_is_the_way_through() {
    let (audit, voluntary) = (scenario("supplier-audit/scenario.toml"), scenario("supplier-audit/voluntary.toml"));
    let waits = |scenario| (scenario, "baseline", "status_quo");
    clearly_less("no decision", compare(waits(&audit), waits(&voluntary)));
    larger("proof", our_gain(&audit, "mapping", "baseline"), our_gain(&voluntary, "mapping", "baseline"));
    clearly_more("mapping against price", our_gain(&audit, "mapping", "discount"));
    let no_risk = changed("supplier-audit/scenario.toml", &[("scenario.toml", "order = 90", "order = 0")]);
    clearly_more("without the risk they wait", compare(waits(&no_risk), waits(&audit)));
}
