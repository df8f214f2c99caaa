//! The chart of our strategies against what the rivals could do.

use super::{Chart, words};
use crate::chart::{PayoffCell, PayoffChart, PayoffSide, Theme, payoff};
use crate::report::counter::Told;
use crate::report::words::{Label, words as terms};

/// More columns than this are read by nobody.
const MOST_ANSWERS: usize = 8;

/// The matrix, with the shares of both sides.
pub(in crate::report) fn payoff_chart(told: &Told, theme: &Theme) -> Chart {
    let found = told.found;
    let shown = told.shown_answers(MOST_ANSWERS);
    let row = |row: usize| PayoffSide { name: told.strategy(row).to_owned(), share: found.equilibrium.ours[row] };
    let column = |column: &usize| PayoffSide { name: told.answer(*column), share: found.equilibrium.theirs[*column] };
    let cell = |row: usize, column: usize| PayoffCell {
        win: found.win[row][column],
        reply: found.replies[column].best == row || found.replies[column].alike.contains(&row),
        threat: found.threats[row].best == column || found.threats[row].alike.contains(&column),
    };
    let rows = 0..found.strategies.len();
    let data = |words| PayoffChart {
        words,
        win: terms(told.lang).label(Label::WinProbability).to_owned(),
        ours: told.say("Our strategies", "我方策略"),
        theirs: told.say("What the rivals do", "对手的应对"),
        share: told.say("Share in the best mix", "最佳组合中的占比"),
        reply: told.say("our best reply, or as good", "我方最好的回应（含分不出高下的）"),
        threat: told.say("what hurts this strategy most, or as much", "对这个策略最不利的应对（含分不出高下的）"),
        rows: rows.clone().map(row).collect(),
        columns: shown.iter().map(column).collect(),
        cells: rows.clone().map(|row| shown.iter().map(|column| cell(row, *column)).collect()).collect(),
    };
    let subtitle = told.scenario.title.get(told.lang).to_owned();
    let around = words(told.lang, &told.chart_title(), subtitle, &told.chart_caption(shown.len()));
    Chart::new("payoffs".to_owned(), around, theme, |words, theme| payoff(&data(words), theme))
}
