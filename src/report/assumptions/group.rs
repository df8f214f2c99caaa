//! Assumptions about the buying group, the timeline, the gates, and what comes after the signature.

use super::{Applies, Assumption, Grade, made};
use crate::model::{
    Credibility, Discussion, Gate, GateKind, GroupRule, Move, MoveKind, Probability, ScenarioParts, Stage,
};

const MODELS_EN: &str = "Group choice models: Choffray & Lilien 1980; Wilson, Lilien & Wilson 1991. Which model fits a given committee is rarely known.";
const MODELS_ZH: &str =
    "群体选择模型：Choffray 与 Lilien 1980；Wilson、Lilien 与 Wilson 1991。具体客户适用哪种模型往往并不知道。";

pub(super) const LIST: &[(Applies, Assumption)] = &[
    (
        |s| several(s) && s.decision.rule == GroupRule::WeightedProbability,
        Assumption {
            id: "weighted-probability",
            grade: Grade::A,
            source_en: MODELS_EN,
            source_zh: MODELS_ZH,
            en: "One person prevails: each as likely as influential.",
            zh: "由一人定夺，各人定夺的概率等于其影响力。",
        },
    ),
    (
        |s| several(s) && matches!(s.decision.rule, GroupRule::Autocracy { .. }),
        Assumption {
            id: "autocracy",
            grade: Grade::A,
            source_en: MODELS_EN,
            source_zh: MODELS_ZH,
            en: "One named person decides; the others count only as far as this person listens to them, or keeps a gate for them.",
            zh: "由指定的一人拍板；其他人只有在其听取意见、或自己把守关卡时才起作用。",
        },
    ),
    (
        |s| several(s) && s.decision.rule == GroupRule::Plurality,
        Assumption {
            id: "plurality",
            grade: Grade::A,
            source_en: MODELS_EN,
            source_zh: MODELS_ZH,
            en: "Everybody votes for his best alternative, and the most votes, weighted by influence, win.",
            zh: "每人投票给自己最看好的方案，票数按影响力加权，最多者胜。",
        },
    ),
    (
        |s| several(s) && matches!(s.decision.rule, GroupRule::Quota { .. }),
        Assumption {
            id: "quota",
            grade: Grade::A,
            source_en: "Minimum endorsement: Choffray & Lilien 1980; Wilson, Lilien & Wilson 1991. There the vote is repeated until the quota is met; ending it is a convention of this program (M).",
            source_zh: "最低支持率模型：Choffray 与 Lilien 1980；Wilson、Lilien 与 Wilson 1991。原模型重复投票直至达标；达不到即告终止是本程序的约定（M）。",
            en: "The winner needs a share of the votes; if nobody reaches it, nothing is bought.",
            zh: "胜者的得票须达到规定比例；无人达到，则不采购。",
        },
    ),
    (
        |s| several(s) && s.decision.rule == GroupRule::Borda,
        Assumption {
            id: "borda",
            grade: Grade::M,
            source_en: "Borda's count, a standard rule of voting; close to the preference perturbation model of Choffray & Lilien 1980.",
            source_zh: "波达计数法，常见的投票规则；与 Choffray 与 Lilien 1980 的偏好扰动模型相近。",
            en: "Everybody ranks all alternatives; each earns as many points as it leaves alternatives behind, weighted by influence.",
            zh: "每人给全部方案排名，一个方案领先几个方案就得几分，按影响力加权。",
        },
    ),
    (
        several,
        Assumption {
            id: "other-rules",
            grade: Grade::M,
            source_en: "Convention of this program, for the comparison of six rules only.",
            source_zh: "本程序的约定，仅用于六种规则的比较。",
            en: "Where the scenario names no decider and no quota, the economic buyer (else the most influential person) is the one who decides alone, and a quota is half of the votes.",
            zh: "场景未指定决策人与票数门槛时，由经济买家（没有则为影响力最大者）一人拍板，门槛取半数。",
        },
    ),
    (
        |s| several(s) && s.decision.noise > 0.0,
        Assumption {
            id: "vote-noise",
            grade: Grade::M,
            source_en: "Logit choice: McFadden 1974; the same moods in every strategy are a convention of this program.",
            source_zh: "Logit 选择模型：McFadden 1974；各策略下心情相同是本程序的约定。",
            en: "Where people vote, the noise is in each vote: everybody has a passing mood about every alternative, the same in every strategy.",
            zh: "投票时，噪声在每一张票上：每人对每个方案各有一时的心情，各策略下相同。",
        },
    ),
    (
        |s| s.decision.noise == 0.0 || s.decision.rule.votes(),
        Assumption {
            id: "ties",
            grade: Grade::M,
            source_en: "Convention of this program.",
            source_zh: "本程序的约定。",
            en: "Equal scores share the choice equally, whatever their order in the file.",
            zh: "得分相同者平分，与文件中的先后无关。",
        },
    ),
    (
        |s| several(s) && !talks(s),
        Assumption {
            id: "no-discussion",
            grade: Grade::M,
            source_en: "Default of this program. That weights spread by talk: Friedkin & Johnsen 1990 (A).",
            source_zh: "本程序默认值。权重会在讨论中传播：Friedkin 与 Johnsen 1990（A）。",
            en: "People judge by themselves: nobody convinces a colleague.",
            zh: "各人独立判断：没有人去说服同事。",
        },
    ),
    (
        talks,
        Assumption {
            id: "discussion",
            grade: Grade::A,
            source_en: "Friedkin & Johnsen 1990. Who listens to whom, and how much, is the author's.",
            source_zh: "Friedkin 与 Johnsen 1990。谁听谁的、听多少，由场景作者给出。",
            en: "In a discussion weights move towards those one listens to; everybody keeps a share of his own.",
            zh: "讨论使权重向自己听取的人靠拢，每人仍保留自己的一部分。",
        },
    ),
    (
        |s| talks(s) && speakers(s, |speaks| speaks == Probability::ONE),
        Assumption {
            id: "all-speak",
            grade: Grade::M,
            source_en: "Default of this program, an upper limit: of what only one member knew, 18% was said in the meeting, of what all knew 46% (Stasser, Taylor & Hanna 1989, A).",
            source_zh: "本程序默认值，为上限：只有一人知道的信息仅 18% 在会上被说出，人人知道的为 46%（Stasser、Taylor 与 Hanna 1989，A）。",
            en: "Where `speaks` is not given, a person says what he thinks in every discussion.",
            zh: "未给出发言概率（speaks）者，每次讨论都会说出自己的看法。",
        },
    ),
    (
        |s| talks(s) && speakers(s, |speaks| speaks < Probability::ONE),
        Assumption {
            id: "speaks",
            grade: Grade::A,
            source_en: "Stasser, Taylor & Hanna 1989: 18% of unshared and 46% of shared facts were said in the meeting. The probability here is the author's.",
            source_zh: "Stasser、Taylor 与 Hanna 1989：未共享的信息 18%、共享的信息 46% 在会上被说出。此处的概率由场景作者给出。",
            en: "Who keeps silent in a stage convinces nobody in it.",
            zh: "某阶段保持沉默的人，在该阶段不影响任何人。",
        },
    ),
    (
        |s| makes(s, |m| matches!(m.kind, MoveKind::EnableChampion { .. })),
        Assumption {
            id: "champion",
            grade: Grade::M,
            source_en: "Convention of this program: no measured effect of champions is known to us.",
            source_zh: "本程序的约定：我们未见对倡导者作用的测量。",
            en: "A champion who is enabled speaks for certain, and his audience listens to him more.",
            zh: "得到支持的倡导者必定发言，其听众更听得进他的话。",
        },
    ),
    (
        |s| s.stages.iter().any(|stage| stage.openness < Probability::ONE),
        Assumption {
            id: "openness",
            grade: Grade::M,
            source_en: "The author of the scenario. That early definers of a category shape its weights: Carpenter & Nakamoto 1989 (A); a published tender fixes them by law (seen quoted, C).",
            source_zh: "场景作者。先定义品类者影响其权重：Carpenter 与 Nakamoto 1989（A）；招标文件公布后权重依法固定（转引，C）。",
            en: "The later the stage, the fewer people take up talk about criteria (openness); trust, proof and prices work at any time.",
            zh: "阶段越靠后，越少有人再接受关于准则的说法（开放度）；建立信任、验证与价格则始终有效。",
        },
    ),
    (
        |s| s.stages.iter().any(|stage| !stage.tilt.is_empty()),
        Assumption {
            id: "tilt",
            grade: Grade::M,
            source_en: "The author of the scenario, after the founding document: price counts more towards the end.",
            source_zh: "场景作者，依据奠基文档：越到后期价格越重要。",
            en: "Some stages weigh criteria differently while they last; nothing of that stays.",
            zh: "某些阶段会临时放大或缩小部分准则的权重，过后不留。",
        },
    ),
    (
        |s| s.stages.len() > 1 && s.memory.is_none(),
        Assumption {
            id: "no-memory",
            grade: Grade::M,
            source_en: "Default of this program. Arguments fade within days or weeks unless written down: Hill et al. 2013 (A, another field).",
            source_zh: "本程序默认值。说服效果若不写下来，数天至数周即消退：Hill 等 2013（A，另一领域）。",
            en: "Nothing is forgotten between the stages.",
            zh: "各阶段之间没有遗忘。",
        },
    ),
    (
        |s| !s.rivals.is_empty(),
        Assumption {
            id: "order",
            grade: Grade::M,
            source_en: "Convention of this program.",
            source_zh: "本程序的约定。",
            en: "Within a stage our moves come first, then those of the rivals, who make the same ones whatever we do.",
            zh: "每个阶段先是我方动作，再是对手动作；无论我方做什么，对手的动作都不变。",
        },
    ),
    (
        |s| makes(s, |m| matches!(m.kind, MoveKind::Justify { .. })),
        Assumption {
            id: "justify",
            grade: Grade::M,
            source_en: "Convention of this program; weak and strong evidence differ most where people care (persuasion research, general knowledge).",
            source_zh: "本程序的约定；听者越在意，证据强弱的差别越大（说服研究的一般知识）。",
            en: "Evidence is a second chance for what was not taken up, with the strength of the first.",
            zh: "证据给未被接受的说法第二次机会，强度与第一次相同。",
        },
    ),
    (
        doubted,
        Assumption {
            id: "credibility",
            grade: Grade::M,
            source_en: "Convention of this program; the level is the author's. Credibility decides what is heard: Kumkale et al. 2010 (A).",
            source_zh: "本程序的约定，大小由场景作者给出。可信度决定话能否被听进去：Kumkale 等 2010（A）。",
            en: "A vendor is believed to one degree, the same for all criteria and everybody, until a proof, trust or a backfire changes it for somebody.",
            zh: "一家厂商的可信度对所有准则、所有人相同，直到验证、建立信任或适得其反使某人改变看法。",
        },
    ),
    (
        |s| doubted(s) && (s.status_quo.is_some() || s.vendors.iter().any(|vendor| vendor.known)),
        Assumption {
            id: "first-hand",
            grade: Grade::M,
            source_en: "Convention of this program.",
            source_zh: "本程序的约定。",
            en: "What is there already (the status quo, an incumbent marked `known`) is seen as it is.",
            zh: "已在使用的（现状、标为 known 的现有厂商）按实际表现看待。",
        },
    ),
    (
        |s| makes(s, |m| matches!(m.kind, MoveKind::Prove { .. } | MoveKind::BuildTrust { .. })),
        Assumption {
            id: "trust",
            grade: Grade::M,
            source_en: "Convention of this program: a proof sets a least credibility on its criteria, trust closes a share of the distance to full belief.",
            source_zh: "本程序的约定：验证在相关准则上给出可信度下限，建立信任弥合到完全相信之间距离的一部分。",
            en: "Proof and trust raise credibility for those who take them up, and never lower it.",
            zh: "验证与建立信任会提高接受者心中的可信度，从不降低。",
        },
    ),
    (
        |s| makes(s, |m| matches!(m.kind, MoveKind::Tailor { .. })),
        Assumption {
            id: "tailor",
            grade: Grade::B,
            source_en: "Gartner 2024 (632 buyers): tailoring to individuals hurts consensus, to the group helps it; signs only.",
            source_zh: "Gartner 2024（632 位买家）：针对个人的定制损害共识，针对群体的定制有益；仅取其方向。",
            en: "Tailoring changes what one person experiences. That it can divide the group shows only if the scenario sets `conflict`.",
            zh: "定制改变某个人的感受；它可能造成内部分歧，只有场景设定了 conflict 才会体现。",
        },
    ),
    (
        |s| several(s) && s.status_quo.as_ref().is_some_and(|status_quo| status_quo.conflict == 0.0),
        Assumption {
            id: "no-conflict",
            grade: Grade::M,
            source_en: "Default of this program. Gartner 2024 (632 buyers, B): 74% of buying teams show unhealthy conflict.",
            source_zh: "本程序默认值。Gartner 2024（632 位买家，B）：74% 的采购团队存在不健康的冲突。",
            en: "Disagreement by itself does not stop the purchase.",
            zh: "内部分歧本身不会使采购停下来。",
        },
    ),
    (
        |s| s.status_quo.is_some() && s.stakeholders.iter().all(|who| who.indecision.is_none()),
        Assumption {
            id: "no-indecision",
            grade: Grade::M,
            source_en: "Default of this program. Dixon & McKenna 2022 (B): moderate or high indecision in 87% of deals.",
            source_zh: "本程序默认值。Dixon 与 McKenna 2022（B）：87% 的商机存在中度以上的犹豫。",
            en: "Nobody fears a mistake: buying nothing is chosen on its performance alone.",
            zh: "没有人害怕犯错：“什么都不买”只凭自身表现取胜。",
        },
    ),
    (
        |s| makes(s, |m| matches!(m.kind, MoveKind::DeRisk { .. })),
        Assumption {
            id: "de-risk",
            grade: Grade::B,
            source_en: "Dixon & McKenna 2022: taking risk off the table helps undecided buyers; the size is the author's.",
            source_zh: "Dixon 与 McKenna 2022：替犹豫的买家消除风险有效；大小由场景作者给出。",
            en: "A guarantee or a small start takes away a share of the fear.",
            zh: "担保或小步起步可以消除一部分顾虑。",
        },
    ),
    (
        |s| makes(s, |m| matches!(m.kind, MoveKind::Discount { .. })),
        Assumption {
            id: "discount",
            grade: Grade::M,
            source_en: "Convention of this program.",
            source_zh: "本程序的约定。",
            en: "A discount lowers the deal's value whether anybody notices it or not, and says nothing about quality.",
            zh: "降价无论是否被注意到都会减少合同额，也不影响人们对质量的看法。",
        },
    ),
    (
        |s| !s.gates.is_empty(),
        Assumption {
            id: "gates",
            grade: Grade::M,
            source_en: "Conjunctive screening before compensatory choice is well documented; these gates, their order and their levels are the author's.",
            source_zh: "先筛选、再权衡的两步决策有大量研究；这里的关卡、次序与门槛由场景作者给出。",
            en: "Gates come before the choice and remove vendors; buying nothing passes them all.",
            zh: "关卡先于选择，未通过的厂商出局；“什么都不买”不受关卡限制。",
        },
    ),
    (
        |s| gated(s, |gate| matches!(gate.kind, GateKind::Requirement { .. })),
        Assumption {
            id: "requirement",
            grade: Grade::M,
            source_en: "Convention of this program.",
            source_zh: "本程序的约定。",
            en: "A requirement judges what its owner perceives: a claim that is not believed does not pass.",
            zh: "硬性要求看的是把关人的感知：不被相信的说法过不了关。",
        },
    ),
    (
        |s| gated(s, |gate| matches!(gate.kind, GateKind::Veto { .. })),
        Assumption {
            id: "veto",
            grade: Grade::M,
            source_en: "Convention of this program.",
            source_zh: "本程序的约定。",
            en: "A veto falls on a vendor that its owner likes less than buying nothing, by more than a margin.",
            zh: "把关人若认为某厂商不如什么都不买（并计入设定的余量），就会否决它。",
        },
    ),
    (
        |s| gated(s, |gate| matches!(gate.kind, GateKind::Pass { .. })),
        Assumption {
            id: "pass",
            grade: Grade::M,
            source_en: "The author of the scenario.",
            source_zh: "场景作者。",
            en: "A pass is chance: each vendor on its own, with a probability that only `navigate` can change.",
            zh: "通过与否凭概率：各厂商互不相关，概率只能由疏通关卡（navigate）改变。",
        },
    ),
    (
        |s| s.criteria.iter().any(|criterion| criterion.floor > Probability::ZERO),
        Assumption {
            id: "floor",
            grade: Grade::C,
            source_en: "Chinese public procurement: Ministry of Finance, Order 87, art. 55 (price at least 30% for goods, 10% for services; seen quoted). The level here is the author's.",
            source_zh: "中国政府采购：财政部令第 87 号第五十五条（货物价格分值不低于 30%，服务不低于 10%；转引）。此处的数值由场景作者给出。",
            en: "A weight below its legal floor is lifted to it when people judge; the others shrink in proportion.",
            zh: "低于法定下限的权重在评判时提到下限，其他权重按比例缩小。",
        },
    ),
    (
        |s| s.adoption.is_some(),
        Assumption {
            id: "adoption",
            grade: Grade::M,
            source_en: "Convention of this program; lived weights and threshold are the author's. That most large technology purchases are regretted: Gartner 2022 (B).",
            source_zh: "本程序的约定；体验权重与门槛由场景作者给出。多数大型技术采购事后被后悔：Gartner 2022（B）。",
            en: "After the signature people judge by true performance and by the weights they live by; a deal below the threshold is switched off, one above it lasts.",
            zh: "签约之后，人们按真实表现与体验权重来评判；低于门槛即被停用，达到门槛即持续使用。",
        },
    ),
];

