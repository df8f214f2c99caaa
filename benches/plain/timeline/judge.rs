//! How people judge, how the choice falls, and whether it lasts.

use reframe::model::{Alternative, CriterionId, GateKind, Scenario, StageId, StakeholderId, Tilt, VendorId};

use super::super::{TIE, softmax};
use super::minds::Minds;
use super::world::World;

/// What people judge by besides their weights, prepared once.
pub struct Judging<const S: usize, const C: usize, const A: usize> {
    influence: [f64; S],
    /// `[person][criterion]` what is expected of any vendor.
    reputation: [[f64; C]; S],
    /// `[criterion]` factors of the last stage.
    tilt: [f64; C],
    conflict: f64,
    noise: f64,
    /// `[gate][alternative]` probability of passing; 1 for those whom it does not concern.
    gates: Vec<[f64; A]>,
    /// Person, criterion, share of the experience that counts.
    lived: Vec<(usize, usize, f64)>,
    threshold: f64,
}

impl<const S: usize, const C: usize, const A: usize> Judging<S, C, A> {
    /// From a scenario with a noisy choice and no floors.
    pub fn new(scenario: &Scenario) -> Self {
        assert!(scenario.decision.noise > 0.0 && scenario.criteria.iter().all(|c| c.floor.get() == 0.0));
        let influence = scenario.influence();
        let judges = || scenario.stakeholders.iter().enumerate().filter_map(|(i, who)| Some((i, who.lived.as_ref()?)));
        let total: f64 = judges().map(|(i, _)| influence[i]).sum();
        let experience = judges().flat_map(|(i, lived)| {
            let share = influence[i] / total;
            lived.iter().enumerate().map(move |(c, w)| (i, c, w * share))
        });
        Self {
            influence: std::array::from_fn(|i| influence[i]),
            reputation: std::array::from_fn(|i| std::array::from_fn(|c| reputation(scenario, i, c))),
            tilt: std::array::from_fn(|c| tilt(scenario, c)),
            conflict: scenario.status_quo.as_ref().map_or(0.0, |status_quo| status_quo.conflict),
            noise: scenario.decision.noise,
            gates: (0..scenario.gates.len()).map(|gate| passing(scenario, gate)).collect(),
            lived: experience.filter(|(.., share)| *share > 0.0).collect(),
            threshold: scenario.adoption.expect("life after the signature").threshold,
        }
    }

    /// Choice probabilities.
    pub fn decide(&self, minds: &Minds<S, C, A>, world: &World<S, C, A>) -> [f64; A] {
        let mut group = [0.0; A];
        for who in 0..S {
            let weights = self.tilted(&minds.weights[who]);
            let utility = self.utility(minds, who, &weights);
            for v in 0..A {
                group[v] += self.influence[who] * utility[v];
            }
            group[A - 1] += self.influence[who] * minds.fear[who];
        }
        group[A - 1] += self.conflict * self.disagreement(&minds.weights);
        for ((passing, luck), closed) in self.gates.iter().zip(&world.gates).zip(&minds.closed) {
            for v in 0..A - 1 {
                if luck[v] >= 1.0 - (1.0 - passing[v]) * closed[v] {
                    group[v] = f64::NEG_INFINITY;
                }
            }
        }
        softmax(&mut group, self.noise);
        group
    }

    /// 1 for the alternatives whose use would satisfy people.
    pub fn lasts(&self, minds: &Minds<S, C, A>) -> [f64; A] {
        let mut experience = [0.0; A];
        for &(who, c, share) in &self.lived {
            for v in 0..A {
                experience[v] += share * minds.value[who][c][v];
            }
        }
        experience.map(|r| if r + TIE >= self.threshold { 1.0 } else { 0.0 })
    }

    fn tilted(&self, weights: &[f64; C]) -> [f64; C] {
        let mut tilted = *weights;
        let mut total = 0.0;
        for c in 0..C {
            tilted[c] *= self.tilt[c];
            total += tilted[c];
        }
        let scale = 1.0 / total;
        tilted.map(|w| w * scale)
    }

    /// k times what is claimed, the rest what is expected of anybody; more where it was proved.
    fn utility(&self, minds: &Minds<S, C, A>, who: usize, weights: &[f64; C]) -> [f64; A] {
        let (mut claimed, mut expected) = ([0.0; A], 0.0);
        for c in 0..C {
            expected += weights[c] * self.reputation[who][c];
            for v in 0..A {
                claimed[v] += weights[c] * minds.value[who][c][v];
            }
        }
        let k = &minds.trust[who];
        let mut utility: [f64; A] = std::array::from_fn(|v| k[v] * claimed[v] + (1.0 - k[v]) * expected);
        if minds.proved {
            for c in 0..C {
                for v in 0..A {
                    let more = (minds.proof[who][c][v] - k[v]).max(0.0);
                    utility[v] += weights[c] * more * (minds.value[who][c][v] - self.reputation[who][c]);
                }
            }
        }
        utility
    }

    /// The mean distance of the people from their mean.
    fn disagreement(&self, weights: &[[f64; C]; S]) -> f64 {
        let mut mean = [0.0; C];
        for who in 0..S {
            for c in 0..C {
                mean[c] += self.influence[who] * weights[who][c];
            }
        }
        let mut distance = [0.0; C];
        for who in 0..S {
            for c in 0..C {
                distance[c] += self.influence[who] * (weights[who][c] - mean[c]).abs();
            }
        }
        0.5 * distance.iter().sum::<f64>()
    }
}

fn reputation(scenario: &Scenario, who: usize, criterion: usize) -> f64 {
    let stated = &scenario.criteria[criterion];
    let expected = |v: usize| {
        let of = Alternative::Vendor(VendorId::new(v));
        let belief = scenario.performance.get(StakeholderId::new(who), of, CriterionId::new(criterion));
        belief.map(|belief| belief.expected_value(&stated.value))
    };
    let known: Vec<f64> = (0..scenario.vendors.len()).filter_map(expected).collect();
    stated.reputation.map_or(known.iter().sum::<f64>() / known.len().max(1) as f64, |given| given.get())
}

fn tilt(scenario: &Scenario, criterion: usize) -> f64 {
    let last = StageId::new(scenario.stages.len() - 1);
    let factors = scenario.stages[last.index()].tilt.iter().filter_map(|tilt| match tilt {
        Tilt::Criterion(on, factor) => (on.index() == criterion).then_some(*factor),
        Tilt::Need(need, factor) => (scenario.criteria[criterion].need == *need).then_some(*factor),
    });
    factors.product()
}

fn passing<const A: usize>(scenario: &Scenario, gate: usize) -> [f64; A] {
    let GateKind::Pass { probability, vendors, .. } = &scenario.gates[gate].kind else {
        panic!("the plain implementation has only gates that are passed by luck")
    };
    std::array::from_fn(|v| if vendors.iter().any(|vendor| vendor.index() == v) { probability.get() } else { 1.0 })
}
