//! Several scenarios side by side: what the same strategies do in each, and how far apart they are.
//!
//! Whatever scenarios share by name (people, vendors, moves) has the same random numbers in all of them, because numbers are
//! addressed by ids. So differences between scenarios that are simulated here are paired block by block. Runs that were
//! saved earlier come without their draws: they are compared as estimates of their own.

use std::collections::HashSet;

use super::error::{Refusal, StudyError};
use super::lines::Played;
use crate::engine::{Runner, Watch};
use crate::model::{Line, Scenario, StrategyId, Text};
use crate::plan::compile_lines;
use crate::random::Key;
use crate::stats::Estimate;

/// What takes part.
#[derive(Clone, Debug)]
pub struct Entrant<'a> {
    /// Short name: the folder or file it came from.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Digest of its input.
    pub fingerprint: String,
    /// Currency of its amounts.
    pub currency: Option<String>,
    /// Where its numbers come from.
    pub source: Source<'a>,
}

/// Where numbers come from.
#[derive(Clone, Debug)]
pub enum Source<'a> {
    /// It is simulated now.
    Live(&'a Scenario),
    /// A run saved them.
    Saved(SavedRun),
}

/// What is used of a saved run.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedRun {
    /// Seed.
    pub seed: u64,
    /// Number of draws.
    pub draws: u64,
    /// The baseline first, by the id `baseline`.
    pub strategies: Vec<SavedStrategy>,
}

/// A strategy of a saved run.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedStrategy {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The numbers.
    pub result: ComparedResult,
}

/// What a strategy does in one scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparedResult {
    /// Our win probability.
    pub win: Estimate,
    /// Change against the baseline of the same scenario, paired; `None` for the baseline.
    pub uplift: Option<Estimate>,
    /// Expected revenue less the money the moves cost; `None` without a deal value.
    pub margin: Option<Estimate>,
}

/// How two results belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pairing {
    /// On the same draws.
    Paired,
    /// The same input with the same seed: the shorter run is a part of the longer one.
    SameRun,
    /// As if neither knew of the other.
    Independent,
}

/// A scenario less the first one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Versus {
    /// How the errors were made.
    pub pairing: Pairing,
    /// The numbers: our win probability, change against the baseline, margin.
    pub result: ComparedResult,
}

/// One strategy in all scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedStrategy {
    /// Its id; `baseline` for none of our moves.
    pub id: String,
    /// What people call it where it comes first; `None` for the baseline.
    pub label: Option<Text>,
    /// `[entrant]`; `None` where there is no such strategy.
    pub results: Vec<Option<ComparedResult>>,
    /// `[entrant]` less the first; `None` for the first itself, and where one of the two lacks it.
    pub versus: Vec<Option<Versus>>,
}

/// Who took part.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedEntrant {
    /// Short name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Whether its numbers were saved by an earlier run.
    pub saved: bool,
    /// Draws behind its numbers.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// Uncertain things that decide it, and how many of them the first scenario shares by name; `None` if either was saved.
    pub shared: Option<(usize, usize)>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// In the order given.
    pub entrants: Vec<ComparedEntrant>,
    /// The baseline, then the strategies that at least two scenarios have, in the order in which they first come.
    pub strategies: Vec<ComparedStrategy>,
    /// Draws of what was simulated.
    pub draws: u64,
    /// Seed of what was simulated.
    pub seed: u64,
}

impl Comparison {
    /// Whether no strategy is common, so that only baselines are compared.
    pub fn only_baselines(&self) -> bool {
        self.strategies.len() == 1
    }
}

/// The key of the strategy without moves of ours.
const BASELINE: &str = "baseline";

/// Compares scenarios and saved runs with the first of them, in at least this many draws (rounded up to whole blocks in 40
/// groups) of this seed.
///
/// # Errors
/// If there are fewer than two, if a scenario cannot be simulated, or if the watcher cancels.
pub fn compare(
    entrants: &[Entrant],
    draws: u64,
    seed: u64,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Comparison, StudyError> {
    if entrants.len() < 2 {
        return Err(Refusal::NothingToCompare.into());
    }
    let common = common(entrants);
    let sides: Result<Vec<Side>, StudyError> =
        entrants.iter().map(|entrant| Side::new(entrant, &common, (draws, seed), runner, watch)).collect();
    let sides = sides?;
    let strategy = |row: usize| {
        let results: Vec<_> = sides.iter().map(|side| side.result(row)).collect();
        let versus = (0..sides.len()).map(|other| if other == 0 { None } else { sides[other].less(&sides[0], row) });
        ComparedStrategy {
            id: common[row].id.to_owned(),
            label: common[row].label.cloned(),
            versus: versus.collect(),
            results,
        }
    };
    let played = sides.iter().filter_map(|side| side.played.as_ref()).map(|played| played.draws).max();
    Ok(Comparison {
        strategies: (0..common.len()).map(strategy).collect(),
        entrants: sides.iter().map(|side| side.described(&sides[0])).collect(),
        draws: played.unwrap_or(0),
        seed,
    })
}

/// A strategy that several scenarios have.
struct Common<'a> {
    id: &'a str,
    /// `None`: the baseline.
    label: Option<&'a Text>,
}

