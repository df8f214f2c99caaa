//! Section 6: the moves, and what they do to whoever takes them up.

use std::collections::BTreeSet;

use reframe::model::*;
use reframe::random::Purpose;

use super::{Closest, Minds, Played, Reference};

/// What tables may do to a probability of taking a move up, where credibility is uncertain.
const TABLE: f64 = 2e-5;
/// What the order of multiplication may do.
const ROUNDING: f64 = 1e-12;
/// Weight that is less than this may be what rounding left of none.
const DUST: f64 = 1e-9;

/// A move in time: which, and for the how-manieth time (from 0).
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'a> {
    /// The move.
    pub made: &'a Move,
    /// Its id.
    pub id: MoveId,
    /// 0 for the first time it is listed.
    pub time: usize,
}

/// Who has taken up which position of the timeline.
type TakenUp = BTreeSet<(usize, StakeholderId)>;

impl<'a> Reference<'a> {
    /// Section 5: the moves of a strategy in the order they are made; within a stage ours first, then the rivals'.
    pub fn timeline(&self, strategy: Option<StrategyId>) -> Vec<Occurrence<'a>> {
        let ours: &[MoveId] = match strategy {
            Some(strategy) => &self.scenario.strategies[strategy.index()].moves,
            None => &[],
        };
        let mut timeline: Vec<Occurrence<'a>> = Vec::new();
        for stage in 0..self.scenario.stages.len() {
            for id in ours.iter().chain(&self.scenario.rivals) {
                let scenario: &'a ScenarioParts = self.scenario;
                let made = &scenario.moves[id.index()];
                if made.stage == StageId::new(stage) {
                    let time = timeline.iter().filter(|earlier| earlier.id == *id).count();
                    timeline.push(Occurrence { made, id: *id, time });
                }
            }
        }
        timeline
    }

    /// Sections 5 and 6: a strategy from the first stage to the decision, starting from these weights.
    pub fn play(&self, before: &[Vec<f64>], strategy: Option<StrategyId>, draw: u64) -> Played {
        let timeline = self.timeline(strategy);
        let mut minds = self.minds(before, draw);
        let (mut taken_up, mut closest, mut polls) = (TakenUp::new(), Closest::FAR, Vec::new());
        for stage in (0..self.scenario.stages.len()).map(StageId::new) {
            for position in 0..timeline.len() {
                if timeline[position].made.stage == stage {
                    self.make(&timeline, position, &mut minds, &mut taken_up, draw, &mut closest);
                }
            }
            self.discuss(&mut minds, stage, draw);
            polls.push(minds.clone());
            self.forget(&mut minds, before, stage);
        }
        Played { polls, closest }
    }

    /// One move, with everybody whom it addresses.
    fn make(
        &self,
        timeline: &[Occurrence<'a>],
        position: usize,
        minds: &mut Minds,
        taken_up: &mut TakenUp,
        draw: u64,
        closest: &mut Closest,
    ) {
        let now = timeline[position];
        match &now.made.kind {
            MoveKind::EnableChampion { champion, gain } => {
                if self.takes_up(now, Some(*champion), minds, draw, closest) {
                    minds.outspoken.insert(*champion);
                    for listener in now.made.audience.iter().filter(|listener| *listener != champion) {
                        let shares = &mut minds.attention[listener.index()];
                        let free = 1.0 - shares.iter().sum::<f64>();
                        shares[champion.index()] += gain.get() * free;
                    }
                }
            }
            MoveKind::Navigate { gate, relaxation } => {
                let owner = self.scenario.gates[gate.index()].owner();
                if self.takes_up(now, owner, minds, draw, closest) {
                    let place = (*gate, now.made.by);
                    match relaxation {
                        Relaxation::Gain(gain) => *minds.hindrance.entry(place).or_insert(1.0) *= 1.0 - gain.get(),
                        Relaxation::By(by) => *minds.relaxed.entry(place).or_insert(0.0) += by,
                    }
                }
            }
            _ => {
                for who in &now.made.audience {
                    if self.takes_up(now, Some(*who), minds, draw, closest) {
                        taken_up.insert((position, *who));
                        self.convince(timeline, position, *who, minds, taken_up, draw, closest);
                    } else if self.turns_against(now, *who, draw) {
                        let loss = now.made.backfire.expect("only what can backfire does").loss.get();
                        minds.trust[who.index()][now.made.by.index()] *= 1.0 - loss;
                    }
                }
            }
        }
    }

    /// Probability that a move gets through to somebody at all; gates without an owner are always there to be reached.
    fn reach(&self, who: Option<StakeholderId>) -> f64 {
        let channel = self.scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.reach.get());
        who.map_or(1.0, |who| self.scenario.stakeholders[who.index()].reach.get() * channel)
    }

    /// Section 6: P(taken up).
    pub fn chance(&self, made: &Move, who: Option<StakeholderId>, minds: &Minds) -> f64 {
        let openness = self.scenario.stages[made.stage.index()].openness.get();
        let credibility = who.map_or(1.0, |who| minds.trust[who.index()][made.by.index()]);
        match &made.kind {
            MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. } => {
                self.reach(who) * openness * made.acceptance.get() * credibility
            }
            MoveKind::Justify { evidence, .. } => self.reach(who) * openness * evidence.get() * credibility,
            MoveKind::Prove { .. }
            | MoveKind::BuildTrust { .. }
            | MoveKind::EnableChampion { .. }
            | MoveKind::Navigate { .. }
            | MoveKind::DeRisk { .. }
            | MoveKind::Discount { .. } => self.reach(who) * made.acceptance.get(),
        }
    }

    fn luck(&self, now: Occurrence<'_>, who: Option<StakeholderId>, draw: u64) -> f64 {
        let who = self.name(who);
        self.tail(Purpose::TakenUp { played: &now.made.id, time: now.time, who }, draw).unit()
    }

    fn name(&self, who: Option<StakeholderId>) -> &str {
        who.map_or("", |who| &self.scenario.stakeholders[who.index()].id)
    }

    /// Whether somebody takes up a move in this draw.
    pub fn takes_up(
        &self,
        now: Occurrence<'_>,
        who: Option<StakeholderId>,
        minds: &Minds,
        draw: u64,
        closest: &mut Closest,
    ) -> bool {
        let vendor = &self.scenario.vendors[now.made.by.index()];
        let certain = vendor.known || matches!(vendor.credibility, Credibility::Exact(_));
        let (luck, chance) = (self.luck(now, who, draw), self.chance(now.made, who, minds));
        closest.note(luck - chance, if certain { ROUNDING } else { TABLE });
        luck < chance
    }

    /// Whether somebody who has not taken a move up was reached, and is angry now.
    fn turns_against(&self, now: Occurrence<'_>, who: StakeholderId, draw: u64) -> bool {
        let Some(backfire) = now.made.backfire else { return false };
        let address = Purpose::Backfire { played: &now.made.id, time: now.time, who: self.name(Some(who)) };
        let reached = self.luck(now, Some(who), draw) < self.reach(Some(who));
        reached && self.tail(address, draw).unit() < backfire.probability.get()
    }

    /// What a move does to a person who takes it up.
    #[allow(clippy::too_many_arguments, reason = "evidence changes who has taken up what")]
    fn convince(
        &self,
        timeline: &[Occurrence<'a>],
        position: usize,
        who: StakeholderId,
        minds: &mut Minds,
        taken_up: &mut TakenUp,
        draw: u64,
        closest: &mut Closest,
    ) {
        let now = timeline[position];
        let vendor = now.made.by;
        match &now.made.kind {
            MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. } => {
                self.persuade(now, who, minds, draw, closest);
            }
            MoveKind::Justify { supports, .. } => {
                for (earlier, then) in timeline[..position].iter().enumerate() {
                    let supported = supports.contains(&then.id) && then.made.audience.contains(&who);
                    if supported && taken_up.insert((earlier, who)) {
                        self.persuade(*then, who, minds, draw, closest);
                    }
                }
            }
            MoveKind::Prove { criteria, credibility } => {
                for on in criteria {
                    let level = minds.proven.entry((who, vendor, *on)).or_insert(0.0);
                    *level = level.max(credibility.get());
                }
            }
            MoveKind::BuildTrust { gain } => {
                let channel = self.scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.trust.get());
                let k = &mut minds.trust[who.index()][vendor.index()];
                *k += gain.get() * channel * (1.0 - *k);
            }
            MoveKind::DeRisk { reduction } => minds.fear[who.index()] *= 1.0 - reduction.get(),
            MoveKind::Discount { criterion, cut } => {
                if let Some(x) = self.experience(minds, who, Alternative::Vendor(vendor), *criterion, draw) {
                    let x = match cut {
                        Cut::Share(share) => x * (1.0 - share),
                        Cut::Amount(amount) => x - amount,
                    };
                    minds.offers.insert((who, vendor, *criterion), x);
                }
            }
            MoveKind::EnableChampion { .. } | MoveKind::Navigate { .. } => unreachable!("these address one person"),
        }
    }

    /// A talk that changes weights, what is offered, or both: with its own numbers, whenever it convinces.
    fn persuade(&self, now: Occurrence<'_>, who: StakeholderId, minds: &mut Minds, draw: u64, closest: &mut Closest) {
        let (played, time, name) = (&now.made.id, now.time, self.name(Some(who)));
        if let MoveKind::Tailor { criterion, change, .. } = &now.made.kind
            && let Some(x) = self.experience(minds, who, Alternative::Vendor(now.made.by), *criterion, draw)
        {
            let better = match change {
                TailorChange::Becomes(belief) => {
                    belief.quantile(self.tail(Purpose::Tailored { played, time, who: name }, draw))
                }
                TailorChange::ImprovesBy(by) => x + by * towards_best(&self.scenario.criteria[criterion.index()].value),
            };
            minds.offers.insert((who, now.made.by, *criterion), better);
        }
        if let Some(argued) = now.made.kind.shift() {
            let strength = argued.strength.quantile(self.tail(Purpose::Strength { played, time, who: name }, draw));
            let weights = &mut minds.weights[who.index()];
            if rests_on_dust(weights, argued) {
                closest.note(0.0, 1.0);
            }
            shift(weights, argued, strength);
        }
    }
}

