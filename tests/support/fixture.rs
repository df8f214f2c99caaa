//! A small run made by hand: three people, two vendors and the status quo, as the report gets it.

use std::collections::BTreeMap;

use reframe::model::*;
use reframe::stats::*;

fn both(en: &str, zh: &str) -> Text {
    Text::per_language(BTreeMap::from([(Lang::En, en.to_owned()), (Lang::Zh, zh.to_owned())])).unwrap()
}

fn criterion(id: &str, label: Text, need: Need, latent: bool) -> Criterion {
    let value = ValueFunction::linear(0.0, 100.0, Outside::Clamp).unwrap();
    Criterion { id: id.into(), label, need, latent, value, unit: None, reputation: None, floor: Probability::ZERO }
}

fn person(id: &str, label: Text, influence: f64, shares: [f64; 3]) -> Stakeholder {
    Stakeholder {
        id: id.into(),
        label,
        influence,
        prior: WeightPrior::Dirichlet { shares: shares.to_vec(), concentration: Concentration::MEDIUM },
        listens_to: Vec::new(),
        speaks: Probability::ONE,
        indecision: None,
        reach: Probability::ONE,
        lived: None,
        meddic: Vec::new(),
    }
}

fn teach() -> Move {
    Move {
        id: "mttr-insight".into(),
        label: Text::same("10,000 alerts a day"),
        by: VendorId::new(0),
        audience: vec![StakeholderId::new(0)],
        stage: StageId::new(0),
        acceptance: Probability::new(0.6).unwrap(),
        cost: Cost { days: 4.0, money: 20_000.0 },
        requires: Vec::new(),
        backfire: None,
        kind: MoveKind::Teach(Shift {
            criterion: CriterionId::new(2),
            direction: Direction::Raise,
            target: Probability::new(0.5).unwrap(),
            donors: Donors::All,
            strength: Distribution::beta(3.0, 7.0, 0.0, 1.0).unwrap(),
        }),
    }
}

fn performance() -> PerformanceTable {
    let vendor = |position| Alternative::Vendor(VendorId::new(position));
    let rows = [
        (vendor(0), [60.0, 50.0, 90.0]),
        (vendor(1), [80.0, 55.0, 40.0]),
        (Alternative::StatusQuo, [20.0, 95.0, 10.0]),
    ];
    let mut table = PerformanceTable::default();
    for (alternative, means) in rows {
        for (c, mean) in means.into_iter().enumerate() {
            table.set(alternative, CriterionId::new(c), Distribution::normal(mean, 5.0).unwrap());
        }
    }
    table
}

/// Our strategies: a reframe with a label that wants escaping, and a price cut.
pub fn scenario() -> Scenario {
    let vendor = |id: &str, label: &str| Vendor {
        id: id.into(),
        label: Text::same(label),
        credibility: Credibility::Exact(Probability::new(0.7).unwrap()),
        known: false,
    };
    let parts = ScenarioParts {
        name: "edr".into(),
        title: both("EDR for a manufacturer", "制造企业采购 EDR"),
        us: VendorId::new(0),
        currency: Some("CNY".into()),
        deal_value: Some(2_400_000.0),
        criteria: vec![
            criterion("detection", both("Detection rate", "病毒检出率"), Need::Product, false),
            criterion("price", both("Price", "价格"), Need::Price, false),
            criterion("response", both("MTTR & false alarms", "MTTR/误报率"), Need::Gain, true),
        ],
        vendors: vec![vendor("northwall", "Northwall"), vendor("halcyon", "Halcyon")],
        status_quo: Some(StatusQuo { label: both("Keep the antivirus", "维持现状"), conflict: 0.2 }),
        performance: performance(),
        stakeholders: vec![
            person("ciso", both("CISO", "首席信息安全官"), 5.0, [0.6, 0.4, 0.0]),
            person("coo", both("COO", "首席运营官"), 3.0, [0.3, 0.7, 0.0]),
            person("ops", both("IT operations <lead>", "运维主管"), 2.0, [0.5, 0.5, 0.0]),
        ],
        stages: vec![Stage {
            id: "talk".into(),
            label: Text::same("talk"),
            openness: Probability::ONE,
            tilt: Vec::new(),
            discussion: Discussion::Rounds(0),
            weeks: None,
        }],
        moves: vec![teach()],
        strategies: vec![
            Strategy {
                id: "reframe-mttr".into(),
                label: both("Reframe on MTTR", "重塑为 MTTR"),
                moves: vec![MoveId::new(0)],
            },
            Strategy { id: "match-price".into(), label: both("=Match <price>", "跟进降价"), moves: Vec::new() },
        ],
        rivals: Vec::new(),
        gates: Vec::new(),
        decision: Decision { rule: GroupRule::WeightedUtility, noise: 0.03 },
        adoption: None,
        contact: None,
        memory: None,
        defaults: Defaults::default(),
    };
    Scenario::new(parts).expect("a scenario without faults").0
}

