//! Who is best of many: everybody runs on the same draws, the clearly worse drop out, and the draws double for the rest.

use super::score::{Goal, Judge, Score};
use crate::model::{Cost, Line};
use crate::random::BLOCK;
use crate::study::StudyError;

/// How long a race may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Effort {
    /// Draws of the first round.
    pub first: u64,
    /// Rounds, each with twice the draws of the one before.
    pub rounds: usize,
    /// Pitches times draws of one round.
    pub round: u64,
}

impl Effort {
    /// As many draws in the first round as so many pitches allow.
    pub fn new(pitches: usize, rounds: usize, round: u64, goal: Goal) -> Self {
        let (least, most) = match goal {
            // A quantile is one of many worlds, each a block.
            Goal::Quantile(_) => (48 * BLOCK as u64, 128 * BLOCK as u64),
            Goal::Win | Goal::Margin => (2 * BLOCK as u64, 32 * BLOCK as u64),
        };
        Self { first: (round / pitches.max(1) as u64).clamp(least, most), rounds, round }
    }
}

/// A pitch with what it was worth in the race.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entrant {
    pub line: Line,
    /// The goal's number less that without moves, over all rounds that it ran.
    pub gain: f64,
    /// The same for the win probability (or its quantile, if that is the goal).
    pub uplift: f64,
    /// How many draws that is.
    pub draws: u64,
}

/// Everybody with what he was worth; `left` of them, the best first, ran to the end.
#[derive(Clone, Debug)]
pub(super) struct Raced {
    pub entrants: Vec<Entrant>,
    pub left: usize,
}

/// Most rounds of a race.
const MOST_ROUNDS: usize = 6;

/// The one-sided limit of level 5 % / [`MOST_ROUNDS`], in standard errors.
const LIMIT: f64 = 2.394;

/// Races these pitches; `leader` is the position of the one that is thought best.
///
/// In each round all that are left meet the leader of the rounds before on draws that nobody has seen. Whoever is behind
/// it by more than the one-sided limit of level 5 % / 6 drops out. The leader was chosen on other draws, so each of these
/// tests is an ordinary paired one, and the best of all, which takes part in one a round, is dropped with a probability of
/// 5 % at most, however many run (Bonferroni over rounds; the idea of races is Maron & Moore's, 1994, and Birattari's, 2002).
/// If more are left than the effort pays for, the lowest go (sequential halving, Karnin et al. 2013); that has no such
/// guarantee.
pub(super) fn race(judge: &mut Judge, lines: Vec<Line>, leader: usize, effort: Effort) -> Result<Raced, StudyError> {
    assert!(effort.rounds <= MOST_ROUNDS, "the limit is that of six rounds at most");
    let mut running: Vec<Entrant> = lines.into_iter().map(Entrant::new).collect();
    let mut out: Vec<Entrant> = Vec::new();
    let mut leader = leader;
    let mut draws = effort.first;
    for _ in 0..effort.rounds {
        let room = (effort.round / draws).max(8) as usize;
        if running.len() > room && running[0].draws > 0 {
            leader = 0;
            out.extend(running.drain(room..));
        }
        if running.len() < 2 && running[0].draws > 0 {
            break;
        }
        let lines: Vec<Line> = running.iter().map(|entrant| entrant.line.clone()).collect();
        let scores = judge.play(&lines, leader, draws)?;
        running.iter_mut().zip(&scores).for_each(|(entrant, score)| entrant.add(score, draws));
        let behind = |score: &Score| score.ahead + LIMIT * score.error < 0.0;
        let (keep, drop): (Vec<_>, Vec<_>) = running.into_iter().zip(&scores).partition(|(_, score)| !behind(score));
        running = keep.into_iter().map(|(entrant, _)| entrant).collect();
        out.extend(drop.into_iter().map(|(entrant, _)| entrant));
        rank(judge, &mut running);
        leader = 0;
        draws *= 2;
    }
    let left = running.len();
    rank(judge, &mut out);
    running.extend(out);
    Ok(Raced { entrants: running, left })
}

impl Entrant {
    pub fn new(line: Line) -> Self {
        Self { line, gain: 0.0, uplift: 0.0, draws: 0 }
    }

    pub fn add(&mut self, score: &Score, draws: u64) {
        let (before, now) = (self.draws as f64, draws as f64);
        let mean = |old: f64, new: f64| (old * before + new * now) / (before + now);
        self.gain = mean(self.gain, score.gain);
        self.uplift = mean(self.uplift, score.uplift);
        self.draws += draws;
    }
}

/// The best first; of equals the cheaper one, then the one with fewer moves.
pub(super) fn rank(judge: &Judge, entrants: &mut [Entrant]) {
    let cost = |entrant: &Entrant| -> Cost { entrant.line.cost(judge.scenario) };
    entrants.sort_by(|a, b| {
        let (x, y) = (cost(a), cost(b));
        b.gain
            .total_cmp(&a.gain)
            .then(x.days.total_cmp(&y.days))
            .then(x.money.total_cmp(&y.money))
            .then(a.line.ours.len().cmp(&b.line.ours.len()))
            .then_with(|| a.line.cmp(&b.line))
    });
}
