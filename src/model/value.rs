//! Partial value functions: natural units to [0, 1].

use thiserror::Error;

/// What a value function does outside its first and last point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Stay at the value of the nearest end (the default).
    Clamp,
    /// Go on along the nearest segment; values below 0 and above 1 are then possible.
    Extrapolate,
}

/// Why points do not make a value function.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ImpossibleValue {
    /// Worst and best are the same number, or one is not a number.
    #[error("worst and best must be two different numbers, found {worst} and {best}")]
    EmptyScale {
        /// As given.
        worst: f64,
        /// As given.
        best: f64,
    },
    /// Points that do not run strictly from worst to best.
    #[error("the points of a value function must go strictly from worst to best; point {position} ({x}) does not")]
    NotOrdered {
        /// 1-based.
        position: usize,
        /// Natural units.
        x: f64,
    },
    /// Values must rise from 0 to 1 (or stay level in between).
    #[error("the values of a value function must rise from 0 at worst to 1 at best; point {position} has {value}")]
    NotRising {
        /// 1-based.
        position: usize,
        /// As given.
        value: f64,
    },
}

/// u_c of docs/model.md, "Performance, and what the buyer perceives": continuous, piecewise linear, 0 at worst,
/// 1 at best, never falling towards best.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueFunction {
    /// (natural units, value) from worst to best.
    points: Vec<(f64, f64)>,
    /// Of the lines between them.
    slopes: Vec<f64>,
    outside: Outside,
}

impl ValueFunction {
    /// The straight line from `worst` (0) to `best` (1); `best < worst` means less is better.
    ///
    /// # Errors
    /// If the two are equal or not finite.
    pub fn linear(worst: f64, best: f64, outside: Outside) -> Result<Self, ImpossibleValue> {
        if !(worst.is_finite() && best.is_finite() && worst != best) {
            return Err(ImpossibleValue::EmptyScale { worst, best });
        }
        Ok(Self::through(vec![(worst, 0.0), (best, 1.0)], outside))
    }

    /// Straight lines through `points`, given from worst to best as (natural units, value).
    ///
    /// # Errors
    /// If the points do not run strictly from worst (0) to best (1), or a value falls on the way.
    pub fn piecewise(points: Vec<(f64, f64)>, outside: Outside) -> Result<Self, ImpossibleValue> {
        let (Some(&(worst, first)), Some(&(best, last))) = (points.first(), points.last()) else {
            return Err(ImpossibleValue::EmptyScale { worst: f64::NAN, best: f64::NAN });
        };
        if !(worst.is_finite() && best.is_finite() && worst != best) {
            return Err(ImpossibleValue::EmptyScale { worst, best });
        }
        if first != 0.0 {
            return Err(ImpossibleValue::NotRising { position: 1, value: first });
        }
        let towards_best = (best - worst).signum();
        for (i, pair) in points.windows(2).enumerate() {
            let ((x0, v0), (x1, v1)) = (pair[0], pair[1]);
            let advances = (x1 - x0) * towards_best > 0.0;
            if !advances {
                return Err(ImpossibleValue::NotOrdered { position: i + 2, x: x1 });
            }
            if !(v1 >= v0 && v1 <= 1.0) {
                return Err(ImpossibleValue::NotRising { position: i + 2, value: v1 });
            }
        }
        if last != 1.0 {
            return Err(ImpossibleValue::NotRising { position: points.len(), value: last });
        }
        Ok(Self::through(points, outside))
    }

    /// A line (less is better, so that discounts fit) in the place of a scale that could not be read; its scenario never gets out.
    pub(crate) fn stand_in() -> Self {
        Self::through(vec![(1.0, 0.0), (0.0, 1.0)], Outside::Clamp)
    }

    fn through(points: Vec<(f64, f64)>, outside: Outside) -> Self {
        let slopes = points.windows(2).map(|pair| (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0)).collect();
        Self { points, slopes, outside }
    }

    /// The value of `x` (natural units): in [0, 1] when clamped.
    pub fn value(&self, x: f64) -> f64 {
        let rising = self.best() > self.worst();
        let before = |knot: f64| if rising { x < knot } else { x > knot };
        let last = self.points.len() - 1;
        if self.outside == Outside::Clamp {
            if before(self.points[0].0) {
                return 0.0;
            }
            if !before(self.points[last].0) {
                return 1.0;
            }
        }
        let segment = self.points[1..last].iter().take_while(|(knot, _)| !before(*knot)).count();
        let (x0, v0) = self.points[segment];
        v0 + (x - x0) * self.slopes[segment]
    }

    /// Where each straight line begins (natural units, value), and its slope.
    pub fn segments(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        self.points.iter().zip(&self.slopes).map(|((x, v), slope)| (*x, *v, *slope))
    }

    /// The points, from worst to best.
    pub fn points(&self) -> &[(f64, f64)] {
        &self.points
    }

    /// What happens outside the points.
    pub fn outside(&self) -> Outside {
        self.outside
    }

    /// The worst end of the scale (value 0), natural units.
    pub fn worst(&self) -> f64 {
        self.points[0].0
    }

    /// The best end of the scale (value 1), natural units.
    pub fn best(&self) -> f64 {
        self.points[self.points.len() - 1].0
    }

    /// Whether smaller numbers are better.
    pub fn less_is_better(&self) -> bool {
        self.best() < self.worst()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_runs_from_worst_to_best_and_clamps() {
        let price = ValueFunction::linear(300.0, 100.0, Outside::Clamp).unwrap();
        assert_eq!(price.value(300.0), 0.0);
        assert_eq!(price.value(200.0), 0.5);
        assert_eq!(price.value(50.0), 1.0);
        assert_eq!(price.value(400.0), 0.0);
        assert!(price.less_is_better());
    }

    #[test]
    fn outside_the_scale_a_line_can_go_on() {
        let risk = ValueFunction::linear(0.25, 0.0, Outside::Extrapolate).unwrap();
        assert_eq!(risk.value(0.5), -1.0);
        assert_eq!(risk.value(-0.25), 2.0);
    }

    #[test]
    fn pieces_meet_at_their_points() {
        let detection =
            ValueFunction::piecewise(vec![(95.0, 0.0), (98.0, 0.75), (100.0, 1.0)], Outside::Clamp).unwrap();
        assert_eq!(detection.value(96.0), 0.25);
        assert_eq!(detection.value(98.0), 0.75);
        assert_eq!(detection.value(99.0), 0.875);
        assert_eq!(detection.value(94.0), 0.0);
    }

    #[test]
    fn points_that_turn_back_are_refused() {
        let wrong = ValueFunction::piecewise(vec![(0.0, 0.0), (2.0, 0.5), (1.0, 1.0)], Outside::Clamp);
        assert!(matches!(wrong, Err(ImpossibleValue::NotOrdered { position: 2 | 3, .. })));
        let falling = ValueFunction::piecewise(vec![(0.0, 0.0), (1.0, 0.9), (2.0, 0.5), (3.0, 1.0)], Outside::Clamp);
        assert!(matches!(falling, Err(ImpossibleValue::NotRising { position: 3, .. })));
    }
}
