//! Scenarios in a few lines: everything has a default, everything is named by its id.

use reframe::model::*;

/// A scenario in the making. Criteria run from 0 (worst) to 1 (best) unless told otherwise; the first vendor is ours;
/// there is one stage, fully open; everybody counts the same; every claim is believed; the best score wins.
#[derive(Clone, Debug)]
pub struct Build(pub ScenarioParts);

/// A probability that is known to be one.
pub fn p(x: f64) -> Probability {
    Probability::new(x).expect("a probability")
}

/// A number that is known.
pub fn known(x: f64) -> Distribution {
    Distribution::exact(x).expect("a finite number")
}

/// Known shares.
pub fn exact(shares: &[f64]) -> WeightPrior {
    WeightPrior::Exact(WeightPrior::shares(shares, false).expect("shares"))
}

/// Dirichlet(K * share).
pub fn dirichlet(shares: &[f64], k: f64) -> WeightPrior {
    WeightPrior::Dirichlet {
        shares: WeightPrior::shares(shares, true).expect("ratings"),
        concentration: Concentration::new(k).expect("a concentration"),
    }
}

/// Uniform over the first `n` criteria.
pub fn uniform(n: usize) -> WeightPrior {
    WeightPrior::Uniform((0..n).map(CriterionId::new).collect())
}

/// An order, most important first, by position.
pub fn ranking(groups: &[&[usize]]) -> WeightPrior {
    WeightPrior::Ranking(groups.iter().map(|group| group.iter().map(|c| CriterionId::new(*c)).collect()).collect())
}

/// Bounds per criterion over the first criteria.
pub fn bounds(intervals: &[(f64, f64)]) -> WeightPrior {
    let free = (0..intervals.len()).map(CriterionId::new).collect();
    let bounds = intervals.iter().enumerate().map(|(c, (low, high))| (CriterionId::new(c), *low, *high)).collect();
    WeightPrior::Bounds(WeightBounds::new(free, bounds, Vec::new()).expect("bounds that hold together"))
}

/// Credibility that is itself uncertain.
pub fn believed(mean: f64, confidence: f64) -> Credibility {
    Credibility::Beta { mean: p(mean), confidence: Concentration::new(confidence).expect("a concentration") }
}

/// Raise a weight to `target` at the expense of all others, with full strength.
pub fn raise(criterion: usize, target: f64) -> Shift {
    Shift {
        criterion: CriterionId::new(criterion),
        direction: Direction::Raise,
        target: p(target),
        donors: Donors::All,
        strength: known(1.0),
    }
}

/// Lower a weight to `target` in favour of all others, with full strength.
pub fn lower(criterion: usize, target: f64) -> Shift {
    Shift { direction: Direction::Lower, ..raise(criterion, target) }
}

impl Build {
    /// These criteria and vendors, nobody to judge yet.
    pub fn new(criteria: &[&str], vendors: &[&str]) -> Self {
        let value = ValueFunction::linear(0.0, 1.0, Outside::Clamp).expect("a scale");
        Self(ScenarioParts {
            name: "test".to_owned(),
            title: Text::same("test"),
            us: VendorId::new(0),
            currency: None,
            deal_value: None,
            criteria: criteria
                .iter()
                .map(|id| Criterion {
                    id: (*id).to_owned(),
                    label: Text::same(*id),
                    need: Need::Product,
                    latent: false,
                    value: value.clone(),
                    unit: None,
                    reputation: None,
                    floor: Probability::ZERO,
                })
                .collect(),
            vendors: vendors
                .iter()
                .map(|id| Vendor {
                    id: (*id).to_owned(),
                    label: Text::same(*id),
                    credibility: Credibility::Exact(Probability::ONE),
                    known: false,
                })
                .collect(),
            status_quo: None,
            performance: PerformanceTable::default(),
            stakeholders: Vec::new(),
            stages: vec![Stage {
                id: "only".to_owned(),
                label: Text::same("only"),
                openness: Probability::ONE,
                tilt: Vec::new(),
                discussion: Discussion::Rounds(0),
                weeks: None,
            }],
            moves: Vec::new(),
            strategies: Vec::new(),
            rivals: Vec::new(),
            gates: Vec::new(),
            decision: Decision { rule: GroupRule::WeightedUtility, noise: 0.0 },
            adoption: None,
            contact: None,
            memory: None,
            defaults: Defaults::default(),
        })
    }