fn common<'a>(entrants: &'a [Entrant]) -> Vec<Common<'a>> {
    let ids: Vec<Vec<(&str, &Text)>> = entrants.iter().map(strategies).collect();
    let mut found = vec![Common { id: BASELINE, label: None }];
    for (id, label) in ids.iter().flatten() {
        let holders = ids.iter().filter(|ids| ids.iter().any(|(other, _)| other == id)).count();
        if holders > 1 && found.iter().all(|known| known.id != *id) {
            found.push(Common { id, label: Some(label) });
        }
    }
    found
}

fn strategies<'a>(entrant: &'a Entrant) -> Vec<(&'a str, &'a Text)> {
    match &entrant.source {
        Source::Live(scenario) => scenario.strategies.iter().map(|s| (s.id.as_str(), &s.label)).collect(),
        Source::Saved(saved) => {
            let named = saved.strategies.iter().filter(|strategy| strategy.id != BASELINE);
            named.map(|strategy| (strategy.id.as_str(), &strategy.label)).collect()
        }
    }
}

/// One scenario with what is known of it.
struct Side<'a> {
    entrant: &'a Entrant<'a>,
    /// `[row]` position among the lines that were played, or among the saved strategies.
    positions: Vec<Option<usize>>,
    /// `None`: saved.
    played: Option<Played>,
    /// `[line]` value of a won deal and money spent; empty if it was saved.
    money: Vec<(Option<f64>, f64)>,
    /// The addresses of each uncertain thing; empty if it was saved.
    inputs: Vec<Vec<Key>>,
    draws: u64,
    seed: u64,
}

impl<'a> Side<'a> {
    fn new(
        entrant: &'a Entrant<'a>,
        common: &[Common],
        (draws, seed): (u64, u64),
        runner: &Runner,
        watch: &dyn Watch,
    ) -> Result<Self, StudyError> {
        let scenario = match &entrant.source {
            Source::Live(scenario) => *scenario,
            Source::Saved(saved) => {
                let position = |row: &Common| saved.strategies.iter().position(|strategy| strategy.id == row.id);
                return Ok(Self {
                    entrant,
                    positions: common.iter().map(position).collect(),
                    played: None,
                    money: Vec::new(),
                    inputs: Vec::new(),
                    draws: saved.draws,
                    seed: saved.seed,
                });
            }
        };
        let mut lines = Vec::new();
        let mut positions = Vec::new();
        for row in common {
            let strategy = scenario.strategies.iter().position(|strategy| strategy.id == row.id);
            let line = match (row.label, strategy) {
                (None, _) => Some(Line::baseline(scenario)),
                (Some(_), strategy) => strategy.map(|position| Line::of(scenario, StrategyId::new(position))),
            };
            positions.push(line.as_ref().map(|_| lines.len()));
            lines.extend(line);
        }
        let played = Played::new(scenario, &lines, draws, seed, runner, watch)?;
        let plan = compile_lines(scenario, &lines)?;
        Ok(Self {
            entrant,
            positions,
            money: lines.iter().map(|line| (line.deal_value(scenario), line.cost(scenario).money)).collect(),
            inputs: plan.inputs(scenario).into_iter().map(|input| input.keys).collect(),
            draws: played.draws,
            played: Some(played),
            seed,
        })
    }

    fn result(&self, row: usize) -> Option<ComparedResult> {
        let position = self.positions[row]?;
        let played = match (&self.entrant.source, &self.played) {
            (Source::Saved(saved), _) => return Some(saved.strategies[position].result),
            (Source::Live(_), played) => played.as_ref().expect("live scenarios are played"),
        };
        let (value, spent) = self.money[position];
        let win = played.win(position);
        Some(ComparedResult {
            win,
            uplift: (row > 0).then(|| played.difference(position, 0)),
            margin: value.map(|value| win.scaled(value, -spent)),
        })
    }

