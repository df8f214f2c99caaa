//! `reframe check`: every problem of every scenario, in one go.

use super::args::CheckArguments;
use super::failure::Failure;
use super::{input, screen};
use crate::plan;

/// Checks scenarios; all are looked at, whatever the first one says.
pub(super) fn check(arguments: &CheckArguments) -> Result<(), Failure> {
    let mut faulty = 0;
    for path in &arguments.scenarios {
        match input::load(path) {
            Ok(loaded) => match plan::unsupported(&loaded.scenario) {
                problems if problems.is_empty() => screen::print(&format!("{}: ok\n", path.display()))?,
                problems => {
                    screen::complain(&input::refused(loaded.locate(problems)));
                    faulty += 1;
                }
            },
            Err(Failure::Scenario(report)) => {
                screen::remark(&report);
                faulty += 1;
            }
            Err(other) => return Err(other),
        }
    }
    match (faulty, arguments.scenarios.len()) {
        (0, _) => Ok(()),
        (_, 1) => Err(Failure::Scenario("the scenario has errors".to_owned())),
        (faulty, all) => Err(Failure::Scenario(format!("{faulty} of {all} scenarios have errors"))),
    }
}
