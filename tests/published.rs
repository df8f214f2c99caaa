//! Published cases of stochastic multicriteria acceptability analysis come out as published: rank acceptabilities, central
//! weights and confidence factors, within the errors of both sides. Sources: tests/published/README.md.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use reframe::engine::{FixedCase, Runner, Silent, simulate_fixed};
use reframe::model::{
    Criterion, CriterionId, Lang, Outside, PerformanceTable, Scenario, ScenarioParts, ValueFunction, Vendor,
};
use reframe::plan::compile;
use reframe::scenario::load;
use reframe::stats::{Estimate, StrategyFindings};
use reframe::study::{Effort, RunRequest, run};
use serde::Deserialize;

/// The limit of every z test: 7 in a million by chance alone.
const LIMIT: f64 = 4.5;

const DRAWS: u64 = 200_000;

/// Results next to a scenario.
#[derive(Deserialize)]
struct Published {
    scenario: String,
    results: Vec<Results>,
}

/// What one source found; names are those of the scenario's labels.
#[derive(Deserialize)]
struct Results {
    by: String,
    samples: f64,
    /// Half of the last printed digit.
    rounding: f64,
    rank_acceptability: BTreeMap<String, Vec<f64>>,
    central_weights: Option<BTreeMap<String, BTreeMap<String, f64>>>,
    confidence_factors: Option<BTreeMap<String, f64>>,
    /// How near the source itself asks another computation to be.
    tolerance: Option<Tolerance>,
}

#[derive(Deserialize)]
struct Tolerance {
    rank_acceptability: f64,
    central_weights: f64,
    confidence_factors: f64,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published")
}

fn read(file: &str) -> (Published, Scenario) {
    let path = folder().join(file);
    let published: Published = serde_json::from_str(&fs::read_to_string(&path).expect("a file")).expect("results");
    let loaded = load(&path.with_file_name(&published.scenario)).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(loaded.warnings.all().is_empty(), "{file}: {:?}", loaded.warnings.all());
    (published, loaded.scenario)
}

fn baseline(scenario: &Scenario) -> StrategyFindings {
    let request = RunRequest { effort: Effort::Draws(DRAWS), seed: 7, ..RunRequest::all(scenario) };
    let outcome = run(scenario, &request, &Runner::threads(0), &Silent).expect("it can be simulated");
    outcome.findings.strategies.into_iter().next().expect("the baseline")
}

/// Everything in a file that does not come out as published; nothing if all does.
fn differences(published: &Published, scenario: &Scenario) -> Vec<String> {
    let found = baseline(scenario);
    let sensitivity = sensitivity(scenario, &found);
    let mut judge = Judge { problems: Vec::new(), seen: 0 };
    for theirs in &published.results {
        let ours = Ours { scenario, found: &found, sensitivity: &sensitivity, theirs };
        ours.ranks(&mut judge);
        ours.central_weights(&mut judge);
        ours.confidence_factors(&mut judge);
    }
    assert!(judge.seen > 0, "nothing was compared");
    judge.problems
}

/// How far a confidence factor moves at most when each central weight moves by its standard error: `[alternative]`, in
/// probability, from differences over a small step. It is both sides' second source of error.
fn sensitivity(scenario: &Scenario, found: &StrategyFindings) -> Vec<f64> {
    const STEP: f64 = 0.02;
    let plan = compile(scenario, &[]).expect("it can be simulated");
    let mut cases = Vec::new();
    for (alternative, central) in found.central.iter().enumerate() {
        let Some(central) = central else { continue };
        let weights: Vec<f64> = central.group.iter().map(Estimate::value).collect();
        for c in 0..weights.len() {
            for sign in [-1.0, 1.0] {
                let mut moved = weights.clone();
                moved[c] = (moved[c] + sign * STEP).max(0.0);
                let total: f64 = moved.iter().sum();
                moved.iter_mut().for_each(|w| *w /= total);
                cases.push(FixedCase { strategy: 0, alternative, weights: moved });
            }
        }
    }
    let means = simulate_fixed(&plan, 7, 20_480, &cases, &Runner::threads(0), &Silent).expect("nobody cancels");
    let mut moved = vec![0.0; found.central.len()];
    for (pair, means) in cases.chunks_exact(2).zip(means.chunks_exact(2)).enumerate().map(|(i, x)| ((i, x.0), x.1)) {
        let (number, cases) = pair;
        let alternative = cases[0].alternative;
        let central = found.central[alternative].as_ref().expect("only those that win are asked for");
        let criterion = number % scenario.criteria.len();
        moved[alternative] += (means[1].0 - means[0].0).abs() / (2.0 * STEP) * central.group[criterion].std_error();
    }
    moved
}

