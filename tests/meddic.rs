//! The scorecard: what makes an element known, assumed or missing, what strategies cover, and how both are shown.

use std::collections::BTreeSet;
use std::path::Path;

use reframe::model::{Lang, Need, Scenario};
use reframe::report::html::{Figures, page};
use reframe::report::meddic::{Card, csv, terminal};
use reframe::report::terminal::Style;
use reframe::report::words::meddic_words;
use reframe::scenario::{load, load_text};
use reframe::stats::{Answered, Coverage, Element, Gap, Layer, Practice, Scorecard, Status};
use reframe::study::meddic;
use unicode_width::UnicodeWidthStr;

use Element::*;
use Layer::*;
use Status::*;

/// As little as a scenario can say.
const BARE: &str = r#"
format = 1
title = "bare"
us = "ours"
[criteria.speed]
need = "product"
worst = 0
best = 10
[vendors.ours]
[performance.ours]
speed = 5
[stakeholders.boss]
influence = 1
"#;

/// A company with two people, one criterion of each side, and every belief open.
const PLAIN: &str = r#"
format = 1
title = "plain"
us = "ours"
#top
[criteria.stops]
need = "business"
worst = 100
best = 0
#stops
[criteria.price]
need = "price"
worst = 100
best = 0
[criteria.calm]
need = "emotion"
worst = 0
best = 10
#calm
[vendors.ours]
[status_quo]
[performance.ours]
stops = 20
price = 60
calm = 7
[performance.status_quo]
stops = 50
price = 10
calm = 3
[stakeholders.boss]
influence = 2
#boss
[stakeholders.aide]
influence = 1
#aide
#end
"#;

fn scenario(text: &str) -> Scenario {
    load_text("test.toml", text).unwrap_or_else(|problems| panic!("{problems}\n{text}")).scenario
}

/// The plain scenario with something in the place of its marks.
fn plain(changes: &[(&str, &str)]) -> Scenario {
    let put = |text: String, (mark, lines): &(&str, &str)| text.replace(&format!("#{mark}\n"), &format!("{lines}\n"));
    scenario(&changes.iter().fold(PLAIN.to_owned(), put))
}

fn listed_bank() -> Scenario {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/listed-bank")).expect("it loads").scenario
}

fn statuses(scorecard: &Scorecard) -> Vec<(Element, Layer, Status)> {
    let pairs = Element::ALL.into_iter().flat_map(|element| Layer::ALL.map(|layer| (element, layer)));
    pairs.map(|(element, layer)| (element, layer, scorecard.status(element, layer))).collect()
}

#[test]
fn of_a_bare_scenario_nothing_is_known() {
    let scorecard = meddic(&scenario(BARE));
    for (element, layer, status) in statuses(&scorecard) {
        // The rule of the decision is a default, and a default is an assumption.
        let wanted = if (element, layer) == (DecisionProcess, Company) { Assumed } else { Missing };
        assert_eq!(status, wanted, "{element:?} {layer:?}");
    }
    assert_eq!(scorecard.score(), 1);
    assert!(scorecard.coverage.is_empty());
}

/// The status of one check, by its word in tables and its position among those of that word.
fn check(scenario: &Scenario, element: Element, layer: Layer, word: &str, position: usize) -> Status {
    let scorecard = meddic(scenario);
    let mut found = scorecard.checks(element, layer).filter(|check| check.topic.tag() == word);
    found.nth(position).unwrap_or_else(|| panic!("no check {word} {position}")).status
}

