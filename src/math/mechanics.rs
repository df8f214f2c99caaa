//! Quantile tables of gammas and betas from a differential equation (Steinbrecher & Shaw 2008, "Quantile mechanics").
//!
//! Let q = ln p be the logarithm of the distance to the nearer end, y = ln x for a gamma and logit x for a beta, and f the
//! density of y. The slope s = dy/dq = p / f(y), negative on the upper side, needs no exponential function, because
//!
//! s' = s (1 - (ln f)' s),   (ln f)' = a - b x,   x' = x (1 - c x) s
//!
//! with (a, b, c) = (shape, 1, 0) for a gamma and (a, a + b, 1) for a beta. Taylor steps carry it from knot to knot
//! inwards; that way errors of the probability stay as they are while the probability grows. Eight stretches, four to a
//! side, go side by side, each from a start of its own that is exact; so the end of one must meet the start of the next,
//! and the two sides must meet at the median. A table that does not is refused.

use super::instructions::vectorised;
use super::lanes::{LANES, Lanes, exp};
use super::special::{self, BeyondPoint};
use super::table::{OCTAVES, PER_OCTAVE, QuantileTable, Row};
use super::unit::{SMALLEST_TAIL, Tail};

/// Order of a Taylor step.
const ORDER: usize = 6;
/// The farthest that ln p or y may move in one step.
const LONGEST_STEP: f64 = 0.1;
/// How many steps a piece may take: smaller shapes are left to the exact builder.
const MOST_STEPS: f64 = 1000.0;
/// Where |y| is larger, x differs from its end by less than 10^-17.
const NEXT_TO_END: f64 = 40.0;
/// How well the stretches must meet, relative to the distance to the nearer end.
const TOLERANCE: f64 = 1e-7;
/// Octaves of a stretch.
const STRETCH: usize = 2 * OCTAVES / LANES;

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// The variate itself.
    Plain,
    /// Its logarithm for a gamma, its logit for a beta: what small shapes need.
    Logarithmic,
}

impl Scale {
    /// The logarithmic one, or the plain one.
    pub fn logarithmic(wanted: bool) -> Self {
        if wanted { Self::Logarithmic } else { Self::Plain }
    }
}

/// The side and the distance at which a stretch starts.
fn outset(lane: usize) -> Tail {
    let per_side = LANES / 2;
    Tail { p: SMALLEST_TAIL * (1_u64 << (STRETCH * (lane % per_side))) as f64, upper: lane >= per_side }
}

/// The table of Gamma(shape); `None` where the stretches do not meet.
pub(super) fn gamma(shape: f64, scale: Scale) -> Option<QuantileTable> {
    let ln_norm = statrs::function::gamma::ln_gamma(shape);
    let start = |lane| {
        let at = outset(lane);
        let guess = special::gamma_guess(shape, at, ln_norm);
        let found = start(at, guess, |y| special::gamma_tail(shape, ln_norm, y, at.upper))?;
        Some((found, found.y.exp()))
    };
    let field = Field::<false> { a: Lanes::splat(shape), b: Lanes::ONE };
    let view = View { sign: Lanes::ONE, offset: Lanes::ZERO };
    build(field, Starts::collect(start)?, view, scale)
}

/// The table of Beta(a, b); `None` where the stretches do not meet.
pub(super) fn beta(a: f64, b: f64, scale: Scale) -> Option<QuantileTable> {
    let ln_norm = statrs::function::beta::ln_beta(a, b);
    // Each side is seen from its own end, as the lower side of Beta(a, b) or Beta(b, a), so no digit is lost near 1.
    let near = |lane: usize| if outset(lane).upper { (b, a) } else { (a, b) };
    let start = |lane| {
        let (at, (a, b)) = (Tail { upper: false, ..outset(lane) }, near(lane));
        let guess = special::beta_guess(a, b, at, ln_norm);
        let found = start(at, guess, |y| special::beta_tail((a, b), ln_norm, y, false))?;
        Some((found, special::logit_to_unit(found.y)))
    };
    let each = |of: &dyn Fn(usize) -> f64| Lanes(std::array::from_fn(of));
    let field = Field::<true> { a: each(&|lane| near(lane).0), b: Lanes::splat(a + b) };
    let upper = each(&|lane| if outset(lane).upper { 1.0 } else { 0.0 });
    let offset = if scale == Scale::Plain { upper } else { Lanes::ZERO };
    build(field, Starts::collect(start)?, View { sign: Lanes::ONE - upper * 2.0, offset }, scale)
}

