//! Findings to a record: positions become keys, nothing is computed.

use crate::model::{CriterionId, Lang, StakeholderId, Text};
use crate::report::assumptions::{Assumption, assumptions};
use crate::report::view::View;
use crate::report::words::{Label, words};
use crate::stats::{BreakEven, Caution, CentralWeights, Curve, Estimate, Spread, StrategyFindings, WeightSummary};

use super::*;

impl Record {
    /// Of a run. `fingerprint` is the digest of the input files; the language of the view does not matter.
    pub fn new(view: &View, fingerprint: &str) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            program: Program { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            scenario: scenario(view, fingerprint),
            run: run(view),
            alternatives: (0..view.alternatives()).map(|a| alternative(view, a)).collect(),
            criteria: criteria(view),
            stakeholders: stakeholders(view),
            stages: stages(view),
            strategies: (0..view.findings.strategies.len()).map(|s| strategy(view, s)).collect(),
            curves: view.curves.iter().map(|curve| curve_record(view, curve)).collect(),
            cautions: view.findings.cautions.iter().map(|caution| caution_record(view, caution)).collect(),
            assumptions: assumptions(view.scenario).iter().map(assumption).collect(),
        }
    }
}

impl From<&Estimate> for Value {
    fn from(e: &Estimate) -> Self {
        Self { value: e.value(), std_error: e.std_error(), low: e.low(), high: e.high() }
    }
}

impl From<&Spread> for SpreadRecord {
    fn from(spread: &Spread) -> Self {
        Self { p05: (&spread.p05).into(), p50: (&spread.p50).into(), p95: (&spread.p95).into() }
    }
}

fn in_all(say: impl Fn(Lang) -> String) -> Words {
    Lang::ALL.into_iter().map(|lang| (lang.tag().to_owned(), say(lang))).collect()
}

fn labels(text: &Text) -> Words {
    in_all(|lang| text.get(lang).to_owned())
}

fn scenario(view: &View, fingerprint: &str) -> ScenarioRecord {
    let scenario = view.scenario;
    ScenarioRecord {
        name: scenario.name.clone(),
        title: labels(&scenario.title),
        fingerprint: fingerprint.to_owned(),
        format: 1,
        us: view.alternative_id(view.us()).to_owned(),
        currency: scenario.currency.clone(),
        deal_value: scenario.deal_value,
    }
}

fn run(view: &View) -> RunRecord {
    let run = &view.findings.run;
    RunRecord { seed: run.seed, draws: run.draws, interval_level: 0.95, deterministic: run.deterministic }
}

fn alternative(view: &View, position: usize) -> Named {
    let label = in_all(|lang| View { lang, ..*view }.alternative(position));
    Named { id: view.alternative_id(position).to_owned(), label }
}

fn criteria(view: &View) -> Vec<CriterionRecord> {
    let record = |c: &crate::model::Criterion| CriterionRecord {
        id: c.id.clone(),
        label: labels(&c.label),
        need: c.need.tag().to_owned(),
        latent: c.latent,
    };
    view.scenario.criteria.iter().map(record).collect()
}

fn stakeholders(view: &View) -> Vec<StakeholderRecord> {
    let people = view.scenario.stakeholders.iter().zip(view.scenario.influence());
    people
        .map(|(who, influence)| StakeholderRecord { id: who.id.clone(), label: labels(&who.label), influence })
        .collect()
}

fn stages(view: &View) -> Vec<Named> {
    view.scenario.stages.iter().map(|stage| Named { id: stage.id.clone(), label: labels(&stage.label) }).collect()
}

fn strategy(view: &View, position: usize) -> StrategyRecord {
    let found = &view.findings.strategies[position];
    let label = match found.strategy {
        Some(id) => labels(&view.scenario.strategies[id.index()].label),
        None => in_all(|lang| words(lang).label(Label::Baseline).to_owned()),
    };
    StrategyRecord {
        id: view.strategy_id(position).to_owned(),
        label,
        win: of_alternatives(view, &found.win),
        uplift: found.uplift.as_ref().map(|uplift| of_alternatives(view, uplift)),
        cost_days: found.cost.days,
        cost_money: found.cost.money,
        revenue: found.revenue.as_ref().map(Value::from),
        margin: found.margin.as_ref().map(Value::from),
        rank_acceptability: ranks(view, found),
        pairwise: pairs(view, found),
        central_weights: found.central.iter().enumerate().map(|(a, c)| central(view, a, c.as_ref())).collect(),
        weights: weights(view, found),
        support: support(view, found),
        polls: group::polls(view, found),
        rules: group::rules(view, found),
        adoption: group::adoption(view, found),
        edge: group::edge(view, found),
    }
}

pub(super) fn of_alternatives(view: &View, values: &[Estimate]) -> Vec<OfAlternative> {
    let named = |(a, value): (usize, &Estimate)| OfAlternative { alternative: id(view, a), value: value.into() };
    values.iter().enumerate().map(named).collect()
}

pub(super) fn id(view: &View, alternative: usize) -> String {
    view.alternative_id(alternative).to_owned()
}

fn strategy_key(view: &View, position: usize) -> String {
    view.strategy_id(position).to_owned()
}

pub(super) fn criterion_key(view: &View, criterion: CriterionId) -> String {
    view.scenario.criteria[criterion.index()].id.clone()
}

pub(super) fn stakeholder_key(view: &View, who: StakeholderId) -> String {
    view.scenario.stakeholders[who.index()].id.clone()
}

