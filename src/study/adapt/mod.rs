//! Deciding later: what the last moves should be once the first talks have shown who took up what, and what that is worth
//! against the best plan that is fixed beforehand.

mod signals;
mod tree;
mod ways;

pub use signals::Signal;
pub use tree::Tree;

use super::optimize::{Budget, Space, Vary, fresh_seed};
use super::ranking::{all, by_wins};
use super::{Refusal, StudyError};
use crate::engine::{Column, Look, Runner, Watch, each_block};
use crate::model::{Cost, Line, MadeMove, Scenario, StageId, StrategyId};
use crate::plan::compile_lines;
use crate::random::{BLOCK, Streams};
use crate::stats::{Estimate, paired_difference, proportion};
use signals::{Sight, patterns, seen_after};
use tree::{Cell, Part, Rule, grow, learn};

/// Draws that rules are learned from, and draws that they are judged on, if nobody says otherwise.
pub const DRAWS: u64 = 131_072;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdaptRequest {
    /// Whose first stages are played; `None`: those of the strategy of the scenario that wins most.
    pub strategy: Option<StrategyId>,
    /// What the whole pitch may take, whatever happens.
    pub budget: Budget,
    /// Draws that rules are learned from, and as many to judge them on.
    pub draws: u64,
    /// Seed of the draws that rules are learned from; they are judged on [`fresh_seed`] of it.
    pub seed: u64,
}

impl AdaptRequest {
    /// The best strategy, whatever it costs, with the scenario's seed.
    pub fn new(scenario: &Scenario) -> Self {
        Self { strategy: None, budget: Budget::default(), draws: DRAWS, seed: scenario.defaults.seed }
    }
}

/// A plan that is fixed beforehand, on fresh draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixed {
    /// Its moves.
    pub line: Line,
    /// What it costs.
    pub cost: Cost,
    /// Our win probability.
    pub win: Estimate,
}

/// One way to go on, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The whole pitch; its later moves are what is decided.
    pub line: Line,
    /// What the whole pitch costs.
    pub cost: Cost,
    /// How often it comes to this.
    pub share: Estimate,
    /// Our win probability then; `None` if it never came to this on fresh draws.
    pub win: Option<Estimate>,
    /// Our win probability then, less that of the best fixed plan, paired.
    pub gain: Option<Estimate>,
}

/// What deciding later is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Adapted {
    /// Whose first stages are played.
    pub strategy: StrategyId,
    /// The stage at whose end it has been seen who took up what.
    pub seen: StageId,
    /// Our moves until then.
    pub first: Vec<MadeMove>,
    /// The rules; ways are positions in [`Adapted::ways`].
    pub rules: Tree,
    /// The ways to go on, from left (yes) to right.
    pub ways: Vec<Way>,
    /// The strategy as it is in the scenario.
    pub given: Fixed,
    /// The best of the same beginning with one end, chosen on the same draws as the rules.
    pub fixed: Fixed,
    /// Our win probability if the rules decide.
    pub win: Estimate,
    /// That less the win probability of the best fixed plan, paired.
    pub value: Estimate,
    /// What the rules cost on average.
    pub days: Estimate,
    /// The same in money.
    pub money: Estimate,
    /// How many ways to go on were tried.
    pub tried: usize,
    /// What was asked.
    pub request: AdaptRequest,
    /// Draws behind each number.
    pub draws: u64,
    /// Whether nothing is uncertain.
    pub deterministic: bool,
}

/// Parts of the learning draws, each independent of the others.
const PARTS: usize = 20;

/// Blocks in which ways to go on are sorted out, if they are many; and how many stay.
const PILOT: (u64, usize) = (32, 48);

