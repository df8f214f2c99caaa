//! The tables about rivals' answers.

use super::{Told, is_clear};
use crate::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable};
use crate::study::{Dominance, Dominated, Response};

/// The wide matrix has at most this many answers; the file of payoffs has all.
const MOST_ANSWERS: usize = 6;
/// Their names in files.
const KEYS: [&str; MOST_ANSWERS] = ["answer_1", "answer_2", "answer_3", "answer_4", "answer_5", "answer_6"];
/// Rows of long tables on a terminal.
const MOST_SHOWN: usize = 8;

impl Told<'_> {
    pub(super) fn tables(&self) -> Vec<StudyTable> {
        vec![self.strategies(), self.answers(), self.matrix(), self.dominated(), self.inoculation(), self.payoffs()]
    }

    fn strategies(&self) -> StudyTable {
        let column = StudyColumn::new;
        let mut columns = vec![column("strategy", self.say("Strategy", "策略"), ColumnKind::Named)];
        let said = self.as_said();
        columns.extend(
            said.map(|_| column("as_said", self.say("As the scenario says", "如场景所设"), ColumnKind::Percent)),
        );
        columns.extend([
            column("unanswered", self.say("Nobody answers", "对手都不动"), ColumnKind::Percent),
            column("worst", self.say("Worst case", "最坏情况"), ColumnKind::Percent),
            column("threat", self.say("What hurts most", "最怕的应对"), ColumnKind::Word),
            column("share", self.say("Share in the best mix", "最佳组合中的占比"), ColumnKind::Percent),
        ]);
        let row = |row: usize| {
            let threat = &self.found.threats[row];
            let win = |column: usize| StudyCell::Estimate(self.found.win[row][column]);
            let mut cells = vec![StudyCell::named(self.strategy_id(row), self.strategy(row))];
            cells.extend(said.map(win));
            cells.extend([
                win(self.silent()),
                win(threat.best),
                StudyCell::Word(self.alike(threat, |column| self.letter(column))),
                StudyCell::Estimate(self.found.equilibrium.ours[row]),
            ]);
            cells
        };
        StudyTable {
            name: "strategies",
            title: self.say("Our strategies", "我方策略"),
            reading: self.say("Letters: see the answers below.", "字母见下表。"),
            columns,
            rows: (0..self.found.strategies.len()).map(row).collect(),
            shown: usize::MAX,
        }
    }

    fn answers(&self) -> StudyTable {
        let column = StudyColumn::new;
        let row = |column: usize| {
            let reply = &self.found.replies[column];
            vec![
                StudyCell::Named { id: self.answer_id(column), label: self.answer(column) },
                StudyCell::Word(self.letter(column)),
                StudyCell::Word(self.alike(reply, |row| self.strategy(row).to_owned())),
                StudyCell::Estimate(reply.win),
                StudyCell::Estimate(self.found.equilibrium.theirs[column]),
            ]
        };
        StudyTable {
            name: "answers",
            title: self.say("What the rivals could do, and our best reply", "对手可能的应对，与我方最好的回应"),
            reading: self.say(
                "“or n more”: so many others cannot be told apart from the one named.",
                "“等 n 个”：另有几个与所列的分不出高下。",
            ),
            columns: vec![
                column("answer", self.say("The rivals", "对手的应对"), ColumnKind::Named),
                column("letter", String::new(), ColumnKind::Word),
                column("reply", self.say("Our best reply", "我方最好的回应"), ColumnKind::Word),
                column("win", self.say("We win then", "届时胜率"), ColumnKind::Percent),
                column("share", self.say("Share in their best mix", "对手最佳组合中的占比"), ColumnKind::Percent),
            ],
            rows: (0..self.found.answers.len()).map(row).collect(),
            shown: 20,
        }
    }

    fn matrix(&self) -> StudyTable {
        let shown = self.shown_answers(MOST_ANSWERS);
        let mut columns = vec![StudyColumn::new("strategy", self.say("Strategy", "策略"), ColumnKind::Named)];
        let heads = shown.iter().zip(KEYS);
        columns.extend(heads.map(|(column, key)| StudyColumn::new(key, self.letter(*column), ColumnKind::Percent)));
        let row = |row: usize| {
            let wins = shown.iter().map(|column| StudyCell::Estimate(self.found.win[row][*column]));
            std::iter::once(StudyCell::named(self.strategy_id(row), self.strategy(row))).chain(wins).collect()
        };
        let left = self.found.answers.len() - shown.len();
        let rest = match left {
            0 => String::new(),
            _ => self.say(
                format!("{left} more answers in tables/payoffs.csv."),
                format!("其余 {left} 种应对见 tables/payoffs.csv。"),
            ),
        };
        StudyTable {
            name: "matrix",
            title: self.say("Our win probability, strategy against answer", "我方胜率：策略对应对"),
            reading: rest,
            columns,
            rows: (0..self.found.strategies.len()).map(row).collect(),
            shown: usize::MAX,
        }
    }

    fn inoculation(&self) -> StudyTable {
        let column = StudyColumn::new;
        let all = self.inoculations();
        let clear = all.iter().filter(|one| is_clear(one)).count();
        let rows = all.into_iter().map(|one| {
            let within = &self.scenario.strategies[one.within.index()];
            let with: Vec<&str> = one.goes_too.iter().map(|id| self.move_label(*id)).collect();
            let order = if one.first { self.say("before", "之前") } else { self.say("after", "之后") };
            vec![
                StudyCell::named(self.move_id(one.played), self.move_label(one.played)),
                StudyCell::named(self.move_id(one.answer), self.move_label(one.answer)),
                StudyCell::Word(order),
                StudyCell::Estimate(one.damage_without),
                StudyCell::Estimate(one.damage_with),
                StudyCell::Estimate(one.spared),
                StudyCell::named(&within.id, within.label.get(self.lang)),
                if with.is_empty() { StudyCell::Empty } else { StudyCell::Word(with.join("; ")) },
            ]
        });
        StudyTable {
            name: "inoculation",
            title: self.say("What each of our moves does to the damage of theirs, in points", "我方每个动作，对对手动作造成的损失有什么影响（百分点）"),
            reading: self.say(
                "Damage: what the rival's move takes from us, in that strategy without and with our move (and what cannot be made without it). Spared above 0: our move protects; below 0: it gives the rival something to attack.",
                "损失：对手这个动作让我方少掉的胜率，在所列策略里分别去掉、保留我方动作（以及离不开它的动作）来算。“少损失”大于 0：我方动作有防守作用；小于 0：它给了对手可攻的东西。",
            ),
            columns: vec![
                column("move", self.say("Our move", "我方动作"), ColumnKind::Named),
                column("against", self.say("Against", "针对"), ColumnKind::Named),
                column("order", self.say("Said", "先后"), ColumnKind::Word),
                column("damage_without", self.say("Damage without", "没有时的损失"), ColumnKind::Points),
                column("damage_with", self.say("Damage with", "有时的损失"), ColumnKind::Points),
                column("spared", self.say("Spared", "少损失"), ColumnKind::Points),
                column("within", self.say("In the strategy", "所在策略"), ColumnKind::Named),
                column("goes_too", self.say("Goes with it", "一并去掉"), ColumnKind::Word),
            ],
            rows: rows.collect(),
            shown: clear.min(MOST_SHOWN),
        }
    }

    fn payoffs(&self) -> StudyTable {
        let column = StudyColumn::new;
        let mut columns = vec![
            column("strategy", self.say("Strategy", "策略"), ColumnKind::Named),
            column("answer", self.say("The rivals", "对手的应对"), ColumnKind::Named),
            column("win", self.say("We win", "我方胜率"), ColumnKind::Percent),
            column("uplift", self.say("Change against the baseline", "相对基准的变化"), ColumnKind::Points),
            column("damage", self.say("Damage by the answer", "应对造成的损失"), ColumnKind::Points),
        ];
        let margin = self.found.margin.as_ref();
        columns.extend(margin.map(|_| column("margin", self.say("Expected margin", "期望毛利"), ColumnKind::Money)));
        let entry = |row: usize, column: usize| {
            let mut cells = vec![
                StudyCell::named(self.strategy_id(row), self.strategy(row)),
                StudyCell::Named { id: self.answer_id(column), label: self.answer(column) },
                StudyCell::Estimate(self.found.win[row][column]),
                if row == 0 { StudyCell::Empty } else { StudyCell::Estimate(self.found.uplift[row][column]) },
                StudyCell::Estimate(self.found.damage[row][column]),
            ];
            cells.extend(margin.map(|margin| StudyCell::Estimate(margin[row][column])));
            cells
        };
        let columns_of = |row: usize| (0..self.found.answers.len()).map(move |column| (row, column));
        StudyTable {
            name: "payoffs",
            title: self.say("Every combination", "所有组合"),
            reading: String::new(),
            columns,
            rows: (0..self.found.strategies.len()).flat_map(columns_of).map(|(r, c)| entry(r, c)).collect(),
            shown: 0,
        }
    }

    /// The letter of an answer: A to Z, then A1 to Z1, ...
    fn letter(&self, column: usize) -> String {
        let letter = char::from(b'A' + (column % 26) as u8);
        if column < 26 { letter.to_string() } else { format!("{letter}{}", column / 26) }
    }

    /// A best response, and how many cannot be told apart from it.
    fn alike(&self, response: &Response, name: impl Fn(usize) -> String) -> String {
        let best = name(response.best);
        match response.alike.len() {
            0 => best,
            count => self.say(format!("{best} or {count} more"), format!("{best} 等 {} 个", count + 1)),
        }
    }

    /// Both sides in one table: whose, what, by what, how clearly.
    fn dominated(&self) -> StudyTable {
        let column = StudyColumn::new;
        let how = |kind: Dominance| match kind {
            Dominance::Strict => self.say("always", "处处"),
            Dominance::Weak => self.say("somewhere", "有些"),
        };
        let ours = |one: &Dominated| {
            vec![
                StudyCell::named(self.strategy_id(one.worse), self.strategy(one.worse)),
                StudyCell::named(self.strategy_id(one.by), self.strategy(one.by)),
                StudyCell::Word(how(one.kind)),
                StudyCell::Estimate(one.least),
                StudyCell::Word(self.letter(one.closest)),
            ]
        };
        let theirs = |one: &Dominated| {
            let answer = |column: usize| StudyCell::Named {
                id: self.answer_id(column),
                label: format!("{}: {}", self.letter(column), self.answer(column)),
            };
            vec![
                answer(one.worse),
                answer(one.by),
                StudyCell::Word(how(one.kind)),
                StudyCell::Estimate(one.least),
                StudyCell::Word(self.strategy(one.closest).to_owned()),
            ]
        };
        let (strategies, answers) = (&self.found.dominated, &self.found.dominated_answers);
        StudyTable {
            name: "dominated",
            title: self.say("What never does better than another", "处处不如另一个的"),
            reading: self.say(
                "The other one is nowhere worse on the same draws, and clearly better always, or somewhere. Lead: where it is smallest, in points; for the rivals a lead is a loss of ours. Costs are left aside.",
                "在同一批抽样上，另一个处处不差，而且处处（或有些地方）明显更好。领先：最小处的百分点；对手的领先就是我方的损失。不计成本。",
            ),
            columns: vec![
                column("worse", self.say("This", "这个"), ColumnKind::Named),
                column("by", self.say("Never does better than", "不如"), ColumnKind::Named),
                column("clear", self.say("Clearly", "明显"), ColumnKind::Word),
                column("lead", self.say("Smallest lead", "最小领先"), ColumnKind::Points),
                column("at", self.say("Against", "面对"), ColumnKind::Word),
            ],
            rows: strategies.iter().map(ours).chain(answers.iter().map(theirs)).collect(),
            shown: strategies.len().min(MOST_SHOWN),
        }
    }
}
