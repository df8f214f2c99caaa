//! What will be said against us: by the rivals, and by the customer.

use super::{Card, LINES};
use crate::model::{Credibility, MeddicRole, Move, MoveId, Stakeholder};
use crate::playbook::content::Told;
use crate::report::group::strongest;
use crate::report::pitch::audience;
use crate::stats::number::percent_of;

/// The rivals' moves by name, then the ground on which they are strongest.
pub(super) fn answers(told: &Told) -> Vec<String> {
    let scenario = told.view.scenario;
    if scenario.vendors.len() < 2 {
        return vec![told.say(
            "The scenario has no rival: the contest is with buying nothing.",
            "场景里没有对手：要赢的是“什么都不买”。",
        )];
    }
    let foreign = |id: &MoveId| scenario.moves[id.index()].by != scenario.us;
    let always: Vec<MoveId> = scenario.rivals.iter().copied().filter(foreign).collect();
    let possible = (0..scenario.moves.len()).map(MoveId::new).filter(|id| foreign(id) && !always.contains(id));
    let sure = always.iter().map(|id| said(told, *id, true));
    let mut lines: Vec<String> = sure.chain(possible.map(|id| said(told, id, false))).take(LINES - 1).collect();
    if lines.is_empty() {
        lines.push(told.say("What rivals will say is not in the scenario.", "对手会说什么，场景里没有写。"));
    }
    if let (_, Some(worst)) = strongest(told.view, told.best) {
        let name = told.criterion(worst);
        lines.push(told.say(
            format!("Their ground is {name}: nothing speaks more against us."),
            format!("他们的主场是{name}：对我方最不利的就是它。"),
        ));
    }
    lines
}

fn said(told: &Told, id: MoveId, sure: bool) -> String {
    let scenario = told.view.scenario;
    let played: &Move = &scenario.moves[id.index()];
    let (who, name) = (scenario.vendors[played.by.index()].label.get(told.lang()), played.label.get(told.lang()));
    let whom = audience(scenario, &played.audience, told.lang());
    if sure {
        told.say(format!("{who}, to {whom}: “{name}”"), format!("{who}对{whom}说：“{name}”"))
    } else {
        told.say(format!("{who} could tell {whom}: “{name}”"), format!("{who}还可能对{whom}说：“{name}”"))
    }
}

/// Gates, fears, blockers and doubts, as far as the scenario knows them.
pub(super) fn objections(told: &Told, card: &Card) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(gates(told));
    lines.extend(blockers(told));
    lines.extend(fears(told));
    lines.extend(doubts(told));
    lines.extend(backfires(told, card));
    lines.truncate(LINES);
    if lines.is_empty() {
        lines.push(told.say(
            "No objection is in the scenario: no gate, no blocker, no fear of a wrong choice.",
            "场景里没有写异议：没有关卡，没有阻碍者，也没有人担心选错。",
        ));
    }
    lines
}

fn gates(told: &Told) -> Vec<String> {
    let gate = |gate: &crate::model::Gate| {
        let name = gate.label.get(told.lang());
        match gate.owner().map(|owner| told.view.stakeholder(owner)) {
            Some(owner) => {
                told.say(format!("{owner} guards the gate “{name}”."), format!("“{name}”这一关由{owner}把守。"))
            }
            None => told.say(format!("The gate “{name}” has to be passed."), format!("要过“{name}”这一关。")),
        }
    };
    told.view.scenario.gates.iter().map(gate).collect()
}

fn people(told: &Told, wanted: impl Fn(&Stakeholder) -> bool) -> Vec<String> {
    let all = told.view.scenario.stakeholders.iter().filter(|who| wanted(who));
    all.map(|who| who.label.get(told.lang()).to_owned()).collect()
}

fn blockers(told: &Told) -> Option<String> {
    let names = people(told, |who| who.meddic.contains(&MeddicRole::Blocker));
    let list = told.list(&names);
    let stands = if names.len() == 1 { "stands" } else { "stand" };
    (!names.is_empty())
        .then(|| told.say(format!("{list} {stands} against the purchase."), format!("{list}反对这次采购。")))
}

fn fears(told: &Told) -> Option<String> {
    let names = people(told, |who| who.indecision.is_some());
    let list = told.list(&names);
    let fears = if names.len() == 1 { "fears" } else { "fear" };
    (!names.is_empty()).then(|| {
        told.say(
            format!("“What if it goes wrong?” {list} {fears} a wrong choice."),
            format!("“万一选错呢？”{list}害怕选错。"),
        )
    })
}

/// How far our claims are believed, unless every one is.
fn doubts(told: &Told) -> Option<String> {
    let us = &told.view.scenario.vendors[told.view.us()];
    let believed = match us.credibility {
        _ if us.known => return None,
        Credibility::Exact(share) | Credibility::Beta { mean: share, .. } => share.get(),
    };
    let share = percent_of(believed);
    (believed < 1.0).then(|| {
        told.say(
            format!("“They all say that.” The scenario takes our claims to be believed to {share}, on average."),
            format!("“谁都这么说。”场景设定客户对我方说法平均只信 {share}。"),
        )
    })
}

fn backfires(told: &Told, card: &Card) -> Option<String> {
    let risky = card.played().into_iter().filter(|id| told.view.scenario.moves[id.index()].backfire.is_some());
    let names: Vec<String> = risky.map(|id| card.quoted(id)).collect();
    let list = told.list(&names);
    (!names.is_empty()).then(|| {
        told.say(
            format!("If refused, {list} can cost us credibility."),
            format!("{list}一旦被拒，可能损害我方可信度。"),
        )
    })
}
