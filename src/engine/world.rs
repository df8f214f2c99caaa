//! What is drawn before anybody makes a move: one block of possible committees.

use super::utility::{perceive, utilities, values};
use crate::math::{Eight, FillTable, Kernel, LANES, Lanes, QuantileTable, Simd, simd, unit};
use crate::plan::{GatePlan, Mixture, Plan, Sampler, Slot, Strength, Variable};
use crate::random::{BLOCK, Key, Streams};

/// Tiles per block.
pub const TILES: usize = BLOCK / LANES;

/// What of a world will be looked at; the rest is not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Weights, and the utilities that follow from them.
    pub weights: bool,
    /// What moves meet with.
    pub moves: bool,
    /// What voters think in passing.
    pub moods: bool,
}

impl Needed {
    /// All that a decision by the plan's rule takes.
    pub fn to_decide(plan: &Plan) -> Self {
        Self { weights: true, moves: true, moods: plan.rule.votes() }
    }

    /// All that a decision by any rule takes.
    pub fn to_decide_by_any_rule() -> Self {
        Self { weights: true, moves: true, moods: true }
    }
}

/// One block of draws, tile by tile. Allocated once per worker and filled again for every block.
#[derive(Debug)]
pub struct World {
    /// `[tile][stakeholder][criterion]` weights before any move.
    pub weights: Vec<Lanes>,
    /// `[tile][alternative]` credibility.
    pub credibility: Vec<Lanes>,
    /// `[tile][variable]` performance, natural units; empty if no strategy changes any.
    pub natural: Vec<Lanes>,
    /// `[tile][variable]` the same as a value: what it is worth, known first hand; empty if nobody looks at it again.
    pub value: Vec<Lanes>,
    /// `[tile][eye][alternative][criterion]` perceived value q; 0 for a cell that is never judged.
    pub perceived: Vec<Lanes>,
    /// `[tile][stakeholder][alternative]` utility before any move.
    pub utility: Vec<Lanes>,
    /// `[tile][luck column]` the number that is compared with the probability of taking a move up.
    pub luck: Vec<Lanes>,
    /// `[tile][strength column]` with what strength it then works, where that is uncertain.
    pub strength: Vec<Lanes>,
    /// `[tile][slot]` what a tailored offer becomes; empty if no move tailors.
    pub offer: Vec<Lanes>,
    /// `[tile][slot]` 1 where a refusal makes angry, else 0; empty if no move can.
    pub anger: Vec<Lanes>,
    /// `[tile][stakeholder]` fear of getting it wrong.
    pub fear: Vec<Lanes>,
    /// `[tile][stage][stakeholder]` 1 where he speaks, else 0; empty if nobody listens to anybody.
    pub speaks: Vec<Lanes>,
    /// `[tile][gate][alternative]` the number that is compared with the probability of passing; empty without gates.
    pub passing: Vec<Lanes>,
    /// `[tile][stakeholder][alternative]` passing moods of those who vote, in units of the noise; empty if nobody asks.
    pub mood: Vec<Lanes>,
    needed: Needed,
    pub(super) bits: [u64; BLOCK],
    pub(super) column: [f64; BLOCK],
    /// `[criterion]` the numbers of one person's weights.
    pub(super) person: Vec<[f64; BLOCK]>,
}

