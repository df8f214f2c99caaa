//! What pitches are worth: many of them on the same draws, each against one of them and against no moves of ours.

use crate::engine::{Look, Measure, Runner, Watch, each_block, simulate_more};
use crate::model::{InputKind, Line, Scenario};
use crate::plan::{Plan, compile_lines};
use crate::random::{BLOCK, Key, Streams, Treatment, Treatments};

use crate::study::StudyError;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// The largest probability that we win.
    Win,
    /// The largest expected margin: P(win) times the deal's value after discounts, less what the moves cost.
    Margin,
    /// The largest win probability in bad worlds: this quantile, over all that is unknown about the people and the offers
    /// before any move, of the win probability that is left to luck.
    Quantile(f64),
}

/// Sections of the worlds, whose spread gives the error of a quantile, and the fewest worlds in one.
const SECTIONS: (usize, usize) = (40, 5);

/// How good a pitch was on some draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Score {
    /// The goal's number, less that without moves of ours.
    pub gain: f64,
    /// The win probability (its quantile, if that is the goal), less that without moves of ours.
    pub uplift: f64,
    /// The goal's number, less that of the reference.
    pub ahead: f64,
    /// The paired standard error of `ahead`, never 0 unless nothing is uncertain.
    pub error: f64,
}

const NOTHING: Score = Score { gain: 0.0, uplift: 0.0, ahead: 0.0, error: 0.0 };

/// Whoever is given pitches to play, always on draws that nobody has seen yet.
pub(super) struct Judge<'a> {
    pub scenario: &'a Scenario,
    pub goal: Goal,
    pub seed: u64,
    pub runner: &'a Runner,
    pub watch: &'a dyn Watch,
    /// The first block that has not been seen.
    pub next: u64,
}

/// So many pitches are looked at draw by draw at once; more would not stay in the cache.
const AT_ONCE: usize = 128;

impl Judge<'_> {
    /// Plays pitches in so many new draws (at least a block); scores are against the one at `reference`.
    pub fn play(&mut self, lines: &[Line], reference: usize, draws: u64) -> Result<Vec<Score>, StudyError> {
        let blocks = draws.div_ceil(BLOCK as u64).max(1);
        let from = self.next;
        self.next += blocks;
        match self.goal {
            Goal::Quantile(share) => self.in_worlds(lines, reference, from..from + blocks, share),
            Goal::Win | Goal::Margin => self.in_draws(lines, reference, from..from + blocks),
        }
    }

    /// The reference, no moves, then all: neighbours begin alike, which saves playing the same beginning again.
    fn sorted<'l>(&self, lines: &'l [Line], reference: usize) -> (Vec<usize>, Vec<Line>, &'l Line) {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|a, b| lines[*a].cmp(&lines[*b]));
        let first = [lines[reference].clone(), Line::baseline(self.scenario)];
        let all = first.into_iter().chain(order.iter().map(|line| lines[*line].clone())).collect();
        (order, all, &lines[reference])
    }

    fn in_draws(
        &self,
        lines: &[Line],
        reference: usize,
        blocks: std::ops::Range<u64>,
    ) -> Result<Vec<Score>, StudyError> {
        let (order, all, against) = self.sorted(lines, reference);
        let plan = compile_lines(self.scenario, &all)?;
        let block = BLOCK as u64;
        // Where nothing is uncertain one block says all.
        let end = if plan.is_deterministic() { blocks.start + 1 } else { blocks.end };
        let (from, to) = (blocks.start * block, end * block);
        let tally = simulate_more(&plan, self.seed, from, to, Measure::Outcomes, self.runner, self.watch)?;
        let n = tally.draws as f64;
        let mean = |strategy: usize, at: usize| tally.strategies[strategy].sums(at..at + 1)[0] / n;
        let us = tally.layout.win().start + plan.us;
        let product = tally.layout.win_products().start + tally.layout.product(plan.us, plan.us);
        let change = tally.layout.change_squares().start + plan.us;
        let certain = plan.is_deterministic();
        let (reference, none) = (Stakes::of(self.scenario, self.goal, against), Stakes::none(self.scenario, self.goal));
        let mut scores = vec![NOTHING; lines.len()];
        for (position, line) in order.into_iter().enumerate() {
            let strategy = position + 2;
            let stakes = Stakes::of(self.scenario, self.goal, &lines[line]);
            let (p, q) = (mean(strategy, us), mean(0, us));
            let (pp, qq) = (mean(strategy, product), mean(0, product));
            let pq = 0.5 * (pp + qq - mean(strategy, change));
            let ahead = stakes.worth(p) - reference.worth(q);
            let (a, b) = (stakes.prize, reference.prize);
            let spread = a * a * (pp - p * p) + b * b * (qq - q * q) - 2.0 * a * b * (pq - p * q);
            // "No difference seen" is not "no difference": one draw more may differ (as in Agresti & Min 2005).
            let unseen = 0.5 * (a * a + b * b) / n;
            scores[line] = Score {
                gain: stakes.worth(p) - none.worth(mean(1, us)),
                uplift: p - mean(1, us),
                ahead,
                error: if certain { 0.0 } else { ((spread.max(0.0) + unseen) / n).sqrt() },
            };
        }
        Ok(scores)
    }

    fn in_worlds(
        &self,
        lines: &[Line],
        reference: usize,
        blocks: std::ops::Range<u64>,
        share: f64,
    ) -> Result<Vec<Score>, StudyError> {
        let (order, all, _) = self.sorted(lines, reference);
        let mut scores = vec![NOTHING; lines.len()];
        for (part, few) in order.chunks(AT_ONCE).enumerate() {
            let rest = &all[2 + part * AT_ONCE..][..few.len()];
            let chosen = [&all[..2], rest].concat();
            let plan = compile_lines(self.scenario, &chosen)?;
            let worlds = worlds(self.scenario, &plan, self.seed, blocks.clone(), self.runner, self.watch)?;
            for (position, line) in few.iter().enumerate() {
                let (value, none) = (quantile(&worlds, position + 2, share), quantile(&worlds, 1, share));
                let (ahead, error) = quantile_difference(&worlds, position + 2, 0, share);
                scores[*line] = Score { gain: value - none, uplift: value - none, ahead, error };
            }
        }
        Ok(scores)
    }
}

