//! What to ask next: what it is worth to know each thing that a conversation could reveal before one of our strategies is
//! chosen (expected value of partial perfect information), and what one interview is worth that only sharpens the
//! picture (expected value of sample information).

mod answers;
mod interview;

pub use interview::{Interview, InterviewWorth};

use answers::{Asked, hold};

use super::error::{Refusal, StudyError};
use super::names::input_id;
use super::whole::Whole;
use crate::engine::{Look, Runner, Watch, each_block};
use crate::model::{Alternative, InputKind, Scenario, StrategyId, VendorId};
use crate::plan::{Input, Plan, compile};
use crate::random::{BLOCK, Key, Streams};
use crate::stats::{AfterAnswer, Estimate, FEWEST_BATCHES, Information, Switch, batch_mean, perfect_information};

/// What to weigh questions by.
#[derive(Clone, Debug, PartialEq)]
pub struct AskRequest {
    /// Draws behind each question; rounded up to whole answers of 512, at least 40.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// By how much one interview raises the confidence of what is believed, > 1.
    pub interview_factor: f64,
}

impl AskRequest {
    /// Draws behind each question unless somebody wants more.
    pub const DRAWS: u64 = 65_536;
    /// An interview that tells as much as was known before.
    pub const INTERVIEW_FACTOR: f64 = 2.0;
}

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// One uncertain thing.
    Input(InputKind),
    /// All performances of another vendor.
    Rival(VendorId),
    /// Everything that can be asked, at once: no question is worth more.
    Everything,
}

/// A subject by the ids of the scenario.
pub fn subject_id(scenario: &Scenario, subject: Subject) -> String {
    match subject {
        Subject::Input(kind) => input_id(scenario, kind),
        Subject::Rival(vendor) => format!("rival/{}", scenario.vendors[vendor.index()].id),
        Subject::Everything => "everything".to_owned(),
    }
}

/// One of the things we can choose to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// `None`: none of our moves.
    pub strategy: Option<StrategyId>,
    /// Our win probability, without asking anybody.
    pub win: Estimate,
    /// Expected revenue less the money it costs; `None` without a deal value.
    pub money: Option<Estimate>,
}

/// What one answer is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// About what.
    pub subject: Subject,
    /// In win probability.
    pub win: Information,
    /// In money; `None` without a deal value.
    pub money: Option<Information>,
    /// One number of the answer that says when to choose otherwise, if the draws confirm it. Its `number` is a criterion
    /// for weights, else 0.
    pub switch: Option<Switch>,
    /// What an interview is worth that only sharpens the picture.
    pub interview: Interview,
}

/// All questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// What can be chosen, doing nothing first.
    pub choices: Vec<Choice>,
    /// The choice with the highest win probability.
    pub best: usize,
    /// The one that earns most; `None` without a deal value.
    pub best_for_money: Option<usize>,
    /// The most valuable first.
    pub questions: Vec<Question>,
    /// All of them answered at once.
    pub everything: Question,
    /// Knowing everything, luck included: a bound that nobody can reach by asking.
    pub perfect: Estimate,
    /// The same in money; `None` without a deal value.
    pub perfect_money: Option<Estimate>,
    /// By how much an interview raises confidence.
    pub interview_factor: f64,
    /// Draws behind each question.
    pub draws: u64,
    /// Answers among them.
    pub answers: u64,
    /// Seed.
    pub seed: u64,
}

/// Blocks with the same answer: the first half of them and the second are two independent looks at it.
const STRETCH: u64 = 2;

/// What all parts of the study share.
struct Studied<'a> {
    scenario: &'a Scenario,
    plan: Plan,
    seed: u64,
    answers: u64,
    factor: f64,
    runner: &'a Runner,
    watch: Whole<'a>,
}

impl Studied<'_> {
    fn draws(&self) -> u64 {
        self.answers * STRETCH * BLOCK as u64
    }

    /// What a choice earns when we win with this probability; `None` without a deal value.
    fn earns(&self, choice: usize, win: f64) -> Option<f64> {
        let played = &self.plan.strategies[choice];
        played.deal_value.map(|value| win * value - played.cost.money)
    }

    /// The answers in money; `None` without a deal value.
    fn in_money(&self, answers: &[AfterAnswer]) -> Option<Vec<AfterAnswer>> {
        self.earns(0, 0.0)?;
        let valued = |answer: &AfterAnswer| answer.valued(|k, win| self.earns(k, win).unwrap_or(0.0));
        Some(answers.iter().map(valued).collect())
    }
}