/// A point on the quantile function near to where a stretch starts.
#[derive(Clone, Copy)]
struct Start {
    y: f64,
    /// dy / d ln p
    slope: f64,
    /// How far ln p still is from the outset.
    gap: f64,
}

/// From a guess to a point from which ln p and y need not go further than 1, by Newton steps on ln p.
fn start(at: Tail, guess: f64, exact: impl Fn(f64) -> BeyondPoint) -> Option<Start> {
    let sign = if at.upper { -1.0 } else { 1.0 };
    let mut y = guess;
    for _ in 0..20 {
        let beyond = exact(y);
        let (slope, gap) = (sign * beyond.by_density, at.p.ln() - beyond.ln_tail);
        if gap.abs() <= 1.0 && (gap * slope).abs() <= 1.0 {
            return Some(Start { y, slope, gap });
        }
        let limit = 2.0 + y.abs();
        y += (gap * slope).clamp(-limit, limit);
    }
    None
}

/// The state of the eight stretches.
#[derive(Clone, Copy)]
struct State {
    /// ln x or logit x.
    y: Lanes,
    x: Lanes,
    /// dy / d ln p
    slope: Lanes,
}

/// Where the stretches start, and how far ln p still is from their outsets.
struct Starts {
    state: State,
    gap: Lanes,
}

impl Starts {
    /// From a function that gives start and x of each stretch.
    fn collect(start: impl Fn(usize) -> Option<(Start, f64)>) -> Option<Self> {
        let mut this = Self { state: State { y: Lanes::ZERO, x: Lanes::ZERO, slope: Lanes::ZERO }, gap: Lanes::ZERO };
        for lane in 0..LANES {
            let (start, x) = start(lane)?;
            (this.state.y.0[lane], this.state.x.0[lane]) = (start.y, x);
            (this.state.slope.0[lane], this.gap.0[lane]) = (start.slope, start.gap);
        }
        Some(this)
    }
}

/// How the table shows what is computed from the nearer end: offset + sign * value.
struct View {
    sign: Lanes,
    offset: Lanes,
}

/// (ln f)' = a - b x, and x' = x (1 - x) s if bounded, else x s.
struct Field<const BOUNDED: bool> {
    a: Lanes,
    b: Lanes,
}

impl<const BOUNDED: bool> Field<BOUNDED> {
    /// The state where ln p is larger by `h`, by Taylor's series in the fraction of the step.
    #[inline(always)]
    fn step(&self, state: State, h: Lanes) -> State {
        let mut series = Series::from(state);
        self.next::<0>(&mut series, h);
        self.next::<1>(&mut series, h);
        self.next::<2>(&mut series, h);
        self.next::<3>(&mut series, h);
        self.next::<4>(&mut series, h);
        self.next::<5>(&mut series, h);
        State { y: series.y, x: total(&series.x), slope: total(&series.s) }
    }

    /// Coefficient K + 1 from those before. K is known to the compiler, so that all stays in registers.
    #[inline(always)]
    fn next<const K: usize>(&self, Series { s, x, v, m, g, y }: &mut Series, h: Lanes) {
        m[K] = if K == 0 { self.b * x[0] - self.a } else { self.b * x[K] };
        g[K] = product::<K>(m, s) + if K == 0 { 1.0 } else { 0.0 };
        v[K] = if BOUNDED { x[K] - product::<K>(x, x) } else { x[K] };
        let h = h * (1.0 / (K + 1) as f64);
        s[K + 1] = product::<K>(g, s) * h;
        x[K + 1] = product::<K>(v, s) * h;
        *y = *y + s[K] * h;
    }

