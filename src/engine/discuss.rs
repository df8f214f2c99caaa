//! Weights that spread by talk (Friedkin & Johnsen 1990). Pure functions of eight draws at a time.
//!
//! A [`Circle`] says who may listen to whom; [`Heard`] how much each listener does in these draws: at least 0, each
//! listener's shares summing to at most 1. What follows from that alone is worked out once, however many strategies talk
//! in this circle. `own[i * width + c]` are i's weights when the discussion begins; each function replaces them by those
//! at its end.

use crate::math::{Eight, Kernel, Lanes, Simd, simd};
use crate::model::Discussion;
use crate::plan::Circle;

/// How much everybody listens to whom in one discussion.
#[derive(Debug)]
pub struct Heard {
    /// `[pair of the circle]`
    pub shares: Vec<Lanes>,
    /// `[listener]` what he keeps of his own.
    stubborn: Vec<Lanes>,
    /// `[place]` I - A taken apart; the diagonal is inverted.
    factors: Vec<Lanes>,
}

/// Scratch space of a discussion.
#[derive(Debug, Default)]
pub struct Floor {
    said: Vec<Lanes>,
    next: Vec<Lanes>,
}

/// How stubborn everybody is at least, so that a circle of people who only listen to each other has a limit, too.
const LEAST_STUBBORN: f64 = 1e-9;

/// Runs a call for all criteria, N at a time: one sum after the other would wait for each addition.
macro_rules! side_by_side {
    ($simd:ident: $c:ident of $width:expr, $n:ident => $call:expr) => {
        let mut $c = 0;
        while $c < $width {
            let step = match $width - $c {
                8.. if $simd::ROOMY => side_by_side!(@ $n 8 $call),
                4.. => side_by_side!(@ $n 4 $call),
                3 => side_by_side!(@ $n 3 $call),
                2 => side_by_side!(@ $n 2 $call),
                _ => side_by_side!(@ $n 1 $call),
            };
            $c += step;
        }
    };
    (@ $n:ident $many:literal $call:expr) => {{
        const $n: usize = $many;
        $call;
        $n
    }};
}

impl Heard {
    /// Room for any of these circles.
    pub fn new(circles: &[Circle]) -> Self {
        let room = |size: fn(&Circle) -> usize| vec![Lanes::ZERO; circles.iter().map(size).max().unwrap_or(0)];
        Self {
            shares: room(|circle| circle.pairs.len()),
            stubborn: room(|circle| circle.people),
            factors: room(|circle| circle.triangles.places),
        }
    }

    /// Once the shares are known: what a discussion needs of them.
    #[inline(always)]
    pub fn prepare<S: Simd>(&mut self, simd: S, circle: &Circle, discussion: Discussion) {
        let Self { shares, stubborn, factors } = self;
        let (zero, one) = (Eight::splat(simd, 0.0), Eight::splat(simd, 1.0));
        if discussion != Discussion::Settled {
            for (who, stubborn) in stubborn.iter_mut().enumerate() {
                let mut rest = one;
                for share in &shares[circle.pairs_of(who)] {
                    rest = rest - share.on(simd);
                }
                *stubborn = rest.lanes();
            }
            return;
        }
        factors.fill((-zero).lanes());
        for (who, stubborn) in stubborn.iter_mut().enumerate() {
            let mut heard = zero;
            for pair in circle.pairs_of(who) {
                let share = shares[pair].on(simd);
                heard = heard + share;
                factors[circle.triangles.place_of[pair]] = (-share).lanes();
            }
            let kept = (one - heard).max(Eight::splat(simd, LEAST_STUBBORN));
            *stubborn = kept.lanes();
            factors[who] = (heard + kept).lanes();
        }
        for (k, column) in circle.triangles.columns.iter().enumerate() {
            let inverse = one / factors[k].on(simd);
            factors[k] = inverse.lanes();
            for row in column {
                let factor = factors[row.factor].on(simd) * inverse;
                factors[row.factor] = factor.lanes();
                for &(place, taken) in &row.changes {
                    factors[place] = (factors[place].on(simd) - factor * factors[taken].on(simd)).lanes();
                }
            }
        }
    }
}

