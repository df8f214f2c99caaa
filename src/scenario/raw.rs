//! The file in the shape it has on disk. No logic: what these types mean together is decided in `build`.
//! The doc comments are what editors show while a scenario is written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::raw_moves::{RawGate, RawMove};
use super::raw_values::{
    DiscussionWord, NonNegative, Per, Positive, Quantity, RawConfidence, RawText, Registry, Rounds, Share,
};

/// One purchase: who decides by what, who competes, and what can be done about it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "reframe scenario")]
pub(super) struct RawScenario {
    /// Version of this format: 1. Default: 1.
    #[expect(dead_code, reason = "checked per file, before files are merged")]
    pub format: Option<u32>,
    /// What people call this purchase. Default: the name of its folder.
    pub title: Option<RawText>,
    /// The id of our vendor.
    pub us: String,
    /// Currency of `deal_value` and of costs. Default: none is printed.
    pub currency: Option<String>,
    /// What a won deal is worth to us, in `currency`. Default: none, and no revenue is reported.
    pub deal_value: Option<Positive>,
    /// Files that this one builds on: customer types, libraries of moves. Later ones override earlier ones, this file
    /// overrides all. Relative to this file, inside the scenario's root folder. Default: none.
    #[expect(dead_code, reason = "followed while files are read")]
    pub extends: Option<Vec<String>>,
    /// What the purchase is judged on.
    pub criteria: Registry<RawCriterion>,
    /// Who offers.
    pub vendors: Registry<RawVendor>,
    /// Buying nothing, if that is an alternative.
    pub status_quo: Option<RawStatusQuo>,
    /// How well each vendor does on each criterion, in natural units; or the name of a CSV file with that table.
    pub performance: Option<RawPerformance>,
    /// Performance that is known relative to one alternative: one entry per criterion.
    pub relative: Option<Per<RawRelative>>,
    /// What only one stakeholder experiences: stakeholder, vendor, criterion.
    pub performance_for: Option<Per<Per<Per<Quantity>>>>,
    /// Who judges.
    pub stakeholders: Registry<RawStakeholder>,
    /// The timeline, in the order of the file. Default: one stage, fully open.
    pub stages: Option<Registry<RawStage>>,
    /// What a vendor can do to change how people judge.
    pub moves: Option<Registry<RawMove>>,
    /// Lists of our moves, to be compared with each other and with making no move at all.
    pub strategies: Option<Registry<RawStrategy>>,
    /// What the competitors do whatever we do.
    pub rivals: Option<RawRivals>,
    /// What a vendor must pass before it can be chosen.
    pub gates: Option<Registry<RawGate>>,
    /// How many wills become one choice.
    pub decision: Option<RawDecision>,
    /// When a purchase is still in use after it was signed.
    pub adoption: Option<RawAdoption>,
    /// How the customer is met.
    pub contact: Option<RawContact>,
    /// How fast talk is forgotten.
    pub memory: Option<RawMemory>,
    /// How to simulate. The command line can override it.
    pub simulation: Option<RawSimulation>,
}

/// A criterion.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCriterion {
    /// What people call it. Default: its id.
    pub label: Option<RawText>,
    /// The need behind it: business, product, price, externality of the enterprise; gain, growth, emotion of the
    /// person.
    pub need: RawNeed,
    /// The worst performance that matters, in natural units: value 0. Needed unless `value` is given.
    pub worst: Option<f64>,
    /// The best performance that matters: value 1. Below `worst` if less is better. Needed unless `value` is given.
    pub best: Option<f64>,
    /// The value between worst and best as points [performance, value], if it is not a straight line. Default: the
    /// straight line.
    #[schemars(length(min = 2))]
    pub value: Option<Vec<(f64, f64)>>,
    /// What performance outside worst..best is worth. Default: clamp.
    pub outside: Option<RawOutside>,
    /// The natural unit, for people. Default: none is printed.
    pub unit: Option<RawText>,
    /// Not yet in the buyer's mind: has no weight until a move teaches it. Default: false.
    #[serde(default)]
    pub latent: bool,
    /// What is expected of this category of product before any claim, as a value. Default: the vendors' mean.
    pub reputation: Option<Share>,
    /// A legal floor under its weight, as for price in public tenders. Default: 0.
    pub floor: Option<Share>,
}

/// The need behind a criterion.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawNeed {
    /// Enterprise: launch, stability, efficiency of the business.
    Business,
    /// Enterprise: performance, functions, compatibility of the product.
    Product,
    /// Enterprise: price and total cost of ownership.
    Price,
    /// Enterprise: laws, standards, supply-chain demands.
    Externality,
    /// Personal: advantage, workload, standing.
    Gain,
    /// Personal: skills and career.
    Growth,
    /// Personal: trust, peace of mind.
    Emotion,
}

