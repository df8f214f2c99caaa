//! `reframe playbook` from outside: which files it leaves, and how it refuses.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::{TempDir, tempdir};

fn scenario(name: &str) -> String {
    format!("{}/scenarios/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn playbook(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("reframe").expect("the binary of this package");
    command.arg("playbook").args(arguments).env("NO_COLOR", "1").env_remove("LANG").env_remove("LC_ALL");
    command
}

/// The files below a folder, by their names in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for place in [folder.to_owned(), folder.join("charts")] {
        for entry in fs::read_dir(&place).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("a readable file"));
            }
        }
    }
    found
}

fn written(name: &str, more: &[&str]) -> (TempDir, BTreeMap<String, Vec<u8>>, String) {
    let place = tempdir().expect("a folder");
    let out = place.path().join("out");
    let (path, folder) = (scenario(name), out.to_string_lossy());
    let arguments = [&[path.as_str(), "--draws", "256", "--out", &folder], more].concat();
    let output = playbook(&arguments).assert().success().get_output().stdout.clone();
    let found = files(&out);
    (place, found, String::from_utf8(output).expect("UTF-8"))
}

#[test]
fn it_writes_what_is_asked_for_and_says_the_findings() {
    let (_place, found, said) = written("tutorial", &["--format", "xlsx,svg", "--lang", "en"]);
    for name in ["playbook.xlsx", "charts/outcomes.svg", "charts/outcomes-outlines.svg", "charts/waterfall.svg"] {
        assert!(found.contains_key(name), "{name} in {:?}", found.keys());
    }
    assert!(!found.keys().any(|name| name.ends_with(".png") || name.ends_with(".pptx")), "{:?}", found.keys());
    for words in ["Battlecard", "Who wins", "“33% off” lifts our win probability", "Written to"] {
        assert!(said.contains(words), "{words} in\n{said}");
    }
    assert!(!said.contains("How the race runs"), "one stage is no race\n{said}");
}

#[test]
fn it_speaks_chinese_and_keeps_quiet() {
    let (_place, _, said) = written("tutorial", &["--format", "svg", "--lang", "zh"]);
    assert!(said.contains("作战卡") && said.contains("采用“降价 33%”，我方胜率提高"), "{said}");
    let (_place, _, said) = written("tutorial", &["--format", "svg", "--quiet"]);
    assert_eq!(said, "");
}

#[test]
fn threads_and_repetition_change_nothing() {
    let (_one, one, _) = written("tutorial", &["--format", "svg", "--threads", "1", "--lang", "en"]);
    let (_two, two, _) = written("tutorial", &["--format", "svg", "--threads", "3", "--lang", "en"]);
    assert!(one == two, "{:?}", one.keys());
}

#[test]
fn only_the_strategies_that_are_named_are_played() {
    let text = fs::read_to_string(format!("{}/scenario.toml", scenario("tutorial"))).expect("the tutorial");
    let mut ids = text.lines().filter_map(|line| line.strip_prefix("[strategies.")?.strip_suffix(']'));
    let id = ids.next().expect("a strategy");
    let (_place, _, said) = written("tutorial", &["--format", "svg", "--lang", "en", "--strategy", id]);
    assert!(!said.contains("Pitches compared"), "one pitch is not compared\n{said}");
}

#[test]
fn wrong_requests_are_refused_with_what_is_allowed() {
    let path = scenario("tutorial");
    let refused = |arguments: &[&str], code: i32| {
        let assert = playbook(&[&[path.as_str()], arguments].concat()).assert().code(code);
        String::from_utf8(assert.get_output().stderr.clone()).expect("UTF-8")
    };
    let complaint = refused(&["--format", "docx"], 2);
    assert!(complaint.contains("docx") && complaint.contains("pptx") && complaint.contains("xlsx"), "{complaint}");
    let complaint = refused(&["--strategy", "tech"], 2);
    assert!(complaint.contains("there is no strategy \"tech\""), "{complaint}");
    let complaint = refused(&["--brand", "no-such-brand.toml"], 1);
    assert!(complaint.contains("no-such-brand.toml"), "{complaint}");
}
