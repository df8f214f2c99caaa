//! Which needs and which of the five questions each strategy serves, with whom, and what it leaves aside.

use std::collections::BTreeSet;

use crate::model::{
    CriterionId, Direction, Donors, MeddicRole, Move, MoveId, MoveKind, Need, Shift, StakeholderId, StrategyId,
};
use crate::stats::{Answer, Answered, Coverage, Gap, NeedCover, Practice};

use super::reader::{Reader, total};

/// The coverage of every strategy, in the order of the file.
pub(super) fn of_all_strategies(reader: &Reader) -> Vec<Coverage> {
    (0..reader.scenario.strategies.len()).map(|s| of_strategy(reader, StrategyId::new(s))).collect()
}

fn of_strategy(reader: &Reader, strategy: StrategyId) -> Coverage {
    let services = services(reader, strategy);
    Coverage {
        strategy,
        needs: Need::ALL.into_iter().map(|need| cover(reader, need, &services)).collect(),
        answers: Practice::ALL.into_iter().map(|practice| answer(reader, practice, &services)).collect(),
    }
}

/// A move that serves a need of these people.
struct Service {
    id: MoveId,
    need: Need,
    people: Vec<StakeholderId>,
}

/// What the moves of a strategy serve; evidence serves what the moves serve that it supports.
fn services(reader: &Reader, strategy: StrategyId) -> Vec<Service> {
    let moves = &reader.scenario.strategies[strategy.index()].moves;
    let mut found = Vec::new();
    for &id in moves {
        let served = match &reader.scenario.moves[id.index()].kind {
            MoveKind::Justify { supports, .. } => supports.iter().filter(|s| moves.contains(s)).copied().collect(),
            _ => vec![id],
        };
        let needs = served.into_iter().flat_map(|made| serves(reader, &reader.scenario.moves[made.index()]));
        found.extend(needs.map(|(need, people)| Service { id, need, people }));
    }
    found
}

/// The needs that a move serves by itself, with those of its audience who have them: who weighs the criterion, or comes
/// to weigh it by this very move. A move that reaches nobody who cares serves nothing.
fn serves(reader: &Reader, made: &Move) -> Vec<(Need, Vec<StakeholderId>)> {
    let on = |criterion: CriterionId, wakes: bool| {
        let cares = |who: &StakeholderId| wakes || weighs(reader, *who, criterion);
        let people = made.audience.iter().copied().filter(cares).collect();
        (reader.scenario.criteria[criterion.index()].need, people)
    };
    let raised = |shift: &Shift, wakes| raises(shift).into_iter().map(|criterion| on(criterion, wakes)).collect();
    let mut found: Vec<(Need, Vec<StakeholderId>)> = match &made.kind {
        MoveKind::Teach(shift) => raised(shift, true),
        MoveKind::Reframe(shift) => raised(shift, false),
        MoveKind::Tailor { criterion, wake, .. } => vec![on(*criterion, wake.is_some())],
        MoveKind::Prove { criteria, .. } => criteria.iter().map(|criterion| on(*criterion, false)).collect(),
        MoveKind::Discount { criterion, .. } => vec![on(*criterion, false)],
        MoveKind::BuildTrust { .. } | MoveKind::DeRisk { .. } => vec![(Need::Emotion, made.audience.clone())],
        MoveKind::Justify { .. } | MoveKind::EnableChampion { .. } | MoveKind::Navigate { .. } => Vec::new(),
    };
    found.retain(|(_, people)| !people.is_empty());
    found
}

/// The criteria for which a shift argues. Talking a criterion down argues for those that are to gain by it, if named.
fn raises(shift: &Shift) -> Vec<CriterionId> {
    match (shift.direction, &shift.donors) {
        (Direction::Raise, _) => vec![shift.criterion],
        (Direction::Lower, Donors::Named(heirs)) => heirs.clone(),
        (Direction::Lower, Donors::All) => Vec::new(),
    }
}

