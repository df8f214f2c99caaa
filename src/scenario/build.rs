//! From the raw file to the parts of a scenario: names become ids, numbers become quantities, defaults are filled in.
//!
//! Nothing stops at the first problem. Whatever cannot be built is reported and replaced by a stand-in, so that the
//! rest is still examined; parts with stand-ins never leave the scenario layer, because a problem was reported.
//! Stand-ins are chosen so that no rule is broken by them alone: what cannot be read has no effect.

mod moves;
mod offer;
mod people;
mod process;
mod relative;
mod stand_in;

use super::Code;
use super::diagnostics::Diagnostic;
use super::nearest::nearest;
use super::notation;
use super::raw::RawScenario;
use super::raw_values::{Quantity, RawText, Registry, Share};
use super::tree::Node;
use crate::model::rules::Doubts;
use crate::model::{
    Criterion, CriterionId, Defaults, Distribution, GateId, Lang, MoveId, Probability, ScenarioParts, StageId,
    StakeholderId, Text, VendorId,
};

/// The stage of a scenario that names none.
const ONLY_STAGE: &str = "decision";

/// What came out: the parts, with stand-ins where there are doubts, and the problems.
pub(super) struct Built {
    pub parts: ScenarioParts,
    pub problems: Vec<Diagnostic>,
    pub doubts: Doubts,
}

/// Builds the parts. `tree` is the tree that `raw` was read from, `doubts` what in it is not as it was written.
pub(super) fn build(raw: &RawScenario, name: String, tree: &Node, doubts: Doubts) -> Built {
    let mut build = Build::new(raw, tree, doubts);
    build.need_entries(raw);
    let criteria = build.criteria(&raw.criteria);
    build.latent = criteria.iter().map(|criterion| build.latent_of(criterion)).collect();
    let mut parts = ScenarioParts {
        title: raw.title.as_ref().map_or_else(|| Text::same(&name), text),
        name,
        us: build.vendor(&raw.us, "us").unwrap_or(VendorId::new(0)),
        currency: raw.currency.clone(),
        deal_value: raw.deal_value.map(|value| value.0),
        vendors: build.vendors(&raw.vendors),
        status_quo: raw.status_quo.as_ref().map(offer::status_quo),
        performance: build.performance(raw),
        stakeholders: build.stakeholders(&raw.stakeholders),
        stages: build.stages(raw.stages.as_ref()),
        moves: build.moves(raw),
        strategies: build.strategies(raw.strategies.as_ref()),
        rivals: raw.rivals.as_ref().map_or_else(Vec::new, |rivals| build.move_list(&rivals.moves, "rivals.moves")),
        gates: build.gates(raw.gates.as_ref()),
        decision: build.decision(raw.decision.as_ref()),
        adoption: raw.adoption.as_ref().map(process::adoption),
        contact: raw.contact.as_ref().map(process::contact),
        memory: raw.memory.as_ref().map(process::memory),
        defaults: defaults(raw),
        criteria,
    };
    stand_in::fill(&mut parts);
    Built { parts, problems: build.problems, doubts: build.doubts }
}

struct Build<'a> {
    tree: &'a Node,
    criteria: Vec<&'a str>,
    vendors: Vec<&'a str>,
    stakeholders: Vec<&'a str>,
    stages: Vec<&'a str>,
    moves: Vec<&'a str>,
    gates: Vec<&'a str>,
    /// Per criterion, once they are built; `None` if that cannot be read.
    latent: Vec<Option<bool>>,
    problems: Vec<Diagnostic>,
    doubts: Doubts,
}

impl<'a> Build<'a> {
    fn new(raw: &'a RawScenario, tree: &'a Node, doubts: Doubts) -> Self {
        let stages = match &raw.stages {
            Some(stages) if !stages.0.is_empty() => ids(stages),
            _ => vec![ONLY_STAGE],
        };
        Self {
            tree,
            criteria: ids(&raw.criteria),
            vendors: ids(&raw.vendors),
            stakeholders: ids(&raw.stakeholders),
            stages,
            moves: raw.moves.as_ref().map_or_else(Vec::new, ids),
            gates: raw.gates.as_ref().map_or_else(Vec::new, ids),
            latent: Vec::new(),
            problems: Vec::new(),
            doubts,
        }
    }

    /// Whether the value at this path is a stand-in.
    fn doubtful(&self, path: &str) -> bool {
        self.doubts.cover(path)
    }

    /// Without a criterion, a vendor or a stakeholder there is nothing to simulate.
    fn need_entries(&mut self, raw: &RawScenario) {
        let sections = [
            ("criteria", "criterion", raw.criteria.0.len()),
            ("vendors", "vendor", raw.vendors.0.len()),
            ("stakeholders", "stakeholder", raw.stakeholders.0.len()),
        ];
        for (section, one, count) in sections {
            if count == 0 && !self.doubtful(section) {
                let problem = Diagnostic::error(Code::Entries, format!("there is no {one}"));
                self.report(section, "at least one is needed", problem);
                self.doubts.add(section);
            }
        }
    }

    fn latent_of(&self, criterion: &Criterion) -> Option<bool> {
        (!self.doubtful(&format!("criteria.{}.latent", criterion.id))).then_some(criterion.latent)
    }

    /// Reports a problem with the value at this path.
    fn report(&mut self, path: &str, label: impl Into<String>, problem: Diagnostic) {
        self.problems.push(problem.at(&self.tree.find(path), label));
    }

    /// Reports a problem with the key at this path.
    fn report_key(&mut self, path: &str, label: impl Into<String>, problem: Diagnostic) {
        self.problems.push(problem.at(&self.tree.find_key(path), label));
    }

