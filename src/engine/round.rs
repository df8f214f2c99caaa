//! One strategy in one tile, from the first stage to the decision (docs/model.md, "The timeline of a draw").
//!
//! What is `#[inline(never)]` here is compiled once for each instruction set, not once for each way of asking (a run, a
//! curve, fixed weights, a single draw): everything below it is inlined into it.

use super::decide::{Choice, Decide, Question, TIE};
use super::discuss::{settle, talk};
use super::gates;
use super::judge::judge;
use super::persuade::{Tile, go_public, persuade};
use super::world::value_of;
use crate::math::{Lanes, vectorised};
use crate::model::Discussion;
use crate::plan::{AdoptionPlan, NOT_JUDGED, Persuasion, Plan, StrategyPlan};

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
        }
    }

    /// Before any move.
    #[inline(always)]
    fn begin(&mut self, strategy: &StrategyPlan, at: Tile) {
        let Tile { plan, world, tile } = at;
        let (s, a) = (plan.stakeholders, plan.alternatives);
        let w = self.weights.len();
        self.weights.copy_from_slice(&world.weights[tile * w..][..w]);
        self.given = false;
        self.trust_changes = strategy.changes.trust;
        if strategy.changes.trust {
            let k = &world.credibility[tile * a..][..a];
            self.trust.chunks_exact_mut(a).for_each(|row| row.copy_from_slice(k));
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
            self.listening.iter_mut().zip(&plan.listening).for_each(|(lanes, a)| *lanes = Lanes::splat(*a));
        }
        if !plan.gates.is_empty() {
            self.closed.fill(Lanes::ONE);
            self.relaxed.fill(Lanes::ZERO);
        }
    }

    /// A stakeholder's trust in each alternative.
    #[inline(always)]
    pub fn trust_of<'a>(&'a self, who: usize, at: Tile<'a>) -> &'a [Lanes] {
        let a = at.plan.alternatives;
        if self.trust_changes { &self.trust[who * a..][..a] } else { &at.world.credibility[at.tile * a..][..a] }
    }

    /// People talk about what matters.
    #[inline(always)]
    fn talk(&mut self, at: Tile, stage: usize) {
        let (plan, people) = (at.plan, at.plan.stakeholders);
        let discussion = plan.stages[stage].discussion;
        if at.world.speaks.is_empty() || discussion == Discussion::Rounds(0) {
            return;
        }
        let speaks = &at.world.speaks[(at.tile * plan.stages.len() + stage) * people..][..people];
        for (ij, heard) in self.heard.iter_mut().enumerate() {
            *heard = self.listening[ij] * speaks[ij % people].max(self.speaks_up[ij % people]);
        }
        match discussion {
            Discussion::Rounds(rounds) => talk(&mut self.weights, &self.heard, people, rounds),
            Discussion::Settled => settle(&mut self.weights, &self.heard, people),
        }
    }

    /// Everybody has these weights now.
    #[inline(always)]
    fn give(&mut self, weights: Option<&[f64]>) {
        if let Some(weights) = weights {
            self.given = true;
            self.weights.iter_mut().zip(weights).for_each(|(lanes, w)| *lanes = Lanes::splat(*w));
        }
    }

    /// w becomes w0 + (w - w0) kept.
    #[inline(always)]
    fn forget(&mut self, at: Tile, kept: f64) {
        if kept < 1.0 {
            let width = self.weights.len();
            let first = &at.world.weights[at.tile * width..][..width];
            for (w, w0) in self.weights.iter_mut().zip(first) {
                *w = *w0 + (*w - *w0) * kept;
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

    /// Plays a strategy in a tile, from the first stage to the decision. If `weights` (`[stakeholder][criterion]`) are
    /// given, everybody has them when the decision falls, whatever was said before.
    pub fn play(&mut self, strategy: &StrategyPlan, at: Tile, polls: Polls, weights: Option<&[f64]>) {
        self.approach(strategy, at, polls);
        self.state.give(weights);
        self.decide(strategy, at, strategy.stages.len() - 1);
    }

    /// Everything that is said and done before the decision.
    #[inline(never)]
    pub fn approach(&mut self, strategy: &StrategyPlan, at: Tile, polls: Polls) {
        let last = strategy.stages.len() - 1;
        vectorised(
            #[inline(always)]
            || {
                self.state.begin(strategy, at);
                for (stage, moves) in strategy.stages.iter().enumerate() {
                    moves.persuasions.iter().for_each(|persuasion| persuade(persuasion, at, &mut self.state));
                    moves.public.iter().for_each(|step| go_public(step, at, &mut self.state));
                    self.state.talk(at, stage);
                    if stage < last {
                        if polls == Polls::Every {
                            self.decide(strategy, at, stage);
                        }
                        self.state.forget(at, at.plan.stages[stage].kept);
                    }
                }
                self.undecided.copy_from_slice(&self.state.weights);
            },
        );
    }

    /// After [`Round::approach`], as often as wanted: weights are set by hand, and the decision falls.
    pub fn decide_with(&mut self, set: &[Persuasion], strategy: &StrategyPlan, at: Tile) {
        vectorised(
            #[inline(always)]
            || {
                self.state.weights.copy_from_slice(&self.undecided);
                set.iter().for_each(|persuasion| persuade(persuasion, at, &mut self.state));
            },
        );
        self.decide(strategy, at, strategy.stages.len() - 1);
    }

    /// The decision as it would fall now, at the end of a stage.
    #[inline(never)]
    fn decide(&mut self, strategy: &StrategyPlan, at: Tile, stage: usize) {
        let Self { state, utility, open, choice, polls, seen, judged, deciding, undecided: _ } = self;
        let plan = at.plan;
        vectorised(
            #[inline(always)]
            || {
                judge(strategy, at, &plan.stages[stage], state, judged, seen, utility);
                gates::pass(strategy, at, state, utility, seen, open);
            },
        );
        deciding.decide(plan.rule, Question { at, utility, open }, choice);
        let a = plan.alternatives;
        polls[stage * a..][..a].copy_from_slice(&choice.win);
    }

    /// What each rule would have decided at the last poll: `[rule][alternative]`.
    pub fn by_every_rule(&mut self, at: Tile, out: &mut [Lanes]) {
        let question = Question { at, utility: &self.utility, open: &self.open };
        for (rule, out) in at.plan.all_rules.iter().zip(out.chunks_exact_mut(at.plan.alternatives)) {
            self.deciding.would_choose(*rule, question, out);
        }
    }

    /// Ranks and pairs of the last poll.
    #[inline(always)]
    pub fn rank(&mut self, at: Tile, rank: &mut [Lanes], pair: &mut [Lanes]) {
        let question = Question { at, utility: &self.utility, open: &self.open };
        self.deciding.rank(question, &self.choice, rank, pair);
    }

    /// `[stakeholder][alternative]` first choices at the last poll.
    #[inline(always)]
    pub fn first_choices(&mut self, plan: &Plan, out: &mut [Lanes]) {
        self.deciding.first_choices(plan, &self.utility, out);
    }
}

/// `[alternative]` 1 where a deal would last: what people experience with it, by their lived weights, reaches the
/// threshold. True performance, no credibility (docs/model.md, "After the signature").
pub fn lasts(strategy: &StrategyPlan, at: Tile, state: &State, out: &mut [Lanes]) {
    if let Some(adoption) = &at.plan.adoption {
        vectorised(
            #[inline(always)]
            || judge_by_use(strategy, at, state, adoption, out),
        );
    }
}

#[inline(always)]
fn judge_by_use(strategy: &StrategyPlan, at: Tile, state: &State, adoption: &AdoptionPlan, out: &mut [Lanes]) {
    let Tile { plan, world, tile } = at;
    let variables = plan.beliefs.variables.len();
    for (a, lasts) in out.iter_mut().enumerate() {
        let mut experience = Lanes::ZERO;
        for &(who, criterion, lived) in &adoption.lived {
            let cell = plan.cell(who, a, criterion);
            let judged = plan.beliefs.cells[cell];
            let own = strategy.views.get(strategy.view_of[cell]).and_then(|view| Some((view, view.own?)));
            let value = match own {
                Some((view, own)) => value_of(&view.value, state.own[own]),
                None if judged == NOT_JUDGED => Lanes::ZERO,
                None => world.value[tile * variables + plan.beliefs.judged[judged].variable],
            };
            experience = experience + value * lived;
        }
        *lasts = Lanes::splat(adoption.threshold).at_most(experience + TIE);
    }
}
