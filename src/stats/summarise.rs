//! Tally to findings.

use super::cautions::cautions;
use super::histogram::spread;
use super::paired::paired_difference;
use super::proportion::{bounded_mean, proportion};
use super::{CentralWeights, Estimate, Findings, RunInfo, Spread, StrategyFindings, WeightSummary};
use crate::engine::{FixedCase, Layout, StrategyTally, Tally};
use crate::plan::Plan;

/// Fewer expected wins than this in a whole run is never: a single tie among 64 already counts more.
pub(super) const NEVER: f64 = 0.01;

/// What a tally of everything says; `confidence` holds the mean and mean square of P(win) for every case of
/// [`central_cases`], in its order.
pub fn summarise(plan: &Plan, tally: &Tally, seed: u64, confidence: &[(f64, f64)]) -> Findings {
    let run = RunInfo { seed, draws: tally.draws, deterministic: plan.is_deterministic() };
    let mut confidence = confidence.iter();
    let strategies = (0..plan.strategies.len()).map(|number| {
        let summary = Summary {
            plan,
            layout: tally.layout,
            all: tally,
            number,
            tally: &tally.strategies[number],
            run: &run,
            certain: plan.is_certain(number),
            comparison_certain: plan.is_certain(number) && plan.is_certain(0),
        };
        summary.strategy(number, &mut confidence)
    });
    let strategies: Vec<StrategyFindings> = strategies.collect();
    let cautions = cautions(plan, tally, &run, &strategies);
    Findings { run, strategies, cautions }
}

/// The second phase that the confidence factors need: for every strategy, every alternative that ever wins, everybody's
/// weights fixed at its central weights.
pub fn central_cases(plan: &Plan, tally: &Tally) -> Vec<FixedCase> {
    let mut cases = Vec::new();
    for (strategy, counted) in tally.strategies.iter().enumerate() {
        let wins = counted.sums(tally.layout.win());
        let weighted = counted.sums(tally.layout.winning_weight());
        let (rows, own) = (tally.layout.weight_rows(), plan.stakeholders * plan.criteria);
        for (alternative, wins) in wins.iter().enumerate().filter(|(_, wins)| **wins > NEVER) {
            let weights = weighted[alternative * rows..][..own].iter().map(|sum| sum / wins).collect();
            cases.push(FixedCase { strategy, alternative, weights });
        }
    }
    cases
}

/// The distribution of a watched weight under one strategy.
pub fn watched(plan: &Plan, tally: &Tally, strategy: usize, watch: usize) -> Spread {
    let counts = tally.strategies[strategy].histogram(tally.layout.weight_rows() + watch);
    let occupied: Vec<usize> = (0..counts.len()).filter(|bin| counts[*bin] > 0).collect();
    let known =
        (plan.is_deterministic() && occupied.len() == 1).then(|| occupied[0] as f64 / (counts.len() - 1) as f64);
    spread(counts, known)
}

/// One strategy's part of a tally, on the way to findings.
pub(super) struct Summary<'a> {
    pub(super) plan: &'a Plan,
    pub(super) layout: Layout,
    all: &'a Tally,
    number: usize,
    pub(super) tally: &'a StrategyTally,
    pub(super) run: &'a RunInfo,
    /// Whether nothing is uncertain under this strategy.
    pub(super) certain: bool,
    /// Nor under the baseline.
    pub(super) comparison_certain: bool,
}

