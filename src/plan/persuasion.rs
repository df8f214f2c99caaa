//! What the moves of a strategy do, as flat lists of steps: to one stakeholder, or in public.

use std::collections::HashMap;

use super::line::Play;
use super::sampler::{Sampler, SamplerFactory};
use super::strategy::StrategyBuilder;
use crate::model::{
    Credibility, Cut, Direction, Donors, MadeMove, Move, MoveId, MoveKind, Probability, Relaxation, Scenario, Shift,
    StageId, StakeholderId, TailorChange,
};
use crate::random::{Key, Purpose};

/// One (move, time, stakeholder): the same random numbers in every strategy.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Which move, and on whom it works (`None`: a gate that nobody owns); `None` for what no move does.
    pub source: Option<(MoveId, Option<StakeholderId>)>,
    /// Address of the number that says whether it is taken up.
    pub key: Key,
    /// reach * openness * acceptance (evidence): probability for a fully trusting person.
    pub probability: f64,
    /// Position of the alternative whose credibility multiplies it; `None` where nothing has to be believed.
    pub believed: Option<usize>,
    /// Where that number lies among those of all slots; `None` if it is certain or impossible.
    pub luck_column: Option<usize>,
    /// With what strength it then works.
    pub strength: Strength,
    /// What a tailored offer becomes.
    pub offer: Option<(Key, Sampler)>,
    /// What a refusal does.
    pub backfire: Option<BackfirePlan>,
}

/// With what strength a move works on somebody who takes it up.
#[derive(Clone, Debug)]
pub enum Strength {
    /// Always this.
    Known(f64),
    /// An uncertain number.
    Drawn {
        /// Where it lies among those of all slots.
        column: usize,
        /// Its address.
        key: Key,
        /// Its distribution.
        sampler: Sampler,
    },
}

/// A refusal that can cost credibility.
#[derive(Clone, Debug)]
pub struct BackfirePlan {
    /// Address of the number that says whether it does.
    pub key: Key,
    /// Probability that it does.
    pub probability: f64,
    /// Then k becomes k (1 - loss).
    pub loss: f64,
    /// Probability that the move reaches this person: what does not reach him he cannot refuse.
    pub reach: f64,
    /// Position of the alternative that loses.
    pub alternative: usize,
}

impl Slot {
    /// The addresses of all its random numbers.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        keys.extend(self.luck_column.map(|_| self.key));
        if let Strength::Drawn { key, .. } = &self.strength {
            keys.push(*key);
        }
        keys.extend(self.offer.iter().filter(|(_, sampler)| sampler.constant().is_none()).map(|(key, _)| *key));
        keys.extend(self.backfire.as_ref().map(|backfire| backfire.key));
        keys
    }

    /// Whether its number matters: it is neither certain nor impossible.
    pub fn is_random(&self) -> bool {
        self.backfire.is_some() || self.probability > 0.0 && (self.probability < 1.0 || self.believed.is_some())
    }

    /// Whether it is taken up by everybody, with full strength.
    pub fn always_works(&self) -> bool {
        let full = matches!(self.strength, Strength::Known(f) if f == 1.0);
        !self.is_random() && self.probability > 0.0 && full
    }

    /// Whether nothing about it is left to luck.
    pub fn is_known(&self) -> bool {
        let known = |(_, sampler): &(Key, Sampler)| sampler.constant().is_some();
        let never = self.probability == 0.0 && self.backfire.is_none();
        let strong = matches!(self.strength, Strength::Known(_));
        never || (!self.is_random() && strong && self.offer.iter().all(known))
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

/// What a move does to a stakeholder who takes it up.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A teach or reframe.
    Shift(ShiftPlan),
    /// A tailored offer: this performance (position among the strategy's own) changes; a criterion may wake.
    Tailor {
        /// Position in the strategy's own performances; `None` if he never judges this vendor on it.
        own: Option<usize>,
        /// Natural units towards best; `None`: it becomes the slot's offer.
        better_by: Option<f64>,
        /// The criterion it brings into the model.
        wake: Option<ShiftPlan>,
    },
}

