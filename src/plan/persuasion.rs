//! What the moves of a strategy do to one stakeholder, as a flat list of steps.

use std::collections::HashMap;

use super::beliefs::{Beliefs, Judged, NOT_JUDGED};
use super::sampler::{Sampler, SamplerFactory};
use crate::model::{
    Cut, Direction, Donors, MoveId, MoveKind, Scenario, Shift, StakeholderId, StrategyId, ValueFunction, VendorId,
};
use crate::random::{Key, Purpose};

/// Whether a move is taken up.
#[derive(Clone, Debug)]
pub enum Chance {
    /// Without any doubt.
    Always,
    /// Never.
    Never,
    /// With this probability, times the vendor's credibility if it has to be believed.
    Sometimes {
        /// Address of its random number.
        key: Key,
        /// reach * openness * acceptance (evidence)
        probability: f64,
        /// Position of the alternative whose credibility counts.
        credibility: Option<usize>,
    },
}

/// One (move, time, stakeholder): the same random numbers in every strategy.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Whether it is taken up.
    pub chance: Chance,
    /// With what strength it then works.
    pub strength: (Key, Sampler),
}

impl Slot {
    /// Whether nothing about it is left to luck.
    pub fn is_known(&self) -> bool {
        match self.chance {
            Chance::Never => true,
            Chance::Always => self.strength.1.constant().is_some(),
            Chance::Sometimes { .. } => false,
        }
    }
}

/// SHIFT of docs/model.md, "Moves".
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftPlan {
    /// k
    pub criterion: usize,
    /// Up or down.
    pub direction: Direction,
    /// tau
    pub target: f64,
    /// D, without k.
    pub donors: Vec<usize>,
    /// Whether donors without any weight share a released mass equally (they were named), or block the move.
    pub named: bool,
}

/// One thing that happens to one stakeholder.
#[derive(Clone, Debug)]
pub enum Step {
    /// A teach or reframe.
    Shift {
        /// Its random numbers.
        slot: usize,
        /// What it does when taken up.
        shift: ShiftPlan,
    },
    /// A justify: a second chance for earlier steps.
    Second {
        /// Its random numbers.
        slot: usize,
        /// Positions of the supported shifts among the steps of this stakeholder.
        supported: Vec<usize>,
    },
}

/// A price that discounts change for one stakeholder.
#[derive(Clone, Debug)]
pub struct Recut {
    /// Position of the alternative.
    pub alternative: usize,
    /// The criterion.
    pub criterion: usize,
    /// The performance that is cut.
    pub judged: Judged,
    /// Natural units to value.
    pub value: ValueFunction,
    /// Slot and size of each discount, in the order made.
    pub cuts: Vec<(usize, Cut)>,
}

/// Everything a strategy (and the rivals) do to one stakeholder.
#[derive(Clone, Debug)]
pub struct Persuasion {
    /// Whom.
    pub who: usize,
    /// In the order made.
    pub steps: Vec<Step>,
    /// Prices that change.
    pub recuts: Vec<Recut>,
}

/// One playing of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Play {
    /// Which move.
    pub played: MoveId,
    /// 0 the first time it is listed, 1 the second, ...
    pub time: usize,
}

/// The plays of a strategy (`None`: the baseline) in the order made: stage by stage, ours first, then the rivals'.
pub fn plays(scenario: &Scenario, strategy: Option<StrategyId>) -> Vec<Play> {
    let ours = strategy.map_or(&[][..], |id| &scenario.strategies[id.index()].moves);
    let mut plays = Vec::new();
    for stage in 0..scenario.stages.len() {
        for list in [ours, &scenario.rivals] {
            let mut times: HashMap<MoveId, usize> = HashMap::new();
            for &played in list {
                let time = times.entry(played).or_default();
                if scenario.moves[played.index()].stage.index() == stage {
                    plays.push(Play { played, time: *time });
                }
                *time += 1;
            }
        }
    }
    plays
}

/// Turns plays into steps and collects the slots they need; equal plays share a slot across strategies.
#[derive(Debug)]
pub struct Persuader<'a> {
    scenario: &'a Scenario,
    slots: Vec<Slot>,
    known: HashMap<Key, usize>,
}

