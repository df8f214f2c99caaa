//! Charts of the buying group and of what becomes of the purchase: what is drawn equals the data, and nothing collides.

#[path = "support/drawn.rs"]
mod drawn;
#[path = "support/charts_group.rs"]
mod support;

use drawn::*;
use reframe::chart::*;
use reframe::model::Lang;
use reframe::stats::Estimate;
use std::sync::LazyLock;
use support::*;

/// Made once for all tests.
static NASTY: LazyLock<Vec<(String, Scene)>> = LazyLock::new(nasty);

/// `cargo test --test charts_group -- --ignored samples` writes PNGs to look at into the target directory.
#[test]
#[ignore = "writes pictures for people"]
fn samples() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("chart-samples");
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, scene: &Scene| {
        let png = to_png(scene, 1.0).unwrap();
        assert_eq!(png.missing, Vec::<char>::new());
        std::fs::write(folder.join(format!("{name}.png")), png.output).unwrap();
    };
    for lang in Lang::ALL {
        for (name, scene) in good(lang) {
            write(&format!("{name}-{}", lang.tag()), &scene);
        }
        for (name, scene) in bare(lang) {
            write(&format!("{name}-{}-inset", lang.tag()), &scene);
        }
    }
    let wanted = [
        "trajectory en slide long true 9 x 6 vague",
        "trajectory zh inset long true 9 x 6 equal",
        "trajectory en slide long false 2 x 2 extreme",
        "trajectory zh slide long false 4 x 1 vague",
        "trajectory en inset long true 2 x 1 equal",
        "map en slide long false 12 Apart",
        "map zh slide long true 12 Row",
        "map en slide long true 12 Same",
        "map en inset long false 12 Apart",
        "map zh inset long false 12 End",
        "map en slide long false 1 Apart",
        "map en slide long true 5 Row",
        "heat en slide long false 12 x 9 1",
        "heat zh inset long true 12 x 16 1",
        "heat en slide long true 3 x 4 0.02",
        "heat en slide long false 1 x 1 1",
        "adoption en slide long true 12 vague",
        "adoption zh inset long false 5 extreme",
        "adoption en slide long false 1 extreme",
        "trajectory en verbose",
        "map en verbose",
        "heat zh verbose",
        "adoption en verbose",
    ];
    for (name, scene) in NASTY.iter().filter(|(name, _)| wanted.contains(&name.as_str())) {
        write(&name.replace(' ', "-"), scene);
    }
}

