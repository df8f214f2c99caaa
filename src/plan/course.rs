//! What strategies have in common: those that do the same to people's minds up to the end of a stage share what comes of
//! it, which is played once for all of them. Decided here, by comparing the steps themselves.

use std::collections::{BTreeSet, HashMap};

use super::circle::Circle;
use super::compile::Plan;
use super::persuasion::{Effect, Persuasion, PublicStep, Slot, Step};
use super::strategy::{Moves, StageMoves, StrategyPlan, View};

/// A strategy's turn to be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its position in the plan.
    pub strategy: usize,
    /// The number of first stages after which minds are those of the turn before.
    pub shared: usize,
}

impl Plan {
    /// The strategies that are wanted in an order in which neighbours have much in common; the first of the plan, if it
    /// is wanted, comes first.
    pub fn turns(&self, wanted: impl Fn(&StrategyPlan) -> bool) -> Vec<Turn> {
        let mut order: Vec<usize> = (0..self.strategies.len()).filter(|k| wanted(&self.strategies[*k])).collect();
        order.sort_by_key(|k| (*k > 0, &self.strategies[*k].course));
        let mut before: Option<&[usize]> = None;
        let turn = |strategy: usize| {
            let course = &self.strategies[strategy].course[..];
            let same = |before: &[usize]| before.iter().zip(course).take_while(|(a, b)| a == b).count();
            Turn { strategy, shared: before.replace(course).map_or(0, same) }
        };
        order.into_iter().map(turn).collect()
    }

    /// Finds out, for every strategy and stage, what has changed by then, and which strategies have come the same way.
    pub(super) fn find_courses(&mut self) {
        let mut strategies = std::mem::take(&mut self.strategies);
        let quiet: Vec<bool> = self.listening.iter().map(|share| *share > 0.0).collect();
        self.circles = vec![Circle::new(&quiet, self.stakeholders)];
        let mut circle_of = HashMap::from([(quiet.clone(), 0)]);
        for strategy in &mut strategies {
            let (mut trust, mut champions, mut pattern) = (None, None, quiet.clone());
            for (number, stage) in strategy.stages.iter_mut().enumerate() {
                trust = stage.minds.change_trust(&self.slots).then_some(number).or(trust);
                stage.trust = trust;
                let some = stage.minds.hear_champions(&mut pattern, self.stakeholders);
                champions = some.then_some(number).or(champions);
                stage.champions = champions;
                stage.circle = *circle_of.entry(pattern.clone()).or_insert_with(|| {
                    self.circles.push(Circle::new(&pattern, self.stakeholders));
                    self.circles.len() - 1
                });
            }
            strategy.relived = self.lived_differently(strategy);
        }
        let mut crossroads = Crossroads::default();
        for number in 0..strategies.len() {
            strategies[number].course = crossroads.course(number, &strategies);
        }
        self.strategies = strategies;
    }

    /// Alternatives of which it changes what somebody lives with after the signature.
    fn lived_differently(&self, strategy: &StrategyPlan) -> Vec<usize> {
        let Some(adoption) = &self.adoption else { return Vec::new() };
        let lived = |view: &View| adoption.lived.iter().any(|(who, c, _)| (*who, *c) == (view.who, view.criterion));
        let changed = strategy.views.iter().filter(|view| view.own.is_some() && lived(view));
        let alternatives: BTreeSet<usize> = changed.map(|view| view.judged.alternative).collect();
        alternatives.into_iter().collect()
    }
}

impl Moves {
    /// Whether somebody's trust in a vendor may change.
    fn change_trust(&self, slots: &[Slot]) -> bool {
        self.persuasions.iter().flat_map(|persuasion| &persuasion.steps).any(|step| match step {
            Step::BuildTrust { .. } => true,
            Step::Persuade { slot, .. } | Step::Second { slot, .. } => slots[*slot].backfire.is_some(),
            _ => false,
        })
    }

    /// Notes who may listen to whom from now on, `[listener][speaker]`; whether there are champions.
    fn hear_champions(&self, pattern: &mut [bool], people: usize) -> bool {
        let mut some = false;
        for step in &self.public {
            if let PublicStep::Champion { champion, audience, .. } = step {
                some = true;
                audience.iter().for_each(|listener| pattern[listener * people + champion] = true);
            }
        }
        some
    }
}

/// A way, and the first strategy that went it.
type Way = (usize, usize);

/// Where strategies part.
#[derive(Default)]
struct Crossroads {
    /// By the way that led there (0: none yet) and the slots that are played next: the ways that go on.
    ways: HashMap<(usize, Vec<usize>), Vec<Way>>,
    /// Ways so far.
    count: usize,
}

impl Crossroads {
    /// `[stage]` the way that a strategy goes: equal numbers say that minds are equal.
    fn course(&mut self, number: usize, strategies: &[StrategyPlan]) -> Vec<usize> {
        let strategy = &strategies[number];
        let mut way = 0;
        let step = |(stage, moves): (usize, &StageMoves)| {
            let same = |other: &StrategyPlan| {
                other.stages[stage].minds == moves.minds && other.own_in_mind() == strategy.own_in_mind()
            };
            let ways = self.ways.entry((way, moves.minds.slots().collect())).or_default();
            let known = ways.iter().find(|(_, other)| same(&strategies[*other]));
            way = known.map_or(self.count + 1, |(way, _)| *way);
            if known.is_none() {
                ways.push((way, number));
                self.count += 1;
            }
            way
        };
        strategy.stages.iter().enumerate().map(step).collect()
    }
}

impl StrategyPlan {
    /// Performances that change together with minds: those of all its views if an offer is tailored, which may depend
    /// on what somebody thinks; else none.
    fn own_in_mind(&self) -> &[usize] {
        if self.tailors { &self.own } else { &[] }
    }

    /// Sorts the steps of every stage: what minds depend on, and what lies aside.
    pub(super) fn set_aside(&mut self) {
        let steps = || self.stages.iter().flat_map(|stage| &stage.minds.persuasions).flat_map(|told| &told.steps);
        self.tailors = steps().any(Step::tailors);
        let tailors = self.tailors;
        for StageMoves { minds, aside, .. } in &mut self.stages {
            let told = std::mem::take(&mut minds.persuasions);
            for Persuasion { who, steps } in told {
                let (apart, within): (Vec<_>, Vec<_>) = steps.into_iter().partition(|step| step.lies_aside(tailors));
                for (moves, steps) in [(&mut *minds, within), (&mut *aside, apart)] {
                    if !steps.is_empty() {
                        moves.persuasions.push(Persuasion { who, steps });
                    }
                }
            }
            let public = std::mem::take(&mut minds.public);
            (aside.public, minds.public) =
                public.into_iter().partition(|step| matches!(step, PublicStep::Navigate { .. }));
        }
    }
}

impl Step {
    /// Whether it may change a performance by an offer.
    fn tailors(&self) -> bool {
        let changes = |effect: &Effect| matches!(effect, Effect::Tailor { own: Some(_), .. });
        match self {
            Step::Persuade { effect, .. } => changes(effect),
            Step::Second { supported, .. } => supported.iter().any(|(.., effect)| changes(effect)),
            _ => false,
        }
    }

    /// Whether weights, trust and who has taken up what neither depend on it nor change what it does. A discount is one
    /// of these as long as no offer changes the same performance.
    fn lies_aside(&self, tailors: bool) -> bool {
        match self {
            Step::Prove { .. } | Step::DeRisk { .. } => true,
            Step::Discount { .. } => !tailors,
            Step::Persuade { .. } | Step::Second { .. } | Step::BuildTrust { .. } => false,
        }
    }
}
