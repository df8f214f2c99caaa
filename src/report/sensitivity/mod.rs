//! What matters, in words: headline, tables and charts of the study.

mod charts;
mod words;

use super::inputs::Names;
use super::study::{ColumnKind, Made, StudyCell, StudyColumn, StudyReport, StudyTable, say};
use crate::chart::Theme;
use crate::model::{Lang, Scenario};
use crate::study::{Scalar, Sensitivity, input_id, scalar_id};

/// The study of one scenario in one language.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub names: Names<'a>,
    pub found: &'a Sensitivity,
}

/// What the study found.
pub fn sensitivity(scenario: &Scenario, found: &Sensitivity, lang: Lang, theme: &Theme) -> StudyReport {
    let told = Told { names: Names { scenario, lang }, found };
    StudyReport {
        name: "sensitivity",
        lang,
        currency: scenario.currency.clone().unwrap_or_default(),
        headline: told.headline(),
        more: told.more(),
        tables: vec![told.swings(), told.shares()],
        cautions: Vec::new(),
        method: told.method(),
        charts: charts::charts(&told, theme),
        made: Made { draws: found.draws, seed: found.seed },
    }
}

/// Rows on a terminal, bars on a chart.
const SHOWN: usize = 12;

impl Told<'_> {
    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.names.lang, en, zh)
    }

    fn swings(&self) -> StudyTable {
        let column = |key, en: &str, zh: &str, kind| StudyColumn::new(key, self.say(en, zh), kind);
        let row = |bar: &crate::study::Bar| {
            vec![
                StudyCell::named(&scalar_id(self.names.scenario, bar.scalar), &self.names.scalar(bar.scalar)),
                StudyCell::Word(self.names.level(bar.scalar, bar.levels[0])),
                StudyCell::Word(self.names.level(bar.scalar, bar.levels[1])),
                StudyCell::Estimate(bar.win[0]),
                StudyCell::Estimate(bar.win[1]),
                StudyCell::Estimate(bar.swing),
                StudyCell::Estimate(bar.uplift),
            ]
        };
        let reading = self.say(
            "Low and high: a value that the input stays below one time in ten, and nine times in ten; no and yes for \
             what may happen; lowest and highest where there are only a few values.",
            "低值、高值：十次里只有一次更低、只有一次更高的值；会不会发生的事看“否”和“是”；只有几个可能值的，取最低和最高。",
        );
        StudyTable {
            name: "swings",
            title: self.say("One input low or high, the rest as uncertain as ever", "一次只动一个因素，其余照旧不确定"),
            reading: reading + &self.about_moods(),
            columns: vec![
                column("input", "Input", "因素", ColumnKind::Named),
                column("low", "Low", "低值", ColumnKind::Word),
                column("high", "High", "高值", ColumnKind::Word),
                column("win_low", "We win, low", "低值时胜率", ColumnKind::Percent),
                column("win_high", "We win, high", "高值时胜率", ColumnKind::Percent),
                column("swing", "Swing, points", "胜率相差（百分点）", ColumnKind::Points),
                column("uplift_swing", "Swing of the uplift", "提升幅度相差", ColumnKind::Points),
            ],
            rows: self.found.bars.iter().map(row).collect(),
            shown: SHOWN,
        }
    }

    /// What the numbers of moods mean, if there are any.
    fn about_moods(&self) -> String {
        if !self.found.bars.iter().any(|bar| matches!(bar.scalar, Scalar::Mood(..))) {
            return String::new();
        }
        self.say(
            " A passing mood counts in points of utility, where 1 is the distance from worst to best on everything: a lead \
             smaller than the mood can be lost at the vote. Nobody can be asked about it beforehand.",
            "一时好恶以效用计（各项都从最差到最好为 1）：领先幅度比它小，表决时就可能翻盘。这一项事先问不出来。",
        )
    }

    fn shares(&self) -> StudyTable {
        let column = |key, en: &str, zh: &str| StudyColumn::new(key, self.say(en, zh), ColumnKind::Percent);
        let row = |group: &crate::study::GroupIndices| {
            vec![
                StudyCell::named(&input_id(self.names.scenario, group.kind), &self.names.input(group.kind)),
                StudyCell::maybe(group.win.map(|indices| indices.first)),
                StudyCell::maybe(group.win.map(|indices| indices.total)),
                StudyCell::maybe(group.uplift.map(|indices| indices.first)),
                StudyCell::maybe(group.uplift.map(|indices| indices.total)),
            ]
        };
        StudyTable {
            name: "shares",
            title: self.say("Where the uncertainty of the outcome comes from", "结果的不确定性从哪里来"),
            reading: self.say(
                "Alone: the share of the variance that would be gone if this, and only this, were known. With others: the \
                 share in which it has a part at all. By chance a small share can come out below 0.",
                "单独：只弄清这一项，方差会少掉多少。连同其他：凡有它参与的部分占多少。很小的份额会因抽样误差略低于 0。",
            ),
            columns: vec![
                StudyColumn::new("input", self.say("Input", "因素"), ColumnKind::Named),
                column("win_alone", "Win probability: alone", "胜率：单独"),
                column("win_total", "with others", "连同其他"),
                column("uplift_alone", "Uplift: alone", "提升幅度：单独"),
                column("uplift_total", "with others", "连同其他"),
            ],
            rows: self.found.indices.iter().map(row).collect(),
            shown: SHOWN,
        }
    }
}
