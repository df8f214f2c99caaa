//! Who wins most often over all weights of three things that share 1: regions of colour in a triangle, with their names in
//! them, and lines of equal win probability. A map of two weights is the same triangle with a right angle: the third is
//! whatever is left.

use super::color::Color;
use super::marks::Arrow;
use super::place::{Obstacles, Wanted, place};
use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::{Role, Theme};

/// Win probabilities over a triangle of weights, in equal steps.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightField {
    /// Steps from weight 0 to weight 1, at least 1.
    pub steps: usize,
    /// `[point][alternative]`: the first weight rises; within it the second, as far as they leave room.
    pub win: Vec<Vec<f64>>,
    /// The same for group scores, where these decide for certain and run straight: regions then end where scores are equal,
    /// and there are no lines of equal probability. `None`: win probabilities decide, and run straight between points.
    pub score: Option<Vec<Vec<f64>>>,
}

impl WeightField {
    /// What is compared between alternatives.
    pub(super) fn compared(&self) -> &[Vec<f64>] {
        self.score.as_ref().unwrap_or(&self.win)
    }
}

/// An alternative on a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapAlternative {
    /// What it is called.
    pub name: String,
    /// Decides its colour.
    pub role: Role,
}

/// A buyer on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapMark {
    /// What it is called.
    pub name: String,
    /// The three weights; they sum to 1.
    pub weights: [f64; 3],
}

/// What is drawn inside the triangle.
pub(super) struct Regions<'a> {
    pub field: &'a WeightField,
    pub alternatives: &'a [MapAlternative],
    /// Today, and where the strategy leads.
    pub marks: [Option<&'a MapMark>; 2],
    /// Where the first, the second and the third weight are 1.
    pub corners: [(f64, f64); 3],
}

/// Levels of our win probability that have a line.
pub(super) const LEVELS: [f64; 3] = [0.25, 0.5, 0.75];
/// Regions meet where they are equally likely to win; overlapping by this much leaves no seam between their pieces.
const OVERLAP: f64 = 0.7;
pub(super) const FILL: f64 = 0.3;
const MARK: f64 = 7.0;

type Point = (f64, f64);

/// A corner of a small triangle: where it is, and what was measured there.
#[derive(Clone)]
struct Vertex {
    at: Point,
    win: Vec<f64>,
}

