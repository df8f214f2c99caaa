//! double-tailoring: to each his own, or one frame for all.

use reframe::engine::{Runner, Silent};
use reframe::study::{Effort, RunRequest, run};

use super::ask::{changed, scenario};
use super::compare::*;

#[test]
fn tailored_to_alone_each_of_them_prefers_us_to_the_rival() {
    let committee = scenario("double-tailoring/scenario.toml");
    let request = RunRequest { effort: Effort::Draws(20_480), seed: 7, ..RunRequest::all(&committee) };
    let findings = run(&committee, &request, &Runner::threads(0), &Silent).expect("it runs").findings;
    // First choices in the order of the file: us, Palisade, no decision.
    let lead = |strategy: usize, who: usize| {
        let support = &findings.strategies[strategy].support[who];
        let error = support[0].std_error() + support[1].std_error();
        (support[0].value() - support[1].value()) / error
    };
    let each_alone = committee.strategies.iter().position(|known| known.id == "each-alone").expect("a strategy") + 1;
    for who in 0..committee.stakeholders.len() {
        assert!(lead(0, who) < CLEAR, "before: {}", committee.stakeholders[who].id);
        assert!(lead(each_alone, who) > CLEAR, "after: {}", committee.stakeholders[who].id);
    }
}

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
