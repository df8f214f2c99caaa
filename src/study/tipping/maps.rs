//! Maps of weights: who wins most often, over the weights of two criteria, and over all weights of three.

use super::ask::{TippingPoint, TippingRow};
use super::closed_form::ExactScores;
use super::{Refusal, Study};
use crate::engine::{PointMeans, simulate_probe};
use crate::model::{CriterionId, StakeholderId};
use crate::plan::{PairProbe, ProbePlan};
use crate::stats::{Estimate, StrategyFindings};
use crate::study::error::StudyError;

/// What was measured at a point of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPoint {
    /// Weights of the criteria of the map.
    pub weights: Vec<f64>,
    /// `[alternative]` win probability.
    pub win: Vec<Estimate>,
    /// `[alternative]` the group's score, where it decides for certain and is a linear function of weights.
    pub score: Option<Vec<f64>>,
    /// Position of the alternative that wins most often.
    pub leader: usize,
    /// Our win probability less that of the strongest other alternative.
    pub lead: Estimate,
}

/// Over the weights of two criteria; all others give in proportion.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightMap {
    /// The criteria.
    pub criteria: [CriterionId; 2],
    /// Whose weights are set: everybody who can judge by both.
    pub audience: Vec<StakeholderId>,
    /// Steps between weight 0 and weight 1.
    pub steps: usize,
    /// Row by row: the first weight rises; within it the second, as far as both leave room.
    pub points: Vec<MapPoint>,
    /// The audience's mean weights at the decision, today.
    pub today: [f64; 2],
    /// The same under the strategy.
    pub after: Option<[f64; 2]>,
}

/// Over all weights of three criteria, when everybody has the same and gives nothing to other criteria.
#[derive(Clone, Debug, PartialEq)]
pub struct TernaryMap {
    /// The criteria.
    pub criteria: [CriterionId; 3],
    /// Steps between weight 0 and weight 1.
    pub steps: usize,
    /// The first weight rises; within it the second.
    pub points: Vec<MapPoint>,
    /// The committee's mean weights at the decision, today, as shares of what the three have together; `None` if they have
    /// nothing.
    pub today: Option<[f64; 3]>,
    /// The same under the strategy.
    pub after: Option<[f64; 3]>,
    /// What the three have together, today.
    pub covered: f64,
}

/// Steps of the two-way map.
const PAIR_STEPS: usize = 20;
/// Steps of the ternary map: between its points the probabilities are taken to run straight.
const TERNARY_STEPS: usize = 25;
/// Less than this share is nothing.
const NOTHING: f64 = 1e-9;

