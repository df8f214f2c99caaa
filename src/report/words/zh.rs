//! 中文。

use crate::model::{MeddicRole, Need};
use crate::report::verdict::{
    Landing, Verdict, changes_nothing, landing, loses_most, of_hundred, rare_winners, sure_winner, weight_change,
    whole_of_hundred,
};
use crate::report::view::{Audience, View};
use crate::stats::number::is_exact;
use crate::stats::{BreakEven, Caution, Curve};

use super::{CautionText, Label, Section, Words, zh_labels};

/// Chinese sentences.
pub struct Chinese;

impl Words for Chinese {
    fn label(&self, label: Label) -> &'static str {
        zh_labels::label(label)
    }

    fn section(&self, section: Section) -> (&'static str, &'static str) {
        zh_labels::section(section)
    }

    fn need(&self, need: Need) -> &'static str {
        match need {
            Need::Business => "业务",
            Need::Product => "产品",
            Need::Price => "价格",
            Need::Externality => "外部性",
            Need::Gain => "个人利益",
            Need::Growth => "个人成长",
            Need::Emotion => "情绪价值",
        }
    }

    fn role(&self, role: MeddicRole) -> &'static str {
        match role {
            MeddicRole::EconomicBuyer => "经济买家",
            MeddicRole::Champion => "倡导者",
            MeddicRole::Coach => "内线",
            MeddicRole::Blocker => "阻碍者",
            MeddicRole::User => "使用者",
        }
    }

    fn headline(&self, view: &View, verdict: Verdict) -> String {
        let n = view.numbers();
        let us = view.us();
        let best = verdict.strategy();
        let from = view.findings.baseline().win[us];
        let to = view.findings.strategies[best].win[us];
        let name = quoted(view.strategy(best));
        let several = view.findings.strategies.len() > 2;
        let change = |uplift: &crate::stats::Estimate| {
            if is_exact(uplift) {
                format!("{}（{}）", n.points(uplift), self.runs(view))
            } else {
                format!("{}（95% 区间 {}，{}）", n.points(uplift), n.points_ends(uplift), self.runs(view))
            }
        };
        let uplift = view.findings.strategies[best].uplift.as_ref().map(|uplift| uplift[us]);
        match (verdict, uplift) {
            (Verdict::OnlyBaseline, _) | (_, None) => {
                format!("我方不行动时，胜率为 {}（{}）。", n.percent(&from), self.runs(view))
            }
            (Verdict::Lifts { .. }, Some(uplift)) => format!(
                "采用{name}，我方胜率由 {} 升至 {}：{}。",
                n.percent_alone(&from),
                n.percent_alone(&to),
                change(&uplift)
            ),
            (Verdict::Lowers { .. }, Some(uplift)) => format!(
                "{}{name}，我方胜率由 {} 降至 {}：{}。",
                if several { "各项策略均无助益。即使是其中最好的" } else { "采用" },
                n.percent_alone(&from),
                n.percent_alone(&to),
                change(&uplift)
            ),
            (Verdict::Unclear { .. }, Some(uplift)) => format!(
                "{}{name}与不行动相比，看不出差别：胜率由 {} 到 {}，变化 {}。",
                if several { "即使是最好的策略" } else { "" },
                n.percent_alone(&from),
                n.percent_alone(&to),
                change(&uplift)
            ),
            (Verdict::Unchanged { .. }, Some(_)) => {
                format!("{name}没有改变结果：采用与否，我方胜率都是 {}（{}）。", n.percent(&to), self.runs(view))
            }
        }
    }

    fn committees(&self, view: &View, strategy: usize) -> String {
        let us = view.us();
        let with = |s: usize| {
            if s == 0 { "我方不行动时，".to_owned() } else { format!("采用{}，", quoted(view.strategy(s))) }
        };
        if let Some(winner) = sure_winner(view, strategy) {
            return match sure_winner(view, 0) {
                Some(before) if strategy > 0 => {
                    format!("{}{}；{}{}。", with(0), self.wins(view, before), with(strategy), self.wins(view, winner))
                }
                _ => format!("{}{}。", with(strategy), self.wins(view, winner)),
            };
        }
        let shares: Vec<f64> = view.findings.strategies[strategy].win.iter().map(|e| e.value()).collect();
        let counts = of_hundred(&shares);
        let about = if whole_of_hundred(&shares) { "有" } else { "约有" };
        let what = if view.findings.run.deterministic { "同样的采购" } else { "模拟采购" };
        let mut text = format!("{}每 100 次{what}中{about} {} 次选择我方", with(strategy), counts[us]);
        let rare = rare_winners(view, &counts);
        for (i, count) in counts.iter().enumerate().filter(|(i, _)| *i != us && !rare.contains(i)) {
            text += &if i < view.scenario.vendors.len() {
                format!("，{count} 次选择{}", view.alternative(i))
            } else {
                format!("，{count} 次“{}”", view.alternative(i))
            };
        }
        if !rare.is_empty() {
            text += &format!("，其余 {} 家各不足 1 次", rare.len());
        }
        text + "。"
    }

    fn gain_source(&self, view: &View, verdict: Verdict) -> Option<String> {
        let Verdict::Lifts { best } = verdict else { return None };
        let strategy = &view.findings.strategies[best];
        let loser = loses_most(strategy, view.us())?;
        let loss = &strategy.uplift.as_ref()?[loser];
        if view.alternatives() < 3 || sure_winner(view, best).is_some() {
            return None;
        }
        Some(format!("增量主要来自{}：{}。", quoted(&view.alternative(loser)), view.numbers().points_with_margin(loss)))
    }

    fn earns_more(&self, view: &View, more: usize, than: usize) -> String {
        let name = if more == 0 { "不采取行动".to_owned() } else { quoted(view.strategy(more)) };
        let [more, than] = [more, than].map(|s| margin(view, s));
        format!("但{name}收益更高：期望净收益为 {more}，而前者为 {than}。")
    }

    fn alike(&self, view: &View, others: &[usize]) -> String {
        let names: Vec<String> = others.iter().map(|&s| quoted(view.strategy(s))).collect();
        format!("{}可能同样好。", names.concat())
    }

    fn caution(&self, view: &View, caution: &Caution) -> CautionText {
        let n = view.numbers();
        let (what, advice) = match *caution {
            Caution::UpliftUnclear { strategy } if changes_nothing(view, strategy) => (
                format!("{}在任何一次模拟采购中都没有改变我方胜率。", quoted(view.strategy(strategy))),
                "请检查其中的动作是否触达到人，以及所针对的准则我方是否领先。".to_owned(),
            ),
            Caution::UpliftUnclear { strategy } => (
                format!("{}的作用是正是负尚不能确定：区间包含 0。", quoted(view.strategy(strategy))),
                "不要对外说“提升”或“下降”。可用 --draws 增加模拟次数；若仍不明确，说明该策略在此影响甚微。".to_owned(),
            ),
            Caution::FewWins { strategy, alternative, wins } => (
                format!(
                    "在{}下，{}仅在约 {} 次模拟采购中胜出，其中心权重的依据很少。",
                    quoted(view.strategy(strategy)),
                    named(view, alternative),
                    n.plain(wins.round())
                ),
                "其中心权重仅供参考，或用 --draws 增加模拟次数。".to_owned(),
            ),
            Caution::LeaderDependsOnNoise { strategy, with_noise, without_noise } => (
                format!(
                    "在{}下，{}领先只是因为人的选择带有随机性；若总是得分最高者胜出，领先的将是{}。",
                    quoted(view.strategy(strategy)),
                    named(view, with_noise),
                    named(view, without_noise)
                ),
                "请核对场景中的 decision.noise，并把结论表述为“胜负未定”。".to_owned(),
            ),
            Caution::LeadUnclear { strategy, first, second } => (
                format!(
                    "在{}下，{}与{}不分上下（{}）。",
                    quoted(view.strategy(strategy)),
                    named(view, first),
                    named(view, second),
                    self.draws(view)
                ),
                "请说“势均力敌”，不要说谁领先；增加 --draws 或可分出先后。".to_owned(),
            ),
            Caution::LeadDependsOnRule { strategy, ahead, rules } => {
                return super::group_words(view.lang).rule_caution(view, strategy, ahead, rules);
            }
            Caution::StrategiesAlike { best, other } => (
                format!("{}与{}带来的提升不分上下。", quoted(view.strategy(best)), quoted(view.strategy(other))),
                "可按成本和团队的执行能力取舍，或用 --draws 增加模拟次数。".to_owned(),
            ),
        };
        CautionText { what, advice }
    }

    fn run_line(&self, view: &View) -> String {
        if view.findings.run.deterministic {
            return "本场景没有不确定因素，数字是精确值。".to_owned();
        }
        format!("{}，随机种子 {}。± 与括号均为模拟误差的 95% 区间。", self.draws(view), view.findings.run.seed)
    }

    fn outcomes_title(&self, view: &View) -> String {
        let n = view.numbers();
        let (us, verdict) = (view.us(), Verdict::of(view.findings, view.us()));
        let best = verdict.strategy();
        let (from, to) = (&view.findings.baseline().win[us], &view.findings.strategies[best].win[us]);
        match verdict {
            Verdict::OnlyBaseline => format!("我方不行动时，胜率 {}", n.percent(from)),
            Verdict::Lifts { .. } | Verdict::Lowers { .. } => {
                let change = view.findings.strategies[best].uplift.as_ref().map(|uplift| uplift[us]);
                let change = change.map_or(String::new(), |change| format!("（{}）", n.points_with_margin(&change)));
                let (name, from, to) = (quoted(view.strategy(best)), n.percent_alone(from), n.percent_alone(to));
                format!("{name}使我方胜率由 {from} 变为 {to}{change}")
            }
            Verdict::Unclear { .. } | Verdict::Unchanged { .. } => {
                format!("{}没有明显作用：我方胜率 {}", quoted(view.strategy(best)), n.percent(to))
            }
        }
    }

    fn curve_title(&self, view: &View, curve: &Curve) -> String {
        let n = view.numbers();
        let criterion = quoted(view.criterion(curve.criterion));
        let lands = match landing(curve) {
            Some(Landing::Past) => "，这位客户能够越过",
            Some(Landing::Short) => "，这位客户多半到不了",
            Some(Landing::Either) => "，这位客户可能越过，也可能到不了",
            None => "",
        };
        match &curve.break_even {
            BreakEven::At(weight) => format!("{criterion}的权重达到 {} 我方即领先{lands}", n.percent(weight)),
            BreakEven::AlwaysAhead => format!("无论{criterion}权重多少，我方都领先"),
            BreakEven::NeverAhead => format!("{criterion}的权重再高，也不足以让我方领先"),
            BreakEven::LostAt(weight) => {
                format!("重塑反伤自己：{criterion}的权重达到 {} 我方即失去领先", n.percent(weight))
            }
        }
    }

    fn weights_title(&self, view: &View) -> String {
        let strategy = Verdict::of(view.findings, view.us()).strategy();
        let (before, after) = (view.findings.baseline(), &view.findings.strategies[strategy]);
        let Some((most, giver)) = weight_change(before, after) else {
            return "客户的权重没有变化".to_owned();
        };
        let n = view.numbers();
        let name = |c: usize| quoted(view.scenario.criteria[c].label.get(view.lang));
        let mean = |s: &crate::stats::StrategyFindings, c: usize| n.percent_alone(&s.group_weights[c].mean);
        let tail = giver.map_or(String::new(), |g| format!("，主要由{}让出", name(g)));
        format!("{}在客户心中的权重由 {} 变为 {}{tail}", name(most), mean(before, most), mean(after, most))
    }

    fn outcomes_caption(&self, view: &View) -> String {
        if view.findings.run.deterministic {
            return self.run_line(view);
        }
        format!("各方案被选中的模拟采购比例。{}", self.run_line(view))
    }

    fn weight_axis(&self, criterion: &str, audience: Option<&Vec<&str>>) -> String {
        match audience {
            None => format!("每个人给予{}的权重", quoted(criterion)),
            Some(people) => format!("{}给予{}的权重", people.join("、"), quoted(criterion)),
        }
    }

    fn curve_caption(&self, view: &View, curve: &Curve) -> String {
        let n = view.numbers();
        let people: Vec<&str> = curve.audience.iter().map(|&who| view.stakeholder(who)).collect();
        let audience = view.audience(curve);
        let name = quoted(view.strategy(curve.strategy));
        let [low, high] = [&curve.after.p05, &curve.after.p95].map(|end| n.share_range(end, end));
        let lands = if low == high {
            format!("采用{name}，权重落在 {low}。")
        } else {
            format!("采用{name}，90% 的模拟采购落在 {low} 至 {high} 之间。")
        };
        format!(
            "横轴：{}给予{}的权重{}；纵轴：胜率{}。{lands}{}",
            if audience == Audience::Everybody { "每个人".to_owned() } else { people.join("、") },
            quoted(view.criterion(curve.criterion)),
            if audience == Audience::Some { "，其他人与基准相同" } else { "" },
            if view.discounts(curve.strategy) { "（不含降价）" } else { "" },
            self.run_line(view)
        )
    }

    fn weights_caption(&self, view: &View) -> String {
        format!("决策时的平均权重。{}", self.run_line(view))
    }

    fn margin_note(&self, margin: &str) -> String {
        format!("未注明误差的百分比，误差不超过 ± {margin} 个百分点。")
    }

    fn limits(&self) -> &'static [&'static str] {
        &[
            "目前没有公开实验测量过一次销售沟通能在多大程度上改变 B2B 采购决策小组的权重。说服强度是一项假设，以实验室中人们采纳建议的程度为参照；效果的大小请谨慎看待，方向与先后次序更值得信赖。",
            "区间只包含模拟误差。场景中的权重、评分或人物若有偏差，对结果的影响会超过这里的任何区间。",
            "这些数字用于在同一模型下比较策略，不是对销售漏斗的预测，也不是在众多商机中的排位。",
            "只应把权重引向客户真正需要、我方真正擅长的准则：靠错误的准则赢下的单，会成为下一位客户听到的差评。",
        ]
    }

    fn buyer_of(&self, alternative: &str) -> String {
        format!("要选{}", quoted(alternative))
    }
}

