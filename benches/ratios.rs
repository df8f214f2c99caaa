//! The engine beside the plain implementation, in turn, round after round: what a draw costs, what a further strategy
//! costs, and how many times less that is. `cargo bench --bench ratios` takes about three minutes; with `-- --test`
//! everything runs once, briefly, and only the answers are checked, never the speed. `-- P1 threads` measures only these
//! two; `-- memory` starts processes of their own, with up to 10^8 draws.

mod contest;
mod measure;
mod memory;
mod plain;
mod problems;

use std::time::Duration;

use contest::{Contest, Goal, Goals, Twin};
use measure::{Effort, cpu, median, quantile, tally, wall};
use plain::committee::{Craft, committee};
use plain::timeline::Timeline;
use problems::{Choice, Sizes, all};
use reframe::engine::{Measure, Runner, Silent, simulate};
use reframe::model::Scenario;
use reframe::plan::{Plan, compile};

/// Strategies of the problems with many.
const STRATEGIES: [usize; 4] = [1, 12, 100, 1000];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if memory::is_child(&arguments) {
        return;
    }
    let quick = arguments.iter().any(|argument| argument == "--test");
    let effort = if quick { Effort::QUICK } else { Effort::FULL };
    let named: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let wanted = |name: &str| named.is_empty() || named.iter().any(|wanted| wanted.as_str() == name);
    println!("CPU time of one thread, {} rounds; medians (and quartiles of the ratios).\n", effort.rounds);
    Contest::heading();
    let contests: Vec<(&str, Entering)> =
        vec![("P1", votes), ("P2", logit), ("P3", committee_of_seven), ("P4", smaa), ("cunning", cunning)];
    for (_, contest) in contests.iter().filter(|(name, _)| wanted(name)) {
        contest(&effort).run(&effort);
    }
    println!();
    let others: Vec<(&str, Timing)> = vec![("compile", compiling), ("short", short_run), ("threads", threads)];
    for (_, measure) in others.iter().filter(|(name, _)| wanted(name)) {
        measure(&effort);
    }
    // Takes as long as everything else together, so only if asked for.
    if named.iter().any(|name| name.as_str() == "memory") {
        memory::table();
    }
}

type Entering = fn(&Effort) -> Contest;
type Timing = fn(&Effort);

/// P1: hard votes.
fn votes(effort: &Effort) -> Contest {
    let goals = Goals { first: Goal::Times([7.0, 10.0]), further: Goal::Times([20.0, 40.0]) };
    sized("P1 hard votes", Choice::HardVotes, Craft::Careful, goals, effort)
}

/// P1 once more, against a plain implementation laid out for the compiler's vectors.
fn cunning(effort: &Effort) -> Contest {
    let goals = Goals { first: Goal::None, further: Goal::None };
    sized("P1, cunning twin", Choice::HardVotes, Craft::Cunning, goals, effort)
}

/// P2: the softmax of the group's utility.
fn logit(effort: &Effort) -> Contest {
    let goals = Goals { first: Goal::Times([7.0, 10.0]), further: Goal::Times([10.0, 10.0]) };
    sized("P2 logit", Choice::NoisyUtility, Craft::Careful, goals, effort)
}

fn sized(name: &'static str, choice: Choice, craft: Craft, goals: Goals, effort: &Effort) -> Contest {
    let mut contest = Contest::new(name, Measure::Outcomes, goals);
    for strategies in STRATEGIES {
        let scenario = reference(strategies, choice);
        let ids = all(&scenario);
        contest.enter(strategies, planned(&scenario), Twin::Outcomes(committee(&scenario, &ids, craft)), effort);
    }
    contest
}