/// What lies outside worst..best.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawOutside {
    /// Is worth as much as the nearest end.
    Clamp,
    /// Is worth less than 0 or more than 1, along the nearest line.
    Extrapolate,
}

/// A vendor.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawVendor {
    /// What people call it. Default: its id.
    pub label: Option<RawText>,
    /// How far its claims are believed, 1 = every claim: a number, or mean and confidence. Default: 1.
    pub credibility: Option<RawCredibility>,
    /// An incumbent, known first hand: its credibility is 1. Default: false.
    #[serde(default)]
    pub known: bool,
}

/// Credibility: a number, or a belief about it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RawCredibility {
    /// Known.
    Exact(Share),
    /// Beta-distributed.
    Belief(RawCredibilityBelief),
}

/// A belief about credibility.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCredibilityBelief {
    /// The expected credibility, strictly between 0 and 1.
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 1))]
    pub mean: f64,
    /// How sure that is: low, medium, high or a number (as if so many experiences had been counted). Default: medium.
    pub confidence: Option<RawConfidence>,
}

/// Buying nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStatusQuo {
    /// What people call it. Default: "status quo".
    pub label: Option<RawText>,
    /// How much disagreement in the committee helps it. Default: 0.
    pub conflict: Option<NonNegative>,
}

/// Performance: a table, or the name of a CSV file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RawPerformance {
    /// A CSV file with the columns vendor, stakeholder (optional), and one per criterion.
    #[expect(dead_code, reason = "the table takes its place while files are read")]
    File(String),
    /// Vendor (or status_quo), criterion, performance in natural units.
    Table(Per<Per<Quantity>>),
}

/// Performance on one criterion, relative to one alternative.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRelative {
    /// The vendor (or status_quo) that the others are compared with.
    pub to: String,
    /// Its performance, on the scale: a number or a normal.
    pub baseline: Quantity,
    /// What is added to it for each of the others, on the scale: numbers or normals.
    pub effects: Per<Quantity>,
    /// Where effects are added: plain (natural units), log (logarithms of ratios), log-odds (of a share). Default: plain.
    pub scale: Option<RawScale>,
    /// Variances and covariances of the effects, one row for each, in their order; effects are then numbers. Default:
    /// effects are independent.
    pub covariance: Option<Vec<Vec<f64>>>,
}

/// Where effects are added.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawScale {
    /// Natural units.
    Plain,
    /// Their natural logarithm.
    Log,
    /// The logarithm of the odds of a share.
    LogOdds,
}

/// A person (or a group that judges as one).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStakeholder {
    /// What people call this person. Default: the id.
    pub label: Option<RawText>,
    /// Influence on the decision, relative to the others.
    pub influence: NonNegative,
    /// What the person weighs, as shares that sum to 1 (or 100). Criteria not named have no weight.
    pub weights: Option<Per<NonNegative>>,
    /// What the person weighs, rated from 1 to 10; 0 means no weight. Criteria not named have no weight.
    pub ratings: Option<Per<RawRating>>,
    /// What the person weighs, most important first; criteria in an inner list are not ordered among themselves.
    #[schemars(length(min = 1))]
    pub ranking: Option<Vec<RawRank>>,
    /// Limits of weights: the lowest and the highest share. Default: no limits.
    pub bounds: Option<Per<(Share, Share)>>,
    /// Limits of ratios: ["compliance", ">=", 2, "price"] means at least twice the weight, "=" exactly twice. Default:
    /// no limits.
    #[schemars(length(min = 1))]
    pub ratios: Option<Vec<(String, RawComparison, Positive, String)>>,
    /// How sure `weights` or `ratings` are: low, medium, high, exact, or a number. Default: medium.
    pub confidence: Option<RawConfidence>,
    /// Whom this person listens to, and with which share of his attention. Default: nobody.
    pub listens_to: Option<Per<Share>>,
    /// Probability of speaking up in a stage. Default: 1.
    pub speaks: Option<Share>,
    /// The fear of getting it wrong: added to the value of buying nothing. Default: none.
    pub indecision: Option<Quantity>,
    /// Probability that a move reaches this person. Default: 1.
    pub reach: Option<Share>,
    /// What the person will judge by in daily use, as shares that sum to 1 (or 100); may name latent criteria. Default:
    /// none, so adoption does not ask this person.
    pub lived: Option<Per<NonNegative>>,
    /// Parts in the purchase, for reports. The economic buyer is also who decides when the six rules are compared.
    /// Default: none.
    pub meddic: Option<Vec<RawMeddic>>,
}

