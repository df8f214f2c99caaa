//! The smallest change of people's weights after which we lead: found with expected perceived values, then checked by
//! simulation, because more often is not the same as by more on average.

use super::Study;
use super::programme::{Condition, Programme};
use crate::engine::{Perceptions, simulate_perceptions};
use crate::model::CriterionId;
use crate::stats::Estimate;
use crate::study::error::StudyError;

/// How far weights are apart; a mean over the people who decide, by influence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Total variation: the share of weight that changes place.
    Variation,
    /// Euclidean: the root of the mean sum of squared changes.
    Euclidean,
}

/// The smallest change that turns the deal.
#[derive(Clone, Debug, PartialEq)]
pub enum Nearest {
    /// None: we lead when everybody has today's mean weights.
    LeadAlready {
        /// Our lead there.
        lead: Estimate,
    },
    /// These changes, one for each distance.
    Changes {
        /// Our lead when everybody has today's mean weights.
        lead: Estimate,
        /// `[criterion]` mean weights of those who decide, today.
        today: Vec<f64>,
        /// The changes.
        changes: Vec<Change>,
    },
    /// Whatever people weigh, we are behind in expectation.
    Nowhere,
    /// The group's choice is no linear function of weights (votes, a veto, a stage's tilt, floors, conflict): undefined.
    NotLinear,
}

/// One smallest change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// By which distance it is the smallest.
    pub by: Distance,
    /// Where expected scores draw level; 0 if we are ahead in expectation today.
    pub level: f64,
    /// `[criterion]` mean weights of those who decide, there.
    pub level_weights: Vec<f64>,
    /// The nearest of those tried beyond that at which the simulation shows a lead; `None` if it shows none.
    pub ahead: Option<Ahead>,
}

/// Where we lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// Distance from today.
    pub distance: f64,
    /// Our lead there, when everybody has these weights; its 95 % interval lies above 0.
    pub lead: Estimate,
    /// `[criterion]` mean weights of those who decide, there.
    pub weights: Vec<f64>,
}

/// Leads in expected score that are tried, from drawing level on.
const SPARE: [f64; 9] = [0.0, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12];
/// Scores that differ by less are level.
const ROUNDING: f64 = 1e-12;

impl Study<'_> {
    /// The smallest changes.
    pub(super) fn nearest(&self) -> Result<Nearest, StudyError> {
        let Some(influence) = self.plan.linear_influence() else { return Ok(Nearest::NotLinear) };
        let seen = simulate_perceptions(&self.plan, self.request.seed, self.draws, self.runner, self.watch)?;
        let deciders: Vec<usize> = (0..influence.len()).filter(|who| influence[*who] > 0.0).collect();
        let programme = self.programme(&seen, &deciders, &influence);
        let lead = self.leads(&deciders, std::slice::from_ref(&programme.start))?.remove(0);
        if lead.low() > 0.0 {
            return Ok(Nearest::LeadAlready { lead });
        }
        let mut changes = Vec::new();
        for by in [Distance::Variation, Distance::Euclidean] {
            match self.change(by, &programme, &deciders)? {
                Some(change) => changes.push(change),
                None => return Ok(Nearest::Nowhere),
            }
        }
        Ok(Nearest::Changes { lead, today: programme.mean(&programme.start), changes })
    }

    /// Today's mean weights of those who decide, and what makes us lead.
    fn programme(&self, seen: &Perceptions, deciders: &[usize], influence: &[f64]) -> Programme {
        let plan = &self.plan;
        let baseline = self.findings.baseline();
        let rivals = match self.rival {
            Some(rival) => vec![rival],
            None => (0..plan.alternatives).filter(|v| *v != plan.us && plan.competes[*v]).collect(),
        };
        let condition = |rival: usize| {
            let edge = |who: usize, c: usize| seen.value(who, plan.us, c) - seen.value(who, rival, c);
            let afraid = |who: &usize| influence[*who] * seen.fear(*who);
            Condition {
                row: deciders.iter().map(|who| (0..plan.criteria).map(|c| edge(*who, c)).collect()).collect(),
                least: if Some(rival) == plan.no_decision { deciders.iter().map(afraid).sum() } else { 0.0 },
            }
        };
        let weights = |who: &usize| {
            let own: Vec<f64> = baseline.weights[*who].iter().map(|weight| weight.mean.value()).collect();
            // Means of rounded sums: to the last bit they need not sum to 1.
            let total: f64 = own.iter().sum();
            own.iter().map(|weight| weight / total).collect()
        };
        let judges = |who: usize, c: usize| self.can_judge(crate::model::StakeholderId::new(who), CriterionId::new(c));
        Programme {
            start: deciders.iter().map(weights).collect(),
            influence: deciders.iter().map(|who| influence[*who]).collect(),
            free: deciders.iter().map(|who| (0..plan.criteria).map(|c| judges(*who, c)).collect()).collect(),
            conditions: rivals.into_iter().map(condition).collect(),
        }
    }

    /// `None` if no weights let us draw level in expectation.
    fn change(&self, by: Distance, programme: &Programme, deciders: &[usize]) -> Result<Option<Change>, StudyError> {
        let solve = |spare: &f64| match by {
            Distance::Variation => programme.nearest_by_variation(*spare),
            Distance::Euclidean => programme.nearest_by_projection(*spare),
        };
        let far = |weights: &Vec<Vec<f64>>| match by {
            Distance::Variation => programme.variation(weights),
            Distance::Euclidean => programme.euclidean(weights),
        };
        let tried: Vec<Vec<Vec<f64>>> = SPARE.iter().map_while(solve).collect();
        let Some(level) = tried.first() else { return Ok(None) };
        let leads = self.leads(deciders, &tried)?;
        let found = tried.iter().zip(leads).find(|(_, lead)| lead.low() > 0.0);
        let ahead =
            found.map(|(weights, lead)| Ahead { distance: far(weights), lead, weights: programme.mean(weights) });
        let distance = far(level);
        Ok(Some(Change {
            by,
            level: if distance < ROUNDING { 0.0 } else { distance },
            level_weights: programme.mean(level),
            ahead,
        }))
    }

    /// Our lead when those who decide have these weights, `[try][decider][criterion]`, and everybody else his own mean.
    fn leads(&self, deciders: &[usize], tries: &[Vec<Vec<f64>>]) -> Result<Vec<Estimate>, StudyError> {
        let given = |weights: &Vec<Vec<f64>>| {
            let mut everybody: Vec<Vec<f64>> = self.people().map(|who| self.weights_today(who).collect()).collect();
            deciders.iter().zip(weights).for_each(|(who, own)| everybody[*who].clone_from(own));
            everybody.concat()
        };
        let probed = self.plan.probe_given(self.scenario, &self.line, tries.iter().map(given).collect());
        let measured = self.measured();
        let lead = |means| measured.lead(means).expect("one alternative has been refused").1;
        Ok(self.decide(&probed)?.iter().map(lead).collect())
    }
}

impl Programme {
    /// `[criterion]` influence-weighted mean.
    fn mean(&self, weights: &[Vec<f64>]) -> Vec<f64> {
        let criteria = weights.first().map_or(0, Vec::len);
        let of = |c: usize| weights.iter().zip(&self.influence).map(|(own, p)| p * own[c]).sum();
        (0..criteria).map(of).collect()
    }
}
