//! Who wins, before and after: the headline of the run.

use super::native::{self, color, estimated, pale};
use super::table::{alternative, column, maybe, number, table};
use super::{Told, list};
use crate::chart::color::Color;
use crate::model::Lang;
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, Page, Picture};
use crate::report::figures::in_order;
use crate::report::study::{ColumnKind, StudyTable};
use crate::report::verdict::{Verdict, alike, earns_more, sure_winner};
use crate::report::words::{Label, group_words};
use crate::stats::{Estimate, StrategyFindings};

pub(super) fn page(told: &Told) -> Page {
    Page {
        id: "outcomes".to_owned(),
        label: told.say("Who wins", "谁会赢"),
        finding: finding(told),
        lead: lead(told),
        picture: told.charts.outcomes.clone().map(|chart| Picture { chart, office: Some(office(told)) }),
        panels: Vec::new(),
        tables: vec![outcomes(told)],
        notes: notes(told),
        source: told.run_line(),
    }
}

/// A hundred committees, and whom they choose; nothing where all of them choose alike for sure.
pub(super) fn hundred(told: &Told) -> Option<Page> {
    let chart = told.charts.committees.clone()?;
    Some(Page {
        id: "committees".to_owned(),
        label: told.say("A hundred committees", "一百个采购小组"),
        finding: committees(told),
        lead: vec![told.say(
            "Nobody knows which of these committees the customer is: that is what the spread is for.",
            "谁也不知道这位客户是其中哪一个，所以要看整体的分布。",
        )],
        notes: vec![chart.caption.clone()],
        picture: Some(Picture { chart, office: None }),
        panels: Vec::new(),
        tables: Vec::new(),
        source: told.run_line(),
    })
}

/// What the run says about our best strategy. Every number has its margin; a change that may be none is not called one.
pub(super) fn finding(told: &Told) -> String {
    let n = told.numbers();
    let us = told.view.us();
    let name = told.quoted(told.best);
    let (from, to) = (n.percent(&told.before().win[us]), n.percent(&told.after().win[us]));
    let change = told.uplift(told.best).map_or(String::new(), |uplift| n.points_with_margin(uplift));
    match told.verdict {
        Verdict::OnlyBaseline => {
            told.say(format!("Without our moves we win {from}."), format!("我方不行动时，胜率为 {from}。"))
        }
        Verdict::Lifts { .. } => {
            let change = change.trim_start_matches('+');
            told.say(
                format!("{name} lifts our win probability by {change}, to {to}."),
                format!("采用{name}，我方胜率提高 {change}，达到 {to}。"),
            )
        }
        Verdict::Lowers { .. } => told.say(
            format!("Even the best pitch hurts: {name} changes our win probability by {change}, to {to}."),
            format!("哪怕其中最好的打法也帮倒忙：采用{name}，我方胜率变化 {change}，只剩 {to}。"),
        ),
        Verdict::Unclear { .. } => told.say(
            format!("{name} cannot be told apart from doing nothing: a change of {change}, to {to}."),
            format!("{name}与什么都不做分不出差别：变化 {change}，胜率 {to}。"),
        ),
        Verdict::Unchanged { .. } => told.say(
            format!("{name} changes nothing: we win {to} with it and without it."),
            format!("{name}不起作用：做与不做，我方胜率都是 {to}。"),
        ),
    }
}

fn lead(told: &Told) -> Vec<String> {
    let words = told.view.words();
    // Where there is no page for the committees they are counted here.
    let mut lead: Vec<String> = told.charts.committees.is_none().then(|| committees(told)).into_iter().collect();
    lead.extend(words.gain_source(told.view, told.verdict));
    if let Some(more) = earns_more(told.view.findings, told.best) {
        lead.push(words.earns_more(told.view, more, told.best));
    }
    lead.extend(told.lasts_more());
    let others = alike(told.view.findings, told.best);
    if !others.is_empty() {
        lead.push(words.alike(told.view, &others));
    }
    lead
}

