//! Results into a folder, all or nothing. Everything is first written under temporary names in that folder and then
//! renamed, so neither a crash nor a full disk leaves half a file or loses an earlier result. The folder keeps a list
//! of what was written; a later run replaces those files and removes the ones it does not make again. A file that
//! is not on the list was not written here and is never touched.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

/// The name of the list.
pub const LIST: &str = "files.txt";

const LIST_HEAD: &str =
    "# Written by reframe. A later run into this folder replaces or removes these files, and no others.";

/// Why results could not be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The folder has a file of this name that no run wrote.
    #[error("{} is not a result of an earlier run, so it is not overwritten", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// A name that leaves the folder.
    #[error("{name:?} is not a file name inside the results folder")]
    BadName {
        /// The name.
        name: String,
    },
    /// The system refused.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Writes `files` (names relative to `folder`, `/` between folders) and removes what an earlier run left there and
/// this one does not make.
///
/// # Errors
/// [`WriteError`]; the earlier results are then still complete, unless a rename itself fails half-way.
pub fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), WriteError> {
    let earlier = listed(folder);
    add(folder, files)?;
    let names: BTreeSet<String> = files.iter().map(|(name, _)| name.clone()).collect();
    remove_stale(folder, earlier.difference(&names))?;
    write_list(folder, names.iter())
}

/// Writes `files` beside what an earlier run left there.
///
/// # Errors
/// As [`write()`].
pub fn add(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), WriteError> {
    let earlier = listed(folder);
    let names: BTreeSet<String> = files.iter().map(|(name, _)| name.clone()).collect();
    refuse_foreign(folder, &names, &earlier)?;
    let staged = stage(folder, files)?;
    write_list(folder, names.union(&earlier))?;
    for (file, path) in staged {
        file.persist(&path).map_err(|error| at(&path)(error.error))?;
    }
    Ok(())
}

/// What an earlier run wrote here. Names that leave the folder are ignored: the list may have been edited.
fn listed(folder: &Path) -> BTreeSet<String> {
    let list = fs::read_to_string(folder.join(LIST)).unwrap_or_default();
    let names = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    names.filter(|name| is_inside(name)).map(str::to_owned).collect()
}

fn refuse_foreign(folder: &Path, names: &BTreeSet<String>, earlier: &BTreeSet<String>) -> Result<(), WriteError> {
    for name in names {
        if !is_inside(name) {
            return Err(WriteError::BadName { name: name.clone() });
        }
        let path = folder.join(name);
        if !earlier.contains(name) && path.symlink_metadata().is_ok() {
            return Err(WriteError::NotOurs { path });
        }
    }
    Ok(())
}

fn is_inside(name: &str) -> bool {
    name != LIST && !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

fn stage(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<(NamedTempFile, PathBuf)>, WriteError> {
    let mut staged = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder).to_owned();
        fs::create_dir_all(&parent).map_err(at(&parent))?;
        staged.push((temporary(&parent, bytes)?, path));
    }
    // Only when all are written: the system then takes them to the disk together, in half the time.
    for (file, path) in &staged {
        file.as_file().sync_all().map_err(at(path))?;
    }
    Ok(staged)
}

/// A temporary file that goes away by itself unless it is renamed, readable like any other file. It is not on the disk yet.
fn temporary(folder: &Path, bytes: &[u8]) -> Result<NamedTempFile, WriteError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".reframe-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(at(folder))?;
    file.write_all(bytes).map_err(at(folder))?;
    Ok(file)
}

fn remove_stale<'a>(folder: &Path, stale: impl Iterator<Item = &'a String>) -> Result<(), WriteError> {
    for name in stale {
        let path = folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(&path)(error)),
            _ => {}
        }
        if let Some(parent) = path.parent().filter(|parent| *parent != folder) {
            let _ = fs::remove_dir(parent); // only if it is empty now
        }
    }
    Ok(())
}

fn write_list<'a>(folder: &Path, names: impl Iterator<Item = &'a String>) -> Result<(), WriteError> {
    let mut list = format!("{LIST_HEAD}\n");
    for name in names {
        list.push_str(name);
        list.push('\n');
    }
    fs::create_dir_all(folder).map_err(at(folder))?;
    let path = folder.join(LIST);
    let file = temporary(folder, list.as_bytes())?;
    file.as_file().sync_all().map_err(at(&path))?;
    file.persist(&path).map_err(|error| at(&path)(error.error))?;
    Ok(())
}

fn at(path: &Path) -> impl Fn(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Io { path: path.clone(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, content: &str) -> (String, Vec<u8>) {
        (name.to_owned(), content.as_bytes().to_vec())
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_later_run_replaces_and_removes_only_what_an_earlier_one_wrote() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), &[file("a.csv", "1"), file("charts/b.svg", "2")]).unwrap();
        fs::write(dir.path().join("notes.md"), "mine").unwrap();
        write(dir.path(), &[file("a.csv", "3")]).unwrap();
        assert_eq!(names(dir.path()), ["a.csv", "files.txt", "notes.md"]);
        assert_eq!(fs::read_to_string(dir.path().join("a.csv")).unwrap(), "3");
    }

    #[test]
    fn files_can_be_added_and_go_with_the_next_run() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), &[file("a.csv", "1")]).unwrap();
        add(dir.path(), &[file("b.csv", "2")]).unwrap();
        assert_eq!(names(dir.path()), ["a.csv", "b.csv", "files.txt"]);
        write(dir.path(), &[file("a.csv", "3")]).unwrap();
        assert_eq!(names(dir.path()), ["a.csv", "files.txt"]);
    }

    #[test]
    fn a_file_of_somebody_else_is_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.csv"), "mine").unwrap();
        let refused = write(dir.path(), &[file("b.csv", "1"), file("a.csv", "1")]);
        assert!(matches!(refused, Err(WriteError::NotOurs { .. })));
        assert_eq!(names(dir.path()), ["a.csv"]);
    }

    #[test]
    fn a_list_that_was_tampered_with_deletes_nothing_outside() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("out");
        fs::create_dir(&folder).unwrap();
        fs::write(dir.path().join("precious"), "x").unwrap();
        fs::write(folder.join(LIST), format!("../precious\n{}\n", dir.path().join("precious").display())).unwrap();
        write(&folder, &[file("a.csv", "1")]).unwrap();
        assert!(dir.path().join("precious").exists());
        assert!(matches!(write(&folder, &[file("../evil", "1")]), Err(WriteError::BadName { .. })));
    }

    #[test]
    fn a_failed_write_keeps_the_earlier_result() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), &[file("a.csv", "1")]).unwrap();
        // "a.csv" is a file, so it cannot be a folder: staging fails before anything is renamed.
        assert!(write(dir.path(), &[file("a.csv", "2"), file("a.csv/b", "2")]).is_err());
        assert_eq!(fs::read_to_string(dir.path().join("a.csv")).unwrap(), "1");
        assert_eq!(names(dir.path()), ["a.csv", "files.txt"]);
    }
}
