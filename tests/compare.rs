//! Several scenarios side by side: paired differences, saved runs, and the report.

#[allow(dead_code, reason = "every test file uses its own part")]
#[path = "support/build.rs"]
mod build;
#[allow(dead_code, reason = "every test file uses its own part")]
#[path = "support/check.rs"]
mod check;

use std::path::Path;

use build::{Build, exact, raise};
use check::{agrees, close};
use reframe::chart::{DotPlotChart, DotRow, MOST_SERIES, Scene, Theme, Words, dot_plot, to_png};
use reframe::engine::{Runner, Silent};
use reframe::model::*;
use reframe::report::View;
use reframe::report::compare::report;
use reframe::report::record::{Record, SavedError, saved_run};
use reframe::report::study::render;
use reframe::report::terminal::Style;
use reframe::scenario::{Loaded, load};
use reframe::stats::Estimate;
use reframe::study::{
    ComparedStrategy, Comparison, Effort, Entrant, Pairing, Refusal, RunRequest, Source, StudyError, compare, run,
};

const DRAWS: u64 = 40_960;
const SEED: u64 = 11;

fn sample(path: &str) -> Loaded {
    load(Path::new(path)).unwrap_or_else(|_| panic!("{path} loads"))
}

fn live(loaded: &Loaded) -> Entrant<'_> {
    Entrant { fingerprint: loaded.fingerprint.clone(), ..built(&loaded.scenario) }
}

fn built(scenario: &Scenario) -> Entrant<'_> {
    Entrant {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        fingerprint: format!("{scenario:?}"),
        currency: scenario.currency.clone(),
        source: Source::Live(scenario),
    }
}

fn compared(entrants: &[Entrant], draws: u64, seed: u64) -> Comparison {
    compare(entrants, draws, seed, &Runner::threads(0), &Silent).expect("a comparison")
}

/// The second scenario less the first.
fn second(strategy: &ComparedStrategy) -> (Pairing, Estimate) {
    let versus = strategy.versus[1].expect("both have it");
    (versus.pairing, versus.result.win)
}

/// Known weights, and a pitch that wins the deal whenever it is taken up.
fn coin(acceptance: f64, strategy: &str) -> Scenario {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.4, 0.6]));
    let build = build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0]);
    build.reframe("pitch", raise(0, 0.9)).accepted(acceptance).strategy(strategy, &["pitch"]).scenario()
}

#[test]
fn a_scenario_does_not_differ_from_itself() {
    let loaded = sample("scenarios/customer-types");
    let found = compared(&[live(&loaded), live(&loaded)], 1, SEED);
    assert_eq!(found.strategies.len(), 1 + loaded.scenario.strategies.len());
    for strategy in &found.strategies {
        assert_eq!(second(strategy), (Pairing::Paired, Estimate::exact(0.0)));
        assert_eq!(strategy.results[0], strategy.results[1]);
        let margin = strategy.versus[1].and_then(|versus| versus.result.margin);
        assert_eq!(margin, loaded.scenario.deal_value.map(|_| Estimate::exact(0.0)));
    }
    let (all, shared) = found.entrants[1].shared.expect("both are simulated");
    assert!(all > 0 && all == shared);
}

/// The same number decides whether the pitch is taken up in both: they differ in a share a - b of the draws, by 1.
#[test]
fn a_paired_difference_has_its_known_value_and_error() {
    let (often, seldom) = (coin(0.55, "pitch"), coin(0.5, "pitch"));
    let found = compared(&[built(&seldom), built(&often)], DRAWS, SEED);
    let (pairing, difference) = second(&found.strategies[1]);
    let expected = (0.05_f64 * 0.95 / found.draws as f64).sqrt();
    assert_eq!(pairing, Pairing::Paired);
    agrees("difference", difference.value(), 0.05, expected, found.draws, SEED);
    close("its error, from 160 blocks", difference.std_error() / expected, 1.0, 0.25);
    // The baselines never win: nothing differs, and nothing is uncertain in them.
    assert_eq!(second(&found.strategies[0]).1, Estimate::exact(0.0));
    let effect = found.strategies[1].versus[1].and_then(|versus| versus.result.uplift).expect("a pitch has an effect");
    close("effect", effect.value(), difference.value(), 1e-12);
}

