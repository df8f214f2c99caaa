//! `reframe run`: load, simulate, write, print.

use std::path::{Path, PathBuf};

use super::args::RunArguments;
use super::failure::Failure;
use super::input;
use super::progress::{Progress, Shown};
use super::{interrupt, outputs, parse, screen, workers};
use crate::engine::Runner;
use crate::model::Scenario;
use crate::report::words::Label;
use crate::report::{View, files, terminal};
use crate::scenario::Loaded;
use crate::study::{self, Effort, RunError, RunOutcome, RunRequest};

/// Runs a scenario.
pub(super) fn run(arguments: &RunArguments) -> Result<(), Failure> {
    let input = input::load(&arguments.scenario)?;
    let request = request(arguments, &input.scenario)?;
    let brand = arguments.brand.load()?;
    let outcome = simulate(arguments, &input, &request)?;
    let scorecard = study::meddic(&input.scenario);
    let view = View {
        scenario: &input.scenario,
        findings: &outcome.findings,
        curves: &outcome.curves,
        scorecard: Some(&scorecard),
        lang: parse::lang_or_system(arguments.lang),
    };
    let folder = folder(arguments, &input.scenario);
    let files = outputs::make(&view, &input.fingerprint, &arguments.format, threads(arguments), &brand.theme)?;
    files::write(&folder, &files)?;
    show(arguments, &view, &folder)
}

/// 0 means one per processor.
fn threads(arguments: &RunArguments) -> usize {
    arguments.threads.map_or(0, usize::from)
}

fn folder(arguments: &RunArguments, scenario: &Scenario) -> PathBuf {
    arguments.out.clone().unwrap_or_else(|| Path::new("output").join(&scenario.name))
}

/// What was typed over what the scenario says.
fn request(arguments: &RunArguments, scenario: &Scenario) -> Result<RunRequest, Failure> {
    let mut request = ask(scenario, &arguments.strategies, arguments.draws, arguments.seed)?;
    if let Some(std_error) = arguments.precision {
        request.effort = Effort::Precision(std_error);
    }
    Ok(request)
}

/// A run of a scenario with these of its strategies (none: all), and what else was typed.
pub(super) fn ask(
    scenario: &Scenario,
    strategies: &[String],
    draws: Option<u64>,
    seed: Option<parse::Seed>,
) -> Result<RunRequest, Failure> {
    let mut request = RunRequest::all(scenario);
    if !strategies.is_empty() {
        request.strategies = input::strategies(strategies, scenario)?;
    }
    if let Some(draws) = draws {
        request.effort = Effort::Draws(draws);
    }
    if let Some(seed) = seed {
        request.seed = seed.number();
    }
    Ok(request)
}

fn simulate(arguments: &RunArguments, input: &Loaded, request: &RunRequest) -> Result<RunOutcome, Failure> {
    interrupt::listen();
    play(input, request, &workers::runner(arguments.threads), arguments.quiet)
}

/// Plays a scenario, with a bar on the terminal unless it is to be quiet.
pub(super) fn play(input: &Loaded, request: &RunRequest, runner: &Runner, quiet: bool) -> Result<RunOutcome, Failure> {
    let progress = Progress::new(if quiet { Shown::Never } else { Shown::OnTerminal });
    let outcome = study::run(&input.scenario, request, runner, &progress);
    progress.finish();
    outcome.map_err(|error| match error {
        RunError::Cancelled => Failure::Interrupted,
        RunError::Unsupported(problems) => input::refused(input.locate(problems)),
        RunError::TooPrecise { .. } => Failure::Usage(error.to_string()),
    })
}

fn show(arguments: &RunArguments, view: &View, folder: &Path) -> Result<(), Failure> {
    if arguments.quiet {
        return Ok(());
    }
    let text = terminal::render(view, screen::width(), screen::style());
    screen::print(&format!("{text}\n{} {}\n", view.words().label(Label::Written), folder.display()))
}
