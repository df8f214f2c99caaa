//! The chart of what an answer costs: what is drawn equals the data, nothing collides, and the bytes repeat.

#[path = "support/chart_words.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod chart_words;
#[path = "support/drawn.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod drawn;
#[path = "../benches/figure.rs"]
#[allow(dead_code, reason = "the benchmark writes what is read here")]
mod figure;
#[path = "support/pixels.rs"]
mod pixels;

use chart_words::{pick, words};
use drawn::*;
use reframe::chart::*;
use reframe::model::Lang;

/// Times of one line: a fixed part, and a part for each unit of size.
fn line(name: &str, role: Role, sizes: &[f64], (fixed, each): (f64, f64)) -> CostLine {
    CostLine { name: name.into(), role, points: sizes.iter().map(|size| (*size, fixed + each * size)).collect() }
}

fn good(lang: Lang) -> CostChart {
    let panel = |en: &str, zh: &str, axis, sizes: &[f64], ours, plain| CostPanel {
        name: pick(lang, en, zh).into(),
        axis,
        lines: vec![
            line(pick(lang, "engine", "引擎"), Role::Us, sizes, ours),
            line(pick(lang, "plain code", "普通代码"), Role::Rival, sizes, plain),
        ],
    };
    let title = pick(lang, "A further strategy costs next to nothing", "多一个策略几乎不增加成本");
    CostChart {
        words: Words { title: title.into(), ..words(lang) },
        axis: pick(lang, "Time per draw", "每次模拟的时间").into(),
        panels: vec![
            panel("Strategies", "策略数", CostAxis::Log, &[1.0, 12.0, 100.0, 1000.0], (100.0, 2.0), (1000.0, 58.0)),
            panel(
                "Stakeholders",
                "决策者人数",
                CostAxis::Log,
                &[1.0, 2.0, 3.0, 6.0, 24.0],
                (40.0, 11.0),
                (400.0, 100.0),
            ),
            panel("Threads", "线程数", CostAxis::Linear, &[1.0, 2.0], (120.0, -20.0), (1000.0, -250.0)),
            panel("Draws", "模拟次数", CostAxis::Log, &[256.0, 1e4, 1e6, 1e7], (300.0, 0.0), (900.0, 0.0)),
        ],
    }
}

/// Empty, single, equal, far apart, many, long.
fn nasty(lang: Lang) -> Vec<CostChart> {
    let good = good(lang);
    let with = |panels: Vec<CostPanel>| CostChart { panels, ..good.clone() };
    let of = |lines: Vec<CostLine>, axis| CostPanel { name: good.panels[0].name.repeat(12), axis, lines };
    let long =
        |i: usize| line(&good.panels[0].lines[1].name.repeat(5 + i), Role::Rival, &[1.0, 3.0], (50.0 + i as f64, 1.0));
    let one = |points: Vec<(f64, f64)>| CostLine { name: "engine".into(), role: Role::Us, points };
    let mut all = vec![with(vec![])];
    for axis in [CostAxis::Linear, CostAxis::Log] {
        all.push(with(vec![of(vec![], axis)]));
        all.push(with(vec![of(vec![one(vec![])], axis), of(vec![one(vec![(5.0, 7.0)])], axis)]));
        all.push(with(vec![of(vec![one(vec![(0.0, 1.0), (2.0, -1.0), (1.0, 1e-3), (1e9, 1e12)])], axis); 5]));
        all.push(with(vec![of((0..4).map(long).collect(), axis); 3]));
        all.push(with(vec![of(vec![one(vec![(1.0, 99.0), (2.0, 99.0)]), long(0)], axis); 13]));
    }
    all
}

/// `cargo test --test charts_cost -- --ignored samples` writes PNGs to look at into the target directory.
#[test]
#[ignore = "writes pictures for people"]
fn samples() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("chart-samples");
    std::fs::create_dir_all(&folder).unwrap();
    for lang in Lang::ALL {
        for (i, chart) in nasty(lang).into_iter().chain([good(lang)]).enumerate() {
            let png = to_png(&cost(&chart, &Theme::default()), 1.0).unwrap();
            assert_eq!(png.missing, Vec::<char>::new());
            std::fs::write(folder.join(format!("cost-{}-{i}.png", lang.tag())), png.output).unwrap();
        }
    }
}

