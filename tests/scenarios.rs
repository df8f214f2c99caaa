//! The sample scenarios do what their pages say: exact weights, answers found on paper, and the lessons of the realistic
//! versions as paired comparisons.

use std::path::{Path, PathBuf};

use reframe::engine::{Runner, Silent, inspect};
use reframe::model::{Lang, Scenario, StrategyId};
use reframe::plan::compile;
use reframe::scenario::load;
use reframe::stats::{Estimate, Findings};
use reframe::study::{Effort, RunOutcome, RunRequest, run};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

fn scenario(file: &str) -> Scenario {
    load(&folder().join(file)).unwrap_or_else(|problems| panic!("{problems}")).scenario
}

fn strategy(scenario: &Scenario, id: &str) -> StrategyId {
    let position = scenario.strategies.iter().position(|s| s.id == id);
    StrategyId::new(position.unwrap_or_else(|| panic!("no strategy {id}")))
}

/// The weights of the first stakeholder by criterion, when a strategy's decision falls in the first draw.
fn weights(scenario: &Scenario, id: &str) -> Vec<(String, f64)> {
    let plan = compile(scenario, &[strategy(scenario, id)]).expect("a scenario of this release");
    let view = inspect(&plan, 1, 0);
    let names = scenario.criteria.iter().map(|criterion| criterion.id.clone());
    names.zip(view.strategies[1].weights[0].iter().copied()).collect()
}

fn outcome(scenario: &Scenario, draws: u64) -> RunOutcome {
    let request = RunRequest { effort: Effort::Draws(draws), ..RunRequest::all(scenario) };
    run(scenario, &request, &Runner::threads(0), &Silent).expect("a scenario of this release")
}

/// Position of a strategy in findings: the baseline is 0.
fn at(scenario: &Scenario, id: &str) -> usize {
    if id == "baseline" { 0 } else { strategy(scenario, id).index() + 1 }
}

fn we_win(scenario: &Scenario, findings: &Findings, id: &str) -> Estimate {
    findings.strategies[at(scenario, id)].win[scenario.us.index()]
}

fn uplift(scenario: &Scenario, findings: &Findings, id: &str) -> Estimate {
    findings.strategies[at(scenario, id)].uplift.as_ref().expect("not the baseline")[scenario.us.index()]
}

fn assert_weights(found: &[(String, f64)], expected: &[(&str, f64)]) {
    for (id, weight) in expected {
        let (_, got) = found.iter().find(|(name, _)| name == id).unwrap_or_else(|| panic!("no criterion {id}"));
        assert!((got - weight).abs() < 1e-12, "{id}: {got}, expected {weight}");
    }
}

#[test]
fn the_supply_chain_example_of_the_founding_document_comes_out_exactly() {
    let scenario = scenario("supply-chain/exact.toml");
    let found = weights(&scenario, "as-told");
    assert_weights(&found, &[("functionality", 0.5), ("price", 0.2), ("supply-chain", 0.3)]);
    let in_proportion = weights(&scenario, "in-proportion");
    assert_weights(&in_proportion, &[("functionality", 0.56), ("price", 0.14), ("supply-chain", 0.3)]);
}

#[test]
fn the_edr_example_of_the_founding_document_comes_out_exactly() {
    let scenario = scenario("edr-mttr/exact.toml");
    let found = weights(&scenario, "as-told");
    assert_weights(&found, &[("detection", 0.3), ("price", 0.2), ("response", 0.5)]);
}

#[test]
fn with_known_weights_the_founding_examples_turn_the_decision_for_certain() {
    for file in ["supply-chain/exact.toml", "edr-mttr/exact.toml"] {
        let scenario = scenario(file);
        let found = outcome(&scenario, 256).findings;
        assert!(found.run.deterministic, "{file}: nothing is uncertain");
        assert_eq!(we_win(&scenario, &found, "baseline"), Estimate::exact(0.0), "{file}");
        assert_eq!(we_win(&scenario, &found, "as-told"), Estimate::exact(1.0), "{file}");
    }
}

#[test]
fn the_dynamic_parameter_table_is_normalised_to_three_digits() {
    let scenario = scenario("listed-bank/table.toml");
    let plan = compile(&scenario, &[]).expect("a scenario of this release");
    let shares: Vec<String> = inspect(&plan, 1, 0).before[0].iter().map(|w| format!("{w:.3}")).collect();
    assert_eq!(shares, ["0.148", "0.111", "0.185", "0.167", "0.130", "0.093", "0.167"]);
}

/// z of an estimate against a probability that is known.
fn z(estimate: Estimate, p: f64, draws: u64) -> f64 {
    let error = (p * (1.0 - p) / draws as f64).sqrt();
    if error == 0.0 { if estimate.value() == p { 0.0 } else { f64::INFINITY } } else { (estimate.value() - p) / error }
}

