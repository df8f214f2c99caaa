//! The columns of the sheet for people.

use super::columns::{ID, NAME_EN, NAME_ZH};
use super::kind::Kind::{Number, Pairs, Quantity, Word, WordOrNumber, Words};
use super::sheets::Column;
use super::words::{CONFIDENCE, FORMS, ROLES, Say, say};

/// The key of the column that says in which form a row gives weights.
pub(super) const FORM: &str = "form";

pub(super) const PEOPLE: &[Column] = &[
    ID,
    NAME_EN,
    NAME_ZH,
    Column::new(
        "meddic",
        &["meddic"],
        Words(ROLES),
        say("Role", "角色"),
        say(
            "The part this person plays: economic-buyer, champion, coach, blocker, user; several with commas; may be empty. Example: user, coach",
            "此人在采购中的角色：经济买家、倡导者、内线、阻碍者、使用者；可填多个，用逗号隔开；可以留空。例：使用者, 内线",
        ),
    ),
    Column::new(
        "influence",
        &["influence"],
        Number,
        say("Influence", "影响力"),
        say(
            "How much this person's view counts, relative to the others: 4 counts twice as much as 2. Example: 5",
            "此人的意见有多大分量，与其他人相比：4 的分量是 2 的两倍。例：5",
        ),
    )
    .needed(),
    Column::new(
        FORM,
        &[FORM],
        Word(FORMS),
        say("Criteria given as", "准则填法"),
        say(
            "What the numbers under the criteria mean. weights: shares that sum to 1 or 100. ratings: 1 to 10. ranking: 1 for the most important, the same number for equals. bounds: limits such as 0.1 to 0.3. lived: what daily use will be judged by. Leave all empty if nothing is known. A second row with the same id can add a second form.",
            "右边各准则下的数字是什么意思。权重：合计为 1 或 100。评分：1 到 10。排序：1 为最看重，并列填同一个数。上下限：如 0.1 to 0.3。日常使用权重：用起来以后看重什么。什么都不知道就全部留空。同一代号再写一行，可以补充另一种填法。",
        ),
    ),
    Column::new(
        "confidence",
        &["confidence"],
        WordOrNumber(CONFIDENCE),
        say("How sure?", "有多确定？"),
        say(
            "How sure we are of the weights or ratings: low (nobody has asked), medium, high, exact, or a number. Empty: medium.",
            "对权重或评分有多大把握：低（还没问过）、中、高、确切，或一个数字。留空为中。",
        ),
    ),
    Column::new(
        "reach",
        &["reach"],
        Number,
        say("Reach", "触达率"),
        say(
            "How likely one of our moves reaches this person at all, from 0 to 1. Empty: 1. Example: 0.7",
            "我方动作能触达此人的概率，0 到 1。留空为 1。例：0.7",
        ),
    ),
    Column::new(
        "listens_to",
        &["listens_to"],
        Pairs,
        say("Listens to", "听取谁"),
        say(
            "Whom this person listens to, and with which share of his attention. Example: coo: 0.3, cfo: 0.2",
            "此人听取谁的意见，各占多少注意力。例：coo: 0.3, cfo: 0.2",
        ),
    ),
    Column::new(
        "speaks",
        &["speaks"],
        Number,
        say("Speaks up", "发言概率"),
        say(
            "How likely this person says what he thinks in a round of talks, from 0 to 1. Empty: 1. Example: 0.6",
            "在一轮讨论中此人说出真实想法的概率，0 到 1。留空为 1。例：0.6",
        ),
    ),
    Column::new(
        "indecision",
        &["indecision"],
        Quantity,
        say("Indecision", "犹豫"),
        say(
            "The fear of getting it wrong: added to the value of buying nothing. Empty: none. Example: 0.02 to 0.10",
            "怕选错的程度，加在“什么都不买”的价值上。留空为没有。例：0.02 to 0.10",
        ),
    ),
];

/// What is said about a column for a criterion in this sheet.
pub(super) const WEIGHT_NOTE: Say = say(
    "One column for each criterion; the head is its id. What this person weighs, in the form that the row says. Empty: no weight. Example: 0.6",
    "每个准则一列，表头是它的代号。此人看重它的程度，按本行的填法填。留空表示没有权重。例：0.6",
);
