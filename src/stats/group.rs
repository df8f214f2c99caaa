//! What a tally says about the group: other rules, life after the signature, and where we lead in whose eyes.

use super::paired::paired_difference;
use super::proportion::{proportion, standard_error};
use super::summarise::{NEVER, Summary};
use super::{AdoptionFindings, Estimate, Lead, RuleFindings, Z975};
use crate::model::GroupRule;

impl Summary<'_> {
    /// What each rule would decide.
    pub(super) fn rules(&self) -> Vec<RuleFindings> {
        let (a, l) = (self.plan.alternatives, &self.layout);
        let win = self.proportions(l.rule(), l.rule_squares());
        let lead_squares = self.tally.sums(l.rule_lead_squares());
        let one = |((win, lead_squares), rule): ((&[Estimate], &[f64]), _)| RuleFindings {
            rule,
            win: win.to_vec(),
            undecided: self.undecided(win, rule),
            lead: self.lead(win, lead_squares),
        };
        win.chunks_exact(a).zip(lead_squares.chunks_exact(a)).zip(self.plan.all_rules).map(one).collect()
    }

    /// What a quota that nobody reaches leaves, where no alternative stands for it. The squares of the rest are not counted: those
    /// of a rest that is all or nothing in every draw are the largest they can be.
    fn undecided(&self, win: &[Estimate], rule: GroupRule) -> Option<Estimate> {
        let rest = 1.0 - win.iter().map(Estimate::value).sum::<f64>();
        let open = matches!(rule, GroupRule::Quota { .. }) && self.plan.no_decision.is_none();
        // Sums are whole multiples of 2^-32, block by block: below that, a rest is rounding.
        let rest = if rest < 1e-9 { 0.0 } else { rest };
        open.then(|| proportion(rest, rest, self.run.draws, self.certain))
    }

    /// Against the best of the others.
    fn lead(&self, win: &[Estimate], squares: &[f64]) -> Lead {
        let us = self.plan.us;
        let others = (0..win.len()).filter(|v| *v != us);
        let Some(best) = others.reduce(|x, y| if win[y].value() > win[x].value() { y } else { x }) else {
            return Lead::Ahead;
        };
        let lead = win[us].value() - win[best].value();
        let hard = self.plan.is_hard();
        let lead = paired_difference(lead, self.mean(squares[best]), self.run.draws, hard, self.certain);
        match (lead.low() > 0.0, lead.high() < 0.0) {
            (true, _) => Lead::Ahead,
            (_, true) => Lead::Behind,
            _ => Lead::Unclear,
        }
    }

    /// What happens after the signature.
    pub(super) fn adoption(&self, number: usize) -> Option<AdoptionFindings> {
        self.plan.adoption.as_ref()?;
        let l = &self.layout;
        Some(AdoptionFindings {
            lasting: self.proportions(l.lasting_win(), l.lasting_win_squares()),
            uplift: (number > 0).then(|| self.changes(l.lasting_win(), l.lasting_change_squares())),
            shelfware: (0..self.plan.alternatives).map(|v| self.shelfware(v)).collect(),
        })
    }

    /// Probability that it is switched off, given that it is chosen: 1 - E\[P(v) L(v)\] / E\[P(v)\], with the error of a
    /// ratio (L is 0 or 1, so that the sum of P L P is that of (P L)^2).
    fn shelfware(&self, alternative: usize) -> Option<Estimate> {
        let l = &self.layout;
        let wins = self.tally.sums(l.win())[alternative];
        if wins <= NEVER {
            return None;
        }
        let squares = self.tally.sums(l.win_products())[l.product(alternative, alternative)];
        let lasting = self.tally.sums(l.lasting_win())[alternative];
        let lasting_squares = self.tally.sums(l.lasting_win_squares())[alternative];
        let lasts = (lasting / wins).clamp(0.0, 1.0);
        let off = 1.0 - lasts;
        if self.certain {
            return Some(Estimate::exact(off));
        }
        // Wilson's interval for as many draws as were won, which holds for 0 and 1, too.
        let won = wins * wins / squares;
        let residual = (lasting_squares * (1.0 - 2.0 * lasts) + lasts * lasts * squares).max(0.0);
        let std_error = residual.sqrt() / wins;
        let z2 = Z975 * Z975;
        let (centre, scale) = ((off + z2 / (2.0 * won)) / (1.0 + z2 / won), Z975 / (1.0 + z2 / won));
        let half = scale * (off * lasts / won + z2 / (4.0 * won * won)).sqrt();
        Some(Estimate::new(off, std_error, (centre - half).clamp(0.0, off), (centre + half).clamp(off, 1.0)))
    }

    /// Where we lead in whose eyes.
    pub(super) fn edge(&self) -> Vec<Vec<Estimate>> {
        let (sums, squares) = (self.tally.sums(self.layout.edge()), self.tally.sums(self.layout.edge_squares()));
        let one = |(sum, square): (&f64, &f64)| {
            let (mean, square) = (self.mean(*sum), self.mean(*square));
            Estimate::normal(mean, standard_error(mean, square, self.run.draws))
        };
        let flat: Vec<Estimate> = sums.iter().zip(&squares).map(one).collect();
        flat.chunks_exact(self.plan.criteria).map(<[_]>::to_vec).collect()
    }
}
