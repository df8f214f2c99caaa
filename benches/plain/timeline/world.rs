//! What is believed, and one world drawn from it.

use rand::RngExt;
use rand::distr::Distribution as _;
use rand_distr::Gamma;
use rand_xoshiro::Xoshiro256PlusPlus;
use reframe::model::{Credibility, CriterionId, GateKind, Scenario, StakeholderId, ValueFunction, WeightPrior};

use super::super::variate::Variate;
use super::steps::{Slot, Slots};

/// Everything uncertain, prepared once.
pub struct Beliefs<const S: usize, const C: usize, const A: usize> {
    /// Criterion and gamma of each person's weights.
    weights: [Vec<(usize, Gamma<f64>)>; S],
    credibility: [Variate; A],
    cells: Vec<Cell>,
    fear: [Variate; S],
    /// Probability that a person speaks in a discussion.
    pub speaks: [f64; S],
    /// Number of gates.
    pub gates: usize,
    /// Random numbers of the moves.
    pub slots: Vec<Slot>,
    /// Criterion and vendor of performances that moves change.
    pub offers: Vec<(usize, usize)>,
    /// From natural units to value.
    pub lines: [Line; C],
}

/// A performance and who sees it.
struct Cell {
    belief: Variate,
    people: Vec<usize>,
    criterion: usize,
    alternative: usize,
}

/// A value function.
#[derive(Clone, Copy)]
pub struct Line {
    worst: f64,
    scale: f64,
}

impl Line {
    fn new(value: &ValueFunction) -> Self {
        assert!(value.points().len() == 2 && value.outside() == reframe::model::Outside::Clamp);
        Self { worst: value.worst(), scale: 1.0 / (value.best() - value.worst()) }
    }

    /// 0 at worst, 1 at best.
    #[inline(always)]
    pub fn value(&self, x: f64) -> f64 {
        ((x - self.worst) * self.scale).clamp(0.0, 1.0)
    }
}

/// One draw of everything.
pub struct World<const S: usize, const C: usize, const A: usize> {
    /// `[person][criterion]` before any move.
    pub weights: [[f64; C]; S],
    /// `[alternative]`
    pub credibility: [f64; A],
    /// `[person][criterion][alternative]` in natural units.
    pub natural: [[[f64; A]; C]; S],
    /// The same as values.
    pub value: [[[f64; A]; C]; S],
    /// `[person]`
    pub fear: [f64; S],
    /// `[stage][person]` he speaks if this is below his probability.
    pub speaks: Vec<[f64; S]>,
    /// `[gate][alternative]` it passes if this is below its probability.
    pub gates: Vec<[f64; A]>,
    /// `[slot][person]` he takes the move up if this is below the probability of that.
    pub luck: Vec<[f64; S]>,
    /// `[slot][person]` with what strength it works.
    pub strength: Vec<[f64; S]>,
}

impl<const S: usize, const C: usize, const A: usize> Beliefs<S, C, A> {
    /// What a scenario believes.
    pub fn new(scenario: &Scenario, slots: Slots) -> Self {
        assert!(scenario.gates.iter().all(|gate| matches!(gate.kind, GateKind::Pass { .. })));
        let Slots { slots, offers } = slots;
        Self {
            weights: std::array::from_fn(|who| gammas(scenario, who)),
            credibility: std::array::from_fn(|v| credibility(scenario, v)),
            cells: cells(scenario),
            fear: std::array::from_fn(|who| {
                scenario.stakeholders[who].indecision.as_ref().map_or(Variate::Known(0.0), Variate::new)
            }),
            speaks: std::array::from_fn(|who| scenario.stakeholders[who].speaks.get()),
            gates: scenario.gates.len(),
            slots,
            offers,
            lines: std::array::from_fn(|c| Line::new(&scenario.criteria[c].value)),
        }
    }

