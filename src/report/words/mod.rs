//! All sentences, once per language. The languages are written separately, not word by word; the compiler sees to
//! it that neither lacks a sentence.

mod en;
mod en_labels;
mod glossary;
mod group;
mod group_en;
mod group_zh;
mod labels;
mod meddic;
mod meddic_en;
mod meddic_zh;
pub mod people;
mod zh;
mod zh_labels;

pub use glossary::{Term, glossary};
pub use group::{GroupLabel, GroupWords, group_words};
pub use labels::{Label, Section};
pub use meddic::{MeddicLabel, MeddicWords, meddic_words};

use crate::model::{Lang, MeddicRole, Need};
use crate::stats::{Caution, Curve};

use super::verdict::Verdict;
use super::view::View;

/// A caution in words: what is the case, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CautionText {
    /// What is the case.
    pub what: String,
    /// What to do about it.
    pub advice: String,
}

/// The sentences of one language. Every sentence about a number says how sure it is.
pub trait Words: Sync {
    /// A heading, column or unit.
    fn label(&self, label: Label) -> &'static str;
    /// The title of a section, and how to read it.
    fn section(&self, section: Section) -> (&'static str, &'static str);
    /// A need of the two-sided classification.
    fn need(&self, need: Need) -> &'static str;
    /// A person's part in the purchase.
    fn role(&self, role: MeddicRole) -> &'static str;
    /// What the run says, with its error.
    fn headline(&self, view: &View, verdict: Verdict) -> String;
    /// Who wins how many of 100 simulated purchases under this strategy.
    fn committees(&self, view: &View, strategy: usize) -> String;
    /// From whom the gain of the headline comes; nothing if there is no gain or nobody clearly loses.
    fn gain_source(&self, view: &View, verdict: Verdict) -> Option<String>;
    /// The expected margin of a strategy that earns more than the headline's, beside its.
    fn earns_more(&self, view: &View, more: usize, than: usize) -> String;
    /// Strategies that might be as good as the best.
    fn alike(&self, view: &View, others: &[usize]) -> String;
    /// A caution and what to do about it.
    fn caution(&self, view: &View, caution: &Caution) -> CautionText;
    /// How the numbers were made: `100,000 simulated purchases, seed 7; ± is ...`.
    fn run_line(&self, view: &View) -> String;
    /// The finding of the outcomes chart.
    fn outcomes_title(&self, view: &View) -> String;
    /// The finding of a reframe curve.
    fn curve_title(&self, view: &View, curve: &Curve) -> String;
    /// The finding of the weights chart.
    fn weights_title(&self, view: &View) -> String;
    /// How to read the outcomes chart.
    fn outcomes_caption(&self, view: &View) -> String;
    /// How to read a reframe curve.
    fn curve_caption(&self, view: &View, curve: &Curve) -> String;
    /// The horizontal axis of a reframe curve; without an audience it is everybody.
    fn weight_axis(&self, criterion: &str, audience: Option<&Vec<&str>>) -> String;
    /// How to read the weights chart.
    fn weights_caption(&self, view: &View) -> String;
    /// The widest margin of the percentages without one: `Every percentage: at most ± 0.3 points.`
    fn margin_note(&self, margin: &str) -> String;
    /// What the simulation cannot know.
    fn limits(&self) -> &'static [&'static str];
    /// Heading of the weights that those hold who choose this alternative: `to choose Northwall`.
    fn buyer_of(&self, alternative: &str) -> String;
}

/// The sentences of this language.
pub fn words(lang: Lang) -> &'static dyn Words {
    match lang {
        Lang::En => &en::English,
        Lang::Zh => &zh::Chinese,
    }
}

/// The headline of a run.
pub fn headline(view: &View) -> String {
    view.words().headline(view, Verdict::of(view.findings, view.us()))
}
