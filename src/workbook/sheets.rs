//! The sheets of the workbook: what each is called and what its columns say. Columns have stable keys, so that a
//! workbook in one language is read by a program in the other.

use super::columns::{CRITERIA, PERFORMANCE, VENDORS};
use super::columns_moves::{GATES, MOVES, STAGES, STRATEGIES};
use super::columns_people::PEOPLE;
use super::kind::{Kind, Register};
use super::settings::DEAL;
use super::words::{Say, say};

/// A column of a sheet, or a row of the deal sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its stable name in the hidden row.
    pub key: &'static str,
    /// Where its value belongs, inside the entry of its row.
    pub path: &'static [&'static str],
    pub kind: Kind,
    pub head: Say,
    /// What it means, in plain words, with an example.
    pub note: Say,
    /// Whether every row needs it.
    pub needed: bool,
}

impl Column {
    pub const fn new(key: &'static str, path: &'static [&'static str], kind: Kind, head: Say, note: Say) -> Column {
        Column { key, path, kind, head, note, needed: false }
    }

    pub const fn needed(self) -> Column {
        Column { needed: true, ..self }
    }
}

/// How the rows of a sheet make up a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One setting a row: key, name, value, meaning.
    Settings,
    /// One entry of a section a row.
    Entries(&'static str),
    /// As entries, and further columns for criteria; a second row for an id adds another form of weights.
    People,
    /// Who does how well; columns for criteria.
    Performance,
    /// A strategy a row, its moves in several columns.
    Strategies,
    /// Place and value.
    Others,
}

/// A sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// Its stable name, before the keys of its columns.
    pub key: &'static str,
    pub name: Say,
    pub shape: Shape,
    pub columns: &'static [Column],
    /// Whether a workbook without it is incomplete.
    pub needed: bool,
}

/// The key of a column whose head names a criterion.
pub(super) const ANY: &str = "*";

/// The key of the columns that hold the moves of a strategy.
pub(super) const MOVE: &str = "move";

/// Fields with a short form: what stands there without a table belongs under this key of it.
pub(super) const SHORT_FORMS: [(&str, &str); 4] =
    [("label", "en"), ("unit", "en"), ("title", "en"), ("credibility", "mean")];

/// Every sheet that is read, in the order of the workbook.
pub(super) const SHEETS: &[Sheet] = &[
    Sheet { key: "deal", name: say("Deal", "项目"), shape: Shape::Settings, columns: DEAL, needed: true },
    Sheet {
        key: "criteria",
        name: say("Criteria", "准则"),
        shape: Shape::Entries("criteria"),
        columns: CRITERIA,
        needed: true,
    },
    Sheet {
        key: "vendors",
        name: say("Vendors", "厂商"),
        shape: Shape::Entries("vendors"),
        columns: VENDORS,
        needed: true,
    },
    Sheet {
        key: "performance",
        name: say("Performance", "性能"),
        shape: Shape::Performance,
        columns: PERFORMANCE,
        needed: false,
    },
    Sheet { key: "people", name: say("People", "人员"), shape: Shape::People, columns: PEOPLE, needed: true },
    Sheet { key: "moves", name: say("Moves", "动作"), shape: Shape::Entries("moves"), columns: MOVES, needed: false },
    Sheet {
        key: "strategies",
        name: say("Strategies", "策略"),
        shape: Shape::Strategies,
        columns: STRATEGIES,
        needed: false,
    },
    Sheet {
        key: "stages",
        name: say("Stages", "阶段"),
        shape: Shape::Entries("stages"),
        columns: STAGES,
        needed: false,
    },
    Sheet { key: "gates", name: say("Gates", "关卡"), shape: Shape::Entries("gates"), columns: GATES, needed: false },
    Sheet {
        key: "other",
        name: say("Other settings", "其他设置"),
        shape: Shape::Others,
        columns: OTHER,
        needed: false,
    },
];

/// What the first sheet is called; it is not read.
pub(super) const START: Say = say("Start here", "从这里开始");