/// One thing that happens to one stakeholder.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A move that can be refused, and supported later.
    Persuade {
        /// Its random numbers.
        slot: usize,
        /// Where it is noted whether it has been taken up.
        mark: usize,
        /// What it does.
        effect: Effect,
    },
    /// A justify: a second chance.
    Second {
        /// Its random numbers.
        slot: usize,
        /// Mark, slot and effect of each supported move made before.
        supported: Vec<(usize, usize, Effect)>,
    },
    /// A lower price.
    Discount {
        /// Its random numbers.
        slot: usize,
        /// Position in the strategy's own performances.
        own: usize,
        /// How much.
        cut: Cut,
    },
    /// Credibility on some criteria becomes at least this.
    Prove {
        /// Its random numbers.
        slot: usize,
        /// Whose claims.
        alternative: usize,
        /// On what.
        criteria: Vec<usize>,
        /// At least this.
        level: f64,
    },
    /// k becomes k + gain (1 - k).
    BuildTrust {
        /// Its random numbers.
        slot: usize,
        /// Whose claims.
        alternative: usize,
        /// Share of the distance.
        gain: f64,
    },
    /// d becomes d (1 - reduction).
    DeRisk {
        /// Its random numbers.
        slot: usize,
        /// Share that goes.
        reduction: f64,
    },
}

/// Everything a strategy (and the rivals) do to one stakeholder in one stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Persuasion {
    /// Whom.
    pub who: usize,
    /// In the order made.
    pub steps: Vec<Step>,
}

impl Step {
    /// Its random numbers.
    pub fn slot(&self) -> usize {
        match self {
            Step::Persuade { slot, .. }
            | Step::Second { slot, .. }
            | Step::Discount { slot, .. }
            | Step::Prove { slot, .. }
            | Step::BuildTrust { slot, .. }
            | Step::DeRisk { slot, .. } => *slot,
        }
    }
}

impl PublicStep {
    /// Its random numbers.
    pub fn slot(&self) -> usize {
        match self {
            PublicStep::Champion { slot, .. } | PublicStep::Navigate { slot, .. } => *slot,
        }
    }
}

/// One thing that happens in public.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicStep {
    /// A champion speaks for certain, and is listened to.
    Champion {
        /// Its random numbers: the champion's.
        slot: usize,
        /// Who.
        champion: usize,
        /// Who listens to him more.
        audience: Vec<usize>,
        /// a_jC grows by gain (1 - sum_m a_jm).
        gain: f64,
    },
    /// A gate is cleared for a vendor.
    Navigate {
        /// Its random numbers: the owner's.
        slot: usize,
        /// Which gate.
        gate: usize,
        /// For which alternative.
        alternative: usize,
        /// How.
        relaxation: Relaxation,
    },
}

/// How many random numbers the slots of a plan take in each draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// For being taken up.
    pub luck: usize,
    /// For the strength.
    pub strength: usize,
}

/// Collects the slots that plays need; equal plays share a slot across strategies.
#[derive(Debug)]
pub struct Slots<'a> {
    scenario: &'a Scenario,
    slots: Vec<Slot>,
    columns: Columns,
    /// The same number means something else in a stage that is less open.
    known: HashMap<(Key, StageId), usize>,
    reach: f64,
    trust: f64,
}

impl<'a> Slots<'a> {
    /// Starts without slots.
    pub fn new(scenario: &'a Scenario) -> Self {
        let factors = scenario.contact.as_ref().map(|contact| contact.factors);
        Self {
            scenario,
            slots: Vec::new(),
            columns: Columns::default(),
            known: HashMap::new(),
            reach: factors.map_or(1.0, |f| f.reach.get()),
            trust: factors.map_or(1.0, |f| f.trust.get()),
        }
    }

    /// All slots that were needed, and how many random numbers they take.
    pub fn finish(self) -> (Vec<Slot>, Columns) {
        (self.slots, self.columns)
    }

