//! English about the buying group.

use crate::model::GroupRule;
use crate::report::View;
use crate::report::group::{Course, backing, course, lasts_more, rules_with, strongest};
use crate::stats::number::percent_of;
use crate::stats::{Lead, RuleFindings};

use super::en::{capital, list, quoted};
use super::group::{GroupLabel, GroupWords};
use super::{CautionText, words};

/// More rules than this are counted and not named.
const FEW: usize = 2;

/// English sentences.
pub struct English;

impl GroupWords for English {
    fn label(&self, label: GroupLabel) -> &'static str {
        match label {
            GroupLabel::Rule => "How the group decides",
            GroupLabel::Standing => "Our standing",
            GroupLabel::OwnRule => "the rule of this scenario",
            GroupLabel::OwnRuleStar => "* the rule of this scenario.",
            GroupLabel::Stage => "End of stage",
            GroupLabel::WinsAndLasts => "We win and it lasts",
            GroupLabel::SwitchedOff => "Switched off, of our wins",
            GroupLabel::NothingWon => "we never win",
            GroupLabel::NotWeighed => "not weighed",
            GroupLabel::PollAxis => "Win probability if the decision fell at the end of each stage",
            GroupLabel::OurInterval => "95% interval of our share",
            GroupLabel::SupportAxis => "Support: how often we are the first choice",
            GroupLabel::ListensTo => "listens to (thicker: more)",
            GroupLabel::EdgeAxis => "Our edge over the best rival, in points of 100",
            GroupLabel::Weight => "Weight",
            GroupLabel::Lasts => "We win and it lasts",
            GroupLabel::Shelfware => "We win, but it is switched off",
        }
    }

    fn rule(&self, view: &View, rule: &GroupRule) -> String {
        match rule {
            GroupRule::WeightedUtility => "highest weighted score".to_owned(),
            GroupRule::WeightedProbability => "one person prevails, drawn by influence".to_owned(),
            GroupRule::Autocracy { decider } => format!("one person decides: {}", view.stakeholder(*decider)),
            GroupRule::Plurality => "most votes".to_owned(),
            GroupRule::Quota { share } if share.get() == 1.0 => "unanimous vote".to_owned(),
            GroupRule::Quota { share } => format!("most votes, and at least {} of them", percent_of(share.get())),
            GroupRule::Borda => "ranking points (Borda)".to_owned(),
        }
    }

    fn lead(&self, view: &View, lead: Lead) -> &'static str {
        match lead {
            Lead::Ahead => "ahead",
            Lead::Behind => "behind",
            Lead::Unclear if view.findings.run.deterministic => "level",
            Lead::Unclear => "cannot be told apart",
        }
    }

    fn rules_finding(&self, view: &View, strategy: usize) -> String {
        let found = &view.findings.strategies[strategy];
        let all = found.rules.len();
        let [ahead, behind, unclear] = [Lead::Ahead, Lead::Behind, Lead::Unclear].map(|lead| rules_with(found, lead));
        let with = with(view, strategy);
        let names = |rules: &[&RuleFindings]| {
            list(&rules.iter().map(|rule| quoted(&self.rule(view, &rule.rule))).collect::<Vec<_>>())
        };
        let some = |rules: &[&RuleFindings]| match rules.len() {
            n if n <= FEW => names(rules),
            n if n + ahead.len() == all => format!("the other {n}"),
            n => n.to_string(),
        };
        if ahead.len() == all {
            return format!("However the group decides, we lead {with}: under all {all} rules.");
        }
        if behind.len() == all {
            return format!("However the group decides, we do not lead {with}: under all {all} rules we are behind.");
        }
        if unclear.len() == all {
            return format!("Under none of {all} rules for how the group decides can it be told who leads {with}.");
        }
        let open = if view.findings.run.deterministic { "level" } else { "unclear" };
        let rest = [("behind", behind), (open, unclear)].into_iter().filter(|(_, rules)| !rules.is_empty());
        let rest: Vec<String> = rest.map(|(word, rules)| format!("{word} under {}", some(&rules))).collect();
        let rest = rest.join(", ");
        match ahead.len() {
            0 => format!("Under none of {all} rules for how the group decides do we lead {with}: {rest}."),
            n if n <= FEW => {
                format!(
                    "Under {n} of {all} rules for how the group decides ({}) we lead {with}; {rest}.",
                    names(&ahead)
                )
            }
            n => format!("Under {n} of {all} rules for how the group decides we lead {with}; {rest}."),
        }
    }

    fn points_note(&self, margin: &str) -> String {
        format!("All numbers are within ± {margin} points.")
    }

    fn adoption_finding(&self, view: &View, strategy: usize) -> String {
        let (n, us) = (view.numbers(), view.us());
        let found = &view.findings.strategies[strategy];
        let Some(adoption) = &found.adoption else { return String::new() };
        let with = with(view, strategy);
        let Some(off) = &adoption.shelfware[us] else {
            return format!("{} we never win, so nothing can last.", capital(&with));
        };
        let but = if off.low() > 0.05 { "but" } else { "and" };
        let change = adoption.uplift.as_ref().map(|uplift| uplift[us]);
        let change =
            change.map_or(String::new(), |change| format!(" ({} on the baseline)", n.points_with_margin(&change)));
        format!(
            "After the signature: {with} we win {}, {but} {} of these wins are switched off again; {} are won and last{change}.",
            n.percent(&found.win[us]),
            n.percent(off),
            n.percent(&adoption.lasting[us])
        )
    }

    fn lasts_more(&self, view: &View, wins: usize, lasts: usize) -> String {
        let [won, won_less] = [wins, lasts].map(|s| win(view, s));
        let [less, more] = [wins, lasts].map(|s| lasting(view, s));
        format!(
            "By wins that last, the order changes: {} comes before {} ({more} against {less}), which wins more often ({won} against {won_less}).",
            name(view, lasts),
            name(view, wins)
        )
    }

    fn rule_caution(&self, view: &View, strategy: usize, ahead: bool, rules: usize) -> CautionText {
        let found = &view.findings.strategies[strategy];
        let own = self.rule(view, &view.scenario.decision.rule);
        let all = found.rules.len();
        let what = if ahead {
            format!(
                "{}: we lead under the scenario's rule ({own}), but under only {rules} of {all} rules in all.",
                quoted(view.strategy(strategy))
            )
        } else {
            format!(
                "{}: we are behind under the scenario's rule ({own}), but would lead under {rules} of {all} rules.",
                quoted(view.strategy(strategy))
            )
        };
        let advice =
            "Before you say who leads, find out how this group decides: who signs, who votes, who can stop it.";
        CautionText { what, advice: advice.to_owned() }
    }

    fn trajectory_title(&self, view: &View, strategy: usize) -> String {
        let with = capital(&with(view, strategy));
        let end = win(view, strategy);
        let stage = |s: usize| quoted(view.scenario.stages[s].label.get(view.lang));
        match course(view, strategy) {
            Course::AlwaysAhead => format!("{with} we lead from the first stage to the last: {end} at the end"),
            Course::AheadFrom(s) => format!("{with} we lead from {} on: {end} at the end", stage(s)),
            Course::LostAt(s) => format!("{with} we lose our lead at {}: {end} at the end", stage(s)),
            Course::AlwaysBehind => format!("{with} we never lead: {end} at the end"),
            Course::EndsBehind => format!("{with} we end behind: {end} at the end"),
            Course::Open => format!("{with} the race is open to the end: we win {end}"),
        }
    }

    fn trajectory_caption(&self, view: &View) -> String {
        let run = words(view.lang).run_line(view);
        format!("Win probability if the decision fell at the end of each stage; the last one is the decision. {run}")
    }

    fn map_title(&self, view: &View, strategy: usize) -> String {
        let all = view.scenario.stakeholders.len();
        let found = backing(view, strategy);
        let with = capital(&with(view, strategy));
        let open = match found.unclear {
            0 => String::new(),
            n => format!("; {n} may go either way"),
        };
        match found.people {
            0 => format!("{with} nobody clearly puts us first more often than not{open}"),
            n if n == all => format!("{with} all {all} people put us first more often than not"),
            n => format!(
                "{with}, {n} of {all} people ({} of the influence) {} us first more often than not{open}",
                percent_of(found.influence),
                if n == 1 { "puts" } else { "put" }
            ),
        }
    }

    fn map_caption(&self, view: &View) -> String {
        format!(
            "Support: how often this person alone would choose us. Influence: share of the decision. {}",
            words(view.lang).run_line(view)
        )
    }

    fn heat_title(&self, view: &View, strategy: usize) -> String {
        let name = |c: usize| quoted(view.scenario.criteria[c].label.get(view.lang));
        match strongest(view, strategy) {
            (Some(best), Some(worst)) => format!("{} speaks most for us, {} most against us", name(best), name(worst)),
            (Some(best), None) => format!("{} speaks most for us, and nothing clearly against us", name(best)),
            (None, Some(worst)) => format!("{} speaks most against us, and nothing clearly for us", name(worst)),
            (None, None) => "Nothing clearly speaks for us or against us".to_owned(),
        }
    }

    fn heat_caption(&self, view: &View, margin: Option<&str>) -> String {
        let margin = margin.map_or(String::new(), |margin| format!(", within ± {margin} points"));
        format!(
            "Our perceived value less that of the best rival, from −100 to +100, and this person's weight; means when the decision falls{margin}. {}",
            words(view.lang).run_line(view)
        )
    }

    fn adoption_title(&self, view: &View, strategy: usize) -> String {
        if let Some((wins, lasts)) = lasts_more(view.findings, view.us(), strategy) {
            return format!(
                "{} wins less often than {}, but has more wins that last: {} against {}",
                capital(&name(view, lasts)),
                name(view, wins),
                lasting(view, lasts),
                lasting(view, wins)
            );
        }
        let adoption = view.findings.strategies[strategy].adoption.as_ref();
        let off = adoption.and_then(|adoption| adoption.shelfware[view.us()]);
        let (with, won) = (capital(&with(view, strategy)), win(view, strategy));
        match off {
            Some(off) if off.low() > 0.05 => {
                format!(
                    "{with} we win {won}, but {} of these wins are switched off again",
                    view.numbers().percent(&off)
                )
            }
            Some(off) => {
                format!(
                    "{with} we win {won}, and nearly all of it lasts: {} switched off",
                    view.numbers().percent(&off)
                )
            }
            None => format!("{with} we never win, so nothing can last"),
        }
    }

    fn adoption_caption(&self, view: &View) -> String {
        format!(
            "A win lasts if what people experience in daily use reaches the scenario's threshold. {}",
            words(view.lang).run_line(view)
        )
    }
}

/// In the middle of a sentence.
fn with(view: &View, strategy: usize) -> String {
    if strategy == 0 { "without our moves".to_owned() } else { format!("with {}", quoted(view.strategy(strategy))) }
}

/// A strategy as the one who acts.
fn name(view: &View, strategy: usize) -> String {
    if strategy == 0 { "doing nothing".to_owned() } else { quoted(view.strategy(strategy)) }
}

fn win(view: &View, strategy: usize) -> String {
    view.numbers().percent(&view.findings.strategies[strategy].win[view.us()])
}

fn lasting(view: &View, strategy: usize) -> String {
    let adoption = view.findings.strategies[strategy].adoption.as_ref();
    adoption.map_or(String::new(), |adoption| view.numbers().percent(&adoption.lasting[view.us()]))
}