impl Chinese {
    /// Who wins, as a clause.
    fn wins(&self, view: &View, alternative: usize) -> String {
        if alternative == view.us() {
            "我方胜出".to_owned()
        } else if alternative < view.scenario.vendors.len() {
            format!("{}胜出", view.alternative(alternative))
        } else {
            format!("客户选择{}", quoted(&view.alternative(alternative)))
        }
    }

    fn draws(&self, view: &View) -> String {
        let count = view.numbers().count(view.findings.run.draws);
        let space = if count.ends_with('万') { "" } else { " " };
        format!("{count}{space}次模拟采购")
    }

    fn runs(&self, view: &View) -> String {
        if view.findings.run.deterministic { "精确值，无不确定因素".to_owned() } else { self.draws(view) }
    }
}

/// The expected margin of a strategy.
fn margin(view: &View, strategy: usize) -> String {
    let margin = view.findings.strategies[strategy].margin.as_ref();
    margin.map_or(String::new(), |margin| view.numbers().money(margin, view.currency()))
}

/// An alternative by name in quotes; we are not named like a stranger.
fn named(view: &View, alternative: usize) -> String {
    if alternative == view.us() { "我方".to_owned() } else { quoted(&view.alternative(alternative)) }
}

pub(super) fn quoted(name: &str) -> String {
    format!("“{name}”")
}
