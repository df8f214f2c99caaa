//! Does the file have the right keys with the right kinds of values? Checked against the JSON Schema of the raw
//! types, so that every problem is found at once. What cannot be used is repaired: a wrong value becomes a stand-in,
//! a misspelt key the one that was probably meant, and nothing else is lost.

use serde_json::Value as Json;

use super::Code;
use super::diagnostics::{Diagnostic, Place};
use super::nearest::nearest;
use super::schema::{SCHEMA, branches, kind_word, kinds, property, required, resolve};
use super::shape_words::{allowed_words, describe, found, out_of_range, quoted, words_of};
use super::stand_in::{self, stand_in};
use super::tree::{Entry, Node, Table, Value};
use crate::model::rules::Doubts;

/// Reports everything in the tree that the schema does not allow, and puts stand-ins in its place: afterwards the
/// tree can be read. `doubts`: where the stand-ins are.
pub(super) fn check(tree: &mut Node, problems: &mut Vec<Diagnostic>, doubts: &mut Doubts) {
    let mut walk = Walk::new(&SCHEMA);
    walk.node(&SCHEMA, tree, &Spot { name: String::new(), path: String::new(), key: tree.place.clone() });
    problems.append(&mut walk.problems);
    walk.doubts.into_iter().for_each(|path| doubts.add(path));
}

/// Where the walk is: a dotted name for people, the dotted path, and the place of the key.
struct Spot {
    name: String,
    path: String,
    key: Place,
}

impl Spot {
    fn inner(&self, key: &str, place: &Place) -> Spot {
        let path = |outer: &str| if outer.is_empty() { key.to_owned() } else { format!("{outer}.{key}") };
        Spot { name: path(&self.name), path: path(&self.path), key: place.clone() }
    }

    /// An entry of a list: people call it by the name of the list.
    fn entry(&self, position: usize, place: &Place) -> Spot {
        Spot { name: self.name.clone(), path: format!("{}.{position}", self.path), key: place.clone() }
    }

    fn title(&self) -> String {
        if self.name.is_empty() { "the scenario".to_owned() } else { format!("`{}`", self.name) }
    }
}

