//! A whole scenario, and the one door to it.

use std::ops::Deref;

use super::{
    Adoption, Alternative, Contact, Criterion, CriterionId, Decision, Gate, GroupRule, MeddicRole, Memory, Move,
    MoveId, PerformanceTable, Probability, Problem, Severity, Stage, Stakeholder, StakeholderId, StatusQuo, Strategy,
    Text, Vendor, VendorId, rules,
};

/// What a file says about how to simulate; the command line can override both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// Number of draws.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
}

impl Default for Defaults {
    /// 100,000 draws (a standard error of at most 0.16 points), seed 1.
    fn default() -> Self {
        Self { draws: 100_000, seed: 1 }
    }
}

/// The parts of a scenario, each made by its own constructors. Only [`Scenario::new`] turns them into a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioParts {
    /// Short name: the folder or file it came from; output goes to a folder of this name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Our vendor.
    pub us: VendorId,
    /// Currency of `deal_value` and of costs.
    pub currency: Option<String>,
    /// What a won deal is worth, > 0.
    pub deal_value: Option<f64>,
    /// In the order of the file.
    pub criteria: Vec<Criterion>,
    /// In the order of the file.
    pub vendors: Vec<Vendor>,
    /// Present if buying nothing is an alternative.
    pub status_quo: Option<StatusQuo>,
    /// Beliefs about performance.
    pub performance: PerformanceTable,
    /// In the order of the file.
    pub stakeholders: Vec<Stakeholder>,
    /// In time order; never empty (a scenario without stages has one, fully open).
    pub stages: Vec<Stage>,
    /// All moves of all vendors.
    pub moves: Vec<Move>,
    /// Our strategies, without the baseline.
    pub strategies: Vec<Strategy>,
    /// Moves that competitors make in every strategy, the baseline included.
    pub rivals: Vec<MoveId>,
    /// In the order they are passed.
    pub gates: Vec<Gate>,
    /// Rule and noise.
    pub decision: Decision,
    /// When a deal lasts.
    pub adoption: Option<Adoption>,
    /// How the customer is met.
    pub contact: Option<Contact>,
    /// How fast talk is forgotten.
    pub memory: Option<Memory>,
    /// Draws and seed.
    pub defaults: Defaults,
}

/// A scenario that passed every rule. Read its parts through `Deref`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario(ScenarioParts);

impl Scenario {
    /// Checks the parts against each other.
    ///
    /// # Errors
    /// All problems of severity [`Severity::Error`], each with the dotted path of the offending item. Warnings are
    /// returned with the scenario.
    pub fn new(parts: ScenarioParts) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let problems = rules::check(&parts);
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            Err(problems)
        } else {
            Ok((Self(parts), problems))
        }
    }

    /// What can come out: the vendors in order, then the status quo if the scenario has one, or if gates or a quota can
    /// leave nothing else.
    pub fn alternatives(&self) -> Vec<Alternative> {
        self.0.alternatives()
    }

    /// Influence of each stakeholder, normalised to sum 1 (p_i).
    pub fn influence(&self) -> Vec<f64> {
        let total: f64 = self.stakeholders.iter().map(|who| who.influence).sum();
        self.stakeholders.iter().map(|who| who.influence / total).collect()
    }

    /// All six rules, for the question what each would decide. What the scenario leaves open is taken as usual: the economic
    /// buyer (else the most influential person) decides alone; a quota is a half.
    pub fn all_rules(&self) -> [GroupRule; 6] {
        let decider = match self.decision.rule {
            GroupRule::Autocracy { decider } => decider,
            _ => self.usual_decider(),
        };
        let share = match self.decision.rule {
            GroupRule::Quota { share } => share,
            _ => Probability::HALF,
        };
        [
            GroupRule::WeightedUtility,
            GroupRule::WeightedProbability,
            GroupRule::Autocracy { decider },
            GroupRule::Plurality,
            GroupRule::Quota { share },
            GroupRule::Borda,
        ]
    }

    /// The first economic buyer, else the first of the most influential.
    fn usual_decider(&self) -> StakeholderId {
        let people = &self.stakeholders;
        let buyer = people.iter().position(|who| who.meddic.contains(&MeddicRole::EconomicBuyer));
        let influential =
            |best: usize, who: usize| if people[who].influence > people[best].influence { who } else { best };
        StakeholderId::new(buyer.unwrap_or_else(|| (0..people.len()).fold(0, influential)))
    }

    /// The key of an alternative in files: the vendor's id, or `status_quo`.
    pub fn alternative_id(&self, alternative: Alternative) -> &str {
        match alternative {
            Alternative::Vendor(vendor) => &self.vendors[vendor.index()].id,
            Alternative::StatusQuo => "status_quo",
        }
    }

    /// What people call an alternative.
    pub fn alternative_label(&self, alternative: Alternative) -> Text {
        match alternative {
            Alternative::Vendor(vendor) => self.vendors[vendor.index()].label.clone(),
            Alternative::StatusQuo => match &self.status_quo {
                Some(status_quo) => status_quo.label.clone(),
                None => Text::bilingual("No decision", "无决策"),
            },
        }
    }
}

impl ScenarioParts {
    /// As [`Scenario::alternatives`].
    pub fn alternatives(&self) -> Vec<Alternative> {
        let vendors = (0..self.vendors.len()).map(|v| Alternative::Vendor(VendorId::new(v)));
        let undecided = !self.gates.is_empty() || matches!(self.decision.rule, GroupRule::Quota { .. });
        vendors.chain((self.status_quo.is_some() || undecided).then_some(Alternative::StatusQuo)).collect()
    }

    /// Whether this stakeholder can come to weigh this criterion: by his prior, or because some move that is made
    /// (by a strategy or a rival) can bring it into his model.
    pub fn may_weigh(&self, who: StakeholderId, criterion: CriterionId) -> bool {
        let stakeholder = &self.stakeholders[who.index()];
        stakeholder.prior.can_weigh(criterion)
            || self.criteria[criterion.index()].floor.get() > 0.0
            || self.moves.iter().any(|m| {
                m.audience.contains(&who)
                    && m.kind.shift().is_some_and(|shift| {
                        shift.criterion == criterion || matches!(&shift.donors, super::Donors::Named(named) if named.contains(&criterion) && shift.direction == super::Direction::Lower)
                    })
            })
            || self.hears_of(who, criterion)
    }

    /// Whether somebody he listens to, directly or through others, may weigh it (discussion spreads weights).
    fn hears_of(&self, who: StakeholderId, criterion: CriterionId) -> bool {
        let mut seen = vec![false; self.stakeholders.len()];
        let mut queue = vec![who];
        seen[who.index()] = true;
        while let Some(listener) = queue.pop() {
            for &(speaker, share) in &self.stakeholders[listener.index()].listens_to {
                if share.get() == 0.0 || std::mem::replace(&mut seen[speaker.index()], true) {
                    continue;
                }
                let weighs = self.stakeholders[speaker.index()].prior.can_weigh(criterion)
                    || self.moves.iter().any(|m| {
                        m.audience.contains(&speaker)
                            && m.kind.shift().is_some_and(|shift| shift.criterion == criterion)
                    });
                if weighs {
                    return true;
                }
                queue.push(speaker);
            }
        }
        false
    }
}

impl Deref for Scenario {
    type Target = ScenarioParts;

    fn deref(&self) -> &ScenarioParts {
        &self.0
    }
}
