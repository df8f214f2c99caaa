//! What a playbook says: findings and studies to pages, each with a finding in a sentence. Formats only draw what is here.
//!
//! ```text
//! View + Studies -> Told (headline strategy, charts, words) -> one page per question that the scenario can answer
//! ```

mod adoption;
mod assumptions;
mod battlecard;
mod belief;
mod curves;
mod matrix;
mod method;
mod moves;
mod native;
mod outcomes;
mod people;
mod questions;
mod scorecard;
mod strategies;
mod table;
mod trajectory;
mod weights;

use super::{Brand, Page, Playbook, Provenance};
use crate::model::Lang;
use crate::report::View;
use crate::report::figures::{self, Charts};
use crate::report::group::lasts_more;
use crate::report::study::say;
use crate::report::verdict::Verdict;
use crate::report::words::group_words;
use crate::stats::number::Numbers;
use crate::stats::{Estimate, StrategyFindings};
use crate::study::{ExplainRequest, Explanation, Questions};

/// What was studied beyond the run; whatever is missing leaves its page out.
#[derive(Clone, Debug, Default)]
pub struct Studies {
    /// Why the headline's strategy works; see [`headline_strategy`].
    pub explained: Option<Explained>,
    /// What to ask next.
    pub questions: Option<Questions>,
}

/// An explanation with what was asked for.
#[derive(Clone, Debug)]
pub struct Explained {
    /// What was asked for.
    pub request: ExplainRequest,
    /// One strategy.
    pub found: Explanation,
}

/// The strategy that the playbook is about, as a position in the findings: the one that wins most often; 0 without
/// strategies.
pub fn headline_strategy(view: &View) -> usize {
    Verdict::of(view.findings, view.us()).strategy()
}

/// The playbook of a run in the language of the view. `fingerprint` is the digest of the input files. Pages whose question
/// the scenario cannot answer are left out.
pub fn playbook(view: &View, studies: &Studies, brand: Brand, fingerprint: &str) -> Playbook {
    let told = Told::new(view, studies, &brand);
    let (first, appendix) = curves::pages(&told);
    let pages: Vec<Page> = std::iter::empty()
        .chain(battlecard::page(&told))
        .chain([outcomes::page(&told)])
        .chain(outcomes::hundred(&told))
        .chain(first)
        .chain([weights::page(&told)])
        .chain(people::page(&told))
        .chain(strategies::page(&told))
        .chain(moves::page(&told))
        .chain(questions::page(&told))
        .chain(trajectory::page(&told))
        .chain(matrix::page(&told))
        .chain(adoption::page(&told))
        .chain(scorecard::page(&told))
        .chain([assumptions::page(&told), method::page(&told, fingerprint)])
        .chain(appendix)
        .collect();
    Playbook {
        lang: view.lang,
        title: view.scenario.title.get(view.lang).to_owned(),
        subtitle: told.say(
            "Which pitch wins this purchase, why, and how sure we can be of it.",
            "这一单怎么讲才能赢，为什么，以及有多大把握。",
        ),
        disclaimer: told.say(
            "The people in this playbook are simulated: nobody was asked. What they weigh, how well each vendor does and how \
             strongly a conversation moves anybody are assumptions of the scenario; intervals cover simulation error only.",
            "本手册中的人物均为模拟，并未实际访谈任何人。各人的权重、各厂商的表现以及一次沟通能打动人多少，都是场景的假设；\
             区间只包含模拟误差。",
        ),
        currency: view.scenario.currency.clone().unwrap_or_default(),
        pages,
        made: Provenance {
            scenario: view.scenario.name.clone(),
            fingerprint: fingerprint.to_owned(),
            draws: view.findings.run.draws,
            seed: view.findings.run.seed,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        brand,
    }
}

/// What every page is made from.
struct Told<'a> {
    view: &'a View<'a>,
    studies: &'a Studies,
    brand: &'a Brand,
    /// What the run says.
    verdict: Verdict,
    /// The strategy that the pages are about; 0: there is none.
    best: usize,
    charts: Charts,
}

impl<'a> Told<'a> {
    fn new(view: &'a View<'a>, studies: &'a Studies, brand: &'a Brand) -> Self {
        let verdict = Verdict::of(view.findings, view.us());
        let charts = figures::charts(view, &brand.theme);
        Self { view, studies, brand, verdict, best: verdict.strategy(), charts }
    }

