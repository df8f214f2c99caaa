//! What an answer is worth to somebody who must choose: the estimators, on plain arrays.
//!
//! The expected value of partial perfect information is E[max_k E(V_k | answer)] - max_k E(V_k). Nested Monte Carlo puts
//! means of a few draws in the place of E(V_k | answer), and the largest of several noisy means is too large on average.
//! Halving the draws shows by how much: the first-order bias doubles, so twice the whole less the mean of the halves is
//! free of it (the antithetic coupling of Giles & Goda 2019). The loss of what is chosen without an answer is taken from
//! the same draws.

use super::{Estimate, batch_mean, estimate::Z975, proportion};

/// Expected values after one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AfterAnswer {
    /// `[half][choice]` mean value of each choice over two halves of the draws, independent given the answer.
    pub halves: [Vec<f64>; 2],
}

impl AfterAnswer {
    fn whole(&self, choice: usize) -> f64 {
        0.5 * (self.halves[0][choice] + self.halves[1][choice])
    }

    /// The other values of the choices, such as money: `each` is given the choice and its value.
    pub fn valued(&self, each: impl Fn(usize, f64) -> f64) -> Self {
        let half = |half: &Vec<f64>| half.iter().enumerate().map(|(choice, value)| each(choice, *value)).collect();
        Self { halves: [half(&self.halves[0]), half(&self.halves[1])] }
    }

    /// The value of one choice less that of another.
    pub fn lead(&self, choice: usize, over: usize) -> f64 {
        self.whole(choice) - self.whole(over)
    }

    /// The best choices after the answer, all of them if several are equally good.
    fn best(&self) -> Vec<usize> {
        let values: Vec<f64> = (0..self.halves[0].len()).map(|choice| self.whole(choice)).collect();
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (0..values.len()).filter(|choice| values[*choice] >= most - TIE).collect()
    }
}

/// Values closer than this are equal: rounding is no reason to choose.
const TIE: f64 = 1e-12;

/// What an answer is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Information {
    /// The expected gain, without the first-order bias of the largest of several means. Can be below 0 by chance.
    pub value: Estimate,
    /// The plain nested estimate, too large on average.
    pub plain: Estimate,
    /// What one half of the draws recommends, judged by the other half: too small on average. Above 0 beyond its
    /// interval only if the answer is worth something.
    pub cautious: Estimate,
    /// The best choice without an answer.
    pub best: usize,
    /// `[choice]` how often it is best after the answer; equally good choices share.
    pub best_after: Vec<Estimate>,
}

impl Information {
    /// Whether these draws can tell the worth from nothing.
    pub fn is_clear(&self) -> bool {
        self.value.low() > 0.0 && self.cautious.low() > 0.0
    }
}

/// The worth of an answer from a sample of answers.
///
/// # Panics
/// If there is no answer, or nothing to choose from.
pub fn partial_information(answers: &[AfterAnswer]) -> Information {
    let choices = answers.first().map_or(0, |answer| answer.halves[0].len());
    assert!(choices > 0, "an answer helps to choose among something");
    let n = answers.len() as f64;
    let means: Vec<f64> = (0..choices).map(|k| answers.iter().map(|a| a.whole(k)).sum::<f64>() / n).collect();
    let best = first_of_largest(&means);
    let gains = |gain: &dyn Fn(&AfterAnswer) -> f64| {
        let all: Vec<f64> = answers.iter().map(|answer| gain(answer) - answer.whole(best)).collect();
        batch_mean(&all)
    };
    let whole = |answer: &AfterAnswer| largest((0..choices).map(|k| answer.whole(k)));
    let halved =
        |answer: &AfterAnswer| 0.5 * answer.halves.iter().map(|half| largest(half.iter().copied())).sum::<f64>();
    let crossed = |answer: &AfterAnswer| {
        let [a, b] = &answer.halves;
        0.5 * (b[first_of_largest(a)] + a[first_of_largest(b)])
    };
    Information {
        value: gains(&|answer| 2.0 * whole(answer) - halved(answer)),
        plain: gains(&whole),
        cautious: gains(&crossed),
        best,
        best_after: best_after(answers, choices),
    }
}

