//! Sobol's indices of our win probability and of the uplift: worlds A and B of two seeds, and for each group of inputs a
//! world A in which only this group has its numbers from B.

use super::Studied;
use crate::engine::{Look, each_block};
use crate::model::InputKind;
use crate::plan::Input;
use crate::random::{BLOCK, Streams, Treatment, Treatments};
use crate::stats::{Estimate, PickFreeze, SobolIndices, sobol, sum_of_first};
use crate::study::{StudyError, input_id};

/// How much one group of inputs matters.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupIndices {
    /// Which.
    pub kind: InputKind,
    /// For our win probability; `None` if that does not vary.
    pub win: Option<SobolIndices>,
    /// For the uplift; `None` if that does not vary.
    pub uplift: Option<SobolIndices>,
}

/// The indices of all groups.
pub(super) struct Found {
    pub groups: Vec<GroupIndices>,
    pub one_by_one: Option<Estimate>,
    pub one_by_one_uplift: Option<Estimate>,
}

/// What was seen in one block: win probability and uplift, draw by draw.
type Seen = [[f64; BLOCK]; 2];

/// The most blocks of one world that are kept in memory at a time.
const CHUNK: u64 = 256;

/// World B is that of this other seed.
pub(super) fn other_seed(seed: u64) -> u64 {
    seed ^ 0x5eed_b0b5_eed0_0b0b
}

/// `[group][batch]`, one for win probability, one for the uplift.
type Sums = [Vec<Vec<PickFreeze>>; 2];

/// Pick-freeze for every input.
pub(super) fn indices(studied: &Studied, inputs: &[Input]) -> Result<Found, StudyError> {
    let empty = || vec![vec![PickFreeze::default(); studied.batches as usize]; inputs.len()];
    let mut sums: Sums = [empty(), empty()];
    let mut first = 0;
    while first < studied.blocks {
        let blocks = first..studied.blocks.min(first + CHUNK);
        add(studied, inputs, blocks.clone(), &mut sums)?;
        first = blocks.end;
    }
    let [win, uplift] = &sums;
    let of = |(number, input): (usize, &Input)| GroupIndices {
        kind: input.kind,
        win: sobol(&win[number]),
        uplift: sobol(&uplift[number]),
    };
    let mut groups: Vec<GroupIndices> = inputs.iter().enumerate().map(of).collect();
    let total = |group: &GroupIndices| group.win.map_or(0.0, |indices| indices.total.value());
    let id = |group: &GroupIndices| input_id(studied.scenario, group.kind);
    groups.sort_by(|a, b| total(b).total_cmp(&total(a)).then_with(|| id(a).cmp(&id(b))));
    Ok(Found { groups, one_by_one: sum_of_first(win), one_by_one_uplift: sum_of_first(uplift) })
}

fn add(studied: &Studied, inputs: &[Input], blocks: std::ops::Range<u64>, sums: &mut Sums) -> Result<(), StudyError> {
    let (seed, other) = (studied.seed, other_seed(studied.seed));
    let a = world(studied, Streams::new(seed), blocks.clone())?;
    let b = world(studied, Streams::new(other), blocks.clone())?;
    for (number, input) in inputs.iter().enumerate() {
        let swapped = Treatments::of(input.keys.iter().copied(), Treatment::Seed(other));
        let mixed = world(studied, Streams::new(seed).treated(&swapped), blocks.clone())?;
        for (block, ((a, b), mixed)) in blocks.clone().zip(a.iter().zip(&b).zip(&mixed)) {
            let batch = (block * studied.batches / studied.blocks) as usize;
            for (sums, ((a, b), mixed)) in sums.iter_mut().zip(a.iter().zip(b).zip(mixed)) {
                let mut of_block = PickFreeze::default();
                for draw in 0..BLOCK {
                    of_block.add(a[draw], b[draw], mixed[draw]);
                }
                sums[number][batch].join(&of_block);
            }
        }
    }
    Ok(())
}

fn world(studied: &Studied, streams: Streams, blocks: std::ops::Range<u64>) -> Result<Vec<Seen>, StudyError> {
    let us = studied.plan.us;
    let draws = (blocks.end - blocks.start) * BLOCK as u64;
    let look = Look::default();
    let seen = each_block(&studied.plan, streams, blocks, look, studied.runner, &studied.watch, |view| {
        let (with, without) = (view.win(1, us), view.win(0, us));
        [*with, std::array::from_fn(|draw| with[draw] - without[draw])]
    })?;
    studied.watch.done(draws);
    Ok(seen)
}
