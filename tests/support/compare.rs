//! The engine against the reference implementation, draw by draw, on the same random numbers.
//!
//! Each layer is compared given the layer before it as the engine has it, so that an error shows where it is made and
//! tolerances stay small: quantile tables may be off by 2e-6 in probability; arithmetic may be off by rounding only.
//! Where a number is so near to a threshold that both answers are honest, what rests on it is skipped, and counted.

use reframe::engine::{StrategyView, inspect};
use reframe::model::{GroupRule, Scenario, StageId, StrategyId};

use super::check::{all_close, table_close};
use super::decide::TIE;
use super::reference::{Played, Reference};
use super::run;

/// What tables may do to a weight, a credibility or a value.
pub const TABLE: f64 = 2e-5;
/// What tables may do after several moves or on a scale much steeper than the belief is wide.
pub const TABLES: f64 = 2e-4;
/// What the order of summation may do.
pub const ROUNDING: f64 = 1e-9;

/// How many strategies of how many draws were compared, and in how many something was too close to call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared {
    /// Strategies times draws.
    pub all: usize,
    /// Those of which something was skipped.
    pub close: usize,
}

impl Compared {
    /// Adds another count.
    pub fn add(&mut self, other: Compared) {
        self.all += other.all;
        self.close += other.close;
    }

    /// Asserts that hardly anything was skipped.
    #[track_caller]
    pub fn nearly_all(self) {
        assert!(self.close * 50 <= self.all + 50, "{} close calls in {} plays", self.close, self.all);
    }
}

/// Plays these draws in engine and reference and compares everything.
pub fn compare(scenario: &Scenario, seed: u64, draws: impl Iterator<Item = u64>) -> Compared {
    let plan = run::plan(scenario);
    let reference = Reference::new(scenario, seed);
    let mut compared = Compared::default();
    for draw in draws {
        let seen = inspect(&plan, seed, draw);
        table_close(&format!("weights before any move, draw {draw}"), &seen.before, &reference.before(draw), TABLE);
        let strategies = (0..scenario.strategies.len()).map(|s| Some(StrategyId::new(s)));
        assert_eq!(seen.strategies.len(), strategies.len() + 1, "the baseline and every strategy");
        for (strategy, view) in std::iter::once(None).chain(strategies).zip(&seen.strategies) {
            let place = format!("strategy {strategy:?}, draw {draw}, seed {seed}");
            let one = One { scenario, reference: &reference, draw, view, place };
            compared.all += 1;
            compared.close += usize::from(!one.compare(&seen.before, strategy));
        }
    }
    compared
}

/// One strategy of one draw.
struct One<'a> {
    scenario: &'a Scenario,
    reference: &'a Reference<'a>,
    draw: u64,
    view: &'a StrategyView,
    place: String,
}

