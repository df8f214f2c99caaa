//! The oracle: MODEL.md as plainly as it can be written down, one draw at a time. Slow on purpose. It shares with the
//! engine the addresses of the random numbers and the exact inverse distribution functions, and nothing else: no
//! tables, no lanes, no compiled plan.

use std::collections::BTreeSet;

use reframe::math::polytope::PointSampler;
use reframe::math::{Tail, special};
use reframe::model::*;
use reframe::random::{Purpose, Streams};

use super::{decide, expect::expected_value};

/// One scenario under one seed.
pub struct Reference<'a> {
    scenario: &'a Scenario,
    streams: Streams,
    /// `[stakeholder][criterion]` b_ic of section 4.
    reputation: Vec<Vec<f64>>,
    /// `[stakeholder]` points of the polytope of weights, for beliefs given as bounds.
    points: Vec<Option<PointSampler>>,
}

/// What happened in a strategy of one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// `[stakeholder][criterion]`
    pub weights: Vec<Vec<f64>>,
    /// `[stakeholder][alternative]`
    pub utility: Vec<Vec<f64>>,
    /// `[alternative]`
    pub score: Vec<f64>,
    /// `[alternative]`
    pub win: Vec<f64>,
    /// `[alternative][rank]`
    pub rank: Vec<Vec<f64>>,
    /// `[alternative][alternative]`
    pub pairwise: Vec<Vec<f64>>,
    /// `[stakeholder][alternative]`
    pub support: Vec<Vec<f64>>,
}

/// What the moves of a strategy left behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// `[stakeholder][criterion]`
    pub weights: Vec<Vec<f64>>,
    /// Discounts that were noticed, in the order they were made.
    pub cuts: Vec<(StakeholderId, VendorId, CriterionId, Cut)>,
}

/// A move in time: which, and for the how-manieth time (from 0).
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'a> {
    /// The move.
    pub made: &'a Move,
    /// Its id.
    pub id: MoveId,
    /// 0 for the first time it is listed.
    pub time: usize,
}

