//! The command `reframe`: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    reframe::cli::main()
}
