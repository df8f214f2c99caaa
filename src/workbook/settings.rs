//! The rows of the deal sheet: what holds for the whole purchase.

use super::kind::Kind::{Id, Ids, Number, Text, Word};
use super::kind::Register::{Moves, People, Vendors};
use super::sheets::Column;
use super::words::{CHANNELS, RULES, say};

pub(super) const DEAL: &[Column] = &[
    Column::new(
        "title.en",
        &["title", "en"],
        Text,
        say("Title (English)", "标题（英文）"),
        say("What people call this purchase. One of the two is enough.", "这次采购的叫法。两个填一个即可。"),
    ),
    Column::new(
        "title.zh",
        &["title", "zh"],
        Text,
        say("Title (Chinese)", "标题（中文）"),
        say("The same for reports in Chinese.", "中文报告里的叫法。"),
    ),
    Column::new(
        "us",
        &["us"],
        Id(Vendors),
        say("Our vendor", "我方厂商"),
        say("The id of our company in the sheet Vendors.", "我方在“厂商”表中的代号。"),
    )
    .needed(),
    Column::new(
        "currency",
        &["currency"],
        Text,
        say("Currency", "货币"),
        say("Of the deal's value and of costs. Example: CNY", "项目金额与成本的货币。例：CNY"),
    ),
    Column::new(
        "deal_value",
        &["deal_value"],
        Number,
        say("Value of the deal", "项目金额"),
        say("What winning is worth to us. Empty: no revenue is reported.", "赢下来对我方值多少。留空则不计收入。"),
    ),
    Column::new(
        "decision.rule",
        &["decision", "rule"],
        Word(RULES),
        say("Decision rule", "决策规则"),
        say(
            "How many wills become one choice. Empty: weighted-utility (highest score, people counted by influence).",
            "众人的意见怎样变成一个决定。留空为加权效用（按影响力加权，总分最高者胜）。",
        ),
    ),
    Column::new(
        "decision.noise",
        &["decision", "noise"],
        Number,
        say("Chance in the choice", "决策噪声"),
        say(
            "0: the best score always wins. Example: 0.05, so that close calls can go either way.",
            "0：总分最高者必胜。例：0.05，难分高下时两边都可能赢。",
        ),
    ),
    Column::new(
        "decision.decider",
        &["decision", "decider"],
        Id(People),
        say("Decider", "决策人"),
        say("Only for the rule autocracy: who decides.", "只用于“一人拍板”：由谁决定。"),
    ),
    Column::new(
        "decision.quota",
        &["decision", "quota"],
        Number,
        say("Share of votes needed", "票数门槛"),
        say("Only for the rule quota. Example: 0.5", "只用于“门槛多数”。例：0.5"),
    ),
    Column::new(
        "rivals.moves",
        &["rivals", "moves"],
        Ids(Moves),
        say("Rivals' moves", "对手的动作"),
        say(
            "What the competitors do whatever we do: ids of moves, with commas.",
            "不管我方做什么，对手都会做的动作：代号，用逗号隔开。",
        ),
    ),
    Column::new(
        "adoption.threshold",
        &["adoption", "threshold"],
        Number,
        say("Adoption threshold", "采用门槛"),
        say(
            "The deal lasts if its value in daily use reaches this, from 0 to 1. Needs a row 'lived' for somebody in People. Empty: not asked.",
            "日常使用价值达到多少才算用得住，0 到 1。需要“人员”表里有人填了日常使用权重。留空则不考察。",
        ),
    ),
    Column::new(
        "contact.channel",
        &["contact", "channel"],
        Word(CHANNELS),
        say("How the customer is met", "接触方式"),
        say("online, hybrid or in-person. Empty: it makes no difference.", "线上、混合或当面。留空则不考虑其影响。"),
    ),
    Column::new(
        "memory.half_life_weeks",
        &["memory", "half_life_weeks"],
        Number,
        say("Half of it is forgotten after (weeks)", "遗忘一半需要（周）"),
        say(
            "Empty: nothing is forgotten. Needs weeks in the sheet Stages. Example: 4",
            "留空：不会遗忘。需要“阶段”表里填周数。例：4",
        ),
    ),
    Column::new(
        "memory.anchored",
        &["memory", "anchored"],
        Number,
        say("Share that is never forgotten", "永不遗忘的部分"),
        say("From 0 to 1. Empty: 0. Example: 0.3", "0 到 1。留空为 0。例：0.3"),
    ),
    Column::new(
        "simulation.draws",
        &["simulation", "draws"],
        Number,
        say("Simulated purchases", "模拟次数"),
        say("More of them give narrower margins. Empty: 100000", "越多误差越小。留空为 100000"),
    ),
    Column::new(
        "simulation.seed",
        &["simulation", "seed"],
        Number,
        say("Seed", "随机种子"),
        say("The same seed gives the same numbers again. Empty: 1", "相同的种子得到相同的数字。留空为 1"),
    ),
];
