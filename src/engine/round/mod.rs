//! One strategy in one tile, from the first stage to the decision (docs/model.md, "The timeline of a draw").
//!
//! What is a [`Kernel`] here is compiled once for each instruction set, not once for each way of asking (a run, a curve,
//! fixed weights, a single draw): everything below it is inlined into it.

mod by_hand;

use super::choose::TIE;
use super::decide::{Choice, Decide, Question};
use super::discuss::{Floor, Heard, settle, talk};
use super::gates;
use super::judge::{Opinions, judge};
use super::minds::{Aside, Minds, State};
use super::persuade::{Luck, Tile, move_minds, move_the_rest};
use super::utility::value_of;
use super::world::World;
use crate::math::{Eight, Kernel, Lanes, Simd};
use crate::model::Discussion;
use crate::plan::{Plan, StrategyPlan, Turn};

pub use by_hand::End;

/// Room for one strategy in one tile, and what came out.
#[derive(Debug)]
pub struct Round {
    /// `[stage]` at its end.
    minds: Vec<Minds>,
    aside: Aside,
    luck: Luck,
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
    /// Whether everybody has been given his weights by hand.
    given: bool,
    opinions: Opinions,
    deciding: Decide,
    /// `[stage]` who hears whom in this tile as long as no champion has spoken up.
    usual: Vec<Usual>,
    /// The same once one has.
    heard: Heard,
    floor: Floor,
}

/// What people hear if nothing but chance decides who speaks.
#[derive(Debug)]
struct Usual {
    heard: Heard,
    /// Whether it is that of this tile.
    known: bool,
}

/// What is known of a tile when a strategy begins to be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    Nothing,
    /// Another strategy has been played in it, and this many of its first stages leave minds as they are now. Minds
    /// only: polls before the decision are not kept.
    Stages(usize),
}

impl Known {
    /// When strategies take turns in a tile: what is known at this place in their row.
    #[inline(always)]
    pub fn at_turn(place: usize, turn: &Turn) -> Self {
        if place == 0 { Known::Nothing } else { Known::Stages(turn.shared) }
    }
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
        let usual = |_: &_| Usual { heard: Heard::new(&plan.circles[..1]), known: false };
        Self {
            minds: plan.stages.iter().map(|_| Minds::new(plan)).collect(),
            aside: Aside::new(plan),
            luck: Luck::new(plan),
            utility: vec![Lanes::ZERO; s * a],
            open: vec![Lanes::ONE; a],
            choice: Choice::new(a),
            polls: vec![Lanes::ZERO; plan.stages.len() * a],
            seen: vec![Lanes::ZERO; views],
            undecided: vec![Lanes::ZERO; s * c],
            given: false,
            opinions: Opinions::new(plan),
            deciding: Decide::new(a),
            usual: plan.stages.iter().map(usual).collect(),
            heard: Heard::new(&plan.circles),
            floor: Floor::default(),
        }
    }

    /// `[stakeholder][criterion]` weights at the decision.
    #[inline(always)]
    pub fn weights(&self) -> &[Lanes] {
        self.minds.last().map_or(&[], |minds| &minds.weights)
    }

    /// `[stakeholder]` fear of getting it wrong, at the decision.
    #[inline(always)]
    pub fn fears(&self) -> &[Lanes] {
        &self.aside.fear
    }

    /// `[mark]` 1 where a move has been taken up, at the decision; there may be more marks than the strategy has.
    #[inline(always)]
    pub fn marks(&self) -> &[Lanes] {
        self.minds.last().map_or(&[], |minds| &minds.marks)
    }

    /// Plays a strategy in a tile, from the first stage to the decision.
    #[inline(always)]
    pub fn play<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, polls: Polls) {
        let last = strategy.stages.len() - 1;
        self.approach(strategy, at, polls);
        self.decide(strategy, at, last, true);
        if polls == Polls::Every {
            self.note_poll(last);
        }
    }

    #[inline(always)]
    fn note_poll(&mut self, stage: usize) {
        let a = self.choice.win.len();
        self.polls[stage * a..][..a].copy_from_slice(&self.choice.win);
    }

    /// The same, with what is known already and without polls before the decision.
    #[inline(always)]
    pub fn play_on<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, known: Known) {
        self.approach_from(strategy, at, Polls::Last, known);
        self.decide(strategy, at, strategy.stages.len() - 1, known != Known::Stages(strategy.stages.len()));
    }

    /// Everything that is said and done before the decision.
    #[inline(always)]
    pub fn approach<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, polls: Polls) {
        self.approach_from(strategy, at, polls, Known::Nothing);
    }

    #[inline(always)]
    fn approach_from<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, polls: Polls, known: Known) {
        at.simd.call(Approach { round: self, strategy, at: (at.plan, at.world, at.tile), polls, known });
    }

    /// The decision as it would fall now, at the end of a stage; whether opinions may not be what they were at the last.
    #[inline(always)]
    fn decide<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, stage: usize, anew: bool) {
        at.simd.call(Decision { round: self, strategy, at: (at.plan, at.world, at.tile), stage, anew });
    }

    /// Where deals with some alternatives would last, after the decision; `out` is `[alternative]`.
    #[inline(always)]
    pub fn lasts<S: Simd>(
        &self,
        strategy: &StrategyPlan,
        at: Tile<S>,
        alternatives: impl Iterator<Item = usize>,
        out: &mut [Lanes],
    ) {
        let last = strategy.stages.len() - 1;
        let state = State::after(strategy, last, &self.minds, &self.aside);
        for alternative in alternatives {
            out[alternative] = lasts(at, state, alternative).lanes();
        }
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
    known: Known,
}

