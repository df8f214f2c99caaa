//! What pitches are worth on draws on which none of them was chosen.

use super::score::{Goal, Stakes, quantile, quantile_difference, worlds};
use crate::engine::{Column, Look, Runner, Watch, each_block};
use crate::model::{Line, Scenario};
use crate::plan::compile_lines;
use crate::random::{BLOCK, Streams};
use crate::stats::{Estimate, paired_difference, proportion};
use crate::study::StudyError;

/// The seed of the draws that answers are given on, from that of the draws that they were looked for on: other draws of
/// everything. The constant spells "fresh".
pub fn fresh_seed(seed: u64) -> u64 {
    seed ^ 0x0066_7265_7368
}

/// Pitches on fresh draws; the first is no moves of ours.
#[derive(Debug)]
pub(super) struct Fresh {
    /// `[line]` our win probability.
    pub win: Vec<Estimate>,
    /// `[line]` its quantile over worlds, if that is the goal.
    pub quantile: Vec<Option<Estimate>>,
    /// `[line]` change of the win probability against the first line, or of its quantile if that is the goal.
    pub uplift: Vec<Estimate>,
    /// `[pair]` the first less the second in the same number.
    pub steps: Vec<Estimate>,
    /// `[pair]` the first less the second in the goal's number.
    pub leads: Vec<Estimate>,
    pub draws: u64,
    pub deterministic: bool,
}

/// What is compared with what.
pub(super) struct Comparison<'a> {
    pub scenario: &'a Scenario,
    pub goal: Goal,
    pub lines: &'a [Line],
    pub pairs: &'a [(usize, usize)],
    pub seed: u64,
    pub draws: u64,
}

/// Sums of a difference over draws: itself and its square, of the win probability and of what it is worth.
type Sums = [f64; 4];

impl Comparison<'_> {
    /// Plays everything on the same draws.
    pub fn run(&self, runner: &Runner, watch: &dyn Watch) -> Result<Fresh, StudyError> {
        let plan = compile_lines(self.scenario, self.lines)?;
        let deterministic = plan.is_deterministic();
        let blocks = if deterministic { 1 } else { self.draws.div_ceil(BLOCK as u64).max(1) };
        let draws = blocks * BLOCK as u64;
        let stakes: Vec<Stakes> = self.lines.iter().map(|line| Stakes::of(self.scenario, self.goal, line)).collect();
        let with_none = (0..self.lines.len()).map(|line| (line, 0));
        let pairs: Vec<(usize, usize)> = with_none.chain(self.pairs.iter().copied()).collect();
        let us = plan.us;
        let streams = Streams::new(self.seed);
        let found = each_block(&plan, streams, 0..blocks, Look::default(), runner, watch, |view| {
            let column = |line: usize| view.win(line, us);
            let alone: Vec<[f64; 2]> = (0..stakes.len()).map(|line| squares(column(line))).collect();
            let apart: Vec<Sums> =
                pairs.iter().map(|(a, b)| differences(column(*a), column(*b), stakes[*a], stakes[*b])).collect();
            (alone, apart)
        })?;
        let mut alone = vec![[0.0; 2]; stakes.len()];
        let mut apart = vec![[0.0; 4]; pairs.len()];
        for (block_alone, block_apart) in found {
            add(&mut alone, &block_alone);
            add(&mut apart, &block_apart);
        }
        let n = draws as f64;
        let win = alone.iter().map(|[sum, square]| proportion(sum / n, square / n, draws, deterministic)).collect();
        let steps: Vec<Estimate> = apart
            .iter()
            .map(|[sum, square, ..]| paired_difference(sum / n, square / n, draws, plan.is_hard(), deterministic))
            .collect();
        let worth = |[_, _, sum, square]: &Sums, (a, b): &(usize, usize)| {
            money_difference(sum / n, square / n, stakes[*a].prize.max(stakes[*b].prize), draws, deterministic)
        };
        let leads: Vec<Estimate> = match self.goal {
            Goal::Margin => apart.iter().zip(&pairs).map(|(sums, pair)| worth(sums, pair)).collect(),
            Goal::Win | Goal::Quantile(_) => steps.clone(),
        };
        let quantile = vec![None; self.lines.len()];
        let fresh = Fresh { win, quantile, uplift: steps, steps: Vec::new(), leads, draws, deterministic };
        let fresh = match self.goal {
            Goal::Quantile(share) => self.in_worlds(fresh, &pairs, share, blocks, runner, watch)?,
            Goal::Win | Goal::Margin => fresh,
        };
        Ok(fresh.split(self.lines.len()))
    }

    /// Replaces changes of the win probability by those of its quantile.
    fn in_worlds(
        &self,
        fresh: Fresh,
        pairs: &[(usize, usize)],
        share: f64,
        blocks: u64,
        runner: &Runner,
        watch: &dyn Watch,
    ) -> Result<Fresh, StudyError> {
        let plan = compile_lines(self.scenario, self.lines)?;
        let worlds = worlds(self.scenario, &plan, self.seed, 0..blocks, runner, watch)?;
        let difference = |one: usize, other: usize| {
            let (value, error) = quantile_difference(&worlds, one, other, share);
            if fresh.deterministic { Estimate::exact(value) } else { Estimate::normal(value, error) }
        };
        let alone = |line: usize| {
            let value = quantile(&worlds, line, share);
            let error = super::score::spread(&super::score::by_section(&worlds, |part| quantile(part, line, share)));
            let half = crate::stats::Z975 * error;
            Some(Estimate::new(value, error, (value - half).max(0.0), (value + half).min(1.0)))
        };
        let apart: Vec<Estimate> = pairs.iter().map(|(a, b)| difference(*a, *b)).collect();
        let quantile = (0..self.lines.len()).map(alone).collect();
        Ok(Fresh { quantile, uplift: apart.clone(), leads: apart, ..fresh })
    }
}

impl Fresh {
    /// The differences to the first line apart from those that were asked for.
    fn split(mut self, lines: usize) -> Self {
        self.steps = self.uplift.split_off(lines);
        self.leads.drain(..lines);
        self
    }
}

fn add<const N: usize>(sums: &mut [[f64; N]], block: &[[f64; N]]) {
    for (sum, more) in sums.iter_mut().zip(block) {
        sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    }
}

fn squares(column: &Column) -> [f64; 2] {
    column.iter().fold([0.0; 2], |[sum, square], p| [sum + p, square + p * p])
}

fn differences(one: &Column, other: &Column, a: Stakes, b: Stakes) -> Sums {
    let mut sums = [0.0; 4];
    for (p, q) in one.iter().zip(other) {
        let (d, w) = (p - q, a.worth(*p) - b.worth(*q));
        sums = [sums[0] + d, sums[1] + d * d, sums[2] + w, sums[3] + w * w];
    }
    sums
}

/// A paired difference of amounts: normal, and at least that of half a draw in which the prize changes hands.
fn money_difference(mean: f64, square: f64, prize: f64, draws: u64, deterministic: bool) -> Estimate {
    if deterministic {
        return Estimate::exact(mean);
    }
    let n = draws as f64;
    let error = ((square - mean * mean).max(0.0) / (n - 1.0)).sqrt();
    let half = crate::stats::Z975 * error.max(prize * 0.5_f64.sqrt() / n);
    Estimate::new(mean, error, mean - half, mean + half)
}
