//! Scores to choices and ranks (docs/model.md, "The decision"). Pure functions of eight draws at a time.

use crate::math::{Eight, Lanes, Simd};

/// Scores closer than this are a tie: far above rounding, far below anything a buyer could feel.
pub const TIE: f64 = 1e-12;

/// Score of an alternative that cannot be chosen.
pub const OUT: f64 = -1e300;

/// Probability that each alternative is chosen, given its score: the best one (ties shared equally) without noise, else
/// proportional to exp(score / noise).
#[inline(always)]
pub fn choose<S: Simd>(simd: S, score: &[Lanes], noise: f64, out: &mut [Lanes]) {
    if noise > 0.0 { softly(simd, score, noise, out) } else { surely(simd, score, out) }
}

#[inline(always)]
fn largest<S: Simd>(simd: S, score: &[Lanes]) -> Eight<S> {
    let mut best = Eight::splat(simd, OUT);
    for s in score {
        best = best.max(s.on(simd));
    }
    best
}

#[inline(always)]
fn surely<S: Simd>(simd: S, score: &[Lanes], out: &mut [Lanes]) {
    let best = largest(simd, score);
    let (one, tie) = (Eight::splat(simd, 1.0), Eight::splat(simd, TIE));
    let mut winners = Eight::splat(simd, 0.0);
    for (p, s) in out.iter_mut().zip(score) {
        let wins = (best - s.on(simd)).at_most(tie).one();
        winners = winners + wins;
        *p = wins.lanes();
    }
    if !winners.at_most(one).all() {
        scale(simd, out, one / winners);
    }
}

#[inline(always)]
fn softly<S: Simd>(simd: S, score: &[Lanes], noise: f64, out: &mut [Lanes]) {
    match score.len() {
        3 => return few::<S, 3>(simd, score, noise, out),
        4 => return few::<S, 4>(simd, score, noise, out),
        5 => return few::<S, 5>(simd, score, noise, out),
        _ => {}
    }
    let (best, mut sum) = (largest(simd, score), Eight::splat(simd, 0.0));
    for (out, score) in out.chunks_mut(4).zip(score.chunks(4)) {
        sum = match score.len() {
            1 => shares::<S, 1>(score, best, 1.0 / noise, sum, out),
            2 => shares::<S, 2>(score, best, 1.0 / noise, sum, out),
            3 => shares::<S, 3>(score, best, 1.0 / noise, sum, out),
            _ => shares::<S, 4>(score, best, 1.0 / noise, sum, out),
        };
    }
    scale(simd, out, Eight::splat(simd, 1.0) / sum);
}

/// The usual numbers of alternatives stay in registers.
#[inline(always)]
fn few<S: Simd, const N: usize>(simd: S, score: &[Lanes], noise: f64, out: &mut [Lanes]) {
    let mut scores = [Eight::splat(simd, 0.0); N];
    for v in 0..N {
        scores[v] = score[v].on(simd);
    }
    let win = choose_softly(scores, noise);
    for v in 0..N {
        out[v] = win[v].lanes();
    }
}

/// exp((score - best) * steep) of N alternatives, side by side so that none waits for another; the sum, with theirs.
#[inline(always)]
fn shares<S: Simd, const N: usize>(
    score: &[Lanes],
    best: Eight<S>,
    steep: f64,
    mut sum: Eight<S>,
    out: &mut [Lanes],
) -> Eight<S> {
    let mut share = [best; N];
    for v in 0..N {
        share[v] = odds(score[v].on(best.simd()), best, steep);
    }
    for v in 0..N {
        sum = sum + share[v];
        out[v] = share[v].lanes();
    }
    sum
}

/// exp((score - best) * steep). An alternative that is out has a score so low that it would be e^-700; it is 0.
#[inline(always)]
fn odds<S: Simd>(score: Eight<S>, best: Eight<S>, steep: f64) -> Eight<S> {
    let (out_of_race, zero) = (Eight::splat(score.simd(), OUT * 0.5), Eight::splat(score.simd(), 0.0));
    out_of_race.below(score).select(((score - best) * steep).exp(), zero)
}

