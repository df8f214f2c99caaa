//! What the terminal says of the buying group: whether the verdict holds under other rules, and what lasts.

use super::{Grid, Style, paint, push_line, push_table};
use crate::report::View;
use crate::report::group::{is_own, lasts_more, may_stay_undecided, several_people};
use crate::report::verdict::Verdict;
use crate::report::words::{GroupLabel, Label, group_words};
use crate::report::wrap::wrap;
use crate::stats::number::percent;
use crate::stats::{Estimate, RuleFindings};

pub(super) fn push(out: &mut String, view: &View, width: usize, style: Style) {
    let words = group_words(view.lang);
    let strategy = Verdict::of(view.findings, view.us()).strategy();
    if view.scenario.adoption.is_some() {
        let mut text = words.adoption_finding(view, strategy);
        if let Some((wins, lasts)) = lasts_more(view.findings, view.us(), strategy) {
            text.push_str(&view.next_sentence(&words.lasts_more(view, wins, lasts)));
        }
        out.push('\n');
        push_line(out, &wrap(&text, width, "", ""));
    }
    if several_people(view) {
        out.push('\n');
        push_line(out, &wrap(&words.rules_finding(view, strategy), width, "", ""));
        push_rules(out, view, strategy, width, style);
    }
}

/// Which numbers have their margin beside them; a note bounds the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Margins {
    All,
    Ours,
}

/// Nothing where it does not fit: the sentence above says what matters.
fn push_rules(out: &mut String, view: &View, strategy: usize, width: usize, style: Style) {
    let words = group_words(view.lang);
    let [all, ours] = [Margins::All, Margins::Ours].map(|margins| rules(view, strategy, margins));
    let tries = [
        (Margins::All, all.clone()),
        (Margins::All, all.squeezed(width)),
        (Margins::Ours, ours.clone()),
        (Margins::Ours, ours.squeezed(width)),
    ];
    let Some((margins, grid)) = tries.into_iter().find(|(_, grid)| grid.width() <= width) else { return };
    out.push('\n');
    push_table(out, &grid, None, style);
    let mut note = words.label(GroupLabel::OwnRuleStar).to_owned();
    let found = &view.findings.strategies[strategy].rules;
    let shown = found.iter().flat_map(|rule| rule.win.iter().chain(&rule.undecided));
    if let (Margins::Ours, Some(margin)) = (margins, view.numbers().widest_margin(shown)) {
        note.push_str(&view.next_sentence(&view.words().margin_note(&margin)));
    }
    push_line(out, &paint(&wrap(&note, width, "", ""), "2", style));
}

fn rules(view: &View, strategy: usize, margins: Margins) -> Grid {
    let (words, numbers, us) = (group_words(view.lang), view.numbers(), view.us());
    let found = &view.findings.strategies[strategy];
    let others = || (0..view.alternatives()).filter(|&a| a != us);
    let rest = may_stay_undecided(found);
    let other = |share: &Estimate| match margins {
        Margins::All => numbers.percent(share),
        Margins::Ours => percent(share),
    };
    let mut head = vec![words.label(GroupLabel::Rule).to_owned(), words.label(GroupLabel::Standing).to_owned()];
    head.push(view.words().label(Label::WeWin).to_owned());
    head.extend(others().map(|a| view.alternative(a)));
    head.extend(rest.then(|| view.words().label(Label::NoDecision).to_owned()));
    let row = |rule: &RuleFindings| {
        let star = if is_own(view, rule) { " *" } else { "" };
        let mut row = vec![format!("{}{star}", words.rule(view, &rule.rule)), words.lead(view, rule.lead).to_owned()];
        row.push(numbers.percent(&rule.win[us]));
        row.extend(others().map(|a| other(&rule.win[a])));
        row.extend(rest.then(|| rule.undecided.as_ref().map_or_else(|| "–".to_owned(), other)));
        row
    };
    Grid { head, rows: found.rules.iter().map(row).collect() }
}
