//! The language of scenario files: what is read, in which order, and what is said when something is wrong.

use std::path::Path;

use proptest::prelude::*;
use reframe::model::{
    Alternative, CriterionId, Discussion, Distribution, GateKind, MeddicRole, Severity, StakeholderId, Tilt, VendorId,
    WeightPrior,
};
use reframe::scenario::{Code, Loaded, Look, STARTER, load, load_text, parse_distribution};

fn golden(path: &str) -> Result<Loaded, reframe::scenario::Diagnostics> {
    load(&Path::new("tests/golden").join(path))
}

/// What a reader sees.
fn told(text: &str) -> String {
    match load_text("deal.toml", text) {
        Ok(loaded) => loaded.warnings.render(Look::Unicode, 100),
        Err(problems) => problems.render(Look::Unicode, 100),
    }
}

/// The starter scenario with one piece of text replaced.
fn with(old: &str, new: &str) -> String {
    assert!(STARTER.contains(old), "the starter scenario has no {old:?}");
    STARTER.replacen(old, new, 1)
}

fn codes(text: &str) -> Vec<Code> {
    match load_text("deal.toml", text) {
        Ok(loaded) => loaded.warnings.all().iter().map(|problem| problem.code).collect(),
        Err(problems) => problems.all().iter().map(|problem| problem.code).collect(),
    }
}

#[test]
fn the_starter_is_complete_and_without_warnings() {
    let loaded = load_text("starter.toml", STARTER).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    assert_eq!(loaded.scenario.name, "starter");
}

#[test]
fn the_example_of_the_contract_reads_whole() {
    let loaded = golden("contract/scenario.toml").unwrap_or_else(|problems| panic!("{problems}"));
    let scenario = &loaded.scenario;
    assert_eq!(scenario.name, "contract");
    assert_eq!(scenario.stages[1].discussion, Discussion::Settled);
    assert_eq!(
        scenario.performance.get(StakeholderId::new(0), Alternative::Vendor(VendorId::new(0)), CriterionId::new(0),),
        Some(&Distribution::normal(98.6, 0.4).unwrap())
    );
    assert_eq!(loaded.fingerprint.len(), 64);
    assert_eq!(scenario.stages[2].tilt, [Tilt::Criterion(CriterionId::new(1), 1.5)], "a criterion before a need");
    assert_eq!(scenario.contact.as_ref().map(|contact| contact.factors.reach.get()), Some(0.95));
    assert_eq!(scenario.memory.map(|memory| memory.anchored.get()), Some(0.3));
    assert_eq!(scenario.stakeholders[1].meddic, [MeddicRole::Champion]);
    assert_eq!(scenario.stakeholders[0].reach.get(), 0.8, "what a profile names comes first");
    assert!(matches!(scenario.gates[0].kind, GateKind::Requirement { at_least: 280.0, .. }));
    assert_eq!(scenario.defaults.draws, 100_000);
    let names: Vec<&str> = loaded.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["tests/golden/contract/scenario.toml", "tests/golden/contract/profiles/manufacturer.toml"]);
    insta::assert_snapshot!("contract_warnings", loaded.warnings.render(Look::Unicode, 100));
}

#[test]
fn everything_keeps_the_order_of_the_file() {
    let loaded = load_text("deal.toml", STARTER).unwrap();
    let ids = |section: Vec<&str>| section.join(" ");
    let scenario = &loaded.scenario;
    assert_eq!(ids(scenario.criteria.iter().map(|c| c.id.as_str()).collect()), "detection price response");
    assert_eq!(ids(scenario.vendors.iter().map(|c| c.id.as_str()).collect()), "northwall halcyon");
    assert_eq!(ids(scenario.stakeholders.iter().map(|c| c.id.as_str()).collect()), "ciso coo purchasing");
    assert_eq!(
        ids(scenario.moves.iter().map(|c| c.id.as_str()).collect()),
        "mttr-insight mttr-evidence price-down discount-10 price-attack"
    );
    let base_first = golden("order/scenario.toml").unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(ids(base_first.scenario.criteria.iter().map(|c| c.id.as_str()).collect()), "zeta price alpha");
}

