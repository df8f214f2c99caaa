//! Charts: what is drawn equals the data, nothing collides, nothing is blank, and the bytes repeat.

#[path = "support/drawn.rs"]
mod drawn;
#[path = "support/charts.rs"]
mod support;

use drawn::*;
use reframe::chart::font::Weight;
use reframe::chart::*;
use reframe::model::{Lang, Need};
use resvg::tiny_skia::Pixmap;
use support::*;

fn good(lang: Lang) -> [(&'static str, Scene); 3] {
    let theme = Theme::default();
    [
        ("outcomes", outcomes(&good_outcomes(lang), &theme)),
        ("reframe_curve", reframe_curve(&good_curve(lang), &theme)),
        ("weights", weights(&weights_of(lang, 3, 7, false), &theme)),
    ]
}

/// `cargo test --test charts -- --ignored samples` writes PNGs to look at into the target directory.
#[test]
#[ignore = "writes pictures for people"]
fn samples() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("chart-samples");
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, scene: &Scene| {
        let png = to_png(scene, 1.5).unwrap();
        assert_eq!(png.missing, Vec::<char>::new());
        std::fs::write(folder.join(format!("{name}.png")), png.output).unwrap();
    };
    for lang in Lang::ALL {
        for (name, scene) in good(lang) {
            write(&format!("{name}-{}", lang.tag()), &scene);
            std::fs::write(folder.join(format!("{name}-{}.svg", lang.tag())), to_svg(&scene)).unwrap();
        }
    }
    let wanted = [
        "outcomes en 8 long near",
        "outcomes zh 8 short extreme",
        "outcomes en 1 short equal",
        "outcomes zh 6 long vague",
        "curve en 8 long near start",
        "curve zh 8 long extreme end",
        "curve en 3 short vague wide",
        "curve en 8 short equal none",
        "weights en 1 x 2 long false",
        "weights zh 2 x 3 long true",
        "weights en 4 x 9 long true",
        "weights zh 10 x 9 long false",
        "weights en 10 x 9 long true",
        "outcomes en verbose",
        "curve zh verbose",
        "weights en verbose",
    ];
    for (name, scene) in nasty().iter().filter(|(name, _)| wanted.contains(&name.as_str())) {
        write(&name.replace(' ', "-"), scene);
    }
}