struct Walk<'a> {
    root: &'a Json,
    problems: Vec<Diagnostic>,
    doubts: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(root: &'a Json) -> Self {
        Self { root, problems: Vec::new(), doubts: Vec::new() }
    }

    /// Makes the node one that the schema allows.
    fn node(&mut self, schema: &'a Json, node: &mut Node, spot: &Spot) {
        if !self.usable(schema, node, spot) {
            self.replace(schema, node, spot);
        }
    }

    fn replace(&mut self, schema: &Json, node: &mut Node, spot: &Spot) {
        node.value = stand_in(self.root, schema, &node.place);
        self.doubts.push(spot.path.clone());
    }

    /// Whether the node is of use as a whole; what is wrong inside it is replaced.
    fn usable(&mut self, schema: &'a Json, node: &mut Node, spot: &Spot) -> bool {
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
        let mut best: Option<(Walk<'a>, Node)> = None;
        for branch in branches.iter().filter(|branch| fits(resolve(self.root, branch), node)) {
            let mut attempt = Walk::new(self.root);
            let mut copy = node.clone();
            attempt.node(branch, &mut copy, spot);
            if best.as_ref().is_none_or(|(best, _)| attempt.problems.len() < best.problems.len()) {
                best = Some((attempt, copy));
            }
        }
        let Some((mut walk, copy)) = best else { return self.wrong_type(schema, node, spot) };
        for problem in &mut walk.problems {
            if problem.code == Code::UnknownWord {
                problem.help = Some(format!("allowed: {}", describe(self.root, schema)));
            }
        }
        self.problems.append(&mut walk.problems);
        self.doubts.append(&mut walk.doubts);
        *node = copy;
        true
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
            self.report(Diagnostic::error(Code::Entries, message).at(place, "write something here"));
        }
        true
    }

    fn list(&mut self, schema: &'a Json, items: &mut [Node], place: &Place, spot: &Spot) -> bool {
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
            self.report(Diagnostic::error(Code::Entries, message).at(place, format!("{} here", items.len())));
            self.doubts.push(spot.path.clone());
        }
        for (position, item) in items.iter_mut().enumerate() {
            let inner = spot.entry(position, &item.place);
            if let Some(part) = fixed.and_then(|parts| parts.get(position)).or_else(|| schema.get("items")) {
                self.node(part, item, &inner);
            }
        }
        true
    }

    fn table(&mut self, schema: &'a Json, table: &mut Table, spot: &Spot) -> bool {
        let kind = self.kind(schema, table, spot);
        let chosen = kind.map(|(kind, _)| kind);
        // With a kind that nobody knows, the fields of every kind may be meant.
        let sure = kind.is_none_or(|(_, sure)| sure);
        let others = if sure { &[] } else { kinds(schema).unwrap_or_default() };
        let mut known: Vec<String> = table.keys().map(str::to_owned).collect();
        let mut lost: Vec<String> = Vec::new();
        for entry in &mut table.0 {
            let part = |key: &str| {
                let fields = [Some(schema), chosen].into_iter().flatten().chain(others);
                fields.into_iter().find_map(|part| property(part, key))
            };
            let additional = schema.get("additionalProperties").filter(|part| part.is_object());
            if let Some(part) = part(&entry.key).or(additional) {
                if !id_allowed(schema, &entry.key) {
                    self.bad_id(&entry.key, &entry.key_place);
                }
                self.node(part, &mut entry.node, &spot.inner(&entry.key, &entry.key_place));
                continue;
            }
            let meant = self.unknown_key(schema, chosen, &entry.key, &entry.key_place, spot);
            let meant = meant.filter(|key| !known.iter().any(|known| known == key));
            let Some((key, part)) = meant.and_then(|key| Some((key, part(key)?))) else {
                lost.push(entry.key.clone());
                continue;
            };
            known.push(key.to_owned());
            key.clone_into(&mut entry.key);
            let inner = spot.inner(key, &entry.key_place);
            if fits_some(self.root, part, &entry.node) {
                self.node(part, &mut entry.node, &inner);
            } else {
                self.replace(part, &mut entry.node, &inner);
            }
        }
        table.0.retain(|entry| !lost.contains(&entry.key));
        self.required(schema, chosen, sure, table, spot);
        if schema["minProperties"].as_u64().unwrap_or(0) > 0 && table.0.is_empty() && lost.is_empty() {
            let message = format!("{} is empty", spot.title());
            self.report(Diagnostic::error(Code::Entries, message).at(&spot.key, "nothing here"));
        }
        true
    }

    /// Reports the fields that are missing, and puts stand-ins there.
    fn required(&mut self, schema: &Json, chosen: Option<&Json>, sure: bool, table: &mut Table, spot: &Spot) {
        for (part, certain) in [(Some(schema), true), (chosen, sure)] {
            let Some(part) = part else { continue };
            for key in required(part).filter(|key| property(part, key).is_some()) {
                if table.get(key).is_some() {
                    continue;
                }
                if certain {
                    self.missing(key, spot);
                }
                let node = stand_in::node(self.root, &part["properties"][key], &spot.key);
                self.doubts.push(spot.inner(key, &spot.key).path);
                table.0.push(Entry { key: key.to_owned(), key_place: spot.key.clone(), node });
            }
        }
    }

    /// For moves and gates: the branch of the schema that their `kind` chooses, and whether that is certain. If it
    /// is not, a branch that the other fields fit is put there.
    fn kind(&mut self, schema: &'a Json, table: &mut Table, spot: &Spot) -> Option<(&'a Json, bool)> {
        let kinds = kinds(schema)?;
        let words: Vec<&str> = kinds.iter().filter_map(kind_word).collect();
        self.misspelt_kind(schema, kinds, table, spot);
        let mut hint = None;
        match table.get("kind") {
            None => {
                let message = format!("{} has no `kind`", spot.title());
                self.report(
                    Diagnostic::error(Code::MissingField, message)
                        .at(&spot.key, "`kind` is missing here")
                        .help(format!("add kind = one of {}", allowed_words(&words))),
                );
            }
            Some(entry) => {
                let text = Json::Object([("type".to_owned(), "string".into())].into_iter().collect());
                let good = self.word(&words, &text, &entry.node, &spot.inner("kind", &entry.key_place));
                if let Value::Text(word) = &entry.node.value {
                    if good {
                        return kinds.iter().find(|kind| kind_word(kind) == Some(word)).map(|kind| (kind, true));
                    }
                    hint = nearest(word, words.iter().copied());
                }
            }
        }
        let fields = |kind: &Json| table.keys().filter(|key| property(kind, key).is_some()).count();
        let guess = kinds.iter().max_by_key(|kind| (hint.is_some() && kind_word(kind) == hint, fields(kind)))?;
        let place = table.get("kind").map_or_else(|| spot.key.clone(), |entry| entry.node.place.clone());
        let key_place = table.remove("kind").map_or_else(|| spot.key.clone(), |entry| entry.key_place);
        let node = Node::text(place, kind_word(guess).unwrap_or_default());
        table.0.push(Entry { key: "kind".to_owned(), key_place, node });
        self.doubts.push(spot.inner("kind", &spot.key).path);
        Some((guess, false))
    }

    /// A key that was probably meant to be `kind` becomes it.
    fn misspelt_kind(&mut self, schema: &'a Json, kinds: &'a [Json], table: &mut Table, spot: &Spot) {
        if table.get("kind").is_some() {
            return;
        }
        let known =
            |key: &str| property(schema, key).is_some() || kinds.iter().any(|kind| property(kind, key).is_some());
        let misspelt = |entry: &&mut Entry| !known(&entry.key) && nearest(&entry.key, ["kind"]).is_some();
        if let Some(entry) = table.0.iter_mut().find(misspelt) {
            self.unknown_key(schema, kinds.first(), &entry.key, &entry.key_place, spot);
            "kind".clone_into(&mut entry.key);
        }
    }

    /// Reports the key, and returns the known one that was probably meant, if it belongs here.
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
        hint.filter(|_| elsewhere.is_empty())
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

/// As [`fits`], or of a type of one of the branches.
fn fits_some(root: &Json, schema: &Json, node: &Node) -> bool {
    let schema = resolve(root, schema);
    match branches(schema) {
        Some(branches) if schema.get("type").is_none() => branches.iter().any(|branch| fits_some(root, branch, node)),
        _ => fits(schema, node),
    }
}
