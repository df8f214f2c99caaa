//! The tables of the page. Every number comes with its margin; what is undefined says so.

use maud::{Markup, html};

use super::unbroken;
use crate::model::{Lang, Stakeholder};
use crate::report::View;
use crate::report::verdict::Verdict;
use crate::report::words::{Label, Term, glossary};
use crate::stats::Estimate;
use crate::stats::number::{percent, percent_of};

/// A term with its explanation at hand and linked, wherever it heads something.
pub(super) fn term(view: &View, id: &str, shown: &str) -> Markup {
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
pub(crate) fn cell(number: &str) -> Markup {
    let bracket = number.find(['(', '（']).unwrap_or(number.len());
    let (value, interval) = number.split_at(bracket);
    let still = |text: &str| unbroken(text.trim()).replace(" to ", "\u{a0}to\u{a0}").replace(" 至 ", "\u{a0}至\u{a0}");
    html! { (still(value)) @if !interval.is_empty() { " " small { (still(interval)) } } }
}

/// Two parts of an entry, one below the other: an amount and its margin, days and money.
fn stacked(text: &str, between: &str, keep: &str) -> Markup {
    let still = |text: &str| text.replace(' ', "\u{a0}");
    match text.split_once(between) {
        Some((first, second)) => html! { (still(first)) " " small { (keep) (still(second)) } },
        None => html! { (still(text)) },
    }
}

pub(super) fn best(view: &View) -> usize {
    Verdict::of(view.findings, view.us()).strategy()
}

/// Which strategy a table speaks of.
pub(super) fn of_strategy(view: &View, strategy: usize) -> Markup {
    html! { caption { (view.words().label(Label::OfStrategy)) strong { (view.strategy(strategy)) } } }
}

pub(super) fn strategies(view: &View) -> Markup {
    let (words, numbers, us) = (view.words(), view.numbers(), view.us());
    let found = &view.findings.strategies;
    let comma = if view.lang == Lang::Zh { "，" } else { ", " };
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
                    td { (stacked(&numbers.cost(&strategy.cost, view.currency()), comma, "")) }
                    @if money {
                        td { (stacked(&amount(&strategy.revenue), " ± ", "±\u{a0}")) }
                        td { (stacked(&amount(&strategy.margin), " ± ", "±\u{a0}")) }
                    }
                }
            } }
        } }
    }
}

/// A table of strategies by people or by criteria, whichever way leaves fewer columns, and without margins in the
/// cells where these would not fit beside each other.
struct Crossed<'a> {
    /// What stands beside the strategies: its heading, and one name with a remark for each.
    heading: (Label, Option<Markup>),
    others: Vec<(&'a str, String)>,
    /// What the remark needs to be understood without its heading.
    prefix: String,
    cell: &'a dyn Fn(usize, usize) -> Estimate,
    shaded: bool,
}

/// More columns than this are made rows, and lose their margins.
const COLUMNS: usize = 5;

