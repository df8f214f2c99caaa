//! `reframe sensitivity` and `reframe ask` from outside: what is printed and written in both languages, and that the
//! documents show what the program says.

use std::path::Path;

use assert_cmd::Command;
use reframe::chart::Theme;
use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, Scenario};
use reframe::report::study::StudyReport;
use reframe::report::{ask::ask as told_questions, sensitivity::sensitivity as told_sensitivity};
use reframe::scenario::load;
use reframe::study::{AskRequest, SensitivityRequest, ask, sensitivity};

const EDR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/edr-mttr/scenario.toml");
/// Nothing is uncertain in it.
const CERTAIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/edr-mttr/exact.toml");

fn reframe(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("reframe").expect("the binary of this package");
    command.args(arguments).env("NO_COLOR", "1").env_remove("LANG").env_remove("LC_ALL");
    command
}

fn printed(arguments: &[&str]) -> String {
    String::from_utf8(reframe(arguments).assert().success().get_output().stdout.clone()).expect("UTF-8")
}

/// The example of the documents.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/tutorial/dirichlet.toml");

fn scenario(file: &str) -> Scenario {
    load(Path::new(file)).unwrap_or_else(|problems| panic!("{problems}")).scenario
}

fn explained(scenario: &Scenario, draws: u64, lang: Lang) -> StudyReport {
    let request = SensitivityRequest { strategy: None, draws, seed: 1 };
    let found = sensitivity(scenario, &request, &Runner::threads(0), &Silent).expect("an uncertain scenario");
    told_sensitivity(scenario, &found, lang, &Theme::default())
}

fn questions(scenario: &Scenario, draws: u64, lang: Lang) -> StudyReport {
    let request = AskRequest { draws, seed: 1, interview_factor: AskRequest::INTERVIEW_FACTOR };
    let found = ask(scenario, &request, &Runner::threads(0), &Silent).expect("an uncertain scenario");
    told_questions(scenario, &found, lang, &Theme::default())
}

#[test]
fn files_and_words_are_there_in_both_languages() {
    for (command, draws, files) in [
        (
            "sensitivity",
            "512",
            &["charts/tornado.svg", "charts/variance-shares.png", "tables/swings.csv", "tables/shares.csv"][..],
        ),
        (
            "ask",
            "8192",
            &["charts/questions.svg", "charts/questions.png", "tables/questions.csv", "tables/changes.csv"][..],
        ),
    ] {
        for (lang, word) in [("en", "seed 7"), ("zh", "随机种子 7")] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let out = folder.path().join("out");
            let at = out.to_string_lossy().into_owned();
            let text = printed(&[command, EXAMPLE, "--draws", draws, "--seed", "7", "--lang", lang, "--out", &at]);
            assert!(text.contains(word), "{command} {lang}: {text}");
            for file in files {
                assert!(out.join(file).is_file(), "{command} writes {file}");
            }
            let json = std::fs::read(out.join(format!("{command}.json"))).expect("a JSON file");
            let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
            assert_eq!((json["study"].as_str(), json["seed"].as_u64()), (Some(command), Some(7)));
            assert_eq!(json["language"], lang);
        }
    }
}

#[test]
fn questions_without_an_answer_say_what_would_give_them_one() {
    for command in ["sensitivity", "ask"] {
        let output = reframe(&[command, CERTAIN]).assert().code(1).get_output().stderr.clone();
        let complaint = String::from_utf8(output).expect("UTF-8");
        assert!(complaint.contains("confidence = \"medium\""), "{complaint}");
    }
    let wrong = |arguments: &[&str]| {
        String::from_utf8(reframe(arguments).assert().code(2).get_output().stderr.clone()).expect("UTF-8")
    };
    assert!(wrong(&["sensitivity", EDR, "--strategy", "teach-onl"]).contains("teach-only"));
    assert!(wrong(&["ask", EDR, "--interview-factor", "1"]).contains("above 1"));
}

#[test]
fn a_strategy_can_be_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path().join("out").to_string_lossy().into_owned();
    let arguments = ["sensitivity", EXAMPLE, "--draws", "512", "--lang", "en", "--format", "json", "--out", &at];
    let text = printed(&[&arguments[..], &["--strategy", "heard-half-the-time"]].concat());
    assert!(text.contains("Reframe, taken up every second time"), "{text}");
}

/// A text without the breaks of its lines.
fn flowing(text: &str) -> String {
    // A quotation's marks are not part of it.
    text.replace("\n> ", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_documents_show_what_the_program_says() {
    let shown = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        flowing(&std::fs::read_to_string(path).expect("a readable document"))
    };
    let scenario = scenario(EXAMPLE);
    let report = explained(&scenario, 10_240, Lang::En);
    assert!(shown("sensitivity.md").contains(&flowing(&report.headline)), "{}", report.headline);
    let report = questions(&scenario, 20_480, Lang::En);
    assert!(shown("ask.md").contains(&flowing(&report.headline)), "{}", report.headline);
}

#[test]
fn the_widest_swing_comes_first_and_tables_name_what_they_show() {
    let scenario = scenario(EDR);
    for lang in Lang::ALL {
        let report = explained(&scenario, 512, lang);
        assert_eq!(report.tables.iter().map(|table| table.name).collect::<Vec<_>>(), ["swings", "shares"]);
        let files = report.tables_as_csv();
        let text = String::from_utf8(files[0].1.clone()).expect("UTF-8");
        let head = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
        assert!(head.starts_with("input_id,input,low,high,win_low,win_low_std_error"), "{head}");
        assert!(text.contains("credibility/northwall") && text.contains("weight/ciso/price"), "{text}");
    }
}
