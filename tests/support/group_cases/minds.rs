//! What becomes of people on the way to a choice: belief, offers, fear, talk, and time.

use reframe::model::*;
use statrs::function::beta::beta_reg;

use super::super::build::{Build, dirichlet, exact, known, p, raise, uniform};
use super::super::cases::{Case, case, duel};
use super::between;

/// Whether we are believed when it matters. What is perceived does not depend on it where the category's reputation is
/// what the claims say anyway; then only taking up moves does.
pub fn trust() -> Vec<Case> {
    let pitch = |k: f64| {
        duel(&["a", "new"], &[0.5, 1.0], &[0.6, 0.0])
            .with(|parts| parts.vendors[1].known = true)
            .reputation(&[0.5, 1.0])
            .credibility("us", Credibility::Exact(p(k)))
            .latent("new")
            .person("ann", exact(&[1.0, 0.0]))
    };
    let again = |build: Build| build.teach("t", raise(1, 0.5)).accepted(0.6).strategy("s", &["first", "t"]);
    let first = |build: Build, acceptance: f64| build.reframe("first", raise(0, 1.0)).accepted(acceptance);
    let build_trust = |gain: f64| MoveKind::BuildTrust { gain: p(gain) };
    vec![
        case("a refusal costs belief", again(first(pitch(1.0), 0.3).backfire(0.8, 0.5)), 0.6 * (1.0 - 0.7 * 0.8 * 0.5)),
        // Whoever was not reached has not refused: 0.9 - 0.9 * 0.3 * 0.8 have.
        case(
            "a refusal of the reached",
            again(first(pitch(0.8).reach(0.9), 0.3).backfire(0.5, 1.0)),
            0.9 * 0.6 * 0.8 * (1.0 - 0.5 * (0.9 - 0.9 * 0.3 * 0.8)),
        ),
        // The second refusal costs what the first one left: 1, 0.5, 0.25 with probability 1/4, 1/2, 1/4.
        case(
            "two refusals",
            pitch(1.0)
                .reframe("first", raise(0, 1.0))
                .accepted(0.0)
                .backfire(0.5, 0.5)
                .teach("t", raise(1, 0.5))
                .accepted(0.8)
                .strategy("s", &["first", "first", "t"]),
            0.8 * (0.25 + 0.5 * 0.5 + 0.25 * 0.25),
        ),
        // Evidence that is refused counts as refused, too: k = 0.5 afterwards.
        case(
            "refused evidence",
            pitch(1.0)
                .reframe("r", raise(0, 1.0))
                .justify("first", &["r"], 0.4)
                .backfire(1.0, 0.5)
                .teach("t", raise(1, 0.5))
                .strategy("s", &["r", "first", "t"]),
            0.4 + 0.6 * 0.5,
        ),
        case(
            "trust is built",
            again(pitch(0.4).act("first", build_trust(0.5)).accepted(0.7)),
            0.6 * (0.7 * (0.4 + 0.5 * 0.6) + 0.3 * 0.4),
        ),
        case(
            "trust is built from afar",
            again(pitch(0.4).act("first", build_trust(0.5)).accepted(0.7)).with(|parts| {
                let factors = ChannelFactors { confidence: 0.4, reach: p(0.6), trust: p(0.5) };
                parts.contact = Some(Contact { channel: "online".to_owned(), factors });
            }),
            0.6 * 0.6 * (0.6 * 0.7 * (0.4 + 0.25 * 0.6) + (1.0 - 0.6 * 0.7) * 0.4),
        ),
        // q = 0.2 * 1 + 0.8 * 0.3 = 0.44 before, 0.8 + 0.06 after; the rival, known, has 0.6.
        case(
            "proof",
            duel(&["a"], &[1.0], &[0.6])
                .with(|parts| parts.vendors[1].known = true)
                .reputation(&[0.3])
                .credibility("us", Credibility::Exact(p(0.2)))
                .person("ann", exact(&[1.0]))
                .act("p", MoveKind::Prove { criteria: vec![CriterionId::new(0)], credibility: p(0.8) })
                .accepted(0.7)
                .strategy("s", &["p"]),
            0.7,
        ),
    ]
}

