//! The reference problems of docs/performance.md, written in the scenario language, so that anybody can print one, read
//! it and run it. All sizes are parameters; all numbers are spread evenly and no two beliefs are alike.
#![allow(dead_code, reason = "every benchmark is its own crate and uses its own part")]

use std::fmt::Write as _;
use std::path::Path;

use reframe::model::{Scenario, StrategyId};

/// How large a committee is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// People, each with weights of his own.
    pub stakeholders: usize,
    /// Criteria that are weighed; one more is latent until it is taught.
    pub criteria: usize,
    /// Offers, all known first hand.
    pub vendors: usize,
    /// Strategies of one move each.
    pub strategies: usize,
}

impl Sizes {
    /// The reference: what a purchase of a security product looks like.
    pub fn reference(strategies: usize) -> Self {
        Self { stakeholders: 6, criteria: 8, vendors: 4, strategies }
    }
}

/// How the group decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Everybody votes for his best; the most influence wins.
    HardVotes,
    /// The group's utility, with the noise of a logit.
    NoisyUtility,
}

/// One stage, nothing but weights, performance and votes. Three strategies in four raise a criterion in everybody's
/// weights, the fourth teaches the latent one; each to a weight of its own.
pub fn committee(sizes: Sizes, choice: Choice) -> String {
    let mut text = top(sizes.criteria, Some("latent"));
    performance(&mut text, sizes.vendors, &[criteria(sizes.criteria), vec!["latent".to_owned()]].concat(), true);
    for who in 0..sizes.stakeholders {
        // Shapes of the gammas: 0.6 times the rating, 0.6 to 6.
        let rating = |c: usize| 1.0 + 9.0 * spread(who * sizes.criteria + c);
        let ratings: Vec<String> = (0..sizes.criteria).map(|c| format!("c{c} = {:.4}", rating(c))).collect();
        let confidence: f64 = (0..sizes.criteria).map(|c| 0.6 * rating(c)).sum();
        let influence = 1.0 + 2.0 * spread(3 * who + 1);
        writeln!(text, "[stakeholders.s{who}]\ninfluence = {influence:.4}\nratings = {{ {} }}", ratings.join(", "))
            .and_then(|()| writeln!(text, "confidence = {confidence:.4}"))
            .expect("text grows");
    }
    let audience: Vec<String> = (0..sizes.stakeholders).map(|who| format!("\"s{who}\"")).collect();
    for k in 0..sizes.strategies {
        let (kind, criterion) =
            if k % 4 == 3 { ("teach", "latent".to_owned()) } else { ("reframe", format!("c{}", k % sizes.criteria)) };
        let target = 0.05 + 0.5 * spread(k);
        writeln!(text, "[moves.m{k}]\nkind = \"{kind}\"\ncriterion = \"{criterion}\"\nraise_to = {target:.6}")
            .and_then(|()| writeln!(text, "strength = 1\naudience = [{}]", audience.join(", ")))
            .and_then(|()| writeln!(text, "[strategies.k{k}]\nmoves = [\"m{k}\"]"))
            .expect("text grows");
    }
    text.push_str(match choice {
        Choice::HardVotes => "[decision]\nrule = \"plurality\"\n",
        Choice::NoisyUtility => "[decision]\nrule = \"weighted-utility\"\nnoise = 0.04\n",
    });
    text
}

/// The problem that SMAA was made for: one person of whose weights nothing is known, normal scores, no moves.
pub fn smaa(criteria_count: usize, vendors: usize) -> String {
    let mut text = top(criteria_count, None);
    performance(&mut text, vendors, &criteria(criteria_count), false);
    text.push_str("[stakeholders.one]\ninfluence = 1\n[decision]\nrule = \"weighted-utility\"\n");
    text
}

