//! What every line brings, batch by batch, and estimates of combinations of lines from that.

use std::ops::Range;

use super::coalition::Combination;
use crate::engine::{Cancelled, Look, Runner, Watch, each_block};
use crate::plan::Plan;
use crate::random::{BLOCK, Streams};
use crate::stats::{Estimate, FEWEST_BATCHES, Z975, batch_mean};

/// More do not make a better one.
const MOST_BATCHES: u64 = 100;
/// So many blocks are looked at before their means are added up.
const STRETCH: u64 = 512;

/// How many draws, in equally long batches of whole blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub batches: u64,
    pub blocks_each: u64,
}

impl Length {
    /// Enough where nothing is uncertain.
    pub const ONE_BLOCK: Self = Self { batches: 1, blocks_each: 1 };

    /// At least so many draws.
    pub fn of(draws: u64) -> Self {
        let blocks = draws.div_ceil(BLOCK as u64).max(FEWEST_BATCHES);
        let blocks_each = blocks.div_ceil(MOST_BATCHES);
        Self { batches: blocks.div_ceil(blocks_each), blocks_each }
    }

    pub fn blocks(&self) -> u64 {
        self.batches * self.blocks_each
    }

    pub fn draws(&self) -> u64 {
        self.blocks() * BLOCK as u64
    }
}

/// Looks at all blocks of a length, some hundred at a time, and takes in what is made of each, in order.
pub(super) fn every_block<T: Send>(
    (plan, seed, length): (&Plan, u64, Length),
    look: Look,
    (runner, watch): (&Runner, &dyn Watch),
    visit: impl Fn(crate::engine::BlockView) -> T + Sync,
    mut take: impl FnMut(u64, T),
) -> Result<(), Cancelled> {
    let mut from = 0;
    while from < length.blocks() {
        let stretch: Range<u64> = from..(from + STRETCH).min(length.blocks());
        let watch = Part { watch, before: from * BLOCK as u64, total: length.draws() };
        let made = each_block(plan, Streams::new(seed), stretch.clone(), look, runner, &watch, &visit)?;
        stretch.clone().zip(made).for_each(|(block, made)| take(block, made));
        from = stretch.end;
    }
    Ok(())
}

/// Watches a stretch as the part of the whole that it is.
struct Part<'a> {
    watch: &'a dyn Watch,
    before: u64,
    total: u64,
}

impl Watch for Part<'_> {
    fn progress(&self, done: u64, _: u64) {
        self.watch.progress(self.before + done, self.total);
    }

    fn cancelled(&self) -> bool {
        self.watch.cancelled()
    }
}

/// Means of one number, `[batch][line]`.
#[derive(Clone, Debug)]
pub(super) struct Means {
    pub batches: Vec<Vec<f64>>,
    draws: u64,
    /// Whether one draw says all.
    certain: bool,
    /// What one draw can differ by.
    unit: f64,
}

/// Our probability of winning, and of winning what lasts, under every line.
pub(super) fn of_lines(
    plan: &Plan,
    seed: u64,
    length: Length,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<(Means, Option<Means>), Cancelled> {
    let (lines, us, adopts) = (plan.strategies.len(), plan.us, plan.adoption.is_some());
    let width = if adopts { 2 * lines } else { lines };
    let mut sums = vec![vec![0.0; width]; length.batches as usize];
    let mean = |column: &[f64; BLOCK]| column.iter().sum::<f64>() / BLOCK as f64;
    every_block(
        (plan, seed, length),
        Look::default(),
        (runner, watch),
        |view| {
            let wins = (0..lines).map(|line| mean(view.win(line, us)));
            let lasting = (0..width - lines).map(|line| mean(view.lasting(line, us)));
            wins.chain(lasting).collect::<Vec<f64>>()
        },
        |block, means| {
            let batch = &mut sums[(block / length.blocks_each) as usize];
            batch.iter_mut().zip(means).for_each(|(sum, mean)| *sum += mean / length.blocks_each as f64);
        },
    )?;
    let certain = plan.is_deterministic();
    let means = |from: usize| Means {
        batches: sums.iter().map(|batch| batch[from..from + lines].to_vec()).collect(),
        draws: length.draws(),
        certain,
        unit: 1.0,
    };
    Ok((means(0), adopts.then(|| means(lines))))
}

impl Means {
    /// What is won: a deal's value with this probability, less what is spent in any case, `[line]`.
    pub fn margins(&self, deal_values: &[f64], spent: &[f64]) -> Self {
        let margin = |(line, mean): (usize, &f64)| mean * deal_values[line] - spent[line];
        let batches = self.batches.iter().map(|batch| batch.iter().enumerate().map(margin).collect()).collect();
        Self { batches, unit: deal_values.iter().copied().fold(0.0, f64::max), ..*self }
    }

    /// A combination of lines, all on the same draws. Where nothing is left of it, it is 0 for certain.
    pub fn estimate(&self, wanted: &Combination) -> Estimate {
        self.with_spread(wanted, 0.0)
    }

    /// The same from a sample of orders: `sampled` are the combinations of which `wanted` is the mean. Draws and orders are
    /// crossed, so both spreads add up (that of their interplay is counted twice, which is on the safe side).
    pub fn estimate_sampled(&self, wanted: &Combination, sampled: &[Combination]) -> Estimate {
        let lines = self.batches[0].len();
        let share = 1.0 / self.batches.len() as f64;
        let mean = |line: usize| self.batches.iter().map(|batch| batch[line]).sum::<f64>() * share;
        let means: Vec<f64> = (0..lines).map(mean).collect();
        let values: Vec<f64> = sampled.iter().map(|one| one.of_values(&means)).collect();
        self.with_spread(wanted, batch_mean(&values).std_error())
    }

    fn with_spread(&self, wanted: &Combination, of_orders: f64) -> Estimate {
        if wanted.is_nothing() && of_orders == 0.0 {
            return Estimate::exact(0.0);
        }
        let values: Vec<f64> = self.batches.iter().map(|batch| wanted.of_values(batch)).collect();
        let mean = batch_mean(&values);
        let of_draws = if self.certain { 0.0 } else { mean.std_error() };
        let error = of_draws.hypot(of_orders);
        // "No difference seen among the draws" is not "no difference": the interval is at least that of half a draw.
        let least = if self.certain { 0.0 } else { 0.5_f64.sqrt() / self.draws as f64 * self.unit };
        let half = Z975 * error.max(least);
        Estimate::new(mean.value(), error, mean.value() - half, mean.value() + half)
    }
}