    fn criterion(&self, id: &str) -> CriterionId {
        CriterionId::new(self.0.criteria.iter().position(|c| c.id == id).expect("a criterion of this id"))
    }

    fn who(&self, id: &str) -> StakeholderId {
        StakeholderId::new(self.0.stakeholders.iter().position(|s| s.id == id).expect("a stakeholder of this id"))
    }

    fn alternative(&self, id: &str) -> Alternative {
        match self.0.vendors.iter().position(|v| v.id == id) {
            Some(position) => Alternative::Vendor(VendorId::new(position)),
            None => Alternative::StatusQuo,
        }
    }

    fn vendor(&mut self, id: &str) -> &mut Vendor {
        self.0.vendors.iter_mut().find(|v| v.id == id).expect("a vendor of this id")
    }

    fn moves(&self, ids: &[&str]) -> Vec<MoveId> {
        let position = |id: &&str| self.0.moves.iter().position(|m| m.id == *id).expect("a move of this id");
        ids.iter().map(|id| MoveId::new(position(id))).collect()
    }

    /// Anything the other methods have no word for.
    pub fn with(mut self, change: impl FnOnce(&mut ScenarioParts)) -> Self {
        change(&mut self.0);
        self
    }

    /// One more stakeholder, of influence 1 and always reached.
    pub fn person(mut self, id: &str, prior: WeightPrior) -> Self {
        self.0.stakeholders.push(Stakeholder {
            id: id.to_owned(),
            label: Text::same(id),
            influence: 1.0,
            prior,
            listens_to: Vec::new(),
            speaks: Probability::ONE,
            indecision: None,
            reach: Probability::ONE,
            lived: None,
            meddic: Vec::new(),
        });
        self
    }

    /// The last stakeholder's influence.
    pub fn influence(mut self, influence: f64) -> Self {
        self.0.stakeholders.last_mut().expect("a stakeholder").influence = influence;
        self
    }

    /// The last stakeholder's reach.
    pub fn reach(mut self, reach: f64) -> Self {
        self.0.stakeholders.last_mut().expect("a stakeholder").reach = p(reach);
        self
    }

    /// Known performance on every criterion; `status_quo` adds the status quo.
    pub fn scores(mut self, alternative: &str, scores: &[f64]) -> Self {
        for (position, score) in scores.iter().enumerate() {
            let id = self.0.criteria[position].id.clone();
            self = self.performance(alternative, &id, known(*score));
        }
        self
    }

    /// Believed performance.
    pub fn performance(mut self, alternative: &str, criterion: &str, belief: Distribution) -> Self {
        if alternative == "status_quo" && self.0.status_quo.is_none() {
            self.0.status_quo = Some(StatusQuo { label: Text::same("no decision"), conflict: 0.0 });
        }
        let (alternative, criterion) = (self.alternative(alternative), self.criterion(criterion));
        self.0.performance.set(alternative, criterion, belief);
        self
    }

    /// Performance as only one person experiences it.
    pub fn performance_for(mut self, who: &str, alternative: &str, criterion: &str, belief: Distribution) -> Self {
        let (who, alternative) = (self.who(who), self.alternative(alternative));
        let criterion = self.criterion(criterion);
        self.0.performance.set_for(who, alternative, criterion, belief);
        self
    }

    /// How far a vendor is believed.
    pub fn credibility(mut self, vendor: &str, credibility: Credibility) -> Self {
        self.vendor(vendor).credibility = credibility;
        self
    }

    /// A criterion that nobody thinks of yet.
    pub fn latent(mut self, criterion: &str) -> Self {
        let position = self.criterion(criterion).index();
        self.0.criteria[position].latent = true;
        self
    }

    /// One more move of ours, to everybody, always accepted when heard and believed.
    pub fn act(mut self, id: &str, kind: MoveKind) -> Self {
        assert!(!self.0.stakeholders.is_empty(), "people come before moves");
        self.0.moves.push(Move {
            id: id.to_owned(),
            label: Text::same(id),
            by: self.0.us,
            audience: (0..self.0.stakeholders.len()).map(StakeholderId::new).collect(),
            stage: StageId::new(0),
            acceptance: Probability::ONE,
            cost: Cost::default(),
            requires: Vec::new(),
            backfire: None,
            kind,
        });
        self
    }

