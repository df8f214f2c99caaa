//! The tables of the page. Every number comes with its margin; what is undefined says so.

use maud::{Markup, html};

use super::unbroken;
use crate::report::View;
use crate::report::verdict::Verdict;
use crate::report::words::{Label, Term, glossary};
use crate::stats::Estimate;

/// A term with its explanation at hand and linked, wherever it heads something.
fn term(view: &View, id: &str, shown: &str) -> Markup {
    let found: Option<&Term> = glossary(view.lang).iter().find(|term| term.id == id);
    html! {
        @match found {
            Some(term) => a.term href={ "#term-" (id) } title=(term.meaning) { (shown) },
            None => (shown),
        }
    }
}

/// A share in a cell whose tint follows it.
fn shaded(view: &View, share: &Estimate) -> Markup {
    html! { td.heat style={ "--share:" (format!("{:.2}", share.value().clamp(0.0, 1.0))) } { (cell(&view.numbers().percent(share))) } }
}

/// A number that stays on its line, with its interval on the next.
pub(super) fn cell(number: &str) -> Markup {
    let bracket = number.find(['(', '（']).unwrap_or(number.len());
    let (value, interval) = number.split_at(bracket);
    let still = |text: &str| unbroken(text.trim()).replace(" to ", "\u{a0}to\u{a0}").replace(" 至 ", "\u{a0}至\u{a0}");
    html! { (still(value)) @if !interval.is_empty() { " " small { (still(interval)) } } }
}

fn best(view: &View) -> usize {
    Verdict::of(view.findings, view.us()).strategy()
}

/// Which strategy a table speaks of.
fn of_strategy(view: &View, strategy: usize) -> Markup {
    html! { caption { (view.words().label(Label::OfStrategy)) strong { (view.strategy(strategy)) } } }
}

pub(super) fn strategies(view: &View) -> Markup {
    let (words, numbers, us) = (view.words(), view.numbers(), view.us());
    let found = &view.findings.strategies;
    let money = found.iter().any(|s| s.revenue.is_some());
    let others: Vec<usize> = (0..view.alternatives()).filter(|&a| a != us).collect();
    let amount = |value: &Option<Estimate>| {
        value.as_ref().map_or_else(|| "–".to_owned(), |value| numbers.money(value, view.currency()))
    };
    html! {
        div.scroll { table {
            thead { tr {
                th { (words.label(Label::Strategy)) }
                th { (term(view, "win-probability", words.label(Label::WeWin))) }
                th { (term(view, "uplift", words.label(Label::Change))) }
                @for &a in &others { th { (view.alternative(a)) } }
                th { (words.label(Label::Cost)) }
                @if money { th { (words.label(Label::Revenue)) } th { (words.label(Label::Margin)) } }
            } }
            tbody { @for (s, strategy) in found.iter().enumerate() {
                tr.best[s == best(view) && s > 0] {
                    th { (view.strategy(s)) }
                    td { (cell(&numbers.percent(&strategy.win[us]))) }
                    td { @match &strategy.uplift {
                        Some(uplift) => (cell(&numbers.points_interval(&uplift[us]))),
                        None => "–",
                    } }
                    @for &a in &others { td { (cell(&numbers.percent(&strategy.win[a]))) } }
                    td { (cell(&numbers.cost(&strategy.cost, view.currency()))) }
                    @if money { td { (cell(&amount(&strategy.revenue))) } td { (cell(&amount(&strategy.margin))) } }
                }
            } }
        } }
    }
}

pub(super) fn weights(view: &View) -> Markup {
    let (words, numbers) = (view.words(), view.numbers());
    let found = &view.findings.strategies;
    html! {
        div.scroll { table {
            caption { (words.label(Label::Committee)) }
            thead { tr {
                th { (words.label(Label::Criterion)) }
                th.text { (words.label(Label::Need)) }
                @for s in 0..found.len() { th { (view.strategy(s)) } }
            } }
            tbody { @for (c, criterion) in view.scenario.criteria.iter().enumerate() {
                tr {
                    th { (criterion.label.get(view.lang)) }
                    td.text { (words.need(criterion.need)) }
                    @for strategy in found { td { (cell(&numbers.percent(&strategy.group_weights[c].mean))) } }
                }
            } }
        } }
    }
}

