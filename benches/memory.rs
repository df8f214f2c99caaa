//! How much memory a run takes at most: a process of its own for every number of draws and strategies.

use std::process::Command;

use reframe::engine::Measure;
use reframe::plan::compile;

use crate::measure::tally;
use crate::problems::{self, Choice, Sizes, all};

/// The argument with which a process only runs the problem and says what it took.
const CHILD: &str = "--peak";

/// Draws and strategies.
const RUNS: [(u64, usize); 7] =
    [(65_536, 1), (1_000_000, 1), (10_000_000, 1), (100_000_000, 1), (65_536, 10), (65_536, 100), (65_536, 1000)];

/// If this process was started to measure itself, runs and says so.
pub fn is_child(arguments: &[String]) -> bool {
    let [mode, draws, strategies, ..] = arguments else { return false };
    if mode != CHILD {
        return false;
    }
    let sizes = Sizes::reference(strategies.parse().expect("a number of strategies"));
    let scenario = problems::read(&problems::committee(sizes, Choice::HardVotes));
    let plan = compile(&scenario, &all(&scenario)).unwrap_or_else(|problems| panic!("{problems:?}"));
    std::hint::black_box(tally(&plan, draws.parse().expect("a number of draws"), Measure::Outcomes));
    println!("{}", peak().expect("only Linux says what a process took"));
    true
}

/// A row for every run.
pub fn table() {
    if peak().is_none() {
        println!("memory: only Linux says what a process took");
        return;
    }
    println!("\n| P1: draws | strategies | most memory at once, MB |\n|--:|--:|--:|");
    for (draws, strategies) in RUNS {
        let this = std::env::current_exe().expect("this program");
        let child = Command::new(this).args([CHILD, &draws.to_string(), &strategies.to_string()]).output();
        let output = child.expect("this program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let kilobytes: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number");
        println!("| {draws} | {strategies} | {:.1} |", kilobytes / 1024.0);
    }
}

/// Kilobytes that this process had in memory at most.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
