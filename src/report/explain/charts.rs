//! The charts of an explanation: what is due to each move, and who loses to whom.

use super::Telling;
use super::words::{cause, is_clear};
use crate::chart::{FlowChart, FlowRow, Role, Theme, WaterfallChart, WaterfallStep, Words, flow, waterfall};
use crate::model::Alternative;
use crate::report::figures::Chart;
use crate::stats::Estimate;
use crate::stats::number::points_with_margin;

pub(super) fn all(telling: &Telling, several: bool, seed: u64, theme: &Theme) -> Vec<Chart> {
    let name = |name: &str| if several { format!("{name}-{}", telling.strategy_id()) } else { name.to_owned() };
    vec![waterfall_chart(telling, name("waterfall"), seed, theme), flow_chart(telling, name("flow"), seed, theme)]
}

fn around(telling: &Telling, title: String, caption: String) -> Words {
    let subtitle = format!("{} · {}", telling.scenario.title.get(telling.lang), telling.strategy());
    Words { lang: telling.lang, title, subtitle, caption }
}

/// How the numbers were made.
fn made(telling: &Telling, seed: u64) -> String {
    let found = telling.found;
    if found.certain {
        return telling
            .say("Nothing is uncertain in this scenario: exact numbers.", "本情景没有不确定性：数字为精确值。");
    }
    let draws = telling.numbers().count(found.draws);
    telling.say(
        format!("{draws} simulated purchases, seed {seed}; 95% Monte Carlo intervals."),
        format!("模拟采购 {draws} 次，随机种子 {seed}；95% 蒙特卡洛区间。"),
    )
}

fn joined(telling: &Telling, first: String, second: String) -> String {
    telling.say(format!("{first} {second}"), format!("{first}{second}"))
}

fn waterfall_title(telling: &Telling) -> String {
    let uplift = telling.uplift();
    let points = telling.numbers().points_with_margin(&uplift);
    if !is_clear(&uplift) {
        return telling
            .say("The moves do not change our win probability in a way that shows", "看不出这些动作改变了我方胜率");
    }
    let change = if uplift.value() > 0.0 {
        telling.say(format!("Our moves bring {points}."), format!("我方动作共带来 {points}。"))
    } else {
        telling.say(format!("Our moves cost us {points}."), format!("我方动作反而拉低胜率：{points}。"))
    };
    joined(telling, change, cause(telling))
}

fn waterfall_chart(telling: &Telling, name: String, seed: u64, theme: &Theme) -> Chart {
    let found = telling.found;
    let us = telling.us();
    let caption = joined(
        telling,
        telling.say(
            "What is due to a move is its Shapley value: what it adds on average over all orders in which the moves could be \
             added; the numbers add up to the change. Grey: cannot be told from 0.",
            "归功于某动作的部分为其沙普利值：按所有可能的先后逐个加入各动作时它平均带来的变化，各项之和等于总变化。灰色：与 0 无法区分。",
        ),
        made(telling, seed),
    );
    let step = |position: usize| WaterfallStep {
        name: telling.move_label(position),
        worth: found.win.moves[position].shapley,
    };
    let data = |words| WaterfallChart {
        words,
        axis: telling.say("Win probability", "胜率"),
        before: telling.say("Baseline", "基准"),
        after: telling.say("With the strategy", "采用该策略"),
        change: telling.say("Due to it, points", "归功于它（百分点）"),
        interval: if found.certain { String::new() } else { telling.say("95% interval", "95% 区间") },
        from: found.group.before[us],
        to: found.group.after[us],
        steps: (0..found.moves.len()).map(step).collect(),
    };
    let around = around(telling, waterfall_title(telling), caption);
    Chart::new(name, around, theme, |words, theme| waterfall(&data(words), theme))
}

fn flow_title(telling: &Telling) -> String {
    let from = &telling.found.group.from;
    let clear = |v: &usize| is_clear(&from[*v]);
    let sources = telling.sources();
    let points = |v: usize| points_with_margin(&from[v]);
    let gain = sources.first().copied().filter(|v| clear(v) && from[*v].value() > 0.0);
    let loss = sources.last().copied().filter(|v| clear(v) && from[*v].value() < 0.0);
    match (gain, loss) {
        (Some(v), _) => telling.say(
            format!("We gain most from “{}”: {} points", telling.alternative(v), points(v)),
            format!("我方的增长主要来自“{}”：{} 个百分点", telling.alternative(v), points(v)),
        ),
        (None, Some(v)) => telling.say(
            format!("We lose most to “{}”: {} points", telling.alternative(v), points(v)),
            format!("我方主要输给了“{}”：{} 个百分点", telling.alternative(v), points(v)),
        ),
        (None, None) => telling
            .say("Nobody can be told to lose to us, or we to anybody", "看不出有谁的胜率转给了我方，或我方转给了谁"),
    }
}

fn flow_chart(telling: &Telling, name: String, seed: u64, theme: &Theme) -> Chart {
    let group = &telling.found.group;
    let role = |v: usize| match telling.alternatives()[v] {
        Alternative::Vendor(_) if v == telling.us() => Role::Us,
        Alternative::Vendor(_) => Role::Rival,
        Alternative::StatusQuo => Role::NoDecision,
    };
    let mut order: Vec<usize> = (0..group.before.len()).collect();
    order.sort_by_key(|v| match role(*v) {
        Role::Us => 0,
        Role::Rival => 1,
        Role::NoDecision => 2,
    });
    let row = |&v: &usize| FlowRow {
        name: telling.alternative(v),
        role: role(v),
        before: group.before[v],
        after: group.after[v],
        change: group.change[v],
        gain: group.from[v],
    };
    let flows = |u: &usize| -> Vec<Estimate> { order.iter().map(|v| group.flow[*u][*v]).collect() };
    let data = |words| FlowChart {
        words,
        before: telling.say("Baseline", "基准"),
        after: telling.say("With the strategy", "采用该策略"),
        gains: telling.say("We gain from, points", "我方得自（百分点）"),
        rows: order.iter().map(row).collect(),
        flow: order.iter().map(flows).collect(),
    };
    let caption = joined(
        telling,
        telling.say(
            "Bands: in which purchases the winner is another one than without our moves, on the same simulated purchases; \
             pale: the same.",
            "色带：在同一批模拟采购中，赢家因我方动作而改变的部分；浅色：赢家不变。",
        ),
        made(telling, seed),
    );
    let around = around(telling, flow_title(telling), caption);
    Chart::new(name, around, theme, |words, theme| flow(&data(words), theme))
}
