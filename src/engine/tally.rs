//! Counting: sums of probabilities and histograms of weights.
//!
//! Inside a block, sums are floating point, lane by lane; leaving it, each becomes a whole number of 2^-32. So adding
//! tallies is exact, and neither the order of blocks nor the number of threads can change a bit of the result.

use std::ops::Range;

use crate::math::{Eight, LANES, Lanes, Simd};
use crate::plan::Plan;

/// Bins of the histograms of weights: bin b holds the weights that round to b / 1000.
pub const BINS: usize = 1001;

/// Largest number of draws: beyond it the sums might overflow.
pub const MOST_DRAWS: u64 = 1_000_000_000;

/// Rules of the table that says what each would decide.
const RULES: usize = 6;

const UNIT: f64 = 1.0 / 4_294_967_296.0; // 2^-32

/// A sum of a block as it leaves it: whole multiples of 2^-32.
#[inline(always)]
pub(super) fn in_units(sum: Lanes) -> i64 {
    let units = sum.total() * (1.0 / UNIT);
    // Rounded by hand: the baseline instruction set would call a function for it.
    (units + 0.5_f64.copysign(units)) as i64
}

/// Back to a number.
pub(super) fn from_units(sum: i64) -> f64 {
    sum as f64 * UNIT
}

/// How much is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Who wins, and the paired change against the first strategy.
    Outcomes,
    /// Also ranks, pairs, and central weights: what SMAA reports.
    Acceptabilities,
    /// Everything of docs/model.md, "What is reported".
    Everything,
}

/// Where each sum lies. Axes as in the plan: S stakeholders, C criteria, A alternatives, W watches, T stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// S
    pub stakeholders: usize,
    /// C
    pub criteria: usize,
    /// A
    pub alternatives: usize,
    /// W
    pub watches: usize,
    /// T, stages.
    pub stages: usize,
    /// A if there is life after the signature, else 0.
    pub lasting: usize,
    /// How much is counted.
    pub measure: Measure,
}

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident after $previous:ident: |$layout:ident| $size:expr;)*) => {
        impl Layout {
            /// Start of the first section.
            fn start(&self) -> usize {
                0
            }
            $(
                $(#[$doc])*
                pub fn $name(&self) -> Range<usize> {
                    let $layout = self;
                    let start = sections!(@end self, $previous);
                    start..start + $size
                }
            )*
        }
    };
    (@end $self:ident, start) => { $self.start() };
    (@end $self:ident, $previous:ident) => { $self.$previous().end };
}