/// Whether somebody weighs a criterion before any move, or will judge by it in daily use.
fn weighs(reader: &Reader, who: StakeholderId, criterion: CriterionId) -> bool {
    let lived = reader.scenario.stakeholders[who.index()].lived.as_ref();
    reader.weights[who.index()][criterion.index()] > 0.0 || lived.is_some_and(|shares| shares[criterion.index()] > 0.0)
}

fn criteria_of(reader: &Reader, need: Need) -> Vec<CriterionId> {
    let all = (0..reader.scenario.criteria.len()).map(CriterionId::new);
    all.filter(|criterion| reader.scenario.criteria[criterion.index()].need == need).collect()
}

fn cover(reader: &Reader, need: Need, services: &[Service]) -> NeedCover {
    let serving = || services.iter().filter(|service| service.need == need);
    let criteria = criteria_of(reader, need);
    let part = |who: StakeholderId| reader.part(who, &criteria);
    let people: BTreeSet<StakeholderId> = serving().flat_map(|service| service.people.iter().copied()).collect();
    NeedCover {
        need,
        moves: once(serving().map(|service| service.id)),
        weight: total(reader.everyone().map(part)),
        reached: total(people.iter().copied().map(part)),
        people: people.into_iter().collect(),
    }
}

/// Each item once, in the order of first appearance.
fn once(items: impl Iterator<Item = MoveId>) -> Vec<MoveId> {
    let mut found: Vec<MoveId> = Vec::new();
    for item in items {
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

/// Whom a question is about. Those who answer for the purchase are its champions and economic buyers, or, if nobody is
/// called so, whoever has the most influence; the burden is everybody else's.
fn asked_of(reader: &Reader, practice: Practice) -> Vec<StakeholderId> {
    let answers_for_it = answerable(reader);
    match practice {
        Practice::Standing => answers_for_it,
        Practice::Burden => reader.everyone().filter(|who| !answers_for_it.contains(who)).collect(),
        Practice::BusinessProblem | Practice::Growth | Practice::Trust => reader.everyone().collect(),
    }
}

fn answerable(reader: &Reader) -> Vec<StakeholderId> {
    let called = [MeddicRole::EconomicBuyer, MeddicRole::Champion].map(|role| reader.tagged(role)).concat();
    if !called.is_empty() {
        return called.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    }
    let most = reader.influence.iter().copied().fold(0.0, f64::max);
    reader.everyone().filter(|who| reader.influence[who.index()] == most).collect()
}

fn answer(reader: &Reader, practice: Practice, services: &[Service]) -> Answer {
    let asked = asked_of(reader, practice);
    let criteria = criteria_of(reader, practice.need());
    let cares = |who: &StakeholderId| criteria.iter().any(|criterion| weighs(reader, *who, *criterion));
    let serving = || {
        let helps = |service: &&Service| service.people.iter().any(|who| asked.contains(who));
        services.iter().filter(|service| service.need == practice.need()).filter(helps)
    };
    let moves = once(serving().map(|service| service.id));
    let served: BTreeSet<StakeholderId> = serving().flat_map(|service| service.people.iter().copied()).collect();
    let (people, rest): (Vec<_>, Vec<_>) = asked.iter().copied().partition(|who| served.contains(who));
    let open = reader.heaviest_first(rest.into_iter().filter(cares).collect(), &criteria);
    let left = |criterion: &CriterionId| open.iter().any(|who| weighs(reader, *who, *criterion));
    let (answered, gap) = match (moves.is_empty(), open.is_empty()) {
        (false, true) => (Answered::Yes, None),
        (false, false) => (Answered::Partly, Some(Gap::MissesPeople)),
        (true, false) => (Answered::No, Some(Gap::NoMove)),
        (true, true) if criteria.is_empty() => (Answered::No, Some(Gap::NoCriterion)),
        (true, true) => (Answered::No, Some(Gap::NobodyWeighs)),
    };
    let criteria = criteria.iter().copied().filter(left).collect();
    Answer { practice, answered, moves, people, open, criteria, gap }
}
