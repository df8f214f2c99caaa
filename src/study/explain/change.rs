//! Who loses to whom when the strategy is played, and whose votes change: draw by draw, on the same draws.

use super::ChoiceShift;
use super::means::{Length, every_block};
use crate::engine::{BlockView, Cancelled, Look, Runner, Watch};
use crate::plan::Plan;
use crate::random::BLOCK;
use crate::stats::{Estimate, paired_difference, proportion};

/// Mean and mean square of a number.
#[derive(Clone, Copy, Debug, Default)]
struct Moments {
    sum: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, x: f64) {
        self.sum += x;
        self.squares += x * x;
    }

    fn merge(&mut self, other: Self) {
        self.sum += other.sum;
        self.squares += other.squares;
    }
}

/// What is added up of one choice (that of the group, or of a person) before and after.
#[derive(Clone, Debug)]
struct Sums {
    alternatives: usize,
    before: Vec<Moments>,
    after: Vec<Moments>,
    change: Vec<Moments>,
    /// `[from][to]`, flat.
    flow: Vec<Moments>,
    /// `[from]` what we gain from an alternative less what we lose to it.
    net: Vec<Moments>,
}

impl Sums {
    fn new(alternatives: usize) -> Self {
        let each = vec![Moments::default(); alternatives];
        Self {
            alternatives,
            before: each.clone(),
            after: each.clone(),
            change: each.clone(),
            flow: vec![Moments::default(); alternatives * alternatives],
            net: each,
        }
    }

    /// One draw. What an alternative loses goes to those that gain, in proportion to what they gain: the least that must have
    /// moved, and just the change of winner where the winner is certain.
    fn add(&mut self, us: usize, before: impl Fn(usize) -> f64, after: impl Fn(usize) -> f64) {
        let all = 0..self.alternatives;
        let gain = |v: usize| (after(v) - before(v)).max(0.0);
        let total: f64 = all.clone().map(gain).sum();
        let moved = |u: usize, v: usize| {
            if total > 0.0 { (before(u) - after(u)).max(0.0) * gain(v) / total } else { 0.0 }
        };
        for u in all.clone() {
            self.before[u].add(before(u));
            self.after[u].add(after(u));
            self.change[u].add(after(u) - before(u));
            self.net[u].add(moved(u, us) - moved(us, u));
            for v in all.clone() {
                self.flow[u * self.alternatives + v].add(moved(u, v));
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        let pairs = [
            (&mut self.before, &other.before),
            (&mut self.after, &other.after),
            (&mut self.change, &other.change),
            (&mut self.flow, &other.flow),
            (&mut self.net, &other.net),
        ];
        for (sums, more) in pairs {
            sums.iter_mut().zip(more).for_each(|(sum, more)| sum.merge(*more));
        }
    }

    fn shift(&self, draws: u64, hard: bool, certain: bool) -> ChoiceShift {
        let n = draws as f64;
        let share = |moments: &Moments| proportion(moments.sum / n, moments.squares / n, draws, certain);
        let change = |moments: &Moments| paired_difference(moments.sum / n, moments.squares / n, draws, hard, certain);
        let shares = |all: &[Moments]| all.iter().map(share).collect::<Vec<_>>();
        let changes = |all: &[Moments]| all.iter().map(change).collect::<Vec<_>>();
        let flow = |(position, moments): (usize, &Moments)| {
            let same = position / self.alternatives == position % self.alternatives;
            if same { Estimate::exact(0.0) } else { share(moments) }
        };
        let flows: Vec<Estimate> = self.flow.iter().enumerate().map(flow).collect();
        ChoiceShift {
            before: shares(&self.before),
            after: shares(&self.after),
            change: changes(&self.change),
            flow: flows.chunks(self.alternatives).map(<[Estimate]>::to_vec).collect(),
            from: changes(&self.net),
        }
    }
}

/// The choice of the group, and that of each person, under the second line of a plan against the first.
pub(super) fn changes(
    plan: &Plan,
    seed: u64,
    length: Length,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<(ChoiceShift, Vec<ChoiceShift>), Cancelled> {
    let (alternatives, people, us) = (plan.alternatives, plan.stakeholders, plan.us);
    let mut sums = vec![Sums::new(alternatives); 1 + people];
    let block = |view: BlockView| {
        let mut sums = vec![Sums::new(alternatives); 1 + people];
        for draw in 0..BLOCK {
            sums[0].add(us, |v| view.win(0, v)[draw], |v| view.win(1, v)[draw]);
            for who in 0..people {
                sums[1 + who].add(us, |v| view.vote(0, who, v)[draw], |v| view.vote(1, who, v)[draw]);
            }
        }
        sums
    };
    let look = Look { votes: true, ..Look::default() };
    every_block((plan, seed, length), look, (runner, watch), block, |_, made| {
        sums.iter_mut().zip(&made).for_each(|(sums, made)| sums.merge(made));
    })?;
    let (draws, certain) = (length.draws(), plan.is_deterministic());
    let group = sums[0].shift(draws, plan.is_hard(), certain);
    // What somebody thinks best is certain, given a draw: moods come in only when he votes.
    Ok((group, sums[1..].iter().map(|sums| sums.shift(draws, true, certain)).collect()))
}
