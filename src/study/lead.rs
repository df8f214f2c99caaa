//! Our lead over the others, point by point along weights that are set by hand, and where it changes sign.

use crate::engine::PointMeans;
use crate::plan::Plan;
use crate::stats::{Estimate, Z975, paired_difference, proportion};

/// How a line of points was measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured<'a> {
    pub plan: &'a Plan,
    pub draws: u64,
    /// Whether nothing is uncertain, so that one draw says all.
    pub exact: bool,
    /// The only one whom we have to beat; `None`: the strongest of the others, whoever that is at a point.
    pub rival: Option<usize>,
}

impl Measured<'_> {
    /// Win probability of every alternative at a point.
    pub fn win(&self, means: &PointMeans) -> Vec<Estimate> {
        let of = |(win, square): (&f64, &f64)| proportion(*win, *square, self.draws, self.exact);
        means.win.iter().zip(&means.squares).map(of).collect()
    }

    /// Who has to be beaten at a point, and our win probability less his, paired draw by draw; `None` if there is nobody.
    pub fn lead(&self, means: &PointMeans) -> Option<(usize, Estimate)> {
        let PointMeans { win, squares, with_us } = means;
        let us = self.plan.us;
        let strongest = || (0..win.len()).filter(|v| *v != us).reduce(|x, y| if win[y] > win[x] { y } else { x });
        let best = self.rival.or_else(strongest)?;
        let square = squares[us] + squares[best] - 2.0 * with_us[best];
        let hard = self.plan.is_hard();
        Some((best, paired_difference(win[us] - win[best], square, self.draws, hard, self.exact)))
    }
}

/// A measured line: `win` is `[alternative][point]`, the others are `[point]`.
#[derive(Clone, Debug)]
pub(super) struct Points {
    pub weights: Vec<f64>,
    pub win: Vec<Vec<Estimate>>,
    pub lead: Vec<Estimate>,
}

impl Points {
    pub fn new(weights: &[f64], means: &[PointMeans], measured: Measured) -> Self {
        let mut win = vec![Vec::new(); measured.plan.alternatives];
        for point in means {
            win.iter_mut().zip(measured.win(point)).for_each(|(win, estimate)| win.push(estimate));
        }
        let lead = means.iter().filter_map(|point| Some(measured.lead(point)?.1)).collect();
        Self { weights: weights.to_vec(), win, lead }
    }

    /// Puts the inner points of a finer measurement behind a point; its ends are that point and the next.
    fn insert(&mut self, after: usize, finer: &Points) {
        let (inner, place) = (1..finer.weights.len() - 1, after + 1..after + 1);
        self.weights.splice(place.clone(), finer.weights[inner.clone()].iter().copied());
        self.lead.splice(place.clone(), finer.lead[inner.clone()].iter().copied());
        for (win, finer) in self.win.iter_mut().zip(&finer.win) {
            win.splice(place.clone(), finer[inner.clone()].iter().copied());
        }
    }
}

/// Whether we lead, as far as can be seen.
pub(super) fn ahead(lead: &Estimate) -> bool {
    lead.value() > 0.0
}

/// The stretch between a point and the one before, in which the lead changes sign.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// The later point.
    at: usize,
    /// Whether it has been looked at closely enough.
    fine: bool,
}

impl Stretch {
    pub fn before(at: usize) -> Self {
        Self { at, fine: false }
    }

    /// The weights at which it is measured again.
    fn weights(&self, points: &Points) -> Vec<f64> {
        let (from, to) = (points.weights[self.at - 1], points.weights[self.at]);
        (0..=FINER).map(|i| from + (to - from) * i as f64 / FINER as f64).collect()
    }

    fn refine(&mut self, points: &mut Points, finer: &Points) {
        let changes = |i: &usize| ahead(&finer.lead[i - 1]) != ahead(&finer.lead[*i]);
        let inside = (1..finer.lead.len()).rev().find(changes).unwrap_or(FINER);
        points.insert(self.at - 1, finer);
        self.at += inside - 1;
        self.fine = (points.lead[self.at].value() - points.lead[self.at - 1].value()).abs() < JUMP;
    }

    /// Where the lead is 0 on the straight line between its ends. The interval holds both of them (the lead may jump
    /// there), and the weights at which the lead cannot be told from 0: the error of a root is the error of the function
    /// over its slope.
    pub fn root(&self, points: &Points) -> Estimate {
        let Points { weights, lead, .. } = points;
        let at = self.at;
        let (w0, w1) = (weights[at - 1], weights[at]);
        let (l0, l1) = (lead[at - 1].value(), lead[at].value());
        let slope = (l1 - l0) / (w1 - w0);
        let weight = if slope == 0.0 { w0 } else { (w0 - l0 / slope).clamp(w0, w1) };
        let share = (weight - w0) / (w1 - w0);
        let error = lead[at - 1].std_error() * (1.0 - share) + lead[at].std_error() * share;
        let error = if slope == 0.0 { 0.0 } else { error / slope.abs() };
        let half = Z975 * error;
        Estimate::new(weight, error, (weight - half).max(0.0).min(w0), (weight + half).min(1.0).max(w1))
    }
}

/// Looks closer at the stretches, `[line]`: each is measured again, ten times finer, and again as long as the lead jumps
/// there; the points join their line. All that still jump are measured together: `measure` gets lines and weights.
pub(super) fn look_closer<E>(
    points: &mut [Points],
    stretches: &mut [Option<Stretch>],
    measure: impl Fn(&[(usize, Vec<f64>)]) -> Result<Vec<Points>, E>,
) -> Result<(), E> {
    for _ in 0..MOST_LEVELS {
        let coarse = |line: &usize| stretches[*line].as_ref().is_some_and(|stretch| !stretch.fine);
        let jumping: Vec<usize> = (0..points.len()).filter(coarse).collect();
        if jumping.is_empty() {
            break;
        }
        let weights = |line: &usize| stretches[*line].as_ref().map(|stretch| (*line, stretch.weights(&points[*line])));
        let finer = measure(&jumping.iter().filter_map(weights).collect::<Vec<_>>())?;
        for (line, finer) in jumping.into_iter().zip(finer) {
            if let Some(stretch) = &mut stretches[line] {
                stretch.refine(&mut points[line], &finer);
            }
        }
    }
    Ok(())
}

/// How many times finer a stretch is measured again.
const FINER: usize = 10;

/// A change of the lead between two neighbouring points that is no slope but a jump.
const JUMP: f64 = 0.2;

/// How often a jump is looked at more closely: five times ten-fold leaves 10^-7 of the smallest stretch.
const MOST_LEVELS: usize = 5;
