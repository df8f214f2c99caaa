//! What a scenario says, and leaves unsaid, about a purchase: the MEDDIC elements, once for the company and once for
//! the people in it, and the needs that each strategy serves. docs/meddic.md has the rule of every check.

use crate::model::{CriterionId, GateId, MoveId, Need, Side, StakeholderId, StrategyId, Text};

/// The elements of MEDDIC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// What the purchase is worth, in numbers.
    Metrics,
    /// Who releases the money.
    EconomicBuyer,
    /// What it is judged on, and with what weight.
    DecisionCriteria,
    /// Steps, people, dates.
    DecisionProcess,
    /// What hurts today.
    IdentifyPain,
    /// Who argues for us inside.
    Champion,
}

impl Element {
    /// All elements, in the order of the letters.
    pub const ALL: [Element; 6] = [
        Element::Metrics,
        Element::EconomicBuyer,
        Element::DecisionCriteria,
        Element::DecisionProcess,
        Element::IdentifyPain,
        Element::Champion,
    ];

    /// The word in tables.
    pub fn tag(self) -> &'static str {
        match self {
            Element::Metrics => "metrics",
            Element::EconomicBuyer => "economic-buyer",
            Element::DecisionCriteria => "decision-criteria",
            Element::DecisionProcess => "decision-process",
            Element::IdentifyPain => "identify-pain",
            Element::Champion => "champion",
        }
    }
}

/// The two layers of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// What the organisation asks for.
    Company,
    /// What the people in it want.
    Person,
}

impl Layer {
    /// Both.
    pub const ALL: [Layer; 2] = [Layer::Company, Layer::Person];

    /// The word in tables.
    pub fn tag(self) -> &'static str {
        match self {
            Layer::Company => "company",
            Layer::Person => "person",
        }
    }
}

/// How well something is known. The order is the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing is said.
    Missing,
    /// Said with low or medium confidence, as a wide range, or by a default.
    Assumed,
    /// Said as a fact or with high confidence.
    Known,
}

impl Status {
    /// 0, 1 or 2.
    pub fn score(self) -> u32 {
        match self {
            Status::Missing => 0,
            Status::Assumed => 1,
            Status::Known => 2,
        }
    }

    /// The word in tables.
    pub fn tag(self) -> &'static str {
        match self {
            Status::Missing => "missing",
            Status::Assumed => "assumed",
            Status::Known => "known",
        }
    }

    /// Of several things together: known if all are, missing if all are, and otherwise assumed.
    fn together(all: impl Iterator<Item = Status> + Clone) -> Status {
        let every = |status| all.clone().all(|one| one == status);
        if every(Status::Missing) {
            Status::Missing
        } else if every(Status::Known) {
            Status::Known
        } else {
            Status::Assumed
        }
    }
}

/// What keeps a number from being known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No natural unit.
    Unit,
    /// Nothing is said of our performance.
    Ours,
    /// Nothing is said of today's performance.
    Today,
    /// Our performance is a wide range.
    OursWide,
    /// Today's performance is a wide range.
    TodayWide,
    /// Nobody thinks of the criterion yet.
    Latent,
}

/// What one check of the scorecard looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The value on this criterion, in numbers; with what is lacking.
    Metric(CriterionId, Option<Lack>),
    /// There is no criterion on this side.
    NoCriterion(Side),
    /// Who signs.
    Signer,
    /// What money there is.
    Budget,
    /// What the signer wants personally; `None`: nobody is known to sign.
    SignerWants(Option<StakeholderId>),
    /// Whether somebody is known to weigh this criterion; with the one who has the largest part of its weight.
    Weighed(CriterionId, StakeholderId),
    /// How well somebody's weights are known.
    Weights(StakeholderId),
    /// What everybody will judge by in daily use.
    Lived,
    /// How many wills become one choice.
    Rule,
    /// What must be passed; `None`: nothing is said to be.
    Gate(Option<GateId>),
    /// How long it takes.
    Timetable,
    /// What the owner of a gate wants personally; `None`: there is no gate.
    GateOwnerWants(Option<GateId>),
    /// Who listens to whom.
    Network,
    /// How bad things are today; with what is lacking.
    Pain(CriterionId, Option<Lack>),
    /// There is no business criterion.
    NoBusinessPain,
    /// What hurts somebody personally.
    PersonalPain(StakeholderId),
    /// Who argues for us.
    ChampionNamed,
    /// Who listens to the champion.
    ChampionHeard(StakeholderId),
    /// Why the champion argues for us; `None`: there is none.
    ChampionWants(Option<StakeholderId>),
    /// What we do for the champion.
    ChampionArmed(StakeholderId),
}

impl Topic {
    /// The word in tables.
    pub fn tag(&self) -> &'static str {
        match self {
            Topic::Metric(..) => "metric",
            Topic::NoCriterion(_) => "criteria",
            Topic::Signer => "signer",
            Topic::Budget => "budget",
            Topic::SignerWants(_) => "signer-wants",
            Topic::Weighed(..) => "weighed",
            Topic::Weights(_) => "weights",
            Topic::Lived => "lived",
            Topic::Rule => "rule",
            Topic::Gate(_) => "gate",
            Topic::Timetable => "timetable",
            Topic::GateOwnerWants(_) => "gate-owner-wants",
            Topic::Network => "network",
            Topic::Pain(..) => "pain",
            Topic::NoBusinessPain => "business-pain",
            Topic::PersonalPain(_) => "personal-pain",
            Topic::ChampionNamed => "champion",
            Topic::ChampionHeard(_) => "champion-heard",
            Topic::ChampionWants(_) => "champion-wants",
            Topic::ChampionArmed(_) => "champion-armed",
        }
    }
}

