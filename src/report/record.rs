//! The saved result, `results.json`: everything a run found and how it was made, for programs. The same run gives
//! the same bytes: no date, no thread count, no path, every list in the order of the scenario. A field is only
//! ever added; taking one away or changing its meaning raises [`SCHEMA_VERSION`].

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};

mod from_findings;
mod group;
mod saved;

pub use group::{AdoptionRecord, EdgeRecord, LeadRecord, PollRecord, RuleRecord, ShelfwareRecord};
pub use saved::{SavedError, saved_run};

/// Version of the shape of this file.
pub const SCHEMA_VERSION: u32 = 1;

/// A finished run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Version of the shape of this file.
    pub schema_version: u32,
    /// What computed it.
    pub program: Program,
    /// What was simulated.
    pub scenario: ScenarioRecord,
    /// How.
    pub run: RunRecord,
    /// What can be chosen: vendors in the order of the scenario, then buying nothing.
    pub alternatives: Vec<Named>,
    /// What the purchase is judged on.
    pub criteria: Vec<CriterionRecord>,
    /// Who judges.
    pub stakeholders: Vec<StakeholderRecord>,
    /// In the order of time.
    pub stages: Vec<Named>,
    /// First `baseline` (no moves of ours), then our strategies.
    pub strategies: Vec<StrategyRecord>,
    /// Win probability against the weight of one criterion.
    pub curves: Vec<CurveRecord>,
    /// What to know before quoting a number.
    pub cautions: Vec<CautionRecord>,
    /// Defaults and conventions that the scenario relies on.
    pub assumptions: Vec<AssumptionRecord>,
}

/// Words per language: `en`, `zh`.
pub type Words = BTreeMap<String, String>;

/// The program that made a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The scenario of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioRecord {
    /// Short name.
    pub name: String,
    /// Title.
    pub title: Words,
    /// Digest of all input files: equal inputs, equal fingerprint.
    pub fingerprint: String,
    /// Version of the scenario format.
    pub format: u32,
    /// Key of our vendor.
    pub us: String,
    /// Currency of all amounts.
    pub currency: Option<String>,
    /// What a won deal is worth.
    pub deal_value: Option<f64>,
}

/// How a run was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunRecord {
    /// Seed.
    pub seed: u64,
    /// Number of draws (simulated purchases).
    pub draws: u64,
    /// Level of all intervals.
    pub interval_level: f64,
    /// Nothing is uncertain: the numbers are exact.
    pub deterministic: bool,
}

/// A key and what people call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// Key.
    pub id: String,
    /// Label.
    pub label: Words,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CriterionRecord {
    /// Key.
    pub id: String,
    /// Label.
    pub label: Words,
    /// The need it serves.
    pub need: String,
    /// Not in the buyer's model until somebody teaches it.
    pub latent: bool,
}

/// A stakeholder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StakeholderRecord {
    /// Key.
    pub id: String,
    /// Label.
    pub label: Words,
    /// Share of the decision; all sum to 1.
    pub influence: f64,
}

/// A number with its Monte Carlo error and 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Value {
    /// Best guess.
    pub value: f64,
    /// Monte Carlo standard error; 0 if exact.
    pub std_error: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// A number that belongs to an alternative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OfAlternative {
    /// Key of the alternative.
    pub alternative: String,
    /// The number.
    #[serde(flatten)]
    pub value: Value,
}

/// What one strategy does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StrategyRecord {
    /// Key; `baseline` for none of our moves.
    pub id: String,
    /// Label.
    pub label: Words,
    /// Win probability.
    pub win: Vec<OfAlternative>,
    /// Change of the win probability against the baseline, paired; null for the baseline.
    pub uplift: Option<Vec<OfAlternative>>,
    /// Working days.
    pub cost_days: f64,
    /// Money the moves cost.
    pub cost_money: f64,
    /// Expected revenue; null without a deal value.
    pub revenue: Option<Value>,
    /// Expected revenue less the money the moves cost; null without a deal value.
    pub margin: Option<Value>,
    /// `ranks[r]`: probability of rank r + 1.
    pub rank_acceptability: Vec<Ranks>,
    /// Probability that `alternative` is ranked before `before`.
    pub pairwise: Vec<Pair>,
    /// What the buyer has to believe.
    pub central_weights: Vec<CentralRecord>,
    /// Weights when the decision falls; `stakeholder` null: the influence-weighted mean of the committee.
    pub weights: Vec<WeightRecord>,
    /// Probability that an alternative is a person's first choice.
    pub support: Vec<SupportRecord>,
    /// Who would win if the decision fell at the end of each stage.
    pub polls: Vec<PollRecord>,
    /// What each rule of the group would decide.
    pub rules: Vec<RuleRecord>,
    /// What happens after the signature; null if the scenario does not say when a deal lasts.
    pub adoption: Option<AdoptionRecord>,
    /// Our perceived value less that of the best rival, in everybody's eyes.
    pub edge: Vec<EdgeRecord>,
}

