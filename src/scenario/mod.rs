//! From files to a checked scenario. The only part of the program that reads TOML and CSV.
//!
//! ```text
//! files (extends, CSV) -> tree with places -> shape -> raw -> build -> rules -> Scenario
//! ```
//!
//! No step stops at its first problem. What a step could not use is replaced by a stand-in, and the place of that is a
//! doubt (`model::rules::Doubts`): the next step goes on, but says nothing that only follows from a doubt. So somebody who repairs
//! a file sees everything at once. Only a file that is not TOML, or of another format, stops at once.

mod build;
mod codes;
mod diagnostics;
mod files;
mod nearest;
mod notation;
mod raw;
mod raw_moves;
mod raw_values;
mod render;
mod schema;
mod settings;
mod shape;
mod shape_words;
mod stand_in;
mod table;
mod tree;
mod tree_de;

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use sha2::{Digest, Sha256};

pub use codes::Code;
pub use diagnostics::{Diagnostic, Diagnostics, Label, Place, PlainDiagnostic, SourceFile};
pub(crate) use nearest::nearest;
pub use notation::{NOTATIONS, NotationError, parse as parse_distribution};
pub use render::Look;
pub use schema::schema;
pub use settings::{Placed, Settings};

use crate::model::rules::{self, Rule};
use crate::model::{Problem, Scenario, ScenarioParts, Severity};
use build::Built;
use files::Files;
use raw::RawScenario;
use tree::Node;

/// A small complete scenario with a comment at every field: what `reframe init` writes.
pub const STARTER: &str = include_str!("starter.toml");

/// A scenario that can be used, and what is known about its files.
#[derive(Debug)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// What somebody should look at.
    pub warnings: Diagnostics,
    /// SHA-256 (hex) of the text of all files that were read, in order; the same wherever they lie.
    pub fingerprint: String,
    /// The files that were read, the main file first.
    pub sources: Vec<Arc<SourceFile>>,
    tree: Node,
}

impl Loaded {
    /// Problems that a later step found, with the places of their dotted paths: errors are `E301`, warnings `W301`.
    pub fn locate(&self, problems: Vec<Problem>) -> Diagnostics {
        let code = |severity| if severity == Severity::Error { Code::Unsupported } else { Code::Caution };
        let located = problems.into_iter().map(|problem| located(&self.tree, code(problem.severity), problem));
        Diagnostics::new(located.collect())
    }
}

/// Reads and checks the scenario at this path: a file, or a folder with a `scenario.toml`.
///
/// # Errors
/// Every problem of the scenario and its files.
pub fn load(path: &Path) -> Result<Loaded, Diagnostics> {
    files::read(path).map_err(Diagnostics::new).and_then(check)
}

/// Checks a scenario that is not on disk. It cannot extend other files or name a CSV table.
///
/// # Errors
/// Every problem of the text; `name` stands for the file in messages.
pub fn load_text(name: &str, text: &str) -> Result<Loaded, Diagnostics> {
    files::read_text(name, text).map_err(Diagnostics::new).and_then(check)
}

fn check(files: Files) -> Result<Loaded, Diagnostics> {
    let Files { mut tree, sources, name, mut problems, mut doubts, incomplete } = files;
    shape::check(&mut tree, &mut problems, &mut doubts);
    let raw = match RawScenario::deserialize(&tree) {
        Ok(raw) => raw,
        Err(error) => {
            problems.push(Diagnostic::error(Code::WrongType, format!("cannot be read: {error}")).at(&tree.place, ""));
            return Err(Diagnostics::new(problems));
        }
    };
    let Built { parts, problems: unbuilt, doubts } = build::build(&raw, name, &tree, doubts);
    problems.extend(unbuilt);
    let warnings = judge(rules::findings(&parts, &doubts), &tree, &sources, &mut problems);
    // A misspelt `extends` names files that were not read either.
    if incomplete || tree.get("extends").is_some() {
        problems.retain(|problem| !may_be_elsewhere(problem.code));
    }
    if problems.is_empty() { finish(parts, warnings, sources, tree) } else { Err(Diagnostics::new(problems)) }
}

/// Whether a problem of this kind may vanish with a file that could not be read: whatever is said about what is
/// missing, or about several entries together.
fn may_be_elsewhere(code: Code) -> bool {
    let in_one_value =
        [Code::UnknownKey, Code::WrongType, Code::UnknownWord, Code::OutOfRange, Code::BadId, Code::Distribution];
    code.as_str().starts_with("E2") && !in_one_value.contains(&code)
}

fn finish(
    parts: ScenarioParts,
    warnings: Vec<Diagnostic>,
    sources: Vec<Arc<SourceFile>>,
    tree: Node,
) -> Result<Loaded, Diagnostics> {
    match Scenario::new(parts) {
        Ok((scenario, _)) => Ok(Loaded {
            scenario,
            warnings: Diagnostics::new(warnings),
            fingerprint: fingerprint(&sources),
            sources,
            tree,
        }),
        Err(problems) => {
            let located = problems.into_iter().map(|problem| self::located(&tree, Code::Unsupported, problem));
            Err(Diagnostics::new(located.collect()))
        }
    }
}

/// Adds the errors among the findings to the problems, each kind once for a place; returns the warnings. A library
/// that is extended may hold moves that nobody makes.
fn judge(
    findings: Vec<(Rule, Problem)>,
    tree: &Node,
    sources: &[Arc<SourceFile>],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for (rule, problem) in findings {
        let severity = problem.severity;
        let found = located(tree, rule.into(), problem);
        let in_library = sources.first().is_some_and(|main| found.labels[0].place.source != *main);
        let bad_id = |known: &Diagnostic| known.code == Code::BadId && known.labels[0].place == found.labels[0].place;
        match severity {
            Severity::Error if found.code != Code::BadId || !problems.iter().any(bad_id) => problems.push(found),
            Severity::Warning if !(rule == Rule::IdleMove && in_library) => warnings.push(found),
            Severity::Error | Severity::Warning => {}
        }
    }
    warnings
}

fn located(tree: &Node, code: Code, problem: Problem) -> Diagnostic {
    let place = tree.find(&problem.path);
    let labels = vec![Label { place, text: "here".to_owned() }];
    Diagnostic { code, severity: problem.severity, message: problem.message, help: problem.help, labels }
}

fn fingerprint(sources: &[Arc<SourceFile>]) -> String {
    let mut hash = Sha256::new();
    for source in sources {
        let text = source.text.replace("\r\n", "\n");
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
