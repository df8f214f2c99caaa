//! Short forms for the tables of pages.

use super::Told;
use crate::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable};
use crate::stats::Estimate;

/// A table whose rows are all shown.
pub(super) fn table(
    name: &'static str,
    (title, reading): (String, String),
    columns: Vec<StudyColumn>,
    rows: Vec<Vec<StudyCell>>,
) -> StudyTable {
    StudyTable { name, title, reading, columns, shown: rows.len(), rows }
}

/// A column with its heading in the language of the playbook.
pub(super) fn column(told: &Told, key: &'static str, en: &str, zh: &str, kind: ColumnKind) -> StudyColumn {
    StudyColumn::new(key, told.say(en, zh), kind)
}

/// An estimated number.
pub(super) fn number(estimate: &Estimate) -> StudyCell {
    StudyCell::Estimate(*estimate)
}

/// An estimated number that may be undefined.
pub(super) fn maybe(estimate: Option<&Estimate>) -> StudyCell {
    StudyCell::maybe(estimate.copied())
}

/// Words; nothing if there are none.
pub(super) fn word(text: impl Into<String>) -> StudyCell {
    let text = text.into();
    if text.is_empty() { StudyCell::Empty } else { StudyCell::Word(text) }
}

/// An alternative, by its position.
pub(super) fn alternative(told: &Told, position: usize) -> StudyCell {
    StudyCell::named(told.view.alternative_id(position), &told.view.alternative(position))
}

/// A strategy, by its position in the findings.
pub(super) fn strategy(told: &Told, position: usize) -> StudyCell {
    StudyCell::named(told.view.strategy_id(position), told.view.strategy(position))
}

/// A stakeholder, by position.
pub(super) fn person(told: &Told, position: usize) -> StudyCell {
    let who = &told.view.scenario.stakeholders[position];
    StudyCell::named(&who.id, who.label.get(told.lang()))
}

/// A criterion, by position.
pub(super) fn criterion(told: &Told, position: usize) -> StudyCell {
    let criterion = &told.view.scenario.criteria[position];
    StudyCell::named(&criterion.id, criterion.label.get(told.lang()))
}
