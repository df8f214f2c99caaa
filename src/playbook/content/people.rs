//! Who is for us, and who listens to whom.

use super::Told;
use super::native::plain;
use super::table::{column, number, person, table, word};
use crate::model::Stakeholder;
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, OfficeSeries, Page, Picture, Places};
use crate::report::group::{Backing, backing};
use crate::report::study::{ColumnKind, StudyCell, StudyTable};
use crate::report::words::{GroupLabel, Label, group_words};
use crate::stats::Estimate;
use crate::stats::number::percent_of;

/// Where more than one person has a say.
pub(super) fn page(told: &Told) -> Option<Page> {
    let chart = told.charts.stakeholder_map.clone()?;
    let words = group_words(told.lang());
    Some(Page {
        id: "people".to_owned(),
        label: told.say("Who is for us", "谁支持我方"),
        finding: finding(told, backing(told.view, told.best)),
        lead: lead(told),
        notes: vec![
            chart.caption.clone(),
            told.say(
                "Support is how often this person would choose us alone; influence is this person's say in the decision, an \
                 input of the scenario.",
                "支持度：若由此人单独决定，选择我方的频率；影响力：此人在决策中的分量，由场景给出。",
            ),
            words.rules_finding(told.view, told.best),
        ],
        picture: Some(Picture { chart, office: Some(office(told)) }),
        panels: Vec::new(),
        tables: vec![people(told), rules(told)],
        source: told.run_line(),
    })
}

/// How many of the people put us first more often than not; who may or may not is counted apart.
fn finding(told: &Told, found: Backing) -> String {
    let all = told.view.scenario.stakeholders.len();
    let (en, zh) = match told.best {
        0 => ("Without our moves".to_owned(), "我方不行动时".to_owned()),
        best => (format!("With {}", told.quoted(best)), format!("采用{}", told.quoted(best))),
    };
    let (open_en, open_zh) = match found.unclear {
        0 => (String::new(), String::new()),
        n => (format!("; of {n} more it cannot be told"), format!("，另有 {n} 人看不出倾向")),
    };
    match found.people {
        0 => told.say(
            format!("{en}, none of the {all} people puts us first more often than not{open_en}."),
            format!("{zh}，{all} 人中没有一人多半首选我方{open_zh}。"),
        ),
        n if n == all => told.say(
            format!("{en}, all {all} people put us first more often than not."),
            format!("{zh}，全部 {all} 人多半首选我方。"),
        ),
        n => told.say(
            format!(
                "{en}, {n} of the {all} people {} us first more often than not{open_en}.",
                if n == 1 { "puts" } else { "put" }
            ),
            format!("{zh}，{all} 人中有 {n} 人多半首选我方{open_zh}。"),
        ),
    }
}

/// Whose support is strongest, and which people of weight are not with us yet.
fn lead(told: &Told) -> Vec<String> {
    let (n, us) = (told.numbers(), told.view.us());
    let people = &told.view.scenario.stakeholders;
    let influence = told.view.scenario.influence();
    let support = |who: usize| &told.after().support[who][us];
    let name = |who: usize| people[who].label.get(told.lang());
    let mut lead = Vec::new();
    let not_yet: Option<usize> = (0..people.len())
        .filter(|who| support(*who).high() < 0.5)
        .max_by(|a, b| influence[*a].total_cmp(&influence[*b]));
    if let Some(who) = not_yet {
        let (name, share, support) = (name(who), percent_of(influence[who]), n.percent(support(who)));
        lead.push(told.say(
            format!(
                "Of those who do not, {name} counts most ({share} of the influence) and puts us first in {support}."
            ),
            format!("尚未首选我方的人里，{name}分量最重（影响力 {share}），首选我方的频率为 {support}。"),
        ));
    }
    lead.push(group_words(told.lang()).rules_finding(told.view, told.best));
    lead
}

