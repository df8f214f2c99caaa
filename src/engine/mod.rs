//! Plan to tally: blocks of draws, in structure-of-arrays form.
//!
//! Everything here is a pure function of (plan, seed, block); the runner alone knows threads. A block holds
//! [`BLOCK`](crate::random::BLOCK) draws in tiles of eight; a tile's numbers lie side by side in memory, one cache line
//! per variable.

mod block;
mod choose;
mod count;
mod decide;
mod detail;
mod direct;
pub mod discuss;
mod each;
mod fixed;
mod gates;
mod group_score;
mod inspect;
mod judge;
mod lasting;
mod minds;
mod nudge;
mod perceive;
mod persuade;
mod probe;
mod round;
mod runner;
mod tally;
mod utility;
mod weights;
mod world;

pub use block::{simulate, simulate_more};
pub use each::{BlockView, Column, Look, each_block};
pub use fixed::{FixedCase, simulate_fixed};
pub use inspect::{DrawView, StrategyView, inspect};
pub use perceive::{Perceptions, simulate_perceptions};
pub use probe::{PointMeans, simulate_probe};
pub use runner::{Cancelled, Runner, Silent, Watch};
pub use tally::{BINS, Layout, Measure, StrategyTally, Tally};
