//! A hundred committees, before and after: how many of them choose whom, as people count, one figure each.

use super::color::Color;
use super::page::{Page, Words};
use super::scene::{Anchor, Bounds, Scene};
use super::theme::{Role, Theme};
use crate::stats::Estimate;
use crate::stats::number::{Numbers, colon, percent};

/// What [`icon_array`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct IconArrayChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Side by side: the baseline, then a strategy; or only the baseline.
    pub panels: Vec<IconPanel>,
}

/// One crowd.
#[derive(Clone, Debug, PartialEq)]
pub struct IconPanel {
    /// Its name, such as "Baseline".
    pub name: String,
    /// In the order in which they are drawn; the shares sum to 1.
    pub groups: Vec<IconGroup>,
}

/// Those who choose one alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct IconGroup {
    /// What they choose.
    pub name: String,
    /// Who that is to the seller.
    pub role: Role,
    /// Their share of all.
    pub share: Estimate,
}

/// So many figures, and so many in a row.
const ALL: usize = 100;
const ROW: usize = 10;

const HEAD: f64 = 30.0;
const GUTTER: f64 = 44.0;
/// Between the figures and the names.
const GAP: f64 = 24.0;
const NAMES_MIN: f64 = 150.0;
const CELL_MAX: f64 = 40.0;
/// A name of two lines below its number takes so much.
const TALL: f64 = 54.0;

/// Panels of a hundred figures; every alternative has its colour, and whoever chooses nobody is hollow.
pub fn icon_array(data: &IconArrayChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let columns = data.panels.len().max(1) as f64;
    let width = (theme.width - 2.0 * theme.margin - (columns - 1.0) * GUTTER) / columns;
    let wanted = ((width - GAP - NAMES_MIN) / ROW as f64).min(CELL_MAX);
    let room = (theme.height - page.above() - page.below() - HEAD) / ROW as f64;
    let cell = wanted.min(room.max(22.0));
    let height = page.above() + HEAD + cell * ROW as f64 + page.below() + 8.0;
    let (mut scene, body) =
        page.draw(height.max(if page.is_bare() { 0.0 } else { theme.height }).ceil(), describe(data));
    let top = body.top + ((body.bottom - body.top - HEAD - cell * ROW as f64) / 2.0).max(0.0);
    for (p, panel) in data.panels.iter().enumerate() {
        let left = body.left + p as f64 * (width + GUTTER);
        let space = Bounds { left, top, right: left + width, bottom: top + HEAD + cell * ROW as f64 };
        Panel { number: p, panel, theme, numbers: Numbers::new(data.words.lang), space, cell }.draw(&mut scene);
    }
    scene
}

struct Panel<'a> {
    number: usize,
    panel: &'a IconPanel,
    theme: &'a Theme,
    numbers: Numbers,
    space: Bounds,
    cell: f64,
}

impl Panel<'_> {
    fn draw(&self, scene: &mut Scene) {
        let Self { number, panel, theme, space, cell, .. } = self;
        let name = theme.bold(16.0, theme.ink);
        let words = name.one_line(&panel.name, space.right - space.left);
        scene.text(format!("panel {number}"), &words, (space.left, space.top + 16.0), Anchor::Start, name);
        let counts = counts(&panel.groups);
        let owners = counts.iter().enumerate().flat_map(|(group, count)| std::iter::repeat_n(group, *count));
        for (i, group) in owners.enumerate() {
            let (row, column) = (i / ROW, i % ROW);
            let center = (space.left + (column as f64 + 0.5) * cell, space.top + HEAD + (row as f64 + 0.5) * cell);
            let look = (self.color(group), panel.groups[group].role == Role::NoDecision);
            figure(scene, &format!("committee {number}.{i}"), center, 0.82 * cell, look, theme);
        }
        self.names(scene, &counts);
    }

    /// The colour of a group; rivals have one each.
    fn color(&self, group: usize) -> Color {
        let groups = &self.panel.groups;
        let rivals = groups[..group].iter().filter(|one| one.role == Role::Rival).count();
        match groups[group].role {
            Role::Rival => self.theme.rivals[rivals % self.theme.rivals.len()],
            role => self.theme.role(role),
        }
    }

    /// How many, of whom, and how exact that is; among many alternatives only how many and of whom.
    fn names(&self, scene: &mut Scene, counts: &[usize]) {
        let total = self.cell * ROW as f64;
        let block = (total / counts.len().max(1) as f64).min(92.0);
        for (i, count) in counts.iter().enumerate() {
            let top = self.space.top + HEAD + i as f64 * block;
            if block < TALL {
                self.short(scene, i, *count, top + block / 2.0)
            } else {
                self.long(scene, i, *count, (top, block))
            }
        }
    }

    /// Where words begin, and how much room there is.
    fn column(&self) -> (f64, f64) {
        let left = self.space.left + ROW as f64 * self.cell + GAP;
        (left, self.space.right - left)
    }

    /// The sign of a group, and the words behind it.
    fn count(&self, scene: &mut Scene, i: usize, count: usize, y: f64, size: f64) -> Bounds {
        let ((left, _), color) = (self.column(), self.color(i));
        let hollow = self.panel.groups[i].role == Role::NoDecision;
        let name = format!("key {}.{i}", self.number);
        figure(scene, &name, (left + 9.0, y + 1.0), 21.0 / 22.0 * size, (color, hollow), self.theme);
        let set = self.theme.bold(size, color);
        let name = format!("count {}.{i}", self.number);
        scene.text(name, &count.to_string(), (left + 26.0, set.centred(y)), Anchor::Start, set)
    }

    fn long(&self, scene: &mut Scene, i: usize, count: usize, (top, block): (f64, f64)) {
        let (theme, number, group) = (self.theme, self.number, &self.panel.groups[i]);
        let (left, width) = self.column();
        let of = self.count(scene, i, count, top + 13.0, 22.0);
        let set = theme.regular(12.0, theme.muted);
        let exact = set.one_line(&self.numbers.percent(&group.share), self.space.right - of.right - 8.0);
        let at = (of.right + 8.0, theme.bold(22.0, theme.ink).centred(top + 13.0));
        scene.text(format!("share {number}.{i}"), &exact, at, Anchor::Start, set);
        let (lines, set) = theme.regular(14.0, theme.ink).fit(&group.name, width, block - 32.0, 10.0);
        scene.lines(&format!("name {number}.{i}"), &lines, (left, top + 27.0 + set.size), Anchor::Start, set);
    }

    fn short(&self, scene: &mut Scene, i: usize, count: usize, y: f64) {
        let (left, width) = self.column();
        self.count(scene, i, count, y, 15.0);
        let set = self.theme.regular(13.0, self.theme.ink);
        let name = set.one_line(&self.panel.groups[i].name, width - 62.0);
        scene.text(format!("name {}.{i}", self.number), &name, (left + 62.0, set.centred(y)), Anchor::Start, set);
    }
}

