//! Rules about moves, and about the lists they are played from.

use super::{Report, Rule};
use crate::model::{
    Cut, Distribution, Donors, GateKind, Move, MoveId, MoveKind, Relaxation, ScenarioParts, Shift, Side, StageId,
    StakeholderId, TailorChange,
};

pub(super) fn check(report: &mut Report<'_>) {
    for (i, one) in report.parts.moves.iter().enumerate() {
        shift(report, one);
        kind(report, one, MoveId::new(i));
        idle(report, one, MoveId::new(i));
    }
    lists(report);
}

fn shift(report: &mut Report<'_>, one: &Move) {
    let Some(shift) = one.kind.shift() else { return };
    if let Donors::Named(donors) = &shift.donors {
        let known = report.sure([field(one, "criterion")]);
        for (i, donor) in donors.iter().enumerate().filter(|(_, donor)| known && **donor == shift.criterion) {
            let name = report.criterion(*donor);
            let path = entry(report, &field(one, "take_from"), i);
            report.error(Rule::Donor, path, format!("`{name}` cannot take weight from itself"), "name other criteria");
        }
    }
    strength(report, one, &shift.strength);
}

/// The path of a field of a move.
fn field(one: &Move, name: &str) -> String {
    format!("moves.{}.{name}", one.id)
}

/// The path of the `kept`-th entry of a list.
fn entry(report: &Report<'_>, list: &str, kept: usize) -> String {
    format!("{list}.{}", report.doubts.position(list, kept))
}

fn strength(report: &mut Report<'_>, one: &Move, strength: &Distribution) {
    let (low, high) = strength.support();
    if low < 0.0 || high > 1.0 {
        report.error(
            Rule::Range,
            format!("moves.{}.strength", one.id),
            format!("strength must stay within 0 and 1, but {strength} goes from {low} to {high}"),
            "it is the share of a gap that is closed: 0.3, beta(3, 7), pert(0.1, 0.3, 0.6)",
        );
    }
}

fn kind(report: &mut Report<'_>, one: &Move, id: MoveId) {
    match &one.kind {
        MoveKind::Teach(shift) => teach(report, one, shift),
        MoveKind::Reframe(shift) => reframe(report, one, shift),
        MoveKind::Justify { supports, .. } => justify(report, one, supports),
        MoveKind::Tailor { criterion, change, .. } => {
            let criterion = &report.parts.criteria[criterion.index()];
            if criterion.need.side() == Side::Enterprise {
                let message = format!("`{}` is a need of the enterprise, not of a person", criterion.id);
                let help = "tailoring changes what one person experiences: needs gain, growth, emotion";
                report.warning(Rule::TailorEnterprise, format!("moves.{}.criterion", one.id), message, help);
            }
            if let TailorChange::ImprovesBy(by) = change {
                positive(report, &format!("moves.{}.improve_by", one.id), *by);
            }
        }
        MoveKind::Navigate { gate, relaxation } => navigate(report, one, gate.index(), relaxation),
        MoveKind::Discount { criterion, cut } => discount(report, one, criterion.index(), cut),
        MoveKind::EnableChampion { champion, .. } => {
            if one.audience == [*champion] {
                let message = "only the champion is in the audience, so nobody listens more";
                let help = "name in `audience` whoever is to listen to the champion";
                report.warning(Rule::NoEffect, format!("moves.{}.audience", one.id), message, help);
            }
        }
        MoveKind::Prove { .. } | MoveKind::BuildTrust { .. } | MoveKind::DeRisk { .. } => {}
    }
    for (i, needed) in one.requires.iter().enumerate().filter(|(_, needed)| **needed == id) {
        let path = entry(report, &field(one, "requires"), i);
        let message = format!("`{}` cannot come before itself", report.move_name(*needed));
        report.error(Rule::Order, path, message, "");
    }
    for (field, amount) in [("days", one.cost.days), ("money", one.cost.money)] {
        if !(amount >= 0.0 && amount.is_finite()) {
            let message = format!("`{field}` must be at least 0, found {amount}");
            report.error(Rule::Range, format!("moves.{}.cost.{field}", one.id), message, "");
        }
    }
}

fn positive(report: &mut Report<'_>, path: &str, x: f64) {
    if !(x > 0.0 && x.is_finite()) {
        report.error(Rule::Range, path, format!("this must be above 0, found {x}"), "");
    }
}

fn teach(report: &mut Report<'_>, one: &Move, shift: &Shift) {
    let parts = report.parts;
    let knows = |who: &StakeholderId| parts.stakeholders[who.index()].prior.can_weigh(shift.criterion);
    if !parts.criteria[shift.criterion.index()].latent && one.audience.iter().all(knows) {
        let name = report.criterion(shift.criterion);
        report.warning(
            Rule::NothingToTeach,
            format!("moves.{}.criterion", one.id),
            format!("everybody whom `{}` addresses weighs `{name}` already", one.id),
            "that is a reframe: kind = \"reframe\"; or make the criterion latent = true",
        );
    }
}

