//! What to ask next, and what the answer would be worth.

use super::Told;
use super::native::{self, estimated};
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, Page, Picture};
use crate::report::ask::ask as report;
use crate::report::study::{StudyCell, StudyReport};
use crate::stats::{Estimate, Z975};
use crate::study::{Question, Questions};

/// So many questions are on the chart.
const SHOWN: usize = 10;

/// Where it was studied what answers are worth.
pub(super) fn page(told: &Told) -> Option<Page> {
    let found = told.studies.questions.as_ref()?;
    let report = report(told.view.scenario, found, told.lang(), &told.brand.theme);
    let names = names(&report);
    // Where no answer could change anything a chart would be empty.
    let some = found.questions.iter().chain([&found.everything]).any(|question| question.win.value.value() > 1e-9);
    let picture = report
        .charts
        .first()
        .filter(|_| some)
        .map(|chart| Picture { chart: chart.clone(), office: Some(office(told, found, &names)) });
    Some(Page {
        id: "questions".to_owned(),
        label: told.say("What to ask next", "下一步问什么"),
        finding: finding(told, found, &names),
        lead: vec![report.more.clone()],
        notes: notes(told, &report),
        picture,
        panels: Vec::new(),
        tables: report.tables.into_iter().filter(|table| !table.rows.is_empty()).collect(),
        source: report.method,
    })
}

/// The first question that is worth a conversation, as people ask it.
pub(super) fn first(told: &Told) -> Option<Result<String, String>> {
    let found = told.studies.questions.as_ref()?;
    let names = names(&report(told.view.scenario, found, told.lang(), &told.brand.theme));
    Some(match found.questions.iter().position(|question| question.win.is_clear()) {
        Some(first) => Ok(names[first].clone()),
        None => Err(nothing(told)),
    })
}

/// The questions in words, in their order.
fn names(report: &StudyReport) -> Vec<String> {
    let questions = report.tables.iter().find(|table| table.name == "questions");
    let label = |row: &Vec<StudyCell>| match row.first() {
        Some(StudyCell::Named { label, .. }) => label.clone(),
        _ => String::new(),
    };
    questions.map_or_else(Vec::new, |table| table.rows.iter().map(label).collect())
}

fn nothing(told: &Told) -> String {
    told.say(
        "No single question is worth a conversation, as far as these draws can tell.",
        "就目前的模拟来看，没有哪个问题值得专门去谈。",
    )
}

fn finding(told: &Told, found: &Questions, names: &[String]) -> String {
    let Some(first) = found.questions.iter().position(|question| question.win.is_clear()) else {
        return nothing(told);
    };
    let worth = told.numbers().points_with_margin(&found.questions[first].win.value);
    let name = &names[first];
    let others: Vec<String> =
        as_good(&found.questions, first).into_iter().take(2).map(|other| format!("“{}”", names[other])).collect();
    if others.is_empty() {
        return told.say(
            format!("The question most worth asking is “{name}” Its answer is worth {worth} of win probability."),
            format!("最值得弄清的是“{name}”，答案值 {worth} 的胜率。"),
        );
    }
    let others = told.list(&others);
    told.say(
        format!("Ask first: “{name}” The answer is worth {worth} of win probability, which cannot be told apart from {others}."),
        format!("先问“{name}”，答案值 {worth} 的胜率；它与{others}还分不出高下。"),
    )
}

/// Questions worth asking whose worth cannot be told apart from that of the first.
fn as_good(questions: &[Question], first: usize) -> Vec<usize> {
    let (one, clear) = (&questions[first].win.value, |q: &Question| q.win.is_clear());
    let close = |other: &Estimate| one.value() - other.value() <= Z975 * one.std_error().hypot(other.std_error());
    let others = questions.iter().enumerate();
    others.filter(|(i, q)| *i != first && clear(q) && close(&q.win.value)).map(|(i, _)| i).collect()
}

fn notes(told: &Told, report: &StudyReport) -> Vec<String> {
    let reading = report.tables.iter().find(|table| table.name == "questions").map(|table| table.reading.clone());
    let cautions = report.cautions.iter().map(|caution| told.joined(&[caution.what.clone(), caution.advice.clone()]));
    std::iter::once(report.headline.clone()).chain(reading).chain(cautions).collect()
}

fn office(told: &Told, found: &Questions, names: &[String]) -> OfficeChart {
    let shown = found.questions.iter().zip(names).take(SHOWN);
    let everything = (&found.everything, names.last().cloned().unwrap_or_default());
    let rows: Vec<(&Question, String)> =
        shown.map(|(question, name)| (question, name.clone())).chain([everything]).collect();
    let theme = &told.brand.theme;
    let worth = estimated(
        told.say("The full answer, points", "完整的答案（百分点）"),
        rows.iter().map(|(question, _)| &question.win.value),
        theme.us,
    );
    let unclear = rows
        .iter()
        .enumerate()
        .filter(|(_, (question, _))| !question.win.is_clear())
        .map(|(i, _)| (i, theme.no_decision));
    let worth = native::with_colors(worth, unclear.collect());
    let names = rows.iter().map(|(_, name)| name.clone()).collect();
    let titles = (String::new(), told.say("Worth in points of win probability", "价值：胜率提高多少个百分点"));
    native::named(OfficeKind::Bars, titles, NumberStyle::Points, names, vec![worth])
}
