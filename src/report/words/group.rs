//! The sentences about the buying group, once per language, written separately: rules, stages, people, and what becomes of
//! the purchase.

use crate::model::{GroupRule, Lang};
use crate::report::View;
use crate::stats::Lead;

use super::{CautionText, group_en, group_zh};

/// A heading or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupLabel {
    /// Column: the rule.
    Rule,
    /// Column: whether we lead.
    Standing,
    /// Beside the rule of the scenario.
    OwnRule,
    /// Below a table in which that rule has a star.
    OwnRuleStar,
    /// Column: stage.
    Stage,
    /// Column: we win and it lasts.
    WinsAndLasts,
    /// Column: of our wins, those switched off.
    SwitchedOff,
    /// Nothing is won, so nothing can be switched off.
    NothingWon,
    /// Nobody weighs it: in the place of a number.
    NotWeighed,
    /// Axis: win probability at the end of each stage.
    PollAxis,
    /// Error bars of our share.
    OurInterval,
    /// Axis: support.
    SupportAxis,
    /// Arrows: who listens to whom.
    ListensTo,
    /// Colours: our edge.
    EdgeAxis,
    /// Bars: weight.
    Weight,
    /// Solid part: we win and it lasts.
    Lasts,
    /// Hatched part: we win, but it does not.
    Shelfware,
}

/// The sentences of one language.
pub trait GroupWords: Sync {
    /// A heading or name.
    fn label(&self, label: GroupLabel) -> &'static str;
    /// What a rule does, in plain words.
    fn rule(&self, view: &View, rule: &GroupRule) -> String;
    /// Where we stand; of exact numbers, too.
    fn lead(&self, view: &View, lead: Lead) -> &'static str;
    /// Under how many rules we lead with this strategy, and under which not.
    fn rules_finding(&self, view: &View, strategy: usize) -> String;
    /// The widest margin of the points without one.
    fn points_note(&self, margin: &str) -> String;
    /// What our wins are worth that last.
    fn adoption_finding(&self, view: &View, strategy: usize) -> String;
    /// One strategy wins more often, the other has more wins that last.
    fn lasts_more(&self, view: &View, wins: usize, lasts: usize) -> String;
    /// The verdict hangs on the rule.
    fn rule_caution(&self, view: &View, strategy: usize, ahead: bool, rules: usize) -> CautionText;
    /// The finding of the trajectory chart.
    fn trajectory_title(&self, view: &View, strategy: usize) -> String;
    /// How to read it.
    fn trajectory_caption(&self, view: &View) -> String;
    /// The finding of the stakeholder map.
    fn map_title(&self, view: &View, strategy: usize) -> String;
    /// How to read it.
    fn map_caption(&self, view: &View) -> String;
    /// The finding of the heat map.
    fn heat_title(&self, view: &View, strategy: usize) -> String;
    /// How to read it; no number on it is further off than `margin` points.
    fn heat_caption(&self, view: &View, margin: Option<&str>) -> String;
    /// The finding of the adoption chart.
    fn adoption_title(&self, view: &View, strategy: usize) -> String;
    /// How to read it.
    fn adoption_caption(&self, view: &View) -> String;
}

/// The sentences of this language.
pub fn group_words(lang: Lang) -> &'static dyn GroupWords {
    match lang {
        Lang::En => &group_en::English,
        Lang::Zh => &group_zh::Chinese,
    }
}
