//! The reframe curves of a run.

use super::lead::{Measured, Points, Stretch, ahead, look_closer};
use super::run::RunError;
use crate::engine::{Runner, Tally, Watch, simulate_probe};
use crate::model::{CriterionId, Donors, Line, Scenario, StakeholderId, StrategyId};
use crate::plan::{Plan, Probe, StrategyPlan, main_criterion};
use crate::stats::{BreakEven, Curve, Estimate, watched};

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
    let probed = plan.probe(scenario, &Line::baseline(scenario), probes);
    let means = simulate_probe(&probed, seed, draws, runner, watch)?;
    let measured = Measured { plan, draws, exact: probed.plan.is_deterministic(), rival: None };
    Ok(probes.iter().zip(&means).map(|(probe, means)| Points::new(&probe.weights, means, measured)).collect())
}

/// Where each lead changes sign. The points show between which two of them; that stretch is measured again, ten times
/// finer, and again as long as the lead jumps there; the answer lies on the straight line between two of those points,
/// which join the curve. All curves that still jump are measured together.
fn break_evens(
    probes: &[Probe],
    mut points: Vec<Points>,
    measure: impl Fn(&[Probe]) -> Result<Vec<Points>, RunError>,
) -> Result<Vec<(Points, BreakEven)>, RunError> {
    let found: Vec<Result<Crossing, BreakEven>> = points.iter().map(crossing).collect();
    let mut stretches: Vec<Option<Stretch>> =
        found.iter().map(|found| found.as_ref().ok().map(|(at, _)| Stretch::before(*at))).collect();
    look_closer(&mut points, &mut stretches, |finer| {
        let probe = |(line, weights): &(usize, Vec<f64>)| Probe { weights: weights.clone(), ..probes[*line].clone() };
        measure(&finer.iter().map(probe).collect::<Vec<_>>())
    })?;
    let answer = |((points, stretch), found): ((Points, Option<Stretch>), Result<Crossing, BreakEven>)| {
        let break_even = match (found, stretch) {
            (Ok((_, kind)), Some(stretch)) => kind(stretch.root(&points)),
            (Ok(_), None) => unreachable!("what crosses has a stretch"),
            (Err(answer), _) => answer,
        };
        (points, break_even)
    };
    Ok(points.into_iter().zip(stretches).zip(found).map(answer).collect())
}

/// The point at which a lead has changed sign, and what that means.
type Crossing = (usize, fn(Estimate) -> BreakEven);

/// Where the lead of a curve changes sign; else how it stands everywhere.
fn crossing(points: &Points) -> Result<Crossing, BreakEven> {
    let (Some(first), Some(last)) = (points.lead.first(), points.lead.last()) else {
        return Err(BreakEven::AlwaysAhead);
    };
    let crossings: Vec<usize> =
        (1..points.lead.len()).filter(|i| ahead(&points.lead[i - 1]) != ahead(&points.lead[*i])).collect();
    match (&crossings[..], ahead(last)) {
        ([], true) => Err(BreakEven::AlwaysAhead),
        ([], false) => Err(BreakEven::NeverAhead),
        // However it wavers before: from the last crossing on we lead.
        ([.., at], true) => Ok((*at, BreakEven::At)),
        ([at, ..], false) if ahead(first) => Ok((*at, BreakEven::LostAt)),
        ([.., at], false) => Ok((*at, BreakEven::LostAt)),
    }
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
