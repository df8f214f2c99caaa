//! Trust against a price cut.

use crate::ask::{changed, clearly_more, other_wins, scenario, vanishes, win};

#[test]
fn the_same_price_cut_turns_the_deal_at_low_trust_and_not_at_high_trust() {
    let trusted = scenario("trust-discount/scenario.toml");
    let (calm, cut) = (scenario("trust-discount/low-trust-calm.toml"), scenario("trust-discount/low-trust.toml"));
    clearly_more(
        "trusted 0.8: ahead in spite of the cut",
        win(&trusted, "baseline"),
        other_wins(&trusted, "baseline", "quarry"),
    );
    clearly_more("trusted 0.3: ahead before the cut", win(&calm, "baseline"), other_wins(&calm, "baseline", "quarry"));
    let turned = "trusted 0.3: behind after the cut";
    let behind = clearly_more(turned, other_wins(&cut, "baseline", "quarry"), win(&cut, "baseline"));
    let small = changed("trust-discount/low-trust.toml", &[("scenario.toml", "percent = 15", "percent = 3")]);
    vanishes(turned, behind, other_wins(&small, "baseline", "quarry"), win(&small, "baseline"));
}

#[test]
fn the_cut_costs_less_where_we_are_trusted() {
    let (before, after) = (scenario("trust-discount/calm.toml"), scenario("trust-discount/scenario.toml"));
    let (calm, cut) = (scenario("trust-discount/low-trust-calm.toml"), scenario("trust-discount/low-trust.toml"));
    let high = clearly_more("what the cut costs at 0.8", win(&before, "baseline"), win(&after, "baseline"));
    let low = clearly_more("what the cut costs at 0.3", win(&calm, "baseline"), win(&cut, "baseline"));
    assert!(low > 1.5 * high, "{low} against {high}");
}

#[test]
fn a_year_of_help_beats_matching_the_price() {
    let cut = scenario("trust-discount/low-trust.toml");
    let lesson = "help instead of a discount";
    let gained = clearly_more(lesson, win(&cut, "a-year-of-help"), win(&cut, "match-price"));
    // Trust carries claims of quality. Without quality there is nothing for it to carry.
    let no_better = changed(
        "trust-discount/low-trust.toml",
        &[
            ("calm.toml", "detection = \"82 to 92\"", "detection = \"72 to 78\""),
            ("calm.toml", "recovery = \"pert(4, 10, 24)\"", "recovery = \"pert(24, 36, 48)\""),
            ("calm.toml", "calm = \"7 to 9\"", "calm = \"4 to 6\""),
        ],
    );
    vanishes(lesson, gained, win(&no_better, "a-year-of-help"), win(&no_better, "match-price"));
}
