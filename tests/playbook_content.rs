//! What playbooks say: rules that hold for every sample scenario in both languages, and the sentences of a run made by hand.

#[path = "support/fixture.rs"]
mod fixture;
#[path = "support/playbook.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use fixture::Noise;
use reframe::model::{Lang, Scenario};
use reframe::playbook::content::{Studies, headline_strategy, playbook};
use reframe::playbook::{Brand, OfficeChart, OfficeKind, OfficeSeries, Page, Places, Playbook};
use reframe::report::View;
use reframe::report::study::{ColumnKind, StudyCell};
use reframe::stats::number::percent_of;
use reframe::stats::{Caution, Estimate, Findings};
use support::Ran;

/// Enough for sentences of every kind.
const DRAWS: u64 = 256;

/// Small scenarios, whose studies are quick: one in which the best strategy is certain, one person, three people.
const STUDIED: [&str; 3] = ["poc-manner", "tutorial", "yard-alarm"];

/// Every sample scenario, run once for all tests; the small ones with their studies.
fn all() -> &'static [Ran] {
    static ALL: OnceLock<Vec<Ran>> = OnceLock::new();
    ALL.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let entries = std::fs::read_dir(folder).expect("a folder of scenarios");
        let names =
            entries.map(|entry| entry.expect("a readable entry").file_name().into_string().expect("a plain name"));
        let names: BTreeSet<String> = names.filter(|name| !name.contains('.')).collect();
        names.into_iter().map(ran).collect()
    })
}

fn ran(name: String) -> Ran {
    let ran = Ran::new(&name, DRAWS);
    if STUDIED.contains(&name.as_str()) { ran.studied() } else { ran }
}

fn each(check: impl Fn(&Ran, &Playbook, &Page)) {
    for ran in all() {
        for lang in Lang::ALL {
            let told = ran.playbook(lang);
            told.pages.iter().for_each(|page| check(ran, &told, page));
        }
    }
}

/// Everything that is said on a page, tables apart.
fn said(page: &Page) -> Vec<&str> {
    let panels = page.panels.iter().flat_map(|panel| std::iter::once(&panel.heading).chain(&panel.lines));
    let words = [&page.label, &page.finding, &page.source];
    words.into_iter().chain(&page.lead).chain(panels).chain(&page.notes).map(String::as_str).collect()
}

fn tables(page: &Page) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for table in &page.tables {
        found.extend([table.title.as_str(), table.reading.as_str()]);
        found.extend(table.columns.iter().map(|column| column.title.as_str()));
        found.extend(table.rows.iter().flatten().filter_map(|cell| match cell {
            StudyCell::Word(word) => Some(word.as_str()),
            StudyCell::Named { label, .. } => Some(label.as_str()),
            _ => None,
        }));
    }
    found
}

/// Without the names of things, which stand in quotes.
fn unquoted(text: &str) -> String {
    let mut depth = 0;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    assert_eq!(depth, 0, "unbalanced quotes: {text}");
    out
}

