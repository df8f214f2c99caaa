//! Long scenarios made by hand, in which everything happens at once.

use reframe::model::*;

use super::build::{Build, believed, dirichlet, exact, known, lower, p, raise, ranking, uniform};

/// One stage, people who judge separately: latent criteria, both directions, donors that run dry, repeated and supported
/// moves, rivals, discounts by share and amount, uncertain credibility, own experience, a status quo.
pub fn purchase() -> Build {
    let beta = Distribution::beta(3.0, 7.0, 0.0, 1.0).expect("a beta");
    let soft = |shift: Shift| Shift { strength: beta.clone(), ..shift };
    let from = |named: &[usize], shift: Shift| Shift {
        donors: Donors::Named(named.iter().map(|c| CriterionId::new(*c)).collect()),
        ..shift
    };
    let price = ValueFunction::linear(300.0, 100.0, Outside::Clamp).expect("a scale");
    let steps = ValueFunction::piecewise(vec![(0.0, 0.0), (0.7, 0.2), (1.0, 1.0)], Outside::Extrapolate);
    let belief = |belief: Result<Distribution, ImpossibleDistribution>| belief.expect("parameters in range");
    let rival = |m: &mut Move| m.by = VendorId::new(1);
    let discount = |cut| MoveKind::Discount { criterion: CriterionId::new(0), cut };
    Build::new(&["price", "detection", "safety", "career"], &["us", "rival", "incumbent"])
        .latent("safety")
        .latent("career")
        .with(|parts| {
            parts.criteria[0].value = price;
            parts.criteria[1].value = steps.expect("points in order");
            parts.criteria[2].reputation = Some(p(0.35));
            parts.vendors[2].known = true;
            parts.stages[0].openness = p(0.9);
        })
        .credibility("us", believed(0.6, 12.0))
        .credibility("rival", Credibility::Exact(p(0.8)))
        .credibility("incumbent", believed(0.3, 5.0))
        .person("cfo", dirichlet(&[8.0, 2.0, 0.0, 0.0], 30.0))
        .influence(2.0)
        .reach(0.7)
        .person("ciso", ranking(&[&[1], &[0]]))
        .person("user", exact(&[0.5, 0.5, 0.0, 0.0]))
        .influence(0.5)
        .scores("us", &[0.0, 0.8, 0.7, 0.6])
        .scores("rival", &[0.0, 0.85, 0.3, 0.4])
        .scores("incumbent", &[0.0, 0.6, 0.5, 0.5])
        .scores("status_quo", &[300.0, 0.4, 0.1, 0.5])
        .performance("us", "price", belief(Distribution::range(200.0, 280.0)))
        .performance("rival", "price", belief(Distribution::pert(120.0, 150.0, 260.0)))
        .performance("incumbent", "price", belief(Distribution::lognormal(210.0, 0.1)))
        .performance("us", "detection", belief(Distribution::beta(8.0, 2.0, 0.0, 1.0)))
        .performance("rival", "detection", belief(Distribution::normal(0.9, 0.15)))
        .performance_for("user", "us", "career", belief(Distribution::uniform(0.2, 1.0)))
        .performance_for("ciso", "rival", "detection", belief(Distribution::triangular(0.2, 0.3, 0.9)))
        .teach("teach", soft(from(&[1], raise(2, 0.6))))
        .accepted(0.7)
        .teach("dry", from(&[1, 3], raise(2, 0.95)))
        .accepted(0.4)
        .reframe("lower", soft(lower(0, 0.2)))
        .reframe("give", from(&[3, 2], lower(0, 0.5)))
        .accepted(0.5)
        .but(|m| m.audience = vec![StakeholderId::new(0), StakeholderId::new(2)])
        .justify("proof", &["teach", "give"], 0.8)
        .but(|m| m.audience = vec![StakeholderId::new(0), StakeholderId::new(1)])
        .act("ten", discount(Cut::Share(0.1)))
        .accepted(0.9)
        .act("fifty", discount(Cut::Amount(50.0)))
        .reframe("price-talk", Shift { strength: known(0.4), ..raise(0, 0.9) })
        .but(rival)
        .act("undercut", discount(Cut::Share(0.05)))
        .but(rival)
        .justify("price-proof", &["price-talk"], 0.5)
        .but(rival)
        .strategy("teach-only", &["teach"])
        .strategy("twice", &["teach", "teach", "proof", "lower"])
        .strategy("dry", &["dry", "give", "proof", "proof"])
        .strategy("all", &["ten", "give", "teach", "fifty", "lower", "proof", "ten", "dry", "proof"])
        .rivals(&["price-talk", "undercut", "price-proof"])
}

