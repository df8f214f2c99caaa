//! What the study of rivals' answers found, as a report: a headline, the matrix, and what each move protects against.

mod tables;
mod words;

use super::figures::payoff_chart;
use super::study::{Made, StudyReport, say};
use super::words::CautionText;
use crate::chart::Theme;
use crate::model::{Lang, MoveId, Scenario};
use crate::report::words::{Label, words as terms};
use crate::stats::number::Numbers;
use crate::study::{AnswerKind, Counter, Inoculation};

/// The report in one language.
pub fn report(scenario: &Scenario, found: &Counter, lang: Lang) -> StudyReport {
    themed(scenario, found, lang, &Theme::default())
}

/// The same with a chart in other colours.
pub fn themed(scenario: &Scenario, found: &Counter, lang: Lang, theme: &Theme) -> StudyReport {
    let told = Told { scenario, found, lang };
    StudyReport {
        name: "counter",
        lang,
        currency: scenario.currency.clone().unwrap_or_default(),
        headline: told.headline(),
        more: told.more(),
        tables: told.tables(),
        cautions: told.cautions(),
        method: told.method(),
        charts: vec![payoff_chart(&told, theme)],
        made: Made { draws: found.draws, seed: found.seed },
    }
}

/// What was found, seen in one language.
pub(super) struct Told<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) found: &'a Counter,
    pub(super) lang: Lang,
}

