//! What the rivals could do: lists of their moves, put together from what the scenario defines.

use crate::model::{Line, MadeMove, MoveId, MoveKind, Scenario, VendorId};

/// How an answer differs from what the scenario says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// The moves of `[rivals]`.
    AsSaid,
    /// No move at all.
    Nothing,
    /// The moves of `[rivals]` that this vendor makes.
    Only(VendorId),
    /// `[rivals]` without this move and without what builds on it.
    Without(MoveId),
    /// `[rivals]` and this move, with what it builds on.
    With(MoveId),
    /// Just these moves.
    These,
}

/// A list of moves that the rivals could make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RivalAnswer {
    /// In words.
    pub kind: AnswerKind,
    /// In the order made within a stage.
    pub moves: Vec<MoveId>,
}

/// All that are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answers {
    pub all: Vec<RivalAnswer>,
    /// So many moves of rivals are defined, each counted once.
    pub defined: usize,
    /// Whether every playable combination is among them.
    pub complete: bool,
}

/// With more moves than this not all combinations are looked at: 2^6 = 64 columns are read by nobody already.
pub(super) const MOST_COMBINED: usize = 6;

/// The answers to look at: first what the scenario says, then nothing; no list twice.
pub(super) fn answers(scenario: &Scenario) -> Answers {
    let said = &scenario.rivals;
    let defined = defined(scenario);
    let mut found = Vec::new();
    let mut add = |kind: AnswerKind, moves: Vec<MoveId>| {
        if playable(scenario, &moves) && !found.iter().any(|known: &RivalAnswer| known.moves == moves) {
            found.push(RivalAnswer { kind, moves });
        }
    };
    if !said.is_empty() {
        add(AnswerKind::AsSaid, said.clone());
    }
    add(AnswerKind::Nothing, Vec::new());
    for vendor in (0..scenario.vendors.len()).map(VendorId::new) {
        let own = said.iter().copied().filter(|id| scenario.moves[id.index()].by == vendor).collect();
        add(AnswerKind::Only(vendor), own);
    }
    for id in &defined {
        if said.contains(id) {
            add(AnswerKind::Without(*id), without(scenario, said, *id));
        } else {
            add(AnswerKind::With(*id), with(scenario, said, *id));
        }
    }
    let complete = defined.len() <= MOST_COMBINED;
    if complete {
        for set in 0..1_usize << defined.len() {
            let chosen: Vec<MoveId> =
                defined.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, id)| *id).collect();
            add(AnswerKind::These, in_order(said, &chosen));
        }
    }
    Answers { all: found, defined: defined.len(), complete }
}

/// The moves of rivals, each once: those that are made, then those that are only described.
pub(super) fn defined(scenario: &Scenario) -> Vec<MoveId> {
    let described = (0..scenario.moves.len()).map(MoveId::new);
    let of_rivals = described.filter(|id| scenario.moves[id.index()].by != scenario.us);
    let mut all: Vec<MoveId> = Vec::new();
    for id in scenario.rivals.iter().copied().chain(of_rivals) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

/// Chosen moves in the order of `[rivals]`, as often as they are listed there, then the others.
fn in_order(said: &[MoveId], chosen: &[MoveId]) -> Vec<MoveId> {
    let listed = said.iter().copied().filter(|id| chosen.contains(id));
    listed.chain(chosen.iter().copied().filter(|id| !said.contains(id))).collect()
}

/// A list without a move, and without whatever cannot be made without it.
pub(super) fn without(scenario: &Scenario, list: &[MoveId], id: MoveId) -> Vec<MoveId> {
    let mut left: Vec<MoveId> = list.iter().copied().filter(|other| *other != id).collect();
    while let Some(stranded) = (0..left.len()).find(|position| !stands(scenario, &left, *position)) {
        left.remove(stranded);
    }
    left
}

/// A list and one more move, after what it builds on.
pub(super) fn with(scenario: &Scenario, list: &[MoveId], id: MoveId) -> Vec<MoveId> {
    let mut all = list.to_vec();
    let mut wanted = vec![id];
    let mut position = 0;
    while position < wanted.len() {
        let described = &scenario.moves[wanted[position].index()];
        let supports: &[MoveId] = match &described.kind {
            MoveKind::Justify { supports, .. } => supports,
            _ => &[],
        };
        for needed in described.requires.iter().chain(supports) {
            if !all.contains(needed) && !wanted.contains(needed) {
                wanted.push(*needed);
            }
        }
        position += 1;
    }
    all.extend(wanted.into_iter().rev());
    all
}

/// Whether the rules for lists of moves allow this one.
fn playable(scenario: &Scenario, list: &[MoveId]) -> bool {
    (0..list.len()).all(|position| stands(scenario, list, position))
}

/// Whether a move comes after what it builds on: what it requires, and one move at least that it supports.
fn stands(scenario: &Scenario, list: &[MoveId], position: usize) -> bool {
    let when = |at: usize| (scenario.moves[list[at].index()].stage, at);
    let before = |needed: &MoveId| (0..list.len()).any(|at| list[at] == *needed && when(at) < when(position));
    let described = &scenario.moves[list[position].index()];
    let supported = match &described.kind {
        MoveKind::Justify { supports, .. } => {
            let mut there = supports.iter().filter(|id| list.contains(id)).peekable();
            there.peek().is_some() && there.all(before)
        }
        _ => true,
    };
    supported && described.requires.iter().all(before)
}

/// Our moves of a line against these moves of the rivals.
pub(super) fn against(scenario: &Scenario, ours: Line, rivals: &[MoveId]) -> Line {
    Line { rivals: rivals.iter().map(|id| MadeMove::usual(scenario, *id)).collect(), ..ours }
}
