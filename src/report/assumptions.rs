//! Defaults and conventions that a scenario relies on, each with its source and how good that source is. Only
//! those that apply to the scenario at hand; the grades are explained in `Label::Grades`.

mod group;

use crate::model::{
    Direction, GroupRule, Lang, Move, MoveKind, Probability, Scenario, ScenarioParts, Shape, WeightPrior,
};

/// How good a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Peer-reviewed; meta-analysis or controlled study.
    A,
    /// The same, known at second hand.
    AMinus,
    /// Large but proprietary survey or telemetry.
    B,
    /// Secondary or vendor page, single case, tiny sample.
    C,
    /// Folklore.
    F,
    /// General knowledge of the field, or a modelling convention.
    M,
}

impl Grade {
    /// The letter.
    pub fn letter(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::AMinus => "A−",
            Grade::B => "B",
            Grade::C => "C",
            Grade::F => "F",
            Grade::M => "M",
        }
    }
}

/// One assumption in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Stable key.
    pub id: &'static str,
    /// How good the source is.
    pub grade: Grade,
    source_en: &'static str,
    source_zh: &'static str,
    en: &'static str,
    zh: &'static str,
}

impl Assumption {
    /// What is assumed.
    pub fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// Where it comes from.
    pub fn source(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.source_en,
            Lang::Zh => self.source_zh,
        }
    }
}

/// The assumptions that this scenario relies on: what persuasion and choice rest on, the heaviest first, then the group.
pub fn assumptions(scenario: &Scenario) -> Vec<Assumption> {
    LIST.iter().chain(group::LIST).filter(|(applies, _)| applies(scenario)).map(|(_, assumption)| *assumption).collect()
}

type Applies = fn(&ScenarioParts) -> bool;

