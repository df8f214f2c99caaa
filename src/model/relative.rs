//! Performances that are known relative to one another: what a network of comparisons measures, with one common baseline.

use thiserror::Error;

use super::{Alternative, Distribution, Shape};

/// What is added up: the baseline and the effect on this scale make the performance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelativeScale {
    /// The performance itself: effects are differences in natural units.
    Plain,
    /// Its natural logarithm: effects are logarithms of ratios.
    Log,
    /// ln(x / (1 - x)) of a share x: effects are logarithms of odds ratios.
    LogOdds,
}

impl RelativeScale {
    /// From the scale to natural units.
    pub fn performance(self, y: f64) -> f64 {
        match self {
            RelativeScale::Plain => y,
            RelativeScale::Log => y.exp(),
            RelativeScale::LogOdds => 1.0 / (1.0 + (-y).exp()),
        }
    }
}

/// Why no measurements are relative in this way.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ImpossibleRelative {
    /// A baseline or an effect that is neither known nor normal.
    #[error("{what} must be a number or a normal, like 0.4 or \"0.4 ± 0.1\"")]
    NotNormal {
        /// Which: `None` is the baseline, else the position of the effect.
        which: Option<usize>,
        /// In words.
        what: String,
    },
    /// An effect with an uncertainty of its own, although a covariance is given.
    #[error("with a covariance, an effect is only its mean: a number")]
    TwiceUncertain {
        /// Position of the effect.
        effect: usize,
    },
    /// Another number of rows or columns than effects.
    #[error("the covariance must have {effects} rows of {effects} numbers, one for each effect")]
    Size {
        /// How many effects there are.
        effects: usize,
    },
    /// A matrix that is no covariance.
    #[error("{reason}")]
    NoCovariance {
        /// Position of the row that shows it.
        row: usize,
        /// What is wrong.
        reason: String,
    },
    /// Effects, or their uncertainty, so large that no performance is left.
    #[error("baseline and effect are too large for this scale: the performance would not be a finite number")]
    TooLarge {
        /// Position of the effect; `None`: the baseline alone.
        which: Option<usize>,
    },
}

/// On one criterion: a baseline alternative, and by how much the others differ from it.
///
/// y_0 = baseline, y_k = y_0 + effect_k with effects jointly normal and independent of the baseline; the performance is
/// [`RelativeScale::performance`] of y. All alternatives share the draw of the baseline, so that its uncertainty does not
/// blur their differences (van Valkenhoef et al. 2012, *Journal of Clinical Epidemiology* 65).
#[derive(Clone, Debug, PartialEq)]
pub struct Relative {
    scale: RelativeScale,
    to: Alternative,
    /// Mean and standard deviation.
    baseline: (f64, f64),
    effects: Vec<(Alternative, f64)>,
    /// Lower triangle L with covariance = L L': effect_k = mean_k + sum_j L_kj Z_j.
    root: Vec<Vec<f64>>,
}

impl Relative {
    /// Effects relative to the baseline of `to`. `covariance` holds that of the effects, in their order; without one they
    /// are independent.
    ///
    /// # Errors
    /// See [`ImpossibleRelative`].
    pub fn new(
        scale: RelativeScale,
        to: Alternative,
        baseline: &Distribution,
        effects: &[(Alternative, Distribution)],
        covariance: Option<&[Vec<f64>]>,
    ) -> Result<Self, ImpossibleRelative> {
        let baseline = normal(baseline)
            .ok_or_else(|| ImpossibleRelative::NotNormal { which: None, what: "the baseline".to_owned() })?;
        let mut moments = Vec::new();
        for (position, (_, effect)) in effects.iter().enumerate() {
            let refused = || ImpossibleRelative::NotNormal { which: Some(position), what: "an effect".to_owned() };
            moments.push(normal(effect).ok_or_else(refused)?);
        }
        let root = match covariance {
            None => diagonal(&moments.iter().map(|(_, sd)| *sd).collect::<Vec<f64>>()),
            Some(covariance) => {
                if let Some(effect) = moments.iter().position(|(_, sd)| *sd > 0.0) {
                    return Err(ImpossibleRelative::TwiceUncertain { effect });
                }
                square_root(covariance, effects.len())?
            }
        };
        let effects = effects.iter().zip(&moments).map(|((who, _), (mean, _))| (*who, *mean)).collect();
        let this = Self { scale, to, baseline, effects, root };
        for (which, alternative) in this.alternatives().enumerate() {
            let mean = this.marginal(alternative).map(|belief| belief.mean());
            if !mean.is_some_and(f64::is_finite) {
                return Err(ImpossibleRelative::TooLarge { which: which.checked_sub(1) });
            }
        }
        Ok(this)
    }

