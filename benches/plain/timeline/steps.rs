//! What the moves of a strategy do, with positions instead of names.

use reframe::model::{
    Cut, Direction, Donors, Move, MoveId, MoveKind, Relaxation, Scenario, Shift, StakeholderId, StrategyId,
    TailorChange,
};

use super::super::variate::Variate;

/// The random numbers of one move: the same in every strategy.
pub struct Slot {
    /// Who needs some.
    pub people: Vec<usize>,
    /// With what strength it works.
    pub strength: Option<Variate>,
    id: MoveId,
}

/// One move of one strategy.
pub struct Step {
    /// Its random numbers.
    pub slot: usize,
    /// The vendor who makes it.
    pub by: usize,
    /// Person, and the probability that he takes it up if he believes every word.
    pub audience: Vec<(usize, f64)>,
    /// Whether it has to be believed.
    pub believed: bool,
    /// What it does.
    pub act: Act,
}

/// SHIFT of docs/model.md, "Moves".
#[derive(Clone)]
pub struct Shifting {
    /// What is raised or lowered.
    pub criterion: usize,
    /// To what.
    pub target: f64,
    /// Up or down.
    pub direction: Direction,
    /// Who gives or takes.
    pub donors: Vec<usize>,
    /// Whether donors without weight share what is released.
    pub named: bool,
}

/// What a move does to whoever takes it up.
#[derive(Clone)]
pub enum Act {
    /// A teach or reframe.
    Shift(Shifting),
    /// Slot, audience and effect of what it supports.
    Justify(Vec<(usize, Vec<usize>, Act)>),
    /// Criteria on which the vendor is believed at least this far.
    Prove(Vec<usize>, f64),
    /// An offer that improves by natural units, and what it brings to mind.
    Tailor(usize, f64, Option<Shifting>),
    /// Share of the distance to full trust.
    BuildTrust(f64),
    /// A champion and how much more he is heard.
    Champion(usize, f64),
    /// Gate, and share of its resistance.
    Navigate(usize, f64),
    /// Share of the fear.
    DeRisk(f64),
    /// An offer that costs less.
    Discount(usize, Cut),
}

/// The random numbers of all moves that are made, and the offers that they change.
#[derive(Default)]
pub struct Slots {
    /// In the order in which moves are first made.
    pub slots: Vec<Slot>,
    /// Criterion and vendor.
    pub offers: Vec<(usize, usize)>,
}

impl Slots {
    /// `[stage]` what is done in a strategy: ours, then the rivals'.
    pub fn steps(&mut self, scenario: &Scenario, strategy: Option<StrategyId>) -> Vec<Vec<Step>> {
        let ours = strategy.map_or(&[][..], |strategy| &scenario.strategies[strategy.index()].moves);
        let mut stages: Vec<Vec<Step>> = scenario.stages.iter().map(|_| Vec::new()).collect();
        let mut before: Vec<MoveId> = Vec::new();
        for (stage, steps) in stages.iter_mut().enumerate() {
            for &id in ours.iter().chain(&scenario.rivals) {
                if scenario.moves[id.index()].stage.index() == stage {
                    assert!(!before.contains(&id), "the plain implementation makes a move once");
                    steps.push(self.step(scenario, id, &before));
                    before.push(id);
                }
            }
        }
        stages
    }

    fn step(&mut self, scenario: &Scenario, id: MoveId, before: &[MoveId]) -> Step {
        let made = &scenario.moves[id.index()];
        assert!(made.backfire.is_none(), "the plain implementation angers nobody");
        let audience: Vec<(usize, f64)> = addressed(scenario, made)
            .into_iter()
            .map(|who| (who.map_or(0, StakeholderId::index), chance(scenario, made, who)))
            .collect();
        Step {
            slot: self.slot(id, made, &audience),
            by: made.by.index(),
            audience,
            believed: is_believed(&made.kind),
            act: self.act(scenario, made, before),
        }
    }

    fn slot(&mut self, id: MoveId, made: &Move, audience: &[(usize, f64)]) -> usize {
        if let Some(known) = self.slots.iter().position(|slot| slot.id == id) {
            return known;
        }
        let strength = made.kind.shift().map(|shift| Variate::new(&shift.strength));
        self.slots.push(Slot { people: audience.iter().map(|(who, _)| *who).collect(), strength, id });
        self.slots.len() - 1
    }

