//! What a scenario uses, in words: for the test that random scenarios leave nothing out.

use reframe::model::*;

/// Everything that must turn up.
pub const EVERY: [&str; 65] = [
    "prior exact",
    "prior dirichlet",
    "prior ranking",
    "prior uniform",
    "prior bounds",
    "teach",
    "reframe up",
    "reframe down",
    "justify",
    "prove",
    "tailor, becomes",
    "tailor, improves",
    "tailor, wakes",
    "build-trust",
    "enable-champion",
    "navigate, gain",
    "navigate, relax",
    "de-risk",
    "discount",
    "named donors",
    "uncertain strength",
    "backfire",
    "requires",
    "evidence for a tailor",
    "part of the people",
    "listed twice",
    "rivals",
    "uncertain credibility",
    "known vendor",
    "own experience",
    "a cell unknown",
    "status quo",
    "status quo by name only",
    "no status quo",
    "conflict",
    "indecision",
    "listening",
    "a closed circle",
    "silence",
    "nobody's vote",
    "one stage",
    "several stages",
    "rounds",
    "settled",
    "tilt by criterion",
    "tilt by need",
    "openness",
    "floor",
    "memory",
    "contact",
    "adoption",
    "gate requirement",
    "gate veto",
    "gate pass",
    "gate of nobody",
    "rule weighted-utility",
    "rule weighted-probability",
    "rule autocracy",
    "rule plurality",
    "rule quota",
    "rule borda",
    "votes in a mood",
    "an economic buyer",
    "noise",
    "no noise",
];

/// What this scenario uses.
pub fn mechanisms(scenario: &Scenario) -> Vec<String> {
    let mut words = Words(Vec::new());
    of_people(scenario, &mut words);
    of_moves(scenario, &mut words);
    of_offers(scenario, &mut words);
    of_process(scenario, &mut words);
    words.0.sort_unstable();
    words.0.dedup();
    words.0
}

struct Words(Vec<String>);

impl Words {
    fn say(&mut self, used: bool, word: impl Into<String>) {
        self.0.extend(used.then(|| word.into()));
    }
}

fn of_people(scenario: &Scenario, words: &mut Words) {
    let people = &scenario.stakeholders;
    for (i, who) in people.iter().enumerate() {
        let prior = match who.prior {
            WeightPrior::Exact(_) => "prior exact",
            WeightPrior::Dirichlet { .. } => "prior dirichlet",
            WeightPrior::Ranking(_) => "prior ranking",
            WeightPrior::Bounds(_) => "prior bounds",
            WeightPrior::Uniform(_) => "prior uniform",
        };
        words.say(true, prior);
        words.say(who.indecision.is_some() && scenario.status_quo.is_some(), "indecision");
        words.say(!who.listens_to.is_empty(), "listening");
        let enslaved = |who: &Stakeholder| who.listens_to.iter().map(|(_, a)| a.get()).sum::<f64>() > 1.0 - 1e-9;
        let mutual = |j: &StakeholderId| people[j.index()].listens_to.iter().any(|(k, _)| k.index() == i);
        let circle = enslaved(who) && who.listens_to.iter().any(|(j, _)| mutual(j) && enslaved(&people[j.index()]));
        words.say(circle, "a closed circle");
        words.say(who.speaks < Probability::ONE, "silence");
        words.say(who.influence == 0.0, "nobody's vote");
        words.say(who.meddic.contains(&MeddicRole::EconomicBuyer), "an economic buyer");
    }
}