/// What to do: a committee that talks in every stage and is less open from stage to stage; in each stage the same five kinds of
/// move, with costs of their own. The last supports the second: five moves a stage, `5 * stages` in all.
pub fn pitches(sizes: Sizes, stages: usize) -> String {
    let mut text = top(sizes.criteria, Some("latent"));
    performance(&mut text, sizes.vendors, &[criteria(sizes.criteria), vec!["latent".to_owned()]].concat(), false);
    // What they have not heard of yet we do well; some of what they know we do badly, so that not every move helps.
    let start = text.find("\nlatent = \"").expect("we perform on everything") + 1;
    let end = start + text[start..].find('\n').expect("a line ends");
    text.replace_range(start..end, "latent = \"normal(8, 0.8)\"");
    let head = text.find("[vendors.v0]\nknown = true").expect("the first vendor is ours");
    text.replace_range(
        head..,
        &text[head..].replacen("known = true", "credibility = { mean = 0.7, confidence = 20 }", 1),
    );
    for stage in 0..stages {
        let openness = 1.0 - 0.6 * stage as f64 / stages as f64;
        writeln!(text, "[stages.t{stage}]\nopenness = {openness:.4}\ndiscussion = 1").expect("text grows");
    }
    for who in 0..sizes.stakeholders {
        let rating = |c: usize| 1.0 + 9.0 * spread(who * sizes.criteria + c);
        let ratings: Vec<String> = (0..sizes.criteria).map(|c| format!("c{c} = {:.4}", rating(c))).collect();
        let (influence, next) = (1.0 + 2.0 * spread(3 * who + 1), (who + 1) % sizes.stakeholders);
        writeln!(text, "[stakeholders.s{who}]\ninfluence = {influence:.4}\nratings = {{ {} }}", ratings.join(", "))
            .and_then(|()| writeln!(text, "confidence = \"medium\"\nspeaks = {:.4}", 0.4 + 0.5 * spread(who)))
            .and_then(|()| writeln!(text, "listens_to = {{ s{next} = {:.4} }}", 0.1 + 0.2 * spread(who + 9)))
            .expect("text grows");
    }
    for stage in 0..stages {
        let target = |k: usize| 0.2 + 0.3 * spread(5 * stage + k);
        let kinds = [
            format!("kind = \"build-trust\"\ngain = {:.4}", 0.1 + 0.2 * spread(stage)),
            format!("kind = \"teach\"\ncriterion = \"latent\"\nraise_to = {:.4}", target(1)),
            format!("kind = \"reframe\"\ncriterion = \"c{}\"\nraise_to = {:.4}", stage % sizes.criteria, target(2)),
            format!(
                "kind = \"reframe\"\ncriterion = \"c{}\"\nraise_to = {:.4}",
                (stage + 3) % sizes.criteria,
                target(3)
            ),
            format!("kind = \"justify\"\nsupports = [\"m{stage}-1\"]\nevidence = {:.4}", 0.4 + 0.4 * spread(stage)),
        ];
        for (k, kind) in kinds.iter().enumerate() {
            let number = 5 * stage + k;
            let hearers = (0..sizes.stakeholders).filter(|who| (who + number) % 3 > 0).map(|who| format!("\"s{who}\""));
            let (days, money) = (1 + number * 7 % 9, 1000 * (1 + number * 5 % 11));
            writeln!(text, "[moves.m{stage}-{k}]\n{kind}\nstage = \"t{stage}\"")
                .and_then(|()| writeln!(text, "audience = [{}]", hearers.collect::<Vec<_>>().join(", ")))
                .and_then(|()| writeln!(text, "cost = {{ days = {days}, money = {money} }}"))
                .expect("text grows");
            if k != 4 {
                writeln!(text, "acceptance = {:.4}", 0.4 + 0.5 * spread(number)).expect("text grows");
            }
        }
    }
    text.push_str("[strategies.first]\nmoves = [\"m0-0\", \"m0-1\"]\n");
    text.push_str("[decision]\nrule = \"weighted-utility\"\nnoise = 0.04\n");
    text
}

/// 15 moves over 3 stages, before a committee of five with six criteria and three vendors.
pub fn fifteen_moves() -> String {
    pitches(Sizes { stakeholders: 5, criteria: 6, vendors: 3, strategies: 1 }, 3)
}

/// Half a year with a committee of seven: the largest scenario of the repository, as it is.
pub fn listed_bank() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/listed-bank/committee.toml");
    reframe::scenario::load(&path).unwrap_or_else(|problems| panic!("{problems:?}")).scenario
}

/// The checked scenario of a text.
pub fn read(text: &str) -> Scenario {
    reframe::scenario::load_text("problem.toml", text).unwrap_or_else(|problems| panic!("{problems:?}")).scenario
}

/// Every strategy of a scenario.
pub fn all(scenario: &Scenario) -> Vec<StrategyId> {
    (0..scenario.strategies.len()).map(StrategyId::new).collect()
}

fn criteria(count: usize) -> Vec<String> {
    (0..count).map(|c| format!("c{c}")).collect()
}

fn top(count: usize, latent: Option<&str>) -> String {
    let mut text = "format = 1\nus = \"v0\"\n".to_owned();
    let known = criteria(count).into_iter().map(|name| (name, ""));
    for (name, more) in known.chain(latent.map(|name| (name.to_owned(), "latent = true\n"))) {
        writeln!(text, "[criteria.{name}]\nneed = \"product\"\nworst = 0\nbest = 10\n{more}").expect("text grows");
    }
    text
}

/// Normal scores, or normal and beta ones in turn.
fn performance(text: &mut String, vendors: usize, criteria: &[String], betas: bool) {
    for v in 0..vendors {
        writeln!(text, "[vendors.v{v}]\nknown = true\n[performance.v{v}]").expect("text grows");
        for (c, name) in criteria.iter().enumerate() {
            let cell = v * criteria.len() + c;
            let (first, second) = (spread(2 * cell + 5), spread(7 * cell + 2));
            let belief = if betas && (v + c) % 2 == 1 {
                format!("beta({:.4}, {:.4}, 0, 10)", 1.5 + 5.0 * first, 1.5 + 5.0 * second)
            } else {
                format!("normal({:.4}, {:.4})", 3.5 + 3.0 * first, 0.5 + 1.5 * second)
            };
            writeln!(text, "{name} = \"{belief}\"").expect("text grows");
        }
    }
}

/// The n-th of a sequence that fills the unit interval evenly and never repeats (multiples of the golden ratio).
fn spread(n: usize) -> f64 {
    ((n + 1) as f64 * 0.618_033_988_749_894_9).fract()
}
