//! What is known of the purchase: the MEDDIC elements for the company and the people, and the questions still open.

use super::Told;
use super::table::{column, table, word};
use crate::model::Need;
use crate::playbook::Page;
use crate::report::meddic::{Card, reached, rounded};
use crate::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable};
use crate::report::words::{MeddicLabel, words};
use crate::stats::{Check, Element, Layer, Status};

/// So many open questions are named at once.
const NAMED: usize = 3;

/// Where the scenario was scored.
pub(super) fn page(told: &Told) -> Option<Page> {
    let card = told.view.card()?;
    let mut tables = vec![elements(told, &card), open(told, &card)];
    if !card.scorecard.coverage.is_empty() {
        tables.push(needs(told, &card));
    }
    tables.retain(|table| !table.rows.is_empty());
    Some(Page {
        id: "meddic".to_owned(),
        label: told.say("MEDDIC scorecard", "MEDDIC 评分卡"),
        finding: card.words().headline(&card),
        lead: lead(told, &card),
        picture: None,
        panels: Vec::new(),
        tables,
        notes: [MeddicLabel::Meaning, MeddicLabel::NeedsHow].map(|label| card.words().label(label).to_owned()).to_vec(),
        source: told.say(
            "Read from the scenario by fixed rules, without simulation; the score says what the file says, not whether it is right.",
            "按固定规则从场景文件读出，不经模拟；得分只反映文件里写了什么，不代表写得对。",
        ),
    })
}

/// Checks that are not known, what is missing first.
fn open_checks<'c>(card: &Card<'c>) -> Vec<&'c Check> {
    let mut checks: Vec<&Check> = card.scorecard.checks.iter().filter(|check| check.status != Status::Known).collect();
    checks.sort_by_key(|check| check.status);
    checks
}

/// The question that most needs an answer by the scorecard, if one is open.
pub(super) fn first_question(told: &Told) -> Option<String> {
    let card = told.view.card()?;
    let missing = open_checks(&card).into_iter().find(|check| check.status == Status::Missing)?;
    card.asked(missing)
}

fn lead(told: &Told, card: &Card) -> Vec<String> {
    let checks = open_checks(card);
    let missing: Vec<&&Check> = checks.iter().filter(|check| check.status == Status::Missing).collect();
    let count = missing.len();
    if count == 0 {
        return vec![told.say(
            format!("Nothing is left unsaid, but {} points are assumed rather than known.", checks.len()),
            format!("没有空白项，但有 {} 项是假设而非已知。", checks.len()),
        )];
    }
    let first = told.say(
        format!("{count} points are missing from the scenario, {} more are assumed. Ask next:", checks.len() - count),
        format!("场景缺 {count} 项，另有 {} 项只是假设。接下来先问：", checks.len() - count),
    );
    let mut questions: Vec<String> = Vec::new();
    for question in missing.iter().filter_map(|check| card.asked(check)) {
        if !questions.contains(&question) && questions.len() < NAMED {
            questions.push(question);
        }
    }
    std::iter::once(first).chain(questions).collect()
}

fn elements(told: &Told, card: &Card) -> StudyTable {
    let names = (told.say("Score of every element", "各要素得分"), card.words().label(MeddicLabel::Meaning).to_owned());
    let layer = |layer| StudyColumn::new(Layer::tag(layer), card.words().layer(layer), ColumnKind::Word);
    let mut columns = vec![column(told, "element", "Element", "要素", ColumnKind::Word)];
    columns.extend(Layer::ALL.map(layer));
    let row = |element: Element| {
        let mut row = vec![word(card.words().element(element))];
        row.extend(Layer::ALL.map(|layer| word(card.scored(card.scorecard.status(element, layer)))));
        row
    };
    table("meddic", names, columns, Element::ALL.into_iter().map(row).collect())
}

fn open(told: &Told, card: &Card) -> StudyTable {
    let names = (
        told.say("What is missing or assumed, and what to ask", "缺什么、假设了什么、该问什么"),
        told.say("What is missing comes first.", "缺失的排在前面。"),
    );
    let columns = vec![
        column(told, "element", "Element", "要素", ColumnKind::Word),
        column(told, "layer", "Layer", "层面", ColumnKind::Word),
        column(told, "subject", "About", "内容", ColumnKind::Word),
        column(told, "status", "Status", "状态", ColumnKind::Word),
        column(told, "question", "Question to ask", "该问的问题", ColumnKind::Word),
    ];
    let row = |check: &Check| {
        vec![
            word(card.words().element(check.element)),
            word(card.words().layer(check.layer)),
            word(card.words().subject(card, &check.topic)),
            word(card.words().status(check.status)),
            word(card.asked(check).unwrap_or_default()),
        ]
    };
    table("open_questions", names, columns, open_checks(card).into_iter().map(row).collect())
}

/// Which needs each strategy reaches.
fn needs(told: &Told, card: &Card) -> StudyTable {
    let label = |label| card.words().label(label).to_owned();
    let names = (label(MeddicLabel::Needs), label(MeddicLabel::NeedsHow));
    let need = |need: Need| StudyColumn::new(need.tag(), words(told.lang()).need(need), ColumnKind::Word);
    let mut columns = vec![column(told, "strategy", "Pitch", "打法", ColumnKind::Named)];
    columns.extend(Need::ALL.map(need));
    let committee = &card.scorecard.coverage[0].needs;
    let weights = committee.iter().map(|cover| word(rounded(cover.weight)));
    let first: Vec<StudyCell> =
        std::iter::once(StudyCell::named("committee", &label(MeddicLabel::CommitteeWeight))).chain(weights).collect();
    let rows = card.scorecard.coverage.iter().map(|coverage| {
        let id = &told.view.scenario.strategies[coverage.strategy.index()];
        let name = StudyCell::named(&id.id, id.label.get(told.lang()));
        std::iter::once(name).chain(coverage.needs.iter().map(|cover| word(reached(cover)))).collect()
    });
    table("needs", names, columns, std::iter::once(first).chain(rows).collect())
}
