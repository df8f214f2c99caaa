//! Scores to choices (docs/model.md, "The decision"). Pure functions of eight draws at a time.

use crate::math::Lanes;

/// Scores closer than this are a tie: far above rounding, far below anything a buyer could feel.
pub const TIE: f64 = 1e-12;

/// Score of an alternative that cannot be chosen.
pub const OUT: f64 = -1e300;

/// Probability that each alternative is chosen, given its score: the best one (ties shared equally) without noise, else
/// proportional to exp(score / noise).
#[inline(always)]
pub fn choose(score: &[Lanes], noise: f64, out: &mut [Lanes]) {
    let best = score.iter().fold(Lanes::splat(OUT), |best, s| best.max(*s));
    let mut sum = Lanes::ZERO;
    for (p, s) in out.iter_mut().zip(score) {
        *p = if noise > 0.0 {
            // An alternative that is out has a score so low that its share would be e^-700; it is 0.
            ((*s - best) / noise).exp() * Lanes::splat(OUT * 0.5).below(*s)
        } else {
            (best - *s).at_most(Lanes::splat(TIE))
        };
        sum = sum + *p;
    }
    for p in out.iter_mut() {
        *p = *p / sum;
    }
}

/// `[alternative][rank]` probability of each rank, without noise: tied alternatives share the ranks they cover.
#[inline(always)]
pub fn ranks(score: &[Lanes], out: &mut [Lanes]) {
    let n = score.len();
    let tie = Lanes::splat(TIE);
    for (a, mine) in score.iter().enumerate() {
        let (mut above, mut level) = (Lanes::ZERO, Lanes::ZERO);
        for other in score {
            let ahead = tie.below(*other - *mine);
            let behind = tie.below(*mine - *other);
            above = above + ahead;
            level = level + (Lanes::ONE - ahead - behind);
        }
        for r in 0..n {
            let at = Lanes::splat(r as f64);
            out[a * n + r] = above.at_most(at) * at.below(above + level) / level;
        }
    }
}

/// The same with noise: the ranking whose first place is the softmax, whose second place is the softmax of the rest, and
/// so on (Plackett 1975, Luce 1959), by going through the sets of those already placed. At most 8 alternatives.
#[inline(always)]
pub fn noisy_ranks(score: &[Lanes], win: &[Lanes], noise: f64, out: &mut [Lanes]) {
    let n = score.len();
    let mut placed = [Lanes::ZERO; 256];
    placed[0] = Lanes::ONE;
    out.iter_mut().for_each(|p| *p = Lanes::ZERO);
    let mut share = [Lanes::ZERO; 8];
    for set in 0..(1_usize << n) - 1 {
        let left = || (0..n).filter(move |a| set >> a & 1 == 0);
        let total = shares_of_rest(score, win, noise, left, &mut share);
        let rank = set.count_ones() as usize;
        for a in left() {
            let p = placed[set] * share[a] / total;
            out[a * n + rank] = out[a * n + rank] + p;
            placed[set | 1 << a] = placed[set | 1 << a] + p;
        }
    }
}

/// Shares of those who are left, and their sum: as they were among all, unless the rest trails so far behind the leader
/// that their shares have all but vanished; then anew, from the best of the rest.
#[inline(always)]
fn shares_of_rest<I: Iterator<Item = usize>>(
    score: &[Lanes],
    win: &[Lanes],
    noise: f64,
    left: impl Fn() -> I,
    share: &mut [Lanes; 8],
) -> Lanes {
    const VANISHING: f64 = 1e-200;
    left().for_each(|a| share[a] = win[a]);
    let total = left().fold(Lanes::ZERO, |sum, a| sum + win[a]);
    if total.0.iter().all(|total| *total > VANISHING) {
        return total;
    }
    let best = left().fold(Lanes::splat(OUT), |best, a| best.max(score[a]));
    left().for_each(|a| share[a] = ((score[a] - best) / noise).exp());
    left().fold(Lanes::ZERO, |sum, a| sum + share[a])
}

/// `[alternative][alternative]` probability that the first is ranked before the second; 1/2 against itself.
#[inline(always)]
pub fn pairwise(score: &[Lanes], noise: f64, out: &mut [Lanes]) {
    let n = score.len();
    let tie = Lanes::splat(TIE);
    for a in 0..n {
        for b in 0..n {
            let ahead = score[a] - score[b];
            out[a * n + b] = if noise > 0.0 {
                Lanes::ONE / (Lanes::ONE + (-ahead / noise).min(Lanes::splat(700.0)).exp())
            } else {
                (tie.below(ahead) + Lanes::ONE - tie.below(-ahead)) * 0.5
            };
        }
    }
}