#[test]
fn a_file_overrides_what_it_extends_and_a_csv_stands_for_a_table() {
    let loaded = golden("order/scenario.toml").unwrap();
    let zeta = &loaded.scenario.criteria[0];
    assert_eq!((zeta.value.worst(), zeta.value.best()), (0.0, 20.0), "best is overridden, worst inherited");
    let (ciso, ours) = (StakeholderId::new(0), Alternative::Vendor(VendorId::new(0)));
    let table = &loaded.scenario.performance;
    assert_eq!(table.shared(ours, CriterionId::new(1)), Some(&Distribution::pert(1.0, 2.0, 6.0).unwrap()));
    assert_eq!(table.own(ciso, ours, CriterionId::new(0)), Some(&Distribution::exact(3.0).unwrap()));
    assert_eq!(table.own(ciso, ours, CriterionId::new(1)), None, "an empty cell is not given");
    assert!(loaded.warnings.is_empty(), "a move library may hold moves that nobody makes: {}", loaded.warnings);
}

#[test]
fn the_fingerprint_is_of_the_text_not_of_the_place() {
    let here = load_text("a.toml", STARTER).unwrap().fingerprint;
    assert_eq!(here, load_text("elsewhere/b.toml", &STARTER.replace('\n', "\r\n")).unwrap().fingerprint);
    assert_eq!(here, load_text("c.toml", &format!("\u{feff}{STARTER}")).unwrap().fingerprint);
    assert_ne!(here, load_text("a.toml", &with("seed = 7", "seed = 8")).unwrap().fingerprint);
}

#[test]
fn every_form_of_belief_about_weights_is_read() {
    let prior = |line: &str| {
        let text = with("ranking = [\"price\", \"detection\"]", line);
        load_text("x.toml", &text).unwrap_or_else(|problems| panic!("{line}: {problems}")).scenario.stakeholders[2]
            .prior
            .clone()
    };
    assert_eq!(
        prior("weights = { price = 80, detection = 20 }\nconfidence = \"exact\""),
        WeightPrior::Exact(vec![0.2, 0.8, 0.0])
    );
    assert!(
        matches!(prior("ratings = { price = 10 }\nconfidence = 12.5"), WeightPrior::Dirichlet { concentration, .. } if concentration.get() == 12.5)
    );
    assert!(
        matches!(prior("ranking = [[\"price\", \"detection\"]]"), WeightPrior::Ranking(groups) if groups[0].len() == 2)
    );
    assert!(
        matches!(prior("bounds = { price = [0.1, 0.3] }\nratios = [[\"detection\", \">=\", 2, \"price\"]]"), WeightPrior::Bounds(bounds) if bounds.free().len() == 2)
    );
    assert!(matches!(prior(""), WeightPrior::Uniform(criteria) if criteria.len() == 2));
}

#[test]
fn several_problems_are_told_together() {
    let text = STARTER
        .replacen("need = \"product\"", "need = \"prodct\"", 1)
        .replacen("influence = 5", "influense = 5", 1)
        .replacen("acceptance = 0.6", "acceptance = 8", 1)
        .replacen("price = 220", "price = \"normal(220, -3)\"", 1)
        .replacen("audience = [\"ciso\", \"coo\"]", "audience = [\"cios\", \"coo\"]", 1)
        .replacen("worst = 48", "worst = \"48\"", 1);
    insta::assert_snapshot!(told(&text));
}

