//! Scenarios at random, with every mechanism of the model in one pot. A list of numbers ("genes") is read from the
//! front, one per choice; when it runs out every choice is the first, so that shrinking leads to simple scenarios.

mod moves;
mod people;
mod process;
pub mod words;

use proptest::prelude::{ProptestConfig, Strategy};
use reframe::model::*;

use super::build::{Build, p};

const CRITERIA: [&str; 5] = ["price", "speed", "safety", "ease", "terms"];
const VENDORS: [&str; 4] = ["us", "rival", "other", "fourth"];
const PEOPLE: [&str; 5] = ["ann", "bob", "cho", "dee", "eva"];
const STAGES: [&str; 4] = ["first", "early", "mid", "late"];

/// Any scenario of at most 5 criteria, 4 vendors and a status quo, 5 people, 4 stages, 9 moves and 3 strategies.
pub fn scenarios() -> impl Strategy<Value = Scenario> {
    proptest::collection::vec(0..1000_u32, 400..1000).prop_map(|genes| Genes { genes, read: 0 }.scenario())
}

/// The same number of cases from the same seed every time, and no files left behind; `PROPTEST_CASES` asks for more.
pub fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        rng_seed: proptest::test_runner::RngSeed::Fixed(2024),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

struct Genes {
    genes: Vec<u32>,
    read: usize,
}

impl Genes {
    fn gene(&mut self) -> u32 {
        self.read += 1;
        self.genes.get(self.read - 1).copied().unwrap_or(0)
    }

    /// One of 0..n.
    fn choice(&mut self, n: usize) -> usize {
        self.gene() as usize * n / 1000
    }

    /// Yes, once in n times.
    fn once_in(&mut self, n: usize) -> bool {
        self.choice(n) == n - 1
    }

