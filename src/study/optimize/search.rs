//! Finding the best pitch: all of them if they are few, else from the empty one upwards and then step by step.

use std::collections::{HashMap, HashSet};

use super::race::{Effort, Entrant, Raced, race, rank};
use super::score::{Goal, Judge};
use super::space::Space;
use crate::model::Line;
use crate::study::StudyError;

/// How much was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every pitch in every order that can make a difference.
    Everything,
    /// Every set of moves in its usual order, and what is a step away from the best, step after step.
    EverySet,
    /// What a search came across.
    Searched,
}

/// Pitches times draws of a round of the largest race.
const ROUND: u64 = 1 << 20;

/// So many pitches are raced against each other without a search.
pub(super) const FEW: usize = 4096;

/// New pitches looked at in one step upwards.
const STEP: usize = 640;

/// Most steps of a climb.
const CLIMB: usize = 24;

/// Pitches from which a climb starts.
const STARTS: usize = 2;

/// Most pitches in the last race.
const FINALISTS: usize = 40;

/// Everything that was looked at, with what it was worth there.
#[derive(Debug, Default)]
pub(super) struct Archive(HashMap<Line, Entrant>);

impl Archive {
    /// Files pitches with what they were worth; of two numbers for one that from more draws stays.
    pub fn add(&mut self, entrants: &[Entrant]) {
        for entrant in entrants {
            let known = self.0.entry(entrant.line.clone()).or_insert_with(|| entrant.clone());
            if entrant.draws > known.draws {
                *known = entrant.clone();
            }
        }
    }

    /// The best first.
    pub fn ranked(&self, judge: &Judge) -> Vec<Entrant> {
        let mut all: Vec<Entrant> = self.0.values().cloned().collect();
        rank(judge, &mut all);
        all
    }

    /// Whether a pitch was looked at.
    pub fn has(&self, line: &Line) -> bool {
        self.0.contains_key(line)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// What a search found.
#[derive(Debug)]
pub(super) struct Found {
    pub archive: Archive,
    /// What may be the best, the likeliest first.
    pub promising: Vec<Line>,
    pub reach: Reach,
}

/// Searches a space, beginning with what somebody has thought of already.
pub(super) fn search(
    space: &Space,
    judge: &mut Judge,
    thought_of: &[Line],
    all_up_to: usize,
) -> Result<Found, StudyError> {
    let few = if matches!(judge.goal, Goal::Quantile(_)) { all_up_to / 10 } else { all_up_to };
    let (mut pool, reach) = match space.all(few) {
        Some(sets) => match with_orders(space, &sets, few) {
            Some(all) => (all, Reach::Everything),
            None => (sets, Reach::EverySet),
        },
        None => (Vec::new(), Reach::Searched),
    };
    let mut archive = Archive::default();
    if reach == Reach::Searched {
        pool = upwards(space, judge, &mut archive)?;
    }
    pool.extend(thought_of.iter().cloned());
    let mut seen = HashSet::new();
    pool.retain(|line| seen.insert(line.clone()));
    let effort = Effort::new(pool.len(), 6, ROUND, judge.goal);
    let Raced { entrants, left } = race(judge, pool, 0, effort)?;
    archive.add(&entrants);
    let mut promising: Vec<Line> = entrants[..left.min(FINALISTS)].iter().map(|e| e.line.clone()).collect();
    if reach != Reach::Everything {
        let starts: Vec<Line> = promising.iter().take(STARTS).cloned().collect();
        for start in starts.into_iter().rev() {
            promising.insert(0, climb(space, judge, start, &mut archive)?);
        }
    }
    let mut seen = HashSet::new();
    promising.retain(|line| seen.insert(line.clone()));
    Ok(Found { archive, promising, reach })
}

/// All sets in all orders, unless that is more than a few.
fn with_orders(space: &Space, sets: &[Line], few: usize) -> Option<Vec<Line>> {
    let mut all = Vec::new();
    for set in sets {
        all.extend(space.orders(set, few - all.len())?);
    }
    Some(all)
}

/// From no moves upwards, one move more at a time, with several pitches side by side: the best ones, and those that do most
/// for what they cost. Gives the best that were met.
fn upwards(space: &Space, judge: &mut Judge, archive: &mut Archive) -> Result<Vec<Line>, StudyError> {
    let ways = space.all_ways().count();
    let quantile = matches!(judge.goal, Goal::Quantile(_));
    let width = if quantile { 2 } else { (STEP / ways).clamp(2, 8) };
    let mut beam = vec![space.line(Vec::new())];
    let mut seen: HashSet<Line> = beam.iter().cloned().collect();
    loop {
        let more = beam.iter().flat_map(|line| space.all_ways().flat_map(|way| space.with(line, way)));
        let next: Vec<Line> = more.filter(|line| seen.insert(line.clone())).collect();
        if next.is_empty() {
            break;
        }
        let draws = Effort::new(next.len(), 1, ROUND / 4, judge.goal).first;
        let scores = judge.play(&next, 0, draws)?;
        let mut entrants: Vec<Entrant> = next.into_iter().map(Entrant::new).collect();
        entrants.iter_mut().zip(&scores).for_each(|(entrant, score)| entrant.add(score, draws));
        archive.add(&entrants);
        rank(judge, &mut entrants);
        let cheap = undominated(judge, &entrants[width.min(entrants.len())..], width);
        beam = entrants.iter().take(width).chain(&cheap).map(|entrant| entrant.line.clone()).collect();
    }
    Ok(archive.ranked(judge).into_iter().take(FEW / 4).map(|entrant| entrant.line).collect())
}

/// Of pitches from the best down, those that cost less days than all before: at most so many.
fn undominated(judge: &Judge, ranked: &[Entrant], most: usize) -> Vec<Entrant> {
    let mut least = f64::INFINITY;
    let mut found = Vec::new();
    for entrant in ranked {
        let days = entrant.line.cost(judge.scenario).days;
        if days < least && found.len() < most {
            least = days;
            found.push(entrant.clone());
        }
    }
    found
}

/// Goes to the best neighbour as long as that is clearly better on draws of its own.
fn climb(space: &Space, judge: &mut Judge, start: Line, archive: &mut Archive) -> Result<Line, StudyError> {
    let mut current = space.normal(&start);
    for _ in 0..CLIMB {
        let pool: Vec<Line> = std::iter::once(current.clone()).chain(space.neighbours(&current)).collect();
        let effort = Effort::new(pool.len(), 4, ROUND / 2, judge.goal);
        let raced = race(judge, pool, 0, effort)?;
        archive.add(&raced.entrants);
        let best = &raced.entrants[0].line;
        if *best == current {
            break;
        }
        let confirm = judge.play(&[current.clone(), best.clone()], 0, 16 * effort.first)?;
        if confirm[1].ahead <= confirm[1].error {
            break;
        }
        current.clone_from(best);
    }
    Ok(current)
}

/// The last race: who can still be the best, and who is the likeliest.
pub(super) fn final_race(judge: &mut Judge, mut lines: Vec<Line>) -> Result<Raced, StudyError> {
    let mut seen = HashSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines.truncate(FINALISTS);
    let effort = Effort::new(lines.len(), 5, ROUND, judge.goal);
    race(judge, lines, 0, effort)
}
