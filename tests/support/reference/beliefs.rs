//! What is true and what is believed before anybody says a word: weights, credibility, performance, fear, reputation.

use reframe::math::{Tail, special};
use reframe::model::*;
use reframe::random::Purpose;

use super::super::expect::expected_value;
use super::Reference;

impl Reference<'_> {
    /// Section 3: everybody's weights before any move, `[stakeholder][criterion]`.
    pub fn before(&self, draw: u64) -> Vec<Vec<f64>> {
        self.people().map(|who| self.prior_weights(who, draw)).collect()
    }

    fn prior_weights(&self, who: StakeholderId, draw: u64) -> Vec<f64> {
        let stakeholder = &self.scenario.stakeholders[who.index()];
        let tail = |criterion: usize| {
            let criterion = &self.scenario.criteria[criterion].id;
            self.tail(Purpose::Weight { who: &stakeholder.id, criterion }, draw)
        };
        let size = self.scenario.criteria.len();
        match &stakeholder.prior {
            WeightPrior::Exact(shares) => shares.clone(),
            WeightPrior::Dirichlet { shares, concentration } => {
                let channel = self.scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.confidence);
                let ln_gamma = |c: usize| {
                    let shape = concentration.get() * channel * shares[c];
                    if shape > 0.0 { special::ln_gamma_quantile(shape, tail(c), None) } else { f64::NEG_INFINITY }
                };
                normalised_logs(&(0..size).map(ln_gamma).collect::<Vec<f64>>())
            }
            WeightPrior::Uniform(criteria) => {
                let mut parts = vec![0.0; size];
                for c in criteria {
                    parts[c.index()] = exponential(tail(c.index()));
                }
                normalised(&parts)
            }
            WeightPrior::Ranking(groups) => {
                let own = |c: &CriterionId| exponential(tail(c.index()));
                let mut sizes: Vec<f64> = groups.iter().flatten().map(own).collect();
                sizes.sort_by(|a, b| b.total_cmp(a));
                let mut parts = vec![0.0; size];
                let mut sizes = sizes.into_iter();
                for group in groups {
                    let mut group = group.clone();
                    group.sort_by(|a, b| own(b).total_cmp(&own(a)));
                    for c in group {
                        parts[c.index()] = sizes.next().expect("one size per ranked criterion");
                    }
                }
                normalised(&parts)
            }
            WeightPrior::Bounds(bounds) => {
                let sampler = self.points[who.index()].as_ref().expect("a sampler for every belief by bounds");
                let number = |nth| self.streams.bits(Purpose::WeightPoint { who: &stakeholder.id, nth }.key(), draw);
                let bits: Vec<u64> = (0..sampler.numbers()).map(number).collect();
                let mut point = vec![0.0; bounds.free().len()];
                sampler.point(&bits, &mut point);
                let mut weights = vec![0.0; size];
                for (c, w) in bounds.free().iter().zip(point) {
                    weights[c.index()] = w;
                }
                weights
            }
        }
    }

    /// Section 4: k of a vendor before any move, one draw for everybody.
    pub fn credibility(&self, vendor: VendorId, draw: u64) -> f64 {
        let vendor = &self.scenario.vendors[vendor.index()];
        match vendor.credibility {
            _ if vendor.known => 1.0,
            Credibility::Exact(k) => k.get(),
            Credibility::Beta { mean, confidence } => {
                let (a, b) = (mean.get() * confidence.get(), (1.0 - mean.get()) * confidence.get());
                special::beta_quantile(a, b, self.tail(Purpose::Credibility { vendor: &vendor.id }, draw))
            }
        }
    }

    /// Section 4: x as this person experiences it, before any move.
    pub(super) fn performance(&self, who: StakeholderId, of: Alternative, on: CriterionId, draw: u64) -> Option<f64> {
        let (alternative, criterion) = (self.scenario.alternative_id(of), &self.scenario.criteria[on.index()].id);
        let name = &self.scenario.stakeholders[who.index()].id;
        if let Some(own) = self.scenario.performance.own(who, of, on) {
            let address = Purpose::OwnPerformance { who: name, alternative, criterion };
            return Some(own.quantile(self.tail(address, draw)));
        }
        let shared = self.scenario.performance.shared(of, on)?;
        let relative = self.scenario.performance.relative(on);
        if let Some((relative, (mean, parts))) = relative.and_then(|all| Some((all, all.mixture(of)?))) {
            let part = |(whose, factor): &(Alternative, f64)| {
                let alternative = self.scenario.alternative_id(*whose);
                factor * special::normal_quantile(self.tail(Purpose::Performance { alternative, criterion }, draw))
            };
            return Some(relative.scale().performance(mean + parts.iter().map(part).sum::<f64>()));
        }
        Some(shared.quantile(self.tail(Purpose::Performance { alternative, criterion }, draw)))
    }

    /// Section 4: d_i before any move; fear is never negative.
    pub(super) fn fear(&self, who: StakeholderId, draw: u64) -> f64 {
        let stakeholder = &self.scenario.stakeholders[who.index()];
        let Some(belief) = &stakeholder.indecision else { return 0.0 };
        belief.quantile(self.tail(Purpose::Indecision { who: &stakeholder.id }, draw)).max(0.0)
    }
}

/// Section 4: b_ic, by default the mean over vendors of E[u_c(x_ivc)].
pub(super) fn reputation(scenario: &Scenario, who: StakeholderId) -> Vec<f64> {
    let of_criterion = |c: usize| {
        let criterion = &scenario.criteria[c];
        if let Some(given) = criterion.reputation {
            return given.get();
        }
        let vendors = (0..scenario.vendors.len()).map(|v| Alternative::Vendor(VendorId::new(v)));
        let beliefs: Vec<f64> = vendors
            .filter_map(|vendor| scenario.performance.get(who, vendor, CriterionId::new(c)))
            .map(|belief| expected_value(&criterion.value, belief))
            .collect();
        beliefs.iter().sum::<f64>() / beliefs.len() as f64
    };
    (0..scenario.criteria.len()).map(of_criterion).collect()
}

/// Quantile of the exponential with mean 1.
pub(super) fn exponential(at: Tail) -> f64 {
    if at.upper { -at.p.ln() } else { -(-at.p).ln_1p() }
}

fn normalised(parts: &[f64]) -> Vec<f64> {
    let total: f64 = parts.iter().sum();
    parts.iter().map(|part| part / total).collect()
}

fn normalised_logs(logs: &[f64]) -> Vec<f64> {
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    normalised(&logs.iter().map(|log| (log - largest).exp()).collect::<Vec<f64>>())
}
