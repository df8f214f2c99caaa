//! How it was computed, and what that leaves out.

use super::Told;
use super::table::{column, table, word};
use crate::playbook::{Page, Panel, Tone};
use crate::report::study::{ColumnKind, StudyTable};
use crate::report::words::Label;

pub(super) fn page(told: &Told, fingerprint: &str) -> Page {
    let words = told.view.words();
    let limits = words.limits().iter().map(|limit| (*limit).to_owned()).collect();
    let label = |label| words.label(label).to_owned();
    Page {
        id: "method".to_owned(),
        label: told.say("How it was computed", "计算说明"),
        finding: finding(told),
        lead: vec![label(if told.view.findings.run.deterministic { Label::MethodExact } else { Label::MethodIs })],
        picture: None,
        panels: vec![Panel { heading: label(Label::Limits), lines: limits, tone: Tone::Caution }],
        tables: vec![facts(told, fingerprint)],
        notes: cautions(told),
        source: told.run_line(),
    }
}

fn finding(told: &Told) -> String {
    let (run, n) = (&told.view.findings.run, told.numbers());
    if run.deterministic {
        return told.say(
            "Nothing in this scenario is uncertain, so one computation gives the exact result.",
            "本场景没有不确定因素，一次计算即得精确结果。",
        );
    }
    let (draws, seed) = (n.count(run.draws), run.seed);
    told.say(
        format!("Every number comes from {draws} simulated purchases with seed {seed}, and can be made again to the last digit."),
        format!("全部数字来自 {draws}次模拟采购（随机种子 {seed}），任何人都能一字不差地重算。", draws = spaced(&draws)),
    )
}

/// With a blank behind it, unless a Chinese unit ends it.
fn spaced(count: &str) -> String {
    if count.ends_with('万') { count.to_owned() } else { format!("{count} ") }
}

/// What to know before quoting a number.
fn cautions(told: &Told) -> Vec<String> {
    let words = told.view.words();
    let all = told.view.findings.cautions.iter().map(|caution| words.caution(told.view, caution));
    let notes: Vec<String> = all.map(|text| told.joined(&[text.what, text.advice])).collect();
    if notes.is_empty() { vec![words.label(Label::NoCautions).to_owned()] } else { notes }
}

fn facts(told: &Told, fingerprint: &str) -> StudyTable {
    let (words, n) = (told.view.words(), told.numbers());
    let run = &told.view.findings.run;
    let program = format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let mut all = vec![
        (Label::Program, program),
        (Label::Scenario, told.view.scenario.name.clone()),
        (Label::Fingerprint, fingerprint.to_owned()),
    ];
    if !run.deterministic {
        all.extend([
            (Label::Draws, n.count(run.draws)),
            (Label::Seed, run.seed.to_string()),
            (Label::Interval, words.label(Label::IntervalIs).to_owned()),
        ]);
    }
    let mut rows: Vec<(String, String)> =
        all.into_iter().map(|(label, value)| (words.label(label).to_owned(), value)).collect();
    if let Some(explained) = &told.studies.explained {
        let draws = n.count(explained.found.draws);
        rows.push((
            told.say("Draws behind each part of “What each move brings”", "“各动作的贡献”每种组合的模拟次数"),
            draws,
        ));
    }
    if let Some(questions) = &told.studies.questions {
        let draws = n.count(questions.draws);
        rows.push((
            told.say("Draws behind each question of “What to ask next”", "“下一步问什么”每个问题的模拟次数"),
            draws,
        ));
    }
    let columns = vec![
        column(told, "what", "What", "项目", ColumnKind::Word),
        column(told, "value", "Value", "值", ColumnKind::Word),
    ];
    let names = (told.say("Enough to make it again", "重算所需的一切"), String::new());
    table("method", names, columns, rows.into_iter().map(|(what, value)| vec![word(what), word(value)]).collect())
}
