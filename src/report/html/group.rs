//! The tables of the page about the buying group: rules, stages, what lasts, and in whose eyes we lead.

use maud::{Markup, html};

use super::tables::{best, cell, of_strategy, term};
use super::unbroken;
use crate::report::View;
use crate::report::group::{is_own, may_stay_undecided, weighs};
use crate::report::words::{GroupLabel, Label, group_words};
use crate::stats::number::{points_alone, points_with_margin};
use crate::stats::{Estimate, Lead};

/// The baseline and the headline's strategy, each once.
fn compared(view: &View) -> Vec<usize> {
    if best(view) == 0 { vec![0] } else { vec![best(view), 0] }
}

/// We first.
fn alternatives(view: &View) -> Vec<usize> {
    let others = (0..view.alternatives()).filter(|a| *a != view.us());
    std::iter::once(view.us()).chain(others).collect()
}

/// The heads of all alternatives, us first.
fn heads(view: &View) -> Markup {
    html! {
        th { (view.words().label(Label::WeWin)) }
        @for a in alternatives(view).into_iter().skip(1) { th { (view.alternative(a)) } }
    }
}

fn share(view: &View, share: &Estimate) -> Markup {
    html! { td { (cell(&view.numbers().percent_interval(share))) } }
}

pub(super) fn rules(view: &View) -> Markup {
    html! {
        @for strategy in compared(view) {
            h3 { (unbroken(&group_words(view.lang).rules_finding(view, strategy))) }
            (rules_of(view, strategy))
        }
    }
}

fn rules_of(view: &View, strategy: usize) -> Markup {
    let words = group_words(view.lang);
    let found = &view.findings.strategies[strategy];
    let rest = may_stay_undecided(found);
    let mark = |lead: Lead| match lead {
        Lead::Ahead => "ahead",
        Lead::Behind => "behind",
        Lead::Unclear => "open",
    };
    html! {
        div.scroll { table {
            (of_strategy(view, strategy))
            thead { tr {
                th { (term(view, "decision-rule", words.label(GroupLabel::Rule))) }
                th.text { (words.label(GroupLabel::Standing)) }
                (heads(view))
                @if rest { th { (view.words().label(Label::NoDecision)) } }
            } }
            tbody { @for rule in &found.rules {
                tr.best[is_own(view, rule)] {
                    th {
                        (words.rule(view, &rule.rule))
                        @if is_own(view, rule) { small { (words.label(GroupLabel::OwnRule)) } }
                    }
                    td.text { span class={ "lead-" (mark(rule.lead)) } { (words.lead(view, rule.lead)) } }
                    @for a in alternatives(view) { (share(view, &rule.win[a])) }
                    @if rest { @match &rule.undecided {
                        Some(undecided) => (share(view, undecided)),
                        None => td.undefined { "–" },
                    } }
                }
            } }
        } }
    }
}

pub(super) fn polls(view: &View) -> Markup {
    let words = group_words(view.lang);
    html! {
        @for strategy in compared(view) {
            div.scroll { table {
                (of_strategy(view, strategy))
                thead { tr { th { (term(view, "poll", words.label(GroupLabel::Stage))) } (heads(view)) } }
                tbody { @for (stage, poll) in view.scenario.stages.iter().zip(&view.findings.strategies[strategy].polls) {
                    tr {
                        th { (stage.label.get(view.lang)) }
                        @for a in alternatives(view) { (share(view, &poll[a])) }
                    }
                } }
            } }
        }
    }
}

pub(super) fn adoption(view: &View) -> Markup {
    let (words, numbers, us) = (group_words(view.lang), view.numbers(), view.us());
    html! {
        div.scroll { table {
            thead { tr {
                th { (view.words().label(Label::Strategy)) }
                th { (view.words().label(Label::WeWin)) }
                th { (term(view, "adoption", words.label(GroupLabel::WinsAndLasts))) }
                th { (view.words().label(Label::Change)) }
                th { (term(view, "shelfware", words.label(GroupLabel::SwitchedOff))) }
            } }
            tbody { @for (s, strategy) in view.findings.strategies.iter().enumerate() {
                @if let Some(adoption) = &strategy.adoption {
                    tr.best[s == best(view) && s > 0] {
                        th { (view.strategy(s)) }
                        (share(view, &strategy.win[us]))
                        (share(view, &adoption.lasting[us]))
                        td { @match &adoption.uplift {
                            Some(uplift) => (cell(&numbers.points_interval(&uplift[us]))),
                            None => "–",
                        } }
                        @match &adoption.shelfware[us] {
                            Some(off) => (share(view, off)),
                            None => td.undefined { (words.label(GroupLabel::NothingWon)) },
                        }
                    }
                }
            } }
        } }
    }
}

/// More people than this, and the margins do not fit beside each other.
const COLUMNS: usize = 6;

pub(super) fn edge(view: &View) -> Markup {
    let strategy = best(view);
    let found = &view.findings.strategies[strategy];
    let people = &view.scenario.stakeholders;
    let bare = people.len() > COLUMNS;
    let shown = || {
        let all =
            found.edge.iter().enumerate().flat_map(|(i, row)| row.iter().enumerate().map(move |(c, e)| (i, c, e)));
        all.filter(|(i, c, _)| weighs(found, *i, *c)).map(|(_, _, edge)| edge)
    };
    let margin = view.numbers().widest_margin(shown()).filter(|_| bare);
    html! {
        div.scroll { table {
            (of_strategy(view, strategy))
            thead { tr {
                th { (term(view, "edge", view.words().label(Label::Criterion))) }
                @for who in people { th { (who.label.get(view.lang)) } }
            } }
            tbody { @for (c, criterion) in view.scenario.criteria.iter().enumerate() {
                tr {
                    th { (criterion.label.get(view.lang)) }
                    @for i in 0..people.len() { @if weighs(found, i, c) {
                        td.(tint(&found.edge[i][c])) { (points(&found.edge[i][c], bare)) }
                    } @else {
                        td.undefined { "–" }
                    } }
                }
            } }
        } }
        @if let Some(margin) = margin { p.note { (unbroken(&group_words(view.lang).points_note(&margin))) } }
    }
}

fn points(edge: &Estimate, bare: bool) -> Markup {
    let text = if bare { points_alone(edge) } else { points_with_margin(edge) };
    match text.split_once(" ± ") {
        Some((points, margin)) => html! { (points) " " small { "±\u{a0}" (margin) } },
        None => html! { (text) },
    }
}

/// Whether an edge is for us or against us, beyond doubt.
fn tint(edge: &Estimate) -> &'static str {
    match edge {
        edge if edge.low() > 0.0 => "for",
        edge if edge.high() < 0.0 => "against",
        _ => "open",
    }
}