    /// Draws a world.
    pub fn draw(&self, rng: &mut Xoshiro256PlusPlus, world: &mut World<S, C, A>) {
        for (gammas, weights) in self.weights.iter().zip(&mut world.weights) {
            let mut total = 0.0;
            for (c, gamma) in gammas {
                weights[*c] = gamma.sample(rng);
                total += weights[*c];
            }
            let scale = 1.0 / total;
            weights.iter_mut().for_each(|w| *w *= scale);
        }
        for (k, belief) in world.credibility.iter_mut().zip(&self.credibility) {
            *k = belief.draw(rng);
        }
        for Cell { belief, people, criterion, alternative } in &self.cells {
            let x = belief.draw(rng);
            let value = self.lines[*criterion].value(x);
            for &who in people {
                world.natural[who][*criterion][*alternative] = x;
                world.value[who][*criterion][*alternative] = value;
            }
        }
        for (d, belief) in world.fear.iter_mut().zip(&self.fear) {
            *d = belief.draw(rng).max(0.0);
        }
        world.speaks.iter_mut().flatten().for_each(|u| *u = rng.random());
        world.gates.iter_mut().flatten().for_each(|u| *u = rng.random());
        for (at, slot) in self.slots.iter().enumerate() {
            for &who in &slot.people {
                world.luck[at][who] = rng.random();
                if let Some(strength) = &slot.strength {
                    world.strength[at][who] = strength.draw(rng);
                }
            }
        }
    }
}

impl<const S: usize, const C: usize, const A: usize> World<S, C, A> {
    /// Room for one.
    pub fn new(beliefs: &Beliefs<S, C, A>, stages: usize) -> Self {
        Self {
            weights: [[0.0; C]; S],
            credibility: [1.0; A],
            natural: [[[0.0; A]; C]; S],
            value: [[[0.0; A]; C]; S],
            fear: [0.0; S],
            speaks: vec![[0.0; S]; stages],
            gates: vec![[0.0; A]; beliefs.gates],
            luck: vec![[0.0; S]; beliefs.slots.len()],
            strength: vec![[0.0; S]; beliefs.slots.len()],
        }
    }
}

fn gammas(scenario: &Scenario, who: usize) -> Vec<(usize, Gamma<f64>)> {
    let WeightPrior::Dirichlet { shares, concentration } = &scenario.stakeholders[who].prior else {
        panic!("the plain implementation has only weights with a confidence")
    };
    let channel = scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.confidence);
    let shapes = shares.iter().map(|share| share * concentration.get() * channel).enumerate();
    let weighed = shapes.filter(|(_, shape)| *shape > 0.0);
    weighed.map(|(c, shape)| (c, Gamma::new(shape, 1.0).expect("a positive shape"))).collect()
}

fn credibility(scenario: &Scenario, alternative: usize) -> Variate {
    match scenario.vendors.get(alternative) {
        Some(vendor) if !vendor.known => match vendor.credibility {
            Credibility::Exact(k) => Variate::Known(k.get()),
            Credibility::Beta { mean, confidence } => {
                let (m, n) = (mean.get(), confidence.get());
                Variate::beta([m * n, (1.0 - m) * n], 0.0, 1.0)
            }
        },
        _ => Variate::Known(1.0),
    }
}

fn cells(scenario: &Scenario) -> Vec<Cell> {
    let people = 0..scenario.stakeholders.len();
    let mut cells = Vec::new();
    for (alternative, of) in scenario.alternatives().into_iter().enumerate() {
        for criterion in 0..scenario.criteria.len() {
            let on = CriterionId::new(criterion);
            let own = |who: &usize| scenario.performance.own(StakeholderId::new(*who), of, on);
            let cell = |belief, people| Cell { belief: Variate::new(belief), people, criterion, alternative };
            let shared = scenario.performance.shared(of, on);
            cells.extend(shared.map(|belief| cell(belief, people.clone().filter(|who| own(who).is_none()).collect())));
            cells.extend(people.clone().filter_map(|who| own(&who).map(|belief| cell(belief, vec![who]))));
        }
    }
    cells.retain(|cell| !cell.people.is_empty());
    cells
}
