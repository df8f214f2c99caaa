//! Does the file have the right keys with the right kinds of values? Checked against the JSON Schema of the raw
//! types, so that every problem is found at once, and what is usable can be looked at further.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use super::Code;
use super::diagnostics::{Diagnostic, Place};
use super::nearest::nearest;
use super::raw::RawScenario;
use super::shape_words::{allowed_words, describe, found, out_of_range, quoted, words_of};
use super::tree::{Node, Table, Value};

static SCHEMA: LazyLock<Json> = LazyLock::new(|| {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<RawScenario>();
    let mut schema = schema.to_value();
    without_null(&mut schema);
    schema
});

/// The JSON Schema of a scenario file, with descriptions, for completion in editors.
pub fn schema() -> Json {
    SCHEMA.clone()
}

/// Reports everything in the tree that the schema does not allow, and removes it from the tree. `false` if too
/// little is left to go on. `about`: the dotted paths of what was removed.
pub(super) fn check(tree: &mut Node, problems: &mut Vec<Diagnostic>, about: &mut Vec<String>) -> bool {
    let mut walk = Walk::new(&SCHEMA);
    let usable = walk.node(&SCHEMA, tree, &Spot { name: String::new(), key: tree.place.clone() });
    problems.append(&mut walk.problems);
    about.append(&mut walk.about);
    usable
}

/// Where the walk is: a dotted name for people, and the place of the key.
struct Spot {
    name: String,
    key: Place,
}

impl Spot {
    fn inner(&self, key: &str, place: &Place) -> Spot {
        let name = if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) };
        Spot { name, key: place.clone() }
    }

    fn title(&self) -> String {
        if self.name.is_empty() { "the scenario".to_owned() } else { format!("`{}`", self.name) }
    }
}