    /// This side less another.
    fn less(&self, other: &Side, row: usize) -> Option<Versus> {
        let (mine, theirs) = (self.result(row)?, other.result(row)?);
        let (pairing, result) = match (&self.played, &other.played) {
            (Some(mine), Some(theirs)) => (Pairing::Paired, self.paired(mine, other, theirs, row)?),
            _ if self.is_same_run(other) => {
                (Pairing::SameRun, apart(&mine, &theirs, |a, b| nested((a, self.draws), (b, other.draws))))
            }
            _ => (Pairing::Independent, apart(&mine, &theirs, independent)),
        };
        // Amounts in different currencies have no difference.
        let margin = result.margin.filter(|_| self.entrant.currency == other.entrant.currency);
        Some(Versus { pairing, result: ComparedResult { margin, ..result } })
    }

    fn paired(&self, mine: &Played, other: &Side, theirs: &Played, row: usize) -> Option<ComparedResult> {
        let (my_line, their_line) = (self.positions[row]?, other.positions[row]?);
        let same = match (&self.entrant.source, &other.entrant.source) {
            (Source::Live(a), Source::Live(b)) => a == b,
            _ => false,
        };
        let less = |mine_terms: &[(usize, f64)], their_terms: &[(usize, f64)]| {
            if same { Estimate::exact(0.0) } else { mine.combined_with(mine_terms, theirs, their_terms) }
        };
        let margin = |value: f64, their_value: f64| {
            let difference = less(&[(my_line, value)], &[(their_line, -their_value)]);
            difference.scaled(1.0, other.money[their_line].1 - self.money[my_line].1)
        };
        let values = self.money[my_line].0.zip(other.money[their_line].0);
        Some(ComparedResult {
            win: less(&[(my_line, 1.0)], &[(their_line, -1.0)]),
            uplift: (row > 0).then(|| less(&[(my_line, 1.0), (0, -1.0)], &[(their_line, -1.0), (0, 1.0)])),
            margin: values.map(|(value, their_value)| margin(value, their_value)),
        })
    }

    fn is_same_run(&self, other: &Side) -> bool {
        self.seed == other.seed && self.entrant.fingerprint == other.entrant.fingerprint
    }

    fn described(&self, first: &Side) -> ComparedEntrant {
        let known: HashSet<Key> = first.inputs.iter().flatten().copied().collect();
        let shared = self.inputs.iter().filter(|keys| keys.iter().any(|key| known.contains(key))).count();
        let both = self.played.is_some() && first.played.is_some();
        ComparedEntrant {
            name: self.entrant.name.clone(),
            title: self.entrant.title.clone(),
            saved: self.played.is_none(),
            draws: self.draws,
            seed: self.seed,
            shared: both.then_some((self.inputs.len(), shared)),
        }
    }
}

/// Differences of results whose draws are not both known.
fn apart(
    mine: &ComparedResult,
    theirs: &ComparedResult,
    less: impl Fn(&Estimate, &Estimate) -> Estimate,
) -> ComparedResult {
    let both = |mine: &Option<Estimate>, theirs: &Option<Estimate>| Some(less(mine.as_ref()?, theirs.as_ref()?));
    ComparedResult {
        win: less(&mine.win, &theirs.win),
        uplift: both(&mine.uplift, &theirs.uplift),
        margin: both(&mine.margin, &theirs.margin),
    }
}

/// The variance of a difference of independent numbers is the sum of theirs.
fn independent(mine: &Estimate, theirs: &Estimate) -> Estimate {
    Estimate::normal(mine.value() - theirs.value(), mine.std_error().hypot(theirs.std_error()))
}

/// The shorter run, of n draws, is the first part of the longer one, of N: the variance of the difference is
/// sigma^2 (1/n - 1/N), with sigma^2 / N from the longer one.
fn nested((mine, my_draws): (&Estimate, u64), (theirs, their_draws): (&Estimate, u64)) -> Estimate {
    let (longer, ratio) = if my_draws >= their_draws {
        (mine, my_draws as f64 / their_draws as f64)
    } else {
        (theirs, their_draws as f64 / my_draws as f64)
    };
    Estimate::normal(mine.value() - theirs.value(), longer.std_error() * (ratio - 1.0).sqrt())
}