struct Judge {
    problems: Vec<String>,
    seen: usize,
}

impl Judge {
    /// Ours and theirs with a standard error for each, and rounding on their side.
    fn compare(&mut self, what: &str, ours: f64, theirs: f64, errors: [f64; 2], rounding: f64, tolerance: Option<f64>) {
        self.seen += 1;
        let away = (ours - theirs).abs();
        let error = errors[0].hypot(errors[1]);
        if away > LIMIT * error + rounding + 1e-9 {
            let z = (away - rounding) / error;
            self.problems.push(format!("{what}: {ours:.4} here, {theirs:.4} there, z = {z:.1}"));
        }
        if tolerance.is_some_and(|tolerance| away > tolerance + rounding) {
            self.problems.push(format!("{what}: {ours:.4} here, {theirs:.4} there, beyond the stated tolerance"));
        }
    }
}

/// One comparison.
struct Ours<'a> {
    scenario: &'a Scenario,
    found: &'a StrategyFindings,
    sensitivity: &'a [f64],
    theirs: &'a Results,
}

impl Ours<'_> {
    fn alternative(&self, name: &str) -> usize {
        let named = |vendor: &Vendor| vendor.label.get(Lang::En) == name;
        self.scenario.vendors.iter().position(named).unwrap_or_else(|| panic!("no alternative {name}"))
    }

    fn criterion(&self, name: &str) -> usize {
        let named = |criterion: &Criterion| criterion.label.get(Lang::En) == name;
        self.scenario.criteria.iter().position(named).unwrap_or_else(|| panic!("no criterion {name}"))
    }

    /// What they would have as standard error where we have this one.
    fn rescaled(&self, std_error: f64) -> f64 {
        std_error * (DRAWS as f64 / self.theirs.samples).sqrt()
    }

    /// Of a share; a rare one is not surer than one count in theirs.
    fn share_error(&self, share: f64, samples: f64) -> f64 {
        (share.max(1.0 / samples) * (1.0 - share).max(1.0 / samples) / samples).sqrt()
    }

    fn ranks(&self, judge: &mut Judge) {
        assert_eq!(self.theirs.rank_acceptability.len(), self.scenario.vendors.len(), "every alternative");
        for (name, ranks) in &self.theirs.rank_acceptability {
            let ours = &self.found.rank_acceptability[self.alternative(name)];
            assert_eq!(ranks.len(), ours.len(), "every rank");
            for (rank, (ours, theirs)) in ours.iter().zip(ranks).enumerate() {
                let what = format!("{}: {name} at rank {}", self.theirs.by, rank + 1);
                let errors = [DRAWS as f64, self.theirs.samples].map(|n| self.share_error(ours.value(), n));
                let tolerance = self.theirs.tolerance.as_ref().map(|t| t.rank_acceptability);
                judge.compare(&what, ours.value(), *theirs, errors, self.theirs.rounding, tolerance);
            }
        }
    }

    fn central_weights(&self, judge: &mut Judge) {
        for (name, weights) in self.theirs.central_weights.iter().flatten() {
            let ours = self.found.central[self.alternative(name)].as_ref().expect("it wins there, so it wins here");
            assert_eq!(weights.len(), self.scenario.criteria.len(), "every criterion");
            for (criterion, theirs) in weights {
                let ours = ours.group[self.criterion(criterion)];
                let what = format!("{}: weight of {criterion} if {name} wins", self.theirs.by);
                let errors = [ours.std_error(), self.rescaled(ours.std_error())];
                let tolerance = self.theirs.tolerance.as_ref().map(|t| t.central_weights);
                judge.compare(&what, ours.value(), *theirs, errors, self.theirs.rounding, tolerance);
            }
        }
    }

    fn confidence_factors(&self, judge: &mut Judge) {
        for (name, theirs) in self.theirs.confidence_factors.iter().flatten() {
            let alternative = self.alternative(name);
            let ours = self.found.central[alternative].as_ref().expect("it wins there, so it wins here");
            let ours = ours.confidence_factor.value();
            let moved = self.sensitivity[alternative];
            let errors = [
                self.share_error(ours, DRAWS as f64).hypot(moved),
                self.share_error(ours, self.theirs.samples).hypot(self.rescaled(moved)),
            ];
            let tolerance = self.theirs.tolerance.as_ref().map(|t| t.confidence_factors);
            let what = format!("{}: confidence factor of {name}", self.theirs.by);
            judge.compare(&what, ours, *theirs, errors, self.theirs.rounding, tolerance);
        }
    }
}