/// +1 where more is better, -1 where less is.
pub(super) fn towards_best(value: &ValueFunction) -> f64 {
    if value.less_is_better() { -1.0 } else { 1.0 }
}

/// Whether weight is to be released in proportion to weights that may be what rounding left of none.
fn rests_on_dust(weights: &[f64], argued: &Shift) -> bool {
    let mass: f64 = donors(weights, argued).into_iter().map(|c| weights[c]).sum();
    argued.direction == Direction::Lower && mass > 0.0 && mass < DUST
}

fn donors(weights: &[f64], argued: &Shift) -> Vec<usize> {
    let k = argued.criterion.index();
    match &argued.donors {
        Donors::All => (0..weights.len()).filter(|c| *c != k && weights[*c] > 0.0).collect(),
        Donors::Named(named) => named.iter().map(|c| c.index()).collect(),
    }
}

/// SHIFT of docs/model.md, "Moves".
pub fn shift(weights: &mut [f64], argued: &Shift, strength: f64) {
    let k = argued.criterion.index();
    let donors = donors(weights, argued);
    let mass: f64 = donors.iter().map(|c| weights[*c]).sum();
    let target = argued.target.get();
    match argued.direction {
        Direction::Raise => {
            let wanted = strength * (target - weights[k]);
            if weights[k] >= target || mass == 0.0 {
                return;
            }
            let moved = wanted.min(mass);
            for &c in &donors {
                weights[c] -= moved * (weights[c] / mass);
            }
            weights[k] += moved;
        }
        Direction::Lower => {
            let released = strength * (weights[k] - target);
            if weights[k] <= target || donors.is_empty() {
                return;
            }
            for &c in &donors {
                let part = if mass > 0.0 { weights[c] / mass } else { 1.0 / donors.len() as f64 };
                weights[c] += released * part;
            }
            weights[k] -= released;
        }
    }
}
