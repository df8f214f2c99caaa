//! Who weighs what, before and after: the map of decision criteria.

use super::Told;
use super::native::{self, plain};
use super::table::{column, criterion, number, person, table, word};
use crate::chart::color::Color;
use crate::model::Need;
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, Page, Picture};
use crate::report::study::{ColumnKind, StudyCell, StudyTable};
use crate::report::verdict::weight_change;
use crate::report::words::Label;
use crate::stats::{StrategyFindings, WeightSummary};

pub(super) fn page(told: &Told) -> Page {
    let chart = told.charts.weights.clone();
    let caption =
        chart.as_ref().map_or_else(|| told.view.words().weights_caption(told.view), |chart| chart.caption.clone());
    Page {
        id: "criteria".to_owned(),
        label: told.say("Who weighs what", "谁看重什么"),
        finding: finding(told),
        lead: lead(told),
        picture: chart.map(|chart| Picture { chart, office: Some(office(told)) }),
        panels: Vec::new(),
        tables: vec![weights(told)],
        notes: vec![caption, told.say(
            "Weights are what people judge by, not what they say in a tender; the table has every person and criterion.",
            "权重指人们实际据以判断的分量，不是招标文件里写的分数；表中逐人逐项列出。",
        )],
        source: told.run_line(),
    }
}

fn finding(told: &Told) -> String {
    let n = told.numbers();
    let (before, after) = (told.before(), told.after());
    let mean = |found: &StrategyFindings, c: usize| n.percent(&found.group_weights[c].mean);
    match weight_change(before, after).filter(|_| told.best > 0) {
        Some((most, giver)) => {
            let (name, from, to) = (told.criterion(most), mean(before, most), mean(after, most));
            let giver = giver.map(|giver| told.criterion(giver));
            let en = giver.as_ref().map_or(String::new(), |giver| format!(", mostly at the expense of {giver}"));
            let zh = giver.as_ref().map_or(String::new(), |giver| format!("，主要由{giver}让出"));
            told.say(
                format!("{name} goes from {from} to {to} of the customer's weight{en}."),
                format!("{name}在客户心中的分量从 {from} 变为 {to}{zh}。"),
            )
        }
        None => {
            let heaviest = (0..before.group_weights.len()).reduce(|a, b| {
                if before.group_weights[b].mean.value() > before.group_weights[a].mean.value() { b } else { a }
            });
            let heaviest = heaviest.map_or(String::new(), |c| {
                let (name, share) = (told.criterion(c), mean(before, c));
                told.say(
                    format!("{name} counts most, with {share} of the customer's weight"),
                    format!("客户最看重{name}，占 {share}"),
                )
            });
            let stays = told.say(", and our moves leave the weights where they are", "，我方动作不改变权重");
            told.sentence(&format!("{heaviest}{}", if told.best > 0 { stays } else { String::new() }))
        }
    }
}

/// Whom the pitch moves most, and who weighs most of what counts for us now.
fn lead(told: &Told) -> Vec<String> {
    let Some((most, _)) = weight_change(told.before(), told.after()).filter(|_| told.best > 0) else {
        return Vec::new();
    };
    let people = told.view.scenario.stakeholders.len();
    if people < 2 {
        return Vec::new();
    }
    let change =
        |who: &usize| told.after().weights[*who][most].mean.value() - told.before().weights[*who][most].mean.value();
    let moved: Vec<usize> = (0..people).filter(|who| change(who) >= MOVED).collect();
    let Some(first) = moved.iter().copied().max_by(|a, b| change(a).total_cmp(&change(b))) else { return Vec::new() };
    let n = told.numbers();
    let name = |who: usize| told.view.scenario.stakeholders[who].label.get(told.lang()).to_owned();
    let mean = |found: &StrategyFindings| n.percent(&found.weights[first][most].mean);
    let (who, criterion) = (name(first), told.criterion(most));
    let (from, to, count) = (mean(told.before()), mean(told.after()), moved.len());
    let furthest = told.say(
        format!("{who} moves furthest on {criterion}: from {from} to {to}."),
        format!("在{criterion}上变化最大的是{who}：从 {from} 到 {to}。"),
    );
    let still = people - count;
    let others = match still {
        0 => told.say(
            format!("All {people} people give it more weight than before."),
            format!("全部 {people} 人都比以前更看重它。"),
        ),
        _ => told.say(
            format!(
                "{count} of {people} people give it more weight than before; the others have yet to be won for it."
            ),
            format!("{people} 人中有 {count} 人比以前更看重它，其余的人还有待说服。"),
        ),
    };
    vec![furthest, others]
}

