//! Why a command did not do what it was asked to, and the exit code that says so.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use thiserror::Error;

use crate::chart::RenderError;
use crate::report::files::WriteError;

/// Why a command failed.
#[derive(Debug, Error)]
pub enum Failure {
    /// The scenario has errors; the text shows them all, with their places.
    #[error("{0}")]
    Scenario(String),
    /// The question has no answer in this scenario.
    #[error("{0}")]
    Refused(String),
    /// The command line asks for something that is not there.
    #[error("{0}")]
    Usage(String),
    /// A file is in the way.
    #[error("{} exists; use --force to overwrite it", .0.display())]
    Exists(PathBuf),
    /// Results cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The screen cannot be written to.
    #[error("cannot print: {0}")]
    Print(#[from] io::Error),
    /// Ctrl-C.
    #[error("interrupted; nothing was written")]
    Interrupted,
    /// A document cannot be made.
    #[error("cannot make {0}: {1}")]
    Document(&'static str, String),
    /// A chart cannot be drawn.
    #[error(transparent)]
    Draw(#[from] RenderError),
}

impl Failure {
    /// As documented in `--help`.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Failure::Scenario(_) | Failure::Refused(_) => 1,
            Failure::Usage(_) => 2,
            Failure::Exists(_) | Failure::Write(_) | Failure::Print(_) | Failure::Draw(_) | Failure::Document(..) => 3,
            Failure::Interrupted => 130,
        })
    }

    /// What to do about it, if that is not obvious.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Failure::Write(WriteError::NotOurs { .. }) => {
                Some("choose another folder with --out, or move that file away")
            }
            _ => None,
        }
    }
}
