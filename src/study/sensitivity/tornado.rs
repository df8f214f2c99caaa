//! How far our win probability swings between a low and a high value of one input, the rest as uncertain as ever.

use super::pin::Pin;
use super::{Studied, mean};
use crate::engine::{Look, each_block};
use crate::model::{Alternative, CriterionId, GateId, MoveId, Scenario, StakeholderId, VendorId};
use crate::plan::Plan;
use crate::random::Streams;
use crate::stats::{Estimate, batch_mean, paired_difference, proportion};
use crate::study::StudyError;

/// One uncertain number or event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// A person's weight of a criterion, before any move.
    Weight(StakeholderId, CriterionId),
    /// How well an alternative does.
    Performance {
        /// Which alternative.
        alternative: Alternative,
        /// On what.
        criterion: CriterionId,
        /// The only one who experiences it so; `None`: everybody does.
        who: Option<StakeholderId>,
    },
    /// How far a vendor's claims are believed.
    Credibility(VendorId),
    /// A person's fear of getting it wrong.
    Indecision(StakeholderId),
    /// Whether a person takes a move up when he hears it; `None`: nobody in particular (a gate without an owner).
    TakenUp(MoveId, Option<StakeholderId>),
    /// How strongly it works on whoever takes it up.
    Strength(MoveId, Option<StakeholderId>),
    /// What a tailored offer becomes for whoever takes it up.
    Offer(MoveId, Option<StakeholderId>),
    /// Whether a person's refusal of a move costs its vendor trust.
    Backfire(MoveId, Option<StakeholderId>),
    /// Whether a person speaks in all talks, or in none.
    Speaks(StakeholderId),
    /// Whether a vendor passes a gate.
    Gate(GateId, VendorId),
    /// A person's passing mood about an alternative when he votes.
    Mood(StakeholderId, Alternative),
}

/// A value of an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// A weight, credibility or strength, in [0, 1].
    Share(f64),
    /// In the unit of the criterion, or utility; a mood's is what it adds to the utility beyond the usual mood.
    Natural(f64),
    /// It does not happen.
    No,
    /// It happens.
    Yes,
}

impl Level {
    /// As a number.
    pub fn number(self) -> f64 {
        match self {
            Level::Share(x) | Level::Natural(x) => x,
            Level::No => 0.0,
            Level::Yes => 1.0,
        }
    }
}

/// One bar of the tornado.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Which input.
    pub scalar: Scalar,
    /// Its low and its high value: 10th and 90th percentile, the ends of a few values, or no and yes.
    pub levels: [Level; 2],
    /// Our win probability at each.
    pub win: [Estimate; 2],
    /// The second less the first.
    pub swing: Estimate,
    /// The same of the uplift.
    pub uplift: Estimate,
}

/// The widest swing first; what swings alike by name, so that the order of a file does not show.
pub(super) fn order(scenario: &Scenario, bars: &mut [Bar]) {
    let name = |bar: &Bar| scalar_id(scenario, bar.scalar);
    bars.sort_by(|a, b| b.swing.value().abs().total_cmp(&a.swing.value().abs()).then_with(|| name(a).cmp(&name(b))));
}