impl Regions<'_> {
    pub fn draw(&self, scene: &mut Scene, theme: &Theme, words: &Bounds) {
        let triangles = self.triangles();
        for (alternative, _) in self.alternatives.iter().enumerate() {
            let color = self.color(alternative, theme).tint(FILL);
            for piece in triangles.iter().filter_map(|triangle| piece(triangle, alternative)) {
                scene.polygon(format!("region {alternative}"), self.grown(&piece), color);
            }
        }
        self.contours(scene, theme, &triangles);
        let [a, b, c] = self.corners;
        scene.line("frame", vec![a, b, c, a], Stroke::solid(theme.axis, 1.5));
        let mut taken = self.draw_marks(scene, theme, words);
        self.name_regions(scene, theme, &triangles, &mut taken);
        self.name_contours(scene, theme, &triangles, &mut taken);
    }

    pub fn color(&self, alternative: usize, theme: &Theme) -> Color {
        let rivals = |before: usize| self.alternatives[..before].iter().filter(|a| a.role == Role::Rival).count();
        match self.alternatives[alternative].role {
            Role::Rival => theme.rivals[rivals(alternative) % theme.rivals.len()],
            role => theme.role(role),
        }
    }

    /// Our position, if there are lines of our win probability.
    fn lined(&self) -> Option<usize> {
        if self.field.score.is_some() {
            return None;
        }
        self.alternatives.iter().position(|alternative| alternative.role == Role::Us)
    }

    pub fn at(&self, weights: [f64; 3]) -> Point {
        let along = |of: fn(&Point) -> f64| weights.iter().zip(&self.corners).map(|(w, corner)| w * of(corner)).sum();
        (along(|p| p.0), along(|p| p.1))
    }

    /// The three weights at a place.
    fn weights(&self, (x, y): Point) -> [f64; 3] {
        let [a, b, c] = self.corners;
        let area = |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
        let whole = area(a, b, c);
        [area((x, y), b, c) / whole, area(a, (x, y), c) / whole, area(a, b, (x, y)) / whole]
    }

    /// Who wins most often at a place; `None` outside.
    fn leader(&self, at: Point) -> Option<usize> {
        let weights = self.weights(at);
        if weights.iter().any(|w| *w < 0.0) {
            return None;
        }
        let n = self.field.steps as f64;
        let (i, j) = ((weights[0] * n).round() as usize, (weights[1] * n).round() as usize);
        let win = self.field.compared().get(self.index(i, j.min(self.field.steps - i.min(self.field.steps))))?;
        (0..win.len()).reduce(|x, y| if win[y] > win[x] { y } else { x })
    }

    /// A little larger all round, but not beyond the whole triangle.
    fn grown(&self, piece: &[Point]) -> Vec<Point> {
        let n = piece.len() as f64;
        let (x, y) = (piece.iter().map(|p| p.0).sum::<f64>() / n, piece.iter().map(|p| p.1).sum::<f64>() / n);
        let sides = || piece.iter().zip(piece.iter().cycle().skip(1));
        let area: f64 = 0.5 * sides().map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs();
        let around: f64 = sides().map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)).sum();
        // The radius of the circle inside: its sides move out by about the overlap.
        let more = (OVERLAP * around / (2.0 * area).max(1e-6)).min(0.6);
        let out = |p: &Point| {
            let weights = self.weights((p.0 + more * (p.0 - x), p.1 + more * (p.1 - y))).map(|w| w.max(0.0));
            let total: f64 = weights.iter().sum();
            self.at(weights.map(|w| w / total))
        };
        piece.iter().map(out).collect()
    }

    fn index(&self, i: usize, j: usize) -> usize {
        let n = self.field.steps;
        (0..i).map(|before| n - before + 1).sum::<usize>() + j
    }

    fn triangles(&self) -> Vec<[Vertex; 3]> {
        let n = self.field.steps;
        if self.field.compared().len() < (n + 1) * (n + 2) / 2 {
            return Vec::new();
        }
        let share = |i: usize| i as f64 / n as f64;
        let vertex = |i: usize, j: usize| Vertex {
            at: self.at([share(i), share(j), share(n - i - j)]),
            win: self.field.compared()[self.index(i, j)].clone(),
        };
        let mut triangles = Vec::new();
        for i in 0..n {
            for j in 0..n - i {
                triangles.push([vertex(i, j), vertex(i + 1, j), vertex(i, j + 1)]);
                if i + j + 2 <= n {
                    triangles.push([vertex(i + 1, j + 1), vertex(i + 1, j), vertex(i, j + 1)]);
                }
            }
        }
        triangles
    }

    fn contours(&self, scene: &mut Scene, theme: &Theme, triangles: &[[Vertex; 3]]) {
        let Some(us) = self.lined() else { return };
        for level in LEVELS {
            let width = if level == 0.5 { 2.0 } else { 1.0 };
            for [from, to] in triangles.iter().filter_map(|triangle| segment(triangle, us, level)) {
                scene.line(format!("our {level}"), vec![from, to], Stroke::solid(theme.us, width));
            }
        }
    }

    /// Points and arrow with their names; returns the space they take.
    fn draw_marks(&self, scene: &mut Scene, theme: &Theme, words: &Bounds) -> Vec<Bounds> {
        let marks: Vec<&MapMark> = self.marks.iter().flatten().copied().collect();
        let set = theme.bold(14.0, theme.ink);
        let circle = |at: Point| around(at, MARK + 2.0, MARK + 2.0);
        let mut taken: Vec<Bounds> = marks.iter().map(|mark| circle(self.at(mark.weights))).collect();
        if let [from, to] = marks[..] {
            let arrow = Arrow::new(self.at(from.weights), self.at(to.weights), MARK + 2.0, 2.5);
            if let Some(arrow) = arrow {
                arrow.draw(scene, "path", theme.ink);
                taken.extend(arrow.line.iter().map(|at| around(*at, 4.0, 4.0)));
            }
        }
        for (i, mark) in marks.iter().enumerate() {
            let at = self.at(mark.weights);
            scene.circle(format!("mark {i} halo"), at, MARK + 2.0, theme.background);
            scene.circle(format!("mark {i}"), at, MARK, theme.ink);
            // What is past is hollow.
            if i == 0 && marks.len() > 1 {
                scene.circle(format!("mark {i} core"), at, MARK - 3.0, theme.background);
            }
        }
        let wanted = |mark: &&MapMark| Wanted {
            at: self.at(mark.weights),
            radius: MARK + 2.0,
            width: set.width(&mark.name) + 6.0,
            height: set.leading(),
        };
        let wanted: Vec<Wanted> = marks.iter().map(wanted).collect();
        // What stands outside along the edges (ticks, names of criteria) is drawn already.
        let written = scene.texts().map(|(.., bounds)| *bounds);
        let obstacles = Obstacles { boxes: taken.iter().copied().chain(written).collect(), lines: Vec::new() };
        for (i, (mark, placed)) in
            marks.iter().zip(place(&wanted, &obstacles, words, true).unwrap_or_default()).enumerate()
        {
            scene.rect(format!("mark {i} ground"), placed.bounds, theme.background.with_alpha(0.75));
            if let Some([from, to]) = placed.leader {
                scene.line(format!("mark {i} leader"), vec![from, to], Stroke::solid(theme.ink, 1.0));
            }
            let middle = (placed.bounds.top + placed.bounds.bottom) / 2.0;
            let x = (placed.bounds.left + placed.bounds.right) / 2.0;
            scene.text(format!("mark {i} name"), &mark.name, (x, set.centred(middle)), Anchor::Middle, set);
            taken.push(placed.bounds);
        }
        taken
    }

    /// Each region's name near the middle of it, off the lines if it can be; none where it does not fit: the legend has it.
    fn name_regions(&self, scene: &mut Scene, theme: &Theme, triangles: &[[Vertex; 3]], taken: &mut Vec<Bounds>) {
        let of_lines = |us| LEVELS.iter().flat_map(move |level| segments(triangles, us, *level));
        let lines: Vec<Bounds> = self.lined().into_iter().flat_map(of_lines).map(|at| around(at, 3.0, 3.0)).collect();
        for (alternative, named) in self.alternatives.iter().enumerate() {
            let mut middles: Vec<Point> =
                triangles.iter().map(middle).filter(|at| self.leader(*at) == Some(alternative)).collect();
            let n = middles.len().max(1) as f64;
            let (x, y) = middles.iter().fold((0.0, 0.0), |(x, y), at| (x + at.0 / n, y + at.1 / n));
            middles.sort_by(|a, b| (a.0 - x).hypot(a.1 - y).total_cmp(&(b.0 - x).hypot(b.1 - y)));
            let fits = |size: f64, spare_lines: bool| {
                let set = theme.bold(size, theme.ink);
                let (width, height) = (0.5 * set.width(&named.name) + 3.0, 0.5 * set.leading());
                let free = |at: &&Point| {
                    let space = around(**at, width, height);
                    let inside = outline(&space).iter().all(|corner| self.leader(*corner) == Some(alternative));
                    let covers = |others: &[Bounds]| others.iter().any(|other| other.overlaps(&space));
                    inside && !covers(taken) && !(spare_lines && covers(&lines))
                };
                middles.iter().find(free).map(|at| (set, *at, around(*at, width, height)))
            };
            let tries = [(17.0, true), (15.0, true), (13.0, true), (15.0, false), (12.0, false)];
            let Some((set, at, space)) = tries.into_iter().find_map(|(size, spare)| fits(size, spare)) else {
                continue;
            };
            scene.text(
                format!("region name {alternative}"),
                &named.name,
                (at.0, set.centred(at.1)),
                Anchor::Middle,
                set,
            );
            taken.push(space);
        }
    }

    fn name_contours(&self, scene: &mut Scene, theme: &Theme, triangles: &[[Vertex; 3]], taken: &mut Vec<Bounds>) {
        let Some(us) = self.lined() else { return };
        let set = theme.bold(12.0, theme.us);
        for level in LEVELS {
            let name = format!("{:.0}%", 100.0 * level);
            let (width, height) = (0.5 * set.width(&name) + 3.0, 0.5 * set.leading());
            let places: Vec<Point> = segments(triangles, us, level).collect();
            // From the middle of the line outwards.
            let order = (0..places.len()).map(|k| {
                let half = places.len() / 2;
                if k % 2 == 0 { half.saturating_sub(k / 2) } else { (half + k / 2 + 1).min(places.len() - 1) }
            });
            let space = |i: usize| around(places[i], width, height);
            let free = |space: &Bounds| {
                let inside = outline(space).iter().all(|corner| self.leader(*corner).is_some());
                inside && !taken.iter().any(|other| other.overlaps(space))
            };
            let Some(space) = order.map(space).find(free) else { continue };
            scene.rect("line ground", space, theme.background.with_alpha(0.85));
            let (x, y) = ((space.left + space.right) / 2.0, (space.top + space.bottom) / 2.0);
            scene.text(format!("line {level}"), &name, (x, set.centred(y)), Anchor::Middle, set);
            taken.push(space);
        }
    }
}

