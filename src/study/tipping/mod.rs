//! What must they believe: the weights at which our win probability overtakes that of the strongest other alternative, who
//! would have to give them, and how far that is from today.

mod ask;
mod closed_form;
mod maps;
mod nearest;
mod programme;

pub use ask::{Side, TippingPoint, TippingRow};
pub use maps::{MapPoint, TernaryMap, WeightMap};
pub use nearest::{Ahead, Change, Distance, Nearest};

use super::error::{Refusal, StudyError};
use super::lead::Measured;
use crate::engine::{Measure, Runner, Tally, Watch, simulate, simulate_fixed};
use crate::model::{Alternative, CriterionId, Line, Scenario, StakeholderId, StrategyId};
use crate::plan::{Plan, compile_lines};
use crate::random::BLOCK;
use crate::stats::{CentralWeights, Estimate, Findings, central_cases, paired_difference, summarise};

/// What to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct TippingRequest {
    /// Where this strategy leads is shown beside today.
    pub strategy: Option<StrategyId>,
    /// The questions are asked where this strategy has led, its moves made: what is called "today" below is that. `None`: they
    /// are asked at the baseline, without moves of ours.
    pub after: Option<StrategyId>,
    /// The only one whom we have to overtake; `None`: the strongest of the others, whoever that is.
    pub rival: Option<Alternative>,
    /// The criteria of the two-way map; `None`: the two whose break-even weights are nearest, if there are such.
    pub map: Option<[CriterionId; 2]>,
    /// The criteria of the ternary map; `None`: those of the scenario, if they are three.
    pub ternary: Option<[CriterionId; 3]>,
    /// Draws behind each number.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
}

impl TippingRequest {
    /// Draws behind each number, unless more are asked for: leads are known to about 1.4 points.
    pub const DRAWS: u64 = 20_000;

    /// The usual question about a scenario.
    pub fn usual(scenario: &Scenario) -> Self {
        let seed = scenario.defaults.seed;
        Self { strategy: None, after: None, rival: None, map: None, ternary: None, draws: Self::DRAWS, seed }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Tipping {
    /// What was asked.
    pub request: TippingRequest,
    /// Draws behind each number: fewer than asked for where one says all.
    pub draws: u64,
    /// Whether nothing is uncertain where the questions are asked.
    pub exact: bool,
    /// Whether break-even weights come from the closed form.
    pub closed_form: bool,
    /// `[alternative]` win probability today.
    pub win: Vec<Estimate>,
    /// Position of the alternative that has to be beaten today.
    pub strongest: usize,
    /// Our win probability less his, today.
    pub lead: Estimate,
    /// `[criterion]` the committee's mean weights at the decision, today.
    pub today: Vec<Estimate>,
    /// The same under the strategy.
    pub after: Option<Vec<Estimate>>,
    /// `[alternative]` what the buyer believes where it wins; `None` (undefined) for one that never does.
    pub central: Vec<Option<CentralWeights>>,
    /// One for every criterion and everybody who can judge by it, and for each of those people.
    pub rows: Vec<TippingRow>,
    /// The smallest change of weights that turns the deal.
    pub nearest: Nearest,
    /// Who leads, over the weights of two criteria.
    pub map: Option<WeightMap>,
    /// Who leads, over all weights of three criteria.
    pub ternary: Option<TernaryMap>,
}

/// Answers the question.
///
/// # Errors
/// If the scenario cannot be simulated, the watcher cancels, or the question has no answer: only one alternative, only one
/// criterion, or a map that cannot be drawn.
pub fn tipping(
    scenario: &Scenario,
    request: &TippingRequest,
    runner: &Runner,
    watch: &dyn Watch,
) -> Result<Tipping, StudyError> {
    refuse(scenario)?;
    let study = Study::new(scenario, request, runner, watch)?;
    let rows = study.rows()?;
    let map = study.map(&rows)?;
    let ternary = study.ternary()?;
    let nearest = study.nearest()?;
    let baseline = study.findings.baseline();
    let (strongest, lead) = study.lead_today();
    Ok(Tipping {
        request: request.clone(),
        draws: study.draws,
        exact: study.exact,
        closed_form: study.exact && study.plan.linear_influence().is_some(),
        win: baseline.win.clone(),
        strongest,
        lead,
        today: means(&baseline.group_weights),
        after: study.after().map(|after| means(&after.group_weights)),
        central: baseline.central.clone(),
        rows,
        nearest,
        map,
        ternary,
    })
}

fn refuse(scenario: &Scenario) -> Result<(), StudyError> {
    Refusal::without_choice(scenario)?;
    if let [only] = &scenario.criteria[..] {
        return Err(Refusal::OneCriterion { only: only.id.clone() }.into());
    }
    Ok(())
}

fn means(weights: &[crate::stats::WeightSummary]) -> Vec<Estimate> {
    weights.iter().map(|weight| weight.mean).collect()
}

/// What all parts of the study need.
struct Study<'a> {
    scenario: &'a Scenario,
    request: &'a TippingRequest,
    runner: &'a Runner,
    watch: &'a dyn Watch,
    /// Where the questions are asked.
    line: Line,
    /// That, and the strategy if there is one.
    plan: Plan,
    tally: Tally,
    findings: Findings,
    /// Where the questions are asked.
    exact: bool,
    draws: u64,
    rival: Option<usize>,
}

impl<'a> Study<'a> {
    fn new(
        scenario: &'a Scenario,
        request: &'a TippingRequest,
        runner: &'a Runner,
        watch: &'a dyn Watch,
    ) -> Result<Self, StudyError> {
        let asked = |after: StrategyId| Line { strategy: None, ..Line::of(scenario, after) };
        let line = request.after.map_or_else(|| Line::baseline(scenario), asked);
        let beside = request.strategy.map(|strategy| Line::of(scenario, strategy));
        let plan = compile_lines(scenario, &std::iter::once(line.clone()).chain(beside).collect::<Vec<_>>())?;
        let rival = request.rival.map(|rival| {
            let position = scenario.alternatives().iter().position(|alternative| *alternative == rival);
            position.filter(|position| *position != plan.us).ok_or(Refusal::OwnRival)
        });
        let rival = rival.transpose()?;
        let (one, seed) = (BLOCK as u64, request.seed);
        let draws = if plan.is_deterministic() { one } else { request.draws };
        let tally = simulate(&plan, seed, draws, Measure::Everything, runner, watch)?;
        let confidence = simulate_fixed(&plan, seed, draws, &central_cases(&plan, &tally), runner, watch)?;
        let findings = summarise(&plan, &tally, seed, &confidence);
        let exact = plan.is_certain(0);
        let draws = if exact { one } else { request.draws };
        Ok(Self { scenario, request, runner, watch, line, plan, tally, findings, exact, draws, rival })
    }

