//! Weights are shares of one whole, and performances that are measured relative to one another vary together: none can be set
//! while the others keep their numbers. So the draws in which such a number is
//! near its 10th (90th) percentile are looked up in a long run, and a straight line through them says what the win
//! probability is at the percentile itself (local-linear regression, Fan & Gijbels 1996, with a flat kernel).

use super::Studied;
use super::tornado::{Bar, Level, Scalar, difference, probability};
use crate::engine::{BlockView, Column, Look, each_block};
use crate::model::{CriterionId, StakeholderId};
use crate::plan::{Plan, WeightPlan};
use crate::random::{BLOCK, Streams};
use crate::stats::{Estimate, jackknife};
use crate::study::StudyError;

/// The long run has so many times the draws behind a number, because a window holds a tenth of them.
const LONGER: u64 = 10;
/// Blocks that show where the percentiles are, at most.
const PILOT: u64 = 64;

/// A number that cannot be set by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Entangled {
    /// The weight of a criterion for a person.
    Weight(usize, usize),
    /// A performance that varies together with others.
    Performance(usize),
}

impl Entangled {
    fn values(self, view: &BlockView) -> Column {
        match self {
            Entangled::Weight(who, criterion) => view.weight_before(who, criterion),
            Entangled::Performance(variable) => view.performance(variable),
        }
    }

    fn scalar(self, studied: &Studied) -> Scalar {
        match self {
            Entangled::Weight(who, c) => Scalar::Weight(StakeholderId::new(who), CriterionId::new(c)),
            Entangled::Performance(variable) => {
                let (_, cell) = studied.plan.beliefs.variables[variable].seen[0];
                let (alternative, criterion) = (cell / studied.plan.criteria, cell % studied.plan.criteria);
                let alternative = studied.scenario.alternatives()[alternative];
                Scalar::Performance { alternative, criterion: CriterionId::new(criterion), who: None }
            }
        }
    }

    fn level(self, x: f64) -> Level {
        match self {
            Entangled::Weight(..) => Level::Share(x),
            Entangled::Performance(_) => Level::Natural(x),
        }
    }
}

/// What is looked at besides who wins.
const LOOK: Look = Look { votes: false, weights: false, marks: false, performances: true };

/// The uncertain numbers of a plan that cannot be set by themselves.
pub(super) fn entangled(plan: &Plan) -> Vec<Entangled> {
    let weights = weights(plan).into_iter().map(|(who, c)| Entangled::Weight(who, c));
    let together = plan.beliefs.variables.iter().enumerate().filter(|(_, v)| v.mixture.is_some() && !v.seen.is_empty());
    weights.chain(together.map(|(number, _)| Entangled::Performance(number))).collect()
}

/// The uncertain weights of a plan: person and criterion.
fn weights(plan: &Plan) -> Vec<(usize, usize)> {
    let of = |weights: &WeightPlan| -> Vec<usize> {
        match weights {
            WeightPlan::Exact(_) => Vec::new(),
            WeightPlan::Gammas { parts, .. } => parts.iter().map(|(c, ..)| *c).collect(),
            WeightPlan::Ranking { groups, .. } => groups.iter().flatten().map(|(c, _)| *c).collect(),
            WeightPlan::Point { criteria, .. } => criteria.clone(),
        }
    };
    let people = plan.beliefs.weights.iter().enumerate();
    people.flat_map(|(who, weights)| of(weights).into_iter().map(move |c| (who, c))).collect()
}

/// How many runs of the usual length they take.
pub(super) fn passes(weights: &[Entangled]) -> u64 {
    if weights.is_empty() { 0 } else { LONGER }
}

/// Where the two windows of a weight lie: both ends of each, and the percentile inside.
#[derive(Clone, Copy)]
struct Windows([[f64; 3]; 2]);

impl Windows {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |p: f64| values[((values.len() - 1) as f64 * p).round() as usize];
        Self([[0.05, 0.10, 0.15], [0.85, 0.90, 0.95]].map(|window| window.map(at)))
    }
}

/// Sums over a window: 1, x, x^2, y, x y for the win probability, y, x y for the uplift; x from the percentile on.
type Sums = [f64; 7];

