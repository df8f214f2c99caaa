//! Uniform points of a polytope of weights.

use rand::{Rng, RngExt, SeedableRng};
use rand_distr::StandardNormal;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Constraint, Polytope, vertices};
use crate::math::unit;

/// Turns random numbers into a uniform point of a polytope.
#[derive(Clone, Debug)]
pub struct PointSampler {
    size: usize,
    way: Way,
}

#[derive(Clone, Debug)]
enum Way {
    /// Exact: pick one of the simplices by its volume, then a uniform point of it.
    Simplices { cumulative: Vec<f64>, simplices: Vec<Vec<Vec<f64>>> },
    /// Too many corners: hit-and-run (Smith 1984) from the middle, a walk of its own for every draw.
    Walk { start: Vec<f64>, constraints: Vec<Constraint>, steps: usize },
}

impl Polytope {
    /// A sampler of uniform points.
    ///
    /// # Panics
    /// If the polytope is empty; [`Polytope::conflict`] tells beforehand.
    pub fn sampler(&self) -> PointSampler {
        let exact = vertices::corners(self).and_then(|corners| {
            let simplices = vertices::simplices(self, &corners)?;
            Some(exact_way(&corners, &simplices))
        });
        PointSampler { size: self.size, way: exact.unwrap_or_else(|| self.walk()) }
    }

    /// The random walk, whatever the number of corners: the fall-back, open to tests.
    pub fn walking_sampler(&self) -> PointSampler {
        PointSampler { size: self.size, way: self.walk() }
    }

    fn walk(&self) -> Way {
        Way::Walk {
            start: self.middle(),
            constraints: self.constraints.clone(),
            // The walk forgets its start in about size^2 steps (Lovasz & Vempala 2006); five times that for safety.
            steps: 5 * self.size * self.size,
        }
    }
}

fn exact_way(corners: &[vertices::Corner], simplices: &[Vec<usize>]) -> Way {
    let volumes: Vec<f64> = simplices.iter().map(|simplex| vertices::volume(corners, simplex)).collect();
    let total: f64 = volumes.iter().sum();
    let mut so_far = 0.0;
    let cumulative = volumes.iter().map(|volume| {
        so_far += volume / total;
        so_far
    });
    let points = |simplex: &Vec<usize>| simplex.iter().map(|&v| corners[v].point.clone()).collect();
    // A polytope that is a single point has volume 0 / 0; it is then the only simplex.
    let cumulative = if total > 0.0 { cumulative.collect() } else { vec![1.0; volumes.len()] };
    Way::Simplices { cumulative, simplices: simplices.iter().map(points).collect() }
}

impl PointSampler {
    /// How many random numbers a point takes.
    pub fn numbers(&self) -> usize {
        match &self.way {
            Way::Simplices { simplices, .. } => 1 + simplices[0].len(),
            Way::Walk { .. } => 1,
        }
    }

    /// Whether points are exactly uniform, not only nearly so after a long walk.
    pub fn is_exact(&self) -> bool {
        matches!(self.way, Way::Simplices { .. })
    }

    /// The mean of the points: from the corners, or, where there are too many, of a few thousand walks.
    pub fn mean(&self) -> Vec<f64> {
        let mut mean = vec![0.0; self.size];
        match &self.way {
            Way::Simplices { cumulative, simplices } => {
                let mut before = 0.0;
                for (simplex, up_to) in simplices.iter().zip(cumulative) {
                    let share = (up_to - before) / simplex.len() as f64;
                    simplex.iter().for_each(|corner| add(&mut mean, corner, share));
                    before = *up_to;
                }
            }
            Way::Walk { .. } => {
                let mut point = vec![0.0; self.size];
                for walk in 0..WALKS {
                    self.point(&[walk], &mut point);
                    add(&mut mean, &point, 1.0 / WALKS as f64);
                }
            }
        }
        mean
    }

    /// The point that these [`PointSampler::numbers`] random numbers stand for.
    ///
    /// # Panics
    /// If there are fewer numbers than a point takes, or `out` is not as long as the polytope has weights.
    pub fn point(&self, bits: &[u64], out: &mut [f64]) {
        assert_eq!(out.len(), self.size, "one number per weight");
        match &self.way {
            Way::Simplices { cumulative, simplices } => {
                let u = unit(bits[0]);
                let chosen = cumulative.partition_point(|up_to| *up_to <= u).min(simplices.len() - 1);
                mix_corners(&simplices[chosen], &bits[1..], out);
            }
            Way::Walk { start, constraints, steps } => {
                let mut rng = Xoshiro256PlusPlus::seed_from_u64(bits[0]);
                out.copy_from_slice(start);
                for _ in 0..*steps {
                    hit_and_run(&mut rng, constraints, out);
                }
            }
        }
    }
}

/// Walks of a mean: each weight is then known to about half a point.
const WALKS: u64 = 2048;

fn add(sum: &mut [f64], point: &[f64], share: f64) {
    sum.iter_mut().zip(point).for_each(|(s, x)| *s += share * x);
}

