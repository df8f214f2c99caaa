//! The parts of a run, one by one: whoever changes one sees here what it does. What the whole is worth beside a plain
//! implementation is in `ratios.rs`. `cargo bench --bench engine`.

#[path = "problems.rs"]
mod problems;

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use reframe::engine::{Measure, Runner, Silent, simulate};
use reframe::model::{Scenario, StrategyId};
use reframe::plan::compile;
use reframe::random::{BLOCK, Purpose, Streams};
use reframe::study::optimize::{OptimizeRequest, optimize};
use reframe::study::{Effort, RunRequest, run};

/// A scenario of the repository.
fn scenario(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    reframe::scenario::load(&path).unwrap_or_else(|problems| panic!("{problems:?}")).scenario
}

fn all(scenario: &Scenario) -> Vec<StrategyId> {
    (0..scenario.strategies.len()).map(StrategyId::new).collect()
}

/// Random numbers: a block at once, and one at a time.
fn draw(c: &mut Criterion) {
    let mut group = c.benchmark_group("random numbers");
    group.throughput(Throughput::Elements(BLOCK as u64));
    let (streams, key) = (Streams::new(1), Purpose::Weight { who: "ciso", criterion: "price" }.key());
    let mut bits = [0; BLOCK];
    group.bench_function("block", |b| b.iter(|| streams.fill(key, black_box(3), &mut bits)));
    group.bench_function("plain", |b| {
        b.iter(|| (0..BLOCK as u64).map(|draw| streams.bits(key, black_box(draw))).fold(0, u64::wrapping_add));
    });
    group.finish();
}

/// One block of committees, all strategies.
fn block(c: &mut Criterion) {
    let scenario = scenario("supply-chain/scenario.toml");
    let plan = compile(&scenario, &all(&scenario)).expect("a scenario of this release");
    let mut group = c.benchmark_group("block of 256 draws");
    group.throughput(Throughput::Elements(BLOCK as u64));
    for (name, measure) in [("outcomes", Measure::Outcomes), ("everything", Measure::Everything)] {
        group.bench_function(name, |b| {
            b.iter(|| simulate(&plan, 1, BLOCK as u64, measure, &Runner::serial(), &Silent));
        });
    }
    group.finish();
}

/// From scenario to plan: quantile tables are most of it.
fn compiling(c: &mut Criterion) {
    let scenario = scenario("edr-mttr/scenario.toml");
    let mut group = c.benchmark_group("compile");
    group.bench_function("plan", |b| b.iter(|| compile(&scenario, &all(&scenario))));
    group.finish();
}

/// What a user waits for, less the charts.
fn whole_run(c: &mut Criterion) {
    let scenario = scenario("supply-chain/scenario.toml");
    let draws = 20_480;
    let request = RunRequest { effort: Effort::Draws(draws), ..RunRequest::all(&scenario) };
    let mut group = c.benchmark_group("whole run of 20480 draws");
    group.sample_size(10).throughput(Throughput::Elements(draws));
    for threads in [1, 2] {
        let runner = Runner::threads(threads);
        group.bench_function(format!("{threads} threads"), |b| b.iter(|| run(&scenario, &request, &runner, &Silent)));
    }
    group.finish();
}

/// The best pitch of 15 moves over 3 stages, known to 0.2 points of win probability.
fn best_pitch(c: &mut Criterion) {
    let scenario = problems::read(&problems::fifteen_moves());
    let request = OptimizeRequest::new(&scenario);
    let mut group = c.benchmark_group("best pitch of 15 moves over 3 stages");
    group.sample_size(10);
    for threads in [1, 2] {
        let runner = Runner::threads(threads);
        group.bench_function(format!("{threads} threads"), |b| {
            b.iter(|| optimize(&scenario, &request, &runner, &Silent));
        });
    }
    group.finish();
}

criterion_group!(benches, draw, block, compiling, whole_run, best_pitch);
criterion_main!(benches);