    /// The scale on which effects are added.
    pub fn scale(&self) -> RelativeScale {
        self.scale
    }

    /// Baseline first, then the effects in their order.
    pub fn alternatives(&self) -> impl Iterator<Item = Alternative> + '_ {
        std::iter::once(self.to).chain(self.effects.iter().map(|(alternative, _)| *alternative))
    }

    /// Mean of an alternative on the scale, and by how much it follows each of the independent standard normals Z_0 (of
    /// the baseline), Z_1, ... (of the effects): with whose number, and how far. `None` if it is not measured here.
    pub fn mixture(&self, of: Alternative) -> Option<(f64, Vec<(Alternative, f64)>)> {
        let (base, sd) = self.baseline;
        let shared = std::iter::once((self.to, sd)).filter(|(_, sd)| *sd > 0.0);
        if of == self.to {
            return Some((base, shared.collect()));
        }
        let position = self.effects.iter().position(|(alternative, _)| *alternative == of)?;
        let own = self.root[position].iter().zip(&self.effects).map(|(factor, (whose, _))| (*whose, *factor));
        let parts = shared.chain(own.filter(|(_, factor)| *factor != 0.0));
        Some((base + self.effects[position].1, parts.collect()))
    }

    /// What is believed of one alternative alone; `None` if it is not measured here.
    pub(super) fn marginal(&self, of: Alternative) -> Option<Distribution> {
        let (mean, parts) = self.mixture(of)?;
        let sd = parts.iter().map(|(_, factor)| factor * factor).sum::<f64>().sqrt();
        let belief = match self.scale {
            _ if sd == 0.0 => Distribution::exact(self.scale.performance(mean)),
            RelativeScale::Plain => Distribution::normal(mean, sd),
            RelativeScale::Log => Distribution::lognormal(mean.exp(), sd),
            RelativeScale::LogOdds => Distribution::logistic(mean, sd),
        };
        belief.ok()
    }
}

/// Mean and standard deviation of what is known or normal.
fn normal(belief: &Distribution) -> Option<(f64, f64)> {
    match belief.shape() {
        Shape::Exact(x) => Some((*x, 0.0)),
        Shape::Normal { mean, sd } => Some((*mean, *sd)),
        _ => None,
    }
}

fn diagonal(entries: &[f64]) -> Vec<Vec<f64>> {
    let row = |(k, entry): (usize, &f64)| (0..=k).map(|j| if j == k { *entry } else { 0.0 }).collect();
    entries.iter().enumerate().map(row).collect()
}

