//! When a reader should be careful: decided here, worded in the report.

use super::{Caution, Lead, RunInfo, StrategyFindings, estimate::Z975, proportion::standard_error};
use crate::engine::Tally;
use crate::plan::Plan;

/// Fewer wins than this are few.
const FEW: f64 = 100.0;

/// Everything a reader should know before quoting a number of this run.
pub fn cautions(plan: &Plan, tally: &Tally, run: &RunInfo, strategies: &[StrategyFindings]) -> Vec<Caution> {
    let mut cautions = Vec::new();
    for (strategy, found) in strategies.iter().enumerate() {
        let wins = tally.strategies[strategy].sums(tally.layout.win());
        let noiseless = tally.strategies[strategy].sums(tally.layout.noiseless());
        let (with_noise, without_noise) = (leader(&wins), leader(&noiseless));
        if !run.deterministic {
            if found.uplift.as_ref().is_some_and(|uplift| uplift[plan.us].covers(0.0)) {
                cautions.push(Caution::UpliftUnclear { strategy });
            }
            let products = tally.strategies[strategy].sums(tally.layout.win_products());
            let product = |a: usize, b: usize| products[tally.layout.product(a, b)] / run.draws as f64;
            if let Some((first, second)) = unclear_lead(&wins, product, run.draws) {
                cautions.push(Caution::LeadUnclear { strategy, first, second });
            }
            for (alternative, &wins) in wins.iter().enumerate().filter(|(_, wins)| **wins > 0.01 && **wins < FEW) {
                cautions.push(Caution::FewWins { strategy, alternative, wins });
            }
        }
        if with_noise != without_noise {
            cautions.push(Caution::LeaderDependsOnNoise { strategy, with_noise, without_noise });
        }
    }
    cautions.extend(rule_matters(plan, strategies));
    cautions
}

/// Whether the verdict on the strategy that lifts us most hangs on how the group decides, which is rarely known: we lead under
/// its own rule, but not under most of them, or the other way round.
fn rule_matters(plan: &Plan, strategies: &[StrategyFindings]) -> Option<Caution> {
    let uplift = |s: &usize| strategies[*s].uplift.as_ref().map_or(0.0, |uplift| uplift[plan.us].value());
    let best = (1..strategies.len()).reduce(|a, b| if uplift(&b) > uplift(&a) { b } else { a }).unwrap_or(0);
    let found = &strategies[best].rules;
    let leads = |lead: Lead| found.iter().filter(|rule| rule.lead == lead).count();
    let own = found.iter().find(|rule| rule.rule == plan.rule)?.lead;
    let rules = leads(Lead::Ahead);
    (plan.stakeholders > 1 && differs_from_most(own, rules, found.len())).then_some(Caution::LeadDependsOnRule {
        strategy: best,
        ahead: own == Lead::Ahead,
        rules,
    })
}

/// Whether where we stand under one rule is not where we stand under most of them.
fn differs_from_most(own: Lead, ahead: usize, all: usize) -> bool {
    let most_ahead = 2 * ahead > all;
    match own {
        Lead::Ahead => !most_ahead,
        Lead::Behind => most_ahead,
        Lead::Unclear => false,
    }
}

/// Position of the largest sum; the first of equals.
fn leader(sums: &[f64]) -> usize {
    (0..sums.len()).fold(0, |best, v| if sums[v] > sums[best] { v } else { best })
}

/// The two leading alternatives, if the difference of their win probabilities may be 0.
fn unclear_lead(wins: &[f64], product: impl Fn(usize, usize) -> f64, draws: u64) -> Option<(usize, usize)> {
    let (a, n) = (wins.len(), draws as f64);
    let first = leader(wins);
    let second = (0..a).filter(|v| *v != first).reduce(|best, v| if wins[v] > wins[best] { v } else { best })?;
    let lead = (wins[first] - wins[second]) / n;
    let square = product(first, first) + product(second, second) - 2.0 * product(first, second);
    (lead <= Z975 * standard_error(lead, square, draws)).then_some((first, second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_hangs_on_its_rule_if_most_rules_say_otherwise() {
        assert!(differs_from_most(Lead::Ahead, 3, 6) && !differs_from_most(Lead::Ahead, 4, 6));
        assert!(differs_from_most(Lead::Behind, 4, 6) && !differs_from_most(Lead::Behind, 3, 6));
        assert!(!differs_from_most(Lead::Unclear, 6, 6));
    }
}
