//! Inputs that can be set by hand in a plan: the number or event is fixed, and every other random number stays what it is.

use super::tornado::{Level, Scalar};
use crate::model::{Discussion, InputKind, Scenario};
use crate::plan::{GatePlan, Plan, Sampler, Strength};
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
    Speaks(usize),
    Gate(usize, usize),
}

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
    let mut pins: Vec<Pin> = plan.inputs(scenario).iter().flat_map(|input| of_input(plan, input.kind, input)).collect();
    pins.extend(receptions(plan));
    pins
}

fn of_input(plan: &Plan, kind: InputKind, input: &crate::plan::Input) -> Vec<Pin> {
    let one = |scalar, levels, place| vec![Pin { scalar, levels, place }];
    match kind {
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
        // Weights are shares of one whole, a move has one reception for each hearer, a mood has no scale.
        _ => Vec::new(),
    }
}

/// Whether each hearer takes a move up, and how strongly it then works on him; all times the move is made together.
fn receptions(plan: &Plan) -> Vec<Pin> {
    let mut sources: Vec<_> = plan.slots.iter().filter_map(|slot| slot.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let of = |(played, who)| {
        let slots: Vec<usize> =
            (0..plan.slots.len()).filter(|slot| plan.slots[*slot].source == Some((played, who))).collect();
        let mut pins = Vec::new();
        let random: Vec<usize> = slots.iter().copied().filter(|slot| plan.slots[*slot].is_random()).collect();
        if !random.is_empty() {
            let levels = [Level::No, Level::Yes];
            pins.push(Pin { scalar: Scalar::TakenUp(played, who), levels, place: Place::TakenUp(random) });
        }
        let drawn = |slot: &usize| match &plan.slots[*slot].strength {
            Strength::Drawn { sampler, .. } => Some(ends(sampler)),
            Strength::Known(_) => None,
        };
        if let Some(ends) = slots.iter().find_map(drawn) {
            let levels = ends.map(Level::Share);
            let drawn: Vec<usize> = slots.into_iter().filter(|slot| drawn(slot).is_some()).collect();
            pins.push(Pin { scalar: Scalar::Strength(played, who), levels, place: Place::Strength(drawn) });
        }
        pins
    };
    sources.into_iter().flat_map(of).collect()
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
