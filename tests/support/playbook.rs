//! Playbooks of the sample scenarios from few draws.

use std::path::Path;

use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, Scenario};
use reframe::playbook::content::{Studies, playbook};
use reframe::playbook::{Brand, Playbook};
use reframe::report::View;
use reframe::scenario::load;
use reframe::stats::Scorecard;
use reframe::study::{self, Effort, RunOutcome, RunRequest};

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
