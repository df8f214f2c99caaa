//! The stories again, with a rival who answers, and the bank's whole committee.

use super::ask::{changed, scenario};
use super::compare::*;

#[test]
fn an_answered_insight_is_worth_less_and_a_reply_brings_it_back() {
    let (quiet, answered) = (scenario("edr-mttr/scenario.toml"), scenario("edr-mttr/answered.toml"));
    let of = |scenario, strategy| (scenario, strategy, "northwall");
    let lost = compare(of(&quiet, "reframe-everyone"), of(&answered, "reframe-everyone"));
    clearly_more("nobody answers", lost);
    clearly_more("the reply", our_gain(&answered, "everyone-and-reply", "reframe-everyone"));
    clearly_more("last word against more words", our_gain(&answered, "everyone-and-reply", "reframe-everyone-twice"));
    // What the rival says takes less than what time takes.
    let silent = [("answered.toml", "acceptance = 0.6\n\n# Our reply", "acceptance = 0\n\n# Our reply")];
    let silent = changed("edr-mttr/answered.toml", &silent);
    let said = compare(of(&silent, "reframe-everyone"), of(&answered, "reframe-everyone"));
    clearly_more("the answer takes something", said);
    larger("time takes more", compare(of(&quiet, "reframe-everyone"), of(&silent, "reframe-everyone")), said);
}

#[test]
fn with_a_long_memory_and_a_silent_rival_nothing_is_lost() {
    let edits = [
        ("answered.toml", "acceptance = 0.6\n\n# Our reply", "acceptance = 0\n\n# Our reply"),
        ("answered.toml", "anchored = 0.4", "anchored = 1"),
    ];
    let (quiet, kept) = (scenario("edr-mttr/scenario.toml"), changed("edr-mttr/answered.toml", &edits));
    let found = compare((&quiet, "reframe-everyone", "northwall"), (&kept, "reframe-everyone", "northwall"));
    assert!(found.difference.value().abs() < 1e-9, "{found:?}");
}

#[test]
fn too_late_a_reply_is_worth_little() {
    let answered = scenario("edr-mttr/answered.toml");
    let closed = changed("edr-mttr/answered.toml", &[("answered.toml", "openness = 0.5", "openness = 0.1")]);
    let reply = |scenario| our_gain(scenario, "everyone-and-reply", "reframe-everyone");
    larger("the reply while criteria are open", reply(&answered), reply(&closed));
}

#[test]
fn a_tick_in_a_box_is_answered_with_the_box() {
    let (quiet, answered) = (scenario("supply-chain/scenario.toml"), scenario("supply-chain/answered.toml"));
    let of = |scenario| (scenario, "widen", "cedarline");
    clearly_more("nobody answers", compare(of(&quiet), of(&answered)));
    clearly_more("the report", our_gain(&answered, "widen-and-reply", "widen"));
    let unread = [("answered.toml", "credibility = 0.95", "credibility = 0")];
    let unread = changed("supply-chain/answered.toml", &unread);
    let reply = |scenario| our_gain(scenario, "widen-and-reply", "widen");
    larger("a report that proves something", reply(&answered), reply(&unread));
}

#[test]
fn the_bank_as_a_campaign_beats_the_bank_as_a_table() {
    let bank = scenario("listed-bank/committee.toml");
    clearly_more("campaign against the table", our_gain(&bank, "campaign", "whole-table"));
    clearly_more("campaign against one insight", our_gain(&bank, "campaign", "inspection"));
    clearly_more("the contract pack", our_gain(&bank, "campaign", "campaign-without-contract"));
    larger(
        "a pack for somebody they want",
        our_gain(&bank, "campaign", "campaign-without-contract"),
        our_gain(&bank, "contract-only", "baseline"),
    );
    let open = changed("listed-bank/committee.toml", &[("committee.toml", "probability = 0.7", "probability = 1")]);
    the_same("without a gate the pack is paper", our_gain(&open, "campaign", "campaign-without-contract"));
}
