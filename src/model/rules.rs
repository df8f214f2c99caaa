//! The rules that the parts of a scenario must satisfy together.

mod doubts;
mod moves;
mod people;
mod process;

pub use doubts::Doubts;
pub use moves::{Lack, lacks};

use super::{CriterionId, MoveId, ScenarioParts, StakeholderId, VendorId};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The scenario runs, but somebody should look.
    Warning,
    /// The scenario cannot be run.
    Error,
}

/// Something wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: a dotted path as in the file, `moves.mttr-insight.raise_to`; entries of a list by position from 0,
    /// `moves.mttr-evidence.supports.0`.
    pub path: String,
    /// How bad.
    pub severity: Severity,
    /// What was found and why it is wrong.
    pub message: String,
    /// What is allowed, or what to do.
    pub help: Option<String>,
}

/// Which rule a problem breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A quantity outside what it can mean here.
    Range,
    /// Ids are letters, digits, `-` and `_`, each once, and some are reserved.
    Id,
    /// At least one vendor, stakeholder, criterion.
    Entries,
    /// No weight on what is latent.
    Weights,
    /// Performance is known wherever somebody can come to weigh it.
    Performance,
    /// A move comes after the moves it builds on.
    Order,
    /// Evidence supports persuading moves of the same vendor.
    Supports,
    /// Strategies are ours, rivals are not.
    Vendor,
    /// A criterion takes weight from others.
    Donor,
    /// Attention is at most 1, and for others.
    Listening,
    /// Somebody decides.
    Influence,
    /// `navigate` fits its gate.
    Gate,
    /// A discount is on something where less is better.
    Discount,
    /// Forgetting takes time.
    Weeks,
    /// Adoption is judged by lived weights.
    Lived,
    /// Every criterion plays a part.
    IdleCriterion,
    /// Every move is made.
    IdleMove,
    /// Every stakeholder has a say.
    IdleStakeholder,
    /// `teach` is for what somebody does not weigh yet.
    NothingToTeach,
    /// `reframe` is for what somebody weighs.
    NothingToReframe,
    /// `tailor` is for needs of the person.
    TailorEnterprise,
    /// Every field changes something.
    NoEffect,
}

/// All problems of these parts, in the order of the file's sections.
pub fn check(parts: &ScenarioParts) -> Vec<Problem> {
    findings(parts, &Doubts::default()).into_iter().map(|(_, problem)| problem).collect()
}

/// As [`check`], each problem with the rule that it breaks; without the errors that rest on something doubtful.
pub fn findings(parts: &ScenarioParts, doubts: &Doubts) -> Vec<(Rule, Problem)> {
    let mut report = Report { parts, doubts, found: Vec::new() };
    process::check(&mut report);
    people::check(&mut report);
    moves::check(&mut report);
    report.found
}

/// The parts under examination, and what was found so far.
struct Report<'a> {
    parts: &'a ScenarioParts,
    doubts: &'a Doubts,
    found: Vec<(Rule, Problem)>,
}

impl<'a> Report<'a> {
    fn error(&mut self, rule: Rule, path: impl Into<String>, message: impl Into<String>, help: &str) {
        self.add(rule, Severity::Error, path.into(), message.into(), help);
    }

    fn warning(&mut self, rule: Rule, path: impl Into<String>, message: impl Into<String>, help: &str) {
        self.add(rule, Severity::Warning, path.into(), message.into(), help);
    }

    fn add(&mut self, rule: Rule, severity: Severity, path: String, message: String, help: &str) {
        let help = (!help.is_empty()).then(|| help.to_owned());
        self.found.push((rule, Problem { path, severity, message, help }));
    }

    /// Whether what is at all these paths was read as it is written.
    fn sure<const N: usize>(&self, paths: [String; N]) -> bool {
        paths.iter().all(|path| !self.doubts.cover(path))
    }

    fn criterion(&self, criterion: CriterionId) -> &'a str {
        &self.parts.criteria[criterion.index()].id
    }

    fn stakeholder(&self, who: StakeholderId) -> &'a str {
        &self.parts.stakeholders[who.index()].id
    }

    fn vendor(&self, vendor: VendorId) -> &'a str {
        &self.parts.vendors[vendor.index()].id
    }

    fn move_name(&self, id: MoveId) -> &'a str {
        &self.parts.moves[id.index()].id
    }

    fn criteria(&self) -> impl Iterator<Item = CriterionId> + use<> {
        (0..self.parts.criteria.len()).map(CriterionId::new)
    }

    fn everyone(&self) -> impl Iterator<Item = StakeholderId> + use<> {
        (0..self.parts.stakeholders.len()).map(StakeholderId::new)
    }
}
