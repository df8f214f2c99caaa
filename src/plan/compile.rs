//! A whole plan.

use super::beliefs::Beliefs;
use super::circle::Circle;
use super::nudge::Heading;
use super::persuasion::{Columns, Slot, Slots};
use super::process::{self, GatePlan, Inertia, Moods};
use super::sampler::SamplerFactory;
use super::strategy::{StrategyPlan, strategy_plan};
use super::unsupported::unsupported;
use crate::model::{
    Alternative, CriterionId, Direction, Discussion, GroupRule, Line, MoveKind, Problem, Scenario, StakeholderId,
    StrategyId, ValueFunction,
};
use crate::random::{Key, Purpose};

/// A scenario and some strategies, ready for the engine.
#[derive(Clone, Debug)]
pub struct Plan {
    /// S
    pub stakeholders: usize,
    /// C
    pub criteria: usize,
    /// Vendors in order, then the status quo if there is one.
    pub alternatives: usize,
    /// Number of vendors.
    pub vendors: usize,
    /// Position of our vendor.
    pub us: usize,
    /// Position of the status quo, which also stands for "nothing is decided".
    pub no_decision: Option<usize>,
    /// `[alternative]` whether it can be chosen on its merits; a status quo of which nothing is known cannot.
    pub competes: Vec<bool>,
    /// Whether they all can.
    pub all_compete: bool,
    /// `[stakeholder]` p_i, sum 1.
    pub influence: Vec<f64>,
    /// mu
    pub noise: f64,
    /// How the group decides.
    pub rule: GroupRule,
    /// All rules, for the table of what each would say.
    pub all_rules: [GroupRule; 6],
    /// In order.
    pub gates: Vec<GatePlan>,
    /// What stands on the side of doing nothing.
    pub inertia: Option<Inertia>,
    /// Passing moods of those who vote; `None` without noise.
    pub moods: Option<Moods>,
    /// `[stakeholder][stakeholder]`, flat: a_ij.
    pub listening: Vec<f64>,
    /// Who may listen to whom: before any champion, then with them.
    pub circles: Vec<Circle>,
    /// In time order.
    pub stages: Vec<StagePlan>,
    /// Floors under judged weights.
    pub floors: Vec<(usize, f64)>,
    /// Life after the signature.
    pub adoption: Option<AdoptionPlan>,
    /// `[criterion]` natural units to value.
    pub values: Vec<ValueFunction>,
    /// What is believed before any move.
    pub beliefs: Beliefs,
    /// Random numbers of the moves.
    pub slots: Vec<Slot>,
    /// How many they are.
    pub columns: Columns,
    /// The weights that strategies of the short form move.
    pub headings: Vec<Heading>,
    /// Strategies of the short form, the baseline first, in an order in which neighbours move the same weights.
    pub short_order: Vec<usize>,
    /// First the baseline, then the strategies asked for.
    pub strategies: Vec<StrategyPlan>,
    /// Weights whose distribution is wanted for the reframe curve.
    pub watches: Vec<Watch>,
}

/// What happens in a stage whatever is played.
#[derive(Clone, Debug)]
pub struct StagePlan {
    /// Multipliers on the weights of its poll, one per criterion.
    pub tilt: Option<Vec<f64>>,
    /// How long people talk.
    pub discussion: Discussion,
    /// `[stakeholder]` probability that he speaks, and its address.
    pub speaks: Vec<(Key, f64)>,
    /// Share of what talk has changed that is left when the next stage begins; 1: nothing is forgotten.
    pub kept: f64,
}

/// Life after the signature.
#[derive(Clone, Debug)]
pub struct AdoptionPlan {
    /// Experienced value from which a deal lasts.
    pub threshold: f64,
    /// Stakeholder, criterion, and how much it counts for the experience with the product; sums to 1.
    pub lived: Vec<(usize, usize, f64)>,
}

/// The influence-weighted mean weight of a criterion among some stakeholders.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// Which criterion.
    pub criterion: CriterionId,
    /// Whose weights.
    pub audience: Vec<StakeholderId>,
}

/// Compiles a scenario for the baseline and these strategies.
///
/// # Errors
/// Everything in the scenario that this version cannot simulate.
pub fn compile(scenario: &Scenario, strategies: &[StrategyId]) -> Result<Plan, Vec<Problem>> {
    let strategies = strategies.iter().map(|strategy| Line::of(scenario, *strategy));
    compile_lines(scenario, &std::iter::once(Line::baseline(scenario)).chain(strategies).collect::<Vec<_>>())
}

