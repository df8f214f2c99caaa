//! Who decides, who is for us, and who listens to whom: influence against support, before and after our moves.

use super::color::Color;
use super::legend::{Legend, Sign};
use super::marks::{Arrow, whisker};
use super::page::{Page, Words};
use super::place::{Obstacles, Placed, Wanted, leaders, place};
use super::scale::{Scale, whole};
use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::Theme;
use crate::stats::Estimate;
use crate::stats::number::{bracketed, colon, percent, percent_of};

/// What [`stakeholder_map`] draws.
#[derive(Clone, Debug, PartialEq)]
pub struct StakeholderMapChart {
    /// Title, subtitle, caption.
    pub words: Words,
    /// Name of the horizontal axis, such as "Support: probability that we are the first choice".
    pub x_axis: String,
    /// Name of the vertical axis, such as "Influence".
    pub y_axis: String,
    /// Name of the faint circles: the baseline.
    pub before: String,
    /// Name of the full circles: the strategy.
    pub after: String,
    /// Name of the arrows, such as "listens to"; they point at the one listened to.
    pub listens: String,
    /// Name of the error bars, such as "95% interval"; empty if there are none.
    pub interval: String,
    /// The circles.
    pub people: Vec<MapPerson>,
    /// The arrows.
    pub links: Vec<MapLink>,
}

/// One person.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPerson {
    /// Name or function.
    pub name: String,
    /// His part in the deal, such as "Economic buyer, blocker"; may be empty.
    pub part: String,
    /// Share of the influence in the committee, in [0, 1].
    pub influence: f64,
    /// Probability that we are his first choice in the baseline.
    pub before: Estimate,
    /// The same with the strategy.
    pub after: Estimate,
}

/// Who listens to whom. People are positions in [`StakeholderMapChart::people`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapLink {
    /// Who listens.
    pub listener: usize,
    /// To whom.
    pub to: usize,
    /// How much of his opinion he takes from there, in [0, 1]: the thickness.
    pub share: f64,
}

const RADIUS: f64 = 9.0;
const FAINT: f64 = 6.0;
const Y_TICKS: f64 = 44.0;
const X_TICKS: f64 = 24.0;
const AXIS_NAME: f64 = 24.0;
/// Between the frame and a circle at the end of a scale.
const PAD: f64 = 22.0;
/// How many names stand together at most, and the space between two.
const CROWD: usize = 3;
const APART: f64 = 4.0;
/// Height that a person needs: the page grows with large committees.
const PERSON: f64 = 30.0;

/// A circle per person with a trail from where he stood, arrows, and names that cover nothing.
pub fn stakeholder_map(data: &StakeholderMapChart, theme: &Theme) -> Scene {
    let page = Page::new(&data.words, theme);
    let entries = vec![
        (Sign::Before(faint(theme.us)), data.before.clone()),
        (Sign::After(theme.us), data.after.clone()),
        (Sign::Interval, data.interval.clone()),
        (Sign::Arrow(arrow_color(theme)), if data.links.is_empty() { String::new() } else { data.listens.clone() }),
    ];
    let legend = Legend::new(entries, theme.width - 2.0 * theme.margin, theme);
    let above = legend.height() + AXIS_NAME;
    let chrome = page.above() + above + X_TICKS + AXIS_NAME + page.below();
    let least = theme.height.max(chrome + 2.0 * PAD + PERSON * data.people.len() as f64);
    // As low as possible, in letters as large as possible.
    let tries = [1.0, 1.25, 1.6].into_iter().flat_map(|grow| [14.0, 13.0, 12.0].map(|size| (grow, size, false)));
    let tried = tries.chain([(1.25, 12.0, true), (2.2, 12.0, true)]).map(|(grow, size, desperate)| {
        let height = (grow * least).ceil();
        let bounds = Bounds {
            left: theme.margin + Y_TICKS,
            top: page.above() + above,
            right: theme.width - theme.margin,
            bottom: height - page.below() - X_TICKS - AXIS_NAME,
        };
        (height, Map::new(data, theme, bounds, size, desperate))
    });
    let mut last = None;
    for (height, map) in tried {
        let done = map.labels.is_some();
        last = Some((height, map));
        if done {
            break;
        }
    }
    let (height, map) = last.expect("at least one try");
    let (mut scene, body) = page.draw(height, describe(data));
    legend.draw(&mut scene, (body.left, body.top), theme);
    map.draw(&mut scene, &body);
    scene
}

