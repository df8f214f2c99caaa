//! One strategy as the engine plays it, and what it may change.

use super::beliefs::{Beliefs, Judged};
use super::line::plays;
use super::nudge::Nudge;
use super::persuasion::{Effect, Persuasion, PublicStep, Slots, Step, public_step, step};
use super::sampler::SamplerFactory;
use crate::model::{Cost, Line, MoveId, Scenario, StakeholderId, StrategyId, ValueFunction};

/// One strategy, the rivals' moves included.
#[derive(Clone, Debug)]
pub struct StrategyPlan {
    /// `None`: the baseline, or what a study has put together.
    pub strategy: Option<StrategyId>,
    /// `[stage]`
    pub stages: Vec<StageMoves>,
    /// How many moves can be supported later.
    pub marks: usize,
    /// Performances that some stakeholder comes to see differently: positions in [`Beliefs::variables`].
    pub own: Vec<usize>,
    /// Cells that are not seen as in [`Beliefs::cells`] any more; ascending by stakeholder.
    pub views: Vec<View>,
    /// As [`Beliefs::cells`]: position in `views`; `None` for a cell that is seen as before any move.
    pub view_of: Vec<Option<usize>>,
    /// What else changes.
    pub changes: Changes,
    /// `[stakeholder]` whether his weights, or what he sees, may be others at a poll than before any move.
    pub moved: Vec<bool>,
    /// Whether an offer is tailored, so that performances change together with minds.
    pub tailors: bool,
    /// Alternatives of which it changes what somebody lives with after the signature.
    pub relived: Vec<usize>,
    /// `[stage]` a number that strategies share which do the same to minds up to the end of this stage.
    pub course: Vec<usize>,
    /// `[stakeholder]` the one weight of his that moves, if the strategy is no more than that.
    pub nudges: Option<Vec<Option<Nudge>>>,
    /// What our moves cost.
    pub cost: Cost,
    /// What a won deal is worth after our discounts; `None` without a deal value.
    pub deal_value: Option<f64>,
}

impl StrategyPlan {
    /// Finds out who is moved, once it is known whether people talk to each other.
    pub fn find_moved(&mut self, people_talk: bool) {
        let addressed =
            |who: usize| self.moves().flat_map(|moves| &moves.persuasions).any(|persuasion| persuasion.who == who);
        self.moved = (0..self.moved.len()).map(|who| people_talk || addressed(who)).collect();
    }

    /// Whether it changes nothing but weights (and who listens to whom).
    pub fn moves_only_weights(&self) -> bool {
        let Changes { trust, proof, fear, listening: _, gates } = self.changes;
        self.views.is_empty() && !(trust || proof || fear || gates)
    }

    /// The slots that this strategy uses.
    pub fn slots(&self) -> impl Iterator<Item = usize> {
        self.moves().flat_map(Moves::slots)
    }

    fn moves(&self) -> impl Iterator<Item = &Moves> {
        self.stages.iter().flat_map(|stage| [&stage.minds, &stage.aside])
    }
}

/// The moves of one stage, and what has changed by its end.
#[derive(Clone, Debug, Default)]
pub struct StageMoves {
    /// What people's minds depend on: weights, trust, who listens to whom, who has taken up what.
    pub minds: Moves,
    /// What neither depends on minds nor changes them.
    pub aside: Moves,
    /// The last stage, up to this one, in which somebody's trust may have changed.
    pub trust: Option<usize>,
    /// The last stage, up to this one, in which a champion may have spoken up.
    pub champions: Option<usize>,
    /// Who may listen to whom by now: a position in [`Plan::circles`](super::Plan::circles); 0 before any champion.
    pub circle: usize,
}

/// Some moves of a stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moves {
    /// Ascending by stakeholder.
    pub persuasions: Vec<Persuasion>,
    /// In the order made.
    pub public: Vec<PublicStep>,
}

impl Moves {
    /// The slots that they use.
    pub fn slots(&self) -> impl Iterator<Item = usize> {
        let told = self.persuasions.iter().flat_map(|persuasion| &persuasion.steps).map(Step::slot);
        told.chain(self.public.iter().map(PublicStep::slot))
    }
}

/// A cell that a stakeholder may come to see differently.
#[derive(Clone, Debug)]
pub struct View {
    /// Who.
    pub who: usize,
    /// Of which criterion; the alternative is in `judged`.
    pub criterion: usize,
    /// How it was seen.
    pub judged: Judged,
    /// Natural units to value.
    pub value: ValueFunction,
    /// Position in [`StrategyPlan::own`] if the performance itself changes.
    pub own: Option<usize>,
    /// Where that lies in the arrays of a tile.
    pub places: Places,
}

/// Where a cell lies in the arrays of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// In `[stakeholder][criterion]`.
    pub weight: usize,
    /// In `[stakeholder][alternative]`.
    pub judgement: usize,
    /// In `[stakeholder][alternative][criterion]`.
    pub cell: usize,
    /// In `[eye][alternative][criterion]`.
    pub seen: usize,
}

/// What a strategy may change besides weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Somebody's trust in a vendor.
    pub trust: bool,
    /// Somebody's trust on some criteria.
    pub proof: bool,
    /// Somebody's fear.
    pub fear: bool,
    /// Who listens to whom.
    pub listening: bool,
    /// A gate.
    pub gates: bool,
}

/// Collects what the steps of a strategy refer to.
#[derive(Debug)]
pub struct StrategyBuilder<'a> {
    scenario: &'a Scenario,
    beliefs: &'a Beliefs,
    made: Vec<Made>,
    own: Vec<usize>,
    views: Vec<View>,
    changes: Changes,
}