/// Learns when to go on how, and measures what that is worth.
///
/// # Errors
/// See [`StudyError`]: no alternative, no strategy, one stage, nothing to be seen before the last stage, nothing to decide
/// after it.
pub fn adapt(
    scenario: &Scenario,
    request: &AdaptRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Adapted, StudyError> {
    Refusal::without_choice(scenario)?;
    let space = Space::new(scenario, request.budget, Vary::default());
    let begun = begin(scenario, request, &space, runner, watch)?;
    let study = Study { scenario, request, runner, watch, sight: Sight::new(scenario, &begun.ways[0]) };
    let ways = study.sorted_out(begun.ways.clone())?;
    let blocks = PILOT.0..PILOT.0 + request.draws.div_ceil(BLOCK as u64).max(1);
    let parts = study.play(&ways, blocks)?;
    let rule = learn(&study.sight, &parts);
    let fixed = fixed_way(&study.sight, &parts);
    let measured = study.measure(&begun, &ways, &rule, fixed)?;
    Ok(Adapted { tried: begun.ways.len(), ..measured })
}

/// A beginning with all ways to go on; the first of them makes no move more.
struct Begun {
    strategy: StrategyId,
    seen: StageId,
    first: Vec<MadeMove>,
    ways: Vec<Line>,
}

fn begin(
    scenario: &Scenario,
    request: &AdaptRequest,
    space: &Space,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Begun, StudyError> {
    Refusal::without_strategies(scenario, "adapt")?;
    if scenario.stages.len() < 2 {
        return Err(Refusal::OneStage.into());
    }
    let asked: Vec<StrategyId> = match request.strategy {
        Some(id) => vec![id],
        None => {
            let length = (PILOT.0 * BLOCK as u64, request.seed);
            by_wins(scenario, all(scenario), length, runner, watch)?
        }
    };
    let mut refusal = None;
    for id in asked {
        match begin_with(scenario, space, id) {
            Ok(begun) => return Ok(begun),
            Err(error) => drop(refusal.get_or_insert(error)),
        }
    }
    Err(refusal.expect("there is a strategy").into())
}

fn begin_with(scenario: &Scenario, space: &Space, id: StrategyId) -> Result<Begun, Refusal> {
    let line = space.normal(&Line { strategy: None, ..Line::of(scenario, id) });
    let name = || scenario.strategies[id.index()].id.clone();
    let seen = seen_after(scenario, &line).ok_or_else(|| Refusal::NothingSeen { strategy: name() })?;
    let first = ways::beginning(&line, seen);
    let mut ways = ways::ways(scenario, space, &first, seen);
    let nothing_more = ways.iter().position(|way| way.ours == first);
    match nothing_more {
        Some(position) if ways.len() > 1 => ways[..=position].rotate_right(1),
        _ => return Err(Refusal::NothingToDecide { strategy: name() }),
    }
    Ok(Begun { strategy: id, seen, first, ways })
}

fn merged(parts: &[Part]) -> Part {
    let mut all = Part::new();
    for (pattern, cell) in parts.iter().flatten() {
        all.entry(*pattern).or_default().add(cell.draws, &cell.wins);
    }
    all
}

/// The way that wins most whatever is seen.
fn fixed_way(sight: &Sight, parts: &[Part]) -> usize {
    grow(sight, &merged(parts), 0).way(0)
}

/// What all steps look at.
struct Study<'a> {
    scenario: &'a Scenario,
    request: &'a AdaptRequest,
    runner: &'a Runner,
    watch: &'a dyn Watch,
    sight: Sight,
}

impl Study<'_> {
    /// The ways that may be best after some answer or other: from draws that are used for nothing else.
    fn sorted_out(&self, ways: Vec<Line>) -> Result<Vec<Line>, StudyError> {
        let (blocks, most) = PILOT;
        if ways.len() <= most {
            return Ok(ways);
        }
        let all = merged(&self.play(&ways, 0..blocks)?);
        let mut keep = vec![0, fixed_way(&self.sight, std::slice::from_ref(&all))];
        let mut wanted: Vec<(f64, usize)> = Vec::new();
        for (_, question) in &self.sight.questions {
            for answer in [true, false] {
                let cells = all.iter().filter(|(pattern, _)| question.answer(**pattern) == answer);
                let mut side = Cell::default();
                cells.for_each(|(_, cell)| side.add(cell.draws, &cell.wins));
                let mut order: Vec<usize> = (0..side.wins.len()).collect();
                order.sort_by(|a, b| side.wins[*b].total_cmp(&side.wins[*a]).then(a.cmp(b)));
                wanted.extend(order.into_iter().take(4).enumerate().map(|(rank, way)| (rank as f64, way)));
            }
        }
        wanted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (_, way) in wanted {
            if keep.len() < most && !keep.contains(&way) {
                keep.push(way);
            }
        }
        keep.sort_unstable();
        keep.dedup();
        Ok(keep.into_iter().map(|way| ways[way].clone()).collect())
    }

    /// Plays all ways, the first of which makes no move after what is seen, and adds up by what was seen.
    fn play(&self, ways: &[Line], blocks: std::ops::Range<u64>) -> Result<Vec<Part>, StudyError> {
        let plan = compile_lines(self.scenario, ways)?;
        let marks = self.sight.marks(self.scenario, &plan, 0);
        let streams = Streams::new(self.request.seed);
        let look = Look { marks: true, ..Look::default() };
        let found = each_block(&plan, streams, blocks, look, self.runner, self.watch, |view| {
            let mut part = Part::new();
            let seen = patterns(&view, 0, &marks);
            let columns: Vec<&Column> = (0..ways.len()).map(|way| view.win(way, plan.us)).collect();
            let mut wins = vec![0.0; ways.len()];
            for (draw, pattern) in seen.iter().enumerate() {
                wins.iter_mut().zip(&columns).for_each(|(win, column)| *win = column[draw]);
                part.entry(*pattern).or_default().add(1.0, &wins);
            }
            part
        })?;
        let mut parts = vec![Part::new(); PARTS];
        for (number, block) in found.into_iter().enumerate() {
            for (pattern, cell) in block {
                parts[number % PARTS].entry(pattern).or_default().add(cell.draws, &cell.wins);
            }
        }
        Ok(parts)
    }

    /// Rules, fixed plan and strategy on fresh draws.
    fn measure(&self, begun: &Begun, ways: &[Line], rule: &Rule, fixed: usize) -> Result<Adapted, StudyError> {
        let scenario = self.scenario;
        let chosen: Vec<Line> = rule.ways().into_iter().map(|way| ways[way].clone()).collect();
        let given = Line::of(scenario, begun.strategy);
        let head = [ways[0].clone(), ways[fixed].clone(), given.clone()];
        let lines = [&head[..], &chosen[..]].concat();
        let plan = compile_lines(scenario, &lines)?;
        let deterministic = plan.is_deterministic();
        let blocks = if deterministic { 1 } else { self.request.draws.div_ceil(BLOCK as u64).max(1) };
        let draws = blocks * BLOCK as u64;
        let marks = self.sight.marks(scenario, &plan, 0);
        let streams = Streams::new(fresh_seed(self.request.seed));
        let look = Look { marks: true, ..Look::default() };
        let found = each_block(&plan, streams, 0..blocks, look, self.runner, self.watch, |view| {
            let column = |line: usize| view.win(line, plan.us);
            let mut sums = Sums::new(chosen.len());
            for (draw, pattern) in patterns(&view, 0, &marks).into_iter().enumerate() {
                let leaf = rule.leaf(pattern);
                sums.add(leaf, column(head.len() + leaf)[draw], column(1)[draw], column(2)[draw]);
            }
            sums
        })?;
        let sums = found.iter().fold(Sums::new(chosen.len()), Sums::merge);
        let certain = deterministic || chosen.len() == 1;
        let difference = |[sum, square]: [f64; 2], n: f64, certain: bool| {
            paired_difference(sum / n, square / n, n as u64, plan.is_hard(), certain)
        };
        let share = |[sum, square]: [f64; 2], n: f64| proportion(sum / n, square / n, n as u64, deterministic);
        let n = draws as f64;
        let way = |(line, leaf): (&Line, &Leaf)| Way {
            line: line.clone(),
            cost: line.cost(scenario),
            share: proportion(leaf.draws / n, leaf.draws / n, draws, certain),
            win: (leaf.draws > 0.0).then(|| share(leaf.win, leaf.draws)),
            gain: (leaf.draws > 0.0).then(|| difference(leaf.gain, leaf.draws, *line == ways[fixed] || deterministic)),
        };
        let ways_told: Vec<Way> = chosen.iter().zip(&sums.leaves).map(way).collect();
        let total =
            |of: fn(&Leaf) -> [f64; 2]| sums.leaves.iter().map(of).fold([0.0; 2], |[a, b], [x, y]| [a + x, b + y]);
        let spent = |of: fn(Cost) -> f64| {
            let each: Vec<(f64, f64)> =
                chosen.iter().zip(&sums.leaves).map(|(line, leaf)| (of(line.cost(scenario)), leaf.draws / n)).collect();
            let mean: f64 = each.iter().map(|(cost, share)| cost * share).sum();
            let square: f64 = each.iter().map(|(cost, share)| (cost - mean) * (cost - mean) * share).sum();
            if certain { Estimate::exact(mean) } else { Estimate::normal(mean, (square / n).sqrt()) }
        };
        let plan_of =
            |line: &Line, win: [f64; 2]| Fixed { line: line.clone(), cost: line.cost(scenario), win: share(win, n) };
        Ok(Adapted {
            strategy: begun.strategy,
            seen: begun.seen,
            first: begun.first.clone(),
            rules: rule.told(0),
            ways: ways_told,
            given: plan_of(&given, sums.given),
            fixed: plan_of(&ways[fixed], sums.fixed),
            win: share(total(|leaf| leaf.win), n),
            value: difference(total(|leaf| leaf.gain), n, certain),
            days: spent(|cost| cost.days),
            money: spent(|cost| cost.money),
            tried: 0,
            request: *self.request,
            draws,
            deterministic,
        })
    }
}

