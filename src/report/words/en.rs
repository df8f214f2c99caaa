//! English.

use crate::model::{MeddicRole, Need};
use crate::report::verdict::{
    Landing, Verdict, changes_nothing, landing, loses_most, of_hundred, rare_winners, sure_winner, weight_change,
    whole_of_hundred,
};
use crate::report::view::{Audience, View};
use crate::stats::number::is_exact;
use crate::stats::{BreakEven, Caution, Curve};

use super::{CautionText, Label, Section, Words, en_labels};

/// English sentences.
pub struct English;

impl Words for English {
    fn label(&self, label: Label) -> &'static str {
        en_labels::label(label)
    }

    fn section(&self, section: Section) -> (&'static str, &'static str) {
        en_labels::section(section)
    }

    fn need(&self, need: Need) -> &'static str {
        match need {
            Need::Business => "business",
            Need::Product => "product",
            Need::Price => "price",
            Need::Externality => "law and standards",
            Need::Gain => "personal gain",
            Need::Growth => "personal growth",
            Need::Emotion => "peace of mind",
        }
    }

    fn role(&self, role: MeddicRole) -> &'static str {
        match role {
            MeddicRole::EconomicBuyer => "economic buyer",
            MeddicRole::Champion => "champion",
            MeddicRole::Coach => "coach",
            MeddicRole::Blocker => "blocker",
            MeddicRole::User => "user",
        }
    }

    fn headline(&self, view: &View, verdict: Verdict) -> String {
        let n = view.numbers();
        let us = view.us();
        let from = view.findings.baseline().win[us];
        let best = verdict.strategy();
        let name = quoted(view.strategy(best));
        let to = view.findings.strategies[best].win[us];
        let several = view.findings.strategies.len() > 2;
        let change = |uplift: &crate::stats::Estimate| {
            if is_exact(uplift) {
                format!("{} ({})", n.points(uplift), self.runs(view))
            } else {
                format!("{} (95% interval {}, {})", n.points(uplift), n.points_ends(uplift), self.runs(view))
            }
        };
        let uplift = view.findings.strategies[best].uplift.as_ref().map(|uplift| uplift[us]);
        match (verdict, uplift) {
            (Verdict::OnlyBaseline, _) | (_, None) => {
                format!("Without our moves we win {} ({}).", n.percent(&from), self.runs(view))
            }
            (Verdict::Lifts { .. }, Some(uplift)) => format!(
                "{name} lifts our win probability from {} to {}: {}.",
                n.percent_alone(&from),
                n.percent_alone(&to),
                change(&uplift)
            ),
            (Verdict::Lowers { .. }, Some(uplift)) => format!(
                "{}{name}{} our win probability from {} to {}: {}.",
                if several { "None of these strategies helps. Even the best, " } else { "" },
                if several { ", lowers" } else { " lowers" },
                n.percent_alone(&from),
                n.percent_alone(&to),
                change(&uplift)
            ),
            (Verdict::Unclear { .. }, Some(uplift)) => format!(
                "{}{name}{} cannot be told apart from doing nothing: we win {} without and {} with it, a change of {}.",
                if several { "Even the best strategy, " } else { "" },
                if several { "," } else { "" },
                n.percent_alone(&from),
                n.percent_alone(&to),
                change(&uplift)
            ),
            (Verdict::Unchanged { .. }, Some(_)) => {
                format!(
                    "{name} changes nothing: we win {} with it or without it ({}).",
                    n.percent(&to),
                    self.runs(view)
                )
            }
        }
    }

    fn committees(&self, view: &View, strategy: usize) -> String {
        let shares = |s: usize| view.findings.strategies[s].win.iter().map(|e| e.value()).collect::<Vec<f64>>();
        let us = view.us();
        let with = |s: usize| {
            if s == 0 { "without our moves".to_owned() } else { format!("with {}", quoted(view.strategy(s))) }
        };
        if let Some(winner) = sure_winner(view, strategy) {
            let wins = |v: usize| if v == us { "we win".to_owned() } else { self.wins(view, v) };
            return match sure_winner(view, 0) {
                Some(before) if strategy > 0 => {
                    format!("Without our moves {}; {} {}.", wins(before), with(strategy), wins(winner))
                }
                _ => format!("{} {}.", capital(&with(strategy)), wins(winner)),
            };
        }
        let counts = of_hundred(&shares(strategy));
        let about = if whole_of_hundred(&shares(strategy)) { "" } else { "about " };
        let rare = rare_winners(view, &counts);
        let mut others: Vec<String> = Vec::new();
        for (i, count) in counts.iter().enumerate().filter(|(i, _)| *i != us && !rare.contains(i)) {
            others.push(if i < view.scenario.vendors.len() {
                format!("{} wins {count}", view.alternative(i))
            } else {
                format!("{count} {} with {}", if *count == 1 { "stays" } else { "stay" }, named(view, i))
            });
        }
        if !rare.is_empty() {
            others.push(format!("each of the other {} wins fewer than one", rare.len()));
        }
        let tail = if others.is_empty() { String::new() } else { format!("; {}", list(&others)) };
        let what = if view.findings.run.deterministic { "such" } else { "simulated" };
        format!("In {about}{} of 100 {what} purchases we win {}{tail}.", counts[us], with(strategy))
    }

    fn gain_source(&self, view: &View, verdict: Verdict) -> Option<String> {
        let Verdict::Lifts { best } = verdict else { return None };
        let strategy = &view.findings.strategies[best];
        let loser = loses_most(strategy, view.us())?;
        let loss = &strategy.uplift.as_ref()?[loser];
        let n = view.numbers();
        if view.alternatives() < 3 || sure_winner(view, best).is_some() {
            return None;
        }
        Some(format!("Most of the gain is taken from {}: {}.", named(view, loser), n.points_with_margin(loss)))
    }

    fn earns_more(&self, view: &View, more: usize, than: usize) -> String {
        let name = if more == 0 { "Doing nothing".to_owned() } else { quoted(view.strategy(more)) };
        let [more, than] = [more, than].map(|s| margin(view, s));
        format!("{name} earns more: expected margin {more} against {than}.")
    }

    fn alike(&self, view: &View, others: &[usize]) -> String {
        let names: Vec<String> = others.iter().map(|&s| quoted(view.strategy(s))).collect();
        format!("{} may be just as good.", list(&names))
    }

    fn caution(&self, view: &View, caution: &Caution) -> CautionText {
        let n = view.numbers();
        let (what, advice) = match *caution {
            Caution::UpliftUnclear { strategy } if changes_nothing(view, strategy) => (
                format!("{} changed our win probability in no simulated purchase.", quoted(view.strategy(strategy))),
                "Check that its moves reach somebody and work on a criterion on which we lead.".to_owned(),
            ),
            Caution::UpliftUnclear { strategy } => (
                format!("The effect of {} could be a gain or a loss: its interval holds 0.", quoted(view.strategy(strategy))),
                "Do not quote a direction. Run with more --draws; if it stays unclear, the strategy hardly matters here.".to_owned(),
            ),
            Caution::FewWins { strategy, alternative, wins } => (
                format!(
                    "{} in only about {} simulated purchases ({}): what {} buyer has to believe rests on little.",
                    if alternative == view.us() { "We win".to_owned() } else { format!("{} wins", named(view, alternative)) },
                    n.plain(wins.round()),
                    quoted(view.strategy(strategy)),
                    if alternative == view.us() { "our" } else { "its" }
                ),
                "Read its central weights as a hint, or run with more --draws.".to_owned(),
            ),
            Caution::LeaderDependsOnNoise { strategy, with_noise, without_noise } => (
                format!(
                    "{}: {} only because people choose with some randomness; if the best score always won, {} would lead.",
                    quoted(view.strategy(strategy)),
                    if with_noise == view.us() {
                        "we lead".to_owned()
                    } else {
                        format!("{} leads", named(view, with_noise))
                    },
                    ours(view, without_noise)
                ),
                "Check decision.noise in the scenario, and quote the result as open.".to_owned(),
            ),
            Caution::LeadUnclear { strategy, first, second } => (
                format!(
                    "{}: {} and {} cannot be told apart at {}.",
                    quoted(view.strategy(strategy)),
                    ours(view, if second == view.us() { second } else { first }),
                    ours(view, if second == view.us() { first } else { second }),
                    self.draws(view)
                ),
                "Say “neck and neck”, not who leads; more --draws may separate them.".to_owned(),
            ),
            Caution::LeadDependsOnRule { strategy, ahead, rules } => {
                return super::group_words(view.lang).rule_caution(view, strategy, ahead, rules);
            }
            Caution::StrategiesAlike { best, other } => (
                format!(
                    "{} and {} cannot be told apart by what they add.",
                    quoted(view.strategy(best)),
                    quoted(view.strategy(other))
                ),
                "Choose by cost and by what your team can deliver, or run with more --draws.".to_owned(),
            ),
        };
        CautionText { what, advice }
    }

    fn run_line(&self, view: &View) -> String {
        if view.findings.run.deterministic {
            return "Nothing in this scenario is uncertain: the numbers are exact.".to_owned();
        }
        format!(
            "{}, seed {}. ± and brackets: 95% intervals of the simulation.",
            capital(&self.draws(view)),
            view.findings.run.seed
        )
    }

    fn outcomes_title(&self, view: &View) -> String {
        let n = view.numbers();
        let (us, verdict) = (view.us(), Verdict::of(view.findings, view.us()));
        let best = verdict.strategy();
        let (from, to) = (&view.findings.baseline().win[us], &view.findings.strategies[best].win[us]);
        match verdict {
            Verdict::OnlyBaseline => format!("Without our moves we win {}", n.percent(from)),
            Verdict::Lifts { .. } | Verdict::Lowers { .. } => {
                let change = view.findings.strategies[best].uplift.as_ref().map(|uplift| uplift[us]);
                let change = change.map_or(String::new(), |change| format!(" ({})", n.points_with_margin(&change)));
                let (name, from, to) = (quoted(view.strategy(best)), n.percent_alone(from), n.percent_alone(to));
                format!("{name} takes us from {from} to {to}{change}")
            }
            Verdict::Unclear { .. } | Verdict::Unchanged { .. } => {
                format!("{} makes no clear difference: we win {}", quoted(view.strategy(best)), n.percent(to))
            }
        }
    }

    fn curve_title(&self, view: &View, curve: &Curve) -> String {
        let n = view.numbers();
        let criterion = quoted(view.criterion(curve.criterion));
        let lands = match landing(curve) {
            Some(Landing::Past) => ", and this customer gets there",
            Some(Landing::Short) => ", and this customer mostly stops short of it",
            Some(Landing::Either) => ", and this customer may end on either side",
            None => "",
        };
        match &curve.break_even {
            BreakEven::At(weight) => format!("We lead once {criterion} weighs {}{lands}", n.percent(weight)),
            BreakEven::AlwaysAhead => format!("We lead whatever {criterion} weighs"),
            BreakEven::NeverAhead => format!("No weight on {criterion} is enough for us to lead"),
            BreakEven::LostAt(weight) => {
                format!("Our own reframe hurts us: we lose the lead once {criterion} weighs {}", n.percent(weight))
            }
        }
    }

    fn weights_title(&self, view: &View) -> String {
        let strategy = Verdict::of(view.findings, view.us()).strategy();
        let (before, after) = (view.findings.baseline(), &view.findings.strategies[strategy]);
        let Some((most, giver)) = weight_change(before, after) else {
            return "The customer's weights stay where they are".to_owned();
        };
        let n = view.numbers();
        let name = |c: usize| quoted(view.scenario.criteria[c].label.get(view.lang));
        let mean = |s: &crate::stats::StrategyFindings, c: usize| n.percent_alone(&s.group_weights[c].mean);
        let tail = giver.map_or(String::new(), |g| format!(", mostly at the expense of {}", name(g)));
        format!(
            "{} goes from {} to {} of the customer's weight{tail}",
            name(most),
            mean(before, most),
            mean(after, most)
        )
    }

    fn outcomes_caption(&self, view: &View) -> String {
        if view.findings.run.deterministic {
            return self.run_line(view);
        }
        format!("Share of simulated purchases in which each alternative is chosen. {}", self.run_line(view))
    }

    fn weight_axis(&self, criterion: &str, audience: Option<&Vec<&str>>) -> String {
        match audience {
            None => format!("Weight of “{criterion}” for everybody"),
            Some(people) => {
                let people: Vec<String> = people.iter().map(|who| (*who).to_owned()).collect();
                format!("Weight of “{criterion}” for {}", list(&people))
            }
        }
    }

    fn curve_caption(&self, view: &View, curve: &Curve) -> String {
        let n = view.numbers();
        let people: Vec<String> = curve.audience.iter().map(|&who| view.stakeholder(who).to_owned()).collect();
        let audience = view.audience(curve);
        let gives = if people.len() == 1 { "gives" } else { "give" };
        let name = quoted(view.strategy(curve.strategy));
        let [low, high] = [&curve.after.p05, &curve.after.p95].map(|end| n.share_range(end, end));
        let lands = if low == high {
            format!("With {name}, the weight ends at {low}.")
        } else {
            format!("With {name}, 90 of 100 simulated purchases end between {low} and {high}.")
        };
        format!(
            "Win probability when {} “{}” the weight on the horizontal axis{}{}. {lands} {}",
            if audience == Audience::Everybody {
                "everybody gives".to_owned()
            } else {
                format!("{} {gives}", list(&people))
            },
            view.criterion(curve.criterion),
            if view.discounts(curve.strategy) { ", without the discount" } else { "" },
            if audience == Audience::Some { "; everybody else as in the baseline" } else { "" },
            self.run_line(view)
        )
    }

    fn weights_caption(&self, view: &View) -> String {
        format!("Mean weights when the decision falls. {}", self.run_line(view))
    }

    fn margin_note(&self, margin: &str) -> String {
        format!("Percentages without a margin are within ± {margin} points.")
    }

    fn limits(&self) -> &'static [&'static str] {
        &[
            "No public experiment measures how far a sales conversation moves a B2B committee's weights. The strength of a move is an assumption, anchored in how far people follow advice in the laboratory; treat the size of an effect with care and its direction and order with more trust.",
            "Intervals cover simulation error only. Wrong weights, scores or people in the scenario move the result by more than any interval shows.",
            "The numbers compare strategies in this model of one purchase. They are not a forecast of your pipeline and not a percentile among deals.",
            "Steer weights only towards criteria the customer truly needs and you truly serve: a win on the wrong criteria is the next customer's bad reference.",
        ]
    }

    fn buyer_of(&self, alternative: &str) -> String {
        format!("To choose “{alternative}”")
    }
}

