//! `reframe check`: every problem of every scenario, in one go.

use std::path::Path;

use super::args::CheckArguments;
use super::failure::Failure;
use super::{input, screen};
use crate::plan;

/// Checks scenarios; all are looked at, whatever the first one says.
pub(super) fn check(arguments: &CheckArguments) -> Result<(), Failure> {
    if let [path] = arguments.scenarios.as_slice() {
        one(path)?;
        return screen::print(&format!("{}: ok\n", path.display()));
    }
    let mut faulty = 0;
    for path in &arguments.scenarios {
        match one(path) {
            Ok(()) => screen::print(&format!("{}: ok\n", path.display()))?,
            Err(failure @ Failure::Scenario(_)) => {
                screen::complain(&failure);
                faulty += 1;
            }
            Err(other) => return Err(other),
        }
    }
    match (faulty, arguments.scenarios.len()) {
        (0, _) => Ok(()),
        (faulty, all) => Err(Failure::Scenario(format!("{faulty} of {all} scenarios have errors"))),
    }
}

fn one(path: &Path) -> Result<(), Failure> {
    let loaded = input::load(path)?;
    let problems = plan::unsupported(&loaded.scenario);
    if problems.is_empty() { Ok(()) } else { Err(input::refused(loaded.locate(problems))) }
}
