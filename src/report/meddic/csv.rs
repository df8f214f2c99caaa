//! The scorecard as tables: one check a row, and one strategy and need (or question) a row.

use crate::model::{CriterionId, MoveId, StakeholderId};
use crate::report::csv::{File, Sheet, number, text};
use crate::report::words::words;
use crate::stats::{Answer, Check, Coverage, NeedCover, Topic};

use super::Card;

/// Both tables.
pub fn files(card: &Card) -> Vec<File> {
    vec![("meddic.csv", checks(card)), ("coverage.csv", coverage(card))]
}

fn checks(card: &Card) -> Vec<u8> {
    let place = ["element", "layer", "element_score", "element_status"];
    let mut sheet = Sheet::new(&place, &["check", "id", "subject", "score", "status", "evidence", "question"]);
    for check in &card.scorecard.checks {
        let of_element = card.scorecard.status(check.element, check.layer);
        sheet.row(vec![
            check.element.tag().to_owned(),
            check.layer.tag().to_owned(),
            of_element.score().to_string(),
            of_element.tag().to_owned(),
            check.topic.tag().to_owned(),
            text(about(card, check)),
            text(&card.words().subject(card, &check.topic)),
            check.status.score().to_string(),
            check.status.tag().to_owned(),
            text(&card.found(check)),
            text(&card.asked(check).unwrap_or_default()),
        ]);
    }
    sheet.bytes()
}

/// The id of the one thing that a check is about; empty if it is about the purchase.
fn about<'a>(card: &Card<'a>, check: &Check) -> &'a str {
    let criterion = |id: CriterionId| card.scenario.criteria[id.index()].id.as_str();
    let person = |id: StakeholderId| card.scenario.stakeholders[id.index()].id.as_str();
    match check.topic {
        Topic::Metric(id, _) | Topic::Weighed(id, _) | Topic::Pain(id, _) => criterion(id),
        Topic::Weights(id) | Topic::PersonalPain(id) | Topic::ChampionHeard(id) | Topic::ChampionArmed(id) => {
            person(id)
        }
        Topic::SignerWants(who) | Topic::ChampionWants(who) => who.map_or("", person),
        Topic::Gate(gate) | Topic::GateOwnerWants(gate) => {
            gate.map_or("", |id| card.scenario.gates[id.index()].id.as_str())
        }
        Topic::NoCriterion(_)
        | Topic::Signer
        | Topic::Budget
        | Topic::Lived
        | Topic::Rule
        | Topic::Timetable
        | Topic::Network
        | Topic::NoBusinessPain
        | Topic::ChampionNamed => "",
    }
}

fn coverage(card: &Card) -> Vec<u8> {
    let columns = ["strategy_id", "strategy", "kind", "item", "label", "answered"];
    let more = ["committee_weight", "reached_weight", "moves", "people", "left_out", "gap"];
    let mut sheet = Sheet::new(&columns, &more);
    for coverage in &card.scorecard.coverage {
        coverage.needs.iter().for_each(|cover| sheet.row(need_row(card, coverage, cover)));
        coverage.answers.iter().for_each(|answer| sheet.row(answer_row(card, coverage, answer)));
    }
    sheet.bytes()
}

fn strategy_cells(card: &Card, coverage: &Coverage) -> Vec<String> {
    let strategy = &card.scenario.strategies[coverage.strategy.index()];
    vec![text(&strategy.id), text(strategy.label.get(card.lang))]
}

fn need_row(card: &Card, coverage: &Coverage, cover: &NeedCover) -> Vec<String> {
    let answered = if cover.moves.is_empty() { "no" } else { "yes" };
    let item = ["need", cover.need.tag(), words(card.lang).need(cover.need), answered];
    let weights = [cover.weight, cover.reached].map(number);
    let who = [moves(card, &cover.moves), people(card, &cover.people), String::new(), String::new()];
    [strategy_cells(card, coverage), item.map(str::to_owned).to_vec(), weights.to_vec(), who.to_vec()].concat()
}

fn answer_row(card: &Card, coverage: &Coverage, answer: &Answer) -> Vec<String> {
    let label = card.words().practice(answer.practice);
    let item = ["question", answer.practice.tag(), label, answer.answered.tag()];
    let gap = card.words().gap(card, answer).unwrap_or_default();
    let who = [moves(card, &answer.moves), people(card, &answer.people), people(card, &answer.open), text(&gap)];
    let weights = vec![String::new(); 2];
    [strategy_cells(card, coverage), item.map(str::to_owned).to_vec(), weights, who.to_vec()].concat()
}

/// Ids in one cell, between semicolons.
fn moves(card: &Card, ids: &[MoveId]) -> String {
    let ids: Vec<&str> = ids.iter().map(|id| card.scenario.moves[id.index()].id.as_str()).collect();
    text(&ids.join("; "))
}

fn people(card: &Card, ids: &[StakeholderId]) -> String {
    let ids: Vec<&str> = ids.iter().map(|id| card.scenario.stakeholders[id.index()].id.as_str()).collect();
    text(&ids.join("; "))
}