impl English {
    /// Who wins, as a clause.
    fn wins(&self, view: &View, alternative: usize) -> String {
        if alternative < view.scenario.vendors.len() {
            format!("{} wins", view.alternative(alternative))
        } else {
            format!("it stays with {}", named(view, alternative))
        }
    }

    fn draws(&self, view: &View) -> String {
        match view.findings.run.draws {
            1 => "1 simulated purchase".to_owned(),
            draws => format!("{} simulated purchases", view.numbers().count(draws)),
        }
    }

    fn runs(&self, view: &View) -> String {
        if view.findings.run.deterministic { "exact, nothing is uncertain".to_owned() } else { self.draws(view) }
    }
}

/// The expected margin of a strategy.
fn margin(view: &View, strategy: usize) -> String {
    let margin = view.findings.strategies[strategy].margin.as_ref();
    margin.map_or(String::new(), |margin| view.numbers().money(margin, view.currency()))
}

/// An alternative that stands in the middle of a sentence: we are not named like a stranger.
fn ours(view: &View, alternative: usize) -> String {
    if alternative == view.us() { "we".to_owned() } else { named(view, alternative) }
}

/// A vendor by name; the status quo in quotes, because its name is a phrase.
fn named(view: &View, alternative: usize) -> String {
    let name = view.alternative(alternative);
    if alternative < view.scenario.vendors.len() { name } else { quoted(&name) }
}

pub(super) fn quoted(name: &str) -> String {
    format!("“{name}”")
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}
