//! What can be typed. Values are checked while they are parsed, so that a typing error is a usage error.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::parse::{self, Seed};
use super::study::StudyArguments;
use crate::model::Lang;

const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    the scenario has errors, or cannot be read or simulated
  2    the command line is wrong
  3    the output cannot be written
  130  interrupted (Ctrl-C); results of an earlier run are left as they were";

/// What happens to win probability when a pitch changes which criteria count.
#[derive(Debug, Parser)]
#[command(name = "reframe", version, about, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Simulate a scenario: every strategy against doing nothing, on the same simulated purchases
    Run(RunArguments),
    /// Score what a scenario says about the company and the people in it (MEDDIC), and what each strategy covers
    Meddic(MeddicArguments),
    /// What if the rivals answer: every strategy against everything that they could do
    Counter(CounterArguments),
    /// Several scenarios (or folders of earlier runs) side by side: the same strategies, and how far apart they are
    Compare(CompareArguments),
    /// Check scenarios without running them; all problems are reported together
    Check(CheckArguments),
    /// Print the JSON Schema of scenario files (for completion in editors) or of results.json
    Schema(SchemaArguments),
    /// Write a commented starter scenario
    Init(InitArguments),
    /// Print a completion script for a shell
    Completions(CompletionsArguments),
}

/// `reframe run`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct RunArguments {
    /// A scenario file, or a folder that holds scenario.toml
    pub scenario: PathBuf,
    /// Play only this strategy (its id in the file); may be given several times [default: all]
    #[arg(long = "strategy", value_name = "ID")]
    pub strategies: Vec<String>,
    /// Number of simulated purchases: 100000, 100_000, 1e5 or 100k [default: the scenario's, else 100k]
    #[arg(long, value_name = "N", value_parser = parse::draws, conflicts_with = "precision")]
    pub draws: Option<u64>,
    /// Simulate until every change of our win probability is known to within this 95 % margin, e.g. 0.2pp
    #[arg(long, value_name = "POINTS", value_parser = parse::precision)]
    pub precision: Option<f64>,
    /// A number, or `random`; the seed used is always reported [default: the scenario's, else 1]
    #[arg(long, value_name = "N|random", value_parser = parse::seed)]
    pub seed: Option<Seed>,
    /// Threads; the numbers do not depend on it [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Language of the output: en or zh [default: that of your system]
    #[arg(long, value_name = "LANG", value_parser = parse::lang)]
    pub lang: Option<Lang>,
    /// Folder for the results [default: output/<scenario>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to write
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_values_t = Format::ALL)]
    pub format: Vec<Format>,
    /// Write files, print nothing but problems
    #[arg(long, short)]
    pub quiet: bool,
}

/// `reframe meddic`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct MeddicArguments {
    /// A scenario file, or a folder that holds scenario.toml
    pub scenario: PathBuf,
    /// Language of the output: en or zh [default: that of your system]
    #[arg(long, value_name = "LANG", value_parser = parse::lang)]
    pub lang: Option<Lang>,
    /// Folder for meddic.csv and coverage.csv [default: nothing is written]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `reframe counter`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CounterArguments {
    /// What every study takes.
    #[command(flatten)]
    pub study: StudyArguments,
    /// Play only this strategy (its id in the file); may be given several times [default: all]
    #[arg(long = "strategy", value_name = "ID")]
    pub strategies: Vec<String>,
}

/// `reframe compare`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CompareArguments {
    /// What every study takes; its scenario is the first, which the others are compared with.
    #[command(flatten)]
    pub study: StudyArguments,
    /// The others: scenario files, folders that hold scenario.toml, or folders of earlier runs that hold results.json
    #[arg(value_name = "SCENARIO")]
    pub others: Vec<PathBuf>,
}

/// `reframe check`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CheckArguments {
    /// Scenario files, or folders that hold scenario.toml
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
}

/// `reframe schema`
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Of which file
    #[arg(default_value = "scenario")]
    pub of: SchemaOf,
}

/// The files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// scenario.toml
    Scenario,
    /// results.json
    Results,
}

/// `reframe init`
#[derive(Debug, Args)]
pub struct InitArguments {
    /// A folder (gets scenario.toml) or a file ending in .toml
    #[arg(value_name = "DIR|FILE", default_value = ".")]
    pub path: PathBuf,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// `reframe completions`
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// bash, zsh, fish, elvish or powershell
    pub shell: Shell,
}

/// Kinds of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Charts as vectors
    Svg,
    /// Charts as pictures
    Png,
    /// Tables
    Csv,
    /// results.json
    Json,
    /// report.html
    Html,
}

impl Format {
    /// All kinds.
    pub const ALL: [Format; 5] = [Format::Svg, Format::Png, Format::Csv, Format::Json, Format::Html];
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Html => "html",
        })
    }
}
