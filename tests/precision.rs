//! A run that stops when it is precise enough is as honest as one of a fixed size: over 1,000 seeds its answers are right
//! on average and its intervals hold the truth as often as they say, however rare the changes are.

mod support;

use std::sync::atomic::{AtomicU64, Ordering};

use reframe::engine::{Cancelled, Measure, Runner, Silent, Tally, Watch, simulate, simulate_more};
use reframe::model::*;
use reframe::plan::Plan;
use reframe::random::BLOCK;
use reframe::stats::{Estimate, paired_difference};
use reframe::study::{RunError, simulate_until};
use support::build::{Build, dirichlet, exact, known, raise};
use support::run::plan;

const SEEDS: u64 = 1000;

/// Fewest draws of a run.
const LEAST: u64 = 64 * BLOCK as u64;

/// A purchase with one strategy whose uplift is known.
struct Case {
    plan: Plan,
    uplift: f64,
    /// Of the change in one draw.
    variance: f64,
}

/// Weights Beta(2, 1); we win where w > 1/2, and with the move, which goes the share `strength` of the way to 1, where w is
/// above the lower `edge`. Every change is a win.
fn wins(strength: f64) -> Case {
    let shift = Shift { strength: known(strength), ..raise(0, 1.0) };
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", dirichlet(&[2.0, 1.0], 3.0));
    let build = build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0]).reframe("r", shift);
    let edge = (0.5 - strength) / (1.0 - strength);
    let uplift = 0.25 - edge * edge;
    Case { plan: plan(&build.strategy("s", &["r"]).scenario()), uplift, variance: uplift * (1.0 - uplift) }
}

/// A move that one in 500 takes up, under noise: then, and only then, our chance changes, always by as much.
fn taken_up_by_few() -> Case {
    const MU: f64 = 0.3;
    const ACCEPTANCE: f64 = 0.002;
    let build = Build::new(&["a", "b"], &["us", "rival"]).latent("b").person("ann", exact(&[1.0, 0.0])).noise(MU);
    let build = build.scores("us", &[0.2, 0.9]).scores("rival", &[0.6, 0.1]).teach("t", raise(1, 0.6));
    let logistic = |gap: f64| 1.0 / (1.0 + (-gap / MU).exp());
    let change = logistic(0.4 * -0.4 + 0.6 * 0.8) - logistic(-0.4);
    let variance = change * change * ACCEPTANCE * (1.0 - ACCEPTANCE);
    let plan = plan(&build.accepted(ACCEPTANCE).strategy("s", &["t"]).scenario());
    Case { plan, uplift: ACCEPTANCE * change, variance }
}

/// Two people, two criteria, and one move for each that says of his criterion what the other says of hers: as many wins
/// as losses.
fn as_many_wins_as_losses() -> Case {
    let shift = |criterion| Shift { strength: known(0.2), ..raise(criterion, 1.0) };
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", dirichlet(&[1.0, 1.0], 4.0));
    let build = build.person("bob", dirichlet(&[1.0, 1.0], 4.0));
    let build = build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0]);
    let build = build.reframe("up", shift(0)).to(&[0]).accepted(0.1).reframe("down", shift(1)).to(&[1]).accepted(0.1);
    let plan = plan(&build.strategy("s", &["up", "down"]).scenario());
    let variance = square_of_change(&plan);
    Case { plan, uplift: 0.0, variance }
}

/// From a long run.
fn square_of_change(plan: &Plan) -> f64 {
    let draws = 2_000_000;
    let tally = simulate(plan, SEEDS, draws, Measure::Outcomes, &Runner::serial(), &Silent).expect("a tally");
    tally.strategies[1].sums(tally.layout.change_squares())[0] / draws as f64
}

fn until(plan: &Plan, seed: u64, wanted: f64) -> Result<Tally, RunError> {
    simulate_until(plan, seed, wanted, Measure::Outcomes, &Runner::serial(), &Silent)
}