fn reframe(report: &mut Report<'_>, one: &Move, shift: &Shift) {
    let parts = report.parts;
    let brought_in = parts.moves.iter().any(|other| match &other.kind {
        MoveKind::Teach(other) => other.criterion == shift.criterion,
        MoveKind::Tailor { wake: Some(other), .. } => other.criterion == shift.criterion,
        _ => false,
    });
    if parts.criteria[shift.criterion.index()].latent && !brought_in {
        let name = report.criterion(shift.criterion);
        report.warning(
            Rule::NothingToReframe,
            format!("moves.{}.criterion", one.id),
            format!("`{name}` is latent and no move teaches it"),
            "kind = \"teach\" brings a latent criterion in",
        );
    }
}

fn justify(report: &mut Report<'_>, one: &Move, supports: &[MoveId]) {
    if one.acceptance.get() < 1.0 {
        let message = format!("`acceptance` has no effect on `{}`: evidence takes its place", one.id);
        report.warning(Rule::NoEffect, format!("moves.{}.acceptance", one.id), message, "set `evidence`");
    }
    for (i, supported) in supports.iter().enumerate() {
        let other = &report.parts.moves[supported.index()];
        let path = entry(report, &field(one, "supports"), i);
        if !report.sure([field(one, "kind"), field(other, "kind")]) {
            continue;
        }
        if !takes_evidence(other) {
            let message = format!("`{}` is a {}, which takes no evidence", other.id, other.kind.tag());
            report.error(Rule::Supports, path, message, "evidence supports teach, reframe and tailor");
        } else if other.by != one.by && report.sure(["us".to_owned(), field(one, "by"), field(other, "by")]) {
            let message = format!("`{}` is made by `{}`", other.id, report.vendor(other.by));
            report.error(Rule::Supports, path, message, "a vendor supports its own moves only");
        }
    }
}

fn takes_evidence(one: &Move) -> bool {
    matches!(one.kind, MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. })
}

fn navigate(report: &mut Report<'_>, one: &Move, gate: usize, relaxation: &Relaxation) {
    if !report.sure([field(one, "kind"), field(one, "gate")]) {
        return;
    }
    let gate = &report.parts.gates[gate];
    if !report.sure([format!("gates.{}.kind", gate.id)]) {
        return;
    }
    match (relaxation, &gate.kind) {
        (Relaxation::Gain(_), GateKind::Pass { .. }) => {}
        (Relaxation::By(by), GateKind::Requirement { .. }) => {
            positive(report, &format!("moves.{}.relax_by", one.id), *by);
        }
        (Relaxation::Gain(_), _) => {
            let message = format!("`gain` raises the probability of a pass gate, but `{}` is none", gate.id);
            report.error(Rule::Gate, format!("moves.{}.gain", one.id), message, "relax_by is for a requirement");
        }
        (Relaxation::By(_), _) => {
            let message = format!("`relax_by` relaxes a requirement, but `{}` is none", gate.id);
            report.error(Rule::Gate, format!("moves.{}.relax_by", one.id), message, "gain is for a pass gate");
        }
    }
}

fn discount(report: &mut Report<'_>, one: &Move, criterion: usize, cut: &Cut) {
    let criterion = &report.parts.criteria[criterion];
    let known = report.sure([field(one, "kind"), field(one, "criterion")]);
    if known && !criterion.value.less_is_better() {
        let message = format!("more of `{}` is better, so less of it is no discount", criterion.id);
        let help = "a discount lowers a criterion whose best is below its worst";
        report.error(Rule::Discount, format!("moves.{}.criterion", one.id), message, help);
    }
    match cut {
        Cut::Amount(amount) => positive(report, &format!("moves.{}.amount", one.id), *amount),
        Cut::Share(share) if !(*share > 0.0 && *share <= 1.0) => {
            let message = format!("`percent` must be above 0, at most 100, found {}", 100.0 * share);
            report.error(Rule::Range, format!("moves.{}.percent", one.id), message, "");
        }
        Cut::Share(_) => {}
    }
}

fn idle(report: &mut Report<'_>, one: &Move, id: MoveId) {
    let parts = report.parts;
    let played = parts.strategies.iter().any(|strategy| strategy.moves.contains(&id)) || parts.rivals.contains(&id);
    if !played {
        let (where_, key) =
            if one.by == parts.us { ("in no strategy", "strategies") } else { ("not in [rivals]", "rivals") };
        report.warning(
            Rule::IdleMove,
            format!("moves.{}", one.id),
            format!("nobody makes the move `{}`: it is {where_}", one.id),
            &format!("name it under [{key}] if it is to be made"),
        );
    }
}

