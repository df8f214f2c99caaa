//! The scorecard in English.

use crate::model::Side;
use crate::report::meddic::{Card, rounded};
use crate::report::words::words;
use crate::stats::{
    Answer, Answered, Basis, Check, Coverage, Element, Evidence, Gap, Lack, Layer, NeedCover, Practice, Scorecard,
    Status, Topic,
};

use super::meddic::{MeddicLabel, MeddicWords};

/// English sentences.
pub(super) struct English;

impl MeddicWords for English {
    fn label(&self, label: MeddicLabel) -> &'static str {
        match label {
            MeddicLabel::Element => "Element",
            MeddicLabel::Total => "Score",
            MeddicLabel::Meaning => {
                "2, known: said as a fact or with high confidence. 1, assumed: said with low or medium confidence, as a wide range, or by a default. 0, missing: nothing is said. An element is known if everything looked at is, missing if nothing is said at all, and assumed in between. The score tells what the file says, not whether it is right."
            }
            MeddicLabel::Needs => "Which needs each strategy addresses",
            MeddicLabel::NeedsHow => {
                "The share of the committee's weight that belongs to the people whom a move addresses on this need, before any move; – means that no move addresses it."
            }
            MeddicLabel::CommitteeWeight => "Committee's weight",
            MeddicLabel::Questions => "The five questions, strategy by strategy",
            MeddicLabel::QuestionsHow => {
                "yes: for everybody whom it concerns; partly: somebody is left out; no: no move answers it."
            }
            MeddicLabel::Gaps => "What each strategy addresses and leaves open",
            MeddicLabel::NoGaps => "Nothing is left open.",
            MeddicLabel::NoStrategies => "The scenario has no strategies, so there is nothing to cover its needs.",
        }
    }

    fn element(&self, element: Element) -> &'static str {
        match element {
            Element::Metrics => "Metrics",
            Element::EconomicBuyer => "Economic buyer",
            Element::DecisionCriteria => "Decision criteria",
            Element::DecisionProcess => "Decision process",
            Element::IdentifyPain => "Identify pain",
            Element::Champion => "Champion",
        }
    }

    fn layer(&self, layer: Layer) -> &'static str {
        match layer {
            Layer::Company => "Company",
            Layer::Person => "People",
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Missing => "missing",
            Status::Assumed => "assumed",
            Status::Known => "known",
        }
    }

    fn practice(&self, practice: Practice) -> &'static str {
        match practice {
            Practice::BusinessProblem => "Business problem",
            Practice::Standing => "Standing upwards",
            Practice::Burden => "Daily burden",
            Practice::Growth => "Growth",
            Practice::Trust => "Felt trust",
        }
    }

    fn practice_question(&self, practice: Practice) -> &'static str {
        match practice {
            Practice::BusinessProblem => "Which business problem of the company does it solve?",
            Practice::Standing => "What do those who answer for the purchase gain by it when they report upwards?",
            Practice::Burden => "How does it ease the load of those who live with it?",
            Practice::Growth => "Whose skills grow by it?",
            Practice::Trust => "Does everybody feel in good hands?",
        }
    }

    fn answered(&self, answered: Answered) -> &'static str {
        match answered {
            Answered::No => "no",
            Answered::Partly => "partly",
            Answered::Yes => "yes",
        }
    }

    fn headline(&self, card: &Card) -> String {
        let found = card.scorecard;
        format!(
            "MEDDIC score {} of {}: {} of 12 for the company, {} of 12 for the people.",
            found.score(),
            Scorecard::BEST,
            found.layer_score(Layer::Company),
            found.layer_score(Layer::Person)
        )
    }

    fn subject(&self, card: &Card, topic: &Topic) -> String {
        match topic {
            Topic::Metric(criterion, _) => format!("{} in numbers", card.quoted(*criterion)),
            Topic::NoCriterion(Side::Enterprise) => "criteria of the company".to_owned(),
            Topic::NoCriterion(Side::Personal) => "criteria of a person".to_owned(),
            Topic::Signer => "who signs".to_owned(),
            Topic::Budget => "the budget".to_owned(),
            Topic::SignerWants(Some(who)) | Topic::ChampionWants(Some(who)) => {
                format!("what {} wants personally", card.person(*who))
            }
            Topic::SignerWants(None) => "what the signer wants personally".to_owned(),
            Topic::Weighed(criterion, _) => format!("who weighs {}", card.quoted(*criterion)),
            Topic::Weights(who) => format!("weights of {}", card.person(*who)),
            Topic::Lived => "what will count in daily use".to_owned(),
            Topic::Rule => "how the choice is made".to_owned(),
            Topic::Gate(Some(gate)) => format!("gate “{}”", card.gate(*gate)),
            Topic::Gate(None) => "gates".to_owned(),
            Topic::Timetable => "timetable".to_owned(),
            Topic::GateOwnerWants(Some(gate)) => match card.gate_owner(*gate) {
                Some(owner) => format!("what {owner} wants personally, at the gate “{}”", card.gate(*gate)),
                None => format!("whose gate “{}” is", card.gate(*gate)),
            },
            Topic::GateOwnerWants(None) => "what those want who guard a gate".to_owned(),
            Topic::Network => "who listens to whom".to_owned(),
            Topic::Pain(criterion, _) => format!("{} today", card.quoted(*criterion)),
            Topic::NoBusinessPain => "a business problem".to_owned(),
            Topic::PersonalPain(who) => format!("pain of {}", card.person(*who)),
            Topic::ChampionNamed => "who argues for us".to_owned(),
            Topic::ChampionHeard(who) => format!("who listens to {}", card.person(*who)),
            Topic::ChampionWants(None) => "why somebody should argue for us".to_owned(),
            Topic::ChampionArmed(who) => format!("what we do for {}", card.person(*who)),
        }
    }

    fn evidence(&self, card: &Card, evidence: &Evidence) -> String {
        match evidence {
            Evidence::Field { path, value } => format!("{path} = {}", value.get(card.lang)),
            Evidence::Weights { who, shares, basis } => {
                format!("{} weighs {} ({})", card.person(*who), self.list(&card.shares(shares)), basis_words(*basis))
            }
            Evidence::Lived { who, shares } => {
                format!("in daily use {} goes by {}", card.person(*who), self.list(&card.shares(shares)))
            }
            Evidence::Committee { weight, sure, .. } if *sure == 0.0 => {
                format!("{} of the committee's weight, none of it said with high confidence", rounded(*weight))
            }
            Evidence::Committee { weight, sure, .. } => format!(
                "{} of the committee's weight, {} of that said with high confidence",
                rounded(*weight),
                rounded(sure / weight)
            ),
            Evidence::Move(id) => format!("our move “{}”", card.made(*id)),
        }
    }

    fn question(&self, card: &Card, check: &Check) -> String {
        let missing = check.status == Status::Missing;
        match &check.topic {
            Topic::Metric(criterion, lack) => number_question(&card.quoted(*criterion), *lack),
            Topic::NoCriterion(Side::Enterprise) => {
                "What will the company measure the purchase by, and in which unit?".to_owned()
            }
            Topic::NoCriterion(Side::Personal) => {
                format!("What would the purchase be worth to {}, in hours, skills or calm?", self.key_people(card))
            }
            Topic::Signer if missing => "Who releases the money, and who can stop that person?".to_owned(),
            Topic::Signer => "Does the person who decides also sign, or does somebody above?".to_owned(),
            Topic::Budget if missing => "How much money is set aside, and from whose budget?".to_owned(),
            Topic::Budget => "The deal's value is our figure: what limit has the customer set?".to_owned(),
            Topic::SignerWants(None) => {
                "Who signs? Only then can anybody ask what that person wants from it.".to_owned()
            }
            Topic::SignerWants(Some(who)) if missing => format!(
                "What would make this purchase a success for {} personally: a showcase, less work, a quiet night?",
                card.person(*who)
            ),
            Topic::SignerWants(Some(who)) => {
                format!("What has {} said, in so many words, about a personal stake in this?", card.person(*who))
            }
            Topic::Weighed(criterion, _) if missing => {
                format!("Who at the customer cares about {}, and how much?", card.quoted(*criterion))
            }
            Topic::Weighed(criterion, heaviest) => format!(
                "{} counts most on {}: how sure are we of that weight, and what would it be given up for?",
                card.person(*heaviest),
                card.quoted(*criterion)
            ),
            Topic::Weights(who) if missing => {
                format!("What would {} give up last, and what first?", card.person(*who))
            }
            Topic::Weights(who) => {
                format!("How would {} share out 100 points among the criteria?", card.person(*who))
            }
            Topic::Lived => {
                "Is what people say they weigh also what they will judge by a year into daily use?".to_owned()
            }
            Topic::Rule => {
                "Who has the last word: one person, a vote, a scoring sheet? The weighted sum is our assumption."
                    .to_owned()
            }
            Topic::Gate(None) => {
                "Who can stop the purchase (legal, finance, audit, security), and what do they ask for?".to_owned()
            }
            Topic::Gate(Some(gate)) => {
                format!("What decides at the gate “{}”? The file only has a chance.", card.gate(*gate))
            }
            Topic::Timetable if missing => {
                "Which steps are there up to the signature, and when is each due?".to_owned()
            }
            Topic::Timetable => "How many weeks does each step take?".to_owned(),
            Topic::GateOwnerWants(None) => {
                "Whose consent is needed on the way, and what does each of them want to avoid?".to_owned()
            }
            Topic::GateOwnerWants(Some(gate)) => match card.gate_owner(*gate) {
                Some(owner) if missing => {
                    format!("What does {owner} want to avoid at the gate “{}”?", card.gate(*gate))
                }
                Some(owner) => format!("What has {owner} said about it, in so many words?"),
                None => format!("Who decides at the gate “{}”?", card.gate(*gate)),
            },
            Topic::Network => "Whose opinion does each of them ask for before making up their mind?".to_owned(),
            Topic::Pain(criterion, lack) => pain_question(&card.quoted(*criterion), *lack),
            Topic::NoBusinessPain => {
                "Which business problem (an outage, a launch, an inefficiency) does the purchase solve?".to_owned()
            }
            Topic::PersonalPain(who) if missing => {
                format!("What makes the present state hard for {} personally?", card.person(*who))
            }
            Topic::PersonalPain(who) => {
                format!("What happens to {} if nothing changes, and is that sure?", card.person(*who))
            }
            Topic::ChampionNamed if missing => "Who argues for us when we are not in the room?".to_owned(),
            Topic::ChampionNamed => "We treat somebody as our champion: has this person ever acted for us?".to_owned(),
            Topic::ChampionHeard(who) => {
                format!("Who changes their mind when {} speaks?", card.person(*who))
            }
            Topic::ChampionWants(None) => "What would somebody inside gain by our winning?".to_owned(),
            Topic::ChampionWants(Some(who)) if missing => {
                format!("Why does {} argue for us: advantage, growth or peace of mind?", card.person(*who))
            }
            Topic::ChampionWants(Some(who)) => {
                format!("Has {} confirmed what is in it personally?", card.person(*who))
            }
            Topic::ChampionArmed(who) if missing => {
                format!("What do we give {} so that arguing for us is easy?", card.person(*who))
            }
            Topic::ChampionArmed(who) => {
                format!("What does {} need to speak for us in front of the others?", card.person(*who))
            }
        }
    }

    fn addressed(&self, card: &Card, cover: &NeedCover) -> String {
        let need = words(card.lang).need(cover.need);
        let people = if card.is_everybody(&cover.people) {
            "everybody".to_owned()
        } else {
            self.some(&card.people(&cover.people))
        };
        format!("{}: {}, with {people}", capital(need), self.list(&card.moves(&cover.moves)))
    }

    fn gap(&self, card: &Card, answer: &Answer) -> Option<String> {
        let head = self.practice(answer.practice);
        let criteria = self.list(&card.quoted_all(&answer.criteria));
        let (open, people) = (self.some(&card.people(&answer.open)), self.some(&card.people(&answer.people)));
        Some(match answer.gap? {
            Gap::NoCriterion => {
                let need = words(card.lang).need(answer.practice.need());
                format!("{head}: the scenario has no criterion of this need ({need}).")
            }
            Gap::NobodyWeighs => {
                format!("{head}: nothing says that those whom it concerns care, and no move brings it up.")
            }
            Gap::NoMove => format!("{head}: no move works on {criteria} for {open}."),
            Gap::MissesPeople => format!("{head}: {criteria} is worked on for {people}, but not for {open}."),
        })
    }

    fn left_aside(&self, card: &Card, coverage: &Coverage) -> Option<String> {
        let names = card.left_aside(coverage);
        (!names.is_empty()).then(|| format!("Needs left aside: {}.", self.list(&names)))
    }

    fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [init @ .., last] => format!("{} and {last}", init.join(", ")),
        }
    }

    fn some(&self, names: &[String]) -> String {
        match names {
            [first, second, rest @ ..] if rest.len() > 1 => format!("{first}, {second} and {} others", rest.len()),
            few => self.list(few),
        }
    }

    fn pieces(&self, pieces: &[String]) -> String {
        pieces.join("; ")
    }
}

