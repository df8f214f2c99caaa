//! One strategy in one tile, from the first stage to the decision (docs/model.md, "The timeline of a draw").
//!
//! What is a [`Kernel`] here is compiled once for each instruction set, not once for each way of asking (a run, a curve,
//! fixed weights, a single draw): everything below it is inlined into it.

use super::choose::{TIE, choose};
use super::decide::{Choice, Decide, Question};
use super::discuss::{Floor, Listening, settle, talk};
use super::gates;
use super::judge::judge;
use super::persuade::{Tile, go_public, persuade};
use super::world::{World, value_of};
use crate::math::{Eight, Kernel, Lanes, Simd};
use crate::model::Discussion;
use crate::plan::{Persuasion, Plan, StrategyPlan};

/// What a committee thinks and feels at one moment of a strategy.
#[derive(Debug)]
pub struct State {
    /// `[stakeholder][criterion]`
    pub weights: Vec<Lanes>,
    /// `[stakeholder][alternative]` credibility; only kept if the strategy changes it.
    pub trust: Vec<Lanes>,
    /// `[stakeholder][alternative][criterion]` credibility is at least this; only kept if the strategy changes it.
    pub proof: Vec<Lanes>,
    /// `[own]` performances that somebody sees differently, natural units.
    pub own: Vec<Lanes>,
    /// `[stakeholder]` fear of getting it wrong.
    pub fear: Vec<Lanes>,
    /// `[stakeholder][stakeholder]` a_ij
    pub listening: Vec<Lanes>,
    /// `[stakeholder]` 1 where he speaks for certain.
    pub speaks_up: Vec<Lanes>,
    /// `[gate][alternative]` probability that a gate stays shut is multiplied by this.
    pub closed: Vec<Lanes>,
    /// `[gate][alternative]` natural units by which a requirement is relaxed.
    pub relaxed: Vec<Lanes>,
    /// `[mark]` 1 where a move has been taken up.
    pub marks: Vec<Lanes>,
    /// Whether everybody has been given his weights by hand.
    pub given: bool,
    trust_changes: bool,
    heard: Vec<Lanes>,
    floor: Floor,
}

impl State {
    fn new(plan: &Plan) -> Self {
        let (s, a, c) = (plan.stakeholders, plan.alternatives, plan.criteria);
        let most = |of: fn(&StrategyPlan) -> usize| plan.strategies.iter().map(of).max().unwrap_or(0);
        let room = |size: usize| vec![Lanes::ZERO; size];
        let any = |changed: fn(&StrategyPlan) -> bool| plan.strategies.iter().any(changed);
        Self {
            weights: room(s * c),
            trust: room(s * a),
            proof: room(if any(|p| p.changes.proof) { s * a * c } else { 0 }),
            own: room(most(|p| p.own.len())),
            fear: room(s),
            listening: plan.listening.iter().map(|a| Lanes::splat(*a)).collect(),
            speaks_up: room(s),
            closed: room(plan.gates.len() * a),
            relaxed: room(plan.gates.len() * a),
            marks: room(most(|p| p.marks)),
            given: false,
            trust_changes: false,
            heard: room(s * s),
            floor: Floor::default(),
        }
    }

