//! What is assumed, each with its source and how good that source is.

use super::Told;
use super::table::{column, table, word};
use crate::playbook::Page;
use crate::report::assumptions::{Assumption, Grade, assumptions};
use crate::report::study::ColumnKind;
use crate::report::words::Label;

pub(super) fn page(told: &Told) -> Page {
    let all: Vec<Assumption> = assumptions(told.view.scenario).into_iter().collect();
    let words = (
        told.say("Assumptions of this scenario, with source and grade", "本场景的假设、来源与等级"),
        told.view.words().label(Label::Grades).to_owned(),
    );
    let columns = vec![
        column(told, "assumption", "Assumption", "假设", ColumnKind::Word),
        column(told, "grade", "Grade", "等级", ColumnKind::Word),
        column(told, "source", "Source", "来源", ColumnKind::Word),
    ];
    let row = |assumption: &Assumption| {
        vec![word(assumption.text(told.lang())), word(assumption.grade.letter()), word(assumption.source(told.lang()))]
    };
    Page {
        id: "assumptions".to_owned(),
        label: told.say("What is assumed", "假设"),
        finding: finding(told, &all),
        lead: told.view.words().limits().iter().take(1).map(|limit| (*limit).to_owned()).collect(),
        picture: None,
        panels: Vec::new(),
        tables: vec![table("assumptions", words, columns, all.iter().map(row).collect())],
        notes: vec![
            told.view.words().label(Label::Grades).to_owned(),
            told.say(
                "The numbers of the scenario itself (weights, performances, influence) are its author's; ask the author for their \
                 sources.",
                "场景本身的数字（权重、表现、影响力）由场景作者给出，来源请向作者询问。",
            ),
        ],
        source: told.say(
            "Only what this scenario relies on; the grades say how good a source is, not how large its effect.",
            "只列本场景所依赖的假设；等级表示来源的可靠程度，不表示影响大小。",
        ),
    }
}

/// How many assumptions stand behind the numbers, and how many of them rest on peer-reviewed work.
fn finding(told: &Told, all: &[Assumption]) -> String {
    let count = all.len();
    let conventions = all.iter().filter(|assumption| assumption.grade == Grade::M).count();
    let reviewed = all.iter().filter(|assumption| assumption.grade <= Grade::AMinus).count();
    told.say(
        format!(
            "These numbers rest on {count} assumptions: {reviewed} of {count} go back to peer-reviewed work, {conventions} of \
             {count} are conventions."
        ),
        format!("这些数字依赖 {count} 项假设：{count} 项中有 {reviewed} 项出自同行评审的研究，{conventions} 项只是约定。"),
    )
}
