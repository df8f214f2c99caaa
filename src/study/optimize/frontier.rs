//! What more days, or more money, would bring: the best pitch for each budget, searched for budget by budget.

use std::collections::HashSet;

use super::race::{Effort, Entrant};
use super::score::{Goal, Judge};
use super::search::{Archive, Reach};
use super::space::Space;
use crate::model::{Cost, Line};
use crate::random::BLOCK;
use crate::study::StudyError;

/// What is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spending {
    /// Working days.
    Days,
    /// The scenario's currency.
    Money,
}

impl Spending {
    /// The amount of it in a cost.
    pub fn of(self, cost: Cost) -> f64 {
        match self {
            Spending::Days => cost.days,
            Spending::Money => cost.money,
        }
    }
}

/// Most budgets on a frontier, and most that are considered for it.
const BUDGETS: (usize, usize) = (10, 30);

/// Heats of a comparison: the best so many for each budget meet on so many new blocks.
const HEATS: [(usize, u64); 2] = [(12, 16), (4, 64)];

/// The same for quantiles, each of whose worlds is a block.
const HEATS_OF_WORLDS: [(usize, u64); 1] = [(6, 256)];

/// Most pitches around those of a frontier that are looked at in one round.
const AROUND: usize = 2048;

/// Most rounds of looking around.
const ROUNDS: usize = 2;

/// Pitches times draws of a round.
const ROUND: u64 = 1 << 20;

/// A pitch, what is spent on it, and what it was worth in the last heat it ran.
#[derive(Clone, Debug, PartialEq)]
struct Candidate {
    line: Line,
    spent: f64,
    uplift: f64,
}

/// The pitch for each budget at which another one is best, by ascending budget.
///
/// If not everything was looked at, a search from budget to budget follows: pitches one step away from the best one for each
/// budget, up to what the next budget pays for; and again from what that finds. (Not for quantiles, which take too long.)
pub(super) fn frontier(
    space: &Space,
    judge: &mut Judge,
    archive: &mut Archive,
    spending: Spending,
    reach: Reach,
) -> Result<Vec<Line>, StudyError> {
    let mut stairs = stairs(judge, candidates(judge, archive, spending))?;
    let rounds = match (reach, judge.goal) {
        (Reach::Everything, _) | (_, Goal::Quantile(_)) => 0,
        _ => ROUNDS,
    };
    for _ in 0..rounds {
        let new = around(space, judge, archive, spending, &stairs);
        if new.is_empty() {
            break;
        }
        look_at(judge, archive, new)?;
        let before = lines(&stairs);
        stairs = self::stairs(judge, candidates(judge, archive, spending))?;
        if lines(&stairs) == before {
            break;
        }
    }
    Ok(lines(&stairs))
}

fn lines(stairs: &[Candidate]) -> Vec<Line> {
    stairs.iter().map(|candidate| candidate.line.clone()).collect()
}

/// Everything that was looked at.
fn candidates(judge: &Judge, archive: &Archive, spending: Spending) -> Vec<Candidate> {
    let of = |entrant: Entrant| {
        let spent = spending.of(entrant.line.cost(judge.scenario));
        Candidate { line: entrant.line, spent, uplift: entrant.uplift }
    };
    archive.ranked(judge).into_iter().map(of).collect()
}

/// The best of them for each budget, on draws on which they have not been chosen.
fn stairs(judge: &mut Judge, mut candidates: Vec<Candidate>) -> Result<Vec<Candidate>, StudyError> {
    let (most, considered) = BUDGETS;
    let heats: &[(usize, u64)] = if matches!(judge.goal, Goal::Quantile(_)) { &HEATS_OF_WORLDS } else { &HEATS };
    for (each, blocks) in heats {
        let budgets = budgets(&candidates, considered);
        candidates = best_for_each(candidates, &budgets, *each);
        if candidates.is_empty() {
            break;
        }
        let lines = lines(&candidates);
        let scores = judge.play(&lines, 0, blocks * BLOCK as u64)?;
        candidates.iter_mut().zip(&scores).for_each(|(candidate, score)| candidate.uplift = score.uplift);
    }
    let budgets = budgets(&candidates, most);
    let mut best = best_for_each(candidates, &budgets, 1);
    best.sort_by(|a, b| a.spent.total_cmp(&b.spent));
    Ok(best)
}

/// The amounts at which something better than all that is cheaper was seen; if they are many, those of the largest steps and
/// the last.
fn budgets(candidates: &[Candidate], most: usize) -> Vec<f64> {
    let mut by_amount: Vec<(f64, f64)> = candidates.iter().map(|c| (c.spent, c.uplift)).collect();
    by_amount.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let mut steps: Vec<(f64, f64)> = Vec::new();
    let mut best = 0.0;
    for (spent, uplift) in by_amount {
        if uplift > best {
            steps.push((uplift - best, spent));
            best = uplift;
        }
    }
    let last = steps.last().map(|(_, spent)| *spent);
    steps.sort_by(|a, b| b.0.total_cmp(&a.0));
    steps.truncate(most);
    let mut amounts: Vec<f64> = steps.into_iter().map(|(_, spent)| spent).chain(last).collect();
    amounts.sort_by(f64::total_cmp);
    amounts.dedup();
    amounts
}

/// The best so many that each budget pays for; of equals the cheaper ones.
fn best_for_each(mut candidates: Vec<Candidate>, budgets: &[f64], each: usize) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.uplift.total_cmp(&a.uplift).then(a.spent.total_cmp(&b.spent)));
    let mut wanted = vec![false; candidates.len()];
    for budget in budgets {
        let paid = candidates.iter().enumerate().filter(|(_, candidate)| candidate.spent <= *budget);
        paid.take(each).for_each(|(number, _)| wanted[number] = true);
    }
    candidates.into_iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(candidate, _)| candidate).collect()
}

/// What is one step away from a pitch of the stairs, costs less than the next one above it or as much, and has not been
/// looked at: as many from each.
fn around(space: &Space, judge: &Judge, archive: &Archive, spending: Spending, stairs: &[Candidate]) -> Vec<Line> {
    let pays = |budget: f64, line: &Line| spending.of(line.cost(judge.scenario)) <= budget * (1.0 + 1e-12);
    let share = AROUND / stairs.len().max(1);
    let mut seen: HashSet<Line> = HashSet::new();
    let mut found = Vec::new();
    for (number, candidate) in stairs.iter().enumerate() {
        let budget = stairs.get(number + 1).map_or(f64::INFINITY, |next| next.spent);
        let near = space.neighbours(&candidate.line).into_iter();
        let new = near.filter(|line| pays(budget, line) && !archive.has(line) && seen.insert(line.clone()));
        found.extend(new.take(share));
    }
    found
}

/// Plays pitches and files them with the others.
fn look_at(judge: &mut Judge, archive: &mut Archive, new: Vec<Line>) -> Result<(), StudyError> {
    let draws = Effort::new(new.len(), 1, ROUND, judge.goal).first;
    let scores = judge.play(&new, 0, draws)?;
    let mut entrants: Vec<Entrant> = new.into_iter().map(Entrant::new).collect();
    entrants.iter_mut().zip(&scores).for_each(|(entrant, score)| entrant.add(score, draws));
    archive.add(&entrants);
    Ok(())
}