    fn criterion(&mut self, id: &str, path: &str) -> Option<CriterionId> {
        let position = self.criteria.iter().position(|known| *known == id);
        position.map(CriterionId::new).or_else(|| self.unknown(id, path, "criterion", "criteria"))
    }

    fn vendor(&mut self, id: &str, path: &str) -> Option<VendorId> {
        let position = self.vendors.iter().position(|known| *known == id);
        position.map(VendorId::new).or_else(|| self.unknown(id, path, "vendor", "vendors"))
    }

    fn stakeholder(&mut self, id: &str, path: &str) -> Option<StakeholderId> {
        let position = self.stakeholders.iter().position(|known| *known == id);
        position.map(StakeholderId::new).or_else(|| self.unknown(id, path, "stakeholder", "stakeholders"))
    }

    fn stage(&mut self, id: &str, path: &str) -> Option<StageId> {
        let position = self.stages.iter().position(|known| *known == id);
        position.map(StageId::new).or_else(|| self.unknown(id, path, "stage", "stages"))
    }

    fn move_id(&mut self, id: &str, path: &str) -> Option<MoveId> {
        let position = self.moves.iter().position(|known| *known == id);
        position.map(MoveId::new).or_else(|| self.unknown(id, path, "move", "moves"))
    }

    fn gate(&mut self, id: &str, path: &str) -> Option<GateId> {
        let position = self.gates.iter().position(|known| *known == id);
        position.map(GateId::new).or_else(|| self.unknown(id, path, "gate", "gates"))
    }

    /// Reports a name that nothing has, unless the name or the section that has them cannot be read.
    fn unknown<T>(&mut self, id: &str, path: &str, one: &str, section: &str) -> Option<T> {
        let parent = path.strip_suffix(id).and_then(|parent| parent.strip_suffix('.'));
        let is_key = parent.and_then(|parent| self.tree.get(parent)).is_some_and(|parent| parent.table().is_some());
        let excused = self.doubtful(section) || !is_key && self.doubtful(path);
        if !is_key {
            self.doubts.add(path);
        }
        if excused {
            return None;
        }
        let known = match section {
            "criteria" => &self.criteria,
            "vendors" => &self.vendors,
            "stakeholders" => &self.stakeholders,
            "stages" => &self.stages,
            "moves" => &self.moves,
            _ => &self.gates,
        };
        let label = nearest(id, known.iter().copied())
            .map_or_else(|| format!("there is no such {one}"), |near| format!("did you mean `{near}`?"));
        let help = if known.is_empty() {
            format!("the scenario has no [{section}]")
        } else {
            format!("{section}: {}", known.join(", "))
        };
        let problem = Diagnostic::error(Code::UnknownId, format!("unknown {one} `{id}`")).help(help);
        if is_key {
            self.report_key(path, label, problem)
        } else {
            self.report(path, label, problem)
        }
        None
    }

    /// Ids from a list at this path, each once.
    fn each<T: PartialEq>(
        &mut self,
        names: &[String],
        path: &str,
        find: fn(&mut Self, &str, &str) -> Option<T>,
    ) -> Vec<T> {
        let mut found: Vec<T> = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let here = format!("{path}.{i}");
            match find(self, name, &here) {
                Some(id) if found.contains(&id) => self.twice(name, &here),
                Some(id) => found.push(id),
                None => {}
            }
        }
        found
    }

    fn twice(&mut self, name: &str, path: &str) {
        let problem = Diagnostic::error(Code::Entries, format!("`{name}` is named twice"));
        self.report(path, "the second time", problem);
        self.doubts.add(path);
    }

    /// A belief about a number; a stand-in if it is impossible.
    fn quantity(&mut self, quantity: &Quantity, path: &str) -> Distribution {
        let read = match quantity {
            Quantity::Number(x) => Distribution::exact(*x).map_err(notation::NotationError::from),
            Quantity::Notation(text) => notation::parse(text),
        };
        read.unwrap_or_else(|error| {
            let problem = Diagnostic::error(Code::Distribution, error.to_string()).help(error.help());
            self.report(path, "not a belief about a number", problem);
            Distribution::stand_in()
        })
    }
}

fn ids<T>(registry: &Registry<T>) -> Vec<&str> {
    registry.0.iter().map(|(id, _)| id.as_str()).collect()
}

/// The words of a label.
fn text(raw: &RawText) -> Text {
    match raw {
        RawText::Same(words) => Text::same(words),
        RawText::PerLanguage(words) => {
            let pairs = [(Lang::En, &words.en), (Lang::Zh, &words.zh)];
            let words = pairs.into_iter().filter_map(|(lang, words)| words.clone().map(|words| (lang, words)));
            Text::per_language(words.collect()).unwrap_or_else(|| Text::same(""))
        }
    }
}

/// The words of a label, or the id.
fn label(raw: Option<&RawText>, id: &str) -> Text {
    raw.map_or_else(|| Text::same(id), text)
}

/// A share whose range the shape check has seen to.
fn share(raw: Share) -> Probability {
    Probability::new(raw.0).unwrap_or(Probability::ZERO)
}

fn share_or(raw: Option<Share>, default: Probability) -> Probability {
    raw.map_or(default, share)
}

fn defaults(raw: &RawScenario) -> Defaults {
    let standard = Defaults::default();
    let simulation = raw.simulation.as_ref();
    Defaults {
        draws: simulation.and_then(|s| s.draws).unwrap_or(standard.draws),
        seed: simulation.and_then(|s| s.seed).unwrap_or(standard.seed),
    }
}