/// What [`choose`] gives for N scores in registers, if there is noise.
#[inline(always)]
pub fn choose_softly<S: Simd, const N: usize>(score: [Eight<S>; N], noise: f64) -> [Eight<S>; N] {
    let mut best = Eight::splat(score[0].simd(), OUT);
    for v in 0..N {
        best = best.max(score[v]);
    }
    let mut share = score;
    for v in 0..N {
        share[v] = odds(score[v], best, 1.0 / noise);
    }
    normalise(share)
}

/// Shares of what they are together.
#[inline(always)]
pub fn normalise<S: Simd, const N: usize>(mut shares: [Eight<S>; N]) -> [Eight<S>; N] {
    let simd = shares[0].simd();
    let mut sum = Eight::splat(simd, 0.0);
    for v in 0..N {
        sum = sum + shares[v];
    }
    let scale = Eight::splat(simd, 1.0) / sum;
    for v in 0..N {
        shares[v] = shares[v] * scale;
    }
    shares
}

#[inline(always)]
fn scale<S: Simd>(simd: S, numbers: &mut [Lanes], factor: Eight<S>) {
    for x in numbers {
        *x = (x.on(simd) * factor).lanes();
    }
}

/// Number of alternatives in the race that each one beats; a tie counts half.
#[inline(always)]
pub fn points<S: Simd>(simd: S, score: &[Lanes], out: &mut [Lanes]) {
    let (one, tie) = (Eight::splat(simd, 1.0), Eight::splat(simd, TIE));
    let (zero, out_of_race) = (Eight::splat(simd, 0.0), Eight::splat(simd, OUT * 0.5));
    out.fill(Lanes::ZERO);
    for a in 0..score.len() {
        let mine = score[a].on(simd);
        let mut sum = out[a].on(simd);
        for b in a + 1..score.len() {
            let other = score[b].on(simd);
            let won = ahead(simd, mine - other, tie);
            sum = sum + out_of_race.below(other).select(won, zero);
            let lost = out_of_race.below(mine).select(one - won, zero);
            out[b] = (out[b].on(simd) + lost).lanes();
        }
        out[a] = sum.lanes();
    }
}

/// 1 where this lead is one, 1/2 where it is a tie, else 0.
#[inline(always)]
fn ahead<S: Simd>(simd: S, lead: Eight<S>, tie: Eight<S>) -> Eight<S> {
    (tie.below(lead).one() + 1.0 - tie.below(-lead).one()) * Eight::splat(simd, 0.5)
}

/// `[alternative][rank]` probability of each rank, without noise: tied alternatives share the ranks they cover.
#[inline(always)]
pub fn ranks<S: Simd>(simd: S, score: &[Lanes], out: &mut [Lanes]) {
    let n = score.len();
    let (zero, one, tie) = (Eight::splat(simd, 0.0), Eight::splat(simd, 1.0), Eight::splat(simd, TIE));
    for (mine, out) in score.iter().zip(out.chunks_exact_mut(n)) {
        let mine = mine.on(simd);
        let (mut above, mut level) = (zero, zero);
        for other in score {
            let lead = other.on(simd) - mine;
            let ahead = tie.below(lead).one();
            let behind = tie.below(-lead).one();
            above = above + ahead;
            level = level + (one - ahead - behind);
        }
        let share = one / level;
        for (r, p) in out.iter_mut().enumerate() {
            let at = Eight::splat(simd, r as f64);
            let covered = at.below(above + level).select(share, zero);
            *p = above.at_most(at).select(covered, zero).lanes();
        }
    }
}