/// Three stages and four people who talk, with every kind of move, gate and quirk.
pub fn committee() -> Build {
    let soft = |shift: Shift| Shift { strength: Distribution::usual_strength(), ..shift };
    let belief = |belief: Result<Distribution, ImpossibleDistribution>| belief.expect("parameters in range");
    let between = |low: f64, high: f64| belief(Distribution::uniform(low, high));
    let rival = |m: &mut Move| m.by = VendorId::new(1);
    let (price, career) = (CriterionId::new(0), CriterionId::new(3));
    let champion = |gain: f64| MoveKind::EnableChampion { champion: StakeholderId::new(3), gain: p(gain) };
    let navigate = |gate: usize, relaxation: Relaxation| MoveKind::Navigate { gate: GateId::new(gate), relaxation };
    let tailor = |change: TailorChange, wake: Option<Shift>| MoveKind::Tailor { criterion: career, change, wake };
    Build::new(&["price", "detection", "safety", "career"], &["us", "rival", "incumbent"])
        .latent("safety")
        .latent("career")
        .credibility("us", believed(0.6, 12.0))
        .credibility("rival", Credibility::Exact(p(0.8)))
        .person("cfo", dirichlet(&[8.0, 2.0, 0.0, 0.0], 30.0))
        .influence(2.0)
        .reach(0.9)
        .person("ciso", ranking(&[&[1], &[0]]))
        .person("user", exact(&[0.5, 0.5, 0.0, 0.0]))
        .influence(0.5)
        .person("lead", uniform(2))
        .influence(0.3)
        .listens("cfo", "lead", 0.2)
        .listens("cfo", "ciso", 0.3)
        .listens("ciso", "user", 0.6)
        .listens("user", "ciso", 1.0)
        .listens("lead", "cfo", 0.5)
        .stages(&["early", "mid", "late"])
        .with(|parts| {
            let price = ValueFunction::linear(300.0, 100.0, Outside::Clamp).expect("a scale");
            parts.criteria[0].value = price;
            parts.criteria[0].floor = p(0.3);
            (parts.criteria[3].need, parts.criteria[3].floor) = (Need::Growth, p(0.05));
            parts.vendors[2].known = true;
            parts.stages[0].discussion = Discussion::Rounds(2);
            (parts.stages[1].discussion, parts.stages[1].openness) = (Discussion::Settled, p(0.7));
            (parts.stages[2].discussion, parts.stages[2].openness) = (Discussion::Rounds(1), p(0.4));
            parts.stages[1].tilt = vec![Tilt::Need(Need::Growth, 0.5)];
            parts.stages[2].tilt = vec![Tilt::Criterion(CriterionId::new(0), 1.5), Tilt::Need(Need::Product, 0.8)];
            parts.stages.iter_mut().for_each(|stage| stage.weeks = Some(3.0));
            parts.memory = Some(Memory { half_life_weeks: 4.0, anchored: p(0.3) });
            let factors = ChannelFactors { confidence: 0.4, reach: p(0.8), trust: p(0.5) };
            parts.contact = Some(Contact { channel: "online".to_owned(), factors });
            for (who, speaks) in parts.stakeholders.iter_mut().zip([0.5, 0.8, 1.0, 0.3]) {
                who.speaks = p(speaks);
                who.indecision = Some(Distribution::normal(0.05, 0.05).expect("a normal"));
            }
            parts.stakeholders[2].lived = Some(vec![0.1, 0.2, 0.3, 0.4]);
            parts.stakeholders[3].lived = Some(vec![0.0, 0.5, 0.5, 0.0]);
            parts.stakeholders[1].meddic = vec![MeddicRole::EconomicBuyer];
            parts.adoption = Some(Adoption { threshold: 0.5 });
        })
        .scores("us", &[0.0, 0.8, 0.7, 0.3])
        .scores("rival", &[0.0, 0.85, 0.3, 0.4])
        .scores("incumbent", &[0.0, 0.6, 0.5, 0.5])
        .scores("status_quo", &[250.0, 0.4, 0.1, 0.5])
        .with(|parts| parts.status_quo.as_mut().expect("there").conflict = 0.3)
        .performance("us", "price", belief(Distribution::range(200.0, 280.0)))
        .performance("rival", "price", belief(Distribution::pert(120.0, 150.0, 260.0)))
        .performance("incumbent", "price", known(220.0))
        .performance("us", "detection", belief(Distribution::beta(8.0, 2.0, 0.0, 1.0)))
        .performance("rival", "detection", belief(Distribution::normal(0.9, 0.15)))
        .performance_for("user", "us", "career", between(0.2, 0.6))
        .gate(
            "spec",
            GateKind::Requirement { owner: StakeholderId::new(1), criterion: CriterionId::new(1), at_least: 0.7 },
        )
        .gate("no", GateKind::Veto { owner: StakeholderId::new(0), margin: -0.1 })
        .gate(
            "legal",
            GateKind::Pass { probability: p(0.7), vendors: vec![VendorId::new(0), VendorId::new(1)], owner: None },
        )
        .teach("teach", soft(raise(2, 0.6)))
        .accepted(0.6)
        .backfire(0.6, 0.4)
        .justify("proof", &["teach"], 0.7)
        .backfire(0.5, 0.3)
        .to(&[0, 1, 3])
        .during(1)
        .reframe("cheaper", Shift { strength: known(0.5), ..lower(0, 0.1) })
        .backfire(0.9, 0.2)
        .during(2)
        .act("offer", tailor(TailorChange::Becomes(between(0.4, 1.0)), Some(soft(raise(3, 0.5)))))
        .accepted(0.7)
        .backfire(0.3, 0.5)
        .act("better", tailor(TailorChange::ImprovesBy(0.2), None))
        .to(&[1, 2])
        .during(1)
        .justify("offer-proof", &["offer", "better"], 0.6)
        .during(1)
        .act("audit", MoveKind::Prove { criteria: vec![CriterionId::new(1), CriterionId::new(2)], credibility: p(0.9) })
        .accepted(0.5)
        .act("dinner", MoveKind::BuildTrust { gain: p(0.5) })
        .accepted(0.8)
        .act("champion", champion(0.4))
        .accepted(0.7)
        .to(&[0, 1, 2])
        .act("lawyers", navigate(2, Relaxation::Gain(p(0.5))))
        .accepted(0.8)
        .act("waiver", navigate(0, Relaxation::By(0.15)))
        .accepted(0.6)
        .during(2)
        .act("pilot", MoveKind::DeRisk { reduction: p(0.5) })
        .accepted(0.6)
        .during(1)
        .act("ten", MoveKind::Discount { criterion: price, cut: Cut::Share(0.1) })
        .during(2)
        .reframe("price-talk", Shift { strength: known(0.4), ..raise(0, 0.9) })
        .accepted(0.5)
        .backfire(0.5, 0.5)
        .during(1)
        .but(rival)
        .act("rival-poc", MoveKind::Prove { criteria: vec![CriterionId::new(1)], credibility: p(0.95) })
        .accepted(0.5)
        .but(rival)
        .strategy("talk", &["teach", "teach", "proof", "cheaper"])
        .strategy("person", &["offer", "better", "offer", "offer-proof", "champion", "champion", "pilot"])
        .strategy("process", &["lawyers", "waiver", "lawyers", "audit", "dinner", "dinner", "ten", "waiver"])
        .strategy(
            "all",
            &[
                "dinner",
                "teach",
                "champion",
                "offer",
                "audit",
                "lawyers",
                "proof",
                "better",
                "offer-proof",
                "pilot",
                "cheaper",
                "waiver",
                "ten",
            ],
        )
        .rivals(&["rival-poc", "price-talk", "price-talk"])
}
