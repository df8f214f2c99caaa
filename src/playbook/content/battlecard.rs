//! The battlecard: one page for whoever goes into the meeting. What the scenario does not say is said not to be there.

mod rivals;
mod what;

use super::Told;
use super::moves::is_clear;
use super::{questions, scorecard};
use crate::model::{Move, MoveId, MoveKind};
use crate::playbook::{Page, Panel, Tone};
use crate::report::pitch::audience;
use crate::report::verdict::{Verdict, earns_more};
use crate::stats::Estimate;

/// So many lines to say, objections and answers are on one card.
const LINES: usize = 4;

/// Where the best strategy makes a move.
pub(super) fn page(told: &Told) -> Option<Page> {
    let card = Card::new(told)?;
    Some(Page {
        id: "battlecard".to_owned(),
        label: told.say("Battlecard", "作战卡"),
        finding: card.finding(),
        lead: caveats(told),
        picture: None,
        panels: vec![
            panel(told.say("The claim", "主张"), card.claim(), Tone::Ours),
            panel(told.say("The proof", "证据"), card.proof(), Tone::Plain),
            panel(told.say("The line to say", "该说的话"), card.lines(), Tone::Ours),
            panel(told.say("The question to ask", "该问的问题"), card.question(), Tone::Plain),
            panel(told.say("What the rival will answer", "对手会怎么回应"), rivals::answers(told), Tone::Theirs),
            panel(told.say("Objections to expect", "要防的异议"), rivals::objections(told, &card), Tone::Caution),
        ],
        tables: Vec::new(),
        notes: card.notes(),
        source: told.studies.explained.as_ref().map_or_else(|| told.run_line(), |_| card.source()),
    })
}

/// What speaks for another pitch, although this one wins most often.
fn caveats(told: &Told) -> Vec<String> {
    let earns = earns_more(told.view.findings, told.best);
    let earns = earns.map(|more| told.view.words().earns_more(told.view, more, told.best));
    earns.into_iter().chain(told.lasts_more()).collect()
}

fn panel(heading: String, lines: Vec<String>, tone: Tone) -> Panel {
    Panel { heading, lines, tone }
}

/// What the card is about: a move of the strategy that wins most often.
struct Card<'a> {
    told: &'a Told<'a>,
    /// The move to make.
    main: MoveId,
    /// What is due to it and how far it is ahead of the next, if that was studied.
    worth: Option<(Estimate, Option<Estimate>)>,
}

impl<'a> Card<'a> {
    /// About the move that brings most; if that was not studied, about the first that moves a weight, else the first.
    fn new(told: &'a Told<'a>) -> Option<Self> {
        let strategy = told.after().strategy?;
        let played = &told.view.scenario.strategies[strategy.index()].moves;
        if let Some(explained) = &told.studies.explained {
            let (largest, lead) = &explained.found.win.largest;
            let main = explained.found.moves[*largest].played;
            return Some(Self { told, main, worth: Some((explained.found.win.moves[*largest].shapley, *lead)) });
        }
        let moves_weight = |id: &&MoveId| told.view.scenario.moves[id.index()].kind.shift().is_some();
        let main = *played.iter().find(moves_weight).or_else(|| played.first())?;
        Some(Self { told, main, worth: None })
    }