#[test]
fn carets_stay_under_their_text_behind_chinese_labels() {
    let text = with(
        "label = { en = \"CISO\", zh = \"首席信息安全官\" }",
        "label = { en = \"CISO\", zh = \"首席信息安全官\", fr = \"RSSI\" }",
    );
    let told = told(&text);
    let lines: Vec<&str> = told.lines().collect();
    let at = lines.iter().position(|line| line.contains("fr = ")).unwrap();
    let column = |line: &str, piece: &str| unicode_width::UnicodeWidthStr::width(&line[..line.find(piece).unwrap()]);
    assert_eq!(column(lines[at], "fr = "), column(lines[at + 1], "─"), "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn unknown_keys_and_words_name_the_nearest_known_one() {
    insta::assert_snapshot!("unknown_key", told(&with("strength = ", "strenght = ")));
    insta::assert_snapshot!(
        "key_of_another_kind",
        told(&with("supports = [", "acceptance = 0.5\nraise_to = 0.5\nsupports = ["))
    );
    insta::assert_snapshot!("wrong_enum", told(&with("rule = \"weighted-utility\"", "rule = \"weighted-utilty\"")));
    insta::assert_snapshot!("wrong_kind", told(&with("kind = \"teach\"", "kind = \"preach\"")));
    insta::assert_snapshot!("wrong_union", told(&with("confidence = \"medium\"", "confidence = \"sure\"")));
}

#[test]
fn broken_toml_is_told_all_at_once() {
    insta::assert_snapshot!(told("format = 1\nus = \nus = \"a\"\n[criteria.x\nneed = \"price\"\n"));
}

#[test]
fn plain_ascii_has_no_lines_of_other_characters() {
    let problems = load_text("deal.toml", "format = 1\nus = 3").unwrap_err();
    let plain = problems.render(Look::Ascii, 80);
    assert!(plain.is_ascii(), "{plain}");
    insta::assert_snapshot!(plain);
}

#[test]
fn extending_in_a_circle_or_outside_the_root_is_refused() {
    let told = |path: &str| golden(path).unwrap_err().render(Look::Unicode, 100);
    insta::assert_snapshot!("extends_cycle", told("cycle/scenario.toml"));
    insta::assert_snapshot!("extends_outside", told("outside/scenario.toml"));
    insta::assert_snapshot!("extends_missing", told("missing/scenario.toml"));
    insta::assert_snapshot!("no_such_scenario", told("nowhere/scenario.toml"));
    insta::assert_snapshot!("error_in_extended_file", told("base-error/scenario.toml"));
}

/// Links are followed before it is decided where a file lies.
#[cfg(unix)]
#[test]
fn a_link_out_of_the_root_is_refused_and_a_shared_folder_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("secret.toml", "format = 1");
    write("scenarios/profiles/people.toml", "[stakeholders.ciso]\nreach = 0.5");
    write("scenarios/deal/scenario.toml", &with("format = 1", "format = 1\nextends = [\"../profiles/people.toml\"]"));
    write("scenarios/leak/scenario.toml", "extends = [\"inside.toml\"]");
    std::os::unix::fs::symlink(folder.path().join("secret.toml"), folder.path().join("scenarios/leak/inside.toml"))
        .unwrap();
    let deal = load(&folder.path().join("scenarios/deal")).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(deal.scenario.name, "deal");
    assert_eq!(deal.scenario.stakeholders[0].reach.get(), 0.5);
    let leak = load(&folder.path().join("scenarios/leak")).unwrap_err();
    assert_eq!(leak.all()[0].code, Code::Outside);
}

#[test]
fn other_bytes_endless_nesting_and_too_many_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scenario.toml");
    std::fs::write(&path, b"title = \"\xff\xfe\"").unwrap();
    assert_eq!(load(&path).unwrap_err().all()[0].code, Code::NotText);
    std::fs::write(folder.path().join("leaf.toml"), "format = 1").unwrap();
    std::fs::write(&path, format!("extends = [{}]", vec!["\"leaf.toml\""; 70].join(", "))).unwrap();
    assert_eq!(load(&path).unwrap_err().all()[0].code, Code::TooManyFiles);
    for deep in [
        "x = ".to_owned() + &"[".repeat(20_000),
        "x".to_owned() + &".x".repeat(20_000) + " = 1",
        "x = ".to_owned() + &"{a=".repeat(20_000),
    ] {
        assert!(load_text("deep.toml", &deep).unwrap_err().has_errors());
    }
}

#[test]
fn csv_problems_name_the_cell() {
    insta::assert_snapshot!(golden("csv/scenario.toml").unwrap_err().render(Look::Unicode, 100));
}

#[test]
fn evidence_comes_after_what_it_supports() {
    insta::assert_snapshot!(told(&with(
        "moves = [\"mttr-insight\", \"mttr-evidence\"]",
        "moves = [\"mttr-evidence\", \"mttr-insight\"]"
    )));
}

#[test]
fn bounds_in_conflict_are_named() {
    insta::assert_snapshot!(told(&with(
        "ranking = [\"price\", \"detection\"]",
        "bounds = { price = [0.1, 0.3], detection = [0.0, 0.6] }"
    )));
}

