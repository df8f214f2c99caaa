//! From a path to one merged tree: the file, what it extends, and its performance table.
//!
//! A scenario reads no file outside its *root folder*: the folder of the main file, or, if that lies somewhere
//! under a folder called `scenarios`, the nearest such folder (so that `scenarios/x/scenario.toml` can extend
//! `../profiles/manufacturer.toml`). Links are followed before this is decided.

use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use toml::de::DeTable;

use super::Code;
use super::diagnostics::{Diagnostic, Place, SourceFile};
use super::table::{self, PerformanceFile};
use super::tree::{Entry, Node, Value, place};
use crate::model::rules::Doubts;

/// The version of the format that is read here.
const FORMAT: i128 = 1;

/// More files than any scenario needs.
const MOST_FILES: usize = 64;

/// Everything that was read.
pub(super) struct Files {
    /// The merged document.
    pub tree: Node,
    /// All files in the order they were read, the main file first.
    pub sources: Vec<Arc<SourceFile>>,
    /// Short name of the scenario.
    pub name: String,
    /// What is wrong with the files.
    pub problems: Vec<Diagnostic>,
    /// Where something is missing because it could not be read.
    pub doubts: Doubts,
    /// Whether a file that is extended could not be read: then anything may be missing.
    pub incomplete: bool,
}

/// Reads the scenario at this path (a file, or a folder with a `scenario.toml`).
pub(super) fn read(path: &Path) -> Result<Files, Vec<Diagnostic>> {
    let path = if path.is_dir() { path.join("scenario.toml") } else { path.to_owned() };
    let real = fs::canonicalize(&path).map_err(|error| vec![unreadable(&path, &error)])?;
    let mut reader = Reader { root: Some(root_of(&real)), ..Reader::default() };
    let tree = reader.document(&path, &real, None);
    reader.finish(tree, name_of(&real))
}

/// Reads a scenario that is not on disk; it can name no other files.
pub(super) fn read_text(name: &str, text: &str) -> Result<Files, Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let tree = reader.parse(Path::new(name), text.to_owned());
    reader.finish(tree, name_of(Path::new(name)))
}

#[derive(Default)]
struct Reader {
    /// `None`: no files can be named.
    root: Option<PathBuf>,
    /// The files being read, each named by the one before.
    stack: Vec<PathBuf>,
    sources: Vec<Arc<SourceFile>>,
    problems: Vec<Diagnostic>,
    doubts: Doubts,
    incomplete: bool,
}

impl Reader {
    /// Without the main file there is nothing to go on with.
    fn finish(self, tree: Option<Node>, name: String) -> Result<Files, Vec<Diagnostic>> {
        let Reader { sources, problems, doubts, incomplete, .. } = self;
        match tree {
            Some(tree) => Ok(Files { tree, sources, name, problems, doubts, incomplete }),
            None => Err(problems),
        }
    }

    /// A document with everything it extends under it. `asked`: where it was named.
    fn document(&mut self, shown: &Path, real: &Path, asked: Option<&Place>) -> Option<Node> {
        if self.sources.len() >= MOST_FILES {
            return self.fail(
                Diagnostic::error(Code::TooManyFiles, format!("this scenario reads more than {MOST_FILES} files")),
                asked,
                "this one is too many",
            );
        }
        let text = self.text(shown, real, asked)?;
        self.stack.push(real.to_owned());
        let tree = self.parse(shown, text);
        self.stack.pop();
        tree
    }

