//! How one uncertain number is made from one random number.

use std::collections::HashMap;
use std::sync::Arc;

use crate::math::{Kernel, QuantileTable, Scale, Simd, Tail, families, lanes::exp, simd, unit};
use crate::model::{Credibility, Distribution, RelativeScale, Shape, pert_parameters};
use crate::random::Key;

/// Below this shape the quantiles of gamma and beta vary so fast near 0 that the table holds their logarithm (logit)
/// instead.
pub const SMALL_SHAPE: f64 = 0.5;

/// Turns random bits into values of one distribution.
#[derive(Clone, Debug)]
pub enum Sampler {
    /// Nothing uncertain.
    Constant(f64),
    /// shift + scale * table
    Table {
        /// The standard form of the family.
        table: Arc<QuantileTable>,
        /// Multiplies it.
        scale: f64,
        /// Is added.
        shift: f64,
    },
    /// shift + scale * e^t / (1 + e^t): a beta with a small shape.
    Logit {
        /// Logit of the quantile.
        table: Arc<QuantileTable>,
        /// Multiplies the beta.
        scale: f64,
        /// Is added.
        shift: f64,
    },
    /// 1 / (1 + e^-(mean + sd * z)) for a standard normal z.
    Logistic {
        /// The standard normal.
        table: Arc<QuantileTable>,
        /// Of the log-odds.
        mean: f64,
        /// Of the log-odds.
        sd: f64,
    },
    /// low + width * u
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest less smallest.
        width: f64,
    },
    /// Has a closed form, with a kink that a table would round off.
    Triangular {
        /// Smallest.
        low: f64,
        /// Most likely.
        mode: f64,
        /// Largest.
        high: f64,
    },
    /// (cumulative probability, value), ascending.
    Discrete(Vec<(f64, f64)>),
}

impl Sampler {
    /// Values for a block of random bits.
    pub fn fill(&self, bits: &[u64], out: &mut [f64]) {
        simd::run(Fill { sampler: self, bits, out });
    }

    /// The same inside a kernel, compiled for its instruction set.
    #[inline(always)]
    pub fn fill_here<S: Simd>(&self, simd: S, bits: &[u64], out: &mut [f64]) {
        match self {
            Sampler::Constant(x) => out.fill(*x),
            &Sampler::Table { ref table, scale, shift } => {
                table.fill(simd, bits, out);
                for x in out.iter_mut() {
                    *x = shift + scale * *x;
                }
            }
            &Sampler::Logit { ref table, scale, shift } => {
                table.fill(simd, bits, out);
                for x in out.iter_mut() {
                    *x = logistic(*x, scale, shift);
                }
            }
            &Sampler::Logistic { ref table, mean, sd } => {
                table.fill(simd, bits, out);
                for x in out.iter_mut() {
                    *x = logistic(mean + sd * *x, 1.0, 0.0);
                }
            }
            Sampler::Uniform { low, width } => {
                for (x, &bits) in out.iter_mut().zip(bits) {
                    *x = low + width * unit(bits);
                }
            }
            Sampler::Triangular { low, mode, high } => {
                let belief = (high - low, mode - low, high - mode);
                for (x, &bits) in out.iter_mut().zip(bits) {
                    *x = triangular(Tail::from_bits(bits), *low, *high, belief);
                }
            }
            Sampler::Discrete(steps) => {
                for (x, &bits) in out.iter_mut().zip(bits) {
                    let u = unit(bits);
                    let step = steps.iter().position(|(up_to, _)| u < *up_to).unwrap_or(steps.len() - 1);
                    *x = steps[step].1;
                }
            }
        }
    }

    /// The value, if nothing is uncertain.
    pub fn constant(&self) -> Option<f64> {
        match self {
            Sampler::Constant(x) => Some(*x),
            _ => None,
        }
    }
}

struct Fill<'a> {
    sampler: &'a Sampler,
    bits: &'a [u64],
    out: &'a mut [f64],
}

impl Kernel for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        self.sampler.fill_here(simd, self.bits, self.out);
    }
}

#[inline(always)]
fn logistic(y: f64, scale: f64, shift: f64) -> f64 {
    let small = exp(if y < 0.0 { y } else { -y });
    let value = if y < 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
    shift + scale * value
}

/// One of several performances that vary together: a sum of independent normals on the scale where effects add up
/// (docs/model.md, "Performance, and what the buyer perceives").
#[derive(Clone, Debug)]
pub struct Mixture {
    /// Mean on that scale.
    pub mean: f64,
    /// Addresses of standard normals, and by how much each counts.
    pub parts: Vec<(Key, f64)>,
    /// The standard normal.
    pub normal: Arc<QuantileTable>,
    scale: RelativeScale,
}

