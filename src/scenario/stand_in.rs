//! Something that can be read, for the place of something that cannot: so that the rest is still examined.

use serde_json::Value as Json;

use super::diagnostics::Place;
use super::schema::{branches, kind_word, kinds, property, required, resolve};
use super::shape_words::{out_of_range, words_of};
use super::tree::{Entry, Node, Table, Value};

/// The plainest value that this schema allows. What is read from it is doubtful and never leaves the scenario layer.
pub(super) fn stand_in(root: &Json, schema: &Json, place: &Place) -> Value {
    let schema = resolve(root, schema);
    if let Some(word) = words_of(root, schema).and_then(|words| words.first().copied()) {
        return Value::Text(word.to_owned());
    }
    match schema["type"].as_str() {
        Some("number") => number(schema, &[0.0, 1.0, 0.5]),
        Some("integer") => number(schema, &[0.0, 1.0]),
        Some("boolean") => Value::Truth(false),
        Some("array") => {
            let parts = schema["prefixItems"].as_array().into_iter().flatten();
            Value::List(parts.map(|part| node(root, part, place)).collect())
        }
        Some("object") => object(root, schema, place),
        Some(_) => Value::Text(String::new()),
        None => {
            let options = branches(schema).unwrap_or_default();
            let table = options.iter().find(|option| resolve(root, option)["type"] == "object");
            let option = table.or(options.first());
            option.map_or_else(|| Value::Text(String::new()), |option| stand_in(root, option, place))
        }
    }
}

/// As [`stand_in`], with a place.
pub(super) fn node(root: &Json, schema: &Json, place: &Place) -> Node {
    Node { place: place.clone(), value: stand_in(root, schema, place) }
}

#[expect(clippy::cast_possible_truncation, reason = "the candidates are 0, 1 and a half")]
fn number(schema: &Json, candidates: &[f64]) -> Value {
    let float = candidates.iter().copied().find(|x| !out_of_range(schema, *x)).unwrap_or_default();
    Value::Number { float, integer: (float.fract() == 0.0).then_some(float as i128) }
}

fn object(root: &Json, schema: &Json, place: &Place) -> Value {
    let kind = kinds(schema).and_then(<[Json]>::first);
    let parts = [Some(schema), kind].into_iter().flatten();
    let fields = parts.flat_map(|part| required(part).filter_map(|key| Some((key, property(part, key)?))));
    let entry = |(key, part): (&str, &Json)| {
        let node = match kind.and_then(kind_word) {
            Some(word) if key == "kind" => Node::text(place.clone(), word),
            _ => node(root, part, place),
        };
        Entry { key: key.to_owned(), key_place: place.clone(), node }
    };
    Value::Table(Table(fields.map(entry).collect()))
}