#[test]
fn no_text_collides_or_leaves_the_drawing() {
    for lang in Lang::ALL {
        for (i, chart) in nasty(lang).into_iter().chain([good(lang)]).enumerate() {
            for theme in [Theme::default(), Theme::default().inset()] {
                let scene = cost(&chart, &theme);
                assert_eq!(scene.collisions(), Vec::<String>::new(), "chart {i} {lang:?}");
                assert!(to_png(&scene, 0.5).is_ok(), "chart {i} {lang:?}");
            }
        }
    }
}

#[test]
fn points_are_where_the_numbers_are() {
    let data = good(Lang::En);
    let scene = cost(&data, &Theme::default());
    // Strategies: both axes by logarithms.
    let (one, thousand) = (grid_at(&scene, "tick 0 1"), grid_at(&scene, "tick 0 1,000"));
    let (low, high) = (grid_at(&scene, "grid 0 1 µs"), grid_at(&scene, "grid 0 100 µs"));
    for (i, line) in data.panels[0].lines.iter().enumerate() {
        let Shape::Line { points, .. } = find(&scene, &format!("line 0 {i}")) else { panic!("no line") };
        assert_eq!(points.len(), line.points.len());
        for (point, (size, time)) in points.iter().zip(&line.points) {
            assert_close(point.0, one + (thousand - one) * size.log10() / 3.0, "a size");
            assert_close(point.1, low + (high - low) * (time / 1000.0).log10() / 2.0, "a time");
        }
    }
    // Threads: equal steps.
    let [none, two] = ["tick 2 0", "tick 2 2"].map(|name| grid_at(&scene, name));
    let Shape::Line { points, .. } = find(&scene, "line 2 0") else { panic!("no line") };
    assert_close(points[0].0, (none + two) / 2.0, "one thread");
    assert_eq!(words_of(&scene, "panel 1"), "Stakeholders");
    let notes: Vec<&str> = scene.texts().map(|(_, words, _)| words).filter(|words| *words == "2.1 µs").collect();
    assert_eq!(notes.len(), 1, "the engine's last time with a thousand strategies");
}

#[test]
fn the_description_says_the_numbers_in_both_languages() {
    let description = |lang| cost(&good(lang), &Theme::default()).description;
    let english = description(Lang::En);
    assert!(
        english.starts_with("Time per draw. Strategies 1 to 1,000: engine 102 ns → 2.1 µs; plain code 1.1 µs → 59 µs"),
        "{english}"
    );
    assert!(description(Lang::Zh).contains("策略数 1 至 1,000：引擎 102 ns → 2.1 µs"), "{}", description(Lang::Zh));
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let drawn = || to_svg(&cost(&good(Lang::Zh), &Theme::default()));
    assert_eq!(drawn(), drawn());
}

/// `UPDATE_IMAGES=1 cargo bench --bench scaling` measures anew; `UPDATE_IMAGES=1 cargo test --test charts_cost` only
/// draws what stands in the table.
#[test]
fn the_picture_of_the_costs_shows_its_table() {
    let table = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(figure::TABLE);
    let rows = figure::from_csv(&std::fs::read_to_string(&table).expect("the table of costs"));
    assert_eq!(figure::from_csv(&figure::to_csv(&rows)), rows);
    let scene = cost(&figure::chart(&rows), &Theme::default());
    assert_eq!(scene.collisions(), Vec::<String>::new());
    let drawn = [("png", to_png(&scene, 1.0).unwrap().output), ("svg", to_svg(&scene).into_bytes())];
    for (ending, picture) in drawn {
        let path = table.with_extension(ending);
        if std::env::var_os("UPDATE_IMAGES").is_some() {
            std::fs::write(&path, &picture).expect("a writable file");
        }
        let shown = std::fs::read(&path).unwrap_or_default();
        let same = match ending {
            "png" => pixels::pixels(&shown) == pixels::pixels(&picture),
            _ => shown == picture,
        };
        assert!(same, "the {ending} is out of date: UPDATE_IMAGES=1 cargo test --test charts_cost");
    }
}