/// Compiles a scenario for what a study wants to be played; what the first line leads to is what changes are changes of.
///
/// # Errors
/// As [`compile`].
pub fn compile_lines(scenario: &Scenario, lines: &[Line]) -> Result<Plan, Vec<Problem>> {
    let mut factory = SamplerFactory::default();
    let mut plan = Plan::without_strategies(scenario, &mut factory)?;
    let mut slots = Slots::new(scenario);
    for line in lines {
        plan.strategies.push(strategy_plan(scenario, line, &plan.beliefs, &mut slots, &mut factory));
        plan.watch_main_criterion(scenario, line.strategy);
    }
    plan.finish(slots);
    Ok(plan)
}

impl Plan {
    /// Whether every alternative is in the race for certain: no gate, and nothing that cannot be chosen on its merits.
    #[inline(always)]
    pub fn leaves_nobody_out(&self) -> bool {
        self.gates.is_empty() && self.all_compete
    }

    /// The beliefs of a scenario that can be simulated, with no strategy yet.
    pub(super) fn without_strategies(scenario: &Scenario, factory: &mut SamplerFactory) -> Result<Self, Vec<Problem>> {
        let problems = unsupported(scenario);
        if !problems.is_empty() {
            return Err(problems);
        }
        let alternatives = scenario.alternatives();
        let competes = |a: &Alternative| matches!(a, Alternative::Vendor(_)) || scenario.performance.mentions(*a);
        Ok(Self {
            stakeholders: scenario.stakeholders.len(),
            criteria: scenario.criteria.len(),
            alternatives: alternatives.len(),
            vendors: scenario.vendors.len(),
            us: scenario.us.index(),
            no_decision: alternatives.iter().position(|a| *a == Alternative::StatusQuo),
            values: scenario.criteria.iter().map(|criterion| criterion.value.clone()).collect(),
            all_compete: alternatives.iter().all(competes),
            competes: alternatives.iter().map(competes).collect(),
            influence: scenario.influence(),
            noise: scenario.decision.noise,
            rule: scenario.decision.rule,
            all_rules: scenario.all_rules(),
            gates: process::gates(scenario),
            inertia: Inertia::new(scenario, factory),
            moods: (scenario.decision.noise > 0.0).then(|| Moods::new(scenario, factory)),
            listening: listening(scenario),
            circles: Vec::new(),
            stages: stages(scenario),
            floors: process::floors(scenario),
            adoption: adoption(scenario),
            beliefs: Beliefs::new(scenario, factory),
            slots: Vec::new(),
            columns: Columns::default(),
            headings: Vec::new(),
            short_order: Vec::new(),
            strategies: Vec::new(),
            watches: Vec::new(),
        })
    }

    /// Takes in the random numbers that the strategies need, and what follows from all strategies together.
    pub(super) fn finish(&mut self, slots: Slots) {
        (self.slots, self.columns) = slots.finish();
        let people_talk = self.people_talk();
        self.strategies.iter_mut().for_each(|strategy| strategy.find_moved(people_talk));
        self.find_courses();
        self.find_nudges();
    }

    /// Position of a stakeholder's judgement of an alternative on a criterion in [`Beliefs::cells`].
    pub fn cell(&self, who: usize, alternative: usize, criterion: usize) -> usize {
        (who * self.alternatives + alternative) * self.criteria + criterion
    }

    /// Whether anybody ever listens to anybody.
    pub fn people_talk(&self) -> bool {
        let listened = self.listening.iter().any(|a| *a > 0.0) || self.strategies.iter().any(|s| s.changes.listening);
        listened && self.stages.iter().any(|stage| stage.discussion != Discussion::Rounds(0))
    }

    /// Whether some strategy changes what somebody performs in somebody's eyes.
    pub fn changes_performance(&self) -> bool {
        self.strategies.iter().any(|strategy| !strategy.own.is_empty())
    }

    /// Whether values are looked at again after the first judgement.
    pub fn looks_again(&self) -> bool {
        self.adoption.is_some() || self.strategies.iter().any(|strategy| !strategy.views.is_empty())
    }

    /// Whether an alternative is chosen for certain or not at all, given a draw: then there is no noise, or it is in
    /// the moods of those who vote.
    pub fn is_hard(&self) -> bool {
        self.noise == 0.0 || self.rule.votes()
    }