    fn text(&mut self, shown: &Path, real: &Path, asked: Option<&Place>) -> Option<String> {
        match fs::read(real) {
            Err(error) => self.fail(unreadable(shown, &error), asked, "named here"),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Some(text),
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
                    let message = format!("{} is not UTF-8 text: line {line} has other bytes", shown.display());
                    let help = "save it as UTF-8 (in Excel: \"CSV UTF-8\")";
                    self.fail(Diagnostic::error(Code::NotText, message).help(help), asked, "named here")
                }
            },
        }
    }

    fn source(&mut self, shown: &Path, text: String) -> Arc<SourceFile> {
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let source = Arc::new(SourceFile { name: tidy(shown), text });
        self.sources.push(Arc::clone(&source));
        source
    }

    fn parse(&mut self, shown: &Path, text: String) -> Option<Node> {
        let source = self.source(shown, text);
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        if !errors.is_empty() {
            self.problems.extend(errors.iter().map(|error| syntax(&source, error)));
            return None;
        }
        let mut own = Node::document(&source, &table);
        let folder = shown.parent().unwrap_or(Path::new("")).to_owned();
        if !self.known_format(&mut own) {
            return None;
        }
        let bases = self.bases(&mut own, &folder);
        self.performance_table(&mut own, &folder);
        let mut layers = bases.into_iter().chain([own]);
        let mut merged = layers.next()?;
        layers.for_each(|layer| merged.merge(layer));
        Some(merged)
    }

    fn known_format(&mut self, document: &mut Node) -> bool {
        let Some(entry) = document.table_mut().and_then(|table| table.remove("format")) else { return true };
        let known = matches!(entry.node.value, Value::Number { integer: Some(FORMAT), .. });
        if !known {
            self.problems.push(
                Diagnostic::error(Code::Format, "this is another version of the format")
                    .at(&entry.node.place, format!("this program reads format = {FORMAT}")),
            );
        }
        known
    }

    /// The documents that this one extends, in the order of the list.
    fn bases(&mut self, document: &mut Node, folder: &Path) -> Vec<Node> {
        let Some(entry) = document.table_mut().and_then(|table| table.remove("extends")) else { return Vec::new() };
        let Value::List(items) = &entry.node.value else {
            self.problems.push(
                Diagnostic::error(Code::WrongType, "`extends` must be a list of file names")
                    .at(&entry.node.place, "expected a list: [\"profiles/manufacturer.toml\"]"),
            );
            self.incomplete = true;
            return Vec::new();
        };
        let bases: Vec<Node> = items.iter().filter_map(|item| self.base(item, folder)).collect();
        self.incomplete |= bases.len() < items.len();
        bases
    }

    fn base(&mut self, item: &Node, folder: &Path) -> Option<Node> {
        let Value::Text(name) = &item.value else {
            let problem = Diagnostic::error(Code::WrongType, "`extends` must be a list of file names");
            return self.fail(problem, Some(&item.place), "expected a text");
        };
        let (shown, real) = self.contained(name, folder, &item.place)?;
        if let Some(start) = self.stack.iter().position(|known| *known == real) {
            let problem = Diagnostic::error(Code::Cycle, "`extends` goes in a circle").help(self.circle(start));
            return self.fail(problem, Some(&item.place), "this file is being read already");
        }
        self.document(&shown, &real, Some(&item.place))
    }

    fn circle(&self, start: usize) -> String {
        let names = self.stack[start..].iter().chain([&self.stack[start]]);
        let names: Vec<String> = names
            .map(|path| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()))
            .collect();
        names.join(" -> ")
    }

    /// `performance = "file.csv"` becomes the table in that file.
    fn performance_table(&mut self, document: &mut Node, folder: &Path) {
        let Some(root) = document.table_mut() else { return };
        let Some(entry) = root.get("performance") else { return };
        let Value::Text(name) = &entry.node.value else { return };
        let (name, asked, key_place) = (name.clone(), entry.node.place.clone(), entry.key_place.clone());
        root.remove("performance");
        let Some(table) = self.table(&name, folder, &asked) else {
            self.doubts.add("performance");
            self.doubts.add("performance_for");
            return;
        };
        root.merge(Entry { key: "performance".to_owned(), key_place: key_place.clone(), node: table.shared });
        let own = root.remove("performance_for");
        if !table.personal.table().is_none_or(|personal| personal.0.is_empty()) {
            root.merge(Entry { key: "performance_for".to_owned(), key_place, node: table.personal });
        }
        own.into_iter().for_each(|entry| root.merge(entry));
    }

    fn table(&mut self, name: &str, folder: &Path, asked: &Place) -> Option<PerformanceFile> {
        let (shown, real) = self.contained(name, folder, asked)?;
        let text = self.text(&shown, &real, Some(asked))?;
        let source = self.source(&shown, text);
        table::read(&source, asked, &mut self.problems, &mut self.doubts)
    }

    /// A named file, as shown and as it really is, if the scenario may read it.
    fn contained(&mut self, name: &str, folder: &Path, asked: &Place) -> Option<(PathBuf, PathBuf)> {
        let shown = folder.join(name);
        let outside = |message: String| Diagnostic::error(Code::Outside, message);
        let Some(root) = self.root.clone() else {
            let problem = outside("a scenario that is not in a file cannot name other files".to_owned());
            return self.fail(problem, Some(asked), "put its text here instead");
        };
        if Path::new(name).is_absolute() {
            let problem = outside(format!("`{name}` is an absolute path"));
            return self.fail(problem, Some(asked), "write a path relative to this file");
        }
        match fs::canonicalize(&shown) {
            Err(error) => self.fail(unreadable(&shown, &error), Some(asked), "named here"),
            Ok(real) if real.starts_with(&root) => Some((shown, real)),
            Ok(_) => {
                let problem = outside(format!("`{name}` lies outside the scenario's root folder")).help(
                    "the root is the scenario's own folder, or the nearest folder above it that is called scenarios",
                );
                self.fail(problem, Some(asked), "outside")
            }
        }
    }

    fn fail<T>(&mut self, problem: Diagnostic, asked: Option<&Place>, label: &str) -> Option<T> {
        self.problems.push(match asked {
            Some(place) => problem.at(place, label),
            None => problem,
        });
        None
    }
}