impl Crossed<'_> {
    fn table(&self, view: &View, caption: Option<&str>) -> Markup {
        let words = view.words();
        let (strategies, others) = (view.findings.strategies.len(), self.others.len());
        let turned = strategies > COLUMNS && others < strategies;
        let bare = (if turned { others } else { strategies }) > COLUMNS;
        let cell = |s: usize, o: usize| {
            let share = (self.cell)(s, o);
            let number = if bare { percent(&share) } else { view.numbers().percent(&share) };
            let tint = self.shaded.then(|| format!("--share:{:.2}", share.value().clamp(0.0, 1.0)));
            html! { td.heat[self.shaded] style=[tint] { (self::cell(&number)) } }
        };
        let every = (0..strategies).flat_map(|s| (0..others).map(move |o| (s, o)));
        let shown: Vec<Estimate> = every.map(|(s, o)| (self.cell)(s, o)).collect();
        let margin = view.numbers().widest_margin(shown.iter()).filter(|_| bare);
        html! {
            div.scroll { table {
                @if let Some(caption) = caption { caption { (caption) } }
                @if turned {
                    thead { tr {
                        th { (words.label(Label::Strategy)) }
                        @for (name, remark) in &self.others { th { (name) small { (self.prefix) (remark) } } }
                    } }
                    tbody { @for s in 0..strategies {
                        tr.best[s == best(view) && s > 0] {
                            th { (view.strategy(s)) }
                            @for o in 0..others { (cell(s, o)) }
                        }
                    } }
                } @else {
                    thead { tr {
                        th { (words.label(self.heading.0)) }
                        @if let Some(remark) = &self.heading.1 { th.text { (remark) } }
                        @for s in 0..strategies { th { (view.strategy(s)) } }
                    } }
                    tbody { @for (o, (name, remark)) in self.others.iter().enumerate() {
                        tr {
                            th { (name) }
                            @if self.heading.1.is_some() { td.text { (remark) } }
                            @for s in 0..strategies { (cell(s, o)) }
                        }
                    } }
                }
            } }
            @if let Some(margin) = margin { p.note { (unbroken(&words.margin_note(&margin))) } }
        }
    }
}

pub(super) fn weights(view: &View) -> Markup {
    let words = view.words();
    let criteria = view.scenario.criteria.iter();
    let table = Crossed {
        heading: (Label::Criterion, Some(html! { (words.label(Label::Need)) })),
        others: criteria.map(|c| (c.label.get(view.lang), words.need(c.need).to_owned())).collect(),
        prefix: String::new(),
        cell: &|s, c| view.findings.strategies[s].group_weights[c].mean,
        shaded: false,
    };
    let several = view.scenario.stakeholders.len() > 1;
    table.table(view, several.then(|| words.label(Label::Committee)))
}

pub(super) fn support(view: &View) -> Markup {
    let (words, us) = (view.words(), view.us());
    let people = view.scenario.stakeholders.iter().zip(view.scenario.influence());
    let remark = |who: &Stakeholder, influence: f64| {
        let roles = who.meddic.iter().map(|role| words.role(*role).to_owned());
        [percent_of(influence)].into_iter().chain(roles).collect::<Vec<_>>().join(" · ")
    };
    let table = Crossed {
        heading: (Label::Stakeholder, Some(term(view, "influence", words.label(Label::Influence)))),
        others: people.map(|(who, influence)| (who.label.get(view.lang), remark(who, influence))).collect(),
        prefix: format!("{} ", words.label(Label::Influence)),
        cell: &|s, i| view.findings.strategies[s].support[i][us],
        shaded: true,
    };
    table.table(view, None)
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

/// All columns are of the baseline: what we have to change is the difference from what the buyer believes without us.
pub(super) fn central(view: &View) -> Markup {
    let (words, numbers) = (view.words(), view.numbers());
    let baseline = view.findings.baseline();
    let never = words.label(Label::NeverWins);
    html! {
        div.scroll { table {
            (of_strategy(view, 0))
            thead { tr {
                th { (term(view, "central-weights", words.label(Label::Criterion))) }
                th { (words.label(Label::BelievesNow)) }
                @for a in 0..view.alternatives() { th { (words.buyer_of(&view.alternative(a))) } }
            } }
            tbody { @for (c, criterion) in view.scenario.criteria.iter().enumerate() {
                tr {
                    th { (criterion.label.get(view.lang)) }
                    td { (cell(&numbers.percent(&baseline.group_weights[c].mean))) }
                    @for central in &baseline.central { @match central {
                        Some(central) => td { (cell(&numbers.percent(&central.group[c]))) },
                        None => td.undefined { (never) },
                    } }
                }
            } }
            tfoot { tr {
                th { (term(view, "confidence-factor", words.label(Label::ConfidenceFactor))) }
                td {}
                @for central in &baseline.central { @match central {
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
