//! Distribution functions and partial means: what a value function is worth on average, in closed form.

use statrs::function::{beta::beta_reg, erf::erfc};

use super::{Distribution, Outside, Shape, ValueFunction, pert_parameters};

impl Distribution {
    /// P(X <= x) and E[X; X <= x].
    ///
    /// Source of the partial means: Johnson, Kotz & Balakrishnan 1994/95 (normal 13.10.1, lognormal 14.2, beta 25.2).
    pub fn below(&self, x: f64) -> (f64, f64) {
        match self.shape() {
            Shape::Exact(value) => at_point(*value, 1.0, x),
            Shape::Normal { mean, sd } => {
                let z = (x - mean) / sd;
                let share = normal_cdf(z);
                (share, mean * share - sd * normal_density(z))
            }
            Shape::LogNormal { .. } if x <= 0.0 => (0.0, 0.0),
            Shape::LogNormal { median, sigma } => {
                let z = (x / median).ln() / sigma;
                (normal_cdf(z), self.mean() * normal_cdf(z - sigma))
            }
            Shape::Logistic { .. } if x <= 0.0 => (0.0, 0.0),
            Shape::Logistic { mean, sd } => logistic_below(*mean, *sd, x),
            Shape::Uniform { low, high } => {
                let x = x.clamp(*low, *high);
                ((x - low) / (high - low), 0.5 * (x * x - low * low) / (high - low))
            }
            Shape::Triangular { low, mode, high } => triangular_below(*low, *mode, *high, x),
            Shape::Pert { low, mode, high } => {
                let (a, b) = pert_parameters(*low, *mode, *high);
                beta_below(a, b, *low, *high, x)
            }
            Shape::Beta { a, b, low, high } => beta_below(*a, *b, *low, *high, x),
            Shape::Discrete(outcomes) => outcomes
                .iter()
                .map(|&(value, p)| at_point(value, p, x))
                .fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1)),
        }
    }

    /// E[u(X)].
    pub fn expected_value(&self, value: &ValueFunction) -> f64 {
        if let Some(x) = self.known() {
            return value.value(x);
        }
        let mut knots: Vec<(f64, f64)> = value.points().to_vec();
        if value.less_is_better() {
            knots.reverse();
        }
        let last = knots.len() - 1;
        let lines: Vec<(f64, f64)> = knots.windows(2).map(|pair| line(pair[0], pair[1])).collect();
        let (mut total, mut so_far) = (0.0, (0.0, 0.0));
        let mut add = |(level, slope): (f64, f64), up_to: (f64, f64)| {
            total += level * (up_to.0 - so_far.0) + slope * (up_to.1 - so_far.1);
            so_far = up_to;
        };
        let outer = |line: (f64, f64), end: f64| match value.outside() {
            Outside::Clamp => (end, 0.0),
            Outside::Extrapolate => line,
        };
        add(outer(lines[0], knots[0].1), self.below(knots[0].0));
        for (line, knot) in lines.iter().zip(&knots[1..]) {
            add(*line, self.below(knot.0));
        }
        add(outer(lines[lines.len() - 1], knots[last].1), (1.0, self.mean()));
        total
    }
}

/// Level and slope of the line through two points.
fn line((x0, v0): (f64, f64), (x1, v1): (f64, f64)) -> (f64, f64) {
    let slope = (v1 - v0) / (x1 - x0);
    (v0 - slope * x0, slope)
}

fn at_point(value: f64, p: f64, x: f64) -> (f64, f64) {
    if value <= x { (p, p * value) } else { (0.0, 0.0) }
}

fn beta_below(a: f64, b: f64, low: f64, high: f64, x: f64) -> (f64, f64) {
    let at = ((x - low) / (high - low)).clamp(0.0, 1.0);
    let (share, partial) = (beta_reg(a, b, at), a / (a + b) * beta_reg(a + 1.0, b, at));
    (share, low * share + (high - low) * partial)
}

