//! Parts of a strategy: which of its moves still do something, what is played then, and how numbers of such parts are
//! combined.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Line, MadeMove, MoveKind, Scenario, StrategyId};

/// Some of the moves of a strategy: bit i stands for the i-th move played.
pub(super) type Coalition = u64;

/// A strategy can be taken apart into so many moves.
pub(super) const MOST_MOVES: usize = 64;

/// The moves of a strategy in the order played: stage by stage, within a stage as listed. A move listed twice is here twice.
#[derive(Debug)]
pub(super) struct Moves<'a> {
    scenario: &'a Scenario,
    played: Vec<MadeMove>,
    /// `[move]` moves of which at least one must come before it, list by list.
    needs: Vec<Vec<Coalition>>,
    /// `[move]` the first that is the same move.
    same: Vec<usize>,
}

impl<'a> Moves<'a> {
    pub fn of(scenario: &'a Scenario, strategy: StrategyId) -> Self {
        let mut played = Line::of(scenario, strategy).ours;
        played.sort_by_key(|made| made.stage);
        let needs = (0..played.len()).map(|position| needs(scenario, &played, position)).collect();
        let first = |made: &MadeMove| played.iter().position(|other| other == made).expect("it is itself");
        let same = played.iter().map(first).collect();
        Self { scenario, played, needs, same }
    }

    pub fn count(&self) -> usize {
        self.played.len()
    }

    pub fn played(&self) -> &[MadeMove] {
        &self.played
    }

    /// All of them.
    pub fn all(&self) -> Coalition {
        (0..self.count()).fold(0, |all, position| all | 1 << position)
    }

    /// Those of a coalition that do something: what they require, or one of the moves that they support, comes before them.
    pub fn effective(&self, coalition: Coalition) -> Coalition {
        let mut kept = 0;
        for position in (0..self.count()).filter(|position| coalition >> position & 1 == 1) {
            if self.needs[position].iter().all(|one_of| one_of & kept != 0) {
                kept |= 1 << position;
            }
        }
        kept
    }

    fn line(&self, effective: Coalition) -> Line {
        let ours = self.played.iter().enumerate().filter(|(position, _)| effective >> position & 1 == 1);
        Line { ours: ours.map(|(_, made)| made.clone()).collect(), ..Line::baseline(self.scenario) }
    }
}

/// For each thing that this move needs, the earlier moves that would do. What is not in the strategy at all is asked for by
/// nobody: the rules of a scenario see to it.
fn needs(scenario: &Scenario, played: &[MadeMove], position: usize) -> Vec<Coalition> {
    let described = &scenario.moves[played[position].played.index()];
    let before = |wanted: &dyn Fn(&MadeMove) -> bool| {
        let earlier = played[..position].iter().enumerate().filter(|(_, made)| wanted(made));
        earlier.fold(0, |bits, (other, _)| bits | 1 << other)
    };
    let mut needs: Vec<Coalition> =
        described.requires.iter().map(|required| before(&|made| made.played == *required)).collect();
    if let MoveKind::Justify { supports, .. } = &described.kind {
        needs.push(before(&|made| supports.contains(&made.played)));
    }
    needs
}

/// What is played for the coalitions that are wanted; coalitions that come to the same are played once. Line 0 is none of
/// our moves.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    moves: &'a Moves<'a>,
    lines: Vec<Line>,
    known: HashMap<Vec<usize>, usize>,
    of: HashMap<Coalition, usize>,
}

impl<'a> Lines<'a> {
    pub fn new(moves: &'a Moves<'a>) -> Self {
        let mut this = Self { moves, lines: Vec::new(), known: HashMap::new(), of: HashMap::new() };
        this.line(0);
        this
    }

    /// Position of the line of a coalition.
    pub fn line(&mut self, coalition: Coalition) -> usize {
        if let Some(line) = self.of.get(&coalition) {
            return *line;
        }
        let Moves { same, .. } = self.moves;
        let effective = self.moves.effective(coalition);
        let list = (0..same.len()).filter(|position| effective >> position & 1 == 1).map(|i| same[i]).collect();
        let next = self.lines.len();
        let line = *self.known.entry(list).or_insert(next);
        if line == next {
            self.lines.push(self.moves.line(effective));
        }
        self.of.insert(coalition, line);
        line
    }

    pub fn finish(self) -> Vec<Line> {
        self.lines
    }
}

/// Numbers of lines, each times a factor, added up: every value of a move or a pair is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Combination(Vec<(usize, f64)>);

/// Factors of one line that add up to less than this have cancelled out.
const CANCELLED: f64 = 1e-12;

impl Combination {
    pub fn of(terms: impl IntoIterator<Item = (usize, f64)>) -> Self {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (line, factor) in terms {
            *sums.entry(line).or_default() += factor;
        }
        Self(sums.into_iter().filter(|(_, factor)| factor.abs() > CANCELLED).collect())
    }

    /// Whether nothing is left: the number is 0 whatever happens.
    pub fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    pub fn of_values(&self, values: &[f64]) -> f64 {
        self.0.iter().map(|(line, factor)| factor * values[*line]).sum()
    }

    /// This less another.
    pub fn less(&self, other: &Self) -> Self {
        Self::of(self.0.iter().copied().chain(other.0.iter().map(|(line, factor)| (*line, -factor))))
    }

    /// The mean of several.
    pub fn mean(several: &[Self]) -> Self {
        let share = 1.0 / several.len() as f64;
        Self::of(several.iter().flat_map(|one| &one.0).map(|(line, factor)| (*line, share * factor)))
    }
}
