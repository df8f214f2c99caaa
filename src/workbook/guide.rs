//! What the first sheet of a workbook says: the steps, and how uncertain numbers are written.

use super::words::{Say, say};

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Title,
    Heading,
    Plain,
    /// Two columns: what is typed, and what it means.
    Pair,
}

const fn line(line: Line, text: Say) -> (Line, Say, Say) {
    (line, text, say("", ""))
}

const fn pair(typed: Say, meaning: Say) -> (Line, Say, Say) {
    (Line::Pair, typed, meaning)
}

/// The lines of the sheet.
pub(super) const GUIDE: &[(Line, Say, Say)] = &[
    line(Line::Title, say("One purchase, described in a workbook", "用一个工作簿描述一次采购")),
    line(
        Line::Plain,
        say(
            "The workbook is complete as it is. Import and run it once before you change anything; then put in your own deal, one sheet at a time.",
            "工作簿现在的内容就是完整的。先照原样导入、跑一遍，再一张表一张表地换成你自己的项目。",
        ),
    ),
    line(Line::Heading, say("Steps", "步骤")),
    pair(
        say("1", "1"),
        say("Criteria: what the purchase is judged on, a row each.", "“准则”表：这次采购看什么，每行一条。"),
    ),
    pair(
        say("2", "2"),
        say(
            "Vendors: us and the competitors. The row status_quo makes buying nothing an alternative.",
            "“厂商”表：我方与对手。status_quo 一行表示“什么都不买”也是一种选择。",
        ),
    ),
    pair(
        say("3", "3"),
        say(
            "Performance: how well each vendor does, one column for each criterion.",
            "“性能”表：各厂商表现如何，每条准则一列。",
        ),
    ),
    pair(
        say("4", "4"),
        say(
            "People: who decides, with how much influence, and what each of them weighs.",
            "“人员”表：谁参与决定、影响力多大、各看重什么。",
        ),
    ),
    pair(
        say("5", "5"),
        say(
            "Moves and Strategies: what can be done, and which lists of moves are to be compared.",
            "“动作”与“策略”表：可以做什么，要比较哪几套做法。",
        ),
    ),
    pair(
        say("6", "6"),
        say(
            "Deal: title, our vendor, the decision rule. Stages and Gates may stay empty.",
            "“项目”表：标题、我方厂商、决策规则。“阶段”和“关卡”可以空着。",
        ),
    ),
    pair(
        say("7", "7"),
        say(
            "Save, then run:   reframe import deal.xlsx   and   reframe run deal",
            "保存，然后运行：  reframe import deal.xlsx   和   reframe run deal",
        ),
    ),
    line(Line::Heading, say("How to write what is only roughly known", "只知道大概时怎么写")),
    pair(say("220", "220"), say("known exactly", "确切知道")),
    pair(
        say("98.6 ± 0.4", "98.6 ± 0.4"),
        say("a mean and a standard deviation (+- does as well as ±)", "均值与标准差（± 也可以写成 +-）"),
    ),
    pair(say("2 to 9", "2 to 9"), say("nine cases of ten lie between", "十有八九落在两者之间")),
    pair(say("pert(1, 2, 6)", "pert(1, 2, 6)"), say("lowest, most likely, highest", "最低、最可能、最高")),
    pair(say("60%", "60%"), say("a share; the same as 0.6", "占比，与 0.6 相同")),
    line(Line::Heading, say("Good to know", "须知")),
    line(
        Line::Plain,
        say(
            "Every head has a note: point at it to read what belongs there, with an example. Dark heads are needed, light ones may stay empty.",
            "每个表头都有批注，指上去就能看到该填什么和例子。深色表头必填，浅色可以留空。",
        ),
    ),
    line(
        Line::Plain,
        say(
            "Cells with an arrow have a list to choose from. Where several may be named, type them with commas between.",
            "带箭头的格子可以从列表里选；可以写多个时，用逗号隔开。",
        ),
    ),
    line(
        Line::Plain,
        say(
            "Ids are letters, digits, - and _. Rows and columns can be added, moved and deleted; empty rows are ignored. Do not merge cells.",
            "代号只用英文字母、数字、- 和 _。行和列都可以增删、移动，空行会被忽略。不要合并单元格。",
        ),
    ),
    line(
        Line::Plain,
        say(
            "If something is wrong, import names the sheet and the cell, all problems at once, and leaves what was imported before as it is.",
            "有问题时，导入会一次列出所有问题所在的表和单元格，之前导入的结果保持不变。",
        ),
    ),
    line(
        Line::Plain,
        say(
            "Remarks of your own: a column whose head begins with #, or a sheet of your own; neither is read.",
            "自己的备注：写在表头以 # 开头的列里，或另建一张表，都不会被读取。",
        ),
    ),
];
