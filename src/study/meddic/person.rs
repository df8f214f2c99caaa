//! The people's layer: what the same elements ask of those who sign, judge, guard and argue.

use crate::model::{CriterionId, GateId, MoveId, MoveKind, Side, StakeholderId};
use crate::stats::{Check, Element, Evidence, Layer, Status, Topic};

use super::company::{Found, champions, metrics, signers};
use super::reader::{Reader, field, notation, plain};

/// The checks of one element on the people's layer.
pub(super) fn checks(reader: &Reader, element: Element) -> Vec<Check> {
    let found = match element {
        Element::Metrics => metrics(reader, Side::Personal),
        Element::EconomicBuyer => signer_wants(reader),
        Element::DecisionCriteria => weights(reader),
        Element::DecisionProcess => process(reader),
        Element::IdentifyPain => reader.everyone().map(|who| pain(reader, who)).collect(),
        Element::Champion => champion(reader),
    };
    let check = |(topic, status, evidence)| Check { element, layer: Layer::Person, topic, status, evidence };
    found.into_iter().map(check).collect()
}

/// What those want for themselves who sign; if it is only assumed that they sign, so is this.
fn signer_wants(reader: &Reader) -> Vec<Found> {
    let (named, people, _) = signers(reader);
    let one = |who: StakeholderId| {
        let (status, evidence) = reader.wants(who);
        (Topic::SignerWants(Some(who)), status.min(named), evidence)
    };
    if people.is_empty() {
        return vec![(Topic::SignerWants(None), Status::Missing, Vec::new())];
    }
    people.into_iter().map(one).collect()
}

/// How well everybody's weights are known, and whether what they say is what they will judge by.
fn weights(reader: &Reader) -> Vec<Found> {
    let all: Vec<CriterionId> = (0..reader.scenario.criteria.len()).map(CriterionId::new).collect();
    let one = |who| (Topic::Weights(who), reader.sureness(who), reader.weights_on(who, &all));
    let mut found: Vec<Found> = reader.everyone().map(one).collect();
    found.push(lived(reader, &all));
    found
}

/// Weights of daily use are known if everybody has them, and assumed if only some do.
fn lived(reader: &Reader, criteria: &[CriterionId]) -> Found {
    let evidence: Vec<Evidence> = reader.everyone().filter_map(|who| reader.lived_on(who, criteria)).collect();
    let status = some_or_all(evidence.len(), reader.scenario.stakeholders.len());
    (Topic::Lived, status, evidence)
}

fn some_or_all(said: usize, all: usize) -> Status {
    match said {
        0 => Status::Missing,
        said if said == all => Status::Known,
        _ => Status::Assumed,
    }
}

/// What the guards of the gates want, and who listens to whom.
fn process(reader: &Reader) -> Vec<Found> {
    let owner_wants = |g: usize| {
        let owner = reader.scenario.gates[g].owner();
        let (status, evidence) = owner.map_or((Status::Missing, Vec::new()), |owner| reader.wants(owner));
        (Topic::GateOwnerWants(Some(GateId::new(g))), status, evidence)
    };
    let mut found: Vec<Found> = (0..reader.scenario.gates.len()).map(owner_wants).collect();
    if found.is_empty() {
        found.push((Topic::GateOwnerWants(None), Status::Missing, Vec::new()));
    }
    if reader.scenario.stakeholders.len() > 1 {
        found.push(network(reader));
    }
    found
}

/// The network is known if it is said of everybody to whom they listen, and assumed if only of some.
fn network(reader: &Reader) -> Found {
    let listeners = reader.everyone().filter(|who| !reader.scenario.stakeholders[who.index()].listens_to.is_empty());
    let listens = |who: StakeholderId| {
        let all = reader.scenario.stakeholders[who.index()].listens_to.iter();
        let heard: Vec<String> = all.map(|(j, share)| format!("{} {}", reader.id(*j), plain(share.get()))).collect();
        field(format!("stakeholders.{}.listens_to", reader.id(who)), heard.join(", "))
    };
    let evidence: Vec<Evidence> = listeners.map(listens).collect();
    (Topic::Network, some_or_all(evidence.len(), reader.scenario.stakeholders.len()), evidence)
}

/// What somebody wants and does not have, or fears.
fn pain(reader: &Reader, who: StakeholderId) -> Found {
    let (mut status, mut evidence) = reader.wants(who);
    if let Some(fear) = &reader.scenario.stakeholders[who.index()].indecision {
        status = status.max(if fear.known().is_some() { Status::Known } else { Status::Assumed });
        evidence.push(field(format!("stakeholders.{}.indecision", reader.id(who)), notation(fear)));
    }
    (Topic::PersonalPain(who), status, evidence)
}

/// Why the champions argue for us, and what we do so that they can.
fn champion(reader: &Reader) -> Vec<Found> {
    let (named, people, _) = champions(reader);
    if people.is_empty() {
        return vec![(Topic::ChampionWants(None), Status::Missing, Vec::new())];
    }
    let both = |who: StakeholderId| {
        let (status, evidence) = reader.wants(who);
        [(Topic::ChampionWants(Some(who)), status.min(named), evidence), armed(reader, who)]
    };
    people.into_iter().flat_map(both).collect()
}

/// Armed is the champion whom a move of ours enables; a move for something he wants is less than that.
fn armed(reader: &Reader, champion: StakeholderId) -> Found {
    let enables = |id: &MoveId| {
        let kind = &reader.scenario.moves[id.index()].kind;
        matches!(kind, MoveKind::EnableChampion { champion: enabled, .. } if *enabled == champion)
    };
    let personal: Vec<CriterionId> = reader.criteria(Side::Personal).collect();
    let pleases = |id: &MoveId| {
        let made = &reader.scenario.moves[id.index()];
        let cares = matches!(made.kind, MoveKind::BuildTrust { .. } | MoveKind::DeRisk { .. });
        (cares && made.audience.contains(&champion)) || reader.goes_after(*id, champion, &personal)
    };
    let made = |chosen: &dyn Fn(&MoveId) -> bool| -> Vec<Evidence> {
        reader.made.iter().filter(|id| chosen(id)).map(|id| Evidence::Move(*id)).collect()
    };
    let (enabling, pleasing) = (made(&enables), made(&pleases));
    let status = match (enabling.is_empty(), pleasing.is_empty()) {
        (false, _) => Status::Known,
        (true, false) => Status::Assumed,
        (true, true) => Status::Missing,
    };
    (Topic::ChampionArmed(champion), status, [enabling, pleasing].concat())
}