struct Walk<'a> {
    root: &'a Json,
    problems: Vec<Diagnostic>,
    about: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(root: &'a Json) -> Self {
        Self { root, problems: Vec::new(), about: Vec::new() }
    }

    /// Whether the node is usable, after what is not has been taken out.
    fn node(&mut self, schema: &'a Json, node: &mut Node, spot: &Spot) -> bool {
        let schema = resolve(self.root, schema);
        if schema.get("type").is_none()
            && let Some(branches) = branches(schema)
        {
            return match words_of(self.root, schema) {
                Some(words) => self.word(&words, schema, node, spot),
                None => self.union(branches, schema, node, spot),
            };
        }
        if let Some(words) = words_of(self.root, schema) {
            return self.word(&words, schema, node, spot);
        }
        if !fits(schema, node) {
            return self.wrong_type(schema, node, spot);
        }
        let place = node.place.clone();
        match &mut node.value {
            Value::Number { float, integer } => self.number(schema, *float, *integer, &place, spot),
            Value::Text(words) => self.text(schema, words, &place, spot),
            Value::List(items) => self.list(schema, items, &place, spot),
            Value::Table(table) => self.table(schema, table, spot),
            Value::Truth(_) | Value::Date => true,
        }
    }

    fn report(&mut self, problem: Diagnostic) -> bool {
        self.problems.push(problem);
        false
    }

    fn wrong_type(&mut self, schema: &Json, node: &Node, spot: &Spot) -> bool {
        let expected = describe(self.root, schema);
        let mut problem = Diagnostic::error(
            Code::WrongType,
            format!("{} must be {expected}, but this is {}", spot.title(), found(node)),
        )
        .at(&node.place, format!("expected {expected}"));
        if let Value::Text(words) = &node.value
            && words.trim().parse::<f64>().is_ok()
        {
            problem = problem.help(format!("write the number without quotes: {}", words.trim()));
        }
        self.report(problem)
    }

    fn word(&mut self, words: &[&str], schema: &Json, node: &Node, spot: &Spot) -> bool {
        let Value::Text(word) = &node.value else { return self.wrong_type(schema, node, spot) };
        if words.contains(&word.as_str()) {
            return true;
        }
        let hint = nearest(word, words.iter().copied());
        let label = hint.map_or_else(|| "unknown word".to_owned(), |near| format!("did you mean \"{near}\"?"));
        self.report(
            Diagnostic::error(Code::UnknownWord, format!("{} cannot be \"{word}\"", spot.title()))
                .at(&node.place, label)
                .help(format!("allowed: {}", allowed_words(words))),
        )
    }

    /// The branch of the union that the node fits best.
    fn union(&mut self, branches: &'a [Json], schema: &Json, node: &mut Node, spot: &Spot) -> bool {
        let mut best: Option<(Vec<Diagnostic>, Node, bool)> = None;
        for branch in branches.iter().filter(|branch| fits(resolve(self.root, branch), node)) {
            let mut attempt = Walk::new(self.root);
            let mut copy = node.clone();
            let usable = attempt.node(branch, &mut copy, spot);
            if best.as_ref().is_none_or(|(problems, ..)| attempt.problems.len() < problems.len()) {
                best = Some((attempt.problems, copy, usable));
            }
        }
        let Some((mut problems, copy, usable)) = best else { return self.wrong_type(schema, node, spot) };
        for problem in &mut problems {
            if problem.code == Code::UnknownWord {
                problem.help = Some(format!("allowed: {}", describe(self.root, schema)));
            }
        }
        self.problems.append(&mut problems);
        *node = copy;
        usable
    }

    fn number(&mut self, schema: &Json, float: f64, integer: Option<i128>, place: &Place, spot: &Spot) -> bool {
        let whole = schema["type"] == "integer";
        let fits_u64 = !whole || integer.is_some_and(|exact| u64::try_from(exact).is_ok());
        if float.is_finite() && fits_u64 && !out_of_range(schema, float) {
            return true;
        }
        let expected = describe(self.root, schema);
        self.report(
            Diagnostic::error(Code::OutOfRange, format!("{} must be {expected}, found {float}", spot.title()))
                .at(place, format!("expected {expected}")),
        )
    }

    fn text(&mut self, schema: &Json, words: &str, place: &Place, spot: &Spot) -> bool {
        if schema["minLength"].as_u64().unwrap_or(0) > 0 && words.trim().is_empty() {
            let message = format!("{} is empty", spot.title());
            return self.report(Diagnostic::error(Code::Entries, message).at(place, "write something here"));
        }
        true
    }

    fn list(&mut self, schema: &'a Json, items: &mut Vec<Node>, place: &Place, spot: &Spot) -> bool {
        let fewest = schema["minItems"].as_u64().unwrap_or(0);
        let fixed = schema["prefixItems"].as_array();
        if let Some(parts) = fixed
            && items.len() != parts.len()
        {
            let expected = describe(self.root, schema);
            let message = format!("{} must be {expected}, but this has {} entries", spot.title(), items.len());
            return self.report(Diagnostic::error(Code::Entries, message).at(place, format!("expected {expected}")));
        }
        if (items.len() as u64) < fewest {
            let message = format!("{} needs at least {fewest} {}", spot.title(), plural(fewest));
            return self.report(Diagnostic::error(Code::Entries, message).at(place, format!("{} here", items.len())));
        }
        let mut usable = true;
        let mut position = 0;
        items.retain_mut(|item| {
            let inner = Spot { name: spot.name.clone(), key: item.place.clone() };
            let part = fixed.and_then(|parts| parts.get(position)).or_else(|| schema.get("items"));
            position += 1;
            let good = part.is_none_or(|part| self.node(part, item, &inner));
            usable &= good || fixed.is_none();
            good
        });
        usable
    }

    fn table(&mut self, schema: &'a Json, table: &mut Table, spot: &Spot) -> bool {
        let Ok(chosen) = self.chosen_kind(schema, table, spot) else { return false };
        let mut usable = true;
        let mut broken: Vec<String> = Vec::new();
        let mut meant: Vec<&str> = Vec::new();
        for entry in &mut table.0 {
            let inner = spot.inner(&entry.key, &entry.key_place);
            let part = property(schema, &entry.key)
                .or_else(|| chosen.and_then(|kind| property(kind, &entry.key)))
                .or_else(|| schema.get("additionalProperties").filter(|part| part.is_object()));
            let good = match part {
                Some(_) if !id_allowed(schema, &entry.key) => self.bad_id(&entry.key, &entry.key_place),
                Some(part) => self.node(part, &mut entry.node, &inner),
                None => {
                    meant.extend(self.unknown_key(schema, chosen, &entry.key, &entry.key_place, spot));
                    false
                }
            };
            if !good {
                self.about.push(inner.name);
                broken.push(entry.key.clone());
            }
        }
        for key in required(schema).chain(chosen.into_iter().flat_map(required)) {
            if broken.iter().any(|known| known == key) || meant.contains(&key) {
                usable = false;
            } else if table.get(key).is_none() {
                usable = self.missing(key, spot);
            }
        }
        if schema["minProperties"].as_u64().unwrap_or(0) > 0 && table.0.is_empty() {
            let message = format!("{} is empty", spot.title());
            usable = self.report(Diagnostic::error(Code::Entries, message).at(&spot.key, "nothing here"));
        }
        table.0.retain(|entry| !broken.contains(&entry.key));
        usable
    }

    /// For moves and gates: the branch of the schema that their `kind` chooses.
    fn chosen_kind(&mut self, schema: &'a Json, table: &Table, spot: &Spot) -> Result<Option<&'a Json>, ()> {
        let Some(kinds) = kinds(schema) else { return Ok(None) };
        let words: Vec<&str> = kinds.iter().filter_map(kind_word).collect();
        let Some(entry) = table.get("kind") else {
            let message = format!("{} has no `kind`", spot.title());
            self.report(
                Diagnostic::error(Code::MissingField, message)
                    .at(&spot.key, "`kind` is missing here")
                    .help(format!("add kind = one of {}", allowed_words(&words))),
            );
            return Err(());
        };
        let inner = spot.inner("kind", &entry.key_place);
        if !self.word(
            &words,
            &Json::Object([("type".to_owned(), "string".into())].into_iter().collect()),
            &entry.node,
            &inner,
        ) {
            return Err(());
        }
        Ok(kinds.iter().find(|kind| matches!(&entry.node.value, Value::Text(word) if kind_word(kind) == Some(word))))
    }

    /// Reports the key, and returns the known one that was probably meant.
    fn unknown_key(
        &mut self,
        schema: &'a Json,
        chosen: Option<&'a Json>,
        key: &str,
        place: &Place,
        spot: &Spot,
    ) -> Option<&'a str> {
        let mut keys: Vec<&str> = Vec::new();
        for part in [Some(schema), chosen].into_iter().flatten() {
            keys.extend(part["properties"].as_object().into_iter().flat_map(|all| all.keys().map(String::as_str)));
        }
        keys.dedup();
        let hint = nearest(key, keys.iter().copied());
        let label = hint.map_or_else(|| "not known here".to_owned(), |near| format!("did you mean `{near}`?"));
        let elsewhere: Vec<&str> = kinds(schema)
            .into_iter()
            .flatten()
            .filter(|kind| property(kind, key).is_some())
            .filter_map(kind_word)
            .collect();
        let message = match chosen.and_then(kind_word) {
            Some(kind) if !elsewhere.is_empty() => {
                format!("a `{kind}` has no `{key}` (that belongs to {})", quoted(&elsewhere))
            }
            _ => format!("unknown key `{key}` in {}", spot.title()),
        };
        self.report(
            Diagnostic::error(Code::UnknownKey, message)
                .at(place, label)
                .help(format!("keys here: {}", keys.join(", "))),
        );
        hint
    }

    fn missing(&mut self, key: &str, spot: &Spot) -> bool {
        self.report(
            Diagnostic::error(Code::MissingField, format!("{} has no `{key}`", spot.title()))
                .at(&spot.key, format!("`{key}` is missing here")),
        )
    }

    fn bad_id(&mut self, key: &str, place: &Place) -> bool {
        self.report(
            Diagnostic::error(Code::BadId, format!("`{key}` cannot be an id"))
                .at(place, "letters a-z, A-Z, digits, - and _ only")
                .help("what people should read goes into `label`, in any language"),
        )
    }
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "entry" } else { "entries" }
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

