//! Win, and win and last: how much of each strategy's win probability becomes shelfware.

use super::legend::{Legend, Sign};
use super::marks::{hatched, whisker};
use super::page::{Page, Words};
use super::scale::{Scale, axis};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::Theme;
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, percent, percent_of};

/// What [`adoption`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct AdoptionChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the whole bar, such as "Win probability".
    pub axis: String,
    /// Name of the solid part, such as "We win and it lasts".
    pub lasts: String,
    /// Name of the hatched part, such as "We win, but it becomes shelfware".
    pub shelfware: String,
    /// Heading of the numbers at the right, such as "Shelfware if we win".
    pub share: String,
    /// Stands for that number where we never win, such as "undefined".
    pub undefined: String,
    /// Name of the error bars, such as "95% interval"; empty if there are none.
    pub interval: String,
    /// One per strategy, drawn in this order: the baseline first.
    pub rows: Vec<AdoptionRow>,
}

/// One strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct AdoptionRow {
    /// What it is called.
    pub name: String,
    /// Probability that we win.
    pub win: Estimate,
    /// Probability that we win and the purchase lasts; not above `win`.
    pub lasts: Estimate,
    /// Probability of shelfware, given that we win; `None` if we never win.
    pub shelfware: Option<Estimate>,
}

/// Rows no lower than this: beyond about ten strategies the page grows.
const ROW_MIN: f64 = 40.0;
const ROW_MAX: f64 = 108.0;
/// Without words around it a chart is no higher than this for each row.
const ROW_ROOMY: f64 = 60.0;
const AXIS: f64 = 26.0;
const GAP: f64 = 28.0;

/// A bar per strategy, split into what lasts and what does not, with the intervals of both ends.
pub fn adoption(data: &AdoptionChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let entries = vec![
        (Sign::Heading, data.axis.clone()),
        (Sign::Fill(theme.us), data.lasts.clone()),
        (Sign::Hatched(theme.us), data.shelfware.clone()),
        (Sign::Interval, data.interval.clone()),
    ];
    let legend = Legend::new(entries, theme.width - 2.0 * theme.margin, theme);
    let heads = heads(data, theme);
    let head = heads.iter().map(|(lines, set)| lines.len() as f64 * set.leading()).fold(0.0, f64::max) + 8.0;
    let above = legend.height() + head;
    let rows = data.rows.len().max(1) as f64;
    let of_rows = |row: f64| page.above() + above + rows * row + AXIS + page.below();
    let roomy = if page.is_bare() { theme.height.min(of_rows(ROW_ROOMY)) } else { theme.height };
    let (mut scene, body) = page.draw(roomy.max(of_rows(ROW_MIN)).ceil(), describe(data));
    legend.draw(&mut scene, (body.left, body.top), theme);
    let row = ((body.bottom - body.top - above - AXIS) / rows).min(ROW_MAX);
    let columns = Columns::new(data, theme, &body, row, &heads);
    let top = body.top + above;
    let bottom = top + rows * row;
    for ((name, (lines, set)), x) in ["lasts", "shelfware"].iter().zip(&heads).zip(columns.numbers) {
        let y = top - 8.0 - lines.len().saturating_sub(1) as f64 * set.leading();
        scene.lines(&format!("heading {name}"), lines, (x, y), Anchor::End, *set);
    }
    let set = theme.regular(12.0, theme.muted);
    for tick in &columns.ticks {
        let x = columns.scale.at(*tick);
        scene.line(format!("grid {}", percent_of(*tick)), vec![(x, top), (x, bottom)], Stroke::solid(theme.grid, 1.0));
        scene.text("tick", &percent_of(*tick), (x, bottom + 18.0), Anchor::Middle, set);
    }
    for (i, one) in data.rows.iter().enumerate() {
        let bounds = Bounds { top: top + i as f64 * row, bottom: top + (i as f64 + 1.0) * row, ..body };
        columns.draw(&mut scene, data, i, one, theme, bounds);
    }
    let zero = columns.scale.at(0.0);
    scene.line("zero", vec![(zero, top), (zero, bottom)], Stroke::solid(theme.axis, 1.5));
    scene
}

/// Headings of the two columns of numbers.
fn heads<'t>(data: &AdoptionChart, theme: &'t Theme) -> [(Vec<String>, Type<'t>); 2] {
    let set = theme.regular(13.0, theme.muted);
    [&data.lasts, &data.share].map(|words| set.fit(words, 130.0, 3.0 * set.leading(), 11.0))
}

/// Horizontal layout.
struct Columns {
    names: (f64, f64),
    /// The largest size in which all names are whole.
    name_size: f64,
    scale: Scale,
    ticks: Vec<f64>,
    /// Right edges of what lasts and of the share of shelfware.
    numbers: [f64; 2],
}

fn name_type(i: usize, size: f64, theme: &Theme) -> Type<'_> {
    // The baseline is what the others are compared with.
    if i == 0 { theme.regular(size, theme.muted) } else { theme.regular(size, theme.ink) }
}

fn number_type(theme: &Theme) -> Type<'_> {
    theme.bold(15.0, theme.ink)
}