    /// Teach with full strength.
    pub fn teach(self, id: &str, shift: Shift) -> Self {
        self.act(id, MoveKind::Teach(shift))
    }

    /// Reframe with full strength.
    pub fn reframe(self, id: &str, shift: Shift) -> Self {
        self.act(id, MoveKind::Reframe(shift))
    }

    /// Evidence for earlier moves.
    pub fn justify(self, id: &str, supports: &[&str], evidence: f64) -> Self {
        let supports = self.moves(supports);
        self.act(id, MoveKind::Justify { supports, evidence: p(evidence) })
    }

    /// Changes the last move.
    pub fn but(mut self, change: impl FnOnce(&mut Move)) -> Self {
        change(self.0.moves.last_mut().expect("a move"));
        self
    }

    /// The last move's acceptance.
    pub fn accepted(self, acceptance: f64) -> Self {
        self.but(|m| m.acceptance = p(acceptance))
    }

    /// One of our strategies.
    pub fn strategy(mut self, id: &str, moves: &[&str]) -> Self {
        let moves = self.moves(moves);
        self.0.strategies.push(Strategy { id: id.to_owned(), label: Text::same(id), moves });
        self
    }

    /// What competitors do in every strategy.
    pub fn rivals(mut self, moves: &[&str]) -> Self {
        self.0.rivals = self.moves(moves);
        self
    }

    /// Stages of these names instead of the only one, all fully open and silent.
    pub fn stages(mut self, ids: &[&str]) -> Self {
        let only = self.0.stages[0].clone();
        let stage = |id: &&str| Stage { id: (*id).to_owned(), label: Text::same(*id), ..only.clone() };
        self.0.stages = ids.iter().map(stage).collect();
        self
    }

    /// Who listens to whom, and how much.
    pub fn listens(mut self, listener: &str, speaker: &str, share: f64) -> Self {
        let (listener, speaker) = (self.who(listener), self.who(speaker));
        self.0.stakeholders[listener.index()].listens_to.push((speaker, p(share)));
        self
    }

    /// How much talk there is in every stage.
    pub fn talk(mut self, discussion: Discussion) -> Self {
        self.0.stages.iter_mut().for_each(|stage| stage.discussion = discussion);
        self
    }

    /// One more gate.
    pub fn gate(mut self, id: &str, kind: GateKind) -> Self {
        self.0.gates.push(Gate { id: id.to_owned(), label: Text::same(id), kind });
        self
    }

    /// How the committee decides.
    pub fn rule(mut self, rule: GroupRule) -> Self {
        self.0.decision.rule = rule;
        self
    }

    /// What is expected of the category on every criterion.
    pub fn reputation(mut self, expected: &[f64]) -> Self {
        self.0.criteria.iter_mut().zip(expected).for_each(|(c, b)| c.reputation = Some(p(*b)));
        self
    }

    /// What a refusal of the last move does.
    pub fn backfire(self, probability: f64, loss: f64) -> Self {
        self.but(|m| m.backfire = Some(Backfire { probability: p(probability), loss: p(loss) }))
    }

    /// Whom the last move addresses.
    pub fn to(self, audience: &[usize]) -> Self {
        self.but(|m| m.audience = audience.iter().map(|who| StakeholderId::new(*who)).collect())
    }

    /// The stage of the last move.
    pub fn during(self, stage: usize) -> Self {
        self.but(|m| m.stage = StageId::new(stage))
    }

    /// mu
    pub fn noise(mut self, mu: f64) -> Self {
        self.0.decision.noise = mu;
        self
    }

    /// The checked scenario.
    ///
    /// # Panics
    /// If a rule refuses it: a test that builds nonsense is a wrong test.
    pub fn scenario(self) -> Scenario {
        match Scenario::new(self.0) {
            Ok((scenario, _)) => scenario,
            Err(problems) => panic!("the test's scenario is refused: {problems:#?}"),
        }
    }
}
