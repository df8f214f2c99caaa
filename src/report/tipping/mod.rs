//! What must they believe, in words: the answer, its tables, what to look at before quoting it, and its pictures.

mod charts;
mod tables;
mod words;

use crate::chart::Theme;
use crate::model::{CriterionId, Lang, Scenario, StakeholderId};
use crate::report::study::{Made, StudyReport, say};
use crate::stats::Estimate;
use crate::stats::number::Numbers;
use crate::study::tipping::{Tipping, TippingPoint, TippingRow};

/// What the report is made from.
#[derive(Clone, Copy)]
pub struct TippingView<'a> {
    /// The scenario that was asked about.
    pub scenario: &'a Scenario,
    /// What was found.
    pub found: &'a Tipping,
    /// The language of the words.
    pub lang: Lang,
}

/// The report.
pub fn report(view: &TippingView, theme: &Theme) -> StudyReport {
    StudyReport {
        name: "tipping",
        lang: view.lang,
        currency: view.scenario.currency.clone().unwrap_or_default(),
        headline: view.headline(),
        more: view.more(),
        tables: view.tables(),
        cautions: view.cautions(),
        method: view.method(),
        charts: view.charts(theme),
        made: Made { draws: view.found.draws, seed: view.found.request.seed },
    }
}

impl TippingView<'_> {
    fn numbers(&self) -> Numbers {
        Numbers::new(self.lang)
    }

    fn criterion(&self, criterion: CriterionId) -> &str {
        self.scenario.criteria[criterion.index()].label.get(self.lang)
    }

    fn person(&self, who: StakeholderId) -> &str {
        self.scenario.stakeholders[who.index()].label.get(self.lang)
    }

    fn alternative(&self, position: usize) -> String {
        self.scenario.alternative_label(self.scenario.alternatives()[position]).get(self.lang).to_owned()
    }

    fn alternative_id(&self, position: usize) -> &str {
        self.scenario.alternative_id(self.scenario.alternatives()[position])
    }

    fn strategy(&self) -> Option<&str> {
        let id = self.found.request.strategy?;
        Some(self.scenario.strategies[id.index()].label.get(self.lang))
    }

    /// What has been done where the questions are asked; `None`: nothing of ours.
    fn state(&self) -> Option<&str> {
        let id = self.found.request.after?;
        Some(self.scenario.strategies[id.index()].label.get(self.lang))
    }

    /// When weights are "today's": now, or once that has been done.
    fn now(&self) -> String {
        match self.state() {
            None => say(self.lang, "today", "目前"),
            Some(_) => say(self.lang, "then", "届时"),
        }
    }

    /// The same at the head of a column.
    fn now_head(&self) -> String {
        match self.state() {
            None => say(self.lang, "Today", "目前"),
            Some(_) => say(self.lang, "Then", "届时"),
        }
    }

    /// Rows with a break-even weight, the nearest first; everybody's before those of single people.
    fn nearest_rows(&self) -> Vec<&TippingRow> {
        let mut rows: Vec<&TippingRow> =
            self.found.rows.iter().filter(|row| matches!(row.point, TippingPoint::At { .. })).collect();
        let far = |row: &TippingRow| row.distance().map_or(f64::INFINITY, |distance| distance.value().abs());
        rows.sort_by(|a, b| a.who.is_some().cmp(&b.who.is_some()).then(far(a).total_cmp(&far(b))));
        rows
    }

    /// Whether today's mean weight lies where we lead, outside the interval of the break-even weight; `None` if it lies
    /// inside.
    fn holds(weight: &Estimate, above: bool, today: f64) -> Option<bool> {
        if weight.low() < today && today < weight.high() {
            return None;
        }
        Some(if above { today > weight.value() } else { today < weight.value() })
    }
}
