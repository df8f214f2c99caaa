//! What to do: the best set, order, audience and stage of our moves under a budget, told on draws on which it was not chosen.

mod fresh;
mod frontier;
mod race;
mod score;
mod search;
mod space;

pub use fresh::fresh_seed;
pub use frontier::Spending;
pub use score::Goal;
pub use search::Reach;
pub use space::{Budget, Space, Vary};

use std::collections::HashSet;

use super::{Refusal, StudyError};
use crate::engine::{Runner, Watch};
use crate::model::{Cost, Line, Scenario, StrategyId};
use crate::stats::Estimate;
use fresh::{Comparison, Fresh};
use race::Entrant;
use score::Judge;

/// Draws behind each number of the answer, if nobody says otherwise: a change of our win probability is then known to
/// about 0.2 points.
pub const DRAWS: u64 = 262_144;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OptimizeRequest {
    /// What is wanted.
    pub goal: Goal,
    /// What may be spent.
    pub budget: Budget,
    /// What may be changed about a move.
    pub vary: Vary,
    /// If all pitches (sets, ways and orders) are no more than this, all are looked at; if only the sets are, all sets; else a
    /// search goes through them. A tenth of it for quantiles, which take ten times the draws.
    pub all_up_to: usize,
    /// Draws behind each number of the answer; the search takes what it needs.
    pub draws: u64,
    /// Seed of the search; the answer is on [`fresh_seed`] of it.
    pub seed: u64,
}

impl OptimizeRequest {
    /// The largest win probability, whatever it costs, with the scenario's seed.
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            goal: Goal::Win,
            budget: Budget::default(),
            vary: Vary::default(),
            all_up_to: search::FEW,
            draws: DRAWS,
            seed: scenario.defaults.seed,
        }
    }
}

/// A pitch on fresh draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Pitch {
    /// The moves; `strategy` says whether it is one of the scenario.
    pub line: Line,
    /// What it costs.
    pub cost: Cost,
    /// Whether it is within the budget.
    pub affordable: bool,
    /// Our win probability.
    pub win: Estimate,
    /// The quantile of the win probability over worlds, if that is the goal.
    pub quantile: Option<Estimate>,
    /// Its change against no moves of ours, paired: of the win probability, or of the quantile if that is the goal.
    pub uplift: Estimate,
    /// Expected margin, with a deal value: P(win) times the value after discounts, less what is spent in any case.
    pub margin: Option<Estimate>,
    /// How far the best pitch is ahead in the goal's number (money if it is the margin), paired; `None` for itself.
    pub behind: Option<Estimate>,
}

impl Pitch {
    /// Whether it cannot be told from the best pitch by these draws.
    pub fn is_alike(&self) -> bool {
        self.behind.is_some_and(|behind| behind.covers(0.0))
    }
}

/// A point of a frontier.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontierPoint {
    /// What is spent.
    pub spent: f64,
    /// The best that was found for it.
    pub pitch: Pitch,
    /// What the last amount spent brings over the point before, paired; for the first point over no moves.
    pub step: Estimate,
}

/// What an amount of something can bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontier {
    /// An amount of what.
    pub spending: Spending,
    /// By ascending amount, each better than all before it.
    pub points: Vec<FrontierPoint>,
}

/// What to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimum {
    /// What was asked.
    pub request: OptimizeRequest,
    /// Nothing done.
    pub baseline: Pitch,
    /// The best.
    pub best: Pitch,
    /// The strategies of the scenario, in its order, affordable or not.
    pub strategies: Vec<Pitch>,
    /// Other pitches that cannot be told from the best, cheapest first; some of them, if they are many.
    pub alike: Vec<Pitch>,
    /// How many pitches were still in the race at its end besides the best.
    pub left: usize,
    /// One for each thing that moves cost.
    pub frontiers: Vec<Frontier>,
    /// How much was looked at.
    pub reach: Reach,
    /// How many pitches were played.
    pub tried: usize,
    /// Draws behind each number of the answer.
    pub draws: u64,
    /// Whether nothing is uncertain.
    pub deterministic: bool,
}

/// Most pitches of the last race that are measured on fresh draws besides the best: half of them the best, half the
/// cheapest.
const CONTENDERS: usize = 8;

