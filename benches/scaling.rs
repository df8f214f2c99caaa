//! What a draw costs as the problem grows, one size at a time, engine and plain implementation in turn.
//! `cargo bench --bench scaling` prints a table; with `UPDATE_IMAGES=1` it becomes the table and the picture of
//! docs/performance.md. With `-- --test` everything runs once, briefly, and only the answers are checked.

mod figure;
mod measure;
mod plain;
mod problems;

use std::hint::black_box;
use std::path::Path;

use figure::Row;
use measure::{Effort, Entry, assert_same_answer, engine, median, quantile, tally, wall};
use plain::Play;
use plain::committee::{Craft, committee};
use problems::{Choice, Sizes, all};
use reframe::chart::{Theme, cost, to_png, to_svg};
use reframe::engine::{Measure, Runner, Silent, simulate};
use reframe::plan::{Plan, compile};
use reframe::random::BLOCK;

/// What is not varied.
const STRATEGIES: usize = 12;

fn main() {
    let quick = std::env::args().any(|argument| argument == "--test");
    let effort = if quick { Effort::QUICK } else { Effort::PICTURE };
    let mut rows = Vec::new();
    for (axis, sizes) in sizes() {
        rows.extend(vary(axis, &sizes, &effort));
    }
    rows.extend(draws(&effort, if quick { 1 } else { 7 }));
    rows.extend(threads(&effort));
    if std::env::var_os("UPDATE_IMAGES").is_some() && !quick {
        write(&rows);
    } else {
        print!("{}", figure::to_csv(&rows));
    }
}

/// Everything that is varied by making another problem.
fn sizes() -> Vec<(&'static str, Vec<(usize, Sizes)>)> {
    let usual = Sizes::reference(STRATEGIES);
    let each = |numbers: &[usize], of: &dyn Fn(usize) -> Sizes| numbers.iter().map(|n| (*n, of(*n))).collect();
    vec![
        ("strategies", each(&[1, 3, 12, 30, 100, 300, 1000], &|strategies| Sizes { strategies, ..usual })),
        ("stakeholders", each(&[1, 2, 3, 6, 12, 24], &|stakeholders| Sizes { stakeholders, ..usual })),
        ("criteria", each(&[2, 4, 8, 16, 32], &|criteria| Sizes { criteria, ..usual })),
        ("vendors", each(&[2, 3, 4, 6, 8, 12], &|vendors| Sizes { vendors, ..usual })),
    ]
}

/// A problem for both sides.
struct Problem {
    plan: Plan,
    twin: Box<dyn Play>,
}

impl Problem {
    fn new(sizes: Sizes) -> Self {
        let scenario = problems::read(&problems::committee(sizes, Choice::HardVotes));
        let ids = all(&scenario);
        let plan = compile(&scenario, &ids).unwrap_or_else(|problems| panic!("{problems:?}"));
        Self { plan, twin: committee(&scenario, &ids, Craft::Careful) }
    }

    fn check(&self, name: &str, effort: &Effort) {
        let draws = effort.checked(self.plan.strategies.len());
        assert_same_answer(name, &tally(&self.plan, draws, Measure::Outcomes), &self.twin.play(draws, 1), draws);
    }
}

fn vary(axis: &str, sizes: &[(usize, Sizes)], effort: &Effort) -> Vec<Row> {
    let problems: Vec<Problem> = sizes.iter().map(|(_, sizes)| Problem::new(*sizes)).collect();
    let mut entries = Vec::new();
    for ((size, _), problem) in sizes.iter().zip(&problems) {
        problem.check(&format!("{size} {axis}"), effort);
        let plain = Box::new(|draws| drop(black_box(problem.twin.play(draws, 1))));
        entries.push((size, "engine", Entry::new(None, effort, engine(&problem.plan, Measure::Outcomes))));
        entries.push((size, "plain", Entry::new(None, effort, plain)));
    }
    for _ in 0..effort.rounds {
        entries.iter_mut().for_each(|(.., entry)| entry.round());
    }
    entries.iter().map(|(size, program, entry)| row(axis, **size as u64, program, &entry.rounds)).collect()
}

/// From the checked scenario to the counts: what is prepared once is shared by all draws.
fn draws(effort: &Effort, sizes: u32) -> Vec<Row> {
    let scenario = problems::read(&problems::committee(Sizes::reference(STRATEGIES), Choice::HardVotes));
    let ids = all(&scenario);
    let mut rows = Vec::new();
    for draws in (0..sizes).map(|power| BLOCK as u64 * 4_u64.pow(power)) {
        let ours = || {
            let plan = compile(&scenario, &ids).unwrap_or_else(|problems| panic!("{problems:?}"));
            drop(black_box(tally(&plan, draws, Measure::Outcomes)));
        };
        let plain = || drop(black_box(committee(&scenario, &ids, Craft::Careful).play(draws, 1)));
        // The longest takes seconds and varies little.
        let rounds = effort.rounds.min((1 << 22) / draws as usize).max(1);
        let per_draw = |work: &dyn Fn()| 1e9 * measure::cpu(work) / draws as f64;
        let (ours, plain): (Vec<f64>, Vec<f64>) = (0..rounds).map(|_| (per_draw(&ours), per_draw(&plain))).unzip();
        rows.extend([row("draws", draws, "engine", &ours), row("draws", draws, "plain", &plain)]);
    }
    rows
}

/// On the clock; whoever else uses the machine disturbs it, so the fast runs count.
fn threads(effort: &Effort) -> Vec<Row> {
    let problem = Problem::new(Sizes::reference(STRATEGIES));
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let draws = 64 * BLOCK as u64;
    let mut rows = Vec::new();
    for threads in 1..=processors {
        let runner = Runner::threads(threads);
        let ours = || drop(black_box(simulate(&problem.plan, 1, draws, Measure::Outcomes, &runner, &Silent)));
        let twin = &*problem.twin;
        let plain = || {
            std::thread::scope(|scope| {
                for thread in 0..threads as u64 {
                    scope.spawn(move || black_box(twin.play(draws / threads as u64, thread)));
                }
            });
        };
        let per_draw = |work: &dyn Fn()| 1e9 * wall(work) / draws as f64;
        let runs = 4 * effort.rounds;
        let (ours, plain): (Vec<f64>, Vec<f64>) = (0..runs).map(|_| (per_draw(&ours), per_draw(&plain))).unzip();
        for (program, times) in [("engine", ours), ("plain", plain)] {
            let nanoseconds = [0.05, 0.05, 0.5].map(|share| quantile(&times, share));
            rows.push(Row { nanoseconds, ..row("threads", threads as u64, program, &times) });
        }
    }
    rows
}

fn row(axis: &str, size: u64, program: &str, times: &[f64]) -> Row {
    let nanoseconds = [median(times), quantile(times, 0.25), quantile(times, 0.75)];
    Row { axis: axis.to_owned(), size, program: program.to_owned(), nanoseconds }
}

/// The table, and the picture of what stands in it.
fn write(rows: &[Row]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(figure::TABLE);
    let table = figure::to_csv(rows);
    let scene = cost(&figure::chart(&figure::from_csv(&table)), &Theme::default());
    let picture = to_png(&scene, 1.0).expect("it can be drawn").output;
    std::fs::write(&path, table).expect("a writable file");
    std::fs::write(path.with_extension("svg"), to_svg(&scene)).expect("a writable file");
    std::fs::write(path.with_extension("png"), picture).expect("a writable file");
    println!("written: {} and its pictures", figure::TABLE);
}
