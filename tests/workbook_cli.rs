//! `reframe template` and `reframe import` from outside: what is written, what is left alone, and what an office program
//! makes of a workbook.

use std::fs;
use std::path::Path;
use std::process::Command as Process;

use assert_cmd::Command;
use reframe::model::Lang;
use reframe::scenario;
use reframe::workbook;

fn reframe(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("reframe").expect("the binary of this package");
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").env_remove("LANG").env_remove("LC_ALL");
    command
}

fn stderr(folder: &Path, arguments: &[&str], code: i32) -> String {
    String::from_utf8(reframe(folder, arguments).assert().code(code).get_output().stderr.clone()).expect("UTF-8")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_template_imports_and_runs_as_it_is_in_both_languages() {
    for lang in ["en", "zh"] {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path();
        reframe(folder, &["template", "--xlsx", "--lang", lang, "-o", "deal.xlsx"]).assert().success();
        let import = reframe(folder, &["import", "deal.xlsx"]).assert().success();
        let printed = String::from_utf8_lossy(&import.get_output().stdout).into_owned();
        assert!(printed.contains("scenario.toml: ok"), "{printed}");
        assert_eq!(names(&folder.join("deal")), ["scenario.toml"]);
        reframe(folder, &["check", "deal"]).assert().success();
        reframe(folder, &["run", "deal", "--draws", "256", "--format", "json"]).assert().success();
        let starter = scenario::load_text("deal/scenario.toml", scenario::STARTER).unwrap().scenario;
        let imported = scenario::load(&folder.join("deal")).unwrap().scenario;
        assert_eq!(format!("{imported:?}"), format!("{starter:?}"));
    }
}

#[test]
fn nothing_is_overwritten_unless_asked_and_never_by_a_faulty_workbook() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    reframe(folder, &["template", "--xlsx", "-o", "deal.xlsx"]).assert().success();
    assert!(stderr(folder, &["template", "--xlsx", "-o", "deal.xlsx"], 3).contains("--force"));
    reframe(folder, &["import", "deal.xlsx"]).assert().success();
    let before = fs::read_to_string(folder.join("deal/scenario.toml")).unwrap();
    assert!(stderr(folder, &["import", "deal.xlsx"], 3).contains("--force"));

    fs::write(folder.join("bad.xlsx"), b"PK\x03\x04 not quite").unwrap();
    let said = stderr(folder, &["import", "bad.xlsx", "-o", "deal", "--force"], 1);
    assert!(said.contains("this is not a workbook") && said.contains("nothing was written"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("deal/scenario.toml")).unwrap(), before);
    assert_eq!(names(&folder.join("deal")), ["scenario.toml"], "no temporary files are left");
    assert!(stderr(folder, &["import", "bad.xlsx"], 1).contains("1 error in bad.xlsx"));
    assert!(!folder.join("bad").exists());

    reframe(folder, &["import", "deal.xlsx", "--force"]).assert().success();
    assert!(stderr(folder, &["import", "none.xlsx"], 1).contains("there is no such file"));
    assert!(stderr(folder, &["import", "deal", "-o", "x"], 1).contains("folder"));
    assert!(stderr(folder, &["template", "-o", "x.xlsx"], 2).contains("--xlsx"));
}

#[test]
fn a_scenario_that_cannot_be_read_makes_no_workbook() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    fs::write(folder.join("scenario.toml"), "format = 1\nus = \"x\"\n").unwrap();
    assert!(stderr(folder, &["template", "--xlsx", "--from", ".", "-o", "x.xlsx"], 1).contains("E202"));
    assert_eq!(names(folder), ["scenario.toml"]);
}

/// LibreOffice, opened and saved again: what an office program does to a workbook must not change the scenario.
#[test]
fn a_workbook_saved_by_an_office_program_says_the_same() {
    if Process::new("soffice").arg("--version").output().is_err() {
        println!("skipped: soffice is not installed");
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = [
        ("edr", "scenarios/edr-mttr/scenario.toml", Lang::Zh),
        ("everything", "tests/golden/everything/scenario.toml", Lang::En),
        ("bounds", "scenarios/tutorial/bounds.toml", Lang::En),
        ("chain", "scenarios/no-decision/scenario.toml", Lang::Zh),
    ];
    let mut documents = Vec::new();
    for (name, path, lang) in cases {
        let document = scenario::load(&root.join(path)).unwrap_or_else(|problems| panic!("{problems}")).document();
        let file = place.path().join(format!("{name}.xlsx"));
        fs::write(&file, workbook::write(&document, lang).unwrap()).unwrap();
        documents.push((name, document, file));
    }
    let profile = format!("-env:UserInstallation=file://{}/profile", place.path().display());
    let saved = Process::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(place.path().join("saved"))
        .args(documents.iter().map(|(_, _, file)| file))
        .output()
        .expect("soffice starts");
    assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
    for (name, document, _) in documents {
        let bytes = fs::read(place.path().join("saved").join(format!("{name}.xlsx"))).expect("a saved workbook");
        let read = workbook::read(&bytes).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let checked = read.check("scenario.toml");
        let problems = checked.err().unwrap_or_default();
        assert!(problems.is_empty(), "{name}: {}", problems.iter().map(|p| format!("{p}\n")).collect::<String>());
        assert!(
            workbook::same(&document, read.document()),
            "{name}\n{}\n{}",
            scenario::write(&document).text,
            scenario::write(read.document()).text
        );
    }
}

/// The page about spreadsheets shows commands and messages; both are what really happens.
#[test]
fn the_page_about_spreadsheets_says_what_happens() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/spreadsheet.md")).unwrap();
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("scenarios/edr-mttr");
    fs::create_dir_all(&to).unwrap();
    fs::copy(root.join("scenarios/edr-mttr/scenario.toml"), to.join("scenario.toml")).unwrap();
    let mut commands = 0;
    for block in page.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for line in block.lines().filter(|line| !line.trim().is_empty()) {
            let arguments: Vec<&str> = line.split_whitespace().skip(1).collect();
            reframe(place.path(), &arguments).assert().success();
            commands += 1;
        }
    }
    assert!(commands >= 8, "{commands}");
    let shown =
        page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example of problems");
    let golden = fs::read_to_string(
        root.join("tests/snapshots/workbook_cells__what_the_checker_finds_is_said_in_the_cells_it_came_from.snap"),
    )
    .unwrap();
    let spreadsheet = fs::read_to_string(
        root.join("tests/snapshots/workbook_cells__what_a_spreadsheet_does_to_cells_is_said_too.snap"),
    )
    .unwrap();
    for line in shown.lines() {
        assert!(golden.contains(line) || spreadsheet.contains(line), "{line}");
    }
}