fn lists(report: &mut Report<'_>) {
    let parts = report.parts;
    for strategy in &parts.strategies {
        let path = format!("strategies.{}.moves", strategy.id);
        owners(report, &strategy.moves, &path, true);
        order(report, &strategy.moves, &path, &format!("strategy `{}`", strategy.id));
    }
    owners(report, &parts.rivals, "rivals.moves", false);
    order(report, &parts.rivals, "rivals.moves", "[rivals]");
}

fn owners(report: &mut Report<'_>, list: &[MoveId], path: &str, ours: bool) {
    let parts = report.parts;
    for (i, id) in list.iter().enumerate() {
        let one = &parts.moves[id.index()];
        let known = report.sure(["us".to_owned(), field(one, "by")]);
        if known && ours != (one.by == parts.us) {
            let message = format!("`{}` is a move of `{}`", one.id, report.vendor(one.by));
            let help = if ours { "strategies are lists of our own moves" } else { "[rivals] are moves of others" };
            report.error(Rule::Vendor, entry(report, path, i), message, help);
        }
    }
}

/// What a move of a list builds on and does not find before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It requires this move, which is not made before it.
    Required(MoveId),
    /// It is evidence for this move, which is made, but not before it.
    SupportedLater(MoveId),
    /// It is evidence, and nothing that it supports is made.
    NothingSupported,
}

/// What the entry at this position of a list of moves, each with its stage, lacks: moves are made stage by stage, within
/// a stage in the order of the list.
pub fn lacks(parts: &ScenarioParts, list: &[(MoveId, StageId)], position: usize) -> Vec<Lack> {
    let when = |position: usize| (list[position].1, position);
    let before = |needed: MoveId| (0..list.len()).any(|other| list[other].0 == needed && when(other) < when(position));
    let made = |needed: &MoveId| list.iter().any(|(played, _)| played == needed);
    let id = list[position].0;
    let one = &parts.moves[id.index()];
    let required = one.requires.iter().filter(|needed| **needed != id && !before(**needed));
    let mut found: Vec<Lack> = required.map(|needed| Lack::Required(*needed)).collect();
    if let MoveKind::Justify { supports, .. } = &one.kind {
        let late = supports.iter().filter(|other| made(other) && !before(**other));
        found.extend(late.map(|other| Lack::SupportedLater(*other)));
        found.extend((!supports.iter().any(made)).then_some(Lack::NothingSupported));
    }
    found
}

/// Every occurrence in the list comes after what it builds on: stage by stage, within a stage as listed.
fn order(report: &mut Report<'_>, list: &[MoveId], path: &str, name: &str) {
    let parts = report.parts;
    let staged: Vec<(MoveId, StageId)> = list.iter().map(|id| (*id, parts.moves[id.index()].stage)).collect();
    // What is not in the list may be what an entry that cannot be read was to be.
    let complete = !report.doubts.touch(path);
    for (position, id) in list.iter().enumerate() {
        let one = &parts.moves[id.index()];
        let here = entry(report, path, position);
        let ordered = |other: &MoveId| {
            let other = &parts.moves[other.index()];
            report.sure([field(one, "kind"), field(one, "stage"), field(other, "stage")])
        };
        let mut found = Vec::new();
        for lack in lacks(parts, &staged, position) {
            match lack {
                Lack::Required(needed) => {
                    if if list.contains(&needed) { ordered(&needed) } else { complete } {
                        let needed = report.move_name(needed);
                        let message =
                            format!("in {name}, `{}` requires `{needed}`, which is not made before it", one.id);
                        found.push((message, ORDER));
                    }
                }
                Lack::SupportedLater(late) => {
                    if ordered(&late) {
                        let late = report.move_name(late);
                        let message = format!("in {name}, `{}` comes before `{late}`, which it supports", one.id);
                        found.push((message, ORDER));
                    }
                }
                Lack::NothingSupported => {
                    let MoveKind::Justify { supports, .. } = &one.kind else { continue };
                    // Evidence for what takes none is reported as such.
                    let fits = |other: &MoveId| takes_evidence(&parts.moves[other.index()]);
                    let known = complete
                        && supports.iter().all(fits)
                        && report.sure([field(one, "kind")])
                        && !report.doubts.touch(&field(one, "supports"));
                    if known {
                        let names: Vec<String> =
                            supports.iter().map(|id| format!("`{}`", report.move_name(*id))).collect();
                        found.push((
                            format!("in {name}, `{}` supports {}, which is not there", one.id, names.join(", ")),
                            "evidence needs a move made before it",
                        ));
                    }
                }
            }
        }
        found.into_iter().for_each(|(message, help)| report.error(Rule::Order, &here, message, help));
    }
}

const ORDER: &str = "moves are made stage by stage, within a stage in the order of the list";
