//! The company's layer: what MEDDIC asks of an organisation.

use crate::model::{
    Alternative, CriterionId, Discussion, GateId, GateKind, GroupRule, MeddicRole, MoveId, MoveKind, Need, Probability,
    Side, Stage, StakeholderId,
};
use crate::stats::{Check, Element, Evidence, Lack, Layer, Status, Topic};

use super::reader::{Reader, field, plain};

/// A criterion's weight is known if at least this part of it is said with high confidence.
const MOST: f64 = 0.5;

/// The checks of one element on the company's layer.
pub(super) fn checks(reader: &Reader, element: Element) -> Vec<Check> {
    let found = match element {
        Element::Metrics => metrics(reader, Side::Enterprise),
        Element::EconomicBuyer => vec![signer(reader), budget(reader)],
        Element::DecisionCriteria => weighed(reader),
        Element::DecisionProcess => [vec![rule(reader)], gates(reader), vec![timetable(reader)]].concat(),
        Element::IdentifyPain => pains(reader),
        Element::Champion => champion(reader),
    };
    let check = |(topic, status, evidence)| Check { element, layer: Layer::Company, topic, status, evidence };
    found.into_iter().map(check).collect()
}

/// A check without its place.
pub(super) type Found = (Topic, Status, Vec<Evidence>);

/// The value on every criterion of a side, in numbers.
pub(super) fn metrics(reader: &Reader, side: Side) -> Vec<Found> {
    let found: Vec<Found> = reader.criteria(side).map(|criterion| metric(reader, criterion)).collect();
    if found.is_empty() { vec![(Topic::NoCriterion(side), Status::Missing, Vec::new())] } else { found }
}

/// A metric is a difference in natural units: what we reach, less what there is today.
fn metric(reader: &Reader, criterion: CriterionId) -> Found {
    let item = &reader.scenario.criteria[criterion.index()];
    let ours = reader.performance(Alternative::Vendor(reader.scenario.us), criterion);
    let today = reader.performance(Alternative::StatusQuo, criterion);
    let lack = if item.unit.is_none() {
        Some(Lack::Unit)
    } else if ours.is_empty() {
        Some(Lack::Ours)
    } else if today.is_empty() {
        Some(Lack::Today)
    } else if !reader.narrow(criterion, &ours) {
        Some(Lack::OursWide)
    } else if !reader.narrow(criterion, &today) {
        Some(Lack::TodayWide)
    } else {
        None
    };
    let status = match lack {
        Some(Lack::Unit | Lack::Ours) => Status::Missing,
        Some(_) => Status::Assumed,
        None => Status::Known,
    };
    let unit = item.unit.clone();
    let unit = unit.map(|value| Evidence::Field { path: format!("criteria.{}.unit", item.id), value });
    let numbers = ours.into_iter().chain(today).map(|(evidence, _)| evidence);
    (Topic::Metric(criterion, lack), status, unit.into_iter().chain(numbers).collect())
}

/// Those who sign, and how surely: who is called economic buyer; else who decides alone; else who guards the price.
pub(super) fn signers(reader: &Reader) -> (Status, Vec<StakeholderId>, Vec<Evidence>) {
    let called = reader.tagged(MeddicRole::EconomicBuyer);
    if !called.is_empty() {
        let tag = |who: &StakeholderId| [reader.tag(*who, MeddicRole::EconomicBuyer), reader.influence_of(*who)];
        let evidence = called.iter().flat_map(tag).collect();
        return (Status::Known, called, evidence);
    }
    if let GroupRule::Autocracy { decider } = reader.scenario.decision.rule {
        let evidence = vec![field("decision.decider".to_owned(), reader.id(decider))];
        return (Status::Assumed, vec![decider], evidence);
    }
    match price_gate(reader) {
        Some((owner, gate, _)) => {
            let evidence = vec![field(format!("gates.{gate}.owner"), reader.id(owner))];
            (Status::Assumed, vec![owner], evidence)
        }
        None => (Status::Missing, Vec::new(), Vec::new()),
    }
}

/// The first gate with a limit on a price: its owner, its id, the limit.
fn price_gate<'a>(reader: &Reader<'a>) -> Option<(StakeholderId, &'a str, f64)> {
    reader.scenario.gates.iter().find_map(|gate| match gate.kind {
        GateKind::Requirement { owner, criterion, at_least }
            if reader.scenario.criteria[criterion.index()].need == Need::Price =>
        {
            Some((owner, gate.id.as_str(), at_least))
        }
        _ => None,
    })
}