#[derive(Debug)]
struct Made {
    who: StakeholderId,
    played: MoveId,
    slot: usize,
    effect: Effect,
}

impl<'a> StrategyBuilder<'a> {
    fn new(scenario: &'a Scenario, beliefs: &'a Beliefs) -> Self {
        let changes = Changes::default();
        Self { scenario, beliefs, made: Vec::new(), own: Vec::new(), views: Vec::new(), changes }
    }

    /// Notes a move that can be supported later; returns its mark.
    pub fn mark(&mut self, who: StakeholderId, played: MoveId, slot: usize, effect: &Effect) -> usize {
        self.made.push(Made { who, played, slot, effect: effect.clone() });
        self.made.len() - 1
    }

    /// The moves made before to this stakeholder that are among these: mark, slot, effect.
    pub fn made_before(&self, who: StakeholderId, supports: &[MoveId]) -> Vec<(usize, usize, Effect)> {
        let made = self.made.iter().enumerate().filter(|(_, m)| m.who == who && supports.contains(&m.played));
        made.map(|(mark, m)| (mark, m.slot, m.effect.clone())).collect()
    }

    /// A performance that this stakeholder comes to see as his own; `None` if he never judges it.
    pub fn own_performance(&mut self, who: StakeholderId, alternative: usize, criterion: usize) -> Option<usize> {
        let view = self.view(who.index(), alternative, criterion)?;
        if self.views[view].own.is_none() {
            self.own.push(self.views[view].judged.variable);
            self.views[view].own = Some(self.own.len() - 1);
        }
        self.views[view].own
    }

    /// This stakeholder may come to trust an alternative more or less, on everything.
    pub fn trust_may_change(&mut self, who: StakeholderId, alternative: usize) {
        self.changes.trust = true;
        for criterion in 0..self.scenario.criteria.len() {
            self.view(who.index(), alternative, criterion);
        }
    }

    /// This stakeholder may come to trust an alternative more on these criteria.
    pub fn proof_may_change(&mut self, who: StakeholderId, alternative: usize, criteria: &[usize]) {
        self.changes.proof = true;
        for &criterion in criteria {
            self.view(who.index(), alternative, criterion);
        }
    }

    /// Somebody may lose his fear.
    pub fn fear_may_change(&mut self) {
        self.changes.fear = true;
    }

    /// Somebody may be listened to more.
    pub fn listening_may_change(&mut self) {
        self.changes.listening = true;
    }

    /// A gate may open.
    pub fn gates_may_change(&mut self) {
        self.changes.gates = true;
    }

    fn view(&mut self, who: usize, alternative: usize, criterion: usize) -> Option<usize> {
        let same = |v: &View| (v.who, v.judged.alternative, v.criterion) == (who, alternative, criterion);
        if let Some(position) = self.views.iter().position(same) {
            return Some(position);
        }
        let cell = cell(self.scenario, who, alternative, criterion);
        let judged = self.beliefs.cells[cell]?;
        let value = self.scenario.criteria[criterion].value.clone();
        let (criteria, alternatives) = (self.scenario.criteria.len(), self.scenario.alternatives().len());
        let places = Places {
            weight: who * criteria + criterion,
            judgement: who * alternatives + alternative,
            cell,
            seen: (self.beliefs.eye_of[who] * alternatives + alternative) * criteria + criterion,
        };
        self.views.push(View { who, criterion, judged, value, own: None, places });
        Some(self.views.len() - 1)
    }
}

/// Position in [`Beliefs::cells`].
fn cell(scenario: &Scenario, who: usize, alternative: usize, criterion: usize) -> usize {
    (who * scenario.alternatives().len() + alternative) * scenario.criteria.len() + criterion
}

/// Compiles what is played.
pub fn strategy_plan(
    scenario: &Scenario,
    line: &Line,
    beliefs: &Beliefs,
    slots: &mut Slots,
    factory: &mut SamplerFactory,
) -> StrategyPlan {
    let mut builder = StrategyBuilder::new(scenario, beliefs);
    let stages = (0..scenario.stages.len())
        .map(|stage| {
            let plays = plays(line, stage);
            let mut moves = StageMoves::default();
            for who in (0..scenario.stakeholders.len()).map(StakeholderId::new) {
                let steps: Vec<_> =
                    plays.iter().filter_map(|play| step(*play, who, &mut builder, slots, factory)).collect();
                if !steps.is_empty() {
                    moves.minds.persuasions.push(Persuasion { who: who.index(), steps });
                }
            }
            let public = plays.iter().filter_map(|play| public_step(*play, &mut builder, slots, factory));
            moves.minds.public = public.collect();
            moves
        })
        .collect();
    let StrategyBuilder { made, own, mut views, changes, .. } = builder;
    views.sort_by_key(|view| view.who);
    let mut view_of = vec![None; beliefs.cells.len()];
    for (position, view) in views.iter().enumerate() {
        view_of[cell(scenario, view.who, view.judged.alternative, view.criterion)] = Some(position);
    }
    let mut plan = StrategyPlan {
        strategy: line.strategy,
        stages,
        marks: made.len(),
        own,
        views,
        view_of,
        changes,
        moved: vec![true; scenario.stakeholders.len()],
        tailors: false,
        relived: Vec::new(),
        course: Vec::new(),
        nudges: None,
        cost: line.cost(scenario),
        deal_value: line.deal_value(scenario),
    };
    plan.set_aside();
    plan
}
