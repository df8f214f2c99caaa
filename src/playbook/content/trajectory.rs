//! How the race runs, stage by stage.

use super::Told;
use super::native::{self, color, plain};
use super::table::{alternative, column, number, table};
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, OfficeSeries, Page, Picture};
use crate::report::figures::in_order;
use crate::report::group::{Course, course};
use crate::report::study::{ColumnKind, StudyCell, StudyTable};
use crate::report::words::{Label, group_words};
use crate::stats::Estimate;

/// Where there is more than one stage and a strategy.
pub(super) fn page(told: &Told) -> Option<Page> {
    let chart = told.charts.trajectory.clone()?;
    Some(Page {
        id: "trajectory".to_owned(),
        label: told.say("How the race runs", "竞争走势"),
        finding: told.sentence(&group_words(told.lang()).trajectory_title(told.view, told.best)),
        lead: lead(told),
        notes: vec![chart.caption.clone()],
        picture: Some(Picture { chart, office: Some(office(told)) }),
        panels: Vec::new(),
        tables: vec![polls(told)],
        source: told.run_line(),
    })
}

fn lead(told: &Told) -> Vec<String> {
    let stage = |s: usize| format!("“{}”", told.view.scenario.stages[s].label.get(told.lang()));
    let advice = match course(told.view, told.best) {
        Course::AlwaysAhead => told.say(
            "Nothing in the process turns the race: guard the lead and move on quickly.",
            "流程中没有哪一步会扭转局面：守住领先，尽快推进。",
        ),
        Course::AheadFrom(s) => told.say(
            format!("The race is won at {}: be ready before it.", stage(s)),
            format!("胜负手在{}：此前就要准备好。", stage(s)),
        ),
        Course::LostAt(s) => told.say(
            format!("The lead is lost at {}: find out who speaks there and what they fear.", stage(s)),
            format!("领先是在{}丢掉的：弄清那一步谁说话、怕什么。", stage(s)),
        ),
        Course::AlwaysBehind | Course::EndsBehind => told.say(
            "The lead is not ours at the end: this pitch is not enough for this process.",
            "走到最后仍不领先：这套打法对这个流程还不够。",
        ),
        Course::Open => told
            .say("Say “neck and neck” of the end; do not say who leads.", "对最后的局面请说“势均力敌”，不要说谁领先。"),
    };
    vec![advice]
}

fn polls(told: &Told) -> StudyTable {
    let us = told.view.us();
    let words = (
        told.say("Who would win if the decision fell at the end of each stage", "若在各阶段结束时决定，谁会赢"),
        told.say("The last stage is the decision.", "最后一个阶段即最终决定。"),
    );
    let columns = vec![
        column(told, "stage", "Stage", "阶段", ColumnKind::Named),
        column(told, "before", "We win without our moves", "我方胜率：不行动", ColumnKind::Percent),
        column(told, "after", "We win with the pitch", "我方胜率：采用策略", ColumnKind::Percent),
        column(told, "strongest", "Strongest other", "其余最强者", ColumnKind::Named),
        column(told, "strongest_wins", "Wins with the pitch", "其胜率：采用策略", ColumnKind::Percent),
    ];
    let strongest = |poll: &[Estimate]| {
        let others = (0..poll.len()).filter(|a| *a != us);
        others.reduce(|a, b| if poll[b].value() > poll[a].value() { b } else { a })
    };
    let row = |s: usize| {
        let stage = &told.view.scenario.stages[s];
        let (before, after) = (&told.before().polls[s], &told.after().polls[s]);
        let other = strongest(after)
            .map_or([StudyCell::Empty, StudyCell::Empty], |other| [alternative(told, other), number(&after[other])]);
        let [name, wins] = other;
        vec![
            StudyCell::named(&stage.id, stage.label.get(told.lang())),
            number(&before[us]),
            number(&after[us]),
            name,
            wins,
        ]
    };
    table("trajectory", words, columns, (0..told.view.scenario.stages.len()).map(row).collect())
}

fn office(told: &Told) -> OfficeChart {
    let polls = &told.after().polls;
    let series = |position: usize| OfficeSeries {
        labelled: true,
        ..plain(
            told.view.alternative(position),
            polls.iter().map(|poll| Some(poll[position].value())).collect(),
            color(told, position),
        )
    };
    let names = told.view.scenario.stages.iter().map(|stage| stage.label.get(told.lang()).to_owned()).collect();
    let series = in_order(told.view).into_iter().map(series).collect();
    let titles = (String::new(), told.view.words().label(Label::WinProbability).to_owned());
    let chart = native::named(OfficeKind::StackedColumns, titles, NumberStyle::Percent, names, series);
    OfficeChart { range: Some((0.0, 1.0)), ..chart }
}
