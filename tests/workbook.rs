//! Workbooks: what a scenario says is the same after the way through a workbook.

#[path = "support/cells.rs"]
mod cells;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cells::{Cells, assert_same, shown};
use proptest::prelude::*;
use reframe::model::Lang;
use reframe::scenario::{self, Literal, Loaded};
use reframe::workbook;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below scenarios/ that is a scenario of its own.
fn scenarios() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let folders = fs::read_dir(root().join("scenarios")).unwrap().map(|entry| entry.unwrap().path());
    for folder in folders.filter(|path| path.is_dir()) {
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        found.extend(files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")));
    }
    found.sort();
    found
}
fn assert_round_trip(loaded: &Loaded, name: &str, bytes: &[u8], what: &str) {
    let back = workbook::read(bytes).unwrap_or_else(|problem| panic!("{what}: {problem}"));
    let checked = back.check(name).unwrap_or_else(|problems| panic!("{what}:\n{}", shown(&problems)));
    assert_same(&loaded.document(), back.document(), what);
    assert_eq!(format!("{:#?}", loaded.scenario), format!("{:#?}", checked.loaded.scenario), "{what}: another model");
    let own = checked.warnings.iter().filter(|problem| problem.code.is_none()).count();
    assert_eq!(own, 0, "{what}:\n{}", shown(&checked.warnings));
}

#[test]
fn every_scenario_comes_back_from_its_workbook_in_both_languages() {
    let all = scenarios();
    assert!(all.len() > 50, "only {} scenarios found", all.len());
    for path in all {
        let Ok(loaded) = scenario::load(&path) else { panic!("{} cannot be read", path.display()) };
        let name = path.display().to_string();
        for lang in Lang::ALL {
            let bytes = workbook::write(&loaded.document(), lang).unwrap();
            assert_round_trip(&loaded, &loaded_name(&path), &bytes, &format!("{name} in {lang:?}"));
        }
    }
}

/// A name that stands for a file of the same scenario name.
fn loaded_name(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn most_of_what_scenarios_say_has_a_cell_of_its_own() {
    let mut left = BTreeSet::new();
    for path in scenarios() {
        let mut cells = Cells::of(&workbook::write(&scenario::load(&path).unwrap().document(), Lang::En).unwrap());
        let places = cells.sheet("Other settings").iter().filter(|((row, column), _)| *row > 1 && *column == 0);
        left.extend(places.map(|(_, place)| place.to_string().split('.').next().unwrap().to_owned()));
    }
    assert_eq!(left.into_iter().collect::<Vec<_>>(), ["contact"]);
}

/// Everything that a cell of a friendly sheet cannot hold as it is, and whatever no sample scenario says.
const CORNERS: &str = r#"
format = 1
title = { zh = "全部" }
us = "a-1"
deal_value = 0.1
[criteria.x]
label = { en = "only English" }
need = "product"
worst = 0
best = 1e300
unit = { en = "one", zh = "一" }
latent = false
[criteria.y]
label = " spaced, \"quoted\"\nand broken "
need = "price"
worst = 5.5
best = -2
unit = "'=1+1"
[criteria.z]
need = "gain"
value = [[0, 0], [1, 0.125], [3, 1]]
outside = "extrapolate"
[vendors.a-1]
credibility = { mean = 0.25 }
known = false
[vendors.2]
label = "007"
credibility = 0.30000000000000004
[vendors.c]
credibility = { mean = 0.25, confidence = "high" }
[status_quo]
conflict = 0.2
[performance.a-1]
y = "1.50"
z = 1
[performance.2]
y = "discrete(1: 0.2, 2: 0.8)"
z = 1
[performance.c]
y = 2
z = "2 to 3"
[performance.status_quo]
y = 3
z = 0
[performance_for.p.a-1]
z = "0 ± 1"
[performance_for.q.a-1]
z = 2
[relative.x]
to = "status_quo"
baseline = 1
effects = { a-1 = 0.2, 2 = 0.1, c = 0.1 }
covariance = [[0.02, 0.01, 0], [0.01, 0.03, 0], [0, 0, 0.01]]
[stakeholders.p]
influence = 1
bounds = { x = [0.1, 0.3], y = [0, 1] }
ratios = [["x", ">=", 2, "y"]]
lived = { x = 30, z = 70 }
meddic = []
listens_to = {}
[stakeholders.q]
influence = 0
ranking = [["y", "x"], "z"]
indecision = "1e-3"
[stakeholders.r]
influence = 2.5
ranking = ["x", ["y", "z"]]
listens_to = { p = 0.25, q = 1e-3 }
[stakeholders.s]
influence = 1
weights = { y = 0.7, x = 0.3 }
confidence = 12.5
[stages.one]
[stages.two]
tilt = { price = 1.5, x = 0.5 }
discussion = "settled"
weeks = 0.5
[moves.m]
kind = "teach"
criterion = "x"
raise_to = 0.3
take_from = "all"
cost = {}
requires = []
backfire = { probability = 0.1, loss = 0.2 }
[moves.n]
kind = "reframe"
criterion = "y"
lower_to = 0.1
take_from = ["x", "z"]
stage = "two"
[moves.all]
kind = "prove"
criteria = ["x"]
credibility = 1
[strategies.t]
moves = ["m", "m", "n"]
[rivals]
moves = []
[gates.g]
kind = "pass"
probability = 0.5
[contact]
channel = "in-person"
online = { reach = 0.5 }
[simulation]
draws = 3
seed = 18446744073709551615
"#;

#[test]
fn the_corners_of_the_language_come_back_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("scenario.toml");
    fs::write(&path, CORNERS).unwrap();
    let loaded = scenario::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
    for lang in Lang::ALL {
        let bytes = workbook::write(&loaded.document(), lang).unwrap();
        assert_round_trip(&loaded, &path.display().to_string(), &bytes, "the corners");
    }
}

