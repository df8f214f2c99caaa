//! The reframe curves of a run.

use super::run::RunError;
use crate::engine::{Measure, Runner, Tally, Watch, simulate};
use crate::model::{CriterionId, Donors, Scenario, StakeholderId, StrategyId};
use crate::plan::{Plan, Probe, compile_probe, main_criterion};
use crate::random::BLOCK;
use crate::stats::{BreakEven, Curve, Estimate, Z975, paired_difference, proportion, watched};

/// Points of a curve, in percent: from, to, step. Talk rarely moves a weight further than a third, so that is where the
/// points are close.
const POINTS: [(f64, f64, f64); 3] = [(0.0, 30.0, 1.25), (32.5, 60.0, 2.5), (65.0, 100.0, 5.0)];

/// Draws per point; more would not show in a chart.
const MOST_DRAWS: u64 = 100 * BLOCK as u64;

/// One curve for every strategy of the plan that moves a weight.
pub fn curves(
    scenario: &Scenario,
    plan: &Plan,
    tally: &Tally,
    seed: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Curve>, RunError> {
    let draws = tally.draws.min(MOST_DRAWS);
    let mut made: Vec<(Probe, Points, BreakEven)> = Vec::new();
    let mut curves = Vec::new();
    for (position, strategy) in plan.strategies.iter().enumerate() {
        let Some(probe) = strategy.strategy.and_then(|id| probe(scenario, id)) else { continue };
        if !made.iter().any(|(known, ..)| *known == probe) {
            let measure =
                |weights: Vec<f64>| points(scenario, &Probe { weights, ..probe.clone() }, draws, seed, runner, watch);
            let points = measure(probe.weights.clone())?;
            let break_even = break_even(&probe.weights, &points.lead, |weights| Ok(measure(weights)?.lead))?;
            made.push((probe.clone(), points, break_even));
        }
        let known = made.iter().find(|(known, ..)| *known == probe);
        let (_, points, break_even) = known.expect("made just before, or earlier").clone();
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
            weights: probe.weights.clone(),
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

#[derive(Clone)]
struct Points {
    win: Vec<Vec<Estimate>>,
    lead: Vec<Estimate>,
}

fn points(
    scenario: &Scenario,
    probe: &Probe,
    draws: u64,
    seed: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Points, RunError> {
    let plan = compile_probe(scenario, probe).map_err(RunError::Unsupported)?;
    let exact = plan.is_deterministic();
    let tally = simulate(&plan, seed, draws, Measure::Outcomes, runner, watch)?;
    let (a, n) = (plan.alternatives, draws as f64);
    let mut found = Points { win: vec![Vec::new(); a], lead: Vec::new() };
    for counted in &tally.strategies {
        let win: Vec<f64> = counted.sums(tally.layout.win()).iter().map(|sum| sum / n).collect();
        let products: Vec<f64> = counted.sums(tally.layout.win_products()).iter().map(|sum| sum / n).collect();
        for v in 0..a {
            found.win[v].push(proportion(win[v], products[v * a + v], draws, exact));
        }
        let others = (0..a).filter(|v| *v != plan.us);
        let Some(best) = others.reduce(|x, y| if win[y] > win[x] { y } else { x }) else { continue };
        let square = products[plan.us * a + plan.us] + products[best * a + best] - 2.0 * products[plan.us * a + best];
        found.lead.push(paired_difference(win[plan.us] - win[best], square, draws, plan.noise == 0.0, exact));
    }
    Ok(found)
}

/// Where the lead changes sign. The points show between which two of them; that stretch is measured again, ten times
/// finer, and the answer lies on the straight line between two of those points.
fn break_even(
    weights: &[f64],
    lead: &[Estimate],
    measure: impl FnOnce(Vec<f64>) -> Result<Vec<Estimate>, RunError>,
) -> Result<BreakEven, RunError> {
    let ahead = |e: &Estimate| e.value() > 0.0;
    let (Some(first), Some(last)) = (lead.first(), lead.last()) else { return Ok(BreakEven::AlwaysAhead) };
    let crossings: Vec<usize> = (1..lead.len()).filter(|i| ahead(&lead[i - 1]) != ahead(&lead[*i])).collect();
    let (at, kind): (usize, fn(Estimate) -> BreakEven) = match (&crossings[..], ahead(last)) {
        ([], true) => return Ok(BreakEven::AlwaysAhead),
        ([], false) => return Ok(BreakEven::NeverAhead),
        // However it wavers before: from the last crossing on we lead.
        ([.., at], true) => (*at, BreakEven::At),
        ([at, ..], false) if ahead(first) => (*at, BreakEven::LostAt),
        ([.., at], false) => (*at, BreakEven::LostAt),
    };
    let (from, to) = (weights[at - 1], weights[at]);
    let finer: Vec<f64> = (0..=FINER).map(|i| from + (to - from) * i as f64 / FINER as f64).collect();
    let lead = measure(finer.clone())?;
    let changes = |i: &usize| ahead(&lead[i - 1]) != ahead(&lead[*i]);
    let at = (1..lead.len()).rev().find(changes).unwrap_or(FINER);
    Ok(kind(crossing(&finer, &lead, at)))
}

/// How many times finer the stretch of the break-even weight is measured again.
const FINER: usize = 10;

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

    /// The break-even of a lead that is measured again on straight lines between these points.
    fn found(weights: &[f64], values: &[f64]) -> BreakEven {
        let at = |w: f64| {
            let i = (1..weights.len() - 1).take_while(|i| weights[*i] < w).count();
            let share = (w - weights[i]) / (weights[i + 1] - weights[i]);
            values[i] + share * (values[i + 1] - values[i])
        };
        let measure = |finer: Vec<f64>| Ok(lead(&finer.iter().map(|w| at(*w)).collect::<Vec<_>>()));
        break_even(weights, &lead(values), measure).expect("nobody cancels")
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
