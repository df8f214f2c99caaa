//! Which sentence the findings allow. Picks among findings; wording is [`super::words`]' work.

use super::View;
use crate::stats::number::is_exact;
use crate::stats::{BreakEven, Caution, Curve, Findings, StrategyFindings};

/// What the run says about our strategies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// No strategy was played: only where we stand.
    OnlyBaseline,
    /// The best strategy raises our win probability beyond doubt of the simulation.
    Lifts {
        /// Position in the findings.
        best: usize,
    },
    /// The best strategy lowers it: all of them do.
    Lowers {
        /// Position in the findings.
        best: usize,
    },
    /// The best strategy cannot be told apart from doing nothing.
    Unclear {
        /// Position in the findings.
        best: usize,
    },
    /// Nothing is uncertain, and the best strategy changes nothing.
    Unchanged {
        /// Position in the findings.
        best: usize,
    },
}

impl Verdict {
    /// Of this run, seen from the alternative at position `us`.
    pub fn of(findings: &Findings, us: usize) -> Self {
        let Some((best, uplift)) = best(findings, us) else { return Verdict::OnlyBaseline };
        match uplift {
            u if u.low() > 0.0 => Verdict::Lifts { best },
            u if u.high() < 0.0 => Verdict::Lowers { best },
            u if is_exact(u) => Verdict::Unchanged { best },
            _ => Verdict::Unclear { best },
        }
    }

    /// The strategy to talk about: the best one, or the baseline when there is none.
    pub fn strategy(self) -> usize {
        match self {
            Verdict::OnlyBaseline => 0,
            Verdict::Lifts { best }
            | Verdict::Lowers { best }
            | Verdict::Unclear { best }
            | Verdict::Unchanged { best } => best,
        }
    }
}

fn best(findings: &Findings, us: usize) -> Option<(usize, &crate::stats::Estimate)> {
    let uplifts = findings.strategies.iter().enumerate().filter_map(|(i, s)| Some((i, s.uplift.as_ref()?.get(us)?)));
    uplifts.reduce(|best, next| if next.1.value() > best.1.value() { next } else { best })
}

/// Whether this strategy leaves our win probability as it is in every draw.
pub fn changes_nothing(view: &View, strategy: usize) -> bool {
    let uplift = view.findings.strategies[strategy].uplift.as_ref().map(|uplift| uplift[view.us()]);
    uplift.is_some_and(|uplift| uplift.value() == 0.0 && uplift.std_error() == 0.0)
}

/// The alternative that wins for sure under this strategy, if nothing is uncertain and there is one.
pub fn sure_winner(view: &View, strategy: usize) -> Option<usize> {
    let wins = &view.findings.strategies[strategy].win;
    let sure = |win: &crate::stats::Estimate| is_exact(win) && win.value() == 1.0;
    if view.findings.run.deterministic { wins.iter().position(sure) } else { None }
}

/// Strategies that might be as good as this one.
pub fn alike(findings: &Findings, best: usize) -> Vec<usize> {
    findings
        .cautions
        .iter()
        .filter_map(|caution| match caution {
            Caution::StrategiesAlike { best: b, other } if *b == best => Some(*other),
            _ => None,
        })
        .collect()
}

/// The strategy that earns most, if its expected margin is above that of this one beyond the errors of both.
pub fn earns_more(findings: &Findings, than: usize) -> Option<usize> {
    let mine = findings.strategies[than].margin.as_ref()?;
    let margins = findings.strategies.iter().enumerate().filter_map(|(i, s)| Some((i, s.margin.as_ref()?)));
    let most = margins.reduce(|best, next| if next.1.value() > best.1.value() { next } else { best });
    most.filter(|(i, margin)| *i != than && margin.low() > mine.high()).map(|(i, _)| i)
}

/// The other alternative that loses most under this strategy, if one loses beyond doubt.
pub fn loses_most(strategy: &StrategyFindings, us: usize) -> Option<usize> {
    let uplift = strategy.uplift.as_ref()?;
    let losers = uplift.iter().enumerate().filter(|(i, change)| *i != us && change.high() < 0.0);
    losers.min_by(|a, b| a.1.value().total_cmp(&b.1.value())).map(|(i, _)| i)
}

/// The criterion that gains most of the group's weight between two strategies, and the one that gives most.
pub fn weight_change(before: &StrategyFindings, after: &StrategyFindings) -> Option<(usize, Option<usize>)> {
    let change = |c: usize| after.group_weights[c].mean.value() - before.group_weights[c].mean.value();
    let criteria = || 0..after.group_weights.len();
    let most = criteria().max_by(|&a, &b| change(a).total_cmp(&change(b))).filter(|&c| change(c) >= 5e-4)?;
    let giver = criteria().min_by(|&a, &b| change(a).total_cmp(&change(b))).filter(|&c| change(c) < -5e-4);
    Some((most, giver))
}

/// Where the buyer is likely to end up, seen from the crossing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// Beyond it in at least 95 of 100 committees.
    Past,
    /// Short of it in at least 95 of 100 committees.
    Short,
    /// On either side.
    Either,
}

/// Where the strategy of this curve lands the audience; `None` if there is no crossing.
pub fn landing(curve: &Curve) -> Option<Landing> {
    let crossing = match &curve.break_even {
        BreakEven::At(weight) | BreakEven::LostAt(weight) => weight,
        BreakEven::AlwaysAhead | BreakEven::NeverAhead => return None,
    };
    Some(if curve.after.p05.low() > crossing.high() {
        Landing::Past
    } else if curve.after.p95.high() < crossing.low() {
        Landing::Short
    } else {
        Landing::Either
    })
}

/// Shares as whole numbers, for "in about 62 of 100"; each rounded by itself, so that it agrees with its percentage.
pub fn of_hundred(shares: &[f64]) -> Vec<u32> {
    shares.iter().map(|share| (share * 100.0).round() as u32).collect()
}

/// Whether they lose nothing as whole numbers of a hundred.
pub fn whole_of_hundred(shares: &[f64]) -> bool {
    shares.iter().all(|share| (share * 100.0 - (share * 100.0).round()).abs() < 1e-9)
}

/// Vendors besides us that a sentence need not name one by one: those that win less than half of a hundredth, if there are
/// three or more of them.
pub fn rare_winners(view: &View, counts: &[u32]) -> Vec<usize> {
    let vendors = view.scenario.vendors.len();
    let rare: Vec<usize> = (0..vendors).filter(|&v| v != view.us() && counts[v] == 0).collect();
    if rare.len() < 3 { Vec::new() } else { rare }
}

#[cfg(test)]
mod tests {
    use super::{of_hundred, whole_of_hundred};

    #[test]
    fn each_share_is_rounded_by_itself() {
        assert_eq!(of_hundred(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]), [33, 33, 33]);
        assert_eq!(of_hundred(&[0.448, 0.448, 0.104]), [45, 45, 10]);
        assert!(whole_of_hundred(&[0.5, 0.5, 0.0]) && !whole_of_hundred(&[0.996, 0.004]));
    }
}
