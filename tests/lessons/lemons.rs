//! lemons-market: quality against credibility.

use super::ask::{changed, scenario};
use super::compare::*;

#[test]
fn in_a_lemons_market_credibility_wins_what_quality_does_not() {
    let [today, better, trusted, both] =
        ["scenario", "better", "trusted", "better-and-trusted"].map(|f| scenario(&format!("lemons-market/{f}.toml")));
    let of = |scenario, strategy| (scenario, strategy, "fernhill");
    clearly_more("a test against two years of development", compare(of(&today, "prove"), of(&better, "baseline")));
    clearly_more("a year of help, too", compare(of(&today, "build-trust"), of(&better, "baseline")));
    clearly_more("trust against quality", compare(of(&trusted, "baseline"), of(&better, "baseline")));
    // Quality pays for whoever is believed.
    larger(
        "the same improvement",
        compare(of(&both, "baseline"), of(&trusted, "baseline")),
        compare(of(&better, "baseline"), of(&today, "baseline")),
    );
}

#[test]
fn where_everybody_is_believed_quality_wins_and_proof_does_not() {
    let believed = [("scenario.toml", "mean = 0.2,", "mean = 0.8,")];
    let today = changed("lemons-market/scenario.toml", &believed);
    let better = changed("lemons-market/better.toml", &believed);
    clearly_less("a test", compare((&today, "prove", "fernhill"), (&better, "baseline", "fernhill")));
}

#[test]
fn talking_louder_is_no_proof() {
    let today = scenario("lemons-market/scenario.toml");
    clearly_more("prove", our_gain(&today, "prove", "say-it-louder"));
    clearly_more("build trust", our_gain(&today, "build-trust", "say-it-louder"));
}

#[test]
fn a_market_of_proof_buys_more() {
    let (lemons, proven) = (scenario("lemons-market/scenario.toml"), scenario("lemons-market/proven-market.toml"));
    let waits = |scenario| (scenario, "baseline", "status_quo");
    clearly_less("no decision", compare(waits(&proven), waits(&lemons)));
}