    /// How points of this study are measured.
    fn measured(&self) -> Measured<'_> {
        Measured { plan: &self.plan, draws: self.draws, exact: self.exact, rival: self.rival }
    }

    /// Who has to be beaten today, and by how much we do it.
    fn lead_today(&self) -> (usize, Estimate) {
        let (plan, tally) = (&self.plan, &self.tally);
        let (layout, counted) = (tally.layout, &tally.strategies[0]);
        let (win, products) = (counted.sums(layout.win()), counted.sums(layout.win_products()));
        let (us, draws) = (plan.us, tally.draws as f64);
        let others = (0..plan.alternatives).filter(|v| *v != us);
        let strongest = others.reduce(|x, y| if win[y] > win[x] { y } else { x });
        let best = self.rival.or(strongest).expect("one alternative has been refused");
        let product = |a: usize, b: usize| products[layout.product(a.min(b), a.max(b))] / draws;
        let square = product(us, us) + product(best, best) - 2.0 * product(us, best);
        let mean = (win[us] - win[best]) / draws;
        (best, paired_difference(mean, square, tally.draws, plan.is_hard(), self.exact))
    }

    fn after(&self) -> Option<&crate::stats::StrategyFindings> {
        self.findings.strategies.get(1)
    }

    /// Whether this person has an opinion of every alternative on this criterion, so that it can matter to him.
    fn can_judge(&self, who: StakeholderId, criterion: CriterionId) -> bool {
        let alternatives = self.scenario.alternatives().into_iter().zip(&self.plan.competes);
        let mut competing = alternatives.filter(|(_, competes)| **competes);
        competing.all(|(alternative, _)| self.scenario.performance.get(who, alternative, criterion).is_some())
    }

    fn people(&self) -> impl Iterator<Item = StakeholderId> + use<> {
        (0..self.plan.stakeholders).map(StakeholderId::new)
    }

    fn criteria(&self) -> impl Iterator<Item = CriterionId> + use<> {
        (0..self.plan.criteria).map(CriterionId::new)
    }

    /// `[criterion]` this person's mean weights at the decision, today.
    fn weights_today(&self, who: StakeholderId) -> impl Iterator<Item = f64> {
        self.findings.baseline().weights[who.index()].iter().map(|weight| weight.mean.value())
    }
}