    /// A slot that is always taken up, with full strength.
    pub fn certain(&mut self) -> usize {
        let key = Purpose::TakenUp { played: "", time: 0, who: "" }.key();
        let slot = Slot {
            source: None,
            key,
            probability: 1.0,
            believed: None,
            luck_column: None,
            strength: Strength::Known(1.0),
            offer: None,
            backfire: None,
        };
        self.slot(slot, StageId::new(0))
    }

    /// The slot of a play for a stakeholder (`None`: a gate that nobody owns, always reached).
    fn of(&mut self, play: Play, who: Option<StakeholderId>, factory: &mut SamplerFactory) -> usize {
        let MadeMove { played: made, stage, .. } = *play.made;
        let played = &self.scenario.moves[made.index()];
        let (id, time) = (played.id.as_str(), play.time);
        let name = who.map_or("", |who| self.scenario.stakeholders[who.index()].id.as_str());
        let reach = who.map_or(1.0, |who| self.scenario.stakeholders[who.index()].reach.get() * self.reach);
        let key = Purpose::TakenUp { played: id, time, who: name }.key();
        let openness = self.scenario.stages[stage.index()].openness.get();
        let (probability, must_believe) = match &played.kind {
            MoveKind::Justify { evidence, .. } => (reach * openness * evidence.get(), true),
            MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. } => {
                (reach * openness * played.acceptance.get(), true)
            }
            _ => (reach * played.acceptance.get(), false),
        };
        let by = played.by.index();
        let believed = (must_believe && !always_believed(self.scenario, by)).then_some(by);
        if let Some(slot) = self.known.get(&(key, stage)) {
            return *slot;
        }
        let strength = match played.kind.shift().map(|shift| factory.sampler(&shift.strength)) {
            Some(Sampler::Constant(f)) => Strength::Known(f),
            None => Strength::Known(1.0),
            Some(sampler) => {
                let key = Purpose::Strength { played: id, time, who: name }.key();
                Strength::Drawn { column: self.columns.strength, key, sampler }
            }
        };
        let offer = match &played.kind {
            MoveKind::Tailor { change: TailorChange::Becomes(belief), .. } => {
                Some((Purpose::Tailored { played: id, time, who: name }.key(), factory.sampler(belief)))
            }
            _ => None,
        };
        let backfire = played.backfire.map(|backfire| BackfirePlan {
            key: Purpose::Backfire { played: id, time, who: name }.key(),
            probability: backfire.probability.get(),
            loss: backfire.loss.get(),
            reach,
            alternative: by,
        });
        let source = Some((made, who));
        let slot = Slot { source, key, probability, believed, luck_column: None, strength, offer, backfire };
        self.slot(slot, stage)
    }

    /// Files a new slot.
    fn slot(&mut self, mut slot: Slot, stage: StageId) -> usize {
        if slot.is_random() {
            slot.luck_column = Some(self.columns.luck);
            self.columns.luck += 1;
        }
        if matches!(slot.strength, Strength::Drawn { .. }) {
            self.columns.strength += 1;
        }
        self.known.insert((slot.key, stage), self.slots.len());
        self.slots.push(slot);
        self.slots.len() - 1
    }
}

/// Whether a vendor's claims are all believed, without any draw, whatever happens.
fn always_believed(scenario: &Scenario, vendor: usize) -> bool {
    let described = &scenario.vendors[vendor];
    let fully = described.known || described.credibility == Credibility::Exact(Probability::ONE);
    fully && !scenario.moves.iter().any(|m| m.by.index() == vendor && m.backfire.is_some())
}

/// Donors by position, without the criterion itself.
pub fn shift_plan(scenario: &Scenario, shift: &Shift) -> ShiftPlan {
    let criterion = shift.criterion.index();
    let donors: Vec<usize> = match &shift.donors {
        Donors::All => (0..scenario.criteria.len()).filter(|c| *c != criterion).collect(),
        Donors::Named(named) => named.iter().map(|c| c.index()).filter(|c| *c != criterion).collect(),
    };
    let named = matches!(shift.donors, Donors::Named(_));
    ShiftPlan { criterion, direction: shift.direction, target: shift.target.get(), donors, named }
}

