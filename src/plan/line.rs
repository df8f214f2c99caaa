//! The moves of a line, stage by stage.

use std::collections::HashMap;

use crate::model::{Line, MadeMove, MoveId};

/// One playing of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Play<'a> {
    /// Which move, to whom, when.
    pub made: &'a MadeMove,
    /// 0 the first time it is listed, 1 the second, ...
    pub time: usize,
}

/// What is played in one stage, in the order made: ours first, then the rivals'.
pub fn plays(line: &Line, stage: usize) -> Vec<Play<'_>> {
    let mut plays = Vec::new();
    for list in [&line.ours, &line.rivals] {
        let mut times: HashMap<MoveId, usize> = HashMap::new();
        for made in list {
            let time = times.entry(made.played).or_default();
            if made.stage.index() == stage {
                plays.push(Play { made, time: *time });
            }
            *time += 1;
        }
    }
    plays
}
