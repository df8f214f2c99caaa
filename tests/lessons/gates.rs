//! Gates on the way to the signature.

use crate::ask::{changed, clearly_more, difference, other_wins, scenario, vanishes, win};

#[test]
fn who_is_stuck_in_legal_asks_what_the_worry_is_and_arms_his_champion() {
    let stuck = scenario("legal-gate/scenario.toml");
    clearly_more("navigate instead of chasing", win(&stuck, "diagnose-and-arm"), win(&stuck, "chase"));
    clearly_more("even with money", win(&stuck, "diagnose-and-arm"), win(&stuck, "chase-with-money"));
    let right = "the right worry";
    let gained = clearly_more(right, win(&stuck, "right-worry"), win(&stuck, "wrong-worry"));
    let navigated = "the way cleared, on top of an armed champion";
    let cleared = clearly_more(navigated, win(&stuck, "diagnose-and-arm"), win(&stuck, "arm-only"));
    // Where nobody is stuck, there is nothing to clear.
    let open = changed("legal-gate/scenario.toml", &[("scenario.toml", "probability = 0.35", "probability = 1")]);
    vanishes(right, gained, win(&open, "right-worry"), win(&open, "wrong-worry"));
    vanishes(navigated, cleared, win(&open, "diagnose-and-arm"), win(&open, "arm-only"));
}

#[test]
fn an_open_gate_and_an_armed_champion_bring_more_together_than_each_alone() {
    let stuck = scenario("legal-gate/scenario.toml");
    let gain = |strategy| difference(win(&stuck, strategy), win(&stuck, "baseline")).difference;
    let (gate, champion, both) = (gain("right-worry"), gain("arm-only"), gain("diagnose-and-arm"));
    let surplus = both.value() - gate.value() - champion.value();
    let error = both.std_error() + gate.std_error() + champion.std_error();
    assert!(surplus > 4.5 * error && surplus > champion.value(), "{surplus} ± {error}");
}

#[test]
fn chasing_changes_next_to_nothing() {
    let stuck = scenario("legal-gate/scenario.toml");
    let chased = difference(win(&stuck, "chase"), win(&stuck, "baseline")).difference.value();
    assert!(chased.abs() < 0.01, "{chased}");
}

#[test]
fn an_armed_champion_in_front_of_a_closed_gate_sells_for_the_rival() {
    let stuck = scenario("legal-gate/scenario.toml");
    let lesson = "the rival gains more than we";
    let rival =
        clearly_more(lesson, other_wins(&stuck, "arm-only", "bastion"), other_wins(&stuck, "baseline", "bastion"));
    let ours = clearly_more("we gain, too", win(&stuck, "arm-only"), win(&stuck, "baseline"));
    assert!(rival > ours, "{rival} against {ours}");
    let open = changed("legal-gate/scenario.toml", &[("scenario.toml", "probability = 0.35", "probability = 1")]);
    vanishes(lesson, rival, other_wins(&open, "arm-only", "bastion"), other_wins(&open, "baseline", "bastion"));
}
