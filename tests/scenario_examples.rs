//! The examples of the page about the scenario file: each loads, runs and changes something, and together they show
//! every field, every form of one and every word.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;

use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, Scenario};
use reframe::report::{View, html};
use reframe::scenario::{Loaded, load, schema};
use reframe::stats::StrategyFindings;
use reframe::study::{RunOutcome, RunRequest, run};
use serde_json::Value;

/// Fields that change what is printed, and not what is computed.
const PRINTED: [&str; 5] = ["label", "title", "currency", "unit", "meddic"];

/// Lines whose removal changes nothing where they stand, and why they are there.
const WITHOUT_EFFECT: [(&str, &str); 11] = [
    ("format = 1", "says which version of the format this is"),
    ("known = true", "says where a credibility of 1 comes from, which is also the default"),
    ("requires = [\"insight\"]", "forbids lists in another order, and this one is in order"),
    ("outside = \"clamp\"", "the default, next to the other word"),
    ("take_from = \"all\"", "the default, next to the lists"),
    ("scale = \"plain\"", "the default, next to the other words"),
    ("rule = \"weighted-utility\"", "the default, next to the other rules"),
    ("unit = \"10k CNY\"", "the report shows no performances"),
    ("label = { en = \"Needs\", zh = \"需求\" }", "the report names no stage"),
    ("label = \"10,000 alerts a day, three analysts\"", "the report names no move"),
    ("label = \"Quality\"", "the report names no gate"),
];

/// Longer pieces are no examples of one thing.
const MOST_LINES: usize = 13;

/// What the page shows.
struct Page {
    base: String,
    csv: String,
    /// With the line they begin at.
    examples: Vec<(usize, String)>,
}

fn page() -> Page {
    let text = fs::read_to_string("docs/scenario-format.md").expect("the page");
    let (mut found, mut open): (Vec<(String, usize, String)>, bool) = (Vec::new(), false);
    for (number, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(language), false) => found.push((language.to_owned(), number + 2, String::new())),
            (None, true) => writeln!(found.last_mut().expect("opened before").2, "{line}").expect("a text"),
            _ => {}
        }
        open ^= line.starts_with("```");
    }
    let of = |wanted: &'static str| found.iter().filter(move |(language, ..)| language == wanted);
    let is_base = |text: &str| text.contains("format = 1") && !text.contains("extends");
    let bases: Vec<&String> = of("toml").map(|(.., text)| text).filter(|text| is_base(text)).collect();
    let tables: Vec<&String> = of("csv").map(|(.., text)| text).collect();
    let ([base], [csv]) = (&bases[..], &tables[..]) else { panic!("one base and one table") };
    let examples = of("toml").filter(|(.., text)| !is_base(text)).map(|(_, line, text)| (*line, text.clone()));
    Page { base: (*base).clone(), csv: (*csv).clone(), examples: examples.collect() }
}

/// The base with these lines on top of it.
fn laid_on(page: &Page, lines: &str) -> Result<Loaded, String> {
    let place = tempfile::tempdir().expect("a folder");
    // A scenario is called after its folder: the same for all.
    let folder = place.path().join("x");
    fs::create_dir(&folder).expect("a folder");
    let extends = if lines.contains("extends =") { "" } else { "extends = [\"base.toml\"]\n" };
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a writable file");
    write("base.toml", &page.base);
    write("scores.csv", &page.csv);
    write("scenario.toml", &format!("{extends}{lines}"));
    load(&folder).map_err(|problems| problems.to_string())
}

fn played(scenario: &Scenario) -> RunOutcome {
    assert!(scenario.defaults.draws <= 2048, "examples are for a glance");
    run(scenario, &RunRequest::all(scenario), &Runner::serial(), &Silent).expect("it can be simulated")
}

/// Everything that was computed, as a text.
fn computed(outcome: &RunOutcome) -> String {
    format!("{:?} {:?} {:?}", outcome.findings.strategies, outcome.findings.cautions, outcome.curves)
}

/// The report in both languages.
fn printed(scenario: &Scenario, outcome: &RunOutcome) -> String {
    let page = |lang| {
        let view = View { scenario, findings: &outcome.findings, curves: &outcome.curves, scorecard: None, lang };
        html::page(&view, &html::Figures::default(), "")
    };
    Lang::ALL.into_iter().map(page).collect()
}