/// Multiples of a round step, not above the highest influence.
fn ticks(highest: f64) -> Vec<f64> {
    let step = [0.05, 0.1, 0.2].into_iter().find(|step| highest / step < 5.5).unwrap_or(0.25);
    (0..).map(|i| f64::from(i) * step).take_while(|tick| *tick <= highest + 1e-9).collect()
}

fn arrow_color(theme: &Theme) -> Color {
    theme.muted.tint(0.68)
}

fn faint(color: Color) -> Color {
    color.tint(0.36)
}

/// A name and, in a smaller size, the part.
struct Label<'a> {
    name: (Vec<String>, Type<'a>),
    part: (Vec<String>, Type<'a>),
}

impl<'a> Label<'a> {
    fn new(person: &MapPerson, theme: &'a Theme, size: f64) -> Self {
        let widest = 14.0 * size;
        let small = theme.regular(size - 1.5, theme.muted);
        let name = theme.bold(size, theme.ink);
        Self { name: (name.wrap(&person.name, widest, 2), name), part: (small.wrap(&person.part, widest, 2), small) }
    }

    fn size(&self) -> (f64, f64) {
        let both = [&self.name, &self.part];
        let width = |(lines, set): &(Vec<String>, Type)| lines.iter().map(|line| set.width(line)).fold(0.0, f64::max);
        let height = |(lines, set): &(Vec<String>, Type)| lines.len() as f64 * set.leading();
        (both.iter().map(|part| width(part)).fold(0.0, f64::max), both.iter().map(|part| height(part)).sum())
    }
}

/// Where everything is.
struct Map<'a> {
    data: &'a StakeholderMapChart,
    theme: &'a Theme,
    bounds: Bounds,
    x: Scale,
    y: Scale,
    ticks: Vec<f64>,
    arrows: Vec<(usize, Arrow)>,
    words: Vec<Label<'a>>,
    /// Those who stand in the same place, a few at a time: their names stand together.
    crowds: Vec<Vec<usize>>,
    /// `[crowd]` `None` if there is no room for all of them.
    labels: Option<Vec<Placed>>,
}

impl<'a> Map<'a> {
    fn new(data: &'a StakeholderMapChart, theme: &'a Theme, bounds: Bounds, size: f64, desperate: bool) -> Self {
        let highest = data.people.iter().map(|person| person.influence).fold(0.1, f64::max);
        let (top, ticks) = (highest, ticks(highest));
        let words: Vec<Label> = data.people.iter().map(|person| Label::new(person, theme, size)).collect();
        // Room for a name above the highest circle.
        let tallest = words.iter().map(|label| label.size().1).fold(0.0, f64::max);
        let above = (tallest + RADIUS + 8.0).clamp(PAD, 90.0);
        let x = Scale { top: 1.0, from: bounds.left + PAD, to: bounds.right - PAD };
        let y = Scale { top, from: bounds.bottom - PAD, to: bounds.top + above };
        let mut map =
            Self { data, theme, bounds, x, y, ticks, arrows: Vec::new(), words, crowds: Vec::new(), labels: None };
        let at = |i: usize| data.people.get(i).map(|person| map.at(person, &person.after));
        let arrow = |(i, link): (usize, &MapLink)| {
            let width = ((1.0 + 6.0 * link.share.clamp(0.0, 1.0)) * 2.0).round() / 2.0;
            Some((i, Arrow::new(at(link.listener)?, at(link.to)?, RADIUS + 3.0, width)?))
        };
        map.arrows = data.links.iter().enumerate().filter_map(arrow).collect();
        map.crowds = map.crowds();
        map.labels = map.place(desperate);
        map
    }