impl One<'_> {
    /// Everything that can be compared; whether that was everything.
    fn compare(&self, before: &[Vec<f64>], strategy: Option<StrategyId>) -> bool {
        let mut played = self.reference.play(before, strategy, self.draw);
        if played.closest.call() {
            return false;
        }
        table_close(&self.name("weights"), &self.view.weights, &played.last().weights, TABLE);
        let polled = self.polls(&played);
        let lasting = self.lasting(&played);
        played.last_mut().weights.clone_from(&self.view.weights);
        let decided = self.utility(&played) && self.decision(&played);
        polled && lasting && decided
    }

    fn name(&self, what: &str) -> String {
        format!("{what}, {}", self.place)
    }

    /// Utilities, given the weights; always comparable.
    fn utility(&self, played: &Played) -> bool {
        let expected = self.reference.utility(played.last(), self.reference.last_stage(), self.draw);
        for (a, of) in self.scenario.alternatives().into_iter().enumerate() {
            if self.reference.can_be_chosen(of) {
                let column = |table: &[Vec<f64>]| table.iter().map(|own| own[a]).collect::<Vec<f64>>();
                let name = self.name(&format!("utility of {of:?}"));
                all_close(&name, &column(&self.view.utility), &column(&expected), TABLES);
            }
        }
        true
    }

    /// The race and the choice, given the utilities.
    fn decision(&self, played: &Played) -> bool {
        let view = self.view;
        let (open, closest) = self.reference.open(played.last(), &view.utility, self.draw);
        if closest.call() {
            return false;
        }
        for (a, of) in self.scenario.alternatives().into_iter().enumerate() {
            if self.reference.can_be_chosen(of) {
                assert_eq!(view.open[a] == 1.0, open[a], "{}: {open:?}, not {:?}", self.name("open"), view.open);
            }
        }
        let decided = self.reference.decide(view.weights.clone(), view.utility.clone(), open.clone(), self.draw);
        let running = |row: &[f64]| row.iter().zip(&open).filter(|(_, o)| **o).map(|(x, _)| *x).collect::<Vec<f64>>();
        let mut everything = true;
        if self.clear(self.scenario.decision.rule, &view.utility, &open, 10.0 * TIE, gaps) {
            // Without a decision there is nothing that was compared and found best.
            if !decided.undecided {
                all_close(&self.name("score"), &running(&view.score), &running(&decided.score), ROUNDING);
            }
            all_close(&self.name("win"), &view.win, &decided.win, ROUNDING);
            table_close(&self.name("rank"), &view.rank, &decided.rank, ROUNDING);
            table_close(&self.name("pairwise"), &view.pairwise, &decided.pairwise, ROUNDING);
        } else {
            everything = false;
        }
        for (rule, (seen, expected)) in self.reference.rules().into_iter().zip(view.rules.iter().zip(&decided.rules)) {
            if self.clear(rule, &view.utility, &open, 10.0 * TIE, gaps) {
                all_close(&self.name(&format!("win by {}", rule.tag())), seen, expected, ROUNDING);
            } else {
                everything = false;
            }
        }
        for (own, (support, expected)) in view.utility.iter().zip(view.support.iter().zip(&decided.support)) {
            if gaps(own).into_iter().all(|gap| told(gap, 10.0 * TIE)) {
                all_close(&self.name("support"), support, expected, ROUNDING);
            } else {
                everything = false;
            }
        }
        everything
    }

    /// The decision as it would fall at the end of each stage, by the reference alone from beginning to end.
    fn polls(&self, played: &Played) -> bool {
        let (rule, noise) = (self.scenario.decision.rule, self.scenario.decision.noise);
        assert_eq!(self.view.polls.len(), played.polls.len(), "{}", self.name("as many polls as stages"));
        all_close(&self.name("the last poll"), self.view.polls.last().expect("a poll"), &self.view.win, ROUNDING);
        let mut everything = true;
        for (stage, minds) in played.polls.iter().enumerate() {
            let (outcome, closest) = self.reference.poll(minds, StageId::new(stage), self.draw);
            if !closest.call() && self.clear(rule, &outcome.utility, &outcome.open, 2.0 * TABLES, leads) {
                let votes = matches!(rule, GroupRule::Plurality | GroupRule::Quota { .. } | GroupRule::Borda);
                let tolerance = if noise > 0.0 && !votes { TABLES / noise } else { ROUNDING };
                let name = self.name(&format!("poll of stage {stage}"));
                all_close(&name, &self.view.polls[stage], &outcome.win, tolerance);
            } else {
                everything = false;
            }
        }
        everything
    }

    /// Which deals would last.
    fn lasting(&self, played: &Played) -> bool {
        let (lasts, closest) = self.reference.lasts(played.last(), self.draw, TABLES);
        let vendors = self.scenario.vendors.len();
        if lasts.is_empty() {
            assert!(self.view.lasts.is_empty(), "{}", self.name("no adoption"));
        } else if !closest.call() {
            let seen: Vec<bool> = self.view.lasts[..vendors].iter().map(|lasts| *lasts == 1.0).collect();
            assert_eq!(seen, lasts, "{}", self.name("lasts"));
        }
        !closest.call()
    }

    /// Whether a rule's choice is the same for all utilities that are within a tolerance of these.
    fn clear(&self, rule: GroupRule, utility: &[Vec<f64>], open: &[bool], tolerance: f64, of: Distances) -> bool {
        let noise = self.scenario.decision.noise;
        let influence = self.scenario.influence();
        let running = |row: &[f64]| row.iter().zip(open).filter(|(_, o)| **o).map(|(x, _)| *x).collect::<Vec<f64>>();
        let all_told = |row: &[f64]| of(&running(row)).into_iter().all(|gap| told(gap, tolerance));
        let opinions = self.reference.opinions(utility, self.draw);
        match rule {
            GroupRule::WeightedUtility => {
                let score = super::decide::score(&influence, utility);
                noise > 0.0 || all_told(&score)
            }
            GroupRule::Autocracy { decider } => noise > 0.0 || all_told(&utility[decider.index()]),
            GroupRule::WeightedProbability => noise > 0.0 || utility.iter().all(|own| all_told(own)),
            GroupRule::Plurality | GroupRule::Quota { .. } => opinions.iter().all(|own| all_told(own)),
            // Points depend on the whole order.
            GroupRule::Borda => opinions.iter().all(|own| gaps(&running(own)).into_iter().all(|g| told(g, tolerance))),
        }
    }
}

/// The distances that a choice depends on.
type Distances = fn(&[f64]) -> Vec<f64>;

/// Distances between all pairs: whatever depends on the order.
fn gaps(scores: &[f64]) -> Vec<f64> {
    scores.iter().enumerate().flat_map(|(a, x)| scores[..a].iter().map(move |y| (x - y).abs())).collect()
}

/// Distances to the best: whatever depends on who is best.
fn leads(scores: &[f64]) -> Vec<f64> {
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let first = scores.iter().position(|x| *x == best);
    scores.iter().enumerate().filter(|(a, _)| Some(*a) != first).map(|(_, x)| best - x).collect()
}

/// Whether two numbers at this distance are surely tied, or surely not.
fn told(gap: f64, tolerance: f64) -> bool {
    gap <= 0.1 * TIE || gap >= tolerance
}
