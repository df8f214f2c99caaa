//! `reframe playbook`: a run and its studies, told for people who work in slides, spreadsheets and print.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::Format;
use super::brand::BrandArguments;
use super::failure::Failure;
use super::outputs::File;
use super::progress::{Progress, Shown};
use super::run::{ask, play};
use super::study::failed;
use super::workers::{self, Job};
use super::{charts, input, interrupt, parse, screen};
use crate::engine::Runner;
use crate::model::Lang;
use crate::playbook::content::{Explained, Studies, headline_strategy, playbook as content};
#[cfg(feature = "pdf")]
use crate::playbook::pdf;
use crate::playbook::{Playbook, html, pptx, xlsx};
use crate::report::words::{Label, words};
use crate::report::wrap::wrap;
use crate::report::{View, files};
use crate::scenario::Loaded;
use crate::study::{self, AskRequest, ExplainRequest, StudyError};

/// `reframe playbook`
#[derive(Debug, Args)]
pub struct PlaybookArguments {
    /// A scenario file, or a folder that holds scenario.toml
    pub scenario: PathBuf,
    /// Play only this strategy (its id in the file); may be given several times [default: all]
    #[arg(long = "strategy", value_name = "ID")]
    pub strategies: Vec<String>,
    /// Number of simulated purchases behind each number: 20000, 1e5 or 100k [default: the scenario's, and what each study needs]
    #[arg(long, value_name = "N", value_parser = parse::draws)]
    pub draws: Option<u64>,
    /// A number, or `random`; the seed used is always reported [default: the scenario's, else 1]
    #[arg(long, value_name = "N|random", value_parser = parse::seed)]
    pub seed: Option<parse::Seed>,
    /// Threads; the numbers do not depend on it [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Language of the playbook: en or zh [default: that of your system]
    #[arg(long, value_name = "LANG", value_parser = parse::lang)]
    pub lang: Option<Lang>,
    /// Folder for the playbook [default: output/<scenario>/playbook]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to write [default: everything that this program can write]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub format: Vec<PlaybookFormat>,
    /// Colours, fonts and marks of a company.
    #[command(flatten)]
    pub brand: BrandArguments,
    /// Write files, print nothing but problems
    #[arg(long, short)]
    pub quiet: bool,
}

/// Forms of a playbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlaybookFormat {
    /// playbook.html: one file that opens offline and prints
    Html,
    /// playbook.pdf
    Pdf,
    /// playbook.pptx: a slide for every finding
    Pptx,
    /// playbook.xlsx: a sheet for every page
    Xlsx,
    /// Charts as vectors
    Svg,
    /// Charts as pictures
    Png,
}

impl PlaybookFormat {
    /// All forms.
    const ALL: [PlaybookFormat; 6] = [
        PlaybookFormat::Html,
        PlaybookFormat::Pdf,
        PlaybookFormat::Pptx,
        PlaybookFormat::Xlsx,
        PlaybookFormat::Svg,
        PlaybookFormat::Png,
    ];

    /// Why this program cannot write it, if it cannot.
    fn missing(self) -> Option<String> {
        let without_pdf = self == PlaybookFormat::Pdf && !cfg!(feature = "pdf");
        without_pdf.then(|| {
            "this reframe was built without PDF, which costs a minute more to build: \
             cargo run --release --features pdf -- playbook SCENARIO, or cargo install --path . --features pdf"
                .to_owned()
        })
    }
}

impl std::fmt::Display for PlaybookFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            PlaybookFormat::Html => "html",
            PlaybookFormat::Pdf => "pdf",
            PlaybookFormat::Pptx => "pptx",
            PlaybookFormat::Xlsx => "xlsx",
            PlaybookFormat::Svg => "svg",
            PlaybookFormat::Png => "png",
        })
    }
}

/// Simulates, studies, tells and writes.
pub(super) fn playbook(arguments: &PlaybookArguments) -> Result<(), Failure> {
    let formats = formats(&arguments.format)?;
    let brand = arguments.brand.load()?;
    let input = input::load(&arguments.scenario)?;
    let request = ask(&input.scenario, &arguments.strategies, arguments.draws, arguments.seed)?;
    interrupt::listen();
    let runner = workers::runner(arguments.threads);
    let lang = parse::lang_or_system(arguments.lang);
    let outcome = play(&input, &request, &runner, arguments.quiet)?;
    let scorecard = study::meddic(&input.scenario);
    let view = View {
        scenario: &input.scenario,
        findings: &outcome.findings,
        curves: &outcome.curves,
        scorecard: Some(&scorecard),
        lang,
    };
    let studies = studies(arguments, &input, &view, &runner)?;
    let told = content(&view, &studies, brand, &input.fingerprint);
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => Path::new("output").join(&input.scenario.name).join("playbook"),
    };
    files::write(&folder, &all_files(&told, &formats, arguments.threads.map_or(0, usize::from))?)?;
    if arguments.quiet {
        return Ok(());
    }
    screen::print(&format!("{}{} {}\n", contents(&told), words(lang).label(Label::Written), folder.display()))
}