/// Every way in which a check of the plain scenario comes to its status.
#[test]
fn saying_more_makes_missing_assumed_and_assumed_known() {
    let weights = |confidence: &str| format!("weights = {{ stops = 0.6, calm = 0.4 }}\nconfidence = {confidence}");
    let [low, high, exact] = ["\"low\"", "\"high\"", "\"exact\""].map(weights);
    let online = format!("{}\n", "[contact]\nchannel = \"online\"");
    let (buyer, champion) = ("meddic = [\"economic-buyer\"]", "meddic = [\"champion\"]");
    let [low_signer, high_signer] = [&low, &high].map(|weights| format!("{weights}\n{buyer}"));
    let [low_champion, exact_champion] = [&low, &exact].map(|weights| format!("{weights}\n{champion}"));
    let gate = |kind: &str| format!("[gates.door]\nowner = \"boss\"\nkind = {kind}");
    let on_price = gate("\"requirement\"\ncriterion = \"price\"\nat_least = 70");
    let by_luck = gate("\"pass\"\nprobability = 0.5");
    let decider = "[decision]\nrule = \"autocracy\"\ndecider = \"boss\"";
    let [some_weeks, all_weeks] =
        ["", "weeks = 3\n"].map(|weeks| format!("[stages.early]\n{weeks}[stages.late]\nweeks = 2"));
    let act = |kind: &str| format!("[moves.do]\nkind = {kind}\n[strategies.plan]\nmoves = [\"do\"]");
    let enable = act("\"enable-champion\"\nchampion = \"boss\"\ngain = 0.5\naudience = [\"aide\"]");
    let soothe = act("\"tailor\"\ncriterion = \"calm\"\nimprove_by = 1\naudience = [\"boss\"]");
    let signs = format!("{buyer}\nlistens_to = {{ aide = 0.2 }}");
    type Case<'a> = (Element, Layer, &'a str, usize, Vec<(&'a str, &'a str)>, Status);
    let cases: Vec<Case> = vec![
        (Metrics, Company, "metric", 0, vec![], Missing),
        (Metrics, Company, "metric", 0, vec![("stops", "unit = \"min\"")], Known),
        (Metrics, Person, "metric", 0, vec![], Missing),
        (Metrics, Person, "metric", 0, vec![("calm", "unit = \"points\"")], Known),
        (EconomicBuyer, Company, "signer", 0, vec![], Missing),
        (EconomicBuyer, Company, "signer", 0, vec![("end", decider)], Assumed),
        (EconomicBuyer, Company, "signer", 0, vec![("end", &on_price)], Assumed),
        (EconomicBuyer, Company, "signer", 0, vec![("boss", buyer)], Known),
        (EconomicBuyer, Company, "budget", 0, vec![], Missing),
        (EconomicBuyer, Company, "budget", 0, vec![("top", "deal_value = 100")], Assumed),
        (EconomicBuyer, Company, "budget", 0, vec![("end", &on_price)], Known),
        (EconomicBuyer, Person, "signer-wants", 0, vec![("boss", buyer)], Missing),
        (EconomicBuyer, Person, "signer-wants", 0, vec![("boss", &low_signer)], Assumed),
        (EconomicBuyer, Person, "signer-wants", 0, vec![("boss", &high_signer)], Known),
        (EconomicBuyer, Person, "signer-wants", 0, vec![("boss", &exact), ("end", decider)], Assumed),
        (DecisionCriteria, Company, "weighed", 0, vec![], Missing),
        (DecisionCriteria, Company, "weighed", 0, vec![("boss", &low)], Assumed),
        (DecisionCriteria, Company, "weighed", 0, vec![("boss", &high)], Known),
        (DecisionCriteria, Person, "weights", 0, vec![], Missing),
        (DecisionCriteria, Person, "weights", 0, vec![("boss", "ranking = [\"stops\", \"price\"]")], Assumed),
        (DecisionCriteria, Person, "weights", 0, vec![("boss", "bounds = { price = [0.2, 0.5] }")], Assumed),
        (DecisionCriteria, Person, "weights", 0, vec![("boss", &high)], Known),
        (DecisionCriteria, Person, "weights", 0, vec![("boss", &high), ("end", &online)], Assumed),
        (DecisionCriteria, Person, "lived", 0, vec![], Missing),
        (DecisionCriteria, Person, "lived", 0, vec![("boss", "lived = { calm = 1 }")], Assumed),
        (DecisionProcess, Company, "rule", 0, vec![], Assumed),
        (DecisionProcess, Company, "rule", 0, vec![("end", decider)], Known),
        (DecisionProcess, Company, "gate", 0, vec![], Missing),
        (DecisionProcess, Company, "gate", 0, vec![("end", &by_luck)], Assumed),
        (DecisionProcess, Company, "gate", 0, vec![("end", &on_price)], Known),
        (DecisionProcess, Company, "timetable", 0, vec![], Missing),
        (DecisionProcess, Company, "timetable", 0, vec![("end", &some_weeks)], Assumed),
        (DecisionProcess, Company, "timetable", 0, vec![("end", &all_weeks)], Known),
        (DecisionProcess, Person, "gate-owner-wants", 0, vec![("end", &by_luck)], Missing),
        (DecisionProcess, Person, "gate-owner-wants", 0, vec![("boss", &low), ("end", &by_luck)], Assumed),
        (DecisionProcess, Person, "gate-owner-wants", 0, vec![("boss", &exact), ("end", &by_luck)], Known),
        (DecisionProcess, Person, "network", 0, vec![], Missing),
        (DecisionProcess, Person, "network", 0, vec![("boss", &signs)], Assumed),
        (IdentifyPain, Company, "pain", 0, vec![], Known),
        (IdentifyPain, Person, "personal-pain", 1, vec![], Missing),
        (IdentifyPain, Person, "personal-pain", 1, vec![("aide", "indecision = \"0.1 to 0.3\"")], Assumed),
        (IdentifyPain, Person, "personal-pain", 1, vec![("aide", "indecision = 0.1")], Known),
        (IdentifyPain, Person, "personal-pain", 1, vec![("aide", "lived = { calm = 1 }")], Known),
        (IdentifyPain, Person, "personal-pain", 0, vec![("end", &soothe)], Assumed),
        (Champion, Company, "champion", 0, vec![], Missing),
        (Champion, Company, "champion", 0, vec![("end", &enable)], Assumed),
        (Champion, Company, "champion", 0, vec![("boss", champion)], Known),
        (Champion, Company, "champion-heard", 0, vec![("boss", champion)], Missing),
        (
            Champion,
            Company,
            "champion-heard",
            0,
            vec![("boss", champion), ("aide", "listens_to = { boss = 0.3 }")],
            Known,
        ),
        (Champion, Person, "champion-wants", 0, vec![("boss", champion)], Missing),
        (Champion, Person, "champion-wants", 0, vec![("boss", &low_champion)], Assumed),
        (Champion, Person, "champion-wants", 0, vec![("boss", &exact_champion)], Known),
        (Champion, Person, "champion-armed", 0, vec![("boss", champion)], Missing),
        (Champion, Person, "champion-armed", 0, vec![("boss", champion), ("end", &soothe)], Assumed),
        (Champion, Person, "champion-armed", 0, vec![("boss", champion), ("end", &enable)], Known),
    ];
    for (element, layer, word, position, changes, wanted) in cases {
        let found = check(&plain(&changes), element, layer, word, position);
        assert_eq!(found, wanted, "{word} with {changes:?}");
    }
}

