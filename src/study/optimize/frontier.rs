//! What more days, or more money, would bring: the best pitch for each budget.

use std::collections::HashSet;

use super::race::Entrant;
use super::score::{Goal, Judge};
use crate::model::{Cost, Line};
use crate::random::BLOCK;
use crate::study::StudyError;

/// What is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spending {
    /// Working days.
    Days,
    /// The scenario's currency.
    Money,
}

impl Spending {
    /// The amount of it in a cost.
    pub fn of(self, cost: Cost) -> f64 {
        match self {
            Spending::Days => cost.days,
            Spending::Money => cost.money,
        }
    }
}

/// Most budgets on a frontier.
const BUDGETS: usize = 10;

/// Pitches that are compared anew for each budget.
const EACH: usize = 6;

/// Draws of that comparison, and for quantiles.
const DRAWS: [u64; 2] = [64 * BLOCK as u64, 256 * BLOCK as u64];

/// The pitch for each budget at which another one is best, by ascending budget; of everything that was looked at.
pub(super) fn frontier(judge: &mut Judge, looked_at: &[Entrant], spending: Spending) -> Result<Vec<Line>, StudyError> {
    let spent = |line: &Line| spending.of(line.cost(judge.scenario));
    let mut by_uplift: Vec<(f64, &Entrant)> = looked_at.iter().map(|entrant| (spent(&entrant.line), entrant)).collect();
    by_uplift.sort_by(|a, b| b.1.uplift.total_cmp(&a.1.uplift).then(a.0.total_cmp(&b.0)));
    let budgets = budgets(&by_uplift);
    let rivals = |budget: f64| by_uplift.iter().filter(move |(spent, _)| *spent <= budget).take(EACH);
    let mut seen = HashSet::new();
    let all = budgets.iter().flat_map(|budget| rivals(*budget)).map(|(spent, entrant)| (*spent, entrant.line.clone()));
    let pool: Vec<(f64, Line)> = all.filter(|(_, line)| seen.insert(line.clone())).collect();
    if pool.is_empty() {
        return Ok(Vec::new());
    }
    let [draws, in_worlds] = DRAWS;
    let draws = if matches!(judge.goal, Goal::Quantile(_)) { in_worlds } else { draws };
    let lines: Vec<Line> = pool.iter().map(|(_, line)| line.clone()).collect();
    let scores = judge.play(&lines, 0, draws)?;
    let best = |budget: f64| {
        let affordable = (0..pool.len()).filter(|i| pool[*i].0 <= budget);
        affordable.reduce(|a, b| {
            let (x, y) = (scores[a].uplift, scores[b].uplift);
            if y > x || y == x && pool[b].0 < pool[a].0 { b } else { a }
        })
    };
    let mut chosen: Vec<usize> = budgets.iter().filter_map(|budget| best(*budget)).collect();
    chosen.dedup();
    Ok(chosen.into_iter().map(|i| lines[i].clone()).collect())
}

/// The amounts at which something better than all that is cheaper was seen; if they are many, those of the largest steps.
fn budgets(by_uplift: &[(f64, &Entrant)]) -> Vec<f64> {
    let mut by_amount: Vec<(f64, f64)> = by_uplift.iter().map(|(spent, entrant)| (*spent, entrant.uplift)).collect();
    by_amount.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let mut steps: Vec<(f64, f64)> = Vec::new();
    let mut best = 0.0;
    for (spent, uplift) in by_amount {
        if uplift > best {
            steps.push((uplift - best, spent));
            best = uplift;
        }
    }
    let last = steps.last().map(|(_, spent)| *spent);
    steps.sort_by(|a, b| b.0.total_cmp(&a.0));
    steps.truncate(BUDGETS);
    let mut amounts: Vec<f64> = steps.into_iter().map(|(_, spent)| spent).chain(last).collect();
    amounts.sort_by(f64::total_cmp);
    amounts.dedup();
    amounts
}
