//! How the group chooses (docs/model.md, "The decision"), by any rule. Eight draws at a time.

use super::choose::{OUT, TIE, choose, noisy_ranks, pairwise, points, ranks};
use super::persuade::Tile;
use super::round::{Place, tile};
use crate::math::{Eight, Kernel, Lanes, Simd};
use crate::model::GroupRule;
use crate::plan::Plan;

/// What a group chooses.
#[derive(Debug)]
pub struct Choice {
    /// `[alternative]` the group's score under its rule.
    pub score: Vec<Lanes>,
    /// `[alternative]` probability of being chosen.
    pub win: Vec<Lanes>,
}

impl Choice {
    /// Room for one tile.
    pub fn new(alternatives: usize) -> Self {
        let room = || vec![Lanes::ZERO; alternatives];
        Self { score: room(), win: room() }
    }
}

/// What a decision looks at.
#[derive(Clone, Copy)]
pub struct Question<'a, S> {
    /// Plan, world and tile.
    pub at: Tile<'a, S>,
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
    score: Vec<Lanes>,
    votes: Vec<Lanes>,
    points: Vec<Lanes>,
}

impl Decide {
    /// Room for one tile.
    pub fn new(alternatives: usize) -> Self {
        let room = |size: usize| vec![Lanes::ZERO; size];
        Self {
            own: room(alternatives),
            first: room(alternatives),
            table: room(alternatives * alternatives),
            score: room(alternatives),
            votes: room(alternatives),
            points: room(alternatives),
        }
    }

    /// Decides by the plan's rule among the alternatives that are open.
    #[inline(always)]
    pub fn decide<S: Simd>(&mut self, question: Question<S>, choice: &mut Choice) {
        let plan = question.at.plan;
        self.by_rule(plan.rule, question, plan.noise, &mut choice.score, &mut choice.win);
    }

    /// `[alternative]` what the plan's rule would choose if everybody always took what is best.
    #[inline(always)]
    pub fn without_noise<S: Simd>(&mut self, question: Question<S>, out: &mut [Lanes]) {
        let mut score = std::mem::take(&mut self.score);
        self.by_rule(question.at.plan.rule, question, 0.0, &mut score, out);
        self.score = score;
    }

    /// Scores under a rule, and the probabilities of being chosen.
    #[inline(always)]
    fn by_rule<S: Simd>(
        &mut self,
        rule: GroupRule,
        question: Question<S>,
        noise: f64,
        score: &mut [Lanes],
        win: &mut [Lanes],
    ) {
        let Question { at, utility, open } = question;
        let at = (at.plan, at.world, at.tile);
        question.at.simd.call(ByRule { deciding: self, rule, at, utility, open, noise, score, win });
    }

    #[inline(always)]
    fn apply<S: Simd>(
        &mut self,
        rule: GroupRule,
        question: Question<S>,
        noise: f64,
        score: &mut [Lanes],
        win: &mut [Lanes],
    ) {
        let (plan, simd) = (question.at.plan, question.at.simd);
        match rule {
            GroupRule::WeightedUtility => {
                weighted_utility(question, score);
                choose(simd, score, noise, win);
            }
            GroupRule::Autocracy { decider } => {
                score.copy_from_slice(own_utility(question, decider.index(), &mut self.own));
                choose(simd, score, noise, win);
            }
            GroupRule::WeightedProbability => {
                score.fill(Lanes::ZERO);
                for who in 0..plan.stakeholders {
                    let own = own_utility(question, who, &mut self.own);
                    choose(simd, own, noise, &mut self.first);
                    add_share(simd, score, &self.first, plan.influence[who]);
                }
                win.copy_from_slice(score);
            }
            GroupRule::Plurality | GroupRule::Quota { .. } | GroupRule::Borda => {
                score.fill(Lanes::ZERO);
                for who in 0..plan.stakeholders {
                    let own = form_opinion(question, noise, who, &mut self.own);
                    if rule == GroupRule::Borda {
                        points(simd, own, &mut self.first);
                    } else {
                        choose(simd, own, 0.0, &mut self.first);
                    }
                    add_share(simd, score, &self.first, plan.influence[who]);
                }
                settle_vote(rule, question, score, win);
            }
        }
    }