    /// Before any move.
    #[inline(always)]
    fn begin<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>) {
        let Tile { simd: _, plan, world, tile } = at;
        let (s, a) = (plan.stakeholders, plan.alternatives);
        let w = self.weights.len();
        self.weights.copy_from_slice(&world.weights[tile * w..][..w]);
        self.given = false;
        self.trust_changes = strategy.changes.trust;
        if strategy.changes.trust {
            let k = &world.credibility[tile * a..][..a];
            for row in self.trust.chunks_exact_mut(a) {
                row.copy_from_slice(k);
            }
        }
        if strategy.changes.proof {
            self.proof.fill(Lanes::ZERO);
        }
        if plan.inertia.is_some() {
            self.fear.copy_from_slice(&world.fear[tile * s..][..s]);
        }
        for (x, variable) in self.own.iter_mut().zip(&strategy.own) {
            *x = world.natural[tile * plan.beliefs.variables.len() + variable];
        }
        if !world.speaks.is_empty() {
            self.speaks_up.fill(Lanes::ZERO);
            if strategy.changes.listening {
                for (lanes, a) in self.listening.iter_mut().zip(&plan.listening) {
                    *lanes = Lanes::splat(*a);
                }
            }
        }
        if !plan.gates.is_empty() {
            self.closed.fill(Lanes::ONE);
            self.relaxed.fill(Lanes::ZERO);
        }
    }

    /// A stakeholder's trust in each alternative.
    #[inline(always)]
    pub fn trust_of<'a, S: Simd>(&'a self, who: usize, at: Tile<'a, S>) -> &'a [Lanes] {
        let a = at.plan.alternatives;
        if self.trust_changes { &self.trust[who * a..][..a] } else { &at.world.credibility[at.tile * a..][..a] }
    }

    /// People talk about what matters.
    #[inline(always)]
    fn talk<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, stage: usize) {
        let (plan, simd, people) = (at.plan, at.simd, at.plan.stakeholders);
        let discussion = plan.stages[stage].discussion;
        if at.world.speaks.is_empty() || discussion == Discussion::Rounds(0) {
            return;
        }
        let speaks = &at.world.speaks[(at.tile * plan.stages.len() + stage) * people..][..people];
        for (ij, heeds) in strategy.listens.iter().enumerate() {
            if *heeds {
                let j = ij % people;
                // Listening is a plain number unless the strategy changes it.
                let listens =
                    if strategy.changes.listening { self.listening[ij].on(simd) } else { at.splat(plan.listening[ij]) };
                let heard = listens * speaks[j].on(simd).max(self.speaks_up[j].on(simd));
                self.heard[ij] = heard.lanes();
            }
        }
        let listening = Listening { shares: &self.heard, pattern: &strategy.listens, people };
        match discussion {
            Discussion::Rounds(rounds) => talk(simd, &mut self.weights, listening, rounds, &mut self.floor),
            Discussion::Settled => settle(simd, &mut self.weights, listening, &mut self.floor),
        }
    }

    /// Everybody has these weights now.
    #[inline(always)]
    fn give(&mut self, weights: &[f64]) {
        self.given = true;
        for (lanes, w) in self.weights.iter_mut().zip(weights) {
            *lanes = Lanes::splat(*w);
        }
    }

    /// w becomes w0 + (w - w0) kept.
    #[inline(always)]
    fn forget<S: Simd>(&mut self, at: Tile<S>, kept: f64) {
        if kept < 1.0 {
            let width = self.weights.len();
            let first = &at.world.weights[at.tile * width..][..width];
            for (w, w0) in self.weights.iter_mut().zip(first) {
                let w0 = w0.on(at.simd);
                *w = (w0 + (w.on(at.simd) - w0) * kept).lanes();
            }
        }
    }
}

/// Room for one strategy in one tile, and what came out.
#[derive(Debug)]
pub struct Round {
    /// At the decision.
    pub state: State,
    /// `[stakeholder][alternative]` at the last poll.
    pub utility: Vec<Lanes>,
    /// `[alternative]` 1 where the gates leave it in the race.
    pub open: Vec<Lanes>,
    /// The decision.
    pub choice: Choice,
    /// `[stage][alternative]` probability of being chosen if the decision fell at the end of this stage; the last is the
    /// decision. Only filled when polls are wanted.
    pub polls: Vec<Lanes>,
    /// `[view]` how the changed cells are seen at the last poll.
    pub seen: Vec<Lanes>,
    /// `[stakeholder][criterion]` weights just before the decision.
    undecided: Vec<Lanes>,
    judged: Vec<Lanes>,
    deciding: Decide,
}

/// Whether the polls before the decision are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polls {
    /// Only the decision.
    Last,
    /// One at the end of every stage.
    Every,
}