/// What a strategy does to the purchase, whatever it is compared with.
fn effect(of: &StrategyFindings) -> String {
    format!("{:?} {:?} {:?} {:?} {:?} {:?}", of.win, of.weights, of.support, of.edge, of.cost, of.revenue)
}

/// The field that a line sets; `None` for headings, comments and empty lines.
fn field(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let (name, _) = line.split_once(" = ").filter(|_| !line.starts_with(['#', '[']))?;
    Some(name.rsplit('.').next().unwrap_or(name))
}

#[test]
fn every_example_is_short_commented_and_loads_without_a_word() {
    let page = page();
    assert!(page.examples.len() > 50, "only {} examples", page.examples.len());
    for (number, example) in &page.examples {
        let lines = example.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
        assert!(example.contains('#') && lines <= MOST_LINES, "line {number}: {lines} lines");
        let loaded = laid_on(&page, example).unwrap_or_else(|problems| panic!("line {number}: {problems}"));
        let warnings = loaded.warnings.all();
        assert!(warnings.is_empty(), "line {number}: {warnings:?}");
    }
}

#[test]
fn every_example_changes_what_the_base_gives() {
    let page = page();
    let base = laid_on(&page, "").expect("the base loads").scenario;
    let without = played(&base);
    for (number, example) in &page.examples {
        let with = laid_on(&page, example).expect("it loads").scenario;
        let outcome = played(&with);
        let strategies = &outcome.findings.strategies;
        let known = without.findings.strategies.len();
        let changed =
            strategies.iter().zip(&without.findings.strategies).any(|(a, b)| format!("{a:?}") != format!("{b:?}"));
        let fresh = &strategies[known..];
        for strategy in fresh {
            assert!(effect(strategy) != effect(&strategies[0]), "line {number}: its strategy does nothing");
        }
        let only_printed = example.lines().filter_map(field).all(|field| PRINTED.contains(&field));
        let shown = only_printed && printed(&with, &outcome) != printed(&base, &without);
        assert!(changed || !fresh.is_empty() || shown, "line {number} changes nothing:\n{example}");
    }
}

/// A line without one entry of its inline table, for each of them; the line is left out whole if it has none.
fn shortened(line: &str) -> Vec<String> {
    let words = line.split('#').next().unwrap_or(line);
    let Some((before, inside)) = words.split_once("= { ") else { return vec![String::new()] };
    let (inside, after) = inside.rsplit_once(" }").expect("a table on one line");
    // Commas within lists and texts separate nothing.
    let (mut entries, mut depth, mut quoted) = (vec![String::new()], 0, false);
    for c in inside.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        match c {
            ',' if depth == 0 && !quoted => entries.push(String::new()),
            _ => entries.last_mut().expect("one at least").push(c),
        }
    }
    let without = |i: usize| {
        let rest: Vec<&str> = (0..entries.len()).filter(|j| *j != i).map(|j| entries[j].trim()).collect();
        format!("{before}= {{ {} }}{after}", rest.join(", "))
    };
    (0..entries.len()).map(without).chain([String::new()]).collect()
}

