//! What readers are told of the buying group: other rules, the race, what lasts, and in whose eyes we lead.

#[path = "support/fixture.rs"]
mod fixture;

use fixture::{Noise, findings, runnable, scenario, usual};
use reframe::chart::Theme;
use reframe::model::*;
use reframe::report::html::{Figures, page};
use reframe::report::record::{LeadRecord, Record};
use reframe::report::terminal::{self, Style};
use reframe::report::words::{GroupLabel, group_words};
use reframe::report::{View, assumptions::assumptions, csv, figures::charts};
use reframe::stats::*;
use unicode_width::UnicodeWidthStr;

fn view<'a>(scenario: &'a Scenario, findings: &'a Findings, lang: Lang) -> View<'a> {
    View { scenario, findings, curves: &[], scorecard: None, lang }
}

fn share(p: f64) -> Estimate {
    Estimate::normal(p, (p * (1.0 - p) / 100_000.0).sqrt())
}

fn shares(win: [f64; 3]) -> Vec<Estimate> {
    win.map(share).to_vec()
}

/// The fixture's purchase in three stages, with talk, a gate, and a life after the signature.
fn group() -> Scenario {
    let mut parts: ScenarioParts = (*scenario()).clone();
    let stage = |id: &str, en: &str, zh: &str, openness: f64| Stage {
        id: id.into(),
        label: Text::bilingual(en, zh),
        openness: Probability::new(openness).unwrap(),
        tilt: Vec::new(),
        discussion: Discussion::Rounds(1),
        weeks: Some(8.0),
    };
    parts.stages = vec![
        stage("needs", "Needs", "需求调研", 1.0),
        stage("tender", "Tender", "招标", 0.4),
        stage("signing", "Signing", "签约", 0.1),
    ];
    parts.stages[2].tilt = vec![Tilt::Need(Need::Price, 1.5)];
    parts.stakeholders[1].listens_to = vec![(StakeholderId::new(0), Probability::HALF)];
    parts.stakeholders[0].speaks = Probability::HALF;
    parts.stakeholders[2].lived = Some(vec![0.2, 0.0, 0.8]);
    parts.stakeholders[1].meddic = vec![MeddicRole::EconomicBuyer];
    parts.adoption = Some(Adoption { threshold: 0.5 });
    parts.memory = Some(Memory { half_life_weeks: 4.0, anchored: Probability::HALF });
    parts.gates = vec![Gate {
        id: "security".into(),
        label: Text::bilingual("Security review", "安全评审"),
        kind: GateKind::Requirement { owner: StakeholderId::new(0), criterion: CriterionId::new(0), at_least: 30.0 },
    }];
    Scenario::new(parts).expect("a scenario without faults").0
}

/// The usual run of it: ahead under four rules, behind under one, open under one; most of what is won does not last.
fn played() -> Findings {
    let scenario = group();
    let mut found = usual();
    let base = [0.2134, 0.6021, 0.1845];
    for (s, strategy) in found.strategies.iter_mut().enumerate() {
        let end = [base, [0.4482, 0.4102, 0.1416], [0.4479, 0.4105, 0.1416]][s];
        let early = if s == 0 { [0.20, 0.62, 0.18] } else { [0.31, 0.52, 0.17] };
        let middle = if s == 0 { [0.21, 0.61, 0.18] } else { [0.44, 0.42, 0.14] };
        strategy.polls = [early, middle, end].map(shares).to_vec();
        let rules = scenario.all_rules();
        let leads = if s == 0 { [Lead::Behind; 6] } else { [Lead::Ahead; 6] };
        strategy.rules = rules
            .into_iter()
            .zip(leads)
            .map(|(rule, lead)| RuleFindings { rule, win: shares(end), undecided: None, lead })
            .collect();
        if s > 0 {
            strategy.rules[2].lead = Lead::Behind;
            strategy.rules[2].win = shares([0.30, 0.50, 0.20]);
            strategy.rules[4].lead = Lead::Unclear;
        }
        let lasting = [[0.18, 0.5, 0.15], [0.21, 0.39, 0.1], [0.41, 0.38, 0.1]][s];
        strategy.adoption = Some(AdoptionFindings {
            lasting: shares(lasting),
            uplift: (s > 0).then(|| vec![Estimate::normal(lasting[0] - 0.18, 0.001); 3]),
            shelfware: vec![Some(share(1.0 - lasting[0] / end[0])), Some(share(0.1)), None],
        });
        strategy.edge = vec![[0.051, -0.02, 0.4].map(|edge| Estimate::normal(edge, 0.001)).to_vec(); 3];
    }
    found
}

/// `group` with the first strategy clearly ahead by wins, so that the order by lasting wins is another.
fn turned() -> Findings {
    let mut found = played();
    found.strategies[2].win = shares([0.40, 0.45, 0.15]);
    found
}