#[test]
fn every_page_has_a_place_of_its_own_and_a_finding_in_a_sentence() {
    for ran in all() {
        for lang in Lang::ALL {
            let told = ran.playbook(lang);
            let ids: BTreeSet<&str> = told.pages.iter().map(|page| page.id.as_str()).collect();
            assert_eq!(ids.len(), told.pages.len(), "{}: {ids:?}", ran.scenario.name);
            let labels: BTreeSet<&str> = told.pages.iter().map(|page| page.label.as_str()).collect();
            assert_eq!(labels.len(), told.pages.len(), "{}: {labels:?}", ran.scenario.name);
        }
    }
    each(|ran, told, page| {
        let name = &ran.scenario.name;
        assert!(page.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", page.id);
        let stop = if told.lang == Lang::En { '.' } else { '。' };
        assert!(page.finding.ends_with(stop), "{name}/{}: {}", page.id, page.finding);
        assert!(page.finding.chars().count() > 8 && !page.finding.contains('\n'), "{name}/{}", page.id);
        assert!(!page.source.is_empty() && !page.notes.is_empty(), "{name}/{}", page.id);
    });
}

#[test]
fn nothing_is_left_of_a_template() {
    each(|ran, told, page| {
        for text in said(page).into_iter().chain(tables(page)) {
            let bad = [
                "{", "}", "  ", "..", "。。", "，，", " ,", "“”", "NaN", "inf ", ":.", "（）", "()", "，。", "为0",
                "的的",
            ];
            let found = bad.iter().find(|part| text.contains(**part));
            assert!(found.is_none(), "{}/{} {:?}: {found:?} in {text}", ran.scenario.name, page.id, told.lang);
            assert_eq!(text, text.trim(), "{}/{}", ran.scenario.name, page.id);
        }
        assert!(said(page).iter().all(|text| !text.is_empty()), "{}/{}", ran.scenario.name, page.id);
    });
}

/// Every percentage that an exact number of the run would be written as.
fn exact(findings: &Findings) -> BTreeSet<String> {
    let weights = findings.strategies.iter().flat_map(|s| s.weights.iter().flatten().chain(&s.group_weights));
    let wins = findings.strategies.iter().flat_map(|s| s.win.iter().chain(s.uplift.iter().flatten()));
    let all = weights.map(|weight| &weight.mean).chain(wins);
    all.filter(|estimate| estimate.low() == estimate.high())
        .map(|estimate| percent_of(estimate.value().abs()))
        .collect()
}

/// The numbers of a sentence that end in this unit, with what stands around each.
fn numbers_with<'t>(text: &'t str, unit: &str) -> Vec<(&'t str, &'t str)> {
    text.match_indices(unit).map(|(at, _)| (&text[..at], &text[at + unit.len()..])).collect()
}

