//! Made-up data for charts: pleasant, and nasty.

#[path = "chart_words.rs"]
mod chart_words;

pub use chart_words::*;
use reframe::chart::*;
use reframe::model::{Lang, Need};
use reframe::stats::{Estimate, Spread};

pub fn outcomes_of(lang: Lang, names: &[(String, Role)], values: &[(f64, f64)], half: f64) -> OutcomesChart {
    let row = |((name, role), (before, after)): (&(String, Role), &(f64, f64))| OutcomeRow {
        name: name.clone(),
        role: *role,
        before: share(*before, half),
        after: share(*after, half),
        change: difference(after - before, 0.6 * half),
    };
    OutcomesChart {
        words: words(lang),
        axis: pick(lang, "Win probability", "胜率").into(),
        before: pick(lang, "Before", "讲解前").into(),
        after: pick(lang, "After the pitch", "讲解后").into(),
        change: pick(lang, "Change", "变化").into(),
        interval: pick(lang, "95% interval", "95% 区间").into(),
        rows: names.iter().zip(values.iter().cycle()).map(row).collect(),
    }
}

pub fn good_outcomes(lang: Lang) -> OutcomesChart {
    outcomes_of(lang, &names(lang, 4), &[(0.262, 0.443), (0.415, 0.302), (0.148, 0.121), (0.175, 0.134)], 0.0065)
}

/// Lines from `left` to `right` in `points` steps, bent a little.
pub fn curve_of(
    lang: Lang,
    names: &[(String, Role)],
    ends: &[(f64, f64)],
    half: f64,
    mark: BreakEvenMark,
) -> ReframeCurveChart {
    let weights: Vec<f64> = (0..=40).map(|i| f64::from(i) / 40.0).collect();
    let line = |((name, role), (left, right)): (&(String, Role), &(f64, f64))| CurveLine {
        name: name.clone(),
        role: *role,
        win: weights.iter().map(|w| share(left + (right - left) * w * w * (3.0 - 2.0 * w), half)).collect(),
    };
    let spread = |low: f64, median: f64, high: f64| Spread {
        p05: share(low, 0.002),
        p50: share(median, 0.002),
        p95: share(high, 0.002),
        twenty: [median; 20],
    };
    ReframeCurveChart {
        words: words(lang),
        x_axis: pick(lang, "Weight of supply-chain security in the committee", "委员会中“供应链安全”的权重").into(),
        y_axis: pick(lang, "Win probability", "胜率").into(),
        lines: names.iter().zip(ends.iter().cycle()).map(line).collect(),
        weights,
        break_even: mark,
        before: LikelySpan {
            label: pick(lang, "Before our moves", "讲解前").into(), spread: spread(0.04, 0.09, 0.17)
        },
        after: LikelySpan {
            label: pick(lang, "After the pitch", "讲解后").into(), spread: spread(0.22, 0.34, 0.46)
        },
    }
}

pub fn mark(lang: Lang, weight: Estimate) -> BreakEvenMark {
    BreakEvenMark::At { label: pick(lang, "Break-even", "盈亏平衡点").into(), weight }
}

pub fn good_curve(lang: Lang) -> ReframeCurveChart {
    let ends = [(0.17, 0.86), (0.46, 0.05), (0.19, 0.04), (0.18, 0.05)];
    // Where 0.17 + 0.69 s = 0.46 - 0.41 s with s = w^2 (3 - 2 w).
    curve_of(lang, &names(lang, 4), &ends, 0.012, mark(lang, share(0.3384, 0.012)))
}

pub fn weights_of(lang: Lang, people: usize, count: usize, long: bool) -> WeightsChart {
    let panel = |i: usize| {
        let raw = |j: usize, moved: f64| 1.0 + ((7 * i + 3 * j) % 5) as f64 + if j == 0 { moved } else { 0.0 };
        let total = |moved: f64| (0..count).map(|j| raw(j, moved)).sum::<f64>();
        let moved = [6.0, 2.0, 0.0, 4.0][i % 4];
        let shift = |(j, (name, need)): (usize, (String, Need))| CriterionShift {
            name: if long { format!("{name}, {name}") } else { name },
            need,
            before: share(raw(j, 0.0) / total(0.0), 0.002),
            after: share(raw(j, moved) / total(moved), 0.002),
        };
        let name = &functions(lang)[i];
        StakeholderPanel {
            name: if long { format!("{name}, {name}, {name}") } else { name.clone() },
            influence: if people <= 1 { 1.0 } else { 2.0 * (people - i) as f64 / (people * (people + 1)) as f64 },
            criteria: criteria(lang).into_iter().take(count).enumerate().map(shift).collect(),
        }
    };
    WeightsChart {
        words: words(lang),
        before: pick(lang, "Before", "讲解前").into(),
        after: pick(lang, "After the pitch", "讲解后").into(),
        influence: pick(lang, "Influence", "影响力").into(),
        enterprise: pick(lang, "Enterprise needs:", "企业需求：").into(),
        personal: pick(lang, "Personal needs:", "个人需求：").into(),
        needs: needs(lang),
        panels: (0..people).map(panel).collect(),
    }
}