    fn lang(&self) -> Lang {
        self.view.lang
    }

    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.view.lang, en, zh)
    }

    fn numbers(&self) -> Numbers {
        self.view.numbers()
    }

    /// Without moves of ours.
    fn before(&self) -> &'a StrategyFindings {
        self.view.findings.baseline()
    }

    /// With the strategy that the pages are about.
    fn after(&self) -> &'a StrategyFindings {
        &self.view.findings.strategies[self.best]
    }

    /// The change of our win probability under a strategy.
    fn uplift(&self, strategy: usize) -> Option<&'a Estimate> {
        self.view.findings.strategies[strategy].uplift.as_ref().map(|uplift| &uplift[self.view.us()])
    }

    /// A strategy in quotes.
    fn quoted(&self, strategy: usize) -> String {
        format!("“{}”", self.view.strategy(strategy))
    }

    /// A criterion in quotes.
    fn criterion(&self, position: usize) -> String {
        format!("“{}”", self.view.scenario.criteria[position].label.get(self.lang()))
    }

    /// A share of a hundred simulated purchases, as a count: `about 62`, `62`; what is seldom is not 0.
    fn of_hundred(&self, share: &Estimate) -> String {
        of_hundred(share, self.lang())
    }

    /// Names one after the other: `A, B and C`, `A、B 和 C`.
    fn list(&self, names: &[String]) -> String {
        list(names, self.lang())
    }

    /// What stands between things told one after the other.
    fn between(&self) -> &'static str {
        match self.lang() {
            Lang::En => "; ",
            Lang::Zh => "；",
        }
    }

    /// With a full stop, if there is none.
    fn sentence(&self, text: &str) -> String {
        sentence(text, self.lang())
    }

    /// Sentences one after the other.
    fn joined(&self, sentences: &[String]) -> String {
        let said: Vec<&str> = sentences.iter().map(String::as_str).filter(|sentence| !sentence.is_empty()).collect();
        said.join(match self.lang() {
            Lang::En => " ",
            Lang::Zh => "",
        })
    }

    /// That the pitch wins more often than another whose wins last more, if it is so.
    fn lasts_more(&self) -> Option<String> {
        let (wins, lasts) = lasts_more(self.view.findings, self.view.us(), self.best)?;
        Some(group_words(self.lang()).lasts_more(self.view, wins, lasts))
    }

    /// How the numbers of the run were made.
    fn run_line(&self) -> String {
        self.view.words().run_line(self.view)
    }
}

/// A share as a count of a hundred. Without an error it is said plainly; what rounds to none or to all is not said to be
/// none or all.
fn of_hundred(share: &Estimate, lang: Lang) -> String {
    let hundred = 100.0 * share.value();
    let (count, exact) = (hundred.round(), share.low() == share.high() && (hundred - hundred.round()).abs() < 1e-9);
    match (count, exact) {
        (_, true) => say(lang, format!("{count}"), format!("{count}")),
        (0.0, _) => say(lang, "fewer than 1", "不到 1"),
        (100.0, _) => say(lang, "more than 99", "99 以上"),
        _ => say(lang, format!("about {count}"), format!("约 {count}")),
    }
}

fn list(names: &[String], lang: Lang) -> String {
    match (names, lang) {
        ([], _) => String::new(),
        ([only], _) => only.clone(),
        ([init @ .., last], Lang::En) => format!("{} and {last}", init.join(", ")),
        ([init @ .., last], Lang::Zh) => format!("{}和{last}", init.join("、")),
    }
}

fn sentence(text: &str, lang: Lang) -> String {
    let text = text.trim();
    let stop = match lang {
        Lang::En => '.',
        Lang::Zh => '。',
    };
    if text.is_empty() || text.ends_with(stop) { text.to_owned() } else { format!("{text}{stop}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_a_hundred_never_round_to_certainty() {
        let share = |p| Estimate::normal(p, 0.001);
        let en = |estimate: &Estimate| of_hundred(estimate, Lang::En);
        assert_eq!(en(&share(0.6213)), "about 62");
        assert_eq!(en(&share(0.004)), "fewer than 1");
        assert_eq!(en(&share(0.997)), "more than 99");
        assert_eq!(en(&Estimate::exact(0.0)), "0");
        assert_eq!(en(&Estimate::exact(0.62)), "62");
        assert_eq!(of_hundred(&share(0.6213), Lang::Zh), "约 62");
        assert_eq!(of_hundred(&share(0.004), Lang::Zh), "不到 1");
    }

    #[test]
    fn names_are_listed_as_the_language_does() {
        let names = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(list(&names, Lang::En), "A, B and C");
        assert_eq!(list(&names, Lang::Zh), "A、B和C");
        assert_eq!(list(&names[..1], Lang::Zh), "A");
        assert_eq!(list(&[], Lang::En), "");
    }

    #[test]
    fn a_sentence_ends_once() {
        assert_eq!(sentence("We lead", Lang::En), "We lead.");
        assert_eq!(sentence("We lead.", Lang::En), "We lead.");
        assert_eq!(sentence("我方领先", Lang::Zh), "我方领先。");
        assert_eq!(sentence("我方领先。", Lang::Zh), "我方领先。");
    }
}
