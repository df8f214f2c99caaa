//! What `meddic` prints: the score, the elements with what was found and what to ask, then the strategies.

use unicode_width::UnicodeWidthStr;

use crate::model::Need;
use crate::report::terminal::{Grid, NARROWEST, Style, paint, push_cards, push_line, push_table};
use crate::report::words::{Label, MeddicLabel, words};
use crate::report::wrap::wrap;
use crate::stats::{Check, Element, Layer, Practice, Status};

use super::{Card, reached, rounded};

/// A scorecard for a terminal of `width` columns. No line of ours is wider unless a single word is.
pub fn render(card: &Card, width: usize, style: Style) -> String {
    let width = width.max(NARROWEST);
    let mut out = String::new();
    push_scores(&mut out, card, width, style);
    for element in Element::ALL {
        push_element(&mut out, card, element, width, style);
    }
    push_strategies(&mut out, card, width, style);
    out
}

fn push_scores(out: &mut String, card: &Card, width: usize, style: Style) {
    let words = card.words();
    push_line(out, &paint(&wrap(&words.headline(card), width, "", ""), "1", style));
    out.push('\n');
    let mut head = vec![words.label(MeddicLabel::Element).to_owned()];
    head.extend(Layer::ALL.map(|layer| words.layer(layer).to_owned()));
    let row = |element: Element| {
        let status = |layer| card.scored(card.scorecard.status(element, layer));
        [vec![words.element(element).to_owned()], Layer::ALL.map(status).to_vec()].concat()
    };
    let mut rows: Vec<Vec<String>> = Element::ALL.into_iter().map(row).collect();
    let total = Layer::ALL.map(|layer| card.scorecard.layer_score(layer).to_string()).to_vec();
    rows.push([vec![words.label(MeddicLabel::Total).to_owned()], total].concat());
    push_grid(out, Grid { head, rows }, width, style);
    push_line(out, &paint(&wrap(words.label(MeddicLabel::Meaning), width, "", ""), "2", style));
}

fn push_element(out: &mut String, card: &Card, element: Element, width: usize, style: Style) {
    for layer in Layer::ALL {
        let (words, status) = (card.words(), card.scorecard.status(element, layer));
        out.push('\n');
        let head = format!("{} · {} · {}", words.element(element), words.layer(layer), words.status(status));
        push_line(out, &paint(&wrap(&head, width, "", ""), "1", style));
        card.scorecard.checks(element, layer).for_each(|check| push_check(out, card, check, width, style));
    }
}

fn push_check(out: &mut String, card: &Card, check: &Check, width: usize, style: Style) {
    let words = card.words();
    let widest = [Status::Missing, Status::Assumed, Status::Known].map(|status| words.status(status).width());
    let room = widest.into_iter().max().unwrap_or(0);
    let status = words.status(check.status);
    let indent = " ".repeat(room + 4);
    let subject = wrap(&words.subject(card, &check.topic), width, &indent, &indent);
    let space = " ".repeat(room - status.width());
    push_line(out, &format!("  {}{space}  {}", paint(status, colour(check.status), style), subject.trim_start()));
    let found = card.found(check);
    if !found.is_empty() {
        push_line(out, &paint(&wrap(&found, width, &indent, &indent), "2", style));
    }
    if let Some(question) = card.asked(check) {
        push_line(out, &wrap(&question, width, &format!("{indent}→ "), &format!("{indent}  ")));
    }
}

fn colour(status: Status) -> &'static str {
    match status {
        Status::Missing => "31",
        Status::Assumed => "33",
        Status::Known => "32",
    }
}

fn push_strategies(out: &mut String, card: &Card, width: usize, style: Style) {
    let label = |label| card.words().label(label);
    out.push('\n');
    if card.scorecard.coverage.is_empty() {
        push_line(out, &wrap(label(MeddicLabel::NoStrategies), width, "", ""));
        return;
    }
    push_line(out, &paint(label(MeddicLabel::Needs), "1", style));
    push_grid(out, needs(card), width, style);
    push_line(out, &paint(&wrap(label(MeddicLabel::NeedsHow), width, "", ""), "2", style));
    out.push('\n');
    push_line(out, &paint(label(MeddicLabel::Questions), "1", style));
    push_grid(out, questions(card), width, style);
    for practice in Practice::ALL {
        let words = card.words();
        let colon = crate::stats::number::colon(card.lang);
        let line = format!("{}{colon}{}", words.practice(practice), words.practice_question(practice));
        push_line(out, &paint(&wrap(&line, width, "", "  "), "2", style));
    }
    push_line(out, &paint(&wrap(label(MeddicLabel::QuestionsHow), width, "", ""), "2", style));
    out.push('\n');
    push_line(out, &paint(label(MeddicLabel::Gaps), "1", style));
    for coverage in &card.scorecard.coverage {
        push_line(out, &wrap(card.strategy(coverage.strategy), width, "  ", "  "));
        card.addressed(coverage).iter().for_each(|line| push_line(out, &wrap(line, width, "    + ", "      ")));
        let gaps = card.gaps(coverage);
        if gaps.is_empty() {
            push_line(out, &wrap(label(MeddicLabel::NoGaps), width, "    ", "    "));
        }
        gaps.iter().for_each(|gap| push_line(out, &wrap(gap, width, "    ! ", "      ")));
    }
}

/// Strategies by needs; the first row is what the committee gives each need.
fn needs(card: &Card) -> Grid {
    let names = words(card.lang);
    let mut head = vec![names.label(Label::Strategy).to_owned()];
    head.extend(Need::ALL.map(|need| names.need(need).to_owned()));
    let row = |first: &str, cells: Vec<String>| [vec![first.to_owned()], cells].concat();
    let committee = card.scorecard.coverage[0].needs.iter().map(|cover| rounded(cover.weight)).collect();
    let mut rows = vec![row(card.words().label(MeddicLabel::CommitteeWeight), committee)];
    rows.extend(
        card.scorecard
            .coverage
            .iter()
            .map(|coverage| row(card.strategy(coverage.strategy), coverage.needs.iter().map(reached).collect())),
    );
    Grid { head, rows }
}

/// Strategies by questions.
fn questions(card: &Card) -> Grid {
    let words = card.words();
    let mut head = vec![crate::report::words::words(card.lang).label(Label::Strategy).to_owned()];
    head.extend(Practice::ALL.map(|practice| words.practice(practice).to_owned()));
    let row = |coverage: &crate::stats::Coverage| {
        let answers = coverage.answers.iter().map(|answer| words.answered(answer.answered).to_owned());
        std::iter::once(card.strategy(coverage.strategy).to_owned()).chain(answers).collect()
    };
    Grid { head, rows: card.scorecard.coverage.iter().map(row).collect() }
}

/// A table if it fits, with broken heads if need be; else a block per row.
fn push_grid(out: &mut String, grid: Grid, width: usize, style: Style) {
    let tries = [grid.clone(), grid.clone().with_short_heads(), grid.clone().squeezed(width)];
    match tries.into_iter().find(|grid| grid.width() <= width) {
        Some(grid) => push_table(out, &grid, None, style),
        None => push_cards(out, &grid, width, None, style),
    }
}