#[test]
fn performance_in_a_table_of_its_own_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("scenario.toml");
    let starter = scenario::STARTER;
    let (before, rest) = starter.split_once("[performance.northwall]").unwrap();
    let (_, after) = rest.split_once("# Who judges").unwrap();
    let text = before.replacen("format = 1", "format = 1\nperformance = \"scores.csv\"", 1) + "# Who judges" + after;
    fs::write(&path, text).unwrap();
    let table = "vendor,stakeholder,detection,price,response\nnorthwall,,98.6 ± 0.4,220,\"pert(1, 2, 6)\"\n\
                 halcyon,,99.5,215,12\nstatus_quo,,96,150,48\nhalcyon,ciso,99.9,,\n";
    fs::write(dir.path().join("scores.csv"), table).unwrap();
    let loaded = scenario::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(loaded.sources.len(), 2, "the table was read");
    let bytes = workbook::write(&loaded.document(), Lang::Zh).unwrap();
    assert_round_trip(&loaded, &path.display().to_string(), &bytes, "a CSV table");
}

#[test]
fn scenarios_of_the_other_tests_come_back_too() {
    for folder in ["golden", "published"] {
        let mut compared = 0;
        for entry in fs::read_dir(root().join("tests").join(folder)).unwrap() {
            let path = entry.unwrap().path().join("scenario.toml");
            // Some of them are there to be refused.
            let Ok(loaded) = scenario::load(&path) else { continue };
            let bytes = workbook::write(&loaded.document(), Lang::En).unwrap();
            assert_round_trip(&loaded, &loaded_name(&path), &bytes, &path.display().to_string());
            compared += 1;
        }
        assert!(compared > 0, "{folder}");
    }
}

/// A value of any kind, among them what cells cannot hold.
fn value() -> impl Strategy<Value = Literal> {
    let text = prop_oneof![
        "[a-z]{1,3}",
        Just(String::new()),
        Just("a, b".to_owned()),
        Just("teach".to_owned()),
        Just("all".to_owned()),
        Just("12".to_owned()),
        Just(" 7 ± 1 ".to_owned()),
        Just("＝检出率，“x”\n\t\u{1}".to_owned()),
        Just("_x0041_".to_owned()),
    ];
    let leaf = prop_oneof![
        text.prop_map(Literal::Text),
        (-5_i128..5).prop_map(Literal::Whole),
        Just(Literal::Whole(i128::from(u64::MAX))),
        any::<f64>().prop_filter("TOML has them, scenarios do not", |x| x.is_finite()).prop_map(Literal::Number),
        any::<bool>().prop_map(Literal::Truth),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Literal::List),
            proptest::collection::btree_map("(a|b|en|zh|mean|x y)", inner, 0..3)
                .prop_map(|entries| Literal::Table(entries.into_iter().collect())),
        ]
    })
}

/// A value that some cell may hold, or nearly.
fn likely() -> impl Strategy<Value = Literal> {
    let written = [
        "{ en = \"x\" }",
        "{ zh = \"x\" }",
        "{ en = \"x\", zh = \"y\" }",
        "{ mean = 0.5 }",
        "{ mean = 0.5, confidence = 20 }",
        "{ a = 0.4, b = 0.6 }",
        "{ a = [0.1, 0.3] }",
        "[\"a\", \"b\"]",
        "[[\"a\", \"b\"], \"c\"]",
        "[\"c\", [\"b\", \"a\"]]",
        "[[\"a\"]]",
        "[[0, 0], [1, 1]]",
        "{ days = 1 }",
        "false",
        "\"yes\"",
        "\"low\"",
    ];
    proptest::sample::select(written.map(|text| Literal::parse(text).expect("a value")).to_vec())
}

/// A document of any sections; it need not be a scenario.
fn documents() -> impl Strategy<Value = Literal> {
    let field = "(label|unit|credibility|need|weights|ratings|ranking|bounds|lived|moves|kind|criterion|take_from|audience|\
                 cost|latent|value|tilt|discussion|meddic|influence|requires|a|odd)";
    let entry = proptest::collection::btree_map(field, prop_oneof![value(), likely()], 0..6)
        .prop_map(|fields| Literal::Table(fields.into_iter().collect()));
    let section = proptest::collection::btree_map("(a|b|c)", entry, 0..3)
        .prop_map(|entries| Literal::Table(entries.into_iter().collect()));
    let sections = "(criteria|vendors|performance|performance_for|stakeholders|stages|moves|strategies|gates|odd)";
    let top = proptest::collection::btree_map(
        "(us|title|deal_value|rivals|decision|contact|odd2)",
        prop_oneof![value(), likely()],
        0..4,
    );
    (proptest::collection::btree_map(sections, section, 0..6), top)
        .prop_map(|(sections, top)| Literal::Table(top.into_iter().chain(sections).collect()))
}

#[test]
fn whatever_a_document_says_comes_back() {
    let config = ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96),
        rng_seed: proptest::test_runner::RngSeed::Fixed(6),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&documents(), |document| {
        for lang in Lang::ALL {
            let read = workbook::read(&workbook::write(&document, lang).unwrap()).unwrap();
            prop_assert!(
                workbook::same(&document, read.document()),
                "{}\n{}",
                scenario::write(&document).text,
                scenario::write(read.document()).text
            );
        }
        let text = scenario::write(&document).text;
        prop_assert!(
            Literal::parse(&scenario::inline(&document)).is_ok_and(|same| workbook::same(&same, &document)),
            "{text}"
        );
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}
