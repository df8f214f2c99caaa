//! Where we are ahead in whose eyes, with the customer's weights on top.

use super::Told;
use super::table::{column, criterion, number, person, table, word};
use crate::model::CriterionId;
use crate::playbook::content::belief::performances;
use crate::playbook::{Page, Picture};
use crate::report::group::{strongest, weighs};
use crate::report::study::{ColumnKind, StudyTable};
use crate::report::words::group_words;

/// Where we have a rival.
pub(super) fn page(told: &Told) -> Option<Page> {
    let chart = told.charts.heat_map.clone()?;
    Some(Page {
        id: "matrix".to_owned(),
        label: told.say("Where we are ahead", "竞争矩阵"),
        finding: told.sentence(&group_words(told.lang()).heat_title(told.view, told.best)),
        lead: lead(told),
        notes: vec![
            chart.caption.clone(),
            told.say(
                "Perceived value: what people take us to deliver after discounting claims that they do not believe. A lead on a \
                 criterion without weight wins nothing.",
                "感知价值：客户把不相信的说法打过折之后，认为我方能做到多少。没有权重的准则，领先再多也赢不了单。",
            ),
        ],
        picture: Some(Picture { chart, office: None }),
        panels: Vec::new(),
        tables: vec![edges(told), offers(told)],
        source: told.run_line(),
    })
}

/// What to talk about, and what not to raise.
fn lead(told: &Told) -> Vec<String> {
    let (best, worst) = strongest(told.view, told.best);
    let best = best.map(|c| told.criterion(c)).map(|name| {
        told.say(
            format!("Make the meeting about {name}: there weight and lead come together."),
            format!("把话题引到{name}上：这里既有分量，我方又领先。"),
        )
    });
    let worst = worst.map(|c| told.criterion(c)).map(|name| {
        told.say(
            format!("Do not raise {name} yourself; have an answer ready."),
            format!("不要主动提{name}，但要备好回答。"),
        )
    });
    best.into_iter().chain(worst).collect()
}

fn edges(told: &Told) -> StudyTable {
    let found = told.after();
    let words = (
        told.say("Our lead over the best rival, person by person", "我方相对最强对手的领先，逐人列出"),
        told.say(
            "Our perceived value less that of the best rival, in points from −100 to +100, when the decision falls. Criteria that a \
             person does not weigh are left out.",
            "决策时我方的感知价值减去最强对手的，以 −100 至 +100 的百分点计。此人不看重的准则不列。",
        ),
    );
    let columns = vec![
        column(told, "criterion", "Criterion", "准则", ColumnKind::Named),
        column(told, "stakeholder", "Who", "谁", ColumnKind::Named),
        column(told, "weight", "Weight", "权重", ColumnKind::Percent),
        column(told, "edge", "Our lead, points", "我方领先（百分点）", ColumnKind::Points),
        column(told, "standing", "So we are", "结论", ColumnKind::Word),
    ];
    let standing = |c: usize, i: usize| match &found.edge[i][c] {
        edge if edge.low() > 0.0 => told.say("ahead", "领先"),
        edge if edge.high() < 0.0 => told.say("behind", "落后"),
        _ => told.say("not to be told apart", "分不出高下"),
    };
    let people = told.view.scenario.stakeholders.len();
    let cells = (0..told.view.scenario.criteria.len()).flat_map(|c| (0..people).map(move |i| (c, i)));
    let row = |(c, i): (usize, usize)| {
        vec![
            criterion(told, c),
            person(told, i),
            number(&found.weights[i][c].mean),
            number(&found.edge[i][c]),
            word(standing(c, i)),
        ]
    };
    table("matrix", words, columns, cells.filter(|(c, i)| weighs(found, *i, *c)).map(row).collect())
}

/// What the scenario says about every offer.
fn offers(told: &Told) -> StudyTable {
    let words = (
        told.say("What the scenario takes as true about every offer", "场景对各家表现的设定"),
        told.say(
            "Mean and, in brackets, where 90 of 100 draws lie. Inputs, not findings.",
            "均值；括号内为 100 次抽样中 90 次的范围。这是输入，不是结果。",
        ),
    );
    let columns = vec![
        column(told, "criterion", "Criterion", "准则", ColumnKind::Named),
        column(told, "performance", "Performance", "表现", ColumnKind::Word),
    ];
    let row = |c: usize| {
        let all = performances(told, CriterionId::new(c));
        (!all.is_empty()).then(|| vec![criterion(told, c), word(all.join(told.between()))])
    };
    table("offers", words, columns, (0..told.view.scenario.criteria.len()).filter_map(row).collect())
}
