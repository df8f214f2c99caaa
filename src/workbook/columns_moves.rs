//! The columns of the sheets for moves, strategies, stages and gates.

use super::columns::{ID, NAME_EN, NAME_ZH};
use super::kind::Kind::{Donors, Id, Ids, Natural, Number, Pairs, Percent, Quantity, Word, WordOrNumber};
use super::kind::Register::{Criteria, Gates, Moves, People, Stages, Vendors};
use super::sheets::Column;
use super::words::{GATE_KINDS, MOVE_KINDS, SETTLED, Say, say};

pub(super) const MOVES: &[Column] = &[
    ID,
    NAME_EN,
    NAME_ZH,
    Column::new(
        "kind",
        &["kind"],
        Word(MOVE_KINDS),
        say("Kind", "种类"),
        say(
            "What the move does. teach: brings in a new criterion. reframe: changes a weight. justify: evidence for earlier moves. prove: a test or reference, so that claims are believed. tailor: better for one person's need. build-trust: raises credibility. enable-champion: a champion is listened to. navigate: clears the way through a gate. de-risk: takes fear. discount: a lower price.",
            "这个动作做什么。引入新变量：带来新准则。重塑权重：改变已有权重。论证：给之前的动作提供证据。验证：测试或样板客户，让说法被相信。定制：更贴合某人的需求。建立信任：提高可信度。赋能倡导者：让倡导者的话有人听。疏通关卡。降低风险：减少顾虑。降价。",
        ),
    )
    .needed(),
    Column::new(
        "criterion",
        &["criterion"],
        Id(Criteria),
        say("Criterion", "准则"),
        say(
            "For teach, reframe, tailor, discount: the id of the criterion it is about. Example: response",
            "用于引入新变量、重塑权重、定制、降价：所针对准则的代号。例：response",
        ),
    ),
    Column::new(
        "raise_to",
        &["raise_to"],
        Number,
        say("Raise weight to", "权重升至"),
        say(
            "For teach, reframe, tailor: the weight that we argue for, from 0 to 1. Example: 0.4",
            "用于引入新变量、重塑权重、定制：我们主张的权重，0 到 1。例：0.4",
        ),
    ),
    Column::new(
        "lower_to",
        &["lower_to"],
        Number,
        say("Lower weight to", "权重降至"),
        say("For reframe, instead of raising: the lower weight that we argue for. Example: 0.2", "用于重塑权重（要降低时）：我们主张的较低权重。例：0.2"),
    ),
    Column::new(
        "by",
        &["by"],
        Id(Vendors),
        say("Made by", "由谁"),
        say("The vendor who makes it. Empty: us. A rival's moves are named in the sheet Deal.", "由哪家厂商做。留空为我方。对手的动作要在“项目”表中列出。"),
    ),
    Column::new(
        "audience",
        &["audience"],
        Ids(People),
        say("Audience", "对象"),
        say("The people it addresses: ids with commas. Empty: everybody. Example: ciso, coo", "面向哪些人：代号，用逗号隔开。留空为所有人。例：ciso, coo"),
    ),
    Column::new(
        "acceptance",
        &["acceptance"],
        Number,
        say("Acceptance", "接受概率"),
        say(
            "How likely a person who trusts us fully takes it up, from 0 to 1. Empty: 1. Example: 0.6",
            "完全信任我方的人接受它的概率，0 到 1。留空为 1。例：0.6",
        ),
    ),
    Column::new(
        "cost.days",
        &["cost", "days"],
        Number,
        say("Cost: days", "成本：人天"),
        say("Working days it costs the vendor who makes it. Example: 4", "做这个动作要花多少人天。例：4"),
    ),
    Column::new(
        "cost.money",
        &["cost", "money"],
        Number,
        say("Cost: money", "成本：金额"),
        say("Money it costs, in the currency of the deal. Example: 20000", "要花多少钱（按项目的货币）。例：20000"),
    ),
    Column::new(
        "supports",
        &["supports"],
        Ids(Moves),
        say("Supports", "为谁论证"),
        say("For justify: the earlier moves that the evidence is for. Example: mttr-insight", "用于论证：证据支持之前的哪些动作。例：mttr-insight"),
    ),
    Column::new(
        "evidence",
        &["evidence"],
        Number,
        say("Evidence", "证据力度"),
        say("For justify: how likely the evidence convinces, from 0 to 1. Example: 0.5", "用于论证：证据说服人的概率，0 到 1。例：0.5"),
    ),
    Column::new(
        "percent",
        &["percent"],
        Percent,
        say("Discount %", "降价 %"),
        say("For discount: per cent off. Example: 10 for ten per cent", "用于降价：降百分之几。例：降一成填 10"),
    ),
    Column::new(
        "amount",
        &["amount"],
        Natural,
        say("Discount amount", "降价金额"),
        say("For discount, instead of per cent: by how much, in the unit of the price. Example: 20", "用于降价（代替百分比）：降多少，用价格的单位。例：20"),
    ),
    Column::new(
        "stage",
        &["stage"],
        Id(Stages),
        say("Stage", "阶段"),
        say("The stage it is made in, if the sheet Stages has any. Empty: the first.", "在哪个阶段做（“阶段”表有内容时）。留空为第一个阶段。"),
    ),
    Column::new(
        "take_from",
        &["take_from"],
        Donors,
        say("Weight comes from", "权重从哪来"),
        say("Where the new weight comes from: all (the usual), or ids of criteria. Example: detection", "新权重从哪里让出来：全部（默认），或准则的代号。例：detection"),
    ),
    Column::new(
        "strength",
        &["strength"],
        Quantity,
        say("Strength", "说服强度"),
        say(
            "How much of the way to the new weight a person goes who takes it up, from 0 to 1. Empty: beta(3, 7), about three tenths.",
            "接受它的人会朝新权重走多远，0 到 1。留空为 beta(3, 7)，约三成。",
        ),
    ),
    Column::new(
        "criteria",
        &["criteria"],
        Ids(Criteria),
        say("Proves criteria", "验证哪些准则"),
        say("For prove: the criteria on which we are believed afterwards. Example: detection, response", "用于验证：之后在哪些准则上被相信。例：detection, response"),
    ),
    Column::new(
        "credibility",
        &["credibility"],
        Number,
        say("Proves to", "可信度升至"),
        say("For prove: credibility on them becomes at least this, from 0 to 1. Example: 0.9", "用于验证：这些准则上的可信度至少达到多少，0 到 1。例：0.9"),
    ),
    Column::new(
        "performance",
        &["performance"],
        Quantity,
        say("New performance", "新的表现"),
        say("For tailor: performance becomes this. Example: 6 to 8", "用于定制：表现变为多少。例：6 to 8"),
    ),
    Column::new(
        "improve_by",
        &["improve_by"],
        Natural,
        say("Improves by", "改善多少"),
        say("For tailor, instead: performance improves by so many units. Example: 2", "用于定制（或者）：表现改善多少个单位。例：2"),
    ),
    Column::new(
        "gain",
        &["gain"],
        Number,
        say("Gain", "增益"),
        say(
            "For build-trust: share of the way to full trust. For enable-champion: share of the others' free attention. For navigate: share of failures avoided. From 0 to 1. Example: 0.3",
            "用于建立信任：向完全信任走多远；赋能倡导者：占他人多少空余注意力；疏通关卡：避免多少失败。0 到 1。例：0.3",
        ),
    ),
    Column::new(
        "champion",
        &["champion"],
        Id(People),
        say("Champion", "倡导者"),
        say("For enable-champion: who speaks up for us. Example: ciso", "用于赋能倡导者：谁为我方说话。例：ciso"),
    ),
    Column::new(
        "gate",
        &["gate"],
        Id(Gates),
        say("Gate", "关卡"),
        say("For navigate: which gate of the sheet Gates. Example: legal", "用于疏通关卡：“关卡”表中的哪一个。例：legal"),
    ),
    Column::new(
        "relax_by",
        &["relax_by"],
        Natural,
        say("Relaxes gate by", "放宽多少"),
        say("For navigate at a requirement: how far it is relaxed, in the unit of its criterion. Example: 20", "用于疏通硬性要求：放宽多少，用其准则的单位。例：20"),
    ),
    Column::new(
        "reduction",
        &["reduction"],
        Number,
        say("Takes fear", "减少犹豫"),
        say("For de-risk: the share of the fear of getting it wrong that goes. Example: 0.5", "用于降低风险：消除多少犹豫，0 到 1。例：0.5"),
    ),
    Column::new(
        "requires",
        &["requires"],
        Ids(Moves),
        say("Needs before it", "前置动作"),
        say("Moves that must come before it: ids with commas. Empty: none.", "必须先做的动作：代号，用逗号隔开。留空为没有。"),
    ),
    Column::new(
        "backfire.probability",
        &["backfire", "probability"],
        Number,
        say("Backfires: how likely", "反效果：概率"),
        say("How likely a refusal turns into anger, from 0 to 1. Empty: never.", "被拒绝时引起反感的概率，0 到 1。留空为不会。"),
    ),
    Column::new(
        "backfire.loss",
        &["backfire", "loss"],
        Number,
        say("Backfires: trust lost", "反效果：信任损失"),
        say("The share of credibility that is then lost. Example: 0.3", "那时损失多少可信度。例：0.3"),
    ),
];

