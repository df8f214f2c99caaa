//! The charts that people count: marks are where and as many as the numbers say, and no data breaks them.

use reframe::chart::*;
use reframe::model::Lang;
use reframe::stats::Estimate;

#[path = "support/drawn.rs"]
mod drawn;

use drawn::{assert_close, find, grid_at, rect, words_of};

fn words() -> Words {
    Words { lang: Lang::En, title: "A finding".into(), subtitle: "About".into(), caption: "How it was made".into() }
}

fn names(count: usize) -> Vec<String> {
    let long = "Donaudampfschifffahrtsgesellschaft with a very long name that goes on, 北京某某科技股份有限公司";
    (0..count).map(|i| if i % 3 == 2 { format!("{long} {i}") } else { format!("Vendor {i}") }).collect()
}

fn role(i: usize, count: usize) -> Role {
    match i {
        0 => Role::Us,
        i if i + 1 == count => Role::NoDecision,
        _ => Role::Rival,
    }
}

fn committees(shares: &[f64], half: f64, panels: usize) -> IconArrayChart {
    let group = |(i, name): (usize, String)| IconGroup {
        name,
        role: role(i, shares.len()),
        share: Estimate::normal(shares[i], half / 1.96),
    };
    let panel = || IconPanel {
        name: "Baseline".into(),
        groups: names(shares.len()).into_iter().enumerate().map(group).collect(),
    };
    IconArrayChart { words: words(), panels: (0..panels).map(|_| panel()).collect() }
}

fn buyers(before: Vec<f64>, after: Vec<f64>, threshold: Estimate, below: bool) -> QuantileDotsChart {
    let row = |(name, values): (&str, Vec<f64>)| DotsRow { name: name.into(), values, count: "20 of 20".into() };
    QuantileDotsChart {
        words: words(),
        axis: "Weight".into(),
        threshold,
        threshold_name: "Break-even".into(),
        below,
        rows: [("Baseline", before), ("With the strategy", after)].map(row).into(),
    }
}

fn changes(changes: &[(f64, f64)]) -> UpliftsChart {
    let rows = names(changes.len()).into_iter().zip(changes);
    UpliftsChart {
        words: words(),
        axis: "Change".into(),
        heading: "Change in points".into(),
        signs: ["Raises it".into(), "Cannot be told".into(), "Lowers it".into()],
        rows: rows.map(|(name, (x, error))| UpliftRow { name, change: Estimate::normal(*x, *error) }).collect(),
    }
}

fn ranks(count: usize, shares: &dyn Fn(usize, usize) -> f64, states: usize) -> RankBarsChart {
    let share = |a: usize| (0..count).map(|rank| Estimate::normal(shares(a, rank), 0.002)).collect::<Vec<_>>();
    let row = |(a, name): (usize, String)| RankRow { name, role: role(a, count), shares: vec![share(a); states] };
    RankBarsChart {
        words: words(),
        axis: "Place".into(),
        ranks: (1..=count).map(|rank| format!("{rank}.")).collect(),
        states: ["Baseline", "With the strategy"][..states].iter().map(|name| (*name).to_owned()).collect(),
        rows: names(count).into_iter().enumerate().map(row).collect(),
    }
}

fn count(scene: &Scene, begins: &str) -> usize {
    scene.items.iter().filter(|item| item.name.starts_with(begins)).count()
}