/// A change of a mean weight below this is not called one.
const MOVED: f64 = 5e-3;

/// The committee, then everybody; one person is not told twice.
fn rows_of<'f>(told: &Told, found: &'f StrategyFindings) -> Vec<(Option<usize>, &'f Vec<WeightSummary>)> {
    let people = found.weights.iter().enumerate().map(|(who, weights)| (Some(who), weights));
    let committee = (told.view.scenario.stakeholders.len() > 1).then_some((None, &found.group_weights));
    committee.into_iter().chain(people).collect()
}

fn name(told: &Told, who: Option<usize>) -> String {
    match who {
        Some(who) => told.view.scenario.stakeholders[who].label.get(told.lang()).to_owned(),
        None => told.view.words().label(Label::Committee).to_owned(),
    }
}

fn weights(told: &Told) -> StudyTable {
    let words = (
        told.say("Mean weights when the decision falls", "决策时的平均权重"),
        told.say(
            "What nobody weighs is left out. The range is where 90 of 100 simulated people of this kind end up: what we do not \
             know about them, not an error.",
            "无人看重的准则不列。范围：100 个同类的模拟人物中有 90 个落在其中，表示我们对此人的不了解，不是误差。",
        ),
    );
    let mut columns = vec![
        column(told, "stakeholder", "Who", "谁", ColumnKind::Named),
        column(told, "criterion", "Criterion", "准则", ColumnKind::Named),
        column(told, "need", "Need", "需要", ColumnKind::Word),
        column(told, "before", "Without our moves", "我方不行动", ColumnKind::Percent),
    ];
    if told.best > 0 {
        columns.push(column(told, "after", "With the pitch", "采用策略", ColumnKind::Percent));
    }
    columns.push(column(told, "range", "Range", "范围", ColumnKind::Word));
    let mut rows = Vec::new();
    for ((who, before), (_, after)) in rows_of(told, told.before()).into_iter().zip(rows_of(told, told.after())) {
        for c in 0..before.len() {
            if before[c].mean.value() == 0.0 && after[c].mean.value() == 0.0 {
                continue;
            }
            let whose = who.map_or_else(|| StudyCell::named("committee", &name(told, None)), |who| person(told, who));
            let need = told.view.words().need(told.view.scenario.criteria[c].need);
            let mut row = vec![whose, criterion(told, c), word(need), number(&before[c].mean)];
            if told.best > 0 {
                row.push(number(&after[c].mean));
            }
            row.push(word(told.numbers().share_range(&after[c].spread.p05, &after[c].spread.p95)));
            rows.push(row);
        }
    }
    table("weights", words, columns, rows)
}

/// A bar of 100 % for everybody before and after, cut by criteria.
fn office(told: &Told) -> OfficeChart {
    let label = |label| told.view.words().label(label);
    let states = [(label(Label::Before), told.before()), (label(Label::After), told.after())];
    let all: Vec<(String, &Vec<WeightSummary>)> = (0..rows_of(told, told.before()).len())
        .flat_map(|row| {
            states.map(|(state, found)| {
                let (who, weights) = rows_of(told, found)[row];
                (format!("{} · {state}", name(told, who)), weights)
            })
        })
        .collect();
    let weighed = |c: &usize| all.iter().any(|(_, weights)| weights[*c].mean.value() > 0.0);
    let series = |c: usize| {
        let values = all.iter().map(|(_, weights)| Some(weights[c].mean.value())).collect();
        plain(told.view.scenario.criteria[c].label.get(told.lang()).to_owned(), values, shade(told, c))
    };
    let series = (0..told.view.scenario.criteria.len()).filter(weighed).map(series).collect();
    let names = all.iter().map(|(name, _)| name.clone()).collect();
    let titles = (String::new(), told.say("Weight", "权重"));
    let chart = native::named(OfficeKind::StackedBars, titles, NumberStyle::Percent, names, series);
    OfficeChart { range: Some((0.0, 1.0)), ..chart }
}

/// The colour of a criterion's need; criteria that share a need are told apart by their strength.
fn shade(told: &Told, criterion: usize) -> Color {
    let need = |c: usize| -> Need { told.view.scenario.criteria[c].need };
    let earlier = (0..criterion).filter(|c| need(*c) == need(criterion)).count();
    let (color, _) = told.brand.theme.need(need(criterion));
    match earlier % 4 {
        0 => color,
        n => color.tint(1.0 - 0.22 * n as f64),
    }
}
