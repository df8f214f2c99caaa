//! 计分卡的中文。

use crate::model::Side;
use crate::report::meddic::{Card, rounded};
use crate::report::words::words;
use crate::stats::{
    Answer, Answered, Basis, Check, Coverage, Element, Evidence, Gap, Lack, Layer, NeedCover, Practice, Scorecard,
    Status, Topic,
};

use super::meddic::{MeddicLabel, MeddicWords};

/// Chinese sentences.
pub(super) struct Chinese;

impl MeddicWords for Chinese {
    fn label(&self, label: MeddicLabel) -> &'static str {
        match label {
            MeddicLabel::Element => "要素",
            MeddicLabel::Total => "得分",
            MeddicLabel::Meaning => {
                "2 分（已知）：作为事实写明，或有高置信度。1 分（推测）：置信度为中或低、范围很宽，或来自默认值。0 分（缺失）：只字未提。某要素的各项都已知才算已知，各项都缺失才算缺失，其余算推测。得分只说明文件里写了什么，不说明写得对不对。"
            }
            MeddicLabel::Needs => "各策略照顾到哪些需求",
            MeddicLabel::NeedsHow => {
                "数字是动作所面向的人在该需求上的权重，占整个决策小组的比例（采取行动之前）；– 表示没有动作照顾到该需求。"
            }
            MeddicLabel::CommitteeWeight => "决策小组的权重",
            MeddicLabel::Questions => "各策略如何回答“五问”",
            MeddicLabel::QuestionsHow => "是：相关的人都照顾到；部分：有人被遗漏；否：没有动作回答这一问。",
            MeddicLabel::Gaps => "各策略照顾到什么、还缺什么",
            MeddicLabel::NoGaps => "没有缺口。",
            MeddicLabel::NoStrategies => "场景中没有策略，无从谈起照顾到哪些需求。",
        }
    }

    fn element(&self, element: Element) -> &'static str {
        match element {
            Element::Metrics => "量化指标",
            Element::EconomicBuyer => "经济买家",
            Element::DecisionCriteria => "决策标准",
            Element::DecisionProcess => "决策流程",
            Element::IdentifyPain => "识别痛点",
            Element::Champion => "倡导者",
        }
    }

    fn layer(&self, layer: Layer) -> &'static str {
        match layer {
            Layer::Company => "企业层",
            Layer::Person => "个人层",
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Missing => "缺失",
            Status::Assumed => "推测",
            Status::Known => "已知",
        }
    }

    fn practice(&self, practice: Practice) -> &'static str {
        match practice {
            Practice::BusinessProblem => "业务问题",
            Practice::Standing => "向上汇报",
            Practice::Burden => "日常负担",
            Practice::Growth => "能力成长",
            Practice::Trust => "信任安心",
        }
    }

    fn practice_question(&self, practice: Practice) -> &'static str {
        match practice {
            Practice::BusinessProblem => "解决了客户公司的什么业务问题？",
            Practice::Standing => "对采购结果负责的人，向上汇报时能得到什么？",
            Practice::Burden => "日常与它打交道的人，负担减轻了吗？",
            Practice::Growth => "谁的能力因此提升？",
            Practice::Trust => "是否让每个人都觉得专业、可靠、安心？",
        }
    }

    fn answered(&self, answered: Answered) -> &'static str {
        match answered {
            Answered::No => "否",
            Answered::Partly => "部分",
            Answered::Yes => "是",
        }
    }

    fn headline(&self, card: &Card) -> String {
        let found = card.scorecard;
        format!(
            "MEDDIC 得分 {}（满分 {}）：企业层 {}，个人层 {}（各满分 12）。",
            found.score(),
            Scorecard::BEST,
            found.layer_score(Layer::Company),
            found.layer_score(Layer::Person)
        )
    }

    fn subject(&self, card: &Card, topic: &Topic) -> String {
        match topic {
            Topic::Metric(criterion, _) => format!("{}的量化", card.quoted(*criterion)),
            Topic::NoCriterion(Side::Enterprise) => "企业维度的准则".to_owned(),
            Topic::NoCriterion(Side::Personal) => "个人维度的准则".to_owned(),
            Topic::Signer => "谁批预算".to_owned(),
            Topic::Budget => "预算".to_owned(),
            Topic::SignerWants(Some(who)) => format!("{}的个人诉求", card.person(*who)),
            Topic::SignerWants(None) => "批预算者的个人诉求".to_owned(),
            Topic::Weighed(criterion, _) => format!("谁看重{}", card.quoted(*criterion)),
            Topic::Weights(who) => format!("{}的权重", card.person(*who)),
            Topic::Lived => "日常使用中看重什么".to_owned(),
            Topic::Rule => "如何拍板".to_owned(),
            Topic::Gate(Some(gate)) => format!("关卡“{}”", card.gate(*gate)),
            Topic::Gate(None) => "关卡".to_owned(),
            Topic::Timetable => "时间表".to_owned(),
            Topic::GateOwnerWants(Some(gate)) => match card.gate_owner(*gate) {
                Some(owner) => format!("关卡“{}”上{owner}的个人诉求", card.gate(*gate)),
                None => format!("关卡“{}”由谁把守", card.gate(*gate)),
            },
            Topic::GateOwnerWants(None) => "把关者的个人诉求".to_owned(),
            Topic::Network => "谁听谁的".to_owned(),
            Topic::Pain(criterion, _) => format!("{}的现状", card.quoted(*criterion)),
            Topic::NoBusinessPain => "业务问题".to_owned(),
            Topic::PersonalPain(who) => format!("{}的痛点", card.person(*who)),
            Topic::ChampionNamed => "谁为我方说话".to_owned(),
            Topic::ChampionHeard(who) => format!("谁听{}的", card.person(*who)),
            Topic::ChampionWants(None) => "为何替我方说话".to_owned(),
            Topic::ChampionWants(Some(who)) => format!("{}为何而战", card.person(*who)),
            Topic::ChampionArmed(who) => format!("我方为{}做了什么", card.person(*who)),
        }
    }

    fn evidence(&self, card: &Card, evidence: &Evidence) -> String {
        match evidence {
            Evidence::Field { path, value } => format!("{path} = {}", value.get(card.lang)),
            Evidence::Weights { who, shares, basis } => {
                let shares = self.list(&card.shares(shares));
                format!("{}看重：{shares}（{}）", card.person(*who), basis_words(*basis))
            }
            Evidence::Lived { who, shares } => {
                format!("{}在日常使用中看重：{}", card.person(*who), self.list(&card.shares(shares)))
            }
            Evidence::Committee { weight, sure, .. } if *sure == 0.0 => {
                format!("占决策小组权重的 {}，没有一分是高置信度的", rounded(*weight))
            }
            Evidence::Committee { weight, sure, .. } => {
                format!("占决策小组权重的 {}，其中 {} 有高置信度", rounded(*weight), rounded(sure / weight))
            }
            Evidence::Move(id) => format!("我方动作“{}”", card.made(*id)),
        }
    }

    fn question(&self, card: &Card, check: &Check) -> String {
        let missing = check.status == Status::Missing;
        match &check.topic {
            Topic::Metric(criterion, lack) => number_question(&card.quoted(*criterion), *lack),
            Topic::NoCriterion(Side::Enterprise) => "客户公司将用什么指标、什么单位衡量这次采购？".to_owned(),
            Topic::NoCriterion(Side::Personal) => {
                let people = self.list(&card.people(&card.key_people()));
                format!("这次采购能为{people}个人省下多少工时、带来什么成长或安心？")
            }
            Topic::Signer if missing => "预算由谁批？谁又能拦下这个人？".to_owned(),
            Topic::Signer => "拍板的人就是批预算的人吗？上面还有没有人？".to_owned(),
            Topic::Budget if missing => "预算有多少？出自哪个部门？".to_owned(),
            Topic::Budget => "合同额是我方的估计：客户自己定的上限是多少？".to_owned(),
            Topic::SignerWants(None) => "谁批预算？先弄清是谁，才谈得上他个人想要什么。".to_owned(),
            Topic::SignerWants(Some(who)) if missing => {
                format!("对{}个人而言，这个项目怎样才算成功：亮点工程、少些麻烦，还是睡得安稳？", card.person(*who))
            }
            Topic::SignerWants(Some(who)) => {
                format!("关于自己想从中得到什么，{}亲口说过哪些话？", card.person(*who))
            }
            Topic::Weighed(criterion, _) if missing => {
                format!("客户那边谁在意{}？有多在意？", card.quoted(*criterion))
            }
            Topic::Weighed(criterion, heaviest) => format!(
                "在{}上，{}的分量最重：这个权重有几分把握？拿什么才肯换？",
                card.quoted(*criterion),
                card.person(*heaviest)
            ),
            Topic::Weights(who) if missing => format!("{}最不肯放弃什么？最先放弃什么？", card.person(*who)),
            Topic::Weights(who) => format!("若有 100 分，{}会怎样分给各项准则？", card.person(*who)),
            Topic::Lived => "嘴上看重的，是不是用上一年之后真正计较的？哪些是面子，哪些是里子？".to_owned(),
            Topic::Rule => "最后怎么定：一人拍板、投票，还是评分表？加权求和只是我方的假设。".to_owned(),
            Topic::Gate(None) => "谁能叫停这次采购（法务、财务、审计、安全）？各要什么？".to_owned(),
            Topic::Gate(Some(gate)) => {
                format!("关卡“{}”凭什么放行？文件里只写了一个概率。", card.gate(*gate))
            }
            Topic::Timetable if missing => "到签约为止有哪几步？每一步定在什么时候？".to_owned(),
            Topic::Timetable => "每一步要几周？".to_owned(),
            Topic::GateOwnerWants(None) => "一路上要谁点头？他们各自想避免什么？".to_owned(),
            Topic::GateOwnerWants(Some(gate)) => match card.gate_owner(*gate) {
                Some(owner) if missing => format!("在关卡“{}”上，{owner}最想避免什么？", card.gate(*gate)),
                Some(owner) => format!("{owner}对此亲口说过什么？"),
                None => format!("关卡“{}”由谁把守？", card.gate(*gate)),
            },
            Topic::Network => "每个人拿主意之前，会先问谁的意见？".to_owned(),
            Topic::Pain(criterion, lack) => pain_question(&card.quoted(*criterion), *lack),
            Topic::NoBusinessPain => "这次采购解决什么业务问题（中断、上线、效率）？".to_owned(),
            Topic::PersonalPain(who) if missing => {
                format!("现状让{}个人最难受的是什么？", card.person(*who))
            }
            Topic::PersonalPain(who) => format!("若一切照旧，{}会怎样？有几分把握？", card.person(*who)),
            Topic::ChampionNamed if missing => "我方不在场时，谁替我方说话？".to_owned(),
            Topic::ChampionNamed => "我方把此人当作倡导者：他真的为我方出过力吗？".to_owned(),
            Topic::ChampionHeard(who) => format!("{}开口，谁会改变主意？", card.person(*who)),
            Topic::ChampionWants(None) => "我方赢了，客户内部谁会从中受益？".to_owned(),
            Topic::ChampionWants(Some(who)) if missing => {
                format!("{}为何替我方说话：利益、成长，还是安心？", card.person(*who))
            }
            Topic::ChampionWants(Some(who)) => format!("{}确认过自己图的是什么吗？", card.person(*who)),
            Topic::ChampionArmed(who) if missing => {
                format!("我方给了{}什么，使替我方说话更有底气？", card.person(*who))
            }
            Topic::ChampionArmed(who) => format!("要在众人面前替我方说话，{}还需要什么？", card.person(*who)),
        }
    }

    fn addressed(&self, card: &Card, cover: &NeedCover) -> String {
        let need = words(card.lang).need(cover.need);
        let people = if card.is_everybody(&cover.people) {
            "所有人".to_owned()
        } else {
            self.some(&card.people(&cover.people))
        };
        format!("{need}：{}，面向{people}", self.list(&card.moves(&cover.moves)))
    }

    fn gap(&self, card: &Card, answer: &Answer) -> Option<String> {
        let head = self.practice(answer.practice);
        let criteria = self.list(&card.quoted_all(&answer.criteria));
        let (open, people) = (self.some(&card.people(&answer.open)), self.some(&card.people(&answer.people)));
        Some(match answer.gap? {
            Gap::NoCriterion => {
                let need = words(card.lang).need(answer.practice.need());
                format!("{head}：场景中没有属于“{need}”的准则。")
            }
            Gap::NobodyWeighs => format!("{head}：没有写明相关的人在意它，也没有动作提起它。"),
            Gap::NoMove => format!("{head}：{open}在意{criteria}，却没有动作回应。"),
            Gap::MissesPeople => format!("{head}：照顾到了{people}，漏了{open}（{criteria}）。"),
        })
    }

    fn left_aside(&self, card: &Card, coverage: &Coverage) -> Option<String> {
        let names = card.left_aside(coverage);
        (!names.is_empty()).then(|| format!("未照顾到的需求：{}。", self.list(&names)))
    }

    fn list(&self, names: &[String]) -> String {
        names.join("、")
    }

    fn some(&self, names: &[String]) -> String {
        match names {
            [first, second, rest @ ..] if rest.len() > 1 => format!("{first}、{second}等 {} 人", names.len()),
            few => self.list(few),
        }
    }

    fn pieces(&self, pieces: &[String]) -> String {
        pieces.join("；")
    }
}