    /// The same in as many equal steps as it takes; `None` if it takes too many.
    #[inline(always)]
    fn advance(&self, state: State, h: Lanes) -> Option<State> {
        let path = (h * state.slope).map(f64::abs);
        let far = largest(path.max(h.map(f64::abs)));
        if far <= LONGEST_STEP { Some(self.step(state, h)) } else { self.advance_far(state, h, path) }
    }

    /// For small shapes, where y runs.
    #[inline(always)]
    fn advance_far(&self, mut state: State, h: Lanes, path: Lanes) -> Option<State> {
        // Where x stays next to an end the slope feels nothing of it, however far y goes.
        let idle = state.y.zip(path, |y, path| if y.abs() > path + NEXT_TO_END { 1.0 } else { 0.0 });
        let far = path.zip(idle, |path, idle| if idle > 0.0 { 0.0 } else { path }).max(h.map(f64::abs));
        let steps = (largest(far) / LONGEST_STEP).ceil().max(1.0);
        if steps.is_nan() || steps > MOST_STEPS {
            return None;
        }
        let h = h * (1.0 / steps);
        for _ in 0..steps as usize {
            state = self.step(state, h);
        }
        let at_end = state.y.map(|y| if y < 0.0 { exp(y) } else { 1.0 });
        state.x = Lanes(std::array::from_fn(|lane| if idle.0[lane] > 0.0 { at_end.0[lane] } else { state.x.0[lane] }));
        Some(state)
    }

    /// Value and slope by ln p, as the table shows them.
    #[inline(always)]
    fn shown(&self, state: State, view: &View, scale: Scale) -> (Lanes, Lanes) {
        let (value, slope) = match scale {
            Scale::Logarithmic => (state.y, state.slope),
            Scale::Plain if BOUNDED => (state.x, state.x * (Lanes::ONE - state.x) * state.slope),
            Scale::Plain => (state.x, state.x * state.slope),
        };
        (view.offset + view.sign * value, view.sign * slope)
    }
}

/// Taylor coefficients of s, x, x' / s, -(ln f)' and 1 - (ln f)' s, and the sum for y.
struct Series {
    s: [Lanes; ORDER + 1],
    x: [Lanes; ORDER + 1],
    v: [Lanes; ORDER + 1],
    m: [Lanes; ORDER + 1],
    g: [Lanes; ORDER + 1],
    y: Lanes,
}

impl Series {
    #[inline(always)]
    fn from(state: State) -> Self {
        const NONE: [Lanes; ORDER + 1] = [Lanes::ZERO; ORDER + 1];
        let (mut s, mut x) = (NONE, NONE);
        (s[0], x[0]) = (state.slope, state.x);
        Self { s, x, v: NONE, m: NONE, g: NONE, y: state.y }
    }
}

/// Coefficient K of a product of two series; the terms that are known last are added last.
#[inline(always)]
fn product<const K: usize>(a: &[Lanes; ORDER + 1], b: &[Lanes; ORDER + 1]) -> Lanes {
    if K == 0 {
        return a[0] * b[0];
    }
    let mut sum = a[0] * b[K];
    if K > 1 {
        let mut known = a[1] * b[K - 1];
        for i in 2..K {
            known = known + a[i] * b[K - i];
        }
        sum = known + sum;
    }
    sum + a[K] * b[0]
}

#[inline(always)]
fn largest(of: Lanes) -> f64 {
    let [a, b, c, d, e, f, g, h] = of.0;
    let max = |x: f64, y: f64| if x > y { x } else { y };
    max(max(max(a, b), max(c, d)), max(max(e, f), max(g, h)))
}

#[inline(always)]
fn total(series: &[Lanes]) -> Lanes {
    let mut sum = series[ORDER];
    for k in (0..ORDER).rev() {
        sum = sum + series[k];
    }
    sum
}

fn build<const BOUNDED: bool>(
    field: Field<BOUNDED>,
    starts: Starts,
    view: View,
    scale: Scale,
) -> Option<QuantileTable> {
    let (rows, gap) = vectorised(
        #[inline(always)]
        || march(&field, &starts, &view, scale),
    )?;
    (gap <= TOLERANCE).then_some(QuantileTable::from_rows(rows))
}

