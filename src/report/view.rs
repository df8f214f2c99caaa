//! What every renderer is given: the scenario, what was found, and the language to say it in.

use crate::model::{CriterionId, Lang, MoveId, MoveKind, Scenario, StakeholderId};
use crate::stats::{Curve, Findings, Scorecard, StrategyFindings};

use super::meddic::Card;
use super::words::{Label, Words, words};
use crate::stats::number::Numbers;

/// How much of the committee is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// All of several people.
    Everybody,
    /// The only one there is: nobody is beside him, and he has a name.
    Alone,
    /// Not all.
    Some,
}

/// A run seen in one language. Positions are those of [`Findings`].
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What was simulated.
    pub scenario: &'a Scenario,
    /// What was found.
    pub findings: &'a Findings,
    /// Reframe curves; may be empty.
    pub curves: &'a [Curve],
    /// What the scenario says and leaves unsaid; `None`: not looked at.
    pub scorecard: Option<&'a Scorecard>,
    /// The language.
    pub lang: Lang,
}

impl<'a> View<'a> {
    /// The sentences of this language.
    pub fn words(&self) -> &'static dyn Words {
        words(self.lang)
    }

    /// The scorecard in this language, if there is one.
    pub fn card(&self) -> Option<Card<'a>> {
        Some(Card { scenario: self.scenario, scorecard: self.scorecard?, lang: self.lang })
    }

    /// The number formats of this language.
    pub fn numbers(&self) -> Numbers {
        Numbers::new(self.lang)
    }

    /// Our position in `[alternative]`.
    pub fn us(&self) -> usize {
        self.scenario.us.index()
    }

    /// The number of alternatives.
    pub fn alternatives(&self) -> usize {
        self.findings.baseline().win.len()
    }

    /// What people call the alternative at this position. An alternative behind the vendors is the status quo, even
    /// when the scenario gives it no performance of its own.
    pub fn alternative(&self, position: usize) -> String {
        match self.scenario.alternatives().get(position) {
            Some(&alternative) => self.scenario.alternative_label(alternative).get(self.lang).to_owned(),
            None => self.words().label(Label::NoDecision).to_owned(),
        }
    }

    /// The key of the alternative at this position.
    pub fn alternative_id(&self, position: usize) -> &'a str {
        match self.scenario.alternatives().get(position) {
            Some(&alternative) => self.scenario.alternative_id(alternative),
            None => "status_quo",
        }
    }

    /// What people call the strategy at this position of the findings.
    pub fn strategy(&self, position: usize) -> &'a str {
        match self.findings.strategies[position].strategy {
            Some(id) => self.scenario.strategies[id.index()].label.get(self.lang),
            None => self.words().label(Label::Baseline),
        }
    }

    /// The key of the strategy at this position of the findings.
    pub fn strategy_id(&self, position: usize) -> &'a str {
        match self.findings.strategies[position].strategy {
            Some(id) => &self.scenario.strategies[id.index()].id,
            None => "baseline",
        }
    }

    /// What people call a criterion.
    pub fn criterion(&self, id: CriterionId) -> &'a str {
        self.scenario.criteria[id.index()].label.get(self.lang)
    }

    /// What people call a stakeholder.
    pub fn stakeholder(&self, id: StakeholderId) -> &'a str {
        self.scenario.stakeholders[id.index()].label.get(self.lang)
    }

    /// Whether this strategy lowers a price: a reframe curve knows nothing of that.
    pub fn discounts(&self, position: usize) -> bool {
        let moves = self.findings.strategies[position].strategy.map(|id| &self.scenario.strategies[id.index()].moves);
        let lowers = |id: &MoveId| matches!(self.scenario.moves[id.index()].kind, MoveKind::Discount { .. });
        moves.is_some_and(|moves| moves.iter().any(lowers))
    }

    /// How much of the committee hears the moves of a reframe curve.
    pub fn audience(&self, curve: &Curve) -> Audience {
        match (curve.audience.len(), self.scenario.stakeholders.len()) {
            (heard, all) if heard < all => Audience::Some,
            (1, _) => Audience::Alone,
            _ => Audience::Everybody,
        }
    }

    /// Our strategies with their positions, without the baseline.
    pub fn played(&self) -> impl Iterator<Item = (usize, &'a StrategyFindings)> {
        self.findings.strategies.iter().enumerate().skip(1)
    }

    /// A sentence that follows another: after a space, but not in Chinese.
    pub fn next_sentence(&self, sentence: &str) -> String {
        match self.lang {
            Lang::En => format!(" {sentence}"),
            Lang::Zh => sentence.to_owned(),
        }
    }

    /// The currency of the scenario, or nothing.
    pub fn currency(&self) -> &'a str {
        self.scenario.currency.as_deref().unwrap_or("")
    }
}