/// Rank acceptability indices of one alternative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranks {
    /// Key of the alternative.
    pub alternative: String,
    /// From the first rank to the last.
    pub ranks: Vec<Value>,
}

/// A pairwise winning index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pair {
    /// Key of the alternative.
    pub alternative: String,
    /// Key of the other.
    pub before: String,
    /// The index.
    #[serde(flatten)]
    pub value: Value,
}

/// Central weights of one alternative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CentralRecord {
    /// Key of the alternative.
    pub alternative: String,
    /// Win probability at the central weights; null if it never wins.
    pub confidence_factor: Option<Value>,
    /// Mean weights in the draws it wins; null (undefined) if it never wins.
    pub weights: Option<Vec<CentralWeight>>,
}

/// One central weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CentralWeight {
    /// Key of the stakeholder; null: the influence-weighted mean of the committee.
    pub stakeholder: Option<String>,
    /// Key of the criterion.
    pub criterion: String,
    /// The weight.
    #[serde(flatten)]
    pub value: Value,
}

/// One weight over the draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeightRecord {
    /// Key of the stakeholder; null: the influence-weighted mean of the committee.
    pub stakeholder: Option<String>,
    /// Key of the criterion.
    pub criterion: String,
    /// Mean.
    pub mean: Value,
    /// Standard deviation over the draws: what is not known about this buyer, not an error.
    pub sd: f64,
    /// 5th percentile.
    pub p05: Value,
    /// Median.
    pub p50: Value,
    /// 95th percentile.
    pub p95: Value,
}

/// How often an alternative is a person's first choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SupportRecord {
    /// Key of the stakeholder.
    pub stakeholder: String,
    /// Key of the alternative.
    pub alternative: String,
    /// The probability.
    #[serde(flatten)]
    pub value: Value,
}

/// A reframe curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CurveRecord {
    /// Key of the strategy.
    pub strategy: String,
    /// Key of the criterion whose weight is set.
    pub criterion: String,
    /// Keys of the stakeholders whose weight is set.
    pub audience: Vec<String>,
    /// One entry per weight, ascending.
    pub points: Vec<CurvePoint>,
    /// Where we overtake.
    pub break_even: BreakEvenRecord,
    /// The audience's weight without our moves.
    pub before: SpreadRecord,
    /// The audience's weight with the strategy.
    pub after: SpreadRecord,
}

/// One point of a curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CurvePoint {
    /// Weight of the criterion.
    pub weight: f64,
    /// Win probability.
    pub win: Vec<OfAlternative>,
    /// Our win probability less that of the best other alternative, paired.
    pub lead: Value,
}

/// Percentiles over the draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpreadRecord {
    /// 5th percentile.
    pub p05: Value,
    /// Median.
    pub p50: Value,
    /// 95th percentile.
    pub p95: Value,
}

/// Where our win probability crosses that of the best other alternative.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum BreakEvenRecord {
    /// We lead from this weight on.
    At {
        /// The weight.
        weight: Value,
    },
    /// We lead at every weight.
    AlwaysAhead,
    /// We lead at no weight.
    NeverAhead,
    /// We lose the lead at this weight.
    LostAt {
        /// The weight.
        weight: Value,
    },
}

/// A caution, for programs and for people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CautionRecord {
    /// What kind, with the keys it speaks of.
    #[serde(flatten)]
    pub caution: CautionKind,
    /// What is the case.
    pub text: Words,
    /// What to do about it.
    pub advice: Words,
}

/// The kinds of caution. Values are keys of strategies and alternatives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum CautionKind {
    /// The interval of our uplift holds 0.
    UpliftUnclear { strategy: String },
    /// An alternative wins in few draws only.
    FewWins { strategy: String, alternative: String, wins: f64 },
    /// Without noise another alternative would lead.
    LeaderDependsOnNoise { strategy: String, with_noise: String, without_noise: String },
    /// The two leading alternatives cannot be told apart.
    LeadUnclear { strategy: String, first: String, second: String },
    /// Whether we lead depends on how the group decides.
    LeadDependsOnRule { strategy: String, ahead: bool, rules: usize },
    /// Two strategies cannot be told apart.
    StrategiesAlike { best: String, other: String },
}

/// An assumption with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AssumptionRecord {
    /// Key.
    pub id: String,
    /// A peer-reviewed, B large proprietary survey, C single case or vendor page, F folklore, M convention.
    pub grade: String,
    /// Where it comes from.
    pub source: Words,
    /// What is assumed.
    pub text: Words,
}

impl Record {
    /// The bytes of `results.json`.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("a record has string keys and finite numbers");
        json.push(b'\n');
        json
    }

    /// A record from its bytes.
    ///
    /// # Errors
    /// If they are not a record of this shape.
    pub fn from_json(bytes: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(bytes)
    }
}

/// The JSON Schema of `results.json`.
pub fn record_schema() -> Schema {
    schema_for!(Record)
}