pub(super) fn syntax(source: &Arc<SourceFile>, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let reason = error.message().lines().collect::<Vec<_>>().join("; ");
    let start = span.start;
    let problem = Diagnostic::error(Code::Syntax, format!("not valid TOML: {reason}")).at(&place(source, span), "here");
    match typing_help(line_at(&source.text, start)) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

fn line_at(text: &str, offset: usize) -> &str {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = after.find('\n').map_or(text.len(), |newline| before.len() + newline);
    &text[start..end]
}

/// What a Chinese keyboard does to TOML: punctuation that only looks right, and ids that are no ids.
fn typing_help(line: &str) -> Option<String> {
    let bare = without_strings(line);
    let full_width = |c: char| matches!(c, '\u{ff01}'..='\u{ff5e}' | '“' | '”' | '‘' | '’' | '。' | '、' | '【' | '】');
    let mut help = Vec::new();
    if bare.contains(full_width) {
        help.push("full-width punctuation: use , . = \" \"".to_owned());
    }
    if let Some(word) = foreign_key(&bare) {
        help.push(format!("ids are letters, digits, - and _; put {word} into label"));
    }
    (!help.is_empty()).then(|| help.join("; "))
}

/// The line with the insides of its texts, and its comment, left out: they may hold any character.
fn without_strings(line: &str) -> String {
    let mut bare = String::new();
    let mut closing = None;
    for c in line.chars() {
        match closing {
            Some(quote) if c == quote => closing = None,
            Some(_) => continue,
            None if c == '#' => break,
            None => {
                closing = match c {
                    '"' | '\'' => Some(c),
                    '“' => Some('”'),
                    '‘' => Some('’'),
                    _ => None,
                }
            }
        }
        bare.push(c);
    }
    bare
}

/// The first key that is written without quotes and has letters that an id cannot have.
fn foreign_key(bare: &str) -> Option<&str> {
    let foreign = |key: &&str| key.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    if bare.trim_start().starts_with('[') {
        return bare.split(['[', ']', '.', '。', '【', '】']).map(str::trim).find(foreign);
    }
    let mut parts: Vec<&str> = bare.split(['=', '＝', '：']).collect();
    parts.pop();
    parts.into_iter().filter_map(|part| part.rsplit([',', '，', '{', '.', '。']).next()).map(str::trim).find(foreign)
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ if path.is_dir() => "it is a folder".to_owned(),
        _ => error.to_string(),
    };
    Diagnostic::error(Code::Unreadable, format!("cannot read {}: {reason}", tidy(path)))
}

fn root_of(real: &Path) -> PathBuf {
    let folder = real.parent().unwrap_or(real);
    let scenarios = folder.ancestors().find(|up| up.file_name().is_some_and(|name| name == "scenarios"));
    scenarios.unwrap_or(folder).to_owned()
}

/// The folder of a `scenario.toml`, the stem of any other file; a variant that lies beside a `scenario.toml` is called by
/// both, so that the variants of two scenarios do not share a results folder.
fn name_of(path: &Path) -> String {
    let text = |part: Option<&OsStr>| part.map(|name| name.to_string_lossy().into_owned());
    let folder = || text(path.parent().and_then(Path::file_name));
    let stem = text(path.file_stem()).unwrap_or_else(|| "scenario".to_owned());
    if stem == "scenario" {
        return folder().unwrap_or(stem);
    }
    match folder() {
        Some(folder) if path.with_file_name("scenario.toml").is_file() => format!("{folder}-{stem}"),
        _ => stem,
    }
}

/// The path without `x/..`, with forward slashes.
fn tidy(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if parts.last().is_some_and(|last| last != ".." && last != "/") => {
                parts.pop();
            }
            Component::RootDir => parts.push(String::new()),
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_called_after_its_folder() {
        assert_eq!(name_of(Path::new("scenarios/factory/scenario.toml")), "factory");
        assert_eq!(name_of(Path::new("x/deal.toml")), "deal");
        assert_eq!(name_of(Path::new("scenario.toml")), "scenario");
    }

    #[test]
    fn the_root_is_the_folder_or_the_nearest_scenarios_above() {
        assert_eq!(root_of(Path::new("/a/scenarios/b/c/scenario.toml")), Path::new("/a/scenarios"));
        assert_eq!(root_of(Path::new("/a/b/scenario.toml")), Path::new("/a/b"));
    }

    #[test]
    fn shown_paths_are_tidy() {
        assert_eq!(tidy(Path::new("./scenarios/x/../profiles/m.toml")), "scenarios/profiles/m.toml");
        assert_eq!(tidy(Path::new("../x.toml")), "../x.toml");
        assert_eq!(tidy(Path::new("/a/../b")), "/b");
    }
}