/// Every chart with every kind of data that might make its labels collide.
pub fn nasty() -> Vec<(String, Scene)> {
    let theme = Theme::default();
    let mut scenes = Vec::new();
    for lang in Lang::ALL {
        let tag = lang.tag();
        for count in 1..=8 {
            for (kind, names) in [("short", names(lang, count)), ("long", long_names(lang, count))] {
                for (what, values, half) in [
                    ("equal", &[(0.125, 0.125)][..], 0.004),
                    ("extreme", &[(0.0, 1.0), (1.0, 0.0), (0.0, 0.0), (0.003, 0.997)][..], 0.003),
                    ("near", &[(0.44, 0.47), (0.47, 0.44), (0.45, 0.45)][..], 0.02),
                    ("vague", &[(0.3, 0.5), (0.6, 0.2), (0.02, 0.98)][..], 0.3),
                ] {
                    let name = |chart: &str| format!("{chart} {tag} {count} {kind} {what}");
                    scenes.push((name("outcomes"), outcomes(&outcomes_of(lang, &names, values, half), &theme)));
                    for (place, mark) in [
                        ("start", mark(lang, share(0.0, 0.004))),
                        ("end", mark(lang, share(1.0, 0.004))),
                        ("wide", mark(lang, share(0.5, 0.5))),
                        ("none", BreakEvenMark::Nowhere(words(lang).title)),
                    ] {
                        let mut data = curve_of(lang, &names, values, half, mark);
                        if place == "end" {
                            let whole = Spread {
                                p05: share(0.0, 0.0),
                                p50: share(1.0, 0.0),
                                p95: share(1.0, 0.0),
                                twenty: [1.0; 20],
                            };
                            data.after.spread = whole;
                            data.before.spread =
                                Spread { p05: whole.p05, p50: whole.p05, p95: whole.p05, twenty: [0.0; 20] };
                        }
                        scenes.push((format!("{} {place}", name("curve")), reframe_curve(&data, &theme)));
                    }
                }
            }
        }
        scenes.extend(verbose(lang));
        for people in [1, 2, 3, 4, 5, 7, 10] {
            for count in [2, 3, 5, 9] {
                for long in [false, true] {
                    let name = format!("weights {tag} {people} x {count} long {long}");
                    scenes.push((name, weights(&weights_of(lang, people, count, long), &theme)));
                }
            }
        }
    }
    scenes
}

/// Every word of every chart as long as a paragraph.
fn verbose(lang: Lang) -> Vec<(String, Scene)> {
    let long = words(lang).caption.repeat(3);
    let all = Words { lang, title: long.clone(), subtitle: long.clone(), caption: long.repeat(2) };
    let theme = Theme::default();
    let mut bars = outcomes_of(lang, &names(lang, 4), &[(0.4, 0.6)], 0.01);
    for label in [&mut bars.axis, &mut bars.before, &mut bars.after, &mut bars.change, &mut bars.interval] {
        label.clone_from(&long);
    }
    let mut curve = good_curve(lang);
    for label in [&mut curve.x_axis, &mut curve.y_axis, &mut curve.before.label, &mut curve.after.label] {
        label.clone_from(&long);
    }
    curve.break_even = BreakEvenMark::At { label: long.clone(), weight: share(0.3, 0.01) };
    let mut dumbbells = weights_of(lang, 3, 7, false);
    for label in [&mut dumbbells.before, &mut dumbbells.after, &mut dumbbells.influence, &mut dumbbells.enterprise] {
        label.clone_from(&long);
    }
    for (_, label) in &mut dumbbells.needs {
        label.clone_from(&long);
    }
    bars.words.clone_from(&all);
    curve.words.clone_from(&all);
    dumbbells.words = all;
    vec![
        (format!("outcomes {} verbose", lang.tag()), outcomes(&bars, &theme)),
        (format!("curve {} verbose", lang.tag()), reframe_curve(&curve, &theme)),
        (format!("weights {} verbose", lang.tag()), weights(&dumbbells, &theme)),
    ]
}

/// Charts of nothing.
pub fn empty(lang: Lang) -> Vec<Scene> {
    let theme = Theme::default();
    let mut curve = good_curve(lang);
    (curve.lines, curve.weights) = (vec![], vec![]);
    vec![
        outcomes(&outcomes_of(lang, &[], &[(0.0, 0.0)], 0.0), &theme),
        reframe_curve(&curve, &theme),
        weights(&weights_of(lang, 0, 0, false), &theme),
        weights(&weights_of(lang, 2, 0, false), &theme),
    ]
}
