//! Stages, gates, the rule of decision, and what surrounds them.

use super::{Build, ONLY_STAGE, label, share, share_or};
use crate::model::{
    Adoption, ChannelFactors, Contact, Decision, Discussion, Gate, GateKind, GroupRule, Memory, Need, Probability,
    Stage, StakeholderId, Text, Tilt, VendorId,
};
use crate::scenario::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::raw::{
    RawAdoption, RawChannel, RawContact, RawDecision, RawDiscussion, RawMemory, RawRule, RawStage,
};
use crate::scenario::raw_moves::{RawGate, RawGateKind};
use crate::scenario::raw_values::{Per, Positive, Registry};

impl Build<'_> {
    pub(super) fn stages(&mut self, raw: Option<&Registry<RawStage>>) -> Vec<Stage> {
        match raw {
            Some(stages) if !stages.0.is_empty() => {
                stages.0.iter().map(|(id, stage)| self.one_stage(id, stage)).collect()
            }
            _ => vec![Stage {
                id: ONLY_STAGE.to_owned(),
                label: Text::same(ONLY_STAGE),
                openness: Probability::ONE,
                tilt: Vec::new(),
                discussion: Discussion::Rounds(0),
                weeks: None,
            }],
        }
    }

    fn one_stage(&mut self, id: &str, raw: &RawStage) -> Stage {
        Stage {
            id: id.to_owned(),
            label: label(raw.label.as_ref(), id),
            openness: share_or(raw.openness, Probability::ONE),
            tilt: raw.tilt.as_ref().map_or_else(Vec::new, |tilt| self.tilt(tilt, &format!("stages.{id}.tilt"))),
            discussion: match raw.discussion {
                None => Discussion::Rounds(0),
                Some(RawDiscussion::Rounds(rounds)) => Discussion::Rounds(rounds.0),
                Some(RawDiscussion::Word(_)) => Discussion::Settled,
            },
            weeks: raw.weeks.map(|weeks| weeks.0),
        }
    }

    /// A name that is both a criterion and a need means the criterion.
    fn tilt(&mut self, raw: &Per<Positive>, path: &str) -> Vec<Tilt> {
        let mut tilts = Vec::new();
        for (name, factor) in &raw.0 {
            let need = Need::ALL.into_iter().find(|need| need.tag() == name);
            match need {
                Some(need) if !self.criteria.contains(&name.as_str()) => tilts.push(Tilt::Need(need, factor.0)),
                _ => {
                    if let Some(criterion) = self.criterion(name, &format!("{path}.{name}")) {
                        tilts.push(Tilt::Criterion(criterion, factor.0));
                    }
                }
            }
        }
        tilts
    }

    pub(super) fn gates(&mut self, raw: Option<&Registry<RawGate>>) -> Vec<Gate> {
        let mut gates = Vec::new();
        for (id, gate) in raw.into_iter().flat_map(|gates| &gates.0) {
            let kind = self.gate_kind(&gate.kind, &format!("gates.{id}"));
            gates.push(Gate { id: id.clone(), label: label(gate.label.as_ref(), id), kind });
        }
        gates
    }

    fn gate_kind(&mut self, raw: &RawGateKind, path: &str) -> GateKind {
        match raw {
            RawGateKind::Requirement { owner, criterion, at_least } => GateKind::Requirement {
                owner: self.owner(owner, path),
                criterion: self
                    .criterion(criterion, &format!("{path}.criterion"))
                    .unwrap_or(crate::model::CriterionId::new(0)),
                at_least: *at_least,
            },
            RawGateKind::Veto { owner, margin } => {
                GateKind::Veto { owner: self.owner(owner, path), margin: margin.unwrap_or(0.0) }
            }
            RawGateKind::Pass { probability, vendors, owner } => GateKind::Pass {
                probability: share(*probability),
                vendors: match vendors {
                    Some(names) => self.each(names, &format!("{path}.vendors"), Self::vendor),
                    None => (0..self.vendors.len()).map(VendorId::new).collect(),
                },
                owner: owner.as_ref().map(|owner| self.owner(owner, path)),
            },
        }
    }

    fn owner(&mut self, id: &str, path: &str) -> StakeholderId {
        self.stakeholder(id, &format!("{path}.owner")).unwrap_or(StakeholderId::new(0))
    }

    pub(super) fn decision(&mut self, raw: Option<&RawDecision>) -> Decision {
        let Some(raw) = raw else { return Decision { rule: GroupRule::WeightedUtility, noise: 0.0 } };
        let decider = raw.decider.as_ref().and_then(|id| self.stakeholder(id, "decision.decider"));
        let rule = match raw.rule {
            None | Some(RawRule::WeightedUtility) => GroupRule::WeightedUtility,
            Some(RawRule::WeightedProbability) => GroupRule::WeightedProbability,
            Some(RawRule::Plurality) => GroupRule::Plurality,
            Some(RawRule::Borda) => GroupRule::Borda,
            Some(RawRule::Autocracy) => {
                if raw.decider.is_none() {
                    let message = "rule = \"autocracy\" needs `decider`: the stakeholder who decides";
                    self.report("decision.rule", "who decides?", Diagnostic::error(Code::MissingField, message));
                }
                GroupRule::Autocracy { decider: decider.unwrap_or(StakeholderId::new(0)) }
            }
            Some(RawRule::Quota) => GroupRule::Quota { share: self.quota(raw) },
        };
        let known = !self.doubtful("decision.rule");
        let of_other_rules = [
            ("decider", "autocracy", raw.decider.is_some() && !matches!(rule, GroupRule::Autocracy { .. })),
            ("quota", "quota", raw.quota.is_some() && !matches!(rule, GroupRule::Quota { .. })),
        ];
        for (field, owner, _) in of_other_rules.into_iter().filter(|(.., wrong)| known && *wrong) {
            let message = format!("`{field}` belongs to rule = \"{owner}\", but the rule is \"{}\"", rule.tag());
            let problem = Diagnostic::error(Code::Fields, message).help("leave it out, or change the rule");
            self.report_key(&format!("decision.{field}"), "without meaning here", problem);
        }
        Decision { rule, noise: raw.noise.map_or(0.0, |noise| noise.0) }
    }

    fn quota(&mut self, raw: &RawDecision) -> Probability {
        if raw.quota.is_none() {
            let message = "rule = \"quota\" needs `quota`: the share of votes that wins";
            self.report("decision.rule", "which share?", Diagnostic::error(Code::MissingField, message));
        }
        raw.quota.and_then(|quota| Probability::new(quota).ok()).unwrap_or(Probability::ONE)
    }
}