impl World {
    /// Room for one block of this plan.
    pub fn new(plan: &Plan, needed: Needed) -> Self {
        let moods = plan.moods.is_some() && needed.moods;
        let room = |width: usize| vec![Lanes::ZERO; TILES * width];
        let room_if = |wanted: bool, width: usize| if wanted { room(width) } else { Vec::new() };
        Self {
            weights: room(plan.stakeholders * plan.criteria),
            credibility: room(plan.alternatives),
            natural: room_if(plan.changes_performance(), plan.beliefs.variables.len()),
            value: room_if(plan.looks_again(), plan.beliefs.variables.len()),
            perceived: room(plan.beliefs.eyes.len() * plan.alternatives * plan.criteria),
            utility: room(plan.stakeholders * plan.alternatives),
            luck: room(plan.columns.luck),
            strength: room(plan.columns.strength),
            offer: room_if(plan.slots.iter().any(|slot| slot.offer.is_some()), plan.slots.len()),
            anger: room_if(plan.slots.iter().any(|slot| slot.backfire.is_some()), plan.slots.len()),
            fear: room(plan.stakeholders),
            speaks: room_if(plan.people_talk(), plan.stages.len() * plan.stakeholders),
            passing: room(plan.gates.len() * plan.alternatives),
            mood: room_if(moods, plan.stakeholders * plan.alternatives),
            needed,
            bits: [0; BLOCK],
            column: [0.0; BLOCK],
            person: vec![[0.0; BLOCK]; plan.criteria],
        }
    }

    /// Keeps performances in natural units, whether or not a strategy changes one.
    pub fn keep_performances(&mut self, plan: &Plan) {
        self.natural.resize(TILES * plan.beliefs.variables.len(), Lanes::ZERO);
    }

    /// Draws a block.
    pub fn draw(&mut self, plan: &Plan, streams: Streams, block: u64) {
        self.draw_credibility(plan, streams, block);
        self.draw_performance(plan, streams, block);
        self.draw_people(plan, streams, block);
        self.draw_moods(plan, streams, block);
        self.draw_gates(plan, streams, block);
        if self.needed.moves {
            self.draw_slots(plan, streams, block);
        }
        if self.needed.weights {
            self.draw_weights(plan, streams, block);
            simd::run(Judge { world: self, plan });
        }
    }

    pub(super) fn fill_from_table(&mut self, streams: Streams, key: Key, block: u64, table: &QuantileTable) {
        streams.fill(key, block, &mut self.bits);
        simd::run(FillTable { table, bits: &self.bits, out: &mut self.column });
    }

    pub(super) fn draw_credibility(&mut self, plan: &Plan, streams: Streams, block: u64) {
        for (a, (key, sampler)) in plan.beliefs.credibility.iter().enumerate() {
            let place = Place { offset: a, stride: plan.alternatives };
            fill(sampler, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.credibility);
        }
    }

    fn draw_performance(&mut self, plan: &Plan, streams: Streams, block: u64) {
        simd::run(Perceive { world: self, plan, streams, block });
    }

    fn draw_slots(&mut self, plan: &Plan, streams: Streams, block: u64) {
        let slots = plan.slots.len();
        for (s, slot) in plan.slots.iter().enumerate() {
            self.draw_luck(slot, plan, streams, block);
            let place = Place { offset: s, stride: slots };
            if let Some((key, sampler)) = &slot.offer {
                fill(sampler, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.offer);
            }
            if let Some(backfire) = &slot.backfire {
                self.draw_event(backfire.key, backfire.probability, streams, block);
                place.store(&mut self.anger, &self.column);
            }
        }
    }

    fn draw_luck(&mut self, slot: &Slot, plan: &Plan, streams: Streams, block: u64) {
        if let Some(column) = slot.luck_column {
            self.draw_units(slot.key, streams, block);
            Place { offset: column, stride: plan.columns.luck }.store(&mut self.luck, &self.column);
        }
        if let Strength::Drawn { column, key, sampler } = &slot.strength {
            let place = Place { offset: *column, stride: plan.columns.strength };
            fill(sampler, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.strength);
        }
    }

    fn draw_people(&mut self, plan: &Plan, streams: Streams, block: u64) {
        let (people, stages) = (plan.stakeholders, plan.stages.len());
        for (who, (key, fear)) in plan.inertia.iter().flat_map(|inertia| &inertia.fear).enumerate() {
            let place = Place { offset: who, stride: people };
            fill(fear, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.fear);
        }
        for fear in self.fear.iter_mut().flat_map(|lanes| &mut lanes.0) {
            *fear = fear.max(0.0);
        }
        if !self.speaks.is_empty() {
            for (s, stage) in plan.stages.iter().enumerate() {
                for (who, (key, probability)) in stage.speaks.iter().enumerate() {
                    self.draw_event(*key, *probability, streams, block);
                    Place { offset: s * people + who, stride: stages * people }.store(&mut self.speaks, &self.column);
                }
            }
        }
    }

