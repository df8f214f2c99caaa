//! Performances that are known relative to one alternative: drawn together as they were measured, read as they are
//! written, refused where they make no sense.

mod support;

use reframe::engine::{Look, Runner, Silent, each_block, inspect};
use reframe::model::{Alternative, CriterionId, InputKind, Scenario, VendorId};
use reframe::plan::compile;
use reframe::random::{BLOCK, Streams};
use reframe::scenario::load_text;
use support::check::{LIMIT, all_close};
use support::compare::compare;

/// Three vendors; reliability is a share that is measured against the first.
const RELIABILITY: &str = r#"
[relative.reliability]
to = "us"
scale = "log-odds"
baseline = "0.4 ± 0.3"
effects = { rival = 0.5, third = -0.6 }
covariance = [[0.09, 0.03], [0.03, 0.16]]
"#;

/// Prices as ratios to the rival's, independent of each other; weight as a difference.
const OTHERS: &str = r#"
[relative.price]
to = "rival"
scale = "log"
baseline = "5.3 ± 0.1"
effects = { us = "-0.1 ± 0.05", third = 0.2 }
[relative.weight]
to = "third"
baseline = 12
effects = { us = "0 to 3", rival = "2 ± 1" }
"#;

fn purchase(relative: &str) -> String {
    format!(
        r#"
us = "us"
[criteria.reliability]
need = "product"
worst = 0.2
best = 0.9
[criteria.price]
need = "price"
worst = 300
best = 120
outside = "extrapolate"
[criteria.weight]
need = "product"
worst = 20
best = 8
[vendors.us]
credibility = {{ mean = 0.7, confidence = 20 }}
[vendors.rival]
credibility = 0.6
[vendors.third]
[stakeholders.ann]
influence = 2
[stakeholders.bob]
influence = 1
weights = {{ reliability = 0.5, price = 0.3, weight = 0.2 }}
[performance_for.bob.rival]
reliability = "beta(3, 7)"
[moves.cut]
kind = "discount"
criterion = "price"
percent = 10
[moves.better]
kind = "tailor"
criterion = "weight"
improve_by = 2
[strategies.cheaper]
moves = ["cut", "better"]
{relative}"#
    )
}

fn scenario(relative: &str) -> Scenario {
    load_text("deal.toml", &purchase(relative)).unwrap_or_else(|problems| panic!("{problems}")).scenario
}

#[test]
fn the_engine_draws_what_the_reference_draws() {
    compare(&scenario(&format!("{RELIABILITY}{OTHERS}")), 5, (0..300).chain([1_000_000])).nearly_all();
}

/// Means and covariances of the log-odds over many draws, against what the file says.
#[test]
fn what_was_measured_together_varies_together() {
    let scenario = scenario(&format!("{RELIABILITY}{OTHERS}"));
    let plan = compile(&scenario, &[]).expect("it can be simulated");
    let reliability = CriterionId::new(0).index();
    let cells = plan.beliefs.cells.chunks_exact(plan.criteria).take(3);
    let variables: Vec<usize> = cells.map(|row| row[reliability].expect("it is judged").variable).collect();
    let (blocks, mut sums, mut products) = (800_u64, [0.0; 3], [[0.0; 3]; 3]);
    let centre = [0.4, 0.9, -0.2];
    let look = Look { performances: true, ..Look::default() };
    let visit = |view: reframe::engine::BlockView<'_>| {
        let log_odds = |v: &usize| view.performance(*v).to_vec().into_iter().map(|x: f64| (x / (1.0 - x)).ln());
        variables.iter().map(|v| log_odds(v).collect()).collect::<Vec<Vec<f64>>>()
    };
    let all =
        each_block(&plan, Streams::new(3), 0..blocks, look, &Runner::serial(), &Silent, visit).expect("not cancelled");
    for columns in all {
        for i in 0..3 {
            sums[i] += columns[i].iter().map(|x| x - centre[i]).sum::<f64>();
            for j in 0..3 {
                let product = |(x, y): (&f64, &f64)| (x - centre[i]) * (y - centre[j]);
                products[i][j] += columns[i].iter().zip(&columns[j]).map(product).sum::<f64>();
            }
        }
    }
    let n = (blocks as usize * BLOCK) as f64;
    // That of the baseline, 0.09, is shared by all; the effects have their own on top.
    let expected: [[f64; 3]; 3] = [[0.09, 0.09, 0.09], [0.09, 0.18, 0.12], [0.09, 0.12, 0.25]];
    for i in 0..3 {
        let z = sums[i] / n / (expected[i][i] / n).sqrt();
        assert!(z.abs() <= LIMIT, "mean {i}: z = {z:.1}");
        for j in 0..3 {
            let error = ((expected[i][i] * expected[j][j] + expected[i][j].powi(2)) / n).sqrt();
            let z = (products[i][j] / n - expected[i][j]) / error;
            assert!(z.abs() <= LIMIT, "covariance {i}, {j}: {}, z = {z:.1}", products[i][j] / n);
        }
    }
}

