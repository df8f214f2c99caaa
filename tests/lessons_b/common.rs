//! Loading a scenario as it is or with some text changed, and comparing two situations.

use std::fs;
use std::path::{Path, PathBuf};

use reframe::engine::Runner;
use reframe::model::{Alternative, Scenario, StrategyId};
use reframe::study::{Contrast, Event, Side, contrast};

/// Enough for the lessons, and quick.
const DRAWS: u64 = 20_000;

/// A difference of this many standard errors is no accident.
pub const CLEAR: f64 = 4.5;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// A scenario of the repository.
pub fn scenario(file: &str) -> Scenario {
    let loaded = reframe::scenario::load(&folder().join(file));
    loaded.unwrap_or_else(|problems| panic!("{problems}")).scenario
}

/// A scenario after changes to the text of files of its folder: file, old text, new text. A page names the change, so
/// the old text must be there.
pub fn changed(file: &str, edits: &[(&str, &str, &str)]) -> Scenario {
    let (name, _) = file.split_once('/').expect("a file in a folder");
    let place = tempfile::tempdir().expect("a folder");
    let copy = place.path().join(name);
    fs::create_dir(&copy).expect("a new folder");
    for entry in fs::read_dir(folder().join(name)).expect("the scenario's folder") {
        let path = entry.expect("an entry").path();
        let mut text = fs::read_to_string(&path).expect("a text");
        let own = path.file_name().expect("a name").to_string_lossy().into_owned();
        for (_, old, new) in edits.iter().filter(|(edited, _, _)| *edited == own) {
            assert!(text.contains(old), "{name}/{own} has no `{old}`");
            text = text.replace(old, new);
        }
        fs::write(copy.join(own), text).expect("a copy");
    }
    let loaded = reframe::scenario::load(&place.path().join(file));
    loaded.unwrap_or_else(|problems| panic!("{problems}")).scenario
}

fn strategy(scenario: &Scenario, id: &str) -> Option<StrategyId> {
    let found = scenario.strategies.iter().position(|strategy| strategy.id == id);
    assert!(found.is_some() || id == "baseline", "no strategy {id}");
    found.map(StrategyId::new)
}

fn alternative(scenario: &Scenario, id: &str) -> Alternative {
    let all = scenario.alternatives();
    let found = all.into_iter().find(|alternative| scenario.alternative_id(*alternative) == id);
    found.unwrap_or_else(|| panic!("no alternative {id}"))
}

/// A scenario, a strategy of it (or `baseline`), and an alternative: how often is it chosen?
pub type Case<'a> = (&'a Scenario, &'a str, &'a str);

fn side<'a>((scenario, strategy_id, wins): Case<'a>) -> Side<'a> {
    let event = Event::Wins(alternative(scenario, wins));
    Side { scenario, strategy: strategy(scenario, strategy_id), event }
}

/// Two cases on the same random numbers.
pub fn compare(left: Case, right: Case) -> Contrast {
    contrast(side(left), side(right), DRAWS, 7, &Runner::threads(0)).expect("a scenario of this release")
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