    fn draw_moods(&mut self, plan: &Plan, streams: Streams, block: u64) {
        let Some(moods) = plan.moods.as_ref().filter(|_| !self.mood.is_empty()) else { return };
        for (offset, (key, sampler)) in moods.each.iter().enumerate() {
            let place = Place { offset, stride: moods.each.len() };
            fill(sampler, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.mood);
        }
    }

    fn draw_gates(&mut self, plan: &Plan, streams: Streams, block: u64) {
        for (g, gate) in plan.gates.iter().enumerate() {
            let GatePlan::Pass { vendors, .. } = gate else { continue };
            for (alternative, key) in vendors {
                self.draw_units(*key, streams, block);
                let place =
                    Place { offset: g * plan.alternatives + alternative, stride: plan.gates.len() * plan.alternatives };
                place.store(&mut self.passing, &self.column);
            }
        }
    }

    /// Points of the unit interval, into the column.
    fn draw_units(&mut self, key: Key, streams: Streams, block: u64) {
        simd::run(Units { bits: &mut self.bits, column: &mut self.column, key, streams, block });
    }

    /// 1 where something of this probability happens, else 0, into the column.
    fn draw_event(&mut self, key: Key, probability: f64, streams: Streams, block: u64) {
        self.draw_units(key, streams, block);
        self.column.iter_mut().for_each(|u| *u = if *u < probability { 1.0 } else { 0.0 });
    }
}

/// Points of the unit interval.
struct Units<'a> {
    bits: &'a mut [u64; BLOCK],
    column: &'a mut [f64; BLOCK],
    key: Key,
    streams: Streams<'a>,
    block: u64,
}

impl Kernel for Units<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { bits, column, key, streams, block } = self;
        streams.fill_here(simd, key, block, bits);
        for (u, bits) in column.iter_mut().zip(bits) {
            *u = unit(*bits);
        }
    }
}

/// What vendors perform, what that is worth, and how it is seen through credibility.
struct Perceive<'a> {
    world: &'a mut World,
    plan: &'a Plan,
    streams: Streams<'a>,
    block: u64,
}

impl Kernel for Perceive<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { world, plan, streams, block } = self;
        for (number, variable) in plan.beliefs.variables.iter().enumerate() {
            world.perform(simd, variable, streams, block);
            world.perceive(simd, plan, number, variable);
        }
    }
}

impl World {
    /// Draws a performance, in natural units, into the column.
    #[inline(always)]
    pub(super) fn perform<S: Simd>(&mut self, simd: S, variable: &Variable, streams: Streams, block: u64) {
        if let Some(mixture) = &variable.mixture {
            return self.mix(simd, mixture, streams, block);
        }
        if variable.sampler.constant().is_none() {
            streams.fill_here(simd, variable.key, block, &mut self.bits);
        }
        variable.sampler.fill_here(simd, &self.bits, &mut self.column);
    }

    /// A performance that varies together with others, in natural units, into the column.
    #[inline(always)]
    fn mix<S: Simd>(&mut self, simd: S, mixture: &Mixture, streams: Streams, block: u64) {
        let mut part = [0.0; BLOCK];
        self.column.fill(mixture.mean);
        for (key, factor) in &mixture.parts {
            streams.fill_here(simd, *key, block, &mut self.bits);
            mixture.normal.fill(simd, &self.bits, &mut part);
            self.column.iter_mut().zip(&part).for_each(|(sum, z)| *sum += factor * z);
        }
        mixture.finish(&mut self.column);
    }