fn signer(reader: &Reader) -> Found {
    let (status, _, evidence) = signers(reader);
    (Topic::Signer, status, evidence)
}

/// A limit on the price is the budget; the deal's value is only our idea of it.
fn budget(reader: &Reader) -> Found {
    let currency = reader.scenario.currency.as_ref().map_or(String::new(), |currency| format!(" {currency}"));
    let (status, evidence) = match (price_gate(reader), reader.scenario.deal_value) {
        (Some((_, gate, limit)), _) => (Status::Known, vec![field(format!("gates.{gate}.at_least"), plain(limit))]),
        (None, Some(value)) => {
            (Status::Assumed, vec![field("deal_value".to_owned(), format!("{}{currency}", plain(value)))])
        }
        (None, None) => (Status::Missing, Vec::new()),
    };
    (Topic::Budget, status, evidence)
}

/// Whether somebody is known to weigh the criteria of the enterprise that are on the table.
fn weighed(reader: &Reader) -> Vec<Found> {
    let open = |c: &CriterionId| !reader.scenario.criteria[c.index()].latent;
    let found: Vec<Found> = reader.criteria(Side::Enterprise).filter(open).map(|c| weighed_one(reader, c)).collect();
    if found.is_empty() {
        return vec![(Topic::NoCriterion(Side::Enterprise), Status::Missing, Vec::new())];
    }
    found
}

fn weighed_one(reader: &Reader, criterion: CriterionId) -> Found {
    let part = |who: StakeholderId| reader.part(who, &[criterion]);
    let weight_of =
        |least: Status| reader.everyone().filter(|who| reader.says(*who, criterion) >= least).map(part).sum::<f64>();
    let weight: f64 = reader.everyone().map(part).sum();
    let (said, sure) = (weight_of(Status::Assumed), weight_of(Status::Known));
    let status = if said == 0.0 {
        Status::Missing
    } else if sure >= MOST * weight {
        Status::Known
    } else {
        Status::Assumed
    };
    let heaviest = reader.heaviest_first(reader.everyone().collect(), &[criterion])[0];
    (Topic::Weighed(criterion, heaviest), status, vec![Evidence::Committee { criterion, weight, sure }])
}

/// Who decides alone, votes, shares and ranks can be told by the customer; a weighted sum is a way of computing.
fn rule(reader: &Reader) -> Found {
    let rule = &reader.scenario.decision.rule;
    let status = match rule {
        GroupRule::WeightedUtility | GroupRule::WeightedProbability => Status::Assumed,
        GroupRule::Autocracy { .. } | GroupRule::Plurality | GroupRule::Quota { .. } | GroupRule::Borda => {
            Status::Known
        }
    };
    (Topic::Rule, status, vec![field("decision.rule".to_owned(), rule.tag())])
}

fn gates(reader: &Reader) -> Vec<Found> {
    let gates = reader.scenario.gates.iter().enumerate();
    let found: Vec<Found> = gates
        .map(|(g, gate)| {
            let status = match &gate.kind {
                GateKind::Requirement { .. } | GateKind::Veto { .. } => Status::Known,
                GateKind::Pass { probability, .. } if certain(*probability) => Status::Known,
                // A chance stands where the reason should be.
                GateKind::Pass { .. } => Status::Assumed,
            };
            (Topic::Gate(Some(GateId::new(g))), status, gate_evidence(reader, g))
        })
        .collect();
    if found.is_empty() { vec![(Topic::Gate(None), Status::Missing, Vec::new())] } else { found }
}

fn certain(probability: Probability) -> bool {
    probability == Probability::ZERO || probability == Probability::ONE
}

/// What a gate asks, and our moves that clear it.
fn gate_evidence(reader: &Reader, position: usize) -> Vec<Evidence> {
    let gate = &reader.scenario.gates[position];
    let entry = |key: &str, value: String| field(format!("gates.{}.{key}", gate.id), value);
    let asked = match &gate.kind {
        GateKind::Requirement { owner, criterion, at_least } => vec![
            entry("owner", reader.id(*owner).to_owned()),
            entry("criterion", reader.scenario.criteria[criterion.index()].id.clone()),
            entry("at_least", plain(*at_least)),
        ],
        GateKind::Veto { owner, margin } => {
            vec![entry("owner", reader.id(*owner).to_owned()), entry("margin", plain(*margin))]
        }
        GateKind::Pass { probability, .. } => vec![entry("probability", plain(probability.get()))],
    };
    let clears = |id: &MoveId| matches!(&reader.scenario.moves[id.index()].kind, MoveKind::Navigate { gate, .. } if gate.index() == position);
    asked.into_iter().chain(reader.made.iter().filter(|id| clears(id)).map(|id| Evidence::Move(*id))).collect()
}

