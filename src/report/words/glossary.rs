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
    term(
        "decision-rule",
        "Decision rule",
        "How many wills become one choice. Highest weighted score: everybody's scores, added up by influence. Drawn by influence: one person prevails, the more influential the likelier. One person decides: a named one. Most votes: weighted by influence; with a quota, too few votes decide nothing. Ranking points (Borda): a point for every alternative left behind.",
    ),
    term(
        "edge",
        "Edge",
        "Our perceived value on a criterion less that of the best rival, in one person's eyes, in points: 0 is the worst value of the criterion, 100 the best. What is not believed counts as the average of the market.",
    ),
    term(
        "stage",
        "Stage",
        "A part of the purchase with its own moves and talks. The decision falls at the end of the last one.",
    ),
    term(
        "openness",
        "Openness",
        "How far criteria are still up for discussion in a stage: 100% all the way, 0% not at all, as after a published tender.",
    ),
    term(
        "poll",
        "Poll, trajectory",
        "Who would win if the decision fell at the end of a stage. The trajectory is the row of polls from the first stage to the last.",
    ),
    term(
        "tilt",
        "Tilt",
        "Criteria that weigh more or less while a stage lasts, as price does towards the end. Nothing of it stays.",
    ),
    term(
        "discussion",
        "Discussion",
        "People talk at the end of a stage, and each moves towards those he listens to. Who keeps silent convinces nobody.",
    ),
    term(
        "gate",
        "Gate, veto",
        "What removes a vendor before the choice: a requirement its owner does not see met, a veto against whom the owner likes less than buying nothing, a pass left to chance.",
    ),
    term("indecision", "Indecision", "The fear of getting it wrong; it adds to the appeal of buying nothing."),
    term("conflict", "Conflict", "How much disagreement about weights helps those who would buy nothing."),
    term(
        "adoption",
        "Lasting win (adoption)",
        "We are chosen, and what people then experience reaches the threshold of the scenario.",
    ),
    term(
        "lived-weights",
        "Lived weights",
        "What people judge by in daily use, hidden needs included; not what they said when they bought.",
    ),
    term(
        "shelfware",
        "Shelfware (switched off)",
        "Bought, but below that threshold: it is switched off or left unused.",
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
    term(
        "decision-rule",
        "决定方式（决策规则）",
        "多人的意见如何变成一个选择。加权总分最高：各人得分按影响力相加。按影响力抽取一人定夺：影响力越大越可能由其定夺。一人拍板：由指定的人决定。得票最多：按影响力计票；设有门槛时，票数不足则不作决定。按名次计分（波达法）：每领先一个方案得一分。",
    ),
    term(
        "edge",
        "优势",
        "在某人眼里，我方在某项准则上的感知价值减去最强对手的，单位为分：0 分为该准则的最差值，100 分为最好值。不被相信的部分按市场平均水平计。",
    ),
    term("stage", "阶段", "采购过程的一段，有各自的动作与讨论。最后一个阶段结束时作出决定。"),
    term("openness", "开放度", "某阶段准则还能商量到什么程度：100% 表示完全可谈，0% 表示已定死（如招标文件已公布）。"),
    term("poll", "阶段模拟表决、走势", "若在某阶段结束时就做决定，谁会胜出。各阶段依次相连即为走势。"),
    term("tilt", "倾斜", "某阶段内暂时加重或减轻的准则，例如越到后期越看重价格；过后不留。"),
    term("discussion", "讨论", "阶段结束时人们相互交谈，各自向所听取的人靠拢。保持沉默的人影响不了任何人。"),
    term(
        "gate",
        "关卡、否决",
        "在选择之前淘汰厂商：把关人认为达不到的硬性要求；把关人认为不如什么都不买时的否决；凭概率的放行。",
    ),
    term("indecision", "犹豫", "害怕选错；它会增加“什么都不买”的吸引力。"),
    term("conflict", "分歧", "对权重的看法不一，在多大程度上使采购不了了之。"),
    term("adoption", "用得下去（持续使用）", "我方胜出，而且人们此后的实际感受达到场景设定的门槛。"),
    term("lived-weights", "体验权重", "人们在日常使用中评判的依据，包括当初没有说出口的需求；不同于采购时的说法。"),
    term("shelfware", "停用（闲置）", "买了，但达不到上述门槛：被关掉，或放着不用。"),
];

/// The terms of this language.
pub fn glossary(lang: Lang) -> &'static [Term] {
    match lang {
        Lang::En => EN,
        Lang::Zh => ZH,
    }
}
