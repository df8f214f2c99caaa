//! The sections of the page that are not tables of numbers.

use maud::{Markup, PreEscaped, html};

use super::{Figure, svg, unbroken};
use crate::report::View;
use crate::report::assumptions;
use crate::report::group::plays_a_part;
use crate::report::words::{Label, glossary};

pub(super) fn figure(figure: &Figure) -> Markup {
    html! {
        figure id=(figure.id) {
            h3 { (unbroken(&figure.title)) }
            div.chart role="img" aria-label=(figure.alt) { (PreEscaped(svg::scoped(&figure.svg, &figure.id))) }
            figcaption { (unbroken(&figure.caption)) }
        }
    }
}

pub(super) fn how_sure(view: &View) -> Markup {
    let words = view.words();
    html! {
        @if view.findings.cautions.is_empty() {
            p { (words.label(Label::NoCautions)) }
        } @else {
            ul.cautions {
                @for caution in &view.findings.cautions {
                    @let text = words.caution(view, caution);
                    li { p { strong { (text.what) } } p { (text.advice) } }
                }
            }
        }
        h3 { (words.label(Label::Limits)) }
        ul.limits { @for limit in words.limits() { li { (limit) } } }
    }
}

pub(super) fn assumptions(view: &View) -> Markup {
    let words = view.words();
    html! {
        div.scroll {
            table.prose {
                thead { tr {
                    th { (words.label(Label::Assumption)) }
                    th { (words.label(Label::Grade)) }
                    th { (words.label(Label::Source)) }
                } }
                tbody {
                    @for assumption in assumptions::assumptions(view.scenario) {
                        tr {
                            td { (assumption.text(view.lang)) }
                            td.grade { span { (assumption.grade.letter()) } }
                            td { (assumption.source(view.lang)) }
                        }
                    }
                }
            }
        }
        p.note { (words.label(Label::Grades)) }
    }
}

pub(super) fn method(view: &View, fingerprint: &str) -> Markup {
    let (words, numbers) = (view.words(), view.numbers());
    let run = &view.findings.run;
    let made = [
        (Label::Program, format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))),
        (Label::Scenario, view.scenario.name.clone()),
        (Label::Fingerprint, fingerprint.to_owned()),
    ];
    let simulated = [
        (Label::Draws, numbers.count(run.draws)),
        (Label::Seed, run.seed.to_string()),
        (Label::Interval, words.label(Label::IntervalIs).to_owned()),
    ];
    let exact = run.deterministic;
    let method = words.label(if exact { Label::MethodExact } else { Label::MethodIs }).to_owned();
    let simulated = simulated.into_iter().filter(|_| !exact);
    let rows = made.into_iter().chain(simulated).chain([(Label::Method, method)]);
    html! {
        dl.facts {
            @for (label, value) in rows { dt { (words.label(label)) } dd { (value) } }
        }
    }
}

pub(super) fn terms(view: &View) -> Markup {
    html! {
        dl.terms {
            @for term in glossary(view.lang).iter().filter(|term| plays_a_part(view, term.id)) { dt id={ "term-" (term.id) } { (term.name) } dd { (term.meaning) } }
        }
    }
}
