//! What must they believe, as people get it: words in both languages, tables, charts that do not collide, and the example of
//! docs/tipping.md.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use reframe::chart::{Shape, Theme};
use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, Scenario, StrategyId};
use reframe::report::study::{StudyReport, render};
use reframe::report::terminal::Style;
use reframe::report::tipping::{TippingView, report};
use reframe::scenario::load;
use reframe::study::tipping::{Nearest, Tipping, TippingRequest, tipping};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn scenario(path: &str) -> Scenario {
    load(&root().join("scenarios").join(path)).expect("a scenario of this repository").scenario
}

fn found(scenario: &Scenario, draws: u64, strategy: Option<usize>) -> Tipping {
    let strategy = strategy.map(StrategyId::new);
    let request = TippingRequest { draws, seed: 1, strategy, ..TippingRequest::usual(scenario) };
    tipping(scenario, &request, &Runner::threads(0), &Silent).expect("an answer")
}

fn told(scenario: &Scenario, found: &Tipping, lang: Lang) -> StudyReport {
    report(&TippingView { scenario, found, lang }, &Theme::default())
}

fn plain(report: &StudyReport) -> String {
    render(report, 110, Style::Plain)
}

/// Asked after a strategy, nothing is called today's; and the charts say after what.
#[test]
fn words_say_after_what_the_question_is_asked() {
    let scenario = scenario("supply-chain/exact.toml");
    let request = TippingRequest { after: Some(StrategyId::new(0)), ..TippingRequest::usual(&scenario) };
    let found = tipping(&scenario, &request, &Runner::threads(0), &Silent).expect("an answer");
    let strategy = &scenario.strategies[0].label;
    for (lang, after, today) in [(Lang::En, "After “", "oday"), (Lang::Zh, "”之后，", "目前")] {
        let report = told(&scenario, &found, lang);
        assert!(report.headline.contains(after) && report.headline.contains(strategy.get(lang)), "{}", report.headline);
        let text = plain(&report);
        assert!(!text.contains(today), "{text}");
        for chart in &report.charts {
            assert!(!chart.title.contains(today) && !chart.scene.description.contains(today), "{}", chart.name);
            assert_eq!(chart.scene.collisions(), Vec::<String>::new(), "{} {lang:?}", chart.name);
        }
    }
}

/// The numbers of docs/tipping.md, by hand: 0.09 / 0.39, 0.09 / 0.40, 0.09 / sqrt(0.095).
#[test]
fn the_example_of_the_page_is_what_comes_out() {
    let scenario = scenario("supply-chain/exact.toml");
    let found = found(&scenario, 20_000, Some(0));
    let Nearest::Changes { changes, .. } = &found.nearest else { panic!("{:?}", found.nearest) };
    for (change, expected) in changes.iter().zip([0.09 / 0.4, 0.09 / 0.095_f64.sqrt()]) {
        assert!((change.level - expected).abs() < 1e-9, "{change:?}");
    }
    let english = plain(&told(&scenario, &found, Lang::En));
    for words in [
        "Today we are behind: our win probability less that of Apexion is −100 points.",
        "We overtake if CISO gives “Supply-chain security” a weight of 23.1% (today 0% on average).",
        "to 30%: to the side where we lead",
        "D / (D + G)",
        "at no weight",
        "22.5",
        "29.2",
    ] {
        assert!(english.replace('\n', " ").contains(words), "{words}\n{english}");
    }
    let chinese = plain(&told(&scenario, &found, Lang::Zh)).replace('\n', "");
    for words in ["如果首席信息安全官给“供应链安全”的权重达到 23.1%", "落在我方领先的一侧", "任何权重都不领先"]
    {
        assert!(chinese.contains(words), "{words}\n{chinese}");
    }
    let page = std::fs::read_to_string(root().join("docs/tipping.md")).expect("the page");
    for number in ["23.1 %", "30 %", "22.5 points", "29.2 points", "reframe tipping scenarios/supply-chain/exact.toml"]
    {
        assert!(page.contains(number), "{number}");
    }
}

/// The arrow of the seed example: from (0.8, 0.2, 0) to (0.5, 0.2, 0.3), from Apexion's region into ours.
#[test]
fn the_triangle_shows_the_seed_example() {
    let scenario = scenario("supply-chain/exact.toml");
    let found = found(&scenario, 1_000, Some(0));
    let map = found.ternary.as_ref().expect("three criteria");
    let (today, after) = (map.today.expect("weights"), map.after.expect("weights"));
    for (found, expected) in today.iter().chain(&after).zip([0.8, 0.2, 0.0, 0.5, 0.2, 0.3]) {
        assert!((found - expected).abs() < 1e-6, "{today:?} {after:?}");
    }
    let charts = told(&scenario, &found, Lang::En).charts;
    let chart = charts.iter().find(|chart| chart.name == "ternary").expect("a triangle");
    let names: Vec<&str> = chart.scene.items.iter().map(|item| item.name.as_str()).collect();
    for name in ["path", "path head", "mark 0", "mark 1", "region name 0", "region name 1"] {
        assert!(names.contains(&name), "{name} is missing");
    }
    // Level on the left side (no price): -0.1 a + 0.3 (1 - a) = 0 at a = 0.75.
    let corners = |region: &str| -> Vec<(f64, f64)> {
        let items = chart.scene.items.iter().filter(|item| item.name == region);
        let points = items.flat_map(|item| match &item.shape {
            Shape::Polygon { points, .. } => points.clone(),
            _ => Vec::new(),
        });
        points.collect()
    };
    assert!(!corners("region 0").is_empty() && !corners("region 1").is_empty());
}