const OTHER: &[Column] = &[
    Column::new(
        "place",
        &["place"],
        Kind::Text,
        say("Place", "位置"),
        say(
            "For what has no column elsewhere: where it belongs in the scenario language, with points between the parts. Example: contact.online.reach",
            "其他表里没有对应列的内容写在这里：它在场景语言中的位置，各级之间用点隔开。例：contact.online.reach",
        ),
    )
    .needed(),
    Column::new(
        "value",
        &["value"],
        Kind::Text,
        say("Value", "取值"),
        say(
            "As the scenario language writes it: a number (0.6), a text in quotation marks (\"log\"), true or false, a list ([\"a\", \"b\"]), a table ({ a = 1 }).",
            "按场景语言的写法：数字（0.6）、带引号的文字（\"log\"）、true 或 false、列表（[\"a\", \"b\"]）、表（{ a = 1 }）。",
        ),
    )
    .needed(),
];

impl Register {
    /// The section of a scenario whose keys these ids are.
    pub fn section(self) -> &'static str {
        match self {
            Register::Criteria => "criteria",
            Register::Vendors => "vendors",
            Register::People => "stakeholders",
            Register::Stages => "stages",
            Register::Moves => "moves",
            Register::Gates => "gates",
        }
    }

    /// The sheet whose first column lists these ids.
    pub fn sheet(self) -> &'static Sheet {
        let key = if self == Register::People { "people" } else { self.section() };
        SHEETS.iter().find(|sheet| sheet.key == key).expect("every register has its sheet")
    }
}

impl Sheet {
    pub fn of(key: &str) -> Option<&'static Sheet> {
        SHEETS.iter().find(|sheet| sheet.key == key)
    }

    /// Whether its heads can be criteria.
    pub fn has_criteria(&self) -> bool {
        matches!(self.shape, Shape::People | Shape::Performance)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value as Json;

    use super::super::words::{CHANNELS, FORMS, GATE_KINDS, MOVE_KINDS, NEEDS, OUTSIDE, ROLES, RULES, Word};
    use super::*;
    use crate::scenario::schema;

    /// The fields of a type of the language, those of all its kinds together.
    fn fields(schema: &Json, name: &str) -> BTreeSet<String> {
        let part = &schema["$defs"][name];
        let kinds = part["oneOf"].as_array().into_iter().flatten();
        let tables = std::iter::once(part).chain(kinds).filter_map(|table| table["properties"].as_object());
        tables.flat_map(|properties| properties.keys().cloned()).collect()
    }

    /// What a scenario may say about these and no column holds; it goes to the last sheet.
    const ELSEWHERE: [(&str, &[&str]); 3] =
        [("people", &["ratios"]), ("strategies", &["moves"]), ("deal", &["format", "extends"])];

    #[test]
    fn every_field_of_the_language_has_a_column() {
        let schema = schema();
        let types = [
            ("criteria", "Criterion"),
            ("vendors", "Vendor"),
            ("people", "Stakeholder"),
            ("moves", "Move"),
            ("strategies", "Strategy"),
            ("stages", "Stage"),
            ("gates", "Gate"),
        ];
        for (key, name) in types {
            let sheet = Sheet::of(key).unwrap();
            let held: BTreeSet<String> = sheet.columns.iter().map(|column| column.path[0].to_owned()).collect();
            let forms = FORMS.iter().map(|form| form.token.to_owned());
            let held: BTreeSet<String> = if key == "people" { held.into_iter().chain(forms).collect() } else { held };
            let elsewhere = ELSEWHERE.iter().find(|(known, _)| *known == key).map_or(&[][..], |(_, fields)| fields);
            let fields = fields(&schema, name);
            assert!(!fields.is_empty(), "{name}");
            for field in fields.iter().filter(|field| !elsewhere.contains(&field.as_str())) {
                assert!(held.contains(field), "{key}: no column holds `{field}`");
            }
        }
    }

    #[test]
    fn the_words_are_those_of_the_language() {
        let text = schema().to_string();
        let all: [&[Word]; 8] = [NEEDS, ROLES, MOVE_KINDS, GATE_KINDS, RULES, CHANNELS, OUTSIDE, FORMS];
        for word in all.into_iter().flatten() {
            assert!(text.contains(&format!("\"{}\"", word.token)), "{}", word.token);
        }
    }

    #[test]
    fn keys_are_one_of_a_kind_and_everything_is_explained() {
        for sheet in SHEETS {
            let keys: BTreeSet<&str> = sheet.columns.iter().map(|column| column.key).collect();
            assert_eq!(keys.len(), sheet.columns.len(), "{}", sheet.key);
            for column in sheet.columns {
                let texts = [column.head.en, column.head.zh, column.note.en, column.note.zh];
                assert!(texts.iter().all(|text| !text.is_empty()), "{}.{}", sheet.key, column.key);
            }
        }
    }
}