/// Offers made to one person.
pub fn offers() -> Vec<Case> {
    let behind = || duel(&["a"], &[0.4], &[0.6]).person("ann", exact(&[1.0]));
    let tailor =
        |change: TailorChange, wake: Option<Shift>| MoveKind::Tailor { criterion: CriterionId::new(0), change, wake };
    let becomes = || tailor(TailorChange::Becomes(between(0.5, 1.0)), None);
    vec![
        case("a better offer", behind().act("t", becomes()).accepted(0.5).strategy("s", &["t"]), 0.5 * 0.8),
        // Heard twice, the second number counts: 0.5 * 0.8 if the second was taken up, else what the first gave.
        case(
            "a better offer, twice",
            behind().act("t", becomes()).accepted(0.5).strategy("s", &["t", "t"]),
            0.5 * 0.8 + 0.5 * 0.5 * 0.8,
        ),
        case(
            "an improvement must be enough",
            behind().act("t", tailor(TailorChange::ImprovesBy(0.15), None)).accepted(0.5).strategy("s", &["t", "t"]),
            0.25,
        ),
        case(
            "evidence for an offer",
            behind()
                .act("t", tailor(TailorChange::Becomes(known(0.9)), None))
                .accepted(0.5)
                .justify("j", &["t"], 0.4)
                .strategy("s", &["t", "j"]),
            1.0 - 0.5 * 0.6,
        ),
        // Nobody thought of b, on which we are no better, until the offer made it both good and important.
        case(
            "an offer wakes a need",
            duel(&["b", "a"], &[0.2, 0.4], &[0.2, 0.6])
                .latent("b")
                .person("ann", exact(&[0.0, 1.0]))
                .act("t", tailor(TailorChange::Becomes(known(1.0)), Some(raise(0, 0.5))))
                .accepted(0.3)
                .strategy("s", &["t"]),
            0.3,
        ),
    ]
}

/// Buying nothing: fear and quarrels help it.
pub fn fear() -> Vec<Case> {
    let afraid = || {
        let build = duel(&["a"], &[0.6], &[0.1]).scores("status_quo", &[0.5]).person("ann", exact(&[1.0]));
        build.with(|parts| parts.stakeholders[0].indecision = Some(between(0.0, 0.4)))
    };
    let torn = |conflict: f64| {
        duel(&["a", "b"], &[0.0, 0.0], &[0.0, 0.0])
            .person("ann", exact(&[1.0, 0.0]))
            .person("bob", exact(&[0.0, 1.0]))
            .performance("us", "a", between(0.0, 1.0))
            .scores("status_quo", &[0.2, 0.2])
            .with(|parts| parts.status_quo.as_mut().expect("there").conflict = conflict)
    };
    vec![
        case("fear", afraid(), 0.25),
        case(
            "less fear",
            afraid().act("d", MoveKind::DeRisk { reduction: p(0.5) }).accepted(0.6).strategy("s", &["d"]),
            0.6 * 0.5 + 0.4 * 0.25,
        ),
        case(
            "much less fear",
            afraid().act("d", MoveKind::DeRisk { reduction: p(0.5) }).strategy("s", &["d", "d"]),
            1.0,
        ),
        // Never negative: normal around 0 is 0 in half of the draws.
        case(
            "no courage",
            afraid().scores("status_quo", &[0.61]).with(|parts| {
                parts.stakeholders[0].indecision = Some(Distribution::normal(0.0, 0.3).expect("a normal"))
            }),
            0.0,
        ),
        // D = 1/2: x / 2 > 0.2 + 0.1.
        case("a quarrel", torn(0.2), 0.4),
        case("no quarrel", torn(0.0), 0.6),
    ]
}

