//! Workbooks: what a scenario says is the same after the way through a workbook, and what is wrong with a workbook is
//! said in the words of its cells.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use reframe::model::Lang;
use reframe::scenario::{self, Literal, Loaded};
use reframe::workbook;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

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

/// The order of these counts; nothing else in a scenario depends on the order of keys.
const REGISTERS: [&str; 7] = ["criteria", "vendors", "stakeholders", "stages", "moves", "strategies", "gates"];

/// The same fields with the same values, and what is registered in the same order.
fn assert_same(one: &Literal, other: &Literal, what: &str) {
    for (key, value) in one.entries() {
        let found = other.get(key).unwrap_or_else(|| panic!("{what}: `{key}` is lost"));
        for (inner, value) in value.entries() {
            let found = found.get(inner).unwrap_or_else(|| panic!("{what}: `{key}.{inner}` is lost"));
            assert!(workbook::same(value, found), "{what}: {key}.{inner}\n{value:?}\n{found:?}");
        }
        assert!(workbook::same(value, found), "{what}: {key}\n{value:?}\n{found:?}");
    }
    assert!(workbook::same(one, other), "{what}: something was added");
    for section in REGISTERS {
        let ids = |document: &Literal| -> Vec<String> {
            document.get(section).map_or(&[][..], Literal::entries).iter().map(|(id, _)| id.clone()).collect()
        };
        assert_eq!(ids(one), ids(other), "{what}: the order of {section}");
    }
}

fn assert_round_trip(loaded: &Loaded, name: &str, bytes: &[u8], what: &str) {
    let back = workbook::read(bytes).unwrap_or_else(|problem| panic!("{what}: {problem}"));
    let checked = back.check(name).unwrap_or_else(|problems| panic!("{what}:\n{}", shown(&problems)));
    assert_same(&loaded.document(), back.document(), what);
    assert_eq!(format!("{:#?}", loaded.scenario), format!("{:#?}", checked.loaded.scenario), "{what}: another model");
    let own = checked.warnings.iter().filter(|problem| problem.code.is_none()).count();
    assert_eq!(own, 0, "{what}:\n{}", shown(&checked.warnings));
}