/// The worth of knowing everything, luck included: `[batch]` mean of the best value in each draw, and `[batch][choice]`
/// means.
pub fn perfect_information(best_of_each: &[f64], means: &[Vec<f64>]) -> Estimate {
    let n = means.len() as f64;
    let overall: Vec<f64> = (0..means[0].len()).map(|k| means.iter().map(|m| m[k]).sum::<f64>() / n).collect();
    let best = first_of_largest(&overall);
    batch_mean(&best_of_each.iter().zip(means).map(|(most, means)| most - means[best]).collect::<Vec<_>>())
}

fn best_after(answers: &[AfterAnswer], choices: usize) -> Vec<Estimate> {
    let (mut sums, mut squares) = (vec![0.0; choices], vec![0.0; choices]);
    for answer in answers {
        let best = answer.best();
        let share = 1.0 / best.len() as f64;
        for choice in best {
            sums[choice] += share;
            squares[choice] += share * share;
        }
    }
    let n = answers.len() as f64;
    let estimate = |(sum, square): (&f64, &f64)| proportion(sum / n, square / n, answers.len() as u64, false);
    sums.iter().zip(&squares).map(estimate).collect()
}

fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::NEG_INFINITY, f64::max)
}

fn first_of_largest(values: &[f64]) -> usize {
    (0..values.len()).fold(0, |best, k| if values[k] > values[best] + TIE { k } else { best })
}

/// "If this number is above (below) that, choose the other": the best such rule of one half of the answers, judged by the
/// other half, so that its gain is not the luck of the search.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch {
    /// Position of the number in what is known after an answer.
    pub number: usize,
    /// Whether to switch above the threshold (else below).
    pub above: bool,
    /// The threshold.
    pub threshold: f64,
    /// The choice to switch to.
    pub choice: usize,
    /// What the rule gains on average, over never switching.
    pub gain: Estimate,
    /// How often it switches.
    pub share: Estimate,
}

/// Fewer answers than this on a side of a threshold are an accident.
const FEWEST: usize = 8;

/// The rule with one threshold that gains most over always choosing `best`; `None` if the other half of the answers does not
/// confirm that it gains. `known` is `[answer][number]`.
pub fn switch(known: &[Vec<f64>], answers: &[AfterAnswer], best: usize) -> Option<Switch> {
    let half = |odd: usize| (0..answers.len()).filter(move |i| i % 2 == odd).collect::<Vec<_>>();
    let (learnt, judged) = (half(0), half(1));
    let choices = answers.first()?.halves[0].len();
    let mut found: Option<(f64, Switch)> = None;
    for number in 0..known.first()?.len() {
        let mut order = learnt.clone();
        order.sort_by(|a, b| known[*a][number].total_cmp(&known[*b][number]).then(a.cmp(b)));
        for choice in (0..choices).filter(|choice| *choice != best) {
            let total: f64 = order.iter().map(|i| answers[*i].lead(choice, best)).sum();
            let mut below = 0.0;
            for (place, pair) in order.windows(2).enumerate() {
                below += answers[pair[0]].lead(choice, best);
                let (x, next) = (known[pair[0]][number], known[pair[1]][number]);
                let inside = place + 1 >= FEWEST && order.len() - place > FEWEST;
                for (above, gain) in [(false, below), (true, total - below)] {
                    if inside && next > x && gain > found.as_ref().map_or(0.0, |(most, _)| *most) {
                        let threshold = 0.5 * (x + next);
                        let (gain_so_far, share) = (Estimate::exact(0.0), Estimate::exact(0.0));
                        found = Some((gain, Switch { number, above, threshold, choice, gain: gain_so_far, share }));
                    }
                }
            }
        }
    }
    let (_, mut rule) = found?;
    let switches = |i: &usize| (known[*i][rule.number] > rule.threshold) == rule.above;
    let gains: Vec<f64> =
        judged.iter().map(|i| if switches(i) { answers[*i].lead(rule.choice, best) } else { 0.0 }).collect();
    let often = judged.iter().filter(|i| switches(i)).count() as f64 / judged.len().max(1) as f64;
    if gains.len() < 2 * FEWEST {
        return None;
    }
    rule.gain = batch_mean(&gains);
    rule.share = proportion(often, often, judged.len() as u64, false);
    // A search over several numbers and choices deserves more than the usual two standard errors.
    (rule.gain.value() > 1.5 * Z975 * rule.gain.std_error() && rule.gain.value() > TIE).then_some(rule)
}
