//! What to ask next: a dot with its interval for what each answer is worth, and a smaller mark for an interview.

use super::marks::whisker;
use super::page::{Page, Words};
use super::rows::{Labels, Rows, keys, nice};
use super::scene::{Bounds, Scene, Stroke};
use super::theme::{Marker, Theme};
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, points_alone, points_with_margin};

/// What [`questions`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionsChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Worth in points of win probability".
    pub axis: String,
    /// Heading of the numbers.
    pub worth: String,
    /// Name of a full answer.
    pub answer: String,
    /// Name of an answer whose worth cannot be told from nothing; empty if there is none.
    pub unclear: String,
    /// Name of an interview; empty if there is none.
    pub interview: String,
    /// The most valuable first.
    pub rows: Vec<QuestionRow>,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionRow {
    /// Whom to ask what.
    pub name: String,
    /// What the answer is worth, as a fraction.
    pub worth: Estimate,
    /// Whether that can be told from nothing.
    pub clear: bool,
    /// What an interview is worth that only sharpens the picture.
    pub interview: Option<Estimate>,
    /// A bound for all others, set apart by a band.
    pub bound: bool,
}

/// A dot plot with intervals.
pub fn questions(data: &QuestionsChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let all = || data.rows.iter().flat_map(|row| std::iter::once(&row.worth).chain(&row.interview));
    let low = all().map(Estimate::low).fold(0.0, f64::min);
    let high = all().map(Estimate::high).fold(0.001, f64::max);
    let labels = Labels {
        names: data.rows.iter().map(|row| row.name.as_str()).collect(),
        numbers: data.rows.iter().map(|row| (points_with_margin(&row.worth), row.clear)).collect(),
        heading: &data.worth,
        axis: &data.axis,
        beyond: 8.0,
    };
    let tick = |x: f64| points_alone(&Estimate::exact(x));
    let (mut scene, rows) = Rows::new(&page, theme, describe(data), &labels, nice(low, high), tick);
    let diamond = theme.rivals[0];
    let names = [data.answer.as_str(), &data.unclear, &data.interview];
    keys(&mut scene, theme, &rows.legend, &names, |scene, i, (x, y)| match i {
        0 => scene.circle("key answer", (x + 15.0, y), 7.0, theme.us),
        1 => open_circle(scene, "key unclear", (x + 15.0, y), theme),
        _ => scene.marker("key interview", Marker::Diamond, (x + 15.0, y), 5.0, diamond),
    });
    for (i, row) in data.rows.iter().enumerate() {
        let y = rows.middle(i);
        if row.bound {
            let (from, to) = rows.span.ends();
            let band =
                Bounds { left: from - 8.0, top: y - 0.46 * rows.row, right: to + 8.0, bottom: y + 0.46 * rows.row };
            scene.rect(format!("bound {i}"), band, theme.panel);
        }
        let apart = if row.interview.is_some() { (0.2 * rows.row).min(9.0) } else { 0.0 };
        let ends = |estimate: &Estimate| (rows.span.at(estimate.low()), rows.span.at(estimate.high()));
        whisker(&mut scene, &format!("interval {i}"), ends(&row.worth), y - apart, theme);
        let at = (rows.span.at(row.worth.value()), y - apart);
        if row.clear {
            scene.circle(format!("worth {i}"), at, 7.0, theme.us);
        } else {
            open_circle(&mut scene, &format!("worth {i}"), at, theme);
        }
        if let Some(interview) = &row.interview {
            whisker(&mut scene, &format!("interval interview {i}"), ends(interview), y + apart, theme);
            let at = (rows.span.at(interview.value()), y + apart);
            scene.marker(format!("interview {i}"), Marker::Diamond, at, 5.0, diamond);
        }
    }
    rows.upright(&mut scene, "zero", 0.0, data.rows.len(), Stroke::solid(theme.axis, 1.5));
    scene
}

fn open_circle(scene: &mut Scene, name: &str, at: (f64, f64), theme: &Theme) {
    scene.circle(name, at, 7.0, theme.muted);
    scene.circle(format!("{name} inside"), at, 4.5, theme.background);
}

fn describe(data: &QuestionsChart) -> String {
    let numbers = Numbers::new(data.words.lang);
    let one = |row: &QuestionRow| {
        let interview = row
            .interview
            .as_ref()
            .map_or(String::new(), |worth| format!(", {} {}", data.interview, numbers.points_with_margin(worth)));
        let unclear = if row.clear { String::new() } else { format!(", {}", data.unclear) };
        format!("{}{}{}{unclear}{interview}", row.name, colon(data.words.lang), numbers.points_with_margin(&row.worth))
    };
    let rows: Vec<String> = data.rows.iter().map(one).collect();
    format!("{}. {}.", data.axis, rows.join("; "))
}
