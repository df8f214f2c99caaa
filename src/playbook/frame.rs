//! The few words that documents set around pages: names of their own parts, and how the playbook was made.

use super::Playbook;
use crate::model::Lang;
use crate::report::study::say;
use crate::stats::number::Numbers;

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The table of contents.
    Contents,
    /// To the text, for those who do not see the page.
    Skip,
    /// What the speaker should know.
    Notes,
    /// How it was made.
    Made,
}

/// Its name.
pub(super) fn label(lang: Lang, frame: Frame) -> &'static str {
    match (lang, frame) {
        (Lang::En, Frame::Contents) => "Contents",
        (Lang::En, Frame::Skip) => "Skip to the first page",
        (Lang::En, Frame::Notes) => "Notes for the speaker",
        (Lang::En, Frame::Made) => "How this playbook was made",
        (Lang::Zh, Frame::Contents) => "目录",
        (Lang::Zh, Frame::Skip) => "跳到正文",
        (Lang::Zh, Frame::Notes) => "讲解要点",
        (Lang::Zh, Frame::Made) => "本手册的生成方式",
    }
}

/// What it takes to make the playbook again, as names and values.
pub(super) fn provenance(playbook: &Playbook) -> Vec<(String, String)> {
    let (lang, made) = (playbook.lang, &playbook.made);
    let draws = Numbers::new(lang).count(made.draws);
    vec![
        (say(lang, "Scenario", "场景"), made.scenario.clone()),
        (say(lang, "Simulated purchases", "模拟采购次数"), draws),
        (say(lang, "Seed", "随机种子"), made.seed.to_string()),
        (say(lang, "Digest of the input files", "输入文件摘要"), made.fingerprint.clone()),
        (say(lang, "Program", "程序"), format!("reframe {}", made.version)),
    ]
}

/// Where the rows are that a table leaves out.
pub(super) fn more_rows(lang: Lang, hidden: usize) -> String {
    let en = match hidden {
        1 => "One more row is in the workbook.".to_owned(),
        _ => format!("{hidden} more rows are in the workbook."),
    };
    say(lang, en, format!("其余 {hidden} 行见工作簿。"))
}

/// In characters: what is longer in the first column of a table is a sentence, and not set in thick letters.
pub(super) const LONGEST_NAME: usize = 48;

/// The tag of the language for readers and browsers.
pub(super) fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    }
}