sections! {
    /// `[a]` sum of P(a wins).
    win after start: |l| l.alternatives;
    /// Sum of P(a wins) P(b wins) for each pair, see [`Layout::product`].
    win_products after win: |l| l.alternatives * (l.alternatives + 1) / 2;
    /// `[a]` sum of the square of the change of P(a wins) against the first strategy.
    change_squares after win_products: |l| l.alternatives;
    /// `[a]` sum of P(a wins, and lasts).
    lasting_win after change_squares: |l| l.lasting;
    /// `[a]` sum of its square.
    lasting_win_squares after lasting_win: |l| l.lasting;
    /// `[a]` sum of the square of its change against the first strategy.
    lasting_change_squares after lasting_win_squares: |l| l.lasting;
    /// `[a][r]` sum of P(a has rank r).
    rank after lasting_change_squares: |l| l.alternatives * l.alternatives;
    /// `[a][r]` sum of its square.
    rank_squares after rank: |l| l.alternatives * l.alternatives;
    /// `[a][b]` sum of P(a is ranked before b).
    pair after rank_squares: |l| l.alternatives * l.alternatives;
    /// `[a][b]` sum of its square.
    pair_squares after pair: |l| l.alternatives * l.alternatives;
    /// `[row][c]` sum of weights; rows are the stakeholders, then their influence-weighted mean.
    weight after pair_squares: |l| l.weight_rows();
    /// `[row][c]` sum of squares of weights.
    weight_squares after weight: |l| l.weight_rows();
    /// `[a][row][c]` sum of P(a wins) times the weight.
    winning_weight after weight_squares: |l| l.alternatives * l.weight_rows();
    /// `[a][row][c]` sum of P(a wins)^2 times the weight.
    winning_weight_p2 after winning_weight: |l| l.alternatives * l.weight_rows();
    /// `[a][row][c]` sum of P(a wins)^2 times the square of the weight.
    winning_weight_p2_squares after winning_weight_p2: |l| l.alternatives * l.weight_rows();
    /// `[a]` sum of P(a wins) if the best score always won.
    noiseless after winning_weight_p2_squares: |l| l.alternatives;
    /// `[i][a]` sum of P(a is i's first choice).
    support after noiseless: |l| l.stakeholders * l.alternatives;
    /// `[i][a]` sum of its square.
    support_squares after support: |l| l.stakeholders * l.alternatives;
    /// `[t][a]` sum of P(a would win at the end of stage t).
    poll after support_squares: |l| l.stages * l.alternatives;
    /// `[t][a]` sum of its square.
    poll_squares after poll: |l| l.stages * l.alternatives;
    /// `[rule][a]` sum of P(a would win under this rule).
    rule after poll_squares: |l| RULES * l.alternatives;
    /// `[rule][a]` sum of its square.
    rule_squares after rule: |l| RULES * l.alternatives;
    /// `[rule][a]` sum of the square of P(we would win) less P(a would win).
    rule_lead_squares after rule_squares: |l| RULES * l.alternatives;
    /// `[i][c]` sum of our edge over the best rival in i's eyes.
    edge after rule_lead_squares: |l| l.stakeholders * l.criteria;
    /// `[i][c]` sum of its square.
    edge_squares after edge: |l| l.stakeholders * l.criteria;
}

impl Layout {
    /// The layout for a plan.
    pub fn new(plan: &Plan, measure: Measure) -> Self {
        Self {
            stakeholders: plan.stakeholders,
            criteria: plan.criteria,
            alternatives: plan.alternatives,
            watches: plan.watches.len(),
            stages: plan.stages.len(),
            lasting: if plan.adoption.is_some() { plan.alternatives } else { 0 },
            measure,
        }
    }

    /// Where the product of two win probabilities lies within [`Layout::win_products`].
    pub fn product(&self, a: usize, b: usize) -> usize {
        let (a, b) = (a.min(b), a.max(b));
        a * self.alternatives - a * (a + 1) / 2 + b
    }

    /// (S + 1) C: everybody's weights, then the influence-weighted mean.
    pub fn weight_rows(&self) -> usize {
        (self.stakeholders + 1) * self.criteria
    }

    /// Number of sums.
    pub fn sums(&self) -> usize {
        match self.measure {
            Measure::Outcomes => self.lasting_change_squares().end,
            Measure::Acceptabilities => self.winning_weight_p2_squares().end,
            Measure::Everything => self.edge_squares().end,
        }
    }

    /// Number of histograms: one per weight row and criterion, then one per watch.
    pub fn histograms(&self) -> usize {
        match self.measure {
            Measure::Outcomes | Measure::Acceptabilities => 0,
            Measure::Everything => self.weight_rows() + self.watches,
        }
    }
}

/// What one strategy did in some draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategyTally {
    /// Sums in units of 2^-32, by [`Layout`].
    sums: Vec<i64>,
    /// Counts per bin, histogram after histogram; no more than [`MOST_DRAWS`].
    counts: Vec<u32>,
}

impl StrategyTally {
    fn new(layout: &Layout) -> Self {
        Self { sums: vec![0; layout.sums()], counts: vec![0; layout.histograms() * BINS] }
    }

    /// The sums of a section.
    pub fn sums(&self, section: Range<usize>) -> Vec<f64> {
        self.sums[section].iter().copied().map(from_units).collect()
    }

    /// The counts of a histogram.
    pub fn histogram(&self, number: usize) -> &[u32] {
        &self.counts[number * BINS..][..BINS]
    }