/// Finds the best pitch, and measures it on fresh draws.
///
/// # Errors
/// See [`StudyError`]: no alternative, no move of ours, none within the budget, a margin without a deal value.
pub fn optimize(
    scenario: &Scenario,
    request: &OptimizeRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Optimum, StudyError> {
    let space = Space::new(scenario, request.budget, request.vary);
    refuse(scenario, request, &space)?;
    let mut judge = Judge { scenario, goal: request.goal, seed: request.seed, runner, watch, next: 0 };
    let mut found = search::search(&space, &mut judge, &thought_of(scenario, &space), request.all_up_to)?;
    let mut curves = Vec::new();
    for spending in [Spending::Days, Spending::Money] {
        let costs = |line: &Line| spending.of(line.cost(scenario)) > 0.0;
        if found.archive.ranked(&judge).iter().any(|entrant| costs(&entrant.line)) {
            let lines = frontier::frontier(&space, &mut judge, &mut found.archive, spending, found.reach)?;
            curves.push((spending, lines));
        }
    }
    let ends = curves.iter().filter_map(|(_, lines)| lines.last().cloned());
    let finalists = found.promising.into_iter().take(32).chain(ends).collect();
    let last = search::final_race(&mut judge, finalists)?;
    let best = last.entrants[0].line.clone();
    for (spending, lines) in &mut curves {
        let spent = |line: &Line| spending.of(line.cost(scenario));
        lines.push(best.clone());
        lines.sort_by(|a, b| spent(a).total_cmp(&spent(b)));
        lines.dedup();
    }
    let others = contenders(scenario, &last.entrants[1..last.left]);
    let answer = Answer { scenario, request, space: &space, best, others, curves };
    let measured = answer.measure(runner, watch)?;
    Ok(Optimum { reach: found.reach, tried: found.archive.len(), left: last.left - 1, ..measured })
}

fn refuse(scenario: &Scenario, request: &OptimizeRequest, space: &Space) -> Result<(), Refusal> {
    Refusal::without_choice(scenario)?;
    if space.is_empty() {
        return Err(Refusal::NoMoves);
    }
    if matches!(request.goal, Goal::Margin) && scenario.deal_value.is_none() {
        return Err(Refusal::NoDealValue);
    }
    let nothing = space.line(Vec::new());
    if space.all_ways().all(|way| space.with(&nothing, way).is_empty()) {
        return Err(Refusal::NothingAffordable { cheapest: cheapest(scenario) });
    }
    Ok(())
}

/// What the cheapest of our moves costs, in words that can be typed.
fn cheapest(scenario: &Scenario) -> String {
    let ours = scenario.moves.iter().filter(|made| made.by == scenario.us);
    let least = ours.min_by(|a, b| a.cost.days.total_cmp(&b.cost.days).then(a.cost.money.total_cmp(&b.cost.money)));
    least.map_or_else(String::new, |made| {
        format!("{} takes {} days and {} of money", made.id, made.cost.days, made.cost.money)
    })
}

/// No moves, and the strategies of the scenario as far as they are within the space: each move once, and affordable.
fn thought_of(scenario: &Scenario, space: &Space) -> Vec<Line> {
    let mut found = vec![space.line(Vec::new())];
    for id in (0..scenario.strategies.len()).map(StrategyId::new) {
        let line = Line { strategy: None, ..Line::of(scenario, id) };
        let mut seen = HashSet::new();
        if line.ours.iter().all(|made| seen.insert(made.played)) && space.allows(&line) {
            found.push(space.normal(&line));
        }
    }
    found
}

/// Of those who ran to the end: the best, and the cheapest.
fn contenders(scenario: &Scenario, left: &[Entrant]) -> Vec<Line> {
    let mut cheap: Vec<&Entrant> = left.iter().collect();
    let cost = |entrant: &Entrant| entrant.line.cost(scenario);
    cheap.sort_by(|a, b| {
        let (x, y) = (cost(a), cost(b));
        x.days.total_cmp(&y.days).then(x.money.total_cmp(&y.money))
    });
    let mut seen = HashSet::new();
    let both = left.iter().take(CONTENDERS / 2).chain(cheap);
    both.map(|entrant| entrant.line.clone()).filter(|line| seen.insert(line.clone())).take(CONTENDERS).collect()
}

/// What is to be measured.
struct Answer<'a> {
    scenario: &'a Scenario,
    request: &'a OptimizeRequest,
    space: &'a Space<'a>,
    best: Line,
    others: Vec<Line>,
    curves: Vec<(Spending, Vec<Line>)>,
}

