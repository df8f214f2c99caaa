//! Scenarios at random, with every mechanism of the model in one pot. A list of numbers ("genes") is read from the
//! front, one per choice; when it runs out every choice is the first, so that shrinking leads to simple scenarios.

use proptest::prelude::{ProptestConfig, Strategy};
use reframe::model::*;

use super::build::{self, Build, p};

const CRITERIA: [&str; 5] = ["price", "speed", "safety", "ease", "terms"];
const VENDORS: [&str; 4] = ["us", "rival", "other", "fourth"];
/// More than one stage cannot be simulated yet; the reference can.
const STAGES: usize = 1;
const PEOPLE: [&str; 4] = ["ann", "bob", "cho", "dee"];

/// Any scenario of at most 5 criteria, 4 vendors and a status quo, 4 people, 6 moves and 3 strategies.
pub fn scenarios() -> impl Strategy<Value = Scenario> {
    proptest::collection::vec(0..1000_u32, 150..400).prop_map(|genes| Genes { genes, read: 0 }.scenario())
}

/// The same number of cases from the same seed every time, and no files left behind.
pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
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

    /// A number in [low, high).
    fn number(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.gene()) / 1000.0
    }

    /// A probability that is 1 in half of the cases.
    fn chance(&mut self) -> Probability {
        if self.choice(2) == 0 { Probability::ONE } else { p(self.number(0.0, 1.0)) }
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
            c.reputation = (self.choice(3) == 0).then(|| p(self.number(0.0, 1.0)));
        }
        for id in &CRITERIA[known..known + latent] {
            build = build.latent(id);
        }
        for vendor in &mut build.0.vendors {
            vendor.known = self.choice(8) == 7;
            vendor.credibility = self.credibility();
        }
        for who in &PEOPLE[..1 + self.choice(4)] {
            let prior = self.prior(known, known + latent);
            build = build.person(who, prior).influence(self.number(0.1, 2.0)).reach(self.chance().get());
        }
        build = self.performances(build, vendors);
        build = self.stages_and_moves(build, known, latent, vendors);
        let noise = [0.0, 0.02, 0.2][self.choice(3)];
        build.noise(noise).scenario()
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
            1 => Credibility::Exact(p(self.number(0.2, 1.0))),
            _ => Credibility::Beta {
                mean: p(self.number(0.2, 0.9)),
                confidence: Concentration::new(self.number(2.0, 60.0)).expect("a concentration"),
            },
        }
    }

    /// What is believed about weights: nothing on latent criteria.
    fn prior(&mut self, known: usize, size: usize) -> WeightPrior {
        let shares = |genes: &mut Self| -> Vec<f64> {
            (0..size).map(|c| if c < known { 0.1 + genes.number(0.0, 3.0) } else { 0.0 }).collect()
        };
        match self.choice(6) {
            0 => WeightPrior::Exact(WeightPrior::shares(&shares(self), true).expect("ratings")),
            1 => {
                let k = self.number(3.0, 100.0);
                build::dirichlet(&shares(self), k)
            }
            2 => build::uniform(known),
            3 => build::ranking(&[&(0..known - 1).collect::<Vec<_>>(), &[known - 1]]),
            4 => {
                let order: Vec<[usize; 1]> = (0..known).rev().map(|c| [c]).collect();
                build::ranking(&order.iter().map(|group| group.as_slice()).collect::<Vec<_>>())
            }
            _ => {
                let least: Vec<(f64, f64)> = (0..known).map(|_| (self.number(0.0, 0.2), 1.0)).collect();
                build::bounds(&least)
            }
        }
    }

    fn performances(&mut self, mut build: Build, vendors: usize) -> Build {
        let status_quo = (self.choice(3) == 0).then_some("status_quo");
        let people: Vec<String> = build.0.stakeholders.iter().map(|who| who.id.clone()).collect();
        let criteria: Vec<String> = build.0.criteria.iter().map(|c| c.id.clone()).collect();
        for alternative in VENDORS[..vendors].iter().copied().chain(status_quo) {
            for criterion in &criteria {
                build = build.performance(alternative, criterion, self.belief());
                if self.choice(6) == 5 {
                    let who = self.choice(people.len());
                    build = build.performance_for(&people[who], alternative, criterion, self.belief());
                }
            }
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

    fn stages_and_moves(&mut self, mut build: Build, known: usize, latent: usize, vendors: usize) -> Build {
        let late = Stage { id: "late".to_owned(), openness: p(self.number(0.2, 1.0)), ..build.0.stages[0].clone() };
        build.0.stages[0].openness = self.chance();
        let stages = STAGES;
        if stages == 2 {
            build.0.stages.push(late);
        }
        let ids: Vec<String> = (0..self.choice(7)).map(|m| format!("move-{m}")).collect();
        for (m, id) in ids.iter().enumerate() {
            build = self.one_move(build, id, m, (known, latent));
            let everybody: Vec<StakeholderId> = (0..build.0.stakeholders.len()).map(StakeholderId::new).collect();
            let (by, stage) = (VendorId::new(self.choice(vendors)), StageId::new(self.choice(stages)));
            let (audience, acceptance) = (self.some(&everybody), self.chance());
            build = build.but(|m| {
                (m.stage, m.audience, m.acceptance) = (stage, audience, acceptance);
                if !matches!(m.kind, MoveKind::Justify { .. }) {
                    m.by = by;
                }
            });
        }
        let us = build.0.us;
        let by_us = |build: &Build, id: &str| build.0.moves.iter().any(|m| m.id == *id && m.by == us);
        let (ours, theirs): (Vec<&str>, Vec<&str>) = ids.iter().map(String::as_str).partition(|id| by_us(&build, id));
        for name in ["first", "second", "third"].iter().take(1 + self.choice(3)) {
            let mut moves = if ours.is_empty() { Vec::new() } else { self.some(&ours) };
            if let (0, Some(twice)) = (self.choice(3), moves.first().copied()) {
                moves.push(twice);
            }
            build = self.ordered(build, name, moves);
        }
        let theirs = if theirs.is_empty() { Vec::new() } else { self.some(&theirs) };
        let theirs = supported_only(&build, theirs);
        build.rivals(&theirs)
    }

    /// A strategy in which evidence comes after what it supports.
    fn ordered(&mut self, build: Build, name: &str, moves: Vec<&str>) -> Build {
        let moves = supported_only(&build, moves);
        build.strategy(name, &moves)
    }

    fn one_move(&mut self, build: Build, id: &str, position: usize, (known, latent): (usize, usize)) -> Build {
        let criteria: Vec<usize> = (0..known + latent).collect();
        let shift = |genes: &mut Self, k: usize, direction: Direction| {
            let others: Vec<CriterionId> = criteria.iter().filter(|c| **c != k).map(|c| CriterionId::new(*c)).collect();
            Shift {
                criterion: CriterionId::new(k),
                direction,
                target: p(genes.number(0.0, 1.0)),
                donors: if genes.choice(2) == 0 { Donors::All } else { Donors::Named(genes.some(&others)) },
                strength: match genes.choice(3) {
                    0 => build::known(1.0),
                    1 => build::known(genes.number(0.0, 1.0)),
                    _ => Distribution::beta(3.0, 7.0, 0.0, 1.0).expect("a beta"),
                },
            }
        };
        match self.choice(5) {
            0 if latent > 0 => {
                let k = known + self.choice(latent);
                let argued = shift(self, k, Direction::Raise);
                build.teach(id, argued)
            }
            0 | 1 => {
                let k = self.choice(known);
                let argued = shift(self, k, Direction::Raise);
                build.reframe(id, argued)
            }
            2 => {
                let k = self.choice(known);
                let argued = shift(self, k, Direction::Lower);
                build.reframe(id, argued)
            }
            3 => {
                let cut = if self.choice(2) == 0 {
                    Cut::Share(self.number(0.05, 0.5))
                } else {
                    Cut::Amount(self.number(0.1, 3.0))
                };
                build.act(id, MoveKind::Discount { criterion: CriterionId::new(0), cut })
            }
            _ => {
                let shifts = |m: &&Move| m.kind.shift().is_some();
                let earlier: Vec<MoveId> = build.0.moves[..position]
                    .iter()
                    .enumerate()
                    .filter(|(_, m)| shifts(m))
                    .map(|(m, _)| MoveId::new(m))
                    .collect();
                if earlier.is_empty() {
                    let argued = shift(self, 0, Direction::Raise);
                    return build.reframe(id, argued);
                }
                let by = build.0.moves[earlier[self.choice(earlier.len())].index()].by;
                let own = |m: &&MoveId| build.0.moves[m.index()].by == by;
                let own: Vec<MoveId> = earlier.iter().filter(own).copied().collect();
                let (supports, evidence) = (self.some(&own), p(self.number(0.0, 1.0)));
                build.act(id, MoveKind::Justify { supports, evidence }).but(|m| m.by = by)
            }
        }
    }
}

/// These moves without evidence that supports nothing made before it in the same list.
fn supported_only<'a>(build: &Build, moves: Vec<&'a str>) -> Vec<&'a str> {
    let parts = &build.0;
    let find = |id: &str| parts.moves.iter().position(|m| m.id == id).expect("a move of this id");
    let stands = |position: usize| match &parts.moves[find(moves[position])].kind {
        MoveKind::Justify { supports, .. } => moves[..position].iter().any(|earlier| {
            let made = MoveId::new(find(earlier));
            let own_stage = parts.moves[find(moves[position])].stage;
            supports.contains(&made) && parts.moves[made.index()].stage <= own_stage
        }),
        _ => true,
    };
    (0..moves.len()).filter(|position| stands(*position)).map(|position| moves[position]).collect()
}