#[test]
fn no_text_collides_or_leaves_the_drawing() {
    let mut found = Vec::new();
    for (name, scene) in NASTY.iter() {
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

/// Every name is drawn, and no name covers a circle, a whisker or the head of an arrow.
#[test]
fn names_on_the_map_cover_nothing() {
    for (name, scene) in NASTY.iter().filter(|(name, _)| name.starts_with("map")) {
        let named = |text: &(&str, &str, &Bounds)| text.0.starts_with("name ") || text.0.starts_with("part ");
        let labels: Vec<_> = scene.texts().filter(named).collect();
        let circles = scene.items.iter().filter(|item| item.name.starts_with("after") && item.name.ends_with(" halo"));
        for (i, circle) in circles.enumerate() {
            assert!(labels.iter().any(|(label, ..)| *label == format!("name {i}")), "{name}: {i} has no name");
            let Shape::Circle { center: (x, y), .. } = circle.shape else { panic!("not a circle") };
            let covered = Bounds { left: x - 8.0, top: y - 8.0, right: x + 8.0, bottom: y + 8.0 };
            for (label, words, bounds) in &labels {
                assert!(!covered.overlaps(bounds), "{name}: {label} `{words}` {bounds} covers circle {i}");
            }
        }
        for item in scene.items.iter().filter(|item| item.name.ends_with(" head") && item.name.starts_with("listens")) {
            let Shape::Polygon { points, .. } = &item.shape else { panic!("not a head") };
            for (x, y) in points {
                let point = Bounds { left: x - 0.5, top: y - 0.5, right: x + 0.5, bottom: y + 0.5 };
                assert!(labels.iter().all(|(.., bounds)| !point.overlaps(bounds)), "{name}: {} is covered", item.name);
            }
        }
    }
}

#[test]
fn areas_stack_up_to_one_and_intervals_are_ours() {
    let data = good_trajectory(Lang::En);
    let scene = trajectory(&data, &Theme::default());
    let zero = grid_at(&scene, "zero before");
    let half = grid_at(&scene, "grid after 50%");
    let y = |share: f64| zero + (half - zero) * share / 0.5;
    type Shares = fn(&TrajectoryRow) -> &[Estimate];
    let states: [(&str, Shares); 2] = [("before", |row| &row.before), ("after", |row| &row.after)];
    for (state, shares) in states {
        let mut below = [0.0; 4];
        for (i, row) in data.rows.iter().enumerate() {
            let Shape::Polygon { points, .. } = find(&scene, &format!("band {state} {i}")) else { panic!("no area") };
            for (stage, share) in shares(row).iter().enumerate() {
                assert_close(points[stage].1, y(below[stage]), "the foot of an area");
                below[stage] += share.value();
                assert_close(points[points.len() - 1 - stage].1, y(below[stage]), "the top of an area");
                assert_close(points[stage].0, points[points.len() - 1 - stage].0, "a stage");
            }
        }
        assert!(below.iter().all(|sum| (sum - 1.0).abs() < 1e-9), "{below:?}");
        for (stage, share) in shares(&data.rows[0]).iter().enumerate() {
            let Shape::Line { points, .. } = find(&scene, &format!("interval {state} {stage}")) else { panic!("none") };
            assert_close(points[0].1, y(share.low()), "an interval's lower end");
            assert_close(points[1].1, y(share.high()), "an interval's upper end");
        }
    }
    assert_eq!(words_of(&scene, "ours after 3"), "46.0%");
}

#[test]
fn people_stand_where_the_numbers_are() {
    let data = map_of(Lang::En, 6, false, Crowd::Apart, 0.03);
    let scene = stakeholder_map(&data, &Theme::default());
    let (left, right) = (grid_at(&scene, "grid x 0%"), grid_at(&scene, "grid x 100%"));
    let (floor, ten) = (grid_at(&scene, "grid y 0%"), grid_at(&scene, "grid y 10%"));
    for (i, person) in data.people.iter().enumerate() {
        let Shape::Circle { center, .. } = find(&scene, &format!("after {i}")) else { panic!("no circle") };
        assert_close(center.0, left + (right - left) * person.after.value(), "support");
        assert_close(center.1, floor + (ten - floor) * person.influence / 0.1, "influence");
        let Shape::Line { points, .. } = find(&scene, &format!("interval {i}")) else { panic!("no interval") };
        assert_close(points[0].0, left + (right - left) * person.after.low(), "an interval's lower end");
        if person.before.value() != person.after.value() {
            let Shape::Line { points, .. } = find(&scene, &format!("trail {i}")) else { panic!("no trail") };
            assert_close(points[0].0, left + (right - left) * person.before.value(), "a trail's start");
        }
    }
    for (i, link) in data.links.iter().enumerate() {
        let Shape::Polygon { points, .. } = find(&scene, &format!("listens {i} head")) else { panic!("no arrow") };
        let Shape::Circle { center, .. } = find(&scene, &format!("after {}", link.to)) else { panic!("no circle") };
        let away = (points[0].0 - center.0).hypot(points[0].1 - center.1);
        assert!((11.0..15.0).contains(&away), "arrow {i} ends {away} from the one listened to");
    }
}

#[test]
fn cells_say_edge_and_weight() {
    let data = heat_of(Lang::En, 5, 9, false, 0.4);
    let scene = heat_map(&data, &Theme::default());
    let cell = data.criteria[3].cells[1].unwrap();
    let track = rect(&scene, "track 1.3");
    let bar = rect(&scene, "weight 1.3");
    assert_close((bar.right - bar.left) / (track.right - track.left), cell.weight.value() / 0.25, "a weight");
    let fills = |name: &str| {
        let Shape::Rect { fill, .. } = find(&scene, name) else { panic!("no cell") };
        *fill
    };
    for (j, row) in data.criteria.iter().enumerate() {
        for (i, cell) in row.cells.iter().enumerate() {
            let words = words_of(&scene, &format!("edge {i}.{j}"));
            let [red, _, blue] = fills(&format!("cell {i}.{j}")).rgb;
            match cell.map(|cell| cell.edge.value()) {
                None => assert_eq!(words, "–"),
                Some(edge) if edge > 0.0 => assert!(words.starts_with('+') && blue > red, "{i}.{j} {words}"),
                Some(_) => assert!(words.starts_with('−') && red > blue, "{i}.{j} {words}"),
            }
        }
    }
}

#[test]
fn bars_are_split_where_the_numbers_are() {
    let data = good_adoption(Lang::En);
    let scene = adoption(&data, &Theme::default());
    let (zero, twenty) = (grid_at(&scene, "grid 0%"), grid_at(&scene, "grid 20%"));
    let at = |share: f64| zero + (twenty - zero) * share / 0.2;
    for (i, row) in data.rows.iter().enumerate() {
        let (lasts, rest) = (rect(&scene, &format!("lasts {i}")), rect(&scene, &format!("shelfware {i}")));
        assert_close(lasts.left, zero, "a bar's foot");
        assert_close(lasts.right, at(row.lasts.value()), "the end of what lasts");
        assert_close(rest.left, lasts.right, "the start of shelfware");
        assert_close(rest.right, at(row.win.value()), "a bar's end");
        for (name, value) in [("lasts", row.lasts), ("win", row.win)] {
            let Shape::Line { points, .. } = find(&scene, &format!("interval {name} {i}")) else { panic!("none") };
            assert_close(points[0].0, at(value.low()), "an interval's lower end");
            assert_close(points[1].0, at(value.high()), "an interval's upper end");
        }
    }
    assert_eq!(words_of(&scene, "value shelfware 1"), "12.0% ± 1.0");
    let never = adoption_of(Lang::Zh, &[("无".to_owned(), 0.0, None)], 0.0);
    assert_eq!(words_of(&adoption(&never, &Theme::default()), "value shelfware 0"), "无定义");
}

#[test]
fn charts_look_as_reviewed() {
    for lang in Lang::ALL {
        for (name, scene) in good(lang) {
            insta::assert_snapshot!(format!("{name}_{}", lang.tag()), scene.to_string());
        }
    }
}

#[test]
fn pictures_say_what_they_show_and_repeat() {
    for lang in Lang::ALL {
        for ((name, one), (_, two)) in
            good(lang).into_iter().chain(bare(lang)).zip(good(lang).into_iter().chain(bare(lang)))
        {
            assert_eq!(one.missing_characters(), Vec::<char>::new(), "{name}");
            assert!(one.description.len() > 80, "{name}: {}", one.description);
            let svg = to_svg(&one);
            assert_eq!(svg, to_svg(&two), "{name}");
            assert!(svg.contains("<title>") && svg.contains("<desc>"), "{name}");
            assert_eq!(to_png(&one, 0.5), to_png(&two, 0.5), "{name}");
        }
    }
}
