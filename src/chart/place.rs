//! Labels beside points, where they cover nothing: a small search that gives the same answer every time.

use super::scene::{Anchor, Bounds, Scene, Stroke};
use super::theme::Theme;

/// A label and the point that it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub at: (f64, f64),
    /// Space that the point itself takes.
    pub radius: f64,
    pub width: f64,
    pub height: f64,
}

/// What labels may not cover, and what they should not.
#[derive(Clone, Debug, Default)]
pub(super) struct Obstacles {
    pub boxes: Vec<Bounds>,
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// Where a label goes; away from its point it needs a line to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub bounds: Bounds,
    pub leader: Option<[(f64, f64); 2]>,
}

impl Placed {
    /// Where the lines of a label stand, so that they stand towards their point: the horizontal place, and which end that is.
    pub fn towards(&self, at: (f64, f64)) -> (f64, Anchor) {
        let Bounds { left, right, .. } = self.bounds;
        if left > at.0 {
            (left, Anchor::Start)
        } else if right < at.0 {
            (right, Anchor::End)
        } else {
            ((left + right) / 2.0, Anchor::Middle)
        }
    }
}

/// The lines from labels to their points, where they need one.
pub(super) fn leaders(scene: &mut Scene, labels: &[Placed], theme: &Theme) {
    for (i, [from, to]) in labels.iter().enumerate().filter_map(|(i, placed)| Some((i, placed.leader?))) {
        scene.line(format!("leader {i}"), vec![from, to], Stroke::solid(theme.muted, 1.0));
    }
}

/// Free space around a label.
const MARGIN: f64 = 3.0;
/// Distances from the point; from the third on there is a leader.
const RINGS: [f64; 14] = [3.0, 9.0, 16.0, 24.0, 34.0, 46.0, 60.0, 76.0, 95.0, 125.0, 160.0, 200.0, 250.0, 310.0];
/// Directions on a square around the point, the best ones first, each with its cost.
const SIDES: [(f64, f64, f64); 20] = [
    (1.0, 0.0, 0.0),
    (-1.0, 0.0, 2.0),
    (0.0, -1.0, 3.0),
    (0.0, 1.0, 3.0),
    (1.0, -1.0, 5.0),
    (1.0, 1.0, 5.0),
    (-1.0, -1.0, 6.0),
    (-1.0, 1.0, 6.0),
    (1.0, -0.5, 4.0),
    (1.0, 0.5, 4.0),
    (-1.0, -0.5, 5.0),
    (-1.0, 0.5, 5.0),
    (0.5, -1.0, 4.0),
    (0.5, 1.0, 4.0),
    (-0.5, -1.0, 5.0),
    (-0.5, 1.0, 5.0),
    (0.8, -1.0, 4.0),
    (0.8, 1.0, 4.0),
    (-0.8, -1.0, 5.0),
    (-0.8, 1.0, 5.0),
];
const LINE_COVERED: f64 = 45.0;
const LEADER: f64 = 12.0;
const LEADER_CROSSES: f64 = 45.0;
const THROUGH_WORDS: f64 = 400.0;
/// How often labels that found no place are tried first.
const RETRIES: usize = 3;
/// Placing anew in the light of all others.
const ROUNDS: usize = 3;

/// A place for every label inside the area, apart from the boxes and from one another; `None` if the search finds none.
/// Only if `desperate` may a leader run through another label.
pub(super) fn place(wanted: &[Wanted], obstacles: &Obstacles, area: &Bounds, desperate: bool) -> Option<Vec<Placed>> {
    let room = Room { obstacles, area, desperate };
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let near = |i: usize| wanted.iter().filter(|other| distance(other.at, wanted[i].at) < 130.0).count();
    // Where it is crowded first: there is least choice.
    order.sort_by_key(|i| std::cmp::Reverse(near(*i)));
    for _ in 0..=RETRIES {
        match room.all(wanted, &order) {
            Ok(placed) => return Some(placed),
            // What found no place comes first next time.
            Err(failed) => order[..=failed].rotate_right(1),
        }
    }
    None
}

/// Where labels may go.
struct Room<'a> {
    obstacles: &'a Obstacles,
    area: &'a Bounds,
    desperate: bool,
}