#[test]
fn pairing_is_worth_draws() {
    for (first, other) in [
        ("scenarios/customer-types", "scenarios/customer-types/foreign.toml"),
        ("scenarios/stages", "scenarios/stages/forgetful.toml"),
        ("scenarios/online-only", "scenarios/online-only/online.toml"),
    ] {
        let (a, b) = (sample(first), sample(other));
        let found = compared(&[live(&a), live(&b)], DRAWS, SEED);
        let independent = compared(&[live(&b), live(&b)], DRAWS, SEED + 1);
        for strategy in &found.strategies {
            let again = independent.strategies.iter().find(|again| again.id == strategy.id).expect("both have it");
            let (_, difference) = second(strategy);
            let [left, right] = [0, 1].map(|side| strategy.results[side].expect("both").win);
            let apart = left.std_error().hypot(right.std_error());
            assert!(difference.std_error() < apart, "{first}: {} {difference:?} {apart}", strategy.id);
            // Another seed gives the same difference, within the larger error.
            let other_seed = again.results[1].expect("both").win.value() - left.value();
            agrees("two seeds", difference.value(), other_seed, 2.0 * apart, DRAWS, SEED);
        }
    }
}

#[test]
fn the_order_turns_signs() {
    let (a, b) = (sample("scenarios/stages"), sample("scenarios/stages/forgetful.toml"));
    let there = compared(&[live(&a), live(&b)], 1, SEED);
    let back = compared(&[live(&b), live(&a)], 1, SEED);
    assert_eq!(there.strategies.len(), back.strategies.len());
    for one in &there.strategies {
        let other = back.strategies.iter().find(|other| other.id == one.id).expect("the same strategies");
        let [one, other] = [one, other].map(|s| s.versus[1].expect("both have it").result);
        let turned = |one: Option<Estimate>, other: Option<Estimate>| match (one, other) {
            (Some(one), Some(other)) => {
                close("value", one.value(), -other.value(), 1e-9);
                close("error", one.std_error(), other.std_error(), 1e-9);
            }
            (one, other) => assert_eq!(one, other),
        };
        turned(Some(one.win), Some(other.win));
        turned(one.uplift, other.uplift);
        turned(one.margin, other.margin);
    }
}

fn saved(loaded: &Loaded, draws: u64, seed: u64) -> Vec<u8> {
    let request = RunRequest { effort: Effort::Draws(draws), seed, ..RunRequest::all(&loaded.scenario) };
    let outcome = run(&loaded.scenario, &request, &Runner::threads(0), &Silent).expect("a run");
    let view = View {
        scenario: &loaded.scenario,
        findings: &outcome.findings,
        curves: &outcome.curves,
        scorecard: None,
        lang: Lang::En,
    };
    Record::new(&view, &loaded.fingerprint).to_json()
}

#[test]
fn a_saved_run_is_the_run() {
    let loaded = sample("scenarios/stages");
    let all = saved_run(&saved(&loaded, 20_480, SEED)).expect("a run");
    let found = compared(&[live(&loaded), all.clone()], 20_480, SEED);
    for strategy in &found.strategies {
        let (pairing, difference) = second(strategy);
        assert_eq!(pairing, Pairing::SameRun);
        close("the same draws", difference.value(), 0.0, 1e-7);
        assert_eq!(difference.std_error(), 0.0);
    }
    // A part of the draws differs by what the rest adds.
    let longer = compared(&[live(&loaded), all.clone()], 81_920, SEED);
    for strategy in &longer.strategies {
        let (pairing, difference) = second(strategy);
        let live = strategy.results[0].expect("live").win.std_error();
        assert_eq!(pairing, Pairing::SameRun);
        close("error of a part", difference.std_error(), live * 3.0_f64.sqrt(), 1e-12);
        agrees("part and whole", difference.value(), 0.0, difference.std_error(), 81_920, SEED);
    }
    // Another seed: two estimates that know nothing of each other.
    let other = compared(&[live(&loaded), all], 20_480, SEED + 1);
    for strategy in &other.strategies {
        let (pairing, difference) = second(strategy);
        let errors = [0, 1].map(|side| strategy.results[side].expect("both").win.std_error());
        assert_eq!(pairing, Pairing::Independent);
        close("error", difference.std_error(), errors[0].hypot(errors[1]), 1e-12);
        agrees("seeds", difference.value(), 0.0, difference.std_error(), 20_480, SEED);
    }
    assert!(!report(&other, "CNY", Lang::En).cautions.is_empty(), "it is said that they are not paired");
}

