//! A study for a program: how it was made, and its tables as lists of objects.

use serde_json::{Map, Value, json};

use super::{StudyCell, StudyReport, StudyTable};

/// The version of this form; it grows when a field changes its meaning.
const FORMAT: u64 = 1;

/// Everything but the pictures.
pub fn document(report: &StudyReport, scenario: &str, fingerprint: &str) -> Vec<u8> {
    let tables: Map<String, Value> =
        report.tables.iter().map(|table| (table.name.to_owned(), Value::Array(rows(table)))).collect();
    let cautions: Vec<Value> =
        report.cautions.iter().map(|caution| json!({ "what": caution.what, "advice": caution.advice })).collect();
    let document = json!({
        "format": FORMAT,
        "program": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "study": report.name,
        "scenario": scenario,
        "fingerprint": fingerprint,
        "draws": report.made.draws,
        "seed": report.made.seed,
        "language": report.lang.tag(),
        "headline": report.headline,
        "method": report.method,
        "cautions": cautions,
        "tables": tables,
    });
    let mut bytes = serde_json::to_vec_pretty(&document).expect("a document has string keys");
    bytes.push(b'\n');
    bytes
}

fn rows(table: &StudyTable) -> Vec<Value> {
    let object = |row: &Vec<StudyCell>| {
        let fields = table.columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), value(cell)));
        Value::Object(fields.collect())
    };
    table.rows.iter().map(object).collect()
}

fn value(cell: &StudyCell) -> Value {
    match cell {
        StudyCell::Named { id, label } => json!({ "id": id, "label": label }),
        StudyCell::Word(word) => json!(word),
        StudyCell::Count(count) => json!(count),
        StudyCell::Number(x) => json!(x),
        StudyCell::Cost(cost) => json!({ "days": cost.days, "money": cost.money }),
        StudyCell::Estimate(estimate) => json!({
            "value": estimate.value(),
            "std_error": estimate.std_error(),
            "low": estimate.low(),
            "high": estimate.high(),
        }),
        StudyCell::Empty => Value::Null,
    }
}
