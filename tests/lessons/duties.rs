//! explicit-implicit, training-places, poc-manner: what is beyond the manual.

use super::ask::{changed, scenario};
use super::compare::*;

#[test]
fn explicit_admits_and_implicit_wins() {
    let market = scenario("explicit-implicit/scenario.toml");
    clearly_more("the manual admits", our_gain(&market, "explicit", "baseline"));
    clearly_more("implicit wins", our_gain(&market, "both", "explicit"));
    clearly_more("the manual is needed", our_gain(&market, "both", "implicit"));
    // Neither suffices: what is beyond the manual is worth more to whoever has been let in.
    larger("together", our_gain(&market, "both", "explicit"), our_gain(&market, "implicit", "baseline"));
}

#[test]
fn whoever_does_what_everybody_does_gets_his_share_and_no_more() {
    let market = scenario("explicit-implicit/scenario.toml");
    let found = compare((&market, "explicit", "amberline"), (&market, "explicit", "beryl"));
    assert!(found.z().abs() < CLEAR, "three of a kind: {found:?}");
    larger(
        "admitted once is enough",
        our_gain(&market, "explicit", "baseline"),
        our_gain(&market, "explicit-harder", "explicit"),
    );
}

#[test]
fn without_an_entry_check_the_implicit_alone_beats_the_manual() {
    let edit = [("scenario.toml", "probability = 0.15", "probability = 1")];
    let open = changed("explicit-implicit/scenario.toml", &edit);
    clearly_more("implicit against explicit", our_gain(&open, "implicit", "explicit"));
}

#[test]
fn training_places_win_more_than_a_discount_of_the_same_money() {
    let deal = scenario("training-places/scenario.toml");
    clearly_more("places against 3% off", our_gain(&deal, "places", "discount"));
    clearly_more("growth twice", our_gain(&deal, "growth", "places"));
    let old = "influence = 2\nweights = { automation = 0.7";
    let edit = [("scenario.toml", old, "influence = 0.2\nweights = { automation = 0.7")];
    let unheard = changed("training-places/scenario.toml", &edit);
    clearly_less("where nobody listens to the analysts", our_gain(&unheard, "places", "discount"));
}

#[test]
fn the_manner_of_the_trial_outweighs_a_gap_in_the_product() {
    let bank = scenario("poc-manner/scenario.toml");
    clearly_more("people against mail", our_gain(&bank, "manner", "scripted"));
    clearly_less("an honest test shows the gap", our_gain(&bank, "scripted", "baseline"));
    let ours = "reliable = \"4 to 6\"\n[performance.sternwall]";
    let theirs = "price = \"105 to 120\"\nreliable = \"4 to 6\"\n[performance.status_quo]";
    let new = "price = \"105 to 120\"\nreliable = \"8 to 9.5\"\n[performance.status_quo]";
    assert!(std::fs::read_to_string("scenarios/poc-manner/scenario.toml").expect("a file").contains(ours));
    let equal = changed("poc-manner/scenario.toml", &[("scenario.toml", theirs, new)]);
    larger(
        "if the rival sends his best, too",
        our_gain(&bank, "manner", "baseline"),
        our_gain(&equal, "manner", "baseline"),
    );
    let rival = |strategy| (&equal, strategy, "sternwall");
    clearly_more("then he gains", compare(rival("manner"), rival("baseline")));
}
