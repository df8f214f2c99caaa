//! Plans that set weights by hand: the points of the reframe curve, of break-even weights, and of maps of weights.

use super::compile::Plan;
use super::persuasion::{Effect, Persuasion, ShiftPlan, Slots, Step};
use super::process::GatePlan;
use super::sampler::SamplerFactory;
use super::strategy::strategy_plan;
use crate::model::{CriterionId, Direction, GroupRule, Line, Scenario, StakeholderId};

/// Which weight is set, and to what.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// The criterion.
    pub criterion: CriterionId,
    /// Whose weight is set.
    pub audience: Vec<StakeholderId>,
    /// Where the mass comes from first; when it is used up, or if empty, from all others in proportion.
    pub donors: Vec<CriterionId>,
    /// The weights to set, in [0, 1].
    pub weights: Vec<f64>,
}

/// Two weights that are set at once; all others give in proportion.
#[derive(Clone, Debug, PartialEq)]
pub struct PairProbe {
    /// The two criteria.
    pub criteria: [CriterionId; 2],
    /// Whose weights are set: people who give weight to other criteria too.
    pub audience: Vec<StakeholderId>,
    /// The pairs to set; each sums to at most 1.
    pub weights: Vec<[f64; 2]>,
}

/// A plan of one line only, the baseline as a rule, and what is done to the weights just before the decision.
#[derive(Clone, Debug)]
pub struct ProbePlan {
    /// That line.
    pub plan: Plan,
    /// One for each probe.
    pub lines: Vec<ProbeLine>,
}

/// The points of one probe.
#[derive(Clone, Debug)]
pub struct ProbeLine {
    /// The weights to set.
    pub weights: Vec<f64>,
    /// How they are set.
    pub way: Way,
}

/// How a weight is set.
#[derive(Clone, Debug)]
pub enum Way {
    /// Utilities run on straight lines from weight 0 to weight 1, because everybody else gives in proportion: it is enough
    /// to set the weight to 0, and to 1.
    Straight {
        /// What sets it to 0.
        from: Vec<Persuasion>,
        /// What sets it to 1.
        to: Vec<Persuasion>,
    },
    /// What sets it to each of the weights.
    Stepwise(Vec<Vec<Persuasion>>),
    /// Everybody's weights at each of the points, `[stakeholder][criterion]`, flat.
    Given(Vec<Vec<f64>>),
}

impl Plan {
    /// Adds probes to what this line leads to.
    pub fn probe(&self, scenario: &Scenario, line: &Line, probes: &[Probe]) -> ProbePlan {
        let hand = self.by_hand(scenario, line, probes.iter().flat_map(|probe| &probe.audience));
        let set = |probe: &Probe, weight: f64| {
            let steps = || set_weight(scenario, probe, weight).collect();
            probe.audience.iter().map(|who| hand.persuade(*who, steps())).collect()
        };
        let probed = |probe: &Probe| {
            let way = if probe.donors.is_empty() && self.decides_on_weights_as_they_are() {
                Way::Straight { from: set(probe, 0.0), to: set(probe, 1.0) }
            } else {
                Way::Stepwise(probe.weights.iter().map(|weight| set(probe, *weight)).collect())
            };
            ProbeLine { weights: probe.weights.clone(), way }
        };
        let lines = probes.iter().map(probed).collect();
        ProbePlan { plan: hand.plan, lines }
    }

    /// Sets two weights at once where this line leads; the weights of the line are those of the first criterion.
    pub fn probe_pair(&self, scenario: &Scenario, line: &Line, pair: &PairProbe) -> ProbePlan {
        let hand = self.by_hand(scenario, line, &pair.audience);
        let set = |weights: &[f64; 2]| {
            let steps = || set_pair(scenario, pair, *weights).collect();
            pair.audience.iter().map(|who| hand.persuade(*who, steps())).collect()
        };
        let way = Way::Stepwise(pair.weights.iter().map(set).collect());
        let lines = vec![ProbeLine { weights: pair.weights.iter().map(|[first, _]| *first).collect(), way }];
        ProbePlan { plan: hand.plan, lines }
    }

    /// Gives everybody these weights where this line leads: `points` are `[stakeholder][criterion]`, flat.
    pub fn probe_given(&self, scenario: &Scenario, line: &Line, points: Vec<Vec<f64>>) -> ProbePlan {
        let hand = self.by_hand(scenario, line, &[]);
        let lines = vec![ProbeLine { weights: vec![0.0; points.len()], way: Way::Given(points) }];
        ProbePlan { plan: hand.plan, lines }
    }

