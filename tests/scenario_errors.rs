//! Everything that is wrong is told together: no mistake hides another one, and none is told twice.

use std::fs;

use reframe::scenario::{Diagnostics, load, load_text};

/// What a file says that says everything.
fn everything() -> String {
    fs::read_to_string("tests/golden/everything/scenario.toml").unwrap()
}

/// Code, line and message of every error, in the order of the file.
fn errors(text: &str) -> Vec<(String, usize, String)> {
    match load_text("deal.toml", text) {
        Ok(_) => Vec::new(),
        Err(problems) => told(&problems),
    }
}

fn told(problems: &Diagnostics) -> Vec<(String, usize, String)> {
    problems.plain().into_iter().map(|problem| (problem.code.to_owned(), problem.line, problem.message)).collect()
}

/// One mistake: what is replaced, by what (no other number of lines), and what is said.
struct Plant(&'static str, &'static str, &'static str);

/// In every section one mistake or more, none of which follows from another.
const PLANTS: &[Plant] = &[
    Plant("us = \"northwall\"", "us = \"norhtwall\"", "E207"),
    Plant("deal_value = 2_400_000", "deal_value = -1", "E205"),
    Plant("zh = \"制造企业采购 EDR\"", "de = \"EDR\"", "E201"),
    Plant("need = \"product\"", "need = \"prodct\"", "E204"),
    Plant("[98, 0.7]", "[94, 0.7]", "E209"),
    Plant("outside = \"extrapolate\"", "outside = \"beyond\"", "E204"),
    Plant("need = \"price\"", "need = \"prize\"", "E204"),
    Plant("worst = 300", "wurst = 300", "E201"),
    Plant("floor = 0.3", "floor = 30", "E205"),
    Plant("latent = true\nworst = 48", "latent = \"yes\"\nworst = 48", "E203"),
    Plant("best = 0\nunit", "best = \"0\"\nunit", "E203"),
    Plant("[criteria.calm]\nneed", "[criteria.calm]\nneeds", "E201"),
    Plant("best = 10\n", "best = 0\n", "E209"),
    Plant("{ mean = 0.7, confidence = 20 }", "{ mean = 1.7, confidence = 20 }", "E205"),
    Plant("known = true", "known = 1", "E203"),
    Plant("conflict = 0.2", "conflict = -0.2", "E205"),
    Plant("\"98.6 ± 0.4\"", "\"98.6 ± -0.4\"", "E208"),
    Plant("price = 220", "price = \"3 to 1\"", "E208"),
    Plant("response = \"pert(1, 2, 6)\"", "respnse = \"pert(1, 2, 6)\"", "E207"),
    Plant("calm = \"5 to 8\"", "calm = true", "E203"),
    Plant("[performance.halcyon]", "[performance.halcion]", "E207"),
    Plant("detection = 95.5", "detection = \"95.5%\"", "E208"),
    Plant("[performance_for.ciso.northwall]", "[performance_for.cios.northwall]", "E207"),
    Plant("calm = 8", "calm = \"norml(8, 1)\"", "E208"),
    Plant("[performance_for.coo.status_quo]", "[performance_for.coo.nothing]", "E207"),
    Plant("response = 40", "responce = 40", "E207"),
    Plant("zh = \"首席信息安全官\"", "fr = \"RSSI\"", "E201"),
    Plant("influence = 5", "influence = -5", "E205"),
    Plant("weights = { detection = 0.6", "weights = { detection = 8", "E210"),
    Plant("confidence = \"medium\"", "confidence = \"sure\"", "E204"),
    Plant("listens_to = { coo = 0.3 }", "listens_to = { cooo = 0.3 }", "E207"),
    Plant("speaks = 0.6", "speaks = 6", "E205"),
    Plant("\"0.02 to 0.10\"", "\"-2 to -3\"", "E208"),
    Plant("lived = { detection = 0.3", "lived = { detection = 0.5", "E210"),
    Plant("meddic = [\"champion\"]", "meddic = [\"hero\"]", "E204"),
    Plant("influence = 3", "influense = 3", "E201"),
    Plant("ratings = { price = 9", "ratings = { price = 90", "E205"),
    Plant("[0.4, 0.9]", "[0.9, 0.4]", "E210"),
    Plant("\">=\"", "\"=>\"", "E204"),
    Plant("ranking = [\"price\", \"detection\"]", "ranking = [\"price\", \"detecton\"]", "E207"),
    Plant("discussion = 1", "discussion = -1", "E205"),
    Plant("weeks = 4\n[", "wekes = 4\n[", "E201"),
    Plant("openness = 0.6", "openness = \"0.6\"", "E203"),
    Plant("weeks = 6", "weeks = 0", "E205"),
    Plant("tilt = { price = 1.5 }", "tilt = { prices = 1.5 }", "E207"),
    Plant("kind = \"teach\"\ncriterion", "kind = \"teach\"\ncritreion", "E201"),
    Plant("audience = [\"ciso\"]", "audience = [\"cios\"]", "E207"),
    Plant("stage = \"early\"", "stage = \"erly\"", "E207"),
    Plant("strength = \"beta(8, 2)\"", "strength = \"normal(0.3, 0.1)\"", "E205"),
    Plant("loss = 0.3", "loss = 3", "E205"),
    Plant("days = 4", "days = -4", "E205"),
    Plant("supports = [\"mttr-insight\"]", "supports = [\"mttr-insihgt\"]", "E207"),
    Plant("evidence = 0.5", "evidence = 5", "E205"),
    Plant("criteria = [\"detection\", \"response\"]", "criteria = [\"detection\", \"detection\"]", "E213"),
    Plant("requires = [\"mttr-insight\"]", "requires = [\"poc\"]", "E221"),
    Plant("performance = \"normal(9, 0.5)\"", "performance = \"normal(9)\"", "E208"),
    Plant("take_from = [\"price\"]", "take_from = [\"calm\"]", "E224"),
    Plant("kind = \"build-trust\"", "kind = \"build-trsut\"", "E204"),
    Plant("champion = \"ciso\"", "champion = \"cso\"", "E207"),
    Plant("gate = \"legal\"", "gate = \"leagl\"", "E207"),
    Plant("gate = \"security\"\ngain", "gate = \"security\"\nrelax_by", "E227"),
    Plant("reduction = 0.4", "reduction = 40", "E205"),
    Plant("percent = 10", "percent = 110", "E205"),
    Plant("by = \"halcyon\"", "by = \"halcion\"", "E207"),
    Plant("raise_to = 0.5\nacceptance = 0.4", "lower_too = 0.5\nacceptance = 0.4", "E201"),
    Plant("\"lunch\", \"arm-ciso\"", "\"dinner\", \"arm-ciso\"", "E207"),
    Plant("label = \"Match the price\"", "label = \"\"", "E213"),
    Plant("moves = [\"discount-10\"]", "moves = []", "E213"),
    Plant("[rivals]\nmoves = [\"price-attack\"]", "[rivals]\nmoves = [\"price-atack\"]", "E207"),
    Plant("owner = \"coo\"", "owner = \"coop\"", "E207"),
    Plant("at_least = 280", "at_least = \"280\"", "E203"),
    Plant("kind = \"veto\"", "kind = \"veot\"", "E204"),
    Plant("margin = 0.05", "margin = []", "E203"),
    Plant("probability = 0.7", "probability = 7", "E205"),
    Plant("vendors = [\"northwall\", \"halcyon\"]", "vendors = [\"northwall\", \"halcion\"]", "E207"),
    Plant("rule = \"autocracy\"", "rule = \"autocrat\"", "E204"),
    Plant("noise = 0.03", "noise = -3", "E205"),
    Plant("decider = \"coo\"", "decider = \"ceo\"", "E207"),
    Plant("threshold = 0.5", "threshold = 50", "E205"),
    Plant("channel = \"hybrid\"", "channel = \"hybird\"", "E204"),
    Plant("trust = 0.5", "trust = 5", "E205"),
    Plant("half_life_weeks = 4", "half_life = 4", "E201"),
    Plant("anchored = 0.3", "anchored = 3", "E205"),
    Plant("draws = 100_000", "draws = 0", "E205"),
    Plant("seed = 7", "seed = -7", "E205"),
];

/// The file with these mistakes in it.
fn planted(text: &str, plants: &[&Plant]) -> String {
    plants.iter().fold(text.to_owned(), |text, Plant(old, new, _)| {
        assert!(text.contains(old), "there is no {old:?} in the file");
        text.replacen(old, new, 1)
    })
}

#[test]
fn the_file_that_says_everything_is_right() {
    assert_eq!(errors(&everything()), []);
}

#[test]
fn every_mistake_alone_is_told_once() {
    let text = everything();
    for plant in PLANTS {
        let found = errors(&planted(&text, &[plant]));
        let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
        assert_eq!(codes, [plant.2], "{:?}: {found:#?}", plant.1);
    }
}

/// What is told of several mistakes is what is told of each of them.
fn additive(text: &str, plants: &[&Plant]) {
    let mut expected: Vec<_> = plants.iter().flat_map(|plant| errors(&planted(text, &[plant]))).collect();
    let mut found = errors(&planted(text, plants));
    expected.sort();
    found.sort();
    let hidden: Vec<_> = expected.iter().filter(|one| !found.contains(one)).collect();
    let added: Vec<_> = found.iter().filter(|one| !expected.contains(one)).collect();
    let names: Vec<&str> = plants.iter().take(3).map(|plant| plant.1).collect();
    assert!(found == expected, "{names:?}: not told: {hidden:#?}, told besides: {added:#?}");
}

#[test]
fn a_mistake_in_every_section_is_told_and_nothing_else() {
    additive(&everything(), &PLANTS.iter().collect::<Vec<_>>());
}

#[test]
fn no_mistake_hides_or_adds_to_another() {
    let text = everything();
    for (i, one) in PLANTS.iter().enumerate() {
        for other in &PLANTS[..i] {
            additive(&text, &[other, one]);
        }
    }
}

/// Lines `field = value`, by their number from 0.
fn fields(text: &str) -> Vec<usize> {
    let is_field = |line: &str| line.contains(" = ") && !line.starts_with(['#', '[']) && !line.starts_with("format");
    text.lines().enumerate().filter(|(_, line)| is_field(line)).map(|(i, _)| i).collect()
}

/// The file with some lines changed.
fn changed(text: &str, lines: &[usize], change: impl Fn(&str) -> String) -> String {
    let line = |(i, line): (usize, &str)| if lines.contains(&i) { change(line) } else { line.to_owned() };
    text.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_wrong_type_in_every_field_is_told_field_by_field() {
    let text = everything();
    let dated = |line: &str| format!("{} = 2026-01-01", line.split(" = ").next().unwrap());
    let all = fields(&text);
    assert!(all.len() > 120, "{}", all.len());
    for field in &all {
        let found = errors(&changed(&text, &[*field], dated));
        assert!(found.len() == 1 && (found[0].0.as_str(), found[0].1) == ("E203", field + 1), "{found:#?}");
    }
    let found = errors(&changed(&text, &all, dated));
    let told: Vec<usize> = found.iter().map(|(_, line, _)| line - 1).collect();
    assert_eq!(told, all, "{found:#?}");
    assert!(found.iter().all(|(code, ..)| code == "E203"), "{found:#?}");
}

#[test]
fn missing_fields_are_told_together() {
    let text = everything();
    let remark = |_: &str| "# gone".to_owned();
    let without = |lines: &[usize]| errors(&changed(&text, lines, remark));
    let is_kind = |i: &usize| text.lines().nth(*i).unwrap().starts_with("kind");
    let mut needed = Vec::new();
    for field in fields(&text) {
        let found = without(&[field]);
        if found.iter().any(|(code, ..)| code == "E202") {
            assert_eq!(found.len(), 1, "line {}: {found:#?}", field + 1);
            needed.push(field);
        }
    }
    assert!(needed.len() > 45, "{}", needed.len());
    // A move without a kind may or may not need its other fields.
    let (kinds, others): (Vec<usize>, Vec<usize>) = needed.into_iter().partition(is_kind);
    for family in [kinds, others] {
        let mut expected: Vec<_> = family.iter().flat_map(|field| without(&[*field])).collect();
        expected.sort();
        let mut found = without(&family);
        found.sort();
        assert_eq!(found, expected);
    }
}

#[test]
fn an_unknown_key_in_every_section_is_told_section_by_section() {
    let text = everything();
    let headings: Vec<usize> = text.lines().enumerate().filter(|(_, l)| l.starts_with('[')).map(|(i, _)| i).collect();
    let with = |lines: &[usize]| errors(&changed(&text, lines, |line| format!("{line}\nq-1 = 2026-01-01")));
    for heading in &headings {
        let found = with(&[*heading]);
        let of_performance = text.lines().nth(*heading).unwrap().starts_with("[performance");
        let expected: &[&str] = if of_performance { &["E203", "E207"] } else { &["E201"] };
        let mut codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
        codes.sort_unstable();
        assert_eq!(codes, expected, "{found:#?}");
    }
    let mut messages: Vec<String> = headings.iter().flat_map(|i| with(&[*i])).map(|(.., message)| message).collect();
    let mut together: Vec<String> = with(&headings).into_iter().map(|(.., message)| message).collect();
    messages.sort();
    together.sort();
    assert_eq!(together, messages);
}

#[test]
fn a_section_or_an_item_that_is_no_table_hides_nothing_else() {
    let text = everything();
    let mut sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
    sections.extend(["criteria", "vendors", "stakeholders", "stages", "moves", "strategies", "gates", "performance"]);
    for section in sections {
        let (parent, item) = section.rsplit_once('.').unwrap_or(("", section));
        let wrong = format!("{item} = 2026-01-01");
        let mut inside = false;
        let mut lines: Vec<String> = parent.is_empty().then(|| wrong.clone()).into_iter().collect();
        for line in text.lines() {
            if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                inside = heading == section || heading.starts_with(&format!("{section}."));
                if heading == section && !parent.is_empty() {
                    lines.extend([format!("[{parent}]"), wrong.clone()]);
                }
            }
            let seed = if line == "seed = 7" { "seed = -7" } else { line };
            lines.extend((!inside).then(|| seed.to_owned()));
        }
        let found = errors(&lines.join("\n"));
        let expected: &[&str] = if section == "simulation" { &["E203"] } else { &["E203", "E205"] };
        let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
        assert_eq!(codes, expected, "{section}: {found:#?}");
    }
}

#[test]
fn the_file_of_the_report() {
    let found = errors(
        r#"format = 1
title = "x"
us = "a"
[criteria.price]
label = { zh = "价格（三年总成本）", en = "Price" }
need = "prize"
worst = 10
best = 1
[vendors.a]
[vendors.b]
[performance.a]
price = "normal(3, -1)"
[performance.b]
price = "3 to 1"
[stakeholders.ciso]
label = "首席信息安全官"
influence = 1
weights = { price = 8 }
listens_to = { cios = 0.3 }
"#,
    );
    let places: Vec<(&str, usize)> = found.iter().map(|(code, line, _)| (code.as_str(), *line)).collect();
    assert_eq!(places, [("E204", 6), ("E208", 12), ("E208", 14), ("E210", 18), ("E207", 19)], "{found:#?}");
}

#[test]
fn a_broken_table_or_profile_does_not_hide_the_scenario() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let found = || told(&load(&folder.path().join("scenario.toml")).unwrap_err());
    let places = |found: &[(String, usize, String)]| {
        let mut places: Vec<_> = found.iter().map(|(code, line, _)| (code.clone(), *line)).collect();
        places.sort();
        places.into_iter().map(|(code, line)| format!("{code}:{line}")).collect::<Vec<_>>().join(" ")
    };
    let head = "us = \"ours\"\nperformance = \"scores.csv\"\n";
    let rest = "[criteria.quality]\nneed = \"prodct\"\nworst = 0\nbest = 10\n[criteria.price]\nneed = \"price\"\n\
                worst = 10\nbest = 0\n[vendors.ours]\n[vendors.theirs]\n[vendors.others]\n\
                [stakeholders.ciso]\ninfluence = -1\n";
    write("scenario.toml", &format!("{head}{rest}"));
    // A cell, a row with a cell too few, a row of nobody known, a second row, a column of nothing known.
    let csv = "vendor,quality,prise\nours,many,3\ntheirs,4\nothres,2,\"9 to 1\"\nours,1,1\n";
    write("scores.csv", csv);
    assert_eq!(places(&found()), "E107:3 E107:5 E204:4 E205:15 E207:1 E207:4 E208:2 E208:4");
    write("scores.csv", "quality,price\n1,2\n");
    assert_eq!(places(&found()), "E107:1 E204:4 E205:15");
    fs::remove_file(folder.path().join("scores.csv")).unwrap();
    assert_eq!(places(&found()), "E101:2 E204:4 E205:15");
    // Without the profile, who knows what is missing; but what is wrong in itself is wrong.
    write("scenario.toml", &format!("extends = [\"people.toml\"]\n{rest}[moves.x]\nby = \"nobody\"\nacceptance = 6\n"));
    assert_eq!(places(&found()), "E101:1 E204:3 E205:14 E205:17");
    write("people.toml", "[vendors\n");
    assert_eq!(places(&found()), "E103:1 E204:3 E205:14 E205:17");
}
