//! `reframe explain` from outside: sentences, files, charts, and the worked example of docs/explain.md.

#[path = "support/chart_words.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod chart_words;
#[path = "support/drawn.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod drawn;

use std::path::Path;

use assert_cmd::Command;
use chart_words::{difference, long_names, names, pick, share, words};
use drawn::{assert_close, find, grid_at, rect, words_of};
use reframe::chart::*;
use reframe::engine::{Runner, Silent};
use reframe::model::Lang;
use reframe::report::explain::report;
use reframe::study::{ExplainRequest, explain};

fn reframe(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("reframe").expect("the binary of this package");
    command.args(arguments).env("NO_COLOR", "1").env_remove("LANG").env_remove("LC_ALL");
    command
}

const EDR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/edr-mttr");

fn stdout(arguments: &[&str]) -> String {
    String::from_utf8(reframe(arguments).assert().success().get_output().stdout.clone()).expect("UTF-8")
}

fn json(folder: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(folder.join("explain.json")).expect("a written file");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn it_answers_in_both_languages_and_writes_its_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy().into_owned();
    let common = ["explain", EDR, "--strategy", "reframe-mttr", "--draws", "10k", "--out", &out];
    let en = stdout(&[&common[..], &["--lang", "en"]].concat());
    for words in [
        "“Insight and evidence for the security team” lifts our win probability from",
        "brings the most",
        "What each move brings, in points of our win probability",
        "Where our points come from",
        "Whose first choice changes",
        "10,240 simulated purchases for each of 3 parts of the strategy",
    ] {
        assert!(en.contains(words), "{words} is missing in\n{en}");
    }
    let files = [
        "charts/waterfall.svg",
        "charts/waterfall.png",
        "charts/flow.svg",
        "charts/flow.png",
        "tables/explained.csv",
        "tables/moves.csv",
        "tables/pairs.csv",
        "tables/sources.csv",
        "tables/flows.csv",
        "tables/votes.csv",
        "tables/vote_sources.csv",
        "explain.json",
    ];
    for file in files {
        assert!(folder.path().join(file).is_file(), "{file}");
    }
    let english = json(folder.path());
    let zh = stdout(&[&common[..], &["--lang", "zh", "--format", "json"]].concat());
    for words in ["“给安全团队讲洞察并论证”使我方胜率从", "贡献最大的是", "我方的增长来自谁", "3 种组合各模拟"]
    {
        assert!(zh.contains(words), "{words} is missing in\n{zh}");
    }
    let chinese = json(folder.path());
    for table in ["moves", "sources", "votes"] {
        let numbers = |document: &serde_json::Value| -> Vec<serde_json::Value> {
            let rows = document["tables"][table].as_array().expect("rows").clone();
            rows.into_iter()
                .flat_map(|row| row.as_object().expect("fields").values().cloned().collect::<Vec<_>>())
                .filter(|cell| cell.get("std_error").is_some())
                .collect()
        };
        assert_eq!(numbers(&english), numbers(&chinese), "the numbers do not depend on the language");
        assert!(!numbers(&english).is_empty());
    }
}

#[test]
fn several_strategies_are_told_apart() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy().into_owned();
    let two = ["--strategy", "teach-only", "--strategy", "match-price"];
    let common = ["explain", EDR, "--draws", "10k", "--lang", "en", "--out", &out, "--format", "json,svg"];
    let text = stdout(&[&common[..], &two].concat());
    assert!(text.contains("What is explained"), "{text}");
    let moves = json(folder.path())["tables"]["moves"].clone();
    let of: Vec<&str> =
        moves.as_array().expect("rows").iter().filter_map(|row| row["strategy"]["id"].as_str()).collect();
    assert_eq!(of, ["teach-only", "match-price"]);
    assert!(folder.path().join("charts/waterfall-match-price.svg").is_file());
}