    fn at(&self, person: &MapPerson, support: &Estimate) -> (f64, f64) {
        (self.x.at(support.value().clamp(0.0, 1.0)), self.y.at(person.influence))
    }

    fn ends(&self, support: &Estimate) -> (f64, f64) {
        (self.x.at(support.low().clamp(0.0, 1.0)), self.x.at(support.high().clamp(0.0, 1.0)))
    }

    fn place(&self, desperate: bool) -> Option<Vec<Placed>> {
        let around =
            |(x, y): (f64, f64), w: f64, h: f64| Bounds { left: x - w, top: y - h, right: x + w, bottom: y + h };
        let mut obstacles = Obstacles::default();
        for person in &self.data.people {
            let (before, after) = (self.at(person, &person.before), self.at(person, &person.after));
            let (low, high) = self.ends(&person.after);
            obstacles.boxes.push(around(after, RADIUS, RADIUS));
            obstacles.boxes.push(around(before, FAINT, FAINT));
            obstacles.boxes.push(Bounds { left: low, top: after.1 - 4.0, right: high, bottom: after.1 + 4.0 });
            obstacles.lines.push(vec![before, after]);
        }
        for (_, arrow) in &self.arrows {
            let xs = arrow.head.map(|point| point.0);
            let ys = arrow.head.map(|point| point.1);
            let least = |values: [f64; 3]| values.into_iter().fold(f64::INFINITY, f64::min);
            let most = |values: [f64; 3]| values.into_iter().fold(f64::NEG_INFINITY, f64::max);
            obstacles.boxes.push(Bounds { left: least(xs), top: least(ys), right: most(xs), bottom: most(ys) });
            obstacles.lines.push(arrow.line.clone());
        }
        let wanted: Vec<_> = self.crowds.iter().map(|crowd| self.wanted(crowd)).collect();
        let Bounds { left, top, right, bottom } = self.bounds;
        let area = Bounds { left: left + 4.0, top: top + 2.0, right, bottom: bottom - 2.0 };
        place(&wanted, &obstacles, &area, desperate)
    }

    fn draw(&self, scene: &mut Scene, body: &Bounds) {
        self.axes(scene, body);
        let (data, theme) = (self.data, self.theme);
        for (i, person) in data.people.iter().enumerate() {
            let (before, after) = (self.at(person, &person.before), self.at(person, &person.after));
            let color = faint(self.color(person));
            if (after.0 - before.0).abs() > 1.0 {
                scene.line(format!("trail {i}"), vec![before, after], Stroke::solid(color, 4.0));
                scene.circle(format!("before {i}"), before, FAINT, color);
            }
        }
        for (i, arrow) in &self.arrows {
            arrow.draw(scene, &format!("listens {i}"), arrow_color(theme));
        }
        let labels = self.labels.as_deref().unwrap_or(&[]);
        leaders(scene, labels, theme);
        for (i, person) in data.people.iter().enumerate() {
            let at = self.at(person, &person.after);
            scene.circle(format!("after {i} halo"), at, RADIUS + 1.5, theme.background);
            scene.circle(format!("after {i}"), at, RADIUS, self.color(person));
            let (low, high) = self.ends(&person.after);
            if high - low > 2.0 {
                whisker(scene, &format!("interval {i}"), (low, high), at.1, theme);
            }
        }
        for (crowd, placed) in self.crowds.iter().zip(labels) {
            self.names(scene, crowd, placed);
        }
    }

    /// Names stand towards their circle.
    fn names(&self, scene: &mut Scene, crowd: &[usize], placed: &Placed) {
        let mut top = placed.bounds.top;
        let first = &self.data.people[crowd[0]];
        let (x, anchor) = placed.towards(self.at(first, &first.after));
        scene.rect("name halo", placed.bounds, self.theme.background.with_alpha(0.75));
        for &i in crowd {
            let label = &self.words[i];
            let (lines, set) = &label.name;
            let y = scene.lines(&format!("name {i}"), lines, (x, top + set.size), anchor, *set) - set.size;
            let (lines, set) = &label.part;
            scene.lines(&format!("part {i}"), lines, (x, y + set.size), anchor, *set);
            top += label.size().1 + APART;
        }
    }