/// Their bars.
pub(super) fn bars(studied: &Studied, weights: &[Entangled]) -> Result<Vec<Bar>, StudyError> {
    if weights.is_empty() {
        return Ok(Vec::new());
    }
    let windows = windows(studied, weights)?;
    let batches = sums(studied, weights, &windows)?;
    let bar = |(number, (subject, windows)): (usize, (&Entangled, &Windows))| {
        let of_batch = |batch: &Vec<[Sums; 2]>| batch[number].concat();
        let means: Vec<Vec<f64>> = batches.iter().map(of_batch).collect();
        let line = |m: &[f64], side: usize, y: usize| at_percentile(&m[7 * side..][..7], y);
        let win = [0, 1].map(|side| {
            let found = jackknife(&means, |m| line(m, side, 3));
            // A straight line can leave [0, 1] by a hair.
            let value = found.value().clamp(0.0, 1.0);
            let (low, high) = (found.low().clamp(0.0, value), found.high().clamp(value, 1.0));
            probability(Estimate::new(value, found.std_error(), low, high), studied.draws())
        });
        Bar {
            scalar: subject.scalar(studied),
            levels: windows.0.map(|[_, percentile, _]| subject.level(percentile)),
            win,
            swing: difference(jackknife(&means, |m| line(m, 1, 3) - line(m, 0, 3)), studied),
            uplift: difference(jackknife(&means, |m| line(m, 1, 5) - line(m, 0, 5)), studied),
        }
    };
    Ok(weights.iter().zip(&windows).enumerate().map(bar).collect())
}

/// The value at x = 0 of the least-squares line through a window.
fn at_percentile(sums: &[f64], y: usize) -> f64 {
    let &[n, x, xx, ..] = sums else { return 0.0 };
    let (sum, product) = (sums[y], sums[y + 1]);
    let spread = n * xx - x * x;
    // Without a spread (all weights alike) there is no line, only a mean.
    if spread <= 1e-12 * n * n { sum / n.max(f64::MIN_POSITIVE) } else { (xx * sum - x * product) / spread }
}

/// Percentiles from the first draws of the run.
fn windows(studied: &Studied, weights: &[Entangled]) -> Result<Vec<Windows>, StudyError> {
    let blocks = PILOT.min(studied.blocks * LONGER);
    let values = each_block(
        &studied.plan,
        Streams::new(studied.seed),
        0..blocks,
        LOOK,
        studied.runner,
        &studied.watch,
        |view| weights.iter().map(|subject| subject.values(&view)).collect::<Vec<_>>(),
    )?;
    let of = |number: usize| Windows::of(values.iter().flat_map(|block| block[number]).collect());
    Ok((0..weights.len()).map(of).collect())
}

/// `[batch][weight][window]`
fn sums(studied: &Studied, weights: &[Entangled], windows: &[Windows]) -> Result<Vec<Vec<[Sums; 2]>>, StudyError> {
    let (plan, streams) = (&studied.plan, Streams::new(studied.seed));
    let blocks = studied.blocks * LONGER;
    let add = |view: BlockView| {
        let (with, without) = (view.win(1, plan.us), view.win(0, plan.us));
        let of = |(subject, windows): (&Entangled, &Windows)| {
            let weight = subject.values(&view);
            windows.0.map(|[low, percentile, high]| {
                let mut sums = [0.0; 7];
                for draw in (0..BLOCK).filter(|draw| low <= weight[*draw] && weight[*draw] <= high) {
                    let (x, y, change) = (weight[draw] - percentile, with[draw], with[draw] - without[draw]);
                    let terms = [1.0, x, x * x, y, x * y, change, x * change];
                    sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
                }
                sums
            })
        };
        weights.iter().zip(windows).map(of).collect::<Vec<_>>()
    };
    let made = each_block(plan, streams, 0..blocks, LOOK, studied.runner, &studied.watch, add)?;
    studied.watch.done(studied.draws() * LONGER);
    let join = |blocks: &[Vec<[Sums; 2]>]| {
        let mut total = vec![[[0.0; 7]; 2]; weights.len()];
        for (weight, more) in blocks.iter().flat_map(|block| block.iter().enumerate()) {
            for (sum, term) in total[weight].iter_mut().flatten().zip(more.iter().flatten()) {
                *sum += term;
            }
        }
        total
    };
    Ok(made.chunks_exact((blocks / studied.batches) as usize).map(join).collect())
}