/// How uncertain a made-up number is.
#[derive(Clone, Copy)]
pub enum Noise {
    /// As after this many draws.
    Draws(u64),
    /// Not at all.
    None,
}

impl Noise {
    fn share(self, p: f64) -> Estimate {
        match self {
            Noise::Draws(n) => Estimate::normal(p, (p * (1.0 - p) / n as f64).sqrt()),
            Noise::None => Estimate::exact(p),
        }
    }

    fn difference(self, d: f64) -> Estimate {
        match self {
            Noise::Draws(n) => Estimate::normal(d, (0.3 / n as f64).sqrt()),
            Noise::None => Estimate::exact(d),
        }
    }
}

fn summary(noise: Noise, mean: f64) -> WeightSummary {
    let at = |p: f64| noise.share(p.clamp(0.0, 1.0));
    let spread = Spread { p05: at(mean - 0.12), p50: at(mean), p95: at(mean + 0.12), twenty: [mean; 20] };
    WeightSummary { mean: noise.share(mean), sd: 0.07, spread }
}

/// Whether the first of these leads.
fn lead(win: &[f64; 3]) -> Lead {
    if win[0] > win[1].max(win[2]) { Lead::Ahead } else { Lead::Behind }
}

/// A strategy with these win probabilities: us, Halcyon, status quo.
fn strategy(position: usize, win: [f64; 3], base: [f64; 3], response: f64, noise: Noise) -> StrategyFindings {
    let shares = win.map(|p| noise.share(p)).to_vec();
    let weights = [0.6 * (1.0 - response), 0.4 * (1.0 - response), response].map(|w| summary(noise, w)).to_vec();
    let played = position > 0;
    let central = CentralWeights {
        per_stakeholder: vec![[0.4, 0.2, 0.4].map(|w| noise.share(w)).to_vec(); 3],
        group: [0.42, 0.2, 0.38].map(|w| noise.share(w)).to_vec(),
        confidence_factor: noise.share(0.81),
    };
    let ranks =
        |first: f64| vec![noise.share(first), noise.share((1.0 - first) * 0.7), noise.share((1.0 - first) * 0.3)];
    StrategyFindings {
        strategy: played.then(|| StrategyId::new(position - 1)),
        uplift: played.then(|| (0..3).map(|a| noise.difference(win[a] - base[a])).collect()),
        rank_acceptability: win.iter().map(|&p| ranks(p)).collect(),
        pairwise: (0..3)
            .map(|a| {
                (0..3)
                    .map(|b| if a == b { Estimate::exact(0.5) } else { noise.share(win[a] / (win[a] + win[b])) })
                    .collect()
            })
            .collect(),
        central: vec![Some(central.clone()), Some(central), None],
        weights: vec![weights.clone(); 3],
        group_weights: weights,
        support: vec![shares.clone(); 3],
        polls: vec![shares.clone()],
        rules: scenario()
            .all_rules()
            .map(|rule| RuleFindings { rule, win: shares.clone(), undecided: None, lead: lead(&win) })
            .to_vec(),
        adoption: None,
        edge: vec![[0.05, -0.02, 0.4].map(Estimate::exact).to_vec(); 3],
        win: shares,
        cost: if played { Cost { days: 10.0, money: 20_000.0 } } else { Cost::default() },
        revenue: Some(noise.share(win[0]).scaled(2_400_000.0, 0.0)),
        margin: Some(noise.share(win[0]).scaled(2_400_000.0, if played { -20_000.0 } else { 0.0 })),
    }
}