/// What came out where one way was gone: sums and sums of squares.
#[derive(Clone, Copy, Debug, Default)]
struct Leaf {
    draws: f64,
    win: [f64; 2],
    gain: [f64; 2],
}

#[derive(Clone, Debug)]
struct Sums {
    leaves: Vec<Leaf>,
    fixed: [f64; 2],
    given: [f64; 2],
}

impl Sums {
    fn new(leaves: usize) -> Self {
        Self { leaves: vec![Leaf::default(); leaves], fixed: [0.0; 2], given: [0.0; 2] }
    }

    fn add(&mut self, leaf: usize, win: f64, fixed: f64, given: f64) {
        let here = &mut self.leaves[leaf];
        here.draws += 1.0;
        for (sums, x) in
            [(&mut here.win, win), (&mut here.gain, win - fixed), (&mut self.fixed, fixed), (&mut self.given, given)]
        {
            *sums = [sums[0] + x, sums[1] + x * x];
        }
    }

    fn merge(mut self, other: &Self) -> Self {
        let add = |sums: &mut [f64; 2], more: [f64; 2]| *sums = [sums[0] + more[0], sums[1] + more[1]];
        for (mine, theirs) in self.leaves.iter_mut().zip(&other.leaves) {
            mine.draws += theirs.draws;
            add(&mut mine.win, theirs.win);
            add(&mut mine.gain, theirs.gain);
        }
        add(&mut self.fixed, other.fixed);
        add(&mut self.given, other.given);
        self
    }
}
