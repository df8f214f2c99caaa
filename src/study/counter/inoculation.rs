//! How much a move of ours takes off the damage of a rival's move: a difference of differences on the same draws.

use super::answers::{against, defined, with, without};
use crate::engine::{Runner, Watch};
use crate::model::{Line, MoveId, Scenario, StrategyId};
use crate::stats::Estimate;
use crate::study::StudyError;
use crate::study::lines::Played;

/// What one move of ours does to the damage of one move of a rival.
#[derive(Clone, Debug, PartialEq)]
pub struct Inoculation {
    /// Our move.
    pub played: MoveId,
    /// What cannot be made without it, and goes with it; each once.
    pub goes_too: Vec<MoveId>,
    /// The strategy it is looked at in: of those that hold it, the one that wins most against what the scenario says.
    pub within: StrategyId,
    /// The rival's move.
    pub answer: MoveId,
    /// Whether our move comes first: in an earlier stage, or in the same (within a stage we speak first).
    pub first: bool,
    /// What the rival's move costs us without ours, as a fraction; positive is a loss.
    pub damage_without: Estimate,
    /// What it costs us with ours.
    pub damage_with: Estimate,
    /// The first less the second: positive if our move protects, negative if it offers the rival something to attack.
    pub spared: Estimate,
}

/// The four lines of one difference of differences.
struct Four {
    found: (MoveId, Vec<MoveId>, StrategyId, MoveId),
    /// Without our move and the rival's; without ours; without the rival's; with both.
    lines: [usize; 4],
}

/// Looks at every move of the strategies, against every move of the rivals that is made (if none is: that is described),
/// with all their other moves as they are.
pub(super) fn inoculations(
    scenario: &Scenario,
    contexts: &[(MoveId, StrategyId)],
    (draws, seed): (u64, u64),
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Vec<Inoculation>, StudyError> {
    let mut lines: Vec<Line> = Vec::new();
    let mut fours = Vec::new();
    for (played, within) in contexts {
        let ours = &scenario.strategies[within.index()].moves;
        let fewer = without(scenario, ours, *played);
        let goes_too = gone(ours, &fewer, *played);
        for (answer, quiet, loud) in answered(scenario) {
            let mut line = |ours: &[MoveId], rivals: &[MoveId]| {
                let line = against(scenario, Line::of_moves(scenario, ours), rivals);
                lines.iter().position(|known| *known == line).unwrap_or_else(|| {
                    lines.push(line);
                    lines.len() - 1
                })
            };
            let four = [line(&fewer, &quiet), line(&fewer, &loud), line(ours, &quiet), line(ours, &loud)];
            fours.push(Four { found: (*played, goes_too.clone(), *within, answer), lines: four });
        }
    }
    if fours.is_empty() {
        return Ok(Vec::new());
    }
    let counted = Played::new(scenario, &lines, draws, seed, runner, watch)?;
    Ok(fours.into_iter().map(|four| estimated(scenario, &counted, four)).collect())
}

fn estimated(scenario: &Scenario, counted: &Played, four: Four) -> Inoculation {
    let (played, goes_too, within, answer) = four.found;
    let [neither, theirs, ours, both] = four.lines;
    let stage = |id: MoveId| scenario.moves[id.index()].stage;
    Inoculation {
        played,
        goes_too,
        within,
        answer,
        first: stage(played) <= stage(answer),
        damage_without: counted.difference(neither, theirs),
        damage_with: counted.difference(ours, both),
        spared: counted.combined(&[(neither, 1.0), (theirs, -1.0), (ours, -1.0), (both, 1.0)]),
    }
}

/// What is gone from a list besides the move that was taken out, each once.
fn gone(list: &[MoveId], fewer: &[MoveId], played: MoveId) -> Vec<MoveId> {
    let mut gone: Vec<MoveId> = Vec::new();
    for id in list {
        if *id != played && !fewer.contains(id) && !gone.contains(id) {
            gone.push(*id);
        }
    }
    gone
}

/// Each move of the rivals, with the list without and with it.
fn answered(scenario: &Scenario) -> Vec<(MoveId, Vec<MoveId>, Vec<MoveId>)> {
    let said = &scenario.rivals;
    let one = |id: MoveId| {
        if said.contains(&id) {
            (id, without(scenario, said, id), said.clone())
        } else {
            (id, said.clone(), with(scenario, said, id))
        }
    };
    defined(scenario).into_iter().filter(|id| said.is_empty() || said.contains(id)).map(one).collect()
}