/// ann decides and is for the rival; bob has no say and is for us. What counts is whether she has heard him.
pub fn talk() -> Vec<Case> {
    let listening = |share: f64, speaks: f64| {
        duel(&["a", "b"], &[0.0, 1.0], &[1.0, 0.0])
            .person("ann", exact(&[0.8, 0.2]))
            .person("bob", exact(&[0.0, 1.0]))
            .influence(0.0)
            .with(|parts| parts.stakeholders[1].speaks = p(speaks))
            .listens("ann", "bob", share)
            .talk(Discussion::Rounds(1))
    };
    let champion = |gain: f64| MoveKind::EnableChampion { champion: StakeholderId::new(1), gain: p(gain) };
    vec![
        // (0.4, 0.6) after the talk.
        case("who speaks is heard", listening(0.5, 0.3), 0.3),
        case("nobody talks", listening(0.5, 1.0).talk(Discussion::Rounds(0)), 0.0),
        case("heard in one of two stages", listening(0.5, 0.3).stages(&["one", "two"]), 1.0 - 0.7 * 0.7),
        case(
            "a champion speaks",
            listening(0.5, 0.3).act("c", champion(0.0)).accepted(0.6).strategy("s", &["c"]),
            0.6 + 0.4 * 0.3,
        ),
        // 0.2 of her attention is too little; 0.2 + 0.5 * 0.8 = 0.6 is enough.
        case(
            "a champion is heard",
            listening(0.2, 1.0).act("c", champion(0.5)).accepted(0.6).to(&[0]).strategy("s", &["c"]),
            0.6,
        ),
        case(
            "the champion must be reached",
            listening(0.2, 1.0).reach(0.5).act("c", champion(0.5)).accepted(0.6).to(&[0]).strategy("s", &["c"]),
            0.3,
        ),
        // Settled, w_ann = (own + a own_bob (1 - b)) / (1 - a b) weighs (0.75 * 0.8) / 0.9 = 2/3 on a at a = 0.25,
        // b = 0.4: uniform u_rival x on a against 1 on b: 2/3 x < 1/3.
        case(
            "settled among two",
            listening(0.25, 1.0).listens("bob", "ann", 0.4).talk(Discussion::Settled).performance(
                "rival",
                "a",
                between(0.0, 1.0),
            ),
            0.5,
        ),
    ]
}

/// Stages: openness, tilt, forgetting.
pub fn time() -> Vec<Case> {
    let taught = |strength: Distribution| {
        duel(&["a", "new"], &[0.0, 1.0], &[0.3, 0.0])
            .latent("new")
            .person("ann", exact(&[1.0, 0.0]))
            .stages(&["early", "late"])
            .teach("t", Shift { strength, ..raise(1, 0.8) })
            .strategy("s", &["t"])
    };
    // In the end f * 0.8 * kept of the weight is new: wins if that is above 0.3 (1 - that), 3/13.
    let wins_above = |kept: f64| 1.0 - 3.0 / 13.0 / (0.8 * kept);
    let forgetful = |build: Build, weeks: f64, anchored: f64| {
        build.with(|parts| {
            parts.memory = Some(Memory { half_life_weeks: 4.0, anchored: p(anchored) });
            parts.stages.iter_mut().for_each(|stage| stage.weeks = Some(weeks));
        })
    };
    let tilted = |tilt: Tilt| {
        duel(&["a", "b"], &[1.0, 0.0], &[0.0, 1.0])
            .person("ann", uniform(2))
            .with(|parts| parts.stages[0].tilt = vec![tilt])
    };
    vec![
        case("nothing is forgotten", taught(between(0.0, 1.0)), wins_above(1.0)),
        case("half is forgotten", forgetful(taught(between(0.0, 1.0)), 4.0, 0.0), wins_above(0.5)),
        case("an anchor holds", forgetful(taught(between(0.0, 1.0)), 4.0, 0.2), wins_above(0.6)),
        case("after the decision", forgetful(taught(between(0.0, 1.0)).during(1), 4.0, 0.0), wins_above(1.0)),
        case(
            "less open later",
            taught(known(1.0)).with(|parts| parts.stages[1].openness = p(0.4)).during(1).accepted(0.5),
            0.5 * 0.4,
        ),
        // w_a > 3 w_b.
        case("tilted", tilted(Tilt::Criterion(CriterionId::new(1), 3.0)), 0.25),
        case("tilted by need", tilted(Tilt::Need(Need::Product, 3.0)), 0.5),
        // A tilt passes with its stage.
        case(
            "tilted before",
            tilted(Tilt::Criterion(CriterionId::new(1), 3.0)).with(|parts| {
                let last = Stage { id: "last".to_owned(), tilt: Vec::new(), ..parts.stages[0].clone() };
                parts.stages.push(last);
            }),
            0.5,
        ),
        case(
            "blurred from afar",
            duel(&["a", "b"], &[1.0, 0.0], &[0.0, 1.0]).person("ann", dirichlet(&[12.0, 8.0], 20.0)).with(|parts| {
                let factors = ChannelFactors { confidence: 0.3, reach: Probability::ONE, trust: Probability::ONE };
                parts.contact = Some(Contact { channel: "online".to_owned(), factors });
            }),
            1.0 - beta_reg(3.6, 2.4, 0.5),
        ),
    ]
}