fn of_moves(scenario: &Scenario, words: &mut Words) {
    let listed = scenario.strategies.iter().flat_map(|s| &s.moves).chain(&scenario.rivals);
    for made in listed.map(|m| &scenario.moves[m.index()]) {
        let shift = made.kind.shift();
        match &made.kind {
            MoveKind::Reframe(shift) if shift.direction == Direction::Lower => words.say(true, "reframe down"),
            MoveKind::Reframe(_) => words.say(true, "reframe up"),
            MoveKind::Tailor { change: TailorChange::Becomes(_), .. } => words.say(true, "tailor, becomes"),
            MoveKind::Tailor { change: TailorChange::ImprovesBy(_), .. } => words.say(true, "tailor, improves"),
            MoveKind::Navigate { relaxation: Relaxation::Gain(_), .. } => words.say(true, "navigate, gain"),
            MoveKind::Navigate { relaxation: Relaxation::By(_), .. } => words.say(true, "navigate, relax"),
            MoveKind::Justify { supports, .. } => {
                let tailored = |m: &MoveId| matches!(scenario.moves[m.index()].kind, MoveKind::Tailor { .. });
                words.say(true, "justify");
                words.say(supports.iter().any(tailored), "evidence for a tailor");
            }
            other => words.say(true, other.tag()),
        }
        words.say(matches!(made.kind, MoveKind::Tailor { wake: Some(_), .. }), "tailor, wakes");
        words.say(shift.is_some_and(|shift| shift.donors != Donors::All), "named donors");
        words.say(shift.is_some_and(|shift| shift.strength.known().is_none()), "uncertain strength");
        words.say(made.audience.len() < scenario.stakeholders.len(), "part of the people");
        words.say(made.backfire.is_some(), "backfire");
        words.say(!made.requires.is_empty(), "requires");
    }
    let twice = |list: &[MoveId]| (1..list.len()).any(|m| list[..m].contains(&list[m]));
    words.say(scenario.strategies.iter().any(|s| twice(&s.moves)), "listed twice");
    words.say(!scenario.rivals.is_empty(), "rivals");
}

fn of_offers(scenario: &Scenario, words: &mut Words) {
    let uncertain = |v: &Vendor| matches!(v.credibility, Credibility::Beta { .. });
    words.say(scenario.vendors.iter().any(uncertain), "uncertain credibility");
    words.say(scenario.vendors.iter().any(|v| v.known), "known vendor");
    let table = &scenario.performance;
    for of in scenario.alternatives() {
        for on in (0..scenario.criteria.len()).map(CriterionId::new) {
            words.say(table.mentions(of) && table.shared(of, on).is_none(), "a cell unknown");
            let own = |who: usize| table.own(StakeholderId::new(who), of, on).is_some();
            words.say((0..scenario.stakeholders.len()).any(own), "own experience");
        }
    }
    let described = table.mentions(Alternative::StatusQuo);
    words.say(scenario.status_quo.is_some() && described, "status quo");
    words.say(scenario.status_quo.is_some() && !described, "status quo by name only");
    words.say(scenario.status_quo.is_none(), "no status quo");
    words.say(scenario.status_quo.as_ref().is_some_and(|s| s.conflict > 0.0 && described), "conflict");
}

fn of_process(scenario: &Scenario, words: &mut Words) {
    words.say(scenario.stages.len() == 1, "one stage");
    words.say(scenario.stages.len() > 1, "several stages");
    for stage in &scenario.stages {
        words.say(matches!(stage.discussion, Discussion::Rounds(1..)), "rounds");
        words.say(stage.discussion == Discussion::Settled, "settled");
        words.say(stage.tilt.iter().any(|tilt| matches!(tilt, Tilt::Criterion(..))), "tilt by criterion");
        let felt =
            |tilt: &Tilt| matches!(tilt, Tilt::Need(need, _) if scenario.criteria.iter().any(|c| c.need == *need));
        words.say(stage.tilt.iter().any(felt), "tilt by need");
        words.say(stage.openness < Probability::ONE, "openness");
    }
    words.say(scenario.criteria.iter().any(|c| c.floor > Probability::ZERO), "floor");
    words.say(scenario.memory.is_some() && scenario.stages.len() > 1, "memory");
    words.say(scenario.contact.is_some(), "contact");
    words.say(scenario.adoption.is_some(), "adoption");
    for gate in &scenario.gates {
        match gate.kind {
            GateKind::Requirement { .. } => words.say(true, "gate requirement"),
            GateKind::Veto { .. } => words.say(true, "gate veto"),
            GateKind::Pass { .. } => words.say(true, "gate pass"),
        }
        words.say(gate.owner().is_none(), "gate of nobody");
    }
    let rule = scenario.decision.rule;
    words.say(true, format!("rule {}", rule.tag()));
    let votes = matches!(rule, GroupRule::Plurality | GroupRule::Quota { .. } | GroupRule::Borda);
    let noisy = scenario.decision.noise > 0.0;
    words.say(votes && noisy, "votes in a mood");
    words.say(noisy, "noise");
    words.say(!noisy, "no noise");
}
