//! From scores to choices, ranks and pairs (MODEL section 7), written to be read.

/// Scores closer than this are tied.
pub const TIE: f64 = 1e-12;

/// `[alternative]` probability of being chosen. Without noise the best wins and ties are shared equally; with noise mu
/// the probability is proportional to exp(score / mu).
pub fn win(score: &[f64], noise: f64) -> Vec<f64> {
    let best = score.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let attraction: Vec<f64> = if noise > 0.0 {
        score.iter().map(|s| ((s - best) / noise).exp()).collect()
    } else {
        score.iter().map(|s| if *s >= best - TIE { 1.0 } else { 0.0 }).collect()
    };
    let total: f64 = attraction.iter().sum();
    attraction.iter().map(|a| a / total).collect()
}

/// `[alternative][rank]` probability of holding a rank.
pub fn rank(score: &[f64], noise: f64) -> Vec<Vec<f64>> {
    let mut ranks = vec![vec![0.0; score.len()]; score.len()];
    if noise > 0.0 {
        place(score, noise, &mut Vec::new(), 1.0, &mut ranks);
        return ranks;
    }
    for (a, own) in score.iter().enumerate() {
        let better = score.iter().filter(|s| **s > own + TIE).count();
        let tied = score.iter().filter(|s| (**s - own).abs() <= TIE).count();
        for rank in &mut ranks[a][better..better + tied] {
            *rank = 1.0 / tied as f64;
        }
    }
    ranks
}

/// Plackett & Luce: the next place goes to one of those left, with the probabilities of a choice among them.
fn place(score: &[f64], noise: f64, placed: &mut Vec<usize>, chance: f64, ranks: &mut [Vec<f64>]) {
    let left: Vec<usize> = (0..score.len()).filter(|a| !placed.contains(a)).collect();
    let left_scores: Vec<f64> = left.iter().map(|a| score[*a]).collect();
    for (a, next) in left.iter().zip(win(&left_scores, noise)) {
        ranks[*a][placed.len()] += chance * next;
        placed.push(*a);
        place(score, noise, placed, chance * next, ranks);
        placed.pop();
    }
}

/// `[a][b]` probability that a is ranked before b; 1/2 for a tie, and for a against itself.
pub fn pairwise(score: &[f64], noise: f64) -> Vec<Vec<f64>> {
    let duel = |a: usize, b: usize| if a == b { 0.5 } else { win(&[score[a], score[b]], noise)[0] };
    (0..score.len()).map(|a| (0..score.len()).map(|b| duel(a, b)).collect()).collect()
}

/// `[stakeholder][alternative]` first choices, ties shared; what a person prefers is not noisy.
pub fn support(utility: &[Vec<f64>]) -> Vec<Vec<f64>> {
    utility.iter().map(|own| win(own, 0.0)).collect()
}

/// `[alternative]` G_v = sum_i p_i U_iv.
pub fn score(influence: &[f64], utility: &[Vec<f64>]) -> Vec<f64> {
    let alternatives = utility[0].len();
    (0..alternatives).map(|a| influence.iter().zip(utility).map(|(p, own)| p * own[a]).sum()).collect()
}
