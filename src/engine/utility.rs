//! Performance to utility (docs/model.md, section 4), eight draws at a time: values, how they are perceived, what somebody
//! makes of them.

use crate::math::{Eight, LANES, Lanes, Simd};
use crate::model::{Outside, ValueFunction};
use crate::random::BLOCK;

/// [`ValueFunction::value`], draw by draw, with the same bits.
#[inline(always)]
pub fn value_of<S: Simd>(value: &ValueFunction, simd: S, x: Eight<S>) -> Eight<S> {
    let sign = if value.less_is_better() { -1.0 } else { 1.0 };
    let mut u = Eight::splat(simd, 0.0);
    for (i, (x0, v0, slope)) in value.segments().enumerate() {
        let on_segment = (x - x0) * slope + v0;
        let reached = Eight::splat(simd, x0 * sign).at_most(x * sign);
        u = if i == 0 { on_segment } else { reached.select(on_segment, u) };
    }
    match value.outside() {
        Outside::Clamp => u.max(Eight::splat(simd, 0.0)).min(Eight::splat(simd, 1.0)),
        Outside::Extrapolate => u,
    }
}

/// Natural units to values, in place.
#[inline(always)]
pub fn values<S: Simd>(simd: S, value: &ValueFunction, column: &mut [f64; BLOCK]) {
    if let ([(x0, v0), _], Some((.., slope))) = (value.points(), value.segments().next()) {
        // One straight line, as most are.
        let clamped = value.outside() == Outside::Clamp;
        let (zero, one) = (Eight::splat(simd, 0.0), Eight::splat(simd, 1.0));
        for x in column.chunks_exact_mut(LANES) {
            let u = (Eight::load(simd, x) - *x0) * slope + *v0;
            let u = if clamped { u.max(zero).min(one) } else { u };
            x.copy_from_slice(&u.lanes().0);
        }
        return;
    }
    for x in column.chunks_exact_mut(LANES) {
        let u = value_of(value, simd, Eight::load(simd, x));
        x.copy_from_slice(&u.lanes().0);
    }
}

/// U_iv = sum_c w_ic q_ivc for one stakeholder. `q` is `[alternative][criterion]`; four alternatives at a time, because
/// one sum after the other would wait for each addition.
#[inline(always)]
pub fn utilities<S: Simd>(simd: S, w: &[Lanes], q: &[Lanes], out: &mut [Lanes]) {
    let c = w.len();
    let mut fours = out.chunks_exact_mut(4);
    let mut q = q.chunks_exact(4 * c);
    for (out, q) in (&mut fours).zip(&mut q) {
        dot::<S, 4>(simd, w, q, out);
    }
    match fours.into_remainder() {
        rest @ [_] => dot::<S, 1>(simd, w, q.remainder(), rest),
        rest @ [_, _] => dot::<S, 2>(simd, w, q.remainder(), rest),
        rest @ [_, _, _] => dot::<S, 3>(simd, w, q.remainder(), rest),
        _ => {}
    }
}

#[inline(always)]
fn dot<S: Simd, const N: usize>(simd: S, w: &[Lanes], q: &[Lanes], out: &mut [Lanes]) {
    let (c, mut rows) = (w.len(), [w; N]);
    for (row, q) in rows.iter_mut().zip(q.chunks_exact(c)) {
        *row = q;
    }
    let mut sums = [Eight::splat(simd, 0.0); N];
    for j in 0..c {
        let w = w[j].on(simd);
        for v in 0..N {
            sums[v] = sums[v] + w * rows[v][j].on(simd);
        }
    }
    for (out, sum) in out.iter_mut().zip(sums) {
        *out = sum.lanes();
    }
}

/// q = k u + (1 - k) b
#[inline(always)]
pub fn perceive<S: Simd>(simd: S, u: Eight<S>, k: Eight<S>, reputation: f64) -> Eight<S> {
    k * u + (Eight::splat(simd, 1.0) - k) * reputation
}
