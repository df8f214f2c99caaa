//! What a careful programmer writes without tables, blocks or lanes: one draw after the other, rand_distr for every
//! variate, plain vectors. The benchmarks set the engine beside it in the same run, so that the ratio shows.

use rand::distr::Distribution as _;
use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Beta, Exp1, Gamma, LogNormal, Normal, Pert, Triangular, Uniform};
use rand_xoshiro::Xoshiro256PlusPlus;
use reframe::model::{
    Alternative, Credibility, CriterionId, Cut, Direction, Distribution, MoveId, MoveKind, Scenario, Shape, Shift,
    StakeholderId, WeightPrior,
};

/// A variate generator of the rand project.
enum Variate {
    Known(f64),
    Normal(Normal<f64>),
    LogNormal(LogNormal<f64>),
    Uniform(Uniform<f64>),
    Triangular(Triangular<f64>),
    Pert(Pert<f64>),
    Beta(Beta<f64>, f64, f64),
    Discrete(Vec<(f64, f64)>),
}

impl Variate {
    fn new(belief: &Distribution) -> Self {
        let exists = "the model has checked the parameters";
        match belief.shape() {
            Shape::Exact(x) => Variate::Known(*x),
            Shape::Normal { mean, sd } => Variate::Normal(Normal::new(*mean, *sd).expect(exists)),
            Shape::LogNormal { median, sigma } => {
                Variate::LogNormal(LogNormal::new(median.ln(), *sigma).expect(exists))
            }
            Shape::Uniform { low, high } => Variate::Uniform(Uniform::new(*low, *high).expect(exists)),
            Shape::Triangular { low, mode, high } => {
                Variate::Triangular(Triangular::new(*low, *high, *mode).expect(exists))
            }
            Shape::Pert { low, mode, high } => Variate::Pert(Pert::new(*low, *high).with_mode(*mode).expect(exists)),
            Shape::Beta { a, b, low, high } => Variate::Beta(Beta::new(*a, *b).expect(exists), *low, high - low),
            Shape::Discrete(outcomes) => Variate::Discrete(outcomes.clone()),
        }
    }

    fn draw(&self, rng: &mut impl Rng) -> f64 {
        match self {
            Variate::Known(x) => *x,
            Variate::Normal(d) => d.sample(rng),
            Variate::LogNormal(d) => d.sample(rng),
            Variate::Uniform(d) => d.sample(rng),
            Variate::Triangular(d) => d.sample(rng),
            Variate::Pert(d) => d.sample(rng),
            Variate::Beta(d, low, width) => low + width * d.sample(rng),
            Variate::Discrete(outcomes) => {
                let mut u: f64 = rng.random();
                for (x, p) in outcomes {
                    if u < *p {
                        return *x;
                    }
                    u -= p;
                }
                outcomes[outcomes.len() - 1].0
            }
        }
    }
}

/// How a person's weights are drawn.
enum Weights {
    Known(Vec<f64>),
    Gammas(Vec<Option<Gamma<f64>>>),
    /// Criteria, most important first, and the number of criteria in all.
    Ranking(Vec<usize>, usize),
}

/// One performance: natural units to value, and whose view it is.
struct Score {
    belief: Variate,
    owner: Option<usize>,
    alternative: usize,
    criterion: usize,
}

/// A scenario, prepared as far as a careful programmer would: generators are made once.
pub struct Plain<'a> {
    scenario: &'a Scenario,
    alternatives: Vec<Alternative>,
    influence: Vec<f64>,
    weights: Vec<Weights>,
    credibility: Vec<Variate>,
    scores: Vec<Score>,
    reputation: Vec<f64>,
    strengths: Vec<Option<Variate>>,
}

impl<'a> Plain<'a> {
    /// Prepares a scenario. Priors by bounds, and by rankings with ties, are left out.
    pub fn new(scenario: &'a Scenario) -> Self {
        let alternatives = scenario.alternatives();
        Self {
            influence: scenario.influence(),
            weights: scenario.stakeholders.iter().map(|who| weights(&who.prior, scenario.criteria.len())).collect(),
            credibility: alternatives.iter().map(|a| credibility(scenario, *a)).collect(),
            scores: scores(scenario, &alternatives),
            reputation: reputation(scenario, &alternatives),
            strengths: scenario.moves.iter().map(|m| m.kind.shift().map(|s| Variate::new(&s.strength))).collect(),
            alternatives,
            scenario,
        }
    }

