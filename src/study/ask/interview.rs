//! An interview does not reveal a person's weights, it sharpens the picture of them: the expected value of sample information.
//!
//! An interview that multiplies the confidence K by f is worth (f - 1) K observations: true weights are drawn from the
//! prior Dirichlet(K s), each observation names a criterion with the probability of its true weight, and the
//! posterior is Dirichlet(K s + counts) (Heath et al. 2020 for the nested estimator). A number of observations that is
//! not whole is rounded up or down at random, so that it is right on average and each interview is possible.
//! Credibility is the same with two outcomes: beta-binomial.

use super::answers::our_means;
use super::{STRETCH, Studied, Subject};
use crate::engine::{Look, each_block};
use crate::model::{
    Concentration, Credibility, InputKind, Probability, Scenario, StakeholderId, VendorId, WeightPrior,
};
use crate::plan::{Plan, SamplerFactory, WeightPlan};
use crate::random::{BLOCK, Key, Streams};
use crate::stats::{AfterAnswer, Information, partial_information};
use crate::study::StudyError;

/// What an interview is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Interview {
    /// It sharpens what is believed.
    Worth(Box<InterviewWorth>),
    /// What is believed has no confidence that could be raised: an order, limits, a range.
    NoConfidence,
    /// It is about more than one person or thing.
    NotOne,
}

/// The worth of an interview.
#[derive(Clone, Debug, PartialEq)]
pub struct InterviewWorth {
    /// In win probability.
    pub win: Information,
    /// In money; `None` without a deal value.
    pub money: Option<Information>,
}

/// What is believed, as counts: one for each criterion with weight, or for "believed" and "not believed".
struct Prior {
    target: Target,
    counts: Vec<f64>,
    key: Key,
}

#[derive(Clone, Copy)]
enum Target {
    Weights(usize),
    Credibility(usize),
}

/// The worlds from which interviews come have numbers of their own.
fn seed_of_interviews(seed: u64) -> u64 {
    seed ^ 0x1a7e_2b1e_3a55_a9e5
}

/// The draw of an interview's first observation; no run of the program gets that far.
const OBSERVATIONS: u64 = 1 << 40;
/// Room for the observations of one interview.
const ROOM: u64 = 1 << 22;

/// Whether an interview can sharpen this.
pub(super) fn is_of_this_kind(plan: &Plan, scenario: &Scenario, subject: Subject) -> bool {
    prior(plan, scenario, subject).is_ok()
}

/// What an interview about this is worth.
pub(super) fn interview(studied: &Studied, subject: Subject) -> Result<Interview, StudyError> {
    let prior = match prior(&studied.plan, studied.scenario, subject) {
        Ok(prior) => prior,
        Err(why) => return Ok(why),
    };
    let truths = truths(studied, &prior)?;
    let mut plan = studied.plan.clone();
    let mut answers = Vec::new();
    for (number, truth) in truths.iter().enumerate() {
        let posterior = posterior(studied, &prior, number as u64, truth);
        learn(&mut plan, &prior, &posterior);
        let first = number as u64 * STRETCH;
        let streams = Streams::new(studied.seed);
        let look = Look::default();
        let seen = each_block(&plan, streams, first..first + STRETCH, look, studied.runner, &studied.watch, |view| {
            our_means(&plan, &view)
        })?;
        studied.watch.done(STRETCH * BLOCK as u64);
        let [first, second] = &seen[..] else { continue };
        answers.push(AfterAnswer { halves: [first.clone(), second.clone()] });
    }
    let money = studied.in_money(&answers).map(|money| partial_information(&money));
    Ok(Interview::Worth(Box::new(InterviewWorth { win: partial_information(&answers), money })))
}

fn prior(plan: &Plan, scenario: &Scenario, subject: Subject) -> Result<Prior, Interview> {
    match subject {
        Subject::Input(InputKind::Weights(who)) => weights(plan, scenario, who).ok_or(Interview::NoConfidence),
        Subject::Input(InputKind::Credibility(vendor)) => {
            credibility(plan, scenario, vendor).ok_or(Interview::NoConfidence)
        }
        Subject::Input(_) => Err(Interview::NoConfidence),
        Subject::Rival(_) | Subject::Everything => Err(Interview::NotOne),
    }
}