/// A discussion of some rounds: w_i becomes sum_j a_ij w_j + (1 - sum_j a_ij) own_i, everybody at once, again and again.
#[inline(always)]
pub fn talk<S: Simd>(simd: S, own: &mut Vec<Lanes>, circle: &Circle, heard: &Heard, rounds: u32, floor: &mut Floor) {
    let width = own.len() / circle.people;
    let Floor { said, next } = floor;
    said.resize(own.len(), Lanes::ZERO);
    next.resize(own.len(), Lanes::ZERO);
    for round in 0..rounds {
        let before = if round == 0 { &own[..] } else { &said[..] };
        let rows = own.chunks_exact(width).zip(next.chunks_exact_mut(width));
        let (mut shares, mut speakers) = (&heard.shares[..], circle.speakers());
        for ((own, next), (many, stubborn)) in rows.zip(circle.listens().iter().zip(&heard.stubborn)) {
            let (mine, others) = (shares.split_at(*many), speakers.split_at(*many));
            (shares, speakers) = (mine.1, others.1);
            // Who listens to nobody stays where he is.
            if *many == 0 {
                next.copy_from_slice(own);
                continue;
            }
            let (mine, stubborn) = ((mine.0, others.0), stubborn.on(simd));
            side_by_side!(S: c of width, N => hear::<S, N>(simd, mine, before, c, stubborn, own, next));
        }
        std::mem::swap(said, next);
    }
    if rounds > 0 {
        std::mem::swap(own, said);
    }
}

/// What one person makes of what he hears, for N criteria from `c` on.
#[inline(always)]
fn hear<S: Simd, const N: usize>(
    simd: S,
    (shares, speakers): (&[Lanes], &[usize]),
    said: &[Lanes],
    c: usize,
    stubborn: Eight<S>,
    own: &[Lanes],
    next: &mut [Lanes],
) {
    let (width, said, own) = (own.len(), &said[c..], &own[c..][..N]);
    let mut sums = [stubborn; N];
    for k in 0..N {
        sums[k] = stubborn * own[k].on(simd);
    }
    for (share, speaker) in shares.iter().zip(speakers) {
        let (share, said) = (share.on(simd), &said[speaker * width..][..N]);
        for k in 0..N {
            sums[k] = sums[k] + share * said[k].on(simd);
        }
    }
    let next = &mut next[c..][..N];
    for k in 0..N {
        next[k] = sums[k].lanes();
    }
}

/// A discussion until nothing changes any more: the solution of (I - A) w = (1 - row sums) own, by elimination. I - A
/// is diagonally dominant, so no pivots are needed.
#[inline(always)]
pub fn settle<S: Simd>(simd: S, own: &mut [Lanes], circle: &Circle, heard: &Heard) {
    let width = own.len() / circle.people;
    side_by_side!(S: c of width, N => eliminate::<S, N>(simd, own, circle, heard, (c, width)));
    // In a closed circle the elimination divides by 10^-9: what rounding has added or taken is shared out again.
    for row in own.chunks_exact_mut(width) {
        let mut sum = Eight::splat(simd, 0.0);
        for w in row.iter() {
            sum = sum + w.on(simd);
        }
        let share = Eight::splat(simd, 1.0) / sum;
        for w in row {
            *w = (w.on(simd) * share).lanes();
        }
    }
}

/// The elimination for N criteria from `c` on: down, then up.
#[inline(always)]
fn eliminate<S: Simd, const N: usize>(
    simd: S,
    own: &mut [Lanes],
    circle: &Circle,
    Heard { stubborn, factors, .. }: &Heard,
    (c, width): (usize, usize),
) {
    let triangles = &circle.triangles;
    for (i, (taken, stubborn)) in triangles.down.iter().zip(stubborn).enumerate() {
        let stubborn = stubborn.on(simd);
        let mut rest = [stubborn; N];
        for (rest, w) in rest.iter_mut().zip(&own[i * width + c..][..N]) {
            *rest = w.on(simd) * stubborn;
        }
        take(simd, own, factors, taken, (c, width), &mut rest);
        for (w, rest) in own[i * width + c..][..N].iter_mut().zip(rest) {
            *w = rest.lanes();
        }
    }
    for (i, (taken, inverse)) in triangles.up.iter().zip(factors).enumerate().rev() {
        let inverse = inverse.on(simd);
        let mut rest = [inverse; N];
        for (rest, w) in rest.iter_mut().zip(&own[i * width + c..][..N]) {
            *rest = w.on(simd);
        }
        take(simd, own, factors, taken, (c, width), &mut rest);
        for (w, rest) in own[i * width + c..][..N].iter_mut().zip(rest) {
            *w = (rest * inverse).lanes();
        }
    }
}