#[test]
fn a_problem_is_not_repeated_by_what_follows_from_it() {
    assert_eq!(codes(&with("[performance.halcyon]", "[performance.halcion]")), [Code::UnknownId]);
    assert_eq!(codes(&with("price = 220", "price = \"many\"")), [Code::Distribution]);
    assert_eq!(codes(&with("price = 220", "")), [Code::MissingPerformance]);
    assert_eq!(codes(&with("kind = \"discount\"", "kind = \"discuont\"")), [Code::UnknownWord]);
    assert_eq!(codes(&with("kind = \"teach\"", "kind = \"taech\"")), [Code::UnknownWord]);
    assert_eq!(codes(&with("by = \"halcyon\"", "by = \"halcion\"")), [Code::UnknownId]);
    assert_eq!(codes(&with("us = \"northwall\" ", "us = \"nortwall\" ")), [Code::UnknownId]);
    assert_eq!(codes(&with("supports = [\"mttr-insight\"]", "supports = [\"mttr-insihgt\"]")), [Code::UnknownId]);
    assert_eq!(codes(&with("worst = 48", "worst = \"48\"")), [Code::WrongType]);
    assert_eq!(codes(&with("lower_to = 0.2", "lower_to = 2")), [Code::OutOfRange]);
    assert_eq!(codes(&with("influence = 5", "influense = 5")), [Code::UnknownKey]);
    assert_eq!(codes(&with("[vendors.halcyon]", "[vendors.halcyon]\nknown = 1")), [Code::WrongType]);
}

#[test]
fn each_kind_of_mistake_has_its_code() {
    let cases: &[(&str, &str, Code)] = &[
        ("format = 1", "format = 2", Code::Format),
        ("us = \"northwall\" ", "us = \"southwall\" ", Code::UnknownId),
        ("deal_value = 2_400_000", "deal_value = -1", Code::OutOfRange),
        ("best = 100", "best = 95", Code::ValueFunction),
        ("best = 100", "", Code::MissingField),
        ("best = 100", "value = [[95, 0], [99, 0.7], [97, 1]]", Code::ValueFunction),
        ("weights = { detection = 0.6, price = 0.4 }", "weights = { detection = 0.6, price = 8 }", Code::Weights),
        (
            "weights = { detection = 0.6, price = 0.4 }",
            "weights = { detection = 0.6, price = 0.3, response = 0.1 }",
            Code::Weights,
        ),
        (
            "weights = { detection = 0.6, price = 0.4 }",
            "weights = { detection = 0.6, price = 0.4 }\nratings = { price = 1 }",
            Code::Fields,
        ),
        ("ranking = [\"price\", \"detection\"]", "ranking = [\"price\", \"price\"]", Code::Entries),
        ("ranking = [\"price\", \"detection\"]", "confidence = \"low\"", Code::Fields),
        ("influence = 3", "influence = 3\nlistens_to = { coo = 0.3 }", Code::Listening),
        ("influence = 3", "influence = 3\nlistens_to = { ciso = 0.7, purchasing = 0.6 }", Code::Listening),
        ("influence = 3", "influence = 3\nindecision = \"uniform(-2, -1)\"", Code::OutOfRange),
        ("strength = \"beta(8, 2)\"", "strength = \"normal(0.3, 0.1)\"", Code::OutOfRange),
        ("take_from = \"all\"", "take_from = [\"response\"]", Code::Donor),
        ("supports = [\"mttr-insight\"]", "supports = [\"discount-10\"]", Code::Supports),
        ("supports = [\"mttr-insight\"]", "supports = [\"price-attack\"]", Code::Supports),
        ("moves = [\"price-down\"]", "moves = [\"price-attack\"]", Code::WrongVendor),
        ("moves = [\"price-attack\"]", "moves = [\"price-down\"]", Code::WrongVendor),
        ("lower_to = 0.2", "lower_to = 0.2\nraise_to = 0.3", Code::Fields),
        ("percent = 10", "percent = 120", Code::OutOfRange),
        ("percent = 10", "percent = 10\nrequires = [\"price-down\"]", Code::Order),
        ("criterion = \"price\"\npercent = 10", "criterion = \"detection\"\npercent = 10", Code::Discount),
        ("[strategies.match-price]", "[strategies.baseline]", Code::BadId),
        ("[strategies.match-price]", "[strategies.\"降价\"]", Code::BadId),
        ("rule = \"weighted-utility\"", "rule = \"autocracy\"", Code::MissingField),
        ("rule = \"weighted-utility\"", "rule = \"borda\"\ndecider = \"coo\"", Code::Fields),
        ("[simulation]", "[memory]\nhalf_life_weeks = 4\n[stages.a]\n[stages.b]\n[simulation]", Code::Weeks),
        ("[simulation]", "[adoption]\nthreshold = 0.5\n[simulation]", Code::Lived),
        (
            "[simulation]",
            "[gates.g]\nkind = \"pass\"\nprobability = 0.5\n[moves.n]\nkind = \"navigate\"\ngate = \"g\"\nrelax_by = 2\n[simulation]",
            Code::Gate,
        ),
        ("performance.northwall]", "performance.nobody]", Code::UnknownId),
        ("\"pert(1, 2, 6)\"", "2026-01-01", Code::WrongType),
        ("label = \"Halcyon\"", "label = \"\"", Code::Entries),
        ("[simulation]", "[moves.idle]\nkind = \"build-trust\"\ngain = 0.2\n[simulation]", Code::IdleMove),
        ("influence = 2", "influence = 0", Code::IdleStakeholder),
        (
            "[simulation]",
            "[criteria.idle]\nneed = \"growth\"\nworst = 0\nbest = 1\nlatent = true\n[simulation]",
            Code::IdleCriterion,
        ),
        (
            "kind = \"teach\"                    # brings a new criterion in\ncriterion = \"response\"",
            "kind = \"teach\"\ncriterion = \"price\"",
            Code::NothingToTeach,
        ),
        ("kind = \"teach\" ", "kind = \"reframe\" ", Code::NothingToReframe),
        ("influence = 2", "influence = 2\nlived = { price = 1 }", Code::NoEffect),
        (
            "[simulation]",
            "[moves.t]\nkind = \"tailor\"\ncriterion = \"price\"\nimprove_by = 2\n[simulation]",
            Code::TailorEnterprise,
        ),
        ("performance.northwall]\n", "performance]\nx = 1\n[performance.northwall]\n", Code::WrongType),
        ("us = \"northwall\" ", "extends = [\"other.toml\"]\nus = \"northwall\" ", Code::Outside),
        ("unit = \"h\"", "units = \"h\"", Code::UnknownKey),
        ("rule = \"weighted-utility\"", "rule = \"dictator\"", Code::UnknownWord),
        ("price = 220", "price = \"12 apples\"", Code::Distribution),
        ("price = 220\n", "", Code::MissingPerformance),
        (
            "ranking = [\"price\", \"detection\"]",
            "ratios = [[\"price\", \">=\", 2, \"detection\"], [\"price\", \"<=\", 1, \"detection\"]]\nbounds = { detection = [0.1, 1] }",
            Code::Conflict,
        ),
        ("kind = \"justify\" ", "acceptance = 0.5\nkind = \"justify\" ", Code::NoEffect),
    ];
    let provoked: Vec<Code> = cases.iter().map(|(.., code)| *code).chain([Code::Influence]).collect();
    for code in Code::ALL.iter().filter(|code| code.as_str()[1..].starts_with('2')) {
        assert!(provoked.contains(code), "no case provokes {}", code.as_str());
    }
    for (old, new, code) in cases {
        let found = codes(&with(old, new));
        assert!(found.contains(code), "{new:?}: expected {} among {found:?}\n{}", code.as_str(), told(&with(old, new)));
    }
    let powerless = STARTER.replace("influence = 5", "influence = 0").replace("influence = 3", "influence = 0");
    assert!(codes(&powerless.replace("influence = 2", "influence = 0")).contains(&Code::Influence));
}