fn property<'a>(schema: &'a Json, key: &str) -> Option<&'a Json> {
    schema.get("properties")?.get(key)
}

fn required(schema: &Json) -> impl Iterator<Item = &str> {
    schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str)
}

fn kinds(schema: &Json) -> Option<&[Json]> {
    let kinds = schema.get("oneOf")?.as_array()?;
    kinds.iter().all(|kind| kind_word(kind).is_some()).then_some(kinds.as_slice())
}

fn kind_word(kind: &Json) -> Option<&str> {
    kind["properties"]["kind"]["const"].as_str()
}

/// Ids are what `propertyNames` of the schema says: letters, digits, `-` and `_`.
fn id_allowed(schema: &Json, key: &str) -> bool {
    schema.get("propertyNames").is_none()
        || !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Whether the node is of the type that the schema names (a schema without a type takes anything).
fn fits(schema: &Json, node: &Node) -> bool {
    match (schema["type"].as_str(), &node.value) {
        (None, _) => true,
        (Some("number"), Value::Number { .. })
        | (Some("string"), Value::Text(_))
        | (Some("boolean"), Value::Truth(_))
        | (Some("array"), Value::List(_))
        | (Some("object"), Value::Table(_)) => true,
        (Some("integer"), Value::Number { integer, .. }) => integer.is_some(),
        _ => false,
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