impl Room<'_> {
    /// All labels, placed in this order; else the place in the order of the one that failed.
    fn all(&self, wanted: &[Wanted], order: &[usize]) -> Result<Vec<Placed>, usize> {
        let mut placed: Vec<Option<Placed>> = vec![None; wanted.len()];
        for _ in 0..ROUNDS {
            for (turn, &i) in order.iter().enumerate() {
                placed[i] = None;
                placed[i] = Some(self.best(&wanted[i], &placed).ok_or(turn)?);
            }
        }
        Ok(placed.into_iter().flatten().collect())
    }

    fn best(&self, wanted: &Wanted, placed: &[Option<Placed>]) -> Option<Placed> {
        let area = self.area;
        let near = RINGS.iter().flat_map(|gap| SIDES.map(|(x, y, cost)| (beside(wanted, *gap, (x, y)), gap + cost)));
        let cheapest = |candidates: &mut dyn Iterator<Item = (Bounds, f64)>| {
            let mut best: Option<(f64, Placed)> = None;
            for (bounds, cost) in candidates {
                if best.is_some_and(|(least, _)| cost >= least) {
                    continue;
                }
                let Some((more, candidate)) = self.judge(wanted, bounds, placed) else { continue };
                if best.is_none_or(|(least, _)| cost + more < least) {
                    best = Some((cost + more, candidate));
                }
            }
            best.map(|(_, placed)| placed)
        };
        cheapest(&mut near.into_iter()).or_else(|| {
            // Anywhere: the free place nearest to the point.
            let steps =
                |low: f64, high: f64| (0..).map(move |i| low + 9.0 * f64::from(i)).take_while(move |x| *x <= high);
            let (right, bottom) = (area.right - wanted.width, area.bottom - wanted.height);
            let tops = || steps(area.top, bottom);
            let places = steps(area.left, right).flat_map(move |left| tops().map(move |top| (left, top)));
            cheapest(&mut places.map(|(left, top)| {
                let bounds = Bounds { left, top, right: left + wanted.width, bottom: top + wanted.height };
                (bounds, distance(nearest(&bounds, wanted.at), wanted.at))
            }))
        })
    }

    /// What a place costs beside its distance; `None` if it is taken.
    fn judge(&self, wanted: &Wanted, bounds: Bounds, placed: &[Option<Placed>]) -> Option<(f64, Placed)> {
        let obstacles = self.obstacles;
        let others = || placed.iter().flatten();
        let space = grown(&bounds, MARGIN);
        let taken = obstacles.boxes.iter().any(|taken| taken.overlaps(&space))
            || others().any(|other| grown(&other.bounds, MARGIN).overlaps(&bounds));
        if taken || !self.area.holds(&bounds) {
            return None;
        }
        let crossed = |line: &[(f64, f64)]| line.windows(2).any(|pair| crosses(&space, pair[0], pair[1]));
        let mut cost = LINE_COVERED * obstacles.lines.iter().filter(|line| crossed(line)).count() as f64;
        let leaders = || others().filter_map(|other| other.leader);
        let mut through = leaders().filter(|leader| crossed(leader)).count();
        let end = nearest(&bounds, wanted.at);
        let away = distance(end, wanted.at);
        let mut leader = None;
        if away > wanted.radius + RINGS[1] + 1.0 {
            let part = wanted.radius / away;
            let start = (wanted.at.0 + part * (end.0 - wanted.at.0), wanted.at.1 + part * (end.1 - wanted.at.1));
            through += others().filter(|other| crosses(&grown(&other.bounds, 1.0), start, end)).count();
            let own = |taken: &&Bounds| crosses(taken, wanted.at, wanted.at);
            let covered = obstacles.boxes.iter().filter(|taken| !own(taken) && crosses(taken, start, end)).count();
            let met = leaders().filter(|[a, b]| meet((*a, *b), (start, end))).count();
            cost += LEADER + LEADER_CROSSES * (covered + met) as f64;
            leader = Some([start, end]);
        }
        if through > 0 && !self.desperate {
            return None;
        }
        Some((cost + THROUGH_WORDS * through as f64, Placed { bounds, leader }))
    }
}

/// The label at a distance from its point, on that side of it.
fn beside(wanted: &Wanted, gap: f64, (x, y): (f64, f64)) -> Bounds {
    let away = |extent: f64| wanted.radius + gap + extent / 2.0;
    let (cx, cy) = (wanted.at.0 + x * away(wanted.width), wanted.at.1 + y * away(wanted.height));
    let (w, h) = (wanted.width / 2.0, wanted.height / 2.0);
    Bounds { left: cx - w, top: cy - h, right: cx + w, bottom: cy + h }
}

fn grown(bounds: &Bounds, by: f64) -> Bounds {
    Bounds { left: bounds.left - by, top: bounds.top - by, right: bounds.right + by, bottom: bounds.bottom + by }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The point of a box that is nearest to a point.
fn nearest(bounds: &Bounds, at: (f64, f64)) -> (f64, f64) {
    (at.0.clamp(bounds.left, bounds.right), at.1.clamp(bounds.top, bounds.bottom))
}

/// Whether a straight line touches a box (Liang & Barsky 1984).
fn crosses(bounds: &Bounds, from: (f64, f64), to: (f64, f64)) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let edges = [
        (-dx, from.0 - bounds.left),
        (dx, bounds.right - from.0),
        (-dy, from.1 - bounds.top),
        (dy, bounds.bottom - from.1),
    ];
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (p, q) in edges {
        match p {
            0.0 if q < 0.0 => return false,
            0.0 => {}
            p if p < 0.0 => enters = enters.max(q / p),
            p => leaves = leaves.min(q / p),
        }
    }
    enters <= leaves
}

