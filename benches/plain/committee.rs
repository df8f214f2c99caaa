//! The problems of [`crate::problems::committee`]: one stage, everybody is reached and convinced, every offer is known
//! first hand.

use rand::SeedableRng;
use rand::distr::Distribution as _;
use rand_distr::{Beta, Gamma, Normal};
use rand_xoshiro::Xoshiro256PlusPlus;
use reframe::model::{
    Alternative, CriterionId, Direction, GroupRule, MoveKind, Scenario, Shape, StrategyId, VendorId, WeightPrior,
};

use super::{Counting, Play, Sums, best, exactly, softmax};

/// Prepared for drawing: S people, C criteria of which the last is latent, V vendors.
pub struct Committee<const S: usize, const C: usize, const V: usize> {
    influence: [f64; S],
    /// `[person][criterion]` without the latent one.
    weights: Vec<[Gamma<f64>; S]>,
    /// Criterion, vendor, and the value there, not yet clamped.
    normals: Vec<(usize, usize, Normal<f64>)>,
    /// Criterion, vendor, and the value there.
    betas: Vec<(usize, usize, Beta<f64>)>,
    /// The same as two gammas: the first one's share of both is a beta, in half the time of rand_distr's own (Cheng's
    /// rejection, with its logarithms).
    pairs: Vec<(usize, usize, [Gamma<f64>; 2])>,
    /// Criterion and the weight that it is raised to.
    strategies: Vec<(usize, f64)>,
    noise: Option<f64>,
    craft: Craft,
    /// S, C and V, as they are read from the scenario.
    sizes: [usize; 3],
}

/// How far the plain implementation goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Craft {
    /// What a careful programmer writes for scenarios of any size, as the engine plays them: fixed arrays, loops over as
    /// many people, criteria and vendors as there are, `[vendor][criterion]`, rand_distr for every variate.
    Careful,
    /// For one problem only: sizes known when it is compiled, so that loops are unrolled; laid out so that two vendors go
    /// at once (`[criterion][vendor]`); betas made from gammas.
    Cunning,
}

impl<const S: usize, const C: usize, const V: usize> Committee<S, C, V> {
    /// A scenario of these sizes and its strategies.
    pub fn new(scenario: &Scenario, strategies: &[StrategyId], craft: Craft) -> Self {
        let noise = match scenario.decision.rule {
            GroupRule::Plurality if scenario.decision.noise == 0.0 => None,
            GroupRule::WeightedUtility if scenario.decision.noise > 0.0 => Some(scenario.decision.noise),
            rule => panic!("the plain implementation has no {rule:?} of this noise"),
        };
        assert!(scenario.status_quo.is_none() && scenario.vendors.iter().all(|vendor| vendor.known));
        let gamma = |who: usize, c: usize| match &scenario.stakeholders[who].prior {
            WeightPrior::Dirichlet { shares, concentration } => {
                Gamma::new(shares[c] * concentration.get(), 1.0).expect("a positive shape")
            }
            other => panic!("the plain implementation has no {other:?}"),
        };
        let (mut normals, mut betas, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        for (c, v) in (0..C).flat_map(|c| (0..V).map(move |v| (c, v))) {
            let value = &scenario.criteria[c].value;
            let (worst, width) = (value.worst(), value.best() - value.worst());
            let of = Alternative::Vendor(VendorId::new(v));
            let belief = scenario.performance.shared(of, CriterionId::new(c)).expect("every cell is known");
            match *belief.shape() {
                Shape::Normal { mean, sd } => {
                    normals.push((c, v, Normal::new((mean - worst) / width, sd / width).expect("a normal")));
                }
                Shape::Beta { a, b, low, high } if low == worst && high == worst + width => {
                    betas.push((c, v, Beta::new(a, b).expect("positive shapes")));
                    pairs.push((c, v, [a, b].map(|shape| Gamma::new(shape, 1.0).expect("a positive shape"))));
                }
                ref other => panic!("the plain implementation has no {other:?}"),
            }
        }
        let influence = scenario.influence();
        Self {
            influence: std::array::from_fn(|who| influence[who]),
            weights: (0..C - 1).map(|c| std::array::from_fn(|who| gamma(who, c))).collect(),
            normals,
            betas,
            pairs,
            strategies: strategies.iter().map(|strategy| raised(scenario, *strategy)).collect(),
            noise,
            craft,
            sizes: [scenario.stakeholders.len(), scenario.criteria.len(), scenario.vendors.len()],
        }
    }

    fn run<const NOISY: bool, const CUNNING: bool>(&self, draws: u64, seed: u64) -> Vec<Sums> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut counting = vec![Counting::<V>::ZERO; self.strategies.len() + 1];
        let (mut value, mut by_vendor) = ([[0.0; V]; C], [[0.0; C]; V]);
        for _ in 0..draws {
            let weights = self.draw_weights(&mut rng);
            self.draw_values::<CUNNING>(
                &mut rng,
                |c, v, x| if CUNNING { value[c][v] = x } else { by_vendor[v][c] = x },
            );
            let decide = |weights: &[[f64; C]; S]| {
                if CUNNING {
                    self.decide::<NOISY, V>(S, V, |who| together(&weights[who], &value))
                } else {
                    let [s, c, v] = self.sizes;
                    self.decide::<NOISY, V>(s, v, |who| one_by_one(&weights[who][..c], &by_vendor[..v]))
                }
            };
            let baseline = decide(&weights);
            counting[0].add(&baseline, &baseline);
            for (&(criterion, target), counting) in self.strategies.iter().zip(&mut counting[1..]) {
                let mut after = weights;
                let (s, c) = if CUNNING { (S, C) } else { (self.sizes[0], self.sizes[1]) };
                after[..s].iter_mut().for_each(|w| raise(&mut w[..c], criterion, target));
                counting.add(&decide(&after), &baseline);
            }
        }
        counting.iter().map(Counting::sums).collect()
    }