/// Every sentence about the group.
fn sentences(view: &View) -> Vec<String> {
    let words = group_words(view.lang);
    let mut said = Vec::new();
    for s in [1, 0] {
        said.push(words.rules_finding(view, s));
        said.push(words.adoption_finding(view, s));
        said.extend([words.trajectory_title(view, s), words.map_title(view, s), words.heat_title(view, s)]);
        said.push(words.adoption_title(view, s));
        for ahead in [true, false] {
            let text = words.rule_caution(view, s, ahead, if ahead { 2 } else { 4 });
            said.extend([text.what, text.advice]);
        }
    }
    said.push(words.lasts_more(view, 1, 2));
    said.push(words.points_note("0.3"));
    said.extend([words.trajectory_caption(view), words.map_caption(view), words.heat_caption(view, Some("0.3"))]);
    said.push(words.adoption_caption(view));
    said
}

#[test]
fn sentences_about_the_group() {
    let (scenario, found, exact) =
        (group(), played(), findings(&[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], Noise::None, vec![]));
    let mut text = Vec::new();
    for lang in Lang::ALL {
        text.extend(sentences(&view(&scenario, &found, lang)));
        let quota = |share: f64| GroupRule::Quota { share: Probability::new(share).unwrap() };
        let names = scenario.all_rules().into_iter().chain([quota(1.0), quota(0.66)]);
        text.extend(names.map(|rule| group_words(lang).rule(&view(&scenario, &found, lang), &rule)));
        text.push(group_words(lang).rules_finding(&view(&scenario, &exact, lang), 1));
        text.push(group_words(lang).adoption_title(&view(&scenario, &turned(), lang), 1));
    }
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn the_count_of_rules_is_said_in_every_way_it_can_fall() {
    let scenario = group();
    let mut text = Vec::new();
    for lang in Lang::ALL {
        for (ahead, behind) in [(6, 0), (5, 1), (4, 1), (3, 3), (2, 4), (1, 3), (0, 5), (0, 6), (0, 0)] {
            let mut found = played();
            for (r, rule) in found.strategies[1].rules.iter_mut().enumerate() {
                rule.lead = match r {
                    r if r < ahead => Lead::Ahead,
                    r if r < ahead + behind => Lead::Behind,
                    _ => Lead::Unclear,
                };
            }
            text.push(group_words(lang).rules_finding(&view(&scenario, &found, lang), 1));
        }
    }
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn the_race_is_told_as_it_ran() {
    let scenario = group();
    let (ahead, behind, open) = ([0.5, 0.3, 0.2], [0.3, 0.5, 0.2], [0.4, 0.4, 0.2]);
    let races = [
        [ahead, ahead, ahead],
        [behind, open, ahead],
        [ahead, open, behind],
        [behind, behind, behind],
        [open, behind, behind],
        [ahead, ahead, open],
    ];
    let mut text = Vec::new();
    for lang in Lang::ALL {
        for race in races {
            let mut found = played();
            found.strategies[1].polls = race.map(shares).to_vec();
            found.strategies[1].win = shares(race[2]);
            text.push(group_words(lang).trajectory_title(&view(&scenario, &found, lang), 1));
        }
    }
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn chinese_sentences_have_no_english_in_them() {
    let (scenario, found) = (group(), played());
    let view = view(&scenario, &found, Lang::Zh);
    let mut said = sentences(&view);
    said.extend(
        terminal::render(&view, 120, Style::Plain).lines().take_while(|l| !l.contains("引用")).map(str::to_owned),
    );
    use GroupLabel::*;
    let labels = [
        Rule,
        Standing,
        OwnRule,
        OwnRuleStar,
        Stage,
        WinsAndLasts,
        SwitchedOff,
        NothingWon,
        NotWeighed,
        PollAxis,
        OurInterval,
        SupportAxis,
        ListensTo,
        EdgeAxis,
        Weight,
        Lasts,
        Shelfware,
    ];
    said.extend(labels.map(|label| group_words(Lang::Zh).label(label).to_owned()));
    let names = ["重塑为 MTTR", "=Match <price>", "MTTR/误报率", "Northwall", "Halcyon", "EDR"];
    for sentence in said {
        let rest = names.iter().fold(sentence.clone(), |text, name| text.replace(name, ""));
        assert!(!rest.chars().any(|c| c.is_ascii_alphabetic()), "{sentence}");
    }
}

#[test]
fn the_terminal_at_three_widths() {
    let (scenario, found) = (group(), turned());
    for lang in Lang::ALL {
        for width in [40, 80, 120] {
            let text = terminal::render(&view(&scenario, &found, lang), width, Style::Plain);
            for line in text.lines() {
                assert!(line.width() <= width, "{} columns: {line}", line.width());
            }
            let told =
                if lang == Lang::En { "Under 4 of 6 rules" } else { "6 种决定方式中我方在 4 种下领先" };
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            assert!(squeeze(&text).contains(&squeeze(told)), "{text}");
            insta::assert_snapshot!(format!("terminal_{}_{width}", lang.tag()), text);
        }
    }
}

#[test]
fn no_percentage_of_a_rule_stands_without_a_margin() {
    let (scenario, found) = (group(), turned());
    for lang in Lang::ALL {
        for width in 40..140 {
            let text = terminal::render(&view(&scenario, &found, lang), width, Style::Plain);
            let of_a_rule = |line: &&str| line.contains("Borda") || line.contains("波达");
            let bare = |line: &str| line.matches('%').count() > line.matches('±').count();
            let noted = text.contains("without a margin are") || text.contains("未注明误差");
            let flat: String = text.split_whitespace().collect();
            let noted = noted || flat.contains("withoutamarginare") || flat.contains("未注明误差");
            assert!(!text.lines().filter(of_a_rule).any(bare) || noted, "{width}: {text}");
        }
    }
}

#[test]
fn what_is_not_there_is_not_shown() {
    let (small, usual) = (scenario(), usual());
    let html = page(&view(&small, &usual, Lang::En), &Figures::default(), "");
    assert!(html.contains("id=\"rules\"") && html.contains("id=\"edge\""));
    for absent in ["id=\"trajectory\"", "id=\"adoption\"", "id=\"term-shelfware\"", "id=\"term-gate\""] {
        assert!(!html.contains(absent), "{absent}");
    }
    assert!(!terminal::render(&view(&small, &usual, Lang::En), 100, Style::Plain).contains("After the signature"));
    let files: Vec<&str> = csv::files(&view(&small, &usual, Lang::En)).into_iter().map(|(name, _)| name).collect();
    assert!(files.contains(&"rules.csv") && !files.contains(&"adoption.csv"));

    let (large, found) = (group(), played());
    for lang in Lang::ALL {
        let html = page(&view(&large, &found, lang), &Figures::default(), "");
        for there in ["rules", "trajectory", "adoption", "edge", "term-shelfware", "term-gate", "term-poll"] {
            assert!(html.contains(&format!("id=\"{there}\"")), "{there}");
        }
    }
}

#[test]
fn one_person_has_no_group_to_ask_about() {
    let mut parts: ScenarioParts = (*scenario()).clone();
    parts.stakeholders.truncate(1);
    let scenario = Scenario::new(parts).expect("a scenario without faults").0;
    let mut found = usual();
    found.strategies.iter_mut().for_each(|strategy| {
        strategy.support.truncate(1);
        strategy.edge.truncate(1);
        strategy.weights.truncate(1);
    });
    let view = view(&scenario, &found, Lang::En);
    assert!(!page(&view, &Figures::default(), "").contains("id=\"rules\""));
    assert!(!terminal::render(&view, 100, Style::Plain).contains("rules for how"));
    assert!(charts(&view, &Theme::default()).stakeholder_map.is_none());
    assert!(assumptions(&scenario).iter().all(|a| a.id != "other-rules" && a.id != "no-discussion"));
}

#[test]
fn charts_are_drawn_where_there_is_something_to_draw() {
    let (small, usual, large, found) = (scenario(), usual(), group(), played());
    for lang in Lang::ALL {
        let names = |scenario: &Scenario, findings: &Findings| -> Vec<String> {
            charts(&view(scenario, findings, lang), &Theme::default()).all().map(|chart| chart.name.clone()).collect()
        };
        let few = ["outcomes", "weights", "stakeholder-map", "heat-map", "committees", "uplifts", "ranks"];
        assert_eq!(names(&small, &usual), few);
        let all = ["outcomes", "weights", "trajectory", "stakeholder-map", "heat-map", "adoption"];
        assert_eq!(names(&large, &found), [&all[..], &few[4..]].concat());
        for chart in charts(&view(&large, &found, lang), &Theme::default()).all() {
            let made = if lang == Lang::En {
                "100,000 simulated purchases, seed 7"
            } else {
                "10 万次模拟采购，随机种子 7"
            };
            assert!(chart.caption.contains(made), "{}", chart.caption);
        }
    }
}

#[test]
fn the_group_comes_back_as_it_was_saved() {
    let (scenario, found) = (group(), played());
    let record = Record::new(&view(&scenario, &found, Lang::En), "sha256:abc");
    let bytes = record.to_json();
    assert_eq!(Record::from_json(&bytes).unwrap(), record);
    assert_eq!(Record::new(&view(&scenario, &found, Lang::Zh), "sha256:abc").to_json(), bytes);
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let strategy = &json["strategies"][1];
    assert_eq!(json["stages"][1]["id"], "tender");
    assert_eq!(strategy["polls"][2]["stage"], "signing");
    assert_eq!(strategy["rules"][0]["of_scenario"], true);
    assert_eq!(strategy["rules"][2]["decider"], "coo");
    assert_eq!(strategy["rules"][4]["quota"], 0.5);
    assert_eq!(record.strategies[1].rules[4].lead, LeadRecord::Unclear);
    assert!(strategy["adoption"]["shelfware"][2]["given_win"].is_null(), "undefined is not zero");
    assert!(json["strategies"][0]["adoption"]["uplift"].is_null());
    assert_eq!(strategy["edge"].as_array().unwrap().len(), 9);
}

#[test]
fn tables_of_the_group_have_a_row_for_every_fact() {
    let (scenario, found) = (group(), played());
    let files = csv::files(&view(&scenario, &found, Lang::En));
    // 3 strategies, 3 alternatives, 6 rules, 3 stages, 3 people, 3 criteria; no change for the baseline.
    for (name, rows) in [("rules.csv", 54), ("polls.csv", 27), ("edge.csv", 27), ("adoption.csv", 24)] {
        let (_, bytes) = files.iter().find(|(file, _)| *file == name).unwrap_or_else(|| panic!("{name}"));
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(text.lines().count(), rows + 1, "{name}\n{text}");
    }
}

#[test]
fn only_assumptions_of_this_group_are_named() {
    let ids: Vec<&str> = assumptions(&group()).iter().map(|a| a.id).collect();
    for id in ["memory", "discussion", "speaks", "openness", "tilt", "gates", "requirement", "adoption"] {
        assert!(ids.contains(&id), "{id} in {ids:?}");
    }
    for id in ["no-memory", "no-discussion", "all-speak", "veto", "pass", "champion", "no-conflict"] {
        assert!(!ids.contains(&id), "{id} in {ids:?}");
    }
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), ids.len(), "each once");
}

/// Three vendors, no status quo, votes: half of them may not be reached by anybody.
#[test]
fn votes_that_decide_nothing_are_no_decision() {
    use reframe::engine::{Runner, Silent};
    use reframe::study::{Effort, RunRequest, run};
    let mut parts: ScenarioParts = (*runnable()).clone();
    parts.status_quo = None;
    parts.vendors.push(Vendor { id: "third".into(), label: Text::same("Third"), ..parts.vendors[1].clone() });
    let mut performance = PerformanceTable::default();
    let rows = [[95.0, 10.0, 50.0], [10.0, 95.0, 50.0], [60.0, 60.0, 50.0]];
    for (v, row) in rows.into_iter().enumerate() {
        for (c, mean) in row.into_iter().enumerate() {
            let belief = Distribution::normal(mean, 10.0).unwrap();
            performance.set(Alternative::Vendor(VendorId::new(v)), CriterionId::new(c), belief);
        }
    }
    parts.performance = performance;
    parts.stakeholders[0].influence = 1.0;
    parts.stakeholders[1].influence = 1.0;
    parts.stakeholders[2].influence = 1.0;
    let scenario = Scenario::new(parts).expect("a scenario without faults").0;
    let request = RunRequest { effort: Effort::Draws(5_000), ..RunRequest::all(&scenario) };
    let outcome = run(&scenario, &request, &Runner::threads(2), &Silent).expect("it runs");
    for strategy in &outcome.findings.strategies {
        for rule in &strategy.rules {
            let sum: f64 = rule.win.iter().chain(&rule.undecided).map(Estimate::value).sum();
            assert!((sum - 1.0).abs() < 1e-6, "{rule:?}");
            assert_eq!(rule.undecided.is_some(), matches!(rule.rule, GroupRule::Quota { .. }));
        }
    }
    let rest = outcome.findings.strategies[0].rules[4].undecided.expect("a quota");
    assert!(rest.value() > 0.01 && rest.low() < rest.value(), "{rest:?}");
    for (lang, word) in [(Lang::En, "No decision"), (Lang::Zh, "无决策")] {
        let view = view(&scenario, &outcome.findings, lang);
        assert!(terminal::render(&view, 120, Style::Plain).contains(word));
        let html = page(&view, &Figures::default(), "");
        assert!(html.split("id=\"rules\"").nth(1).is_some_and(|section| section.contains(word)));
    }
    let files = csv::files(&view(&scenario, &outcome.findings, Lang::En));
    let (_, rules) = files.iter().find(|(name, _)| *name == "rules.csv").expect("a table of rules");
    assert!(String::from_utf8_lossy(rules).contains(",quota,,0.5,false,"));
    assert!(String::from_utf8_lossy(rules).contains(",status_quo,No decision,"));
}
