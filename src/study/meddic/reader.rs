//! A scenario as the scorecard reads it: what is said, where, and how surely.

use std::collections::BTreeSet;

use crate::model::{
    Alternative, Concentration, CriterionId, Direction, Distribution, MeddicRole, MoveId, MoveKind, Scenario, Shape,
    Side, StakeholderId, Tail, Text, WeightPrior, Z95,
};
use crate::stats::{Basis, Evidence, Status};

/// A number is known if the middle 90 % of what is believed about it covers no more than this share of its scale.
const NARROW: f64 = 0.1;

/// A scenario, and what every check asks of it.
pub(super) struct Reader<'a> {
    pub(super) scenario: &'a Scenario,
    /// `[stakeholder]`, sum 1.
    pub(super) influence: Vec<f64>,
    /// `[stakeholder][criterion]`: mean weights before any move.
    pub(super) weights: Vec<Vec<f64>>,
    /// Moves of ours that some strategy makes.
    pub(super) made: BTreeSet<MoveId>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(scenario: &'a Scenario) -> Self {
        let criteria = scenario.criteria.len();
        Self {
            scenario,
            influence: scenario.influence(),
            weights: scenario.stakeholders.iter().map(|who| who.prior.mean(criteria)).collect(),
            made: scenario.strategies.iter().flat_map(|strategy| strategy.moves.iter().copied()).collect(),
        }
    }

    pub(super) fn everyone(&self) -> impl Iterator<Item = StakeholderId> + use<> {
        (0..self.scenario.stakeholders.len()).map(StakeholderId::new)
    }

    pub(super) fn criteria(&self, side: Side) -> impl Iterator<Item = CriterionId> + '_ {
        let all = self.scenario.criteria.iter().enumerate();
        all.filter(move |(_, criterion)| criterion.need.side() == side).map(|(c, _)| CriterionId::new(c))
    }

    /// The part of the committee's weight that somebody gives these criteria.
    pub(super) fn part(&self, who: StakeholderId, criteria: &[CriterionId]) -> f64 {
        let weights = &self.weights[who.index()];
        self.influence[who.index()] * total(criteria.iter().map(|criterion| weights[criterion.index()]))
    }

    /// People in the order of their parts of the committee's weight on these criteria; equals stay in their order.
    pub(super) fn heaviest_first(
        &self,
        mut people: Vec<StakeholderId>,
        criteria: &[CriterionId],
    ) -> Vec<StakeholderId> {
        people.sort_by(|a, b| self.part(*b, criteria).total_cmp(&self.part(*a, criteria)));
        people
    }

    /// Who has this part in the purchase.
    pub(super) fn tagged(&self, role: MeddicRole) -> Vec<StakeholderId> {
        self.everyone().filter(|who| self.scenario.stakeholders[who.index()].meddic.contains(&role)).collect()
    }

    /// The field that gives somebody a part.
    pub(super) fn tag(&self, who: StakeholderId, role: MeddicRole) -> Evidence {
        field(format!("{}.meddic", self.person(who)), role.tag())
    }

    pub(super) fn id(&self, who: StakeholderId) -> &'a str {
        &self.scenario.stakeholders[who.index()].id
    }

    fn person(&self, who: StakeholderId) -> String {
        format!("stakeholders.{}", self.id(who))
    }

    pub(super) fn influence_of(&self, who: StakeholderId) -> Evidence {
        field(format!("{}.influence", self.person(who)), plain(self.scenario.stakeholders[who.index()].influence))
    }

    /// How somebody's weights are known, after what the contact channel does to the confidence.
    pub(super) fn basis(&self, who: StakeholderId) -> Basis {
        let factor = self.scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.confidence);
        match &self.scenario.stakeholders[who.index()].prior {
            WeightPrior::Exact(_) => Basis::Exact,
            WeightPrior::Dirichlet { concentration, .. } => Basis::Confidence(factor * concentration.get()),
            WeightPrior::Ranking(_) => Basis::Order,
            WeightPrior::Bounds(_) => Basis::Limits,
            WeightPrior::Uniform(_) => Basis::Nothing,
        }
    }

    /// How well somebody's weights are known as a whole.
    pub(super) fn sureness(&self, who: StakeholderId) -> Status {
        match self.basis(who) {
            Basis::Exact => Status::Known,
            Basis::Confidence(k) if k >= Concentration::HIGH.get() => Status::Known,
            Basis::Confidence(_) | Basis::Order | Basis::Limits => Status::Assumed,
            Basis::Nothing => Status::Missing,
        }
    }

    /// How surely the file says that somebody weighs this criterion now.
    pub(super) fn says(&self, who: StakeholderId, criterion: CriterionId) -> Status {
        let said = match &self.scenario.stakeholders[who.index()].prior {
            WeightPrior::Bounds(bounds) => bounds.speak_of(criterion),
            WeightPrior::Uniform(_) => false,
            prior => prior.can_weigh(criterion),
        };
        if said { self.sureness(who) } else { Status::Missing }
    }

    /// The field that brings the contact channel in, where it matters.
    fn channel(&self) -> Option<Evidence> {
        let contact = self.scenario.contact.as_ref().filter(|contact| contact.factors.confidence != 1.0)?;
        Some(field("contact.channel".to_owned(), &contact.channel))
    }

    /// Somebody's mean weights on these criteria, the heaviest first, as evidence.
    pub(super) fn weights_on(&self, who: StakeholderId, criteria: &[CriterionId]) -> Vec<Evidence> {
        let shares = heaviest(criteria, &self.weights[who.index()]);
        let basis = self.basis(who);
        let channel = if matches!(basis, Basis::Confidence(_)) { self.channel() } else { None };
        [Evidence::Weights { who, shares, basis }].into_iter().chain(channel).collect()
    }

    /// What somebody wants for himself, how surely that is said, and where: weights on personal criteria, what he will
    /// judge by in daily use, and moves of ours that go after a personal wish of his.
    pub(super) fn wants(&self, who: StakeholderId) -> (Status, Vec<Evidence>) {
        let personal: Vec<CriterionId> = self.criteria(Side::Personal).collect();
        let mut status = Status::Missing;
        let mut evidence = Vec::new();
        let said: Vec<CriterionId> =
            personal.iter().copied().filter(|c| self.says(who, *c) > Status::Missing).collect();
        if !said.is_empty() {
            status = status.max(self.sureness(who));
            evidence.extend(self.weights_on(who, &said));
        }
        if let Some(lived) = self.lived_on(who, &personal) {
            status = Status::Known;
            evidence.push(lived);
        }
        let moves: Vec<MoveId> = self.made.iter().copied().filter(|id| self.goes_after(*id, who, &personal)).collect();
        if !moves.is_empty() {
            status = status.max(Status::Assumed);
            evidence.extend(moves.into_iter().map(Evidence::Move));
        }
        (status, evidence)
    }

    /// What somebody will judge these criteria by in daily use, if that is said and not nothing.
    pub(super) fn lived_on(&self, who: StakeholderId, criteria: &[CriterionId]) -> Option<Evidence> {
        let lived = self.scenario.stakeholders[who.index()].lived.as_ref()?;
        let shares = heaviest(criteria, lived);
        (!shares.is_empty()).then_some(Evidence::Lived { who, shares })
    }

    /// Whether a move raises, or delivers on, one of these criteria with somebody.
    pub(super) fn goes_after(&self, id: MoveId, who: StakeholderId, criteria: &[CriterionId]) -> bool {
        let made = &self.scenario.moves[id.index()];
        let target = match &made.kind {
            MoveKind::Tailor { criterion, .. } => Some(*criterion),
            kind => kind.shift().filter(|shift| shift.direction == Direction::Raise).map(|shift| shift.criterion),
        };
        made.audience.contains(&who) && target.is_some_and(|target| criteria.contains(&target))
    }

    /// Everything that is believed about an alternative on a criterion: for all, then person by person.
    pub(super) fn performance(
        &self,
        alternative: Alternative,
        criterion: CriterionId,
    ) -> Vec<(Evidence, &'a Distribution)> {
        let vendor = self.scenario.alternative_id(alternative);
        let key = &self.scenario.criteria[criterion.index()].id;
        let table = &self.scenario.performance;
        let found = |path: String, belief: &'a Distribution| (field(path, notation(belief)), belief);
        let shared = table.shared(alternative, criterion);
        let own = self.everyone().filter_map(|who| {
            let belief = table.own(who, alternative, criterion)?;
            Some(found(format!("performance_for.{}.{vendor}.{key}", self.id(who)), belief))
        });
        shared.map(|belief| found(format!("performance.{vendor}.{key}"), belief)).into_iter().chain(own).collect()
    }

    /// Whether all these beliefs pin the number down, measured on the criterion's scale.
    pub(super) fn narrow(&self, criterion: CriterionId, beliefs: &[(Evidence, &Distribution)]) -> bool {
        let value = &self.scenario.criteria[criterion.index()].value;
        let end = |belief: &Distribution, upper| value.value(belief.quantile(Tail { p: 0.05, upper }));
        beliefs.iter().all(|(_, belief)| (end(belief, true) - end(belief, false)).abs() <= NARROW + 1e-9)
    }
}

