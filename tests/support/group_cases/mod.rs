//! Purchases by a group, over time, whose win probability is known in closed form: a case or more per mechanism.

mod choice;
mod minds;

use reframe::model::Distribution;

use super::cases::Case;

pub use choice::{floors, gates, softmax, votes};
pub use minds::{fear, offers, talk, time, trust};

/// All of them.
pub fn all() -> Vec<Case> {
    [votes(), softmax(), gates(), trust(), offers(), fear(), talk(), time(), floors()].into_iter().flatten().collect()
}

fn between(low: f64, high: f64) -> Distribution {
    Distribution::uniform(low, high).expect("an interval")
}
