//! The command line from outside: what is printed, where, and with which exit code.

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
    for word in ["run", "check", "schema", "init", "completions", "Exit codes", "130"] {
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
