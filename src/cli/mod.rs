//! The command line: arguments to requests, results to the screen and to files. It can do nothing that the library
//! cannot; it is the only part that prints.

mod adapt;
mod args;
mod ask;
mod brand;
mod charts;
mod check;
mod compare;
mod counter;
mod explain;
mod failure;
mod init;
mod input;
mod interrupt;
mod meddic;
mod optimize;
mod outputs;
mod parse;
mod playbook;
mod progress;
mod run;
mod screen;
mod sensitivity;
mod study;
mod tipping;
mod workers;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Arguments, Command, CompletionsArguments, SchemaArguments, SchemaOf};
use failure::Failure;

use crate::report::record::record_schema;
use crate::scenario;

/// Runs the command that the arguments of this process name.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            screen::complain(&failure);
            failure.exit_code()
        }
    }
}

fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Playbook(arguments) => playbook::playbook(&arguments),
        Command::Meddic(arguments) => meddic::meddic(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Sensitivity(arguments) => sensitivity::sensitivity(&arguments),
        Command::Ask(arguments) => ask::ask(&arguments),
        Command::Optimize(arguments) => optimize::run(&arguments),
        Command::Adapt(arguments) => adapt::run(&arguments),
        Command::Tipping(arguments) => tipping::tipping(&arguments),
        Command::Counter(arguments) => counter::counter(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Schema(arguments) => schema(&arguments),
        Command::Init(arguments) => init::init(&arguments),
        Command::Completions(arguments) => completions(&arguments),
    }
}

fn schema(arguments: &SchemaArguments) -> Result<(), Failure> {
    let schema = match arguments.of {
        SchemaOf::Scenario => scenario::schema(),
        SchemaOf::Results => record_schema().to_value(),
    };
    let json = serde_json::to_string_pretty(&schema).expect("a schema has string keys");
    screen::print(&format!("{json}\n"))
}

fn completions(arguments: &CompletionsArguments) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "reframe", &mut script);
    screen::print(&String::from_utf8_lossy(&script))
}
