//! What a scenario may say but the engine cannot play yet: refused with the place, never ignored.

use crate::model::{Discussion, GroupRule, MoveKind, Probability, Problem, Scenario, Severity};

/// Everything in this scenario that this version cannot simulate.
pub fn unsupported(scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut refuse = |used: bool, path: String, what: &str| {
        if used {
            problems.push(Problem {
                path,
                severity: Severity::Error,
                message: format!("{what} cannot be simulated yet"),
                help: Some("this version reads and checks it; remove it to run the scenario".to_owned()),
            });
        }
    };

    for criterion in &scenario.criteria {
        refuse(
            criterion.floor > Probability::ZERO,
            format!("criteria.{}.floor", criterion.id),
            "a floor under a weight",
        );
    }
    if let Some(status_quo) = &scenario.status_quo {
        refuse(status_quo.conflict > 0.0, "status_quo.conflict".to_owned(), "conflict");
    }
    for who in &scenario.stakeholders {
        let path = |field: &str| format!("stakeholders.{}.{field}", who.id);
        refuse(!who.listens_to.is_empty(), path("listens_to"), "listening");
        refuse(who.speaks < Probability::ONE, path("speaks"), "keeping silent");
        refuse(who.indecision.is_some(), path("indecision"), "indecision");
        refuse(who.lived.is_some(), path("lived"), "life after the signature");
    }
    let staged = scenario.stages.len() > 1;
    refuse(staged, "stages".to_owned(), "more than one stage");
    for stage in &scenario.stages {
        let path = |field: &str| format!("stages.{}.{field}", stage.id);
        refuse(!stage.tilt.is_empty(), path("tilt"), "a tilt");
        refuse(stage.discussion != Discussion::Rounds(0), path("discussion"), "discussion");
    }
    for played in &scenario.moves {
        let simulated = matches!(
            played.kind,
            MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Justify { .. } | MoveKind::Discount { .. }
        );
        refuse(!simulated, format!("moves.{}.kind", played.id), &format!("the move kind `{}`", played.kind.tag()));
        refuse(played.backfire.is_some(), format!("moves.{}.backfire", played.id), "a backfire");
    }
    for gate in &scenario.gates {
        refuse(true, format!("gates.{}", gate.id), "a gate");
    }
    let rule = scenario.decision.rule;
    refuse(rule != GroupRule::WeightedUtility, "decision.rule".to_owned(), &format!("the rule `{}`", rule.tag()));
    let many = scenario.alternatives().len() > 8 && scenario.decision.noise > 0.0;
    refuse(many, "decision.noise".to_owned(), "noise with more than 8 alternatives");
    refuse(scenario.adoption.is_some(), "adoption".to_owned(), "adoption");
    refuse(scenario.contact.is_some(), "contact".to_owned(), "a contact channel");
    refuse(scenario.memory.is_some(), "memory".to_owned(), "forgetting");
    problems
}
