//! The scorecard for people: on the terminal, in tables, on the page. It renders and computes nothing.

pub mod csv;
pub mod terminal;

use crate::model::{CriterionId, GateId, Lang, MeddicRole, MoveId, Scenario, StakeholderId, StrategyId};
use crate::stats::{Check, Coverage, Evidence, NeedCover, Scorecard, Status};

use super::words::{MeddicWords, meddic_words, words};

/// A scorecard in one language.
#[derive(Clone, Copy)]
pub struct Card<'a> {
    /// What it is of.
    pub scenario: &'a Scenario,
    /// What was found.
    pub scorecard: &'a Scorecard,
    /// The language.
    pub lang: Lang,
}

impl<'a> Card<'a> {
    /// The sentences of this language.
    pub fn words(&self) -> &'static dyn MeddicWords {
        meddic_words(self.lang)
    }

    /// What people call a stakeholder.
    pub fn person(&self, id: StakeholderId) -> &'a str {
        self.scenario.stakeholders[id.index()].label.get(self.lang)
    }

    /// Stakeholders by name.
    pub fn people(&self, ids: &[StakeholderId]) -> Vec<String> {
        ids.iter().map(|id| self.person(*id).to_owned()).collect()
    }

    /// What people call a criterion, in quotes.
    pub fn quoted(&self, id: CriterionId) -> String {
        format!("“{}”", self.scenario.criteria[id.index()].label.get(self.lang))
    }

    /// Criteria by name, in quotes.
    pub fn quoted_all(&self, ids: &[CriterionId]) -> Vec<String> {
        ids.iter().map(|id| self.quoted(*id)).collect()
    }

    /// What people call a gate.
    pub fn gate(&self, id: GateId) -> &'a str {
        self.scenario.gates[id.index()].label.get(self.lang)
    }

    /// Who guards a gate.
    pub fn gate_owner(&self, id: GateId) -> Option<&'a str> {
        self.scenario.gates[id.index()].owner().map(|owner| self.person(owner))
    }

    /// What people call a move.
    pub fn made(&self, id: MoveId) -> &'a str {
        self.scenario.moves[id.index()].label.get(self.lang)
    }

    /// Moves by name, in quotes.
    pub fn moves(&self, ids: &[MoveId]) -> Vec<String> {
        ids.iter().map(|id| format!("“{}”", self.made(*id))).collect()
    }

    /// Whether these are all of several people.
    pub fn is_everybody(&self, people: &[StakeholderId]) -> bool {
        people.len() > 1 && people.len() == self.scenario.stakeholders.len()
    }

    /// What people call a strategy.
    pub fn strategy(&self, id: StrategyId) -> &'a str {
        self.scenario.strategies[id.index()].label.get(self.lang)
    }

    /// Criteria with their shares: `“Price” 24%`, at most four.
    pub fn shares(&self, shares: &[(CriterionId, f64)]) -> Vec<String> {
        let one = |(criterion, share): &(CriterionId, f64)| format!("{} {}", self.quoted(*criterion), rounded(*share));
        shares.iter().take(4).map(one).collect()
    }

    /// Those whose personal stake matters most: champions and economic buyers, else whoever has the most influence.
    pub fn key_people(&self) -> Vec<StakeholderId> {
        let everyone = || (0..self.scenario.stakeholders.len()).map(StakeholderId::new);
        let of = |who: &StakeholderId| &self.scenario.stakeholders[who.index()];
        let key = [MeddicRole::EconomicBuyer, MeddicRole::Champion];
        let called: Vec<StakeholderId> =
            everyone().filter(|who| key.iter().any(|role| of(who).meddic.contains(role))).collect();
        if !called.is_empty() {
            return called;
        }
        everyone().max_by(|a, b| of(a).influence.total_cmp(&of(b).influence).then(b.cmp(a))).into_iter().collect()
    }

    /// Needs that somebody has and no move addresses, with their weight in the committee: `price (17%)`.
    pub fn left_aside(&self, coverage: &Coverage) -> Vec<String> {
        let open = coverage.needs.iter().filter(|cover| cover.moves.is_empty() && cover.weight > 0.0);
        let name = |cover: &NeedCover| {
            let weight = crate::stats::number::bracketed(&rounded(cover.weight), self.lang);
            format!("{}{weight}", words(self.lang).need(cover.need))
        };
        open.map(name).collect()
    }

    /// What a strategy addresses, need by need.
    pub fn addressed(&self, coverage: &Coverage) -> Vec<String> {
        let covers = coverage.needs.iter().filter(|cover| !cover.moves.is_empty());
        covers.map(|cover| self.words().addressed(self, cover)).collect()
    }

    /// What a strategy leaves open: what each answer lacks, then the needs left aside.
    pub fn gaps(&self, coverage: &Coverage) -> Vec<String> {
        let answers = coverage.answers.iter().filter_map(|answer| self.words().gap(self, answer));
        answers.chain(self.words().left_aside(self, coverage)).collect()
    }

    /// What a check rests on, in one line; empty if it rests on nothing.
    pub fn found(&self, check: &Check) -> String {
        let pieces: Vec<String> = check.evidence.iter().map(|e: &Evidence| self.words().evidence(self, e)).collect();
        self.words().pieces(&pieces)
    }

    /// The question that a check leaves, unless it is known.
    pub fn asked(&self, check: &Check) -> Option<String> {
        (check.status != Status::Known).then(|| self.words().question(self, check))
    }

    /// `2 known`
    pub fn scored(&self, status: Status) -> String {
        format!("{} {}", status.score(), self.words().status(status))
    }
}

/// What a strategy does about a need, in a cell: the committee's weight that it reaches, or a dash.
pub fn reached(cover: &NeedCover) -> String {
    if cover.moves.is_empty() { "–".to_owned() } else { rounded(cover.reached) }
}

/// A share in whole per cent; these are inputs, not results.
pub fn rounded(share: f64) -> String {
    let percent = (100.0 * share).round();
    if percent == 0.0 && share > 1e-9 { "<1%".to_owned() } else { format!("{percent}%") }
}
