//! What is drawn before anybody makes a move: one block of possible committees.

use crate::math::{LANES, Lanes, QuantileTable, vectorised};
use crate::model::{Outside, ValueFunction};
use crate::plan::{Chance, Judged, Plan, WeightPlan};
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
    /// `[tile][judged]` perceived value q; one more at the end that is 0, for cells nobody judges.
    pub perceived: Vec<Lanes>,
    /// `[tile][stakeholder][alternative]` utility before any move.
    pub utility: Vec<Lanes>,
    /// `[tile][slot]` 1 where the move is taken up, else 0.
    pub taken: Vec<Lanes>,
    /// `[tile][slot]` with what strength.
    pub strength: Vec<Lanes>,
    bits: [u64; BLOCK],
    column: [f64; BLOCK],
}

impl World {
    /// Room for one block of this plan.
    pub fn new(plan: &Plan) -> Self {
        let room = |width: usize| vec![Lanes::ZERO; TILES * width];
        Self {
            weights: room(plan.stakeholders * plan.criteria),
            credibility: room(plan.alternatives),
            natural: room(plan.beliefs.variables.len()),
            perceived: room(plan.beliefs.judged.len() + 1),
            utility: room(plan.stakeholders * plan.alternatives),
            taken: room(plan.slots.len()),
            strength: room(plan.slots.len()),
            bits: [0; BLOCK],
            column: [0.0; BLOCK],
        }
    }

    /// Draws a block.
    pub fn draw(&mut self, plan: &Plan, streams: Streams, block: u64) {
        self.draw_weights(plan, streams, block);
        self.draw_scores(plan, streams, block);
        self.judge(plan);
    }

    /// Draws everything but the weights of a block: for weights that are given.
    pub fn draw_scores(&mut self, plan: &Plan, streams: Streams, block: u64) {
        self.draw_credibility(plan, streams, block);
        self.draw_performance(plan, streams, block);
        self.draw_slots(plan, streams, block);
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
            if let Some(k) = sampler.constant() {
                place.fill(&mut self.credibility, k);
            } else {
                streams.fill(*key, block, &mut self.bits);
                sampler.fill(&self.bits, &mut self.column);
                place.store(&mut self.credibility, &self.column);
            }
        }
    }

    fn draw_performance(&mut self, plan: &Plan, streams: Streams, block: u64) {
        let variables = plan.beliefs.variables.len();
        for (v, variable) in plan.beliefs.variables.iter().enumerate() {
            let place = Place { offset: v, stride: variables };
            if let Some(x) = variable.sampler.constant() {
                place.fill(&mut self.natural, x);
            } else {
                streams.fill(variable.key, block, &mut self.bits);
                variable.sampler.fill(&self.bits, &mut self.column);
                place.store(&mut self.natural, &self.column);
            }
        }
        let judged = &plan.beliefs.judged;
        let width = judged.len() + 1;
        let (natural, credibility) = (&self.natural, &self.credibility);
        let perceived = &mut self.perceived;
        vectorised(
            #[inline(always)]
            || {
                for tile in 0..TILES {
                    let x = &natural[tile * variables..][..variables];
                    let k = &credibility[tile * plan.alternatives..][..plan.alternatives];
                    for (q, seen) in perceived[tile * width..].iter_mut().zip(judged) {
                        *q = perceive(seen, &plan.beliefs.variables[seen.variable].value, x[seen.variable], k);
                    }
                }
            },
        );
    }

    fn draw_slots(&mut self, plan: &Plan, streams: Streams, block: u64) {
        let slots = plan.slots.len();
        for (s, slot) in plan.slots.iter().enumerate() {
            let place = Place { offset: s, stride: slots };
            match &slot.chance {
                Chance::Always => place.fill(&mut self.taken, 1.0),
                Chance::Never => place.fill(&mut self.taken, 0.0),
                Chance::Sometimes { key, probability, credibility } => {
                    streams.fill(*key, block, &mut self.bits);
                    for tile in 0..TILES {
                        let k = credibility.map_or(Lanes::ONE, |a| self.credibility[tile * plan.alternatives + a]);
                        let bits = &self.bits[tile * LANES..][..LANES];
                        let u = Lanes(std::array::from_fn(|lane| crate::math::unit(bits[lane])));
                        self.taken[tile * slots + s] = u.below(k * *probability);
                    }
                }
            }
            let (key, sampler) = &slot.strength;
            if let Some(f) = sampler.constant() {
                place.fill(&mut self.strength, f);
            } else {
                streams.fill(*key, block, &mut self.bits);
                sampler.fill(&self.bits, &mut self.column);
                place.store(&mut self.strength, &self.column);
            }
        }
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

/// q = k u(x) + (1 - k) b
#[inline(always)]
pub fn perceive(seen: &Judged, value: &ValueFunction, x: Lanes, credibility: &[Lanes]) -> Lanes {
    let k = credibility[seen.alternative];
    k * value_of(value, x) + (Lanes::ONE - k) * seen.reputation
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