fn comes_out(file: &str) {
    let (published, scenario) = read(file);
    let problems = differences(&published, &scenario);
    assert!(problems.is_empty(), "{file}:\n{}", problems.join("\n"));
}

#[test]
fn thrombolytics_without_preferences() {
    comes_out("thrombolytics/no-preferences.json");
}

#[test]
fn thrombolytics_with_ordinal_weights() {
    comes_out("thrombolytics/ordinal.json");
}

#[test]
fn thrombolytics_with_exact_swing_weights() {
    comes_out("thrombolytics/exact-swing.json");
}

#[test]
fn thrombolytics_with_known_weights() {
    comes_out("thrombolytics/known-weights.json");
}

#[test]
fn antidepressants_on_their_own_scales() {
    comes_out("antidepressants/published.json");
}

#[test]
fn antidepressants_relative_to_placebo() {
    comes_out("antidepressants-relative/published.json");
}

#[test]
fn twelve_alternatives_on_ten_criteria() {
    comes_out("twelve/results.json");
}

/// The comparison sees what it is there for: with performances outside the scale clamped to its ends, or with effects that
/// do not vary together, results are no longer the published ones.
#[test]
fn what_is_modelled_otherwise_does_not_come_out() {
    let (published, scenario) = read("twelve/results.json");
    let mut parts: ScenarioParts = (*scenario).clone();
    for criterion in &mut parts.criteria {
        let points = criterion.value.points().to_vec();
        criterion.value = ValueFunction::piecewise(points, Outside::Clamp).expect("the same points");
    }
    let clamped = Scenario::new(parts).expect("no faults").0;
    assert!(!differences(&published, &clamped).is_empty(), "clamped, and nobody notices");

    let (published, scenario) = read("antidepressants-relative/published.json");
    let mut parts: ScenarioParts = (*scenario).clone();
    let table = &scenario.performance;
    parts.performance = PerformanceTable::default();
    for c in (0..scenario.criteria.len()).map(CriterionId::new) {
        for alternative in scenario.alternatives() {
            let alone = table.shared(alternative, c).expect("everything is measured");
            parts.performance.set(alternative, c, alone.clone());
        }
    }
    let apart = Scenario::new(parts).expect("no faults").0;
    assert!(!differences(&published, &apart).is_empty(), "drawn apart, and nobody notices");
}

/// The rows of the page say what was published and what comes out.
#[test]
fn the_page_says_what_comes_out() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/published.md")).expect("the page");
    let mut known: BTreeMap<String, (Published, Scenario, StrategyFindings)> = BTreeMap::new();
    let (mut rows, mut wrong) = (0, Vec::new());
    for line in page.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [file, quantity, alternative, published, here] = cells[..] else { continue };
        let Some(file) = file.strip_prefix('`').and_then(|file| file.strip_suffix("`")) else { continue };
        let (results, scenario, found) = known.entry(file.to_owned()).or_insert_with(|| {
            let (results, scenario) = read(file);
            let found = baseline(&scenario);
            (results, scenario, found)
        });
        let theirs = &results.results[0];
        let ours = Ours { scenario, found, sensitivity: &[], theirs };
        let (one, other) = ours.both(quantity, alternative);
        let digits = |text: &str| text.split('.').nth(1).map_or(0, str::len);
        for (said, is) in [(published, other), (here, one)] {
            let is = format!("{is:.0$}", digits(said).max(2));
            if is != said {
                wrong.push(format!("{quantity} of {alternative} in {file}: {is}, the page says {said}"));
            }
        }
        rows += 1;
    }
    assert!(rows >= 10, "{rows} rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Ours<'_> {
    /// A quantity as the page calls it: ours and theirs.
    fn both(&self, quantity: &str, alternative: &str) -> (f64, f64) {
        let position = self.alternative(alternative);
        let central = || self.found.central[position].as_ref().expect("it wins");
        if let Some(rank) = quantity.strip_prefix("rank ") {
            let rank: usize = rank.parse().expect("a rank");
            let ours = self.found.rank_acceptability[position][rank - 1].value();
            (ours, self.theirs.rank_acceptability[alternative][rank - 1])
        } else if let Some(criterion) = quantity.strip_prefix("weight of ") {
            let theirs = self.theirs.central_weights.as_ref().expect("it is published");
            (central().group[self.criterion(criterion)].value(), theirs[alternative][criterion])
        } else {
            let theirs = self.theirs.confidence_factors.as_ref().expect("it is published");
            (central().confidence_factor.value(), theirs[alternative])
        }
    }
}
