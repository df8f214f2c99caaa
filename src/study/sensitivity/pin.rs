//! Inputs that can be set by hand in a plan: the number or event is fixed, and every other random number stays what it is.

use super::tornado::{Level, Scalar};
use crate::model::{Alternative, Discussion, InputKind, MoveId, Scenario, StakeholderId};
use crate::plan::{GatePlan, Input, Plan, Sampler, Slot, Strength};
use crate::random::BLOCK;

/// An input and the two values that are compared.
pub(super) struct Pin {
    pub scalar: Scalar,
    pub levels: [Level; 2],
    place: Place,
}

/// Where in a plan it is set.
enum Place {
    Variable(usize),
    Credibility(usize),
    Fear(usize),
    Strength(Vec<usize>),
    TakenUp(Vec<usize>),
    Backfire(Vec<usize>),
    Offer(Vec<usize>),
    Speaks(usize),
    Gate(usize, usize),
    Mood(usize),
}

/// The mean of a standard Gumbel number (Euler's constant). Only differences between moods count, so a mood is told as how far
/// it lies above or below the usual one.
const USUAL_MOOD: f64 = 0.577_215_664_901_532_9;

impl Pin {
    /// The plan in which it has its first or its second value.
    pub fn set(&self, plan: &Plan, side: usize) -> Plan {
        let mut plan = plan.clone();
        let value = self.levels[side].number();
        match &self.place {
            Place::Variable(variable) => plan.beliefs.variables[*variable].sampler = Sampler::Constant(value),
            Place::Credibility(vendor) => plan.beliefs.credibility[*vendor].1 = Sampler::Constant(value),
            Place::Fear(who) => {
                if let Some(inertia) = &mut plan.inertia {
                    inertia.fear[*who].1 = Sampler::Constant(value);
                }
            }
            Place::Strength(slots) => slots.iter().for_each(|slot| plan.slots[*slot].strength = Strength::Known(value)),
            Place::TakenUp(slots) => {
                for slot in slots {
                    plan.slots[*slot].probability = value;
                    plan.slots[*slot].believed = None;
                }
            }
            Place::Backfire(slots) => {
                plan.slots.iter_mut().enumerate().filter(|(slot, _)| slots.contains(slot)).for_each(|(_, slot)| {
                    slot.backfire.iter_mut().for_each(|backfire| backfire.probability = value);
                });
            }
            Place::Offer(slots) => {
                plan.slots.iter_mut().enumerate().filter(|(slot, _)| slots.contains(slot)).for_each(|(_, slot)| {
                    slot.offer.iter_mut().for_each(|(_, becomes)| *becomes = Sampler::Constant(value));
                });
            }
            Place::Mood(mood) => {
                let noise = plan.noise;
                if let Some(moods) = &mut plan.moods {
                    moods.each[*mood].1 = Sampler::Constant(value / noise + USUAL_MOOD);
                }
            }
            Place::Speaks(who) => plan.stages.iter_mut().for_each(|stage| stage.speaks[*who].1 = value),
            Place::Gate(gate, vendor) => shut_or_open(&mut plan, *gate, *vendor, value > 0.0),
        }
        plan
    }
}

/// A vendor passes a gate for certain, or stays outside whatever is done about it.
fn shut_or_open(plan: &mut Plan, gate: usize, vendor: usize, open: bool) {
    let GatePlan::Pass { vendors, .. } = &mut plan.gates[gate] else { return };
    let Some(place) = vendors.iter().position(|(alternative, _)| *alternative == vendor) else { return };
    let it = vendors.remove(place);
    if !open {
        plan.gates.push(GatePlan::Pass { probability: 0.0, vendors: vec![it] });
    }
}

/// Everything of a plan that can be set so.
pub(super) fn pins(scenario: &Scenario, plan: &Plan) -> Vec<Pin> {
    let mut pins: Vec<Pin> = plan.inputs(scenario).iter().flat_map(|input| of_input(scenario, plan, input)).collect();
    pins.extend(receptions(plan));
    pins
}

fn of_input(scenario: &Scenario, plan: &Plan, input: &Input) -> Vec<Pin> {
    let one = |scalar, levels, place| vec![Pin { scalar, levels, place }];
    match input.kind {
        InputKind::Performance { alternative, criterion, who } => {
            let variable = plan.beliefs.variables.iter().position(|variable| variable.key == input.keys[0]);
            let variable = variable.expect("a performance that is an input is a variable");
            let levels = ends(&plan.beliefs.variables[variable].sampler).map(Level::Natural);
            one(Scalar::Performance { alternative, criterion, who }, levels, Place::Variable(variable))
        }
        InputKind::Credibility(vendor) => {
            let levels = ends(&plan.beliefs.credibility[vendor.index()].1).map(Level::Share);
            one(Scalar::Credibility(vendor), levels, Place::Credibility(vendor.index()))
        }
        InputKind::Indecision(who) => {
            let inertia = plan.inertia.as_ref().expect("fear stands on the side of the status quo");
            let levels = ends(&inertia.fear[who.index()].1).map(|fear| Level::Natural(fear.max(0.0)));
            one(Scalar::Indecision(who), levels, Place::Fear(who.index()))
        }
        InputKind::Speaks(who) if plan.stages.iter().any(|stage| stage.discussion != Discussion::Rounds(0)) => {
            one(Scalar::Speaks(who), [Level::No, Level::Yes], Place::Speaks(who.index()))
        }
        InputKind::Gate(gate, vendor) => {
            let place = Place::Gate(gate.index(), vendor.index());
            one(Scalar::Gate(gate, vendor), [Level::No, Level::Yes], place)
        }
        InputKind::Mood(who) => moods(scenario, plan, who),
        // Weights are shares of one whole, and so are numbers that vary together: both are looked up (see `window`). A move has
        // one reception for each hearer (see below). Nobody hears who speaks where there is no talk.
        InputKind::Weights(_) | InputKind::Together(_) | InputKind::Reception(_) | InputKind::Speaks(_) => Vec::new(),
    }
}

