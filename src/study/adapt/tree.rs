//! Rules learned from draws: small trees of questions, each leaf a way to go on.

use std::collections::BTreeMap;

use super::signals::{Question, Sight, Signal};
use crate::stats::batch_mean;

/// What to do after what has been seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Go on in this way (a position among the ways of the study's answer).
    GoOn(usize),
    /// It depends.
    Ask {
        /// On this.
        signal: Signal,
        /// If so.
        yes: Box<Tree>,
        /// If not.
        no: Box<Tree>,
    },
}

/// A tree that is still about all ways to go on that were tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    GoOn(usize),
    Ask { signal: Signal, question: Question, yes: Box<Rule>, no: Box<Rule> },
}

impl Rule {
    /// The way to go on after a pattern.
    pub fn way(&self, pattern: u64) -> usize {
        match self {
            Rule::GoOn(way) => *way,
            Rule::Ask { question, yes, no, .. } => if question.answer(pattern) { yes } else { no }.way(pattern),
        }
    }

    /// The number of the leaf that a pattern leads to, from left (yes) to right.
    pub fn leaf(&self, pattern: u64) -> usize {
        match self {
            Rule::GoOn(_) => 0,
            Rule::Ask { question, yes, .. } if question.answer(pattern) => yes.leaf(pattern),
            Rule::Ask { yes, no, .. } => yes.ways().len() + no.leaf(pattern),
        }
    }

    /// The ways of the leaves, from left to right.
    pub fn ways(&self) -> Vec<usize> {
        match self {
            Rule::GoOn(way) => vec![*way],
            Rule::Ask { yes, no, .. } => [yes.ways(), no.ways()].concat(),
        }
    }

    /// The same with leaves numbered from left to right.
    pub fn told(&self, first: usize) -> Tree {
        match self {
            Rule::GoOn(_) => Tree::GoOn(first),
            Rule::Ask { signal, yes, no, .. } => Tree::Ask {
                signal: *signal,
                yes: Box::new(yes.told(first)),
                no: Box::new(no.told(first + yes.ways().len())),
            },
        }
    }
}

/// What was seen, how often, and the sum of our win probability under each way to go on.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub draws: f64,
    pub wins: Vec<f64>,
}

impl Cell {
    pub fn add(&mut self, draws: f64, wins: &[f64]) {
        self.draws += draws;
        self.wins.resize(wins.len(), 0.0);
        self.wins.iter_mut().zip(wins).for_each(|(sum, more)| *sum += more);
    }
}

/// Learning draws by what was seen in them, in parts that are independent of one another.
pub(super) type Part = BTreeMap<u64, Cell>;

/// Deepest tree: four rules, which a person can still keep in mind.
const DEPTH: usize = 2;

/// A rule is for this share of the draws at least, and for so many.
const LEAST: (f64, f64) = (0.02, 200.0);

/// So many first questions are followed to the end.
const ROOTS: usize = 8;

/// Patterns with their cells.
type Seen<'a> = Vec<(u64, &'a Cell)>;

/// A leaf, or a split with the value of both sides.
type Valued = (Rule, f64);

/// The rules that win most, as deep as is sure to help: each depth has to beat the one before on parts on which it was not
/// grown, by more than one standard error (Breiman et al. 1984, section 3.4.3); then all parts grow the tree of that depth.
pub(super) fn learn(sight: &Sight, parts: &[Part]) -> Rule {
    let (grown, held): (Vec<_>, Vec<_>) = parts.iter().enumerate().partition(|(number, _)| number % 2 == 0);
    let merged = |parts: &[&Part]| {
        let mut all = Part::new();
        for (pattern, cell) in parts.iter().flat_map(|part| part.iter()) {
            all.entry(*pattern).or_default().add(cell.draws, &cell.wins);
        }
        all
    };
    let half = merged(&grown.iter().map(|(_, part)| *part).collect::<Vec<_>>());
    let mut depth = 0;
    let mut best = grow(sight, &half, 0);
    for deeper in 1..=DEPTH {
        let rule = grow(sight, &half, deeper);
        let gains: Vec<f64> = held.iter().map(|(_, part)| value(&rule, part) - value(&best, part)).collect();
        let gain = batch_mean(&gains);
        if gain.value() > gain.std_error() && gain.value() > 0.0 {
            (depth, best) = (deeper, rule);
        }
    }
    grow(sight, &merged(&parts.iter().collect::<Vec<_>>()), depth)
}

/// Our win probability under some rules.
fn value(rule: &Rule, part: &Part) -> f64 {
    let (wins, draws) = part
        .iter()
        .fold((0.0, 0.0), |(wins, draws), (pattern, cell)| (wins + cell.wins[rule.way(*pattern)], draws + cell.draws));
    if draws > 0.0 { wins / draws } else { 0.0 }
}

/// The best tree of this depth at most.
pub(super) fn grow(sight: &Sight, part: &Part, depth: usize) -> Rule {
    let cells: Vec<(u64, &Cell)> = part.iter().map(|(pattern, cell)| (*pattern, cell)).collect();
    let all: f64 = cells.iter().map(|(_, cell)| cell.draws).sum();
    let (share, draws) = LEAST;
    let fixed = leaf(&cells, None);
    let usual = fixed.0.way(0);
    deepen(sight, &cells, depth, (share * all).max(draws), usual).0
}

fn deepen(sight: &Sight, cells: &[(u64, &Cell)], depth: usize, least: f64, usual: usize) -> Valued {
    let stay = leaf(cells, Some(usual));
    if depth == 0 {
        return stay;
    }
    let mut roots: Vec<(f64, usize)> = Vec::new();
    for (number, (_, question)) in sight.questions.iter().enumerate() {
        let (yes, no) = split(cells, *question);
        if [&yes, &no].iter().all(|side| side.iter().map(|(_, cell)| cell.draws).sum::<f64>() >= least) {
            roots.push((leaf(&yes, Some(usual)).1 + leaf(&no, Some(usual)).1, number));
        }
    }
    roots.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut best = stay;
    for (_, number) in roots.into_iter().take(ROOTS) {
        let (signal, question) = sight.questions[number];
        let (yes, no) = split(cells, question);
        let (yes, no) = (deepen(sight, &yes, depth - 1, least, usual), deepen(sight, &no, depth - 1, least, usual));
        let won = yes.1 + no.1;
        if won > best.1 * (1.0 + 1e-12) && yes.0 != no.0 {
            best = (Rule::Ask { signal, question, yes: Box::new(yes.0), no: Box::new(no.0) }, won);
        }
    }
    best
}

fn split<'a>(cells: &[(u64, &'a Cell)], question: Question) -> (Seen<'a>, Seen<'a>) {
    cells.iter().partition(|(pattern, _)| question.answer(*pattern))
}

/// The way that wins most in these cells, and how much; of equals the usual one, else the first.
fn leaf(cells: &[(u64, &Cell)], usual: Option<usize>) -> Valued {
    let ways = cells.first().map_or(0, |(_, cell)| cell.wins.len());
    let mut sums = vec![0.0; ways];
    for (_, cell) in cells {
        sums.iter_mut().zip(&cell.wins).for_each(|(sum, more)| *sum += more);
    }
    let start = usual.unwrap_or(0);
    let better = |a: usize, b: usize| if sums[b] > sums[a] * (1.0 + 1e-12) { b } else { a };
    let best = (0..ways).fold(start, better);
    (Rule::GoOn(best), sums.get(best).copied().unwrap_or(0.0))
}
