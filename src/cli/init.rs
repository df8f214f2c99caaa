//! `reframe init`: a commented scenario to start from.

use std::path::{Path, PathBuf};

use super::args::InitArguments;
use super::failure::Failure;
use super::{one_file, screen};
use crate::scenario::STARTER;

/// Writes the starter scenario.
pub fn init(arguments: &InitArguments) -> Result<(), Failure> {
    let path = target(&arguments.path);
    one_file::refuse_existing(&path, arguments.force)?;
    one_file::write(&path, STARTER.as_bytes())?;
    let shown = path.display();
    screen::print(&format!("Wrote {shown}\nNext: edit it, then\n  reframe check {shown}\n  reframe run {shown}\n"))
}

/// The scenario file that a folder, or a file ending in .toml, stands for.
pub(super) fn target(path: &Path) -> PathBuf {
    if path.extension().is_some_and(|ending| ending == "toml") { path.to_owned() } else { path.join("scenario.toml") }
}
