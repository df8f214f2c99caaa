//! Scores to choices (docs/model.md, "The decision"). Pure functions of eight draws at a time.

use super::persuade::Tile;
use crate::math::{Lanes, vectorised};
use crate::model::GroupRule;
use crate::plan::Plan;

/// Scores closer than this are a tie: far above rounding, far below anything a buyer could feel.
pub const TIE: f64 = 1e-12;

/// Score of an alternative that cannot be chosen.
pub const OUT: f64 = -1e300;

/// What a group chooses.
#[derive(Debug)]
pub struct Choice {
    /// `[alternative]` the group's score under its rule.
    pub score: Vec<Lanes>,
    /// `[alternative]` probability of being chosen.
    pub win: Vec<Lanes>,
    /// `[alternative]` the same if everybody always took what is best.
    pub noiseless: Vec<Lanes>,
}

impl Choice {
    /// Room for one tile.
    pub fn new(alternatives: usize) -> Self {
        let room = || vec![Lanes::ZERO; alternatives];
        Self { score: room(), win: room(), noiseless: room() }
    }
}

/// What a decision looks at.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// Plan, world and tile.
    pub at: Tile<'a>,
    /// `[stakeholder][alternative]`
    pub utility: &'a [Lanes],
    /// `[alternative]` 1 where the gates leave it in the race.
    pub open: &'a [Lanes],
}

/// Room for deciding.
#[derive(Debug)]
pub struct Decide {
    own: Vec<Lanes>,
    first: Vec<Lanes>,
    table: Vec<Lanes>,
    shares: Vec<Lanes>,
    score: Vec<Lanes>,
}

impl Decide {
    /// Room for one tile.
    pub fn new(alternatives: usize) -> Self {
        let room = |size: usize| vec![Lanes::ZERO; size];
        Self {
            own: room(alternatives),
            first: room(alternatives),
            table: room(alternatives * alternatives),
            shares: room(alternatives),
            score: room(alternatives),
        }
    }

    /// Decides by a rule among the alternatives that are open.
    pub fn decide(&mut self, rule: GroupRule, question: Question, choice: &mut Choice) {
        let noise = question.at.plan.noise;
        if noise > 0.0 {
            self.by_rule(rule, question, 0.0, &mut choice.score);
            choice.noiseless.copy_from_slice(&self.shares);
        }
        self.by_rule(rule, question, noise, &mut choice.score);
        choice.win.copy_from_slice(&self.shares);
        if noise == 0.0 {
            choice.noiseless.copy_from_slice(&self.shares);
        }
    }

    /// What a rule would choose, and nothing else.
    pub fn would_choose(&mut self, rule: GroupRule, question: Question, out: &mut [Lanes]) {
        let mut score = std::mem::take(&mut self.score);
        self.by_rule(rule, question, question.at.plan.noise, &mut score);
        self.score = score;
        out.copy_from_slice(&self.shares);
    }

    /// Scores under a rule, and (in `shares`) the probabilities of being chosen.
    #[inline(never)]
    fn by_rule(&mut self, rule: GroupRule, question: Question, noise: f64, score: &mut [Lanes]) {
        vectorised(
            #[inline(always)]
            || self.apply(rule, question, noise, score),
        );
    }

    #[inline(always)]
    fn apply(&mut self, rule: GroupRule, question: Question, noise: f64, score: &mut [Lanes]) {
        let plan = question.at.plan;
        let a = plan.alternatives;
        match rule {
            GroupRule::WeightedUtility => {
                for v in 0..a {
                    let each = question.utility[v..].iter().step_by(a).zip(&plan.influence);
                    score[v] = each.fold(Lanes::ZERO, |sum, (u, p)| sum + *u * *p);
                }
                leave_out(plan, question.open, score);
                choose(score, noise, &mut self.shares);
            }
            GroupRule::Autocracy { decider } => {
                score.copy_from_slice(&question.utility[decider.index() * a..][..a]);
                leave_out(plan, question.open, score);
                choose(score, noise, &mut self.shares);
            }
            GroupRule::WeightedProbability => {
                self.shares.fill(Lanes::ZERO);
                for who in 0..plan.stakeholders {
                    self.own.copy_from_slice(&question.utility[who * a..][..a]);
                    leave_out(plan, question.open, &mut self.own);
                    choose(&self.own, noise, &mut self.first);
                    add_share(&mut self.shares, &self.first, plan.influence[who]);
                }
                score.copy_from_slice(&self.shares);
            }
            GroupRule::Plurality | GroupRule::Quota { .. } | GroupRule::Borda => {
                let undecided = self.count_votes(rule, question, noise, score);
                choose(score, 0.0, &mut self.shares);
                self.shares.iter_mut().for_each(|p| *p = *p * (Lanes::ONE - undecided));
            }
        }
    }