#[test]
fn the_tutorial_answers_are_those_found_on_paper() {
    let cases: [(&str, &[(&str, f64)]); 5] = [
        (
            "tutorial/scenario.toml",
            &[
                ("baseline", 0.0),
                ("teach", 3.0 / 5.0),
                ("teach-and-justify", 4.0 / 5.0),
                ("half-heard", 0.0),
                ("unsure", 1.0 / 5.0),
                ("small-discount", 0.0),
                ("large-discount", 1.0),
            ],
        ),
        (
            "tutorial/uniform.toml",
            &[("baseline", 3.0 / 5.0), ("always-heard", 9.0 / 10.0), ("heard-half-the-time", 3.0 / 4.0)],
        ),
        (
            "tutorial/ranking.toml",
            &[("baseline", 1.0 / 5.0), ("always-heard", 4.0 / 5.0), ("heard-half-the-time", 1.0 / 2.0)],
        ),
        (
            "tutorial/bounds.toml",
            &[("baseline", 4.0 / 5.0), ("always-heard", 1.0), ("heard-half-the-time", 9.0 / 10.0)],
        ),
        (
            "tutorial/dirichlet.toml",
            &[("baseline", 9.0 / 25.0), ("always-heard", 81.0 / 100.0), ("heard-half-the-time", 117.0 / 200.0)],
        ),
    ];
    let draws = 100_000;
    for (file, answers) in cases {
        let scenario = scenario(file);
        let found = outcome(&scenario, draws).findings;
        for (id, p) in answers {
            let win = we_win(&scenario, &found, id);
            let z = z(win, *p, draws);
            assert!(z.abs() <= 4.5, "{file} {id}: {} expected {p}, z = {z}, {draws} draws", win.value());
        }
    }
}

#[test]
fn tutorial_money_is_as_on_paper() {
    let scenario = scenario("tutorial/scenario.toml");
    let found = outcome(&scenario, 100_000).findings;
    let margin = |id| found.strategies[at(&scenario, id)].margin.expect("the deal has a value");
    for (id, expected) in [("teach", 470_000.0), ("teach-and-justify", 620_000.0), ("large-discount", 536_000.0)] {
        let margin = margin(id);
        assert!((margin.value() - expected).abs() <= 4.5 * margin.std_error().max(1.0), "{id}: {margin:?}");
    }
}

/// A difference between two strategies of one run, both paired with the baseline: z at least 4.5 if the claim holds.
fn clearly_more(scenario: &Scenario, findings: &Findings, more: &str, less: &str) {
    let (a, b) = (uplift(scenario, findings, more), uplift(scenario, findings, less));
    // The errors of two strategies on the same draws are positively correlated; adding them is cautious.
    let z = (a.value() - b.value()) / (a.std_error() + b.std_error());
    assert!(z >= 4.5, "{more} {} against {less} {}: z = {z}", a.value(), b.value());
}

#[test]
fn a_new_criterion_wins_from_the_status_quo_and_more_people_beat_more_proof() {
    let scenario = scenario("edr-mttr/scenario.toml");
    let RunOutcome { findings, curves } = outcome(&scenario, 40_960);
    clearly_more(&scenario, &findings, "reframe-everyone", "reframe-mttr");
    clearly_more(&scenario, &findings, "reframe-mttr", "teach-only");
    clearly_more(&scenario, &findings, "reframe-mttr", "detection-duel");
    // The gain comes out of keeping the antivirus, not out of the rival.
    let changes = findings.strategies[at(&scenario, "reframe-everyone")].uplift.as_ref().expect("a strategy");
    let (status_quo, halcyon) = (changes[3], changes[1]);
    assert!(status_quo.high() < 0.0 && status_quo.value() < 5.0 * halcyon.value().min(0.0));
    // One ordinary talk does not reach the break-even weight; a rival's ground is the wrong ground.
    let curve = curves.iter().find(|curve| curve.strategy == at(&scenario, "reframe-mttr")).expect("a curve");
    let reframe::stats::BreakEven::At(weight) = &curve.break_even else { panic!("{:?}", curve.break_even) };
    assert!(curve.after.p50.high() < weight.low(), "{:?} {weight:?}", curve.after);
}

#[test]
fn two_people_are_not_a_committee() {
    let scenario = scenario("supply-chain/scenario.toml");
    let findings = outcome(&scenario, 40_960).findings;
    clearly_more(&scenario, &findings, "widen", "teach-and-justify");
    clearly_more(&scenario, &findings, "teach-and-justify", "teach-only");
    clearly_more(&scenario, &findings, "widen-and-discount", "discount");
}

#[test]
fn the_highest_rating_is_not_the_best_row() {
    let scenario = scenario("listed-bank/scenario.toml");
    let findings = outcome(&scenario, 40_960).findings;
    clearly_more(&scenario, &findings, "where-we-lead", "ciso-rows");
    clearly_more(&scenario, &findings, "inspection", "whole-table");
}

/// Every scenario file of the repository, broken ones of the tests apart.
fn all_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in std::fs::read_dir(folder()).expect("scenarios") {
        for file in std::fs::read_dir(name.expect("an entry").path()).expect("a scenario's folder") {
            let path = file.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_scenario_is_clean_bilingual_and_explained() {
    let files = all_files();
    assert!(files.len() >= 11, "{files:?}");
    for path in files {
        let loaded = load(&path).unwrap_or_else(|problems| panic!("{}: {problems}", path.display()));
        assert!(loaded.warnings.is_empty(), "{}: {}", path.display(), loaded.warnings);
        let scenario = loaded.scenario;
        assert_ne!(scenario.title.get(Lang::En), scenario.title.get(Lang::Zh), "{}", path.display());
        let readme = path.with_file_name("README.md");
        let text = std::fs::read_to_string(&readme).unwrap_or_else(|_| panic!("{} is missing", readme.display()));
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        assert!(text.contains(&name), "{} does not speak of {name}", readme.display());
        assert!(text.contains("中文"), "{} has no Chinese part", readme.display());
        assert!(text.to_lowercase().contains("illustration"), "{} gives no sources", readme.display());
    }
}
