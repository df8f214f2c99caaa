//! Criteria, vendors, and how well they do.

use super::{Build, label, share, share_or, text};
use crate::model::{
    Alternative, Concentration, Credibility, Criterion, ImpossibleValue, Need, Outside, PerformanceTable, Probability,
    StatusQuo, Text, ValueFunction, Vendor,
};
use crate::scenario::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::raw::{
    RawCredibility, RawCriterion, RawNeed, RawOutside, RawPerformance, RawScenario, RawStatusQuo, RawVendor,
};
use crate::scenario::raw_values::{ConfidenceWord, Per, Quantity, RawConfidence, Registry};

impl Build<'_> {
    pub(super) fn criteria(&mut self, raw: &Registry<RawCriterion>) -> Vec<Criterion> {
        raw.0.iter().map(|(id, criterion)| self.one_criterion(id, criterion)).collect()
    }

    fn one_criterion(&mut self, id: &str, raw: &RawCriterion) -> Criterion {
        Criterion {
            id: id.to_owned(),
            label: label(raw.label.as_ref(), id),
            need: need(raw.need),
            latent: raw.latent,
            value: self.value(id, raw),
            unit: raw.unit.as_ref().map(text),
            reputation: raw.reputation.map(share),
            floor: share_or(raw.floor, Probability::ZERO),
        }
    }

    fn value(&mut self, id: &str, raw: &RawCriterion) -> ValueFunction {
        let outside = match raw.outside {
            Some(RawOutside::Extrapolate) => Outside::Extrapolate,
            Some(RawOutside::Clamp) | None => Outside::Clamp,
        };
        let path = format!("criteria.{id}");
        let built = match (&raw.value, raw.worst, raw.best) {
            (Some(points), worst, best) => {
                self.ends_agree(&path, points, worst, best);
                ValueFunction::piecewise(points.clone(), outside)
            }
            (None, Some(worst), Some(best)) => ValueFunction::linear(worst, best, outside),
            (None, ..) if self.reported(&path) => return ValueFunction::stand_in(),
            (None, worst, _) => {
                let missing = if worst.is_none() { "worst" } else { "best" };
                let problem = Diagnostic::error(Code::MissingField, format!("`{path}` has no `{missing}`"));
                let problem = problem.help("give worst and best, or value = [[worst, 0], ..., [best, 1]]");
                self.report(&path, format!("`{missing}` is missing here"), problem);
                return ValueFunction::stand_in();
            }
        };
        built.unwrap_or_else(|error| {
            let (field, label) = match (&error, &raw.value) {
                (ImpossibleValue::EmptyScale { .. }, None) => ("best".to_owned(), "the same as worst"),
                (
                    ImpossibleValue::NotOrdered { position, .. } | ImpossibleValue::NotRising { position, .. },
                    Some(_),
                ) => (format!("value.{}", position - 1), "this point"),
                _ => ("value".to_owned(), "these points"),
            };
            let problem = Diagnostic::error(Code::ValueFunction, error.to_string());
            self.report(&format!("{path}.{field}"), label, problem);
            ValueFunction::stand_in()
        })
    }

    fn ends_agree(&mut self, path: &str, points: &[(f64, f64)], worst: Option<f64>, best: Option<f64>) {
        let ends = [("worst", worst, points.first()), ("best", best, points.last())];
        for (field, given, point) in ends {
            if let (Some(given), Some((x, _))) = (given, point)
                && given != *x
            {
                let message = format!("`{field}` is {given}, but the points of `value` end at {x}");
                let problem = Diagnostic::error(Code::ValueFunction, message).help("leave one of them out");
                self.report(&format!("{path}.{field}"), "does not agree with `value`", problem);
            }
        }
    }

    pub(super) fn vendors(&mut self, raw: &Registry<RawVendor>) -> Vec<Vendor> {
        raw.0.iter().map(|(id, vendor)| self.one_vendor(id, vendor)).collect()
    }

    fn one_vendor(&mut self, id: &str, raw: &RawVendor) -> Vendor {
        if raw.known && raw.credibility.is_some() {
            let message = format!("`{id}` is known first hand, so its credibility is 1");
            let problem = Diagnostic::error(Code::Fields, message).help("leave out `credibility`, or `known`");
            self.report(&format!("vendors.{id}.credibility"), "does not go with known = true", problem);
        }
        let credibility = raw.credibility.as_ref().map_or(Credibility::Exact(Probability::ONE), |raw| {
            self.credibility(raw, &format!("vendors.{id}.credibility"))
        });
        Vendor { id: id.to_owned(), label: label(raw.label.as_ref(), id), credibility, known: raw.known }
    }

    fn credibility(&mut self, raw: &RawCredibility, path: &str) -> Credibility {
        match raw {
            RawCredibility::Exact(known) => Credibility::Exact(share(*known)),
            RawCredibility::Belief(belief) => {
                let mean = Probability::new(belief.mean).unwrap_or(Probability::ONE);
                match concentration(belief.confidence) {
                    Some(confidence) => Credibility::Beta { mean, confidence },
                    None => {
                        let message = "an exact credibility is just a number";
                        let problem = Diagnostic::error(Code::Fields, message);
                        self.report(&format!("{path}.confidence"), format!("write {}", belief.mean), problem);
                        Credibility::Exact(mean)
                    }
                }
            }
        }
    }

    pub(super) fn performance(&mut self, raw: &RawScenario) -> PerformanceTable {
        let mut table = PerformanceTable::default();
        let with_status_quo = raw.status_quo.is_some();
        if let Some(RawPerformance::Table(rows)) = &raw.performance {
            for (alternative, cells) in &rows.0 {
                let path = format!("performance.{alternative}");
                if let Some(alternative) = self.alternative(alternative, &path, with_status_quo) {
                    self.cells(cells, &path, |criterion, belief| table.set(alternative, criterion, belief));
                }
            }
        }
        for (who, rows) in raw.performance_for.iter().flat_map(|people| &people.0) {
            let path = format!("performance_for.{who}");
            let Some(who) = self.stakeholder(who, &path) else { continue };
            for (alternative, cells) in &rows.0 {
                let path = format!("{path}.{alternative}");
                if let Some(alternative) = self.alternative(alternative, &path, with_status_quo) {
                    self.cells(cells, &path, |criterion, belief| table.set_for(who, alternative, criterion, belief));
                }
            }
        }
        table
    }

    fn alternative(&mut self, id: &str, path: &str, with_status_quo: bool) -> Option<Alternative> {
        if id == "status_quo" {
            if with_status_quo {
                return Some(Alternative::StatusQuo);
            }
            let problem = Diagnostic::error(Code::UnknownId, "the scenario has no [status_quo]")
                .help("add a [status_quo] section: then buying nothing is an alternative");
            self.report_key(path, "performance of what?", problem);
            return None;
        }
        let found = self.vendor(id, path).map(Alternative::Vendor);
        if found.is_none() {
            // The rows of a misspelt vendor are missing elsewhere; saying so would only repeat this.
            self.about.push("performance".to_owned());
        }
        found
    }

    fn cells(
        &mut self,
        cells: &Per<Quantity>,
        path: &str,
        mut set: impl FnMut(crate::model::CriterionId, crate::model::Distribution),
    ) {
        for (criterion, quantity) in &cells.0 {
            let path = format!("{path}.{criterion}");
            let belief = self.quantity(quantity, &path);
            match self.criterion(criterion, &path) {
                Some(criterion) => set(criterion, belief),
                None => self.about.push("performance".to_owned()),
            }
        }
    }
}