pub(super) const STRATEGIES: &[Column] = &[ID, NAME_EN, NAME_ZH];

/// The head and the note of the columns that hold the moves of a strategy.
pub(super) const STRATEGY_MOVE: (Say, Say) = (
    say("Move", "动作"),
    say(
        "Our moves, one in a cell, in the order they are made (within a stage). The same move twice acts twice. Example: mttr-insight",
        "我方的动作，每格一个，按（同一阶段内的）先后顺序。同一动作写两次就做两次。例：mttr-insight",
    ),
);

pub(super) const STAGES: &[Column] = &[
    ID,
    NAME_EN,
    NAME_ZH,
    Column::new(
        "openness",
        &["openness"],
        Number,
        say("Openness", "开放度"),
        say(
            "How far criteria are still negotiable, from 0 (fixed) to 1. Empty: 1. Example: 0.6",
            "准则还有多大商量余地，0（已定）到 1。留空为 1。例：0.6",
        ),
    ),
    Column::new(
        "discussion",
        &["discussion"],
        WordOrNumber(SETTLED),
        say("Rounds of talk", "讨论轮数"),
        say(
            "How often the people talk among themselves: a number, or settled (until nothing changes). Empty: 0.",
            "这些人之间讨论几轮：一个数字，或“直到稳定”。留空为 0。",
        ),
    ),
    Column::new(
        "tilt",
        &["tilt"],
        Pairs,
        say("Tilt", "倾斜"),
        say(
            "What counts more or less while the stage lasts: criterion or need, and a factor. Example: price: 1.5",
            "这一阶段里什么更受看重：准则或需求，加倍数。例：price: 1.5",
        ),
    ),
    Column::new(
        "weeks",
        &["weeks"],
        Number,
        say("Weeks", "周数"),
        say(
            "How long it lasts; only needed if talk is forgotten (sheet Deal). Example: 6",
            "持续几周；只有设置了遗忘（“项目”表）才需要。例：6",
        ),
    ),
];

