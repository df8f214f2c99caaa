//! What a seller can see of the first talks: who took up which argument.

use crate::engine::BlockView;
use crate::model::{Line, MoveId, MoveKind, Scenario, StageId, StakeholderId};
use crate::plan::{Plan, Step};
use crate::random::BLOCK;

/// Something that has been seen or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// This person took up this move.
    TakenUp {
        /// The move.
        played: MoveId,
        /// The person.
        who: StakeholderId,
    },
    /// So many people at least took up this move.
    AtLeast {
        /// The move.
        played: MoveId,
        /// How many.
        count: usize,
        /// Of how many.
        of: usize,
    },
}

/// Whether a kind of move can be seen to be taken up: talk can, a changed price or a proof is not an answer.
pub(super) fn persuades(kind: &MoveKind) -> bool {
    matches!(kind, MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. })
}

/// Everything that can be seen: at most 64 pairs of move and person, those with most influence if there are more.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// Bit by bit.
    pairs: Vec<(MoveId, StakeholderId)>,
    /// What a rule can ask, each as the bits that are counted and how many are needed.
    pub questions: Vec<(Signal, Question)>,
}

/// Whether enough of some bits are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Question {
    mask: u64,
    least: u32,
}

impl Question {
    pub fn answer(self, pattern: u64) -> bool {
        (pattern & self.mask).count_ones() >= self.least
    }
}

impl Sight {
    /// What our moves of the first stages (a line of nothing else) show.
    pub fn new(scenario: &Scenario, first: &Line) -> Self {
        let mut pairs: Vec<(MoveId, StakeholderId)> = Vec::new();
        for made in &first.ours {
            let described = &scenario.moves[made.played.index()];
            for who in made.audience.iter().filter(|_| persuades(&described.kind)) {
                if !pairs.contains(&(made.played, *who)) {
                    pairs.push((made.played, *who));
                }
            }
        }
        let influence = scenario.influence();
        pairs.sort_by(|a, b| influence[b.1.index()].total_cmp(&influence[a.1.index()]).then(a.cmp(b)));
        pairs.truncate(64);
        pairs.sort_unstable();
        let mut sight = Self { pairs, questions: Vec::new() };
        sight.questions = sight.all_questions();
        sight
    }

    fn all_questions(&self) -> Vec<(Signal, Question)> {
        let mut questions = Vec::new();
        for (bit, (played, who)) in self.pairs.iter().enumerate() {
            let signal = Signal::TakenUp { played: *played, who: *who };
            questions.push((signal, Question { mask: 1 << bit, least: 1 }));
        }
        let mut moves: Vec<MoveId> = self.pairs.iter().map(|(played, _)| *played).collect();
        moves.dedup();
        for played in moves {
            let bits = self.pairs.iter().enumerate().filter(|(_, pair)| pair.0 == played);
            let mask = bits.fold(0_u64, |mask, (bit, _)| mask | 1 << bit);
            let of = mask.count_ones();
            if of > 1 {
                questions.extend((1..=of).map(|least| {
                    let signal = Signal::AtLeast { played, count: least as usize, of: of as usize };
                    (signal, Question { mask, least })
                }));
            }
        }
        questions
    }

    /// Which mark of a line of the plan belongs to which bit: those of our moves.
    pub fn marks(&self, scenario: &Scenario, plan: &Plan, line: usize) -> Vec<(usize, u32)> {
        let persuasions = plan.strategies[line].stages.iter().flat_map(|stage| &stage.minds.persuasions);
        let steps = persuasions.flat_map(|persuasion| &persuasion.steps);
        let of = |step: &Step| {
            let Step::Persuade { slot, mark, .. } = step else { return None };
            let (played, who) = plan.slots[*slot].source?;
            let ours = scenario.moves[played.index()].by == scenario.us;
            let bit = self.pairs.iter().position(|pair| ours && Some(pair.1) == who && pair.0 == played)?;
            Some((*mark, bit as u32))
        };
        steps.filter_map(of).collect()
    }
}

/// What was seen in each draw of a block: the marks of a line that makes no moves after the first stages, so that nothing
/// of what comes later is in them.
pub(super) fn patterns(view: &BlockView, line: usize, marks: &[(usize, u32)]) -> [u64; BLOCK] {
    let mut patterns = [0; BLOCK];
    for (mark, bit) in marks {
        for (pattern, taken) in patterns.iter_mut().zip(view.mark(line, *mark)) {
            *pattern |= u64::from(*taken > 0.5) << bit;
        }
    }
    patterns
}

/// The stage at whose end something has been seen: the first in which this line of ours persuades. `None` if it never does,
/// or only in the last stage, when it is too late.
pub(super) fn seen_after(scenario: &Scenario, line: &Line) -> Option<StageId> {
    let talks = line.ours.iter().filter(|made| persuades(&scenario.moves[made.played.index()].kind));
    talks.map(|made| made.stage).min().filter(|stage| stage.index() + 1 < scenario.stages.len())
}
