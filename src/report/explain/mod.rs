//! Why a strategy works, as a report: sentences, tables and charts from what the study found.

mod charts;
mod tables;
mod words;

use crate::chart::Theme;
use crate::model::{Alternative, Lang, Scenario};
use crate::report::study::{Made, StudyReport, say};
use crate::stats::Estimate;
use crate::stats::number::Numbers;
use crate::study::{ExplainRequest, Explanation};

/// What was found, in a language. There is at least one explanation.
pub fn report(scenario: &Scenario, request: &ExplainRequest, found: &[Explanation], lang: Lang) -> StudyReport {
    themed(scenario, request, found, lang, &Theme::default())
}

/// The same with charts in other colours.
pub fn themed(
    scenario: &Scenario,
    request: &ExplainRequest,
    found: &[Explanation],
    lang: Lang,
    theme: &Theme,
) -> StudyReport {
    let tellings: Vec<Telling> = found.iter().map(|found| Telling { scenario, found, lang }).collect();
    let sentences = |of: &dyn Fn(&Telling) -> String| {
        let all: Vec<String> = tellings.iter().map(of).filter(|sentence| !sentence.is_empty()).collect();
        all.join(if lang == Lang::En { " " } else { "" })
    };
    let several = tellings.len() > 1;
    StudyReport {
        name: "explain",
        lang,
        currency: scenario.currency.clone().unwrap_or_default(),
        headline: sentences(&words::headline),
        more: if several { String::new() } else { words::more(&tellings[0]) },
        tables: tables::all(&tellings),
        cautions: words::cautions(&tellings),
        method: words::method(&tellings, request.seed),
        charts: tellings.iter().flat_map(|telling| charts::all(telling, several, request.seed, theme)).collect(),
        made: Made { draws: found.iter().map(|found| found.draws).max().unwrap_or(0), seed: request.seed },
    }
}

/// One explanation in one language.
#[derive(Clone, Copy)]
struct Telling<'a> {
    scenario: &'a Scenario,
    found: &'a Explanation,
    lang: Lang,
}

impl<'a> Telling<'a> {
    fn numbers(&self) -> Numbers {
        Numbers::new(self.lang)
    }

    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.lang, en, zh)
    }

    fn us(&self) -> usize {
        self.scenario.us.index()
    }

    /// The change of our win probability, with the paired error that is beside it everywhere else.
    fn uplift(&self) -> Estimate {
        self.found.group.change[self.us()]
    }

    fn strategy_id(&self) -> &'a str {
        &self.scenario.strategies[self.found.strategy.index()].id
    }

    fn strategy(&self) -> &'a str {
        self.scenario.strategies[self.found.strategy.index()].label.get(self.lang)
    }

    fn move_id(&self, position: usize) -> &'a str {
        &self.scenario.moves[self.found.moves[position].played.index()].id
    }

    /// What people call a move; a second listing says so.
    fn move_label(&self, position: usize) -> String {
        let made = &self.found.moves[position];
        let label = self.scenario.moves[made.played.index()].label.get(self.lang);
        let earlier = self.found.moves[..position].iter().filter(|other| other.played == made.played).count();
        match earlier {
            0 => label.to_owned(),
            n => self.say(format!("{label} (time {})", n + 1), format!("{label}（第 {} 次）", n + 1)),
        }
    }

    fn quoted_move(&self, position: usize) -> String {
        format!("“{}”", self.move_label(position))
    }

    fn alternatives(&self) -> Vec<Alternative> {
        self.scenario.alternatives()
    }

    fn alternative_id(&self, position: usize) -> &'a str {
        self.scenario.alternative_id(self.alternatives()[position])
    }

    fn alternative(&self, position: usize) -> String {
        self.scenario.alternative_label(self.alternatives()[position]).get(self.lang).to_owned()
    }

    fn person_id(&self, who: usize) -> &'a str {
        &self.scenario.stakeholders[who].id
    }

    fn person(&self, who: usize) -> &'a str {
        self.scenario.stakeholders[who].label.get(self.lang)
    }

    /// All others, those from whom we gain most first.
    fn sources(&self) -> Vec<usize> {
        let from = &self.found.group.from;
        let mut others: Vec<usize> = (0..from.len()).filter(|v| *v != self.us()).collect();
        others.sort_by(|a, b| from[*b].value().total_cmp(&from[*a].value()));
        others
    }
}
