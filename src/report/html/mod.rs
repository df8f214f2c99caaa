//! One self-contained page: it opens offline, prints on A4, follows light and dark, and needs no script. Charts come
//! in as finished SVG. Labels are escaped by the template; a content policy forbids the page to load anything.

mod group;
mod meddic;
mod sections;
mod svg;
mod tables;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::View;
use super::group::{lasts_more, several_people, several_stages};
use super::verdict::{Verdict, alike, earns_more};
use super::words::{self, Label, Section, group_words};
use crate::model::Lang;

/// A chart for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Unique on the page, letters, digits and `-`.
    pub id: String,
    /// The finding.
    pub title: String,
    /// A whole SVG document.
    pub svg: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// How to read it: what, how many draws, which interval.
    pub caption: String,
}

/// The charts of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Who wins.
    pub outcomes: Option<Figure>,
    /// One per reframe curve.
    pub curves: Vec<Figure>,
    /// Weights before and after.
    pub weights: Option<Figure>,
    /// The race, stage by stage.
    pub trajectory: Option<Figure>,
    /// Who is for us, and who listens to whom.
    pub stakeholder_map: Option<Figure>,
    /// In whose eyes we lead on what.
    pub heat_map: Option<Figure>,
    /// What becomes of the purchase.
    pub adoption: Option<Figure>,
    /// A hundred committees, and whom they choose.
    pub committees: Option<Figure>,
    /// Twenty equally likely buyers on both sides of a break-even.
    pub buyers: Option<Figure>,
    /// What every strategy changes.
    pub uplifts: Option<Figure>,
    /// How often every alternative is first, second, ...
    pub ranks: Option<Figure>,
}

const STYLE: &str = include_str!("style.css");

/// Nothing is loaded, nothing runs.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/// The page of a run. `fingerprint` is the digest of the input files.
pub fn page(view: &View, figures: &Figures, fingerprint: &str) -> String {
    let title = view.scenario.title.get(view.lang);
    let markup = html! {
        (DOCTYPE)
        html lang=(match view.lang { Lang::En => "en", Lang::Zh => "zh-CN" }) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (header(view, title))
                    @for section in Section::ALL { (render(section, view, figures, fingerprint)) }
                }
                footer { (view.words().label(Label::Footer)) }
            }
        }
    };
    markup.into_string()
}

fn header(view: &View, title: &str) -> Markup {
    let words = view.words();
    let verdict = Verdict::of(view.findings, view.us());
    let others = alike(view.findings, verdict.strategy());
    html! {
        header {
            p.title { (title) }
            h1 { (unbroken(&words::headline(view))) }
            (tiles(view, verdict))
            p.lead {
                (unbroken(&words.committees(view, verdict.strategy())))
                @if let Some(source) = words.gain_source(view, verdict) { (unbroken(&view.next_sentence(&source))) }
                @if let Some(other) = earns_more(view.findings, verdict.strategy()) {
                    (unbroken(&view.next_sentence(&words.earns_more(view, other, verdict.strategy()))))
                }
                @if let Some((wins, lasts)) = lasts_more(view.findings, view.us(), verdict.strategy()) {
                    (unbroken(&view.next_sentence(&group_words(view.lang).lasts_more(view, wins, lasts))))
                }
                @if !others.is_empty() { (view.next_sentence(&words.alike(view, &others))) }
            }
            p.run { (words.run_line(view)) }
        }
    }
}

/// The numbers of the headline, to be seen from across the table.
fn tiles(view: &View, verdict: Verdict) -> Markup {
    let (words, numbers, us) = (view.words(), view.numbers(), view.us());
    let best = verdict.strategy();
    let strategy = &view.findings.strategies[best];
    html! {
        dl.tiles {
            div { dt { (words.label(Label::Baseline)) } dd { (tables::cell(&numbers.percent(&view.findings.baseline().win[us]))) } }
            @if best > 0 {
                div.best { dt { (view.strategy(best)) } dd { (tables::cell(&numbers.percent(&strategy.win[us]))) } }
            }
            @if let Some(uplift) = &strategy.uplift {
                div { dt { (words.label(Label::Change)) } dd { (tables::cell(&numbers.points_interval(&uplift[us]))) } }
            }
        }
    }
}

fn render(section: Section, view: &View, figures: &Figures, fingerprint: &str) -> Markup {
    let body = match section {
        Section::Outcomes => {
            figures.outcomes.as_ref().map(|figure| above(sections::figure(figure), &figures.committees))
        }
        Section::HowSure => Some(sections::how_sure(view)),
        Section::Rules => several_people(view).then(|| group::rules(view)),
        Section::Trajectory => several_stages(view).then(|| below(&figures.trajectory, group::polls(view))),
        Section::Adoption => view.scenario.adoption.is_some().then(|| below(&figures.adoption, group::adoption(view))),
        Section::Edge => Some(below(&figures.heat_map, group::edge(view))),
        Section::Curves => (!figures.curves.is_empty())
            .then(|| above(html! { @for figure in &figures.curves { (sections::figure(figure)) } }, &figures.buyers)),
        Section::Weights => Some(below(&figures.weights, tables::weights(view))),
        Section::Strategies => Some(below(&figures.uplifts, tables::strategies(view))),
        Section::Support => Some(below(&figures.stakeholder_map, tables::support(view))),
        Section::Ranks => Some(below(&figures.ranks, tables::ranks(view))),
        Section::Central => Some(tables::central(view)),
        Section::Pairwise => Some(tables::pairwise(view)),
        Section::Scorecard => view.card().map(|card| meddic::scorecard(&card)),
        Section::Assumptions => Some(sections::assumptions(view)),
        Section::Method => Some(sections::method(view, fingerprint)),
        Section::Terms => Some(sections::terms(view)),
    };
    let (title, how_to_read) = view.words().section(section);
    html! {
        @if let Some(body) = body {
            section id=(section.anchor()) {
                h2 { (title) }
                p.how { (how_to_read) }
                (body)
            }
        }
    }
}

/// A table below the chart that shows the same, if there is one.
fn below(figure: &Option<Figure>, table: Markup) -> Markup {
    html! { @if let Some(figure) = figure { (sections::figure(figure)) } (table) }
}

fn above(markup: Markup, figure: &Option<Figure>) -> Markup {
    html! { (markup) @if let Some(figure) = figure { (sections::figure(figure)) } }
}

/// Numbers keep their unit on the same line.
fn unbroken(text: &str) -> String {
    text.replace(" %", "\u{a0}%")
        .replace(" ± ", "\u{a0}±\u{a0}")
        .replace(" points", "\u{a0}points")
        .replace(" 万", "\u{a0}万")
        .replace(" 亿", "\u{a0}亿")
}