impl Mixture {
    /// A sum of these parts around this mean.
    pub fn new(scale: RelativeScale, mean: f64, parts: Vec<(Key, f64)>) -> Self {
        Self { mean, parts, normal: families::normal(), scale }
    }

    /// From sums on the scale to natural units.
    #[inline(always)]
    pub fn finish(&self, sums: &mut [f64]) {
        match self.scale {
            RelativeScale::Plain => {}
            RelativeScale::Log => sums.iter_mut().for_each(|x| *x = x.exp()),
            RelativeScale::LogOdds => sums.iter_mut().for_each(|x| *x = logistic(*x, 1.0, 0.0)),
        }
    }
}

fn triangular(at: Tail, low: f64, high: f64, (width, left, right): (f64, f64, f64)) -> f64 {
    let u = at.unit();
    if u * width < left {
        low + (u * width * left).sqrt()
    } else {
        let rest = if at.upper { at.p } else { 1.0 - at.p };
        high - (rest * width * right).sqrt()
    }
}

/// Builds samplers, and shares tables between equal distributions: normals of any mean and spread share one.
#[derive(Debug, Default)]
pub struct SamplerFactory {
    tables: HashMap<TableKey, Arc<QuantileTable>>,
}

/// Parameters by their bits, so that equality is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum TableKey {
    LogNormal(u64),
    Beta(u64, u64, Scale),
    Gamma(u64, Scale),
}

impl SamplerFactory {
    /// The sampler of a belief.
    pub fn sampler(&mut self, belief: &Distribution) -> Sampler {
        match belief.shape() {
            Shape::Exact(x) => Sampler::Constant(*x),
            Shape::Normal { mean, sd } => Sampler::Table { table: families::normal(), scale: *sd, shift: *mean },
            Shape::LogNormal { median, sigma } => {
                Sampler::Table { table: self.lognormal(*sigma), scale: *median, shift: 0.0 }
            }
            Shape::Logistic { mean, sd } => Sampler::Logistic { table: families::normal(), mean: *mean, sd: *sd },
            Shape::Uniform { low, high } => Sampler::Uniform { low: *low, width: high - low },
            Shape::Triangular { low, mode, high } => Sampler::Triangular { low: *low, mode: *mode, high: *high },
            Shape::Pert { low, mode, high } => {
                let (a, b) = pert_parameters(*low, *mode, *high);
                self.beta(a, b, *low, *high)
            }
            Shape::Beta { a, b, low, high } => self.beta(*a, *b, *low, *high),
            Shape::Discrete(outcomes) if outcomes.len() == 1 => Sampler::Constant(outcomes[0].0),
            Shape::Discrete(outcomes) => {
                let mut total = 0.0;
                let cumulative = outcomes.iter().map(|&(x, p)| {
                    total += p;
                    (total, x)
                });
                Sampler::Discrete(cumulative.collect())
            }
        }
    }

    /// The sampler of a credibility.
    pub fn credibility(&mut self, belief: &Credibility) -> Sampler {
        match belief {
            Credibility::Exact(k) => Sampler::Constant(k.get()),
            Credibility::Beta { mean, confidence } => {
                let total = confidence.get();
                self.beta(mean.get() * total, (1.0 - mean.get()) * total, 0.0, 1.0)
            }
        }
    }

    /// The table of Gamma(shape), scale 1; of its logarithm if so wanted.
    pub fn gamma(&mut self, shape: f64, logarithmic: bool) -> Arc<QuantileTable> {
        let form = Scale::logarithmic(logarithmic);
        self.table(TableKey::Gamma(shape.to_bits(), form), || families::gamma(shape, form))
    }

    /// The table of the standard Gumbel distribution, -ln(-ln u).
    pub fn gumbel(&mut self) -> Arc<QuantileTable> {
        families::gumbel()
    }

    fn lognormal(&mut self, sigma: f64) -> Arc<QuantileTable> {
        self.table(TableKey::LogNormal(sigma.to_bits()), || families::lognormal(sigma))
    }

    fn beta(&mut self, a: f64, b: f64, low: f64, high: f64) -> Sampler {
        let logit = a.min(b) < SMALL_SHAPE;
        let form = Scale::logarithmic(logit);
        let table = self.table(TableKey::Beta(a.to_bits(), b.to_bits(), form), || families::beta(a, b, form));
        let (scale, shift) = (high - low, low);
        if logit { Sampler::Logit { table, scale, shift } } else { Sampler::Table { table, scale, shift } }
    }

    fn table(&mut self, key: TableKey, build: impl FnOnce() -> QuantileTable) -> Arc<QuantileTable> {
        Arc::clone(self.tables.entry(key).or_insert_with(|| Arc::new(build())))
    }
}