/// The steps that a play means for one stakeholder; none if he is not in its audience.
pub fn step(
    play: Play,
    who: StakeholderId,
    builder: &mut StrategyBuilder,
    slots: &mut Slots,
    factory: &mut SamplerFactory,
) -> Option<Step> {
    let scenario = slots.scenario;
    let made = play.made;
    let played: &Move = &scenario.moves[made.played.index()];
    let in_public = matches!(played.kind, MoveKind::EnableChampion { .. } | MoveKind::Navigate { .. });
    if in_public || !made.audience.contains(&who) {
        return None;
    }
    let slot = slots.of(play, Some(who), factory);
    let (alternative, gain_factor) = (played.by.index(), slots.trust);
    if played.backfire.is_some() {
        builder.trust_may_change(who, alternative);
    }
    match &played.kind {
        MoveKind::Teach(shift) | MoveKind::Reframe(shift) => {
            let effect = Effect::Shift(shift_plan(scenario, shift));
            Some(Step::Persuade { slot, mark: builder.mark(who, made.played, slot, &effect), effect })
        }
        MoveKind::Tailor { criterion, change, wake } => {
            let own = builder.own_performance(who, alternative, criterion.index());
            let sign = if scenario.criteria[criterion.index()].value.less_is_better() { -1.0 } else { 1.0 };
            let better_by = match change {
                TailorChange::Becomes(_) => None,
                TailorChange::ImprovesBy(by) => Some(sign * by),
            };
            let effect = Effect::Tailor { own, better_by, wake: wake.as_ref().map(|w| shift_plan(scenario, w)) };
            Some(Step::Persuade { slot, mark: builder.mark(who, made.played, slot, &effect), effect })
        }
        MoveKind::Justify { supports, .. } => {
            Some(Step::Second { slot, supported: builder.made_before(who, supports) })
        }
        MoveKind::Discount { criterion, cut } => {
            let own = builder.own_performance(who, alternative, criterion.index())?;
            Some(Step::Discount { slot, own, cut: *cut })
        }
        MoveKind::Prove { criteria, credibility } => {
            let criteria: Vec<usize> = criteria.iter().map(|c| c.index()).collect();
            builder.proof_may_change(who, alternative, &criteria);
            Some(Step::Prove { slot, alternative, criteria, level: credibility.get() })
        }
        MoveKind::BuildTrust { gain } => {
            builder.trust_may_change(who, alternative);
            Some(Step::BuildTrust { slot, alternative, gain: gain.get() * gain_factor })
        }
        MoveKind::DeRisk { reduction } => {
            builder.fear_may_change();
            Some(Step::DeRisk { slot, reduction: reduction.get() })
        }
        MoveKind::EnableChampion { .. } | MoveKind::Navigate { .. } => None,
    }
}

/// What a play does in public.
pub fn public_step(
    play: Play,
    builder: &mut StrategyBuilder,
    slots: &mut Slots,
    factory: &mut SamplerFactory,
) -> Option<PublicStep> {
    let scenario = slots.scenario;
    let made = play.made;
    let played = &scenario.moves[made.played.index()];
    match &played.kind {
        MoveKind::EnableChampion { champion, gain } => {
            builder.listening_may_change();
            let audience = made.audience.iter().filter(|who| *who != champion).map(|who| who.index()).collect();
            let slot = slots.of(play, Some(*champion), factory);
            Some(PublicStep::Champion { slot, champion: champion.index(), audience, gain: gain.get() })
        }
        MoveKind::Navigate { gate, relaxation } => {
            builder.gates_may_change();
            let slot = slots.of(play, scenario.gates[gate.index()].owner(), factory);
            let (gate, alternative) = (gate.index(), played.by.index());
            Some(PublicStep::Navigate { slot, gate, alternative, relaxation: *relaxation })
        }
        _ => None,
    }
}
