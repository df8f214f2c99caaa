//! The reframe curves of a run.

use super::run::RunError;
use crate::engine::{PointMeans, Runner, Tally, Watch, simulate_probe};
use crate::model::{CriterionId, Donors, Scenario, StakeholderId, StrategyId};
use crate::plan::{Plan, Probe, StrategyPlan, main_criterion};
use crate::stats::{BreakEven, Curve, Estimate, Z975, paired_difference, proportion, watched};

/// Points of a curve, in percent: from, to, step. Talk rarely moves a weight further than a third, so that is where the
/// points are close.
const POINTS: [(f64, f64, f64); 3] = [(0.0, 30.0, 1.25), (32.5, 60.0, 2.5), (65.0, 100.0, 5.0)];

/// One curve for every strategy of the plan that moves a weight.
pub fn curves(
    scenario: &Scenario,
    plan: &Plan,
    tally: &Tally,
    seed: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Curve>, RunError> {
    let wanted = |strategy: &StrategyPlan| strategy.strategy.and_then(|id| probe(scenario, id));
    let mut probes: Vec<Probe> = Vec::new();
    for probe in plan.strategies.iter().filter_map(wanted) {
        if !probes.contains(&probe) {
            probes.push(probe);
        }
    }
    if probes.is_empty() {
        return Ok(Vec::new());
    }
    let measure = |probes: &[Probe]| points(scenario, plan, probes, tally.draws, seed, runner, watch);
    let made = break_evens(&probes, measure(&probes)?, measure)?;
    let mut curves = Vec::new();
    for (position, strategy) in plan.strategies.iter().enumerate() {
        let Some(probe) = wanted(strategy) else { continue };
        let known = probes.iter().position(|known| *known == probe).expect("all have been measured");
        let (points, break_even) = made[known].clone();
        let watched_at = |strategy| {
            let number =
                plan.watches.iter().position(|w| w.criterion == probe.criterion && w.audience == probe.audience);
            watched(plan, tally, strategy, number.expect("every main criterion is watched"))
        };
        curves.push(Curve {
            strategy: position,
            criterion: probe.criterion,
            audience: probe.audience.clone(),
            break_even,
            weights: points.weights,
            win: points.win,
            lead: points.lead,
            before: watched_at(0),
            after: watched_at(position),
        });
    }
    Ok(curves)
}

/// What the strategy's main move works on: whose weight, and where it comes from.
fn probe(scenario: &Scenario, strategy: StrategyId) -> Option<Probe> {
    let (criterion, audience): (CriterionId, Vec<StakeholderId>) = main_criterion(scenario, strategy)?;
    let ours = scenario.strategies[strategy.index()].moves.iter();
    let shift =
        ours.filter_map(|id| scenario.moves[id.index()].kind.shift()).find(|shift| shift.criterion == criterion)?;
    let donors = match &shift.donors {
        Donors::All => Vec::new(),
        Donors::Named(named) => named.clone(),
    };
    Some(Probe { criterion, audience, donors, weights: grid() })
}

fn grid() -> Vec<f64> {
    let stretch = |(from, to, step): (f64, f64, f64)| {
        let last = ((to - from) / step).round() as usize;
        (0..=last).map(move |i| (from + i as f64 * step) / 100.0)
    };
    POINTS.into_iter().flat_map(stretch).collect()
}

/// A measured curve: `win` is `[alternative][point]`, the others are `[point]`.
#[derive(Clone)]
struct Points {
    weights: Vec<f64>,
    win: Vec<Vec<Estimate>>,
    lead: Vec<Estimate>,
}

impl Points {
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

/// Measures all probes on the same draws.
fn points(
    scenario: &Scenario,
    plan: &Plan,
    probes: &[Probe],
    draws: u64,
    seed: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Points>, RunError> {
    let probed = plan.probe(scenario, probes);
    let exact = probed.plan.is_deterministic();
    let means = simulate_probe(&probed, seed, draws, runner, watch)?;
    let estimates = |(probe, means): (&Probe, &Vec<PointMeans>)| {
        let a = plan.alternatives;
        let mut found = Points { weights: probe.weights.clone(), win: vec![Vec::new(); a], lead: Vec::new() };
        for PointMeans { win, squares, with_us } in means {
            for v in 0..a {
                found.win[v].push(proportion(win[v], squares[v], draws, exact));
            }
            let others = (0..a).filter(|v| *v != plan.us);
            let Some(best) = others.reduce(|x, y| if win[y] > win[x] { y } else { x }) else { continue };
            let square = squares[plan.us] + squares[best] - 2.0 * with_us[best];
            found.lead.push(paired_difference(win[plan.us] - win[best], square, draws, plan.is_hard(), exact));
        }
        found
    };
    Ok(probes.iter().zip(&means).map(estimates).collect())
}

/// Where each lead changes sign. The points show between which two of them; that stretch is measured again, ten times
/// finer, and again as long as the lead jumps there; the answer lies on the straight line between two of those points,
/// which join the curve. All curves that still jump are measured together.
fn break_evens(
    probes: &[Probe],
    mut points: Vec<Points>,
    measure: impl Fn(&[Probe]) -> Result<Vec<Points>, RunError>,
) -> Result<Vec<(Points, BreakEven)>, RunError> {
    let mut crossings: Vec<Crossing> = points.iter().map(Crossing::find).collect();
    for _ in 0..MOST_LEVELS {
        let jumping: Vec<usize> = (0..probes.len()).filter(|i| crossings[*i].is_coarse()).collect();
        if jumping.is_empty() {
            break;
        }
        let finer: Vec<Probe> =
            jumping.iter().map(|&i| Probe { weights: crossings[i].stretch(&points[i]), ..probes[i].clone() }).collect();
        for (&i, finer) in jumping.iter().zip(measure(&finer)?) {
            crossings[i].refine(&mut points[i], &finer);
        }
    }
    Ok(points
        .into_iter()
        .zip(crossings)
        .map(|(points, crossing)| {
            let break_even = crossing.break_even(&points);
            (points, break_even)
        })
        .collect())
}

/// How a lead stands over a curve.
enum Crossing {
    /// It never changes sign.
    None(BreakEven),
    /// It changes between the point before this one and this one.
    Between {
        /// The later point.
        at: usize,
        /// Whether the stretch has been looked at closely enough.
        fine: bool,
        /// What it means.
        kind: fn(Estimate) -> BreakEven,
    },
}

impl Crossing {
    fn find(points: &Points) -> Self {
        let (Some(first), Some(last)) = (points.lead.first(), points.lead.last()) else {
            return Crossing::None(BreakEven::AlwaysAhead);
        };
        let crossings: Vec<usize> =
            (1..points.lead.len()).filter(|i| ahead(&points.lead[i - 1]) != ahead(&points.lead[*i])).collect();
        let (at, kind): (usize, fn(Estimate) -> BreakEven) = match (&crossings[..], ahead(last)) {
            ([], true) => return Crossing::None(BreakEven::AlwaysAhead),
            ([], false) => return Crossing::None(BreakEven::NeverAhead),
            // However it wavers before: from the last crossing on we lead.
            ([.., at], true) => (*at, BreakEven::At),
            ([at, ..], false) if ahead(first) => (*at, BreakEven::LostAt),
            ([.., at], false) => (*at, BreakEven::LostAt),
        };
        Crossing::Between { at, fine: false, kind }
    }

    fn is_coarse(&self) -> bool {
        matches!(self, Crossing::Between { fine: false, .. })
    }

    /// The weights at which the stretch is measured again.
    fn stretch(&self, points: &Points) -> Vec<f64> {
        let Crossing::Between { at, .. } = self else { return Vec::new() };
        let (from, to) = (points.weights[at - 1], points.weights[*at]);
        (0..=FINER).map(|i| from + (to - from) * i as f64 / FINER as f64).collect()
    }

    fn refine(&mut self, points: &mut Points, finer: &Points) {
        let Crossing::Between { at, fine, .. } = self else { return };
        let changes = |i: &usize| ahead(&finer.lead[i - 1]) != ahead(&finer.lead[*i]);
        let inside = (1..finer.lead.len()).rev().find(changes).unwrap_or(FINER);
        points.insert(*at - 1, finer);
        *at += inside - 1;
        *fine = (points.lead[*at].value() - points.lead[*at - 1].value()).abs() < JUMP;
    }

    fn break_even(self, points: &Points) -> BreakEven {
        match self {
            Crossing::None(answer) => answer,
            Crossing::Between { at, kind, .. } => kind(crossing(&points.weights, &points.lead, at)),
        }
    }
}

fn ahead(lead: &Estimate) -> bool {
    lead.value() > 0.0
}

/// How many times finer the stretch of the break-even weight is measured again.
const FINER: usize = 10;

/// A change of the lead between two neighbouring points that is no slope but a jump.
const JUMP: f64 = 0.2;

/// How often a jump is looked at more closely: five times ten-fold leaves 10^-7 of the smallest stretch.
const MOST_LEVELS: usize = 5;

/// The root between two points. Its interval holds both of them (the lead may jump there), and the weights at which the
/// lead cannot be told from 0: the error of a root is the error of the function over its slope.
fn crossing(weights: &[f64], lead: &[Estimate], at: usize) -> Estimate {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(values: &[f64]) -> Vec<Estimate> {
        values.iter().map(|v| Estimate::normal(*v, 0.01)).collect()
    }

    /// The break-even of a lead that runs on straight lines between these points.
    fn found(weights: &[f64], values: &[f64]) -> BreakEven {
        let at = |w: f64| {
            let i = (1..weights.len() - 1).take_while(|i| weights[*i] < w).count();
            let share = (w - weights[i]) / (weights[i + 1] - weights[i]);
            values[i] + share * (values[i + 1] - values[i])
        };
        let measure = |weights: Vec<f64>| {
            let lead = lead(&weights.iter().map(|w| at(*w)).collect::<Vec<_>>());
            Points { win: vec![lead.clone()], lead, weights }
        };
        let probe = Probe {
            criterion: CriterionId::new(0),
            audience: Vec::new(),
            donors: Vec::new(),
            weights: weights.to_vec(),
        };
        let all = |probes: &[Probe]| Ok(probes.iter().map(|probe| measure(probe.weights.clone())).collect());
        let first = vec![measure(weights.to_vec())];
        let mut found = break_evens(&[probe], first, all).expect("nobody cancels");
        let (points, answer) = found.remove(0);
        assert!(points.weights.is_sorted() && points.win[0].len() == points.weights.len());
        answer
    }

    #[test]
    fn a_rising_lead_crosses_once() {
        let BreakEven::At(at) = found(&[0.0, 0.1, 0.2], &[-0.3, -0.1, 0.3]) else { panic!("crosses") };
        assert!((at.value() - 0.125).abs() < 1e-9);
        assert!((at.std_error() - 0.01 / 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_lead_can_be_lost_kept_or_out_of_reach() {
        let weights = [0.0, 0.5, 1.0];
        assert!(matches!(found(&weights, &[0.3, 0.1, -0.1]), BreakEven::LostAt(_)));
        assert_eq!(found(&weights, &[0.3, 0.1, 0.2]), BreakEven::AlwaysAhead);
        assert_eq!(found(&weights, &[-0.3, -0.1, -0.2]), BreakEven::NeverAhead);
    }
}
