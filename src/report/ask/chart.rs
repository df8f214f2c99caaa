//! The chart of the study: what each answer is worth.

use super::{SHOWN, Told};
use crate::chart::{QuestionRow, QuestionsChart, Theme, questions};
use crate::report::figures::{Chart, words};
use crate::study::{Interview, Question};

/// A dot plot of the most valuable questions and their bound.
pub(super) fn chart(told: &Told, theme: &Theme) -> Chart {
    let row = |question: &Question, bound: bool| QuestionRow {
        name: told.question(question.subject),
        worth: question.win.value,
        clear: question.win.is_clear(),
        interview: match &question.interview {
            Interview::Worth(worth) => Some(worth.win.value),
            Interview::NoConfidence | Interview::NotOne => None,
        },
        bound,
    };
    let mut rows: Vec<QuestionRow> = told.found.questions.iter().take(SHOWN).map(|q| row(q, false)).collect();
    rows.push(row(&told.found.everything, true));
    let factor = told.names.numbers().plain(told.found.interview_factor);
    let name_if = |wanted: bool, name: String| if wanted { name } else { String::new() };
    let unclear = told.say("Cannot be told from nothing", "与“不值得问”分不开");
    let interview =
        told.say(format!("One interview ({factor} times as sure)"), format!("一次访谈（把握变为 {factor} 倍）"));
    let data = |words| QuestionsChart {
        words,
        axis: told.say("Worth in points of win probability", "价值：胜率提高多少个百分点"),
        worth: told.say("Points", "百分点"),
        answer: told.say("The full answer", "完整的答案"),
        unclear: name_if(rows.iter().any(|row| !row.clear), unclear.clone()),
        interview: name_if(rows.iter().any(|row| row.interview.is_some()), interview.clone()),
        rows: rows.clone(),
    };
    let (title, subtitle) = (told.chart_title(), told.names.scenario.title.get(told.names.lang).to_owned());
    let around = words(told.names.lang, &title, subtitle, &told.method());
    Chart::new("questions".to_owned(), around, theme, |words, theme| questions(&data(words), theme))
}
