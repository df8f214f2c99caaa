//! Pitches in words: moves with whom and when, and how one pitch differs from another.

use crate::model::{Lang, Line, MadeMove, Scenario, StakeholderId};
use crate::report::study::say;
use crate::stats::number::{MINUS, bracketed};

/// The name of a move.
pub fn move_name<'a>(scenario: &'a Scenario, made: &MadeMove, lang: Lang) -> &'a str {
    scenario.moves[made.played.index()].label.get(lang)
}

/// Several names: `A; B`, `A；B`.
pub fn joined(names: &[String], lang: Lang) -> String {
    names.join(match lang {
        Lang::En => "; ",
        Lang::Zh => "；",
    })
}

/// Whom a move addresses.
pub fn audience(scenario: &Scenario, audience: &[StakeholderId], lang: Lang) -> String {
    if audience.len() == scenario.stakeholders.len() && audience.len() > 1 {
        return say(lang, "everybody", "所有人");
    }
    let names: Vec<&str> = audience.iter().map(|who| scenario.stakeholders[who.index()].label.get(lang)).collect();
    names.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "、",
    })
}

/// A move, with what is unusual about how it is made.
pub fn made(scenario: &Scenario, made: &MadeMove, lang: Lang) -> String {
    let usual = MadeMove::usual(scenario, made.played);
    let mut unusual = Vec::new();
    if made.audience != usual.audience {
        let whom = audience(scenario, &made.audience, lang);
        unusual.push(say(lang, format!("to {whom} only"), format!("只对{whom}")));
    }
    if made.stage != usual.stage {
        let stage = scenario.stages[made.stage.index()].label.get(lang);
        unusual.push(say(lang, format!("in {stage:?}"), format!("改在“{stage}”")));
    }
    let name = move_name(scenario, made, lang);
    if unusual.is_empty() {
        return name.to_owned();
    }
    let unusual = unusual.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    });
    format!("{name}{}", bracketed(&unusual, lang))
}

/// All moves of a list; words for none.
pub fn moves(scenario: &Scenario, list: &[MadeMove], lang: Lang) -> String {
    if list.is_empty() {
        return say(lang, "no moves", "不做动作");
    }
    joined(&list.iter().map(|one| made(scenario, one, lang)).collect::<Vec<_>>(), lang)
}

/// How a pitch differs from another, in ids: `+` for what it adds, `−` for what it leaves out.
pub fn difference_in_ids(scenario: &Scenario, other: &Line, from: &Line, lang: Lang) -> String {
    let id = |made: &MadeMove| scenario.moves[made.played.index()].id.clone();
    let more = without(other, from).map(|made| format!("+\u{a0}{}", id(made)));
    let less = without(from, other).map(|made| format!("{MINUS}\u{a0}{}", id(made)));
    let parts: Vec<String> = more.chain(less).collect();
    if parts.is_empty() { say(lang, "another order", "换个顺序") } else { parts.join(" ") }
}

/// How a pitch differs from another: what it leaves out, what it adds, or that only the order is another.
pub fn difference(scenario: &Scenario, other: &Line, from: &Line, lang: Lang) -> String {
    let less: Vec<String> = without(from, other).map(|one| made(scenario, one, lang)).collect();
    let more: Vec<String> = without(other, from).map(|one| made(scenario, one, lang)).collect();
    let mut parts = Vec::new();
    if !less.is_empty() {
        let less = joined(&less, lang);
        parts.push(say(lang, format!("without {less}"), format!("去掉：{less}")));
    }
    if !more.is_empty() {
        let more = joined(&more, lang);
        parts.push(say(lang, format!("with {more}"), format!("加上：{more}")));
    }
    if parts.is_empty() {
        parts.push(say(lang, "in another order", "换个顺序"));
    }
    parts.join(match lang {
        Lang::En => "; ",
        Lang::Zh => "；",
    })
}

/// The moves of one pitch that another does not make in that way.
pub fn without<'a>(one: &'a Line, other: &'a Line) -> impl Iterator<Item = &'a MadeMove> {
    one.ours.iter().filter(|made| !other.ours.contains(made))
}

/// A pitch as a strategy of a scenario file; `None` if a move is made in another way than the file says.
pub fn as_toml(scenario: &Scenario, line: &Line) -> Option<String> {
    let usual = |made: &MadeMove| *made == MadeMove::usual(scenario, made.played);
    let ids = line.ours.iter().map(|made| format!("{:?}", scenario.moves[made.played.index()].id));
    // No blank before the list: a terminal may break lines only where TOML may.
    line.ours.iter().all(usual).then(|| format!("[strategies.best]\nmoves=[{}]", ids.collect::<Vec<_>>().join(", ")))
}