/// Nobody can learn one of them without learning about the others.
#[test]
fn what_varies_together_is_one_input() {
    let scenario = scenario(&format!("{RELIABILITY}{OTHERS}"));
    let inputs = compile(&scenario, &[]).expect("it can be simulated").inputs(&scenario);
    let together: Vec<(InputKind, usize)> = inputs
        .iter()
        .filter(|input| matches!(input.kind, InputKind::Together(_)))
        .map(|input| (input.kind, input.keys.len()))
        .collect();
    let of = |criterion| InputKind::Together(CriterionId::new(criterion));
    // The third vendor's price follows the baseline alone; the baseline of weight is known.
    assert_eq!(together, [(of(0), 3), (of(1), 2), (of(2), 2)]);
    let apart = inputs.iter().filter(|input| matches!(input.kind, InputKind::Performance { .. })).count();
    assert_eq!(apart, 1, "what only bob experiences");
}

#[test]
fn one_by_one_they_are_in_the_table_of_performances() {
    let scenario = scenario(&format!("{RELIABILITY}{OTHERS}"));
    let shared = |vendor: usize, criterion: usize| {
        let alternative = Alternative::Vendor(VendorId::new(vendor));
        scenario.performance.shared(alternative, CriterionId::new(criterion)).expect("it is measured").to_string()
    };
    assert_eq!(shared(0, 0), "logistic(0.4 ± 0.3)");
    assert_eq!(shared(2, 2), "12");
    assert!(shared(1, 1).starts_with("lognormal(200.3"), "{}", shared(1, 1));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let refused = |from: &str, to: &str| {
        let piece = format!("{RELIABILITY}{OTHERS}");
        assert!(piece.contains(from), "{from}");
        let problems = load_text("deal.toml", &purchase(&piece.replacen(from, to, 1))).expect_err(to).plain();
        let [only] = &problems[..] else { panic!("{to}: {problems:?}") };
        format!("{}: {}", only.code, only.message)
    };
    let cases = [
        ("to = \"us\"", "to = \"usa\"", "E207: unknown vendor `usa`"),
        ("rival = 0.5", "rivla = 0.5", "E207: unknown vendor `rivla`"),
        ("rival = 0.5", "us = 0.5", "E212: `us` is compared with itself"),
        ("rival = 0.5", "status_quo = 0.5", "E207: the scenario has no [status_quo]"),
        ("[relative.price]", "[relative.prise]", "E207: unknown criterion `prise`"),
        ("\"log-odds\"", "\"logodds\"", "E204: `relative.reliability.scale` cannot be \"logodds\""),
        ("scale = \"log\"", "skale = \"log\"", "E201: unknown key `skale` in `relative.price`"),
        (
            "\"0.4 ± 0.3\"",
            "\"beta(1, 2)\"",
            "E208: the baseline must be a number or a normal, like 0.4 or \"0.4 ± 0.1\"",
        ),
        ("\"2 ± 1\"", "\"uniform(1, 2)\"", "E208: an effect must be a number or a normal, like 0.4 or \"0.4 ± 0.1\""),
        ("rival = 0.5", "rival = \"0.5 ± 0.1\"", "E212: with a covariance, an effect is only its mean: a number"),
        (
            "[[0.09, 0.03], [0.03, 0.16]]",
            "[[0.09, 0.03]]",
            "E208: the covariance must have 2 rows of 2 numbers, one for each effect",
        ),
        ("[0.03, 0.16]", "[0.02, 0.16]", "E208: a covariance is the same both ways, but here are 0.02 and 0.03"),
        (
            "[[0.09, 0.03], [0.03, 0.16]]",
            "[[0.09, 0.3], [0.3, 0.16]]",
            "E208: no effects vary like this: a correlation would be above 1",
        ),
        (
            "baseline = \"5.3 ± 0.1\"",
            "baseline = 900",
            "E208: baseline and effect are too large for this scale: the performance would not be a finite number",
        ),
        (
            "[relative.weight]",
            "[performance.us]\nweight = 11\n[relative.weight]",
            "E212: this performance of `us` is given in [performance], too",
        ),
    ];
    let said: Vec<String> = cases.iter().map(|(from, to, _)| refused(from, to)).collect();
    assert_eq!(said, cases.map(|(.., message)| message));
}

#[test]
fn a_vendor_that_is_not_measured_is_missing() {
    let piece = format!("{RELIABILITY}{OTHERS}").replace(", third = 0.2", "");
    let problems = load_text("deal.toml", &purchase(&piece)).expect_err("no price").plain();
    assert_eq!(problems[0].code, "E220", "{problems:?}");
}

/// Where all ratios are exact the polytope of weights is one point; what contradicts them is named.
#[test]
fn exact_ratios_leave_nothing_to_draw() {
    let ratios = r#"ratios = [["reliability", "=", 2, "price"], ["price", "=", 2, "weight"]]"#;
    let text =
        purchase(&format!("{RELIABILITY}{OTHERS}")).replace("influence = 2", &format!("influence = 2\n{ratios}"));
    let scenario = load_text("deal.toml", &text).unwrap_or_else(|problems| panic!("{problems}")).scenario;
    let plan = compile(&scenario, &[]).expect("it can be simulated");
    for draw in [0, 1, 300] {
        let weights = &inspect(&plan, 5, draw).before[0];
        all_close("exact swing", weights, &[4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0], 1e-12);
    }
    let bad = text.replace(ratios, &format!("{ratios}\nbounds = {{ price = [0.4, 1] }}"));
    let problems = load_text("deal.toml", &bad).expect_err("twice 0.4 and 0.4 are more than 1").plain();
    assert_eq!((problems.len(), problems[0].code), (1, "E211"));
    let help = problems[0].help.clone().unwrap_or_default();
    assert!(help.contains("reliability exactly 2 times price"), "{help}");
}
