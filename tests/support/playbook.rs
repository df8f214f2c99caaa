//! Playbooks of the sample scenarios from few draws.

use std::path::Path;

use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, Scenario};
use reframe::playbook::content::{Explained, Studies, headline_strategy, playbook};
use reframe::playbook::{Brand, Playbook};
use reframe::report::View;
use reframe::scenario::load;
use reframe::stats::Scorecard;
use reframe::study::{self, AskRequest, Effort, ExplainRequest, RunOutcome, RunRequest};

/// A scenario that was run.
pub struct Ran {
    pub scenario: Scenario,
    pub outcome: RunOutcome,
    pub scorecard: Scorecard,
    pub studies: Studies,
}

impl Ran {
    /// A file below `scenarios/`, without studies.
    pub fn new(file: &str, draws: u64) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(file);
        let scenario = load(&path).unwrap_or_else(|problems| panic!("{problems}")).scenario;
        let request = RunRequest { effort: Effort::Draws(draws), ..RunRequest::all(&scenario) };
        let outcome =
            study::run(&scenario, &request, &Runner::threads(0), &Silent).expect("a scenario of this release");
        let scorecard = study::meddic(&scenario);
        Self { scenario, outcome, scorecard, studies: Studies::default() }
    }

    /// With the studies that this scenario allows, as short as they can be.
    pub fn studied(mut self) -> Self {
        let runner = Runner::threads(0);
        let best = headline_strategy(&self.view(Lang::En));
        let seed = self.scenario.defaults.seed;
        let strategies = self.outcome.findings.strategies[best].strategy.into_iter().collect();
        let request =
            ExplainRequest { strategies, draws: Some(1), seed, most_exact: 4, ..ExplainRequest::best(&self.scenario) };
        let explained = if best > 0 { study::explain(&self.scenario, &request, &runner, &Silent).ok() } else { None };
        self.studies.explained = explained.map(|mut found| Explained { request, found: found.remove(0) });
        let request = AskRequest { draws: 1, seed, interview_factor: AskRequest::INTERVIEW_FACTOR };
        self.studies.questions = study::ask(&self.scenario, &request, &runner, &Silent).ok();
        self
    }

    /// As the report sees it.
    pub fn view(&self, lang: Lang) -> View<'_> {
        View {
            scenario: &self.scenario,
            findings: &self.outcome.findings,
            curves: &self.outcome.curves,
            scorecard: Some(&self.scorecard),
            lang,
        }
    }

    /// The playbook in this language, without a company's brand.
    pub fn playbook(&self, lang: Lang) -> Playbook {
        playbook(&self.view(lang), &self.studies, Brand::default(), "0123456789abcdef")
    }
}
