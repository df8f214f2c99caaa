//! Who decides, and what the organisation chart says about it.

use crate::ask::{changed, clearly_more, difference, other_wins, scenario, vanishes, win};

#[test]
fn a_forecast_from_the_formal_map_ends_in_a_late_veto() {
    let (formal, real) = (scenario("dlp-power-map/formal.toml"), scenario("dlp-power-map/scenario.toml"));
    let forecast = "the formal map promises more";
    let promised = clearly_more(forecast, win(&formal, "ciso-first"), win(&real, "ciso-first"));
    clearly_more(
        "what is missing ends without a purchase",
        other_wins(&real, "ciso-first", "status_quo"),
        other_wins(&formal, "ciso-first", "status_quo"),
    );
    // If nobody can stop it, the chart is as good as the map.
    let gate = "owner = \"coo\"\n";
    let toothless =
        changed("dlp-power-map/scenario.toml", &[("scenario.toml", gate, "owner = \"coo\"\nmargin = -1\n")]);
    vanishes(forecast, promised, win(&formal, "ciso-first"), win(&toothless, "ciso-first"));
}

#[test]
fn with_the_real_map_the_silent_coo_is_the_deal() {
    let (formal, real) = (scenario("dlp-power-map/formal.toml"), scenario("dlp-power-map/scenario.toml"));
    let lesson = "the COO, too";
    let gained = clearly_more(lesson, win(&real, "coo-too"), win(&real, "ciso-first"));
    // It is fear and disbelief that he loses: the gain comes out of no decision, not out of the rival.
    let from = |who| difference(other_wins(&real, "ciso-first", who), other_wins(&real, "coo-too", who)).difference;
    let (no_decision, rival) = (from("status_quo"), from("redoubt"));
    assert!(no_decision.low() > 0.0 && no_decision.value() > 5.0 * rival.value(), "{no_decision:?} {rival:?}");
    // The chart hides how much: there the same work gains little.
    let by_the_chart = difference(win(&formal, "coo-too"), win(&formal, "ciso-first")).difference.value();
    assert!(by_the_chart < gained / 3.0, "{by_the_chart} of {gained}");
    let weights = "weights = { compliance = 0.35, flow = 0.45, price = 0.2 }";
    let like_the_ciso = "weights = { compliance = 0.75, flow = 0.05, price = 0.2 }";
    let same_mind = changed("dlp-power-map/scenario.toml", &[("scenario.toml", weights, like_the_ciso)]);
    vanishes(lesson, gained, win(&same_mind, "coo-too"), win(&same_mind, "ciso-first"));
}