impl Summary<'_> {
    fn strategy<'c>(&self, number: usize, confidence: &mut impl Iterator<Item = &'c (f64, f64)>) -> StrategyFindings {
        let (a, l) = (self.plan.alternatives, &self.layout);
        let plan = &self.plan.strategies[number];
        let win = self.win();
        let revenue = plan.deal_value.map(|value| win[self.plan.us].scaled(value, 0.0));
        let by_row = |flat: Vec<Estimate>| flat.chunks_exact(a).map(<[_]>::to_vec).collect();
        let mut weights: Vec<Vec<WeightSummary>> =
            self.weights().chunks_exact(self.plan.criteria).map(<[_]>::to_vec).collect();
        let group_weights = weights.pop().expect("the committee's row comes last");
        StrategyFindings {
            strategy: plan.strategy,
            uplift: (number > 0).then(|| self.uplift()),
            rank_acceptability: by_row(self.proportions(l.rank(), l.rank_squares())),
            pairwise: by_row(self.proportions(l.pair(), l.pair_squares())),
            central: (0..a).map(|v| self.central(v, confidence)).collect(),
            weights,
            group_weights,
            support: by_row(self.proportions(l.support(), l.support_squares())),
            polls: by_row(self.proportions(l.poll(), l.poll_squares())),
            rules: self.rules(),
            adoption: self.adoption(number),
            edge: self.edge(),
            cost: plan.cost,
            revenue,
            margin: revenue.map(|revenue| revenue.scaled(1.0, -plan.cost.money)),
            win,
        }
    }

    pub(super) fn mean(&self, sum: f64) -> f64 {
        sum / self.run.draws as f64
    }

    fn win(&self) -> Vec<Estimate> {
        let (sums, products) = (self.tally.sums(self.layout.win()), self.tally.sums(self.layout.win_products()));
        let square = |v: usize| self.mean(products[self.layout.product(v, v)]);
        (0..sums.len()).map(|v| self.proportion(self.mean(sums[v]), square(v))).collect()
    }

    fn uplift(&self) -> Vec<Estimate> {
        self.changes(self.layout.win(), self.layout.change_squares())
    }

    /// Paired changes of the sums of a section against the baseline.
    pub(super) fn changes(&self, section: std::ops::Range<usize>, squares: std::ops::Range<usize>) -> Vec<Estimate> {
        let (sums, squares) = (self.all.changes(self.number, section), self.tally.sums(squares));
        let one = |(sum, square): (&f64, &f64)| {
            let (mean, square) = (self.mean(*sum), self.mean(*square));
            paired_difference(mean, square, self.run.draws, self.plan.is_hard(), self.comparison_certain)
        };
        sums.iter().zip(&squares).map(one).collect()
    }

    fn proportion(&self, mean: f64, mean_square: f64) -> Estimate {
        proportion(mean, mean_square, self.run.draws, self.certain)
    }

    pub(super) fn proportions(&self, sums: std::ops::Range<usize>, squares: std::ops::Range<usize>) -> Vec<Estimate> {
        let (sums, squares) = (self.tally.sums(sums), self.tally.sums(squares));
        sums.iter().zip(&squares).map(|(sum, square)| self.proportion(self.mean(*sum), self.mean(*square))).collect()
    }

    /// Everybody's weights, then the committee's mean.
    fn weights(&self) -> Vec<WeightSummary> {
        let sums = self.tally.sums(self.layout.weight());
        let squares = self.tally.sums(self.layout.weight_squares());
        let one = |row: usize| {
            let (mean, square) = (self.mean(sums[row]), self.mean(squares[row]));
            let estimate = bounded_mean(mean, square, self.run.draws);
            let variance = (square - mean * mean).max(0.0);
            let known = (estimate.std_error() == 0.0).then_some(mean);
            let sd = if known.is_some() { 0.0 } else { variance.sqrt() };
            WeightSummary { mean: estimate, sd, spread: spread(self.tally.histogram(row), known) }
        };
        (0..sums.len()).map(one).collect()
    }

    /// Mean weights in the draws that an alternative wins: a ratio of two sums, with the error of the ratio.
    fn central<'c>(
        &self,
        alternative: usize,
        confidence: &mut impl Iterator<Item = &'c (f64, f64)>,
    ) -> Option<CentralWeights> {
        let wins = self.tally.sums(self.layout.win())[alternative];
        if wins <= NEVER {
            return None;
        }
        let squares = self.tally.sums(self.layout.win_products())[self.layout.product(alternative, alternative)];
        let rows = self.layout.weight_rows();
        let section = |range: std::ops::Range<usize>| {
            self.tally.sums(range.start + alternative * rows..range.start + (alternative + 1) * rows)
        };
        let once = section(self.layout.winning_weight());
        let twice = section(self.layout.winning_weight_p2());
        let twice_squared = section(self.layout.winning_weight_p2_squares());
        let one = |row: usize| {
            let r = once[row] / wins;
            let residual = twice_squared[row] - 2.0 * r * twice[row] + r * r * squares;
            // Sums are whole multiples of 2^-32, block by block: below that, a spread is rounding.
            let rounding = 1e-11 * self.run.draws as f64;
            let std_error = if residual <= rounding { 0.0 } else { residual.sqrt() / wins };
            let half = super::estimate::Z975 * std_error;
            Estimate::new(r, std_error, (r - half).max(0.0).min(r), (r + half).min(1.0).max(r))
        };
        let mut per_stakeholder: Vec<Vec<Estimate>> =
            (0..rows).map(one).collect::<Vec<_>>().chunks_exact(self.plan.criteria).map(<[_]>::to_vec).collect();
        let group = per_stakeholder.pop().expect("the committee's row comes last");
        let (mean, mean_square) = *confidence.next().expect("one case for every alternative that wins");
        Some(CentralWeights { per_stakeholder, group, confidence_factor: self.proportion(mean, mean_square) })
    }
}
