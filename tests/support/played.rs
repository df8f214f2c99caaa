//! A scenario of the repository, played a few times: enough to draw everything.

use std::path::Path;

use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, Scenario};
use reframe::report::View;
use reframe::study::{Effort, RunOutcome, RunRequest, run};

pub struct Played {
    pub scenario: Scenario,
    pub outcome: RunOutcome,
}

/// All strategies of the scenario at this path, with its own seed.
pub fn played(path: &Path, draws: u64) -> Played {
    let loaded = reframe::scenario::load(path).unwrap_or_else(|problems| panic!("{}: {problems}", path.display()));
    let scenario = loaded.scenario;
    let request = RunRequest { effort: Effort::Draws(draws), ..RunRequest::all(&scenario) };
    let outcome = run(&scenario, &request, &Runner::threads(2), &Silent).expect("it runs");
    Played { scenario, outcome }
}

impl Played {
    pub fn view(&self, lang: Lang) -> View<'_> {
        let (findings, curves) = (&self.outcome.findings, &self.outcome.curves);
        View { scenario: &self.scenario, findings, curves, scorecard: None, lang }
    }
}