/// Who wins how many of a hundred simulated committees.
pub(super) fn committees(told: &Told) -> String {
    if sure_winner(told.view, told.best).is_some() {
        return told.view.words().committees(told.view, told.best);
    }
    let us = told.view.us();
    let count = |strategy: &StrategyFindings, position: usize| told.of_hundred(&strategy.win[position]);
    let others: Vec<String> = in_order(told.view)
        .into_iter()
        .filter(|position| *position != us)
        .map(|position| {
            let (name, count) = (told.view.alternative(position), count(told.after(), position));
            told.say(format!("{count} choose “{name}”"), format!("{count} 个选“{name}”"))
        })
        .collect();
    let ours = count(told.after(), us);
    let start = match told.best {
        0 => told.say(
            format!("Of 100 simulated committees {ours} choose us"),
            format!("100 个模拟的采购小组里，{ours} 个选我方"),
        ),
        _ => {
            let before = count(told.before(), us);
            told.say(
                format!("Of 100 simulated committees {ours} choose us, where it was {before} without our moves"),
                format!("100 个模拟的采购小组里，{ours} 个选我方（我方不行动时：{before} 个）"),
            )
        }
    };
    match told.lang() {
        Lang::En if others.is_empty() => format!("{start}."),
        Lang::En => format!("{start}; {}.", list(&others, Lang::En)),
        Lang::Zh => format!("{}。", std::iter::once(start).chain(others).collect::<Vec<_>>().join("，")),
    }
}

fn outcomes(told: &Told) -> StudyTable {
    let words = (
        told.say("Who is chosen, without our moves and with the pitch", "谁会被选中：我方不行动时与采用策略后"),
        told.say(
            "The change is measured purchase by purchase, so its margin is its own.",
            "变化按同一次模拟采购逐次相减，误差单独计算。",
        ),
    );
    let columns = vec![
        column(told, "alternative", "Alternative", "方案", ColumnKind::Named),
        column(told, "before", "Without our moves", "我方不行动", ColumnKind::Percent),
        column(told, "after", "With the pitch", "采用策略", ColumnKind::Percent),
        column(told, "change", "Change, points", "变化（百分点）", ColumnKind::Points),
    ];
    let row = |position: usize| {
        let change = told.after().uplift.as_ref().map(|uplift| &uplift[position]);
        vec![
            alternative(told, position),
            number(&told.before().win[position]),
            number(&told.after().win[position]),
            maybe(change),
        ]
    };
    table("outcomes", words, columns, in_order(told.view).into_iter().map(row).collect())
}

fn office(told: &Told) -> OfficeChart {
    let order = in_order(told.view);
    let label = |label| told.view.words().label(label).to_owned();
    let series = |name, found: &StrategyFindings, shade: &dyn Fn(usize) -> Color| {
        let colors = order.iter().enumerate().map(|(place, position)| (place, shade(*position))).skip(1).collect();
        let values: Vec<_> = order.iter().map(|position| found.win[*position]).collect();
        native::with_colors(estimated(name, values.iter(), shade(order[0])), colors)
    };
    let names = order.iter().map(|position| told.view.alternative(*position)).collect();
    let before = series(label(Label::Before), told.before(), &|position| pale(color(told, position)));
    let after = series(told.view.strategy(told.best).to_owned(), told.after(), &|position| color(told, position));
    let titles = (String::new(), label(Label::WinProbability));
    let largest = told.before().win.iter().chain(&told.after().win).map(Estimate::high).fold(0.0, f64::max);
    let chart = native::named(OfficeKind::Bars, titles, NumberStyle::Percent, names, vec![before, after]);
    OfficeChart { range: native::from_zero(largest), ..chart }
}

fn notes(told: &Told) -> Vec<String> {
    let words = told.view.words();
    let mut notes = vec![words.headline(told.view, told.verdict)];
    if told.view.scenario.stakeholders.len() > 1 {
        notes.push(group_words(told.lang()).rules_finding(told.view, told.best));
    }
    for caution in &told.view.findings.cautions {
        let text = words.caution(told.view, caution);
        notes.push(told.joined(&[text.what, text.advice]));
    }
    notes.extend(words.limits().iter().take(2).map(|limit| (*limit).to_owned()));
    notes
}