/// A voter's passing mood about each alternative: independent numbers, each of which is set by itself.
fn moods(scenario: &Scenario, plan: &Plan, who: StakeholderId) -> Vec<Pin> {
    let Some(moods) = &plan.moods else { return Vec::new() };
    let of = |(position, alternative): (usize, Alternative)| {
        let mood = who.index() * plan.alternatives + position;
        let levels = ends(&moods.each[mood].1).map(|mood| Level::Natural(plan.noise * (mood - USUAL_MOOD)));
        Pin { scalar: Scalar::Mood(who, alternative), levels, place: Place::Mood(mood) }
    };
    scenario.alternatives().into_iter().enumerate().map(of).collect()
}

/// What each hearer makes of a move: whether he takes it up, how strongly it then works on him, what a tailored offer becomes
/// for him, whether a refusal makes him angry. All times the move is made together.
fn receptions(plan: &Plan) -> Vec<Pin> {
    let mut sources: Vec<_> = plan.slots.iter().filter_map(|slot| slot.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.into_iter().flat_map(|(played, who)| reception(plan, played, who)).collect()
}

fn reception(plan: &Plan, played: MoveId, who: Option<StakeholderId>) -> Vec<Pin> {
    let slots = |wanted: &dyn Fn(&Slot) -> bool| -> Vec<usize> {
        let numbered = plan.slots.iter().enumerate();
        numbered.filter(|(_, slot)| slot.source == Some((played, who)) && wanted(slot)).map(|(at, _)| at).collect()
    };
    let strength = |slot: &Slot| match &slot.strength {
        Strength::Drawn { sampler, .. } => Some(ends(sampler)),
        Strength::Known(_) => None,
    };
    let offer = |slot: &Slot| {
        let uncertain = slot.offer.as_ref().filter(|(_, becomes)| becomes.constant().is_none());
        uncertain.map(|(_, becomes)| ends(becomes))
    };
    let may_anger = |slot: &Slot| {
        let probability = slot.backfire.as_ref().map(|backfire| backfire.probability);
        probability.is_some_and(|p| 0.0 < p && p < 1.0)
    };
    let mut pins = Vec::new();
    // The same move has the same strength and the same offer whenever it is made.
    let mut add = |scalar, slots: Vec<usize>, levels: &dyn Fn(&Slot) -> Option<[Level; 2]>, place: fn(_) -> Place| {
        let first = slots.first().and_then(|slot| levels(&plan.slots[*slot]));
        pins.extend(first.map(|levels| Pin { scalar, levels, place: place(slots) }));
    };
    let happens = |_: &Slot| Some([Level::No, Level::Yes]);
    add(Scalar::TakenUp(played, who), slots(&Slot::is_random), &happens, Place::TakenUp);
    let levels = |slot: &Slot| strength(slot).map(|ends| ends.map(Level::Share));
    add(Scalar::Strength(played, who), slots(&|slot| strength(slot).is_some()), &levels, Place::Strength);
    let levels = |slot: &Slot| offer(slot).map(|ends| ends.map(Level::Natural));
    add(Scalar::Offer(played, who), slots(&|slot| offer(slot).is_some()), &levels, Place::Offer);
    add(Scalar::Backfire(played, who), slots(&may_anger), &happens, Place::Backfire);
    pins
}

/// The 10th and 90th percentile; of a few possible values the lowest and the highest.
fn ends(sampler: &Sampler) -> [f64; 2] {
    if let Sampler::Discrete(steps) = sampler {
        let values = || steps.iter().map(|(_, value)| *value);
        return [values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max)];
    }
    // As random numbers are laid out: the upper 52 bits are the distance to an end in units of 2^-53, bit 0 says to which.
    // Samplers work on whole blocks.
    let tenth = ((0.1 * 2f64.powi(53)) as u64) << 12;
    let bits: [u64; BLOCK] = std::array::from_fn(|i| tenth | (i as u64 & 1));
    let mut values = [0.0; BLOCK];
    sampler.fill(&bits, &mut values);
    [values[0], values[1]]
}
