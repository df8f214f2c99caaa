//! `reframe import`: a filled workbook as a scenario folder, checked as `reframe check` does.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::ImportArguments;
use super::failure::Failure;
use super::{init, one_file, screen};
use crate::model::Severity;
use crate::plan;
use crate::workbook::{self, Problem, Workbook};

/// What the first lines of an imported scenario say.
const HEAD: &str = "# Made from a workbook by `reframe import`. Change the workbook and import it again with --force,\n# or go on here: then the workbook no longer says what holds.\n";

/// Reads, checks, and only then writes.
pub(super) fn import(arguments: &ImportArguments) -> Result<(), Failure> {
    let from = &arguments.workbook;
    let path = init::target(&arguments.out.clone().unwrap_or_else(|| beside(from)));
    one_file::refuse_existing(&path, arguments.force)?;
    let workbook = open(from)?;
    check(&workbook, &path, from)?;
    one_file::write(&path, format!("{HEAD}{}", workbook.text()).as_bytes())?;
    let shown = path.display();
    screen::print(&format!("Wrote {shown}: ok\nNext:\n  reframe run {shown}\n"))
}

/// The folder of the workbook's name.
fn beside(workbook: &Path) -> PathBuf {
    workbook.with_extension("")
}

fn open(path: &Path) -> Result<Workbook, Failure> {
    let bytes = fs::read(path).map_err(|error| {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ if path.is_dir() => "it is a folder; expected an .xlsx file".to_owned(),
            _ => error.to_string(),
        };
        Failure::Refused(format!("cannot read {}: {reason}", path.display()))
    })?;
    workbook::read(&bytes).map_err(|problem| refused(&[problem], path))
}

/// Everything that is wrong is shown, in the cells that it is about; warnings do not keep the scenario from being used.
fn check(workbook: &Workbook, target: &Path, from: &Path) -> Result<(), Failure> {
    let checked = workbook.check(&target.display().to_string()).map_err(|problems| refused(&problems, from))?;
    let unsupported = workbook.locate(&checked.loaded, plan::unsupported(&checked.loaded.scenario));
    if !unsupported.is_empty() {
        return Err(refused(&unsupported, from));
    }
    if !checked.warnings.is_empty() {
        screen::remark(&lines(&checked.warnings));
    }
    Ok(())
}

fn refused(problems: &[Problem], workbook: &Path) -> Failure {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let count = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
    Failure::Scenario(format!("{}\n\n{count} in {}; nothing was written", lines(problems), workbook.display()))
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}
