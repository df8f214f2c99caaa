//! The JSON Schema of a scenario file, made from the raw types, and how it is read.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use super::raw::RawScenario;

pub(super) static SCHEMA: LazyLock<Json> = LazyLock::new(|| {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<RawScenario>();
    let mut schema = schema.to_value();
    without_null(&mut schema);
    plain_names(&mut schema);
    schema
});

/// The JSON Schema of a scenario file, with descriptions, for completion in editors.
pub fn schema() -> Json {
    SCHEMA.clone()
}

pub(super) fn resolve<'a>(root: &'a Json, mut schema: &'a Json) -> &'a Json {
    while let Some(target) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        schema = &root["$defs"][target];
    }
    schema
}

pub(super) fn branches(schema: &Json) -> Option<&[Json]> {
    schema.get("anyOf").or_else(|| schema.get("oneOf"))?.as_array().map(Vec::as_slice)
}

pub(super) fn property<'a>(schema: &'a Json, key: &str) -> Option<&'a Json> {
    schema.get("properties")?.get(key)
}

pub(super) fn required(schema: &Json) -> impl Iterator<Item = &str> {
    schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str)
}

pub(super) fn kinds(schema: &Json) -> Option<&[Json]> {
    let kinds = schema.get("oneOf")?.as_array()?;
    kinds.iter().all(|kind| kind_word(kind).is_some()).then_some(kinds.as_slice())
}

pub(super) fn kind_word(kind: &Json) -> Option<&str> {
    kind["properties"]["kind"]["const"].as_str()
}

/// The types are called `Raw...` here; that says nothing to who reads the schema.
fn plain_names(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(plain_names),
        Json::Object(fields) => {
            if let Some(Json::String(target)) = fields.get_mut("$ref") {
                *target = target.replace("#/$defs/Raw", "#/$defs/");
            }
            if let Some(Json::Object(types)) = fields.get_mut("$defs") {
                let plain = |(name, part): (String, Json)| (name.trim_start_matches("Raw").to_owned(), part);
                *types = std::mem::take(types).into_iter().map(plain).collect();
            }
            fields.values_mut().for_each(plain_names);
        }
        _ => {}
    }
}

/// TOML has no null: an optional field is simply not there.
fn without_null(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(without_null),
        Json::Object(fields) => {
            if let Some(Json::Array(types)) = fields.get_mut("type") {
                types.retain(|name| name != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    fields.insert("type".to_owned(), only);
                }
            }
            if let Some(Json::Array(options)) = fields.get_mut("anyOf") {
                options.retain(|option| option["type"] != "null");
                if let [Json::Object(only)] = options.as_slice() {
                    let only = only.clone();
                    fields.remove("anyOf");
                    for (key, value) in only {
                        fields.entry(key).or_insert(value);
                    }
                }
            }
            fields.values_mut().for_each(without_null);
        }
        _ => {}
    }
}
