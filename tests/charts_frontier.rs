//! The charts of what more effort would bring and of what deciding later is worth: what is drawn equals the data, and nothing collides, whatever the scenario.

#[path = "support/chart_words.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod chart_words;
#[path = "support/drawn.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod drawn;

use std::path::{Path, PathBuf};

use chart_words::{difference, pick, words};
use drawn::*;
use reframe::chart::*;
use reframe::engine::{Runner, Silent};
use reframe::model::Lang;
use reframe::report::{adapt as told_rules, optimize::report};
use reframe::stats::Estimate;
use reframe::study::StudyError;
use reframe::study::adapt::{AdaptRequest, Adapted, adapt};
use reframe::study::optimize::{Budget, OptimizeRequest, optimize};

fn good(lang: Lang) -> FrontierChart {
    let dot = |en: &str, zh: &str, spent: f64, gain: f64| FrontierDot {
        name: pick(lang, en, zh).into(),
        spent,
        gain: difference(gain, 0.004),
    };
    FrontierChart {
        words: words(lang),
        x_axis: pick(lang, "Working days", "人天").into(),
        y_axis: pick(lang, "Change of our win probability, points", "我方胜率的变化（百分点）").into(),
        best: pick(lang, "Best found for this amount", "这一投入下找到的最佳打法").into(),
        others: pick(lang, "Strategies of the scenario", "情景自带的策略").into(),
        interval: pick(lang, "95% interval", "95% 区间").into(),
        points: vec![
            dot("Teach the inspection", "讲检查举证", 4.0, 0.12),
            dot("+ Drill with the bank's own logs", "+ 用本行日志演练", 14.0, 0.21),
            dot("+ Contract pack for legal", "+ 法务材料", 20.0, 0.27),
        ],
        strategies: vec![
            dot("Campaign", "全套打法", 22.0, 0.24),
            dot("Only the contract pack", "只做法务材料", 6.0, -0.02),
        ],
    }
}

/// Empty, single, crowded, far apart, long.
fn nasty(lang: Lang) -> Vec<FrontierChart> {
    let good = good(lang);
    let long = good.points[1].name.repeat(6);
    let crowd = |count: i32, step: f64| FrontierChart {
        points: (0..count)
            .map(|i| FrontierDot {
                name: long.clone(),
                spent: 10.0 + f64::from(i) * step,
                gain: difference(0.1 + f64::from(i) * step * 0.001, 0.01),
            })
            .collect(),
        strategies: (0..count).map(|_| good.strategies[0].clone()).collect(),
        ..good.clone()
    };
    let empty = FrontierChart { points: vec![], strategies: vec![], ..good.clone() };
    let free = FrontierChart {
        points: vec![FrontierDot { spent: 0.0, ..good.points[0].clone() }],
        strategies: vec![FrontierDot { gain: difference(-0.4, 0.2), ..good.strategies[0].clone() }],
        ..good.clone()
    };
    let wide = FrontierChart { points: vec![FrontierDot { spent: 3e6, ..good.points[0].clone() }], ..good.clone() };
    vec![empty, free, wide, crowd(1, 0.0), crowd(5, 0.5), crowd(9, 2.0)]
}

#[test]
fn no_text_collides_or_leaves_the_drawing() {
    for lang in Lang::ALL {
        for (i, chart) in nasty(lang).into_iter().chain([good(lang)]).enumerate() {
            for theme in [Theme::default(), Theme::default().inset()] {
                let scene = frontier(&chart, &theme);
                assert_eq!(scene.collisions(), Vec::<String>::new(), "chart {i} {lang:?}");
                assert!(to_png(&scene, 0.5).is_ok(), "chart {i} {lang:?}");
            }
        }
    }
}

#[test]
fn points_are_where_the_numbers_are() {
    let data = good(Lang::En);
    let scene = frontier(&data, &Theme::default());
    let (x0, x20) = (grid_at(&scene, "grid x 0"), grid_at(&scene, "grid x 20"));
    let (y0, y20) = (grid_at(&scene, "grid y 0"), grid_at(&scene, "grid y 20"));
    let Shape::Line { points: stairs, .. } = find(&scene, "frontier") else { panic!("no staircase") };
    assert_eq!(stairs.len(), 2 * data.points.len() + 2);
    assert_close(stairs[0].1, y0, "no effort, no gain");
    for (i, point) in data.points.iter().enumerate() {
        let Shape::Circle { center, .. } = find(&scene, &format!("dot {i}")) else { panic!("no dot") };
        assert_close(center.0, x0 + (x20 - x0) * point.spent / 20.0, "an amount");
        assert_close(center.1, y0 + (y20 - y0) * point.gain.value() / 0.2, "a gain");
        assert_eq!(stairs[2 + 2 * i], *center, "a corner of the staircase");
    }
    assert!(scene.description.contains("Only the contract pack: 6, −2.0 ± 0.4"), "{}", scene.description);
}