    /// Win counts of each alternative under each strategy (first the baseline).
    pub fn run(&self, draws: u64, seed: u64) -> Vec<Vec<f64>> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut wins = vec![vec![0.0; self.alternatives.len()]; self.scenario.strategies.len() + 1];
        for _ in 0..draws {
            self.draw(&mut rng, &mut wins);
        }
        wins
    }

    fn draw(&self, rng: &mut impl Rng, wins: &mut [Vec<f64>]) {
        let (s, c, a) = (self.influence.len(), self.scenario.criteria.len(), self.alternatives.len());
        let before: Vec<Vec<f64>> = self.weights.iter().map(|prior| draw_weights(prior, rng)).collect();
        let credibility: Vec<f64> = self.credibility.iter().map(|k| k.draw(rng)).collect();
        let mut natural = vec![vec![vec![f64::NAN; c]; a]; s];
        for score in &self.scores {
            let x = score.belief.draw(rng);
            let owners = score.owner.map_or(0..s, |who| who..who + 1);
            for who in owners {
                natural[who][score.alternative][score.criterion] = x;
            }
        }
        // The same luck for the same (move, person) in every strategy.
        let luck: Vec<Vec<(f64, f64)>> = (0..self.scenario.moves.len())
            .map(|m| (0..s).map(|_| (rng.random(), self.strengths[m].as_ref().map_or(1.0, |f| f.draw(rng)))).collect())
            .collect();
        for (strategy, wins) in wins.iter_mut().enumerate() {
            let mut weights = before.clone();
            let mut natural = natural.clone();
            let ours = if strategy == 0 { &[][..] } else { &self.scenario.strategies[strategy - 1].moves };
            let mut taken = vec![vec![false; s]; self.scenario.moves.len()];
            for played in ours.iter().chain(&self.scenario.rivals) {
                self.play(*played, &luck, &credibility, &mut weights, &mut natural, &mut taken);
            }
            for (win, p) in wins.iter_mut().zip(self.choose(&weights, &natural, &credibility)) {
                *win += p;
            }
        }
    }

    fn play(
        &self,
        id: MoveId,
        luck: &[Vec<(f64, f64)>],
        credibility: &[f64],
        weights: &mut [Vec<f64>],
        natural: &mut [Vec<Vec<f64>>],
        taken: &mut [Vec<bool>],
    ) {
        let played = &self.scenario.moves[id.index()];
        let believed = credibility[played.by.index()];
        for who in played.audience.iter().map(|who| who.index()) {
            let (u, f) = luck[id.index()][who];
            let reach = self.scenario.stakeholders[who].reach.get();
            match &played.kind {
                MoveKind::Teach(shift) | MoveKind::Reframe(shift) if u < reach * played.acceptance.get() * believed => {
                    taken[id.index()][who] = true;
                    apply(shift, f, &mut weights[who]);
                }
                MoveKind::Justify { supports, evidence } => {
                    for earlier in supports.iter().filter(|_| u < reach * evidence.get() * believed) {
                        let first = &self.scenario.moves[earlier.index()];
                        if first.audience.contains(&StakeholderId::new(who)) && !taken[earlier.index()][who] {
                            taken[earlier.index()][who] = true;
                            let shift = first.kind.shift().expect("a justify supports moves that shift weights");
                            apply(shift, luck[earlier.index()][who].1, &mut weights[who]);
                        }
                    }
                }
                MoveKind::Discount { criterion, cut } if u < reach * played.acceptance.get() => {
                    let x = &mut natural[who][played.by.index()][criterion.index()];
                    match cut {
                        Cut::Share(share) => *x *= 1.0 - share,
                        Cut::Amount(amount) => *x -= amount,
                    }
                }
                _ => {}
            }
        }
    }

    fn choose(&self, weights: &[Vec<f64>], natural: &[Vec<Vec<f64>>], credibility: &[f64]) -> Vec<f64> {
        let mut group = vec![0.0; self.alternatives.len()];
        for (who, weights) in weights.iter().enumerate() {
            for (v, g) in group.iter_mut().enumerate() {
                for (c, w) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
                    let u = self.scenario.criteria[c].value.value(natural[who][v][c]);
                    *g += self.influence[who] * w * (credibility[v] * u + (1.0 - credibility[v]) * self.reputation[c]);
                }
            }
        }
        let best = group.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let noise = self.scenario.decision.noise;
        let shares: Vec<f64> = group
            .iter()
            .map(|g| if noise > 0.0 { ((g - best) / noise).exp() } else { f64::from(u8::from(*g == best)) })
            .collect();
        let total: f64 = shares.iter().sum();
        shares.iter().map(|share| share / total).collect()
    }
}

