//! What a schema allows and what was found instead, in words.

use serde_json::Value as Json;

use super::shape::{branches, resolve};
use super::tree::{Node, Value};

/// The words that a schema allows, if it allows words only.
pub(super) fn words_of<'a>(root: &'a Json, schema: &'a Json) -> Option<Vec<&'a str>> {
    if let Some(word) = schema["const"].as_str() {
        return Some(vec![word]);
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().map(Json::as_str).collect();
    }
    if schema["type"] == "object" {
        return None;
    }
    let mut words = Vec::new();
    for branch in branches(schema)? {
        words.append(&mut words_of(root, resolve(root, branch))?);
    }
    Some(words)
}

/// `"low", "medium"`
pub(super) fn allowed_words(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

/// `` `a`, `b` ``
pub(super) fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What a schema allows.
pub(super) fn describe(root: &Json, schema: &Json) -> String {
    let schema = resolve(root, schema);
    if let Some(words) = words_of(root, schema) {
        return match words.as_slice() {
            [only] => format!("\"{only}\""),
            _ => format!("one of {}", allowed_words(&words)),
        };
    }
    match schema["type"].as_str() {
        Some("number") => format!("a number{}", range(schema)),
        Some("integer") => format!("a whole number{}", range(schema)),
        Some("string") => "a text".to_owned(),
        Some("boolean") => "true or false".to_owned(),
        Some("array") => match schema["prefixItems"].as_array() {
            Some(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| describe(root, part)).collect();
                format!("a list [{}]", parts.join("; "))
            }
            None => "a list".to_owned(),
        },
        Some("object") => match schema["properties"].as_object() {
            Some(fields) if fields.len() < 5 => {
                format!("a table {{ {} }}", fields.keys().map(String::as_str).collect::<Vec<_>>().join(", "))
            }
            _ => "a table".to_owned(),
        },
        _ => {
            let options: Vec<String> =
                branches(schema).unwrap_or_default().iter().map(|branch| describe(root, branch)).collect();
            options.join(", or ")
        }
    }
}

fn range(schema: &Json) -> String {
    let bound = |key: &str| schema[key].as_f64();
    match (bound("minimum"), bound("exclusiveMinimum"), bound("maximum"), bound("exclusiveMaximum")) {
        (Some(low), _, Some(high), _) => format!(" from {low} to {high}"),
        (_, Some(low), Some(high), _) => format!(" above {low}, at most {high}"),
        (_, Some(low), _, Some(high)) => format!(" between {low} and {high}"),
        (Some(low), ..) => format!(" of at least {low}"),
        (_, Some(low), ..) => format!(" above {low}"),
        (.., Some(high), _) => format!(" of at most {high}"),
        _ => String::new(),
    }
}

/// Whether the number is outside the limits of the schema.
pub(super) fn out_of_range(schema: &Json, x: f64) -> bool {
    let bound = |key: &str| schema[key].as_f64();
    bound("minimum").is_some_and(|low| x < low)
        || bound("maximum").is_some_and(|high| x > high)
        || bound("exclusiveMinimum").is_some_and(|low| x <= low)
        || bound("exclusiveMaximum").is_some_and(|high| x >= high)
}

/// What was found.
pub(super) fn found(node: &Node) -> &'static str {
    match &node.value {
        Value::Text(_) => "a text",
        Value::Number { integer: Some(_), .. } => "a number",
        Value::Number { .. } => "a number with decimals",
        Value::Truth(_) => "true or false",
        Value::Date => "a date",
        Value::List(_) => "a list",
        Value::Table(_) => "a table",
    }
}
