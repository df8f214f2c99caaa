//! The sentences of an explanation. Nothing is said to be there that the simulation cannot tell from 0.

use super::Telling;
use crate::model::Lang;
use crate::report::study::say;
use crate::report::words::CautionText;
use crate::stats::Estimate;
use crate::stats::number::{Numbers, is_exact, percent};

/// Other than 0 beyond the doubts of the simulation.
pub(super) fn is_clear(difference: &Estimate) -> bool {
    if is_exact(difference) { difference.value() != 0.0 } else { !difference.covers(0.0) }
}

pub(super) fn headline(telling: &Telling) -> String {
    let (name, uplift) = (telling.strategy(), telling.uplift());
    let points = telling.numbers().points_with_margin(&uplift);
    if !is_clear(&uplift) {
        return if is_exact(&uplift) {
            telling.say(format!("“{name}” does not change our win probability."), format!("“{name}”不改变我方胜率。"))
        } else {
            telling.say(
                format!("“{name}” cannot be told apart from doing nothing: {points}."),
                format!("“{name}”的效果与什么都不做无法区分：{points}。"),
            )
        };
    }
    let group = &telling.found.group;
    let (from, to) = (percent(&group.before[telling.us()]), percent(&group.after[telling.us()]));
    let change = if uplift.value() > 0.0 {
        telling.say(
            format!("“{name}” lifts our win probability from {from} to {to}, {points}."),
            format!("“{name}”使我方胜率从 {from} 升至 {to}，{points}。"),
        )
    } else {
        telling.say(
            format!("“{name}” lowers our win probability from {from} to {to}, {points}."),
            format!("“{name}”使我方胜率从 {from} 降至 {to}，{points}。"),
        )
    };
    join(telling.lang, &[change, cause(telling)])
}

/// The move that it is due to most.
pub(super) fn cause(telling: &Telling) -> String {
    let win = &telling.found.win;
    let points = |position: usize| telling.numbers().points_with_margin(&win.moves[position].shapley);
    let named = |position: usize| telling.quoted_move(position);
    if telling.uplift().value() < 0.0 {
        let value = |i: usize| win.moves[i].shapley.value();
        let worst = (0..win.moves.len()).fold(0, |worst, i| if value(i) < value(worst) { i } else { worst });
        return telling.say(
            format!("{} does the most harm: {}.", named(worst), points(worst)),
            format!("损害最大的是{}：{}。", named(worst), points(worst)),
        );
    }
    let (largest, name) = (win.largest.0, named(win.largest.0));
    let points = points(largest);
    match &win.largest.1 {
        None => telling.say(format!("{name} is its only move."), format!("它只有一个动作：{name}。")),
        Some(lead) if is_clear(lead) => {
            telling.say(format!("{name} brings the most: {points}."), format!("贡献最大的是{name}：{points}。"))
        }
        Some(_) => telling.say(
            format!("No move stands out: {name} brings {points}, the next cannot be told apart from it."),
            format!("没有哪个动作明显突出：{name}为 {points}，与排在其后的无法区分。"),
        ),
    }
}

/// From whom the points come, which moves help each other, and which do nothing that shows.
pub(super) fn more(telling: &Telling) -> String {
    join(telling.lang, &[from_whom(telling), together(telling), idle(telling)])
}

fn from_whom(telling: &Telling) -> String {
    let from = &telling.found.group.from;
    let gains: Vec<usize> =
        telling.sources().into_iter().filter(|v| is_clear(&from[*v]) && from[*v].value() > 0.0).collect();
    if gains.is_empty() || !is_clear(&telling.uplift()) {
        return String::new();
    }
    let points = |v: &usize| telling.numbers().points_with_margin(&from[*v]);
    let en: Vec<String> = gains.iter().map(|v| format!("{} from “{}”", points(v), telling.alternative(*v))).collect();
    let zh: Vec<String> = gains.iter().map(|v| format!("“{}”{}", telling.alternative(*v), points(v))).collect();
    telling.say(format!("We gain {}.", en.join(", ")), format!("增长来自：{}。", zh.join("，")))
}