impl<'a> Reference<'a> {
    /// The scenario's draws under this seed.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Self {
        let people = 0..scenario.stakeholders.len();
        let reputation = people.map(|i| reputation(scenario, StakeholderId::new(i))).collect();
        let points = scenario.stakeholders.iter().map(|who| match &who.prior {
            WeightPrior::Bounds(bounds) => Some(bounds.polytope().sampler()),
            _ => None,
        });
        Self { scenario, streams: Streams::new(seed), reputation, points: points.collect() }
    }

    fn tail(&self, purpose: Purpose<'_>, draw: u64) -> Tail {
        self.streams.tail(purpose.key(), draw)
    }

    fn people(&self) -> impl Iterator<Item = StakeholderId> + use<> {
        (0..self.scenario.stakeholders.len()).map(StakeholderId::new)
    }

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

    /// Section 5: the moves of a strategy in the order they are made; within a stage ours first, then the rivals'.
    pub fn timeline(&self, strategy: Option<StrategyId>) -> Vec<Occurrence<'a>> {
        let ours: &[MoveId] = match strategy {
            Some(strategy) => &self.scenario.strategies[strategy.index()].moves,
            None => &[],
        };
        let mut timeline: Vec<Occurrence<'a>> = Vec::new();
        for stage in 0..self.scenario.stages.len() {
            for id in ours.iter().chain(&self.scenario.rivals) {
                let scenario: &'a ScenarioParts = self.scenario;
                let made = &scenario.moves[id.index()];
                if made.stage == StageId::new(stage) {
                    let time = timeline.iter().filter(|earlier| earlier.id == *id).count();
                    timeline.push(Occurrence { made, id: *id, time });
                }
            }
        }
        timeline
    }

    /// Section 6: P(taken up).
    pub fn chance(&self, made: &Move, who: StakeholderId, draw: u64) -> f64 {
        let channel = self.scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.reach.get());
        let reach = self.scenario.stakeholders[who.index()].reach.get() * channel;
        let openness = self.scenario.stages[made.stage.index()].openness.get();
        let credibility = self.credibility(Alternative::Vendor(made.by), draw);
        match &made.kind {
            MoveKind::Teach(_) | MoveKind::Reframe(_) => reach * openness * made.acceptance.get() * credibility,
            MoveKind::Justify { evidence, .. } => reach * openness * evidence.get() * credibility,
            MoveKind::Discount { .. } => reach * made.acceptance.get(),
            other => unimplemented!("{}", other.tag()),
        }
    }

    /// Whether somebody takes up a move in this draw.
    pub fn takes_up(&self, now: Occurrence<'_>, who: StakeholderId, draw: u64) -> bool {
        let name = &self.scenario.stakeholders[who.index()].id;
        let address = Purpose::TakenUp { played: &now.made.id, time: now.time, who: name };
        self.tail(address, draw).unit() < self.chance(now.made, who, draw)
    }

    fn strength(&self, now: Occurrence<'_>, shift: &Shift, who: StakeholderId, draw: u64) -> f64 {
        let name = &self.scenario.stakeholders[who.index()].id;
        let address = Purpose::Strength { played: &now.made.id, time: now.time, who: name };
        shift.strength.quantile(self.tail(address, draw))
    }

    /// Sections 5 and 6: applies the moves of a strategy to weights.
    pub fn play(&self, before: &[Vec<f64>], strategy: Option<StrategyId>, draw: u64) -> Played {
        let timeline = self.timeline(strategy);
        let mut played = Played { weights: before.to_vec(), cuts: Vec::new() };
        let mut taken_up: BTreeSet<(usize, StakeholderId)> = BTreeSet::new();
        for (position, now) in timeline.iter().enumerate() {
            for &who in now.made.audience.iter().filter(|who| self.takes_up(*now, **who, draw)) {
                let weights = &mut played.weights[who.index()];
                match &now.made.kind {
                    MoveKind::Teach(argued) | MoveKind::Reframe(argued) => {
                        shift(weights, argued, self.strength(*now, argued, who, draw));
                        taken_up.insert((position, who));
                    }
                    MoveKind::Justify { supports, .. } => {
                        for (earlier, then) in timeline[..position].iter().enumerate() {
                            let second_chance = supports.contains(&then.id)
                                && then.made.audience.contains(&who)
                                && !taken_up.contains(&(earlier, who));
                            if let (true, Some(argued)) = (second_chance, then.made.kind.shift()) {
                                shift(weights, argued, self.strength(*then, argued, who, draw));
                                taken_up.insert((earlier, who));
                            }
                        }
                    }
                    MoveKind::Discount { criterion, cut } => played.cuts.push((who, now.made.by, *criterion, *cut)),
                    other => unimplemented!("{}", other.tag()),
                }
            }
        }
        played
    }

    /// Section 4: k of an alternative, one draw for everybody.
    pub fn credibility(&self, alternative: Alternative, draw: u64) -> f64 {
        let Alternative::Vendor(vendor) = alternative else { return 1.0 };
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

    /// Section 4: x as this person experiences it, before discounts.
    fn performance(&self, who: StakeholderId, of: Alternative, on: CriterionId, draw: u64) -> Option<f64> {
        let (alternative, criterion) = (self.scenario.alternative_id(of), &self.scenario.criteria[on.index()].id);
        let name = &self.scenario.stakeholders[who.index()].id;
        if let Some(own) = self.scenario.performance.own(who, of, on) {
            let address = Purpose::OwnPerformance { who: name, alternative, criterion };
            return Some(own.quantile(self.tail(address, draw)));
        }
        let shared = self.scenario.performance.shared(of, on)?;
        Some(shared.quantile(self.tail(Purpose::Performance { alternative, criterion }, draw)))
    }

    /// Section 4: q, what this person perceives.
    fn perceived(
        &self,
        who: StakeholderId,
        of: Alternative,
        on: CriterionId,
        played: &Played,
        draw: u64,
    ) -> Option<f64> {
        let mut x = self.performance(who, of, on, draw)?;
        for (customer, vendor, criterion, cut) in &played.cuts {
            if (*customer, Alternative::Vendor(*vendor), *criterion) == (who, of, on) {
                x = match cut {
                    Cut::Share(share) => x * (1.0 - share),
                    Cut::Amount(amount) => x - amount,
                };
            }
        }
        let value = self.scenario.criteria[on.index()].value.value(x);
        let k = self.credibility(of, draw);
        let doubt = if k < 1.0 { (1.0 - k) * self.reputation[who.index()][on.index()] } else { 0.0 };
        Some(k * value + doubt)
    }

    /// Section 4: `[stakeholder][alternative]` U.
    pub fn utility(&self, played: &Played, draw: u64) -> Vec<Vec<f64>> {
        let of_criteria = |who: StakeholderId, of: Alternative| {
            let weights = played.weights[who.index()].iter().enumerate().filter(|(_, w)| **w > 0.0);
            weights
                .map(|(c, w)| {
                    let q = self.perceived(who, of, CriterionId::new(c), played, draw);
                    w * q.expect("performance is known where it counts")
                })
                .sum()
        };
        let own = |who| self.scenario.alternatives().into_iter().map(|of| of_criteria(who, of)).collect();
        self.people().map(own).collect()
    }

    /// Section 7: what follows from utilities.
    pub fn decide(&self, weights: Vec<Vec<f64>>, utility: Vec<Vec<f64>>) -> Outcome {
        let noise = self.scenario.decision.noise;
        let score = decide::score(&self.scenario.influence(), &utility);
        Outcome {
            win: decide::win(&score, noise),
            rank: decide::rank(&score, noise),
            pairwise: decide::pairwise(&score, noise),
            support: decide::support(&utility),
            weights,
            utility,
            score,
        }
    }

    /// One strategy of one draw, from the beginning to the end.
    pub fn outcome(&self, strategy: Option<StrategyId>, draw: u64) -> Outcome {
        let played = self.play(&self.before(draw), strategy, draw);
        let utility = self.utility(&played, draw);
        self.decide(played.weights, utility)
    }
}

