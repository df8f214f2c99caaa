//! The buying group in a record: stages, rules, what lasts, and our edge.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::from_findings::{criterion_key, id, of_alternatives, stakeholder_key};
use super::{OfAlternative, Value};
use crate::model::{CriterionId, GroupRule, StakeholderId};
use crate::report::group::is_own;
use crate::report::view::View;
use crate::stats::{Estimate, Lead, RuleFindings, StrategyFindings};

/// A poll: who would win if the decision fell at the end of a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PollRecord {
    /// Key of the stage; the last is the decision.
    pub stage: String,
    /// Win probability.
    pub win: Vec<OfAlternative>,
}

/// What one rule would decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RuleRecord {
    /// The word in scenario files.
    pub rule: String,
    /// Key of the stakeholder who decides, of an autocracy.
    pub decider: Option<String>,
    /// Share of the votes that a winner needs, of a quota.
    pub quota: Option<f64>,
    /// Whether it is the scenario's rule.
    pub of_scenario: bool,
    /// Win probability.
    pub win: Vec<OfAlternative>,
    /// Probability that nothing is decided, where no alternative stands for that; its error is at most what is said.
    pub undecided: Option<Value>,
    /// Whether we lead.
    pub lead: LeadRecord,
}

/// Where we stand against the best of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LeadRecord {
    /// Ahead beyond simulation error.
    Ahead,
    /// Behind beyond simulation error.
    Behind,
    /// Neither.
    Unclear,
}

/// What happens after the signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AdoptionRecord {
    /// Probability that an alternative is chosen, and lasts.
    pub lasting: Vec<OfAlternative>,
    /// Its change against the baseline, paired; null for the baseline.
    pub uplift: Option<Vec<OfAlternative>>,
    /// Probability that it is switched off, given that it is chosen; null if it never is.
    pub shelfware: Vec<ShelfwareRecord>,
}

/// Shelfware of one alternative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShelfwareRecord {
    /// Key of the alternative.
    pub alternative: String,
    /// The probability; null (undefined) if it is never chosen.
    pub given_win: Option<Value>,
}

/// Our perceived value less that of the best rival.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EdgeRecord {
    /// Key of the stakeholder.
    pub stakeholder: String,
    /// Key of the criterion.
    pub criterion: String,
    /// The difference, from -1 to 1.
    #[serde(flatten)]
    pub value: Value,
}

pub(super) fn polls(view: &View, found: &StrategyFindings) -> Vec<PollRecord> {
    let stages = view.scenario.stages.iter().zip(&found.polls);
    stages.map(|(stage, poll)| PollRecord { stage: stage.id.clone(), win: of_alternatives(view, poll) }).collect()
}

pub(super) fn rules(view: &View, found: &StrategyFindings) -> Vec<RuleRecord> {
    let record = |found: &RuleFindings| RuleRecord {
        rule: found.rule.tag().to_owned(),
        decider: match found.rule {
            GroupRule::Autocracy { decider } => Some(stakeholder_key(view, decider)),
            _ => None,
        },
        quota: match found.rule {
            GroupRule::Quota { share } => Some(share.get()),
            _ => None,
        },
        of_scenario: is_own(view, found),
        win: of_alternatives(view, &found.win),
        undecided: found.undecided.as_ref().map(Value::from),
        lead: match found.lead {
            Lead::Ahead => LeadRecord::Ahead,
            Lead::Behind => LeadRecord::Behind,
            Lead::Unclear => LeadRecord::Unclear,
        },
    };
    found.rules.iter().map(record).collect()
}

pub(super) fn adoption(view: &View, found: &StrategyFindings) -> Option<AdoptionRecord> {
    let adoption = found.adoption.as_ref()?;
    let off = |(a, value): (usize, &Option<Estimate>)| ShelfwareRecord {
        alternative: id(view, a),
        given_win: value.as_ref().map(Value::from),
    };
    Some(AdoptionRecord {
        lasting: of_alternatives(view, &adoption.lasting),
        uplift: adoption.uplift.as_ref().map(|uplift| of_alternatives(view, uplift)),
        shelfware: adoption.shelfware.iter().enumerate().map(off).collect(),
    })
}

pub(super) fn edge(view: &View, found: &StrategyFindings) -> Vec<EdgeRecord> {
    let mut records = Vec::new();
    for (i, row) in found.edge.iter().enumerate() {
        for (c, value) in row.iter().enumerate() {
            records.push(EdgeRecord {
                stakeholder: stakeholder_key(view, StakeholderId::new(i)),
                criterion: criterion_key(view, CriterionId::new(c)),
                value: value.into(),
            });
        }
    }
    records
}
