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

use super::lanes::{LANES, Lanes, exp, vectorised};
use super::special;
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
        let found = start(at.p, special::gamma_guess(shape, at, ln_norm), at.upper, |y| {
            special::gamma_tail(shape, ln_norm, y, at.upper)
        })?;
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
        let found = start(at.p, special::beta_guess(a, b, at, ln_norm), false, |y| {
            special::beta_tail((a, b), ln_norm, y, false)
        })?;
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
    slope: f64,
    /// How far ln p still is from the outset.
    gap: f64,
}

/// From a guess to a point within a factor e of the probability, by Newton steps on its logarithm. `exact` gives the
/// tail and the density.
fn start(p: f64, guess: f64, upper: bool, exact: impl Fn(f64) -> (f64, f64)) -> Option<Start> {
    let mut y = guess;
    for _ in 0..20 {
        let (tail, density) = exact(y);
        let slope = if upper { -tail / density } else { tail / density };
        let gap = (p / tail).ln();
        if gap.abs() <= 1.0 {
            return Some(Start { y, slope, gap });
        }
        y += gap * slope;
    }
    None
}

/// The state of the eight stretches.
#[derive(Clone, Copy)]
struct State {
    y: Lanes,
    x: Lanes,
    slope: Lanes,
}

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
        const NONE: [Lanes; ORDER + 1] = [Lanes::ZERO; ORDER + 1];
        // Coefficients of s, x, x' / s, b x - a, and 1 - (ln f)' s.
        let (mut s, mut x, mut v, mut m, mut g) = (NONE, NONE, NONE, NONE, NONE);
        (s[0], x[0]) = (state.slope, state.x);
        let mut y = state.y;
        for k in 0..ORDER {
            m[k] = if k == 0 { self.b * x[0] - self.a } else { self.b * x[k] };
            g[k] = product(&m, &s, k) + if k == 0 { 1.0 } else { 0.0 };
            v[k] = if BOUNDED { x[k] - product(&x, &x, k) } else { x[k] };
            let next = h * (1.0 / (k + 1) as f64);
            s[k + 1] = product(&g, &s, k) * next;
            x[k + 1] = product(&v, &s, k) * next;
            y = y + s[k] * next;
        }
        State { y, x: total(&x), slope: total(&s) }
    }

    /// The same in as many equal steps as it takes; `None` if it takes too many.
    #[inline(always)]
    fn advance(&self, mut state: State, h: Lanes) -> Option<State> {
        let path = (h * state.slope).map(f64::abs);
        // Where x stays next to an end, the slope feels nothing of it, however far y goes.
        let idle = state.y.zip(path, |y, path| if y.abs() > path + NEXT_TO_END { 1.0 } else { 0.0 });
        let far = path.zip(idle, |path, idle| if idle > 0.0 { 0.0 } else { path }).max(h.map(f64::abs));
        let steps = (largest(far) / LONGEST_STEP).ceil().max(1.0);
        if !(steps <= MOST_STEPS) {
            return None;
        }
        let h = h * (1.0 / steps);
        for _ in 0..steps as usize {
            state = self.step(state, h);
        }
        if largest(idle) > 0.0 {
            let x = state.y.map(|y| if y < 0.0 { exp(y) } else { 1.0 });
            for lane in 0..LANES {
                if idle.0[lane] > 0.0 {
                    state.x.0[lane] = x.0[lane];
                }
            }
        }
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

/// The k-th coefficient of a product of two series.
#[inline(always)]
fn product(a: &[Lanes], b: &[Lanes], k: usize) -> Lanes {
    let mut sum = a[0] * b[k];
    for i in 1..=k {
        sum = sum + a[i] * b[k - i];
    }
    sum
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
    let mut rows = vec![Row::default(); 2 * OCTAVES * PER_OCTAVE];
    let (first, last) = vectorised(
        #[inline(always)]
        || {
            let first = field.advance(starts.state, starts.gap)?;
            let steps: [f64; PER_OCTAVE] = std::array::from_fn(|piece| (1.0 / (PER_OCTAVE + piece) as f64).ln_1p());
            let mut state = first;
            let mut inner = field.shown(state, &view, scale);
            for octave in 0..STRETCH {
                for piece in 0..PER_OCTAVE {
                    state = field.advance(state, Lanes::splat(steps[piece]))?;
                    let outer = field.shown(state, &view, scale);
                    // The width of the piece relative to the distances at its ends turns slopes by ln p into slopes by p.
                    let start = (PER_OCTAVE + piece) as f64;
                    let row = hermite((inner.0, inner.1 * (1.0 / start)), (outer.0, outer.1 * (1.0 / (start + 1.0))));
                    for lane in 0..LANES {
                        rows[(lane * STRETCH + octave) * PER_OCTAVE + piece] = row.map(|c| c.0[lane]);
                    }
                    inner = outer;
                }
            }
            Some((first, state))
        },
    )?;
    (gap::<BOUNDED>(first, last) <= TOLERANCE).then_some(QuantileTable::from_rows(rows))
}

#[inline(always)]
fn hermite((v0, s0): (Lanes, Lanes), (v1, s1): (Lanes, Lanes)) -> [Lanes; 4] {
    [v0, s0, (v1 - v0) * 3.0 - s0 * 2.0 - s1, (v0 - v1) * 2.0 + s0 + s1]
}

/// The largest relative gap of the probability between the end of a stretch and the start of the next.
fn gap<const BOUNDED: bool>(first: State, last: State) -> f64 {
    let half = LANES / 2;
    let mut worst = 0.0_f64;
    for lane in 0..LANES {
        let next = if lane + 1 == half {
            if BOUNDED { -last.y.0[LANES - 1] } else { last.y.0[LANES - 1] }
        } else if lane + 1 == LANES {
            break;
        } else {
            first.y.0[lane + 1]
        };
        let gap = ((last.y.0[lane] - next) / last.slope.0[lane]).abs();
        worst = if gap > worst || gap.is_nan() { gap } else { worst };
    }
    worst
}
