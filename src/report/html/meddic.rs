//! The scorecard on the page: the elements on both layers, then what each strategy covers and leaves open.

use maud::{Markup, html};

use crate::model::Need;
use crate::report::meddic::{Card, reached, rounded};
use crate::report::words::{Label, MeddicLabel, words};
use crate::stats::{Check, Element, Layer, NeedCover, Practice, Status};

/// The whole section, without its title.
pub(super) fn scorecard(card: &Card) -> Markup {
    let label = |label| card.words().label(label);
    html! {
        p.score { strong { (card.words().headline(card)) } }
        (elements(card))
        p.note { (label(MeddicLabel::Meaning)) }
        @if card.scorecard.coverage.is_empty() {
            p.note { (label(MeddicLabel::NoStrategies)) }
        } @else {
            h3 { (label(MeddicLabel::Needs)) }
            (needs(card))
            p.note { (label(MeddicLabel::NeedsHow)) }
            h3 { (label(MeddicLabel::Questions)) }
            (questions(card))
            p.note { (label(MeddicLabel::QuestionsHow)) }
            h3 { (label(MeddicLabel::Gaps)) }
            (gaps(card))
        }
    }
}

fn elements(card: &Card) -> Markup {
    html! {
        div.scroll { table.prose.meddic {
            thead { tr {
                th { (card.words().label(MeddicLabel::Element)) }
                @for layer in Layer::ALL { th { (card.words().layer(layer)) } }
            } }
            tbody { @for element in Element::ALL { tr {
                th { (card.words().element(element)) }
                @for layer in Layer::ALL {
                    @let status = card.scorecard.status(element, layer);
                    td {
                        span.status.(status.tag()) { (card.scored(status)) }
                        ul.checks { @for check in card.scorecard.checks(element, layer) { (self::check(card, check)) } }
                    }
                }
            } } }
        } }
    }
}

fn check(card: &Card, check: &Check) -> Markup {
    let found = card.found(check);
    html! {
        li.(check.status.tag()) title=(card.words().status(check.status)) {
            span.mark { (mark(check.status)) } " " (card.words().subject(card, &check.topic))
            @if !found.is_empty() { small.found { (found) } }
            @if let Some(question) = card.asked(check) { span.ask { "→ " (question) } }
        }
    }
}

/// The status for those who see no colours.
fn mark(status: Status) -> &'static str {
    match status {
        Status::Missing => "○",
        Status::Assumed => "◐",
        Status::Known => "●",
    }
}

fn needs(card: &Card) -> Markup {
    let names = words(card.lang);
    let committee = &card.scorecard.coverage[0].needs;
    html! {
        div.scroll { table {
            thead { tr {
                th { (names.label(Label::Strategy)) }
                @for need in Need::ALL { th { (names.need(need)) } }
            } }
            tbody {
                tr {
                    th { (card.words().label(MeddicLabel::CommitteeWeight)) }
                    @for cover in committee { td { (rounded(cover.weight)) } }
                }
                @for coverage in &card.scorecard.coverage { tr {
                    th { (card.strategy(coverage.strategy)) }
                    @for cover in &coverage.needs { (need(card, cover)) }
                } }
            }
        } }
    }
}

/// How much of the need is reached, tinted by it.
fn need(card: &Card, cover: &NeedCover) -> Markup {
    let share = if cover.weight > 0.0 { cover.reached / cover.weight } else { 0.0 };
    html! {
        @if cover.moves.is_empty() {
            td.undefined { (reached(cover)) }
        } @else {
            td.heat style={ "--share:" (format!("{share:.2}")) } title=(card.words().addressed(card, cover)) { (reached(cover)) }
        }
    }
}

fn questions(card: &Card) -> Markup {
    let names = card.words();
    html! {
        div.scroll { table {
            thead { tr {
                th { (words(card.lang).label(Label::Strategy)) }
                @for practice in Practice::ALL {
                    th { (names.practice(practice)) small { (names.practice_question(practice)) } }
                }
            } }
            tbody { @for coverage in &card.scorecard.coverage { tr {
                th { (card.strategy(coverage.strategy)) }
                @for answer in &coverage.answers {
                    td { span.status.(answer.answered.tag()) { (names.answered(answer.answered)) } }
                }
            } } }
        } }
    }
}

fn gaps(card: &Card) -> Markup {
    html! {
        dl.facts { @for coverage in &card.scorecard.coverage {
            @let gaps = card.gaps(coverage);
            dt { (card.strategy(coverage.strategy)) }
            dd {
                @for line in card.addressed(coverage) { p { "+ " (line) } }
                @if gaps.is_empty() { (card.words().label(MeddicLabel::NoGaps)) }
                @for gap in &gaps { p.open { "! " (gap) } }
            }
        } }
    }
}
