//! The command line from outside: what is printed, where, and with which exit code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;

fn reframe(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("reframe").expect("the binary of this package");
    command.args(arguments).env("NO_COLOR", "1").env_remove("LANG").env_remove("LC_ALL");
    command
}

fn stdout(arguments: &[&str]) -> String {
    String::from_utf8(reframe(arguments).assert().success().get_output().stdout.clone()).expect("UTF-8")
}

fn stderr(arguments: &[&str], code: i32) -> String {
    String::from_utf8(reframe(arguments).assert().code(code).get_output().stderr.clone()).expect("UTF-8")
}

#[test]
fn help_names_commands_and_exit_codes() {
    let help = stdout(&["--help"]);
    for word in ["run", "meddic", "check", "schema", "init", "completions", "Exit codes", "130"] {
        assert!(help.contains(word), "{word}");
    }
    let help = stdout(&["run", "--help"]);
    for word in
        ["--strategy", "--draws", "--precision", "--seed", "--threads", "--lang", "--out", "--format", "--quiet"]
    {
        assert!(help.contains(word), "{word}");
    }
}

#[test]
fn a_wrong_command_line_is_2() {
    assert!(stderr(&["run", "x", "--draws", "many"], 2).contains("100k"));
    assert!(stderr(&["run", "x", "--draws", "1e5", "--precision", "0.2pp"], 2).contains("cannot be used with"));
    stderr(&["run"], 2);
    stderr(&["fly"], 2);
}

#[test]
fn a_missing_scenario_is_1() {
    assert!(stderr(&["run", "no-such-scenario.toml"], 1).contains("no-such-scenario.toml"));
    assert!(stderr(&["check", "no-such-scenario.toml"], 1).contains("no-such-scenario.toml"));
}

#[test]
fn the_schema_of_results_is_json() {
    let schema: serde_json::Value = serde_json::from_str(&stdout(&["schema", "results"])).expect("JSON");
    assert_eq!(schema["title"], "Record");
}

#[test]
fn completions_name_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(stdout(&["completions", shell]).contains("init"), "{shell}");
    }
}

#[test]
fn init_writes_once_and_overwrites_only_when_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path().join("deal").to_string_lossy().into_owned();
    assert!(stdout(&["init", &at]).contains("reframe run"));
    let file = folder.path().join("deal/scenario.toml");
    std::fs::write(&file, "mine").expect("a writable file");
    assert!(stderr(&["init", &at], 3).contains("--force"));
    assert_eq!(std::fs::read_to_string(&file).expect("a readable file"), "mine");
    stdout(&["init", "--force", &at]);
    assert!(std::fs::read_to_string(&file).expect("a readable file").starts_with('#'));
    assert!(stdout(&["check", &at]).contains("ok"));
}

/// A scenario that is quick to run.
const QUICK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/tutorial/uniform.toml");

/// One with several vendors and uncertain people.
const FULL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/edr-mttr/scenario.toml");

/// Every file below a folder, with its content.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in std::fs::read_dir(&here).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read(&path).expect("a readable file"));
            }
        }
    }
    found
}

fn temporary() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out").to_string_lossy().into_owned();
    (folder, out)
}

#[test]
fn the_same_run_is_the_same_bytes_on_one_thread_and_on_two() {
    let (_keep, out) = temporary();
    let made = ["1", "2"].map(|threads| {
        stdout(&["run", FULL, "--draws", "2000", "--threads", threads, "--out", &out, "--lang", "en"]);
        contents(Path::new(&out))
    });
    assert!(made[0] == made[1], "threads are not part of the result");
    for name in ["report.html", "results.json", "charts/outcomes.png", "charts/weights.svg", "tables/curve.csv"] {
        assert!(made[0].contains_key(name), "{name}");
    }
    let curves = made[0].keys().filter(|name| name.starts_with("charts/reframe-curve-") && name.ends_with(".png"));
    assert_eq!(curves.count(), 3, "one chart per distinct curve");
}

