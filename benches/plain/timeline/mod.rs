//! The whole timeline of docs/model.md, as far as the listed bank's committee needs it: stages, moves of every kind,
//! talk, forgetting, gates, a status quo, a logit, and life after the signature. S people, C criteria, A alternatives
//! of which the last is the status quo.

mod judge;
mod minds;
mod steps;
mod world;

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use reframe::model::{Discussion, GroupRule, Scenario, StageId, StrategyId};

use super::{Counting, Play, Sums};
use judge::Judging;
use minds::Minds;
use steps::{Slots, Step};
use world::{Beliefs, World};

/// Prepared for drawing.
pub struct Timeline<const S: usize, const C: usize, const A: usize> {
    beliefs: Beliefs<S, C, A>,
    stages: Vec<Stage>,
    /// `[strategy][stage]` what is done; the baseline first.
    strategies: Vec<Vec<Vec<Step>>>,
    listening: [[f64; S]; S],
    judging: Judging<S, C, A>,
}

/// What happens in a stage whatever is played.
struct Stage {
    discussion: Discussion,
    /// Share of what talk has changed that is left when the next stage begins.
    kept: f64,
}

impl<const S: usize, const C: usize, const A: usize> Timeline<S, C, A> {
    /// A scenario of these sizes and some of its strategies.
    pub fn new(scenario: &Scenario, strategies: &[StrategyId]) -> Self {
        assert_eq!((scenario.stakeholders.len(), scenario.criteria.len(), scenario.alternatives().len()), (S, C, A));
        assert!(scenario.status_quo.is_some() && scenario.decision.rule == GroupRule::WeightedUtility);
        let mut slots = Slots::default();
        let played = std::iter::once(None).chain(strategies.iter().copied().map(Some));
        let strategies = played.map(|strategy| slots.steps(scenario, strategy)).collect();
        let mut listening = [[0.0; S]; S];
        for (i, who) in scenario.stakeholders.iter().enumerate() {
            who.listens_to.iter().for_each(|(speaker, share)| listening[i][speaker.index()] = share.get());
        }
        Self {
            beliefs: Beliefs::new(scenario, slots),
            stages: (0..scenario.stages.len()).map(|stage| Stage::new(scenario, StageId::new(stage))).collect(),
            strategies,
            listening,
            judging: Judging::new(scenario),
        }
    }

    /// One strategy in one world.
    fn approach(&self, stages: &[Vec<Step>], world: &World<S, C, A>, minds: &mut Minds<S, C, A>) {
        minds.begin(world, &self.listening);
        for (number, (steps, stage)) in stages.iter().zip(&self.stages).enumerate() {
            steps.iter().for_each(|step| minds.act(step, world, &self.beliefs));
            minds.talk(stage.discussion, &world.speaks[number], &self.beliefs.speaks);
            if number + 1 < self.stages.len() {
                minds.forget(&world.weights, stage.kept);
            }
        }
    }
}

impl Stage {
    fn new(scenario: &Scenario, id: StageId) -> Self {
        let stage = &scenario.stages[id.index()];
        let kept = match (&scenario.memory, stage.weeks) {
            (Some(memory), Some(weeks)) => {
                let anchored = memory.anchored.get();
                anchored + (1.0 - anchored) * (-weeks / memory.half_life_weeks).exp2()
            }
            _ => 1.0,
        };
        Self { discussion: stage.discussion, kept }
    }
}

impl<const S: usize, const C: usize, const A: usize> Play for Timeline<S, C, A> {
    fn play(&self, draws: u64, seed: u64) -> Vec<Sums> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut world = World::new(&self.beliefs, self.stages.len());
        let mut minds = Minds::new(&self.beliefs);
        let mut counting = vec![Counting::<A>::ZERO; self.strategies.len()];
        for _ in 0..draws {
            self.beliefs.draw(&mut rng, &mut world);
            let mut baseline = ([0.0; A], [0.0; A]);
            for (k, (stages, counting)) in self.strategies.iter().zip(&mut counting).enumerate() {
                self.approach(stages, &world, &mut minds);
                let win = self.judging.decide(&minds, &world);
                let lasts = self.judging.lasts(&minds);
                let lasting = std::array::from_fn(|v| win[v] * lasts[v]);
                if k == 0 {
                    baseline = (win, lasting);
                }
                counting.add(&win, &baseline.0);
                counting.add_lasting(&lasting, &baseline.1);
            }
        }
        counting.iter().map(Counting::sums).collect()
    }
}
