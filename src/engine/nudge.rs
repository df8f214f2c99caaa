//! The short form of strategies that are no more than nudges: for each person one weight moves, and utilities with it, on
//! a straight line. Only for outcomes; everything else takes the general form (`round.rs`), whose results these are.
//!
//! The number of alternatives `A` is known when this is compiled, so that all of a tile stays in registers; and a block is
//! played in passes of a few tiles, so that what all strategies look at stays in the nearest cache.

use super::choose::{TIE, choose};
use super::count::{add, add_outcomes};
use super::persuade::Tile;
use super::round::tile;
use super::tally::Layout;
use super::world::{TILES, World};
use crate::math::{Eight, Kernel, Lanes, Simd};
use crate::model::GroupRule;
use crate::plan::{Heading, Nudge, Plan, Strength};

/// Tiles of a pass.
const PASS: usize = 8;

/// What is the same for all strategies of a pass.
#[derive(Debug)]
pub struct Directions {
    /// `[heading][tile of the pass][alternative]` how utility changes with the weight.
    slope: Vec<Lanes>,
    /// `[heading][tile of the pass]` mass that can be given.
    mass: Vec<Lanes>,
    /// `[tile of the pass][stakeholder][alternative]` first choices of those whom nobody moves.
    votes: Vec<Lanes>,
    /// `[tile of the pass][alternative]` the group's utility before any move.
    group: Vec<Lanes>,
    /// Scratch space of one vote.
    own: Vec<Lanes>,
    first: Vec<Lanes>,
}

impl Directions {
    /// Room for one pass; none if no strategy of the plan has a short form.
    pub fn new(plan: &Plan) -> Option<Self> {
        plan.strategies.iter().any(|strategy| strategy.nudges.is_some()).then(|| {
            let room = |size: usize| vec![Lanes::ZERO; size];
            Self {
                slope: room(plan.headings.len() * PASS * plan.alternatives),
                mass: room(plan.headings.len() * PASS),
                votes: room(PASS * plan.stakeholders * plan.alternatives),
                group: room(PASS * plan.alternatives),
                own: room(plan.alternatives),
                first: room(plan.alternatives),
            }
        })
    }
}

/// All strategies of a plan that have a short form, in all tiles of a block.
pub struct PlayNudges<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The world.
    pub world: &'a World,
    /// Where sums lie.
    pub layout: &'a Layout,
    /// Number of whole tiles that are played.
    pub tiles: usize,
    /// Draws of the last tile that count.
    pub active: &'a [Lanes; TILES],
    /// Scratch space.
    pub directions: &'a mut Directions,
    /// `[tile][alternative]` win probabilities of the first strategy.
    pub reference: &'a mut [Lanes],
    /// `[strategy][sum]`
    pub sums: &'a mut [Lanes],
}

impl Kernel for PlayNudges<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        match self.plan.alternatives {
            2 => simd.call(Sized::<2>(self)),
            3 => simd.call(Sized::<3>(self)),
            4 => simd.call(Sized::<4>(self)),
            5 => simd.call(Sized::<5>(self)),
            6 => simd.call(Sized::<6>(self)),
            more => unreachable!("no strategy has a short form with {more} alternatives"),
        }
    }
}