#[test]
fn no_text_collides_or_leaves_the_drawing() {
    let mut found = Vec::new();
    for (name, scene) in nasty() {
        found.extend(scene.collisions().into_iter().map(|collision| format!("{name}: {collision}")));
    }
    assert!(found.is_empty(), "{} collisions:\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}

#[test]
fn charts_of_nothing_are_drawn() {
    for scene in Lang::ALL.into_iter().flat_map(empty) {
        assert_eq!(scene.collisions(), Vec::<String>::new());
        assert!(to_png(&scene, 0.5).is_ok());
    }
}

#[test]
fn the_search_for_collisions_finds_them() {
    let text = |x: f64, words: &str| text_at(x, 50.0, words);
    let apart = scene_of(vec![text(10.0, "one"), text(60.0, "two")]);
    assert_eq!(apart.collisions(), Vec::<String>::new());
    assert_eq!(scene_of(vec![text(10.0, "one"), text(20.0, "two")]).collisions().len(), 1);
    assert_eq!(scene_of(vec![text(190.0, "leaves")]).collisions().len(), 1);
}

/// A scene of 200 x 100 with these texts.
fn scene_of(shapes: Vec<Shape>) -> Scene {
    let items = shapes.into_iter().map(|shape| Item { name: "text".into(), shape }).collect();
    Scene {
        width: 200.0,
        height: 100.0,
        title: "Title".into(),
        description: "Words".into(),
        font: Font::default(),
        items,
    }
}

fn text_at(x: f64, y: f64, words: &str) -> Shape {
    let (size, weight) = (20.0, Weight::Regular);
    let bounds = Bounds { left: x, top: y - 18.0, right: x + font::width(words, size, weight), bottom: y + 5.0 };
    let color = color::Color::hex(0);
    Shape::Text { text: words.into(), at: (x, y), anchor: Anchor::Start, size, weight, color, bounds }
}

#[test]
fn bars_and_intervals_are_where_the_numbers_are() {
    let data = good_outcomes(Lang::En);
    let scene = outcomes(&data, &Theme::default());
    let (zero, fifty) = (grid_at(&scene, "grid 0%"), grid_at(&scene, "grid 50%"));
    let at = |value: f64| zero + (fifty - zero) * value / 0.5;
    for (i, row) in data.rows.iter().enumerate() {
        for (state, value) in [("before", row.before), ("after", row.after)] {
            let bar = rect(&scene, &format!("bar {state} {i}"));
            assert_close(bar.left, zero, "a bar's foot");
            assert_close(bar.right, at(value.value()), "a bar's end");
            let Shape::Line { points, .. } = find(&scene, &format!("interval {state} {i}")) else { panic!("no line") };
            assert_close(points[0].0, at(value.low()), "an interval's lower end");
            assert_close(points[1].0, at(value.high()), "an interval's upper end");
        }
    }
    assert_eq!(words_of(&scene, "value after 0"), "44.3%");
    assert_eq!(words_of(&scene, "change 1"), "−11.3 ± 0.4");
}

#[test]
fn curves_and_spans_are_where_the_numbers_are() {
    let data = good_curve(Lang::En);
    let scene = reframe_curve(&data, &Theme::default());
    let (left, right) = (grid_at(&scene, "tick x 0%"), grid_at(&scene, "tick x 100%"));
    let (floor, ceiling) = (grid_at(&scene, "grid y 0%"), grid_at(&scene, "grid y 100%"));
    let x = |weight: f64| left + (right - left) * weight;
    let y = |win: f64| floor + (ceiling - floor) * win;
    for (i, line) in data.lines.iter().enumerate() {
        let Shape::Line { points, .. } = find(&scene, &format!("line {i}")) else { panic!("no line") };
        for (point, (weight, win)) in points.iter().zip(data.weights.iter().zip(&line.win)) {
            assert_close(point.0, x(*weight), "a point");
            assert_close(point.1, y(win.value()), "a point");
        }
        let Shape::Polygon { points, .. } = find(&scene, &format!("band {i}")) else { panic!("no band") };
        assert_close(points[0].1, y(line.win[0].low()), "a band's lower edge");
        assert_close(points[points.len() - 1].1, y(line.win[0].high()), "a band's upper edge");
    }
    assert_close(grid_at(&scene, "break-even"), x(0.3384), "the break-even marker");
    for (name, span) in [("before", &data.before), ("after", &data.after)] {
        let bounds = rect(&scene, &format!("span {name}"));
        assert_close(bounds.left, x(span.spread.p05.value()), "a span's lower end");
        assert_close(bounds.right, x(span.spread.p95.value()), "a span's upper end");
        let tick = rect(&scene, &format!("median {name}"));
        assert_close((tick.left + tick.right) / 2.0, x(span.spread.p50.value()), "a median");
    }
    assert_eq!(words_of(&scene, "likely after"), "After the pitch: 34% (22–46%)");
}

#[test]
fn markers_are_where_the_weights_are() {
    let data = weights_of(Lang::En, 2, 4, false);
    let scene = weights(&data, &Theme::default());
    let Shape::Line { points, .. } = find(&scene, "shift 0.3") else { panic!("no line") };
    let (zero, forty) = (grid_at(&scene, "grid 0 0%"), grid_at(&scene, "grid 0 40%"));
    let shift = &data.panels[0].criteria[3];
    assert_eq!(shift.need, Need::Business);
    for (point, weight) in points.iter().zip([shift.before, shift.after]) {
        assert_close(point.0, zero + (forty - zero) * weight.value() / 0.4, "a weight");
    }
    let Shape::Circle { center, fill, .. } = find(&scene, "after 0.3") else { panic!("business is a circle") };
    assert_close(center.0, points[1].0, "a marker");
    assert_eq!(*fill, Theme::default().need(Need::Business).0);
    let track = rect(&scene, "influence track 1");
    let bar = rect(&scene, "influence bar 1");
    assert_close((bar.right - bar.left) / (track.right - track.left), data.panels[1].influence, "influence");
}

#[test]
fn charts_look_as_reviewed() {
    for lang in Lang::ALL {
        for (name, scene) in good(lang) {
            insta::assert_snapshot!(format!("{name}_{}", lang.tag()), scene.to_string());
        }
    }
    let small =
        outcomes(&outcomes_of(Lang::Zh, &names(Lang::Zh, 2), &[(0.4, 0.6), (0.6, 0.4)], 0.01), &Theme::default());
    insta::assert_snapshot!("outcomes_zh_svg", to_svg(&small));
}

#[test]
fn svg_says_what_it_shows_and_names_its_fonts() {
    let mut data = good_outcomes(Lang::En);
    data.words.title = "R&D <beats> \"price\"".into();
    let scene = outcomes(&data, &Theme::default());
    for svg in [to_svg(&scene), to_outlines(&scene).unwrap().output] {
        let head: String = svg.lines().take(3).collect();
        assert!(head.contains("width=\"1280\" height=\"720\" viewBox=\"0 0 "), "{head}");
        assert!(head.contains("role=\"img\""), "{head}");
        assert!(head.contains("<title>R&amp;D &lt;beats&gt; &quot;price&quot;</title>"), "{head}");
        assert!(head.contains("<desc>Win probability. Our platform: Before 26.2%, After the pitch 44.3%"), "{head}");
        assert_parses(&svg);
    }
    assert!(to_svg(&scene).contains(
        "font-family=\"Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei'"
    ));
    assert!(to_svg(&scene).contains(", sans-serif\""));
    assert!(!to_outlines(&scene).unwrap().output.contains("<text"));
}

/// Parses as SVG.
fn assert_parses(svg: &str) {
    resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default()).unwrap();
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    for lang in Lang::ALL {
        for ((name, one), (_, two)) in good(lang).into_iter().zip(good(lang)) {
            assert_eq!(to_svg(&one), to_svg(&two), "{name}");
            assert_eq!(to_outlines(&one), to_outlines(&two), "{name}");
            assert_eq!(to_png(&one, 1.0), to_png(&two, 1.0), "{name}");
        }
    }
}

#[test]
fn png_has_the_size_asked_for() {
    let (_, scene) = good(Lang::En)[0].clone();
    let pixels = Pixmap::decode_png(&to_png(&scene, 2.0).unwrap().output).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (2560, 1440));
    assert_eq!(to_png(&scene, 1000.0), Err(RenderError::Size { width: 1_280_000, height: 720_000 }));
    assert!(to_png(&scene, 0.0).is_err() && to_png(&scene, f64::NAN).is_err());
}