#[test]
fn wrong_questions_are_told_so() {
    let failed = |arguments: &[&str], code: i32| {
        String::from_utf8(reframe(arguments).assert().code(code).get_output().stderr.clone()).expect("UTF-8")
    };
    assert!(failed(&["explain", EDR, "--strategy", "teach-onyl"], 2).contains("did you mean teach-only?"));
    let help = stdout(&["explain", "--help"]);
    assert!(help.contains("Why a strategy works") && help.contains("--strategy") && help.contains("Exit codes"));
}

/// The command of the documentation, and every number it shows.
#[test]
fn the_worked_example_is_what_the_program_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/explain.md");
    let page = std::fs::read_to_string(page).expect("the page of this study");
    let command = "reframe explain scenarios/edr-mttr --strategy reframe-and-discount --draws 20k";
    assert!(page.contains(command), "the command");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy().into_owned();
    let asked = ["explain", EDR, "--strategy", "reframe-and-discount", "--draws", "20k", "--lang", "en", "--out", &out];
    stdout(&[&asked[..], &["--format", "json"]].concat());
    let document = json(folder.path());
    let rows = document["tables"]["moves"].as_array().expect("rows");
    assert_eq!(rows.len(), 6);
    for row in rows {
        let points = |key: &str| {
            let points = 100.0 * row[key]["value"].as_f64().expect("a number");
            if points < 0.0 { format!("−{:.1}", -points) } else { format!("+{points:.1}") }
        };
        let id = row["move"]["id"].as_str().expect("an id");
        let line = format!("| `{id}` | {} | {} | {} |", points("shapley"), points("alone"), points("without"));
        assert!(page.contains(&line), "docs/explain.md lacks\n{line}");
    }
    let [before, after] = ["before", "after"].map(|key| {
        format!("{:.1}%", 100.0 * document["tables"]["explained"][0][key]["value"].as_f64().expect("a number"))
    });
    let from_to = format!("from {before} to {after}");
    assert!(page.contains(&from_to), "docs/explain.md lacks `{from_to}`");
}