/// Findings of these strategies, the baseline first: win probabilities of us, Halcyon and the status quo.
pub fn findings(wins: &[[f64; 3]], noise: Noise, cautions: Vec<Caution>) -> Findings {
    let strategies = wins
        .iter()
        .enumerate()
        .map(|(s, win)| strategy(s, *win, wins[0], if s == 1 { 0.28 } else { 0.0 }, noise))
        .collect();
    let (draws, deterministic) = match noise {
        Noise::Draws(draws) => (draws, false),
        Noise::None => (1, true),
    };
    Findings { run: RunInfo { seed: 7, draws, deterministic }, strategies, cautions }
}

/// A curve on which we overtake.
#[allow(dead_code, reason = "not every test draws one")]
pub fn curve() -> Curve {
    let noise = Noise::Draws(100_000);
    let weights: Vec<f64> = (0..=10).map(|i| f64::from(i) / 10.0).collect();
    let ours: Vec<f64> = weights.iter().map(|w| 0.2 + 0.6 * w).collect();
    let line = |f: &dyn Fn(f64) -> f64| ours.iter().map(|&p| noise.share(f(p))).collect::<Vec<_>>();
    let spread = |low: f64, mid: f64, high: f64| Spread {
        p05: noise.share(low),
        p50: noise.share(mid),
        p95: noise.share(high),
        twenty: [mid; 20],
    };
    Curve {
        strategy: 1,
        criterion: CriterionId::new(2),
        audience: vec![StakeholderId::new(0), StakeholderId::new(1)],
        win: vec![line(&|p| p), line(&|p| 0.8 * (1.0 - p)), line(&|p| 0.2 * (1.0 - p))],
        lead: ours.iter().map(|&p| noise.difference(p - 0.8 * (1.0 - p))).collect(),
        weights,
        break_even: BreakEven::At(Estimate::normal(0.2341, 0.0021)),
        before: spread(0.0, 0.0, 0.0),
        after: spread(0.04, 0.18, 0.39),
    }
}

/// The usual run: a clear gain, with the second strategy about as good and one thin result.
#[allow(dead_code, reason = "not every test looks at the usual run")]
pub fn usual() -> Findings {
    let cautions = vec![
        Caution::LeadUnclear { strategy: 1, first: 0, second: 1 },
        Caution::FewWins { strategy: 0, alternative: 2, wins: 63.4 },
        Caution::LeaderDependsOnNoise { strategy: 2, with_noise: 1, without_noise: 0 },
        Caution::StrategiesAlike { best: 1, other: 2 },
        Caution::UpliftUnclear { strategy: 2 },
    ];
    findings(
        &[[0.2134, 0.6021, 0.1845], [0.4482, 0.4102, 0.1416], [0.4479, 0.4105, 0.1416]],
        Noise::Draws(100_000),
        cautions,
    )
}

/// The same scenario with a committee that may disagree as it likes.
#[allow(dead_code, reason = "not every test runs it")]
pub fn runnable() -> Scenario {
    let mut parts: ScenarioParts = (*scenario()).clone();
    parts.status_quo = parts.status_quo.map(|status_quo| StatusQuo { conflict: 0.0, ..status_quo });
    Scenario::new(parts).expect("a scenario without faults").0
}
