//! The charts of what more effort would bring.

use super::{Chart, words};
use crate::chart::{FrontierChart, FrontierDot, Theme, frontier};
use crate::model::{Lang, Scenario};
use crate::report::optimize::added;
use crate::report::study::say;
use crate::stats::number::{Numbers, is_exact};
use crate::study::optimize::{Frontier, Goal, Optimum, Pitch, Spending};

/// One for each thing that moves cost.
pub(in crate::report) fn frontier_charts(
    scenario: &Scenario,
    optimum: &Optimum,
    lang: Lang,
    theme: &Theme,
) -> Vec<Chart> {
    let drawn = optimum.frontiers.iter().filter(|frontier| !frontier.points.is_empty());
    drawn.map(|frontier| chart(scenario, optimum, frontier, lang, theme)).collect()
}

fn chart(scenario: &Scenario, optimum: &Optimum, of: &Frontier, lang: Lang, theme: &Theme) -> Chart {
    let days = of.spending == Spending::Days;
    let currency = scenario.currency.clone().unwrap_or_default();
    let mut before = None;
    let mut points = Vec::new();
    for point in &of.points {
        let name = added(scenario, &point.pitch.line, before, lang);
        points.push(FrontierDot { name, spent: point.spent, gain: point.pitch.uplift });
        before = Some(&point.pitch.line);
    }
    let dot = |pitch: &Pitch| {
        let id = pitch.line.strategy?;
        let name = scenario.strategies[id.index()].label.get(lang).to_owned();
        Some(FrontierDot { name, spent: of.spending.of(pitch.cost), gain: pitch.uplift })
    };
    let strategies: Vec<FrontierDot> = optimum.strategies.iter().filter_map(dot).collect();
    let x_axis = if days {
        say(lang, "Working days", "人天")
    } else {
        say(lang, format!("Money, {currency}").trim_end_matches(", "), format!("资金 {currency}").trim_end())
    };
    let y_axis = match optimum.request.goal {
        Goal::Quantile(_) => {
            say(lang, "Change of the win probability in bad worlds, points", "较差情形下胜率的变化（百分点）")
        }
        Goal::Win | Goal::Margin => say(lang, "Change of our win probability, points", "我方胜率的变化（百分点）"),
    };
    let interval = if optimum.deterministic { String::new() } else { say(lang, "95% interval", "95% 区间") };
    let data = |words| FrontierChart {
        words,
        x_axis: x_axis.clone(),
        y_axis: y_axis.clone(),
        best: say(lang, "Best found for this amount", "这一投入下找到的最佳打法"),
        others: say(lang, "Strategies of the scenario", "情景自带的策略"),
        interval: interval.clone(),
        points: points.clone(),
        strategies: strategies.clone(),
    };
    let around = words(lang, &title(of, lang), scenario.title.get(lang).to_owned(), &caption(optimum, lang));
    let name = if days { "frontier-days" } else { "frontier-money" };
    Chart::new(name.to_owned(), around, theme, |words, theme| frontier(&data(words), theme))
}

/// Where most of the gain is: the first point that has nine tenths of it.
fn title(of: &Frontier, lang: Lang) -> String {
    let numbers = Numbers::new(lang);
    let last = &of.points[of.points.len() - 1];
    let enough = 0.9 * last.pitch.uplift.value();
    let point = of.points.iter().find(|point| point.pitch.uplift.value() >= enough).unwrap_or(last);
    let change = |pitch: &Pitch| {
        if is_exact(&pitch.uplift) { numbers.points(&pitch.uplift) } else { numbers.points_with_margin(&pitch.uplift) }
    };
    let amount = |x: f64| match of.spending {
        Spending::Days => say(lang, format!("{} days", numbers.plain(x)), format!("{} 人天", numbers.plain(x))),
        Spending::Money => numbers.plain(x),
    };
    if point.spent == last.spent {
        let (gain, spent) = (change(&last.pitch), amount(last.spent));
        return say(
            lang,
            format!("Up to {spent}, more effort goes on paying: {gain} in all"),
            format!("投入到 {spent} 为止，多投入一直有回报：共 {gain}"),
        );
    }
    let (gain, spent) = (change(&point.pitch), amount(point.spent));
    let (all, most) = (change(&last.pitch), amount(last.spent));
    say(
        lang,
        format!("{spent} bring {gain}; {most} bring {all}"),
        format!("投入 {spent}，胜率变化 {gain}；投入 {most}，变化 {all}"),
    )
}

fn caption(optimum: &Optimum, lang: Lang) -> String {
    let numbers = Numbers::new(lang);
    let seed = crate::study::optimize::fresh_seed(optimum.request.seed);
    if optimum.deterministic {
        return say(
            lang,
            "Nothing in this scenario is uncertain, so the numbers are exact. Changes are against no moves of ours.",
            "本情景没有不确定的内容，数值是精确的。变化是与不做动作相比。",
        );
    }
    let draws = numbers.count(optimum.draws);
    say(
        lang,
        format!(
            "{draws} simulated purchases, seed {seed}, on none of which a pitch was chosen. Changes are against no moves of \
             ours, paired draw by draw; bars are 95% Monte Carlo intervals. A point is named after what it adds to the one \
             before."
        ),
        format!(
            "模拟采购 {draws} 次，随机种子 {seed}，没有任何打法是在这些模拟上挑选的。变化是与不做动作相比的逐次配对之差；误差线为 95% 蒙特卡洛区间。\
             各点标注的是比前一点多做（或少做）了什么。"
        ),
    )
}