    fn watch_main_criterion(&mut self, scenario: &Scenario, strategy: Option<StrategyId>) {
        if let Some((criterion, audience)) = strategy.and_then(|id| main_criterion(scenario, id)) {
            let watch = Watch { criterion, audience };
            if !self.watches.contains(&watch) {
                self.watches.push(watch);
            }
        }
    }

    /// Whether nothing is uncertain, so that one draw says all.
    pub fn is_deterministic(&self) -> bool {
        (0..self.strategies.len()).all(|strategy| self.is_certain(strategy))
    }

    /// Whether nothing is uncertain under this strategy.
    pub fn is_certain(&self, strategy: usize) -> bool {
        let fear = self.inertia.iter().flat_map(|i| &i.fear).all(|(_, fear)| fear.constant().is_some());
        let speaking = self.stages.iter().flat_map(|stage| &stage.speaks).all(|(_, p)| *p == 1.0 || *p == 0.0);
        let luck = self.gates.iter().all(|gate| match gate {
            // A gate that nobody passes can be opened a little.
            GatePlan::Pass { probability, .. } => {
                *probability == 1.0 || *probability == 0.0 && !self.strategies[strategy].changes.gates
            }
            _ => true,
        });
        let voting = self.moods.is_none() || !self.rule.votes();
        let moves = self.strategies[strategy].slots().all(|slot| self.slots[slot].is_known());
        self.beliefs.are_known() && fear && (speaking || !self.people_talk()) && luck && voting && moves
    }
}

fn listening(scenario: &Scenario) -> Vec<f64> {
    let people = scenario.stakeholders.len();
    let mut shares = vec![0.0; people * people];
    for (i, who) in scenario.stakeholders.iter().enumerate() {
        for (j, share) in &who.listens_to {
            shares[i * people + j.index()] = share.get();
        }
    }
    shares
}

fn stages(scenario: &Scenario) -> Vec<StagePlan> {
    let one = |stage: &crate::model::Stage| StagePlan {
        tilt: process::tilt(scenario, stage),
        discussion: stage.discussion,
        speaks: scenario
            .stakeholders
            .iter()
            .map(|who| (Purpose::Speaks { stage: &stage.id, who: &who.id }.key(), who.speaks.get()))
            .collect(),
        kept: match (&scenario.memory, stage.weeks) {
            (Some(memory), Some(weeks)) => {
                let anchored = memory.anchored.get();
                anchored + (1.0 - anchored) * (-weeks / memory.half_life_weeks).exp2()
            }
            _ => 1.0,
        },
    };
    scenario.stages.iter().map(one).collect()
}

/// Experience counts by influence, among those whose lived weights are known.
fn adoption(scenario: &Scenario) -> Option<AdoptionPlan> {
    let threshold = scenario.adoption?.threshold;
    let total: f64 = scenario.stakeholders.iter().filter(|who| who.lived.is_some()).map(|who| who.influence).sum();
    let lived = scenario.stakeholders.iter().enumerate().flat_map(|(person, who)| {
        let weights = who.lived.iter().flatten().enumerate();
        weights.map(move |(criterion, weight)| (person, criterion, weight * who.influence / total))
    });
    Some(AdoptionPlan { threshold, lived: lived.filter(|(.., share)| *share > 0.0).collect() })
}

/// The criterion whose weight a strategy works on: that of its first teach, else of its first reframe upwards, else of
/// its first reframe; with everybody whom our moves address on it.
pub fn main_criterion(scenario: &Scenario, strategy: StrategyId) -> Option<(CriterionId, Vec<StakeholderId>)> {
    let ours = &scenario.strategies[strategy.index()].moves;
    let kinds = || ours.iter().map(|played| &scenario.moves[played.index()].kind);
    let teach = kinds().find_map(|kind| matches!(kind, MoveKind::Teach(_)).then(|| kind.shift()).flatten());
    let raise = || kinds().filter_map(MoveKind::shift).find(|shift| shift.direction == Direction::Raise);
    let any = || kinds().find_map(MoveKind::shift);
    let criterion = teach.or_else(raise).or_else(any)?.criterion;
    let addressed = |who: &StakeholderId| {
        ours.iter()
            .map(|played| &scenario.moves[played.index()])
            .any(|m| m.kind.shift().is_some_and(|shift| shift.criterion == criterion) && m.audience.contains(who))
    };
    Some((criterion, (0..scenario.stakeholders.len()).map(StakeholderId::new).filter(addressed).collect()))
}
