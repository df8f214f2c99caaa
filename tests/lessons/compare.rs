//! Comparing two situations, and saying which difference is no accident.

use reframe::model::Scenario;
use reframe::study::{Contrast, Event};

use super::ask::{alternative, difference, side};

/// A difference of this many standard errors is no accident.
pub const CLEAR: f64 = 4.5;

/// A scenario, a strategy of it (or `baseline`), and an alternative: how often is it chosen?
pub type Case<'a> = (&'a Scenario, &'a str, &'a str);

/// Two cases on the same random numbers.
pub fn compare(left: Case, right: Case) -> Contrast {
    let chosen = |(scenario, strategy, wins)| side(scenario, strategy, Event::Wins(alternative(scenario, wins)));
    difference(chosen(left), chosen(right))
}

/// We in two strategies of one scenario.
pub fn our_gain(scenario: &Scenario, more: &str, less: &str) -> Contrast {
    let us = &scenario.vendors[scenario.us.index()].id;
    compare((scenario, more, us), (scenario, less, us))
}

/// The left side is chosen more often, and that is no accident.
pub fn clearly_more(what: &str, found: Contrast) {
    assert!(found.z() > CLEAR, "{what}: {} against {}, z = {}", found.left, found.right, found.z());
}

/// The left side is chosen less often, and that is no accident.
pub fn clearly_less(what: &str, found: Contrast) {
    assert!(found.z() < -CLEAR, "{what}: {} against {}, z = {}", found.left, found.right, found.z());
}

/// Both sides are exactly as probable, draw by draw.
pub fn the_same(what: &str, found: Contrast) {
    assert!(found.difference.value() == 0.0, "{what}: {} against {}", found.left, found.right);
}

/// One difference is larger than another. The two errors are added, which is cautious.
pub fn larger(what: &str, one: Contrast, other: Contrast) {
    let error = one.difference.std_error() + other.difference.std_error();
    let z = (one.difference.value() - other.difference.value()) / error;
    assert!(z > CLEAR, "{what}: {:?} against {:?}, z = {z}", one.difference, other.difference);
}