#[test]
fn as_many_figures_stand_there_as_the_shares_say() {
    let scene = icon_array(&committees(&[0.174, 0.284, 0.096, 0.446], 0.01, 2), &Theme::default());
    for panel in 0..2 {
        let counts: Vec<&str> = (0..4).map(|i| words_of(&scene, &format!("count {panel}.{i}"))).collect();
        // 17.4, 28.4, 9.6, 44.6: the two largest fractions are rounded up.
        assert_eq!(counts, ["17", "28", "10", "45"]);
        let figure = |i: usize| find(&scene, &format!("committee {panel}.{i}"));
        let color = |i: usize| match figure(i) {
            Shape::Circle { fill, .. } => *fill,
            other => panic!("{other:?}"),
        };
        let theme = Theme::default();
        assert_eq!(color(16), theme.us);
        assert_eq!(color(17), theme.rivals[0]);
        assert_eq!(color(44), theme.rivals[0]);
        assert_eq!(color(45), theme.rivals[1]);
        assert_eq!((color(55), color(99)), (theme.no_decision, theme.no_decision));
        assert_eq!(count(&scene, &format!("committee {panel}.54 body hole")), 0);
        assert_eq!(count(&scene, &format!("committee {panel}.55 body hole")), 1);
    }
    assert!(scene.description.contains("Vendor 0 17 (17.4%)"), "{}", scene.description);
}

#[test]
fn dots_stand_at_their_values_on_their_side_of_the_line() {
    let values: Vec<f64> = (0..20).map(|i| 0.02 * f64::from(i)).collect();
    let line = Estimate::normal(0.211, 0.004);
    let scene = quantile_dots(&buyers(vec![0.1; 20], values.clone(), line, false), &Theme::default());
    let (zero, forty) = (grid_at(&scene, "grid 0%"), grid_at(&scene, "grid 40%"));
    let at = |value: f64| zero + (forty - zero) * value / 0.4;
    assert_close(grid_at(&scene, "threshold"), at(0.211), "the threshold");
    let theme = Theme::default();
    let mut good = 0;
    for item in scene.items.iter().filter(|item| item.name.starts_with("dot 1")) {
        let Shape::Circle { center, radius, fill } = &item.shape else { panic!("a dot is a circle") };
        assert!((center.0 <= at(0.211)) == (*fill == theme.muted), "{} at {center:?}", item.name);
        let nearest = values.iter().map(|value| (at(*value) - center.0).abs()).fold(f64::INFINITY, f64::min);
        assert!(nearest <= 2.5 * radius, "{} stands {nearest} from any value", item.name);
        good += usize::from(*fill == theme.us);
    }
    assert_eq!((count(&scene, "dot 1"), good), (20, 9));
    assert_eq!((count(&scene, "dot 0"), count(&scene, "hole 0")), (20, 20));
    assert_eq!(words_of(&scene, "all 0"), "20 × 10%");
    let lost = quantile_dots(&buyers(vec![0.1; 20], values, line, true), &Theme::default());
    assert_eq!((count(&lost, "hole 0"), count(&lost, "hole 1")), (0, 9));
}

#[test]
fn changes_stand_around_a_line_at_none() {
    let scene = uplifts(&changes(&[(0.17, 0.002), (0.001, 0.002), (-0.05, 0.003)]), &Theme::default());
    let x = |name: &str| match find(&scene, name) {
        Shape::Circle { center, .. } => center.0,
        Shape::Polygon { points, .. } => points.iter().map(|(x, _)| x).sum::<f64>() / points.len() as f64,
        other => panic!("{other:?}"),
    };
    let zero = grid_at(&scene, "zero");
    assert_close(zero, grid_at(&scene, "grid 0"), "no change");
    assert_close(x("dot 0") - zero, (grid_at(&scene, "grid +10") - zero) * 1.7, "the best");
    assert_close(x("dot 2") - zero, -(grid_at(&scene, "grid +10") - zero) / 2.0, "the worst");
    assert!(matches!(find(&scene, "dot 0"), Shape::Circle { .. }), "raises it");
    assert!(matches!(find(&scene, "dot 1"), Shape::Polygon { .. }), "cannot be told");
    assert_eq!(count(&scene, "key mark"), 3);
}

