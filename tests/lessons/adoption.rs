//! The yard alarm and its three relatives: won, and switched off.

use crate::ask::{changed, clearly_more, scenario, vanishes, win, win_and_last};
use reframe::model::Scenario;

/// A purchase of this family: the full product, the modest one, and the full one judged in use as it was judged before.
struct Case {
    full: &'static str,
    modest: &'static str,
    /// How the seller of features calls his strategy.
    sells: &'static str,
    /// The side effect of the features, and the same product without it.
    side_effect: [&'static str; 2],
    /// What is `lived` in the full file and becomes what was stated.
    lived: &'static [(&'static str, &'static str, &'static str)],
}

const CASES: [Case; 4] = [
    Case {
        full: "yard-alarm/scenario.toml",
        modest: "yard-alarm/plain.toml",
        sells: "sell-fear",
        side_effect: ["quiet = \"pert(12, 20, 30)\"", "quiet = \"pert(1, 4, 10)\""],
        lived: &[(
            "scenario.toml",
            "lived = { protection = 0.25, equipment = 0.05, price = 0.05, quiet = 0.25, control = 0.15, calm = 0.25 }",
            "lived = { protection = 0.55, equipment = 0.25, price = 0.2 }",
        )],
    },
    Case {
        full: "siem-flood/scenario.toml",
        modest: "siem-flood/lean.toml",
        sells: "sell-detection",
        side_effect: ["alert-load = \"lognormal(2600, 0.5)\"", "alert-load = \"lognormal(450, 0.3)\""],
        lived: &[
            (
                "scenario.toml",
                "lived = { detection = 0.4, price = 0.1, alert-load = 0.35, hunting = 0.15 }",
                "lived = { detection = 0.6, sources = 0.25, price = 0.15 }",
            ),
            (
                "scenario.toml",
                "lived = { detection = 0.2, alert-load = 0.5, hunting = 0.3 }",
                "lived = { detection = 0.5, sources = 0.4, price = 0.1 }",
            ),
        ],
    },
    Case {
        full: "dlp-blocking/scenario.toml",
        modest: "dlp-blocking/lean.toml",
        sells: "sell-security",
        side_effect: ["held-up = \"pert(35, 55, 80)\"", "held-up = \"pert(3, 10, 25)\""],
        lived: &[
            (
                "scenario.toml",
                "lived = { leaks = 0.35, compliance = 0.25, held-up = 0.25, quarrels = 0.15 }",
                "lived = { leaks = 0.5, compliance = 0.4, price = 0.1 }",
            ),
            (
                "scenario.toml",
                "lived = { leaks = 0.15, held-up = 0.7, quarrels = 0.15 }",
                "lived = { leaks = 0.4, compliance = 0.3, price = 0.3 }",
            ),
            (
                "scenario.toml",
                "lived = { leaks = 0.2, price = 0.1, held-up = 0.3, quarrels = 0.4 }",
                "lived = { leaks = 0.3, compliance = 0.2, price = 0.5 }",
            ),
        ],
    },
    Case {
        full: "platform-overload/scenario.toml",
        modest: "platform-overload/lean.toml",
        sells: "sell-features",
        side_effect: ["hands = \"pert(3, 4.5, 6)\"", "hands = \"pert(0.5, 1, 2)\""],
        lived: &[
            (
                "scenario.toml",
                "lived = { modules = 0.35, price = 0.15, hands = 0.35, mastery = 0.15 }",
                "lived = { modules = 0.5, integration = 0.3, price = 0.2 }",
            ),
            (
                "scenario.toml",
                "lived = { modules = 0.2, hands = 0.4, mastery = 0.4 }",
                "lived = { modules = 0.6, integration = 0.3, price = 0.1 }",
            ),
        ],
    },
];

fn holds(case: &Case) {
    let (full, modest) = (scenario(case.full), scenario(case.modest));
    let [bad, good] = case.side_effect;
    let harmless = changed(case.full, &[("scenario.toml", bad, good)]);
    let lived_as_stated = changed(case.full, case.lived);
    more_features_win_more_and_last_less(case, &full, &modest, &[&harmless, &lived_as_stated]);
    needs_dug_up_last(case, &full, &lived_as_stated);
}

fn more_features_win_more_and_last_less(case: &Case, full: &Scenario, modest: &Scenario, without: &[&Scenario]) {
    let name = case.full;
    clearly_more(&format!("{name}: more features win more"), win(full, "baseline"), win(modest, "baseline"));
    let lesson = format!("{name}: fewer features last more");
    let lasted = clearly_more(&lesson, win_and_last(modest, "baseline"), win_and_last(full, "baseline"));
    // Features without the side effect last, and so do features for somebody who lives by what he says.
    for other in without {
        vanishes(&lesson, lasted, win_and_last(modest, "baseline"), win_and_last(other, "baseline"));
    }
}

fn needs_dug_up_last(case: &Case, full: &Scenario, as_stated: &Scenario) {
    let name = case.full;
    let lesson = format!("{name}: needs dug up and served last");
    let lasted = clearly_more(&lesson, win_and_last(full, "ask-and-fit"), win_and_last(full, case.sells));
    vanishes(&lesson, lasted, win_and_last(as_stated, "ask-and-fit"), win_and_last(as_stated, case.sells));
    // Asking alone only shows the customer why not to buy.
    clearly_more(&format!("{name}: asking without serving loses"), win(full, "baseline"), win(full, "ask-only"));
}

#[test]
fn the_yard_alarm_is_won_and_switched_off() {
    holds(&CASES[0]);
}

#[test]
fn the_siem_with_every_rule_is_won_and_ignored() {
    holds(&CASES[1]);
}

#[test]
fn the_dlp_that_blocks_is_won_and_taken_down() {
    holds(&CASES[2]);
}

#[test]
fn the_platform_that_has_everything_is_won_and_left_alone() {
    holds(&CASES[3]);
}
