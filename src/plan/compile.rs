//! A whole plan.

use super::beliefs::Beliefs;
use super::persuasion::{Persuader, Persuasion, Slot, Step, plays};
use super::sampler::SamplerFactory;
use super::unsupported::unsupported;
use crate::model::{
    Alternative, Cost, CriterionId, Cut, Direction, MoveKind, Problem, Scenario, StakeholderId, StrategyId,
};

/// A scenario and some strategies, ready for the engine.
#[derive(Clone, Debug)]
pub struct Plan {
    /// S
    pub stakeholders: usize,
    /// C
    pub criteria: usize,
    /// Vendors in order, then the status quo if there is one.
    pub alternatives: usize,
    /// Position of our vendor.
    pub us: usize,
    /// `[alternative]` whether it can be chosen on its merits; a status quo of which nothing is known cannot.
    pub competes: Vec<bool>,
    /// `[stakeholder]` p_i, sum 1.
    pub influence: Vec<f64>,
    /// mu
    pub noise: f64,
    /// What is believed before any move.
    pub beliefs: Beliefs,
    /// Random numbers of the moves.
    pub slots: Vec<Slot>,
    /// First the baseline, then the strategies asked for.
    pub strategies: Vec<StrategyPlan>,
    /// Weights whose distribution is wanted for the reframe curve.
    pub watches: Vec<Watch>,
}

/// One strategy, the rivals' moves included.
#[derive(Clone, Debug)]
pub struct StrategyPlan {
    /// `None`: the baseline.
    pub strategy: Option<StrategyId>,
    /// Ascending by stakeholder; who is not listed keeps his weights and what he sees.
    pub persuasions: Vec<Persuasion>,
    /// What our moves cost.
    pub cost: Cost,
    /// What a won deal is worth after our discounts; `None` without a deal value.
    pub deal_value: Option<f64>,
}

/// The influence-weighted mean weight of a criterion among some stakeholders.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// Which criterion.
    pub criterion: CriterionId,
    /// Whose weights.
    pub audience: Vec<StakeholderId>,
}

/// Compiles a scenario for the baseline and these strategies.
///
/// # Errors
/// Everything in the scenario that this version cannot simulate.
pub fn compile(scenario: &Scenario, strategies: &[StrategyId]) -> Result<Plan, Vec<Problem>> {
    let mut factory = SamplerFactory::default();
    let mut plan = Plan::without_strategies(scenario, &mut factory)?;
    let mut persuader = Persuader::new(scenario);
    for strategy in std::iter::once(None).chain(strategies.iter().copied().map(Some)) {
        let plays = plays(scenario, strategy);
        plan.strategies.push(StrategyPlan {
            strategy,
            persuasions: persuader.persuade(&plays, &plan.beliefs, &mut factory),
            cost: cost(scenario, strategy),
            deal_value: deal_value(scenario, strategy),
        });
        plan.watch_main_criterion(scenario, strategy);
    }
    plan.slots = persuader.into_slots();
    Ok(plan)
}

impl Plan {
    /// The beliefs of a scenario that can be simulated, with no strategy yet.
    pub(super) fn without_strategies(scenario: &Scenario, factory: &mut SamplerFactory) -> Result<Self, Vec<Problem>> {
        let problems = unsupported(scenario);
        if !problems.is_empty() {
            return Err(problems);
        }
        let alternatives = scenario.alternatives();
        Ok(Self {
            stakeholders: scenario.stakeholders.len(),
            criteria: scenario.criteria.len(),
            alternatives: alternatives.len(),
            us: scenario.us.index(),
            competes: alternatives
                .iter()
                .map(|a| matches!(a, Alternative::Vendor(_)) || scenario.performance.mentions(*a))
                .collect(),
            influence: scenario.influence(),
            noise: scenario.decision.noise,
            beliefs: Beliefs::new(scenario, factory),
            slots: Vec::new(),
            strategies: Vec::new(),
            watches: Vec::new(),
        })
    }