pub(super) fn adoption(raw: &RawAdoption) -> Adoption {
    Adoption { threshold: raw.threshold.0 }
}

/// The built-in factors are a convention of this program: only their order is meant (docs/evidence.md).
pub(super) fn contact(raw: &RawContact) -> Contact {
    let (channel, own, confidence, reach, trust) = match raw.channel {
        RawChannel::Online => ("online", &raw.online, 0.4, 0.6, 0.5),
        RawChannel::Hybrid => ("hybrid", &raw.hybrid, 1.0, 0.95, 1.0),
        RawChannel::InPerson => ("in-person", &raw.in_person, 1.0, 1.0, 1.0),
    };
    let standard = |x: f64| Probability::new(x).unwrap_or(Probability::ONE);
    let own = own.as_ref();
    Contact {
        channel: channel.to_owned(),
        factors: ChannelFactors {
            confidence: own.and_then(|own| own.confidence).map_or(confidence, |factor| factor.0),
            reach: share_or(own.and_then(|own| own.reach), standard(reach)),
            trust: share_or(own.and_then(|own| own.trust), standard(trust)),
        },
    }
}

pub(super) fn memory(raw: &RawMemory) -> Memory {
    Memory { half_life_weeks: raw.half_life_weeks.0, anchored: share_or(raw.anchored, Probability::ZERO) }
}
