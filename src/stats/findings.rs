//! What a run found, as data: nothing here draws, writes or words anything.
//!
//! Axes: `[alternative]` runs over the vendors in the order of the scenario, then the status quo if the scenario
//! has one ([`crate::model::Scenario::alternatives`]); `[stakeholder]` and `[criterion]` are in the scenario's order.

use super::Estimate;
use crate::model::{Cost, GroupRule, StrategyId};

/// How a run was made: enough to make it again.
#[derive(Clone, Debug, PartialEq)]
pub struct RunInfo {
    /// Seed.
    pub seed: u64,
    /// Number of draws.
    pub draws: u64,
    /// Whether nothing in the scenario is uncertain: one draw then says all, and the errors are 0.
    pub deterministic: bool,
}

/// Everything a run found.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// How it was made.
    pub run: RunInfo,
    /// First the baseline (no moves of ours), then the strategies that were asked for.
    pub strategies: Vec<StrategyFindings>,
    /// What a reader should know before quoting a number.
    pub cautions: Vec<Caution>,
}

impl Findings {
    /// The strategy without moves of ours.
    pub fn baseline(&self) -> &StrategyFindings {
        &self.strategies[0]
    }
}

/// What one strategy does.
#[derive(Clone, Debug, PartialEq)]
pub struct StrategyFindings {
    /// `None` for the baseline.
    pub strategy: Option<StrategyId>,
    /// `[alternative]` win probability; sums to 1.
    pub win: Vec<Estimate>,
    /// `[alternative]` change of the win probability against the baseline, paired draw by draw; `None` for the baseline.
    pub uplift: Option<Vec<Estimate>>,
    /// `[alternative][rank - 1]` rank acceptability index b_v^r.
    pub rank_acceptability: Vec<Vec<Estimate>>,
    /// `[alternative][alternative]` probability that the first is ranked before the second; 1/2 on the diagonal.
    pub pairwise: Vec<Vec<Estimate>>,
    /// `[alternative]` central weights; `None` (undefined) for an alternative that never wins.
    pub central: Vec<Option<CentralWeights>>,
    /// `[stakeholder][criterion]` weights when the decision falls.
    pub weights: Vec<Vec<WeightSummary>>,
    /// `[criterion]` influence-weighted mean weights of the committee when the decision falls.
    pub group_weights: Vec<WeightSummary>,
    /// `[stakeholder][alternative]` probability that it is this person's first choice.
    pub support: Vec<Vec<Estimate>>,
    /// `[stage][alternative]` win probability if the decision fell at the end of each stage; the last is `win`.
    pub polls: Vec<Vec<Estimate>>,
    /// What each rule of the group would decide, on the same draws: in the order of [`crate::model::Scenario::all_rules`].
    pub rules: Vec<RuleFindings>,
    /// What happens after the signature; `None` if the scenario does not say when a deal lasts.
    pub adoption: Option<AdoptionFindings>,
    /// `[stakeholder][criterion]` how far our perceived value lies above that of the best rival when the decision falls
    /// (of the status quo, if we have no rival); 0 where this person never judges us.
    pub edge: Vec<Vec<Estimate>>,
    /// What the strategy costs us.
    pub cost: Cost,
    /// Expected revenue: win probability times the deal's value after discounts; `None` without a deal value.
    pub revenue: Option<Estimate>,
    /// Expected revenue less the money the moves cost, won or lost.
    pub margin: Option<Estimate>,
}

/// What one rule would decide.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleFindings {
    /// The rule.
    pub rule: GroupRule,
    /// `[alternative]` win probability. Where a scenario has no status quo, a quota that nobody reaches leaves the rest to 1.
    pub win: Vec<Estimate>,
    /// That rest, where it can be: the probability that nothing is decided. Its error is at most what is said.
    pub undecided: Option<Estimate>,
    /// Whether we lead.
    pub lead: Lead,
}

/// Where we stand against the best of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Ahead: the 95 % interval of the paired difference lies above 0.
    Ahead,
    /// Behind: it lies below 0.
    Behind,
    /// It holds 0.
    Unclear,
}

/// What happens after the signature.
#[derive(Clone, Debug, PartialEq)]
pub struct AdoptionFindings {
    /// `[alternative]` probability that it is chosen, and lasts.
    pub lasting: Vec<Estimate>,
    /// `[alternative]` its change against the baseline, paired draw by draw; `None` for the baseline.
    pub uplift: Option<Vec<Estimate>>,
    /// `[alternative]` probability that it is switched off, given that it is chosen; `None` (undefined) if it never is.
    pub shelfware: Vec<Option<Estimate>>,
}

/// What the buyer has to believe for this alternative to win (Lahdelma & Salminen 2001).
#[derive(Clone, Debug, PartialEq)]
pub struct CentralWeights {
    /// `[stakeholder][criterion]` mean weights in the draws it wins.
    pub per_stakeholder: Vec<Vec<Estimate>>,
    /// `[criterion]` their influence-weighted mean.
    pub group: Vec<Estimate>,
    /// Win probability when everybody's weights are fixed at their central weights, scores still uncertain.
    pub confidence_factor: Estimate,
}

/// The distribution of one weight over the draws.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightSummary {
    /// Mean, with its Monte Carlo error.
    pub mean: Estimate,
    /// Standard deviation over the draws: what we do not know about this buyer, not an error.
    pub sd: f64,
    /// 5th, 50th and 95th percentile over the draws.
    pub spread: Spread,
}

/// Percentiles, each with its Monte Carlo error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// 5th percentile.
    pub p05: Estimate,
    /// Median.
    pub p50: Estimate,
    /// 95th percentile.
    pub p95: Estimate,
    /// Percentiles 2.5, 7.5, ..., 97.5: the middles of twenty equally likely parts, ascending.
    pub twenty: [f64; 20],
}

/// What a reader should know before quoting a number. Strategies are positions in [`Findings::strategies`].
#[derive(Clone, Debug, PartialEq)]
pub enum Caution {
    /// The interval of our uplift holds 0.
    UpliftUnclear {
        /// Which strategy.
        strategy: usize,
    },
    /// An alternative wins, but in fewer than 100 draws: its central weights rest on little.
    FewWins {
        /// Which strategy.
        strategy: usize,
        /// Position in `[alternative]`.
        alternative: usize,
        /// Expected number of draws won.
        wins: f64,
    },
    /// Without noise another alternative would lead.
    LeaderDependsOnNoise {
        /// Which strategy.
        strategy: usize,
        /// Leader with the scenario's noise.
        with_noise: usize,
        /// Leader when the best score always wins.
        without_noise: usize,
    },
    /// The two leading alternatives cannot be told apart at this number of draws.
    LeadUnclear {
        /// Which strategy.
        strategy: usize,
        /// Leader.
        first: usize,
        /// Runner-up.
        second: usize,
    },
    /// Whether we lead depends on how the group decides: under its own rule it is one way, under most others the other.
    LeadDependsOnRule {
        /// Which strategy.
        strategy: usize,
        /// Whether we lead under the scenario's rule.
        ahead: bool,
        /// Under how many of the rules we lead, the scenario's included.
        rules: usize,
    },
    /// Two strategies cannot be told apart by their uplift.
    StrategiesAlike {
        /// The better one.
        best: usize,
        /// The one that might be as good.
        other: usize,
    },
}