fn last_number(before: &str) -> &str {
    let start = before.trim_end().rfind(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    before.trim_end()[start..].trim()
}

#[test]
fn every_number_of_a_finding_says_how_far_off_it_may_be() {
    each(|ran, told, page| {
        let exact = exact(&ran.outcome.findings);
        let certain = ran.outcome.findings.run.deterministic;
        let text = unquoted(&page.finding);
        let place = format!("{}/{} {:?}: {}", ran.scenario.name, page.id, told.lang, page.finding);
        for (before, after) in numbers_with(&text, "%") {
            let number = last_number(before);
            let edge = before.ends_with(&format!("<{number}")) || before.ends_with(&format!(">{number}"));
            let margin = after.starts_with(" ±") || after.starts_with(" (") || after.starts_with('（');
            let inside = before.rfind(['(', '（']).is_some_and(|open| !before[open..].contains([')', '）']));
            let known = certain || exact.contains(&format!("{number}%"));
            assert!(edge || margin || inside || known, "{number}% in {place}");
        }
        for unit in [" points", " 个百分点"] {
            for (before, _) in numbers_with(&text, unit) {
                let number = last_number(before);
                let margin = before.trim_end_matches(number).trim_end().ends_with('±');
                let known = certain || exact.contains(&format!("{number}%"));
                assert!(margin || known, "{number}{unit} in {place}");
            }
        }
    });
}

#[test]
fn chinese_pages_hold_no_english_sentence_and_english_ones_no_chinese() {
    each(|ran, told, page| {
        for text in said(page).into_iter().chain(tables(page)) {
            let place = format!("{}/{}: {text}", ran.scenario.name, page.id);
            match told.lang {
                Lang::Zh => {
                    let words = |part: &str| {
                        part.split(' ').filter(|w| w.chars().all(|c| c.is_ascii_alphabetic()) && w.len() > 1).count()
                    };
                    let longest = text.split(|c: char| !c.is_ascii()).map(words).max().unwrap_or(0);
                    assert!(longest < 4, "{place}");
                }
                Lang::En => assert!(!text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{place}"),
            }
        }
    });
}

fn values(chart: &OfficeChart) -> impl Iterator<Item = f64> + '_ {
    chart.series.iter().flat_map(|series| series.values.iter().flatten().copied())
}

#[test]
fn office_charts_are_whole() {
    each(|ran, _, page| {
        let Some(chart) = page.picture.as_ref().and_then(|picture| picture.office.as_ref()) else { return };
        let (place, places) = (format!("{}/{}", ran.scenario.name, page.id), chart.places.len());
        assert!(places > 0 && !chart.series.is_empty(), "{place}");
        for series in &chart.series {
            assert_eq!(series.values.len(), places, "{place}: {}", series.name);
            assert!(series.error.as_ref().is_none_or(|error| error.len() == places), "{place}");
            assert!(series.sizes.as_ref().is_none_or(|sizes| sizes.len() == places), "{place}");
            assert!(series.colors.iter().all(|(at, _)| *at < places), "{place}");
            assert!(series.error.iter().flatten().all(|(below, above)| *below >= 0.0 && *above >= 0.0), "{place}");
        }
        assert!(values(chart).all(f64::is_finite), "{place}");
        if let Places::Names(names) = &chart.places {
            assert!(names.iter().all(|name| !name.is_empty()), "{place}");
        }
    });
}

#[test]
fn tables_have_a_cell_for_every_column_and_numbers_of_its_kind() {
    each(|ran, _, page| {
        for table in &page.tables {
            let place = format!("{}/{}/{}", ran.scenario.name, page.id, table.name);
            assert!(!table.rows.is_empty() && table.shown > 0, "{place}");
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len(), "{place}");
                for (cell, column) in row.iter().zip(&table.columns) {
                    let fits = match cell {
                        StudyCell::Named { .. } => column.kind == ColumnKind::Named,
                        StudyCell::Word(_) => column.kind == ColumnKind::Word,
                        StudyCell::Count(_) => column.kind == ColumnKind::Count,
                        StudyCell::Cost(_) => column.kind == ColumnKind::Cost,
                        StudyCell::Number(_) => column.kind == ColumnKind::Number,
                        StudyCell::Estimate(_) => !matches!(column.kind, ColumnKind::Named | ColumnKind::Word),
                        StudyCell::Empty => true,
                    };
                    assert!(fits, "{place}: {cell:?} in {}", column.key);
                }
            }
        }
        let names: BTreeSet<&str> = page.tables.iter().map(|table| table.name).collect();
        assert_eq!(names.len(), page.tables.len(), "{}/{}", ran.scenario.name, page.id);
    });
}

fn office<'p>(told: &'p Playbook, id: &str) -> Option<&'p OfficeChart> {
    told.pages.iter().find(|page| page.id == id)?.picture.as_ref()?.office.as_ref()
}