/// The same with noise: the ranking whose first place is the softmax, whose second place is the softmax of the rest, and
/// so on (Plackett 1975, Luce 1959), by going through the sets of those already placed. At most 8 alternatives.
#[inline(always)]
pub fn noisy_ranks<S: Simd>(simd: S, score: &[Lanes], win: &[Lanes], noise: f64, out: &mut [Lanes]) {
    match score.len() {
        ..=4 => set_by_set::<S, 16>(simd, score, win, noise, out),
        5 | 6 => set_by_set::<S, 64>(simd, score, win, noise, out),
        _ => set_by_set::<S, 256>(simd, score, win, noise, out),
    }
}

/// At most so many sets: to clear room for more of them takes longer than to go through a few.
#[inline(always)]
fn set_by_set<S: Simd, const SETS: usize>(simd: S, score: &[Lanes], win: &[Lanes], noise: f64, out: &mut [Lanes]) {
    let n = score.len();
    let mut placed = [Lanes::ZERO; SETS];
    placed[0] = Lanes::ONE;
    out.fill(Lanes::ZERO);
    let mut share = [Lanes::ZERO; 8];
    for set in 0..(1_usize << n) - 1 {
        let total = shares_of_rest(simd, score, win, noise, set, &mut share);
        let each = placed[set].on(simd) / total;
        let rank = set.count_ones() as usize;
        for a in 0..n {
            if set >> a & 1 == 0 {
                let p = each * share[a].on(simd);
                let (here, then) = (&mut out[a * n + rank], &mut placed[set | 1 << a]);
                *here = (here.on(simd) + p).lanes();
                *then = (then.on(simd) + p).lanes();
            }
        }
    }
}

/// Shares of those who are not in the set, and their sum: as they were among all, unless the rest trails so far behind
/// the leader that their shares have all but vanished; then anew, from the best of the rest.
#[inline(always)]
fn shares_of_rest<S: Simd>(
    simd: S,
    score: &[Lanes],
    win: &[Lanes],
    noise: f64,
    set: usize,
    share: &mut [Lanes; 8],
) -> Eight<S> {
    let mut total = Eight::splat(simd, 0.0);
    let mut best = Eight::splat(simd, OUT);
    for a in 0..score.len() {
        if set >> a & 1 == 0 {
            share[a] = win[a];
            total = total + win[a].on(simd);
            best = best.max(score[a].on(simd));
        }
    }
    if Eight::splat(simd, VANISHING).below(total).all() {
        return total;
    }
    let mut total = Eight::splat(simd, 0.0);
    for a in 0..score.len() {
        if set >> a & 1 == 0 {
            let again = ((score[a].on(simd) - best) * (1.0 / noise)).exp();
            share[a] = again.lanes();
            total = total + again;
        }
    }
    total
}

/// Shares that sum to less than this have lost their digits.
const VANISHING: f64 = 1e-200;

/// `[alternative][alternative]` probability that the first is ranked before the second; 1/2 against itself. `win` are the
/// shares of [`choose`].
#[inline(always)]
pub fn pairwise<S: Simd>(simd: S, score: &[Lanes], win: &[Lanes], noise: f64, out: &mut [Lanes]) {
    let n = score.len();
    let (one, tie) = (Eight::splat(simd, 1.0), Eight::splat(simd, TIE));
    for a in 0..n {
        out[a * n + a] = Eight::splat(simd, 0.5).lanes();
        for b in a + 1..n {
            let lead = score[a].on(simd) - score[b].on(simd);
            let before = if noise > 0.0 {
                let (mine, other) = (win[a].on(simd), win[b].on(simd));
                if Eight::splat(simd, VANISHING).below(mine + other).all() {
                    mine / (mine + other)
                } else {
                    one / (one + (-lead * (1.0 / noise)).min(Eight::splat(simd, 700.0)).exp())
                }
            } else {
                ahead(simd, lead, tie)
            };
            out[a * n + b] = before.lanes();
            out[b * n + a] = (one - before).lanes();
        }
    }
}
