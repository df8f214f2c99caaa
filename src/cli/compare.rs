//! `reframe compare`: several scenarios, and results of earlier runs, side by side.

use std::path::{Path, PathBuf};

use super::args::CompareArguments;
use super::failure::Failure;
use super::progress::{Progress, Shown};
use super::study::{deliver, failed};
use super::{input, interrupt, parse, workers};
use crate::model::Defaults;
use crate::plan::compile;
use crate::report::compare::themed;
use crate::report::record::saved_run;
use crate::scenario::Loaded;
use crate::study::{self, Entrant, Source, StudyError};

/// The file that `run` writes for programs.
const RESULTS: &str = "results.json";

/// Compares everything with the first.
pub(super) fn compare(arguments: &CompareArguments) -> Result<(), Failure> {
    let study = &arguments.study;
    let paths = std::iter::once(&study.scenario).chain(&arguments.others);
    let read: Result<Vec<Read>, Failure> = paths.map(|path| read(path)).collect();
    let read = read?;
    let entrants: Vec<Entrant> = read.iter().map(entrant).collect();
    let defaults = defaults(&read);
    let draws = study.draws.unwrap_or(defaults.draws);
    let seed = study.seed.map_or(defaults.seed, parse::Seed::number);
    let brand = study.brand.load()?;
    interrupt::listen();
    let progress = Progress::new(if study.quiet { Shown::Never } else { Shown::OnTerminal });
    let found = study::compare(&entrants, draws, seed, &workers::runner(study.threads), &progress);
    progress.finish();
    let found = found.map_err(|error| unfit(error, &read))?;
    let first = &entrants[0];
    let currency = first.currency.as_deref().unwrap_or_default();
    let report = themed(&found, currency, parse::lang_or_system(study.lang), &brand.theme);
    let fingerprints: Vec<&str> = entrants.iter().map(|entrant| entrant.fingerprint.as_str()).collect();
    deliver(&report, study, (&first.name, &fingerprints.join("+")))
}

/// What was found at a path.
enum Read {
    Live(Box<Loaded>),
    Saved(Box<Entrant<'static>>),
}

fn read(path: &Path) -> Result<Read, Failure> {
    let is_folder = path.is_dir();
    if is_folder && path.join("scenario.toml").is_file() {
        return Ok(Read::Live(Box::new(input::load(path)?)));
    }
    let results: PathBuf = if is_folder { path.join(RESULTS) } else { path.to_owned() };
    let named_so = results.file_name().is_some_and(|name| name == RESULTS);
    if is_folder && !results.is_file() {
        let what = format!("{} holds neither scenario.toml nor {RESULTS}", path.display());
        return Err(Failure::Refused(format!("{what}; name a scenario, or the folder of a run written with json")));
    }
    if !named_so {
        return Ok(Read::Live(Box::new(input::load(path)?)));
    }
    let refused = |why: String| Failure::Refused(format!("{}: {why}", results.display()));
    let bytes = std::fs::read(&results).map_err(|error| refused(format!("cannot be read: {error}")))?;
    let saved = saved_run(&bytes).map_err(|error| refused(error.to_string()))?;
    Ok(Read::Saved(Box::new(saved)))
}

fn entrant(read: &Read) -> Entrant<'_> {
    match read {
        Read::Saved(saved) => (**saved).clone(),
        Read::Live(loaded) => Entrant {
            name: loaded.scenario.name.clone(),
            title: loaded.scenario.title.clone(),
            fingerprint: loaded.fingerprint.clone(),
            currency: loaded.scenario.currency.clone(),
            source: Source::Live(&loaded.scenario),
        },
    }
}

/// Draws and seed of the first scenario that is simulated; without one nothing is.
fn defaults(read: &[Read]) -> Defaults {
    let live = read.iter().find_map(|one| match one {
        Read::Live(loaded) => Some(loaded.scenario.defaults),
        Read::Saved(_) => None,
    });
    live.unwrap_or_default()
}

/// The problems of a study as a failure, with their places in the scenario that cannot be simulated.
fn unfit(error: StudyError, read: &[Read]) -> Failure {
    let mut live = read.iter().filter_map(|one| match one {
        Read::Live(loaded) => Some(loaded),
        Read::Saved(_) => None,
    });
    let refused = live.find(|loaded| compile(&loaded.scenario, &[]).is_err());
    match (error, refused) {
        (error, Some(loaded)) => failed(error, loaded),
        (StudyError::Cancelled, None) => Failure::Interrupted,
        (error, None) => Failure::Refused(error.to_string()),
    }
}