type Segment = ((f64, f64), (f64, f64));

/// Whether two straight lines cross.
fn meet((a, b): Segment, (c, d): Segment) -> bool {
    let side = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Bounds = Bounds { left: 0.0, top: 0.0, right: 900.0, bottom: 400.0 };

    fn at(x: f64, y: f64) -> Wanted {
        Wanted { at: (x, y), radius: 9.0, width: 120.0, height: 32.0 }
    }

    fn circle(wanted: &Wanted) -> Bounds {
        let point = Bounds { left: wanted.at.0, top: wanted.at.1, right: wanted.at.0, bottom: wanted.at.1 };
        grown(&point, wanted.radius)
    }

    fn placed(wanted: &[Wanted]) -> Vec<Placed> {
        told_apart(wanted, false)
    }

    fn told_apart(wanted: &[Wanted], desperate: bool) -> Vec<Placed> {
        let obstacles = Obstacles { boxes: wanted.iter().map(circle).collect(), lines: vec![] };
        let placed = place(wanted, &obstacles, &AREA, desperate).expect("there is room");
        for (i, one) in placed.iter().enumerate() {
            assert!(AREA.holds(&one.bounds), "{i}: {}", one.bounds);
            assert!(obstacles.boxes.iter().all(|taken| !taken.overlaps(&one.bounds)), "{i} covers a point");
            for (j, other) in placed.iter().enumerate().filter(|(j, _)| *j != i) {
                assert!(!one.bounds.overlaps(&other.bounds), "{i} {} on {j} {}", one.bounds, other.bounds);
                let crossed = other.leader.is_some_and(|[from, to]| crosses(&one.bounds, from, to));
                assert!(desperate || !crossed, "the line of {j} runs through {i}");
            }
        }
        placed
    }

    #[test]
    fn a_lonely_label_stands_at_the_right_and_at_the_edge_where_there_is_room() {
        let one = placed(&[at(300.0, 200.0)])[0];
        assert!(one.bounds.left > 308.0 && one.leader.is_none(), "{one:?}");
        assert!(placed(&[at(890.0, 200.0)])[0].bounds.right < 882.0);
        placed(&[at(3.0, 3.0), at(897.0, 397.0)]);
    }

    #[test]
    fn crowds_are_told_apart_the_same_way_every_time() {
        let same = |count: i32| (0..count).map(|_| at(450.0, 200.0)).collect::<Vec<_>>();
        let row = |count: i32| (0..count).map(|i| at(300.0 + 24.0 * f64::from(i), 150.0)).collect::<Vec<_>>();
        let corner = |count: i32| (0..count).map(|i| at(880.0, 390.0 - 12.0 * f64::from(i))).collect::<Vec<_>>();
        for crowd in [same(4), row(6), corner(4)] {
            assert_eq!(placed(&crowd), placed(&crowd));
        }
        // More than find a free line of sight.
        for crowd in [same(12), row(12), corner(12)] {
            told_apart(&crowd, true);
        }
    }

    #[test]
    fn lines_are_spared_and_no_room_is_said() {
        let wanted = [at(300.0, 200.0)];
        let line = vec![(300.0, 200.0), (900.0, 200.0)];
        let obstacles = Obstacles { boxes: vec![circle(&wanted[0])], lines: vec![line] };
        let one = place(&wanted, &obstacles, &AREA, false).unwrap()[0];
        assert!(one.bounds.right < 300.0, "{one:?}");
        let everything = Obstacles { boxes: vec![AREA], lines: vec![] };
        assert_eq!(place(&wanted, &everything, &AREA, true), None);
    }

    #[test]
    fn crossing_is_seen() {
        let bounds = Bounds { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        assert!(crosses(&bounds, (0.0, 15.0), (30.0, 15.0)) && crosses(&bounds, (15.0, 15.0), (15.0, 15.0)));
        assert!(!crosses(&bounds, (0.0, 0.0), (30.0, 5.0)) && !crosses(&bounds, (0.0, 25.0), (15.0, 40.0)));
        assert!(meet(((0.0, 0.0), (10.0, 10.0)), ((0.0, 10.0), (10.0, 0.0))));
        assert!(!meet(((0.0, 0.0), (4.0, 4.0)), ((0.0, 10.0), (10.0, 0.0))));
    }
}