fn bare(series: &OfficeSeries) -> Vec<f64> {
    series.values.iter().flatten().copied().collect()
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

#[test]
fn office_charts_hold_the_numbers_of_the_findings() {
    let mut seen = BTreeSet::new();
    for ran in all() {
        let told = ran.playbook(Lang::En);
        let view = ran.view(Lang::En);
        let (findings, us, best) = (&ran.outcome.findings, view.us(), headline_strategy(&view));
        let wins = |s: usize| findings.strategies[s].win.iter().map(Estimate::value).collect::<Vec<f64>>();
        let name = &ran.scenario.name;
        if let Some(chart) = office(&told, "outcomes") {
            assert_eq!(sorted(bare(&chart.series[0])), sorted(wins(0)), "{name}");
            assert_eq!(sorted(bare(&chart.series[1])), sorted(wins(best)), "{name}");
            assert_eq!(chart.series[1].values[0], Some(wins(best)[us]), "{name}: we come first");
            seen.insert("outcomes");
        }
        if let Some(chart) = office(&told, "strategies") {
            let uplifts = findings.strategies.iter().filter_map(|s| Some(s.uplift.as_ref()?[us].value())).collect();
            assert_eq!(sorted(bare(&chart.series[0])), sorted(uplifts), "{name}");
            seen.insert("strategies");
        }
        for (id, kind) in [("criteria", OfficeKind::StackedBars), ("trajectory", OfficeKind::StackedColumns)] {
            let Some(chart) = office(&told, id) else { continue };
            assert_eq!(chart.kind, kind);
            for place in 0..chart.places.len() {
                let sum: f64 = chart.series.iter().filter_map(|series| series.values[place]).sum();
                assert!((sum - 1.0).abs() < 1e-6, "{name}/{id}: {sum}");
            }
            seen.insert(id);
        }
        if let Some(chart) = office(&told, "adoption") {
            for s in 0..chart.places.len() {
                let sum: f64 = chart.series.iter().filter_map(|series| series.values[s]).sum();
                assert!((sum - wins(s)[us]).abs() < 1e-9, "{name}: {sum}");
            }
            seen.insert("adoption");
        }
        if let Some(chart) = office(&told, "people") {
            for (who, series) in chart.series.iter().enumerate() {
                assert_eq!(bare(series).len(), 1, "{name}");
                let Places::Numbers(support, _) = &chart.places else { panic!("{name}: names") };
                assert_eq!(support[who], findings.strategies[best].support[who][us].value(), "{name}");
            }
            seen.insert("people");
        }
        if let Some(chart) = office(&told, "curve") {
            let Places::Numbers(weights, _) = &chart.places else { panic!("{name}: names") };
            let curve = ran.outcome.curves.iter().find(|curve| curve.weights.starts_with(weights));
            assert!(curve.is_some(), "{name}");
            seen.insert("curve");
        }
        if let (Some(chart), Some(explained)) = (office(&told, "moves"), &ran.studies.explained) {
            // The hidden series, the ends, gains, losses: each move ends where the next begins.
            let [base, ends, gains, losses] = &chart.series[..] else { panic!("{name}: four series") };
            let mut level = ends.values[0].expect("the baseline");
            for place in 1..chart.places.len() - 1 {
                let (gain, loss) = (gains.values[place].unwrap_or(0.0), losses.values[place].unwrap_or(0.0));
                let low = base.values[place].expect("every move stands on something");
                assert!((low - level.min(level + gain - loss)).abs() < 1e-9, "{name}");
                level += gain - loss;
            }
            let end = ends.values[chart.places.len() - 1].expect("the strategy");
            assert!((level - end).abs() < 1e-9, "{name}: {level} {end}");
            assert!(base.hidden && explained.found.moves.len() + 2 == chart.places.len(), "{name}");
            seen.insert("moves");
        }
        if let (Some(chart), Some(questions)) = (office(&told, "questions"), &ran.studies.questions) {
            assert_eq!(chart.series[0].values[0], Some(questions.questions[0].win.value.value()), "{name}");
            seen.insert("questions");
        }
    }
    let wanted =
        ["adoption", "criteria", "curve", "moves", "outcomes", "people", "questions", "strategies", "trajectory"];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn a_page_is_absent_where_its_question_has_no_answer() {
    for ran in all() {
        let told = ran.playbook(Lang::En);
        let has = |id: &str| told.pages.iter().any(|page| page.id == id);
        let (scenario, name) = (&ran.scenario, &ran.scenario.name);
        let played = !scenario.strategies.is_empty();
        assert_eq!(has("trajectory"), scenario.stages.len() > 1 && played, "{name}");
        assert_eq!(has("people"), scenario.stakeholders.len() > 1, "{name}");
        assert_eq!(has("strategies"), scenario.strategies.len() > 1, "{name}");
        assert_eq!(has("adoption"), scenario.adoption.is_some(), "{name}");
        assert_eq!(has("matrix"), scenario.vendors.len() > 1, "{name}");
        assert_eq!(has("curve"), !ran.outcome.curves.is_empty(), "{name}");
        assert_eq!(has("moves"), ran.studies.explained.is_some(), "{name}");
        assert_eq!(has("questions"), ran.studies.questions.is_some(), "{name}");
        assert!(["outcomes", "criteria", "meddic", "assumptions", "method"].iter().all(|id| has(id)), "{name}");
    }
}

#[test]
fn a_battlecard_has_six_boxes_and_says_what_is_not_there() {
    for ran in all() {
        for lang in Lang::ALL {
            let told = ran.playbook(lang);
            let Some(card) = told.pages.iter().find(|page| page.id == "battlecard") else { continue };
            assert_eq!(card.panels.len(), 6, "{}", ran.scenario.name);
            assert!(
                card.panels.iter().all(|panel| !panel.lines.is_empty() && panel.lines.len() <= 6),
                "{}",
                ran.scenario.name
            );
            let rivals_speak = ran.scenario.moves.iter().any(|m| m.by != ran.scenario.us);
            let not_there = ["not in the scenario", "场景里没有写", "no rival", "没有对手"];
            let says = card.panels[4].lines.iter().any(|line| not_there.iter().any(|words| line.contains(words)));
            assert_eq!(says, !rivals_speak, "{}: {:?}", ran.scenario.name, card.panels[4].lines);
        }
    }
}

// Sentences of a run made by hand ----------------------------------------------------------------------------------

fn by_hand(findings: &Findings, scenario: &Scenario, lang: Lang) -> Playbook {
    let view = View { scenario, findings, curves: &[], scorecard: None, lang };
    playbook(&view, &Studies::default(), Brand::default(), "0123456789abcdef")
}

fn finding(findings: &Findings, lang: Lang, id: &str) -> String {
    let told = by_hand(findings, &fixture::scenario(), lang);
    let page = told.pages.into_iter().find(|page| page.id == id);
    page.unwrap_or_else(|| panic!("a page {id}")).finding
}

const BASE: [f64; 3] = [0.2134, 0.6021, 0.1845];

#[test]
fn a_gain_is_called_one_only_beyond_doubt() {
    let noise = Noise::Draws(100_000);
    let lifts = fixture::findings(&[BASE, [0.4482, 0.4102, 0.1416]], noise, Vec::new());
    let en = finding(&lifts, Lang::En, "outcomes");
    assert_eq!(en, "“Reframe on MTTR” lifts our win probability by 23.5 ± 0.3 points, to 44.8% ± 0.3.");
    let zh = finding(&lifts, Lang::Zh, "outcomes");
    assert_eq!(zh, "采用“重塑为 MTTR”，我方胜率提高 23.5 ± 0.3 个百分点，达到 44.8% ± 0.3。");
    let unclear = fixture::findings(&[BASE, [0.2140, 0.6015, 0.1845]], noise, Vec::new());
    assert!(finding(&unclear, Lang::En, "outcomes").contains("cannot be told apart from doing nothing"));
    assert!(finding(&unclear, Lang::Zh, "outcomes").contains("与什么都不做分不出差别"));
    let lowers = fixture::findings(&[BASE, [0.1634, 0.6521, 0.1845]], noise, Vec::new());
    assert!(finding(&lowers, Lang::En, "outcomes").starts_with("Even the best pitch hurts:"));
    assert!(finding(&lowers, Lang::Zh, "outcomes").contains("帮倒忙"));
    let alone = fixture::findings(&[BASE], noise, Vec::new());
    assert_eq!(finding(&alone, Lang::En, "outcomes"), "Without our moves we win 21.3% ± 0.3.");
    let certain = fixture::findings(&[BASE, BASE], Noise::None, Vec::new());
    assert!(finding(&certain, Lang::En, "outcomes").contains("changes nothing"));
    assert!(finding(&certain, Lang::Zh, "outcomes").contains("不起作用"));
}

#[test]
fn no_card_is_recommended_that_cannot_be_told_to_help() {
    let noise = Noise::Draws(100_000);
    let unclear = fixture::findings(&[BASE, [0.2140, 0.6015, 0.1845]], noise, Vec::new());
    assert!(finding(&unclear, Lang::En, "battlecard").starts_with("Do not hand this card out yet"));
    assert!(finding(&unclear, Lang::Zh, "battlecard").starts_with("这张卡先别发"));
    let lifts = fixture::findings(&[BASE, [0.4482, 0.4102, 0.1416]], noise, Vec::new());
    assert!(finding(&lifts, Lang::En, "battlecard").starts_with("“Reframe on MTTR” is the pitch to make"));
}

#[test]
fn pitches_that_cannot_be_told_apart_are_said_to_be_so() {
    let wins = [BASE, [0.4482, 0.4102, 0.1416], [0.4479, 0.4105, 0.1416]];
    let noise = Noise::Draws(100_000);
    let alike = fixture::findings(&wins, noise, vec![Caution::StrategiesAlike { best: 1, other: 2 }]);
    let en = finding(&alike, Lang::En, "strategies");
    assert!(en.contains("cannot be told apart") && en.contains("+23.5 ± 0.3 points"), "{en}");
    assert!(finding(&alike, Lang::Zh, "strategies").contains("分不出高下"));
    let apart = fixture::findings(&wins, noise, Vec::new());
    assert_eq!(
        finding(&apart, Lang::En, "strategies"),
        "“Reframe on MTTR” is the best of 2 pitches: +23.5 ± 0.3 points."
    );
    assert_eq!(finding(&apart, Lang::Zh, "strategies"), "2 种打法中，“重塑为 MTTR”最好：+23.5 ± 0.3 个百分点。");
    let useless = fixture::findings(&[BASE, [0.2140, 0.6015, 0.1845], BASE], noise, Vec::new());
    assert!(finding(&useless, Lang::En, "strategies").starts_with("None of 2 pitches can be told to help"));
}

#[test]
fn committees_are_counted_of_a_hundred() {
    let noise = Noise::Draws(100_000);
    let lifts = fixture::findings(&[BASE, [0.4482, 0.4102, 0.1416]], noise, Vec::new());
    let lead = |lang| {
        let told = by_hand(&lifts, &fixture::scenario(), lang);
        told.pages.into_iter().find(|page| page.id == "committees").expect("a hundred committees").finding
    };
    assert_eq!(
        lead(Lang::En),
        "Of 100 simulated committees about 45 choose us, where it was about 21 without our moves; about 41 choose “Halcyon” and \
         about 14 choose “Keep the antivirus”."
    );
    assert_eq!(
        lead(Lang::Zh),
        "100 个模拟的采购小组里，约 45 个选我方（我方不行动时：约 21 个），约 41 个选“Halcyon”，约 14 个选“维持现状”。"
    );
}

#[test]
fn people_of_whom_it_cannot_be_told_are_counted_apart() {
    let noise = Noise::Draws(100);
    let open = fixture::findings(&[BASE, [0.49, 0.37, 0.14]], noise, Vec::new());
    let en = finding(&open, Lang::En, "people");
    assert!(en.contains("none of the 3 people") && en.contains("of 3 more it cannot be told"), "{en}");
    assert!(finding(&open, Lang::Zh, "people").contains("另有 3 人看不出倾向"));
    let won = fixture::findings(&[BASE, [0.8, 0.1, 0.1]], Noise::Draws(10_000), Vec::new());
    assert!(finding(&won, Lang::En, "people").contains("all 3 people put us first"));
}

#[test]
#[ignore = "prints the playbook of the scenario in FILE, for looking at"]
fn print() {
    let ran = Ran::new(&std::env::var("FILE").expect("FILE names a scenario"), 2000);
    let ran = if std::env::var("STUDIED").is_ok() { ran.studied() } else { ran };
    for lang in Lang::ALL {
        for page in ran.playbook(lang).pages {
            println!("== {} [{}]\n{}", page.id, page.label, page.finding);
            page.lead.iter().for_each(|line| println!("  > {line}"));
            for panel in &page.panels {
                println!("  [{}]\n     {}", panel.heading, panel.lines.join("\n     "));
            }
            page.notes.iter().for_each(|line| println!("  # {line}"));
            page.tables.iter().for_each(|table| println!("  T {} {} {}", table.name, table.title, table.rows.len()));
            println!("  S {}", page.source);
        }
    }
}