#[test]
fn every_part_of_an_example_has_an_effect() {
    let page = page();
    let mut complaints = String::new();
    let mut excused = HashSet::new();
    for (number, example) in &page.examples {
        let with = laid_on(&page, example).expect("it loads").scenario;
        let outcome = played(&with);
        let lines: Vec<&str> = example.lines().collect();
        for (i, line) in lines.iter().enumerate() {
            // Without `extends` there is no base.
            let Some(name) = field(line).filter(|name| *name != "extends") else { continue };
            let words = line.split('#').next().unwrap_or(line).trim();
            if WITHOUT_EFFECT.iter().any(|(known, _)| *known == words) {
                excused.insert(words);
                continue;
            }
            for instead in shortened(line) {
                let rest: Vec<&str> =
                    (0..lines.len()).map(|j| if j == i { instead.as_str() } else { lines[j] }).collect();
                // What cannot be left out has an effect.
                let Ok(loaded) = laid_on(&page, &rest.join("\n")) else { continue };
                let other = played(&loaded.scenario);
                let differs = computed(&other) != computed(&outcome)
                    || PRINTED.contains(&name) && printed(&loaded.scenario, &other) != printed(&with, &outcome);
                if !differs {
                    writeln!(complaints, "line {}: `{words}` as good as `{instead}`", number + i).expect("a text");
                }
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
    assert_eq!(excused.len(), WITHOUT_EFFECT.len(), "only {excused:?} need an excuse");
}

/// Places of the schema, by address: fields, forms of a value, words.
#[derive(Default)]
struct Places(HashSet<*const Value>);

impl Places {
    fn has(&self, place: &Value) -> bool {
        self.0.contains(&std::ptr::from_ref(place))
    }

    /// Everything in the schema that this value shows.
    fn see(&mut self, root: &Value, place: &Value, value: &Value) {
        self.0.insert(std::ptr::from_ref(place));
        let place = resolved(root, place);
        self.0.insert(std::ptr::from_ref(place));
        for list in ["anyOf", "oneOf", "allOf"] {
            let branches = place[list].as_array().into_iter().flatten();
            branches
                .filter(|branch| list == "allOf" || fits(root, branch, value))
                .for_each(|branch| self.see(root, branch, value));
        }
        for word in place["enum"].as_array().into_iter().flatten().filter(|word| *word == value) {
            self.0.insert(std::ptr::from_ref(word));
        }
        match value {
            Value::Object(entries) => {
                for (name, entry) in entries {
                    if let Some(field) = place["properties"].get(name) {
                        self.see(root, field, entry);
                    } else if let Some(each) = place.get("additionalProperties").filter(|each| each.is_object()) {
                        self.see(root, each, entry);
                    }
                }
            }
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    let own = place["prefixItems"].get(i).or_else(|| place.get("items"));
                    own.into_iter().for_each(|own| self.see(root, own, item));
                }
            }
            _ => {}
        }
    }
}

fn resolved<'a>(root: &'a Value, mut place: &'a Value) -> &'a Value {
    while let Some(name) = place["$ref"].as_str().and_then(|target| target.strip_prefix("#/$defs/")) {
        place = &root["$defs"][name];
    }
    place
}

/// Whether a value has the form that a branch describes.
fn fits(root: &Value, place: &Value, value: &Value) -> bool {
    let place = resolved(root, place);
    let any = |list: &str| place[list].as_array().is_none_or(|all| all.iter().any(|one| fits(root, one, value)));
    let kind = place["properties"]["kind"].get("const").is_none_or(|kind| value.get("kind") == Some(kind));
    let of_type = place["type"].as_str().is_none_or(|wanted| match value {
        Value::Number(number) => wanted == "number" || wanted == "integer" && number.is_u64(),
        Value::String(_) => wanted == "string",
        Value::Bool(_) => wanted == "boolean",
        Value::Array(_) => wanted == "array",
        Value::Object(_) => wanted == "object",
        Value::Null => false,
    });
    let word = place.get("const").is_none_or(|word| word == value);
    let one_of = place["enum"].as_array().is_none_or(|words| words.contains(value));
    kind && of_type && word && one_of && any("anyOf") && any("oneOf")
}

/// Every field, form and word of the schema that nobody has seen, each with its name.
fn unseen(place: &Value, path: &str, seen: &Places, missing: &mut Vec<String>) {
    match place {
        Value::Object(parts) => {
            for (name, field) in parts.get("properties").and_then(Value::as_object).into_iter().flatten() {
                if !seen.has(field) {
                    missing.push(format!("field {path}.{name}"));
                }
            }
            for list in ["anyOf", "oneOf", "enum"] {
                for (i, form) in parts.get(list).and_then(Value::as_array).into_iter().flatten().enumerate() {
                    let what = match form.get("const").or(form.is_string().then_some(form)) {
                        Some(word) => format!("word {path}: {word}"),
                        None => format!("form {path}.{list}.{i}: {}", form["description"]),
                    };
                    if !seen.has(form) {
                        missing.push(what);
                    }
                }
            }
            parts.iter().for_each(|(name, part)| unseen(part, &format!("{path}.{name}"), seen, missing));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| unseen(item, &format!("{path}.{i}"), seen, missing));
        }
        _ => {}
    }
}

