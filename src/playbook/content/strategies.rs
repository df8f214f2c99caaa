//! Our strategies side by side: which is best, and which cannot be told apart from it.

use super::Told;
use super::native::{self, estimated};
use super::table::{column, maybe, number, strategy, table};
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, Page, Picture};
use crate::report::study::{ColumnKind, StudyCell, StudyTable};
use crate::report::verdict::{alike, earns_more};
use crate::report::words::Label;
use crate::stats::Estimate;

/// Where there is more than one strategy.
pub(super) fn page(told: &Told) -> Option<Page> {
    if told.view.played().count() < 2 {
        return None;
    }
    let chart = told.charts.uplifts.clone()?;
    Some(Page {
        id: "strategies".to_owned(),
        label: told.say("Pitches compared", "打法对比"),
        finding: finding(told),
        lead: lead(told),
        notes: vec![
            told.say(
                "All pitches meet the same simulated purchases, so a change is a paired difference and its margin is smaller than \
                 that of two separate runs. Whether two pitches can be told apart is judged by their paired difference, not by \
                 whether their bars overlap.",
                "各打法面对同一批模拟采购，变化是逐次配对的差，误差比分开模拟要小。两种打法能否分出高下，看的是它们的配对差，不是误差线是否重叠。",
            ),
            chart.caption.clone(),
        ],
        picture: Some(Picture { chart, office: Some(office(told)) }),
        panels: Vec::new(),
        tables: vec![compared(told)],
        source: told.run_line(),
    })
}

/// Our strategies by their change of our win probability, the largest first, as positions in the findings.
fn in_order(told: &Told) -> Vec<usize> {
    let change = |s: &usize| told.uplift(*s).map_or(0.0, Estimate::value);
    let mut order: Vec<usize> = told.view.played().map(|(s, _)| s).collect();
    order.sort_by(|a, b| change(b).total_cmp(&change(a)));
    order
}

/// Which strategy is best, and which may be as good. Pairs are told apart by their paired difference.
fn finding(told: &Told) -> String {
    let n = told.numbers();
    let us = told.view.us();
    let count = told.view.played().count();
    let best = told.quoted(told.best);
    let uplift = told.uplift(told.best).copied().unwrap_or(Estimate::exact(0.0));
    let change = n.points_with_margin(&uplift);
    let others: Vec<usize> =
        if told.view.findings.run.deterministic { as_good(told) } else { alike(told.view.findings, told.best) };
    let names: Vec<String> = others.iter().map(|s| told.quoted(*s)).collect();
    let helps = uplift.low() > 0.0;
    if !helps {
        let win = n.percent(&told.after().win[us]);
        return told.say(
            format!("None of {count} pitches can be told to help: even the best, {best}, changes our win probability by {change}, to {win}."),
            format!("{count} 种打法中，看不出哪一种有用：即使最好的{best}，胜率变化也只有 {change}，为 {win}。"),
        );
    }
    match (names.len(), count - 1) {
        (0, _) => told.say(
            format!("{best} is the best of {count} pitches: {change}."),
            format!("{count} 种打法中，{best}最好：{change}。"),
        ),
        (alike, rest) if alike == rest => told.say(
            format!("The {count} pitches cannot be told apart: none is clearly worse than {best} with {change}."),
            format!("{count} 种打法分不出高下：没有哪一种明显不如{best}（{change}）。"),
        ),
        (1 | 2, _) => told.say(
            format!("{best} ({change}) cannot be told apart from {}; the other pitches bring less.", told.list(&names)),
            format!("{best}（{change}）与{}分不出高下，其余打法带来的都更少。", told.list(&names)),
        ),
        (alike, _) => told.say(
            format!("{best} ({change}) cannot be told apart from {alike} other pitches of {count}."),
            format!("{best}（{change}）与另外 {alike} 种打法分不出高下（共 {count} 种）。"),
        ),
    }
}

/// Strategies that do exactly as well, where nothing is uncertain.
fn as_good(told: &Told) -> Vec<usize> {
    let win = |s: usize| told.view.findings.strategies[s].win[told.view.us()].value();
    told.view.played().map(|(s, _)| s).filter(|s| *s != told.best && win(*s) == win(told.best)).collect()
}

/// Which pitches help, which hurt, and which cannot be told to do either.
fn lead(told: &Told) -> Vec<String> {
    let all: Vec<(usize, Estimate)> = told.view.played().filter_map(|(s, _)| Some((s, *told.uplift(s)?))).collect();
    let named = |wanted: &dyn Fn(&Estimate) -> bool| -> Vec<String> {
        all.iter().filter(|(_, uplift)| wanted(uplift)).map(|(s, _)| told.quoted(*s)).collect()
    };
    let hurt = named(&|uplift| uplift.high() < 0.0);
    let unclear = named(&|uplift| uplift.low() <= 0.0 && uplift.high() >= 0.0);
    let mut lead = Vec::new();
    if !hurt.is_empty() {
        let names = told.list(&hurt);
        lead.push(told.say(format!("Leave alone what hurts us: {names}."), format!("不要做会伤到自己的事：{names}。")));
    }
    if !unclear.is_empty() && unclear.len() < all.len() {
        let names = told.list(&unclear);
        lead.push(told.say(
            format!("Cannot be told apart from doing nothing: {names}."),
            format!("与什么都不做分不出差别：{names}。"),
        ));
    }
    if let Some(more) = earns_more(told.view.findings, told.best) {
        lead.push(told.view.words().earns_more(told.view, more, told.best));
    }
    let others = alike(told.view.findings, told.best);
    if !others.is_empty() {
        lead.push(told.say(
            "Between pitches that cannot be told apart, choose by cost and by what the team can deliver.",
            "分不出高下的打法之间，按成本和团队能否做到来选。",
        ));
    }
    lead
}

fn compared(told: &Told) -> StudyTable {
    let us = told.view.us();
    let words = (
        told.say(
            "Every pitch against doing nothing, on the same simulated purchases",
            "各打法与不行动相比（同一批模拟采购）",
        ),
        String::new(),
    );
    let mut columns = vec![
        column(told, "strategy", "Pitch", "打法", ColumnKind::Named),
        column(told, "we_win", "We win", "我方胜率", ColumnKind::Percent),
        column(told, "change", "Change, points", "变化（百分点）", ColumnKind::Points),
        column(told, "cost", "Cost", "成本", ColumnKind::Cost),
    ];
    let money = told.before().revenue.is_some();
    if money {
        columns.push(column(told, "revenue", "Expected revenue", "期望收入", ColumnKind::Money));
        columns.push(column(told, "margin", "Expected margin", "期望净收益", ColumnKind::Money));
    }
    let row = |s: usize| {
        let found = &told.view.findings.strategies[s];
        let mut row =
            vec![strategy(told, s), number(&found.win[us]), maybe(told.uplift(s)), StudyCell::Cost(found.cost)];
        if money {
            row.extend([maybe(found.revenue.as_ref()), maybe(found.margin.as_ref())]);
        }
        row
    };
    table("strategies", words, columns, in_order(told).into_iter().chain([0]).map(row).collect())
}

fn office(told: &Told) -> OfficeChart {
    let order = in_order(told);
    let changes: Vec<Estimate> = order.iter().filter_map(|s| told.uplift(*s).copied()).collect();
    let label = told.view.words().label(Label::Change).to_owned();
    let series = estimated(label.clone(), changes.iter(), told.brand.theme.us);
    let names = order.iter().map(|s| told.view.strategy(*s).to_owned()).collect();
    native::named(OfficeKind::Bars, (String::new(), label), NumberStyle::Points, names, vec![series])
}