pub(super) fn support(view: &View) -> Markup {
    let (words, numbers, us) = (view.words(), view.numbers(), view.us());
    let found = &view.findings.strategies;
    let people = view.scenario.stakeholders.iter().zip(view.scenario.influence()).enumerate();
    html! {
        div.scroll { table {
            thead { tr {
                th { (words.label(Label::Stakeholder)) }
                th { (term(view, "influence", words.label(Label::Influence))) }
                @for s in 0..found.len() { th { (view.strategy(s)) } }
            } }
            tbody { @for (i, (who, influence)) in people {
                tr {
                    th { (who.label.get(view.lang)) }
                    td { (cell(&numbers.share((influence * 1000.0).round() / 1000.0))) }
                    @for strategy in found { (shaded(view, &strategy.support[i][us])) }
                }
            } }
        } }
    }
}

pub(super) fn ranks(view: &View) -> Markup {
    let strategy = &view.findings.strategies[best(view)];
    let ranks = strategy.rank_acceptability.first().map_or(0, Vec::len);
    html! {
        div.scroll { table {
            (of_strategy(view, best(view)))
            thead { tr {
                th { (term(view, "rank-acceptability", view.words().label(Label::Rank))) }
                @for rank in 1..=ranks { th { (rank) } }
            } }
            tbody { @for (a, shares) in strategy.rank_acceptability.iter().enumerate() {
                tr { th { (view.alternative(a)) } @for share in shares { (shaded(view, share)) } }
            } }
        } }
    }
}

pub(super) fn central(view: &View) -> Markup {
    let (words, numbers) = (view.words(), view.numbers());
    let baseline = view.findings.baseline();
    let strategy = &view.findings.strategies[best(view)];
    let never = words.label(Label::NeverWins);
    html! {
        div.scroll { table {
            (of_strategy(view, best(view)))
            thead { tr {
                th { (term(view, "central-weights", words.label(Label::Criterion))) }
                th { (words.label(Label::BelievesNow)) }
                @for a in 0..view.alternatives() { th { (words.buyer_of(&view.alternative(a))) } }
            } }
            tbody { @for (c, criterion) in view.scenario.criteria.iter().enumerate() {
                tr {
                    th { (criterion.label.get(view.lang)) }
                    td { (cell(&numbers.percent(&baseline.group_weights[c].mean))) }
                    @for central in &strategy.central { @match central {
                        Some(central) => td { (cell(&numbers.percent(&central.group[c]))) },
                        None => td.undefined { (never) },
                    } }
                }
            } }
            tfoot { tr {
                th { (term(view, "confidence-factor", words.label(Label::ConfidenceFactor))) }
                td {}
                @for central in &strategy.central { @match central {
                    Some(central) => td { (cell(&numbers.percent(&central.confidence_factor))) },
                    None => td.undefined { "–" },
                } }
            } }
        } }
    }
}

pub(super) fn pairwise(view: &View) -> Markup {
    let strategy = &view.findings.strategies[best(view)];
    html! {
        div.scroll { table {
            (of_strategy(view, best(view)))
            thead { tr {
                th { (term(view, "pairwise", view.words().label(Label::RowBeforeColumn))) }
                @for b in 0..view.alternatives() { th { (view.alternative(b)) } }
            } }
            tbody { @for (a, row) in strategy.pairwise.iter().enumerate() {
                tr {
                    th { (view.alternative(a)) }
                    @for (b, share) in row.iter().enumerate() {
                        @if a == b { td.undefined { "·" } } @else { (shaded(view, share)) }
                    }
                }
            } }
        } }
    }
}