    /// A line on its own, ready to be changed by hand.
    fn by_hand<'a>(
        &self,
        scenario: &Scenario,
        line: &Line,
        moved: impl IntoIterator<Item = &'a StakeholderId>,
    ) -> SetByHand {
        let mut plan = Plan { strategies: Vec::new(), watches: Vec::new(), ..self.clone() };
        let (mut slots, mut factory) = (Slots::new(scenario), SamplerFactory::default());
        let slot = slots.certain();
        let mut played = strategy_plan(scenario, line, &plan.beliefs, &mut slots, &mut factory);
        let mark = played.marks;
        played.marks += 1;
        plan.strategies.push(played);
        plan.finish(slots);
        for who in moved {
            plan.strategies[0].moved[who.index()] = true;
        }
        SetByHand { plan, slot, mark }
    }

    /// How much each person's utility counts in the group's score, where that score is a linear function of everybody's
    /// weights, and whoever has the higher one is the likelier choice; `None` where it is not.
    pub fn linear_influence(&self) -> Option<Vec<f64>> {
        let veto = self.gates.iter().any(|gate| matches!(gate, GatePlan::Veto { .. }));
        if veto || !self.decides_on_weights_as_they_are() {
            return None;
        }
        let alone = |decider: usize| (0..self.stakeholders).map(|who| f64::from(u8::from(who == decider))).collect();
        match self.rule {
            GroupRule::WeightedUtility => Some(self.influence.clone()),
            GroupRule::Autocracy { decider } => Some(alone(decider.index())),
            // Whatever the rule, a committee of one takes what he thinks best.
            _ => (self.stakeholders == 1).then(|| alone(0)),
        }
    }

    /// Whether the group's scores are linear functions of everybody's utilities.
    pub fn has_linear_scores(&self) -> bool {
        let veto = self.gates.iter().any(|gate| matches!(gate, GatePlan::Veto { .. }));
        self.rule == GroupRule::WeightedUtility && !veto
    }

    /// Whether the last poll is a linear function of everybody's weights.
    pub fn decides_on_weights_as_they_are(&self) -> bool {
        let last = self.stages.last().expect("a scenario has a stage");
        let conflict = self.inertia.as_ref().map_or(0.0, |inertia| inertia.conflict);
        last.tilt.is_none() && self.floors.is_empty() && conflict == 0.0
    }
}

/// A line with the random number that says yes to what is done by hand.
struct SetByHand {
    plan: Plan,
    slot: usize,
    mark: usize,
}

impl SetByHand {
    fn persuade(&self, who: StakeholderId, shifts: Vec<ShiftPlan>) -> Persuasion {
        let step = |shift| Step::Persuade { slot: self.slot, mark: self.mark, effect: Effect::Shift(shift) };
        Persuasion { who: who.index(), steps: shifts.into_iter().map(step).collect() }
    }
}

/// The first weight at the expense of, or in favour of, everything else; then the second at that of all but the first.
fn set_pair(scenario: &Scenario, pair: &PairProbe, weights: [f64; 2]) -> impl Iterator<Item = ShiftPlan> {
    let [first, second] = pair.criteria.map(|criterion| criterion.index());
    let without = |left: &[usize]| (0..scenario.criteria.len()).filter(|c| !left.contains(c)).collect::<Vec<_>>();
    let (of_first, of_second) = (without(&[first]), without(&[first, second]));
    let set = |criterion, target, donors: Vec<usize>| {
        [Direction::Raise, Direction::Lower].map(|direction| ShiftPlan {
            criterion,
            direction,
            target,
            donors: donors.clone(),
            named: false,
        })
    };
    set(first, weights[0], of_first).into_iter().chain(set(second, weights[1], of_second))
}

/// Raise from the donors, then from everybody, then lower: whatever the weight was, it is now this.
fn set_weight(scenario: &Scenario, probe: &Probe, weight: f64) -> impl Iterator<Item = ShiftPlan> {
    let criterion = probe.criterion.index();
    let everything: Vec<usize> = (0..scenario.criteria.len()).filter(|c| *c != criterion).collect();
    let named: Vec<usize> = probe.donors.iter().map(|c| c.index()).filter(|c| *c != criterion).collect();
    let shift = move |direction, donors, named| ShiftPlan { criterion, direction, target: weight, donors, named };
    let first = (!named.is_empty()).then(|| shift(Direction::Raise, named.clone(), true));
    let down = if named.is_empty() {
        shift(Direction::Lower, everything.clone(), false)
    } else {
        shift(Direction::Lower, named, true)
    };
    first.into_iter().chain([shift(Direction::Raise, everything, false), down])
}
