//! Tornado, shares of variance, questions: what is drawn equals the data, nothing collides, whatever the scenario.

#[path = "support/bars.rs"]
mod bars;
#[path = "support/chart_words.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod chart_words;
#[path = "support/drawn.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod drawn;

use std::path::{Path, PathBuf};

use chart_words::{difference, pick, share, words};
use drawn::*;
use reframe::chart::*;
use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, Scenario};
use reframe::report::study::StudyReport;
use reframe::report::{ask::ask as told_questions, sensitivity::sensitivity as told_sensitivity};
use reframe::scenario::load;
use reframe::study::{AskRequest, SensitivityRequest, StudyError, ask, sensitivity};

fn a_tornado(lang: Lang, rows: usize, long: bool) -> TornadoChart {
    let row = |i: usize| {
        let (low, high) = (0.41 - 0.02 * (rows - i) as f64, 0.43 + 0.015 * (rows - i) as f64);
        let (low, high) = if i % 3 == 2 { (high, low) } else { (low, high) };
        TornadoRow {
            name: pick(lang, "CISO: weight of “Detection rate”", "首席信息安全官：“病毒检出率”的权重")
                .repeat(if long { 4 } else { 1 }),
            levels: [
                pick(lang, "225 10k CNY", "225 万元").to_owned(),
                pick(lang, "300 person-days/month", "300 人天/月").to_owned(),
            ],
            win: [share(low, 0.01), share(high, 0.01)],
            swing: difference(high - low, 0.01),
        }
    };
    TornadoChart {
        words: words(lang),
        axis: pick(lang, "Our win probability", "我方胜率").to_owned(),
        swing: pick(lang, "Swing in points", "相差（百分点）").to_owned(),
        ends: [pick(lang, "Input low, or no", "取低值"), pick(lang, "Input high, or yes", "取高值")].map(str::to_owned),
        middle: pick(lang, "Everything uncertain", "全部照旧不确定").to_owned(),
        win: share(0.42, 0.005),
        rows: (0..rows).map(row).collect(),
    }
}

fn some_shares(lang: Lang, rows: usize) -> SharesChart {
    let row = |i: usize| SharesRow {
        name: pick(lang, "CISO: what counts for this person", "首席信息安全官：各项权重").to_owned(),
        alone: difference(0.2 / (i + 1) as f64 - 0.02, 0.03),
        together: difference(0.4 / (i + 1) as f64, 0.02),
        number: "12.3% / 24.5%".to_owned(),
    };
    SharesChart {
        words: words(lang),
        axis: pick(lang, "Share of the variance", "占方差的份额").to_owned(),
        alone: pick(lang, "Alone", "单独").to_owned(),
        together: pick(lang, "With others", "连同其他").to_owned(),
        rows: (0..rows).map(row).collect(),
    }
}

fn some_questions(lang: Lang, rows: usize) -> QuestionsChart {
    let row = |i: usize| QuestionRow {
        name: pick(lang, "Ask CISO: what counts for you, and how much?", "问首席信息安全官：您最看重什么？").to_owned(),
        worth: difference(0.02 / (i + 1) as f64, 0.004),
        clear: i < 3,
        interview: i.is_multiple_of(2).then(|| difference(0.008 / (i + 1) as f64, 0.004)),
        bound: i + 1 == rows,
    };
    QuestionsChart {
        words: words(lang),
        axis: pick(lang, "Worth in points of win probability", "价值：胜率提高多少个百分点").to_owned(),
        worth: pick(lang, "Points", "百分点").to_owned(),
        answer: pick(lang, "The full answer", "完整的答案").to_owned(),
        unclear: pick(lang, "Cannot be told from nothing", "与“不值得问”分不开").to_owned(),
        interview: pick(lang, "One interview (2 times as sure)", "一次访谈（把握变为 2 倍）").to_owned(),
        rows: (0..rows).map(row).collect(),
    }
}

#[test]
fn made_up_charts_do_not_collide() {
    for lang in Lang::ALL {
        for theme in [Theme::default(), Theme::default().inset()] {
            for rows in [0, 1, 2, 5, 12] {
                let scenes = [
                    tornado(&a_tornado(lang, rows, false), &theme),
                    tornado(&a_tornado(lang, rows, true), &theme),
                    shares(&some_shares(lang, rows), &theme),
                    questions(&some_questions(lang, rows), &theme),
                ];
                for (i, scene) in scenes.iter().enumerate() {
                    assert_eq!(scene.collisions(), Vec::<String>::new(), "chart {i} of {rows} rows, {lang:?}");
                    assert!(to_png(scene, 0.5).is_ok());
                }
            }
        }
    }
}