fn people(told: &Told) -> StudyTable {
    let words = (told.say("How often each person puts us first", "各人首选我方的频率"), String::new());
    let mut columns = vec![
        column(told, "stakeholder", "Who", "谁", ColumnKind::Named),
        column(told, "part", "Part", "角色", ColumnKind::Word),
        column(told, "influence", "Influence", "影响力", ColumnKind::Percent),
        column(told, "before", "Without our moves", "我方不行动", ColumnKind::Percent),
    ];
    if told.best > 0 {
        columns.push(column(told, "after", "With the pitch", "采用策略", ColumnKind::Percent));
    }
    columns.push(column(told, "listens_to", "Listens to", "听谁的", ColumnKind::Word));
    let us = told.view.us();
    let row = |(i, (who, influence)): (usize, (&Stakeholder, f64))| {
        let parts: Vec<&str> = who.meddic.iter().map(|role| told.view.words().role(*role)).collect();
        let mut row = vec![
            person(told, i),
            word(parts.join(" · ")),
            StudyCell::Estimate(Estimate::exact(influence)),
            number(&told.before().support[i][us]),
        ];
        if told.best > 0 {
            row.push(number(&told.after().support[i][us]));
        }
        row.push(word(listens(told, who)));
        row
    };
    let all = told.view.scenario.stakeholders.iter().zip(told.view.scenario.influence()).enumerate();
    table("people", words, columns, all.map(row).collect())
}

/// Whom he listens to, with the shares.
fn listens(told: &Told, who: &Stakeholder) -> String {
    let heard = who.listens_to.iter().filter(|(_, share)| share.get() > 0.0);
    let names: Vec<String> =
        heard.map(|(other, share)| format!("{} {}", told.view.stakeholder(*other), percent_of(share.get()))).collect();
    names.join(match told.lang() {
        crate::model::Lang::En => ", ",
        crate::model::Lang::Zh => "，",
    })
}

/// What every rule of the group would decide.
fn rules(told: &Told) -> StudyTable {
    let group = group_words(told.lang());
    let words = (
        told.say("What if they decide in another way", "如果换一种方式决定"),
        told.say(
            "How a group decides is rarely known; * marks the rule of the scenario.",
            "客户内部怎样决定往往并不知道；* 为本场景的规则。",
        ),
    );
    let columns = vec![
        column(told, "rule", "How they decide", "决定方式", ColumnKind::Word),
        column(told, "standing", "Where we stand", "我方", ColumnKind::Word),
        column(told, "we_win", "We win", "我方胜率", ColumnKind::Percent),
    ];
    let own = |rule: &crate::model::GroupRule| if *rule == told.view.scenario.decision.rule { " *" } else { "" };
    let row = |rule: &crate::stats::RuleFindings| {
        vec![
            word(format!("{}{}", group.rule(told.view, &rule.rule), own(&rule.rule))),
            word(group.lead(told.view, rule.lead)),
            number(&rule.win[told.view.us()]),
        ]
    };
    table("rules", words, columns, told.after().rules.iter().map(row).collect())
}

/// A bubble for everybody: support across, influence upwards and as the size.
fn office(told: &Told) -> OfficeChart {
    let us = told.view.us();
    let influence = told.view.scenario.influence();
    let support: Vec<f64> = told.after().support.iter().map(|row| row[us].value()).collect();
    // Names stand in the legend only, so everybody has a colour.
    let palette = &told.brand.theme.needs;
    let only = |who: usize, value: f64| (0..support.len()).map(|other| (other == who).then_some(value)).collect();
    let series = |who: usize| OfficeSeries {
        sizes: Some((0..support.len()).map(|other| if other == who { influence[who] } else { 0.0 }).collect()),
        ..plain(
            told.view.scenario.stakeholders[who].label.get(told.lang()).to_owned(),
            only(who, influence[who]),
            palette[who % palette.len()].0,
        )
    };
    OfficeChart {
        kind: OfficeKind::Points,
        places_title: group_words(told.lang()).label(GroupLabel::SupportAxis).to_owned(),
        values_title: told.view.words().label(Label::Influence).to_owned(),
        style: NumberStyle::Percent,
        places: Places::Numbers(support.clone(), NumberStyle::Percent),
        series: (0..support.len()).map(series).collect(),
        range: None,
    }
}