impl English {
    fn key_people(&self, card: &Card) -> String {
        self.list(&card.people(&card.key_people()))
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn basis_words(basis: Basis) -> String {
    match basis {
        Basis::Exact => "exact".to_owned(),
        Basis::Confidence(k) => format!("confidence {}", (10.0 * k).round() / 10.0),
        Basis::Order => "only the order is said".to_owned(),
        Basis::Limits => "only limits are said".to_owned(),
        Basis::Nothing => "nothing is said".to_owned(),
    }
}

fn number_question(criterion: &str, lack: Option<Lack>) -> String {
    match lack {
        Some(Lack::Unit) => format!("In which unit would the customer measure {criterion}?"),
        Some(Lack::Ours) => format!("What do we reach on {criterion}?"),
        Some(Lack::Today) => format!("Where does {criterion} stand today, without us?"),
        Some(Lack::OursWide) => {
            format!("What can we promise on {criterion}? Our range covers more than a tenth of the scale.")
        }
        Some(Lack::TodayWide) => {
            format!("Where exactly does {criterion} stand today? The range covers more than a tenth of the scale.")
        }
        Some(Lack::Latent) | None => format!("Who at the customer would put a figure on {criterion}?"),
    }
}

fn pain_question(criterion: &str, lack: Option<Lack>) -> String {
    match lack {
        Some(Lack::Latent) => format!("Nobody has brought up {criterion} yet: what does it cost the customer today?"),
        Some(Lack::TodayWide) => format!("How bad is {criterion} today, by the customer's own figures?"),
        _ => format!("How bad is {criterion} today, and what does that cost?"),
    }
}
