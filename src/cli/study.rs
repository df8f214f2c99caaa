//! What the commands that answer one question have in common: load, study, write, print.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::Format;
use super::brand::BrandArguments;
use super::failure::Failure;
use super::outputs::File;
use super::progress::{Progress, Shown};
use super::workers::{self, Job};
use super::{charts, input, interrupt, parse, screen};
use crate::chart::Theme;
use crate::engine::{Runner, Watch};
use crate::model::{Lang, Scenario};
use crate::report::files;
use crate::report::study::{StudyReport, render};
use crate::report::words::{Label, words};
use crate::scenario::Loaded;
use crate::study::StudyError;

/// What can be typed behind any study.
#[derive(Debug, Args)]
pub struct StudyArguments {
    /// A scenario file, or a folder that holds scenario.toml
    pub scenario: PathBuf,
    /// Number of simulated purchases behind each number: 20000, 1e5 or 100k [default: what the study needs]
    #[arg(long, value_name = "N", value_parser = parse::draws)]
    pub draws: Option<u64>,
    /// A number, or `random`; the seed used is always reported [default: the scenario's, else 1]
    #[arg(long, value_name = "N|random", value_parser = parse::seed)]
    pub seed: Option<parse::Seed>,
    /// Threads; the numbers do not depend on it [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Language of the output: en or zh [default: that of your system]
    #[arg(long, value_name = "LANG", value_parser = parse::lang)]
    pub lang: Option<Lang>,
    /// Folder for the results [default: output/<scenario>/<command>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to write
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_values_t = StudyFormat::ALL)]
    pub format: Vec<StudyFormat>,
    /// What charts look like.
    #[command(flatten)]
    pub brand: BrandArguments,
    /// Write files, print nothing but problems
    #[arg(long, short)]
    pub quiet: bool,
}

/// Kinds of output of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StudyFormat {
    /// Charts as vectors
    Svg,
    /// Charts as pictures
    Png,
    /// Tables
    Csv,
    /// One file for programs
    Json,
}

impl StudyFormat {
    /// All kinds.
    pub const ALL: [StudyFormat; 4] = [StudyFormat::Svg, StudyFormat::Png, StudyFormat::Csv, StudyFormat::Json];
}

impl std::fmt::Display for StudyFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            StudyFormat::Svg => "svg",
            StudyFormat::Png => "png",
            StudyFormat::Csv => "csv",
            StudyFormat::Json => "json",
        })
    }
}

/// A question as a study gets it.
pub(super) struct Asked<'a> {
    /// About what.
    pub scenario: &'a Scenario,
    /// What was typed, if anything.
    pub draws: Option<u64>,
    /// The seed.
    pub seed: u64,
    /// In which language to answer.
    pub lang: Lang,
    /// What charts look like.
    pub theme: &'a Theme,
    /// On how many threads.
    pub runner: &'a Runner,
    /// Who watches.
    pub watch: &'a dyn Watch,
}

/// Why a study gave no report: it was asked wrongly, or it found no answer.
pub(super) enum NoReport {
    /// The command line asks for something that is not there.
    Failure(Failure),
    /// See [`StudyError`].
    Study(StudyError),
}

impl From<StudyError> for NoReport {
    fn from(error: StudyError) -> Self {
        NoReport::Study(error)
    }
}

impl From<Failure> for NoReport {
    fn from(failure: Failure) -> Self {
        NoReport::Failure(failure)
    }
}

/// Loads the scenario, asks the question, writes the report into a folder of its own and prints it.
pub(super) fn answer(
    arguments: &StudyArguments,
    question: impl FnOnce(&Asked) -> Result<StudyReport, NoReport>,
) -> Result<(), Failure> {
    let input = input::load(&arguments.scenario)?;
    let brand = arguments.brand.load()?;
    interrupt::listen();
    let runner = workers::runner(arguments.threads);
    let progress = Progress::new(if arguments.quiet { Shown::Never } else { Shown::OnTerminal });
    let asked = Asked {
        scenario: &input.scenario,
        draws: arguments.draws,
        seed: arguments.seed.map_or(input.scenario.defaults.seed, parse::Seed::number),
        lang: parse::lang_or_system(arguments.lang),
        theme: &brand.theme,
        runner: &runner,
        watch: &progress,
    };
    let report = question(&asked);
    progress.finish();
    let report = report.map_err(|error| match error {
        NoReport::Failure(failure) => failure,
        NoReport::Study(error) => failed(error, &input),
    })?;
    deliver(&report, arguments, (&input.scenario.name, &input.fingerprint))
}

/// Writes a report into a folder of its own and prints it. The scenario is its name and the digest of its input.
pub(super) fn deliver(report: &StudyReport, arguments: &StudyArguments, scenario: (&str, &str)) -> Result<(), Failure> {
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => Path::new("output").join(scenario.0).join(report.name),
    };
    files::write(&folder, &made(report, arguments, scenario)?)?;
    if arguments.quiet {
        return Ok(());
    }
    let text = render(report, screen::width(), screen::style());
    screen::print(&format!("{text}{} {}\n", words(report.lang).label(Label::Written), folder.display()))
}

pub(super) fn failed(error: StudyError, input: &Loaded) -> Failure {
    match error {
        StudyError::Cancelled => Failure::Interrupted,
        StudyError::Unsupported(problems) => input::refused(input.locate(problems)),
        StudyError::Refused(refusal) => Failure::Refused(refusal.to_string()),
    }
}

fn made(
    report: &StudyReport,
    arguments: &StudyArguments,
    (name, fingerprint): (&str, &str),
) -> Result<Vec<File>, Failure> {
    let wants = |format| arguments.format.contains(&format);
    let pictures: Vec<Format> = [(StudyFormat::Svg, Format::Svg), (StudyFormat::Png, Format::Png)]
        .into_iter()
        .filter_map(|(study, run)| wants(study).then_some(run))
        .collect();
    let mut files = Vec::new();
    if !pictures.is_empty() {
        let pictures = &pictures;
        let draw = |chart| -> Job<_> { Box::new(move || charts::files(chart, pictures)) };
        let threads = arguments.threads.map_or(0, usize::from);
        let mut missing = Vec::new();
        for made in workers::all(threads, report.charts.iter().map(draw).collect()) {
            let made = made?;
            files.extend(made.files);
            missing.extend(made.missing);
        }
        charts::report_missing(missing);
    }
    if wants(StudyFormat::Csv) {
        files.extend(report.tables_as_csv());
    }
    if wants(StudyFormat::Json) {
        files.push((format!("{}.json", report.name), report.to_json(name, fingerprint)));
    }
    Ok(files)
}