    fn main(&self) -> &'a Move {
        &self.told.view.scenario.moves[self.main.index()]
    }

    fn quoted(&self, id: MoveId) -> String {
        format!("“{}”", self.told.view.scenario.moves[id.index()].label.get(self.told.lang()))
    }

    fn audience(&self, id: MoveId) -> String {
        let played = &self.told.view.scenario.moves[id.index()];
        audience(self.told.view.scenario, &played.audience, self.told.lang())
    }

    /// All moves of the strategy, each once.
    fn played(&self) -> Vec<MoveId> {
        let strategy = self.told.after().strategy.map(|id| &self.told.view.scenario.strategies[id.index()].moves);
        let mut played: Vec<MoveId> = Vec::new();
        for id in strategy.into_iter().flatten() {
            if !played.contains(id) {
                played.push(*id);
            }
        }
        played
    }

    /// What the card is worth, in a sentence: nothing is recommended that cannot be told to help.
    fn finding(&self) -> String {
        let told = self.told;
        let (name, strategy) = (self.quoted(self.main), told.quoted(told.best));
        let helps = matches!(told.verdict, Verdict::Lifts { .. });
        if !helps {
            return told.say(
                format!("Do not hand this card out yet: no pitch can be told to help, not even {strategy}, the best of them."),
                format!("这张卡先别发：看不出哪种打法有用，就连其中最好的{strategy}也不例外。"),
            );
        }
        let Some((worth, lead)) = &self.worth else {
            return told.say(
                format!("{strategy} is the pitch to make, and {name} is where it begins."),
                format!("该打的是{strategy}，从{name}讲起。"),
            );
        };
        let points = told.numbers().points_with_margin(worth);
        match lead {
            _ if !is_clear(worth) => told.say(
                format!("{strategy} is the pitch to make; none of its moves can be told to carry it alone."),
                format!("该打的是{strategy}；看不出其中哪个动作能单独撑起它。"),
            ),
            Some(lead) if !is_clear(lead) => told.say(
                format!("Lead with {name}: it brings {points} of our win probability, and the next move cannot be told apart from it."),
                format!("主打{name}：它给我方胜率带来 {points}，与排在其后的动作分不出高下。"),
            ),
            Some(_) => told.say(
                format!("Lead with {name}: it brings {points} of our win probability, more than any other move."),
                format!("主打{name}：它给我方胜率带来 {points}，比其他任何动作都多。"),
            ),
            None => told.say(
                format!("Make the case of {name}: it brings {points} of our win probability."),
                format!("讲好{name}：它给我方胜率带来 {points}。"),
            ),
        }
    }

    /// What the scenario says in the name of the moves, person by person: the main one first.
    fn lines(&self) -> Vec<String> {
        let told = self.told;
        let scenario = told.view.scenario;
        let talks = |id: &MoveId| scenario.moves[id.index()].kind.shift().is_some();
        let others = self.played().into_iter().filter(|id| *id != self.main && talks(id));
        let line = |id: MoveId| {
            let (whom, name) = (self.audience(id), self.quoted(id));
            told.say(format!("To {whom}: {name}"), format!("对{whom}：{name}"))
        };
        let mut lines: Vec<String> = std::iter::once(self.main).chain(others).take(LINES).map(line).collect();
        lines.push(told.say(
            "These are the names of the moves; the scenario holds no wording for them.",
            "以上是动作的名称；场景里没有现成的话术。",
        ));
        lines
    }

    /// The question whose answer is worth most, then the one that the scorecard misses most.
    fn question(&self) -> Vec<String> {
        let told = self.told;
        let studied = questions::first(told).map(|first| match first {
            Ok(question) => question,
            Err(nothing) => nothing,
        });
        let missing = scorecard::first_question(told).map(|question| {
            told.say(format!("Not in the scenario yet: {question}"), format!("场景里还没有答案的：{question}"))
        });
        let lines: Vec<String> = studied.into_iter().chain(missing).collect();
        if lines.is_empty() {
            return vec![told.say("The scenario leaves no question open.", "场景没有留下未答的问题。")];
        }
        lines
    }

    fn notes(&self) -> Vec<String> {
        let told = self.told;
        let scenario = told.view.scenario;
        let stage = &scenario.stages[self.main().stage.index()];
        let mut notes = vec![told.view.words().headline(told.view, told.verdict)];
        if scenario.stages.len() > 1 {
            let (name, stage) = (self.quoted(self.main), stage.label.get(told.lang()));
            notes.push(
                told.say(format!("{name} is made at the stage “{stage}”."), format!("{name}在“{stage}”阶段进行。")),
            );
        }
        if matches!(self.main().kind, MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. }) {
            notes.push(told.say(
                "Use the claim only where the customer truly has the need: a win on the wrong criteria is the next customer's bad \
                 reference.",
                "只在客户确有此需要时这样讲：靠错误的准则赢下的单，会成为下一位客户听到的差评。",
            ));
        }
        notes
    }

    fn source(&self) -> String {
        let told = self.told;
        let Some(explained) = &told.studies.explained else { return told.run_line() };
        let draws = told.numbers().count(explained.found.draws);
        let seed = explained.request.seed;
        if explained.found.certain {
            return told.run_line();
        }
        told.say(
            format!("Worth of the move: {draws} simulated purchases for each part of the strategy, seed {seed}; ± is a 95% interval of the simulation."),
            format!("动作的贡献：策略的每种组合各模拟 {draws} 次，随机种子 {seed}；± 为模拟误差的 95% 区间。"),
        )
    }
}