/// An input by the ids of the scenario.
pub fn scalar_id(scenario: &Scenario, scalar: Scalar) -> String {
    let who = |who: StakeholderId| scenario.stakeholders[who.index()].id.as_str();
    let hearer = |hearer: Option<StakeholderId>| hearer.map_or("nobody", who);
    let played = |played: MoveId| scenario.moves[played.index()].id.as_str();
    let criterion = |criterion: CriterionId| scenario.criteria[criterion.index()].id.as_str();
    let vendor = |vendor: VendorId| scenario.vendors[vendor.index()].id.as_str();
    match scalar {
        Scalar::Weight(person, c) => format!("weight/{}/{}", who(person), criterion(c)),
        Scalar::Performance { alternative, criterion: c, who: None } => {
            format!("performance/{}/{}", scenario.alternative_id(alternative), criterion(c))
        }
        Scalar::Performance { alternative, criterion: c, who: Some(person) } => {
            format!("performance/{}/{}/{}", scenario.alternative_id(alternative), criterion(c), who(person))
        }
        Scalar::Credibility(v) => format!("credibility/{}", vendor(v)),
        Scalar::Indecision(person) => format!("indecision/{}", who(person)),
        Scalar::TakenUp(m, person) => format!("taken-up/{}/{}", played(m), hearer(person)),
        Scalar::Strength(m, person) => format!("strength/{}/{}", played(m), hearer(person)),
        Scalar::Offer(m, person) => format!("offer/{}/{}", played(m), hearer(person)),
        Scalar::Backfire(m, person) => format!("backfire/{}/{}", played(m), hearer(person)),
        Scalar::Speaks(person) => format!("speaks/{}", who(person)),
        Scalar::Gate(gate, v) => format!("gate/{}/{}", scenario.gates[gate.index()].id, vendor(v)),
        Scalar::Mood(person, a) => format!("mood/{}/{}", who(person), scenario.alternative_id(a)),
    }
}

/// Means over batches of draws: our win probability with the strategy, and what it adds to that of the baseline.
pub(super) fn batches(studied: &Studied, plan: &Plan) -> Result<Vec<[f64; 2]>, StudyError> {
    let streams = Streams::new(studied.seed);
    let blocks = 0..studied.blocks;
    let made = each_block(plan, streams, blocks, Look::default(), studied.runner, &studied.watch, |view| {
        let (with, without) = (mean(view.win(1, plan.us)), mean(view.win(0, plan.us)));
        [with, with - without]
    })?;
    studied.watch.done(studied.draws());
    let each = (studied.blocks / studied.batches) as usize;
    let batch = |blocks: &[[f64; 2]]| {
        let of = |k: usize| blocks.iter().map(|block| block[k]).sum::<f64>() / each as f64;
        [of(0), of(1)]
    };
    Ok(made.chunks_exact(each).map(batch).collect())
}

/// The bars of inputs that are set by hand: both values meet the same other numbers, so the swing is paired draw by draw.
pub(super) fn pinned(studied: &Studied, pins: &[Pin]) -> Result<Vec<Bar>, StudyError> {
    let mut bars = Vec::new();
    for pin in pins {
        let [low, high] = [pin.set(&studied.plan, 0), pin.set(&studied.plan, 1)];
        let (low, high) = (batches(studied, &low)?, batches(studied, &high)?);
        let win = |side: &[[f64; 2]]| {
            probability(batch_mean(&side.iter().map(|m| m[0]).collect::<Vec<_>>()), studied.draws())
        };
        let swing = |k: usize| {
            let paired: Vec<f64> = low.iter().zip(&high).map(|(low, high)| high[k] - low[k]).collect();
            difference(batch_mean(&paired), studied)
        };
        let (win, levels) = ([win(&low), win(&high)], pin.levels);
        bars.push(Bar { scalar: pin.scalar, levels, win, swing: swing(0), uplift: swing(1) });
    }
    Ok(bars)
}

/// A mean of batches as a probability; what was seen always or never is not certain.
pub(super) fn probability(mean: Estimate, draws: u64) -> Estimate {
    if mean.std_error() == 0.0 {
        return proportion(mean.value(), mean.value(), draws, false);
    }
    let value = mean.value().clamp(0.0, 1.0);
    Estimate::new(value, mean.std_error(), mean.low().clamp(0.0, value), mean.high().clamp(value, 1.0))
}

/// A mean of paired batches; no difference seen is not no difference, where winners are sure in each draw.
pub(super) fn difference(mean: Estimate, studied: &Studied) -> Estimate {
    let unseen = mean.std_error() == 0.0 && studied.plan.is_hard();
    if unseen { paired_difference(mean.value(), mean.value().abs(), studied.draws(), true, false) } else { mean }
}