impl<'a> Told<'a> {
    pub(super) fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.lang, en, zh)
    }

    pub(super) fn numbers(&self) -> Numbers {
        Numbers::new(self.lang)
    }

    /// What people call the strategy of a row.
    pub(super) fn strategy(&self, row: usize) -> &'a str {
        match self.found.strategies[row] {
            Some(id) => self.scenario.strategies[id.index()].label.get(self.lang),
            None => terms(self.lang).label(Label::Baseline),
        }
    }

    /// The key of the strategy of a row.
    pub(super) fn strategy_id(&self, row: usize) -> &'a str {
        self.found.strategies[row].map_or("baseline", |id| &self.scenario.strategies[id.index()].id)
    }

    pub(super) fn move_label(&self, id: MoveId) -> &'a str {
        self.scenario.moves[id.index()].label.get(self.lang)
    }

    fn move_id(&self, id: MoveId) -> &'a str {
        &self.scenario.moves[id.index()].id
    }

    /// What people call an answer.
    pub(super) fn answer(&self, column: usize) -> String {
        let answer = &self.found.answers[column];
        let quoted = |id: &MoveId| format!("“{}”", self.move_label(*id));
        match answer.kind {
            AnswerKind::AsSaid => self.say("As the scenario says", "如场景所设"),
            AnswerKind::Nothing => self.say("Nobody answers", "对手都不动"),
            AnswerKind::Only(vendor) => {
                let name = self.scenario.vendors[vendor.index()].label.get(self.lang);
                self.say(format!("Only {name}"), format!("只有{name}出手"))
            }
            AnswerKind::Without(id) => self.say(format!("Without {}", quoted(&id)), format!("不出{}", quoted(&id))),
            AnswerKind::With(id) if answer.moves.len() > 1 => {
                self.say(format!("Also {}", quoted(&id)), format!("再加{}", quoted(&id)))
            }
            AnswerKind::With(id) => self.say(quoted(&id), format!("出{}", quoted(&id))),
            AnswerKind::These => {
                let mut all: Vec<String> = Vec::new();
                for id in &answer.moves {
                    if !all.contains(&quoted(id)) {
                        all.push(quoted(id));
                    }
                }
                self.say(format!("Only {}", all.join(" + ")), format!("只出{}", all.join(" + ")))
            }
        }
    }

    /// The key of an answer in files.
    pub(super) fn answer_id(&self, column: usize) -> String {
        let answer = &self.found.answers[column];
        match answer.kind {
            AnswerKind::AsSaid => "as-said".to_owned(),
            AnswerKind::Nothing => "nothing".to_owned(),
            AnswerKind::Only(vendor) => format!("only-{}", self.scenario.vendors[vendor.index()].id),
            AnswerKind::Without(id) => format!("without-{}", self.move_id(id)),
            AnswerKind::With(id) => format!("with-{}", self.move_id(id)),
            AnswerKind::These => answer.moves.iter().map(|id| self.move_id(*id)).collect::<Vec<_>>().join("+"),
        }
    }

    /// The column of what the scenario says, if the rivals move in it.
    pub(super) fn as_said(&self) -> Option<usize> {
        self.found.answers.iter().position(|answer| answer.kind == AnswerKind::AsSaid)
    }

    /// The column of no answer.
    pub(super) fn silent(&self) -> usize {
        self.found.answers.iter().position(|answer| answer.moves.is_empty()).unwrap_or(0)
    }

    /// The answers most worth seeing, at most so many, in their order: what the scenario says, nothing, what the rivals
    /// play in the best mix, what hurts some strategy most, then the others.
    pub(super) fn shown_answers(&self, most: usize) -> Vec<usize> {
        let all = 0..self.found.answers.len();
        let mut order: Vec<usize> = self.as_said().into_iter().chain([self.silent()]).collect();
        order.extend(all.clone().filter(|column| self.found.equilibrium.theirs[*column].value() > 0.005));
        order.push(self.found.minimax.best);
        order.extend(self.found.threats.iter().map(|threat| threat.best));
        order.extend(all);
        let mut shown: Vec<usize> = Vec::new();
        for column in order {
            if !shown.contains(&column) && shown.len() < most {
                shown.push(column);
            }
        }
        shown.sort_unstable();
        shown
    }

    /// Protection first: what is clear by how much it spares, then what is not.
    fn inoculations(&self) -> Vec<&'a Inoculation> {
        let mut all: Vec<&Inoculation> = self.found.inoculations.iter().collect();
        let rank = |one: &Inoculation| (is_clear(one), one.spared.value());
        all.sort_by(|a, b| rank(b).partial_cmp(&rank(a)).unwrap_or(std::cmp::Ordering::Equal));
        all
    }

    fn cautions(&self) -> Vec<CautionText> {
        let found = self.found;
        let mut cautions = Vec::new();
        let mut add = |what: String, advice: String| cautions.push(CautionText { what, advice });
        if !found.complete {
            let (moves, answers) = (found.rival_moves, found.answers.len());
            add(
                self.say(
                    format!("The rivals have {moves} moves: only {answers} of their combinations are looked at."),
                    format!("对手共有 {moves} 个动作，组合太多，这里只看了其中 {answers} 种应对。"),
                ),
                self.say(
                    "A worse case than the one shown may exist. All combinations are looked at up to six moves.",
                    "可能还有比这里更坏的情况。对手动作不超过六个时，所有组合都会算到。",
                ),
            );
        }
        if !found.maximin.alike.is_empty() {
            let best = self.strategy(found.maximin.best);
            let others = self.listed(found.maximin.alike.iter().map(|row| self.strategy(*row)));
            add(
                self.say(
                    format!("The worst cases of “{best}” and of {others} cannot be told apart."),
                    format!("“{best}”与{others}在最坏情况下分不出高下。"),
                ),
                self.say(
                    "Choose among them by cost and by what your team can deliver, or run with more --draws.",
                    "按成本和团队能力挑一个，或加大 --draws 再算。",
                ),
            );
        }
        let shares = found.equilibrium.ours.iter().chain(&found.equilibrium.theirs);
        if shares.map(|share| share.std_error()).fold(0.0, f64::max) > 0.05 {
            add(
                self.say(
                    "The shares of the mix are vague: games whose entries are close have many good mixes.",
                    "组合里的占比并不确定：各种应对的胜率相近时，好的组合不止一种。",
                ),
                self.say(
                    "Read who is in the mix, not with how many percent; the value of the mix is known much better.",
                    "看谁在组合里，别看百分之几；组合的胜率要可靠得多。",
                ),
            );
        }
        cautions
    }

    /// Names in quotation marks, in a row.
    pub(super) fn listed<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        let names: Vec<String> = names.map(|name| format!("“{name}”")).collect();
        match (self.lang, &names[..]) {
            (Lang::Zh, names) => names.concat(),
            (Lang::En, [first @ .., last]) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            (Lang::En, names) => names.concat(),
        }
    }
}

/// Whether what a move spares is not 0, and so much that somebody would care: it does not read as 0.0 points.
fn is_clear(one: &Inoculation) -> bool {
    !one.spared.covers(0.0) && one.spared.value().abs() >= 0.0005
}
