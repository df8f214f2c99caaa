//! double-tailoring: to each his own, or one frame for all.

use super::common::*;

#[test]
fn to_each_his_own_loses_the_group_and_a_shared_frame_wins_it() {
    let committee = scenario("double-tailoring/scenario.toml");
    clearly_less("to each his own", our_gain(&committee, "each-alone", "baseline"));
    clearly_more("a shared frame", our_gain(&committee, "shared", "baseline"));
    clearly_more("shared against each alone", our_gain(&committee, "shared", "each-alone"));
    clearly_more("the frame first", our_gain(&committee, "both", "each-alone"));
    let waits = |strategy| (&committee, strategy, "status_quo");
    clearly_more("who gains is whoever waits", compare(waits("each-alone"), waits("baseline")));
}

#[test]
fn without_conflict_each_individual_tailoring_helps() {
    let edit = [("scenario.toml", "conflict = 0.8", "conflict = 0")];
    let calm = changed("double-tailoring/scenario.toml", &edit);
    clearly_more("to each his own", our_gain(&calm, "each-alone", "baseline"));
    clearly_more("double tailoring", our_gain(&calm, "both", "shared"));
}
