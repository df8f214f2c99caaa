//! The part of a plan that no strategy changes: what is believed about weights, performance and credibility.

use std::collections::HashMap;
use std::sync::Arc;

use super::sampler::{Mixture, SMALL_SHAPE, Sampler, SamplerFactory};
use crate::math::QuantileTable;
use crate::math::polytope::PointSampler;
use crate::model::{Alternative, CriterionId, Scenario, StakeholderId, ValueFunction, WeightPrior};
use crate::random::{Key, Purpose};

/// How a stakeholder's weights are drawn. Criteria are positions in the scenario's list.
#[derive(Clone, Debug)]
pub enum WeightPlan {
    /// Known shares, one per criterion.
    Exact(Vec<f64>),
    /// Gammas, normalised: Dirichlet. Logarithms of gammas if `logarithmic`.
    Gammas {
        /// Criterion, address and table of each part.
        parts: Vec<(usize, Key, Arc<QuantileTable>)>,
        /// Whether the tables hold logarithms.
        logarithmic: bool,
    },
    /// Exponentials, sorted into the order of the groups, then normalised.
    Ranking {
        /// Criterion and address of each member, most important group first.
        groups: Vec<Vec<(usize, Key)>>,
        /// Quantiles of the exponential distribution.
        exponential: Arc<QuantileTable>,
    },
    /// A uniform point of a polytope.
    Point {
        /// The criteria its coordinates stand for.
        criteria: Vec<usize>,
        /// Addresses of the random numbers a point takes.
        keys: Vec<Key>,
        /// Makes the point.
        sampler: PointSampler,
    },
}

/// One uncertain (or known) performance.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Address of its random numbers.
    pub key: Key,
    /// Natural units: as it is by itself.
    pub sampler: Sampler,
    /// How it is drawn instead if it varies together with others.
    pub mixture: Option<Mixture>,
    /// Natural units to value.
    pub value: ValueFunction,
    /// Where it is seen: position in [`Beliefs::eyes`], and cell within `[alternative][criterion]`.
    pub seen: Vec<(usize, usize)>,
}

/// How well an alternative does on a criterion in the eyes of those who judge it alike:
/// q = k u + (1 - k) b.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Position in [`Beliefs::variables`].
    pub variable: usize,
    /// Position of the alternative, whose credibility k applies.
    pub alternative: usize,
    /// b: what is expected of this category of product before any claim.
    pub reputation: f64,
}

/// What is believed before any move.
#[derive(Clone, Debug)]
pub struct Beliefs {
    /// `[stakeholder]`
    pub weights: Vec<WeightPlan>,
    /// `[alternative]` credibility and its address; a constant 1 for what is known first hand.
    pub credibility: Vec<(Key, Sampler)>,
    /// Distinct performances.
    pub variables: Vec<Variable>,
    /// `[stakeholder][alternative][criterion]`, flat: how it is seen; `None` if nobody ever judges it.
    pub cells: Vec<Option<Judged>>,
    /// Stakeholders who see alternatives in different ways: one for each way.
    pub eyes: Vec<usize>,
    /// `[stakeholder]` position in `eyes` of the one who sees as he does.
    pub eye_of: Vec<usize>,
}

impl Beliefs {
    /// Compiles what the scenario believes.
    pub fn new(scenario: &Scenario, factory: &mut SamplerFactory) -> Self {
        let mut this = Self {
            weights: scenario
                .stakeholders
                .iter()
                .map(|who| weight_plan(scenario, &who.id, &who.prior, factory))
                .collect(),
            credibility: credibility(scenario, factory),
            variables: Vec::new(),
            cells: Vec::new(),
            eyes: Vec::new(),
            eye_of: Vec::new(),
        };
        this.judge_everything(scenario, factory);
        this.compare_eyes();
        this
    }

    /// Finds out who sees all alternatives alike.
    fn compare_eyes(&mut self) {
        let people = self.weights.len();
        let width = self.cells.len() / people;
        let row = |who: usize| &self.cells[who * width..][..width];
        for who in 0..people {
            let known = self.eyes.iter().position(|eye| row(*eye) == row(who));
            self.eye_of.push(known.unwrap_or(self.eyes.len()));
            if known.is_none() {
                self.eyes.push(who);
            }
        }
        for (eye, who) in self.eyes.iter().enumerate() {
            for (cell, judged) in self.cells[who * width..][..width].iter().enumerate() {
                if let Some(judged) = judged {
                    self.variables[judged.variable].seen.push((eye, cell));
                }
            }
        }
    }

    /// Whether nothing is uncertain before any move.
    pub fn are_known(&self) -> bool {
        let weights = self.weights.iter().all(|w| matches!(w, WeightPlan::Exact(_)));
        let performance = self.variables.iter().all(|v| v.sampler.constant().is_some());
        weights && performance && self.credibility.iter().all(|(_, k)| k.constant().is_some())
    }

    fn judge_everything(&mut self, scenario: &Scenario, factory: &mut SamplerFactory) {
        let mut variables = HashMap::new();
        for who in (0..scenario.stakeholders.len()).map(StakeholderId::new) {
            let reputations = reputations(scenario, who);
            for (position, alternative) in scenario.alternatives().into_iter().enumerate() {
                for criterion in (0..scenario.criteria.len()).map(CriterionId::new) {
                    let Some(belief) = scenario.performance.get(who, alternative, criterion) else {
                        self.cells.push(None);
                        continue;
                    };
                    let key = performance_key(scenario, who, alternative, criterion);
                    let variable = *variables.entry(key).or_insert_with(|| {
                        let value = scenario.criteria[criterion.index()].value.clone();
                        self.variables.push(Variable {
                            key,
                            sampler: factory.sampler(belief),
                            mixture: mixture(scenario, who, alternative, criterion),
                            value,
                            seen: Vec::new(),
                        });
                        self.variables.len() - 1
                    });
                    let reputation = reputations[criterion.index()];
                    self.cells.push(Some(Judged { variable, alternative: position, reputation }));
                }
            }
        }
    }
}

