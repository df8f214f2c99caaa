//! How the change that a strategy makes is shared among its moves: Shapley values and interaction indices as combinations of
//! what parts of the strategy bring.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::coalition::{Coalition, Combination, Lines};

/// Everything that is asked about the moves, in terms of lines.
#[derive(Debug)]
pub(super) struct Shares {
    /// `[move]` its Shapley value.
    pub shapley: Vec<Combination>,
    /// `[pair of orders][move]` what it brings in a sampled order and in the reverse of it, halved; empty if all coalitions are
    /// played.
    pub sampled: Vec<Vec<Combination>>,
    /// `[move]` what it brings alone.
    pub alone: Vec<Combination>,
    /// `[move]` what is lost without it.
    pub without: Vec<Combination>,
    /// Shapley interaction index of each pair; empty if not all coalitions are played.
    pub pairs: Vec<(usize, usize, Combination)>,
    /// What all of them bring together.
    pub uplift: Combination,
}

impl Shares {
    /// From all coalitions.
    pub fn exact(count: usize, lines: &mut Lines) -> Self {
        let by_size = weights(count, 1);
        let shapley = |lines: &mut Lines, i: usize| {
            let others = coalitions_without(count, bit(i));
            let terms = others.flat_map(|s| [(s | bit(i), by_size[size(s)]), (s, -by_size[size(s)])]);
            combination(lines, terms)
        };
        let by_size_of_pairs = weights(count, 2);
        let interaction = |lines: &mut Lines, i: usize, j: usize| {
            let others = coalitions_without(count, bit(i) | bit(j));
            let terms = others.flat_map(|s| {
                let weight = by_size_of_pairs[size(s)];
                [(s | bit(i) | bit(j), weight), (s | bit(i), -weight), (s | bit(j), -weight), (s, weight)]
            });
            (i, j, combination(lines, terms))
        };
        let mut shares = Self::ends(count, lines);
        shares.shapley = (0..count).map(|i| shapley(lines, i)).collect();
        let pairs = (0..count).flat_map(|i| (i + 1..count).map(move |j| (i, j)));
        shares.pairs = pairs.map(|(i, j)| interaction(lines, i, j)).collect();
        shares
    }

    /// From so many random orders and the reverse of each.
    pub fn sampled(count: usize, pairs: usize, seed: u64, lines: &mut Lines) -> Self {
        let mut numbers = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut shares = Self::ends(count, lines);
        for _ in 0..pairs {
            let mut order: Vec<usize> = (0..count).collect();
            for last in (1..count).rev() {
                order.swap(last, (numbers.next_u64() % (last as u64 + 1)) as usize);
            }
            let mut terms: Vec<Vec<(Coalition, f64)>> = vec![Vec::new(); count];
            marginal(order.iter(), &mut terms);
            marginal(order.iter().rev(), &mut terms);
            shares.sampled.push(terms.into_iter().map(|terms| combination(lines, terms)).collect());
        }
        let of_move = |i: usize| shares.sampled.iter().map(|pair| pair[i].clone()).collect::<Vec<_>>();
        shares.shapley = (0..count).map(|i| Combination::mean(&of_move(i))).collect();
        shares
    }

    /// What one move does at the beginning and at the end.
    fn ends(count: usize, lines: &mut Lines) -> Self {
        let all = (0..count).fold(0, |all, i| all | bit(i));
        let mut change = |to: Coalition, from: Coalition| combination(lines, [(to, 1.0), (from, -1.0)]);
        Self {
            shapley: Vec::new(),
            sampled: Vec::new(),
            alone: (0..count).map(|i| change(bit(i), 0)).collect(),
            without: (0..count).map(|i| change(all, all & !bit(i))).collect(),
            pairs: Vec::new(),
            uplift: change(all, 0),
        }
    }
}

/// What each move adds to those before it in an order, halved.
fn marginal<'a>(order: impl Iterator<Item = &'a usize>, terms: &mut [Vec<(Coalition, f64)>]) {
    let mut before: Coalition = 0;
    for &next in order {
        terms[next].extend([(before | bit(next), 0.5), (before, -0.5)]);
        before |= bit(next);
    }
}

fn bit(i: usize) -> Coalition {
    1 << i
}

fn size(coalition: Coalition) -> usize {
    coalition.count_ones() as usize
}

fn combination(lines: &mut Lines, terms: impl IntoIterator<Item = (Coalition, f64)>) -> Combination {
    Combination::of(terms.into_iter().map(|(coalition, factor)| (lines.line(coalition), factor)))
}

/// All coalitions of `count` moves without these.
fn coalitions_without(count: usize, left_out: Coalition) -> impl Iterator<Item = Coalition> {
    (0..1 << count).filter(move |s| s & left_out == 0)
}

/// `[size]` weight of a coalition of this size among the others of `together` moves, all orders being alike: s! (n - s - t)! /
/// (n - t + 1)!, for one move (Shapley 1953) and for a pair (Grabisch & Roubens 1999).
fn weights(count: usize, together: usize) -> Vec<f64> {
    let Some(others) = count.checked_sub(together) else { return Vec::new() };
    let mut weight = 1.0 / (others + 1) as f64;
    let mut weights = Vec::new();
    for s in 0..=others {
        weights.push(weight);
        // From s! (m - s)! to (s + 1)! (m - s - 1)!, m the number of others.
        weight *= (s + 1) as f64 / (others - s).max(1) as f64;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_all_coalitions_add_up_to_one() {
        for count in 1..=12 {
            for together in 1..=count.min(2) {
                let weights = weights(count, together);
                let others = count - together;
                let choose = |s: usize| (0..s).map(|k| (others - k) as f64 / (k + 1) as f64).product::<f64>();
                let sum: f64 = weights.iter().enumerate().map(|(s, w)| w * choose(s)).sum();
                assert!((sum - 1.0).abs() < 1e-12, "{count} {together}: {sum}");
            }
        }
        assert_eq!(weights(3, 1), [1.0 / 3.0, 1.0 / 6.0, 1.0 / 3.0]);
    }
}
