//! The documents say what the program reads, no less and no more.

use std::fs;

use reframe::scenario::{Code, schema};
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