impl Round {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        let (s, a, c) = (plan.stakeholders, plan.alternatives, plan.criteria);
        let views = plan.strategies.iter().map(|strategy| strategy.views.len()).max().unwrap_or(0);
        Self {
            state: State::new(plan),
            utility: vec![Lanes::ZERO; s * a],
            open: vec![Lanes::ONE; a],
            choice: Choice::new(a),
            polls: vec![Lanes::ZERO; plan.stages.len() * a],
            seen: vec![Lanes::ZERO; views],
            undecided: vec![Lanes::ZERO; s * c],
            judged: vec![Lanes::ZERO; s * c],
            deciding: Decide::new(a),
        }
    }

    /// Plays a strategy in a tile, from the first stage to the decision.
    #[inline(always)]
    pub fn play<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, polls: Polls) {
        self.approach(strategy, at, polls);
        self.decide(strategy, at, strategy.stages.len() - 1);
    }

    /// Everything that is said and done before the decision.
    #[inline(always)]
    pub fn approach<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, polls: Polls) {
        at.simd.call(Approach { round: self, strategy, at: (at.plan, at.world, at.tile), polls });
    }

    /// After [`Round::approach`]: the weights from which [`Round::decide_with`] sets out.
    #[inline(always)]
    pub fn remember_weights(&mut self) {
        self.undecided.copy_from_slice(&self.state.weights);
    }

    /// After [`Round::remember_weights`], as often as wanted: weights are set by hand, and the decision falls.
    #[inline(always)]
    pub fn decide_with<S: Simd>(&mut self, set: &[Persuasion], strategy: &StrategyPlan, at: Tile<S>) {
        at.simd.call(Set { round: self, at: (at.plan, at.world, at.tile), set });
        self.decide(strategy, at, strategy.stages.len() - 1);
    }

    /// Instead of [`Round::approach`], where the strategy changes nothing but weights, and those will be given.
    #[inline(always)]
    pub fn approach_unheard<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>) {
        self.state.begin(strategy, at);
    }

    /// After [`Round::approach`], as often as wanted: everybody has these weights (`[stakeholder][criterion]`) when the
    /// decision falls, whatever was said before.
    #[inline(always)]
    pub fn decide_given<S: Simd>(&mut self, weights: &[f64], strategy: &StrategyPlan, at: Tile<S>) {
        self.state.give(weights);
        self.decide(strategy, at, strategy.stages.len() - 1);
    }

    /// After [`Round::approach`]: utilities, or the scores that follow from them, lie between these two, `share` of the way.
    #[inline(always)]
    pub fn decide_between<S: Simd>(&mut self, ends: [&End; 2], share: f64, strategy: &StrategyPlan, at: Tile<S>) {
        at.simd.call(Between { round: self, strategy, at: (at.plan, at.world, at.tile), ends, share });
    }

    /// The decision as it would fall now, at the end of a stage.
    #[inline(always)]
    fn decide<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, stage: usize) {
        at.simd.call(Decision { round: self, strategy, at: (at.plan, at.world, at.tile), stage });
    }

    /// What each rule would have decided at the last poll: `[rule][alternative]`.
    #[inline(always)]
    pub fn by_every_rule<S: Simd>(&mut self, at: Tile<S>, out: &mut [Lanes]) {
        let question = Question { at, utility: &self.utility, open: &self.open };
        self.deciding.by_every_rule(question, &self.choice.win, out);
    }

    /// What the plan's rule would have decided at the last poll if everybody always took what is best.
    #[inline(always)]
    pub fn without_noise<S: Simd>(&mut self, at: Tile<S>, out: &mut [Lanes]) {
        if at.plan.noise == 0.0 {
            return out.copy_from_slice(&self.choice.win);
        }
        self.deciding.without_noise(Question { at, utility: &self.utility, open: &self.open }, out);
    }

    /// Ranks and pairs of the last poll.
    #[inline(always)]
    pub fn rank<S: Simd>(&mut self, at: Tile<S>, rank: &mut [Lanes], pair: &mut [Lanes]) {
        let question = Question { at, utility: &self.utility, open: &self.open };
        self.deciding.rank(question, &self.choice, rank, pair);
    }

    /// `[stakeholder][alternative]` first choices at the last poll.
    #[inline(always)]
    pub fn first_choices<S: Simd>(&mut self, at: Tile<S>, out: &mut [Lanes]) {
        self.deciding.first_choices(at.simd, at.plan, &self.utility, out);
    }
}

/// A tile whose instruction set is that of the kernel it is in.
pub(super) type Place<'a> = (&'a Plan, &'a World, usize);

#[inline(always)]
pub(super) fn tile<S: Simd>(simd: S, (plan, world, tile): Place<'_>) -> Tile<'_, S> {
    Tile { simd, plan, world, tile }
}

struct Approach<'a> {
    round: &'a mut Round,
    strategy: &'a StrategyPlan,
    at: Place<'a>,
    polls: Polls,
}

impl Kernel for Approach<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { round, strategy, at, polls } = self;
        let (at, last) = (tile(simd, at), strategy.stages.len() - 1);
        round.state.begin(strategy, at);
        for (stage, moves) in strategy.stages.iter().enumerate() {
            for persuasion in &moves.persuasions {
                persuade(persuasion, at, &mut round.state);
            }
            for step in &moves.public {
                go_public(step, at, &mut round.state);
            }
            round.state.talk(strategy, at, stage);
            if stage < last {
                if polls == Polls::Every {
                    round.decide(strategy, at, stage);
                }
                round.state.forget(at, at.plan.stages[stage].kept);
            }
        }
    }
}

