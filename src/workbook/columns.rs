//! The columns of the sheets for criteria, vendors and performance.

use super::kind::Kind::Natural;
use super::kind::Kind::{Id, Number, Points, Quantity, Text, Word, WordOrNumber, YesNo};
use super::kind::Register::{People, Vendors};
use super::sheets::Column;
use super::words::{CONFIDENCE, NEEDS, OUTSIDE, say};

pub(super) const ID: Column = Column::new(
    "id",
    &["id"],
    Text,
    say("Id", "代号"),
    say(
        "A short name that the other sheets use for it: letters, digits, - and _, no spaces. It stays the same in every language. Example: response-time",
        "其他表引用它时用的短名：只用英文字母、数字、- 和 _，不含空格。例：response-time",
    ),
)
.needed();

pub(super) const NAME_EN: Column = Column::new(
    "label.en",
    &["label", "en"],
    Text,
    say("Name (English)", "名称（英文）"),
    say(
        "What people call it, for reports in English. One of the two names is enough: it is then used in both languages. Example: Response time",
        "英文报告里的叫法。两个名称填一个即可，另一种语言也用它。例：Response time",
    ),
);

pub(super) const NAME_ZH: Column = Column::new(
    "label.zh",
    &["label", "zh"],
    Text,
    say("Name (Chinese)", "名称（中文）"),
    say("What people call it, for reports in Chinese. Example: 响应时间", "中文报告里的叫法。例：响应时间"),
);

pub(super) const CRITERIA: &[Column] = &[
    ID,
    NAME_EN,
    NAME_ZH,
    Column::new(
        "need",
        &["need"],
        Word(NEEDS),
        say("Need", "需求"),
        say(
            "Which need is behind it. Of the company: business, product, price, externality (laws, standards, supply chain). Of a person: gain (advantage, workload, standing), growth (skills, career), emotion (trust, peace of mind).",
            "背后是哪种需求。企业维度：业务、产品、价格、外部性（法规、标准、供应链）；个人维度：个人利益（好处、工作量、地位）、个人成长（技能、职业）、情绪价值（信任、安心）。",
        ),
    )
    .needed(),
    Column::new(
        "worst",
        &["worst"],
        Natural,
        say("Worst", "最差"),
        say(
            "The worst performance that still matters, in the unit of the criterion: it is worth 0. Larger than Best if less is better. Example: a price of 400",
            "有意义的最差表现（用该准则的单位），价值记 0。越少越好时它比“最好”大。例：价格 400",
        ),
    ),
    Column::new(
        "best",
        &["best"],
        Natural,
        say("Best", "最好"),
        say(
            "The best performance that still matters: it is worth 1. Example: a price of 100",
            "有意义的最好表现，价值记 1。例：价格 100",
        ),
    ),
    Column::new(
        "unit.en",
        &["unit", "en"],
        Text,
        say("Unit (English)", "单位（英文）"),
        say("The unit, for people; one of the two is enough. Example: h", "给人看的单位，两个填一个即可。例：h"),
    ),
    Column::new(
        "unit.zh",
        &["unit", "zh"],
        Text,
        say("Unit (Chinese)", "单位（中文）"),
        say("The unit, for people. Example: 小时", "给人看的单位。例：小时"),
    ),
    Column::new(
        "latent",
        &["latent"],
        YesNo,
        say("Latent?", "潜在准则？"),
        say(
            "yes: the buyer does not think of it yet; it has no weight until a move teaches it. Empty means no.",
            "是：客户还没有想到它，在某个动作把它引入之前没有权重。留空表示否。",
        ),
    ),
    Column::new(
        "reputation",
        &["reputation"],
        Number,
        say("Reputation", "品类口碑"),
        say(
            "What people expect of any product of this kind before a claim, from 0 (worst) to 1 (best). Empty: the vendors' mean. Example: 0.5",
            "在厂商开口之前，人们对这类产品的预期，从 0（最差）到 1（最好）。留空取各厂商平均。例：0.5",
        ),
    ),
    Column::new(
        "value",
        &["value"],
        Points,
        say("Value by points", "分段价值"),
        say(
            "If value does not grow in a straight line from worst to best: pairs of performance and value (0 to 1). Example: 94: 0, 97: 0.6, 99: 0.9, 100: 1",
            "如果价值不是从最差到最好直线上升：写成“表现: 价值（0 到 1）”的点。例：94: 0, 97: 0.6, 99: 0.9, 100: 1",
        ),
    ),
    Column::new(
        "outside",
        &["outside"],
        Word(OUTSIDE),
        say("Outside worst..best", "范围之外"),
        say(
            "What performance outside worst..best is worth. clamp (the usual): as much as the nearest end. extrapolate: less than 0 or more than 1.",
            "超出最差与最好之间的表现值多少。截断（默认）：按最近的一端算。外推：可以小于 0 或大于 1。",
        ),
    ),
    Column::new(
        "floor",
        &["floor"],
        Number,
        say("Least weight", "最低权重"),
        say(
            "A weight it must have by law, as price in public tenders. Empty: none. Example: 0.3",
            "法规要求的最低权重，例如公开招标中的价格分。留空表示没有。例：0.3",
        ),
    ),
];

