//! Criteria, vendors, and how well they do.

use super::{Build, label, share, share_or, text};
use crate::model::{
    Alternative, Concentration, Credibility, Criterion, CriterionId, Distribution, ImpossibleValue, Need, Outside,
    PerformanceTable, Probability, StatusQuo, Text, ValueFunction, Vendor,
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
        let unread = |field: &str| self.doubts.touch(&format!("{path}.{field}"));
        if ["value", "worst", "best"].into_iter().any(unread) {
            return ValueFunction::stand_in();
        }
        let built = match (&raw.value, raw.worst, raw.best) {
            (Some(points), worst, best) => {
                self.ends_agree(&path, points, worst, best);
                ValueFunction::piecewise(points.clone(), outside)
            }
            (None, Some(worst), Some(best)) => ValueFunction::linear(worst, best, outside),
            (None, worst, best) => {
                for (field, _) in [("worst", worst), ("best", best)].into_iter().filter(|(_, end)| end.is_none()) {
                    let problem = Diagnostic::error(Code::MissingField, format!("`{path}` has no `{field}`"));
                    let problem = problem.help("give worst and best, or value = [[worst, 0], ..., [best, 1]]");
                    self.report(&path, format!("`{field}` is missing here"), problem);
                }
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
        if raw.known && raw.credibility.is_some() && !self.doubtful(&format!("vendors.{id}.known")) {
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
        match &raw.performance {
            Some(RawPerformance::Table(rows)) => {
                self.rows(rows, "performance", raw, |alternative, criterion, belief| {
                    table.set(alternative, criterion, belief);
                })
            }
            // A misspelt `performance` names a file that was not read.
            Some(RawPerformance::File(_)) => {
                self.doubts.add("performance");
                self.doubts.add("performance_for");
            }
            None => {}
        }
        self.relative(raw, &mut table);
        for (id, rows) in raw.performance_for.iter().flat_map(|people| &people.0) {
            let path = format!("performance_for.{id}");
            let who = self.stakeholder(id, &path);
            if who.is_none() {
                let unnamed =
                    self.stakeholders.iter().filter(|id| self.tree.get(&format!("performance_for.{id}")).is_none());
                let doubts: Vec<String> = unnamed.map(|id| format!("performance_for.{id}")).collect();
                doubts.into_iter().for_each(|path| self.doubts.add(path));
            }
            self.rows(rows, &path, raw, |alternative, criterion, belief| {
                if let Some(who) = who {
                    table.set_for(who, alternative, criterion, belief);
                }
            });
        }
        table
    }

    fn rows(
        &mut self,
        rows: &Per<Per<Quantity>>,
        path: &str,
        raw: &RawScenario,
        mut set: impl FnMut(Alternative, CriterionId, Distribution),
    ) {
        for (id, cells) in &rows.0 {
            let here = format!("{path}.{id}");
            let alternative = self.alternative(id, &here, raw.status_quo.is_some());
            if alternative.is_none() {
                // It is the row of one of those that have none.
                let missing = self.vendors.iter().copied().chain(["status_quo"]);
                let missing = missing.filter(|vendor| rows.0.iter().all(|(id, _)| id != vendor));
                let doubts: Vec<String> = missing.map(|vendor| format!("{path}.{vendor}")).collect();
                doubts.into_iter().for_each(|path| self.doubts.add(path));
            }
            let mut unknown = false;
            for (criterion, quantity) in &cells.0 {
                let cell = format!("{here}.{criterion}");
                let belief = self.quantity(quantity, &cell);
                match (self.criterion(criterion, &cell), alternative) {
                    (Some(criterion), Some(alternative)) => set(alternative, criterion, belief),
                    (Some(_), None) => {}
                    (None, _) => unknown = true,
                }
            }
            if unknown {
                // It is the performance on one of those that are missing in this row.
                self.doubts.add(here);
            }
        }
    }

    pub(super) fn alternative(&mut self, id: &str, path: &str, with_status_quo: bool) -> Option<Alternative> {
        if id != "status_quo" || self.vendors.contains(&id) {
            return self.vendor(id, path).map(Alternative::Vendor);
        }
        if !with_status_quo {
            let problem = Diagnostic::error(Code::UnknownId, "the scenario has no [status_quo]")
                .help("add a [status_quo] section: then buying nothing is an alternative");
            self.report_key(path, "performance of what?", problem);
        }
        with_status_quo.then_some(Alternative::StatusQuo)
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
