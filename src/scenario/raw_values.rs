//! The small values of the file: numbers with a range, texts, maps that keep their order.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident { $($schema:tt)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Deserialize)]
            pub(super) struct $name(pub f64);

            impl JsonSchema for $name {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": "number", $($schema)* })
                }
            }
        )*
    };
}

numbers! {
    /// From 0 to 1.
    Share { "minimum": 0, "maximum": 1 }
    /// Above 0.
    Positive { "exclusiveMinimum": 0 }
    /// 0 or above.
    NonNegative { "minimum": 0 }
    /// Above 0, at most 100.
    Percent { "exclusiveMinimum": 0, "maximum": 100 }
}

/// A number of rounds.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[schemars(inline, extend("maximum" = 1000))]
pub(super) struct Rounds(pub u32);

/// A label: one text, or one per language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RawText {
    /// The same in every language.
    Same(#[schemars(length(min = 1))] String),
    /// One per language.
    PerLanguage(RawLanguages),
}

/// One text per language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub(super) struct RawLanguages {
    /// English. Default: what `zh` says.
    #[schemars(length(min = 1))]
    pub en: Option<String>,
    /// Simplified Chinese. Default: what `en` says.
    #[schemars(length(min = 1))]
    pub zh: Option<String>,
}

/// A number, or a text such as "98.6 ± 0.4", "2 to 9", "pert(1, 2, 6)": a belief about a number.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Quantity {
    /// Known.
    Number(f64),
    /// "98.6 ± 0.4", "2 to 9", normal(mean, sd), lognormal(median, sigma), uniform(low, high), triangular(low, mode,
    /// high), pert(low, mode, high), beta(a, b), beta(a, b, low, high), discrete(1: 0.2, 2: 0.8), exp(0.1 ± 0.06),
    /// logistic(-0.2 ± 0.1).
    Notation(String),
}

/// How sure a diagnosis is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RawConfidence {
    /// A word.
    Word(ConfidenceWord),
    /// K: the standard deviation of a share s is sqrt(s (1 - s) / (K + 1)).
    Number(#[schemars(range(min = 0.1, max = 1e6))] f64),
}

/// How sure, in a word.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ConfidenceWord {
    /// K = 8: a share of 0.3 is known to about ± 0.15.
    Low,
    /// K = 30: a share of 0.3 is known to about ± 0.08.
    Medium,
    /// K = 120: a share of 0.3 is known to about ± 0.04.
    High,
    /// The shares are known.
    Exact,
}

/// As long as it takes.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DiscussionWord {
    /// Until nothing changes any more.
    Settled,
}

macro_rules! maps {
    ($($(#[$doc:meta])* $name:ident { $($schema:tt)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug)]
            pub(super) struct $name<T>(pub Vec<(String, T)>);

            impl<'de, T: Deserialize<'de>> Deserialize<'de> for $name<T> {
                fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    from.deserialize_map(InOrder(PhantomData)).map(Self)
                }
            }

            impl<T: JsonSchema> JsonSchema for $name<T> {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    format!("{}_{}", stringify!($name), T::schema_name()).into()
                }

                fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                    let entry = generator.subschema_for::<T>();
                    json_schema!({ "type": "object", "additionalProperties": entry, $($schema)* })
                }
            }
        )*
    };
}

maps! {
    /// Things with an id, in the order of the file.
    Registry { "propertyNames": { "pattern": "^[A-Za-z0-9_-]+$" } }
    /// One entry per thing that is named elsewhere, in the order of the file.
    Per {}
}

struct InOrder<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
    type Value = Vec<(String, T)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}
