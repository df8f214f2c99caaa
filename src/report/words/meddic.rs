//! The sentences of the scorecard, once per language, written separately.

use crate::model::Lang;
use crate::report::meddic::Card;
use crate::stats::{Answer, Answered, Check, Coverage, Element, Evidence, Layer, NeedCover, Practice, Status, Topic};

use super::{meddic_en, meddic_zh};

/// A word or two in the scorecard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeddicLabel {
    /// Column: element.
    Element,
    /// Row: sum.
    Total,
    /// What the statuses and their numbers mean.
    Meaning,
    /// Heading: needs by strategy.
    Needs,
    /// How to read them.
    NeedsHow,
    /// Row: the committee's weight on each need.
    CommitteeWeight,
    /// Heading: the five questions by strategy.
    Questions,
    /// How to read them.
    QuestionsHow,
    /// Heading: what strategies address and leave open.
    Gaps,
    /// A strategy leaves nothing open.
    NoGaps,
    /// There is no strategy to look at.
    NoStrategies,
}

/// The sentences of one language.
pub trait MeddicWords: Sync {
    /// A heading or row.
    fn label(&self, label: MeddicLabel) -> &'static str;
    /// An element of MEDDIC.
    fn element(&self, element: Element) -> &'static str;
    /// A layer.
    fn layer(&self, layer: Layer) -> &'static str;
    /// A status.
    fn status(&self, status: Status) -> &'static str;
    /// One of the five questions, as a heading.
    fn practice(&self, practice: Practice) -> &'static str;
    /// One of the five questions in full.
    fn practice_question(&self, practice: Practice) -> &'static str;
    /// Whether it is answered.
    fn answered(&self, answered: Answered) -> &'static str;
    /// The scores in a sentence.
    fn headline(&self, card: &Card) -> String;
    /// What a check looks at.
    fn subject(&self, card: &Card, topic: &Topic) -> String;
    /// Something found in the file.
    fn evidence(&self, card: &Card, evidence: &Evidence) -> String;
    /// The question that would fill the gap of a check that is not known.
    fn question(&self, card: &Card, check: &Check) -> String;
    /// By which moves and with whom a strategy addresses a need.
    fn addressed(&self, card: &Card, cover: &NeedCover) -> String;
    /// What an answer lacks; nothing if it is whole.
    fn gap(&self, card: &Card, answer: &Answer) -> Option<String>;
    /// Needs that count in the committee and that no move of a strategy addresses; nothing if there are none.
    fn left_aside(&self, card: &Card, coverage: &Coverage) -> Option<String>;
    /// Names in a row.
    fn list(&self, names: &[String]) -> String;
    /// Names in a row, only the first two if there are more than three.
    fn some(&self, names: &[String]) -> String;
    /// Pieces of evidence in a row.
    fn pieces(&self, pieces: &[String]) -> String;
}

/// The scorecard's sentences of this language.
pub fn meddic_words(lang: Lang) -> &'static dyn MeddicWords {
    match lang {
        Lang::En => &meddic_en::English,
        Lang::Zh => &meddic_zh::Chinese,
    }
}
