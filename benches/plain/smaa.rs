//! The problem of [`crate::problems::smaa`]: rank acceptabilities and central weights, the way R's smaa package reports
//! them.

use rand::SeedableRng;
use rand::distr::Distribution as _;
use rand_distr::{Exp1, Normal};
use rand_xoshiro::Xoshiro256PlusPlus;
use reframe::model::{Alternative, CriterionId, Scenario, Shape, VendorId, WeightPrior};

/// Prepared for drawing: C criteria, V vendors.
pub struct Smaa<const C: usize, const V: usize> {
    /// `[criterion][vendor]` values, not yet clamped.
    values: [[Normal<f64>; V]; C],
}

/// Sums over the draws.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// `[vendor][rank]` how often.
    pub rank: Vec<f64>,
    /// `[vendor][criterion]` weights, where the vendor is first.
    pub winning_weight: Vec<f64>,
    /// The same of their squares.
    pub winning_weight_squares: Vec<f64>,
}

impl<const C: usize, const V: usize> Smaa<C, V> {
    /// A scenario of these sizes.
    pub fn new(scenario: &Scenario) -> Self {
        assert!(matches!(scenario.stakeholders[0].prior, WeightPrior::Uniform(_)));
        let normal = |c: usize, v: usize| {
            let value = &scenario.criteria[c].value;
            let (worst, width) = (value.worst(), value.best() - value.worst());
            let of = Alternative::Vendor(VendorId::new(v));
            let belief = scenario.performance.shared(of, CriterionId::new(c)).expect("every cell is known");
            match belief.shape() {
                Shape::Normal { mean, sd } => Normal::new((mean - worst) / width, sd / width).expect("a normal"),
                other => panic!("the plain implementation has no {other:?}"),
            }
        };
        Self { values: std::array::from_fn(|c| std::array::from_fn(|v| normal(c, v))) }
    }

    /// Plays some draws.
    pub fn run(&self, draws: u64, seed: u64) -> Ranked {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut rank = [[0_u64; V]; V];
        let (mut sums, mut squares) = ([[0.0; C]; V], [[0.0; C]; V]);
        for _ in 0..draws {
            let mut weights = [0.0; C];
            let mut total = 0.0;
            for w in &mut weights {
                *w = Exp1.sample(&mut rng);
                total += *w;
            }
            let scale = 1.0 / total;
            weights.iter_mut().for_each(|w| *w *= scale);
            let mut utility = [0.0; V];
            for c in 0..C {
                for v in 0..V {
                    utility[v] += weights[c] * self.values[c][v].sample(&mut rng).clamp(0.0, 1.0);
                }
            }
            for v in 0..V {
                let above = utility.iter().filter(|other| **other > utility[v]).count();
                rank[v][above] += 1;
                if above == 0 {
                    for c in 0..C {
                        sums[v][c] += weights[c];
                        squares[v][c] += weights[c] * weights[c];
                    }
                }
            }
        }
        Ranked {
            rank: rank.as_flattened().iter().map(|count| *count as f64).collect(),
            winning_weight: sums.as_flattened().to_vec(),
            winning_weight_squares: squares.as_flattened().to_vec(),
        }
    }
}
