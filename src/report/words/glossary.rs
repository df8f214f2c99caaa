//! Every term that a reader from Excel may not know, explained once.

use crate::model::Lang;

/// A term, explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its anchor.
    pub id: &'static str,
    /// The term.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

const fn term(id: &'static str, name: &'static str, meaning: &'static str) -> Term {
    Term { id, name, meaning }
}

const EN: &[Term] = &[
    term(
        "purchase",
        "Simulated purchase",
        "One possible version of this purchase: weights, performance and reactions drawn at random from what is known. Every strategy is played in the same versions.",
    ),
    term("win-probability", "Win probability", "The share of simulated purchases in which this alternative is chosen."),
    term(
        "uplift",
        "Change (uplift)",
        "Win probability with the strategy less that of the baseline, compared purchase by purchase. Given in points: from 20% to 30% is +10 points.",
    ),
    term(
        "interval",
        "95% interval, ±",
        "How far the number could be off because only so many purchases were simulated. More draws make it smaller. It says nothing about whether the inputs are right.",
    ),
    term("baseline", "Baseline", "What happens without moves of ours; the rivals make theirs all the same."),
    term(
        "weight",
        "Weight",
        "How much of a person's judgement rests on a criterion, in per cent; a person's weights sum to 100%.",
    ),
    term("influence", "Influence", "How much of the decision rests on this person; all influences sum to 100%."),
    term(
        "no-decision",
        "No decision",
        "The customer buys nothing and stays with what he has. It is an alternative like any vendor.",
    ),
    term(
        "break-even",
        "Break-even weight",
        "The weight of the new criterion from which we are the likeliest choice. The customer need not agree with us fully, only beyond this point.",
    ),
    term(
        "rank-acceptability",
        "Rank acceptability",
        "The share of simulated purchases in which an alternative comes first, second, and so on.",
    ),
    term(
        "central-weights",
        "Central weights",
        "The average weights in those purchases in which an alternative is chosen: what a typical buyer of it believes.",
    ),
    term(
        "confidence-factor",
        "Confidence factor",
        "How often an alternative wins when everybody holds exactly its central weights. Low: even the friendliest weights do not carry it, performance is the problem.",
    ),
    term(
        "pairwise",
        "Pairwise winning index",
        "The share of simulated purchases in which one alternative is ranked before another.",
    ),
];

const ZH: &[Term] = &[
    term(
        "purchase",
        "模拟采购",
        "本次采购的一种可能情形：权重、产品表现与各人反应都按已知信息随机抽取。所有策略都在同一批模拟采购上演练。",
    ),
    term("win-probability", "胜率", "在全部模拟采购中，选择该方案的比例。"),
    term(
        "uplift",
        "提升（变化）",
        "采取策略后的胜率减去基准的胜率，逐次对比。单位为百分点：从 20% 到 30% 即 +10 个百分点。",
    ),
    term("interval", "95% 区间、±", "模拟次数有限带来的误差范围；模拟次数越多，误差越小。它不代表输入的假设是否正确。"),
    term("baseline", "基准", "我方不做任何动作时的结果，对手的动作照旧。"),
    term("weight", "权重", "某项准则在一个人的判断中所占的比重；每个人的权重合计 100%。"),
    term("influence", "影响力", "某人在最终决策中的分量；全体合计 100%。"),
    term("no-decision", "无决策", "客户最终什么都不买、维持现状。它与各家厂商一样，是一个备选方案。"),
    term(
        "break-even",
        "平衡点权重",
        "新准则的权重达到这一点，我方即成为最可能的选择。客户不必完全认同我们，越过这一点即可。",
    ),
    term("rank-acceptability", "名次可接受度", "某方案在模拟采购中排第一、第二……的比例。"),
    term(
        "central-weights",
        "中心权重",
        "在选择某方案的那些模拟采购中，各项准则的平均权重，即“会买它的客户通常怎么想”。",
    ),
    term(
        "confidence-factor",
        "置信因子",
        "假设所有人都恰好持有中心权重，该方案获胜的频率。若偏低，说明即便观念最有利也未必能赢，问题出在产品表现。",
    ),
    term("pairwise", "两两胜率", "模拟采购中，一个方案排在另一个之前的比例。"),
];

/// The terms of this language.
pub fn glossary(lang: Lang) -> &'static [Term] {
    match lang {
        Lang::En => EN,
        Lang::Zh => ZH,
    }
}
