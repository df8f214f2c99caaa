//! What is uncertain in a plan, one by one: each input is a thing that has a name in the scenario, with the addresses of
//! the random numbers that decide it. Studies hold some inputs still while the others are drawn again.

use super::beliefs::{Variable, WeightPlan, performance_key};
use super::compile::Plan;
use super::process::GatePlan;
use crate::model::{CriterionId, GateId, InputKind, MoveId, Scenario, StakeholderId, VendorId};
use crate::random::Key;

/// An uncertain thing and what decides it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Which.
    pub kind: InputKind,
    /// The addresses of its random numbers; never empty.
    pub keys: Vec<Key>,
}

impl Plan {
    /// Everything that is uncertain under some strategy of this plan. Independent of one another, in a fixed order: people's
    /// weights, performances (first those that vary together), credibility, fears, moves, speaking, gates, moods.
    pub fn inputs(&self, scenario: &Scenario) -> Vec<Input> {
        let mut inputs = self.weight_inputs();
        inputs.extend(self.performance_inputs(scenario));
        inputs.extend(self.credibility_inputs(scenario));
        inputs.extend(self.fear_inputs());
        inputs.extend(self.move_inputs(scenario));
        inputs.extend(self.speaking_inputs());
        inputs.extend(self.gate_inputs());
        inputs.extend(self.mood_inputs());
        inputs.retain(|input| !input.keys.is_empty());
        inputs
    }

    fn weight_inputs(&self) -> Vec<Input> {
        let keys = |weights: &WeightPlan| match weights {
            WeightPlan::Exact(_) => Vec::new(),
            WeightPlan::Gammas { parts, .. } => parts.iter().map(|(_, key, _)| *key).collect(),
            WeightPlan::Ranking { groups, .. } => groups.iter().flatten().map(|(_, key)| *key).collect(),
            WeightPlan::Point { keys, .. } => keys.clone(),
        };
        let people = self.beliefs.weights.iter().enumerate();
        people.map(|(who, w)| Input { kind: InputKind::Weights(StakeholderId::new(who)), keys: keys(w) }).collect()
    }

    fn performance_inputs(&self, scenario: &Scenario) -> Vec<Input> {
        let mut inputs = self.relative_inputs();
        for alternative in scenario.alternatives() {
            for criterion in (0..self.criteria).map(CriterionId::new) {
                for person in (0..self.stakeholders).map(StakeholderId::new) {
                    let key = performance_key(scenario, person, alternative, criterion);
                    let own = scenario.performance.own(person, alternative, criterion).is_some();
                    let by_itself = |v: &Variable| v.mixture.is_none() && v.sampler.constant().is_none();
                    let uncertain = self.beliefs.variables.iter().any(|v| v.key == key && by_itself(v));
                    let known = inputs.iter().any(|input| input.keys[0] == key);
                    if uncertain && !known {
                        let who = own.then_some(person);
                        let kind = InputKind::Performance { alternative, criterion, who };
                        inputs.push(Input { kind, keys: vec![key] });
                    }
                }
            }
        }
        inputs
    }

    /// Performances that vary together are one input: nobody can learn one of them without learning about the others.
    fn relative_inputs(&self) -> Vec<Input> {
        let of = |criterion: usize| {
            let on = |v: &&Variable| v.seen.iter().any(|(_, cell)| cell % self.criteria == criterion);
            let mixtures = self.beliefs.variables.iter().filter(on).filter_map(|v| v.mixture.as_ref());
            let mut keys: Vec<Key> = mixtures.flat_map(|mixture| &mixture.parts).map(|(key, _)| *key).collect();
            keys.sort_unstable();
            keys.dedup();
            Input { kind: InputKind::Together(CriterionId::new(criterion)), keys }
        };
        (0..self.criteria).map(of).filter(|input| !input.keys.is_empty()).collect()
    }

    fn credibility_inputs(&self, scenario: &Scenario) -> Vec<Input> {
        let vendors = self.beliefs.credibility.iter().take(scenario.vendors.len()).enumerate();
        vendors
            .filter(|(_, (_, sampler))| sampler.constant().is_none())
            .map(|(v, (key, _))| Input { kind: InputKind::Credibility(VendorId::new(v)), keys: vec![*key] })
            .collect()
    }

    fn fear_inputs(&self) -> Vec<Input> {
        let fears = self.inertia.iter().flat_map(|inertia| &inertia.fear).enumerate();
        fears
            .filter(|(_, (_, sampler))| sampler.constant().is_none())
            .map(|(who, (key, _))| Input { kind: InputKind::Indecision(StakeholderId::new(who)), keys: vec![*key] })
            .collect()
    }

    fn move_inputs(&self, scenario: &Scenario) -> Vec<Input> {
        let of = |played: MoveId| {
            let slots = self.slots.iter().filter(|slot| slot.source.is_some_and(|(made, _)| made == played));
            let mut keys: Vec<Key> = slots.flat_map(super::persuasion::Slot::keys).collect();
            keys.sort_unstable();
            keys.dedup();
            Input { kind: InputKind::Reception(played), keys }
        };
        (0..scenario.moves.len()).map(|played| of(MoveId::new(played))).collect()
    }

    fn speaking_inputs(&self) -> Vec<Input> {
        if !self.people_talk() {
            return Vec::new();
        }
        let of = |who: usize| {
            let talks = self.stages.iter().filter(|stage| stage.discussion != crate::model::Discussion::Rounds(0));
            let uncertain = talks.map(|stage| stage.speaks[who]).filter(|(_, p)| *p > 0.0 && *p < 1.0);
            Input { kind: InputKind::Speaks(StakeholderId::new(who)), keys: uncertain.map(|(key, _)| key).collect() }
        };
        (0..self.stakeholders).map(of).collect()
    }

    fn gate_inputs(&self) -> Vec<Input> {
        let mut inputs = Vec::new();
        for (number, gate) in self.gates.iter().enumerate() {
            let GatePlan::Pass { probability, vendors } = gate else { continue };
            if *probability < 1.0 {
                inputs.extend(vendors.iter().map(|(vendor, key)| Input {
                    kind: InputKind::Gate(GateId::new(number), VendorId::new(*vendor)),
                    keys: vec![*key],
                }));
            }
        }
        inputs
    }

    fn mood_inputs(&self) -> Vec<Input> {
        let Some(moods) = self.moods.as_ref().filter(|_| self.rule.votes()) else { return Vec::new() };
        let people = moods.each.chunks_exact(self.alternatives).enumerate();
        let keys = |moods: &[(Key, _)]| moods.iter().map(|(key, _)| *key).collect();
        people.map(|(who, moods)| Input { kind: InputKind::Mood(StakeholderId::new(who)), keys: keys(moods) }).collect()
    }
}