/// Section 4: b_ic, by default the mean over vendors of E[u_c(x_ivc)].
fn reputation(scenario: &Scenario, who: StakeholderId) -> Vec<f64> {
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

/// SHIFT of section 6.
pub fn shift(weights: &mut [f64], argued: &Shift, strength: f64) {
    let k = argued.criterion.index();
    let donors: Vec<usize> = match &argued.donors {
        Donors::All => (0..weights.len()).filter(|c| *c != k && weights[*c] > 0.0).collect(),
        Donors::Named(named) => named.iter().map(|c| c.index()).collect(),
    };
    let mass: f64 = donors.iter().map(|c| weights[*c]).sum();
    let target = argued.target.get();
    match argued.direction {
        Direction::Raise => {
            let wanted = strength * (target - weights[k]);
            if weights[k] >= target || mass == 0.0 {
                return;
            }
            let moved = wanted.min(mass);
            for &c in &donors {
                weights[c] -= moved * (weights[c] / mass);
            }
            weights[k] += moved;
        }
        Direction::Lower => {
            let released = strength * (weights[k] - target);
            if weights[k] <= target || donors.is_empty() {
                return;
            }
            for &c in &donors {
                let part = if mass > 0.0 { weights[c] / mass } else { 1.0 / donors.len() as f64 };
                weights[c] += released * part;
            }
            weights[k] -= released;
        }
    }
}

/// Quantile of the exponential with mean 1.
fn exponential(at: Tail) -> f64 {
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