fn weights(prior: &WeightPrior, criteria: usize) -> Weights {
    let gammas = |shape: &dyn Fn(usize) -> f64| {
        let one = |c: usize| (shape(c) > 0.0).then(|| Gamma::new(shape(c), 1.0).expect("a positive shape"));
        Weights::Gammas((0..criteria).map(one).collect())
    };
    match prior {
        WeightPrior::Exact(shares) => Weights::Known(shares.clone()),
        WeightPrior::Dirichlet { shares, concentration } => gammas(&|c| shares[c] * concentration.get()),
        WeightPrior::Uniform(free) => gammas(&|c| if free.contains(&CriterionId::new(c)) { 1.0 } else { 0.0 }),
        WeightPrior::Ranking(groups) if groups.iter().all(|group| group.len() == 1) => {
            Weights::Ranking(groups.iter().map(|group| group[0].index()).collect(), criteria)
        }
        other => unimplemented!("the plain implementation has no {other:?}"),
    }
}

fn draw_weights(prior: &Weights, rng: &mut impl Rng) -> Vec<f64> {
    match prior {
        Weights::Known(shares) => shares.clone(),
        Weights::Gammas(gammas) => {
            let drawn: Vec<f64> = gammas.iter().map(|g| g.as_ref().map_or(0.0, |g| g.sample(rng))).collect();
            let total: f64 = drawn.iter().sum();
            drawn.iter().map(|x| x / total).collect()
        }
        Weights::Ranking(order, criteria) => {
            let mut drawn: Vec<f64> = order.iter().map(|_| Exp1.sample(rng)).collect();
            drawn.sort_by(|a, b| b.total_cmp(a));
            let total: f64 = drawn.iter().sum();
            let mut weights = vec![0.0; *criteria];
            order.iter().zip(&drawn).for_each(|(c, x)| weights[*c] = x / total);
            weights
        }
    }
}

fn credibility(scenario: &Scenario, alternative: Alternative) -> Variate {
    let Alternative::Vendor(id) = alternative else { return Variate::Known(1.0) };
    match &scenario.vendors[id.index()] {
        vendor if vendor.known => Variate::Known(1.0),
        vendor => match vendor.credibility {
            Credibility::Exact(k) => Variate::Known(k.get()),
            Credibility::Beta { mean, confidence } => {
                let (a, b) = (mean.get() * confidence.get(), (1.0 - mean.get()) * confidence.get());
                Variate::Beta(Beta::new(a, b).expect("the model has checked the parameters"), 0.0, 1.0)
            }
        },
    }
}

fn scores(scenario: &Scenario, alternatives: &[Alternative]) -> Vec<Score> {
    let mut shared = Vec::new();
    let mut own = Vec::new();
    for (v, alternative) in alternatives.iter().enumerate() {
        for c in 0..scenario.criteria.len() {
            let of = |belief, owner| Score { belief: Variate::new(belief), owner, alternative: v, criterion: c };
            let id = CriterionId::new(c);
            shared.extend(scenario.performance.shared(*alternative, id).map(|belief| of(belief, None)));
            for who in 0..scenario.stakeholders.len() {
                let belief = scenario.performance.own(StakeholderId::new(who), *alternative, id);
                own.extend(belief.map(|belief| of(belief, Some(who))));
            }
        }
    }
    shared.extend(own);
    shared
}

fn reputation(scenario: &Scenario, alternatives: &[Alternative]) -> Vec<f64> {
    let of = |c: usize| {
        let criterion = &scenario.criteria[c];
        let vendors = alternatives.iter().filter(|a| **a != Alternative::StatusQuo);
        let expected: Vec<f64> = vendors
            .filter_map(|a| scenario.performance.shared(*a, CriterionId::new(c)))
            .map(|belief| belief.expected_value(&criterion.value))
            .collect();
        let mean = expected.iter().sum::<f64>() / expected.len().max(1) as f64;
        criterion.reputation.map_or(mean, |b| b.get())
    };
    (0..scenario.criteria.len()).map(of).collect()
}

fn apply(shift: &Shift, f: f64, w: &mut [f64]) {
    let k = shift.criterion.index();
    let donor = |j: usize| match &shift.donors {
        reframe::model::Donors::All => j != k,
        reframe::model::Donors::Named(named) => named.contains(&CriterionId::new(j)),
    };
    let mass: f64 = (0..w.len()).filter(|j| donor(*j)).map(|j| w[j]).sum();
    let gap = shift.target.get() - w[k];
    let delta = match shift.direction {
        Direction::Raise => (f * gap).clamp(0.0, mass),
        Direction::Lower => (f * gap).min(0.0),
    };
    if mass > 0.0 {
        for j in (0..w.len()).filter(|j| donor(*j)) {
            w[j] -= delta * w[j] / mass;
        }
        w[k] += delta;
    }
}