struct Set<'a> {
    round: &'a mut Round,
    at: Place<'a>,
    set: &'a [Persuasion],
}

impl Kernel for Set<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let state = &mut self.round.state;
        state.weights.copy_from_slice(&self.round.undecided);
        for persuasion in self.set {
            persuade(persuasion, tile(simd, self.at), state);
        }
    }
}

struct Decision<'a> {
    round: &'a mut Round,
    strategy: &'a StrategyPlan,
    at: Place<'a>,
    stage: usize,
}

impl Kernel for Decision<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Round { state, utility, open, choice, polls, seen, judged, deciding, undecided: _ } = self.round;
        let (at, plan) = (tile(simd, self.at), self.at.0);
        judge(self.strategy, at, &plan.stages[self.stage], state, judged, seen, utility);
        gates::pass(self.strategy, at, state, utility, seen, open);
        deciding.decide(Question { at, utility, open }, choice);
        let a = plan.alternatives;
        polls[self.stage * a..][..a].copy_from_slice(&choice.win);
    }
}

/// Where a straight line of decisions begins or ends.
#[derive(Debug)]
pub struct End {
    /// `[stakeholder][alternative]`
    utility: Vec<Lanes>,
    /// `[alternative]`
    score: Vec<Lanes>,
}

impl End {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        let room = |size: usize| vec![Lanes::ZERO; size];
        Self { utility: room(plan.stakeholders * plan.alternatives), score: room(plan.alternatives) }
    }

    /// The decision that has just been made.
    #[inline(always)]
    pub fn note(&mut self, round: &Round) {
        self.utility.copy_from_slice(&round.utility);
        self.score.copy_from_slice(&round.choice.score);
    }
}

struct Between<'a> {
    round: &'a mut Round,
    strategy: &'a StrategyPlan,
    at: Place<'a>,
    ends: [&'a End; 2],
    share: f64,
}

impl Kernel for Between<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Round { state, utility, open, choice, seen, deciding, .. } = self.round;
        let (at, share, [from, to]) = (tile(simd, self.at), self.share, self.ends);
        if at.plan.has_linear_scores() {
            mix(simd, &from.score, &to.score, share, &mut choice.score);
            return choose(simd, &choice.score, at.plan.noise, &mut choice.win);
        }
        mix(simd, &from.utility, &to.utility, share, utility);
        gates::pass(self.strategy, at, state, utility, seen, open);
        deciding.decide(Question { at, utility, open }, choice);
    }
}

#[inline(always)]
fn mix<S: Simd>(simd: S, from: &[Lanes], to: &[Lanes], share: f64, out: &mut [Lanes]) {
    for ((x, from), to) in out.iter_mut().zip(from).zip(to) {
        *x = (from.on(simd) * (1.0 - share) + to.on(simd) * share).lanes();
    }
}

/// `[alternative]` 1 where a deal would last: what people experience with it, by their lived weights, reaches the
/// threshold. True performance, no credibility (docs/model.md, "After the signature").
#[inline(always)]
pub fn lasts<S: Simd>(strategy: &StrategyPlan, at: Tile<S>, state: &State, out: &mut [Lanes]) {
    let Some(adoption) = &at.plan.adoption else { return };
    let Tile { simd, plan, world, tile } = at;
    let variables = plan.beliefs.variables.len();
    for (a, lasts) in out.iter_mut().enumerate() {
        let mut experience = at.splat(0.0);
        for &(who, criterion, lived) in &adoption.lived {
            let cell = plan.cell(who, a, criterion);
            let view = strategy.view_of[cell].map(|view| &strategy.views[view]);
            let value = match (view.and_then(|view| Some((view, view.own?))), plan.beliefs.cells[cell]) {
                (Some((view, own)), _) => value_of(&view.value, simd, state.own[own].on(simd)),
                (None, Some(judged)) => world.value[tile * variables + judged.variable].on(simd),
                (None, None) => at.splat(0.0),
            };
            experience = experience + value * lived;
        }
        *lasts = Eight::splat(simd, adoption.threshold).at_most(experience + TIE).one().lanes();
    }
}