/// Takes multiples of other rows from one.
#[inline(always)]
fn take<S: Simd, const N: usize>(
    simd: S,
    own: &[Lanes],
    factors: &[Lanes],
    taken: &[(usize, usize)],
    (c, width): (usize, usize),
    rest: &mut [Eight<S>; N],
) {
    for &(place, row) in taken {
        let (factor, row) = (factors[place].on(simd), &own[row * width + c..][..N]);
        for k in 0..N {
            rest[k] = rest[k] - factor * row[k].on(simd);
        }
    }
}

struct Discuss<'a> {
    own: &'a mut Vec<Lanes>,
    listening: &'a [Lanes],
    circle: Circle,
    discussion: Discussion,
}

impl Kernel for Discuss<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { own, listening, circle, discussion } = self;
        let mut heard = Heard::new(std::slice::from_ref(&circle));
        for (share, (i, j)) in heard.shares.iter_mut().zip(&circle.pairs) {
            *share = listening[i * circle.people + j];
        }
        heard.prepare(simd, &circle, discussion);
        match discussion {
            Discussion::Rounds(rounds) => talk(simd, own, &circle, &heard, rounds, &mut Floor::default()),
            Discussion::Settled => settle(simd, own, &circle, &heard),
        }
    }
}

/// Holds a discussion of eight draws at a time; `listening[i * people + j]` is how much i listens to j.
pub fn discuss(own: &mut [Lanes], listening: &[Lanes], people: usize, discussion: Discussion) {
    let others = |pair: usize| pair / people != pair % people;
    let pattern: Vec<bool> = (0..people * people).map(others).collect();
    let mut weights = own.to_vec();
    simd::run(Discuss { own: &mut weights, listening, circle: Circle::new(&pattern, people), discussion });
    own.copy_from_slice(&weights);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes(numbers: &[f64]) -> Vec<Lanes> {
        numbers.iter().map(|x| Lanes::splat(*x)).collect()
    }

    #[test]
    fn two_people_settle_where_the_closed_form_says() {
        // w_1 = [(1 - a12) own_1 + a12 (1 - a21) own_2] / (1 - a12 a21)
        let (a12, a21) = (0.3, 0.6);
        let (own1, own2) = ([0.8, 0.2], [0.1, 0.9]);
        let mut own = lanes(&[own1[0], own1[1], own2[0], own2[1]]);
        discuss(&mut own, &lanes(&[0.0, a12, a21, 0.0]), 2, Discussion::Settled);
        for c in 0..2 {
            let first = ((1.0 - a12) * own1[c] + a12 * (1.0 - a21) * own2[c]) / (1.0 - a12 * a21);
            let second = ((1.0 - a21) * own2[c] + a21 * (1.0 - a12) * own1[c]) / (1.0 - a12 * a21);
            assert!((own[c].0[3] - first).abs() < 1e-15, "{} {first}", own[c].0[3]);
            assert!((own[2 + c].0[3] - second).abs() < 1e-15, "{} {second}", own[2 + c].0[3]);
        }
    }

    #[test]
    fn many_rounds_come_to_rest_where_settling_does() {
        let listening = lanes(&[0.0, 0.3, 0.2, 0.5, 0.0, 0.1, 0.25, 0.25, 0.0]);
        let own = lanes(&[0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4]);
        let (mut long, mut settled) = (own.clone(), own);
        discuss(&mut long, &listening, 3, Discussion::Rounds(200));
        discuss(&mut settled, &listening, 3, Discussion::Settled);
        for (a, b) in long.iter().zip(&settled) {
            assert!((a.0[0] - b.0[0]).abs() < 1e-14);
        }
        for row in settled.chunks_exact(3) {
            let sum: f64 = row.iter().map(|w| w.0[0]).sum();
            assert!((sum - 1.0).abs() < 1e-14);
        }
    }

    #[test]
    fn a_circle_without_anybody_stubborn_meets_in_the_middle() {
        let mut own = lanes(&[0.7, 0.3, 0.2, 0.8]);
        discuss(&mut own, &lanes(&[0.0, 1.0, 1.0, 0.0]), 2, Discussion::Settled);
        for (got, expected) in own.iter().zip([0.45, 0.55, 0.45, 0.55]) {
            assert!((got.0[0] - expected).abs() < 1e-6, "{} {expected}", got.0[0]);
        }
    }

    #[test]
    fn who_listens_to_nobody_keeps_his_weights() {
        let mut own = lanes(&[0.7, 0.3, 0.2, 0.8]);
        discuss(&mut own, &lanes(&[0.0, 0.0, 1.0, 0.0]), 2, Discussion::Rounds(1));
        assert_eq!(own, lanes(&[0.7, 0.3, 0.7, 0.3]));
    }
}