    #[inline(always)]
    fn draw_weights(&self, rng: &mut Xoshiro256PlusPlus) -> [[f64; C]; S] {
        let mut weights = [[0.0; C]; S];
        let mut total = [0.0; S];
        for (c, gammas) in self.weights.iter().enumerate() {
            for who in 0..S {
                weights[who][c] = gammas[who].sample(rng);
                total[who] += weights[who][c];
            }
        }
        for who in 0..S {
            let scale = 1.0 / total[who];
            weights[who].iter_mut().for_each(|w| *w *= scale);
        }
        weights
    }

    #[inline(always)]
    fn draw_values<const CUNNING: bool>(&self, rng: &mut Xoshiro256PlusPlus, mut set: impl FnMut(usize, usize, f64)) {
        for (c, v, normal) in &self.normals {
            set(*c, *v, normal.sample(rng).clamp(0.0, 1.0));
        }
        if CUNNING {
            for (c, v, [first, second]) in &self.pairs {
                let x = first.sample(rng);
                set(*c, *v, x / (x + second.sample(rng)));
            }
        } else {
            for (c, v, beta) in &self.betas {
                set(*c, *v, beta.sample(rng));
            }
        }
    }

    /// Choice probabilities, from everybody's utilities.
    #[inline(always)]
    fn decide<const NOISY: bool, const A: usize>(
        &self,
        people: usize,
        vendors: usize,
        utility: impl Fn(usize) -> [f64; A],
    ) -> [f64; A] {
        let mut score = [0.0; A];
        for (who, influence) in self.influence[..people].iter().enumerate() {
            let mut counts = utility(who);
            if !NOISY {
                best(&mut counts[..vendors]);
            }
            for (score, count) in score[..vendors].iter_mut().zip(&counts[..vendors]) {
                *score += influence * count;
            }
        }
        if NOISY {
            softmax(&mut score[..vendors], self.noise.expect("noisy"));
        } else {
            best(&mut score[..vendors]);
        }
        score
    }
}

/// A person's utilities, vendor by vendor.
#[inline(always)]
fn one_by_one<const C: usize, const V: usize>(weights: &[f64], value: &[[f64; C]]) -> [f64; V] {
    let mut utility = [0.0; V];
    for (u, value) in utility.iter_mut().zip(value) {
        *u = weights.iter().zip(value).map(|(w, x)| w * x).sum();
    }
    utility
}

/// The same, all vendors at once.
#[inline(always)]
fn together<const C: usize, const V: usize>(weights: &[f64; C], value: &[[f64; V]; C]) -> [f64; V] {
    let mut utility = [0.0; V];
    for c in 0..C {
        for v in 0..V {
            utility[v] += weights[c] * value[c][v];
        }
    }
    utility
}

impl<const S: usize, const C: usize, const V: usize> Play for Committee<S, C, V> {
    fn play(&self, draws: u64, seed: u64) -> Vec<Sums> {
        match (self.noise.is_some(), self.craft) {
            (true, Craft::Careful) => self.run::<true, false>(draws, seed),
            (true, Craft::Cunning) => self.run::<true, true>(draws, seed),
            (false, Craft::Careful) => self.run::<false, false>(draws, seed),
            (false, Craft::Cunning) => self.run::<false, true>(draws, seed),
        }
    }
}

/// SHIFT with full strength and all others as donors.
#[inline(always)]
fn raise(weights: &mut [f64], criterion: usize, target: f64) {
    let before = weights[criterion];
    if before < target {
        let left = (1.0 - target) / (1.0 - before);
        weights.iter_mut().for_each(|w| *w *= left);
        weights[criterion] = target;
    }
}

/// The one move of a strategy: it raises a criterion in everybody's weights, for certain.
fn raised(scenario: &Scenario, strategy: StrategyId) -> (usize, f64) {
    let [id] = scenario.strategies[strategy.index()].moves[..] else { panic!("strategies of one move") };
    let played = &scenario.moves[id.index()];
    let (MoveKind::Teach(shift) | MoveKind::Reframe(shift)) = &played.kind else { panic!("teach or reframe") };
    assert!(played.audience.len() == scenario.stakeholders.len() && played.acceptance.get() == 1.0);
    assert!(shift.direction == Direction::Raise && exactly(&shift.strength) == 1.0);
    (shift.criterion.index(), shift.target.get())
}

/// The plain implementation for the sizes of a scenario, if it was compiled for them.
pub fn committee(scenario: &Scenario, strategies: &[StrategyId], craft: Craft) -> Box<dyn Play> {
    macro_rules! sizes {
        ($(($s:literal, $c:literal, $v:literal)),*) => {
            match (scenario.stakeholders.len(), scenario.criteria.len() - 1, scenario.vendors.len()) {
                $(($s, $c, $v) => Box::new(Committee::<$s, { $c + 1 }, $v>::new(scenario, strategies, craft)),)*
                other => panic!("the plain implementation was not compiled for {other:?}"),
            }
        };
    }
    sizes![
        (6, 8, 4),
        (1, 8, 4),
        (2, 8, 4),
        (3, 8, 4),
        (12, 8, 4),
        (24, 8, 4),
        (6, 2, 4),
        (6, 4, 4),
        (6, 16, 4),
        (6, 32, 4),
        (6, 8, 2),
        (6, 8, 3),
        (6, 8, 6),
        (6, 8, 8),
        (6, 8, 12)
    ]
}
