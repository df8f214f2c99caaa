//! What the documents show works: every command is run, every scenario in a code block is loaded, every link leads
//! somewhere, and every scenario, chart and document is mentioned.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/pixels.rs"]
mod pixels;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use folder::copy;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All documents of the repository, README first.
fn documents() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md")];
    for folder in ["docs", "scenarios", "assets"] {
        collect(&root().join(folder), &mut found);
    }
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// Code blocks: language and text.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, Vec<&str>)> = None;
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), &mut open) {
            (Some(language), None) => open = Some((language.trim().to_owned(), Vec::new())),
            (Some(_), Some((language, lines))) => {
                found.push((language.clone(), lines.join("\n")));
                open = None;
            }
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => {}
        }
    }
    found
}

/// The arguments of `reframe` in a line that calls it, through cargo or by name.
fn call(line: &str) -> Option<Vec<String>> {
    let command = line.split('#').next().unwrap_or_default().trim().trim_start_matches("$ ");
    let ways = ["cargo run --release -- ", "cargo run --release --features pdf -- ", "reframe "];
    let arguments = ways.iter().find_map(|way| command.strip_prefix(way))?;
    Some(arguments.split_whitespace().map(str::to_owned).collect())
}

/// Commands of the toolchain that documents may show without a test running them here: they run this test, or install.
const OF_THE_TOOLCHAIN: [&str; 5] = ["cargo test", "cargo bench", "cargo install --path .", "cargo doc", "cargo build"];

#[test]
fn every_command_shown_in_a_document_runs() {
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a readable document");
        let place = tempfile::tempdir().expect("a folder");
        for folder in ["scenarios", "tests/published", "docs/brand", "assets/fonts"] {
            copy(&root().join(folder), &place.path().join(folder));
        }
        for (language, block) in blocks(&text) {
            if !["", "sh", "console", "bash"].contains(&language.as_str()) {
                continue;
            }
            for line in block.lines() {
                let shown = format!("{}: {line}", document.display());
                if let Some(arguments) = call(line) {
                    let output = Command::new(env!("CARGO_BIN_EXE_reframe"))
                        .args(&arguments)
                        .current_dir(place.path())
                        .output()
                        .expect("the program starts");
                    let complaint = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success(), "{shown}\n{complaint}");
                } else if line.trim_start().starts_with("cargo ") {
                    let known = OF_THE_TOOLCHAIN.iter().any(|command| line.trim_start().starts_with(command));
                    assert!(known, "{shown}: nobody runs this");
                }
            }
        }
    }
}

#[test]
fn every_whole_scenario_in_a_document_loads() {
    let mut seen = 0;
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a readable document");
        for (language, block) in blocks(&text) {
            if language == "toml" && block.contains("format = 1") && block.contains("[vendors.") {
                let loaded = reframe::scenario::load_text("example.toml", &block);
                let scenario = loaded.unwrap_or_else(|problems| panic!("{}: {problems}", document.display())).scenario;
                let refused = reframe::plan::unsupported(&scenario);
                assert!(refused.is_empty(), "{}: {refused:?}", document.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "the README shows a whole scenario");
}

#[test]
fn links_between_documents_lead_somewhere() {
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a readable document");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            let path = document.parent().expect("a folder").join(file);
            assert!(path.exists(), "{}: {target} leads nowhere", document.display());
        }
    }
}

#[test]
fn every_document_and_scenario_can_be_found_from_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    for folder in ["docs", "scenarios"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if path.is_dir() && folder == "docs" {
                continue;
            }
            assert!(readme.contains(&format!("{folder}/{name}")), "the README does not mention {folder}/{name}");
        }
    }
}

#[test]
fn help_names_every_command_of_the_readme() {
    let output = Command::new(env!("CARGO_BIN_EXE_reframe")).arg("--help").output().expect("the program starts");
    let help = String::from_utf8_lossy(&output.stdout);
    for command in ["run", "meddic", "check", "schema", "init", "completions"] {
        assert!(help.contains(command), "{command} is missing in\n{help}");
    }
}

/// `UPDATE_IMAGES=1 cargo test --test docs` draws it anew.
#[test]
fn the_picture_in_the_readme_is_what_the_scenario_gives() {
    use reframe::chart::{Theme, to_png};
    use reframe::engine::{Runner, Silent};
    use reframe::report::{View, figures::charts};
    use reframe::study::{RunRequest, run};

    let scenario =
        reframe::scenario::load(&root().join("scenarios/edr-mttr/scenario.toml")).expect("it loads").scenario;
    let mut request = RunRequest::all(&scenario);
    request.strategies.retain(|id| scenario.strategies[id.index()].id == "reframe-mttr");
    let outcome = run(&scenario, &request, &Runner::threads(0), &Silent).expect("it runs");
    let lang = reframe::model::Lang::En;
    let (findings, curves) = (&outcome.findings, &outcome.curves);
    let view = View { scenario: &scenario, findings, curves, scorecard: None, lang };
    let drawn = charts(&view, &Theme::default());
    let picture = to_png(&drawn.curves[0].scene, 1.0).expect("it can be drawn").output;
    assert!(picture.len() <= 150_000, "{} bytes", picture.len());
    let path = root().join("docs/images/edr-mttr-curve.png");
    if std::env::var_os("UPDATE_IMAGES").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, &picture).expect("a writable file");
    }
    let shown = fs::read(&path).unwrap_or_default();
    let same = pixels::pixels(&shown) == pixels::pixels(&picture);
    assert!(same, "the picture is out of date: UPDATE_IMAGES=1 cargo test --test docs");
}

/// Every item of the founding document has its place, and every test that is named there exists.
#[test]
fn the_founding_document_is_mapped_item_by_item() {
    let page = fs::read_to_string(root().join("docs/seed-map.md")).expect("the map");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| item")).collect();
    let number = |row: &&str| row[2..].split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse().ok());
    let items: BTreeSet<u32> = rows.iter().filter_map(number).collect();
    assert_eq!(items, (1..=41).collect(), "the items of the founding document");
    let mut tests = String::new();
    let mut collect = vec![root().join("tests")];
    while let Some(folder) = collect.pop() {
        for entry in fs::read_dir(folder).expect("a folder of tests") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                tests.push_str(&fs::read_to_string(path).expect("a test file"));
            }
        }
    }
    for name in page.split('`').skip(1).step_by(2).filter(|name| name.matches('_').count() > 3 && !name.contains('/')) {
        assert!(tests.contains(&format!("fn {name}()")), "no test is called {name}");
    }
}