    fn crowds(&self) -> Vec<Vec<usize>> {
        let mut crowds: Vec<Vec<usize>> = Vec::new();
        for (i, person) in self.data.people.iter().enumerate() {
            let at = |person: &MapPerson| self.at(person, &person.after);
            let here = |crowd: &&mut Vec<usize>| {
                let (a, b) = (at(person), at(&self.data.people[crowd[0]]));
                crowd.len() < CROWD && (a.0 - b.0).hypot(a.1 - b.1) < 5.0
            };
            match crowds.iter_mut().find(here) {
                Some(crowd) => crowd.push(i),
                None => crowds.push(vec![i]),
            }
        }
        crowds
    }

    fn wanted(&self, crowd: &[usize]) -> Wanted {
        let first = &self.data.people[crowd[0]];
        let sizes = || crowd.iter().map(|i| self.words[*i].size());
        Wanted {
            at: self.at(first, &first.after),
            radius: RADIUS,
            width: sizes().map(|(width, _)| width).fold(0.0, f64::max),
            height: sizes().map(|(_, height)| height + APART).sum::<f64>() - APART,
        }
    }

    /// Blue for who comes closer to us, orange for who goes away.
    fn color(&self, person: &MapPerson) -> Color {
        let away = person.after.value() < person.before.value() && percent(&person.after) != percent(&person.before);
        if away { self.theme.rivals[0] } else { self.theme.us }
    }

    fn axes(&self, scene: &mut Scene, body: &Bounds) {
        let (Bounds { left, top, right, bottom }, theme) = (self.bounds, self.theme);
        let set = theme.regular(12.0, theme.muted);
        for tick in &self.ticks {
            let y = self.y.at(*tick);
            scene.line(
                format!("grid y {}", percent_of(*tick)),
                vec![(left, y), (right, y)],
                Stroke::solid(theme.grid, 1.0),
            );
            scene.text("tick y", &percent_of(*tick), (left - 8.0, set.centred(y)), Anchor::End, set);
        }
        for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let x = self.x.at(tick);
            scene.line(
                format!("grid x {}", percent_of(tick)),
                vec![(x, top), (x, bottom)],
                Stroke::solid(theme.grid, 1.0),
            );
            scene.text("tick x", &percent_of(tick), (x, bottom + 18.0), Anchor::Middle, set);
        }
        scene.line("frame", vec![(left, top), (left, bottom), (right, bottom)], Stroke::solid(theme.axis, 1.5));
        let name = theme.bold(13.0, theme.ink);
        let words = name.one_line(&self.data.y_axis, right - body.left);
        scene.text("axis y", &words, (body.left, top - 9.0), Anchor::Start, name);
        let words = name.one_line(&self.data.x_axis, right - left);
        scene.text("axis x", &words, ((left + right) / 2.0, bottom + X_TICKS + 15.0), Anchor::Middle, name);
    }
}

fn describe(data: &StakeholderMapChart) -> String {
    let lang = data.words.lang;
    let colon = colon(lang);
    let name = |i: usize| data.people.get(i).map_or("", |person| person.name.as_str());
    let person = |person: &MapPerson| {
        let part = if person.part.is_empty() { String::new() } else { bracketed(&person.part, lang) };
        let (before, after) = (percent(&person.before), percent(&person.after));
        format!("{}{part}{colon}{} {}, {before} → {after}", person.name, data.y_axis, whole(person.influence))
    };
    let people: Vec<_> = data.people.iter().map(person).collect();
    let link = |link: &MapLink| format!("{} → {} {}", name(link.listener), name(link.to), whole(link.share));
    let links: Vec<_> = data.links.iter().map(link).collect();
    let links = if links.is_empty() { String::new() } else { format!(" {}{colon}{}.", data.listens, links.join("; ")) };
    format!("{}, {} → {}. {}.{links}", data.x_axis, data.before, data.after, people.join("; "))
}