#[test]
fn charts_of_all_scenarios_collide_with_nothing() {
    let mut seen = 0;
    let mut found = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for entry in std::fs::read_dir(folder).expect("scenarios") {
        let loaded = reframe::scenario::load(&entry.expect("an entry").path()).expect("a sound scenario");
        let scenario = &loaded.scenario;
        let request = ExplainRequest { draws: Some(1), ..ExplainRequest::best(scenario) };
        let Ok(explained) = explain(scenario, &request, &Runner::threads(2), &Silent) else { continue };
        for lang in Lang::ALL {
            let told = report(scenario, &request, &explained, lang);
            for chart in &told.charts {
                seen += 1;
                for (place, scene) in [("slide", &chart.scene), ("inset", &chart.inset)] {
                    let about = format!("{} {} {} {place}", scenario.name, chart.name, lang.tag());
                    found.extend(scene.collisions().into_iter().map(|collision| format!("{about}: {collision}")));
                    assert_eq!(scene.missing_characters(), Vec::<char>::new(), "{about}");
                    assert!(scene.description.len() > 40, "{about}");
                }
            }
            assert!(!told.headline.is_empty() && !told.method.is_empty());
        }
    }
    assert!(seen >= 40, "only {seen} charts");
    assert!(found.is_empty(), "{} collisions:\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}

fn waterfall_of(lang: Lang, steps: &[(f64, f64)], long: bool) -> WaterfallChart {
    let name = pick(lang, "Survey of analysts and the customer's own log", "分析师调查与客户自己的告警记录");
    let step = |(i, (worth, half)): (usize, &(f64, f64))| WaterfallStep {
        name: if long { format!("{} {name}", name.repeat(3)) } else { format!("{name} {i}") },
        worth: difference(*worth, *half),
    };
    let sum: f64 = steps.iter().map(|(worth, _)| worth).sum();
    WaterfallChart {
        words: words(lang),
        axis: pick(lang, "Win probability", "胜率").into(),
        before: pick(lang, "Without our moves", "我方不出手").into(),
        after: pick(lang, "With all of them", "全部做完").into(),
        change: pick(lang, "Due to it, points", "归功于它（百分点）").into(),
        interval: pick(lang, "95% interval", "95% 区间").into(),
        from: share(0.23, 0.004),
        to: share((0.23 + sum).clamp(0.0, 1.0), 0.004),
        steps: steps.iter().enumerate().map(step).collect(),
    }
}

fn flow_of(lang: Lang, count: usize, long: bool, before: &[f64], after: &[f64]) -> FlowChart {
    let all = if long { long_names(lang, count) } else { names(lang, count) };
    let at = |shares: &[f64], v: usize| shares.get(v).copied().unwrap_or(0.0);
    let gain = |v: usize| (at(after, v) - at(before, v)).max(0.0);
    let total: f64 = (0..count).map(gain).sum();
    let moved = |u: usize, v: usize| {
        if total > 0.0 { (at(before, u) - at(after, u)).max(0.0) * gain(v) / total } else { 0.0 }
    };
    let row = |(v, (name, role)): (usize, (String, Role))| FlowRow {
        name,
        role,
        before: share(at(before, v), 0.003),
        after: share(at(after, v), 0.003),
        change: difference(at(after, v) - at(before, v), 0.004),
        gain: difference(moved(v, 0) - moved(0, v), 0.003),
    };
    FlowChart {
        words: words(lang),
        before: pick(lang, "Without our moves", "我方不出手").into(),
        after: pick(lang, "With all of them", "全部做完").into(),
        gains: pick(lang, "We gain from, points", "我方得自（百分点）").into(),
        rows: all.into_iter().enumerate().map(row).collect(),
        flow: (0..count).map(|u| (0..count).map(|v| share(moved(u, v), 0.002)).collect()).collect(),
    }
}

/// Made-up charts with whatever might make their labels collide.
fn nasty() -> Vec<(String, Scene)> {
    let mut scenes = Vec::new();
    let many: Vec<(f64, f64)> = (0..30).map(|i| (0.01 * (f64::from(i % 5) - 1.0), 0.004)).collect();
    let steps: [&[(f64, f64)]; 5] =
        [&[], &[(0.1, 0.01)], &[(-0.4, 0.2), (0.9, 0.3), (0.0, 0.0)], &[(0.77, 0.001), (0.001, 0.002)], &many];
    let shares: [(usize, &[f64], &[f64]); 6] = [
        (0, &[], &[]),
        (1, &[1.0], &[1.0]),
        (2, &[0.0, 1.0], &[1.0, 0.0]),
        (4, &[0.23, 0.4, 0.15, 0.22], &[0.41, 0.3, 0.13, 0.16]),
        (4, &[0.97, 0.01, 0.01, 0.01], &[0.96, 0.03, 0.0, 0.01]),
        (9, &[0.1, 0.3, 0.0, 0.001, 0.2, 0.1, 0.1, 0.1, 0.099], &[0.4, 0.2, 0.0, 0.001, 0.1, 0.1, 0.05, 0.1, 0.049]),
    ];
    for lang in Lang::ALL {
        for (place, theme) in [("slide", Theme::default()), ("inset", Theme::default().inset())] {
            let quiet = |mut words: Words| {
                if place == "inset" {
                    words.title.clear();
                    words.subtitle.clear();
                    words.caption.clear();
                }
                words
            };
            for long in [false, true] {
                for (i, steps) in steps.iter().enumerate() {
                    let mut data = waterfall_of(lang, steps, long);
                    data.words = quiet(data.words);
                    let name = format!("waterfall {} {place} long {long} {i}", lang.tag());
                    scenes.push((name, waterfall(&data, &theme)));
                }
                for (i, (count, before, after)) in shares.iter().enumerate() {
                    let mut data = flow_of(lang, *count, long, before, after);
                    data.words = quiet(data.words);
                    scenes.push((format!("flow {} {place} long {long} {i}", lang.tag()), flow(&data, &theme)));
                }
            }
        }
        let paragraph = words(lang).caption.repeat(3);
        let mut bars = waterfall_of(lang, steps[2], true);
        for label in [&mut bars.axis, &mut bars.before, &mut bars.after, &mut bars.change, &mut bars.interval] {
            label.clone_from(&paragraph);
        }
        let mut bands = flow_of(lang, 4, true, shares[3].1, shares[3].2);
        for label in [&mut bands.before, &mut bands.after, &mut bands.gains] {
            label.clone_from(&paragraph);
        }
        scenes.push((format!("waterfall {} verbose", lang.tag()), waterfall(&bars, &Theme::default())));
        scenes.push((format!("flow {} verbose", lang.tag()), flow(&bands, &Theme::default())));
    }
    scenes
}

#[test]
fn made_up_charts_collide_with_nothing() {
    let collisions = |(name, scene): &(String, Scene)| {
        scene.collisions().into_iter().map(|collision| format!("{name}: {collision}")).collect::<Vec<_>>()
    };
    let found: Vec<String> = nasty().iter().flat_map(collisions).collect();
    assert!(found.is_empty(), "{} collisions:\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}

#[test]
fn bars_begin_where_the_one_above_ends() {
    let data = waterfall_of(Lang::En, &[(0.1, 0.01), (-0.05, 0.01), (0.02, 0.03)], false);
    let scene = waterfall(&data, &Theme::default());
    let (zero, ten) = (grid_at(&scene, "grid 0%"), grid_at(&scene, "grid 10%"));
    let at = |p: f64| zero + (ten - zero) * p / 0.1;
    let ends = [(0.0, 0.23), (0.23, 0.33), (0.33, 0.28), (0.28, 0.30), (0.0, 0.30)];
    for (i, (from, to)) in ends.into_iter().enumerate() {
        let bar = rect(&scene, &format!("bar {i}"));
        assert_close(bar.left, at(f64::min(from, to)), "a bar's left end");
        assert_close(bar.right, at(f64::max(from, to)), "a bar's right end");
    }
    let Shape::Line { points, .. } = find(&scene, "interval 2") else { panic!("no interval") };
    assert_close(points[0].0, at(0.27), "an interval's lower end");
    assert_close(points[1].0, at(0.29), "an interval's upper end");
    assert_eq!(words_of(&scene, "number 2"), "−5.0 ± 1.0");
}

#[test]
fn bands_are_as_thick_as_what_moves() {
    let data = flow_of(Lang::En, 4, false, &[0.2, 0.4, 0.2, 0.2], &[0.4, 0.3, 0.2, 0.1]);
    let scene = flow(&data, &Theme::default());
    let bar = |name: &str| rect(&scene, name);
    let unit = (bar("bar before 1").bottom - bar("bar before 1").top) / 0.4;
    let thickness = |name: &str| {
        let Shape::Polygon { points, .. } = find(&scene, name) else { panic!("no band") };
        let back = points.len() - 1;
        (points[back].1 - points[0].1, points[0].1, points[points.len() / 2 - 1].1)
    };
    // All that the second and the last lose goes to the first.
    for (band, moved) in [("flow 1 0", 0.1), ("flow 3 0", 0.1), ("flow 1 1", 0.3), ("flow 0 0", 0.2)] {
        assert_close(thickness(band).0, moved * unit, band);
    }
    // They leave within the bar of the loser and arrive within ours.
    let (thick, from, to) = thickness("flow 3 0");
    assert!(from >= bar("bar before 3").top - 0.1 && from + thick <= bar("bar before 3").bottom + 0.1);
    assert!(to >= bar("bar after 0").top - 0.1 && to + thick <= bar("bar after 0").bottom + 0.1);
    assert_eq!(words_of(&scene, "gain 1"), "+10.0 ± 0.3");
}

/// `cargo test --test explain_report -- --ignored samples` writes PNGs to look at into the target directory.
#[test]
#[ignore = "writes pictures for people"]
fn samples() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chart-samples");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, scene) in nasty() {
        let png = to_png(&scene, 0.5).expect("a picture");
        std::fs::write(folder.join(format!("{}.png", name.replace(' ', "-"))), png.output).expect("a file");
    }
}