/// A uniform point of a simplex: exponentials, normalised, as the shares of its corners.
fn mix_corners(corners: &[Vec<f64>], bits: &[u64], out: &mut [f64]) {
    let shares: Vec<f64> = bits[..corners.len()].iter().map(|&bits| -unit(bits).ln()).collect();
    let total: f64 = shares.iter().sum();
    out.fill(0.0);
    for (share, corner) in shares.iter().zip(corners) {
        for (w, x) in out.iter_mut().zip(corner) {
            *w += share / total * x;
        }
    }
}

/// One step: a random direction within the plane of weights, then a uniform point of the line inside the polytope.
fn hit_and_run(rng: &mut impl Rng, constraints: &[Constraint], point: &mut [f64]) {
    let mut direction: Vec<f64> = point.iter().map(|_| rng.sample(StandardNormal)).collect();
    let mean = direction.iter().sum::<f64>() / point.len() as f64;
    direction.iter_mut().for_each(|d| *d -= mean);
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut limit = |slack: f64, speed: f64| {
        if speed > 1e-14 {
            low = low.max(-slack / speed);
        } else if speed < -1e-14 {
            high = high.min(-slack / speed);
        }
    };
    for (w, d) in point.iter().zip(&direction) {
        limit(*w, *d);
    }
    for constraint in constraints {
        let along = |v: &[f64]| constraint.row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>();
        limit(along(point) - constraint.least, along(&direction));
    }
    if low < high {
        let step = low + (high - low) * rng.random::<f64>();
        for (w, d) in point.iter_mut().zip(&direction) {
            *w = (*w + step * d).max(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights of 4 criteria with bounds and a ratio, small enough that a tenth of all weights satisfy them.
    fn example() -> Polytope {
        Polytope::new(
            4,
            vec![
                Constraint::at_least(4, 0, 0.1),
                Constraint::at_most(4, 1, 0.4),
                Constraint { row: vec![0.0, 0.0, 1.0, -2.0], least: 0.0 },
            ],
        )
    }

    fn means(sampler: &PointSampler, points: u64) -> Vec<f64> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
        let mut sums = [0.0; 4];
        let mut out = [0.0; 4];
        for _ in 0..points {
            let bits: Vec<u64> = (0..sampler.numbers()).map(|_| rng.next_u64()).collect();
            sampler.point(&bits, &mut out);
            assert!((out.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            sums.iter_mut().zip(&out).for_each(|(s, w)| *s += w);
        }
        sums.iter().map(|s| s / points as f64).collect()
    }

    /// Uniform weights that satisfy the constraints, by throwing away those that do not.
    fn rejected_means(points: u64) -> Vec<f64> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(4);
        let (mut sums, mut kept) = (vec![0.0; 4], 0);
        while kept < points {
            let e: Vec<f64> = (0..4).map(|_| -(1.0 - rng.random::<f64>()).ln()).collect();
            let total: f64 = e.iter().sum();
            let w: Vec<f64> = e.iter().map(|x| x / total).collect();
            if w[0] >= 0.1 && w[1] <= 0.4 && w[2] >= 2.0 * w[3] {
                kept += 1;
                sums.iter_mut().zip(&w).for_each(|(s, w)| *s += w);
            }
        }
        sums.iter().map(|s| s / points as f64).collect()
    }

    #[test]
    fn simplices_and_walk_agree_with_rejection() {
        let points = 40_000;
        let expected = rejected_means(points);
        for (name, sampler) in [("simplices", example().sampler()), ("walk", example().walking_sampler())] {
            for (k, (got, want)) in means(&sampler, points).iter().zip(&expected).enumerate() {
                // The standard deviation of a weight is below 0.2; two independent means of 40,000.
                let z = (got - want) / (0.2 * (2.0 / points as f64).sqrt());
                assert!(z.abs() <= 4.5, "{name}, weight {k}: {got} against {want}, z = {z}");
            }
        }
        assert!(example().sampler().is_exact());
    }

    #[test]
    fn the_mean_is_that_of_the_points() {
        let expected = rejected_means(40_000);
        for (sampler, points) in [(example().sampler(), 40_000), (example().walking_sampler(), WALKS)] {
            for (got, want) in sampler.mean().iter().zip(&expected) {
                assert!((got - want).abs() <= 4.5 * 0.2 * (2.0 / points as f64).sqrt(), "{got} against {want}");
            }
        }
    }

    #[test]
    fn equal_bounds_fix_a_weight() {
        let polytope = Polytope::new(3, vec![Constraint::at_least(3, 0, 0.3), Constraint::at_most(3, 0, 0.3)]);
        let sampler = polytope.sampler();
        let mut out = [0.0; 3];
        sampler.point(&[5 << 20, 77 << 40, 99 << 50, 3][..sampler.numbers()], &mut out);
        assert!((out[0] - 0.3).abs() < 1e-12 && out[1] > 0.0 && out[2] > 0.0);
    }

    #[test]
    fn the_whole_simplex_is_one_simplex() {
        let sampler = Polytope::new(5, vec![]).sampler();
        assert_eq!(sampler.numbers(), 6);
    }
}