/// A rating from 1 to 10, or 0: no weight.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[schemars(inline, extend("minimum" = 0, "maximum" = 10))]
pub(super) struct RawRating(pub f64);

/// A criterion, or several that are not ordered among themselves.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RawRank {
    /// One criterion.
    One(String),
    /// Not ordered among themselves.
    Several(#[schemars(length(min = 1))] Vec<String>),
}

/// At least, at most, or exactly.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(super) enum RawComparison {
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// Exactly.
    #[serde(rename = "=")]
    Exactly,
}

/// A part in the purchase.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawMeddic {
    /// Signs.
    EconomicBuyer,
    /// Fights for us.
    Champion,
    /// Tells us how things stand.
    Coach,
    /// Fights against us.
    Blocker,
    /// Will live with it.
    User,
}

/// A stage of the purchase.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStage {
    /// What people call it. Default: its id.
    pub label: Option<RawText>,
    /// How far criteria are still negotiable. Default: 1.
    pub openness: Option<Share>,
    /// Multipliers on weights while the stage lasts, per criterion or per need. Default: all 1.
    pub tilt: Option<Per<Positive>>,
    /// Rounds of talk among the stakeholders, or "settled": until nothing changes any more. Default: 0.
    pub discussion: Option<RawDiscussion>,
    /// Length in weeks; needed for `[memory]`. Default: not known.
    pub weeks: Option<Positive>,
}

/// Rounds of talk.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RawDiscussion {
    /// So many.
    Rounds(Rounds),
    /// Until nothing changes any more.
    Word(DiscussionWord),
}

/// A strategy.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStrategy {
    /// What people call it. Default: its id.
    pub label: Option<RawText>,
    /// Our moves, in the order they are made within a stage. A move named twice acts twice.
    #[schemars(length(min = 1))]
    pub moves: Vec<String>,
}

/// The competitors.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRivals {
    /// Their moves, made in every strategy and without any.
    pub moves: Vec<String>,
}

/// The decision.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDecision {
    /// The rule. Default: weighted-utility.
    pub rule: Option<RawRule>,
    /// Chance in the choice, in units of value: with 0 the best score always wins. Default: 0.
    pub noise: Option<NonNegative>,
    /// Who decides, for `autocracy`. Needed for that rule, and for no other.
    pub decider: Option<String>,
    /// The share of votes that is needed, for `quota`. Needed for that rule, and for no other.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub quota: Option<f64>,
}

/// A rule of choice.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawRule {
    /// Highest influence-weighted value.
    WeightedUtility,
    /// Everybody's choice counts with his influence, as a probability.
    WeightedProbability,
    /// One person decides.
    Autocracy,
    /// Most influence-weighted votes.
    Plurality,
    /// As plurality, but the winner needs a share of the votes.
    Quota,
    /// Highest influence-weighted sum of ranks.
    Borda,
}

/// After the signature.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAdoption {
    /// The deal lasts if its value in daily use reaches this.
    pub threshold: Share,
}

/// How the customer is met.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawContact {
    /// online, hybrid or in-person.
    pub channel: RawChannel,
    /// What meeting only online does. Default: confidence 0.4, reach 0.6, trust 0.5.
    pub online: Option<RawFactors>,
    /// What meeting both ways does. Default: confidence 1, reach 0.95, trust 1.
    pub hybrid: Option<RawFactors>,
    /// What meeting in person does. Default: 1, 1, 1.
    #[serde(rename = "in-person")]
    pub in_person: Option<RawFactors>,
}

/// A channel.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawChannel {
    /// Only online.
    Online,
    /// Both.
    Hybrid,
    /// In person.
    InPerson,
}

/// What a channel does.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFactors {
    /// Multiplies how sure the diagnosis of weights is. Default: that of the channel.
    pub confidence: Option<Positive>,
    /// Multiplies the probability of reaching somebody. Default: that of the channel.
    pub reach: Option<Share>,
    /// Multiplies the gain of trust building. Default: that of the channel.
    pub trust: Option<Share>,
}

/// Forgetting.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMemory {
    /// After so many weeks half of what can be forgotten is.
    pub half_life_weeks: Positive,
    /// The share of a change that stays for ever. Default: 0.
    pub anchored: Option<Share>,
}

/// How to simulate.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSimulation {
    /// Number of simulated worlds. Default: 100000.
    #[schemars(range(min = 1, max = 1_000_000_000_000u64))]
    pub draws: Option<u64>,
    /// The same seed gives the same answer. Default: 1.
    pub seed: Option<u64>,
}