pub(super) const VENDORS: &[Column] = &[
    ID,
    NAME_EN,
    NAME_ZH,
    Column::new(
        "credibility",
        &["credibility", "mean"],
        Number,
        say("Credibility", "可信度"),
        say(
            "How far its claims are believed, from 0 (not at all) to 1 (every word). Empty: 1. Example: 0.7",
            "它说的话有多少人信，从 0（完全不信）到 1（句句都信）。留空为 1。例：0.7",
        ),
    ),
    Column::new(
        "credibility.confidence",
        &["credibility", "confidence"],
        WordOrNumber(CONFIDENCE),
        say("How sure?", "有多确定？"),
        say(
            "How sure we are of that credibility: low, medium, high, or a number of experiences. Empty: it is taken as known. Example: 20",
            "对这个可信度有多大把握：低、中、高，或相当于多少次经验的数字。留空则当作已知。例：20",
        ),
    ),
    Column::new(
        "known",
        &["known"],
        YesNo,
        say("Incumbent?", "现有供应商？"),
        say(
            "yes: the customer works with it today and knows it first hand. Empty means no.",
            "是：客户现在就在用，亲身了解。留空表示否。",
        ),
    ),
    Column::new(
        "conflict",
        &["conflict"],
        Number,
        say("Helped by conflict", "分歧的加成"),
        say(
            "Only in the row status_quo: how much disagreement in the committee helps buying nothing, in units of value. Example: 0.2",
            "只填在 status_quo 一行：决策小组的分歧给“什么都不买”加多少价值。例：0.2",
        ),
    ),
];

pub(super) const PERFORMANCE: &[Column] = &[
    Column::new(
        "vendor",
        &["vendor"],
        Id(Vendors),
        say("Vendor", "厂商"),
        say(
            "A vendor of the sheet Vendors, or status_quo for buying nothing.",
            "“厂商”表中的代号；什么都不买写 status_quo。",
        ),
    )
    .needed(),
    Column::new(
        "for",
        &["for"],
        Id(People),
        say("Only for", "仅限于"),
        say(
            "Empty: what everybody experiences. The id of a person: what only this person experiences. Example: ciso",
            "留空：对所有人都一样。填某人的代号：只有此人体会到的表现。例：ciso",
        ),
    ),
];

/// What is said about a column for a criterion in the performance sheet.
pub(super) const PERFORMANCE_CELL: (super::kind::Kind, super::words::Say) = (
    Quantity,
    say(
        "One column for each criterion; the head is its id. How well each vendor does, in the unit of the criterion. A number (220), or what is known about it: 98.6 ± 0.4 (mean and standard deviation), 2 to 9 (9 of 10 cases lie between), pert(1, 2, 6) (lowest, most likely, highest).",
        "每个准则一列，表头是它的代号。填各厂商的表现（用该准则的单位）：一个数字（220），或所知的范围：98.6 ± 0.4（均值与标准差）、2 to 9（十有八九落在其间）、pert(1, 2, 6)（最低、最可能、最高）。",
    ),
);
