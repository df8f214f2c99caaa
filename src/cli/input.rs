//! From what was typed to a checked scenario.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::model::Scenario;

/// A scenario that may be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The scenario.
    pub scenario: Scenario,
    /// Warnings, ready to be shown.
    pub warnings: Vec<String>,
    /// Digest of all input files.
    pub fingerprint: String,
}

/// The scenario at this path: a file, or a folder that holds `scenario.toml`.
pub(super) fn load(path: &Path) -> Result<Input, Failure> {
    let file = file(path);
    if !file.is_file() {
        return Err(Failure::Scenario(format!("error: there is no scenario at {}", file.display())));
    }
    Err(Failure::Unavailable)
}

fn file(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("scenario.toml") } else { path.to_owned() }
}