/// Looks after every block, and stops as soon as the error that it sees is small enough.
fn impatient(plan: &Plan, seed: u64, wanted: f64) -> Result<Tally, RunError> {
    let block = BLOCK as u64;
    let mut tally = simulate(plan, seed, block, Measure::Outcomes, &Runner::serial(), &Silent)?;
    while uplift(&tally).std_error() > wanted {
        let to = tally.draws + block;
        let more = simulate_more(plan, seed, tally.draws, to, Measure::Outcomes, &Runner::serial(), &Silent)?;
        tally = tally.merge(&more);
    }
    Ok(tally)
}

fn uplift(tally: &Tally) -> Estimate {
    let counted = &tally.strategies[1];
    let mean = |sums: Vec<f64>| sums[0] / tally.draws as f64;
    let hard = counted.sums(tally.layout.win_products())[0] == counted.sums(tally.layout.win())[0];
    let change = mean(tally.changes(1, tally.layout.win()));
    let square = mean(counted.sums(tally.layout.change_squares()));
    paired_difference(change, square, tally.draws, hard, false)
}

/// What a stopping rule did over all seeds.
#[derive(Debug)]
struct Record {
    /// Share of the intervals that hold the truth.
    coverage: f64,
    /// Standard errors between the mean of the answers and the truth.
    z: f64,
    /// Draws, as a multiple of those that give the wanted error if the variance is known.
    cost: f64,
    /// Largest of the errors at the end, as a share of the wanted one.
    worst: f64,
}

fn record(case: &Case, wanted: f64, rule: fn(&Plan, u64, f64) -> Result<Tally, RunError>) -> Record {
    let tallies = (0..SEEDS).map(|seed| rule(&case.plan, seed, wanted).expect("a precision within reach"));
    let stopped: Vec<(u64, Estimate)> = tallies.map(|tally| (tally.draws, uplift(&tally))).collect();
    let n = SEEDS as f64;
    let mean = |of: &dyn Fn(&(u64, Estimate)) -> f64| stopped.iter().map(of).sum::<f64>() / n;
    let answer = mean(&|(_, found)| found.value());
    let spread = mean(&|(_, found)| (found.value() - answer).powi(2)).sqrt();
    Record {
        coverage: mean(&|(_, found)| f64::from(u8::from(found.covers(case.uplift)))),
        z: (answer - case.uplift) / (spread / n.sqrt()),
        cost: mean(&|(draws, _)| *draws as f64) * wanted * wanted / case.variance,
        worst: stopped.iter().map(|(_, found)| found.std_error() / wanted).fold(0.0, f64::max),
    }
}

impl Record {
    /// 4.5 standard errors: once in 150,000 times by chance; so is a coverage of 92 to 98 %.
    fn is_honest(&self) -> bool {
        self.z.abs() <= 4.5 && (0.92..=0.98).contains(&self.coverage)
    }
}

/// The error that so many draws reach.
fn error_of(case: &Case, draws: f64) -> f64 {
    (case.variance / draws).sqrt()
}

fn stops_honestly(case: &Case, draws: f64, most_cost: f64) {
    let found = record(case, error_of(case, draws), until);
    assert!(found.is_honest(), "{found:?}");
    assert!(found.worst <= 1.0, "the wanted precision is reached: {found:?}");
    assert!((1.0..=most_cost).contains(&found.cost), "no more draws than needed: {found:?}");
}

#[test]
fn frequent_changes() {
    stops_honestly(&wins(0.1), 30_000.0, 1.1);
}

/// An uplift of 0.1 points: some 30 of the draws differ.
#[test]
fn rare_changes() {
    stops_honestly(&wins(0.001_998), 30_000.0, 1.6);
}

#[test]
fn rare_changes_under_noise() {
    stops_honestly(&taken_up_by_few(), 30_000.0, 1.5);
}

