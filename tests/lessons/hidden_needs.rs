//! What a tender says, and what the people need.

use crate::ask::{changed, clearly_more, difference, other_wins, scenario, vanishes, win};

#[test]
fn the_tender_asks_for_a_siem_and_the_people_need_a_soar() {
    let (stated, lived) = (scenario("siem-or-soar/stated.toml"), scenario("siem-or-soar/scenario.toml"));
    let first = "stated weights put the SIEM first";
    clearly_more(first, other_wins(&stated, "baseline", "lighthouse"), win(&stated, "baseline"));
    let turned = "lived weights put the SOAR first";
    let lead = clearly_more(turned, win(&lived, "baseline"), other_wins(&lived, "baseline", "lighthouse"));
    // A SIEM that runs itself as well would be what they need, too.
    let as_easy = changed(
        "siem-or-soar/scenario.toml",
        &[
            ("stated.toml", "alerts-left = \"pert(35, 55, 75)\"", "alerts-left = \"pert(4, 12, 30)\""),
            ("stated.toml", "ramp-up = \"pert(12, 18, 26)\"", "ramp-up = \"pert(3, 5, 10)\""),
            ("stated.toml", "reporting = \"3 to 6\"", "reporting = \"7 to 9\""),
        ],
    );
    vanishes(turned, lead, win(&as_easy, "baseline"), other_wins(&as_easy, "baseline", "lighthouse"));
}

#[test]
fn digging_for_needs_is_worth_more_than_a_better_answer_to_the_tender() {
    let stated = scenario("siem-or-soar/stated.toml");
    let lesson = "dig instead of answering better";
    let gained = clearly_more(lesson, win(&stated, "dig"), win(&stated, "answer-the-tender"));
    clearly_more("come back", win(&stated, "dig-twice"), win(&stated, "dig"));
    let published = changed(
        "siem-or-soar/stated.toml",
        &[("stated.toml", "# Who decides, and", "[stages.tender]\nopenness = 0\n\n# Who decides, and")],
    );
    vanishes(lesson, gained, win(&published, "dig"), win(&published, "answer-the-tender"));
    assert_eq!(difference(win(&published, "dig"), win(&published, "baseline")).z(), 0.0, "a published table is closed");
}