const LIST: &[(Applies, Assumption)] = &[
    (
        default_strength,
        Assumption {
            id: "strength",
            grade: Grade::AMinus,
            source_en: "Advice taking: Yaniv (about 30% of the way towards an equally able adviser; known at second hand); Schultze et al. 2015. \
                     Shape of the distribution: convention (M). No study of B2B committees exists.",
            source_zh: "建议采纳研究：Yaniv（向能力相当的建议者靠拢约 30%，转引）；Schultze 等 2015。分布形状为本程序约定（M）。尚无针对 B2B 采购决策小组的研究。",
            en: "A move that is taken up closes on average 30% of the gap between the person's weight and ours: strength beta(3, 7).",
            zh: "动作被接受后，平均弥合对方权重与我方主张之间差距的 30%：说服强度服从 beta(3, 7)。",
        },
    ),
    (
        own_strength,
        Assumption {
            id: "strength-given",
            grade: Grade::M,
            source_en: "The author of the scenario.",
            source_zh: "场景作者。",
            en: "Some moves have a strength of their own; one that closes the whole gap is a best case.",
            zh: "部分动作的说服强度由场景作者指定；“一次弥合全部差距”属于最好情形。",
        },
    ),
    (
        default_acceptance,
        Assumption {
            id: "acceptance",
            grade: Grade::M,
            source_en: "Default of this program: an upper limit. Kumkale et al. 2010 (A): credibility decides what is heard.",
            source_zh: "本程序默认值，为上限。Kumkale 等 2010（A）：可信度决定话能否被听进去。",
            en: "Where no acceptance is given, everybody who is reached, open and trusting takes the move up (acceptance 1).",
            zh: "未给出接受概率时，凡触达、态度开放且信任我方者都会接受（接受概率为 1）。",
        },
    ),
    (
        shifts,
        Assumption {
            id: "donors",
            grade: Grade::M,
            source_en: "Proportional shrinking; the two examples of the founding document use one each. Weights of a \
                     new attribute are known to come from the others (Häubl & Murray 2003, A), not from which.",
            source_zh: "按比例让出；奠基文档的两个示例各用一种。新属性的权重取自其他属性（Häubl 与 Murray 2003，A），但取自哪些并无定论。",
            en: "A criterion that gains weight takes it from the others in proportion, unless the move names its donors.",
            zh: "某项准则的权重上升时，由其他准则按比例让出，除非动作指定了让出权重的准则。",
        },
    ),
    (
        dirichlet,
        Assumption {
            id: "confidence",
            grade: Grade::M,
            source_en: "Dirichlet beliefs about weights; the words are conventions of this program.",
            source_zh: "权重的狄利克雷分布；这几个词是本程序的约定。",
            en: "How sure a diagnosis is: low, medium and high stand for K = 8, 30 and 120; a weight of 30% is then uncertain by ± 15, 8 and 4 points (one standard deviation).",
            zh: "对权重判断的把握：low、medium、high 分别对应 K = 8、30、120；30% 的权重相应有 ±15、±8、±4 个百分点的不确定性（一个标准差）。",
        },
    ),
    (
        uniform_beliefs,
        Assumption {
            id: "uniform",
            grade: Grade::A,
            source_en: "SMAA: Lahdelma, Hokkanen & Salminen 1998; Tervonen et al. 2013.",
            source_zh: "SMAA：Lahdelma、Hokkanen 与 Salminen 1998；Tervonen 等 2013。",
            en: "Where only an order, limits or nothing is known, all weights that agree with it are equally likely.",
            zh: "仅知道排序、范围或一无所知时，凡符合已知信息的权重均等可能。",
        },
    ),
    (
        several_people,
        Assumption {
            id: "independence",
            grade: Grade::M,
            source_en: "Convention: what is uncertain about one person's weights says nothing about another's.",
            source_zh: "建模约定：对一个人的不确定与对另一个人的无关。",
            en: "Weights of different people are independent.",
            zh: "各人的权重相互独立。",
        },
    ),
    (
        reputation,
        Assumption {
            id: "reputation",
            grade: Grade::A,
            source_en: "Akerlof 1970 (lemons market); the default level, the mean of all vendors, is a convention (M).",
            source_zh: "Akerlof 1970（柠檬市场）；默认水平取各厂商均值，为本程序约定（M）。",
            en: "Claims that are not believed count as the average of the market: a better product sells as average until trust rises.",
            zh: "不被相信的说法按市场平均水平计：信任建立之前，好产品也只能当作一般产品来卖。",
        },
    ),
    (
        group_utility,
        Assumption {
            id: "weighted-utility",
            grade: Grade::A,
            source_en: "Group choice models: Choffray & Lilien 1980; Wilson, Lilien & Wilson 1991. Which model fits a given committee is rarely known.",
            source_zh: "群体选择模型：Choffray 与 Lilien 1980；Wilson、Lilien 与 Wilson 1991。具体客户适用哪种模型往往并不知道。",
            en: "The committee chooses the alternative with the highest influence-weighted score.",
            zh: "决策小组选择按影响力加权后得分最高的方案。",
        },
    ),
    (
        noisy,
        Assumption {
            id: "noise",
            grade: Grade::M,
            source_en: "Logit choice: McFadden 1974. Its size is the author's and cannot be observed directly.",
            source_zh: "Logit 选择模型：McFadden 1974。大小由场景作者给出，无法直接观察。",
            en: "People do not always choose the best score: the closer two scores, the more the choice is open.",
            zh: "人未必总选得分最高者：得分越接近，结果越不确定。",
        },
    ),
    (
        noiseless,
        Assumption {
            id: "no-noise",
            grade: Grade::M,
            source_en: "Convention: decision.noise = 0.",
            source_zh: "约定：decision.noise = 0。",
            en: "The best score always wins, however small its lead.",
            zh: "得分最高者必胜，无论领先多少。",
        },
    ),
    (
        buying_nothing,
        Assumption {
            id: "status-quo",
            grade: Grade::B,
            source_en: "Dixon & McKenna 2022: 40-60% of qualified deals end in no decision (2.5 million recorded calls, proprietary).",
            source_zh: "Dixon 与 McKenna 2022：40%～60% 的合格商机以无决策告终（250 万通录音，商业数据）。",
            en: "Buying nothing is an alternative like any vendor.",
            zh: "“什么都不买”与各家厂商一样，是一个备选方案。",
        },
    ),
    (
        indecision,
        Assumption {
            id: "indecision",
            grade: Grade::B,
            source_en: "Dixon & McKenna 2022 (2.5 million recorded sales calls, proprietary).",
            source_zh: "Dixon 与 McKenna 2022（250 万通销售通话录音，商业数据）。",
            en: "Fear of a mistake adds to the appeal of buying nothing.",
            zh: "害怕犯错会增加“什么都不买”的吸引力。",
        },
    ),
    (
        conflict,
        Assumption {
            id: "conflict",
            grade: Grade::B,
            source_en: "Gartner 2024 (632 buyers): conflict in the group, and tailoring to individuals, hurt consensus; signs only, the size is the author's.",
            source_zh: "Gartner 2024（632 位买家）：内部冲突、只针对个人的定制都会损害共识；仅取其方向，大小由场景作者给出。",
            en: "Disagreement in the committee favours buying nothing.",
            zh: "决策小组内部分歧越大，越倾向于不采购。",
        },
    ),
    (
        contact,
        Assumption {
            id: "channel",
            grade: Grade::M,
            source_en: "Convention of this program; evidence on channels is thin (C).",
            source_zh: "本程序约定；关于渠道的证据很少（C）。",
            en: "The contact channel changes how sure the diagnosis is, whom moves reach and how fast trust grows.",
            zh: "沟通渠道影响判断的把握、触达范围以及建立信任的速度。",
        },
    ),
    (
        forgetting,
        Assumption {
            id: "memory",
            grade: Grade::A,
            source_en: "Decay of persuasion: Hill et al. 2013 (political advertising, another field); the half-life is the author's.",
            source_zh: "说服效果的衰减：Hill 等 2013（政治广告，另一领域）；半衰期由场景作者给出。",
            en: "Moved weights drift back towards where they were; what is anchored stays.",
            zh: "被改变的权重会逐渐回落；已固化（如写入评分表）的部分得以保留。",
        },
    ),
    (
        backfire,
        Assumption {
            id: "backfire",
            grade: Grade::A,
            source_en: "Eisend & Tarrahi 2021 (148 papers): noticed persuasion is discounted. Probability and loss are the author's.",
            source_zh: "Eisend 与 Tarrahi 2021（148 篇论文）：被察觉的说服会打折扣。概率与损失由场景作者给出。",
            en: "A refused move can cost credibility.",
            zh: "被拒绝的动作可能损害可信度。",
        },
    ),
];

