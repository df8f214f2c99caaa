//! From what was typed to a checked scenario.

use std::io::{IsTerminal, stderr};
use std::path::Path;

use super::failure::Failure;
use super::screen;
use crate::report::terminal::Style;
use crate::scenario::{self, Diagnostics, Loaded, Look};

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
    Failure::Scenario(shown(&problems).trim_end().to_owned())
}

fn shown(problems: &Diagnostics) -> String {
    let look = match screen::error_style() {
        Style::Colour => Look::Colour,
        Style::Plain if stderr().is_terminal() => Look::Unicode,
        Style::Plain => Look::Ascii,
    };
    problems.render(look, screen::width())
}
