//! What is drawn before anybody makes a move: one block of possible committees.

use super::tally::Measure;
use crate::math::{LANES, Lanes, QuantileTable, vectorised};
use crate::model::{Outside, ValueFunction};
use crate::plan::{GatePlan, Plan, Sampler, Slot, WeightPlan};
use crate::random::{BLOCK, Key, Streams};

/// Tiles per block.
pub const TILES: usize = BLOCK / LANES;

/// One block of draws, tile by tile. Allocated once per worker and filled again for every block.
#[derive(Debug)]
pub struct World {
    /// `[tile][stakeholder][criterion]` weights before any move.
    pub weights: Vec<Lanes>,
    /// `[tile][alternative]` credibility.
    pub credibility: Vec<Lanes>,
    /// `[tile][variable]` performance, natural units.
    pub natural: Vec<Lanes>,
    /// `[tile][variable]` the same as a value: what it is worth, known first hand.
    pub value: Vec<Lanes>,
    /// `[tile][judged]` perceived value q; one more at the end that is 0, for cells nobody judges.
    pub perceived: Vec<Lanes>,
    /// `[tile][stakeholder][alternative]` utility before any move.
    pub utility: Vec<Lanes>,
    /// `[tile][slot]` the number that is compared with the probability of taking a move up.
    pub luck: Vec<Lanes>,
    /// `[tile][slot]` with what strength it then works.
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
    bits: [u64; BLOCK],
    column: [f64; BLOCK],
}

impl World {
    /// Room for one block of this plan, with the moods of voters if somebody will ask for them.
    pub fn new(plan: &Plan, measure: Measure) -> Self {
        let moods = plan.moods.is_some() && (plan.rule.votes() || measure == Measure::Everything);
        let room = |width: usize| vec![Lanes::ZERO; TILES * width];
        let room_if = |wanted: bool, width: usize| if wanted { room(width) } else { Vec::new() };
        Self {
            weights: room(plan.stakeholders * plan.criteria),
            credibility: room(plan.alternatives),
            natural: room(plan.beliefs.variables.len()),
            value: room(plan.beliefs.variables.len()),
            perceived: room(plan.beliefs.judged.len() + 1),
            utility: room(plan.stakeholders * plan.alternatives),
            luck: room(plan.slots.len()),
            strength: room(plan.slots.len()),
            offer: room_if(plan.slots.iter().any(|slot| slot.offer.is_some()), plan.slots.len()),
            anger: room_if(plan.slots.iter().any(|slot| slot.backfire.is_some()), plan.slots.len()),
            fear: room(plan.stakeholders),
            speaks: room_if(plan.people_talk(), plan.stages.len() * plan.stakeholders),
            passing: room(plan.gates.len() * plan.alternatives),
            mood: room_if(moods, plan.stakeholders * plan.alternatives),
            bits: [0; BLOCK],
            column: [0.0; BLOCK],
        }
    }

    /// Draws a block.
    pub fn draw(&mut self, plan: &Plan, streams: Streams, block: u64) {
        self.draw_weights(plan, streams, block);
        self.draw_credibility(plan, streams, block);
        self.draw_performance(plan, streams, block);
        self.draw_slots(plan, streams, block);
        self.draw_people(plan, streams, block);
        self.draw_moods(plan, streams, block);
        self.draw_gates(plan, streams, block);
        self.judge(plan);
    }

    fn draw_weights(&mut self, plan: &Plan, streams: Streams, block: u64) {
        for (who, weights) in plan.beliefs.weights.iter().enumerate() {
            let place = Place { offset: who * plan.criteria, stride: plan.stakeholders * plan.criteria };
            match weights {
                WeightPlan::Exact(shares) => {
                    for (c, share) in shares.iter().enumerate() {
                        place.of(c).fill(&mut self.weights, *share);
                    }
                }
                WeightPlan::Gammas { parts, logarithmic } => {
                    for (c, key, table) in parts {
                        self.fill_from_table(streams, *key, block, table);
                        place.of(*c).store(&mut self.weights, &self.column);
                    }
                    normalise(&mut self.weights, place, plan.criteria, parts.iter().map(|part| part.0), *logarithmic);
                }
                WeightPlan::Ranking { groups, exponential } => {
                    for (c, key) in groups.iter().flatten() {
                        self.fill_from_table(streams, *key, block, exponential);
                        place.of(*c).store(&mut self.weights, &self.column);
                    }
                    rank(&mut self.weights, place, groups);
                    let members = groups.iter().flatten().map(|(c, _)| *c);
                    normalise(&mut self.weights, place, plan.criteria, members, false);
                }
                WeightPlan::Point { criteria, keys, sampler } => {
                    let columns: Vec<[u64; BLOCK]> =
                        keys.iter().map(|key| self.numbers(streams, *key, block)).collect();
                    let mut point = vec![0.0; criteria.len()];
                    for draw in 0..BLOCK {
                        let bits: Vec<u64> = columns.iter().map(|column| column[draw]).collect();
                        sampler.point(&bits, &mut point);
                        for (c, w) in criteria.iter().zip(&point) {
                            place.of(*c).set(&mut self.weights, draw, *w);
                        }
                    }
                }
            }
        }
    }