fn shown(problems: &[workbook::Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
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

/// Cells by row and column from 0.
type Filled = BTreeMap<(u32, u32), Data>;

/// A workbook whose cells can be changed: sheet, row and column from 0.
struct Cells {
    sheets: Vec<(String, Filled)>,
    merged: Vec<(String, [u32; 4])>,
    percent: Vec<(String, u32, u32)>,
}

impl Cells {
    /// The workbook of the starter scenario.
    fn starter(lang: Lang) -> Self {
        Self::of(&starter(lang))
    }

    fn of(bytes: &[u8]) -> Self {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = workbook.sheet_names();
        let sheets = names.into_iter().map(|name| {
            let range = workbook.worksheet_range(&name).unwrap();
            let (top, left) = range.start().unwrap_or_default();
            let cells = range.used_cells().map(|(row, column, value)| {
                ((top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap()), value.clone())
            });
            (name, cells.collect())
        });
        Self { sheets: sheets.collect(), merged: Vec::new(), percent: Vec::new() }
    }

    fn sheet(&mut self, name: &str) -> &mut Filled {
        if !self.sheets.iter().any(|(known, _)| known == name) {
            self.sheets.push((name.to_owned(), Filled::new()));
        }
        &mut self.sheets.iter_mut().find(|(known, _)| known == name).expect("just added").1
    }

    /// `C7` as row and column.
    fn place(cell: &str) -> (u32, u32) {
        let letters = cell.chars().take_while(char::is_ascii_alphabetic);
        let column = letters.clone().fold(0, |column, letter| column * 26 + u32::from(letter) - u32::from('A') + 1);
        (cell[letters.count()..].parse::<u32>().unwrap() - 1, column - 1)
    }

    fn set(mut self, sheet: &str, cell: &str, value: impl Into<Data>) -> Self {
        self.sheet(sheet).insert(Self::place(cell), value.into());
        self
    }

    fn clear(mut self, sheet: &str, cell: &str) -> Self {
        self.sheet(sheet).remove(&Self::place(cell));
        self
    }

    /// Every row at or below this one (from 1) moves down.
    fn insert_row(mut self, sheet: &str, above: u32) -> Self {
        let moved = std::mem::take(self.sheet(sheet)).into_iter();
        *self.sheet(sheet) =
            moved.map(|((row, column), value)| ((row + u32::from(row + 1 >= above), column), value)).collect();
        self
    }

    fn without(mut self, sheet: &str) -> Self {
        self.sheets.retain(|(name, _)| name != sheet);
        self
    }

    fn rename(mut self, sheet: &str, name: &str) -> Self {
        self.sheets.iter_mut().filter(|(known, _)| known == sheet).for_each(|(known, _)| name.clone_into(known));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, cells) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for (merged, [top, left, bottom, right]) in &self.merged {
                if merged == name {
                    let (left, right) = (u16::try_from(*left).unwrap(), u16::try_from(*right).unwrap());
                    sheet.merge_range(*top, left, *bottom, right, "", &Format::new()).unwrap();
                }
            }
            for ((row, column), value) in cells {
                let percent = self.percent.contains(&(name.clone(), *row, *column));
                put(sheet, *row, u16::try_from(*column).unwrap(), value, percent);
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    fn check(&self) -> Result<workbook::Checked, Vec<workbook::Problem>> {
        workbook::read(&self.bytes()).map_err(|problem| vec![problem])?.check("deal/scenario.toml")
    }

    /// What is wrong with it, line by line.
    fn complaints(&self) -> String {
        match self.check() {
            Ok(checked) => format!("accepted\n{}", shown(&checked.warnings)),
            Err(problems) => shown(&problems),
        }
    }
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, value: &Data, percent: bool) {
    match value {
        Data::String(text) => sheet.write_string(row, column, text).unwrap(),
        Data::Float(number) if percent => {
            sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format("0%")).unwrap()
        }
        Data::Float(number) => sheet.write_number(row, column, *number).unwrap(),
        Data::Bool(truth) => sheet.write_boolean(row, column, *truth).unwrap(),
        Data::Error(fault) => {
            let formula = Formula::new("=1/0").set_result(fault.to_string());
            sheet.write_formula(row, column, formula).unwrap()
        }
        Data::DateTimeIso(_) => {
            let day = ExcelDateTime::from_ymd(2026, 2, 1).unwrap();
            sheet.write_datetime_with_format(row, column, day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap()
        }
        other => panic!("{other:?}"),
    };
}

fn starter(lang: Lang) -> Vec<u8> {
    workbook::write(&scenario::load_text("scenario.toml", scenario::STARTER).unwrap().document(), lang).unwrap()
}

fn starter_document() -> Literal {
    scenario::load_text("scenario.toml", scenario::STARTER).unwrap().document()
}

#[test]
fn the_template_is_a_complete_deal_and_nothing_of_it_needs_the_last_sheet() {
    for lang in Lang::ALL {
        let mut cells = Cells::starter(lang);
        let last = if lang == Lang::En { "Other settings" } else { "其他设置" };
        assert_eq!(cells.sheet(last).keys().filter(|(row, _)| *row > 1).count(), 0);
        let read = workbook::read(&cells.bytes()).unwrap();
        assert_same(&starter_document(), read.document(), "the starter");
    }
    assert_eq!(starter(Lang::Zh), starter(Lang::Zh), "the same scenario gives the same bytes");
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

#[test]
fn both_languages_renamed_sheets_moved_rows_and_lost_keys_read_the_same() {
    let same = |cells: Cells, what: &str| {
        let read = workbook::read(&cells.bytes()).unwrap();
        assert_same(&starter_document(), read.document(), what);
        assert!(cells.check().is_ok(), "{what}: {}", cells.complaints());
    };
    same(Cells::starter(Lang::Zh).rename("人员", "决策小组"), "a renamed sheet");
    same(Cells::starter(Lang::En).insert_row("People", 4).insert_row("Moves", 3), "empty rows");
    same(Cells::starter(Lang::En).insert_row("People", 1), "a row above all");
    for lang in Lang::ALL {
        let mut cells = Cells::starter(lang);
        cells.sheets.iter_mut().for_each(|(_, cells)| cells.retain(|(row, _), _| *row != 0));
        same(cells, "no hidden rows");
    }
    let en = Cells::starter(Lang::En).set("Criteria", "D3", "产品").set("People", "D3", "").set("People", "F4", "评分");
    same(en, "words of the other language");
    same(Cells::starter(Lang::En).set("My notes", "A1", "x"), "a sheet of one's own");
}

#[test]
fn numbers_are_read_however_they_are_typed() {
    let cells = Cells::starter(Lang::En)
        .set("People", "E3", "５")
        .set("People", "L3", "60%")
        .set("People", "M3", 0.4)
        .set("Moves", "O6", "10%")
        .set("Performance", "C3", "98.6±0.4")
        .set("Performance", "E3", "pert（1，2，6）")
        .set("Deal", "C7", "2_400_000");
    let mut percent = cells;
    percent.percent.push(("People".to_owned(), 2, 12));
    let read = workbook::read(&percent.bytes()).unwrap();
    let checked = read.check("scenario.toml").unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let expected = scenario::load_text("scenario.toml", scenario::STARTER).unwrap();
    assert_eq!(format!("{:?}", checked.loaded.scenario), format!("{:?}", expected.scenario));
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

#[test]
fn what_the_checker_finds_is_said_in_the_cells_it_came_from() {
    let cells = Cells::starter(Lang::En)
        .set("Criteria", "D3", "produkt")
        .clear("Criteria", "D4")
        .set("Vendors", "D4", 8.0)
        .set("Performance", "C3", "98.6 plusminus 0.4")
        .set("Performance", "A4", "halcion")
        .clear("People", "E3")
        .set("People", "E4", "much")
        .set("People", "I4", "cooo: 0.3")
        .set("People", "L3", 0.9)
        .set("Moves", "D3", "teech")
        .set("Moves", "I3", "ciso, cio")
        .set("Strategies", "E3", "mttr-evidense")
        .set("Deal", "C8", "weighted")
        .clear("Deal", "C5")
        .set("Other settings", "A3", "stakeholders.ciso.influense")
        .set("Other settings", "B3", 5.0);
    insta::assert_snapshot!(cells.complaints());
}

#[test]
fn what_a_spreadsheet_does_to_cells_is_said_too() {
    let mut cells = Cells::starter(Lang::En)
        .set("People", "E3", Data::Error(calamine::CellErrorType::Ref))
        .set("People", "L4", Data::Error(calamine::CellErrorType::Div0))
        .set("Performance", "E4", Data::DateTimeIso(String::new()))
        .set("Performance", "C5", 0.965)
        .set("Moves", "O6", 0.1)
        .set("Criteria", "A6", "ciso")
        .clear("Criteria", "A5")
        .set("Vendors", "A5", "halcyon")
        .set("Strategies", "B9", "no id")
        .set("Moves", "AJ4", "a remark")
        .set("People", "O2", "budget")
        .set("Deal", "B25", "Discont rate")
        .set("Deal", "C25", 3.0)
        .set("Other settings", "A3", "decision rule")
        .set("Other settings", "B3", 1.0)
        .set("Other settings", "A4", "decision.noise")
        .set("Other settings", "B4", 0.1)
        .set("Other settings", "A5", "contact.channel")
        .set("Other settings", "B5", "hybrid")
        .set("Other settings", "B6", 7.0)
        .set("Other settings", "A7", "memory.anchored");
    cells.percent.push(("Performance".to_owned(), 4, 2));
    cells.merged.push(("People".to_owned(), [3, 1, 4, 2]));
    insta::assert_snapshot!(cells.complaints());
}

#[test]
fn what_is_missing_is_said_and_what_follows_from_it_is_not() {
    let gone = Cells::starter(Lang::Zh).without("人员").rename("准则", "准 则").set("动作", "D3", "引入");
    let mut heads = Cells::starter(Lang::En).set("Moves", "D2", "Kynd").set("People", "D2", "influense");
    heads.sheets.iter_mut().for_each(|(_, cells)| cells.retain(|(row, _), _| *row != 0));
    let twice = Cells::starter(Lang::En).set("Leute", "A1", "people.id").set("Leute", "A2", "Id");
    insta::assert_snapshot!(format!("{}\n{}\n{}", gone.complaints(), heads.complaints(), twice.complaints()));
}

#[test]
fn files_that_are_no_workbooks_are_refused_in_a_sentence() {
    let refusal = |bytes: &[u8]| workbook::read(bytes).map(|_| ()).unwrap_err().to_string();
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let locked: Vec<u8> =
        compound.into_iter().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("readme.txt", zip::write::SimpleFileOptions::default()).unwrap();
    let zipped = zip.finish().unwrap().into_inner();
    let all = [b"".as_slice(), b"id,label", &compound, &locked, &zipped].map(refusal).join("\n");
    insta::assert_snapshot!(all);
    let empty = Workbook::new().save_to_buffer().unwrap();
    assert!(workbook::read(&empty).unwrap().check("x.toml").is_err());
}

/// Programs that write workbooks without computing leave formulas without a result; such a cell is not empty.
#[test]
fn a_formula_that_nobody_computed_is_not_an_empty_cell() {
    let cells = Cells::starter(Lang::En).set("Moves", "J3", 0.625);
    let whole = cells.bytes();
    let changed = |cell: &str| {
        let text = "<v>0.625</v>";
        repacked(&whole, |_, content| match String::from_utf8(content) {
            Ok(part) => part.replace(text, cell).into_bytes(),
            Err(binary) => binary.into_bytes(),
        })
    };
    let check = |bytes: &[u8]| workbook::read(bytes).unwrap().check("x.toml").map(|_| ()).map_err(|all| shown(&all));
    assert_eq!(check(&changed("<v>0.5</v>")), Ok(()));
    assert_eq!(check(&changed("<f>1/2</f><v>0.5</v>")), Ok(()));
    for without in ["<f>1/2</f>", "<f>1/2</f><v></v>"] {
        let said = check(&changed(without)).unwrap_err();
        assert!(said.starts_with("Moves!J3: error: the cell holds a formula without a result"), "{said}");
    }
}

#[test]
fn damaged_workbooks_never_panic() {
    let whole = starter(Lang::En);
    for cut in (0..whole.len()).step_by(whole.len() / 97) {
        let _ = workbook::read(&whole[..cut]).map(|read| read.check("x.toml").is_ok());
    }
    // What is inside, damaged before it is packed again: checksums would hide the rest from the reader.
    for position in 0..120 {
        let _ = workbook::read(&damaged(&whole, position)).map(|read| read.check("x.toml").is_ok());
    }
}

/// The workbook with one byte of each of its parts changed.
fn damaged(whole: &[u8], seed: usize) -> Vec<u8> {
    repacked(whole, |i, mut content| {
        let at = (seed * 7919 + i * 104_729) % content.len();
        content[at] = b"<>\"&9A/\0\xff "[seed % 10];
        content
    })
}

/// The workbook with each of its parts changed, packed again.
fn repacked(whole: &[u8], change: impl Fn(usize, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..from.len() {
        let mut part = from.by_index(i).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).unwrap();
        to.start_file(part.name().unwrap().into_owned(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut to, &change(i, content)).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let cells = Cells::starter(Lang::En).set("My notes", "XFD1048576", 1.0).set("Gates", "XFD1048576", 1.0);
    insta::assert_snapshot!(cells.complaints());
}

#[test]
fn sheets_have_lists_notes_heads_in_view_and_a_hidden_row() {
    let bytes = starter(Lang::Zh);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    for sheet in 2..=11 {
        let text = part(&format!("xl/worksheets/sheet{sheet}.xml"));
        for wanted in ["state=\"frozen\"", "hidden=\"1\""] {
            assert!(text.contains(wanted), "sheet {sheet} without {wanted}");
        }
        assert!(sheet == 11 || text.contains("<dataValidations"), "sheet {sheet} without lists");
    }
    assert!(part("xl/worksheets/sheet7.xml").contains("引入新变量,重塑权重"), "kinds of move");
    assert!(part("xl/worksheets/sheet7.xml").contains("OFFSET('准则'!$A$3"), "ids of criteria");
    assert!(part("xl/comments1.xml").contains("从 0（最差）到 1"));
}
