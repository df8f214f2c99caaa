//! no-decision: two customers who buy nothing, for opposite reasons.

use super::ask::{changed, scenario};
use super::compare::*;

#[test]
fn pressing_an_afraid_buyer_backfires_and_taking_the_fear_away_helps() {
    let afraid = scenario("no-decision/scenario.toml");
    clearly_less("press", our_gain(&afraid, "press", "baseline"));
    clearly_less("press harder", our_gain(&afraid, "press-harder", "press"));
    clearly_more("de-risk", our_gain(&afraid, "de-risk", "baseline"));
    clearly_less("press first", our_gain(&afraid, "press-then-de-risk", "de-risk"));
}

#[test]
fn pressing_a_content_buyer_helps_and_there_is_no_fear_to_take() {
    let content = scenario("no-decision/content.toml");
    clearly_more("press", our_gain(&content, "press", "baseline"));
    clearly_more("press harder", our_gain(&content, "press-harder", "press"));
    the_same("de-risk", our_gain(&content, "de-risk", "baseline"));
}

#[test]
fn without_fear_or_backfire_the_lessons_vanish() {
    let brave = [("scenario.toml", "indecision = \"0.05 to 0.30\"", "indecision = 0")];
    the_same("de-risk", our_gain(&changed("no-decision/scenario.toml", &brave), "de-risk", "baseline"));
    let patient = [("scenario.toml", "probability = 0.6, loss", "probability = 0, loss")];
    clearly_more("press", our_gain(&changed("no-decision/scenario.toml", &patient), "press", "baseline"));
}

#[test]
fn peace_of_mind_cuts_no_decision_more_than_it_cuts_the_rival() {
    let afraid = scenario("no-decision/scenario.toml");
    let change = |who| compare((&afraid, "baseline", who), (&afraid, "peace-of-mind", who));
    larger("no decision against the rival", change("status_quo"), change("stonevault"));
    clearly_more("people on top of the offer", our_gain(&afraid, "peace-of-mind", "de-risk"));
}