    /// Adds the sums of a block.
    #[inline(always)]
    pub(super) fn add_sums(&mut self, block: &[Lanes]) {
        for (sum, lanes) in self.sums.iter_mut().zip(block) {
            *sum += in_units(*lanes);
        }
    }

    /// Adds draws in which something is certain to one of the sums.
    #[inline(always)]
    pub(super) fn add_draws(&mut self, at: usize, draws: u32) {
        self.sums[at] += i64::from(draws) << 32;
    }

    /// Adds a probability in one draw to one of the sums.
    #[inline(always)]
    pub(super) fn add_share(&mut self, at: usize, p: f64) {
        self.sums[at] += (p * (1.0 / UNIT) + 0.5) as i64;
    }

    /// Adds to one of the sums, in units of 2^-32.
    #[inline(always)]
    pub(super) fn add_units(&mut self, at: usize, units: i64) {
        self.sums[at] += units;
    }

    /// Counts the weights of so many draws, eight by eight.
    #[inline(always)]
    pub(super) fn count<'a, S: Simd>(
        &mut self,
        simd: S,
        histogram: usize,
        weights: impl Iterator<Item = &'a Lanes>,
        draws: usize,
    ) {
        let counts: &mut [u32; BINS] = (&mut self.counts[histogram * BINS..][..BINS]).try_into().expect("so many bins");
        let mut left = draws;
        for weights in weights {
            let last = (BINS - 1) as f64;
            let bins = (weights.on(simd) * last + 0.5).min(Eight::splat(simd, last)).floors().map(|bin| bin as usize);
            let bins = &bins[..left.min(LANES)];
            left -= bins.len();
            // Many weights are the same in every draw: one sum after the other would wait for the one before.
            if bins.iter().all(|bin| *bin == bins[0]) {
                counts[bins[0]] += bins.len() as u32;
                continue;
            }
            for bin in bins {
                counts[*bin] += 1;
            }
        }
    }

    /// Counts so many weights of 0.
    pub(super) fn count_blank(&mut self, histogram: usize, draws: usize) {
        self.counts[histogram * BINS] += draws as u32;
    }

    /// Takes over sums that must be the same as under another strategy, and have only been counted there.
    pub(super) fn share_sums(&mut self, other: &Self, sums: Range<usize>) {
        self.sums[sums.clone()].copy_from_slice(&other.sums[sums]);
    }

    /// The same for histograms.
    pub(super) fn share_histograms(&mut self, other: &Self, histograms: Range<usize>) {
        let counts = histograms.start * BINS..histograms.end * BINS;
        self.counts[counts.clone()].copy_from_slice(&other.counts[counts]);
    }

    fn add(&mut self, other: &Self) {
        self.sums.iter_mut().zip(&other.sums).for_each(|(sum, more)| *sum += more);
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
    }
}

/// What all strategies of a plan did in some draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Number of draws.
    pub draws: u64,
    /// Where the sums lie.
    pub layout: Layout,
    /// In the order of the plan.
    pub strategies: Vec<StrategyTally>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(plan: &Plan, measure: Measure) -> Self {
        let layout = Layout::new(plan, measure);
        Self { draws: 0, layout, strategies: plan.strategies.iter().map(|_| StrategyTally::new(&layout)).collect() }
    }

    /// The change of the sums of a section against the first strategy, on the same draws.
    pub fn changes(&self, strategy: usize, section: Range<usize>) -> Vec<f64> {
        let (now, before) = (&self.strategies[strategy].sums, &self.strategies[0].sums);
        section.map(|at| from_units(now[at] - before[at])).collect()
    }

    /// Adds what was counted elsewhere, exactly.
    ///
    /// # Panics
    /// If the other tally is of another layout.
    pub fn merge(mut self, other: &Self) -> Self {
        assert_eq!(self.layout, other.layout, "tallies of one plan");
        self.draws += other.draws;
        self.strategies.iter_mut().zip(&other.strategies).for_each(|(mine, theirs)| mine.add(theirs));
        self
    }
}
