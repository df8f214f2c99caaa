//! How a strategy can go on after its first stages.

use std::collections::HashSet;

use crate::model::{Line, MadeMove, Scenario, StageId, StrategyId};
use crate::study::optimize::Space;

/// All subsets of the later moves are tried if that is no more than this.
const ALL: usize = 64;

/// Most ways to go on that are looked at.
const MOST: usize = 384;

/// Our moves up to the end of this stage.
pub(super) fn beginning(line: &Line, seen: StageId) -> Vec<MadeMove> {
    line.ours.iter().filter(|made| made.stage <= seen).cloned().collect()
}

fn rest(line: &Line, seen: StageId) -> Vec<MadeMove> {
    line.ours.iter().filter(|made| made.stage > seen).cloned().collect()
}

/// The ways to go on from a beginning, with it: nothing more; as each strategy of the scenario goes on; one move more, one
/// less or one for another than that; and if they are few, all sets of later moves. Each keeps the rules and the budget, the
/// cheapest first.
pub(super) fn ways(scenario: &Scenario, space: &Space, first: &[MadeMove], seen: StageId) -> Vec<Line> {
    let with = |rest: Vec<MadeMove>| space.line([first, &rest].concat());
    let mut found = vec![with(Vec::new())];
    let strategies = (0..scenario.strategies.len()).map(|id| Line::of(scenario, StrategyId::new(id)));
    found.extend(strategies.map(|line| with(rest(&line, seen))));
    found.extend(all_subsets(space, first, seen).unwrap_or_default());
    let begun = found.clone();
    // What cannot be paid may be one move away from what can.
    found.extend(begun.iter().flat_map(|line| space.neighbours(line)));
    let mut known = HashSet::new();
    let mut found: Vec<Line> = found.iter().map(|line| space.normal(line)).collect();
    found.retain(|line| {
        let begins = beginning(line, seen) == first;
        begins && space.allows(line) && known.insert(line.clone())
    });
    found.truncate(MOST);
    found.sort_by(|a, b| {
        let (x, y) = (a.cost(scenario), b.cost(scenario));
        x.days.total_cmp(&y.days).then(x.money.total_cmp(&y.money)).then(a.ours.len().cmp(&b.ours.len())).then(a.cmp(b))
    });
    found
}

/// Every set of the moves that can still be made, in its usual order; `None` if they are many.
fn all_subsets(space: &Space, first: &[MadeMove], seen: StageId) -> Option<Vec<Line>> {
    let made = |way: &&MadeMove| first.iter().any(|other| other.played == way.played);
    let later: Vec<MadeMove> = space.all_ways().filter(|way| way.stage > seen && !made(way)).cloned().collect();
    if later.len() >= usize::BITS as usize || 1 << later.len() > ALL {
        return None;
    }
    let subset = |mask: usize| {
        let chosen = later.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, way)| way.clone());
        let rest: Vec<MadeMove> = chosen.collect();
        let ordered = space.usual_order(&[first, &rest].concat())?;
        Some(space.line([first, &self::rest(&ordered, seen)].concat()))
    };
    Some((0..1 << later.len()).filter_map(subset).collect())
}