/// The share of shelfware as text.
fn share(data: &AdoptionChart, row: &AdoptionRow, theme: &Theme) -> String {
    match &row.shelfware {
        Some(share) => Numbers::new(data.words.lang).percent(share),
        None => theme.regular(14.0, theme.muted).one_line(&data.undefined, 150.0),
    }
}

impl Columns {
    fn new(
        data: &AdoptionChart,
        theme: &Theme,
        body: &Bounds,
        row: f64,
        [lasts, shelfware]: &[(Vec<String>, Type); 2],
    ) -> Self {
        let named = || data.rows.iter().enumerate();
        let widest = named().map(|(i, row)| name_type(i, 16.0, theme).width(&row.name)).fold(60.0, f64::max);
        let width = widest.min(0.24 * (body.right - body.left));
        let names = (body.left, body.left + width);
        let fitting = |(i, one): (usize, &AdoptionRow)| {
            let set = name_type(i, 16.0, theme);
            set.fit(&one.name, width, row - 4.0, 11.0).1.size
        };
        let name_size = named().map(fitting).fold(16.0, f64::min);
        let number = number_type(theme);
        let widest = |(lines, set): &(Vec<String>, Type), numbers: &dyn Fn(&AdoptionRow) -> String| {
            let heading = lines.iter().map(|line| set.width(line)).fold(0.0, f64::max);
            data.rows.iter().map(|row| number.width(&numbers(row))).fold(heading, f64::max)
        };
        let right = body.right - 4.0;
        let middle = right - widest(shelfware, &|row| share(data, row, theme)) - GAP;
        let left = middle - widest(lasts, &|row| percent(&row.lasts)) - GAP;
        let highest = data.rows.iter().map(|row| row.win.high()).fold(0.05, f64::max);
        let (top, ticks) = axis(highest.min(1.0));
        // The longest number stands beyond the end of the longest bar.
        let scale = Scale { top, from: names.1 + GAP, to: left - 64.0 };
        Self { names, name_size, scale, ticks, numbers: [middle, right] }
    }

    fn draw(
        &self,
        scene: &mut Scene,
        data: &AdoptionChart,
        i: usize,
        row: &AdoptionRow,
        theme: &Theme,
        bounds: Bounds,
    ) {
        let (height, middle) = (bounds.bottom - bounds.top, (bounds.top + bounds.bottom) / 2.0);
        let set = name_type(i, self.name_size, theme);
        let (lines, _) = set.fit(&row.name, self.names.1 - self.names.0, height - 4.0, set.size);
        scene.block(&format!("name {i}"), &lines, (self.names.0, middle), Anchor::Start, set);

        let at = |x: f64| self.scale.at(x.clamp(0.0, 1.0));
        let half = (0.31 * height).min(25.0);
        let whole = Bounds { left: at(0.0), top: middle - half, right: at(row.win.value()), bottom: middle + half };
        let split = at(row.lasts.value()).min(whole.right);
        hatched(scene, &format!("shelfware {i}"), Bounds { left: split, ..whole }, theme.us);
        scene.rect(format!("lasts {i}"), Bounds { right: split, ..whole }, theme.us);
        // One above the other: the two intervals may overlap.
        for (name, value, y) in [("lasts", &row.lasts, -0.42), ("win", &row.win, 0.42)] {
            let (low, high) = (at(value.low()), at(value.high()));
            if high - low > 2.0 {
                whisker(scene, &format!("interval {name} {i}"), (low, high), middle + y * half, theme);
            }
        }
        let number = number_type(theme);
        let x = at(row.win.high()).max(whole.right) + 8.0;
        scene.text(format!("win {i}"), &percent(&row.win), (x, number.centred(middle)), Anchor::Start, number);
        let [lasts, share_at] = self.numbers;
        let set = theme.bold(15.0, theme.us);
        scene.text(format!("value lasts {i}"), &percent(&row.lasts), (lasts, set.centred(middle)), Anchor::End, set);
        let set = if row.shelfware.is_some() { number } else { theme.regular(14.0, theme.muted) };
        let words = share(data, row, theme);
        scene.text(format!("value shelfware {i}"), &words, (share_at, set.centred(middle)), Anchor::End, set);
        let rule = vec![(bounds.left, bounds.bottom), (bounds.right, bounds.bottom)];
        if i + 1 < data.rows.len() {
            scene.line(format!("rule {i}"), rule, Stroke::solid(theme.grid, 1.0));
        }
    }
}

fn describe(data: &AdoptionChart) -> String {
    let colon = colon(data.words.lang);
    let numbers = Numbers::new(data.words.lang);
    let one = |row: &AdoptionRow| {
        let share = row.shelfware.as_ref().map_or_else(|| data.undefined.clone(), |share| numbers.percent(share));
        let (win, lasts) = (percent(&row.win), percent(&row.lasts));
        format!("{}{colon}{} {win}, {} {lasts}, {} {share}", row.name, data.axis, data.lasts, data.share)
    };
    let rows: Vec<_> = data.rows.iter().map(one).collect();
    format!("{}.", rows.join("; "))
}