/// Dirichlet(K s) as the plan draws it: a narrow channel has lowered K already.
fn weights(plan: &Plan, scenario: &Scenario, who: StakeholderId) -> Option<Prior> {
    let WeightPrior::Dirichlet { shares, concentration } = &scenario.stakeholders[who.index()].prior else {
        return None;
    };
    let WeightPlan::Gammas { parts, .. } = &plan.beliefs.weights[who.index()] else { return None };
    let diagnosis = scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.confidence);
    let counts = parts.iter().map(|(c, ..)| shares[*c] * concentration.get() * diagnosis).collect();
    Some(Prior { target: Target::Weights(who.index()), counts, key: parts[0].1 })
}

fn credibility(plan: &Plan, scenario: &Scenario, vendor: VendorId) -> Option<Prior> {
    let Credibility::Beta { mean, confidence } = scenario.vendors[vendor.index()].credibility else { return None };
    let counts = vec![mean.get() * confidence.get(), (1.0 - mean.get()) * confidence.get()];
    let key = plan.beliefs.credibility[vendor.index()].0;
    Some(Prior { target: Target::Credibility(vendor.index()), counts, key })
}

/// `[interview][count]` the truth behind each interview, from the prior.
fn truths(studied: &Studied, prior: &Prior) -> Result<Vec<Vec<f64>>, StudyError> {
    let plan = studied.plan.with_only(&[0]);
    let streams = Streams::new(seed_of_interviews(studied.seed));
    let blocks = 0..studied.answers.div_ceil(BLOCK as u64);
    let drawn = each_block(&plan, streams, blocks, Look::default(), studied.runner, &crate::engine::Silent, |view| {
        let columns: Vec<_> = match (prior.target, &plan.beliefs.weights) {
            (Target::Weights(who), weights) => match &weights[who] {
                WeightPlan::Gammas { parts, .. } => parts.iter().map(|(c, ..)| view.weight_before(who, *c)).collect(),
                _ => Vec::new(),
            },
            (Target::Credibility(vendor), _) => {
                let believed = view.credibility(vendor);
                vec![believed, believed.map(|k| 1.0 - k)]
            }
        };
        (0..BLOCK).map(|draw| columns.iter().map(|column| column[draw]).collect::<Vec<f64>>()).collect::<Vec<_>>()
    })?;
    Ok(drawn.into_iter().flatten().take(studied.answers as usize).collect())
}

/// The prior's counts and those of one interview.
fn posterior(studied: &Studied, prior: &Prior, interview: u64, truth: &[f64]) -> Vec<f64> {
    let streams = Streams::new(seed_of_interviews(studied.seed));
    let number = |n: u64| streams.tail(prior.key, OBSERVATIONS + interview * ROOM + n).unit();
    let wanted = (studied.factor - 1.0) * prior.counts.iter().sum::<f64>();
    let observations = wanted as u64 + u64::from(number(0) < wanted.fract());
    let mut counts = prior.counts.clone();
    for n in 1..=observations {
        let (u, mut below) = (number(n), 0.0);
        let named = truth.iter().position(|weight| {
            below += weight;
            u < below
        });
        counts[named.unwrap_or(truth.len() - 1)] += 1.0;
    }
    counts
}

/// The plan of somebody who has held the interview.
fn learn(plan: &mut Plan, prior: &Prior, counts: &[f64]) {
    let mut factory = SamplerFactory::default();
    let total: f64 = counts.iter().sum();
    match prior.target {
        Target::Weights(who) => {
            let WeightPlan::Gammas { parts, logarithmic } = &mut plan.beliefs.weights[who] else { return };
            // Counts only grow, so what needed no logarithm before needs none now.
            for ((_, _, table), count) in parts.iter_mut().zip(counts) {
                *table = factory.gamma(*count, *logarithmic);
            }
        }
        Target::Credibility(vendor) => {
            let mean = Probability::new(counts[0] / total).expect("a share of counts");
            let confidence = Concentration::new(total.clamp(0.1, 1e6)).expect("within its range");
            plan.beliefs.credibility[vendor].1 = factory.credibility(&Credibility::Beta { mean, confidence });
        }
    }
}
