//! What can be typed. Values are checked while they are parsed, so that a typing error is a usage error.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::ask::AskArguments;
use super::brand::BrandArguments;
use super::parse::{self, Seed};
use super::playbook::PlaybookArguments;
use super::sensitivity::SensitivityArguments;
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
    /// Why a strategy works: what each of its moves brings, from whom we win, and whose votes change
    Explain(ExplainArguments),
    /// What must they believe: the weights at which we overtake, how far that is from today, and maps of weights
    Tipping(TippingArguments),
    /// What matters: which uncertain inputs our win probability hangs on (tornado, shares of the variance)
    Sensitivity(SensitivityArguments),
    /// What to ask next: what each answer would be worth before we choose a strategy
    Ask(AskArguments),
    /// Find the best set and order of our moves under a budget, and what more effort would bring
    Optimize(OptimizeArguments),
    /// Decide the later moves by what the first talks showed, and what that is worth against a fixed plan
    Adapt(AdaptArguments),
    /// What if the rivals answer: every strategy against everything that they could do
    Counter(CounterArguments),
    /// Several scenarios (or folders of earlier runs) side by side: the same strategies, and how far apart they are
    Compare(CompareArguments),
    /// Tell a run and its studies for slides, spreadsheets and print: a page for every finding, from the battlecard to the method
    Playbook(PlaybookArguments),
    /// Score what a scenario says about the company and the people in it (MEDDIC), and what each strategy covers
    Meddic(MeddicArguments),
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
    /// What charts look like.
    #[command(flatten)]
    pub brand: BrandArguments,
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

/// `reframe explain`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct ExplainArguments {
    /// What any study is asked.
    #[command(flatten)]
    pub study: StudyArguments,
    /// Explain this strategy (its id in the file); may be given several times [default: the one that wins most often]
    #[arg(long = "strategy", value_name = "ID")]
    pub strategies: Vec<String>,
}

/// `reframe optimize`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct OptimizeArguments {
    /// What every study takes.
    #[command(flatten)]
    pub study: StudyArguments,
    /// Most working days [default: no limit]
    #[arg(long, value_name = "N", value_parser = parse::amount)]
    pub days: Option<f64>,
    /// Most money, in the scenario's currency [default: no limit]
    #[arg(long, value_name = "N", value_parser = parse::amount)]
    pub money: Option<f64>,
    /// Most moves [default: no limit]
    #[arg(long, value_name = "N")]
    pub moves: Option<usize>,
    /// What is wanted: the largest win probability, the largest expected margin, or the largest win probability in bad worlds
    #[arg(long, value_name = "GOAL", default_value = "win")]
    pub goal: Wanted,
    /// With --goal quantile: which share of the possible worlds may be worse
    #[arg(long, value_name = "SHARE", default_value = "0.2", value_parser = parse::share)]
    pub quantile: f64,
    /// What else may be changed about a move: to one person of its audience at a time, in another stage
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub vary: Vec<Varied>,
}

/// What the best pitch is best in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Wanted {
    /// The probability that we win
    Win,
    /// P(win) times the deal's value after discounts, less the money spent
    Margin,
    /// A lower quantile of the win probability over what is unknown about people and offers
    Quantile,
}

/// What may be changed about a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Varied {
    /// Whom it addresses
    Audience,
    /// When it is made
    Stage,
}

/// `reframe adapt`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct AdaptArguments {
    /// What every study takes.
    #[command(flatten)]
    pub study: StudyArguments,
    /// Whose first stages are played (its id in the file) [default: the strategy that wins most]
    #[arg(long, value_name = "ID")]
    pub strategy: Option<String>,
    /// Most working days of the whole pitch [default: no limit]
    #[arg(long, value_name = "N", value_parser = parse::amount)]
    pub days: Option<f64>,
    /// Most money of the whole pitch, in the scenario's currency [default: no limit]
    #[arg(long, value_name = "N", value_parser = parse::amount)]
    pub money: Option<f64>,
    /// Most moves of the whole pitch [default: no limit]
    #[arg(long, value_name = "N")]
    pub moves: Option<usize>,
}

/// `reframe tipping`
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct TippingArguments {
    /// What every study takes.
    #[command(flatten)]
    pub study: StudyArguments,
    /// Show where this strategy (its id in the file) takes the mean weights; break-even weights are those without our moves
    #[arg(long, value_name = "ID")]
    pub strategy: Option<String>,
    /// The only alternative that we have to overtake (its id, or status_quo) [default: the strongest, whoever it is]
    #[arg(long, value_name = "ID")]
    pub rival: Option<String>,
    /// Two criteria for the map of two weights [default: the two with the nearest break-even weights]
    #[arg(long, value_name = "CRITERION,CRITERION", value_delimiter = ',')]
    pub map: Option<Vec<String>>,
    /// Three criteria for the triangle of weights, all others at 0 [default: those of a scenario with three]
    #[arg(long, value_name = "CRITERION,CRITERION,CRITERION", value_delimiter = ',')]
    pub ternary: Option<Vec<String>>,
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
