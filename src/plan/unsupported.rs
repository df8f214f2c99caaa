//! What a scenario may say but the engine cannot play: refused with the place, never ignored.

use crate::model::{Problem, Scenario, Severity};

/// Ranks under noise are worked out set by set, which is too much for more alternatives than this.
const MOST_RANKED: usize = 8;

/// Everything in this scenario that this version cannot simulate.
pub fn unsupported(scenario: &Scenario) -> Vec<Problem> {
    let decision = scenario.decision;
    let too_many = scenario.alternatives().len() > MOST_RANKED && decision.noise > 0.0 && !decision.rule.votes();
    let refuse = |path: &str, what: String, help: &str| Problem {
        path: path.to_owned(),
        severity: Severity::Error,
        message: format!("{what} cannot be simulated"),
        help: Some(help.to_owned()),
    };
    let noise = too_many.then(|| {
        let what = format!("noise with more than {MOST_RANKED} alternatives");
        refuse("decision.noise", what, "set noise = 0, or let people vote (rule = \"plurality\")")
    });
    noise.into_iter().collect()
}