    /// Position of a stakeholder's judgement of an alternative on a criterion in [`Beliefs::cells`].
    pub fn cell(&self, who: usize, alternative: usize, criterion: usize) -> usize {
        (who * self.alternatives + alternative) * self.criteria + criterion
    }

    fn watch_main_criterion(&mut self, scenario: &Scenario, strategy: Option<StrategyId>) {
        if let Some((criterion, audience)) = strategy.and_then(|id| main_criterion(scenario, id)) {
            let watch = Watch { criterion, audience };
            if !self.watches.contains(&watch) {
                self.watches.push(watch);
            }
        }
    }

    /// Whether nothing is uncertain, so that one draw says all.
    pub fn is_deterministic(&self) -> bool {
        (0..self.strategies.len()).all(|strategy| self.is_certain(strategy))
    }

    /// Whether nothing is uncertain under this strategy.
    pub fn is_certain(&self, strategy: usize) -> bool {
        self.beliefs.are_known() && self.strategies[strategy].slots().all(|slot| self.slots[slot].is_known())
    }
}

impl StrategyPlan {
    /// The slots that this strategy uses.
    fn slots(&self) -> impl Iterator<Item = usize> {
        self.persuasions.iter().flat_map(|persuasion| {
            let steps = persuasion.steps.iter().map(|step| match step {
                Step::Shift { slot, .. } | Step::Second { slot, .. } => *slot,
            });
            steps.chain(persuasion.recuts.iter().flat_map(|recut| recut.cuts.iter().map(|(slot, _)| *slot)))
        })
    }
}

/// The criterion whose weight a strategy works on: that of its first teach, else of its first reframe upwards, else of
/// its first reframe; with everybody whom our moves address on it.
pub fn main_criterion(scenario: &Scenario, strategy: StrategyId) -> Option<(CriterionId, Vec<StakeholderId>)> {
    let ours = &scenario.strategies[strategy.index()].moves;
    let kinds = || ours.iter().map(|played| &scenario.moves[played.index()].kind);
    let teach = kinds().find_map(|kind| matches!(kind, MoveKind::Teach(_)).then(|| kind.shift()).flatten());
    let raise = || kinds().filter_map(MoveKind::shift).find(|shift| shift.direction == Direction::Raise);
    let any = || kinds().find_map(MoveKind::shift);
    let criterion = teach.or_else(raise).or_else(any)?.criterion;
    let addressed = |who: &StakeholderId| {
        ours.iter()
            .map(|played| &scenario.moves[played.index()])
            .any(|m| m.kind.shift().is_some_and(|shift| shift.criterion == criterion) && m.audience.contains(who))
    };
    Some((criterion, (0..scenario.stakeholders.len()).map(StakeholderId::new).filter(addressed).collect()))
}

fn cost(scenario: &Scenario, strategy: Option<StrategyId>) -> Cost {
    let ours = strategy.map_or(&[][..], |id| &scenario.strategies[id.index()].moves);
    ours.iter()
        .map(|played| scenario.moves[played.index()].cost)
        .fold(Cost::default(), |sum, cost| Cost { days: sum.days + cost.days, money: sum.money + cost.money })
}

/// The deal's value after our discounts: a share of the price is that share of the value; an amount counts as its share
/// of our expected price.
fn deal_value(scenario: &Scenario, strategy: Option<StrategyId>) -> Option<f64> {
    let ours = strategy.map_or(&[][..], |id| &scenario.strategies[id.index()].moves);
    let us = Alternative::Vendor(scenario.us);
    let kept = |played: &crate::model::MoveId| match scenario.moves[played.index()].kind {
        MoveKind::Discount { cut: Cut::Share(share), .. } => 1.0 - share,
        MoveKind::Discount { criterion, cut: Cut::Amount(amount) } => {
            let price = scenario.performance.shared(us, criterion).map_or(0.0, |belief| belief.mean());
            if price > 0.0 { (1.0 - amount / price).max(0.0) } else { 1.0 }
        }
        _ => 1.0,
    };
    scenario.deal_value.map(|value| value * ours.iter().map(kept).product::<f64>())
}
