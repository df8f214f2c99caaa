//! How often each alternative is first, second, ... in the committee's order: a bar for each, cut at its ranks.

use super::color::Color;
use super::legend::{Legend, Sign};
use super::page::{Page, Words};
use super::scale::Scale;
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::{Role, Theme};
use crate::stats::Estimate;
use crate::stats::number::{colon, percent, percent_of};

/// What [`rank_bars`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct RankBarsChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the quantity, such as "Share of simulated purchases".
    pub axis: String,
    /// Names of the ranks, the best first.
    pub ranks: Vec<String>,
    /// Names of the bars of an alternative, from the top: the baseline, then a strategy; or only the baseline.
    pub states: Vec<String>,
    /// In drawing order.
    pub rows: Vec<RankRow>,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct RankRow {
    /// What it is called.
    pub name: String,
    /// Who it is to the seller.
    pub role: Role,
    /// `[state][rank]` probability; those of a state sum to 1.
    pub shares: Vec<Vec<Estimate>>,
}

const AXIS: f64 = 26.0;
const GAP: f64 = 20.0;
const BAR_MIN: f64 = 22.0;
const BAR_MAX: f64 = 44.0;
const BETWEEN: f64 = 3.0;
const PAD: f64 = 16.0;

/// Bars from 0 to 1 in the colour of the alternative, the darker the better the rank.
pub fn rank_bars(data: &RankBarsChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let inner = theme.width - 2.0 * theme.margin;
    let tints: Vec<Color> = (0..data.ranks.len()).map(|rank| shade(theme.ink, rank, data.ranks.len())).collect();
    let mut entries = vec![(Sign::Heading, data.axis.clone())];
    entries.extend(tints.iter().zip(&data.ranks).map(|(color, name)| (Sign::Fill(*color), name.clone())));
    let legend = Legend::new(entries, inner, theme);
    let (rows, bars) = (data.rows.len().max(1) as f64, data.states.len().max(1) as f64);
    let fixed = page.above() + legend.height() + 10.0 + AXIS + page.below();
    let tall = |bar: f64| fixed + rows * (bars * (bar + BETWEEN) + PAD);
    let height = theme.height.min(tall(BAR_MAX)).max(tall(BAR_MIN));
    let (mut scene, body) = page.draw(height.ceil(), describe(data));
    legend.draw(&mut scene, (body.left, body.top), theme);
    let top = body.top + legend.height() + 10.0;
    let row = (body.bottom - AXIS - top) / rows;
    Plot::new(data, theme, &body).draw(&mut scene, top, row);
    scene
}

/// The strength of a rank's colour: the first is the colour itself, the last nearly paper.
fn shade(color: Color, rank: usize, count: usize) -> Color {
    const PALEST: f64 = 0.12;
    // Past the first, tints stay so light that dark letters can be read on them.
    const SECOND: f64 = 0.42;
    match (rank, count) {
        (0, _) => color,
        (_, 0..=2) => color.tint(PALEST),
        _ => color.tint(SECOND + (PALEST - SECOND) * (rank - 1) as f64 / (count - 2) as f64),
    }
}

struct Plot<'a> {
    data: &'a RankBarsChart,
    theme: &'a Theme,
    left: f64,
    /// Widths of the names of alternatives and of states.
    names: (f64, f64),
    scale: Scale,
}

impl<'a> Plot<'a> {
    fn new(data: &'a RankBarsChart, theme: &'a Theme, body: &Bounds) -> Self {
        let inner = body.right - body.left;
        let set = theme.bold(15.0, theme.ink);
        let widest = data.rows.iter().map(|row| set.width(&row.name)).fold(60.0, f64::max) + 2.0;
        let quiet = theme.regular(12.0, theme.muted);
        let state = data.states.iter().map(|name| quiet.width(name)).fold(0.0, f64::max) + 2.0;
        let names = (widest.min(0.22 * inner), state.min(0.14 * inner));
        let from = body.left + names.0 + GAP + names.1 + GAP / 2.0;
        Self { data, theme, left: body.left, names, scale: Scale { top: 1.0, from, to: body.right - 22.0 } }
    }

