//! One problem, the engine with each instruction set against the plain implementation, and the table of it.

use std::hint::black_box;

use reframe::engine::Measure;
use reframe::math::InstructionSet;
use reframe::plan::Plan;

use crate::measure::{
    Effort, Entry, assert_ranks_agree, assert_same_answer, assert_same_bits, by_round, engine, median, quantile, tally,
};
use crate::plain::Play;
use crate::plain::smaa::Smaa;

/// The plain implementation of a problem.
pub enum Twin {
    /// Who wins, under each strategy.
    Outcomes(Box<dyn Play>),
    /// Rank acceptabilities and central weights.
    Ranks(Box<Smaa<8, 4>>),
}

impl Twin {
    fn play(&self, draws: u64) {
        match self {
            Twin::Outcomes(twin) => drop(black_box(twin.play(draws, 1))),
            Twin::Ranks(twin) => drop(black_box(twin.run(draws, 1))),
        }
    }
}

/// What was promised.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// Nothing.
    None,
    /// The plain implementation takes this many times as long, `[AVX2, AVX-512]`.
    Times([f64; 2]),
    /// The plain implementation takes this many times as long, with the best instruction set.
    Best(f64),
}

impl Goal {
    /// In words, and whether it is reached; nothing where nothing was promised.
    fn judge(self, set: InstructionSet, ratio: f64) -> Option<(String, bool)> {
        match (self, set) {
            (Goal::Times([times, _]), InstructionSet::Avx2) | (Goal::Times([_, times]), InstructionSet::Avx512) => {
                Some((format!("{times}x"), ratio >= times))
            }
            (Goal::Best(times), set) if InstructionSet::available().last() == Some(&set) => {
                Some((format!("{times}x"), ratio >= times))
            }
            _ => None,
        }
    }
}

/// What was promised of a problem.
#[derive(Clone, Copy, Debug)]
pub struct Goals {
    /// For the fewest strategies.
    pub first: Goal,
    /// For every further strategy.
    pub further: Goal,
}

/// A problem with one or more numbers of strategies.
pub struct Contest {
    name: &'static str,
    measure: Measure,
    goals: Goals,
    sizes: Vec<(usize, Plan, Twin)>,
}

impl Contest {
    /// Nothing to play yet.
    pub fn new(name: &'static str, measure: Measure, goals: Goals) -> Self {
        Self { name, measure, goals, sizes: Vec::new() }
    }

    /// Takes in a number of strategies, once both sides are seen to give the same answer.
    pub fn enter(&mut self, strategies: usize, plan: Plan, twin: Twin, effort: &Effort) {
        let name = format!("{} with {strategies} strategies", self.name);
        let draws = effort.checked(strategies);
        let tally = tally(&plan, draws, self.measure);
        match &twin {
            Twin::Outcomes(plain) => assert_same_answer(&name, &tally, &plain.play(draws, 1), draws),
            Twin::Ranks(plain) => assert_ranks_agree(&name, &tally, &plain.run(draws, 1), draws),
        }
        assert_same_bits(&name, &plan, self.measure);
        self.sizes.push((strategies, plan, twin));
    }

    /// The head of the table.
    pub fn heading() {
        println!("| problem | instructions | what | engine, ns | plain, ns | ratio | quartiles | goal | |");
        println!("|---|---|---|--:|--:|--:|---|--:|---|");
    }

    /// Measures, and prints the rows.
    pub fn run(&self, effort: &Effort) {
        let sets = InstructionSet::available();
        let mut entries: Vec<Vec<Entry>> = self.sizes.iter().map(|size| self.sides(size, &sets, effort)).collect();
        for _ in 0..effort.rounds {
            entries.iter_mut().flatten().for_each(Entry::round);
        }
        for (side, set) in sets.iter().enumerate() {
            let rounds = |size: usize, side: usize| &entries[size][side].rounds[..];
            let first = if self.sizes[0].0 == 0 { "a draw" } else { "baseline and one strategy" };
            self.row(*set, first, rounds(0, side), rounds(0, sets.len()), self.goals.first);
            let last = self.sizes.len() - 1;
            let steps = (0..last).map(|size| (size, size + 1)).chain((last > 1).then_some((0, last)));
            for (from, to) in steps {
                let (few, many) = (self.sizes[from].0, self.sizes[to].0);
                let slope = |side| by_round(rounds(to, side), rounds(from, side), |b, a| (b - a) / (many - few) as f64);
                let goal = if (from, to) == (0, last) { self.goals.further } else { Goal::None };
                let what = format!("a further strategy, {few} to {many}");
                self.row(*set, &what, &slope(side), &slope(sets.len()), goal);
            }
        }
    }

    /// The engine with each instruction set, then the plain implementation.
    fn sides<'a>(
        &self,
        (_, plan, twin): &'a (usize, Plan, Twin),
        sets: &[InstructionSet],
        effort: &Effort,
    ) -> Vec<Entry<'a>> {
        let engines = sets.iter().map(|set| Entry::new(Some(*set), effort, engine(plan, self.measure)));
        engines.chain([Entry::new(None, effort, Box::new(|draws| twin.play(draws)))]).collect()
    }

    fn row(&self, set: InstructionSet, what: &str, engine: &[f64], plain: &[f64], goal: Goal) {
        let ratios = by_round(plain, engine, |plain, engine| plain / engine);
        let (nanoseconds, ratio) = (median(engine), median(&ratios));
        let judged = goal.judge(set, ratio);
        let (goal, reached) = judged.unwrap_or_default();
        let verdict = if goal.is_empty() { "" } else { ["missed", "reached"][usize::from(reached)] };
        println!(
            "| {} | {set:?} | {what} | {nanoseconds:.2} | {:.1} | {ratio:.1} | {:.1} to {:.1} | {goal} | {verdict} |",
            self.name,
            median(plain),
            quantile(&ratios, 0.25),
            quantile(&ratios, 0.75),
        );
    }
}
