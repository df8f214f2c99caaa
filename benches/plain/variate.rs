//! One uncertain number, prepared for drawing.

use rand::distr::Distribution as _;
use rand_distr::{Gamma, Normal};
use rand_xoshiro::Xoshiro256PlusPlus;
use reframe::model::{Distribution, Shape};

/// What the problems of the benchmarks believe about numbers.
pub enum Variate {
    /// Always this.
    Known(f64),
    /// Normal.
    Normal(Normal<f64>),
    /// A beta, as the first gamma's share of both, on an interval (its lower end and its width). In half the time of
    /// rand_distr's own beta, which is Cheng's rejection with its logarithms.
    Beta([Gamma<f64>; 2], f64, f64),
}

impl Variate {
    /// Prepares a belief.
    pub fn new(belief: &Distribution) -> Self {
        match *belief.shape() {
            Shape::Exact(x) => Variate::Known(x),
            Shape::Normal { mean, sd } => Variate::Normal(Normal::new(mean, sd).expect("a normal")),
            Shape::Beta { a, b, low, high } => Variate::beta([a, b], low, high),
            Shape::Pert { low, mode, high } => {
                let a = 1.0 + 4.0 * (mode - low) / (high - low);
                Variate::beta([a, 6.0 - a], low, high)
            }
            ref other => panic!("the plain implementation has no {other:?}"),
        }
    }

    /// A beta on an interval.
    pub fn beta(shapes: [f64; 2], low: f64, high: f64) -> Self {
        Variate::Beta(shapes.map(|shape| Gamma::new(shape, 1.0).expect("a positive shape")), low, high - low)
    }

    /// The number in one draw.
    #[inline(always)]
    pub fn draw(&self, rng: &mut Xoshiro256PlusPlus) -> f64 {
        match self {
            Variate::Known(x) => *x,
            Variate::Normal(normal) => normal.sample(rng),
            Variate::Beta([first, second], low, width) => {
                let x = first.sample(rng);
                low + width * (x / (x + second.sample(rng)))
            }
        }
    }
}