#[test]
fn only_the_formats_asked_for_are_written() {
    let (_keep, out) = temporary();
    let endings = |format: &str| -> BTreeSet<String> {
        stdout(&["run", QUICK, "--draws", "1k", "--out", &out, "--format", format]);
        let names = contents(Path::new(&out)).into_keys().filter(|name| name != "files.txt");
        names.map(|name| name.rsplit('.').next().expect("an ending").to_owned()).collect()
    };
    assert_eq!(endings("png"), BTreeSet::from(["png".to_owned()]));
    assert_eq!(endings("csv,json"), BTreeSet::from(["csv".to_owned(), "json".to_owned()]), "and the rest is gone");
    assert_eq!(endings("svg,png,csv,json,html").len(), 5);
    stderr(&["run", QUICK, "--format", "pdf", "--out", &out], 2);
}

#[test]
fn a_wanted_precision_is_reached() {
    let (_keep, out) = temporary();
    stdout(&["run", QUICK, "--precision", "0.5pp", "--format", "json", "--out", &out]);
    let results: serde_json::Value =
        serde_json::from_slice(&contents(Path::new(&out))["results.json"]).expect("results are JSON");
    let strategies = results["strategies"].as_array().expect("strategies");
    assert!(strategies.len() > 1);
    for strategy in &strategies[1..] {
        let error = strategy["uplift"][0]["std_error"].as_f64().expect("an error");
        assert!(error * 1.96 <= 0.005, "{error}");
    }
    assert!(stderr(&["run", QUICK, "--precision", "0.001pp", "--out", &out], 2).contains("10^9"));
}

#[test]
fn an_unknown_strategy_is_2_and_names_the_nearest() {
    let (_keep, out) = temporary();
    let said = stderr(&["run", FULL, "--strategy", "reframe-evryone", "--out", &out], 2);
    assert!(said.contains("did you mean reframe-everyone?"), "{said}");
    assert!(!Path::new(&out).exists());
    let shown = stdout(&["run", FULL, "--strategy", "match-price", "--draws", "1k", "--out", &out, "--lang", "en"]);
    assert!(shown.contains("10% off instead") && !shown.contains("20% off"), "{shown}");
}

#[test]
fn a_scenario_with_errors_is_1_and_leaves_earlier_results_alone() {
    let (folder, out) = temporary();
    stdout(&["run", QUICK, "--draws", "1k", "--out", &out]);
    let before = contents(Path::new(&out));
    let broken = folder.path().join("broken.toml");
    std::fs::write(&broken, "format = 1\ntitle = \"x\"\nus = 3\n").expect("a writable file");
    let said = stderr(&["run", &broken.to_string_lossy(), "--out", &out], 1);
    assert!(said.contains("broken.toml"), "{said}");
    assert!(contents(Path::new(&out)) == before);
}

#[test]
fn a_file_that_no_run_wrote_is_3_and_kept() {
    let (_keep, out) = temporary();
    std::fs::create_dir_all(&out).expect("a folder");
    std::fs::write(Path::new(&out).join("report.html"), "mine").expect("a writable file");
    assert!(stderr(&["run", QUICK, "--draws", "1k", "--out", &out], 3).contains("--out"));
    assert_eq!(contents(Path::new(&out)), BTreeMap::from([("report.html".to_owned(), b"mine".to_vec())]));
}

#[test]
fn the_scorecard_is_printed_and_written_beside_the_results_of_a_run() {
    let (_keep, out) = temporary();
    stdout(&["run", QUICK, "--draws", "1k", "--format", "json", "--out", &out]);
    let shown = stdout(&["meddic", FULL, "--lang", "en", "--out", &out]);
    assert!(shown.contains("MEDDIC score") && shown.ends_with(&format!("Written to {out}\n")), "{shown}");
    let names: Vec<String> = contents(Path::new(&out)).into_keys().collect();
    assert_eq!(names, ["coverage.csv", "files.txt", "meddic.csv", "results.json"]);
    assert!(stdout(&["meddic", FULL, "--lang", "zh"]).contains("得分"));
    assert!(!Path::new("output/edr-mttr/meddic.csv").exists(), "nothing is written unasked");
}

#[test]
fn a_scorecard_of_a_broken_file_is_1_and_of_a_wrong_command_line_2() {
    let (folder, _) = temporary();
    let broken = folder.path().join("broken.toml");
    std::fs::write(&broken, "format = 1\ntitle = \"x\"\nus = 3\n").expect("a writable file");
    assert!(stderr(&["meddic", &broken.to_string_lossy()], 1).contains("broken.toml"));
    assert!(stderr(&["meddic", "no-such-scenario.toml"], 1).contains("no-such-scenario.toml"));
    assert!(stderr(&["meddic", FULL, "--lang", "fr"], 2).contains("en or zh"));
    stderr(&["meddic"], 2);
}

