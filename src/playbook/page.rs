//! A playbook as data: pages with a finding each, before any format.

use super::{Brand, OfficeChart};
use crate::model::Lang;
use crate::report::figures::Chart;
use crate::report::study::StudyTable;

/// A playbook in one language.
#[derive(Clone, Debug)]
pub struct Playbook {
    /// The language of every word in it.
    pub lang: Lang,
    /// The deal or market segment it is about.
    pub title: String,
    /// What it answers, in a sentence.
    pub subtitle: String,
    /// What must be said on every copy: that people are simulated, and which numbers are assumptions.
    pub disclaimer: String,
    /// The currency of amounts in tables; may be empty.
    pub currency: String,
    /// The colours, fonts and marks of the company.
    pub brand: Brand,
    /// In reading order.
    pub pages: Vec<Page>,
    /// How it was made.
    pub made: Provenance,
}

/// What it takes to make the same playbook again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Name of the scenario.
    pub scenario: String,
    /// Digest of the input files.
    pub fingerprint: String,
    /// Simulated purchases behind the numbers of the run.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// Version of reframe.
    pub version: String,
}

/// One finding: a page, a slide, a section.
#[derive(Clone, Debug)]
pub struct Page {
    /// Small letters and `-`, different for every page: anchors, names of files and sheets.
    pub id: String,
    /// Its short name for tables of contents, such as `Battlecard`.
    pub label: String,
    /// The finding in a sentence.
    pub finding: String,
    /// What it means for the pitch: at most a few sentences, one a paragraph.
    pub lead: Vec<String>,
    /// The chart that shows it.
    pub picture: Option<Picture>,
    /// Boxes of words, for pages such as the battlecard.
    pub panels: Vec<Panel>,
    /// The numbers behind it.
    pub tables: Vec<StudyTable>,
    /// What the speaker should know: numbers, caveats, how to read the chart. One a paragraph.
    pub notes: Vec<String>,
    /// How its numbers were made: draws, seed, interval.
    pub source: String,
}

impl Page {
    /// The notes that say more than what stands under the chart anyway.
    pub fn new_notes(&self) -> impl Iterator<Item = &String> {
        let caption = self.picture.as_ref().map_or("", |picture| picture.chart.caption.as_str());
        self.notes.iter().filter(move |note| !note.trim().is_empty() && note.as_str() != caption)
    }
}

/// A chart with what an office program needs to draw it natively.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Drawn by us: `inset` for pages that say title and caption themselves.
    pub chart: Chart,
    /// The same as data; `None` where office programs have no such chart, so that slides show the drawing.
    pub office: Option<OfficeChart>,
}

/// A box with a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// What the box is for, such as `The line to say`.
    pub heading: String,
    /// Its sentences, one a paragraph.
    pub lines: Vec<String>,
    /// How it stands out.
    pub tone: Tone,
}

/// How a panel stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary.
    Plain,
    /// What we say or do: the colour of the seller.
    Ours,
    /// What a rival says or does.
    Theirs,
    /// What to be careful about.
    Caution,
}