    /// The performance in the column.
    #[inline(always)]
    fn perceive<S: Simd>(&mut self, simd: S, plan: &Plan, number: usize, variable: &Variable) {
        let World { natural, value, perceived, credibility, column, .. } = self;
        let (beliefs, width) = (&plan.beliefs, plan.alternatives * plan.criteria);
        let (variables, eyes) = (beliefs.variables.len(), beliefs.eyes.len());
        if !natural.is_empty() {
            Place { offset: number, stride: variables }.store_here(simd, natural, column);
        }
        values(simd, &variable.value, column);
        if !value.is_empty() {
            Place { offset: number, stride: variables }.store_here(simd, value, column);
        }
        for (eye, cell) in &variable.seen {
            let Some(judged) = &beliefs.cells[beliefs.eyes[*eye] * width + cell] else { continue };
            let place = Place { offset: eye * width + cell, stride: eyes * width };
            if beliefs.credibility[judged.alternative].1.constant() == Some(1.0) {
                place.store_here(simd, perceived, column);
                continue;
            }
            let seen = perceived[place.offset..].iter_mut().step_by(place.stride);
            let trust = credibility[judged.alternative..].iter().step_by(plan.alternatives);
            for ((q, k), u) in seen.zip(trust).zip(column.chunks_exact(LANES)) {
                *q = perceive(simd, Eight::load(simd, u), k.on(simd), judged.reputation).lanes();
            }
        }
    }
}

/// Utilities before any move.
struct Judge<'a> {
    world: &'a mut World,
    plan: &'a Plan,
}

impl Kernel for Judge<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let World { weights, perceived, utility, .. } = self.world;
        let plan = self.plan;
        let (s, c, a) = (plan.stakeholders, plan.criteria, plan.alternatives);
        let (width, eyes) = (a * c, plan.beliefs.eyes.len());
        for tile in 0..TILES {
            for who in 0..s {
                let w = &weights[(tile * s + who) * c..][..c];
                let q = &perceived[(tile * eyes + plan.beliefs.eye_of[who]) * width..][..width];
                utilities(simd, w, q, &mut utility[(tile * s + who) * a..][..a]);
            }
        }
    }
}

/// Values of one sampler into their place.
#[expect(clippy::too_many_arguments, reason = "a world lends its scratch space and one of its arrays")]
fn fill(
    sampler: &Sampler,
    key: Key,
    place: Place,
    streams: Streams,
    block: u64,
    bits: &mut [u64; BLOCK],
    column: &mut [f64; BLOCK],
    array: &mut [Lanes],
) {
    if let Some(x) = sampler.constant() {
        place.fill(array, x);
    } else {
        streams.fill(key, block, bits);
        sampler.fill(bits, column);
        place.store(array, column);
    }
}

/// Where one variable lies in a tile-by-tile array.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) offset: usize,
    pub(super) stride: usize,
}

impl Place {
    pub(super) fn of(self, further: usize) -> Self {
        Self { offset: self.offset + further, ..self }
    }

    pub(super) fn fill(self, array: &mut [Lanes], x: f64) {
        array[self.offset..].iter_mut().step_by(self.stride).for_each(|lanes| *lanes = Lanes::splat(x));
    }

    pub(super) fn store(self, array: &mut [Lanes], column: &[f64; BLOCK]) {
        for (lanes, chunk) in array[self.offset..].iter_mut().step_by(self.stride).zip(column.chunks_exact(LANES)) {
            lanes.0.copy_from_slice(chunk);
        }
    }

    /// The same inside a kernel.
    #[inline(always)]
    fn store_here<S: Simd>(self, simd: S, array: &mut [Lanes], column: &[f64; BLOCK]) {
        let places = array[self.offset..].iter_mut().step_by(self.stride);
        for (lanes, chunk) in places.zip(column.chunks_exact(LANES)) {
            *lanes = Eight::load(simd, chunk).lanes();
        }
    }

    pub(super) fn set(self, array: &mut [Lanes], draw: usize, x: f64) {
        array[self.offset + draw / LANES * self.stride].0[draw % LANES] = x;
    }
}