fn ranks(view: &View, found: &StrategyFindings) -> Vec<Ranks> {
    let all = found.rank_acceptability.iter().enumerate();
    all.map(|(a, ranks)| Ranks { alternative: id(view, a), ranks: ranks.iter().map(Value::from).collect() }).collect()
}

fn pairs(view: &View, found: &StrategyFindings) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (a, row) in found.pairwise.iter().enumerate() {
        for (b, value) in row.iter().enumerate().filter(|(b, _)| *b != a) {
            pairs.push(Pair { alternative: id(view, a), before: id(view, b), value: value.into() });
        }
    }
    pairs
}

fn central(view: &View, position: usize, central: Option<&CentralWeights>) -> CentralRecord {
    let rows = |central: &CentralWeights| {
        let people = central.per_stakeholder.iter().enumerate().map(|(i, row)| (Some(StakeholderId::new(i)), row));
        let mut weights = Vec::new();
        for (who, row) in people.chain([(None, &central.group)]) {
            for (c, value) in row.iter().enumerate() {
                weights.push(CentralWeight {
                    stakeholder: who.map(|who| stakeholder_key(view, who)),
                    criterion: criterion_key(view, CriterionId::new(c)),
                    value: value.into(),
                });
            }
        }
        weights
    };
    CentralRecord {
        alternative: id(view, position),
        confidence_factor: central.map(|central| (&central.confidence_factor).into()),
        weights: central.map(rows),
    }
}

fn weights(view: &View, found: &StrategyFindings) -> Vec<WeightRecord> {
    let people = found.weights.iter().enumerate().map(|(i, row)| (Some(StakeholderId::new(i)), row));
    let mut records = Vec::new();
    for (who, row) in people.chain([(None, &found.group_weights)]) {
        for (c, summary) in row.iter().enumerate() {
            records.push(weight(view, who, CriterionId::new(c), summary));
        }
    }
    records
}

fn weight(view: &View, who: Option<StakeholderId>, criterion: CriterionId, summary: &WeightSummary) -> WeightRecord {
    WeightRecord {
        stakeholder: who.map(|who| stakeholder_key(view, who)),
        criterion: criterion_key(view, criterion),
        mean: (&summary.mean).into(),
        sd: summary.sd,
        p05: (&summary.spread.p05).into(),
        p50: (&summary.spread.p50).into(),
        p95: (&summary.spread.p95).into(),
    }
}

fn support(view: &View, found: &StrategyFindings) -> Vec<SupportRecord> {
    let mut records = Vec::new();
    for (i, row) in found.support.iter().enumerate() {
        for (a, value) in row.iter().enumerate() {
            let stakeholder = stakeholder_key(view, StakeholderId::new(i));
            records.push(SupportRecord { stakeholder, alternative: id(view, a), value: value.into() });
        }
    }
    records
}

fn curve_record(view: &View, curve: &Curve) -> CurveRecord {
    let point = |(p, weight): (usize, &f64)| {
        let win: Vec<Estimate> = curve.win.iter().map(|line| line[p]).collect();
        CurvePoint { weight: *weight, win: of_alternatives(view, &win), lead: (&curve.lead[p]).into() }
    };
    CurveRecord {
        strategy: strategy_key(view, curve.strategy),
        criterion: criterion_key(view, curve.criterion),
        audience: curve.audience.iter().map(|&who| stakeholder_key(view, who)).collect(),
        points: curve.weights.iter().enumerate().map(point).collect(),
        break_even: match &curve.break_even {
            BreakEven::At(weight) => BreakEvenRecord::At { weight: weight.into() },
            BreakEven::AlwaysAhead => BreakEvenRecord::AlwaysAhead,
            BreakEven::NeverAhead => BreakEvenRecord::NeverAhead,
            BreakEven::LostAt(weight) => BreakEvenRecord::LostAt { weight: weight.into() },
        },
        before: (&curve.before).into(),
        after: (&curve.after).into(),
    }
}

fn caution_record(view: &View, caution: &Caution) -> CautionRecord {
    let say = |lang| words(lang).caution(&View { lang, ..*view }, caution);
    let strategy = |position| strategy_key(view, position);
    let kind = match *caution {
        Caution::UpliftUnclear { strategy: s } => CautionKind::UpliftUnclear { strategy: strategy(s) },
        Caution::FewWins { strategy: s, alternative, wins } => {
            CautionKind::FewWins { strategy: strategy(s), alternative: id(view, alternative), wins }
        }
        Caution::LeaderDependsOnNoise { strategy: s, with_noise, without_noise } => CautionKind::LeaderDependsOnNoise {
            strategy: strategy(s),
            with_noise: id(view, with_noise),
            without_noise: id(view, without_noise),
        },
        Caution::LeadUnclear { strategy: s, first, second } => {
            CautionKind::LeadUnclear { strategy: strategy(s), first: id(view, first), second: id(view, second) }
        }
        Caution::LeadDependsOnRule { strategy: s, ahead, rules } => {
            CautionKind::LeadDependsOnRule { strategy: strategy(s), ahead, rules }
        }
        Caution::StrategiesAlike { best, other } => {
            CautionKind::StrategiesAlike { best: strategy(best), other: strategy(other) }
        }
    };
    CautionRecord { caution: kind, text: in_all(|lang| say(lang).what), advice: in_all(|lang| say(lang).advice) }
}

fn assumption(assumption: &Assumption) -> AssumptionRecord {
    AssumptionRecord {
        id: assumption.id.to_owned(),
        grade: assumption.grade.letter().to_owned(),
        source: in_all(|lang| assumption.source(lang).to_owned()),
        text: in_all(|lang| assumption.text(lang).to_owned()),
    }
}