/// The part of a small triangle in which an alternative is most likely to win, if probabilities run straight: the triangle,
/// cut by one line for every other alternative (Sutherland & Hodgman 1974).
fn piece(triangle: &[Vertex; 3], alternative: usize) -> Option<Vec<Point>> {
    let mut corners: Vec<Vertex> = triangle.to_vec();
    for other in (0..triangle[0].win.len()).filter(|other| *other != alternative) {
        let ahead = |vertex: &Vertex| vertex.win[alternative] - vertex.win[other];
        let mut kept = Vec::new();
        for (i, to) in corners.iter().enumerate() {
            let from = &corners[(i + corners.len() - 1) % corners.len()];
            let (before, now) = (ahead(from), ahead(to));
            // Whoever comes first in the list has what is shared.
            let holds = |lead: f64| lead > 0.0 || lead == 0.0 && alternative < other;
            if holds(before) != holds(now) && before != now {
                kept.push(between(from, to, before / (before - now)));
            }
            if holds(now) {
                kept.push(to.clone());
            }
        }
        corners = kept;
    }
    (corners.len() > 2).then(|| corners.into_iter().map(|vertex| vertex.at).collect())
}

fn between(from: &Vertex, to: &Vertex, share: f64) -> Vertex {
    let mix = |a: f64, b: f64| a + share * (b - a);
    Vertex {
        at: (mix(from.at.0, to.at.0), mix(from.at.1, to.at.1)),
        win: from.win.iter().zip(&to.win).map(|(a, b)| mix(*a, *b)).collect(),
    }
}

