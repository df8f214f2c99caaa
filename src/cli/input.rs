//! From what was typed to a checked scenario.

use std::io::{IsTerminal, stderr};
use std::path::Path;

use super::failure::Failure;
use super::screen;
use crate::model::{Scenario, Severity, StrategyId};
use crate::report::terminal::Style;
use crate::scenario::{self, Diagnostics, Loaded, Look, nearest};

/// The scenario at this path: a file, or a folder that holds `scenario.toml`. Warnings are shown.
pub(super) fn load(path: &Path) -> Result<Loaded, Failure> {
    let loaded = scenario::load(path).map_err(refused)?;
    if !loaded.warnings.is_empty() {
        screen::remark(shown(&loaded.warnings).trim_end());
    }
    Ok(loaded)
}

/// Problems of a scenario as the failure of a command.
pub(super) fn refused(problems: Diagnostics) -> Failure {
    Failure::Scenario(format!("{}{}", shown(&problems).trim_end(), summary(&problems)))
}

/// How many errors, and where, on a line of its own; nothing if there is only one or the trouble is in no file.
fn summary(problems: &Diagnostics) -> String {
    let errors = || problems.all().iter().filter(|problem| problem.severity == Severity::Error);
    let mut files: Vec<&str> = errors().map(|problem| problem.file()).filter(|file| !file.is_empty()).collect();
    files.sort_unstable();
    files.dedup();
    match (errors().count(), files.as_slice()) {
        (0 | 1, _) | (_, []) => String::new(),
        (count, [file]) => format!("\n\n{count} errors in {file}"),
        (count, files) => format!("\n\n{count} errors in {} files", files.len()),
    }
}

/// Problems as text for the screen.
pub(super) fn shown(problems: &Diagnostics) -> String {
    let look = match screen::error_style() {
        Style::Colour => Look::Colour,
        Style::Plain if stderr().is_terminal() => Look::Unicode,
        Style::Plain => Look::Ascii,
    };
    problems.render(look, screen::width())
}

/// The strategies of these ids, each once, in the order they were typed.
pub(super) fn strategies(ids: &[String], scenario: &Scenario) -> Result<Vec<StrategyId>, Failure> {
    let mut found: Vec<StrategyId> = Vec::new();
    for id in ids {
        let position = scenario.strategies.iter().position(|strategy| strategy.id == *id);
        let strategy = StrategyId::new(position.ok_or_else(|| unknown_strategy(id, scenario))?);
        if !found.contains(&strategy) {
            found.push(strategy);
        }
    }
    Ok(found)
}

fn unknown_strategy(id: &str, scenario: &Scenario) -> Failure {
    let known: Vec<&str> = scenario.strategies.iter().map(|strategy| strategy.id.as_str()).collect();
    unknown("strategy", "strategies of this scenario", id, &known)
}

/// The complaint about an id that is not there.
pub(super) fn unknown(what: &str, all: &str, id: &str, known: &[&str]) -> Failure {
    let hint = nearest(id, known.iter().copied()).map_or(String::new(), |near| format!("; did you mean {near}?"));
    Failure::Usage(format!("there is no {what} {id:?}{hint}\n{all}: {}", known.join(", ")))
}
