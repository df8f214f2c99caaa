//! What is played: lists of moves, ours and the rivals'. A strategy of the scenario is one; a study makes others (a part
//! of a strategy, another order, another audience or stage, another answer of the rivals).

use super::rules::lacks;
use super::{Alternative, Cost, Cut, MoveId, MoveKind, Scenario, StageId, StakeholderId, StrategyId};

/// A move as it is made: to whom, and when. The scenario says what is usual.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MadeMove {
    /// Which move.
    pub played: MoveId,
    /// When.
    pub stage: StageId,
    /// Whom it addresses; in the order of the scenario's stakeholders.
    pub audience: Vec<StakeholderId>,
}

impl MadeMove {
    /// A move as the scenario describes it.
    pub fn usual(scenario: &Scenario, played: MoveId) -> Self {
        let described = &scenario.moves[played.index()];
        Self { played, stage: described.stage, audience: described.audience.clone() }
    }
}

/// Our moves and the rivals', each in the order in which they are made within a stage.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line {
    /// The strategy of the scenario that this is; `None` for the baseline and for what a study has put together.
    pub strategy: Option<StrategyId>,
    /// Our moves.
    pub ours: Vec<MadeMove>,
    /// The rivals' moves.
    pub rivals: Vec<MadeMove>,
}

impl Line {
    /// The rivals' moves of the scenario, and none of ours.
    pub fn baseline(scenario: &Scenario) -> Self {
        Self::of_moves(scenario, &[])
    }

    /// A strategy of the scenario.
    pub fn of(scenario: &Scenario, strategy: StrategyId) -> Self {
        let moves = &scenario.strategies[strategy.index()].moves;
        Self { strategy: Some(strategy), ..Self::of_moves(scenario, moves) }
    }

    /// These moves of ours, each as the scenario describes it.
    pub fn of_moves(scenario: &Scenario, ours: &[MoveId]) -> Self {
        let usual = |played: &MoveId| MadeMove::usual(scenario, *played);
        Self {
            strategy: None,
            ours: ours.iter().map(usual).collect(),
            rivals: scenario.rivals.iter().map(usual).collect(),
        }
    }

    /// Whether each of our moves comes after what it requires, and evidence after a move that it supports.
    pub fn is_in_order(&self, scenario: &Scenario) -> bool {
        let staged: Vec<(MoveId, StageId)> = self.ours.iter().map(|made| (made.played, made.stage)).collect();
        (0..staged.len()).all(|position| lacks(scenario, &staged, position).is_empty())
    }

    /// What our moves cost.
    pub fn cost(&self, scenario: &Scenario) -> Cost {
        self.ours
            .iter()
            .map(|made| scenario.moves[made.played.index()].cost)
            .fold(Cost::default(), |sum, cost| Cost { days: sum.days + cost.days, money: sum.money + cost.money })
    }

    /// The deal's value after our discounts, `None` without a deal value: a share of the price is that share of the
    /// value; an amount counts as its share of our expected price.
    pub fn deal_value(&self, scenario: &Scenario) -> Option<f64> {
        let us = Alternative::Vendor(scenario.us);
        let kept = |made: &MadeMove| match scenario.moves[made.played.index()].kind {
            MoveKind::Discount { cut: Cut::Share(share), .. } => 1.0 - share,
            MoveKind::Discount { criterion, cut: Cut::Amount(amount) } => {
                let price = scenario.performance.shared(us, criterion).map_or(0.0, |belief| belief.mean());
                if price > 0.0 { (1.0 - amount / price).max(0.0) } else { 1.0 }
            }
            _ => 1.0,
        };
        scenario.deal_value.map(|value| value * self.ours.iter().map(kept).product::<f64>())
    }
}