/// Where an alternative's win probability has this level in a small triangle.
fn segment(triangle: &[Vertex; 3], alternative: usize, level: f64) -> Option<[Point; 2]> {
    let above = |vertex: &Vertex| vertex.win[alternative] - level;
    let cuts: Vec<Point> = (0..3)
        .filter_map(|i| {
            let (from, to) = (&triangle[i], &triangle[(i + 1) % 3]);
            let (before, now) = (above(from), above(to));
            ((before < 0.0) != (now < 0.0)).then(|| between(from, to, before / (before - now)).at)
        })
        .collect();
    match cuts[..] {
        [from, to] => Some([from, to]),
        _ => None,
    }
}

/// The middles of the pieces of a line of equal probability.
fn segments(triangles: &[[Vertex; 3]], alternative: usize, level: f64) -> impl Iterator<Item = Point> {
    let pieces = triangles.iter().filter_map(move |triangle| segment(triangle, alternative, level));
    pieces.map(|[a, b]| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0))
}

fn middle(triangle: &[Vertex; 3]) -> Point {
    let mean = |of: fn(&Point) -> f64| triangle.iter().map(|vertex| of(&vertex.at)).sum::<f64>() / 3.0;
    (mean(|p| p.0), mean(|p| p.1))
}

fn around((x, y): Point, width: f64, height: f64) -> Bounds {
    Bounds { left: x - width, top: y - height, right: x + width, bottom: y + height }
}

/// Corners of a box and the middles of its sides.
fn outline(bounds: &Bounds) -> [Point; 8] {
    let Bounds { left, top, right, bottom } = *bounds;
    let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
    [(left, top), (right, top), (left, bottom), (right, bottom), (x, top), (x, bottom), (left, y), (right, y)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vertex(x: f64, y: f64, win: [f64; 2]) -> Vertex {
        Vertex { at: (x, y), win: win.to_vec() }
    }

    fn area(points: &[Point]) -> f64 {
        let pairs = points.iter().zip(points.iter().cycle().skip(1));
        0.5 * pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs()
    }

    #[test]
    fn regions_share_a_triangle_without_gap() {
        let triangle = [vertex(0.0, 0.0, [0.8, 0.2]), vertex(10.0, 0.0, [0.2, 0.8]), vertex(0.0, 10.0, [0.6, 0.4])];
        let parts = [0, 1].map(|alternative| piece(&triangle, alternative).map_or(0.0, |piece| area(&piece)));
        assert!((parts[0] + parts[1] - 50.0).abs() < 1e-9, "{parts:?}");
        // Level at the middle of the first side, and a quarter of the way on the third.
        assert!((parts[1] - 0.5 * 5.0 * 10.0 * 0.75).abs() < 1e-9, "{parts:?}");
        assert!(piece(&[vertex(0.0, 0.0, [0.5, 0.5]), triangle[0].clone(), triangle[2].clone()], 1).is_none());
    }

    #[test]
    fn a_line_of_equal_probability_cuts_two_sides() {
        let triangle = [vertex(0.0, 0.0, [1.0, 0.0]), vertex(10.0, 0.0, [0.0, 1.0]), vertex(0.0, 10.0, [1.0, 0.0])];
        let [a, b] = segment(&triangle, 0, 0.5).expect("it crosses");
        assert!((a.0 - 5.0).abs() < 1e-9 && (b.0 - 5.0).abs() < 1e-9);
        assert!(segment(&triangle, 0, 2.0).is_none());
    }
}
