//! `reframe init`: a commented scenario to start from.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::InitArguments;
use super::failure::Failure;
use super::screen;
use crate::report::files::WriteError;
use crate::scenario::STARTER;

/// Writes the starter scenario.
pub fn init(arguments: &InitArguments) -> Result<(), Failure> {
    let path = target(&arguments.path);
    if !arguments.force && path.symlink_metadata().is_ok() {
        return Err(Failure::Exists(path));
    }
    write(&path).map_err(|source| WriteError::Io { path: path.clone(), source })?;
    let shown = path.display();
    screen::print(&format!("Wrote {shown}\nNext: edit it, then\n  reframe check {shown}\n  reframe run {shown}\n"))
}

fn target(path: &Path) -> PathBuf {
    if path.extension().is_some_and(|ending| ending == "toml") { path.to_owned() } else { path.join("scenario.toml") }
}

/// All or nothing: an existing file is replaced only by a whole one.
fn write(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(".reframe-").tempfile_in(folder)?;
    file.write_all(STARTER.as_bytes())?;
    file.persist(path)?;
    Ok(())
}