#[test]
fn results_that_are_none_are_refused() {
    let loaded = sample("scenarios/stages");
    let good = String::from_utf8(saved(&loaded, 1000, SEED)).expect("text");
    let refused = |text: &str| saved_run(text.as_bytes()).expect_err("no result").to_string();
    assert!(refused("{").contains("no result of `reframe run`"));
    assert!(refused("{\"study\": \"counter\"}").contains("missing field"));
    let newer = good.replacen("\"schema_version\": 1", "\"schema_version\": 99", 1);
    assert!(matches!(saved_run(newer.as_bytes()), Err(SavedError::Version { found: 99 })));
    assert!(refused(&newer).contains("run the scenario again"));
    let renamed = good.replacen("\"us\": \"harbor\"", "\"us\": \"nobody\"", 1);
    assert!(refused(&renamed).contains("says nothing of `nobody`"), "{}", refused(&renamed));
    let mut value: serde_json::Value = serde_json::from_str(&good).expect("json");
    value["strategies"][1]["margin"]["low"] = serde_json::json!(1e12);
    assert!(refused(&value.to_string()).contains("contradicts itself"));
    let mut value: serde_json::Value = serde_json::from_str(&good).expect("json");
    value["strategies"].as_array_mut().expect("a list").remove(0);
    assert!(refused(&value.to_string()).contains("baseline"));
}

#[test]
fn without_a_common_strategy_baselines_are_compared() {
    let (one, other) = (coin(0.5, "left"), coin(0.5, "right"));
    let found = compared(&[built(&one), built(&other)], 1, SEED);
    assert!(found.only_baselines());
    assert_eq!(found.strategies[0].id, "baseline");
    let told = report(&found, "", Lang::En);
    assert!(told.cautions.iter().any(|caution| caution.advice.contains("same id")), "{:?}", told.cautions);
    let alone = compare(&[built(&one)], 1, SEED, &Runner::serial(), &Silent);
    assert_eq!(alone, Err(StudyError::Refused(Refusal::NothingToCompare)));
}

#[test]
fn strategies_that_some_lack_are_left_out_there() {
    let (one, two, three) = (coin(0.5, "left"), coin(0.6, "right"), coin(0.7, "right"));
    let found = compared(&[built(&one), built(&two), built(&three)], 1, SEED);
    let right = found.strategies.iter().find(|strategy| strategy.id == "right").expect("two have it");
    assert_eq!(right.results.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, true]);
    assert!(right.versus.iter().all(Option::is_none), "the first lacks it");
    assert!(found.strategies.iter().all(|strategy| strategy.id != "left"));
}

#[test]
fn amounts_in_other_currencies_are_not_subtracted() {
    let loaded = sample("scenarios/stages");
    let foreign = Entrant { currency: Some("EUR".to_owned()), ..live(&loaded) };
    let found = compared(&[live(&loaded), foreign], 1, SEED);
    let versus = found.strategies[1].versus[1].expect("both have it");
    assert_eq!((versus.result.margin, found.strategies[1].results[1].expect("it").margin.is_some()), (None, true));
}

#[test]
fn threads_change_nothing() {
    let (a, b) = (sample("scenarios/online-only"), sample("scenarios/online-only/online.toml"));
    let entrants = [live(&a), live(&b)];
    let one = compare(&entrants, 1, SEED, &Runner::serial(), &Silent).expect("a comparison");
    for threads in [2, 3] {
        assert_eq!(one, compare(&entrants, 1, SEED, &Runner::threads(threads), &Silent).expect("a comparison"));
    }
}

/// The three customers of the sample scenario.
fn customers() -> [Loaded; 3] {
    ["", "/foreign.toml", "/government.toml"].map(|file| sample(&format!("scenarios/customer-types{file}")))
}

#[test]
fn the_report_reads_as_reviewed() {
    let customers = customers();
    let entrants: Vec<Entrant> = customers.iter().map(live).collect();
    let found = compared(&entrants, 10_240, SEED);
    for lang in Lang::ALL {
        let text = render(&report(&found, "CNY", lang), 120, Style::Plain);
        insta::assert_snapshot!(format!("compare_{}", lang.tag()), text);
    }
}

/// The example of docs/compare.md.
#[test]
fn the_page_says_what_the_command_says() {
    let page = std::fs::read_to_string("docs/compare.md").expect("the page");
    let customers = customers();
    let entrants: Vec<Entrant> = customers.iter().map(live).collect();
    let report = report(&compared(&entrants, 102_400, 7), "CNY", Lang::En);
    let said = page.split_whitespace().collect::<Vec<_>>().join(" ").replace("> ", "");
    assert!(said.contains(report.headline.as_str()), "the page does not say: {}", report.headline);
}

fn clean(name: &str, scene: &Scene) {
    assert_eq!(scene.collisions(), Vec::<String>::new(), "{name}");
    assert_eq!(scene.missing_characters(), Vec::<char>::new(), "{name}");
}