#[test]
fn later_layers_get_carets_for_their_paths() {
    let loaded = load_text("deal.toml", STARTER).unwrap();
    let problem = |path: &str| reframe::model::Problem {
        path: path.to_owned(),
        severity: Severity::Error,
        message: "not yet".to_owned(),
        help: None,
    };
    let line = |path: &str| loaded.locate(vec![problem(path)]).plain()[0].line;
    let expected = |text: &str| STARTER.lines().position(|line| line.starts_with(text)).unwrap() + 1;
    assert_eq!(line("decision.rule"), expected("rule ="));
    assert_eq!(line("decision.quota"), expected("[decision]"), "falls back to the section");
    assert_eq!(line("moves.mttr-evidence.supports.0"), expected("supports ="));
    assert_eq!(line("nothing.at.all"), 1);
}

/// What survives of a file after somebody leant on the keyboard.
fn damaged() -> impl Strategy<Value = String> {
    let contract = std::fs::read_to_string("tests/golden/contract/scenario.toml").unwrap();
    let everything = contract.lines().filter(|line| !line.starts_with("extends")).collect::<Vec<_>>().join("\n");
    prop_oneof![damaged_from(STARTER.to_owned()), damaged_from(everything)]
}

fn damaged_from(whole: String) -> impl Strategy<Value = String> {
    let bytes: Vec<char> = whole.chars().collect();
    let length = bytes.len();
    let lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    let characters =
        proptest::collection::vec((0..length, any::<Option<char>>(), 0usize..4), 1..6).prop_map(move |edits| {
            let mut text = bytes.clone();
            for (at, new, cut) in edits {
                let at = at.min(text.len() - 1);
                text.splice(at..(at + cut).min(text.len()), new);
            }
            text.into_iter().collect::<String>()
        });
    let count = lines.len();
    let whole_lines = proptest::collection::vec((0..count, 0..count, any::<bool>()), 1..8).prop_map(move |edits| {
        let mut text = lines.clone();
        for (a, b, swap) in edits {
            let (a, b) = (a % text.len(), b % text.len());
            if swap { text.swap(a, b) } else { drop(text.remove(a)) }
        }
        text.join("\n")
    });
    let values = proptest::collection::vec((0..1000usize, 0..ODD.len()), 1..5).prop_map(move |edits| {
        let mut text = whole.clone();
        for (at, odd) in edits {
            let places: Vec<usize> = text.match_indices(" = ").map(|(i, _)| i + 3).collect();
            let start = places[at % places.len()];
            let end = text[start..].find(['\n', ',', ']', '}']).map_or(text.len(), |i| start + i);
            text.replace_range(start..end, ODD[odd]);
        }
        text
    });
    prop_oneof![characters, whole_lines, values]
}