fn several(scenario: &ScenarioParts) -> bool {
    scenario.stakeholders.len() > 1
}

fn makes(scenario: &ScenarioParts, kind: impl Fn(&Move) -> bool) -> bool {
    made(scenario).any(kind)
}

fn gated(scenario: &ScenarioParts, kind: impl Fn(&Gate) -> bool) -> bool {
    scenario.gates.iter().any(kind)
}

/// Whether anybody is heard by somebody in some stage.
fn talks(scenario: &ScenarioParts) -> bool {
    let discusses = |stage: &Stage| stage.discussion != Discussion::Rounds(0);
    let listens = |share: &Probability| *share > Probability::ZERO;
    let champion = makes(scenario, |m| matches!(m.kind, MoveKind::EnableChampion { .. }));
    let heard = scenario.stakeholders.iter().flat_map(|who| &who.listens_to).any(|(_, share)| listens(share));
    scenario.stages.iter().any(discusses) && (heard || champion)
}

/// Whether somebody who is listened to speaks like this.
fn speakers(scenario: &ScenarioParts, like: impl Fn(Probability) -> bool) -> bool {
    let heard = scenario.stakeholders.iter().flat_map(|who| &who.listens_to);
    let mut heard = heard.filter(|(_, share)| *share > Probability::ZERO);
    heard.any(|(who, _)| like(scenario.stakeholders[who.index()].speaks))
}

fn doubted(scenario: &ScenarioParts) -> bool {
    scenario.vendors.iter().any(|v| !v.known && v.credibility != Credibility::Exact(Probability::ONE))
}
