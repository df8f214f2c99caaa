//! Draws looked at one by one are the draws that a run adds up.

mod support;

use std::path::Path;

use reframe::engine::{Look, Measure, Runner, Silent, each_block, simulate};
use reframe::model::StrategyId;
use reframe::plan::compile;
use reframe::random::{BLOCK, Streams, Treatment, Treatments};
use reframe::scenario;

const SEED: u64 = 11;
const BLOCKS: u64 = 8;

fn bank() -> reframe::model::Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/listed-bank/committee.toml");
    scenario::load(&path).expect("a sample scenario is right").scenario
}

#[test]
fn their_sums_are_those_of_a_run() {
    let scenario = bank();
    let strategies: Vec<StrategyId> = (0..scenario.strategies.len()).map(StrategyId::new).collect();
    let plan = compile(&scenario, &strategies).expect("it can be simulated");
    let draws = BLOCKS * BLOCK as u64;
    let tally = simulate(&plan, SEED, draws, Measure::Outcomes, &Runner::serial(), &Silent).expect("nobody cancels");
    let look = Look { votes: true, weights: true, marks: true, performances: true };
    let (streams, a) = (Streams::new(SEED), plan.alternatives);
    for threads in [1, 3] {
        let sums = each_block(&plan, streams, 0..BLOCKS, look, &Runner::threads(threads), &Silent, |view| {
            let cells = (0..plan.strategies.len()).flat_map(|s| (0..a).map(move |v| (s, v)));
            cells
                .map(|(s, v)| [view.win(s, v).iter().sum(), view.lasting(s, v).iter().sum()])
                .collect::<Vec<[f64; 2]>>()
        })
        .expect("nobody cancels");
        for s in 0..plan.strategies.len() {
            let (win, lasting) = (tally.layout.win(), tally.layout.lasting_win());
            let counted = [tally.strategies[s].sums(win), tally.strategies[s].sums(lasting)];
            for v in 0..a {
                for (k, counted) in counted.iter().enumerate() {
                    let looked: f64 = sums.iter().map(|block| block[s * a + v][k]).sum();
                    assert!((looked - counted[v]).abs() < 1e-6, "{s} {v} {k}: {looked} but {}", counted[v]);
                }
            }
        }
    }
}

#[test]
fn what_is_held_stays_and_the_rest_moves() {
    let scenario = bank();
    let plan = compile(&scenario, &[]).expect("it can be simulated");
    let held = plan.inputs(&scenario).swap_remove(0);
    let treatments = Treatments::of(held.keys, Treatment::Held { blocks: 2 });
    let streams = Streams::new(SEED).treated(&treatments);
    let criterion = plan.beliefs.weights.iter().map(|_| 0).next().expect("somebody decides");
    let columns = each_block(&plan, streams, 0..4, Look::default(), &Runner::serial(), &Silent, |view| {
        (view.weight_before(0, criterion), view.weight_before(1, criterion))
    })
    .expect("nobody cancels");
    let first = columns[0].0[0];
    assert!(columns[..2].iter().all(|(mine, _)| mine.iter().all(|w| *w == first)), "held over a stretch");
    assert!(columns[2].0[0] != first && columns[2].0.iter().all(|w| *w == columns[2].0[0]), "another stretch");
    assert!(columns.iter().all(|(_, others)| others[0] != others[1]), "somebody else is drawn anew");
}