pub(super) fn status_quo(raw: &RawStatusQuo) -> StatusQuo {
    let label = raw.label.as_ref().map_or_else(|| Text::same("status quo"), text);
    StatusQuo { label, conflict: raw.conflict.map_or(0.0, |conflict| conflict.0) }
}

/// K; `None` for "exact". Default: medium.
pub(super) fn concentration(raw: Option<RawConfidence>) -> Option<Concentration> {
    match raw {
        None | Some(RawConfidence::Word(ConfidenceWord::Medium)) => Some(Concentration::MEDIUM),
        Some(RawConfidence::Word(ConfidenceWord::Low)) => Some(Concentration::LOW),
        Some(RawConfidence::Word(ConfidenceWord::High)) => Some(Concentration::HIGH),
        Some(RawConfidence::Word(ConfidenceWord::Exact)) => None,
        Some(RawConfidence::Number(k)) => Some(Concentration::new(k).unwrap_or(Concentration::MEDIUM)),
    }
}

fn need(raw: RawNeed) -> Need {
    match raw {
        RawNeed::Business => Need::Business,
        RawNeed::Product => Need::Product,
        RawNeed::Price => Need::Price,
        RawNeed::Externality => Need::Externality,
        RawNeed::Gain => Need::Gain,
        RawNeed::Growth => Need::Growth,
        RawNeed::Emotion => Need::Emotion,
    }
}