impl<'a> Persuader<'a> {
    /// Starts without slots.
    pub fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, slots: Vec::new(), known: HashMap::new() }
    }

    /// All slots that were needed.
    pub fn into_slots(self) -> Vec<Slot> {
        self.slots
    }

    /// A slot that is always taken up, with full strength.
    pub fn certain_slot(&mut self) -> usize {
        let key = Purpose::TakenUp { played: "", time: 0, who: "" }.key();
        self.slot(key, || Slot { chance: Chance::Always, strength: (key, Sampler::Constant(1.0)) })
    }

    /// What these plays do to each stakeholder they touch.
    pub fn persuade(&mut self, plays: &[Play], beliefs: &Beliefs, factory: &mut SamplerFactory) -> Vec<Persuasion> {
        let everybody = (0..self.scenario.stakeholders.len()).map(StakeholderId::new);
        everybody.filter_map(|who| self.persuade_one(who, plays, beliefs, factory)).collect()
    }

    fn persuade_one(
        &mut self,
        who: StakeholderId,
        plays: &[Play],
        beliefs: &Beliefs,
        factory: &mut SamplerFactory,
    ) -> Option<Persuasion> {
        let scenario = self.scenario;
        let mut steps = Vec::new();
        let mut shifts_made: Vec<(MoveId, usize)> = Vec::new();
        let mut recuts: Vec<Recut> = Vec::new();
        for play in plays {
            let played = &scenario.moves[play.played.index()];
            if !played.audience.contains(&who) {
                continue;
            }
            let slot = self.slot_of(*play, who, factory);
            match &played.kind {
                MoveKind::Teach(shift) | MoveKind::Reframe(shift) => {
                    shifts_made.push((play.played, steps.len()));
                    steps.push(Step::Shift { slot, shift: shift_plan(scenario, shift) });
                }
                MoveKind::Justify { supports, .. } => {
                    let earlier = shifts_made.iter().filter(|(made, _)| supports.contains(made));
                    let supported = earlier.map(|(_, step)| *step).collect();
                    steps.push(Step::Second { slot, supported });
                }
                MoveKind::Discount { criterion, cut } => {
                    let place = (played.by, criterion.index());
                    cut_price(scenario, beliefs, who, place, (slot, *cut), &mut recuts);
                }
                other => unreachable!("`{}` is refused before a plan is made", other.tag()),
            }
        }
        let touched = !(steps.is_empty() && recuts.is_empty());
        touched.then_some(Persuasion { who: who.index(), steps, recuts })
    }

    fn slot_of(&mut self, play: Play, who: StakeholderId, factory: &mut SamplerFactory) -> usize {
        let played = &self.scenario.moves[play.played.index()];
        let person = &self.scenario.stakeholders[who.index()];
        let (id, time, name) = (played.id.as_str(), play.time, person.id.as_str());
        let key = Purpose::TakenUp { played: id, time, who: name }.key();
        let openness = self.scenario.stages[played.stage.index()].openness.get();
        let reach = person.reach.get();
        let by = Some(played.by.index());
        let (probability, credibility) = match &played.kind {
            MoveKind::Justify { evidence, .. } => (reach * openness * evidence.get(), by),
            MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. } => {
                (reach * openness * played.acceptance.get(), by)
            }
            _ => (reach * played.acceptance.get(), None),
        };
        let credibility = credibility.filter(|vendor| !fully_credible(self.scenario, *vendor));
        let chance = match (probability, credibility) {
            (p, _) if p <= 0.0 => Chance::Never,
            (p, None) if p >= 1.0 => Chance::Always,
            _ => Chance::Sometimes { key, probability, credibility },
        };
        let strength = match played.kind.shift() {
            Some(shift) => (Purpose::Strength { played: id, time, who: name }.key(), factory.sampler(&shift.strength)),
            None => (key, Sampler::Constant(1.0)),
        };
        self.slot(key, || Slot { chance, strength })
    }

    fn slot(&mut self, key: Key, make: impl FnOnce() -> Slot) -> usize {
        *self.known.entry(key).or_insert_with(|| {
            self.slots.push(make());
            self.slots.len() - 1
        })
    }
}

/// Whether a vendor's claims are all believed, without any draw.
fn fully_credible(scenario: &Scenario, vendor: usize) -> bool {
    let vendor = &scenario.vendors[vendor];
    vendor.known || vendor.credibility == crate::model::Credibility::Exact(crate::model::Probability::ONE)
}

/// Donors by position, without the criterion itself.
pub fn shift_plan(scenario: &Scenario, shift: &Shift) -> ShiftPlan {
    let criterion = shift.criterion.index();
    let donors: Vec<usize> = match &shift.donors {
        Donors::All => (0..scenario.criteria.len()).filter(|c| *c != criterion).collect(),
        Donors::Named(named) => named.iter().map(|c| c.index()).filter(|c| *c != criterion).collect(),
    };
    ShiftPlan {
        criterion,
        direction: shift.direction,
        target: shift.target.get(),
        donors,
        named: matches!(shift.donors, Donors::Named(_)),
    }
}

fn cut_price(
    scenario: &Scenario,
    beliefs: &Beliefs,
    who: StakeholderId,
    (vendor, criterion): (VendorId, usize),
    cut: (usize, Cut),
    recuts: &mut Vec<Recut>,
) {
    let alternative = vendor.index();
    if let Some(recut) = recuts.iter_mut().find(|r| (r.alternative, r.criterion) == (alternative, criterion)) {
        recut.cuts.push(cut);
        return;
    }
    let alternatives = scenario.alternatives().len();
    let cell = beliefs.cells[(who.index() * alternatives + alternative) * scenario.criteria.len() + criterion];
    if cell != NOT_JUDGED {
        let value = scenario.criteria[criterion].value.clone();
        recuts.push(Recut { alternative, criterion, judged: beliefs.judged[cell], value, cuts: vec![cut] });
    }
}