impl Study<'_> {
    /// The two-way map that was asked for, or the most telling one; `None` if none is.
    pub(super) fn map(&self, rows: &[TippingRow]) -> Result<Option<WeightMap>, StudyError> {
        let Some(criteria) = self.request.map else {
            let telling = self.telling_pair(rows);
            return telling.map(|(criteria, audience)| self.weight_map(criteria, audience)).transpose();
        };
        if criteria[0] == criteria[1] {
            return Err(Refusal::SameCriterion.into());
        }
        let audience = self.map_audience(criteria)?;
        self.weight_map(criteria, audience).map(Some)
    }

    /// The criterion whose break-even weight is nearest to today's, for everybody together, and the next that can be
    /// shown beside it.
    fn telling_pair(&self, rows: &[TippingRow]) -> Option<([CriterionId; 2], Vec<StakeholderId>)> {
        let everybody = |row: &&TippingRow| row.who.is_none() || self.plan.stakeholders == 1;
        let mut order: Vec<&TippingRow> = rows.iter().filter(everybody).collect();
        let far = |row: &TippingRow| row.distance().map_or(f64::INFINITY, |distance| distance.value().abs());
        let heavy = |row: &TippingRow| row.today.value();
        order.sort_by(|a, b| far(a).total_cmp(&far(b)).then(heavy(b).total_cmp(&heavy(a))));
        let (first, others) = order.split_first()?;
        if !matches!(first.point, TippingPoint::At { .. }) {
            return None;
        }
        let pairs = others.iter().map(|other| [first.criterion, other.criterion]);
        pairs.filter_map(|pair| Some((pair, self.map_audience(pair).ok()?))).next()
    }

    /// Whoever can judge by both criteria, if all of them also weigh something else.
    fn map_audience(&self, criteria: [CriterionId; 2]) -> Result<Vec<StakeholderId>, Refusal> {
        let id = |criterion: CriterionId| self.scenario.criteria[criterion.index()].id.clone();
        let judges: Vec<StakeholderId> =
            self.people().filter(|who| criteria.iter().all(|c| self.can_judge(*who, *c))).collect();
        if judges.is_empty() {
            return Err(Refusal::NobodyJudges { criteria: criteria.map(id).to_vec() });
        }
        let rest = |who: &StakeholderId| -> f64 {
            let weights = self.weights_today(*who).enumerate();
            weights.filter(|(c, _)| criteria.iter().all(|asked| asked.index() != *c)).map(|(_, weight)| weight).sum()
        };
        if let Some(who) = judges.iter().find(|who| rest(who) < NOTHING) {
            let who = self.scenario.stakeholders[who.index()].id.clone();
            return Err(Refusal::NothingBeside { who, criteria: criteria.map(id).to_vec() });
        }
        Ok(judges)
    }

    fn weight_map(&self, criteria: [CriterionId; 2], audience: Vec<StakeholderId>) -> Result<WeightMap, StudyError> {
        let share = |i: usize| i as f64 / PAIR_STEPS as f64;
        let weights: Vec<[f64; 2]> = (0..=PAIR_STEPS)
            .flat_map(|first| (0..=PAIR_STEPS - first).map(move |second| [share(first), share(second)]))
            .collect();
        let pair = PairProbe { criteria, audience, weights };
        let means = self.decide(&self.plan.probe_pair(self.scenario, &self.line, &pair))?;
        let exact = self.certain_scores();
        let set = |who: usize, own: &[f64], [first, second]: [f64; 2]| {
            let [a, b] = criteria.map(CriterionId::index);
            if !pair.audience.contains(&StakeholderId::new(who)) {
                return own.to_vec();
            }
            let rest = (1.0 - first - second) / (1.0 - own[a] - own[b]);
            let mut own: Vec<f64> = own.iter().map(|weight| weight * rest).collect();
            (own[a], own[b]) = (first, second);
            own
        };
        let scores = |weights: &[f64; 2]| {
            let exact = exact.as_ref()?;
            let everybody = (0..self.plan.stakeholders).map(|who| set(who, exact.weights_of(who), *weights));
            Some(exact.scores(&everybody.collect::<Vec<_>>()))
        };
        let points = self.map_points(pair.weights.iter().map(|at| (at.to_vec(), scores(at))), &means);
        let mean = |found: &StrategyFindings| criteria.map(|c| self.mean_weight(found, &pair.audience, c).value());
        let (today, after) = (mean(self.findings.baseline()), self.after().map(mean));
        Ok(WeightMap { criteria, audience: pair.audience, steps: PAIR_STEPS, points, today, after })
    }

    /// The ternary map that was asked for, or that of a scenario with three criteria that everybody judges by.
    pub(super) fn ternary(&self) -> Result<Option<TernaryMap>, StudyError> {
        let all: Vec<CriterionId> = self.criteria().collect();
        let (criteria, asked) = match (self.request.ternary, &all[..]) {
            (Some(criteria), _) => (criteria, true),
            (None, &[a, b, c]) => ([a, b, c], false),
            (None, _) => return Ok(None),
        };
        if (1..3).any(|i| criteria[..i].contains(&criteria[i])) {
            return Err(Refusal::SameCriterion.into());
        }
        let strangers = |criterion: &CriterionId| self.people().find(|who| !self.can_judge(*who, *criterion));
        if let Some((criterion, who)) = criteria.iter().find_map(|criterion| Some((criterion, strangers(criterion)?))) {
            let who = self.scenario.stakeholders[who.index()].id.clone();
            let criterion = self.scenario.criteria[criterion.index()].id.clone();
            return if asked { Err(Refusal::CannotJudge { who, criterion }.into()) } else { Ok(None) };
        }
        self.ternary_map(criteria).map(Some)
    }

    fn ternary_map(&self, criteria: [CriterionId; 3]) -> Result<TernaryMap, StudyError> {
        let share = |i: usize| i as f64 / TERNARY_STEPS as f64;
        let place = |a: usize, b: usize| [share(a), share(b), share(TERNARY_STEPS - a - b)];
        let weights: Vec<[f64; 3]> =
            (0..=TERNARY_STEPS).flat_map(|a| (0..=TERNARY_STEPS - a).map(move |b| place(a, b))).collect();
        let given = |weights: &[f64; 3]| -> Vec<f64> {
            let mut own = vec![0.0; self.plan.criteria];
            criteria.iter().zip(weights).for_each(|(criterion, weight)| own[criterion.index()] = *weight);
            own.repeat(self.plan.stakeholders)
        };
        let probed = self.plan.probe_given(self.scenario, &self.line, weights.iter().map(given).collect());
        let means = self.decide(&probed)?;
        let exact = self.certain_scores();
        let scores = |weights: &[f64; 3]| {
            let everybody = given(weights).chunks_exact(self.plan.criteria).map(<[f64]>::to_vec).collect::<Vec<_>>();
            Some(exact.as_ref()?.scores(&everybody))
        };
        let points = self.map_points(weights.iter().map(|at| (at.to_vec(), scores(at))), &means);
        let shares = |found: &StrategyFindings| {
            let weights = criteria.map(|criterion| found.group_weights[criterion.index()].mean.value());
            let total: f64 = weights.iter().sum();
            ((total > NOTHING).then(|| weights.map(|weight| weight / total)), total)
        };
        let (today, covered) = shares(self.findings.baseline());
        let after = self.after().and_then(|after| shares(after).0);
        Ok(TernaryMap { criteria, steps: TERNARY_STEPS, points, today, after, covered })
    }

    /// The only line of a plan that sets weights.
    pub(super) fn decide(&self, probed: &ProbePlan) -> Result<Vec<PointMeans>, StudyError> {
        let mut lines = simulate_probe(probed, self.request.seed, self.draws, self.runner, self.watch)?;
        Ok(lines.swap_remove(0))
    }

    /// Scores where nothing is uncertain and the best score wins for certain.
    fn certain_scores(&self) -> Option<ExactScores<'_>> {
        (self.exact && self.plan.noise == 0.0).then(|| self.exact_scores()).flatten()
    }

    fn map_points(
        &self,
        places: impl Iterator<Item = (Vec<f64>, Option<Vec<f64>>)>,
        means: &[PointMeans],
    ) -> Vec<MapPoint> {
        let measured = super::Measured { rival: None, ..self.measured() };
        let point = |((weights, score), means): ((Vec<f64>, Option<Vec<f64>>), &PointMeans)| {
            let (strongest, lead) = measured.lead(means).expect("one alternative has been refused");
            let leader = if lead.value() >= 0.0 { self.plan.us } else { strongest };
            MapPoint { weights, win: measured.win(means), score, leader, lead }
        };
        places.zip(means).map(point).collect()
    }
}