/// Every folder of scenarios: its files against each other.
#[test]
fn charts_of_all_scenarios_are_free_of_collisions() {
    let mut drawn = 0;
    let mut folders: Vec<_> = std::fs::read_dir("scenarios").expect("it").map(|e| e.expect("it").path()).collect();
    folders.sort();
    for folder in folders {
        let files = std::fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path());
        let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
        files.sort();
        let loaded: Vec<Loaded> = files.iter().filter_map(|file| load(file).ok()).collect();
        if loaded.len() < 2 {
            continue;
        }
        let entrants: Vec<Entrant> = loaded.iter().map(live).collect();
        let found = compared(&entrants, 1, SEED);
        for lang in Lang::ALL {
            for chart in report(&found, "CNY", lang).charts {
                clean(&format!("{} {lang:?}", folder.display()), &chart.scene);
                clean(&format!("{} {lang:?} inset", folder.display()), &chart.inset);
                drawn += 1;
            }
        }
    }
    assert!(drawn >= 10, "{drawn}");
}

fn made_up(lang: Lang, rows: usize, series: usize, long: bool, half: f64) -> DotPlotChart {
    let tail = match (long, lang) {
        (false, _) => "",
        (true, Lang::En) => " with a very long description of what it says",
        (true, Lang::Zh) => "，说明写得特别特别长的一个名字",
    };
    let share = |value: f64| Estimate::new(value, half / 2.0, (value - half).max(0.0), (value + half).min(1.0));
    let dot = |i: usize, j: usize| ((i + j) % 5 != 4).then(|| share([0.0, 1.0, 0.442, 0.0004][(i + 3 * j) % 4]));
    let sentence = "The pitch wins so much here and so much less there, and more words than fit on a line, ".repeat(2);
    DotPlotChart {
        words: Words { lang, title: sentence.clone(), subtitle: sentence.clone(), caption: sentence },
        axis: "Win probability".to_owned(),
        series: (0..series).map(|j| format!("Scenario {j}{tail}")).collect(),
        interval: "95% interval".to_owned(),
        rows: (0..rows)
            .map(|i| DotRow { name: format!("Strategy {i}{tail}"), dots: (0..series).map(|j| dot(i, j)).collect() })
            .collect(),
    }
}

#[test]
fn made_up_dot_plots_of_all_sizes_are_free_of_collisions() {
    for lang in Lang::ALL {
        for (rows, series) in [(1, 1), (1, 2), (4, 3), (12, 2), (9, MOST_SERIES)] {
            for long in [false, true] {
                for half in [0.0, 0.003, 0.3] {
                    let data = made_up(lang, rows, series, long, half);
                    for theme in [Theme::default(), Theme::default().inset()] {
                        clean(&format!("{lang:?} {rows} x {series} {long} {half}"), &dot_plot(&data, &theme));
                    }
                }
            }
        }
    }
    let empty = made_up(Lang::En, 0, 0, false, 0.0);
    assert!(to_png(&dot_plot(&empty, &Theme::default()), 0.5).is_ok());
}

#[test]
fn the_command_takes_scenarios_and_folders_of_runs() {
    let out = tempfile::tempdir().expect("a folder");
    let (result, folder) = (out.path().join("result"), out.path().join("compare"));
    std::fs::create_dir(&result).expect("a folder");
    std::fs::write(result.join("results.json"), saved(&sample("scenarios/stages"), 10_240, 7)).expect("written");
    let command = |others: &[&Path]| {
        let mut command = assert_cmd::Command::cargo_bin("reframe").expect("the program");
        command.args(["compare", "scenarios/stages", "--lang", "en", "--draws", "10240", "--seed", "7"]);
        command.args(["--format", "csv,json,svg"]).arg("--out").arg(&folder).args(others);
        command
    };
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).split_whitespace().collect::<Vec<_>>().join(" ");
    let done = command(&[Path::new("scenarios/stages/forgetful.toml"), &result]).assert().success();
    let text = said(&done.get_output().stdout);
    assert!(text.contains("same run") && text.contains("paired") && text.contains("saved run"), "{text}");
    for file in ["compare.json", "tables/differences.csv", "tables/results.csv", "charts/comparison.svg"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    let alone = command(&[]).assert().code(1);
    assert!(said(&alone.get_output().stderr).contains("only one scenario is given"));
    let empty = out.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    let nothing = command(&[&empty]).assert().code(1);
    assert!(said(&nothing.get_output().stderr).contains("neither scenario.toml nor results.json"));
    std::fs::write(result.join("results.json"), "{").expect("written");
    let broken = command(&[&result]).assert().code(1);
    assert!(said(&broken.get_output().stderr).contains("no result of `reframe run`"));
}
