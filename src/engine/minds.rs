//! What a committee thinks and feels at one moment of a strategy.
//!
//! Minds are kept as they were at the end of every stage, so that a strategy can go on from where it parts with the one
//! before; what lies aside of them is the strategy's own. Trust, and who listens to whom, are kept by the stages that
//! change them, and later ones look there.

use super::persuade::Tile;
use crate::math::{Lanes, Simd};
use crate::plan::{Plan, StrategyPlan};

/// Minds at the end of a stage.
#[derive(Debug)]
pub struct Minds {
    /// `[stakeholder][criterion]`
    pub weights: Vec<Lanes>,
    /// `[stakeholder][alternative]` credibility; only kept by a stage that may change it.
    pub trust: Vec<Lanes>,
    /// `[own]` performances that somebody sees differently, natural units; only kept if an offer is tailored.
    pub own: Vec<Lanes>,
    /// `[stakeholder][stakeholder]` a_ij; only kept by a stage in which a champion may speak up.
    pub listening: Vec<Lanes>,
    /// `[stakeholder]` 1 where he speaks for certain; only kept by a stage in which a champion may speak up.
    pub speaks_up: Vec<Lanes>,
    /// `[mark]` 1 where a move has been taken up.
    pub marks: Vec<Lanes>,
}

impl Minds {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        let (s, a, c) = (plan.stakeholders, plan.alternatives, plan.criteria);
        let most = |of: fn(&StrategyPlan) -> usize| room(plan.strategies.iter().map(of).max().unwrap_or(0));
        Self {
            weights: room(s * c),
            trust: room(s * a),
            own: most(|p| p.own.len()),
            listening: room(s * s),
            speaks_up: room(s),
            marks: most(|p| p.marks),
        }
    }

    /// When the first stage begins.
    #[inline(always)]
    pub fn begin<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>) {
        self.weights.copy_from_slice(at.first_weights());
        if strategy.tailors {
            perform(&mut self.own, strategy, at);
        }
        self.open(&[], strategy, at);
    }

    /// When a later stage begins: as they were at the end of the one before, less what has been forgotten since.
    #[inline(always)]
    pub fn follow<S: Simd>(&mut self, past: &[Minds], kept: f64, strategy: &StrategyPlan, at: Tile<S>) {
        let before = &past[past.len() - 1];
        if kept < 1.0 {
            for ((w, before), w0) in self.weights.iter_mut().zip(&before.weights).zip(at.first_weights()) {
                let w0 = w0.on(at.simd);
                *w = (w0 + (before.on(at.simd) - w0) * kept).lanes();
            }
        } else {
            self.weights.copy_from_slice(&before.weights);
        }
        if strategy.tailors {
            self.own.copy_from_slice(&before.own);
        }
        self.marks[..strategy.marks].copy_from_slice(&before.marks[..strategy.marks]);
        self.open(past, strategy, at);
    }

    /// What this stage may change and others may not have changed.
    #[inline(always)]
    fn open<S: Simd>(&mut self, past: &[Minds], strategy: &StrategyPlan, at: Tile<S>) {
        let (stage, moves) = (past.len(), &strategy.stages[past.len()]);
        let before = strategy.stages[..stage].last();
        if moves.trust == Some(stage) {
            match before.and_then(|before| before.trust) {
                Some(stage) => self.trust.copy_from_slice(&past[stage].trust),
                None => self.trust_as_drawn(at),
            }
        }
        if moves.champions == Some(stage) {
            match before.and_then(|before| before.champions) {
                Some(stage) => {
                    self.listening.copy_from_slice(&past[stage].listening);
                    self.speaks_up.copy_from_slice(&past[stage].speaks_up);
                }
                None => self.listen_as_ever(at.plan),
            }
        }
    }

    /// Everybody has these weights now.
    #[inline(always)]
    pub fn give(&mut self, weights: &[f64]) {
        for (lanes, w) in self.weights.iter_mut().zip(weights) {
            *lanes = Lanes::splat(*w);
        }
    }

    #[inline(always)]
    fn trust_as_drawn<S: Simd>(&mut self, at: Tile<S>) {
        for row in self.trust.chunks_exact_mut(at.plan.alternatives) {
            row.copy_from_slice(at.credibility());
        }
    }

    #[inline(always)]
    fn listen_as_ever(&mut self, plan: &Plan) {
        self.speaks_up.fill(Lanes::ZERO);
        for (lanes, a) in self.listening.iter_mut().zip(&plan.listening) {
            *lanes = Lanes::splat(*a);
        }
    }
}

