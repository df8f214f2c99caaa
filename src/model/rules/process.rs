//! Rules about names, the process of the decision, and what comes after.

use super::{Report, Rule};
use crate::model::GateKind;

/// The name of the alternative of buying nothing.
const STATUS_QUO: &str = "status_quo";

/// The strategy without moves of ours.
const BASELINE: &str = "baseline";

pub(super) fn check(report: &mut Report<'_>) {
    ids(report);
    sections(report);
    numbers(report);
    gates(report);
    memory(report);
    adoption(report);
}

fn ids(report: &mut Report<'_>) {
    fn of<T>(items: &[T], id: fn(&T) -> &String) -> Vec<&str> {
        items.iter().map(|item| id(item).as_str()).collect()
    }
    let parts = report.parts;
    let sections = [
        ("criteria", of(&parts.criteria, |x| &x.id)),
        ("vendors", of(&parts.vendors, |x| &x.id)),
        ("stakeholders", of(&parts.stakeholders, |x| &x.id)),
        ("stages", of(&parts.stages, |x| &x.id)),
        ("moves", of(&parts.moves, |x| &x.id)),
        ("strategies", of(&parts.strategies, |x| &x.id)),
        ("gates", of(&parts.gates, |x| &x.id)),
    ];
    for (section, ids) in sections {
        for (i, id) in ids.iter().enumerate() {
            let path = format!("{section}.{id}");
            if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
                report.error(Rule::Id, &path, format!("`{id}` cannot be an id"), "letters, digits, - and _ only");
            }
            if ids[..i].contains(id) {
                report.error(Rule::Id, &path, format!("`{id}` is there twice"), "");
            }
            if section == "vendors" && *id == STATUS_QUO {
                let help = "buying nothing is described by [status_quo]";
                report.error(Rule::Id, &path, "a vendor cannot be called `status_quo`", help);
            }
            if section == "strategies" && *id == BASELINE {
                let help = "every run has it: the scenario without moves of ours";
                report.error(Rule::Id, &path, "`baseline` is a reserved name", help);
            }
        }
    }
}

fn sections(report: &mut Report<'_>) {
    let parts = report.parts;
    let sections = [
        ("criteria", "criterion", parts.criteria.len()),
        ("vendors", "vendor", parts.vendors.len()),
        ("stakeholders", "stakeholder", parts.stakeholders.len()),
        ("stages", "stage", parts.stages.len()),
    ];
    for (section, one, count) in sections {
        if count == 0 {
            report.error(Rule::Entries, section, format!("there is no {one}"), "at least one is needed");
        }
    }
}

fn numbers(report: &mut Report<'_>) {
    let parts = report.parts;
    let positive = |x: f64| x > 0.0 && x.is_finite();
    if let Some(value) = parts.deal_value
        && !positive(value)
    {
        report.error(Rule::Range, "deal_value", format!("`deal_value` must be above 0, found {value}"), "");
    }
    let noise = parts.decision.noise;
    if !(noise >= 0.0 && noise.is_finite()) {
        report.error(Rule::Range, "decision.noise", format!("`noise` must be at least 0, found {noise}"), "");
    }
    if let Some(status_quo) = &parts.status_quo
        && !(status_quo.conflict >= 0.0 && status_quo.conflict.is_finite())
    {
        let message = format!("`conflict` must be at least 0, found {}", status_quo.conflict);
        report.error(Rule::Range, "status_quo.conflict", message, "");
    }
    let floors: f64 = parts.criteria.iter().map(|criterion| criterion.floor.get()).sum();
    if floors > 1.0 + 1e-9 {
        // The last one is where there is no room left.
        let last = parts.criteria.iter().rfind(|criterion| criterion.floor.get() > 0.0).map_or("", |last| &last.id);
        let message = format!("the floors sum to {}, but weights sum to 1", (floors * 1e9).round() / 1e9);
        report.error(Rule::Range, format!("criteria.{last}.floor"), message, "lower a floor");
    }
    if parts.defaults.draws == 0 {
        report.error(Rule::Range, "simulation.draws", "`draws` must be at least 1", "");
    }
}

fn gates(report: &mut Report<'_>) {
    for gate in &report.parts.gates {
        if let GateKind::Requirement { at_least, .. } = gate.kind
            && !at_least.is_finite()
        {
            let path = format!("gates.{}.at_least", gate.id);
            report.error(Rule::Range, path, format!("`at_least` must be a number, found {at_least}"), "");
        }
    }
}

fn memory(report: &mut Report<'_>) {
    let parts = report.parts;
    let Some(memory) = &parts.memory else { return };
    if !(memory.half_life_weeks > 0.0 && memory.half_life_weeks.is_finite()) {
        let message = format!("`half_life_weeks` must be above 0, found {}", memory.half_life_weeks);
        report.error(Rule::Range, "memory.half_life_weeks", message, "");
    }
    // Forgetting happens between stages: after the last one there is nothing left to forget.
    let but_last = &parts.stages[..parts.stages.len().saturating_sub(1)];
    let unsaid = |id: &str| report.sure([format!("stages.{id}.weeks"), "memory".to_owned()]);
    let silent: Vec<_> = but_last.iter().filter(|stage| stage.weeks.is_none() && unsaid(&stage.id)).collect();
    for stage in silent {
        let message = format!("stage `{}` does not say how many weeks it lasts, so [memory] has no meaning", stage.id);
        report.error(Rule::Weeks, format!("stages.{}", stage.id), message, "add weeks = ..., or take out [memory]");
    }
    if but_last.is_empty() {
        let message = "with one stage only, nothing is forgotten";
        report.warning(Rule::NoEffect, "memory", message, "things are forgotten from one stage to the next");
    }
}

fn adoption(report: &mut Report<'_>) {
    let parts = report.parts;
    let lived = parts.stakeholders.iter().filter(|who| who.lived.is_some());
    let doubtful = |id: &str, field: &str| !report.sure([format!("stakeholders.{id}.{field}")]);
    let nobody_decides = parts.stakeholders.iter().all(|who| who.influence == 0.0);
    let judges = parts.stakeholders.iter().any(|who| {
        (who.lived.is_some() || doubtful(&who.id, "lived"))
            && (who.influence > 0.0 || nobody_decides || doubtful(&who.id, "influence"))
    });
    match parts.adoption {
        Some(_) if !judges && report.sure(["adoption".to_owned()]) => report.error(
            Rule::Lived,
            "adoption",
            "[adoption] needs the `lived` weights of at least one stakeholder with influence",
            "add lived = { ... }: what the person will judge by in daily use",
        ),
        None => {
            for who in lived {
                let message = format!("the `lived` weights of `{}` have no effect without [adoption]", who.id);
                let path = format!("stakeholders.{}.lived", who.id);
                report.warning(Rule::NoEffect, path, message, "add [adoption] threshold = 0.5");
            }
        }
        Some(_) => {}
    }
}