    /// Influence-weighted votes, or points for those ranked below. Where nobody reaches the quota nothing is decided: then
    /// the status quo is put on top; if a scenario has none, these draws are returned (1, else 0).
    #[inline(always)]
    fn count_votes(&mut self, rule: GroupRule, question: Question, noise: f64, score: &mut [Lanes]) -> Lanes {
        let plan = question.at.plan;
        score.fill(Lanes::ZERO);
        for who in 0..plan.stakeholders {
            self.form_opinion(question, noise, who);
            if rule == GroupRule::Borda {
                points(&self.own, &mut self.first);
            } else {
                choose(&self.own, 0.0, &mut self.first);
            }
            add_share(score, &self.first, plan.influence[who]);
        }
        let most = score.iter().fold(Lanes::ZERO, |most, s| most.max(*s));
        leave_out(plan, question.open, score);
        let GroupRule::Quota { share } = rule else { return Lanes::ZERO };
        let undecided = (most + TIE).below(Lanes::splat(share.get()));
        let Some(nothing) = plan.no_decision else { return undecided };
        score[nothing] = score[nothing].zip(undecided, |s, undecided| if undecided > 0.0 { 2.0 } else { s });
        Lanes::ZERO
    }

    /// What somebody thinks of each alternative when he votes: his utility and a passing mood.
    #[inline(always)]
    fn form_opinion(&mut self, question: Question, noise: f64, who: usize) {
        let Tile { plan, world, tile } = question.at;
        let a = plan.alternatives;
        self.own.copy_from_slice(&question.utility[who * a..][..a]);
        if noise > 0.0 {
            let moods = &world.mood[(tile * plan.stakeholders + who) * a..][..a];
            self.own.iter_mut().zip(moods).for_each(|(u, mood)| *u = *u + *mood * noise);
        }
        leave_out(plan, question.open, &mut self.own);
    }

    /// `[alternative][rank]` and `[alternative][alternative]` of a choice under the plan's rule.
    #[inline(always)]
    pub fn rank(&mut self, question: Question, choice: &Choice, rank: &mut [Lanes], pair: &mut [Lanes]) {
        let plan = question.at.plan;
        if plan.rule != GroupRule::WeightedProbability {
            let noise = if plan.rule.votes() { 0.0 } else { plan.noise };
            ranks_under(&choice.score, &choice.win, noise, rank);
            pairwise(&choice.score, noise, pair);
            return;
        }
        // A mixture of people is a mixture of their rankings.
        rank.fill(Lanes::ZERO);
        pair.fill(Lanes::ZERO);
        let a = plan.alternatives;
        for who in 0..plan.stakeholders {
            self.own.copy_from_slice(&question.utility[who * a..][..a]);
            leave_out(plan, question.open, &mut self.own);
            choose(&self.own, plan.noise, &mut self.first);
            ranks_under(&self.own, &self.first, plan.noise, &mut self.table);
            add_share(rank, &self.table, plan.influence[who]);
            pairwise(&self.own, plan.noise, &mut self.table);
            add_share(pair, &self.table, plan.influence[who]);
        }
    }

    /// `[stakeholder][alternative]` everybody's first choice, without noise and without gates.
    #[inline(always)]
    pub fn first_choices(&mut self, plan: &Plan, utility: &[Lanes], out: &mut [Lanes]) {
        let a = plan.alternatives;
        for (first, utility) in out.chunks_exact_mut(a).zip(utility.chunks_exact(a)) {
            for ((own, u), competes) in self.own.iter_mut().zip(utility).zip(&plan.competes) {
                *own = if *competes { *u } else { Lanes::splat(OUT) };
            }
            choose(&self.own, 0.0, first);
        }
    }
}

#[inline(always)]
fn add_share(sum: &mut [Lanes], part: &[Lanes], share: f64) {
    sum.iter_mut().zip(part).for_each(|(sum, x)| *sum = *sum + *x * share);
}

/// Scores of alternatives that are shut out, or cannot be chosen on their merits, are taken out of the race. A status quo
/// of which nothing is known is chosen where nothing else is left.
#[inline(always)]
fn leave_out(plan: &Plan, open: &[Lanes], score: &mut [Lanes]) {
    let mut left = Lanes::ZERO;
    for ((s, open), competes) in score.iter_mut().zip(open).zip(&plan.competes) {
        let in_race = if *competes { *open } else { Lanes::ZERO };
        left = left.max(in_race);
        *s = s.zip(in_race, |s, open| if open > 0.0 { s } else { OUT });
    }
    if let Some(nothing) = plan.no_decision.filter(|nothing| !plan.competes[*nothing]) {
        score[nothing] = left.map(|left| if left > 0.0 { OUT } else { 0.0 });
    }
}

/// Number of alternatives in the race that each one beats; a tie counts half.
#[inline(always)]
fn points(score: &[Lanes], out: &mut [Lanes]) {
    let (tie, out_of_race) = (Lanes::splat(TIE), Lanes::splat(OUT * 0.5));
    for (a, points) in out.iter_mut().enumerate() {
        *points = Lanes::ZERO;
        for (_, other) in score.iter().enumerate().filter(|(b, _)| *b != a) {
            let ahead = score[a] - *other;
            let half_points = tie.below(ahead) + Lanes::ONE - tie.below(-ahead);
            *points = *points + half_points * 0.5 * out_of_race.below(*other);
        }
    }
}

#[inline(always)]
fn ranks_under(score: &[Lanes], win: &[Lanes], noise: f64, out: &mut [Lanes]) {
    if noise > 0.0 { noisy_ranks(score, win, noise, out) } else { ranks(score, out) }
}

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
