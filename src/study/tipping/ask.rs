//! The questions, one for each criterion and whoever gives it weight, and how each answer is searched for.

use super::Study;
use super::closed_form::Region;
use crate::engine::simulate_probe;
use crate::model::{CriterionId, StakeholderId};
use crate::plan::Probe;
use crate::stats::{Estimate, StrategyFindings};
use crate::study::error::StudyError;
use crate::study::lead::{Points, Stretch, ahead, look_closer};

/// One question and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct TippingRow {
    /// Whose weight on what is set; all other weights of that person give in proportion.
    pub criterion: CriterionId,
    /// `None`: everybody's who can judge by it.
    pub who: Option<StakeholderId>,
    /// Those people.
    pub audience: Vec<StakeholderId>,
    /// Their mean weight at the decision, today (influence-weighted). With a part of the committee its error is at most
    /// what is said.
    pub today: Estimate,
    /// The same under the strategy.
    pub after: Option<Estimate>,
    /// The answer.
    pub point: TippingPoint,
}

/// On which side of a break-even weight we lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At larger weights.
    Above,
    /// At smaller weights.
    Below,
}

/// Where we overtake.
#[derive(Clone, Debug, PartialEq)]
pub enum TippingPoint {
    /// At this weight.
    At {
        /// Break-even weight. If the lead changes more than once, the nearest to today's mean weight.
        weight: Estimate,
        /// Where we lead from there.
        side: Side,
        /// How often the lead changes between weight 0 and weight 1.
        changes: usize,
    },
    /// We lead at every weight.
    Always {
        /// The smallest lead.
        least: Estimate,
        /// Where it is.
        at: f64,
    },
    /// We lead at no weight: this criterion cannot turn the deal alone.
    Never {
        /// The largest lead, which is none.
        most: Estimate,
        /// Where it is.
        at: f64,
    },
    /// At no weight can a lead be told from none, with these draws.
    Unclear,
    /// Nothing else has weight: there is nothing that could give way, or come instead.
    NothingElse,
}

/// Points of a line, in percent.
const STEP: usize = 5;
/// A weight that leaves nothing for other criteria.
const ALL: f64 = 1.0 - 1e-9;

impl TippingRow {
    /// Break-even weight less today's mean weight, with the error of both; `None` where there is no break-even weight.
    pub fn distance(&self) -> Option<Estimate> {
        let TippingPoint::At { weight, .. } = self.point else { return None };
        let today = self.today;
        let value = weight.value() - today.value();
        // Both come from the same draws; errors that add up are right whatever they have in common.
        let error = weight.std_error() + today.std_error();
        let low = weight.low() - today.high();
        let high = weight.high() - today.low();
        Some(Estimate::new(value, error, low.min(value), high.max(value)))
    }
}

impl Study<'_> {
    /// All questions with their answers, criterion by criterion, everybody first.
    pub(super) fn rows(&self) -> Result<Vec<TippingRow>, StudyError> {
        let mut rows: Vec<TippingRow> = self.criteria().flat_map(|criterion| self.questions(criterion)).collect();
        let asked: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].point != TippingPoint::NothingElse).collect();
        let grid: Vec<f64> = (0..=100 / STEP).map(|i| (i * STEP) as f64 / 100.0).collect();
        let probe = |row: &TippingRow, weights: &[f64]| Probe {
            criterion: row.criterion,
            audience: row.audience.clone(),
            donors: Vec::new(),
            weights: weights.to_vec(),
        };
        let mut points = self.measure(&asked.iter().map(|row| probe(&rows[*row], &grid)).collect::<Vec<_>>())?;
        let regions = self.regions(asked.iter().map(|row| &rows[*row]));
        let standings: Vec<Standing> =
            asked.iter().zip(&points).map(|(row, points)| Standing::of(points, rows[*row].today.value())).collect();
        let searched = |standing: &Standing| match standing {
            Standing::Crosses { at, .. } if regions.is_none() => Some(Stretch::before(*at)),
            _ => None,
        };
        let mut stretches: Vec<Option<Stretch>> = standings.iter().map(searched).collect();
        look_closer(&mut points, &mut stretches, |finer| {
            let again = |(line, weights): &(usize, Vec<f64>)| probe(&rows[asked[*line]], weights);
            self.measure(&finer.iter().map(again).collect::<Vec<_>>())
        })?;
        for (line, (standing, stretch)) in standings.into_iter().zip(stretches).enumerate() {
            let row = &mut rows[asked[line]];
            row.point = match (&regions, stretch) {
                (Some(regions), _) => regions[line].answer(&points[line], row.today.value()),
                (None, stretch) => standing.answer(&points[line], stretch),
            };
        }
        Ok(rows)
    }

    /// The questions about a criterion; whoever cannot judge by it, or has no say, is not asked.
    fn questions(&self, criterion: CriterionId) -> Vec<TippingRow> {
        let influence = self.plan.linear_influence();
        let has_say = |who: &StakeholderId| influence.as_ref().is_none_or(|p| p[who.index()] > 0.0);
        let judges: Vec<StakeholderId> =
            self.people().filter(|who| has_say(who) && self.can_judge(*who, criterion)).collect();
        let movable = |who: &StakeholderId| self.weights_today(*who).nth(criterion.index()) < Some(ALL);
        let row = |who: Option<StakeholderId>, audience: Vec<StakeholderId>| TippingRow {
            criterion,
            who,
            today: self.mean_weight(self.findings.baseline(), &audience, criterion),
            after: self.after().map(|after| self.mean_weight(after, &audience, criterion)),
            point: if audience.iter().any(movable) { TippingPoint::Unclear } else { TippingPoint::NothingElse },
            audience,
        };
        let everybody: Vec<StakeholderId> = judges.iter().copied().filter(movable).collect();
        // Who is the only one is asked alone.
        let together = (everybody.len() > 1).then(|| row(None, everybody));
        together.into_iter().chain(judges.iter().map(|who| row(Some(*who), vec![*who]))).collect()
    }

    /// Influence-weighted mean weight of some people at the decision.
    pub(super) fn mean_weight(
        &self,
        found: &StrategyFindings,
        people: &[StakeholderId],
        criterion: CriterionId,
    ) -> Estimate {
        let c = criterion.index();
        if people.len() == self.plan.stakeholders {
            return found.group_weights[c].mean;
        }
        let say = |who: &StakeholderId| self.plan.influence[who.index()];
        let total: f64 = people.iter().map(say).sum();
        // People without any influence count alike.
        let share = |who: &StakeholderId| if total > 0.0 { say(who) / total } else { 1.0 / people.len() as f64 };
        let sum = |of: fn(&Estimate) -> f64| -> f64 {
            people.iter().map(|who| share(who) * of(&found.weights[who.index()][c].mean)).sum()
        };
        let (value, error) = (sum(Estimate::value), sum(Estimate::std_error));
        if error == 0.0 {
            return Estimate::exact(value);
        }
        Estimate::new(value, error, sum(Estimate::low).min(value), sum(Estimate::high).max(value))
    }

    fn measure(&self, probes: &[Probe]) -> Result<Vec<Points>, StudyError> {
        let probed = self.plan.probe(self.scenario, &self.line, probes);
        let means = simulate_probe(&probed, self.request.seed, self.draws, self.runner, self.watch)?;
        let line = |(probe, means): (&Probe, &Vec<_>)| Points::new(&probe.weights, means, self.measured());
        Ok(probes.iter().zip(&means).map(line).collect())
    }

    /// Where we lead by the closed form, question by question; `None` where there is none.
    fn regions<'r>(&self, rows: impl Iterator<Item = &'r TippingRow>) -> Option<Vec<Region>> {
        if !self.exact {
            return None;
        }
        let exact = self.exact_scores()?;
        Some(rows.map(|row| exact.region(row.criterion, &row.audience)).collect())
    }
}