    fn offer(&mut self, criterion: usize, vendor: usize) -> usize {
        let offer = (criterion, vendor);
        self.offers.iter().position(|known| *known == offer).unwrap_or_else(|| {
            self.offers.push(offer);
            self.offers.len() - 1
        })
    }

    fn act(&mut self, scenario: &Scenario, made: &Move, before: &[MoveId]) -> Act {
        let vendor = made.by.index();
        match &made.kind {
            MoveKind::Teach(shift) | MoveKind::Reframe(shift) => Act::Shift(shifting(scenario, shift)),
            MoveKind::Justify { supports, .. } => {
                let made_before = supports.iter().filter(|id| before.contains(id));
                let supported = made_before.map(|id| {
                    let earlier = &scenario.moves[id.index()];
                    let slot = self.slots.iter().position(|slot| slot.id == *id).expect("it was made before");
                    let people = earlier.audience.iter().map(|who| who.index()).collect();
                    (slot, people, self.act(scenario, earlier, &[]))
                });
                Act::Justify(supported.collect())
            }
            MoveKind::Prove { criteria, credibility } => {
                Act::Prove(criteria.iter().map(|c| c.index()).collect(), credibility.get())
            }
            MoveKind::Tailor { criterion, change: TailorChange::ImprovesBy(by), wake } => {
                let towards = if scenario.criteria[criterion.index()].value.less_is_better() { -1.0 } else { 1.0 };
                let wake = wake.as_ref().map(|shift| shifting(scenario, shift));
                Act::Tailor(self.offer(criterion.index(), vendor), by * towards, wake)
            }
            MoveKind::BuildTrust { gain } => {
                let channel = scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.trust.get());
                Act::BuildTrust(gain.get() * channel)
            }
            MoveKind::EnableChampion { champion, gain } => Act::Champion(champion.index(), gain.get()),
            MoveKind::Navigate { gate, relaxation: Relaxation::Gain(gain) } => Act::Navigate(gate.index(), gain.get()),
            MoveKind::DeRisk { reduction } => Act::DeRisk(reduction.get()),
            MoveKind::Discount { criterion, cut } => Act::Discount(self.offer(criterion.index(), vendor), *cut),
            other => panic!("the plain implementation has no {other:?}"),
        }
    }
}

/// Who decides whether a move works: its audience, or one person, or (at a gate that nobody owns) no one.
fn addressed(scenario: &Scenario, made: &Move) -> Vec<Option<StakeholderId>> {
    match &made.kind {
        MoveKind::EnableChampion { champion, .. } => vec![Some(*champion)],
        MoveKind::Navigate { gate, .. } => vec![scenario.gates[gate.index()].owner()],
        _ => made.audience.iter().copied().map(Some).collect(),
    }
}

fn is_believed(kind: &MoveKind) -> bool {
    matches!(kind, MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. } | MoveKind::Justify { .. })
}

/// P(taken up) of docs/model.md, "Moves", but for k.
fn chance(scenario: &Scenario, made: &Move, who: Option<StakeholderId>) -> f64 {
    let channel = scenario.contact.as_ref().map_or(1.0, |contact| contact.factors.reach.get());
    let reach = who.map_or(1.0, |who| scenario.stakeholders[who.index()].reach.get() * channel);
    let openness = if is_believed(&made.kind) { scenario.stages[made.stage.index()].openness.get() } else { 1.0 };
    let accepted = match &made.kind {
        MoveKind::Justify { evidence, .. } => evidence.get(),
        _ => made.acceptance.get(),
    };
    reach * openness * accepted
}

fn shifting(scenario: &Scenario, shift: &Shift) -> Shifting {
    let criterion = shift.criterion.index();
    let (donors, named) = match &shift.donors {
        Donors::All => ((0..scenario.criteria.len()).filter(|c| *c != criterion).collect(), false),
        Donors::Named(named) => (named.iter().map(|c| c.index()).collect(), true),
    };
    Shifting { criterion, target: shift.target.get(), direction: shift.direction, donors, named }
}