#[test]
fn tables_have_every_number_with_its_error() {
    let scenario = scenario("supply-chain/scenario.toml");
    let found = found(&scenario, 1_024, Some(0));
    let report = told(&scenario, &found, Lang::En);
    let files = report.tables_as_csv();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for name in
        ["tables/break_even.csv", "tables/no_break_even.csv", "tables/central_weights.csv", "tables/chances.csv"]
    {
        assert!(names.contains(&name), "{name}");
    }
    let text = |wanted: &str| {
        let (_, bytes) = files.iter().find(|(name, _)| name == wanted).expect("a table");
        String::from_utf8(bytes.clone()).expect("UTF-8")
    };
    let head = text("tables/break_even.csv");
    for column in ["criterion_id", "who_id", "today_std_error", "after_low", "break_even_high", "distance_std_error"] {
        assert!(head.contains(column), "{column}");
    }
    for table in &report.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.name);
    }
    let json: serde_json::Value = serde_json::from_slice(&report.to_json(&scenario.name, "0")).expect("JSON");
    assert_eq!(json["study"], "tipping");
    assert!(json["tables"]["break_even"].is_array());
}

/// Every scenario with strategies, in both languages, on a slide and in a page; in parts, for they run side by side.
mod no_text_collides {
    #[test]
    fn first_part() {
        super::collide_nowhere(0);
    }

    #[test]
    fn second_part() {
        super::collide_nowhere(1);
    }

    #[test]
    fn third_part() {
        super::collide_nowhere(2);
    }

    #[test]
    fn fourth_part() {
        super::collide_nowhere(3);
    }

    #[test]
    fn fifth_part() {
        super::collide_nowhere(4);
    }

    #[test]
    fn sixth_part() {
        super::collide_nowhere(5);
    }
}

const PARTS: usize = 6;

fn collide_nowhere(part: usize) {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in std::fs::read_dir(root().join("scenarios")).expect("scenarios") {
        let folder = folder.expect("a folder").path();
        let files = std::fs::read_dir(&folder).expect("files").map(|file| file.expect("a file").path());
        paths.extend(files.filter(|file| file.extension().is_some_and(|ending| ending == "toml")));
    }
    paths.sort();
    let (mut drawn, mut collisions) = (0, Vec::new());
    for path in paths.iter().skip(part).step_by(PARTS) {
        let Ok(loaded) = load(path) else { continue };
        let scenario = loaded.scenario;
        if scenario.strategies.is_empty() {
            continue;
        }
        let strategy = Some(StrategyId::new(0));
        let request = TippingRequest { draws: 64, strategy, ..TippingRequest::usual(&scenario) };
        let Ok(found) = tipping(&scenario, &request, &Runner::serial(), &Silent) else {
            // A purchase without a rival, or of one criterion, is refused; nothing else may be.
            assert!(scenario.alternatives().len() == 1 || scenario.criteria.len() == 1, "{}", path.display());
            continue;
        };
        for lang in Lang::ALL {
            for chart in told(&scenario, &found, lang).charts {
                for (form, scene) in [("slide", &chart.scene), ("page", &chart.inset)] {
                    drawn += 1;
                    let place = format!("{} {} {form} {}", path.display(), chart.name, lang.tag());
                    collisions.extend(scene.collisions().into_iter().map(|what| format!("{place}: {what}")));
                }
            }
        }
    }
    assert!(drawn > 20, "{drawn}");
    let shown = collisions[..collisions.len().min(30)].join("\n");
    assert!(collisions.is_empty(), "{} collisions:\n{shown}", collisions.len());
}

#[test]
fn the_command_writes_and_says_what_it_found() {
    let place = tempfile::tempdir().expect("a folder");
    let file = root().join("scenarios/supply-chain/exact.toml");
    let run = |more: &[&str]| {
        let mut command = Command::cargo_bin("reframe").expect("the binary of this package");
        command.current_dir(place.path()).env("NO_COLOR", "1").env_remove("LANG").env_remove("LC_ALL");
        command.arg("tipping").arg(&file).args(["--lang", "en"]).args(more);
        command
    };
    let written = run(&["--strategy", "as-told"]).assert().success();
    let text = String::from_utf8(written.get_output().stdout.clone()).expect("UTF-8");
    assert!(text.contains("23.1%") && text.contains("Written to"), "{text}");
    let folder = place.path().join("output/supply-chain-exact/tipping");
    for name in ["tipping.json", "tables/ternary.csv", "charts/break-even.svg", "charts/ternary.png"] {
        assert!(folder.join(name).is_file(), "{name} in {}", folder.display());
    }
    let wrong = |arguments: &[&str]| {
        let output = run(arguments).assert().code(2);
        String::from_utf8(output.get_output().stderr.clone()).expect("UTF-8")
    };
    assert!(wrong(&["--rival", "apexon"]).contains("did you mean apexion?"));
    assert!(wrong(&["--map", "price"]).contains("--map takes 2 criteria"));
    assert!(wrong(&["--ternary", "price,nothing,functionality"]).contains("there is no criterion"));
    assert!(wrong(&["--strategy", "as-tol"]).contains("did you mean as-told?"));
    let refused = run(&["--map", "price,functionality"]).assert().code(1);
    assert!(String::from_utf8_lossy(&refused.get_output().stderr).contains("nowhere to go"));
}