    fn numbers(&mut self, streams: Streams, key: Key, block: u64) -> [u64; BLOCK] {
        streams.fill(key, block, &mut self.bits);
        self.bits
    }

    fn fill_from_table(&mut self, streams: Streams, key: Key, block: u64, table: &QuantileTable) {
        streams.fill(key, block, &mut self.bits);
        let (bits, column) = (&self.bits, &mut self.column);
        vectorised(
            #[inline(always)]
            || table.fill(bits, column),
        );
    }

    fn draw_credibility(&mut self, plan: &Plan, streams: Streams, block: u64) {
        for (a, (key, sampler)) in plan.beliefs.credibility.iter().enumerate() {
            let place = Place { offset: a, stride: plan.alternatives };
            fill(sampler, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.credibility);
        }
    }

    fn draw_performance(&mut self, plan: &Plan, streams: Streams, block: u64) {
        let variables = plan.beliefs.variables.len();
        for (v, variable) in plan.beliefs.variables.iter().enumerate() {
            let place = Place { offset: v, stride: variables };
            let (sampler, key) = (&variable.sampler, variable.key);
            fill(sampler, key, place, streams, block, &mut self.bits, &mut self.column, &mut self.natural);
        }
        let judged = &plan.beliefs.judged;
        let width = judged.len() + 1;
        let (natural, credibility) = (&self.natural, &self.credibility);
        let (value, perceived) = (&mut self.value, &mut self.perceived);
        vectorised(
            #[inline(always)]
            || {
                for tile in 0..TILES {
                    let x = &natural[tile * variables..][..variables];
                    let k = &credibility[tile * plan.alternatives..][..plan.alternatives];
                    let u = &mut value[tile * variables..][..variables];
                    for ((u, x), variable) in u.iter_mut().zip(x).zip(&plan.beliefs.variables) {
                        *u = value_of(&variable.value, *x);
                    }
                    for (q, seen) in perceived[tile * width..].iter_mut().zip(judged) {
                        *q = perceive(u[seen.variable], k[seen.alternative], seen.reputation);
                    }
                }
            },
        );
    }

    fn draw_slots(&mut self, plan: &Plan, streams: Streams, block: u64) {
        let slots = plan.slots.len();
        for (s, slot) in plan.slots.iter().enumerate() {
            let place = Place { offset: s, stride: slots };
            self.draw_luck(slot, place, streams, block);
            let (key, sampler) = &slot.strength;
            fill(sampler, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.strength);
            if let Some((key, sampler)) = &slot.offer {
                fill(sampler, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.offer);
            }
            if let Some(backfire) = &slot.backfire {
                self.draw_event(backfire.key, backfire.probability, streams, block);
                place.store(&mut self.anger, &self.column);
            }
        }
    }

    fn draw_luck(&mut self, slot: &Slot, place: Place, streams: Streams, block: u64) {
        if slot.is_random() {
            self.draw_units(slot.key, streams, block);
            place.store(&mut self.luck, &self.column);
        } else {
            // Below every probability, or above: always, or never.
            place.fill(&mut self.luck, if slot.probability > 0.0 { -1.0 } else { 2.0 });
        }
    }