#[test]
fn a_number_is_known_when_its_range_is_narrow_on_the_scale() {
    let said = |ours: &str, today: &str| {
        let text = PLAIN.replace("#stops", "unit = \"min\"");
        scenario(&text.replace("stops = 20", &format!("stops = {ours}")).replace("stops = 50", today))
    };
    let status = |scenario: &Scenario| check(scenario, Metrics, Company, "metric", 0);
    assert_eq!(status(&said("\"15 to 25\"", "stops = 50")), Known);
    assert_eq!(status(&said("\"14 to 25\"", "stops = 50")), Assumed);
    assert_eq!(status(&said("20", "stops = \"uniform(20, 80)\"")), Assumed);
    let pain = check(&said("20", "stops = \"uniform(20, 80)\""), IdentifyPain, Company, "pain", 0);
    assert_eq!(pain, Assumed);
}

#[test]
fn every_check_says_what_it_found_or_what_to_ask() {
    for scenario in [scenario(BARE), plain(&[]), listed_bank()] {
        let scorecard = meddic(&scenario);
        for lang in Lang::ALL {
            let card = Card { scenario: &scenario, scorecard: &scorecard, lang };
            for check in &scorecard.checks {
                let asked = card.asked(check);
                assert_eq!(asked.is_none(), check.status == Known, "{check:?}");
                assert!(asked.is_some() || !card.found(check).is_empty(), "{check:?}");
                assert!(check.status != Assumed || !check.evidence.is_empty(), "{check:?}");
            }
        }
    }
}

fn coverage<'a>(scenario: &Scenario, scorecard: &'a Scorecard, strategy: &str) -> &'a Coverage {
    let position = scenario.strategies.iter().position(|s| s.id == strategy).expect("a strategy of this id");
    &scorecard.coverage[position]
}

fn covered(coverage: &Coverage) -> Vec<Need> {
    coverage.needs.iter().filter(|cover| !cover.moves.is_empty()).map(|cover| cover.need).collect()
}

fn answers(coverage: &Coverage) -> Vec<Answered> {
    coverage.answers.iter().map(|answer| answer.answered).collect()
}

#[test]
fn the_strategies_of_the_bank_cover_what_their_moves_are_about() {
    use Answered::{No, Partly, Yes};
    let bank = listed_bank();
    let scorecard = meddic(&bank);
    let of = |strategy| coverage(&bank, &scorecard, strategy);
    assert_eq!(covered(of("discount")), [Need::Price]);
    assert_eq!(covered(of("inspection")), [Need::Externality]);
    assert_eq!(covered(of("ciso-rows")), [Need::Externality, Need::Gain, Need::Emotion]);
    assert_eq!(covered(of("whole-table")).len(), 6, "everything but the product");
    assert_eq!(answers(of("discount")), [No; 5]);
    assert_eq!(answers(of("ciso-rows")), [No, Yes, No, No, Yes]);
    assert_eq!(answers(of("whole-table")), [Partly, Yes, Yes, Yes, Yes]);
}

