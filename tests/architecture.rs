//! The structure that docs/architecture.md draws, held by the code's own `use` lines.

use std::fs;
use std::path::{Path, PathBuf};

/// Each part of the library and the parts it may know. Data flows from the top of this list to the bottom.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("math", &[]),
    ("random", &["math"]),
    ("model", &["math"]),
    ("scenario", &["math", "model"]),
    ("plan", &["math", "random", "model"]),
    ("engine", &["math", "random", "model", "plan"]),
    ("stats", &["model", "plan", "engine"]),
    ("study", &["random", "model", "plan", "engine", "stats"]),
    ("chart", &["model", "stats"]),
    ("report", &["model", "stats", "study", "chart", "scenario"]),
    ("workbook", &["model", "scenario"]),
    ("playbook", &["model", "stats", "study", "chart", "report", "scenario"]),
    (
        "cli",
        &["random", "model", "scenario", "plan", "engine", "stats", "study", "chart", "report", "playbook", "workbook"],
    ),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable source folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Library code of a file: what comes before its unit tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a readable source file");
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The part of the library a file belongs to: `engine` for src/engine/block.rs, `random` for src/random.rs.
fn part(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("a file of the library");
    let first = inside.iter().next().expect("a file name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Parts named after `crate::` in a text, in plain paths and in lists.
fn uses(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let named = rest
            .strip_prefix('{')
            .map_or_else(|| vec![rest], |list| list.split('}').next().unwrap_or("").split(',').collect());
        for name in named {
            let word: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.push(word);
        }
    }
    found
}

#[test]
fn parts_know_only_what_comes_before_them() {
    for path in sources(&root()) {
        let part = part(&path);
        if ["lib", "main"].contains(&part.as_str()) {
            continue;
        }
        let (_, allowed) =
            MAY_USE.iter().find(|(name, _)| *name == part).unwrap_or_else(|| panic!("{part} is not in the list"));
        for used in uses(&code(&path)) {
            assert!(
                used == part || allowed.contains(&used.as_str()),
                "{} uses crate::{used}, which {part} must not know",
                path.display()
            );
        }
    }
}

#[test]
fn every_part_of_the_list_exists() {
    for (part, _) in MAY_USE {
        assert!(root().join(part).is_dir() || root().join(format!("{part}.rs")).is_file(), "{part}");
    }
}

/// What only some files may do.
#[test]
fn some_things_happen_in_one_place() {
    let only_in: [(&str, &[&str]); 7] = [
        ("rayon", &["engine/runner.rs"]),
        ("thread::", &["cli/workers.rs"]),
        ("toml::", &["scenario/"]),
        ("csv::Reader", &["scenario/"]),
        ("println!", &["cli/", "main.rs"]),
        ("plotters", &["chart/"]),
        ("SystemTime", &[]),
    ];
    for path in sources(&root()) {
        let inside = path.strip_prefix(root()).expect("a file of the library").to_string_lossy().replace('\\', "/");
        let code = code(&path);
        for (word, places) in only_in {
            assert!(
                !code.contains(word) || places.iter().any(|place| inside.starts_with(place)),
                "{inside} uses {word}, which belongs to {places:?}"
            );
        }
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for path in sources(&root()) {
        let lines = code(&path).lines().filter(|line| !line.trim().is_empty()).count();
        assert!(lines <= 420, "{} has {lines} lines of code: what does it do besides its one thing?", path.display());
    }
}

#[test]
fn every_file_says_first_why_it_exists() {
    for path in sources(&root()) {
        let text = fs::read_to_string(&path).expect("a readable source file");
        assert!(text.starts_with("//!"), "{} has no first sentence", path.display());
    }
}

#[test]
fn no_system_library_slips_in() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).expect("a lock file");
    for name in ["fontconfig-sys", "yeslogic-fontconfig-sys", "freetype-sys", "openssl-sys", "servo-fontconfig-sys"] {
        assert!(!lock.contains(&format!("name = \"{name}\"")), "{name} needs a system package");
    }
}
