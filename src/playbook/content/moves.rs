//! Which move brings how much: the waterfall of the strategy that the playbook is about.

use super::native::{self, plain};
use super::{Explained, Told};
use crate::model::Lang;
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, OfficeSeries, Page, Picture};
use crate::report::explain::themed;
use crate::report::study::{StudyReport, StudyTable, say};
use crate::report::words::Label;
use crate::stats::Estimate;
use crate::stats::number::{Numbers, is_exact};
use crate::study::Worth;

/// Where the strategy was explained.
pub(super) fn page(told: &Told) -> Option<Page> {
    let explained = told.studies.explained.as_ref()?;
    let found = std::slice::from_ref(&explained.found);
    let report = themed(told.view.scenario, &explained.request, found, told.lang(), &told.brand.theme);
    let chart = report.charts.iter().find(|chart| chart.name == "waterfall")?.clone();
    Some(Page {
        id: "moves".to_owned(),
        label: told.say("What each move brings", "各动作的贡献"),
        finding: finding(told, explained),
        lead: if report.more.is_empty() { Vec::new() } else { vec![report.more.clone()] },
        notes: notes(told, &report, &chart.caption, explained.found.certain),
        picture: Some(Picture { chart, office: office(told, explained) }),
        panels: Vec::new(),
        tables: tables(&report),
        source: report.method,
    })
}

/// Other than 0 beyond the doubts of the simulation.
pub(super) fn is_clear(difference: &Estimate) -> bool {
    if is_exact(difference) { difference.value() != 0.0 } else { !difference.covers(0.0) }
}

/// A move of the explained strategy in quotes.
pub(super) fn quoted(told: &Told, explained: &Explained, position: usize) -> String {
    let played = explained.found.moves[position].played;
    format!("“{}”", told.view.scenario.moves[played.index()].label.get(told.lang()))
}

fn finding(told: &Told, explained: &Explained) -> String {
    let uplift = explained.found.group.change[told.view.us()];
    let change = told.numbers().points_with_margin(&uplift);
    let strategy = told.quoted(told.best);
    if !is_clear(&uplift) {
        return told.say(
            format!("The moves of {strategy} cannot be told to change our win probability: {change}."),
            format!("看不出{strategy}的各个动作改变了我方胜率：{change}。"),
        );
    }
    let cause = cause(told.lang(), &explained.found.win, &|position| quoted(told, explained, position));
    if explained.found.moves.len() == 1 {
        let (name, strategy) = (quoted(told, explained, 0), strategy);
        return told.say(
            format!("{name} is the only move of {strategy}, so all of it is due to it: {change}."),
            format!("{strategy}只有{name}这一个动作，变化全部归功于它：{change}。"),
        );
    }
    let whole = told.say(
        format!("Together the moves of {strategy} bring {change}."),
        format!("{strategy}的各个动作合计带来 {change}。"),
    );
    told.joined(&[cause, whole])
}

/// The move that the change is due to most, if one can be told to be.
fn cause(lang: Lang, worth: &Worth, name: &dyn Fn(usize) -> String) -> String {
    let points = |position: usize| Numbers::new(lang).points_with_margin(&worth.moves[position].shapley);
    let value = |position: usize| worth.moves[position].shapley.value();
    if worth.uplift.value() < 0.0 {
        let worst = (0..worth.moves.len()).fold(0, |worst, i| if value(i) < value(worst) { i } else { worst });
        let (name, points) = (name(worst), points(worst));
        return say(lang, format!("{name} does the most harm: {points}."), format!("损害最大的是{name}：{points}。"));
    }
    let first = worth.largest.0;
    let (name, points) = (name(first), points(first));
    match &worth.largest.1 {
        Some(lead) if is_clear(lead) && is_clear(&worth.moves[first].shapley) => {
            say(lang, format!("{name} brings the most: {points}."), format!("贡献最大的是{name}：{points}。"))
        }
        _ => say(
            lang,
            format!("No single move stands out: {name} brings {points}, and the next cannot be told apart from it."),
            format!("没有哪个动作特别突出：{name}带来 {points}，与排在其后的分不出高下。"),
        ),
    }
}

fn notes(told: &Told, report: &StudyReport, caption: &str, certain: bool) -> Vec<String> {
    let cautions = report.cautions.iter().map(|caution| told.joined(&[caution.what.clone(), caution.advice.clone()]));
    let other_draws = told.say(
        "This study made its own simulated purchases, so its change may differ from that of the run within their margins.",
        "本项研究另行模拟了一批采购，其变化值与主运行的结果在误差范围内可能略有不同。",
    );
    let other_draws = (!certain).then_some(other_draws);
    std::iter::once(caption.to_owned()).chain([report.headline.clone()]).chain(other_draws).chain(cautions).collect()
}

/// The tables that people are shown, as far as they are shown.
fn tables(report: &StudyReport) -> Vec<StudyTable> {
    let shown = report.tables.iter().filter(|table| table.shown > 0 && !table.rows.is_empty());
    shown
        .cloned()
        .map(|table| StudyTable { rows: table.rows.into_iter().take(table.shown).collect(), ..table })
        .collect()
}