fn basis_words(basis: Basis) -> String {
    match basis {
        Basis::Exact => "确切".to_owned(),
        Basis::Confidence(k) => format!("置信度 {}", (10.0 * k).round() / 10.0),
        Basis::Order => "只知道排序".to_owned(),
        Basis::Limits => "只知道范围".to_owned(),
        Basis::Nothing => "未写明".to_owned(),
    }
}

fn number_question(criterion: &str, lack: Option<Lack>) -> String {
    match lack {
        Some(Lack::Unit) => format!("客户用什么单位衡量{criterion}？"),
        Some(Lack::Ours) => format!("我方在{criterion}上能做到多少？"),
        Some(Lack::Today) => format!("没有我方时，{criterion}现在是多少？"),
        Some(Lack::OursWide) => format!("我方在{criterion}上敢承诺多少？现在的范围超过了刻度的十分之一。"),
        Some(Lack::TodayWide) => format!("{criterion}现在究竟是多少？现在的范围超过了刻度的十分之一。"),
        Some(Lack::Latent) | None => format!("客户那边谁能给{criterion}一个数字？"),
    }
}

fn pain_question(criterion: &str, lack: Option<Lack>) -> String {
    match lack {
        Some(Lack::Latent) => format!("还没有人提起{criterion}：它现在让客户付出什么代价？"),
        Some(Lack::TodayWide) => format!("按客户自己的数据，{criterion}现在有多糟？"),
        _ => format!("{criterion}现在有多糟？代价是什么？"),
    }
}