/// How a lead stands over all weights, by the points at which it can be told from 0.
enum Standing {
    Nowhere(TippingPoint),
    Crosses {
        /// It changes between the point before this one and this one.
        at: usize,
        /// Weights at which it is certain to be on either side.
        between: (f64, f64),
        side: Side,
        changes: usize,
    },
}

/// Standard errors from which a lead at one of fifty points is called one: 5% that any of them is, where there is none
/// (Bonferroni).
const SURE: f64 = 3.3;

impl Standing {
    fn of(points: &Points, today: f64) -> Self {
        let clear = |lead: &Estimate| lead.value().abs() > SURE * lead.std_error();
        let sure = |(i, lead): (usize, &Estimate)| match (lead.low() > 0.0, lead.high() < 0.0) {
            (true, _) if clear(lead) => Some((i, true)),
            (_, true) if clear(lead) => Some((i, false)),
            _ => None,
        };
        let sure: Vec<(usize, bool)> = points.lead.iter().enumerate().filter_map(sure).collect();
        let changes: Vec<(usize, usize, bool)> = sure
            .windows(2)
            .filter(|pair| pair[0].1 != pair[1].1)
            .map(|pair| (pair[0].0, pair[1].0, pair[1].1))
            .collect();
        let away =
            |(from, to, _): &(usize, usize, bool)| (0.5 * (points.weights[*from] + points.weights[*to]) - today).abs();
        let Some(&(from, to, gained)) = changes.iter().min_by(|a, b| away(a).total_cmp(&away(b))) else {
            return Standing::Nowhere(match sure.first() {
                None => TippingPoint::Unclear,
                Some((_, true)) => always(points),
                Some((_, false)) => never(points),
            });
        };
        let changes_here = |i: &usize| ahead(&points.lead[i - 1]) != gained && ahead(&points.lead[*i]) == gained;
        let at = (from + 1..=to).rev().find(changes_here).expect("signs differ at the ends");
        let side = if gained { Side::Above } else { Side::Below };
        let between = (points.weights[from], points.weights[to]);
        Standing::Crosses { at, between, side, changes: changes.len() }
    }

    fn answer(self, points: &Points, stretch: Option<Stretch>) -> TippingPoint {
        match (self, stretch) {
            (Standing::Nowhere(answer), _) => answer,
            (Standing::Crosses { between: (from, to), side, changes, .. }, Some(stretch)) => {
                let root = stretch.root(points);
                let (low, high) = (root.low().max(from), root.high().min(to));
                let weight = Estimate::new(root.value(), root.std_error(), low, high);
                TippingPoint::At { weight, side, changes }
            }
            (Standing::Crosses { .. }, None) => unreachable!("what crosses is searched"),
        }
    }
}

/// We lead everywhere.
pub(super) fn always(points: &Points) -> TippingPoint {
    let (at, least) = extreme(points, |a, b| a < b);
    TippingPoint::Always { least, at }
}

/// We lead nowhere.
pub(super) fn never(points: &Points) -> TippingPoint {
    let (at, most) = extreme(points, |a, b| a > b);
    TippingPoint::Never { most, at }
}

fn extreme(points: &Points, better: impl Fn(f64, f64) -> bool) -> (f64, Estimate) {
    let pairs = points.weights.iter().copied().zip(points.lead.iter().copied());
    pairs.reduce(|a, b| if better(b.1.value(), a.1.value()) { b } else { a }).expect("a line has points")
}