fn scenarios() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for entry in std::fs::read_dir(folder).expect("scenarios") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            let files = std::fs::read_dir(&path).expect("a folder").map(|file| file.expect("a file").path());
            found.extend(files.filter(|file| file.extension().is_some_and(|ending| ending == "toml")));
        }
    }
    found.sort();
    found
}

#[test]
fn no_scenario_makes_its_names_collide() {
    let mut drawn = 0;
    for path in scenarios() {
        let Ok(loaded) = reframe::scenario::load(&path) else { continue };
        let scenario = loaded.scenario;
        let budget = Budget { moves: Some(2), ..Budget::default() };
        let request = OptimizeRequest { budget, draws: 1024, all_up_to: 300, ..OptimizeRequest::new(&scenario) };
        let optimum = match optimize(&scenario, &request, &Runner::threads(0), &Silent) {
            Ok(optimum) => optimum,
            Err(StudyError::Refused(_)) => continue,
            Err(error) => panic!("{}: {error}", path.display()),
        };
        for lang in Lang::ALL {
            let report = report(&scenario, &optimum, lang, &Theme::default());
            for chart in &report.charts {
                for scene in [&chart.scene, &chart.inset] {
                    let place = format!("{} {} {lang:?}", path.display(), chart.name);
                    assert_eq!(scene.collisions(), Vec::<String>::new(), "{place}");
                    drawn += 1;
                }
            }
        }
    }
    assert!(drawn > 40, "{drawn}");
}

/// The charts of `adapt` in both languages.
fn check_rules(place: &str, scenario: &reframe::model::Scenario, adapted: &Adapted) {
    for lang in Lang::ALL {
        let report = told_rules::report(scenario, adapted, lang);
        assert_eq!(report.charts.iter().map(|chart| chart.name.as_str()).collect::<Vec<_>>(), ["adapt"]);
        for scene in [&report.charts[0].scene, &report.charts[0].inset] {
            assert_eq!(scene.collisions(), Vec::<String>::new(), "{place} {lang:?}");
            let dots = scene.items.iter().filter(|item| matches!(item.shape, Shape::Circle { .. })).count();
            assert!(dots >= 3, "{place}: rules, the best fixed plan, the strategy: {dots}");
        }
    }
}

/// Wins that lie at the ends, together, or far apart; wide intervals and none.
fn extremes(adapted: &Adapted) -> Vec<Adapted> {
    let wins = [[0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.5, 0.5, 0.5], [0.99, 0.01, 0.5], [0.501, 0.5, 0.02]];
    let with = |error: f64| {
        wins.map(|wins| {
            let mut made_up = adapted.clone();
            let estimate = |p: f64| Estimate::new(p, error, (p - 2.0 * error).max(0.0), (p + 2.0 * error).min(1.0));
            let [rules, fixed, given] = wins.map(estimate);
            made_up.win = rules;
            (made_up.fixed.win, made_up.given.win) = (fixed, given);
            made_up.value = Estimate::normal(wins[0] - wins[1], error);
            made_up
        })
    };
    [with(0.0), with(0.002), with(0.1)].concat()
}

#[test]
fn no_scenario_makes_the_chart_of_adapt_collide() {
    let mut answered = 0;
    for path in scenarios() {
        let Ok(loaded) = reframe::scenario::load(&path) else { continue };
        let scenario = loaded.scenario;
        let budget = Budget { moves: Some(4), ..Budget::default() };
        let request = AdaptRequest { budget, draws: 512, ..AdaptRequest::new(&scenario) };
        let adapted = match adapt(&scenario, &request, &Runner::threads(0), &Silent) {
            Ok(adapted) => adapted,
            Err(StudyError::Refused(_)) => continue,
            Err(error) => panic!("{}: {error}", path.display()),
        };
        answered += 1;
        check_rules(&path.display().to_string(), &scenario, &adapted);
        for (number, made_up) in extremes(&adapted).iter().enumerate() {
            check_rules(&format!("{} made up {number}", path.display()), &scenario, made_up);
        }
    }
    assert!(answered >= 3, "{answered} scenarios with something to decide later");
}
