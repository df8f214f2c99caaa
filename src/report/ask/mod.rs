//! What to ask next, in words: a ranked list of questions, what each answer would change, and a chart.

mod chart;
mod words;

use super::inputs::Names;
use super::study::{ColumnKind, Made, StudyCell, StudyColumn, StudyReport, StudyTable, say};
use crate::chart::Theme;
use crate::model::{Lang, Scenario};
use crate::study::{Interview, Question, Questions, subject_id};

/// The study of one scenario in one language.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub names: Names<'a>,
    pub found: &'a Questions,
}

/// What the study found.
pub fn ask(scenario: &Scenario, found: &Questions, lang: Lang, theme: &Theme) -> StudyReport {
    let told = Told { names: Names { scenario, lang }, found };
    StudyReport {
        name: "ask",
        lang,
        currency: scenario.currency.clone().unwrap_or_default(),
        headline: told.headline(),
        more: told.more(),
        tables: vec![told.questions(), told.changes()],
        cautions: told.cautions(),
        method: told.method(),
        charts: vec![chart::chart(&told, theme)],
        made: Made { draws: found.draws, seed: found.seed },
    }
}

/// Rows on a terminal, questions on a chart.
const SHOWN: usize = 10;

impl Told<'_> {
    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.names.lang, en, zh)
    }

    fn named(&self, question: &Question) -> StudyCell {
        StudyCell::named(&subject_id(self.names.scenario, question.subject), &self.question(question.subject))
    }

    /// All questions, then all of them at once.
    fn all(&self) -> impl Iterator<Item = &Question> {
        self.found.questions.iter().chain([&self.found.everything])
    }

    fn questions(&self) -> StudyTable {
        let column = |key, en: &str, zh: &str, kind| StudyColumn::new(key, self.say(en, zh), kind);
        let money = self.found.best_for_money.is_some();
        let mut columns = vec![
            column("question", "Question", "问题", ColumnKind::Named),
            column("worth", "Worth, points", "答案的价值（百分点）", ColumnKind::Points),
            column("interview", "One interview, points", "一次访谈的价值（百分点）", ColumnKind::Points),
        ];
        if money {
            columns.push(column("worth_money", "Worth, money", "答案的价值（金额）", ColumnKind::Money));
            columns.push(column(
                "interview_money",
                "One interview, money",
                "一次访谈的价值（金额）",
                ColumnKind::Money,
            ));
        }
        columns.push(column("verdict", "Verdict", "结论", ColumnKind::Word));
        let row = |question: &Question| {
            let interview = match &question.interview {
                Interview::Worth(worth) => Some(worth),
                Interview::NoConfidence | Interview::NotOne => None,
            };
            let mut cells = vec![
                self.named(question),
                StudyCell::Estimate(question.win.value),
                StudyCell::maybe(interview.map(|worth| worth.win.value)),
            ];
            if money {
                cells.push(StudyCell::maybe(question.money.as_ref().map(|worth| worth.value)));
                cells.push(StudyCell::maybe(interview.and_then(|worth| Some(worth.money.as_ref()?.value))));
            }
            cells.push(StudyCell::Word(self.verdict(question)));
            cells
        };
        let factor = self.names.numbers().plain(self.found.interview_factor);
        StudyTable {
            name: "questions",
            title: self.say("What an answer would be worth before we choose", "选策略之前，一个答案值多少"),
            reading: self.say(
                format!(
                    "One interview: it does not settle the matter but makes our picture {factor} times as sure. Empty: the \
                     scenario states no confidence that an interview could raise (an order, limits or a range), or it is \
                     about more than one person. The last row bounds all others."
                ),
                format!(
                    "一次访谈：问不到底，只是让我们的把握变为原来的 {factor} 倍。空格：情景里没有给出可提高的把握程度（只有排序、\
                     上下限或区间），或者涉及不止一个人。最后一行是上限：全部问清。"
                ),
            ),
            columns,
            rows: self.all().map(row).collect(),
            shown: SHOWN,
        }
    }

    fn changes(&self) -> StudyTable {
        let rows = self.all().filter(|question| question.win.is_clear());
        StudyTable {
            name: "changes",
            title: self.say("What the answer would change", "答案会改变什么"),
            reading: String::new(),
            columns: vec![
                StudyColumn::new("question", self.say("Question", "问题"), ColumnKind::Named),
                StudyColumn::new("change", self.say("What would change", "会改变什么"), ColumnKind::Word),
            ],
            rows: rows.map(|q| vec![self.named(q), StudyCell::Word(self.change(q))]).collect(),
            shown: SHOWN,
        }
    }
}