/// What lies aside of minds.
#[derive(Debug)]
pub struct Aside {
    /// `[stakeholder][alternative][criterion]` credibility is at least this; only kept if the strategy changes it.
    pub proof: Vec<Lanes>,
    /// `[own]` performances that somebody sees differently, natural units; unless minds keep them.
    pub own: Vec<Lanes>,
    /// `[stakeholder]` fear of getting it wrong.
    pub fear: Vec<Lanes>,
    /// `[gate][alternative]` probability that a gate stays shut is multiplied by this.
    pub closed: Vec<Lanes>,
    /// `[gate][alternative]` natural units by which a requirement is relaxed.
    pub relaxed: Vec<Lanes>,
}

impl Aside {
    /// Room for one tile.
    pub fn new(plan: &Plan) -> Self {
        let (s, a, c) = (plan.stakeholders, plan.alternatives, plan.criteria);
        let proof = plan.strategies.iter().any(|strategy| strategy.changes.proof);
        Self {
            proof: room(if proof { s * a * c } else { 0 }),
            own: room(plan.strategies.iter().map(|strategy| strategy.own.len()).max().unwrap_or(0)),
            fear: room(s),
            closed: room(plan.gates.len() * a),
            relaxed: room(plan.gates.len() * a),
        }
    }

    /// Before any move.
    #[inline(always)]
    pub fn begin<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>) {
        let Tile { simd: _, plan, world, tile } = at;
        if strategy.changes.proof {
            // Nobody looks at any other.
            for view in &strategy.views {
                self.proof[plan.cell(view.who, view.judged.alternative, view.criterion)] = Lanes::ZERO;
            }
        }
        if !strategy.tailors {
            perform(&mut self.own, strategy, at);
        }
        if plan.inertia.is_some() {
            self.fear.copy_from_slice(&world.fear[tile * plan.stakeholders..][..plan.stakeholders]);
        }
        if !plan.gates.is_empty() {
            self.closed.fill(Lanes::ONE);
            self.relaxed.fill(Lanes::ZERO);
        }
    }
}

/// Performances as they are before any move.
#[inline(always)]
fn perform<S: Simd>(own: &mut [Lanes], strategy: &StrategyPlan, at: Tile<S>) {
    for (x, variable) in own.iter_mut().zip(&strategy.own) {
        *x = at.world.natural[at.tile * at.plan.beliefs.variables.len() + variable];
    }
}

/// Minds, and what lies aside, at the end of a stage.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The strategy.
    pub strategy: &'a StrategyPlan,
    /// Minds.
    pub minds: &'a Minds,
    /// `[stakeholder][alternative]` credibility, if it may have changed by then.
    pub trust: Option<&'a [Lanes]>,
    /// What lies aside.
    pub aside: &'a Aside,
}

impl<'a> State<'a> {
    /// At the end of this stage; `minds` are those of all stages.
    #[inline(always)]
    pub fn after(strategy: &'a StrategyPlan, stage: usize, minds: &'a [Minds], aside: &'a Aside) -> Self {
        let trust = strategy.stages[stage].trust.map(|stage| &minds[stage].trust[..]);
        Self { strategy, minds: &minds[stage], trust, aside }
    }

    /// `[own]` performances that somebody sees differently.
    #[inline(always)]
    pub fn own(&self) -> &'a [Lanes] {
        if self.strategy.tailors { &self.minds.own } else { &self.aside.own }
    }
}

fn room(size: usize) -> Vec<Lanes> {
    vec![Lanes::ZERO; size]
}