#[test]
fn bars_and_dots_are_where_the_numbers_are() {
    let theme = Theme::default();
    let data = a_tornado(Lang::En, 5, false);
    let scene = tornado(&data, &theme);
    let (thirty, fifty) = (grid_at(&scene, "grid 30%"), grid_at(&scene, "grid 50%"));
    let at = |p: f64| thirty + (fifty - thirty) * (p - 0.3) / 0.2;
    assert_close(grid_at(&scene, "middle"), at(0.42), "the middle");
    for (i, row) in data.rows.iter().enumerate() {
        for side in 0..2 {
            let (bar, win) = (rect(&scene, &format!("bar {i} {side}")), row.win[side].value());
            assert_close(bar.left, at(win.min(0.42)), "a bar's left end");
            assert_close(bar.right, at(win.max(0.42)), "a bar's right end");
            let Shape::Line { points, .. } = find(&scene, &format!("interval {i} {side}")) else { panic!("no line") };
            assert_close(points[0].0, at(row.win[side].low()), "an interval");
        }
    }
    let data = some_questions(Lang::En, 6);
    let scene = questions(&data, &theme);
    let (zero, one) = (grid_at(&scene, "grid 0"), grid_at(&scene, "grid +1"));
    for (i, row) in data.rows.iter().enumerate() {
        let Shape::Circle { center, .. } = find(&scene, &format!("worth {i}")) else { panic!("no dot") };
        assert_close(center.0, zero + (one - zero) * 100.0 * row.worth.value(), "a dot");
    }
    let data = some_shares(Lang::En, 6);
    let scene = shares(&data, &theme);
    let (zero, ten) = (grid_at(&scene, "grid 0%"), grid_at(&scene, "grid 10%"));
    for (i, row) in data.rows.iter().enumerate() {
        let right = rect(&scene, &format!("alone {i}")).right;
        assert_close(right, zero + (ten - zero) * 10.0 * row.alone.value().max(0.0), "a share");
    }
}

/// All scenarios of the samples.
fn samples() -> Vec<(PathBuf, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of scenarios") {
        let Ok(inside) = std::fs::read_dir(entry.expect("an entry").path()) else { continue };
        files.extend(
            inside.map(|file| file.expect("a file").path()).filter(|p| p.extension().is_some_and(|e| e == "toml")),
        );
    }
    files.sort();
    let loaded = files.into_iter().filter_map(|file| Some((file.clone(), load(&file).ok()?.scenario)));
    loaded.filter(|(_, scenario)| !scenario.strategies.is_empty()).collect()
}

fn check(file: &Path, report: &StudyReport) {
    for chart in &report.charts {
        for scene in [&chart.scene, &chart.inset] {
            assert_eq!(scene.collisions(), Vec::<String>::new(), "{} {} {:?}", file.display(), chart.name, report.lang);
        }
    }
    for table in &report.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.name);
    }
    for text in [&report.headline, &report.more, &report.method] {
        assert!(!text.contains("NaN") && !text.contains("  "), "{}: {text}", file.display());
    }
}

#[test]
fn every_sample_scenario_can_be_told_and_drawn() {
    let (runner, theme) = (Runner::threads(0), Theme::default());
    let (mut explained, mut answered) = (0, 0);
    for (file, scenario) in samples() {
        let request = SensitivityRequest { strategy: None, draws: 1024, seed: 5 };
        match sensitivity(&scenario, &request, &runner, &Silent) {
            Ok(found) => {
                explained += 1;
                assert_eq!(bars::without_bar(&found), [], "{}: inputs without a bar", file.display());
                Lang::ALL.iter().for_each(|lang| check(&file, &told_sensitivity(&scenario, &found, *lang, &theme)));
            }
            Err(error) => assert!(matches!(error, StudyError::Refused(_)), "{}: {error}", file.display()),
        }
        let request = AskRequest { draws: 8192, seed: 5, interview_factor: 2.0 };
        match ask(&scenario, &request, &runner, &Silent) {
            Ok(found) => {
                answered += 1;
                Lang::ALL.iter().for_each(|lang| check(&file, &told_questions(&scenario, &found, *lang, &theme)));
            }
            Err(error) => assert!(matches!(error, StudyError::Refused(_)), "{}: {error}", file.display()),
        }
    }
    assert!(explained > 10 && answered > 10, "{explained} explained, {answered} answered");
}