fn together(telling: &Telling) -> String {
    let found = telling.found;
    if found.moves.len() < 2 {
        return String::new();
    }
    if found.order_pairs.is_some() {
        return telling.say("With so many moves, pairs are not looked at.", "动作太多，未逐对考察它们之间的相互作用。");
    }
    let Some(pair) = found.win.pairs.first().filter(|pair| pair.told) else {
        return telling.say(
            "No two moves can be told to help or to replace each other.",
            "没有哪两个动作能确认相互增强或相互替代。",
        );
    };
    let (a, b) = (telling.quoted_move(pair.first), telling.quoted_move(pair.second));
    let points = telling.numbers().points_with_margin(&pair.interaction);
    if pair.interaction.value() > 0.0 {
        telling.say(
            format!("{a} and {b} help each other most: together {points} beyond what each brings without the other."),
            format!("{a}与{b}相互增强最明显：一起做比各自单做之和多 {points}。"),
        )
    } else {
        telling.say(
            format!("{a} and {b} overlap most: one does a part of the other's work, {points} together."),
            format!("{a}与{b}重复最多：一个已做了另一个的部分工作，一起做时为 {points}。"),
        )
    }
}

fn idle(telling: &Telling) -> String {
    let moves = &telling.found.win.moves;
    let idle: Vec<String> =
        (0..moves.len()).filter(|i| !is_clear(&moves[*i].shapley)).map(|i| telling.quoted_move(i)).collect();
    if idle.is_empty() || idle.len() == moves.len() {
        return String::new();
    }
    telling.say(
        format!("Nothing can be told to be due to {}.", idle.join(", ")),
        format!("看不出有什么归功于{}。", idle.join("、")),
    )
}

fn join(lang: Lang, sentences: &[String]) -> String {
    let said: Vec<&str> = sentences.iter().map(String::as_str).filter(|sentence| !sentence.is_empty()).collect();
    said.join(if lang == Lang::En { " " } else { "" })
}

pub(super) fn cautions(tellings: &[Telling]) -> Vec<CautionText> {
    tellings.iter().flat_map(|telling| [sampled(telling), many_pairs(telling)]).flatten().collect()
}

fn sampled(telling: &Telling) -> Option<CautionText> {
    let (pairs, moves) = (telling.found.order_pairs?, telling.found.moves.len());
    Some(CautionText {
        what: telling.say(
            format!(
                "“{}” has {moves} moves: too many to play all parts of it, so {pairs} random orders and their reverses \
                 were played.",
                telling.strategy()
            ),
            format!(
                "“{}”有 {moves} 个动作，无法模拟全部组合，因此随机抽取了 {pairs} 种先后顺序及其倒序。",
                telling.strategy()
            ),
        ),
        advice: telling.say(
            "The margins of what is due to each move include that; explain a shorter strategy to be surer.",
            "归功于各动作的误差已包含抽样误差；若要更准，请解释更短的策略。",
        ),
    })
}

fn many_pairs(telling: &Telling) -> Option<CautionText> {
    let pairs = &telling.found.win.pairs;
    let told = pairs.iter().filter(|pair| pair.told).count();
    (told < pairs.len() && !telling.found.certain).then(|| CautionText {
        what: telling.say(
            format!("Of {} pairs of moves, judged together, {told} can be told from 0.", pairs.len()),
            format!("共考察了 {} 对动作；统一判断后，{told} 对可确认不为 0。", pairs.len()),
        ),
        advice: telling.say(
            "The others are not shown to be without effect on each other; more draws would tell more.",
            "其余各对并非证明互不影响；增加模拟次数才能看清更多。",
        ),
    })
}

pub(super) fn method(tellings: &[Telling], seed: u64) -> String {
    let lang = tellings[0].lang;
    let numbers = Numbers::new(lang);
    if tellings.iter().all(|telling| telling.found.certain) {
        return say(
            lang,
            format!("Nothing is uncertain in this scenario, so the numbers are exact; seed {seed}."),
            format!("本情景没有不确定性，所列数字是精确值；随机种子 {seed}。"),
        );
    }
    let one = |telling: &Telling| {
        let (draws, parts) = (numbers.count(telling.found.draws), numbers.count(telling.found.parts as u64));
        telling.say(
            format!("{draws} simulated purchases for each of {parts} parts of the strategy"),
            format!("策略的 {parts} 种组合各模拟 {draws} 次"),
        )
    };
    let made: Vec<String> = tellings.iter().map(one).collect();
    say(
        lang,
        format!(
            "{}, all on the same purchases, seed {seed}; ± is the 95% interval of the simulation. It does not say how far \
             the scenario is right.",
            made.join(", ")
        ),
        format!(
            "{}，全部基于同一批模拟采购，随机种子 {seed}；± 为模拟的 95% 区间，不表示情景假设本身的把握。",
            made.join("，")
        ),
    )
}