/// Ranks what could be asked by what the answer is worth.
///
/// # Errors
/// Refuses a scenario with fewer than two things to choose from, with one alternative, or in which nothing that can be
/// asked is uncertain; see [`StudyError`].
pub fn ask(
    scenario: &Scenario,
    request: &AskRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Questions, StudyError> {
    refuse(scenario)?;
    let all: Vec<StrategyId> = (0..scenario.strategies.len()).map(StrategyId::new).collect();
    let plan = compile(scenario, &all)?;
    let subjects = subjects(scenario, &plan);
    if subjects.is_empty() {
        return Err(Refusal::NothingToAsk.into());
    }
    let answers = request.draws.div_ceil(STRETCH * BLOCK as u64).max(FEWEST_BATCHES);
    let interviews =
        subjects.iter().filter(|(subject, _)| interview::is_of_this_kind(&plan, scenario, *subject)).count();
    let runs = 2 + subjects.len() as u64 + interviews as u64;
    let watch = Whole::new(watch, runs * answers * STRETCH * BLOCK as u64);
    let factor = request.interview_factor;
    let studied = Studied { scenario, plan, seed: request.seed, answers, factor, runner, watch };
    let known = Known::new(&studied)?;
    let mut questions = Vec::new();
    for (subject, keys) in &subjects {
        questions.push(question(&studied, *subject, keys)?);
    }
    let every: Vec<Key> = subjects.iter().flat_map(|(_, keys)| keys.iter().copied()).collect();
    let everything = question(&studied, Subject::Everything, &every)?;
    let id = |question: &Question| subject_id(scenario, question.subject);
    questions.sort_by(|a, b| b.win.value.value().total_cmp(&a.win.value.value()).then_with(|| id(a).cmp(&id(b))));
    Ok(Questions {
        choices: known.choices,
        best: known.best,
        best_for_money: known.best_for_money,
        questions,
        everything,
        perfect: known.perfect,
        perfect_money: known.perfect_money,
        interview_factor: factor,
        draws: studied.draws(),
        answers,
        seed: request.seed,
    })
}

fn refuse(scenario: &Scenario) -> Result<(), Refusal> {
    Refusal::without_strategies(scenario, "choose between")?;
    Refusal::without_choice(scenario)
}

/// What a conversation could reveal: weights, how others do, credibility, fear. How well our own product does we would have
/// to find out ourselves; luck nobody knows.
fn subjects(scenario: &Scenario, plan: &Plan) -> Vec<(Subject, Vec<Key>)> {
    let ours = Alternative::Vendor(scenario.us);
    let can_be_asked = |input: &Input| match input.kind {
        InputKind::Weights(_) | InputKind::Together(_) | InputKind::Credibility(_) | InputKind::Indecision(_) => true,
        InputKind::Performance { alternative, .. } => alternative != ours,
        _ => false,
    };
    let inputs: Vec<Input> = plan.inputs(scenario).into_iter().filter(can_be_asked).collect();
    let mut subjects: Vec<(Subject, Vec<Key>)> =
        inputs.iter().map(|input| (Subject::Input(input.kind), input.keys.clone())).collect();
    for vendor in (0..scenario.vendors.len()).map(VendorId::new) {
        let of = |input: &&Input| matches!(input.kind, InputKind::Performance { alternative, .. } if alternative == Alternative::Vendor(vendor));
        let keys: Vec<Key> = inputs.iter().filter(of).flat_map(|input| input.keys.clone()).collect();
        if keys.len() > 1 {
            subjects.push((Subject::Rival(vendor), keys));
        }
    }
    subjects
}

fn question(studied: &Studied, subject: Subject, keys: &[Key]) -> Result<Question, StudyError> {
    let Asked { answers, numbers } = hold(studied, subject, keys)?;
    let win = crate::stats::partial_information(&answers);
    let money = studied.in_money(&answers).map(|money| crate::stats::partial_information(&money));
    let switch = if win.is_clear() { crate::stats::switch(&numbers, &answers, win.best) } else { None };
    let interview = interview::interview(studied, subject)?;
    Ok(Question { subject, win, money, switch, interview })
}

/// What is known without asking, from plain draws.
struct Known {
    choices: Vec<Choice>,
    best: usize,
    best_for_money: Option<usize>,
    perfect: Estimate,
    perfect_money: Option<Estimate>,
}

impl Known {
    fn new(studied: &Studied) -> Result<Self, StudyError> {
        let (plan, count) = (&studied.plan, studied.plan.strategies.len());
        let blocks = 0..studied.answers * STRETCH;
        let streams = Streams::new(studied.seed);
        let money = studied.earns(0, 0.0).is_some();
        // Means of every choice, of the best in each draw, and of the best for money in each draw.
        let seen = each_block(plan, streams, blocks, Look::default(), studied.runner, &studied.watch, |view| {
            let mut means = vec![0.0; count];
            let (mut most, mut richest) = (0.0, 0.0);
            for draw in 0..BLOCK {
                let wins = || (0..count).map(|k| view.win(k, plan.us)[draw]);
                means.iter_mut().zip(wins()).for_each(|(mean, win)| *mean += win);
                most += wins().fold(f64::NEG_INFINITY, f64::max);
                let earned = wins().enumerate().map(|(k, win)| studied.earns(k, win).unwrap_or(0.0));
                richest += earned.fold(f64::NEG_INFINITY, f64::max);
            }
            means.iter_mut().for_each(|mean| *mean /= BLOCK as f64);
            (means, most / BLOCK as f64, richest / BLOCK as f64)
        })?;
        studied.watch.done(studied.draws());
        let means: Vec<Vec<f64>> = seen.iter().map(|(means, ..)| means.clone()).collect();
        let choice = |k: usize| {
            let win = batch_mean(&means.iter().map(|m| m[k]).collect::<Vec<_>>());
            let played = &plan.strategies[k];
            let money = played.deal_value.map(|value| win.scaled(value, -played.cost.money));
            Choice { strategy: played.strategy, win, money }
        };
        let choices: Vec<Choice> = (0..count).map(choice).collect();
        let largest = |value: &dyn Fn(usize) -> f64| {
            (0..count).fold(0, |best, k| if value(k) > value(best) + 1e-12 { k } else { best })
        };
        let of_money = |means: &Vec<f64>| -> Vec<f64> {
            means.iter().enumerate().map(|(k, win)| studied.earns(k, *win).unwrap_or(0.0)).collect()
        };
        let (most, richest): (Vec<f64>, Vec<f64>) = seen.iter().map(|(_, most, richest)| (*most, *richest)).unzip();
        let earned: Vec<Vec<f64>> = means.iter().map(of_money).collect();
        let best_for_money = money.then(|| largest(&|k| choices[k].money.map_or(0.0, |money| money.value())));
        Ok(Self {
            best: largest(&|k| choices[k].win.value()),
            best_for_money,
            perfect: perfect_information(&most, &means),
            perfect_money: money.then(|| perfect_information(&richest, &earned)),
            choices,
        })
    }
}
