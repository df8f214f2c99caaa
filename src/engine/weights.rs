//! Weights before any move, from what is believed about them (docs/model.md, "Weights").

use std::sync::Arc;

use super::world::{Place, TILES, World};
use crate::math::{Eight, Kernel, LANES, Lanes, QuantileTable, Simd, simd};
use crate::plan::{Plan, WeightPlan};
use crate::random::{BLOCK, Key, Streams};

impl World {
    /// Weights before any move.
    pub(super) fn draw_weights(&mut self, plan: &Plan, streams: Streams, block: u64) {
        for (who, weights) in plan.beliefs.weights.iter().enumerate() {
            let place = Place { offset: who * plan.criteria, stride: plan.stakeholders * plan.criteria };
            match weights {
                WeightPlan::Exact(shares) => {
                    for (c, share) in shares.iter().enumerate() {
                        place.of(c).fill(&mut self.weights, *share);
                    }
                }
                WeightPlan::Gammas { parts, logarithmic } => {
                    simd::run(DrawGammas { world: self, parts, streams, block });
                    let members: Vec<usize> = parts.iter().map(|part| part.0).collect();
                    self.normalise(place, &members, *logarithmic);
                }
                WeightPlan::Ranking { groups, exponential } => {
                    for (c, key) in groups.iter().flatten() {
                        self.fill_from_table(streams, *key, block, exponential);
                        self.person[*c] = self.column;
                    }
                    let members: Vec<usize> = groups.iter().flatten().map(|(c, _)| *c).collect();
                    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
                    simd::run(Rank { person: &mut self.person, members: &members, sizes: &sizes });
                    self.normalise(place, &members, false);
                }
                WeightPlan::Point { criteria, keys, sampler } => {
                    let columns: Vec<[u64; BLOCK]> = keys.iter().map(|key| numbers(streams, *key, block)).collect();
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

    fn normalise(&mut self, place: Place, members: &[usize], logarithmic: bool) {
        let Self { weights, person, .. } = self;
        simd::run(Normalise { person, members, logarithmic, weights, place });
    }
}

fn numbers(streams: Streams, key: Key, block: u64) -> [u64; BLOCK] {
    let mut bits = [0; BLOCK];
    streams.fill(key, block, &mut bits);
    bits
}

/// The numbers that become a person's weights.
struct DrawGammas<'a> {
    world: &'a mut World,
    parts: &'a [(usize, Key, Arc<QuantileTable>)],
    streams: Streams<'a>,
    block: u64,
}

impl Kernel for DrawGammas<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let World { bits, person, .. } = self.world;
        for (c, key, table) in self.parts {
            self.streams.fill_here(simd, *key, self.block, bits);
            table.fill(simd, bits, &mut person[*c]);
        }
    }
}

/// Divides the members' numbers (or their exponentials) by their sum: a person's weights.
struct Normalise<'a> {
    person: &'a mut [[f64; BLOCK]],
    members: &'a [usize],
    logarithmic: bool,
    weights: &'a mut [Lanes],
    place: Place,
}

impl Kernel for Normalise<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { person, members, logarithmic, weights, place } = self;
        for tile in 0..TILES {
            let draws = tile * LANES..(tile + 1) * LANES;
            if logarithmic {
                let mut largest = Eight::load(simd, &person[members[0]][draws.clone()]);
                for &c in members {
                    largest = largest.max(Eight::load(simd, &person[c][draws.clone()]));
                }
                for &c in members {
                    let x = (Eight::load(simd, &person[c][draws.clone()]) - largest).exp();
                    person[c][draws.clone()].copy_from_slice(&x.lanes().0);
                }
            }
            let mut sum = Eight::splat(simd, 0.0);
            for &c in members {
                sum = sum + Eight::load(simd, &person[c][draws.clone()]);
            }
            let share = Eight::splat(simd, 1.0) / sum;
            let row = &mut weights[place.offset + tile * place.stride..];
            for &c in members {
                row[c] = (Eight::load(simd, &person[c][draws.clone()]) * share).lanes();
            }
        }
    }
}

/// Gives the largest numbers to the first group, and so on; within a group they keep the order they were drawn in, which
/// is independent of their sizes, so nothing is said about who leads there.
struct Rank<'a> {
    person: &'a mut [[f64; BLOCK]],
    /// Criteria, group by group.
    members: &'a [usize],
    /// How many each group has.
    sizes: &'a [usize],
}

impl Kernel for Rank<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { person, members, sizes } = self;
        let mut sorted = vec![Lanes::ZERO; members.len()];
        let mut drawn = sorted.clone();
        for tile in 0..TILES {
            let draws = tile * LANES..(tile + 1) * LANES;
            for ((sorted, drawn), c) in sorted.iter_mut().zip(&mut drawn).zip(members) {
                *drawn = Eight::load(simd, &person[*c][draws.clone()]).lanes();
                *sorted = *drawn;
            }
            sort(simd, &mut sorted);
            let mut start = 0;
            for size in sizes {
                let group = start..start + size;
                for member in group.clone() {
                    let own = drawn[member].on(simd);
                    // As many of the group's numbers are passed over as members have drawn more.
                    let mut before = Eight::splat(simd, 0.0);
                    for other in group.clone() {
                        before = before + own.below(drawn[other].on(simd)).one();
                    }
                    let mut given = sorted[start].on(simd);
                    for (passed, number) in sorted[group.clone()].iter().enumerate() {
                        let passed = Eight::splat(simd, passed as f64);
                        given = passed.at_most(before).select(number.on(simd), given);
                    }
                    person[members[member]][draws.clone()].copy_from_slice(&given.lanes().0);
                }
                start += size;
            }
        }
    }
}

/// Largest first, draw by draw: neighbours change places until all are in order.
#[inline(always)]
fn sort<S: Simd>(simd: S, numbers: &mut [Lanes]) {
    for end in (1..numbers.len()).rev() {
        for i in 0..end {
            let (a, b) = (numbers[i].on(simd), numbers[i + 1].on(simd));
            numbers[i] = a.max(b).lanes();
            numbers[i + 1] = a.min(b).lanes();
        }
    }
}