/// Dark pixels in the picture of a text.
fn drawn(words: &str) -> usize {
    let png = to_png(&scene_of(vec![text_at(10.0, 50.0, words)]), 2.0).unwrap();
    let pixels = Pixmap::decode_png(&png.output).unwrap();
    pixels.pixels().iter().filter(|pixel| pixel.alpha() > 128).count()
}

/// Charts in Chinese use characters of the bundled fonts only, so that system fonts are not even loaded.
#[test]
fn chinese_needs_no_installed_fonts() {
    for (name, scene) in good(Lang::Zh) {
        assert_eq!(scene.missing_characters(), Vec::<char>::new(), "{name}");
        assert_eq!(to_png(&scene, 1.0).unwrap().missing, Vec::<char>::new(), "{name}");
    }
    let blank = drawn(" ");
    assert_eq!(blank, 0);
    for words in ["权", "重", "赢", "a", "→", "−", "≥"] {
        assert!(drawn(words) > 40, "`{words}` is blank");
    }
    assert!(drawn("权重权重") > 3 * drawn("权重") / 2);
}

#[test]
fn a_character_without_a_font_is_reported() {
    // U+10FFFD is for private use: no font has it.
    let scene = scene_of(vec![text_at(10.0, 50.0, "a\u{10FFFD}权")]);
    assert_eq!(scene.missing_characters(), vec!['\u{10FFFD}']);
    assert_eq!(to_png(&scene, 1.0).unwrap().missing, vec!['\u{10FFFD}']);
    assert_eq!(to_outlines(&scene).unwrap().missing, vec!['\u{10FFFD}']);
    assert_eq!(drawn("a\u{10FFFD}权"), drawn("a□权"), "a box stands in, and the rest is drawn");
}

/// Default features of the chart crates need C libraries that a fresh machine lacks; ours must not.
#[test]
fn no_chart_dependency_needs_system_libraries() {
    let lock = include_str!("../Cargo.lock");
    for name in ["fontconfig-sys", "freetype-sys", "font-kit", "openssl-sys"] {
        assert!(!lock.contains(&format!("{name}\"")), "{name} is in Cargo.lock");
    }
}