impl Answer<'_> {
    fn measure(self, runner: &Runner, watch: &dyn Watch) -> Result<Optimum, StudyError> {
        let scenario = self.scenario;
        let strategies = (0..scenario.strategies.len()).map(|id| Line::of(scenario, StrategyId::new(id)));
        let mut lines: Vec<Line> = vec![Line::baseline(scenario), self.best.clone()];
        let first_strategy = lines.len();
        lines.extend(strategies);
        let first_other = lines.len();
        lines.extend(self.others.iter().cloned());
        let first_point = lines.len();
        lines.extend(self.curves.iter().flat_map(|(_, curve)| curve.iter().cloned()));
        let mut pairs: Vec<(usize, usize)> = (0..lines.len()).map(|line| (1, line)).collect();
        let steps_from = pairs.len();
        pairs.extend(self.all_steps(first_point));
        let fresh = Comparison {
            scenario,
            goal: self.request.goal,
            lines: &lines,
            pairs: &pairs,
            seed: fresh_seed(self.request.seed),
            draws: self.request.draws,
        };
        let fresh = fresh.run(runner, watch)?;
        let pitch = |line: usize| self.pitch(&lines, line, &fresh);
        let mut alike: Vec<Pitch> = (first_other..first_point).map(pitch).filter(Pitch::is_alike).collect();
        alike.sort_by(|a, b| a.cost.days.total_cmp(&b.cost.days).then(a.cost.money.total_cmp(&b.cost.money)));
        let mut frontiers = Vec::new();
        let mut at = first_point;
        for (spending, curve) in &self.curves {
            let here: Vec<usize> = (at..at + curve.len()).collect();
            at += curve.len();
            let step = |from: usize, to: usize| {
                let position = pairs[steps_from..].iter().position(|pair| *pair == (to, from));
                fresh.steps[steps_from + position.expect("all pairs of a frontier are compared")]
            };
            frontiers.push(Frontier { spending: *spending, points: points(*spending, &here, pitch, step) });
        }
        Ok(Optimum {
            request: *self.request,
            baseline: pitch(0),
            best: pitch(1),
            strategies: (first_strategy..first_other).map(pitch).collect(),
            alike,
            left: 0,
            frontiers,
            reach: Reach::Searched,
            tried: 0,
            draws: fresh.draws,
            deterministic: fresh.deterministic,
        })
    }

    /// Every point of a frontier against every point before it, and against no moves: which of them stay is known later.
    fn all_steps(&self, first: usize) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut at = first;
        for (_, curve) in &self.curves {
            for to in at..at + curve.len() {
                pairs.push((to, 0));
                pairs.extend((at..to).map(|from| (to, from)));
            }
            at += curve.len();
        }
        pairs
    }

    fn pitch(&self, lines: &[Line], at: usize, fresh: &Fresh) -> Pitch {
        let line = lines[at].clone();
        let cost = line.cost(self.scenario);
        let margin = line.deal_value(self.scenario).map(|value| fresh.win[at].scaled(value, -cost.money));
        Pitch {
            affordable: self.space.pays(&line),
            cost,
            win: fresh.win[at],
            quantile: fresh.quantile[at],
            uplift: fresh.uplift[at],
            margin,
            behind: (at != 1).then(|| fresh.leads[at]),
            line,
        }
    }
}

/// The points that are better on fresh draws than all cheaper ones.
fn points(
    spending: Spending,
    lines: &[usize],
    pitch: impl Fn(usize) -> Pitch,
    step: impl Fn(usize, usize) -> Estimate,
) -> Vec<FrontierPoint> {
    let mut points: Vec<FrontierPoint> = Vec::new();
    let mut before = 0;
    let mut best = 0.0;
    for &line in lines {
        let pitch = pitch(line);
        if pitch.uplift.value() > best {
            best = pitch.uplift.value();
            points.push(FrontierPoint { spent: spending.of(pitch.cost), step: step(before, line), pitch });
            before = line;
        }
    }
    points
}