    fn draw_people(&mut self, plan: &Plan, streams: Streams, block: u64) {
        let (people, stages) = (plan.stakeholders, plan.stages.len());
        for (who, (key, fear)) in plan.inertia.iter().flat_map(|inertia| &inertia.fear).enumerate() {
            let place = Place { offset: who, stride: people };
            fill(fear, *key, place, streams, block, &mut self.bits, &mut self.column, &mut self.fear);
        }
        self.fear.iter_mut().for_each(|fear| *fear = fear.max(Lanes::ZERO));
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
        for (offset, key) in moods.keys.iter().enumerate() {
            self.fill_from_table(streams, *key, block, &moods.table);
            Place { offset, stride: moods.keys.len() }.store(&mut self.mood, &self.column);
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
        streams.fill(key, block, &mut self.bits);
        for (u, &bits) in self.column.iter_mut().zip(&self.bits) {
            *u = crate::math::unit(bits);
        }
    }

    /// 1 where something of this probability happens, else 0, into the column.
    fn draw_event(&mut self, key: Key, probability: f64, streams: Streams, block: u64) {
        self.draw_units(key, streams, block);
        self.column.iter_mut().for_each(|u| *u = if *u < probability { 1.0 } else { 0.0 });
    }

    /// Utilities before any move.
    fn judge(&mut self, plan: &Plan) {
        let (s, c, a) = (plan.stakeholders, plan.criteria, plan.alternatives);
        let width = plan.beliefs.judged.len() + 1;
        let (weights, perceived, utility) = (&self.weights, &self.perceived, &mut self.utility);
        vectorised(
            #[inline(always)]
            || {
                for tile in 0..TILES {
                    let q = &perceived[tile * width..][..width];
                    for who in 0..s {
                        let w = &weights[(tile * s + who) * c..][..c];
                        let cells = &plan.beliefs.cells[who * a * c..][..a * c];
                        utilities(w, cells, q, &mut utility[(tile * s + who) * a..][..a]);
                    }
                }
            },
        );
    }
}

/// U_iv = sum_c w_ic q_ivc for one stakeholder; a cell nobody judges counts as 0 (its weight is 0).
#[inline(always)]
pub fn utilities(w: &[Lanes], cells: &[usize], q: &[Lanes], out: &mut [Lanes]) {
    let nothing = q.len() - 1;
    for (u, cells) in out.iter_mut().zip(cells.chunks_exact(w.len())) {
        let mut sum = Lanes::ZERO;
        for (w, &cell) in w.iter().zip(cells) {
            sum = sum + *w * q[cell.min(nothing)];
        }
        *u = sum;
    }
}

/// q = k u + (1 - k) b
#[inline(always)]
pub fn perceive(u: Lanes, k: Lanes, reputation: f64) -> Lanes {
    k * u + (Lanes::ONE - k) * reputation
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

/// [`ValueFunction::value`], lane by lane, with the same bits.
#[inline(always)]
pub fn value_of(value: &ValueFunction, x: Lanes) -> Lanes {
    let points = value.points();
    let sign = if value.less_is_better() { -1.0 } else { 1.0 };
    let on_segment = |i: usize| {
        let ((x0, v0), (x1, v1)) = (points[i], points[i + 1]);
        (x - x0) * ((v1 - v0) / (x1 - x0)) + v0
    };
    let mut u = on_segment(0);
    for i in 1..points.len() - 1 {
        let later = on_segment(i);
        let knot = points[i].0 * sign;
        for lane in 0..LANES {
            if x.0[lane] * sign >= knot {
                u.0[lane] = later.0[lane];
            }
        }
    }
    match value.outside() {
        Outside::Clamp => u.max(Lanes::ZERO).min(Lanes::ONE),
        Outside::Extrapolate => u,
    }
}

/// Where one variable lies in a tile-by-tile array.
#[derive(Clone, Copy)]
struct Place {
    offset: usize,
    stride: usize,
}

impl Place {
    fn of(self, further: usize) -> Self {
        Self { offset: self.offset + further, ..self }
    }

    fn fill(self, array: &mut [Lanes], x: f64) {
        array[self.offset..].iter_mut().step_by(self.stride).for_each(|lanes| *lanes = Lanes::splat(x));
    }

    fn store(self, array: &mut [Lanes], column: &[f64; BLOCK]) {
        for (lanes, chunk) in array[self.offset..].iter_mut().step_by(self.stride).zip(column.chunks_exact(LANES)) {
            lanes.0.copy_from_slice(chunk);
        }
    }

    fn set(self, array: &mut [Lanes], draw: usize, x: f64) {
        array[self.offset + draw / LANES * self.stride].0[draw % LANES] = x;
    }

    fn get(self, array: &[Lanes], draw: usize) -> f64 {
        array[self.offset + draw / LANES * self.stride].0[draw % LANES]
    }
}

/// Divides the members' numbers (or their exponentials) by their sum.
fn normalise(
    weights: &mut [Lanes],
    place: Place,
    criteria: usize,
    members: impl Iterator<Item = usize>,
    logarithmic: bool,
) {
    let members: Vec<usize> = members.collect();
    vectorised(
        #[inline(always)]
        || {
            for tile in 0..TILES {
                let row = &mut weights[place.offset + tile * place.stride..][..criteria];
                if logarithmic {
                    let first = row[members[0]];
                    let largest = members.iter().fold(first, |most, c| most.max(row[*c]));
                    for &c in &members {
                        row[c] = (row[c] - largest).exp();
                    }
                }
                let sum = members.iter().fold(Lanes::ZERO, |sum, c| sum + row[*c]);
                for &c in &members {
                    row[c] = row[c] / sum;
                }
            }
        },
    );
}

/// Gives the largest numbers to the first group, and so on; within a group they keep the order they were drawn in, which
/// is independent of their sizes, so nothing is said about who leads there.
fn rank(weights: &mut [Lanes], place: Place, groups: &[Vec<(usize, Key)>]) {
    for draw in 0..BLOCK {
        let read = |weights: &[Lanes], c: usize| place.of(c).get(weights, draw);
        let mut sorted: Vec<f64> = groups.iter().flatten().map(|(c, _)| read(weights, *c)).collect();
        sorted.sort_by(|a, b| b.total_cmp(a));
        let mut next = sorted.into_iter();
        for group in groups {
            let mut members: Vec<(f64, usize)> = group.iter().map(|(c, _)| (read(weights, *c), *c)).collect();
            members.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (_, c) in members {
                let x = next.next().expect("as many numbers as members");
                place.of(c).set(weights, draw, x);
            }
        }
    }
}
