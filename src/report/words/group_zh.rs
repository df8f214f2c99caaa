//! 中文：采购决策小组。

use crate::model::GroupRule;
use crate::report::View;
use crate::report::group::{Course, backing, course, lasts_more, rules_with, strongest};
use crate::stats::number::percent_of;
use crate::stats::{Lead, RuleFindings};

use super::group::{GroupLabel, GroupWords};
use super::zh::quoted;
use super::{CautionText, words};

/// More rules than this are counted and not named.
const FEW: usize = 2;

/// Chinese sentences.
pub struct Chinese;

impl GroupWords for Chinese {
    fn label(&self, label: GroupLabel) -> &'static str {
        match label {
            GroupLabel::Rule => "决定方式",
            GroupLabel::Standing => "我方",
            GroupLabel::OwnRule => "本场景的规则",
            GroupLabel::OwnRuleStar => "* 本场景采用的规则。",
            GroupLabel::Stage => "阶段结束时",
            GroupLabel::WinsAndLasts => "胜出且用得下去",
            GroupLabel::SwitchedOff => "胜出后被停用的比例",
            GroupLabel::NothingWon => "从未胜出",
            GroupLabel::NotWeighed => "不看重",
            GroupLabel::PollAxis => "若在各阶段结束时决定，各方案的胜率",
            GroupLabel::OurInterval => "我方胜率的 95% 区间",
            GroupLabel::SupportAxis => "支持度：首选我方的频率",
            GroupLabel::ListensTo => "听取其意见（越粗越多）",
            GroupLabel::EdgeAxis => "我方相对最强对手的优势（百分制）",
            GroupLabel::Weight => "权重",
            GroupLabel::Lasts => "胜出且用得下去",
            GroupLabel::Shelfware => "胜出，但后来被停用",
        }
    }

    fn rule(&self, view: &View, rule: &GroupRule) -> String {
        match rule {
            GroupRule::WeightedUtility => "加权总分最高".to_owned(),
            GroupRule::WeightedProbability => "按影响力抽取一人定夺".to_owned(),
            GroupRule::Autocracy { decider } => format!("一人拍板：{}", view.stakeholder(*decider)),
            GroupRule::Plurality => "得票最多".to_owned(),
            GroupRule::Quota { share } if share.get() == 1.0 => "全票通过".to_owned(),
            GroupRule::Quota { share } => format!("得票最多且不少于 {}", percent_of(share.get())),
            GroupRule::Borda => "按名次计分（波达法）".to_owned(),
        }
    }

    fn lead(&self, view: &View, lead: Lead) -> &'static str {
        match lead {
            Lead::Ahead => "领先",
            Lead::Behind => "落后",
            Lead::Unclear if view.findings.run.deterministic => "持平",
            Lead::Unclear => "不分上下",
        }
    }

    fn rules_finding(&self, view: &View, strategy: usize) -> String {
        let found = &view.findings.strategies[strategy];
        let all = found.rules.len();
        let [ahead, behind, unclear] = [Lead::Ahead, Lead::Behind, Lead::Unclear].map(|lead| rules_with(found, lead));
        let with = with(view, strategy);
        let names =
            |rules: &[&RuleFindings]| rules.iter().map(|rule| quoted(&self.rule(view, &rule.rule))).collect::<String>();
        let some = |rules: &[&RuleFindings]| match rules.len() {
            n if n <= FEW => names(rules),
            n if n + ahead.len() == all => format!("其余 {n} 种"),
            n => format!("{n} 种"),
        };
        if ahead.len() == all {
            return format!("{with}，无论客户内部怎样决定，我方都领先（{all} 种规则下均如此）。");
        }
        if behind.len() == all {
            return format!("{with}，无论客户内部怎样决定，我方都不领先（{all} 种规则下均落后）。");
        }
        if unclear.len() == all {
            return format!("{with}，{all} 种决定方式下都分不出谁领先。");
        }
        let rest =
            [behind, unclear].into_iter().zip([Lead::Behind, Lead::Unclear]).filter(|(rules, _)| !rules.is_empty());
        let rest: Vec<String> =
            rest.map(|(rules, lead)| format!("{}下{}", some(&rules), self.lead(view, lead))).collect();
        let rest = rest.join("，");
        match ahead.len() {
            0 => format!("{with}，{all} 种决定方式中没有一种使我方领先：{rest}。"),
            n if n <= FEW => format!("{with}，{all} 种决定方式中我方在 {n} 种下领先（{}），{rest}。", names(&ahead)),
            n => format!("{with}，{all} 种决定方式中我方在 {n} 种下领先，{rest}。"),
        }
    }

    fn points_note(&self, margin: &str) -> String {
        format!("各数误差不超过 ± {margin} 分。")
    }

    fn adoption_finding(&self, view: &View, strategy: usize) -> String {
        let (n, us) = (view.numbers(), view.us());
        let found = &view.findings.strategies[strategy];
        let Some(adoption) = &found.adoption else { return String::new() };
        let with = with(view, strategy);
        let Some(off) = &adoption.shelfware[us] else {
            return format!("{with}，我方从未胜出，也就谈不上签约后的使用。");
        };
        let but = if off.low() > 0.05 { "但" } else { "" };
        let change = adoption.uplift.as_ref().map(|uplift| uplift[us]);
        let change = change.map_or(String::new(), |change| format!("（较基准 {}）", n.points_with_margin(&change)));
        format!(
            "再看签约之后：{with}，我方胜率 {}，{but}其中 {} 后来被停用；胜出且用得下去的为 {}{change}。",
            n.percent(&found.win[us]),
            n.percent(off),
            n.percent(&adoption.lasting[us])
        )
    }

    fn lasts_more(&self, view: &View, wins: usize, lasts: usize) -> String {
        let [won, won_less] = [wins, lasts].map(|s| win(view, s));
        let [less, more] = [wins, lasts].map(|s| lasting(view, s));
        format!(
            "若只算用得下去的单，次序就变了：{}（{more}）排在{}（{less}）之前，尽管后者胜率更高（{won}，前者 {won_less}）。",
            name(view, lasts),
            name(view, wins)
        )
    }

    fn rule_caution(&self, view: &View, strategy: usize, ahead: bool, rules: usize) -> CautionText {
        let all = view.findings.strategies[strategy].rules.len();
        let own = self.rule(view, &view.scenario.decision.rule);
        let name = quoted(view.strategy(strategy));
        let what = if ahead {
            format!("在{name}下，按本场景的规则（{own}）我方领先，但 {all} 种规则中只有 {rules} 种如此。")
        } else {
            format!("在{name}下，按本场景的规则（{own}）我方落后，但 {all} 种规则中有 {rules} 种会使我方领先。")
        };
        let advice = "在断言谁领先之前，先弄清客户内部怎样决定：谁签字、谁投票、谁能否决。";
        CautionText { what, advice: advice.to_owned() }
    }

    fn trajectory_title(&self, view: &View, strategy: usize) -> String {
        let (with, end) = (with(view, strategy), win(view, strategy));
        let stage = |s: usize| quoted(view.scenario.stages[s].label.get(view.lang));
        match course(view, strategy) {
            Course::AlwaysAhead => format!("{with}，我方自始至终领先，最终胜率 {end}"),
            Course::AheadFrom(s) => format!("{with}，我方从{}起领先，最终胜率 {end}", stage(s)),
            Course::LostAt(s) => format!("{with}，我方到{}时失去领先，最终胜率 {end}", stage(s)),
            Course::AlwaysBehind => format!("{with}，我方始终没有领先，最终胜率 {end}"),
            Course::EndsBehind => format!("{with}，我方最终落后，胜率 {end}"),
            Course::Open => format!("{with}，直到最后也分不出谁领先，我方胜率 {end}"),
        }
    }

    fn trajectory_caption(&self, view: &View) -> String {
        format!("若在各阶段结束时就做决定的胜率；最后一个阶段即最终决定。{}", words(view.lang).run_line(view))
    }

    fn map_title(&self, view: &View, strategy: usize) -> String {
        let all = view.scenario.stakeholders.len();
        let found = backing(view, strategy);
        let with = with(view, strategy);
        let open = match found.unclear {
            0 => String::new(),
            n => format!("，另有 {n} 人可左可右"),
        };
        match found.people {
            0 => format!("{with}，没有人明显倾向于首选我方{open}"),
            n if n == all => format!("{with}，全部 {all} 人多半首选我方"),
            n => format!("{with}，{all} 人中有 {n} 人（影响力共占 {}）多半首选我方{open}", percent_of(found.influence)),
        }
    }

    fn map_caption(&self, view: &View) -> String {
        format!("支持度：若由此人单独决定，选择我方的频率。影响力：在决策中的分量。{}", words(view.lang).run_line(view))
    }

    fn heat_title(&self, view: &View, strategy: usize) -> String {
        let name = |c: usize| quoted(view.scenario.criteria[c].label.get(view.lang));
        match strongest(view, strategy) {
            (Some(best), Some(worst)) => format!("{}对我方最有利，{}对我方最不利", name(best), name(worst)),
            (Some(best), None) => format!("{}对我方最有利，没有哪一项明显不利", name(best)),
            (None, Some(worst)) => format!("{}对我方最不利，没有哪一项明显有利", name(worst)),
            (None, None) => "没有哪一项准则对我方明显有利或不利".to_owned(),
        }
    }

    fn heat_caption(&self, view: &View, margin: Option<&str>) -> String {
        let margin = margin.map_or(String::new(), |margin| format!("，误差不超过 ± {margin} 个百分点"));
        format!(
            "我方的感知价值减去最强对手的（−100 至 +100），以及此人给予的权重；均为决策时的平均值{margin}。{}",
            words(view.lang).run_line(view)
        )
    }

    fn adoption_title(&self, view: &View, strategy: usize) -> String {
        if let Some((wins, lasts)) = lasts_more(view.findings, view.us(), strategy) {
            return format!(
                "{}胜率不如{}，但胜出且用得下去的更多：{} 对 {}",
                name(view, lasts),
                name(view, wins),
                lasting(view, lasts),
                lasting(view, wins)
            );
        }
        let adoption = view.findings.strategies[strategy].adoption.as_ref();
        let off = adoption.and_then(|adoption| adoption.shelfware[view.us()]);
        let (with, won) = (with(view, strategy), win(view, strategy));
        match off {
            Some(off) if off.low() > 0.05 => {
                format!("{with}，我方胜率 {won}，但其中 {} 后来被停用", view.numbers().percent(&off))
            }
            Some(off) => {
                format!("{with}，我方胜率 {won}，几乎都用得下去：被停用的占 {}", view.numbers().percent(&off))
            }
            None => format!("{with}，我方从未胜出，也就谈不上签约后的使用"),
        }
    }

    fn adoption_caption(&self, view: &View) -> String {
        format!("日常使用中的真实感受达到场景设定的门槛，才算用得下去。{}", words(view.lang).run_line(view))
    }
}

fn with(view: &View, strategy: usize) -> String {
    if strategy == 0 { "不采取行动时".to_owned() } else { format!("采用{}", quoted(view.strategy(strategy))) }
}

fn name(view: &View, strategy: usize) -> String {
    if strategy == 0 { "不采取行动".to_owned() } else { quoted(view.strategy(strategy)) }
}

fn win(view: &View, strategy: usize) -> String {
    view.numbers().percent(&view.findings.strategies[strategy].win[view.us()])
}

fn lasting(view: &View, strategy: usize) -> String {
    let adoption = view.findings.strategies[strategy].adoption.as_ref();
    adoption.map_or(String::new(), |adoption| view.numbers().percent(&adoption.lasting[view.us()]))
}