fn strengths(scenario: &ScenarioParts) -> impl Iterator<Item = bool> {
    let default = |shape: &Shape| matches!(shape, Shape::Beta { a, b, low, high } if (*a, *b, *low, *high) == (3.0, 7.0, 0.0, 1.0));
    made(scenario).filter_map(|m| m.kind.shift()).map(move |shift| default(shift.strength.shape()))
}

/// Moves that somebody makes in some strategy.
fn made(scenario: &ScenarioParts) -> impl Iterator<Item = &Move> {
    let mut ids: Vec<_> = scenario.strategies.iter().flat_map(|s| &s.moves).chain(&scenario.rivals).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| &scenario.moves[id.index()])
}

fn default_strength(scenario: &ScenarioParts) -> bool {
    strengths(scenario).any(|default| default)
}

fn own_strength(scenario: &ScenarioParts) -> bool {
    strengths(scenario).any(|default| !default)
}

fn default_acceptance(scenario: &ScenarioParts) -> bool {
    let persuades = |m: &&Move| !matches!(m.kind, MoveKind::Justify { .. } | MoveKind::Discount { .. });
    made(scenario).filter(persuades).any(|m| m.acceptance == Probability::ONE)
}

fn shifts(scenario: &ScenarioParts) -> bool {
    made(scenario).filter_map(|m| m.kind.shift()).any(|shift| shift.direction == Direction::Raise)
}

fn dirichlet(scenario: &ScenarioParts) -> bool {
    scenario.stakeholders.iter().any(|who| who.confidence().is_some())
}

fn uniform_beliefs(scenario: &ScenarioParts) -> bool {
    let uniform = |prior: &WeightPrior| {
        matches!(prior, WeightPrior::Ranking(_) | WeightPrior::Bounds(_) | WeightPrior::Uniform(_))
    };
    scenario.stakeholders.iter().any(|who| uniform(&who.prior))
}

fn several_people(scenario: &ScenarioParts) -> bool {
    scenario.stakeholders.iter().filter(|who| !matches!(who.prior, WeightPrior::Exact(_))).count() > 1
}

fn reputation(scenario: &ScenarioParts) -> bool {
    let doubted = scenario
        .vendors
        .iter()
        .any(|v| !v.known && v.credibility != crate::model::Credibility::Exact(Probability::ONE));
    doubted && scenario.criteria.iter().any(|c| c.reputation.is_none())
}

fn group_utility(scenario: &ScenarioParts) -> bool {
    scenario.stakeholders.len() > 1 && scenario.decision.rule == GroupRule::WeightedUtility
}

fn noisy(scenario: &ScenarioParts) -> bool {
    scenario.decision.noise > 0.0
}

fn noiseless(scenario: &ScenarioParts) -> bool {
    !noisy(scenario)
}

fn buying_nothing(scenario: &ScenarioParts) -> bool {
    scenario.status_quo.is_some()
}

fn indecision(scenario: &ScenarioParts) -> bool {
    scenario.status_quo.is_some() && scenario.stakeholders.iter().any(|who| who.indecision.is_some())
}

fn conflict(scenario: &ScenarioParts) -> bool {
    scenario.status_quo.as_ref().is_some_and(|status_quo| status_quo.conflict > 0.0)
}

fn contact(scenario: &ScenarioParts) -> bool {
    scenario.contact.is_some()
}

fn forgetting(scenario: &ScenarioParts) -> bool {
    scenario.memory.is_some() && scenario.stages.len() > 1
}

fn backfire(scenario: &ScenarioParts) -> bool {
    made(scenario).any(|m| m.backfire.is_some())
}
