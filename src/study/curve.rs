//! The reframe curves of a run.

use super::run::RunError;
use crate::engine::{Measure, Runner, Tally, Watch, simulate};
use crate::model::{CriterionId, Donors, Scenario, StakeholderId, StrategyId};
use crate::plan::{Plan, Probe, compile_probe, main_criterion};
use crate::random::BLOCK;
use crate::stats::{BreakEven, Curve, Estimate, paired_difference, proportion, watched};

/// Points of a curve, in percent: from, to, step. Talk rarely moves a weight further than a third, so that is where the
/// points are close.
const POINTS: [(f64, f64, f64); 3] = [(0.0, 30.0, 1.25), (32.5, 60.0, 2.5), (65.0, 100.0, 5.0)];

/// Draws per point; more would not show in a chart.
const MOST_DRAWS: u64 = 100 * BLOCK as u64;

/// Half the width of a normal 95 % interval, in standard errors.
const Z975: f64 = 1.959_963_984_540_054;

/// One curve for every strategy of the plan that moves a weight.
pub fn curves(
    scenario: &Scenario,
    plan: &Plan,
    tally: &Tally,
    seed: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Curve>, RunError> {
    let mut made: Vec<(Probe, Points)> = Vec::new();
    let mut curves = Vec::new();
    for (position, strategy) in plan.strategies.iter().enumerate() {
        let Some(probe) = strategy.strategy.and_then(|id| probe(scenario, id)) else { continue };
        if !made.iter().any(|(known, _)| *known == probe) {
            let points = points(scenario, &probe, tally.draws.min(MOST_DRAWS), seed, runner, watch)?;
            made.push((probe.clone(), points));
        }
        let points = made.iter().find(|(known, _)| *known == probe).map(|(_, points)| points.clone());
        let points = points.expect("made just before, or earlier");
        let watched_at = |strategy| {
            let number =
                plan.watches.iter().position(|w| w.criterion == probe.criterion && w.audience == probe.audience);
            watched(plan, tally, strategy, number.expect("every main criterion is watched"))
        };
        curves.push(Curve {
            strategy: position,
            criterion: probe.criterion,
            audience: probe.audience.clone(),
            break_even: break_even(&probe.weights, &points.lead),
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
    let (exact, hard) = (plan.is_deterministic(), plan.noise == 0.0);
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
        found.lead.push(paired_difference(win[plan.us] - win[best], square, draws, hard, exact));
    }
    Ok(found)
}

/// Where the lead changes sign, by straight lines between the points; the interval holds the weights at which the lead
/// cannot be told from 0.
fn break_even(weights: &[f64], lead: &[Estimate]) -> BreakEven {
    let ahead = |e: &Estimate| e.value() > 0.0;
    let (Some(first), Some(last)) = (lead.first(), lead.last()) else { return BreakEven::AlwaysAhead };
    let crossings: Vec<usize> = (1..lead.len()).filter(|i| ahead(&lead[i - 1]) != ahead(&lead[*i])).collect();
    match (&crossings[..], ahead(last)) {
        ([], true) => BreakEven::AlwaysAhead,
        ([], false) => BreakEven::NeverAhead,
        // However it wavers before: from the last crossing on we lead.
        ([.., at], true) => BreakEven::At(crossing_at(weights, lead, at - 1)),
        ([at, ..], false) if ahead(first) => BreakEven::LostAt(crossing_at(weights, lead, at - 1)),
        ([.., at], false) => BreakEven::LostAt(crossing_at(weights, lead, at - 1)),
    }
}

fn crossing_at(weights: &[f64], lead: &[Estimate], at: usize) -> Estimate {
    let (w0, w1) = (weights[at], weights[at + 1]);
    let (l0, l1) = (lead[at].value(), lead[at + 1].value());
    let slope = (l1 - l0) / (w1 - w0);
    let weight = w0 - l0 / slope;
    // The error of a root is the error of the function over its slope.
    let share = (weight - w0) / (w1 - w0);
    let error = (lead[at].std_error() * (1.0 - share) + lead[at + 1].std_error() * share) / slope.abs();
    let half = Z975 * error;
    Estimate::new(weight, error, (weight - half).max(0.0), (weight + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(values: &[f64]) -> Vec<Estimate> {
        values.iter().map(|v| Estimate::normal(*v, 0.01)).collect()
    }

    #[test]
    fn a_rising_lead_crosses_once() {
        let BreakEven::At(at) = break_even(&[0.0, 0.1, 0.2], &lead(&[-0.3, -0.1, 0.3])) else { panic!("crosses") };
        assert!((at.value() - 0.125).abs() < 1e-12);
        assert!((at.std_error() - 0.01 / 4.0).abs() < 1e-12);
    }

    #[test]
    fn a_lead_can_be_lost_kept_or_out_of_reach() {
        let weights = [0.0, 0.5, 1.0];
        assert!(matches!(break_even(&weights, &lead(&[0.3, 0.1, -0.1])), BreakEven::LostAt(_)));
        assert_eq!(break_even(&weights, &lead(&[0.3, 0.1, 0.2])), BreakEven::AlwaysAhead);
        assert_eq!(break_even(&weights, &lead(&[-0.3, -0.1, -0.2])), BreakEven::NeverAhead);
    }
}