/// The partial mean has no closed form: Simpson's rule over the standard normal behind the log-odds.
fn logistic_below(mean: f64, sd: f64, x: f64) -> (f64, f64) {
    /// Beyond this a standard normal has less than 10^-22 of its probability.
    const FAR: f64 = 10.0;
    let end = if x >= 1.0 { FAR } else { (((x / (1.0 - x)).ln() - mean) / sd).clamp(-FAR, FAR) };
    // Steps short enough for the density and for the logistic curve, which is as steep as sd.
    let steps = 2 * (128.0 * (end + FAR) / (2.0 * FAR) * (1.0 + sd).min(64.0)).ceil() as usize + 2;
    let width = (end + FAR) / steps as f64;
    let at = |i: usize| {
        let z = -FAR + width * i as f64;
        let factor = if i == 0 || i == steps { 1.0 } else { 2.0 + 2.0 * (i % 2) as f64 };
        factor * normal_density(z) / (1.0 + (-(mean + sd * z)).exp())
    };
    let share = if x >= 1.0 { 1.0 } else { normal_cdf(((x / (1.0 - x)).ln() - mean) / sd) };
    (share, width / 3.0 * (0..=steps).map(at).sum::<f64>())
}

fn triangular_below(low: f64, mode: f64, high: f64, x: f64) -> (f64, f64) {
    let (width, x) = (high - low, x.clamp(low, high));
    // Density 2 (t - low) / (width (mode - low)) up to the mode: integrate it and t times it.
    let rising = |t: f64| {
        let d = t - low;
        let share = d * d / (width * (mode - low));
        (share, low * share + 2.0 * d * d * d / (3.0 * width * (mode - low)))
    };
    let falling_above = |t: f64| {
        let d = high - t;
        let share = d * d / (width * (high - mode));
        (share, high * share - 2.0 * d * d * d / (3.0 * width * (high - mode)))
    };
    if x < mode || mode == high {
        rising(x)
    } else {
        let above = falling_above(x);
        (1.0 - above.0, (low + mode + high) / 3.0 - above.1)
    }
}

fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Tail;

    /// The mean of u over a fine grid of the unit interval.
    fn by_grid(belief: &Distribution, value: &ValueFunction) -> f64 {
        let n = 200_000;
        let at = |i: usize| {
            let u = (i as f64 + 0.5) / n as f64;
            if u < 0.5 { Tail { p: u, upper: false } } else { Tail { p: 1.0 - u, upper: true } }
        };
        (0..n).map(|i| value.value(belief.quantile(at(i)))).sum::<f64>() / n as f64
    }

    #[test]
    fn expected_values_agree_with_a_fine_grid() {
        let beliefs = [
            Distribution::exact(97.5).unwrap(),
            Distribution::normal(97.0, 2.0).unwrap(),
            Distribution::lognormal(97.0, 0.02).unwrap(),
            Distribution::logistic(3.5, 0.8).unwrap(),
            Distribution::uniform(94.0, 99.5).unwrap(),
            Distribution::triangular(94.0, 98.0, 99.5).unwrap(),
            Distribution::triangular(94.0, 99.5, 99.5).unwrap(),
            Distribution::triangular(96.0, 96.0, 99.5).unwrap(),
            Distribution::pert(94.0, 98.0, 101.0).unwrap(),
            Distribution::beta(2.0, 0.7, 94.0, 100.0).unwrap(),
            Distribution::discrete(vec![(94.0, 0.2), (97.0, 0.5), (101.0, 0.3)]).unwrap(),
        ];
        for outside in [Outside::Clamp, Outside::Extrapolate] {
            let values = [
                ValueFunction::linear(95.0, 100.0, outside).unwrap(),
                ValueFunction::linear(100.0, 95.0, outside).unwrap(),
                ValueFunction::piecewise(vec![(95.0, 0.0), (98.0, 0.7), (100.0, 1.0)], outside).unwrap(),
            ];
            for belief in &beliefs {
                for value in &values {
                    let (exact, grid) = (belief.expected_value(value), by_grid(belief, value));
                    assert!((exact - grid).abs() < 2e-5, "{belief} {value:?}: {exact} {grid}");
                }
            }
        }
    }

    #[test]
    fn a_share_with_normal_log_odds_is_worth_what_a_fine_grid_says() {
        for (mean, sd) in [(0.0, 0.1), (-1.5, 0.6), (0.5, 4.0), (2.0, 40.0)] {
            let belief = Distribution::logistic(mean, sd).unwrap();
            for outside in [Outside::Clamp, Outside::Extrapolate] {
                let value = ValueFunction::piecewise(vec![(0.15, 0.0), (0.3, 0.7), (0.8, 1.0)], outside).unwrap();
                let (exact, grid) = (belief.expected_value(&value), by_grid(&belief, &value));
                assert!((exact - grid).abs() < 2e-5, "{belief}: {exact} {grid}");
            }
        }
    }
}