/// The timetable is known if every stage has its length.
fn timetable(reader: &Reader) -> Found {
    let stages = &reader.scenario.stages;
    let weeks = |stage: &Stage| Some(field(format!("stages.{}.weeks", stage.id), plain(stage.weeks?)));
    let mut evidence: Vec<Evidence> = stages.iter().filter_map(weeks).collect();
    let status = if evidence.len() == stages.len() {
        Status::Known
    } else if stages.len() == 1 && unspecified(&stages[0]) {
        Status::Missing
    } else {
        let names: Vec<&str> = stages.iter().map(|stage| stage.id.as_str()).collect();
        evidence.insert(0, field("stages".to_owned(), names.join(", ")));
        Status::Assumed
    };
    (Topic::Timetable, status, evidence)
}

/// Whether this is what a scenario without stages gets.
fn unspecified(stage: &Stage) -> bool {
    stage.openness == Probability::ONE && stage.tilt.is_empty() && stage.discussion == Discussion::Rounds(0)
}

/// How bad things are today, on everything but the price: that is what the cure costs.
fn pains(reader: &Reader) -> Vec<Found> {
    let need = |c: &CriterionId| reader.scenario.criteria[c.index()].need;
    let all = reader.criteria(Side::Enterprise).filter(|c| need(c) != Need::Price);
    let mut found: Vec<Found> = all.map(|criterion| pain(reader, criterion)).collect();
    if !reader.criteria(Side::Enterprise).any(|c| need(&c) == Need::Business) {
        found.push((Topic::NoBusinessPain, Status::Missing, Vec::new()));
    }
    found
}

fn pain(reader: &Reader, criterion: CriterionId) -> Found {
    let item = &reader.scenario.criteria[criterion.index()];
    let today = reader.performance(Alternative::StatusQuo, criterion);
    let (status, lack) = if today.is_empty() {
        (Status::Missing, Some(Lack::Today))
    } else if item.latent {
        (Status::Assumed, Some(Lack::Latent))
    } else if !reader.narrow(criterion, &today) {
        (Status::Assumed, Some(Lack::TodayWide))
    } else {
        (Status::Known, None)
    };
    let latent = item.latent.then(|| field(format!("criteria.{}.latent", item.id), "true"));
    let evidence = today.into_iter().map(|(evidence, _)| evidence).chain(latent).collect();
    (Topic::Pain(criterion, lack), status, evidence)
}

/// Those who argue for us, and how surely: who is called champion; else whom our moves treat as one.
pub(super) fn champions(reader: &Reader) -> (Status, Vec<StakeholderId>, Vec<Evidence>) {
    let called = reader.tagged(MeddicRole::Champion);
    if !called.is_empty() {
        let tag = |who: &StakeholderId| [reader.tag(*who, MeddicRole::Champion), reader.influence_of(*who)];
        let evidence = called.iter().flat_map(tag).collect();
        return (Status::Known, called, evidence);
    }
    let mut treated = Vec::new();
    let mut evidence = Vec::new();
    for id in &reader.made {
        if let MoveKind::EnableChampion { champion, .. } = &reader.scenario.moves[id.index()].kind {
            treated.push(*champion);
            evidence.push(Evidence::Move(*id));
        }
    }
    treated.sort_unstable();
    treated.dedup();
    if treated.is_empty() { (Status::Missing, treated, evidence) } else { (Status::Assumed, treated, evidence) }
}

/// A champion to whom nobody listens convinces nobody.
fn champion(reader: &Reader) -> Vec<Found> {
    let (status, people, evidence) = champions(reader);
    let mut found = vec![(Topic::ChampionNamed, status, evidence)];
    if reader.scenario.stakeholders.len() > 1 {
        found.extend(people.into_iter().map(|who| heard(reader, who)));
    }
    found
}

fn heard(reader: &Reader, champion: StakeholderId) -> Found {
    let listens = |listener: StakeholderId| {
        let all = &reader.scenario.stakeholders[listener.index()].listens_to;
        let (_, share) = all.iter().find(|(speaker, share)| *speaker == champion && share.get() > 0.0)?;
        let path = format!("stakeholders.{}.listens_to.{}", reader.id(listener), reader.id(champion));
        Some(field(path, plain(share.get())))
    };
    let evidence: Vec<Evidence> = reader.everyone().filter_map(listens).collect();
    let status = if evidence.is_empty() { Status::Missing } else { Status::Known };
    (Topic::ChampionHeard(champion), status, evidence)
}
