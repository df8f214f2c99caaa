//! Customers, stages, and when a reframe is still possible.

use crate::ask::{changed, clearly_more, difference, other_wins, scenario, vanishes, win};

#[test]
fn one_pitch_has_three_results_with_three_customers() {
    let start_up = scenario("customer-types/scenario.toml");
    let government = scenario("customer-types/government.toml");
    let foreign = scenario("customer-types/foreign.toml");
    // The start-up: the pitch is the best of the three.
    clearly_more("start-up: pitch against nothing", win(&start_up, "pitch"), win(&start_up, "baseline"));
    clearly_more("start-up: pitch against discount", win(&start_up, "pitch"), win(&start_up, "cheaper"));
    // The public tender: a published table cannot be reframed at all; price counts.
    let pitched = difference(win(&government, "pitch"), win(&government, "baseline"));
    assert_eq!(pitched.difference.value(), 0.0, "{pitched:?}");
    let tender = "tender: discount against pitch";
    let cheaper = clearly_more(tender, win(&government, "cheaper"), win(&government, "pitch"));
    // The foreign enterprise: headquarters wants proof.
    let proof = "foreign: proof against pitch";
    let proven = clearly_more(proof, win(&foreign, "audit"), win(&foreign, "pitch"));

    let open =
        changed("customer-types/government.toml", &[("parts/government.toml", "openness = 0 ", "openness = 1 ")]);
    vanishes(tender, cheaper, win(&open, "cheaper"), win(&open, "pitch"));
    let known = "credibility = { mean = 0.95, confidence = 30 }";
    let known = ("parts/pitch.toml", "credibility = { mean = 0.65, confidence = 30 }", known);
    let trusted = changed("customer-types/foreign.toml", &[known]);
    vanishes(proof, proven, win(&trusted, "audit"), win(&trusted, "pitch"));
}

#[test]
fn a_legal_share_of_price_makes_a_discount_worth_more() {
    let tender = scenario("customer-types/government.toml");
    let free = changed("customer-types/government.toml", &[("parts/government.toml", "floor = 0.3", "floor = 0")]);
    let with_floor = clearly_more("discount, price at least 0.3", win(&tender, "cheaper"), win(&tender, "baseline"));
    let without = difference(win(&free, "cheaper"), win(&free, "baseline")).difference.value();
    assert!(with_floor > 1.2 * without, "{with_floor} against {without}");
}

#[test]
fn the_same_reframe_is_worth_less_the_later_it_comes() {
    let purchase = scenario("stages/scenario.toml");
    let (earlier, later) = ("early against middle", "middle against late");
    let first = clearly_more(earlier, win(&purchase, "early"), win(&purchase, "middle"));
    let second = clearly_more(later, win(&purchase, "middle"), win(&purchase, "late"));
    clearly_more("late against nothing", win(&purchase, "late"), win(&purchase, "baseline"));
    // If criteria stay negotiable to the end, it does not matter when.
    let open = changed(
        "stages/scenario.toml",
        &[("scenario.toml", "openness = 0.5", "openness = 1"), ("scenario.toml", "openness = 0.15", "openness = 1")],
    );
    vanishes(earlier, first, win(&open, "early"), win(&open, "middle"));
    vanishes(later, second, win(&open, "middle"), win(&open, "late"));
}

#[test]
fn late_talk_of_price_helps_whoever_is_cheap() {
    let purchase = scenario("stages/scenario.toml");
    let even = changed("stages/scenario.toml", &[("scenario.toml", "tilt = { price = 1.6 }", "tilt = { price = 1 }")]);
    clearly_more("price late costs us", win(&even, "baseline"), win(&purchase, "baseline"));
    clearly_more(
        "and feeds no decision",
        other_wins(&purchase, "baseline", "status_quo"),
        other_wins(&even, "baseline", "status_quo"),
    );
}

#[test]
fn what_is_not_written_down_is_forgotten() {
    let (kept, forgetful) = (scenario("stages/scenario.toml"), scenario("stages/forgetful.toml"));
    let lesson = "early, with a memory that keeps";
    let lost = clearly_more(lesson, win(&kept, "early"), win(&forgetful, "early"));
    clearly_more("come back", win(&forgetful, "early-and-middle"), win(&forgetful, "early"));
    let written = changed("stages/forgetful.toml", &[("forgetful.toml", "anchored = 0.2", "anchored = 1")]);
    vanishes(lesson, lost, win(&kept, "early"), win(&written, "early"));
}
