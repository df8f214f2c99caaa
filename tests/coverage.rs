//! Stated 95 % intervals hold the truth in 92 to 98 of 100 runs (1,000 seeds: 4.4 standard errors).

mod support;

use reframe::engine::{Measure, Runner, Silent, simulate};
use reframe::model::*;
use reframe::plan::Plan;
use reframe::stats::{Estimate, Findings};
use statrs::function::beta::beta_reg;
use support::build::{Build, dirichlet, exact, known, raise};
use support::run::{plan, summarised};

const SEEDS: u64 = 1000;
const DRAWS: u64 = 2000;

/// Weights Beta(2, 1); we win where w > 1/2. The move goes a tenth of the way to 1, so then where w > 4/9.
fn purchase(noise: f64) -> Plan {
    let shift = Shift { strength: known(0.1), ..raise(0, 1.0) };
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", dirichlet(&[2.0, 1.0], 3.0));
    let build = build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0]).reframe("r", shift).noise(noise);
    plan(&build.strategy("s", &["r"]).scenario())
}

type Question = (&'static str, f64, fn(&Findings) -> Estimate);

/// How often the interval of each estimate holds the truth.
fn coverage(plan: &Plan, questions: &[Question]) {
    let mut held = vec![0_u64; questions.len()];
    for seed in 0..SEEDS {
        let tally = simulate(plan, seed, DRAWS, Measure::Everything, &Runner::serial(), &Silent).expect("a tally");
        let found = summarised(plan, &tally, seed);
        for (held, (_, truth, answer)) in held.iter_mut().zip(questions) {
            *held += u64::from(answer(&found).covers(*truth));
        }
    }
    for (held, (what, truth, _)) in held.iter().zip(questions) {
        let share = *held as f64 / SEEDS as f64;
        assert!(
            (0.92..=0.98).contains(&share),
            "{what} ({truth}): held in {held} of {SEEDS} runs of {DRAWS} draws, seeds 0 to {}",
            SEEDS - 1
        );
    }
}

#[test]
fn intervals_hold_what_they_promise() {
    let after = |w: f64| 1.0 - beta_reg(2.0, 1.0, w);
    coverage(
        &purchase(0.0),
        &[
            ("win probability", after(0.5), |f| f.baseline().win[0]),
            ("win probability with a move", after(4.0 / 9.0), |f| f.strategies[1].win[0]),
            ("uplift", after(4.0 / 9.0) - after(0.5), |f| f.strategies[1].uplift.as_ref().expect("an uplift")[0]),
            ("the rival's loss", after(0.5) - after(4.0 / 9.0), |f| {
                f.strategies[1].uplift.as_ref().expect("an uplift")[1]
            }),
            ("mean weight", 2.0 / 3.0, |f| f.baseline().weights[0][0].mean),
            ("mean weight with a move", 0.7, |f| f.strategies[1].weights[0][0].mean),
            ("median weight", 0.5_f64.sqrt(), |f| f.baseline().weights[0][0].spread.p50),
            ("5th percentile", 0.05_f64.sqrt(), |f| f.baseline().weights[0][0].spread.p05),
            ("95th percentile", 0.95_f64.sqrt(), |f| f.baseline().weights[0][0].spread.p95),
            // E[w | w > 1/2] = (2/3) (1 - 1/8) / (1 - 1/4); E[w | w < 1/2] = (2/3) (1/8) / (1/4).
            ("our central weight", 7.0 / 9.0, |f| central(f, 0)),
            ("the rival's central weight", 1.0 / 3.0, |f| central(f, 1)),
            ("rank", 0.25, |f| f.baseline().rank_acceptability[0][1]),
            ("pair", 0.75, |f| f.baseline().pairwise[0][1]),
            ("support", 0.75, |f| f.baseline().support[0][0]),
        ],
    );
}

fn central(found: &Findings, alternative: usize) -> Estimate {
    found.baseline().central[alternative].as_ref().expect("both win sometimes").per_stakeholder[0][0]
}

/// Weights Beta(2, 1): we win where w > 1/2. Our value in daily use is uniform, so a deal lasts with probability 0.7,
/// whatever was weighed.
#[test]
fn intervals_of_life_after_the_signature_hold_what_they_promise() {
    let uniform = Distribution::uniform(0.0, 1.0).expect("an interval");
    let build = Build::new(&["a", "b", "use"], &["us", "rival"]).person("ann", dirichlet(&[2.0, 1.0, 0.0], 3.0));
    let build = build.scores("us", &[1.0, 0.0, 0.0]).scores("rival", &[0.0, 1.0, 0.0]);
    let build = build.performance("us", "use", uniform).with(|parts| {
        parts.stakeholders[0].lived = Some(vec![0.0, 0.0, 1.0]);
        parts.adoption = Some(Adoption { threshold: 0.3 });
    });
    coverage(
        &plan(&build.scenario()),
        &[
            ("win and last", 0.75 * 0.7, |f| f.baseline().adoption.as_ref().expect("a threshold").lasting[0]),
            ("switched off", 0.3, |f| {
                f.baseline().adoption.as_ref().expect("a threshold").shelfware[0].expect("we win sometimes")
            }),
            ("the rule of one person", 0.75, |f| f.baseline().rules[2].win[0]),
        ],
    );
}

#[test]
fn intervals_under_noise_hold_what_they_promise() {
    const MU: f64 = 0.3;
    // The density of Beta(2, 1) is 2 w; the score gap is 2 w - 1.
    let mean = |chance: &dyn Fn(f64) -> f64| support::expect::integral(&|w| 2.0 * w * chance(w), 0.0, 1.0, 1e-12);
    let logistic = |w: f64| 1.0 / (1.0 + (-(2.0 * w - 1.0) / MU).exp());
    let (before, after) = (mean(&logistic), mean(&|w| logistic(w + 0.1 * (1.0 - w))));
    coverage(
        &purchase(MU),
        &[
            ("win probability", before, |f| f.baseline().win[0]),
            ("win probability with a move", after, |f| f.strategies[1].win[0]),
            ("uplift", after - before, |f| f.strategies[1].uplift.as_ref().expect("an uplift")[0]),
            ("central weight", mean(&|w| w * logistic(w)) / before, |f| central(f, 0)),
        ],
    );
}

/// A move that one in 2,000 takes up: in most runs of 2,000 draws nobody, or one or two do. Seen by nobody is not
/// without effect, with noise as without; so the interval must hold the truth at least as often as it says.
#[test]
fn intervals_of_rare_changes_under_noise_hold_what_they_promise() {
    const MU: f64 = 0.1;
    const ACCEPTANCE: f64 = 0.0005;
    let build = Build::new(&["a", "b"], &["us", "rival"]).latent("b").person("ann", exact(&[1.0, 0.0])).noise(MU);
    let build = build.scores("us", &[0.2, 0.9]).scores("rival", &[0.6, 0.1]).teach("t", raise(1, 0.6));
    let plan = plan(&build.accepted(ACCEPTANCE).strategy("s", &["t"]).scenario());
    let logistic = |gap: f64| 1.0 / (1.0 + (-gap / MU).exp());
    let uplift = ACCEPTANCE * (logistic(0.4 * -0.4 + 0.6 * 0.8) - logistic(-0.4));
    let held = (0..SEEDS).filter(|&seed| {
        let tally = simulate(&plan, seed, DRAWS, Measure::Everything, &Runner::serial(), &Silent).expect("a tally");
        summarised(&plan, &tally, seed).strategies[1].uplift.as_ref().expect("an uplift")[0].covers(uplift)
    });
    let held = held.count();
    assert!(held as f64 >= 0.92 * SEEDS as f64, "held in {held} of {SEEDS} runs of {DRAWS} draws");
}