#[test]
fn a_gap_names_those_who_are_left_out() {
    let bank = listed_bank();
    let scorecard = meddic(&bank);
    let answer = |strategy, practice: Practice| {
        let of_strategy = coverage(&bank, &scorecard, strategy);
        of_strategy.answers.iter().find(|answer| answer.practice == practice).expect("every question")
    };
    let names = |ids: &[reframe::model::StakeholderId]| -> Vec<String> {
        ids.iter().map(|id| bank.stakeholders[id.index()].id.clone()).collect()
    };
    let burden = answer("ciso-rows", Practice::Burden);
    assert_eq!((names(&burden.open), burden.gap), (vec!["it-operations".to_owned()], Some(Gap::NoMove)));
    let business = answer("whole-table", Practice::BusinessProblem);
    assert_eq!(names(&business.people), ["business-line"]);
    assert_eq!((business.open.len(), business.gap), (5, Some(Gap::MissesPeople)));
}

#[test]
fn shares_are_weights_times_influence() {
    let bank = listed_bank();
    let scorecard = meddic(&bank);
    let discount = coverage(&bank, &scorecard, "discount");
    let price = discount.needs.iter().find(|cover| cover.need == Need::Price).expect("every need");
    // Influence 4, 2, 5, 3, 2, 1 of 17; shares of the price 3/16, 6/9, 3/37, 1/14, 1/16, 0.
    let wanted = (4.0 * 3.0 / 16.0 + 2.0 * 6.0 / 9.0 + 5.0 * 3.0 / 37.0 + 3.0 / 14.0 + 2.0 / 16.0) / 17.0;
    assert!((price.weight - wanted).abs() < 1e-12 && price.reached == price.weight, "{price:?}");
    for cover in &scorecard.coverage {
        let sum: f64 = cover.needs.iter().map(|need| need.weight).sum();
        assert!((sum - 1.0).abs() < 1e-12);
        assert!(cover.needs.iter().all(|need| need.reached <= need.weight + 1e-12 && need.weight.is_sign_positive()));
    }
}

/// What one move of the plain scenario covers, and with how many people.
fn served(lines: &str, boss: &str) -> Vec<(Need, usize)> {
    let end = format!("[moves.do]\n{lines}\n[strategies.plan]\nmoves = [\"do\"]");
    let scenario = plan(&end, boss);
    let scorecard = meddic(&scenario);
    let needs = scorecard.coverage[0].needs.iter().filter(|cover| !cover.moves.is_empty());
    needs.map(|cover| (cover.need, cover.people.len())).collect()
}

fn plan(end: &str, boss: &str) -> Scenario {
    plain(&[("boss", boss), ("end", end)])
}

#[test]
fn each_kind_of_move_serves_its_needs() {
    let boss = "weights = { stops = 0.5, price = 0.5 }\nmeddic = [\"champion\"]";
    let of = |lines: &str| served(lines, boss);
    assert_eq!(of("kind = \"reframe\"\ncriterion = \"stops\"\nraise_to = 0.7"), [(Need::Business, 2)]);
    assert_eq!(of("kind = \"reframe\"\ncriterion = \"calm\"\nraise_to = 0.7"), [(Need::Emotion, 1)]);
    assert_eq!(of("kind = \"reframe\"\ncriterion = \"price\"\nlower_to = 0.1"), []);
    assert_eq!(
        of("kind = \"reframe\"\ncriterion = \"price\"\nlower_to = 0.1\ntake_from = [\"stops\"]"),
        [(Need::Business, 2)]
    );
    assert_eq!(of("kind = \"prove\"\ncriteria = [\"stops\", \"price\"]\ncredibility = 0.9").len(), 2);
    assert_eq!(of("kind = \"tailor\"\ncriterion = \"calm\"\nimprove_by = 1"), [(Need::Emotion, 1)]);
    assert_eq!(of("kind = \"tailor\"\ncriterion = \"calm\"\nimprove_by = 1\nraise_to = 0.3"), [(Need::Emotion, 2)]);
    assert_eq!(of("kind = \"build-trust\"\ngain = 0.5"), [(Need::Emotion, 2)]);
    assert_eq!(of("kind = \"discount\"\ncriterion = \"price\"\npercent = 5"), [(Need::Price, 2)]);
    assert_eq!(of("kind = \"enable-champion\"\nchampion = \"boss\"\ngain = 0.5\naudience = [\"aide\"]"), []);
}

