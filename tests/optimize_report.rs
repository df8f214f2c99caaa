//! What `optimize` and `adapt` print, in both languages, and what can be pasted into a scenario file.

use std::path::Path;

use reframe::chart::Theme;
use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, Line, Scenario};
use reframe::report::study::render;
use reframe::report::terminal::Style;
use reframe::report::{adapt, optimize, pitch};
use reframe::study::adapt::AdaptRequest;
use reframe::study::optimize::{Budget, Goal, OptimizeRequest, Optimum, Vary};

fn load(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    reframe::scenario::load(&path).expect("a scenario of this repository").scenario
}

fn found(scenario: &Scenario, request: &OptimizeRequest) -> Optimum {
    reframe::study::optimize::optimize(scenario, request, &Runner::threads(0), &Silent).expect("an answer")
}

#[test]
fn the_pitch_in_both_languages() {
    let scenario = load("edr-mttr/answered.toml");
    let budget = Budget { days: Some(20.0), ..Budget::default() };
    let request = OptimizeRequest { budget, draws: 32_768, ..OptimizeRequest::new(&scenario) };
    let optimum = found(&scenario, &request);
    for lang in Lang::ALL {
        let report = optimize::report(&scenario, &optimum, lang, &Theme::default());
        let name = format!("optimize_{}", lang.tag());
        insta::assert_snapshot!(name, render(&report, 100, Style::Plain));
        let json: serde_json::Value = serde_json::from_slice(&report.to_json("edr", "print")).expect("JSON");
        assert_eq!(json["tables"]["pitch"].as_array().expect("rows").len(), optimum.best.line.ours.len());
    }
}

#[test]
fn the_rules_in_both_languages() {
    let scenario = load("listed-bank/committee.toml");
    let budget = Budget { moves: Some(3), ..Budget::default() };
    let request = AdaptRequest { budget, draws: 32_768, ..AdaptRequest::new(&scenario) };
    let adapted = reframe::study::adapt::adapt(&scenario, &request, &Runner::threads(0), &Silent).expect("an answer");
    for lang in Lang::ALL {
        let report = adapt::report(&scenario, &adapted, lang);
        insta::assert_snapshot!(format!("adapt_{}", lang.tag()), render(&report, 100, Style::Plain));
    }
}

#[test]
fn the_pitch_can_be_pasted_into_the_file() {
    let scenario = load("edr-mttr/answered.toml");
    let budget = Budget { moves: Some(3), ..Budget::default() };
    let optimum = found(&scenario, &OptimizeRequest { budget, draws: 1024, ..OptimizeRequest::new(&scenario) });
    let report = optimize::report(&scenario, &optimum, Lang::En, &Theme::default());
    // As a narrow terminal breaks it.
    let printed = render(&report, 40, Style::Plain);
    let start = printed.find("[strategies.best]").expect("the pitch as a strategy");
    let end = start + printed[start..].find("]\n\n").expect("the end of the list") + 1;
    let folder = tempfile::tempdir().expect("a folder");
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/edr-mttr");
    for file in ["scenario.toml", "answered.toml"] {
        std::fs::copy(scenarios.join(file), folder.path().join(file)).expect("a copy");
    }
    let text = format!("extends = [\"answered.toml\"]\nformat = 1\n{}\n", &printed[start..end]);
    std::fs::write(folder.path().join("best.toml"), text).expect("a file");
    let pasted = reframe::scenario::load(&folder.path().join("best.toml")).expect("it loads").scenario;
    let id = pasted.strategies.iter().position(|strategy| strategy.id == "best").expect("the strategy");
    let line = Line::of(&pasted, reframe::model::StrategyId::new(id));
    assert_eq!(line.ours, optimum.best.line.ours);
}

#[test]
fn what_is_unusual_is_said_and_not_pasted() {
    let scenario = load("edr-mttr/answered.toml");
    let vary = Vary { audience: true, stage: true };
    let space = reframe::study::optimize::Space::new(&scenario, Budget::default(), vary);
    let unusual = space.all_ways().find(|way| way.audience.len() == 1 && way.stage.index() == 2).expect("some way");
    let line = space.line(vec![unusual.clone()]);
    assert_eq!(pitch::as_toml(&scenario, &line), None);
    let said = pitch::made(&scenario, unusual, Lang::En);
    assert!(said.contains("only") || said.contains("in \""), "{said}");
}

#[test]
fn every_goal_has_its_words() {
    let scenario = load("edr-mttr/answered.toml");
    let budget = Budget { moves: Some(1), ..Budget::default() };
    for (goal, word) in [(Goal::Margin, "margin"), (Goal::Quantile(0.2), "worst 20% of possible worlds")] {
        let optimum =
            found(&scenario, &OptimizeRequest { goal, budget, draws: 16_384, ..OptimizeRequest::new(&scenario) });
        let report = optimize::report(&scenario, &optimum, Lang::En, &Theme::default());
        assert!(report.headline.contains(word), "{}", report.headline);
        assert!(!optimize::report(&scenario, &optimum, Lang::Zh, &Theme::default()).headline.is_empty());
    }
}

/// The pages show what the commands say.
#[test]
fn worked_examples_are_what_the_program_says() {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        flat(&std::fs::read_to_string(path).expect("the page"))
    };
    let scenario = load("edr-mttr/answered.toml");
    let budget = Budget { days: Some(20.0), ..Budget::default() };
    let optimum = found(&scenario, &OptimizeRequest { budget, draws: 32_000, ..OptimizeRequest::new(&scenario) });
    let report = optimize::report(&scenario, &optimum, Lang::En, &Theme::default());
    let said = flat(&format!("{} {}", report.headline, report.more));
    assert!(page("optimize.md").contains(&said), "docs/optimize.md should say: {said}");

    let scenario = load("listed-bank/committee.toml");
    let budget = Budget { moves: Some(3), ..Budget::default() };
    let request = AdaptRequest { budget, ..AdaptRequest::new(&scenario) };
    let adapted = reframe::study::adapt::adapt(&scenario, &request, &Runner::threads(0), &Silent).expect("an answer");
    let report = adapt::report(&scenario, &adapted, Lang::En);
    let said = flat(&format!("{} {}", report.headline, report.more));
    assert!(page("adapt.md").contains(&said), "docs/adapt.md should say: {said}");
}