    /// `[rule][alternative]` what each rule would choose, in the order of [`Plan::all_rules`]. People form their opinions
    /// once for all of them; `decided` is what the plan's rule has chosen.
    #[inline(always)]
    pub fn by_every_rule<S: Simd>(&mut self, question: Question<S>, decided: &[Lanes], out: &mut [Lanes]) {
        let (plan, simd) = (question.at.plan, question.at.simd);
        let mut score = std::mem::take(&mut self.score);
        self.votes.fill(Lanes::ZERO);
        self.points.fill(Lanes::ZERO);
        for who in 0..plan.stakeholders {
            let own = form_opinion(question, plan.noise, who, &mut self.own);
            choose(simd, own, 0.0, &mut self.first);
            add_share(simd, &mut self.votes, &self.first, plan.influence[who]);
            points(simd, own, &mut self.first);
            add_share(simd, &mut self.points, &self.first, plan.influence[who]);
        }
        for (rule, win) in plan.all_rules.iter().zip(out.chunks_exact_mut(plan.alternatives)) {
            match rule {
                rule if *rule == plan.rule => win.copy_from_slice(decided),
                GroupRule::Plurality | GroupRule::Quota { .. } => {
                    score.copy_from_slice(&self.votes);
                    settle_vote(*rule, question, &mut score, win);
                }
                GroupRule::Borda => {
                    score.copy_from_slice(&self.points);
                    settle_vote(*rule, question, &mut score, win);
                }
                _ => self.by_rule(*rule, question, plan.noise, &mut score, win),
            }
        }
        self.score = score;
    }

    /// `[alternative][rank]` and `[alternative][alternative]` of a choice under the plan's rule.
    #[inline(always)]
    pub fn rank<S: Simd>(&mut self, question: Question<S>, choice: &Choice, rank: &mut [Lanes], pair: &mut [Lanes]) {
        let (plan, simd) = (question.at.plan, question.at.simd);
        if plan.rule != GroupRule::WeightedProbability {
            let noise = if plan.rule.votes() { 0.0 } else { plan.noise };
            ranks_under(simd, &choice.score, &choice.win, noise, rank);
            pairwise(simd, &choice.score, &choice.win, noise, pair);
            return;
        }
        // A mixture of people is a mixture of their rankings.
        rank.fill(Lanes::ZERO);
        pair.fill(Lanes::ZERO);
        for who in 0..plan.stakeholders {
            let own = own_utility(question, who, &mut self.own);
            choose(simd, own, plan.noise, &mut self.first);
            ranks_under(simd, own, &self.first, plan.noise, &mut self.table);
            add_share(simd, rank, &self.table, plan.influence[who]);
            pairwise(simd, own, &self.first, plan.noise, &mut self.table);
            add_share(simd, pair, &self.table, plan.influence[who]);
        }
    }

    /// `[stakeholder][alternative]` everybody's first choice, without noise and without gates.
    #[inline(always)]
    pub fn first_choices<S: Simd>(&mut self, simd: S, plan: &Plan, utility: &[Lanes], out: &mut [Lanes]) {
        let a = plan.alternatives;
        for (first, utility) in out.chunks_exact_mut(a).zip(utility.chunks_exact(a)) {
            for ((own, u), competes) in self.own.iter_mut().zip(utility).zip(&plan.competes) {
                *own = if *competes { *u } else { Lanes::splat(OUT) };
            }
            choose(simd, &self.own, 0.0, first);
        }
    }
}

struct ByRule<'a> {
    deciding: &'a mut Decide,
    rule: GroupRule,
    at: Place<'a>,
    utility: &'a [Lanes],
    open: &'a [Lanes],
    noise: f64,
    score: &'a mut [Lanes],
    win: &'a mut [Lanes],
}

impl Kernel for ByRule<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { deciding, rule, at, utility, open, noise, score, win } = self;
        deciding.apply(rule, Question { at: tile(simd, at), utility, open }, noise, score, win);
    }
}

#[inline(always)]
fn weighted_utility<S: Simd>(question: Question<S>, score: &mut [Lanes]) {
    for first in (0..score.len()).step_by(4) {
        match score.len() - first {
            1 => weigh::<S, 1>(question, first, score),
            2 => weigh::<S, 2>(question, first, score),
            3 => weigh::<S, 3>(question, first, score),
            _ => weigh::<S, 4>(question, first, score),
        }
    }
    leave_out(question, score);
}

