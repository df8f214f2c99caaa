//! Performances that are known relative to one another.

use super::Build;
use crate::model::{Alternative, Distribution, ImpossibleRelative, PerformanceTable, Relative, RelativeScale};
use crate::scenario::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::raw::{RawRelative, RawScale, RawScenario};

impl Build<'_> {
    /// Puts every `[relative.criterion]` into the table.
    pub(super) fn relative(&mut self, raw: &RawScenario, table: &mut PerformanceTable) {
        for (id, given) in raw.relative.iter().flat_map(|all| &all.0) {
            let path = format!("relative.{id}");
            let with_status_quo = raw.status_quo.is_some();
            let criterion = self.criterion(id, &path);
            let relative = self.one_relative(given, &path, with_status_quo);
            let (Some(criterion), Some(relative)) = (criterion, relative) else {
                self.doubts.add("performance");
                continue;
            };
            let twice = relative.alternatives().position(|one| table.shared(one, criterion).is_some());
            match twice {
                None => table.set_relative(criterion, relative),
                Some(position) => {
                    self.given_twice(given, &path, position);
                    self.doubts.add("performance");
                }
            }
        }
        if self.doubts.touch("relative") {
            self.doubts.add("performance");
        }
    }

    fn one_relative(&mut self, raw: &RawRelative, path: &str, with_status_quo: bool) -> Option<Relative> {
        let to = self.alternative(&raw.to, &format!("{path}.to"), with_status_quo);
        let baseline = self.quantity(&raw.baseline, &format!("{path}.baseline"));
        let mut effects: Vec<(Alternative, Distribution)> = Vec::new();
        for (id, effect) in &raw.effects.0 {
            let here = format!("{path}.effects.{id}");
            let effect = self.quantity(effect, &here);
            let who = self.alternative(id, &here, with_status_quo)?;
            if Some(who) == to {
                let problem = Diagnostic::error(Code::Fields, format!("`{id}` is compared with itself"));
                self.report(&here, "leave this out, or name another one in `to`", problem);
                return None;
            }
            effects.push((who, effect));
        }
        if self.doubts.touch(path) {
            return None;
        }
        let scale = match raw.scale {
            None | Some(RawScale::Plain) => RelativeScale::Plain,
            Some(RawScale::Log) => RelativeScale::Log,
            Some(RawScale::LogOdds) => RelativeScale::LogOdds,
        };
        let built = Relative::new(scale, to?, &baseline, &effects, raw.covariance.as_deref());
        built.map_err(|error| self.impossible_relative(raw, path, &error)).ok()
    }

    fn impossible_relative(&mut self, raw: &RawRelative, path: &str, error: &ImpossibleRelative) {
        let cell = |which: Option<usize>| match which.and_then(|position| raw.effects.0.get(position)) {
            Some((id, _)) => format!("{path}.effects.{id}"),
            None => format!("{path}.baseline"),
        };
        let (code, place, label) = match error {
            ImpossibleRelative::NotNormal { which, .. } => (Code::Distribution, cell(*which), "not a normal"),
            ImpossibleRelative::TwiceUncertain { effect } => {
                (Code::Fields, cell(Some(*effect)), "its variance is in `covariance`")
            }
            ImpossibleRelative::Size { .. } => (Code::Distribution, format!("{path}.covariance"), "another size"),
            ImpossibleRelative::NoCovariance { row, .. } => {
                (Code::Distribution, format!("{path}.covariance.{row}"), "seen at this row")
            }
            ImpossibleRelative::TooLarge { which } => (Code::Distribution, cell(*which), "too large"),
        };
        let problem = Diagnostic::error(code, error.to_string());
        self.report(&place, label, problem);
    }

    fn given_twice(&mut self, raw: &RawRelative, path: &str, position: usize) {
        let effect = position.checked_sub(1).and_then(|effect| raw.effects.0.get(effect));
        let (id, here) = match effect {
            Some((id, _)) => (id, format!("{path}.effects.{id}")),
            None => (&raw.to, format!("{path}.to")),
        };
        let problem =
            Diagnostic::error(Code::Fields, format!("this performance of `{id}` is given in [performance], too"));
        self.report(&here, "given a second time", problem.help("leave one of the two out"));
    }
}