#[test]
fn bars_are_cut_at_their_ranks() {
    let scene =
        rank_bars(&ranks(3, &|a, r| [[0.5, 0.3, 0.2], [0.3, 0.3, 0.4], [0.2, 0.4, 0.4]][a][r], 2), &Theme::default());
    let (zero, whole) = (grid_at(&scene, "grid 0%"), grid_at(&scene, "grid 100%"));
    let at = |share: f64| zero + (whole - zero) * share;
    for state in 0..2 {
        for (rank, (left, right)) in [(0.0, 0.5), (0.5, 0.8), (0.8, 1.0)].into_iter().enumerate() {
            let bar = rect(&scene, &format!("rank 0.{state}.{rank}"));
            assert_close(bar.left, at(left), "left");
            assert_close(bar.right, at(right), "right");
        }
    }
    assert_eq!(words_of(&scene, "share 0.0.0"), "50.0%");
}

#[test]
fn no_data_breaks_them() {
    let even = |count: usize| vec![1.0 / count as f64; count];
    let far = [(1.0, 0.0), (-1.0, 0.3), (0.0, 0.0), (0.0004, 0.001), (0.2, 0.4), (1e-9, 1e-10)];
    let mut scenes: Vec<(String, Scene)> = Vec::new();
    for theme in [Theme::default(), Theme::default().inset()] {
        for count in 1..=9 {
            for panels in 1..=2 {
                for half in [0.0, 0.001, 0.3] {
                    let mut extreme = vec![0.0; count];
                    extreme[count - 1] = 1.0;
                    for (kind, shares) in [("even", even(count)), ("extreme", extreme)] {
                        let drawn = icon_array(&committees(&shares, half, panels), &theme);
                        scenes.push((format!("committees {count} {panels} {half} {kind}"), drawn));
                    }
                }
                let even = rank_bars(&ranks(count, &|_, _| 1.0 / count as f64, panels), &theme);
                scenes.push((format!("ranks {count} {panels}"), even));
                let sure = rank_bars(&ranks(count, &|a, r| f64::from(u8::from(a == r)), panels), &theme);
                scenes.push((format!("sure ranks {count} {panels}"), sure));
            }
        }
        for (low, high) in [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.2, 0.21), (0.5, 0.9)] {
            let spread: Vec<f64> = (0..20).map(|i| low + (high - low) * f64::from(i) / 19.0).collect();
            for at in [0.0, 0.2, 0.5, 1.0] {
                for error in [0.0, 0.2] {
                    for below in [false, true] {
                        let data = buyers(vec![low; 20], spread.clone(), Estimate::normal(at, error), below);
                        scenes.push((format!("buyers {low} {high} {at} {error}"), quantile_dots(&data, &theme)));
                    }
                }
            }
        }
        for many in [0, 1, 2, 6, 20] {
            let data: Vec<(f64, f64)> = far.iter().copied().cycle().take(many).collect();
            scenes.push((format!("changes {many}"), uplifts(&changes(&data), &theme)));
        }
        scenes.push(("no committee".into(), icon_array(&committees(&[], 0.0, 0), &theme)));
        scenes.push(("no rank".into(), rank_bars(&ranks(0, &|_, _| 0.0, 1), &theme)));
    }
    for (name, scene) in scenes {
        assert_eq!(scene.collisions(), Vec::<String>::new(), "{name}");
        assert_eq!(scene.illegible(), Vec::<String>::new(), "{name}");
        let finite = |x: f64, y: f64| assert!(x.is_finite() && y.is_finite(), "{name}");
        for item in &scene.items {
            match &item.shape {
                Shape::Rect { bounds, .. } => finite(bounds.left + bounds.right, bounds.top + bounds.bottom),
                Shape::Line { points, .. } | Shape::Polygon { points, .. } => {
                    points.iter().for_each(|(x, y)| finite(*x, *y))
                }
                Shape::Circle { center, radius, .. } => {
                    finite(center.0, center.1);
                    assert!(*radius > 0.0, "{name}: {}", item.name);
                }
                Shape::Text { .. } => {}
            }
        }
    }
}