#[test]
fn as_many_changes_up_as_down() {
    stops_honestly(&as_many_wins_as_losses(), 30_000.0, 1.1);
}

/// What the others would say about a rule that is not honest.
#[test]
fn an_impatient_rule_is_seen() {
    for case in [wins(0.001_998), taken_up_by_few()] {
        let found = record(&case, error_of(&case, 30_000.0), impatient);
        assert!(!found.is_honest(), "{found:?}");
        assert!(found.z < -4.5, "it stops where few changes were seen: {found:?}");
    }
}

/// A strategy that changes nothing, though something is uncertain: that no change was seen is no reason to stop at once,
/// nor to go on for ever.
#[test]
fn no_change_at_all() {
    let case = wins(0.0);
    let draws = |wanted| {
        let tally = until(&case.plan, 1, wanted).expect("a precision within reach");
        let found = uplift(&tally);
        assert_eq!((found.value(), found.std_error()), (0.0, 0.0));
        assert!(found.covers(0.0) && (found.high() - found.low()) / 2.0 <= 1.96 * wanted, "{found:?}, {wanted}");
        tally.draws
    };
    assert_eq!(draws(1e-3), LEAST);
    let long = draws(1e-5);
    assert!((100_000..300_000).contains(&long), "{long}");
}

#[test]
fn without_strategies_our_win_probability_is_made_precise() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", dirichlet(&[2.0, 1.0], 3.0));
    let plan = plan(&build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0]).scenario());
    let tally = until(&plan, 1, 0.002).expect("a precision within reach");
    // sqrt(0.75 * 0.25 / n) = 0.002
    let needed = 46_875.0;
    assert!((needed..1.1 * needed).contains(&(tally.draws as f64)), "{}", tally.draws);
}

/// The whole run is the plain run of as many draws, however it was done, and whatever is counted.
#[test]
fn the_answer_is_that_of_a_plain_run() {
    let case = wins(0.1);
    for measure in [Measure::Outcomes, Measure::Everything] {
        for wanted in [0.5, 0.001] {
            let stopped = |runner| simulate_until(&case.plan, 7, wanted, measure, &runner, &Silent).expect("a run");
            let serial = stopped(Runner::serial());
            assert_eq!(serial.draws % BLOCK as u64, 0);
            let plain = simulate(&case.plan, 7, serial.draws, measure, &Runner::threads(2), &Silent).expect("a tally");
            assert!(serial == plain && stopped(Runner::threads(2)) == plain, "{measure:?}, {wanted}");
        }
    }
}

#[test]
fn what_cannot_be_reached_is_said_at_once() {
    let case = wins(0.1);
    let error = until(&case.plan, 1, 1e-6).expect_err("5 * 10^10 draws");
    let RunError::TooPrecise { wanted, reached, draws } = error else { panic!("{error}") };
    assert_eq!(wanted, 1e-6);
    assert!(draws <= LEAST && (reached / error_of(&case, draws as f64) - 1.0).abs() < 0.2, "{reached} {draws}");
    for nothing_changes in [0.0, 1e-12, f64::NAN] {
        let error = until(&wins(0.0).plan, 1, nothing_changes).expect_err("nobody can know this");
        assert!(matches!(error, RunError::TooPrecise { draws, .. } if draws <= LEAST), "{error}");
    }
}

/// Says stop after so many questions.
struct Patience(AtomicU64);

impl Watch for Patience {
    fn progress(&self, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_err()
    }
}

#[test]
fn it_can_be_cancelled_at_any_time() {
    let plan = wins(0.1).plan;
    for questions in [3, 40, 150] {
        let watch = Patience(AtomicU64::new(questions));
        let stopped = simulate_until(&plan, 1, 0.001, Measure::Outcomes, &Runner::serial(), &watch);
        assert_eq!(stopped, Err(RunError::from(Cancelled)), "{questions} questions");
    }
}