    fn draw(&self, scene: &mut Scene, top: f64, row: f64) {
        let theme = self.theme;
        let bottom = top + row * self.data.rows.len() as f64;
        let set = theme.regular(12.0, theme.muted);
        for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let (x, words) = (self.scale.at(tick), percent_of(tick));
            scene.line(format!("grid {words}"), vec![(x, top), (x, bottom)], Stroke::solid(theme.grid, 1.0));
            scene.text("tick", &words, (x, bottom + 18.0), Anchor::Middle, set);
        }
        for (i, one) in self.data.rows.iter().enumerate() {
            self.draw_row(scene, i, one, top + i as f64 * row, row);
        }
    }

    fn draw_row(&self, scene: &mut Scene, i: usize, row: &RankRow, top: f64, height: f64) {
        let (theme, data) = (self.theme, self.data);
        let name = if row.role == Role::Us { theme.bold(15.0, theme.ink) } else { theme.regular(15.0, theme.ink) };
        let (lines, set) = name.fit(&row.name, self.names.0, height - 6.0, 10.0);
        scene.block(&format!("name {i}"), &lines, (self.left, top + height / 2.0), Anchor::Start, set);
        let bars = row.shares.len().max(1) as f64;
        let bar = ((height - PAD) / bars - BETWEEN).min(BAR_MAX);
        let first = top + (height - bars * (bar + BETWEEN) + BETWEEN) / 2.0;
        for (s, shares) in row.shares.iter().enumerate() {
            let y = first + s as f64 * (bar + BETWEEN);
            let (lines, set) = theme.regular(12.0, theme.muted).fit(&data.states[s], self.names.1, bar, 9.0);
            let at = (self.left + self.names.0 + GAP, y + bar / 2.0);
            scene.block(&format!("state {i}.{s}"), &lines, at, Anchor::Start, set);
            self.draw_bar(scene, &format!("{i}.{s}"), row, shares, (y, y + bar));
        }
    }

    fn draw_bar(&self, scene: &mut Scene, name: &str, row: &RankRow, shares: &[Estimate], (top, bottom): (f64, f64)) {
        let (theme, color) = (self.theme, self.theme.role(row.role));
        let mut sum = 0.0;
        for (rank, share) in shares.iter().enumerate() {
            let (left, right) = (self.scale.at(sum), self.scale.at((sum + share.value()).min(1.0)));
            sum += share.value();
            let fill = shade(color, rank, shares.len());
            scene.rect(format!("rank {name}.{rank}"), Bounds { left, top, right, bottom }, fill);
            if right - left > 1.0 && rank > 0 {
                let edge = vec![(left, top), (left, bottom)];
                scene.line(format!("edge {name}.{rank}"), edge, Stroke::solid(theme.background, 1.5));
            }
            let ink = if rank == 0 { theme.background } else { theme.ink };
            let set = theme.bold(13.0, ink);
            let words = percent(share);
            if set.width(&words) + 8.0 < right - left {
                let at = ((left + right) / 2.0, set.centred((top + bottom) / 2.0));
                scene.text(format!("share {name}.{rank}"), &words, at, Anchor::Middle, set);
            }
        }
    }
}

fn describe(data: &RankBarsChart) -> String {
    let colon = colon(data.words.lang);
    let state = |(name, shares): (&String, &Vec<Estimate>)| {
        let ranks: Vec<String> =
            data.ranks.iter().zip(shares).map(|(rank, share)| format!("{rank} {}", percent(share))).collect();
        format!("{name} {}", ranks.join(", "))
    };
    let row = |row: &RankRow| {
        let states: Vec<String> = data.states.iter().zip(&row.shares).map(state).collect();
        format!("{}{colon}{}", row.name, states.join("; "))
    };
    let rows: Vec<String> = data.rows.iter().map(row).collect();
    format!("{}. {}.", data.axis, rows.join("; "))
}
