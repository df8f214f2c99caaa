//! From utilities to choices, ranks and pairs (docs/model.md, "The decision"), written to be read.

use reframe::model::GroupRule;

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

/// `[alternative]` G_v = sum_i p_i U_iv.
pub fn score(influence: &[f64], utility: &[Vec<f64>]) -> Vec<f64> {
    let alternatives = utility[0].len();
    (0..alternatives).map(|a| influence.iter().zip(utility).map(|(p, own)| p * own[a]).sum()).collect()
}

/// What a rule makes of the members' views.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// `[alternative]` what the rule compares.
    pub score: Vec<f64>,
    /// `[alternative]` probability of being chosen.
    pub win: Vec<f64>,
    /// Probability that nothing is chosen: nothing is left, or nothing has the votes.
    pub no_decision: f64,
    /// `[alternative][rank]`; who is out of the race shares the last places, and what happens without a decision is the
    /// first of all.
    pub rank: Vec<Vec<f64>>,
    /// `[alternative][alternative]`
    pub pairwise: Vec<Vec<f64>>,
}

/// Section 7: the choice among those in the `race` by one rule; `otherwise` is what happens without a decision. Votes are cast by `opinion` (a view in the mood of the
/// day); what is added up in the group, or chosen by one person, is `utility`, and the noise acts on the choice.
pub fn choice(
    rule: GroupRule,
    influence: &[f64],
    utility: &[Vec<f64>],
    opinion: &[Vec<f64>],
    noise: f64,
    race: &[bool],
    otherwise: Option<usize>,
) -> Verdict {
    let verdict = among(rule, influence, utility, opinion, noise, race);
    match otherwise {
        // Either everybody finds a decision or nobody: the race is the same for all.
        Some(stays) if verdict.no_decision > 0.5 => {
            let (mut race, mut score) = (race.to_vec(), verdict.score.clone());
            race[stays] = true;
            score[stays] = 1.0 + score.iter().copied().fold(0.0, f64::max);
            Verdict {
                win: win_among(&race, &score, 0.0),
                rank: rank_among(&race, &score, 0.0),
                pairwise: pairwise_among(&race, &score, 0.0),
                ..verdict
            }
        }
        _ => verdict,
    }
}

fn among(
    rule: GroupRule,
    influence: &[f64],
    utility: &[Vec<f64>],
    opinion: &[Vec<f64>],
    noise: f64,
    race: &[bool],
) -> Verdict {
    let by = |score: Vec<f64>, noise: f64| Verdict {
        win: win_among(race, &score, noise),
        no_decision: if race.contains(&true) { 0.0 } else { 1.0 },
        rank: rank_among(race, &score, noise),
        pairwise: pairwise_among(race, &score, noise),
        score,
    };
    match rule {
        GroupRule::WeightedUtility => by(score(influence, utility), noise),
        GroupRule::Autocracy { decider } => by(utility[decider.index()].clone(), noise),
        GroupRule::WeightedProbability => {
            let each: Vec<Verdict> = utility.iter().map(|own| by(own.clone(), noise)).collect();
            mixture(influence, &each)
        }
        GroupRule::Plurality => by(votes(influence, opinion, race), 0.0),
        GroupRule::Quota { share } => {
            let mut verdict = by(votes(influence, opinion, race), 0.0);
            let most = verdict.score.iter().copied().fold(0.0, f64::max);
            if most < share.get() - TIE {
                verdict.win = vec![0.0; race.len()];
                verdict.no_decision = 1.0;
            }
            verdict
        }
        GroupRule::Borda => by(points(influence, opinion, race), 0.0),
    }
}

/// Everybody decides alone, and counts with his influence.
fn mixture(influence: &[f64], each: &[Verdict]) -> Verdict {
    let mix = |of: &dyn Fn(&Verdict) -> f64| influence.iter().zip(each).map(|(p, own)| p * of(own)).sum::<f64>();
    let n = each[0].win.len();
    let table = |of: &dyn Fn(&Verdict, usize, usize) -> f64| -> Vec<Vec<f64>> {
        (0..n).map(|a| (0..n).map(|b| mix(&|own| of(own, a, b))).collect()).collect()
    };
    let win: Vec<f64> = (0..n).map(|a| mix(&|own| own.win[a])).collect();
    Verdict {
        score: win.clone(),
        win,
        no_decision: mix(&|own| own.no_decision),
        rank: table(&|own, a, b| own.rank[a][b]),
        pairwise: table(&|own, a, b| own.pairwise[a][b]),
    }
}

/// `[alternative]` shares of the votes: one per person for what he likes best, shared among equals.
fn votes(influence: &[f64], opinion: &[Vec<f64>], race: &[bool]) -> Vec<f64> {
    let each: Vec<Vec<f64>> = opinion.iter().map(|own| win_among(race, own, 0.0)).collect();
    score(influence, &each)
}

/// `[alternative]` points: one for everything in the race that a person ranks below it, half a point for equals.
fn points(influence: &[f64], opinion: &[Vec<f64>], race: &[bool]) -> Vec<f64> {
    let beaten = |own: &Vec<f64>, a: usize| -> f64 {
        let others = (0..own.len()).filter(|b| *b != a && race[*b]);
        others.map(|b| win(&[own[a], own[b]], 0.0)[0]).sum()
    };
    let of_person =
        |own: &Vec<f64>| (0..own.len()).map(|a| if race[a] { beaten(own, a) } else { 0.0 }).collect::<Vec<f64>>();
    score(influence, &opinion.iter().map(of_person).collect::<Vec<_>>())
}

/// The positions of those in the race.
fn running(race: &[bool]) -> Vec<usize> {
    (0..race.len()).filter(|a| race[*a]).collect()
}

fn scores_of(running: &[usize], score: &[f64]) -> Vec<f64> {
    running.iter().map(|a| score[*a]).collect()
}

/// [`win`] among those in the race; nothing for the others.
pub fn win_among(race: &[bool], score: &[f64], noise: f64) -> Vec<f64> {
    let running = running(race);
    let mut all = vec![0.0; race.len()];
    for (a, p) in running.iter().zip(win(&scores_of(&running, score), noise)) {
        all[*a] = p;
    }
    all
}

/// [`rank`] among those in the race; the others share the places behind them.
fn rank_among(race: &[bool], score: &[f64], noise: f64) -> Vec<Vec<f64>> {
    let (running, n) = (running(race), race.len());
    let mut all = vec![vec![0.0; n]; n];
    for (a, ranks) in running.iter().zip(rank(&scores_of(&running, score), noise)) {
        all[*a][..running.len()].clone_from_slice(&ranks);
    }
    for a in (0..n).filter(|a| !race[*a]) {
        all[a][running.len()..].fill(1.0 / (n - running.len()) as f64);
    }
    all
}

/// [`pairwise`] among those in the race, who all come before the others.
fn pairwise_among(race: &[bool], score: &[f64], noise: f64) -> Vec<Vec<f64>> {
    let duel = |a: usize, b: usize| match (race[a], race[b]) {
        (true, true) if a != b => win(&[score[a], score[b]], noise)[0],
        (true, false) => 1.0,
        (false, true) => 0.0,
        _ => 0.5,
    };
    (0..race.len()).map(|a| (0..race.len()).map(|b| duel(a, b)).collect()).collect()
}