/// Bars that begin where the one above ends, standing on one that is not seen. `None` where a bar would cross 0: office
/// programs would draw it from there.
fn office(told: &Told, explained: &Explained) -> Option<OfficeChart> {
    let (us, group) = (told.view.us(), &explained.found.group);
    let (from, to) = (group.before[us].value(), group.after[us].value());
    let shares: Vec<f64> = explained.found.win.moves.iter().map(|worth| worth.shapley.value()).collect();
    let mut ends = vec![from];
    shares.iter().for_each(|share| ends.push(ends[ends.len() - 1] + share));
    if ends.iter().any(|end| *end < 0.0) {
        return None;
    }
    let moves = shares.len();
    let series = |name: String, of_move: &dyn Fn(usize) -> f64, color| {
        let values = std::iter::once(None).chain((0..moves).map(|i| Some(of_move(i)))).chain([None]).collect();
        plain(name, values, color)
    };
    let theme = &told.brand.theme;
    let base = OfficeSeries {
        hidden: true,
        ..series(told.say("Stands on", "起点"), &|i| ends[i].min(ends[i + 1]), theme.background)
    };
    let (gain, loss) = (told.say("Gain", "增加"), told.say("Loss", "减少"));
    let gain = OfficeSeries { labelled: true, ..only(series(gain, &|i| shares[i], theme.us), |x| x > 0.0) };
    let loss = OfficeSeries { labelled: true, ..only(series(loss, &|i| -shares[i], theme.rivals[0]), |x| x > 0.0) };
    let ends_only = std::iter::once(Some(from)).chain((0..moves).map(|_| None)).chain([Some(to)]).collect();
    let label = |label| told.view.words().label(label).to_owned();
    let whole = OfficeSeries { labelled: true, ..plain(label(Label::WinProbability), ends_only, theme.no_decision) };
    let names = std::iter::once(label(Label::Before))
        .chain((0..moves).map(|i| quoted(told, explained, i).trim_matches(['“', '”']).to_owned()))
        .chain([told.view.strategy(told.best).to_owned()])
        .collect();
    let titles = (String::new(), label(Label::WinProbability));
    let largest = ends.iter().copied().fold(to, f64::max);
    let series = vec![base, whole, gain, loss];
    let chart = native::named(OfficeKind::StackedBars, titles, NumberStyle::Percent, names, series);
    Some(OfficeChart { range: native::from_zero(largest), ..chart })
}

/// The values that are wanted; gaps elsewhere.
fn only(series: OfficeSeries, wanted: impl Fn(f64) -> bool) -> OfficeSeries {
    OfficeSeries { values: series.values.into_iter().map(|value| value.filter(|x| wanted(*x))).collect(), ..series }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::MoveWorth;

    fn worth(shares: &[f64], lead: Option<f64>) -> Worth {
        let about = |x: f64| Estimate::normal(x, 0.001);
        let one = |x: &f64| MoveWorth { shapley: about(*x), alone: about(*x), without: about(*x) };
        let largest = (0..shares.len()).fold(0, |a, b| if shares[b] > shares[a] { b } else { a });
        Worth {
            uplift: about(shares.iter().sum()),
            moves: shares.iter().map(one).collect(),
            pairs: Vec::new(),
            largest: (largest, lead.map(about)),
        }
    }

    fn said(lang: Lang, worth: &Worth) -> String {
        cause(lang, worth, &|position| ["“A”", "“B”"][position].to_owned())
    }

    #[test]
    fn a_move_stands_out_only_if_the_next_is_clearly_behind() {
        let apart = worth(&[0.08, 0.02], Some(0.06));
        assert_eq!(said(Lang::En, &apart), "“A” brings the most: +8.0 ± 0.2 points.");
        assert_eq!(said(Lang::Zh, &apart), "贡献最大的是“A”：+8.0 ± 0.2 个百分点。");
        let close = worth(&[0.0499, 0.0501], Some(0.0002));
        let en = "No single move stands out: “B” brings +5.0 ± 0.2 points, and the next cannot be told apart from it.";
        assert_eq!(said(Lang::En, &close), en);
        assert!(said(Lang::Zh, &close).contains("分不出高下"));
    }

    #[test]
    fn harm_is_laid_at_the_door_of_the_worst_move() {
        let harm = worth(&[0.01, -0.05], Some(0.06));
        assert_eq!(said(Lang::En, &harm), "“B” does the most harm: −5.0 ± 0.2 points.");
        assert_eq!(said(Lang::Zh, &harm), "损害最大的是“B”：−5.0 ± 0.2 个百分点。");
    }

    #[test]
    fn what_may_be_nothing_is_not_clear() {
        assert!(is_clear(&Estimate::normal(0.01, 0.001)) && !is_clear(&Estimate::normal(0.001, 0.001)));
        assert!(is_clear(&Estimate::exact(0.001)) && !is_clear(&Estimate::exact(0.0)));
    }
}