/// What a scenario uses, in words: for the test that nothing is left out.
pub fn mechanisms(scenario: &Scenario) -> Vec<String> {
    let mut words: Vec<&str> = Vec::new();
    for who in &scenario.stakeholders {
        words.push(match who.prior {
            WeightPrior::Exact(_) => "prior exact",
            WeightPrior::Dirichlet { .. } => "prior dirichlet",
            WeightPrior::Ranking(_) => "prior ranking",
            WeightPrior::Bounds(_) => "prior bounds",
            WeightPrior::Uniform(_) => "prior uniform",
        });
    }
    let listed = scenario.strategies.iter().flat_map(|s| &s.moves).chain(&scenario.rivals);
    for made in listed.map(|m| &scenario.moves[m.index()]) {
        let down = made.kind.shift().is_some_and(|shift| shift.direction == Direction::Lower);
        let named = made.kind.shift().is_some_and(|shift| shift.donors != Donors::All);
        let uncertain = made.kind.shift().is_some_and(|shift| shift.strength.known().is_none());
        words.push(match made.kind {
            MoveKind::Reframe(_) if down => "reframe down",
            MoveKind::Reframe(_) => "reframe up",
            ref other => other.tag(),
        });
        words.extend(named.then_some("named donors"));
        words.extend(uncertain.then_some("uncertain strength"));
        words.extend((made.audience.len() < scenario.stakeholders.len()).then_some("part of the people"));
    }
    let uncertain = |v: &Vendor| matches!(v.credibility, Credibility::Beta { .. });
    let own = |who: usize, of: Alternative, on: usize| {
        scenario.performance.own(StakeholderId::new(who), of, CriterionId::new(on)).is_some()
    };
    let experiences = (0..scenario.stakeholders.len()).any(|who| {
        scenario.alternatives().into_iter().any(|of| (0..scenario.criteria.len()).any(|on| own(who, of, on)))
    });
    let twice = |s: &reframe::model::Strategy| (1..s.moves.len()).any(|m| s.moves[..m].contains(&s.moves[m]));
    words.extend(scenario.vendors.iter().any(uncertain).then_some("uncertain credibility"));
    words.extend(scenario.vendors.iter().any(|v| v.known).then_some("known vendor"));
    words.extend(scenario.status_quo.is_some().then_some("status quo"));
    words.extend(experiences.then_some("own experience"));
    words.extend((!scenario.rivals.is_empty()).then_some("rivals"));
    words.extend(scenario.strategies.iter().any(twice).then_some("listed twice"));
    words.push(if scenario.decision.noise > 0.0 { "noise" } else { "no noise" });
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(str::to_owned).collect()
}
