//! What becomes of the purchase after the signature.

use super::Told;
use super::native::{self, pale, plain};
use super::table::{column, maybe, number, strategy, table};
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, OfficeSeries, Page, Picture};
use crate::report::study::{ColumnKind, StudyTable};
use crate::report::words::{GroupLabel, Label, group_words};
use crate::stats::Estimate;

/// Where the scenario says when a deal lasts.
pub(super) fn page(told: &Told) -> Option<Page> {
    let chart = told.charts.adoption.clone()?;
    let words = group_words(told.lang());
    let mut lead = vec![words.adoption_finding(told.view, told.best)];
    lead.extend(told.lasts_more());
    Some(Page {
        id: "adoption".to_owned(),
        label: told.say("After the signature", "签约之后"),
        finding: told.sentence(&words.adoption_title(told.view, told.best)),
        lead,
        notes: vec![
            chart.caption.clone(),
            told.say(
                "A deal that is switched off again costs the reference and the renewal; this page says how often, not how much.",
                "被停用的单子会丢掉口碑和续约；本页只说有多常见，不说损失多少。",
            ),
        ],
        picture: Some(Picture { chart, office: Some(office(told)) }),
        panels: Vec::new(),
        tables: vec![adoption(told)],
        source: told.run_line(),
    })
}

fn adoption(told: &Told) -> StudyTable {
    let us = told.view.us();
    let words = (told.say("Wins, and wins that last", "胜出，与胜出且用得下去"), String::new());
    let columns = vec![
        column(told, "strategy", "Pitch", "打法", ColumnKind::Named),
        column(told, "we_win", "We win", "我方胜率", ColumnKind::Percent),
        column(told, "lasting", "We win and it lasts", "胜出且用得下去", ColumnKind::Percent),
        column(told, "change", "Change of that, points", "后者的变化（百分点）", ColumnKind::Points),
        column(told, "switched_off", "Of our wins, switched off", "胜出后被停用的比例", ColumnKind::Percent),
    ];
    let row = |(s, found): (usize, &crate::stats::StrategyFindings)| {
        let adoption = found.adoption.as_ref()?;
        let change = adoption.uplift.as_ref().map(|uplift| &uplift[us]);
        let off = adoption.shelfware[us].as_ref();
        Some(vec![strategy(told, s), number(&found.win[us]), number(&adoption.lasting[us]), maybe(change), maybe(off)])
    };
    let rows = told.view.findings.strategies.iter().enumerate().filter_map(row).collect();
    table("adoption", words, columns, rows)
}

fn office(told: &Told) -> OfficeChart {
    let (us, group) = (told.view.us(), group_words(told.lang()));
    let all = &told.view.findings.strategies;
    let lasting = |s: usize| all[s].adoption.as_ref().map(|adoption| adoption.lasting[us]);
    let lasts = (0..all.len()).map(|s| lasting(s).map(|share: Estimate| share.value())).collect();
    let gone =
        (0..all.len()).map(|s| lasting(s).map(|share| (all[s].win[us].value() - share.value()).max(0.0))).collect();
    let theme = &told.brand.theme;
    let series = |name: GroupLabel, values, color| OfficeSeries {
        labelled: true,
        ..plain(group.label(name).to_owned(), values, color)
    };
    let series = vec![series(GroupLabel::Lasts, lasts, theme.us), series(GroupLabel::Shelfware, gone, pale(theme.us))];
    let names = (0..all.len()).map(|s| told.view.strategy(s).to_owned()).collect();
    let titles = (String::new(), told.view.words().label(Label::WinProbability).to_owned());
    let largest = all.iter().map(|found| found.win[us].value()).fold(0.0, f64::max);
    let chart = native::named(OfficeKind::StackedBars, titles, NumberStyle::Percent, names, series);
    OfficeChart { range: native::from_zero(largest), ..chart }
}