const ODD: [&str; 16] = [
    "nan",
    "inf",
    "-1",
    "1e308",
    "99999999999999999999",
    "\"\"",
    "[]",
    "{}",
    "[[]]",
    "true",
    "2026-01-01",
    "\"病毒\"",
    "0",
    "\"discrete(1: 0.5, 2: 0.5)\"",
    "{ en = \"x\" }",
    "\"response\"",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_it_panic(text in damaged()) {
        match load_text("damaged.toml", &text) {
            Ok(loaded) => drop(loaded.warnings.render(Look::Unicode, 80)),
            Err(problems) => {
                prop_assert!(problems.has_errors());
                prop_assert!(!problems.to_string().contains("cannot be read:"), "{}", problems);
                drop((problems.render(Look::Ascii, 60), problems.plain()));
            }
        }
    }

    #[test]
    fn what_a_distribution_shows_reads_back(belief in beliefs()) {
        prop_assert_eq!(parse_distribution(&belief.to_string()), Ok(belief));
    }
}

fn beliefs() -> impl Strategy<Value = Distribution> {
    let number = || prop_oneof![-1e6..1e6, -1.0..1.0, Just(0.0), -1e-9..1e-9];
    let above = || prop_oneof![1e-6..1e6, 1e-3..1.0];
    let scale = || (number(), above(), 0.0..=1.0f64);
    prop_oneof![
        number().prop_map(|x| Distribution::exact(x).unwrap()),
        (number(), above()).prop_map(|(mean, sd)| Distribution::normal(mean, sd).unwrap()),
        (above(), above()).prop_map(|(median, sigma)| Distribution::lognormal(median, sigma).unwrap()),
        scale().prop_map(|(low, width, _)| Distribution::uniform(low, low + width).unwrap()),
        scale().prop_map(|(low, width, at)| Distribution::triangular(
            low,
            (low + at * width).min(low + width),
            low + width
        )
        .unwrap()),
        scale().prop_map(
            |(low, width, at)| Distribution::pert(low, (low + at * width).min(low + width), low + width).unwrap()
        ),
        (0.01..1e4f64, 0.01..1e4f64).prop_map(|(a, b)| Distribution::beta(a, b, 0.0, 1.0).unwrap()),
        (0.01..1e4f64, 0.01..1e4f64, scale()).prop_map(|(a, b, (low, width, _))| Distribution::beta(
            a,
            b,
            low,
            low + width
        )
        .unwrap()),
        proptest::collection::btree_map(-1000i32..1000, 1u32..100, 1..6).prop_map(|outcomes| {
            let total: f64 = outcomes.values().map(|p| f64::from(*p)).sum();
            let outcomes = outcomes.into_iter().map(|(x, p)| (f64::from(x) / 8.0, f64::from(p) / total));
            Distribution::discrete(outcomes.collect()).unwrap()
        }),
    ]
}