/// The group's utility of N alternatives.
#[inline(always)]
fn weigh<S: Simd, const N: usize>(question: Question<S>, first: usize, score: &mut [Lanes]) {
    let Tile { simd, plan, .. } = question.at;
    let mut sums = [Eight::splat(simd, 0.0); N];
    for (utility, influence) in question.utility.chunks_exact(score.len()).zip(&plan.influence) {
        let utility = &utility[first..][..N];
        for v in 0..N {
            sums[v] = sums[v] + utility[v].on(simd) * *influence;
        }
    }
    for (score, sum) in score[first..].iter_mut().zip(sums) {
        *score = sum.lanes();
    }
}

/// What somebody thinks of each alternative that is left in the race; `own` is room for it.
#[inline(always)]
fn own_utility<'a, S: Simd>(question: Question<'a, S>, who: usize, own: &'a mut [Lanes]) -> &'a [Lanes] {
    let a = question.at.plan.alternatives;
    let utility = &question.utility[who * a..][..a];
    if question.at.plan.leaves_nobody_out() {
        return utility;
    }
    own.copy_from_slice(utility);
    leave_out(question, own);
    own
}

/// The same when he votes: his utility and a passing mood.
#[inline(always)]
fn form_opinion<'a, S: Simd>(question: Question<'a, S>, noise: f64, who: usize, own: &'a mut [Lanes]) -> &'a [Lanes] {
    let Tile { simd, plan, world, tile } = question.at;
    if noise == 0.0 {
        return own_utility(question, who, own);
    }
    let a = plan.alternatives;
    let utility = &question.utility[who * a..][..a];
    let moods = &world.mood[(tile * plan.stakeholders + who) * a..][..a];
    for ((own, u), mood) in own.iter_mut().zip(utility).zip(moods) {
        *own = (u.on(simd) + mood.on(simd) * noise).lanes();
    }
    leave_out(question, own);
    own
}

/// From influence-weighted votes, or points for those ranked below, to a winner. Where nobody reaches the quota nothing
/// is decided: then the status quo is put on top; if a scenario has none, nobody wins.
#[inline(always)]
fn settle_vote<S: Simd>(rule: GroupRule, question: Question<S>, score: &mut [Lanes], win: &mut [Lanes]) {
    let (plan, simd) = (question.at.plan, question.at.simd);
    let mut most = Eight::splat(simd, 0.0);
    for s in score.iter() {
        most = most.max(s.on(simd));
    }
    leave_out(question, score);
    let GroupRule::Quota { share } = rule else { return choose(simd, score, 0.0, win) };
    let undecided = (most + TIE).below(Eight::splat(simd, share.get()));
    if let Some(nothing) = plan.no_decision {
        score[nothing] = undecided.select(Eight::splat(simd, 2.0), score[nothing].on(simd)).lanes();
        return choose(simd, score, 0.0, win);
    }
    choose(simd, score, 0.0, win);
    for p in win {
        *p = undecided.select(Eight::splat(simd, 0.0), p.on(simd)).lanes();
    }
}

#[inline(always)]
fn add_share<S: Simd>(simd: S, sum: &mut [Lanes], part: &[Lanes], share: f64) {
    for (sum, x) in sum.iter_mut().zip(part) {
        *sum = (sum.on(simd) + x.on(simd) * share).lanes();
    }
}

/// Scores of alternatives that are shut out, or cannot be chosen on their merits, are taken out of the race. A status quo
/// of which nothing is known is chosen where nothing else is left.
#[inline(always)]
fn leave_out<S: Simd>(question: Question<S>, score: &mut [Lanes]) {
    let (plan, simd) = (question.at.plan, question.at.simd);
    if plan.leaves_nobody_out() {
        return;
    }
    let (zero, out) = (Eight::splat(simd, 0.0), Eight::splat(simd, OUT));
    let mut left = zero;
    for ((s, open), competes) in score.iter_mut().zip(question.open).zip(&plan.competes) {
        let in_race = if *competes { open.on(simd) } else { zero };
        left = left.max(in_race);
        *s = in_race.positive().select(s.on(simd), out).lanes();
    }
    if let Some(nothing) = plan.no_decision.filter(|nothing| !plan.competes[*nothing]) {
        score[nothing] = left.positive().select(out, zero).lanes();
    }
}

#[inline(always)]
fn ranks_under<S: Simd>(simd: S, score: &[Lanes], win: &[Lanes], noise: f64, out: &mut [Lanes]) {
    if noise > 0.0 { noisy_ranks(simd, score, win, noise, out) } else { ranks(simd, score, out) }
}