/// The rows of a table from all stretches at once, and how well the stretches meet.
#[inline(always)]
fn march<const BOUNDED: bool>(
    field: &Field<BOUNDED>,
    starts: &Starts,
    view: &View,
    scale: Scale,
) -> Option<(Vec<Row>, f64)> {
    let steps: [f64; PER_OCTAVE] = std::array::from_fn(|piece| (1.0 / (PER_OCTAVE + piece) as f64).ln_1p());
    let mut rows = vec![Row::default(); 2 * OCTAVES * PER_OCTAVE];
    let first = field.advance(starts.state, starts.gap)?;
    let mut state = first;
    let mut inner = field.shown(state, view, scale);
    for octave in 0..STRETCH {
        for piece in 0..PER_OCTAVE {
            state = field.advance(state, Lanes::splat(steps[piece]))?;
            let outer = field.shown(state, view, scale);
            // A piece is 1 / (16 + piece) of the distance at its start: slopes by ln p become slopes by its width.
            let start = (PER_OCTAVE + piece) as f64;
            let row = hermite((inner.0, inner.1 * (1.0 / start)), (outer.0, outer.1 * (1.0 / (start + 1.0))));
            for lane in 0..LANES {
                rows[(lane * STRETCH + octave) * PER_OCTAVE + piece] = Row(row.map(|c| c.0[lane]));
            }
            inner = outer;
        }
    }
    Some((rows, gap::<BOUNDED>(first, state)))
}

/// The cubics on [0, 1] with these values and slopes at their ends.
#[inline(always)]
fn hermite((v0, s0): (Lanes, Lanes), (v1, s1): (Lanes, Lanes)) -> [Lanes; 4] {
    [v0, s0, (v1 - v0) * 3.0 - s0 * 2.0 - s1, (v0 - v1) * 2.0 + s0 + s1]
}

/// How well the end of each stretch meets the start of the next, as the largest relative error of a tail probability.
fn gap<const BOUNDED: bool>(first: State, last: State) -> f64 {
    let median = LANES / 2 - 1;
    // Each side of a beta is seen from its own end.
    let across = if BOUNDED { -last.y.0[LANES - 1] } else { last.y.0[LANES - 1] };
    let gaps = (0..LANES - 1).map(|lane| {
        let next = if lane == median { across } else { first.y.0[lane + 1] };
        ((last.y.0[lane] - next) / last.slope.0[lane]).abs()
    });
    gaps.fold(0.0, |worst, gap| if worst >= gap { worst } else { gap })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let view = View { sign: Lanes::ONE, offset: Lanes::ZERO };
        let field = Field::<false> { a: Lanes::splat(0.3), b: Lanes::ONE };
        let y = Lanes([-77.0, -58.0, -40.0, -21.0, 2.9, 2.6, 2.1, 1.3]);
        let x = y.map(f64::exp);
        let slope = Lanes([3.3, 3.3, 3.3, 3.3, -0.05, -0.07, -0.1, -0.24]);
        let starts = Starts { state: State { y, x, slope }, gap: Lanes::splat(0.1) };
        let fast = vectorised(
            #[inline(always)]
            || march(&field, &starts, &view, Scale::Logarithmic),
        );
        assert!(fast.is_some());
        assert_eq!(fast, march(&field, &starts, &view, Scale::Logarithmic));
    }

    #[test]
    fn stretches_that_do_not_meet_are_refused() {
        let state = |y: [f64; 2]| State { y: Lanes::splat(y[0]), x: Lanes::ONE, slope: Lanes::splat(y[1]) };
        assert!(gap::<false>(state([1.0, 2.0]), state([1.0, 2.0])) == 0.0);
        assert!(gap::<false>(state([1.0, 2.0]), state([1.002, 2.0])) > TOLERANCE);
        assert!(gap::<false>(state([f64::NAN, 2.0]), state([1.0, 2.0])).is_nan());
        // Nearly all of this lies beyond what a step can follow.
        assert!(gamma(1e-7, Scale::Logarithmic).is_none());
    }
}