#[test]
fn a_scorecard_needs_nothing_that_a_run_could_refuse() {
    let everything = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/everything/scenario.toml");
    assert!(stderr(&["run", everything], 1).contains("E301"));
    assert!(stdout(&["meddic", everything, "--lang", "en"]).contains("gate “Legal”"));
}

#[test]
fn no_color_is_respected() {
    let (_keep, out) = temporary();
    let arguments = ["run", QUICK, "--draws", "1k", "--format", "json", "--out", &out];
    assert!(!stdout(&arguments).contains('\x1b'));
    let mut forced = reframe(&arguments);
    forced.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
    assert!(String::from_utf8_lossy(&forced.assert().success().get_output().stdout).contains('\x1b'));
    forced.env("NO_COLOR", "1");
    assert!(!String::from_utf8_lossy(&forced.assert().success().get_output().stdout).contains('\x1b'));
}

#[test]
fn the_language_is_asked_for_or_the_system_s() {
    let (_keep, out) = temporary();
    let arguments = ["run", QUICK, "--draws", "1k", "--format", "json", "--out", &out];
    assert!(stdout(&arguments).contains("Strategy"));
    let mut chinese = reframe(&arguments);
    chinese.env("LANG", "zh_CN.UTF-8");
    assert!(String::from_utf8_lossy(&chinese.assert().success().get_output().stdout).contains("策略"));
}

#[test]
fn both_schemas_are_json() {
    for of in ["scenario", "results"] {
        let schema: serde_json::Value = serde_json::from_str(&stdout(&["schema", of])).expect("JSON");
        assert!(schema["properties"].as_object().is_some_and(|keys| keys.len() > 3), "{of}");
    }
}

#[test]
fn check_tells_all_problems_at_once_under_the_right_characters() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = std::fs::read_to_string(QUICK).expect("a readable scenario");
    let broken = text.replacen("[criteria.", "[criteria.\"价格\"]\nlabel = \"价格（三年）\", worst = x\n[criteria.", 1);
    let file = folder.path().join("坏.toml");
    std::fs::write(&file, broken).expect("a writable file");
    let said = stderr(&["check", &file.to_string_lossy()], 1);
    assert!(said.contains("label = \"价格（三年）\""), "{said}");

    let contract = std::fs::read_to_string(FULL).expect("a readable scenario");
    let wrong = contract.replacen("influence =", "influense =", 1).replacen(
        "confidence = \"medium\"",
        "confidence = \"mediun\"",
        1,
    );
    assert_ne!(wrong, contract);
    std::fs::write(&file, wrong).expect("a writable file");
    let said = stderr(&["check", &file.to_string_lossy(), QUICK], 1);
    assert!(said.contains("influense") && said.contains("mediun"), "{said}");
    assert!(said.contains(" errors in ") && said.ends_with("1 of 2 scenarios have errors\n"), "{said}");
    assert!(said.matches('^').count() >= 2, "{said}");
    assert!(stdout(&["check", QUICK, FULL]).lines().all(|line| line.ends_with(": ok")));
}

#[cfg(unix)]
mod on_unix {
    use super::{FULL, Path, QUICK, contents, stdout, temporary};
    use std::process::{Command, Stdio};
    use std::time::Duration;

    fn plain(arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reframe"));
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    #[test]
    fn ctrl_c_is_130_and_leaves_earlier_results_alone() {
        let (_keep, out) = temporary();
        stdout(&["run", QUICK, "--draws", "1k", "--out", &out]);
        let before = contents(Path::new(&out));
        let child = plain(&["run", FULL, "--draws", "300000000", "--out", &out]).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(1000));
        let told = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
        assert!(told.success());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(130), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(contents(Path::new(&out)) == before, "nothing is lost, nothing is left behind");
    }

    #[test]
    fn a_reader_who_has_seen_enough_is_not_an_error() {
        let (_keep, out) = temporary();
        for arguments in [vec!["run", QUICK, "--draws", "1k", "--out", &out], vec!["schema"]] {
            let mut child = plain(&arguments).spawn().expect("it starts");
            drop(child.stdout.take());
            let output = child.wait_with_output().expect("it ends");
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