pub(super) const GATES: &[Column] = &[
    ID,
    NAME_EN,
    NAME_ZH,
    Column::new(
        "kind",
        &["kind"],
        Word(GATE_KINDS),
        say("Kind", "种类"),
        say(
            "requirement: a criterion must be good enough for its owner. veto: its owner must not prefer buying nothing. pass: passed with some luck.",
            "硬性要求：负责人认为某准则必须达标。否决：负责人不能更愿意什么都不买。概率通过：靠几分运气。",
        ),
    )
    .needed(),
    Column::new(
        "owner",
        &["owner"],
        Id(People),
        say("Owner", "负责人"),
        say("The person whose gate it is. Example: coo", "这道关卡由谁把守。例：coo"),
    ),
    Column::new(
        "criterion",
        &["criterion"],
        Id(Criteria),
        say("Criterion", "准则"),
        say("For requirement: on what. Example: price", "用于硬性要求：哪个准则。例：price"),
    ),
    Column::new(
        "at_least",
        &["at_least"],
        Natural,
        say("At least as good as", "至少达到"),
        say("For requirement: in the unit of the criterion; where less is better, at most this. Example: 280", "用于硬性要求：用准则的单位；越少越好时表示至多。例：280"),
    ),
    Column::new(
        "margin",
        &["margin"],
        Number,
        say("Margin", "余量"),
        say("For veto: by how much a vendor must be better than buying nothing. Empty: 0.", "用于否决：厂商要比什么都不买好多少。留空为 0。"),
    ),
    Column::new(
        "probability",
        &["probability"],
        Number,
        say("Probability", "通过概率"),
        say("For pass: how likely it is passed, from 0 to 1. Example: 0.8", "用于概率通过：通过的概率，0 到 1。例：0.8"),
    ),
    Column::new(
        "vendors",
        &["vendors"],
        Ids(Vendors),
        say("Vendors", "厂商"),
        say("For pass: who must pass it: ids with commas. Empty: all.", "用于概率通过：哪些厂商要过这一关，用逗号隔开。留空为全部。"),
    ),
];