    /// A number in [low, high).
    fn number(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.gene()) / 1000.0
    }

    /// A probability of at least `low` that is 1 in half of the cases, and now and then 0.
    fn chance(&mut self, low: f64) -> Probability {
        match self.choice(16) {
            0..8 => Probability::ONE,
            15 => Probability::ZERO,
            _ => p(self.number(low, 1.0)),
        }
    }

    /// A share in [low, high), and now and then nothing or everything.
    fn share(&mut self, low: f64, high: f64) -> Probability {
        match self.choice(12) {
            10 => Probability::ZERO,
            11 => Probability::ONE,
            _ => p(self.number(low, high)),
        }
    }

    /// One of these.
    fn one<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.choice(items.len())]
    }

    /// Some of these, at least one, in order.
    fn some<T: Copy>(&mut self, items: &[T]) -> Vec<T> {
        let sure = self.choice(items.len());
        let picked = items.iter().enumerate().filter(|(k, _)| *k == sure || self.choice(2) == 0);
        picked.map(|(_, item)| *item).collect()
    }

    fn scenario(mut self) -> Scenario {
        let known = 2 + self.choice(3);
        let latent = self.choice(6 - known);
        let vendors = 1 + self.choice(4);
        let mut build = Build::new(&CRITERIA[..known + latent], &VENDORS[..vendors]);
        for (position, c) in build.0.criteria.iter_mut().enumerate() {
            // The first is a price: less is better, so that it can be discounted.
            c.value = self.value(position == 0);
            c.reputation = (self.choice(3) == 0).then(|| self.share(0.0, 1.0));
            c.need = if position == 0 { Need::Price } else { self.one(&Need::ALL) };
        }
        for id in &CRITERIA[known..known + latent] {
            build = build.latent(id);
        }
        if self.once_in(3) {
            let floored = self.some(&[0, known + latent - 1]);
            for c in floored {
                build.0.criteria[c].floor = p(self.number(0.05, 0.4));
            }
        }
        for vendor in &mut build.0.vendors {
            vendor.known = self.once_in(8);
            vendor.credibility = self.credibility();
        }
        build = self.people(build, known, known + latent);
        build = self.performances(build, vendors);
        self.process(&mut build.0);
        build = self.moves(build, known, latent);
        self.forgotten_cell(build.0)
    }

    /// What nobody can come to judge need not be known: one cell of the table less, where that is allowed.
    fn forgotten_cell(&mut self, parts: ScenarioParts) -> Scenario {
        for _ in 0..self.choice(6) {
            let (of, on) = (self.one(&parts.alternatives()), CriterionId::new(self.choice(parts.criteria.len())));
            let without = ScenarioParts { performance: table_without(&parts, of, on), ..parts.clone() };
            if let Ok((scenario, _)) = Scenario::new(without) {
                return scenario;
            }
        }
        Build(parts).scenario()
    }

    fn value(&mut self, price: bool) -> ValueFunction {
        let outside = if self.choice(4) == 3 { Outside::Extrapolate } else { Outside::Clamp };
        let ends = if price || self.choice(2) == 1 { (10.0, 0.0) } else { (0.0, 10.0) };
        if self.choice(3) == 2 {
            let (at, value) = (self.number(1.0, 9.0), self.number(0.0, 1.0));
            ValueFunction::piecewise(vec![(ends.0, 0.0), (at, value), (ends.1, 1.0)], outside).expect("points in order")
        } else {
            ValueFunction::linear(ends.0, ends.1, outside).expect("a scale")
        }
    }

    fn credibility(&mut self) -> Credibility {
        match self.choice(3) {
            0 => Credibility::Exact(Probability::ONE),
            1 => Credibility::Exact(self.share(0.2, 1.0)),
            _ => Credibility::Beta {
                mean: p(self.number(0.2, 0.9)),
                confidence: Concentration::new(self.number(2.0, 60.0)).expect("a concentration"),
            },
        }
    }

    /// Everything that can be judged, some of it also as only one person experiences it. The status quo may be
    /// described like a vendor, be only the name of "no decision", or not be an alternative.
    fn performances(&mut self, mut build: Build, vendors: usize) -> Build {
        let described = match self.choice(4) {
            0 | 1 => Some("status_quo"),
            2 => {
                build.0.status_quo = Some(StatusQuo { label: Text::same("no decision"), conflict: 0.0 });
                None
            }
            _ => None,
        };
        let people: Vec<String> = build.0.stakeholders.iter().map(|who| who.id.clone()).collect();
        let criteria: Vec<String> = build.0.criteria.iter().map(|c| c.id.clone()).collect();
        for alternative in VENDORS[..vendors].iter().copied().chain(described) {
            for criterion in &criteria {
                build = build.performance(alternative, criterion, self.belief());
                if self.choice(6) == 5 {
                    let who = self.choice(people.len());
                    build = build.performance_for(&people[who], alternative, criterion, self.belief());
                }
            }
        }
        if let Some(status_quo) = &mut build.0.status_quo
            && self.once_in(2)
        {
            status_quo.conflict = self.number(0.05, 0.6);
        }
        build
    }

    fn belief(&mut self) -> Distribution {
        let (low, width) = (self.number(1.0, 6.0), self.number(0.5, 4.0));
        let mode = low + width * self.number(0.0, 1.0);
        let belief = match self.choice(9) {
            0 => Distribution::exact(low),
            1 => Distribution::normal(low, 0.3 * width),
            2 => Distribution::lognormal(low, 0.1 * width),
            3 => Distribution::uniform(low, low + width),
            4 => Distribution::triangular(low, mode, low + width),
            5 => Distribution::pert(low, mode, low + width),
            6 => Distribution::beta(self.number(0.5, 5.0), self.number(0.5, 5.0), low, low + width),
            7 => Distribution::discrete(vec![(low, 0.25), (low + width, 0.75)]),
            _ => Distribution::range(low, low + width),
        };
        belief.expect("parameters in range")
    }
}

/// The table without what is known of one alternative on one criterion.
fn table_without(parts: &ScenarioParts, of: Alternative, on: CriterionId) -> PerformanceTable {
    let mut table = PerformanceTable::default();
    for alternative in parts.alternatives() {
        for criterion in (0..parts.criteria.len()).map(CriterionId::new).filter(|c| (alternative, *c) != (of, on)) {
            if let Some(belief) = parts.performance.shared(alternative, criterion) {
                table.set(alternative, criterion, belief.clone());
            }
            for who in (0..parts.stakeholders.len()).map(StakeholderId::new) {
                if let Some(belief) = parts.performance.own(who, alternative, criterion) {
                    table.set_for(who, alternative, criterion, belief.clone());
                }
            }
        }
    }
    table
}
