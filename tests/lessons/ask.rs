//! How the lessons ask: scenario files, as they are and with a number changed, and paired differences between them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::copy;
use reframe::engine::Runner;
use reframe::model::{Alternative, Scenario, StrategyId, VendorId};
use reframe::scenario::load;
use reframe::study::{Contrast, Event, Side, contrast};

const DRAWS: u64 = 20_000;
const SEED: u64 = 11;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// A file below `scenarios`.
pub fn scenario(file: &str) -> Scenario {
    load(&folder().join(file)).unwrap_or_else(|problems| panic!("{problems}")).scenario
}

/// The same file after changes that somebody would make by hand: (file in the same folder, old text, new text),
/// wherever the old text stands. Pages name such changes, so it must stand there.
pub fn changed(file: &str, edits: &[(&str, &str, &str)]) -> Scenario {
    let (name, main) = file.split_once('/').expect("a folder and a file");
    let place = tempfile::tempdir().expect("a folder");
    let copied = place.path().join("scenarios").join(name);
    copy(&folder().join(name), &copied);
    for (edited, old, new) in edits {
        let path = copied.join(edited);
        let text = fs::read_to_string(&path).expect("a scenario file");
        assert!(text.contains(old), "{name}/{edited} has no {old:?}");
        fs::write(&path, text.replace(old, new)).expect("a writable file");
    }
    load(&copied.join(main)).unwrap_or_else(|problems| panic!("{problems}")).scenario
}

/// A vendor, or the `status_quo`.
pub fn alternative(scenario: &Scenario, id: &str) -> Alternative {
    let vendor = scenario.vendors.iter().position(|vendor| vendor.id == id);
    match vendor {
        Some(vendor) => Alternative::Vendor(VendorId::new(vendor)),
        None if id == "status_quo" => Alternative::StatusQuo,
        None => panic!("no vendor {id}"),
    }
}

/// A strategy (or the `baseline`) and something that may happen.
pub fn side<'a>(scenario: &'a Scenario, strategy: &str, event: Event) -> Side<'a> {
    let position = scenario.strategies.iter().position(|one| one.id == strategy);
    assert!(position.is_some() || strategy == "baseline", "no strategy {strategy}");
    Side { scenario, strategy: position.map(StrategyId::new), event }
}

/// That we win with a strategy (or the `baseline`).
pub fn win<'a>(scenario: &'a Scenario, strategy: &str) -> Side<'a> {
    side(scenario, strategy, Event::Wins(Alternative::Vendor(scenario.us)))
}

/// That we win and the customer goes on using what he bought.
pub fn win_and_last<'a>(scenario: &'a Scenario, strategy: &str) -> Side<'a> {
    side(scenario, strategy, Event::WinsAndLasts(Alternative::Vendor(scenario.us)))
}

/// That somebody else wins: a vendor, or the `status_quo`.
pub fn other_wins<'a>(scenario: &'a Scenario, strategy: &str, who: &str) -> Side<'a> {
    side(scenario, strategy, Event::Wins(alternative(scenario, who)))
}

/// Left less right, in the same draws.
pub fn difference(left: Side, right: Side) -> Contrast {
    contrast(left, right, DRAWS, SEED, &Runner::threads(0)).expect("a scenario that can be simulated")
}

/// Left is clearly more than right; returns the difference.
pub fn clearly_more(lesson: &str, left: Side, right: Side) -> f64 {
    let found = difference(left, right);
    println!("{lesson}: {:.4} against {:.4}, z = {:.1}", found.left, found.right, found.z());
    assert!(found.z() > 4.5, "{lesson}: {found:?}, z = {}", found.z());
    found.difference.value()
}

/// With the number changed, at most a fifth of the difference is left, or it points the other way.
pub fn vanishes(lesson: &str, was: f64, left: Side, right: Side) {
    let found = difference(left, right);
    println!("{lesson}, number changed: {:.4} against {:.4}, z = {:.1}", found.left, found.right, found.z());
    assert!(found.difference.value() <= was / 5.0, "{lesson}: {found:?}, was {was}");
}
