//! The documents say what the program reads, no less and no more.

use std::fs;

use reframe::scenario::{Code, load, schema};
use serde_json::Value;

/// The text with single spaces, so that line breaks do not matter.
fn document(path: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every field anywhere in the schema, with its explanation.
fn fields(schema: &Value, found: &mut Vec<(String, String)>) {
    match schema {
        Value::Object(parts) => {
            for (name, field) in parts.get("properties").and_then(Value::as_object).into_iter().flatten() {
                found.push((name.clone(), field["description"].as_str().unwrap_or_default().to_owned()));
            }
            parts.values().for_each(|part| fields(part, found));
        }
        Value::Array(items) => items.iter().for_each(|item| fields(item, found)),
        _ => {}
    }
}

#[test]
fn every_field_is_documented_in_the_words_that_editors_show() {
    let text = document("docs/scenario-format.md");
    let mut all = Vec::new();
    fields(&schema(), &mut all);
    assert!(all.len() > 90, "only {} fields", all.len());
    for (name, description) in all {
        let words = description.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_section = text.contains(&format!("## {name} "));
        assert!(is_section || text.contains(&format!("| `{name}` |")) || name == "kind", "`{name}` is not documented");
        assert!(is_section || name == "kind" || !words.is_empty(), "`{name}` has no explanation in the schema");
        assert!(is_section || text.contains(&words), "`{name}` is explained in other words: {words}");
    }
}

#[test]
fn every_documented_field_exists() {
    let text = fs::read_to_string("docs/scenario-format.md").unwrap();
    let mut all = Vec::new();
    fields(&schema(), &mut all);
    for line in text.lines() {
        let Some((name, rest)) = line.strip_prefix("| `").and_then(|line| line.split_once("` | ")) else { continue };
        let is_field = rest.matches(" | ").count() == 2 || rest.contains(" |  | ");
        assert!(!is_field || all.iter().any(|(known, _)| known == name), "`{name}` is documented but not read");
    }
}

#[test]
fn every_code_is_documented_and_every_documented_code_exists() {
    let text = fs::read_to_string("docs/errors.md").unwrap();
    let documented: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let known: Vec<String> = Code::ALL.iter().map(|code| format!("{}: {}", code.as_str(), code.title())).collect();
    assert_eq!(documented, known);
}

#[test]
fn the_schema_calls_things_by_their_plain_names() {
    let text = schema().to_string();
    assert!(!text.contains("Raw"), "a name of the program's own");
    let names: Vec<String> = schema()["$defs"].as_object().unwrap().keys().cloned().collect();
    assert!(names.len() > 20 && names.contains(&"Criterion".to_owned()), "{names:?}");
    for target in text.split("\"#/$defs/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(names.iter().any(|name| name == target), "{target} is nowhere");
    }
}

/// What cannot be shown as a piece of a scenario, or is no business of the loader; brands (`..4..`) have tests/brand.rs.
const NOT_READ: [&str; 10] = ["E102", "E108", "E301", "W301", "E401", "E402", "E403", "E404", "W401", "W402"];

/// The codes of everything that is said about a scenario with this piece in it.
fn said_about(piece: &str) -> (bool, Vec<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join("scenarios").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let everything = fs::read_to_string("tests/golden/everything/scenario.toml").unwrap();
    for name in ["x/base.toml", "x/profiles.toml", "profiles/m.toml"] {
        write(name, &everything);
    }
    if piece.starts_with("vendor,") {
        write("x/scores.csv", piece);
        write("x/scenario.toml", "extends = [\"base.toml\"]\nperformance = \"scores.csv\"");
    } else if piece.starts_with("# in people.toml") {
        write("x/people.toml", piece);
        write("x/scenario.toml", "extends = [\"base.toml\", \"people.toml\"]");
    } else if piece.starts_with("extends") {
        write("x/scenario.toml", piece);
    } else {
        write("x/scenario.toml", &format!("extends = [\"base.toml\"]\n{piece}"));
    }
    let loaded = load(&folder.path().join("scenarios/x"));
    let (good, problems) = match &loaded {
        Ok(loaded) => (true, &loaded.warnings),
        Err(problems) => (false, problems),
    };
    (good, problems.all().iter().map(|problem| problem.code.as_str()).collect())
}

#[test]
fn the_examples_of_errors_are_errors_and_their_repairs_are_none() {
    let text = fs::read_to_string("docs/errors.md").unwrap();
    let mut read = 0;
    for section in text.split("\n## ").skip(1) {
        let code = &section[..4];
        let pieces: Vec<&str> =
            section.split("```").skip(1).step_by(2).filter_map(|block| Some(block.split_once('\n')?.1)).collect();
        let [bad, repaired] = pieces.as_slice() else { panic!("{code} has {} pieces", pieces.len()) };
        if NOT_READ.contains(&code) {
            continue;
        }
        read += 1;
        let (good, codes) = said_about(bad);
        assert!(codes.contains(&code) && good == code.starts_with('W'), "the example of {code} gives {codes:?}");
        let errors = codes.iter().filter(|code| code.starts_with('E')).count();
        assert!(errors <= 1 || code == "E220" || code == "E103", "the example of {code} gives {codes:?}");
        let (good, codes) = said_about(repaired);
        assert!(good && !codes.contains(&code), "the repair of {code} gives {codes:?}");
    }
    assert_eq!(read, Code::ALL.len() - NOT_READ.len());
}
