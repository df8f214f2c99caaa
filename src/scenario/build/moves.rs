//! Moves, and the lists that they are played from.

use super::{Build, label, share, share_or};
use crate::model::{
    Backfire, Cost, CriterionId, Cut, Direction, Distribution, Donors, Move, MoveId, MoveKind, Probability, Relaxation,
    Shift, StageId, StakeholderId, Strategy, TailorChange, VendorId,
};
use crate::scenario::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::raw::{RawScenario, RawStrategy};
use crate::scenario::raw_moves::{RawBackfire, RawCost, RawDonors, RawMove, RawMoveKind};
use crate::scenario::raw_values::{Quantity, Registry, Share};

impl Build<'_> {
    pub(super) fn moves(&mut self, raw: &RawScenario) -> Vec<Move> {
        let us = self.vendors.iter().position(|id| *id == raw.us).map_or(VendorId::new(0), VendorId::new);
        raw.moves.iter().flat_map(|moves| &moves.0).map(|(id, one)| self.one_move(id, one, us)).collect()
    }

    fn one_move(&mut self, id: &str, raw: &RawMove, us: VendorId) -> Move {
        let path = format!("moves.{id}");
        let by = raw.by.as_ref().and_then(|vendor| self.vendor(vendor, &format!("{path}.by"))).unwrap_or(us);
        let stage = raw.stage.as_ref().and_then(|stage| self.stage(stage, &format!("{path}.stage")));
        Move {
            id: id.to_owned(),
            label: label(raw.label.as_ref(), id),
            by,
            audience: self.audience(raw.audience.as_deref(), &format!("{path}.audience")),
            stage: stage.unwrap_or(StageId::new(0)),
            acceptance: share_or(raw.acceptance, Probability::ONE),
            cost: cost(raw.cost.as_ref()),
            requires: self.each(raw.requires.as_deref().unwrap_or(&[]), &format!("{path}.requires"), Self::move_id),
            backfire: backfire(&raw.kind),
            kind: self.kind(&raw.kind, &path),
        }
    }

    /// In the order of the scenario's stakeholders.
    fn audience(&mut self, raw: Option<&[String]>, path: &str) -> Vec<StakeholderId> {
        let Some(names) = raw else { return (0..self.stakeholders.len()).map(StakeholderId::new).collect() };
        let mut audience = self.each(names, path, Self::stakeholder);
        audience.sort_unstable();
        audience
    }

    fn kind(&mut self, raw: &RawMoveKind, path: &str) -> MoveKind {
        match raw {
            RawMoveKind::Teach { criterion, raise_to, take_from, strength, .. } => MoveKind::Teach(self.shift(
                criterion,
                (Direction::Raise, *raise_to),
                take_from.as_ref(),
                strength.as_ref(),
                path,
            )),
            RawMoveKind::Reframe { criterion, raise_to, lower_to, take_from, strength, .. } => {
                let goal = match (raise_to, lower_to) {
                    (_, Some(to)) => (Direction::Lower, *to),
                    (to, None) => (Direction::Raise, to.unwrap_or(Share(0.0))),
                };
                self.exactly_one(path, [("raise_to", raise_to.is_some()), ("lower_to", lower_to.is_some())]);
                MoveKind::Reframe(self.shift(criterion, goal, take_from.as_ref(), strength.as_ref(), path))
            }
            RawMoveKind::Justify { supports, evidence, .. } => MoveKind::Justify {
                supports: self.each(supports, &format!("{path}.supports"), Self::move_id),
                evidence: share(*evidence),
            },
            RawMoveKind::Prove { criteria, credibility } => MoveKind::Prove {
                criteria: self.each(criteria, &format!("{path}.criteria"), Self::criterion),
                credibility: share(*credibility),
            },
            RawMoveKind::Tailor { .. } => self.tailor(raw, path),
            RawMoveKind::BuildTrust { gain } => MoveKind::BuildTrust { gain: share(*gain) },
            RawMoveKind::EnableChampion { champion, gain } => MoveKind::EnableChampion {
                champion: self.stakeholder(champion, &format!("{path}.champion")).unwrap_or(StakeholderId::new(0)),
                gain: share(*gain),
            },
            RawMoveKind::Navigate { gate, gain, relax_by } => {
                self.exactly_one(path, [("gain", gain.is_some()), ("relax_by", relax_by.is_some())]);
                let relaxation = match (gain, relax_by) {
                    (Some(gain), _) => Relaxation::Gain(share(*gain)),
                    (None, by) => Relaxation::By(by.map_or(1.0, |by| by.0)),
                };
                match self.gate(gate, &format!("{path}.gate")) {
                    Some(gate) => MoveKind::Navigate { gate, relaxation },
                    None => MoveKind::DeRisk { reduction: Probability::ZERO },
                }
            }
            RawMoveKind::DeRisk { reduction } => MoveKind::DeRisk { reduction: share(*reduction) },
            RawMoveKind::Discount { criterion, percent, amount } => {
                self.exactly_one(path, [("percent", percent.is_some()), ("amount", amount.is_some())]);
                let cut = match (percent, amount) {
                    (Some(percent), _) => Cut::Share(percent.0 / 100.0),
                    (None, amount) => Cut::Amount(amount.map_or(1.0, |amount| amount.0)),
                };
                MoveKind::Discount { criterion: self.criterion_or_first(criterion, path), cut }
            }
        }
    }

    fn tailor(&mut self, raw: &RawMoveKind, path: &str) -> MoveKind {
        let RawMoveKind::Tailor { criterion, performance, improve_by, raise_to, take_from, strength, .. } = raw else {
            return MoveKind::DeRisk { reduction: Probability::ZERO };
        };
        self.exactly_one(path, [("performance", performance.is_some()), ("improve_by", improve_by.is_some())]);
        let change = match (performance, improve_by) {
            (Some(quantity), _) => TailorChange::Becomes(self.quantity(quantity, &format!("{path}.performance"))),
            (None, by) => TailorChange::ImprovesBy(by.map_or(1.0, |by| by.0)),
        };
        let orphans = [("take_from", take_from.is_some()), ("strength", strength.is_some())];
        for (field, _) in orphans.into_iter().filter(|(_, given)| *given && raise_to.is_none()) {
            let message = format!("`{field}` belongs to a change of weight, but there is no `raise_to`");
            let problem = Diagnostic::error(Code::Fields, message).help("add raise_to = ..., or leave it out");
            self.report_key(&format!("{path}.{field}"), "nothing to apply it to", problem);
        }
        let wake = raise_to
            .map(|to| self.shift(criterion, (Direction::Raise, to), take_from.as_ref(), strength.as_ref(), path));
        let criterion = match &wake {
            Some(shift) => shift.criterion,
            None => self.criterion_or_first(criterion, path),
        };
        MoveKind::Tailor { criterion, change, wake }
    }

    fn shift(
        &mut self,
        criterion: &str,
        (direction, target): (Direction, Share),
        donors: Option<&RawDonors>,
        strength: Option<&Quantity>,
        path: &str,
    ) -> Shift {
        let donors = match donors {
            Some(RawDonors::Named(names)) => {
                Donors::Named(self.each(names, &format!("{path}.take_from"), Self::criterion))
            }
            Some(RawDonors::All(_)) | None => Donors::All,
        };
        let strength = match strength {
            Some(quantity) => self.quantity(quantity, &format!("{path}.strength")),
            None => Distribution::usual_strength(),
        };
        Shift {
            criterion: self.criterion_or_first(criterion, path),
            direction,
            target: share(target),
            donors,
            strength,
        }
    }

    fn criterion_or_first(&mut self, id: &str, path: &str) -> CriterionId {
        self.criterion(id, &format!("{path}.criterion")).unwrap_or(CriterionId::new(0))
    }

    fn exactly_one(&mut self, path: &str, fields: [(&str, bool); 2]) {
        let [(first, has_first), (second, has_second)] = fields;
        let help = format!("give either `{first}` or `{second}`");
        if has_first && has_second {
            let problem = Diagnostic::error(Code::Fields, format!("`{first}` and `{second}` exclude each other"));
            let problem = problem.help(help).at(&self.tree.find_key(&format!("{path}.{first}")), "one");
            self.report_key(&format!("{path}.{second}"), "the other", problem);
        } else if !has_first && !has_second && !self.reported(path) {
            let problem = Diagnostic::error(Code::MissingField, format!("`{path}` needs `{first}` or `{second}`"));
            self.report(path, "neither is here", problem.help(help));
        }
    }

    pub(super) fn strategies(&mut self, raw: Option<&Registry<RawStrategy>>) -> Vec<Strategy> {
        let build = |(id, strategy): &(String, RawStrategy)| Strategy {
            id: id.clone(),
            label: label(strategy.label.as_ref(), id),
            moves: self.move_list(&strategy.moves, &format!("strategies.{id}.moves")),
        };
        raw.into_iter().flat_map(|strategies| &strategies.0).map(build).collect()
    }

    /// Moves in order; one may be there several times.
    pub(super) fn move_list(&mut self, names: &[String], path: &str) -> Vec<MoveId> {
        names.iter().enumerate().filter_map(|(i, name)| self.move_id(name, &format!("{path}.{i}"))).collect()
    }
}

fn cost(raw: Option<&RawCost>) -> Cost {
    raw.map_or_else(Cost::default, |cost| Cost {
        days: cost.days.map_or(0.0, |days| days.0),
        money: cost.money.map_or(0.0, |money| money.0),
    })
}

fn backfire(kind: &RawMoveKind) -> Option<Backfire> {
    let (RawMoveKind::Teach { backfire: raw, .. }
    | RawMoveKind::Reframe { backfire: raw, .. }
    | RawMoveKind::Justify { backfire: raw, .. }
    | RawMoveKind::Tailor { backfire: raw, .. }) = kind
    else {
        return None;
    };
    let RawBackfire { probability, loss } = raw.as_ref()?;
    Some(Backfire { probability: share(*probability), loss: share(*loss) })
}
