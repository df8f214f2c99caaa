//! What matters: on which uncertain inputs our win probability hangs, one by one (tornado) and by their share of its
//! variance (Sobol's indices).

mod indices;
mod pin;
mod tornado;
mod window;

pub use indices::GroupIndices;
pub use tornado::{Bar, Level, Scalar, scalar_id};

use super::error::{Refusal, StudyError};
use super::ranking::{all, by_wins};
use super::whole::Whole;
use crate::engine::{Runner, Watch};
use crate::model::{Scenario, StrategyId};
use crate::plan::{Plan, compile};
use crate::random::BLOCK;
use crate::stats::{Estimate, FEWEST_BATCHES, batch_mean};

/// What to explain.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityRequest {
    /// Under which strategy; `None`: the one with the highest win probability.
    pub strategy: Option<StrategyId>,
    /// Draws behind each number; rounded up to whole batches, at least 40 of 256.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
}

impl SensitivityRequest {
    /// Draws behind each number unless somebody wants more: a change of a point is seen.
    pub const DRAWS: u64 = 16_384;
}

/// What our win probability hangs on.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Under this strategy.
    pub strategy: StrategyId,
    /// Our win probability.
    pub win: Estimate,
    /// What the strategy adds to it.
    pub uplift: Estimate,
    /// Every uncertain number and event, the widest swing first.
    pub bars: Vec<Bar>,
    /// Every group of inputs, the largest total index of the win probability first.
    pub indices: Vec<GroupIndices>,
    /// The sum of the first-order indices of the win probability; `None` if it does not vary.
    pub one_by_one: Option<Estimate>,
    /// The same of the uplift.
    pub one_by_one_uplift: Option<Estimate>,
    /// Draws behind each number.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
}

/// Batches for errors, where there are enough draws for so many.
const BATCHES: u64 = 64;

/// What all parts of the study share. Strategy 0 of the plan is the baseline, 1 the one to explain.
struct Studied<'a> {
    scenario: &'a Scenario,
    plan: Plan,
    seed: u64,
    /// Blocks behind each number, a multiple of the batches.
    blocks: u64,
    /// Equal parts of them, for errors.
    batches: u64,
    runner: &'a Runner,
    watch: Whole<'a>,
}

impl Studied<'_> {
    fn draws(&self) -> u64 {
        self.blocks * BLOCK as u64
    }
}

/// Finds out what our win probability hangs on.
///
/// # Errors
/// Refuses a scenario without strategies, without a choice, or without anything uncertain; see [`StudyError`].
pub fn sensitivity(
    scenario: &Scenario,
    request: &SensitivityRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Sensitivity, StudyError> {
    refuse(scenario)?;
    let blocks = request.draws.div_ceil(BLOCK as u64).max(FEWEST_BATCHES);
    let batches = blocks.min(BATCHES);
    let blocks = blocks.div_ceil(batches) * batches;
    let strategy = match request.strategy {
        Some(strategy) => strategy,
        None => by_wins(scenario, all(scenario), (blocks * BLOCK as u64, request.seed), runner, watch)?[0],
    };
    let plan = compile(scenario, &[strategy])?;
    if plan.is_certain(1) {
        return Err(Refusal::NothingUncertain.into());
    }
    let pins = pin::pins(scenario, &plan);
    let entangled = window::entangled(&plan);
    let inputs = plan.inputs(scenario);
    let runs = 1 + 2 * pins.len() as u64 + 2 + inputs.len() as u64 + window::passes(&entangled);
    let watch = Whole::new(watch, runs * blocks * BLOCK as u64);
    let studied = Studied { scenario, plan, seed: request.seed, blocks, batches, runner, watch };
    let [win, uplift] = plain(&studied)?;
    let mut bars = tornado::pinned(&studied, &pins)?;
    bars.extend(window::bars(&studied, &entangled)?);
    tornado::order(scenario, &mut bars);
    let found = indices::indices(&studied, &inputs)?;
    Ok(Sensitivity {
        strategy,
        win,
        uplift,
        bars,
        indices: found.groups,
        one_by_one: found.one_by_one,
        one_by_one_uplift: found.one_by_one_uplift,
        draws: studied.draws(),
        seed: request.seed,
    })
}

fn refuse(scenario: &Scenario) -> Result<(), Refusal> {
    Refusal::without_strategies(scenario, "explain")?;
    Refusal::without_choice(scenario)
}

fn mean(column: &[f64]) -> f64 {
    column.iter().sum::<f64>() / column.len() as f64
}

/// Our win probability and uplift when everything is uncertain.
fn plain(studied: &Studied) -> Result<[Estimate; 2], StudyError> {
    let means = tornado::batches(studied, &studied.plan)?;
    let of = |value: fn(&[f64; 2]) -> f64| batch_mean(&means.iter().map(value).collect::<Vec<_>>());
    Ok([tornado::probability(of(|m| m[0]), studied.draws()), of(|m| m[1])])
}