/// Cholesky's lower triangle; a direction without any variance is allowed.
fn square_root(covariance: &[Vec<f64>], size: usize) -> Result<Vec<Vec<f64>>, ImpossibleRelative> {
    if covariance.len() != size || covariance.iter().any(|row| row.len() != size) {
        return Err(ImpossibleRelative::Size { effects: size });
    }
    let refuse = |row: usize, reason: String| Err(ImpossibleRelative::NoCovariance { row, reason });
    let largest = covariance.iter().flatten().fold(0.0_f64, |most, entry| most.max(entry.abs()));
    let rounding = 1e-9 * largest;
    let mut root: Vec<Vec<f64>> = Vec::with_capacity(size);
    for k in 0..size {
        let mut row = Vec::with_capacity(k + 1);
        for j in 0..=k {
            let (here, there) = (covariance[k][j], covariance[j][k]);
            // Written so that a number that is none is refused, too.
            let mirrored = (here - there).abs() <= rounding;
            if !mirrored {
                return refuse(k, format!("a covariance is the same both ways, but here are {here} and {there}"));
            }
            let known: f64 = if j == k {
                row.iter().map(|x: &f64| x * x).sum()
            } else {
                row.iter().zip(&root[j]).map(|(a, b)| a * b).sum()
            };
            let rest = here - known;
            if j < k {
                let pivot = root[j][j];
                if pivot == 0.0 && rest.abs() > rounding {
                    return refuse(k, "no effects vary like this: a correlation would be above 1".to_owned());
                }
                row.push(if pivot == 0.0 { 0.0 } else { rest / pivot });
            } else if rest < -rounding {
                let reason = if here < 0.0 {
                    "a variance is negative"
                } else {
                    "no effects vary like this: a correlation would be above 1"
                };
                return refuse(k, reason.to_owned());
            } else {
                row.push(if rest <= rounding { 0.0 } else { rest.sqrt() });
            }
        }
        root.push(row);
    }
    Ok(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::VendorId;

    fn vendor(position: usize) -> Alternative {
        Alternative::Vendor(VendorId::new(position))
    }

    fn number(x: f64) -> Distribution {
        Distribution::exact(x).unwrap()
    }

    #[test]
    fn the_root_of_a_covariance_gives_it_back() {
        let covariance = vec![vec![4.0, 2.0, 0.6], vec![2.0, 5.0, 1.0], vec![0.6, 1.0, 3.0]];
        let root = square_root(&covariance, 3).unwrap();
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = root[i].iter().zip(&root[j]).map(|(a, b)| a * b).sum();
                assert!((product - covariance[i][j]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn effects_that_always_go_together_are_allowed_and_more_than_that_is_not() {
        assert!(square_root(&[vec![1.0, 2.0], vec![2.0, 4.0]], 2).is_ok());
        assert!(square_root(&[vec![0.0, 0.0], vec![0.0, 4.0]], 2).is_ok());
        for bad in [
            vec![vec![1.0, 3.0], vec![3.0, 4.0]],
            vec![vec![0.0, 1.0], vec![1.0, 4.0]],
            vec![vec![-1.0, 0.0], vec![0.0, 4.0]],
            vec![vec![1.0, 0.2], vec![0.3, 4.0]],
            vec![vec![1.0, f64::NAN], vec![f64::NAN, 4.0]],
        ] {
            assert!(matches!(square_root(&bad, 2), Err(ImpossibleRelative::NoCovariance { .. })), "{bad:?}");
        }
        assert_eq!(square_root(&[vec![1.0]], 2), Err(ImpossibleRelative::Size { effects: 2 }));
    }

    #[test]
    fn one_alternative_alone_has_the_variance_of_baseline_and_effect() {
        let baseline = Distribution::normal(1.0, 0.3).unwrap();
        let effects = [(vendor(1), Distribution::normal(2.0, 0.4).unwrap())];
        let relative = |scale| Relative::new(scale, vendor(0), &baseline, &effects, None).unwrap();
        let plain = relative(RelativeScale::Plain);
        assert_eq!(plain.marginal(vendor(1)), Some(Distribution::normal(3.0, 0.5).unwrap()));
        assert_eq!(plain.marginal(vendor(2)), None);
        let log = relative(RelativeScale::Log);
        assert_eq!(log.marginal(vendor(0)), Some(Distribution::lognormal(1_f64.exp(), 0.3).unwrap()));
    }

    #[test]
    fn what_is_neither_known_nor_normal_is_refused() {
        let beta = Distribution::beta(1.0, 2.0, 0.0, 1.0).unwrap();
        let of = |baseline: &Distribution, effect: &Distribution, covariance: Option<&[Vec<f64>]>| {
            let effects = [(vendor(1), effect.clone())];
            Relative::new(RelativeScale::Log, vendor(0), baseline, &effects, covariance).unwrap_err()
        };
        assert!(matches!(of(&beta, &number(1.0), None), ImpossibleRelative::NotNormal { which: None, .. }));
        assert!(matches!(of(&number(1.0), &beta, None), ImpossibleRelative::NotNormal { which: Some(0), .. }));
        let normal = Distribution::normal(1.0, 0.3).unwrap();
        let twice = of(&normal, &normal, Some(&[vec![1.0]]));
        assert_eq!(twice, ImpossibleRelative::TwiceUncertain { effect: 0 });
        assert_eq!(of(&normal, &number(800.0), None), ImpossibleRelative::TooLarge { which: Some(0) });
    }
}