/// A head and shoulders; hollow ones are drawn in outline, so that colour is not the only cue.
fn figure(scene: &mut Scene, name: &str, (x, y): (f64, f64), size: f64, (color, hollow): (Color, bool), theme: &Theme) {
    let parts = |shrink: f64| {
        let (radius, half) = (0.21 * size - shrink, 0.36 * size - shrink);
        let (neck, foot) = (y + 0.02 * size + shrink, y + 0.48 * size - shrink);
        let steps = 8;
        let arc = (0..=steps).map(|i| {
            let angle = std::f64::consts::PI * (1.0 - f64::from(i) / f64::from(steps));
            (x + half * angle.cos(), neck + 0.3 * size * (1.0 - angle.sin()))
        });
        let body: Vec<(f64, f64)> = arc.chain([(x + half, foot), (x - half, foot)]).collect();
        (radius, body)
    };
    let center = (x, y - 0.25 * size);
    let (radius, body) = parts(0.0);
    scene.circle(name, center, radius, color);
    scene.polygon(format!("{name} body"), body, color);
    if hollow {
        let (radius, body) = parts((0.07 * size).max(1.2));
        scene.circle(format!("{name} hole"), center, radius, theme.background);
        scene.polygon(format!("{name} body hole"), body, theme.background);
    }
}

/// Whole figures that sum to 100: each share rounded down, and the rest to the largest fractions (Hamilton).
fn counts(groups: &[IconGroup]) -> Vec<usize> {
    let total: f64 = groups.iter().map(|group| group.share.value()).sum();
    if total <= 0.0 {
        return vec![0; groups.len()];
    }
    let exact: Vec<f64> = groups.iter().map(|group| ALL as f64 * group.share.value() / total).collect();
    let mut counts: Vec<usize> = exact.iter().map(|share| (share + 1e-9).floor() as usize).collect();
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by(|a, b| (exact[*b] - counts[*b] as f64).total_cmp(&(exact[*a] - counts[*a] as f64)));
    let missing = ALL - counts.iter().sum::<usize>().min(ALL);
    order.into_iter().cycle().take(missing).for_each(|group| counts[group] += 1);
    counts
}

fn describe(data: &IconArrayChart) -> String {
    let colon = colon(data.words.lang);
    let one = |panel: &IconPanel| {
        let counts = counts(&panel.groups);
        let group = |(group, count): (&IconGroup, usize)| format!("{} {count} ({})", group.name, percent(&group.share));
        let groups: Vec<String> = panel.groups.iter().zip(counts).map(group).collect();
        format!("{}{colon}{}", panel.name, groups.join(", "))
    };
    let panels: Vec<String> = data.panels.iter().map(one).collect();
    format!("{}.", panels.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_sum_to_a_hundred_and_are_nearest() {
        for shares in [vec![0.335, 0.333, 0.332], vec![0.004, 0.996], vec![1.0], vec![0.25; 4], vec![0.0, 1.0]] {
            let groups: Vec<IconGroup> = shares
                .iter()
                .map(|share| IconGroup { name: String::new(), role: Role::Us, share: Estimate::exact(*share) })
                .collect();
            let counts = counts(&groups);
            assert_eq!(counts.iter().sum::<usize>(), ALL, "{shares:?}");
            for (count, share) in counts.iter().zip(&shares) {
                assert!((*count as f64 - 100.0 * share).abs() < 1.0, "{shares:?}: {counts:?}");
            }
        }
    }
}