/// What is asked for; if nothing is, whatever can be written, and a remark for what cannot.
fn formats(asked: &[PlaybookFormat]) -> Result<Vec<PlaybookFormat>, Failure> {
    if let Some(why) = asked.iter().find_map(|format| format.missing()) {
        return Err(Failure::Usage(why));
    }
    if !asked.is_empty() {
        return Ok(asked.to_vec());
    }
    let (missing, all): (Vec<_>, Vec<_>) =
        PlaybookFormat::ALL.into_iter().partition(|format| format.missing().is_some());
    for why in missing.iter().filter_map(|format| format.missing()) {
        screen::remark(&format!("note: {why}"));
    }
    Ok(all)
}

fn progress(arguments: &PlaybookArguments) -> Progress {
    Progress::new(if arguments.quiet { Shown::Never } else { Shown::OnTerminal })
}

/// Why the best strategy works, and what to ask next. A study that has no answer in this scenario is left out.
fn studies(arguments: &PlaybookArguments, input: &Loaded, view: &View, runner: &Runner) -> Result<Studies, Failure> {
    let seed = view.findings.run.seed;
    let answered = |error: StudyError| match error {
        StudyError::Refused(_) => Ok(()),
        other => Err(failed(other, input)),
    };
    let mut studies = Studies::default();
    if let Some(best) = view.findings.strategies[headline_strategy(view)].strategy {
        let request = ExplainRequest {
            strategies: vec![best],
            draws: arguments.draws,
            seed,
            ..ExplainRequest::best(&input.scenario)
        };
        let progress = progress(arguments);
        let found = study::explain(&input.scenario, &request, runner, &progress);
        progress.finish();
        match found {
            Ok(found) => studies.explained = found.into_iter().next().map(|found| Explained { request, found }),
            Err(error) => answered(error)?,
        }
    }
    let draws = arguments.draws.unwrap_or(AskRequest::DRAWS);
    let request = AskRequest { draws, seed, interview_factor: AskRequest::INTERVIEW_FACTOR };
    let progress = progress(arguments);
    let found = study::ask(&input.scenario, &request, runner, &progress);
    progress.finish();
    match found {
        Ok(found) => studies.questions = Some(found),
        Err(error) => answered(error)?,
    }
    Ok(studies)
}

/// The files of all formats, in their order.
fn all_files(told: &Playbook, formats: &[PlaybookFormat], threads: usize) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    let pictures: Vec<Format> = [(PlaybookFormat::Svg, Format::Svg), (PlaybookFormat::Png, Format::Png)]
        .into_iter()
        .filter_map(|(wanted, format)| formats.contains(&wanted).then_some(format))
        .collect();
    if !pictures.is_empty() {
        files.extend(drawn(told, &pictures, threads)?);
    }
    let document = |format: &PlaybookFormat| -> Job<_> {
        let format = *format;
        Box::new(move || document(told, format))
    };
    for made in workers::all(threads, formats.iter().map(document).collect()) {
        files.extend(made?);
    }
    Ok(files)
}

/// The document of a format; charts have none.
fn document(told: &Playbook, format: PlaybookFormat) -> Result<Option<File>, Failure> {
    let file = |name: &'static str, made: Result<Vec<u8>, String>| match made {
        Ok(content) => Ok(Some((name.to_owned(), content))),
        Err(why) => Err(Failure::Document(name, why)),
    };
    match format {
        PlaybookFormat::Svg | PlaybookFormat::Png => Ok(None),
        PlaybookFormat::Html => file("playbook.html", Ok(html::document(told).into_bytes())),
        PlaybookFormat::Pdf => file("playbook.pdf", paper(told)),
        PlaybookFormat::Pptx => file("playbook.pptx", pptx::document(told).map_err(|error| error.to_string())),
        PlaybookFormat::Xlsx => file("playbook.xlsx", xlsx::document(told).map_err(|error| error.to_string())),
    }
}

#[cfg(feature = "pdf")]
fn paper(told: &Playbook) -> Result<Vec<u8>, String> {
    charts::report_missing(pdf::missing_characters(told));
    pdf::document(told).map_err(|error| error.to_string())
}

#[cfg(not(feature = "pdf"))]
fn paper(_: &Playbook) -> Result<Vec<u8>, String> {
    Err(PlaybookFormat::Pdf.missing().unwrap_or_default())
}

/// Every chart by itself.
fn drawn(told: &Playbook, formats: &[Format], threads: usize) -> Result<Vec<File>, Failure> {
    let draw = |chart| -> Job<_> { Box::new(move || charts::files(chart, formats)) };
    let pictures = told.pages.iter().filter_map(|page| page.picture.as_ref());
    let jobs = pictures.map(|picture| draw(&picture.chart)).collect();
    let (mut files, mut missing) = (Vec::new(), Vec::new());
    for made in workers::all(threads, jobs) {
        let made = made?;
        files.extend(made.files);
        missing.extend(made.missing);
    }
    charts::report_missing(missing);
    Ok(files)
}

/// The findings one after the other, for the screen.
fn contents(told: &Playbook) -> String {
    let mut text = format!("{}\n{}\n\n", told.title, told.subtitle);
    for page in &told.pages {
        text.push_str(&format!("{}\n{}\n", page.label, wrap(&page.finding, screen::width(), "  ", "  ")));
    }
    text.push('\n');
    text
}
