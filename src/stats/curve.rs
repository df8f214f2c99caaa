//! The reframe curve: win probability against the weight of one criterion.

use super::{Estimate, Spread};
use crate::model::{CriterionId, StakeholderId};

/// Win probability of every alternative when the audience of a move gives its criterion a weight, whatever the
/// talk that led there. Everybody else keeps the weights of the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The strategy that the curve belongs to: position in `Findings::strategies`.
    pub strategy: usize,
    /// The criterion whose weight is set.
    pub criterion: CriterionId,
    /// Whose weight is set.
    pub audience: Vec<StakeholderId>,
    /// Ascending grid of weights in [0, 1].
    pub weights: Vec<f64>,
    /// `[alternative][point]` win probability.
    pub win: Vec<Vec<Estimate>>,
    /// `[point]` our win probability less that of the best other alternative, paired draw by draw.
    pub lead: Vec<Estimate>,
    /// Where we overtake.
    pub break_even: BreakEven,
    /// Influence-weighted mean weight of the audience at the decision, before our moves.
    pub before: Spread,
    /// The same with the strategy: where this buyer is likely to end up.
    pub after: Spread,
}

/// Where our win probability crosses that of the best other alternative.
#[derive(Clone, Debug, PartialEq)]
pub enum BreakEven {
    /// We lead from this weight on. Its interval is where the lead cannot be told from 0.
    At(Estimate),
    /// We lead at every weight.
    AlwaysAhead,
    /// We lead at no weight.
    NeverAhead,
    /// We lead at small weights and lose the lead here: our own reframe hurts us.
    LostAt(Estimate),
}
