//! Our win probability under many lines of moves on the same draws, block by block: what studies of differences between
//! lines add up. Block means are independent of one another, so any mean of a linear combination of them has an error.

use super::error::StudyError;
use crate::engine::{Look, Runner, Watch, each_block};
use crate::model::{Line, Scenario};
use crate::plan::compile_lines;
use crate::random::{BLOCK, Streams};
use crate::stats::{Estimate, Z975, batch_mean, paired_difference, proportion};

/// So many groups of blocks are left out in turn by a jackknife; a run is a whole number of blocks in each. Enough for
/// normal intervals, few enough for a linear programme in each.
pub(super) const GROUPS: u64 = 40;

/// The least number of draws, and what numbers of draws are rounded up to.
pub(super) const STEP: u64 = GROUPS * BLOCK as u64;

/// What was counted.
#[derive(Clone, Debug)]
pub(super) struct Played {
    /// Draws behind every number.
    pub draws: u64,
    /// `[line]` whether nothing is uncertain in it.
    certain: Vec<bool>,
    /// `[block][line]`
    means: Vec<Vec<f64>>,
    /// `[line]` mean of the squares over the draws.
    squares: Vec<f64>,
}

/// What was counted in a block, `[line]`.
struct Counted {
    means: Vec<f64>,
    squares: Vec<f64>,
}

impl Played {
    /// Plays lines in at least this many draws, rounded up to whole blocks in 40 groups; in one block if nothing is uncertain.
    ///
    /// # Errors
    /// If the scenario cannot be simulated, or the watcher cancels.
    pub fn new(
        scenario: &Scenario,
        lines: &[Line],
        draws: u64,
        seed: u64,
        runner: &Runner,
        watch: &dyn Watch,
    ) -> Result<Self, StudyError> {
        let plan = compile_lines(scenario, lines)?;
        let blocks = if plan.is_deterministic() { 1 } else { draws.max(1).div_ceil(STEP) * GROUPS };
        let us = plan.us;
        let count = |line: usize, view: &crate::engine::BlockView| {
            let column = view.win(line, us);
            let sums = column.iter().fold((0.0, 0.0), |(sum, square), win| (sum + win, square + win * win));
            (sums.0 / BLOCK as f64, sums.1 / BLOCK as f64)
        };
        let blocks = each_block(&plan, Streams::new(seed), 0..blocks, Look::default(), runner, watch, |view| {
            let (means, squares) = (0..lines.len()).map(|line| count(line, &view)).unzip();
            Counted { means, squares }
        })?;
        let n = blocks.len() as f64;
        Ok(Self {
            draws: (blocks.len() * BLOCK) as u64,
            certain: (0..lines.len()).map(|line| plan.is_certain(line)).collect(),
            squares: (0..lines.len()).map(|l| blocks.iter().map(|b| b.squares[l]).sum::<f64>() / n).collect(),
            means: blocks.into_iter().map(|block| block.means).collect(),
        })
    }

    /// Whether nothing is uncertain in any line.
    pub fn is_certain(&self) -> bool {
        self.certain.iter().all(|certain| *certain)
    }

    /// Our win probability under a line.
    pub fn win(&self, line: usize) -> Estimate {
        proportion(self.mean(line), self.squares[line], self.draws, self.certain[line])
    }

    /// Its value alone.
    pub fn mean(&self, line: usize) -> f64 {
        self.blocks(line).sum::<f64>() / self.means.len() as f64
    }

    /// A linear combination of win probabilities, paired block by block: `[(line, factor)]`. "No difference seen" is not
    /// "no difference": the interval is then at least that of half a draw up and half a draw down.
    pub fn combined(&self, terms: &[(usize, f64)]) -> Estimate {
        self.combined_with(terms, self, &[])
    }

    /// The same over lines of two scenarios that were played with the same seed in the same draws. Where nothing is
    /// uncertain one block stands for all.
    ///
    /// # Panics
    /// If both were played in several blocks, but not in as many.
    pub fn combined_with(&self, terms: &[(usize, f64)], other: &Played, other_terms: &[(usize, f64)]) -> Estimate {
        let (ours, theirs) = (self.summed(terms), other.summed(other_terms));
        let blocks: Vec<f64> = match (&ours[..], &theirs[..]) {
            (ours, [one]) => ours.iter().map(|x| x + one).collect(),
            ([one], theirs) => theirs.iter().map(|x| x + one).collect(),
            (ours, theirs) => {
                assert_eq!(ours.len(), theirs.len(), "pairs of blocks");
                ours.iter().zip(theirs).map(|(x, y)| x + y).collect()
            }
        };
        let certain = |played: &Played, terms: &[(usize, f64)]| terms.iter().all(|(line, _)| played.certain[*line]);
        if certain(self, terms) && certain(other, other_terms) {
            return Estimate::exact(blocks.iter().sum::<f64>() / blocks.len() as f64);
        }
        let largest = terms.iter().chain(other_terms).map(|(_, factor)| factor.abs()).fold(0.0, f64::max);
        with_floor(&blocks, self.draws.max(other.draws), largest)
    }

    /// `[block]`
    fn summed(&self, terms: &[(usize, f64)]) -> Vec<f64> {
        let of = |means: &Vec<f64>| terms.iter().map(|(line, factor)| factor * means[*line]).sum::<f64>();
        self.means.iter().map(of).collect()
    }

    /// One line less another.
    pub fn difference(&self, line: usize, other: usize) -> Estimate {
        if line == other { Estimate::exact(0.0) } else { self.combined(&[(line, 1.0), (other, -1.0)]) }
    }

    /// `[group][line]` means of as many groups of blocks as a jackknife leaves out; one if nothing is uncertain.
    pub fn groups(&self) -> Vec<Vec<f64>> {
        let size = self.means.len().div_ceil(GROUPS as usize);
        let mean = |blocks: &[Vec<f64>]| {
            let sum = |line: usize| blocks.iter().map(|block| block[line]).sum::<f64>();
            (0..self.certain.len()).map(|line| sum(line) / blocks.len() as f64).collect()
        };
        self.means.chunks(size).map(mean).collect()
    }

    /// The block means of a line.
    pub fn blocks(&self, line: usize) -> impl Iterator<Item = f64> {
        self.means.iter().map(move |means| means[line])
    }
}

/// The mean of paired differences of blocks; see [`Played::combined`]. One draw that differs counts as much as `largest`.
fn with_floor(blocks: &[f64], draws: u64, largest: f64) -> Estimate {
    // Sums of the same numbers in another order differ by a rounding.
    if blocks.iter().all(|x| x.abs() <= 1e-12 * largest) {
        return paired_difference(0.0, 0.0, draws, true, false).scaled(largest, 0.0);
    }
    batch_mean(blocks)
}

/// A share with a normal interval that stays within [0, 1].
pub(super) fn share(value: f64, std_error: f64) -> Estimate {
    let half = Z975 * std_error;
    Estimate::new(value, std_error, (value - half).max(0.0).min(value), (value + half).min(1.0).max(value))
}