#[test]
fn the_examples_show_every_field_every_form_and_every_word() {
    let (page, schema) = (page(), schema());
    let read = |text: &str| -> Value { toml::from_str(text).expect("TOML") };
    let mut seen = Places::default();
    page.examples.iter().for_each(|(_, example)| seen.see(&schema, &schema, &read(example)));
    let mut missing = Vec::new();
    unseen(&schema, "", &seen, &mut missing);
    // Words, and only they, may be in the base alone.
    seen.see(&schema, &schema, &read(&page.base));
    let mut nowhere = Vec::new();
    unseen(&schema, "", &seen, &mut nowhere);
    missing.retain(|one| !one.starts_with("word ") || nowhere.contains(one));
    assert!(missing.is_empty(), "no example shows\n{}", missing.join("\n"));
}

#[test]
fn the_examples_show_every_notation_of_a_belief() {
    let text: String = page().examples.into_iter().map(|(_, example)| example).collect();
    let written: Vec<&str> = text.split('"').collect();
    let with = |name: &str, commas: usize| {
        written.iter().any(|word| word.starts_with(name) && word.ends_with(')') && word.matches(',').count() == commas)
    };
    for sign in [" ± ", " +- ", " +/- ", " to "] {
        let number = |word: &str| word.parse::<f64>().is_ok();
        let found = written.iter().filter_map(|word| word.split_once(sign)).any(|(a, b)| number(a) && number(b));
        assert!(found, "no example has `{sign}`");
    }
    let families = [
        ("normal", 1),
        ("lognormal", 1),
        ("uniform", 1),
        ("triangular", 2),
        ("pert", 2),
        ("beta", 1),
        ("beta", 3),
        ("discrete", 1),
        ("exp", 0),
        ("logistic", 0),
    ];
    for (family, commas) in families {
        assert!(with(&format!("{family}("), commas), "no example has {family} with {} parameters", commas + 1);
    }
}

#[test]
fn every_field_that_may_be_left_out_says_what_holds_then() {
    let text = fs::read_to_string("docs/scenario-format.md").expect("the page");
    for line in text.lines() {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [name, _, "", meaning] = cells[..] else { continue };
        let said = ["efault", "Needed", "Either"].iter().any(|word| meaning.contains(word));
        assert!(said || !name.starts_with("| `"), "what if it is left out? {line}");
    }
}

/// Pieces on top of the base; a line that spells out what holds anyway; and how the page says it.
const DEFAULTS: [(&str, &str, &str); 43] = [
    ("", "format = 1", "Default: 1."),
    ("", "title = \"x\"", "Default: the name of its folder."),
    ("[criteria.price]", "floor = 0", "Default: 0."),
    ("[criteria.price]", "latent = false", "Default: false."),
    ("[criteria.price]", "outside = \"clamp\"", "Default: clamp."),
    ("[criteria.price]", "label = \"price\"", "Default: its id."),
    (MEASURED, "scale = \"plain\"", "Default: plain."),
    (THIRD, "credibility = 1", "Default: 1."),
    (THIRD, "known = false", "Default: false."),
    (THIRD, "label = \"third\"", "Default: its id."),
    ("[vendors.northwall.credibility]\nmean = 0.7", "confidence = \"medium\"", "Default: medium."),
    ("[status_quo]", "conflict = 0", "Default: 0."),
    ("[status_quo]", "label = \"status quo\"", "Default: \"status quo\"."),
    ("[stakeholders.coo]", "confidence = \"medium\"", "Default: medium."),
    ("[stakeholders.coo]", "reach = 1", "Default: 1."),
    ("[stakeholders.coo]", "speaks = 1", "Default: 1."),
    ("[stakeholders.coo]", "label = \"coo\"", "Default: the id."),
    ("[stakeholders.coo]", "listens_to = {}", "Default: nobody."),
    ("[stakeholders.coo]", "meddic = []", "Default: none."),
    ("[stages.decision]", "openness = 1", "Default: 1."),
    ("[stages.decision]", "discussion = 0", "Default: 0."),
    ("[stages.decision]", "label = \"decision\"", "Default: its id."),
    ("[moves.insight]", "acceptance = 1", "Default: 1."),
    ("[moves.insight]", "audience = [\"ciso\", \"coo\", \"cfo\"]", "Default: everyone."),
    ("[moves.insight]", "by = \"northwall\"", "Default: us."),
    ("[moves.insight]", "cost = { days = 0, money = 0 }", "Default: nothing."),
    ("[moves.insight.cost]\ndays = 1", "money = 0", "Default: 0."),
    ("[moves.insight.cost]\nmoney = 1", "days = 0", "Default: 0."),
    ("[moves.insight]", "requires = []", "Default: none."),
    ("[stages.one]\n[stages.two]\n[moves.insight]", "stage = \"one\"", "Default: the first."),
    ("[moves.insight]", "strength = \"beta(3, 7)\"", "Default: beta(3, 7), mean 0.3."),
    ("[moves.insight]", "take_from = \"all\"", "Default: \"all\"."),
    (REFRAME, "strength = \"beta(3, 7)\"", "Default: beta(3, 7), mean 0.3."),
    (REFRAME, "take_from = \"all\"", "Default: \"all\"."),
    (TAILOR, "strength = \"beta(3, 7)\"", "Default: beta(3, 7), mean 0.3."),
    (TAILOR, "take_from = \"all\"", "Default: \"all\"."),
    ("[gates.g]\nkind = \"veto\"\nowner = \"cfo\"", "margin = 0", "Default: 0."),
    ("[gates.g]\nkind = \"pass\"\nprobability = 0.5", "vendors = [\"northwall\", \"halcyon\"]", "Default: all."),
    ("[decision]", "rule = \"weighted-utility\"", "Default: weighted-utility."),
    (
        "[contact]\nchannel = \"online\"",
        "online = { confidence = 0.4, reach = 0.6, trust = 0.5 }",
        "Default: confidence 0.4, reach 0.6, trust 0.5.",
    ),
    (
        "[contact]\nchannel = \"hybrid\"",
        "hybrid = { confidence = 1, reach = 0.95, trust = 1 }",
        "Default: confidence 1, reach 0.95, trust 1.",
    ),
    ("[contact]\nchannel = \"in-person\"", "in-person = { confidence = 1, reach = 1, trust = 1 }", "Default: 1, 1, 1."),
    ("[stages.a]\nweeks = 4\n[stages.b]\n[memory]\nhalf_life_weeks = 4", "anchored = 0", "Default: 0."),
];