/// A sum that is 0 and not -0 when there is nothing to add.
pub(super) fn total(parts: impl Iterator<Item = f64>) -> f64 {
    parts.fold(0.0, |sum, part| sum + part)
}

/// Criteria with their shares, without those that have none, the heaviest first.
fn heaviest(criteria: &[CriterionId], shares: &[f64]) -> Vec<(CriterionId, f64)> {
    let mut found: Vec<(CriterionId, f64)> = criteria.iter().map(|c| (*c, shares[c.index()])).collect();
    found.retain(|(_, share)| *share > 0.0);
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// A field with a value that reads the same in every language.
pub(super) fn field(path: String, value: impl Into<String>) -> Evidence {
    Evidence::Field { path, value: Text::same(value) }
}

/// A number as short as it reads back the same to nine digits.
pub(super) fn plain(number: f64) -> String {
    let rounded: f64 = format!("{number:.8e}").parse().unwrap_or(number);
    format!("{rounded}")
}

/// A belief in the notation of the file; a normal is shown as the range of its middle 90 %, whichever way it was given.
pub(super) fn notation(belief: &Distribution) -> String {
    match belief.shape() {
        Shape::Normal { mean, sd } => format!("{} to {}", digits(mean - Z95 * sd), digits(mean + Z95 * sd)),
        _ => belief.to_string(),
    }
}

/// Four significant digits.
fn digits(number: f64) -> String {
    let rounded: f64 = format!("{number:.3e}").parse().unwrap_or(number);
    format!("{rounded}")
}
