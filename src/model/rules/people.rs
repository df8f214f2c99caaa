//! Rules about stakeholders: what they weigh, whom they listen to, and what must be known for them.

use super::{Report, Rule};
use crate::model::{Alternative, CriterionId, GateKind, StakeholderId};

pub(super) fn check(report: &mut Report<'_>) {
    influence(report);
    for who in report.everyone() {
        latent_weights(report, who);
        listening(report, who);
        fear(report, who);
    }
    performance(report);
    idle_criteria(report);
}

fn influence(report: &mut Report<'_>) {
    let parts = report.parts;
    for who in &parts.stakeholders {
        if !(who.influence >= 0.0 && who.influence.is_finite()) {
            let message = format!("influence must be at least 0, found {}", who.influence);
            report.error(Rule::Range, format!("stakeholders.{}.influence", who.id), message, "");
        }
    }
    let total: f64 = parts.stakeholders.iter().map(|who| who.influence).sum();
    if !parts.stakeholders.is_empty() && (total <= 0.0 || !total.is_finite()) {
        report.error(Rule::Influence, "stakeholders", "nobody has any influence", "give at least one person some");
    }
    for (i, who) in parts.stakeholders.iter().enumerate() {
        let heard = parts
            .stakeholders
            .iter()
            .any(|other| other.listens_to.iter().any(|(speaker, share)| speaker.index() == i && share.get() > 0.0));
        let decides = parts.decision.rule == crate::model::GroupRule::Autocracy { decider: StakeholderId::new(i) };
        let has_gate = parts.gates.iter().any(|gate| gate_owner(&gate.kind) == Some(StakeholderId::new(i)));
        if who.influence == 0.0 && !heard && !decides && !has_gate {
            report.warning(
                Rule::IdleStakeholder,
                format!("stakeholders.{}", who.id),
                format!("`{}` has no influence and no one listens to this person", who.id),
                "give influence, a gate, or name this person in somebody's `listens_to`",
            );
        }
    }
}

fn gate_owner(kind: &GateKind) -> Option<StakeholderId> {
    match kind {
        GateKind::Requirement { owner, .. } | GateKind::Veto { owner, .. } => Some(*owner),
        GateKind::Pass { owner, .. } => *owner,
    }
}

fn latent_weights(report: &mut Report<'_>, who: StakeholderId) {
    let parts = report.parts;
    let person = &parts.stakeholders[who.index()];
    for criterion in report.criteria() {
        if parts.criteria[criterion.index()].latent && person.prior.can_weigh(criterion) {
            let name = report.criterion(criterion);
            report.error(
                Rule::Weights,
                format!("stakeholders.{}", person.id),
                format!("`{}` already weighs `{name}`, which is latent", person.id),
                "a latent criterion has no weight until a move teaches it",
            );
        }
    }
}

fn listening(report: &mut Report<'_>, who: StakeholderId) {
    let person = &report.parts.stakeholders[who.index()];
    let path = format!("stakeholders.{}.listens_to", person.id);
    if person.listens_to.iter().any(|(speaker, _)| *speaker == who) {
        let inner = format!("{path}.{}", person.id);
        report.error(Rule::Listening, inner, format!("`{}` cannot listen to himself", person.id), "name others only");
    }
    let total: f64 = person.listens_to.iter().map(|(_, share)| share.get()).sum();
    if total > 1.0 + 1e-9 {
        let message = format!("`{}` listens to others with {total:.3} of his attention", person.id);
        report.error(Rule::Listening, path, message, "the shares may sum to at most 1");
    }
}

fn fear(report: &mut Report<'_>, who: StakeholderId) {
    let person = &report.parts.stakeholders[who.index()];
    let path = format!("stakeholders.{}.indecision", person.id);
    let Some(indecision) = &person.indecision else { return };
    let highest = indecision.support().1;
    if highest < 0.0 {
        let message = format!("indecision is at most {highest} here, but fear cannot be negative");
        report.error(Rule::Range, path, message, "it is added to the value of buying nothing: from 0 up");
    } else if report.parts.status_quo.is_none() {
        let message = "indecision has no effect without [status_quo]";
        report.warning(Rule::NoEffect, path, message, "add [status_quo]: then buying nothing is an alternative");
    }
}

/// Performance must be known wherever somebody can come to weigh a criterion, owns a requirement on it, or will
/// judge by it in daily use. A status quo without any performance is only the outcome "no decision".
fn performance(report: &mut Report<'_>) {
    let parts = report.parts;
    for alternative in parts.alternatives() {
        if alternative == Alternative::StatusQuo && !parts.performance.mentions(alternative) {
            continue;
        }
        for criterion in report.criteria() {
            let missing: Vec<&str> = report
                .everyone()
                .filter(|who| must_know(report, *who, alternative, criterion))
                .filter(|who| parts.performance.get(*who, alternative, criterion).is_none())
                .map(|who| report.stakeholder(who))
                .collect();
            if !missing.is_empty() {
                missing_performance(report, alternative, criterion, &missing);
            }
        }
    }
}

fn must_know(report: &Report<'_>, who: StakeholderId, alternative: Alternative, criterion: CriterionId) -> bool {
    let parts = report.parts;
    let is_vendor = alternative != Alternative::StatusQuo;
    let requires = parts.gates.iter().any(|gate| {
        matches!(gate.kind, GateKind::Requirement { owner, criterion: on, .. } if owner == who && on == criterion)
    });
    let lives_with = parts.adoption.is_some()
        && parts.stakeholders[who.index()].lived.as_ref().is_some_and(|lived| lived[criterion.index()] > 0.0);
    parts.may_weigh(who, criterion) || is_vendor && (requires || lives_with)
}

fn missing_performance(report: &mut Report<'_>, alternative: Alternative, criterion: CriterionId, who: &[&str]) {
    let key = match alternative {
        Alternative::Vendor(vendor) => report.vendor(vendor),
        Alternative::StatusQuo => "status_quo",
    };
    let name = report.criterion(criterion);
    let people = who.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    report.error(
        Rule::Performance,
        format!("performance.{key}.{name}"),
        format!("`{key}` has no performance on `{name}`, which {people} can come to judge by"),
        &format!("add {name} = ... to [performance.{key}]: a number, \"98.6 ± 0.4\", \"2 to 9\", \"pert(1, 2, 6)\""),
    );
}

fn idle_criteria(report: &mut Report<'_>) {
    let parts = report.parts;
    for criterion in report.criteria() {
        let weighed = report.everyone().any(|who| parts.may_weigh(who, criterion));
        let lived =
            parts.stakeholders.iter().any(|who| who.lived.as_ref().is_some_and(|lived| lived[criterion.index()] > 0.0));
        let required = parts
            .gates
            .iter()
            .any(|gate| matches!(gate.kind, GateKind::Requirement { criterion: on, .. } if on == criterion));
        if !weighed && !lived && !required {
            let name = report.criterion(criterion);
            report.warning(
                Rule::IdleCriterion,
                format!("criteria.{name}"),
                format!("no stakeholder weighs `{name}` and no move brings it in"),
                "give it weight, teach it, or take it out",
            );
        }
    }
}