/// How somebody's weights are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// Exactly.
    Exact,
    /// With this confidence K, after what the contact channel does to it.
    Confidence(f64),
    /// Only their order.
    Order,
    /// Only limits.
    Limits,
    /// Not at all.
    Nothing,
}

/// What a check found in the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// A field with its value, in the notation of the file.
    Field {
        /// Dotted path.
        path: String,
        /// The value.
        value: Text,
    },
    /// Mean weights that somebody gives these criteria, the heaviest first.
    Weights {
        /// Who.
        who: StakeholderId,
        /// Criteria and their mean weights.
        shares: Vec<(CriterionId, f64)>,
        /// How they are known.
        basis: Basis,
    },
    /// What somebody will judge these criteria by in daily use, the heaviest first.
    Lived {
        /// Who.
        who: StakeholderId,
        /// Criteria and their shares.
        shares: Vec<(CriterionId, f64)>,
    },
    /// What the committee gives this criterion on average.
    Committee {
        /// Which.
        criterion: CriterionId,
        /// Influence-weighted mean weight.
        weight: f64,
        /// The part of it that is known with high confidence.
        sure: f64,
    },
    /// A move of ours that some strategy makes.
    Move(MoveId),
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The element it belongs to.
    pub element: Element,
    /// Its layer.
    pub layer: Layer,
    /// What was looked at.
    pub topic: Topic,
    /// What came out.
    pub status: Status,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// The five questions of the practice rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Practice {
    /// Which business problem does it solve?
    BusinessProblem,
    /// What does whoever answers for the purchase gain by it, upwards?
    Standing,
    /// Whose daily burden does it ease?
    Burden,
    /// Who grows by it?
    Growth,
    /// Does everybody feel in good hands?
    Trust,
}

impl Practice {
    /// All questions, in the order of the founding document.
    pub const ALL: [Practice; 5] =
        [Practice::BusinessProblem, Practice::Standing, Practice::Burden, Practice::Growth, Practice::Trust];

    /// The word in tables.
    pub fn tag(self) -> &'static str {
        match self {
            Practice::BusinessProblem => "business-problem",
            Practice::Standing => "standing",
            Practice::Burden => "burden",
            Practice::Growth => "growth",
            Practice::Trust => "trust",
        }
    }

    /// The need behind it.
    pub fn need(self) -> Need {
        match self {
            Practice::BusinessProblem => Need::Business,
            Practice::Standing | Practice::Burden => Need::Gain,
            Practice::Growth => Need::Growth,
            Practice::Trust => Need::Emotion,
        }
    }
}

/// Whether a strategy has an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answered {
    /// No.
    No,
    /// For some of those whom it concerns.
    Partly,
    /// For all of them.
    Yes,
}

impl Answered {
    /// The word in tables.
    pub fn tag(self) -> &'static str {
        match self {
            Answered::No => "no",
            Answered::Partly => "partly",
            Answered::Yes => "yes",
        }
    }
}

/// Why an answer is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No criterion of the scenario has this need.
    NoCriterion,
    /// None of the people it concerns is known to weigh such a criterion.
    NobodyWeighs,
    /// No move works on it.
    NoMove,
    /// Moves work on it, but not with everybody who weighs it.
    MissesPeople,
}

/// A strategy's answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which question.
    pub practice: Practice,
    /// Whether there is an answer.
    pub answered: Answered,
    /// The moves that answer it.
    pub moves: Vec<MoveId>,
    /// With whom they do.
    pub people: Vec<StakeholderId>,
    /// Those who weigh it and are left out, the heaviest part of the committee's weight first.
    pub open: Vec<StakeholderId>,
    /// The criteria that those weigh who are left out.
    pub criteria: Vec<CriterionId>,
    /// What is lacking.
    pub gap: Option<Gap>,
}

/// What a strategy does about one need.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedCover {
    /// Which need.
    pub need: Need,
    /// The moves that address it; empty: none does.
    pub moves: Vec<MoveId>,
    /// Whom they address.
    pub people: Vec<StakeholderId>,
    /// The committee's weight on it: influence-weighted mean, before any move.
    pub weight: f64,
    /// The part of that weight that belongs to the people addressed.
    pub reached: f64,
}

/// What a strategy covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Which strategy.
    pub strategy: StrategyId,
    /// All seven needs, enterprise first.
    pub needs: Vec<NeedCover>,
    /// All five questions.
    pub answers: Vec<Answer>,
}

/// The two-layer scorecard of a scenario, and what its strategies cover.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard {
    /// All checks, by element and layer; every element has at least one on each layer.
    pub checks: Vec<Check>,
    /// One per strategy, in the order of the file.
    pub coverage: Vec<Coverage>,
}

impl Scorecard {
    /// The best score: every element known on both layers.
    pub const BEST: u32 = 24;

    /// The checks of one element on one layer.
    pub fn checks(&self, element: Element, layer: Layer) -> impl Iterator<Item = &Check> + Clone {
        self.checks.iter().filter(move |check| check.element == element && check.layer == layer)
    }

    /// Known if all its checks are, missing if all are, otherwise assumed.
    pub fn status(&self, element: Element, layer: Layer) -> Status {
        Status::together(self.checks(element, layer).map(|check| check.status))
    }

    /// The sum of the elements' scores on one layer, up to 12.
    pub fn layer_score(&self, layer: Layer) -> u32 {
        Element::ALL.into_iter().map(|element| self.status(element, layer).score()).sum()
    }

    /// The sum over both layers, up to [`Scorecard::BEST`].
    pub fn score(&self) -> u32 {
        Layer::ALL.into_iter().map(|layer| self.layer_score(layer)).sum()
    }
}