fn shown(scenario: &Scenario, lang: Lang, width: usize) -> String {
    let scorecard = meddic(scenario);
    terminal::render(&Card { scenario, scorecard: &scorecard, lang }, width, Style::Plain)
}

#[test]
fn the_scorecard_of_the_bank() {
    for lang in Lang::ALL {
        insta::assert_snapshot!(format!("listed_bank_{}", lang.tag()), shown(&listed_bank(), lang, 100));
    }
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for (lang, width) in Lang::ALL.into_iter().flat_map(|lang| [60, 80, 100, 140].map(|width| (lang, width))) {
        for line in shown(&listed_bank(), lang, width).lines() {
            assert!(line.width() <= width, "{} columns of {width}: {line}", line.width());
        }
    }
}

/// Words of Latin letters.
fn latin(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphabetic() || c == '_' || c == '-'));
    words.filter(|word| word.chars().any(|c| c.is_ascii_alphabetic())).map(str::to_owned).collect()
}

#[test]
fn chinese_is_chinese() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/listed-bank/scenario.toml");
    let mut own = latin(&std::fs::read_to_string(path).expect("a readable scenario"));
    own.insert("MEDDIC".to_owned());
    let shown = shown(&listed_bank(), Lang::Zh, 100);
    let foreign: Vec<String> = latin(&shown).difference(&own).cloned().collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    let english = meddic_words(Lang::En);
    let mut labels: Vec<&str> = Element::ALL.map(|element| english.element(element)).to_vec();
    labels.extend(Layer::ALL.map(|layer| english.layer(layer)));
    labels.extend([Missing, Assumed, Known].map(|status| english.status(status)));
    labels.extend(Practice::ALL.map(|practice| english.practice(practice)));
    assert!(labels.iter().all(|label| !shown.contains(label)), "{shown}");
}

#[test]
fn tables_read_back() {
    let bank = listed_bank();
    let scorecard = meddic(&bank);
    for lang in Lang::ALL {
        let files = csv::files(&Card { scenario: &bank, scorecard: &scorecard, lang });
        assert_eq!(files.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["meddic.csv", "coverage.csv"]);
        let rows: Vec<Vec<Vec<String>>> = files.iter().map(|(_, bytes)| read(bytes)).collect();
        assert_eq!(rows[0].len(), 1 + scorecard.checks.len());
        assert_eq!(rows[1].len(), 1 + scorecard.coverage.len() * (7 + 5));
        let status = rows[0][0].iter().position(|name| name == "status").expect("a column");
        for (row, check) in rows[0][1..].iter().zip(&scorecard.checks) {
            assert_eq!((row[0].as_str(), row[status].as_str()), (check.element.tag(), check.status.tag()));
        }
        let price = rows[1].iter().find(|row| row[0] == "discount" && row[3] == "price").expect("a row");
        assert_eq!((price[5].as_str(), price[8].as_str()), ("yes", "eight-percent"));
    }
}

fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let body = text.strip_prefix('\u{feff}').expect("a byte-order mark");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(body.as_bytes());
    reader.records().map(|row| row.expect("rows of one length").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_page_of_a_run_has_the_scorecard() {
    use reframe::engine::{Runner, Silent};
    use reframe::report::View;
    use reframe::study::{Effort, RunRequest, run};
    let bank = listed_bank();
    let scorecard = meddic(&bank);
    let request = RunRequest { effort: Effort::Draws(256), strategies: Vec::new(), ..RunRequest::all(&bank) };
    let outcome = run(&bank, &request, &Runner::serial(), &Silent).expect("it runs");
    for lang in Lang::ALL {
        let of = |scorecard| View { scenario: &bank, findings: &outcome.findings, curves: &[], scorecard, lang };
        let html = page(&of(Some(&scorecard)), &Figures::default(), "");
        let headline = meddic_words(lang).headline(&Card { scenario: &bank, scorecard: &scorecard, lang });
        assert!(html.contains("<section id=\"scorecard\">") && html.contains(&headline));
        assert!(html.contains(&shown_gap(&bank, &scorecard, lang)));
        assert!(!page(&of(None), &Figures::default(), "").contains("id=\"scorecard\""));
    }
}

fn shown_gap(bank: &Scenario, scorecard: &Scorecard, lang: Lang) -> String {
    let card = Card { scenario: bank, scorecard, lang };
    card.gaps(&scorecard.coverage[0]).first().expect("a gap").clone()
}
