//! Weights before any move, from what is believed about them (docs/model.md, "Weights").

use super::world::{Place, TILES, World};
use crate::math::{Eight, Kernel, Lanes, Simd, simd};
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
                    for (c, key, table) in parts {
                        self.fill_from_table(streams, *key, block, table);
                        place.of(*c).store(&mut self.weights, &self.column);
                    }
                    let members: Vec<usize> = parts.iter().map(|part| part.0).collect();
                    self.normalise(place, plan.criteria, &members, *logarithmic);
                }
                WeightPlan::Ranking { groups, exponential } => {
                    for (c, key) in groups.iter().flatten() {
                        self.fill_from_table(streams, *key, block, exponential);
                        place.of(*c).store(&mut self.weights, &self.column);
                    }
                    let members: Vec<usize> = groups.iter().flatten().map(|(c, _)| *c).collect();
                    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
                    simd::run(Rank { weights: &mut self.weights, place, members: &members, sizes: &sizes });
                    self.normalise(place, plan.criteria, &members, false);
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

    fn normalise(&mut self, place: Place, criteria: usize, members: &[usize], logarithmic: bool) {
        simd::run(Normalise { weights: &mut self.weights, place, criteria, members, logarithmic });
    }
}

fn numbers(streams: Streams, key: Key, block: u64) -> [u64; BLOCK] {
    let mut bits = [0; BLOCK];
    streams.fill(key, block, &mut bits);
    bits
}

/// Divides the members' numbers (or their exponentials) by their sum.
struct Normalise<'a> {
    weights: &'a mut [Lanes],
    place: Place,
    criteria: usize,
    members: &'a [usize],
    logarithmic: bool,
}

impl Kernel for Normalise<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { weights, place, criteria, members, logarithmic } = self;
        for tile in 0..TILES {
            let row = &mut weights[place.offset + tile * place.stride..][..criteria];
            if logarithmic {
                let mut largest = row[members[0]].on(simd);
                for &c in members {
                    largest = largest.max(row[c].on(simd));
                }
                for &c in members {
                    row[c] = (row[c].on(simd) - largest).exp().lanes();
                }
            }
            let mut sum = Eight::splat(simd, 0.0);
            for &c in members {
                sum = sum + row[c].on(simd);
            }
            let share = Eight::splat(simd, 1.0) / sum;
            for &c in members {
                row[c] = (row[c].on(simd) * share).lanes();
            }
        }
    }
}

/// Gives the largest numbers to the first group, and so on; within a group they keep the order they were drawn in, which
/// is independent of their sizes, so nothing is said about who leads there.
struct Rank<'a> {
    weights: &'a mut [Lanes],
    place: Place,
    /// Criteria, group by group.
    members: &'a [usize],
    /// How many each group has.
    sizes: &'a [usize],
}

impl Kernel for Rank<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { weights, place, members, sizes } = self;
        let mut sorted = vec![Lanes::ZERO; members.len()];
        let mut drawn = sorted.clone();
        for tile in 0..TILES {
            let row = &mut weights[place.offset + tile * place.stride..];
            for ((sorted, drawn), c) in sorted.iter_mut().zip(&mut drawn).zip(members) {
                *drawn = row[*c];
                *sorted = row[*c];
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
                    row[members[member]] = given.lanes();
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