const MEASURED: &str = "[criteria.audit]\nneed = \"product\"\nworst = 0\nbest = 1\n[relative.audit]\nto = \"halcyon\"\n\
     baseline = 0.5\neffects = { northwall = 0.1, status_quo = 0 }";
const THIRD: &str = "[performance.third]\ndetection = 97\nprice = 200\nresponse = 5\n[vendors.third]";
const REFRAME: &str =
    "[strategies.s]\nmoves = [\"m\"]\n[moves.m]\nkind = \"reframe\"\ncriterion = \"price\"\nlower_to = 0.2";
const TAILOR: &str = "[strategies.s]\nmoves = [\"m\"]\n[moves.m]\nkind = \"tailor\"\ncriterion = \"response\"\n\
     improve_by = 1\nraise_to = 0.2";

#[test]
fn what_the_page_calls_a_default_is_one() {
    let (page, text) = (page(), fs::read_to_string("docs/scenario-format.md").expect("the page"));
    let scenario = |lines: &str| laid_on(&page, lines).unwrap_or_else(|problems| panic!("{problems}")).scenario;
    for (before, line, said) in DEFAULTS {
        let (left_out, spelled_out) = (format!("{before}\n"), format!("{before}\n{line}\n"));
        assert!(scenario(&left_out) == scenario(&spelled_out), "`{line}` is not what holds without it:\n{before}");
        let row = format!("| `{}` |", field(line).expect("a field"));
        let found = text.lines().any(|line| line.starts_with(&row) && line.contains(said));
        assert!(found, "no row {row} says {said}");
    }
    assert!(scenario("") == scenario("[stages.decision]\n"), "one stage, called `decision`, fully open");
    let in_person = played(&scenario("[contact]\nchannel = \"in-person\"\n"));
    assert_eq!(computed(&played(&scenario(""))), computed(&in_person), "without [contact] all factors are 1");
    // What the base sets for the examples' sake.
    let bare = page.base.replace("noise = 0.05\n", "").replace("draws = 512\n", "");
    let bare = reframe::scenario::load_text("bare.toml", &bare).expect("it loads").scenario;
    assert_eq!((bare.decision.noise, bare.defaults.draws, bare.defaults.seed), (0.0, 100_000, 1));
}