/// P3: stages, talk, gates and moves of every kind; one strategy against all of them.
fn committee_of_seven(effort: &Effort) -> Contest {
    let goals = Goals { first: Goal::None, further: Goal::Times([5.0, 5.0]) };
    let mut contest = Contest::new("P3 timeline", Measure::Outcomes, goals);
    let scenario = problems::listed_bank();
    let ids = all(&scenario);
    for ids in [&ids[..1], &ids[..]] {
        let plan = compile(&scenario, ids).unwrap_or_else(|problems| panic!("{problems:?}"));
        let twin = Box::new(Timeline::<7, 8, 4>::new(&scenario, ids));
        contest.enter(ids.len(), plan, Twin::Outcomes(twin), effort);
    }
    contest
}

/// P4: rank acceptabilities and central weights. Promised: 30 times as fast as R's smaa, which took 2.2 microseconds a
/// draw on a machine where the plain implementation takes 114 nanoseconds, so 114 * 30 / 2200 times as fast as that.
fn smaa(effort: &Effort) -> Contest {
    let scenario = problems::read(&problems::smaa(8, 4));
    let goals = Goals { first: Goal::Best(1.56), further: Goal::None };
    let mut contest = Contest::new("P4 SMAA", Measure::Acceptabilities, goals);
    contest.enter(0, planned(&scenario), Twin::Ranks(Box::new(plain::smaa::Smaa::new(&scenario))), effort);
    contest
}

fn reference(strategies: usize, choice: Choice) -> Scenario {
    problems::read(&problems::committee(Sizes::reference(strategies), choice))
}

/// All strategies of a scenario, compiled.
fn planned(scenario: &Scenario) -> Plan {
    compile(scenario, &all(scenario)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// From a checked scenario to a plan.
fn compiling(effort: &Effort) {
    let problems = [
        ("P1, 1 strategy", reference(1, Choice::HardVotes)),
        ("P1, 1000 strategies", reference(1000, Choice::HardVotes)),
        ("P3, all strategies", problems::listed_bank()),
        ("P4", problems::read(&problems::smaa(8, 4))),
    ];
    for (name, scenario) in problems {
        let times: Vec<f64> = (0..effort.rounds).map(|_| cpu(|| drop(planned(&scenario)))).collect();
        println!("compile {name}: {:.2} ms of CPU time", 1e3 * median(&times));
    }
}

/// What somebody waits for who only wants to know roughly.
fn short_run(effort: &Effort) {
    let scenario = reference(1, Choice::HardVotes);
    let once = || drop(tally(&planned(&scenario), 10_000, Measure::Outcomes));
    let (clock, processor): (Vec<f64>, Vec<f64>) = (0..effort.rounds).map(|_| (wall(once), cpu(once))).unzip();
    println!(
        "10 000 draws of P1 with 1 strategy, compiling included: {:.2} ms of CPU time, {:.2} ms on the clock \
         (5% quantile {:.2}; goal: 5)",
        1e3 * median(&processor),
        1e3 * median(&clock),
        1e3 * quantile(&clock, 0.05)
    );
}

/// Two threads against one, on the clock: whoever else uses the machine disturbs it, so look at the fast runs.
fn threads(effort: &Effort) {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    if processors < 2 {
        println!("two threads against one: this machine has one processor");
        return;
    }
    let runners = [1, 2].map(Runner::threads);
    for strategies in [1, 100] {
        let plan = planned(&reference(strategies, Choice::HardVotes));
        let nanoseconds = 1e9 * cpu(|| drop(tally(&plan, 2048, Measure::Outcomes))) / 2048.0;
        let draws = effort.blocks(Duration::from_millis(25), nanoseconds);
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..4 * effort.rounds {
            for (runner, times) in runners.iter().zip(&mut times) {
                let run = || drop(simulate(&plan, 1, draws, Measure::Outcomes, runner, &Silent));
                times.push(wall(run));
            }
        }
        let [one, two] = times.map(|times| quantile(&times, 0.05));
        println!(
            "two threads against one, P1 with {strategies} strategies, {draws} draws: {:.2} times as fast (goal: 1.85; \
             5% quantiles of the clock, {:.1} and {:.1} ms)",
            one / two,
            1e3 * one,
            1e3 * two
        );
    }
}