/// What winning brings, and what is spent in any case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stakes {
    pub prize: f64,
    pub spent: f64,
}

impl Stakes {
    pub fn of(scenario: &Scenario, goal: Goal, line: &Line) -> Self {
        match goal {
            Goal::Margin => Self { prize: line.deal_value(scenario).unwrap_or(0.0), spent: line.cost(scenario).money },
            Goal::Win | Goal::Quantile(_) => Self { prize: 1.0, spent: 0.0 },
        }
    }

    fn none(scenario: &Scenario, goal: Goal) -> Self {
        Self::of(scenario, goal, &Line::baseline(scenario))
    }

    pub fn worth(&self, win: f64) -> f64 {
        self.prize * win - self.spent
    }
}

/// The addresses of what is held still within a world: people's weights, performances, credibility and fears before any
/// move. Left to luck in each world: who takes which move up, how strongly and with what backfire, who speaks, gates, moods.
pub(super) fn beliefs(scenario: &Scenario, plan: &Plan) -> Vec<Key> {
    let held = |kind: &InputKind| {
        matches!(
            kind,
            InputKind::Weights(_)
                | InputKind::Performance { .. }
                | InputKind::Together(_)
                | InputKind::Credibility(_)
                | InputKind::Indecision(_)
        )
    };
    plan.inputs(scenario).into_iter().filter(|input| held(&input.kind)).flat_map(|input| input.keys).collect()
}

/// `[world][strategy]` our win probability in each world: a block of draws with the same beliefs, and luck of their own.
pub(super) fn worlds(
    scenario: &Scenario,
    plan: &Plan,
    seed: u64,
    blocks: std::ops::Range<u64>,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Vec<f64>>, StudyError> {
    let held = Treatments::of(beliefs(scenario, plan), Treatment::Held { blocks: 1 });
    let streams = Streams::new(seed).treated(&held);
    let mean = |column: &[f64; BLOCK]| column.iter().sum::<f64>() / BLOCK as f64;
    let strategies = 0..plan.strategies.len();
    Ok(each_block(plan, streams, blocks, Look::default(), runner, watch, |view| {
        strategies.clone().map(|strategy| mean(view.win(strategy, plan.us))).collect::<Vec<f64>>()
    })?)
}

/// The quantile of a strategy's win probability over worlds: straight lines between the order statistics (Hyndman & Fan
/// 1996, type 7).
pub(super) fn quantile(worlds: &[Vec<f64>], strategy: usize, share: f64) -> f64 {
    let mut sorted: Vec<f64> = worlds.iter().map(|world| world[strategy]).collect();
    sorted.sort_by(f64::total_cmp);
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// The difference of two strategies' quantiles with its error by sectioning: the worlds in up to 40 parts, the
/// difference in each, and how far these differ (Asmussen & Glynn 2007, section III.5).
pub(super) fn quantile_difference(worlds: &[Vec<f64>], one: usize, other: usize, share: f64) -> (f64, f64) {
    let whole = quantile(worlds, one, share) - quantile(worlds, other, share);
    let sections = by_section(worlds, |part| quantile(part, one, share) - quantile(part, other, share));
    (whole, spread(&sections))
}

/// A number of each section of the worlds.
pub(super) fn by_section(worlds: &[Vec<f64>], of: impl Fn(&[Vec<f64>]) -> f64) -> Vec<f64> {
    let (most, least) = SECTIONS;
    let sections = (worlds.len() / least).clamp(1, most);
    worlds.chunks_exact(worlds.len() / sections).take(sections).map(of).collect()
}

/// The standard error of the mean of independent numbers.
pub(super) fn spread(numbers: &[f64]) -> f64 {
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
    if n > 1.0 { (squares / (n - 1.0) / n).sqrt() } else { 0.0 }
}