/// The address of a performance: the stakeholder's own if he experiences his own, else the shared one.
pub fn performance_key(
    scenario: &Scenario,
    who: StakeholderId,
    alternative: Alternative,
    criterion: CriterionId,
) -> Key {
    if scenario.performance.own(who, alternative, criterion).is_none() {
        return shared_key(scenario, alternative, criterion);
    }
    let who = &scenario.stakeholders[who.index()].id;
    let (alternative, criterion) = (scenario.alternative_id(alternative), &scenario.criteria[criterion.index()].id);
    Purpose::OwnPerformance { who, alternative, criterion }.key()
}

/// The address of what everybody experiences.
fn shared_key(scenario: &Scenario, alternative: Alternative, criterion: CriterionId) -> Key {
    let (alternative, criterion) = (scenario.alternative_id(alternative), &scenario.criteria[criterion.index()].id);
    Purpose::Performance { alternative, criterion }.key()
}

/// How a shared performance is drawn that is measured relative to another one.
fn mixture(
    scenario: &Scenario,
    who: StakeholderId,
    alternative: Alternative,
    criterion: CriterionId,
) -> Option<Mixture> {
    if scenario.performance.own(who, alternative, criterion).is_some() {
        return None;
    }
    let relative = scenario.performance.relative(criterion)?;
    let (mean, parts) = relative.mixture(alternative)?;
    let keyed = parts.into_iter().map(|(whose, factor)| (shared_key(scenario, whose, criterion), factor));
    Some(Mixture::new(relative.scale(), mean, keyed.collect()))
}

/// b_ic for every criterion: as given, or the mean over vendors of the expected value that this stakeholder would see.
fn reputations(scenario: &Scenario, who: StakeholderId) -> Vec<f64> {
    let vendors: Vec<Alternative> =
        scenario.alternatives().into_iter().filter(|alternative| *alternative != Alternative::StatusQuo).collect();
    let of = |criterion: CriterionId| {
        let described = &scenario.criteria[criterion.index()];
        if let Some(reputation) = described.reputation {
            return reputation.get();
        }
        let expected: Vec<f64> = vendors
            .iter()
            .filter_map(|vendor| scenario.performance.get(who, *vendor, criterion))
            .map(|belief| belief.expected_value(&described.value))
            .collect();
        if expected.is_empty() { 0.0 } else { expected.iter().sum::<f64>() / expected.len() as f64 }
    };
    (0..scenario.criteria.len()).map(|c| of(CriterionId::new(c))).collect()
}

fn credibility(scenario: &Scenario, factory: &mut SamplerFactory) -> Vec<(Key, Sampler)> {
    let one = |alternative: Alternative| match alternative {
        Alternative::Vendor(id) => {
            let vendor = &scenario.vendors[id.index()];
            let key = Purpose::Credibility { vendor: &vendor.id }.key();
            let sampler = if vendor.known { Sampler::Constant(1.0) } else { factory.credibility(&vendor.credibility) };
            (key, sampler)
        }
        Alternative::StatusQuo => (Purpose::Credibility { vendor: "status_quo" }.key(), Sampler::Constant(1.0)),
    };
    scenario.alternatives().into_iter().map(one).collect()
}

fn weight_plan(scenario: &Scenario, who: &str, prior: &WeightPrior, factory: &mut SamplerFactory) -> WeightPlan {
    let key = |criterion: usize| Purpose::Weight { who, criterion: &scenario.criteria[criterion].id }.key();
    let mut gammas = |shapes: Vec<(usize, f64)>| {
        if let [(only, _)] = shapes[..] {
            let exact = (0..scenario.criteria.len()).map(|c| if c == only { 1.0 } else { 0.0 });
            return WeightPlan::Exact(exact.collect());
        }
        let logarithmic = shapes.iter().any(|(_, shape)| *shape < SMALL_SHAPE);
        let parts = shapes.into_iter().map(|(c, shape)| (c, key(c), factory.gamma(shape, logarithmic)));
        WeightPlan::Gammas { parts: parts.collect(), logarithmic }
    };
    // Who is known only through a narrow channel is diagnosed less surely.
    let diagnosis = scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.confidence);
    match prior {
        WeightPrior::Exact(shares) => WeightPlan::Exact(shares.clone()),
        WeightPrior::Dirichlet { shares, concentration } => {
            let parts = shares.iter().enumerate().filter(|(_, share)| **share > 0.0);
            gammas(parts.map(|(c, share)| (c, share * concentration.get() * diagnosis)).collect())
        }
        WeightPrior::Uniform(criteria) => gammas(criteria.iter().map(|c| (c.index(), 1.0)).collect()),
        WeightPrior::Ranking(groups) => WeightPlan::Ranking {
            groups: groups.iter().map(|group| group.iter().map(|c| (c.index(), key(c.index()))).collect()).collect(),
            exponential: factory.gamma(1.0, false),
        },
        WeightPrior::Bounds(bounds) => {
            let sampler = bounds.polytope().sampler();
            let keys = (0..sampler.numbers()).map(|nth| Purpose::WeightPoint { who, nth }.key()).collect();
            WeightPlan::Point { criteria: bounds.free().iter().map(|c| c.index()).collect(), keys, sampler }
        }
    }
}