impl Kernel for Approach<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { round, strategy, at, polls, known } = self;
        let (at, last) = (tile(simd, at), strategy.stages.len() - 1);
        let known = match known {
            Known::Nothing => {
                round.luck.turn();
                round.usual.iter_mut().for_each(|usual| usual.known = false);
                0
            }
            Known::Stages(known) => known,
        };
        round.given = false;
        round.aside.begin(strategy, at);
        for (stage, moves) in strategy.stages.iter().enumerate() {
            if stage >= known {
                let (past, now) = round.minds.split_at_mut(stage);
                match stage {
                    0 => now[0].begin(strategy, at),
                    _ => now[0].follow(past, at.plan.stages[stage - 1].kept, strategy, at),
                }
                move_minds(moves, at, &mut round.luck, past, &mut now[0]);
                round.talk(strategy, at, stage);
            }
            move_the_rest(&moves.aside, at, &mut round.luck, &mut round.aside);
            if stage < last && polls == Polls::Every {
                round.decide(strategy, at, stage, true);
                round.note_poll(stage);
            }
        }
    }
}

impl Round {
    /// People talk about what matters.
    #[inline(always)]
    fn talk<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, stage: usize) {
        let (plan, simd, people) = (at.plan, at.simd, at.plan.stakeholders);
        let discussion = plan.stages[stage].discussion;
        if at.world.speaks.is_empty() || discussion == Discussion::Rounds(0) {
            return;
        }
        let moves = &strategy.stages[stage];
        let circle = &plan.circles[moves.circle];
        let speaks = &at.world.speaks[(at.tile * plan.stages.len() + stage) * people..][..people];
        let heard = if let Some(stage) = moves.champions {
            let minds = &self.minds[stage];
            for (share, &(i, j)) in self.heard.shares.iter_mut().zip(&circle.pairs) {
                let speaks = speaks[j].on(simd).max(minds.speaks_up[j].on(simd));
                *share = (minds.listening[i * people + j].on(simd) * speaks).lanes();
            }
            self.heard.prepare(simd, circle, discussion);
            &self.heard
        } else {
            let Usual { heard, known } = &mut self.usual[stage];
            if !*known {
                for (share, &(i, j)) in heard.shares.iter_mut().zip(&circle.pairs) {
                    *share = (at.splat(plan.listening[i * people + j]) * speaks[j].on(simd)).lanes();
                }
                heard.prepare(simd, circle, discussion);
                *known = true;
            }
            heard
        };
        let weights = &mut self.minds[stage].weights;
        match discussion {
            Discussion::Rounds(rounds) => talk(simd, weights, circle, heard, rounds, &mut self.floor),
            Discussion::Settled => settle(simd, weights, circle, heard),
        }
    }
}

struct Decision<'a> {
    round: &'a mut Round,
    strategy: &'a StrategyPlan,
    at: Place<'a>,
    stage: usize,
    anew: bool,
}

impl Kernel for Decision<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { round, strategy, at, stage, anew } = self;
        let Round { minds, aside, utility, open, choice, seen, opinions, deciding, given, .. } = round;
        let (at, this) = (tile(simd, at), &at.0.stages[stage]);
        let state = State::after(strategy, stage, minds, aside);
        if anew {
            opinions.form(strategy, at, this, state.minds, *given);
        }
        judge(at, this, state, opinions, seen, utility);
        gates::pass(at, state, utility, seen, open);
        deciding.decide(Question { at, utility, open }, choice);
    }
}

/// 1 where a deal would last: what people experience with this alternative, by their lived weights, reaches the
/// threshold. True performance, no credibility (docs/model.md, "After the signature").
#[inline(always)]
fn lasts<S: Simd>(at: Tile<S>, state: State, alternative: usize) -> Eight<S> {
    let (Tile { simd, plan, world, tile }, mut experience) = (at, at.splat(0.0));
    let Some(adoption) = &plan.adoption else { return experience };
    let variables = plan.beliefs.variables.len();
    for &(who, criterion, lived) in &adoption.lived {
        let cell = plan.cell(who, alternative, criterion);
        let view = state.strategy.view_of[cell].map(|view| &state.strategy.views[view]);
        let value = match (view.and_then(|view| Some((view, view.own?))), plan.beliefs.cells[cell]) {
            (Some((view, own)), _) => value_of(&view.value, simd, state.own()[own].on(simd)),
            (None, Some(judged)) => world.value[tile * variables + judged.variable].on(simd),
            (None, None) => at.splat(0.0),
        };
        experience = experience + value * lived;
    }
    Eight::splat(simd, adoption.threshold).at_most(experience + TIE).one()
}
